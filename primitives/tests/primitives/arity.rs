//! The number of public inputs. The `arkworks_*` tests show what ark-groth16 0.6.0 does; if a later version does better,
//! they may go, and our check stays.

use crate::common::{encoded, on_every_curve, raw_key, raw_verify, simulated, Raw, Real, TestCurve};
use ark_ff::AdditiveGroup;
use std::panic::{catch_unwind, AssertUnwindSafe};
use zkml_primitives::{encoding::encode_scalar, verify, VerifyError, VerifyingKey};

on_every_curve!(
    arkworks_accepts_a_missing_last_input_that_is_zero,
    arkworks_accepts_one_input_too_many,
    arkworks_panics_on_a_key_without_ic,
    rejects_a_missing_last_input_that_is_zero,
    rejects_every_other_number_of_inputs,
    rejects_inputs_where_the_key_has_none,
    rejects_one_input_too_many,
);

fn count<T>(expected: u32, got: u32) -> Result<T, VerifyError> {
    Err(VerifyError::InputCount { expected, got })
}

fn arkworks_accepts_one_input_too_many<C: TestCurve>() {
    let real = Real::<C>::new(1, 2, None);
    for extra in [C::Scalar::ZERO, C::Scalar::from(7u64)] {
        let inputs = [&real.inputs[..], &[extra]].concat();
        assert!(raw_verify(&real.points, &inputs, &real.proof));
    }
}

fn arkworks_accepts_a_missing_last_input_that_is_zero<C: TestCurve>() {
    let real = Real::<C>::new(1, 2, None);
    assert_eq!(real.inputs[1], C::Scalar::ZERO);
    assert!(raw_verify(&real.points, &real.inputs[..1], &real.proof));
}

fn arkworks_panics_on_a_key_without_ic<C: TestCurve>() {
    let real = Real::<C>::new(1, 1, None);
    let mut key = raw_key(&real.points);
    key.gamma_abc_g1.clear();
    let key = ark_groth16::prepare_verifying_key(&key);
    assert!(catch_unwind(AssertUnwindSafe(|| Raw::<C>::prepare_inputs(&key, &[]))).is_err());
}

fn rejects_one_input_too_many<C: TestCurve>() {
    let real = Real::<C>::new(1, 2, None);
    let key = VerifyingKey::new(real.points).unwrap();
    let proof = real.proof.encode();
    assert_eq!(verify(&key, &encoded::<C>(&real.inputs), &proof), Ok(()));
    for extra in [C::Scalar::ZERO, C::Scalar::from(7u64)] {
        let inputs = encoded::<C>(&[&real.inputs[..], &[extra]].concat());
        assert_eq!(verify(&key, &inputs, &proof), count(2, 3));
    }
}

fn rejects_a_missing_last_input_that_is_zero<C: TestCurve>() {
    let real = Real::<C>::new(1, 2, None);
    let key = VerifyingKey::new(real.points).unwrap();
    assert_eq!(verify(&key, &encoded::<C>(&real.inputs[..1]), &real.proof.encode()), count(2, 1));
}

fn rejects_every_other_number_of_inputs<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(3);
    let key = key.verifying_key();
    for got in (0..3).chain(4..10).chain([256, 1000]) {
        let mut inputs = public.clone();
        inputs.resize(got, encode_scalar(&C::Scalar::ZERO));
        assert_eq!(verify(&key, &inputs, &proof), count(3, got as u32));
    }
}

fn rejects_inputs_where_the_key_has_none<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(0);
    let key = key.verifying_key();
    assert!(public.is_empty());
    assert_eq!(verify(&key, &[], &proof), Ok(()));
    assert_eq!(verify(&key, &[encode_scalar(&C::Scalar::ZERO)], &proof), count(0, 1));
}
