//! A treasury on the real runtime, with real proofs: it is created, funded and woken, a prover answers, and the money moves as the
//! model that everybody knows decides.

use runtime_tests::TREASURY;
use zkml_chain::{
    market::{deposit_bond_call, last_block, request_subject, MarketEvent, Question, RequestId, RequestInput},
    AccountId, Balance, Chain, ChainError, EmbeddedChain, Included, Market, Registration, RuntimeCall, Signer,
    Submission,
};
use zkml_circuits::{
    artifact::Model,
    groth16::{prove, setup, ProvingKey},
    Inference,
};
use zkml_compiler::{Options, Quantization};
use zkml_primitives::{Bn254, Setup, Visibility};
use zkml_runtime::{Runtime, MILLIUNIT, UNIT};

use frame_support::{weights::Weight, BoundedVec};
use pallet_agent::{Action, Call, Event, Feature, Pallet};
use pallet_zkml_market::{Audience, VersionRule};
use sp_runtime::Perbill;

const HOLD: i64 = 0;
const PAY: i64 = 1;
const SAVE: i64 = 2;
const WAGE: Balance = 40 * UNIT;
const MAX_FEE: Balance = 100 * MILLIUNIT;
const WORKERS: AccountId = AccountId::new([7; 32]);
const SAVINGS: AccountId = AccountId::new([8; 32]);

fn signer(name: &str) -> Signer {
    Signer::development(name).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, ChainError>) -> String {
    match result {
        Err(ChainError::Dispatch(e)) => e.refusal.name.clone(),
        other => panic!("{other:?}"),
    }
}

fn compiled(weight_bits: u8) -> Model {
    let quantization = Quantization {
        input: Visibility::Public,
        reveal: Some("argmax".parse().unwrap()),
        weight_bits,
        ..Quantization::default()
    };
    TREASURY.model(&Options { quantization, ..Options::default() })
}

/// A model that is registered, with what it takes to prove it.
struct Registered {
    id: u32,
    model: Model,
    key: ProvingKey<Bn254>,
}

impl Registered {
    fn new(chain: &EmbeddedChain, name: &str, weight_bits: u8) -> Self {
        let model = compiled(weight_bits);
        let key = setup::<Bn254>(&model.circuit).unwrap();
        let registration = Registration {
            name: name.into(),
            curve: model.curve,
            vk: key.verifying_key().encode(),
            layout: *model.circuit.layout(),
            setup: Setup::Development,
            params: None,
        };
        let id = chain.register_model(&signer("alice"), registration).unwrap().model;
        Self { id, model, key }
    }

    /// Proves the answer to a request for the prover, Charlie.
    fn answer(&self, chain: &EmbeddedChain, id: RequestId) -> (Submission, i64) {
        let request = chain.request(id).unwrap().unwrap();
        let input = self.model.circuit.layout().input.unpack(request.input.elements()).unwrap();
        let (account, subject, valid_until) = (signer("charlie").account(), request_subject(id), last_block(&request));
        let context = chain.context(self.id, 1, &account, subject, valid_until, None).unwrap();
        let proved = prove(&self.model.circuit, &self.key, &context, &Inference::new(&input)).unwrap();
        let submission = Submission {
            model: self.id,
            version: 1,
            account,
            subject,
            valid_until,
            input: proved.statement.input.clone(),
            output: proved.statement.output.clone(),
            nullifier: None,
            attestation: None,
            proof: proved.proof,
        };
        (submission, proved.output[0])
    }
}

/// A chain with the disclosed model, a prover, and a treasury that Bob has founded and Dave has funded.
struct Scene {
    chain: EmbeddedChain,
    disclosed: Registered,
    treasury: AccountId,
}

impl Scene {
    fn new() -> Self {
        let chain = EmbeddedChain::development().unwrap();
        let disclosed = Registered::new(&chain, "treasury", 8);
        let create = Call::<Runtime>::create_agent {
            model: disclosed.id,
            version: 1,
            features: BoundedVec::truncate_from(vec![
                Feature::Balance { unit: UNIT },
                Feature::BalanceOf { account: WORKERS, unit: UNIT },
                Feature::BlocksSinceDecision { unit: 1 },
                Feature::Signal { account: signer("ferdie").account(), life: 100 },
            ]),
            actions: BoundedVec::truncate_from(vec![
                Action::Nothing,
                Action::Pay { to: WORKERS, amount: WAGE },
                Action::PayShare { to: SAVINGS, share: Perbill::from_percent(50) },
            ]),
            interval: 5,
            max_fee: MAX_FEE,
            heir: SAVINGS,
        };
        chain.call(&signer("bob"), RuntimeCall::Agent(create)).unwrap();
        chain.call(&signer("charlie"), deposit_bond_call(10 * UNIT)).unwrap();
        let scene = Self { chain, disclosed, treasury: Pallet::<Runtime>::account(0) };
        scene.fund(100 * UNIT);
        scene.report(100);
        scene
    }

    fn fund(&self, amount: Balance) {
        let dest = self.treasury.clone().into();
        let transfer = pallet_balances::Call::transfer_allow_death { dest, value: amount };
        self.chain.call(&signer("dave"), RuntimeCall::Balances(transfer)).unwrap();
    }

    /// Ferdie reports the price.
    fn report(&self, value: i64) {
        self.chain.call(&signer("ferdie"), RuntimeCall::Agent(Call::signal { value })).unwrap();
    }

    fn free(&self, account: &AccountId) -> Balance {
        self.chain.free_balance(account).unwrap()
    }

    /// Eve wakes the treasury. Returns the request and what was observed.
    fn wake(&self) -> (RequestId, Vec<i64>) {
        let included = self.chain.call(&signer("eve"), RuntimeCall::Agent(Call::wake { agent: 0 })).unwrap();
        let woken = included.events.iter().find_map(|event| match event.decode("Agent") {
            Some(Event::<Runtime>::AgentWoken { request, observation, .. }) => {
                Some((request, observation.into_inner()))
            }
            _ => None,
        });
        woken.expect("the treasury has asked")
    }

    fn claim(&self, request: RequestId) {
        let call = pallet_zkml_market::Call::claim { request, version: 1 };
        self.chain.call(&signer("charlie"), RuntimeCall::Market(call)).unwrap();
    }

    fn fulfil(&self, request: RequestId, submission: Submission) -> Result<Included, ChainError> {
        let weight = self.callback_weight(request);
        self.chain.fulfil(&signer("charlie"), request, submission, weight).map(|fulfilled| fulfilled.included)
    }

    fn callback_weight(&self, request: RequestId) -> Weight {
        self.chain.request(request).unwrap().unwrap().callback.expect("the agent is called back").weight
    }

    /// Wakes the treasury and has it decide. Returns what was observed, the class, and what was paid.
    fn decide(&self) -> (Vec<i64>, i64, Balance) {
        let (request, observed) = self.wake();
        self.claim(request);
        let (submission, class) = self.disclosed.answer(&self.chain, request);
        let included = self.fulfil(request, submission).unwrap();
        let paid = included.events.iter().find_map(|event| match event.decode("Agent") {
            Some(Event::<Runtime>::Decided { class: decided, paid, .. }) => {
                assert_eq!(i64::from(decided), class);
                Some(paid)
            }
            _ => None,
        });
        (observed, class, paid.expect("the treasury has decided"))
    }
}

/// Whether the callback of the one request in these events was refused.
fn called_in_vain(included: &Included) -> bool {
    included.market_events().any(|event| matches!(event, MarketEvent::CallbackCalled { result: Err(_), .. }))
}

#[test]
fn the_treasury_pays_holds_and_saves_as_the_disclosed_model_decides() {
    let scene = Scene::new();
    let (observed, class, paid) = scene.decide();
    // Enough funds, workers without a wage, and a high price.
    assert_eq!((observed[0], observed[1], observed[3]), (100, 0, 100));
    assert_eq!((class, paid), (PAY, WAGE));
    assert_eq!(scene.free(&WORKERS), WAGE);
    let left = scene.free(&scene.treasury);
    assert!((60 * UNIT - MAX_FEE..60 * UNIT).contains(&left));

    // The workers have their wage and the price has fallen.
    scene.report(20);
    scene.chain.advance(5).unwrap();
    let (observed, class, paid) = scene.decide();
    assert_eq!((observed[0], observed[1], observed[3]), (59, 40, 20));
    assert_eq!((class, paid), (HOLD, 0));

    // More than the treasury needs.
    scene.fund(180 * UNIT);
    scene.chain.advance(5).unwrap();
    let before = scene.free(&scene.treasury);
    let (_, class, paid) = scene.decide();
    assert_eq!(class, SAVE);
    assert_eq!((scene.free(&SAVINGS), scene.free(&WORKERS)), (paid, WAGE));
    assert!(((before - MAX_FEE) / 2 - UNIT..=before / 2).contains(&paid));
}

#[test]
fn a_decision_that_is_forged_or_another_models_moves_nothing() {
    let scene = Scene::new();
    let chain = &scene.chain;
    // The same network with coarser weights, and a key of its own.
    let other = Registered::new(chain, "other", 5);
    let (request, _) = scene.wake();
    scene.claim(request);
    let funds = scene.chain.free_balance(&scene.treasury).unwrap();
    let (honest, class) = scene.disclosed.answer(chain, request);
    assert_eq!(class, PAY);

    // Another class than the model's, beside its proof.
    let save = scene.disclosed.model.circuit.layout().output.pack(&[SAVE]).unwrap();
    let forged = Submission { output: save, ..honest.clone() };
    assert_eq!(refused(scene.fulfil(request, forged)), "InvalidProof");
    // Another input than what the chain has observed.
    let input = scene.disclosed.model.circuit.layout().input.pack(&[255, 0, 255, 255]).unwrap();
    let elsewhere = Submission { input, ..honest.clone() };
    assert_eq!(refused(scene.fulfil(request, elsewhere)), "WrongStatement");
    // The other model's answer, as its own and under the disclosed one's name.
    let (foreign, _) = other.answer(chain, request);
    assert_eq!(refused(scene.fulfil(request, foreign.clone())), "WrongStatement");
    let disguised = Submission { model: scene.disclosed.id, ..foreign };
    assert_eq!(refused(scene.fulfil(request, disguised)), "InvalidProof");
    // Without the market.
    let alone = RuntimeCall::Agent(Call::decide { agent: 0 });
    for name in ["alice", "bob", "charlie"] {
        assert_eq!(refused(chain.call(&signer(name), alone.clone())), "BadOrigin");
    }
    // A question of Eve's about what suits her, by both models, with the treasury's callback. The prover is paid, by her.
    for (model, answering) in [(scene.disclosed.id, &scene.disclosed), (other.id, &other)] {
        let now = chain.block_number().unwrap();
        let question = Question {
            model,
            rule: VersionRule::Exactly(1),
            input: RequestInput::Public(
                answering.model.circuit.layout().input.pack(&[255, 0, 255, 255]).unwrap().try_into().unwrap(),
            ),
            audience: Audience::FirstClaim,
            min_fee: MILLIUNIT,
            max_fee: MILLIUNIT,
            claim_by: now + 10,
            prove_by: now + 20,
            callback: Some(alone.clone()),
        };
        let asked = chain.ask_model(&signer("eve"), question).unwrap().request;
        scene.claim(asked);
        let (answer, _) = answering.answer(chain, asked);
        assert!(called_in_vain(&scene.fulfil(asked, answer).unwrap()));
    }
    assert_eq!((scene.free(&WORKERS), scene.free(&scene.treasury)), (0, funds));
    let close = RuntimeCall::Agent(Call::close_agent { agent: 0 });
    assert_eq!(refused(chain.call(&signer("bob"), close.clone())), "DecisionPending");

    // What it was asked is still answered, once, and what is left goes to the heir.
    scene.fulfil(request, honest.clone()).unwrap();
    assert_eq!(scene.free(&WORKERS), WAGE);
    assert_eq!(refused(chain.submit_proof(&signer("charlie"), honest)), "AlreadyVerified");
    let left = scene.free(&scene.treasury);
    assert_eq!(refused(chain.call(&signer("eve"), close.clone())), "NotFounder");
    chain.call(&signer("bob"), close).unwrap();
    assert_eq!((scene.free(&scene.treasury), scene.free(&SAVINGS)), (0, left));
}
