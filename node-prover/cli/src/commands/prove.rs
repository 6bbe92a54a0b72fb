//! `zkml prove`: one inference, proved.

use super::load_input;
use crate::{
    args,
    error::CliError,
    files,
    ui::{hex, peak_rss_mb, seconds, Report, Ui},
};
use serde_json::json;
use std::time::Instant;
use zkml_circuits::{
    artifact::{decode_proving_key, Model, ProofFile},
    groth16::prove,
};
use zkml_compiler::{decide, dequantize};
use zkml_primitives::{with_curve, Context, Curve};

pub fn run(args: &args::Prove, ui: &Ui) -> Result<Report, CliError> {
    let model = files::read_model(&args.model)?;
    with_curve!(model.curve, C => run_on::<C>(args, ui, &model))
}

fn run_on<C: Curve>(args: &args::Prove, ui: &Ui, model: &Model) -> Result<Report, CliError> {
    let input = load_input(&args.input, model)?;
    let pk_path = files::beside(&args.model, args.pk.as_ref(), "proving.key");
    let (key, read) = ui.step("Reading the proving key", |_| {
        let bytes = files::read(&pk_path, files::MAX_PROVING_KEY_BYTES)?;
        decode_proving_key::<C>(&bytes, model).map_err(|e| CliError::artifact(&pk_path, e))
    });
    let (key, _) = key?;
    let c = &args.context;
    let context = Context {
        genesis_hash: c.genesis_hash,
        model_id: c.model_id,
        version: c.model_version,
        vk_hash: key.verifying_key().hash(),
        account: c.account,
        subject: c.subject,
        valid_until: c.valid_until,
    };
    let started = Instant::now();
    let (proved, _) = ui.step("Proving", |_| prove(&model.circuit, &key, &context, &input.integers));
    let took = started.elapsed();
    let proved = proved.map_err(|e| CliError::prove("prove", e))?;
    let file = ProofFile::new(model, context, &proved);
    let out = files::beside(&args.model, args.out.as_ref(), "proof");
    files::write(&out, &file.encode(), &[&args.model, &pk_path, &args.input.input])?;
    let real = dequantize(&model.circuit.layout().output, &proved.output);
    let class = decide(model, &real);
    let bound = if context.genesis_hash == [0; 32] { ", tied to no chain" } else { "" };
    let text = format!(
        "  class {class}, outputs {real:.4?}\n  proof of {} bytes in {:.3} s, written to {}{bound}",
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
        "seconds": seconds(took),
        "key_seconds": seconds(read),
        "peak_rss_mb": peak_rss_mb(),
    });
    Ok(Report::new(json, text))
}
