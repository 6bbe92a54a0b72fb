//! What the prover and the chain must agree on, written once.
//!
//! | module | one line |
//! | --- | --- |
//! | [`attestation`] | an issuer vouches for committed inputs |
//! | [`batch`] | many proofs with one product of pairings |
//! | [`commitment`] | one field element that stands for a tensor and hides it |
//! | [`curve`] | the pairing-friendly curves, and choosing one at run time |
//! | [`encoding`] | canonical bytes: one encoding for each value, everything else refused |
//! | [`engine`] | how points are decoded and pairings computed |
//! | `host` | BLS12-381 by the standard host functions (feature `host-functions`) |
//! | [`key`] | verifying keys and what makes one unusable |
//! | [`layout`] | what a model takes and gives: visibility, shape, integer type and scale of each port |
//! | [`packing`] | integers of `b` bits to field elements and back |
//! | `poseidon` | the hash that circuits compute (feature `commitment`) |
//! | [`prepared`] | keys with everything computed that depends on the key alone |
//! | [`statement`] | the context and the order of the public inputs |
//! | [`mod@verify`] | proofs and the pairing check |
//!
//! Nothing here panics on outside data, and nothing here knows FRAME.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

pub mod attestation;
pub mod batch;
pub mod commitment;
pub mod curve;
pub mod encoding;
pub mod engine;
#[cfg(feature = "host-functions")]
pub mod host;
pub mod key;
pub mod layout;
pub mod packing;
#[cfg(feature = "commitment")]
pub mod poseidon;
pub mod prepared;
#[cfg(any(test, feature = "simulate"))]
pub mod simulate;
pub mod statement;
pub mod verify;

pub use batch::{verify_batch, BatchError, BatchItem, MAX_BATCH};
pub use curve::{Bls12_381, Bn254, Curve, CurveId};
pub use encoding::{DecodeError, FieldBytes};
pub use key::{KeyError, Setup, VerifyingKey};
pub use layout::{Layout, LayoutError, Params, Port, Scale, Shape, Visibility};
pub use prepared::PreparedKey;
pub use statement::{account_bytes, Context, Nullifier, Statement};
pub use verify::{verify, verify_prepared, Proof, VerifyError};

/// Most public inputs that any key may have. Bounds the bytes of a key and the work of one verification.
pub const MAX_PUBLIC_INPUTS: u32 = 256;
