//! Proofs: one encoding each, any change is noticed, and the malleability that Groth16 has does not matter.

use crate::common::{
    bad_g1, bad_g2, bytes, cases, g1, g2, negated, on_every_curve, rng, simulated, RawProof, Real, TestCurve,
};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{Field, PrimeField, UniformRand};
use ark_serialize::CanonicalDeserialize;
use ark_std::rand::Rng;
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeSet;
use zkml_primitives::{
    curve::{G1, G2},
    simulate::SimulatedKey,
    verify, Context, Curve, DecodeError, FieldBytes, Proof, Statement, VerifyError, VerifyingKey,
};

on_every_curve!(
    a_proof_that_is_all_identities_proves_nothing,
    a_rerandomized_proof_is_of_the_same_statement,
    decoding_and_encoding_are_inverse,
    rejects_a_truncation_at_every_length,
    rejects_bad_encodings_of_every_point,
    rejects_every_change_of_a_byte,
    rejects_swapped_points,
    rejects_trailing_bytes,
    the_bytes_are_those_of_arkworks,
);

/// Where the three points are, and whether each is one of G2.
fn positions<C: Curve>() -> [(usize, bool); 3] {
    [(0, false), (C::G1_BYTES, true), (C::G1_BYTES + C::G2_BYTES, false)]
}

fn the_bytes_are_those_of_arkworks<C: TestCurve>() {
    let proof = Real::<C>::new(3, 1, None).proof;
    let raw = RawProof::<C> { a: proof.a, b: proof.b, c: proof.c };
    assert_eq!(proof.encode(), bytes(&raw));
    assert_eq!(RawProof::<C>::deserialize_compressed(&proof.encode()[..]).unwrap(), raw);
}

fn decoding_and_encoding_are_inverse<C: TestCurve>() {
    TestRunner::new(cases(32))
        .run(&(any::<u64>(), any::<u64>(), any::<u64>()), |(a, b, c)| {
            let proof = Proof::<C> { a: g1::<C>(a.into()), b: g2::<C>(b.into()), c: g1::<C>(c.into()) };
            let encoded = proof.encode();
            prop_assert_eq!(encoded.len(), C::PROOF_BYTES);
            prop_assert_eq!(encoded.len(), C::ID.proof_bytes());
            let decoded = Proof::<C>::decode(&encoded).unwrap();
            prop_assert_eq!(decoded.encode(), encoded);
            prop_assert_eq!(decoded, proof);
            Ok(())
        })
        .unwrap();
}

fn assert_length<C: TestCurve>(key: &VerifyingKey<C>, public: &[FieldBytes], proof: &[u8]) {
    let refused = DecodeError::Length { expected: C::PROOF_BYTES, got: proof.len() };
    assert_eq!(Proof::<C>::decode(proof), Err(refused));
    assert_eq!(verify(key, public, proof), Err(VerifyError::Proof(refused)));
}

fn rejects_trailing_bytes<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    for extra in [1, C::G1_BYTES, C::PROOF_BYTES] {
        let mut long = proof.clone();
        long.resize(proof.len() + extra, 0);
        assert_length(&key.verifying_key(), &public, &long);
    }
}

fn rejects_a_truncation_at_every_length<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let key = key.verifying_key();
    for len in 0..proof.len() {
        assert_length(&key, &public, &proof[..len]);
    }
}

fn rejects_bad_encodings_of_every_point<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let key = key.verifying_key();
    let (bad_g1, bad_g2) = (bad_g1::<C>(), bad_g2::<C>());
    for (at, in_g2) in positions::<C>() {
        for (what, point) in if in_g2 { &bad_g2 } else { &bad_g1 } {
            let mut proof = proof.clone();
            proof[at..at + point.len()].copy_from_slice(point);
            match Proof::<C>::decode(&proof) {
                Err(e @ (DecodeError::Value | DecodeError::NotCanonical)) => {
                    assert_eq!(verify(&key, &public, &proof), Err(VerifyError::Proof(e)))
                }
                other => panic!("{what} at {at}: {other:?}"),
            }
        }
    }
}

/// Every bit, and at each byte the complement and a random value.
fn rejects_every_change_of_a_byte<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let key = key.verifying_key();
    assert_eq!(verify(&key, &public, &proof), Ok(()));
    let mut rng = rng(4);
    let (mut malformed, mut invalid) = (0, 0);
    for at in 0..proof.len() {
        let random = rng.gen_range(1..=255);
        for change in (0..8).map(|bit| 1u8 << bit).chain([0xff, random]) {
            let mut changed = proof.clone();
            changed[at] ^= change;
            match verify(&key, &public, &changed) {
                Err(VerifyError::Proof(DecodeError::Value | DecodeError::NotCanonical)) => malformed += 1,
                Err(VerifyError::Invalid) => invalid += 1,
                other => panic!("byte {at} xor {change:#04x}: {other:?}"),
            }
        }
    }
    // Both happen, so neither check stands in for the other.
    assert!(malformed > 100 && (invalid > 100 || C::g1_outside_subgroup().is_some()), "{malformed} {invalid}");
}

/// (rA, r⁻¹B, C) and (A, B + sδ, C + sA), which anyone can make of any proof.
fn a_rerandomized_proof_is_of_the_same_statement<C: TestCurve>() {
    let context = Context { model_id: 3, subject: [9; 32], ..Context::default() };
    let small = |x: u8| core::array::from_fn::<u8, 32, _>(|i| if i == 0 { x } else { 0 });
    let statement = Statement {
        context: context.digest(),
        params: None,
        input: vec![small(1), small(2)],
        output: vec![small(3)],
        nullifier: None,
    };
    let trapdoor = SimulatedKey::<C>::new(5, 4);
    let key = trapdoor.verifying_key();
    let public = statement.public_inputs();
    let original = trapdoor.prove(&public, 6);
    let proof = Proof::<C>::decode(&original).unwrap();
    let mut rng = rng(7);
    let (mut by_proof, mut by_statement) = (BTreeSet::from([original]), BTreeSet::from([statement.hash()]));
    for _ in 0..4 {
        let r = C::Scalar::rand(&mut rng);
        let inverse = r.inverse().unwrap();
        let s = r.into_bigint();
        let scaled = Proof::<C> {
            a: proof.a.mul_bigint(s).into_affine(),
            b: proof.b.mul_bigint(inverse.into_bigint()).into_affine(),
            c: proof.c,
        };
        let shifted = Proof::<C> {
            a: proof.a,
            b: (key.delta_g2().mul_bigint(s) + proof.b).into_affine(),
            c: (proof.a.mul_bigint(s) + proof.c).into_affine(),
        };
        let both = Proof::<C> { a: negated(shifted.a), b: negated(shifted.b), c: shifted.c };
        for other in [scaled, shifted, both] {
            let other = other.encode();
            assert_eq!(verify(&key, &public, &other), Ok(()));
            assert!(by_proof.insert(other), "whoever keys replay protection on the proof accepts it again");
            assert!(!by_statement.insert(statement.hash()));
        }
    }
}

/// The identity is a canonical point and decodes, and buys nothing under a key that has none.
fn a_proof_that_is_all_identities_proves_nothing<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let (key, proof) = (key.verifying_key(), Proof::<C>::decode(&proof).unwrap());
    let (zero_g1, zero_g2) = (G1::<C>::zero(), G2::<C>::zero());
    for mask in 1..8 {
        let changed = Proof::<C> {
            a: if mask & 1 == 0 { proof.a } else { zero_g1 },
            b: if mask & 2 == 0 { proof.b } else { zero_g2 },
            c: if mask & 4 == 0 { proof.c } else { zero_g1 },
        };
        assert_eq!(Proof::decode(&changed.encode()).as_ref(), Ok(&changed));
        assert_eq!(verify(&key, &public, &changed.encode()), Err(VerifyError::Invalid));
    }
}

fn rejects_swapped_points<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let Proof { a, b, c } = Proof::<C>::decode(&proof).unwrap();
    let swapped = Proof::<C> { a: c, b, c: a };
    assert_eq!(verify(&key.verifying_key(), &public, &swapped.encode()), Err(VerifyError::Invalid));
}
