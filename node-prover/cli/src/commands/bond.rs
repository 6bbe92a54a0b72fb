//! `zkml bond`: what a prover has at stake.

use super::chain::{address, connect_to_send, included_json, included_text, merged, signer, units};
use crate::{
    args,
    error::CliError,
    ui::{hex, Report, Ui},
};
use serde_json::{json, Value};
use zkml_chain::{
    market::{deposit_bond_call, withdraw_bond_call, Market, Prover},
    AccountId, Chain,
};

pub fn run(args: &args::Bond, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let account = signer.account();
    let call = match (args.deposit, args.withdraw) {
        (Some(amount), _) => Some(deposit_bond_call(amount.0)),
        (None, Some(amount)) => Some(withdraw_bond_call(amount.0)),
        (None, None) => None,
    };
    let doing = if call.is_some() { "change the bond" } else { "read the bond" };
    let failed = |e| CliError::chain(doing, e);
    let (report, _) = ui.step(&format!("Asking {}", args.sender.node.url), |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let included = match call {
            Some(call) if args.sender.dry_run => {
                let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
                let text = format!("  the chain would change it for a fee of {}; nothing was sent", units(fee));
                return Ok(Report::new(json!({ "dry_run": true, "fee": fee }), text));
            }
            Some(call) => {
                chain.rehearse(&signer, &call).map_err(failed)?;
                Some(chain.call(&signer, call).map_err(failed)?)
            }
            None => None,
        };
        let prover = chain.prover(&account).map_err(failed)?;
        let (mut json, mut text) = (prover_json(&account, prover.as_ref()), prover_text(&account, prover.as_ref()));
        if let Some(included) = &included {
            text = format!("{text}\n{}", included_text(included));
            json = merged(json, included_json(included));
        }
        Ok(Report::new(json, text))
    });
    report
}

fn prover_json(account: &AccountId, prover: Option<&Prover>) -> Value {
    json!({
        "prover": address(account),
        "bond": prover.map_or(0, |prover| prover.bond),
        "bound": prover.map_or(0, |prover| prover.bound),
        "claims": prover.map_or(0, |prover| prover.claims),
        "key": prover.and_then(|prover| prover.key.as_ref()).map(|key| hex(key.as_ref())),
        "endpoint": prover.map(|prover| String::from_utf8_lossy(&prover.endpoint).into_owned()),
    })
}

fn prover_text(account: &AccountId, prover: Option<&Prover>) -> String {
    let Some(prover) = prover else {
        return format!("  {} has no bond: give one with `zkml bond --deposit UNITS`", address(account));
    };
    let key = prover.key.as_ref().map_or("none".into(), |key| hex(key.as_ref()));
    format!(
        "  prover      {}\n  bond        {}, of which {} are bound by {} claims\n  node's key  {key}",
        address(account),
        units(prover.bond),
        units(prover.bound),
        prover.claims,
    )
}
