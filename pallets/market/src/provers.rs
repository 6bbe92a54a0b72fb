//! Provers and their bonds.

use crate::{BalanceOf, Config, EndpointOf, Error, Event, HoldReason, Pallet, Prover, ProverKey, ProverOf, Provers};
use frame_support::{
    ensure,
    traits::{fungible::MutateHold, tokens::Precision, Get},
};
use sp_runtime::{
    traits::{CheckedAdd, Saturating, Zero},
    ArithmeticError, DispatchResult,
};

impl<Balance: Copy + Saturating, Endpoint, BlockNumber> Prover<Balance, Endpoint, BlockNumber> {
    /// How much of the bond no claim binds.
    pub fn free(&self) -> Balance {
        self.bond.saturating_sub(self.bound)
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::deposit_bond`].
    pub fn do_deposit_bond(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut prover = Provers::<T>::get(&who).unwrap_or_else(|| Prover {
            bond: Zero::zero(),
            bound: Zero::zero(),
            claims: 0,
            key: None,
            void_until: Zero::zero(),
            endpoint: Default::default(),
        });
        prover.bond = prover.bond.checked_add(&amount).ok_or(ArithmeticError::Overflow)?;
        ensure!(prover.bond >= T::MinBond::get(), Error::<T>::BondTooLow);
        T::Currency::hold(&HoldReason::Bond.into(), &who, amount)?;
        Self::deposit_event(Event::BondChanged { prover: who.clone(), bond: prover.bond });
        Provers::<T>::insert(who, prover);
        Ok(())
    }

    /// See [`Pallet::withdraw_bond`].
    pub fn do_withdraw_bond(who: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut prover = Provers::<T>::get(who).ok_or(Error::<T>::UnknownProver)?;
        ensure!(prover.free() >= amount, Error::<T>::BondTooLow);
        prover.bond.saturating_reduce(amount);
        // What is stored of a prover is paid for by the least bond.
        ensure!(prover.bond.is_zero() || prover.bond >= T::MinBond::get(), Error::<T>::BondTooLow);
        // With the record it would be forgotten which orders are void, and a new bond could be made to pay for them again.
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(!prover.bond.is_zero() || prover.void_until < now, Error::<T>::RefusedOrderCounts);
        T::Currency::release(&HoldReason::Bond.into(), who, amount, Precision::Exact)?;
        Self::deposit_event(Event::BondChanged { prover: who.clone(), bond: prover.bond });
        Self::store(who, prover);
        Ok(())
    }

    /// See [`Pallet::set_prover`].
    pub fn do_set_prover(who: &T::AccountId, key: Option<ProverKey>, endpoint: EndpointOf<T>) -> Result<(), Error<T>> {
        Provers::<T>::try_mutate(who, |prover| {
            let prover = prover.as_mut().ok_or(Error::<T>::UnknownProver)?;
            prover.key.clone_from(&key);
            prover.endpoint = endpoint;
            Self::deposit_event(Event::ProverSet { prover: who.clone(), key });
            Ok(())
        })
    }

    /// Whether a claim could bind so much of a prover's bond.
    pub(crate) fn check_bond(who: &T::AccountId, amount: BalanceOf<T>) -> Result<ProverOf<T>, Error<T>> {
        let prover = Provers::<T>::get(who).ok_or(Error::<T>::UnknownProver)?;
        ensure!(prover.claims < T::MaxClaims::get(), Error::<T>::TooManyClaims);
        ensure!(prover.free() >= amount, Error::<T>::BondTooLow);
        Ok(prover)
    }

    /// Binds a part of a prover's bond to a claim.
    pub(crate) fn bind(who: &T::AccountId, amount: BalanceOf<T>) -> Result<(), Error<T>> {
        let mut prover = Self::check_bond(who, amount)?;
        prover.bound.saturating_accrue(amount);
        prover.claims.saturating_inc();
        Provers::<T>::insert(who, prover);
        Ok(())
    }

    /// Ends a claim: what it binds is free again, except for what has been taken of it.
    pub(crate) fn unbind(who: &T::AccountId, amount: BalanceOf<T>, taken: BalanceOf<T>) {
        let Some(mut prover) = Provers::<T>::get(who) else { return };
        prover.bound.saturating_reduce(amount);
        prover.bond.saturating_reduce(taken);
        prover.claims.saturating_dec();
        Self::store(who, prover);
        if !taken.is_zero() {
            let bond = Provers::<T>::get(who).map_or_else(Zero::zero, |prover| prover.bond);
            Self::deposit_event(Event::BondChanged { prover: who.clone(), bond });
        }
    }

    /// A prover without a bond is none.
    pub(crate) fn store(who: &T::AccountId, prover: ProverOf<T>) {
        if prover.bond.is_zero() {
            Provers::<T>::remove(who);
        } else {
            Provers::<T>::insert(who, prover);
        }
    }
}
