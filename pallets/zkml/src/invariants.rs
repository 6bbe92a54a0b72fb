//! What is true of the stored state between any two calls.

use crate::{
    keys::{check_digest, stored_bytes},
    registry::{model_bytes, version_bytes},
    CircuitReceipts, Circuits, Config, Expiries, KeyId, Keys, ModelIds, Models, NextCircuitId, NextExpiry, NextModelId,
    Pallet, PreparedKeys, Receipts, RevokedKeys, SharedKeys, Status, VersionNumber, VersionOf, Versions,
};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use zkml_primitives::{CurveId, Params};

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
        // By key: how many versions use it, and how many bytes it takes.
        let mut users = BTreeMap::<KeyId, (u32, u64)>::new();
        for (id, number, version) in Versions::<T>::iter() {
            ensure!(id < NextModelId::<T>::get(), "a version is of a model that was never registered");
            ensure!(number >= 1, "a version has no number");
            if version.status == Status::Revoked {
                ensure!(RevokedKeys::<T>::contains_key(version.vk_hash), "a revoked version's key is not revoked");
                continue;
            }
            let model = Models::<T>::get(id).ok_or("a version that is not revoked has no model")?;
            ensure!(number <= model.latest_version, "a version is beyond its model's greatest");
            ensure!((1..=number).contains(&version.key), "a version has a key that came later");
            match (version.layout.params, &version.params) {
                (Params::Fixed, None) => {}
                (Params::Committed, Some(digest)) => check_digest::<T>(version.curve, digest)
                    .map_err(|_| "a digest of parameters is not in the field")?,
                _ => return Err("a version has no digest of its parameters, or one of fixed parameters".into()),
            }
            let inputs = version.layout.public_inputs().map_err(|_| "a stored layout is invalid")?;
            let key = KeyId::Version(id, version.key);
            check_key::<T>(key, version.curve, inputs)?;
            users.entry(key).or_insert((0, stored_bytes(version.curve, inputs))).0 += 1;
        }
        for (key, &(count, _)) in &users {
            ensure!(
                SharedKeys::<T>::get(key).unwrap_or(0) == count - 1,
                "a key does not know how many versions use it"
            );
        }
        ensure!(SharedKeys::<T>::iter_keys().all(|key| users.contains_key(&key)), "nothing uses a shared key");
        let mut models = 0;
        for (id, model) in Models::<T>::iter() {
            ensure!(id < NextModelId::<T>::get(), "a model has an identifier that was not given out");
            ensure!(!model.name.is_empty(), "a model has no name");
            ensure!(
                ModelIds::<T>::get(&model.owner, &model.name) == Some(id),
                "a model is not found by its owner and name"
            );
            let live = |version: &VersionOf<T>| version.status != Status::Revoked;
            let versions = Versions::<T>::iter_prefix_values(id).filter(live).count() as u32;
            let keys = users.range(KeyId::Version(id, 0)..=KeyId::Version(id, VersionNumber::MAX));
            let bytes = model_bytes::<T>()
                + u64::from(versions) * version_bytes::<T>()
                + keys.map(|(_, (_, bytes))| bytes).sum::<u64>();
            ensure!(model.versions == versions, "a model does not know how many versions it has");
            ensure!(model.bytes == bytes, "a model does not know how many bytes it has");
            if let Some(active) = model.active_version {
                let version = Versions::<T>::get(id, active).ok_or("an active version does not exist")?;
                ensure!(version.status == Status::Live, "an active version is not live");
            }
            models += 1;
        }
        ensure!(ModelIds::<T>::iter_values().count() == models, "a name has no model");
        Ok(users.len())
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
