//! What a client can do with a chain, whichever way it reaches it.

use crate::{
    AccountId, Balance, BlockNumber, ChainError, Event, Model, ModelId, Receipt, Refusal, RuntimeVersion, Signer,
    Version, VersionNumber, Weight,
};
use frame_support::{storage::StoragePrefixedMap, traits::Get, BoundedVec};
use pallet_zkml::KeyId;
use parity_scale_codec::{Decode, DecodeAll, Encode};
use sp_runtime::{ApplyExtrinsicResult, DispatchError};
use zkml_primitives::{
    account_bytes, attestation::Step, Context, CurveId, FieldBytes, Layout, Nullifier, Scale, Setup, Statement,
};
use zkml_runtime::{Nonce, Runtime, RuntimeCall};

/// A key of the storage and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// A chain that carries `pallet-zkml`.
///
/// A backend answers a few questions in SCALE, which are the methods without a body; all else is made of them, here and once.
pub trait Chain {
    /// Hash of the first block, which names the chain.
    fn genesis_hash(&self) -> Result<[u8; 32], ChainError>;

    /// Number of the best block.
    fn block_number(&self) -> Result<BlockNumber, ChainError>;

    /// Version of the runtime that executes the next block.
    fn runtime_version(&self) -> Result<RuntimeVersion, ChainError>;

    /// Calls a function of a runtime API, such as `ZkmlApi_model`, on the state after the best block, and drops what it
    /// writes. `arguments` are encoded one after the other.
    fn ask(&self, function: &'static str, arguments: &[u8]) -> Result<Vec<u8>, ChainError>;

    /// A value of the state after the best block.
    fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError>;

    /// All keys with this prefix and their values, in the order of the keys.
    fn storage_pairs(&self, prefix: &[u8]) -> Result<Vec<Pair>, ChainError>;

    /// A call in words of the chain's metadata: why it failed.
    fn refusal(&self, error: &DispatchError) -> Result<Refusal, ChainError>;

    /// Signs a call for this chain, for the next blocks. Returns the transaction as it is sent.
    fn signed(&self, signer: &Signer, call: &RuntimeCall, nonce: Nonce) -> Result<Vec<u8>, ChainError>;

    /// Signs a call with the account's next nonce, sends it and waits for its block.
    fn call(&self, signer: &Signer, call: RuntimeCall) -> Result<Included, ChainError>;

    /// Waits for a transaction that is on its way to a block and whose call begins like this one: with its first `arguments`
    /// bytes of arguments. None if there is none.
    fn join(&self, call: &RuntimeCall, arguments: usize) -> Result<Option<Included>, ChainError> {
        let _ = (call, arguments);
        Ok(None)
    }

    /// How many transactions of an account the best block and those before it have.
    fn nonce(&self, account: &AccountId) -> Result<Nonce, ChainError> {
        answer(self.ask("AccountNonceApi_account_nonce", &account.encode())?)
    }

    /// What an account can spend, in plancks; 0 if it does not exist.
    fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
        let stored = self.storage(&frame_system::Account::<Runtime>::hashed_key_for(account))?;
        let info: Option<frame_system::AccountInfo<Nonce, pallet_balances::AccountData<Balance>>> =
            stored.map(answer).transpose()?;
        Ok(info.map_or(0, |info| info.data.free))
    }

    /// A model.
    fn model(&self, model: ModelId) -> Result<Option<Model>, ChainError> {
        answer(self.ask("ZkmlApi_model", &model.encode())?)
    }

    /// All models, by their identifiers.
    fn models(&self) -> Result<Vec<(ModelId, Model)>, ChainError> {
        let pairs = self.storage_pairs(&pallet_zkml::Models::<Runtime>::final_prefix())?;
        let mut models = pairs
            .into_iter()
            // A hash of eight bytes stands before the identifier.
            .map(|(key, value)| Ok((last(&key)?, answer(value)?)))
            .collect::<Result<Vec<(ModelId, Model)>, ChainError>>()?;
        models.sort_by_key(|(id, _)| *id);
        Ok(models)
    }

    /// The identifier of an owner's model.
    fn model_by_name(&self, owner: &AccountId, name: &str) -> Result<Option<ModelId>, ChainError> {
        answer(self.ask("ZkmlApi_model_by_name", &(owner, name.as_bytes()).encode())?)
    }

    /// A version of a model.
    fn version(&self, model: ModelId, version: VersionNumber) -> Result<Option<Version>, ChainError> {
        answer(self.ask("ZkmlApi_version", &(model, version).encode())?)
    }

    /// The canonical bytes of a version's verifying key.
    fn verifying_key(&self, model: ModelId, version: VersionNumber) -> Result<Option<Vec<u8>>, ChainError> {
        answer(self.ask("ZkmlApi_verifying_key", &KeyId::Version(model, version).encode())?)
    }

    /// The receipt of an accepted statement, by [`zkml_primitives::Statement::hash`].
    fn receipt(&self, statement: [u8; 32]) -> Result<Option<Receipt>, ChainError> {
        answer(self.ask("ZkmlApi_receipt", &statement.encode())?)
    }

    /// All receipts with the hashes of their statements, in the order of the blocks that accepted them.
    fn receipts(&self) -> Result<Vec<([u8; 32], Receipt)>, ChainError> {
        let pairs = self.storage_pairs(&pallet_zkml::Receipts::<Runtime>::final_prefix())?;
        let mut receipts = pairs
            .into_iter()
            .map(|(key, value)| Ok((last(&key)?, answer(value)?)))
            .collect::<Result<Vec<([u8; 32], Receipt)>, ChainError>>()?;
        receipts.sort_by_key(|(statement, receipt)| (receipt.block, *statement));
        Ok(receipts)
    }

    /// The most that submitting one proof of a version costs without a tip, in plancks, in the next block: what the chain's
    /// consumers leave over is given back. `None` if there is no such version.
    fn submission_fee(&self, model: ModelId, version: VersionNumber) -> Result<Option<Balance>, ChainError> {
        answer(self.ask("ZkmlApi_submission_fee", &(model, version).encode())?)
    }

    /// What every transaction of this client pays on top of its fee, in plancks.
    fn tip(&self) -> Balance {
        0
    }

    /// What the chain would answer to a submission in the next block, apart from the fee: the hash of the statement, or
    /// [`ChainError::WouldFail`]. It costs nothing.
    fn dry_run(&self, submission: &Submission) -> Result<[u8; 32], ChainError> {
        let submission = submission.clone().into_pallet()?;
        let outcome: Result<[u8; 32], DispatchError> = answer(self.ask("ZkmlApi_dry_run", &submission.encode())?)?;
        outcome.or_else(|error| Err(ChainError::WouldFail(Box::new(self.refusal(&error)?))))
    }

    /// What a call would do and cost, without sending it: applied on the state after the best block and dropped. Its failure is
    /// [`ChainError::WouldFail`] or [`ChainError::InvalidTransaction`].
    fn rehearse(&self, signer: &Signer, call: &RuntimeCall) -> Result<Rehearsal, ChainError> {
        let transaction = self.signed(signer, call, self.nonce(&signer.account())?)?;
        let mut with_length = transaction.clone();
        (transaction.len() as u32).encode_to(&mut with_length);
        let info: pallet_transaction_payment::RuntimeDispatchInfo<Balance> =
            answer(self.ask("TransactionPaymentApi_query_info", &with_length)?)?;
        let fee = info.partial_fee.saturating_add(self.tip());
        let rehearsal = Rehearsal { fee, weight: info.weight };
        let has = self.free_balance(&signer.account())?;
        if has < rehearsal.fee {
            return Err(ChainError::Unfunded { account: signer.account(), needs: rehearsal.fee, has });
        }
        // The state of the first block knows the hash of none, so that it can check no signature.
        if self.block_number()? == 0 {
            return Ok(rehearsal);
        }
        let outcome: ApplyExtrinsicResult = answer(self.ask("BlockBuilder_apply_extrinsic", &transaction)?)?;
        match outcome.map_err(crate::names::invalid_transaction)? {
            Ok(()) => Ok(rehearsal),
            Err(error) => Err(ChainError::WouldFail(Box::new(self.refusal(&error)?))),
        }
    }

    /// Registers a model in the name of the signer and waits for the block.
    fn register_model(&self, signer: &Signer, registration: Registration) -> Result<Registered, ChainError> {
        Registered::from_included(self.call(signer, registration.into_call()?)?)
    }

    /// Adds a version with a key of its own to the signer's model and waits for the block. The registration's name is the
    /// model's, which has one.
    fn add_version(
        &self,
        signer: &Signer,
        model: ModelId,
        registration: Registration,
    ) -> Result<Registered, ChainError> {
        Registered::from_included(self.call(signer, registration.into_version(model)?)?)
    }

    /// Adds a version with the key and the layout of version `like` of the signer's model, for other parameters, and waits
    /// for the block.
    fn add_retrained_version(
        &self,
        signer: &Signer,
        model: ModelId,
        like: VersionNumber,
        params: FieldBytes,
        output_scale: Scale,
    ) -> Result<Registered, ChainError> {
        Registered::from_included(self.call(signer, retraining_call(model, like, params, output_scale))?)
    }

    /// Submits a proof at the signer's expense and waits for the block.
    fn submit_proof(&self, signer: &Signer, submission: Submission) -> Result<Submitted, ChainError> {
        let included = self.call(signer, submission.into_call()?)?;
        let mut verified = included.verified();
        match (verified.pop(), verified.is_empty()) {
            (Some((statement, output)), true) => Ok(Submitted { statement, output, included }),
            _ => Err(ChainError::Unexpected("a submission without its one event".into())),
        }
    }

    /// Submits a proof whose statement was not accepted yet, is in no transaction on its way and would be accepted, and waits
    /// for the block. Nothing is spent on a submission that cannot succeed, as far as that can be known before.
    fn submit_once(&self, signer: &Signer, submission: Submission) -> Result<Accepted, ChainError> {
        if let Some(before) = self.accepted(&submission)? {
            return Ok(before);
        }
        let call = submission.clone().into_call()?;
        // Another proof of the same statement, and another path to the same attestation, make the same claim.
        let claim = submission.encoded_claim()?.len();
        match self.join(&call, claim) {
            // It failed, so that this one may still succeed.
            Ok(_) | Err(ChainError::Dispatch(_)) => {}
            Err(e) => return Err(e),
        }
        if let Some(before) = self.accepted(&submission)? {
            return Ok(before);
        }
        self.dry_run(&submission)?;
        self.rehearse(signer, &call)?;
        self.submit_proof(signer, submission).map(Accepted::Now)
    }

    /// The receipt of a submission's statement, if the chain has accepted it.
    fn accepted(&self, submission: &Submission) -> Result<Option<Accepted>, ChainError> {
        let statement = self.statement(submission)?.hash();
        Ok(self.receipt(statement)?.map(|receipt| Accepted::Before { statement, receipt }))
    }

    /// Submits several proofs as one transaction at the signer's expense and waits for the block. All are accepted, or none.
    fn submit_batch(&self, signer: &Signer, batch: Vec<Submission>) -> Result<SubmittedBatch, ChainError> {
        let included = self.call(signer, batch_call(batch)?)?;
        Ok(SubmittedBatch { verified: included.verified(), included })
    }

    /// Publishes a root in the name of the signer, who vouches for its leaves in all blocks before `expires`, and waits for
    /// the block.
    fn attest(&self, signer: &Signer, root: [u8; 32], expires: BlockNumber) -> Result<Included, ChainError> {
        self.call(signer, RuntimeCall::ZkmlAttestations(pallet_zkml_attestations::Call::attest { root, expires }))
    }

    /// Takes back a root that the signer published, or one leaf of it, and waits for the block.
    fn revoke_attestation(
        &self,
        signer: &Signer,
        root: [u8; 32],
        leaf: Option<[u8; 32]>,
    ) -> Result<Included, ChainError> {
        self.call(signer, RuntimeCall::ZkmlAttestations(pallet_zkml_attestations::Call::revoke { root, leaf }))
    }

    /// A version of a model, which must be there.
    fn existing_version(&self, model: ModelId, version: VersionNumber) -> Result<Version, ChainError> {
        match (self.version(model, version)?, self.model(model)?) {
            (Some(stored), _) => Ok(stored),
            (None, Some(found)) => Err(ChainError::UnknownVersion { model, version, latest: found.latest_version }),
            (None, None) => Err(ChainError::UnknownModel(model)),
        }
    }

    /// The context that a proof of this model version must be made for: everything that the chain will put into it. With
    /// whoever vouches for the input as the issuer, where the layout asks for an attestation.
    fn context(
        &self,
        model: ModelId,
        version: VersionNumber,
        account: &AccountId,
        subject: [u8; 32],
        valid_until: BlockNumber,
        issuer: Option<&AccountId>,
    ) -> Result<Context, ChainError> {
        let stored = self.existing_version(model, version)?;
        Ok(Context {
            genesis_hash: self.genesis_hash()?,
            model_id: model,
            version,
            vk_hash: stored.vk_hash,
            account: account_bytes(account),
            subject,
            valid_until: valid_until.into(),
            issuer: issuer.map(account_bytes),
        })
    }

    /// The statement that the chain would make of a submission, by whose hash it knows it again.
    fn statement(&self, submission: &Submission) -> Result<Statement, ChainError> {
        let Submission { model, version, account, subject, valid_until, .. } = submission;
        let issuer = submission.attestation.as_ref().map(|attestation| &attestation.issuer);
        let stored = self.existing_version(*model, *version)?;
        let context = self.context(*model, *version, account, *subject, *valid_until, issuer)?;
        Ok(submission.statement(&context, stored.params))
    }
}

/// Decodes an answer of the chain in full.
pub(crate) fn answer<T: Decode>(bytes: Vec<u8>) -> Result<T, ChainError> {
    T::decode_all(&mut bytes.as_slice()).map_err(|e| {
        ChainError::Unexpected(format!(
            "an answer of {} bytes that is no {}: {e}",
            bytes.len(),
            core::any::type_name::<T>()
        ))
    })
}

/// What stands at the end of a key.
pub(crate) fn last<T: Decode + parity_scale_codec::MaxEncodedLen>(key: &[u8]) -> Result<T, ChainError> {
    let start = key.len().saturating_sub(T::max_encoded_len());
    answer(key[start..].to_vec())
}

/// The call that adds a version with the key and the layout of version `like` of a model, for other parameters.
pub fn retraining_call(model: ModelId, like: VersionNumber, params: FieldBytes, output_scale: Scale) -> RuntimeCall {
    RuntimeCall::Zkml(pallet_zkml::Call::add_retrained_version { model, like, params, output_scale })
}

/// A model to register.
#[derive(Clone, Debug)]
pub struct Registration {
    /// What the owner calls it.
    pub name: String,
    /// The curve of the key.
    pub curve: CurveId,
    /// Canonical bytes of the verifying key.
    pub vk: Vec<u8>,
    /// The ports.
    pub layout: Layout,
    /// Who made the key.
    pub setup: Setup,
    /// Digest of the parameters, where the layout commits to them.
    pub params: Option<FieldBytes>,
}

impl Registration {
    /// The call that registers it.
    pub fn into_call(self) -> Result<RuntimeCall, ChainError> {
        let Self { name, curve, vk, layout, setup, params } = self;
        Ok(RuntimeCall::Zkml(pallet_zkml::Call::<Runtime>::register_model {
            name: bounded("name of the model", name.into_bytes())?,
            curve,
            vk: bounded("verifying key", vk)?,
            layout,
            setup,
            params,
        }))
    }

    /// The call that adds it as a version of a model.
    pub fn into_version(self, model: ModelId) -> Result<RuntimeCall, ChainError> {
        let Self { name: _, curve, vk, layout, setup, params } = self;
        let vk = bounded("verifying key", vk)?;
        Ok(RuntimeCall::Zkml(pallet_zkml::Call::add_version { model, curve, vk, layout, setup, params }))
    }
}

/// What shows that an issuer vouches for the committed input of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Who vouches.
    pub issuer: AccountId,
    /// The root that the issuer published.
    pub root: [u8; 32],
    /// From the leaf of account and input to the root.
    pub path: Vec<Step>,
}

impl Attestation {
    fn into_pallet(self) -> Result<pallet_zkml::Attestation<AccountId>, ChainError> {
        let Self { issuer, root, path } = self;
        Ok(pallet_zkml::Attestation { issuer, root, path: bounded("path of the attestation", path)? })
    }
}

/// A proof to submit, with what it claims.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Whom the proof speaks for.
    pub account: AccountId,
    /// What the proof is for.
    pub subject: [u8; 32],
    /// The last block that accepts the statement.
    pub valid_until: BlockNumber,
    /// Elements of the input port.
    pub input: Vec<FieldBytes>,
    /// Elements of the output port.
    pub output: Vec<FieldBytes>,
    /// The nullifier, where the layout asks for one.
    pub nullifier: Option<FieldBytes>,
    /// Who vouches for the input, where the layout asks for it.
    pub attestation: Option<Attestation>,
    /// Canonical bytes of the proof.
    pub proof: Vec<u8>,
}

impl Submission {
    /// As the pallet takes it.
    pub fn into_pallet(self) -> Result<pallet_zkml::SubmissionOf<Runtime>, ChainError> {
        let Self { model, version, account, subject, valid_until, input, output, nullifier, attestation, proof } = self;
        Ok(pallet_zkml::Submission {
            model,
            version,
            account,
            subject,
            valid_until,
            input: bounded("input", input)?,
            output: bounded("output", output)?,
            nullifier,
            attestation: attestation.map(Attestation::into_pallet).transpose()?,
            proof: bounded("proof", proof)?,
        })
    }

    /// The call that submits it.
    pub fn into_call(self) -> Result<RuntimeCall, ChainError> {
        Ok(RuntimeCall::Zkml(self.into_pallet()?.into()))
    }

    /// The arguments of the call up to and including the nullifier: what is claimed.
    pub(crate) fn encoded_claim(&self) -> Result<Vec<u8>, ChainError> {
        let pallet_zkml::Submission { model, version, account, subject, valid_until, input, output, nullifier, .. } =
            self.clone().into_pallet()?;
        Ok((model, version, account, subject, valid_until, input, output, nullifier).encode())
    }

    /// What the proof says, in a context and for a version with these parameters.
    fn statement(&self, context: &Context, params: Option<FieldBytes>) -> Statement {
        Statement {
            context: context.digest(),
            params,
            input: self.input.clone(),
            output: self.output.clone(),
            nullifier: self.nullifier.map(|value| Nullifier { scope: context.scope(), value }),
        }
    }
}

/// The call that submits several proofs as one.
pub fn batch_call(batch: Vec<Submission>) -> Result<RuntimeCall, ChainError> {
    let batch = batch.into_iter().map(Submission::into_pallet).collect::<Result<Vec<_>, _>>()?;
    Ok(RuntimeCall::Zkml(pallet_zkml::Call::submit_batch { batch: bounded("batch", batch)? }))
}

pub(crate) fn bounded<T, S: Get<u32>>(what: &'static str, items: Vec<T>) -> Result<BoundedVec<T, S>, ChainError> {
    let got = items.len();
    BoundedVec::try_from(items).map_err(|_| ChainError::TooLong { what, got, max: S::get() as usize })
}

/// A transaction in a block, and what it cost.
#[derive(Clone, Debug)]
pub struct Included {
    /// Number of the block.
    pub block: BlockNumber,
    /// Hash of the block's header.
    pub block_hash: [u8; 32],
    /// Hash of the transaction's bytes.
    pub transaction_hash: [u8; 32],
    /// The fee that the signer paid, in plancks.
    pub fee: Balance,
    /// The weight that was charged: of the call, of the checks of the transaction, and the base weight of any transaction.
    pub weight: Weight,
    /// The events of the transaction, in their order.
    pub events: Vec<Event>,
}

impl Included {
    /// The events of `pallet-zkml`.
    pub fn zkml_events(&self) -> impl Iterator<Item = pallet_zkml::Event<Runtime>> + '_ {
        self.events.iter().filter_map(|event| event.decode("Zkml"))
    }

    /// What the transaction had held of its signer for storage, in plancks.
    pub fn held(&self) -> Balance {
        let held = |event: &Event| match event.decode("Balances") {
            Some(pallet_balances::Event::<Runtime>::Held { amount, .. }) => amount,
            _ => 0,
        };
        self.events.iter().map(held).sum()
    }

    /// The statements that the transaction had accepted, with their output elements.
    pub fn verified(&self) -> Vec<([u8; 32], Vec<FieldBytes>)> {
        let verified = |event| match event {
            pallet_zkml::Event::ProofVerified { statement, output, .. } => Some((statement, output.into())),
            _ => None,
        };
        self.zkml_events().filter_map(verified).collect()
    }
}

/// What a call would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// The fee of the next block with the tip, in plancks, of which some calls are given a part back.
    pub fee: Balance,
    /// The weight that would be charged.
    pub weight: Weight,
}

/// A version that was registered, of a new model or of one that was there.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The model.
    pub model: ModelId,
    /// The version.
    pub version: VersionNumber,
    /// Hash of the version's verifying key.
    pub vk_hash: [u8; 32],
    /// The transaction.
    pub included: Included,
}

impl Registered {
    /// From the transaction that added the version.
    pub fn from_included(included: Included) -> Result<Self, ChainError> {
        let named = included.zkml_events().find_map(|event| match event {
            pallet_zkml::Event::ModelRegistered { model, version, vk_hash, .. }
            | pallet_zkml::Event::VersionAdded { model, version, vk_hash, .. } => Some((model, version, vk_hash)),
            _ => None,
        });
        named
            .map(|(model, version, vk_hash)| Self { model, version, vk_hash, included })
            .ok_or_else(|| ChainError::Unexpected("a new version without its event".into()))
    }
}

/// A proof that was verified.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// Hash of the accepted statement, under which the receipt is found.
    pub statement: [u8; 32],
    /// The verified output elements.
    pub output: Vec<FieldBytes>,
    /// The transaction.
    pub included: Included,
}

/// Several proofs that were verified as one.
#[derive(Clone, Debug)]
pub struct SubmittedBatch {
    /// The hash of each accepted statement with its output elements, in the order of the batch.
    pub verified: Vec<([u8; 32], Vec<FieldBytes>)>,
    /// The transaction.
    pub included: Included,
}

/// A statement that the chain has accepted.
#[derive(Clone, Debug)]
pub enum Accepted {
    /// By the transaction that was just sent.
    Now(Submitted),
    /// Before, so that nothing was sent.
    Before {
        /// Hash of the statement.
        statement: [u8; 32],
        /// Its receipt.
        receipt: Receipt,
    },
}
