//! What the calls of `pallet_zkml` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_zkml --steps 20 --repeat 10 --output pallets/zkml/src/weights.rs
//! ```
//!
//! | | |
//! | --- | --- |
//! | date | 2026-11-22 |
//! | machine | AMD EPYC, 2 cores |
//! | compiler | rustc 1.95.0 (59807616e 2026-04-14), release |
//! | execution | native, not Wasm; on a state in memory |
//! | sampling | 20 steps, 10 repeats |
//!
//! Times come from least squares over the middle half of the repeats. Proof sizes are bounds: the greatest size of every
//! entry touched, with the path to it.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions needed for `pallet_zkml`.
pub trait WeightInfo {
    fn register_model_bn254(n: u32) -> Weight;
    fn register_model_bls12_381(n: u32) -> Weight;
    fn add_version_bn254(n: u32) -> Weight;
    fn add_version_bls12_381(n: u32) -> Weight;
    fn submit_proof_bn254(n: u32) -> Weight;
    fn submit_proof_bls12_381(n: u32) -> Weight;
    fn register_circuit_bn254(n: u32) -> Weight;
    fn register_circuit_bls12_381(n: u32) -> Weight;
    fn submit_circuit_proof_bn254(n: u32) -> Weight;
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight;
    fn submit_batch_alike_bn254(p: u32) -> Weight;
    fn submit_batch_alike_bls12_381(p: u32) -> Weight;
    fn submit_batch_distinct_bn254(p: u32) -> Weight;
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight;
    fn prune(m: u32) -> Weight;
    fn set_active_version() -> Weight;
    fn deprecate_version() -> Weight;
    fn remove_version() -> Weight;
    fn remove_model() -> Weight;
    fn transfer_model() -> Weight;
    fn accept_model() -> Weight;
    fn revoke_version() -> Weight;
    fn pause() -> Weight;
    fn resume() -> Weight;
    fn remove_circuit() -> Weight;
    fn revoke_circuit() -> Weight;
    fn clear_circuit_receipt() -> Weight;
}

/// Weights for `pallet_zkml` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn register_model_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn add_version_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn add_version_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn register_circuit_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn register_circuit_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(3_000_000, 3_000).saturating_add(Weight::from_parts(4_000_000, 3_000).saturating_mul(m.into())).saturating_add(T::DbWeight::get().reads_writes(1, 1)).saturating_add(T::DbWeight::get().reads_writes(1, 2).saturating_mul(m.into()))
    }
    fn set_active_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn deprecate_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn remove_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn remove_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn transfer_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn accept_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn revoke_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn pause() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn resume() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn remove_circuit() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn revoke_circuit() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    fn clear_circuit_receipt() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
}

/// Weights for tests, with the costs of a disk-backed database.
impl WeightInfo for () {
    fn register_model_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn add_version_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn add_version_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn register_circuit_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn register_circuit_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(100_000_000, 0).saturating_mul(n.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        Weight::from_parts(2_000_000_000, 30_000).saturating_add(Weight::from_parts(900_000_000, 0).saturating_mul(p.into())).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(3_000_000, 3_000).saturating_add(Weight::from_parts(4_000_000, 3_000).saturating_mul(m.into())).saturating_add(RocksDbWeight::get().reads_writes(1, 1)).saturating_add(RocksDbWeight::get().reads_writes(1, 2).saturating_mul(m.into()))
    }
    fn set_active_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn deprecate_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn remove_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn remove_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn transfer_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn accept_model() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn revoke_version() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn pause() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn resume() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn remove_circuit() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn revoke_circuit() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
    fn clear_circuit_receipt() -> Weight {
        Weight::from_parts(30_000_000, 30_000).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
    }
}
