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
    fn attestation(s: u32) -> Weight;
    fn submit_batch_alike_bn254(p: u32) -> Weight;
    fn submit_batch_alike_bls12_381(p: u32) -> Weight;
    fn submit_batch_distinct_bn254(p: u32) -> Weight;
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight;
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
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_026_259_000 picoseconds.
        Weight::from_parts(1_068_945_984, 78_169)
            // Standard error: 44_547
            .saturating_add(Weight::from_parts(4_786_202, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_526_736_000 picoseconds.
        Weight::from_parts(1_435_382_734, 78_169)
            // Standard error: 152_901
            .saturating_add(Weight::from_parts(74_077_746, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_059_480_000 picoseconds.
        Weight::from_parts(1_053_841_766, 73_081)
            // Standard error: 29_905
            .saturating_add(Weight::from_parts(4_901_345, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_614_336_000 picoseconds.
        Weight::from_parts(1_481_992_118, 73_081)
            // Standard error: 126_748
            .saturating_add(Weight::from_parts(74_317_633, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 801_144_000 picoseconds.
        Weight::from_parts(787_692_221, 68_528)
            // Standard error: 52_365
            .saturating_add(Weight::from_parts(14_923_909, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_059_240_000 picoseconds.
        Weight::from_parts(2_174_555_426, 68_528)
            // Standard error: 152_625
            .saturating_add(Weight::from_parts(3_936_231, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 803_578_000 picoseconds.
        Weight::from_parts(595_650_422, 63_390)
            // Standard error: 767_222
            .saturating_add(Weight::from_parts(241_758_647, 5_138).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_034_303_000 picoseconds.
        Weight::from_parts(2_218_957_236, 63_390)
            // Standard error: 4_930_855
            .saturating_add(Weight::from_parts(738_732_414, 5_138).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 823_558_000 picoseconds.
        Weight::from_parts(283_453_977, 13_965)
            // Standard error: 2_986_451
            .saturating_add(Weight::from_parts(619_642_771, 54_563).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_119_279_000 picoseconds.
        Weight::from_parts(1_289_754_854, 13_965)
            // Standard error: 6_174_999
            .saturating_add(Weight::from_parts(2_036_793_121, 54_563).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn attestation(s: u32) -> Weight {
        Weight::from_parts(1_000_000, 0).saturating_add(Weight::from_parts(500_000, 0).saturating_mul(s.into()))
    }
    fn add_retrained_version() -> Weight {
        Weight::from_parts(100_000_000, 20_000)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    fn set_active_version() -> Weight {
        // Minimum execution time: 13_720_000 picoseconds.
        Weight::from_parts(15_934_000, 7_292)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn deprecate_version() -> Weight {
        // Minimum execution time: 11_127_000 picoseconds.
        Weight::from_parts(11_497_000, 7_292)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn remove_version() -> Weight {
        // Minimum execution time: 40_130_000 picoseconds.
        Weight::from_parts(42_062_000, 69_584)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:0 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn remove_model() -> Weight {
        // Minimum execution time: 28_964_000 picoseconds.
        Weight::from_parts(31_207_000, 10_778)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn transfer_model() -> Weight {
        // Minimum execution time: 7_271_000 picoseconds.
        Weight::from_parts(8_012_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:2 w:2), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::ModelIds` (r:1 w:2), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn accept_model() -> Weight {
        // Minimum execution time: 51_847_000 picoseconds.
        Weight::from_parts(52_979_000, 19_522)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn revoke_version() -> Weight {
        // Minimum execution time: 38_177_000 picoseconds.
        Weight::from_parts(39_329_000, 76_674)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn pause() -> Weight {
        // Minimum execution time: 7_141_000 picoseconds.
        Weight::from_parts(8_422_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn resume() -> Weight {
        // Minimum execution time: 7_010_000 picoseconds.
        Weight::from_parts(7_521_000, 3_647)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_018_298_000 picoseconds.
        Weight::from_parts(1_073_076_818, 70_875)
            // Standard error: 58_670
            .saturating_add(Weight::from_parts(5_221_041, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_400_277_000 picoseconds.
        Weight::from_parts(1_472_052_169, 70_875)
            // Standard error: 113_241
            .saturating_add(Weight::from_parts(74_302_781, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 774_684_000 picoseconds.
        Weight::from_parts(842_396_824, 58_269)
            // Standard error: 107_601
            .saturating_add(Weight::from_parts(14_574_792, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_623_861_000 picoseconds.
        Weight::from_parts(2_000_632_285, 58_269)
            // Standard error: 342_093
            .saturating_add(Weight::from_parts(3_579_465, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn remove_circuit() -> Weight {
        // Minimum execution time: 33_440_000 picoseconds.
        Weight::from_parts(36_915_000, 65_889)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 33_139_000 picoseconds.
        Weight::from_parts(39_059_000, 72_979)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 28_131_000 picoseconds.
        Weight::from_parts(30_025_000, 14_283)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Expiries` (r:200 w:200), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Receipts` (r:0 w:200), at most 144 bytes each, proof: 2_619 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 2_504_000 picoseconds.
        Weight::from_parts(2_504_000, 5_788)
            // Standard error: 6_723
            .saturating_add(Weight::from_parts(1_193_402, 5_143).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(m.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_026_259_000 picoseconds.
        Weight::from_parts(1_068_945_984, 78_169)
            // Standard error: 44_547
            .saturating_add(Weight::from_parts(4_786_202, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:1 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:0 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextModelId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn register_model_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_526_736_000 picoseconds.
        Weight::from_parts(1_435_382_734, 78_169)
            // Standard error: 152_901
            .saturating_add(Weight::from_parts(74_077_746, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_059_480_000 picoseconds.
        Weight::from_parts(1_053_841_766, 73_081)
            // Standard error: 29_905
            .saturating_add(Weight::from_parts(4_901_345, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:0 w:1), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn add_version_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_614_336_000 picoseconds.
        Weight::from_parts(1_481_992_118, 73_081)
            // Standard error: 126_748
            .saturating_add(Weight::from_parts(74_317_633, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 801_144_000 picoseconds.
        Weight::from_parts(787_692_221, 68_528)
            // Standard error: 52_365
            .saturating_add(Weight::from_parts(14_923_909, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:1), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:1 w:1), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `n` is `[2, 256]`.
    fn submit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 2_059_240_000 picoseconds.
        Weight::from_parts(2_174_555_426, 68_528)
            // Standard error: 152_625
            .saturating_add(Weight::from_parts(3_936_231, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bn254(p: u32) -> Weight {
        // Minimum execution time: 803_578_000 picoseconds.
        Weight::from_parts(595_650_422, 63_390)
            // Standard error: 767_222
            .saturating_add(Weight::from_parts(241_758_647, 5_138).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(8))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:1 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_alike_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_034_303_000 picoseconds.
        Weight::from_parts(2_218_957_236, 63_390)
            // Standard error: 4_930_855
            .saturating_add(Weight::from_parts(738_732_414, 5_138).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(8))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bn254(p: u32) -> Weight {
        // Minimum execution time: 823_558_000 picoseconds.
        Weight::from_parts(283_453_977, 13_965)
            // Standard error: 2_986_451
            .saturating_add(Weight::from_parts(619_642_771, 54_563).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    /// Storage: `CreditLine::PolicyInForce` (r:1 w:0), at most 56 bytes each, proof: 551 each
    /// Storage: `System::BlockHash` (r:1 w:0), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Expiries` (r:0 w:64), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::Models` (r:64 w:0), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:64 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::Receipts` (r:64 w:64), at most 144 bytes each, proof: 2_619 each
    /// Storage: `Zkml::RevokedKeys` (r:64 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::Versions` (r:64 w:0), at most 180 bytes each, proof: 2_655 each
    /// The range of component `p` is `[1, 64]`.
    fn submit_batch_distinct_bls12_381(p: u32) -> Weight {
        // Minimum execution time: 2_119_279_000 picoseconds.
        Weight::from_parts(1_289_754_854, 13_965)
            // Standard error: 6_174_999
            .saturating_add(Weight::from_parts(2_036_793_121, 54_563).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().reads(5).saturating_mul(p.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(p.into()))
    }
    fn attestation(s: u32) -> Weight {
        Weight::from_parts(1_000_000, 0).saturating_add(Weight::from_parts(500_000, 0).saturating_mul(s.into()))
    }
    fn add_retrained_version() -> Weight {
        Weight::from_parts(100_000_000, 20_000)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:0), at most 180 bytes each, proof: 2_655 each
    fn set_active_version() -> Weight {
        // Minimum execution time: 13_720_000 picoseconds.
        Weight::from_parts(15_934_000, 7_292)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn deprecate_version() -> Weight {
        // Minimum execution time: 11_127_000 picoseconds.
        Weight::from_parts(11_497_000, 7_292)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn remove_version() -> Weight {
        // Minimum execution time: 40_130_000 picoseconds.
        Weight::from_parts(42_062_000, 69_584)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::ModelIds` (r:0 w:1), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn remove_model() -> Weight {
        // Minimum execution time: 28_964_000 picoseconds.
        Weight::from_parts(31_207_000, 10_778)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn transfer_model() -> Weight {
        // Minimum execution time: 7_271_000 picoseconds.
        Weight::from_parts(8_012_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:2 w:2), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::ModelIds` (r:1 w:2), at most 134 bytes each, proof: 2_609 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn accept_model() -> Weight {
        // Minimum execution time: 51_847_000 picoseconds.
        Weight::from_parts(52_979_000, 19_522)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// Storage: `Zkml::Versions` (r:1 w:1), at most 180 bytes each, proof: 2_655 each
    fn revoke_version() -> Weight {
        // Minimum execution time: 38_177_000 picoseconds.
        Weight::from_parts(39_329_000, 76_674)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn pause() -> Weight {
        // Minimum execution time: 7_141_000 picoseconds.
        Weight::from_parts(8_422_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Zkml::Models` (r:1 w:1), at most 182 bytes each, proof: 2_657 each
    fn resume() -> Weight {
        // Minimum execution time: 7_010_000 picoseconds.
        Weight::from_parts(7_521_000, 3_647)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bn254(n: u32) -> Weight {
        // Minimum execution time: 1_018_298_000 picoseconds.
        Weight::from_parts(1_073_076_818, 70_875)
            // Standard error: 58_670
            .saturating_add(Weight::from_parts(5_221_041, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:0 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::NextCircuitId` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    /// The range of component `n` is `[0, 256]`.
    fn register_circuit_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_400_277_000 picoseconds.
        Weight::from_parts(1_472_052_169, 70_875)
            // Standard error: 113_241
            .saturating_add(Weight::from_parts(74_302_781, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bn254(n: u32) -> Weight {
        // Minimum execution time: 774_684_000 picoseconds.
        Weight::from_parts(842_396_824, 58_269)
            // Standard error: 107_601
            .saturating_add(Weight::from_parts(14_574_792, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::Paused` (r:1 w:0), at most 1 bytes each, proof: 496 each
    /// Storage: `Zkml::PreparedKeys` (r:1 w:0), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0), at most 32 bytes each, proof: 2_507 each
    /// The range of component `n` is `[0, 256]`.
    fn submit_circuit_proof_bls12_381(n: u32) -> Weight {
        // Minimum execution time: 1_623_861_000 picoseconds.
        Weight::from_parts(2_000_632_285, 58_269)
            // Standard error: 342_093
            .saturating_add(Weight::from_parts(3_579_465, 0).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn remove_circuit() -> Weight {
        // Minimum execution time: 33_440_000 picoseconds.
        Weight::from_parts(36_915_000, 65_889)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::Circuits` (r:1 w:1), at most 132 bytes each, proof: 2_607 each
    /// Storage: `Zkml::PreparedKeys` (r:0 w:1), at most 39_131 bytes each, proof: 41_606 each
    /// Storage: `Zkml::RevokedKeys` (r:0 w:1), at most 32 bytes each, proof: 2_507 each
    /// Storage: `Zkml::VerifyingKeys` (r:0 w:1), at most 12_699 bytes each, proof: 15_174 each
    fn revoke_circuit() -> Weight {
        // Minimum execution time: 33_139_000 picoseconds.
        Weight::from_parts(39_059_000, 72_979)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    /// Storage: `Balances::Holds` (r:1 w:1), at most 67 bytes each, proof: 2_542 each
    /// Storage: `System::Account` (r:1 w:1), at most 128 bytes each, proof: 2_603 each
    /// Storage: `Zkml::CircuitReceipts` (r:1 w:1), at most 96 bytes each, proof: 2_571 each
    /// Storage: `Zkml::Circuits` (r:1 w:0), at most 132 bytes each, proof: 2_607 each
    fn clear_circuit_receipt() -> Weight {
        // Minimum execution time: 28_131_000 picoseconds.
        Weight::from_parts(30_025_000, 14_283)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    /// Storage: `Zkml::Expiries` (r:200 w:200), at most 44 bytes each, proof: 2_519 each
    /// Storage: `Zkml::NextExpiry` (r:1 w:1), at most 4 bytes each, proof: 499 each
    /// Storage: `Zkml::Receipts` (r:0 w:200), at most 144 bytes each, proof: 2_619 each
    /// The range of component `m` is `[0, 200]`.
    fn prune(m: u32) -> Weight {
        // Minimum execution time: 2_504_000 picoseconds.
        Weight::from_parts(2_504_000, 5_788)
            // Standard error: 6_723
            .saturating_add(Weight::from_parts(1_193_402, 5_143).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().reads(1).saturating_mul(m.into()))
            .saturating_add(RocksDbWeight::get().writes(1))
            .saturating_add(RocksDbWeight::get().writes(2).saturating_mul(m.into()))
    }
}
