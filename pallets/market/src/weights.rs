//! What the calls of `pallet_zkml_market` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_zkml_market
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

/// Weight functions needed for `pallet_zkml_market`.
pub trait WeightInfo {
    fn request_inference(e: u32) -> Weight;
    fn cancel() -> Weight;
    fn claim() -> Weight;
    fn fulfil() -> Weight;
    fn expire() -> Weight;
    fn deposit_bond() -> Weight;
    fn withdraw_bond() -> Weight;
    fn set_prover() -> Weight;
    fn claim_by_key() -> Weight;
    fn fulfil_by_key() -> Weight;
    fn authorize_claim() -> Weight;
    fn authorize_fulfil() -> Weight;
    fn expire_due(n: u32) -> Weight;
}

/// Weights for `pallet_zkml_market` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Market::NextRequestId` (r:1 w:1)
    /// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:2 w:2)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    /// Storage: `Market::NextDeadline` (r:1 w:1)
    /// Proof: `Market::NextDeadline` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:0 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// The range of component `e` is `[1, 254]`.
    fn request_inference(e: u32) -> Weight {
        // Minimum execution time: 214_930_000 picoseconds.
        Weight::from_parts(240_996_795, 6_992)
            // Standard error: 26_795
            .saturating_add(Weight::from_parts(385_645, 0).saturating_mul(e.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:2 w:2)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn cancel() -> Weight {
        // Minimum execution time: 175_482_000 picoseconds.
        Weight::from_parts(179_498_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:2 w:0)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn claim() -> Weight {
        // Minimum execution time: 121_812_000 picoseconds.
        Weight::from_parts(131_115_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:1 w:0)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:2 w:2)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn fulfil() -> Weight {
        // Minimum execution time: 442_199_000 picoseconds.
        Weight::from_parts(454_117_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(11))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:2 w:0)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:3 w:3)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn expire() -> Weight {
        // Minimum execution time: 326_687_000 picoseconds.
        Weight::from_parts(335_950_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(14))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn deposit_bond() -> Weight {
        // Minimum execution time: 78_937_000 picoseconds.
        Weight::from_parts(81_631_000, 3_844)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn withdraw_bond() -> Weight {
        // Minimum execution time: 69_003_000 picoseconds.
        Weight::from_parts(70_344_000, 3_844)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    fn set_prover() -> Weight {
        // Minimum execution time: 13_720_000 picoseconds.
        Weight::from_parts(14_322_000, 3_844)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:2 w:2)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:2 w:0)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn claim_by_key() -> Weight {
        // Minimum execution time: 195_672_000 picoseconds.
        Weight::from_parts(206_237_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(12))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Market::Provers` (r:1 w:1)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:3 w:3)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Receipts` (r:1 w:0)
    /// Proof: `Zkml::Receipts` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    fn fulfil_by_key() -> Weight {
        // Minimum execution time: 500_867_000 picoseconds.
        Weight::from_parts(521_397_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(12))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    /// Storage: `Market::Provers` (r:1 w:0)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:0)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:2 w:0)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    fn authorize_claim() -> Weight {
        // Minimum execution time: 141_771_000 picoseconds.
        Weight::from_parts(145_547_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(9))
    }
    /// Storage: `Market::Provers` (r:1 w:0)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:0)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    fn authorize_fulfil() -> Weight {
        // Minimum execution time: 122_663_000 picoseconds.
        Weight::from_parts(130_735_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(3))
    }
    /// Storage: `Market::NextDeadline` (r:1 w:1)
    /// Proof: `Market::NextDeadline` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Market::Deadlines` (r:1 w:1)
    /// Proof: `Market::Deadlines` (`max_values`: None, `max_size`: Some(526), added: 3001, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:64 w:64)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Resumptions` (r:2 w:0)
    /// Proof: `Zkml::Resumptions` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
    /// Storage: `Market::Provers` (r:64 w:64)
    /// Proof: `Market::Provers` (`max_values`: None, `max_size`: Some(379), added: 2854, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:128 w:128)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:129 w:129)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// The range of component `n` is `[1, 64]`.
    fn expire_due(n: u32) -> Weight {
        // Minimum execution time: 320_187_000 picoseconds.
        Weight::from_parts(9_055_829, 5_974)
            // Standard error: 619_595
            .saturating_add(Weight::from_parts(270_437_899, 0).saturating_mul(n.into()))
            .saturating_add(Weight::from_parts(0, 11_973).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().reads(6).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(T::DbWeight::get().writes(6).saturating_mul(n.into()))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn request_inference(e: u32) -> Weight {
        Weight::from_parts(240_996_795, 6_992)
            .saturating_add(Weight::from_parts(385_645, 0).saturating_mul(e.into()))
            .saturating_add(RocksDbWeight::get().reads(8))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn cancel() -> Weight {
        Weight::from_parts(179_498_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(5))
    }
    fn claim() -> Weight {
        Weight::from_parts(131_115_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn fulfil() -> Weight {
        Weight::from_parts(454_117_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(11))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn expire() -> Weight {
        Weight::from_parts(335_950_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(14))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
    fn deposit_bond() -> Weight {
        Weight::from_parts(81_631_000, 3_844)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn withdraw_bond() -> Weight {
        Weight::from_parts(70_344_000, 3_844)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn set_prover() -> Weight {
        Weight::from_parts(14_322_000, 3_844)
            .saturating_add(RocksDbWeight::get().reads(1))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn claim_by_key() -> Weight {
        Weight::from_parts(206_237_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(12))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn fulfil_by_key() -> Weight {
        Weight::from_parts(521_397_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(12))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
    fn authorize_claim() -> Weight {
        Weight::from_parts(145_547_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(9))
    }
    fn authorize_fulfil() -> Weight {
        Weight::from_parts(130_735_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(3))
    }
    fn expire_due(n: u32) -> Weight {
        Weight::from_parts(9_055_829, 5_974)
            .saturating_add(Weight::from_parts(270_437_899, 0).saturating_mul(n.into()))
            .saturating_add(Weight::from_parts(0, 11_973).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().reads(6).saturating_mul(n.into()))
            .saturating_add(RocksDbWeight::get().writes(3))
            .saturating_add(RocksDbWeight::get().writes(6).saturating_mul(n.into()))
    }
}
