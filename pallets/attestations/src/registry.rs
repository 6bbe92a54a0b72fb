//! Attestations from publication to removal.

use crate::{Attestation, AttestationOf, Attestations, Config, Error, Event, Pallet, RevokedLeaves};
use frame_support::{
    ensure,
    traits::{Consideration, Footprint, Get},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{AttestationProblem, CheckAttestation};
use parity_scale_codec::MaxEncodedLen;
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};

/// What storing an attestation takes with so many revoked leaves. It counts as one item: FRAME's linear price multiplies
/// items with bytes.
pub(crate) fn footprint<T: Config>(revoked_leaves: u32) -> Footprint {
    let attestation = <(T::AccountId, [u8; 32])>::max_encoded_len() + AttestationOf::<T>::max_encoded_len();
    let mark = <(T::AccountId, [u8; 32], [u8; 32])>::max_encoded_len();
    Footprint::from_parts(1, mark.saturating_mul(revoked_leaves as usize).saturating_add(attestation))
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::attest`].
    pub fn do_attest(issuer: T::AccountId, root: [u8; 32], expires: BlockNumberFor<T>) -> DispatchResult {
        ensure!(expires > frame_system::Pallet::<T>::block_number(), Error::<T>::Expired);
        ensure!(!Attestations::<T>::contains_key(&issuer, root), Error::<T>::AlreadyAttested);
        let ticket = T::Consideration::new(&issuer, footprint::<T>(0))?;
        Attestations::<T>::insert(&issuer, root, Attestation { expires, revoked: false, revoked_leaves: 0, ticket });
        Self::deposit_event(Event::Attested { issuer, root, expires });
        Ok(())
    }

    /// See [`Pallet::revoke`].
    pub fn do_revoke(issuer: T::AccountId, root: [u8; 32], leaf: Option<[u8; 32]>) -> DispatchResult {
        let mut attestation = stored::<T>(&issuer, &root)?;
        ensure!(!is_expired::<T>(&attestation), Error::<T>::Expired);
        ensure!(!attestation.revoked, Error::<T>::AlreadyRevoked);
        match leaf {
            None => attestation.revoked = true,
            Some(leaf) => {
                ensure!(!RevokedLeaves::<T>::contains_key((&issuer, root, leaf)), Error::<T>::AlreadyRevoked);
                ensure!(attestation.revoked_leaves < T::MaxRevokedLeaves::get(), Error::<T>::TooManyRevokedLeaves);
                attestation = with_leaves::<T>(attestation, &issuer, |leaves| leaves.saturating_accrue(1))?;
                RevokedLeaves::<T>::insert((&issuer, root, leaf), ());
            }
        }
        Attestations::<T>::insert(&issuer, root, attestation);
        Self::deposit_event(Event::Revoked { issuer, root, leaf });
        Ok(())
    }

    /// See [`Pallet::remove`].
    pub fn do_remove(issuer: T::AccountId, root: [u8; 32]) -> DispatchResult {
        let attestation = stored::<T>(&issuer, &root)?;
        ensure!(is_expired::<T>(&attestation), Error::<T>::NotExpired);
        ensure!(attestation.revoked_leaves == 0, Error::<T>::HasRevokedLeaves);
        attestation.ticket.drop(&issuer)?;
        Attestations::<T>::remove(&issuer, root);
        Self::deposit_event(Event::Removed { issuer, root });
        Ok(())
    }

    /// See [`Pallet::remove_revoked_leaf`].
    pub fn do_remove_revoked_leaf(issuer: T::AccountId, root: [u8; 32], leaf: [u8; 32]) -> DispatchResult {
        let attestation = stored::<T>(&issuer, &root)?;
        ensure!(is_expired::<T>(&attestation), Error::<T>::NotExpired);
        ensure!(RevokedLeaves::<T>::take((&issuer, root, leaf)).is_some(), Error::<T>::UnknownLeaf);
        let attestation = with_leaves::<T>(attestation, &issuer, |leaves| leaves.saturating_reduce(1))?;
        Attestations::<T>::insert(&issuer, root, attestation);
        Self::deposit_event(Event::RevokedLeafRemoved { issuer, root, leaf });
        Ok(())
    }
}

/// Changes how many leaves of an attestation are marked, and makes the issuer's hold what that takes.
fn with_leaves<T: Config>(
    mut attestation: AttestationOf<T>,
    issuer: &T::AccountId,
    change: impl FnOnce(&mut u32),
) -> Result<AttestationOf<T>, DispatchError> {
    change(&mut attestation.revoked_leaves);
    attestation.ticket = attestation.ticket.update(issuer, footprint::<T>(attestation.revoked_leaves))?;
    Ok(attestation)
}

fn stored<T: Config>(issuer: &T::AccountId, root: &[u8; 32]) -> Result<AttestationOf<T>, Error<T>> {
    Attestations::<T>::get(issuer, root).ok_or(Error::UnknownAttestation)
}

fn is_expired<T: Config>(attestation: &AttestationOf<T>) -> bool {
    attestation.expires <= frame_system::Pallet::<T>::block_number()
}

impl<T: Config> CheckAttestation<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn weight() -> Weight {
        use crate::WeightInfo;
        T::WeightInfo::check()
    }

    fn check(
        issuer: &T::AccountId,
        root: &[u8; 32],
        leaf: &[u8; 32],
        now: BlockNumberFor<T>,
    ) -> Result<(), AttestationProblem> {
        let attestation = Attestations::<T>::get(issuer, root).ok_or(AttestationProblem::Unknown)?;
        ensure!(!attestation.revoked, AttestationProblem::Revoked);
        ensure!(now < attestation.expires, AttestationProblem::Expired);
        let marked = || RevokedLeaves::<T>::contains_key((issuer, root, leaf));
        ensure!(attestation.revoked_leaves == 0 || !marked(), AttestationProblem::Revoked);
        Ok(())
    }
}
