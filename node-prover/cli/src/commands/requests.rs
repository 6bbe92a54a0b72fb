//! `zkml requests`: what is asked on a chain's market.

use super::chain::{address, connect, units};
use crate::{
    args,
    error::CliError,
    ui::{hex, table, Report, Ui},
};
use serde_json::{json, Value};
use zkml_chain::{
    market::{fee_at, last_block, request_subject, Audience, Market, Request, RequestId, RequestInput},
    BlockNumber, Chain,
};

pub fn run(args: &args::Requests, ui: &Ui) -> Result<Report, CliError> {
    let failed = |e| CliError::chain("list the requests", e);
    let (found, _) = ui.step(&format!("Reading the requests of {}", args.node.url), |_| {
        let chain = connect(&args.node)?;
        Ok((chain.block_number().map_err(failed)?, chain.requests().map_err(failed)?))
    });
    let (now, mut requests) = found?;
    requests.retain(|(id, request)| {
        args.request.is_none_or(|wanted| *id == wanted) && args.model.is_none_or(|model| request.model == model)
    });
    let rows: Vec<_> = requests.iter().map(|(id, request)| row(*id, request, now)).collect();
    let text = match rows.is_empty() {
        true => "  there is none; requests leave the chain when they end, and `zkml watch` shows how".into(),
        false => table(&["request", "model", "state", "fee now", "at most", "claim by", "prove by"], &rows),
    };
    let json: Vec<_> = requests.iter().map(|(id, request)| request_json(*id, request, now)).collect();
    Ok(Report::new(json!({ "block": now, "requests": json }), text))
}

fn state(request: &Request) -> String {
    match (&request.claim, &request.audience, request.closes) {
        (Some(claim), ..) => format!("claimed by {}", address(&claim.prover)),
        (None, Audience::Open, Some(closes)) => format!("open until block {closes}"),
        (None, Audience::Open, None) => "open to all".into(),
        (None, Audience::Direct(prover), _) => format!("for {}", address(prover)),
        (None, Audience::FirstClaim, _) => "unclaimed".into(),
    }
}

fn row(id: RequestId, request: &Request, now: BlockNumber) -> Vec<String> {
    let later = if request.versions.later { "+" } else { "" };
    vec![
        id.to_string(),
        format!("{} version {}{later}", request.model, request.versions.from),
        state(request),
        units(fee_at(request, now)),
        units(request.max_fee),
        request.claim_by.to_string(),
        request.prove_by.to_string(),
    ]
}

pub fn request_json(id: RequestId, request: &Request, now: BlockNumber) -> Value {
    let input = match &request.input {
        RequestInput::Public(elements) => json!({ "elements": elements.iter().map(|x| hex(x)).collect::<Vec<_>>() }),
        RequestInput::Committed(digest) => json!({ "commitment": hex(digest) }),
    };
    let claim = request.claim.as_ref().map(|claim| {
        json!({ "prover": address(&claim.prover), "version": claim.version, "block": claim.block, "fee": claim.fee })
    });
    json!({
        "request": id,
        "subject": hex(&request_subject(id)),
        "requester": address(&request.requester),
        "model": request.model,
        "version": request.versions.from,
        "or_later": request.versions.later,
        "input": input,
        "audience": match &request.audience {
            Audience::FirstClaim => json!("first_claim"),
            Audience::Open => json!("open"),
            Audience::Direct(prover) => json!({ "direct": address(prover) }),
        },
        "fee": fee_at(request, now),
        "min_fee": request.min_fee,
        "max_fee": request.max_fee,
        "bond": request.bond,
        "opened": request.opened,
        "claim_by": request.claim_by,
        "prove_by": request.prove_by,
        "last_block": last_block(request),
        "claim": claim,
        "callback": request.callback.is_some(),
    })
}
