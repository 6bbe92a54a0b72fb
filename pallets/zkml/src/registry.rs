//! Models and their versions, from registration to removal.

use crate::{
    keys::{self, check_digest, check_model_key},
    Circuits, Config, Error, Event, KeyBytes, KeyId, Model, ModelId, ModelIds, ModelOf, Models, NameOf, NextModelId,
    Pallet, PauseTarget, Paused, Resumptions, RevokedKeys, Status, Version, VersionNumber, VersionOf, Versions,
};
use frame_support::{
    ensure,
    traits::{Consideration, Get},
    CloneNoBound, DebugNoBound,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parity_scale_codec::MaxEncodedLen;
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};
use zkml_primitives::{CurveId, FieldBytes, Layout, Params, Scale, Setup};

/// A model with its first version, as its owner sends it.
#[derive(CloneNoBound, DebugNoBound)]
pub struct Registration<T: Config> {
    /// Who will own it.
    pub owner: T::AccountId,
    /// What the owner calls it.
    pub name: NameOf<T>,
    /// The curve of the key.
    pub curve: CurveId,
    /// Canonical bytes of the key.
    pub vk: KeyBytes,
    /// The ports.
    pub layout: Layout,
    /// Who made the key.
    pub setup: Setup,
    /// Digest of the parameters, where the layout commits to them.
    pub params: Option<FieldBytes>,
}

/// The number of the version that registration creates.
const FIRST_VERSION: VersionNumber = 1;

/// Bytes that a version takes in storage, its key apart.
pub(crate) fn version_bytes<T: Config>() -> u64 {
    VersionOf::<T>::max_encoded_len() as u64
}

/// Bytes that a model without versions takes in storage, its entry by name included.
pub(crate) fn model_bytes<T: Config>() -> u64 {
    (ModelOf::<T>::max_encoded_len() + <(T::AccountId, NameOf<T>, ModelId)>::max_encoded_len()) as u64
}

impl<T: Config> Pallet<T> {
    /// Registers a model with its first version and returns its identifier. See [`Pallet::register_model`].
    pub fn do_register_model(registration: Registration<T>) -> Result<ModelId, DispatchError> {
        let Registration { owner, name, curve, vk, layout, setup, params } = registration;
        ensure!(!name.is_empty(), Error::<T>::EmptyName);
        ensure!(!ModelIds::<T>::contains_key(&owner, &name), Error::<T>::NameTaken);
        let id = NextModelId::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::TooManyModels)?;
        let key = check_model_key::<T>(curve, vk, &layout, &params)?;
        let vk_hash = key.hash;

        let mut model = Model {
            owner: owner.clone(),
            name: name.clone(),
            offered_to: None,
            latest_version: FIRST_VERSION,
            active_version: Some(FIRST_VERSION),
            versions: 1,
            bytes: model_bytes::<T>().saturating_add(version_bytes::<T>()).saturating_add(key.bytes()),
            paused: false,
            ticket: None,
        };
        Self::charge(&mut model)?;
        NextModelId::<T>::put(next);
        ModelIds::<T>::insert(&owner, &name, id);
        Models::<T>::insert(id, model);
        Versions::<T>::insert(
            id,
            FIRST_VERSION,
            Version { curve, vk_hash, layout, setup, status: Status::Live, params, key: FIRST_VERSION },
        );
        key.store::<T>(KeyId::Version(id, FIRST_VERSION));
        Self::deposit_event(Event::ModelRegistered { model: id, owner, name, version: FIRST_VERSION, vk_hash, params });
        Ok(id)
    }

    /// Adds a version and returns its number. See [`Pallet::add_version`].
    pub fn do_add_version(
        who: &T::AccountId,
        id: ModelId,
        curve: CurveId,
        vk: KeyBytes,
        layout: Layout,
        setup: Setup,
        params: Option<FieldBytes>,
    ) -> Result<VersionNumber, DispatchError> {
        let model = owned_model::<T>(who, id)?;
        let number = next_version::<T>(&model)?;
        let key = check_model_key::<T>(curve, vk, &layout, &params)?;
        let vk_hash = key.hash;
        let added = Version { curve, vk_hash, layout, setup, status: Status::Live, params, key: number };
        insert_version::<T>(id, model, number, added, key.bytes())?;
        key.store::<T>(KeyId::Version(id, number));
        Ok(number)
    }

    /// Adds a version with the key of another and returns its number. See [`Pallet::add_retrained_version`].
    pub fn do_add_retrained_version(
        who: &T::AccountId,
        id: ModelId,
        like: VersionNumber,
        params: FieldBytes,
        output_scale: Scale,
    ) -> Result<VersionNumber, DispatchError> {
        let model = owned_model::<T>(who, id)?;
        let mut added = version::<T>(id, like)?;
        match added.status {
            Status::Live => {}
            Status::Deprecated { .. } => return Err(Error::<T>::VersionDeprecated.into()),
            Status::Revoked => return Err(Error::<T>::VersionRevoked.into()),
        }
        // The key may have been revoked as that of another version or of a circuit.
        ensure!(!RevokedKeys::<T>::contains_key(added.vk_hash), Error::<T>::RevokedKey);
        ensure!(added.layout.params == Params::Committed, Error::<T>::FixedParams);
        added.layout.output.scale = output_scale;
        added.layout.public_inputs().map_err(Error::<T>::from)?;
        check_digest::<T>(added.curve, &params)?;
        let number = next_version::<T>(&model)?;
        added.params = Some(params);
        let key = KeyId::Version(id, added.key);
        insert_version::<T>(id, model, number, added, 0)?;
        keys::share::<T>(key);
        Ok(number)
    }

    /// See [`Pallet::set_active_version`].
    pub fn do_set_active_version(who: &T::AccountId, id: ModelId, number: VersionNumber) -> Result<(), Error<T>> {
        let mut model = owned_model::<T>(who, id)?;
        match version::<T>(id, number)?.status {
            Status::Live => {}
            Status::Deprecated { .. } => return Err(Error::VersionDeprecated),
            Status::Revoked => return Err(Error::VersionRevoked),
        }
        model.active_version = Some(number);
        Models::<T>::insert(id, model);
        Self::deposit_event(Event::ActiveVersionSet { model: id, version: number });
        Ok(())
    }

    /// See [`Pallet::deprecate_version`].
    pub fn do_deprecate_version(who: &T::AccountId, id: ModelId, number: VersionNumber) -> Result<(), Error<T>> {
        let mut model = owned_model::<T>(who, id)?;
        let mut stored = version::<T>(id, number)?;
        match stored.status {
            Status::Live => {}
            Status::Deprecated { .. } => return Err(Error::VersionDeprecated),
            Status::Revoked => return Err(Error::VersionRevoked),
        }
        let since = frame_system::Pallet::<T>::block_number();
        stored.status = Status::Deprecated { since };
        Versions::<T>::insert(id, number, stored);
        if model.active_version == Some(number) {
            model.active_version = None;
            Models::<T>::insert(id, model);
        }
        Self::deposit_event(Event::VersionDeprecated {
            model: id,
            version: number,
            served_until: last_served::<T>(since),
        });
        Ok(())
    }

    /// See [`Pallet::remove_version`].
    pub fn do_remove_version(who: &T::AccountId, id: ModelId, number: VersionNumber) -> DispatchResult {
        let mut model = owned_model::<T>(who, id)?;
        let stored = version::<T>(id, number)?;
        match stored.status {
            Status::Live => return Err(Error::<T>::VersionLive.into()),
            Status::Deprecated { since } => {
                ensure!(
                    frame_system::Pallet::<T>::block_number() > last_served::<T>(since),
                    Error::<T>::VersionStillServed
                );
            }
            Status::Revoked => return Err(Error::<T>::VersionRevoked.into()),
        }
        release_version::<T>(&mut model, id, &stored)?;
        Models::<T>::insert(id, model);
        Versions::<T>::remove(id, number);
        Self::deposit_event(Event::VersionRemoved { model: id, version: number });
        Ok(())
    }

    /// See [`Pallet::remove_model`].
    pub fn do_remove_model(who: &T::AccountId, id: ModelId) -> DispatchResult {
        let model = owned_model::<T>(who, id)?;
        ensure!(model.versions == 0, Error::<T>::ModelHasVersions);
        ModelIds::<T>::remove(&model.owner, &model.name);
        Models::<T>::remove(id);
        Resumptions::<T>::remove(PauseTarget::Model(id));
        if let Some(ticket) = model.ticket {
            ticket.drop(&model.owner)?;
        }
        Self::deposit_event(Event::ModelRemoved { model: id });
        Ok(())
    }

    /// See [`Pallet::transfer_model`].
    pub fn do_transfer_model(who: &T::AccountId, id: ModelId, to: Option<T::AccountId>) -> Result<(), Error<T>> {
        let mut model = owned_model::<T>(who, id)?;
        model.offered_to.clone_from(&to);
        Models::<T>::insert(id, model);
        Self::deposit_event(Event::ModelOffered { model: id, to });
        Ok(())
    }

    /// See [`Pallet::accept_model`].
    pub fn do_accept_model(who: &T::AccountId, id: ModelId) -> DispatchResult {
        let mut model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
        ensure!(model.offered_to.as_ref() == Some(who), Error::<T>::NotOffered);
        ensure!(*who == model.owner || !ModelIds::<T>::contains_key(who, &model.name), Error::<T>::NameTaken);
        // The new owner's funds are held before the old owner's are released: were it the other way round, an owner who
        // cannot pay would still be refused, but only because the call as a whole is undone.
        let ticket = model.ticket.take();
        let from = core::mem::replace(&mut model.owner, who.clone());
        model.offered_to = None;
        Self::charge(&mut model)?;
        if let Some(ticket) = ticket {
            ticket.drop(&from)?;
        }
        ModelIds::<T>::remove(&from, &model.name);
        ModelIds::<T>::insert(who, &model.name, id);
        Models::<T>::insert(id, model);
        Self::deposit_event(Event::ModelTransferred { model: id, from, to: who.clone() });
        Ok(())
    }

    /// See [`Pallet::revoke_version`].
    pub fn do_revoke_version(id: ModelId, number: VersionNumber) -> DispatchResult {
        let mut model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
        let mut stored = version::<T>(id, number)?;
        ensure!(stored.status != Status::Revoked, Error::<T>::VersionRevoked);
        release_version::<T>(&mut model, id, &stored)?;
        if model.active_version == Some(number) {
            model.active_version = None;
        }
        Models::<T>::insert(id, model);
        let vk_hash = stored.vk_hash;
        stored.status = Status::Revoked;
        Versions::<T>::insert(id, number, stored);
        RevokedKeys::<T>::insert(vk_hash, ());
        Self::deposit_event(Event::VersionRevoked { model: id, version: number, vk_hash });
        Ok(())
    }

    /// See [`Pallet::pause`] and [`Pallet::resume`].
    pub fn do_set_paused(target: PauseTarget, paused: bool) -> Result<(), Error<T>> {
        let set = |is_paused: &mut bool| {
            ensure!(*is_paused != paused, if paused { Error::<T>::AlreadyPaused } else { Error::<T>::NotPaused });
            *is_paused = paused;
            Ok::<(), Error<T>>(())
        };
        match target {
            PauseTarget::Everything => Paused::<T>::try_mutate(set)?,
            PauseTarget::Model(id) => {
                Models::<T>::try_mutate(id, |model| set(&mut model.as_mut().ok_or(Error::<T>::UnknownModel)?.paused))?
            }
            PauseTarget::Circuit(id) => Circuits::<T>::try_mutate(id, |circuit| {
                set(&mut circuit.as_mut().ok_or(Error::<T>::UnknownCircuit)?.paused)
            })?,
        }
        if !paused && !matches!(target, PauseTarget::Circuit(_)) {
            Resumptions::<T>::insert(target, frame_system::Pallet::<T>::block_number());
        }
        Self::deposit_event(if paused {
            Event::VerificationPaused { target }
        } else {
            Event::VerificationResumed { target }
        });
        Ok(())
    }
}

/// The last block whose statements a version still accepts that was deprecated at `since`. Whatever was begun before
/// then has an earlier one, because no statement may reach further ahead.
pub(crate) fn last_served<T: Config>(since: BlockNumberFor<T>) -> BlockNumberFor<T> {
    since.saturating_add(T::MaxValidity::get())
}

/// A version of a model, whatever its status.
pub(crate) fn version<T: Config>(id: ModelId, number: VersionNumber) -> Result<VersionOf<T>, Error<T>> {
    Versions::<T>::get(id, number).ok_or_else(|| {
        if Models::<T>::contains_key(id) {
            Error::UnknownVersion
        } else {
            Error::UnknownModel
        }
    })
}

fn owned_model<T: Config>(who: &T::AccountId, id: ModelId) -> Result<ModelOf<T>, Error<T>> {
    let model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
    ensure!(model.owner == *who, Error::<T>::NotOwner);
    Ok(model)
}

fn next_version<T: Config>(model: &ModelOf<T>) -> Result<VersionNumber, Error<T>> {
    model.latest_version.checked_add(1).ok_or(Error::TooManyVersions)
}

/// Adds a version to its model, with so many bytes of keys that are stored for it, and makes the owner pay.
fn insert_version<T: Config>(
    id: ModelId,
    mut model: ModelOf<T>,
    number: VersionNumber,
    added: VersionOf<T>,
    key_bytes: u64,
) -> DispatchResult {
    model.latest_version = number;
    model.versions.saturating_accrue(1);
    model.bytes.saturating_accrue(version_bytes::<T>().saturating_add(key_bytes));
    Pallet::<T>::charge(&mut model)?;
    Models::<T>::insert(id, model);
    let (vk_hash, params) = (added.vk_hash, added.params);
    Versions::<T>::insert(id, number, added);
    Pallet::<T>::deposit_event(Event::VersionAdded { model: id, version: number, vk_hash, params });
    Ok(())
}

/// Gives the owner back what was held for a version, and removes its key if no other version uses it.
fn release_version<T: Config>(model: &mut ModelOf<T>, id: ModelId, stored: &VersionOf<T>) -> DispatchResult {
    let inputs = stored.layout.public_inputs().map_err(Error::<T>::from)?;
    model.versions.saturating_reduce(1);
    model.bytes.saturating_reduce(version_bytes::<T>());
    if keys::release::<T>(KeyId::Version(id, stored.key)) {
        model.bytes.saturating_reduce(keys::stored_bytes(stored.curve, inputs));
    }
    // An owner who paid nothing since a migration is not made to pay by a call that gives something back.
    if model.ticket.is_some() {
        Pallet::<T>::charge(model)?;
    }
    Ok(())
}
