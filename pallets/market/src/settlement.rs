//! Settlement: from a proof to a payment and a callback, or from a broken promise to a slash.

use crate::{
    Answer, Audience, BalanceOf, CallOf, Callback, Config, Error, Event, HoldReason, Origin, Pallet, RawOrigin,
    RequestId, RequestOf, Requests, WeightInfo,
};
use frame_support::{
    dispatch::{DispatchErrorWithPostInfo, GetDispatchInfo},
    ensure,
    storage::with_storage_layer,
    traits::{
        fungible::MutateHold,
        tokens::{Fortitude, Precision, Restriction},
        Get,
    },
    weights::Weight,
    MAX_EXTRINSIC_DEPTH,
};
use pallet_zkml::{nesting::check_nesting, AcceptInference, SubmissionOf};
use parity_scale_codec::DecodeLimit;
use sp_runtime::{
    traits::{Dispatchable, Saturating, Zero},
    DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
    /// The weight of fulfilling a request: of the settlement, the verification and the callback.
    pub(crate) fn fulfil_weight(submission: &SubmissionOf<T>, callback_weight: Weight) -> Weight {
        T::WeightInfo::fulfil().saturating_add(T::Verifier::accept_weight(submission)).saturating_add(callback_weight)
    }

    /// Every check of an answer but those of the proof.
    pub(crate) fn check_fulfilment(
        id: RequestId,
        request: &RequestOf<T>,
        submission: &SubmissionOf<T>,
        callback_weight: Weight,
    ) -> Result<(), Error<T>> {
        let needed = request.callback.as_ref().map_or(Weight::zero(), |callback| callback.weight);
        ensure!(needed.all_lte(callback_weight), Error::<T>::CallbackWeightTooLow);
        match (&request.audience, &request.claim) {
            (Audience::Open, _) => Self::check_version(request, submission.version)?,
            (_, None) => return Err(Error::NotClaimed),
            (_, Some(claim)) => {
                ensure!(claim.prover == submission.account, Error::<T>::NotForThisProver);
                ensure!(claim.version == submission.version, Error::<T>::WrongVersion);
            }
        }
        let asked = submission.model == request.model
            && submission.subject == Self::subject(id)
            && submission.input.as_slice() == request.input.elements();
        ensure!(asked, Error::<T>::WrongStatement);
        ensure!(frame_system::Pallet::<T>::block_number() <= Self::last_block(request), Error::<T>::TooLate);
        Ok(())
    }

    /// See [`Pallet::fulfil`]. Returns the weight that it took.
    pub fn do_fulfil(
        id: RequestId,
        submission: SubmissionOf<T>,
        callback_weight: Weight,
    ) -> Result<Weight, DispatchErrorWithPostInfo> {
        // What is refused before the proof is looked at does not pay for looking at it.
        let early =
            |error: DispatchError| DispatchErrorWithPostInfo { post_info: Some(T::WeightInfo::fulfil()).into(), error };
        // Or the prover would be paid and the callback undone.
        check_nesting().map_err(|error| early(error.into()))?;
        let request = Requests::<T>::get(id).ok_or_else(|| early(Error::<T>::UnknownRequest.into()))?;
        Self::check_fulfilment(id, &request, &submission, callback_weight).map_err(|error| early(error.into()))?;

        let verification = T::Verifier::accept_weight(&submission);
        let (prover, version, output) = (submission.account.clone(), submission.version, submission.output.clone());
        let accepted = T::Verifier::accept(submission)?;
        let mut weight = T::WeightInfo::fulfil();
        if accepted.newly {
            weight.saturating_accrue(verification.saturating_sub(accepted.spared));
        }

        let now = frame_system::Pallet::<T>::block_number();
        let (fee, penalty) = match &request.claim {
            Some(claim) => {
                // Whenever the request is fulfilled: what counts is the block that accepted the proof.
                let late = accepted.block > request.prove_by;
                let penalty = if late { T::LatePenalty::get() * request.bond } else { Zero::zero() };
                Self::unbind(&claim.prover, request.bond, penalty);
                Self::pay_from_hold(HoldReason::Bond, &claim.prover, &request.requester, penalty)?;
                (claim.fee, penalty)
            }
            None => (Self::fee_at(&request, accepted.block.min(now)), Zero::zero()),
        };
        Self::pay_from_hold(HoldReason::Fee, &request.requester, &prover, fee)?;
        let rest = request.max_fee.saturating_sub(fee);
        T::Currency::release(&HoldReason::Fee.into(), &request.requester, rest, Precision::Exact)?;

        let (callback, requester, model) = (request.callback.clone(), request.requester.clone(), request.model);
        // Gone before anything else is called, so that nothing pays it twice.
        Self::forget(id, request)?;
        let statement = accepted.statement;
        Self::deposit_event(Event::RequestFulfilled {
            request: id,
            prover: prover.clone(),
            fee,
            penalty,
            statement,
            output: output.clone(),
        });
        if let Some(callback) = callback {
            let answer = Answer { request: id, requester, prover, model, version, statement, output };
            weight.saturating_accrue(Self::call_back(callback, answer));
        }
        Ok(weight)
    }

    /// Calls a callback and reports what came of it. Returns the weight that it took.
    fn call_back(callback: Callback<CallOf<T>>, answer: Answer<T::AccountId>) -> Weight {
        let request = answer.request;
        // It was encoded when the request was made, and the runtime may have been upgraded since.
        let call = <T as frame_system::Config>::RuntimeCall::decode_all_with_depth_limit(
            MAX_EXTRINSIC_DEPTH,
            &mut callback.call.as_slice(),
        );
        let Ok(call) = call else {
            let result = Err(Error::<T>::UndecodableCallback.into());
            Self::deposit_event(Event::CallbackCalled { request, result });
            return Weight::zero();
        };
        let info = call.get_dispatch_info();
        if !info.call_weight.all_lte(callback.weight) {
            let result = Err(Error::<T>::CallbackTooHeavy.into());
            Self::deposit_event(Event::CallbackCalled { request, result });
            return Weight::zero();
        }
        let origin: Origin<T> = RawOrigin::Answered(answer);
        let (result, post_info) = match with_storage_layer(|| call.dispatch(origin.into())) {
            Ok(post_info) => (Ok(()), post_info),
            Err(refused) => (Err(refused.error), refused.post_info),
        };
        Self::deposit_event(Event::CallbackCalled { request, result });
        post_info.calc_actual_weight(&info)
    }

    /// Pays out of what is held. Freezes of the payer, which may cover what is held as well, do not keep it back.
    pub(crate) fn pay_from_hold(
        reason: HoldReason,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: BalanceOf<T>,
    ) -> DispatchResult {
        if amount.is_zero() {
            return Ok(());
        }
        let (precision, force) = (Precision::Exact, Fortitude::Force);
        T::Currency::transfer_on_hold(&reason.into(), from, to, amount, precision, Restriction::Free, force)?;
        Ok(())
    }

    /// Divides what a prover loses. Should the beneficiary be unable to take its part, the requester gets all.
    pub(crate) fn slash(prover: &T::AccountId, requester: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let share = T::RequesterShare::get() * amount;
        let rest = amount.saturating_sub(share);
        Self::pay_from_hold(HoldReason::Bond, prover, requester, share)?;
        with_storage_layer(|| Self::pay_from_hold(HoldReason::Bond, prover, &T::Beneficiary::get(), rest))
            .or_else(|_| Self::pay_from_hold(HoldReason::Bond, prover, requester, rest))
    }
}
