//! What the calls of `pallet_credit_line` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_credit_line
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

/// Weight functions needed for `pallet_credit_line`.
pub trait WeightInfo {
    fn set_policy() -> Weight;
    fn clear_policy() -> Weight;
    fn draw() -> Weight;
    fn repay() -> Weight;
    fn close() -> Weight;
    fn on_verified() -> Weight;
}

/// Weights for `pallet_credit_line` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::NextPolicy` (r:1 w:1)
    /// Proof: `CreditLine::NextPolicy` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:0 w:1)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    fn set_policy() -> Weight {
        // Minimum execution time: 40_270_000 picoseconds.
        Weight::from_parts(57_526_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:1)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    fn clear_policy() -> Weight {
        // Minimum execution time: 21_031_000 picoseconds.
        Weight::from_parts(25_668_000, 1_574)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1)
    /// Proof: `CreditLine::Lines` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::Outstanding` (r:1 w:1)
    /// Proof: `CreditLine::Outstanding` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn draw() -> Weight {
        // Minimum execution time: 70_094_000 picoseconds.
        Weight::from_parts(72_528_000, 3_593)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1)
    /// Proof: `CreditLine::Lines` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::Outstanding` (r:1 w:1)
    /// Proof: `CreditLine::Outstanding` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn repay() -> Weight {
        // Minimum execution time: 69_414_000 picoseconds.
        Weight::from_parts(70_345_000, 3_593)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1)
    /// Proof: `CreditLine::Lines` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
    fn close() -> Weight {
        // Minimum execution time: 14_241_000 picoseconds.
        Weight::from_parts(14_952_000, 3_549)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::Lines` (r:1 w:1)
    /// Proof: `CreditLine::Lines` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
    fn on_verified() -> Weight {
        // Minimum execution time: 31_567_000 picoseconds.
        Weight::from_parts(43_255_000, 3_549)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn set_policy() -> Weight {
        Weight::from_parts(57_526_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn clear_policy() -> Weight {
        Weight::from_parts(25_668_000, 1_574)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn draw() -> Weight {
        Weight::from_parts(72_528_000, 3_593)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn repay() -> Weight {
        Weight::from_parts(70_345_000, 3_593)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn close() -> Weight {
        Weight::from_parts(14_952_000, 3_549)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn on_verified() -> Weight {
        Weight::from_parts(43_255_000, 3_549)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
}
