//! `zkml batch`: several proofs as one transaction.

use super::chain::{connect_to_send, included_json, included_text, merged, signer, submission, units};
use crate::{
    args,
    error::{CliError, Code},
    ui::{hex, Report, Ui},
};
use serde_json::json;
use std::collections::BTreeSet;
use zkml_chain::{batch_call, Chain};

pub fn run(args: &args::Batch, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let doing = "submit the batch";
    let failed = |e| CliError::chain(doing, e);
    let what = format!("Submitting {} proofs to {}", args.proofs.len(), args.sender.node.url);
    let (report, _) = ui.step(&what, |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let (mut batch, mut before, mut statements) = (Vec::new(), Vec::new(), BTreeSet::new());
        for path in &args.proofs {
            let (_, submission) = submission(&chain, path, None)?;
            let failed = |e| CliError::chain(format!("submit {}", path.display()), e);
            let statement = chain.statement(&submission).map_err(failed)?.hash();
            if !statements.insert(statement) {
                let cause = format!("{} makes a statement that another file makes, too", path.display());
                return Err(CliError::new(doing, cause, "give each proof once", Code::Input));
            }
            // One by one and for nothing, because a batch does not tell which of its proofs is bad.
            match chain.receipt(statement).map_err(failed)? {
                Some(_) => before.push(statement),
                None => {
                    chain.dry_run(&submission).map_err(failed)?;
                    batch.push(submission);
                }
            }
        }
        let hashes = |statements: &[[u8; 32]]| statements.iter().map(|hash| hex(hash)).collect::<Vec<_>>();
        let before_json = hashes(&before);
        if batch.is_empty() {
            let json = json!({ "accepted": [], "before": before_json });
            return Ok(Report::new(json, format!("  all {} were ACCEPTED before; nothing was sent", before.len())));
        }
        let call = batch_call(batch.clone()).map_err(failed)?;
        let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
        let left_out =
            if before.is_empty() { String::new() } else { format!("; {} were accepted before", before.len()) };
        if args.sender.dry_run {
            let json = json!({ "accepted": [], "before": before_json, "dry_run": true, "fee": fee });
            let proofs = batch.len();
            let text = format!(
                "  the chain would accept {proofs} proofs for a fee of at most {}{left_out}; nothing was sent",
                units(fee)
            );
            return Ok(Report::new(json, text));
        }
        let submitted = chain.submit_batch(&signer, batch).map_err(failed)?;
        let accepted: Vec<_> = submitted.verified.iter().map(|(statement, _)| *statement).collect();
        let lines: String = accepted.iter().map(|statement| format!("\n  statement   {}", hex(statement))).collect();
        let text = format!("  ACCEPTED {}{left_out}{lines}\n{}", accepted.len(), included_text(&submitted.included));
        let json = json!({ "accepted": hashes(&accepted), "before": before_json });
        Ok(Report::new(merged(json, included_json(&submitted.included)), text))
    });
    report
}
