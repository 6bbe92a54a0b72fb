//! What the pallet stores, and the bounds of what is sent to it.

use frame_support::{pallet_prelude::*, BoundedVec};
use zkml_primitives::{CurveId, FieldBytes, Layout, Setup, MAX_PUBLIC_INPUTS};

/// Names a model. Given out in order, never twice.
pub type ModelId = u32;

/// Names a version of a model. The first is 1.
pub type VersionNumber = u32;

const fn larger(a: usize, b: usize) -> u32 {
    if a > b {
        a as u32
    } else {
        b as u32
    }
}

/// Bytes of the largest verifying key on any curve.
pub const MAX_KEY_BYTES: u32 =
    larger(CurveId::Bn254.key_bytes(MAX_PUBLIC_INPUTS), CurveId::Bls12_381.key_bytes(MAX_PUBLIC_INPUTS));

/// Bytes of the largest proof on any curve.
pub const MAX_PROOF_BYTES: u32 = larger(CurveId::Bn254.proof_bytes(), CurveId::Bls12_381.proof_bytes());

/// Canonical bytes of a verifying key.
pub type KeyBytes = BoundedVec<u8, ConstU32<MAX_KEY_BYTES>>;

/// Canonical bytes of a proof.
pub type ProofBytes = BoundedVec<u8, ConstU32<MAX_PROOF_BYTES>>;

/// Elements of a port.
pub type Elements = BoundedVec<FieldBytes, ConstU32<MAX_PUBLIC_INPUTS>>;

/// A model: who owns it and how it is found. What it computes is in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId, Name> {
    /// Who registered it.
    pub owner: AccountId,
    /// Unique among the owner's models.
    pub name: Name,
    /// The greatest version. Versions are numbered from 1 without gaps.
    pub latest_version: VersionNumber,
}

/// A version of a model. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Version {
    /// The curve of its proofs.
    pub curve: CurveId,
    /// [`zkml_primitives::VerifyingKey::hash`] of its key, which every context names.
    pub vk_hash: [u8; 32],
    /// What it takes and gives.
    pub layout: Layout,
    /// Who made its key, as its owner says.
    pub setup: Setup,
}

/// An accepted statement.
///
/// The outputs are kept as a hash: receipts of all models then have one small size, so that reading, holding a deposit
/// for, and pruning one costs the same whatever the model. The elements themselves are in the event, and a consumer that
/// is handed them compares with [`Receipt::has_output`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Receipt<AccountId, BlockNumber> {
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Whom the proof speaks for.
    pub account: AccountId,
    /// What the proof is for.
    pub subject: [u8; 32],
    /// The last block that accepts the statement, and so the last that this receipt must outlive.
    pub valid_until: BlockNumber,
    /// The block that accepted it.
    pub block: BlockNumber,
    /// [`output_hash`] of the output elements.
    pub output_hash: [u8; 32],
}

impl<AccountId, BlockNumber> Receipt<AccountId, BlockNumber> {
    /// Whether these are the verified output elements.
    pub fn has_output(&self, elements: &[FieldBytes]) -> bool {
        output_hash(elements) == self.output_hash
    }
}

/// What a receipt keeps of an output: blake2-256 of the domain and the SCALE encoding of its elements.
pub fn output_hash(elements: &[FieldBytes]) -> [u8; 32] {
    (*b"zkml/output/v1", elements).using_encoded(sp_io::hashing::blake2_256)
}
