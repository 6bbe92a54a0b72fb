//! What a client can do with a chain, whichever way it reaches it.

use crate::{
    AccountId, Balance, BlockNumber, ChainError, EventName, Model, ModelId, Receipt, RuntimeVersion, Signer, Version,
    VersionNumber, Weight,
};
use frame_support::{traits::Get, BoundedVec};
use zkml_primitives::{account_bytes, attestation::Step, Context, CurveId, FieldBytes, Layout, Scale, Setup};
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

    /// Adds a version with the key and the layout of version `like` of the signer's model, for other parameters, and waits
    /// for the block.
    fn add_retrained_version(
        &self,
        signer: &Signer,
        model: ModelId,
        like: VersionNumber,
        params: FieldBytes,
        output_scale: Scale,
    ) -> Result<Registered, ChainError>;

    /// Publishes a root in the name of the signer, who vouches for its leaves in all blocks before `expires`, and waits for
    /// the block.
    fn attest(&self, signer: &Signer, root: [u8; 32], expires: BlockNumber) -> Result<Included, ChainError>;

    /// Takes back a root that the signer published, or one leaf of it, and waits for the block.
    fn revoke_attestation(
        &self,
        signer: &Signer,
        root: [u8; 32],
        leaf: Option<[u8; 32]>,
    ) -> Result<Included, ChainError>;

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
            issuer: issuer.map(account_bytes),
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
    /// The call that submits it.
    pub fn into_call(self) -> Result<RuntimeCall, ChainError> {
        let Self { model, version, account, subject, valid_until, input, output, nullifier, attestation, proof } = self;
        Ok(RuntimeCall::Zkml(pallet_zkml::Call::<Runtime>::submit_proof {
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
