//! Measures the pallets and writes their weight files.
//!
//! The FRAME benchmarks of the real runtime run natively, on a state in memory that counts what they read and write.
//!
//! | module | one line |
//! | --- | --- |
//! | [`state`] | the state that benchmarks run on |
//! | [`run`] | runs the benchmarks of a pallet |
//! | [`reality`] | what a measurement must show before a weight is made of it |
//! | [`weigh`] | from measurements to weights |
//! | [`render`] | from weights to a source file |
//! | [`machine`] | what a source file says about where it was measured |
//! | `verification` | verification natively, in Wasm and with host functions, beside arkworks' own (feature `wasm`) |
//!
//! The Criterion benches are in `benches/`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod error;
pub mod machine;
pub mod reality;
pub mod render;
pub mod run;
pub mod state;
#[cfg(feature = "wasm")]
pub mod verification;
pub mod weigh;

pub use error::Error;
