//! Inputs that must be attested, and nullifiers.

use super::*;
use zkml_primitives::attestation::{Step, MAX_PATH};

on_every_curve!(
    can_submit_an_attested_input,
    can_submit_with_all_that_a_layout_can_ask_for,
    can_submit_under_another_root_of_the_same_issuer,
    can_submit_a_batch_with_attestations_and_without,
    consumers_are_told_of_issuer_and_nullifier,
    this_pallet_does_not_remember_nullifiers,
);

fn attested<C: Curve>() -> Model<C> {
    Model::register(attested_layout())
}

fn with_nullifier<C: Curve>() -> Model<C> {
    Model::register(Layout { nullifier: true, ..small_layout() })
}

fn can_submit_an_attested_input<C: Curve>() {
    let model = attested::<C>();
    let submission = model.submission();
    System::set_block_number(3);
    assert_ok!(submit(submission.clone()));
    let root = submission.attestation.unwrap().root;
    // The leaf is that of the account and the digest, and the block is this one.
    let leaf = leaf(&account_bytes(&PROVER), &submission.input[0]);
    assert_eq!(Asked::get(), [(ISSUER, root, leaf, 3)]);
    assert_ok!(Zkml::do_try_state());
}

fn can_submit_with_all_that_a_layout_can_ask_for<C: Curve>() {
    let model = Model::<C>::register(full_layout());
    assert_eq!(full_layout().public_inputs(), Ok(6));
    let submission = model.submission();
    let inputs = model.statement(&submission).public_inputs();
    assert_eq!(inputs[1..3], [digest(1), submission.input[0]]);
    assert_eq!(inputs[4..], [scope_of([7; 32]), digest(9)]);
    assert_ok!(submit(submission.clone()));
    assert_noop!(submit(submission), Error::<Test>::AlreadyVerified);
    let retrained = model.retrain(digest(2));
    assert_ok!(submit(retrained.submission()));
    assert_ok!(Zkml::do_try_state());
}

/// Roots come and go while the issuer is the same: a proof need not be made again for the next one.
fn can_submit_under_another_root_of_the_same_issuer<C: Curve>() {
    let mut submission = attested::<C>().submission();
    let leaf = leaf(&account_bytes(&PROVER), &submission.input[0]);
    Published::mutate(|published| {
        published.clear();
        published.insert((ISSUER, leaf), Ok(()))
    });
    assert_noop!(submit(submission.clone()), Error::<Test>::UnknownAttestation);
    submission.attestation = Some(Attestation { issuer: ISSUER, root: leaf, path: Default::default() });
    assert_ok!(submit(submission));
}

fn can_submit_a_batch_with_attestations_and_without<C: Curve>() {
    let (one, two) = (attested::<C>(), Model::<C>::register_as(b"small", 2, small_layout()));
    assert_ok!(submit_batch(&[one.submission(), two.submission(), one.submission_about([1; 32])]));
    let unknown = one.submission_about([2; 32]);
    Published::set(Default::default());
    assert_noop!(submit_batch(&[two.submission_about([3; 32]), unknown]), Error::<Test>::UnknownAttestation);
}

fn consumers_are_told_of_issuer_and_nullifier<C: Curve>() {
    let full = Model::<C>::register(full_layout());
    let plain = Model::<C>::register_as(b"plain", 2, small_layout());
    assert_ok!(submit(full.submission()));
    assert_ok!(submit(plain.submission()));
    let told: Vec<_> = Seen::get().into_iter().map(|told| (told.issuer, told.nullifier, told.params)).collect();
    let (rich, none) = ((Some(ISSUER), Some(digest(9)), Some(digest(1))), (None, None, None));
    assert_eq!(told, [rich, rich, none, none]);
}

/// Two statements with one nullifier are two statements: whoever serves a person once must remember.
fn this_pallet_does_not_remember_nullifiers<C: Curve>() {
    let model = with_nullifier::<C>();
    let first = model.proved([7; 32], 10);
    let second = model.proved([7; 32], 11);
    assert_eq!(first.nullifier, second.nullifier);
    assert_ok!(submit(first));
    assert_ok!(submit(second));
    assert_eq!(Seen::get().iter().filter(|told| told.nullifier == Some(digest(9))).count(), 4);
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_without_an_attestation_or_nullifier_and_with_one_too_many,
        fails_for_an_input_that_is_not_below_the_root,
        fails_for_an_attestation_of_another_account,
        fails_for_a_root_that_does_not_stand,
        fails_for_an_attestation_that_another_issuer_put_in_its_place,
        fails_for_another_nullifier,
        fails_for_a_nullifier_of_another_scope,
        fails_for_a_nullifier_beyond_the_order,
        fails_for_an_attestation_of_an_input_that_is_not_committed,
        errors_come_in_the_order_of_what_finding_them_costs,
        fails_to_decode_a_path_beyond_its_bound,
        a_dry_run_looks_at_the_attestation,
    );

    fn fails_without_an_attestation_or_nullifier_and_with_one_too_many<C: Curve>() {
        let full = Model::<C>::register(full_layout()).submission();
        let plain = Model::<C>::register_as(b"plain", 2, with_input(Visibility::Committed)).submission();
        for (submission, error) in [
            (Submission { attestation: None, ..full.clone() }, Error::<Test>::MissingAttestation),
            (Submission { nullifier: None, ..full.clone() }, Error::MissingNullifier),
            (Submission { attestation: full.attestation, ..plain.clone() }, Error::UnexpectedAttestation),
            (Submission { nullifier: full.nullifier, ..plain }, Error::UnexpectedNullifier),
        ] {
            assert_noop!(submit(submission.clone()), DispatchError::from(error));
            assert!(submit_batch(&[submission]).is_err());
        }
    }

    /// The issuer vouched for something else, or nobody for anything.
    fn fails_for_an_input_that_is_not_below_the_root<C: Curve>() {
        type Edit = fn(&mut Attestation<u64>);
        let model = attested::<C>();
        let good = model.submission();
        let edits: [Edit; 5] = [
            |a| a.root[0] ^= 1,
            |a| a.path[0].sibling[31] ^= 1,
            |a| a.path[1].is_left ^= true,
            |a| a.path.truncate(1),
            |a| a.path.try_push(Step { sibling: [0; 32], is_left: false }).unwrap(),
        ];
        for edit in edits {
            let mut bad = good.clone();
            edit(bad.attestation.as_mut().unwrap());
            assert_noop!(submit(bad), Error::<Test>::NotAttested);
        }
        let mut other = good.clone();
        other.input[0] = digest(3);
        other.proof = model.prove(&other);
        assert_noop!(submit(other), Error::<Test>::NotAttested);
        // It is the path that fails, and nobody is asked.
        assert!(Asked::get().is_empty());
        assert_ok!(submit(good));
    }

    /// Somebody else's attested data are of no use to a prover who has the opening.
    fn fails_for_an_attestation_of_another_account<C: Curve>() {
        let model = attested::<C>();
        let good = model.submission();
        let mut borrowed = good.clone();
        borrowed.account = STRANGER;
        borrowed.proof = model.prove(&borrowed);
        assert_noop!(submit(borrowed), Error::<Test>::NotAttested);
    }

    fn fails_for_a_root_that_does_not_stand<C: Curve>() {
        let submission = attested::<C>().submission();
        let root = submission.attestation.as_ref().unwrap().root;
        for (problem, error) in [
            (AttestationProblem::Unknown, Error::<Test>::UnknownAttestation),
            (AttestationProblem::Expired, Error::AttestationExpired),
            (AttestationProblem::Revoked, Error::AttestationRevoked),
        ] {
            Published::mutate(|published| published.insert((ISSUER, root), Err(problem)));
            assert_noop!(submit(submission.clone()), DispatchError::from(error));
        }
        // Another issuer's root of the same name says nothing.
        Published::set([((STRANGER, root), Ok(()))].into());
        assert_noop!(submit(submission), Error::<Test>::UnknownAttestation);
        assert_eq!(<() as CheckAttestation<u64, u64>>::check(&1, &root, &root, 1), Err(AttestationProblem::Unknown));
        assert_eq!(<() as CheckAttestation<u64, u64>>::weight(), Weight::zero());
    }

    /// Anybody can attest anything: whoever carries a proof must not use its statement up with an attestation of their own,
    /// which no consumer trusts.
    fn fails_for_an_attestation_that_another_issuer_put_in_its_place<C: Curve>() {
        let good = attested::<C>().submission();
        let mut swapped = good.clone();
        swapped.attestation = Some(attest(RELAYER, &good));
        assert_noop!(submit(swapped.clone()), Error::<Test>::InvalidProof);
        assert_noop!(submit_batch(&[swapped]), Error::<Test>::InvalidBatch);
        assert_ok!(submit(good));
        assert!(Seen::get().iter().all(|told| told.issuer == Some(ISSUER)));
    }

    fn fails_for_another_nullifier<C: Curve>() {
        let good = with_nullifier::<C>().submission();
        for other in [digest(8), [0; 32]] {
            let fresh = Submission { nullifier: Some(other), ..good.clone() };
            assert_noop!(submit(fresh.clone()), Error::<Test>::InvalidProof);
            assert_noop!(submit_batch(&[fresh]), Error::<Test>::InvalidBatch);
        }
        assert_ok!(submit(good));
    }

    /// The scope is that of the subject. Were it the prover's choice, each proof could have a nullifier of its own.
    fn fails_for_a_nullifier_of_another_scope<C: Curve>() {
        let model = with_nullifier::<C>();
        let mut submission = model.submission();
        let mut statement = model.statement(&submission);
        statement.nullifier.as_mut().unwrap().scope = scope_of([8; 32]);
        submission.proof = model.key.prove(&statement.public_inputs(), 77).try_into().unwrap();
        assert_noop!(submit(submission), Error::<Test>::InvalidProof);
    }

    /// Another encoding of the same nullifier would be a second one to whoever remembers them.
    fn fails_for_a_nullifier_beyond_the_order<C: Curve>() {
        let mut submission = with_nullifier::<C>().submission();
        let order: FieldBytes = C::Scalar::MODULUS.to_bytes_le().try_into().unwrap();
        for beyond in [order, [0xff; 32]] {
            submission.nullifier = Some(beyond);
            assert_noop!(submit(submission.clone()), Error::<Test>::ElementNotCanonical);
        }
    }

    fn fails_for_an_attestation_of_an_input_that_is_not_committed<C: Curve>() {
        for visibility in [Visibility::Public, Visibility::Private] {
            let layout = Layout { attested: true, ..with_input(visibility) };
            let vk = SimulatedKey::<C>::new(1, 4).verifying_key().encode();
            assert_noop!(register_key::<C>(b"digits", vk, layout), Error::<Test>::UncommittedAttestation);
        }
    }

    /// A submission with everything wrong, repaired step by step.
    fn errors_come_in_the_order_of_what_finding_them_costs<C: Curve>() {
        let model = Model::<C>::register(full_layout());
        let good = model.submission();
        let root = good.attestation.as_ref().unwrap().root;
        let mut s = good.clone();
        (s.nullifier, s.attestation) = (None, None);
        s.input = vec![[0xff; 32]; 2].try_into().unwrap();
        s.proof = vec![0xff; C::PROOF_BYTES - 1].try_into().unwrap();
        assert_noop!(submit(s.clone()), Error::<Test>::ProofLength);
        s.proof = vec![0xff; C::PROOF_BYTES].try_into().unwrap();
        assert_noop!(submit(s.clone()), Error::<Test>::MissingNullifier);
        s.nullifier = good.nullifier;
        assert_noop!(submit(s.clone()), Error::<Test>::MissingAttestation);
        s.attestation = Some(Attestation { issuer: ISSUER, root: [0; 32], path: Default::default() });
        assert_noop!(submit(s.clone()), Error::<Test>::InputCount);
        s.input = good.input.clone();
        let statement = model.statement(&s).hash();
        Zkml::insert_receipt(statement, &s, [0; 32]);
        assert_noop!(submit(s.clone()), Error::<Test>::AlreadyVerified);
        Receipts::<Test>::remove(statement);
        assert_noop!(submit(s.clone()), Error::<Test>::NotAttested);
        s.attestation = good.attestation.clone();
        Published::mutate(|published| published.remove(&(ISSUER, root)));
        assert_noop!(submit(s.clone()), Error::<Test>::UnknownAttestation);
        Published::mutate(|published| published.insert((ISSUER, root), Ok(())));
        assert_noop!(submit(s.clone()), Error::<Test>::MalformedProof);
        s.proof = good.proof.clone();
        assert_eq!(s, good);
        assert_ok!(submit(s));
    }

    fn fails_to_decode_a_path_beyond_its_bound<C: Curve>() {
        let mut submission = attested::<C>().submission();
        let step = Step { sibling: [5; 32], is_left: true };
        let path = &mut submission.attestation.as_mut().unwrap().path;
        *path = vec![step; MAX_PATH as usize].try_into().unwrap();
        let encoded = call(submission.clone()).encode();
        assert_eq!(RuntimeCall::decode(&mut &encoded[..]), Ok(call(submission.clone())));
        let steps = vec![step; MAX_PATH as usize].encode();
        let at = encoded.windows(steps.len()).position(|window| window == steps).unwrap();
        let longer =
            [&encoded[..at], &vec![step; MAX_PATH as usize + 1].encode(), &encoded[at + steps.len()..]].concat();
        assert!(RuntimeCall::decode(&mut &longer[..]).is_err());
    }

    fn a_dry_run_looks_at_the_attestation<C: Curve>() {
        let submission = attested::<C>().submission();
        assert!(Zkml::dry_run_proof(submission.clone()).is_ok());
        Published::set(Default::default());
        assert_eq!(Zkml::dry_run_proof(submission), Err(Error::<Test>::UnknownAttestation.into()));
    }
}
