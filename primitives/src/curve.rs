//! The pairing-friendly curves.

use crate::{
    engine::{Arkworks, Bn254Engine, Engine, Limbs},
    prepared,
};
use ark_ec::{
    pairing::{Pairing, PairingOutput},
    scalar_mul::glv::GLVConfig,
    short_weierstrass::{Affine, Projective, SWCurveConfig},
};
use ark_ff::{CyclotomicMultSubgroup, PrimeField};
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Names a curve where types cannot: in files, in storage, in calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CurveId {
    /// BN254 (alt_bn128, `bn128` in snarkjs): the curve of Ethereum's precompiles.
    #[codec(index = 0)]
    #[cfg_attr(feature = "serde", serde(rename = "bn254"))]
    Bn254,
    /// BLS12-381.
    #[codec(index = 1)]
    #[cfg_attr(feature = "serde", serde(rename = "bls12-381"))]
    Bls12_381,
}

impl CurveId {
    /// The curve's name, as people write it.
    pub const fn name(self) -> &'static str {
        match self {
            CurveId::Bn254 => "bn254",
            CurveId::Bls12_381 => "bls12-381",
        }
    }

    /// Bytes of a proof on this curve: two compressed points of G1 and one of G2.
    pub const fn proof_bytes(self) -> usize {
        match self {
            CurveId::Bn254 => Bn254::PROOF_BYTES,
            CurveId::Bls12_381 => Bls12_381::PROOF_BYTES,
        }
    }

    /// Bytes of a verifying key for `public_inputs` inputs on this curve.
    pub const fn key_bytes(self, public_inputs: u32) -> usize {
        let (g1, g2) = match self {
            CurveId::Bn254 => (Bn254::G1_BYTES, Bn254::G2_BYTES),
            CurveId::Bls12_381 => (Bls12_381::G1_BYTES, Bls12_381::G2_BYTES),
        };
        g1 + 3 * g2 + 8 + (public_inputs as usize + 1) * g1
    }

    /// Bytes of a [`crate::PreparedKey`] for `public_inputs` inputs on this curve.
    pub const fn prepared_bytes(self, public_inputs: u32) -> usize {
        match self {
            CurveId::Bn254 => prepared::bytes::<Bn254>(public_inputs),
            CurveId::Bls12_381 => prepared::bytes::<Bls12_381>(public_inputs),
        }
    }
}

impl core::fmt::Display for CurveId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// A pairing-friendly curve with the sizes of its canonical encodings.
pub trait Curve: 'static + Copy + core::fmt::Debug + Send + Sync {
    /// The pairing.
    type Pairing: Pairing<
        ScalarField = Self::Scalar,
        BaseField = Self::Base,
        G1Affine = Affine<Self::G1Config>,
        G1 = Projective<Self::G1Config>,
        TargetField: CyclotomicMultSubgroup<BasePrimeField = Self::Base>,
    >;
    /// The field that circuits compute in.
    type Scalar: PrimeField;
    /// The field of the coordinates of G1.
    type Base: PrimeField + Limbs;
    /// G1 as a curve.
    type G1Config: SWCurveConfig<ScalarField = Self::Scalar, BaseField = Self::Base>;
    /// How proofs on the curve are verified.
    type Engine: Engine<Self::Pairing>;
    /// The curve's name at run time.
    const ID: CurveId;
    /// Bytes of a compressed point of G1.
    const G1_BYTES: usize;
    /// Bytes of a compressed point of G2.
    const G2_BYTES: usize;
    /// λ, a cube root of one in the scalar field: G1 has an endomorphism that multiplies by it, at the cost of one
    /// multiplication in its field.
    const LAMBDA: Self::Scalar;
    /// As many Frobenius maps raise a value of the pairing to the power λ.
    const LAMBDA_FROBENIUS: usize;
    /// Bytes of a proof.
    const PROOF_BYTES: usize = 2 * Self::G1_BYTES + Self::G2_BYTES;
}

/// Points of G1 of the curve `C`.
pub type G1<C> = <<C as Curve>::Pairing as Pairing>::G1Affine;
/// Points of G2 of the curve `C`.
pub type G2<C> = <<C as Curve>::Pairing as Pairing>::G2Affine;
/// Values of the pairing of the curve `C`, written additively.
pub type Target<C> = PairingOutput<<C as Curve>::Pairing>;

/// BN254.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bn254;

impl Curve for Bn254 {
    type Pairing = ark_bn254::Bn254;
    type Scalar = ark_bn254::Fr;
    type Base = ark_bn254::Fq;
    type G1Config = ark_bn254::g1::Config;
    type Engine = Bn254Engine;
    const ID: CurveId = CurveId::Bn254;
    const G1_BYTES: usize = 32;
    const G2_BYTES: usize = 64;
    const LAMBDA: Self::Scalar = <ark_bn254::g1::Config as GLVConfig>::LAMBDA;
    const LAMBDA_FROBENIUS: usize = 4;
}

/// BLS12-381.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bls12_381;

impl Curve for Bls12_381 {
    type Pairing = ark_bls12_381::Bls12_381;
    type Scalar = ark_bls12_381::Fr;
    type Base = ark_bls12_381::Fq;
    type G1Config = ark_bls12_381::g1::Config;
    type Engine = Arkworks<ark_bls12_381::g1::Config, ark_bls12_381::g2::Config>;
    const ID: CurveId = CurveId::Bls12_381;
    const G1_BYTES: usize = 48;
    const G2_BYTES: usize = 96;
    const LAMBDA: Self::Scalar = <ark_bls12_381::g1::Config as GLVConfig>::LAMBDA;
    const LAMBDA_FROBENIUS: usize = 8;
}

/// Runs an expression with the type that a [`CurveId`] names: `with_curve!(id, C => verify::<C>(…))`.
#[macro_export]
macro_rules! with_curve {
    ($id:expr, $C:ident => $body:expr) => {
        match $id {
            $crate::CurveId::Bn254 => {
                type $C = $crate::Bn254;
                $body
            }
            $crate::CurveId::Bls12_381 => {
                type $C = $crate::Bls12_381;
                $body
            }
        }
    };
}
