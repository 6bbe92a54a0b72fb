//! What the calls of `pallet_personhood` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_personhood --steps 6 --repeat 8 --output pallets/examples/personhood/src/weights.rs
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

/// Weight functions needed for `pallet_personhood`.
pub trait WeightInfo {
    fn set_policy() -> Weight;
    fn clear_policy() -> Weight;
    fn on_verified() -> Weight;
    fn prune(m: u32) -> Weight;
}

/// Weights for `pallet_personhood` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Personhood::PolicyInForce` (r:0 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_policy() -> Weight {
        // Minimum execution time: 8_012_000 picoseconds.
        Weight::from_parts(9_564_000, 8_714)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Personhood::PolicyInForce` (r:1 w:1), at most 16 bytes each, proof: 511 each
    fn clear_policy() -> Weight {
        // Minimum execution time: 5_178_000 picoseconds.
        Weight::from_parts(5_508_000, 1_501)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Personhood::FirstEpoch` (r:1 w:1), at most 8 bytes each, proof: 503 each
    /// Storage: `Personhood::Nullifiers` (r:1 w:1), at most 64 bytes each, proof: 2_539 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `Personhood::SeatCount` (r:1 w:1), at most 20 bytes each, proof: 2_495 each
    /// Storage: `Personhood::Seats` (r:1 w:1), at most 64 bytes each, proof: 2_539 each
    fn on_verified() -> Weight {
        // Minimum execution time: 10_025_000 picoseconds.
        Weight::from_parts(10_666_000, 13_537)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Personhood::FirstEpoch` (r:1 w:1), at most 8 bytes each, proof: 503 each
    /// Storage: `Personhood::Nullifiers` (r:200 w:200), at most 64 bytes each, proof: 2_539 each
    /// Storage: `Personhood::SeatCount` (r:1 w:1), at most 20 bytes each, proof: 2_495 each
    /// Storage: `Personhood::Seats` (r:200 w:200), at most 64 bytes each, proof: 2_539 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 3_255_000 picoseconds.
        Weight::from_parts(3_255_000, 11_316)
            // Standard error: 11_257
            .saturating_add(Weight::from_parts(2_245_550, 5_096).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().writes(2))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(m.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `Personhood::PolicyInForce` (r:0 w:1), at most 16 bytes each, proof: 511 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_policy() -> Weight {
        // Minimum execution time: 8_012_000 picoseconds.
        Weight::from_parts(9_564_000, 8_714)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Personhood::PolicyInForce` (r:1 w:1), at most 16 bytes each, proof: 511 each
    fn clear_policy() -> Weight {
        // Minimum execution time: 5_178_000 picoseconds.
        Weight::from_parts(5_508_000, 1_501)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Personhood::FirstEpoch` (r:1 w:1), at most 8 bytes each, proof: 503 each
    /// Storage: `Personhood::Nullifiers` (r:1 w:1), at most 64 bytes each, proof: 2_539 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `Personhood::SeatCount` (r:1 w:1), at most 20 bytes each, proof: 2_495 each
    /// Storage: `Personhood::Seats` (r:1 w:1), at most 64 bytes each, proof: 2_539 each
    fn on_verified() -> Weight {
        // Minimum execution time: 10_025_000 picoseconds.
        Weight::from_parts(10_666_000, 13_537)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `Personhood::FirstEpoch` (r:1 w:1), at most 8 bytes each, proof: 503 each
    /// Storage: `Personhood::Nullifiers` (r:200 w:200), at most 64 bytes each, proof: 2_539 each
    /// Storage: `Personhood::SeatCount` (r:1 w:1), at most 20 bytes each, proof: 2_495 each
    /// Storage: `Personhood::Seats` (r:200 w:200), at most 64 bytes each, proof: 2_539 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 3_255_000 picoseconds.
        Weight::from_parts(3_255_000, 11_316)
            // Standard error: 11_257
            .saturating_add(Weight::from_parts(2_245_550, 5_096).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().reads(2).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(2))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
