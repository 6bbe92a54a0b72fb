//! Answers, and what they are paid.

use super::*;
use frame_support::traits::{LockableCurrency, WithdrawReasons};

/// Freezes all that an account has, what is held included.
fn freeze_all(who: u64) {
    Balances::set_lock(*b"frozen!!", &who, u128::MAX, WithdrawReasons::all());
}

#[test]
fn an_answer_in_time_is_paid_and_frees_the_bond() {
    test(|model| {
        let before = [free(REQUESTER), free(PROVER)];
        let id = model.ask();
        go_to(3);
        assert_ok!(claim(PROVER, id, 1));
        go_to(PROVE_BY);
        let submission = model.answer(id, PROVER);
        assert_ok!(fulfil(id, submission));
        let fee = 300;
        assert_eq!([free(REQUESTER), free(PROVER)], [before[0] - fee, before[1] + fee]);
        assert_eq!((held(HoldReason::Fee, REQUESTER), held(HoldReason::Storage, REQUESTER)), (0, 0));
        assert_eq!((prover(PROVER).bond, prover(PROVER).bound, prover(PROVER).claims), (DEPOSIT, 0, 0));
        assert_eq!((Requests::<Test>::iter().count(), Deadlines::<Test>::iter().count()), (0, 0));

        let RuntimeEvent::Market(Event::RequestFulfilled {
            request,
            prover,
            fee: paid,
            penalty,
            statement: hash,
            output,
        }) = last_event()
        else {
            panic!("another event")
        };
        assert_eq!((request, prover, paid, penalty, output), (id, PROVER, fee, 0, self::output()));
        let receipt = pallet_zkml::Receipts::<Test>::get(hash).expect("the statement is accepted");
        assert_eq!((receipt.account, receipt.subject), (PROVER, Market::subject(id)));
    })
}

#[test]
fn a_late_answer_is_paid_less_a_part_of_the_bond() {
    for block in [PROVE_BY + 1, LAST] {
        test(|model| {
            let before = [free(REQUESTER), free(PROVER)];
            let id = model.claimed();
            go_to(block);
            assert_ok!(fulfil(id, model.answer(id, PROVER)));
            assert_eq!([free(REQUESTER), free(PROVER)], [before[0] - LEAST + PENALTY, before[1] + LEAST]);
            assert_eq!((prover(PROVER).bond, prover(PROVER).bound), (DEPOSIT - PENALTY, 0));
            assert!(has_event(Event::BondChanged { prover: PROVER, bond: DEPOSIT - PENALTY }));
            let RuntimeEvent::Market(Event::RequestFulfilled { penalty, .. }) = last_event() else {
                panic!("another event")
            };
            assert_eq!(penalty, PENALTY);
        })
    }
}

#[test]
fn an_open_request_is_answered_without_a_claim_at_the_fee_of_the_block() {
    test(|model| {
        let before = free(PROVER);
        let id = model.ask_anybody();
        go_to(5);
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
        assert_eq!(free(PROVER), before + 500);
        let id = model.ask_anybody();
        go_to(Requests::<Test>::get(id).unwrap().prove_by);
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
        assert_eq!(free(PROVER), before + 500 + MOST);
    })
}

#[test]
fn whoever_carries_a_proof_the_account_that_it_names_is_paid() {
    test(|model| {
        let before = [free(PROVER), free(RELAYER)];
        let id = model.ask_anybody();
        assert_ok!(send(RELAYER, fulfil_call(id, model.answer(id, PROVER))));
        assert_eq!([free(PROVER), free(RELAYER)], [before[0] + LEAST, before[1]]);
    })
}

#[test]
fn an_account_that_has_nothing_can_be_paid_the_least_fee() {
    test(|model| {
        let id = ask(Inquiry { min_fee: MIN_FEE, max_fee: MIN_FEE, audience: Audience::Open, ..model.inquiry() });
        assert_ok!(fulfil(id, model.answer(id, NOBODY)));
        assert_eq!(free(NOBODY), MIN_FEE);
    })
}

#[test]
fn a_proof_that_somebody_submitted_first_is_paid_and_spares_its_weight() {
    test(|model| {
        let before = free(PROVER);
        let id = model.claimed();
        let submission = model.answer(id, PROVER);
        assert_ok!(submit(submission.clone()));
        assert_noop!(submit(submission.clone()), pallet_zkml::Error::<Test>::AlreadyVerified);
        assert_eq!(fulfilled(id, submission), <Test as Config>::WeightInfo::fulfil());
        assert_eq!(free(PROVER), before + LEAST);
        assert_noop!(claim(OTHER, id, 1), Error::<Test>::UnknownRequest);
    })
}

#[test]
fn a_proof_that_was_accepted_in_time_is_in_time_when_it_is_fulfilled_late() {
    test(|model| {
        let id = model.claimed();
        let submission = model.answer(id, PROVER);
        go_to(PROVE_BY);
        assert_ok!(submit(submission.clone()));
        go_to(LAST);
        assert_ok!(fulfil(id, submission));
        assert_eq!(prover(PROVER).bond, DEPOSIT);
    })
}

/// The proof's bytes are not looked at where its statement stands accepted.
#[test]
fn a_statement_that_stands_accepted_needs_no_proof() {
    test(|model| {
        let id = model.claimed();
        let mut submission = model.answer(id, PROVER);
        assert_ok!(submit(submission.clone()));
        submission.proof = ProofBytes::default();
        assert_ok!(fulfil(id, submission));
    })
}

#[test]
fn an_open_request_is_paid_as_of_the_block_that_accepted_the_proof() {
    test(|model| {
        let before = free(PROVER);
        let id = model.ask_anybody();
        go_to(3);
        let submission = model.answer(id, PROVER);
        assert_ok!(submit(submission.clone()));
        go_to(10);
        assert_ok!(fulfil(id, submission));
        assert_eq!(free(PROVER), before + 300);
    })
}

/// The number of the next request is known before it is made.
#[test]
fn a_proof_that_was_accepted_before_the_request_is_paid_the_least() {
    test(|model| {
        let early = model.ask_anybody();
        let mut submission = model.answer(early, PROVER);
        submission.subject = Market::subject(early + 1);
        submission.valid_until = 40;
        submission.proof = model.prove(&submission);
        assert_ok!(submit(submission.clone()));
        go_to(10);
        let id = model.ask_anybody();
        go_to(15);
        let before = free(PROVER);
        assert_ok!(fulfil(id, submission));
        assert_eq!(free(PROVER), before + LEAST);
    })
}

#[test]
fn an_open_request_that_was_cancelled_is_answered_until_the_notice_has_passed() {
    for (block, answered) in [(3, true), (3 + CANCEL_NOTICE, true), (3 + CANCEL_NOTICE + 1, false)] {
        test(|model| {
            let before = free(PROVER);
            let id = model.ask_anybody();
            let submission = model.answer(id, PROVER);
            go_to(3);
            assert_ok!(cancel(REQUESTER, id));
            go_to(block);
            if answered {
                assert_ok!(fulfil(id, submission));
                assert!(free(PROVER) > before);
            } else {
                assert_noop!(fulfil(id, submission), Error::<Test>::TooLate);
                assert_ok!(expire(id));
            }
        })
    }
}

#[test]
fn requester_and_prover_may_be_one() {
    for block in [PROVE_BY, LAST] {
        test(|model| {
            let id = model.ask();
            assert_ok!(Market::deposit_bond(signed(REQUESTER), DEPOSIT));
            assert_ok!(claim(REQUESTER, id, 1));
            go_to(block);
            assert_ok!(fulfil(id, model.answer(id, REQUESTER)));
            let bond = prover(REQUESTER).bond;
            assert_eq!(bond, if block == LAST { DEPOSIT - PENALTY } else { DEPOSIT });
            assert_eq!(free(REQUESTER) + bond, ENDOWMENT);
        })
    }
}

#[test]
fn freezes_keep_no_payment_back() {
    for block in [PROVE_BY, LAST] {
        test(|model| {
            let id = model.claimed();
            [REQUESTER, PROVER].into_iter().for_each(freeze_all);
            go_to(block);
            let before = free(PROVER);
            assert_ok!(fulfil(id, model.answer(id, PROVER)));
            assert_eq!(free(PROVER), before + LEAST);
        })
    }
}

#[test]
fn a_bond_that_was_all_bound_pays_its_penalty() {
    test(|model| {
        let id = model.ask();
        assert_ok!(Market::deposit_bond(signed(RELAYER), BOUND));
        assert_ok!(claim(RELAYER, id, 1));
        go_to(LAST);
        assert_ok!(fulfil(id, model.answer(id, RELAYER)));
        assert_eq!(prover(RELAYER).bond, BOUND - PENALTY);
        assert_ok!(send(RELAYER, Call::withdraw_bond { amount: BOUND - PENALTY }));
    })
}

#[test]
fn whoever_fulfils_pays_for_what_was_done() {
    test(|model| {
        let base = <Test as Config>::WeightInfo::fulfil();
        let weigh = |id, submission| sent(RELAYER, fulfil_call(id, submission)).unwrap_err().post_info.actual_weight;
        let id = model.claimed();
        let submission = model.answer(id, PROVER);
        let verification = Zkml::accept_weight(&submission);
        assert!(verification.ref_time() > 0);
        let charged = fulfil_call(id, submission.clone()).get_dispatch_info().call_weight;
        assert_eq!(charged, base + verification + MaxCallbackWeight::get());
        // Refused before the proof is looked at.
        assert_eq!(weigh(id + 1, submission.clone()), Some(base));
        assert_eq!(weigh(id, Submission { account: OTHER, ..submission.clone() }), Some(base));
        // A forgery is charged in full.
        let mut forged = submission.clone();
        forged.output[0][0] ^= 1;
        assert_eq!(weigh(id, forged), None);
        assert_eq!(fulfilled(id, submission), base + verification);
    })
}

mod reject {
    use super::*;

    #[test]
    fn a_proof_that_was_copied_for_another_account() {
        test(|model| {
            let (claimed, open) = (model.claimed(), model.ask_anybody());
            for (id, error) in [
                (claimed, DispatchError::from(Error::<Test>::NotForThisProver)),
                (open, pallet_zkml::Error::<Test>::InvalidProof.into()),
            ] {
                let stolen = Submission { account: OTHER, ..model.answer(id, PROVER) };
                assert_noop!(fulfil(id, stolen), error);
                // Neither is a proof of the thief's own, where somebody has claimed the request.
                if id == claimed {
                    assert_noop!(fulfil(id, model.answer(id, OTHER)), error);
                }
            }
        })
    }

    #[test]
    fn one_proof_for_two_requests() {
        test(|model| {
            for ids in [[model.claimed(), model.claimed()], [model.ask_anybody(), model.ask_anybody()]] {
                let submission = model.answer(ids[0], PROVER);
                assert_noop!(fulfil(ids[1], submission.clone()), Error::<Test>::WrongStatement);
                let renamed = Submission { subject: Market::subject(ids[1]), ..submission.clone() };
                assert_noop!(fulfil(ids[1], renamed.clone()), pallet_zkml::Error::<Test>::InvalidProof);
                assert_ok!(fulfil(ids[0], submission.clone()));
                assert_noop!(fulfil(ids[1], submission), Error::<Test>::WrongStatement);
                assert_noop!(fulfil(ids[1], renamed), pallet_zkml::Error::<Test>::InvalidProof);
            }
        })
    }

    #[test]
    fn a_second_payment_for_a_request() {
        test(|model| {
            for id in [model.claimed(), model.ask_anybody()] {
                let submission = model.answer(id, PROVER);
                let of_another = model.answer(id, OTHER);
                assert_ok!(submit(submission.clone()));
                assert_ok!(fulfil(id, submission.clone()));
                assert_noop!(fulfil(id, submission), Error::<Test>::UnknownRequest);
                assert_noop!(fulfil(id, of_another), Error::<Test>::UnknownRequest);
                go_to(LAST + 1);
                assert_noop!(expire(id), Error::<Test>::UnknownRequest);
                assert_noop!(cancel(REQUESTER, id), Error::<Test>::UnknownRequest);
                go_to(1);
            }
        })
    }

    #[test]
    fn a_payment_for_a_request_that_has_expired() {
        test(|model| {
            for id in [model.claimed(), model.ask_anybody()] {
                let submission = model.answer(id, PROVER);
                go_to(LAST + 1);
                assert_noop!(fulfil(id, submission.clone()), Error::<Test>::TooLate);
                assert_ok!(expire(id));
                assert_noop!(fulfil(id, submission), Error::<Test>::UnknownRequest);
                go_to(1);
            }
        })
    }

    #[test]
    fn an_answer_without_a_claim() {
        test(|model| {
            let id = model.ask();
            assert_noop!(fulfil(id, model.answer(id, PROVER)), Error::<Test>::NotClaimed);
        })
    }

    #[test]
    fn an_answer_of_another_version_than_was_claimed() {
        test(|model| {
            let second = model.add_version(2, layout());
            let id = ask(Inquiry { rule: VersionRule::AtLeast(1), ..model.inquiry() });
            assert_ok!(claim(PROVER, id, 1));
            assert_noop!(fulfil(id, second.answer(id, PROVER)), Error::<Test>::WrongVersion);
        })
    }

    #[test]
    fn an_answer_to_another_question() {
        test(|model| {
            let twin = Model::register(b"twin", layout());
            for id in [model.claimed(), model.ask_anybody()] {
                assert_noop!(fulfil(id, twin.answer(id, PROVER)), Error::<Test>::WrongStatement);
                let mut other = model.answer(id, PROVER);
                other.input[0][0] ^= 1;
                other.proof = model.prove(&other);
                assert_noop!(fulfil(id, other), Error::<Test>::WrongStatement);
            }
        })
    }

    #[test]
    fn a_forged_answer() {
        test(|model| {
            for id in [model.claimed(), model.ask_anybody()] {
                let mut forged = model.answer(id, PROVER);
                forged.output[0][0] ^= 1;
                assert_noop!(fulfil(id, forged.clone()), pallet_zkml::Error::<Test>::InvalidProof);
                forged.output[0][31] = 1;
                assert_noop!(fulfil(id, forged), pallet_zkml::Error::<Test>::OutputPacking);
            }
        })
    }

    #[test]
    fn an_answer_while_governance_stops_verification() {
        test(|model| {
            let id = model.claimed();
            let submission = model.answer(id, PROVER);
            pause(PauseTarget::Model(model.id));
            assert_noop!(fulfil(id, submission.clone()), pallet_zkml::Error::<Test>::Paused);
            resume(PauseTarget::Model(model.id));
            assert_ok!(submit(submission.clone()));
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model.id, 1));
            // Whoever can forge for a key may have forged this.
            assert_noop!(fulfil(id, submission), pallet_zkml::Error::<Test>::VersionRevoked);
        })
    }

    #[test]
    fn too_little_weight_for_the_callback() {
        test(|model| {
            let weight = Weight::from_parts(1_000, 10);
            let call: RuntimeCall = listener::Call::note { tag: 1, fail: false }.into();
            assert_eq!(call.get_dispatch_info().call_weight, weight);
            let id = ask(Inquiry { callback: Some(call), ..model.inquiry() });
            assert_ok!(claim(PROVER, id, 1));
            let with = |callback_weight| Call::fulfil {
                request: id,
                submission: Box::new(model.answer(id, PROVER)),
                callback_weight,
            };
            for short in [Weight::zero(), weight - Weight::from_parts(1, 0), weight - Weight::from_parts(0, 1)] {
                assert_noop!(send(RELAYER, with(short)), Error::<Test>::CallbackWeightTooLow);
            }
            assert_ok!(send(RELAYER, with(weight)));
        })
    }

    #[test]
    fn whoever_signs_nothing() {
        test(|model| {
            let id = model.claimed();
            let submission = Box::new(model.answer(id, PROVER));
            let refused = Market::fulfil(RuntimeOrigin::root(), id, submission, Weight::zero()).unwrap_err();
            assert_eq!(refused.error, DispatchError::BadOrigin);
        })
    }
}
