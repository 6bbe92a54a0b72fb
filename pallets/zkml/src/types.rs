//! What the pallet stores, and the bounds of what is sent to it.

use frame_support::{pallet_prelude::*, BoundedVec};
use zkml_primitives::{
    attestation::{Step, MAX_PATH},
    CurveId, FieldBytes, Layout, Setup, MAX_PUBLIC_INPUTS,
};

/// Names a model. Given out in order, never twice.
pub type ModelId = u32;

/// Names a version of a model. The first is 1, and none is given out twice.
pub type VersionNumber = u32;

/// Names a circuit that is not a model. Given out in order, never twice, and apart from [`ModelId`].
pub type CircuitId = u32;

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

/// Bytes of the largest prepared key on any curve.
pub const MAX_PREPARED_KEY_BYTES: u32 =
    larger(CurveId::Bn254.prepared_bytes(MAX_PUBLIC_INPUTS), CurveId::Bls12_381.prepared_bytes(MAX_PUBLIC_INPUTS));

/// Bytes of the largest proof on any curve.
pub const MAX_PROOF_BYTES: u32 = larger(CurveId::Bn254.proof_bytes(), CurveId::Bls12_381.proof_bytes());

/// Canonical bytes of a verifying key.
pub type KeyBytes = BoundedVec<u8, ConstU32<MAX_KEY_BYTES>>;

/// Bytes of a [`zkml_primitives::PreparedKey`].
pub type PreparedKeyBytes = BoundedVec<u8, ConstU32<MAX_PREPARED_KEY_BYTES>>;

/// Canonical bytes of a proof.
pub type ProofBytes = BoundedVec<u8, ConstU32<MAX_PROOF_BYTES>>;

/// Elements of a port, or the public inputs of a circuit.
pub type Elements = BoundedVec<FieldBytes, ConstU32<MAX_PUBLIC_INPUTS>>;

/// Whose key it is. Models and circuits share the store of keys and nothing else.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum KeyId {
    /// The key that came with a model's version. Retrained versions of the model may share it; see [`Version::key`].
    Version(ModelId, VersionNumber),
    /// The key of a circuit.
    Circuit(CircuitId),
}

/// A model: who owns it and how it is found. What it computes is in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId, Name, Ticket> {
    /// Whoever may change it, and whose funds are held for its storage.
    pub owner: AccountId,
    /// Unique among the owner's models.
    pub name: Name,
    /// To whom the owner has offered it.
    pub offered_to: Option<AccountId>,
    /// The greatest version that was ever added. Numbers are never given out twice.
    pub latest_version: VersionNumber,
    /// The version that the owner recommends. Never a deprecated or revoked one.
    pub active_version: Option<VersionNumber>,
    /// How many versions it has, apart from revoked ones.
    pub versions: u32,
    /// The bytes that the model, these versions and their keys take in storage.
    pub bytes: u64,
    /// Whether governance has stopped the verification of its proofs.
    pub paused: bool,
    /// What the owner pays for the storage. `None` after a migration that found the owner without the funds.
    pub ticket: Option<Ticket>,
}

/// Whether a version's proofs are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Status<BlockNumber> {
    /// They are.
    Live,
    /// Its owner is phasing it out. What was begun before is still served: statements whose last block lies no further
    /// than `MaxValidity` after this one.
    Deprecated {
        /// The block of the deprecation.
        since: BlockNumber,
    },
    /// Governance has ended it. Its key is gone and its hash is never accepted again; this record is the tombstone.
    Revoked,
}

/// A version of a model. All but its status never changes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Version<BlockNumber> {
    /// The curve of its proofs.
    pub curve: CurveId,
    /// [`zkml_primitives::VerifyingKey::hash`] of its key, which every context names.
    pub vk_hash: [u8; 32],
    /// What it takes and gives.
    pub layout: Layout,
    /// Who made its key, as its owner says.
    pub setup: Setup,
    /// Whether its proofs are accepted.
    pub status: Status<BlockNumber>,
    /// Digest of its parameters, where the layout commits to them, and only there. The chain puts it into every statement.
    pub params: Option<FieldBytes>,
    /// The version of the same model that its key came with, which names the key's entry in the storage: its own number,
    /// unless it is a retraining.
    pub key: VersionNumber,
}

/// A circuit that is not a model: a key whose public inputs have the meaning that its users know.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Circuit<AccountId, Ticket> {
    /// Whoever may remove it, and whose funds are held for its storage.
    pub owner: AccountId,
    /// The curve of its proofs.
    pub curve: CurveId,
    /// [`zkml_primitives::VerifyingKey::hash`] of its key.
    pub vk_hash: [u8; 32],
    /// How many public inputs a proof of it has.
    pub public_inputs: u32,
    /// Who made its key, as its owner says.
    pub setup: Setup,
    /// Whether governance has stopped the verification of its proofs.
    pub paused: bool,
    /// What the owner pays for the storage. `None` once governance has revoked the circuit, and only then.
    pub ticket: Option<Ticket>,
}

/// An accepted statement about a circuit, and the mark that keeps it from being accepted again. A circuit's public inputs
/// carry no last block, so the mark stays as long as the circuit does, at the expense of whoever submitted it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CircuitReceipt<AccountId, BlockNumber, Ticket> {
    /// Who submitted the proof. Nothing in the proof says that it is theirs.
    pub submitter: AccountId,
    /// The block that accepted it.
    pub block: BlockNumber,
    /// What the submitter pays for the storage.
    pub ticket: Ticket,
}

/// An accepted statement.
///
/// The outputs are kept as a hash: receipts of all models then have one small size, so that reading and pruning one costs
/// the same whatever the model. The elements themselves are in the event, and a consumer that is handed them compares
/// with [`Receipt::has_output`].
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

/// What shows that an issuer vouches for the committed input of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Attestation<AccountId> {
    /// Who vouches. The proof names them too, so that nobody can put another attestation in the place of this one.
    pub issuer: AccountId,
    /// What the issuer published.
    pub root: [u8; 32],
    /// From the leaf of account and input to the root.
    pub path: BoundedVec<Step, ConstU32<MAX_PATH>>,
}

/// A proof and what it claims.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Submission<AccountId, BlockNumber> {
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Whom the proof speaks for.
    pub account: AccountId,
    /// What the proof is for.
    pub subject: [u8; 32],
    /// The last block that accepts the statement.
    pub valid_until: BlockNumber,
    /// Elements of the input port.
    pub input: Elements,
    /// Elements of the output port.
    pub output: Elements,
    /// What keeps a secret from being used twice for one subject, where the layout asks for it.
    pub nullifier: Option<FieldBytes>,
    /// Who vouches for the input, where the layout asks for it.
    pub attestation: Option<Attestation<AccountId>>,
    /// Canonical bytes of the proof.
    pub proof: ProofBytes,
}

impl<AccountId, BlockNumber> Submission<AccountId, BlockNumber> {
    /// Most public inputs that the statement can have, the context among them.
    pub fn public_inputs(&self) -> u32 {
        most_public_inputs(self.input.len(), self.output.len(), self.nullifier.is_some())
    }
}

/// Most public inputs of a statement with so many elements. Only the version knows whether there is a digest of parameters
/// among them, so one is counted. With more than any key has, a submission is refused before a key is read.
pub(crate) fn most_public_inputs(input: usize, output: usize, nullifier: bool) -> u32 {
    let nullifier = if nullifier { 2 } else { 0 };
    (1 + 1 + input + output + nullifier).min(MAX_PUBLIC_INPUTS as usize) as u32
}

/// What governance stops and lets go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum PauseTarget {
    /// The verification of every proof.
    Everything,
    /// The verification of a model's proofs.
    Model(ModelId),
    /// The verification of a circuit's proofs.
    Circuit(CircuitId),
}
