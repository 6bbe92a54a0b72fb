//! An example of acting on verified inference: treasuries that move funds only on a verified decision of a model that everybody
//! knows. It is small enough to be read in full and to be copied.
//!
//! 1. Anybody creates an *agent*: a [`Policy`] that names a version of a model, what the model is asked about, and what is done
//!    by the class that it answers. The policy is public and nobody can change it: that is what makes the model a disclosed one.
//! 2. Anybody funds the agent by a transfer to [`Pallet::account`], an account that nobody has a key for.
//! 3. Anybody *wakes* it, once in an interval. The chain observes the numbers that the policy names and asks the market for the
//!    model's answer about them, at the agent's expense. Neither the caller nor a prover has a say in what is observed.
//! 4. A prover claims the request and proves the inference. The market verifies the proof, pays the prover and calls
//!    [`Pallet::decide`] with the answer in its origin: the agent acts.
//!
//! ```text
//!         wake                      claim, prove, fulfil              decide
//! chain ────────▶ observation ─▶ market ─────────────────▶ answer ─▶ class ─▶ action ─▶ transfer
//! ```
//!
//! | module | one line |
//! | --- | --- |
//! | [`pallet`] | configuration, storage, calls, events, errors |
//! | [`types`] | policies and what else is stored |
//! | `agents` | creating and closing |
//! | `observation` | what the chain sees, and asking the model about it |
//! | `decisions` | from an answer to a transfer |
//! | [`weights`] | what the calls cost |
//!
//! # What a policy promises
//!
//! Funds leave an agent's account in three ways, all of them in its policy: as the action of a verified decision; as the fee of
//! a question, `max_fee` at most and once in `interval` blocks; and to the heir, when the founder closes the agent while no
//! decision is pending. There is no key, no owner and no vote.
//!
//! A decision is about what was observed when the agent was woken, whatever has changed until it is proved. A share is of
//! what the agent can spend when it acts.
//!
//! # Who could cheat, and what stops it
//!
//! - *Whoever asks the market in the agent's place*, about another input, with [`Pallet::decide`] as the callback: an answer
//!   counts only if the agent's own account asked, in the request that is pending, and of the policy's version.
//! - *A prover that dislikes a decision* can claim it and not prove it. That costs its bond, a part of which the agent gets, and
//!   the agent is woken again.
//! - *Whoever wakes an agent to earn its fees* earns no more than `max_fee` in `interval` blocks, and only for an answer.
//! - *Whoever wakes it at a moment that suits* cannot do so between two moments of the interval, and can make the observation
//!   itself only what the policy lets others make it: transfers to the agent are open to all, and an account that is watched
//!   or reports belongs to somebody. Name accounts that you trust, and let the model doubt the rest.
//! - *A founder that wants the funds back* closes the agent, if the heir is whom it wants to have them. Whoever funds an
//!   agent has read who the heir is.
//! - *The model's owner* can deprecate the version and *governance* can revoke it. Then nobody can ask any more, no funds
//!   move, and the founder can close the agent.
//!
//! # Asking the market in your own pallet
//!
//! 1. Take a [`pallet_zkml_market::RequestInference`] as an associated type, and ask in the name of an account that only your
//!    pallet speaks for. Its funds are held; have it hold enough.
//! 2. Ask for one version, [`pallet_zkml_market::VersionRule::Exactly`], and pack what you ask by
//!    [`zkml_primitives::Port::pack`] of its layout.
//! 3. Name one of your calls as the callback, and let nothing in but [`pallet_zkml_market::EnsureAnswer`]. Then compare: anybody
//!    can have the market call it. The requester must be your account and the request the one that you remember.
//! 4. Remember what you are waiting for, and ask [`pallet_zkml_market::RequestInference::is_pending`] whether you still are:
//!    requests expire, and nobody tells you.
//! 5. A callback that fails is undone and not called again; the prover is paid all the same. Leave the state so that you can ask
//!    once more.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

mod agents;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod decisions;
mod observation;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Action, Agent, AgentId, Class, Feature, Policy, Signal};
pub use weights::WeightInfo;

use frame_support::{traits::fungible::Inspect, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;

/// What agents pay.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// What an agent observes, in the order of the model's input.
pub type FeaturesOf<T> = BoundedVec<
    Feature<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>,
    <T as Config>::MaxFeatures,
>;
/// What an agent does.
pub type ActionOf<T> = Action<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// What an agent does, by class.
pub type ActionsOf<T> = BoundedVec<ActionOf<T>, <T as Config>::MaxActions>;
/// A policy as the chain stores it.
pub type PolicyOf<T> =
    Policy<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>, FeaturesOf<T>, ActionsOf<T>>;
/// An agent as the chain stores it.
pub type AgentOf<T> =
    Agent<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, PolicyOf<T>, <T as Config>::Consideration>;
/// What an account has reported, as the chain stores it.
pub type SignalOf<T> = Signal<BlockNumberFor<T>, <T as Config>::Consideration>;
/// Integers of the model's input port.
pub type ObservationOf<T> = BoundedVec<i64, <T as Config>::MaxFeatures>;

// Calls have flat arguments, so that wallets show them.
#[allow(clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{
        pallet_prelude::*,
        traits::{fungible::Mutate, Consideration, Footprint},
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use pallet_zkml::{ModelId, VerifiedInference, VersionNumber};
    use pallet_zkml_market::{Answer, RequestId, RequestInference};
    use sp_runtime::traits::AccountIdConversion;

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Agents and what they are told.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>, RuntimeCall: From<Call<Self>>> {
        /// What agents hold and pay: what the market pays with.
        type Currency: Mutate<Self::AccountId>;

        /// What the storage of an agent costs its founder and that of a signal its account, and how it is paid: usually a
        /// `HoldConsideration` for [`HoldReason::Storage`].
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// What is known of models: `pallet_zkml::Pallet`.
        type Models: VerifiedInference<Self::AccountId, BlockNumberFor<Self>>;

        /// Who finds provers: `pallet_zkml_market::Pallet`.
        type Market: RequestInference<
            Self::AccountId,
            BalanceOf<Self>,
            BlockNumberFor<Self>,
            <Self as frame_system::Config>::RuntimeCall,
        >;

        /// In whose name the market calls back: `pallet_zkml_market::EnsureAnswer`.
        type AnswerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Answer<Self::AccountId>>;

        /// What the accounts of agents are derived from.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The fee of a question when it is asked, from which it rises: no less than the market takes.
        #[pallet::constant]
        type MinFee: Get<BalanceOf<Self>>;

        /// How many blocks provers have to claim a question, at least 1.
        #[pallet::constant]
        type ClaimPeriod: Get<BlockNumberFor<Self>>;

        /// How many blocks more they have to prove it. Both together are no more than the market allows.
        #[pallet::constant]
        type ProvePeriod: Get<BlockNumberFor<Self>>;

        /// Most numbers that an agent observes.
        #[pallet::constant]
        type MaxFeatures: Get<u32>;

        /// Most classes that a model may tell apart for an agent.
        #[pallet::constant]
        type MaxActions: Get<u32>;

        /// What the calls cost.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the storage of an agent or of a signal.
        Storage,
    }

    /// The identifier that the next agent gets.
    #[pallet::storage]
    pub type NextAgentId<T: Config> = StorageValue<_, AgentId, ValueQuery>;

    /// The agents that are not closed. Their founders have paid for them.
    #[pallet::storage]
    pub type Agents<T: Config> = StorageMap<_, Twox64Concat, AgentId, AgentOf<T>>;

    /// What accounts have reported, the last report of each, which it has paid for.
    #[pallet::storage]
    pub type Signals<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, SignalOf<T>>;

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// There is a new agent, which whoever likes may fund.
        AgentCreated {
            /// The agent.
            agent: AgentId,
            /// Who created it.
            founder: T::AccountId,
            /// Where its funds lie.
            account: T::AccountId,
            /// What it is.
            policy: PolicyOf<T>,
        },
        /// An agent has asked its model.
        AgentWoken {
            /// The agent.
            agent: AgentId,
            /// The request in the market.
            request: RequestId,
            /// What it has asked about, as integers of the input port.
            observation: ObservationOf<T>,
        },
        /// An agent has acted on the answer.
        Decided {
            /// The agent.
            agent: AgentId,
            /// The request in the market.
            request: RequestId,
            /// What the model answered.
            class: Class,
            /// What the policy says to that.
            action: ActionOf<T>,
            /// What was paid.
            paid: BalanceOf<T>,
        },
        /// An agent is no more.
        AgentClosed {
            /// The agent.
            agent: AgentId,
            /// Who got what was left.
            heir: T::AccountId,
            /// How much.
            amount: BalanceOf<T>,
        },
        /// An account has reported a number.
        Signalled {
            /// The account.
            account: T::AccountId,
            /// The number.
            value: i64,
        },
        /// An account has taken its report back.
        SignalWithdrawn {
            /// The account.
            account: T::AccountId,
        },
    }

    /// Why a call is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The model has no version of this number.
        UnknownVersion,
        /// The version is deprecated or revoked.
        VersionNotLive,
        /// The version's input is not public.
        UnsupportedInput,
        /// The version does not give one public class among at most as many as agents may have actions.
        UnsupportedOutput,
        /// The version takes another number of values than there are features.
        FeatureCount,
        /// There is no action, or there are more than the version has classes.
        ActionCount,
        /// A unit is zero. Say in what the feature is counted.
        ZeroUnit,
        /// The interval is zero.
        ZeroInterval,
        /// The greatest fee is less than the least that is offered.
        FeeTooLow,
        /// The heir is the agent itself, whose account nobody can use any more when it is closed.
        InvalidHeir,
        /// Every identifier of an agent has been given out.
        TooManyAgents,
        /// There is no such agent, or it is closed.
        UnknownAgent,
        /// The agent was woken less than its interval ago.
        TooEarly,
        /// The market is still waiting for an answer to the agent's last question.
        DecisionPending,
        /// Somebody else than the agent asked.
        NotAskedByAgent,
        /// The answer is to another question than the one that the agent waits for.
        NotPending,
        /// The answer is another model's, or another version's.
        WrongVersion,
        /// The signer did not create the agent.
        NotFounder,
        /// The account has not reported anything.
        NoSignal,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "std")]
        fn integrity_test() {
            Self::check_config();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Creates an agent. What it is can never be changed. Its storage is paid by the signer, and its funds are what is
        /// transferred to [`Pallet::account`].
        ///
        /// Parameters:
        /// - `model`, `version`: who decides. The input is public, as many numbers as there are features; the output is one public
        ///   class, unsigned, as an ArgMax or a comparison gives it.
        /// - `features`: what the model is asked about. Each is counted in steps of the input port from its zero point, and
        ///   clamped into what the port can hold; so choose the units by the port's scale.
        /// - `actions`: what is done, by class. A class that has none does nothing.
        /// - `interval`: blocks from one question to the next, at least.
        /// - `max_fee`: the most that a question costs.
        /// - `heir`: who gets what is left when the agent is closed.
        ///
        /// Emits [`Event::AgentCreated`].
        ///
        /// Errors: [`Error::UnknownVersion`], [`Error::VersionNotLive`], [`Error::UnsupportedInput`],
        /// [`Error::UnsupportedOutput`], [`Error::FeatureCount`], [`Error::ActionCount`], [`Error::ZeroUnit`],
        /// [`Error::ZeroInterval`], [`Error::FeeTooLow`], [`Error::InvalidHeir`], [`Error::TooManyAgents`], and those of
        /// [`Config::Consideration`].
        ///
        /// Anyone may call it.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::create_agent())]
        pub fn create_agent(
            origin: OriginFor<T>,
            model: ModelId,
            version: VersionNumber,
            features: FeaturesOf<T>,
            actions: ActionsOf<T>,
            interval: BlockNumberFor<T>,
            max_fee: BalanceOf<T>,
            heir: T::AccountId,
        ) -> DispatchResult {
            let founder = ensure_signed(origin)?;
            Self::do_create(founder, Policy { model, version, features, actions, interval, max_fee, heir })?;
            Ok(())
        }

        /// Has an agent observe and ask its model, at its own expense. The signer pays for this call and earns nothing.
        ///
        /// Emits [`Event::AgentWoken`].
        ///
        /// Errors: [`Error::UnknownAgent`], [`Error::TooEarly`], [`Error::DecisionPending`], [`Error::UnknownVersion`],
        /// and those of the market, such as when the agent has too little for the fee or the version is not live any more.
        ///
        /// Anyone may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::wake())]
        pub fn wake(origin: OriginFor<T>, agent: AgentId) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_wake(agent)?;
            Ok(())
        }

        /// Acts on the answer to the agent's question.
        ///
        /// Emits [`Event::Decided`].
        ///
        /// Errors: [`Error::UnknownAgent`], [`Error::NotAskedByAgent`], [`Error::NotPending`], [`Error::WrongVersion`],
        /// [`Error::UnknownVersion`], [`Error::UnsupportedOutput`], and those of [`Config::Currency`], such as when the agent
        /// has too little. The market undoes what has failed, and the agent can be woken again.
        ///
        /// Only [`Config::AnswerOrigin`] may call it: the market, with an answer to what the agent asked.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::decide())]
        pub fn decide(origin: OriginFor<T>, agent: AgentId) -> DispatchResult {
            let answer = T::AnswerOrigin::ensure_origin(origin)?;
            Self::do_decide(agent, &answer)
        }

        /// Closes an agent: the heir of its policy gets what is left, and the founder's deposit is free. What is transferred to
        /// its account afterwards is lost.
        ///
        /// Emits [`Event::AgentClosed`].
        ///
        /// Errors: [`Error::UnknownAgent`], [`Error::NotFounder`], [`Error::DecisionPending`], and those of
        /// [`Config::Currency`] and [`Config::Consideration`].
        ///
        /// Only the founder may call it.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::close_agent())]
        pub fn close_agent(origin: OriginFor<T>, agent: AgentId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_close(&who, agent)
        }

        /// Reports a number to all agents whose policies trust the signer, in place of what it reported before. The first report
        /// holds a deposit.
        ///
        /// Emits [`Event::Signalled`].
        ///
        /// Errors: those of [`Config::Consideration`].
        ///
        /// Anyone may call it.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::signal())]
        pub fn signal(origin: OriginFor<T>, value: i64) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_signal(who, value)
        }

        /// Takes the signer's report back, and with it the deposit.
        ///
        /// Emits [`Event::SignalWithdrawn`].
        ///
        /// Errors: [`Error::NoSignal`], and those of [`Config::Consideration`].
        ///
        /// Any account that has reported something may call it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::withdraw_signal())]
        pub fn withdraw_signal(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_withdraw_signal(who)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// An agent.
        pub fn agent(agent: AgentId) -> Option<AgentOf<T>> {
            Agents::<T>::get(agent)
        }

        /// Where an agent's funds lie. Whoever wants to fund it transfers to it, after its creation and before its end.
        pub fn account(agent: AgentId) -> T::AccountId {
            T::PalletId::get().into_sub_account_truncating(agent)
        }

        /// What an agent would ask its model about if it were woken now, as integers of the input port.
        pub fn observation(agent: AgentId) -> Option<alloc::vec::Vec<i64>> {
            let record = Agents::<T>::get(agent)?;
            let layout = T::Models::layout(record.policy.model, record.policy.version)?;
            Self::observe(agent, &record, &layout.input).ok().map(Into::into)
        }

        /// What an account has reported.
        pub fn reported(account: T::AccountId) -> Option<SignalOf<T>> {
            Signals::<T>::get(account)
        }
    }
}
