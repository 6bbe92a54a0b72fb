//! A client of a chain that carries `pallet-zkml`.
//!
//! [`Chain`] is what a client can do; a backend is how it reaches a chain. There is one now: [`EmbeddedChain`], the real
//! runtime executed in this process, block by block. Nothing in the trait assumes that the chain is here.
//!
//! ```
//! use zkml_chain::{Chain, EmbeddedChain, Signer};
//!
//! # fn main() -> Result<(), zkml_chain::ChainError> {
//! let chain = EmbeddedChain::development()?;
//! let alice = Signer::development("alice")?;
//! assert!(chain.free_balance(&alice.account())? > 0);
//! assert!(chain.model(0)?.is_none());
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod client;
mod embedded;
mod error;
mod executor;
mod names;
mod signer;
mod transaction;

pub use client::{
    batch_call, Attestation, Chain, Included, Registered, Registration, Rehearsal, Submission, Submitted,
    SubmittedBatch,
};
pub use embedded::EmbeddedChain;
pub use error::{ChainError, DispatchFailure, Refusal};
pub use names::Event;
pub use signer::Signer;
pub use transaction::{sign, Signing};

pub use frame_support::weights::Weight;
pub use pallet_zkml::{ModelId, VersionNumber};
pub use sp_version::RuntimeVersion;
pub use zkml_runtime::{AccountId, Balance, BlockNumber, RuntimeCall, UncheckedExtrinsic};

/// A model as the chain stores it.
pub type Model = pallet_zkml::ModelOf<zkml_runtime::Runtime>;
/// A version of a model as the chain stores it.
pub type Version = pallet_zkml::VersionOf<zkml_runtime::Runtime>;
/// A receipt as the chain stores it.
pub type Receipt = pallet_zkml::ReceiptOf<zkml_runtime::Runtime>;
