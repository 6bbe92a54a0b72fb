//! What a verification costs natively, in Wasm and with host functions, beside arkworks' own verifier in the same run.
//!
//! | module | one line |
//! | --- | --- |
//! | [`operations`] | what is measured: one source for native code and for the module |
//! | [`cases`] | keys, proofs and forgeries to measure on |
//! | [`module`] | runs the Wasm module as a node runs a runtime |
//! | [`charge`] | what a chain charges for a call, beside what the call takes in the runtime as Wasm |
//! | [`measure`] | interleaved repetitions and their medians |
//! | [`report`] | Markdown and JSON |
//! | [`chart`] | SVG |

pub mod cases;
pub mod charge;
pub mod chart;
pub mod measure;
pub mod module;
#[path = "../../wasm/src/operations.rs"]
pub mod operations;
pub mod report;

use cases::Name;
use operations::{Arithmetic, Operation};
use std::path::PathBuf;
use zkml_primitives::CurveId;

/// Where an operation runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// In this process, as compiled with it.
    Native,
    /// In Wasm, all of it.
    Wasm,
    /// In Wasm, where the node's host functions compute the curve.
    Host,
}

impl Engine {
    /// All.
    pub const ALL: [Engine; 3] = [Engine::Native, Engine::Wasm, Engine::Host];

    /// As people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Native => "native",
            Engine::Wasm => "Wasm",
            Engine::Host => "host functions",
        }
    }

    /// Whether something is measured there.
    pub const fn has(self, name: &Name) -> bool {
        use Operation::{ArkFromBytes, ArkVerify, Batch, FromBytes, ReadPrepared, Register, Verify};
        let is_hosted = matches!(name.curve, CurveId::Bls12_381)
            && matches!(
                name.operation,
                ArkFromBytes | ArkVerify | Register | ReadPrepared | Verify | FromBytes | Batch
            );
        is_hosted || !matches!(self, Engine::Host)
    }

    /// Who computes the curve.
    pub const fn arithmetic(self) -> Arithmetic {
        match self {
            Engine::Native | Engine::Wasm => Arithmetic::Own,
            Engine::Host => Arithmetic::Host,
        }
    }
}

/// Why there are no measurements.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Timings of a build without optimization say nothing.
    #[error("this is a debug build, and verification is measured in release; run it with `cargo run --release`")]
    DebugBuild,
    /// A median of nothing.
    #[error("at least 1 repetition is needed")]
    Repetitions,
    /// A file of Wasm cannot be read.
    #[error("failed to read {}: {cause}; `benchmarking/report` builds it", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The module does not run.
    #[error("failed to run the Wasm module {}: {cause}", path.display())]
    Module {
        /// The module.
        path: PathBuf,
        /// What the executor says.
        cause: String,
    },
    /// A task does not do what it is to be measured for.
    #[error("{operation:?} ({}) {what}: it cannot be measured", engine.name())]
    Unsound {
        /// The operation.
        operation: Operation,
        /// Where.
        engine: Engine,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A call does not do what it is to be measured for.
    #[error("{call} {what}: it cannot be measured")]
    Call {
        /// The call.
        call: String,
        /// What is wrong with it.
        what: String,
    },
    /// A charge that is not of its time.
    #[error(
        "{} on {} charges {:.2} times what computing takes, and {} to {} is accepted: measure the weights again",
        .0.call, .0.curve, .0.ratio(), charge::MARGIN.0, charge::MARGIN.1
    )]
    Charge(charge::Charge),
    /// The chain that calls are measured on.
    #[error("failed to run the runtime: {}; {}", .0, .0.help())]
    Chain(#[from] zkml_chain::ChainError),
    /// What blocks have room for cannot be told.
    #[error(transparent)]
    Capacity(#[from] crate::Error),
    /// A file.
    #[error("failed to write {}: {cause}", path.display())]
    Write {
        /// Where to.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}
