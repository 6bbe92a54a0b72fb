//! Proofs and the pairing check.

use crate::{
    curve::{G1, G2},
    encoding::{self, DecodeError},
    Curve, FieldBytes, VerifyingKey,
};
use alloc::vec::Vec;
use ark_ec::{pairing::Pairing, AffineRepr};
use ark_ff::{PrimeField, Zero};

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
        if bytes.len() != C::PROOF_BYTES {
            return Err(DecodeError::Length { expected: C::PROOF_BYTES, got: bytes.len() });
        }
        let (a, rest) = bytes.split_at(C::G1_BYTES);
        let (b, c) = rest.split_at(C::G2_BYTES);
        Ok(Self {
            a: encoding::decode(a, C::G1_BYTES)?,
            b: encoding::decode(b, C::G2_BYTES)?,
            c: encoding::decode(c, C::G1_BYTES)?,
        })
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
/// points, pairings.
pub fn verify<C: Curve>(key: &VerifyingKey<C>, public_inputs: &[FieldBytes], proof: &[u8]) -> Result<(), VerifyError> {
    // arkworks zips inputs with the key and would accept one too many, or a missing last one that is zero.
    if public_inputs.len() != key.public_inputs() as usize {
        return Err(VerifyError::InputCount {
            expected: key.public_inputs(),
            got: u32::try_from(public_inputs.len()).unwrap_or(u32::MAX),
        });
    }
    let scalars = public_inputs
        .iter()
        .enumerate()
        .map(|(i, bytes)| encoding::decode_scalar(bytes).map_err(|_| VerifyError::InputNotCanonical(i as u32)))
        .collect::<Result<Vec<C::Scalar>, _>>()?;
    let proof = Proof::<C>::decode(proof).map_err(VerifyError::Proof)?;
    if pairing_check(key, &scalars, &proof) {
        Ok(())
    } else {
        Err(VerifyError::Invalid)
    }
}

/// e(A, B) = e(α, β) · e(IC[0] + Σ xᵢ·IC[i], γ) · e(C, δ), as one product with one final exponentiation
/// (Groth 2016, section 3.2). The caller has compared the number of inputs with the key's.
fn pairing_check<C: Curve>(key: &VerifyingKey<C>, inputs: &[C::Scalar], proof: &Proof<C>) -> bool {
    type GroupG1<C> = <<C as Curve>::Pairing as Pairing>::G1;
    let Some((constant, bases)) = key.ic().split_first() else { return false };
    let mut combined: GroupG1<C> = (*constant).into_group();
    for (base, scalar) in bases.iter().zip(inputs) {
        combined += base.mul_bigint(scalar.into_bigint());
    }
    let miller = C::Pairing::multi_miller_loop(
        [(-proof.a.into_group()).into(), *key.alpha_g1(), combined.into(), proof.c],
        [proof.b, *key.beta_g2(), *key.gamma_g2(), *key.delta_g2()],
    );
    // The group of pairing outputs is written additively: zero is the neutral element.
    C::Pairing::final_exponentiation(miller).is_some_and(|product| product.is_zero())
}
