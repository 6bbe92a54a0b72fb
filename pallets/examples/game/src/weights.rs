//! What the calls of `pallet_game` cost.
//!
//! **To be measured.** Reads and writes are counted by hand and times are those of like calls of `pallet_credit_line`, rounded up. Measure, from the
//! root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_game
//! ```

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions needed for `pallet_game`.
pub trait WeightInfo {
    fn open_table() -> Weight;
    fn set_opponent() -> Weight;
    fn fund() -> Weight;
    fn withdraw() -> Weight;
    fn close_table() -> Weight;
    fn open_game() -> Weight;
    fn play() -> Weight;
    fn claim_timeout() -> Weight;
    fn call_off() -> Weight;
    fn on_verified_won() -> Weight;
    fn on_verified_forfeited() -> Weight;
}

/// Weights for `pallet_game` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn open_table() -> Weight {
        Weight::from_parts(105_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    fn set_opponent() -> Weight {
        Weight::from_parts(45_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn fund() -> Weight {
        Weight::from_parts(75_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    fn withdraw() -> Weight {
        Weight::from_parts(75_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    fn close_table() -> Weight {
        Weight::from_parts(72_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    fn open_game() -> Weight {
        Weight::from_parts(125_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    fn play() -> Weight {
        Weight::from_parts(150_000_000, 6_196)
            .saturating_add(T::DbWeight::get().reads(7))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    fn claim_timeout() -> Weight {
        Weight::from_parts(170_000_000, 6_196)
            .saturating_add(T::DbWeight::get().reads(11))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    fn call_off() -> Weight {
        Weight::from_parts(120_000_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    fn on_verified_won() -> Weight {
        Weight::from_parts(150_000_000, 6_196)
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    fn on_verified_forfeited() -> Weight {
        Weight::from_parts(165_000_000, 6_196)
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(8))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn open_table() -> Weight {
        Weight::from_parts(105_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn set_opponent() -> Weight {
        Weight::from_parts(45_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn fund() -> Weight {
        Weight::from_parts(75_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn withdraw() -> Weight {
        Weight::from_parts(75_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn close_table() -> Weight {
        Weight::from_parts(72_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn open_game() -> Weight {
        Weight::from_parts(125_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn play() -> Weight {
        Weight::from_parts(150_000_000, 6_196)
            .saturating_add(RocksDbWeight::get().reads(7))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn claim_timeout() -> Weight {
        Weight::from_parts(170_000_000, 6_196)
            .saturating_add(RocksDbWeight::get().reads(11))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
    fn call_off() -> Weight {
        Weight::from_parts(120_000_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn on_verified_won() -> Weight {
        Weight::from_parts(150_000_000, 6_196)
            .saturating_add(RocksDbWeight::get().reads(8))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
    fn on_verified_forfeited() -> Weight {
        Weight::from_parts(165_000_000, 6_196)
            .saturating_add(RocksDbWeight::get().reads(8))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
}
