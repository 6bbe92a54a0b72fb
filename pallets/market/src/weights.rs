//! What the calls of `pallet_zkml_market` cost.
//!
//! Not measured yet: measure, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_zkml_market
//! ```

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions needed for `pallet_zkml_market`.
pub trait WeightInfo {
    fn request_inference(e: u32) -> Weight;
    fn cancel() -> Weight;
    fn claim() -> Weight;
    fn fulfil() -> Weight;
    fn expire() -> Weight;
    fn deposit_bond() -> Weight;
    fn withdraw_bond() -> Weight;
    fn set_prover() -> Weight;
    fn claim_by_key() -> Weight;
    fn fulfil_by_key() -> Weight;
    fn authorize_claim() -> Weight;
    fn authorize_fulfil() -> Weight;
    fn expire_due(n: u32) -> Weight;
}

/// Weights for `pallet_zkml_market` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn request_inference(e: u32) -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_mul(1 + u64::from(e)).saturating_add(T::DbWeight::get().reads_writes(5, 5).saturating_mul(1 + u64::from(e)))
    }
    fn cancel() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn claim() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn fulfil() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn expire() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn deposit_bond() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn withdraw_bond() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn set_prover() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn claim_by_key() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn fulfil_by_key() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn authorize_claim() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn authorize_fulfil() -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    fn expire_due(n: u32) -> Weight {
        Weight::from_parts(100_000_000, 10_000).saturating_mul(1 + u64::from(n)).saturating_add(T::DbWeight::get().reads_writes(5, 5).saturating_mul(1 + u64::from(n)))
    }
}
