//! The end of agents.

use super::*;

#[test]
fn the_heir_gets_what_is_left_and_the_founder_the_deposit() {
    test(|model| {
        let before = free(FOUNDER);
        let (agent, id) = model.waiting();
        assert_ok!(model.decides(id, PAY));
        let left = FUNDS - WAGE - MIN_FEE;
        assert_ok!(close(FOUNDER, agent));
        assert_eq!(last_event(), Event::AgentClosed { agent, heir: HEIR, amount: left }.into());
        assert_eq!((free(HEIR), total(Treasury::account(agent))), (left, 0));
        assert_eq!((free(FOUNDER), held(FOUNDER)), (before, 0));
    })
}

#[test]
fn an_agent_without_funds_can_be_closed() {
    test(|model| {
        let agent = create(model.policy()).unwrap();
        assert_ok!(close(FOUNDER, agent));
        assert_eq!(last_event(), Event::AgentClosed { agent, heir: HEIR, amount: 0 }.into());
        assert_eq!(held(FOUNDER), 0);
    })
}

#[test]
fn an_agent_whose_question_was_not_answered_can_be_closed() {
    test(|model| {
        let (agent, id) = model.waiting();
        assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model.id, 1));
        expire(id);
        assert_ok!(close(FOUNDER, agent));
        assert_eq!(free(HEIR), FUNDS);
    })
}

#[test]
fn no_other_agent_gets_the_number_of_one_that_is_closed() {
    test(|model| {
        let agent = model.agent();
        assert_ok!(close(FOUNDER, agent));
        assert_eq!(create(model.policy()), Ok(agent + 1));
    })
}

mod reject {
    use super::*;

    #[test]
    fn everybody_but_the_founder() {
        test(|model| {
            let agent = model.agent();
            for who in [ANYBODY, PROVER, OWNER, REPORTER, DONOR, Treasury::account(agent)] {
                assert_noop!(close(who, agent), Error::<Test>::NotFounder);
            }
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert_noop!(from(origin, Call::close_agent { agent }), DispatchError::BadOrigin);
            }
        })
    }

    /// Whoever sees an unwelcome decision coming does not get in before it.
    #[test]
    fn a_founder_while_a_decision_is_pending() {
        test(|model| {
            let (agent, id) = model.waiting();
            assert_noop!(close(FOUNDER, agent), Error::<Test>::DecisionPending);
            assert_ok!(claim(id));
            assert_noop!(close(FOUNDER, agent), Error::<Test>::DecisionPending);
            assert_ok!(fulfil(id, model.answer(id, PAY)));
            assert_eq!(free(WORKER), WAGE);
            assert_ok!(close(FOUNDER, agent));
        })
    }

    #[test]
    fn what_is_closed_already() {
        test(|model| {
            let agent = model.agent();
            assert_ok!(close(FOUNDER, agent));
            assert_noop!(close(FOUNDER, agent), Error::<Test>::UnknownAgent);
            assert_noop!(wake(agent), Error::<Test>::UnknownAgent);
        })
    }

    /// Neither does whoever is closed away answer any more.
    #[test]
    fn an_answer_to_an_agent_that_is_closed() {
        test(|model| {
            let (agent, id) = model.waiting();
            let answer = awaited(&model, agent, PAY);
            expire(id);
            assert_ok!(close(FOUNDER, agent));
            assert_noop!(forged(agent, answer), Error::<Test>::UnknownAgent);
        })
    }

    /// There is no call by which a founder gets at the funds otherwise.
    #[test]
    fn a_founder_that_reaches_for_the_funds() {
        test(|model| {
            let (agent, id) = model.waiting();
            let (account, before) = (Treasury::account(agent), total(FOUNDER));
            let reaches: Vec<RuntimeCall> = vec![
                pallet_balances::Call::force_transfer { source: account, dest: FOUNDER, value: 1 }.into(),
                pallet_zkml_market::Call::cancel { request: id }.into(),
                pallet_zkml_market::Call::expire { request: id }.into(),
                Call::decide { agent }.into(),
                Call::close_agent { agent }.into(),
                Call::withdraw_signal {}.into(),
            ];
            for call in reaches {
                assert!(send(FOUNDER, call).is_err());
                assert_eq!((total(account), total(FOUNDER)), (FUNDS, before));
            }
        })
    }
}
