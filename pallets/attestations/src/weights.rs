//! What the calls of `pallet_zkml_attestations` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_zkml_attestations
//! ```
//!
//! | | |
//! | --- | --- |
//! | date | 2026-11-23 |
//! | machine | AMD EPYC, 2 cores |
//! | compiler | rustc 1.95.0 (59807616e 2026-04-14), release |
//! | execution | measured in Wasm by frame-omni-bencher on this repository's runtime, with a state in memory |
//! | sampling | 8 steps, 8 repeats |
//!
//! Times come from least squares over the middle half of the repeats. The size of a proof is that of the item that takes
//! most, at its greatest size and with the path to it.

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
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn attest() -> Weight {
        // Minimum execution time: 73_800_000 picoseconds.
        Weight::from_parts(74_752_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    fn revoke() -> Weight {
        // Minimum execution time: 15_814_000 picoseconds.
        Weight::from_parts(16_094_000, 3_586)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1)
    /// Proof: `ZkmlAttestations::RevokedLeaves` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn revoke_leaf() -> Weight {
        // Minimum execution time: 91_246_000 picoseconds.
        Weight::from_parts(91_646_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn remove() -> Weight {
        // Minimum execution time: 67_040_000 picoseconds.
        Weight::from_parts(67_982_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:1)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:1)
    /// Proof: `ZkmlAttestations::RevokedLeaves` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn remove_revoked_leaf() -> Weight {
        // Minimum execution time: 78_787_000 picoseconds.
        Weight::from_parts(79_768_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `ZkmlAttestations::Attestations` (r:1 w:0)
    /// Proof: `ZkmlAttestations::Attestations` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
    /// Storage: `ZkmlAttestations::RevokedLeaves` (r:1 w:0)
    /// Proof: `ZkmlAttestations::RevokedLeaves` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    fn check() -> Weight {
        // Minimum execution time: 15_263_000 picoseconds.
        Weight::from_parts(16_084_000, 3_609)
            .saturating_add(T::DbWeight::get().reads(2))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn attest() -> Weight {
        Weight::from_parts(74_752_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn revoke() -> Weight {
        Weight::from_parts(16_094_000, 3_586)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn revoke_leaf() -> Weight {
        Weight::from_parts(91_646_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn remove() -> Weight {
        Weight::from_parts(67_982_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn remove_revoked_leaf() -> Weight {
        Weight::from_parts(79_768_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn check() -> Weight {
        Weight::from_parts(16_084_000, 3_609)
            .saturating_add(RocksDbWeight::get().reads(2))
    }
}
