//! What a client can do with a chain, whichever way it reaches it.

use crate::{
    AccountId, Balance, BlockNumber, ChainError, EventName, Model, ModelId, Receipt, RuntimeVersion, Signer, Version,
    VersionNumber, Weight,
};
use frame_support::{traits::Get, BoundedVec};
use zkml_primitives::{account_bytes, Context, CurveId, FieldBytes, Layout, Setup};
use zkml_runtime::{Runtime, RuntimeCall};

/// A chain that carries `pallet-zkml`.
pub trait Chain {
    /// Hash of the first block, which names the chain.
    fn genesis_hash(&self) -> Result<[u8; 32], ChainError>;

    /// Number of the best block.
    fn block_number(&self) -> Result<BlockNumber, ChainError>;

    /// Version of the runtime that executes the next block.
    fn runtime_version(&self) -> Result<RuntimeVersion, ChainError>;

    /// What an account can spend, in plancks; 0 if it does not exist.
    fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError>;

    /// A model.
    fn model(&self, model: ModelId) -> Result<Option<Model>, ChainError>;

    /// A version of a model.
    fn version(&self, model: ModelId, version: VersionNumber) -> Result<Option<Version>, ChainError>;

    /// The canonical bytes of a version's verifying key.
    fn verifying_key(&self, model: ModelId, version: VersionNumber) -> Result<Option<Vec<u8>>, ChainError>;

    /// The receipt of an accepted statement, by [`zkml_primitives::Statement::hash`].
    fn receipt(&self, statement: [u8; 32]) -> Result<Option<Receipt>, ChainError>;

    /// What submitting one proof of a version costs without a tip, in plancks: the fee of the next block. `None` if there
    /// is no such version.
    fn submission_fee(&self, model: ModelId, version: VersionNumber) -> Result<Option<Balance>, ChainError>;

    /// Registers a model in the name of the signer and waits for the block.
    fn register_model(&self, signer: &Signer, registration: Registration) -> Result<Registered, ChainError>;

    /// Submits a proof at the signer's expense and waits for the block.
    fn submit_proof(&self, signer: &Signer, submission: Submission) -> Result<Submitted, ChainError>;

    /// The context that a proof of this model version must be made for: everything that the chain will put into it.
    fn context(
        &self,
        model: ModelId,
        version: VersionNumber,
        account: &AccountId,
        subject: [u8; 32],
        valid_until: BlockNumber,
    ) -> Result<Context, ChainError> {
        let Some(stored) = self.version(model, version)? else {
            return Err(match self.model(model)? {
                Some(found) => ChainError::UnknownVersion { model, version, latest: found.latest_version },
                None => ChainError::UnknownModel(model),
            });
        };
        Ok(Context {
            genesis_hash: self.genesis_hash()?,
            model_id: model,
            version,
            vk_hash: stored.vk_hash,
            account: account_bytes(account),
            subject,
            valid_until: valid_until.into(),
        })
    }
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
}

impl Registration {
    /// The call that registers it.
    pub fn into_call(self) -> Result<RuntimeCall, ChainError> {
        let Self { name, curve, vk, layout, setup } = self;
        Ok(RuntimeCall::Zkml(pallet_zkml::Call::<Runtime>::register_model {
            name: bounded("name of the model", name.into_bytes())?,
            curve,
            vk: bounded("verifying key", vk)?,
            layout,
            setup,
        }))
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
    /// Canonical bytes of the proof.
    pub proof: Vec<u8>,
}

impl Submission {
    /// The call that submits it.
    pub fn into_call(self) -> Result<RuntimeCall, ChainError> {
        let Self { model, version, account, subject, valid_until, input, output, proof } = self;
        Ok(RuntimeCall::Zkml(pallet_zkml::Call::<Runtime>::submit_proof {
            model,
            version,
            account,
            subject,
            valid_until,
            input: bounded("input", input)?,
            output: bounded("output", output)?,
            proof: bounded("proof", proof)?,
        }))
    }
}

fn bounded<T, S: Get<u32>>(what: &'static str, items: Vec<T>) -> Result<BoundedVec<T, S>, ChainError> {
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
    pub events: Vec<EventName>,
}

/// A model that was registered.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Its identifier.
    pub model: ModelId,
    /// Its first version.
    pub version: VersionNumber,
    /// Hash of the version's verifying key.
    pub vk_hash: [u8; 32],
    /// The transaction.
    pub included: Included,
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
