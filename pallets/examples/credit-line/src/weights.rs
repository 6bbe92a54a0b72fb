//! What the calls of `pallet_credit_line` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_credit_line --steps 6 --repeat 8 --output pallets/examples/credit-line/src/weights.rs
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
    /// Storage: `CreditLine::NextPolicy` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `CreditLine::PolicyInForce` (r:0 w:1), at most 89 bytes each, proof: 584 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_policy() -> Weight {
        // Minimum execution time: 9_564_000 picoseconds.
        Weight::from_parts(10_917_000, 10_276)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:1), at most 89 bytes each, proof: 584 each
    fn clear_policy() -> Weight {
        // Minimum execution time: 6_230_000 picoseconds.
        Weight::from_parts(6_710_000, 1_574)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::Outstanding` (r:1 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    fn draw() -> Weight {
        // Minimum execution time: 30_085_000 picoseconds.
        Weight::from_parts(30_395_000, 8_643)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::Outstanding` (r:1 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    fn repay() -> Weight {
        // Minimum execution time: 29_464_000 picoseconds.
        Weight::from_parts(29_824_000, 8_643)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    fn close() -> Weight {
        // Minimum execution time: 5_287_000 picoseconds.
        Weight::from_parts(5_508_000, 3_549)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    fn on_verified() -> Weight {
        // Minimum execution time: 7_712_000 picoseconds.
        Weight::from_parts(8_202_000, 5_123)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `CreditLine::NextPolicy` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `CreditLine::PolicyInForce` (r:0 w:1), at most 89 bytes each, proof: 584 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_policy() -> Weight {
        // Minimum execution time: 9_564_000 picoseconds.
        Weight::from_parts(10_917_000, 10_276)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:1), at most 89 bytes each, proof: 584 each
    fn clear_policy() -> Weight {
        // Minimum execution time: 6_230_000 picoseconds.
        Weight::from_parts(6_710_000, 1_574)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::Outstanding` (r:1 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    fn draw() -> Weight {
        // Minimum execution time: 30_085_000 picoseconds.
        Weight::from_parts(30_395_000, 8_643)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::Outstanding` (r:1 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    fn repay() -> Weight {
        // Minimum execution time: 29_464_000 picoseconds.
        Weight::from_parts(29_824_000, 8_643)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    fn close() -> Weight {
        // Minimum execution time: 5_287_000 picoseconds.
        Weight::from_parts(5_508_000, 3_549)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `CreditLine::Lines` (r:1 w:1), at most 84 bytes each, proof: 2_559 each
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    fn on_verified() -> Weight {
        // Minimum execution time: 7_712_000 picoseconds.
        Weight::from_parts(8_202_000, 5_123)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
}
