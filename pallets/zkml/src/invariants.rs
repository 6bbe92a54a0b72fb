//! What holds of the stored state between any two calls.

use crate::{Config, Keys, ModelIds, Models, NextModelId, Pallet, Receipts, Versions};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Fails with the first invariant that does not hold.
    pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut versions = 0usize;
        for (id, model) in Models::<T>::iter() {
            ensure!(id < NextModelId::<T>::get(), "a model has an identifier that was not given out");
            ensure!(!model.name.is_empty(), "a model has no name");
            ensure!(
                ModelIds::<T>::get(&model.owner, &model.name) == Some(id),
                "a model is not found by its owner and name"
            );
            ensure!(model.latest_version >= 1, "a model has no version");
            for number in 1..=model.latest_version {
                let version = Versions::<T>::get(id, number).ok_or("a version is missing")?;
                let key = Keys::<T>::get(id, number).ok_or("the key of a version is missing")?;
                let inputs = version.layout.public_inputs().map_err(|_| "a stored layout is invalid")?;
                ensure!(
                    key.len() == version.curve.key_bytes(inputs),
                    "a key does not have its layout's number of inputs"
                );
                versions += 1;
            }
        }
        ensure!(ModelIds::<T>::iter().count() == Models::<T>::iter().count(), "a name has no model");
        ensure!(Versions::<T>::iter().count() == versions, "a version has no model");
        ensure!(Keys::<T>::iter().count() == versions, "a key has no version");
        for receipt in Receipts::<T>::iter_values() {
            ensure!(receipt.block <= receipt.valid_until, "a statement was accepted after its last block");
            ensure!(Versions::<T>::contains_key(receipt.model, receipt.version), "a receipt is of an unknown version");
        }
        Ok(())
    }
}
