//! What the calls of `pallet_zkml_attestations` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_zkml_attestations --steps 6 --repeat 8 --output pallets/attestations/src/weights.rs
//! ```
//!
//! | | |
//! | --- | --- |
//! | date | 2026-11-22 |
//! | machine | AMD EPYC, 2 cores |
//! | compiler | rustc 1.95.0 (59807616e 2026-04-14), release |
//! | execution | native, not Wasm; on a state in memory |
//! | sampling | 6 steps, 8 repeats |
//!
//! Times come from least squares over the middle half of the repeats. Proof sizes are bounds: the greatest size of every
//! entry touched, with the path to it.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions needed for `pallet_zkml_attestations`.
pub trait WeightInfo {
    fn attest() -> Weight;
    fn revoke() -> Weight;
    fn revoke_leaf() -> Weight;
    fn remove() -> Weight;
    fn remove_revoked_leaf() -> Weight;
    fn check() -> Weight;
}

/// Weights for `pallet_zkml_attestations` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn attest() -> Weight {
        // Minimum execution time: 27_231_000 picoseconds.
        Weight::from_parts(27_761_000, 7_136)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn revoke() -> Weight {
        // Minimum execution time: 5_919_000 picoseconds.
        Weight::from_parts(6_099_000, 3_586)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    fn revoke_leaf() -> Weight {
        // Minimum execution time: 32_108_000 picoseconds.
        Weight::from_parts(32_438_000, 10_745)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn remove() -> Weight {
        // Minimum execution time: 21_201_000 picoseconds.
        Weight::from_parts(21_842_000, 10_729)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    fn remove_revoked_leaf() -> Weight {
        // Minimum execution time: 24_426_000 picoseconds.
        Weight::from_parts(24_707_000, 14_338)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:0), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:0), at most 144 bytes each, proof: 2_619 each
    fn check() -> Weight {
        // Minimum execution time: 3_184_000 picoseconds.
        Weight::from_parts(3_315_000, 7_195)
            .saturating_add(T::DbWeight::get().reads(2))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn attest() -> Weight {
        // Minimum execution time: 27_231_000 picoseconds.
        Weight::from_parts(27_761_000, 7_136)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn revoke() -> Weight {
        // Minimum execution time: 5_919_000 picoseconds.
        Weight::from_parts(6_099_000, 3_586)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    fn revoke_leaf() -> Weight {
        // Minimum execution time: 32_108_000 picoseconds.
        Weight::from_parts(32_438_000, 10_745)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    fn remove() -> Weight {
        // Minimum execution time: 21_201_000 picoseconds.
        Weight::from_parts(21_842_000, 10_729)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    fn remove_revoked_leaf() -> Weight {
        // Minimum execution time: 24_426_000 picoseconds.
        Weight::from_parts(24_707_000, 14_338)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:0), at most 121 bytes each, proof: 2_596 each
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:0), at most 144 bytes each, proof: 2_619 each
    fn check() -> Weight {
        // Minimum execution time: 3_184_000 picoseconds.
        Weight::from_parts(3_315_000, 7_195)
            .saturating_add(RocksDbWeight::get().reads(2))
    }
}
