//! The client of a node against a fake one: what goes well, then `mod lost`, where the node or its answers are lost while a
//! transaction is on its way, then `mod reject`.

mod fake_node;

use fake_node::{FakeNode, Node, Reply};
use frame_metadata::{
    v14::RuntimeMetadataV14,
    v15::{RuntimeMetadataV15, StorageEntryType},
    RuntimeMetadata, RuntimeMetadataPrefixed,
};
use parity_scale_codec::{Decode, Encode};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, Variant};
use serde_json::{json, Value};
use sp_core::bytes::{from_hex, to_hex};
use sp_io::hashing::blake2_256;
use std::{
    sync::{
        atomic::{AtomicU32, Ordering},
        Arc,
    },
    thread,
    time::{Duration, Instant},
};
use zkml_chain::{
    market::{question_call, Audience, Question, RequestInput as Input, VersionRule},
    Accepted, Chain, ChainError, Registration, RpcChain, RpcOptions, RuntimeCall, RuntimeVersion, Signer, Submission,
};
use zkml_primitives::{
    account_bytes, simulate::SimulatedKey, Bn254, Context, Curve, Layout, Port, Scale, Setup, Shape, Statement,
    Visibility,
};

/// The last block that a transaction may enter which was signed when the second block was the best and the first was final.
const LAST: u32 = 64;
/// Between two blocks.
const TICK: Duration = Duration::from_millis(50);

/// Context and one element of output; the input is private.
fn layout() -> Layout {
    let port = |visibility, len: usize| Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits: 16,
        signed: true,
        scale: Scale { mantissa: 1, exponent: -8 },
        zero_point: 0,
    };
    Layout::new(port(Visibility::Private, 64), port(Visibility::Public, 10))
}

fn options() -> RpcOptions {
    RpcOptions { patience: Duration::from_secs(10), ..Default::default() }
}

fn patience(milliseconds: u64) -> RpcOptions {
    RpcOptions { patience: Duration::from_millis(milliseconds), ..options() }
}

fn remark(text: &str) -> RuntimeCall {
    frame_system::Call::remark { remark: text.into() }.into()
}

/// A node with Alice's model 0 in its first block.
struct Scene {
    node: FakeNode,
    key: SimulatedKey<Bn254>,
    alice: Signer,
    bob: Signer,
}

impl Scene {
    fn new() -> Self {
        Self::on(FakeNode::start())
    }

    fn on(node: FakeNode) -> Self {
        let [alice, bob] = ["alice", "bob"].map(|name| Signer::development(name).unwrap());
        let scene = Self { node, key: SimulatedKey::new(1, 2), alice, bob };
        let call = scene.registration("digits").into_call().unwrap();
        scene.node.gossip(scene.node.signed(&scene.alice, call));
        scene.node.make_block();
        scene.node.make_block();
        assert_eq!(scene.node.transactions(), 1);
        scene
    }

    fn registration(&self, name: &str) -> Registration {
        Registration {
            name: name.into(),
            curve: Bn254::ID,
            vk: self.key.verifying_key().encode(),
            layout: layout(),
            setup: Setup::Development,
            params: None,
        }
    }

    fn connect(&self, options: RpcOptions) -> RpcChain {
        RpcChain::connect(&self.node.url(), options).unwrap()
    }

    /// What Bob proved for a subject. Another seed makes another proof of the same.
    fn submission(&self, subject: u8, seed: u64) -> Submission {
        let (account, valid_until) = (self.bob.account(), 100);
        let context = Context {
            genesis_hash: self.node.genesis_hash(),
            model_id: 0,
            version: 1,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&account),
            subject: [subject; 32],
            valid_until: valid_until.into(),
            issuer: None,
        };
        let output = layout().output.pack(&[1, -2, 3, -4, 5, -6, 7, -8, 9, -10]).unwrap();
        let statement = Statement {
            context: context.digest(),
            params: None,
            input: vec![],
            output: output.clone(),
            nullifier: None,
        };
        Submission {
            model: 0,
            version: 1,
            account,
            subject: context.subject,
            valid_until,
            input: vec![],
            output,
            nullifier: None,
            attestation: None,
            proof: self.key.prove(&statement.public_inputs(), seed),
        }
    }
}

#[test]
fn registers_submits_and_reads_back() {
    let scene = Scene::new();
    scene.node.ticks(TICK);
    let chain = scene.connect(options());
    let registered = chain.register_model(&scene.alice, scene.registration("letters")).unwrap();
    assert_eq!((registered.model, registered.version), (1, 1));
    let names: Vec<Vec<u8>> = chain.models().unwrap().into_iter().map(|(_, model)| model.name.into()).collect();
    assert_eq!(names, [b"digits".to_vec(), b"letters".to_vec()]);
    assert_eq!(chain.verifying_key(1, 1).unwrap(), Some(scene.key.verifying_key().encode()));

    let before = chain.free_balance(&scene.bob.account()).unwrap();
    let submission = scene.submission(1, 3);
    let estimated = chain.submission_fee(0, 1).unwrap().unwrap();
    let rehearsed = chain.rehearse(&scene.bob, &submission.clone().into_call().unwrap()).unwrap();
    let Accepted::Now(submitted) = chain.submit_once(&scene.bob, submission.clone()).unwrap() else {
        panic!("it was accepted before")
    };
    let fee = submitted.included.fee;
    assert!(fee < rehearsed.fee, "consumers that it does not concern give their weight back");
    let longest = rehearsed.fee + 8 * zkml_runtime::FEE_PER_BYTE;
    assert!((rehearsed.fee..=longest).contains(&estimated), "estimated {estimated}, rehearsed {}", rehearsed.fee);
    assert_eq!(before - chain.free_balance(&scene.bob.account()).unwrap(), fee);
    assert!(chain.finalized_number().unwrap() >= submitted.included.block);
    let events = chain.events(submitted.included.block).unwrap();
    assert!(events.iter().any(|event| event.to_string() == "Zkml.ProofVerified"), "{events:?}");

    let Accepted::Before { statement, receipt } = chain.submit_once(&scene.bob, submission).unwrap() else {
        panic!("it was accepted twice")
    };
    assert_eq!((statement, receipt.block), (submitted.statement, submitted.included.block));
    assert_eq!(chain.receipts().unwrap(), [(statement, receipt)]);

    let batch = chain.submit_batch(&scene.bob, vec![scene.submission(2, 3), scene.submission(3, 3)]).unwrap();
    assert_eq!(batch.verified.len(), 2);
    assert_eq!(chain.receipts().unwrap().len(), 3);
    assert_eq!(scene.node.arrivals(), 3, "the model, the proof and the batch, each sent once");
}

#[test]
fn transactions_of_one_account_from_many_threads_and_clients_are_each_included_once() {
    let scene = Scene::new();
    scene.node.ticks(4 * TICK);
    let options = RpcOptions { finalized: false, ..options() };
    let clients = [scene.connect(options.clone()), scene.connect(options)];
    let before = scene.node.free_balance(&scene.bob.account());
    let included: Vec<_> = thread::scope(|scope| {
        let bob = &scene.bob;
        let threads: Vec<_> = (0..6)
            .map(|i| (&clients[i % 2], remark(&i.to_string())))
            .map(|(client, call)| scope.spawn(move || client.call(bob, call).unwrap()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let arrived = scene.node.arrived();
    let times: Vec<usize> =
        arrived.iter().map(|bytes| scene.node.inclusions(bytes)).filter(|times| *times > 0).collect();
    assert_eq!(times, [1; 6], "of {} that were signed", arrived.len());
    assert_eq!(scene.node.transactions(), 1 + 6);
    assert_eq!(clients[0].nonce(&scene.bob.account()).unwrap(), 6);
    let paid: u128 = included.iter().map(|included| included.fee).sum();
    assert_eq!(before - scene.node.free_balance(&scene.bob.account()), paid);
}

#[test]
fn a_tip_is_paid_on_top_of_the_fee_and_foreseen() {
    let scene = Scene::new();
    scene.node.ticks(TICK);
    let [without, with] = [0, 7].map(|tip| scene.connect(RpcOptions { finalized: false, tip, ..options() }));
    let foreseen = |chain: &RpcChain| chain.rehearse(&scene.bob, &remark("a")).unwrap().fee;
    assert_eq!(foreseen(&with), foreseen(&without) + 7);
    let [without, with] = [without, with].map(|chain| chain.call(&scene.bob, remark("a")).unwrap().fee);
    assert_eq!(with, without + 7);
}

/// Several transactions of a block have their events in one place.
#[test]
fn a_transaction_is_told_apart_from_others_in_its_block() {
    let scene = Scene::new();
    let chain = scene.connect(RpcOptions { finalized: false, ..options() });
    let elsewhere = |call| scene.node.gossip(scene.node.signed(&scene.alice, call));
    elsewhere(remark("before"));
    thread::scope(|scope| {
        let submitting = scope.spawn(|| chain.submit_proof(&scene.bob, scene.submission(1, 3)));
        wait(|| scene.node.arrivals() == 1);
        elsewhere(frame_system::Call::set_heap_pages { pages: 1 }.into());
        scene.node.make_block();
        let submitted = submitting.join().unwrap().unwrap();
        let names: Vec<String> = submitted.included.events.iter().map(ToString::to_string).collect();
        assert_eq!(names.iter().filter(|name| *name == "System.ExtrinsicSuccess").count(), 1, "{names:?}");
        assert!(!names.contains(&"System.ExtrinsicFailed".into()), "{names:?}");
        let all = chain.events(submitted.included.block).unwrap();
        assert!(all.iter().any(|event| event.to_string() == "System.ExtrinsicFailed"), "{all:?}");
    });
    assert_eq!(scene.node.transactions(), 1 + 3);
}

#[test]
fn reads_more_keys_than_fit_into_one_answer() {
    let accounts: Vec<_> = (0..600u16).map(|i| zkml_chain::AccountId::new(blake2_256(&i.encode()))).collect();
    let node = FakeNode::endowing(accounts);
    let chain = RpcChain::connect(&node.url(), options()).unwrap();
    let prefix = frame_support::storage::storage_prefix(b"System", b"Account");
    let pairs = chain.storage_pairs(&prefix).unwrap();
    assert_eq!(pairs.len(), 600 + 2, "with the accounts of the lines of credit and of the treasury");
    assert!(pairs.is_sorted() && pairs.iter().all(|(key, _)| key.starts_with(&prefix)));
}

#[test]
fn signs_for_the_runtime_that_an_upgrade_brought() {
    let scene = Scene::new();
    // It was an older one, whose pallet took other arguments.
    scene.node.habit(|node, method, params| match params.first().and_then(Value::as_str) {
        Some("Core_version") => {
            let mut version: RuntimeVersion = result(node, method, params);
            version.spec_version -= 1;
            Reply::Result(json!(to_hex(&version.encode(), false)))
        }
        _ => operate(node, method, params, |_| (), drop_argument),
    });
    let chain = scene.connect(options());
    let before = chain.runtime_version().unwrap().spec_version;
    let error = chain.submit_proof(&scene.bob, scene.submission(1, 3)).unwrap_err();
    assert!(matches!(error, ChainError::OtherEncoding { .. }), "{error:?}");
    scene.node.no_habit();
    scene.node.ticks(TICK);
    chain.submit_proof(&scene.bob, scene.submission(1, 3)).unwrap();
    assert_eq!(chain.runtime_version().unwrap().spec_version, before + 1);
}

#[test]
fn a_transaction_counts_in_its_first_block_where_finality_is_not_asked_for() {
    let scene = Scene::new();
    scene.node.lag(None);
    scene.node.ticks(TICK);
    let chain = scene.connect(RpcOptions { finalized: false, ..options() });
    let submitted = chain.submit_proof(&scene.bob, scene.submission(1, 3)).unwrap();
    assert!(chain.finalized_number().unwrap() < submitted.included.block);
}

#[test]
fn signs_for_the_next_blocks_where_finality_is_far_behind() {
    let scene = Scene::new();
    scene.node.lag(None);
    while scene.node.number() < 100 {
        scene.node.make_block();
    }
    scene.node.ticks(TICK);
    let chain = scene.connect(RpcOptions { finalized: false, ..options() });
    let included = chain.call(&scene.bob, remark("far")).unwrap();
    assert!(included.block > 100);
}

#[test]
fn a_transaction_whose_block_is_replaced_counts_in_the_block_that_is_final() {
    let scene = Scene::new();
    scene.node.lag(None);
    let (progress, said) = std::sync::mpsc::channel();
    let progress = std::sync::Mutex::new(progress);
    let progress = Arc::new(move |what: &str| drop(progress.lock().unwrap().send(what.to_owned())));
    let chain = scene.connect(RpcOptions { progress, ..options() });
    let heard = |words: &str| while !said.recv_timeout(Duration::from_secs(10)).unwrap().contains(words) {};
    thread::scope(|scope| {
        let submitting = scope.spawn(|| chain.submit_proof(&scene.bob, scene.submission(1, 3)));
        wait(|| scene.node.arrivals() == 1);
        assert_eq!(scene.node.make_block(), 3);
        heard("in block 3, finalized up to 1");
        scene.node.reorganize();
        heard("block 4, waiting for the transaction");
        assert_eq!(scene.node.make_block(), 5);
        heard("in block 5, finalized up to 1");
        scene.node.lag(Some(1));
        scene.node.make_block();
        let submitted = submitting.join().unwrap().unwrap();
        assert_eq!(submitted.included.block, 5);
    });
    let arrived: Vec<_> = scene.node.arrived().into_iter().collect();
    assert_eq!(arrived.len(), 1);
    assert_eq!(scene.node.inclusions(&arrived[0]), 1);
}

#[test]
fn a_statement_that_somebody_else_sent_is_waited_for_and_not_paid_again() {
    let scene = Scene::new();
    let chain = scene.connect(options());
    let before = scene.node.free_balance(&scene.bob.account());
    // Another proof of the same.
    let relayed = scene.node.signed(&scene.alice, scene.submission(1, 4).into_call().unwrap());
    scene.node.gossip(relayed);
    assert!(chain.is_pending(&scene.submission(1, 3)).unwrap());
    assert!(!chain.is_pending(&scene.submission(2, 3)).unwrap());
    scene.node.withhold(true);
    thread::scope(|scope| {
        let submitting = scope.spawn(|| chain.submit_once(&scene.bob, scene.submission(1, 3)));
        // It may wait for some blocks.
        for _ in 0..6 {
            scene.node.make_block();
            thread::sleep(2 * TICK);
        }
        assert!(!submitting.is_finished());
        scene.node.withhold(false);
        scene.node.ticks(TICK);
        let accepted = submitting.join().unwrap().unwrap();
        assert!(matches!(accepted, Accepted::Before { .. }), "{accepted:?}");
    });
    assert_eq!(scene.node.arrivals(), 0);
    assert_eq!(scene.node.free_balance(&scene.bob.account()), before);
}

#[test]
fn submits_by_a_node_that_does_not_show_its_pool() {
    let scene = Scene::new();
    scene.node.habit(|_, method, _| match method {
        "author_pendingExtrinsics" => Reply::Refused(-32601, "RPC call is unsafe to be called externally", ""),
        _ => Reply::Usual,
    });
    scene.node.ticks(TICK);
    let accepted = scene.connect(options()).submit_once(&scene.bob, scene.submission(1, 3)).unwrap();
    assert!(matches!(accepted, Accepted::Now(_)), "{accepted:?}");
}

/// Waits for something that another thread brings about.
fn wait(until: impl Fn() -> bool) {
    let started = Instant::now();
    while !until() {
        assert!(started.elapsed() < Duration::from_secs(20), "it did not come");
        thread::sleep(Duration::from_millis(5));
    }
}

/// What the node answers, decoded.
fn result<T: Decode>(node: &Node, method: &str, params: &[Value]) -> T {
    let answer = node.answer(method, params).unwrap();
    T::decode(&mut from_hex(answer.as_str().unwrap()).unwrap().as_slice()).unwrap()
}

/// What the node answers, with its metadata changed.
fn operate(
    node: &Node,
    method: &str,
    params: &[Value],
    v14: impl Fn(&mut RuntimeMetadataV14),
    v15: impl Fn(&mut RuntimeMetadataV15),
) -> Reply {
    let changed = |bytes: Vec<u8>| {
        let mut prefixed = RuntimeMetadataPrefixed::decode(&mut &*bytes).unwrap();
        match &mut prefixed.1 {
            RuntimeMetadata::V14(metadata) => v14(metadata),
            RuntimeMetadata::V15(metadata) => v15(metadata),
            _ => panic!("the client asks for two versions"),
        }
        prefixed.encode()
    };
    let bytes = match params.first().and_then(Value::as_str) {
        Some("Metadata_metadata") => changed(result(node, method, params)).encode(),
        Some("Metadata_metadata_at_version") => result::<Option<Vec<u8>>>(node, method, params).map(changed).encode(),
        _ => return Reply::Usual,
    };
    Reply::Result(json!(to_hex(&bytes, false)))
}

/// The variants of a type.
fn variants(types: &mut PortableRegistry, ty: u32) -> &mut Vec<Variant<PortableForm>> {
    match &mut types.types[ty as usize].ty.type_def {
        TypeDef::Variant(def) => &mut def.variants,
        _ => panic!("calls are variants"),
    }
}

/// Takes the last argument from the call that submits a proof.
fn drop_argument(metadata: &mut RuntimeMetadataV15) {
    let zkml = metadata.pallets.iter().find(|pallet| pallet.name == "Zkml").unwrap();
    let calls = zkml.calls.as_ref().unwrap().ty.id;
    let call = variants(&mut metadata.types, calls).iter_mut().find(|variant| variant.name == "submit_proof");
    call.unwrap().fields.pop().unwrap();
}

/// The node or its answers are lost while a transaction is on its way.
mod lost {
    use super::*;

    /// The node keeps a habit for the first request after it took a transaction, then behaves.
    fn after_taking(node: &FakeNode, mut habit: impl FnMut(&Node) -> Reply + Send + 'static) {
        let mut taken = 0;
        node.habit(move |node, method, _| {
            taken += u32::from(taken > 0 || method == "author_submitExtrinsic");
            if taken == 2 {
                habit(node)
            } else {
                Reply::Usual
            }
        });
    }

    /// The node keeps a habit when it is sent its first transaction, then behaves.
    fn instead_of_taking(node: &FakeNode, mut habit: impl FnMut(&Node, &[Value]) -> Reply + Send + 'static) {
        let mut first = true;
        node.habit(move |node, method, params| match method {
            "author_submitExtrinsic" if std::mem::take(&mut first) => habit(node, params),
            _ => Reply::Usual,
        });
    }

    fn is_dead(node: &Node) -> bool {
        !node.is_up()
    }

    fn dies(node: &Node) -> Reply {
        node.kill();
        Reply::Close
    }

    /// Bob submits one proof, and once the node has failed as `failed` says, it comes back and makes blocks. One transaction
    /// arrived, it is in one block and paid once.
    fn succeeds_once(scene: &Scene, failed: impl Fn(&Node) -> bool) {
        let chain = scene.connect(options());
        let before = scene.node.free_balance(&scene.bob.account());
        let submitted = thread::scope(|scope| {
            let submitting = scope.spawn(|| chain.submit_once(&scene.bob, scene.submission(1, 3)));
            wait(|| failed(&scene.node));
            thread::sleep(4 * TICK);
            scene.node.revive();
            scene.node.ticks(2 * TICK);
            submitting.join().unwrap().unwrap()
        });
        let Accepted::Now(submitted) = submitted else { panic!("{submitted:?}") };
        paid_once(scene, before, submitted.included.fee);
    }

    fn paid_once(scene: &Scene, before: u128, fee: u128) {
        let arrived: Vec<_> = scene.node.arrived().into_iter().collect();
        assert_eq!(arrived.len(), 1);
        assert_eq!(scene.node.inclusions(&arrived[0]), 1);
        assert_eq!(scene.node.transactions(), 1 + 1);
        assert_eq!(before - scene.node.free_balance(&scene.bob.account()), fee);
    }

    #[test]
    fn a_node_that_comes_back_with_the_block_has_the_transaction_once() {
        let scene = Scene::new();
        after_taking(&scene.node, |node| {
            node.make_block();
            node.make_block();
            dies(node)
        });
        succeeds_once(&scene, is_dead);
        assert_eq!(scene.node.arrivals(), 1);
    }

    #[test]
    fn a_node_that_died_before_it_took_the_transaction_is_sent_the_same_again() {
        let scene = Scene::new();
        instead_of_taking(&scene.node, |node, _| dies(node));
        succeeds_once(&scene, is_dead);
        assert!(scene.node.arrivals() >= 2);
    }

    #[test]
    fn a_node_that_comes_back_with_an_empty_pool_is_sent_the_same_again_at_once() {
        let scene = Scene::new();
        let looks = Arc::new(AtomicU32::new(0));
        let counted = looks.clone();
        scene.node.habit(move |node, method, _| {
            // Every look begins with it.
            let looked = method == "chain_getFinalizedHead" && node.arrivals() == 1;
            if looked && counted.fetch_add(1, Ordering::SeqCst) == 0 {
                node.forget_pool();
                return dies(node);
            }
            Reply::Usual
        });
        succeeds_once(&scene, is_dead);
        assert!(scene.node.arrivals() >= 2);
        assert!(looks.load(Ordering::SeqCst) < 5, "{looks:?} looks before it was sent again");
    }

    /// Without a lost connection: the pool is full at times, or its transactions are dropped.
    #[test]
    fn a_node_that_forgot_the_transaction_is_sent_the_same_again() {
        let scene = Scene::new();
        after_taking(&scene.node, |node| {
            node.forget_pool();
            Reply::Usual
        });
        scene.node.withhold(true);
        let chain = scene.connect(options());
        let before = scene.node.free_balance(&scene.bob.account());
        thread::scope(|scope| {
            let submitting = scope.spawn(|| chain.submit_proof(&scene.bob, scene.submission(1, 3)));
            wait(|| scene.node.arrivals() == 2);
            scene.node.withhold(false);
            scene.node.ticks(TICK);
            paid_once(&scene, before, submitting.join().unwrap().unwrap().included.fee);
        });
    }

    #[test]
    fn a_transaction_that_the_pool_has_already_is_waited_for() {
        let scene = Scene::new();
        instead_of_taking(&scene.node, |node, params| {
            node.answer("author_submitExtrinsic", params).unwrap();
            Reply::Close
        });
        succeeds_once(&scene, |node| node.arrivals() == 2);
        assert_eq!(scene.node.arrivals(), 2);
    }

    /// The node took the transaction, the answer was lost, and when it is sent again it is in a block.
    fn included_before_it_is_sent_again(outcome: impl Fn(&Node) + Send + 'static) {
        let scene = Scene::new();
        instead_of_taking(&scene.node, move |node, params| {
            node.answer("author_submitExtrinsic", params).unwrap();
            node.make_block();
            outcome(node);
            Reply::Close
        });
        succeeds_once(&scene, |node| node.arrivals() == 2);
        assert_eq!(scene.node.arrivals(), 2);
    }

    #[test]
    fn a_transaction_that_is_banned_because_a_block_has_it_is_not_signed_again() {
        included_before_it_is_sent_again(|_| ());
    }

    #[test]
    fn a_transaction_that_is_outdated_because_a_block_has_it_is_not_signed_again() {
        included_before_it_is_sent_again(Node::forget_bans);
    }

    /// An upgrade, for instance, makes a bad signature of one that was good.
    #[test]
    fn a_transaction_that_is_invalid_although_a_block_has_it_succeeds() {
        let scene = Scene::new();
        let mut sent = 0;
        scene.node.habit(move |node, method, params| {
            if method != "author_submitExtrinsic" {
                return Reply::Usual;
            }
            sent += 1;
            if sent > 1 {
                return Reply::Refused(1010, "Invalid Transaction", "Transaction has a bad signature");
            }
            node.answer(method, params).unwrap();
            node.make_block();
            Reply::Close
        });
        succeeds_once(&scene, |node| node.arrivals() == 2);
    }

    /// A node that never comes back: hash and last block of what is on its way, and the way out.
    fn in_flight(scene: &Scene, chain: &RpcChain) {
        let error = chain.submit_once(&scene.bob, scene.submission(1, 3)).unwrap_err();
        let ChainError::InFlight { transaction, last, cause } = &error else { panic!("{error:?}") };
        let arrived = scene.node.arrived();
        assert_eq!(arrived.iter().map(|bytes| blake2_256(bytes)).collect::<Vec<_>>(), [*transaction]);
        assert_eq!(*last, LAST);
        assert!(cause.contains(&scene.node.url()), "{cause}");
        assert!(error.to_string().contains(&hex::encode(transaction)), "{error}");
        assert!(
            error.help().contains("run the same command again") && error.help().contains("block 64"),
            "{}",
            error.help()
        );
    }

    #[test]
    fn what_was_on_its_way_when_the_node_vanished_is_found_in_its_block() {
        let scene = Scene::new();
        after_taking(&scene.node, dies);
        let chain = scene.connect(patience(300));
        in_flight(&scene, &chain);
        scene.node.revive();
        scene.node.make_block();
        scene.node.make_block();
        let accepted = chain.submit_once(&scene.bob, scene.submission(1, 3)).unwrap();
        assert!(matches!(accepted, Accepted::Before { .. }), "{accepted:?}");
        assert_eq!((scene.node.arrivals(), scene.node.transactions()), (1, 1 + 1));
    }

    #[test]
    fn what_was_on_its_way_when_the_node_vanished_is_found_in_its_pool() {
        let scene = Scene::new();
        after_taking(&scene.node, dies);
        in_flight(&scene, &scene.connect(patience(300)));
        scene.node.revive();
        // In another run of the program.
        let chain = scene.connect(options());
        thread::scope(|scope| {
            let submitting = scope.spawn(|| chain.submit_once(&scene.bob, scene.submission(1, 3)));
            thread::sleep(6 * TICK);
            scene.node.ticks(TICK);
            let accepted = submitting.join().unwrap().unwrap();
            assert!(matches!(accepted, Accepted::Before { .. }), "{accepted:?}");
        });
        assert_eq!((scene.node.arrived().len(), scene.node.transactions()), (1, 1 + 1));
    }

    #[test]
    fn what_was_on_its_way_and_is_nowhere_is_sent_anew() {
        let scene = Scene::new();
        after_taking(&scene.node, |node| {
            node.forget_pool();
            dies(node)
        });
        in_flight(&scene, &scene.connect(patience(300)));
        scene.node.revive();
        scene.node.ticks(TICK);
        let accepted = scene.connect(options()).submit_once(&scene.bob, scene.submission(1, 3)).unwrap();
        assert!(matches!(accepted, Accepted::Now(_)), "{accepted:?}");
        assert_eq!(scene.node.transactions(), 1 + 1);
    }

    #[test]
    fn a_node_that_vanished_when_it_was_sent_the_transaction_may_have_it() {
        let scene = Scene::new();
        instead_of_taking(&scene.node, |node, params| {
            node.answer("author_submitExtrinsic", params).unwrap();
            dies(node)
        });
        in_flight(&scene, &scene.connect(patience(300)));
    }

    #[test]
    fn a_node_that_vanished_when_it_said_that_the_nonce_is_taken_may_have_it_in_a_block() {
        let scene = Scene::new();
        let mut sent = 0;
        scene.node.habit(move |node, method, params| {
            sent += u32::from(method == "author_submitExtrinsic");
            match (method, sent) {
                ("author_submitExtrinsic", 1) => {
                    node.answer(method, params).unwrap();
                    node.make_block();
                    node.forget_bans();
                    Reply::Close
                }
                ("author_submitExtrinsic", _) | (_, 0) => Reply::Usual,
                _ => dies(node),
            }
        });
        in_flight(&scene, &scene.connect(patience(300)));
    }

    #[test]
    fn a_node_that_vanished_before_it_told_the_outcome_has_the_transaction_in_a_block() {
        let scene = Scene::new();
        let events = to_hex(&frame_support::storage::storage_prefix(b"System", b"Events"), false);
        scene.node.habit(move |node, method, params| match method {
            "state_getStorage" if params[0] == json!(events) => dies(node),
            _ => Reply::Usual,
        });
        scene.node.ticks(TICK);
        let error = scene.connect(patience(300)).call(&scene.bob, remark("outcome")).unwrap_err();
        assert!(matches!(error, ChainError::InFlight { .. }), "{error:?}");
    }

    #[test]
    fn a_chain_that_stands_still_leaves_the_transaction_on_its_way() {
        let scene = Scene::new();
        let error = scene.connect(patience(300)).call(&scene.bob, remark("still")).unwrap_err();
        assert!(matches!(error, ChainError::InFlight { .. }), "{error:?}");
        assert!(error.to_string().contains("the chain makes no more blocks"), "{error}");
    }

    #[test]
    fn a_transaction_may_enter_the_last_block_of_its_mortality() {
        let scene = Scene::new();
        scene.node.withhold(true);
        let chain = scene.connect(options());
        let included = thread::scope(|scope| {
            let calling = scope.spawn(|| chain.call(&scene.bob, remark("late")));
            wait(|| scene.node.arrivals() == 1);
            while scene.node.number() < LAST - 1 {
                scene.node.make_block();
            }
            scene.node.withhold(false);
            scene.node.make_block();
            scene.node.make_block();
            calling.join().unwrap().unwrap()
        });
        assert_eq!(included.block, LAST);
    }

    #[test]
    fn a_transaction_that_enters_no_block_while_it_is_mortal_is_said_to_be_gone() {
        let scene = Scene::new();
        scene.node.withhold(true);
        let chain = scene.connect(options());
        let error = thread::scope(|scope| {
            let submitting = scope.spawn(|| chain.submit_once(&scene.bob, scene.submission(1, 3)));
            wait(|| scene.node.arrivals() == 1);
            while scene.node.number() < LAST {
                scene.node.make_block();
            }
            scene.node.withhold(false);
            scene.node.make_block();
            thread::sleep(Duration::from_millis(600));
            assert!(!submitting.is_finished(), "another block could still become final that has it");
            scene.node.make_block();
            submitting.join().unwrap().unwrap_err()
        });
        let ChainError::NotIncluded { last, .. } = &error else { panic!("{error:?}") };
        assert_eq!(*last, LAST);
        assert!(error.to_string().contains("entered no block up to 64, and cannot any more"), "{error}");
        assert!(error.help().contains("send it again"), "{}", error.help());
        assert_eq!(scene.node.transactions(), 1);
    }

    /// Without finality a chain that is as far ahead again is taken for one that is not replaced.
    #[test]
    fn a_finality_that_stands_still_is_not_waited_for_without_end() {
        let scene = Scene::new();
        scene.node.withhold(true);
        scene.node.lag(None);
        let chain = scene.connect(options());
        let (tell, told) = std::sync::mpsc::channel();
        let bob = scene.bob.clone();
        thread::spawn(move || drop(tell.send(chain.call(&bob, remark("stall")))));
        wait(|| scene.node.arrivals() == 1);
        while scene.node.number() <= LAST + 64 {
            scene.node.make_block();
        }
        let error = told.recv_timeout(Duration::from_secs(8)).expect("it waits without end").unwrap_err();
        assert!(matches!(error, ChainError::NotIncluded { last: LAST, .. }), "{error:?}");
    }

    /// Each block that becomes final is progress, so that altogether it may take longer than the patience.
    #[test]
    fn a_finality_that_is_slow_is_waited_for() {
        let scene = Scene::new();
        scene.node.withhold(true);
        scene.node.lag(Some(6));
        while scene.node.number() < 8 {
            scene.node.make_block();
        }
        let chain = scene.connect(patience(1_200));
        thread::scope(|scope| {
            let calling = scope.spawn(|| chain.call(&scene.bob, remark("slow")));
            wait(|| scene.node.arrivals() == 1);
            scene.node.withhold(false);
            for _ in 0..12 {
                scene.node.make_block();
                thread::sleep(6 * TICK);
            }
            calling.join().unwrap().unwrap();
        });
    }

    #[test]
    fn a_transaction_whose_block_does_not_become_final_stays_on_its_way() {
        let scene = Scene::new();
        scene.node.lag(None);
        scene.node.ticks(TICK);
        let (chain, bob) = (scene.connect(patience(600)), scene.bob.clone());
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || drop(tell.send(chain.call(&bob, remark("final")))));
        let error = told.recv_timeout(Duration::from_secs(8)).expect("it waits without end").unwrap_err();
        assert!(matches!(error, ChainError::InFlight { last: LAST, .. }), "{error:?}");
        assert!(error.to_string().contains("the chain finalizes no more blocks"), "{error}");
    }
}

mod reject {
    use super::*;
    use scale_info::interner::UntrackedSymbol;
    use sp_runtime::transaction_validity::InvalidTransaction;
    use std::net::TcpListener;

    /// An error says what is wrong and why, and its advice what to do.
    fn says(error: &ChainError, parts: &[&str], way_out: &str) {
        let text = error.to_string();
        assert!(parts.iter().all(|part| text.contains(part)), "{text:?} lacks one of {parts:?}");
        assert!(error.help().contains(way_out), "{:?} lacks {way_out:?}", error.help());
    }

    fn refused(url: &str) -> ChainError {
        match RpcChain::connect(url, options()) {
            Err(error) => error,
            Ok(_) => panic!("it is taken"),
        }
    }

    /// Scene with a node whose metadata of version 15, and by `v14` of version 14, is changed.
    fn operated(
        v14: impl Fn(&mut RuntimeMetadataV14) + Send + Copy + 'static,
        v15: impl Fn(&mut RuntimeMetadataV15) + Send + Copy + 'static,
    ) -> Scene {
        let scene = Scene::new();
        scene.node.habit(move |node, method, params| operate(node, method, params, v14, v15));
        scene
    }

    #[test]
    fn fails_at_once_where_nobody_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        drop(listener);
        let started = Instant::now();
        let error = refused(&url);
        assert!(started.elapsed() < Duration::from_secs(5), "before the patience of {:?} ends", options().patience);
        assert!(matches!(error, ChainError::Unreachable { .. }), "{error:?}");
        says(&error, &[&url, "refused"], "start the node");
    }

    #[test]
    fn fails_for_what_is_no_address() {
        for text in ["", "node", "127.0.0.1:9944", "//Alice"] {
            let error = refused(text);
            assert!(matches!(error, ChainError::Unreachable { .. }), "{error:?}");
            says(&error, &[text, "this is no address of a node"], "check its address");
        }
        says(&refused("ftp://127.0.0.1:1"), &["ftp://127.0.0.1:1"], "check its address");
    }

    #[test]
    fn fails_for_an_open_connection_to_another_machine() {
        for url in ["ws://192.0.2.1:9944", "ws://node.example:9944", "http://192.0.2.1", "ws://127.0.0.1.example"] {
            let error = refused(url);
            assert_eq!(error, ChainError::InsecureUrl(url.into()));
            says(&error, &[url, "neither encrypted nor on this machine"], "wss://");
        }
    }

    #[test]
    fn fails_for_a_chain_without_the_pallet() {
        let scene = operated(
            |metadata| metadata.pallets.retain(|pallet| pallet.name != "Zkml"),
            |metadata| metadata.pallets.retain(|pallet| pallet.name != "Zkml"),
        );
        let error = refused(&scene.node.url());
        assert_eq!(error, ChainError::NoPallet { pallet: "Zkml".into(), chain: "zkml".into() });
        says(&error, &["\"zkml\"", "no pallet Zkml"], "right chain");
    }

    #[test]
    fn fails_for_a_chain_without_the_runtime_api() {
        let scene = operated(|_| (), |metadata| metadata.apis.retain(|api| api.name != "ZkmlApi"));
        let chain = scene.connect(options());
        assert_eq!(chain.models().unwrap().len(), 1, "what is stored can be read");
        let error = chain.submit_once(&scene.bob, scene.submission(1, 3)).unwrap_err();
        assert_eq!(error, ChainError::NoApi { api: "ZkmlApi".into(), chain: "zkml".into() });
        says(&error, &["\"zkml\"", "no runtime API ZkmlApi"], "implement pallet_zkml's runtime API");
    }

    fn other_encoding(error: ChainError, thing: &str) {
        let ChainError::OtherEncoding { what, spec_version, known, .. } = &error else { panic!("{error:?}") };
        assert_eq!((what.as_str(), spec_version), (thing, known));
        says(&error, &["\"zkml\"", thing], "use the version of this program");
    }

    #[test]
    fn sends_nothing_to_a_chain_whose_call_has_other_arguments() {
        let scene = operated(
            |metadata| {
                let zkml = metadata.pallets.iter().find(|pallet| pallet.name == "Zkml").unwrap();
                let calls = zkml.calls.as_ref().unwrap().ty.id;
                variants(&mut metadata.types, calls).retain(|variant| variant.name != "submit_proof");
            },
            drop_argument,
        );
        let chain = scene.connect(options());
        other_encoding(chain.submit_once(&scene.bob, scene.submission(1, 3)).unwrap_err(), "Zkml.submit_proof");
        other_encoding(chain.submit_proof(&scene.bob, scene.submission(1, 3)).unwrap_err(), "Zkml.submit_proof");
        let call = scene.submission(1, 3).into_call().unwrap();
        other_encoding(chain.rehearse(&scene.bob, &call).unwrap_err(), "Zkml.submit_proof");
        assert_eq!(scene.node.arrivals(), 0);
    }

    /// A question to model 0, and what is called with the answer.
    fn question(callback: Option<RuntimeCall>) -> RuntimeCall {
        question_call(Question {
            model: 0,
            rule: VersionRule::Active,
            input: Input::Committed([7; 32]),
            audience: Audience::FirstClaim,
            min_fee: 0,
            max_fee: 0,
            claim_by: 10,
            prove_by: 20,
            callback,
        })
    }

    /// Whether the client takes the call for one that the chain knows. The chain itself may refuse it.
    fn is_understood(chain: &RpcChain, scene: &Scene, call: &RuntimeCall) -> bool {
        !matches!(chain.rehearse(&scene.bob, call), Err(ChainError::OtherEncoding { .. }))
    }

    #[test]
    fn a_question_without_a_callback_goes_to_chains_with_other_pallets() {
        let scene = operated(
            |_| (),
            |metadata| {
                let all = metadata.outer_enums.call_enum_ty.id;
                variants(&mut metadata.types, all).retain(|variant| variant.name != "CreditLine");
            },
        );
        let chain = scene.connect(options());
        assert!(is_understood(&chain, &scene, &question(None)));
        assert!(is_understood(&chain, &scene, &remark("no pallet's call is in it")));
        let called = question(Some(remark("by the answer")));
        other_encoding(chain.rehearse(&scene.bob, &called).unwrap_err(), "Market.request_inference");
    }

    /// The call of the market, in metadata, that asks a model.
    fn asking(metadata: &mut RuntimeMetadataV15) -> &mut Variant<PortableForm> {
        let market = metadata.pallets.iter().find(|pallet| pallet.name == "Market").unwrap();
        let calls = market.calls.as_ref().unwrap().ty.id;
        variants(&mut metadata.types, calls).iter_mut().find(|call| call.name == "request_inference").unwrap()
    }

    #[test]
    fn a_question_is_not_sent_to_a_market_that_asks_otherwise() {
        // All of these take the same names and types.
        let changes: [fn(&mut RuntimeMetadataV15); 4] = [
            // The least fee after the greatest.
            |metadata| asking(metadata).fields.swap(4, 5),
            |metadata| {
                let fields = &mut asking(metadata).fields;
                (fields[4].name, fields[5].name) = (fields[5].name.clone(), fields[4].name.clone());
            },
            // Another number for one rule.
            |metadata| {
                let rule = asking(metadata).fields[1].ty.id;
                variants(&mut metadata.types, rule)[0].index = 9;
            },
            // Exactly this version, for at least this version.
            |metadata| {
                let rule = asking(metadata).fields[1].ty.id;
                let rules = variants(&mut metadata.types, rule);
                (rules[0].index, rules[2].index) = (rules[2].index, rules[0].index);
            },
        ];
        for change in changes {
            let scene = operated(|_| (), change);
            let chain = scene.connect(options());
            for callback in [None, Some(remark("by the answer"))] {
                let error = chain.rehearse(&scene.bob, &question(callback)).unwrap_err();
                other_encoding(error, "Market.request_inference");
            }
        }
    }

    #[test]
    fn reads_nothing_from_a_chain_that_stores_it_otherwise() {
        let scene = operated(
            |_| (),
            |metadata| {
                let text = metadata.pallets[0].constants[0].ty;
                for pallet in &mut metadata.pallets {
                    for entry in pallet.storage.iter_mut().flat_map(|storage| &mut storage.entries) {
                        if let (StorageEntryType::Map { value, .. }, "Models" | "Account") =
                            (&mut entry.ty, entry.name.as_str())
                        {
                            *value = text;
                        }
                    }
                }
            },
        );
        let chain = scene.connect(options());
        other_encoding(chain.models().unwrap_err(), "Zkml.Models");
        other_encoding(chain.free_balance(&scene.bob.account()).unwrap_err(), "System.Account");
        assert_eq!(chain.receipts().unwrap(), [], "which are stored as they were");
    }

    #[test]
    fn asks_nothing_that_a_chain_answers_otherwise() {
        let scene = operated(
            |_| (),
            |metadata| {
                let api = metadata.apis.iter_mut().find(|api| api.name == "ZkmlApi").unwrap();
                let method = |name: &str| api.methods.iter().position(|method| method.name == name).unwrap();
                let (model, receipt) = (method("model"), method("receipt"));
                api.methods[receipt].output = api.methods[model].output;
            },
        );
        let chain = scene.connect(options());
        chain.model(0).unwrap().unwrap();
        other_encoding(chain.submit_once(&scene.bob, scene.submission(1, 3)).unwrap_err(), "ZkmlApi.receipt");
        assert_eq!(scene.node.arrivals(), 0);
    }

    #[test]
    fn a_proof_for_another_chain_is_not_sent() {
        let scene = Scene::new();
        let other = Scene::on(FakeNode::endowing([scene.alice.account(), scene.bob.account()]));
        assert_ne!(scene.node.genesis_hash(), other.node.genesis_hash());
        let (chain, other_chain) = (scene.connect(options()), other.connect(options()));
        let submission = other.submission(1, 3);
        assert_ne!(chain.statement(&submission).unwrap(), other_chain.statement(&submission).unwrap());
        other_chain.dry_run(&submission).unwrap();
        for error in [chain.dry_run(&submission).unwrap_err(), chain.submit_once(&scene.bob, submission).unwrap_err()] {
            assert!(matches!(error, ChainError::WouldFail(_)), "{error:?}");
            assert_eq!(error.name(), Some("InvalidProof"));
            says(&error, &["the chain would refuse it as Zkml.InvalidProof"], "");
            assert!(!error.help().is_empty());
        }
        assert_eq!(scene.node.arrivals(), 0);
    }

    #[test]
    fn a_signer_who_cannot_pay_sends_nothing() {
        let scene = Scene::new();
        let chain = scene.connect(options());
        let nobody = Signer::from_secret("//Nobody").unwrap();
        let fee = chain.rehearse(&scene.bob, &scene.submission(1, 3).into_call().unwrap()).unwrap().fee;
        let error = chain.submit_once(&nobody, scene.submission(1, 3)).unwrap_err();
        assert_eq!(error, ChainError::Unfunded { account: nobody.account(), needs: fee, has: 0 });
        says(&error, &[&nobody.account().to_string(), "has 0 plancks", &fee.to_string()], "fund the signer");
        assert_eq!(scene.node.arrivals(), 0);
        // Whoever does not ask before is told by the node.
        let error = chain.submit_proof(&nobody, scene.submission(1, 3)).unwrap_err();
        assert_eq!(error.name(), Some("Payment"));
        says(&error, &["Payment", "Inability to pay some fees"], "fund the signer");
        assert_eq!(scene.node.transactions(), 1);
    }

    #[test]
    fn names_why_the_node_finds_a_transaction_invalid() {
        let scene = Scene::new();
        let chain = scene.connect(options());
        let table = [
            (InvalidTransaction::Payment, "Payment", "fund the signer"),
            (InvalidTransaction::BadProof, "BadProof", "sign for this chain"),
            (InvalidTransaction::AncientBirthBlock, "AncientBirthBlock", "sign again"),
            (InvalidTransaction::Future, "Future", "next nonce"),
            (InvalidTransaction::ExhaustsResources, "ExhaustsResources", "later block"),
            (InvalidTransaction::Call, "Call", "same version"),
            (InvalidTransaction::BadMandatory, "Invalid", "same version"),
        ];
        for (invalid, name, way_out) in table {
            let words: &'static str = invalid.into();
            scene.node.habit(move |_, method, _| match method {
                "author_submitExtrinsic" => Reply::Refused(1010, "Invalid Transaction", words),
                _ => Reply::Usual,
            });
            let error = chain.call(&scene.bob, remark(name)).unwrap_err();
            assert_eq!(error, ChainError::InvalidTransaction { name: name.into(), reason: words.into() });
            says(&error, &[name, words], way_out);
        }
    }

    #[test]
    fn gives_up_where_every_nonce_is_taken() {
        let scene = Scene::new();
        scene.node.habit(|_, method, _| match method {
            "author_submitExtrinsic" => Reply::Refused(1014, "Priority is too low: (2 vs 1)", "too low"),
            _ => Reply::Usual,
        });
        let error = scene.connect(options()).call(&scene.bob, remark("nonce")).unwrap_err();
        assert_eq!(error, ChainError::NoNonce(scene.bob.account()));
        says(&error, &[&scene.bob.account().to_string(), "every nonce"], "one program at a time");
    }

    #[test]
    fn repeats_what_a_node_says_that_refuses_a_request() {
        let scene = Scene::new();
        scene.node.habit(|_, method, _| match method {
            "author_submitExtrinsic" => Reply::Refused(-32601, "RPC call is unsafe to be called externally", "locked"),
            _ => Reply::Usual,
        });
        let error = scene.connect(options()).call(&scene.bob, remark("unsafe")).unwrap_err();
        assert!(matches!(error, ChainError::Rpc { code: -32601, .. }), "{error:?}");
        says(&error, &["author_submitExtrinsic", "unsafe to be called externally: locked", "-32601"], "ask a node");
        // A runtime that stops in a function.
        scene.node.no_habit();
        let error = scene.connect(options()).ask("ZkmlApi_model", &[1]).unwrap_err();
        assert!(matches!(error, ChainError::Runtime { .. }), "{error:?}");
        says(&error, &["ZkmlApi_model"], "check that the runtime");
    }

    /// Everything that a client asks, until something is wrong with an answer: a transaction is not waited for.
    fn everything(scene: &Scene, chain: &RpcChain) -> Result<(), ChainError> {
        scene.node.forget_pool();
        let all = [
            chain.models().map(drop),
            chain.receipts().map(drop),
            chain.model(0).map(drop),
            chain.runtime_version().map(drop),
            chain.events(2).map(drop),
            chain.finalized_number().map(drop),
            chain.rehearse(&scene.bob, &remark("all")).map(drop),
            chain.submit_once(&scene.bob, scene.submission(1, 3)).map(drop),
        ];
        all.into_iter().collect()
    }

    const METHODS: [&str; 11] = [
        "chain_getBlockHash",
        "chain_getFinalizedHead",
        "chain_getHeader",
        "chain_getBlock",
        "state_call",
        "state_getStorage",
        "state_getKeysPaged",
        "state_queryStorageAt",
        "author_submitExtrinsic",
        "author_pendingExtrinsics",
        "system_accountNextIndex",
    ];

    #[test]
    fn fails_for_answers_that_are_no_json_rpc() {
        let scene = Scene::new();
        let chain = scene.connect(patience(0));
        for garbage in ["", "garbage", "[]", "{", "\"\"", "{\"jsonrpc\":\"2.0\"}", "\u{0}\u{0}"] {
            for method in METHODS {
                scene.node.habit(move |_, asked, _| match asked == method {
                    true => Reply::Raw(garbage.into()),
                    false => Reply::Usual,
                });
                let error = everything(&scene, &chain).expect_err(method);
                let lost = matches!(error, ChainError::Unreachable { .. } | ChainError::InFlight { .. });
                assert!(lost, "{method} {garbage:?}: {error:?}");
                says(&error, &[&scene.node.url()], "");
            }
        }
    }

    #[test]
    fn fails_for_answers_of_another_kind() {
        let scene = Scene::new();
        let chain = scene.connect(patience(0));
        let answers = [
            json!(true),
            json!(-1),
            json!(u64::MAX),
            json!("garbage"),
            json!("0x0"),
            json!("0xff"),
            // Lengths of SCALE that no answer has.
            json!("0xfeffffff"),
            json!("0x13ffffffffffffffff"),
            json!("0x01feffffff"),
            json!(["0xff"]),
            json!([{ "block": null, "changes": [["0x", "0xff"], ["0xff", null]] }]),
            json!({ "parentHash": format!("0x{:064}", 0), "number": "0xffffffff" }),
            json!({ "parentHash": format!("0x{:064}", 0), "number": "0x100000000" }),
            json!({ "block": { "header": { "parentHash": format!("0x{:064}", 0), "number": "" }, "extrinsics": ["g"] } }),
        ];
        for answer in answers {
            for method in METHODS {
                let given = answer.clone();
                scene.node.habit(move |_, asked, _| match asked == method {
                    true => Reply::Result(given.clone()),
                    false => Reply::Usual,
                });
                // Some of it a client need not notice; but then nothing is waited for as long as it takes.
                let error = everything(&scene, &chain).expect_err(method);
                assert!(!error.to_string().is_empty() && !error.help().is_empty(), "{method} {answer}");
            }
        }
        scene.node.habit(|_, asked, _| match asked {
            "chain_getFinalizedHead" => Reply::Result(json!(["final"])),
            _ => Reply::Usual,
        });
        let error = everything(&scene, &chain).unwrap_err();
        assert!(matches!(error, ChainError::Unreachable { .. }), "{error:?}");
        says(&error, &["answers chain_getFinalizedHead with something unexpected", "expected a"], "its address");
    }

    #[test]
    fn fails_for_answers_that_are_cut_off() {
        let scene = Scene::new();
        let chain = scene.connect(patience(0));
        for function in ["Core_version", "ZkmlApi_model", "ZkmlApi_version", "TransactionPaymentApi_query_info"] {
            for kept in [0, 1, 7, 20] {
                scene.node.habit(move |node, method, params| match params.first().and_then(Value::as_str) {
                    Some(called) if called == function => {
                        let whole = from_hex(node.answer(method, params).unwrap().as_str().unwrap()).unwrap();
                        Reply::Result(json!(to_hex(&whole[..kept.min(whole.len() - 1)], false)))
                    }
                    _ => Reply::Usual,
                });
                let error = everything(&scene, &chain).expect_err(function);
                assert!(matches!(error, ChainError::Unexpected(_)), "{function} {kept}: {error:?}");
                says(&error, &["something unexpected: an answer"], "report it");
            }
        }
        assert_eq!(scene.node.arrivals(), 0);
    }

    #[test]
    fn fails_for_keys_that_never_end() {
        let scene = Scene::new();
        scene.node.habit(|node, method, params| match method {
            "state_getKeysPaged" => {
                let first = [params[0].clone(), params[1].clone(), Value::Null, params[3].clone()];
                Reply::Result(node.answer(method, &first).unwrap())
            }
            _ => Reply::Usual,
        });
        let (tell, told) = std::sync::mpsc::channel();
        let chain = scene.connect(options());
        thread::spawn(move || drop(tell.send(chain.models().map(drop))));
        let error = told.recv_timeout(Duration::from_secs(5)).expect("it asks without end").unwrap_err();
        assert!(matches!(error, ChainError::Unexpected(_)), "{error:?}");
        says(&error, &["the same keys again"], "report it");
    }

    #[test]
    fn fails_for_metadata_that_is_cut_off_or_of_another_version() {
        let scene = Scene::new();
        let functions = ["Metadata_metadata", "Metadata_metadata_at_version"];
        let changes: [fn(&mut Vec<u8>); 6] = [
            |bytes| bytes.clear(),
            |bytes| bytes.truncate(5),
            |bytes| bytes.truncate(bytes.len() / 2),
            |bytes| bytes.truncate(bytes.len() - 1),
            |bytes| bytes.push(0),
            // After the magic number.
            |bytes| bytes[4] ^= 1,
        ];
        for function in functions {
            for change in changes {
                scene.node.habit(move |node, method, params| match params.first().and_then(Value::as_str) {
                    Some("Metadata_metadata") if function == "Metadata_metadata" => {
                        let mut bytes: Vec<u8> = result(node, method, params);
                        change(&mut bytes);
                        Reply::Result(json!(to_hex(&bytes.encode(), false)))
                    }
                    Some("Metadata_metadata_at_version") if function == "Metadata_metadata_at_version" => {
                        let mut bytes: Option<Vec<u8>> = result(node, method, params);
                        bytes.as_mut().map(change);
                        Reply::Result(json!(to_hex(&bytes.encode(), false)))
                    }
                    _ => Reply::Usual,
                });
                let error = refused(&scene.node.url());
                assert!(matches!(error, ChainError::Unexpected(_)), "{error:?}");
                says(&error, &["metadata"], "");
            }
        }
        scene.node.habit(|_, _, params| match params.first().and_then(Value::as_str) {
            Some("Metadata_metadata_at_version") => Reply::Result(json!("0x00")),
            _ => Reply::Usual,
        });
        says(&refused(&scene.node.url()), &["no metadata of version 15"], "");
    }

    /// A type that is nowhere, in each place that names one.
    #[test]
    fn fails_for_metadata_that_names_types_that_it_does_not_have() {
        let changes: [fn(&mut RuntimeMetadataV15, UntrackedSymbol<std::any::TypeId>); 9] = [
            |metadata, _| drop(metadata.types.types.pop()),
            |metadata, nowhere| metadata.extrinsic.address_ty = nowhere,
            |metadata, nowhere| metadata.extrinsic.signed_extensions[0].additional_signed = nowhere,
            |metadata, nowhere| metadata.outer_enums.error_enum_ty = nowhere,
            |metadata, nowhere| metadata.pallets[0].calls.as_mut().unwrap().ty = nowhere,
            |metadata, nowhere| metadata.pallets[0].constants[0].ty = nowhere,
            |metadata, nowhere| {
                let entries = &mut metadata.pallets[0].storage.as_mut().unwrap().entries;
                entries[0].ty = StorageEntryType::Plain(nowhere);
            },
            |metadata, nowhere| metadata.apis[0].methods[0].output = nowhere,
            |metadata, nowhere| {
                let zkml = metadata.pallets.iter().find(|pallet| pallet.name == "Zkml").unwrap();
                let calls = zkml.calls.as_ref().unwrap().ty.id;
                variants(&mut metadata.types, calls)[0].fields[0].ty = nowhere;
            },
        ];
        for change in changes {
            let scene = operated(|_| (), move |metadata| change(metadata, 99_999.into()));
            let error = refused(&scene.node.url());
            assert!(matches!(error, ChainError::Unexpected(_)), "{error:?}");
            says(&error, &["metadata", "types that it does not have"], "report it");
        }
    }
}
