//! `zkml watch`: what happens on a chain, as it happens.

use super::chain::{address, connect};
use crate::{
    args,
    error::CliError,
    ui::{hex, Report, Ui},
};
use serde_json::{json, Value};
use std::time::Duration;
use zkml_chain::{BlockNumber, ChainError, Event, ModelId, RpcChain, ZkmlEvent};

/// Between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(500);

/// Follows the finalized blocks: nothing that is shown can be undone.
pub fn run(args: &args::Watch, ui: &Ui) -> Result<Report, CliError> {
    let chain = connect(&args.node)?;
    let failed = |e| CliError::chain(format!("watch {}", args.node.url), e);
    let first = chain.finalized_number().map_err(failed)?;
    ui.say_line(&json!({ "from_block": first + 1 }), &format!("  from block {} of {}", first + 1, chain.url()));
    let (mut next, mut events) = (first.saturating_add(1), 0u64);
    let end = args.blocks.map(|blocks| first.saturating_add(blocks));
    while end.is_none_or(|end| next <= end) {
        if chain.finalized_number().map_err(failed)? < next {
            std::thread::sleep(PAUSE);
            continue;
        }
        events += show(&chain, next, args.model, ui).map_err(failed)?;
        next = next.saturating_add(1);
    }
    let json = json!({ "blocks": args.blocks, "events": events });
    Ok(Report::new(json, format!("  {events} events in {} blocks", next - first - 1)))
}

/// Shows the events of a block, and says how many there are.
fn show(chain: &RpcChain, number: BlockNumber, model: Option<ModelId>, ui: &Ui) -> Result<u64, ChainError> {
    let mut shown = 0;
    for event in chain.events(number)? {
        let Some(zkml) = event.decode::<ZkmlEvent>("Zkml") else { continue };
        let (of, text, json) = describe(&event, zkml);
        if model.is_some() && model != of {
            continue;
        }
        let (mut object, name) = (json, event.to_string());
        object["block"] = json!(number);
        object["event"] = json!(name);
        ui.say_line(&object, &format!("  block {number:<8} {name:<24} {text}"));
        shown += 1;
    }
    Ok(shown)
}

/// The model that an event is about, and what it says.
fn describe(event: &Event, zkml: ZkmlEvent) -> (Option<ModelId>, String, Value) {
    match zkml {
        ZkmlEvent::ModelRegistered { model, owner, name, version, vk_hash, .. } => {
            let (owner, name) = (address(&owner), String::from_utf8_lossy(&name).into_owned());
            let json =
                json!({ "model": model, "version": version, "name": name, "owner": owner, "vk_hash": hex(&vk_hash) });
            (Some(model), format!("model {model} \"{name}\" of {owner}"), json)
        }
        ZkmlEvent::VersionAdded { model, version, vk_hash, .. } => {
            let json = json!({ "model": model, "version": version, "vk_hash": hex(&vk_hash) });
            (Some(model), format!("model {model} version {version}"), json)
        }
        ZkmlEvent::ProofVerified { model, version, account, subject, statement, output } => {
            let output: Vec<_> = output.iter().map(|element| hex(element)).collect();
            let text = format!("model {model} version {version} for {}", address(&account));
            let json = json!({
                "model": model,
                "version": version,
                "account": address(&account),
                "subject": hex(&subject),
                "statement": hex(&statement),
                "output": output,
            });
            (Some(model), text, json)
        }
        ZkmlEvent::ActiveVersionSet { model, version }
        | ZkmlEvent::VersionDeprecated { model, version, .. }
        | ZkmlEvent::VersionRemoved { model, version }
        | ZkmlEvent::VersionRevoked { model, version, .. } => {
            (Some(model), format!("model {model} version {version}"), json!({ "model": model, "version": version }))
        }
        ZkmlEvent::ModelRemoved { model }
        | ZkmlEvent::ModelOffered { model, .. }
        | ZkmlEvent::ModelTransferred { model, .. } => {
            (Some(model), format!("model {model}"), json!({ "model": model }))
        }
        _ => (None, String::new(), json!({ "pallet": event.pallet })),
    }
}
