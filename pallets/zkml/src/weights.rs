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
    fn submit_proof_bn254(n: u32) -> Weight;
    fn submit_proof_bls12_381(n: u32) -> Weight;
}

/// Weights for `pallet_zkml` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Zkml::Keys` (r:0 w:1), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 3_599
    /// Storage: `Zkml::Models` (r:0 w:1), at most 114 bytes each, proof: 3_579
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 1_489
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 403_081_000 picoseconds.
        Weight::from_parts(406_864_434, 28_478)
            // Standard error: 18_755
            .saturating_add(Weight::from_parts(5_922_498, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Keys` (r:0 w:1), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 3_599
    /// Storage: `Zkml::Models` (r:0 w:1), at most 114 bytes each, proof: 3_579
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 1_489
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 598_933_000 picoseconds.
        Weight::from_parts(509_482_861, 28_478)
            // Standard error: 68_262
            .saturating_add(Weight::from_parts(59_230_775, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 3_509
    /// Storage: `Zkml::Keys` (r:1 w:0), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 3_609
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_925_941_000 picoseconds.
        Weight::from_parts(1_803_369_098, 26_929)
            // Standard error: 141_893
            .saturating_add(Weight::from_parts(104_583_410, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 3_509
    /// Storage: `Zkml::Keys` (r:1 w:0), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 3_609
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_804_450_000 picoseconds.
        Weight::from_parts(2_523_987_576, 26_929)
            // Standard error: 247_524
            .saturating_add(Weight::from_parts(228_887_150, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `Zkml::Keys` (r:0 w:1), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 3_599
    /// Storage: `Zkml::Models` (r:0 w:1), at most 114 bytes each, proof: 3_579
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 1_489
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 403_081_000 picoseconds.
        Weight::from_parts(406_864_434, 28_478)
            // Standard error: 18_755
            .saturating_add(Weight::from_parts(5_922_498, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Keys` (r:0 w:1), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 3_599
    /// Storage: `Zkml::Models` (r:0 w:1), at most 114 bytes each, proof: 3_579
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 1_489
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 598_933_000 picoseconds.
        Weight::from_parts(509_482_861, 28_478)
            // Standard error: 68_262
            .saturating_add(Weight::from_parts(59_230_775, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 3_509
    /// Storage: `Zkml::Keys` (r:1 w:0), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 3_609
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_925_941_000 picoseconds.
        Weight::from_parts(1_803_369_098, 26_929)
            // Standard error: 141_893
            .saturating_add(Weight::from_parts(104_583_410, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 3_509
    /// Storage: `Zkml::Keys` (r:1 w:0), at most 12_706 bytes each, proof: 16_171
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 3_609
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 175 bytes each, proof: 3_640
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_804_450_000 picoseconds.
        Weight::from_parts(2_523_987_576, 26_929)
            // Standard error: 247_524
            .saturating_add(Weight::from_parts(228_887_150, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
}
