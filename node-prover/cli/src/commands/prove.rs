//! `zkml prove`: one inference, proved.

use super::{chain::connect, load_input};
use crate::{
    args::{self, SecretArg},
    error::{CliError, Code},
    files,
    ui::{hex, peak_rss_mb, seconds, Report, Ui},
};
use serde_json::json;
use std::time::Instant;
use zkml_chain::{Chain, ChainError};
use zkml_circuits::{
    artifact::{open_proving_key, Model, ProofFile},
    circuit::random_secret,
    groth16::{prove, ProveError},
    Inference,
};
use zkml_compiler::{decide, dequantize};
use zkml_primitives::{commitment::Secret, with_curve, Context, Curve, FieldBytes, Port, Visibility};

pub fn run(args: &args::Prove, ui: &Ui) -> Result<Report, CliError> {
    let model = files::read_model(&args.model)?;
    with_curve!(model.curve, C => run_on::<C>(args, ui, &model))
}

fn run_on<C: Curve>(args: &args::Prove, ui: &Ui, model: &Model) -> Result<Report, CliError> {
    let input = load_input(&args.input, model)?;
    let pk_path = files::beside(&args.model, args.pk.as_ref(), "proving.key");
    let (key, read) = ui.step("Reading the proving key", |_| {
        let bytes = files::read(&pk_path, files::MAX_PROVING_KEY_BYTES)?;
        open_proving_key::<C, _>(bytes, model).map_err(|e| CliError::artifact(&pk_path, e))
    });
    let (key, _) = key?;
    let params = model.circuit.params_digest::<C>().map_err(|e| CliError::prove("prove", ProveError::Circuit(e)))?;
    let context = context(args, key.verifying_key().hash(), params, ui)?;
    let inference = inference(args, model, input.integers)?;
    let started = Instant::now();
    let (proved, _) = ui.step("Proving", |_| prove(&model.circuit, &key, &context, &inference));
    let took = started.elapsed();
    let proved = proved.map_err(|e| CliError::prove("prove", e))?;
    let file = ProofFile::new(model, context, &proved);
    let out = files::beside(&args.model, args.out.as_ref(), "proof");
    files::write(&out, &file.encode(), &[&args.model, &pk_path, &args.input.input])?;
    let real = dequantize(&model.circuit.layout().output, &proved.output);
    let class = decide(model, &real);
    let bound = if context.genesis_hash == [0; 32] { ", tied to no chain" } else { "" };
    let said = match &model.decision {
        Some(decision) if decision == "argmax" => format!("argmax is {class}"),
        Some(decision) => format!("`{decision}` is {}", class == 1),
        None => format!("class {class}, outputs {real:.4?}"),
    };
    let statement = &proved.statement;
    let layout = model.circuit.layout();
    let committed = |port: &Port, elements: &[FieldBytes], salt: Option<Secret>| {
        (port.visibility == Visibility::Committed).then(
            || json!({ "digest": elements.first().map(|digest| hex(digest)), "salt": salt.map(|salt| hex(&salt.0)) }),
        )
    };
    let input_opening = committed(&layout.input, &statement.input, inference.input_salt);
    let output_opening = committed(&layout.output, &statement.output, inference.output_salt);
    let mut openings = String::new();
    for (name, opening) in [("input", &input_opening), ("output", &output_opening)] {
        if let Some(opening) = opening {
            let of = |key: &str| opening[key].as_str().unwrap_or_default().to_owned();
            openings += &format!("\n  {name:<6} digest {}\n         salt   {} (keep it)", of("digest"), of("salt"));
        }
    }
    let text = format!(
        "  {said}\n  proof of {} bytes in {:.3} s, written to {}{bound}{openings}",
        proved.proof.len(),
        took.as_secs_f64(),
        out.display(),
    );
    let json = json!({
        "proof": out,
        "proof_bytes": proved.proof.len(),
        "public_inputs": proved.statement.public_inputs().iter().map(|x| hex(x)).collect::<Vec<_>>(),
        "outputs_integer": proved.output,
        "outputs_real": real,
        "class": class,
        "decision": model.decision,
        "input_opening": input_opening,
        "output_opening": output_opening,
        "params": statement.params.map(|digest| hex(&digest)),
        "nullifier": statement.nullifier.map(|nullifier| hex(&nullifier.value)),
        "seconds": seconds(took),
        "key_seconds": seconds(read),
        "peak_rss_mb": peak_rss_mb(),
    });
    Ok(Report::new(json, text))
}

/// What the proof is tied to: what was given, and from the chain whatever the chain knows.
fn context(args: &args::Prove, vk_hash: [u8; 32], params: Option<FieldBytes>, ui: &Ui) -> Result<Context, CliError> {
    let c = &args.context;
    let Some(url) = &c.url else {
        return Ok(Context {
            genesis_hash: c.genesis_hash,
            model_id: c.model_id.unwrap_or(0),
            version: c.model_version.unwrap_or(0),
            vk_hash,
            account: c.account,
            subject: c.subject,
            valid_until: c.valid_until,
            issuer: c.issuer,
        });
    };
    let doing = format!("find the model at {url}");
    let (context, _) = ui.step(&format!("Asking {url}"), |_| {
        let chain = connect(&args::Node { url: url.clone() })?;
        let failed = |e| CliError::chain(&*doing, e);
        let refuse = |cause: String, help: &str| CliError::new(&*doing, cause, help, Code::Chain);
        let ours = |id, number| -> Result<bool, ChainError> {
            let stored = chain.version(id, number)?;
            Ok(stored.is_some_and(|stored| stored.vk_hash == vk_hash && stored.params == params))
        };
        let ids = match c.model_id {
            Some(id) => vec![id],
            None => chain.models().map_err(failed)?.into_iter().map(|(id, _)| id).collect(),
        };
        let mut found = Vec::new();
        for id in ids {
            let latest = chain.model(id).map_err(failed)?.map_or(0, |stored| stored.latest_version);
            let numbers = c.model_version.map_or(1..=latest, |number| number..=number);
            for number in numbers {
                if ours(id, number).map_err(failed)? {
                    found.push((id, number));
                }
            }
        }
        let (id, number) = match (found.as_slice(), c.model_id) {
            ([one], _) => *one,
            // The newest of one model.
            ([.., last], Some(_)) => *last,
            ([], _) => {
                let cause = "no version on the chain has this key and these parameters".to_owned();
                return Err(refuse(
                    cause,
                    "register the model first with `zkml register`, or prove with the registered one",
                ));
            }
            (several, None) => {
                let named: Vec<_> = several.iter().map(|(id, number)| format!("model {id} version {number}")).collect();
                return Err(refuse(format!("{} have this key", named.join(", ")), "choose with --model-id"));
            }
        };
        let now = chain.block_number().map_err(failed)?;
        let valid_until = now.saturating_add(c.valid_for);
        let issuer = c.issuer.map(Into::into);
        chain.context(id, number, &c.account.into(), c.subject, valid_until, issuer.as_ref()).map_err(failed)
    });
    context
}

/// The inference with every secret that the layout asks for: those that are given, and new ones for commitments without.
fn inference(args: &args::Prove, model: &Model, input: Vec<i64>) -> Result<Inference, CliError> {
    let layout = model.circuit.layout();
    let refuse = |cause: &str, help: &str| Err(CliError::new("prove", cause, help, Code::Input));
    let salt = |port: &Port, given: Option<Secret>| {
        (port.visibility == Visibility::Committed).then(|| given.unwrap_or_else(random_secret))
    };
    let [input_salt, output_salt, secret] =
        [&args.salt, &args.output_salt, &args.secret].map(|given| given.as_ref().map(SecretArg::get));
    for (port, given, name) in [(&layout.input, input_salt, "input"), (&layout.output, output_salt, "output")] {
        if given.is_some() && port.visibility != Visibility::Committed {
            let cause = format!("there is a salt, and the model's {name} is {}", port.visibility.name());
            return refuse(&cause, &format!("leave it out, or compile the model with --{name} committed"));
        }
    }
    match (layout.nullifier, secret) {
        (true, None) => {
            return refuse("the model's statements have a nullifier and there is no secret", "give --secret")
        }
        (false, Some(_)) => {
            return refuse(
                "there is a secret, and the model's statements have no nullifier",
                "leave it out, or compile the model with --nullifier",
            )
        }
        _ => {}
    }
    let on_chain = args.context.url.is_some() || args.context.genesis_hash != [0; 32];
    if args.context.issuer.is_some() != layout.attested && on_chain {
        let (cause, help) = match layout.attested {
            true => ("the chain accepts this model's input only with an attestation", "give --issuer"),
            false => ("there is an issuer, and the model's input needs no attestation", "leave --issuer out"),
        };
        return refuse(cause, help);
    }
    Ok(Inference {
        input,
        input_salt: salt(&layout.input, input_salt),
        output_salt: salt(&layout.output, output_salt),
        nullifier_secret: secret,
    })
}
