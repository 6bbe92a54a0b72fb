//! What a verification costs, natively and in Wasm, beside arkworks' own verifier in the same run.
//!
//! | module | one line |
//! | --- | --- |
//! | [`operations`] | what is measured: one source for native code and for the module |
//! | [`cases`] | keys, proofs and forgeries to measure on |
//! | [`module`] | builds the Wasm module and runs it as Substrate's executor would |
//! | [`measure`] | interleaved repetitions and their medians |
//! | [`report`] | Markdown and JSON |

pub mod cases;
pub mod measure;
pub mod module;
#[path = "../../wasm/src/operations.rs"]
pub mod operations;
pub mod report;

use operations::Operation;
use std::path::PathBuf;

/// Where an operation runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// In this process, as compiled with it.
    Native,
    /// In wasmtime.
    Wasm,
}

impl Engine {
    /// All.
    pub const ALL: [Engine; 2] = [Engine::Native, Engine::Wasm];

    /// As people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Native => "native",
            Engine::Wasm => "Wasm",
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
    /// The compiler has no standard library for Wasm.
    #[error("{rustc} has no target wasm32v1-none; install it with `rustup target add wasm32v1-none`")]
    Target {
        /// The compiler that was asked.
        rustc: String,
    },
    /// The module was not built.
    #[error("failed to build the Wasm module: {0}")]
    Build(String),
    /// The module does not run.
    #[error("failed to run the Wasm module {}: {cause}", path.display())]
    Module {
        /// The module.
        path: PathBuf,
        /// What wasmtime says.
        cause: wasmtime::Error,
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
    /// A file.
    #[error("failed to write {}: {cause}", path.display())]
    Write {
        /// Where to.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}
