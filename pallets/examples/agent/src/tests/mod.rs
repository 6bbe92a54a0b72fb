//! Happy cases first, then `mod reject`. After each test, what is true of the state is checked, and that no funds came or went.
//!
//! Attacks, and what fails here if the defence is taken out:
//!
//! | attack | tests |
//! | --- | --- |
//! | asking in the agent's place, with its callback | `deciding::reject::an_answer_that_somebody_else_asked_for` |
//! | an answer to another question, of another agent, or the same once more | `deciding::reject::an_answer_to_another_question`, `…::an_answer_to_another_agent`, `…::an_answer_for_a_second_time` |
//! | an answer of another model or version | `deciding::reject::an_answer_of_another_model_or_version`, `waking::nobody_answers_with_a_later_version` |
//! | deciding without an answer | `deciding::reject::whoever_is_not_the_market`, `…::an_answer_that_is_not_proved` |
//! | choosing the input | `waking::the_chain_observes_what_the_policy_names`, `waking::reject::what_an_account_reported_too_long_ago`, `deciding::a_decision_is_about_what_was_observed` |
//! | draining an agent by waking it | `waking::reject::too_early`, `…::while_a_decision_is_pending`, `waking::questions_cost_no_more_than_the_policy_allows` |
//! | a founder that wants the funds | `closing::reject` |
//! | a payment that cannot be made | `deciding::what_cannot_be_paid_leaves_the_agent_to_be_woken_again` |

use crate::{mock::*, *};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::DispatchResult,
    traits::{
        fungible::{Inspect, InspectHold},
        Hooks,
    },
    weights::Weight,
    BoundedVec,
};
use pallet_zkml::{Elements, ProofBytes, Submission, SubmissionOf};
use pallet_zkml_market::{Answer, Error as MarketError, Event as MarketEvent, RawOrigin, RequestId, Requests};
use parity_scale_codec::Encode;
use sp_runtime::{traits::Dispatchable, DispatchError, Perbill, TokenError};
use zkml_primitives::{
    account_bytes, simulate::SimulatedKey, Bn254, Context, Curve, Layout, Port, Scale, Setup, Shape, Statement,
    Visibility,
};

mod closing;
mod configuration;
mod creating;
mod deciding;
mod properties;
mod signals;
mod waking;

const FOUNDER: AccountId = 1;
const PROVER: AccountId = 2;
const ANYBODY: AccountId = 3;
const OWNER: AccountId = 4;
const REPORTER: AccountId = 5;
const DONOR: AccountId = 6;
/// Accounts that do not exist in the beginning.
const WORKER: AccountId = 50;
const SAVINGS: AccountId = 51;
const HEIR: AccountId = 52;

/// What [`PROVER`] has deposited.
const DEPOSIT: Balance = 100_000_000;
const UNIT: Balance = 1_000;
/// What an agent of a test is given.
const FUNDS: Balance = 100 * UNIT;
const WAGE: Balance = 5 * UNIT;
const INTERVAL: u64 = 7;
const MAX_FEE: Balance = 520;

const HOLD: Class = 0;
const PAY: Class = 1;
const SAVE: Class = 2;
/// The port can hold it and the policy has no action for it.
const UNNAMED: Class = 3;

/// Runs a test on a chain with a model and a prover.
fn test(run: impl FnOnce(Model)) {
    new_test_ext().execute_with(|| {
        let model = Model::register(layout());
        assert_ok!(Market::deposit_bond(signed(PROVER), DEPOSIT));
        let issued = Balances::total_issuance();
        run(model);
        assert_eq!(Balances::total_issuance(), issued);
        assert_ok!(Treasury::do_try_state());
    })
}

fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// Sends a call, and undoes it if it fails.
fn send(who: AccountId, call: impl Into<RuntimeCall>) -> DispatchResult {
    from(signed(who), call)
}

fn from(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
    call.into().dispatch(origin).map(drop).map_err(|refused| refused.error)
}

fn go_on(blocks: u64) {
    System::set_block_number(System::block_number() + blocks);
}

fn free(who: AccountId) -> Balance {
    Balances::free_balance(who)
}

fn total(who: AccountId) -> Balance {
    Balances::total_balance(&who)
}

fn held(who: AccountId) -> Balance {
    Balances::balance_on_hold(&HoldReason::Storage.into(), &who)
}

fn give(who: AccountId, amount: Balance) {
    assert_ok!(send(DONOR, pallet_balances::Call::transfer_allow_death { dest: who, value: amount }));
}

fn last_event() -> RuntimeEvent {
    System::events().pop().expect("there are events").event
}

// Models.

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

/// Five numbers in, one of four classes out.
fn layout() -> Layout {
    Layout::new(port(5, 8), port(1, 2))
}

/// A registered version and the secrets to prove anything about it.
#[derive(Clone)]
struct Model {
    id: u32,
    version: u32,
    layout: Layout,
    key: SimulatedKey<Bn254>,
}

impl Model {
    fn register(layout: Layout) -> Self {
        let seed = u64::from(pallet_zkml::NextModelId::<Test>::get());
        let key = SimulatedKey::new(seed, layout.public_inputs().unwrap());
        let params = (layout.params == zkml_primitives::Params::Committed).then_some([1; 32]);
        assert_ok!(Zkml::register_model(
            signed(OWNER),
            seed.to_le_bytes().to_vec().try_into().unwrap(),
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params,
        ));
        Self { id: pallet_zkml::NextModelId::<Test>::get() - 1, version: 1, layout, key }
    }

    /// Adds a version that takes and gives the same, with a key of its own.
    fn add_version(&self) -> Self {
        let key = SimulatedKey::new(1_000, self.layout.public_inputs().unwrap());
        assert_ok!(Zkml::add_version(
            signed(OWNER),
            self.id,
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            self.layout,
            Setup::Development,
            None,
        ));
        Self { version: self.version + 1, key, ..self.clone() }
    }

    fn output(&self, class: Class) -> Elements {
        self.layout.output.pack(&[class.into()]).unwrap().try_into().unwrap()
    }

    /// A submission that answers a request with a class.
    fn answer(&self, id: RequestId, class: Class) -> SubmissionOf<Test> {
        let request = Requests::<Test>::get(id).unwrap();
        let mut submission = Submission {
            model: self.id,
            version: self.version,
            account: PROVER,
            subject: Market::subject(id),
            valid_until: Market::last_block(&request),
            input: request.input.elements().to_vec().try_into().unwrap(),
            output: self.output(class),
            nullifier: None,
            attestation: None,
            proof: ProofBytes::default(),
        };
        let context = Context {
            genesis_hash: System::block_hash(0).0,
            model_id: submission.model,
            version: submission.version,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&submission.account),
            subject: submission.subject,
            valid_until: submission.valid_until,
            issuer: None,
        };
        let statement = Statement {
            context: context.digest(),
            params: None,
            input: submission.input.to_vec(),
            output: submission.output.to_vec(),
            nullifier: None,
        };
        submission.proof = self.key.prove(&statement.public_inputs(), 7).try_into().unwrap();
        submission
    }

    /// The policy of tests.
    fn policy(&self) -> PolicyOf<Test> {
        Policy {
            model: self.id,
            version: self.version,
            features: BoundedVec::truncate_from(vec![
                Feature::Balance { unit: UNIT },
                Feature::BalanceOf { account: WORKER, unit: UNIT },
                Feature::BlocksSinceDecision { unit: 2 },
                Feature::LastDecision,
                Feature::Signal { account: REPORTER, life: 10 },
            ]),
            actions: BoundedVec::truncate_from(vec![
                Action::Nothing,
                Action::Pay { to: WORKER, amount: WAGE },
                Action::PayShare { to: SAVINGS, share: Perbill::from_percent(30) },
            ]),
            interval: INTERVAL,
            max_fee: MAX_FEE,
            heir: HEIR,
        }
    }

    /// An agent that has [`FUNDS`].
    fn agent(&self) -> AgentId {
        let agent = create(self.policy()).unwrap();
        give(Treasury::account(agent), FUNDS);
        agent
    }

    /// An agent that is waiting for the answer to a question.
    fn waiting(&self) -> (AgentId, RequestId) {
        let agent = self.agent();
        (agent, woken(agent))
    }

    /// Has a request claimed and answered, and returns what its callback came to. The prover is paid in any case.
    fn decides(&self, id: RequestId, class: Class) -> DispatchResult {
        let before = total(PROVER);
        assert_ok!(claim(id));
        assert_ok!(fulfil(id, self.answer(id, class)));
        assert!(total(PROVER) > before);
        called(id)
    }
}

// Calls.

fn create_call(policy: PolicyOf<Test>) -> Call<Test> {
    let Policy { model, version, features, actions, interval, max_fee, heir } = policy;
    Call::create_agent { model, version, features, actions, interval, max_fee, heir }
}

fn create(policy: PolicyOf<Test>) -> Result<AgentId, DispatchError> {
    let next = NextAgentId::<Test>::get();
    send(FOUNDER, create_call(policy)).map(|()| next)
}

fn wake(agent: AgentId) -> DispatchResult {
    send(ANYBODY, Call::wake { agent })
}

/// Wakes an agent and returns its request.
fn woken(agent: AgentId) -> RequestId {
    assert_ok!(wake(agent));
    record(agent).pending.expect("the agent has asked")
}

fn record(agent: AgentId) -> AgentOf<Test> {
    Agents::<Test>::get(agent).expect("the agent is there")
}

fn close(who: AccountId, agent: AgentId) -> DispatchResult {
    send(who, Call::close_agent { agent })
}

fn claim(request: RequestId) -> DispatchResult {
    send(PROVER, pallet_zkml_market::Call::claim { request, version: 1 })
}

fn fulfil(request: RequestId, submission: SubmissionOf<Test>) -> DispatchResult {
    let callback_weight = MaxCallbackWeight::get();
    let submission = Box::new(submission);
    send(ANYBODY, pallet_zkml_market::Call::fulfil { request, submission, callback_weight })
}

/// What the callback of a request came to.
fn called(id: RequestId) -> DispatchResult {
    let result = System::events().into_iter().find_map(|record| match record.event {
        RuntimeEvent::Market(MarketEvent::CallbackCalled { request, result }) if request == id => Some(result),
        _ => None,
    });
    result.expect("the callback was called")
}

/// Goes on to the block in which a request that was made now is over, and ends it.
fn expire(request: RequestId) {
    go_on(CLAIM_PERIOD + PROVE_PERIOD + LATE_GRACE + 1);
    assert_ok!(send(ANYBODY, pallet_zkml_market::Call::expire { request }));
}

/// Calls back with an answer that no market has given.
fn forged(agent: AgentId, answer: Answer<AccountId>) -> DispatchResult {
    from(RawOrigin::Answered(answer).into(), Call::decide { agent })
}

/// The answer that an agent waits for.
fn awaited(model: &Model, agent: AgentId, class: Class) -> Answer<AccountId> {
    Answer {
        request: record(agent).pending.expect("the agent has asked"),
        requester: Treasury::account(agent),
        prover: PROVER,
        model: model.id,
        version: model.version,
        statement: [1; 32],
        output: model.output(class),
    }
}
