//! What a proof says: the context, and the one order of the public inputs.

use crate::{commitment::scope, FieldBytes};
use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;

/// What ties a proof to one chain, model version, account, purpose and time. The chain computes it from its own state
/// and the call; nobody chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Default)]
pub struct Context {
    /// Hash of the chain's first block.
    pub genesis_hash: [u8; 32],
    /// The model on that chain.
    pub model_id: u32,
    /// The version of the model.
    pub version: u32,
    /// [`crate::VerifyingKey::hash`] of the version's key.
    pub vk_hash: [u8; 32],
    /// Whom the proof speaks for, as [`account_bytes`].
    pub account: [u8; 32],
    /// What the proof is for: a request's identifier, or what the caller names.
    pub subject: [u8; 32],
    /// The last block that accepts the statement.
    pub valid_until: u64,
    /// Whose attestation of the input the proof relies on, as [`account_bytes`]. It is a part of what is proved, so that
    /// whoever carries the proof cannot put their own attestation in its place.
    pub issuer: Option<[u8; 32]>,
}

impl Context {
    /// The public input that stands for the context: blake2-256 of the domain and every field in the order of their
    /// declaration (integers little end first, the issuer behind a byte that says whether there is one), cut to 248 bits so
    /// that it fits both scalar fields.
    pub fn digest(&self) -> FieldBytes {
        let mut preimage = b"zkml/context/v2".to_vec();
        self.encode_to(&mut preimage);
        let mut digest = blake2_256(&preimage);
        digest[31] = 0;
        digest
    }

    /// Where a nullifier counts: on this chain, for this subject.
    pub fn scope(&self) -> FieldBytes {
        scope(&self.genesis_hash, &self.subject)
    }
}

/// An account as it stands in a context: its SCALE encoding where that has 32 bytes, as Substrate's and most others
/// have, and a hash of it otherwise.
pub fn account_bytes(account: &impl Encode) -> [u8; 32] {
    let encoded = account.encode();
    match <[u8; 32]>::try_from(encoded.as_slice()) {
        Ok(bytes) => bytes,
        Err(_) => blake2_256(&[b"zkml/account/v1".as_slice(), &encoded].concat()),
    }
}

/// Everything that a proof is verified against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// [`Context::digest`].
    pub context: FieldBytes,
    /// Digest of the model's parameters, where they are committed.
    pub params: Option<FieldBytes>,
    /// Elements of the input port: packed integers, one digest, or nothing.
    pub input: Vec<FieldBytes>,
    /// Elements of the output port: packed integers or one digest.
    pub output: Vec<FieldBytes>,
    /// What keeps a secret from being used twice, where the layout asks for it.
    pub nullifier: Option<Nullifier>,
}

/// What a secret leaves in a scope: the same whenever it is used there again, and telling nothing of the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Nullifier {
    /// Where it counts: [`Context::scope`].
    pub scope: FieldBytes,
    /// Poseidon of the secret and the scope.
    pub value: FieldBytes,
}

impl Statement {
    /// The public inputs in their order: context, parameters, input, output, scope, nullifier. Prover, chain and tools all
    /// take it from here.
    pub fn public_inputs(&self) -> Vec<FieldBytes> {
        core::iter::once(self.context)
            .chain(self.params)
            .chain(self.input.iter().copied())
            .chain(self.output.iter().copied())
            .chain(self.nullifier.into_iter().flat_map(|nullifier| [nullifier.scope, nullifier.value]))
            .collect()
    }

    /// What replay protection is keyed on. It covers what is proved and never the proof, which can be re-randomized.
    pub fn hash(&self) -> [u8; 32] {
        let mut preimage = b"zkml/statement/v2".to_vec();
        (&self.context, &self.params, &self.input, &self.output, &self.nullifier).encode_to(&mut preimage);
        blake2_256(&preimage)
    }
}
