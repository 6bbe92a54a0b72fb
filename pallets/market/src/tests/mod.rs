//! Happy cases first, then `mod reject`. After each test, what is true of the state is checked, and that no funds came or went.
//!
//! Attacks that were real, and what fails here if the defence is taken out:
//!
//! | attack | tests |
//! | --- | --- |
//! | a proof copied out of the pool | `settlement::reject::a_proof_that_was_copied_for_another_account`, `settlement::whoever_carries_a_proof_the_account_that_it_names_is_paid` |
//! | one proof for two requests, two payments for one | `settlement::reject::one_proof_for_two_requests`, `…::a_second_payment_for_a_request`, `…::a_payment_for_a_request_that_has_expired` |
//! | submitting the proof before its prover does | `settlement::a_proof_that_somebody_submitted_first_is_paid_and_spares_its_weight`, `…::a_proof_that_was_accepted_in_time_is_in_time_when_it_is_fulfilled_late` |
//! | claiming and not proving | `expiry::a_prover_that_breaks_its_promise_is_slashed`, `claims::reject::more_than_the_bond_allows` |
//! | cancelling just before the proof | `requests::reject::cancelling_what_is_claimed`, `settlement::an_open_request_that_was_cancelled_is_answered_until_the_notice_has_passed` |
//! | callbacks that fail, weigh, decode to nothing or reach for funds | `callbacks` |
//! | nesting a proof or an end in calls until a callback, or a share, finds no storage layer | `callbacks::no_proof_is_nested_so_deep_that_its_callback_fails`, `expiry::no_end_is_nested_so_deep_that_the_beneficiary_loses_its_share` |
//! | slashing a prover who was in time or was kept from it | `expiry::nobody_is_slashed_while_a_proof_still_counts`, `expiry::a_prover_whom_governance_kept_from_proving_is_not_slashed`, `versions::a_version_that_is_deprecated_serves_what_it_has_begun` |
//! | claiming in a pause, which would risk nothing | `claims::reject::in_a_pause` |
//! | deadlines that overflow, fees that do | `requests::reject::deadlines_that_are_out_of_order_or_too_far`, `requests::reject::more_than_there_is` |
//! | freezes that keep a payment back | `settlement::freezes_keep_no_payment_back`, `expiry::a_freeze_keeps_no_slash_back` |
//! | unbounded work, one request that holds up all others | `expiry::a_block_ends_no_more_than_it_may`, `expiry::a_request_that_cannot_be_ended_holds_up_no_other` |
//! | a claim that a fork turns into that of another request | `keys::reject::an_order_for_another_request_of_the_same_number` |
//! | requests that a worker cannot take, in front of those that it has promised | `offchain::what_is_promised_is_proved_however_many_other_requests_there_are`, `offchain::those_behind_have_their_turn`, `offchain::a_request_that_the_service_stumbles_over_keeps_no_other_back` |
//! | requests that leave a prover no free bond to fulfil them, or whose callback costs more than they pay | `offchain::reject::what_the_bond_could_not_pay_to_fulfil`, `offchain::reject::callbacks_that_cost_more_than_the_fee` |
//! | removing the version before the slash | `versions::no_version_goes_before_the_want_of_its_proof_is_settled` |
//! | orders of another chain, kind, request, key or time, or sent again | `keys::reject` |
//! | full blocks that keep a promised proof out | `keys::an_order_competes_by_its_tip_as_signed_transactions_do`, `offchain::a_proof_that_blocks_leave_out_is_sent_with_a_tip` |
//! | filling pool and blocks for nothing | `keys::an_order_with_an_invalid_proof_costs_its_fee_and_changes_nothing_else`, `keys::reject::an_order_that_was_refused_before`, `provers::reject::withdrawing_all_while_a_refused_order_counts` |

use crate::{mock::*, *};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchClass, DispatchResult, DispatchResultWithPostInfo, GetDispatchInfo},
    storage::with_storage_layer,
    traits::{
        fungible::{Inspect, InspectHold, MutateHold},
        Get, Hooks,
    },
    weights::Weight,
};
use pallet_zkml::{AcceptInference, Elements, PauseTarget, ProofBytes, Submission, SubmissionOf};
use parity_scale_codec::Encode;
use sp_runtime::{traits::Dispatchable, DispatchError, TokenError};
use zkml_primitives::{
    account_bytes, simulate::SimulatedKey, Bn254, Context, Curve, FieldBytes, Layout, Params, Port, Scale, Setup,
    Shape, Statement, Visibility,
};

mod callbacks;
mod claims;
mod configuration;
mod expiry;
mod keys;
mod offchain;
mod provers;
mod requests;
mod settlement;
mod state_machine;
mod versions;
mod views;

/// What a bond pays for a transaction without a signer, tip apart: for its weight with the check of the order and what every
/// transaction takes, and for its bytes. A nanosecond costs a unit, and so does a byte.
fn fee_of_order(weight: Weight, order: &impl Encode) -> Balance {
    const SIGNATURE: usize = 64;
    let base = block_weights().get(DispatchClass::Normal).base_extrinsic;
    Balance::from((weight + base).ref_time()) + (order.encoded_size() + SIGNATURE) as Balance
}

fn block_weights() -> frame_system::limits::BlockWeights {
    <Test as frame_system::Config>::BlockWeights::get()
}

fn fee_of_claim(order: &ClaimOrderOf<Test>) -> Balance {
    type Weights = <Test as Config>::WeightInfo;
    fee_of_order(Weights::claim_by_key() + Weights::authorize_claim(), order)
}

fn fee_of_proof(order: &FulfilOrderOf<Test>) -> Balance {
    type Weights = <Test as Config>::WeightInfo;
    let verification = Zkml::accept_weight(&order.submission);
    let weight = Weights::fulfil_by_key() + Weights::authorize_fulfil() + verification + order.callback_weight;
    fee_of_order(weight, order)
}

const REQUESTER: u64 = 1;
const PROVER: u64 = 2;
const RELAYER: u64 = 3;
const OWNER: u64 = 4;
const OTHER: u64 = 5;
/// An account that does not exist.
const NOBODY: u64 = 50;

/// What [`PROVER`] and [`OTHER`] have deposited.
const DEPOSIT: Balance = 100_000_000_000;

// The request that tests make in block 1. Its fee rises by 100 a block.
const LEAST: Balance = 100;
const MOST: Balance = 1_100;
const CLAIM_BY: u64 = 11;
const PROVE_BY: u64 = 21;
/// The last block that answers it.
const LAST: u64 = PROVE_BY + LATE_GRACE;
/// Half of the greatest fee.
const BOUND: Balance = 550;
/// A fifth of it.
const PENALTY: Balance = 110;

/// Runs a test on a chain with a model and two provers.
fn test(run: impl FnOnce(Model)) {
    new_test_ext().execute_with(|| {
        let model = Model::register(b"model", layout());
        for prover in [PROVER, OTHER] {
            assert_ok!(Market::deposit_bond(signed(prover), DEPOSIT));
        }
        let issued = Balances::total_issuance();
        run(model);
        assert_eq!(Balances::total_issuance(), issued);
        assert_ok!(Market::do_try_state());
    })
}

fn signed(who: u64) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// Sends a call, and undoes it if it fails.
fn send(who: u64, call: Call<Test>) -> DispatchResult {
    sent(who, call).map(drop).map_err(|refused| refused.error)
}

fn sent(who: u64, call: Call<Test>) -> DispatchResultWithPostInfo {
    RuntimeCall::from(call).dispatch(signed(who))
}

/// Sends a call from so deep inside others, each of which has a storage layer of its own.
fn send_nested(depth: u32, call: Call<Test>) -> DispatchResult {
    match depth.checked_sub(1) {
        None => send(RELAYER, call),
        Some(depth) => with_storage_layer(|| send_nested(depth, call)),
    }
}

/// How deep a call may be, and how deep it is refused, around where there is no layer left.
const DEPTHS: [u32; 12] = [0, 1, 30, 62, 63, 128, 192, 251, 252, 253, 254, 255];

fn go_to(block: u64) {
    System::set_block_number(block);
}

fn idle() -> Weight {
    Market::on_idle(System::block_number(), Weight::MAX)
}

fn free(who: u64) -> Balance {
    Balances::free_balance(who)
}

fn total(who: u64) -> Balance {
    Balances::total_balance(&who)
}

fn held(reason: HoldReason, who: u64) -> Balance {
    Balances::balance_on_hold(&reason.into(), &who)
}

fn last_event() -> RuntimeEvent {
    System::events().pop().expect("there are events").event
}

fn has_event(event: Event<Test>) -> bool {
    System::events().iter().any(|record| record.event == event.clone().into())
}

// Models.

fn port(visibility: Visibility, len: usize, bits: u8) -> Port {
    Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits,
        signed: false,
        scale: Scale { mantissa: 1, exponent: -8 },
        zero_point: 0,
    }
}

/// Two elements of input and one of output.
fn layout() -> Layout {
    Layout::new(port(Visibility::Public, 40, 8), port(Visibility::Public, 4, 8))
}

fn with_input(visibility: Visibility) -> Layout {
    let mut layout = layout();
    layout.input.visibility = visibility;
    layout
}

fn question() -> Elements {
    let values: Vec<i64> = (0..40).collect();
    layout().input.pack(&values).unwrap().try_into().unwrap()
}

fn output() -> Elements {
    layout().output.pack(&[1, 2, 3, 4]).unwrap().try_into().unwrap()
}

/// An element of the field.
fn digest(of: u8) -> FieldBytes {
    let mut digest = [of; 32];
    digest[31] = 0;
    digest
}

fn params_of(layout: &Layout) -> Option<FieldBytes> {
    (layout.params == Params::Committed).then(|| digest(1))
}

/// A registered version and the secrets to prove anything about it.
#[derive(Clone)]
struct Model {
    id: u32,
    version: u32,
    key: SimulatedKey<Bn254>,
    params: Option<FieldBytes>,
}

impl Model {
    fn register(name: &[u8], layout: Layout) -> Self {
        let key = SimulatedKey::new(1, layout.public_inputs().unwrap());
        assert_ok!(Zkml::register_model(
            signed(OWNER),
            name.to_vec().try_into().unwrap(),
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params_of(&layout),
        ));
        let id = pallet_zkml::NextModelId::<Test>::get() - 1;
        Self { id, version: 1, key, params: params_of(&layout) }
    }

    /// Adds a version with a key of its own.
    fn add_version(&self, seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::new(seed, layout.public_inputs().unwrap());
        assert_ok!(Zkml::add_version(
            signed(OWNER),
            self.id,
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params_of(&layout),
        ));
        let version = pallet_zkml::Models::<Test>::get(self.id).unwrap().latest_version;
        Self { id: self.id, version, key, params: params_of(&layout) }
    }

    /// Adds a version with the same key and other parameters.
    fn retrain(&self, scale: Scale) -> Self {
        let params = digest(2);
        assert_ok!(Zkml::add_retrained_version(signed(OWNER), self.id, self.version, params, scale));
        let version = pallet_zkml::Models::<Test>::get(self.id).unwrap().latest_version;
        Self { version, params: Some(params), ..self.clone() }
    }

    /// The question that tests ask: by whoever claims it first, in this block and those after it.
    fn inquiry(&self) -> InquiryOf<Test> {
        let now = System::block_number();
        Inquiry {
            model: self.id,
            rule: VersionRule::Exactly(self.version),
            input: Input::Public(question()),
            audience: Audience::FirstClaim,
            min_fee: LEAST,
            max_fee: MOST,
            claim_by: now + CLAIM_BY - 1,
            prove_by: now + PROVE_BY - 1,
            callback: None,
        }
    }

    fn ask(&self) -> RequestId {
        ask(self.inquiry())
    }

    fn ask_anybody(&self) -> RequestId {
        ask(Inquiry { audience: Audience::Open, ..self.inquiry() })
    }

    /// A request that [`PROVER`] has claimed.
    fn claimed(&self) -> RequestId {
        let id = self.ask();
        assert_ok!(claim(PROVER, id, self.version));
        id
    }

    /// A submission that answers a request, valid for as long as the request is answered.
    fn answer(&self, id: RequestId, account: u64) -> SubmissionOf<Test> {
        let request = Requests::<Test>::get(id).unwrap();
        let mut submission = Submission {
            model: self.id,
            version: self.version,
            account,
            subject: Market::subject(id),
            valid_until: Market::last_block(&request),
            input: request.input.elements().to_vec().try_into().unwrap(),
            output: output(),
            nullifier: None,
            attestation: None,
            proof: ProofBytes::default(),
        };
        submission.proof = self.prove(&submission);
        submission
    }

    /// Proves what a submission says, from the definition of the statement and not from the pallet.
    fn prove(&self, submission: &SubmissionOf<Test>) -> ProofBytes {
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
            params: self.params,
            input: submission.input.to_vec(),
            output: submission.output.to_vec(),
            nullifier: None,
        };
        self.key.prove(&statement.public_inputs(), 7).try_into().unwrap()
    }
}

// Calls.

fn request_call(inquiry: InquiryOf<Test>) -> Call<Test> {
    let Inquiry { model, rule, input, audience, min_fee, max_fee, claim_by, prove_by, callback } = inquiry;
    let callback = callback.map(Box::new);
    Call::request_inference { model, rule, input, audience, min_fee, max_fee, claim_by, prove_by, callback }
}

fn request(inquiry: InquiryOf<Test>) -> DispatchResult {
    send(REQUESTER, request_call(inquiry))
}

fn ask(inquiry: InquiryOf<Test>) -> RequestId {
    let id = NextRequestId::<Test>::get();
    assert_ok!(request(inquiry));
    id
}

fn cancel(who: u64, request: RequestId) -> DispatchResult {
    send(who, Call::cancel { request })
}

fn claim(who: u64, request: RequestId, version: u32) -> DispatchResult {
    send(who, Call::claim { request, version })
}

fn fulfil_call(request: RequestId, submission: SubmissionOf<Test>) -> Call<Test> {
    Call::fulfil { request, submission: Box::new(submission), callback_weight: MaxCallbackWeight::get() }
}

fn fulfil(request: RequestId, submission: SubmissionOf<Test>) -> DispatchResult {
    send(RELAYER, fulfil_call(request, submission))
}

/// Fulfils, and returns the weight that it took.
fn fulfilled(request: RequestId, submission: SubmissionOf<Test>) -> Weight {
    let call = fulfil_call(request, submission);
    let charged = call.get_dispatch_info().call_weight;
    let taken = sent(RELAYER, call).expect("the answer is paid").actual_weight.expect("the weight is known");
    assert!(taken.all_lte(charged));
    taken
}

fn expire(request: RequestId) -> DispatchResult {
    send(RELAYER, Call::expire { request })
}

/// Submits a proof without the market.
fn submit(submission: SubmissionOf<Test>) -> DispatchResult {
    let call = RuntimeCall::Zkml(submission.into());
    call.dispatch(signed(RELAYER)).map(drop).map_err(|refused| refused.error)
}

fn pause(target: PauseTarget) {
    assert_ok!(Zkml::pause(RuntimeOrigin::root(), target));
}

fn resume(target: PauseTarget) {
    assert_ok!(Zkml::resume(RuntimeOrigin::root(), target));
}

fn prover(who: u64) -> ProverOf<Test> {
    Provers::<Test>::get(who).expect("there is a bond")
}
