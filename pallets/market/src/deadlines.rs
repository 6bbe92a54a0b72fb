//! Deadlines: which requests may have ended by which block, found without looking at all of them.

use crate::{Audience, Config, Deadlines, Due, Error, NextDeadline, Pallet, RequestId, RequestOf, WeightInfo};
use frame_support::{storage::with_storage_layer, traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};

impl<T: Config> Pallet<T> {
    /// The last block that answers a request, whatever the price.
    pub fn last_block(request: &RequestOf<T>) -> BlockNumberFor<T> {
        match request.audience {
            Audience::Open => request.closes.unwrap_or(request.prove_by).min(request.prove_by),
            _ => request.prove_by.saturating_add(T::LateGrace::get()),
        }
    }

    /// The last block of the statement that answers a request. It stays what it is when an open request is taken back: whoever
    /// is proving it, or has proved it, must not have to begin again.
    pub fn valid_until(request: &RequestOf<T>) -> BlockNumberFor<T> {
        match request.audience {
            Audience::Open => request.prove_by,
            _ => Self::last_block(request),
        }
    }

    /// The blocks in which a request has places: the last that may claim it, while nobody has, and the last that may answer it.
    pub(crate) fn places(request: &RequestOf<T>) -> impl Iterator<Item = BlockNumberFor<T>> {
        let end = match request.audience {
            // Its place stays where it is when it is taken back: `expire` ends it earlier.
            Audience::Open => request.prove_by,
            _ => Self::last_block(request),
        };
        let claimable = !matches!(request.audience, Audience::Open) && request.claim.is_none();
        claimable.then_some(request.claim_by).into_iter().chain(core::iter::once(end))
    }

    /// Gives a new request its places.
    pub(crate) fn enter(id: RequestId, request: &RequestOf<T>) -> Result<(), Error<T>> {
        for block in Self::places(request) {
            Deadlines::<T>::try_mutate(block, |due| due.try_push(id)).map_err(|_| Error::<T>::DeadlineFull)?;
        }
        if !NextDeadline::<T>::exists() {
            // Nothing is due before a request is made, so that there is nothing to look for further back.
            NextDeadline::<T>::put(frame_system::Pallet::<T>::block_number());
        }
        Ok(())
    }

    /// Takes a request from its place in a block.
    pub(crate) fn leave(id: RequestId, block: BlockNumberFor<T>) {
        Deadlines::<T>::mutate_exists(block, |slot| {
            let Some(due) = slot else { return };
            due.retain(|other| *other != id);
            if due.is_empty() {
                *slot = None;
            }
        });
    }

    /// Ends requests whose time is over, as far as the weight and [`Config::MaxExpired`] allow, and returns the weight that it
    /// took. Going on to the next block counts as much as ending a request, so that the work is bounded however many blocks have
    /// none.
    pub(crate) fn expire_due(now: BlockNumberFor<T>, limit: Weight) -> Weight {
        let base = T::WeightInfo::expire_due(0);
        let each = T::WeightInfo::expire_due(1).saturating_sub(base);
        let Some(room) = limit.checked_sub(&base) else { return Weight::zero() };
        let steps = room.checked_div_per_component(&each).unwrap_or(0).min(T::MaxExpired::get().into()) as u32;
        if steps == 0 {
            return Weight::zero();
        }
        let left = Self::expire_steps(now, steps);
        base.saturating_add(each.saturating_mul((steps - left).into()))
    }

    /// As [`Pallet::expire_due`], with so many steps. Returns how many of them are left.
    pub(crate) fn expire_steps(now: BlockNumberFor<T>, steps: u32) -> u32 {
        let Some(mut block) = NextDeadline::<T>::get() else { return steps };
        let mut left = steps;
        while left > 0 && block < now {
            let due: Due<T> = Deadlines::<T>::get(block);
            for id in due.iter().take(left as usize) {
                left.saturating_dec();
                // A request in whose last block nothing happened has ended by now. Should one be stuck, for a reason that nobody has
                // thought of, it must not hold up the others.
                if with_storage_layer(|| Self::do_expire(*id)).is_err() {
                    Self::leave(*id, block);
                }
            }
            if left == 0 {
                break;
            }
            left.saturating_dec();
            block.saturating_accrue(One::one());
        }
        NextDeadline::<T>::put(block);
        left
    }

    /// Panics where the configuration makes no sense.
    #[cfg(feature = "std")]
    pub(crate) fn check_config() {
        use frame_support::{dispatch::DispatchClass, traits::fungible::Inspect};
        use pallet_zkml::AcceptInference;
        use sp_runtime::traits::Zero;

        let longest = T::MaxDuration::get().saturating_add(T::LateGrace::get());
        // There is a block between, which slashes: with the version gone, nobody could tell whether the prover had an excuse.
        assert!(
            longest < T::Verifier::max_validity(),
            "a version that is deprecated could be gone before the requests that it has begun to serve are settled"
        );
        assert!(T::MinFee::get() >= T::Currency::minimum_balance(), "a fee could not be paid to a new account");
        assert!(T::MinBond::get() > Zero::zero(), "a claim must cost a prover that breaks it something");
        assert!(!T::LateGrace::get().is_zero(), "a claim in the last block would leave its request without an end");
        assert!(T::MaxClaims::get() > 0 && T::MaxPerDeadline::get() > 0, "nothing could be asked");
        assert!(T::MaxExpired::get() > 1, "a block must be able to end a request and to go on to the next block");
        assert!(!T::MaxOrderLife::get().is_zero(), "an order must live for a block");
        let weights = T::BlockWeights::get();
        let limit = weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
        let fulfilled = Self::by_key_instead(Self::fulfil_weight(&largest::<T>(), T::MaxCallbackWeight::get()));
        assert!(
            fulfilled.all_lte(limit),
            "no block has room for the largest answer with a callback of the greatest weight"
        );
    }
}

/// A submission of the greatest weight.
#[cfg(feature = "std")]
fn largest<T: Config>() -> pallet_zkml::SubmissionOf<T> {
    use pallet_zkml::{Elements, ProofBytes, Submission};
    use sp_runtime::traits::Zero;
    use zkml_primitives::{CurveId, MAX_PUBLIC_INPUTS};

    let elements = Elements::try_from(alloc::vec![[0; 32]; MAX_PUBLIC_INPUTS as usize]);
    Submission {
        model: 0,
        version: 1,
        account: T::Beneficiary::get(),
        subject: [0; 32],
        valid_until: Zero::zero(),
        input: elements.unwrap_or_default(),
        output: Elements::default(),
        nullifier: None,
        attestation: None,
        proof: ProofBytes::try_from(alloc::vec![0; CurveId::Bls12_381.proof_bytes()]).unwrap_or_default(),
    }
}
