//! What a house does: its table, its opponent, its bankroll.

use crate::{opponents, BalanceOf, Config, Error, Event, HoldReason, Opponent, Pallet, Table, TableOf, Tables};
use frame_support::{
    ensure,
    traits::{fungible::MutateHold, tokens::Precision::Exact, Get},
};
use sp_runtime::{
    traits::{CheckedAdd, CheckedSub},
    ArithmeticError, DispatchResult,
};

impl<T: Config> Pallet<T> {
    /// Opens a table. See [`Pallet::open_table`].
    pub fn do_open_table(house: T::AccountId, opponent: Opponent, bankroll: BalanceOf<T>) -> DispatchResult {
        ensure!(!Tables::<T>::contains_key(&house), Error::<T>::TableOpen);
        ensure!(bankroll >= T::LeastStake::get(), Error::<T>::BankrollTooSmall);
        opponents::check::<T>(opponent)?;
        T::Currency::hold(&HoldReason::Game.into(), &house, bankroll)?;
        Tables::<T>::insert(&house, Table { opponent: Some(opponent), bankroll, games: 0 });
        Self::deposit_event(Event::TableOpened { house, opponent, bankroll });
        Ok(())
    }

    /// Changes who plays in new games. See [`Pallet::set_opponent`].
    pub fn do_set_opponent(house: T::AccountId, opponent: Option<Opponent>) -> Result<(), Error<T>> {
        let mut table = Self::table_of(&house)?;
        opponent.map_or(Ok(()), opponents::check::<T>)?;
        table.opponent = opponent;
        Tables::<T>::insert(&house, table);
        Self::deposit_event(Event::OpponentSet { house, opponent });
        Ok(())
    }

    /// Adds to the bankroll. See [`Pallet::fund`].
    pub fn do_fund(house: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut table = Self::table_of(&house)?;
        table.bankroll = table.bankroll.checked_add(&amount).ok_or(ArithmeticError::Overflow)?;
        T::Currency::hold(&HoldReason::Game.into(), &house, amount)?;
        Tables::<T>::insert(&house, table);
        Self::deposit_event(Event::Funded { house, amount });
        Ok(())
    }

    /// Gives back of the bankroll. See [`Pallet::withdraw`].
    pub fn do_withdraw(house: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut table = Self::table_of(&house)?;
        let left = table.bankroll.checked_sub(&amount).ok_or(Error::<T>::BankrollTooSmall)?;
        // It pays for the table's storage.
        ensure!(left >= T::LeastStake::get(), Error::<T>::BankrollTooSmall);
        table.bankroll = left;
        T::Currency::release(&HoldReason::Game.into(), &house, amount, Exact)?;
        Tables::<T>::insert(&house, table);
        Self::deposit_event(Event::Withdrawn { house, amount });
        Ok(())
    }

    /// Removes a table. See [`Pallet::close_table`].
    pub fn do_close_table(house: T::AccountId) -> DispatchResult {
        let table = Self::table_of(&house)?;
        ensure!(table.games == 0, Error::<T>::GamesOpen);
        T::Currency::release(&HoldReason::Game.into(), &house, table.bankroll, Exact)?;
        Tables::<T>::remove(&house);
        Self::deposit_event(Event::TableClosed { house });
        Ok(())
    }

    fn table_of(house: &T::AccountId) -> Result<TableOf<T>, Error<T>> {
        Tables::<T>::get(house).ok_or(Error::NoTable)
    }
}
