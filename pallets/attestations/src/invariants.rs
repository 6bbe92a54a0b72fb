//! What is true of the stored state between any two calls.

use crate::{Attestations, Config, Pallet, RevokedLeaves};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Fails with the first invariant that does not hold.
    pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut leaves = 0;
        for (issuer, root, attestation) in Attestations::<T>::iter() {
            let marked = RevokedLeaves::<T>::iter_key_prefix((&issuer, root)).count();
            ensure!(
                marked == attestation.revoked_leaves as usize,
                "an attestation does not know how many of its leaves are revoked"
            );
            leaves += marked;
        }
        ensure!(RevokedLeaves::<T>::iter_keys().count() == leaves, "a revoked leaf belongs to nothing");
        Ok(())
    }
}
