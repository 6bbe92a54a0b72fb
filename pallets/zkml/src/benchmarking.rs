//! Benchmarks on real keys and real proofs: a simulated proof takes the verifier through the same points and pairings.

use crate::{Call, Config, Elements, KeyBytes, Keys, NameOf, Pallet, Receipts, Registration};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::traits::Zero;
use zkml_primitives::{
    account_bytes,
    packing::{IntType, CAPACITY_BITS},
    simulate::SimulatedKey,
    Bls12_381, Bn254, Context, Curve, FieldBytes, Layout, Params, Port, Scale, Setup, Shape, Statement, Visibility,
    MAX_PUBLIC_INPUTS,
};

/// The least number of public inputs: the context and one element of output.
const MIN_PUBLIC_INPUTS: u32 = 2;

/// The layout of `n` public inputs that costs most: public ports of the narrowest integers, which take most unpacking.
fn layout(n: u32) -> Layout {
    let int = IntType::new(1, false).expect("one bit is a valid width; qed");
    let port = |elements: usize| Port {
        visibility: if elements == 0 { Visibility::Private } else { Visibility::Public },
        shape: Shape::new(&[elements.max(1) * int.per_element()])
            .expect("all public inputs together hold fewer bits than a tensor may have; qed"),
        bits: int.bits(),
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout { params: Params::Fixed, input: port((n - MIN_PUBLIC_INPUTS) as usize), output: port(1) }
}

/// Elements with every bit set that packing may set: the scalars that cost most to multiply by.
fn elements(count: u32) -> Vec<FieldBytes> {
    let mut element = [0xff; 32];
    element[CAPACITY_BITS as usize / 8..].fill(0);
    vec![element; count as usize]
}

fn name<T: Config>() -> NameOf<T> {
    vec![b'n'; T::MaxNameLength::get() as usize].try_into().expect("it has the greatest length; qed")
}

fn key_bytes<C: Curve>(key: &SimulatedKey<C>) -> KeyBytes {
    key.verifying_key().encode().try_into().expect("the bound is the largest key's; qed")
}

/// A registration by `owner` of a model with `n` public inputs.
fn registration<T: Config, C: Curve>(owner: T::AccountId, n: u32) -> Registration<T> {
    Registration {
        owner,
        name: name::<T>(),
        curve: C::ID,
        vk: key_bytes(&SimulatedKey::<C>::new(1, n)),
        layout: layout(n),
        setup: Setup::Ceremony { transcript: [7; 32] },
    }
}

/// Registers a model with `n` public inputs and proves an inference of it for `account`.
pub(crate) fn submission<T: Config, C: Curve>(
    account: T::AccountId,
    n: u32,
) -> Result<crate::Submission<T>, BenchmarkError> {
    let registration = registration::<T, C>(account.clone(), n);
    let model = Pallet::<T>::do_register_model(registration).map_err(|_| "registration failed")?;
    let valid_until = frame_system::Pallet::<T>::block_number() + T::MaxValidity::get();
    let key = SimulatedKey::<C>::new(1, n);
    let context = Context {
        genesis_hash: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into(),
        model_id: model,
        version: 1,
        vk_hash: key.verifying_key().hash(),
        account: account_bytes(&account),
        subject: [9; 32],
        valid_until: valid_until.try_into().map_err(|_| "the block number is beyond u64")?,
    };
    let (input, output) = (elements(n - MIN_PUBLIC_INPUTS), elements(1));
    let statement = Statement { context: context.digest(), params: None, input: input.clone(), output: output.clone() };
    let bounded =
        |elements: Vec<FieldBytes>| -> Elements { elements.try_into().expect("fewer than all public inputs; qed") };
    Ok(crate::Submission {
        model,
        version: 1,
        account,
        subject: [9; 32],
        valid_until,
        input: bounded(input),
        output: bounded(output),
        proof: key.prove(&statement.public_inputs(), 1).try_into().expect("the bound is the largest proof's; qed"),
    })
}

/// The statement that `register_model` leaves behind.
fn assert_registered<T: Config, C: Curve>(owner: &T::AccountId, n: u32) {
    let model = crate::ModelIds::<T>::get(owner, name::<T>()).expect("the model is found by name");
    assert_eq!(crate::Models::<T>::get(model).map(|model| model.latest_version), Some(1));
    assert_eq!(crate::Versions::<T>::get(model, 1).map(|version| version.layout), Some(layout(n)));
    assert_eq!(Keys::<T>::get(model, 1).map(|key| key.len()), Some(C::ID.key_bytes(n)));
}

/// The receipt that `submit_proof` leaves behind.
fn assert_verified<T: Config>(submission: &crate::Submission<T>) {
    let receipts: Vec<_> = Receipts::<T>::iter_values().collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].account, submission.account);
    assert!(receipts[0].has_output(&submission.output));
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_model_bn254(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) {
        let caller: T::AccountId = whitelisted_caller();
        let r = registration::<T, Bn254>(caller.clone(), n);

        #[extrinsic_call]
        register_model(RawOrigin::Signed(caller.clone()), r.name, r.curve, r.vk, r.layout, r.setup);

        assert_registered::<T, Bn254>(&caller, n);
    }

    #[benchmark]
    fn register_model_bls12_381(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) {
        let caller: T::AccountId = whitelisted_caller();
        let r = registration::<T, Bls12_381>(caller.clone(), n);

        #[extrinsic_call]
        register_model(RawOrigin::Signed(caller.clone()), r.name, r.curve, r.vk, r.layout, r.setup);

        assert_registered::<T, Bls12_381>(&caller, n);
    }

    #[benchmark]
    fn submit_proof_bn254(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        let s = submission::<T, Bn254>(caller.clone(), n)?;
        let sent = s.clone();

        #[extrinsic_call]
        submit_proof(
            RawOrigin::Signed(caller),
            s.model,
            s.version,
            s.account,
            s.subject,
            s.valid_until,
            s.input,
            s.output,
            s.proof,
        );

        assert_verified::<T>(&sent);
        Ok(())
    }

    #[benchmark]
    fn submit_proof_bls12_381(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller: T::AccountId = whitelisted_caller();
        let s = submission::<T, Bls12_381>(caller.clone(), n)?;
        let sent = s.clone();

        #[extrinsic_call]
        submit_proof(
            RawOrigin::Signed(caller),
            s.model,
            s.version,
            s.account,
            s.subject,
            s.valid_until,
            s.input,
            s.output,
            s.proof,
        );

        assert_verified::<T>(&sent);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
