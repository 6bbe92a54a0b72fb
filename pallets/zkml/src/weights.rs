//! What the calls of `pallet_zkml` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_zkml
//! ```
//!
//! | | |
//! | --- | --- |
//! | date | 2026-11-22 |
//! | machine | AMD EPYC, 2 cores |
//! | compiler | rustc 1.95.0 (59807616e 2026-04-14), release |
//! | execution | measured in Wasm by frame-omni-bencher on this repository's runtime, with a state in memory |
//! | sampling | 8 steps, 8 repeats |
//!
//! Times come from least squares over the middle half of the repeats. The size of a proof is that of the item that takes
//! most, at its greatest size and with the path to it.

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
    /// Storage: `Zkml::ModelIds` (r:1 w:1)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextModelId` (r:1 w:1)
    /// Proof: `Zkml::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:0 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 4_330_675_000 picoseconds.
        Weight::from_parts(4_539_945_622, 3_599)
            // Standard error: 223_232
            .saturating_add(Weight::from_parts(29_500_645, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::ModelIds` (r:1 w:1)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextModelId` (r:1 w:1)
    /// Proof: `Zkml::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:0 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 4_007_904_000 picoseconds.
        Weight::from_parts(3_543_943_810, 3_599)
            // Standard error: 789_095
            .saturating_add(Weight::from_parts(240_605_880, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 4_426_739_000 picoseconds.
        Weight::from_parts(4_599_156_031, 3_647)
            // Standard error: 131_764
            .saturating_add(Weight::from_parts(29_572_176, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 4_357_476_000 picoseconds.
        Weight::from_parts(4_151_682_192, 3_647)
            // Standard error: 426_407
            .saturating_add(Weight::from_parts(236_273_787, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:1 w:1)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:1)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 3_407_009_000 picoseconds.
        Weight::from_parts(3_297_185_388, 42_596)
            // Standard error: 181_072
            .saturating_add(Weight::from_parts(71_524_212, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:1 w:1)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:1)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 3_533_768_000 picoseconds.
        Weight::from_parts(4_081_944_500, 42_596)
            // Standard error: 444_742
            .saturating_add(Weight::from_parts(7_102_185, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:64 w:64)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 3_260_190_000 picoseconds.
        Weight::from_parts(2_951_656_613, 42_596)
            // Standard error: 3_770_360
            .saturating_add(Weight::from_parts(992_979_053, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:64 w:64)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 3_411_816_000 picoseconds.
        Weight::from_parts(3_498_150_608, 42_596)
            // Standard error: 6_562_428
            .saturating_add(Weight::from_parts(1_633_489_745, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:64 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:64 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:64 w:64)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 3_382_312_000 picoseconds.
        Weight::from_parts(1_470_631_501, 3_509)
            // Standard error: 5_539_680
            .saturating_add(Weight::from_parts(2_484_487_935, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:64 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:64 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:64 w:64)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0)
    /// Proof: `CreditLine::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(89), added: 584, mode: `MaxEncodedLen`)
    /// Storage: `Personhood::PolicyInForce` (r:1 w:0)
    /// Proof: `Personhood::PolicyInForce` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 4_000_123_000 picoseconds.
        Weight::from_parts(1_396_719_137, 3_509)
            // Standard error: 10_796_423
            .saturating_add(Weight::from_parts(3_893_093_133, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// The range of component `s` is `[0, 32]`.
    fn attestation(s: u32) -> Weight {
        // Minimum execution time: 1_642_000 picoseconds.
        Weight::from_parts(1_877_039, 0)
            // Standard error: 2_216
            .saturating_add(Weight::from_parts(1_021_779, 0).saturating_mul(s.into()))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::SharedKeys` (r:1 w:1)
    /// Proof: `Zkml::SharedKeys` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
    fn add_retrained_version() -> Weight {
        // Minimum execution time: 96_223_000 picoseconds.
        Weight::from_parts(101_912_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn set_active_version() -> Weight {
        // Minimum execution time: 43_294_000 picoseconds.
        Weight::from_parts(44_236_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn deprecate_version() -> Weight {
        // Minimum execution time: 31_938_000 picoseconds.
        Weight::from_parts(35_483_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::SharedKeys` (r:1 w:0)
    /// Proof: `Zkml::SharedKeys` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn remove_version() -> Weight {
        // Minimum execution time: 116_323_000 picoseconds.
        Weight::from_parts(119_718_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::ModelIds` (r:0 w:1)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    fn remove_model() -> Weight {
        // Minimum execution time: 83_715_000 picoseconds.
        Weight::from_parts(92_568_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn transfer_model() -> Weight {
        // Minimum execution time: 21_312_000 picoseconds.
        Weight::from_parts(26_850_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::ModelIds` (r:1 w:2)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn accept_model() -> Weight {
        // Minimum execution time: 139_878_000 picoseconds.
        Weight::from_parts(144_596_000, 6_110)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::SharedKeys` (r:1 w:0)
    /// Proof: `Zkml::SharedKeys` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn revoke_version() -> Weight {
        // Minimum execution time: 125_547_000 picoseconds.
        Weight::from_parts(137_275_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn pause() -> Weight {
        // Minimum execution time: 32_558_000 picoseconds.
        Weight::from_parts(38_006_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn resume() -> Weight {
        // Minimum execution time: 23_846_000 picoseconds.
        Weight::from_parts(29_324_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1)
    /// Proof: `Zkml::NextCircuitId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:0 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 4_288_563_000 picoseconds.
        Weight::from_parts(4_483_703_621, 3_550)
            // Standard error: 159_032
            .saturating_add(Weight::from_parts(29_449_344, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1)
    /// Proof: `Zkml::NextCircuitId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:0 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 3_465_206_000 picoseconds.
        Weight::from_parts(3_741_388_150, 3_550)
            // Standard error: 601_139
            .saturating_add(Weight::from_parts(233_779_812, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:1 w:0)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1)
    /// Proof: `Zkml::CircuitReceipts` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 3_060_693_000 picoseconds.
        Weight::from_parts(3_117_933_690, 42_596)
            // Standard error: 278_578
            .saturating_add(Weight::from_parts(71_682_585, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:1 w:0)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1)
    /// Proof: `Zkml::CircuitReceipts` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_866_734_000 picoseconds.
        Weight::from_parts(3_547_500_946, 42_596)
            // Standard error: 647_252
            .saturating_add(Weight::from_parts(6_471_669, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Zkml::Circuits` (r:1 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn remove_circuit() -> Weight {
        // Minimum execution time: 108_482_000 picoseconds.
        Weight::from_parts(111_336_000, 3_597)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Circuits` (r:1 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 112_267_000 picoseconds.
        Weight::from_parts(118_647_000, 3_597)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Zkml::Circuits` (r:1 w:0)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1)
    /// Proof: `Zkml::CircuitReceipts` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 94_571_000 picoseconds.
        Weight::from_parts(96_443_000, 3_597)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::NextExpiry` (r:1 w:1)
    /// Proof: `Zkml::NextExpiry` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:200 w:200)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:0 w:200)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 7_521_000 picoseconds.
        Weight::from_parts(6_126_106, 3_929)
            // Standard error: 20_370
            .saturating_add(Weight::from_parts(5_116_635, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_512).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(m.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn register_model_bn254(n: u32) -> Weight {
        Weight::from_parts(4_539_945_622, 3_599)
            .saturating_add(Weight::from_parts(29_500_645, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_543_943_810, 3_599)
            .saturating_add(Weight::from_parts(240_605_880, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn add_version_bn254(n: u32) -> Weight {
        Weight::from_parts(4_599_156_031, 3_647)
            .saturating_add(Weight::from_parts(29_572_176, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn add_version_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_151_682_192, 3_647)
            .saturating_add(Weight::from_parts(236_273_787, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_297_185_388, 42_596)
            .saturating_add(Weight::from_parts(71_524_212, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_081_944_500, 42_596)
            .saturating_add(Weight::from_parts(7_102_185, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        Weight::from_parts(2_951_656_613, 42_596)
            .saturating_add(Weight::from_parts(992_979_053, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        Weight::from_parts(3_498_150_608, 42_596)
            .saturating_add(Weight::from_parts(1_633_489_745, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        Weight::from_parts(1_470_631_501, 3_509)
            .saturating_add(Weight::from_parts(2_484_487_935, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        Weight::from_parts(1_396_719_137, 3_509)
            .saturating_add(Weight::from_parts(3_893_093_133, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn attestation(s: u32) -> Weight {
        Weight::from_parts(1_877_039, 0)
            .saturating_add(Weight::from_parts(1_021_779, 0).saturating_mul(s.into()))
    }
    fn add_retrained_version() -> Weight {
        Weight::from_parts(101_912_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn set_active_version() -> Weight {
        Weight::from_parts(44_236_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn deprecate_version() -> Weight {
        Weight::from_parts(35_483_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_version() -> Weight {
        Weight::from_parts(119_718_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn remove_model() -> Weight {
        Weight::from_parts(92_568_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn transfer_model() -> Weight {
        Weight::from_parts(26_850_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn accept_model() -> Weight {
        Weight::from_parts(144_596_000, 6_110)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn revoke_version() -> Weight {
        Weight::from_parts(137_275_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn pause() -> Weight {
        Weight::from_parts(38_006_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn resume() -> Weight {
        Weight::from_parts(29_324_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn register_circuit_bn254(n: u32) -> Weight {
        Weight::from_parts(4_483_703_621, 3_550)
            .saturating_add(Weight::from_parts(29_449_344, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn register_circuit_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_741_388_150, 3_550)
            .saturating_add(Weight::from_parts(233_779_812, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_117_933_690, 42_596)
            .saturating_add(Weight::from_parts(71_682_585, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_547_500_946, 42_596)
            .saturating_add(Weight::from_parts(6_471_669, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_circuit() -> Weight {
        Weight::from_parts(111_336_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn revoke_circuit() -> Weight {
        Weight::from_parts(118_647_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn clear_circuit_receipt() -> Weight {
        Weight::from_parts(96_443_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(6_126_106, 3_929)
            .saturating_add(Weight::from_parts(5_116_635, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_512).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
