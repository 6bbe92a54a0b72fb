//! Receipts: the marks of accepted statements, kept until a statement could no longer be accepted anyway.

use crate::{
    Config, Expiries, ModelId, NextExpiry, Pallet, Receipt, ReceiptOf, Receipts, RevokedKeys, Status, SubmissionOf,
    VerifiedInference, VersionNumber, Versions, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};
use zkml_primitives::{FieldBytes, Layout};

impl<T: Config> Pallet<T> {
    /// Marks a statement as accepted, until its last block has passed.
    pub(crate) fn insert_receipt(hash: [u8; 32], submission: &SubmissionOf<T>, output_hash: [u8; 32]) {
        let block = frame_system::Pallet::<T>::block_number();
        if !NextExpiry::<T>::exists() {
            // No statement expires before it is accepted, so that there is nothing to look for further back.
            NextExpiry::<T>::put(block);
        }
        Expiries::<T>::insert(submission.valid_until, hash, ());
        Receipts::<T>::insert(
            hash,
            Receipt {
                model: submission.model,
                version: submission.version,
                account: submission.account.clone(),
                subject: submission.subject,
                valid_until: submission.valid_until,
                block,
                output_hash,
            },
        );
    }

    /// Removes marks of statements that have expired, as far as the weight and [`Config::MaxPruned`] allow, and returns the
    /// weight that it took. Looking at a block whose statements expired counts as much as removing a mark, so that the work
    /// is bounded however many blocks have none.
    pub(crate) fn prune(now: BlockNumberFor<T>, limit: Weight) -> Weight {
        let (base, each) = (T::WeightInfo::prune(0), prune_step::<T>());
        let Some(room) = limit.checked_sub(&base) else { return Weight::zero() };
        let steps = room.checked_div_per_component(&each).unwrap_or(0).min(T::MaxPruned::get().into()) as u32;
        if steps == 0 {
            return Weight::zero();
        }
        let Some(mut expiry) = NextExpiry::<T>::get() else { return base };
        let mut left = steps;
        // A statement is accepted up to and in its last block, so that only earlier ones are removed.
        while left > 0 && expiry < now {
            let hashes: Vec<_> = Expiries::<T>::iter_key_prefix(expiry).take(left as usize).collect();
            for hash in &hashes {
                Receipts::<T>::remove(hash);
                Expiries::<T>::remove(expiry, hash);
            }
            left -= hashes.len() as u32;
            // Out of steps, so that this block may have more.
            if left == 0 {
                break;
            }
            left -= 1;
            expiry.saturating_accrue(One::one());
        }
        NextExpiry::<T>::put(expiry);
        base.saturating_add(each.saturating_mul((steps - left).into()))
    }
}

/// The weight of one step of [`Pallet::prune`].
fn prune_step<T: Config>() -> Weight {
    T::WeightInfo::prune(1).saturating_sub(T::WeightInfo::prune(0))
}

impl<T: Config> VerifiedInference<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
    fn receipt(statement: &[u8; 32]) -> Option<ReceiptOf<T>> {
        Receipts::<T>::get(statement)
    }

    fn is_live(model: ModelId, version: VersionNumber) -> bool {
        Versions::<T>::get(model, version).is_some_and(|version| {
            // The key may have been revoked as that of another version or of a circuit.
            version.status == Status::Live && !RevokedKeys::<T>::contains_key(version.vk_hash)
        })
    }

    fn active_version(model: ModelId) -> Option<VersionNumber> {
        crate::Models::<T>::get(model)?.active_version
    }

    fn layout(model: ModelId, version: VersionNumber) -> Option<Layout> {
        Versions::<T>::get(model, version).map(|version| version.layout)
    }

    fn params(model: ModelId, version: VersionNumber) -> Option<FieldBytes> {
        Versions::<T>::get(model, version)?.params
    }
}
