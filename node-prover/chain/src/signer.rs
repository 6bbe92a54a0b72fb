//! Accounts that sign transactions.

use crate::{AccountId, ChainError};
use sp_core::{crypto::Ss58Codec, sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::IdentifyAccount, MultiSignature, MultiSigner};

/// An sr25519 key pair. Its secret is never printed.
#[derive(Clone)]
pub struct Signer(sr25519::Pair);

impl Signer {
    /// The account of this name on every development chain, such as `alice`, in any case. Everybody knows its secret.
    pub fn development(name: &str) -> Result<Self, ChainError> {
        development_keys()
            .find(|key| key.to_string().eq_ignore_ascii_case(name))
            .map(|key| Self(key.pair()))
            .ok_or_else(|| ChainError::UnknownDevelopmentAccount(name.into()))
    }

    /// A key from a secret phrase, a seed in hexadecimal or a derivation path.
    pub fn from_secret(secret: &str) -> Result<Self, ChainError> {
        sr25519::Pair::from_string(secret, None).map(Self).map_err(|_| ChainError::InvalidSecret)
    }

    /// The account.
    pub fn account(&self) -> AccountId {
        MultiSigner::from(self.0.public()).into_account()
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> MultiSignature {
        self.0.sign(message).into()
    }
}

impl From<sr25519::Pair> for Signer {
    fn from(pair: sr25519::Pair) -> Self {
        Self(pair)
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signer").field(&self.account()).finish()
    }
}

/// An account by its address, or by its path from the secret that everybody knows, such as `//Alice`.
pub fn account(text: &str) -> Result<AccountId, ChainError> {
    if text.starts_with("//") {
        return Signer::from_secret(text).map(|signer| signer.account());
    }
    AccountId::from_ss58check(text).map_err(|_| ChainError::NoAddress(text.into()))
}

/// The keys of the accounts that a development chain endows.
pub(crate) fn development_keys() -> impl Iterator<Item = Sr25519Keyring> {
    use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};
    [Alice, Bob, Charlie, Dave, Eve, Ferdie].into_iter()
}

/// Their names.
pub(crate) fn development_names() -> Vec<String> {
    development_keys().map(|key| key.to_string().to_lowercase()).collect()
}
