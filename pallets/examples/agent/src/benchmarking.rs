//! Benchmarks with the greatest policies, a model that is registered in `pallet-zkml` and the market whose deadlines have no
//! more room than for the question. Answering one is `pallet-zkml-market`'s to measure; [`Pallet::decide`] is charged beside it.

use crate::{
    Action, ActionsOf, AgentId, Agents, BalanceOf, Call, Config, Feature, FeaturesOf, Pallet, Policy, PolicyOf, Signals,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect, Mutate},
        Consideration, Footprint, Get,
    },
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_zkml::Registration;
use pallet_zkml_market::{Answer, Deadlines, RawOrigin as Answered, RequestId};
use sp_runtime::{
    traits::{One, Saturating},
    Perbill,
};
use zkml_primitives::{simulate::SimulatedKey, Bn254, Curve, Layout, Port, Scale, Setup, Shape, Visibility};

/// Integers of 62 bits, which take most elements, and as many classes as there may be, or nearly.
fn layout<T: Config>() -> Layout {
    let port = |len: u32, bits: u8| Port {
        visibility: Visibility::Public,
        shape: Shape::new(&[len as usize]).expect("a policy has few features; qed"),
        bits,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    Layout::new(port(T::MaxFeatures::get(), 62), port(1, T::MaxActions::get().max(2).ilog2() as u8))
}

/// An account that can pay for whatever a benchmark holds of its funds.
fn rich<T: Config>(account: T::AccountId) -> T::AccountId {
    T::Consideration::ensure_successful(&account, Footprint::from_parts(10, 1_000_000));
    assert_ok!(T::Currency::mint_into(&account, plenty::<T>()));
    account
}

fn plenty<T: Config>() -> BalanceOf<T> {
    let least = T::MinFee::get().saturating_add(T::Currency::minimum_balance());
    least.saturating_mul(1_000_000u32.into())
}

/// Whose funds a policy watches.
fn watched<T: Config>(i: u32) -> T::AccountId {
    account("watched", i, 0)
}

/// A policy as large as it can be, about a version that is registered for it, whose every feature takes a read of its own.
fn policy<T: Config + pallet_zkml::Config>() -> Result<PolicyOf<T>, BenchmarkError> {
    let owner = rich::<T>(account("owner", 0, 0));
    <T as pallet_zkml::Config>::Consideration::ensure_successful(&owner, Footprint::from_parts(10_000, 100_000_000));
    let layout = layout::<T>();
    let key = SimulatedKey::<Bn254>::new(1, layout.public_inputs().map_err(|_| "the layout is refused")?);
    let model = pallet_zkml::Pallet::<T>::do_register_model(Registration {
        owner,
        name: b"treasury".to_vec().try_into().map_err(|_| "names are shorter")?,
        curve: Bn254::ID,
        vk: key.verifying_key().encode().try_into().map_err(|_| "keys are shorter")?,
        layout,
        setup: Setup::Development,
        params: None,
    })?;
    let features: Vec<_> = (0..T::MaxFeatures::get())
        .map(|i| Feature::BalanceOf { account: rich::<T>(watched::<T>(i)), unit: One::one() })
        .collect();
    let classes = 1u32 << layout.output.bits;
    let pay = Action::PayShare { to: account("worker", 0, 0), share: Perbill::from_percent(30) };
    Ok(Policy {
        model,
        version: 1,
        features: FeaturesOf::<T>::try_from(features).map_err(|_| "there are as many as there may be")?,
        actions: ActionsOf::<T>::try_from(vec![pay; classes as usize]).map_err(|_| "there are no more than classes")?,
        interval: One::one(),
        max_fee: T::MinFee::get().saturating_mul(1_000u32.into()),
        heir: account("heir", 0, 0),
    })
}

/// An agent of the founder's that has funds.
fn created<T: Config + pallet_zkml::Config>(founder: T::AccountId) -> Result<AgentId, BenchmarkError> {
    let agent = Pallet::<T>::do_create(rich::<T>(founder), policy::<T>()?)?;
    rich::<T>(Pallet::<T>::account(agent));
    Ok(agent)
}

/// Leaves room for one request in the blocks where a question that is asked now has its deadlines.
fn crowd<T: Config + pallet_zkml_market::Config>() {
    let claim_by = frame_system::Pallet::<T>::block_number() + T::ClaimPeriod::get();
    let last = claim_by + T::ProvePeriod::get() + <T as pallet_zkml_market::Config>::LateGrace::get();
    for block in [claim_by, last] {
        Deadlines::<T>::mutate(block, |due| {
            let mut other = RequestId::MAX;
            while (due.len() as u32) < T::MaxPerDeadline::get().saturating_sub(1) {
                due.try_push(other).expect("there is room; qed");
                other -= 1;
            }
        });
    }
}

/// The answer to a question of the agent's: the last class.
fn answer<T: Config>(agent: AgentId, request: RequestId) -> Result<Answer<T::AccountId>, BenchmarkError> {
    let port = layout::<T>().output;
    let class = (1i64 << port.bits) - 1;
    let output = port.pack(&[class]).map_err(|_| "the class is beyond its port")?;
    Ok(Answer {
        request,
        requester: Pallet::<T>::account(agent),
        prover: account("prover", 0, 0),
        model: Agents::<T>::get(agent).ok_or("there is no agent")?.policy.model,
        version: 1,
        statement: [0; 32],
        output: output.try_into().map_err(|_| "the output has one element")?,
    })
}

#[benchmarks(where T: pallet_zkml::Config + pallet_zkml_market::Config)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn create_agent() -> Result<(), BenchmarkError> {
        let founder = rich::<T>(whitelisted_caller());
        let Policy { model, version, features, actions, interval, max_fee, heir } = policy::<T>()?;
        let agent = crate::NextAgentId::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(founder.clone()), model, version, features, actions, interval, max_fee, heir);

        assert_eq!(Agents::<T>::get(agent).map(|record| record.founder), Some(founder));
        Ok(())
    }

    #[benchmark]
    fn wake() -> Result<(), BenchmarkError> {
        let agent = created::<T>(account("founder", 0, 0))?;
        crowd::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(whitelisted_caller()), agent);

        let record = Agents::<T>::get(agent).ok_or("there is no agent")?;
        assert!(record.pending.is_some_and(pallet_zkml_market::Requests::<T>::contains_key));
        Ok(())
    }

    #[benchmark]
    fn decide() -> Result<(), BenchmarkError> {
        let agent = created::<T>(account("founder", 0, 0))?;
        let request = Pallet::<T>::do_wake(agent)?;
        let answer = answer::<T>(agent, request)?;
        let class = (1 << layout::<T>().output.bits) - 1;
        let origin: <T as frame_system::Config>::RuntimeOrigin = Answered::Answered(answer).into();

        #[extrinsic_call]
        _(origin, agent);

        assert_eq!(Agents::<T>::get(agent).and_then(|record| record.decision), Some(class));
        assert!(T::Currency::balance(&account("worker", 0, 0)) > 0u32.into());
        Ok(())
    }

    #[benchmark]
    fn close_agent() -> Result<(), BenchmarkError> {
        let founder: T::AccountId = whitelisted_caller();
        let agent = created::<T>(founder.clone())?;
        // A question that has ended, for which the market is asked.
        Agents::<T>::mutate_extant(agent, |record| record.pending = Some(RequestId::MAX));

        #[extrinsic_call]
        _(RawOrigin::Signed(founder), agent);

        assert!(!Agents::<T>::contains_key(agent));
        assert!(T::Currency::balance(&account("heir", 0, 0)) >= plenty::<T>());
        Ok(())
    }

    #[benchmark]
    fn signal() {
        let caller = rich::<T>(whitelisted_caller());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), i64::MIN);

        assert_eq!(Signals::<T>::get(caller).map(|signal| signal.value), Some(i64::MIN));
    }

    #[benchmark]
    fn withdraw_signal() -> Result<(), BenchmarkError> {
        let caller = rich::<T>(whitelisted_caller());
        Pallet::<T>::do_signal(caller.clone(), 1)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()));

        assert!(!Signals::<T>::contains_key(caller));
        Ok(())
    }
}
