//! Batches: all or nothing, and never more than the single submissions would be.

use super::*;
use frame_support::storage::{with_transaction, TransactionOutcome};
use sp_runtime::StateVersion;

on_every_curve!(
    can_submit_proofs_of_one_version,
    can_submit_proofs_of_many_models_and_versions,
    can_submit_the_largest_batch,
    can_submit_rerandomized_proofs,
    a_batch_of_one_is_a_single_submission,
    a_batch_leaves_what_its_proofs_leave_one_by_one,
    a_consumer_cannot_have_a_statement_accepted_twice,
);

fn subjects<const N: usize>() -> [[u8; 32]; N] {
    core::array::from_fn(|i| [i as u8 + 1; 32])
}

/// The state after a function, which is then undone.
fn state_after(function: impl FnOnce() -> DispatchResult) -> Vec<u8> {
    let root = with_transaction(|| {
        assert_ok!(function());
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(sp_io::storage::root(StateVersion::V1)))
    });
    root.unwrap()
}

fn can_submit_proofs_of_one_version<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let batch = subjects::<3>().map(|subject| model.submission_about(subject));
    assert_ok!(submit_batch(&batch));
    let verified: Vec<_> = System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Zkml(Event::ProofVerified { subject, statement, .. }) => Some((subject, statement)),
            _ => None,
        })
        .collect();
    let expected: Vec<_> = batch.iter().map(|item| (item.subject, model.statement(item).hash())).collect();
    assert_eq!(verified, expected);
    assert!(expected.iter().all(|(_, hash)| Receipts::<Test>::contains_key(hash)));
    for item in batch {
        assert_noop!(submit(item), Error::<Test>::AlreadyVerified);
    }
    assert_ok!(Zkml::do_try_state());
}

fn can_submit_proofs_of_many_models_and_versions<C: Curve>() {
    let first = Model::<C>::register(public_layout());
    let second = first.add_version(2);
    let other = Model::<C>::register_as(b"letters", 3, small_layout());
    // With the key of the first, so that the transcript has one key under two names.
    let twin = Model::<C>::register_as(b"twin", 1, public_layout());
    let [a, b, c] = subjects();
    let models = [(&first, a), (&other, a), (&second, a), (&first, b), (&twin, a), (&other, b), (&first, c)];
    let batch = models.map(|(model, subject)| model.submission_about(subject));
    assert_ok!(submit_batch(&batch));
    for ((model, _), item) in models.iter().zip(&batch) {
        let receipt = Receipts::<Test>::get(model.statement(item).hash()).unwrap();
        assert_eq!((receipt.model, receipt.version, receipt.subject), (model.id, model.version, item.subject));
    }
    assert_ok!(Zkml::do_try_state());
}

fn can_submit_the_largest_batch<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let batch = subjects::<{ MAX_BATCH as usize }>().map(|subject| model.submission_about(subject));
    assert_ok!(submit_batch(&batch));
    assert_eq!(Receipts::<Test>::iter().count(), MAX_BATCH as usize);
}

fn can_submit_rerandomized_proofs<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let mut batch = subjects::<2>().map(|subject| model.submission_about(subject));
    for item in &mut batch {
        item.proof = rerandomized_with_delta::<C>(&item.proof, &model.vk);
    }
    assert_ok!(submit_batch(&batch));
}

fn a_batch_of_one_is_a_single_submission<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let good = model.submission();
    let single = state_after(|| submit(good.clone()));
    assert_eq!(state_after(|| submit_batch(core::slice::from_ref(&good))), single);
    type Edit = fn(&mut SubmissionOf<Test>);
    let cases: [Edit; 6] = [
        |s| s.version = 2,
        |s| s.valid_until = 0,
        |s| s.proof.truncate(1),
        |s| s.input.clear(),
        |s| s.output[0][31] = 1,
        |s| s.proof.iter_mut().for_each(|byte| *byte = 0xff),
    ];
    for edit in cases {
        let mut bad = good.clone();
        edit(&mut bad);
        let error = submit(bad.clone()).unwrap_err();
        assert_noop!(submit_batch(&[bad]), error);
    }
}

fn a_batch_leaves_what_its_proofs_leave_one_by_one<C: Curve>() {
    let first = Model::<C>::register(public_layout());
    let second = first.add_version(2);
    let [a, b] = subjects();
    let batch = [first.submission_about(a), second.submission_about(a), first.submission_about(b)];
    let one_by_one = state_after(|| batch.iter().cloned().try_for_each(submit));
    assert_eq!(state_after(|| submit_batch(&batch)), one_by_one);
}

/// A consumer may submit proofs itself. What the batch brings is marked before anybody is told of any of it.
fn a_consumer_cannot_have_a_statement_accepted_twice<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let batch = subjects::<2>().map(|subject| model.submission_about(subject));
    Reentry::set(Some(batch[1].clone()));
    assert_ok!(submit_batch(&batch));
    assert_eq!(Reentered::get(), vec![Err(Error::<Test>::AlreadyVerified.into())]);
    assert_eq!(Seen::get().iter().filter(|told| told.subject == batch[1].subject).count(), 2);
    // Of the very statement that it is told of, it is as little use.
    let single = model.submission_about([9; 32]);
    Reentry::set(Some(single.clone()));
    assert_ok!(submit(single));
    assert_eq!(Reentered::get()[1], Err(Error::<Test>::AlreadyVerified.into()));
    // A proof of another statement is as good from a consumer as from anybody.
    Reentry::set(Some(model.submission_about([10; 32])));
    assert_ok!(submit(model.submission_about([11; 32])));
    assert_ok!(&Reentered::get()[2]);
    assert_ok!(Zkml::do_try_state());
}

/// Verification goes curve by curve; what follows from it goes in the order of the batch.
#[test]
fn can_mix_curves() {
    new_test_ext().execute_with(|| {
        let one = Model::<Bn254>::register_as(b"one", 1, public_layout());
        let other = Model::<Bls12_381>::register_as(b"other", 1, small_layout());
        let both = other.add_version_on::<Bn254>(2);
        let [a, b] = subjects();
        let batch = [
            other.submission_about(a),
            one.submission_about(a),
            both.submission_about(a),
            other.submission_about(b),
            one.submission_about(b),
        ];
        assert_ok!(submit_batch(&batch));
        let told: Vec<_> =
            Seen::get().iter().map(|told| (told.consumer, told.model, told.version, told.subject)).collect();
        let expected: Vec<_> = batch
            .iter()
            .flat_map(|item| [0, 1].map(|consumer| (consumer, item.model, item.version, item.subject)))
            .collect();
        assert_eq!(told, expected);
        assert_ok!(Zkml::do_try_state());

        // A bad proof on either curve refuses what is on the other.
        let good = [one.submission_about([8; 32]), other.submission_about([8; 32])];
        for bad in 0..2 {
            let mut batch = good.clone();
            batch[bad].subject = [9; 32];
            assert_noop!(submit_batch(&batch), Error::<Test>::InvalidBatch);
        }
        assert_ok!(submit_batch(&good));
    });
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_for_one_bad_proof_wherever_it_is,
        fails_for_one_malformed_proof_wherever_it_is,
        fails_for_one_bad_statement_wherever_it_is,
        fails_for_a_statement_that_stands_twice,
        fails_for_a_rerandomized_duplicate,
        fails_for_an_accepted_statement,
        fails_for_proofs_whose_errors_cancel,
        fails_for_proofs_that_changed_places,
        fails_for_a_proof_under_the_key_of_another_version,
        fails_for_too_many_inputs_together,
        fails_cheaply_before_reading_a_key_or_a_point,
        fails_without_a_proof,
    );

    fn batch_of_four<C: Curve>() -> (Model<C>, [SubmissionOf<Test>; 4]) {
        let model = Model::<C>::register(public_layout());
        let other = model.add_version(2);
        let [a, b, c, d] = subjects();
        let batch = [
            model.submission_about(a),
            other.submission_about(b),
            model.submission_about(c),
            other.submission_about(d),
        ];
        (model, batch)
    }

    fn fails_for_one_bad_proof_wherever_it_is<C: Curve>() {
        let (_, good) = batch_of_four::<C>();
        type Edit = fn(&mut SubmissionOf<Test>);
        let edits: [Edit; 4] =
            [|s| s.account = RELAYER, |s| s.subject[0] ^= 1, |s| s.output[0][0] ^= 1, |s| s.valid_until += 1];
        for at in 0..4 {
            for edit in edits {
                let mut batch = good.clone();
                edit(&mut batch[at]);
                assert_noop!(submit_batch(&batch), Error::<Test>::InvalidBatch);
            }
        }
        assert!(Seen::get().is_empty());
        assert_ok!(submit_batch(&good));
    }

    fn fails_for_one_malformed_proof_wherever_it_is<C: Curve>() {
        let (_, good) = batch_of_four::<C>();
        let malformed = malformed_proofs::<C>(&good[0].proof);
        for at in 0..4 {
            for proof in &malformed {
                let mut batch = good.clone();
                batch[at].proof = proof.clone();
                assert_noop!(submit_batch(&batch), Error::<Test>::MalformedProof);
            }
        }
    }

    fn fails_for_one_bad_statement_wherever_it_is<C: Curve>() {
        let (_, good) = batch_of_four::<C>();
        type Edit = fn(&mut SubmissionOf<Test>);
        let cases: [(Edit, Error<Test>); 8] = [
            (|s| s.model = 9, Error::UnknownModel),
            (|s| s.version = 9, Error::UnknownVersion),
            (|s| s.valid_until = 0, Error::Expired),
            (|s| s.valid_until = u64::MAX, Error::ValidityTooLong),
            (|s| s.proof.truncate(1), Error::ProofLength),
            (|s| s.input.clear(), Error::InputCount),
            (|s| s.output.clear(), Error::OutputCount),
            (|s| s.input[0][31] = 1, Error::InputPacking),
        ];
        for (edit, error) in cases {
            let error = DispatchError::from(error);
            for at in 0..4 {
                let mut batch = good.clone();
                edit(&mut batch[at]);
                assert_noop!(submit_batch(&batch), error);
            }
        }
    }

    fn fails_for_a_statement_that_stands_twice<C: Curve>() {
        let (_, [a, b, ..]) = batch_of_four::<C>();
        assert_noop!(submit_batch(&[a.clone(), a.clone()]), Error::<Test>::AlreadyVerified);
        assert_noop!(submit_batch(&[a.clone(), b, a]), Error::<Test>::AlreadyVerified);
    }

    fn fails_for_a_rerandomized_duplicate<C: Curve>() {
        let (model, [a, b, ..]) = batch_of_four::<C>();
        for proof in [rerandomized::<C>(&a.proof), rerandomized_with_delta::<C>(&a.proof, &model.vk)] {
            let again = Submission { proof, ..a.clone() };
            assert_noop!(submit_batch(&[a.clone(), b.clone(), again]), Error::<Test>::AlreadyVerified);
        }
    }

    fn fails_for_an_accepted_statement<C: Curve>() {
        let (_, [a, b, ..]) = batch_of_four::<C>();
        assert_ok!(submit(a.clone()));
        let again = Submission { proof: rerandomized::<C>(&a.proof), ..a.clone() };
        for old in [a, again] {
            assert_noop!(submit_batch(core::slice::from_ref(&old)), Error::<Test>::AlreadyVerified);
            assert_noop!(submit_batch(&[b.clone(), old]), Error::<Test>::AlreadyVerified);
        }
    }

    /// C₁ + D and C₂ − D cancel where all coefficients are one, C₁ + D, C₂ + D and C₃ − D where they count.
    fn fails_for_proofs_whose_errors_cancel<C: Curve>() {
        let model = Model::<C>::register(small_layout());
        let good = subjects::<3>().map(|subject| model.submission_about(subject));
        let shifted = |item: &SubmissionOf<Test>, by: i8| {
            let Proof { a, b, c } = Proof::<C>::decode(&item.proof).unwrap();
            let shift = a.mul_bigint([u64::from(by.unsigned_abs())]);
            let c = if by < 0 { c.into_group() - shift } else { c.into_group() + shift };
            let proof = Proof::<C> { a, b, c: c.into() }.encode().try_into().unwrap();
            Submission { proof, ..item.clone() }
        };
        // D is the same for all: their proofs share A.
        for shifts in [[1, -1, 0], [1, 0, -1], [0, 1, -1], [1, 1, -2], [1, 1, -1], [3, 0, -1], [2, -1, 0]] {
            let batch: [_; 3] = core::array::from_fn(|i| shifted(&good[i], shifts[i]));
            for (item, shift) in batch.iter().zip(shifts).filter(|(_, shift)| *shift != 0) {
                assert_eq!(submit(item.clone()), Err(Error::<Test>::InvalidProof.into()), "{shift}");
            }
            assert_noop!(submit_batch(&batch), Error::<Test>::InvalidBatch);
        }
        assert_ok!(submit_batch(&good));
    }

    fn fails_for_proofs_that_changed_places<C: Curve>() {
        let (_, good) = batch_of_four::<C>();
        let mut batch = good;
        let first = batch[0].proof.clone();
        batch[0].proof = core::mem::replace(&mut batch[2].proof, first);
        assert_noop!(submit_batch(&batch), Error::<Test>::InvalidBatch);
    }

    /// The versions of a batch do not share their keys.
    fn fails_for_a_proof_under_the_key_of_another_version<C: Curve>() {
        let model = Model::<C>::register(small_layout());
        let other = model.add_version(2);
        let mut wrong = other.submission_about([1; 32]);
        let inputs = other.statement(&wrong).public_inputs();
        wrong.proof = model.key.prove(&inputs, 3).try_into().unwrap();
        assert_ok!(verify::<C>(&model.vk, &inputs, &wrong.proof));
        assert_noop!(submit_batch(&[model.submission(), wrong.clone()]), Error::<Test>::InvalidBatch);
        assert_noop!(submit_batch(&[wrong, model.submission()]), Error::<Test>::InvalidBatch);
    }

    fn fails_for_too_many_inputs_together<C: Curve>() {
        // Five inputs each: context, a digest of parameters that may be there, two elements of input, one of output.
        let (_, batch) = batch_of_four::<C>();
        BatchInputLimit::set(19);
        assert_noop!(submit_batch(&batch), Error::<Test>::TooManyBatchInputs);
        // Before anything else is looked at.
        let mut bad = batch.clone();
        bad[0].model = 9;
        assert_noop!(submit_batch(&bad), Error::<Test>::TooManyBatchInputs);
        assert_ok!(submit_batch(&batch[..3]));
        BatchInputLimit::set(5);
        assert_ok!(submit_batch(&batch[3..]));
    }

    fn fails_cheaply_before_reading_a_key_or_a_point<C: Curve>() {
        let (model, good) = batch_of_four::<C>();
        let mut batch = good.clone();
        batch[0].proof.iter_mut().for_each(|byte| *byte = 0xff);
        batch[3].output.clear();
        assert_noop!(submit_batch(&batch), Error::<Test>::OutputCount);
        PreparedKeys::<Test>::remove(model.key_id());
        assert_noop!(submit_batch(&batch), Error::<Test>::OutputCount);
        batch[3] = good[3].clone();
        assert_noop!(submit_batch(&batch), Error::<Test>::CorruptKey);
    }

    fn fails_without_a_proof<C: Curve>() {
        let (_, [good, ..]) = batch_of_four::<C>();
        assert_noop!(submit_batch(&[]), Error::<Test>::EmptyBatch);
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
            let batch = vec![good.clone()].try_into().unwrap();
            assert_noop!(Zkml::submit_batch(origin, batch), DispatchError::BadOrigin);
        }
        assert!(BatchOf::<Test>::try_from(vec![good; MAX_BATCH as usize + 1]).is_err());
    }
}
