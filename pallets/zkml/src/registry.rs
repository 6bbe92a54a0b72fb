//! Registration: what makes a model, its layout and its key acceptable.

use crate::{
    Config, Error, Event, KeyBytes, Keys, Model, ModelId, ModelIds, Models, NameOf, NextModelId, Pallet, Version,
    VersionNumber, Versions,
};
use frame_support::{ensure, CloneNoBound, DebugNoBound};
use zkml_primitives::{with_curve, Curve, CurveId, KeyError, Layout, LayoutError, Params, Setup, VerifyingKey};

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
}

/// The number of the version that registration creates.
const FIRST_VERSION: VersionNumber = 1;

impl<T: Config> Pallet<T> {
    /// Registers a model with its first version and returns its identifier. See [`Pallet::register_model`].
    pub fn do_register_model(registration: Registration<T>) -> Result<ModelId, Error<T>> {
        let Registration { owner, name, curve, vk, layout, setup } = registration;
        ensure!(!name.is_empty(), Error::<T>::EmptyName);
        ensure!(!ModelIds::<T>::contains_key(&owner, &name), Error::<T>::NameTaken);
        let vk_hash = with_curve!(curve, C => check_key::<T, C>(&vk, &layout))?;

        let model = NextModelId::<T>::get();
        NextModelId::<T>::put(model.checked_add(1).ok_or(Error::<T>::TooManyModels)?);
        ModelIds::<T>::insert(&owner, &name, model);
        Models::<T>::insert(model, Model { owner: owner.clone(), name: name.clone(), latest_version: FIRST_VERSION });
        Versions::<T>::insert(model, FIRST_VERSION, Version { curve, vk_hash, layout, setup });
        Keys::<T>::insert(model, FIRST_VERSION, vk);
        Self::deposit_event(Event::ModelRegistered { model, owner, name, version: FIRST_VERSION, vk_hash });
        Ok(model)
    }
}

/// Checks layout and key, sizes before points, and returns the key's hash.
fn check_key<T: Config, C: Curve>(vk: &[u8], layout: &Layout) -> Result<[u8; 32], Error<T>> {
    // `submit_proof` has no argument for the digest of the parameters.
    ensure!(layout.params == Params::Fixed, Error::<T>::UnsupportedLayout);
    let inputs = layout.public_inputs().map_err(Error::<T>::from)?;
    ensure!(vk.len() == C::ID.key_bytes(inputs), Error::<T>::KeyLength);
    let key = VerifyingKey::<C>::decode(vk).map_err(Error::<T>::from)?;
    // The key carries its own count. Were it another than the layout's, a port's elements would stand for other inputs.
    ensure!(key.public_inputs() == inputs, Error::<T>::KeyInputCount);
    Ok(key.hash())
}

impl<T: Config> From<LayoutError> for Error<T> {
    fn from(error: LayoutError) -> Self {
        match error {
            LayoutError::Bits => Error::PortBits,
            LayoutError::Scale => Error::ZeroScale,
            LayoutError::ZeroPoint => Error::ZeroPoint,
            LayoutError::PrivateOutput => Error::PrivateOutput,
            LayoutError::PublicInputs => Error::TooManyPublicInputs,
            // About values, which a registration has none of; a submission names the port instead.
            LayoutError::Pack(_) => Error::UnsupportedLayout,
        }
    }
}

impl<T: Config> From<KeyError> for Error<T> {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Length => Error::KeyLength,
            KeyError::PublicInputs => Error::TooManyPublicInputs,
            KeyError::Point(..) => Error::MalformedKey,
            KeyError::Identity(_) => Error::IdentityInKey,
            KeyError::RelatedPoints => Error::RelatedPointsInKey,
            KeyError::Generator => Error::GeneratorInKey,
        }
    }
}
