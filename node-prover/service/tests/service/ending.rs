//! A service as a process of its own: what it does when it is asked to end, and what it says on its way.
#![cfg(unix)]

use crate::common::*;
use rustix::process::{kill_process, Pid, Signal};
use serde_json::{json, Value};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use zkml_compiler::quantize_input;
use zkml_primitives::{commitment::Secret, Bn254};
use zkml_service::{
    bytes::{parse, Hex32},
    job::Record,
    logs,
    queue::open_folder,
    serve,
    tokens::{new_token, Role},
    wire::State,
    LogFormat,
};

/// What a process is told: an object with `models`, `data`, `grace` in milliseconds, and a file of `tokens` or null.
const TOLD: &str = "ZKML_TEST_SERVES";

#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn serves_where_it_is_told_to() {
    let told: Value = serde_json::from_str(&std::env::var(TOLD).expect("what to serve")).unwrap();
    let mut options = options(Path::new(told["data"].as_str().unwrap()));
    options.work.models = vec![told["models"].as_str().unwrap().into()];
    options.work.grace = Duration::from_millis(told["grace"].as_u64().unwrap());
    options.tokens = told["tokens"].as_str().map(Into::into);
    logs(LogFormat::Json);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(serve(options)).unwrap();
    // A prover that does not look up is not waited for.
    runtime.shutdown_background();
}

struct Process {
    child: Child,
    client: Client,
    said: Arc<Mutex<String>>,
}

impl Process {
    fn start(models: &Path, data: &Path, grace: Duration, tokens: Option<&Path>) -> Self {
        let told = json!({ "models": models, "data": data, "grace": grace.as_millis() as u64, "tokens": tokens });
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ending::serves_where_it_is_told_to", "--ignored", "--nocapture"])
            .env(TOLD, told.to_string())
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (send, address) = std::sync::mpsc::channel();
        std::thread::spawn({
            let said = said.clone();
            move || {
                for line in stderr.lines().map_while(Result::ok) {
                    let event: Value = serde_json::from_str(&line).unwrap_or_default();
                    if event["message"] == "the service is ready" {
                        let _ = send.send(event["address"].as_str().unwrap().parse().unwrap());
                    }
                    said.lock().unwrap().push_str(&(line + "\n"));
                }
            }
        });
        let address = address.recv_timeout(Duration::from_secs(60)).expect("the service comes up");
        Self { child, client: Client { address, token: None }, said }
    }

    fn ask_to_end(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn ends_within(&mut self, time: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < time, "it does not end: {}", self.said.lock().unwrap());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a model whose proofs take long, and asks for one.
fn slow_job(folder: &Path) -> Value {
    let model = slow_model();
    write_model(folder, &model);
    let digest = model.circuit.params_digest::<Bn254>().unwrap().unwrap();
    let vk = std::fs::read(folder.join("slow/verifying.key")).unwrap();
    let vk = zkml_circuits::artifact::VerifyingKeyFile::decode(&vk).unwrap();
    let input = json!({ "values": DIGITS.rows()[0] });
    json!({ "vk_hash": vk_hash(&vk), "params": hex(digest), "context": context(1), "input": input })
}

/// A job as it stands in the folder of a service that has ended.
fn record(data: &Path, id: &str) -> Record {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let opened = open_folder(&data.join("queue"), Duration::from_secs(3)).await.unwrap();
        opened.store.get(&Hex32::from(parse(id).unwrap())).await.unwrap().expect("the job is not lost")
    })
}

/// Asks a service to end while it proves; its job as it is then.
fn ended_while_it_proves(grace: Duration, within: Duration) -> Record {
    let (models, data) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let request = slow_job(models.path());
    let mut process = Process::start(models.path(), data.path(), grace, None);
    let id = process.client.post("/v1/jobs", &request).json()["id"].as_str().unwrap().to_owned();
    process.client.wait_for(&id, |state| state == "proving");
    process.ask_to_end(Signal::TERM);
    assert!(process.ends_within(within).success());
    let ended = record(data.path(), &id);

    // Whatever it was, the next service has a proof in the end.
    let service = Service::start_in(data, |options| options.work.models = vec![models.path().to_owned()]);
    let status = service.client().wait(&id);
    assert_eq!((&status["state"], &status["attempts"]), (&json!("done"), &json!(1)), "{status}");
    service.end();
    ended
}

#[test]
fn finishes_a_job_that_is_over_within_its_grace() {
    let ended = ended_while_it_proves(Duration::from_secs(60), Duration::from_secs(60));
    assert_eq!((ended.state, ended.job.attempts), (State::Done, 1));
}

#[test]
fn gives_a_job_back_that_takes_longer_than_its_grace() {
    let ended = ended_while_it_proves(Duration::ZERO, Duration::from_secs(10));
    assert_eq!((ended.state, ended.job.attempts), (State::Queued, 0), "it does not count as begun");
    assert_eq!((ended.worker, ended.lease_until), (None, 0), "nobody has to wait for a lease");
}

#[test]
fn ends_by_either_signal_though_a_request_is_never_whole() {
    for signal in [Signal::TERM, Signal::INT] {
        let data = TempDir::new().unwrap();
        let mut process = Process::start(models(), data.path(), Duration::from_secs(1), None);
        let mut half = TcpStream::connect(process.client.address).unwrap();
        half.write_all(b"GET /health HTT").unwrap();
        let quiet = TcpStream::connect(process.client.address).unwrap();
        assert_eq!(process.client.get("/health").status, 200);
        process.ask_to_end(signal);
        // Its grace, and as long again for what does not end by itself, which is five seconds at least.
        assert!(process.ends_within(Duration::from_secs(12)).success());
        drop((half, quiet));
    }
}

#[test]
fn ends_in_good_order_however_early_it_is_asked() {
    let data = TempDir::new().unwrap();
    for wait in [0, 3, 10, 100] {
        let mut process = Process::start(models(), data.path(), Duration::from_secs(5), None);
        std::thread::sleep(Duration::from_millis(wait));
        process.ask_to_end(Signal::TERM);
        assert!(process.ends_within(Duration::from_secs(60)).success(), "after {wait} ms");
    }
}

#[test]
fn the_log_holds_nothing_that_a_client_keeps_to_itself() {
    let data = TempDir::new().unwrap();
    let (token, lines) = new_token("alice", Role::Client).unwrap();
    let tokens = data.path().join("tokens.toml");
    std::fs::write(&tokens, lines).unwrap();
    let mut process = Process::start(models(), data.path(), Duration::from_secs(30), Some(&tokens));
    let client = Client { token: Some(token.clone()), ..process.client.clone() };
    let (sealed, vk) = model("sealed");
    let integers = quantize_input(&sealed.circuit.layout().input, &TYPING.rows()[3]).unwrap();
    let digest = sealed.circuit.input_digest::<Bn254>(&integers, &Secret([0xd5; 31])).unwrap();
    let delivery = json!({
        "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
        "salt": hex([0xd5; 31]), "nullifier_secret": hex([0xe6; 31]),
    });
    assert_eq!(client.post("/v1/inputs", &delivery).status, 201);
    let request = json!({ "vk_hash": vk_hash(&vk), "context": context(1), "input": { "commitment": hex(digest) } });
    let id = client.post("/v1/jobs", &request).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.wait(&id)["state"], "done");
    let open = client.get(&format!("/v1/jobs/{id}/proof")).json()["output_salt"].as_str().unwrap().to_owned();
    let private = json!({
        "vk_hash": vk_hash(&model("private").1), "context": context(2), "input": { "integers": integers },
    });
    let second = client.post("/v1/jobs", &private).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.wait(&second)["state"], "done");
    // Things in the wrong place.
    assert_eq!(client.get("/v1/jobs/what-a-client-writes").status, 404);
    assert_eq!(client.get("/what-a-client-writes?what-a-client-writes").status, 404);
    let wrong = Client { token: Some("zkml_what-a-client-writes".into()), ..process.client.clone() };
    assert_eq!(wrong.get("/v1/models").status, 401);
    process.ask_to_end(Signal::TERM);
    assert!(process.ends_within(Duration::from_secs(60)).success());
    let said = process.said.lock().unwrap();
    assert!(said.contains(&id) && said.contains("job ended") && said.contains("/v1/jobs/{id}/proof"), "{said}");
    let kept = [
        token.trim_start_matches("zkml_").to_owned(),
        "what-a-client-writes".into(),
        serde_json::to_string(&integers).unwrap(),
        format!("{integers:?}"),
        "d5".repeat(31),
        "e6".repeat(31),
        open.trim_start_matches("0x").to_owned(),
    ];
    for secret in kept {
        let line = said.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
}
