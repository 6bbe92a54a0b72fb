//! Agents and signals, from their creation to their end.

use crate::{Agent, AgentId, Agents, Config, Error, Event, Feature, NextAgentId, Pallet, PolicyOf, Signal, Signals};
use frame_support::{
    ensure,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{Fortitude::Polite, Preservation::Expendable},
        Consideration, Footprint, Get,
    },
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::VerifiedInference;
use pallet_zkml_market::RequestInference;
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};
use zkml_primitives::{Layout, Port, Visibility};

impl<T: Config> Pallet<T> {
    /// See [`Pallet::create_agent`].
    pub fn do_create(founder: T::AccountId, policy: PolicyOf<T>) -> Result<AgentId, DispatchError> {
        let layout = T::Models::layout(policy.model, policy.version).ok_or(Error::<T>::UnknownVersion)?;
        ensure!(T::Models::is_live(policy.model, policy.version), Error::<T>::VersionNotLive);
        Self::check_policy(&policy, &layout)?;
        let agent = NextAgentId::<T>::get();
        NextAgentId::<T>::put(agent.checked_add(1).ok_or(Error::<T>::TooManyAgents)?);
        let account = Self::account(agent);
        ensure!(policy.heir != account, Error::<T>::InvalidHeir);

        let bytes = policy.encoded_size() + AGENT_BYTES + 2 * T::AccountId::max_encoded_len();
        let ticket = T::Consideration::new(&founder, Footprint::from_parts(1, bytes))?;
        let decided = frame_system::Pallet::<T>::block_number();
        let record = Agent {
            founder: founder.clone(),
            policy: policy.clone(),
            woken: None,
            pending: None,
            decided,
            decision: None,
            ticket,
        };
        Agents::<T>::insert(agent, record);
        Self::deposit_event(Event::AgentCreated { agent, founder, account, policy });
        Ok(agent)
    }

    /// Whether the ports of the version are what the policy takes them for.
    fn check_policy(policy: &PolicyOf<T>, layout: &Layout) -> Result<(), Error<T>> {
        // Nobody but its prover knows what a private input was, and of a committed one the chain could not make the digest.
        ensure!(layout.input.visibility == Visibility::Public && !layout.nullifier, Error::<T>::UnsupportedInput);
        ensure!(layout.input.shape.len() == policy.features.len(), Error::<T>::FeatureCount);
        let classes = Self::classes(&layout.output).ok_or(Error::<T>::UnsupportedOutput)?;
        ensure!(!policy.actions.is_empty() && policy.actions.len() <= classes, Error::<T>::ActionCount);
        for feature in &policy.features {
            let zero = match feature {
                Feature::Balance { unit } | Feature::BalanceOf { unit, .. } => unit.is_zero(),
                Feature::BlocksSinceDecision { unit } => unit.is_zero(),
                Feature::LastDecision | Feature::Signal { .. } => false,
            };
            ensure!(!zero, Error::<T>::ZeroUnit);
        }
        ensure!(!policy.interval.is_zero(), Error::<T>::ZeroInterval);
        ensure!(policy.max_fee >= T::MinFee::get(), Error::<T>::FeeTooLow);
        Ok(())
    }

    /// How many classes a port can name; `None` unless it is one public number that names one.
    fn classes(output: &Port) -> Option<usize> {
        let int = output.int_type()?;
        let one = output.visibility == Visibility::Public && output.shape.len() == 1;
        // A score that is taken for a class would set off an action by chance.
        let class = !int.is_signed() && output.zero_point == 0 && int.max() < T::MaxActions::get().into();
        (one && class).then(|| int.max() as usize + 1)
    }

    /// Whether the market still waits for the answer to an agent's last question.
    pub(crate) fn is_waiting(record: &crate::AgentOf<T>) -> bool {
        record.pending.is_some_and(T::Market::is_pending)
    }

    /// See [`Pallet::close_agent`].
    pub fn do_close(who: &T::AccountId, agent: AgentId) -> DispatchResult {
        let record = Agents::<T>::get(agent).ok_or(Error::<T>::UnknownAgent)?;
        ensure!(record.founder == *who, Error::<T>::NotFounder);
        // Whoever sees a decision coming must not be able to take the funds away from under it.
        ensure!(!Self::is_waiting(&record), Error::<T>::DecisionPending);
        let account = Self::account(agent);
        let amount = T::Currency::reducible_balance(&account, Expendable, Polite);
        let heir = record.policy.heir;
        if !amount.is_zero() {
            T::Currency::transfer(&account, &heir, amount, Expendable)?;
        }
        Agents::<T>::remove(agent);
        record.ticket.drop(&record.founder)?;
        Self::deposit_event(Event::AgentClosed { agent, heir, amount });
        Ok(())
    }

    /// See [`Pallet::signal`].
    pub fn do_signal(account: T::AccountId, value: i64) -> DispatchResult {
        let block = frame_system::Pallet::<T>::block_number();
        let ticket = match Signals::<T>::get(&account) {
            Some(signal) => signal.ticket,
            None => T::Consideration::new(&account, Footprint::from_parts(1, Self::signal_bytes()))?,
        };
        Signals::<T>::insert(&account, Signal { value, block, ticket });
        Self::deposit_event(Event::Signalled { account, value });
        Ok(())
    }

    /// See [`Pallet::withdraw_signal`].
    pub fn do_withdraw_signal(account: T::AccountId) -> DispatchResult {
        let signal = Signals::<T>::take(&account).ok_or(Error::<T>::NoSignal)?;
        signal.ticket.drop(&account)?;
        Self::deposit_event(Event::SignalWithdrawn { account });
        Ok(())
    }

    /// About what a signal takes in the storage.
    fn signal_bytes() -> usize {
        T::AccountId::max_encoded_len() + <(i64, BlockNumberFor<T>)>::max_encoded_len()
    }

    /// Panics where the configuration makes no sense.
    #[cfg(feature = "std")]
    pub(crate) fn check_config() {
        use sp_runtime::traits::AccountIdConversion;

        let last: Option<T::AccountId> = T::PalletId::get().try_into_sub_account(AgentId::MAX);
        assert!(last.is_some(), "accounts are too short to tell agents apart");
        assert!(!T::ClaimPeriod::get().is_zero(), "nobody could claim a question");
        assert!(!T::MinFee::get().is_zero(), "nobody would answer a question");
        assert!(T::MaxFeatures::get() > 0 && T::MaxActions::get() > 1, "there would be nothing to decide");
    }

    /// Fails with the first invariant that does not hold.
    #[cfg(any(feature = "try-runtime", test))]
    pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        let now = frame_system::Pallet::<T>::block_number();
        for (agent, record) in Agents::<T>::iter() {
            ensure!(agent < NextAgentId::<T>::get(), "an agent has an identifier that was not given out");
            ensure!(record.policy.heir != Self::account(agent), "an agent is its own heir");
            ensure!(record.decided <= now, "a decision is of a block to come");
            ensure!(record.woken.is_none_or(|woken| woken <= now), "a question is of a block to come");
            ensure!(record.pending.is_none() || record.woken.is_some(), "an agent waits that has never asked");
            let named = record.decision.is_none_or(|class| class < T::MaxActions::get());
            ensure!(named, "a decision is of no class");
            // A version that its owner has removed leaves nothing to compare with.
            if let Some(layout) = T::Models::layout(record.policy.model, record.policy.version) {
                Self::check_policy(&record.policy, &layout).map_err(|_| "a policy does not go with its version")?;
            }
        }
        for signal in Signals::<T>::iter_values() {
            ensure!(signal.block <= now, "a signal is of a block to come");
        }
        Ok(())
    }
}

/// About what an agent takes in the storage besides its policy and its accounts.
const AGENT_BYTES: usize = 64;
