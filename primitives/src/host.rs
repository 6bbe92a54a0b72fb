//! BLS12-381 by the standard host functions of Substrate: the same curve, encodings and results as [`crate::Bls12_381`], with
//! scalar multiplications and pairings computed by the node in native code.
//!
//! A host function traps on arguments that it cannot use, and a trap in a block's execution is fatal to the block. So nothing
//! but points that were decoded and checked here goes in, lists have equal lengths and are never empty, and a value
//! that has no final exponentiation is found before the call.

use crate::{
    encoding,
    engine::{msm, Arkworks, Canonical, Multiply},
    Curve, CurveId, DecodeError,
};
use alloc::vec::Vec;
use ark_ec::{
    short_weierstrass::{Affine, Projective, SWCurveConfig},
    AffineRepr,
};
use ark_ff::{PrimeField, Zero};
use ark_serialize::{Compress, Validate};
use sp_crypto_ec_utils::bls12_381::{self, G1Config, G2Config};

/// BLS12-381, computed by the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bls12_381;

impl Curve for Bls12_381 {
    type Pairing = bls12_381::Bls12_381;
    type Scalar = ark_bls12_381::Fr;
    type Base = ark_bls12_381::Fq;
    type G1Config = G1Config;
    type Engine = Arkworks<G1Config, G2Config>;
    const ID: CurveId = CurveId::Bls12_381;
    const G1_BYTES: usize = crate::Bls12_381::G1_BYTES;
    const G2_BYTES: usize = crate::Bls12_381::G2_BYTES;
    const LAMBDA: Self::Scalar = crate::Bls12_381::LAMBDA;
    const LAMBDA_FROBENIUS: usize = crate::Bls12_381::LAMBDA_FROBENIUS;
}

impl Canonical for G1Config {
    fn decode(bytes: &[u8]) -> Result<Affine<Self>, DecodeError> {
        decode::<ark_bls12_381::g1::Config, Self>(bytes)
    }
}

impl Canonical for G2Config {
    fn decode(bytes: &[u8]) -> Result<Affine<Self>, DecodeError> {
        decode::<ark_bls12_381::g2::Config, Self>(bytes)
    }
}

/// Decodes as the plain curve does, so that both refuse the same bytes for the same reason (the decoder of the host's types
/// does not look at an identity's coordinates); the subgroup check multiplies a point of the curve by the host.
fn decode<Plain, Host>(bytes: &[u8]) -> Result<Affine<Host>, DecodeError>
where
    Plain: SWCurveConfig,
    Host: SWCurveConfig<BaseField = Plain::BaseField>,
{
    let plain: Affine<Plain> = encoding::decode_with(bytes, Plain::serialized_size(Compress::Yes), Validate::No)?;
    if plain.is_zero() {
        return Ok(Affine::identity());
    }
    let point = Affine::<Host>::new_unchecked(plain.x, plain.y);
    if point.is_in_correct_subgroup_assuming_on_curve() {
        Ok(point)
    } else {
        Err(DecodeError::Value)
    }
}

impl Multiply for G1Config {
    fn msm(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Projective<Self> {
        let common = points.len().min(scalars.len());
        if common == 0 {
            return Projective::zero();
        }
        SWCurveConfig::msm(&points[..common], &scalars[..common]).expect("both have the common length; qed")
    }

    fn mul_each(points: &[Affine<Self>], scalars: &[Self::ScalarField]) -> Vec<Affine<Self>> {
        let multiples: Vec<_> =
            points.iter().zip(scalars).map(|(point, scalar)| point.mul_bigint(scalar.into_bigint())).collect();
        msm::to_affine(&multiples)
    }
}
