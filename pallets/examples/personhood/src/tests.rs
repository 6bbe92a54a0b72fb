//! Verdicts arrive as proofs that `pallet-zkml` verifies: simulated ones, which to the verifier are real. Nullifiers are
//! those that a prover computes.

use crate::{
    mock::{Personhood, *},
    Personhood as _, *,
};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use pallet_zkml::{Consumers, Inference, ModelId, Submission, SubmissionOf, VersionNumber};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchError::BadOrigin, DispatchResult};
use zkml_primitives::{
    account_bytes,
    commitment::{nullifier, scope, Secret},
    simulate::SimulatedKey,
    Bls12_381, Bn254, Context, Curve, FieldBytes, Layout, Nullifier, Params, Port, Scale, Setup, Shape, Statement,
    Visibility,
};

// Accounts without any funds.
const ALICE: u64 = 11;
const BOB: u64 = 12;
const CAROL: u64 = 13;

const HUMAN: i64 = 1;
const MACHINE: i64 = 0;

fn secret(of: u8) -> Secret {
    Secret([of; 31])
}

fn port(visibility: Visibility, len: usize, bits: u8) -> Port {
    Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits,
        signed: false,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    }
}

/// Forty numbers that nobody sees, and one bit.
fn behaviour() -> Layout {
    Layout { nullifier: true, ..Layout::new(port(Visibility::Private, 40, 16), port(Visibility::Public, 1, 1)) }
}

/// A registered version and the secrets to prove anything about it.
struct Judge<C: Curve> {
    model: ModelId,
    version: VersionNumber,
    key: SimulatedKey<C>,
    layout: Layout,
    params: Option<FieldBytes>,
}

impl<C: Curve> Judge<C> {
    fn register(name: &[u8], seed: u64, layout: Layout) -> Self {
        let key = SimulatedKey::<C>::new(seed, layout.public_inputs().unwrap());
        let params = (layout.params == Params::Committed).then_some([3; 32]).map(|mut digest| {
            digest[31] = 0;
            digest
        });
        let model = pallet_zkml::NextModelId::<Test>::get();
        assert_ok!(Zkml::register_model(
            RuntimeOrigin::signed(OWNER),
            name.to_vec().try_into().unwrap(),
            C::ID,
            key.verifying_key().encode().try_into().unwrap(),
            layout,
            Setup::Development,
            params,
        ));
        Self { model, version: 1, key, layout, params }
    }

    /// A version that the policy in force names.
    fn trusted() -> Self {
        let judge = Self::register(b"human", 1, behaviour());
        assert_ok!(judge.set_policy());
        judge
    }

    fn add_version(&self, seed: u64) -> Self {
        let key = SimulatedKey::<C>::new(seed, self.layout.public_inputs().unwrap());
        let vk = key.verifying_key().encode().try_into().unwrap();
        let owner = RuntimeOrigin::signed(OWNER);
        assert_ok!(Zkml::add_version(owner, self.model, C::ID, vk, self.layout, Setup::Development, self.params));
        Self { version: 2, key, ..*self }
    }

    fn policy(&self) -> Policy {
        Policy { model: self.model, version: self.version, verdict: HUMAN }
    }

    fn set_policy(&self) -> DispatchResult {
        set_policy(self.policy())
    }

    /// What a secret leaves for a subject.
    fn nullifier(&self, secret: &Secret, subject: &[u8; 32]) -> FieldBytes {
        nullifier::<C>(secret, &scope(&System::block_hash(0).0, subject)).unwrap()
    }

    /// A proof of a verdict for an account and a subject.
    fn prove(&self, account: u64, secret: Secret, verdict: i64, subject: [u8; 32]) -> SubmissionOf<Test> {
        let valid_until = System::block_number() + 30;
        let context = Context {
            genesis_hash: System::block_hash(0).0,
            model_id: self.model,
            version: self.version,
            vk_hash: self.key.verifying_key().hash(),
            account: account_bytes(&account),
            subject,
            valid_until,
            issuer: None,
        };
        let input = match self.layout.input.visibility {
            Visibility::Committed => vec![[0; 32]],
            _ => vec![],
        };
        let value = self.nullifier(&secret, &subject);
        let statement = Statement {
            context: context.digest(),
            params: self.params,
            input,
            output: self.layout.output.pack(&[verdict]).unwrap(),
            nullifier: Some(Nullifier { scope: context.scope(), value }),
        };
        Submission {
            model: self.model,
            version: self.version,
            account,
            subject,
            valid_until,
            proof: self.key.prove(&statement.public_inputs(), 7).try_into().unwrap(),
            input: statement.input.try_into().unwrap(),
            output: statement.output.try_into().unwrap(),
            nullifier: Some(value),
            attestation: None,
        }
    }

    /// Proves for the epoch that runs.
    fn prove_now(&self, account: u64, secret: Secret, verdict: i64) -> SubmissionOf<Test> {
        self.prove(account, secret, verdict, subject())
    }

    /// Proves that the secret's owner is human and has the relayer submit it.
    fn seat(&self, account: u64, secret: Secret) -> DispatchResult {
        submit(self.prove_now(account, secret, HUMAN))
    }
}

/// The subject of the epoch that runs.
fn subject() -> [u8; 32] {
    Personhood::subject(Personhood::epoch())
}

fn set_policy(Policy { model, version, verdict }: Policy) -> DispatchResult {
    Personhood::set_policy(RuntimeOrigin::root(), model, version, verdict)
}

fn submit(s: SubmissionOf<Test>) -> DispatchResult {
    let result = Dispatchable::dispatch(RuntimeCall::Zkml(s.into()), RuntimeOrigin::signed(RELAYER));
    result.map(|_| ()).map_err(|failed| failed.error)
}

/// The proof is verified and its receipt stays; that the consumer refuses it is an event, and the seats are as they were.
fn fails_with(submission: SubmissionOf<Test>, error: Error<Test>) {
    let before = state();
    let statement = Zkml::dry_run_proof(submission.clone()).unwrap();
    assert_ok!(submit(submission));
    assert!(Zkml::receipt(statement).is_some());
    let error: DispatchError = error.into();
    System::assert_last_event(pallet_zkml::Event::ConsumerFailed { statement, consumer: 0, error }.into());
    assert_eq!(state(), before);
}

/// Seats, nullifiers, how many are counted, and the first epoch.
type State = (Vec<(Epoch, u64)>, Vec<(Epoch, FieldBytes)>, Vec<(Epoch, u32)>, Option<Epoch>);

fn state() -> State {
    let (seats, nullifiers) = (Seats::<Test>::iter_keys().collect(), Nullifiers::<Test>::iter_keys().collect());
    (seats, nullifiers, SeatCount::<Test>::iter().collect(), FirstEpoch::<Test>::get())
}

/// The pallet's own events.
fn events() -> Vec<Event<Test>> {
    let own = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::Personhood(event) => Some(event),
        _ => None,
    };
    System::events().into_iter().filter_map(own).collect()
}

/// The first block of an epoch.
fn enter(epoch: Epoch) {
    System::set_block_number(epoch * EPOCH);
    assert_eq!(Personhood::epoch(), epoch);
}

/// Runs a test on a new chain, and checks the invariants after it.
fn on_a_chain(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        test();
        assert_ok!(Personhood::do_try_state());
    });
}

mod policy {
    use super::*;

    fn with_output(output: Port) -> Layout {
        Layout { output, ..behaviour() }
    }

    #[test]
    fn can_be_set_and_replaced_and_cleared() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let policy = judge.policy();
            System::assert_last_event(Event::PolicySet { policy }.into());
            assert_eq!(Personhood::policy(), Some(policy));
            let second = judge.add_version(2);
            assert_ok!(second.set_policy());
            assert_eq!(Personhood::policy(), Some(second.policy()));
            assert_ok!(Personhood::clear_policy(RuntimeOrigin::root()));
            System::assert_last_event(Event::PolicyCleared { policy: second.policy() }.into());
            assert_eq!(Personhood::policy(), None);
            assert_noop!(Personhood::clear_policy(RuntimeOrigin::root()), Error::<Test>::NoPolicy);
        });
    }

    #[test]
    fn can_be_of_the_genesis() {
        let (layout, params) = (behaviour(), None);
        let key = SimulatedKey::<Bn254>::new(1, layout.public_inputs().unwrap());
        let model = pallet_zkml::genesis::GenesisModel {
            owner: OWNER,
            name: "human".into(),
            curve: Bn254::ID,
            vk: key.verifying_key().encode(),
            layout,
            setup: Setup::Development,
            params,
        };
        let policy = Some(Policy { model: 0, version: 1, verdict: HUMAN });
        let models = pallet_zkml::GenesisConfig { models: vec![model], circuits: vec![] };
        with_genesis(models, GenesisConfig { policy, ..Default::default() }).execute_with(|| {
            let judge = Judge { model: 0, version: 1, key, layout, params: None };
            assert_ok!(judge.seat(ALICE, secret(1)));
            assert!(Personhood::is_seated(&ALICE));
        });
    }

    #[test]
    #[should_panic(expected = "failed to set the policy of the genesis: UnknownVersion")]
    fn of_the_genesis_needs_its_model() {
        let policy = Some(Policy { model: 0, version: 1, verdict: HUMAN });
        with_genesis(Default::default(), GenesisConfig { policy, ..Default::default() });
    }

    #[test]
    fn can_be_of_a_committed_input_and_of_committed_weights() {
        on_a_chain(|| {
            let layout = Layout { input: port(Visibility::Committed, 40, 16), ..behaviour() };
            for (i, layout) in [layout, Layout { params: Params::Committed, ..layout }].into_iter().enumerate() {
                let judge = Judge::<Bn254>::register(&[i as u8], i as u64, layout);
                assert_ok!(judge.set_policy());
                assert_ok!(judge.seat(ALICE + i as u64, secret(i as u8)));
                assert!(Personhood::is_seated(&(ALICE + i as u64)));
            }
        });
    }

    #[test]
    fn fails_for_anyone_but_the_origin_that_may() {
        on_a_chain(|| {
            let Policy { model, version, verdict } = Judge::<Bn254>::trusted().policy();
            let owner = || RuntimeOrigin::signed(OWNER);
            assert_noop!(Personhood::set_policy(owner(), model, version, verdict), BadOrigin);
            assert_noop!(Personhood::clear_policy(owner()), BadOrigin);
        });
    }

    #[test]
    fn fails_on_a_version_that_is_not_live() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::register(b"human", 1, behaviour());
            for policy in [Policy { model: 1, ..judge.policy() }, Policy { version: 2, ..judge.policy() }] {
                assert_noop!(set_policy(policy), Error::<Test>::UnknownVersion);
            }
            let second = judge.add_version(2);
            assert_ok!(Zkml::deprecate_version(RuntimeOrigin::signed(OWNER), judge.model, 1));
            assert_noop!(judge.set_policy(), Error::<Test>::VersionNotLive);
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), judge.model, 2));
            assert_noop!(second.set_policy(), Error::<Test>::VersionNotLive);
        });
    }

    #[test]
    fn fails_without_a_nullifier() {
        on_a_chain(|| {
            let layout = Layout { nullifier: false, ..behaviour() };
            let judge = Judge::<Bn254>::register(b"human", 1, layout);
            assert_noop!(judge.set_policy(), Error::<Test>::NoNullifier);
        });
    }

    #[test]
    fn fails_on_a_public_input() {
        on_a_chain(|| {
            let layout = Layout { input: port(Visibility::Public, 40, 16), ..behaviour() };
            let judge = Judge::<Bn254>::register(b"human", 1, layout);
            assert_noop!(judge.set_policy(), Error::<Test>::PublicInput);
        });
    }

    #[test]
    fn fails_on_an_output_that_is_not_one_public_number() {
        on_a_chain(|| {
            for (i, output) in
                [port(Visibility::Public, 2, 1), port(Visibility::Committed, 1, 1)].into_iter().enumerate()
            {
                let judge = Judge::<Bn254>::register(&[i as u8], i as u64, with_output(output));
                assert_noop!(judge.set_policy(), Error::<Test>::UnsupportedLayout);
            }
        });
    }

    #[test]
    fn fails_on_a_verdict_that_tells_nobody_apart() {
        on_a_chain(|| {
            let bit = Judge::<Bn254>::register(b"bit", 1, behaviour());
            let signed = Port { signed: true, ..port(Visibility::Public, 1, 8) };
            let score = Judge::<Bn254>::register(b"score", 2, with_output(signed));
            let set = |judge: &Judge<Bn254>, verdict| set_policy(Policy { verdict, ..judge.policy() });
            for verdict in [0, 2, -1, i64::MIN, i64::MAX] {
                assert_noop!(set(&bit, verdict), Error::<Test>::VerdictOutOfRange);
            }
            for verdict in [-128, 128] {
                assert_noop!(set(&score, verdict), Error::<Test>::VerdictOutOfRange);
            }
            for verdict in [-127, 127] {
                assert_ok!(set(&score, verdict));
            }
        });
    }
}

mod seat {
    use super::*;

    /// The life of a seat, on either curve.
    fn opens_and_ends_with_its_epoch<C: Curve>() {
        on_a_chain(|| {
            let judge = Judge::<C>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            System::assert_has_event(Event::SeatOpened { epoch: 0, account: ALICE }.into());
            assert!(Personhood::is_seated(&ALICE) && Personhood::seated(ALICE));
            assert!(!Personhood::is_seated(&RELAYER), "whoever carried the proof has no seat");
            assert_eq!(Personhood::seats(), 1);

            // Another secret has another seat.
            assert_ok!(judge.seat(BOB, secret(2)));
            assert_eq!(Personhood::seats(), 2);

            // The last block of the epoch still knows them, the next does not.
            System::set_block_number(Personhood::last_block());
            assert!(Personhood::is_seated(&ALICE));
            enter(1);
            assert!(!Personhood::is_seated(&ALICE));
            assert_eq!(Personhood::seats(), 0);

            // The same secret has a seat in every epoch.
            assert_ok!(judge.seat(CAROL, secret(1)));
            assert!(Personhood::is_seated(&CAROL) && !Personhood::is_seated(&ALICE));
            assert_eq!(Personhood::seats(), 1);
        });
    }

    #[test]
    fn opens_and_ends_with_its_epoch_on_bn254() {
        opens_and_ends_with_its_epoch::<Bn254>();
    }

    #[test]
    fn opens_and_ends_with_its_epoch_on_bls12_381() {
        opens_and_ends_with_its_epoch::<Bls12_381>();
    }

    fn is_refused_a_second_time<C: Curve>() {
        on_a_chain(|| {
            let judge = Judge::<C>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            // For another account, and for the same one again.
            fails_with(judge.prove_now(BOB, secret(1), HUMAN), Error::NullifierUsed);
            System::set_block_number(2);
            fails_with(judge.prove_now(ALICE, secret(1), HUMAN), Error::NullifierUsed);
            assert!(Personhood::is_seated(&ALICE) && !Personhood::is_seated(&BOB));
        });
    }

    #[test]
    fn is_refused_a_second_time_on_bn254() {
        is_refused_a_second_time::<Bn254>();
    }

    #[test]
    fn is_refused_a_second_time_on_bls12_381() {
        is_refused_a_second_time::<Bls12_381>();
    }

    #[test]
    fn opens_once_in_a_batch() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let batch = [(ALICE, 1, HUMAN), (BOB, 1, HUMAN), (CAROL, 2, MACHINE), (OWNER, 3, HUMAN)]
                .map(|(account, of, verdict)| judge.prove_now(account, secret(of), verdict));
            assert_ok!(Zkml::submit_batch(RuntimeOrigin::signed(RELAYER), batch.to_vec().try_into().unwrap()));
            let seated = [ALICE, BOB, CAROL, OWNER].map(|account| Personhood::is_seated(&account));
            assert_eq!(seated, [true, false, false, true]);
        });
    }

    #[test]
    fn is_one_of_an_account_and_leaves_the_other_secret_its_own() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            // Somebody gives Alice a seat that she did not ask for.
            assert_ok!(judge.seat(ALICE, secret(2)));
            fails_with(judge.prove_now(ALICE, secret(1), HUMAN), Error::AlreadySeated);
            assert_ok!(judge.seat(BOB, secret(1)));
            assert!(Personhood::is_seated(&ALICE) && Personhood::is_seated(&BOB));
        });
    }

    #[test]
    fn is_one_of_a_secret_whatever_the_policy() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let second = judge.add_version(2);
            let other = Judge::<Bn254>::register(b"other", 3, behaviour());
            assert_ok!(judge.seat(ALICE, secret(1)));
            for replaced in [second, other] {
                assert_ok!(replaced.set_policy());
                fails_with(replaced.prove_now(BOB, secret(1), HUMAN), Error::NullifierUsed);
            }
            assert!(Personhood::is_seated(&ALICE), "an open seat stays open");
        });
    }

    #[test]
    fn is_refused_to_a_machine_whose_secret_may_try_again() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(submit(judge.prove_now(ALICE, secret(1), MACHINE)));
            assert_eq!(events().last(), Some(&Event::VerdictRefused { epoch: 0, account: ALICE, verdict: MACHINE }));
            assert_eq!(state(), Default::default());
            assert_ok!(judge.seat(ALICE, secret(1)));
            assert!(Personhood::is_seated(&ALICE));
        });
    }

    #[test]
    fn takes_the_least_verdict_that_the_policy_names() {
        on_a_chain(|| {
            let output = Port { signed: true, ..port(Visibility::Public, 1, 8) };
            let judge = Judge::<Bn254>::register(b"score", 1, Layout { output, ..behaviour() });
            assert_ok!(set_policy(Policy { verdict: -3, ..judge.policy() }));
            for (account, of, verdict) in [(ALICE, 1, -3), (BOB, 2, -4), (CAROL, 3, 127)] {
                assert_ok!(submit(judge.prove_now(account, secret(of), verdict)));
                assert_eq!(Personhood::is_seated(&account), verdict >= -3);
            }
        });
    }

    #[test]
    fn is_not_opened_with_a_nullifier_that_the_proof_does_not_name() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            let spent = judge.prove_now(BOB, secret(1), HUMAN);
            let fresh = judge.nullifier(&secret(2), &subject());
            let swapped = Submission { nullifier: Some(fresh), ..spent.clone() };
            assert_noop!(submit(swapped), pallet_zkml::Error::<Test>::InvalidProof);
            // One that the same secret left elsewhere.
            let elsewhere = judge.nullifier(&secret(1), &Personhood::subject(1));
            let swapped = Submission { nullifier: Some(elsewhere), ..spent.clone() };
            assert_noop!(submit(swapped), pallet_zkml::Error::<Test>::InvalidProof);
            let missing = Submission { nullifier: None, ..spent };
            assert_noop!(submit(missing), pallet_zkml::Error::<Test>::MissingNullifier);
        });
    }

    /// The order of BN254's scalar field, big end first.
    const ORDER: [u8; 32] = [
        0x30, 0x64, 0x4e, 0x72, 0xe1, 0x31, 0xa0, 0x29, 0xb8, 0x50, 0x45, 0xb6, 0x81, 0x81, 0x58, 0x5d, 0x28, 0x33,
        0xe8, 0x48, 0x79, 0xb9, 0x70, 0x91, 0x43, 0xe1, 0xf5, 0x93, 0xf0, 0x00, 0x00, 0x01,
    ];

    #[test]
    fn is_not_opened_by_other_bytes_of_the_same_nullifier() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            let mut submission = judge.prove_now(BOB, secret(1), HUMAN);
            let mut carry = 0;
            let bytes = submission.nullifier.as_mut().unwrap();
            for (byte, order) in bytes.iter_mut().zip(ORDER.iter().rev()) {
                carry += u16::from(*byte) + u16::from(*order);
                *byte = carry as u8;
                carry >>= 8;
            }
            assert_noop!(submit(submission), pallet_zkml::Error::<Test>::ElementNotCanonical);
        });
    }

    #[test]
    fn is_not_opened_for_another_account_than_the_proof_names() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let stolen = Submission { account: BOB, ..judge.prove_now(ALICE, secret(1), HUMAN) };
            assert_noop!(submit(stolen), pallet_zkml::Error::<Test>::InvalidProof);
            let output = judge.layout.output.pack(&[HUMAN]).unwrap().try_into().unwrap();
            let better = Submission { output, ..judge.prove_now(BOB, secret(1), MACHINE) };
            assert_noop!(submit(better), pallet_zkml::Error::<Test>::InvalidProof);
        });
    }

    #[test]
    fn is_not_opened_by_a_proof_of_the_epoch_before_or_after() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let early = judge.prove(ALICE, secret(1), HUMAN, Personhood::subject(1));
            fails_with(early, Error::WrongEpoch);
            System::set_block_number(Personhood::last_block());
            let in_time = judge.prove_now(ALICE, secret(1), HUMAN);
            let late = judge.prove_now(BOB, secret(2), HUMAN);
            assert_ok!(submit(in_time));
            enter(1);
            fails_with(late, Error::WrongEpoch);
            assert!(!Personhood::is_seated(&BOB));
        });
    }

    /// Proofs that hold and are not this pallet's: it does nothing, and that is not a failure.
    fn opens_nothing(submission: SubmissionOf<Test>) {
        let (before, told) = (state(), events());
        let statement = Zkml::dry_run_proof(submission.clone()).unwrap();
        assert_ok!(submit(submission));
        assert!(Zkml::receipt(statement).is_some());
        assert_eq!((state(), events()), (before, told));
        let failed = |record: &frame_system::EventRecord<RuntimeEvent, _>| {
            matches!(record.event, RuntimeEvent::Zkml(pallet_zkml::Event::ConsumerFailed { .. }))
        };
        assert!(!System::events().iter().any(failed));
    }

    #[test]
    fn is_not_opened_without_a_policy() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::register(b"human", 1, behaviour());
            opens_nothing(judge.prove_now(ALICE, secret(1), HUMAN));
            assert_ok!(judge.set_policy());
            assert_ok!(Personhood::clear_policy(RuntimeOrigin::root()));
            opens_nothing(judge.prove_now(BOB, secret(1), HUMAN));
        });
    }

    #[test]
    fn is_not_opened_by_another_model_or_version_in_any_epoch() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let second = judge.add_version(3);
            let other = Judge::<Bn254>::register(b"other", 2, behaviour());
            for other in [second, other] {
                opens_nothing(other.prove_now(ALICE, secret(1), HUMAN));
                opens_nothing(other.prove(ALICE, secret(1), HUMAN, Personhood::subject(1)));
            }
        });
    }

    #[test]
    fn is_not_opened_for_another_subject() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            enter(5);
            for subject in [[0; 32], Personhood::subject(3), Personhood::subject(7), Personhood::subject(u64::MAX)] {
                opens_nothing(judge.prove(ALICE, secret(1), HUMAN, subject));
            }
        });
    }

    #[test]
    fn is_not_opened_once_the_version_is_revoked() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), judge.model, judge.version));
            assert_noop!(judge.seat(ALICE, secret(1)), pallet_zkml::Error::<Test>::VersionRevoked);
        });
    }

    #[test]
    fn is_not_opened_without_a_nullifier_even_if_it_is_told_so() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let output = judge.layout.output.pack(&[HUMAN]).unwrap();
            let inference = Inference {
                model: judge.model,
                version: judge.version,
                account: &ALICE,
                subject: subject(),
                valid_until: 1,
                statement: [0; 32],
                layout: &judge.layout,
                params: None,
                issuer: None,
                input: &[],
                output: &output,
                nullifier: None,
            };
            let failed = <(Personhood,)>::notify(&inference).failed;
            assert_eq!(failed, [(0, Error::<Test>::NoNullifier.into())]);
        });
    }

    #[test]
    fn is_tied_to_no_other_of_the_same_secret() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            let first = judge.prove_now(ALICE, secret(1), HUMAN);
            enter(1);
            let second = judge.prove_now(BOB, secret(1), HUMAN);
            assert!(first.input.is_empty() && second.input.is_empty());
            assert_ne!(first.subject, second.subject);
            assert_ne!(first.nullifier, second.nullifier);
            // A machine and a human of one secret are told apart by nothing but the verdict, and are one.
            assert_eq!(judge.prove_now(CAROL, secret(1), MACHINE).nullifier, second.nullifier);
        });
    }

    #[test]
    fn is_paid_for_by_whoever_submits() {
        use frame_support::dispatch::GetDispatchInfo;
        on_a_chain(|| {
            let s = Judge::<Bn254>::trusted().prove_now(ALICE, secret(1), HUMAN);
            let call = RuntimeCall::Zkml(s.into());
            // Context, verdict, scope and nullifier, and room for a digest of parameters.
            let verification = <() as pallet_zkml::WeightInfo>::submit_proof_bn254(5);
            let total = verification + <() as WeightInfo>::on_verified();
            assert_eq!(call.get_dispatch_info().call_weight, total);
        });
    }

    #[test]
    fn subjects_are_pinned() {
        use parity_scale_codec::Encode;
        let preimage = [&b"personhood/v1per/hood"[..], &5u64.to_le_bytes()].concat();
        assert_eq!((SUBJECT_DOMAIN, Id::get(), 5u64).encode(), preimage);
        assert_eq!(Personhood::subject(5), sp_io::hashing::blake2_256(&preimage));
    }
}

mod epochs {
    use super::*;

    /// Seats in the epoch that runs, without proofs.
    fn fill(seats: u8) {
        let epoch = Personhood::epoch();
        for i in 0..seats {
            Seats::<Test>::insert(epoch, 100 + u64::from(i), ());
            Nullifiers::<Test>::insert(epoch, [i; 32], ());
        }
        SeatCount::<Test>::insert(epoch, u32::from(seats));
        FirstEpoch::<Test>::mutate(|first| *first = Some(first.unwrap_or(epoch)));
        assert_ok!(Personhood::do_try_state());
    }

    fn base() -> Weight {
        <() as WeightInfo>::prune(0)
    }

    fn each() -> Weight {
        <() as WeightInfo>::prune(1) - base()
    }

    /// Prunes and checks that it took what it says.
    fn prune(limit: Weight) -> u64 {
        let used = Personhood::on_idle(System::block_number(), limit);
        assert_ok!(Personhood::do_try_state());
        assert!(used.all_lte(limit));
        if used == Weight::zero() {
            return 0;
        }
        let steps = (used - base()).checked_div_per_component(&each()).unwrap();
        assert_eq!(used, base() + each() * steps);
        steps
    }

    fn left() -> usize {
        Seats::<Test>::iter().count()
    }

    #[test]
    fn number_the_blocks() {
        on_a_chain(|| {
            for (block, epoch, last) in [(0, 0, 19), (1, 0, 19), (19, 0, 19), (20, 1, 39), (39, 1, 39), (40, 2, 59)] {
                System::set_block_number(block);
                assert_eq!((Personhood::epoch(), Personhood::last_block()), (epoch, last));
            }
            System::set_block_number(u64::MAX);
            assert_eq!((Personhood::epoch(), Personhood::last_block()), (u64::MAX / EPOCH, u64::MAX));
        });
    }

    #[test]
    fn are_pruned_when_they_have_ended_and_so_many_seats_in_a_block() {
        on_a_chain(|| {
            fill(12);
            System::set_block_number(Personhood::last_block());
            assert_eq!(prune(Weight::MAX), 0);
            assert_eq!(left(), 12);
            enter(1);
            fill(3);
            for remaining in [10, 5, 3] {
                prune(Weight::MAX);
                assert_eq!(left(), remaining);
            }
            // What runs stays, and nothing is left of what ended.
            assert_eq!(prune(Weight::MAX), 0);
            assert_eq!(SeatCount::<Test>::iter().collect::<Vec<_>>(), [(1, 3)]);
            assert_eq!(FirstEpoch::<Test>::get(), Some(1));
        });
    }

    #[test]
    fn are_pruned_with_what_weight_there_is() {
        on_a_chain(|| {
            fill(4);
            enter(1);
            for too_little in [Weight::zero(), base(), base() + each() - Weight::from_parts(1, 0)] {
                assert_eq!(prune(too_little), 0);
                assert_eq!(left(), 4);
            }
            assert_eq!(prune(base() + each()), 1);
            assert_eq!(left(), 3);
            assert_eq!(prune(base() + each() * 3 - Weight::from_parts(0, 1)), 2);
            assert_eq!(left(), 1);
        });
    }

    #[test]
    fn without_seats_cost_a_step_each() {
        on_a_chain(|| {
            fill(1);
            enter(9);
            fill(1);
            // A seat and four epochs, then four more and no further.
            assert_eq!(prune(Weight::MAX), 5);
            assert_eq!(FirstEpoch::<Test>::get(), Some(4));
            assert_eq!(prune(Weight::MAX), 5);
            assert_eq!(prune(Weight::MAX), 0);
            assert_eq!((FirstEpoch::<Test>::get(), left()), (Some(9), 1));
        });
    }

    #[test]
    fn of_which_none_had_a_seat_are_not_looked_for() {
        on_a_chain(|| {
            enter(1_000);
            assert_eq!(prune(Weight::MAX), 0);
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            assert_eq!(FirstEpoch::<Test>::get(), Some(1_000));
        });
    }

    #[test]
    fn that_ended_seat_nobody_while_they_wait_to_be_pruned() {
        on_a_chain(|| {
            let judge = Judge::<Bn254>::trusted();
            assert_ok!(judge.seat(ALICE, secret(1)));
            enter(1);
            assert_eq!(left(), 1);
            assert!(!Personhood::is_seated(&ALICE));
            assert_ok!(judge.seat(ALICE, secret(1)));
            prune(Weight::MAX);
            assert!(Personhood::is_seated(&ALICE));
            assert_eq!(left(), 1);
        });
    }

    #[test]
    fn that_do_not_add_up_are_found() {
        let broken: [fn(); 5] = [
            || Nullifiers::<Test>::remove(0, [0; 32]),
            || Seats::<Test>::remove(0, 100),
            || SeatCount::<Test>::insert(0, 3),
            || FirstEpoch::<Test>::kill(),
            || FirstEpoch::<Test>::put(1),
        ];
        for breaks in broken {
            new_test_ext().execute_with(|| {
                fill(2);
                breaks();
                assert!(Personhood::do_try_state().is_err());
            });
        }
        new_test_ext().execute_with(|| {
            enter(1);
            fill(2);
            enter(0);
            assert!(Personhood::do_try_state().is_err(), "a seat of an epoch that is to come");
        });
    }
}

mod property {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[derive(Clone, Debug)]
    enum Step {
        /// Of the epoch that runs plus one less than `ahead`.
        Verified {
            account: u64,
            secret: u8,
            verdict: i64,
            ahead: u64,
        },
        Blocks(u64),
        Prune,
    }

    fn step() -> impl Strategy<Value = Step> {
        let ahead = prop_oneof![8 => Just(1u64), 1 => Just(0), 1 => Just(2)];
        prop_oneof![
            12 => (1u64..=5, 1u8..=5, 0i64..=1, ahead)
                .prop_map(|(account, secret, verdict, ahead)| Step::Verified { account, secret, verdict, ahead }),
            4 => (1u64..15).prop_map(Step::Blocks),
            2 => Just(Step::Prune),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

        /// In every epoch, an account has one seat and a secret has one, whatever comes in which order.
        #[test]
        fn seats_are_those_of_as_many_secrets(steps in proptest::collection::vec(step(), 1..120)) {
            on_a_chain(|| {
                let judge = Judge::<Bn254>::trusted();
                let mut seated: BTreeMap<Epoch, (BTreeSet<u64>, BTreeSet<u8>)> = BTreeMap::new();
                for step in steps {
                    let epoch = Personhood::epoch();
                    match step {
                        Step::Verified { account, secret: of, verdict, ahead } => {
                            let subject = Personhood::subject((epoch + ahead).wrapping_sub(1));
                            let output = judge.layout.output.pack(&[verdict]).unwrap();
                            let inference = Inference {
                                model: judge.model,
                                version: judge.version,
                                account: &account,
                                subject,
                                valid_until: System::block_number(),
                                statement: [0; 32],
                                layout: &judge.layout,
                                params: None,
                                issuer: None,
                                input: &[],
                                output: &output,
                                // As a nullifier does, it tells the secrets of an epoch apart and joins those of no two.
                                nullifier: Some(sp_io::hashing::blake2_256(&[&subject[..], &[of]].concat())),
                            };
                            let failed = <(Personhood,)>::notify(&inference).failed;
                            let (accounts, secrets) = seated.entry(epoch).or_default();
                            let expected = if ahead != 1 {
                                // There is no epoch before the first.
                                (epoch + ahead > 0).then_some(Error::<Test>::WrongEpoch)
                            } else if verdict == MACHINE {
                                None
                            } else if secrets.contains(&of) {
                                Some(Error::NullifierUsed)
                            } else if accounts.contains(&account) {
                                Some(Error::AlreadySeated)
                            } else {
                                accounts.insert(account);
                                secrets.insert(of);
                                None
                            };
                            let expected: Vec<_> = expected.into_iter().map(|error| (0, error.into())).collect();
                            assert_eq!(failed, expected);
                        }
                        Step::Blocks(blocks) => System::set_block_number(System::block_number() + blocks),
                        Step::Prune => {
                            Personhood::on_idle(System::block_number(), Weight::MAX);
                        }
                    }
                    let epoch = Personhood::epoch();
                    let accounts = seated.get(&epoch).map(|(accounts, _)| accounts.clone()).unwrap_or_default();
                    for account in 1..=5 {
                        assert_eq!(Personhood::is_seated(&account), accounts.contains(&account));
                    }
                    assert_eq!(Personhood::seats() as usize, accounts.len());
                    assert_ok!(Personhood::do_try_state());
                }
            });
        }
    }
}
