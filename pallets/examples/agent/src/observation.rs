//! What the chain sees for an agent, and asking the model about it.

use crate::{
    AgentId, AgentOf, Agents, BalanceOf, Call, Config, Error, Event, Feature, FeaturesOf, ObservationOf, Pallet,
    Signals,
};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    traits::{fungible::Inspect, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::VerifiedInference;
use pallet_zkml_market::{Audience, Input, Inquiry, RequestId, RequestInference, VersionRule};
use sp_runtime::{
    traits::{SaturatedConversion, Saturating},
    DispatchError,
};
use zkml_primitives::Port;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::wake`].
    pub fn do_wake(agent: AgentId) -> Result<RequestId, DispatchError> {
        let mut record = Agents::<T>::get(agent).ok_or(Error::<T>::UnknownAgent)?;
        let now = frame_system::Pallet::<T>::block_number();
        let due = record.woken.is_none_or(|woken| now.saturating_sub(woken) >= record.policy.interval);
        ensure!(due, Error::<T>::TooEarly);
        ensure!(!Self::is_waiting(&record), Error::<T>::DecisionPending);

        let (model, version) = (record.policy.model, record.policy.version);
        let port = T::Models::layout(model, version).ok_or(Error::<T>::UnknownVersion)?.input;
        let observation = Self::observe(agent, &record, &port)?;
        let packed = port.pack(&observation).map_err(|_| Error::<T>::UnsupportedInput)?;
        let claim_by = now.saturating_add(T::ClaimPeriod::get());
        let inquiry = Inquiry {
            model,
            // A later version would be another model than the one that was disclosed.
            rule: VersionRule::Exactly(version),
            input: Input::Public(packed.try_into().map_err(|_| Error::<T>::UnsupportedInput)?),
            audience: Audience::FirstClaim,
            min_fee: T::MinFee::get(),
            max_fee: record.policy.max_fee,
            claim_by,
            prove_by: claim_by.saturating_add(T::ProvePeriod::get()),
            callback: Some(Call::<T>::decide { agent }.into()),
        };
        // The market holds the greatest fee of the agent's funds, or refuses.
        let request = T::Market::request(Self::account(agent), inquiry)?;
        record.woken = Some(now);
        record.pending = Some(request);
        Agents::<T>::insert(agent, record);
        Self::deposit_event(Event::AgentWoken { agent, request, observation });
        Ok(request)
    }

    /// What the agent asks about, as integers of the port: steps from its zero point, clamped into what it can hold.
    pub(crate) fn observe(agent: AgentId, record: &AgentOf<T>, port: &Port) -> Result<ObservationOf<T>, Error<T>> {
        let int = port.int_type().ok_or(Error::<T>::UnsupportedInput)?;
        let features: &FeaturesOf<T> = &record.policy.features;
        let observed = features.iter().map(|feature| {
            let steps = Self::steps(agent, record, feature);
            steps.saturating_add(port.zero_point).clamp(int.min(), int.max())
        });
        observed.collect::<Vec<i64>>().try_into().map_err(|_| Error::<T>::FeatureCount)
    }

    fn steps(
        agent: AgentId,
        record: &AgentOf<T>,
        feature: &Feature<T::AccountId, BalanceOf<T>, BlockNumberFor<T>>,
    ) -> i64 {
        let now = frame_system::Pallet::<T>::block_number();
        let count = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
        let units = |funds: BalanceOf<T>, unit: BalanceOf<T>| count((funds / unit).saturated_into());
        match feature {
            // No unit is zero: see `check_policy`.
            Feature::Balance { unit } => units(T::Currency::balance(&Self::account(agent)), *unit),
            Feature::BalanceOf { account, unit } => units(T::Currency::balance(account), *unit),
            Feature::BlocksSinceDecision { unit } => {
                count((now.saturating_sub(record.decided) / *unit).saturated_into())
            }
            Feature::LastDecision => record.decision.unwrap_or(0).into(),
            Feature::Signal { account, life } => Signals::<T>::get(account)
                .filter(|signal| now.saturating_sub(signal.block) <= *life)
                .map_or(0, |signal| signal.value),
        }
    }
}
