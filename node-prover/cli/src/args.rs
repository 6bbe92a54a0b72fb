//! The command line.

mod market;

pub use market::{amount, Amount, Bond, Cancel, Delegate, Operate, Request, Requests};

use crate::files::{read, MAX_SMALL_BYTES};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use zkml_circuits::artifact::{is_valid_name, MAX_NAME_CHARS};
use zkml_compiler::Reveal;
use zkml_primitives::{
    commitment::{Secret, SECRET_BYTES},
    CurveId, Params, Visibility,
};

/// Proves that a model was run as claimed, so that a chain can check it.
#[derive(Parser)]
#[command(name = "zkml", version, after_help = EXIT_CODES)]
pub struct Args {
    /// Print one JSON object on stdout, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// The exit codes, as `--help` and the README list them.
const EXIT_CODES: &str = "Exit codes:
  0   done
  1   a bug in this program
  2   the command line is wrong
  3   a model file is malformed
  4   the model uses something that is not supported
  5   a data file is malformed or does not fit the model
  6   the input of an inference does not fit the model
  7   a key or proof file is malformed, or belongs to another model, curve or key
  8   the proof does not hold
  9   the chain refused
  10  a file cannot be read or written
  11  the node cannot be reached, or what became of a transaction is unknown: run the command again";

#[derive(Subcommand)]
pub enum Command {
    /// Run the whole way on real data: compile, prove, and a chain that accepts
    Demo(Demo),
    /// List the nodes of an ONNX model and whether each is supported
    Inspect(Inspect),
    /// Compile an ONNX model into a circuit
    Compile(Compile),
    /// Run the integer model, and the float model beside it
    Infer(Infer),
    /// Commit to the input of a model, so that a proof can be about it and nobody sees it
    Commit(Commit),
    /// Check what was committed against its digest
    Open(Open),
    /// Make the keys of a compiled model
    Setup(Setup),
    /// Prove one inference
    Prove(Prove),
    /// Verify a proof
    Verify(Verify),
    /// Write a key, and a proof with its public signals, as snarkjs reads them
    Export(Export),
    /// Register a model on a chain, or a new version of one
    Register(Register),
    /// Submit a proof to the chain that it was made for
    Submit(Submit),
    /// Submit several proofs as one transaction
    Batch(Batch),
    /// Show a chain, or what became of a proof on the chain that it was made for
    Status(Status),
    /// Show what happens on a chain as it happens: models, versions, verified proofs
    Watch(Watch),
    /// List the models of a chain, or the versions of one
    Models(Models),
    /// List the statements that a chain has accepted and still remembers
    Receipts(Receipts),
    /// Ask a model on a chain's market, and wait for the proved answer
    Request(Request),
    /// List what is asked on a chain's market
    Requests(Requests),
    /// Take a request back
    Cancel(Cancel),
    /// Show, raise or lower the bond with which a prover claims requests
    Bond(Bond),
    /// Let the off-chain worker of a node claim and fulfil requests for the signer
    Delegate(Delegate),
    /// Claim and fulfil requests in this process: the signer proves for a living
    Operate(Operate),
    /// Prove for others: a service over HTTP with a queue that outlives it
    Serve(Serve),
    /// Prove the jobs of a service's queue
    Worker(Worker),
}

/// A node to ask.
#[derive(ClapArgs)]
pub struct Node {
    /// Address of a node: wss://, or ws:// on this machine
    #[arg(long, value_name = "URL", env = "ZKML_URL", default_value = "ws://127.0.0.1:9944")]
    pub url: String,
}

/// A node to send a transaction to.
#[derive(ClapArgs)]
pub struct Sender {
    #[command(flatten)]
    pub node: Node,
    /// Who signs and pays: a file with a secret phrase or seed, or a development account such as //Alice [default: the secret in
    /// the environment variable ZKML_SIGNER]
    // A string that clap never refuses, because clap repeats what it refuses, and this may be a secret in the wrong place.
    #[arg(long, value_name = "FILE|//NAME")]
    pub signer: Option<String>,
    /// What to wait for: that the transaction is in a block, or that nothing can undo the block
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = WaitArg::Finalized)]
    pub wait: WaitArg,
    /// What to pay on top of the fee, in units, to be included before others where blocks are full
    #[arg(long, value_name = "UNITS", value_parser = amount, default_value = "0")]
    pub tip: Amount,
    /// Say what would happen and what it would cost, and send nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WaitArg {
    Included,
    Finalized,
}

#[derive(ClapArgs)]
pub struct Register {
    /// The model's verifying key
    pub vk: PathBuf,
    /// What to call the model on the chain [default: its name in the file]
    #[arg(long, value_parser = name, conflicts_with = "model")]
    pub name: Option<String>,
    /// Add a version to this model of the signer, in place of a new model
    #[arg(long, value_name = "N")]
    pub model: Option<u32>,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Submit {
    /// The proof
    pub proof: PathBuf,
    /// Who vouches for the input, where the model asks for it: JSON with `issuer`, `root` and `path`
    #[arg(long, value_name = "FILE")]
    pub attestation: Option<PathBuf>,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Batch {
    /// The proofs. Those whose statements are accepted already are left out
    #[arg(required = true)]
    pub proofs: Vec<PathBuf>,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Status {
    /// The proof, or the hash of its statement [default: show the chain]
    #[arg(value_name = "PROOF|HASH")]
    pub of: Option<PathBuf>,
    #[command(flatten)]
    pub node: Node,
}

#[derive(ClapArgs)]
pub struct Watch {
    /// Only this model's events
    #[arg(long, value_name = "N")]
    pub model: Option<u32>,
    /// Stop after so many blocks [default: go on]
    #[arg(long, value_name = "N")]
    pub blocks: Option<u32>,
    #[command(flatten)]
    pub node: Node,
}

#[derive(ClapArgs)]
pub struct Models {
    /// The model whose versions to list [default: list the models]
    pub model: Option<u32>,
    #[command(flatten)]
    pub node: Node,
}

#[derive(ClapArgs)]
pub struct Receipts {
    /// Only this model's
    #[arg(long, value_name = "N")]
    pub model: Option<u32>,
    /// Only those that speak for this account
    #[arg(long, value_name = "ACCOUNT", value_parser = account)]
    pub account: Option<[u8; 32]>,
    #[command(flatten)]
    pub node: Node,
}

/// What proves, and what it proves with.
#[derive(ClapArgs)]
pub struct Proving {
    /// A folder of models with their keys, in it or in its sub-folders: model.zkml, proving.key, verifying.key
    #[arg(long, value_name = "DIR")]
    pub models: Vec<PathBuf>,
    /// A model with its keys beside it
    #[arg(long, value_name = "FILE")]
    pub model: Vec<PathBuf>,
    /// Where the queue is: a folder for its owner alone, because private inputs are in it
    #[arg(long, value_name = "DIR", env = "ZKML_DATA", default_value = "zkml-data")]
    pub data: PathBuf,
    /// A queue that a fleet shares, in place of one in --data: postgres://… or redis://…
    // It may hold a password, so it is not shown.
    #[arg(long, value_name = "URL", env = "ZKML_QUEUE", hide_env_values = true)]
    pub queue: Option<String>,
    /// Memory for all proofs at a time, in MiB [default: three fifths of what there is]
    #[arg(long, value_name = "MIB")]
    pub memory: Option<u64>,
    /// Seconds that a job stays with a worker that is not heard of
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(3..=3600))]
    pub lease: u64,
    /// Seconds that running jobs may take when the program is asked to end; then they go back to the queue
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub grace: u64,
    /// Hours that a private input is kept after a proof of it
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    pub input_grace: u64,
    /// Days that a job is kept when it is over
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub keep_jobs: u64,
    /// How logs are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogArg::Text)]
    pub log: LogArg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogArg {
    Text,
    Json,
}

#[derive(ClapArgs)]
pub struct Serve {
    #[command(flatten)]
    pub proving: Proving,
    /// Proofs at a time; 0 leaves them to workers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub jobs: usize,
    /// Where to listen; beyond this machine only with --tokens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    pub listen: std::net::SocketAddr,
    /// Who may ask: a file of tokens' hashes
    #[arg(long, value_name = "FILE")]
    pub tokens: Option<PathBuf>,
    /// Print a new token of this name with its lines for the file of --tokens, and do nothing else
    #[arg(long, value_name = "NAME")]
    pub new_token: Option<String>,
    /// What the new token is for
    #[arg(long, value_enum, value_name = "ROLE", default_value_t = RoleArg::Client, requires = "new_token")]
    pub role: RoleArg,
    /// A further name that requests may call this host by
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Requests a second, for each token, or for each address where there are none
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: u32,
    /// Bytes of a request's body [default: what the largest input needs]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    pub max_body: Option<u64>,
    /// Jobs of one client that are not over
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max_jobs: u64,
    /// Private inputs of one client
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max_inputs: u64,
    /// Days that a private input is kept
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub keep_inputs: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    Client,
    Operator,
}

#[derive(ClapArgs)]
pub struct Worker {
    #[command(flatten)]
    pub proving: Proving,
    /// Proofs at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub jobs: u64,
}

#[derive(ClapArgs)]
pub struct Demo {
    /// Which of the 360 test digits to prove
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub sample: usize,
    /// A runtime as Wasm to run the chain on, in place of the one that is built into this program
    #[arg(long, value_name = "WASM")]
    pub runtime: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct Inspect {
    /// The ONNX file
    pub onnx: PathBuf,
}

#[derive(ClapArgs)]
pub struct Compile {
    /// The ONNX file
    pub onnx: PathBuf,
    /// Sample inputs that show the ranges of all values: .npy, .npz, .json or .csv
    #[arg(long, value_name = "FILE")]
    pub calibration: PathBuf,
    /// Labels of the calibration data, if its file does not hold them
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Further samples to compare the integer model with the float model on
    #[arg(long, value_name = "FILE")]
    pub test: Option<PathBuf>,
    /// Labels of the test data, if its file does not hold them
    #[arg(long, value_name = "FILE", requires = "test")]
    pub test_labels: Option<PathBuf>,
    /// Where to write the model [default: the ONNX file's name with .zkml]
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What to call the model [default: the ONNX graph's name]
    #[arg(long, value_parser = name)]
    pub name: Option<String>,
    /// The curve of the model's keys
    #[arg(long, value_enum, default_value_t = CurveArg::Bn254)]
    pub curve: CurveArg,
    /// Who sees the input: everyone, only the prover, or whoever is given the opening of its digest
    #[arg(long, value_enum, value_name = "VISIBILITY", default_value_t = VisibilityArg::Private)]
    pub input: VisibilityArg,
    /// Who sees the output
    #[arg(long, value_enum, value_name = "VISIBILITY", default_value_t = OutputArg::Public)]
    pub output: OutputArg,
    /// Whether the weights are constants of the circuit, or bound to a digest: then one pair of keys serves every retraining
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ParamsArg::Fixed)]
    pub params: ParamsArg,
    /// Reveal a decision in place of the output: argmax, or a comparison such as "score >= 600"
    #[arg(long, value_name = "PREDICATE")]
    pub reveal: Option<Reveal>,
    /// What commitments are made for [default: the model's name]; models of one domain take each other's
    #[arg(long, value_name = "TEXT", value_parser = name)]
    pub domain: Option<String>,
    /// Let the chain accept a committed input only if an issuer attested it; say for which --domain
    #[arg(long, requires = "domain")]
    pub attested: bool,
    /// Give every statement a nullifier, so that a secret counts once for each purpose
    #[arg(long)]
    pub nullifier: bool,
    /// Compile to the circuit of this model, whose keys are used: a retraining of it, with committed parameters
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["curve", "input", "output", "params", "reveal", "domain",
        "attested", "nullifier", "input_bits", "weight_bits", "input_range"])]
    pub architecture: Option<PathBuf>,
    /// Bits of an input value; data on a grid of fewer values takes fewer
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=24))]
    pub input_bits: u8,
    /// Bits of a weight, with its sign
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(2..=24))]
    pub weight_bits: u8,
    /// Bits of an activation between layers
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=24))]
    pub activation_bits: u8,
    /// What inputs may be, if that is more than the calibration data shows
    #[arg(long, value_name = "MIN,MAX", value_parser = range, allow_hyphen_values = true)]
    pub input_range: Option<(f64, f64)>,
}

#[derive(ClapArgs)]
pub struct Infer {
    /// The compiled model
    pub model: PathBuf,
    #[command(flatten)]
    pub input: Input,
}

/// One input.
#[derive(ClapArgs)]
pub struct Input {
    /// The input: .npy, .npz, .json or .csv
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    /// Which row of the file, counted from 0, if it holds several
    #[arg(long, value_name = "N")]
    pub row: Option<usize>,
}

#[derive(ClapArgs)]
pub struct Commit {
    /// The compiled model, or its verifying key
    pub model: PathBuf,
    #[command(flatten)]
    pub input: Input,
    /// The salt, as 62 hexadecimal digits or a file that `commit` wrote [default: a new one]
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::salt)]
    pub salt: Option<SecretArg>,
    /// Write digest and salt to this file, for `prove --salt` and `open --salt`
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct Open {
    /// The compiled model, or its verifying key
    pub model: PathBuf,
    /// The digest
    #[arg(long, value_name = "HEX", value_parser = bytes32)]
    pub digest: [u8; 32],
    /// The salt, as 62 hexadecimal digits or a file that `commit` wrote
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::salt)]
    pub salt: SecretArg,
    /// What was committed: a data file with one row, of the input or, with --output, of the outputs
    #[command(flatten)]
    pub input: Input,
    /// The digest is an output's
    #[arg(long)]
    pub output: bool,
}

#[derive(ClapArgs)]
pub struct Setup {
    /// The compiled model
    pub model: PathBuf,
    /// Make the keys alone, on this machine: whoever does could forge proofs, so they are for development only
    #[arg(long, required_unless_present = "reuse", conflicts_with = "reuse")]
    pub dev: bool,
    /// Make no keys: the model is a retraining of the one that this verifying key is for, and uses that model's keys
    #[arg(long, value_name = "VERIFYING_KEY", conflicts_with = "pk")]
    pub reuse: Option<PathBuf>,
    /// Where to write the proving key [default: the model's name with .proving.key]
    #[arg(long, value_name = "FILE")]
    pub pk: Option<PathBuf>,
    /// Where to write the verifying key [default: the model's name with .verifying.key]
    #[arg(long, value_name = "FILE")]
    pub vk: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct Prove {
    /// The compiled model
    pub model: PathBuf,
    /// The model's proving key [default: the model's name with .proving.key]
    #[arg(long, value_name = "FILE")]
    pub pk: Option<PathBuf>,
    #[command(flatten)]
    pub input: Input,
    /// The salt of a committed input, as 62 hexadecimal digits or a file that `commit` wrote [default: a new one]
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::salt)]
    pub salt: Option<SecretArg>,
    /// The salt of a committed output [default: a new one]
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::salt)]
    pub output_salt: Option<SecretArg>,
    /// The secret behind a nullifier, as 62 hexadecimal digits or a file that holds them
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::secret)]
    pub secret: Option<SecretArg>,
    /// Where to write the proof [default: the model's name with .proof]
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub context: Context,
}

/// What the proof is tied to: with --url all of it comes from the chain but for whom and what it is for. Without any of these
/// it is tied to no chain and no account.
#[derive(ClapArgs)]
pub struct Context {
    /// Prove for the chain of this node: genesis hash, key and current block are asked for, and the model is found by its key
    #[arg(long, value_name = "URL", requires = "account", conflicts_with_all = ["genesis_hash", "valid_until"])]
    pub url: Option<String>,
    /// Hash of the chain's first block
    #[arg(long, value_name = "HEX", value_parser = bytes32, default_value = ZEROS, hide_default_value = true)]
    pub genesis_hash: [u8; 32],
    /// The model's number on the chain
    #[arg(long, value_name = "N")]
    pub model_id: Option<u32>,
    /// The model's version on the chain
    #[arg(long, value_name = "N", requires = "model_id")]
    pub model_version: Option<u32>,
    /// Whom the proof speaks for: an address, a public key, or a development account such as //Alice
    #[arg(long, value_name = "ACCOUNT", value_parser = account, default_value = ZEROS, hide_default_value = true)]
    pub account: [u8; 32],
    /// What the proof is for
    #[arg(long, value_name = "HEX", value_parser = bytes32, default_value = ZEROS, hide_default_value = true)]
    pub subject: [u8; 32],
    /// The last block that may accept the proof
    #[arg(long, value_name = "BLOCK", default_value_t = 0)]
    pub valid_until: u64,
    /// For how many blocks from now the chain may accept the proof
    #[arg(long, value_name = "BLOCKS", default_value_t = 600, requires = "url")]
    pub valid_for: u32,
    /// Whose attestation of the input the proof relies on
    #[arg(long, value_name = "ACCOUNT", value_parser = account)]
    pub issuer: Option<[u8; 32]>,
}

#[derive(ClapArgs)]
pub struct Verify {
    /// The proof
    pub proof: PathBuf,
    /// The model's verifying key
    #[arg(long, value_name = "FILE")]
    pub vk: PathBuf,
}

#[derive(ClapArgs)]
pub struct Export {
    /// The model's verifying key
    #[arg(long, value_name = "FILE")]
    pub vk: PathBuf,
    /// A proof to export with it
    #[arg(long, value_name = "FILE")]
    pub proof: Option<PathBuf>,
    /// The folder to write verification_key.json, proof.json and public.json to
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum CurveArg {
    Bn254,
    #[value(name = "bls12-381")]
    Bls12_381,
}

impl From<CurveArg> for CurveId {
    fn from(curve: CurveArg) -> Self {
        match curve {
            CurveArg::Bn254 => CurveId::Bn254,
            CurveArg::Bls12_381 => CurveId::Bls12_381,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum VisibilityArg {
    Public,
    Committed,
    Private,
}

impl From<VisibilityArg> for Visibility {
    fn from(visibility: VisibilityArg) -> Self {
        match visibility {
            VisibilityArg::Public => Visibility::Public,
            VisibilityArg::Committed => Visibility::Committed,
            VisibilityArg::Private => Visibility::Private,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum OutputArg {
    Public,
    Committed,
}

impl From<OutputArg> for Visibility {
    fn from(visibility: OutputArg) -> Self {
        match visibility {
            OutputArg::Public => Visibility::Public,
            OutputArg::Committed => Visibility::Committed,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum ParamsArg {
    Fixed,
    Committed,
}

impl From<ParamsArg> for Params {
    fn from(params: ParamsArg) -> Self {
        match params {
            ParamsArg::Fixed => Params::Fixed,
            ParamsArg::Committed => Params::Committed,
        }
    }
}

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// 32 bytes in hexadecimal.
pub fn bytes32(text: &str) -> Result<[u8; 32], String> {
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes)
        .map_err(|_| "64 hexadecimal digits are expected".to_string())?;
    Ok(bytes)
}

/// An account as an address, as 32 bytes in hexadecimal, or as a development account.
pub fn account(text: &str) -> Result<[u8; 32], String> {
    if let Ok(bytes) = bytes32(text) {
        return Ok(bytes);
    }
    zkml_chain::account(text).map(Into::into).map_err(|_| {
        "an address, 64 hexadecimal digits or a development account such as //Alice is expected".to_string()
    })
}

/// 31 secret bytes, or what is wrong with what was given for them. clap repeats a value that it refuses, and a secret with a
/// digit too many is a secret all the same: so it is refused later and without the value.
#[derive(Clone)]
pub struct SecretArg(Result<Secret, String>);

impl SecretArg {
    /// In hexadecimal, or a file that holds it: as text, or as `salt` of a JSON object.
    fn salt(text: &str) -> Result<Self, String> {
        Ok(Self(read_secret(text, "salt")))
    }

    /// In hexadecimal, or a file that holds it: as text, or as `secret` of a JSON object. The file of an opening, which others
    /// are given, holds none.
    fn secret(text: &str) -> Result<Self, String> {
        Ok(Self(read_secret(text, "secret")))
    }

    /// The bytes. Ends the program as a wrong command line does where they are none.
    pub fn get(&self) -> Secret {
        use clap::{error::ErrorKind, CommandFactory};
        match &self.0 {
            Ok(secret) => *secret,
            Err(problem) => Args::command().error(ErrorKind::ValueValidation, problem).exit(),
        }
    }
}

fn read_secret(text: &str, field: &str) -> Result<Secret, String> {
    let digits = |text: &str| {
        let mut bytes = [0; SECRET_BYTES];
        hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes).ok().map(|()| Secret(bytes))
    };
    if let Some(secret) = digits(text) {
        return Ok(secret);
    }
    let hexadecimal = text.strip_prefix("0x").unwrap_or(text);
    let expected = format!("{} hexadecimal digits are expected for the {field}", 2 * SECRET_BYTES);
    if !hexadecimal.is_empty() && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("{expected}, these are {}", hexadecimal.len()));
    }
    let bytes = read(text.as_ref(), MAX_SMALL_BYTES)
        .map_err(|e| format!("{expected}, or a file that holds them, and what was given is neither: {}", e.cause))?;
    let content = String::from_utf8(bytes).map_err(|_| format!("{expected} in the file, which is no text"))?;
    let json = serde_json::from_str::<serde_json::Value>(&content).ok();
    let written = json.as_ref().and_then(|json| json.get(field)).and_then(|value| value.as_str());
    digits(written.unwrap_or(content.trim()))
        .ok_or_else(|| format!("{expected} in the file, as text or as \"{field}\" of a JSON object"))
}

fn name(text: &str) -> Result<String, String> {
    if is_valid_name(text) {
        Ok(text.into())
    } else {
        Err(format!("1 to {MAX_NAME_CHARS} printable characters are expected"))
    }
}

fn range(text: &str) -> Result<(f64, f64), String> {
    let wrong = || "two finite numbers are expected, the smaller first, as in 0,255".to_string();
    let (min, max) = text.split_once(',').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let (min, max) = number(min).zip(number(max)).ok_or_else(wrong)?;
    if min <= max {
        Ok((min, max))
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn hashes_are_read_with_and_without_prefix() {
        let text = "ab".repeat(32);
        assert_eq!(bytes32(&text), Ok([0xab; 32]));
        assert_eq!(bytes32(&format!("0x{text}")), Ok([0xab; 32]));
        assert!(bytes32("0x12").is_err());
        assert!(bytes32(&"+1".repeat(32)).is_err());
        assert!(bytes32(&"é".repeat(32)).is_err());
    }

    #[test]
    fn secrets_have_31_bytes_and_may_stand_in_a_file() {
        let text = "ab".repeat(31);
        let expected = Ok(Secret([0xab; 31]));
        let salt = |text: &str| read_secret(text, "salt");
        assert_eq!(salt(&text), expected);
        assert_eq!(salt(&format!("0x{text}")), expected);
        for (wrong, digits) in [("ab", 2), (&*"ab".repeat(32), 64), (&*"a".repeat(61), 61)] {
            let problem = format!("62 hexadecimal digits are expected for the salt, these are {digits}");
            assert_eq!(salt(wrong), Err(problem), "without the digits");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).expect("a file");
            path.to_str().expect("a path").to_owned()
        };
        assert_eq!(salt(&path("text", &format!("{text}\n"))), expected);
        let opening = path("json", &format!("{{\"digest\": \"0x00\", \"salt\": \"0x{text}\"}}"));
        assert_eq!(salt(&opening), expected);
        assert!(read_secret(&opening, "secret").is_err(), "an opening, which others see, is no secret");
        for (name, content) in [("short", "abab"), ("none", "{}"), ("other", "{\"salt\": 3}"), ("empty", "")] {
            assert!(salt(&path(name, content)).is_err_and(|e| e.contains("in the file")), "{name}");
        }
        assert!(salt("no such file").is_err_and(|e| e.contains("is neither")));
    }

    #[test]
    fn ranges_are_ordered_and_finite() {
        assert_eq!(range("-1, 2.5"), Ok((-1.0, 2.5)));
        for wrong in ["1", "2,1", "0,inf", "a,b", "nan,1"] {
            assert!(range(wrong).is_err(), "{wrong}");
        }
    }
}
