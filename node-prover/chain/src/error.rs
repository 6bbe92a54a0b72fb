//! Why a chain did not do what it was asked to.

use crate::{AccountId, Balance, BlockNumber, ModelId, VersionNumber, Weight};

/// Why a chain did not do what it was asked to. [`ChainError::help`] is the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// No development account has this name.
    #[error("there is no development account named {0:?}")]
    UnknownDevelopmentAccount(String),
    /// Not a secret from which a key can be derived. The secret itself is not repeated.
    #[error("this is not a secret phrase, seed or derivation path")]
    InvalidSecret,
    /// Not an address.
    #[error("{0:?} is no address of an account")]
    NoAddress(String),
    /// The chain has no such model.
    #[error("the chain has no model {0}")]
    UnknownModel(ModelId),
    /// The model has no such version.
    #[error("model {model} has no version {version}")]
    UnknownVersion {
        /// The model.
        model: ModelId,
        /// The version that it does not have.
        version: VersionNumber,
        /// The greatest that it has.
        latest: VersionNumber,
    },
    /// More bytes or elements than the chain takes.
    #[error("the {what} has length {got}, and the chain takes at most {max}")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its length.
        got: usize,
        /// The greatest length.
        max: usize,
    },
    /// The transaction is not valid, never entered a block, and cost nothing.
    #[error("the chain refused the transaction as {name}: {reason}")]
    InvalidTransaction {
        /// The runtime's name for the reason.
        name: String,
        /// The reason.
        reason: String,
    },
    /// The transaction entered a block, paid its fee, and its call failed.
    #[error(transparent)]
    Dispatch(Box<DispatchFailure>),
    /// There is no connection to a node, or none any more.
    #[error("there is no node to reach at {url}: {cause}")]
    Unreachable {
        /// Its address.
        url: String,
        /// Why not.
        cause: String,
    },
    /// An address whose connection anybody between could read and change.
    #[error("{0} is neither encrypted nor on this machine")]
    InsecureUrl(String),
    /// The node refused a request.
    #[error("the node refuses {method}: {message} ({code})")]
    Rpc {
        /// The request.
        method: String,
        /// The number of the error.
        code: i32,
        /// What it said.
        message: String,
    },
    /// The chain's runtime lacks a pallet.
    #[error("the chain \"{chain}\" has no pallet {pallet}")]
    NoPallet {
        /// The pallet.
        pallet: String,
        /// What its runtime calls itself.
        chain: String,
    },
    /// The chain's runtime lacks a runtime API.
    #[error("the runtime of \"{chain}\" has no runtime API {api}")]
    NoApi {
        /// The API.
        api: String,
        /// What the runtime calls itself.
        chain: String,
    },
    /// The chain's runtime encodes something otherwise than this program.
    #[error("version {spec_version} of \"{chain}\" has another {what} than this program, which knows version {known}")]
    OtherEncoding {
        /// What is different.
        what: String,
        /// What the runtime calls itself.
        chain: String,
        /// Its version.
        spec_version: u32,
        /// The version of the runtime that this program was built with.
        known: u32,
    },
    /// The chain asks for something in a transaction that this program cannot give.
    #[error("a transaction cannot be signed for this chain: {0}")]
    Unsignable(String),
    /// A transaction was sent and it is unknown whether it will enter a block.
    #[error("transaction 0x{} was sent, and what became of it is unknown: {cause}", hex::encode(.transaction))]
    InFlight {
        /// Its hash.
        transaction: [u8; 32],
        /// The last block that it may enter.
        last: BlockNumber,
        /// Why it is unknown.
        cause: String,
    },
    /// A transaction was sent, entered no block while it could, and cost nothing.
    #[error("transaction 0x{} entered no block up to {last}, and cannot any more", hex::encode(.transaction))]
    NotIncluded {
        /// Its hash.
        transaction: [u8; 32],
        /// The last block that it could have entered.
        last: BlockNumber,
    },
    /// Others sign transactions of the account faster than this program.
    #[error("other transactions of {0} take every nonce before this one is sent")]
    NoNonce(AccountId),
    /// The signer cannot pay.
    #[error("{account} has {has} plancks and the fee is {needs}")]
    Unfunded {
        /// The signer.
        account: AccountId,
        /// The fee.
        needs: Balance,
        /// What it can spend.
        has: Balance,
    },
    /// The call would enter a block, pay its fee and fail, so it was not sent.
    #[error("the chain would refuse it as {0}")]
    WouldFail(Box<Refusal>),
    /// The block that was built is not one that the runtime accepts. A bug.
    #[error("block {number} was refused when it was executed again: {cause}")]
    Import {
        /// Its number.
        number: BlockNumber,
        /// What the runtime said.
        cause: String,
    },
    /// The runtime stopped in one of its functions, or has none of that name.
    #[error("the runtime failed in {function}: {cause}")]
    Runtime {
        /// The function.
        function: String,
        /// What it said.
        cause: String,
    },
    /// A file that was to be executed as a runtime is none, or has no genesis to start from.
    #[error("this is no runtime that can be executed: {0}")]
    NoRuntime(String),
    /// The chain answered something that this client does not understand.
    #[error("the chain answered something unexpected: {0}")]
    Unexpected(String),
}

/// Why a call fails, in the words of the chain's metadata.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{name}: {reason}", .pallet.as_ref().map(|pallet| format!("{pallet}.")).unwrap_or_default())]
pub struct Refusal {
    /// The pallet whose error it is, if it is one of a pallet.
    pub pallet: Option<String>,
    /// Name of the error.
    pub name: String,
    /// What is wrong: the first sentence of the error's documentation.
    pub reason: String,
    /// The way out: what the documentation says further. May be empty.
    pub help: String,
}

/// A call that failed in a block.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{refusal}")]
pub struct DispatchFailure {
    /// Why it failed.
    pub refusal: Refusal,
    /// The block.
    pub block: BlockNumber,
    /// The fee that was paid nevertheless, in plancks.
    pub fee: Balance,
    /// The weight that was charged.
    pub weight: Weight,
}

impl Refusal {
    fn help(&self) -> String {
        if self.help.is_empty() {
            "check that model, version, account, subject, last block, input and output are those of the proof".into()
        } else {
            self.help.clone()
        }
    }
}

impl ChainError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::UnknownDevelopmentAccount(_) => {
                format!("use one of {}", crate::signer::development_names().join(", "))
            }
            Self::InvalidSecret => "give a secret phrase, a seed in hexadecimal, or a path such as //Alice".into(),
            Self::NoAddress(_) => "give an address as wallets show it, or a development account such as //Alice".into(),
            Self::UnknownModel(_) => {
                "check the identifier, and that this is the chain that the model was registered on".into()
            }
            Self::UnknownVersion { latest, .. } => format!("use a version from 1 to {latest}"),
            Self::TooLong { .. } => "shorten it, or check that it is the right file".into(),
            Self::InvalidTransaction { name, .. } => match name.as_str() {
                "Payment" => "fund the signer, or sign with an account that can pay the fee",
                "Stale" | "Future" => "sign again with the account's next nonce",
                "BadProof" => "sign for this chain and this version of its runtime",
                "AncientBirthBlock" => "sign again: the transaction's mortality has ended",
                "ExhaustsResources" => "try again in a later block",
                _ => "check that client and runtime have the same version",
            }
            .into(),
            Self::Unreachable { .. } => "start the node, or check its address and that it serves JSON-RPC there".into(),
            Self::InsecureUrl(_) => "use wss://, or a tunnel to the node's machine".into(),
            Self::Rpc { .. } => "ask a node that serves the request; most public ones do".into(),
            Self::NoPallet { .. } => "check that this is the right chain; the pallet is expected as \"Zkml\"".into(),
            Self::NoApi { .. } => "implement pallet_zkml's runtime API in the runtime".into(),
            Self::OtherEncoding { .. } => "use the version of this program that belongs to the chain's runtime".into(),
            Self::Unsignable(_) => "use a chain whose transactions are signed with sr25519 and carry the usual extensions".into(),
            Self::InFlight { last, .. } => format!(
                "run the same command again: it finds the transaction and sends no second one; after block {last} it can no longer come"
            ),
            Self::NotIncluded { .. } => "send it again; where blocks are full, with a tip (--tip)".into(),
            Self::NoNonce(_) => "let one program at a time sign for the account".into(),
            Self::Unfunded { .. } => "fund the signer, or sign with an account that can pay the fee".into(),
            Self::Dispatch(failure) => failure.refusal.help(),
            Self::WouldFail(refusal) => refusal.help(),
            Self::Runtime { .. } => {
                "check that the runtime has pallet-zkml, its runtime API ZkmlApi and the version that this program knows".into()
            }
            Self::NoRuntime(_) => {
                "give the .wasm file that building a Substrate runtime with pallet-zkml and a development preset wrote".into()
            }
            Self::Import { .. } | Self::Unexpected(_) => "this is a bug; please report it".into(),
        }
    }

    /// The chain's own name for the error, where it is the chain that refused.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::InvalidTransaction { name, .. } => Some(name),
            Self::Dispatch(failure) => Some(&failure.refusal.name),
            Self::WouldFail(refusal) => Some(&refusal.name),
            _ => None,
        }
    }
}
