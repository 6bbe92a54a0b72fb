//! BN254 on arkworks' fields: what a Groth16 verifier needs of the optimal ate pairing (Vercauteren 2008) and no more.
//!
//! Three things make it cheaper than the general pairing. The lines of the key's points are computed once and normalized so
//! that one coefficient is one ([`lines::Fixed`]). The lines of the proof's B are computed when B is decoded, and the point
//! where they end says whether B is in the subgroup ([`lines::Variable`]). Roots take one exponentiation in the base field
//! for each coordinate ([`decode`]).

mod decode;
mod lines;
mod pairing;

#[cfg(test)]
mod tests;

pub use lines::{Fixed, Variable};

use super::{msm, Engine};
use crate::DecodeError;
use alloc::vec::Vec;
use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::pairing::PairingOutput;

/// The engine of BN254.
#[derive(Clone, Copy, Debug)]
pub struct Bn254Engine;

impl Engine<ark_bn254::Bn254> for Bn254Engine {
    type Fixed = Fixed;
    type Variable = Variable;

    const FIXED_BYTES: usize = Fixed::BYTES;

    fn fix(point: &G2Affine) -> Fixed {
        Fixed::new(point)
    }

    fn write_fixed(fixed: &Fixed, out: &mut Vec<u8>) {
        fixed.write(out);
    }

    fn read_fixed(bytes: &[u8]) -> Option<Fixed> {
        Fixed::read(bytes)
    }

    fn decode_g1(bytes: &[u8]) -> Result<G1Affine, DecodeError> {
        decode::g1(bytes)
    }

    fn decode_g2(bytes: &[u8]) -> Result<Variable, DecodeError> {
        Variable::new(decode::g2_unchecked(bytes)?).ok_or(DecodeError::Value)
    }

    fn affine(point: &Variable) -> G2Affine {
        point.affine()
    }

    fn msm(points: &[G1Affine], scalars: &[Fr]) -> G1Projective {
        msm::msm(points, scalars)
    }

    fn mul_each(points: &[G1Affine], scalars: &[Fr]) -> Vec<G1Affine> {
        msm::mul_each(points, scalars)
    }

    fn pairing(
        variable: &[(G1Affine, &Variable)],
        fixed: &[(G1Projective, &Fixed)],
    ) -> Option<PairingOutput<ark_bn254::Bn254>> {
        pairing::final_exponentiation(pairing::miller_loop(variable, fixed)).map(PairingOutput)
    }
}
