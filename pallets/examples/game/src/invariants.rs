//! What is true of the stored state between any two calls.

use crate::{opponents, Awaited, BalanceOf, Config, Games, HoldReason, NextGame, OpenGames, Pallet, Side, Tables};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::CheckedAdd, TryRuntimeError};

impl<T: Config> Pallet<T> {
    /// Fails with the first invariant that does not hold.
    pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut held = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        let mut hold = |who: &T::AccountId, amount: BalanceOf<T>| {
            let sum = held.entry(who.clone()).or_default();
            *sum = sum.checked_add(&amount).ok_or("more is held of an account than there is")?;
            Ok::<(), TryRuntimeError>(())
        };
        let (mut at_tables, mut of_players) = (BTreeMap::<_, u32>::new(), BTreeMap::<_, u32>::new());
        let mut awaited = 0;
        for (id, game) in Games::<T>::iter() {
            ensure!(id < NextGame::<T>::get(), "a game has a number that was not given out");
            ensure!(game.player != game.house, "somebody plays against their own house");
            let board = game.board;
            ensure!(board.player & board.house == 0, "two stones are on one cell");
            let more = board.of(game.turn).count_ones();
            let other = board.of(game.turn.other()).count_ones();
            ensure!(other == more || other == more + 1, "a side has moved twice in a row");
            let over = board.is_full() || board.has_line(Side::Player) || board.has_line(Side::House);
            ensure!(!over, "a game goes on that is over");
            if game.turn == Side::House {
                let subject = Self::subject(id, board.stones());
                ensure!(Awaited::<T>::get(subject) == Some(id), "a model's move is not awaited");
                awaited += 1;
            }
            *at_tables.entry(game.house.clone()).or_default() += 1;
            *of_players.entry(game.player.clone()).or_default() += 1;
            hold(&game.player, game.stake)?;
            hold(&game.house, game.stake)?;
        }
        ensure!(Awaited::<T>::iter_keys().count() == awaited, "a move of no game is awaited");
        ensure!(
            of_players == OpenGames::<T>::iter().collect(),
            "an account plays another number of games than is counted"
        );
        for (house, table) in Tables::<T>::iter() {
            ensure!(
                at_tables.remove(&house).unwrap_or(0) == table.games,
                "a table does not know how many games it has"
            );
            hold(&house, table.bankroll)?;
            if let Some(opponent) = table.opponent {
                // It may have been deprecated since, or be gone.
                let cannot_play = matches!(
                    opponents::check::<T>(opponent),
                    Err(crate::Error::NotCommitted | crate::Error::UnsupportedLayout)
                );
                ensure!(!cannot_play, "a version plays that cannot");
            }
        }
        ensure!(at_tables.is_empty(), "a game is at no table");
        let reason = HoldReason::Game.into();
        for (who, amount) in held {
            ensure!(T::Currency::balance_on_hold(&reason, &who) == amount, "another amount is held than is recorded");
        }
        Ok(())
    }
}
