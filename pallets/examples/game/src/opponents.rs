//! Which versions can play, and when governance keeps one from playing.

use crate::{rules::INPUTS, Config, Error, Opponent};
use frame_support::ensure;
use pallet_zkml::{ModelId, VerifiedInference, VersionNumber};
use zkml_primitives::{Layout, Params, Port, Scale, Visibility};

/// Whether governance keeps a version from proving anything, for a while or for ever. What its owner does is none of it:
/// a house that deprecates or removes its own model in a lost game runs out of time.
pub trait Stopped {
    /// Whether the version is revoked, by itself or with its key, or it, its model or everything is paused.
    fn is_stopped(model: ModelId, version: VersionNumber) -> bool;
}

impl<T: pallet_zkml::Config> Stopped for pallet_zkml::Pallet<T> {
    fn is_stopped(model: ModelId, version: VersionNumber) -> bool {
        if pallet_zkml::Paused::<T>::get() || pallet_zkml::Models::<T>::get(model).is_some_and(|model| model.paused) {
            return true;
        }
        // Revoking a version revokes its key, and with that every version that shares it.
        pallet_zkml::Versions::<T>::get(model, version)
            .is_some_and(|version| pallet_zkml::RevokedKeys::<T>::contains_key(version.vk_hash))
    }
}

/// Whether the version can play: it is live, its parameters are committed, it reads a public board and answers with one public
/// integer. The layout of a version never changes.
pub(crate) fn check<T: Config>(opponent: Opponent) -> Result<(), Error<T>> {
    let Opponent { model, version } = opponent;
    let layout = T::Models::layout(model, version).ok_or(Error::<T>::UnknownVersion)?;
    ensure!(T::Models::is_live(model, version), Error::<T>::VersionNotLive);
    ensure!(layout.params == Params::Committed, Error::<T>::NotCommitted);
    ensure!(plays(&layout), Error::<T>::UnsupportedLayout);
    Ok(())
}

/// Whether the ports are those of a player. One stone must be the integer 1: were it another, the same board would be
/// other integers to the model.
fn plays(layout: &Layout) -> bool {
    let Layout { input, output, .. } = layout;
    let public = [input, output].iter().all(|port| port.visibility == Visibility::Public && port.zero_point == 0);
    let holds_a_stone = input.int_type().is_some_and(|int| int.min() <= 0 && int.max() >= 1);
    public && input.shape.len() == INPUTS && output.shape.len() == 1 && holds_a_stone && is_one(input)
}

/// Whether a step of the port is the real number 1.
fn is_one(port: &Port) -> bool {
    let Scale { mantissa, exponent } = port.scale;
    mantissa.is_power_of_two() && i32::from(exponent) == -(mantissa.trailing_zeros() as i32)
}
