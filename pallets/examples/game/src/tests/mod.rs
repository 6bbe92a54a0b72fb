//! Moves arrive as proofs that `pallet-zkml` verifies: simulated ones, which to the verifier are real.

mod attacks;
mod clock;
mod games;
mod property;
mod stopped;
mod tables;

use crate::{mock::*, rules::INPUTS, *};
use frame_support::{assert_noop, assert_ok};
use pallet_zkml::{PauseTarget, Submission, SubmissionOf};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};
use zkml_primitives::{
    account_bytes, simulate::SimulatedKey, Bn254, Context, Curve, FieldBytes, Layout, Params, Port, Scale, Setup,
    Shape, Statement, Visibility,
};

const HOUSE: u64 = 1;
const ALICE: u64 = 2;
const RELAYER: u64 = 3;
const BOB: u64 = 4;
const OTHER_HOUSE: u64 = 5;

const BANKROLL: Balance = 1_000;
const STAKE: Balance = 100;

fn port(len: usize, bits: u8) -> Port {
    Port {
        visibility: Visibility::Public,
        shape: Shape::new(&[len]).unwrap(),
        bits,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    }
}

/// A board in, a cell out. Four bits hold numbers that are no cell.
fn layout() -> Layout {
    Layout { params: Params::Committed, ..Layout::new(port(INPUTS, 1), port(1, 4)) }
}

/// An element that stands for a digest: to a simulated key one is as good as another.
fn digest(of: u64) -> FieldBytes {
    let mut digest = [of as u8; 32];
    digest[31] = 0;
    digest
}

/// A registered version and the secrets to prove anything about it.
struct Model {
    opponent: Opponent,
    key: SimulatedKey<Bn254>,
    layout: Layout,
    params: Option<FieldBytes>,
}

impl Model {
    fn register(seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::<Bn254>::new(seed, layout.public_inputs().unwrap());
        let model = pallet_zkml::NextModelId::<Test>::get();
        let params = (layout.params == Params::Committed).then(|| digest(seed));
        assert_ok!(Zkml::register_model(
            RuntimeOrigin::signed(HOUSE),
            seed.to_le_bytes().to_vec().try_into().unwrap(),
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params,
        ));
        Self { opponent: Opponent { model, version: 1 }, key, layout, params }
    }

    /// The same key for other weights.
    fn retrain(&self, seed: u64) -> Self {
        let Opponent { model, version } = self.opponent;
        let latest = pallet_zkml::Models::<Test>::get(model).unwrap().latest_version;
        let (who, scale) = (RuntimeOrigin::signed(HOUSE), self.layout.output.scale);
        assert_ok!(Zkml::add_retrained_version(who, model, version, digest(seed), scale));
        let opponent = Opponent { model, version: latest + 1 };
        let key = SimulatedKey::<Bn254>::new(u64::from(model) + 1, self.layout.public_inputs().unwrap());
        Self { opponent, key, layout: self.layout, params: Some(digest(seed)) }
    }

    /// A proof that the model answers `cell` to the integers of a board.
    fn prove(&self, account: u64, subject: [u8; 32], board: &[i64], cell: i64) -> SubmissionOf<Test> {
        let Opponent { model, version } = self.opponent;
        let valid_until = System::block_number() + 10;
        let context = Context {
            genesis_hash: System::block_hash(0).0,
            model_id: model,
            version,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&account),
            subject,
            valid_until,
            issuer: None,
        };
        let (input, output) = (self.layout.input.pack(board).unwrap(), self.layout.output.pack(&[cell]).unwrap());
        let statement = Statement { context: context.digest(), params: self.params, input, output, nullifier: None };
        Submission {
            model,
            version,
            account,
            subject,
            valid_until,
            proof: self.key.prove(&statement.public_inputs(), 7).try_into().unwrap(),
            input: statement.input.try_into().unwrap(),
            output: statement.output.try_into().unwrap(),
            nullifier: None,
            attestation: None,
        }
    }

    /// A proof of the move that a game awaits.
    fn answer(&self, game: GameId, cell: i64) -> SubmissionOf<Test> {
        let (subject, board) = Gaming::awaited(game).expect("the model is to move");
        self.prove(HOUSE, subject, &board, cell)
    }

    /// Has the relayer submit the proof of the move that a game awaits.
    fn moves(&self, game: GameId, cell: i64) {
        assert_ok!(submit(self.answer(game, cell)));
        assert_eq!(failure(), None);
    }
}

fn submit(s: SubmissionOf<Test>) -> DispatchResult {
    let result = Dispatchable::dispatch(RuntimeCall::Zkml(s.into()), RuntimeOrigin::signed(RELAYER));
    result.map(|_| ()).map_err(|failed| failed.error)
}

/// Why the last proof was refused by this pallet, if it was.
fn failure() -> Option<DispatchError> {
    let last = System::events().pop().map(|record| record.event);
    match last {
        Some(RuntimeEvent::Zkml(pallet_zkml::Event::ConsumerFailed { error, .. })) => Some(error),
        _ => None,
    }
}

/// Submits a proof that is valid, and that this pallet refuses or ignores.
fn submit_in_vain(s: SubmissionOf<Test>, why: Option<Error<Test>>) {
    let before: Vec<_> = Games::<Test>::iter().collect();
    assert_ok!(submit(s));
    assert_eq!(failure(), why.map(Into::into));
    assert_eq!(Games::<Test>::iter().collect::<Vec<_>>(), before);
}

fn open_table(house: u64, opponent: Opponent, bankroll: Balance) -> DispatchResult {
    Gaming::open_table(RuntimeOrigin::signed(house), opponent, bankroll)
}

fn open(player: u64, opponent: Opponent, stake: Balance, begins: Side) -> DispatchResult {
    Gaming::open_game(RuntimeOrigin::signed(player), HOUSE, opponent, stake, begins)
}

fn play(player: u64, game: GameId, cell: u8) -> DispatchResult {
    Gaming::play(RuntimeOrigin::signed(player), game, cell)
}

fn claim(game: GameId) -> DispatchResult {
    Gaming::claim_timeout(RuntimeOrigin::signed(RELAYER), game)
}

fn call_off(game: GameId) -> DispatchResult {
    Gaming::call_off(RuntimeOrigin::signed(RELAYER), game)
}

fn free(account: u64) -> Balance {
    Balances::free_balance(account)
}

fn held(account: u64) -> Balance {
    use frame_support::traits::fungible::InspectHold;
    Balances::balance_on_hold(&HoldReason::Game.into(), &account)
}

fn bankroll() -> Balance {
    Gaming::table(HOUSE).unwrap().bankroll
}

fn advance(blocks: u64) {
    System::set_block_number(System::block_number() + blocks);
}

/// The last ending that was reported.
fn ending() -> Option<Ending> {
    System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Gaming(Event::GameEnded { ending, .. }) => Some(ending),
        _ => None,
    })
}

/// Runs a test on a new chain, and checks the invariants after it.
fn on_a_chain(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        let issued = Balances::total_issuance();
        test();
        assert_ok!(Gaming::do_try_state());
        assert_eq!(Balances::total_issuance(), issued);
    });
}

/// As [`on_a_chain`], with a table of the house's.
fn with_a_table(test: impl FnOnce(Model)) {
    on_a_chain(|| {
        let model = Model::register(1, layout());
        assert_ok!(open_table(HOUSE, model.opponent, BANKROLL));
        test(model);
    });
}

/// As [`with_a_table`], with game 0 of Alice's.
fn with_a_game(begins: Side, test: impl FnOnce(Model)) {
    with_a_table(|model| {
        assert_ok!(open(ALICE, model.opponent, STAKE, begins));
        test(model);
    });
}

/// Sets stones in turn: of Alice's in game 0 by calls, of the model's by proofs.
fn sequence(model: &Model, cells: &[u8]) {
    for &cell in cells {
        match Gaming::game(0).expect("the game is not over").turn {
            Side::Player => {
                assert_ok!(play(ALICE, 0, cell));
            }
            Side::House => model.moves(0, cell.into()),
        }
    }
}
