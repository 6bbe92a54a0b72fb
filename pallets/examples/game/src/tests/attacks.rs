//! Proofs that are valid, and that must not make a move; and those that are not valid.

use super::*;
use crate::rules::Board;

#[test]
fn a_proof_on_another_board_is_refused() {
    with_a_game(Side::Player, |model| {
        assert_ok!(play(ALICE, 0, 0));
        let (subject, board) = Gaming::awaited(0).unwrap();
        // The empty board, the same board from the player's side, and one with a stone moved.
        let mirrored: Vec<i64> = board[9..].iter().chain(&board[..9]).copied().collect();
        let mut moved = board.clone();
        moved.swap(9, 10);
        for other in [vec![0; INPUTS], mirrored, moved] {
            submit_in_vain(model.prove(HOUSE, subject, &other, 4), Some(Error::OtherBoard));
        }
        model.moves(0, 4);
    });
}

#[test]
fn a_proof_for_another_game_moves_nothing_here() {
    with_a_game(Side::House, |model| {
        assert_ok!(open(BOB, model.opponent, STAKE, Side::House));
        // Both boards are empty, and the same statement would do for both were it not for the subject.
        let of_bobs = model.answer(1, 4);
        let renamed = Submission { subject: Gaming::subject(0, 0), ..of_bobs.clone() };
        assert_noop!(submit(renamed), pallet_zkml::Error::<Test>::InvalidProof);
        assert_ok!(submit(of_bobs));
        assert_eq!(Gaming::game(0).unwrap().board, Board::default());
        assert_eq!(Gaming::game(1).unwrap().board, Board { player: 0, house: 1 << 4 });
        // Of a game that is not there yet, or of another purpose.
        submit_in_vain(model.prove(HOUSE, Gaming::subject(2, 0), &[0; INPUTS], 4), None);
        submit_in_vain(model.prove(HOUSE, [0; 32], &[0; INPUTS], 4), None);
    });
}

#[test]
fn a_proof_of_another_version_is_refused() {
    with_a_game(Side::House, |model| {
        let (retrained, other) = (model.retrain(2), Model::register(9, layout()));
        // The table has another opponent by now, and the game has not.
        assert_ok!(Gaming::set_opponent(RuntimeOrigin::signed(HOUSE), Some(retrained.opponent)));
        let (subject, board) = Gaming::awaited(0).unwrap();
        for other in [retrained, other] {
            submit_in_vain(other.prove(HOUSE, subject, &board, 4), Some(Error::OtherOpponent));
        }
        model.moves(0, 4);
    });
}

/// Whoever has the circuit and its keys proves with weights of their own: the digest is another one, and the chain puts its own
/// into the statement.
#[test]
fn a_proof_with_other_weights_is_no_proof() {
    with_a_game(Side::House, |model| {
        let other_weights = Model { params: Some(digest(66)), ..Model::register(2, layout()) };
        let other_weights = Model {
            opponent: model.opponent,
            key: SimulatedKey::new(1, layout().public_inputs().unwrap()),
            ..other_weights
        };
        assert_eq!(other_weights.key.verifying_key().hash(), model.key.verifying_key().hash());
        let forged = other_weights.answer(0, 8);
        assert_noop!(submit(forged), pallet_zkml::Error::<Test>::InvalidProof);
        let edited =
            Submission { output: model.layout.output.pack(&[3]).unwrap().try_into().unwrap(), ..model.answer(0, 4) };
        assert_noop!(submit(edited), pallet_zkml::Error::<Test>::InvalidProof);
    });
}

#[test]
fn a_move_is_made_once() {
    with_a_game(Side::House, |model| {
        let first = model.answer(0, 4);
        // Two proofs of the same move that differ in their last block are two statements.
        let again = {
            advance(1);
            model.answer(0, 4)
        };
        assert_ok!(submit(first.clone()));
        assert_noop!(submit(first), pallet_zkml::Error::<Test>::AlreadyVerified);
        submit_in_vain(again, None);
        assert_ok!(play(ALICE, 0, 0));
        // The move that was made is not the one that is awaited now, though the number of the model's moves is the same
        // to whoever counts them alone.
        let earlier = model.prove(BOB, Gaming::subject(0, 0), &[0; INPUTS], 4);
        submit_in_vain(earlier, None);
        let later = model.prove(HOUSE, Gaming::subject(0, 4), &[0; INPUTS], 4);
        submit_in_vain(later, None);
        model.moves(0, 8);
    });
}

#[test]
fn a_batch_moves_in_several_games_and_once_in_each() {
    with_a_game(Side::House, |model| {
        assert_ok!(open(BOB, model.opponent, STAKE, Side::House));
        let (subject, board) = Gaming::awaited(0).unwrap();
        let batch = vec![
            model.answer(0, 4),
            model.answer(1, 0),
            // The second answer of a model that has one: only a key whose secrets are known makes it.
            model.prove(BOB, subject, &board, 8),
        ];
        assert_ok!(Zkml::submit_batch(RuntimeOrigin::signed(RELAYER), batch.try_into().unwrap()));
        assert_eq!(Gaming::game(0).unwrap().board, Board { player: 0, house: 1 << 4 });
        assert_eq!(Gaming::game(1).unwrap().board, Board { player: 0, house: 1 });
    });
}

#[test]
fn a_model_that_moves_to_a_taken_cell_or_off_the_board_has_lost() {
    for cell in [0, 9, 15] {
        with_a_game(Side::Player, |model| {
            assert_ok!(play(ALICE, 0, 0));
            model.moves(0, cell);
            assert_eq!(ending(), Some(Ending::IllegalMove));
            assert_eq!((free(ALICE), bankroll()), (ENDOWMENT + STAKE, BANKROLL - STAKE));
            assert_eq!(Awaited::<Test>::iter().count(), 0);
        });
    }
}

/// Outputs that no cell is made of without an overflow.
#[test]
fn a_model_that_answers_with_any_integer_has_lost() {
    for cell in [-1, -9, 256, 260, i64::from(u32::MAX) + 5, (1 << 61) - 1] {
        on_a_chain(|| {
            let output = Port { signed: true, ..port(1, 62) };
            let model = Model::register(1, Layout { output, ..layout() });
            assert_ok!(open_table(HOUSE, model.opponent, BANKROLL));
            assert_ok!(open(ALICE, model.opponent, STAKE, Side::House));
            model.moves(0, cell);
            assert_eq!(ending(), Some(Ending::IllegalMove), "{cell}");
        });
    }
}

#[test]
fn a_game_that_is_over_takes_nothing() {
    with_a_game(Side::House, |model| {
        let late = model.answer(0, 4);
        advance(CLOCK + 1);
        assert_ok!(claim(0));
        assert_noop!(claim(0), Error::<Test>::NoGame);
        assert_noop!(call_off(0), Error::<Test>::NoGame);
        assert_noop!(play(ALICE, 0, 0), Error::<Test>::NoGame);
        let _ = late;
        submit_in_vain(model.prove(HOUSE, Gaming::subject(0, 0), &[0; INPUTS], 4), None);
    });
}
