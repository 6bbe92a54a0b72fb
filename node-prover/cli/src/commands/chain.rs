//! What the commands that speak to a node share.

use crate::{
    args::{self, WaitArg},
    error::{CliError, Code},
    files,
    ui::hex,
};
use indicatif::ProgressBar;
use serde_json::{json, Value};
use std::{path::Path, sync::Arc, time::Duration};
use zkml_chain::{AccountId, Attestation, Balance, Chain, Included, RpcChain, RpcOptions, Signer, Submission};
use zkml_circuits::artifact::ProofFile;
use zkml_primitives::attestation::Step;

/// How long a lost connection is tried again while a transaction is on its way.
const PATIENCE: Duration = Duration::from_secs(120);

/// Connects to ask. A node that does not answer is an error soon.
pub fn connect(node: &args::Node) -> Result<RpcChain, CliError> {
    let options = RpcOptions { patience: Duration::from_secs(10), ..RpcOptions::default() };
    RpcChain::connect(&node.url, options).map_err(|e| CliError::chain(format!("connect to {}", node.url), e))
}

/// Connects to send, and says on the bar what is waited for.
pub fn connect_to_send(sender: &args::Sender, bar: &ProgressBar) -> Result<RpcChain, CliError> {
    let bar = bar.clone();
    let options = RpcOptions {
        finalized: sender.wait == WaitArg::Finalized,
        tip: sender.tip.0,
        patience: PATIENCE,
        progress: Arc::new(move |what| bar.set_message(what.to_owned())),
    };
    let url = &sender.node.url;
    RpcChain::connect(url, options).map_err(|e| CliError::chain(format!("connect to {url}"), e))
}

/// The signer, from a file, the environment or the name of a development account. Nothing that is given is repeated.
pub fn signer(sender: &args::Sender) -> Result<Signer, CliError> {
    let failed = |cause: String, help: &str| CliError::new("find the signer", cause, help, Code::Io);
    let from = |secret: &str, place: &str| {
        Signer::from_secret(secret.trim()).map_err(|e| failed(format!("{place}: {e}"), "give it a phrase or a seed"))
    };
    match &sender.signer {
        Some(name) if name.starts_with("//") => from(name, "the development account"),
        Some(path) => {
            let help =
                "give the file that holds the secret phrase; a secret itself does not belong on the command line, \
                        where others on this machine can read it";
            let bytes = files::read(path.as_ref(), files::MAX_SMALL_BYTES)
                .map_err(|e| failed(format!("what was given with --signer is no file: {}", e.cause), help))?;
            let text = String::from_utf8(bytes).map_err(|_| failed("the signer's file is no text".into(), help))?;
            from(&text, "the signer's file")
        }
        None => match std::env::var("ZKML_SIGNER") {
            Ok(secret) => from(&secret, "ZKML_SIGNER"),
            Err(_) => Err(failed(
                "there is none".into(),
                "give --signer FILE, or --signer //Alice on a development chain, or set ZKML_SIGNER",
            )),
        },
    }
}

/// Reads a proof that is tied to this chain, as a submission to it.
pub fn submission(
    chain: &impl Chain,
    path: &Path,
    attestation: Option<&Path>,
) -> Result<(ProofFile, Submission), CliError> {
    let bytes = files::read(path, files::MAX_SMALL_BYTES)?;
    let proof = ProofFile::decode(&bytes).map_err(|e| CliError::artifact(path, e))?;
    let doing = format!("submit {}", path.display());
    let refuse = |cause: String, help: &str| CliError::new(&*doing, cause, help, Code::Chain);
    let context = &proof.context;
    let prove = "prove again with `zkml prove --url` and the address of this node";
    if context.genesis_hash == [0; 32] {
        return Err(refuse("the proof is tied to no chain".into(), prove));
    }
    let failed = |e| CliError::chain(&*doing, e);
    let genesis_hash = chain.genesis_hash().map_err(failed)?;
    if genesis_hash != context.genesis_hash {
        let (made, here) = (hex(&context.genesis_hash), hex(&genesis_hash));
        return Err(refuse(format!("the proof was made for the chain {made}, and this is {here}"), prove));
    }
    let version = chain.existing_version(context.model_id, context.version).map_err(failed)?;
    if version.vk_hash != context.vk_hash || version.params != proof.params {
        let what = if version.vk_hash == context.vk_hash { "parameters" } else { "verifying key" };
        let cause = format!("model {} version {} has another {what} on the chain", context.model_id, context.version);
        return Err(refuse(cause, "prove with the keys and the model that were registered"));
    }
    let attestation = attestation.map(read_attestation).transpose()?;
    let issuer = attestation.as_ref().map(|attestation| <[u8; 32]>::from(attestation.issuer.clone()));
    if issuer != context.issuer {
        let of = |issuer: Option<[u8; 32]>| issuer.map_or("nobody".into(), |issuer| address(&issuer.into()));
        let cause = format!("the proof relies on {}, and the attestation is by {}", of(context.issuer), of(issuer));
        return Err(refuse(cause, "give --attestation the issuer's file, and `zkml prove --issuer` the issuer"));
    }
    let valid_until = u32::try_from(context.valid_until)
        .map_err(|_| refuse(format!("block {} will never come", context.valid_until), prove))?;
    let submission = Submission {
        model: context.model_id,
        version: context.version,
        account: context.account.into(),
        subject: context.subject,
        valid_until,
        input: proof.input.clone(),
        output: proof.output.clone(),
        nullifier: proof.nullifier,
        attestation,
        proof: proof.proof.clone(),
    };
    Ok((proof, submission))
}

/// `{"issuer": ACCOUNT, "root": HEX, "path": [{"sibling": HEX, "is_left": BOOL}, …]}`.
fn read_attestation(path: &Path) -> Result<Attestation, CliError> {
    let bytes = files::read(path, files::MAX_SMALL_BYTES)?;
    let parsed = || -> Option<Attestation> {
        let json: Value = serde_json::from_slice(&bytes).ok()?;
        let bytes32 = |value: &Value| args::account(value.as_str()?).ok();
        let step =
            |step: &Value| Some(Step { sibling: bytes32(&step["sibling"])?, is_left: step["is_left"].as_bool()? });
        Some(Attestation {
            issuer: bytes32(&json["issuer"])?.into(),
            root: bytes32(&json["root"])?,
            path: json["path"].as_array()?.iter().map(step).collect::<Option<_>>()?,
        })
    };
    parsed().ok_or_else(|| {
        let cause = "an object with issuer, root and path (of sibling and is_left) is expected";
        CliError::new(format!("read {}", path.display()), cause, "ask the issuer for the file again", Code::Data)
    })
}

/// An account as wallets show it.
pub fn address(account: &AccountId) -> String {
    account.to_string()
}

/// Plancks as people read them.
pub fn units(plancks: Balance) -> String {
    format!("{:.6} UNIT", plancks as f64 / 1e12)
}

/// A transaction in a block: for programs.
pub fn included_json(included: &Included) -> Value {
    json!({
        "block": included.block,
        "block_hash": hex(&included.block_hash),
        "transaction_hash": hex(&included.transaction_hash),
        "fee": included.fee,
        "charged_weight": included.weight.ref_time(),
        "charged_proof_size": included.weight.proof_size(),
        "events": included.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// A transaction in a block: for people.
pub fn included_text(included: &Included) -> String {
    format!(
        "  block       {} ({})\n  transaction {}\n  fee         {}, {:.3} ms of execution",
        included.block,
        hex(&included.block_hash),
        hex(&included.transaction_hash),
        units(included.fee),
        included.weight.ref_time() as f64 / 1e9,
    )
}

/// Puts the fields of one object into another.
pub fn merged(mut into: Value, from: Value) -> Value {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
    into
}
