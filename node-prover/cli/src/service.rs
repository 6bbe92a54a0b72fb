//! A client of a prover's service (`zkml serve`).

use crate::{
    error::{CliError, Code},
    files,
    ui::hex,
};
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::{json, Value};
use std::{path::Path, time::Duration};
use ureq::{http::StatusCode, Agent};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A prover's service, at its address.
pub struct Service {
    address: String,
    token: Option<String>,
    agent: Agent,
}

/// A model that a service proves.
#[derive(Clone, Debug, Deserialize)]
pub struct Offer {
    pub name: String,
    pub vk_hash: String,
    pub params: Option<String>,
    pub proving_seconds: Option<f64>,
    #[serde(default)]
    pub waiting: u64,
}

/// What has become of a job.
#[derive(Clone, Debug, Deserialize)]
pub struct JobStatus {
    pub id: String,
    pub state: String,
    #[serde(default)]
    pub error: Option<Value>,
    #[serde(default)]
    pub proving_seconds: Option<f64>,
}

/// A finished proof.
#[derive(Clone, Debug, Deserialize)]
pub struct ProofAnswer {
    pub proof: String,
    pub output: Vec<String>,
}

#[derive(Deserialize)]
struct Models {
    models: Vec<Offer>,
}

/// Why a service did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("no answer: {0}")]
    Away(String),
    #[error("refused with {status}: {message}")]
    Refused { status: u16, message: String, help: String },
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

impl ServiceError {
    /// As the command line reports it.
    pub fn into_cli(self, service: &str, doing: &str) -> CliError {
        let (help, code) = match &self {
            Self::Away(_) => ("start it with `zkml serve`, or give its address".to_owned(), Code::Node),
            Self::Refused { help, .. } => (help.clone(), Code::Chain),
            Self::Unexpected(_) => {
                ("check that the address is that of a `zkml serve` of this version".to_owned(), Code::Node)
            }
        };
        CliError::new(format!("{doing} at {service}"), self.to_string(), help, code)
    }
}

impl Service {
    /// A service, and what it wants to be shown, from a file.
    pub fn new(address: &str, token: Option<&Path>) -> Result<Self, CliError> {
        let token = match token {
            None => None,
            Some(path) => {
                let bytes = files::read(path, files::MAX_SMALL_BYTES)?;
                let text = String::from_utf8(bytes).ok().map(|text| text.trim().to_owned());
                let refuse =
                    || CliError::new("read the token", "the file is no line of text", "ask for it again", Code::Io);
                Some(text.filter(|text| !text.is_empty() && !text.contains(char::is_whitespace)).ok_or_else(refuse)?)
            }
        };
        let config =
            Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).max_redirects(0);
        Ok(Self { address: address.trim_end_matches('/').to_owned(), token, agent: config.build().into() })
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The models that it proves.
    pub fn offers(&self) -> Result<Vec<Offer>, ServiceError> {
        Ok(self.get::<Models>("/v1/models")?.models)
    }

    /// Gives it the opening of a commitment, for one subject.
    pub fn deliver(&self, vk_hash: &[u8; 32], input: &Value) -> Result<(), ServiceError> {
        let mut body = input.clone();
        body["vk_hash"] = json!(hex(vk_hash));
        self.post::<Value>("/v1/inputs", &body).map(drop)
    }

    /// Whether it holds the opening of a commitment, for a subject.
    pub fn holds_input(&self, offer: &Offer, digest: &[u8], subject: &[u8]) -> Result<bool, ServiceError> {
        let query = offer.params.as_ref().map_or(String::new(), |params| format!("?params={params}"));
        match self.get::<Value>(&format!("/v1/inputs/{}/{}/{}{query}", offer.vk_hash, hex(digest), hex(subject))) {
            Ok(_) => Ok(true),
            Err(ServiceError::Refused { status: 404, .. }) => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// Hands a job over, or finds it again.
    pub fn submit(&self, job: &Value) -> Result<JobStatus, ServiceError> {
        self.post("/v1/jobs", job)
    }

    /// The proof of a job that is done.
    pub fn proof(&self, id: &str) -> Result<ProofAnswer, ServiceError> {
        self.get(&format!("/v1/jobs/{id}/proof"))
    }

    fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, ServiceError> {
        let request = self.agent.get(format!("{}{path}", self.address));
        let request = match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {token}")),
            None => request,
        };
        Self::read(request.call())
    }

    fn post<A: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<A, ServiceError> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {token}")),
            None => request,
        };
        Self::read(request.send_json(body))
    }

    fn read<A: DeserializeOwned>(
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<A, ServiceError> {
        let mut answer = answer.map_err(|e| ServiceError::Away(e.to_string()))?;
        let status: StatusCode = answer.status();
        let text = answer.body_mut().read_to_string().map_err(|e| ServiceError::Away(e.to_string()))?;
        if status.is_success() {
            return serde_json::from_str(&text).map_err(|e| ServiceError::Unexpected(e.to_string()));
        }
        let said = serde_json::from_str::<Value>(&text).unwrap_or_default();
        let of = |key: &str| said["error"][key].as_str().map(str::to_owned);
        Err(ServiceError::Refused {
            status: status.as_u16(),
            message: of("message").unwrap_or_else(|| "without a reason".into()),
            help: of("help").unwrap_or_else(|| "see the service's log".into()),
        })
    }
}
