//! From one layout of the storage to the next.

use crate::{
    keys::{check_key, stored_bytes},
    registry::{model_bytes, version_bytes},
    Config, Expiries, KeyId, Model, ModelId, ModelOf, Models, NameOf, NextExpiry, Pallet, Receipts, Status, Version,
    VersionNumber, Versions,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
    migrations::VersionedMigration,
    pallet_prelude::*,
    storage_alias,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use zkml_primitives::{CurveId, Layout, Setup};

/// Version 1 to 2: keys are prepared and stored by [`KeyId`]; versions have a status; models have an active version and
/// are paid for; receipts are found by the block in which they expire.
///
/// It does all its work in one block: about as much for each version as registering it took, and little for each receipt.
/// An owner whose funds do not cover the storage keeps the model unpaid until the next version is added.
pub type V1ToV2<T> = VersionedMigration<1, 2, UncheckedV1ToV2<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The work of [`V1ToV2`] without the look at the storage version.
pub struct UncheckedV1ToV2<T>(PhantomData<T>);

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
        pub layout: Layout,
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
        Versions::<T>::translate(|_, _, old: v1::VersionV1| {
            reads += 1;
            writes += 1;
            let v1::VersionV1 { curve, vk_hash, layout, setup } = old;
            Some(Version { curve, vk_hash, layout, setup, status: Status::Live })
        });
        Models::<T>::translate(|id, old: v1::ModelV1<T::AccountId, NameOf<T>>| {
            let versions: Vec<_> = Versions::<T>::iter_prefix_values(id).collect();
            reads += 2 + versions.len() as u64;
            writes += 2;
            let bytes = versions.iter().fold(model_bytes::<T>(), |sum, version| {
                let inputs = version.layout.public_inputs().unwrap_or(0);
                sum.saturating_add(version_bytes::<T>(stored_bytes(version.curve, inputs)))
            });
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
        ensure!(Versions::<T>::iter().count() as u64 == versions, "a version was lost");
        ensure!(crate::Keys::<T>::iter().count() as u64 == keys, "a key was lost");
        ensure!(crate::PreparedKeys::<T>::iter().count() as u64 == keys, "a key was not prepared");
        ensure!(v1::Keys::<T>::iter_keys().next().is_none(), "an old key was left behind");
        ensure!(Receipts::<T>::iter().count() as u64 == receipts, "a receipt was lost");
        ensure!(Expiries::<T>::iter().count() as u64 == receipts, "a receipt does not expire");
        Pallet::<T>::do_try_state()
    }
}
