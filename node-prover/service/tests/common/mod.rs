//! Models, a service, and a client that can say whatever it likes.
#![allow(dead_code)] // Each test file uses some of it.

use serde_json::{json, Value};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    sync::OnceLock,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use zkml_circuits::{
    artifact::{encode_proving_key, Model, VerifyingKeyFile},
    groth16::setup,
};
use zkml_compiler::{compile, data::Dataset, Options, Quantization};
use zkml_primitives::{with_curve, CurveId, Params, Setup, Visibility};
use zkml_service::{serve, service, service::Running, ServeOptions, WorkOptions};

/// An example model of this repository: its folder, and the width of its input.
#[derive(Clone, Copy)]
pub struct Example(pub &'static str, pub usize);

pub const TYPING: Example = Example("typing-mlp", 16);
pub const DIGITS: Example = Example("digits-mlp", 64);

impl Example {
    fn file(self, name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../models").join(self.0).join(name)
    }

    pub fn rows(self) -> Vec<Vec<f64>> {
        Dataset::load(&self.file("test.npz"), self.1).unwrap().rows
    }

    pub fn compile(self, name: &str, curve: CurveId, quantization: Quantization) -> Model {
        let onnx = std::fs::read(self.file(&format!("{}.onnx", self.0))).unwrap();
        let calibration = Dataset::load(&self.file("calibration.npz"), self.1).unwrap();
        let options = Options { name: Some(name.into()), curve, quantization, ..Options::default() };
        compile(&onnx, &calibration, &options, |_| ()).unwrap()
    }
}

/// Writes a model with its keys, as `zkml compile` and `zkml setup` do.
pub fn write_model(folder: &Path, model: &Model) {
    let at = folder.join(&model.name);
    std::fs::create_dir_all(&at).unwrap();
    with_curve!(model.curve, C => {
        let key = setup::<C>(&model.circuit).unwrap();
        let vk = VerifyingKeyFile::new(model, Setup::Development, key.verifying_key()).unwrap();
        std::fs::write(at.join("model.zkml"), model.encode()).unwrap();
        std::fs::write(at.join("proving.key"), encode_proving_key(model, Setup::Development, &key)).unwrap();
        std::fs::write(at.join("verifying.key"), vk.encode()).unwrap();
    });
}

/// The typing model with a private, a public and a committed input; the last has a nullifier and a committed output.
pub fn models() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let input = |input| Quantization { input, ..Quantization::default() };
        write_model(folder.path(), &TYPING.compile("private", CurveId::Bn254, input(Visibility::Private)));
        write_model(folder.path(), &TYPING.compile("public", CurveId::Bls12_381, input(Visibility::Public)));
        let sealed = Quantization { output: Visibility::Committed, nullifier: true, ..input(Visibility::Committed) };
        write_model(folder.path(), &TYPING.compile("sealed", CurveId::Bn254, sealed));
        write_model(folder.path(), &TYPING.compile("committed", CurveId::Bn254, input(Visibility::Committed)));
        folder
    });
    folder.path()
}

/// A model whose proofs take seconds: its parameters are hashed in the circuit.
pub fn slow_model() -> Model {
    let committed = Quantization { params: Params::Committed, ..Quantization::default() };
    DIGITS.compile("slow", CurveId::Bn254, committed)
}

pub fn model(name: &str) -> (Model, VerifyingKeyFile) {
    let at = models().join(name);
    let read = |file: &str| std::fs::read(at.join(file)).unwrap();
    (Model::decode(&read("model.zkml")).unwrap(), VerifyingKeyFile::decode(&read("verifying.key")).unwrap())
}

/// The hash that names a model.
pub fn vk_hash(vk: &VerifyingKeyFile) -> String {
    hex(with_curve!(vk.curve, C => vk.verifying_key::<C>().unwrap().hash()))
}

pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    zkml_service::bytes::hex(bytes)
}

pub fn unhex<const N: usize>(value: &Value) -> [u8; N] {
    zkml_service::bytes::parse(value.as_str().unwrap()).unwrap()
}

/// A service in this process, with its folder.
pub struct Service {
    pub address: SocketAddr,
    pub data: TempDir,
    pub tokens: Vec<(String, String)>,
    runtime: tokio::runtime::Runtime,
    running: Option<Running>,
}

impl Service {
    pub fn start(change: impl FnOnce(&mut ServeOptions)) -> Self {
        Self::start_in(TempDir::new().unwrap(), change)
    }

    pub fn start_in(data: TempDir, change: impl FnOnce(&mut ServeOptions)) -> Self {
        let mut options = options(data.path());
        change(&mut options);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let running = runtime.block_on(service::start(options)).unwrap();
        Self { address: running.address, data, tokens: Vec::new(), runtime, running: Some(running) }
    }

    /// Ends it, and leaves its folder.
    pub fn end(mut self) -> TempDir {
        let running = self.running.take().unwrap();
        self.runtime.block_on(running.end()).unwrap();
        let data = std::mem::replace(&mut self.data, TempDir::new().unwrap());
        self.runtime.shutdown_timeout(Duration::from_secs(5));
        data
    }

    pub fn client(&self) -> Client {
        Client { address: self.address, token: None }
    }

    pub fn with_token(&self, token: &str) -> Client {
        Client { address: self.address, token: Some(token.into()) }
    }
}

pub fn options(data: &Path) -> ServeOptions {
    let mut work = WorkOptions::new(data.join("queue"));
    work.models = vec![models().to_owned()];
    work.lease = Duration::from_secs(3);
    work.memory = Some(2 << 30);
    let mut options = ServeOptions::new(work, "127.0.0.1:0".parse().unwrap());
    options.limits.rate = 100_000;
    options
}

/// Whether a service with these options starts; what it says if not.
pub fn refused(change: impl FnOnce(&mut ServeOptions)) -> String {
    let data = TempDir::new().unwrap();
    let mut options = options(data.path());
    change(&mut options);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    // Not until it is asked to end: it must not begin.
    let ended = runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(60), serve(options)).await.expect("it serves, and should not")
    });
    let error = ended.unwrap_err();
    runtime.shutdown_background();
    format!("failed to {}: {error}", error.failed_to)
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn code(&self) -> String {
        let body = self.json();
        for part in ["message", "help"] {
            assert!(body["error"][part].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        }
        body["error"]["code"].as_str().unwrap().to_owned()
    }
}

#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    pub token: Option<String>,
}

impl Client {
    /// Sends exactly these bytes, and reads until the other side closes.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // The service may answer and close before it has read all.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let split = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&answer[..split]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut body = answer[split + 4..].to_vec();
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
            body = unchunk(&body);
        }
        Answer { status, head, body }
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head += &format!("host: {}\r\n", self.address);
        }
        if let Some(token) = &self.token {
            head += &format!("authorization: Bearer {token}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", body.len());
        self.raw(&[head.as_bytes(), body].concat())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, &[], b"")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    /// Until a job is over.
    pub fn wait(&self, id: &str) -> Value {
        self.wait_for(id, |state| state == "done" || state == "failed")
    }

    pub fn wait_for(&self, id: &str, is: impl Fn(&str) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let answer = self.get(&format!("/v1/jobs/{id}"));
            assert_eq!(answer.status, 200, "{answer:?}");
            let status = answer.json();
            if is(status["state"].as_str().unwrap()) {
                return status;
            }
            assert!(began.elapsed() < Duration::from_secs(120), "{status}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let Ok(len) = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap_or("x").trim(), 16) else { break };
        if len == 0 || rest.len() < end + 2 + len {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + len]);
        rest = rest.get(end + 4 + len..).unwrap_or_default();
    }
    body
}

/// A context whose subject is a number.
pub fn context(subject: u8) -> Value {
    json!({
        "genesis_hash": hex([1; 32]), "model_id": 3, "version": 1, "account": hex([7; 32]),
        "subject": hex([subject; 32]), "valid_until": 100,
    })
}
