//! `zkml status`: a chain, or what became of a proof.

use super::{
    chain::{connect, merged, submission},
    receipts::receipt_json,
};
use crate::{
    args,
    error::CliError,
    ui::{hex, Report, Ui},
};
use serde_json::json;
use std::path::Path;
use zkml_chain::{Chain, ChainError, RpcChain};

pub fn run(args: &args::Status, ui: &Ui) -> Result<Report, CliError> {
    let (report, _) = ui.step(&format!("Asking {}", args.node.url), |_| {
        let chain = connect(&args.node)?;
        let failed = |e| CliError::chain("show the status", e);
        match &args.of {
            None => of_chain(&chain).map_err(failed),
            Some(of) => match of.to_str().and_then(|text| args::bytes32(text).ok()) {
                Some(statement) => of_statement(&chain, statement).map_err(failed),
                None => of_proof(&chain, of),
            },
        }
    });
    report
}

fn of_chain(chain: &RpcChain) -> Result<Report, ChainError> {
    let (genesis, version) = (chain.genesis_hash()?, chain.runtime_version()?);
    let (best, finalized) = (chain.block_number()?, chain.finalized_number()?);
    let models = chain.models()?.len();
    let text = format!(
        "  {} version {} at {}\n  chain     {}\n  block     {best}, finalized {finalized}\n  models    {models}",
        version.spec_name,
        version.spec_version,
        chain.url(),
        hex(&genesis),
    );
    let json = json!({
        "url": chain.url(),
        "genesis_hash": hex(&genesis),
        "spec_name": version.spec_name,
        "spec_version": version.spec_version,
        "transaction_version": version.transaction_version,
        "block": best,
        "finalized": finalized,
        "models": models,
    });
    Ok(Report::new(json, text))
}

/// 0 if it is accepted, 8 if not.
const NOT_ACCEPTED: u8 = 8;

fn of_statement(chain: &RpcChain, statement: [u8; 32]) -> Result<Report, ChainError> {
    let Some(receipt) = chain.receipt(statement)? else {
        let json = json!({ "status": "unknown", "statement": hex(&statement) });
        let text = "  there is no receipt: it was never accepted, or has expired since";
        return Ok(Report { exit: NOT_ACCEPTED, ..Report::new(json, text) });
    };
    let text = format!(
        "  ACCEPTED in block {}: model {} version {} for {}\n  kept until block {}",
        receipt.block,
        receipt.model,
        receipt.version,
        super::chain::address(&receipt.account),
        receipt.valid_until,
    );
    Ok(Report::new(merged(json!({ "status": "accepted" }), receipt_json(&statement, &receipt)), text))
}

fn of_proof(chain: &RpcChain, path: &Path) -> Result<Report, CliError> {
    let failed = |e| CliError::chain(format!("show the status of {}", path.display()), e);
    let attestation = None;
    let (_, submission) = submission(chain, path, attestation)?;
    let statement = chain.statement(&submission).map_err(failed)?.hash();
    if chain.receipt(statement).map_err(failed)?.is_some() {
        return of_statement(chain, statement).map_err(failed);
    }
    let not_yet = |status: &str, text: String| {
        let json = json!({ "status": status, "statement": hex(&statement) });
        Report { exit: NOT_ACCEPTED, ..Report::new(json, text) }
    };
    if chain.is_pending(&submission).map_err(failed)? {
        return Ok(not_yet("pending", "  it is on its way: in the node's pool, in no block yet".into()));
    }
    match chain.dry_run(&submission) {
        Ok(_) => Ok(not_yet("submittable", "  it was not accepted yet, and would be; `zkml submit` submits it".into())),
        Err(e @ ChainError::WouldFail(_)) => Ok(not_yet("refused", format!("  {e}; {}", e.help()))),
        Err(e) => Err(failed(e)),
    }
}
