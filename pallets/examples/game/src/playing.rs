//! What players and models do: a game from its first move to the stakes.

use crate::{
    rules::CELLS, Awaited, BalanceOf, Config, Ending, Error, Event, Game, GameId, GameOf, Games, HoldReason, NextGame,
    OpenGames, Opponent, Pallet, Side, Stopped, Tables, WeightInfo,
};
use frame_support::{
    ensure,
    traits::{
        fungible::MutateHold,
        tokens::{
            Fortitude::Force,
            Precision::Exact,
            Restriction::{Free, OnHold},
        },
        Get,
    },
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{Inference, OnVerified, VerifiedInference};
use sp_runtime::{
    traits::{CheckedAdd, CheckedSub, Saturating},
    ArithmeticError, DispatchError, DispatchResult,
};

impl<T: Config> OnVerified<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn weight() -> Weight {
        T::WeightInfo::on_verified_won().max(T::WeightInfo::on_verified_forfeited())
    }

    /// The model's move. The account that the proof names does not matter: the output is the model's on the chain's own
    /// board, whoever asked for it, and it earns nothing but the game's next position.
    fn on_verified(inference: &Inference<T::AccountId, BlockNumberFor<T>>) -> Result<Weight, DispatchError> {
        // Whatever no game waits for is not this pallet's. That is no failure: the proof may be another consumer's, or of a
        // move that was made.
        let Some(id) = Awaited::<T>::get(inference.subject) else { return Ok(T::DbWeight::get().reads(1)) };
        let game = Self::game_of(id)?;
        // The weights that the game was opened against, and no others.
        let Opponent { model, version } = game.opponent;
        ensure!((inference.model, inference.version) == (model, version), Error::<T>::OtherOpponent);
        // The board is the chain's: the prover does not choose what the model looks at.
        let board = game.board.input(Side::House);
        let board = inference.layout.input.pack(&board).map_err(|_| Error::<T>::UnsupportedLayout)?;
        ensure!(inference.input == board, Error::<T>::OtherBoard);
        let output = inference.output_integers().map_err(|_| Error::<T>::UnsupportedLayout)?;
        let &[class] = output.as_slice() else { return Err(Error::<T>::UnsupportedLayout.into()) };
        Self::do_move(id, game, u8::try_from(class).unwrap_or(CELLS))?;
        Ok(<Self as OnVerified<_, _>>::weight())
    }
}

impl<T: Config> Pallet<T> {
    /// Opens a game and returns its number. See [`Pallet::open_game`].
    pub fn do_open_game(
        player: T::AccountId,
        house: T::AccountId,
        opponent: Opponent,
        stake: BalanceOf<T>,
        begins: Side,
    ) -> Result<GameId, DispatchError> {
        ensure!(player != house, Error::<T>::OwnTable);
        let mut table = Tables::<T>::get(&house).ok_or(Error::<T>::NoTable)?;
        // Or a house could swap the weights in front of a player who has read their digest.
        ensure!(table.opponent == Some(opponent), Error::<T>::OtherOpponent);
        ensure!(T::Models::is_live(opponent.model, opponent.version), Error::<T>::VersionNotLive);
        ensure!(!T::Models::is_stopped(opponent.model, opponent.version), Error::<T>::ModelStopped);
        ensure!(stake >= T::LeastStake::get(), Error::<T>::StakeTooSmall);
        let bankroll = table.bankroll.checked_sub(&stake).ok_or(Error::<T>::BankrollTooSmall)?;
        let open = OpenGames::<T>::get(&player);
        ensure!(open < T::MaxGames::get(), Error::<T>::TooManyGames);
        let id = NextGame::<T>::get();
        let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
        let params = T::Models::params(opponent.model, opponent.version).ok_or(Error::<T>::NotCommitted)?;

        T::Currency::hold(&HoldReason::Game.into(), &player, stake)?;
        // The house's stake stays held, and leaves the part that it may withdraw.
        table.bankroll = bankroll;
        table.games = table.games.checked_add(1).ok_or(ArithmeticError::Overflow)?;
        Tables::<T>::insert(&house, table);
        OpenGames::<T>::insert(&player, open.saturating_add(1));
        NextGame::<T>::put(next);
        Self::deposit_event(Event::GameOpened {
            game: id,
            player: player.clone(),
            house: house.clone(),
            opponent,
            params,
            stake,
            begins,
        });
        let game = Game {
            player,
            house,
            opponent,
            stake,
            board: Default::default(),
            turn: begins,
            deadline: Self::deadline(),
        };
        Self::await_move(id, game);
        Ok(id)
    }

    /// The player's move. See [`Pallet::play`].
    pub fn do_play(who: &T::AccountId, id: GameId, cell: u8) -> DispatchResult {
        let game = Self::game_of(id)?;
        ensure!(game.player == *who, Error::<T>::NotPlayer);
        ensure!(game.turn == Side::Player, Error::<T>::NotYourTurn);
        ensure!(game.board.with(Side::Player, cell).is_some(), Error::<T>::IllegalMove);
        Self::do_move(id, game, cell)
    }

    /// Ends a game whose mover has let the deadline pass. See [`Pallet::claim_timeout`].
    pub fn do_claim_timeout(id: GameId) -> DispatchResult {
        let game = Self::game_of(id)?;
        ensure!(Self::is_out_of_time(&game), Error::<T>::NotOutOfTime);
        // A model that must not prove cannot move, and the house has not failed.
        let ending = if Self::cannot_move(&game) { Ending::CalledOff } else { Ending::OutOfTime(game.turn) };
        Self::stop_waiting(id, &game);
        Self::finish(id, game, ending)
    }

    /// Ends a game whose model is kept from moving. See [`Pallet::call_off`].
    pub fn do_call_off(id: GameId) -> DispatchResult {
        let game = Self::game_of(id)?;
        ensure!(game.turn == Side::House, Error::<T>::NotTheModelsTurn);
        ensure!(Self::cannot_move(&game), Error::<T>::ModelNotStopped);
        Self::stop_waiting(id, &game);
        Self::finish(id, game, Ending::CalledOff)
    }

    /// A stone of the side whose turn it is.
    fn do_move(id: GameId, mut game: GameOf<T>, cell: u8) -> DispatchResult {
        // Whoever is late has lost, also while nobody has claimed it: else the two would race for a place in the block.
        ensure!(!Self::is_out_of_time(&game), Error::<T>::OutOfTime);
        let side = game.turn;
        Self::stop_waiting(id, &game);
        let Some(board) = game.board.with(side, cell) else { return Self::finish(id, game, Ending::IllegalMove) };
        game.board = board;
        Self::deposit_event(Event::Moved { game: id, side, cell });
        if board.has_line(side) {
            return Self::finish(id, game, Ending::Line(side));
        }
        if board.is_full() {
            return Self::finish(id, game, Ending::Full);
        }
        game.turn = side.other();
        game.deadline = Self::deadline();
        Self::await_move(id, game);
        Ok(())
    }

    /// Stores a game whose next move is to come.
    fn await_move(id: GameId, game: GameOf<T>) {
        if game.turn == Side::House {
            Awaited::<T>::insert(Self::subject(id, game.board.stones()), id);
        }
        Games::<T>::insert(id, game);
    }

    /// Lets no proof make the game's next move any more.
    fn stop_waiting(id: GameId, game: &GameOf<T>) {
        if game.turn == Side::House {
            Awaited::<T>::remove(Self::subject(id, game.board.stones()));
        }
    }

    /// Removes a game for whose move nobody waits any more, and gives the stakes to whom they belong.
    fn finish(id: GameId, game: GameOf<T>, ending: Ending) -> DispatchResult {
        let Game { player, house, stake, .. } = game;
        Games::<T>::remove(id);
        OpenGames::<T>::mutate_exists(&player, |open| {
            *open = open.and_then(|open| open.checked_sub(1)).filter(|open| *open > 0);
        });
        let reason = HoldReason::Game.into();
        // What of the two stakes goes back to the bankroll.
        let back = match ending.winner() {
            Some(Side::House) => {
                T::Currency::transfer_on_hold(&reason, &player, &house, stake, Exact, OnHold, Force)?;
                stake.checked_add(&stake).ok_or(ArithmeticError::Overflow)?
            }
            Some(Side::Player) => {
                T::Currency::transfer_on_hold(&reason, &house, &player, stake, Exact, Free, Force)?;
                T::Currency::release(&reason, &player, stake, Exact)?;
                Default::default()
            }
            None => {
                T::Currency::release(&reason, &player, stake, Exact)?;
                stake
            }
        };
        let mut table = Tables::<T>::get(&house).ok_or(Error::<T>::NoTable)?;
        table.bankroll = table.bankroll.checked_add(&back).ok_or(ArithmeticError::Overflow)?;
        table.games = table.games.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
        Tables::<T>::insert(&house, table);
        Self::deposit_event(Event::GameEnded { game: id, ending });
        Ok(())
    }

    fn game_of(id: GameId) -> Result<GameOf<T>, Error<T>> {
        Games::<T>::get(id).ok_or(Error::NoGame)
    }

    /// The last block that takes a move that is awaited from now on.
    fn deadline() -> BlockNumberFor<T> {
        frame_system::Pallet::<T>::block_number().saturating_add(T::Clock::get())
    }

    fn is_out_of_time(game: &GameOf<T>) -> bool {
        frame_system::Pallet::<T>::block_number() > game.deadline
    }

    /// Whether the model is to move and governance keeps it from moving.
    fn cannot_move(game: &GameOf<T>) -> bool {
        let Opponent { model, version } = game.opponent;
        game.turn == Side::House && T::Models::is_stopped(model, version)
    }
}
