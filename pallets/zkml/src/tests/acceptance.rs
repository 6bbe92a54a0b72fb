//! What a pallet is told that takes proofs itself: whether a statement stands accepted, and whether governance kept a proof from
//! being accepted.

use super::*;
use crate::AcceptInference;

on_every_curve!(
    accepting_is_submitting,
    what_was_accepted_before_is_found_without_its_proof,
    what_was_accepted_is_found_after_its_last_block_and_in_a_pause,
    what_was_accepted_is_refused_when_its_key_is_revoked,
    accepting_weighs_what_submitting_does,
    refusals_are_those_of_submitting,
    a_version_is_known_by_the_hash_of_its_key,
);

fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

fn accept(submission: SubmissionOf<Test>) -> Result<Acceptance<u64>, DispatchError> {
    <Zkml as AcceptInference<u64, u64>>::accept(submission)
}

fn accepting_is_submitting<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let submission = model.submission();
    let statement = model.statement(&submission).hash();
    assert_eq!(
        accept(submission.clone()),
        Ok(Acceptance { statement, block: 1, newly: true, spared: CONSUMER_WEIGHT.saturating_mul(2) })
    );
    assert_eq!(Receipts::<Test>::get(statement).map(|receipt| (receipt.account, receipt.block)), Some((PROVER, 1)));
    assert_eq!(Seen::get().len(), 2, "consumers are told");
    assert_noop!(submit(submission), Error::<Test>::AlreadyVerified);
}

fn what_was_accepted_before_is_found_without_its_proof<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let submission = model.submission();
    let statement = model.statement(&submission).hash();
    assert_ok!(submit(submission.clone()));
    let told = Seen::get().len();
    System::set_block_number(5);
    let without = Submission { proof: ProofBytes::default(), ..submission.clone() };
    for again in [submission.clone(), without] {
        assert_eq!(accept(again), Ok(Acceptance { statement, block: 1, newly: false, spared: Weight::zero() }));
    }
    assert_eq!(Seen::get().len(), told, "nobody is told twice");
    // Another statement is not found, whatever proof comes with it.
    let other = Submission { valid_until: submission.valid_until + 1, ..submission };
    assert_noop!(accept(other), Error::<Test>::InvalidProof);
}

fn what_was_accepted_is_found_after_its_last_block_and_in_a_pause<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let submission = model.submission();
    assert_ok!(submit(submission.clone()));
    assert_ok!(Zkml::pause(root(), PauseTarget::Everything));
    System::set_block_number(submission.valid_until + 1);
    assert!(accept(submission.clone()).is_ok_and(|accepted| !accepted.newly));
    // Not when its mark has gone: it would be accepted a second time.
    assert_ok!(Zkml::resume(root(), PauseTarget::Everything));
    run_to(submission.valid_until + 20);
    assert!(Receipts::<Test>::iter_keys().next().is_none());
    assert_noop!(accept(submission), Error::<Test>::Expired);
}

/// Whoever can forge for the key may have forged what was accepted.
fn what_was_accepted_is_refused_when_its_key_is_revoked<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let submission = model.submission();
    assert_ok!(submit(submission.clone()));
    // As that of a circuit.
    assert_ok!(register_circuit_key::<C>(OWNER, model.vk.encode()));
    assert_ok!(Zkml::revoke_circuit(root(), 0));
    assert_noop!(accept(submission.clone()), Error::<Test>::RevokedKey);
    assert_ok!(Zkml::revoke_version(root(), 0, 1));
    assert_noop!(accept(submission), Error::<Test>::VersionRevoked);
}

fn accepting_weighs_what_submitting_does<C: Curve>() {
    for layout in [public_layout(), small_layout(), full_layout()] {
        let name = [b'm', Models::<Test>::iter().count() as u8];
        let submission = Model::<C>::register_as(&name, 1, layout).submission();
        let weight = <Zkml as AcceptInference<u64, u64>>::accept_weight(&submission);
        assert_eq!(weight, call(submission).get_dispatch_info().call_weight);
    }
}

fn refusals_are_those_of_submitting<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let good = model.submission();
    let change = |change: fn(&mut SubmissionOf<Test>)| {
        let mut submission = good.clone();
        change(&mut submission);
        submission
    };
    for (bad, error) in [
        (change(|s| s.model = 1), Error::<Test>::UnknownModel),
        (change(|s| s.version = 2), Error::<Test>::UnknownVersion),
        (change(|s| s.valid_until = 0), Error::<Test>::Expired),
        (change(|s| s.valid_until = u64::MAX), Error::<Test>::ValidityTooLong),
        (change(|s| s.subject = [1; 32]), Error::<Test>::InvalidProof),
        (change(|s| s.account = STRANGER), Error::<Test>::InvalidProof),
        (change(|s| s.proof = ProofBytes::default()), Error::<Test>::ProofLength),
        (change(|s| s.output = Elements::default()), Error::<Test>::OutputCount),
    ] {
        assert_noop!(accept(bad.clone()), error);
        assert_eq!(accept(bad.clone()).unwrap_err(), submit(bad).unwrap_err());
    }
    for target in [PauseTarget::Everything, PauseTarget::Model(0)] {
        assert_ok!(Zkml::pause(root(), target));
        assert_noop!(accept(good.clone()), Error::<Test>::Paused);
        assert_ok!(Zkml::resume(root(), target));
    }
    assert!(accept(good).is_ok());
}

fn a_version_is_known_by_the_hash_of_its_key<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let vk_hash = <Zkml as AcceptInference<u64, u64>>::vk_hash;
    assert_eq!((vk_hash(0, 1), vk_hash(0, 2), vk_hash(1, 1)), (Some(model.vk.hash()), None, None));
}

#[test]
fn a_deprecated_version_serves_for_as_long_as_is_said() {
    new_test_ext().execute_with(|| {
        let longest = <Zkml as AcceptInference<u64, u64>>::max_validity();
        assert_eq!(longest, ValidityLimit::get());
        let model = Model::<Bn254>::register(small_layout());
        assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
        assert_noop!(accept(model.proved([1; 32], 1 + longest + 1)), Error::<Test>::ValidityTooLong);
        System::set_block_number(2);
        assert_noop!(accept(model.proved([1; 32], 1 + longest + 1)), Error::<Test>::VersionDeprecated);
        assert!(accept(model.proved([1; 32], 1 + longest)).is_ok());
    })
}

// Interruptions.

fn interrupted(model: ModelId, since: u64) -> bool {
    <Zkml as AcceptInference<u64, u64>>::interrupted_since(model, 1, since)
}

#[test]
fn pauses_interrupt_while_they_last_and_whoever_waited_through_them() {
    for target in [PauseTarget::Everything, PauseTarget::Model(0)] {
        new_test_ext().execute_with(|| {
            Model::<Bn254>::register(small_layout());
            Model::<Bn254>::register_as(b"other", 2, small_layout());
            assert!(!interrupted(0, 0) && !interrupted(1, 0));
            System::set_block_number(3);
            assert_ok!(Zkml::pause(root(), target));
            let all = target == PauseTarget::Everything;
            for since in [0, 3, 4, u64::MAX] {
                assert!(interrupted(0, since));
                assert_eq!(interrupted(1, since), all);
            }
            assert_eq!(Resumptions::<Test>::iter().count(), 0, "nothing has been resumed");
            System::set_block_number(6);
            assert_ok!(Zkml::resume(root(), target));
            assert_eq!(Resumptions::<Test>::get(target), Some(6));
            // Who begins in the block that resumes has missed nothing.
            for (since, expected) in [(0, true), (3, true), (5, true), (6, false), (7, false)] {
                assert_eq!(interrupted(0, since), expected, "since {since}");
                assert_eq!(interrupted(1, since), expected && all, "since {since}");
            }
        })
    }
}

#[test]
fn the_last_resumption_counts() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        for block in [2, 9] {
            System::set_block_number(block);
            assert_ok!(Zkml::pause(root(), PauseTarget::Model(0)));
            assert_ok!(Zkml::resume(root(), PauseTarget::Model(0)));
            assert_eq!(Resumptions::<Test>::get(PauseTarget::Model(0)), Some(block));
        }
        assert!(interrupted(0, 8) && !interrupted(0, 9));
        assert_noop!(Zkml::resume(root(), PauseTarget::Model(0)), Error::<Test>::NotPaused);
    })
}

#[test]
fn revocations_interrupt_for_ever() {
    new_test_ext().execute_with(|| {
        let first = Model::<Bn254>::register(small_layout());
        Model::<Bn254>::register_as(b"other", 2, small_layout());
        assert_ok!(register_circuit_key::<Bn254>(OWNER, first.vk.encode()));
        assert_ok!(Zkml::revoke_circuit(root(), 0));
        assert!(interrupted(0, u64::MAX) && !interrupted(1, 0));
        assert_ok!(Zkml::revoke_version(root(), 1, 1));
        assert!(interrupted(1, u64::MAX));
    })
}

#[test]
fn deprecation_interrupts_nothing() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
        assert!(!interrupted(0, 0));
    })
}

#[test]
fn what_is_not_there_is_interrupted() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        assert!(interrupted(1, 0));
        assert!(<Zkml as AcceptInference<u64, u64>>::interrupted_since(0, 2, 0));
    })
}

#[test]
fn circuits_leave_no_resumptions() {
    new_test_ext().execute_with(|| {
        let circuit = CircuitKey::<Bn254>::register(1, 2);
        assert_ok!(Zkml::pause(root(), PauseTarget::Circuit(circuit.id)));
        assert_ok!(Zkml::resume(root(), PauseTarget::Circuit(circuit.id)));
        assert_eq!(Resumptions::<Test>::iter().count(), 0);
    })
}

#[test]
fn a_resumption_goes_with_its_model() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        for target in [PauseTarget::Everything, PauseTarget::Model(0)] {
            assert_ok!(Zkml::pause(root(), target));
            assert_ok!(Zkml::resume(root(), target));
        }
        assert_ok!(Zkml::revoke_version(root(), 0, 1));
        assert_ok!(Zkml::remove_model(signed(OWNER), 0));
        assert_eq!(Resumptions::<Test>::iter_keys().collect::<Vec<_>>(), [PauseTarget::Everything]);
    })
}
