//! What the chain observes, and asking about it.

use super::*;
use pallet_zkml_market::{Audience, Input, VersionRule, Versions};

/// What an agent observes when it is woken.
fn observed(agent: AgentId) -> Vec<i64> {
    let request = woken(agent);
    let observation = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Treasury(Event::AgentWoken { observation, .. }) => Some(observation.into_inner()),
        _ => None,
    });
    let observation = observation.expect("there is an event");
    // What is asked is what is reported, packed by the layout.
    let stored = Requests::<Test>::get(request).unwrap().input;
    let layout = Zkml::version(record(agent).policy.model, 1).unwrap().layout;
    assert_eq!(layout.input.unpack(stored.elements()).unwrap(), observation);
    observation
}

#[test]
fn the_chain_observes_what_the_policy_names() {
    test(|model| {
        let agent = model.agent();
        give(WORKER, 2 * UNIT + 999);
        assert_ok!(send(REPORTER, Call::signal { value: 42 }));
        go_on(5);
        assert_eq!(Treasury::observation(agent), Some(vec![100, 2, 2, 0, 42]));
        assert_eq!(observed(agent), [100, 2, 2, 0, 42]);
    })
}

#[test]
fn an_agent_knows_what_it_has_decided_and_when() {
    test(|model| {
        let (agent, id) = model.waiting();
        go_on(3);
        assert_ok!(model.decides(id, SAVE));
        go_on(INTERVAL);
        let spendable = free(Treasury::account(agent));
        let funds = i64::try_from(spendable / UNIT).unwrap();
        assert_eq!(observed(agent), [funds, 0, 3, i64::from(SAVE), 0]);
    })
}

#[test]
fn a_question_is_asked_as_the_policy_says() {
    test(|model| {
        let (agent, id) = model.waiting();
        let request = Requests::<Test>::get(id).unwrap();
        assert_eq!(request.requester, Treasury::account(agent));
        assert_eq!((request.model, request.versions), (model.id, Versions { from: 1, later: false }));
        assert_eq!(request.audience, Audience::FirstClaim);
        assert_eq!((request.min_fee, request.max_fee), (MIN_FEE, MAX_FEE));
        assert_eq!((request.claim_by, request.prove_by), (1 + CLAIM_PERIOD, 1 + CLAIM_PERIOD + PROVE_PERIOD));
        let callback = request.callback.unwrap();
        assert_eq!(callback.call.into_inner(), RuntimeCall::from(Call::decide { agent }).encode());
        assert_eq!((record(agent).woken, record(agent).pending), (Some(1), Some(id)));
    })
}

#[test]
fn what_is_observed_is_clamped_into_the_port() {
    test(|model| {
        let agent = model.agent();
        give(Treasury::account(agent), 1_000_000 * UNIT);
        give(WORKER, 1_000_000_000);
        assert_ok!(send(REPORTER, Call::signal { value: i64::MIN }));
        go_on(8);
        assert_eq!(observed(agent), [255, 255, 4, 0, 0]);
        assert_ok!(send(REPORTER, Call::signal { value: i64::MAX }));
        let other = model.agent();
        assert_eq!(observed(other)[4], 255);
    })
}

#[test]
fn what_is_observed_is_counted_from_the_zero_point() {
    test(|_| {
        let mut layout = layout();
        (layout.input.signed, layout.input.zero_point) = (true, -100);
        let model = Model::register(layout);
        let agent = model.agent();
        let observe = |value| {
            assert_ok!(send(REPORTER, Call::signal { value }));
            Treasury::observation(agent).unwrap()
        };
        assert_eq!(observe(-20), [0, -100, -100, -100, -120]);
        assert_eq!(observe(-29)[4], -128);
        assert_eq!(observe(i64::MIN)[4], -128);
        assert_eq!(observe(i64::MAX)[4], 127);
        assert_eq!(observed(agent), [0, -100, -100, -100, 127]);
    })
}

#[test]
fn numbers_beyond_every_integer_are_clamped() {
    test(|_| {
        let model = Model::register(Layout::new(port(2, 62), port(1, 2)));
        let mut policy = model.policy();
        policy.features = BoundedVec::truncate_from(vec![
            Feature::BalanceOf { account: SAVINGS, unit: 1 },
            Feature::BalanceOf { account: SAVINGS, unit: Balance::MAX },
        ]);
        let agent = create(policy).unwrap();
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), SAVINGS, Balance::MAX / 2));
        assert_eq!(Treasury::observation(agent), Some(vec![(1 << 62) - 1, 0]));
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), SAVINGS, 0));
    })
}

#[test]
fn the_agent_pays_for_the_question_and_the_caller_does_not() {
    test(|model| {
        let agent = model.agent();
        let (account, before) = (Treasury::account(agent), total(ANYBODY));
        woken(agent);
        assert_eq!((total(account), total(ANYBODY)), (FUNDS, before));
        assert!(free(account) < FUNDS - MAX_FEE);
    })
}

#[test]
fn an_agent_is_woken_again_when_its_question_was_not_answered() {
    test(|model| {
        let (agent, id) = model.waiting();
        expire(id);
        assert_eq!(free(Treasury::account(agent)), FUNDS);
        assert_ne!(woken(agent), id);
    })
}

#[test]
fn an_agent_is_woken_again_when_a_prover_broke_its_promise_and_has_a_part_of_the_bond() {
    test(|model| {
        let (agent, id) = model.waiting();
        assert_ok!(claim(id));
        expire(id);
        assert_eq!(free(Treasury::account(agent)), FUNDS + MAX_FEE / 2);
        woken(agent);
    })
}

#[test]
fn an_agent_is_woken_at_its_intervals() {
    test(|model| {
        let (agent, id) = model.waiting();
        assert_ok!(model.decides(id, HOLD));
        go_on(INTERVAL - 1);
        assert_noop!(wake(agent), Error::<Test>::TooEarly);
        go_on(1);
        assert_ok!(wake(agent));
    })
}

/// Whoever wakes an agent as often as possible and answers at the greatest fee gets no more.
#[test]
fn questions_cost_no_more_than_the_policy_allows() {
    test(|model| {
        let agent = model.agent();
        let (account, begun) = (Treasury::account(agent), System::block_number());
        let mut questions = 0;
        for _ in 0..100 {
            if wake(agent).is_ok() {
                questions += 1;
                // The last block that may claim, when the fee has risen to the top.
                go_on(CLAIM_PERIOD);
                assert_ok!(model.decides(record(agent).pending.unwrap(), HOLD));
                assert_eq!(total(account), FUNDS - questions * MAX_FEE);
            }
            go_on(1);
        }
        let intervals = (System::block_number() - begun).div_ceil(INTERVAL);
        assert!(questions > 10 && questions <= intervals.into());
    })
}

/// A version that the model's owner adds is not what was disclosed, whatever it takes and gives.
#[test]
fn nobody_answers_with_a_later_version() {
    test(|model| {
        let (agent, id) = model.waiting();
        let later = model.add_version();
        assert_ok!(Zkml::set_active_version(signed(OWNER), model.id, later.version));
        let claim_it = pallet_zkml_market::Call::claim { request: id, version: later.version };
        assert_noop!(send(PROVER, claim_it), MarketError::<Test>::WrongVersion);
        assert_ok!(claim(id));
        assert_noop!(fulfil(id, later.answer(id, PAY)), MarketError::<Test>::WrongVersion);
        assert_eq!(record(agent).decision, None);
    })
}

mod reject {
    use super::*;

    #[test]
    fn what_is_not_there() {
        test(|_| {
            assert_noop!(wake(0), Error::<Test>::UnknownAgent);
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert_noop!(from(origin, Call::wake { agent: 0 }), DispatchError::BadOrigin);
            }
        })
    }

    #[test]
    fn too_early() {
        test(|model| {
            let (agent, id) = model.waiting();
            assert_ok!(model.decides(id, HOLD));
            assert_noop!(wake(agent), Error::<Test>::TooEarly);
        })
    }

    #[test]
    fn while_a_decision_is_pending() {
        test(|model| {
            let (agent, id) = model.waiting();
            go_on(INTERVAL);
            assert_noop!(wake(agent), Error::<Test>::DecisionPending);
            // Even when its time is over, until somebody ends it.
            go_on(100);
            assert_noop!(wake(agent), Error::<Test>::DecisionPending);
            Market::on_idle(System::block_number(), Weight::MAX);
            while Requests::<Test>::contains_key(id) {
                Market::on_idle(System::block_number(), Weight::MAX);
            }
            assert_ok!(wake(agent));
        })
    }

    #[test]
    fn an_agent_that_cannot_pay() {
        test(|model| {
            let agent = create(model.policy()).unwrap();
            assert_noop!(wake(agent), TokenError::FundsUnavailable);
            give(Treasury::account(agent), MAX_FEE);
            assert_noop!(wake(agent), TokenError::FundsUnavailable);
            assert_eq!((record(agent).woken, record(agent).pending), (None, None));
            give(Treasury::account(agent), FUNDS);
            assert_ok!(wake(agent));
        })
    }

    #[test]
    fn versions_that_were_deprecated_revoked_or_removed() {
        test(|model| {
            let (agent, id) = model.waiting();
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model.id, 1));
            // Nobody can answer any more, and the fee comes back.
            assert_noop!(claim(id), MarketError::<Test>::VersionNotLive);
            expire(id);
            assert_eq!(free(Treasury::account(agent)), FUNDS);
            assert_noop!(wake(agent), MarketError::<Test>::VersionNotLive);

            let other = Model::register(layout());
            let agent = other.agent();
            assert_ok!(Zkml::deprecate_version(signed(OWNER), other.id, 1));
            assert_noop!(wake(agent), MarketError::<Test>::VersionNotLive);
            go_on(200);
            assert_ok!(Zkml::remove_version(signed(OWNER), other.id, 1));
            assert_noop!(wake(agent), Error::<Test>::UnknownVersion);
        })
    }

    #[test]
    fn what_an_account_reported_too_long_ago() {
        test(|model| {
            let agent = model.agent();
            let reported = |value| assert_eq!(Treasury::observation(agent).unwrap()[4], value);
            reported(0);
            assert_ok!(send(REPORTER, Call::signal { value: 42 }));
            // Whom the policy does not name says nothing.
            assert_ok!(send(ANYBODY, Call::signal { value: 43 }));
            go_on(10);
            reported(42);
            go_on(1);
            reported(0);
        })
    }

    /// The request that an agent makes is what the market takes, and it takes no other.
    #[test]
    fn a_question_that_somebody_makes_for_it() {
        test(|model| {
            let (agent, id) = model.waiting();
            let asked = Requests::<Test>::get(id).unwrap();
            let call = pallet_zkml_market::Call::request_inference {
                model: model.id,
                rule: VersionRule::Exactly(1),
                input: Input::Public(asked.input.elements().to_vec().try_into().unwrap()),
                audience: Audience::FirstClaim,
                min_fee: MIN_FEE,
                max_fee: MAX_FEE,
                claim_by: asked.claim_by,
                prove_by: asked.prove_by,
                callback: None,
            };
            let before = total(Treasury::account(agent));
            assert_ok!(send(FOUNDER, call));
            assert_eq!((record(agent).pending, total(Treasury::account(agent))), (Some(id), before));
            // Nor can anybody but the agent take its question back.
            for who in [FOUNDER, ANYBODY] {
                let cancel = pallet_zkml_market::Call::cancel { request: id };
                assert_noop!(send(who, cancel), MarketError::<Test>::NotRequester);
            }
        })
    }
}
