//! What the calls and the hook do.

use crate::{
    score::least_integer, BalanceOf, Config, Error, Event, Line, LineOf, Lines, NextPolicy, NumberedPolicy,
    Outstanding, Pallet, PolicyInForce, PolicyNumber, PolicyOf, WeightInfo,
};
use frame_support::{
    ensure,
    traits::{fungible::Mutate, tokens::Preservation::Preserve, Get},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{Inference, OnVerified, VerifiedInference};
use sp_runtime::{
    traits::{CheckedAdd, CheckedSub, Zero},
    ArithmeticError, DispatchError, DispatchResult,
};
use zkml_primitives::Visibility;

impl<T: Config> OnVerified<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn weight() -> Weight {
        T::WeightInfo::on_verified()
    }

    fn on_verified(inference: &Inference<T::AccountId, BlockNumberFor<T>>) -> Result<Weight, DispatchError> {
        // Whatever is not this pallet's is refused first and cheaply. It is no failure either: the proof may be another
        // consumer's, or have been made for a policy that is no longer in force.
        let looked = T::DbWeight::get().reads(1);
        let Some(NumberedPolicy { number, policy, least_score }) = PolicyInForce::<T>::get() else { return Ok(looked) };
        if (inference.model, inference.version) != (policy.model, policy.version) {
            return Ok(looked);
        }
        if inference.subject != Self::subject(number) {
            return Ok(looked);
        }
        // Everything was attested by somebody, since the version asks for it; but anybody may attest.
        if policy.issuer.is_some() {
            ensure!(inference.issuer == policy.issuer.as_ref(), Error::<T>::UntrustedIssuer);
        }
        // The policy was checked to be about a version with one public number, and the ports of a version never change.
        let output = inference.output_integers().map_err(|_| Error::<T>::UnsupportedLayout)?;
        let &[score] = output.as_slice() else { return Err(Error::<T>::UnsupportedLayout.into()) };
        if score < least_score {
            Self::deposit_event(Event::LineRefused { account: inference.account.clone(), policy: number, score });
            return Ok(<Self as OnVerified<_, _>>::weight());
        }
        // For the account that the proof names. Who carried it here is not even known.
        Self::do_open(inference.account, number, &policy)?;
        Ok(<Self as OnVerified<_, _>>::weight())
    }
}

impl<T: Config> Pallet<T> {
    /// Puts a policy in force and returns its number. See [`Pallet::set_policy`].
    pub fn do_set_policy(policy: PolicyOf<T>) -> Result<PolicyNumber, Error<T>> {
        let layout = T::Models::layout(policy.model, policy.version).ok_or(Error::<T>::UnknownVersion)?;
        ensure!(T::Models::is_live(policy.model, policy.version), Error::<T>::VersionNotLive);
        ensure!(layout.output.visibility == Visibility::Public, Error::<T>::UnsupportedLayout);
        ensure!(layout.output.shape.len() == 1, Error::<T>::UnsupportedLayout);
        ensure!(policy.issuer.is_none() || layout.attested, Error::<T>::NotAttested);
        let least_score = least_integer(&layout.output, policy.threshold).ok_or(Error::<T>::ThresholdOutOfRange)?;
        ensure!(!policy.limit.is_zero() && !policy.term.is_zero(), Error::<T>::NothingToLend);

        let number = NextPolicy::<T>::get();
        NextPolicy::<T>::put(number.checked_add(1).ok_or(Error::<T>::TooManyPolicies)?);
        PolicyInForce::<T>::put(NumberedPolicy { number, policy: policy.clone(), least_score });
        Self::deposit_event(Event::PolicySet { number, policy });
        Ok(number)
    }

    /// Takes the policy out of force. See [`Pallet::clear_policy`].
    pub fn do_clear_policy() -> Result<(), Error<T>> {
        let NumberedPolicy { number, .. } = PolicyInForce::<T>::take().ok_or(Error::<T>::NoPolicy)?;
        Self::deposit_event(Event::PolicyCleared { number });
        Ok(())
    }

    /// Opens or renews the line of an account whose score is good enough.
    ///
    /// A proof asks nobody's consent: anyone can make one that names this account. So a renewal never takes anything from
    /// the account, and nothing is held or charged here.
    fn do_open(account: &T::AccountId, number: PolicyNumber, policy: &PolicyOf<T>) -> DispatchResult {
        let now = frame_system::Pallet::<T>::block_number();
        let limit = policy.limit;
        let until = now.checked_add(&policy.term).ok_or(ArithmeticError::Overflow)?;
        let old = Lines::<T>::get(account);
        let running = old.filter(|line| !line.has_expired(now));
        if let Some(line) = running {
            ensure!(limit >= line.limit && until >= line.until, Error::<T>::WorseTerms);
        } else {
            ensure!(old.is_none_or(|line| line.drawn.is_zero()), Error::<T>::LineOverdue);
        }
        let drawn = running.map_or_else(Zero::zero, |line| line.drawn);
        Lines::<T>::insert(account, Line { limit, drawn, until });
        let (account, policy) = (account.clone(), number);
        Self::deposit_event(match running {
            None => Event::LineOpened { account, policy, limit, until },
            Some(_) => Event::LineRenewed { account, policy, limit, until },
        });
        Ok(())
    }

    /// Lends. See [`Pallet::draw`].
    pub fn do_draw(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut line = Self::line_of(&who)?;
        ensure!(!line.has_expired(frame_system::Pallet::<T>::block_number()), Error::<T>::LineExpired);
        line.drawn = line.drawn.checked_add(&amount).ok_or(ArithmeticError::Overflow)?;
        ensure!(line.drawn <= line.limit, Error::<T>::LimitExceeded);
        let outstanding = Outstanding::<T>::get().checked_add(&amount).ok_or(ArithmeticError::Overflow)?;

        T::Currency::transfer(&Self::pot(), &who, amount, Preserve)?;
        Lines::<T>::insert(&who, line);
        Outstanding::<T>::put(outstanding);
        Self::deposit_event(Event::Drawn { account: who, amount });
        Ok(())
    }

    /// Takes back what was lent. See [`Pallet::repay`].
    pub fn do_repay(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let mut line = Self::line_of(&who)?;
        line.drawn = line.drawn.checked_sub(&amount).ok_or(Error::<T>::MoreThanDrawn)?;
        let outstanding = Outstanding::<T>::get().checked_sub(&amount).ok_or(ArithmeticError::Underflow)?;

        T::Currency::transfer(&who, &Self::pot(), amount, Preserve)?;
        Lines::<T>::insert(&who, line);
        Outstanding::<T>::put(outstanding);
        Self::deposit_event(Event::Repaid { account: who, amount });
        Ok(())
    }

    /// Removes a line. See [`Pallet::close`].
    pub fn do_close(who: &T::AccountId, account: T::AccountId) -> Result<(), Error<T>> {
        let line = Self::line_of(&account)?;
        ensure!(line.drawn.is_zero(), Error::<T>::NotRepaid);
        let expired = line.has_expired(frame_system::Pallet::<T>::block_number());
        ensure!(expired || *who == account, Error::<T>::LineNotExpired);
        Lines::<T>::remove(&account);
        Self::deposit_event(Event::LineClosed { account });
        Ok(())
    }

    fn line_of(account: &T::AccountId) -> Result<LineOf<T>, Error<T>> {
        Lines::<T>::get(account).ok_or(Error::NoLine)
    }

    /// Fails with the first invariant that does not hold.
    #[cfg(any(feature = "try-runtime", test))]
    pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        if let Some(NumberedPolicy { number, policy, least_score }) = PolicyInForce::<T>::get() {
            ensure!(number < NextPolicy::<T>::get(), "a policy has a number that was not given out");
            if let Some(layout) = T::Models::layout(policy.model, policy.version) {
                let least = least_integer(&layout.output, policy.threshold);
                ensure!(least == Some(least_score), "a score is compared with another threshold than the policy's");
                ensure!(
                    policy.issuer.is_none() || layout.attested,
                    "a policy with an issuer counts what nobody attested"
                );
            }
        }
        let mut drawn = BalanceOf::<T>::zero();
        for line in Lines::<T>::iter_values() {
            ensure!(line.drawn <= line.limit, "a line has lent more than its limit");
            drawn = drawn.checked_add(&line.drawn).ok_or("the lines have lent more than there is")?;
        }
        ensure!(drawn == Outstanding::<T>::get(), "what is outstanding is not what the lines have drawn");
        Ok(())
    }
}
