//! The engine that arkworks gives, for any pairing.

use super::{limbs, msm, Engine, Limbs};
use crate::{encoding, DecodeError};
use alloc::vec::Vec;
use ark_ec::{
    pairing::{Pairing, PairingOutput},
    short_weierstrass::{Affine, Projective, SWCurveConfig},
};
use ark_ff::{Field, Zero};
use ark_serialize::Compress;
use core::marker::PhantomData;

/// arkworks' own decoding and pairing, for any curve whose G1 has a way to multiply.
#[derive(Clone, Copy, Debug)]
pub struct Arkworks<G1: Multiply, G2: Canonical>(PhantomData<(G1, G2)>);

/// How points are decoded.
pub trait Canonical: SWCurveConfig {
    /// The point of a canonical encoding, on the curve and in the subgroup.
    fn decode(bytes: &[u8]) -> Result<Affine<Self>, DecodeError>;
}

impl Canonical for ark_bls12_381::g1::Config {
    fn decode(bytes: &[u8]) -> Result<Affine<Self>, DecodeError> {
        encoding::decode(bytes, Self::serialized_size(Compress::Yes))
    }
}

impl Canonical for ark_bls12_381::g2::Config {
    fn decode(bytes: &[u8]) -> Result<Affine<Self>, DecodeError> {
        encoding::decode(bytes, Self::serialized_size(Compress::Yes))
    }
}

/// How points of G1 are multiplied.
pub trait Multiply: Canonical {
    /// Σ sᵢ·Pᵢ, of the points that have a scalar.
    fn msm(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Projective<Self>;

    /// sᵢ·Pᵢ for each point that has a scalar.
    fn mul_each(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Vec<Affine<Self>>;
}

impl Multiply for ark_bls12_381::g1::Config {
    fn msm(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Projective<Self> {
        msm::msm(points, scalars)
    }

    fn mul_each(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Vec<Affine<Self>> {
        msm::mul_each(points, scalars)
    }
}

impl<P, G1, G2> Engine<P> for Arkworks<G1, G2>
where
    P: Pairing<G1 = Projective<G1>, G1Affine = Affine<G1>, G2Affine = Affine<G2>, BaseField: Limbs>,
    G1: Multiply<ScalarField = P::ScalarField, BaseField = P::BaseField>,
    G2: Canonical<ScalarField = P::ScalarField, BaseField: Field<BasePrimeField = P::BaseField>>,
{
    type Fixed = Affine<G2>;
    type Variable = Affine<G2>;

    const FIXED_BYTES: usize = 4 * P::BaseField::BYTES;

    fn fix(point: &Affine<G2>) -> Affine<G2> {
        *point
    }

    fn write_fixed(fixed: &Affine<G2>, out: &mut Vec<u8>) {
        limbs::write(&fixed.x, out);
        limbs::write(&fixed.y, out);
    }

    fn read_fixed(bytes: &[u8]) -> Option<Affine<G2>> {
        let (x, y) = bytes.split_at_checked(bytes.len() / 2)?;
        Some(Affine::new_unchecked(limbs::read(x)?, limbs::read(y)?))
    }

    fn decode_g1(bytes: &[u8]) -> Result<Affine<G1>, DecodeError> {
        Canonical::decode(bytes)
    }

    fn decode_g2(bytes: &[u8]) -> Result<Affine<G2>, DecodeError> {
        Canonical::decode(bytes)
    }

    fn affine(point: &Affine<G2>) -> Affine<G2> {
        *point
    }

    fn msm(points: &[Affine<G1>], scalars: &[P::ScalarField]) -> Projective<G1> {
        Multiply::msm(points, scalars)
    }

    fn mul_each(points: &[Affine<G1>], scalars: &[P::ScalarField]) -> Vec<Affine<G1>> {
        Multiply::mul_each(points, scalars)
    }

    fn pairing(
        variable: &[(Affine<G1>, &Affine<G2>)],
        fixed: &[(Projective<G1>, &Affine<G2>)],
    ) -> Option<PairingOutput<P>> {
        let (g1, g2): (Vec<_>, Vec<_>) = variable.iter().map(|(a, b)| (*a, **b)).unzip();
        let (sums, others): (Vec<_>, Vec<_>) = fixed.iter().map(|(a, b)| (*a, **b)).unzip();
        let g1 = g1.into_iter().chain(msm::to_affine(&sums));
        let product = P::multi_miller_loop(g1, g2.into_iter().chain(others));
        // Points of the groups never give zero. The host function traps on it, though, so it is not asked.
        if product.0.is_zero() {
            return None;
        }
        P::final_exponentiation(product)
    }
}
