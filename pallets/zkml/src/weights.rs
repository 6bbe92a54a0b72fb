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
//! | date | 2026-11-23 |
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
        // Minimum execution time: 4_516_303_000 picoseconds.
        Weight::from_parts(4_675_827_443, 3_640)
            // Standard error: 182_245
            .saturating_add(Weight::from_parts(31_025_619, 0).saturating_mul(n.into()))
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
        // Minimum execution time: 4_065_220_000 picoseconds.
        Weight::from_parts(3_892_024_525, 3_640)
            // Standard error: 1_957_831
            .saturating_add(Weight::from_parts(254_872_113, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 4_442_623_000 picoseconds.
        Weight::from_parts(4_565_433_890, 3_647)
            // Standard error: 226_466
            .saturating_add(Weight::from_parts(31_165_739, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:0 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 4_498_987_000 picoseconds.
        Weight::from_parts(4_050_417_343, 3_647)
            // Standard error: 356_793
            .saturating_add(Weight::from_parts(252_192_052, 0).saturating_mul(n.into()))
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
    /// Storage: `Game::Awaited` (r:1 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:1)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 3_558_645_000 picoseconds.
        Weight::from_parts(3_506_240_752, 42_596)
            // Standard error: 161_057
            .saturating_add(Weight::from_parts(72_507_002, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(11))
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
    /// Storage: `Game::Awaited` (r:1 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:1)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 3_859_273_000 picoseconds.
        Weight::from_parts(4_347_938_664, 42_596)
            // Standard error: 437_877
            .saturating_add(Weight::from_parts(6_542_083, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(11))
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
    /// Storage: `Game::Awaited` (r:64 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 3_550_173_000 picoseconds.
        Weight::from_parts(3_179_863_348, 42_596)
            // Standard error: 3_323_302
            .saturating_add(Weight::from_parts(1_029_305_693, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(p.into()))
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
    /// Storage: `Game::Awaited` (r:64 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 4_266_269_000 picoseconds.
        Weight::from_parts(5_060_316_208, 42_596)
            // Standard error: 19_619_767
            .saturating_add(Weight::from_parts(1_721_468_166, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(p.into()))
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
    /// Storage: `Game::Awaited` (r:64 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 3_595_159_000 picoseconds.
        Weight::from_parts(1_881_110_704, 3_509)
            // Standard error: 13_684_866
            .saturating_add(Weight::from_parts(2_586_538_836, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(6).saturating_mul(p.into()))
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
    /// Storage: `Game::Awaited` (r:64 w:0)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Expiries` (r:0 w:64)
    /// Proof: `Zkml::Expiries` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 3_907_155_000 picoseconds.
        Weight::from_parts(2_096_373_210, 3_509)
            // Standard error: 14_505_811
            .saturating_add(Weight::from_parts(3_981_032_289, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().reads(6).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// The range of component `s` is `[0, 32]`.
    fn attestation(s: u32) -> Weight {
        // Minimum execution time: 1_952_000 picoseconds.
        Weight::from_parts(1_980_239, 0)
            // Standard error: 16_000
            .saturating_add(Weight::from_parts(1_205_064, 0).saturating_mul(s.into()))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::SharedKeys` (r:1 w:1)
    /// Proof: `Zkml::SharedKeys` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
    fn add_retrained_version() -> Weight {
        // Minimum execution time: 111_066_000 picoseconds.
        Weight::from_parts(115_302_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn set_active_version() -> Weight {
        // Minimum execution time: 46_349_000 picoseconds.
        Weight::from_parts(47_811_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:1)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    fn deprecate_version() -> Weight {
        // Minimum execution time: 30_586_000 picoseconds.
        Weight::from_parts(35_584_000, 3_716)
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn remove_version() -> Weight {
        // Minimum execution time: 130_655_000 picoseconds.
        Weight::from_parts(139_639_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:0 w:1)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::ModelIds` (r:0 w:1)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    fn remove_model() -> Weight {
        // Minimum execution time: 93_289_000 picoseconds.
        Weight::from_parts(96_524_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn transfer_model() -> Weight {
        // Minimum execution time: 23_545_000 picoseconds.
        Weight::from_parts(28_312_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::ModelIds` (r:1 w:2)
    /// Proof: `Zkml::ModelIds` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn accept_model() -> Weight {
        // Minimum execution time: 165_217_000 picoseconds.
        Weight::from_parts(167_760_000, 6_290)
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn revoke_version() -> Weight {
        // Minimum execution time: 138_857_000 picoseconds.
        Weight::from_parts(147_339_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    fn pause() -> Weight {
        // Minimum execution time: 21_472_000 picoseconds.
        Weight::from_parts(25_949_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:0 w:1)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    fn resume() -> Weight {
        // Minimum execution time: 31_357_000 picoseconds.
        Weight::from_parts(36_675_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1)
    /// Proof: `Zkml::NextCircuitId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:0 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 4_579_126_000 picoseconds.
        Weight::from_parts(4_852_861_334, 3_640)
            // Standard error: 277_727
            .saturating_add(Weight::from_parts(30_039_669, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1)
    /// Proof: `Zkml::NextCircuitId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Circuits` (r:0 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 3_592_295_000 picoseconds.
        Weight::from_parts(3_758_472_721, 3_640)
            // Standard error: 874_364
            .saturating_add(Weight::from_parts(250_237_985, 0).saturating_mul(n.into()))
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 3_191_238_000 picoseconds.
        Weight::from_parts(3_414_290_928, 42_596)
            // Standard error: 394_727
            .saturating_add(Weight::from_parts(71_899_289, 0).saturating_mul(n.into()))
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_913_202_000 picoseconds.
        Weight::from_parts(3_708_547_112, 42_596)
            // Standard error: 718_778
            .saturating_add(Weight::from_parts(6_542_179, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Zkml::Circuits` (r:1 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn remove_circuit() -> Weight {
        // Minimum execution time: 108_061_000 picoseconds.
        Weight::from_parts(115_813_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Circuits` (r:1 w:1)
    /// Proof: `Zkml::Circuits` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1)
    /// Proof: `Zkml::VerifyingKeys` (`max_values`: None, `max_size`: Some(12699), added: 15174, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1)
    /// Proof: `Zkml::PreparedKeys` (`max_values`: None, `max_size`: Some(39131), added: 41606, mode: `MaxEncodedLen`)
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 111_236_000 picoseconds.
        Weight::from_parts(117_255_000, 3_640)
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
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 90_685_000 picoseconds.
        Weight::from_parts(98_617_000, 3_640)
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
        // Minimum execution time: 7_891_000 picoseconds.
        Weight::from_parts(3_945_723, 3_929)
            // Standard error: 24_361
            .saturating_add(Weight::from_parts(5_799_286, 0).saturating_mul(m.into()))
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
        Weight::from_parts(4_675_827_443, 3_640)
            .saturating_add(Weight::from_parts(31_025_619, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn register_model_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_892_024_525, 3_640)
            .saturating_add(Weight::from_parts(254_872_113, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn add_version_bn254(n: u32) -> Weight {
        Weight::from_parts(4_565_433_890, 3_647)
            .saturating_add(Weight::from_parts(31_165_739, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn add_version_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_050_417_343, 3_647)
            .saturating_add(Weight::from_parts(252_192_052, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_506_240_752, 42_596)
            .saturating_add(Weight::from_parts(72_507_002, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(11))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(4_347_938_664, 42_596)
            .saturating_add(Weight::from_parts(6_542_083, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(11))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        Weight::from_parts(3_179_863_348, 42_596)
            .saturating_add(Weight::from_parts(1_029_305_693, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(2).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        Weight::from_parts(5_060_316_208, 42_596)
            .saturating_add(Weight::from_parts(1_721_468_166, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 2_619).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(2).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        Weight::from_parts(1_881_110_704, 3_509)
            .saturating_add(Weight::from_parts(2_586_538_836, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(6).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        Weight::from_parts(2_096_373_210, 3_509)
            .saturating_add(Weight::from_parts(3_981_032_289, 0).saturating_mul(p.into()))
            .saturating_add(Weight::from_parts(0, 41_606).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().reads(6).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn attestation(s: u32) -> Weight {
        Weight::from_parts(1_980_239, 0)
            .saturating_add(Weight::from_parts(1_205_064, 0).saturating_mul(s.into()))
    }
    fn add_retrained_version() -> Weight {
        Weight::from_parts(115_302_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn set_active_version() -> Weight {
        Weight::from_parts(47_811_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn deprecate_version() -> Weight {
        Weight::from_parts(35_584_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_version() -> Weight {
        Weight::from_parts(139_639_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn remove_model() -> Weight {
        Weight::from_parts(96_524_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn transfer_model() -> Weight {
        Weight::from_parts(28_312_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn accept_model() -> Weight {
        Weight::from_parts(167_760_000, 6_290)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn revoke_version() -> Weight {
        Weight::from_parts(147_339_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn pause() -> Weight {
        Weight::from_parts(25_949_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn resume() -> Weight {
        Weight::from_parts(36_675_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn register_circuit_bn254(n: u32) -> Weight {
        Weight::from_parts(4_852_861_334, 3_640)
            .saturating_add(Weight::from_parts(30_039_669, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn register_circuit_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_758_472_721, 3_640)
            .saturating_add(Weight::from_parts(250_237_985, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        Weight::from_parts(3_414_290_928, 42_596)
            .saturating_add(Weight::from_parts(71_899_289, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        Weight::from_parts(3_708_547_112, 42_596)
            .saturating_add(Weight::from_parts(6_542_179, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn remove_circuit() -> Weight {
        Weight::from_parts(115_813_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn revoke_circuit() -> Weight {
        Weight::from_parts(117_255_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn clear_circuit_receipt() -> Weight {
        Weight::from_parts(98_617_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn prune(m: u32) -> Weight {
        Weight::from_parts(3_945_723, 3_929)
            .saturating_add(Weight::from_parts(5_799_286, 0).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 2_512).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
