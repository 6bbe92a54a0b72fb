//! A stock node on this machine.

use std::{
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use zkml_chain::{RpcChain, RpcOptions};

/// How long a node may take until it answers.
const START: Duration = Duration::from_secs(120);
/// Between blocks, in milliseconds.
const BLOCK_MILLISECONDS: &str = "1000";

/// How to run a node again and again on one chain.
pub struct Setup {
    /// The program.
    pub program: PathBuf,
    /// The chain specification.
    pub spec: PathBuf,
    /// Where the chain is kept.
    pub base: PathBuf,
    pub port: u16,
}

/// A running node; it is killed with this value.
pub struct Node(Child);

impl Setup {
    /// Makes the chain specification from the runtime, as the README shows.
    pub fn new(program: &Path, runtime: &Path, base: &Path) -> Self {
        std::fs::create_dir_all(base).expect("a folder for the chain");
        let spec = base.join("chain-spec.json");
        // On a chain that is there already, its first specification counts: its genesis has the first runtime.
        if !spec.exists() {
            let made = Command::new(program)
                .args(["chain-spec-builder", "-c"])
                .arg(&spec)
                .args(["create", "--relay-chain", "dev", "--para-id", "1000", "-t", "development", "-r"])
                .arg(runtime)
                .args(["named-preset", "development"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("the node's chain-spec-builder runs");
            assert!(made.success(), "chain-spec-builder makes a specification of {}", runtime.display());
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        Self { program: program.into(), spec, base: base.into(), port }
    }

    pub fn url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    /// Starts the node and waits until it answers.
    pub fn start(&self) -> (Node, RpcChain) {
        let node = self.launch();
        let started = Instant::now();
        loop {
            let options = RpcOptions { patience: Duration::ZERO, ..RpcOptions::default() };
            if RpcChain::connect(&self.url(), options).is_ok() {
                let options = RpcOptions { patience: Duration::from_secs(120), ..RpcOptions::default() };
                let chain = RpcChain::connect(&self.url(), options).expect("a node that has answered answers");
                return (node, chain);
            }
            assert!(started.elapsed() < START, "the node does not answer; see {}", self.log().display());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Starts the node without waiting.
    pub fn launch(&self) -> Node {
        let log = File::options().create(true).append(true).open(self.log()).expect("a file for the log");
        let errors = log.try_clone().expect("a file has two handles");
        let child = Command::new(&self.program)
            .arg("--chain")
            .arg(&self.spec)
            .args(["--dev", "--dev-block-time", BLOCK_MILLISECONDS, "--no-prometheus", "--no-telemetry", "--base-path"])
            .arg(&self.base)
            .args(["--listen-addr", "/ip4/127.0.0.1/tcp/0"])
            .args(["--rpc-port", &self.port.to_string()])
            .stdout(log)
            .stderr(errors)
            .spawn()
            .expect("the node starts");
        Node(child)
    }

    fn log(&self) -> PathBuf {
        self.base.join("node.log")
    }
}

impl Node {
    /// Asks it to stop, as an operator does, and waits.
    pub fn stop(mut self) {
        let stopped = Command::new("kill").arg(self.0.id().to_string()).status();
        assert!(stopped.is_ok_and(|status| status.success()), "the node can be asked to stop");
        self.0.wait().expect("it stops");
    }

    /// Ends it where it stands, as a power cut does.
    pub fn kill(mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
