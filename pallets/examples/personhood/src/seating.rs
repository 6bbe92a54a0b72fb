//! What the calls and the hooks do.

use crate::{
    Config, Epoch, Error, Event, FirstEpoch, Nullifiers, Pallet, Personhood, Policy, PolicyInForce, SeatCount, Seats,
    WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{Inference, OnVerified, VerifiedInference};
use sp_runtime::{
    traits::{One, Saturating, UniqueSaturatedInto},
    DispatchError,
};
use zkml_primitives::{FieldBytes, Layout, Visibility};

impl<T: Config> OnVerified<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn weight() -> Weight {
        T::WeightInfo::on_verified()
    }

    fn on_verified(inference: &Inference<T::AccountId, BlockNumberFor<T>>) -> Result<Weight, DispatchError> {
        // Whatever is not this pallet's is refused first and cheaply, and is no failure.
        let looked = T::DbWeight::get().reads(1);
        let Some(Policy { model, version, verdict: human }) = PolicyInForce::<T>::get() else { return Ok(looked) };
        if (inference.model, inference.version) != (model, version) {
            return Ok(looked);
        }
        let most = <Self as OnVerified<_, _>>::weight();
        let epoch = Self::epoch();
        if inference.subject != Self::subject(epoch) {
            // Too late or too early is worth telling. Whatever else the subject is, it was not made for this pallet.
            let beside = [epoch.checked_sub(1), epoch.checked_add(1)].into_iter().flatten();
            ensure!(!beside.map(Self::subject).any(|subject| subject == inference.subject), Error::<T>::WrongEpoch);
            return Ok(most);
        }
        // The policy was checked to be about a version with one public number and a nullifier, and a layout never changes.
        let output = inference.output_integers().map_err(|_| Error::<T>::UnsupportedLayout)?;
        let &[verdict] = output.as_slice() else { return Err(Error::<T>::UnsupportedLayout.into()) };
        let nullifier = inference.nullifier.ok_or(Error::<T>::NoNullifier)?;
        if verdict < human {
            Self::deposit_event(Event::VerdictRefused { epoch, account: inference.account.clone(), verdict });
            return Ok(most);
        }
        Self::do_open(epoch, inference.account, nullifier)?;
        Ok(most)
    }
}

impl<T: Config> Personhood<T::AccountId> for Pallet<T> {
    fn is_seated(account: &T::AccountId) -> bool {
        Seats::<T>::contains_key(Self::epoch(), account)
    }
}

/// What a policy asks of a version, once and for all.
fn check_layout<T: Config>(layout: &Layout, verdict: i64) -> Result<(), Error<T>> {
    ensure!(layout.output.visibility == Visibility::Public, Error::<T>::UnsupportedLayout);
    ensure!(layout.output.shape.len() == 1, Error::<T>::UnsupportedLayout);
    ensure!(layout.nullifier, Error::<T>::NoNullifier);
    // What somebody does at the keyboard is as good as a name.
    ensure!(layout.input.visibility != Visibility::Public, Error::<T>::PublicInput);
    let int = layout.output.int_type().ok_or(Error::<T>::UnsupportedLayout)?;
    ensure!(int.min() < verdict && verdict <= int.max(), Error::<T>::VerdictOutOfRange);
    Ok(())
}

impl<T: Config> Pallet<T> {
    /// Puts a policy in force. See [`Pallet::set_policy`].
    pub fn do_set_policy(policy: Policy) -> Result<(), Error<T>> {
        let layout = T::Models::layout(policy.model, policy.version).ok_or(Error::<T>::UnknownVersion)?;
        ensure!(T::Models::is_live(policy.model, policy.version), Error::<T>::VersionNotLive);
        check_layout::<T>(&layout, policy.verdict)?;
        PolicyInForce::<T>::put(policy);
        Self::deposit_event(Event::PolicySet { policy });
        Ok(())
    }

    /// Takes the policy out of force. See [`Pallet::clear_policy`].
    pub fn do_clear_policy() -> Result<(), Error<T>> {
        let policy = PolicyInForce::<T>::take().ok_or(Error::<T>::NoPolicy)?;
        Self::deposit_event(Event::PolicyCleared { policy });
        Ok(())
    }

    /// Opens a seat.
    ///
    /// A proof asks nobody's consent: anyone with a secret can give this account a seat. It loses nothing by that, and its
    /// own secret keeps its nullifier for another account.
    fn do_open(epoch: Epoch, account: &T::AccountId, nullifier: FieldBytes) -> Result<(), Error<T>> {
        ensure!(!Nullifiers::<T>::contains_key(epoch, nullifier), Error::<T>::NullifierUsed);
        ensure!(!Seats::<T>::contains_key(epoch, account), Error::<T>::AlreadySeated);
        let count = SeatCount::<T>::get(epoch).checked_add(1).ok_or(Error::<T>::TooManySeats)?;
        if !FirstEpoch::<T>::exists() {
            FirstEpoch::<T>::put(epoch);
        }
        Nullifiers::<T>::insert(epoch, nullifier, ());
        Seats::<T>::insert(epoch, account, ());
        SeatCount::<T>::insert(epoch, count);
        Self::deposit_event(Event::SeatOpened { epoch, account: account.clone() });
        Ok(())
    }

    /// The epoch of a block.
    pub(crate) fn epoch_of(block: BlockNumberFor<T>) -> Epoch {
        // `integrity_test` refuses epochs of no block.
        (block / T::EpochLength::get().max(One::one())).unique_saturated_into()
    }

    /// The last block of a block's epoch.
    pub(crate) fn last_block_at(block: BlockNumberFor<T>) -> BlockNumberFor<T> {
        let length = T::EpochLength::get().max(One::one());
        block.saturating_add(length - One::one() - block % length)
    }

    /// Removes seats of ended epochs, each with a nullifier, as far as the weight and [`Config::MaxPruned`] allow, and
    /// returns the weight that it took. To go on to the next epoch counts as much as removing a seat, so that the work is
    /// bounded however many epochs have none.
    pub(crate) fn prune(now: BlockNumberFor<T>, limit: Weight) -> Weight {
        let (base, each) = (T::WeightInfo::prune(0), prune_step::<T>());
        let Some(room) = limit.checked_sub(&base) else { return Weight::zero() };
        let steps = room.checked_div_per_component(&each).unwrap_or(0).min(T::MaxPruned::get().into()) as u32;
        if steps == 0 {
            return Weight::zero();
        }
        let Some(first) = FirstEpoch::<T>::get() else { return base };
        let running = Self::epoch_of(now);
        let (mut epoch, mut left) = (first, steps);
        while left > 0 && epoch < running {
            left -= Self::remove_seats(epoch, left);
            // Out of steps, so that this epoch may have more.
            if left == 0 {
                break;
            }
            left -= 1;
            epoch = epoch.saturating_add(1);
        }
        if epoch != first {
            FirstEpoch::<T>::put(epoch);
        }
        base.saturating_add(each.saturating_mul((steps - left).into()))
    }

    /// Removes up to so many seats of an epoch, and as many nullifiers. Returns how many there were to remove.
    fn remove_seats(epoch: Epoch, limit: u32) -> u32 {
        let accounts: Vec<_> = Seats::<T>::iter_key_prefix(epoch).take(limit as usize).collect();
        let nullifiers: Vec<_> = Nullifiers::<T>::iter_key_prefix(epoch).take(limit as usize).collect();
        let removed = accounts.len().max(nullifiers.len()) as u32;
        if removed == 0 {
            return 0;
        }
        for account in accounts {
            Seats::<T>::remove(epoch, account);
        }
        for nullifier in nullifiers {
            Nullifiers::<T>::remove(epoch, nullifier);
        }
        SeatCount::<T>::mutate_exists(epoch, |count| {
            *count = count.and_then(|count| count.checked_sub(removed)).filter(|count| *count > 0);
        });
        removed
    }

    /// Fails with the first invariant that does not hold.
    #[cfg(any(feature = "try-runtime", test))]
    pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        use alloc::collections::BTreeMap;

        if let Some(policy) = PolicyInForce::<T>::get() {
            if let Some(layout) = T::Models::layout(policy.model, policy.version) {
                ensure!(check_layout::<T>(&layout, policy.verdict).is_ok(), "a policy in force would be refused");
            }
        }
        let (mut seats, mut nullifiers) = (BTreeMap::<Epoch, u32>::new(), BTreeMap::<Epoch, u32>::new());
        Seats::<T>::iter_keys().for_each(|(epoch, _)| *seats.entry(epoch).or_default() += 1);
        Nullifiers::<T>::iter_keys().for_each(|(epoch, _)| *nullifiers.entry(epoch).or_default() += 1);
        ensure!(seats == nullifiers, "an epoch has not as many seats as nullifiers");
        ensure!(seats == SeatCount::<T>::iter().collect(), "an epoch has another number of seats than is counted");
        let waiting = FirstEpoch::<T>::get().map(|first| first..=Self::epoch());
        let is_waiting = |epoch| waiting.as_ref().is_some_and(|waiting| waiting.contains(epoch));
        ensure!(seats.keys().all(is_waiting), "a seat is of an epoch that is to come, or that was pruned");
        Ok(())
    }
}

/// The weight of one step of [`Pallet::prune`].
fn prune_step<T: Config>() -> Weight {
    T::WeightInfo::prune(1).saturating_sub(T::WeightInfo::prune(0))
}
