//! Marks of accepted statements: kept as long as they are needed, removed bit by bit after.

use super::*;

on_every_curve!(a_statement_is_never_accepted_again);

/// Around the removal of its mark, in the last block and after it.
fn a_statement_is_never_accepted_again<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let submission = model.submission();
    let hash = model.statement(&submission).hash();
    let rerandomized = Submission { proof: rerandomized::<C>(&submission.proof), ..submission.clone() };
    let again = || [submission.clone(), rerandomized.clone()];
    assert_ok!(submit(submission.clone()));
    for block in [1, 2, submission.valid_until - 1, submission.valid_until] {
        run_to(block);
        assert!(Receipts::<Test>::contains_key(hash));
        for again in again() {
            assert_noop!(submit(again.clone()), Error::<Test>::AlreadyVerified);
            assert_noop!(submit_batch(&[again]), Error::<Test>::AlreadyVerified);
        }
    }
    // Without an idle block the mark stays, which costs storage and nothing else.
    System::set_block_number(submission.valid_until + 1);
    assert!(Receipts::<Test>::contains_key(hash));
    for again in again() {
        assert_noop!(submit(again), Error::<Test>::Expired);
    }
    run_to(submission.valid_until + 20);
    assert_eq!((Receipts::<Test>::iter().count(), Expiries::<Test>::iter().count()), (0, 0));
    for again in again() {
        assert_noop!(submit(again.clone()), Error::<Test>::Expired);
        assert_noop!(submit_batch(&[again]), Error::<Test>::Expired);
    }
    // The last block is part of what is proved.
    let postponed = Submission { valid_until: submission.valid_until + 50, ..submission };
    assert_noop!(submit(postponed), Error::<Test>::InvalidProof);
    assert_ok!(Zkml::do_try_state());
}

/// Marks a statement without a proof.
fn mark(i: u32, valid_until: u64) -> [u8; 32] {
    let hash = sp_io::hashing::blake2_256(&i.to_le_bytes());
    let submission = Submission {
        model: 0,
        version: 1,
        account: PROVER,
        subject: [0; 32],
        valid_until,
        input: Elements::default(),
        output: Elements::default(),
        nullifier: None,
        attestation: None,
        proof: ProofBytes::default(),
    };
    NextModelId::<Test>::put(1);
    Zkml::insert_receipt(hash, &submission, [0; 32]);
    hash
}

fn marks() -> usize {
    assert_ok!(Zkml::do_try_state());
    Receipts::<Test>::iter().count()
}

fn base() -> Weight {
    <Test as Config>::WeightInfo::prune(0)
}

fn step() -> Weight {
    <Test as Config>::WeightInfo::prune(1) - base()
}

/// Runs the hook of a block with so much weight left, and returns what it took.
fn idle(block: u64, limit: Weight) -> Weight {
    System::set_block_number(block);
    let used = Zkml::on_idle(block, limit);
    assert!(used.all_lte(limit));
    used
}

#[test]
fn marks_stay_until_their_last_block_has_passed() {
    new_test_ext().execute_with(|| {
        mark(0, 10);
        for block in 1..=10 {
            idle(block, Weight::MAX);
            assert_eq!(marks(), 1);
        }
        assert_eq!(NextExpiry::<Test>::get(), Some(10));
        idle(11, Weight::MAX);
        assert_eq!(marks(), 0);
        assert_eq!(NextExpiry::<Test>::get(), Some(11));
    });
}

#[test]
fn pruning_is_bounded() {
    new_test_ext().execute_with(|| {
        for i in 0..12 {
            mark(i, 3);
        }
        mark(12, 4);
        // Block after block, five steps each: a mark is one, and so is moving on.
        let mut seen = vec![];
        for block in 4..=12 {
            let used = idle(block, Weight::MAX);
            seen.push((marks(), NextExpiry::<Test>::get().unwrap()));
            assert!(used.all_lte(base() + step() * u64::from(MAX_PRUNED)));
        }
        // Blocks 1 and 2 had none to remove and are passed over first.
        assert_eq!(seen[..4], [(10, 3), (5, 3), (1, 4), (0, 7)][..]);
        assert!(seen[4..].iter().zip(8..).all(|(state, block)| *state == (0, block)));
    });
}

#[test]
fn pruning_keeps_to_the_weight_that_is_left() {
    new_test_ext().execute_with(|| {
        System::set_block_number(3);
        for i in 0..10 {
            mark(i, 3);
        }
        // Too little for anything, or for one step only.
        for limit in
            [Weight::zero(), base() - Weight::from_parts(1, 0), base(), base() + step() - Weight::from_parts(1, 0)]
        {
            assert_eq!(idle(4, limit), Weight::zero());
            assert_eq!(marks(), 10);
        }
        // Time alone or proof size alone does not do.
        assert_eq!(idle(4, Weight::from_parts(u64::MAX, 0)), Weight::zero());
        for steps in 1..=4 {
            let limit = base() + step() * steps;
            let before = marks();
            assert_eq!(idle(4, limit), limit);
            assert_eq!(marks(), before - (steps as usize).min(before));
        }
        // Nothing is left: it looks at block 3 once more, moves on and stops at the block that it is in.
        assert_eq!(idle(4, Weight::MAX), base() + step());
        assert_eq!(NextExpiry::<Test>::get(), Some(4));
        assert_eq!(idle(4, Weight::MAX), base());
    });
}

#[test]
fn pruning_a_chain_without_statements_costs_a_look() {
    new_test_ext().execute_with(|| {
        assert_eq!(idle(1_000, Weight::MAX), base());
        assert_eq!(NextExpiry::<Test>::get(), None);
        // The first mark does not make the chain walk from its first block.
        mark(0, 1_050);
        assert_eq!(NextExpiry::<Test>::get(), Some(1_000));
        assert_eq!(idle(1_001, Weight::MAX), base() + step());
    });
}

#[test]
fn pruning_catches_up_after_blocks_without_room() {
    new_test_ext().execute_with(|| {
        for i in 0..40u32 {
            mark(i, 2 + u64::from(i));
        }
        System::set_block_number(60);
        for block in 61..=100 {
            idle(block, Weight::MAX);
        }
        assert_eq!((marks(), NextExpiry::<Test>::get()), (0, Some(100)));
    });
}

#[test]
fn marks_of_the_last_block_of_all_never_expire() {
    new_test_ext().execute_with(|| {
        System::set_block_number(u64::MAX - 2);
        mark(0, u64::MAX);
        mark(1, u64::MAX - 1);
        idle(u64::MAX, Weight::MAX);
        assert_eq!((marks(), NextExpiry::<Test>::get()), (1, Some(u64::MAX)));
        idle(u64::MAX, Weight::MAX);
        assert_eq!(marks(), 1);
    });
}

#[test]
fn a_receipt_knows_its_output_and_no_other() {
    let (one, two) = ([1; 32], [2; 32]);
    let receipt = |output: &[FieldBytes]| Receipt {
        model: 0,
        version: 1,
        account: PROVER,
        subject: [0; 32],
        valid_until: 9u64,
        block: 1,
        output_hash: types::output_hash(output),
    };
    assert!(receipt(&[one, two]).has_output(&[one, two]));
    for other in [&[][..], &[one], &[two, one], &[one, two, two]] {
        assert!(!receipt(&[one, two]).has_output(other));
    }
    assert!(receipt(&[]).has_output(&[]));
    assert!(!receipt(&[]).has_output(&[[0; 32]]));
}
