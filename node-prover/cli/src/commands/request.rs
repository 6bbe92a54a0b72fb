//! `zkml request`: a question to a model, and its proved answer.

use super::{
    chain::{address, connect_to_send, included_json, included_text, merged, signer, units},
    load_tensor, read_ports, Ports,
};
use crate::{
    args::{self, SecretArg},
    error::{CliError, Code},
    service::Service,
    ui::{hex, Report, Ui},
};
use indicatif::ProgressBar;
use serde_json::{json, Value};
use std::time::Duration;
use ureq::http::Uri;
use zkml_chain::{
    market::{request_subject, Asked, Audience, Market, MarketEvent, Question, RequestId, RequestInput, VersionRule},
    AccountId, BlockNumber, Chain, ModelId, RpcChain, VersionNumber,
};
use zkml_circuits::circuit::random_secret;
use zkml_compiler::dequantize;
use zkml_primitives::{
    commitment::{commit, input_tag, Secret},
    with_curve, FieldBytes, Visibility,
};

/// Between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(500);

/// What the model is asked about, and what a prover must be told of it.
struct Asking {
    input: RequestInput,
    opening: Option<Opening>,
}

struct Opening {
    digest: FieldBytes,
    salt: Secret,
    integers: Vec<i64>,
}

pub fn run(args: &args::Request, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let ports = read_ports(&args.model)?;
    let asking = asking(args, &ports)?;
    let doing = format!("ask \"{}\"", ports.name);
    let failed = |e| CliError::chain(&*doing, e);
    let (report, _) = ui.step(&format!("Asking \"{}\" at {}", ports.name, args.sender.node.url), |bar| {
        let chain = connect_to_send(&args.sender, bar)?;
        let (model, version) = find(&chain, args, &ports)?;
        let stored = chain.existing_version(model, version).map_err(failed)?;
        if stored.layout != ports.layout {
            let cause =
                format!("model {model} version {version} on the chain has other ports than {}", args.model.display());
            let help = "give the verifying key of the registered version";
            return Err(CliError::new(&*doing, cause, help, Code::Chain));
        }
        let services = services(&chain, args, &asking)?;
        let now = chain.block_number().map_err(failed)?;
        let claim_by = now.saturating_add(args.claim_within);
        let question = Question {
            model,
            rule: if args.or_later { VersionRule::AtLeast(version) } else { VersionRule::Exactly(version) },
            input: asking.input.clone(),
            audience: match (args.prover, args.open) {
                (Some(prover), _) => Audience::Direct(prover.into()),
                (None, true) => Audience::Open,
                (None, false) => Audience::FirstClaim,
            },
            min_fee: args.min_fee.unwrap_or(args.max_fee).0,
            max_fee: args.max_fee.0,
            claim_by,
            prove_by: now.saturating_add(args.prove_within).max(claim_by),
            callback: None,
        };
        let call = zkml_chain::market::question_call(question.clone());
        let fee = chain.rehearse(&signer, &call).map_err(failed)?.fee;
        if args.sender.dry_run {
            let text = format!("  the chain would take the request for a fee of {}; nothing was sent", units(fee));
            return Ok(Report::new(json!({ "dry_run": true, "fee": fee, "model": model, "version": version }), text));
        }
        let asked = chain.ask_model(&signer, question).map_err(failed)?;
        for service in &services {
            if let Some(opening) = &asking.opening {
                bar.set_message(format!("delivering the input to {}", service.address()));
                deliver(service, asked.request, &stored.vk_hash, stored.params, opening)?;
            }
        }
        let said = asked_report(&asked, &asking);
        if args.no_wait {
            return Ok(said);
        }
        let answer = wait(&chain, asked.request, asked.included.block, bar).map_err(failed)?;
        Ok(answered(&ports, said, answer))
    });
    report
}

/// The input as the chain is told it.
fn asking(args: &args::Request, ports: &Ports) -> Result<Asking, CliError> {
    let port = &ports.layout.input;
    let refuse = |cause: String, help: &str| CliError::new(format!("ask \"{}\"", ports.name), cause, help, Code::Input);
    let broken = || refuse("the layout is malformed".into(), "make the file again");
    let integers = load_tensor(&args.input, port)?.integers;
    let elements = port.pack(&integers).map_err(|_| broken())?;
    match port.visibility {
        Visibility::Public => {
            let elements = elements.try_into().map_err(|_| broken())?;
            Ok(Asking { input: RequestInput::Public(elements), opening: None })
        }
        Visibility::Committed => {
            let salt = args.salt.as_ref().map_or_else(random_secret, SecretArg::get);
            let tag = input_tag(&ports.layout).ok_or_else(broken)?;
            let digest = with_curve!(ports.curve, C => commit::<C>(&tag, &salt, &elements)).map_err(|_| broken())?;
            let opening = Some(Opening { digest, salt, integers });
            Ok(Asking { input: RequestInput::Committed(digest), opening })
        }
        Visibility::Private => Err(refuse(
            "its input is private, so that an answer would be about any input that the prover likes".into(),
            "compile the model with --input committed, or --input public",
        )),
    }
}

/// The model and the version: those that are named, else the newest with these ports of the one model that has them.
fn find(chain: &RpcChain, args: &args::Request, ports: &Ports) -> Result<(ModelId, VersionNumber), CliError> {
    let doing = format!("find the model at {}", chain.url());
    let failed = |e| CliError::chain(&*doing, e);
    let refuse = |cause: String, help: &str| CliError::new(&*doing, cause, help, Code::Chain);
    let models = match args.model_id {
        Some(id) => vec![(id, chain.model(id).map_err(failed)?.map_or(0, |model| model.latest_version))],
        None => {
            let models = chain.models().map_err(failed)?;
            models.into_iter().map(|(id, model)| (id, model.latest_version)).collect()
        }
    };
    let mut found = Vec::new();
    for (id, latest) in models {
        let numbers = args.model_version.map_or(1..=latest, |number| number..=number);
        for number in numbers.rev() {
            let Some(version) = chain.version(id, number).map_err(failed)? else { continue };
            let same_key = ports.vk_hash.is_none_or(|vk_hash| vk_hash == version.vk_hash);
            if same_key && version.layout == ports.layout && version.status == zkml_chain::Status::Live {
                found.push((id, number));
                break;
            }
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(refuse("no version on the chain has these ports".into(), "register the model with `zkml register`")),
        several => {
            let named: Vec<_> = several.iter().map(|(id, number)| format!("model {id} version {number}")).collect();
            Err(refuse(format!("{} have these ports", named.join(", ")), "choose with --model-id"))
        }
    }
}

/// Where a committed input is delivered.
fn services(chain: &RpcChain, args: &args::Request, asking: &Asking) -> Result<Vec<Service>, CliError> {
    if asking.opening.is_none() {
        return Ok(Vec::new());
    }
    let mut addresses = args.deliver.clone();
    let mut local_too = true;
    if let (true, Some(prover)) = (addresses.is_empty(), args.prover) {
        let prover: AccountId = prover.into();
        let stored = chain.prover(&prover).map_err(|e| CliError::chain("find the prover", e))?;
        let endpoint = stored.map(|prover| String::from_utf8_lossy(&prover.endpoint).into_owned());
        addresses.extend(endpoint.filter(|endpoint| !endpoint.is_empty()));
        // A prover does not choose what is sent to this machine's own services.
        local_too = false;
    }
    let refuse = |cause: String, help: &str| Err(CliError::new("deliver the input", cause, help, Code::Input));
    if addresses.is_empty() {
        let cause = "the input is committed, and no prover would be told it".to_owned();
        return refuse(
            cause,
            "give --deliver with the address of a prover's service, or --prover with one who names it",
        );
    }
    // Whoever listens on the way would learn what the commitment hides.
    if let Some(open) = addresses.iter().find(|address| !is_secure(address, local_too)) {
        return refuse(format!("{open} is not encrypted, or no address"), "give an address that begins with https://");
    }
    addresses.iter().map(|address| Service::new(address, args.deliver_token.as_deref())).collect()
}

/// Whether an address is encrypted, or names this machine where that will do.
fn is_secure(address: &str, local_too: bool) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    // In `127.0.0.1:80@elsewhere` all that stands before the sign is a name and a password.
    if authority.as_str().contains('@') {
        return false;
    }
    let is_local = ["127.0.0.1", "localhost", "[::1]"].contains(&authority.host());
    match scheme {
        "https" => local_too || !is_local,
        "http" => local_too && is_local,
        _ => false,
    }
}

fn deliver(
    service: &Service,
    request: RequestId,
    vk_hash: &[u8; 32],
    params: Option<FieldBytes>,
    opening: &Opening,
) -> Result<(), CliError> {
    let body = json!({
        "params": params.map(|params| hex(&params)),
        "commitment": hex(&opening.digest),
        "subject": hex(&request_subject(request)),
        "integers": opening.integers,
        "salt": hex(&opening.salt.0),
    });
    service.deliver(vk_hash, &body).map_err(|e| e.into_cli(service.address(), "deliver the input"))
}

fn asked_report(asked: &Asked, asking: &Asking) -> Report {
    let opening =
        asking.opening.as_ref().map(|opening| json!({ "digest": hex(&opening.digest), "salt": hex(&opening.salt.0) }));
    let mut text = format!("  ASKED as request {}\n{}", asked.request, included_text(&asked.included));
    text += &format!("\n  held        {} until it ends", units(asked.included.held()));
    if let Some(opening) = &asking.opening {
        text += &format!("\n  commitment  {}\n  salt        {} (keep it)", hex(&opening.digest), hex(&opening.salt.0));
    }
    let json = json!({ "request": asked.request, "input_opening": opening });
    Report::new(merged(json, included_json(&asked.included)), text)
}

/// How a request ended.
enum Ended {
    Answered { prover: AccountId, fee: u128, statement: [u8; 32], output: Vec<FieldBytes> },
    Expired,
    Cancelled,
}

/// Waits for the end of a request, block by block from the one that took it.
fn wait(
    chain: &RpcChain,
    request: RequestId,
    from: BlockNumber,
    bar: &ProgressBar,
) -> Result<Ended, zkml_chain::ChainError> {
    let mut next = from.saturating_add(1);
    loop {
        let best = chain.block_number()?;
        if best < next {
            std::thread::sleep(PAUSE);
            continue;
        }
        for event in chain.events(next)? {
            match event.decode::<MarketEvent>("Market") {
                Some(MarketEvent::RequestClaimed { request: id, prover, .. }) if id == request => {
                    bar.set_message(format!("claimed by {}", address(&prover)));
                }
                Some(MarketEvent::RequestFulfilled { request: id, prover, fee, statement, output, .. })
                    if id == request =>
                {
                    return Ok(Ended::Answered { prover, fee, statement, output: output.into() });
                }
                Some(MarketEvent::RequestExpired { request: id, .. }) if id == request => return Ok(Ended::Expired),
                Some(MarketEvent::RequestCancelled { request: id }) if id == request => return Ok(Ended::Cancelled),
                _ => {}
            }
        }
        next = next.saturating_add(1);
    }
}

fn answered(ports: &Ports, said: Report, ended: Ended) -> Report {
    let (json, text, exit) = match ended {
        Ended::Expired => (
            json!({ "answered": false, "ended": "expired" }),
            "  EXPIRED: nobody answered in time".into(),
            Code::Chain as u8,
        ),
        Ended::Cancelled => {
            (json!({ "answered": false, "ended": "cancelled" }), "  CANCELLED".into(), Code::Chain as u8)
        }
        Ended::Answered { prover, fee, statement, output } => {
            let integers = ports.layout.output.unpack(&output).unwrap_or_default();
            let real = dequantize(&ports.layout.output, &integers);
            let json = json!({
                "answered": true,
                "prover": address(&prover),
                "paid": fee,
                "statement": hex(&statement),
                "outputs_integer": integers,
                "outputs_real": real,
            });
            let text = format!(
                "  ANSWERED by {} for {}\n  outputs     {real:.4?}\n  statement   {}",
                address(&prover),
                units(fee),
                hex(&statement),
            );
            (json, text, 0)
        }
    };
    let json: Value = merged(said.json, json);
    Report { json, text: format!("{}\n{text}", said.text), exit }
}

#[cfg(test)]
mod tests {
    use super::is_secure;

    #[test]
    fn an_opening_goes_to_encrypted_addresses_and_to_this_machine() {
        let local = ["http://127.0.0.1:8787", "http://localhost/", "http://[::1]:1", "https://localhost"];
        assert!(local.iter().all(|address| is_secure(address, true)));
        assert!(local.iter().all(|address| !is_secure(address, false)), "not where a prover names it");
        for address in ["https://prover.example", "https://prover.example:8443/zkml"] {
            assert!(is_secure(address, true) && is_secure(address, false));
        }
        for address in [
            "",
            "prover.example",
            "http://prover.example",
            "http://192.0.2.1",
            "http://127.0.0.1.example",
            "http://127.0.0.1:80@prover.example",
            "https://user:password@prover.example",
            "ftp://127.0.0.1",
            "http:///v1",
        ] {
            assert!(!is_secure(address, true), "{address}");
        }
    }
}
