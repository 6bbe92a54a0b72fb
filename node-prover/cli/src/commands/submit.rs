//! `zkml submit`: a proof to the chain that it was made for.

use super::chain::{connect_to_send, included_json, included_text, merged, signer, submission, units};
use crate::{
    args,
    error::CliError,
    ui::{hex, Report, Ui},
};
use serde_json::json;
use zkml_chain::{Accepted, Chain};

pub fn run(args: &args::Submit, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let what = format!("Submitting {} to {}", args.proof.display(), args.sender.node.url);
    let doing = format!("submit {}", args.proof.display());
    let failed = |e| CliError::chain(&*doing, e);
    let (report, _) = ui.step(&what, |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let (_, submission) = submission(&chain, &args.proof, args.attestation.as_deref())?;
        if args.sender.dry_run {
            if let Some(before) = chain.accepted(&submission).map_err(failed)? {
                return Ok(report(before));
            }
            let statement = chain.dry_run(&submission).map_err(failed)?;
            let call = submission.into_call().map_err(failed)?;
            let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
            let json = json!({ "accepted": false, "dry_run": true, "statement": hex(&statement), "fee": fee });
            let text = format!("  the chain would accept it for a fee of at most {}; nothing was sent", units(fee));
            return Ok(Report::new(json, text));
        }
        chain.submit_once(&signer, submission).map(report).map_err(failed)
    });
    report
}

fn report(accepted: Accepted) -> Report {
    match accepted {
        Accepted::Now(submitted) => {
            let json = json!({ "accepted": true, "before": false, "statement": hex(&submitted.statement) });
            let text = format!(
                "  ACCEPTED\n  statement   {}\n{}",
                hex(&submitted.statement),
                included_text(&submitted.included)
            );
            Report::new(merged(json, included_json(&submitted.included)), text)
        }
        Accepted::Before { statement, receipt } => {
            let json =
                json!({ "accepted": true, "before": true, "statement": hex(&statement), "block": receipt.block });
            let text = format!(
                "  ACCEPTED before, in block {}; nothing was sent\n  statement   {}",
                receipt.block,
                hex(&statement)
            );
            Report::new(json, text)
        }
    }
}
