//! From an answer to a transfer.

use super::*;
use pallet_zkml_market::{Audience, Input, VersionRule};

#[test]
fn a_verified_decision_moves_the_funds() {
    test(|model| {
        let (agent, id) = model.waiting();
        go_on(2);
        assert_ok!(model.decides(id, PAY));
        let action = Action::Pay { to: WORKER, amount: WAGE };
        let decided = Event::Decided { agent, request: id, class: PAY, action, paid: WAGE };
        assert!(System::events().iter().any(|record| record.event == decided.clone().into()));
        assert_eq!(free(WORKER), WAGE);
        // The fee had risen for two of five blocks.
        let fee = MIN_FEE + (MAX_FEE - MIN_FEE) * 2 / 5;
        assert_eq!(total(Treasury::account(agent)), FUNDS - WAGE - fee);
        let AgentOf::<Test> { pending, decided, decision, policy, .. } = record(agent);
        assert_eq!((pending, decided, decision), (None, 3, Some(PAY)));
        assert_eq!(policy, model.policy());
    })
}

#[test]
fn a_share_is_of_what_can_be_spent_when_it_is_paid() {
    test(|model| {
        let (agent, id) = model.waiting();
        // As it is claimed in the block of the question, the fee is the least.
        give(Treasury::account(agent), 11);
        assert_ok!(model.decides(id, SAVE));
        let spendable = FUNDS + 11 - MIN_FEE - EXISTENTIAL_DEPOSIT;
        assert_eq!(free(SAVINGS), spendable * 3 / 10);
        assert_eq!(total(Treasury::account(agent)), FUNDS + 11 - MIN_FEE - spendable * 3 / 10);
    })
}

#[test]
fn a_class_may_do_nothing_and_one_without_an_action_does() {
    test(|model| {
        for class in [HOLD, UNNAMED] {
            let (agent, id) = model.waiting();
            assert_ok!(model.decides(id, class));
            assert_eq!(record(agent).decision, Some(class));
            assert_eq!(total(Treasury::account(agent)), FUNDS - MIN_FEE);
        }
    })
}

/// The answer is to the question, and that does not change.
#[test]
fn a_decision_is_about_what_was_observed() {
    test(|model| {
        let (agent, id) = model.waiting();
        let before = Treasury::observation(agent).unwrap();
        give(WORKER, 200 * UNIT);
        assert_ok!(send(REPORTER, Call::signal { value: 9 }));
        go_on(2);
        let now = Treasury::observation(agent).unwrap();
        assert_ne!(before, now);
        assert_ok!(claim(id));
        // A proof about what is now is no answer.
        let mut other = model.answer(id, PAY);
        other.input = model.layout.input.pack(&now).unwrap().try_into().unwrap();
        assert_noop!(fulfil(id, other), MarketError::<Test>::WrongStatement);
        assert_ok!(fulfil(id, model.answer(id, PAY)));
        assert_eq!((called(id), record(agent).decision), (Ok(()), Some(PAY)));
    })
}

#[test]
fn what_cannot_be_paid_leaves_the_agent_to_be_woken_again() {
    test(|model| {
        let mut policy = model.policy();
        policy.actions[PAY as usize] = Action::Pay { to: WORKER, amount: FUNDS };
        let agent = create(policy).unwrap();
        give(Treasury::account(agent), FUNDS);
        let id = woken(agent);
        assert_eq!(model.decides(id, PAY), Err(TokenError::FundsUnavailable.into()));
        assert_eq!((free(WORKER), total(Treasury::account(agent))), (0, FUNDS - MIN_FEE));
        assert_eq!((record(agent).decision, record(agent).decided), (None, 1));
        go_on(INTERVAL);
        give(Treasury::account(agent), FUNDS);
        let id = woken(agent);
        assert_ok!(model.decides(id, PAY));
        assert_eq!(free(WORKER), FUNDS);
    })
}

/// An action never closes the account that it is paid from.
#[test]
fn an_agent_keeps_what_an_account_must_have() {
    test(|model| {
        let mut policy = model.policy();
        policy.actions[PAY as usize] = Action::PayShare { to: WORKER, share: Perbill::one() };
        let agent = create(policy).unwrap();
        give(Treasury::account(agent), FUNDS);
        let id = woken(agent);
        assert_ok!(model.decides(id, PAY));
        assert_eq!(
            (free(Treasury::account(agent)), free(WORKER)),
            (EXISTENTIAL_DEPOSIT, FUNDS - MIN_FEE - EXISTENTIAL_DEPOSIT)
        );
    })
}

#[test]
fn what_would_close_its_account_is_not_paid() {
    test(|model| {
        let mut policy = model.policy();
        // To the last planck, when the fee is paid.
        policy.actions[PAY as usize] = Action::Pay { to: WORKER, amount: FUNDS - MIN_FEE };
        let agent = create(policy).unwrap();
        give(Treasury::account(agent), FUNDS);
        let id = woken(agent);
        assert_eq!(model.decides(id, PAY), Err(TokenError::NotExpendable.into()));
        assert_eq!((free(WORKER), total(Treasury::account(agent))), (0, FUNDS - MIN_FEE));
    })
}

mod reject {
    use super::*;

    /// A request about whatever the attacker likes, whose callback is the agent's.
    fn attack(model: &Model, who: AccountId, agent: AgentId) -> RequestId {
        let now = System::block_number();
        let input = model.layout.input.pack(&[255, 0, 255, 1, 255]).unwrap();
        let call = pallet_zkml_market::Call::request_inference {
            model: model.id,
            rule: VersionRule::Exactly(1),
            input: Input::Public(input.try_into().unwrap()),
            audience: Audience::FirstClaim,
            min_fee: MIN_FEE,
            max_fee: MIN_FEE,
            claim_by: now + 1,
            prove_by: now + 5,
            callback: Some(Box::new(Call::decide { agent }.into())),
        };
        let id = pallet_zkml_market::NextRequestId::<Test>::get();
        assert_ok!(send(who, call));
        id
    }

    #[test]
    fn an_answer_that_somebody_else_asked_for() {
        test(|model| {
            // Whether the agent waits for an answer or not.
            let idle = model.agent();
            let (waiting, id) = model.waiting();
            for agent in [idle, waiting] {
                for who in [FOUNDER, ANYBODY] {
                    let asked = attack(&model, who, agent);
                    assert_eq!(model.decides(asked, PAY), Err(Error::<Test>::NotAskedByAgent.into()));
                }
            }
            // Not even under the number of the request that it waits for.
            let stolen = Answer { requester: ANYBODY, ..awaited(&model, waiting, PAY) };
            assert_noop!(forged(waiting, stolen), Error::<Test>::NotAskedByAgent);
            assert_eq!(free(WORKER), 0);
            assert_ok!(model.decides(id, PAY));
        })
    }

    #[test]
    fn an_answer_to_another_question() {
        test(|model| {
            let (agent, first) = model.waiting();
            let late = awaited(&model, agent, PAY);
            expire(first);
            let second = woken(agent);
            assert_noop!(forged(agent, late.clone()), Error::<Test>::NotPending);
            let next = Answer { request: second + 1, ..late };
            assert_noop!(forged(agent, next), Error::<Test>::NotPending);
            // Nor one that was asked before the agent ever did.
            let idle = model.agent();
            let unasked = Answer { requester: Treasury::account(idle), ..awaited(&model, agent, PAY) };
            assert_noop!(forged(idle, unasked), Error::<Test>::NotPending);
        })
    }

    #[test]
    fn an_answer_to_another_agent() {
        test(|model| {
            let ((a, _), (b, _)) = (model.waiting(), model.waiting());
            let answer = awaited(&model, a, PAY);
            assert_noop!(forged(b, answer.clone()), Error::<Test>::NotAskedByAgent);
            assert_ok!(forged(a, answer));
            assert_eq!(record(b).decision, None);
        })
    }

    #[test]
    fn an_answer_for_a_second_time() {
        test(|model| {
            let (agent, id) = model.waiting();
            let answer = awaited(&model, agent, PAY);
            let submission = model.answer(id, PAY);
            assert_ok!(model.decides(id, PAY));
            assert_noop!(forged(agent, answer.clone()), Error::<Test>::NotPending);
            assert_noop!(fulfil(id, submission), MarketError::<Test>::UnknownRequest);
            go_on(INTERVAL);
            woken(agent);
            assert_noop!(forged(agent, answer), Error::<Test>::NotPending);
            assert_eq!(free(WORKER), WAGE);
        })
    }

    #[test]
    fn an_answer_of_another_model_or_version() {
        test(|model| {
            let (agent, _) = model.waiting();
            let others = [Model::register(layout()), model.add_version()];
            for other in others {
                let answer = Answer { model: other.id, version: other.version, ..awaited(&model, agent, PAY) };
                assert_noop!(forged(agent, answer), Error::<Test>::WrongVersion);
            }
            assert_ok!(forged(agent, awaited(&model, agent, PAY)));
        })
    }

    #[test]
    fn an_answer_that_is_no_class() {
        test(|model| {
            let (agent, _) = model.waiting();
            let mut junk = [0; 32];
            junk[0] = 4;
            for output in [vec![], vec![[0; 32], [0; 32]], vec![junk]] {
                let output = output.try_into().unwrap();
                let answer = Answer { output, ..awaited(&model, agent, PAY) };
                assert_noop!(forged(agent, answer), Error::<Test>::UnsupportedOutput);
            }
        })
    }

    #[test]
    fn an_answer_that_is_not_proved() {
        test(|model| {
            let (agent, id) = model.waiting();
            assert_ok!(claim(id));
            // The proof of one class with another beside it, and another model's proof.
            let edited = SubmissionOf::<Test> { output: model.output(SAVE), ..model.answer(id, PAY) };
            assert_noop!(fulfil(id, edited), pallet_zkml::Error::<Test>::InvalidProof);
            let other = Model::register(layout());
            assert_noop!(fulfil(id, other.answer(id, PAY)), MarketError::<Test>::WrongStatement);
            let foreign = SubmissionOf::<Test> { proof: other.answer(id, PAY).proof, ..model.answer(id, PAY) };
            assert_noop!(fulfil(id, foreign), pallet_zkml::Error::<Test>::InvalidProof);
            assert_eq!((record(agent).decision, total(Treasury::account(agent))), (None, FUNDS));
        })
    }

    #[test]
    fn whoever_is_not_the_market() {
        test(|model| {
            let (agent, id) = model.waiting();
            let origins = [signed(FOUNDER), signed(PROVER), signed(Treasury::account(agent))];
            for origin in origins.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
                assert_noop!(from(origin, Call::decide { agent }), DispatchError::BadOrigin);
            }
            // A verified inference that nobody asked the market for moves nothing either.
            let alone = RuntimeCall::Zkml(model.answer(id, PAY).into());
            assert_ok!(send(PROVER, alone));
            assert_eq!((record(agent).decision, free(WORKER)), (None, 0));
        })
    }
}
