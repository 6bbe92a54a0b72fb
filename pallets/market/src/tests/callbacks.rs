//! What is done with an answer, and what no callback can do.

use super::*;
use listener::{Answers, Call as Listen, Error as Unwilling};

/// A request with a callback that [`PROVER`] has claimed.
fn claimed(model: &Model, callback: impl Into<RuntimeCall>) -> RequestId {
    let id = ask(Inquiry { callback: Some(callback.into()), ..model.inquiry() });
    assert_ok!(claim(PROVER, id, 1));
    id
}

/// Fulfils the request, which must be paid whatever the callback does, and returns what the callback weighed and came to.
fn called(model: &Model, id: RequestId) -> (Weight, DispatchResult) {
    let before = free(PROVER);
    let submission = model.answer(id, PROVER);
    let settled = <Test as Config>::WeightInfo::fulfil() + Zkml::accept_weight(&submission);
    let weight = fulfilled(id, submission) - settled;
    assert_eq!(free(PROVER), before + LEAST);
    assert!(!Requests::<Test>::contains_key(id));
    let result = System::events().into_iter().find_map(|record| match record.event {
        RuntimeEvent::Market(Event::CallbackCalled { request, result }) if request == id => Some(result),
        _ => None,
    });
    (weight, result.expect("the callback was called"))
}

/// Changes a stored callback, as an upgrade of the runtime would change what it means.
fn upgrade(id: RequestId, change: impl FnOnce(&mut Callback<CallOf<Test>>)) {
    Requests::<Test>::mutate(id, |request| change(request.as_mut().unwrap().callback.as_mut().unwrap()));
}

const NOTE: Weight = Weight::from_parts(1_000, 10);

#[test]
fn a_callback_is_given_the_answer() {
    test(|model| {
        let id = claimed(&model, Listen::note { tag: 7, fail: false });
        assert_eq!(called(&model, id), (NOTE, Ok(())));
        let answer = Answers::<Test>::get(7).expect("the listener was told");
        let receipt = pallet_zkml::Receipts::<Test>::get(answer.statement).expect("the statement is accepted");
        assert_eq!(receipt.subject, Market::subject(id));
        let expected = Answer {
            request: id,
            requester: REQUESTER,
            prover: PROVER,
            model: model.id,
            version: 1,
            statement: answer.statement,
            output: output(),
        };
        assert_eq!(answer, expected);
    })
}

#[test]
fn a_callback_is_called_once_and_only_when_there_is_an_answer() {
    test(|model| {
        let id = claimed(&model, Listen::note { tag: 7, fail: false });
        go_to(LAST + 1);
        assert_ok!(expire(id));
        assert!(!Answers::<Test>::contains_key(7));
        let open = Inquiry { audience: Audience::Open, ..model.inquiry() };
        let id = ask(Inquiry { callback: Some(Listen::note { tag: 8, fail: false }.into()), ..open });
        assert_eq!(called(&model, id), (NOTE, Ok(())));
        let calls = System::events()
            .into_iter()
            .filter(|record| matches!(record.event, RuntimeEvent::Market(Event::CallbackCalled { .. })));
        assert_eq!(calls.count(), 1);
        assert!(Answers::<Test>::contains_key(8));
    })
}

/// A prover that dislikes an answer, or anybody who sees the proof, would have it paid and undone.
#[test]
fn no_proof_is_nested_so_deep_that_its_callback_fails() {
    for depth in DEPTHS {
        test(|model| {
            let id = claimed(&model, Listen::note { tag: 7, fail: false });
            let sent = send_nested(depth, fulfil_call(id, model.answer(id, PROVER)));
            assert!(sent.is_ok() || depth >= 63, "{depth}");
            assert_eq!(Answers::<Test>::contains_key(7), sent.is_ok(), "{depth}");
            assert_eq!(Requests::<Test>::contains_key(id), sent.is_err(), "{depth}");
        })
    }
}

#[test]
fn a_callback_that_fails_keeps_no_payment_back_and_writes_nothing() {
    test(|model| {
        let id = claimed(&model, Listen::note { tag: 7, fail: true });
        assert_eq!(called(&model, id), (NOTE, Err(Unwilling::<Test>::Unwilling.into())));
        assert!(!Answers::<Test>::contains_key(7));
    })
}

#[test]
fn a_callback_of_the_greatest_weight_is_paid_for_and_not_counted_twice() {
    test(|model| {
        let weight = MaxCallbackWeight::get();
        let id = claimed(&model, Listen::heavy { weight });
        assert_eq!(called(&model, id), (weight, Ok(())));
    })
}

#[test]
fn a_callback_that_has_become_heavier_is_not_called() {
    test(|model| {
        for less in [NOTE - Weight::from_parts(1, 0), NOTE - Weight::from_parts(0, 1)] {
            let id = claimed(&model, Listen::note { tag: 7, fail: false });
            upgrade(id, |callback| callback.weight = less);
            assert_eq!(called(&model, id), (Weight::zero(), Err(Error::<Test>::CallbackTooHeavy.into())));
        }
        assert!(!Answers::<Test>::contains_key(7));
    })
}

#[test]
fn a_callback_that_is_no_call_any_more_is_not_called() {
    test(|model| {
        let forget: fn(&mut CallOf<Test>) = |call| call[0] = 0xff;
        let shorten: fn(&mut CallOf<Test>) = |call| call.truncate(call.len() - 1);
        let lengthen: fn(&mut CallOf<Test>) = |call| call.try_push(0).unwrap();
        let empty: fn(&mut CallOf<Test>) = |call| call.clear();
        for change in [forget, shorten, lengthen, empty] {
            let id = claimed(&model, Listen::note { tag: 7, fail: false });
            upgrade(id, |callback| change(&mut callback.call));
            assert_eq!(called(&model, id), (Weight::zero(), Err(Error::<Test>::UndecodableCallback.into())));
        }
        assert!(!Answers::<Test>::contains_key(7));
    })
}

/// The call that a callback makes has the answer's origin, which is nobody's.
#[test]
fn a_callback_reaches_for_nothing_in_the_name_of_anybody() {
    let hostile: Vec<RuntimeCall> = vec![
        // As the requester, as the prover, as root, as the market itself.
        pallet_balances::Call::transfer_allow_death { dest: OTHER, value: 1_000 }.into(),
        pallet_balances::Call::transfer_all { dest: OTHER, keep_alive: false }.into(),
        pallet_balances::Call::force_transfer { source: PROVER, dest: OTHER, value: 1_000 }.into(),
        pallet_balances::Call::force_set_balance { who: OTHER, new_free: u128::MAX }.into(),
        frame_system::Call::set_storage { items: vec![(vec![1], vec![2])] }.into(),
        frame_system::Call::kill_prefix { prefix: vec![], subkeys: 100 }.into(),
        frame_system::Call::remark_with_event { remark: vec![1] }.into(),
        pallet_zkml::Call::pause { target: PauseTarget::Everything }.into(),
        pallet_zkml::Call::revoke_version { model: 0, version: 1 }.into(),
        pallet_zkml::Call::deprecate_version { model: 0, version: 1 }.into(),
        Call::cancel { request: 0 }.into(),
        Call::claim { request: 0, version: 1 }.into(),
        Call::expire { request: 0 }.into(),
        Call::deposit_bond { amount: 1_000 }.into(),
        Call::withdraw_bond { amount: 1_000 }.into(),
        Call::set_prover { key: None, endpoint: Default::default() }.into(),
    ];
    test(|model| {
        // What they reach for.
        let target = model.claimed();
        for call in hostile {
            let bound = [OTHER, BENEFICIARY].map(total);
            let before = [REQUESTER, PROVER].map(total);
            CallbackLimit::set(call.get_dispatch_info().call_weight);
            let asked = Inquiry { callback: Some(call.clone()), audience: Audience::Open, ..model.inquiry() };
            let id = ask(asked);
            let submission = model.answer(id, PROVER);
            let callback_weight = Weight::MAX;
            assert_ok!(send(RELAYER, Call::fulfil { request: id, submission: submission.into(), callback_weight }));
            let refused = Event::CallbackCalled { request: id, result: Err(DispatchError::BadOrigin) };
            assert!(has_event(refused), "{call:?}");
            assert_eq!([OTHER, BENEFICIARY].map(total), bound, "{call:?}");
            let after = [REQUESTER, PROVER].map(total);
            assert_eq!(after, [before[0] - LEAST, before[1] + LEAST], "{call:?}");
            assert!(Requests::<Test>::contains_key(target) && !Zkml::interrupted_since(model.id, 1, 0), "{call:?}");
        }
    })
}

/// A callback cannot have an answer in its origin that was not verified: nobody signs as one.
#[test]
fn nobody_but_the_market_speaks_for_an_answer() {
    test(|_| {
        for origin in [signed(REQUESTER), RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(Listener::note(origin, 1, false), DispatchError::BadOrigin);
        }
    })
}
