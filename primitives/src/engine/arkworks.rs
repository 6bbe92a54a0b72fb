//! The engine that arkworks gives, for any pairing.

use super::{limbs, msm, Engine, Limbs};
use crate::{encoding, DecodeError};
use alloc::vec::Vec;
use ark_ec::{
    pairing::{Pairing, PairingOutput},
    short_weierstrass::{Affine, SWCurveConfig},
    AffineRepr, CurveGroup,
};
use ark_ff::{Field, PrimeField};
use ark_serialize::{CanonicalSerialize, Compress};
use core::marker::PhantomData;

/// arkworks' own decoding and pairing.
#[derive(Clone, Copy, Debug)]
pub struct Arkworks<G2: SWCurveConfig>(PhantomData<G2>);

impl<P, G2> Engine<P> for Arkworks<G2>
where
    P: Pairing<G2Affine = Affine<G2>, BaseField: Limbs>,
    G2: SWCurveConfig<ScalarField = P::ScalarField, BaseField: Field<BasePrimeField = P::BaseField>>,
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

    fn decode_g1(bytes: &[u8]) -> Result<P::G1Affine, DecodeError> {
        encoding::decode(bytes, P::G1Affine::zero().serialized_size(Compress::Yes))
    }

    fn decode_g2(bytes: &[u8]) -> Result<Affine<G2>, DecodeError> {
        encoding::decode(bytes, P::G2Affine::zero().serialized_size(Compress::Yes))
    }

    fn affine(point: &Affine<G2>) -> Affine<G2> {
        *point
    }

    fn msm(points: &[P::G1Affine], scalars: &[P::ScalarField]) -> P::G1 {
        msm::msm::<P::G1>(points, scalars)
    }

    fn mul_each(points: &[P::G1Affine], scalars: &[P::ScalarField]) -> Vec<P::G1Affine> {
        let multiples: Vec<P::G1> =
            points.iter().zip(scalars).map(|(point, scalar)| point.mul_bigint(scalar.into_bigint())).collect();
        P::G1::normalize_batch(&multiples)
    }

    fn pairing(
        variable: &[(P::G1Affine, &Affine<G2>)],
        fixed: &[(P::G1Affine, &Affine<G2>)],
    ) -> Option<PairingOutput<P>> {
        let pairs = || variable.iter().chain(fixed);
        P::final_exponentiation(P::multi_miller_loop(pairs().map(|(a, _)| *a), pairs().map(|(_, b)| **b)))
    }
}
