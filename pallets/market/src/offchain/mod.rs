//! The off-chain worker of a prover's node: it finds requests that the operator's prover service can answer, claims them, hands
//! them over, takes finished proofs back, checks them and orders their fulfilment. It never proves.
//!
//! It works on a node whose operator has named a service and an account in the node's local storage ([`Operator`]), and whose
//! keystore holds the key that the account has named ([`crate::ProverKey`]). Everything is decided anew from the chain in every
//! run: a fork, a restart or a second node with the same key repeats at most what the pool and the chain refuse. What is
//! remembered locally saves work only.
//!
//! What was promised comes first: every claim of the account is looked after in every run, and new work is taken on only
//! while the bond's free part still pays the orders that keep all promises. Neither depends on how many requests others make,
//! and no request that the service cannot serve keeps it from the others. A proof that blocks leave out is sent again with a tip,
//! which grows each time, from what no promise needs.
//!
//! The service is told by loopback HTTP what to prove. A committed input is claimed once the service holds its opening, which
//! requesters deliver to the service themselves.

mod operator;
mod service;

pub use operator::{Operator, OPERATOR_KEY};

use crate::{
    Audience, BalanceOf, Call, ClaimOrder, Config, FulfilOrder, Input, Pallet, ProverKey, Provers, RequestId,
    RequestOf, Requests,
};
use alloc::{boxed::Box, vec, vec::Vec};
use frame_support::{
    storage::{with_transaction_unchecked, TransactionOutcome},
    traits::Get,
    weights::{Weight, WeightToFee},
};
use frame_system::{
    offchain::{CreateAuthorizedTransaction, SubmitTransaction},
    pallet_prelude::BlockNumberFor,
};
use operator::{Memory, Turn};
use pallet_zkml::{AcceptInference, Elements, ProofBytes, Submission, SubmissionOf, VerifiedInference, VersionNumber};
use service::{Job, Offer, Service, ServiceError};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::traits::{CheckedSub, SaturatedConversion, Saturating, Zero};
use zkml_primitives::CurveId;

/// Where the worker's reports appear in the node's log.
const LOG: &str = "zkml-market";

/// Most requests that one run looks at. The next goes on behind them.
const MAX_LOOKED_AT: usize = 256;

/// Most requests, besides those that are promised, that one run hands to the service or claims. The next goes on behind them.
const MAX_HANDLED: usize = 16;

/// The two kinds of order, as they are remembered and as the log names them.
const CLAIM: [u8; 5] = *b"claim";
const PROOF: [u8; 5] = *b"proof";

/// For how many blocks an order is given, and not given again.
const ORDER_BLOCKS: u32 = 5;

impl<T: Config> Pallet<T> {
    /// One run of the worker, after the block `now`.
    pub(crate) fn work_offchain(now: BlockNumberFor<T>) {
        let operator = match Operator::<T>::load() {
            Ok(Some(operator)) => operator,
            // Nobody has asked this node to work.
            Ok(None) => return,
            Err(error) => return log::error!(target: LOG, "the operator's settings are unusable: {error}"),
        };
        let Some(turn) = Turn::take() else { return };
        match Self::round(&operator, now) {
            Ok(()) => turn.succeeded(),
            Err(error) => {
                let rest = turn.failed();
                log::warn!(target: LOG, "the prover's service: {error}; tried again in {} s", rest.millis() / 1_000);
            }
        }
    }

    fn round(operator: &Operator<T>, now: BlockNumberFor<T>) -> Result<(), ServiceError> {
        let Some(key) = Self::local_key(&operator.account) else { return Ok(()) };
        let service = Service::new(operator);
        let offers = service.offers()?;
        // Returns the tip of the order that there is, if there is one.
        let carry_out = |numbered: &Numbered<T>, task, spare| {
            let sent = match task {
                Task::Prove(version) => Self::prove(operator, &service, &key, numbered, version, now, spare),
                Task::Claim(version) => Self::order_claim(operator, &service, &key, numbered, version, now)
                    .map(|is_sent| is_sent.then(Zero::zero)),
            };
            or_the_next(numbered.0, sent)
        };
        let promised = Self::promised(&operator.account);
        let mut claims = promised.len() as u32;
        let mut spare = Self::spare(&operator.account, &promised);
        spare = spare.saturating_sub(Memory::tips(now.saturated_into()).saturated_into());
        for numbered in &promised {
            if let Some(task) = Self::task(operator, &offers, &numbered.1, now) {
                let tip = carry_out(numbered, task, spare)?;
                spare = spare.saturating_sub(tip.unwrap_or_default());
            }
        }
        let (requests, mut next) = Self::page(Memory::cursor());
        let mut handled = 0;
        for numbered in requests.iter().filter(|(_, request)| request.claim.is_none()) {
            let (id, request) = numbered;
            let Some(task) = Self::task(operator, &offers, request, now) else { continue };
            let is_claim = matches!(task, Task::Claim(_));
            if is_claim && claims >= operator.max_claims {
                continue;
            }
            handled += 1;
            // Of what is promised on a bond that cannot pay for the proof's order, the bond is lost.
            match spare.checked_sub(&Self::cost(&operator.account, request, task)) {
                Some(left) if carry_out(numbered, task, Zero::zero())?.is_some() => {
                    spare = left;
                    claims += u32::from(is_claim);
                }
                Some(_) => {}
                None => log::debug!(target: LOG, "too little of the bond is free for request {id}"),
            }
            if handled == MAX_HANDLED {
                // Or those in front would be looked at again and again, and nobody behind them ever.
                next = Some(Requests::<T>::hashed_key_for(id));
                break;
            }
        }
        Memory::set_cursor(next);
        Ok(())
    }

    /// The requests that a prover has claimed, those that are due first in front. They are looked for among all, but only as
    /// long as there are claims that were not found.
    fn promised(account: &T::AccountId) -> Vec<Numbered<T>> {
        let claims = Provers::<T>::get(account).map_or(0, |prover| prover.claims);
        let is_theirs = |request: &RequestOf<T>| request.claim.as_ref().is_some_and(|claim| claim.prover == *account);
        let mut promised: Vec<_> =
            Requests::<T>::iter().filter(|(_, request)| is_theirs(request)).take(claims as usize).collect();
        promised.sort_by_key(|(id, request)| (request.prove_by, *id));
        promised
    }

    /// What of a bond's free part is left when every promise has been kept.
    fn spare(account: &T::AccountId, promised: &[Numbered<T>]) -> BalanceOf<T> {
        let free = Provers::<T>::get(account).map_or_else(Zero::zero, |prover| prover.free());
        let claimed = promised.iter().filter_map(|(_, request)| Some((request, request.claim.as_ref()?.version)));
        claimed
            .fold(free, |left, (request, version)| left.saturating_sub(Self::fulfilment_fee(account, request, version)))
    }

    /// What a task takes of the bond's free part until the request is answered.
    fn cost(account: &T::AccountId, request: &RequestOf<T>, task: Task) -> BalanceOf<T> {
        match task {
            Task::Prove(version) => Self::fulfilment_fee(account, request, version),
            Task::Claim(version) => {
                let valid_until = request.claim_by;
                let order = ClaimOrder { prover: account.clone(), request: 0, version, valid_until, tip: Zero::zero() };
                Self::claim_price(&order)
                    .saturating_add(request.bond)
                    .saturating_add(Self::fulfilment_fee(account, request, version))
            }
        }
    }

    /// The most that the order to fulfil a request costs without a tip.
    fn fulfilment_fee(account: &T::AccountId, request: &RequestOf<T>, version: VersionNumber) -> BalanceOf<T> {
        let layout = T::Verifier::layout(request.model, version);
        let outputs = layout.and_then(|layout| layout.output.elements().ok()).unwrap_or_default();
        let zeroes = |count| Elements::try_from(vec![[0; 32]; count]).unwrap_or_default();
        // Which curve the version is on is told by the proof's length.
        let fees = [CurveId::Bn254, CurveId::Bls12_381].map(|curve| {
            let submission = Submission {
                model: request.model,
                version,
                account: account.clone(),
                subject: [0; 32],
                valid_until: request.prove_by,
                input: zeroes(request.input.elements().len()),
                output: zeroes(outputs),
                nullifier: None,
                attestation: None,
                proof: ProofBytes::try_from(vec![0; curve.proof_bytes()]).unwrap_or_default(),
            };
            let (callback_weight, valid_until) = (callback_weight::<T>(request), request.prove_by);
            Self::fulfil_price(&FulfilOrder { request: 0, submission, callback_weight, valid_until, tip: Zero::zero() })
        });
        fees[0].max(fees[1])
    }

    /// The key that the account has named, if this node's keystore has it.
    fn local_key(account: &T::AccountId) -> Option<ProverKey> {
        let Some(named) = Provers::<T>::get(account).and_then(|prover| prover.key) else {
            log::warn!(target: LOG, "the prover's account has no bond, or has named no key: see deposit_bond and set_prover");
            return None;
        };
        let found = ProverKey::all().into_iter().find(|key| *key == named);
        if found.is_none() {
            log::warn!(target: LOG, "the keystore of this node does not have the key that the prover's account has named");
        }
        found
    }

    /// Some requests behind a key of the storage, and where the next are.
    fn page(after: Option<Vec<u8>>) -> (Vec<Numbered<T>>, Option<Vec<u8>>) {
        let mut all = match after {
            Some(after) => Requests::<T>::iter_from(after),
            None => Requests::<T>::iter(),
        };
        let page: Vec<_> = all.by_ref().take(MAX_LOOKED_AT).collect();
        let next = (page.len() == MAX_LOOKED_AT).then(|| all.last_raw_key().to_vec());
        (page, next)
    }

    /// What is to be done for a request, if anything is.
    fn task(operator: &Operator<T>, offers: &[Offer], request: &RequestOf<T>, now: BlockNumberFor<T>) -> Option<Task> {
        if now > Self::last_block(request) {
            return None;
        }
        // What a callback may weigh is the requester's choice, and the prover pays for it.
        let least = operator.min_fee.saturating_add(T::WorkFee::weight_to_fee(&callback_weight::<T>(request)));
        match (&request.audience, &request.claim) {
            (_, Some(claim)) => (claim.prover == operator.account).then_some(Task::Prove(claim.version)),
            (Audience::Open, None) => {
                let pays = Self::fee_at(request, now) >= least;
                pays.then(|| Self::offered(offers, request)).flatten().map(Task::Prove)
            }
            (Audience::Direct(prover), None) if *prover != operator.account => None,
            (_, None) => {
                let next = now.saturating_add(1u32.into());
                let pays = Self::fee_at(request, next) >= least;
                let in_time = request.prove_by.saturating_sub(now) >= operator.min_blocks.into();
                let takes = pays && in_time && next <= request.claim_by;
                takes.then(|| Self::offered(offers, request)).flatten().map(Task::Claim)
            }
        }
    }

    /// The first version that may answer and that the service offers.
    fn offered(offers: &[Offer], request: &RequestOf<T>) -> Option<VersionNumber> {
        let offers_it = |version: &VersionNumber| {
            let Some(vk_hash) = T::Verifier::vk_hash(request.model, *version) else { return false };
            let params = T::Verifier::params(request.model, *version);
            offers.iter().any(|offer| offer.vk_hash == vk_hash && offer.params == params)
                && Self::check_version(request, *version).is_ok()
                && T::Verifier::is_live(request.model, *version)
        };
        let first = request.versions.from;
        let active = request.versions.later.then(|| T::Verifier::active_version(request.model)).flatten();
        core::iter::once(first).chain(active).find(offers_it)
    }

    /// Orders a claim, where it would succeed and the service can begin at once. Returns whether there is such an order.
    fn order_claim(
        operator: &Operator<T>,
        service: &Service,
        key: &ProverKey,
        (id, request): &Numbered<T>,
        version: VersionNumber,
        now: BlockNumberFor<T>,
    ) -> Result<bool, ServiceError> {
        let id = *id;
        if Memory::is_ordered(id, CLAIM, now.saturated_into()) {
            return Ok(true);
        }
        if Self::check_claim(&operator.account, id, version).is_err() {
            return Ok(false);
        }
        if let Input::Committed(digest) = &request.input {
            // Without the opening there is no proof, and the bond would be lost.
            let Some(vk_hash) = T::Verifier::vk_hash(request.model, version) else { return Ok(false) };
            let model = Offer { vk_hash, params: T::Verifier::params(request.model, version) };
            if !service.holds_input(&model, digest, &Self::subject(id))? {
                return Ok(false);
            }
        }
        let valid_until = Self::order_end(now);
        let tip = Zero::zero();
        let order = ClaimOrder { prover: operator.account.clone(), request: id, version, valid_until, tip };
        let Some(signature) = key.sign(&order.digest::<T>()) else { return Ok(false) };
        Ok(Self::send(id, CLAIM, now, valid_until, tip, Call::claim_by_key { order, signature }))
    }

    /// Has the service prove an answer, and orders its fulfilment when the proof is there, with a tip of at most `spare`. Returns
    /// the tip if there is such an order; of one that was sent before it is counted already.
    fn prove(
        operator: &Operator<T>,
        service: &Service,
        key: &ProverKey,
        (id, request): &Numbered<T>,
        version: VersionNumber,
        now: BlockNumberFor<T>,
        spare: BalanceOf<T>,
    ) -> Result<Option<BalanceOf<T>>, ServiceError> {
        let id = *id;
        if Memory::is_ordered(id, PROOF, now.saturated_into()) {
            return Ok(Some(Zero::zero()));
        }
        let Some(job) = Self::job(operator, id, request, version) else { return Ok(None) };
        let Some(proved) = service.prove(&job)? else { return Ok(None) };
        let submission = || -> Option<SubmissionOf<T>> {
            Some(Submission {
                model: request.model,
                version,
                account: operator.account.clone(),
                subject: job.subject,
                valid_until: Self::valid_until(request),
                input: Elements::try_from(request.input.elements().to_vec()).ok()?,
                output: Elements::try_from(proved.output).ok()?,
                nullifier: None,
                attestation: None,
                proof: ProofBytes::try_from(proved.proof).ok()?,
            })
        };
        let Some(submission) = submission() else {
            log::error!(target: LOG, "the service's proof for request {id} is too long");
            return Ok(None);
        };
        let callback_weight = callback_weight::<T>(request);
        // What the chain would answer, verification included. An order that is refused costs a fee.
        let answer = with_transaction_unchecked(|| {
            TransactionOutcome::Rollback(Self::do_fulfil(id, submission.clone(), callback_weight))
        });
        if let Err(refused) = answer {
            log::error!(target: LOG, "the chain would refuse the proof for request {id}: {:?}", refused.error);
            return Ok(None);
        }
        let valid_until = Self::order_end(now);
        let mut order = FulfilOrder { request: id, submission, callback_weight, valid_until, tip: Zero::zero() };
        let fee = Self::fulfil_price(&order);
        if Provers::<T>::get(&operator.account).is_none_or(|prover| prover.free() < fee) {
            log::error!(target: LOG, "the bond's free part does not pay for the proof of request {id}: see deposit_bond");
            return Ok(None);
        }
        let tip = Self::tip(operator, id, request, fee, valid_until).min(spare);
        order.tip = tip;
        let Some(signature) = key.sign(&order.digest::<T>()) else { return Ok(None) };
        let call = Call::fulfil_by_key { order: Box::new(order), signature };
        Ok(Self::send(id, PROOF, now, valid_until, tip, call).then_some(tip))
    }

    /// What is worth adding to a proof's fee so that a block includes it: nothing for the first order, and after each one that no
    /// block has included, about twice as much as before. The last that can be in time begins as the third. Only where something
    /// was promised: nothing is lost with a request that anyone may answer.
    fn tip(
        operator: &Operator<T>,
        id: RequestId,
        request: &RequestOf<T>,
        fee: BalanceOf<T>,
        valid_until: BlockNumberFor<T>,
    ) -> BalanceOf<T> {
        let Some(claim) = &request.claim else { return Zero::zero() };
        let is_last = valid_until >= request.prove_by;
        let steps = Memory::sent(id, PROOF).saturating_add(if is_last { 2 } else { 0 });
        let fees = (1u32 << steps.min(31)) - 1;
        fee.saturating_mul(fees.into()).min(operator.max_tip.unwrap_or(claim.fee))
    }

    /// What the service is to prove. The same for the same request, whichever block it is made after: the service knows it again.
    fn job(operator: &Operator<T>, id: RequestId, request: &RequestOf<T>, version: VersionNumber) -> Option<Job> {
        let genesis_hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into();
        Some(Job {
            vk_hash: T::Verifier::vk_hash(request.model, version)?,
            params: T::Verifier::params(request.model, version),
            payment: Self::payment(&genesis_hash, id, &request.terms()),
            genesis_hash,
            model: request.model,
            version,
            account: zkml_primitives::account_bytes(&operator.account),
            subject: Self::subject(id),
            valid_until: Self::valid_until(request).try_into().ok()?,
            input: request.input.clone(),
        })
    }

    /// What a request is paid by, as services that prove know it: one payment, on one chain. With the request's
    /// [terms](crate::Request::terms), because a fork may have given its number to another.
    pub fn payment(genesis_hash: &[u8; 32], request: RequestId, terms: &[u8; 32]) -> [u8; 32] {
        sp_io::hashing::blake2_256(&[*genesis_hash, Self::subject(request), *terms].concat())
    }

    fn order_end(now: BlockNumberFor<T>) -> BlockNumberFor<T> {
        now.saturating_add(T::MaxOrderLife::get().min(ORDER_BLOCKS.into()))
    }

    /// Sends an order. Returns whether the pool has taken it.
    fn send(
        id: RequestId,
        kind: [u8; 5],
        now: BlockNumberFor<T>,
        valid_until: BlockNumberFor<T>,
        tip: BalanceOf<T>,
        call: Call<T>,
    ) -> bool {
        let transaction = <T as CreateAuthorizedTransaction<Call<T>>>::create_authorized_transaction(call.into());
        let what = core::str::from_utf8(&kind).unwrap_or_default();
        match SubmitTransaction::<T, Call<T>>::submit_transaction(transaction) {
            Ok(()) => {
                let (now, until) = (now.saturated_into(), valid_until.saturated_into());
                Memory::set_ordered(id, kind, now, until, tip.saturated_into());
                log::info!(target: LOG, "sent the {what} for request {id}");
                true
            }
            // Another node of this prover was faster, or the chain has moved on. The next run sees.
            Err(()) => {
                log::debug!(target: LOG, "the pool did not take the {what} for request {id}");
                false
            }
        }
    }
}

type Numbered<T> = (RequestId, RequestOf<T>);

fn callback_weight<T: Config>(request: &RequestOf<T>) -> Weight {
    request.callback.as_ref().map_or(Weight::zero(), |callback| callback.weight)
}

/// What one request comes to must not keep the others waiting: only a service that is away ends the run.
fn or_the_next<Tip>(id: RequestId, sent: Result<Option<Tip>, ServiceError>) -> Result<Option<Tip>, ServiceError> {
    match sent {
        Err(error) if !matches!(error, ServiceError::Away) => {
            log::warn!(target: LOG, "the prover's service, about request {id}: {error}");
            Ok(None)
        }
        sent => sent,
    }
}

/// What the worker does for a request.
#[derive(Clone, Copy)]
enum Task {
    /// Claim it, with this version.
    Claim(VersionNumber),
    /// Prove an answer of this version.
    Prove(VersionNumber),
}
