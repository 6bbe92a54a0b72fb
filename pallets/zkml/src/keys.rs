//! The store of keys: what makes one acceptable, and the two forms in which it is kept.

use crate::{
    Config, Error, KeyBytes, KeyId, Keys, ModelOf, Pallet, PreparedKeyBytes, PreparedKeys, RevokedKeys, SharedKeys,
};
use frame_support::{
    ensure,
    traits::{Consideration, Footprint},
};
use parity_scale_codec::MaxEncodedLen;
use sp_runtime::DispatchError;
use zkml_primitives::{
    encoding::decode_scalar, Curve, CurveId, FieldBytes, KeyError, Layout, LayoutError, Params, PreparedKey,
    VerifyingKey,
};

/// Runs a function that is generic over configuration and curve on the curve that a [`CurveId`] names. BLS12-381 has the
/// implementation of the runtime's choice.
macro_rules! on_curve {
    ($T:ident, $id:expr, $function:ident($($argument:expr),* $(,)?)) => {
        match $id {
            zkml_primitives::CurveId::Bn254 => $function::<$T, zkml_primitives::Bn254>($($argument),*),
            zkml_primitives::CurveId::Bls12_381 => $function::<$T, <$T as $crate::Config>::Bls12_381>($($argument),*),
        }
    };
}
pub(crate) use on_curve;

/// A key that was checked in full.
pub(crate) struct CheckedKey {
    /// [`VerifyingKey::hash`].
    pub hash: [u8; 32],
    /// How many public inputs it is for.
    pub public_inputs: u32,
    canonical: KeyBytes,
    prepared: PreparedKeyBytes,
}

/// Checks a model's layout, parameters and key, sizes before points.
pub(crate) fn check_model_key<T: Config>(
    curve: CurveId,
    vk: KeyBytes,
    layout: &Layout,
    params: &Option<FieldBytes>,
) -> Result<CheckedKey, Error<T>> {
    match (layout.params, params) {
        (Params::Fixed, Some(_)) => return Err(Error::UnexpectedParams),
        (Params::Committed, None) => return Err(Error::MissingParams),
        (Params::Committed, Some(digest)) => check_digest::<T>(curve, digest)?,
        (Params::Fixed, None) => {}
    }
    let inputs = layout.public_inputs().map_err(Error::<T>::from)?;
    ensure!(vk.len() == curve.key_bytes(inputs), Error::<T>::KeyLength);
    let key = check_key::<T>(curve, vk)?;
    // The key carries its own count. Were it another than the layout's, a port's elements would stand for other inputs.
    ensure!(key.public_inputs == inputs, Error::<T>::KeyInputCount);
    Ok(key)
}

/// Checks that a digest of parameters is a public input that a proof on the curve can have.
pub(crate) fn check_digest<T: Config>(curve: CurveId, digest: &FieldBytes) -> Result<(), Error<T>> {
    on_curve!(T, curve, canonical(digest))
}

fn canonical<T: Config, C: Curve>(element: &FieldBytes) -> Result<(), Error<T>> {
    decode_scalar::<C::Scalar>(element).map(|_| ()).map_err(|_| Error::ElementNotCanonical)
}

/// Checks a key, once and for all, and prepares it for verification.
pub(crate) fn check_key<T: Config>(curve: CurveId, vk: KeyBytes) -> Result<CheckedKey, Error<T>> {
    let (hash, public_inputs, prepared) = on_curve!(T, curve, decode_and_prepare(&vk))?;
    ensure!(!RevokedKeys::<T>::contains_key(hash), Error::<T>::RevokedKey);
    Ok(CheckedKey { hash, public_inputs, canonical: vk, prepared })
}

fn decode_and_prepare<T: Config, C: Curve>(vk: &[u8]) -> Result<([u8; 32], u32, PreparedKeyBytes), Error<T>> {
    let key = VerifyingKey::<C>::decode(vk).map_err(Error::<T>::from)?;
    let prepared = PreparedKey::new(&key).encode().try_into().map_err(|_| Error::<T>::TooManyPublicInputs)?;
    Ok((key.hash(), key.public_inputs(), prepared))
}

impl CheckedKey {
    /// Bytes that the key takes in storage.
    pub fn bytes(&self) -> u64 {
        (2 * KeyId::max_encoded_len() + self.canonical.len() + self.prepared.len()) as u64
    }

    /// Puts it into the store.
    pub fn store<T: Config>(self, id: KeyId) {
        Keys::<T>::insert(id, self.canonical);
        PreparedKeys::<T>::insert(id, self.prepared);
    }
}

/// Bytes that a key takes in storage.
pub(crate) fn stored_bytes(curve: CurveId, public_inputs: u32) -> u64 {
    (2 * KeyId::max_encoded_len() + curve.key_bytes(public_inputs) + curve.prepared_bytes(public_inputs)) as u64
}

/// Counts another version that uses a key.
pub(crate) fn share<T: Config>(id: KeyId) {
    SharedKeys::<T>::mutate(id, |others| *others = Some(others.unwrap_or(0).saturating_add(1)));
}

/// Takes a version from those that use a key, and the key out of the store if it was the last. Returns whether it was.
pub(crate) fn release<T: Config>(id: KeyId) -> bool {
    let Some(others) = SharedKeys::<T>::take(id) else {
        remove::<T>(id);
        return true;
    };
    // One other needs no count.
    if others > 1 {
        SharedKeys::<T>::insert(id, others - 1);
    }
    false
}

/// Takes a key out of the store.
pub(crate) fn remove<T: Config>(id: KeyId) {
    Keys::<T>::remove(id);
    PreparedKeys::<T>::remove(id);
}

/// The key as verification reads it. It was checked when it was stored.
pub(crate) fn prepared<T: Config, C: Curve>(id: KeyId) -> Result<PreparedKey<C>, Error<T>> {
    PreparedKeys::<T>::get(id).and_then(|bytes| PreparedKey::decode(&bytes)).ok_or(Error::<T>::CorruptKey)
}

impl<T: Config> Pallet<T> {
    /// What storing a model and its versions takes. It counts as one item: FRAME's linear price multiplies the number of
    /// items with the bytes, so that each version would raise the price of all others.
    pub(crate) fn model_footprint(model: &ModelOf<T>) -> Footprint {
        Footprint::from_parts(1, model.bytes as usize)
    }

    /// What storing a circuit takes, its key of so many bytes included.
    pub(crate) fn circuit_footprint(key_bytes: u64) -> Footprint {
        Footprint::from_parts(1, crate::CircuitOf::<T>::max_encoded_len().saturating_add(key_bytes as usize))
    }

    /// Makes the owner's hold what the model takes in storage now.
    pub(crate) fn charge(model: &mut ModelOf<T>) -> Result<(), DispatchError> {
        let footprint = Self::model_footprint(model);
        model.ticket = Some(match model.ticket.take() {
            Some(ticket) => ticket.update(&model.owner, footprint)?,
            None => T::Consideration::new(&model.owner, footprint)?,
        });
        Ok(())
    }
}

impl<T: Config> From<LayoutError> for Error<T> {
    fn from(error: LayoutError) -> Self {
        match error {
            LayoutError::Bits => Error::PortBits,
            LayoutError::Scale => Error::ZeroScale,
            LayoutError::ZeroPoint => Error::ZeroPoint,
            LayoutError::PrivateOutput => Error::PrivateOutput,
            LayoutError::Attested => Error::UncommittedAttestation,
            LayoutError::PublicInputs => Error::TooManyPublicInputs,
            // About values, which a registration has none of; a submission names the port instead.
            LayoutError::Pack(_) => Error::InputPacking,
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
