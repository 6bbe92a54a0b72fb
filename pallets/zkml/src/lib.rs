//! Registry of machine-learning models and verification of their inferences.
//!
//! A model is registered with a Groth16 verifying key and the layout of its ports. Whoever runs the model proves one
//! inference off the chain, anybody carries the proof here, and the pallet accepts each statement once and tells the
//! pallets that act on it.
//!
//! | module | one line |
//! | --- | --- |
//! | [`pallet`] | configuration, storage, calls, events, errors |
//! | [`types`] | what is stored, and the bounds of what is sent |
//! | [`attestations`] | who vouches for committed inputs |
//! | [`consumers`] | how other pallets act on verified outputs |
//! | [`genesis`] | models that exist from the first block on |
//! | [`migrations`] | from one layout of the storage to the next |
//! | [`runtime_api`] | what clients ask a node |
//! | [`weights`] | what the calls cost |
//!
//! What a proof says, and the order of its public inputs, is [`zkml_primitives::statement`]. Two things the pallet keeps
//! to everywhere: whatever is cheap is checked before a point is decoded, and points before a pairing is computed; and
//! a refused proof pays its full weight, because refusing it took the same work.
//!
//! # The life of a version
//!
//! ```text
//! register_model, add_version,
//! add_retrained_version ─────────▶ Live ──deprecate_version──▶ Deprecated ──MaxValidity blocks──▶ remove_version
//!                                  │                              │
//!                                  └──────── revoke_version ──────┴──▶ Revoked (a tombstone; the key is never accepted again)
//! ```
//!
//! A proof names its version, so that a new active version never breaks a proof that is on its way. Storage is paid by a
//! hold on the owner's funds, which shrinks with every version that ends.
//!
//! # Committed parameters
//!
//! A layout can commit to the parameters: then they are no part of the key, and a version stands for one digest of them.
//! The digest is a public input that the chain takes from the version, never from the submission. A retraining is another
//! digest under the same key, [`Pallet::add_retrained_version`]: no setup, and no key stored again. The key leaves the
//! storage with the last version that uses it. Where governance revokes one of them, all stop, because the key is revoked.
//!
//! # Attested inputs and nullifiers
//!
//! A layout can ask that a committed input be attested ([`attestations`]), and that a proof leave a nullifier. This pallet
//! checks both as parts of the statement, and neither trusts an issuer nor remembers a nullifier: that is up to the
//! consumers.
//!
//! # Circuits
//!
//! A key without a layout is a circuit: any Groth16 proof, verified against public inputs given as field elements. Circuits
//! share the store of keys with the models, and nothing else.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

pub mod attestations;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod circuits;
pub mod consumers;
mod cost;
pub mod genesis;
#[cfg(any(feature = "try-runtime", test))]
mod invariants;
mod keys;
pub mod migrations;
#[cfg(test)]
mod mock;
pub mod nesting;
mod receipts;
mod registry;
pub mod runtime_api;
mod submission;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use attestations::{AttestationProblem, CheckAttestation};
pub use circuits::circuit_statement_hash;
pub use consumers::{AcceptInference, Acceptance, Consumers, Inference, Notified, OnVerified, VerifiedInference};
pub use pallet::*;
pub use registry::Registration;
pub use submission::Accepted;
pub use types::{
    Attestation, Circuit, CircuitId, CircuitReceipt, Elements, KeyBytes, KeyId, Model, ModelId, PauseTarget,
    PreparedKeyBytes, ProofBytes, Receipt, Status, Submission, Version, VersionNumber,
};
pub use weights::WeightInfo;

use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use zkml_primitives::{CurveId, FieldBytes};

/// A name of a model.
pub type NameOf<T> = frame_support::BoundedVec<u8, <T as Config>::MaxNameLength>;
/// What an account pays for storage.
pub type TicketOf<T> = <T as Config>::Consideration;
/// A model as the chain stores it.
pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId, NameOf<T>, TicketOf<T>>;
/// A version as the chain stores it.
pub type VersionOf<T> = Version<BlockNumberFor<T>>;
/// A receipt as the chain stores it.
pub type ReceiptOf<T> = Receipt<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// A circuit as the chain stores it.
pub type CircuitOf<T> = Circuit<<T as frame_system::Config>::AccountId, TicketOf<T>>;
/// A circuit's receipt as the chain stores it.
pub type CircuitReceiptOf<T> = CircuitReceipt<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, TicketOf<T>>;
/// A proof and what it claims.
pub type SubmissionOf<T> = Submission<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// Proofs to verify as one.
pub type BatchOf<T> = frame_support::BoundedVec<SubmissionOf<T>, <T as Config>::MaxBatch>;

// Calls have flat arguments, so that wallets show them.
#[allow(clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::{
        genesis::{GenesisCircuit, GenesisModel},
        types::most_public_inputs,
    };
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{Consideration, Footprint},
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::DispatchError;
    use zkml_primitives::{attestation::MAX_PATH, Curve, Layout, Scale, Setup};

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

    /// Registry and verifier.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    ///
    /// Block hashes must have 32 bytes: the hash of the first block is in the context of every statement.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>, Hash: Into<[u8; 32]>> {
        /// Most bytes of a model's name.
        #[pallet::constant]
        type MaxNameLength: Get<u32>;

        /// Most blocks that the last block of a statement may lie ahead of the block that accepts it. It bounds how long
        /// the mark of an accepted statement must be kept, and how long a deprecated version goes on.
        #[pallet::constant]
        type MaxValidity: Get<BlockNumberFor<Self>>;

        /// Most expired marks that one block removes.
        #[pallet::constant]
        type MaxPruned: Get<u32>;

        /// Most proofs in a batch.
        #[pallet::constant]
        type MaxBatch: Get<u32>;

        /// Most public inputs of all proofs of a batch together, as [`Submission::public_inputs`] counts them.
        #[pallet::constant]
        type MaxBatchInputs: Get<u32>;

        /// What storage costs whoever causes it, and how it is paid: usually a `HoldConsideration`.
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// The runtime's reasons for holds, of which [`HoldReason`] is one.
        type RuntimeHoldReason: From<HoldReason>;

        /// Who may revoke versions and circuits.
        type RevokeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Who may pause verification and let it go on.
        type PauseOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The implementation of BLS12-381: `zkml_primitives::Bls12_381` computes in the runtime, and
        /// `zkml_primitives::host::Bls12_381` calls the host functions of nodes that have them. State and results are the
        /// same.
        type Bls12_381: Curve;

        /// What is known of issuers' attestations: `pallet_zkml_attestations::Pallet`, or `()` where nobody vouches for
        /// anything.
        type Attestations: CheckAttestation<Self::AccountId, BlockNumberFor<Self>>;

        /// The pallets that are told of verified inferences: a tuple of [`OnVerified`].
        type Consumers: Consumers<Self::AccountId, BlockNumberFor<Self>>;

        /// What the calls cost, measured on the real verification.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the storage of a model, a circuit, or the receipt of a circuit's proof.
        Storage,
    }

    /// The identifier that the next registered model gets.
    #[pallet::storage]
    pub type NextModelId<T: Config> = StorageValue<_, ModelId, ValueQuery>;

    /// The models.
    #[pallet::storage]
    pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

    /// Models by owner and name.
    #[pallet::storage]
    pub type ModelIds<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, NameOf<T>, ModelId>;

    /// The versions of the models, from 1 on. Those that were removed leave a gap, those that were revoked a tombstone.
    #[pallet::storage]
    pub type Versions<T: Config> =
        StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, VersionNumber, VersionOf<T>>;

    /// The identifier that the next registered circuit gets.
    #[pallet::storage]
    pub type NextCircuitId<T: Config> = StorageValue<_, CircuitId, ValueQuery>;

    /// The circuits that are not models.
    #[pallet::storage]
    pub type Circuits<T: Config> = StorageMap<_, Twox64Concat, CircuitId, CircuitOf<T>>;

    /// The canonical bytes of verifying keys, for whoever checks or proves. Verification reads [`PreparedKeys`].
    #[pallet::storage]
    #[pallet::storage_prefix = "VerifyingKeys"]
    pub type Keys<T: Config> = StorageMap<_, Twox64Concat, KeyId, KeyBytes>;

    /// The keys as verification reads them. They were checked in full when they were registered, and are trusted since.
    #[pallet::storage]
    pub type PreparedKeys<T: Config> = StorageMap<_, Twox64Concat, KeyId, PreparedKeyBytes>;

    /// How many versions use a key besides one, for keys that more than one uses.
    #[pallet::storage]
    pub type SharedKeys<T: Config> = StorageMap<_, Twox64Concat, KeyId, u32>;

    /// Hashes of keys that governance revoked: no version and no circuit is registered with one or verified with one.
    #[pallet::storage]
    pub type RevokedKeys<T: Config> = StorageMap<_, Identity, [u8; 32], ()>;

    /// Whether governance has stopped all verification.
    #[pallet::storage]
    pub type Paused<T: Config> = StorageValue<_, bool, ValueQuery>;

    /// The block in which governance last let verification go on, by what had been stopped. Whoever owes a proof by some block
    /// was kept from giving it.
    #[pallet::storage]
    pub type Resumptions<T: Config> = StorageMap<_, Twox64Concat, PauseTarget, BlockNumberFor<T>>;

    /// Accepted statements by their hash. An entry is also the mark that keeps the statement from being accepted again, and
    /// stays until its `valid_until` has passed. The key is a blake2-256 hash already.
    #[pallet::storage]
    pub type Receipts<T: Config> = StorageMap<_, Identity, [u8; 32], ReceiptOf<T>>;

    /// Receipts by the last block of their statement, in which order they are removed.
    #[pallet::storage]
    pub type Expiries<T: Config> = StorageDoubleMap<_, Twox64Concat, BlockNumberFor<T>, Identity, [u8; 32], ()>;

    /// The first block whose expired receipts may still be there. `None` before the first receipt.
    #[pallet::storage]
    pub type NextExpiry<T: Config> = StorageValue<_, BlockNumberFor<T>>;

    /// Accepted statements about circuits, by circuit and [`circuit_statement_hash`].
    #[pallet::storage]
    pub type CircuitReceipts<T: Config> =
        StorageDoubleMap<_, Twox64Concat, CircuitId, Identity, [u8; 32], CircuitReceiptOf<T>>;

    /// Models and circuits that exist from the first block on.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The models, whose owners must be endowed with what their storage costs. The first has the identifier 0.
        pub models: Vec<GenesisModel<T::AccountId>>,
        /// The circuits. The first has the identifier 0.
        pub circuits: Vec<GenesisCircuit<T::AccountId>>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::genesis::build::<T>(self);
        }
    }

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A model was registered with its first version, which is its active one.
        ModelRegistered {
            /// Its identifier.
            model: ModelId,
            /// Its owner.
            owner: T::AccountId,
            /// Its name.
            name: NameOf<T>,
            /// Its first version.
            version: VersionNumber,
            /// Hash of the version's verifying key.
            vk_hash: [u8; 32],
            /// Digest of its parameters, where they are committed.
            params: Option<FieldBytes>,
        },
        /// A version was added. The active version is still the one that it was.
        VersionAdded {
            /// The model.
            model: ModelId,
            /// The new version.
            version: VersionNumber,
            /// Hash of its verifying key.
            vk_hash: [u8; 32],
            /// Digest of its parameters, where they are committed.
            params: Option<FieldBytes>,
        },
        /// The owner recommends another version.
        ActiveVersionSet {
            /// The model.
            model: ModelId,
            /// The version.
            version: VersionNumber,
        },
        /// A version is phased out.
        VersionDeprecated {
            /// The model.
            model: ModelId,
            /// The version.
            version: VersionNumber,
            /// The last block of any statement that it still accepts.
            served_until: BlockNumberFor<T>,
        },
        /// A deprecated version left the storage, and its key with it if no other version uses it.
        VersionRemoved {
            /// The model.
            model: ModelId,
            /// The version.
            version: VersionNumber,
        },
        /// Governance revoked a version and its key.
        VersionRevoked {
            /// The model.
            model: ModelId,
            /// The version.
            version: VersionNumber,
            /// Hash of the key, which is never accepted again.
            vk_hash: [u8; 32],
        },
        /// A model without versions left the storage. Its name is free again, its identifier is not.
        ModelRemoved {
            /// The model.
            model: ModelId,
        },
        /// The owner offered a model to an account, or withdrew the offer.
        ModelOffered {
            /// The model.
            model: ModelId,
            /// To whom.
            to: Option<T::AccountId>,
        },
        /// A model has a new owner, whose funds are held for it from now on.
        ModelTransferred {
            /// The model.
            model: ModelId,
            /// The old owner.
            from: T::AccountId,
            /// The new owner.
            to: T::AccountId,
        },
        /// Governance stopped verification.
        VerificationPaused {
            /// Of what.
            target: PauseTarget,
        },
        /// Governance lets verification go on.
        VerificationResumed {
            /// Of what.
            target: PauseTarget,
        },
        /// A proof was verified and its statement accepted, for the first and only time.
        ProofVerified {
            /// The model that ran.
            model: ModelId,
            /// Its version.
            version: VersionNumber,
            /// Whom the proof speaks for.
            account: T::AccountId,
            /// What the proof is for.
            subject: [u8; 32],
            /// Hash of the statement, under which the receipt is found.
            statement: [u8; 32],
            /// Elements of the output port: packed integers, or one digest.
            output: Elements,
        },
        /// A consumer failed to act on a verified inference. The verification stands, and what the consumer wrote is undone.
        ConsumerFailed {
            /// The statement.
            statement: [u8; 32],
            /// Position of the consumer in the runtime's list.
            consumer: u8,
            /// Why it failed.
            error: DispatchError,
        },
        /// A circuit that is not a model was registered.
        CircuitRegistered {
            /// Its identifier.
            circuit: CircuitId,
            /// Its owner.
            owner: T::AccountId,
            /// Hash of its verifying key.
            vk_hash: [u8; 32],
        },
        /// A proof of a circuit was verified and its statement accepted, for the first and only time.
        CircuitProofVerified {
            /// The circuit.
            circuit: CircuitId,
            /// Who submitted it. Nothing in the proof says that it is theirs.
            submitter: T::AccountId,
            /// [`circuit_statement_hash`], under which the receipt is found.
            statement: [u8; 32],
            /// The public inputs, as field elements.
            public_inputs: Elements,
        },
        /// A circuit and its key left the storage. Its receipts can be cleared now.
        CircuitRemoved {
            /// The circuit.
            circuit: CircuitId,
        },
        /// Governance revoked a circuit and its key. Its receipts can be cleared now.
        CircuitRevoked {
            /// The circuit.
            circuit: CircuitId,
            /// Hash of the key, which is never accepted again.
            vk_hash: [u8; 32],
        },
        /// The receipt of a circuit that has ended left the storage, and its submitter has what was held for it.
        CircuitReceiptCleared {
            /// The circuit.
            circuit: CircuitId,
            /// The statement.
            statement: [u8; 32],
        },
    }

    /// Why a call is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The name is empty. Give the model a name.
        EmptyName,
        /// The account has a model of this name already. Choose another name.
        NameTaken,
        /// Every identifier of a model has been given out.
        TooManyModels,
        /// Every number of a version of this model has been given out.
        TooManyVersions,
        /// Every identifier of a circuit has been given out.
        TooManyCircuits,
        /// The layout commits to the parameters and their digest is missing. Give the digest that the compiler printed.
        MissingParams,
        /// There is a digest of parameters, which this layout does not commit to. Leave it out, or compile the model with
        /// committed parameters.
        UnexpectedParams,
        /// The version's parameters are fixed in its key. Add a version with a key of its own.
        FixedParams,
        /// The layout asks for an attestation of an input that is not committed. Commit to the input.
        UncommittedAttestation,
        /// A port's integers have no bits, or more than are supported.
        PortBits,
        /// The scale of a port is zero.
        ZeroScale,
        /// The zero point of a port is outside its integer type.
        ZeroPoint,
        /// The output is private, which would leave nothing to prove. Make it public or committed.
        PrivateOutput,
        /// The layout or the key has more public inputs than any key may have. Commit to a port or make the input private.
        TooManyPublicInputs,
        /// The key's bytes are cut off or too many for the public inputs on this curve. Check that key, curve and layout are
        /// of the same model.
        KeyLength,
        /// The key says that it has another number of public inputs than the layout asks for.
        KeyInputCount,
        /// A point of the key is not a canonical encoding of a point of the curve's prime-order group.
        MalformedKey,
        /// A point of the key is the point at infinity, which would let anyone forge proofs or leave an input free.
        IdentityInKey,
        /// Two of the key's beta, gamma and delta are equal or opposite: a phase of the setup never happened and anyone can
        /// forge proofs. Run the setup to its end.
        RelatedPointsInKey,
        /// The key's alpha, beta or delta is the generator or its opposite: nobody contributed to the setup and anyone can
        /// forge proofs. Run the setup to its end.
        GeneratorInKey,
        /// Governance has revoked this key. Run the setup again and register the new key.
        RevokedKey,
        /// There is no model with this identifier.
        UnknownModel,
        /// The model has no version of this number, or it was removed.
        UnknownVersion,
        /// The signer does not own it.
        NotOwner,
        /// The model was not offered to the signer. Ask its owner to transfer it.
        NotOffered,
        /// The version is deprecated and accepts only what was begun before. Prove with the active version.
        VersionDeprecated,
        /// Governance has revoked the version.
        VersionRevoked,
        /// The version is live. Deprecate it first.
        VersionLive,
        /// The version still serves what was begun before its deprecation. Try again after the last block that it serves.
        VersionStillServed,
        /// The model still has versions. Deprecate and remove them first.
        ModelHasVersions,
        /// Governance has paused verification, of everything, of this model or of this circuit.
        Paused,
        /// It is paused already.
        AlreadyPaused,
        /// It is not paused.
        NotPaused,
        /// The statement's last block has passed. Prove again with a later one.
        Expired,
        /// The statement's last block lies further ahead than the chain keeps marks for. Prove again with an earlier one.
        ValidityTooLong,
        /// The number of input elements is not what the model's layout or the circuit's key asks for.
        InputCount,
        /// The number of output elements is not what the model's layout asks for.
        OutputCount,
        /// An input element has bits set where the model's layout has no integer.
        InputPacking,
        /// An output element has bits set where the model's layout has no integer.
        OutputPacking,
        /// The layout asks for a nullifier. Send the one that the prover made.
        MissingNullifier,
        /// The layout has no nullifier. Leave it out.
        UnexpectedNullifier,
        /// The layout asks for an attestation of the input. Ask an issuer to attest it for the account.
        MissingAttestation,
        /// The layout does not ask for an attestation. Leave it out.
        UnexpectedAttestation,
        /// The attestation does not cover this input of this account. Check that path, root, account and input belong
        /// together.
        NotAttested,
        /// The issuer has not published this root. Check the issuer, and that the attestation is on this chain.
        UnknownAttestation,
        /// The attestation has expired. Ask the issuer for another.
        AttestationExpired,
        /// The issuer has revoked the attestation, or this input of this account. Ask the issuer why.
        AttestationRevoked,
        /// An element, or the digest of the parameters, is not below the order of the curve's scalar field.
        ElementNotCanonical,
        /// The proof does not have the number of bytes that a proof on this curve has.
        ProofLength,
        /// A point of the proof is not a canonical encoding of a point of the curve's prime-order group.
        MalformedProof,
        /// This statement was accepted before, or stands twice in the batch. A statement counts once, also with a different
        /// proof of it.
        AlreadyVerified,
        /// The proof is well formed and does not prove this statement: on this chain, for this model version, account,
        /// subject, last block, input and output.
        InvalidProof,
        /// The batch has no proof.
        EmptyBatch,
        /// The proofs of the batch have too many public inputs together. Make two batches of it.
        TooManyBatchInputs,
        /// At least one proof of the batch does not prove its statement, and nothing was accepted. Ask a node to verify them
        /// one by one, which costs nothing, and leave the bad ones out.
        InvalidBatch,
        /// There is no circuit with this identifier.
        UnknownCircuit,
        /// Governance has revoked the circuit.
        CircuitRevoked,
        /// The circuit still accepts proofs, so that the receipt must stay.
        CircuitLive,
        /// There is no such receipt.
        UnknownReceipt,
        /// The stored key does not decode or does not fit the layout. The chain's state is damaged.
        CorruptKey,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Removes marks of expired statements with weight that nobody else needs. Blocks that have none to spare leave the
        /// marks for later ones, which costs storage and never safety.
        fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
            Self::prune(now, remaining)
        }

        #[cfg(feature = "std")]
        fn integrity_test() {
            crate::cost::integrity_test::<T>();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers a model and its first version, which is its active one.
        ///
        /// The key is checked in full, once and for all: a new key is a new version. The owner's funds are held for the
        /// storage.
        ///
        /// Parameters:
        /// - `name`: what the owner calls the model, unique among the owner's models.
        /// - `curve`: the curve of the key.
        /// - `vk`: the canonical bytes of the verifying key.
        /// - `layout`: the ports of the model, which give the number of public inputs.
        /// - `setup`: who made the key. A claim of the owner, which the chain cannot check.
        /// - `params`: the digest of the parameters, where the layout commits to them.
        ///
        /// Emits [`Event::ModelRegistered`].
        ///
        /// Errors:
        /// - [`Error::EmptyName`], [`Error::NameTaken`], [`Error::TooManyModels`].
        /// - [`Error::MissingParams`], [`Error::UnexpectedParams`], [`Error::ElementNotCanonical`]: the digest of the
        ///   parameters does not fit the layout or the curve.
        /// - [`Error::PortBits`], [`Error::ZeroScale`], [`Error::ZeroPoint`], [`Error::PrivateOutput`],
        ///   [`Error::UncommittedAttestation`], [`Error::TooManyPublicInputs`]: the layout cannot be used.
        /// - [`Error::KeyLength`], [`Error::KeyInputCount`]: the key is not of this layout and curve.
        /// - [`Error::MalformedKey`]: its bytes are not points.
        /// - [`Error::IdentityInKey`], [`Error::RelatedPointsInKey`], [`Error::GeneratorInKey`]: it decodes, and anyone
        ///   could forge proofs with it.
        /// - [`Error::RevokedKey`].
        /// - Those of [`Config::Consideration`]: the owner's funds do not cover the storage.
        ///
        /// Any signed origin may call it and becomes the owner.
        #[pallet::call_index(0)]
        #[pallet::weight(cost::registration::<T>(*curve, vk.len()))]
        pub fn register_model(
            origin: OriginFor<T>,
            name: NameOf<T>,
            curve: CurveId,
            vk: KeyBytes,
            layout: Layout,
            setup: Setup,
            params: Option<FieldBytes>,
        ) -> DispatchResult {
            let owner = ensure_signed(origin)?;
            Self::do_register_model(Registration { owner, name, curve, vk, layout, setup, params })?;
            Ok(())
        }

        /// Verifies the proof of one inference and accepts its statement.
        ///
        /// Parameters:
        /// - `model`, `version`: what ran.
        /// - `account`: whom the proof speaks for, and who gets what it earns. It need not be the signer.
        /// - `subject`: what the proof is for: a request's identifier, or 32 bytes that the prover named.
        /// - `valid_until`: the last block that accepts the statement.
        /// - `input`, `output`: the elements of the ports as the layout asks for them: packed integers of a public port,
        ///   one digest of a committed one, none of a private one.
        /// - `nullifier`: what the secret behind the input leaves for the subject, where the layout asks for it.
        /// - `attestation`: who vouches for the input, and the path that shows it, where the layout asks for it.
        /// - `proof`: the canonical bytes of the proof.
        ///
        /// All but the proof and the path are part of what is proved, so none of them can be changed by whoever carries it.
        /// Of the attestation that is the issuer; under which of the issuer's roots the input stands is free.
        ///
        /// Stores a [`Receipt`] under the hash of the statement, tells [`Config::Consumers`], and emits
        /// [`Event::ProofVerified`], and [`Event::ConsumerFailed`] for each consumer that failed.
        ///
        /// Errors, in the order of the checks:
        /// - [`Error::Paused`], [`Error::UnknownModel`], [`Error::UnknownVersion`].
        /// - [`Error::Expired`], [`Error::ValidityTooLong`].
        /// - [`Error::VersionDeprecated`], [`Error::VersionRevoked`], [`Error::RevokedKey`].
        /// - [`Error::ProofLength`]: of another curve.
        /// - [`Error::MissingNullifier`], [`Error::UnexpectedNullifier`], [`Error::MissingAttestation`],
        ///   [`Error::UnexpectedAttestation`]: not what the layout asks for.
        /// - [`Error::InputCount`], [`Error::OutputCount`]: wrong count.
        /// - [`Error::InputPacking`], [`Error::OutputPacking`]: elements of a public port that no tensor packs to.
        /// - [`Error::AlreadyVerified`]: the statement was accepted before, whatever the bytes of the proof.
        /// - [`Error::NotAttested`], [`Error::UnknownAttestation`], [`Error::AttestationExpired`],
        ///   [`Error::AttestationRevoked`]: the attestation does not cover the input, or does not stand.
        /// - [`Error::ElementNotCanonical`], [`Error::MalformedProof`]: not encodings of field elements and points.
        /// - [`Error::InvalidProof`]: all is well formed and the proof does not hold.
        ///
        /// And before all of them [`sp_runtime::TransactionalError::LimitReached`] deep inside other calls, where there might be
        /// no storage layer left for a consumer.
        ///
        /// Any signed origin may call it and pays for it. A refused proof pays in full; of an accepted one, what consumers left of
        /// their weight is given back.
        #[pallet::call_index(1)]
        #[pallet::weight(cost::submission::<T>(
            most_public_inputs(input.len(), output.len(), nullifier.is_some()),
            proof.len(),
            attestation.as_ref().map(|attestation| attestation.path.len() as u32),
        ))]
        pub fn submit_proof(
            origin: OriginFor<T>,
            model: ModelId,
            version: VersionNumber,
            account: T::AccountId,
            subject: [u8; 32],
            valid_until: BlockNumberFor<T>,
            input: Elements,
            output: Elements,
            nullifier: Option<FieldBytes>,
            attestation: Option<Attestation<T::AccountId>>,
            proof: ProofBytes,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            nesting::check_nesting()?;
            let submission = Submission {
                model,
                version,
                account,
                subject,
                valid_until,
                input,
                output,
                nullifier,
                attestation,
                proof,
            };
            let charged = <Self as AcceptInference<_, _>>::accept_weight(&submission);
            let accepted = Self::do_submit_proof(submission)?;
            Ok(Some(charged.saturating_sub(accepted.spared)).into())
        }

        /// Verifies the proofs of several inferences, of one or of several models, as one, and accepts all their statements
        /// or none.
        ///
        /// One check with random coefficients replaces a check for each proof: proofs of one version share everything but
        /// what is theirs alone. Proofs on two curves make two checks.
        ///
        /// A batch with a bad proof pays its full weight, and nothing of it is accepted. The check does not tell which proof
        /// it was: ask a node to verify them one by one (`ZkmlApi::dry_run`), which is free, before sending the batch or after
        /// it failed.
        ///
        /// Emits the events of [`Pallet::submit_proof`] for each proof, in their order.
        ///
        /// Errors: those of [`Pallet::submit_proof`] but [`Error::InvalidProof`], for the first proof that a check finds
        /// wrong, and
        /// - [`Error::EmptyBatch`], [`Error::TooManyBatchInputs`].
        /// - [`Error::AlreadyVerified`], also where a statement stands twice in the batch.
        /// - [`Error::InvalidBatch`]: a proof does not hold.
        ///
        /// Any signed origin may call it and pays for it.
        #[pallet::call_index(2)]
        #[pallet::weight(cost::batch::<T>(batch))]
        pub fn submit_batch(origin: OriginFor<T>, batch: BatchOf<T>) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            nesting::check_nesting()?;
            let charged = cost::batch::<T>(&batch);
            let spared = Self::do_submit_batch(batch)?;
            Ok(Some(charged.saturating_sub(spared)).into())
        }

        /// Adds a version to a model. The active version stays what it is.
        ///
        /// Parameters as those of [`Pallet::register_model`].
        ///
        /// Emits [`Event::VersionAdded`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::TooManyVersions`], and those of
        /// [`Pallet::register_model`] about layout, key and funds.
        ///
        /// Only the owner may call it.
        #[pallet::call_index(3)]
        #[pallet::weight(cost::addition::<T>(*curve, vk.len()))]
        pub fn add_version(
            origin: OriginFor<T>,
            model: ModelId,
            curve: CurveId,
            vk: KeyBytes,
            layout: Layout,
            setup: Setup,
            params: Option<FieldBytes>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_add_version(&who, model, curve, vk, layout, setup, params)?;
            Ok(())
        }

        /// Recommends a version to whoever asks for the model's active one. Proofs of other versions are accepted as before.
        ///
        /// Emits [`Event::ActiveVersionSet`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::UnknownVersion`], [`Error::VersionDeprecated`],
        /// [`Error::VersionRevoked`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::set_active_version())]
        pub fn set_active_version(origin: OriginFor<T>, model: ModelId, version: VersionNumber) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_set_active_version(&who, model, version)?)
        }

        /// Phases a version out, for good. What was begun before is still served: it accepts statements whose last block lies
        /// no further than [`Config::MaxValidity`] after this one, and can be removed after that. If it was the active
        /// version, the model has none until the owner sets another.
        ///
        /// Emits [`Event::VersionDeprecated`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::UnknownVersion`], [`Error::VersionDeprecated`],
        /// [`Error::VersionRevoked`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::deprecate_version())]
        pub fn deprecate_version(origin: OriginFor<T>, model: ModelId, version: VersionNumber) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_deprecate_version(&who, model, version)?)
        }

        /// Removes a deprecated version that serves nothing any more, and releases what was held for it.
        ///
        /// Emits [`Event::VersionRemoved`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::UnknownVersion`], [`Error::VersionLive`],
        /// [`Error::VersionStillServed`], [`Error::VersionRevoked`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::remove_version())]
        pub fn remove_version(origin: OriginFor<T>, model: ModelId, version: VersionNumber) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_version(&who, model, version)
        }

        /// Removes a model that has no versions but revoked ones, and releases what was held for it.
        ///
        /// Emits [`Event::ModelRemoved`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::ModelHasVersions`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::remove_model())]
        pub fn remove_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_model(&who, model)
        }

        /// Offers a model to an account, which becomes its owner with [`Pallet::accept_model`]; `None` withdraws the offer.
        /// Nobody is made an owner unasked, because an owner's funds are held.
        ///
        /// Emits [`Event::ModelOffered`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::transfer_model())]
        pub fn transfer_model(origin: OriginFor<T>, model: ModelId, to: Option<T::AccountId>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_transfer_model(&who, model, to)?)
        }

        /// Takes over a model that was offered to the signer, whose funds are held for it from now on.
        ///
        /// Emits [`Event::ModelTransferred`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOffered`], [`Error::NameTaken`], and those of
        /// [`Config::Consideration`].
        ///
        /// Only the account that the owner named may call it.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::accept_model())]
        pub fn accept_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_accept_model(&who, model)
        }

        /// Ends a version at once, and its key for ever, wherever else it is registered: for a setup that turned out to be
        /// compromised, or a circuit that turned out to be wrong. The owner has back what was held for the version.
        ///
        /// Emits [`Event::VersionRevoked`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::UnknownVersion`], [`Error::VersionRevoked`].
        ///
        /// Only [`Config::RevokeOrigin`] may call it.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::revoke_version())]
        pub fn revoke_version(origin: OriginFor<T>, model: ModelId, version: VersionNumber) -> DispatchResult {
            T::RevokeOrigin::ensure_origin(origin)?;
            Self::do_revoke_version(model, version)
        }

        /// Stops verification of everything, of a model or of a circuit. Nothing else stops, and no time does: a statement
        /// whose last block passes has expired.
        ///
        /// Emits [`Event::VerificationPaused`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::UnknownCircuit`], [`Error::AlreadyPaused`].
        ///
        /// Only [`Config::PauseOrigin`] may call it.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::pause())]
        pub fn pause(origin: OriginFor<T>, target: PauseTarget) -> DispatchResult {
            T::PauseOrigin::ensure_origin(origin)?;
            Ok(Self::do_set_paused(target, true)?)
        }

        /// Lets verification go on that [`Pallet::pause`] stopped. A model or circuit that is paused itself stays so when
        /// everything is resumed.
        ///
        /// Emits [`Event::VerificationResumed`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::UnknownCircuit`], [`Error::NotPaused`].
        ///
        /// Only [`Config::PauseOrigin`] may call it.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::resume())]
        pub fn resume(origin: OriginFor<T>, target: PauseTarget) -> DispatchResult {
            T::PauseOrigin::ensure_origin(origin)?;
            Ok(Self::do_set_paused(target, false)?)
        }

        /// Registers a circuit that is not a model: any Groth16 key. It has as many public inputs as its key.
        ///
        /// Parameters as those of [`Pallet::register_model`].
        ///
        /// Emits [`Event::CircuitRegistered`].
        ///
        /// Errors: [`Error::TooManyCircuits`], and those of [`Pallet::register_model`] about key and funds.
        ///
        /// Any signed origin may call it and becomes the owner.
        #[pallet::call_index(13)]
        #[pallet::weight(cost::circuit_registration::<T>(*curve, vk.len()))]
        pub fn register_circuit(origin: OriginFor<T>, curve: CurveId, vk: KeyBytes, setup: Setup) -> DispatchResult {
            let owner = ensure_signed(origin)?;
            Self::do_register_circuit(owner, curve, vk, setup)?;
            Ok(())
        }

        /// Verifies a proof of a circuit against its public inputs and accepts the statement, once as long as the circuit is
        /// there.
        ///
        /// No context is among the inputs unless the circuit's authors put one there, so anyone can copy the proof out of the
        /// transaction pool and submit it first. The receipt is paid by a hold on the signer's funds, and stays as long as
        /// the circuit.
        ///
        /// Emits [`Event::CircuitProofVerified`].
        ///
        /// Errors, in the order of the checks: [`Error::Paused`], [`Error::UnknownCircuit`], [`Error::CircuitRevoked`],
        /// [`Error::RevokedKey`], [`Error::ProofLength`], [`Error::InputCount`], [`Error::AlreadyVerified`],
        /// [`Error::ElementNotCanonical`], [`Error::MalformedProof`], [`Error::InvalidProof`], and those of
        /// [`Config::Consideration`].
        ///
        /// Any signed origin may call it and pays for it. A refused proof pays in full.
        #[pallet::call_index(14)]
        #[pallet::weight(cost::circuit_submission::<T>(public_inputs.len() as u32, proof.len()))]
        pub fn submit_circuit_proof(
            origin: OriginFor<T>,
            circuit: CircuitId,
            public_inputs: Elements,
            proof: ProofBytes,
        ) -> DispatchResult {
            let submitter = ensure_signed(origin)?;
            Self::do_submit_circuit_proof(submitter, circuit, public_inputs, proof)?;
            Ok(())
        }

        /// Removes a circuit and releases what was held for it. Its receipts can be cleared from now on.
        ///
        /// Emits [`Event::CircuitRemoved`].
        ///
        /// Errors: [`Error::UnknownCircuit`], [`Error::NotOwner`], [`Error::CircuitRevoked`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::remove_circuit())]
        pub fn remove_circuit(origin: OriginFor<T>, circuit: CircuitId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_circuit(&who, circuit)
        }

        /// Ends a circuit at once, and its key for ever, wherever else it is registered. The owner has back what was held.
        ///
        /// Emits [`Event::CircuitRevoked`].
        ///
        /// Errors: [`Error::UnknownCircuit`], [`Error::CircuitRevoked`].
        ///
        /// Only [`Config::RevokeOrigin`] may call it.
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::revoke_circuit())]
        pub fn revoke_circuit(origin: OriginFor<T>, circuit: CircuitId) -> DispatchResult {
            T::RevokeOrigin::ensure_origin(origin)?;
            Self::do_revoke_circuit(circuit)
        }

        /// Removes the receipt of a circuit that was removed or revoked, and releases what was held for it to its submitter.
        ///
        /// Emits [`Event::CircuitReceiptCleared`].
        ///
        /// Errors: [`Error::CircuitLive`], [`Error::UnknownReceipt`].
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::clear_circuit_receipt())]
        pub fn clear_circuit_receipt(origin: OriginFor<T>, circuit: CircuitId, statement: [u8; 32]) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_clear_circuit_receipt(circuit, statement)
        }

        /// Adds a version with the key and the layout of another, for other parameters: a retraining. It takes one digest,
        /// no new setup, and no key is stored again. The active version stays what it is.
        ///
        /// Parameters:
        /// - `model`: the model.
        /// - `like`: the live version whose key, layout and setup it has. Its parameters are committed.
        /// - `params`: the digest of the new parameters.
        /// - `output_scale`: the scale of the output, which usually changes with the parameters.
        ///
        /// Emits [`Event::VersionAdded`].
        ///
        /// Errors: [`Error::UnknownModel`], [`Error::NotOwner`], [`Error::UnknownVersion`], [`Error::VersionDeprecated`],
        /// [`Error::VersionRevoked`], [`Error::RevokedKey`], [`Error::FixedParams`], [`Error::ZeroScale`],
        /// [`Error::ElementNotCanonical`], [`Error::TooManyVersions`], and those of [`Config::Consideration`].
        ///
        /// Only the owner may call it.
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::add_retrained_version())]
        pub fn add_retrained_version(
            origin: OriginFor<T>,
            model: ModelId,
            like: VersionNumber,
            params: FieldBytes,
            output_scale: Scale,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_add_retrained_version(&who, model, like, params, output_scale)?;
            Ok(())
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A model.
        pub fn model(model: ModelId) -> Option<ModelOf<T>> {
            Models::<T>::get(model)
        }

        /// The identifier of an owner's model.
        pub fn model_by_name(owner: T::AccountId, name: NameOf<T>) -> Option<ModelId> {
            ModelIds::<T>::get(owner, name)
        }

        /// A version of a model, its layout among the rest.
        pub fn version(model: ModelId, version: VersionNumber) -> Option<VersionOf<T>> {
            Versions::<T>::get(model, version)
        }

        /// What a version takes and gives.
        pub fn layout(model: ModelId, version: VersionNumber) -> Option<Layout> {
            Versions::<T>::get(model, version).map(|version| version.layout)
        }

        /// The canonical bytes of the key of a version or circuit.
        pub fn verifying_key(key: KeyId) -> Option<KeyBytes> {
            Keys::<T>::get(match key {
                KeyId::Version(model, version) => KeyId::Version(model, Versions::<T>::get(model, version)?.key),
                circuit => circuit,
            })
        }

        /// The receipt of an accepted statement.
        pub fn receipt(statement: [u8; 32]) -> Option<ReceiptOf<T>> {
            Receipts::<T>::get(statement)
        }

        /// A circuit that is not a model.
        pub fn circuit(circuit: CircuitId) -> Option<CircuitOf<T>> {
            Circuits::<T>::get(circuit)
        }

        /// The receipt of an accepted statement about a circuit.
        pub fn circuit_receipt(circuit: CircuitId, statement: [u8; 32]) -> Option<CircuitReceiptOf<T>> {
            CircuitReceipts::<T>::get(circuit, statement)
        }

        /// What [`Pallet::submit_proof`] would answer in this block: the hash of the statement, or why it is refused.
        pub fn dry_run_proof(submission: SubmissionOf<T>) -> Result<[u8; 32], DispatchError> {
            Ok(Self::dry_run(submission)?)
        }

        /// What [`Pallet::submit_circuit_proof`] would answer in this block, funds apart: the hash of the statement, or why
        /// it is refused.
        pub fn dry_run_circuit_proof(
            circuit: CircuitId,
            public_inputs: Elements,
            proof: ProofBytes,
        ) -> Result<[u8; 32], DispatchError> {
            Ok(Self::check_circuit_proof(circuit, &public_inputs, &proof)?)
        }

        /// The weight of submitting one proof of a version, with the longest path where the input must be attested.
        pub fn submission_weight(model: ModelId, version: VersionNumber) -> Option<Weight> {
            let Version { layout, curve, .. } = Versions::<T>::get(model, version)?;
            let (input, output) = (layout.input.elements().ok()?, layout.output.elements().ok()?);
            let inputs = most_public_inputs(input, output, layout.nullifier);
            Some(cost::submission::<T>(inputs, curve.proof_bytes(), layout.attested.then_some(MAX_PATH)))
        }
    }
}
