//! A job: what is to be proved for whom, and what became of it.

use crate::{
    bytes::{hex, Hex31, Hex32, HexBytes},
    models::ModelKey,
    wire::{ContextBody, JobStatus, ProblemBody, State},
};
use parity_scale_codec::Encode;
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use time::{format_description::well_known::Rfc3339, OffsetDateTime};

/// How often proving is begun before a job counts as one that kills its workers.
pub const MAX_ATTEMPTS: u32 = 3;

/// What a job proves of, as it is stored. Nothing of it is printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobInput {
    /// Integers that the job brought along, and the secret behind the nullifier.
    Integers {
        /// The integers.
        values: Vec<i64>,
        /// The secret.
        secret: Option<Hex31>,
    },
    /// An input that is delivered apart.
    Committed(Hex32),
    /// The job is over, and what was private of it is gone.
    Dropped,
}

impl std::fmt::Debug for JobInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            JobInput::Integers { .. } => "Integers(…)",
            JobInput::Committed(_) => "Committed(…)",
            JobInput::Dropped => "Dropped",
        })
    }
}

/// The proof of a job that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Canonical bytes.
    pub proof: HexBytes,
    /// Elements of the input port.
    pub input: Vec<Hex32>,
    /// Elements of the output port.
    pub output: Vec<Hex32>,
    /// The nullifier.
    pub nullifier: Option<Hex32>,
    /// The output's integers, where the port is public.
    pub integers: Option<Vec<i64>>,
}

/// A job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// Its name.
    pub id: Hex32,
    /// The client that submitted it; empty for an operator.
    pub owner: String,
    /// The model.
    pub model: ModelKey,
    /// What pays for it.
    pub payment: Option<Hex32>,
    /// What the proof is tied to.
    pub context: ContextBody,
    /// What is proved of.
    pub input: JobInput,
    /// The salt of the output's commitment, chosen once so that a second attempt proves the same statement.
    pub output_salt: Option<Hex31>,
    /// Milliseconds since 1970 after which it fails.
    pub expires: Option<i64>,
    /// How often proving was begun.
    pub attempts: u32,
    /// When it was submitted, in milliseconds since 1970.
    pub created: i64,
    /// When proving began last.
    pub started: Option<i64>,
    /// When it was over.
    pub finished: Option<i64>,
    /// Seconds that proving took.
    pub proving_seconds: Option<f64>,
    /// Why it failed.
    pub error: Option<ProblemBody>,
    /// What came out.
    pub outcome: Option<Outcome>,
}

/// A job with what changes while it is worked on.
#[derive(Clone, Debug)]
pub struct Record {
    /// The job.
    pub job: Job,
    /// Where it stands.
    pub state: State,
    /// Counts writes: a write names the version that it has read, and fails if there was another in between.
    pub version: i64,
    /// The worker that has it.
    pub worker: Option<String>,
    /// Until when that worker may have it.
    pub lease_until: i64,
    /// What the prover is doing.
    pub stage: Option<String>,
    /// From 0 to 1.
    pub progress: f64,
}

/// What names a job: everything that is proved, hashed under a key that only the queue knows. Without the key whoever sees
/// an id could guess a private input and compare.
pub struct JobName<'a> {
    /// The queue's key.
    pub key: &'a [u8; 32],
    /// Whose job it is. Two clients that ask for the same get two jobs: one of them must not be told what the other's is.
    pub owner: &'a str,
    /// The model.
    pub model: &'a ModelKey,
    /// What the proof is tied to.
    pub context: &'a ContextBody,
    /// What is proved of.
    pub input: &'a JobInput,
}

impl JobName<'_> {
    /// The id.
    pub fn id(&self) -> Hex32 {
        let context = self.context.with_key(self.model.vk_hash.0);
        let mut bytes = (b"zkml/job/v1", self.key, self.owner, self.model.params.map(|params| params.0)).encode();
        context.encode_to(&mut bytes);
        match self.input {
            JobInput::Integers { values, secret } => {
                (0u8, values, secret.map(|secret| secret.0)).encode_to(&mut bytes);
            }
            JobInput::Committed(digest) => (1u8, digest.0).encode_to(&mut bytes),
            JobInput::Dropped => 2u8.encode_to(&mut bytes),
        }
        Hex32::from(blake2_256(&bytes))
    }
}

impl Job {
    /// The delivered input that it waits for or uses.
    pub fn input_key(&self) -> Option<String> {
        match &self.input {
            JobInput::Committed(digest) => Some(input_key(&self.model, &digest.0, &self.context.subject.0)),
            _ => None,
        }
    }
}

impl Record {
    /// A new one.
    pub fn new(job: Job, state: State) -> Self {
        Self { job, state, version: 0, worker: None, lease_until: 0, stage: None, progress: 0.0 }
    }

    /// Names the task of one turn in the job's life, so that each turn puts one. A job that was deleted and is submitted again
    /// has the same id and begins with the same version; the moment of its submission tells the two apart.
    pub fn task_key(&self, version: i64) -> String {
        format!("{}/{}/{version}", self.job.id, self.job.created)
    }

    /// Ends it with a reason, and drops what was private.
    pub fn fail(&mut self, now: i64, code: &str, message: impl Into<String>, help: &str) {
        self.job.error = Some(ProblemBody { code: code.into(), message: message.into(), help: help.into() });
        self.end(State::Failed, now);
    }

    /// Ends it with a proof, and drops what was private.
    pub fn finish(&mut self, now: i64, outcome: Outcome, seconds: f64) {
        self.job.outcome = Some(outcome);
        self.job.proving_seconds = Some(seconds);
        self.progress = 1.0;
        self.end(State::Done, now);
    }

    fn end(&mut self, state: State, now: i64) {
        // A commitment is no secret, and names the delivered input that is dropped later.
        if !matches!(self.job.input, JobInput::Committed(_)) {
            self.job.input = JobInput::Dropped;
        }
        self.job.finished = Some(now);
        self.state = state;
        self.worker = None;
        self.lease_until = 0;
        self.stage = None;
    }

    /// As its owner sees it.
    pub fn status(&self, position: Option<u64>) -> JobStatus {
        let job = &self.job;
        JobStatus {
            id: job.id,
            state: self.state,
            stage: self.stage.clone(),
            progress: self.progress,
            position,
            attempts: job.attempts,
            error: job.error.clone(),
            created: rfc3339(job.created),
            started: job.started.map(rfc3339),
            finished: job.finished.map(rfc3339),
            proving_seconds: job.proving_seconds,
            vk_hash: job.model.vk_hash,
            params: job.model.params,
            payment: job.payment,
        }
    }
}

/// Names a delivered input: one for each model, digest and purpose.
pub fn input_key(model: &ModelKey, commitment: &[u8; 32], subject: &[u8; 32]) -> String {
    hex(blake2_256(&(b"zkml/input/v1", model.vk_hash.0, model.params.map(|p| p.0), commitment, subject).encode()))
}

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    (OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000) as i64
}

/// A moment as people and programs read it.
pub fn rfc3339(ms: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000);
    moment.ok().and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
}

/// Milliseconds since 1970 of a moment that somebody wrote.
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}
