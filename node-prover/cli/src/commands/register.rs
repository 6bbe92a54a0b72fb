//! `zkml register`: a model, or a version of one, on a chain.

use super::chain::{connect_to_send, included_json, included_text, merged, signer, units};
use crate::{
    args,
    error::CliError,
    files,
    ui::{hex, Report, Ui},
};
use serde_json::json;
use zkml_chain::{Chain, ChainError, ModelId, Registered, Registration, RuntimeCall, Signer, VersionNumber};
use zkml_circuits::artifact::VerifyingKeyFile;
use zkml_primitives::{with_curve, Setup};

pub fn run(args: &args::Register, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let vk = VerifyingKeyFile::decode(&files::read(&args.vk, files::MAX_SMALL_BYTES)?)
        .map_err(|e| CliError::artifact(&args.vk, e))?;
    let vk_hash = with_curve!(vk.curve, C => vk.verifying_key::<C>().map(|key| key.hash()))
        .map_err(|e| CliError::artifact(&args.vk, e))?;
    let name = args.name.clone().unwrap_or_else(|| vk.model_name.clone());
    let what = format!("Registering \"{name}\" at {}", args.sender.node.url);
    let failed = |e| CliError::chain(format!("register \"{name}\""), e);
    let (report, _) = ui.step(&what, |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let model = match args.model {
            Some(model) => Some(model),
            None => chain.model_by_name(&signer.account(), &name).map_err(failed)?,
        };
        let same_key = match model {
            Some(model) => versions_with_key(&chain, model, vk_hash).map_err(failed)?,
            None => Vec::new(),
        };
        if let Some((version, model)) =
            same_key.iter().find(|(_, params)| *params == vk.params).map(|(v, _)| v).zip(model)
        {
            let json = json!({ "model": model, "version": version, "vk_hash": hex(&vk_hash), "before": true });
            let text = format!("  registered before, as model {model} version {version}; nothing was sent");
            return Ok(Report::new(json, text));
        }
        let call = call(&vk, &name, args.model, same_key.first().map(|(version, _)| *version)).map_err(failed)?;
        let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
        if args.sender.dry_run {
            let json = json!({ "dry_run": true, "fee": fee, "vk_hash": hex(&vk_hash) });
            let text = format!("  the chain would register it for a fee of {}; nothing was sent", units(fee));
            return Ok(Report::new(json, text));
        }
        let registered = send(&chain, &signer, call).map_err(failed)?;
        Ok(report(&vk, &registered))
    });
    report
}

fn report(vk: &VerifyingKeyFile, registered: &Registered) -> Report {
    let Registered { model, version, vk_hash, included } = registered;
    let held = included.held();
    let warning = match vk.setup {
        Setup::Development => {
            "\n  the key is a DEVELOPMENT key: whoever made it can forge proofs; the chain says so too"
        }
        Setup::Ceremony { .. } => "",
    };
    let text = format!(
        "  REGISTERED as model {model} version {version}\n  key         {}\n{}\n  held        {} for the storage{warning}",
        hex(vk_hash),
        included_text(included),
        units(held),
    );
    let json = json!({ "model": model, "version": version, "vk_hash": hex(vk_hash), "before": false, "held": held });
    Report::new(merged(json, included_json(included)), text)
}

type Parameters = Option<[u8; 32]>;

/// The versions of a model that have this key, with their parameters.
fn versions_with_key(
    chain: &impl Chain,
    model: ModelId,
    vk_hash: [u8; 32],
) -> Result<Vec<(VersionNumber, Parameters)>, ChainError> {
    let stored = chain.model(model)?.ok_or(ChainError::UnknownModel(model))?;
    let mut found = Vec::new();
    for number in 1..=stored.latest_version {
        if let Some(version) = chain.version(model, number)?.filter(|version| version.vk_hash == vk_hash) {
            found.push((number, version.params));
        }
    }
    Ok(found)
}

/// A new model; a version of a model with a key of its own; or a retraining under the key of version `like`.
fn call(
    vk: &VerifyingKeyFile,
    name: &str,
    model: Option<ModelId>,
    like: Option<VersionNumber>,
) -> Result<RuntimeCall, ChainError> {
    let registration = Registration {
        name: name.into(),
        curve: vk.curve,
        vk: vk.key.clone(),
        layout: vk.layout,
        setup: vk.setup,
        params: vk.params,
    };
    match (model, like, vk.params) {
        (Some(model), Some(like), Some(params)) => {
            Ok(zkml_chain::retraining_call(model, like, params, vk.layout.output.scale))
        }
        (Some(model), _, _) => registration.into_version(model),
        (None, _, _) => registration.into_call(),
    }
}

fn send(chain: &impl Chain, signer: &Signer, call: RuntimeCall) -> Result<Registered, ChainError> {
    Registered::from_included(chain.call(signer, call)?)
}
