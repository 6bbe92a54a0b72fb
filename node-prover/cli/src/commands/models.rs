//! `zkml models`: what a chain has registered.

use super::chain::{address, connect, units};
use crate::{
    args,
    error::CliError,
    ui::{hex, table, Report, Ui},
};
use serde_json::json;
use zkml_chain::{BlockNumber, Chain, ChainError, Model, ModelId, RpcChain, Status};
use zkml_primitives::{Params, Port, Setup};

pub fn run(args: &args::Models, ui: &Ui) -> Result<Report, CliError> {
    let (report, _) = ui.step(&format!("Reading the models of {}", args.node.url), |_| {
        let chain = connect(&args.node)?;
        let read = match args.model {
            Some(model) => one(&chain, model),
            None => all(&chain),
        };
        read.map_err(|e| CliError::chain("list the models", e))
    });
    report
}

fn name(model: &Model) -> String {
    String::from_utf8_lossy(&model.name).into_owned()
}

fn all(chain: &RpcChain) -> Result<Report, ChainError> {
    let models = chain.models()?;
    let json: Vec<_> = models
        .iter()
        .map(|(id, model)| {
            json!({
                "model": id,
                "name": name(model),
                "owner": address(&model.owner),
                "active_version": model.active_version,
                "versions": model.versions,
                "bytes": model.bytes,
                "paused": model.paused,
            })
        })
        .collect();
    let rows: Vec<_> = models
        .iter()
        .map(|(id, model)| {
            let active = model.active_version.map_or("-".into(), |version| version.to_string());
            vec![
                id.to_string(),
                format!("{}{}", name(model), if model.paused { " (paused)" } else { "" }),
                active,
                model.versions.to_string(),
                address(&model.owner),
            ]
        })
        .collect();
    let text = match rows.is_empty() {
        true => "  no model is registered; `zkml register` registers one".into(),
        false => table(&["model", "name", "active", "versions", "owner"], &rows),
    };
    Ok(Report::new(json!({ "models": json }), text))
}

fn status(status: Status<BlockNumber>) -> String {
    match status {
        Status::Live => "live".into(),
        Status::Deprecated { since } => format!("deprecated in block {since}"),
        Status::Revoked => "revoked".into(),
    }
}

fn port(port: &Port) -> String {
    let dimensions: Vec<String> = port.shape.dims().map(|dimension| dimension.to_string()).collect();
    format!("{} [{}] of {} bits", port.visibility.name(), dimensions.join(", "), port.bits)
}

fn one(chain: &RpcChain, id: ModelId) -> Result<Report, ChainError> {
    let model = chain.model(id)?.ok_or(ChainError::UnknownModel(id))?;
    let (mut json, mut text) = (Vec::new(), String::new());
    for number in 1..=model.latest_version {
        let Some(version) = chain.version(id, number)? else { continue };
        let fee = chain.submission_fee(id, number)?;
        let setup = match version.setup {
            Setup::Development => "development",
            Setup::Ceremony { .. } => "ceremony",
        };
        let layout = &version.layout;
        text += &format!(
            "\n  version {number}{}: {}, {} key ({})\n    key    {}\n    input  {}\n    output {}\n    weights {}\n    a proof costs {}",
            if model.active_version == Some(number) { " (active)" } else { "" },
            status(version.status),
            setup,
            version.curve.name(),
            hex(&version.vk_hash),
            port(&layout.input),
            port(&layout.output),
            match layout.params {
                Params::Fixed => "in the key".into(),
                Params::Committed => version.params.map_or("committed".into(), |digest| hex(&digest)),
            },
            fee.map_or("nothing that is known".into(), units),
        );
        json.push(json!({
            "version": number,
            "status": status(version.status),
            "curve": version.curve.name(),
            "vk_hash": hex(&version.vk_hash),
            "setup": setup,
            "params": version.params.map(|digest| hex(&digest)),
            "input": port(&layout.input),
            "output": port(&layout.output),
            "attested": layout.attested,
            "nullifier": layout.nullifier,
            "fee": fee,
        }));
    }
    let owner = address(&model.owner);
    let text = format!("  model {id} \"{}\" of {owner}{text}", name(&model));
    let json = json!({
        "model": id,
        "name": name(&model),
        "owner": owner,
        "active_version": model.active_version,
        "paused": model.paused,
        "versions": json,
    });
    Ok(Report::new(json, text))
}
