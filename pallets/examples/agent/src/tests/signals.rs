//! What accounts report.

use super::*;

fn signal(who: AccountId, value: i64) -> DispatchResult {
    send(who, Call::signal { value })
}

#[test]
fn a_report_takes_the_place_of_the_one_before_it() {
    test(|_| {
        assert_ok!(signal(REPORTER, -7));
        assert_eq!(last_event(), Event::Signalled { account: REPORTER, value: -7 }.into());
        let deposit = held(REPORTER);
        assert!(deposit > 0);
        go_on(3);
        assert_ok!(signal(REPORTER, 8));
        let SignalOf::<Test> { value, block, .. } = Treasury::reported(REPORTER).unwrap();
        assert_eq!((value, block, held(REPORTER)), (8, 4, deposit));
    })
}

#[test]
fn a_report_that_is_taken_back_frees_its_deposit() {
    test(|_| {
        let before = free(REPORTER);
        assert_ok!(signal(REPORTER, 1));
        assert_ok!(send(REPORTER, Call::withdraw_signal {}));
        assert_eq!(last_event(), Event::SignalWithdrawn { account: REPORTER }.into());
        assert_eq!((free(REPORTER), held(REPORTER), Treasury::reported(REPORTER)), (before, 0, None));
    })
}

mod reject {
    use super::*;

    #[test]
    fn taking_back_what_was_not_reported() {
        test(|_| {
            assert_noop!(send(REPORTER, Call::withdraw_signal {}), Error::<Test>::NoSignal);
            assert_ok!(signal(REPORTER, 1));
            assert_noop!(send(ANYBODY, Call::withdraw_signal {}), Error::<Test>::NoSignal);
        })
    }

    #[test]
    fn reports_that_nobody_pays_for() {
        test(|_| {
            assert_noop!(signal(WORKER, 1), TokenError::FundsUnavailable);
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert_noop!(from(origin.clone(), Call::signal { value: 1 }), DispatchError::BadOrigin);
                assert_noop!(from(origin, Call::withdraw_signal {}), DispatchError::BadOrigin);
            }
        })
    }
}
