use super::*;
use sp_runtime::{traits::BadOrigin, TokenError};

#[test]
fn can_be_opened_funded_drained_and_closed() {
    on_a_chain(|| {
        let Model { opponent, .. } = Model::register(1, layout());
        let before = free(HOUSE);
        let signed = || RuntimeOrigin::signed(HOUSE);
        assert_ok!(open_table(HOUSE, opponent, BANKROLL));
        System::assert_last_event(Event::TableOpened { house: HOUSE, opponent, bankroll: BANKROLL }.into());
        assert_eq!((free(HOUSE), held(HOUSE)), (before - BANKROLL, BANKROLL));
        assert_noop!(open_table(HOUSE, opponent, BANKROLL), Error::<Test>::TableOpen);

        assert_ok!(Gaming::fund(signed(), 50));
        System::assert_last_event(Event::Funded { house: HOUSE, amount: 50 }.into());
        assert_eq!((bankroll(), held(HOUSE)), (BANKROLL + 50, BANKROLL + 50));

        // All but what pays for the table.
        let all = BANKROLL + 50;
        for amount in [all + 1, all, all - LEAST_STAKE + 1] {
            assert_noop!(Gaming::withdraw(signed(), amount), Error::<Test>::BankrollTooSmall);
        }
        assert_ok!(Gaming::withdraw(signed(), all - LEAST_STAKE));
        System::assert_last_event(Event::Withdrawn { house: HOUSE, amount: all - LEAST_STAKE }.into());
        assert_eq!((bankroll(), held(HOUSE)), (LEAST_STAKE, LEAST_STAKE));

        assert_ok!(Gaming::close_table(signed()));
        System::assert_last_event(Event::TableClosed { house: HOUSE }.into());
        assert_eq!((Gaming::table(HOUSE), free(HOUSE), held(HOUSE)), (None, before, 0));
    });
}

#[test]
fn fail_without_funds_or_for_whoever_has_none() {
    with_a_table(|model| {
        let bob = || RuntimeOrigin::signed(BOB);
        assert_noop!(open_table(BOB, model.opponent, LEAST_STAKE - 1), Error::<Test>::BankrollTooSmall);
        // An account keeps what it needs to exist.
        let most = ENDOWMENT - EXISTENTIAL_DEPOSIT;
        assert_noop!(open_table(BOB, model.opponent, most + 1), TokenError::FundsUnavailable);
        assert_ok!(open_table(BOB, model.opponent, most));
        assert_noop!(Gaming::fund(bob(), 1), TokenError::FundsUnavailable);
        assert_noop!(Gaming::fund(bob(), Balance::MAX), sp_runtime::ArithmeticError::Overflow);
        assert_ok!(Gaming::close_table(bob()));
        assert_noop!(Gaming::fund(bob(), 1), Error::<Test>::NoTable);
        assert_noop!(Gaming::withdraw(bob(), 1), Error::<Test>::NoTable);
        assert_noop!(Gaming::set_opponent(bob(), None), Error::<Test>::NoTable);
        assert_noop!(Gaming::close_table(bob()), Error::<Test>::NoTable);
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(Gaming::open_table(origin.clone(), model.opponent, BANKROLL), BadOrigin);
            assert_noop!(Gaming::set_opponent(origin.clone(), None), BadOrigin);
            assert_noop!(Gaming::fund(origin.clone(), 1), BadOrigin);
            assert_noop!(Gaming::withdraw(origin.clone(), 1), BadOrigin);
            assert_noop!(Gaming::close_table(origin), BadOrigin);
        }
    });
}

#[test]
fn take_only_versions_that_can_play() {
    on_a_chain(|| {
        let refused = |layout: Layout, why: Error<Test>| {
            let opponent = Model::register(pallet_zkml::NextModelId::<Test>::get().into(), layout).opponent;
            assert_noop!(open_table(HOUSE, opponent, BANKROLL), why);
        };
        let unsupported = |layout| refused(layout, Error::UnsupportedLayout);
        refused(Layout { params: Params::Fixed, ..layout() }, Error::NotCommitted);
        for (input, output) in [
            // Not a board, or not one cell.
            (port(INPUTS + 1, 1), port(1, 4)),
            (port(INPUTS / 2, 2), port(1, 4)),
            (port(INPUTS, 1), port(9, 4)),
            // Not seen.
            (Port { visibility: Visibility::Private, ..port(INPUTS, 1) }, port(1, 4)),
            (Port { visibility: Visibility::Committed, ..port(INPUTS, 1) }, port(1, 4)),
            (port(INPUTS, 1), Port { visibility: Visibility::Committed, ..port(1, 4) }),
            // A stone is another integer than 1, or none.
            (Port { scale: Scale { mantissa: 1, exponent: -1 }, ..port(INPUTS, 2) }, port(1, 4)),
            (Port { scale: Scale { mantissa: 3, exponent: 0 }, ..port(INPUTS, 2) }, port(1, 4)),
            (Port { zero_point: 1, ..port(INPUTS, 2) }, port(1, 4)),
            (Port { signed: true, ..port(INPUTS, 1) }, port(1, 4)),
            (port(INPUTS, 1), Port { zero_point: 1, ..port(1, 4) }),
        ] {
            unsupported(Layout { input, output, ..layout() });
        }
        // The compiler's way to write 1, and integers with room to spare.
        let one = Scale { mantissa: 1 << 23, exponent: -23 };
        let supported = Layout { input: Port { scale: one, signed: true, ..port(INPUTS, 8) }, ..layout() };
        assert_ok!(open_table(HOUSE, Model::register(77, supported).opponent, BANKROLL));
    });
}

#[test]
fn take_only_versions_that_are_live() {
    with_a_table(|model| {
        let Opponent { model: id, version } = model.opponent;
        for opponent in [Opponent { model: id + 1, version }, Opponent { model: id, version: 2 }] {
            assert_noop!(open_table(OTHER_HOUSE, opponent, BANKROLL), Error::<Test>::UnknownVersion);
        }
        let second = model.retrain(2).opponent;
        assert_ok!(Zkml::deprecate_version(RuntimeOrigin::signed(HOUSE), id, 2));
        assert_noop!(open_table(OTHER_HOUSE, second, BANKROLL), Error::<Test>::VersionNotLive);
        let set = Gaming::set_opponent(RuntimeOrigin::signed(HOUSE), Some(second));
        assert_eq!(set, Err(Error::<Test>::VersionNotLive.into()));
        assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), id, 1));
        assert_noop!(open_table(OTHER_HOUSE, model.opponent, BANKROLL), Error::<Test>::VersionNotLive);
    });
}

#[test]
fn do_not_close_or_give_back_stakes_while_games_are_open() {
    with_a_game(Side::House, |_| {
        let signed = || RuntimeOrigin::signed(HOUSE);
        assert_eq!((bankroll(), held(HOUSE)), (BANKROLL - STAKE, BANKROLL));
        assert_noop!(Gaming::close_table(signed()), Error::<Test>::GamesOpen);
        assert_noop!(Gaming::withdraw(signed(), BANKROLL - STAKE), Error::<Test>::BankrollTooSmall);
        assert_ok!(Gaming::withdraw(signed(), BANKROLL - STAKE - LEAST_STAKE));
        advance(CLOCK + 1);
        assert_ok!(claim(0));
        assert_ok!(Gaming::close_table(signed()));
    });
}

#[test]
fn that_have_lost_everything_can_be_funded_or_closed() {
    for fund in [true, false] {
        on_a_chain(|| {
            let model = Model::register(1, layout());
            assert_ok!(open_table(HOUSE, model.opponent, STAKE));
            assert_ok!(open(ALICE, model.opponent, STAKE, Side::Player));
            sequence(&model, &[0, 3, 1, 4, 2]);
            assert_eq!((bankroll(), held(HOUSE)), (0, 0));
            assert_ok!(Gaming::do_try_state());
            if fund {
                assert_ok!(Gaming::fund(RuntimeOrigin::signed(HOUSE), STAKE));
                assert_ok!(open(ALICE, model.opponent, STAKE, Side::Player));
            } else {
                assert_ok!(Gaming::close_table(RuntimeOrigin::signed(HOUSE)));
            }
        });
    }
}

#[test]
fn without_an_opponent_have_no_new_games() {
    with_a_game(Side::Player, |model| {
        assert_ok!(Gaming::set_opponent(RuntimeOrigin::signed(HOUSE), None));
        System::assert_last_event(Event::OpponentSet { house: HOUSE, opponent: None }.into());
        assert_noop!(open(BOB, model.opponent, STAKE, Side::Player), Error::<Test>::OtherOpponent);
        sequence(&model, &[4, 0, 8]);
        assert_ok!(Gaming::set_opponent(RuntimeOrigin::signed(HOUSE), Some(model.opponent)));
        assert_ok!(open(BOB, model.opponent, STAKE, Side::Player));
    });
}
