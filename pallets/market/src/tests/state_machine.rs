//! Random calls against a small model of the market, written from its documentation: each call must succeed or fail as the
//! model says, and with that error. After each, the state must keep its invariants, every account must have what the model says
//! it has, free and on hold, and no funds may come or go. No request is paid twice, and nobody is slashed who was in time.

use super::*;
use crate::keys::Refusal;
use frame_support::dispatch::PostDispatchInfo;
use frame_system::AuthorizeCall;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{
    traits::DispatchTransaction,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    Perbill,
};
use std::collections::{BTreeMap, BTreeSet};

const STEPS: u32 = 12_500;
const ACCOUNTS: u64 = 5;
/// An account that can pay for little.
const POOR: u64 = 5;
const LITTLE: Balance = 20_000;
const RICH: Balance = 10_000_000_000_000_000;
const MODELS: u32 = 2;
/// Most requests at a time, so that whole states can be compared.
const MAX_LIVE: usize = 20;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        (!items.is_empty()).then(|| items[self.below(items.len() as u64) as usize].clone())
    }
}

/// The kinds of steps, of which each must be seen to succeed and to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Block,
    Request,
    Cancel,
    Claim,
    ClaimByKey,
    Fulfil,
    FulfilByKey,
    Expire,
    Deposit,
    Withdraw,
    SetProver,
    Submit,
    Pause,
    Resume,
}

#[derive(Clone, Copy, PartialEq)]
enum Life {
    Live,
    Deprecated(u64),
    Revoked,
}

struct VersionRecord {
    model: Model,
    life: Life,
    /// Whether its output is wider than that of the others.
    wide: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Back {
    Note,
    Fails,
    Transfers,
    /// No call any more.
    Broken,
    /// Has come to weigh more than it did.
    Heavier,
}

#[derive(Clone)]
struct ClaimRecord {
    prover: u64,
    version: u32,
    block: u64,
    fee: Balance,
}

#[derive(Clone)]
struct RequestRecord {
    requester: u64,
    model: u32,
    from: u32,
    later: bool,
    input: Elements,
    audience: Audience<u64>,
    min_fee: Balance,
    max_fee: Balance,
    opened: u64,
    claim_by: u64,
    prove_by: u64,
    callback: Option<(Back, Weight)>,
    claim: Option<ClaimRecord>,
    closes: Option<u64>,
    storage: Balance,
}

impl RequestRecord {
    fn is_open(&self) -> bool {
        self.audience == Audience::Open
    }

    fn bond(&self) -> Balance {
        (self.max_fee / 2).max(MIN_BOND)
    }

    /// The last block that answers it.
    fn last(&self) -> u64 {
        match self.closes {
            Some(block) => block,
            None if self.is_open() => self.prove_by,
            None => self.prove_by + LATE_GRACE,
        }
    }

    fn fee(&self, block: u64) -> Balance {
        let passed = block.clamp(self.opened, self.claim_by) - self.opened;
        let part = Perbill::from_rational(passed, self.claim_by - self.opened);
        self.min_fee + part * (self.max_fee - self.min_fee)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct ProverRecord {
    bond: Balance,
    bound: Balance,
    claims: u32,
    /// Whose key it is.
    key: Option<u64>,
    void_until: u64,
}

impl ProverRecord {
    fn free(&self) -> Balance {
        self.bond - self.bound
    }
}

type Outcome = Result<(), DispatchError>;

fn err<T>(error: Error<Test>) -> Result<T, DispatchError> {
    Err(error.into())
}

fn refused<T>(error: pallet_zkml::Error<Test>) -> Result<T, DispatchError> {
    Err(error.into())
}

/// Four bytes, whose output may be wide.
fn ports(wide: bool) -> Layout {
    let output = port(Visibility::Public, 4, if wide { 16 } else { 8 });
    Layout::new(port(Visibility::Public, 4, 8), output)
}

fn input(of: i64) -> Elements {
    ports(false).input.pack(&[of; 4]).unwrap().try_into().unwrap()
}

/// The market as its documentation tells it.
struct Machine {
    random: Random,
    block: u64,
    free: BTreeMap<u64, Balance>,
    requests: BTreeMap<u64, RequestRecord>,
    next_request: u64,
    provers: BTreeMap<u64, ProverRecord>,
    /// In the order in which requests took their places.
    slots: BTreeMap<u64, Vec<u64>>,
    next_deadline: Option<u64>,
    keys: BTreeMap<u64, ProverKey>,
    versions: BTreeMap<(u32, u32), VersionRecord>,
    seed: u64,
    /// By what is paused; `None` is everything.
    paused: BTreeSet<Option<u32>>,
    resumed: BTreeMap<Option<u32>, u64>,
    /// Accepted statements, without their proofs, and the block that accepted each.
    accepted: BTreeMap<Vec<u8>, u64>,
    /// What was proved, by request, account and version.
    proved: BTreeMap<(u64, u64, u32), SubmissionOf<Test>>,
    answered: BTreeSet<u32>,
    paid: BTreeSet<u64>,
    counts: BTreeMap<Kind, (u32, u32)>,
    refusals: BTreeMap<String, u32>,
    errors: BTreeSet<String>,
    verifications: u32,
    slashes: u32,
    excused: u32,
    penalties: u32,
}

impl Machine {
    fn new(seed: u64) -> Self {
        for account in (1..=ACCOUNTS).chain([OWNER + 5]) {
            let funds = if account == POOR { LITTLE } else { RICH };
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), account, funds));
        }
        let mut machine = Machine {
            random: Random(seed),
            block: 1,
            free: (1..=ACCOUNTS).chain([NOBODY, BENEFICIARY]).map(|account| (account, free(account))).collect(),
            requests: BTreeMap::new(),
            next_request: 0,
            provers: BTreeMap::new(),
            slots: BTreeMap::new(),
            next_deadline: None,
            keys: (1..=ACCOUNTS).map(|account| (account, ProverKey::generate_pair(None))).collect(),
            versions: BTreeMap::new(),
            seed: 0,
            paused: BTreeSet::new(),
            resumed: BTreeMap::new(),
            accepted: BTreeMap::new(),
            proved: BTreeMap::new(),
            answered: BTreeSet::new(),
            paid: BTreeSet::new(),
            counts: BTreeMap::new(),
            refusals: BTreeMap::new(),
            errors: BTreeSet::new(),
            verifications: 0,
            slashes: 0,
            excused: 0,
            penalties: 0,
        };
        for model in 0..MODELS {
            machine.add_version(model, false);
            machine.add_version(model, false);
        }
        machine
    }

    // What calls name: mostly something that is there.

    fn account(&mut self) -> u64 {
        1 + self.random.below(ACCOUNTS)
    }

    fn some_request(&mut self, fits: impl Fn(&RequestRecord) -> bool) -> u64 {
        let all: Vec<_> = self.requests.keys().copied().collect();
        let fit: Vec<_> = self.requests.iter().filter(|(_, request)| fits(request)).map(|(id, _)| *id).collect();
        match self.random.below(16) {
            0 => self.random.below(self.next_request + 2),
            1 | 2 => self.random.of(&all).unwrap_or(0),
            _ => self.random.of(&fit).unwrap_or(0),
        }
    }

    /// A version that may answer a request, or any.
    fn some_version(&mut self, id: u64) -> u32 {
        let Some(request) = self.requests.get(&id).cloned() else { return 1 };
        let latest = self.latest(request.model);
        match self.random.below(8) {
            0 => self.random.below(u64::from(latest) + 2) as u32,
            1..=3 if request.later => latest,
            _ => request.claim.map_or(request.from, |claim| claim.version),
        }
    }

    fn latest(&self, model: u32) -> u32 {
        self.versions.keys().filter(|(of, _)| *of == model).count() as u32
    }

    // How a step is run and compared.

    fn run(&mut self, kind: Kind, who: u64, call: Call<Test>, expect: impl FnOnce(&mut Self) -> Outcome) {
        let (origin, expected) = match self.random.one_in(80) {
            true => (RuntimeOrigin::root(), Err(DispatchError::BadOrigin)),
            false => (signed(who), expect(self)),
        };
        System::reset_events();
        let sent = call.clone();
        let result = RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|refused| refused.error);
        assert_eq!(result, expected, "in block {}, by {who}: {sent:?}", self.block);
        assert_eq!(System::event_count() > 0, result.is_ok(), "{kind:?}");
        self.count(kind, result);
    }

    fn count(&mut self, kind: Kind, result: Outcome) {
        let counts = self.counts.entry(kind).or_default();
        match result {
            Ok(()) => counts.0 += 1,
            Err(error) => {
                counts.1 += 1;
                if let DispatchError::Module(error) = error {
                    self.errors.insert(error.message.unwrap_or_default().into());
                }
            }
        }
    }

    fn step(&mut self) {
        match self.random.below(1_000) {
            0..110 => self.next_block(),
            110..300 => self.request(),
            300..360 => self.cancel(),
            360..500 => self.claim(),
            500..560 => self.claim_by_key(),
            560..720 => self.fulfil(),
            720..790 => self.fulfil_by_key(),
            790..840 => self.expire(),
            840..870 => self.deposit(),
            870..890 => self.withdraw(),
            890..915 => self.set_prover(),
            915..940 => self.submit_first(),
            940..947 => self.pause(),
            947..985 => self.resume(),
            985..997 => self.upgrade(),
            _ => self.change_versions(),
        }
    }

    // Money.

    /// Holds, if the account keeps the existential deposit.
    fn hold(&mut self, who: u64, amount: Balance) -> Outcome {
        let free = self.free.get_mut(&who).unwrap();
        if amount > 0 && *free < amount.saturating_add(10) {
            return Err(TokenError::FundsUnavailable.into());
        }
        *free -= amount;
        Ok(())
    }

    fn give(&mut self, who: u64, amount: Balance) {
        *self.free.get_mut(&who).unwrap() += amount;
    }

    /// Takes from a bond. A prover without one is none.
    fn take(&mut self, who: u64, amount: Balance) {
        let prover = self.provers.get_mut(&who).unwrap();
        prover.bond -= amount;
        if prover.bond == 0 {
            self.provers.remove(&who);
        }
    }

    fn unbind(&mut self, who: u64, amount: Balance) {
        let prover = self.provers.get_mut(&who).unwrap();
        prover.bound -= amount;
        prover.claims -= 1;
    }

    // Deadlines.

    fn leave(&mut self, id: u64, block: u64) {
        if let Some(slot) = self.slots.get_mut(&block) {
            slot.retain(|other| *other != id);
            if slot.is_empty() {
                self.slots.remove(&block);
            }
        }
    }

    /// Ends a request, whose fee is held no longer, and pays its storage back.
    fn forget(&mut self, id: u64) -> RequestRecord {
        let request = self.requests.remove(&id).unwrap();
        let blocks: Vec<_> = self.slots.keys().copied().collect();
        blocks.into_iter().for_each(|block| self.leave(id, block));
        self.give(request.requester, request.storage);
        self.proved.retain(|(of, ..), _| *of != id);
        request
    }

    /// Whether governance kept a proof from being accepted since a block.
    fn interrupted(&self, model: u32, version: u32, since: u64) -> bool {
        let revoked = self.versions.get(&(model, version)).is_none_or(|record| record.life == Life::Revoked);
        let stopped = |what| self.paused.contains(&what) || self.resumed.get(&what).is_some_and(|block| *block > since);
        revoked || stopped(None) || stopped(Some(model))
    }

    fn end(&mut self, id: u64) -> Outcome {
        let Some(request) = self.requests.get(&id).cloned() else { return err(Error::UnknownRequest) };
        let claimable = !request.is_open() && request.claim.is_none();
        if self.block <= if claimable { request.claim_by } else { request.last() } {
            return err(Error::NotExpired);
        }
        if let Some(claim) = &request.claim {
            self.unbind(claim.prover, request.bond());
            if self.interrupted(request.model, claim.version, claim.block) {
                self.excused += 1;
            } else {
                self.slashes += 1;
                self.take(claim.prover, request.bond());
                let share = request.bond() * 40 / 100;
                // Rounded to the nearest, as the share of a bond that is no multiple of five would be.
                let share = if request.bond() * 40 % 100 > 50 { share + 1 } else { share };
                self.give(request.requester, share);
                self.give(BENEFICIARY, request.bond() - share);
            }
        }
        self.give(request.requester, request.max_fee);
        self.forget(id);
        Ok(())
    }

    // The steps.

    fn next_block(&mut self) {
        self.block += if self.random.one_in(12) { 1 + self.random.below(6) } else { 1 };
        go_to(self.block);
        let base = <Test as Config>::WeightInfo::expire_due(0);
        let each = <Test as Config>::WeightInfo::expire_due(1) - base;
        let steps = self.random.below(u64::from(MAX_EXPIRED) + 2);
        let limit = match self.random.below(6) {
            0 => Weight::from_parts(base.ref_time() + 1, u64::MAX),
            1 => Weight::zero(),
            2 => Weight::MAX,
            _ => base + each * steps,
        };
        let steps = if limit == Weight::MAX { u64::from(MAX_EXPIRED) } else { steps.min(u64::from(MAX_EXPIRED)) };
        let can = limit.all_gte(base + each) && steps > 0;
        System::reset_events();
        let used = Market::on_idle(self.block, limit);
        assert!(used.all_lte(limit));
        let (mut left, mut ended) = (if can { steps } else { 0 }, 0);
        if let Some(mut deadline) = self.next_deadline {
            while left > 0 && deadline < self.block {
                match self.slots.get(&deadline).and_then(|slot| slot.first()).copied() {
                    Some(id) => {
                        assert_ok!(self.end(id));
                        ended += 1;
                    }
                    None => deadline += 1,
                }
                left -= 1;
            }
            self.next_deadline = Some(deadline);
        }
        let expired = |record: &frame_system::EventRecord<RuntimeEvent, _>| {
            matches!(record.event, RuntimeEvent::Market(Event::RequestExpired { .. }))
        };
        assert_eq!(System::events().iter().filter(|record| expired(record)).count(), ended);
        assert!(ended <= MAX_EXPIRED as usize);
        assert_eq!(used, if can { base + each * (steps - left) } else { Weight::zero() });
        self.count(Kind::Block, if can { Ok(()) } else { Err(DispatchError::Exhausted) });
    }

    fn callback(&mut self, id: u64) -> Option<(Back, RuntimeCall)> {
        let tag = id as u32;
        match self.random.below(8) {
            0 => Some((Back::Note, listener::Call::note { tag, fail: false }.into())),
            1 => Some((Back::Fails, listener::Call::note { tag, fail: true }.into())),
            2 => {
                Some((Back::Transfers, pallet_balances::Call::transfer_allow_death { dest: OTHER, value: 100 }.into()))
            }
            _ => None,
        }
    }

    fn request(&mut self) {
        if self.requests.len() >= MAX_LIVE {
            return self.next_block();
        }
        let (who, now) = (self.account(), self.block);
        let model = if self.random.one_in(30) { MODELS } else { self.random.below(MODELS.into()) as u32 };
        let latest = self.latest(model).max(1);
        let number = if self.random.one_in(3) { 1 + self.random.below(latest.into()) as u32 } else { latest };
        let number = if self.random.one_in(20) { latest + 1 } else { number };
        let rule = match self.random.below(4) {
            0 | 1 => VersionRule::AtLeast(number),
            _ => VersionRule::Exactly(number),
        };
        let audience = match self.random.below(4) {
            0 => Audience::Open,
            1 => Audience::Direct(self.account()),
            _ => Audience::FirstClaim,
        };
        let min_fee = match self.random.below(40) {
            0 => MIN_FEE - 1,
            _ => MIN_FEE + u128::from(self.random.below(400)),
        };
        let max_fee = match self.random.below(40) {
            0 => u128::MAX,
            1 => min_fee - 1,
            _ => min_fee + u128::from(self.random.below(2_000)),
        };
        let claim_by = match self.random.below(40) {
            0 => now,
            1 => 0,
            2 => u64::MAX,
            _ => now + 1 + self.random.below(5),
        };
        let prove_by = match self.random.below(40) {
            0 => now,
            1 => u64::MAX,
            2 => now + MAX_DURATION + self.random.below(2),
            _ => claim_by.saturating_add(self.random.below(6)),
        };
        // All the same block, so that there is a lack of places.
        let (claim_by, prove_by) = match self.random.below(2) {
            0 => [(now / 12 + 1) * 12; 2].into(),
            _ => (claim_by, prove_by),
        };
        let asked = match self.random.below(30) {
            0 => Input::Committed([1; 32]),
            1 => Input::Public(Elements::default()),
            2 => Input::Public(vec![[0xff; 32]].try_into().unwrap()),
            _ => Input::Public(input(self.random.below(3) as i64)),
        };
        let callback = self.callback(self.next_request);
        let inquiry = Inquiry {
            model,
            rule,
            input: asked.clone(),
            audience: audience.clone(),
            min_fee,
            max_fee,
            claim_by,
            prove_by,
            callback: callback.clone().map(|(_, call)| call),
        };
        self.run(Kind::Request, who, request_call(inquiry), |machine| {
            if min_fee < MIN_FEE {
                return err(Error::FeeTooLow);
            }
            if min_fee > max_fee {
                return err(Error::FallingFee);
            }
            if claim_by <= now || prove_by < claim_by {
                return err(Error::DeadlineOrder);
            }
            if prove_by - now > MAX_DURATION {
                return err(Error::DeadlineTooFar);
            }
            match machine.versions.get(&(model, number)) {
                None => return err(Error::UnknownVersion),
                Some(version) if version.life != Life::Live => return err(Error::VersionNotLive),
                Some(_) => {}
            }
            let input = match &asked {
                Input::Committed(_) => return err(Error::WrongInputKind),
                Input::Public(elements) if elements.is_empty() => return err(Error::InputCount),
                Input::Public(elements) if elements[0] == [0xff; 32] => return err(Error::InputPacking),
                Input::Public(elements) => elements.clone(),
            };
            let callback = callback.map(|(kind, call)| {
                let weight = call.get_dispatch_info().call_weight;
                (kind, Callback { weight, call: CallOf::<Test>::try_from(call.encode()).unwrap() })
            });
            let bytes = asked.encode().len() + callback.as_ref().map(|(_, back)| back).encode().len();
            // The audience, two identifiers and the rest.
            let storage = 1_000 + 10 * (bytes + 9 + 16 + 300) as Balance;
            if machine.free[&who] < max_fee.saturating_add(10) {
                return Err(TokenError::FundsUnavailable.into());
            }
            if machine.free[&who] - max_fee < storage + 10 {
                return Err(TokenError::FundsUnavailable.into());
            }
            let record = RequestRecord {
                requester: who,
                model,
                from: number,
                later: matches!(rule, VersionRule::AtLeast(_)),
                input,
                audience,
                min_fee,
                max_fee,
                opened: now,
                claim_by,
                prove_by,
                callback: callback.map(|(kind, back)| (kind, back.weight)),
                claim: None,
                closes: None,
                storage,
            };
            let places = match record.is_open() {
                true => vec![prove_by],
                false => vec![claim_by, prove_by + LATE_GRACE],
            };
            let full = |block| machine.slots.get(block).is_some_and(|slot| slot.len() as u32 == MAX_PER_DEADLINE);
            if places.iter().any(full) {
                return err(Error::DeadlineFull);
            }
            let id = machine.next_request;
            places.into_iter().for_each(|block| machine.slots.entry(block).or_default().push(id));
            machine.next_deadline.get_or_insert(now);
            machine.hold(who, max_fee + storage).expect("there is enough; qed");
            machine.requests.insert(id, record);
            machine.next_request += 1;
            Ok(())
        });
    }

    fn cancel(&mut self) {
        let id = self.some_request(|request| request.claim.is_none());
        let stranger = self.account();
        let requester = self.requests.get(&id).map_or(stranger, |request| request.requester);
        // Were all taken back at once, none would be left to answer.
        let who = if self.random.one_in(2) { stranger } else { requester };
        self.run(Kind::Cancel, who, Call::cancel { request: id }, |machine| {
            let now = machine.block;
            let Some(request) = machine.requests.get_mut(&id) else { return err(Error::UnknownRequest) };
            if request.requester != who {
                return err(Error::NotRequester);
            }
            if request.claim.is_some() {
                return err(Error::AlreadyClaimed);
            }
            if request.is_open() {
                if request.closes.is_some() {
                    return err(Error::AlreadyCancelled);
                }
                request.closes = Some((now + CANCEL_NOTICE).min(request.prove_by));
            } else {
                let request = machine.forget(id);
                machine.give(request.requester, request.max_fee);
            }
            Ok(())
        });
    }

    fn check_version(&self, request: &RequestRecord, version: u32) -> Outcome {
        if version != request.from && !(request.later && version > request.from) {
            return err(Error::WrongVersion);
        }
        let Some(record) = self.versions.get(&(request.model, version)) else { return err(Error::UnknownVersion) };
        let wide = self.versions[&(request.model, request.from)].wide;
        if record.wide == wide {
            Ok(())
        } else {
            err(Error::WrongVersion)
        }
    }

    fn check_claim(&self, who: u64, id: u64, version: u32) -> Outcome {
        let Some(request) = self.requests.get(&id) else { return err(Error::UnknownRequest) };
        match &request.audience {
            Audience::Open => return err(Error::NoClaimNeeded),
            Audience::Direct(prover) if *prover != who => return err(Error::NotForThisProver),
            _ => {}
        }
        if request.claim.is_some() {
            return err(Error::AlreadyClaimed);
        }
        if self.block > request.claim_by {
            return err(Error::ClaimTooLate);
        }
        self.check_version(request, version)?;
        if self.versions[&(request.model, version)].life != Life::Live {
            return err(Error::VersionNotLive);
        }
        if self.paused.contains(&None) || self.paused.contains(&Some(request.model)) {
            return err(Error::VersionPaused);
        }
        match self.provers.get(&who) {
            None => err(Error::UnknownProver),
            Some(prover) if prover.claims >= MAX_CLAIMS => err(Error::TooManyClaims),
            Some(prover) if prover.free() < request.bond() => err(Error::BondTooLow),
            Some(_) => Ok(()),
        }
    }

    fn promise(&mut self, prover: u64, id: u64, version: u32) -> Outcome {
        self.check_claim(prover, id, version)?;
        let block = self.block;
        let request = self.requests.get_mut(&id).unwrap();
        let (claim_by, bond) = (request.claim_by, request.bond());
        request.claim = Some(ClaimRecord { prover, version, block, fee: request.fee(block) });
        self.leave(id, claim_by);
        let record = self.provers.get_mut(&prover).unwrap();
        record.bound += bond;
        record.claims += 1;
        Ok(())
    }

    /// A request that can be claimed, and mostly somebody who may.
    fn claimant(&mut self) -> (u64, u64, u32) {
        let id = self.some_request(|request| request.claim.is_none() && !request.is_open());
        let account = self.account();
        let who = match self.requests.get(&id).map(|request| request.audience.clone()) {
            Some(Audience::Direct(prover)) if !self.random.one_in(6) => prover,
            _ => account,
        };
        (who, id, self.some_version(id))
    }

    fn claim(&mut self) {
        let (who, request, version) = self.claimant();
        self.run(Kind::Claim, who, Call::claim { request, version }, |machine| machine.promise(who, request, version));
    }

    /// Somebody who has a key, more often than not.
    fn keyed(&mut self, account: u64) -> u64 {
        let keyed: Vec<_> = self.provers.iter().filter(|(_, p)| p.key.is_some()).map(|(who, _)| *who).collect();
        if self.random.one_in(4) {
            account
        } else {
            self.random.of(&keyed).unwrap_or(account)
        }
    }

    fn order_end(&mut self) -> u64 {
        match self.random.below(16) {
            0 => self.block - 1,
            1 => self.block + MAX_ORDER_LIFE + 1,
            2 => u64::MAX,
            _ => self.block + self.random.below(MAX_ORDER_LIFE + 1),
        }
    }

    /// Mostly nothing.
    fn tip(&mut self) -> Balance {
        match self.random.below(8) {
            0 => 1,
            1 => self.random.below(1_000_000).into(),
            2 if self.random.one_in(8) => Balance::MAX,
            _ => 0,
        }
    }

    /// The key that an order is signed with: mostly the one that the prover has named.
    fn signer(&mut self, prover: u64) -> u64 {
        let any = self.account();
        let named = self.provers.get(&prover).and_then(|prover| prover.key);
        if self.random.one_in(10) {
            any
        } else {
            named.unwrap_or(any)
        }
    }

    /// What the pool says of an order for work that costs so much, before it looks at the request. Returns what is left of the
    /// free part of the bond.
    fn check_order(&self, prover: u64, valid_until: u64, fee: Balance) -> Result<Balance, TransactionValidityError> {
        if valid_until < self.block {
            return Err(InvalidTransaction::Stale.into());
        }
        if valid_until - self.block > MAX_ORDER_LIFE {
            return Err(Refusal::LivesTooLong.into());
        }
        let record = self.provers.get(&prover).ok_or(Refusal::NoKey)?;
        record.key.ok_or(Refusal::NoKey)?;
        if valid_until <= record.void_until {
            return Err(Refusal::Void.into());
        }
        Ok(record.free().checked_sub(fee).ok_or(Refusal::BondTooLow)?)
    }

    fn check_signature(&self, prover: u64, signer: u64, tampered: bool) -> Result<(), TransactionValidityError> {
        match self.provers[&prover].key == Some(signer) && !tampered {
            true => Ok(()),
            false => Err(InvalidTransaction::BadProof.into()),
        }
    }

    /// Sends an order as the pool and a block do.
    fn run_order(
        &mut self,
        kind: Kind,
        call: Call<Test>,
        prover: u64,
        expected: Result<Outcome, TransactionValidityError>,
    ) {
        System::reset_events();
        let sent = call.clone();
        let call = RuntimeCall::from(call);
        let info = call.get_dispatch_info();
        let included = AuthorizeCall::<Test>::new().dispatch_transaction(RuntimeOrigin::none(), call, &info, 0, 0);
        let result = included.map(|applied| {
            let PostDispatchInfo { actual_weight, .. } = applied.expect("orders are included whatever comes of them");
            assert!(actual_weight.is_none_or(|weight| weight.all_lte(info.call_weight)));
            let error = System::events().into_iter().find_map(|record| match record.event {
                RuntimeEvent::Market(Event::OrderRefused { prover: of, error, .. }) => {
                    assert_eq!(of, prover);
                    Some(error)
                }
                _ => None,
            });
            error.map_or(Ok(()), Err)
        });
        assert_eq!(result, expected, "in block {}: {sent:?}", self.block);
        match result {
            Ok(outcome) => self.count(kind, outcome),
            Err(refusal) => {
                *self.refusals.entry(format!("{refusal:?}")).or_default() += 1;
                self.count(kind, Err(DispatchError::Exhausted));
            }
        }
    }

    fn claim_by_key(&mut self) {
        let (_, request, version) = self.claimant();
        let account = self.account();
        let prover = self.keyed(account);
        let valid_until = self.order_end();
        let signer = self.signer(prover);
        let mut order = ClaimOrder { prover, request, version, valid_until, tip: self.tip() };
        let signature = self.keys[&signer].sign(&order.digest::<Test>()).unwrap();
        let tampered = self.random.one_in(12);
        if tampered {
            order.request = self.some_request(|request| request.claim.is_none());
        }
        let tampered = order.request != request;
        let request = order.request;
        let fee = fee_of_claim(&order).saturating_add(order.tip);
        let mut expect = || {
            let left = self.check_order(prover, valid_until, fee)?;
            self.check_claim(prover, request, version).map_err(|_| Refusal::NotDue)?;
            if left < self.requests[&request].bond() {
                return Err(Refusal::BondTooLow.into());
            }
            self.check_signature(prover, signer, tampered)?;
            self.take(prover, fee);
            self.give(BENEFICIARY, fee);
            assert_ok!(self.promise(prover, request, version));
            Ok(Ok(()))
        };
        let expected = expect();
        self.run_order(Kind::ClaimByKey, Call::claim_by_key { order, signature }, prover, expected);
    }

    // Answers.

    /// What a statement is known by: all but the proof.
    fn statement(submission: &SubmissionOf<Test>) -> Vec<u8> {
        Submission { proof: ProofBytes::default(), ..submission.clone() }.encode()
    }

    fn proved(&mut self, id: u64, account: u64, version: u32) -> SubmissionOf<Test> {
        if let Some(submission) = self.proved.get(&(id, account, version)) {
            return submission.clone();
        }
        let request = &self.requests[&id];
        let prover = &self.versions[&(request.model, version)].model;
        let mut submission = Submission {
            model: request.model,
            version,
            account,
            subject: Market::subject(id),
            // The longest that it can be of use.
            valid_until: if request.is_open() { request.prove_by } else { request.prove_by + LATE_GRACE },
            input: request.input.clone(),
            output: input(7),
            nullifier: None,
            attestation: None,
            proof: ProofBytes::default(),
        };
        submission.proof = prover.prove(&submission);
        self.proved.insert((id, account, version), submission.clone());
        submission
    }

    /// An answer for a request, and whether the proof proves it.
    fn answer(&mut self, by_key: bool) -> (u64, SubmissionOf<Test>, bool) {
        let claimed = self.random.one_in(2);
        let id = self.some_request(|request| request.claim.is_some() || !claimed && request.is_open());
        let id = if self.requests.contains_key(&id) { id } else { self.some_request(|_| true) };
        let any = if self.random.one_in(12) { NOBODY } else { self.account() };
        let account = if by_key { self.keyed(any) } else { any };
        let Some(request) = self.requests.get(&id).cloned() else {
            let nothing = Submission {
                model: 0,
                version: 1,
                account,
                subject: Market::subject(id),
                valid_until: self.block,
                input: input(1),
                output: input(7),
                nullifier: None,
                attestation: None,
                proof: ProofBytes::default(),
            };
            return (id, nothing, false);
        };
        let account = match &request.claim {
            Some(claim) if !self.random.one_in(8) => claim.prover,
            _ => account,
        };
        let version = self.some_version(id);
        let known = self.versions.contains_key(&(request.model, version));
        let mut submission = self.proved(id, account, if known { version } else { request.from });
        submission.version = version;
        let mut holds = known;
        match self.random.below(24) {
            0 => submission.account = 1 + submission.account % ACCOUNTS,
            1 => submission.subject = Market::subject(id + 1),
            2 => submission.input = input(9),
            3 => submission.output = input(8),
            4 => submission.model = 1 - submission.model.min(1),
            5 => submission.valid_until = self.block - 1,
            6 => submission.valid_until = self.block + MAX_VALIDITY + 1,
            7 => submission.proof = ProofBytes::default(),
            8 => submission.proof[0] ^= 1,
            _ => {}
        }
        holds &= submission == self.proved[&(id, account, if known { version } else { request.from })];
        (id, submission, holds)
    }

    fn check_answer(&self, id: u64, submission: &SubmissionOf<Test>, callback_weight: Weight) -> Outcome {
        let Some(request) = self.requests.get(&id) else { return err(Error::UnknownRequest) };
        if request.callback.is_some_and(|(_, weight)| !weight.all_lte(callback_weight)) {
            return err(Error::CallbackWeightTooLow);
        }
        match &request.claim {
            _ if request.is_open() => self.check_version(request, submission.version)?,
            None => return err(Error::NotClaimed),
            Some(claim) if claim.prover != submission.account => return err(Error::NotForThisProver),
            Some(claim) if claim.version != submission.version => return err(Error::WrongVersion),
            Some(_) => {}
        }
        let asked = (request.model, Market::subject(id), request.input.clone());
        if asked != (submission.model, submission.subject, submission.input.clone()) {
            return err(Error::WrongStatement);
        }
        match self.block > request.last() {
            true => err(Error::TooLate),
            false => Ok(()),
        }
    }

    /// The block that accepted the statement, if it is this one or an earlier one.
    fn accept(&mut self, submission: &SubmissionOf<Test>, holds: bool, again: bool) -> Result<u64, DispatchError> {
        let paused = self.paused.contains(&None);
        let Some(record) = self.versions.get(&(submission.model, submission.version)) else {
            // Without the market, nothing is looked at in a pause.
            let error = if paused && !again { pallet_zkml::Error::Paused } else { pallet_zkml::Error::UnknownVersion };
            return refused(error);
        };
        let life = record.life;
        let statement = Self::statement(submission);
        let before = self.accepted.get(&statement).copied();
        if again {
            match before {
                _ if life == Life::Revoked => return refused(pallet_zkml::Error::VersionRevoked),
                Some(block) => return Ok(block),
                None => {}
            }
        }
        if paused {
            return refused(pallet_zkml::Error::Paused);
        }
        if submission.valid_until < self.block {
            return refused(pallet_zkml::Error::Expired);
        }
        if submission.valid_until - self.block > MAX_VALIDITY {
            return refused(pallet_zkml::Error::ValidityTooLong);
        }
        match life {
            Life::Deprecated(since) if submission.valid_until > since + MAX_VALIDITY => {
                return refused(pallet_zkml::Error::VersionDeprecated)
            }
            Life::Revoked => return refused(pallet_zkml::Error::VersionRevoked),
            _ => {}
        }
        if self.paused.contains(&Some(submission.model)) {
            return refused(pallet_zkml::Error::Paused);
        }
        if submission.proof.is_empty() {
            return refused(pallet_zkml::Error::ProofLength);
        }
        if before.is_some() {
            return refused(pallet_zkml::Error::AlreadyVerified);
        }
        self.verifications += 1;
        if !holds {
            // A point whose first byte was changed is mostly none.
            let known = self.proved.values().any(|proved| proved.proof == submission.proof);
            return refused(match known {
                true => pallet_zkml::Error::InvalidProof,
                false => pallet_zkml::Error::MalformedProof,
            });
        }
        self.accepted.insert(statement, self.block);
        Ok(self.block)
    }

    /// Pays a request that is answered by a statement which was accepted in a block.
    fn settle(&mut self, id: u64, submission: &SubmissionOf<Test>, accepted: u64) {
        assert!(self.paid.insert(id), "request {id} is paid twice");
        let request = self.forget(id);
        let prover = submission.account;
        let fee = match &request.claim {
            Some(claim) => {
                self.unbind(prover, request.bond());
                if accepted > request.prove_by {
                    let penalty = Perbill::from_percent(20) * request.bond();
                    self.penalties += 1;
                    self.take(prover, penalty);
                    self.give(request.requester, penalty);
                }
                claim.fee
            }
            None => request.fee(accepted),
        };
        self.give(prover, fee);
        self.give(request.requester, request.max_fee - fee);
        if let Some((Back::Note, _)) = request.callback {
            self.answered.insert(id as u32);
        }
    }

    /// What the callback of a request that was just answered came to.
    fn check_callback(&self, id: u64, callback: Option<(Back, Weight)>) {
        let called = System::events().into_iter().find_map(|record| match record.event {
            RuntimeEvent::Market(Event::CallbackCalled { request, result }) if request == id => Some(result),
            _ => None,
        });
        let expected = callback.map(|(kind, _)| match kind {
            Back::Note => Ok(()),
            Back::Fails => Err(listener::Error::<Test>::Unwilling.into()),
            Back::Transfers => Err(DispatchError::BadOrigin),
            Back::Broken => err(Error::UndecodableCallback),
            Back::Heavier => err(Error::CallbackTooHeavy),
        });
        assert_eq!(called, expected);
    }

    fn callback_of(&self, id: u64) -> Option<(Back, Weight)> {
        self.requests.get(&id).and_then(|request| request.callback)
    }

    fn fulfil(&mut self) {
        let (id, submission, holds) = self.answer(false);
        let callback = self.callback_of(id);
        let callback_weight = if self.random.one_in(12) { Weight::zero() } else { MaxCallbackWeight::get() };
        let who = self.account();
        let call = Call::fulfil { request: id, submission: Box::new(submission.clone()), callback_weight };
        self.run(Kind::Fulfil, who, call, |machine| {
            machine.check_answer(id, &submission, callback_weight)?;
            let accepted = machine.accept(&submission, holds, true)?;
            machine.settle(id, &submission, accepted);
            Ok(())
        });
        if self.paid.contains(&id) && callback.is_some() {
            self.check_callback(id, callback);
        }
    }

    fn fulfil_by_key(&mut self) {
        let (id, submission, holds) = self.answer(true);
        let callback = self.callback_of(id);
        let callback_weight =
            if self.random.one_in(12) { Weight::zero() } else { Weight::from_parts(1_000_000_000, 10_000) };
        let (prover, valid_until) = (submission.account, self.order_end());
        let signer = self.signer(prover);
        let tip = self.tip();
        let mut order = FulfilOrder { request: id, submission: submission.clone(), callback_weight, valid_until, tip };
        let signature = self.keys[&signer].sign(&order.digest::<Test>()).unwrap();
        let tampered = self.random.one_in(12);
        if tampered {
            order.callback_weight += Weight::from_parts(1, 0);
        }
        let callback_weight = order.callback_weight;
        let fee = fee_of_proof(&order).saturating_add(tip);
        let mut expect = || {
            self.check_order(prover, valid_until, fee)?;
            self.check_answer(id, &submission, callback_weight).map_err(|_| Refusal::NotDue)?;
            self.check_signature(prover, signer, tampered)?;
            self.take(prover, fee);
            self.give(BENEFICIARY, fee);
            Ok(match self.accept(&submission, holds, true) {
                Ok(accepted) => {
                    self.settle(id, &submission, accepted);
                    Ok(())
                }
                Err(error) => {
                    if let Some(record) = self.provers.get_mut(&prover) {
                        record.void_until = record.void_until.max(valid_until);
                    }
                    Err(error)
                }
            })
        };
        let expected = expect();
        let call = Call::fulfil_by_key { order: Box::new(order), signature };
        self.run_order(Kind::FulfilByKey, call, prover, expected);
        if expected == Ok(Ok(())) && callback.is_some() {
            self.check_callback(id, callback);
        }
    }

    /// Somebody submits a proof without the market.
    fn submit_first(&mut self) {
        let (_, submission, holds) = self.answer(false);
        let expected = self.accept(&submission, holds, false).map(drop);
        let result = submit(submission);
        assert_eq!(result, expected);
        self.count(Kind::Submit, result);
    }

    fn expire(&mut self) {
        let block = self.block;
        let id = self.some_request(|request| block > request.claim_by);
        let who = self.account();
        self.run(Kind::Expire, who, Call::expire { request: id }, |machine| machine.end(id));
    }

    // Provers.

    fn deposit(&mut self) {
        let who = self.account();
        let amounts = [0, 1, MIN_BOND - 1, MIN_BOND, 1_000, 3_000, 50_000_000_000, 100_000_000_000, u128::MAX];
        let amount = self.random.of(&amounts).unwrap();
        self.run(Kind::Deposit, who, Call::deposit_bond { amount }, |machine| {
            let bond = machine.provers.get(&who).map_or(0, |prover| prover.bond).checked_add(amount);
            let Some(bond) = bond else {
                return Err(DispatchError::Arithmetic(sp_runtime::ArithmeticError::Overflow));
            };
            if bond < MIN_BOND {
                return err(Error::BondTooLow);
            }
            machine.hold(who, amount)?;
            machine.provers.entry(who).or_default().bond = bond;
            Ok(())
        });
    }

    fn withdraw(&mut self) {
        let who = self.account();
        let all = self.provers.get(&who).map_or(1, |prover| prover.free());
        let amount = match self.random.below(4) {
            0 => all,
            1 => all + 1,
            _ => all / 3,
        };
        self.run(Kind::Withdraw, who, Call::withdraw_bond { amount }, |machine| {
            let Some(prover) = machine.provers.get(&who) else { return err(Error::UnknownProver) };
            let left = prover.bond.checked_sub(amount).filter(|left| *left == 0 || *left >= MIN_BOND);
            if prover.free() < amount || left.is_none() {
                return err(Error::BondTooLow);
            }
            if left == Some(0) && prover.void_until >= machine.block {
                return err(Error::RefusedOrderCounts);
            }
            machine.take(who, amount);
            machine.give(who, amount);
            Ok(())
        });
    }

    fn set_prover(&mut self) {
        let who = self.account();
        let key = match self.random.below(6) {
            0 => None,
            1 => Some(self.account()),
            _ => Some(who),
        };
        let call = Call::set_prover { key: key.map(|of| self.keys[&of].clone()), endpoint: Default::default() };
        self.run(Kind::SetProver, who, call, |machine| {
            let Some(prover) = machine.provers.get_mut(&who) else { return err(Error::UnknownProver) };
            prover.key = key;
            Ok(())
        });
    }

    // What owners, governance and upgrades do.

    fn target(&mut self) -> (Option<u32>, PauseTarget) {
        match self.random.below(u64::from(MODELS) + 1) as u32 {
            0 => (None, PauseTarget::Everything),
            model => (Some(model - 1), PauseTarget::Model(model - 1)),
        }
    }

    fn pause(&mut self) {
        let (what, target) = self.target();
        let result = Zkml::pause(RuntimeOrigin::root(), target);
        let expected = if self.paused.insert(what) { Ok(()) } else { refused(pallet_zkml::Error::AlreadyPaused) };
        assert_eq!(result, expected);
        self.count(Kind::Pause, result);
    }

    fn resume(&mut self) {
        let (what, target) = self.target();
        let result = Zkml::resume(RuntimeOrigin::root(), target);
        let expected = match self.paused.remove(&what) {
            true => {
                self.resumed.insert(what, self.block);
                Ok(())
            }
            false => refused(pallet_zkml::Error::NotPaused),
        };
        assert_eq!(result, expected);
        self.count(Kind::Resume, result);
    }

    /// An upgrade of the runtime changes what a stored callback means.
    fn upgrade(&mut self) {
        let id = self.some_request(|request| matches!(request.callback, Some((Back::Note, _))));
        let Some(record) = self.requests.get_mut(&id) else { return };
        let Some((kind, weight)) = record.callback.as_mut().filter(|(kind, _)| *kind == Back::Note) else { return };
        let broken = self.random.one_in(2);
        *kind = if broken { Back::Broken } else { Back::Heavier };
        if !broken {
            *weight = Weight::from_parts(1, 1);
        }
        let weight = *weight;
        Requests::<Test>::mutate(id, |request| {
            let callback = request.as_mut().unwrap().callback.as_mut().unwrap();
            callback.weight = weight;
            if broken {
                callback.call[0] = 0xff;
            }
        });
    }

    fn add_version(&mut self, id: u32, wide: bool) {
        self.seed += 1;
        let layout = ports(wide);
        let model = if self.versions.contains_key(&(id, 1)) {
            let first = &self.versions[&(id, 1)].model;
            let key = SimulatedKey::new(self.seed, layout.public_inputs().unwrap());
            let vk = key.verifying_key().encode().try_into().unwrap();
            let owner = signed(OWNER + 5);
            assert_ok!(Zkml::add_version(owner, id, Bn254::ID, vk, layout, Setup::Development, None));
            Model { version: self.latest(id) + 1, key, ..first.clone() }
        } else {
            let key = SimulatedKey::new(self.seed, layout.public_inputs().unwrap());
            let vk = key.verifying_key().encode().try_into().unwrap();
            let (owner, name) = (signed(OWNER + 5), vec![id as u8 + 1].try_into().unwrap());
            assert_ok!(Zkml::register_model(owner, name, Bn254::ID, vk, layout, Setup::Development, None));
            Model { id, version: 1, key, params: None }
        };
        self.versions.insert((id, model.version), VersionRecord { model, life: Life::Live, wide });
    }

    /// Ends a live version and adds another.
    fn change_versions(&mut self) {
        let live: Vec<_> =
            self.versions.iter().filter(|(_, record)| record.life == Life::Live).map(|(of, _)| *of).collect();
        let (model, version) = self.random.of(&live).unwrap();
        let life = if self.random.one_in(2) {
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), model, version));
            Life::Revoked
        } else {
            assert_ok!(Zkml::deprecate_version(signed(OWNER + 5), model, version));
            Life::Deprecated(self.block)
        };
        self.versions.get_mut(&(model, version)).unwrap().life = life;
        let wide = self.random.one_in(4);
        self.add_version(model, wide);
    }

    // What must be true after each step.

    fn check(&self, issuance: Balance, step: u32) {
        if let Err(error) = Market::do_try_state() {
            panic!("after step {step}: {error:?}");
        }
        assert_eq!(Balances::total_issuance(), issuance);
        for (&account, &amount) in &self.free {
            assert_eq!(free(account), amount, "account {account} after step {step}");
            let of = |request: &&RequestRecord| request.requester == account;
            let fees: Balance = self.requests.values().filter(of).map(|request| request.max_fee).sum();
            let storage: Balance = self.requests.values().filter(of).map(|request| request.storage).sum();
            let bond = self.provers.get(&account).map_or(0, |prover| prover.bond);
            let all = [HoldReason::Fee, HoldReason::Storage, HoldReason::Bond].map(|reason| held(reason, account));
            assert_eq!(all, [fees, storage, bond], "account {account} after step {step}");
        }
        assert_eq!(
            (NextDeadline::<Test>::get(), NextRequestId::<Test>::get()),
            (self.next_deadline, self.next_request)
        );
        if step.is_multiple_of(10) {
            self.check_all();
        }
    }

    /// The whole state against the model.
    fn check_all(&self) {
        let slots: BTreeMap<_, _> = Deadlines::<Test>::iter().map(|(block, due)| (block, due.into_inner())).collect();
        assert_eq!(slots, self.slots);
        assert_eq!(Provers::<Test>::iter().count(), self.provers.len());
        for (who, record) in &self.provers {
            let stored = prover(*who);
            assert_eq!((stored.bond, stored.bound), (record.bond, record.bound));
            assert_eq!((stored.claims, stored.void_until), (record.claims, record.void_until));
            assert_eq!(stored.key, record.key.map(|of| self.keys[&of].clone()));
        }
        assert_eq!(Requests::<Test>::iter().count(), self.requests.len());
        for (id, record) in &self.requests {
            let stored = Requests::<Test>::get(id).unwrap();
            assert_eq!(stored.versions, Versions { from: record.from, later: record.later });
            assert_eq!((stored.requester, &stored.audience), (record.requester, &record.audience));
            assert_eq!((stored.bond, stored.closes), (record.bond(), record.closes));
            let claim = record.claim.clone().map(|claim| {
                let ClaimRecord { prover, version, block, fee } = claim;
                Claim { prover, version, block, fee }
            });
            assert_eq!(stored.claim, claim);
            assert_eq!(Market::last_block(&stored), record.last());
        }
        let answered: BTreeSet<_> = listener::Answers::<Test>::iter_keys().collect();
        assert_eq!(answered, self.answered);
    }
}

/// Errors that the machine does not try to provoke: other tests do.
const NOT_TRIED: [&str; 3] = ["UnsupportedLayout", "CallbackTooLong", "TooManyRequests"];

fn goes_as_the_model_says(seed: u64) {
    new_test_ext().execute_with(|| {
        let mut machine = Machine::new(seed);
        let issuance = Balances::total_issuance();
        for step in 0..STEPS {
            machine.step();
            machine.check(issuance, step);
        }
        machine.check_all();
        println!("verified {}; successes and failures: {:#?}", machine.verifications, machine.counts);
        println!("errors: {:?}; refusals of the pool: {:?}", machine.errors, machine.refusals);
        println!("paid {}, late {}", machine.paid.len(), machine.penalties);
        println!("slashed {}, excused {}, in block {}", machine.slashes, machine.excused, machine.block);
        // None of this is worth anything if nothing happens.
        assert_eq!(machine.counts.len(), 14);
        for (kind, (ok, failed)) in &machine.counts {
            assert!(*ok >= 10 && *failed >= 3, "{kind:?}: {ok} succeeded, {failed} failed");
        }
        assert!(machine.verifications >= 100, "{}", machine.verifications);
        assert!(machine.paid.len() >= 100 && machine.penalties >= 10);
        assert!(machine.slashes >= 10 && machine.excused >= 5);
        assert!(machine.errors.len() >= 35, "{:?}", machine.errors);
        assert!(machine.refusals.len() >= 6, "{:?}", machine.refusals);
        assert!(NOT_TRIED.iter().all(|error| !machine.errors.contains(*error)));
    });
}

macro_rules! seeds {
    ($($name:ident: $seed:literal;)*) => {
        $(#[test]
        fn $name() {
            goes_as_the_model_says($seed);
        })*
    };
}

seeds! {
    goes_as_the_model_says_1: 1;
    goes_as_the_model_says_2: 2;
    goes_as_the_model_says_3: 3;
    goes_as_the_model_says_4: 4;
    goes_as_the_model_says_5: 5;
    goes_as_the_model_says_6: 6;
    goes_as_the_model_says_7: 7;
    goes_as_the_model_says_8: 8;
}
