//! Pallets that act on verified outputs: told what was proved, and never able to undo it.

use super::*;
use frame_support::storage::with_storage_layer;

const FIRST: &[u8] = Consumer::<0>::KEY;
const SECOND: &[u8] = Consumer::<1>::KEY;

fn written(key: &[u8]) -> Option<[u8; 32]> {
    sp_io::storage::get(key).map(|bytes| bytes[..].try_into().unwrap())
}

fn zkml_events() -> Vec<Event<Test>> {
    let events = System::events().into_iter().filter_map(|record| match record.event {
        RuntimeEvent::Zkml(event) => Some(event),
        _ => None,
    });
    events.collect()
}

on_every_curve!(
    are_told_what_was_proved,
    are_not_told_of_refused_proofs,
    the_first_may_fail_alone,
    the_second_may_fail_alone,
    all_may_fail,
    one_may_fail_for_a_part_of_a_batch,
    what_they_leave_over_is_not_charged,
    no_proof_is_nested_so_deep_that_they_fail,
);

fn are_told_what_was_proved<C: Curve>() {
    let mut committed = public_layout();
    committed.output.visibility = Visibility::Committed;
    let layouts = [public_layout(), with_input(Visibility::Committed), small_layout(), committed];
    for (i, layout) in layouts.into_iter().enumerate() {
        Seen::set(vec![]);
        let model = Model::<C>::register_as(&[i as u8], i as u64, layout);
        let submission = model.submission();
        assert_ok!(submit(submission.clone()));
        let told = |consumer| Told {
            consumer,
            model: i as u32,
            version: 1,
            account: PROVER,
            subject: [7; 32],
            valid_until: 11,
            statement: model.statement(&submission).hash(),
            layout,
            params: model.params,
            issuer: layout.attested.then_some(ISSUER),
            nullifier: submission.nullifier,
            input: submission.input.to_vec(),
            output: submission.output.to_vec(),
            integers: (layout.output.visibility == Visibility::Public).then(|| (5..15).collect()),
        };
        assert_eq!(Seen::get(), vec![told(0), told(1)]);
    }
}

fn are_not_told_of_refused_proofs<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let good = model.submission();
    let bad = Submission { subject: [8; 32], ..good.clone() };
    assert_noop!(submit(bad.clone()), Error::<Test>::InvalidProof);
    assert_noop!(submit_batch(&[good.clone(), bad]), Error::<Test>::InvalidBatch);
    assert!(Zkml::dry_run(good.clone()).is_ok());
    assert!(Seen::get().is_empty());
    assert_ok!(submit(good.clone()));
    Seen::set(vec![]);
    assert_noop!(submit(good), Error::<Test>::AlreadyVerified);
    assert!(Seen::get().is_empty());
}

fn failed(statement: [u8; 32], consumer: u8, error: DispatchError) -> Event<Test> {
    Event::ConsumerFailed { statement, consumer, error }
}

fn accepts_with_failures<C: Curve>(first: DispatchResult, second: DispatchResult) {
    FirstConsumer::set(first);
    SecondConsumer::set(second);
    let model = Model::<C>::register(small_layout());
    System::reset_events();
    let submission = model.submission();
    let hash = model.statement(&submission).hash();
    assert_ok!(submit(submission.clone()));
    // The verification stands.
    assert!(Receipts::<Test>::contains_key(hash));
    assert_noop!(submit(submission.clone()), Error::<Test>::AlreadyVerified);
    // Both were told. Who failed has nothing left in storage, who did not has all.
    assert_eq!(Seen::get().iter().map(|told| told.consumer).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(written(FIRST), first.is_ok().then_some(hash));
    assert_eq!(written(SECOND), second.is_ok().then_some(hash));
    let verified = Event::ProofVerified {
        model: 0,
        version: 1,
        account: PROVER,
        subject: [7; 32],
        statement: hash,
        output: submission.output,
    };
    let mut expected = vec![verified];
    expected.extend(first.err().map(|error| failed(hash, 0, error)));
    expected.extend(second.err().map(|error| failed(hash, 1, error)));
    assert_eq!(zkml_events(), expected);
    assert_ok!(Zkml::do_try_state());
}

fn the_first_may_fail_alone<C: Curve>() {
    accepts_with_failures::<C>(Err(DispatchError::CannotLookup), Ok(()));
}

fn the_second_may_fail_alone<C: Curve>() {
    accepts_with_failures::<C>(Ok(()), Err(DispatchError::Corruption));
}

fn all_may_fail<C: Curve>() {
    accepts_with_failures::<C>(Err(DispatchError::Unavailable), Err(TokenError::Frozen.into()));
}

fn one_may_fail_for_a_part_of_a_batch<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let batch = [[1; 32], [2; 32]].map(|subject| model.submission_about(subject));
    let hashes = batch.each_ref().map(|item| model.statement(item).hash());
    System::reset_events();
    FirstConsumer::set(Err(DispatchError::Exhausted));
    assert_ok!(submit_batch(&batch));
    let kinds: Vec<_> = zkml_events()
        .into_iter()
        .map(|event| match event {
            Event::ProofVerified { statement, .. } => (statement, None),
            Event::ConsumerFailed { statement, consumer, error } => (statement, Some((consumer, error))),
            other => panic!("{other:?}"),
        })
        .collect();
    let failure = Some((0, DispatchError::Exhausted));
    assert_eq!(kinds, [(hashes[0], None), (hashes[0], failure), (hashes[1], None), (hashes[1], failure)]);
    assert_eq!((written(FIRST), written(SECOND)), (None, Some(hashes[1])));
    assert!(hashes.iter().all(Receipts::<Test>::contains_key));
}

/// What a call is charged before and after its work.
fn charged(call: RuntimeCall) -> (Weight, Weight) {
    let info = call.get_dispatch_info();
    let result = Dispatchable::dispatch(call, signed(RELAYER));
    (info.call_weight, frame_support::dispatch::extract_actual_weight(&result, &info))
}

fn what_they_leave_over_is_not_charged<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let submission = |subject| model.submission_about([subject; 32]);
    let took = Weight::from_parts(7, 1);
    assert!(took.all_lt(CONSUMER_WEIGHT));
    let left = CONSUMER_WEIGHT.saturating_sub(took);

    TookOfConsumer::set(took);
    let (before, after) = charged(call(submission(1)));
    assert_eq!(before.saturating_sub(after), left.saturating_mul(2), "two are told");
    let batch = vec![submission(2), submission(3), submission(4)];
    let (before, after) = charged(RuntimeCall::Zkml(Call::submit_batch { batch: batch.try_into().unwrap() }));
    assert_eq!(before.saturating_sub(after), left.saturating_mul(6), "two are told of three");

    // Who fails may have taken all.
    FirstConsumer::set(Err(DispatchError::Exhausted));
    let (before, after) = charged(call(submission(5)));
    assert_eq!(before.saturating_sub(after), left);

    // Nothing is given back for a proof that was refused.
    let (before, after) = charged(call(submission(5)));
    assert_eq!(before, after);
}

/// Does something so deep inside calls, each of which has a storage layer of its own.
fn nested(depth: u32, act: impl FnOnce() -> DispatchResult) -> DispatchResult {
    // Not a closure in a closure: their type would be as deep as their nesting.
    let mut act = Some(act);
    fn descend(depth: u32, act: &mut dyn FnMut() -> DispatchResult) -> DispatchResult {
        match depth.checked_sub(1) {
            None => act(),
            Some(depth) => with_storage_layer(|| descend(depth, act)),
        }
    }
    descend(depth, &mut || act.take().map_or(Ok(()), |act| act()))
}

/// Whoever carries a proof would use its statement up, and nobody could act on it.
fn no_proof_is_nested_so_deep_that_they_fail<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    for (i, depth) in [0, 1, 62, 63, 64, 128, 251, 252, 253, 254, 255].into_iter().enumerate() {
        for in_a_batch in [false, true] {
            let submission = model.submission_about([i as u8 * 2 + u8::from(in_a_batch); 32]);
            let hash = model.statement(&submission).hash();
            let told = Seen::get().len();
            let call = match in_a_batch {
                false => call(submission),
                true => RuntimeCall::Zkml(Call::submit_batch { batch: vec![submission].try_into().unwrap() }),
            };
            let result = nested(depth, || {
                Dispatchable::dispatch(call, signed(RELAYER)).map(|_| ()).map_err(|failed| failed.error)
            });
            // The call itself has a layer as well.
            assert_eq!(result.is_ok(), depth < 63, "{depth}: {result:?}");
            assert_eq!(Receipts::<Test>::contains_key(hash), result.is_ok(), "{depth}");
            let expected = if result.is_ok() { 2 } else { 0 };
            assert_eq!(Seen::get().len() - told, expected, "{depth}");
            assert!(!zkml_events().iter().any(|event| matches!(event, Event::ConsumerFailed { .. })), "{depth}");
        }
    }
}

/// Fails with its position, and weighs a power of two.
struct Failing<const POSITION: u8>;

impl<const POSITION: u8> OnVerified<u64, u64> for Failing<POSITION> {
    fn weight() -> Weight {
        Weight::from_parts(1 << POSITION, 0)
    }

    fn on_verified(_: &Inference<u64, u64>) -> Result<Weight, DispatchError> {
        sp_io::storage::set(&[b'f', POSITION], b"written");
        if POSITION.is_multiple_of(2) {
            return Err(DispatchError::Other("even"));
        }
        // No more than it declares is counted.
        Ok(if POSITION == 3 { Weight::MAX } else { Weight::zero() })
    }
}

fn tells_each<L: crate::Consumers<u64, u64>>(count: u8) {
    new_test_ext().execute_with(|| {
        assert_eq!(L::weight(), Weight::from_parts((1 << count) - 1, 0));
        let layout = small_layout();
        let inference = Inference {
            params: None,
            issuer: None,
            nullifier: None,
            model: 0,
            version: 1,
            account: &PROVER,
            subject: [0; 32],
            valid_until: 9,
            statement: [1; 32],
            layout: &layout,
            input: &[],
            output: &[],
        };
        let even: Vec<_> = (0..count)
            .filter(|position| position % 2 == 0)
            .map(|position| (position, DispatchError::Other("even")))
            .collect();
        let told = L::notify(&inference);
        assert_eq!(told.failed, even);
        let took =
            (0..count).filter(|position| position % 2 == 0 || *position == 3).map(|position| 1 << position).sum();
        assert_eq!(told.weight, Weight::from_parts(took, 0), "who failed is charged in full");
        for position in 0..8 {
            let expected = position < count && position % 2 == 1;
            assert_eq!(sp_io::storage::get(&[b'f', position]).is_some(), expected);
        }
    });
}

#[test]
fn as_many_as_eight_are_told_by_position() {
    type F<const N: u8> = Failing<N>;
    tells_each::<()>(0);
    tells_each::<(F<0>,)>(1);
    tells_each::<(F<0>, F<1>)>(2);
    tells_each::<(F<0>, F<1>, F<2>)>(3);
    tells_each::<(F<0>, F<1>, F<2>, F<3>)>(4);
    tells_each::<(F<0>, F<1>, F<2>, F<3>, F<4>)>(5);
    tells_each::<(F<0>, F<1>, F<2>, F<3>, F<4>, F<5>)>(6);
    tells_each::<(F<0>, F<1>, F<2>, F<3>, F<4>, F<5>, F<6>)>(7);
    tells_each::<(F<0>, F<1>, F<2>, F<3>, F<4>, F<5>, F<6>, F<7>)>(8);
    assert_eq!(<() as crate::Consumers<u64, u64>>::weight(), Weight::zero());
}
