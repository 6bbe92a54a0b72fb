//! Proofs and the pairing check.

use crate::{
    curve::{G1, G2},
    encoding::{self, DecodeError},
    engine::Engine,
    Curve, FieldBytes, PreparedKey, VerifyingKey,
};
use alloc::vec::Vec;

/// A Groth16 proof. It is malleable: whoever holds one can make another of the same statement, so nothing may be keyed
/// on its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof<C: Curve> {
    /// A in G1.
    pub a: G1<C>,
    /// B in G2.
    pub b: G2<C>,
    /// C in G1.
    pub c: G1<C>,
}

impl<C: Curve> Proof<C> {
    /// Decodes the canonical bytes A ‖ B ‖ C, compressed: [`Curve::PROOF_BYTES`] of them, with curve and subgroup checks.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let Points { a, b, c } = Points::<C>::decode(bytes)?;
        Ok(Self { a, b: C::Engine::affine(&b), c })
    }

    /// The canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = encoding::encode(&self.a);
        bytes.extend(encoding::encode(&self.b));
        bytes.extend(encoding::encode(&self.c));
        bytes
    }
}

/// Why a statement was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// The number of public inputs is not the key's.
    InputCount {
        /// What the key has.
        expected: u32,
        /// What was given.
        got: u32,
    },
    /// The public input at this position is not a canonical field element.
    InputNotCanonical(u32),
    /// The proof's bytes do not decode.
    Proof(DecodeError),
    /// All is well formed, and the proof does not prove the statement.
    Invalid,
}

impl core::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            VerifyError::InputCount { expected, got } => {
                write!(f, "the key takes {expected} public inputs, got {got}")
            }
            VerifyError::InputNotCanonical(i) => {
                write!(f, "public input {i} is not below the field's order")
            }
            VerifyError::Proof(e) => write!(f, "malformed proof: {e}"),
            VerifyError::Invalid => f.write_str("the proof does not prove this statement"),
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for VerifyError {}

/// Verifies the bytes of a proof against public inputs given as bytes, cheap checks first: count, canonical inputs,
/// points, pairings. Prepares the key for this one proof; see [`verify_prepared`] for more than one.
pub fn verify<C: Curve>(key: &VerifyingKey<C>, public_inputs: &[FieldBytes], proof: &[u8]) -> Result<(), VerifyError> {
    let scalars = scalars::<C>(key.public_inputs(), public_inputs)?;
    let points = Points::<C>::decode(proof).map_err(VerifyError::Proof)?;
    check(&PreparedKey::new(key), &scalars, &points)
}

/// [`verify`] with a key that was prepared before.
pub fn verify_prepared<C: Curve>(
    key: &PreparedKey<C>,
    public_inputs: &[FieldBytes],
    proof: &[u8],
) -> Result<(), VerifyError> {
    let scalars = scalars::<C>(key.public_inputs(), public_inputs)?;
    let points = Points::<C>::decode(proof).map_err(VerifyError::Proof)?;
    check(key, &scalars, &points)
}

/// The public inputs as field elements, if they are canonical and as many as the key takes.
pub(crate) fn scalars<C: Curve>(expected: u32, public_inputs: &[FieldBytes]) -> Result<Vec<C::Scalar>, VerifyError> {
    // arkworks zips inputs with the key and would accept one too many, or a missing last one that is zero.
    if public_inputs.len() != expected as usize {
        return Err(VerifyError::InputCount { expected, got: u32::try_from(public_inputs.len()).unwrap_or(u32::MAX) });
    }
    public_inputs
        .iter()
        .enumerate()
        .map(|(i, bytes)| encoding::decode_scalar(bytes).map_err(|_| VerifyError::InputNotCanonical(i as u32)))
        .collect()
}

/// The checked points of a proof, with what checking has computed.
pub(crate) struct Points<C: Curve> {
    pub(crate) a: G1<C>,
    pub(crate) b: <C::Engine as Engine<C::Pairing>>::Variable,
    pub(crate) c: G1<C>,
}

impl<C: Curve> Points<C> {
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() != C::PROOF_BYTES {
            return Err(DecodeError::Length { expected: C::PROOF_BYTES, got: bytes.len() });
        }
        let (a, rest) = bytes.split_at(C::G1_BYTES);
        let (b, c) = rest.split_at(C::G2_BYTES);
        Ok(Self { a: C::Engine::decode_g1(a)?, b: C::Engine::decode_g2(b)?, c: C::Engine::decode_g1(c)? })
    }
}

/// e(A, B) · e(IC[0] + Σ xᵢ·IC[i], −γ) · e(C, −δ) = e(α, β), with one final exponentiation (Groth 2016, section 3.2). The
/// caller has compared the number of inputs with the key's.
fn check<C: Curve>(key: &PreparedKey<C>, inputs: &[C::Scalar], proof: &Points<C>) -> Result<(), VerifyError> {
    let Some((constant, bases)) = key.ic.split_first() else { return Err(VerifyError::Invalid) };
    let combined = C::Engine::msm(bases, inputs) + constant;
    let product =
        C::Engine::pairing(&[(proof.a, &proof.b)], &[(combined, &key.minus_gamma), (proof.c.into(), &key.minus_delta)]);
    match product {
        Some(product) if product == key.alpha_beta => Ok(()),
        _ => Err(VerifyError::Invalid),
    }
}
