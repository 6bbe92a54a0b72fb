//! Whatever happens in whatever order: what is true of the state stays true, no funds come or go, policies stay what they were,
//! and what leaves an agent is what its policy lets go.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
    Wake(AgentId),
    Claim(u64),
    /// A proof of a class.
    Answer(u64, Class),
    Expire(u64),
    GoOn(u64),
    Give(AgentId, Balance),
    Close(AccountId, AgentId),
    Signal(i64),
    WithdrawSignal,
    /// Somebody else's question with the agent's callback, answered.
    Attack(AgentId, Class),
    Create,
}

fn step() -> impl Strategy<Value = Step> {
    let agent = 0..3u32;
    // Requests are few; most of the time the last ones count.
    let request = 0..8u64;
    prop_oneof![
        6 => agent.clone().prop_map(Step::Wake),
        6 => request.clone().prop_map(Step::Claim),
        6 => (request.clone(), 0..4u32).prop_map(|(back, class)| Step::Answer(back, class)),
        2 => request.prop_map(Step::Expire),
        5 => (1..12u64).prop_map(Step::GoOn),
        3 => (agent.clone(), 1..20 * UNIT).prop_map(|(agent, amount)| Step::Give(agent, amount)),
        1 => (prop_oneof![Just(FOUNDER), Just(ANYBODY)], agent.clone()).prop_map(|(who, agent)| Step::Close(who, agent)),
        1 => (-10..300i64).prop_map(Step::Signal),
        1 => Just(Step::WithdrawSignal),
        1 => (agent, 0..4u32).prop_map(|(agent, class)| Step::Attack(agent, class)),
        1 => Just(Step::Create),
    ]
}

/// The request that was made so many requests ago.
fn ago(back: u64) -> RequestId {
    pallet_zkml_market::NextRequestId::<Test>::get().saturating_sub(1 + back)
}

fn attack(model: &Model, agent: AgentId, class: Class) {
    let now = System::block_number();
    let input = model.layout.input.pack(&[255, 0, 255, 1, 255]).unwrap();
    let call = pallet_zkml_market::Call::request_inference {
        model: model.id,
        rule: pallet_zkml_market::VersionRule::Exactly(1),
        input: pallet_zkml_market::Input::Public(input.try_into().unwrap()),
        audience: pallet_zkml_market::Audience::FirstClaim,
        min_fee: MIN_FEE,
        max_fee: MIN_FEE,
        claim_by: now + 1,
        prove_by: now + 1,
        callback: Some(Box::new(Call::decide { agent }.into())),
    };
    if send(ANYBODY, call).is_ok() && claim(ago(0)).is_ok() {
        assert_ok!(fulfil(ago(0), model.answer(ago(0), class)));
        assert!(called(ago(0)).is_err());
    }
}

fn take(model: &Model, step: Step) {
    // Most of these fail now and then, and must then do nothing.
    let _ = match step {
        Step::Wake(agent) => {
            let before = Agents::<Test>::get(agent);
            wake(agent).inspect(|()| {
                let AgentOf::<Test> { woken, pending, .. } = before.expect("the agent was there");
                assert!(woken.is_none_or(|woken| System::block_number() - woken >= INTERVAL));
                assert!(!pending.is_some_and(Requests::<Test>::contains_key));
            })
        }
        Step::Claim(back) => claim(ago(back)),
        Step::Answer(back, class) => match Requests::<Test>::contains_key(ago(back)) {
            true => fulfil(ago(back), model.answer(ago(back), class)),
            false => Ok(()),
        },
        Step::Expire(back) => send(ANYBODY, pallet_zkml_market::Call::expire { request: ago(back) }),
        Step::GoOn(blocks) => {
            go_on(blocks);
            Ok(())
        }
        Step::Give(agent, amount) => {
            // Nobody should give to an agent that is not there; and what lies there counts from the first.
            if Agents::<Test>::contains_key(agent) {
                let dest = Treasury::account(agent);
                send(DONOR, pallet_balances::Call::transfer_allow_death { dest, value: amount })
            } else {
                Ok(())
            }
        }
        Step::Close(who, agent) => {
            let before = Agents::<Test>::get(agent);
            close(who, agent).inspect(|()| {
                let pending = before.expect("the agent was there").pending;
                assert!(who == FOUNDER && !pending.is_some_and(Requests::<Test>::contains_key));
            })
        }
        Step::Signal(value) => send(REPORTER, Call::signal { value }),
        Step::WithdrawSignal => send(REPORTER, Call::withdraw_signal {}),
        Step::Attack(agent, class) => {
            attack(model, agent, class);
            Ok(())
        }
        Step::Create => create(model.policy()).map(drop),
    };
}

/// What each agent's account must hold by the events: what was given to it and what provers lost to it, less fees,
/// payments by decision, and what its heir got.
fn balances_by_events() -> BTreeMap<AccountId, Balance> {
    let accounts: BTreeMap<AgentId, AccountId> =
        (0..NextAgentId::<Test>::get()).map(|agent| (agent, Treasury::account(agent))).collect();
    let mut funds: BTreeMap<AccountId, Balance> = accounts.values().map(|account| (*account, 0)).collect();
    let mut asked = BTreeMap::new();
    for record in System::events() {
        match record.event {
            RuntimeEvent::Balances(pallet_balances::Event::Transfer { from: DONOR, to, amount }) => {
                *funds.entry(to).or_default() += amount;
            }
            RuntimeEvent::Treasury(Event::AgentWoken { agent, request, .. }) => {
                asked.insert(request, accounts[&agent]);
            }
            RuntimeEvent::Market(MarketEvent::RequestFulfilled { request, fee, penalty, .. }) => {
                if let Some(account) = asked.get(&request) {
                    assert!(fee <= MAX_FEE);
                    *funds.get_mut(account).unwrap() += penalty;
                    *funds.get_mut(account).unwrap() -= fee;
                }
            }
            RuntimeEvent::Market(MarketEvent::RequestExpired { request, slashed, .. }) => {
                if let Some(account) = asked.get(&request) {
                    *funds.get_mut(account).unwrap() += RequesterShare::get() * slashed;
                }
            }
            RuntimeEvent::Treasury(Event::Decided { agent, request, class, paid, .. }) => {
                assert_eq!(asked[&request], accounts[&agent]);
                assert!(matches!((class, paid), (PAY, WAGE) | (SAVE, _) | (HOLD | UNNAMED, 0)));
                *funds.get_mut(&accounts[&agent]).unwrap() -= paid;
            }
            RuntimeEvent::Treasury(Event::AgentClosed { agent, heir, amount }) => {
                assert_eq!(heir, HEIR);
                *funds.get_mut(&accounts[&agent]).unwrap() -= amount;
            }
            _ => {}
        }
    }
    funds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn funds_leave_an_agent_only_as_its_policy_says(steps in prop::collection::vec(step(), 1..60)) {
        test(|model| {
            model.agent();
            model.agent();
            for step in steps {
                take(&model, step);
                assert_ok!(Treasury::do_try_state());
                for record in Agents::<Test>::iter_values() {
                    assert_eq!((record.founder, record.policy), (FOUNDER, model.policy()));
                }
            }
            for (account, funds) in balances_by_events() {
                assert_eq!(total(account), funds);
            }
        })
    }
}

/// The check above is one that can fail.
#[test]
fn a_state_that_makes_no_sense_is_noticed() {
    let corruptions: [fn(&mut AgentOf<Test>); 7] = [
        |agent| agent.policy.interval = 0,
        |agent| agent.policy.max_fee = MIN_FEE - 1,
        |agent| agent.policy.heir = Treasury::account(0),
        |agent| agent.decided = 1_000,
        |agent| agent.woken = Some(1_000),
        |agent| agent.woken = None,
        |agent| agent.decision = Some(MAX_ACTIONS),
    ];
    for corrupt in corruptions {
        new_test_ext().execute_with(|| {
            let (agent, _) = Model::register(layout()).waiting();
            assert_ok!(Treasury::do_try_state());
            Agents::<Test>::mutate_extant(agent, corrupt);
            assert!(Treasury::do_try_state().is_err());
        });
    }
    new_test_ext().execute_with(|| {
        Model::register(layout()).agent();
        NextAgentId::<Test>::put(0);
        assert!(Treasury::do_try_state().is_err());
    });
    new_test_ext().execute_with(|| {
        assert_ok!(send(REPORTER, Call::signal { value: 1 }));
        System::set_block_number(0);
        assert!(Treasury::do_try_state().is_err());
    });
}
