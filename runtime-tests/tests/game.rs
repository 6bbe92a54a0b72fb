//! Tic-tac-toe against a network whose weights nobody sees: how well it plays, and whole games on the real runtime with every
//! move proved.

use pallet_game::{rules::Board, Ending, Game, GameId, Opponent, Side, Table};
use parity_scale_codec::DecodeAll;
use runtime_tests::Example;
use std::collections::{BTreeMap, BTreeSet};
use zkml_chain::{
    AccountId, Balance, BlockNumber, Chain, ChainError, EmbeddedChain, Included, Registration, RuntimeCall, Signer,
    Submission,
};
use zkml_circuits::{
    artifact::Model,
    groth16::{prove, setup, ProvingKey},
    sink::CheckSink,
    Inference,
};
use zkml_compiler::{Options, Quantization};
use zkml_primitives::{
    encoding::decode_scalar, Bls12_381, Bn254, Context, Curve, CurveId, FieldBytes, Params, Setup, Visibility,
};
use zkml_runtime::{Runtime, UNIT};

/// Tic-tac-toe, 18-48-9.
const TICTACTOE: Example = Example { name: "tictactoe-mlp", width: 18 };

/// Constraints with committed parameters, a public board and a public move. Another number means other keys: say so in
/// CHANGELOG.md.
const CONSTRAINTS: u64 = 16_762;

fn network(curve: CurveId) -> Model {
    let quantization = Quantization {
        input: Visibility::Public,
        params: Params::Committed,
        reveal: Some("argmax".parse().unwrap()),
        ..Quantization::default()
    };
    TICTACTOE.model(&Options { curve, quantization, ..Options::default() })
}

/// Where the integer model moves on a board.
fn answer(model: &Model, board: Board, mover: Side) -> u8 {
    let output = model.circuit.output(&board.input(mover)).unwrap();
    u8::try_from(output[0]).unwrap()
}

/// What the boards are worth to whoever is to move: 10 less the moves to a win, 0 for a draw, negative for a loss.
#[derive(Default)]
struct Minimax(BTreeMap<(u16, u16), BTreeMap<u8, i8>>);

impl Minimax {
    /// The value of each legal move of the player's. The house is the other side.
    fn moves(&mut self, board: Board) -> BTreeMap<u8, i8> {
        let key = (board.player, board.house);
        if let Some(known) = self.0.get(&key) {
            return known.clone();
        }
        let legal = (0..9).filter_map(|cell| Some((cell, board.with(Side::Player, cell)?)));
        let values: BTreeMap<u8, i8> = legal.map(|(cell, after)| (cell, self.value_after(after))).collect();
        self.0.insert(key, values.clone());
        values
    }

    fn value_after(&mut self, board: Board) -> i8 {
        if board.has_line(Side::Player) {
            return 9;
        }
        if board.is_full() {
            return 0;
        }
        let turned = Board { player: board.house, house: board.player };
        let best = self.moves(turned).into_values().max().unwrap();
        best.signum() - best
    }
}

/// Every board that can be reached and that somebody is to move on, as the mover sees it: as the player's.
fn boards() -> BTreeSet<(u16, u16)> {
    let (mut seen, mut todo) = (BTreeSet::new(), vec![Board::default()]);
    while let Some(board) = todo.pop() {
        if board.has_line(Side::House) || board.is_full() || !seen.insert((board.player, board.house)) {
            continue;
        }
        let after = (0..9).filter_map(|cell| board.with(Side::Player, cell));
        todo.extend(after.map(|after| Board { player: after.house, house: after.player }));
    }
    seen
}

#[test]
fn the_network_moves_perfectly_on_every_board_there_is() {
    let first = network(CurveId::Bn254);
    let second = TICTACTOE.retrained(&first);
    let (mut minimax, boards) = (Minimax::default(), boards());
    assert_eq!(boards.len(), 4_520);
    for model in [&first, &second] {
        let (mut illegal, mut imperfect) = (0, 0);
        for &(player, house) in &boards {
            let board = Board { player, house };
            let moves = minimax.moves(board);
            match moves.get(&answer(model, board, Side::Player)) {
                None => illegal += 1,
                Some(value) => imperfect += usize::from(value < moves.values().max().unwrap()),
            }
        }
        assert_eq!((illegal, imperfect), (0, 0), "of {}", boards.len());
    }
    let data = TICTACTOE.data("calibration.npz");
    let calibrated: BTreeSet<Vec<i64>> =
        data.rows.iter().map(|row| row.iter().map(|&value| value as i64).collect()).collect();
    let every = boards.into_iter().map(|(player, house)| Board { player, house }.input(Side::Player));
    assert_eq!(calibrated, every.collect(), "every scale was chosen with every board in sight");
}

/// Every game that anybody can play against it.
#[test]
fn the_network_never_loses() {
    #[derive(Default, Debug, PartialEq)]
    struct Tally {
        won: u32,
        drawn: u32,
        lost: u32,
    }
    fn play(model: &Model, known: &mut BTreeMap<(u16, u16), u8>, board: Board, turn: Side, tally: &mut Tally) {
        if board.has_line(turn.other()) {
            match turn.other() {
                Side::House => tally.won += 1,
                Side::Player => tally.lost += 1,
            }
            return;
        }
        if board.is_full() {
            tally.drawn += 1;
            return;
        }
        let cells: Vec<u8> = match turn {
            Side::Player => (0..9).collect(),
            Side::House => {
                let key = (board.player, board.house);
                let cell = *known.entry(key).or_insert_with(|| answer(model, board, Side::House));
                assert!(board.with(Side::House, cell).is_some(), "{board:?}: {cell} is taken");
                vec![cell]
            }
        };
        for after in cells.into_iter().filter_map(|cell| board.with(turn, cell)) {
            play(model, known, after, turn.other(), tally);
        }
    }
    let model = network(CurveId::Bn254);
    let tally = |begins| {
        let (mut known, mut tally) = (BTreeMap::new(), Tally::default());
        play(&model, &mut known, Board::default(), begins, &mut tally);
        tally
    };
    assert_eq!(tally(Side::House), Tally { won: 72, drawn: 4, lost: 0 });
    assert_eq!(tally(Side::Player), Tally { won: 369, drawn: 112, lost: 0 });
}

#[test]
fn the_cost_of_a_move_is_pinned() {
    let model = network(CurveId::Bn254);
    let cost = model.circuit.cost();
    // The context, the digest of the weights, a board, a cell.
    assert_eq!((cost.constraints, cost.public_inputs), (CONSTRAINTS, 4));
}

/// The circuit against the integer model, on a board of each number of stones.
#[test]
fn the_circuit_answers_as_the_integer_model_does() {
    let model = network(CurveId::Bn254);
    let by_stones: BTreeMap<u8, Board> = boards()
        .into_iter()
        .map(|(player, house)| Board { player, house })
        .map(|board| (board.stones(), board))
        .collect();
    assert_eq!(by_stones.len(), 9);
    for board in by_stones.into_values() {
        let input = board.input(Side::Player);
        let inference = Inference::new(&input);
        let (statement, output) = model.circuit.statement::<Bn254>(&Context::default(), &inference).unwrap();
        assert_eq!(output, model.circuit.output(&input).unwrap());
        let public: Vec<<Bn254 as Curve>::Scalar> =
            statement.public_inputs().iter().map(|x| decode_scalar(x).unwrap()).collect();
        let mut sink = CheckSink::new(public.clone());
        model.circuit.synthesize(&public, Some(&inference), &mut sink);
        assert_eq!(sink.first_violation().map(|violation| violation.to_string()), None, "{board:?}");
    }
}

fn signer(name: &str) -> Signer {
    Signer::development(name).unwrap()
}

fn account(name: &str) -> AccountId {
    signer(name).account()
}

fn refused<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
    match result {
        Err(ChainError::Dispatch(e)) => e.refusal.name.clone(),
        other => panic!("{other:?}"),
    }
}

const STAKE: Balance = 10 * UNIT;
const BANKROLL: Balance = 100 * UNIT;

/// A chain on which Bob is the house, with two trainings of the network as versions 1 and 2, of which the first plays.
struct Scene<C: Curve> {
    chain: EmbeddedChain,
    trainings: [Model; 2],
    key: ProvingKey<C>,
    opponent: Opponent,
}

impl<C: Curve> Scene<C> {
    fn new() -> Self {
        let first = network(C::ID);
        let trainings = [first.clone(), TICTACTOE.retrained(&first)];
        let key = setup::<C>(&first.circuit).unwrap();
        let (chain, bob) = (EmbeddedChain::development().unwrap(), signer("bob"));
        let digests = trainings.each_ref().map(|model| model.circuit.params_digest::<C>().unwrap().unwrap());
        let registration = Registration {
            name: first.name.clone(),
            curve: C::ID,
            vk: key.verifying_key().encode(),
            layout: *first.circuit.layout(),
            setup: Setup::Development,
            params: Some(digests[0]),
        };
        let model = chain.register_model(&bob, registration).unwrap().model;
        let scale = trainings[1].circuit.layout().output.scale;
        chain.add_retrained_version(&bob, model, 1, digests[1], scale).unwrap();
        let scene = Self { chain, trainings, key, opponent: Opponent { model, version: 1 } };
        let open_table = pallet_game::Call::open_table { opponent: scene.opponent, bankroll: BANKROLL };
        scene.call("bob", open_table).unwrap();
        scene
    }

    fn call(&self, who: &str, call: pallet_game::Call<Runtime>) -> Result<Included, ChainError> {
        self.chain.call(&signer(who), RuntimeCall::Game(call))
    }

    fn open(&self, who: &str, begins: Side) -> Included {
        let (house, opponent) = (account("bob"), self.opponent);
        self.call(who, pallet_game::Call::open_game { house, opponent, stake: STAKE, begins }).unwrap()
    }

    fn play(&self, who: &str, game: GameId, cell: u8) -> Included {
        self.call(who, pallet_game::Call::play { game, cell }).unwrap()
    }

    fn game(&self, game: GameId) -> Option<Game<AccountId, Balance, BlockNumber>> {
        let key = pallet_game::Games::<Runtime>::hashed_key_for(game);
        self.chain.storage(&key).unwrap().map(|bytes| Game::decode_all(&mut bytes.as_slice()).unwrap())
    }

    fn table(&self) -> Table<Balance> {
        let key = pallet_game::Tables::<Runtime>::hashed_key_for(account("bob"));
        Table::decode_all(&mut self.chain.storage(&key).unwrap().unwrap().as_slice()).unwrap()
    }

    /// A proof that a training answers to a board, as version `version` and for move `number` of a game.
    fn prove(&self, training: usize, version: u32, board: &[i64], game: GameId, number: u8) -> Submission {
        let (account, model) = (account("bob"), self.opponent.model);
        let subject = zkml_runtime::Game::subject(game, number);
        let valid_until = self.chain.block_number().unwrap() + 50;
        let context = self.chain.context(model, version, &account, subject, valid_until, None).unwrap();
        let circuit = &self.trainings[training].circuit;
        let proved = prove(circuit, &self.key, &context, &Inference::new(board)).unwrap();
        Submission {
            model,
            version,
            account,
            subject,
            valid_until,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: None,
            attestation: None,
            proof: proved.proof,
        }
    }

    /// The proof of the move that a game awaits.
    fn answer(&self, game: GameId) -> Submission {
        let board = self.game(game).expect("the game is not over").board;
        self.prove(0, 1, &board.input(Side::House), game, board.stones())
    }

    /// Ferdie carries the proofs.
    fn submit(&self, submission: Submission) -> Result<Included, ChainError> {
        Ok(self.chain.submit_proof(&signer("ferdie"), submission)?.included)
    }

    /// Submits a proof that verifies and moves nothing. Returns why the game refused it, if it did.
    fn submit_in_vain(&self, submission: Submission) -> Option<String> {
        let before = [0, 1].map(|game| self.game(game));
        let included = self.submit(submission).unwrap();
        assert_eq!([0, 1].map(|game| self.game(game)), before);
        let mut events = included.zkml_events();
        let error = events.find_map(|event| match event {
            pallet_zkml::Event::ConsumerFailed { error, .. } => Some(error),
            _ => None,
        });
        error.map(|error| self.chain.refusal(&error).unwrap().name)
    }
}

/// What the pallet reports of a transaction.
fn events(included: &Included) -> Vec<pallet_game::Event<Runtime>> {
    included.events.iter().filter_map(|event| event.decode("Game")).collect()
}

fn ending(included: &Included) -> Option<Ending> {
    events(included).into_iter().find_map(|event| match event {
        pallet_game::Event::GameEnded { ending, .. } => Some(ending),
        _ => None,
    })
}

/// Charlie plays whatever cell is free and loses; on the way everything is tried that must not move a stone.
fn a_game_is_played_to_its_end_with_every_move_proved<C: Curve>() {
    let scene = Scene::<C>::new();
    let first_digest: FieldBytes = scene.trainings[0].circuit.params_digest::<C>().unwrap().unwrap();
    let opened = scene.open("charlie", Side::Player);
    // Everybody sees which weights play, and nobody sees the weights.
    assert!(events(&opened).iter().any(|event| matches!(
        event,
        pallet_game::Event::GameOpened { game: 0, params, .. } if *params == first_digest
    )));
    scene.open("dave", Side::House);
    scene.play("charlie", 0, 0);
    let board = scene.game(0).unwrap().board.input(Side::House);

    // Proofs that verify, of something else: another board, another version, another move.
    let another_board = scene.prove(0, 1, &[0; 18], 0, 1);
    assert_eq!(scene.submit_in_vain(another_board).as_deref(), Some("OtherBoard"));
    let another_version = scene.prove(1, 2, &board, 0, 1);
    assert_eq!(scene.submit_in_vain(another_version).as_deref(), Some("OtherOpponent"));
    let another_move = scene.prove(0, 1, &board, 0, 3);
    assert_eq!(scene.submit_in_vain(another_move), None);

    // Other weights in the name of those that play: whoever holds the keys and trains a network of their own, be it the house
    // that would like to play another one, or the player that would like the house to play a bad one.
    assert_eq!(refused(scene.submit(scene.prove(1, 1, &board, 0, 1))), "InvalidProof");
    // The answer to Dave's game as that to Charlie's.
    let of_daves = scene.answer(1);
    let renamed = Submission { subject: zkml_runtime::Game::subject(0, 1), ..of_daves.clone() };
    assert_eq!(refused(scene.submit(renamed)), "InvalidProof");
    // Another cell than the model's.
    let honest = scene.answer(0);
    let edited = Submission { output: of_daves.output.clone(), ..honest.clone() };
    if edited.output != honest.output {
        assert_eq!(refused(scene.submit(edited)), "InvalidProof");
    }
    // In Charlie's name, and in nobody's: the proof says Bob's.
    let stolen = Submission { account: account("charlie"), ..honest.clone() };
    assert_eq!(refused(scene.submit(stolen)), "InvalidProof");

    scene.submit(honest.clone()).unwrap();
    assert_eq!(scene.game(0).unwrap().board.stones(), 2);
    // The same proof again, and another proof of the same move.
    assert_eq!(refused(scene.submit(honest)), "AlreadyVerified");
    assert_eq!(scene.submit_in_vain(scene.prove(0, 1, &board, 0, 1)), None);

    let mut last = None;
    while let Some(game) = scene.game(0) {
        last = Some(match game.turn {
            Side::Player => {
                let free = (0..9).find(|&cell| game.board.with(Side::Player, cell).is_some()).unwrap();
                scene.play("charlie", 0, free)
            }
            Side::House => scene.submit(scene.answer(0)).unwrap(),
        });
    }
    assert_eq!(last.as_ref().and_then(ending), Some(Ending::Line(Side::House)));
    // Charlie's stake is the house's, and Dave's game still has its own.
    assert_eq!(scene.table().bankroll, BANKROLL + STAKE - STAKE);
    assert_eq!(scene.table().games, 1);

    // Dave waits for a move that does not come.
    assert_eq!(refused(scene.call("eve", pallet_game::Call::claim_timeout { game: 1 })), "NotOutOfTime");
    scene.chain.advance(120).unwrap();
    let claimed = scene.call("eve", pallet_game::Call::claim_timeout { game: 1 }).unwrap();
    assert_eq!(ending(&claimed), Some(Ending::OutOfTime(Side::House)));
    assert_eq!(scene.table(), Table { opponent: Some(scene.opponent), bankroll: BANKROLL, games: 0 });
    scene.call("bob", pallet_game::Call::close_table {}).unwrap();
}

#[test]
fn a_game_is_played_to_its_end_with_every_move_proved_on_bn254() {
    a_game_is_played_to_its_end_with_every_move_proved::<Bn254>();
}

#[test]
fn a_game_is_played_to_its_end_with_every_move_proved_on_bls12_381() {
    a_game_is_played_to_its_end_with_every_move_proved::<Bls12_381>();
}

/// The house begins, Charlie plays perfectly, and nobody wins. Then governance revokes the weights in the middle of a game.
#[test]
fn a_perfect_player_draws_and_a_revoked_model_robs_nobody() {
    let scene = Scene::<Bn254>::new();
    let before = scene.chain.free_balance(&account("charlie")).unwrap();
    scene.open("charlie", Side::House);
    let (mut minimax, mut last) = (Minimax::default(), None);
    while let Some(game) = scene.game(0) {
        last = Some(match game.turn {
            Side::Player => {
                let moves = minimax.moves(game.board);
                let (&cell, _) = moves.iter().max_by_key(|(_, value)| **value).unwrap();
                scene.play("charlie", 0, cell)
            }
            Side::House => scene.submit(scene.answer(0)).unwrap(),
        });
    }
    assert_eq!(last.as_ref().and_then(ending), Some(Ending::Full));
    assert_eq!(scene.table().bankroll, BANKROLL);
    // But for fees.
    let paid = before - scene.chain.free_balance(&account("charlie")).unwrap();
    assert!(paid < UNIT, "{paid}");

    scene.open("charlie", Side::House);
    assert_eq!(refused(scene.call("eve", pallet_game::Call::call_off { game: 1 })), "ModelNotStopped");
    let answer = scene.answer(1);
    let Opponent { model, version } = scene.opponent;
    let revoke = RuntimeCall::Zkml(pallet_zkml::Call::revoke_version { model, version });
    let revoke = RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(revoke) });
    scene.chain.call(&signer("alice"), revoke).unwrap();
    assert_eq!(refused(scene.submit(answer)), "VersionRevoked");
    let called_off = scene.call("eve", pallet_game::Call::call_off { game: 1 }).unwrap();
    assert_eq!(ending(&called_off), Some(Ending::CalledOff));
    assert_eq!(scene.table().bankroll, BANKROLL);
}
