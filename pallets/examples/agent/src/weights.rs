//! What the calls of `pallet_agent` cost.
//!
//! Not measured yet: measure, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_agent
//! ```

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions needed for `pallet_agent`.
pub trait WeightInfo {
    fn create_agent() -> Weight;
    fn wake() -> Weight;
    fn decide() -> Weight;
    fn close_agent() -> Weight;
    fn signal() -> Weight;
    fn withdraw_signal() -> Weight;
}

/// Weights for `pallet_agent` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn create_agent() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 4))
    }
    fn wake() -> Weight {
        Weight::from_parts(400_000_000, 60_000).saturating_add(T::DbWeight::get().reads_writes(28, 8))
    }
    fn decide() -> Weight {
        Weight::from_parts(150_000_000, 12_000).saturating_add(T::DbWeight::get().reads_writes(4, 3))
    }
    fn close_agent() -> Weight {
        Weight::from_parts(200_000_000, 15_000).saturating_add(T::DbWeight::get().reads_writes(6, 5))
    }
    fn signal() -> Weight {
        Weight::from_parts(80_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn withdraw_signal() -> Weight {
        Weight::from_parts(80_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
}
