use super::*;
use pallet_zkml::{Consumers, Inference};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    OpenTable(u64, usize, Balance),
    SetOpponent(u64, Option<usize>),
    Fund(u64, Balance),
    Withdraw(u64, Balance),
    CloseTable(u64),
    Open {
        player: u64,
        house: u64,
        opponent: usize,
        stake: Balance,
        begins: Side,
    },
    Play {
        player: u64,
        stranger: u8,
        game: u64,
        cell: u8,
    },
    /// The model's move in a game, or something close to it.
    Verified {
        game: u64,
        cell: i64,
        number: i8,
        opponent: Option<usize>,
        other_board: bool,
    },
    Claim(u64),
    CallOff(u64),
    Pause(usize),
    Resume(usize),
    Revoke(usize),
    Freeze(u64, Balance),
    Blocks(u64),
}

/// A game by its place among those that are not over; a great number is one that is over or to come.
fn game() -> impl Strategy<Value = u64> {
    prop_oneof![20 => 0u64..4, 1 => 100u64..140]
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 1u64..=5;
    let house = || prop_oneof![6 => Just(HOUSE), 2 => Just(OTHER_HOUSE), 1 => 1u64..=5];
    let side = prop_oneof![Just(Side::Player), Just(Side::House)];
    let rarely = |what: Option<usize>| prop_oneof![9 => Just(None), 1 => Just(what)];
    // From 9 on it is the cell 9 less, whether that is free or not.
    let cell = || prop_oneof![30 => 0i64..9, 1 => 9i64..25];
    let number = prop_oneof![20 => Just(0i8), 1 => -2i8..3];
    prop_oneof![
        4 => (house(), 0usize..3, 0u128..2_000).prop_map(|(who, opponent, amount)| Step::OpenTable(who, opponent, amount)),
        1 => (house(), proptest::option::weighted(0.8, 0usize..3)).prop_map(|(who, opponent)| Step::SetOpponent(who, opponent)),
        2 => (house(), 0u128..1_000).prop_map(|(who, amount)| Step::Fund(who, amount)),
        2 => (house(), 0u128..1_000).prop_map(|(who, amount)| Step::Withdraw(who, amount)),
        1 => house().prop_map(Step::CloseTable),
        10 => (who(), house(), 0usize..3, 10u128..300, side)
            .prop_map(|(player, house, opponent, stake, begins)| Step::Open { player, house, opponent, stake, begins }),
        30 => (who(), any::<u8>(), game(), cell()).prop_map(|(player, stranger, game, cell)| Step::Play {
            player,
            stranger,
            game,
            cell: cell as u8
        }),
        30 => (game(), cell(), number, rarely(Some(1)), proptest::bool::weighted(0.05)).prop_map(
            |(game, cell, number, opponent, other_board)| Step::Verified { game, cell, number, opponent, other_board }
        ),
        3 => game().prop_map(Step::Claim),
        2 => game().prop_map(Step::CallOff),
        1 => (0usize..4).prop_map(Step::Pause),
        6 => (0usize..4).prop_map(Step::Resume),
        1 => (2usize..3).prop_map(Step::Revoke),
        1 => (who(), 0u128..2 * ENDOWMENT).prop_map(|(who, amount)| Step::Freeze(who, amount)),
        4 => (1u64..6).prop_map(Step::Blocks),
    ]
}

/// What became of the steps, so that a run that tries nothing is noticed.
#[derive(Default)]
struct Tally {
    steps: usize,
    endings: std::collections::BTreeMap<String, usize>,
}

fn pause_target(models: &[Model], which: usize) -> PauseTarget {
    models.get(which).map_or(PauseTarget::Everything, |model| PauseTarget::Model(model.opponent.model))
}

/// Whether a call succeeds does not matter here; what it leaves behind does.
fn run(step: Step, models: &[Model]) -> DispatchResult {
    use frame_support::traits::fungible::MutateFreeze;
    let signed = RuntimeOrigin::signed;
    let which = |place: u64| {
        let mut open: Vec<GameId> = Games::<Test>::iter_keys().collect();
        open.sort_unstable();
        match open.len() as u64 {
            0 => place,
            _ if place >= 100 => place - 100,
            len => open[(place % len) as usize],
        }
    };
    // The cell itself, or more often the free one that it leads to.
    let towards_free = |game: GameId, cell: i64| {
        let board = Gaming::game(game).map(|game| game.board).unwrap_or_default();
        let taken = |cell: &i64| (board.player | board.house) >> cell & 1 == 1;
        match cell {
            0..9 => (0..9).map(|by| (cell + by) % 9).find(|cell| !taken(cell)).unwrap_or(cell),
            _ => cell - 9,
        }
    };
    match step {
        Step::OpenTable(who, model, amount) => open_table(who, models[model].opponent, amount),
        Step::SetOpponent(who, model) => Gaming::set_opponent(signed(who), model.map(|model| models[model].opponent)),
        Step::Fund(who, amount) => Gaming::fund(signed(who), amount),
        Step::Withdraw(who, amount) => Gaming::withdraw(signed(who), amount),
        Step::CloseTable(who) => Gaming::close_table(signed(who)),
        Step::Open { player, house, opponent, stake, begins } => {
            // Mostly the opponent that the table has.
            let opponent = match Gaming::table(house).and_then(|table| table.opponent) {
                Some(at_table) if stake % 8 > 0 => at_table,
                _ => models[opponent].opponent,
            };
            Gaming::open_game(signed(player), house, opponent, stake, begins)
        }
        Step::Play { player, stranger, game, cell } => {
            let game = which(game);
            let player = Gaming::game(game).filter(|_| stranger % 16 > 0).map_or(player, |game| game.player);
            play(player, game, towards_free(game, cell.into()) as u8)
        }
        Step::Verified { game, cell, number, opponent, other_board } => {
            let game = which(game);
            let Some(stored) = Gaming::game(game) else { return Ok(()) };
            let Opponent { model, version } = opponent.map_or(stored.opponent, |other| models[other].opponent);
            let mut board = stored.board.input(Side::House);
            if other_board {
                board[0] ^= 1;
            }
            let layout = layout();
            let (input, output) =
                (layout.input.pack(&board).unwrap(), layout.output.pack(&[towards_free(game, cell)]).unwrap());
            let number = stored.board.stones().saturating_add_signed(number);
            let inference = Inference {
                model,
                version,
                account: &RELAYER,
                subject: Gaming::subject(game, number),
                valid_until: System::block_number(),
                statement: [0; 32],
                layout: &layout,
                params: None,
                issuer: None,
                input: &input,
                output: &output,
                nullifier: None,
            };
            <(Gaming,)>::notify(&inference).failed.pop().map_or(Ok(()), |(_, error)| Err(error))
        }
        Step::Claim(game) => claim(which(game)),
        Step::CallOff(game) => call_off(which(game)),
        Step::Pause(which) => Zkml::pause(RuntimeOrigin::root(), pause_target(models, which)),
        Step::Resume(which) => Zkml::resume(RuntimeOrigin::root(), pause_target(models, which)),
        Step::Revoke(which) => {
            let Opponent { model, version } = models[which].opponent;
            Zkml::revoke_version(RuntimeOrigin::root(), model, version)
        }
        Step::Freeze(who, amount) => Balances::set_freeze(&[1; 8], &who, amount),
        Step::Blocks(n) => {
            advance(n);
            Ok(())
        }
    }
}

const CASES: u32 = 256;
const STEPS: usize = 160;

/// After each of 40,960 steps the invariants hold, no money was made or lost, and what is held is what is recorded. All
/// endings come about.
#[test]
fn money_is_neither_made_nor_lost() {
    let config = ProptestConfig {
        cases: CASES,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let tally = std::cell::RefCell::new(Tally::default());
    proptest::test_runner::TestRunner::new(config)
        .run(&proptest::collection::vec(step(), STEPS), |steps| {
            on_a_chain(|| {
                let models = [1, 2, 3].map(|seed| Model::register(seed, layout()));
                let issued = Balances::total_issuance();
                let total = |who: u64| Balances::total_balance(&who);
                let endowed: Balance = (1..=5).map(total).sum();
                for step in steps {
                    System::reset_events();
                    let games = NextGame::<Test>::get();
                    let failed = run(step.clone(), &models).is_err();
                    tally.borrow_mut().steps += 1;
                    if let Some(ending) = ending() {
                        *tally.borrow_mut().endings.entry(format!("{ending:?}")).or_default() += 1;
                    }
                    // What fails does nothing.
                    assert!(!failed || NextGame::<Test>::get() == games);
                    assert_ok!(Gaming::do_try_state());
                    assert_eq!(Balances::total_issuance(), issued);
                    assert_eq!((1..=5).map(total).sum::<Balance>(), endowed);
                    let recorded = |who: u64| {
                        let at_stake: Balance = Games::<Test>::iter_values()
                            .map(|game| if game.player == who || game.house == who { game.stake } else { 0 })
                            .sum();
                        at_stake + Gaming::table(who).map_or(0, |table| table.bankroll)
                    };
                    (1..=5).for_each(|who| assert_eq!(held(who), recorded(who), "{step:?}"));
                    assert!((1..=5).all(|who| OpenGames::<Test>::get(who) <= MAX_GAMES));
                }
            });
            Ok(())
        })
        .unwrap();
    let Tally { steps, endings } = tally.into_inner();
    assert_eq!(steps, CASES as usize * STEPS);
    let seen: Vec<&str> = endings.keys().map(String::as_str).collect();
    let every =
        ["CalledOff", "Full", "IllegalMove", "Line(House)", "Line(Player)", "OutOfTime(House)", "OutOfTime(Player)"];
    assert_eq!(seen, every, "{endings:?}");
}
