//! An example of acting on verified inference: tic-tac-toe for stakes against a model whose weights nobody sees, and whose
//! every move is proved. It is small enough to be read in full and to be copied.
//!
//! The opponent is a version of a model in `pallet-zkml` with committed parameters: the registry has one digest of its weights.
//! Whoever has them, the *house*, moves by proving what the model answers to the board that the chain itself has. So the house
//! does not choose its moves. It cannot play another model when it sees how a game goes, nor ask the model about another
//! board, nor take a move back; and yet the weights stay with it.
//!
//! # How a game goes
//!
//! 1. A house opens a table ([`Pallet::open_table`]): it names the version that plays and has a bankroll held. What is at stake in
//!    no game it may withdraw.
//! 2. A player opens a game at the table ([`Pallet::open_game`]), names the version too, and says who begins. A stake is held of
//!    the player, and as much of the bankroll. [`Event::GameOpened`] shows the digest of the weights; they are the same
//!    until the game is over, whatever the house does with its table.
//! 3. The player's moves are calls ([`Pallet::play`]).
//! 4. The model's moves are proofs. [`Pallet::awaited`] tells the subject, which [`Pallet::subject`] makes of the game and the
//!    number of the move, and the integers of the board. The house proves the inference for them, for any account and with any last block,
//!    and anybody carries the proof to [`pallet_zkml::Pallet::submit_proof`]. The output is the cell.
//! 5. Three in a row win both stakes; a full board gives both back. Each move has [`Config::Clock`] blocks: whoever lets them pass
//!    has lost, and [`Pallet::claim_timeout`], which anybody may call, says so.
//!
//! What becomes of a proof for the model's move:
//!
//! | | |
//! | --- | --- |
//! | of the awaited move | the stone is set |
//! | of the awaited move, to a cell that is taken or is none | the house has lost |
//! | for the awaited move, of another version | [`Error::OtherOpponent`]; the move is still awaited |
//! | for the awaited move, on another board | [`Error::OtherBoard`]; the move is still awaited |
//! | after the deadline | [`Error::OutOfTime`]; the house has lost |
//! | of an earlier or a later move, of a game that is over | nothing |
//!
//! # Whose account a proof names
//!
//! It does not matter. What a proof earns here is the game's next position, for both sides, and that the model alone decides: with the
//! game's subject, the chain's board and the version's digest given, there is one answer, whoever asked for it. So a house may
//! have a stranger prove for it, and nobody gains from copying its proof but the one who saves the house a fee.
//!
//! # What a player must look at
//!
//! - **The setup of the version.** Whoever made the keys alone ([`zkml_primitives::Setup::Development`]) can prove any move. A
//!   house that made its own has shown nothing.
//! - **That the output is the input's alone.** A registered key stands for the circuit that its owner says it does. Compile
//!   the published architecture, and compare the key's hash.
//!
//! # When governance stops a model
//!
//! A version that is revoked, or paused, alone or with everything, can prove nothing, and the house cannot move. When it is the
//! model's turn then, anybody may call the game off ([`Pallet::call_off`]), and both have their stakes back; a timeout
//! that is claimed meanwhile does the same. A pause that ends leaves the clock as it is: a house that does not want to be late calls off
//! while it lasts. The player is kept from nothing and plays on.
//!
//! What the model's *owner* does is no excuse. A deprecated version is served for as long as `MaxValidity` of `pallet-zkml` says, and
//! after that the house runs out of time. So a house plays with a model of its own.
//!
//! # Bounds
//!
//! A game is stored as long as it is played, and the stakes pay for that: none is below [`Config::LeastStake`]. An account plays
//! [`Config::MaxGames`] at a time, a house as many as its bankroll covers. Nothing is iterated over.
//!
//! The example leaves out odds, and games that last until somebody wins.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod house;
#[cfg(any(feature = "try-runtime", test))]
mod invariants;
#[cfg(test)]
mod mock;
mod opponents;
mod playing;
pub mod rules;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use opponents::Stopped;
pub use pallet::*;
pub use types::{Ending, Game, GameId, Opponent, Side, Table};
pub use weights::WeightInfo;

use frame_support::traits::fungible::Inspect;
use frame_system::pallet_prelude::BlockNumberFor;

/// What is played for.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A table as the chain stores it.
pub type TableOf<T> = Table<BalanceOf<T>>;
/// A game as the chain stores it.
pub type GameOf<T> = Game<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

/// What the hash of every subject begins with.
pub const SUBJECT_DOMAIN: [u8; 7] = *b"game/v1";

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{pallet_prelude::*, traits::fungible::MutateHold, PalletId};
    use frame_system::pallet_prelude::*;
    use pallet_zkml::VerifiedInference;
    use sp_runtime::traits::Zero;
    use zkml_primitives::FieldBytes;

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Games against committed models.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// What is played for.
        type Currency: Inspect<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds, of which [`HoldReason`] is one.
        type RuntimeHoldReason: From<HoldReason>;

        /// What is known of models: `pallet_zkml::Pallet`.
        type Models: VerifiedInference<Self::AccountId, BlockNumberFor<Self>> + Stopped;

        /// Keeps the subjects of two such pallets apart.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// Blocks for a move after the one in which it began to be awaited, at least 1. A model's move needs a proof and its transaction.
        #[pallet::constant]
        type Clock: Get<BlockNumberFor<Self>>;

        /// The least stake, and what a house cannot withdraw without closing its table: at least what an account must have to
        /// exist, and enough for the storage of a game and a table.
        #[pallet::constant]
        type LeastStake: Get<BalanceOf<Self>>;

        /// Most games that an account plays at a time.
        #[pallet::constant]
        type MaxGames: Get<u32>;

        /// What the calls and the hook cost.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For a house's bankroll, and for the stakes of games that are not over.
        Game,
    }

    /// The tables, by house.
    #[pallet::storage]
    pub type Tables<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, TableOf<T>>;

    /// The games that are not over.
    #[pallet::storage]
    pub type Games<T: Config> = StorageMap<_, Twox64Concat, GameId, GameOf<T>>;

    /// The game of each subject that a model's move is awaited for. A subject is a hash already.
    #[pallet::storage]
    pub type Awaited<T: Config> = StorageMap<_, Identity, [u8; 32], GameId>;

    /// How many games an account plays.
    #[pallet::storage]
    pub type OpenGames<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

    /// The number that the next game gets.
    #[pallet::storage]
    pub type NextGame<T: Config> = StorageValue<_, GameId, ValueQuery>;

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A house opened a table.
        TableOpened {
            /// The house.
            house: T::AccountId,
            /// Who plays.
            opponent: Opponent,
            /// What is held of the house.
            bankroll: BalanceOf<T>,
        },
        /// A house changed who plays in new games.
        OpponentSet {
            /// The house.
            house: T::AccountId,
            /// Who plays. `None`: there are no new games.
            opponent: Option<Opponent>,
        },
        /// A house added to its bankroll.
        Funded {
            /// The house.
            house: T::AccountId,
            /// How much.
            amount: BalanceOf<T>,
        },
        /// A house took back of its bankroll.
        Withdrawn {
            /// The house.
            house: T::AccountId,
            /// How much.
            amount: BalanceOf<T>,
        },
        /// A house closed its table and has its bankroll back.
        TableClosed {
            /// The house.
            house: T::AccountId,
        },
        /// A game began.
        GameOpened {
            /// Its number.
            game: GameId,
            /// Who plays against the model.
            player: T::AccountId,
            /// Whose money plays against theirs.
            house: T::AccountId,
            /// The version that moves for the house until the game is over.
            opponent: Opponent,
            /// The digest of its weights.
            params: FieldBytes,
            /// What is held of each of the two.
            stake: BalanceOf<T>,
            /// Who begins.
            begins: Side,
        },
        /// A stone was set.
        Moved {
            /// The game.
            game: GameId,
            /// Whose stone it is.
            side: Side,
            /// Where it is, from 0 in the upper left corner, row by row.
            cell: u8,
        },
        /// A game is over, and the stakes are where they belong.
        GameEnded {
            /// The game.
            game: GameId,
            /// How, and with that, who has won.
            ending: Ending,
        },
    }

    /// Why a call, or a verified move, is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The model has no version of this number.
        UnknownVersion,
        /// The version is deprecated or revoked.
        VersionNotLive,
        /// The version's parameters are not committed: compile the model with committed ones.
        NotCommitted,
        /// The version does not read a public board, 18 integers of which 1 is a stone, or does not answer with one public
        /// integer.
        UnsupportedLayout,
        /// Governance has revoked or paused the model.
        ModelStopped,
        /// The house has a table.
        TableOpen,
        /// The house has no table.
        NoTable,
        /// The table has games that are not over.
        GamesOpen,
        /// The bankroll does not cover it, or not what it must keep. Fund it, or close the table.
        BankrollTooSmall,
        /// Nobody plays against their own house.
        OwnTable,
        /// Another version plays at this table, or in this game.
        OtherOpponent,
        /// The stake is below the least.
        StakeTooSmall,
        /// The account plays as many games as it may. Finish one.
        TooManyGames,
        /// There is no such game, or it is over.
        NoGame,
        /// The signer does not play this game.
        NotPlayer,
        /// The model is to move.
        NotYourTurn,
        /// The player is to move.
        NotTheModelsTurn,
        /// The cell is taken, or not on the board.
        IllegalMove,
        /// The deadline of the move has passed. Anybody may claim the game for the other side.
        OutOfTime,
        /// The deadline of the move has not passed.
        NotOutOfTime,
        /// The model can prove its move.
        ModelNotStopped,
        /// The proof is about another board than the game's.
        OtherBoard,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(!T::Clock::get().is_zero(), "a move has a block at least");
            assert!(T::MaxGames::get() > 0, "somebody plays");
            // Or a stake could be too small to be paid out.
            assert!(
                T::LeastStake::get() >= T::Currency::minimum_balance(),
                "a stake is enough for an account to exist"
            );
            assert!(!T::LeastStake::get().is_zero(), "games are stored for something");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Opens the signer's table, with `bankroll` of its funds held.
        ///
        /// Parameters:
        /// - `opponent`: the version that plays. It is live, its parameters are committed, its input is public and a board
        ///   (see [`rules::INPUTS`]), and its output is one public integer, the cell.
        /// - `bankroll`: what stakes are taken from, [`Config::LeastStake`] or more.
        ///
        /// Emits [`Event::TableOpened`].
        ///
        /// Errors: [`Error::TableOpen`], [`Error::BankrollTooSmall`], [`Error::UnknownVersion`], [`Error::VersionNotLive`],
        /// [`Error::NotCommitted`], [`Error::UnsupportedLayout`], and those of [`Config::Currency`], such as when the signer has
        /// too little.
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::open_table())]
        pub fn open_table(origin: OriginFor<T>, opponent: Opponent, bankroll: BalanceOf<T>) -> DispatchResult {
            let house = ensure_signed(origin)?;
            Self::do_open_table(house, opponent, bankroll)
        }

        /// Changes who plays in new games at the signer's table; with `None` there are no new games. Games that are open go on
        /// with the version that they were opened with.
        ///
        /// Emits [`Event::OpponentSet`].
        ///
        /// Errors: [`Error::NoTable`], [`Error::UnknownVersion`], [`Error::VersionNotLive`], [`Error::NotCommitted`],
        /// [`Error::UnsupportedLayout`].
        ///
        /// Any house may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::set_opponent())]
        pub fn set_opponent(origin: OriginFor<T>, opponent: Option<Opponent>) -> DispatchResult {
            let house = ensure_signed(origin)?;
            Ok(Self::do_set_opponent(house, opponent)?)
        }

        /// Adds to the bankroll of the signer's table, by a hold.
        ///
        /// Emits [`Event::Funded`].
        ///
        /// Errors: [`Error::NoTable`], and those of [`Config::Currency`], such as when the signer has too little.
        ///
        /// Any house may call it.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::fund())]
        pub fn fund(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let house = ensure_signed(origin)?;
            Self::do_fund(house, amount)
        }

        /// Gives the signer back of its bankroll. What is at stake in games is no part of that, and [`Config::LeastStake`] stays
        /// until the table is closed.
        ///
        /// Emits [`Event::Withdrawn`].
        ///
        /// Errors: [`Error::NoTable`], [`Error::BankrollTooSmall`].
        ///
        /// Any house may call it.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::withdraw())]
        pub fn withdraw(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let house = ensure_signed(origin)?;
            Self::do_withdraw(house, amount)
        }

        /// Removes the signer's table and gives back its bankroll. A house that wants its open games to be the last ones sets no
        /// opponent first.
        ///
        /// Emits [`Event::TableClosed`].
        ///
        /// Errors: [`Error::NoTable`], [`Error::GamesOpen`].
        ///
        /// Any house may call it.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::close_table())]
        pub fn close_table(origin: OriginFor<T>) -> DispatchResult {
            let house = ensure_signed(origin)?;
            Self::do_close_table(house)
        }

        /// Opens a game of the signer's at a house's table.
        ///
        /// Parameters:
        /// - `house`: whose table it is.
        /// - `opponent`: the version that the signer means to play against, so that a house cannot swap it in time.
        /// - `stake`: what is held of the signer, and of the house's bankroll; the winner has both.
        /// - `begins`: who moves first.
        ///
        /// Emits [`Event::GameOpened`].
        ///
        /// Errors: [`Error::OwnTable`], [`Error::NoTable`], [`Error::OtherOpponent`], [`Error::VersionNotLive`],
        /// [`Error::ModelStopped`], [`Error::StakeTooSmall`], [`Error::BankrollTooSmall`], [`Error::TooManyGames`], and those of
        /// [`Config::Currency`], such as when the signer has too little.
        ///
        /// Any signed origin but the house itself may call it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::open_game())]
        pub fn open_game(
            origin: OriginFor<T>,
            house: T::AccountId,
            opponent: Opponent,
            stake: BalanceOf<T>,
            begins: Side,
        ) -> DispatchResult {
            let player = ensure_signed(origin)?;
            Self::do_open_game(player, house, opponent, stake, begins)?;
            Ok(())
        }

        /// Sets a stone of the signer's.
        ///
        /// Emits [`Event::Moved`], and [`Event::GameEnded`] where that was the last move.
        ///
        /// Errors: [`Error::NoGame`], [`Error::NotPlayer`], [`Error::NotYourTurn`], [`Error::IllegalMove`],
        /// [`Error::OutOfTime`].
        ///
        /// Only the game's player may call it.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::play())]
        pub fn play(origin: OriginFor<T>, game: GameId, cell: u8) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_play(&who, game, cell)
        }

        /// Ends a game whose mover has let the deadline pass: the other side wins. Where that is the model, and governance
        /// keeps it from proving, the game is called off.
        ///
        /// Emits [`Event::GameEnded`].
        ///
        /// Errors: [`Error::NoGame`], [`Error::NotOutOfTime`].
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::claim_timeout())]
        pub fn claim_timeout(origin: OriginFor<T>, game: GameId) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_claim_timeout(game)
        }

        /// Ends a game in which the model is to move and governance keeps it from proving. Both sides have their stakes back.
        ///
        /// Emits [`Event::GameEnded`].
        ///
        /// Errors: [`Error::NoGame`], [`Error::NotTheModelsTurn`], [`Error::ModelNotStopped`].
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::call_off())]
        pub fn call_off(origin: OriginFor<T>, game: GameId) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_call_off(game)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The subject that the proof of a model's move must have: blake2-256 of the SCALE encoding of [`SUBJECT_DOMAIN`],
        /// [`Config::PalletId`], the game, and the move's number, which is the number of stones on the board.
        pub fn subject(game: GameId, number: u8) -> [u8; 32] {
            (SUBJECT_DOMAIN, T::PalletId::get(), game, number).using_encoded(sp_io::hashing::blake2_256)
        }

        /// A game that is not over.
        pub fn game(game: GameId) -> Option<GameOf<T>> {
            Games::<T>::get(game)
        }

        /// Where the model is to move: the subject of the proof, and the integers of its input.
        pub fn awaited(game: GameId) -> Option<([u8; 32], Vec<i64>)> {
            let stored = Games::<T>::get(game).filter(|game| game.turn == Side::House)?;
            Some((Self::subject(game, stored.board.stones()), stored.board.input(Side::House)))
        }

        /// The table of a house.
        pub fn table(house: T::AccountId) -> Option<TableOf<T>> {
            Tables::<T>::get(house)
        }
    }
}
