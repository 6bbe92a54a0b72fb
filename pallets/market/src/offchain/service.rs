//! The prover's service, over HTTP.

use super::operator::{unhex, Operator};
use crate::{Config, Input};
use alloc::{format, string::String, vec, vec::Vec};
use core::fmt;
use pallet_zkml::{ModelId, VersionNumber};
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::{json, Value};
use sp_io::offchain::timestamp;
use sp_runtime::offchain::{http, Duration};
use zkml_primitives::FieldBytes;

/// How long an answer may take.
const PATIENCE_MILLISECONDS: u64 = 5_000;

/// Most bytes of an answer.
const MAX_ANSWER: usize = 1 << 20;

/// Why the service could not be used.
#[derive(Debug)]
pub(super) enum ServiceError {
    /// It does not answer.
    Away,
    /// It refuses.
    Refused(u16, String),
    /// It answers something else.
    Unexpected(String),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Away => write!(f, "no answer"),
            Self::Refused(status, why) => write!(f, "refused with {status}: {why}"),
            Self::Unexpected(what) => write!(f, "unexpected answer: {what}"),
        }
    }
}

/// A model that the service proves, as a chain knows it.
pub(super) struct Offer {
    pub(super) vk_hash: [u8; 32],
    pub(super) params: Option<[u8; 32]>,
}

/// What is to be proved.
pub(super) struct Job {
    pub(super) vk_hash: [u8; 32],
    pub(super) params: Option<[u8; 32]>,
    pub(super) genesis_hash: [u8; 32],
    pub(super) model: ModelId,
    pub(super) version: VersionNumber,
    pub(super) account: [u8; 32],
    pub(super) subject: [u8; 32],
    pub(super) payment: [u8; 32],
    pub(super) valid_until: u64,
    pub(super) input: Input,
}

/// What was proved.
pub(super) struct Proved {
    pub(super) output: Vec<FieldBytes>,
    pub(super) proof: Vec<u8>,
}

pub(super) struct Service {
    address: String,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Models {
    models: Vec<ModelEntry>,
}

#[derive(Deserialize)]
struct ModelEntry {
    vk_hash: String,
    params: Option<String>,
}

#[derive(Deserialize)]
struct JobStatus {
    id: String,
    state: String,
    #[serde(default)]
    error: Option<Value>,
}

#[derive(Deserialize)]
struct ProofAnswer {
    proof: String,
    output: Vec<String>,
}

impl Service {
    pub(super) fn new<T: Config>(operator: &Operator<T>) -> Self {
        Self { address: operator.service.clone(), token: operator.token.clone() }
    }

    /// The models that the service proves.
    pub(super) fn offers(&self) -> Result<Vec<Offer>, ServiceError> {
        let answer: Models = self.get("/v1/models")?;
        answer
            .models
            .iter()
            .map(|model| {
                let params = model.params.as_deref().map(bytes32).transpose()?;
                Ok(Offer { vk_hash: bytes32(&model.vk_hash)?, params })
            })
            .collect()
    }

    /// Whether the service holds the opening of a commitment for a subject.
    pub(super) fn holds_input(
        &self,
        model: &Offer,
        digest: &FieldBytes,
        subject: &[u8; 32],
    ) -> Result<bool, ServiceError> {
        let query = model.params.as_ref().map_or(String::new(), |params| format!("?params={}", hex0x(params)));
        let path = format!("/v1/inputs/{}/{}/{}{query}", hex0x(&model.vk_hash), hex0x(digest), hex0x(subject));
        match self.get::<Value>(&path) {
            Ok(_) => Ok(true),
            Err(ServiceError::Refused(404, _)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Hands a job over, or finds it again. Returns the proof if there is one.
    pub(super) fn prove(&self, job: &Job) -> Result<Option<Proved>, ServiceError> {
        let status: JobStatus = match self.post("/v1/jobs", &job.json()) {
            // The service is not to be asked again, and other requests are not to suffer: it refuses this job.
            Err(ServiceError::Refused(status, why))
                if (400..500).contains(&status) && status != 401 && status != 429 =>
            {
                log::error!(target: super::LOG, "the service refuses a job with {status}: {why}");
                return Ok(None);
            }
            answer => answer?,
        };
        match status.state.as_str() {
            "done" => {}
            "failed" => {
                log::error!(target: super::LOG, "job {} failed: {:?}", status.id, status.error);
                return Ok(None);
            }
            _ => return Ok(None),
        }
        // It is a part of an address, so that nothing but digits may be in it.
        if !status.id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(ServiceError::Unexpected("an identifier of a job".into()));
        }
        let answer: ProofAnswer = self.get(&format!("/v1/jobs/{}/proof", status.id))?;
        let output = answer.output.iter().map(|element| bytes32(element)).collect::<Result<_, _>>()?;
        let proof = unhex(&answer.proof).ok_or_else(|| ServiceError::Unexpected("a proof".into()))?;
        Ok(Some(Proved { output, proof }))
    }

    fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, ServiceError> {
        self.ask(http::Request::get(&format!("{}{path}", self.address)))
    }

    fn post<A: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<A, ServiceError> {
        let body = serde_json::to_vec(body).map_err(|e| ServiceError::Unexpected(format!("{e}")))?;
        let url = format!("{}{path}", self.address);
        self.ask(http::Request::post(&url, vec![body]).add_header("Content-Type", "application/json"))
    }

    fn ask<A: DeserializeOwned, B: Default + IntoIterator<Item = I>, I: AsRef<[u8]>>(
        &self,
        request: http::Request<'_, B>,
    ) -> Result<A, ServiceError> {
        let deadline = timestamp().add(Duration::from_millis(PATIENCE_MILLISECONDS));
        let request = match &self.token {
            Some(token) => request.add_header("Authorization", &format!("Bearer {token}")),
            None => request,
        };
        let pending = request.deadline(deadline).send().map_err(|_| ServiceError::Away)?;
        let answer = pending.try_wait(deadline).ok().and_then(Result::ok).ok_or(ServiceError::Away)?;
        let mut body = answer.body();
        body.deadline(deadline);
        let bytes: Vec<u8> = body.by_ref().take(MAX_ANSWER + 1).collect();
        if body.error().is_some() {
            return Err(ServiceError::Away);
        }
        if bytes.len() > MAX_ANSWER {
            return Err(ServiceError::Unexpected("too long".into()));
        }
        if !(200..300).contains(&answer.code) {
            let start = bytes.get(..200).unwrap_or(&bytes);
            return Err(ServiceError::Refused(answer.code, String::from_utf8_lossy(start).into_owned()));
        }
        serde_json::from_slice(&bytes).map_err(|e| ServiceError::Unexpected(format!("{e}")))
    }
}

impl Job {
    fn json(&self) -> Value {
        let input = match &self.input {
            Input::Public(elements) => json!({ "elements": elements.iter().map(hex0x).collect::<Vec<_>>() }),
            Input::Committed(digest) => json!({ "commitment": hex0x(digest) }),
        };
        json!({
            "vk_hash": hex0x(&self.vk_hash),
            "params": self.params.as_ref().map(hex0x),
            "payment": hex0x(&self.payment),
            "context": {
                "genesis_hash": hex0x(&self.genesis_hash),
                "model_id": self.model,
                "version": self.version,
                "account": hex0x(&self.account),
                "subject": hex0x(&self.subject),
                "valid_until": self.valid_until,
            },
            "input": input,
        })
    }
}

fn hex0x(bytes: &[u8; 32]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn bytes32(text: &str) -> Result<[u8; 32], ServiceError> {
    let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| ServiceError::Unexpected("something else than 32 bytes".into()))
}
