//! What the calls of `pallet_credit_line` cost.
//!
//! Guessed and not measured: each is several times what a pallet of this kind takes. Before a runtime relies on it, measure
//! from the root of the workspace with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_credit_line --steps 20 --repeat 10 --output pallets/examples/credit-line/src/weights.rs
//! ```

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
    fn set_policy() -> Weight {
        Weight::from_parts(300_000_000, 16_000)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    fn clear_policy() -> Weight {
        Weight::from_parts(150_000_000, 4_000)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn draw() -> Weight {
        Weight::from_parts(900_000_000, 16_000)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    fn repay() -> Weight {
        Weight::from_parts(900_000_000, 16_000)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    fn close() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn on_verified() -> Weight {
        Weight::from_parts(300_000_000, 10_000)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn set_policy() -> Weight {
        Weight::from_parts(300_000_000, 16_000)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn clear_policy() -> Weight {
        Weight::from_parts(150_000_000, 4_000)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn draw() -> Weight {
        Weight::from_parts(900_000_000, 16_000)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn repay() -> Weight {
        Weight::from_parts(900_000_000, 16_000)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn close() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn on_verified() -> Weight {
        Weight::from_parts(300_000_000, 10_000)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
}
