//! Attestations of committed inputs: an issuer publishes the root of a tree over many people's data at once, and whoever
//! proves an inference of a model that asks for it shows a path from their own.
//!
//! A bank attests balances, a registry attests documents, a device's maker attests readings. What goes on the chain is one
//! root for all of them. The leaves are [`zkml_primitives::attestation::leaf`], of an account and the digest of the
//! commitment to its input; the issuer hands each account its path, and the data stay with the account.
//!
//! **An issuer is any account.** Nothing here says that one is trustworthy: publishing a root costs a hold and no more.
//! Whom to believe is up to the consumers, who find the issuer in `pallet_zkml::Inference`.
//!
//! # The life of an attestation
//!
//! ```text
//! attest ──▶ counts ──expires──▶ expired ──remove_revoked_leaf, each──▶ remove
//!              │                   │
//!              └──revoke (all)─────┘
//! ```
//!
//! [`Pallet::revoke`] takes back all of a root or one leaf of it. What was verified before stands. The issuer pays for the
//! storage by a hold, of a root and of every revoked leaf, and has it back after the attestation has expired. A root that
//! was removed may be attested again, and then all of its leaves count again.
//!
//! [`zkml_primitives::attestation::leaf`]: pallet_zkml::attestations
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(any(feature = "try-runtime", test))]
mod invariants;
#[cfg(test)]
mod mock;
mod registry;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::Attestation;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// An attestation as the chain stores it.
pub type AttestationOf<T> = Attestation<BlockNumberFor<T>, <T as Config>::Consideration>;

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{
        pallet_prelude::*,
        traits::{Consideration, Footprint},
    };
    use frame_system::pallet_prelude::*;

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Roots that issuers published.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// Most leaves of one root that can be marked as revoked. Who must revoke more revokes the root.
        #[pallet::constant]
        type MaxRevokedLeaves: Get<u32>;

        /// What storage costs an issuer, and how it is paid: usually a `HoldConsideration`.
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// The runtime's reasons for holds, of which [`HoldReason`] is one.
        type RuntimeHoldReason: From<HoldReason>;

        /// What the calls cost, and what [`pallet_zkml::CheckAttestation::check`] costs a submission.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the storage of an attestation and of the marks of its revoked leaves.
        Attestation,
    }

    /// The attestations, by issuer and root. Both hashers bound how deep anybody can make the trie.
    #[pallet::storage]
    pub type Attestations<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, [u8; 32], AttestationOf<T>>;

    /// Revoked leaves of attestations, by issuer, root and leaf.
    #[pallet::storage]
    pub type RevokedLeaves<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, [u8; 32]>,
            NMapKey<Blake2_128Concat, [u8; 32]>,
        ),
        (),
    >;

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// An issuer published a root and vouches for its leaves.
        Attested {
            /// The issuer.
            issuer: T::AccountId,
            /// The root.
            root: [u8; 32],
            /// The first block in which it does not count any more.
            expires: BlockNumberFor<T>,
        },
        /// An issuer took back an attestation, or one leaf of it.
        Revoked {
            /// The issuer.
            issuer: T::AccountId,
            /// The root.
            root: [u8; 32],
            /// The leaf. `None` where it was all of them.
            leaf: Option<[u8; 32]>,
        },
        /// An attestation that had expired left the storage, and its issuer has what was held for it.
        Removed {
            /// The issuer.
            issuer: T::AccountId,
            /// The root.
            root: [u8; 32],
        },
        /// The mark of a revoked leaf left the storage after the attestation had expired.
        RevokedLeafRemoved {
            /// The issuer.
            issuer: T::AccountId,
            /// The root.
            root: [u8; 32],
            /// The leaf.
            leaf: [u8; 32],
        },
    }

    /// Why a call is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The attestation has expired, or would have by now. Name a later block.
        Expired,
        /// The signer has attested this root already. Remove the attestation after it has expired, or attest another root.
        AlreadyAttested,
        /// The issuer has no attestation of this root.
        UnknownAttestation,
        /// The attestation, or this leaf of it, is revoked already.
        AlreadyRevoked,
        /// As many leaves are revoked as can be. Revoke the root, and attest what still holds anew.
        TooManyRevokedLeaves,
        /// The attestation has not expired. Try again from the block in which it does.
        NotExpired,
        /// Marks of revoked leaves are still there. Remove them first.
        HasRevokedLeaves,
        /// No such leaf is marked as revoked.
        UnknownLeaf,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "std")]
        fn integrity_test() {
            assert!(T::MaxRevokedLeaves::get() > 0, "an issuer must be able to revoke one leaf at least");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Vouches for every leaf below a root, until a block. The signer's funds are held for the storage.
        ///
        /// Parameters:
        /// - `root`: the root of a tree over leaves as `zkml_primitives::attestation` makes them.
        /// - `expires`: the first block in which it does not count any more.
        ///
        /// Emits [`Event::Attested`].
        ///
        /// Errors: [`Error::Expired`], [`Error::AlreadyAttested`], and those of [`Config::Consideration`].
        ///
        /// Any signed origin may call it and becomes the issuer.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::attest())]
        pub fn attest(origin: OriginFor<T>, root: [u8; 32], expires: BlockNumberFor<T>) -> DispatchResult {
            let issuer = ensure_signed(origin)?;
            Self::do_attest(issuer, root, expires)
        }

        /// Takes back an attestation of the signer, or one leaf of it, from this block on. There is no way back: attest
        /// another root. Whether the leaf is below the root is not checked, and another root of the signer with the same leaf
        /// counts as before: revoke it there, too.
        ///
        /// Emits [`Event::Revoked`].
        ///
        /// Errors: [`Error::UnknownAttestation`], [`Error::Expired`], [`Error::AlreadyRevoked`],
        /// [`Error::TooManyRevokedLeaves`], and, for a leaf, those of [`Config::Consideration`].
        ///
        /// Only the issuer may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(if leaf.is_some() { T::WeightInfo::revoke_leaf() } else { T::WeightInfo::revoke() })]
        pub fn revoke(origin: OriginFor<T>, root: [u8; 32], leaf: Option<[u8; 32]>) -> DispatchResult {
            let issuer = ensure_signed(origin)?;
            Self::do_revoke(issuer, root, leaf)
        }

        /// Removes an attestation that has expired and gives its issuer back what was held for it.
        ///
        /// Emits [`Event::Removed`].
        ///
        /// Errors: [`Error::UnknownAttestation`], [`Error::NotExpired`], [`Error::HasRevokedLeaves`].
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::remove())]
        pub fn remove(origin: OriginFor<T>, issuer: T::AccountId, root: [u8; 32]) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_remove(issuer, root)
        }

        /// Removes the mark of a revoked leaf after its attestation has expired, and gives the issuer back what was held for
        /// it.
        ///
        /// Emits [`Event::RevokedLeafRemoved`].
        ///
        /// Errors: [`Error::UnknownAttestation`], [`Error::NotExpired`], [`Error::UnknownLeaf`].
        ///
        /// Any signed origin may call it.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_revoked_leaf())]
        pub fn remove_revoked_leaf(
            origin: OriginFor<T>,
            issuer: T::AccountId,
            root: [u8; 32],
            leaf: [u8; 32],
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_remove_revoked_leaf(issuer, root, leaf)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// An attestation.
        pub fn attestation(issuer: T::AccountId, root: [u8; 32]) -> Option<AttestationOf<T>> {
            Attestations::<T>::get(issuer, root)
        }

        /// Whether a leaf of an attestation is marked as revoked.
        pub fn is_leaf_revoked(issuer: T::AccountId, root: [u8; 32], leaf: [u8; 32]) -> bool {
            RevokedLeaves::<T>::contains_key((issuer, root, leaf))
        }
    }
}
