//! What a benchmark must show before a weight is made of it.
//!
//! A verification that is stubbed out under `runtime-benchmarks` makes a chain charge microseconds for milliseconds of
//! work, and its blocks are stuffed for the price of transfers. So the runtime of this very build, which has benchmarks in it,
//! must refuse a proof that does not hold, and no benchmark may be faster than the cryptography that it is about. The same
//! is asked of the Wasm before it is measured, by the benchmarks `refuse_forgeries_*`.

use crate::{
    run::{at, Measured},
    Error,
};
use frame_support::{
    dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
    weights::Weight,
};
use pallet_zkml::{Submission, SubmissionOf};
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use zkml_primitives::{
    account_bytes,
    batch::{verify_batch, BatchItem},
    packing::IntType,
    simulate::SimulatedKey,
    verify_prepared, Bls12_381, Bn254, Context, Curve, CurveId, FieldBytes, Layout, Port, PreparedKey, Scale, Setup,
    Shape, Statement, VerifyingKey, Visibility,
};
use zkml_runtime::{AccountId, Runtime, RuntimeCall, RuntimeOrigin, System};

/// Repetitions of a floor, of which the least time counts.
const FLOOR_REPEATS: u32 = 10;

/// A model registered and an inference of it submitted, as calls of the runtime.
#[derive(Clone, Debug)]
pub struct Calls {
    /// Registers the model.
    pub register: RuntimeCall,
    /// The inference.
    pub submission: SubmissionOf<Runtime>,
    /// Submits it.
    pub submit: RuntimeCall,
    /// Submits the same with a proof that is well formed and proves something else.
    pub submit_forged: RuntimeCall,
}

impl Calls {
    /// For the first model of a chain, with `n` public inputs: the context and packed outputs. Runs on the chain's state.
    pub fn new<C: Curve>(account: AccountId, n: u32) -> Self {
        let key = SimulatedKey::<C>::new(1, n);
        let layout = layout(n);
        let valid_until = 10;
        let context = Context {
            genesis_hash: System::block_hash(0).into(),
            model_id: 0,
            version: 1,
            vk_hash: key.verifying_key().hash(),
            account: account_bytes(&account),
            subject: [9; 32],
            valid_until: valid_until.into(),
            issuer: None,
        };
        let statement = |bit| Statement {
            context: context.digest(),
            params: None,
            input: vec![],
            output: layout
                .output
                .pack(&vec![bit; layout.output.shape.len()])
                .expect("0 and 1 are of the output's type; qed"),
            nullifier: None,
        };
        let submission = |proof| {
            let bounded = "both bounds are those of the largest key; qed";
            Submission {
                model: 0,
                version: 1,
                account: account.clone(),
                subject: context.subject,
                valid_until,
                input: Default::default(),
                output: statement(1).output.try_into().expect(bounded),
                nullifier: None,
                attestation: None,
                proof: Vec::try_into(proof).expect(bounded),
            }
        };
        let genuine = submission(key.prove(&statement(1).public_inputs(), 1));
        let forged = submission(key.prove(&statement(0).public_inputs(), 1));
        Self {
            register: RuntimeCall::Zkml(pallet_zkml::Call::register_model {
                name: b"reality".to_vec().try_into().expect("the bound is greater; qed"),
                curve: C::ID,
                vk: key.verifying_key().encode().try_into().expect("the bound is the largest key's; qed"),
                layout,
                setup: Setup::Development,
                params: None,
            }),
            submit: submit(genuine.clone()),
            submit_forged: submit(forged),
            submission: genuine,
        }
    }
}

/// A call of `submit_proof`.
fn submit(submission: SubmissionOf<Runtime>) -> RuntimeCall {
    RuntimeCall::Zkml(submission.into())
}

/// A private input, and an output of as many full elements as `n` public inputs leave for it.
fn layout(n: u32) -> Layout {
    let int = IntType::new(1, false).expect("one bit is a valid width; qed");
    let port = |visibility, elements| Port {
        visibility,
        shape: Shape::new(&[elements * int.per_element()])
            .expect("all public inputs together hold fewer bits than a tensor may have; qed"),
        bits: int.bits(),
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout::new(port(Visibility::Private, 1), port(Visibility::Public, n.saturating_sub(1).max(1) as usize))
}

/// Runs something on the first block of a chain, on which the account of 32 ones can pay for what it stores.
pub fn on_a_chain<R>(execute: impl FnOnce() -> R) -> Result<R, Error> {
    let storage =
        zkml_runtime::genesis::development([AccountId::new([1; 32])]).build_storage().map_err(Error::Genesis)?;
    Ok(TestExternalities::new(storage).execute_with(|| {
        System::set_block_number(1);
        execute()
    }))
}

/// The weight that a submission is charged for consumers and given back where its inference is none of theirs.
pub fn spared_by_consumers() -> Result<Weight, Error> {
    let account = AccountId::new([1; 32]);
    on_a_chain(|| {
        let Calls { register, submit, .. } = Calls::new::<Bn254>(account.clone(), 4);
        let info = submit.get_dispatch_info();
        let dispatched = [register, submit].map(|call| call.dispatch(RuntimeOrigin::signed(account.clone())));
        match dispatched {
            [Ok(_), Ok(post)] => Ok(info.call_weight.saturating_sub(post.calc_actual_weight(&info))),
            _ => Err(Error::Unsound("refuses a genuine proof on bn254".into())),
        }
    })?
}

/// Checks that this build of the runtime refuses a forged proof and accepts a genuine one, on both curves.
pub fn check_runtime() -> Result<(), Error> {
    check_curve::<Bn254>()?;
    check_curve::<Bls12_381>()
}

fn check_curve<C: Curve>() -> Result<(), Error> {
    let account = AccountId::new([1; 32]);
    let [registered, forged, genuine] = on_a_chain(|| {
        let Calls { register, submit, submit_forged, .. } = Calls::new::<C>(account.clone(), 4);
        [register, submit_forged, submit].map(|call| call.dispatch(RuntimeOrigin::signed(account.clone())))
    })?;
    verdict(C::ID.name(), registered, forged, genuine)
}

fn verdict(
    curve: &str,
    registered: DispatchResultWithPostInfo,
    forged: DispatchResultWithPostInfo,
    genuine: DispatchResultWithPostInfo,
) -> Result<(), Error> {
    let unsound = |what| Err(Error::Unsound(format!("{what} on {curve}")));
    let refusal = pallet_zkml::Error::<Runtime>::InvalidProof.into();
    if registered.is_err() {
        return unsound("refuses a valid key");
    }
    match forged {
        Ok(_) => return unsound("accepts a forged proof"),
        Err(e) if e.error != refusal => return unsound("refuses a forged proof without verifying it"),
        Err(_) => {}
    }
    match genuine {
        Ok(_) => Ok(()),
        Err(_) => unsound("refuses a genuine proof"),
    }
}

/// Runs an expression with the curve as the runtime computes it.
macro_rules! with_runtime_curve {
    ($curve:expr, $C:ident => $body:expr) => {
        match $curve {
            CurveId::Bn254 => {
                type $C = Bn254;
                $body
            }
            CurveId::Bls12_381 => {
                type $C = <Runtime as pallet_zkml::Config>::Bls12_381;
                $body
            }
        }
    };
}

/// What a benchmark of `pallet_zkml` must at least do at the value `n` of its component, and how long that takes here.
/// `None` for a benchmark that need not do any cryptography.
pub fn floor(benchmark: &str, n: u32) -> Option<(&'static str, Duration)> {
    const DECODE: &str = "checking the key";
    const VERIFY: &str = "verifying the proof";
    const BATCH: &str = "verifying the batch";
    let (call, curve) = match benchmark.strip_suffix("_bn254") {
        Some(call) => (call, CurveId::Bn254),
        None => (benchmark.strip_suffix("_bls12_381")?, CurveId::Bls12_381),
    };
    Some(match call {
        "register_model" | "add_version" | "register_circuit" => {
            (DECODE, with_runtime_curve!(curve, C => decoding::<C>(n)))
        }
        "submit_proof" | "submit_circuit_proof" => (VERIFY, with_runtime_curve!(curve, C => verification::<C>(n))),
        "submit_batch_alike" => (BATCH, with_runtime_curve!(curve, C => batch::<C>(n, true))),
        "submit_batch_distinct" => (BATCH, with_runtime_curve!(curve, C => batch::<C>(n, false))),
        _ => return None,
    })
}

/// Time to decode and check a verifying key.
pub fn decoding<C: Curve>(n: u32) -> Duration {
    let bytes = SimulatedKey::<C>::new(1, n).verifying_key().encode();
    least(|| VerifyingKey::<C>::decode(&bytes).is_ok())
}

/// Like the elements of the benchmarks: every bit set that packing may set.
fn inputs(n: u32) -> Vec<FieldBytes> {
    let mut element = [0xff; 32];
    element[31] = 0;
    vec![element; n as usize]
}

/// Time to verify the bytes of a proof with a key that is prepared and read already.
pub fn verification<C: Curve>(n: u32) -> Duration {
    let key = SimulatedKey::<C>::new(1, n);
    let inputs = inputs(n);
    let (prepared, proof) = (PreparedKey::new(&key.verifying_key()), key.prove(&inputs, 1));
    least(|| verify_prepared::<C>(&prepared, &inputs, &proof).is_ok())
}

/// Time to verify so many proofs with two public inputs each as one, all of one key or each of its own.
pub fn batch<C: Curve>(proofs: u32, alike: bool) -> Duration {
    let inputs = inputs(2);
    let keys: Vec<_> = (0..if alike { 1 } else { proofs })
        .map(|seed| {
            let key = SimulatedKey::<C>::new(seed.into(), 2);
            let vk = key.verifying_key();
            (vk.hash(), PreparedKey::new(&vk), key)
        })
        .collect();
    let key_of = |i: usize| &keys[if alike { 0 } else { i }];
    let proved: Vec<_> = (0..proofs as usize).map(|i| key_of(i).2.prove(&inputs, i as u64)).collect();
    let items: Vec<_> = proved
        .iter()
        .enumerate()
        .map(|(i, proof)| BatchItem { vk_hash: key_of(i).0, key: &key_of(i).1, public_inputs: &inputs, proof })
        .collect();
    least(|| verify_batch::<C>(&items).is_ok())
}

fn least(work: impl Fn() -> bool) -> Duration {
    let timed = (0..FLOOR_REPEATS).map(|_| {
        let start = Instant::now();
        assert!(black_box(work()), "a simulated key and its proof are valid");
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}

/// Checks the measurements of one benchmark, at the least and the greatest of its first component, against a floor such
/// as [`floor`]. Half of it is granted, for what the pallet may prepare and the floor does not.
pub fn check_time(
    measured: &Measured,
    floor: impl Fn(&str, u32) -> Option<(&'static str, Duration)>,
) -> Result<(), Error> {
    let Some(component) = measured.components.first() else { return Ok(()) };
    for n in [component.min, component.max] {
        let here = |point: &[_]| point.contains(&(component.name, n));
        let results = measured.results.iter().filter(|result| here(&result.components));
        let Some(took) = results.map(|result| result.extrinsic_time).min() else { continue };
        let Some((work, floor)) = floor(&measured.name, n) else { continue };
        if took < floor.as_nanos() / 2 {
            return Err(Error::NotReal {
                at: at(&measured.name, &[(component.name, n)]),
                work,
                took_us: took / 1_000,
                floor_us: floor.as_micros(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Component;
    use frame_benchmarking::{BenchmarkParameter, BenchmarkResult};
    use frame_support::dispatch::{DispatchErrorWithPostInfo, PostDispatchInfo};
    use sp_runtime::DispatchError;

    fn measured(micros: [u128; 2]) -> Measured {
        let result = |inputs, micros| BenchmarkResult {
            components: vec![(BenchmarkParameter::n, inputs)],
            extrinsic_time: micros * 1_000,
            ..Default::default()
        };
        Measured {
            name: "submit_proof_bn254".into(),
            components: vec![Component { name: BenchmarkParameter::n, min: 2, max: 256 }],
            results: vec![result(2, micros[0]), result(2, 99_999), result(256, micros[1])],
        }
    }

    #[test]
    fn rejects_a_benchmark_that_skips_the_verification() {
        let floor = |_: &str, _| Some(("verifying the proof", Duration::from_micros(2_000)));
        assert!(check_time(&measured([1_000, 9_000]), floor).is_ok());
        for skipping in [[35, 9_000], [9_000, 35]] {
            let error = check_time(&measured(skipping), floor).unwrap_err().to_string();
            assert!(error.contains("took 35 µs although verifying the proof alone takes 2000 µs"), "{error}");
        }
    }

    #[test]
    fn rejects_a_runtime_that_does_not_verify() {
        let error = |error: DispatchError| -> DispatchResultWithPostInfo {
            Err(DispatchErrorWithPostInfo { post_info: PostDispatchInfo::default(), error })
        };
        let ok = || Ok(PostDispatchInfo::default());
        let invalid = || error(pallet_zkml::Error::<Runtime>::InvalidProof.into());
        let early = || error(pallet_zkml::Error::<Runtime>::OutputCount.into());

        assert!(verdict("bn254", ok(), invalid(), ok()).is_ok());
        for (registered, forged, genuine, says) in [
            (ok(), ok(), ok(), "accepts a forged proof on bn254"),
            (ok(), early(), ok(), "refuses a forged proof without verifying it"),
            (ok(), invalid(), invalid(), "refuses a genuine proof"),
            (early(), invalid(), ok(), "refuses a valid key"),
        ] {
            let error = verdict("bn254", registered, forged, genuine).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn every_benchmark_of_a_verification_has_a_floor() {
        for benchmark in
            zkml_runtime::benchmarks::benchmark_metadata(false).0.iter().flat_map(|pallet| &pallet.benchmarks)
        {
            let name = String::from_utf8_lossy(&benchmark.name);
            let verifies = ["register_", "add_version", "submit_"].iter().any(|call| name.starts_with(call));
            assert_eq!(floor(&name, 2).is_some(), verifies, "{name}");
        }
    }
}
