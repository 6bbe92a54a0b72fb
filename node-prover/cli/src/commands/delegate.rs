//! `zkml delegate`: lets the off-chain worker of a node work for a prover.

use super::chain::{address, connect_to_send, signer, units};
use crate::{
    args,
    error::CliError,
    files,
    service::Service,
    ui::{hex, Report, Ui},
};
use serde_json::json;
use zkml_chain::{
    market::{set_prover_call, Market},
    Chain,
};

pub fn run(args: &args::Delegate, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let account = signer.account();
    let failed = |e| CliError::chain("let the node work for the prover", e);
    let (report, _) = ui.step(&format!("Asking {}", args.sender.node.url), |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        if args.stop {
            chain.set_operator(None).map_err(failed)?;
            let text = format!("  the node works no longer; claims of {} must still be proved", address(&account));
            return Ok(Report::new(json!({ "delegated": false }), text));
        }
        // Before anything is changed: a service that answers, and a bond.
        let service = Service::new(&args.service, args.token.as_deref())?;
        let offers = service.offers().map_err(|e| e.into_cli(service.address(), "ask for the models"))?;
        let call = set_prover_call(None, &args.endpoint).map_err(failed)?;
        let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
        if args.sender.dry_run {
            let text = format!("  the chain would take the key for a fee of {}; nothing was sent", units(fee));
            return Ok(Report::new(json!({ "dry_run": true, "fee": fee }), text));
        }
        let stored = chain.prover(&account).map_err(failed)?;
        let named = stored.as_ref().and_then(|prover| prover.key.as_ref()).map(|key| <[u8; 32]>::from(key.clone().into_inner()));
        let known = match &named {
            Some(key) => chain.has_prover_key(key).map_err(failed)?,
            None => false,
        };
        let same_endpoint = stored.is_some_and(|prover| prover.endpoint.as_slice() == args.endpoint.as_bytes());
        let key = match named.filter(|_| known) {
            Some(key) if same_endpoint => key,
            key => {
                let key = key.map_or_else(|| chain.insert_prover_key(), Ok).map_err(failed)?;
                let call = set_prover_call(Some(key), &args.endpoint).map_err(failed)?;
                chain.call(&signer, call).map_err(failed)?;
                key
            }
        };
        let token = args.token.as_deref().map(|path| files::read(path, files::MAX_SMALL_BYTES)).transpose()?;
        let token = token.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        let mut settings = json!({
            "service": service.address(),
            "account": hex(<[u8; 32]>::from(account.clone()).as_slice()),
            "min_fee": args.min_fee.0.to_string(),
            "min_blocks": args.min_blocks,
            "max_claims": args.claims,
        });
        if let Some(tip) = args.max_tip {
            settings["max_tip"] = json!(tip.0.to_string());
        }
        if let Some(token) = token {
            settings["token"] = json!(token);
        }
        chain.set_operator(Some(&settings.to_string())).map_err(failed)?;
        let models: Vec<_> = offers.iter().map(|offer| offer.name.clone()).collect();
        let text = format!(
            "  the node's off-chain worker claims and fulfils for {}\n  key         {}\n  service     {}, which proves {}",
            address(&account),
            hex(&key),
            service.address(),
            models.join(", "),
        );
        let json = json!({ "delegated": true, "key": hex(&key), "service": service.address(), "models": models });
        Ok(Report::new(json, text))
    });
    report
}
