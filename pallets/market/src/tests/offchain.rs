//! The off-chain worker, with a service whose answers tests write, a pool that they look into and a clock that they set.

use super::*;
use crate::offchain::OPERATOR_KEY;
use parity_scale_codec::Decode;
use parking_lot::RwLock;
use serde_json::{json, Value};
use sp_application_crypto::RuntimeAppPublic;
use sp_core::offchain::{
    testing::{OffchainState, PendingRequest, PoolState, TestOffchainExt, TestTransactionPoolExt},
    OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
};
use sp_runtime::traits::DispatchTransaction;
use std::sync::Arc;

const SERVICE: &str = "http://127.0.0.1:8787";

fn hex0x(bytes: impl AsRef<[u8]>) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// A node whose operator has asked it to work for [`PROVER`].
struct Node {
    offchain: Arc<RwLock<OffchainState>>,
    pool: Arc<RwLock<PoolState>>,
    token: Option<&'static str>,
}

/// Runs a test on a node with a model, a prover who has named the node's key, and the operator's settings.
fn on_a_node(settings: Value, run: impl FnOnce(&Node, Model)) {
    let mut ext = new_test_ext();
    let (offchain, state) = TestOffchainExt::new();
    let (pool, pooled) = TestTransactionPoolExt::new();
    ext.register_extension(OffchainDbExt::new(offchain.clone()));
    ext.register_extension(OffchainWorkerExt::new(offchain));
    ext.register_extension(TransactionPoolExt::new(pool));
    let token = settings["token"].as_str().map(|_| "secret");
    let node = Node { offchain: state, pool: pooled, token };
    ext.execute_with(|| {
        let model = Model::register(b"model", layout());
        assert_ok!(Market::deposit_bond(signed(PROVER), DEPOSIT));
        let key = ProverKey::generate_pair(None);
        assert_ok!(Market::set_prover(signed(PROVER), Some(key), Default::default()));
        if !settings.is_null() {
            let bytes = serde_json::to_vec(&settings).unwrap();
            sp_io::offchain::local_storage_set(sp_core::offchain::StorageKind::PERSISTENT, OPERATOR_KEY, &bytes);
        }
        let issued = Balances::total_issuance();
        run(&node, model);
        assert_eq!(Balances::total_issuance(), issued);
        assert_ok!(Market::do_try_state());
    });
}

fn settings() -> Value {
    json!({ "service": SERVICE, "account": hex0x(PROVER.encode()) })
}

impl Node {
    /// One run of the worker after the present block.
    fn work(&self) {
        Market::offchain_worker(System::block_number());
    }

    fn set_clock(&self, milliseconds: u64) {
        self.offchain.write().timestamp = sp_core::offchain::Timestamp::from_unix_millis(milliseconds);
    }

    fn expect(&self, method: &str, path: &str, body: Option<&Value>, status: u16, answer: &Value) {
        let mut headers = vec![];
        if body.is_some() {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        if let Some(token) = self.token {
            headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        assert_eq!(status, 200, "the testing service knows no other status");
        self.offchain.write().expect_request(PendingRequest {
            method: method.into(),
            uri: format!("{SERVICE}{path}"),
            headers,
            body: body.map(|body| serde_json::to_vec(body).unwrap()).unwrap_or_default(),
            sent: true,
            response: Some(serde_json::to_vec(answer).unwrap()),
            ..Default::default()
        });
    }

    fn expect_models(&self, models: &[&Model]) {
        let offered: Vec<_> = models
            .iter()
            .map(|model| json!({ "vk_hash": hex0x(model.key.verifying_key().hash()), "params": model.params.map(hex0x) }))
            .collect();
        self.expect("GET", "/v1/models", None, 200, &json!({ "models": offered }));
    }

    fn expect_job(&self, model: &Model, id: RequestId, state: &str) {
        self.expect("POST", "/v1/jobs", Some(&job(model, id)), 200, &json!({ "id": "0xab", "state": state }));
    }

    fn expect_proof(&self, submission: &SubmissionOf<Test>) {
        let output: Vec<_> = submission.output.iter().map(hex0x).collect();
        let answer = json!({ "proof": hex0x(&submission.proof), "output": output });
        self.expect("GET", "/v1/jobs/0xab/proof", None, 200, &answer);
    }

    /// What was sent to the pool since this was last asked.
    fn sent(&self) -> Vec<RuntimeCall> {
        let transactions = std::mem::take(&mut self.pool.write().transactions);
        transactions
            .into_iter()
            .map(|bytes| crate::mock::Extrinsic::decode(&mut bytes.as_slice()).unwrap().function)
            .collect()
    }

    /// The one transaction that was sent, which the next block includes.
    fn include(&self) {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        let call = sent.remove(0);
        let info = call.get_dispatch_info();
        let applied =
            frame_system::AuthorizeCall::<Test>::new().dispatch_transaction(RuntimeOrigin::none(), call, &info, 0, 0);
        assert!(applied.expect("the order is let in").is_ok());
    }

    fn all_was_asked(&self) -> bool {
        self.offchain.read().requests.is_empty()
    }
}

/// What the service must be told, from its documentation and not from the worker.
fn job(model: &Model, id: RequestId) -> Value {
    let request = Requests::<Test>::get(id).unwrap();
    let genesis = System::block_hash(0).0;
    let subject = Market::subject(id);
    let input = match &request.input {
        Input::Public(elements) => json!({ "elements": elements.iter().map(hex0x).collect::<Vec<_>>() }),
        Input::Committed(digest) => json!({ "commitment": hex0x(digest) }),
    };
    json!({
        "vk_hash": hex0x(model.key.verifying_key().hash()),
        "params": model.params.map(hex0x),
        "payment": hex0x(sp_io::hashing::blake2_256(&[genesis, subject, request.terms()].concat())),
        "context": {
            "genesis_hash": hex0x(genesis),
            "model_id": model.id,
            "version": model.version,
            "account": hex0x(account_bytes(&PROVER)),
            "subject": hex0x(subject),
            "valid_until": Market::valid_until(&request),
        },
        "input": input,
    })
}

#[test]
fn claims_has_proved_and_fulfils() {
    on_a_node(settings(), |node, model| {
        let id = model.ask();
        node.expect_models(&[&model]);
        node.work();
        node.include();
        assert_eq!(Requests::<Test>::get(id).unwrap().claim.unwrap().prover, PROVER);

        go_to(3);
        node.expect_models(&[&model]);
        node.expect_job(&model, id, "proving");
        node.work();
        assert_eq!(node.sent(), []);

        go_to(4);
        node.expect_models(&[&model]);
        node.expect_job(&model, id, "done");
        node.expect_proof(&model.answer(id, PROVER));
        let before = free(PROVER);
        node.work();
        node.include();
        assert!(Requests::<Test>::get(id).is_none());
        assert_eq!(free(PROVER), before + LEAST, "what the claim of block 1 is paid");
        assert!(node.all_was_asked());
    });
}

#[test]
fn proves_what_is_open_to_all_without_a_claim() {
    on_a_node(settings(), |node, model| {
        let id = model.ask_anybody();
        node.expect_models(&[&model]);
        node.expect_job(&model, id, "done");
        node.expect_proof(&model.answer(id, PROVER));
        node.work();
        node.include();
        assert!(Requests::<Test>::get(id).is_none());
    });
}

/// Or whoever takes a question back in the last moment has the work begin again.
#[test]
fn a_request_that_is_taken_back_is_still_the_same_job() {
    on_a_node(settings(), |node, model| {
        let id = model.ask_anybody();
        let (before, answer) = (job(&model, id), model.answer(id, PROVER));
        go_to(2);
        assert_ok!(cancel(REQUESTER, id));
        assert_eq!(job(&model, id), before);
        node.expect_models(&[&model]);
        node.expect("POST", "/v1/jobs", Some(&before), 200, &json!({ "id": "0xab", "state": "done" }));
        node.expect_proof(&answer);
        node.work();
        node.include();
        assert!(Requests::<Test>::get(id).is_none());
    });
}

#[test]
fn shows_the_service_its_token() {
    let mut settings = settings();
    settings["token"] = json!("secret");
    on_a_node(settings, |node, model| {
        model.ask();
        node.expect_models(&[&model]);
        node.work();
        node.include();
    });
}

#[test]
fn an_order_is_sent_once_while_it_counts_and_again_if_it_was_lost() {
    on_a_node(settings(), |node, model| {
        model.ask();
        node.expect_models(&[&model]);
        node.work();
        assert_eq!(node.sent().len(), 1);
        for block in 2..=6 {
            go_to(block);
            node.expect_models(&[&model]);
            node.work();
            assert_eq!(node.sent(), [], "block {block}");
        }
        // It was in a block of a fork that is no more.
        go_to(7);
        node.expect_models(&[&model]);
        node.work();
        node.include();
    });
}

/// The tips of the orders that a node sends for one request, none of which is included until its time is over.
fn tips(settings: Value, bond: Balance) -> Vec<Balance> {
    let mut tips = Vec::new();
    on_a_node(settings, |node, model| {
        let id = model.claimed();
        assert_ok!(Market::withdraw_bond(signed(PROVER), prover(PROVER).free()));
        assert_ok!(Market::deposit_bond(signed(PROVER), bond));
        let answer = model.answer(id, PROVER);
        for block in 1..=Market::last_block(&Requests::<Test>::get(id).unwrap()) {
            go_to(block);
            node.expect_models(&[&model]);
            if !order_is_due(block) {
                node.work();
                assert_eq!(node.sent(), [], "block {block}");
                continue;
            }
            node.expect_job(&model, id, "done");
            node.expect_proof(&answer);
            node.work();
            for call in node.sent() {
                let RuntimeCall::Market(Call::fulfil_by_key { order, .. }) = call else { panic!("{call:?}") };
                tips.push(order.tip);
            }
        }
    });
    tips
}

fn with_tips_up_to(most: Balance) -> Value {
    let mut settings = settings();
    settings["max_tip"] = json!(most.to_string());
    settings
}

/// An order counts for six blocks.
fn order_is_due(block: u64) -> bool {
    block % 6 == 1
}

/// Or whoever fills blocks, at a tip of next to nothing, has provers slashed.
#[test]
fn a_proof_that_blocks_leave_out_is_sent_with_a_tip() {
    let mut fee = 0;
    on_a_node(settings(), |_, model| {
        let id = model.claimed();
        let (callback_weight, valid_until, tip) = (Weight::zero(), 1, 0);
        let submission = model.answer(id, PROVER);
        fee = fee_of_proof(&FulfilOrder { request: id, submission, callback_weight, valid_until, tip });
    });
    let plenty = with_tips_up_to(100 * fee);
    let rising = tips(plenty.clone(), 100 * fee);
    // The fourth is the last that can be in time, and counts as two more.
    assert_eq!(rising, [0, fee, 3 * fee, 31 * fee, 63 * fee]);
    // No more than the operator wants, than the proof earns, or than promises leave of the bond.
    assert_eq!(tips(with_tips_up_to(7), 100 * fee).last(), Some(&7));
    assert_eq!(tips(settings(), 100 * fee).last(), Some(&LEAST));
    // On the other curve a proof weighs more; the worker keeps back what it may cost.
    let left = *tips(plenty, 2 * fee).last().unwrap();
    assert!((1..fee).contains(&left), "{left} of {fee}");
}

/// Or the tip for one proof takes what another is sent with.
#[test]
fn tips_leave_what_all_promises_need() {
    // Both proofs are there at once, or the second when the first was sent.
    for later in [0, 2] {
        on_a_node(with_tips_up_to(Balance::MAX), |node, model| {
            let ids = [model.claimed(), model.claimed()];
            let answers = ids.map(|id| model.answer(id, PROVER));
            let (callback_weight, valid_until, tip) = (Weight::zero(), 1, 0);
            let submission = answers[0].clone();
            let fee = fee_of_proof(&FulfilOrder { request: ids[0], submission, callback_weight, valid_until, tip });
            assert_ok!(Market::withdraw_bond(signed(PROVER), prover(PROVER).free()));
            assert_ok!(Market::deposit_bond(signed(PROVER), 6 * fee));
            let mut tips = [0; 2];
            for block in 1..PROVE_BY {
                go_to(block);
                node.expect_models(&[&model]);
                for (i, since) in [0, later].into_iter().enumerate() {
                    match block.checked_sub(since) {
                        None | Some(0) => node.expect_job(&model, ids[i], "proving"),
                        Some(blocks) if order_is_due(blocks) => {
                            node.expect_job(&model, ids[i], "done");
                            node.expect_proof(&answers[i]);
                        }
                        Some(_) => {}
                    }
                }
                node.work();
                assert!(node.all_was_asked(), "block {block}");
                for call in node.sent() {
                    let RuntimeCall::Market(Call::fulfil_by_key { order, .. }) = call else { panic!("{call:?}") };
                    tips[usize::from(order.request == ids[1])] = order.tip;
                }
                assert!(tips[0] + tips[1] <= 4 * fee, "block {block}: {tips:?}");
                if block == 10 {
                    assert_eq!(tips, [fee; 2], "each has been left out once");
                }
            }
            assert!(tips[0] + tips[1] >= 3 * fee, "what is left is used: {tips:?}");
        });
    }
}

#[test]
fn a_committed_input_is_claimed_once_the_service_holds_it() {
    let layout = with_input(Visibility::Committed);
    on_a_node(settings(), |node, _| {
        let model = Model::register(b"hidden", layout);
        let commitment = digest(3);
        let id = ask(Inquiry { input: Input::Committed(commitment), ..model.inquiry() });
        let path = format!(
            "/v1/inputs/{}/{}/{}",
            hex0x(model.key.verifying_key().hash()),
            hex0x(commitment),
            hex0x(Market::subject(id)),
        );
        node.expect_models(&[&model]);
        node.expect("GET", &path, None, 200, &json!({ "commitment": hex0x(commitment) }));
        node.work();
        node.include();
        assert!(Requests::<Test>::get(id).unwrap().claim.is_some());
    });
}

/// Or whoever makes requests that this prover cannot take has it slashed for those that it has taken.
#[test]
fn what_is_promised_is_proved_however_many_other_requests_there_are() {
    on_a_node(settings(), |node, model| {
        for i in 0..40 {
            ask(Inquiry { claim_by: 10 + i, prove_by: 14 + i, ..model.inquiry() });
        }
        // The worst place to be in.
        let in_order: Vec<_> = Requests::<Test>::iter_keys().collect();
        let mut promised = in_order[40 - MAX_CLAIMS as usize..].to_vec();
        promised.iter().for_each(|id| claim(PROVER, *id, 1).expect("it can be claimed"));
        // Those first that are due first.
        promised.sort();
        go_to(2);
        node.expect_models(&[&model]);
        promised.iter().for_each(|id| node.expect_job(&model, *id, "proving"));
        node.work();
        assert!(node.all_was_asked());
    });
}

#[test]
fn those_behind_have_their_turn() {
    on_a_node(settings(), |node, model| {
        for i in 0..20 {
            ask(Inquiry { audience: Audience::Open, prove_by: 14 + i, ..model.inquiry() });
        }
        let in_order: Vec<_> = Requests::<Test>::iter_keys().collect();
        let turns = [&in_order[..16], &in_order[16..], &in_order[..16]];
        for turn in turns {
            node.expect_models(&[&model]);
            turn.iter().for_each(|id| node.expect_job(&model, *id, "proving"));
            node.work();
            assert!(node.all_was_asked());
        }
    });
}

#[test]
fn a_request_that_the_service_stumbles_over_keeps_no_other_back() {
    on_a_node(settings(), |node, model| {
        let (first, second) = (model.claimed(), model.claimed());
        node.expect_models(&[&model]);
        node.expect("POST", "/v1/jobs", Some(&job(&model, first)), 200, &json!("what is this?"));
        node.expect_job(&model, second, "done");
        node.expect_proof(&model.answer(second, PROVER));
        node.work();
        node.include();
        assert!(!Requests::<Test>::contains_key(second));
        // And the next block is not rested through.
        node.expect_models(&[&model]);
        node.expect_job(&model, first, "proving");
        node.work();
        assert!(node.all_was_asked());
    });
}

#[test]
fn an_idle_node_stays_idle() {
    on_a_node(Value::Null, |node, model| {
        model.ask();
        node.work();
        assert_eq!(node.sent(), []);
    });
}

mod reject {
    use super::*;

    #[test]
    fn what_the_service_does_not_prove() {
        on_a_node(settings(), |node, model| {
            model.ask();
            let other = model.add_version(9, layout());
            node.expect_models(&[&other]);
            node.work();
            assert_eq!(node.sent(), []);
        });
    }

    #[test]
    fn what_pays_too_little_and_what_is_due_too_soon() {
        let with = |key: &str, value: Value| {
            let mut settings = settings();
            settings[key] = value;
            settings
        };
        // The fee of a claim in the next block is 200.
        for (settings, claims) in [
            (with("min_fee", json!("200")), 1),
            (with("min_fee", json!("201")), 0),
            (with("min_blocks", json!(20)), 1),
            (with("min_blocks", json!(21)), 0),
        ] {
            on_a_node(settings.clone(), |node, model| {
                model.ask();
                node.expect_models(&[&model]);
                node.work();
                assert_eq!(node.sent().len(), claims, "{settings}");
            });
        }
    }

    /// What is claimed and cannot be proved in time costs the bond.
    #[test]
    fn more_claims_than_the_operator_wants() {
        for (most, sent) in [(0, 0), (1, 1), (2, 2)] {
            let mut settings = settings();
            settings["max_claims"] = json!(most);
            on_a_node(settings, |node, model| {
                (0..4).for_each(|_| _ = model.ask());
                node.expect_models(&[&model]);
                node.work();
                let claims = node.sent();
                assert_eq!(claims.len(), sent);
                // Those of earlier blocks count as well.
                claims.into_iter().for_each(|call| {
                    let info = call.get_dispatch_info();
                    let extension = frame_system::AuthorizeCall::<Test>::new();
                    assert_ok!(extension.dispatch_transaction(RuntimeOrigin::none(), call, &info, 0, 0).unwrap());
                });
                go_to(2);
                node.expect_models(&[&model]);
                let claimed = Requests::<Test>::iter().filter(|(_, request)| request.claim.is_some());
                let mut promised: Vec<_> = claimed.map(|(id, _)| id).collect();
                promised.sort();
                promised.iter().for_each(|id| node.expect_job(&model, *id, "proving"));
                node.work();
                assert_eq!(node.sent(), []);
            });
        }
    }

    /// With all of the bond bound, no order could fulfil anything, and the bond would be lost.
    #[test]
    fn what_the_bond_could_not_pay_to_fulfil() {
        on_a_node(settings(), |node, model| {
            let id = model.ask();
            let submission = model.answer(id, PROVER);
            let (callback_weight, valid_until, tip) = (Weight::zero(), 1, 0);
            let proof = fee_of_proof(&FulfilOrder { request: id, submission, callback_weight, valid_until, tip });
            let claim = fee_of_claim(&ClaimOrder { prover: PROVER, request: id, version: 1, valid_until, tip });
            // The chain would take the claim.
            assert_ok!(Market::withdraw_bond(signed(PROVER), DEPOSIT - (claim + BOUND + proof - 1)));
            node.expect_models(&[&model]);
            node.work();
            assert_eq!(node.sent(), []);
            // On the other curve a proof weighs more; the worker does not ask which it is.
            assert_ok!(Market::deposit_bond(signed(PROVER), proof / 2));
            node.expect_models(&[&model]);
            node.work();
            node.include();
            // What is left is for the proof, and for no other claim.
            let other = model.ask();
            go_to(2);
            node.expect_models(&[&model]);
            node.expect_job(&model, id, "proving");
            node.work();
            assert_eq!(node.sent(), []);
            node.expect_models(&[&model]);
            node.expect_job(&model, id, "done");
            node.expect_proof(&model.answer(id, PROVER));
            node.work();
            node.include();
            assert!(!Requests::<Test>::contains_key(id) && Requests::<Test>::contains_key(other));
        });
    }

    /// The fee of a claim in the next block is 200, and a nanosecond costs a unit.
    #[test]
    fn callbacks_that_cost_more_than_the_fee() {
        for (weight, claims) in [(200, 1), (201, 0)] {
            on_a_node(settings(), |node, model| {
                let heavy = listener::Call::heavy { weight: Weight::from_parts(weight, 0) };
                ask(Inquiry { callback: Some(heavy.into()), ..model.inquiry() });
                node.expect_models(&[&model]);
                node.work();
                assert_eq!(node.sent().len(), claims, "{weight}");
            });
        }
    }

    #[test]
    fn what_others_have_claimed_or_are_asked_for() {
        on_a_node(settings(), |node, model| {
            assert_ok!(Market::deposit_bond(signed(OTHER), DEPOSIT));
            let claimed = model.ask();
            assert_ok!(claim(OTHER, claimed, 1));
            ask(Inquiry { audience: Audience::Direct(OTHER), ..model.inquiry() });
            node.expect_models(&[&model]);
            node.work();
            assert_eq!(node.sent(), []);
        });
    }

    /// The fee of an order that is refused comes out of the bond.
    #[test]
    fn a_proof_that_the_chain_would_refuse() {
        on_a_node(settings(), |node, model| {
            let id = model.claimed();
            let mut answer = model.answer(id, PROVER);
            answer.output = layout().output.pack(&[4, 3, 2, 1]).unwrap().try_into().unwrap();
            node.expect_models(&[&model]);
            node.expect_job(&model, id, "done");
            node.expect_proof(&answer);
            node.work();
            assert_eq!(node.sent(), []);
            assert!(Requests::<Test>::contains_key(id), "what was tried out is undone");
        });
    }

    #[test]
    fn a_job_that_failed_and_an_id_that_is_a_path() {
        on_a_node(settings(), |node, model| {
            let id = model.claimed();
            node.expect_models(&[&model]);
            node.expect_job(&model, id, "failed");
            node.work();
            node.expect_models(&[&model]);
            let answer = json!({ "id": "../../admin", "state": "done" });
            node.expect("POST", "/v1/jobs", Some(&job(&model, id)), 200, &answer);
            node.work();
            assert_eq!(node.sent(), []);
            assert!(node.all_was_asked());
        });
    }

    #[test]
    fn a_key_that_the_account_has_not_named() {
        on_a_node(settings(), |node, model| {
            model.ask();
            assert_ok!(Market::set_prover(signed(PROVER), None, Default::default()));
            node.work();
            let elsewhere = ProverKey::from(sp_core::sr25519::Public::from_raw([7; 32]));
            assert_ok!(Market::set_prover(signed(PROVER), Some(elsewhere), Default::default()));
            node.work();
            assert_eq!(node.sent(), []);
        });
    }

    #[test]
    fn settings_that_make_no_sense() {
        let parse = |settings: Value| crate::offchain::Operator::<Test>::parse(settings.to_string().as_bytes());
        assert!(parse(settings()).is_ok());
        for service in [
            "http://192.0.2.1:8787",
            "https://127.0.0.1:8787",
            "http://127.0.0.1.example:80",
            "http://a@127.0.0.1",
            "http://127.0.0.1:80@elsewhere.example",
            "",
        ] {
            let refused = parse(json!({ "service": service, "account": hex0x(PROVER.encode()) }));
            assert!(refused.unwrap_err().contains("not on this machine"), "{service}");
        }
        for (key, value) in
            [("account", json!("0x12")), ("account", json!("bob")), ("min_fee", json!("x")), ("max_tip", json!("-1"))]
        {
            let mut settings = settings();
            settings[key] = value;
            assert!(parse(settings).is_err(), "{key}");
        }
        on_a_node(json!({ "service": 3 }), |node, model| {
            model.ask();
            node.work();
            assert_eq!(node.sent(), []);
        });
    }

    /// A node does not wait for a service that is not there block after block.
    #[test]
    fn to_ask_again_and_again_while_the_service_is_away() {
        on_a_node(settings(), |node, model| {
            model.ask();
            let away = || node.expect("GET", "/v1/models", None, 200, &json!("what is this?"));
            node.set_clock(1_000);
            away();
            node.work();
            // Nothing is asked for two seconds, then for four.
            node.set_clock(2_999);
            node.work();
            node.set_clock(3_000);
            away();
            node.work();
            node.set_clock(6_999);
            node.work();
            node.set_clock(7_000);
            node.expect_models(&[&model]);
            node.work();
            assert_eq!(node.sent().len(), 1);
            // All is well again: the next failure is the first.
            go_to(2);
            away();
            node.work();
            node.set_clock(9_000);
            node.expect_models(&[&model]);
            node.work();
            assert!(node.all_was_asked());
        });
    }

    #[test]
    fn to_work_twice_at_a_time() {
        on_a_node(settings(), |node, model| {
            model.ask();
            node.set_clock(1_000);
            // Another run has the lock, until it must have died.
            sp_runtime::offchain::storage::StorageValueRef::persistent(b"zkml-market/lock")
                .set(&sp_core::offchain::Timestamp::from_unix_millis(31_000));
            node.work();
            assert_eq!(node.sent(), []);
            node.set_clock(31_001);
            node.expect_models(&[&model]);
            node.work();
            assert_eq!(node.sent().len(), 1);
        });
    }
}
