//! What goes over the wire: requests and answers as JSON.

use crate::bytes::{Hex31, Hex32, HexBytes};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zkml_primitives::{Context, CurveId, Port, Setup, Visibility};

/// What is wrong, for programs and for people.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The problem.
    pub error: ProblemBody,
}

/// A problem.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemBody {
    /// Stable, for programs.
    pub code: String,
    /// What is wrong and why.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// The models that are offered.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Models {
    /// One for each model, in the order of their names.
    pub models: Vec<ModelInfo>,
}

/// A model that is offered. The pair of `vk_hash` and `params` names it, as it does on a chain.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ModelInfo {
    /// What people call it.
    pub name: String,
    /// Hash of the circuit.
    pub model_hash: Hex32,
    /// The curve of its keys.
    pub curve: String,
    /// Hash of its verifying key.
    pub vk_hash: Hex32,
    /// Digest of its parameters, where they are committed.
    pub params: Option<Hex32>,
    /// Who made the keys: `development`, or the transcript of a ceremony.
    pub setup: String,
    /// Its ports.
    pub layout: LayoutInfo,
    /// Constraints of its circuit.
    pub constraints: u64,
    /// Memory that one proof is reckoned with, in MiB.
    pub memory_mb: u64,
    /// Seconds of a proof: the median of the last ones, null before the first.
    pub proving_seconds: Option<f64>,
    /// Jobs that wait for it.
    pub waiting: u64,
}

/// The ports of a model.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LayoutInfo {
    /// What it takes.
    pub input: PortInfo,
    /// What it gives.
    pub output: PortInfo,
    /// Whether statements have a nullifier: jobs need a secret then.
    pub nullifier: bool,
    /// Whether a chain accepts an input only if an issuer attested it: contexts need an issuer then.
    pub attested: bool,
}

/// A port: `real = scale · (integer − zero_point)`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PortInfo {
    /// `public`, `committed` or `private`.
    pub visibility: String,
    /// Dimensions of the tensor.
    pub shape: Vec<u64>,
    /// Bits of an integer.
    pub bits: u8,
    /// Whether integers have a sign.
    pub signed: bool,
    /// Real units of one step.
    pub scale: f64,
    /// The integer that stands for zero.
    pub zero_point: i64,
}

impl From<&Port> for PortInfo {
    fn from(port: &Port) -> Self {
        Self {
            visibility: port.visibility.name().into(),
            shape: port.shape.dims().map(|dim| dim as u64).collect(),
            bits: port.bits,
            signed: port.signed,
            scale: port.scale.to_f64(),
            zero_point: port.zero_point,
        }
    }
}

/// A private input, delivered for a commitment that stands somewhere public.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverInput {
    /// Hash of the model's verifying key.
    pub vk_hash: Hex32,
    /// Digest of the model's parameters, where they are committed.
    #[serde(default)]
    pub params: Option<Hex32>,
    /// The digest that the input must have.
    pub commitment: Hex32,
    /// What it may be used for: jobs with another subject in their context never get it.
    pub subject: Hex32,
    /// The input as integers of the port. Either these or `values`.
    #[serde(default)]
    pub integers: Option<Vec<i64>>,
    /// The input as real numbers, which the service quantizes.
    #[serde(default)]
    pub values: Option<Vec<f64>>,
    /// The salt of the commitment.
    pub salt: Hex31,
    /// The secret behind nullifiers, where the model's statements have one.
    #[serde(default)]
    pub nullifier_secret: Option<Hex31>,
}

/// That an input is there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Delivered {
    /// Its digest.
    pub commitment: Hex32,
    /// What it may be used for.
    pub subject: Hex32,
    /// Until when it is kept at most (RFC 3339).
    pub kept_until: String,
    /// How many jobs waited for it.
    pub released: u64,
}

/// That an input is kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Held {
    /// Its digest.
    pub commitment: Hex32,
    /// What it may be used for.
    pub subject: Hex32,
}

/// What a proof is tied to. The hash of the verifying key is the model's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContextBody {
    /// Hash of the chain's first block.
    pub genesis_hash: Hex32,
    /// The model on that chain.
    pub model_id: u32,
    /// The version of the model.
    pub version: u32,
    /// Whom the proof speaks for.
    pub account: Hex32,
    /// What the proof is for.
    pub subject: Hex32,
    /// The last block that accepts the statement; 0 has passed on every chain.
    pub valid_until: u64,
    /// Who vouches for the input.
    #[serde(default)]
    pub issuer: Option<Hex32>,
}

impl ContextBody {
    /// With the hash of a verifying key.
    pub fn with_key(&self, vk_hash: [u8; 32]) -> Context {
        Context {
            genesis_hash: self.genesis_hash.0,
            model_id: self.model_id,
            version: self.version,
            vk_hash,
            account: self.account.0,
            subject: self.subject.0,
            valid_until: self.valid_until,
            issuer: self.issuer.map(|issuer| issuer.0),
        }
    }
}

/// What is to be proved of: exactly one of the four.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InputBody {
    /// Packed field elements of a public input, as they stand on a chain.
    #[serde(default)]
    pub elements: Option<Vec<Hex32>>,
    /// Digest of an input that is delivered apart, before or after.
    #[serde(default)]
    pub commitment: Option<Hex32>,
    /// Integers of a private or public port.
    #[serde(default)]
    pub integers: Option<Vec<i64>>,
    /// Real numbers for a private or public port, which the service quantizes.
    #[serde(default)]
    pub values: Option<Vec<f64>>,
}

/// One proof that is wanted.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitJob {
    /// Hash of the model's verifying key.
    pub vk_hash: Hex32,
    /// Digest of the model's parameters, where they are committed.
    #[serde(default)]
    pub params: Option<Hex32>,
    /// What the proof is paid by, such as a request on a chain. There is one live job for it at most.
    #[serde(default)]
    pub payment: Option<Hex32>,
    /// What the proof is tied to.
    pub context: ContextBody,
    /// What is proved of.
    pub input: InputBody,
    /// The secret behind the nullifier, where the statement has one and the input is not delivered apart.
    #[serde(default)]
    pub nullifier_secret: Option<Hex31>,
    /// After this moment (RFC 3339) nobody wants the proof any more.
    #[serde(default)]
    pub expires: Option<String>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for a worker.
    Queued,
    /// Its committed input has not been delivered.
    WaitingForInput,
    /// A worker has it, and waits until there is room for it.
    WaitingForMemory,
    /// It is being proved.
    Proving,
    /// There is a proof.
    Done,
    /// There will be none.
    Failed,
}

impl State {
    /// All of them.
    pub const ALL: [State; 6] =
        [State::Queued, State::WaitingForInput, State::WaitingForMemory, State::Proving, State::Done, State::Failed];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::WaitingForInput => "waiting_for_input",
            State::WaitingForMemory => "waiting_for_memory",
            State::Proving => "proving",
            State::Done => "done",
            State::Failed => "failed",
        }
    }

    /// Whether it is over.
    pub fn is_final(self) -> bool {
        matches!(self, State::Done | State::Failed)
    }
}

/// A job as its owner sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JobStatus {
    /// Its name: a hash of what is proved, under a secret of the service.
    pub id: Hex32,
    /// Where it stands.
    pub state: State,
    /// What the prover is doing.
    pub stage: Option<String>,
    /// How much of the proof's work is done, from 0 to 1.
    pub progress: f64,
    /// How many jobs are before it; null once it is being proved.
    pub position: Option<u64>,
    /// How often proving was begun.
    pub attempts: u32,
    /// Why it failed.
    pub error: Option<ProblemBody>,
    /// When it was submitted (RFC 3339).
    pub created: String,
    /// When proving began last.
    pub started: Option<String>,
    /// When it was over.
    pub finished: Option<String>,
    /// How long proving took.
    pub proving_seconds: Option<f64>,
    /// The model's verifying key.
    pub vk_hash: Hex32,
    /// The digest of the model's parameters.
    pub params: Option<Hex32>,
    /// What pays for it.
    pub payment: Option<Hex32>,
}

/// A page of jobs, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Jobs {
    /// The jobs.
    pub jobs: Vec<JobStatus>,
    /// Give this as `before` for the next page; null at the end.
    pub next: Option<String>,
}

/// A proof with what it proves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProofBody {
    /// Canonical bytes of the proof.
    pub proof: HexBytes,
    /// Field elements of the input port.
    pub input: Vec<Hex32>,
    /// Field elements of the output port.
    pub output: Vec<Hex32>,
    /// The nullifier, where the statement has one.
    pub nullifier: Option<Hex32>,
    /// The output's integers; null where the output is committed.
    pub integers: Option<Vec<i64>>,
    /// What the proof is tied to.
    pub context: ContextBody,
    /// The model's verifying key.
    pub vk_hash: Hex32,
    /// The digest of the model's parameters.
    pub params: Option<Hex32>,
    /// The salt of a committed output.
    pub output_salt: Option<Hex31>,
}

/// What `GET /ready` says.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Ready {
    /// Whether jobs are taken and proved.
    pub ready: bool,
    /// Whether the queue answers.
    pub queue: bool,
    /// Workers that were heard of within their lease.
    pub workers: u64,
}

/// As people and programs write a curve.
pub fn curve_name(curve: CurveId) -> String {
    curve.name().to_owned()
}

/// `development`, or `ceremony` with the hash of its transcript.
pub fn setup_name(setup: Setup) -> String {
    match setup {
        Setup::Development => "development".into(),
        Setup::Ceremony { transcript } => format!("ceremony {}", crate::bytes::hex(transcript)),
    }
}

/// Whether integers of an output may be shown.
pub fn is_shown(port: &Port) -> bool {
    port.visibility == Visibility::Public
}
