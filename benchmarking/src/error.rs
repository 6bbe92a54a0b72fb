//! What is wrong with the benchmarks.

/// Why no weight should be made of a benchmark.
#[derive(Debug, thiserror::Error)]
pub enum Error {
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
    /// The state of the runtime's genesis.
    #[error("the genesis of the runtime cannot be built: {0}")]
    Genesis(String),
}
