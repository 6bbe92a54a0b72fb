//! What the calls of `pallet_zkml` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! cargo run --release -p benchmarking --bin weights -- --pallet pallet_zkml --steps 6 --repeat 8 --output pallets/zkml/src/weights.rs
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

/// Weight functions needed for `pallet_zkml`.
pub trait WeightInfo {
    fn register_model_bn254(n: u32) -> Weight;
    fn register_model_bls12_381(n: u32) -> Weight;
    fn add_version_bn254(n: u32) -> Weight;
    fn add_version_bls12_381(n: u32) -> Weight;
    fn submit_proof_bn254(n: u32) -> Weight;
    fn submit_proof_bls12_381(n: u32) -> Weight;
    fn submit_batch_alike_bn254(p: u32) -> Weight;
    fn submit_batch_alike_bls12_381(p: u32) -> Weight;
    fn submit_batch_distinct_bn254(p: u32) -> Weight;
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight;
    fn attestation(s: u32) -> Weight;
    fn add_retrained_version() -> Weight;
    fn set_active_version() -> Weight;
    fn deprecate_version() -> Weight;
    fn remove_version() -> Weight;
    fn remove_model() -> Weight;
    fn transfer_model() -> Weight;
    fn accept_model() -> Weight;
    fn revoke_version() -> Weight;
    fn pause() -> Weight;
    fn resume() -> Weight;
    fn register_circuit_bn254(n: u32) -> Weight;
    fn register_circuit_bls12_381(n: u32) -> Weight;
    fn submit_circuit_proof_bn254(n: u32) -> Weight;
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight;
    fn remove_circuit() -> Weight;
    fn revoke_circuit() -> Weight;
    fn clear_circuit_receipt() -> Weight;
    fn prune(m: u32) -> Weight;
}

/// Weights for `pallet_zkml` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_094_412_000 picoseconds.
        Weight::from_parts(1_149_157_161, 78_258)
            // Standard error: 73_981
            .saturating_add(Weight::from_parts(5_597_652, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_624_431_000 picoseconds.
        Weight::from_parts(1_618_059_432, 78_258)
            // Standard error: 236_400
            .saturating_add(Weight::from_parts(77_418_282, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_096_424_000 picoseconds.
        Weight::from_parts(1_119_211_168, 73_170)
            // Standard error: 55_208
            .saturating_add(Weight::from_parts(5_340_408, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_756_939_000 picoseconds.
        Weight::from_parts(1_623_742_304, 73_170)
            // Standard error: 93_188
            .saturating_add(Weight::from_parts(76_683_898, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 893_712_000 picoseconds.
        Weight::from_parts(903_109_375, 70_133)
            // Standard error: 34_483
            .saturating_add(Weight::from_parts(15_456_413, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_215_443_000 picoseconds.
        Weight::from_parts(2_581_006_335, 70_133)
            // Standard error: 362_646
            .saturating_add(Weight::from_parts(4_718_013, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 897_628_000 picoseconds.
        Weight::from_parts(811_234_047, 64_995)
            // Standard error: 1_473_667
            .saturating_add(Weight::from_parts(253_330_381, 5_138).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_139_379_000 picoseconds.
        Weight::from_parts(2_222_773_291, 64_995)
            // Standard error: 2_917_444
            .saturating_add(Weight::from_parts(772_830_593, 5_138).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 935_815_000 picoseconds.
        Weight::from_parts(393_345_988, 15_499)
            // Standard error: 1_820_610
            .saturating_add(Weight::from_parts(648_393_330, 54_634).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_194_301_000 picoseconds.
        Weight::from_parts(1_054_782_332, 15_499)
            // Standard error: 9_571_545
            .saturating_add(Weight::from_parts(2_116_559_310, 54_634).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// The range of component `s` is `[0, 32]`.
    fn attestation(s: u32) -> Weight {
        // Minimum execution time: 260_000 picoseconds.
        Weight::from_parts(264_819, 0)
            // Standard error: 156
            .saturating_add(Weight::from_parts(182_734, 0).saturating_mul(s.into()))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:1), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn add_retrained_version() -> Weight {
        // Minimum execution time: 42_854_000 picoseconds.
        Weight::from_parts(44_346_000, 20_622)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_active_version() -> Weight {
        // Minimum execution time: 11_347_000 picoseconds.
        Weight::from_parts(12_839_000, 7_363)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn deprecate_version() -> Weight {
        // Minimum execution time: 10_025_000 picoseconds.
        Weight::from_parts(10_776_000, 7_363)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:0), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn remove_version() -> Weight {
        // Minimum execution time: 42_934_000 picoseconds.
        Weight::from_parts(50_135_000, 73_159)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:0 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn remove_model() -> Weight {
        // Minimum execution time: 30_656_000 picoseconds.
        Weight::from_parts(32_408_000, 10_796)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn transfer_model() -> Weight {
        // Minimum execution time: 7_812_000 picoseconds.
        Weight::from_parts(8_853_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:2 w:2), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::ModelIds` (r:1 w:2), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn accept_model() -> Weight {
        // Minimum execution time: 54_261_000 picoseconds.
        Weight::from_parts(55_392_000, 19_558)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:0), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn revoke_version() -> Weight {
        // Minimum execution time: 42_403_000 picoseconds.
        Weight::from_parts(49_364_000, 80_249)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn pause() -> Weight {
        // Minimum execution time: 7_622_000 picoseconds.
        Weight::from_parts(8_583_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn resume() -> Weight {
        // Minimum execution time: 7_401_000 picoseconds.
        Weight::from_parts(8_202_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_020_040_000 picoseconds.
        Weight::from_parts(1_066_177_504, 70_893)
            // Standard error: 74_496
            .saturating_add(Weight::from_parts(5_587_357, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_440_597_000 picoseconds.
        Weight::from_parts(1_544_910_792, 70_893)
            // Standard error: 104_356
            .saturating_add(Weight::from_parts(76_059_226, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 817_319_000 picoseconds.
        Weight::from_parts(883_227_683, 58_287)
            // Standard error: 80_907
            .saturating_add(Weight::from_parts(15_111_013, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_683_439_000 picoseconds.
        Weight::from_parts(2_127_925_925, 58_287)
            // Standard error: 396_757
            .saturating_add(Weight::from_parts(3_328_825, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn remove_circuit() -> Weight {
        // Minimum execution time: 33_140_000 picoseconds.
        Weight::from_parts(55_843_000, 65_907)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 32_659_000 picoseconds.
        Weight::from_parts(34_061_000, 72_997)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 27_832_000 picoseconds.
        Weight::from_parts(30_055_000, 14_301)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Expiries` (r:200 w:200), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Receipts` (r:0 w:200), at most 144 bytes each, proof: 2_619 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 2_414_000 picoseconds.
        Weight::from_parts(2_414_000, 5_788)
            // Standard error: 6_097
            .saturating_add(Weight::from_parts(1_209_621, 5_143).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(m.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_094_412_000 picoseconds.
        Weight::from_parts(1_149_157_161, 78_258)
            // Standard error: 73_981
            .saturating_add(Weight::from_parts(5_597_652, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_624_431_000 picoseconds.
        Weight::from_parts(1_618_059_432, 78_258)
            // Standard error: 236_400
            .saturating_add(Weight::from_parts(77_418_282, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_096_424_000 picoseconds.
        Weight::from_parts(1_119_211_168, 73_170)
            // Standard error: 55_208
            .saturating_add(Weight::from_parts(5_340_408, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_756_939_000 picoseconds.
        Weight::from_parts(1_623_742_304, 73_170)
            // Standard error: 93_188
            .saturating_add(Weight::from_parts(76_683_898, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 893_712_000 picoseconds.
        Weight::from_parts(903_109_375, 70_133)
            // Standard error: 34_483
            .saturating_add(Weight::from_parts(15_456_413, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_215_443_000 picoseconds.
        Weight::from_parts(2_581_006_335, 70_133)
            // Standard error: 362_646
            .saturating_add(Weight::from_parts(4_718_013, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 897_628_000 picoseconds.
        Weight::from_parts(811_234_047, 64_995)
            // Standard error: 1_473_667
            .saturating_add(Weight::from_parts(253_330_381, 5_138).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_139_379_000 picoseconds.
        Weight::from_parts(2_222_773_291, 64_995)
            // Standard error: 2_917_444
            .saturating_add(Weight::from_parts(772_830_593, 5_138).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 935_815_000 picoseconds.
        Weight::from_parts(393_345_988, 15_499)
            // Standard error: 1_820_610
            .saturating_add(Weight::from_parts(648_393_330, 54_634).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 89 bytes each, proof: 584 each
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0), at most 16 bytes each, proof: 511 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 251 bytes each, proof: 2_726 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_194_301_000 picoseconds.
        Weight::from_parts(1_054_782_332, 15_499)
            // Standard error: 9_571_545
            .saturating_add(Weight::from_parts(2_116_559_310, 54_634).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// The range of component `s` is `[0, 32]`.
    fn attestation(s: u32) -> Weight {
        // Minimum execution time: 260_000 picoseconds.
        Weight::from_parts(264_819, 0)
            // Standard error: 156
            .saturating_add(Weight::from_parts(182_734, 0).saturating_mul(s.into()))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:1), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn add_retrained_version() -> Weight {
        // Minimum execution time: 42_854_000 picoseconds.
        Weight::from_parts(44_346_000, 20_622)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 251 bytes each, proof: 2_726 each
    fn set_active_version() -> Weight {
        // Minimum execution time: 11_347_000 picoseconds.
        Weight::from_parts(12_839_000, 7_363)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn deprecate_version() -> Weight {
        // Minimum execution time: 10_025_000 picoseconds.
        Weight::from_parts(10_776_000, 7_363)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:0), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn remove_version() -> Weight {
        // Minimum execution time: 42_934_000 picoseconds.
        Weight::from_parts(50_135_000, 73_159)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::ModelIds` (r:0 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn remove_model() -> Weight {
        // Minimum execution time: 30_656_000 picoseconds.
        Weight::from_parts(32_408_000, 10_796)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn transfer_model() -> Weight {
        // Minimum execution time: 7_812_000 picoseconds.
        Weight::from_parts(8_853_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:2 w:2), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::ModelIds` (r:1 w:2), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn accept_model() -> Weight {
        // Minimum execution time: 54_261_000 picoseconds.
        Weight::from_parts(55_392_000, 19_558)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::SharedKeys` (r:1 w:0), at most 21 bytes each, proof: 2_496 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 251 bytes each, proof: 2_726 each
    fn revoke_version() -> Weight {
        // Minimum execution time: 42_403_000 picoseconds.
        Weight::from_parts(49_364_000, 80_249)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn pause() -> Weight {
        // Minimum execution time: 7_622_000 picoseconds.
        Weight::from_parts(8_583_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn resume() -> Weight {
        // Minimum execution time: 7_401_000 picoseconds.
        Weight::from_parts(8_202_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_020_040_000 picoseconds.
        Weight::from_parts(1_066_177_504, 70_893)
            // Standard error: 74_496
            .saturating_add(Weight::from_parts(5_587_357, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_440_597_000 picoseconds.
        Weight::from_parts(1_544_910_792, 70_893)
            // Standard error: 104_356
            .saturating_add(Weight::from_parts(76_059_226, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 817_319_000 picoseconds.
        Weight::from_parts(883_227_683, 58_287)
            // Standard error: 80_907
            .saturating_add(Weight::from_parts(15_111_013, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_683_439_000 picoseconds.
        Weight::from_parts(2_127_925_925, 58_287)
            // Standard error: 396_757
            .saturating_add(Weight::from_parts(3_328_825, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn remove_circuit() -> Weight {
        // Minimum execution time: 33_140_000 picoseconds.
        Weight::from_parts(55_843_000, 65_907)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 32_659_000 picoseconds.
        Weight::from_parts(34_061_000, 72_997)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 85 bytes each, proof: 2_560 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 27_832_000 picoseconds.
        Weight::from_parts(30_055_000, 14_301)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Expiries` (r:200 w:200), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Receipts` (r:0 w:200), at most 144 bytes each, proof: 2_619 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 2_414_000 picoseconds.
        Weight::from_parts(2_414_000, 5_788)
            // Standard error: 6_097
            .saturating_add(Weight::from_parts(1_209_621, 5_143).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
