use super::*;

#[test]
fn takes_moves_in_the_last_block() {
    with_a_game(Side::Player, |model| {
        advance(CLOCK);
        assert_noop!(claim(0), Error::<Test>::NotOutOfTime);
        assert_ok!(play(ALICE, 0, 0));
        advance(CLOCK);
        assert_noop!(claim(0), Error::<Test>::NotOutOfTime);
        model.moves(0, 4);
        assert_eq!(Gaming::game(0).unwrap().deadline, 1 + 3 * CLOCK);
    });
}

#[test]
fn makes_a_player_lose_who_lets_it_run_out() {
    with_a_game(Side::Player, |_| {
        advance(CLOCK + 1);
        assert_noop!(play(ALICE, 0, 0), Error::<Test>::OutOfTime);
        assert_ok!(claim(0));
        System::assert_last_event(Event::GameEnded { game: 0, ending: Ending::OutOfTime(Side::Player) }.into());
        assert_eq!((free(ALICE), bankroll()), (ENDOWMENT - STAKE, BANKROLL + STAKE));
    });
}

#[test]
fn makes_a_house_lose_that_lets_it_run_out() {
    with_a_game(Side::House, |model| {
        advance(CLOCK + 1);
        // The proof comes before the claim, and is late all the same.
        submit_in_vain(model.answer(0, 4), Some(Error::OutOfTime));
        assert_ok!(claim(0));
        assert_eq!(ending(), Some(Ending::OutOfTime(Side::House)));
        assert_eq!((free(ALICE), bankroll()), (ENDOWMENT + STAKE, BANKROLL - STAKE));
        assert_eq!(Awaited::<Test>::iter().count(), 0);
    });
}

/// What the owner of a model does to it is no excuse.
#[test]
fn runs_out_for_a_house_that_takes_its_model_away() {
    with_a_game(Side::House, |model| {
        let (owner, Opponent { model: id, version }) = (RuntimeOrigin::signed(HOUSE), model.opponent);
        assert_ok!(Zkml::deprecate_version(owner.clone(), id, version));
        // It is served for a while yet.
        model.moves(0, 4);
        assert_ok!(play(ALICE, 0, 0));
        assert_noop!(call_off(0), Error::<Test>::ModelNotStopped);
        advance(MAX_VALIDITY + 1);
        assert_ok!(Zkml::remove_version(owner.clone(), id, version));
        assert_ok!(Zkml::remove_model(owner, id));
        assert_noop!(call_off(0), Error::<Test>::ModelNotStopped);
        assert_ok!(claim(0));
        assert_eq!(ending(), Some(Ending::OutOfTime(Side::House)));
    });
}
