//! `zkml setup`: the keys of a model.

use crate::{
    args,
    error::CliError,
    files,
    ui::{hex, seconds, size, Report, Ui},
};
use serde_json::json;
use std::path::Path;
use zkml_circuits::{
    artifact::{encode_proving_key, Model, VerifyingKeyFile},
    groth16::setup,
};
use zkml_primitives::{with_curve, Curve, Setup};

/// Said whenever development keys are made.
pub const WARNING: &str = "\
!! DEVELOPMENT KEYS: made by one party, who could have kept the secret and forge any proof.
!! The files and the chain say so. Never use them for anything of value.";

pub fn run(args: &args::Setup, ui: &Ui) -> Result<Report, CliError> {
    let model = files::read_model(&args.model)?;
    if let Some(path) = &args.reuse {
        return reuse(args, &model, path);
    }
    eprintln!("{WARNING}");
    with_curve!(model.curve, C => run_on::<C>(args, ui, &model))
}

/// The verifying key's file of a retrained model: the key is the old one, the digest and the output's scale are new.
fn reuse(args: &args::Setup, model: &Model, path: &Path) -> Result<Report, CliError> {
    let old = VerifyingKeyFile::decode(&files::read(path, files::MAX_SMALL_BYTES)?)
        .map_err(|e| CliError::artifact(path, e))?;
    let vk = old.retrained(model).map_err(|e| CliError::artifact(path, e))?;
    let vk_path = files::beside(&args.model, args.vk.as_ref(), "verifying.key");
    files::write(&vk_path, &vk.encode(), &[&args.model, path])?;
    let params = vk.params.map(|digest| hex(&digest));
    let text = format!(
        "  verifying key {:>10}  {}\n  no keys were made: prove with the proving key of \"{}\"\n  parameters {}",
        size(vk.encode().len()),
        vk_path.display(),
        old.model_name,
        params.as_deref().unwrap_or("fixed"),
    );
    let json = json!({ "setup": "reused", "vk": vk_path, "vk_bytes": vk.encode().len(), "params": params });
    Ok(Report::new(json, text))
}

fn run_on<C: Curve>(args: &args::Setup, ui: &Ui, model: &Model) -> Result<Report, CliError> {
    let (key, took) = ui.step("Making keys", |_| setup::<C>(&model.circuit));
    let key = key.map_err(|e| CliError::prove("make the keys", e))?;
    let vk = VerifyingKeyFile::new(model, Setup::Development, key.verifying_key())
        .map_err(|e| CliError::artifact(&args.model, e))?;
    let (pk_bytes, vk_bytes) = (encode_proving_key(model, Setup::Development, &key), vk.encode());
    let pk_path = files::beside(&args.model, args.pk.as_ref(), "proving.key");
    let vk_path = files::beside(&args.model, args.vk.as_ref(), "verifying.key");
    // Together or not at all: half a pair would leave proofs that the other half does not verify.
    files::write_all(&[(&pk_path, &pk_bytes), (&vk_path, &vk_bytes)], &[&args.model])?;
    let text = format!(
        "  proving key   {:>10}  {}\n  verifying key {:>10}  {}\n  made in {:.2} s",
        size(pk_bytes.len()),
        pk_path.display(),
        size(vk_bytes.len()),
        vk_path.display(),
        took.as_secs_f64()
    );
    let json = json!({
        "setup": "development",
        "pk": pk_path,
        "vk": vk_path,
        "pk_bytes": pk_bytes.len(),
        "vk_bytes": vk_bytes.len(),
        "vk_hash": hex(&key.verifying_key().hash()),
        "seconds": seconds(took),
    });
    Ok(Report::new(json, text))
}
