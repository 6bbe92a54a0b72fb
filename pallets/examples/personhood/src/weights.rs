//! What the calls and hooks of `pallet_personhood` cost.
//!
//! Bounds until they are measured: the reads and writes of each, the greatest proof sizes, and more time than a pallet
//! beside it takes for as many entries.

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

fn of<D: Get<frame_support::weights::RuntimeDbWeight>>(time: u64, proof: u64, reads: u64, writes: u64) -> Weight {
    Weight::from_parts(time, proof).saturating_add(D::get().reads_writes(reads, writes))
}

macro_rules! weights {
    ($db:ty) => {
        fn set_policy() -> Weight { of::<$db>(20_000_000, 10_000, 2, 1) }
        fn clear_policy() -> Weight { of::<$db>(10_000_000, 1_541, 1, 1) }
        fn on_verified() -> Weight { of::<$db>(40_000_000, 12_000, 5, 4) }
        fn prune(m: u32) -> Weight {
            of::<$db>(20_000_000, 6_000, 3, 2)
                .saturating_add(of::<$db>(10_000_000, 5_200, 2, 2).saturating_mul(m.into()))
        }
    };
}

/// Weights for `pallet_personhood` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    weights!(T::DbWeight);
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    weights!(RocksDbWeight);
}
