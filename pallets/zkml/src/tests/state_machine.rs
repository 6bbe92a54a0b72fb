//! Random calls against a small model of the pallet, written from its documentation: each call must succeed or fail as the
//! model says, and with that error. After each, the state must keep its invariants, every account must have on hold what is
//! recorded for it, and no funds may come or go.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

type C1 = Bn254;
type C2 = Bls12_381;

const STEPS: u32 = 12_500;
const ACCOUNTS: u64 = 5;
/// An account that can pay for little.
const POOR: u64 = 5;
const VALIDITY: u64 = 12;
const PRUNED: u32 = 3;
const BATCH: u32 = 4;
const BATCH_INPUTS: u32 = 16;
const MAX_MODELS: usize = 3;
const MAX_VERSIONS: usize = 3;
const MAX_CIRCUITS: usize = 2;
const MAX_CIRCUIT_RECEIPTS: usize = 8;
/// Of what reaches verification, one in so many does; the rest is spoiled before.
const VERIFIED: u64 = 4;

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

/// A key that calls can name, and what it can prove.
enum Secret {
    One(SimulatedKey<C1>),
    Two(SimulatedKey<C2>),
}

struct Key {
    curve: CurveId,
    vk: KeyBytes,
    hash: [u8; 32],
    /// The layout that models register it with.
    layout: Layout,
    secret: Secret,
    /// A proof of something else, which decodes and never holds.
    foreign: ProofBytes,
    /// Proofs about circuits, whose inputs are few.
    proofs: BTreeMap<u64, ProofBytes>,
}

impl Key {
    fn new(seed: u64) -> Self {
        let layout = if seed.is_multiple_of(2) { full_layout() } else { small_layout() };
        let inputs = layout.public_inputs().unwrap();
        // BLS12-381 takes longer and is the same to the machine.
        if seed.is_multiple_of(4) {
            Self::of(SimulatedKey::<C2>::new(seed, inputs), layout, Secret::Two)
        } else {
            Self::of(SimulatedKey::<C1>::new(seed, inputs), layout, Secret::One)
        }
    }

    fn of<C: Curve>(key: SimulatedKey<C>, layout: Layout, secret: fn(SimulatedKey<C>) -> Secret) -> Self {
        let vk = key.verifying_key();
        let inputs = vec![u64::MAX; vk.public_inputs() as usize];
        let foreign = key.prove(&elements::<C>(&inputs), 1).try_into().unwrap();
        Self {
            curve: C::ID,
            vk: vk.encode().try_into().unwrap(),
            hash: vk.hash(),
            layout,
            secret: secret(key),
            foreign,
            proofs: BTreeMap::new(),
        }
    }

    fn inputs(&self) -> u32 {
        self.layout.public_inputs().unwrap()
    }

    /// Whether it is of a layout that asks for everything.
    fn is_full(&self) -> bool {
        self.layout == full_layout()
    }

    fn prove(&self, inputs: &[FieldBytes]) -> ProofBytes {
        let proof = match &self.secret {
            Secret::One(key) => key.prove(inputs, 1),
            Secret::Two(key) => key.prove(inputs, 1),
        };
        proof.try_into().unwrap()
    }
}

struct ModelRecord {
    owner: u64,
    name: u8,
    offered_to: Option<u64>,
    latest: u32,
    active: Option<u32>,
    paused: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Life {
    Live,
    Deprecated(u64),
    Revoked,
}

struct VersionRecord {
    key: usize,
    life: Life,
    params: Option<FieldBytes>,
    scale: Scale,
    /// The version that the key came with.
    home: u32,
}

struct CircuitRecord {
    owner: u64,
    key: usize,
    paused: bool,
    revoked: bool,
}

/// The kinds of steps, of which each must be seen to succeed and to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Block,
    RegisterModel,
    AddVersion,
    AddRetrained,
    SetActive,
    Deprecate,
    RemoveVersion,
    RemoveModel,
    Transfer,
    Accept,
    RevokeVersion,
    Pause,
    Resume,
    Submit,
    Batch,
    RegisterCircuit,
    SubmitCircuit,
    RemoveCircuit,
    RevokeCircuit,
    ClearReceipt,
}

type Outcome = Result<(), DispatchError>;

/// The pallet as its documentation tells it.
struct Machine {
    random: Random,
    keys: Vec<Key>,
    /// The keys that calls take, of which revoked ones are replaced.
    in_use: Vec<usize>,
    block: u64,
    free: BTreeMap<u64, Balance>,
    next_model: u32,
    models: BTreeMap<u32, ModelRecord>,
    versions: BTreeMap<(u32, u32), VersionRecord>,
    next_circuit: u32,
    circuits: BTreeMap<u32, CircuitRecord>,
    revoked: BTreeSet<[u8; 32]>,
    paused: bool,
    /// By what was resumed, everything or a model, the block that did.
    resumed: BTreeMap<Option<u32>, u64>,
    /// By last block and hash, which is the order in which they go.
    receipts: BTreeSet<(u64, [u8; 32])>,
    accepted: Vec<SubmissionOf<Test>>,
    /// Root, account and input of every attestation that was made.
    covered: BTreeSet<([u8; 32], u64, FieldBytes)>,
    next_expiry: Option<u64>,
    circuit_receipts: BTreeMap<(u32, [u8; 32]), u64>,
    written: [Option<[u8; 32]>; 2],
    counts: BTreeMap<Kind, (u32, u32)>,
    verifications: u32,
    errors: BTreeSet<String>,
}

fn err<T>(error: Error<Test>) -> Result<T, DispatchError> {
    Err(error.into())
}

fn receipt_price() -> Balance {
    price(CircuitReceiptOf::<Test>::max_encoded_len())
}

impl Machine {
    fn new(seed: u64) -> Self {
        ValidityLimit::set(VALIDITY);
        PruneLimit::set(PRUNED);
        BatchLimit::set(BATCH);
        BatchInputLimit::set(BATCH_INPUTS);
        let version = price(model_bytes(&[(CurveId::Bn254, 2)]));
        for account in 1..=9 {
            let funds = match account {
                POOR => version + receipt_price() + 10,
                1..=ACCOUNTS => ENDOWMENT,
                _ => 0,
            };
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), account, funds));
        }
        let keys: Vec<_> = (1..=5).map(Key::new).collect();
        Machine {
            random: Random(seed),
            in_use: (0..keys.len()).collect(),
            keys,
            block: 1,
            free: (1..=ACCOUNTS).map(|account| (account, Balances::free_balance(account))).collect(),
            next_model: 0,
            models: BTreeMap::new(),
            versions: BTreeMap::new(),
            next_circuit: 0,
            circuits: BTreeMap::new(),
            revoked: BTreeSet::new(),
            paused: false,
            resumed: BTreeMap::new(),
            receipts: BTreeSet::new(),
            accepted: vec![],
            covered: BTreeSet::new(),
            next_expiry: None,
            circuit_receipts: BTreeMap::new(),
            written: [None; 2],
            counts: BTreeMap::new(),
            verifications: 0,
            errors: BTreeSet::new(),
        }
    }

    // What calls name: mostly something that is there.

    fn account(&mut self) -> u64 {
        1 + self.random.below(ACCOUNTS)
    }

    fn some_model(&mut self) -> u32 {
        let models: Vec<_> = self.models.keys().copied().collect();
        match self.random.below(12) {
            0 => self.random.below(u64::from(self.next_model) + 2) as u32,
            _ => self.random.of(&models).unwrap_or(0),
        }
    }

    /// A model and, mostly, its owner.
    fn owned(&mut self) -> (u64, u32) {
        let model = self.some_model();
        let stranger = self.account();
        let owner = self.models.get(&model).map_or(stranger, |record| record.owner);
        (if self.random.one_in(8) { stranger } else { owner }, model)
    }

    fn some_version(&mut self, model: u32) -> u32 {
        let versions: Vec<_> = self.versions.range((model, 0)..=(model, u32::MAX)).map(|((_, n), _)| *n).collect();
        // The later ones more often, so that tombstones do not take over.
        let recent = &versions[versions.len().saturating_sub(3)..];
        match self.random.below(12) {
            0 => self.random.below(6) as u32,
            1 => self.random.of(&versions).unwrap_or(1),
            _ => self.random.of(recent).unwrap_or(1),
        }
    }

    fn some_circuit(&mut self) -> u32 {
        let live: Vec<_> = self.circuits.iter().filter(|(_, c)| !c.revoked).map(|(id, _)| *id).collect();
        match self.random.below(8) {
            0 => self.random.below(u64::from(self.next_circuit) + 2) as u32,
            _ => self.random.of(&live).unwrap_or(0),
        }
    }

    fn some_key(&mut self) -> usize {
        if self.random.one_in(12) {
            self.random.below(self.keys.len() as u64) as usize
        } else {
            let in_use = self.in_use.clone();
            self.random.of(&in_use).expect("there are always five; qed")
        }
    }

    // What things cost.

    fn model_price(&self, model: u32) -> Balance {
        let versions = || {
            let all = self.versions.range((model, 0)..=(model, u32::MAX));
            all.filter(|(_, version)| version.life != Life::Revoked).map(|(_, version)| version)
        };
        let keys: BTreeMap<_, _> = versions().map(|version| (version.home, self.size(version.key))).collect();
        let with_keys = model_bytes(&keys.values().copied().collect::<Vec<_>>());
        price(with_keys + (versions().count() - keys.len()) * VersionOf::<Test>::max_encoded_len())
    }

    fn size(&self, key: usize) -> (CurveId, u32) {
        (self.keys[key].curve, self.keys[key].inputs())
    }

    fn circuit_price(&self, key: usize) -> Balance {
        let (curve, inputs) = self.size(key);
        price(circuit_bytes(curve, inputs))
    }

    /// Holds, if the account keeps the existential deposit.
    fn hold(&mut self, who: u64, amount: Balance) -> Outcome {
        let free = self.free.get_mut(&who).unwrap();
        if *free < amount + 1 {
            return Err(TokenError::FundsUnavailable.into());
        }
        *free -= amount;
        Ok(())
    }

    fn release(&mut self, who: u64, amount: Balance) {
        *self.free.get_mut(&who).unwrap() += amount;
    }

    // How a step is run and compared.

    /// Sends a call, mostly with the origin that it asks for, and compares with what the model makes of it.
    fn run(&mut self, kind: Kind, origin: RuntimeOrigin, call: Call<Test>, expect: impl FnOnce(&mut Self) -> Outcome) {
        let governance = matches!(kind, Kind::Pause | Kind::Resume | Kind::RevokeVersion | Kind::RevokeCircuit);
        let (origin, expected) = if self.random.one_in(60) {
            let wrong = if governance { signed(self.account()) } else { RuntimeOrigin::root() };
            (wrong, Err(DispatchError::BadOrigin))
        } else {
            (origin, expect(self))
        };
        System::reset_events();
        let sent = call.clone();
        let result = call.dispatch_bypass_filter(origin).map(drop).map_err(|error| error.error);
        assert_eq!(result, expected, "in block {}: {sent:?}", self.block);
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
            0..40 => self.next_block(),
            40..58 => self.register_model(),
            58..76 => self.add_version(),
            76..106 => self.add_retrained_version(),
            106..126 => self.set_active_version(),
            126..156 => self.deprecate_version(),
            156..216 => self.remove_version(),
            216..256 => self.remove_model(),
            256..316 => self.transfer_model(),
            316..376 => self.accept_model(),
            376..380 => self.revoke_version(),
            380..392 => self.pause(),
            392..452 => self.resume(),
            452..700 => self.submit_proof(),
            700..770 => self.submit_batch(),
            770..782 => self.register_circuit(),
            782..882 => self.submit_circuit_proof(),
            882..902 => self.remove_circuit(),
            902..906 => self.revoke_circuit(),
            _ => self.clear_circuit_receipt(),
        }
    }

    // The steps.

    fn next_block(&mut self) {
        self.block += 1 + self.random.below(3) / 2;
        System::set_block_number(self.block);
        let base = <Test as Config>::WeightInfo::prune(0);
        let each = <Test as Config>::WeightInfo::prune(1) - base;
        let steps = self.random.below(u64::from(PRUNED) + 2);
        let limit = match self.random.below(6) {
            0 => Weight::from_parts(base.ref_time() + 1, u64::MAX),
            1 => Weight::zero(),
            2 => Weight::MAX,
            _ => base + each * steps,
        };
        let steps = if limit == Weight::MAX { u64::from(PRUNED) } else { steps.min(u64::from(PRUNED)) };
        let can = limit.all_gte(base + each) && steps > 0;
        let used = Zkml::on_idle(self.block, limit);
        assert!(used.all_lte(limit));
        let mut left = if can { steps } else { 0 };
        if let Some(expiry) = &mut self.next_expiry {
            while left > 0 && *expiry < self.block {
                match self.receipts.first() {
                    Some(&(last, hash)) if last == *expiry => drop(self.receipts.remove(&(last, hash))),
                    _ => *expiry += 1,
                }
                left -= 1;
            }
        }
        let expected = if can { base + each * (steps - left) } else { Weight::zero() };
        assert_eq!(used, expected);
        // A statement that has expired is refused whether its mark is gone or not.
        let block = self.block;
        self.accepted.retain(|submission| submission.valid_until + 3 > block);
        self.count(Kind::Block, if can { Ok(()) } else { Err(DispatchError::Exhausted) });
    }

    /// What is checked of a layout and a key, and the flaw that it may have.
    fn flawed_key(&mut self) -> (usize, CurveId, KeyBytes, Layout, Option<FieldBytes>, Outcome) {
        let key = self.some_key();
        let Key { curve, ref vk, hash, mut layout, .. } = self.keys[key];
        let (mut vk, full) = (vk.clone(), self.keys[key].is_full());
        let some = Some(digest(self.random.below(4) as u8));
        let mut params = some.filter(|_| full);
        let expected = match self.random.below(12) {
            0 => {
                vk.truncate(vk.len() - 1);
                err(Error::KeyLength)
            }
            1 => {
                layout.output.scale.mantissa = 0;
                err(Error::ZeroScale)
            }
            2 => {
                params = some.filter(|_| !full);
                err(if full { Error::MissingParams } else { Error::UnexpectedParams })
            }
            4 if full => {
                params = Some([0xff; 32]);
                err(Error::ElementNotCanonical)
            }
            3 => {
                vk[0..32].fill(0xff);
                err(Error::MalformedKey)
            }
            _ if self.revoked.contains(&hash) => err(Error::RevokedKey),
            _ => Ok(()),
        };
        (key, curve, vk, layout, params, expected)
    }

    fn register_model(&mut self) {
        if self.models.len() >= MAX_MODELS {
            return self.remove_version();
        }
        let (who, name) = (self.account(), self.random.below(5) as u8);
        let (key, curve, vk, layout, params, checked) = self.flawed_key();
        let label = if name == 0 { vec![] } else { vec![name] };
        let call = Call::register_model {
            name: label.try_into().unwrap(),
            curve,
            vk,
            layout,
            setup: Setup::Development,
            params,
        };
        self.run(Kind::RegisterModel, signed(who), call, |machine| {
            if name == 0 {
                return err(Error::EmptyName);
            }
            if machine.models.values().any(|model| model.owner == who && model.name == name) {
                return err(Error::NameTaken);
            }
            checked?;
            machine.hold(who, price(model_bytes(&[machine.size(key)])))?;
            let model = machine.next_model;
            machine.next_model += 1;
            let record = ModelRecord { owner: who, name, offered_to: None, latest: 1, active: Some(1), paused: false };
            machine.models.insert(model, record);
            let scale = layout.output.scale;
            machine.versions.insert((model, 1), VersionRecord { key, life: Life::Live, params, scale, home: 1 });
            Ok(())
        });
    }

    fn check_owner(&self, who: u64, model: u32) -> Outcome {
        match self.models.get(&model) {
            None => err(Error::UnknownModel),
            Some(record) if record.owner != who => err(Error::NotOwner),
            Some(_) => Ok(()),
        }
    }

    fn check_version(&self, model: u32, version: u32) -> Result<Life, DispatchError> {
        match self.versions.get(&(model, version)) {
            Some(record) => Ok(record.life),
            None if self.models.contains_key(&model) => err(Error::UnknownVersion),
            None => err(Error::UnknownModel),
        }
    }

    fn add_version(&mut self) {
        let (who, model) = self.owned();
        let (key, curve, vk, layout, params, checked) = self.flawed_key();
        let count = self.versions.iter().filter(|((m, _), v)| *m == model && v.life != Life::Revoked).count();
        if count >= MAX_VERSIONS {
            return self.deprecate_version();
        }
        let call = Call::add_version { model, curve, vk, layout, setup: Setup::Development, params };
        self.run(Kind::AddVersion, signed(who), call, |machine| {
            machine.check_owner(who, model)?;
            checked?;
            let home = machine.models[&model].latest + 1;
            let scale = layout.output.scale;
            machine.insert_version(who, model, VersionRecord { key, life: Life::Live, params, scale, home })
        });
    }

    fn insert_version(&mut self, who: u64, model: u32, record: VersionRecord) -> Outcome {
        let version = self.models[&model].latest + 1;
        let before = self.model_price(model);
        self.versions.insert((model, version), record);
        let after = self.model_price(model);
        if let Err(error) = self.hold(who, after - before) {
            self.versions.remove(&(model, version));
            return Err(error);
        }
        self.models.get_mut(&model).unwrap().latest = version;
        Ok(())
    }

    fn add_retrained_version(&mut self) {
        let (who, model) = self.owned();
        let full = |(id, v): (&(u32, u32), &VersionRecord)| {
            (id.0 == model && v.life == Life::Live && self.keys[v.key].is_full()).then_some(id.1)
        };
        let full: Vec<_> = self.versions.iter().filter_map(full).collect();
        let any = self.some_version(model);
        let like = if self.random.one_in(4) { any } else { self.random.of(&full).unwrap_or(any) };
        let count = self.versions.iter().filter(|((m, _), v)| *m == model && v.life != Life::Revoked).count();
        if count > MAX_VERSIONS {
            return self.deprecate_version();
        }
        let mut output_scale = Scale { mantissa: 1 + self.random.below(9) as u32, exponent: -3 };
        let mut params = digest(self.random.below(4) as u8);
        match self.random.below(12) {
            0 => output_scale.mantissa = 0,
            1 => params = [0xff; 32],
            _ => {}
        }
        let call = Call::add_retrained_version { model, like, params, output_scale };
        self.run(Kind::AddRetrained, signed(who), call, |machine| {
            machine.check_live(who, model, like)?;
            let VersionRecord { key, home, .. } = machine.versions[&(model, like)];
            if machine.revoked.contains(&machine.keys[key].hash) {
                return err(Error::RevokedKey);
            }
            if !machine.keys[key].is_full() {
                return err(Error::FixedParams);
            }
            if output_scale.mantissa == 0 {
                return err(Error::ZeroScale);
            }
            if params == [0xff; 32] {
                return err(Error::ElementNotCanonical);
            }
            let (params, scale) = (Some(params), output_scale);
            machine.insert_version(who, model, VersionRecord { key, life: Life::Live, params, scale, home })
        });
    }

    fn check_live(&self, who: u64, model: u32, version: u32) -> Outcome {
        self.check_owner(who, model)?;
        match self.check_version(model, version)? {
            Life::Live => Ok(()),
            Life::Deprecated(_) => err(Error::VersionDeprecated),
            Life::Revoked => err(Error::VersionRevoked),
        }
    }

    fn set_active_version(&mut self) {
        let (who, model) = self.owned();
        let version = self.some_version(model);
        self.run(Kind::SetActive, signed(who), Call::set_active_version { model, version }, |machine| {
            machine.check_live(who, model, version)?;
            machine.models.get_mut(&model).unwrap().active = Some(version);
            Ok(())
        });
    }

    fn deprecate_version(&mut self) {
        let (who, model) = self.owned();
        let version = self.some_version(model);
        self.run(Kind::Deprecate, signed(who), Call::deprecate_version { model, version }, |machine| {
            machine.check_live(who, model, version)?;
            machine.versions.get_mut(&(model, version)).unwrap().life = Life::Deprecated(machine.block);
            let record = machine.models.get_mut(&model).unwrap();
            record.active = record.active.filter(|active| *active != version);
            Ok(())
        });
    }

    fn remove_version(&mut self) {
        let (who, model) = self.owned();
        let version = self.some_version(model);
        self.run(Kind::RemoveVersion, signed(who), Call::remove_version { model, version }, |machine| {
            machine.check_owner(who, model)?;
            match machine.check_version(model, version)? {
                Life::Live => return err(Error::VersionLive),
                Life::Deprecated(since) if machine.block <= since + VALIDITY => return err(Error::VersionStillServed),
                Life::Deprecated(_) => {}
                Life::Revoked => return err(Error::VersionRevoked),
            }
            let before = machine.model_price(model);
            machine.versions.remove(&(model, version));
            let after = machine.model_price(model);
            machine.release(who, before - after);
            Ok(())
        });
    }

    fn remove_model(&mut self) {
        let (who, model) = self.owned();
        self.run(Kind::RemoveModel, signed(who), Call::remove_model { model }, |machine| {
            machine.check_owner(who, model)?;
            let mut versions = machine.versions.range((model, 0)..=(model, u32::MAX));
            if versions.any(|(_, version)| version.life != Life::Revoked) {
                return err(Error::ModelHasVersions);
            }
            let price = machine.model_price(model);
            machine.release(who, price);
            machine.models.remove(&model);
            machine.resumed.remove(&Some(model));
            Ok(())
        });
    }

    fn transfer_model(&mut self) {
        let (who, model) = self.owned();
        let to = (!self.random.one_in(8)).then(|| self.account());
        self.run(Kind::Transfer, signed(who), Call::transfer_model { model, to }, |machine| {
            machine.check_owner(who, model)?;
            machine.models.get_mut(&model).unwrap().offered_to = to;
            Ok(())
        });
    }

    fn accept_model(&mut self) {
        let model = self.some_model();
        let stranger = self.account();
        let offered = self.models.get(&model).and_then(|record| record.offered_to).unwrap_or(stranger);
        let who = if self.random.one_in(6) { stranger } else { offered };
        self.run(Kind::Accept, signed(who), Call::accept_model { model }, |machine| {
            let Some(record) = machine.models.get(&model) else { return err(Error::UnknownModel) };
            if record.offered_to != Some(who) {
                return err(Error::NotOffered);
            }
            let (from, name) = (record.owner, record.name);
            let taken = |(id, other): (&u32, &ModelRecord)| *id != model && other.owner == who && other.name == name;
            if machine.models.iter().any(taken) {
                return err(Error::NameTaken);
            }
            let price = machine.model_price(model);
            machine.hold(who, price)?;
            machine.release(from, price);
            let record = machine.models.get_mut(&model).unwrap();
            (record.owner, record.offered_to) = (who, None);
            Ok(())
        });
    }

    /// Puts a new key in the place of one that is of no use any more.
    fn replace_key(&mut self, key: usize) {
        if let Some(place) = self.in_use.iter().position(|used| *used == key) {
            self.keys.push(Key::new(self.keys.len() as u64 + 1));
            self.in_use[place] = self.keys.len() - 1;
        }
    }

    fn revoke_version(&mut self) {
        let model = self.some_model();
        let version = self.some_version(model);
        let call = Call::revoke_version { model, version };
        self.run(Kind::RevokeVersion, RuntimeOrigin::root(), call, |machine| {
            if !machine.models.contains_key(&model) {
                return err(Error::UnknownModel);
            }
            if machine.check_version(model, version)? == Life::Revoked {
                return err(Error::VersionRevoked);
            }
            let before = machine.model_price(model);
            let record = machine.versions.get_mut(&(model, version)).unwrap();
            record.life = Life::Revoked;
            let key = record.key;
            machine.revoked.insert(machine.keys[key].hash);
            let after = machine.model_price(model);
            let record = machine.models.get_mut(&model).unwrap();
            record.active = record.active.filter(|active| *active != version);
            let owner = record.owner;
            machine.release(owner, before - after);
            machine.replace_key(key);
            Ok(())
        });
    }

    fn pause_target(&mut self) -> PauseTarget {
        match self.random.below(3) {
            0 => PauseTarget::Everything,
            1 => PauseTarget::Model(self.some_model()),
            _ => PauseTarget::Circuit(self.some_circuit()),
        }
    }

    fn set_paused(&mut self, target: PauseTarget, to: bool) -> Outcome {
        let paused = match target {
            PauseTarget::Everything => Some(&mut self.paused).ok_or(Error::UnknownModel),
            PauseTarget::Model(id) => self.models.get_mut(&id).map(|m| &mut m.paused).ok_or(Error::UnknownModel),
            PauseTarget::Circuit(id) => self.circuits.get_mut(&id).map(|c| &mut c.paused).ok_or(Error::UnknownCircuit),
        };
        let paused = paused.map_err(|error: Error<Test>| DispatchError::from(error))?;
        match (*paused, to) {
            (true, true) => err(Error::AlreadyPaused),
            (false, false) => err(Error::NotPaused),
            _ => {
                *paused = to;
                Ok(())
            }
        }
    }

    fn pause(&mut self) {
        let target = self.pause_target();
        self.run(Kind::Pause, RuntimeOrigin::root(), Call::pause { target }, |machine| {
            machine.set_paused(target, true)
        });
    }

    fn resume(&mut self) {
        let mut target = self.pause_target();
        let models = self.models.iter().filter(|(_, model)| model.paused).map(|(id, _)| PauseTarget::Model(*id));
        let circuits = self.circuits.iter().filter(|(_, circuit)| circuit.paused);
        let circuits = circuits.map(|(id, _)| PauseTarget::Circuit(*id));
        let mut paused: Vec<_> = models.chain(circuits).collect();
        paused.extend(self.paused.then_some(PauseTarget::Everything));
        if self.random.one_in(2) {
            target = self.random.of(&paused).unwrap_or(target);
        }
        self.run(Kind::Resume, RuntimeOrigin::root(), Call::resume { target }, |machine| {
            machine.set_paused(target, false)?;
            let block = machine.block;
            match target {
                PauseTarget::Everything => drop(machine.resumed.insert(None, block)),
                PauseTarget::Model(model) => drop(machine.resumed.insert(Some(model), block)),
                PauseTarget::Circuit(_) => {}
            }
            Ok(())
        });
    }

    // Submissions.

    /// Everything about a submission that needs no point, in the documented order; the hash of the statement if all is well.
    fn check_statement(&self, s: &SubmissionOf<Test>) -> Result<[u8; 32], DispatchError> {
        if self.paused {
            return err(Error::Paused);
        }
        let life = self.check_version(s.model, s.version)?;
        let record = &self.versions[&(s.model, s.version)];
        let key = &self.keys[record.key];
        if s.valid_until < self.block {
            return err(Error::Expired);
        }
        if s.valid_until > self.block.saturating_add(VALIDITY) {
            return err(Error::ValidityTooLong);
        }
        match life {
            Life::Revoked => return err(Error::VersionRevoked),
            Life::Deprecated(since) if s.valid_until > since + VALIDITY => return err(Error::VersionDeprecated),
            _ => {}
        }
        if self.revoked.contains(&key.hash) {
            return err(Error::RevokedKey);
        }
        if self.models[&s.model].paused {
            return err(Error::Paused);
        }
        if s.proof.len() != key.curve.proof_bytes() {
            return err(Error::ProofLength);
        }
        match (key.is_full(), s.nullifier) {
            (true, None) => return err(Error::MissingNullifier),
            (false, Some(_)) => return err(Error::UnexpectedNullifier),
            _ => {}
        }
        match (key.is_full(), &s.attestation) {
            (true, None) => return err(Error::MissingAttestation),
            (false, Some(_)) => return err(Error::UnexpectedAttestation),
            _ => {}
        }
        if s.input.len() != usize::from(key.is_full()) {
            return err(Error::InputCount);
        }
        if s.output.len() != 1 {
            return err(Error::OutputCount);
        }
        // Ten integers of sixteen bits.
        if s.output[0][20..].iter().any(|byte| *byte != 0) {
            return err(Error::OutputPacking);
        }
        let hash = statement_of(s, key.hash, record.params).hash();
        if self.receipts.contains(&(s.valid_until, hash)) {
            return err(Error::AlreadyVerified);
        }
        if let Some(attestation) = &s.attestation {
            if !self.covered.contains(&(attestation.root, s.account, s.input[0])) {
                return err(Error::NotAttested);
            }
            match Published::get().get(&(attestation.issuer, attestation.root)) {
                None | Some(Err(AttestationProblem::Unknown)) => return err(Error::UnknownAttestation),
                Some(Err(AttestationProblem::Expired)) => return err(Error::AttestationExpired),
                Some(Err(AttestationProblem::Revoked)) => return err(Error::AttestationRevoked),
                Some(Ok(())) => {}
            }
        }
        Ok(hash)
    }

    /// A submission, and what verification would say of its proof. Few get as far.
    fn some_submission(&mut self) -> (SubmissionOf<Test>, Outcome) {
        let accepted = self.accepted.clone();
        if self.random.one_in(8) && !accepted.is_empty() {
            return (self.random.of(&accepted).unwrap(), Ok(()));
        }
        let model = self.some_model();
        let version = self.some_version(model);
        let record = self.versions.get(&(model, version)).map(|record| record.key);
        let curve = record.map_or(CurveId::Bn254, |key| self.keys[key].curve);
        let mut output = [0; 32];
        output[..20].iter_mut().for_each(|byte| *byte = self.random.next() as u8);
        let mut s = Submission {
            model,
            version,
            account: self.account(),
            subject: [self.random.next() as u8; 32],
            valid_until: self.block + self.random.below(VALIDITY + 1),
            input: Elements::default(),
            output: vec![output].try_into().unwrap(),
            nullifier: None,
            attestation: None,
            proof: vec![0xff; curve.proof_bytes()].try_into().unwrap(),
        };
        if record.is_some_and(|key| self.keys[key].is_full()) {
            s.input = vec![digest(self.random.below(4) as u8)].try_into().unwrap();
            s.nullifier = Some(digest(self.random.below(4) as u8));
            s.attestation = Some(self.attest(&s));
        }
        if self.check_statement(&s).is_ok() && !self.random.one_in(VERIFIED) {
            match self.random.below(11) {
                0 => s.valid_until = self.block.saturating_sub(1 + self.random.below(3)),
                1 => s.valid_until = self.random.of(&[self.block + VALIDITY + 1, u64::MAX]).unwrap(),
                2 => s.proof.truncate(curve.proof_bytes() - 1),
                3 => s.input = vec![[0; 32]; 1 + self.random.below(3) as usize].try_into().unwrap(),
                4 => s.nullifier = if s.nullifier.is_some() { None } else { Some(digest(1)) },
                5 => {
                    let other = Attestation { issuer: 7, root: [0; 32], path: Default::default() };
                    s.attestation = if s.attestation.is_some() { None } else { Some(other) };
                }
                6..8 if s.attestation.is_some() => {
                    let attestation = s.attestation.as_mut().unwrap();
                    let problem =
                        [AttestationProblem::Expired, AttestationProblem::Revoked, AttestationProblem::Unknown];
                    let problem = self.random.of(&problem).unwrap();
                    Published::mutate(|roots| roots.insert((attestation.issuer, attestation.root), Err(problem)));
                }
                8 if s.attestation.is_some() => s.attestation.as_mut().unwrap().root[0] ^= 1,
                9 => s.output = vec![output; 2 * self.random.below(2) as usize].try_into().unwrap(),
                _ => s.output[0][20 + self.random.below(12) as usize] = 1,
            }
        }
        let Some(key) = record.filter(|_| self.check_statement(&s).is_ok()) else {
            return (s, err(Error::MalformedProof));
        };
        match self.random.below(5) {
            0 => (s, err(Error::MalformedProof)),
            1 => {
                s.proof = self.keys[key].foreign.clone();
                (s, err(Error::InvalidProof))
            }
            _ => {
                let params = self.versions[&(model, version)].params;
                let statement = statement_of(&s, self.keys[key].hash, params);
                s.proof = self.keys[key].prove(&statement.public_inputs());
                (s, Ok(()))
            }
        }
    }

    /// An attestation of one of few leaves, which may have been there.
    fn attest(&mut self, s: &SubmissionOf<Test>) -> Attestation<u64> {
        let attestation = attest(6 + self.random.below(2), s);
        self.covered.insert((attestation.root, s.account, s.input[0]));
        attestation
    }

    fn accept(&mut self, s: &SubmissionOf<Test>, hash: [u8; 32]) {
        self.receipts.insert((s.valid_until, hash));
        self.accepted.push(s.clone());
        self.next_expiry.get_or_insert(self.block);
        self.verifications += 1;
        let answers = [FirstConsumer::get(), SecondConsumer::get()];
        for (written, answer) in self.written.iter_mut().zip(answers) {
            if answer.is_ok() {
                *written = Some(hash);
            }
        }
    }

    fn moody_consumers(&mut self) {
        let mut mood = || if self.random.one_in(3) { Err(DispatchError::CannotLookup) } else { Ok(()) };
        FirstConsumer::set(mood());
        SecondConsumer::set(mood());
        Seen::set(vec![]);
        Asked::set(vec![]);
    }

    fn submit_proof(&mut self) {
        self.moody_consumers();
        let (s, proof) = self.some_submission();
        let who = self.account();
        let RuntimeCall::Zkml(call) = call(s.clone()) else { unreachable!() };
        self.run(Kind::Submit, signed(who), call, |machine| {
            let hash = machine.check_statement(&s)?;
            proof?;
            machine.accept(&s, hash);
            Ok(())
        });
    }

    fn submit_batch(&mut self) {
        self.moody_consumers();
        let mut batch: Vec<(SubmissionOf<Test>, Outcome)> = vec![];
        for _ in 0..self.random.below(u64::from(BATCH) + 1) {
            let again = self.random.one_in(12).then(|| batch.last().cloned()).flatten();
            batch.push(again.unwrap_or_else(|| self.some_submission()));
        }
        // Half of the batches have nothing in them that the cheap checks refuse, where there is something left at all.
        if self.random.one_in(2) {
            batch.retain(|(s, _)| self.check_statement(s).is_ok());
        }
        let who = self.account();
        let items = batch.iter().map(|(s, _)| s.clone()).collect::<Vec<_>>().try_into().unwrap();
        self.run(Kind::Batch, signed(who), Call::submit_batch { batch: items }, |machine| {
            if batch.is_empty() {
                return err(Error::EmptyBatch);
            }
            // The context, a digest of parameters that may be there, the elements, scope and nullifier.
            let inputs = |s: &SubmissionOf<Test>| 2 + s.input.len() + s.output.len() + 2 * s.nullifier.iter().len();
            let inputs: usize = batch.iter().map(|(s, _)| inputs(s)).sum();
            if inputs > BATCH_INPUTS as usize {
                return err(Error::TooManyBatchInputs);
            }
            let mut hashes = vec![];
            for (s, _) in &batch {
                let hash = machine.check_statement(s)?;
                if hashes.contains(&hash) {
                    return err(Error::AlreadyVerified);
                }
                hashes.push(hash);
            }
            for curve in CURVES {
                let of_curve: Vec<_> = batch.iter().filter(|(s, _)| s.proof.len() == curve.proof_bytes()).collect();
                let malformed = DispatchError::from(Error::<Test>::MalformedProof);
                if of_curve.iter().any(|(_, proof)| *proof == Err(malformed)) {
                    return Err(malformed);
                }
                if of_curve.iter().any(|(_, proof)| proof.is_err()) {
                    return err(Error::InvalidBatch);
                }
            }
            for ((s, _), hash) in batch.iter().zip(hashes) {
                machine.accept(s, hash);
            }
            Ok(())
        });
    }

    // Circuits.

    fn register_circuit(&mut self) {
        if self.circuits.values().filter(|circuit| !circuit.revoked).count() >= MAX_CIRCUITS {
            return self.submit_circuit_proof();
        }
        let (key, curve, vk, _, _, checked) = self.flawed_key();
        let who = self.account();
        // A circuit has no layout that could be wrong.
        let layout_errors =
            [Error::<Test>::ZeroScale, Error::MissingParams, Error::UnexpectedParams, Error::ElementNotCanonical]
                .map(|error| Err(error.into()));
        let checked = if !layout_errors.contains(&checked) {
            checked
        } else if self.revoked.contains(&self.keys[key].hash) {
            err(Error::RevokedKey)
        } else {
            Ok(())
        };
        let call = Call::register_circuit { curve, vk, setup: Setup::Development };
        self.run(Kind::RegisterCircuit, signed(who), call, |machine| {
            checked?;
            machine.hold(who, machine.circuit_price(key))?;
            let id = machine.next_circuit;
            machine.next_circuit += 1;
            machine.circuits.insert(id, CircuitRecord { owner: who, key, paused: false, revoked: false });
            Ok(())
        });
    }

    fn submit_circuit_proof(&mut self) {
        let circuit = self.some_circuit();
        let who = self.account();
        let key = self.circuits.get(&circuit).map(|record| record.key);
        let curve = key.map_or(CurveId::Bn254, |key| self.keys[key].curve);
        let value = self.random.below(12);
        let mut values = vec![7; key.map_or(2, |key| self.keys[key].inputs() as usize)];
        values[1] = value;
        let mut inputs = with_curve!(curve, C => elements::<C>(&values));
        let good = self.check_circuit(circuit, &inputs, curve.proof_bytes()).is_ok();
        let mut proof: ProofBytes = vec![0xff; curve.proof_bytes()].try_into().unwrap();
        let mut verified = err(Error::MalformedProof);
        let full = self.circuit_receipts.len() >= MAX_CIRCUIT_RECEIPTS;
        match self.random.below(16) {
            0..2 if good && !full => {
                let key = &mut self.keys[key.unwrap()];
                proof = match key.proofs.get(&value) {
                    Some(proof) => proof.clone(),
                    None => key.prove(&inputs),
                };
                key.proofs.insert(value, proof.clone());
                verified = Ok(());
            }
            2 if good => {
                proof = self.keys[key.unwrap()].foreign.clone();
                verified = err(Error::InvalidProof);
            }
            3..6 => drop(inputs.pop()),
            6..9 => inputs.try_push([0; 32]).unwrap(),
            9..12 => proof.truncate(curve.proof_bytes() - 1),
            12..14 => {
                inputs[1] = [0xff; 32];
                verified = err(Error::ElementNotCanonical);
            }
            _ => {}
        }
        let call = Call::submit_circuit_proof { circuit, public_inputs: inputs.clone(), proof: proof.clone() };
        self.run(Kind::SubmitCircuit, signed(who), call, |machine| {
            machine.check_circuit(circuit, &inputs, proof.len())?;
            verified?;
            machine.hold(who, receipt_price())?;
            machine.verifications += 1;
            machine.circuit_receipts.insert((circuit, circuit_statement_hash(circuit, &inputs)), who);
            Ok(())
        });
    }

    fn check_circuit(&self, circuit: u32, inputs: &Elements, proof: usize) -> Outcome {
        if self.paused {
            return err(Error::Paused);
        }
        let Some(record) = self.circuits.get(&circuit) else { return err(Error::UnknownCircuit) };
        if record.revoked {
            return err(Error::CircuitRevoked);
        }
        let key = &self.keys[record.key];
        if self.revoked.contains(&key.hash) {
            return err(Error::RevokedKey);
        }
        if record.paused {
            return err(Error::Paused);
        }
        if proof != key.curve.proof_bytes() {
            return err(Error::ProofLength);
        }
        if inputs.len() != key.inputs() as usize {
            return err(Error::InputCount);
        }
        if self.circuit_receipts.contains_key(&(circuit, circuit_statement_hash(circuit, inputs))) {
            return err(Error::AlreadyVerified);
        }
        Ok(())
    }

    fn remove_circuit(&mut self) {
        let circuit = self.some_circuit();
        let stranger = self.account();
        let owner = self.circuits.get(&circuit).map_or(stranger, |record| record.owner);
        let who = if self.random.one_in(4) { stranger } else { owner };
        self.run(Kind::RemoveCircuit, signed(who), Call::remove_circuit { circuit }, |machine| {
            let Some(record) = machine.circuits.get(&circuit) else { return err(Error::UnknownCircuit) };
            if record.owner != who {
                return err(Error::NotOwner);
            }
            if record.revoked {
                return err(Error::CircuitRevoked);
            }
            let price = machine.circuit_price(record.key);
            machine.release(who, price);
            machine.circuits.remove(&circuit);
            Ok(())
        });
    }

    fn revoke_circuit(&mut self) {
        let circuit = self.some_circuit();
        self.run(Kind::RevokeCircuit, RuntimeOrigin::root(), Call::revoke_circuit { circuit }, |machine| {
            let Some(record) = machine.circuits.get_mut(&circuit) else { return err(Error::UnknownCircuit) };
            if record.revoked {
                return err(Error::CircuitRevoked);
            }
            record.revoked = true;
            let (owner, key) = (record.owner, record.key);
            machine.revoked.insert(machine.keys[key].hash);
            let price = machine.circuit_price(key);
            machine.release(owner, price);
            machine.replace_key(key);
            Ok(())
        });
    }

    fn clear_circuit_receipt(&mut self) {
        let receipts: Vec<_> = self.circuit_receipts.keys().copied().collect();
        let live = |(circuit, _): &&(u32, [u8; 32])| self.circuits.get(circuit).is_some_and(|c| !c.revoked);
        let ended: Vec<_> = receipts.iter().filter(|receipt| !live(receipt)).copied().collect();
        let (circuit, statement) = match self.random.below(3) {
            0 => (self.some_circuit(), [self.random.next() as u8; 32]),
            1 => self.random.of(&receipts).unwrap_or((0, [0; 32])),
            _ => self.random.of(&ended).unwrap_or((0, [0; 32])),
        };
        let who = self.account();
        let call = Call::clear_circuit_receipt { circuit, statement };
        self.run(Kind::ClearReceipt, signed(who), call, |machine| {
            if machine.circuits.get(&circuit).is_some_and(|record| !record.revoked) {
                return err(Error::CircuitLive);
            }
            let Some(submitter) = machine.circuit_receipts.remove(&(circuit, statement)) else {
                return err(Error::UnknownReceipt);
            };
            machine.release(submitter, receipt_price());
            Ok(())
        });
    }

    // What is true after each step.

    fn check(&mut self, issuance: Balance, step: u32) {
        assert_ok!(Zkml::do_try_state());
        assert_eq!(Balances::total_issuance(), issuance);
        // From the recorded state alone: what each account has on hold is the price of what it is the payer of.
        let mut holds: BTreeMap<u64, Balance> = BTreeMap::new();
        let mut pays = |who, ticket: Option<TicketOf<Test>>, bytes: u64| {
            let expected = ticket.map(|ticket| {
                let price = price(bytes as usize);
                assert_eq!(ticket.encode(), price.encode());
                price
            });
            *holds.entry(who).or_default() += expected.unwrap_or(0);
        };
        for model in Models::<Test>::iter_values() {
            assert!(model.ticket.is_some());
            pays(model.owner, model.ticket, model.bytes);
        }
        for circuit in Circuits::<Test>::iter_values() {
            pays(circuit.owner, circuit.ticket, circuit_bytes(circuit.curve, circuit.public_inputs) as u64);
        }
        for receipt in CircuitReceipts::<Test>::iter_values() {
            pays(receipt.submitter, Some(receipt.ticket), CircuitReceiptOf::<Test>::max_encoded_len() as u64);
        }
        for account in 1..=ACCOUNTS {
            assert_eq!(held(account), holds.get(&account).copied().unwrap_or(0), "account {account}");
            assert_eq!(Balances::free_balance(account), self.free[&account], "account {account}");
        }
        assert_eq!(NextExpiry::<Test>::get(), self.next_expiry);
        for (key, written) in [Consumer::<0>::KEY, Consumer::<1>::KEY].iter().zip(self.written) {
            assert_eq!(sp_io::storage::get(key).map(|bytes| bytes.to_vec()), written.map(|hash| hash.to_vec()));
        }
        if step.is_multiple_of(25) {
            self.check_all();
        }
    }

    /// Whether proofs of a version could be accepted all the time since some block.
    fn check_interruptions(&self) {
        for (&(model, number), record) in &self.versions {
            for since in [0, self.block - 1, self.block] {
                let revoked = record.life == Life::Revoked || self.revoked.contains(&self.keys[record.key].hash);
                let paused = self.paused || self.models.get(&model).is_none_or(|model| model.paused);
                let resumed = [None, Some(model)]
                    .iter()
                    .any(|target| self.resumed.get(target).is_some_and(|block| *block > since));
                let interrupted = Zkml::interrupted_since(model, number, since);
                assert_eq!(interrupted, revoked || paused || resumed, "version {number} of model {model}");
            }
        }
    }

    /// The whole state against the model.
    fn check_all(&self) {
        let receipts: BTreeSet<_> =
            Receipts::<Test>::iter().map(|(hash, receipt)| (receipt.valid_until, hash)).collect();
        assert_eq!(receipts, self.receipts);
        let marks: BTreeMap<_, _> = CircuitReceipts::<Test>::iter()
            .map(|(circuit, hash, receipt)| ((circuit, hash), receipt.submitter))
            .collect();
        assert_eq!(marks, self.circuit_receipts);
        assert_eq!(Models::<Test>::iter().count(), self.models.len());
        for (id, record) in &self.models {
            let model = Models::<Test>::get(id).unwrap();
            assert_eq!(
                (model.owner, &model.name[..], model.offered_to),
                (record.owner, &[record.name][..], record.offered_to)
            );
            assert_eq!(
                (model.latest_version, model.active_version, model.paused),
                (record.latest, record.active, record.paused)
            );
        }
        assert_eq!(Versions::<Test>::iter().count(), self.versions.len());
        let mut keys = 0;
        let mut users = BTreeMap::<KeyId, u32>::new();
        // Keys are what they were when they were registered.
        let mut same_key = |id: KeyId, key: &Key| {
            assert_eq!(Keys::<Test>::get(id), Some(key.vk.clone()));
            keys += 1;
        };
        for (&(model, number), record) in &self.versions {
            let version = Versions::<Test>::get(model, number).unwrap();
            let key = &self.keys[record.key];
            let life = match version.status {
                Status::Live => Life::Live,
                Status::Deprecated { since } => Life::Deprecated(since),
                Status::Revoked => Life::Revoked,
            };
            let mut layout = key.layout;
            layout.output.scale = record.scale;
            assert!(life == record.life && version.vk_hash == key.hash && version.layout == layout);
            assert_eq!((version.params, version.key), (record.params, record.home));
            if life != Life::Revoked {
                let home = KeyId::Version(model, record.home);
                let users = users.entry(home).or_default();
                *users += 1;
                if *users == 1 {
                    same_key(home, key);
                }
            }
        }
        let shared: BTreeMap<_, _> = SharedKeys::<Test>::iter().collect();
        users.retain(|_, users| *users > 1);
        assert_eq!(shared, users.into_iter().map(|(key, users)| (key, users - 1)).collect());
        assert_eq!(Circuits::<Test>::iter().count(), self.circuits.len());
        for (&id, record) in &self.circuits {
            let circuit = Circuits::<Test>::get(id).unwrap();
            assert_eq!(
                (circuit.owner, circuit.paused, circuit.ticket.is_none()),
                (record.owner, record.paused, record.revoked)
            );
            if !record.revoked {
                same_key(KeyId::Circuit(id), &self.keys[record.key]);
            }
        }
        assert_eq!(Keys::<Test>::iter_keys().count(), keys);
        assert_eq!((NextModelId::<Test>::get(), NextCircuitId::<Test>::get()), (self.next_model, self.next_circuit));
        assert_eq!(Paused::<Test>::get(), self.paused);
        let resumed: BTreeMap<_, _> = Resumptions::<Test>::iter()
            .map(|(target, block)| match target {
                PauseTarget::Everything => (None, block),
                PauseTarget::Model(model) => (Some(model), block),
                PauseTarget::Circuit(circuit) => panic!("circuit {circuit} left a resumption"),
            })
            .collect();
        assert_eq!(resumed, self.resumed);
        self.check_interruptions();
        assert!(RevokedKeys::<Test>::iter_keys().all(|hash| self.revoked.contains(&hash)));
        assert_eq!(RevokedKeys::<Test>::iter_keys().count(), self.revoked.len());
    }
}

/// Errors that the machine cannot provoke or does not try to: of layouts and keys that registration tests, of identifiers that
/// run out, and of damaged state.
const NOT_TRIED: [&str; 15] = [
    "UncommittedAttestation",
    "TooManyModels",
    "TooManyVersions",
    "TooManyCircuits",
    "PortBits",
    "ZeroPoint",
    "PrivateOutput",
    "TooManyPublicInputs",
    "KeyInputCount",
    "IdentityInKey",
    "RelatedPointsInKey",
    "GeneratorInKey",
    "InputPacking",
    "CorruptKey",
    "",
];

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
        println!("errors: {:?}", machine.errors);
        // None of this is worth anything if nothing happens.
        assert_eq!(machine.counts.values().map(|(ok, failed)| ok + failed).sum::<u32>(), STEPS);
        assert_eq!(machine.counts.len(), 20);
        for (kind, (ok, failed)) in &machine.counts {
            let rare = matches!(kind, Kind::RevokeVersion | Kind::RevokeCircuit | Kind::RegisterCircuit);
            let least = if rare { 3 } else { 10 };
            assert!(*ok >= least && *failed >= least, "{kind:?}: {ok} succeeded, {failed} failed");
        }
        assert!(machine.verifications >= 100, "{}", machine.verifications);
        assert!(machine.errors.len() >= 30, "{:?}", machine.errors);
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
