//! Requests, from the question to a claim or to the end of their time.

use crate::{
    ports_hash, Audience, AudienceOf, BalanceOf, CallOf, Callback, Claim, Config, Error, Event, HoldReason, Input,
    InquiryOf, NextRequestId, Pallet, Request, RequestId, RequestOf, Requests, VersionRule, Versions,
};
use frame_support::{
    dispatch::GetDispatchInfo,
    ensure,
    traits::{fungible::MutateHold, tokens::Precision, Consideration, Footprint, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{nesting::check_nesting, AcceptInference, ModelId, VerifiedInference, VersionNumber};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::{
    traits::{SaturatedConversion, Saturating, Zero},
    DispatchError, DispatchResult, Perbill,
};
use zkml_primitives::{Layout, Visibility};

/// What is asked, and on which terms: the arguments of [`Pallet::request_inference`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry<AccountId, Balance, BlockNumber, Call> {
    /// The model.
    pub model: ModelId,
    /// Which versions may answer.
    pub rule: VersionRule,
    /// What the model is asked about.
    pub input: Input,
    /// Who may answer.
    pub audience: Audience<AccountId>,
    /// The fee in this block.
    pub min_fee: Balance,
    /// The fee from `claim_by` on.
    pub max_fee: Balance,
    /// The last block that may claim.
    pub claim_by: BlockNumber,
    /// The last block in which a proof is in time.
    pub prove_by: BlockNumber,
    /// What is called with the answer.
    pub callback: Option<Call>,
}

/// What other pallets ask models through.
pub trait RequestInference<AccountId, Balance, BlockNumber, Call> {
    /// Asks in the name of `who`, whose funds are held.
    fn request(
        who: AccountId,
        inquiry: Inquiry<AccountId, Balance, BlockNumber, Call>,
    ) -> Result<RequestId, DispatchError>;

    /// Takes a request of `who` back, as [`Pallet::cancel`] does.
    fn cancel(who: &AccountId, request: RequestId) -> DispatchResult;

    /// Whether the request has neither been answered nor ended.
    fn is_pending(request: RequestId) -> bool;
}

impl<T: Config>
    RequestInference<T::AccountId, BalanceOf<T>, BlockNumberFor<T>, <T as frame_system::Config>::RuntimeCall>
    for Pallet<T>
{
    fn request(who: T::AccountId, inquiry: InquiryOf<T>) -> Result<RequestId, DispatchError> {
        Self::do_request(who, inquiry)
    }

    fn cancel(who: &T::AccountId, request: RequestId) -> DispatchResult {
        Self::do_cancel(who, request)
    }

    fn is_pending(request: RequestId) -> bool {
        Requests::<T>::contains_key(request)
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::request_inference`].
    pub fn do_request(who: T::AccountId, inquiry: InquiryOf<T>) -> Result<RequestId, DispatchError> {
        let Inquiry { model, rule, input, audience, min_fee, max_fee, claim_by, prove_by, callback } = inquiry;
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(min_fee >= T::MinFee::get(), Error::<T>::FeeTooLow);
        ensure!(min_fee <= max_fee, Error::<T>::FallingFee);
        ensure!(now < claim_by && claim_by <= prove_by, Error::<T>::DeadlineOrder);
        // The subtraction cannot underflow, where a sum could overflow.
        ensure!(prove_by - now <= T::MaxDuration::get(), Error::<T>::DeadlineTooFar);
        let (versions, layout) = Self::versions(model, rule)?;
        check_input::<T>(&layout, &input)?;
        let callback = callback.map(Self::checked_callback).transpose()?;

        let id = NextRequestId::<T>::get();
        NextRequestId::<T>::put(id.checked_add(1).ok_or(Error::<T>::TooManyRequests)?);
        T::Currency::hold(&HoldReason::Fee.into(), &who, max_fee)?;
        let ticket = T::Consideration::new(&who, footprint::<T>(&input, &callback))?;
        let request = Request {
            requester: who.clone(),
            model,
            versions,
            ports: ports_hash(&layout),
            input,
            audience,
            min_fee,
            max_fee,
            bond: Self::claim_bond(max_fee),
            opened: now,
            claim_by,
            prove_by,
            callback,
            claim: None,
            closes: None,
            ticket,
        };
        Self::enter(id, &request)?;
        Requests::<T>::insert(id, request);
        let version = versions.from;
        Self::deposit_event(Event::InferenceRequested { request: id, requester: who, model, version, max_fee });
        Ok(id)
    }

    /// The versions that a rule means in this block, with the layout that all of them have.
    fn versions(model: ModelId, rule: VersionRule) -> Result<(Versions, Layout), Error<T>> {
        let versions = match rule {
            VersionRule::Exactly(from) => Versions { from, later: false },
            VersionRule::AtLeast(from) => Versions { from, later: true },
            VersionRule::Active => {
                let from = T::Verifier::active_version(model).ok_or(Error::<T>::UnknownVersion)?;
                Versions { from, later: false }
            }
        };
        let layout = T::Verifier::layout(model, versions.from).ok_or(Error::<T>::UnknownVersion)?;
        ensure!(T::Verifier::is_live(model, versions.from), Error::<T>::VersionNotLive);
        // A committed output would be paid for and never seen, and a private input would be the prover's own; what is attested names the account that the proof speaks for,
        // which is the prover's; and a nullifier takes a secret of the requester's.
        let ports = layout.output.visibility == Visibility::Public && layout.input.visibility != Visibility::Private;
        let asked = ports && !layout.attested && !layout.nullifier;
        ensure!(asked, Error::<T>::UnsupportedLayout);
        Ok((versions, layout))
    }

    /// A callback as it is stored.
    fn checked_callback(call: <T as frame_system::Config>::RuntimeCall) -> Result<Callback<CallOf<T>>, Error<T>> {
        let weight = call.get_dispatch_info().call_weight;
        ensure!(weight.all_lte(T::MaxCallbackWeight::get()), Error::<T>::CallbackTooHeavy);
        let call = CallOf::<T>::try_from(call.encode()).map_err(|_| Error::<T>::CallbackTooLong)?;
        Ok(Callback { call, weight })
    }

    /// How much of a bond a claim of a request with this greatest fee binds.
    pub(crate) fn claim_bond(max_fee: BalanceOf<T>) -> BalanceOf<T> {
        (T::BondShare::get() * max_fee).max(T::MinBond::get())
    }

    /// The fee in a block, where nobody has claimed the request.
    pub fn fee_at(request: &RequestOf<T>, block: BlockNumberFor<T>) -> BalanceOf<T> {
        let passed = block.min(request.claim_by).saturating_sub(request.opened);
        let all = request.claim_by.saturating_sub(request.opened);
        let part = Perbill::from_rational(passed.saturated_into::<u64>(), all.saturated_into::<u64>());
        request.min_fee.saturating_add(part * request.max_fee.saturating_sub(request.min_fee))
    }

    /// See [`Pallet::cancel`].
    pub fn do_cancel(who: &T::AccountId, id: RequestId) -> DispatchResult {
        let mut request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(request.requester == *who, Error::<T>::NotRequester);
        ensure!(request.claim.is_none(), Error::<T>::AlreadyClaimed);
        if request.audience == Audience::Open {
            ensure!(request.closes.is_none(), Error::<T>::AlreadyCancelled);
            let now = frame_system::Pallet::<T>::block_number();
            let until = now.saturating_add(T::CancelNotice::get()).min(request.prove_by);
            request.closes = Some(until);
            Requests::<T>::insert(id, request);
            Self::deposit_event(Event::RequestClosing { request: id, until });
        } else {
            Self::remove(id, request)?;
            Self::deposit_event(Event::RequestCancelled { request: id });
        }
        Ok(())
    }

    /// Every check of a claim.
    pub(crate) fn check_claim(
        who: &T::AccountId,
        id: RequestId,
        version: VersionNumber,
    ) -> Result<RequestOf<T>, Error<T>> {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        match &request.audience {
            Audience::Open => return Err(Error::NoClaimNeeded),
            Audience::Direct(prover) => ensure!(prover == who, Error::<T>::NotForThisProver),
            Audience::FirstClaim => {}
        }
        ensure!(request.claim.is_none(), Error::<T>::AlreadyClaimed);
        ensure!(frame_system::Pallet::<T>::block_number() <= request.claim_by, Error::<T>::ClaimTooLate);
        Self::check_version(&request, version)?;
        // Of a version that is deprecated already, a proof might not be accepted until the end.
        ensure!(T::Verifier::is_live(request.model, version), Error::<T>::VersionNotLive);
        // Nobody is slashed for what a pause made impossible, so that a claim in a pause would risk nothing.
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(!T::Verifier::interrupted_since(request.model, version, now), Error::<T>::VersionPaused);
        Self::check_bond(who, request.bond)?;
        Ok(request)
    }

    /// Whether a version may answer.
    pub(crate) fn check_version(request: &RequestOf<T>, version: VersionNumber) -> Result<(), Error<T>> {
        ensure!(request.versions.include(version), Error::<T>::WrongVersion);
        if version != request.versions.from {
            let layout = T::Verifier::layout(request.model, version).ok_or(Error::<T>::UnknownVersion)?;
            let alike = ports_hash(&layout) == request.ports && !layout.attested && !layout.nullifier;
            ensure!(alike, Error::<T>::WrongVersion);
        }
        Ok(())
    }

    /// See [`Pallet::claim`].
    pub fn do_claim(who: T::AccountId, id: RequestId, version: VersionNumber) -> Result<(), Error<T>> {
        let mut request = Self::check_claim(&who, id, version)?;
        Self::bind(&who, request.bond)?;
        Self::leave(id, request.claim_by);
        let block = frame_system::Pallet::<T>::block_number();
        let fee = Self::fee_at(&request, block);
        request.claim = Some(Claim { prover: who.clone(), version, block, fee });
        Requests::<T>::insert(id, request);
        Self::deposit_event(Event::RequestClaimed { request: id, prover: who, version, fee });
        Ok(())
    }

    /// See [`Pallet::expire`].
    pub fn do_expire(id: RequestId) -> DispatchResult {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let now = frame_system::Pallet::<T>::block_number();
        let last = match (&request.audience, &request.claim) {
            (Audience::Open, _) | (_, Some(_)) => Self::last_block(&request),
            (_, None) => request.claim_by,
        };
        ensure!(now > last, Error::<T>::NotExpired);
        // What of a slash does not reach the beneficiary is the requester's, who must not bring that about.
        check_nesting()?;
        let (mut prover, mut slashed) = (None, Zero::zero());
        if let Some(claim) = &request.claim {
            if !T::Verifier::interrupted_since(request.model, claim.version, claim.block) {
                slashed = request.bond;
            }
            Self::unbind(&claim.prover, request.bond, slashed);
            Self::slash(&claim.prover, &request.requester, slashed)?;
            prover = Some(claim.prover.clone());
        }
        Self::remove(id, request)?;
        Self::deposit_event(Event::RequestExpired { request: id, prover, slashed });
        Ok(())
    }

    /// Removes a request that is not paid.
    fn remove(id: RequestId, request: RequestOf<T>) -> DispatchResult {
        T::Currency::release(&HoldReason::Fee.into(), &request.requester, request.max_fee, Precision::Exact)?;
        Self::forget(id, request)
    }

    /// Takes a request out of the storage, whose fee is held no longer.
    pub(crate) fn forget(id: RequestId, request: RequestOf<T>) -> DispatchResult {
        for block in Self::places(&request) {
            Self::leave(id, block);
        }
        Requests::<T>::remove(id);
        request.ticket.drop(&request.requester)
    }
}

/// The input must be what the version takes. Whoever claims could otherwise prove nothing, and be slashed for it.
fn check_input<T: Config>(layout: &Layout, input: &Input) -> Result<(), Error<T>> {
    let port = &layout.input;
    ensure!(input.fits(port.visibility), Error::<T>::WrongInputKind);
    let count = port.elements().map_err(|_| Error::<T>::UnsupportedLayout)?;
    ensure!(input.elements().len() == count, Error::<T>::InputCount);
    if let Input::Public(elements) = input {
        ensure!(port.unpack(elements).is_ok(), Error::<T>::InputPacking);
    }
    Ok(())
}

/// What a request takes in the storage: its record and its places among the deadlines.
fn footprint<T: Config>(input: &Input, callback: &Option<Callback<CallOf<T>>>) -> Footprint {
    let variable = input.encoded_size() + callback.encoded_size();
    let fixed = AudienceOf::<T>::max_encoded_len() + 2 * core::mem::size_of::<RequestId>() + FIXED_BYTES;
    Footprint::from_parts(1, variable + fixed)
}

/// About what the rest of a request takes, its claim included.
const FIXED_BYTES: usize = 300;
