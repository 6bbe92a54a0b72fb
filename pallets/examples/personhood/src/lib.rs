//! An example of acting on verified inference: a model looks at how somebody behaves and says "human", and that verdict opens
//! one seat per secret and epoch, without saying whose. It is small enough to be read in full and to be copied.
//!
//! 1. A [`Policy`] names a version of a model, and the least output that means a human. The version's statements have a
//!    nullifier.
//! 2. A person keeps a secret, runs the model on data that stay private, and proves the inference for an account and the
//!    subject of the epoch, which [`Pallet::subject`] tells. The nullifier is a hash of the secret and that subject: the same
//!    for a second proof in the epoch, and one that tells nothing in the next.
//! 3. Anybody carries the proof to [`pallet_zkml::Pallet::submit_proof`]. If the verdict is good and the nullifier new, the
//!    account has a seat until the epoch ends, and other pallets find it with [`Personhood::is_seated`].
//!
//! # What is seen and what is not
//!
//! The account of a statement is public. Whoever does not want to be known by it uses a fresh one in every epoch, without
//! funds, and has the proof carried by somebody else. Then nothing ties two seats of one person together: not the
//! nullifiers, not the subjects, not the input, of which the chain sees nothing or a digest.
//!
//! It is one seat per *secret*. What keeps a person to one secret is outside of this pallet; the README says what could.
//!
//! # Storage without a deposit
//!
//! A seat takes two small entries, and the seated account pays nothing for them: it may have no funds. They are bounded
//! all the same. Whoever submitted paid the fee of a verified proof for each pair, which costs far more than writing two
//! entries, so that an epoch has no more seats than its blocks have room for proofs. And they are removed when the epoch has
//! ended, [`Config::MaxPruned`] in a block at most.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod seating;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Epoch, Policy};
pub use weights::WeightInfo;

/// What the hash of every subject begins with.
pub const SUBJECT_DOMAIN: [u8; 13] = *b"personhood/v1";

/// What other pallets ask.
pub trait Personhood<AccountId> {
    /// Whether the account has a seat in the epoch that runs.
    fn is_seated(account: &AccountId) -> bool;
}

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{pallet_prelude::*, PalletId};
    use frame_system::pallet_prelude::*;
    use pallet_zkml::{ModelId, VerifiedInference, VersionNumber};
    use sp_runtime::traits::Zero;
    use zkml_primitives::FieldBytes;

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Seats.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// Who decides which version is trusted.
        type ForceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// What is known of models: `pallet_zkml::Pallet`.
        type Models: VerifiedInference<Self::AccountId, BlockNumberFor<Self>>;

        /// Keeps the subjects of two such pallets apart, and with them the nullifiers: a secret has a seat in each, and
        /// nothing ties the two together.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// Blocks of an epoch, at least 1. Another length numbers the epochs anew: an upgrade that changes it removes all
        /// seats and takes another [`Config::PalletId`].
        #[pallet::constant]
        type EpochLength: Get<BlockNumberFor<Self>>;

        /// Most seats of ended epochs that one block removes.
        #[pallet::constant]
        type MaxPruned: Get<u32>;

        /// What the calls and the hooks cost.
        type WeightInfo: WeightInfo;
    }

    /// The policy in force. Without one no seat is opened.
    #[pallet::storage]
    pub type PolicyInForce<T: Config> = StorageValue<_, Policy>;

    /// The seats of the epoch that runs, and those of earlier ones that are not removed yet.
    #[pallet::storage]
    pub type Seats<T: Config> = StorageDoubleMap<_, Twox64Concat, Epoch, Blake2_128Concat, T::AccountId, ()>;

    /// The nullifiers that opened them, as many of each epoch.
    #[pallet::storage]
    pub type Nullifiers<T: Config> = StorageDoubleMap<_, Twox64Concat, Epoch, Blake2_128Concat, FieldBytes, ()>;

    /// How many seats of an epoch there are.
    #[pallet::storage]
    pub type SeatCount<T: Config> = StorageMap<_, Twox64Concat, Epoch, u32, ValueQuery>;

    /// The first epoch that may have seats. `None` before the first seat.
    #[pallet::storage]
    pub type FirstEpoch<T: Config> = StorageValue<_, Epoch>;

    /// A policy that is in force from the first block on.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The policy, of a model that exists by then: the pallet comes after `pallet_zkml` in the runtime.
        pub policy: Option<Policy>,
        /// Nothing.
        #[serde(skip)]
        pub _config: core::marker::PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            if let Some(Err(error)) = self.policy.map(Pallet::<T>::do_set_policy) {
                panic!("failed to set the policy of the genesis: {error:?}");
            }
        }
    }

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A policy is in force, in place of any other.
        PolicySet {
            /// The policy.
            policy: Policy,
        },
        /// The policy was taken out of force.
        PolicyCleared {
            /// The policy.
            policy: Policy,
        },
        /// An account has a seat until the epoch ends.
        SeatOpened {
            /// The epoch.
            epoch: Epoch,
            /// The account that the proof names.
            account: T::AccountId,
        },
        /// The model does not take an account's owner for a human. The nullifier is not used up.
        VerdictRefused {
            /// The epoch.
            epoch: Epoch,
            /// The account that the proof names.
            account: T::AccountId,
            /// The verdict, as an integer of the output port.
            verdict: i64,
        },
    }

    /// Why a call, or a verified verdict, is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The model has no version of this number.
        UnknownVersion,
        /// The version is deprecated or revoked.
        VersionNotLive,
        /// The version does not give one public number.
        UnsupportedLayout,
        /// The version's statements have no nullifier, so that one secret could have any number of seats. Compile the model
        /// with one.
        NoNullifier,
        /// The version's input is public and would show whose it is. Compile the model with a private or committed one.
        PublicInput,
        /// No output of the version means a human, or every one does. Check its bits.
        VerdictOutOfRange,
        /// No policy is in force.
        NoPolicy,
        /// The proof is of the epoch that has just ended, or of the next. Prove for the one that runs.
        WrongEpoch,
        /// The secret has a seat in this epoch.
        NullifierUsed,
        /// The account has a seat in this epoch. The nullifier is not used up: prove for another account.
        AlreadySeated,
        /// An epoch has all the seats that are counted.
        TooManySeats,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Removes seats of ended epochs with what weight the block has left.
        fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
            Self::prune(now, remaining)
        }

        fn integrity_test() {
            assert!(!T::EpochLength::get().is_zero(), "an epoch has a block at least");
            assert!(T::MaxPruned::get() > 0, "seats must be removed in the end");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Puts a policy in force, in place of any other. Seats that are open stay open, and who has one in this epoch gets
        /// no second: the nullifier of a secret does not depend on the model. It does depend on the curve, so put a version
        /// on another curve in force when an epoch begins.
        ///
        /// Parameters:
        /// - `model`, `version`: whose verdict counts. The output is one public number, the input is not public, and
        ///   statements have a nullifier. Committed weights are as good as fixed ones: a version stands for one digest.
        /// - `verdict`: the least integer of the output that means a human; 1 where the model answers with one bit.
        ///
        /// Emits [`Event::PolicySet`].
        ///
        /// Errors: [`Error::UnknownVersion`], [`Error::VersionNotLive`], [`Error::UnsupportedLayout`],
        /// [`Error::NoNullifier`], [`Error::PublicInput`], [`Error::VerdictOutOfRange`].
        ///
        /// Only [`Config::ForceOrigin`] may call it.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::set_policy())]
        pub fn set_policy(
            origin: OriginFor<T>,
            model: ModelId,
            version: VersionNumber,
            verdict: i64,
        ) -> DispatchResult {
            T::ForceOrigin::ensure_origin(origin)?;
            Ok(Self::do_set_policy(Policy { model, version, verdict })?)
        }

        /// Takes the policy out of force, so that no seat is opened. Seats that are open stay open until the epoch ends.
        ///
        /// Emits [`Event::PolicyCleared`].
        ///
        /// Errors: [`Error::NoPolicy`].
        ///
        /// Only [`Config::ForceOrigin`] may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::clear_policy())]
        pub fn clear_policy(origin: OriginFor<T>) -> DispatchResult {
            T::ForceOrigin::ensure_origin(origin)?;
            Ok(Self::do_clear_policy()?)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The subject that proofs for an epoch must have: blake2-256 of the SCALE encoding of [`SUBJECT_DOMAIN`],
        /// [`Config::PalletId`] and the epoch. The scope of the nullifier follows from it.
        pub fn subject(epoch: Epoch) -> [u8; 32] {
            (SUBJECT_DOMAIN, T::PalletId::get(), epoch).using_encoded(sp_io::hashing::blake2_256)
        }

        /// The epoch that runs.
        pub fn epoch() -> Epoch {
            Self::epoch_of(frame_system::Pallet::<T>::block_number())
        }

        /// The last block of the epoch that runs. A proof for it is worth nothing after, so that its statement needs no later
        /// last block.
        pub fn last_block() -> BlockNumberFor<T> {
            Self::last_block_at(frame_system::Pallet::<T>::block_number())
        }

        /// The policy in force.
        pub fn policy() -> Option<Policy> {
            PolicyInForce::<T>::get()
        }

        /// Whether an account has a seat in the epoch that runs.
        pub fn seated(account: T::AccountId) -> bool {
            <Self as Personhood<T::AccountId>>::is_seated(&account)
        }

        /// How many seats of the epoch that runs are open.
        pub fn seats() -> u32 {
            SeatCount::<T>::get(Self::epoch())
        }
    }
}
