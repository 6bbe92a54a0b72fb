//! Models and circuits that exist from the first block on.

use crate::{Config, GenesisConfig, KeyBytes, NameOf, Pallet, Registration};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::DispatchError;
use zkml_primitives::{CurveId, Layout, Setup};

/// A model with its first version, as a chain's specification names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisModel<AccountId> {
    /// Who owns it.
    pub owner: AccountId,
    /// What the owner calls it.
    pub name: String,
    /// The curve of the key.
    pub curve: CurveId,
    /// Canonical bytes of the key, in hexadecimal after `0x`.
    #[serde(with = "sp_core::bytes")]
    pub vk: Vec<u8>,
    /// The ports.
    pub layout: Layout,
    /// Who made the key.
    pub setup: Setup,
    /// Digest of the parameters, where the layout commits to them, in hexadecimal after `0x`.
    #[serde(default)]
    pub params: Option<H256>,
}

/// A circuit, as a chain's specification names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisCircuit<AccountId> {
    /// Who owns it.
    pub owner: AccountId,
    /// The curve of the key.
    pub curve: CurveId,
    /// Canonical bytes of the key, in hexadecimal after `0x`.
    #[serde(with = "sp_core::bytes")]
    pub vk: Vec<u8>,
    /// Who made the key.
    pub setup: Setup,
}

/// Registers what the configuration names, with every check of the calls.
///
/// # Panics
/// Where one of them is refused: a chain must not start without what its specification says.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    for model in &config.models {
        if let Err(error) = register_model::<T>(model) {
            panic!("failed to register the model {:?} of the genesis: {error:?}", model.name);
        }
    }
    for (i, circuit) in config.circuits.iter().enumerate() {
        if let Err(error) = register_circuit::<T>(circuit) {
            panic!("failed to register circuit {i} of the genesis: {error:?}");
        }
    }
}

fn register_model<T: Config>(model: &GenesisModel<T::AccountId>) -> Result<(), DispatchError> {
    Pallet::<T>::do_register_model(Registration {
        owner: model.owner.clone(),
        name: NameOf::<T>::try_from(model.name.clone().into_bytes())
            .map_err(|_| DispatchError::Other("the name is too long"))?,
        curve: model.curve,
        vk: key(&model.vk)?,
        layout: model.layout,
        setup: model.setup,
        params: model.params.map(Into::into),
    })?;
    Ok(())
}

fn register_circuit<T: Config>(circuit: &GenesisCircuit<T::AccountId>) -> Result<(), DispatchError> {
    Pallet::<T>::do_register_circuit(circuit.owner.clone(), circuit.curve, key(&circuit.vk)?, circuit.setup)?;
    Ok(())
}

fn key(bytes: &[u8]) -> Result<KeyBytes, DispatchError> {
    KeyBytes::try_from(bytes.to_vec()).map_err(|_| DispatchError::Other("the key is too long"))
}
