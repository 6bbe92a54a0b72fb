//! What verification costs, and whether the pallets charge it.
//!
//! The pallets' weight files come out of the runtime's Wasm, by the script `weights`. Here the same benchmarks run natively, on
//! a state in memory that counts what they read and write: tests compare that with the files, and see that benchmarks do what
//! they are about.
//!
//! | module | one line |
//! | --- | --- |
//! | [`state`] | the state that benchmarks run on |
//! | [`run`] | runs the benchmarks of a pallet |
//! | [`reality`] | what a benchmark must show before a weight is made of it |
//! | [`capacity`] | how many verifications a block has room for, and what they pay |
//! | [`machine`] | what a file says about where it was measured |
//! | `verification` | verification natively, in Wasm and with host functions, beside arkworks' own (feature `wasm`) |
//!
//! The Criterion benches are in `benches/`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod capacity;
pub mod error;
pub mod machine;
pub mod reality;
pub mod run;
pub mod state;
#[cfg(feature = "wasm")]
pub mod verification;

pub use error::Error;
