//! `zkml cancel`: takes a request back.

use super::chain::{connect_to_send, included_json, included_text, merged, signer, units};
use crate::{
    args,
    error::CliError,
    ui::{Report, Ui},
};
use serde_json::json;
use zkml_chain::{
    market::{cancel_call, MarketEvent},
    Chain,
};

pub fn run(args: &args::Cancel, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let request = args.request;
    let failed = |e| CliError::chain(format!("cancel request {request}"), e);
    let (report, _) = ui.step(&format!("Cancelling request {request} at {}", args.sender.node.url), |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let call = cancel_call(request);
        let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
        if args.sender.dry_run {
            let text = format!("  the chain would take it back for a fee of {}; nothing was sent", units(fee));
            return Ok(Report::new(json!({ "dry_run": true, "request": request, "fee": fee }), text));
        }
        let included = chain.call(&signer, call).map_err(failed)?;
        let until = included.market_events().find_map(|event| match event {
            MarketEvent::RequestClosing { until, .. } => Some(until),
            _ => None,
        });
        let said = match until {
            Some(until) => {
                format!("  CLOSING: request {request} is open to all, and is still answered up to and in block {until}")
            }
            None => format!("  CANCELLED: request {request}, and what was held for it is free"),
        };
        let json = merged(json!({ "request": request, "closes": until }), included_json(&included));
        Ok(Report::new(json, format!("{said}\n{}", included_text(&included))))
    });
    report
}
