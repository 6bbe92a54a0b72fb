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
        // Minimum execution time: 4_464_986_000 picoseconds.
        Weight::from_parts(4_688_848_523, 3_599)
            // Standard error: 246_495
            .saturating_add(Weight::from_parts(30_495_070, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 4_324_527_000 picoseconds.
        Weight::from_parts(3_852_087_108, 3_599)
            // Standard error: 337_267
            .saturating_add(Weight::from_parts(234_260_284, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 4_484_305_000 picoseconds.
        Weight::from_parts(4_575_099_232, 3_647)
            // Standard error: 223_776
            .saturating_add(Weight::from_parts(31_728_837, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 4_365_227_000 picoseconds.
        Weight::from_parts(4_031_698_513, 3_647)
            // Standard error: 422_033
            .saturating_add(Weight::from_parts(230_993_094, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 3_477_564_000 picoseconds.
        Weight::from_parts(3_528_067_392, 42_596)
            // Standard error: 213_852
            .saturating_add(Weight::from_parts(71_152_439, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 3_712_825_000 picoseconds.
        Weight::from_parts(4_043_813_328, 42_596)
            // Standard error: 487_988
            .saturating_add(Weight::from_parts(7_866_567, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 3_606_306_000 picoseconds.
        Weight::from_parts(3_016_974_260, 42_596)
            // Standard error: 3_029_441
            .saturating_add(Weight::from_parts(1_025_588_489, 0).saturating_mul(p.into()))
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
        // Minimum execution time: 3_689_030_000 picoseconds.
        Weight::from_parts(3_813_272_779, 42_596)
            // Standard error: 8_311_611
            .saturating_add(Weight::from_parts(1_638_345_928, 0).saturating_mul(p.into()))
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
        // Minimum execution time: 3_524_925_000 picoseconds.
        Weight::from_parts(1_768_696_138, 3_509)
            // Standard error: 6_356_135
            .saturating_add(Weight::from_parts(2_548_110_715, 0).saturating_mul(p.into()))
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
        // Minimum execution time: 3_816_919_000 picoseconds.
        Weight::from_parts(982_157_503, 3_509)
            // Standard error: 10_445_390
            .saturating_add(Weight::from_parts(4_038_286_100, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// The range of component `s` is `[0, 32]`.
    fn attestation(s: u32) -> Weight {
        // Minimum execution time: 1_692_000 picoseconds.
        Weight::from_parts(1_755_167, 0)
            // Standard error: 1_167
            .saturating_add(Weight::from_parts(1_104_945, 0).saturating_mul(s.into()))
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
        // Minimum execution time: 114_010_000 picoseconds.
        Weight::from_parts(116_814_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn set_active_version() -> Weight {
        // Minimum execution time: 47_752_000 picoseconds.
        Weight::from_parts(49_363_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn deprecate_version() -> Weight {
        // Minimum execution time: 47_261_000 picoseconds.
        Weight::from_parts(49_694_000, 3_716)
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
        // Minimum execution time: 118_527_000 picoseconds.
        Weight::from_parts(126_739_000, 3_716)
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
        // Minimum execution time: 88_883_000 picoseconds.
        Weight::from_parts(91_566_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn transfer_model() -> Weight {
        // Minimum execution time: 37_786_000 picoseconds.
        Weight::from_parts(39_409_000, 3_647)
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
        // Minimum execution time: 171_245_000 picoseconds.
        Weight::from_parts(175_411_000, 6_110)
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
        // Minimum execution time: 128_561_000 picoseconds.
        Weight::from_parts(138_146_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn pause() -> Weight {
        // Minimum execution time: 34_461_000 picoseconds.
        Weight::from_parts(37_947_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn resume() -> Weight {
        // Minimum execution time: 31_938_000 picoseconds.
        Weight::from_parts(33_240_000, 3_647)
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
        // Minimum execution time: 4_578_906_000 picoseconds.
        Weight::from_parts(4_695_372_295, 3_550)
            // Standard error: 145_572
            .saturating_add(Weight::from_parts(29_921_413, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 3_516_783_000 picoseconds.
        Weight::from_parts(3_786_870_973, 3_550)
            // Standard error: 503_649
            .saturating_add(Weight::from_parts(232_188_478, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 3_237_126_000 picoseconds.
        Weight::from_parts(3_319_929_825, 42_596)
            // Standard error: 225_796
            .saturating_add(Weight::from_parts(72_426_031, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 2_889_748_000 picoseconds.
        Weight::from_parts(3_626_049_834, 42_596)
            // Standard error: 676_316
            .saturating_add(Weight::from_parts(5_755_813, 0).saturating_mul(n.into()))
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
        // Minimum execution time: 106_038_000 picoseconds.
        Weight::from_parts(111_857_000, 3_597)
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
        // Minimum execution time: 110_605_000 picoseconds.
        Weight::from_parts(118_537_000, 3_597)
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
        // Minimum execution time: 89_303_000 picoseconds.
        Weight::from_parts(93_860_000, 3_597)
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
        // Minimum execution time: 7_641_000 picoseconds.
        Weight::from_parts(4_131_424, 3_929)
            // Standard error: 19_869
            .saturating_add(Weight::from_parts(5_218_094, 0).saturating_mul(m.into()))
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
        Weight::from_parts(4_688_848_523, 3_599)
            .saturating_add(Weight::from_parts(30_495_070, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_852_087_108, 3_599)
            .saturating_add(Weight::from_parts(234_260_284, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn add_version_bn254(n: u32) -> Weight {
        Weight::from_parts(4_575_099_232, 3_647)
            .saturating_add(Weight::from_parts(31_728_837, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn add_version_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_031_698_513, 3_647)
            .saturating_add(Weight::from_parts(230_993_094, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_528_067_392, 42_596)
            .saturating_add(Weight::from_parts(71_152_439, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_043_813_328, 42_596)
            .saturating_add(Weight::from_parts(7_866_567, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        Weight::from_parts(3_016_974_260, 42_596)
            .saturating_add(Weight::from_parts(1_025_588_489, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        Weight::from_parts(3_813_272_779, 42_596)
            .saturating_add(Weight::from_parts(1_638_345_928, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        Weight::from_parts(1_768_696_138, 3_509)
            .saturating_add(Weight::from_parts(2_548_110_715, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        Weight::from_parts(982_157_503, 3_509)
            .saturating_add(Weight::from_parts(4_038_286_100, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn attestation(s: u32) -> Weight {
        Weight::from_parts(1_755_167, 0)
            .saturating_add(Weight::from_parts(1_104_945, 0).saturating_mul(s.into()))
    }
    fn add_retrained_version() -> Weight {
        Weight::from_parts(116_814_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn set_active_version() -> Weight {
        Weight::from_parts(49_363_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn deprecate_version() -> Weight {
        Weight::from_parts(49_694_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_version() -> Weight {
        Weight::from_parts(126_739_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn remove_model() -> Weight {
        Weight::from_parts(91_566_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn transfer_model() -> Weight {
        Weight::from_parts(39_409_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn accept_model() -> Weight {
        Weight::from_parts(175_411_000, 6_110)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn revoke_version() -> Weight {
        Weight::from_parts(138_146_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn pause() -> Weight {
        Weight::from_parts(37_947_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn resume() -> Weight {
        Weight::from_parts(33_240_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn register_circuit_bn254(n: u32) -> Weight {
        Weight::from_parts(4_695_372_295, 3_550)
            .saturating_add(Weight::from_parts(29_921_413, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn register_circuit_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_786_870_973, 3_550)
            .saturating_add(Weight::from_parts(232_188_478, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_319_929_825, 42_596)
            .saturating_add(Weight::from_parts(72_426_031, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_626_049_834, 42_596)
            .saturating_add(Weight::from_parts(5_755_813, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_circuit() -> Weight {
        Weight::from_parts(111_857_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn revoke_circuit() -> Weight {
        Weight::from_parts(118_537_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn clear_circuit_receipt() -> Weight {
        Weight::from_parts(93_860_000, 3_597)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(4_131_424, 3_929)
            .saturating_add(Weight::from_parts(5_218_094, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_512).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
