//! What the calls of `pallet_game` cost.
//!
//! Generated from measurements; do not edit. Measure again, from the root of the workspace, with
//!
//! ```sh
//! benchmarking/weights pallet_game
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

/// Weight functions needed for `pallet_game`.
pub trait WeightInfo {
    fn open_table() -> Weight;
    fn set_opponent() -> Weight;
    fn fund() -> Weight;
    fn withdraw() -> Weight;
    fn close_table() -> Weight;
    fn open_game() -> Weight;
    fn play() -> Weight;
    fn claim_timeout() -> Weight;
    fn call_off() -> Weight;
    fn on_verified_won() -> Weight;
    fn on_verified_forfeited() -> Weight;
}

/// Weights for `pallet_game` with the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn open_table() -> Weight {
        // Minimum execution time: 98_387_000 picoseconds.
        Weight::from_parts(114_110_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    fn set_opponent() -> Weight {
        // Minimum execution time: 30_385_000 picoseconds.
        Weight::from_parts(31_737_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn fund() -> Weight {
        // Minimum execution time: 79_990_000 picoseconds.
        Weight::from_parts(86_128_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn withdraw() -> Weight {
        // Minimum execution time: 80_400_000 picoseconds.
        Weight::from_parts(83_003_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    fn close_table() -> Weight {
        // Minimum execution time: 71_857_000 picoseconds.
        Weight::from_parts(78_267_000, 3_640)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `Game::NextGame` (r:1 w:1)
    /// Proof: `Game::NextGame` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Game::Games` (r:0 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Game::Awaited` (r:0 w:1)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    fn open_game() -> Weight {
        // Minimum execution time: 133_339_000 picoseconds.
        Weight::from_parts(135_111_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Game::Games` (r:1 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    fn play() -> Weight {
        // Minimum execution time: 161_060_000 picoseconds.
        Weight::from_parts(166_378_000, 6_290)
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Game::Games` (r:1 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Game::Awaited` (r:0 w:1)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    fn claim_timeout() -> Weight {
        // Minimum execution time: 163_805_000 picoseconds.
        Weight::from_parts(171_586_000, 6_290)
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Game::Games` (r:1 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Paused` (r:1 w:0)
    /// Proof: `Zkml::Paused` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Models` (r:1 w:0)
    /// Proof: `Zkml::Models` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::Versions` (r:1 w:0)
    /// Proof: `Zkml::Versions` (`max_values`: None, `max_size`: Some(251), added: 2726, mode: `MaxEncodedLen`)
    /// Storage: `Zkml::RevokedKeys` (r:1 w:0)
    /// Proof: `Zkml::RevokedKeys` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    /// Storage: `Game::Awaited` (r:0 w:1)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    fn call_off() -> Weight {
        // Minimum execution time: 111_576_000 picoseconds.
        Weight::from_parts(113_559_000, 3_716)
            .saturating_add(T::DbWeight::get().reads(9))
            .saturating_add(T::DbWeight::get().writes(6))
    }
    /// Storage: `Game::Games` (r:1 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Game::Awaited` (r:1 w:1)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    fn on_verified_won() -> Weight {
        // Minimum execution time: 115_712_000 picoseconds.
        Weight::from_parts(126_940_000, 6_290)
            .saturating_add(T::DbWeight::get().reads(7))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    /// Storage: `Game::Games` (r:1 w:1)
    /// Proof: `Game::Games` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
    /// Storage: `Game::Awaited` (r:1 w:1)
    /// Proof: `Game::Awaited` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    /// Storage: `Game::OpenGames` (r:1 w:1)
    /// Proof: `Game::OpenGames` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
    /// Storage: `Balances::Holds` (r:2 w:2)
    /// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
    /// Storage: `System::Account` (r:1 w:1)
    /// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    /// Storage: `Game::Tables` (r:1 w:1)
    /// Proof: `Game::Tables` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
    fn on_verified_forfeited() -> Weight {
        // Minimum execution time: 152_648_000 picoseconds.
        Weight::from_parts(159_448_000, 6_290)
            .saturating_add(T::DbWeight::get().reads(7))
            .saturating_add(T::DbWeight::get().writes(7))
    }
}

/// Weights for tests, with the database costs of RocksDB.
impl WeightInfo for () {
    fn open_table() -> Weight {
        Weight::from_parts(114_110_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(4))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn set_opponent() -> Weight {
        Weight::from_parts(31_737_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(3))
            .saturating_add(RocksDbWeight::get().writes(1))
    }
    fn fund() -> Weight {
        Weight::from_parts(86_128_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn withdraw() -> Weight {
        Weight::from_parts(83_003_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn close_table() -> Weight {
        Weight::from_parts(78_267_000, 3_640)
            .saturating_add(RocksDbWeight::get().reads(2))
            .saturating_add(RocksDbWeight::get().writes(2))
    }
    fn open_game() -> Weight {
        Weight::from_parts(135_111_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn play() -> Weight {
        Weight::from_parts(166_378_000, 6_290)
            .saturating_add(RocksDbWeight::get().reads(6))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn claim_timeout() -> Weight {
        Weight::from_parts(171_586_000, 6_290)
            .saturating_add(RocksDbWeight::get().reads(10))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn call_off() -> Weight {
        Weight::from_parts(113_559_000, 3_716)
            .saturating_add(RocksDbWeight::get().reads(9))
            .saturating_add(RocksDbWeight::get().writes(6))
    }
    fn on_verified_won() -> Weight {
        Weight::from_parts(126_940_000, 6_290)
            .saturating_add(RocksDbWeight::get().reads(7))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
    fn on_verified_forfeited() -> Weight {
        Weight::from_parts(159_448_000, 6_290)
            .saturating_add(RocksDbWeight::get().reads(7))
            .saturating_add(RocksDbWeight::get().writes(7))
    }
}
