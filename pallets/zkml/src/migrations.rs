//! From one layout of the storage to the next.

use crate::{
    keys::{check_key, stored_bytes},
    registry::{model_bytes, version_bytes},
    Config, Expiries, KeyId, Model, ModelId, ModelOf, Models, NameOf, NextExpiry, Pallet, Receipts, Status, Version,
    VersionNumber, Versions,
};
use alloc::{collections::BTreeMap, vec::Vec};
use core::marker::PhantomData;
use frame_support::{
    migrations::VersionedMigration,
    pallet_prelude::*,
    storage_alias,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Saturating;
use zkml_primitives::{CurveId, Layout, Params, Port, Setup};

/// Version 1 to 2: keys are prepared and stored by [`KeyId`]; versions have a status; models have an active version and
/// are paid for; receipts are found by the block in which they expire.
///
/// It does all its work in one block: about as much for each version as registering it took, and little for each receipt.
/// An owner whose funds do not cover the storage keeps the model unpaid until the next version is added.
pub type V1ToV2<T> = VersionedMigration<1, 2, UncheckedV1ToV2<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The work of [`V1ToV2`] without the look at the storage version.
pub struct UncheckedV1ToV2<T>(PhantomData<T>);

/// Version 2 to 3: versions have a digest of their parameters, which are all fixed, and a key by number, which is their own;
/// layouts have a domain, no attestation and no nullifier. Versions take more storage, and their owners pay for it.
///
/// It does all its work in one block: little for each version and model. An owner whose funds do not cover the growth pays
/// what was paid before until the next version is added.
pub type V2ToV3<T> = VersionedMigration<2, 3, UncheckedV2ToV3<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The work of [`V2ToV3`] without the look at the storage version.
pub struct UncheckedV2ToV3<T>(PhantomData<T>);

/// A layout as versions 1 and 2 of the storage have it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LayoutV1 {
    /// How the parameters enter.
    pub params: Params,
    /// The input.
    pub input: Port,
    /// The output.
    pub output: Port,
}

impl From<LayoutV1> for Layout {
    fn from(old: LayoutV1) -> Self {
        Self { params: old.params, ..Layout::new(old.input, old.output) }
    }
}

/// The types of version 1 that are others now.
// The attribute makes a type for the prefix of each alias and leaves it undocumented.
#[allow(missing_docs)]
pub mod v1 {
    use super::*;
    use crate::KeyBytes;

    /// A model.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
    pub struct ModelV1<AccountId, Name> {
        /// Who registered it.
        pub owner: AccountId,
        /// Unique among the owner's models.
        pub name: Name,
        /// The greatest version. Versions were numbered from 1 without gaps.
        pub latest_version: VersionNumber,
    }

    /// A version of a model.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
    pub struct VersionV1 {
        /// The curve of its proofs.
        pub curve: CurveId,
        /// Hash of its key.
        pub vk_hash: [u8; 32],
        /// Its ports.
        pub layout: LayoutV1,
        /// Who made its key.
        pub setup: Setup,
    }

    /// The keys, by model and version.
    #[storage_alias]
    pub type Keys<T: Config> =
        StorageDoubleMap<Pallet<T>, Twox64Concat, ModelId, Twox64Concat, VersionNumber, KeyBytes>;

    /// The models.
    #[storage_alias]
    pub type Models<T: Config> =
        StorageMap<Pallet<T>, Twox64Concat, ModelId, ModelV1<<T as frame_system::Config>::AccountId, NameOf<T>>>;

    /// The versions.
    #[storage_alias]
    pub type Versions<T: Config> =
        StorageDoubleMap<Pallet<T>, Twox64Concat, ModelId, Twox64Concat, VersionNumber, VersionV1>;
}

/// The types of version 2 that are others now.
#[allow(missing_docs)]
pub mod v2 {
    use super::*;

    /// A version of a model.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
    pub struct VersionV2<BlockNumber> {
        /// The curve of its proofs.
        pub curve: CurveId,
        /// Hash of its key.
        pub vk_hash: [u8; 32],
        /// Its ports.
        pub layout: LayoutV1,
        /// Who made its key.
        pub setup: Setup,
        /// Whether its proofs are accepted.
        pub status: Status<BlockNumber>,
    }

    /// The versions.
    #[storage_alias]
    pub type Versions<T: Config> =
        StorageDoubleMap<Pallet<T>, Twox64Concat, ModelId, Twox64Concat, VersionNumber, VersionV2<BlockNumberFor<T>>>;

    /// Bytes that a version took in storage, its key included.
    pub(super) fn version_bytes<T: Config>(version: &VersionV2<BlockNumberFor<T>>) -> u64 {
        let inputs = Layout::from(version.layout.clone()).public_inputs().unwrap_or(0);
        let record = VersionV2::<BlockNumberFor<T>>::max_encoded_len() as u64;
        stored_bytes(version.curve, inputs).saturating_add(record)
    }
}

impl<T: Config> UncheckedOnRuntimeUpgrade for UncheckedV1ToV2<T> {
    fn on_runtime_upgrade() -> Weight {
        let (mut reads, mut writes) = (0u64, 0u64);
        let mut work = Weight::zero();

        // Keys first: whatever could go wrong, a model must not look usable without them.
        for (model, number, vk) in v1::Keys::<T>::drain() {
            reads += 2;
            writes += 3;
            let Some(version) = v1::Versions::<T>::get(model, number) else {
                frame_support::defensive!("a key has no version");
                continue;
            };
            work.saturating_accrue(crate::cost::addition::<T>(version.curve, vk.len()));
            match check_key::<T>(version.curve, vk) {
                Ok(key) => key.store::<T>(KeyId::Version(model, number)),
                Err(_) => {
                    frame_support::defensive!("a stored key is refused");
                }
            }
        }
        v2::Versions::<T>::translate(|_, _, old: v1::VersionV1| {
            reads += 1;
            writes += 1;
            let v1::VersionV1 { curve, vk_hash, layout, setup } = old;
            Some(v2::VersionV2 { curve, vk_hash, layout, setup, status: Status::Live })
        });
        Models::<T>::translate(|id, old: v1::ModelV1<T::AccountId, NameOf<T>>| {
            let versions: Vec<_> = v2::Versions::<T>::iter_prefix_values(id).collect();
            reads += 2 + versions.len() as u64;
            writes += 2;
            let bytes = versions
                .iter()
                .fold(model_bytes::<T>(), |sum, version| sum.saturating_add(v2::version_bytes::<T>(version)));
            let mut model: ModelOf<T> = Model {
                owner: old.owner,
                name: old.name,
                offered_to: None,
                latest_version: old.latest_version,
                active_version: Some(old.latest_version),
                versions: versions.len() as u32,
                bytes,
                paused: false,
                ticket: None,
            };
            // Without the funds the model goes on, and is paid for when it next grows.
            let _ = Pallet::<T>::charge(&mut model);
            Some(model)
        });
        let mut first: Option<BlockNumberFor<T>> = None;
        for (hash, receipt) in Receipts::<T>::iter() {
            reads += 1;
            writes += 1;
            Expiries::<T>::insert(receipt.valid_until, hash, ());
            first = Some(first.map_or(receipt.valid_until, |first| first.min(receipt.valid_until)));
        }
        if let Some(first) = first {
            writes += 1;
            NextExpiry::<T>::put(first);
        }
        work.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let counts = (
            v1::Models::<T>::iter_keys().count() as u64,
            v1::Versions::<T>::iter_keys().count() as u64,
            v1::Keys::<T>::iter_keys().count() as u64,
            Receipts::<T>::iter_keys().count() as u64,
        );
        Ok(counts.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let (models, versions, keys, receipts) =
            <(u64, u64, u64, u64)>::decode(&mut &state[..]).map_err(|_| "the state before the upgrade is lost")?;
        ensure!(Models::<T>::iter().count() as u64 == models, "a model was lost");
        ensure!(v2::Versions::<T>::iter().count() as u64 == versions, "a version was lost");
        ensure!(crate::Keys::<T>::iter().count() as u64 == keys, "a key was lost");
        ensure!(crate::PreparedKeys::<T>::iter().count() as u64 == keys, "a key was not prepared");
        ensure!(v1::Keys::<T>::iter_keys().next().is_none(), "an old key was left behind");
        ensure!(Receipts::<T>::iter().count() as u64 == receipts, "a receipt was lost");
        ensure!(Expiries::<T>::iter().count() as u64 == receipts, "a receipt does not expire");
        // The rest of the state is checked by the migration that makes it what the code expects.
        Ok(())
    }
}

impl<T: Config> UncheckedOnRuntimeUpgrade for UncheckedV2ToV3<T> {
    fn on_runtime_upgrade() -> Weight {
        let (mut reads, mut writes) = (0u64, 0u64);
        let mut bytes = BTreeMap::<ModelId, u64>::new();
        Versions::<T>::translate(|id, number, old: v2::VersionV2<BlockNumberFor<T>>| {
            reads += 1;
            writes += 1;
            let v2::VersionV2 { curve, vk_hash, layout, setup, status } = old;
            let layout = Layout::from(layout);
            if status != Status::Revoked {
                let key = stored_bytes(curve, layout.public_inputs().unwrap_or(0));
                bytes.entry(id).or_default().saturating_accrue(version_bytes::<T>().saturating_add(key));
            }
            Some(Version { curve, vk_hash, layout, setup, status, params: None, key: number })
        });
        for id in Models::<T>::iter_keys().collect::<Vec<_>>() {
            reads += 3;
            writes += 2;
            Models::<T>::mutate(id, |model| {
                let Some(model) = model else { return };
                model.bytes = model_bytes::<T>().saturating_add(bytes.get(&id).copied().unwrap_or(0));
                // Who did not pay before is not made to pay now; who cannot pay the growth pays as before.
                let before = model.ticket.clone();
                if before.is_some() && Pallet::<T>::charge(model).is_err() {
                    model.ticket = before;
                }
            });
        }
        T::DbWeight::get().reads_writes(reads, writes)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let counts = (Models::<T>::iter_keys().count() as u64, v2::Versions::<T>::iter().count() as u64);
        ensure!(v2::Versions::<T>::iter_keys().count() as u64 == counts.1, "a version does not decode");
        Ok(counts.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let (models, versions) =
            <(u64, u64)>::decode(&mut &state[..]).map_err(|_| "the state before the upgrade is lost")?;
        ensure!(Models::<T>::iter().count() as u64 == models, "a model was lost");
        ensure!(Versions::<T>::iter().count() as u64 == versions, "a version was lost");
        Pallet::<T>::do_try_state()
    }
}
