//! A proving key whose points stay encoded until a proof reads them.

use super::{
    check_delta, prover::Points, split_verifying_key, Circuit, Lengths, Parts, ProveError, ProvingKey, Queries, Reader,
    OTHER_CIRCUIT,
};
use ark_ec::AffineRepr;
use std::ops::Range;
use zkml_primitives::{
    curve::{G1, G2},
    Curve, VerifyingKey,
};

/// A proving key over bytes that somebody else holds, such as a mapped file: it takes as good as no memory, and all proofs
/// and all processes share the file's pages.
#[derive(Clone, Debug)]
pub struct EncodedKey<C: Curve, B> {
    bytes: B,
    verifying_key: VerifyingKey<C>,
    beta_g1: G1<C>,
    delta_g1: G1<C>,
    /// Where the lists A, B in G1, B in G2, H and L are in the bytes.
    lists: [Range<usize>; 5],
}

impl<C: Curve, B: AsRef<[u8]>> EncodedKey<C, B> {
    /// The key that is in a part of `bytes`, as [`ProvingKey::encode`] wrote it, for a circuit.
    ///
    /// What [`ProvingKey::decode`] checks is checked here, once: the verifying key with all its points, δ in G1, the length of
    /// every list, and that every point is made of canonical coordinates. Nothing rests on the bytes staying as they are: a
    /// proof that was made with others does not pass [`super::prove`], and δ is kept.
    pub fn open(bytes: B, part: Range<usize>, circuit: &Circuit) -> Result<Self, ProveError> {
        let whole = bytes.as_ref();
        let key = whole.get(part.clone()).ok_or(ProveError::ProvingKey(super::CUT_OFF))?;
        let (verifying_key, rest) = split_verifying_key::<C>(key, circuit)?;
        let lengths = Lengths::of(circuit);
        let mut reader = Reader { rest };
        let (beta_g1, delta_g1) = (reader.point()?, reader.point()?);
        check_delta::<C>(&delta_g1)?;
        let (g1, g2) = (size::<G1<C>>(), size::<G2<C>>());
        let expected = [
            (lengths.variables, g1),
            (lengths.variables, g1),
            (lengths.variables, g2),
            (lengths.powers, g1),
            (lengths.witnesses, g1),
        ];
        let mut lists = [const { 0..0 }; 5];
        for (list, (len, size)) in lists.iter_mut().zip(expected) {
            if reader.point::<u64>()? != len {
                return Err(ProveError::ProvingKey(OTHER_CIRCUIT));
            }
            let bytes = usize::try_from(len).ok().and_then(|len| len.checked_mul(size));
            let rest = bytes.and_then(|bytes| reader.rest.get(bytes..));
            let start = part.end - reader.rest.len();
            reader.rest = rest.ok_or(ProveError::ProvingKey(super::CUT_OFF))?;
            *list = start..part.end - reader.rest.len();
        }
        if !reader.rest.is_empty() {
            return Err(ProveError::ProvingKey("there are bytes left over"));
        }
        let key = Self { bytes, verifying_key, beta_g1, delta_g1, lists };
        let parts = key.parts();
        [parts.a, parts.b_g1, parts.h, parts.l].iter().try_for_each(Points::check)?;
        parts.b_g2.check()?;
        Ok(key)
    }

    /// The verifying key.
    pub fn verifying_key(&self) -> &VerifyingKey<C> {
        &self.verifying_key
    }

    fn list<G: AffineRepr>(&self, i: usize) -> Points<'_, G> {
        Points::Encoded { bytes: &self.bytes.as_ref()[self.lists[i].clone()], size: size::<G>() }
    }
}

impl<C: Curve> EncodedKey<C, Vec<u8>> {
    /// A key that is in memory, encoded.
    pub fn of(key: &ProvingKey<C>, circuit: &Circuit) -> Result<Self, ProveError> {
        let bytes = key.encode();
        let all = 0..bytes.len();
        Self::open(bytes, all, circuit)
    }
}

/// Bytes of an uncompressed point.
fn size<G: AffineRepr>() -> usize {
    G::zero().uncompressed_size()
}

impl<C: Curve, B: AsRef<[u8]>> Queries<C> for EncodedKey<C, B> {
    fn parts(&self) -> Parts<'_, C> {
        Parts {
            verifying_key: &self.verifying_key,
            beta_g1: self.beta_g1,
            delta_g1: self.delta_g1,
            a: self.list(0),
            b_g1: self.list(1),
            b_g2: self.list(2),
            h: self.list(3),
            l: self.list(4),
        }
    }
}
