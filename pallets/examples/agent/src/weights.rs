//! What the calls of `pallet_agent` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_agent
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

/// Weight functions needed for `pallet_agent`.
pub trait WeightInfo {
    fn create_agent() -> Weight;
    fn wake() -> Weight;
    fn decide() -> Weight;
    fn close_agent() -> Weight;
    fn signal() -> Weight;
    fn withdraw_signal() -> Weight;
}

/// Weights for `pallet_agent` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Agent::NextAgentId` (r:1 w:1)
    /// Proof: `Agent::NextAgentId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Agent::Agents` (r:0 w:1)
    /// Proof: `Agent::Agents` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
    fn create_agent() -> Weight {
        // Minimum execution time: 102_423_000 picoseconds.
        Weight::from_parts(110_986_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Agent::Agents` (r:1 w:1)
    /// Proof: `Agent::Agents` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:1)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:17 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
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
    fn wake() -> Weight {
        // Minimum execution time: 265_746_000 picoseconds.
        Weight::from_parts(275_270_000, 45_241)
            .saturating_add(T::DbWeight::get().reads(26))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    /// Storage: `Agent::Agents` (r:1 w:1)
    /// Proof: `Agent::Agents` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:2 w:2)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn decide() -> Weight {
        // Minimum execution time: 99_939_000 picoseconds.
        Weight::from_parts(113_580_000, 6_196)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    /// Storage: `Agent::Agents` (r:1 w:1)
    /// Proof: `Agent::Agents` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
    /// Storage: `Market::Requests` (r:1 w:0)
    /// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(9498), added: 11973, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:2 w:2)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn close_agent() -> Weight {
        // Minimum execution time: 166_348_000 picoseconds.
        Weight::from_parts(168_392_000, 12_963)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    /// Storage: `Agent::Signals` (r:1 w:1)
    /// Proof: `Agent::Signals` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn signal() -> Weight {
        // Minimum execution time: 72_959_000 picoseconds.
        Weight::from_parts(75_442_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Agent::Signals` (r:1 w:1)
    /// Proof: `Agent::Signals` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn withdraw_signal() -> Weight {
        // Minimum execution time: 59_840_000 picoseconds.
        Weight::from_parts(61_111_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn create_agent() -> Weight {
        Weight::from_parts(110_986_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn wake() -> Weight {
        Weight::from_parts(275_270_000, 45_241)
            .saturating_add(RocksDbWeight::get().reads(26))
            .saturating_add(RocksDbWeight::get().writes(8))
    }
    fn decide() -> Weight {
        Weight::from_parts(113_580_000, 6_196)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(3))
    }
    fn close_agent() -> Weight {
        Weight::from_parts(168_392_000, 12_963)
            .saturating_add(RocksDbWeight::get().reads(5))
            .saturating_add(RocksDbWeight::get().writes(4))
    }
    fn signal() -> Weight {
        Weight::from_parts(75_442_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn withdraw_signal() -> Weight {
        Weight::from_parts(61_111_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
}
