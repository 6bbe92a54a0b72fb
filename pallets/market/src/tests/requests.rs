//! Asking, and taking the question back.

use super::*;

/// What storing a request costs its requester.
fn held_for_storage() -> Balance {
    held(HoldReason::Storage, REQUESTER)
}

#[test]
fn asking_holds_the_greatest_fee_and_the_price_of_the_storage() {
    test(|model| {
        let before = free(REQUESTER);
        let id = model.ask();
        assert_eq!(held(HoldReason::Fee, REQUESTER), MOST);
        // A record, the bytes that all requests have, and two elements.
        assert!(held_for_storage() > 1_000 + 10 * (300 + 2 * 32));
        assert_eq!(free(REQUESTER), before - MOST - held_for_storage());

        let request = Requests::<Test>::get(id).unwrap();
        assert_eq!((request.requester, request.model), (REQUESTER, model.id));
        assert_eq!(request.versions, Versions { from: 1, later: false });
        assert_eq!((request.opened, request.claim_by, request.prove_by), (1, CLAIM_BY, PROVE_BY));
        assert_eq!((request.bond, request.claim, request.closes), (BOUND, None, None));
        assert_eq!(Deadlines::<Test>::get(CLAIM_BY), vec![id]);
        assert_eq!(Deadlines::<Test>::get(LAST), vec![id]);
        let asked =
            Event::InferenceRequested { request: id, requester: REQUESTER, model: model.id, version: 1, max_fee: MOST };
        assert_eq!(last_event(), asked.into());
    })
}

#[test]
fn requests_get_numbers_and_subjects_of_their_own() {
    test(|model| {
        let ids = [model.ask(), model.ask()];
        assert_ok!(cancel(REQUESTER, ids[1]));
        let third = model.ask();
        assert_eq!((ids, third), ([0, 1], 2));
        assert_ne!(Market::subject(0), Market::subject(1));
        let preimage = [b"zkml-market/v1".as_slice(), &2u64.to_le_bytes()].concat();
        assert_eq!(Market::subject(third), sp_io::hashing::blake2_256(&preimage));
    })
}

#[test]
fn a_larger_request_costs_more() {
    test(|model| {
        model.ask();
        let without = held_for_storage();
        let call = RuntimeCall::from(frame_system::Call::remark { remark: vec![0; 50] });
        ask(Inquiry { callback: Some(call), ..model.inquiry() });
        assert!(held_for_storage() - 2 * without > 500, "fifty bytes of callback at ten each");
    })
}

#[test]
fn the_fee_rises_evenly_until_the_claim_is_due() {
    test(|model| {
        let id = model.ask();
        let request = Requests::<Test>::get(id).unwrap();
        for (block, fee) in
            [(0, 100), (1, 100), (2, 200), (6, 600), (10, 1_000), (11, 1_100), (12, 1_100), (u64::MAX, 1_100)]
        {
            assert_eq!(Market::fee_at(&request, block), fee, "in block {block}");
        }
        let flat = ask(Inquiry { min_fee: MOST, ..model.inquiry() });
        assert_eq!(Market::fee_at(&Requests::<Test>::get(flat).unwrap(), 3), MOST);
    })
}

#[test]
fn a_small_fee_binds_the_least_bond() {
    test(|model| {
        let id = ask(Inquiry { min_fee: MIN_FEE, max_fee: 2 * MIN_BOND, ..model.inquiry() });
        assert_eq!(Requests::<Test>::get(id).unwrap().bond, MIN_BOND);
        let id = ask(Inquiry { min_fee: MIN_FEE, max_fee: 2 * MIN_BOND + 2, ..model.inquiry() });
        assert_eq!(Requests::<Test>::get(id).unwrap().bond, MIN_BOND + 1);
    })
}

#[test]
fn a_committed_input_is_asked_by_its_digest() {
    test(|_| {
        let model = Model::register(b"committed", with_input(Visibility::Committed));
        let id = ask(Inquiry { input: Input::Committed(digest(9)), ..model.inquiry() });
        assert_ok!(claim(PROVER, id, 1));
        assert_ok!(fulfil(id, model.answer(id, PROVER)));
    })
}

#[test]
fn a_request_may_take_as_long_and_as_much_as_there_is() {
    test(|model| {
        let [now, end] = [System::block_number(), System::block_number() + MAX_DURATION];
        let all = free(REQUESTER) - 100_000;
        ask(Inquiry { claim_by: end, prove_by: end, min_fee: all, max_fee: all, ..model.inquiry() });
        assert_eq!(held(HoldReason::Fee, REQUESTER), all);
        let call = request_call(Inquiry { claim_by: now + 1, prove_by: now + 1, ..model.inquiry() });
        assert_ok!(send(OTHER, call));
    })
}

#[test]
fn a_request_that_nobody_claimed_is_taken_back_at_once() {
    test(|model| {
        let before = free(REQUESTER);
        let id = model.ask();
        assert_ok!(cancel(REQUESTER, id));
        assert_eq!(last_event(), Event::RequestCancelled { request: id }.into());
        assert_eq!(free(REQUESTER), before);
        assert_eq!(Deadlines::<Test>::iter().count(), 0);
        assert_eq!(Requests::<Test>::iter().count(), 0);
    })
}

#[test]
fn an_open_request_closes_after_the_notice_and_no_later_than_it_would_have() {
    test(|model| {
        let id = model.ask_anybody();
        go_to(3);
        assert_ok!(cancel(REQUESTER, id));
        let until = 3 + CANCEL_NOTICE;
        assert_eq!(last_event(), Event::RequestClosing { request: id, until }.into());
        assert_eq!(Requests::<Test>::get(id).unwrap().closes, Some(until));

        let id = model.ask_anybody();
        let prove_by = Requests::<Test>::get(id).unwrap().prove_by;
        go_to(prove_by - 1);
        assert_ok!(cancel(REQUESTER, id));
        assert_eq!(last_event(), Event::RequestClosing { request: id, until: prove_by }.into());
    })
}

#[test]
fn a_pallet_asks_in_the_name_of_an_account() {
    fn asks<M: RequestInference<u64, Balance, u64, RuntimeCall>>(inquiry: InquiryOf<Test>) {
        let id = M::request(OTHER, inquiry).unwrap();
        assert_eq!(held(HoldReason::Fee, OTHER), MOST);
        assert!(M::is_pending(id));
        assert_noop!(M::cancel(&REQUESTER, id), Error::<Test>::NotRequester);
        assert_ok!(M::cancel(&OTHER, id));
        assert!(!M::is_pending(id));
    }
    test(|model| asks::<Market>(model.inquiry()))
}

#[test]
fn an_active_rule_means_the_version_of_the_moment() {
    test(|model| {
        let second = model.add_version(2, layout());
        assert_ok!(Zkml::set_active_version(signed(OWNER), model.id, 2));
        let id = ask(Inquiry { rule: VersionRule::Active, ..model.inquiry() });
        assert_ok!(Zkml::set_active_version(signed(OWNER), model.id, 1));
        assert_eq!(Requests::<Test>::get(id).unwrap().versions, Versions { from: 2, later: false });
        assert_ok!(claim(PROVER, id, 2));
        assert_ok!(fulfil(id, second.answer(id, PROVER)));
    })
}

mod reject {
    use super::*;

    #[test]
    fn fees_that_are_too_low_or_fall() {
        test(|model| {
            let low = Inquiry { min_fee: MIN_FEE - 1, ..model.inquiry() };
            assert_noop!(request(low), Error::<Test>::FeeTooLow);
            let falling = Inquiry { min_fee: MOST + 1, ..model.inquiry() };
            assert_noop!(request(falling), Error::<Test>::FallingFee);
        })
    }

    #[test]
    fn deadlines_that_are_out_of_order_or_too_far() {
        test(|model| {
            go_to(5);
            for (claim_by, prove_by) in [(0, 0), (0, 10), (5, 10), (11, 10), (u64::MAX, 10), (u64::MAX, 0)] {
                let inquiry = Inquiry { claim_by, prove_by, ..model.inquiry() };
                assert_noop!(request(inquiry), Error::<Test>::DeadlineOrder);
            }
            for prove_by in [5 + MAX_DURATION + 1, u64::MAX] {
                for claim_by in [6, prove_by] {
                    let inquiry = Inquiry { claim_by, prove_by, ..model.inquiry() };
                    assert_noop!(request(inquiry), Error::<Test>::DeadlineTooFar);
                }
            }
        })
    }

    #[test]
    fn more_than_there_is() {
        test(|model| {
            for max_fee in [free(REQUESTER), u128::MAX] {
                let inquiry = Inquiry { max_fee, ..model.inquiry() };
                assert_noop!(request(inquiry), TokenError::FundsUnavailable);
            }
            // Enough for the fee and not for the storage.
            let inquiry = Inquiry { max_fee: free(REQUESTER) - 100, ..model.inquiry() };
            assert_noop!(request(inquiry), TokenError::FundsUnavailable);
            assert_noop!(send(NOBODY, request_call(model.inquiry())), TokenError::FundsUnavailable);
        })
    }

    #[test]
    fn versions_that_are_not_there() {
        test(|model| {
            let with = |model_id, rule| Inquiry { model: model_id, rule, ..model.inquiry() };
            for rule in [VersionRule::Exactly(0), VersionRule::Exactly(2), VersionRule::AtLeast(2)] {
                assert_noop!(request(with(model.id, rule)), Error::<Test>::UnknownVersion);
            }
            for rule in [VersionRule::Exactly(1), VersionRule::AtLeast(1), VersionRule::Active] {
                assert_noop!(request(with(model.id + 1, rule)), Error::<Test>::UnknownVersion);
            }
            model.add_version(2, layout());
            assert_ok!(Zkml::deprecate_version(signed(OWNER), model.id, 1));
            assert_noop!(request(with(model.id, VersionRule::Active)), Error::<Test>::UnknownVersion);
            for rule in [VersionRule::Exactly(1), VersionRule::AtLeast(1)] {
                assert_noop!(request(with(model.id, rule)), Error::<Test>::VersionNotLive);
            }
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model.id, 2));
            assert_noop!(request(with(model.id, VersionRule::Exactly(2))), Error::<Test>::VersionNotLive);
        })
    }

    #[test]
    fn versions_that_nobody_can_answer_for_somebody_else() {
        test(|_| {
            let mut hidden = layout();
            hidden.output.visibility = Visibility::Committed;
            let unsupported = [
                hidden,
                with_input(Visibility::Private),
                Layout { attested: true, ..with_input(Visibility::Committed) },
                Layout { nullifier: true, ..layout() },
            ];
            for (i, layout) in unsupported.into_iter().enumerate() {
                let model = Model::register(&[b'm', i as u8], layout);
                assert_noop!(request(model.inquiry()), Error::<Test>::UnsupportedLayout);
            }
        })
    }

    #[test]
    fn inputs_that_the_version_does_not_take() {
        test(|model| {
            let with = |input| Inquiry { input, ..model.inquiry() };
            assert_noop!(request(with(Input::Committed(digest(1)))), Error::<Test>::WrongInputKind);
            for count in [0, 1, 3] {
                let elements = vec![[0; 32]; count].try_into().unwrap();
                assert_noop!(request(with(Input::Public(elements))), Error::<Test>::InputCount);
            }
            let mut unpackable = question();
            unpackable[1][31] = 1;
            assert_noop!(request(with(Input::Public(unpackable))), Error::<Test>::InputPacking);

            let committed = Model::register(b"committed", with_input(Visibility::Committed));
            let public = Inquiry { input: Input::Public(vec![digest(1)].try_into().unwrap()), ..committed.inquiry() };
            assert_noop!(request(public), Error::<Test>::WrongInputKind);
        })
    }

    #[test]
    fn callbacks_that_are_too_long_or_too_heavy() {
        test(|model| {
            let with = |call: listener::Call<Test>| Inquiry { callback: Some(call.into()), ..model.inquiry() };
            let most = MaxCallbackWeight::get();
            for weight in [most + Weight::from_parts(1, 0), most + Weight::from_parts(0, 1), Weight::MAX] {
                assert_noop!(request(with(listener::Call::heavy { weight })), Error::<Test>::CallbackTooHeavy);
            }
            ask(with(listener::Call::heavy { weight: most }));
            // Two bytes of the call and two of the length.
            ask(with(listener::Call::long { bytes: vec![0; 124] }));
            assert_noop!(request(with(listener::Call::long { bytes: vec![0; 125] })), Error::<Test>::CallbackTooLong);
        })
    }

    #[test]
    fn more_requests_than_a_block_has_places() {
        test(|model| {
            // Half of them with one place in the block, and half with the other.
            let late = Inquiry { claim_by: PROVE_BY, prove_by: LAST, ..model.inquiry() };
            let block = PROVE_BY;
            for _ in 0..MAX_PER_DEADLINE / 2 {
                ask(late.clone());
                ask(Inquiry { audience: Audience::Open, ..model.inquiry() });
            }
            assert_eq!(Deadlines::<Test>::get(block).len() as u32, MAX_PER_DEADLINE);
            assert_noop!(request(late.clone()), Error::<Test>::DeadlineFull);
            assert_noop!(
                request(Inquiry { claim_by: block, prove_by: block, ..model.inquiry() }),
                Error::<Test>::DeadlineFull
            );
            // The next block has room, and one that is claimed makes room.
            ask(Inquiry { claim_by: block + 1, prove_by: block + 1, ..model.inquiry() });
            assert_ok!(claim(PROVER, 0, 1));
            ask(late);
        })
    }

    #[test]
    fn more_requests_than_there_are_numbers() {
        test(|model| {
            NextRequestId::<Test>::put(u64::MAX);
            assert_noop!(request(model.inquiry()), Error::<Test>::TooManyRequests);
        })
    }

    #[test]
    fn cancelling_what_is_not_there_or_another_s() {
        test(|model| {
            assert_noop!(cancel(REQUESTER, 0), Error::<Test>::UnknownRequest);
            let id = model.ask();
            assert_noop!(cancel(OTHER, id), Error::<Test>::NotRequester);
            assert_noop!(Market::cancel(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
            assert_ok!(cancel(REQUESTER, id));
            assert_noop!(cancel(REQUESTER, id), Error::<Test>::UnknownRequest);
        })
    }

    #[test]
    fn cancelling_what_is_claimed() {
        test(|model| {
            let id = model.claimed();
            for block in [1, PROVE_BY, LAST, LAST + 1] {
                go_to(block);
                assert_noop!(cancel(REQUESTER, id), Error::<Test>::AlreadyClaimed);
            }
        })
    }

    #[test]
    fn cancelling_twice_which_would_shorten_nothing() {
        test(|model| {
            let id = model.ask_anybody();
            assert_ok!(cancel(REQUESTER, id));
            go_to(3);
            assert_noop!(cancel(REQUESTER, id), Error::<Test>::AlreadyCancelled);
        })
    }
}
