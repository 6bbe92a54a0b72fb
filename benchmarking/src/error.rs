//! What stops a weight file from being written.

use std::path::PathBuf;

/// Why there is no weight file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Timings of a build without optimization say nothing.
    #[error("this is a debug build, and weights are measured in release; run it with `cargo run --release`")]
    DebugBuild,
    /// Too few points to fit a line through.
    #[error("at least 2 steps and 1 repeat are needed to fit a weight")]
    Sampling,
    /// The runtime does not list the pallet.
    #[error("the runtime has no benchmarks of {pallet}; it has those of {known}")]
    UnknownPallet {
        /// What was asked for.
        pallet: String,
        /// What there is.
        known: String,
    },
    /// A benchmark returned an error.
    #[error("{at} failed: {cause}")]
    Failed {
        /// Benchmark and components.
        at: String,
        /// What the runtime says.
        cause: String,
    },
    /// A benchmark was skipped, or its result made up.
    #[error("{at} was not measured: {reason}")]
    NotMeasured {
        /// Benchmark and components.
        at: String,
        /// What there is in place of measurements.
        reason: &'static str,
    },
    /// Too fast to have done what it is for.
    #[error("{at} took {took_us} µs although {work} alone takes {floor_us} µs here: the benchmark skips it")]
    NotReal {
        /// Benchmark and components.
        at: String,
        /// What it must do.
        work: &'static str,
        /// Least time that the benchmark took, in microseconds.
        took_us: u128,
        /// Time that the work takes on its own, in microseconds.
        floor_us: u128,
    },
    /// The runtime under `runtime-benchmarks` does not verify as the chain does.
    #[error("this build of the runtime {0}: its benchmarks cannot be trusted")]
    Unsound(String),
    /// The weight is below what was measured.
    #[error(
        "{at} took {took_us} µs and would be charged {charged_us} µs: its cost is not linear, or the machine was busy"
    )]
    Undercharged {
        /// Benchmark and components.
        at: String,
        /// Least time that the benchmark took, in microseconds.
        took_us: u128,
        /// What the fitted weight charges, in microseconds.
        charged_us: u128,
    },
    /// The proof size cannot be bounded.
    #[error("{benchmark} touches the storage key 0x{key}, of which the runtime states no greatest size")]
    Unbounded {
        /// The benchmark.
        benchmark: String,
        /// The key, in hexadecimal digits.
        key: String,
    },
    /// The regression failed.
    #[error("no line fits the measurements of {benchmark}: {cause}")]
    Fit {
        /// The benchmark.
        benchmark: String,
        /// What the regression says.
        cause: String,
    },
    /// The state of the runtime's genesis.
    #[error("the genesis of the runtime cannot be built: {0}")]
    Genesis(String),
    /// The file.
    #[error("failed to write {}: {cause}", path.display())]
    Write {
        /// Where to.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}
