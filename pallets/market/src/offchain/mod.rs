//! The off-chain worker of a prover's node: it finds requests that the operator's prover service can answer, claims them, hands
//! them over, takes finished proofs back, checks them and orders their fulfilment. It never proves.
//!
//! It works on a node whose operator has named a service and an account in the node's local storage ([`Operator`]), and whose
//! keystore holds the key that the account has named ([`crate::ProverKey`]). Everything is decided anew from the chain in every
//! run: a fork, a restart or a second node with the same key repeats at most what the pool and the chain refuse. What is
//! remembered locally saves work only.
//!
//! The service is told by loopback HTTP what to prove. A committed input is claimed once the service holds its opening, which
//! requesters deliver to the service themselves.

mod operator;
mod service;

pub use operator::{Operator, OPERATOR_KEY};

use crate::{
    Audience, Call, ClaimOrder, Config, FulfilOrder, Input, Pallet, ProverKey, Provers, RequestId, RequestOf, Requests,
};
use alloc::{boxed::Box, vec::Vec};
use frame_support::{
    storage::{with_transaction_unchecked, TransactionOutcome},
    traits::Get,
    weights::Weight,
};
use frame_system::{
    offchain::{CreateAuthorizedTransaction, SubmitTransaction},
    pallet_prelude::BlockNumberFor,
};
use operator::{Memory, Turn};
use pallet_zkml::{AcceptInference, Elements, ProofBytes, Submission, SubmissionOf, VerifiedInference, VersionNumber};
use service::{Job, Offer, Service, ServiceError};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::traits::{SaturatedConversion, Saturating, Zero};

/// Where the worker's reports appear in the node's log.
const LOG: &str = "zkml-market";

/// Most requests that one run looks at. The next goes on behind them.
const MAX_LOOKED_AT: usize = 256;

/// Most requests that one run hands to the service or claims.
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
        let (requests, next) = Self::page(Memory::cursor());
        let mut handled = 0;
        for (id, request) in requests {
            if handled == MAX_HANDLED {
                break;
            }
            match Self::task(operator, &offers, &request, now) {
                Some(Task::Prove(version)) => {
                    handled += 1;
                    Self::prove(operator, &service, &key, id, &request, version, now)?;
                }
                Some(Task::Claim(version)) => {
                    handled += 1;
                    Self::order_claim(operator, &service, &key, id, &request, version, now)?;
                }
                None => {}
            }
        }
        Memory::set_cursor(next);
        Ok(())
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
        match (&request.audience, &request.claim) {
            (_, Some(claim)) => (claim.prover == operator.account).then_some(Task::Prove(claim.version)),
            (Audience::Open, None) => {
                let pays = Self::fee_at(request, now) >= operator.min_fee;
                pays.then(|| Self::offered(offers, request)).flatten().map(Task::Prove)
            }
            (Audience::Direct(prover), None) if *prover != operator.account => None,
            (_, None) => {
                let next = now.saturating_add(1u32.into());
                let pays = Self::fee_at(request, next) >= operator.min_fee;
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

    /// Orders a claim, where it would succeed and the service can begin at once.
    fn order_claim(
        operator: &Operator<T>,
        service: &Service,
        key: &ProverKey,
        id: RequestId,
        request: &RequestOf<T>,
        version: VersionNumber,
        now: BlockNumberFor<T>,
    ) -> Result<(), ServiceError> {
        if Memory::is_ordered(id, CLAIM, now.saturated_into())
            || Self::check_claim(&operator.account, id, version).is_err()
        {
            return Ok(());
        }
        if let Input::Committed(digest) = &request.input {
            // Without the opening there is no proof, and the bond would be lost.
            let Some(vk_hash) = T::Verifier::vk_hash(request.model, version) else { return Ok(()) };
            let model = Offer { vk_hash, params: T::Verifier::params(request.model, version) };
            if !service.holds_input(&model, digest, &Self::subject(id))? {
                return Ok(());
            }
        }
        let valid_until = Self::order_end(now);
        let order = ClaimOrder { prover: operator.account.clone(), request: id, version, valid_until };
        let Some(signature) = key.sign(&order.digest::<T>()) else { return Ok(()) };
        Self::send(id, CLAIM, now, valid_until, Call::claim_by_key { order, signature });
        Ok(())
    }

    /// Has the service prove an answer, and orders its fulfilment when the proof is there.
    fn prove(
        operator: &Operator<T>,
        service: &Service,
        key: &ProverKey,
        id: RequestId,
        request: &RequestOf<T>,
        version: VersionNumber,
        now: BlockNumberFor<T>,
    ) -> Result<(), ServiceError> {
        if Memory::is_ordered(id, PROOF, now.saturated_into()) {
            return Ok(());
        }
        let Some(job) = Self::job(operator, id, request, version) else { return Ok(()) };
        let Some(proved) = service.prove(&job)? else { return Ok(()) };
        let submission = || -> Option<SubmissionOf<T>> {
            Some(Submission {
                model: request.model,
                version,
                account: operator.account.clone(),
                subject: job.subject,
                valid_until: Self::last_block(request),
                input: Elements::try_from(request.input.elements().to_vec()).ok()?,
                output: Elements::try_from(proved.output).ok()?,
                nullifier: None,
                attestation: None,
                proof: ProofBytes::try_from(proved.proof).ok()?,
            })
        };
        let Some(submission) = submission() else {
            log::error!(target: LOG, "the service's proof for request {id} is too long");
            return Ok(());
        };
        let callback_weight = request.callback.as_ref().map_or(Weight::zero(), |callback| callback.weight);
        // What the chain would answer, verification included. An order that is refused costs a fee.
        let answer = with_transaction_unchecked(|| {
            TransactionOutcome::Rollback(Self::do_fulfil(id, submission.clone(), callback_weight))
        });
        if let Err(refused) = answer {
            log::error!(target: LOG, "the chain would refuse the proof for request {id}: {:?}", refused.error);
            return Ok(());
        }
        let valid_until = Self::order_end(now);
        let order = FulfilOrder { request: id, submission, callback_weight, valid_until };
        let Some(signature) = key.sign(&order.digest::<T>()) else { return Ok(()) };
        Self::send(id, PROOF, now, valid_until, Call::fulfil_by_key { order: Box::new(order), signature });
        Ok(())
    }

    /// What the service is to prove. The same for the same request, whichever block it is made after: the service knows it again.
    fn job(operator: &Operator<T>, id: RequestId, request: &RequestOf<T>, version: VersionNumber) -> Option<Job> {
        let genesis_hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into();
        Some(Job {
            vk_hash: T::Verifier::vk_hash(request.model, version)?,
            params: T::Verifier::params(request.model, version),
            payment: Self::payment(&genesis_hash, id),
            genesis_hash,
            model: request.model,
            version,
            account: zkml_primitives::account_bytes(&operator.account),
            subject: Self::subject(id),
            valid_until: Self::last_block(request).try_into().ok()?,
            input: request.input.clone(),
        })
    }

    /// What a request is paid by, as services that prove know it: one payment, on one chain.
    pub fn payment(genesis_hash: &[u8; 32], request: RequestId) -> [u8; 32] {
        sp_io::hashing::blake2_256(&[*genesis_hash, Self::subject(request)].concat())
    }

    fn order_end(now: BlockNumberFor<T>) -> BlockNumberFor<T> {
        now.saturating_add(T::MaxOrderLife::get().min(ORDER_BLOCKS.into()))
    }

    fn send(id: RequestId, kind: [u8; 5], now: BlockNumberFor<T>, valid_until: BlockNumberFor<T>, call: Call<T>) {
        let transaction = <T as CreateAuthorizedTransaction<Call<T>>>::create_authorized_transaction(call.into());
        let what = core::str::from_utf8(&kind).unwrap_or_default();
        match SubmitTransaction::<T, Call<T>>::submit_transaction(transaction) {
            Ok(()) => {
                Memory::set_ordered(id, kind, now.saturated_into(), valid_until.saturated_into());
                log::info!(target: LOG, "sent the {what} for request {id}");
            }
            // Another node of this prover was faster, or the chain has moved on. The next run sees.
            Err(()) => log::debug!(target: LOG, "the pool did not take the {what} for request {id}"),
        }
    }
}

type Numbered<T> = (RequestId, RequestOf<T>);

/// What the worker does for a request.
enum Task {
    /// Claim it, with this version.
    Claim(VersionNumber),
    /// Prove an answer of this version.
    Prove(VersionNumber),
}
