//! Commitments: one field element that stands for a tensor, hides it, and can be opened in one way only.
//!
//! ```text
//! digest = fold(tag, [salt, element…])
//! fold(state, values) = values in blocks of 15, the last one shorter: state = Poseidon(state, block…) for each; the last state
//! ```
//!
//! The elements are the tensor's integers as [`crate::packing`] packs them. The *tag* is a constant of the circuit that says
//! what is committed: an input, an output or parameters, in which domain, with which shapes and integer types. It fixes
//! the number of elements, and so every block: no digest belongs to two lengths. The *salt* is 248 random bits. Without it
//! whoever can guess the data could check the guess.
//!
//! `primitives/COMMITMENTS.md` is the recipe for other languages, with vectors.

use crate::{layout::Shape, packing::IntType, FieldBytes, Layout, Port};
use parity_scale_codec::Encode;
use sp_crypto_hashing::blake2_256;

/// Bytes of a salt and of a nullifier's secret: 248 bits fit both scalar fields.
pub const SECRET_BYTES: usize = 31;

/// 248 secret bits: the salt of a commitment, or the secret behind nullifiers.
#[derive(Clone, Copy, PartialEq, Eq, parity_scale_codec::Encode, parity_scale_codec::Decode)]
pub struct Secret(pub [u8; SECRET_BYTES]);

/// Nothing that is printed by accident.
impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// As a field element, little end first.
    pub fn element(&self) -> FieldBytes {
        let mut bytes = [0; 32];
        bytes[..SECRET_BYTES].copy_from_slice(&self.0);
        bytes
    }
}

/// What is committed. The numbers are a part of every tag and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub enum Committed {
    /// The tensor that a model takes.
    #[codec(index = 1)]
    Input,
    /// The tensor that it gives.
    #[codec(index = 2)]
    Output,
    /// Its parameters.
    #[codec(index = 3)]
    Params,
}

/// 248 bits of a hash, which are an element of every supported field.
fn hashed(preimage: &[u8]) -> FieldBytes {
    let mut digest = blake2_256(preimage);
    digest[31] = 0;
    digest
}

/// The domain that a text names. Commitments of one domain do not open in another.
pub fn domain(text: &str) -> [u8; 32] {
    blake2_256(&[b"zkml/domain/v1".as_slice(), text.as_bytes()].concat())
}

/// The constant that says what a digest commits to: blake2-256, cut to 248 bits, of `"zkml/commitment/v1"`, what is
/// committed (1 byte), the domain (32 bytes), the number of tensors (u32, little end first), of each its shape (rank,
/// then 6 dimensions of 4 bytes each, 0 beyond the rank), bits (1 byte) and whether it is signed (1 byte), and then, of an
/// input alone, its scale (mantissa u32, exponent i16) and zero point (i64).
fn tag(what: Committed, domain: &[u8; 32], tensors: &[(Shape, IntType)], meaning: impl Encode) -> FieldBytes {
    let mut preimage = b"zkml/commitment/v1".to_vec();
    (what, domain, tensors.len() as u32).encode_to(&mut preimage);
    for (shape, int) in tensors {
        (shape, int.bits(), int.is_signed()).encode_to(&mut preimage);
    }
    meaning.encode_to(&mut preimage);
    hashed(&preimage)
}

/// The tag of a layout's input. It binds what the integers stand for: an issuer's digest of 10,000 must not open as 50,000 in
/// another model. `None` where the integer type does not exist.
pub fn input_tag(layout: &Layout) -> Option<FieldBytes> {
    let Port { shape, scale, zero_point, .. } = layout.input;
    Some(tag(Committed::Input, &layout.domain, &[(shape, layout.input.int_type()?)], (scale, zero_point)))
}

/// The tag of a layout's output, without its scale: retrained models have scales of their own and one circuit. `None` where
/// the integer type does not exist.
pub fn output_tag(layout: &Layout) -> Option<FieldBytes> {
    Some(tag(Committed::Output, &layout.domain, &[(layout.output.shape, layout.output.int_type()?)], ()))
}

/// The tag of parameters in tensors of these shapes and types.
pub fn params_tag(domain: &[u8; 32], tensors: &[(Shape, IntType)]) -> FieldBytes {
    tag(Committed::Params, domain, tensors, ())
}

/// The number from which a nullifier's hash begins: `"zkml/nullifier/v1"`, little end first.
pub fn nullifier_tag() -> FieldBytes {
    let mut bytes = [0; 32];
    let text = b"zkml/nullifier/v1";
    bytes[..text.len()].copy_from_slice(text);
    bytes
}

/// The scope that a subject stands for on a chain. One secret has one nullifier in each, and nothing ties those of two
/// chains together.
pub fn scope(genesis_hash: &[u8; 32], subject: &[u8; 32]) -> FieldBytes {
    hashed(&[b"zkml/scope/v1".as_slice(), genesis_hash, subject].concat())
}

/// Values that one permutation takes besides the state.
pub const BLOCK: usize = 15;

#[cfg(feature = "commitment")]
mod digest {
    use super::*;
    use crate::{
        encoding::{decode_scalar, encode_scalar},
        poseidon::permutation,
        Curve, DecodeError,
    };
    use alloc::vec::Vec;
    use ark_ff::PrimeField;

    /// The fold of the [module](super) over field elements.
    pub fn fold<F: PrimeField>(tag: F, values: &[F]) -> F {
        values.chunks(BLOCK).fold(tag, |state, block| {
            let inputs: Vec<F> = core::iter::once(state).chain(block.iter().copied()).collect();
            permutation::<F>(inputs.len()).hash(&inputs)
        })
    }

    fn scalars<C: Curve>(bytes: &[FieldBytes]) -> Result<Vec<C::Scalar>, DecodeError> {
        bytes.iter().map(decode_scalar::<C::Scalar>).collect()
    }

    /// The digest of packed elements. Fails on one that is not below the order of the field, which packing never makes.
    pub fn commit<C: Curve>(
        tag: &FieldBytes,
        salt: &Secret,
        elements: &[FieldBytes],
    ) -> Result<FieldBytes, DecodeError> {
        let tag = decode_scalar::<C::Scalar>(tag)?;
        let mut values = scalars::<C>(&[salt.element()])?;
        values.extend(scalars::<C>(elements)?);
        Ok(encode_scalar(&fold(tag, &values)))
    }

    /// `Poseidon(tag, secret, scope)`: the same whenever the secret is used in the scope again, and telling nothing of the
    /// secret. Fails on a scope that is not below the order of the field, which [`scope`] never makes.
    pub fn nullifier<C: Curve>(secret: &Secret, scope: &FieldBytes) -> Result<FieldBytes, DecodeError> {
        let inputs = scalars::<C>(&[nullifier_tag(), secret.element(), *scope])?;
        Ok(encode_scalar(&permutation::<C::Scalar>(inputs.len()).hash(&inputs)))
    }
}

#[cfg(feature = "commitment")]
pub use digest::{commit, fold, nullifier};
