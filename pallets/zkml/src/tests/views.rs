//! What clients and other pallets ask, which changes nothing.

use super::*;

/// Asks, and sees that the answer left no trace.
fn asks(query: impl FnOnce()) {
    let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
    query();
    assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
}

on_every_curve!(
    views_tell_what_is_stored,
    a_dry_run_answers_as_the_call_would,
    a_dry_run_of_a_circuit_answers_as_the_call_would,
    other_pallets_ask_about_receipts_and_versions,
);

fn views_tell_what_is_stored<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let circuit = CircuitKey::<C>::register(2, 1);
    let submission = model.submission();
    let statement = model.statement(&submission).hash();
    assert_ok!(submit(submission.clone()));
    let inputs = elements::<C>(&[5]);
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)));
    let name: NameOf<Test> = b"digits".to_vec().try_into().unwrap();
    asks(|| {
        assert_eq!(Zkml::model(0), Models::<Test>::get(0));
        assert_eq!(Zkml::model(0).unwrap().owner, OWNER);
        assert_eq!(Zkml::model(1), None);
        assert_eq!(Zkml::model_by_name(OWNER, name.clone()), Some(0));
        assert_eq!(Zkml::model_by_name(PROVER, name), None);
        assert_eq!(Zkml::version(0, 1).unwrap().vk_hash, model.vk.hash());
        assert_eq!((Zkml::version(0, 2), Zkml::version(1, 1)), (None, None));
        assert_eq!((Zkml::layout(0, 1), Zkml::layout(0, 2)), (Some(public_layout()), None));
        assert_eq!(Zkml::verifying_key(model.key_id()).unwrap().to_vec(), model.vk.encode());
        assert_eq!(Zkml::verifying_key(KeyId::Circuit(0)).unwrap().to_vec(), circuit.vk.encode());
        assert_eq!(Zkml::verifying_key(KeyId::Circuit(1)), None);
        assert_eq!(Zkml::receipt(statement).unwrap().subject, submission.subject);
        assert_eq!(Zkml::receipt([0; 32]), None);
        assert_eq!(Zkml::circuit(0).unwrap().vk_hash, circuit.vk.hash());
        assert_eq!(Zkml::circuit(1), None);
        let receipt = Zkml::circuit_receipt(0, circuit_statement_hash(0, &inputs)).unwrap();
        assert_eq!((receipt.submitter, receipt.block), (PROVER, 1));
        assert_eq!(Zkml::circuit_receipt(1, circuit_statement_hash(0, &inputs)), None);
        assert_eq!(Zkml::submission_weight(0, 1), Some(call(submission).get_dispatch_info().call_weight));
        assert_eq!((Zkml::submission_weight(0, 2), Zkml::submission_weight(1, 1)), (None, None));
    });
}

fn a_dry_run_answers_as_the_call_would<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let good = model.submission();
    type Edit = fn(&mut SubmissionOf<Test>);
    let edits: [Edit; 8] = [
        |s| s.model = 1,
        |s| s.version = 2,
        |s| s.valid_until = 0,
        |s| s.proof.truncate(2),
        |s| s.input.clear(),
        |s| s.output[0][31] = 1,
        |s| s.output[0][0] ^= 1,
        |s| s.proof.iter_mut().for_each(|byte| *byte = 0xff),
    ];
    for edit in edits {
        let mut bad = good.clone();
        edit(&mut bad);
        let error = submit(bad.clone()).unwrap_err();
        asks(|| assert_eq!(Zkml::dry_run_proof(bad), Err(error)));
    }
    let statement = model.statement(&good).hash();
    asks(|| {
        assert_eq!(Zkml::dry_run_proof(good.clone()), Ok(statement));
        assert_eq!(Zkml::dry_run_proof(good.clone()), Ok(statement));
    });
    assert_ok!(submit(good.clone()));
    asks(|| assert_eq!(Zkml::dry_run_proof(good), Err(Error::<Test>::AlreadyVerified.into())));
}

fn a_dry_run_of_a_circuit_answers_as_the_call_would<C: Curve>() {
    let circuit = CircuitKey::<C>::register(1, 1);
    let inputs = elements::<C>(&[5]);
    let proof = circuit.prove(&inputs);
    let ask = |id, inputs: &Elements| Zkml::dry_run_circuit_proof(id, inputs.clone(), proof.clone());
    asks(|| {
        assert_eq!(ask(0, &inputs), Ok(circuit_statement_hash(0, &inputs)));
        assert_eq!(ask(1, &inputs), Err(Error::<Test>::UnknownCircuit.into()));
        assert_eq!(ask(0, &elements::<C>(&[6])), Err(Error::<Test>::InvalidProof.into()));
        assert_eq!(ask(0, &Elements::default()), Err(Error::<Test>::InputCount.into()));
    });
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &proof));
    asks(|| assert_eq!(ask(0, &inputs), Err(Error::<Test>::AlreadyVerified.into())));
}

fn other_pallets_ask_about_receipts_and_versions<C: Curve>() {
    type Ask = Zkml;
    let live = |version| <Ask as VerifiedInference<u64, u64>>::is_live(0, version);
    let active = || <Ask as VerifiedInference<u64, u64>>::active_version(0);
    let layout = |version| <Ask as VerifiedInference<u64, u64>>::layout(0, version);
    assert_eq!((live(1), active(), layout(1)), (false, None, None));
    let model = Model::<C>::register(small_layout());
    model.add_version(2);
    let third = model.add_version(3);
    assert_eq!((live(1), live(2), live(4), active()), (true, true, false, Some(1)));
    assert_eq!(layout(1), Some(small_layout()));
    let submission = model.submission();
    let statement = model.statement(&submission).hash();
    assert_eq!(<Ask as VerifiedInference<u64, u64>>::receipt(&statement), None);
    assert_ok!(submit(submission));
    assert_eq!(<Ask as VerifiedInference<u64, u64>>::receipt(&statement), Receipts::<Test>::get(statement));
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 2));
    assert_eq!((live(1), live(2), live(3), active()), (false, false, true, None));
    // A key that was revoked elsewhere ends the version just as well.
    let twin = CircuitKey::<C>::register(3, 2);
    assert_eq!(twin.vk.hash(), third.vk.hash());
    assert_ok!(Zkml::revoke_circuit(RuntimeOrigin::root(), twin.id));
    assert!(!live(3));
}
