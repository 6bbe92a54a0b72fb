//! Benchmarks with a model of the greatest size that is registered in `pallet-zkml`, and with deadlines that have no room left.
//!
//! Fulfilling is measured with a statement that stands accepted: the verification of a proof is charged beside it, as
//! `pallet-zkml` has measured it.

use crate::{
    Audience, BalanceOf, Call, Claim, ClaimOrder, ClaimOrderOf, Config, Deadlines, EndpointOf, Event, FulfilOrder,
    FulfilOrderOf, Input, Inquiry, InquiryOf, NextDeadline, Pallet, ProverKey, ProverSignature, Provers, RequestId,
    Requests, VersionRule,
};
use alloc::{boxed::Box, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    dispatch::DispatchClass,
    pallet_prelude::TransactionSource,
    traits::{fungible::Inspect, fungible::Mutate, Authorize, Consideration, Footprint, Get},
    weights::WeightToFee,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_zkml::{
    benchmarking::{elements, funded, registered, registration, submission_about},
    ModelId, SubmissionOf,
};
use parity_scale_codec::Encode;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::traits::{One, Saturating, Zero};
use zkml_primitives::{Bn254, MAX_PUBLIC_INPUTS};

/// The context and the output, which is one element.
const BESIDE_THE_INPUT: u32 = 2;

/// The greatest fee of a request, far enough above the least that it rises.
fn max_fee<T: Config>() -> BalanceOf<T> {
    T::MinFee::get().saturating_mul(1_000u32.into())
}

/// An account that can pay for whatever a benchmark holds of its funds.
fn rich<T: Config>(account: T::AccountId) -> T::AccountId {
    T::Consideration::ensure_successful(&account, Footprint::from_parts(1, 1_000_000));
    let needed = T::Currency::minimum_balance().saturating_add(bond::<T>()).saturating_add(max_fee::<T>());
    assert_ok!(T::Currency::mint_into(&account, needed.saturating_mul(2u32.into())));
    account
}

/// A bond for a claim and for whatever orders cost.
fn bond<T: Config>() -> BalanceOf<T> {
    let weights = T::BlockWeights::get();
    let call = weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
    let fee = T::WorkFee::weight_to_fee(&call.saturating_add(T::MaxCallbackWeight::get()));
    Pallet::<T>::claim_bond(max_fee::<T>()).saturating_add(fee.saturating_mul(2u32.into()))
}

/// The longest address.
fn endpoint<T: Config>() -> EndpointOf<T> {
    vec![b'e'; T::MaxEndpointLength::get() as usize].try_into().expect("it has the greatest length; qed")
}

/// A prover whose record is as long as it can be, and the key.
fn prover<T: Config>(i: u32) -> Result<(T::AccountId, ProverKey), BenchmarkError> {
    let who = rich::<T>(account("prover", i, 0));
    let key = ProverKey::generate_pair(None);
    Pallet::<T>::do_deposit_bond(who.clone(), bond::<T>())?;
    Pallet::<T>::do_set_prover(&who, Some(key.clone()), endpoint::<T>()).map_err(|_| "the prover is refused")?;
    Ok((who, key))
}

/// The model that is asked, of so many public inputs.
fn model<T: pallet_zkml::Config>(inputs: u32) -> Result<ModelId, BenchmarkError> {
    registered::<T, Bn254>(&funded::<T>(account("owner", 0, 0)), 1, inputs)
}

/// A second version, like the first but for its key. Who answers with it has its ports compared.
fn second_version<T: pallet_zkml::Config>(model: ModelId) -> Result<u32, BenchmarkError> {
    let r = registration::<T, Bn254>(account("owner", 0, 0), 2, MAX_PUBLIC_INPUTS);
    Ok(pallet_zkml::Pallet::<T>::do_add_version(&r.owner, model, r.curve, r.vk, r.layout, r.setup, r.params)?)
}

/// The longest callback that does nothing, whoever calls it.
fn callback<T: Config>() -> <T as frame_system::Config>::RuntimeCall {
    let most = T::MaxCallbackBytes::get() as usize;
    let remark = |bytes| frame_system::Call::<T>::remark { remark: vec![0; bytes] }.into();
    (0..=most)
        .rev()
        .map(remark)
        .find(|call: &<T as frame_system::Config>::RuntimeCall| call.encoded_size() <= most)
        .expect("a call that says nothing is shorter than whatever callbacks are for; qed")
}

/// A question of the model, with so many elements of input, and as much time as there may be.
fn inquiry<T: Config>(model: ModelId, input: u32, audience: Audience<T::AccountId>) -> InquiryOf<T> {
    let now = frame_system::Pallet::<T>::block_number();
    Inquiry {
        model,
        rule: VersionRule::AtLeast(1),
        input: Input::Public(elements(input)),
        audience,
        min_fee: T::MinFee::get(),
        max_fee: max_fee::<T>(),
        claim_by: now + T::MaxDuration::get().saturating_sub(One::one()).max(One::one()),
        prove_by: now + T::MaxDuration::get(),
        callback: Some(callback::<T>()),
    }
}

/// Puts other requests to a block until it has room for so many more.
fn crowd<T: Config>(block: BlockNumberFor<T>, room: u32) {
    Deadlines::<T>::mutate(block, |due| {
        let mut other = RequestId::MAX;
        while (due.len() as u32) < T::MaxPerDeadline::get().saturating_sub(room) {
            due.try_push(other).expect("there is room; qed");
            other -= 1;
        }
    });
}

/// The blocks in which a question that is asked now has places.
fn places<T: Config>(inquiry: &InquiryOf<T>) -> [BlockNumberFor<T>; 2] {
    [inquiry.claim_by, inquiry.prove_by.saturating_add(T::LateGrace::get())]
}

/// A request of the greatest size, whoever may claim it, between as many others as there may be.
fn asked<T: Config>(
    i: u32,
    model: ModelId,
    audience: Audience<T::AccountId>,
) -> Result<(T::AccountId, RequestId), BenchmarkError> {
    let requester = rich::<T>(account("requester", i, 0));
    let inquiry = inquiry::<T>(model, MAX_PUBLIC_INPUTS - BESIDE_THE_INPUT, audience);
    let blocks = places::<T>(&inquiry);
    let id = Pallet::<T>::do_request(requester.clone(), inquiry)?;
    blocks.into_iter().for_each(|block| crowd::<T>(block, 0));
    Ok((requester, id))
}

/// A request that a prover has claimed.
struct Claimed<T: Config> {
    model: ModelId,
    requester: T::AccountId,
    prover: T::AccountId,
    key: ProverKey,
    id: RequestId,
}

fn claimed<T: Config + pallet_zkml::Config>() -> Result<Claimed<T>, BenchmarkError> {
    let model = model::<T>(MAX_PUBLIC_INPUTS)?;
    let (prover, key) = prover::<T>(0)?;
    let (requester, id) = asked::<T>(0, model, Audience::Direct(prover.clone()))?;
    Pallet::<T>::do_claim(prover.clone(), id, 1).map_err(|_| "the claim is refused")?;
    Ok(Claimed { model, requester, prover, key, id })
}

/// The submission that answers a request in the last block that it may be answered in, accepted in that block already: it is
/// late, and takes no verification.
fn accepted<T: Config + pallet_zkml::Config>(claimed: &Claimed<T>) -> Result<SubmissionOf<T>, BenchmarkError> {
    let request = Requests::<T>::get(claimed.id).ok_or("there is no request")?;
    frame_system::Pallet::<T>::set_block_number(Pallet::<T>::last_block(&request));
    let subject = Pallet::<T>::subject(claimed.id);
    let submission = submission_about::<T, Bn254>(&claimed.prover, claimed.model, 1, MAX_PUBLIC_INPUTS, subject)?;
    pallet_zkml::Pallet::<T>::do_submit_proof(submission.clone()).map_err(|_| "the proof is refused")?;
    Ok(submission)
}

/// What a late answer leaves behind.
fn assert_paid_late<T: Config>(claimed: &Claimed<T>, paid: BalanceOf<T>) {
    assert!(!Requests::<T>::contains_key(claimed.id));
    let late = T::LatePenalty::get() * Pallet::<T>::claim_bond(max_fee::<T>());
    let prover = Provers::<T>::get(&claimed.prover).expect("much of the bond is left");
    assert_eq!((prover.bond, prover.claims), (bond::<T>() - late - paid, 0));
    let called = |event: &<T as frame_system::Config>::RuntimeEvent| {
        *event == Event::<T>::CallbackCalled { request: claimed.id, result: Ok(()) }.into()
    };
    assert!(frame_system::Pallet::<T>::events().iter().any(|record| called(&record.event)));
}

/// The last block that may include an order that is signed now.
fn valid_until<T: Config>() -> BlockNumberFor<T> {
    frame_system::Pallet::<T>::block_number() + T::MaxOrderLife::get()
}

fn signature(key: &ProverKey, digest: [u8; 32]) -> Result<ProverSignature, BenchmarkError> {
    Ok(key.sign(&digest).ok_or("the keystore does not know the key")?)
}

/// An order to claim a request with another version than the first of those that may answer.
fn claim_order<T: Config + pallet_zkml::Config>() -> Result<(ClaimOrderOf<T>, ProverSignature), BenchmarkError> {
    let model = model::<T>(MAX_PUBLIC_INPUTS)?;
    let version = second_version::<T>(model)?;
    let (prover, key) = prover::<T>(0)?;
    let (_, request) = asked::<T>(0, model, Audience::Direct(prover.clone()))?;
    let order = ClaimOrder { prover, request, version, valid_until: valid_until::<T>(), tip: Zero::zero() };
    let signature = signature(&key, order.digest::<T>())?;
    Ok((order, signature))
}

fn fulfil_order<T: Config + pallet_zkml::Config>(
    claimed: &Claimed<T>,
) -> Result<(Box<FulfilOrderOf<T>>, ProverSignature), BenchmarkError> {
    let order = FulfilOrder {
        request: claimed.id,
        submission: accepted::<T>(claimed)?,
        callback_weight: T::MaxCallbackWeight::get(),
        valid_until: valid_until::<T>(),
        tip: Zero::zero(),
    };
    let signature = signature(&claimed.key, order.digest::<T>())?;
    Ok((Box::new(order), signature))
}

#[benchmarks(where T: pallet_zkml::Config)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn request_inference(e: Linear<1, { MAX_PUBLIC_INPUTS - BESIDE_THE_INPUT }>) -> Result<(), BenchmarkError> {
        let model = model::<T>(e + BESIDE_THE_INPUT)?;
        let caller = rich::<T>(whitelisted_caller());
        let q = inquiry::<T>(model, e, Audience::Direct(account("prover", 0, 0)));
        let places = places::<T>(&q);
        places.into_iter().for_each(|block| crowd::<T>(block, 1));
        let (rule, callback) = (VersionRule::Active, q.callback.map(Box::new));
        let id = crate::NextRequestId::<T>::get();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(caller.clone()),
            model,
            rule,
            q.input,
            q.audience,
            q.min_fee,
            q.max_fee,
            q.claim_by,
            q.prove_by,
            callback,
        );

        let request = Requests::<T>::get(id).expect("the request is stored");
        assert_eq!((request.requester, request.input.elements().len()), (caller, e as usize));
        for block in places {
            assert_eq!(Deadlines::<T>::get(block).len() as u32, T::MaxPerDeadline::get());
        }
        Ok(())
    }

    #[benchmark]
    fn cancel() -> Result<(), BenchmarkError> {
        let (requester, id) = asked::<T>(0, model::<T>(MAX_PUBLIC_INPUTS)?, Audience::FirstClaim)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(requester), id);

        assert!(!Requests::<T>::contains_key(id));
        assert!(Deadlines::<T>::iter_values().all(|due| !due.contains(&id)));
        Ok(())
    }

    #[benchmark]
    fn claim() -> Result<(), BenchmarkError> {
        let model = model::<T>(MAX_PUBLIC_INPUTS)?;
        let version = second_version::<T>(model)?;
        let prover = prover::<T>(0)?.0;
        let (_, id) = asked::<T>(0, model, Audience::Direct(prover.clone()))?;

        #[extrinsic_call]
        _(RawOrigin::Signed(prover.clone()), id, version);

        let stored = Requests::<T>::get(id).and_then(|request| request.claim);
        assert!(stored.is_some_and(|Claim { prover: by, version: with, .. }| (by, with) == (prover, version)));
        Ok(())
    }

    /// Late, and so with two payments and the release of the rest; the statement was accepted before.
    #[benchmark]
    fn fulfil() -> Result<(), BenchmarkError> {
        let claimed = claimed::<T>()?;
        let submission = Box::new(accepted::<T>(&claimed)?);
        let caller = rich::<T>(whitelisted_caller());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), claimed.id, submission, T::MaxCallbackWeight::get());

        assert_paid_late::<T>(&claimed, Zero::zero());
        Ok(())
    }

    #[benchmark]
    fn expire() -> Result<(), BenchmarkError> {
        let claimed = claimed::<T>()?;
        rich::<T>(T::Beneficiary::get());
        let request = Requests::<T>::get(claimed.id).ok_or("there is no request")?;
        frame_system::Pallet::<T>::set_block_number(Pallet::<T>::last_block(&request) + One::one());
        let before = T::Currency::total_balance(&claimed.requester);

        #[extrinsic_call]
        _(RawOrigin::Signed(whitelisted_caller()), claimed.id);

        assert!(!Requests::<T>::contains_key(claimed.id));
        assert_eq!(Provers::<T>::get(claimed.prover).map(|prover| prover.bond), Some(bond::<T>() - request.bond));
        let share = T::RequesterShare::get() * request.bond;
        assert_eq!(T::Currency::total_balance(&claimed.requester), before + share);
        Ok(())
    }

    #[benchmark]
    fn deposit_bond() -> Result<(), BenchmarkError> {
        let (prover, _) = prover::<T>(0)?;
        let before = bond::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(prover.clone()), One::one());

        assert_eq!(Provers::<T>::get(prover).map(|prover| prover.bond), Some(before + One::one()));
        Ok(())
    }

    #[benchmark]
    fn withdraw_bond() -> Result<(), BenchmarkError> {
        let (prover, _) = prover::<T>(0)?;
        let before = bond::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(prover.clone()), One::one());

        assert_eq!(Provers::<T>::get(prover).map(|prover| prover.bond), Some(before - One::one()));
        Ok(())
    }

    #[benchmark]
    fn set_prover() -> Result<(), BenchmarkError> {
        let (prover, _) = prover::<T>(0)?;
        let key = Some(ProverKey::generate_pair(None));

        #[extrinsic_call]
        _(RawOrigin::Signed(prover.clone()), key.clone(), endpoint::<T>());

        assert_eq!(Provers::<T>::get(prover).map(|prover| prover.key), Some(key));
        Ok(())
    }

    #[benchmark]
    fn claim_by_key() -> Result<(), BenchmarkError> {
        let (order, signature) = claim_order::<T>()?;
        rich::<T>(T::Beneficiary::get());
        let (request, prover, price) = (order.request, order.prover.clone(), Pallet::<T>::claim_price(&order));

        #[extrinsic_call]
        _(RawOrigin::Authorized, order, signature);

        assert!(Requests::<T>::get(request).is_some_and(|request| request.claim.is_some()));
        assert_eq!(Provers::<T>::get(prover).map(|prover| prover.bond), Some(bond::<T>() - price));
        Ok(())
    }

    #[benchmark]
    fn fulfil_by_key() -> Result<(), BenchmarkError> {
        let claimed = claimed::<T>()?;
        rich::<T>(T::Beneficiary::get());
        let (order, signature) = fulfil_order::<T>(&claimed)?;
        let fee = Pallet::<T>::fulfil_price(&order);

        #[extrinsic_call]
        _(RawOrigin::Authorized, order, signature);

        assert_paid_late::<T>(&claimed, fee);
        Ok(())
    }

    #[benchmark]
    fn authorize_claim() -> Result<(), BenchmarkError> {
        let (order, signature) = claim_order::<T>()?;
        let call = Call::<T>::claim_by_key { order, signature };
        let validity;

        #[block]
        {
            validity = call.authorize(TransactionSource::External);
        }

        validity.ok_or("the call is not one that authorizes itself")?.map_err(|_| "the order is refused")?;
        Ok(())
    }

    #[benchmark]
    fn authorize_fulfil() -> Result<(), BenchmarkError> {
        let (order, signature) = fulfil_order::<T>(&claimed::<T>()?)?;
        let call = Call::<T>::fulfil_by_key { order, signature };
        let validity;

        #[block]
        {
            validity = call.authorize(TransactionSource::External);
        }

        validity.ok_or("the call is not one that authorizes itself")?.map_err(|_| "the order is refused")?;
        Ok(())
    }

    /// A step either ends a request, at worst a claimed one whose prover is slashed, as here, or goes on to the next block, which
    /// takes less. At least one: where nothing is due, neither accounts nor the price of storage are looked at, and the line
    /// through that would lie too low for all else.
    #[benchmark]
    fn expire_due(n: Linear<1, { T::MaxExpired::get().min(T::MaxPerDeadline::get()) }>) -> Result<(), BenchmarkError> {
        let model = model::<T>(MAX_PUBLIC_INPUTS)?;
        rich::<T>(T::Beneficiary::get());
        let mut last = frame_system::Pallet::<T>::block_number();
        let mut ids = Vec::new();
        for i in 0..n {
            let requester = rich::<T>(account("requester", i, 0));
            let (prover, _) = prover::<T>(i)?;
            let inquiry = inquiry::<T>(model, MAX_PUBLIC_INPUTS - BESIDE_THE_INPUT, Audience::Direct(prover.clone()));
            [_, last] = places::<T>(&inquiry);
            let id = Pallet::<T>::do_request(requester, inquiry)?;
            Pallet::<T>::do_claim(prover, id, 1).map_err(|_| "the claim is refused")?;
            ids.push(id);
        }
        crowd::<T>(last, 0);
        NextDeadline::<T>::put(last);
        let now = last + One::one();
        frame_system::Pallet::<T>::set_block_number(now);
        let left;

        #[block]
        {
            left = Pallet::<T>::expire_steps(now, n);
        }

        assert_eq!(left, 0);
        assert!(ids.into_iter().all(|id| !Requests::<T>::contains_key(id)));
        assert_eq!(Deadlines::<T>::get(last).len() as u32, T::MaxPerDeadline::get() - n);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
