//! What is true of the stored state between any two calls.

use crate::{
    Audience, BalanceOf, Config, Deadlines, HoldReason, NextDeadline, NextRequestId, Pallet, Provers, RequestId,
    Requests,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
    ensure,
    traits::{fungible::InspectHold, Get},
};
use sp_runtime::{
    traits::{Saturating, Zero},
    TryRuntimeError,
};

impl<T: Config> Pallet<T> {
    /// Fails with the first invariant that does not hold.
    pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::check_provers(Self::check_requests()?)?;
        Self::check_deadlines()
    }

    /// Returns by prover what claims bind, and how many there are.
    #[allow(clippy::type_complexity)]
    fn check_requests() -> Result<BTreeMap<T::AccountId, (BalanceOf<T>, u32)>, TryRuntimeError> {
        let mut bound = BTreeMap::<T::AccountId, (BalanceOf<T>, u32)>::new();
        let mut fees = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        for (id, request) in Requests::<T>::iter() {
            ensure!(id < NextRequestId::<T>::get(), "a request has an identifier that was not given out");
            ensure!(request.min_fee <= request.max_fee, "a fee falls");
            ensure!(request.min_fee >= T::MinFee::get(), "a fee is too low");
            ensure!(
                request.opened < request.claim_by && request.claim_by <= request.prove_by,
                "deadlines are in disorder"
            );
            fees.entry(request.requester.clone()).or_insert_with(Zero::zero).saturating_accrue(request.max_fee);
            ensure!(request.closes.is_none() || request.audience == Audience::Open, "a claimable request is closing");
            if let Some(claim) = &request.claim {
                ensure!(request.audience != Audience::Open, "an open request is claimed");
                if let Audience::Direct(prover) = &request.audience {
                    ensure!(*prover == claim.prover, "somebody claimed a request for another");
                }
                ensure!(request.versions.include(claim.version), "a version is claimed that may not answer");
                ensure!((request.opened..=request.claim_by).contains(&claim.block), "a claim came too late");
                ensure!((request.min_fee..=request.max_fee).contains(&claim.fee), "a fee was not offered");
                let (amount, claims) = bound.entry(claim.prover.clone()).or_insert((Zero::zero(), 0));
                amount.saturating_accrue(request.bond);
                claims.saturating_inc();
            }
            for block in Self::places(&request) {
                ensure!(Deadlines::<T>::get(block).contains(&id), "a request has no place among the deadlines");
            }
        }
        for (who, fee) in fees {
            ensure!(
                T::Currency::balance_on_hold(&HoldReason::Fee.into(), &who) == fee,
                "what is held of a requester is not what its requests may cost"
            );
        }
        Ok(bound)
    }

    fn check_provers(mut bound: BTreeMap<T::AccountId, (BalanceOf<T>, u32)>) -> Result<(), TryRuntimeError> {
        for (who, prover) in Provers::<T>::iter() {
            ensure!(!prover.bond.is_zero(), "a prover has no bond");
            ensure!(prover.bound <= prover.bond, "more is bound than there is");
            ensure!(prover.claims <= T::MaxClaims::get(), "a prover has too many claims");
            let claimed = bound.remove(&who).unwrap_or((Zero::zero(), 0));
            ensure!((prover.bound, prover.claims) == claimed, "what is bound is not what claims bind");
            ensure!(
                T::Currency::balance_on_hold(&HoldReason::Bond.into(), &who) == prover.bond,
                "what is held of a prover is not the bond"
            );
        }
        ensure!(bound.is_empty(), "somebody without a bond has claimed a request");
        Ok(())
    }

    fn check_deadlines() -> Result<(), TryRuntimeError> {
        let next = NextDeadline::<T>::get();
        for (block, due) in Deadlines::<T>::iter() {
            ensure!(next.is_some_and(|next| next <= block), "a deadline was passed over");
            ensure!(!due.is_empty(), "a block without deadlines is stored");
            ensure!(due.iter().collect::<BTreeSet<&RequestId>>().len() == due.len(), "a request has a place twice");
            for id in &due {
                let request = Requests::<T>::get(id).ok_or("a deadline is of a request that has ended")?;
                ensure!(
                    Self::places(&request).any(|place| place == block),
                    "a request has a place that is not its own"
                );
            }
        }
        Ok(())
    }
}
