//! What the calls of `pallet_zkml` cost.
//!
//! NOT MEASURED YET: conservative estimates, to be replaced by the file that the benchmarks generate.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions needed for `pallet_zkml`. `n` is the number of public inputs of the key.
pub trait WeightInfo {
    fn register_model_bn254(n: u32) -> Weight;
    fn register_model_bls12_381(n: u32) -> Weight;
    fn submit_proof_bn254(n: u32) -> Weight;
    fn submit_proof_bls12_381(n: u32) -> Weight;
}

/// Weights for `pallet_zkml` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn register_model_bn254(n: u32) -> Weight {
        Weight::from_parts(5_000_000_000, 4_000)
            .saturating_add(Weight::from_parts(400_000_000, 32).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 5))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(5_000_000_000, 4_000)
            .saturating_add(Weight::from_parts(600_000_000, 48).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 5))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(10_000_000_000, 16_000)
            .saturating_add(Weight::from_parts(800_000_000, 32).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 1))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(12_000_000_000, 16_000)
            .saturating_add(Weight::from_parts(1_200_000_000, 48).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 1))
    }
}

impl WeightInfo for () {
    fn register_model_bn254(n: u32) -> Weight {
        Weight::from_parts(5_000_000_000, 4_000)
            .saturating_add(Weight::from_parts(400_000_000, 32).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads_writes(2, 5))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(5_000_000_000, 4_000)
            .saturating_add(Weight::from_parts(600_000_000, 48).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads_writes(2, 5))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(10_000_000_000, 16_000)
            .saturating_add(Weight::from_parts(800_000_000, 32).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads_writes(4, 1))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(12_000_000_000, 16_000)
            .saturating_add(Weight::from_parts(1_200_000_000, 48).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads_writes(4, 1))
    }
}
