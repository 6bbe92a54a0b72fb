//! Governance stops a model while it plays.

use super::*;

fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

/// Every way to stop a model for good or for a while.
fn stops() -> Vec<fn(Opponent)> {
    vec![
        |opponent| {
            assert_ok!(Zkml::revoke_version(root(), opponent.model, opponent.version));
        },
        |opponent| {
            assert_ok!(Zkml::pause(root(), PauseTarget::Model(opponent.model)));
        },
        |_| {
            assert_ok!(Zkml::pause(root(), PauseTarget::Everything));
        },
        // The key is revoked as that of another version.
        |opponent| {
            let scale = Scale { mantissa: 1, exponent: 0 };
            let owner = RuntimeOrigin::signed(HOUSE);
            assert_ok!(Zkml::add_retrained_version(owner, opponent.model, 1, digest(5), scale));
            assert_ok!(Zkml::revoke_version(root(), opponent.model, opponent.version + 1));
        },
    ]
}

#[test]
fn a_game_is_called_off_and_nobody_is_robbed() {
    for stop in stops() {
        with_a_game(Side::House, |model| {
            assert_noop!(call_off(0), Error::<Test>::ModelNotStopped);
            let answer = model.answer(0, 4);
            stop(model.opponent);
            assert!(submit(answer).is_err());
            assert_ok!(call_off(0));
            System::assert_last_event(Event::GameEnded { game: 0, ending: Ending::CalledOff }.into());
            assert_eq!((free(ALICE), held(ALICE)), (ENDOWMENT, 0));
            assert_eq!((held(HOUSE), bankroll()), (BANKROLL, BANKROLL));
            assert_eq!(Awaited::<Test>::iter().count(), 0);
        });
    }
}

#[test]
fn a_timeout_of_the_model_is_no_loss() {
    for stop in stops() {
        with_a_game(Side::House, |model| {
            stop(model.opponent);
            advance(CLOCK + 1);
            assert_ok!(claim(0));
            assert_eq!(ending(), Some(Ending::CalledOff));
            assert_eq!((free(ALICE), bankroll()), (ENDOWMENT, BANKROLL));
        });
    }
}

#[test]
fn the_player_is_kept_from_nothing() {
    for stop in stops() {
        with_a_game(Side::Player, |model| {
            sequence(&model, &[0, 3, 1, 4]);
            stop(model.opponent);
            // A house that is about to lose does not get away with it.
            assert_noop!(call_off(0), Error::<Test>::NotTheModelsTurn);
            assert_ok!(play(ALICE, 0, 2));
            assert_eq!(ending(), Some(Ending::Line(Side::Player)));
        });
        with_a_game(Side::Player, |model| {
            stop(model.opponent);
            advance(CLOCK + 1);
            assert_ok!(claim(0));
            assert_eq!(ending(), Some(Ending::OutOfTime(Side::Player)));
        });
    }
}

#[test]
fn a_pause_that_has_ended_is_no_excuse() {
    with_a_game(Side::House, |model| {
        let target = PauseTarget::Model(model.opponent.model);
        assert_ok!(Zkml::pause(root(), target));
        assert_ok!(Zkml::resume(root(), target));
        assert_noop!(call_off(0), Error::<Test>::ModelNotStopped);
        advance(CLOCK + 1);
        assert_ok!(claim(0));
        assert_eq!(ending(), Some(Ending::OutOfTime(Side::House)));
    });
}

#[test]
fn a_pause_of_another_model_or_circuit_stops_nothing() {
    with_a_game(Side::House, |model| {
        let other = Model::register(2, layout());
        assert_ok!(Zkml::pause(root(), PauseTarget::Model(other.opponent.model)));
        assert_noop!(call_off(0), Error::<Test>::ModelNotStopped);
        model.moves(0, 4);
    });
}
