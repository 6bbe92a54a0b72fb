//! Benchmarks on real keys and real proofs: a simulated proof takes the verifier through the same points and pairings.

use crate::{
    cost::BATCH_BENCHMARK_INPUTS, Attestation, BatchOf, Call, CircuitId, CircuitReceipts, Circuits, Config, Elements,
    Error, Expiries, KeyBytes, KeyId, Keys, ModelId, ModelIds, Models, NameOf, NextExpiry, Pallet, PauseTarget, Paused,
    PreparedKeys, ProofBytes, Receipt, Receipts, Registration, RevokedKeys, SharedKeys, Status, Submission,
    SubmissionOf, VersionNumber, Versions,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{Consideration, EnsureOrigin, Footprint, Get, Hooks},
    weights::Weight,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::traits::{One, Zero};
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, root_of, Step, MAX_PATH},
    packing::{IntType, CAPACITY_BITS},
    simulate::SimulatedKey,
    Bn254, Context, Curve, Layout, Params, Port, Scale, Setup, Shape, Statement, Visibility, MAX_PUBLIC_INPUTS,
};

/// The least number of public inputs: the context and one element of output.
const MIN_PUBLIC_INPUTS: u32 = 2;

/// BLS12-381 as the runtime computes it.
type Bls<T> = <T as Config>::Bls12_381;

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
    Layout::new(port((n - MIN_PUBLIC_INPUTS) as usize), port(1))
}

/// Elements with every bit set that packing may set: the scalars that cost most to multiply by.
pub fn elements(count: u32) -> Elements {
    let mut element = [0xff; 32];
    element[CAPACITY_BITS as usize / 8..].fill(0);
    vec![element; count as usize].try_into().expect("no benchmark has more than all public inputs; qed")
}

/// The longest name, a different one for each `i`.
fn name<T: Config>(i: u32) -> NameOf<T> {
    let mut name = vec![b'n'; T::MaxNameLength::get() as usize];
    name.iter_mut().zip(i.to_le_bytes()).for_each(|(to, from)| *to = from);
    name.try_into().expect("it has the greatest length; qed")
}

fn key_bytes<C: Curve>(key: &SimulatedKey<C>) -> KeyBytes {
    key.verifying_key().encode().try_into().expect("the bound is the largest key's; qed")
}

fn proof_bytes(proof: Vec<u8>) -> ProofBytes {
    proof.try_into().expect("the bound is the largest proof's; qed")
}

const SETUP: Setup = Setup::Ceremony { transcript: [7; 32] };

/// An account that can pay for whatever a benchmark stores.
pub fn funded<T: Config>(account: T::AccountId) -> T::AccountId {
    T::Consideration::ensure_successful(&account, Footprint::from_parts(10_000, 100_000_000));
    account
}

/// A registration by `owner` of a model with `n` public inputs, with the key of the seed `i`.
pub fn registration<T: Config, C: Curve>(owner: T::AccountId, i: u32, n: u32) -> Registration<T> {
    Registration {
        owner,
        name: name::<T>(i),
        curve: C::ID,
        vk: key_bytes(&SimulatedKey::<C>::new(i.into(), n)),
        layout: layout(n),
        setup: SETUP,
        params: None,
    }
}

/// Registers the model of the seed `i`.
pub fn registered<T: Config, C: Curve>(owner: &T::AccountId, i: u32, n: u32) -> Result<ModelId, BenchmarkError> {
    Ok(Pallet::<T>::do_register_model(registration::<T, C>(owner.clone(), i, n)).map_err(|_| "registration failed")?)
}

/// Proves an inference of the model, which has the key of the seed `i`, for a subject.
pub(crate) fn submission<T: Config, C: Curve>(
    account: &T::AccountId,
    model: ModelId,
    i: u32,
    n: u32,
    subject: u32,
) -> Result<SubmissionOf<T>, BenchmarkError> {
    let mut subject_bytes = [9; 32];
    subject_bytes[..4].copy_from_slice(&subject.to_le_bytes());
    submission_about::<T, C>(account, model, i, n, subject_bytes)
}

/// As [`submission`], for a subject of whatever bytes. The input is all of [`elements`] but two, the output one of them.
pub fn submission_about<T: Config, C: Curve>(
    account: &T::AccountId,
    model: ModelId,
    i: u32,
    n: u32,
    subject: [u8; 32],
) -> Result<SubmissionOf<T>, BenchmarkError> {
    let valid_until = frame_system::Pallet::<T>::block_number() + T::MaxValidity::get();
    let key = SimulatedKey::<C>::new(i.into(), n);
    // Proofs of different subjects have different points.
    let seed = subject.iter().take(4).fold(0u32, |seed, byte| seed << 8 | u32::from(*byte));
    let context = Context {
        genesis_hash: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into(),
        model_id: model,
        version: 1,
        vk_hash: key.verifying_key().hash(),
        account: account_bytes(account),
        subject,
        valid_until: valid_until.try_into().map_err(|_| "the block number is beyond u64")?,
        issuer: None,
    };
    let (input, output) = (elements(n - MIN_PUBLIC_INPUTS), elements(1));
    let statement = Statement {
        context: context.digest(),
        params: None,
        input: input.to_vec(),
        output: output.to_vec(),
        nullifier: None,
    };
    Ok(Submission {
        model,
        version: 1,
        account: account.clone(),
        subject,
        valid_until,
        input,
        output,
        nullifier: None,
        attestation: None,
        proof: proof_bytes(key.prove(&statement.public_inputs(), seed.into())),
    })
}

/// `p` proofs, each of a version of its own or all of one.
fn batch<T: Config, C: Curve>(account: &T::AccountId, p: u32, alike: bool) -> Result<BatchOf<T>, BenchmarkError> {
    let n = BATCH_BENCHMARK_INPUTS;
    let mut batch = Vec::new();
    let mut model = 0;
    for i in 0..p {
        let seed = if alike { 0 } else { i };
        if i == 0 || !alike {
            model = registered::<T, C>(account, seed, n)?;
        }
        batch.push(submission::<T, C>(account, model, seed, n, i)?);
    }
    Ok(batch.try_into().map_err(|_| "the batch is longer than the runtime allows")?)
}

/// Registers a circuit with `n` public inputs.
fn registered_circuit<T: Config, C: Curve>(owner: &T::AccountId, n: u32) -> Result<CircuitId, BenchmarkError> {
    let vk = key_bytes(&SimulatedKey::<C>::new(1, n));
    Ok(Pallet::<T>::do_register_circuit(owner.clone(), C::ID, vk, SETUP).map_err(|_| "registration failed")?)
}

/// Public inputs of a circuit, and a proof of them.
fn circuit_proof<C: Curve>(n: u32) -> (Elements, ProofBytes) {
    let inputs = elements(n);
    let proof = SimulatedKey::<C>::new(1, n).prove(&inputs, 1);
    (inputs, proof_bytes(proof))
}

/// The greatest version of a model that was deprecated as long ago as removing it takes.
fn deprecated<T: Config>(owner: &T::AccountId) -> Result<(ModelId, VersionNumber), BenchmarkError> {
    let model = registered::<T, Bn254>(owner, 1, MAX_PUBLIC_INPUTS)?;
    Pallet::<T>::do_deprecate_version(owner, model, 1).map_err(|_| "deprecation failed")?;
    let now = frame_system::Pallet::<T>::block_number();
    frame_system::Pallet::<T>::set_block_number(now + T::MaxValidity::get() + One::one());
    Ok((model, 1))
}

/// A model with committed parameters, and its second version, which shares the key of the first.
fn retrained<T: Config>(owner: &T::AccountId) -> Result<(ModelId, VersionNumber), BenchmarkError> {
    let inputs = MIN_PUBLIC_INPUTS + 1;
    let mut r = registration::<T, Bls<T>>(owner.clone(), 1, inputs);
    r.layout = Layout { params: Params::Committed, ..layout(MIN_PUBLIC_INPUTS) };
    r.params = Some([1; 32]);
    let scale = r.layout.output.scale;
    let model = Pallet::<T>::do_register_model(r)?;
    let version = Pallet::<T>::do_add_retrained_version(owner, model, 1, [1; 32], scale)?;
    Ok((model, version))
}

/// The state that the registration of a version leaves behind.
fn assert_registered<T: Config, C: Curve>(model: ModelId, number: VersionNumber, n: u32) {
    assert_eq!(Models::<T>::get(model).map(|model| model.latest_version), Some(number));
    assert_eq!(Versions::<T>::get(model, number).map(|version| version.layout), Some(layout(n)));
    let id = KeyId::Version(model, number);
    assert_eq!(Keys::<T>::get(id).map(|key| key.len()), Some(C::ID.key_bytes(n)));
    assert_eq!(PreparedKeys::<T>::get(id).map(|key| key.len()), Some(C::ID.prepared_bytes(n)));
}

/// The receipts that submissions leave behind, and no others.
fn assert_verified<T: Config>(submissions: &[SubmissionOf<T>]) {
    let receipts: Vec<_> = Receipts::<T>::iter_values().collect();
    assert_eq!(receipts.len(), submissions.len());
    for submission in submissions {
        assert!(receipts.iter().any(|receipt| receipt.subject == submission.subject
            && receipt.account == submission.account
            && receipt.has_output(&submission.output)));
    }
}

fn revoke_origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::RevokeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn pause_origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::PauseOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// Calls with proofs that are well formed and prove something else, alone, in a batch after one that holds, and of a circuit;
/// each with the error that only their verification ends in.
fn forgeries<T: Config, C: Curve>(
    caller: &T::AccountId,
) -> Result<Vec<(Call<T>, sp_runtime::DispatchError)>, BenchmarkError> {
    let mut batch = batch::<T, C>(caller, 2, true)?;
    let mut alone = batch[0].clone();
    alone.subject = [8; 32];
    batch[1].subject = [8; 32];
    let circuit = registered_circuit::<T, C>(caller, 2)?;
    let proof = circuit_proof::<C>(2).1;
    let public_inputs = vec![[1; 32]; 2].try_into().expect("two are few; qed");
    Ok(vec![
        (Call::<T>::from(alone), Error::<T>::InvalidProof.into()),
        (Call::submit_batch { batch }, Error::<T>::InvalidBatch.into()),
        (Call::submit_circuit_proof { circuit, public_inputs, proof }, Error::<T>::InvalidProof.into()),
    ])
}

#[benchmarks]
mod benchmarks {
    use super::*;
    use frame_support::traits::UnfilteredDispatchable;

    #[benchmark]
    fn register_model_bn254(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) {
        let caller = funded::<T>(whitelisted_caller());
        let r = registration::<T, Bn254>(caller.clone(), 1, n);

        #[extrinsic_call]
        register_model(RawOrigin::Signed(caller.clone()), r.name, r.curve, r.vk, r.layout, r.setup, r.params);

        let model = ModelIds::<T>::get(caller, name::<T>(1)).expect("the model is found by name");
        assert_registered::<T, Bn254>(model, 1, n);
    }

    #[benchmark]
    fn register_model_bls12_381(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) {
        let caller = funded::<T>(whitelisted_caller());
        let r = registration::<T, Bls<T>>(caller.clone(), 1, n);

        #[extrinsic_call]
        register_model(RawOrigin::Signed(caller.clone()), r.name, r.curve, r.vk, r.layout, r.setup, r.params);

        let model = ModelIds::<T>::get(caller, name::<T>(1)).expect("the model is found by name");
        assert_registered::<T, Bls<T>>(model, 1, n);
    }

    #[benchmark]
    fn add_version_bn254(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bn254>(&caller, 1, MIN_PUBLIC_INPUTS)?;
        let r = registration::<T, Bn254>(caller.clone(), 2, n);

        #[extrinsic_call]
        add_version(RawOrigin::Signed(caller), model, r.curve, r.vk, r.layout, r.setup, r.params);

        assert_registered::<T, Bn254>(model, 2, n);
        Ok(())
    }

    #[benchmark]
    fn add_version_bls12_381(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bn254>(&caller, 1, MIN_PUBLIC_INPUTS)?;
        let r = registration::<T, Bls<T>>(caller.clone(), 2, n);

        #[extrinsic_call]
        add_version(RawOrigin::Signed(caller), model, r.curve, r.vk, r.layout, r.setup, r.params);

        assert_registered::<T, Bls<T>>(model, 2, n);
        Ok(())
    }

    #[benchmark]
    fn submit_proof_bn254(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bn254>(&caller, 1, n)?;
        let sent = submission::<T, Bn254>(&caller, model, 1, n, 1)?;
        let call = Call::<T>::from(sent.clone());

        #[block]
        {
            call.dispatch_bypass_filter(RawOrigin::Signed(caller).into())?;
        }

        assert_verified::<T>(&[sent]);
        Ok(())
    }

    #[benchmark]
    fn submit_proof_bls12_381(n: Linear<MIN_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bls<T>>(&caller, 1, n)?;
        let sent = submission::<T, Bls<T>>(&caller, model, 1, n, 1)?;
        let call = Call::<T>::from(sent.clone());

        #[block]
        {
            call.dispatch_bypass_filter(RawOrigin::Signed(caller).into())?;
        }

        assert_verified::<T>(&[sent]);
        Ok(())
    }

    #[benchmark]
    fn submit_batch_alike_bn254(p: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let sent = batch::<T, Bn254>(&caller, p, true)?;

        #[extrinsic_call]
        submit_batch(RawOrigin::Signed(caller), sent.clone());

        assert_verified::<T>(&sent);
        Ok(())
    }

    #[benchmark]
    fn submit_batch_alike_bls12_381(p: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let sent = batch::<T, Bls<T>>(&caller, p, true)?;

        #[extrinsic_call]
        submit_batch(RawOrigin::Signed(caller), sent.clone());

        assert_verified::<T>(&sent);
        Ok(())
    }

    #[benchmark]
    fn submit_batch_distinct_bn254(p: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let sent = batch::<T, Bn254>(&caller, p, false)?;

        #[extrinsic_call]
        submit_batch(RawOrigin::Signed(caller), sent.clone());

        assert_verified::<T>(&sent);
        Ok(())
    }

    #[benchmark]
    fn submit_batch_distinct_bls12_381(p: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let sent = batch::<T, Bls<T>>(&caller, p, false)?;

        #[extrinsic_call]
        submit_batch(RawOrigin::Signed(caller), sent.clone());

        assert_verified::<T>(&sent);
        Ok(())
    }

    /// No weight is made of this one. It runs before the others are measured, in the build that is measured: what the
    /// weights charge must be verification.
    #[benchmark(extra)]
    fn refuse_forgeries_bn254() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let forged = forgeries::<T, Bn254>(&caller)?;
        let mut refused = Vec::new();

        #[block]
        {
            for (call, error) in forged {
                let result = call.dispatch_bypass_filter(RawOrigin::Signed(caller.clone()).into());
                refused.push(result.is_err_and(|e| e.error == error));
            }
        }

        assert_eq!(refused, [true; 3]);
        Ok(())
    }

    /// As [`refuse_forgeries_bn254`].
    #[benchmark(extra)]
    fn refuse_forgeries_bls12_381() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let forged = forgeries::<T, Bls<T>>(&caller)?;
        let mut refused = Vec::new();

        #[block]
        {
            for (call, error) in forged {
                let result = call.dispatch_bypass_filter(RawOrigin::Signed(caller.clone()).into());
                refused.push(result.is_err_and(|e| e.error == error));
            }
        }

        assert_eq!(refused, [true; 3]);
        Ok(())
    }

    /// The hashes of a path of `s` steps. What looking the root up takes is up to [`Config::Attestations`].
    #[benchmark]
    fn attestation(s: Linear<0, MAX_PATH>) -> Result<(), BenchmarkError> {
        let who: T::AccountId = whitelisted_caller();
        let digest = [7; 32];
        let path: Vec<_> = (0..s).map(|i| Step { sibling: [i as u8; 32], is_left: i % 2 == 0 }).collect();
        let expected = leaf(&account_bytes(&who), &digest);
        let shown = Attestation {
            issuer: who.clone(),
            root: root_of(&expected, &path),
            path: path.try_into().map_err(|_| "the path is longer than any")?,
        };
        let covered;

        #[block]
        {
            covered = crate::attestations::covered::<T>(&shown, &who, &digest);
        }

        assert!(covered.is_ok_and(|leaf| leaf == expected));
        Ok(())
    }

    /// The retraining of a version that is one already: neither its key nor its count is new.
    #[benchmark]
    fn add_retrained_version() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let (model, like) = retrained::<T>(&caller)?;
        let scale = Scale { mantissa: 3, exponent: -3 };

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model, like, [2; 32], scale);

        let added = Versions::<T>::get(model, like + 1).expect("it was added");
        assert_eq!((added.params, added.layout.output.scale, added.key), (Some([2; 32]), scale, 1));
        assert_eq!(SharedKeys::<T>::get(KeyId::Version(model, 1)), Some(2));
        Ok(())
    }

    #[benchmark]
    fn set_active_version() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bn254>(&caller, 1, MIN_PUBLIC_INPUTS)?;
        let r = registration::<T, Bn254>(caller.clone(), 2, MIN_PUBLIC_INPUTS);
        let version = Pallet::<T>::do_add_version(&caller, model, r.curve, r.vk, r.layout, r.setup, r.params)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model, version);

        assert_eq!(Models::<T>::get(model).and_then(|model| model.active_version), Some(version));
        Ok(())
    }

    #[benchmark]
    fn deprecate_version() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let model = registered::<T, Bn254>(&caller, 1, MIN_PUBLIC_INPUTS)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model, 1);

        let since = frame_system::Pallet::<T>::block_number();
        assert_eq!(Versions::<T>::get(model, 1).map(|version| version.status), Some(Status::Deprecated { since }));
        Ok(())
    }

    #[benchmark]
    fn remove_version() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let (model, version) = deprecated::<T>(&caller)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model, version);

        assert!(!Versions::<T>::contains_key(model, version));
        assert!(!PreparedKeys::<T>::contains_key(KeyId::Version(model, version)));
        Ok(())
    }

    #[benchmark]
    fn remove_model() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let (model, version) = deprecated::<T>(&caller)?;
        Pallet::<T>::do_remove_version(&caller, model, version)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model);

        assert!(!Models::<T>::contains_key(model));
        Ok(())
    }

    #[benchmark]
    fn transfer_model() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let to: T::AccountId = account("to", 0, 0);
        let model = registered::<T, Bn254>(&caller, 1, MIN_PUBLIC_INPUTS)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), model, Some(to.clone()));

        assert_eq!(Models::<T>::get(model).and_then(|model| model.offered_to), Some(to));
        Ok(())
    }

    #[benchmark]
    fn accept_model() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let owner = funded::<T>(account("owner", 0, 0));
        let model = registered::<T, Bn254>(&owner, 1, MIN_PUBLIC_INPUTS)?;
        Pallet::<T>::do_transfer_model(&owner, model, Some(caller.clone())).map_err(|_| "the offer failed")?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), model);

        assert_eq!(Models::<T>::get(model).map(|model| model.owner), Some(caller));
        Ok(())
    }

    #[benchmark]
    fn revoke_version() -> Result<(), BenchmarkError> {
        let owner = funded::<T>(account("owner", 0, 0));
        let model = registered::<T, Bn254>(&owner, 1, MAX_PUBLIC_INPUTS)?;
        let origin = revoke_origin::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, model, 1);

        assert_eq!(Versions::<T>::get(model, 1).map(|version| version.status), Some(Status::Revoked));
        Ok(())
    }

    #[benchmark]
    fn pause() -> Result<(), BenchmarkError> {
        let owner = funded::<T>(account("owner", 0, 0));
        let model = registered::<T, Bn254>(&owner, 1, MIN_PUBLIC_INPUTS)?;
        let origin = pause_origin::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, PauseTarget::Model(model));

        assert_eq!(Models::<T>::get(model).map(|model| model.paused), Some(true));
        assert!(!Paused::<T>::get());
        Ok(())
    }

    #[benchmark]
    fn resume() -> Result<(), BenchmarkError> {
        let owner = funded::<T>(account("owner", 0, 0));
        let model = registered::<T, Bn254>(&owner, 1, MIN_PUBLIC_INPUTS)?;
        Pallet::<T>::do_set_paused(PauseTarget::Model(model), true).map_err(|_| "pausing failed")?;
        let origin = pause_origin::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, PauseTarget::Model(model));

        assert_eq!(Models::<T>::get(model).map(|model| model.paused), Some(false));
        Ok(())
    }

    #[benchmark]
    fn register_circuit_bn254(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        let caller = funded::<T>(whitelisted_caller());
        let vk = key_bytes(&SimulatedKey::<Bn254>::new(1, n));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(caller), Bn254::ID, vk, SETUP);

        assert_eq!(Circuits::<T>::iter_values().next().map(|circuit| circuit.public_inputs), Some(n));
    }

    #[benchmark]
    fn register_circuit_bls12_381(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        let caller = funded::<T>(whitelisted_caller());
        let vk = key_bytes(&SimulatedKey::<Bls<T>>::new(1, n));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(caller), Bls::<T>::ID, vk, SETUP);

        assert_eq!(Circuits::<T>::iter_values().next().map(|circuit| circuit.public_inputs), Some(n));
    }

    #[benchmark]
    fn submit_circuit_proof_bn254(n: Linear<0, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let circuit = registered_circuit::<T, Bn254>(&caller, n)?;
        let (inputs, proof) = circuit_proof::<Bn254>(n);
        let statement = crate::circuit_statement_hash(circuit, &inputs);

        #[extrinsic_call]
        submit_circuit_proof(RawOrigin::Signed(caller), circuit, inputs, proof);

        assert!(CircuitReceipts::<T>::contains_key(circuit, statement));
        Ok(())
    }

    #[benchmark]
    fn submit_circuit_proof_bls12_381(n: Linear<0, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let circuit = registered_circuit::<T, Bls<T>>(&caller, n)?;
        let (inputs, proof) = circuit_proof::<Bls<T>>(n);
        let statement = crate::circuit_statement_hash(circuit, &inputs);

        #[extrinsic_call]
        submit_circuit_proof(RawOrigin::Signed(caller), circuit, inputs, proof);

        assert!(CircuitReceipts::<T>::contains_key(circuit, statement));
        Ok(())
    }

    #[benchmark]
    fn remove_circuit() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let circuit = registered_circuit::<T, Bn254>(&caller, MAX_PUBLIC_INPUTS)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), circuit);

        assert!(!Circuits::<T>::contains_key(circuit));
        Ok(())
    }

    #[benchmark]
    fn revoke_circuit() -> Result<(), BenchmarkError> {
        let owner = funded::<T>(account("owner", 0, 0));
        let circuit = registered_circuit::<T, Bn254>(&owner, MAX_PUBLIC_INPUTS)?;
        let origin = revoke_origin::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, circuit);

        let vk_hash = Circuits::<T>::get(circuit).expect("the tombstone stays").vk_hash;
        assert!(RevokedKeys::<T>::contains_key(vk_hash));
        Ok(())
    }

    #[benchmark]
    fn clear_circuit_receipt() -> Result<(), BenchmarkError> {
        let caller = funded::<T>(whitelisted_caller());
        let submitter = funded::<T>(account("submitter", 0, 0));
        let circuit = registered_circuit::<T, Bn254>(&caller, 1)?;
        let (inputs, proof) = circuit_proof::<Bn254>(1);
        let statement = Pallet::<T>::do_submit_circuit_proof(submitter, circuit, inputs, proof)?;
        Pallet::<T>::do_revoke_circuit(circuit)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), circuit, statement);

        assert!(!CircuitReceipts::<T>::contains_key(circuit, statement));
        Ok(())
    }

    /// A step of pruning either removes a receipt, as here, or moves on to the next block, which takes less.
    #[benchmark]
    fn prune(m: Linear<0, { T::MaxPruned::get() }>) -> Result<(), BenchmarkError> {
        let who: T::AccountId = account("account", 0, 0);
        let first = frame_system::Pallet::<T>::block_number();
        for i in 0..m {
            let hash = sp_io::hashing::blake2_256(&i.to_le_bytes());
            let receipt = Receipt {
                model: 0,
                version: 1,
                account: who.clone(),
                subject: [0; 32],
                valid_until: first,
                block: first,
                output_hash: [0; 32],
            };
            Receipts::<T>::insert(hash, receipt);
            Expiries::<T>::insert(first, hash, ());
        }
        NextExpiry::<T>::put(first);
        let now = first + One::one();
        frame_system::Pallet::<T>::set_block_number(now);

        #[block]
        {
            Pallet::<T>::on_idle(now, Weight::MAX);
        }

        assert_eq!(Receipts::<T>::iter_keys().count(), 0);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
