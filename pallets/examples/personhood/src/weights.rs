//! What the calls of `pallet_personhood` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_personhood
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

/// Weight functions needed for `pallet_personhood`.
pub trait WeightInfo {
    fn set_policy() -> Weight;
    fn clear_policy() -> Weight;
    fn on_verified() -> Weight;
    fn prune(m: u32) -> Weight;
}

/// Weights for `pallet_personhood` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:0 w:1)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    fn set_policy() -> Weight {
        // Minimum execution time: 41_773_000 picoseconds.
        Weight::from_parts(47_881_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Personhood::PolicyInForce` (r:1 w:1)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    fn clear_policy() -> Weight {
        // Minimum execution time: 32_399_000 picoseconds.
        Weight::from_parts(35_283_000, 1_501)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::Nullifiers` (r:1 w:1)
    /// Proof: `Personhood::Nullifiers` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::Seats` (r:1 w:1)
    /// Proof: `Personhood::Seats` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::SeatCount` (r:1 w:1)
    /// Proof: `Personhood::SeatCount` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::FirstEpoch` (r:1 w:1)
    /// Proof: `Personhood::FirstEpoch` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn on_verified() -> Weight {
        // Minimum execution time: 48_703_000 picoseconds.
        Weight::from_parts(52_539_000, 3_529)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Personhood::FirstEpoch` (r:1 w:0)
    /// Proof: `Personhood::FirstEpoch` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::Seats` (r:200 w:200)
    /// Proof: `Personhood::Seats` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::Nullifiers` (r:200 w:200)
    /// Proof: `Personhood::Nullifiers` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::SeatCount` (r:1 w:1)
    /// Proof: `Personhood::SeatCount` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 12_188_000 picoseconds.
        Weight::from_parts(21_079_917, 3_953)
            // Standard error: 40_168
            .saturating_add(Weight::from_parts(8_640_992, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_532).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().writes(2))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(m.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn set_policy() -> Weight {
        Weight::from_parts(47_881_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn clear_policy() -> Weight {
        Weight::from_parts(35_283_000, 1_501)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn on_verified() -> Weight {
        Weight::from_parts(52_539_000, 3_529)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(21_079_917, 3_953)
            .saturating_add(Weight::from_parts(8_640_992, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_532).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().reads(2).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(2))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
