//! The command line against a node: the way of the README, and what goes wrong on it.

use crate::{
    node::Setup,
    scenario::{say, signer},
};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};
use zkml_chain::Chain;

const CHAIN_REFUSED: i32 = 9;
const NODE: i32 = 11;

/// `zkml` in a folder of its own, speaking to a node.
pub struct Zkml<'a> {
    pub program: &'a Path,
    pub folder: &'a Path,
    url: String,
}

impl Zkml<'_> {
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(self.program);
        command.current_dir(self.folder).env("ZKML_URL", &self.url).env_remove("ZKML_SIGNER").arg("--json");
        command.args(arguments.split_whitespace());
        command
    }

    fn run(&self, arguments: &str) -> (i32, Value) {
        let output = self.command(arguments).output().expect("zkml runs");
        read(arguments, &output)
    }

    pub fn ok(&self, arguments: &str) -> Value {
        let (code, json) = self.run(arguments);
        assert_eq!(code, 0, "zkml {arguments}: {json}");
        json
    }

    /// Asserts an error with this exit code whose cause contains something, with a way out.
    pub fn fails(&self, code: i32, contains: &str, arguments: &str) {
        let (got, json) = self.run(arguments);
        let text = |field: &str| json[field].as_str().unwrap_or_default().to_owned();
        assert!(got == code && text("cause").contains(contains), "zkml {arguments}: {contains:?} in {got} {json}");
        assert!(!text("error").is_empty() && !text("help").is_empty(), "{json}");
    }
}

fn read(arguments: &str, output: &Output) -> (i32, Value) {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let json = serde_json::from_str(stdout.trim()).unwrap_or_else(|e| panic!("zkml {arguments}: {e} in {stdout:?}"));
    (output.status.code().expect("an exit code"), json)
}

pub fn models(name: &str) -> String {
    file("digits-mlp", name)
}

/// A file of one of the networks that come with this repository.
pub fn file(network: &str, name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node-prover/models").join(network);
    folder.join(name).display().to_string()
}

/// The README's way, and a batch. `name` must be new on the chain.
pub fn play<'a>(program: &'a Path, folder: &'a Path, setup: &Setup, chain: &impl Chain, name: &str) -> Zkml<'a> {
    let zkml = Zkml { program, folder, url: setup.url() };
    let (onnx, calibration) = (models("digits-mlp.onnx"), models("calibration.npz"));
    zkml.ok(&format!("compile {onnx} --calibration {calibration} -o digits.zkml --name {name}"));
    zkml.ok("setup digits.zkml --dev");
    let estimate = zkml.ok("register digits.verifying.key --signer //Alice --dry-run");
    let registered = zkml.ok("register digits.verifying.key --signer //Alice");
    assert_eq!(registered["fee"], estimate["fee"], "the estimate is what is paid");
    assert_eq!(registered["before"], false);
    let again = zkml.ok("register digits.verifying.key --signer //Alice");
    assert_eq!((&again["before"], &again["model"]), (&Value::Bool(true), &registered["model"]));
    let listed = zkml.ok("models");
    assert!(listed["models"].as_array().is_some_and(|models| models.iter().any(|model| model["name"] == name)));
    let one = zkml.ok(&format!("models {}", registered["model"]));
    assert_eq!(one["versions"][0]["vk_hash"], registered["vk_hash"]);
    say("zkml register, and models lists it; a second register sends nothing");

    zkml.prove(0, "//Bob");
    let (code, status) = zkml.run("status 0.proof");
    assert_eq!((code, &status["status"]), (8, &Value::from("submittable")));
    let estimate = zkml.ok("submit 0.proof --signer //Charlie --dry-run");
    let submitted = zkml.ok("submit 0.proof --signer //Charlie");
    assert!(submitted["fee"].as_u64() < estimate["fee"].as_u64(), "consumers leave some of it over");
    assert_eq!(submitted["before"], false);
    assert_eq!(zkml.ok("submit 0.proof --signer //Charlie")["before"], true);
    assert_eq!(zkml.ok("status 0.proof")["status"], "accepted");
    let receipts = zkml.ok(&format!("receipts --model {}", registered["model"]));
    assert_eq!(receipts["receipts"][0]["statement"], submitted["statement"]);
    say("zkml prove --url, submit, status and receipts; a second submit sends nothing");

    for sample in 1..4 {
        zkml.prove(sample, "//Bob");
    }
    let batch = zkml.ok("batch 0.proof 1.proof 2.proof 3.proof --signer //Charlie --wait included");
    assert_eq!(batch["accepted"].as_array().map(Vec::len), Some(3));
    assert_eq!(batch["before"], Value::from(vec![submitted["statement"].clone()]));
    say("zkml batch, which leaves out what was accepted before");

    let watching =
        zkml.command("watch --blocks 6").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("zkml runs");
    // Several at once by one account: each finds a nonce of its own.
    let sending: Vec<_> = (4..8)
        .map(|sample| {
            zkml.prove(sample, "//Bob");
            let arguments = format!("submit {sample}.proof --signer //Dave");
            (
                zkml.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("zkml runs"),
                arguments,
            )
        })
        .collect();
    for (sent, arguments) in sending {
        let (code, json) = read(&arguments, &sent.wait_with_output().expect("zkml ends"));
        assert_eq!((code, &json["before"]), (0, &Value::Bool(false)), "{json}");
    }
    let watched = watching.wait_with_output().expect("zkml ends");
    let watched = String::from_utf8_lossy(&watched.stdout).into_owned();
    assert_eq!(watched.matches("Zkml.ProofVerified").count(), 4, "{watched}");
    say("four at once by one account, and watch shows them");
    bad_input(&zkml, chain);
    zkml
}

impl Zkml<'_> {
    fn prove(&self, sample: usize, account: &str) {
        let (test, url) = (models("test.npz"), &self.url);
        self.ok(&format!(
            "prove digits.zkml --input {test} --row {sample} --url {url} --account {account} -o {sample}.proof"
        ));
    }
}

fn bad_input(zkml: &Zkml, chain: &impl Chain) {
    let charlie = signer("charlie").account();
    zkml.prove(9, "//Bob");
    let before = chain.free_balance(&charlie).expect("a balance");
    let test = models("test.npz");
    zkml.fails(CHAIN_REFUSED, "has 0 plancks", "submit 9.proof --signer //Nobody");
    zkml.fails(NODE, "no node to reach", "submit 9.proof --signer //Charlie --url ws://127.0.0.1:1");
    zkml.fails(CHAIN_REFUSED, "neither encrypted", "status --url ws://192.0.2.1:9944");
    zkml.ok(&format!("prove digits.zkml --input {test} --row 9 -o nowhere.proof"));
    zkml.fails(CHAIN_REFUSED, "tied to no chain", "submit nowhere.proof --signer //Charlie");
    let elsewhere = format!("--genesis-hash {} --model-id 0 --model-version 1 --valid-until 500", "11".repeat(32));
    zkml.ok(&format!("prove digits.zkml --input {test} --row 9 -o elsewhere.proof {elsewhere}"));
    zkml.fails(CHAIN_REFUSED, "was made for the chain 0x1111", "submit elsewhere.proof --signer //Charlie");
    let genesis = hex::encode(chain.genesis_hash().expect("a hash"));
    let unknown = format!("--genesis-hash {genesis} --model-id 77777 --model-version 1 --valid-until 500");
    zkml.ok(&format!("prove digits.zkml --input {test} --row 9 -o unknown.proof {unknown}"));
    zkml.fails(CHAIN_REFUSED, "no model 77777", "submit unknown.proof --signer //Charlie");
    zkml.ok("setup digits.zkml --dev --pk other.proving.key --vk other.verifying.key");
    let url = &zkml.url;
    zkml.fails(
        CHAIN_REFUSED,
        "no version on the chain has this key",
        &format!("prove digits.zkml --pk other.proving.key --input {test} --row 9 --url {url} --account //Bob"),
    );
    std::fs::write(zkml.folder.join("phrase"), "not a phrase").expect("a file");
    zkml.fails(10, "secret phrase", "submit 9.proof --signer phrase");
    zkml.fails(10, "there is none", "submit 9.proof");
    assert_eq!(chain.free_balance(&charlie), Ok(before), "none of it cost anything");
    say("an unfunded account, a dead endpoint, other chains, unknown models, other keys: each a clear error, and nothing paid");
}

/// The node dies while a transaction is on its way. The command finds out what became of it when the node is back.
pub fn dies_in_flight(zkml: &Zkml, setup: &Setup, node: crate::node::Node, sample: usize) -> crate::node::Node {
    zkml.prove(sample, "//Bob");
    let eve = signer("eve").account();
    let options = zkml_chain::RpcOptions::default;
    let balance = || {
        let chain = zkml_chain::RpcChain::connect(&setup.url(), options()).expect("the node answers");
        chain.free_balance(&eve).expect("a balance")
    };
    let before = balance();
    let arguments = format!("submit {sample}.proof --signer //Eve");
    let sending = zkml.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("zkml runs");
    // Blocks come every second: some time after it was sent, and mostly before its block.
    std::thread::sleep(Duration::from_millis(150));
    node.kill();
    let node = setup.launch();
    let (code, json) = read(&arguments, &sending.wait_with_output().expect("zkml ends"));
    assert_eq!(code, 0, "{json}");
    assert_eq!(json["accepted"], true);
    let again = zkml.ok(&arguments);
    assert_eq!(again["before"], true);
    let paid = before - balance();
    assert_eq!(Value::from(paid as u64), json["fee"], "one fee was paid, once");
    say("the node was killed with a transaction on its way, came back, and one transaction was paid for");
    node
}
