//! What is accepted and what is not, next to ark-groth16's own verifier.

use crate::{
    allocation::allocated_by,
    common::{
        cases, encoded, g1, g2, negated, on_every_curve, raw_verify, scalars, simulated, Real, TestCurve, Trapdoor,
    },
};
use ark_ff::{AdditiveGroup, BigInteger, Field, One, PrimeField};
use num_bigint::BigUint;
use proptest::{prelude::*, test_runner::TestRunner};
use zkml_primitives::{
    encoding::{decode_scalar, encode_scalar},
    simulate::SimulatedKey,
    verify, verify_batch, verify_prepared, BatchItem, Bls12_381, Bn254, DecodeError, FieldBytes, PreparedKey, Proof,
    VerifyError, VerifyingKey,
};

on_every_curve!(
    accepts_the_most_public_inputs,
    accepts_the_greatest_scalars,
    agrees_with_arkworks_on_real_proofs,
    agrees_with_arkworks_for_every_number_of_inputs,
    agrees_with_arkworks_on_simulated_proofs,
    an_input_that_no_constraint_touches_is_still_bound,
    rejects_a_proof_for_another_key,
    rejects_every_public_input_off_by_one,
    rejects_public_inputs_in_another_order,
    rejects_scalars_at_or_above_the_order,
    scalars_decode_exactly_below_the_order,
    identities_prove_what_they_prove,
    the_cheap_checks_come_first,
);

fn order<C: TestCurve>() -> BigUint {
    BigUint::from_bytes_le(&C::Scalar::MODULUS.to_bytes_le())
}

fn to_bytes(value: &BigUint) -> Option<FieldBytes> {
    let mut bytes = value.to_bytes_le();
    bytes.resize(bytes.len().max(32), 0);
    bytes.try_into().ok()
}

fn agrees_with_arkworks_on_real_proofs<C: TestCurve>() {
    for (seed, count) in [(1, 0), (2, 1), (3, 2), (4, 5)] {
        let Real { points, mut inputs, proof } = Real::<C>::new(seed, count, None);
        let key = VerifyingKey::new(points.clone()).unwrap();
        assert!(raw_verify(&points, &inputs, &proof));
        assert_eq!(verify(&key, &encoded::<C>(&inputs), &proof.encode()), Ok(()));
        for i in 0..count {
            inputs[i] += C::Scalar::one();
            assert!(!raw_verify(&points, &inputs, &proof));
            assert_eq!(verify(&key, &encoded::<C>(&inputs), &proof.encode()), Err(VerifyError::Invalid));
            inputs[i] -= C::Scalar::one();
        }
    }
}

/// Honest proofs and proofs of one changed input.
fn agrees_with_arkworks_on_simulated_proofs<C: TestCurve>() {
    TestRunner::new(cases(24))
        .run(&(any::<u64>(), 1usize..5, any::<u64>(), any::<bool>()), |(seed, count, by, honest)| {
            let trapdoor = Trapdoor::<C>::new(seed, count);
            let mut inputs = scalars::<C>(seed ^ 1, count);
            let proof = trapdoor.prove(&inputs);
            if !honest {
                inputs[seed as usize % count] += C::Scalar::from(by.max(1));
            }
            let key = VerifyingKey::new(trapdoor.points()).unwrap();
            let raw = raw_verify(&trapdoor.points(), &inputs, &proof);
            let ours = verify(&key, &encoded::<C>(&inputs), &proof.encode());
            prop_assert_eq!(raw, honest);
            prop_assert_eq!(ours, if honest { Ok(()) } else { Err(VerifyError::Invalid) });
            Ok(())
        })
        .unwrap();
}

/// Random keys, proofs and inputs, right and wrong in every way that keeps them well formed.
fn agrees_with_arkworks_for_every_number_of_inputs<C: TestCurve>() {
    for (seed, count) in [0, 1, 2, 4, 16, 64, 256].into_iter().enumerate() {
        let seed = seed as u64;
        let trapdoor = Trapdoor::<C>::new(seed, count);
        let points = trapdoor.points();
        let key = PreparedKey::new(&VerifyingKey::new(points.clone()).unwrap());
        let check = |inputs: &[C::Scalar], proof: &Proof<C>| {
            let raw = raw_verify(&points, inputs, proof);
            let ours = verify_prepared(&key, &encoded::<C>(inputs), &proof.encode());
            assert_eq!(ours, if raw { Ok(()) } else { Err(VerifyError::Invalid) });
            raw
        };
        let mut inputs = scalars::<C>(seed, count);
        let proof = trapdoor.prove(&inputs);
        assert!(check(&inputs, &proof));
        assert!(check(&inputs, &Proof { a: negated(proof.a), b: negated(proof.b), c: proof.c }));
        assert!(!check(&inputs, &Proof { a: negated(proof.a), ..proof.clone() }));
        assert!(!check(&inputs, &Proof { b: negated(proof.b), ..proof.clone() }));
        assert!(!check(&inputs, &Proof { c: negated(proof.c), ..proof.clone() }));
        assert!(!check(&inputs, &Proof { a: proof.c, b: proof.b, c: proof.a }));
        if count > 0 {
            for at in [0, count - 1] {
                inputs[at] += C::Scalar::one();
                assert!(!check(&inputs, &proof));
                inputs[at] -= C::Scalar::one();
            }
        }
    }
}

/// Identities in proofs that are valid with them: A·B = 0 leaves an equation that whoever made the key can solve.
fn identities_prove_what_they_prove<C: TestCurve>() {
    let trapdoor = Trapdoor::<C>::new(3, 2);
    let points = trapdoor.points();
    let key = PreparedKey::new(&VerifyingKey::new(points.clone()).unwrap());
    let inputs = scalars::<C>(3, 2);
    let combined = trapdoor.ic[0] + trapdoor.ic[1] * inputs[0] + trapdoor.ic[2] * inputs[1];
    let c = -(trapdoor.alpha * trapdoor.beta + combined * trapdoor.gamma) * trapdoor.delta.inverse().unwrap();
    let some = C::Scalar::from(5u64);
    let zero = C::Scalar::ZERO;
    // With C the identity, A alone makes up for the rest.
    let a = trapdoor.alpha * trapdoor.beta + combined * trapdoor.gamma;
    for (a, b, c) in [(zero, some, c), (some, zero, c), (zero, zero, c), (a, C::Scalar::one(), zero)] {
        let proof = Proof::<C> { a: g1::<C>(a), b: g2::<C>(b), c: g1::<C>(c) };
        assert!(raw_verify(&points, &inputs, &proof));
        assert_eq!(verify_prepared(&key, &encoded::<C>(&inputs), &proof.encode()), Ok(()));
        let (encoded, proof) = (encoded::<C>(&inputs), proof.encode());
        let item = BatchItem { vk_hash: [0; 32], key: &key, public_inputs: &encoded, proof: &proof };
        assert_eq!(verify_batch(&[item, item]), Ok(()));
    }
    // And the inputs' sum being the identity.
    let mut trapdoor = trapdoor;
    trapdoor.ic[0] = -(trapdoor.ic[1] * inputs[0] + trapdoor.ic[2] * inputs[1]);
    let key = PreparedKey::new(&VerifyingKey::new(trapdoor.points()).unwrap());
    assert_eq!(verify_prepared(&key, &encoded::<C>(&inputs), &trapdoor.prove(&inputs).encode()), Ok(()));
}

fn accepts_the_most_public_inputs<C: TestCurve>() {
    let (key, mut public, proof) = simulated::<C>(zkml_primitives::MAX_PUBLIC_INPUTS);
    let key = key.verifying_key();
    assert_eq!(verify(&key, &public, &proof), Ok(()));
    *public.last_mut().unwrap() = encode_scalar(&C::Scalar::ZERO);
    assert_eq!(verify(&key, &public, &proof), Err(VerifyError::Invalid));
}

fn accepts_the_greatest_scalars<C: TestCurve>() {
    let greatest = encode_scalar(&-C::Scalar::ONE);
    assert_eq!(Some(greatest), to_bytes(&(order::<C>() - 1u32)));
    let key = SimulatedKey::<C>::new(1, 2);
    let public = [greatest, encode_scalar(&C::Scalar::ZERO)];
    assert_eq!(verify(&key.verifying_key(), &public, &key.prove(&public, 1)), Ok(()));
}

fn rejects_scalars_at_or_above_the_order<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(3);
    let key = key.verifying_key();
    for i in 0..3 {
        let honest = BigUint::from_bytes_le(&public[i]);
        let mut refused = vec![[0xff; 32], to_bytes(&order::<C>()).unwrap()];
        // The same element of the field, so the pairing equation would hold.
        let aliases: Vec<FieldBytes> = (1u32..).map_while(|k| to_bytes(&(&honest + order::<C>() * k))).collect();
        assert_eq!(aliases.len() as u64, C::ALIASES);
        for alias in &aliases {
            assert_eq!(C::Scalar::from_le_bytes_mod_order(alias), C::Scalar::from(5 + i as u64));
        }
        refused.extend(aliases);
        for bytes in refused {
            let mut public = public.clone();
            public[i] = bytes;
            assert_eq!(decode_scalar::<C::Scalar>(&bytes), Err(DecodeError::Value));
            assert_eq!(verify(&key, &public, &proof), Err(VerifyError::InputNotCanonical(i as u32)));
        }
    }
}

/// Against the order as a big integer, at its edges and anywhere.
fn scalars_decode_exactly_below_the_order<C: TestCurve>() {
    let order = order::<C>();
    let check = |bytes: FieldBytes| {
        let below = BigUint::from_bytes_le(&bytes) < order;
        let decoded = decode_scalar::<C::Scalar>(&bytes);
        assert_eq!(decoded.is_ok(), below, "{bytes:?}");
        if let Ok(scalar) = decoded {
            assert_eq!(encode_scalar(&scalar), bytes);
            assert_eq!(scalar, C::Scalar::from_le_bytes_mod_order(&bytes));
        }
    };
    for near in 0..10u32 {
        check(to_bytes(&(&order - near)).unwrap());
        check(to_bytes(&(&order + near)).unwrap());
        check(to_bytes(&near.into()).unwrap());
    }
    TestRunner::new(cases(512))
        .run(&(any::<[u8; 32]>(), 0u8..8), |(mut bytes, shift)| {
            bytes[31] >>= shift;
            check(bytes);
            Ok(())
        })
        .unwrap();
}

fn rejects_every_public_input_off_by_one<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(5);
    let key = key.verifying_key();
    for i in 0..public.len() {
        let honest: C::Scalar = decode_scalar(&public[i]).unwrap();
        for wrong in [honest + C::Scalar::ONE, honest - C::Scalar::ONE, -honest, C::Scalar::ZERO] {
            let mut public = public.clone();
            public[i] = encode_scalar(&wrong);
            assert_eq!(verify(&key, &public, &proof), Err(VerifyError::Invalid));
        }
    }
}

fn rejects_public_inputs_in_another_order<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(4);
    for i in 1..public.len() {
        let mut public = public.clone();
        public.swap(0, i);
        assert_eq!(verify(&key.verifying_key(), &public, &proof), Err(VerifyError::Invalid));
    }
}

fn rejects_a_proof_for_another_key<C: TestCurve>() {
    let (_, public, proof) = simulated::<C>(2);
    let other = SimulatedKey::<C>::new(1000, 2).verifying_key();
    assert_eq!(verify(&other, &public, &proof), Err(VerifyError::Invalid));
    // The same circuit in another setup.
    let (one, two) = (Real::<C>::new(1, 2, None), Real::<C>::new(2, 2, None));
    let key = VerifyingKey::new(two.points).unwrap();
    let public = encoded::<C>(&one.inputs);
    assert_eq!(verify(&key, &public, &one.proof.encode()), Err(VerifyError::Invalid));
}

/// Count, then inputs, then points, then pairings; a wrong count costs no allocation.
fn the_cheap_checks_come_first<C: TestCurve>() {
    let (key, public, _) = simulated::<C>(2);
    let key = key.verifying_key();
    let (bad_input, bad_proof) = ([0xff; 32], [0xff; 7]);
    let many = [bad_input; 300];
    let prepared = PreparedKey::new(&key);
    let count = Err(VerifyError::InputCount { expected: 2, got: 300 });
    assert_eq!(allocated_by(|| verify(&key, &many, &bad_proof)), (count, 0));
    assert_eq!(allocated_by(|| verify_prepared(&prepared, &many, &bad_proof)), (count, 0));
    let inputs = [public[0], bad_input];
    assert_eq!(verify(&key, &inputs, &bad_proof), Err(VerifyError::InputNotCanonical(1)));
    assert_eq!(verify_prepared(&prepared, &inputs, &bad_proof), Err(VerifyError::InputNotCanonical(1)));
    let length = DecodeError::Length { expected: C::PROOF_BYTES, got: 7 };
    assert_eq!(verify(&key, &public, &bad_proof), Err(VerifyError::Proof(length)));
    assert_eq!(verify_prepared(&prepared, &public, &bad_proof), Err(VerifyError::Proof(length)));
}

/// ark-groth16 adds a constraint for each public input, so `IC[i]` is no identity and a proof cannot be moved to another
/// value. Its maker could have chosen any value, though: a circuit's own check must find such an input.
fn an_input_that_no_constraint_touches_is_still_bound<C: TestCurve>() {
    let loose = C::Scalar::from(77u64);
    let Real { points, mut inputs, proof } = Real::<C>::new(5, 1, Some(loose));
    assert_eq!(inputs[0], loose);
    let key = VerifyingKey::new(points).unwrap();
    assert_eq!(verify(&key, &encoded::<C>(&inputs), &proof.encode()), Ok(()));
    inputs[0] += C::Scalar::one();
    assert_eq!(verify(&key, &encoded::<C>(&inputs), &proof.encode()), Err(VerifyError::Invalid));
}

#[test]
fn rejects_a_proof_of_the_other_curve() {
    let (bn254, public, bn254_proof) = simulated::<Bn254>(1);
    let (bls12_381, _, bls12_381_proof) = simulated::<Bls12_381>(1);
    assert_eq!(
        verify(&bn254.verifying_key(), &public, &bls12_381_proof),
        Err(VerifyError::Proof(DecodeError::Length { expected: 128, got: 192 }))
    );
    assert_eq!(
        verify(&bls12_381.verifying_key(), &public, &bn254_proof),
        Err(VerifyError::Proof(DecodeError::Length { expected: 192, got: 128 }))
    );
    assert!(Proof::<Bls12_381>::decode(&[bn254_proof, vec![0; 64]].concat()).is_err());
}
