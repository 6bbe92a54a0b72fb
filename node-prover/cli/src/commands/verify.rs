//! `zkml verify`: does a proof hold, and what does it say.

use crate::{
    args,
    error::{CliError, Code},
    files,
    ui::{hex, Report},
};
use serde_json::{json, Value};
use std::time::Instant;
use zkml_circuits::artifact::{ProofFile, VerifyingKeyFile};
use zkml_compiler::dequantize;
use zkml_primitives::{Context, FieldBytes, Visibility};

pub fn run(args: &args::Verify) -> Result<Report, CliError> {
    let vk = VerifyingKeyFile::decode(&files::read(&args.vk, files::MAX_SMALL_BYTES)?)
        .map_err(|e| CliError::artifact(&args.vk, e))?;
    let proof = ProofFile::decode(&files::read(&args.proof, files::MAX_SMALL_BYTES)?)
        .map_err(|e| CliError::artifact(&args.proof, e))?;
    let started = Instant::now();
    let verified = match proof.verify(&vk) {
        Ok(verified) => verified,
        Err(e) => {
            let error = CliError::artifact(&args.proof, e);
            if error.code != Code::InvalidProof {
                return Err(error);
            }
            // That a proof does not hold is what was asked for: an answer, with an exit code of its own.
            let json = json!({
                "valid": false,
                "error": format!("failed to {}", error.failed_to),
                "cause": error.cause,
                "help": error.help,
                "exit_code": error.code as u8,
            });
            let text = format!("  INVALID: {}; {}", error.cause, error.help);
            return Ok(Report { json, text, exit: error.code as u8 });
        }
    };
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    let context = &proof.context;
    let read = |port: &zkml_primitives::Port, values: &Option<Vec<i64>>| match values {
        Some(values) => json!(dequantize(port, values)),
        None => Value::Null,
    };
    let inputs = read(&vk.layout.input, &verified.input);
    let outputs = read(&vk.layout.output, &verified.output);
    // Only where nothing at all was given; whatever is in the context is shown.
    let chain = if *context == (Context { vk_hash: context.vk_hash, ..Context::default() }) {
        "tied to no chain, no account and no time".to_owned()
    } else {
        format!(
            "model {} version {} of chain {}\n  account     {}\n  subject     {}\n  valid until block {}",
            context.model_id,
            context.version,
            hex(&context.genesis_hash),
            hex(&context.account),
            hex(&context.subject),
            context.valid_until,
        )
    };
    let shown = match (&verified.output, &vk.decision) {
        (Some(values), Some(decision)) if decision != "argmax" => format!("`{decision}`: {}", values == &[1]),
        (Some(values), Some(_)) => format!("argmax {values:?}"),
        (Some(values), None) => format!("{:.4?}", dequantize(&vk.layout.output, values)),
        (None, _) => "an output that is committed".into(),
    };
    let digest = |port: &zkml_primitives::Port, elements: &[FieldBytes]| {
        let digest = elements.first().filter(|_| port.visibility == Visibility::Committed);
        digest.map(|digest| hex(digest))
    };
    let digests = [
        ("input", digest(&vk.layout.input, &proof.input)),
        ("output", digest(&vk.layout.output, &proof.output)),
        ("parameters", proof.params.map(|digest| hex(&digest))),
        ("nullifier", proof.nullifier.map(|nullifier| hex(&nullifier))),
        ("issuer", context.issuer.map(|issuer| hex(&issuer))),
    ];
    let known = digests.iter().filter_map(|(name, digest)| Some(format!("\n  {name:<11} {}", digest.as_ref()?)));
    let known: String = known.collect();
    let text = format!(
        "  VALID: model \"{}\" gave {shown}\n  statement   {chain}{known}\n  checked in {milliseconds:.1} ms{}",
        vk.model_name,
        match vk.setup {
            zkml_primitives::Setup::Development => "\n  the key is a DEVELOPMENT key: whoever made it can forge proofs",
            zkml_primitives::Setup::Ceremony { .. } => "",
        }
    );
    let json = json!({
        "valid": true,
        "model_name": vk.model_name,
        "model_hash": hex(&vk.model_hash),
        "curve": vk.curve.name(),
        "setup": match vk.setup {
            zkml_primitives::Setup::Development => "development",
            zkml_primitives::Setup::Ceremony { .. } => "ceremony",
        },
        "context": {
            "genesis_hash": hex(&context.genesis_hash),
            "model_id": context.model_id,
            "version": context.version,
            "vk_hash": hex(&context.vk_hash),
            "account": hex(&context.account),
            "subject": hex(&context.subject),
            "valid_until": context.valid_until,
            "issuer": digests[4].1,
        },
        "decision": vk.decision,
        "input_digest": digests[0].1,
        "output_digest": digests[1].1,
        "params": digests[2].1,
        "nullifier": digests[3].1,
        "public_inputs": verified.public_inputs.iter().map(|x| hex(x)).collect::<Vec<_>>(),
        "inputs_real": inputs,
        "outputs_integer": verified.output,
        "outputs_real": outputs,
        "milliseconds": (milliseconds * 1e3).round() / 1e3,
    });
    Ok(Report::new(json, text))
}
