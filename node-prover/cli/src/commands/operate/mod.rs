//! `zkml operate`: claims requests, has them proved, fulfils them, and keeps the books.
//!
//! Every decision is taken from the chain and from the service anew, block by block: a restart repeats at most what both know
//! already. The same request is the same job to the service, and a fulfilled request is no longer there.

mod ledger;

use super::chain::{address, connect_to_send, signer, units};
use crate::{
    args,
    error::{CliError, Code},
    service::{Offer, Service, ServiceError},
    ui::{hex, Report, Ui},
};
use ledger::Ledger;
use serde_json::{json, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use zkml_chain::{
    market::{
        claim_call, fee_at, fulfil_call, last_block, request_subject, valid_until, Audience, Market, MarketEvent,
        Request,
    },
    market::{RequestId, RequestInput},
    AccountId, Balance, BlockNumber, Chain, ChainError, Included, ModelId, RpcChain, Signer, Submission, Version,
    VersionNumber, Weight,
};

/// Between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(500);
/// Seconds between two blocks, for judging whether there is time for a proof.
const BLOCK_SECONDS: f64 = zkml_chain::BLOCK_MILLISECONDS as f64 / 1_000.0;

pub fn run(args: &args::Operate, ui: &Ui) -> Result<Report, CliError> {
    let signer = signer(&args.sender)?;
    let service = Service::new(&args.service, args.token.as_deref())?;
    let offers = service.offers().map_err(|e| e.into_cli(service.address(), "ask for the models"))?;
    let (chain, _) =
        ui.step(&format!("Connecting to {}", args.sender.node.url), |bar| connect_to_send(&args.sender, bar));
    let chain = chain?;
    let failed = |e| CliError::chain("operate", e);
    let bond = chain.prover(&signer.account()).map_err(failed)?;
    if bond.is_none() {
        let cause = format!("{} has no bond to claim with", address(&signer.account()));
        return Err(CliError::new("operate", cause, "give one with `zkml bond --deposit UNITS`", Code::Chain));
    }
    let names: Vec<_> = offers.iter().map(|offer| offer.name.as_str()).collect();
    ui.say_line(
        &json!({ "operating": true, "prover": address(&signer.account()), "models": names }),
        &format!("  proving {} for {}", names.join(", "), address(&signer.account())),
    );
    let ledger = Ledger::open(&args.ledger, chain.genesis_hash().map_err(failed)?, &signer.account())?;
    let mut operator =
        Operator { args, ui, signer, service, chain, ledger, versions: BTreeMap::new(), given_up: BTreeSet::new() };
    operator.run().map_err(|e| match e {
        Stop::Chain(e) => failed(e),
        Stop::Books(e) => e,
    })?;
    let books = operator.ledger.books();
    Ok(Report::new(books.json(), books.text()))
}

/// Why the operator stops.
enum Stop {
    Chain(ChainError),
    Books(CliError),
}

impl From<ChainError> for Stop {
    fn from(e: ChainError) -> Self {
        Self::Chain(e)
    }
}

struct Operator<'a> {
    args: &'a args::Operate,
    ui: &'a Ui,
    signer: Signer,
    service: Service,
    chain: RpcChain,
    ledger: Ledger,
    /// What does not change of versions.
    versions: BTreeMap<(ModelId, VersionNumber), Version>,
    /// Requests that cannot be served, so that each is said once.
    given_up: BTreeSet<RequestId>,
}

impl Operator<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let first = self.chain.block_number()?;
        let end = self.args.blocks.map(|blocks| first.saturating_add(blocks));
        let mut seen = None;
        loop {
            let now = self.chain.block_number()?;
            if seen != Some(now) {
                seen = Some(now);
                self.read_events()?;
                match self.service.offers() {
                    Ok(offers) => self.round(now, &offers)?,
                    Err(e) => self.say("service_away", None, &format!("{}: {e}", self.service.address())),
                }
                self.ledger.save().map_err(Stop::Books)?;
            }
            if end.is_some_and(|end| now >= end) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Books what finalized blocks say of this prover.
    fn read_events(&mut self) -> Result<(), Stop> {
        let finalized = self.chain.finalized_number()?;
        while self.ledger.next_block(finalized) <= finalized {
            let number = self.ledger.next_block(finalized);
            for event in self.chain.events(number)? {
                let Some(event) = event.decode::<MarketEvent>("Market") else { continue };
                match event {
                    MarketEvent::RequestFulfilled { request, prover, fee, penalty, .. } if prover == self.me() => {
                        self.ledger.earned(fee);
                        self.ledger.lost(penalty);
                        let late = if penalty > 0 {
                            format!(", {} of it lost for being late", units(penalty))
                        } else {
                            "".into()
                        };
                        self.say("paid", Some(request), &format!("{}{late}", units(fee)));
                    }
                    MarketEvent::RequestExpired { request, prover: Some(prover), slashed } if prover == self.me() => {
                        self.ledger.lost(slashed);
                        self.say("slashed", Some(request), &units(slashed));
                    }
                    MarketEvent::OrderRefused { prover, fee, .. } if prover == self.me() => self.ledger.spent(fee),
                    _ => {}
                }
            }
            self.ledger.read(number);
        }
        Ok(())
    }

    fn me(&self) -> AccountId {
        self.signer.account()
    }

    /// One look at all requests: proofs that are due first, then new claims.
    fn round(&mut self, now: BlockNumber, offers: &[Offer]) -> Result<(), Stop> {
        let requests = self.chain.requests()?;
        let mine =
            |request: &Request| request.claim.as_ref().is_some_and(|claim| claim.prover == self.signer.account());
        let mut claims = requests.iter().filter(|(_, request)| mine(request)).count() as u32;
        for (id, request) in &requests {
            if now >= last_block(request) {
                continue;
            }
            let (worth, version) = match (&request.audience, &request.claim) {
                (_, Some(claim)) if claim.prover == self.me() => (true, Some(claim.version)),
                (Audience::Open, None) if !self.given_up.contains(id) => self.judge(*id, request, now, offers)?,
                _ => continue,
            };
            if let (true, Some(version)) = (worth, version) {
                self.serve(*id, request, version)?;
            }
        }
        for (id, request) in &requests {
            let for_me = match &request.audience {
                Audience::FirstClaim => true,
                Audience::Direct(prover) => *prover == self.me(),
                Audience::Open => false,
            };
            let open = for_me && request.claim.is_none() && now < request.claim_by && !self.given_up.contains(id);
            if claims >= self.args.claims || !open {
                continue;
            }
            if let (true, Some(version)) = self.judge(*id, request, now, offers)? {
                claims += u32::from(self.claim(*id, request, version)?);
            }
        }
        Ok(())
    }

    /// Whether a request is worth the work, and by which version.
    fn judge(
        &mut self,
        id: RequestId,
        request: &Request,
        now: BlockNumber,
        offers: &[Offer],
    ) -> Result<(bool, Option<VersionNumber>), ChainError> {
        let Some((version, offer)) = self.offered(request, offers)? else { return Ok((false, None)) };
        let fee = fee_at(request, now.saturating_add(1));
        let seconds = offer.proving_seconds.unwrap_or(0.0);
        let blocks = (seconds * (offer.waiting + 1) as f64 / BLOCK_SECONDS).ceil() as u32;
        if request.prove_by.saturating_sub(now) < self.args.min_blocks.saturating_add(blocks) {
            return Ok((false, None));
        }
        let cost = self.cost(request, version, seconds)?;
        let least = self.least(request.model);
        if fee < least || fee < cost {
            return Ok((false, None));
        }
        if let RequestInput::Committed(digest) = &request.input {
            match self.service.holds_input(&offer, digest, &request_subject(id)) {
                Ok(true) => {}
                // Without the opening there is no proof, and the bond would be lost.
                Ok(false) => return Ok((false, None)),
                Err(e) => {
                    self.say("service_away", Some(id), &e.to_string());
                    return Ok((false, None));
                }
            }
        }
        Ok((true, Some(version)))
    }

    /// The first version that may answer and that the service proves.
    fn offered(&mut self, request: &Request, offers: &[Offer]) -> Result<Option<(VersionNumber, Offer)>, ChainError> {
        let mut numbers = vec![request.versions.from];
        if request.versions.later {
            numbers.extend(self.chain.model(request.model)?.and_then(|model| model.active_version));
        }
        for number in numbers.into_iter().filter(|number| request.versions.include(*number)) {
            let Some(version) = self.version(request.model, number)? else { continue };
            if zkml_chain::market::ports_hash(&version.layout) != request.ports {
                continue;
            }
            let (vk_hash, params) = (hex(&version.vk_hash), version.params.map(|params| hex(&params)));
            if let Some(offer) = offers.iter().find(|offer| offer.vk_hash == vk_hash && offer.params == params) {
                return Ok(Some((number, offer.clone())));
            }
        }
        Ok(None)
    }

    fn version(&mut self, model: ModelId, number: VersionNumber) -> Result<Option<Version>, ChainError> {
        if !self.versions.contains_key(&(model, number)) {
            match self.chain.version(model, number)? {
                Some(version) => drop(self.versions.insert((model, number), version)),
                None => return Ok(None),
            }
        }
        Ok(self.versions.get(&(model, number)).cloned())
    }

    /// What an answer costs this prover: two transactions, the callback, and the time of the machine.
    fn cost(&self, request: &Request, version: VersionNumber, seconds: f64) -> Result<Balance, ChainError> {
        let submission = self.chain.submission_fee(request.model, version)?.unwrap_or(0);
        let callback = Balance::from(callback_weight(request).ref_time());
        let machine = (seconds * self.args.second.0 as f64) as Balance;
        // A claim is a small call; the fee of a fulfilment is that of a submission and of the settlement, as much again.
        let transactions = submission.saturating_add(self.chain.tip()).saturating_mul(2);
        Ok(transactions.saturating_add(callback).saturating_add(machine))
    }

    fn least(&self, model: ModelId) -> Balance {
        let of = |wanted| self.args.min_fee.iter().rev().find(|price| price.model == wanted);
        of(Some(model)).or_else(|| of(None)).map_or(0, |price| price.least)
    }

    /// Claims a request. Somebody else may be faster, which costs nothing.
    fn claim(&mut self, id: RequestId, request: &Request, version: VersionNumber) -> Result<bool, Stop> {
        let call = claim_call(id, version);
        let claimed = self.chain.rehearse(&self.signer, &call).and_then(|_| self.chain.call(&self.signer, call));
        match claimed {
            Ok(included) => {
                self.ledger.spent(included.fee);
                let (fee, until) = (units(fee_at(request, included.block)), request.prove_by);
                self.say("claimed", Some(id), &format!("for {fee}, due in block {until}"));
                Ok(true)
            }
            Err(e) => self.refused(id, "claim", e).map(|()| false),
        }
    }

    /// Has an answer proved, and fulfils the request when the proof is there.
    fn serve(&mut self, id: RequestId, request: &Request, version: VersionNumber) -> Result<(), Stop> {
        let Some(stored) = self.version(request.model, version)? else { return Ok(()) };
        let genesis_hash = self.chain.genesis_hash()?;
        let status = match self.service.submit(&job(&genesis_hash, &stored, request, id, version, &self.me())) {
            Ok(status) => status,
            Err(ServiceError::Refused { status, message, .. }) if (400..500).contains(&status) && status != 429 => {
                self.cannot(id, request, &format!("the service refuses the job: {message}"));
                return Ok(());
            }
            Err(e) => {
                self.say("service_away", Some(id), &e.to_string());
                return Ok(());
            }
        };
        match status.state.as_str() {
            "done" => {}
            "failed" => {
                let why = status.error.map(|error| error.to_string()).unwrap_or_default();
                self.cannot(id, request, &format!("the proof failed: {why}"));
                return Ok(());
            }
            _ => return Ok(()),
        }
        let Some(submission) = self.submission(id, request, version, &status.id) else { return Ok(()) };
        self.fulfil(id, request, submission, status.proving_seconds)
    }

    /// Gives a request up, unless it was promised: then every block tries again, because the operator may mend the service before
    /// the bond is lost.
    fn cannot(&mut self, id: RequestId, request: &Request, why: &str) {
        if !self.given_up.insert(id) {
            return;
        }
        if request.claim.is_none() {
            return self.say("given_up", Some(id), why);
        }
        let bond = units(request.bond);
        let text = format!("{why}; tried again in every block, for {bond} are lost without a proof");
        self.say("in_danger", Some(id), &text);
    }

    fn submission(&self, id: RequestId, request: &Request, version: VersionNumber, job: &str) -> Option<Submission> {
        let answer = match self.service.proof(job) {
            Ok(answer) => answer,
            Err(e) => {
                self.say("service_away", Some(id), &e.to_string());
                return None;
            }
        };
        let bytes = |text: &str| hex::decode(text.strip_prefix("0x")?).ok();
        let output = answer.output.iter().map(|element| bytes(element)?.try_into().ok()).collect::<Option<Vec<_>>>();
        let (Some(output), Some(proof)) = (output, bytes(&answer.proof)) else {
            self.say("service_away", Some(id), "a proof that is not hexadecimal");
            return None;
        };
        Some(Submission {
            model: request.model,
            version,
            account: self.me(),
            subject: request_subject(id),
            valid_until: valid_until(request),
            input: request.input.elements().to_vec(),
            output,
            nullifier: None,
            attestation: None,
            proof,
        })
    }

    fn fulfil(
        &mut self,
        id: RequestId,
        request: &Request,
        submission: Submission,
        seconds: Option<f64>,
    ) -> Result<(), Stop> {
        let call = fulfil_call(id, submission, callback_weight(request))?;
        // What would fail is not sent: a proof that is refused pays in full.
        let sent = self.chain.rehearse(&self.signer, &call).and_then(|_| self.chain.call(&self.signer, call));
        match sent {
            Ok(included) => {
                self.ledger.spent(included.fee);
                self.ledger.proved(seconds.unwrap_or(0.0), self.args.second.0);
                self.say("fulfilled", Some(id), &fulfilled(&included));
                Ok(())
            }
            Err(e) => self.refused(id, "fulfil", e),
        }
    }

    /// What the chain refuses is said, and the next block looked at; a node that is away ends the operation.
    fn refused(&mut self, id: RequestId, what: &str, e: ChainError) -> Result<(), Stop> {
        match e {
            ChainError::Unreachable { .. } => Err(e.into()),
            ChainError::Dispatch(ref failure) => {
                self.ledger.spent(failure.fee);
                self.say("refused", Some(id), &format!("{what}: {e}"));
                Ok(())
            }
            e => {
                self.say("refused", Some(id), &format!("{what}: {e}"));
                Ok(())
            }
        }
    }

    fn say(&self, what: &str, request: Option<RequestId>, text: &str) {
        let of = request.map_or("".into(), |id| format!("request {id}"));
        self.ui.say_line(
            &json!({ "event": what, "request": request, "text": text }),
            &format!("  {what:<12} {of:<14} {text}"),
        );
    }
}

fn fulfilled(included: &Included) -> String {
    format!("in block {} for a fee of {}", included.block, units(included.fee))
}

fn callback_weight(request: &Request) -> Weight {
    request.callback.as_ref().map_or(Weight::zero(), |callback| callback.weight)
}

/// What the service is to prove: the same for the same request, by which it knows it again.
fn job(
    genesis_hash: &[u8; 32],
    version: &Version,
    request: &Request,
    id: RequestId,
    number: VersionNumber,
    prover: &AccountId,
) -> Value {
    let subject = request_subject(id);
    let input = match &request.input {
        RequestInput::Public(elements) => json!({ "elements": elements.iter().map(|x| hex(x)).collect::<Vec<_>>() }),
        RequestInput::Committed(digest) => json!({ "commitment": hex(digest) }),
    };
    json!({
        "vk_hash": hex(&version.vk_hash),
        "params": version.params.map(|params| hex(&params)),
        "payment": hex(&zkml_chain::market::payment(genesis_hash, id, request)),
        "context": {
            "genesis_hash": hex(genesis_hash),
            "model_id": request.model,
            "version": number,
            "account": hex(&zkml_primitives::account_bytes(prover)),
            "subject": hex(&subject),
            "valid_until": valid_until(request),
        },
        "input": input,
    })
}
