//! `zkml receipts`: what a chain has accepted and still remembers.

use super::chain::{address, connect};
use crate::{
    args,
    error::CliError,
    ui::{hex, table, Report, Ui},
};
use serde_json::{json, Value};
use zkml_chain::{Chain, Receipt};

pub fn run(args: &args::Receipts, ui: &Ui) -> Result<Report, CliError> {
    let (receipts, _) = ui.step(&format!("Reading the receipts of {}", args.node.url), |_| {
        connect(&args.node)?.receipts().map_err(|e| CliError::chain("list the receipts", e))
    });
    let mut receipts = receipts?;
    receipts.retain(|(_, receipt)| {
        args.model.is_none_or(|model| receipt.model == model)
            && args.account.is_none_or(|account| receipt.account == account.into())
    });
    let rows: Vec<_> = receipts
        .iter()
        .map(|(statement, receipt)| {
            vec![
                receipt.block.to_string(),
                format!("{} version {}", receipt.model, receipt.version),
                address(&receipt.account),
                receipt.valid_until.to_string(),
                hex(statement),
            ]
        })
        .collect();
    let text = match rows.is_empty() {
        true => "  there is none; receipts are kept until their statements expire".into(),
        false => table(&["block", "model", "account", "valid until", "statement"], &rows),
    };
    let json: Vec<_> = receipts.iter().map(|(statement, receipt)| receipt_json(statement, receipt)).collect();
    Ok(Report::new(json!({ "receipts": json }), text))
}

pub fn receipt_json(statement: &[u8; 32], receipt: &Receipt) -> Value {
    json!({
        "statement": hex(statement),
        "model": receipt.model,
        "version": receipt.version,
        "account": address(&receipt.account),
        "subject": hex(&receipt.subject),
        "valid_until": receipt.valid_until,
        "block": receipt.block,
        "output_hash": hex(&receipt.output_hash),
    })
}
