//! A client of a chain that carries `pallet-zkml`.
//!
//! [`Chain`] is what a client can do; a backend is how it reaches a chain: [`RpcChain`], a node, or [`EmbeddedChain`], the
//! real runtime executed in this process, block by block.
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
pub mod market;
mod names;
mod rpc;
mod signer;
mod transaction;

pub use client::{
    batch_call, retraining_call, Accepted, Attestation, Chain, Included, Pair, Registered, Registration, Rehearsal,
    Submission, Submitted, SubmittedBatch,
};
pub use embedded::EmbeddedChain;
pub use error::{ChainError, DispatchFailure, Refusal};
pub use market::Market;
pub use names::Event;
pub use rpc::{RpcChain, RpcOptions};
pub use signer::{account, Signer};
pub use transaction::{sign, Signing};

pub use frame_support::weights::Weight;
pub use pallet_zkml::{ModelId, Status, VersionNumber};
pub use sp_version::RuntimeVersion;
/// Milliseconds between two blocks of the runtime that this program was built with.
pub const BLOCK_MILLISECONDS: u64 = zkml_runtime::SLOT_MILLISECONDS;

pub use zkml_runtime::{AccountId, Balance, BlockNumber, RuntimeCall, UncheckedExtrinsic};

/// A model as the chain stores it.
pub type Model = pallet_zkml::ModelOf<zkml_runtime::Runtime>;
/// A version of a model as the chain stores it.
pub type Version = pallet_zkml::VersionOf<zkml_runtime::Runtime>;
/// An event of the pallet.
pub type ZkmlEvent = pallet_zkml::Event<zkml_runtime::Runtime>;
/// A receipt as the chain stores it.
pub type Receipt = pallet_zkml::ReceiptOf<zkml_runtime::Runtime>;
