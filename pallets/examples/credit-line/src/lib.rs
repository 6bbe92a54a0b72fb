//! An example of acting on verified inference: a pot lends to accounts whose score, computed by a model that governance
//! trusts, is good enough. It is small enough to be read in full and to be copied.
//!
//! 1. Governance sets a [`Policy`]: a version of a model, the least score, the terms, and usually an issuer, who attests
//!    people's data. The policy gets a number, and from that a subject, which [`Pallet::subject`] tells.
//! 2. Somebody runs the model, proves the inference for an account and that subject, and carries the proof to
//!    [`pallet_zkml::Pallet::submit_proof`]; the account need not sign anything. If the score reaches the threshold, a
//!    line opens for the account that the proof names.
//! 3. The account draws and repays up to the limit. After its last block a line lends no more; what is drawn stays due.
//!
//! A good score renews a line that has not expired, unless its terms would get worse, and replaces one that has, unless
//! something is still due. A bad score opens nothing and takes nothing: an open line stays as it is until it expires.
//!
//! # Whose data it is
//!
//! A proof says that the model computes this output from *some* input. Where the input is private and nothing else, the
//! prover chose it, and a good score is worth no money. With an issuer in the policy the version takes a committed input and
//! `pallet-zkml` accepts one only with an attestation of it for the account; this pallet then asks whose attestation it
//! was. The data stay with the person: the chain sees a digest.
//!
//! The output may be the score, or one bit that says whether it reaches a threshold that the circuit knows. Then the policy
//! asks for 1, and nobody learns the score.
//!
//! # A consumer of your own
//!
//! 1. Implement [`pallet_zkml::OnVerified`] for your pallet and list it in the runtime:
//!    `type Consumers = (CreditLine, YourPallet);`. If you also ask about models, take a
//!    [`pallet_zkml::VerifiedInference`] as an associated type: then tests can do without proofs.
//! 2. Trust versions, never "the active version": what is active is up to the model's owner. Check a version's layout when
//!    you begin to trust it. It never changes afterwards.
//! 3. Give each purpose a subject of its own, a hash of your name and of whatever must be fresh, and tell it to wallets.
//!    Compare it, or proofs that were made for something else work for you too.
//! 4. You are told of every verified inference, and each submission is charged your weight and given back what you did not
//!    take. Find out first what is not yours, and return the weight of that; benchmark the rest, through
//!    [`pallet_zkml::Consumers::notify`] as here.
//! 5. Act for [`pallet_zkml::Inference::account`]. Who carried the proof says nothing. Neither did the account consent:
//!    anyone can make a proof that names it, so do nothing that it might mind.
//! 6. Read numbers with [`pallet_zkml::Inference::output_integers`]. Bring thresholds to integers once ([`score`]) instead
//!    of bringing every output to a real number.
//! 7. An error undoes what you wrote, and an event reports it. The verification stands and the statement is used up, so
//!    that whoever wants another try must prove again.
//! 8. A statement arrives once. The same inference can arrive again with another last block: it must not harm you.
//! 9. Where the input must be somebody's true data, ask for a version whose layout is `attested`, and compare
//!    [`pallet_zkml::Inference::issuer`] with whom you trust: anybody may be an issuer.
//!
//! The example also leaves out interest, what happens to those who do not pay, and a stop for lines that are open.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "try-runtime")]
extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod lending;
pub mod migrations;
#[cfg(test)]
mod mock;
pub mod score;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Line, NumberedPolicy, Policy, PolicyNumber};
pub use weights::WeightInfo;

use frame_support::traits::fungible::Inspect;
use frame_system::pallet_prelude::BlockNumberFor;

/// What is lent.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A policy as governance sets it.
pub type PolicyOf<T> = Policy<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// The policy in force as the chain stores it.
pub type NumberedPolicyOf<T> = NumberedPolicy<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A line as the chain stores it.
pub type LineOf<T> = Line<BalanceOf<T>, BlockNumberFor<T>>;

/// What the hash of every subject begins with.
pub const SUBJECT_DOMAIN: [u8; 14] = *b"credit-line/v1";

#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{pallet_prelude::*, traits::fungible::Mutate, PalletId};
    use frame_system::pallet_prelude::*;
    use pallet_zkml::{ModelId, VerifiedInference, VersionNumber};
    use sp_runtime::{traits::AccountIdConversion, FixedI128};

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

    /// Lines of credit.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// What is lent.
        type Currency: Mutate<Self::AccountId>;

        /// Who decides which version is trusted, and on which terms the pot lends.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// What is known of models: `pallet_zkml::Pallet`.
        type Models: VerifiedInference<Self::AccountId, BlockNumberFor<Self>>;

        /// Names the pot, and keeps the subjects of two such pallets apart.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// What the calls and the hook cost.
        type WeightInfo: WeightInfo;
    }

    /// The number that the next policy gets.
    #[pallet::storage]
    pub type NextPolicy<T: Config> = StorageValue<_, PolicyNumber, ValueQuery>;

    /// The policy in force. Without one no line is opened or renewed.
    #[pallet::storage]
    pub type PolicyInForce<T: Config> = StorageValue<_, NumberedPolicyOf<T>>;

    /// The lines by account. Each was paid for with the verification of a proof, and anyone can remove those that have
    /// expired and are repaid.
    #[pallet::storage]
    pub type Lines<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, LineOf<T>>;

    /// What all lines together have drawn.
    #[pallet::storage]
    pub type Outstanding<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

    /// A policy that is in force from the first block on.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The policy, of a model that exists by then: the pallet comes after `pallet_zkml` in the runtime. JSON has the
        /// threshold as a string of its 10⁻¹⁸ths.
        pub policy: Option<PolicyOf<T>>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            if let Some(Err(error)) = self.policy.clone().map(Pallet::<T>::do_set_policy) {
                panic!("failed to set the policy of the genesis: {error:?}");
            }
        }
    }

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Governance put a policy in force, in place of any other.
        PolicySet {
            /// Its number, from which [`Pallet::subject`] makes the subject of its proofs.
            number: PolicyNumber,
            /// The policy.
            policy: PolicyOf<T>,
        },
        /// Governance took the policy out of force.
        PolicyCleared {
            /// Its number.
            number: PolicyNumber,
        },
        /// An account's score was good enough, and it has a line.
        LineOpened {
            /// The account that the proof names.
            account: T::AccountId,
            /// The policy.
            policy: PolicyNumber,
            /// The most that it can draw at a time.
            limit: BalanceOf<T>,
            /// The last block that may draw.
            until: BlockNumberFor<T>,
        },
        /// An account's score was good enough again, and its line goes on.
        LineRenewed {
            /// The account that the proof names.
            account: T::AccountId,
            /// The policy.
            policy: PolicyNumber,
            /// The most that it can draw at a time.
            limit: BalanceOf<T>,
            /// The last block that may draw.
            until: BlockNumberFor<T>,
        },
        /// An account's score was not good enough. A line that it has stays as it is.
        LineRefused {
            /// The account that the proof names.
            account: T::AccountId,
            /// The policy.
            policy: PolicyNumber,
            /// The score, as an integer of the output port.
            score: i64,
        },
        /// An account drew on its line.
        Drawn {
            /// The account.
            account: T::AccountId,
            /// How much.
            amount: BalanceOf<T>,
        },
        /// An account repaid.
        Repaid {
            /// The account.
            account: T::AccountId,
            /// How much.
            amount: BalanceOf<T>,
        },
        /// A line left the storage.
        LineClosed {
            /// The account.
            account: T::AccountId,
        },
    }

    /// Why a call, or a verified score, is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The model has no version of this number.
        UnknownVersion,
        /// The version is deprecated or revoked.
        VersionNotLive,
        /// The version does not give one public number.
        UnsupportedLayout,
        /// The version accepts inputs without attestation. Name one whose layout asks for it, or no issuer.
        NotAttested,
        /// No score of the version reaches the threshold, or every score does. Check its units.
        ThresholdOutOfRange,
        /// The limit or the term is zero.
        NothingToLend,
        /// Every number of a policy has been given out.
        TooManyPolicies,
        /// No policy is in force.
        NoPolicy,
        /// The input was attested by another issuer than the policy's. Have the policy's attest it and prove again.
        UntrustedIssuer,
        /// The account has no line.
        NoLine,
        /// The line has expired. Prove a score again.
        LineExpired,
        /// The line has expired with something due. Repay before proving a score again.
        LineOverdue,
        /// The policy in force lends less than the account's line, or for a shorter time. Prove again after it expires.
        WorseTerms,
        /// More would be drawn than the limit allows.
        LimitExceeded,
        /// More would be repaid than was drawn.
        MoreThanDrawn,
        /// The line is not repaid.
        NotRepaid,
        /// The line has not expired, and the signer is not its account.
        LineNotExpired,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Puts a policy in force, in place of any other. Proofs that were made for another policy open nothing any more;
        /// open lines keep their terms until they expire or are renewed.
        ///
        /// Parameters:
        /// - `model`, `version`: whose scores count. The output is one public number. Committed weights are as good as fixed
        ///   ones: a version stands for one digest.
        /// - `threshold`: the least score that opens a line, as a real number in the units of the output.
        /// - `limit`: the most that a line lends at a time.
        /// - `term`: how many blocks a line lends for after the block that opens it.
        /// - `issuer`: whose attestations of the input count; the version must then take attested inputs only. Without one the
        ///   input need not be attested, and may be whatever the prover likes.
        ///
        /// Emits [`Event::PolicySet`].
        ///
        /// Errors: [`Error::UnknownVersion`], [`Error::VersionNotLive`], [`Error::UnsupportedLayout`],
        /// [`Error::NotAttested`], [`Error::ThresholdOutOfRange`], [`Error::NothingToLend`], [`Error::TooManyPolicies`].
        ///
        /// Only [`Config::GovernanceOrigin`] may call it.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::set_policy())]
        pub fn set_policy(
            origin: OriginFor<T>,
            model: ModelId,
            version: VersionNumber,
            threshold: FixedI128,
            limit: BalanceOf<T>,
            term: BlockNumberFor<T>,
            issuer: Option<T::AccountId>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_policy(Policy { model, version, threshold, limit, term, issuer })?;
            Ok(())
        }

        /// Takes the policy out of force, so that no line is opened or renewed. Open lines keep their terms.
        ///
        /// Emits [`Event::PolicyCleared`].
        ///
        /// Errors: [`Error::NoPolicy`].
        ///
        /// Only [`Config::GovernanceOrigin`] may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::clear_policy())]
        pub fn clear_policy(origin: OriginFor<T>) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Ok(Self::do_clear_policy()?)
        }

        /// Draws on the signer's line: the pot pays the amount to the signer.
        ///
        /// Emits [`Event::Drawn`].
        ///
        /// Errors: [`Error::NoLine`], [`Error::LineExpired`], [`Error::LimitExceeded`], and those of [`Config::Currency`],
        /// such as when the pot has too little.
        ///
        /// Any account with a line may call it.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::draw())]
        pub fn draw(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_draw(who, amount)
        }

        /// Repays what the signer has drawn, or a part of it, also after the line has expired. Until then it can be drawn
        /// again.
        ///
        /// Emits [`Event::Repaid`].
        ///
        /// Errors: [`Error::NoLine`], [`Error::MoreThanDrawn`], and those of [`Config::Currency`], such as when the signer
        /// has too little beyond what an account must have to exist.
        ///
        /// Any account with a line may call it.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::repay())]
        pub fn repay(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_repay(who, amount)
        }

        /// Removes a line that is repaid.
        ///
        /// Emits [`Event::LineClosed`].
        ///
        /// Errors: [`Error::NoLine`], [`Error::NotRepaid`], [`Error::LineNotExpired`].
        ///
        /// The account itself may call it at any time, any signed origin after the line's last block.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::close())]
        pub fn close(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_close(&who, account)?)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The subject that proofs for a policy must have: blake2-256 of the SCALE encoding of [`SUBJECT_DOMAIN`],
        /// [`Config::PalletId`] and the policy's number.
        pub fn subject(policy: PolicyNumber) -> [u8; 32] {
            (SUBJECT_DOMAIN, T::PalletId::get(), policy).using_encoded(sp_io::hashing::blake2_256)
        }

        /// The policy in force.
        pub fn policy() -> Option<NumberedPolicyOf<T>> {
            PolicyInForce::<T>::get()
        }

        /// The line of an account.
        pub fn line(account: T::AccountId) -> Option<LineOf<T>> {
            Lines::<T>::get(account)
        }

        /// The account that lends. Whoever wants to fund it transfers to it.
        pub fn pot() -> T::AccountId {
            T::PalletId::get().into_account_truncating()
        }
    }
}
