use super::*;
use crate::rules::Board;
use sp_runtime::{traits::BadOrigin, TokenError};
use std::collections::BTreeSet;

#[test]
fn are_opened_with_both_stakes_held_and_the_digest_shown() {
    with_a_table(|model| {
        assert_ok!(open(ALICE, model.opponent, STAKE, Side::Player));
        System::assert_last_event(
            Event::GameOpened {
                game: 0,
                player: ALICE,
                house: HOUSE,
                opponent: model.opponent,
                params: digest(1),
                stake: STAKE,
                begins: Side::Player,
            }
            .into(),
        );
        assert_eq!((free(ALICE), held(ALICE)), (ENDOWMENT - STAKE, STAKE));
        assert_eq!((bankroll(), held(HOUSE)), (BANKROLL - STAKE, BANKROLL));
        let game = Gaming::game(0).unwrap();
        assert_eq!((game.turn, game.deadline, game.board), (Side::Player, 1 + CLOCK, Board::default()));
        assert_eq!(Gaming::awaited(0), None);
        assert_ok!(open(ALICE, model.opponent, STAKE, Side::House));
        assert_eq!(Gaming::awaited(1), Some((Gaming::subject(1, 0), vec![0; INPUTS])));
    });
}

#[test]
fn are_won_by_the_player() {
    with_a_game(Side::Player, |model| {
        sequence(&model, &[0, 3, 1, 4]);
        let before = free(HOUSE);
        assert_ok!(play(ALICE, 0, 2));
        System::assert_last_event(Event::GameEnded { game: 0, ending: Ending::Line(Side::Player) }.into());
        assert_eq!((free(ALICE), held(ALICE)), (ENDOWMENT + STAKE, 0));
        assert_eq!((free(HOUSE), held(HOUSE), bankroll()), (before, BANKROLL - STAKE, BANKROLL - STAKE));
        assert_eq!((Gaming::game(0), Awaited::<Test>::iter().count()), (None, 0));
    });
}

#[test]
fn are_won_by_the_house() {
    with_a_game(Side::Player, |model| {
        let before = free(HOUSE);
        sequence(&model, &[0, 3, 1, 4, 8, 5]);
        assert_eq!(ending(), Some(Ending::Line(Side::House)));
        assert_eq!((free(ALICE), held(ALICE)), (ENDOWMENT - STAKE, 0));
        // What it won is a part of its bankroll.
        assert_eq!((free(HOUSE), held(HOUSE), bankroll()), (before, BANKROLL + STAKE, BANKROLL + STAKE));
        assert_eq!((Gaming::game(0), Awaited::<Test>::iter().count()), (None, 0));
    });
}

#[test]
fn are_drawn_whoever_sets_the_last_stone() {
    for begins in [Side::Player, Side::House] {
        with_a_game(begins, |model| {
            sequence(&model, &[0, 4, 8, 1, 7, 6, 2, 5, 3]);
            assert_eq!(ending(), Some(Ending::Full));
            assert_eq!((free(ALICE), held(ALICE)), (ENDOWMENT, 0));
            assert_eq!((held(HOUSE), bankroll()), (BANKROLL, BANKROLL));
        });
    }
}

#[test]
fn are_won_with_the_ninth_stone() {
    for begins in [Side::Player, Side::House] {
        with_a_game(begins, |model| {
            sequence(&model, &[0, 1, 2, 3, 4, 6, 5, 7, 8]);
            assert_eq!(ending(), Some(Ending::Line(begins)));
        });
    }
}

#[test]
fn fail_to_open_beyond_any_bound() {
    with_a_table(|model| {
        let opponent = model.opponent;
        let refuse = |player, stake, why: DispatchError| {
            assert_noop!(open(player, opponent, stake, Side::Player), why);
        };
        refuse(ALICE, LEAST_STAKE - 1, Error::<Test>::StakeTooSmall.into());
        refuse(ALICE, BANKROLL + 1, Error::<Test>::BankrollTooSmall.into());
        refuse(HOUSE, STAKE, Error::<Test>::OwnTable.into());
        assert_noop!(
            Gaming::open_game(RuntimeOrigin::signed(ALICE), OTHER_HOUSE, opponent, STAKE, Side::Player),
            Error::<Test>::NoTable
        );
        let rest = STAKE + EXISTENTIAL_DEPOSIT - 1;
        assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(BOB), OTHER_HOUSE, ENDOWMENT - rest));
        refuse(BOB, STAKE, TokenError::FundsUnavailable.into());

        for _ in 0..MAX_GAMES {
            assert_ok!(open(ALICE, opponent, STAKE, Side::Player));
        }
        refuse(ALICE, STAKE, Error::<Test>::TooManyGames.into());
        // Stakes of all games together are no more than the bankroll.
        let left = BANKROLL - Balance::from(MAX_GAMES) * STAKE;
        refuse(RELAYER, left + 1, Error::<Test>::BankrollTooSmall.into());
        assert_ok!(open(RELAYER, opponent, left, Side::Player));
        assert_eq!((bankroll(), held(HOUSE)), (0, BANKROLL));
        refuse(RELAYER, LEAST_STAKE, Error::<Test>::BankrollTooSmall.into());
        assert_ok!(Gaming::fund(RuntimeOrigin::signed(HOUSE), BANKROLL));

        // A game that is over makes room for another.
        advance(CLOCK + 1);
        assert_ok!(claim(0));
        assert_ok!(open(ALICE, opponent, STAKE, Side::Player));
        assert_eq!(NextGame::<Test>::get(), u64::from(MAX_GAMES) + 2, "a number is given out once");
    });
}

#[test]
fn fail_to_open_against_another_version_than_the_player_names() {
    with_a_table(|model| {
        let second = model.retrain(2).opponent;
        assert_ok!(Gaming::set_opponent(RuntimeOrigin::signed(HOUSE), Some(second)));
        assert_noop!(open(ALICE, model.opponent, STAKE, Side::Player), Error::<Test>::OtherOpponent);
        assert_ok!(open(ALICE, second, STAKE, Side::Player));
    });
}

#[test]
fn fail_to_open_against_a_version_that_is_not_live() {
    with_a_table(|model| {
        let Opponent { model: id, version } = model.opponent;
        assert_ok!(Zkml::pause(RuntimeOrigin::root(), PauseTarget::Model(id)));
        assert_noop!(open(ALICE, model.opponent, STAKE, Side::Player), Error::<Test>::ModelStopped);
        assert_ok!(Zkml::resume(RuntimeOrigin::root(), PauseTarget::Model(id)));
        assert_ok!(Zkml::deprecate_version(RuntimeOrigin::signed(HOUSE), id, version));
        assert_noop!(open(ALICE, model.opponent, STAKE, Side::Player), Error::<Test>::VersionNotLive);
    });
}

#[test]
fn take_moves_of_their_player_in_turn_on_free_cells() {
    with_a_game(Side::Player, |model| {
        assert_noop!(play(BOB, 0, 4), Error::<Test>::NotPlayer);
        assert_noop!(play(HOUSE, 0, 4), Error::<Test>::NotPlayer);
        assert_noop!(play(ALICE, 1, 4), Error::<Test>::NoGame);
        for cell in [9, 16, 32, 255] {
            assert_noop!(play(ALICE, 0, cell), Error::<Test>::IllegalMove);
        }
        assert_ok!(play(ALICE, 0, 4));
        assert_noop!(play(ALICE, 0, 0), Error::<Test>::NotYourTurn);
        model.moves(0, 8);
        System::assert_has_event(Event::Moved { game: 0, side: Side::House, cell: 8 }.into());
        for cell in [4, 8] {
            assert_noop!(play(ALICE, 0, cell), Error::<Test>::IllegalMove);
        }
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let begins = Side::Player;
            assert_noop!(Gaming::open_game(origin.clone(), HOUSE, model.opponent, STAKE, begins), BadOrigin);
            assert_noop!(Gaming::play(origin.clone(), 0, 0), BadOrigin);
            assert_noop!(Gaming::claim_timeout(origin.clone(), 0), BadOrigin);
            assert_noop!(Gaming::call_off(origin, 0), BadOrigin);
        }
    });
}

#[test]
fn of_several_players_do_not_touch_each_other() {
    with_a_table(|model| {
        assert_ok!(open(ALICE, model.opponent, STAKE, Side::House));
        assert_ok!(open(BOB, model.opponent, 2 * STAKE, Side::House));
        model.moves(1, 4);
        model.moves(0, 4);
        assert_ok!(play(BOB, 1, 0));
        assert_eq!(Gaming::game(0).unwrap().board, Board { player: 0, house: 1 << 4 });
        assert_eq!(Gaming::game(1).unwrap().board, Board { player: 1, house: 1 << 4 });
        advance(CLOCK + 1);
        assert_ok!(claim(1));
        assert_eq!(ending(), Some(Ending::OutOfTime(Side::House)));
        assert_ok!(claim(0));
        assert_eq!(ending(), Some(Ending::OutOfTime(Side::Player)));
        assert_eq!((held(ALICE), held(BOB), bankroll()), (0, 0, BANKROLL + STAKE - 2 * STAKE));
    });
}

/// The proof may name anybody: with the subject, the board and the version given there is one answer.
#[test]
fn take_a_move_that_a_stranger_proved() {
    with_a_game(Side::House, |model| {
        let (subject, board) = Gaming::awaited(0).unwrap();
        assert_ok!(submit(model.prove(BOB, subject, &board, 4)));
        assert_eq!(Gaming::game(0).unwrap().board, Board { player: 0, house: 1 << 4 });
    });
}

/// A loser whose funds are frozen pays: what is held answers for the game.
#[test]
fn are_paid_out_of_frozen_funds() {
    use frame_support::traits::fungible::MutateFreeze;
    with_a_game(Side::Player, |model| {
        for account in [ALICE, HOUSE] {
            assert_ok!(Balances::set_freeze(&[1; 8], &account, 2 * ENDOWMENT));
        }
        sequence(&model, &[0, 3, 1, 4, 8, 5]);
        assert_eq!(ending(), Some(Ending::Line(Side::House)));
        assert_ok!(open(ALICE, model.opponent, STAKE, Side::Player));
        for (cell, answer) in [(0, 3), (1, 4)] {
            assert_ok!(play(ALICE, 1, cell));
            model.moves(1, answer);
        }
        assert_ok!(play(ALICE, 1, 2));
        assert_eq!((ending(), bankroll()), (Some(Ending::Line(Side::Player)), BANKROLL));
    });
}

/// The rules, against numbers that are known: every game that can be played, and every board of one.
#[test]
fn are_those_of_tic_tac_toe() {
    #[derive(Default, Debug, PartialEq)]
    struct Count {
        first: u32,
        second: u32,
        drawn: u32,
    }
    fn walk(board: Board, side: Side, count: &mut Count, seen: &mut BTreeSet<(u16, u16)>) {
        seen.insert((board.player, board.house));
        if board.has_line(side.other()) {
            match side.other() {
                Side::Player => count.first += 1,
                Side::House => count.second += 1,
            }
        } else if board.is_full() {
            count.drawn += 1;
        } else {
            (0..=255).filter_map(|cell| board.with(side, cell)).for_each(|next| walk(next, side.other(), count, seen));
        }
    }
    let (mut count, mut seen) = (Count::default(), BTreeSet::new());
    walk(Board::default(), Side::Player, &mut count, &mut seen);
    assert_eq!(count, Count { first: 131_184, second: 77_904, drawn: 46_080 });
    assert_eq!(seen.len(), 5_478);
}

#[test]
fn are_shown_to_the_model_from_its_own_side() {
    let board = Board { player: 0b100_000_001, house: 0b000_010_000 };
    let (player, house) = ([1, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(board.input(Side::House), [house, player].concat());
    assert_eq!(board.input(Side::Player), [player, house].concat());
}
