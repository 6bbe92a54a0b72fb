//! What a client does in the market: asking, promising, answering.

use crate::{
    client::{answer, bounded, last},
    AccountId, Balance, Chain, ChainError, Included, RuntimeCall, Signer, Submission, VersionNumber, Weight,
};
use frame_support::storage::StoragePrefixedMap;
use pallet_zkml_market::{Call, Pallet, ProverKey, Provers, Requests};
use zkml_runtime::{BlockNumber, Runtime};

pub use pallet_zkml_market::{ports_hash, Audience, Input as RequestInput, Inquiry, RequestId, VersionRule};

/// A request as the chain stores it.
pub type Request = pallet_zkml_market::RequestOf<Runtime>;
/// A prover as the chain stores it.
pub type Prover = pallet_zkml_market::ProverOf<Runtime>;
/// An event of the market.
pub type MarketEvent = pallet_zkml_market::Event<Runtime>;
/// A question, with its terms.
pub type Question = Inquiry<AccountId, Balance, BlockNumber, RuntimeCall>;

/// The market of a chain that has one.
pub trait Market: Chain {
    /// The requests that have not ended, by their identifiers.
    fn requests(&self) -> Result<Vec<(RequestId, Request)>, ChainError> {
        let pairs = self.storage_pairs(&Requests::<Runtime>::final_prefix())?;
        let mut requests = pairs
            .into_iter()
            // A hash of eight bytes stands before the identifier.
            .map(|(key, value)| Ok((last(&key)?, answer(value)?)))
            .collect::<Result<Vec<(RequestId, Request)>, ChainError>>()?;
        requests.sort_by_key(|(id, _)| *id);
        Ok(requests)
    }

    /// A request that has not ended.
    fn request(&self, id: RequestId) -> Result<Option<Request>, ChainError> {
        self.storage(&Requests::<Runtime>::hashed_key_for(id))?.map(answer).transpose()
    }

    /// A prover, if the account has a bond.
    fn prover(&self, account: &AccountId) -> Result<Option<Prover>, ChainError> {
        self.storage(&Provers::<Runtime>::hashed_key_for(account))?.map(answer).transpose()
    }

    /// Asks a model and waits for the block.
    fn ask_model(&self, signer: &Signer, question: Question) -> Result<Asked, ChainError> {
        let included = self.call(signer, question_call(question))?;
        let asked = included.market_events().find_map(|event| match event {
            MarketEvent::InferenceRequested { request, .. } => Some(request),
            _ => None,
        });
        let request = asked.ok_or_else(|| ChainError::Unexpected("a new request without its event".into()))?;
        Ok(Asked { request, included })
    }

    /// Fulfils a request with a proof, at the signer's expense, and waits for the block.
    fn fulfil(
        &self,
        signer: &Signer,
        request: RequestId,
        submission: Submission,
        callback_weight: Weight,
    ) -> Result<Fulfilled, ChainError> {
        let included = self.call(signer, fulfil_call(request, submission, callback_weight)?)?;
        let paid = included.market_events().find_map(|event| match event {
            MarketEvent::RequestFulfilled { fee, penalty, statement, .. } => Some((fee, penalty, statement)),
            _ => None,
        });
        let (fee, penalty, statement) =
            paid.ok_or_else(|| ChainError::Unexpected("a fulfilment without its event".into()))?;
        Ok(Fulfilled { fee, penalty, statement, included })
    }
}

impl<C: Chain + ?Sized> Market for C {}

/// The subject that a proof for a request must have.
pub fn request_subject(request: RequestId) -> [u8; 32] {
    Pallet::<Runtime>::subject(request)
}

/// What a request is paid by, as services that prove know it: one payment, on one chain.
pub fn payment(genesis_hash: &[u8; 32], id: RequestId, request: &Request) -> [u8; 32] {
    Pallet::<Runtime>::payment(genesis_hash, id, &request.terms())
}

/// The last block that answers a request as things stand, whatever the price.
pub fn last_block(request: &Request) -> BlockNumber {
    Pallet::<Runtime>::last_block(request)
}

/// The last block of the statement that answers a request, whatever becomes of it.
pub fn valid_until(request: &Request) -> BlockNumber {
    Pallet::<Runtime>::valid_until(request)
}

/// What a request pays whoever claims it in a block, or has promised to pay.
pub fn fee_at(request: &Request, block: BlockNumber) -> Balance {
    request.claim.as_ref().map_or_else(|| Pallet::<Runtime>::fee_at(request, block), |claim| claim.fee)
}

/// The call that asks a model.
pub fn question_call(question: Question) -> RuntimeCall {
    let Inquiry { model, rule, input, audience, min_fee, max_fee, claim_by, prove_by, callback } = question;
    let callback = callback.map(Box::new);
    RuntimeCall::Market(Call::request_inference {
        model,
        rule,
        input,
        audience,
        min_fee,
        max_fee,
        claim_by,
        prove_by,
        callback,
    })
}

/// The call that takes a request back.
pub fn cancel_call(request: RequestId) -> RuntimeCall {
    RuntimeCall::Market(Call::cancel { request })
}

/// The call that promises a proof.
pub fn claim_call(request: RequestId, version: VersionNumber) -> RuntimeCall {
    RuntimeCall::Market(Call::claim { request, version })
}

/// The call that ends a request whose time is over.
pub fn expire_call(request: RequestId) -> RuntimeCall {
    RuntimeCall::Market(Call::expire { request })
}

/// The call that answers a request.
pub fn fulfil_call(
    request: RequestId,
    submission: Submission,
    callback_weight: Weight,
) -> Result<RuntimeCall, ChainError> {
    let submission = Box::new(submission.into_pallet()?);
    Ok(RuntimeCall::Market(Call::fulfil { request, submission, callback_weight }))
}

/// The call that adds to the signer's bond.
pub fn deposit_bond_call(amount: Balance) -> RuntimeCall {
    RuntimeCall::Market(Call::deposit_bond { amount })
}

/// The call that takes from the free part of the signer's bond.
pub fn withdraw_bond_call(amount: Balance) -> RuntimeCall {
    RuntimeCall::Market(Call::withdraw_bond { amount })
}

/// The call that names the key of the signer's node, and where the signer takes private inputs.
pub fn set_prover_call(key: Option<[u8; 32]>, endpoint: &str) -> Result<RuntimeCall, ChainError> {
    let key = key.map(|key| ProverKey::from(sp_core::sr25519::Public::from(key)));
    let endpoint = bounded("address", endpoint.as_bytes().to_vec())?;
    Ok(RuntimeCall::Market(Call::set_prover { key, endpoint }))
}

impl Included {
    /// The events of the market.
    pub fn market_events(&self) -> impl Iterator<Item = MarketEvent> + '_ {
        self.events.iter().filter_map(|event| event.decode("Market"))
    }
}

/// A request that was made.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The request.
    pub request: RequestId,
    /// The transaction.
    pub included: Included,
}

/// A request that was answered.
#[derive(Clone, Debug)]
pub struct Fulfilled {
    /// What the prover was paid, in plancks.
    pub fee: Balance,
    /// What it cost the prover that the proof was late, in plancks.
    pub penalty: Balance,
    /// Hash of the accepted statement.
    pub statement: [u8; 32],
    /// The transaction.
    pub included: Included,
}
