//! What is true of the stored state between any two calls.

use crate::{
    keys::stored_bytes,
    registry::{model_bytes, version_bytes},
    CircuitReceipts, Circuits, Config, Expiries, KeyId, Keys, ModelIds, Models, NextCircuitId, NextExpiry, NextModelId,
    Pallet, PreparedKeys, Receipts, RevokedKeys, Status, Versions,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use zkml_primitives::CurveId;

impl<T: Config> Pallet<T> {
    /// Fails with the first invariant that does not hold.
    pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
        let keys = Self::check_models()? + Self::check_circuits()?;
        ensure!(Keys::<T>::iter_keys().count() == keys, "a key belongs to nothing");
        ensure!(PreparedKeys::<T>::iter_keys().count() == keys, "a prepared key belongs to nothing");
        Self::check_receipts()
    }

    /// Returns how many keys the versions have.
    fn check_models() -> Result<usize, TryRuntimeError> {
        let mut live = 0;
        for (id, number, version) in Versions::<T>::iter() {
            ensure!(id < NextModelId::<T>::get(), "a version is of a model that was never registered");
            ensure!(number >= 1, "a version has no number");
            if version.status == Status::Revoked {
                ensure!(RevokedKeys::<T>::contains_key(version.vk_hash), "a revoked version's key is not revoked");
                ensure!(!Keys::<T>::contains_key(KeyId::Version(id, number)), "a revoked version has a key");
                continue;
            }
            let model = Models::<T>::get(id).ok_or("a version that is not revoked has no model")?;
            ensure!(number <= model.latest_version, "a version is beyond its model's greatest");
            let inputs = version.layout.public_inputs().map_err(|_| "a stored layout is invalid")?;
            check_key::<T>(KeyId::Version(id, number), version.curve, inputs)?;
            live += 1;
        }
        let mut models = 0;
        for (id, model) in Models::<T>::iter() {
            ensure!(id < NextModelId::<T>::get(), "a model has an identifier that was not given out");
            ensure!(!model.name.is_empty(), "a model has no name");
            ensure!(
                ModelIds::<T>::get(&model.owner, &model.name) == Some(id),
                "a model is not found by its owner and name"
            );
            let (mut versions, mut bytes) = (0, model_bytes::<T>());
            for version in Versions::<T>::iter_prefix_values(id).filter(|version| version.status != Status::Revoked) {
                let inputs = version.layout.public_inputs().map_err(|_| "a stored layout is invalid")?;
                versions += 1;
                bytes += version_bytes::<T>(stored_bytes(version.curve, inputs));
            }
            ensure!(model.versions == versions, "a model does not know how many versions it has");
            ensure!(model.bytes == bytes, "a model does not know how many bytes it has");
            if let Some(active) = model.active_version {
                let version = Versions::<T>::get(id, active).ok_or("an active version does not exist")?;
                ensure!(version.status == Status::Live, "an active version is not live");
            }
            models += 1;
        }
        ensure!(ModelIds::<T>::iter_values().count() == models, "a name has no model");
        Ok(live)
    }

    /// Returns how many keys the circuits have.
    fn check_circuits() -> Result<usize, TryRuntimeError> {
        let mut live = 0;
        for (id, circuit) in Circuits::<T>::iter() {
            ensure!(id < NextCircuitId::<T>::get(), "a circuit has an identifier that was not given out");
            if circuit.ticket.is_some() {
                check_key::<T>(KeyId::Circuit(id), circuit.curve, circuit.public_inputs)?;
                live += 1;
            } else {
                ensure!(RevokedKeys::<T>::contains_key(circuit.vk_hash), "a revoked circuit's key is not revoked");
            }
        }
        for (id, _) in CircuitReceipts::<T>::iter_keys() {
            ensure!(id < NextCircuitId::<T>::get(), "a receipt is of a circuit that was never registered");
        }
        Ok(live)
    }

    fn check_receipts() -> Result<(), TryRuntimeError> {
        let mut receipts = 0;
        for (hash, receipt) in Receipts::<T>::iter() {
            ensure!(receipt.block <= receipt.valid_until, "a statement was accepted after its last block");
            ensure!(receipt.model < NextModelId::<T>::get(), "a receipt is of a model that was never registered");
            ensure!(Expiries::<T>::contains_key(receipt.valid_until, hash), "a receipt never expires");
            let next = NextExpiry::<T>::get().ok_or("receipts are there and nothing expires")?;
            ensure!(next <= receipt.valid_until, "a receipt was passed over when it expired");
            receipts += 1;
        }
        ensure!(Expiries::<T>::iter_keys().count() == receipts, "what expires is not there");
        Ok(())
    }
}

fn check_key<T: Config>(id: KeyId, curve: CurveId, inputs: u32) -> Result<(), TryRuntimeError> {
    let key = Keys::<T>::get(id).ok_or("a key is missing")?;
    ensure!(key.len() == curve.key_bytes(inputs), "a key does not have the right number of inputs");
    let prepared = PreparedKeys::<T>::get(id).ok_or("a prepared key is missing")?;
    ensure!(prepared.len() == curve.prepared_bytes(inputs), "a prepared key does not have the right number of inputs");
    Ok(())
}
