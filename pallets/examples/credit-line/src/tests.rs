//! Scores arrive as proofs that `pallet-zkml` verifies: simulated ones, which to the verifier are real.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use pallet_zkml::{Attestation, ModelId, Submission, SubmissionOf, VersionNumber};
use sp_runtime::{
    traits::Dispatchable,
    DispatchError,
    DispatchError::{BadOrigin, Token},
    DispatchResult, FixedI128, TokenError,
};
use zkml_primitives::{
    account_bytes,
    attestation::{leaf, Tree},
    simulate::SimulatedKey,
    Bn254, Context, Curve, FieldBytes, Layout, Params, Port, Scale, Setup, Shape, Statement, Visibility,
};

const OWNER: u64 = 1;
const ALICE: u64 = 2;
const RELAYER: u64 = 3;
const BOB: u64 = 4;

const LIMIT: Balance = 1_000;
const TERM: u64 = 50;
/// 0.75 is 6 steps of an eighth above zero, which is at −3.
const LEAST: i64 = 3;

fn three_quarters() -> FixedI128 {
    FixedI128::from_rational(3, 4)
}

fn port(visibility: Visibility, len: usize) -> Port {
    Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits: 16,
        signed: true,
        scale: Scale { mantissa: 1, exponent: -3 },
        zero_point: -3,
    }
}

/// Twenty features that nobody sees, and one score.
fn private_layout() -> Layout {
    Layout::new(port(Visibility::Private, 20), port(Visibility::Public, 1))
}

/// Twenty features that somebody must have attested, and one score.
fn attested_layout() -> Layout {
    Layout { attested: true, ..Layout::new(port(Visibility::Committed, 20), port(Visibility::Public, 1)) }
}

fn with_output(output: Port) -> Layout {
    Layout { output, ..private_layout() }
}

/// A registered version and the secrets to prove anything about it.
struct Scorer {
    model: ModelId,
    version: VersionNumber,
    key: SimulatedKey<Bn254>,
    layout: Layout,
    params: Option<FieldBytes>,
}

/// An element that stands for a digest: to a simulated key one is as good as another.
fn digest(of: u64) -> FieldBytes {
    let mut digest = [of as u8; 32];
    digest[31] = 0;
    digest
}

impl Scorer {
    fn register(name: &[u8], seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::<Bn254>::new(seed, layout.public_inputs().unwrap());
        let model = pallet_zkml::NextModelId::<Test>::get();
        let params = (layout.params == Params::Committed).then(|| digest(seed));
        assert_ok!(Zkml::register_model(
            RuntimeOrigin::signed(OWNER),
            name.to_vec().try_into().unwrap(),
            Bn254::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params,
        ));
        Self { model, version: 1, key, layout, params }
    }

    /// A version that the policy of [`with_policy`] names.
    fn trusted() -> Self {
        let scorer = Self::register(b"score", 1, private_layout());
        assert_ok!(scorer.set_policy());
        scorer
    }

    fn add_version(&self, seed: u64) -> Self {
        let key = SimulatedKey::<Bn254>::new(seed, self.layout.public_inputs().unwrap());
        let vk = key.verifying_key().encode().try_into().unwrap();
        let owner = RuntimeOrigin::signed(OWNER);
        assert_ok!(Zkml::add_version(owner, self.model, Bn254::ID, vk, self.layout, Setup::Development, self.params));
        Self { model: self.model, version: 2, key, layout: self.layout, params: self.params }
    }

    fn policy(&self) -> PolicyOf<Test> {
        let (model, version) = (self.model, self.version);
        Policy { model, version, threshold: three_quarters(), limit: LIMIT, term: TERM, issuer: None }
    }

    fn set_policy(&self) -> DispatchResult {
        set_policy(self.policy())
    }

    /// A proof that an account has a score, for a subject.
    fn prove(&self, account: u64, score: i64, subject: [u8; 32]) -> SubmissionOf<Test> {
        self.prove_attested(account, score, subject, None)
    }

    /// As [`Scorer::prove`], with an attestation of the input.
    fn prove_attested(
        &self,
        account: u64,
        score: i64,
        subject: [u8; 32],
        attestation: Option<Attestation<u64>>,
    ) -> SubmissionOf<Test> {
        let features: Vec<i64> = (1..=self.layout.input.shape.len() as i64).map(|i| 1_000 + i).collect();
        let input = match self.layout.input.visibility {
            Visibility::Public => self.layout.input.pack(&features).unwrap(),
            Visibility::Committed => vec![digest(account)],
            Visibility::Private => vec![],
        };
        let valid_until = System::block_number() + 10;
        let context = Context {
            genesis_hash: System::block_hash(0).0,
            model_id: self.model,
            version: self.version,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&account),
            subject,
            valid_until,
            issuer: attestation.as_ref().map(|attestation| account_bytes(&attestation.issuer)),
        };
        let output = self.layout.output.pack(&[score]).unwrap();
        let statement = Statement { context: context.digest(), params: self.params, input, output, nullifier: None };
        Submission {
            model: self.model,
            version: self.version,
            account,
            subject,
            valid_until,
            proof: self.key.prove(&statement.public_inputs(), 7).try_into().unwrap(),
            input: statement.input.try_into().unwrap(),
            output: statement.output.try_into().unwrap(),
            nullifier: None,
            attestation,
        }
    }

    /// Proves a score for the policy in force and has the relayer submit it.
    fn submit(&self, account: u64, score: i64) -> DispatchResult {
        submit(self.prove(account, score, subject()))
    }
}

fn set_policy(policy: PolicyOf<Test>) -> DispatchResult {
    let Policy { model, version, threshold, limit, term, issuer } = policy;
    CreditLine::set_policy(RuntimeOrigin::root(), model, version, threshold, limit, term, issuer)
}

/// The subject of the policy in force.
fn subject() -> [u8; 32] {
    CreditLine::subject(CreditLine::policy().expect("a policy is in force").number)
}

fn submit(s: SubmissionOf<Test>) -> DispatchResult {
    let result = Dispatchable::dispatch(RuntimeCall::Zkml(s.into()), RuntimeOrigin::signed(RELAYER));
    result.map(|_| ()).map_err(|failed| failed.error)
}

fn draw(account: u64, amount: Balance) -> DispatchResult {
    CreditLine::draw(RuntimeOrigin::signed(account), amount)
}

fn repay(account: u64, amount: Balance) -> DispatchResult {
    CreditLine::repay(RuntimeOrigin::signed(account), amount)
}

fn close(who: u64, account: u64) -> DispatchResult {
    CreditLine::close(RuntimeOrigin::signed(who), account)
}

fn balance(account: u64) -> Balance {
    Balances::free_balance(account)
}

/// The pallet's own events.
fn events() -> Vec<Event<Test>> {
    let own = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::CreditLine(event) => Some(event),
        _ => None,
    };
    System::events().into_iter().filter_map(own).collect()
}

/// Runs a test on a new chain, and checks the invariants after it.
fn on_a_chain(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        test();
        assert_ok!(CreditLine::do_try_state());
    });
}

/// As [`on_a_chain`], with a policy in force and a line of Alice's.
fn with_a_line(test: impl FnOnce(Scorer)) {
    on_a_chain(|| {
        let scorer = Scorer::trusted();
        assert_ok!(scorer.submit(ALICE, LEAST));
        test(scorer);
    });
}

mod policy {
    use super::*;

    #[test]
    fn can_be_set_and_replaced_and_cleared() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, private_layout());
            let policy = scorer.policy();
            for number in [0, 1] {
                assert_ok!(scorer.set_policy());
                System::assert_last_event(Event::PolicySet { number, policy: policy.clone() }.into());
                let in_force = NumberedPolicy { number, policy: policy.clone(), least_score: LEAST };
                assert_eq!(CreditLine::policy(), Some(in_force));
            }
            assert_ok!(CreditLine::clear_policy(RuntimeOrigin::root()));
            System::assert_last_event(Event::PolicyCleared { number: 1 }.into());
            assert_eq!(CreditLine::policy(), None);
            // The number is not given out again.
            assert_ok!(scorer.set_policy());
            assert_eq!(CreditLine::policy().unwrap().number, 2);
        });
    }

    #[test]
    fn can_be_of_the_genesis() {
        let key = SimulatedKey::<Bn254>::new(1, private_layout().public_inputs().unwrap());
        let model = pallet_zkml::genesis::GenesisModel {
            owner: OWNER,
            name: "score".into(),
            curve: Bn254::ID,
            vk: key.verifying_key().encode(),
            layout: private_layout(),
            setup: Setup::Development,
            params: None,
        };
        let policy =
            Policy { model: 0, version: 1, threshold: three_quarters(), limit: LIMIT, term: TERM, issuer: None };
        let models = pallet_zkml::GenesisConfig { models: vec![model], circuits: vec![] };
        with_genesis(models, GenesisConfig { policy: Some(policy) }).execute_with(|| {
            let scorer = Scorer { model: 0, version: 1, key, layout: private_layout(), params: None };
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert!(CreditLine::line(ALICE).is_some());
        });
    }

    #[test]
    #[should_panic(expected = "failed to set the policy of the genesis: UnknownVersion")]
    fn of_the_genesis_needs_its_model() {
        let policy =
            Policy { model: 0, version: 1, threshold: three_quarters(), limit: LIMIT, term: TERM, issuer: None };
        with_genesis(Default::default(), GenesisConfig { policy: Some(policy) });
    }

    #[test]
    fn fails_for_anyone_but_governance() {
        on_a_chain(|| {
            let Policy { model, version, threshold, limit, term, issuer } = Scorer::trusted().policy();
            let owner = || RuntimeOrigin::signed(OWNER);
            assert_noop!(CreditLine::set_policy(owner(), model, version, threshold, limit, term, issuer), BadOrigin);
            assert_noop!(CreditLine::clear_policy(owner()), BadOrigin);
        });
    }

    #[test]
    fn fails_on_a_version_that_is_not_live() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, private_layout());
            let unknown = [Policy { model: 1, ..scorer.policy() }, Policy { version: 2, ..scorer.policy() }];
            for policy in unknown {
                assert_noop!(set_policy(policy), Error::<Test>::UnknownVersion);
            }
            let second = scorer.add_version(2);
            assert_ok!(Zkml::deprecate_version(RuntimeOrigin::signed(OWNER), scorer.model, 1));
            assert_noop!(scorer.set_policy(), Error::<Test>::VersionNotLive);
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), scorer.model, 2));
            assert_noop!(second.set_policy(), Error::<Test>::VersionNotLive);
        });
    }

    #[test]
    fn fails_on_an_output_that_is_not_one_public_number() {
        on_a_chain(|| {
            // Eight numbers of 16 bits are one public input too: it is the numbers that count.
            let outputs = [port(Visibility::Public, 8), port(Visibility::Public, 40), port(Visibility::Committed, 1)];
            for (i, output) in outputs.into_iter().enumerate() {
                let scorer = Scorer::register(&[i as u8], i as u64, with_output(output));
                assert_noop!(scorer.set_policy(), Error::<Test>::UnsupportedLayout);
            }
        });
    }

    #[test]
    fn fails_on_a_threshold_that_tells_no_scores_apart() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, private_layout());
            let policy = |threshold| Policy { threshold, ..scorer.policy() };
            let real = |integer: i64| FixedI128::from_inner(i128::from(integer + 3) * 125_000_000_000_000_000);
            let (least, greatest) = (i16::MIN.into(), i16::MAX.into());
            let hair = FixedI128::from_inner(1);
            for threshold in [real(least), real(least) - hair, real(greatest) + hair, FixedI128::from_u32(u32::MAX)] {
                assert_noop!(set_policy(policy(threshold)), Error::<Test>::ThresholdOutOfRange);
            }
            for threshold in [real(least) + hair, real(greatest)] {
                assert_ok!(set_policy(policy(threshold)));
            }
        });
    }

    #[test]
    fn fails_without_anything_to_lend() {
        on_a_chain(|| {
            let policy = Scorer::register(b"score", 1, private_layout()).policy();
            for policy in [Policy { limit: 0, ..policy }, Policy { term: 0, ..policy }] {
                assert_noop!(set_policy(policy), Error::<Test>::NothingToLend);
            }
        });
    }

    #[test]
    fn fails_when_numbers_run_out_or_there_is_none() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, private_layout());
            assert_noop!(CreditLine::clear_policy(RuntimeOrigin::root()), Error::<Test>::NoPolicy);
            NextPolicy::<Test>::put(PolicyNumber::MAX);
            assert_noop!(scorer.set_policy(), Error::<Test>::TooManyPolicies);
        });
    }
}

mod score {
    use super::*;

    #[test]
    fn opens_a_line_for_the_account_that_the_proof_names() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            assert_ok!(scorer.submit(ALICE, LEAST + 100));
            let until = 1 + TERM;
            assert_eq!(CreditLine::line(ALICE), Some(Line { limit: LIMIT, drawn: 0, until }));
            assert_eq!(CreditLine::line(RELAYER), None);
            assert_eq!(events().last(), Some(&Event::LineOpened { account: ALICE, policy: 0, limit: LIMIT, until }));
        });
    }

    #[test]
    fn opens_a_line_when_it_equals_the_threshold_and_not_a_step_below() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            assert_ok!(scorer.submit(ALICE, LEAST - 1));
            assert_eq!(CreditLine::line(ALICE), None);
            let refused = Event::LineRefused { account: ALICE, policy: 0, score: LEAST - 1 };
            assert_eq!(events().last(), Some(&refused));
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert!(CreditLine::line(ALICE).is_some());
        });
    }

    #[test]
    fn opens_lines_in_a_batch() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            let batch = [(ALICE, LEAST), (BOB, LEAST - 1), (OWNER, LEAST)]
                .map(|(who, score)| scorer.prove(who, score, subject()));
            assert_ok!(Zkml::submit_batch(RuntimeOrigin::signed(RELAYER), batch.to_vec().try_into().unwrap()));
            let open = [ALICE, BOB, OWNER, RELAYER].map(|who| CreditLine::line(who).is_some());
            assert_eq!(open, [true, false, true, false]);
        });
    }

    /// Proofs that hold and are not this pallet's: it does nothing, and that is not a failure.
    fn opens_nothing(submission: SubmissionOf<Test>) {
        let before = events();
        let statement = Zkml::dry_run_proof(submission.clone()).unwrap();
        assert_ok!(submit(submission));
        assert!(Zkml::receipt(statement).is_some());
        assert_eq!(events(), before);
        assert_eq!(Lines::<Test>::iter().count(), 0);
        let failed = |record: &frame_system::EventRecord<RuntimeEvent, _>| {
            matches!(record.event, RuntimeEvent::Zkml(pallet_zkml::Event::ConsumerFailed { .. }))
        };
        assert!(!System::events().iter().any(failed));
    }

    #[test]
    fn opens_nothing_without_a_policy() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, private_layout());
            opens_nothing(scorer.prove(ALICE, LEAST, CreditLine::subject(0)));
            assert_ok!(scorer.set_policy());
            assert_ok!(CreditLine::clear_policy(RuntimeOrigin::root()));
            opens_nothing(scorer.prove(BOB, LEAST, CreditLine::subject(0)));
        });
    }

    #[test]
    fn opens_nothing_from_another_model_or_version() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            opens_nothing(Scorer::register(b"other", 2, private_layout()).prove(ALICE, LEAST, subject()));
            let second = scorer.add_version(3);
            opens_nothing(second.prove(ALICE, LEAST, subject()));
            // The owner recommends it now. Governance does not.
            assert_ok!(Zkml::set_active_version(RuntimeOrigin::signed(OWNER), scorer.model, 2));
            opens_nothing(second.prove(BOB, LEAST, subject()));
        });
    }

    #[test]
    fn opens_nothing_for_another_subject_or_policy() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            let old = subject();
            opens_nothing(scorer.prove(ALICE, LEAST, [0; 32]));
            opens_nothing(scorer.prove(ALICE, LEAST, CreditLine::subject(1)));
            assert_ok!(scorer.set_policy());
            opens_nothing(scorer.prove(ALICE, LEAST, old));
            // The subject of this policy was used before there was one, and that statement is not accepted again.
            assert_noop!(scorer.submit(ALICE, LEAST), pallet_zkml::Error::<Test>::AlreadyVerified);
            System::set_block_number(2);
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert!(CreditLine::line(ALICE).is_some());
        });
    }

    #[test]
    fn opens_nothing_once_the_version_is_revoked() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), scorer.model, scorer.version));
            assert_noop!(scorer.submit(ALICE, LEAST), pallet_zkml::Error::<Test>::VersionRevoked);
        });
    }

    #[test]
    fn opens_nothing_with_a_proof_of_another_account_or_score() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            let stolen = Submission { account: BOB, ..scorer.prove(ALICE, LEAST, subject()) };
            let output = scorer.layout.output.pack(&[LEAST]).unwrap().try_into().unwrap();
            let better = Submission { output, ..scorer.prove(ALICE, LEAST - 1, subject()) };
            for forged in [stolen, better] {
                assert_noop!(submit(forged), pallet_zkml::Error::<Test>::InvalidProof);
            }
        });
    }

    #[test]
    fn opens_nothing_twice() {
        with_a_line(|scorer| {
            let submission = scorer.prove(BOB, LEAST, subject());
            assert_ok!(submit(submission.clone()));
            assert_ok!(close(BOB, BOB));
            assert_noop!(submit(submission), pallet_zkml::Error::<Test>::AlreadyVerified);
            assert_eq!(CreditLine::line(BOB), None);
        });
    }

    #[test]
    fn renews_a_line_and_keeps_what_is_drawn() {
        with_a_line(|scorer| {
            assert_ok!(draw(ALICE, 400));
            System::set_block_number(11);
            assert_ok!(scorer.submit(ALICE, LEAST));
            let until = 11 + TERM;
            assert_eq!(CreditLine::line(ALICE), Some(Line { limit: LIMIT, drawn: 400, until }));
            let renewed = Event::LineRenewed { account: ALICE, policy: 0, limit: LIMIT, until };
            assert_eq!(events().last(), Some(&renewed));
        });
    }

    #[test]
    fn below_the_threshold_leaves_an_open_line_as_it_is() {
        with_a_line(|scorer| {
            let line = CreditLine::line(ALICE);
            System::set_block_number(11);
            assert_ok!(scorer.submit(ALICE, LEAST - 1));
            assert_eq!(CreditLine::line(ALICE), line);
            assert_ok!(draw(ALICE, LIMIT));
        });
    }

    #[test]
    fn replaces_an_expired_line() {
        with_a_line(|scorer| {
            assert_ok!(set_policy(Policy { limit: 10, ..scorer.policy() }));
            System::set_block_number(1 + TERM + 1);
            assert_ok!(scorer.submit(ALICE, LEAST));
            let until = 1 + TERM + 1 + TERM;
            assert_eq!(CreditLine::line(ALICE), Some(Line { limit: 10, drawn: 0, until }));
            assert_eq!(events().last(), Some(&Event::LineOpened { account: ALICE, policy: 1, limit: 10, until }));
        });
    }

    /// The proof is verified and its receipt stays; the consumer's failure is an event, and its line as it was.
    fn fails_with(scorer: &Scorer, error: Error<Test>) {
        let line = CreditLine::line(ALICE);
        let submission = scorer.prove(ALICE, LEAST, subject());
        let statement = Zkml::dry_run_proof(submission.clone()).unwrap();
        assert_ok!(submit(submission));
        assert!(Zkml::receipt(statement).is_some());
        let error: DispatchError = error.into();
        System::assert_last_event(pallet_zkml::Event::ConsumerFailed { statement, consumer: 0, error }.into());
        assert_eq!(CreditLine::line(ALICE), line);
    }

    #[test]
    fn fails_on_an_overdue_line_and_is_verified_all_the_same() {
        with_a_line(|scorer| {
            assert_ok!(draw(ALICE, 1_000));
            System::set_block_number(1 + TERM + 1);
            fails_with(&scorer, Error::LineOverdue);
            assert_ok!(repay(ALICE, 1_000));
            System::set_block_number(1 + TERM + 2);
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert_ok!(draw(ALICE, 1));
        });
    }

    #[test]
    fn never_makes_terms_worse() {
        with_a_line(|scorer| {
            for worse in [
                Policy { limit: LIMIT - 1, term: 2 * TERM, ..scorer.policy() },
                Policy { limit: 2 * LIMIT, term: TERM - 1, ..scorer.policy() },
            ] {
                assert_ok!(set_policy(worse));
                fails_with(&scorer, Error::WorseTerms);
            }
            assert_ok!(set_policy(Policy { limit: 2 * LIMIT, term: 2 * TERM, ..scorer.policy() }));
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert_eq!(CreditLine::line(ALICE), Some(Line { limit: 2 * LIMIT, drawn: 0, until: 1 + 2 * TERM }));
        });
    }

    #[test]
    fn fails_when_the_term_ends_beyond_the_last_block() {
        on_a_chain(|| {
            let scorer = Scorer::trusted();
            assert_ok!(set_policy(Policy { term: u64::MAX, ..scorer.policy() }));
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert_eq!(CreditLine::line(ALICE), None);
        });
    }

    /// Everything in the state, events and receipts among it.
    fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut key = vec![];
        let mut state = vec![];
        while let Some(next) = sp_io::storage::next_key(&key) {
            state.push((next.clone(), sp_io::storage::get(&next).unwrap().to_vec()));
            key = next;
        }
        state
    }

    #[test]
    fn leaves_no_trace_of_the_features() {
        on_a_chain(|| {
            let private = Scorer::trusted();
            let submission = private.prove(ALICE, LEAST, subject());
            assert!(submission.input.is_empty());
            assert_eq!(private.layout.public_inputs(), Ok(2), "the context and the score");

            // Also where the transaction shows them.
            let layout = Layout { input: port(Visibility::Public, 20), ..private_layout() };
            let public = Scorer::register(b"public", 2, layout);
            assert_ok!(public.set_policy());
            let submission = public.prove(ALICE, LEAST, subject());
            let features = submission.input[0];
            assert_ok!(submit(submission));
            assert!(CreditLine::line(ALICE).is_some());
            let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            let state = state();
            // 31 bytes are packed; four of them are two features.
            for part in features[..30].chunks(4).filter(|part| part.len() == 4) {
                assert!(!state.iter().any(|(key, value)| holds(key, part) || holds(value, part)));
            }
            assert!(state.iter().any(|(_, value)| holds(value, &subject())), "the search would find it");
        });
    }

    #[test]
    fn is_paid_for_by_whoever_submits() {
        use frame_support::dispatch::GetDispatchInfo;
        on_a_chain(|| {
            let s = Scorer::trusted().prove(ALICE, LEAST, subject());
            let call = RuntimeCall::Zkml(s.into());
            // Context and score, and room for a digest of parameters: only the version knows that there is none.
            let verification = <() as pallet_zkml::WeightInfo>::submit_proof_bn254(3);
            let total = verification + <() as WeightInfo>::on_verified();
            assert_eq!(call.get_dispatch_info().call_weight, total);
        });
    }

    #[test]
    fn subjects_are_pinned() {
        use parity_scale_codec::Encode;
        let preimage = [&b"credit-line/v1crd/line"[..], &5u32.to_le_bytes()].concat();
        assert_eq!((SUBJECT_DOMAIN, Pot::get(), 5u32).encode(), preimage);
        assert_eq!(CreditLine::subject(5), sp_io::hashing::blake2_256(&preimage));
    }
}

/// A committed input counts with an attestation: `pallet-zkml` asks for one, and the policy for its issuer.
mod attested {
    use super::*;

    /// What an issuer vouches for at once: the digests of these accounts' inputs.
    struct Vouched {
        issuer: u64,
        accounts: Vec<u64>,
        tree: Tree,
    }

    impl Vouched {
        fn new(issuer: u64, accounts: &[u64], expires: u64) -> Self {
            let leaves = accounts.iter().map(|account| leaf(&account_bytes(account), &digest(*account))).collect();
            let tree = Tree::new(leaves).unwrap();
            assert_ok!(Attestations::attest(RuntimeOrigin::signed(issuer), tree.root(), expires));
            Self { issuer, accounts: accounts.to_vec(), tree }
        }

        fn of(&self, account: u64) -> Attestation<u64> {
            let at = self.accounts.iter().position(|of| *of == account).unwrap();
            let path = self.tree.path(at).unwrap().try_into().unwrap();
            Attestation { issuer: self.issuer, root: self.tree.root(), path }
        }

        /// Proves a score of the account for the policy in force with this attestation.
        fn prove(&self, scorer: &Scorer, account: u64, score: i64) -> SubmissionOf<Test> {
            scorer.prove_attested(account, score, subject(), Some(self.of(account)))
        }
    }

    /// A policy that trusts the bureau, and what the bureau vouches for before block 50.
    fn with_a_bureau(test: impl FnOnce(Scorer, Vouched)) {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, attested_layout());
            assert_ok!(set_policy(Policy { issuer: Some(BUREAU), ..scorer.policy() }));
            let vouched = Vouched::new(BUREAU, &[ALICE, OWNER, BOB], 50);
            test(scorer, vouched);
        });
    }

    #[test]
    fn input_opens_a_line() {
        with_a_bureau(|scorer, vouched| {
            for account in [ALICE, BOB] {
                assert_ok!(submit(vouched.prove(&scorer, account, LEAST)));
                assert!(CreditLine::line(account).is_some());
            }
            // A bad score is as bad as without.
            assert_ok!(submit(vouched.prove(&scorer, OWNER, LEAST - 1)));
            assert_eq!(events().last(), Some(&Event::LineRefused { account: OWNER, policy: 0, score: LEAST - 1 }));
        });
    }

    #[test]
    fn input_is_what_a_policy_with_an_issuer_asks_for() {
        on_a_chain(|| {
            let unattested = Layout { attested: false, ..attested_layout() };
            for (i, layout) in [private_layout(), unattested].into_iter().enumerate() {
                let scorer = Scorer::register(&[i as u8], i as u64, layout);
                let policy = Policy { issuer: Some(BUREAU), ..scorer.policy() };
                assert_noop!(set_policy(policy), Error::<Test>::NotAttested);
                assert_ok!(scorer.set_policy());
            }
        });
    }

    #[test]
    fn input_counts_whoever_attested_it_where_the_policy_names_nobody() {
        on_a_chain(|| {
            let scorer = Scorer::register(b"score", 1, attested_layout());
            assert_ok!(scorer.set_policy());
            let vouched = Vouched::new(OTHER_BUREAU, &[ALICE], 50);
            assert_ok!(submit(vouched.prove(&scorer, ALICE, LEAST)));
            assert!(CreditLine::line(ALICE).is_some());
        });
    }

    #[test]
    fn input_by_an_issuer_that_the_policy_does_not_trust_opens_nothing() {
        with_a_bureau(|scorer, _| {
            let other = Vouched::new(OTHER_BUREAU, &[ALICE], 50);
            for score in [LEAST, LEAST - 1] {
                let submission = other.prove(&scorer, ALICE, score);
                let statement = Zkml::dry_run_proof(submission.clone()).unwrap();
                assert_ok!(submit(submission));
                let error = Error::<Test>::UntrustedIssuer.into();
                System::assert_last_event(pallet_zkml::Event::ConsumerFailed { statement, consumer: 0, error }.into());
            }
            assert_eq!(CreditLine::line(ALICE), None);
        });
    }

    #[test]
    fn input_counts_until_the_attestation_expires() {
        with_a_bureau(|scorer, vouched| {
            System::set_block_number(49);
            assert_ok!(submit(vouched.prove(&scorer, ALICE, LEAST)));
            System::set_block_number(50);
            let stale = vouched.prove(&scorer, BOB, LEAST);
            assert_noop!(submit(stale), pallet_zkml::Error::<Test>::AttestationExpired);
        });
    }

    #[test]
    fn input_does_not_count_once_the_attestation_is_revoked() {
        with_a_bureau(|scorer, vouched| {
            assert_ok!(submit(vouched.prove(&scorer, ALICE, LEAST)));
            let refused = |account| {
                let revoked = vouched.prove(&scorer, account, LEAST);
                assert_noop!(submit(revoked), pallet_zkml::Error::<Test>::AttestationRevoked);
            };
            let bureau = || RuntimeOrigin::signed(BUREAU);
            // Of one person, whose data were wrong, and then of everybody.
            let bobs = leaf(&account_bytes(&BOB), &digest(BOB));
            assert_ok!(Attestations::revoke(bureau(), vouched.tree.root(), Some(bobs)));
            refused(BOB);
            assert_ok!(submit(vouched.prove(&scorer, OWNER, LEAST)));
            assert_ok!(Attestations::revoke(bureau(), vouched.tree.root(), None));
            System::set_block_number(2);
            [ALICE, OWNER].into_iter().for_each(refused);
            assert!(CreditLine::line(ALICE).is_some(), "what was opened before stays");
        });
    }

    #[test]
    fn input_of_another_person_does_not_count() {
        with_a_bureau(|scorer, vouched| {
            // The relayer commits to whatever it likes, and shows what the bureau says of Alice.
            let borrowed = scorer.prove_attested(RELAYER, LEAST, subject(), Some(vouched.of(ALICE)));
            assert_noop!(submit(borrowed), pallet_zkml::Error::<Test>::NotAttested);
            // Or it shows Alice's very commitment as its own.
            let mut stolen = vouched.prove(&scorer, ALICE, LEAST);
            stolen.account = RELAYER;
            assert_noop!(submit(stolen), pallet_zkml::Error::<Test>::NotAttested);
            // Without an attestation nothing counts at all.
            let bare = scorer.prove(ALICE, LEAST, subject());
            assert_noop!(submit(bare), pallet_zkml::Error::<Test>::MissingAttestation);
        });
    }

    #[test]
    fn proofs_do_not_go_from_one_issuer_to_another() {
        with_a_bureau(|scorer, vouched| {
            // Both vouch for the same digest. Whoever carries the proof must not choose between them.
            let other = Vouched::new(OTHER_BUREAU, &[ALICE], 50);
            let mut swapped = other.prove(&scorer, ALICE, LEAST);
            swapped.attestation = Some(vouched.of(ALICE));
            assert_noop!(submit(swapped), pallet_zkml::Error::<Test>::InvalidProof);
            assert_eq!(CreditLine::line(ALICE), None);
        });
    }

    #[test]
    fn input_can_open_a_line_by_one_bit_that_says_whether_the_score_is_good() {
        on_a_chain(|| {
            let bit = Port {
                bits: 1,
                signed: false,
                scale: Scale { mantissa: 1, exponent: 0 },
                zero_point: 0,
                ..port(Visibility::Public, 1)
            };
            let one = FixedI128::from_u32(1);
            assert_eq!(crate::score::least_integer(&bit, one), Some(1));
            let scorer = Scorer::register(b"good enough", 1, Layout { output: bit, ..attested_layout() });
            assert_ok!(set_policy(Policy { threshold: one, issuer: Some(BUREAU), ..scorer.policy() }));
            let vouched = Vouched::new(BUREAU, &[ALICE, BOB], 50);
            assert_ok!(submit(vouched.prove(&scorer, ALICE, 0)));
            assert_eq!(CreditLine::line(ALICE), None);
            assert_eq!(events().last(), Some(&Event::LineRefused { account: ALICE, policy: 0, score: 0 }));
            for account in [ALICE, BOB] {
                assert_ok!(submit(vouched.prove(&scorer, account, 1)));
                assert!(CreditLine::line(account).is_some());
            }
            // What every answer reaches, or none, is no question.
            for threshold in [FixedI128::from_u32(0), FixedI128::from_u32(2)] {
                let policy = Policy { threshold, ..scorer.policy() };
                assert_noop!(set_policy(policy), Error::<Test>::ThresholdOutOfRange);
            }
        });
    }
}

/// Weights that are committed are those of one version.
mod retrained {
    use super::*;

    #[test]
    fn versions_are_trusted_one_by_one() {
        on_a_chain(|| {
            let layout = Layout { params: Params::Committed, ..private_layout() };
            let scorer = Scorer::register(b"score", 1, layout);
            assert_ok!(scorer.set_policy());
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert!(CreditLine::line(ALICE).is_some());

            // The owner trains the model again. Governance has not looked at it yet.
            let owner = RuntimeOrigin::signed(OWNER);
            let params = digest(9);
            assert_ok!(Zkml::add_retrained_version(owner, scorer.model, 1, params, layout.output.scale));
            let retrained = Scorer { version: 2, params: Some(params), ..scorer };
            assert_ok!(retrained.submit(BOB, LEAST));
            assert_eq!(CreditLine::line(BOB), None);
            assert_ok!(retrained.set_policy());
            assert_ok!(retrained.submit(BOB, LEAST));
            assert!(CreditLine::line(BOB).is_some());
        });
    }
}

mod migration {
    use super::*;
    use crate::migrations::{v1, V1ToV2};
    use frame_support::traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion};

    #[test]
    fn keeps_the_policy_in_force_without_an_issuer() {
        new_test_ext().execute_with(|| {
            let scorer = Scorer::trusted();
            let NumberedPolicy { number, policy, least_score } = CreditLine::policy().unwrap();
            let Policy { model, version, threshold, limit, term, .. } = policy;
            let policy = v1::PolicyV1 { model, version, threshold, limit, term };
            v1::PolicyInForce::<Test>::put(v1::NumberedPolicyV1 { number, policy, least_score });
            StorageVersion::new(1).put::<CreditLine>();

            V1ToV2::<Test>::on_runtime_upgrade();
            assert_eq!(CreditLine::on_chain_storage_version(), STORAGE_VERSION);
            let in_force = NumberedPolicy { number, policy: scorer.policy(), least_score };
            assert_eq!(CreditLine::policy(), Some(in_force.clone()));
            assert_ok!(CreditLine::do_try_state());
            assert_ok!(scorer.submit(ALICE, LEAST));
            assert!(CreditLine::line(ALICE).is_some());

            // A second time it finds nothing to do.
            V1ToV2::<Test>::on_runtime_upgrade();
            assert_eq!(CreditLine::policy(), Some(in_force));
        });
    }

    #[test]
    fn leaves_a_chain_without_a_policy_without_one() {
        new_test_ext().execute_with(|| {
            StorageVersion::new(1).put::<CreditLine>();
            V1ToV2::<Test>::on_runtime_upgrade();
            assert_eq!(CreditLine::policy(), None);
            assert_eq!(CreditLine::on_chain_storage_version(), STORAGE_VERSION);
        });
    }
}

mod line {
    use super::*;

    #[test]
    fn can_be_drawn_and_repaid_up_to_its_limit() {
        with_a_line(|_| {
            let (pot, issued) = (CreditLine::pot(), Balances::total_issuance());
            assert_ok!(draw(ALICE, 300));
            System::assert_last_event(Event::Drawn { account: ALICE, amount: 300 }.into());
            assert_ok!(draw(ALICE, 700));
            assert_noop!(draw(ALICE, 1), Error::<Test>::LimitExceeded);
            assert_eq!((balance(ALICE), balance(pot)), (ENDOWMENT + 1_000, ENDOWMENT - 1_000));
            assert_eq!(Outstanding::<Test>::get(), 1_000);

            assert_ok!(repay(ALICE, 400));
            System::assert_last_event(Event::Repaid { account: ALICE, amount: 400 }.into());
            assert_noop!(repay(ALICE, 601), Error::<Test>::MoreThanDrawn);
            assert_ok!(draw(ALICE, 400));
            assert_ok!(repay(ALICE, 1_000));
            assert_eq!((balance(ALICE), balance(pot)), (ENDOWMENT, ENDOWMENT));
            assert_eq!((Outstanding::<Test>::get(), Balances::total_issuance()), (0, issued));
        });
    }

    #[test]
    fn can_be_drawn_in_its_last_block_and_repaid_after() {
        with_a_line(|_| {
            System::set_block_number(1 + TERM);
            assert_ok!(draw(ALICE, 10));
            System::set_block_number(1 + TERM + 1);
            assert_noop!(draw(ALICE, 10), Error::<Test>::LineExpired);
            assert_ok!(repay(ALICE, 10));
        });
    }

    #[test]
    fn goes_on_when_policy_and_version_end() {
        with_a_line(|scorer| {
            assert_ok!(CreditLine::clear_policy(RuntimeOrigin::root()));
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), scorer.model, scorer.version));
            assert_ok!(draw(ALICE, LIMIT));
            assert_ok!(repay(ALICE, LIMIT));
        });
    }

    #[test]
    fn can_be_closed_by_its_account_and_after_it_expired_by_anyone() {
        with_a_line(|scorer| {
            assert_noop!(close(BOB, ALICE), Error::<Test>::LineNotExpired);
            assert_ok!(close(ALICE, ALICE));
            System::assert_last_event(Event::LineClosed { account: ALICE }.into());

            assert_ok!(scorer.submit(OWNER, LEAST));
            assert_ok!(draw(OWNER, 10));
            assert_noop!(close(OWNER, OWNER), Error::<Test>::NotRepaid);
            System::set_block_number(1 + TERM);
            assert_noop!(close(BOB, OWNER), Error::<Test>::NotRepaid);
            assert_ok!(repay(OWNER, 10));
            assert_noop!(close(BOB, OWNER), Error::<Test>::LineNotExpired);
            System::set_block_number(1 + TERM + 1);
            assert_ok!(close(BOB, OWNER));
            assert_eq!(Lines::<Test>::iter().count(), 0);
        });
    }

    #[test]
    fn fails_without_a_line() {
        with_a_line(|_| {
            assert_noop!(draw(RELAYER, 1), Error::<Test>::NoLine);
            assert_noop!(repay(RELAYER, 1), Error::<Test>::NoLine);
            assert_noop!(close(RELAYER, RELAYER), Error::<Test>::NoLine);
            assert_noop!(CreditLine::draw(RuntimeOrigin::root(), 1), BadOrigin);
            assert_noop!(CreditLine::repay(RuntimeOrigin::none(), 1), BadOrigin);
            assert_noop!(CreditLine::close(RuntimeOrigin::none(), ALICE), BadOrigin);
        });
    }

    #[test]
    fn never_takes_the_last_of_pot_or_borrower() {
        with_a_line(|scorer| {
            let pot = CreditLine::pot();
            let rest = 500 + EXISTENTIAL_DEPOSIT;
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), pot, rest));
            assert_noop!(draw(ALICE, 501), Token(TokenError::NotExpendable));
            assert_noop!(draw(ALICE, LIMIT), Token(TokenError::FundsUnavailable));
            assert_ok!(draw(ALICE, 500));

            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), ALICE, rest - 1));
            assert_noop!(repay(ALICE, 500), Token(TokenError::NotExpendable));
            assert_ok!(repay(ALICE, 499));

            // An account that does not exist yet borrows enough to exist, or nothing.
            let new = 77;
            assert_ok!(scorer.submit(new, LEAST));
            assert_noop!(draw(new, EXISTENTIAL_DEPOSIT - 1), Token(TokenError::BelowMinimum));
            assert_ok!(draw(new, EXISTENTIAL_DEPOSIT));
        });
    }
}

mod property {
    use super::*;
    use pallet_zkml::{Consumers, Inference};
    use proptest::prelude::*;
    use sp_core::U512;
    use sp_runtime::FixedPointNumber;
    use std::cmp::Ordering;

    #[derive(Clone, Debug)]
    enum Step {
        /// Of a policy so many before the next.
        Verified {
            account: u64,
            score: i64,
            ago: PolicyNumber,
        },
        Policy {
            limit: Balance,
            term: u64,
        },
        ClearPolicy,
        Draw(u64, Balance),
        Repay(u64, Balance),
        RepayAll(u64),
        Close(u64, u64),
        Blocks(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        let who = || 1u64..=4;
        let numbers = prop_oneof![8 => Just(1u32), 1 => Just(0), 1 => Just(2)];
        prop_oneof![
            8 => (who(), 1i64..=8, numbers).prop_map(|(account, score, ago)| Step::Verified { account, score, ago }),
            2 => (200_000u128..400_000, 5u64..20).prop_map(|(limit, term)| Step::Policy { limit, term }),
            1 => Just(Step::ClearPolicy),
            16 => (who(), 0u128..200_000).prop_map(|(who, amount)| Step::Draw(who, amount)),
            12 => (who(), 0u128..100_000).prop_map(|(who, amount)| Step::Repay(who, amount)),
            4 => who().prop_map(Step::RepayAll),
            2 => (who(), who()).prop_map(|(who, account)| Step::Close(who, account)),
            4 => (1u64..5).prop_map(Step::Blocks),
        ]
    }

    /// Whether a call succeeds does not matter here; what it leaves behind does.
    fn run(step: Step, scorer: &Scorer) {
        let _ = match step {
            Step::Verified { account, score, ago } => {
                let output = scorer.layout.output.pack(&[score]).unwrap();
                let inference = Inference {
                    model: scorer.model,
                    version: scorer.version,
                    account: &account,
                    subject: CreditLine::subject(NextPolicy::<Test>::get().saturating_sub(ago)),
                    valid_until: System::block_number(),
                    statement: [0; 32],
                    layout: &scorer.layout,
                    params: None,
                    issuer: None,
                    input: &[],
                    output: &output,
                    nullifier: None,
                };
                <(CreditLine,)>::notify(&inference).failed.pop().map_or(Ok(()), |(_, error)| Err(error))
            }
            Step::Policy { limit, term } => set_policy(Policy { limit, term, ..scorer.policy() }),
            Step::ClearPolicy => CreditLine::clear_policy(RuntimeOrigin::root()),
            Step::Draw(who, amount) => draw(who, amount),
            Step::Repay(who, amount) => repay(who, amount),
            Step::RepayAll(who) => repay(who, CreditLine::line(who).map_or(0, |line| line.drawn)),
            Step::Close(who, account) => close(who, account),
            Step::Blocks(n) => {
                System::set_block_number(System::block_number() + n);
                Ok(())
            }
        };
    }

    /// The sign of what an integer of the port stands for, less the threshold.
    fn compare(port: &Port, integer: i64, threshold: FixedI128) -> Ordering {
        let steps = i128::from(integer) - i128::from(port.zero_point);
        let inner = threshold.into_inner();
        let scaled = |value: i128, factor: u64, by: i16| {
            let magnitude = (U512::from(value.unsigned_abs()) * U512::from(factor)) << by.max(0) as usize;
            (value.signum(), magnitude)
        };
        let (mantissa, exponent) = (port.scale.mantissa.into(), port.scale.exponent);
        let (left, right) = (scaled(steps, mantissa, exponent), scaled(inner, 1, -exponent));
        let left = (left.0, left.1 * U512::from(10u64.pow(18)));
        match left.0.cmp(&right.0) {
            Ordering::Equal if left.0 < 0 => right.1.cmp(&left.1),
            Ordering::Equal => left.1.cmp(&right.1),
            unequal => unequal,
        }
    }

    fn any_port() -> impl Strategy<Value = Port> {
        let mantissa = prop_oneof![Just(1), Just(3), 1u32..1 << 24, Just(u32::MAX)];
        let exponent = prop_oneof![-40i16..10, -200i16..200];
        (1u8..=62, any::<bool>(), mantissa, exponent, any::<i64>()).prop_map(
            |(bits, signed, mantissa, exponent, zero)| {
                let mut port = port(Visibility::Public, 1);
                (port.bits, port.signed, port.scale) = (bits, signed, Scale { mantissa, exponent });
                let int = port.int_type().unwrap();
                port.zero_point = int.min() + zero.rem_euclid(1 << bits);
                port
            },
        )
    }

    /// Any number, or one near to what an integer of the port stands for.
    fn any_case() -> impl Strategy<Value = (Port, FixedI128)> {
        (any_port(), any::<i128>(), 0u32..128, any::<bool>(), -1i128..=1).prop_map(|(port, any, shift, near, by)| {
            let free = any >> shift;
            let real = |steps: i128| {
                let value = steps.checked_mul(port.scale.mantissa.into())?.checked_mul(FixedI128::DIV)?;
                match port.scale.exponent {
                    e @ 0.. => value.checked_mul(1i128.checked_shl(e as u32)?),
                    e => Some(value >> e.unsigned_abs().min(127)),
                }
            };
            let steps = free.rem_euclid(1 << port.bits) + i128::from(port.int_type().unwrap().min() - port.zero_point);
            let inner = real(steps).filter(|_| near).unwrap_or(free).saturating_add(by);
            (port, FixedI128::from_inner(inner))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn money_is_neither_made_nor_lost(steps in proptest::collection::vec(step(), 1..120)) {
            on_a_chain(|| {
                let scorer = Scorer::trusted();
                let issued = Balances::total_issuance();
                let owed = |account| CreditLine::line(account).map_or(0, |line| line.drawn);
                let endowed = [1, 2, 3, 4].map(balance);
                for step in steps {
                    run(step, &scorer);
                    assert_ok!(CreditLine::do_try_state());
                    assert_eq!(Balances::total_issuance(), issued);
                    assert_eq!(balance(CreditLine::pot()) + Outstanding::<Test>::get(), ENDOWMENT);
                    for (account, endowed) in (1..=4).zip(endowed) {
                        assert_eq!(balance(account), endowed + owed(account));
                    }
                }
            });
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn the_least_integer_decides_as_real_numbers_do((port, threshold) in any_case()) {
            let int = port.int_type().unwrap();
            let reaches = |integer| compare(&port, integer, threshold) != Ordering::Less;
            match crate::score::least_integer(&port, threshold) {
                Some(least) => prop_assert!(reaches(least) && !reaches(least - 1)),
                None => prop_assert!(reaches(int.min()) || !reaches(int.max())),
            }
        }
    }

    #[test]
    fn thresholds_are_rounded_up_and_never_otherwise() {
        let least = |zero_point, mantissa, exponent, threshold: (i128, i128)| {
            let port = Port { zero_point, scale: Scale { mantissa, exponent }, ..port(Visibility::Public, 1) };
            crate::score::least_integer(&port, FixedI128::from_rational(threshold.0 as u128, threshold.1 as u128))
        };
        // 0.7 is 5.6 steps of an eighth; 0.75 is 6 of them.
        assert_eq!([(7, 10), (3, 4)].map(|t| least(0, 1, -3, t)), [Some(6); 2]);
        assert_eq!(least(-3, 1, -3, (7, 10)), Some(3));
        assert_eq!(least(-100, 3, -3, (3, 4)), Some(-98));
        assert_eq!(least(0, 1, 300, (1, 1_000)), Some(1), "a step is beyond every threshold");
        assert_eq!(least(-8, 1, 300, (0, 1)), Some(-8));
        assert_eq!(least(0, 1, -300, (1, 1_000)), None, "no integer reaches it");

        let negative = |zero_point, threshold: FixedI128| {
            crate::score::least_integer(&Port { zero_point, ..port(Visibility::Public, 1) }, threshold)
        };
        // −0.7 is −5.6 steps, and −5 is the next above.
        assert_eq!(negative(-3, FixedI128::from_inner(-700_000_000_000_000_000)), Some(-8));
        assert_eq!(negative(0, FixedI128::from_inner(-750_000_000_000_000_000)), Some(-6));
        assert_eq!(negative(0, FixedI128::from_inner(-750_000_000_000_000_001)), Some(-6));
        assert_eq!(negative(0, FixedI128::from_inner(-749_999_999_999_999_999)), Some(-5));
    }
}
