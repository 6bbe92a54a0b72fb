//! Keys whose secrets are known, and the proofs that they allow, for tests and benchmarks of whoever verifies.
//!
//! A simulated proof is a real one to the verifier: it takes the same points and the same pairings. Never use such a key
//! for anything else; whoever reads this file can prove anything with it.

use crate::{encoding::decode_scalar, key::KeyPoints, verify::Proof, Curve, FieldBytes, VerifyingKey};
use alloc::vec::Vec;
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup};
use ark_ff::{Field, PrimeField};
use parity_scale_codec::Encode;
use sp_crypto_hashing::blake2_256;

/// A verifying key with its secrets.
#[derive(Clone, Debug)]
pub struct SimulatedKey<C: Curve> {
    alpha: C::Scalar,
    beta: C::Scalar,
    gamma: C::Scalar,
    delta: C::Scalar,
    ic: Vec<C::Scalar>,
}

type ProjectiveG1<C> = <<C as Curve>::Pairing as Pairing>::G1;
type ProjectiveG2<C> = <<C as Curve>::Pairing as Pairing>::G2;

fn scalar<C: Curve>(seed: u64, index: u64) -> C::Scalar {
    C::Scalar::from_le_bytes_mod_order(&blake2_256(&("zkml/simulate", seed, index).encode()))
}

fn g1<C: Curve>(by: C::Scalar) -> ProjectiveG1<C> {
    crate::curve::G1::<C>::generator().mul_bigint(by.into_bigint())
}

fn g2<C: Curve>(by: C::Scalar) -> ProjectiveG2<C> {
    crate::curve::G2::<C>::generator().mul_bigint(by.into_bigint())
}

impl<C: Curve> SimulatedKey<C> {
    /// The key of a seed, for `public_inputs` inputs.
    pub fn new(seed: u64, public_inputs: u32) -> Self {
        Self {
            alpha: scalar::<C>(seed, 0),
            beta: scalar::<C>(seed, 1),
            gamma: scalar::<C>(seed, 2),
            delta: scalar::<C>(seed, 3),
            ic: (0..=u64::from(public_inputs)).map(|i| scalar::<C>(seed, 16 + i)).collect(),
        }
    }

    /// The points of the key.
    pub fn points(&self) -> KeyPoints<C> {
        KeyPoints {
            alpha_g1: g1::<C>(self.alpha).into_affine(),
            beta_g2: g2::<C>(self.beta).into_affine(),
            gamma_g2: g2::<C>(self.gamma).into_affine(),
            delta_g2: g2::<C>(self.delta).into_affine(),
            ic: self.ic.iter().map(|&x| g1::<C>(x).into_affine()).collect(),
        }
    }

    /// The verifying key.
    pub fn verifying_key(&self) -> VerifyingKey<C> {
        VerifyingKey::new(self.points()).expect("hashes of different preimages differ; qed")
    }

    /// A proof that the verifying key accepts for these public inputs: A and B are free, C is solved for.
    pub fn prove(&self, public_inputs: &[FieldBytes], seed: u64) -> Vec<u8> {
        let inputs = public_inputs
            .iter()
            .map(|bytes| decode_scalar::<C::Scalar>(bytes).expect("inputs of a test are canonical; qed"));
        let combined = self.ic[1..].iter().zip(inputs).fold(self.ic[0], |sum, (ic, x)| sum + *ic * x);
        let (a, b) = (scalar::<C>(seed, 4), scalar::<C>(seed, 5));
        let inverse = self.delta.inverse().expect("a hash is not zero; qed");
        let c = (a * b - self.alpha * self.beta - combined * self.gamma) * inverse;
        Proof::<C> { a: g1::<C>(a).into_affine(), b: g2::<C>(b).into_affine(), c: g1::<C>(c).into_affine() }.encode()
    }
}
