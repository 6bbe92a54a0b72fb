//! The market on a node: requests that the node's own off-chain worker and a prover's service answer, and that `zkml operate`
//! answers; the service is killed and started again in the middle.

use crate::{
    cli::{file, models, Zkml},
    scenario::{say, signer},
};
use frame_support::BoundedVec;
use pallet_agent::{Action, Feature};
use serde_json::Value;
use sp_runtime::Perbill;
use std::{
    fs::File,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use zkml_chain::{market::MarketEvent, AccountId, Chain, Market, ModelId, RpcChain, RuntimeCall};
use zkml_runtime::{Runtime, UNIT};

/// How long a request may take to end.
const PATIENCE: Duration = Duration::from_secs(180);

/// A prover's service in a folder of its own; it is killed with this value.
struct Service<'a> {
    program: &'a Path,
    folder: &'a Path,
    port: u16,
    child: Child,
}

impl<'a> Service<'a> {
    fn start(program: &'a Path, folder: &'a Path, port: u16) -> Self {
        let service = Self { program, folder, port, child: Self::launch(program, folder, port) };
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < PATIENCE, "the service listens; see service.log");
            std::thread::sleep(Duration::from_millis(100));
        }
        service
    }

    fn launch(program: &Path, folder: &Path, port: u16) -> Child {
        let log =
            File::options().create(true).append(true).open(folder.join("service.log")).expect("a file for the log");
        let errors = log.try_clone().expect("a file has two handles");
        Command::new(program)
            .current_dir(folder)
            .args(["serve", "--models", "offered", "--data", "queue", "--lease", "5", "--listen"])
            .arg(format!("127.0.0.1:{port}"))
            .stdout(log)
            .stderr(errors)
            .spawn()
            .expect("zkml serve starts")
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it where it stands, and starts it again.
    fn die_and_rise(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        self.child = Self::launch(self.program, self.folder, self.port);
    }
}

impl Drop for Service<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Compiles a network so that it can be asked, registers it and puts its files where the service looks for them. Returns its
/// number on the chain.
fn offer(zkml: &Zkml, network: &str, input: &str, name: &str) -> ModelId {
    let (onnx, calibration) = (file(network, &format!("{network}.onnx")), file(network, "calibration.npz"));
    let folder = zkml.folder.join("offered").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let model = format!("offered/{name}/model.zkml");
    let output = "--reveal argmax";
    zkml.ok(&format!("compile {onnx} --calibration {calibration} -o {model} --name {name} --input {input} {output}"));
    zkml.ok(&format!("setup {model} --dev"));
    let registered = zkml.ok(&format!("register offered/{name}/model.verifying.key --signer //Alice --wait included"));
    registered["model"].as_u64().expect("a number") as ModelId
}

/// `begun` is a number that names are new with.
pub fn play(zkml: &Zkml, chain: &RpcChain, begun: u32) {
    let (open, hidden) = (format!("digits-open-{begun}"), format!("digits-hidden-{begun}"));
    offer(zkml, "digits-mlp", "public", &open);
    offer(zkml, "digits-mlp", "committed", &hidden);
    let treasurer = offer(zkml, "treasury-mlp", "public", &format!("treasury-{begun}"));
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let mut service = Service::start(zkml.program, zkml.folder, port);

    let charlie = signer("charlie").account();
    zkml.ok("bond --deposit 100 --signer //Charlie --wait included");
    let delegated = zkml.ok(&format!("delegate --service {} --signer //Charlie --wait included", service.url()));
    assert!(delegated["models"].as_array().is_some_and(|models| models.len() == 3), "{delegated}");
    let again = zkml.ok(&format!("delegate --service {} --signer //Charlie --wait included", service.url()));
    assert_eq!(again["key"], delegated["key"], "the node keeps its key");
    say("zkml bond, and delegate: the node works for a prover");

    let test = models("test.npz");
    let ask = |name: &str, row: u32, more: &str| {
        format!("request offered/{name}/model.verifying.key --input {test} --row {row} --max-fee 5 --min-fee 1 --signer //Bob --wait included {more}")
    };
    let before = chain.free_balance(&charlie).expect("a balance");
    let answer = zkml.ok(&ask(&open, 3, ""));
    assert_eq!(
        (&answer["answered"], &answer["outputs_integer"]),
        (&Value::Bool(true), &digit(zkml, &open, 3)),
        "{answer}"
    );
    assert!(chain.free_balance(&charlie).expect("a balance") > before, "the prover was paid");
    assert_eq!(chain.prover(&charlie).expect("an answer").expect("a prover").bound, 0);
    say("a request, claimed by the off-chain worker, proved by the service, answered and paid");

    let asked = zkml.ok(&ask(&open, 4, "--no-wait"));
    let request = asked["request"].as_u64().expect("a number");
    await_claim(chain, request);
    service.die_and_rise();
    await_end(chain, request);
    say("the service was killed after the claim and started again, and the request was answered");

    let answer = zkml.ok(&ask(&hidden, 5, &format!("--deliver {}", service.url())));
    assert_eq!(
        (&answer["answered"], &answer["outputs_integer"]),
        (&Value::Bool(true), &digit(zkml, &hidden, 5)),
        "{answer}"
    );
    assert!(answer["input_opening"]["salt"].is_string(), "{answer}");
    say("a committed input, which the service was told and the chain was not");

    agent(chain, treasurer, begun);

    zkml.ok("delegate --stop --signer //Charlie");
    let asked = zkml.ok(&ask(&open, 6, "--no-wait"));
    let request = asked["request"].as_u64().expect("a number");
    zkml.ok("bond --deposit 100 --signer //Dave --wait included");
    let operate = format!(
        "operate --service {} --signer //Dave --wait included --blocks 30 --min-fee 0.5 --second 0.01",
        service.url()
    );
    let operating = zkml.command(&operate).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("zkml runs");
    await_end(chain, request);
    let said = operating.wait_with_output().expect("zkml ends");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let books: Value = serde_json::from_str(said.trim().lines().last().unwrap_or_default()).expect("a report");
    assert!(
        books["answered"].as_u64() == Some(1) && books["profit"].as_i64().is_some_and(|profit| profit > 0),
        "{said}"
    );
    say("zkml operate claimed, proved and fulfilled a request, and made a profit");

    bad_input(zkml, &service, &open, &hidden, &test);
    let cancelled = zkml.ok(&format!("{} --no-wait --prover //Eve", ask(&open, 7, "")));
    zkml.ok(&format!("cancel {} --signer //Bob --wait included", cancelled["request"]));
    assert!(chain.requests().expect("an answer").is_empty(), "nothing is left over");
    say("zkml cancel, and every request has ended");
}

/// A treasury asks its model by itself, and what the model decides is done in the callback.
fn agent(chain: &RpcChain, model: ModelId, begun: u32) {
    let [alice, bob] = ["alice", "bob"].map(signer);
    let mut workers = [0x77; 32];
    workers[..4].copy_from_slice(&begun.to_le_bytes());
    let workers = AccountId::new(workers);
    let send = |signer, call| chain.call(signer, call).expect("the chain takes it");
    let create = pallet_agent::Call::create_agent {
        model,
        version: 1,
        features: BoundedVec::truncate_from(vec![
            Feature::Balance { unit: UNIT },
            Feature::BalanceOf { account: workers.clone(), unit: UNIT },
            Feature::BlocksSinceDecision { unit: 1 },
            Feature::Signal { account: alice.account(), life: 1_000 },
        ]),
        actions: BoundedVec::truncate_from(vec![
            Action::Nothing,
            Action::Pay { to: workers.clone(), amount: 5 * UNIT },
            Action::PayShare { to: bob.account(), share: Perbill::from_percent(10) },
        ]),
        interval: 5,
        max_fee: UNIT,
        heir: bob.account(),
    };
    let created = send(&alice, RuntimeCall::Agent(create));
    let agent = created.events.iter().find_map(|event| match event.decode("Agent") {
        Some(pallet_agent::Event::<Runtime>::AgentCreated { agent, .. }) => Some(agent),
        _ => None,
    });
    let agent = agent.expect("an agent");
    let fund = pallet_balances::Call::transfer_keep_alive {
        dest: pallet_agent::Pallet::<Runtime>::account(agent).into(),
        value: 200 * UNIT,
    };
    send(&bob, RuntimeCall::Balances(fund));
    send(&alice, RuntimeCall::Agent(pallet_agent::Call::signal { value: 200 }));
    let woken = send(&bob, RuntimeCall::Agent(pallet_agent::Call::wake { agent }));
    let asked = woken.market_events().find_map(|event| match event {
        MarketEvent::InferenceRequested { request, .. } => Some(request),
        _ => None,
    });
    await_end(chain, asked.expect("the agent asks the market"));
    assert_eq!(chain.free_balance(&workers), Ok(5 * UNIT), "the model decides that the workers are paid");
    say("an agent asked its model, and the verified decision moved its funds in the callback");
}

/// What the integer model says of a test picture, without a chain.
fn digit(zkml: &Zkml, name: &str, row: u32) -> Value {
    let said = zkml.ok(&format!("infer offered/{name}/model.zkml --input {} --row {row}", models("test.npz")));
    said["outputs_integer"].clone()
}

fn await_claim(chain: &RpcChain, request: u64) {
    let started = Instant::now();
    while chain.request(request).expect("an answer").expect("the request is there").claim.is_none() {
        assert!(started.elapsed() < PATIENCE, "request {request} is claimed");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn await_end(chain: &RpcChain, request: u64) {
    let started = Instant::now();
    while let Some(stored) = chain.request(request).expect("an answer") {
        assert!(started.elapsed() < PATIENCE, "request {request} is answered: {stored:?}");
        let late = chain.block_number().expect("a block") > stored.prove_by;
        assert!(!late, "request {request} is answered in time: {stored:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn bad_input(zkml: &Zkml, service: &Service, open: &str, hidden: &str, test: &str) {
    let ask = |name: &str, more: &str| {
        format!("request offered/{name}/model.verifying.key --input {test} --row 3 --max-fee 5 --signer //Bob {more}")
    };
    zkml.fails(6, "no prover would be told it", &ask(hidden, ""));
    zkml.fails(6, "is not encrypted", &ask(hidden, "--deliver http://192.0.2.1:80"));
    zkml.fails(9, "has 0 plancks", &ask(open, "--signer //Nobody").replace("--signer //Bob ", ""));
    zkml.fails(9, "DeadlineTooFar", &ask(open, "--prove-within 1000000"));
    zkml.fails(9, "UnknownRequest", "cancel 999999 --signer //Bob");
    zkml.fails(9, "has no bond", &format!("operate --service {} --signer //Ferdie --blocks 1", service.url()));
    zkml.fails(11, "no answer", "operate --service http://127.0.0.1:1 --signer //Dave --blocks 1");
    say("inputs that nobody would be told, unfunded requesters, deadlines too far ahead: each a clear error");
}
