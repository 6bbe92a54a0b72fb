//! Registry of machine-learning models and verification of their inferences.
//!
//! A model is registered with a Groth16 verifying key and the layout of its ports. Whoever runs the model proves one
//! inference off the chain, anybody carries the proof here, and the pallet accepts each statement once.
//!
//! | module | one line |
//! | --- | --- |
//! | [`pallet`] | configuration, storage, calls, events, errors |
//! | [`types`] | what is stored, and the bounds of what is sent |
//! | [`weights`] | what the calls cost |
//!
//! What a proof says, and the order of its public inputs, is [`zkml_primitives::statement`]. Two things the pallet keeps
//! to everywhere: whatever is cheap is checked before a point is decoded, and points before a pairing is computed; and
//! a refused proof pays its full weight, because refusing it took the same work.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(any(feature = "try-runtime", test))]
mod invariants;
#[cfg(test)]
mod mock;
mod registry;
mod submission;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use registry::Registration;
pub use submission::Submission;
pub use types::{Elements, KeyBytes, Model, ModelId, ProofBytes, Receipt, Version, VersionNumber};
pub use weights::WeightInfo;

use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use zkml_primitives::CurveId;

/// A name of a model.
pub type NameOf<T> = frame_support::BoundedVec<u8, <T as Config>::MaxNameLength>;
/// A model as the chain stores it.
pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId, NameOf<T>>;
/// A receipt as the chain stores it.
pub type ReceiptOf<T> = Receipt<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

// Calls have flat arguments, so that wallets show them.
#[allow(clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use zkml_primitives::{Layout, Setup};

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

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
        /// the mark of an accepted statement must be kept.
        #[pallet::constant]
        type MaxValidity: Get<BlockNumberFor<Self>>;

        /// What the calls cost, measured on the real verification.
        type WeightInfo: WeightInfo;
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

    /// The versions of the models, from 1 on.
    #[pallet::storage]
    pub type Versions<T: Config> = StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, VersionNumber, Version>;

    /// The canonical bytes of each version's verifying key. They stand apart from the version, so that reading a layout
    /// does not read a key, and they were checked in full when they were registered.
    #[pallet::storage]
    pub type Keys<T: Config> = StorageDoubleMap<_, Twox64Concat, ModelId, Twox64Concat, VersionNumber, KeyBytes>;

    /// Accepted statements by their hash. An entry is also the mark that keeps the statement from being accepted again,
    /// so it must stay until its `valid_until` has passed. The key is a blake2-256 hash already.
    #[pallet::storage]
    pub type Receipts<T: Config> = StorageMap<_, Identity, [u8; 32], ReceiptOf<T>>;

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A model was registered with its first version.
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
    }

    /// Why a call is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The name is empty. Give the model a name.
        EmptyName,
        /// The signer has a model of this name already. Choose another name.
        NameTaken,
        /// Every identifier of a model has been given out.
        TooManyModels,
        /// The layout commits to the parameters, which this version of the pallet cannot verify. Compile the model with
        /// fixed parameters.
        UnsupportedLayout,
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
        /// The key's bytes are cut off or too many for the layout's public inputs on this curve. Check that key, curve and
        /// layout are of the same model.
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
        /// There is no model with this identifier.
        UnknownModel,
        /// The model has no version of this number.
        UnknownVersion,
        /// The statement's last block has passed. Prove again with a later one.
        Expired,
        /// The statement's last block lies further ahead than the chain keeps marks for. Prove again with an earlier one.
        ValidityTooLong,
        /// The number of input elements is not what the model's layout asks for.
        InputCount,
        /// The number of output elements is not what the model's layout asks for.
        OutputCount,
        /// An input element has bits set where the model's layout has no integer.
        InputPacking,
        /// An output element has bits set where the model's layout has no integer.
        OutputPacking,
        /// An input or output element is not below the order of the curve's scalar field.
        ElementNotCanonical,
        /// The proof does not have the number of bytes that a proof on the model's curve has.
        ProofLength,
        /// A point of the proof is not a canonical encoding of a point of the curve's prime-order group.
        MalformedProof,
        /// This statement was accepted before. A statement counts once, also with a different proof of it.
        AlreadyVerified,
        /// The proof is well formed and does not prove this statement: on this chain, for this model version, account,
        /// subject, last block, input and output.
        InvalidProof,
        /// The stored key does not decode or does not fit the layout. The chain's state is damaged.
        CorruptKey,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "std")]
        fn integrity_test() {
            assert!(T::MaxNameLength::get() > 0, "a name must have at least one byte");
            let weights = T::BlockWeights::get();
            let limit = weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
            let inputs = zkml_primitives::MAX_PUBLIC_INPUTS;
            for (call, worst) in [
                ("register_model", T::WeightInfo::register_model_bn254(inputs)),
                ("register_model", T::WeightInfo::register_model_bls12_381(inputs)),
                ("submit_proof", T::WeightInfo::submit_proof_bn254(inputs)),
                ("submit_proof", T::WeightInfo::submit_proof_bls12_381(inputs)),
            ] {
                assert!(worst.all_lte(limit), "{call} with {inputs} public inputs does not fit a block");
            }
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers a model and its first version.
        ///
        /// The key is checked in full, once and for all: a new key will be a new version.
        ///
        /// Parameters:
        /// - `name`: what the owner calls the model, unique among the owner's models.
        /// - `curve`: the curve of the key.
        /// - `vk`: the canonical bytes of the verifying key.
        /// - `layout`: the ports of the model, which give the number of public inputs.
        /// - `setup`: who made the key. A claim of the owner, which the chain cannot check.
        ///
        /// Emits [`Event::ModelRegistered`].
        ///
        /// Errors:
        /// - [`Error::EmptyName`], [`Error::NameTaken`], [`Error::TooManyModels`].
        /// - [`Error::UnsupportedLayout`], [`Error::PortBits`], [`Error::ZeroScale`], [`Error::ZeroPoint`], [`Error::PrivateOutput`],
        ///   [`Error::TooManyPublicInputs`]: the layout cannot be used.
        /// - [`Error::KeyLength`], [`Error::KeyInputCount`]: the key is not of this layout and curve.
        /// - [`Error::MalformedKey`]: its bytes are not points.
        /// - [`Error::IdentityInKey`], [`Error::RelatedPointsInKey`], [`Error::GeneratorInKey`]: it decodes, and anyone
        ///   could forge proofs with it.
        ///
        /// Any signed origin may call it and becomes the owner.
        #[pallet::call_index(0)]
        #[pallet::weight(registration_weight::<T>(*curve, vk.len()))]
        pub fn register_model(
            origin: OriginFor<T>,
            name: NameOf<T>,
            curve: CurveId,
            vk: KeyBytes,
            layout: Layout,
            setup: Setup,
        ) -> DispatchResult {
            let owner = ensure_signed(origin)?;
            Self::do_register_model(Registration { owner, name, curve, vk, layout, setup })?;
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
        /// - `proof`: the canonical bytes of the proof.
        ///
        /// All but the proof are part of what is proved, so none of them can be changed by whoever carries it.
        ///
        /// Stores a [`Receipt`] under the hash of the statement and emits [`Event::ProofVerified`].
        ///
        /// Errors, in the order of the checks:
        /// - [`Error::UnknownModel`], [`Error::UnknownVersion`].
        /// - [`Error::Expired`], [`Error::ValidityTooLong`].
        /// - [`Error::ProofLength`], [`Error::InputCount`], [`Error::OutputCount`]: wrong count.
        /// - [`Error::InputPacking`], [`Error::OutputPacking`]: elements of a public port that no tensor packs to.
        /// - [`Error::AlreadyVerified`]: the statement was accepted before, whatever the bytes of the proof.
        /// - [`Error::ElementNotCanonical`], [`Error::MalformedProof`]: not encodings of field elements and points.
        /// - [`Error::InvalidProof`]: all is well formed and the proof does not hold.
        ///
        /// Any signed origin may call it and pays for it. A refused proof pays in full.
        #[pallet::call_index(1)]
        #[pallet::weight(submission_weight::<T>(input.len(), output.len(), proof.len()))]
        pub fn submit_proof(
            origin: OriginFor<T>,
            model: ModelId,
            version: VersionNumber,
            account: T::AccountId,
            subject: [u8; 32],
            valid_until: BlockNumberFor<T>,
            input: Elements,
            output: Elements,
            proof: ProofBytes,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_submit_proof(Submission { model, version, account, subject, valid_until, input, output, proof })?;
            Ok(())
        }
    }
}

/// The weight of registering a key of so many bytes. A key whose length belongs to no number of inputs is rounded up; it
/// is refused before a point is decoded.
fn registration_weight<T: Config>(curve: CurveId, key_bytes: usize) -> Weight {
    let without_inputs = curve.key_bytes(0);
    let each_input = curve.key_bytes(1) - without_inputs;
    let inputs = key_bytes.saturating_sub(without_inputs).div_ceil(each_input) as u32;
    match curve {
        CurveId::Bn254 => T::WeightInfo::register_model_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::register_model_bls12_381(inputs),
    }
}

/// The weight of a submission. The length of the proof stands for the curve and the number of elements for the size of
/// the key; one that does not fit its model version is refused before the key is read.
fn submission_weight<T: Config>(input: usize, output: usize, proof_bytes: usize) -> Weight {
    let inputs = 1 + (input + output) as u32;
    if proof_bytes <= CurveId::Bn254.proof_bytes() {
        T::WeightInfo::submit_proof_bn254(inputs)
    } else {
        T::WeightInfo::submit_proof_bls12_381(inputs)
    }
}
