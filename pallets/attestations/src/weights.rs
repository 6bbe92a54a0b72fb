//! What the calls of `pallet_zkml_attestations` cost.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

pub trait WeightInfo {
    fn attest() -> Weight;
    fn revoke() -> Weight;
    fn revoke_leaf() -> Weight;
    fn remove() -> Weight;
    fn remove_revoked_leaf() -> Weight;
    fn check() -> Weight;
}

pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn attest() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn revoke() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn revoke_leaf() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn remove() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn remove_revoked_leaf() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    fn check() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 0))
    }
}

impl WeightInfo for () {
    fn attest() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
    }
    fn revoke() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
    }
    fn revoke_leaf() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
    }
    fn remove() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
    }
    fn remove_revoked_leaf() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
    }
    fn check() -> Weight {
        Weight::from_parts(30_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(3, 0))
    }
}
