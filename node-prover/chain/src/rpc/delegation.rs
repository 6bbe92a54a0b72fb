//! What a prover tells its own node: methods that a node offers to its operator and to nobody else.

use super::RpcChain;
use crate::ChainError;
use sp_core::{sr25519, Pair};
use subxt::rpcs::client::rpc_params;

/// The type of the market's keys in a keystore.
const KEY_TYPE: &str = "zkmp";

impl RpcChain {
    /// Makes a key that may claim and fulfil for a prover, and puts it into the node's keystore, its secret kept nowhere else. Returns
    /// the public key, which the prover names on the chain.
    pub fn insert_prover_key(&self) -> Result<[u8; 32], ChainError> {
        let (pair, phrase, _) = sr25519::Pair::generate_with_phrase(None);
        let public = pair.public().0;
        let shown = format!("0x{}", hex::encode(public));
        self.connection.ask::<()>("author_insertKey", || rpc_params![KEY_TYPE, &phrase, &shown])?;
        Ok(public)
    }

    /// Whether the node's keystore has the key.
    pub fn has_prover_key(&self, public: &[u8; 32]) -> Result<bool, ChainError> {
        let shown = format!("0x{}", hex::encode(public));
        self.connection.ask("author_hasKey", || rpc_params![&shown, KEY_TYPE])
    }

    /// Writes what the node's off-chain worker is to know; nothing makes it idle.
    pub fn set_operator(&self, settings: Option<&str>) -> Result<(), ChainError> {
        let key = format!("0x{}", hex::encode(pallet_zkml_market::offchain::OPERATOR_KEY));
        let value = format!("0x{}", hex::encode(settings.unwrap_or_default()));
        self.connection.ask("offchain_localStorageSet", || rpc_params!["PERSISTENT", &key, &value])
    }
}
