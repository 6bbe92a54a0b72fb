//! What only governance may do: revoke and pause.

use super::*;

on_every_curve!(
    can_revoke_a_version,
    can_revoke_a_deprecated_version,
    a_revoked_key_is_never_registered_again,
    a_revoked_key_ends_wherever_it_is_registered,
    can_revoke_the_key_of_a_version_through_a_circuit,
    can_pause_everything,
    can_pause_a_model,
);

fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

fn can_revoke_a_version<C: Curve>() {
    let first = Model::<C>::register(small_layout());
    let second = first.add_version(2);
    let (before, after) = (first.submission(), first.submission_about([1; 32]));
    assert_ok!(submit(before.clone()));
    let version = Versions::<Test>::get(0, 1).unwrap();
    assert_ok!(Zkml::revoke_version(root(), 0, 1));
    System::assert_last_event(Event::VersionRevoked { model: 0, version: 1, vk_hash: first.vk.hash() }.into());
    // The tombstone keeps all but the key.
    assert_eq!(Versions::<Test>::get(0, 1), Some(Version { status: Status::Revoked, ..version }));
    assert!(RevokedKeys::<Test>::contains_key(first.vk.hash()));
    assert!(!Keys::<Test>::contains_key(first.key_id()) && !PreparedKeys::<Test>::contains_key(first.key_id()));
    let model = Models::<Test>::get(0).unwrap();
    assert_eq!((model.versions, model.active_version, model.latest_version), (1, None, 2));
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 2)])));
    assert_noop!(submit(after.clone()), Error::<Test>::VersionRevoked);
    assert_noop!(submit_batch(core::slice::from_ref(&after)), Error::<Test>::VersionRevoked);
    assert_noop!(Zkml::revoke_version(root(), 0, 1), Error::<Test>::VersionRevoked);
    // What was accepted stays accepted.
    assert!(Receipts::<Test>::contains_key(first.statement(&before).hash()));
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());

    // Revoking the last version leaves the model, which its owner can remove, and the tombstone survives it.
    assert_ok!(Zkml::revoke_version(root(), 0, 2));
    assert_eq!(held(OWNER), price(model_bytes(&[])));
    assert_ok!(Zkml::remove_model(signed(OWNER), 0));
    assert_eq!(held(OWNER), 0);
    assert_noop!(submit(after), Error::<Test>::VersionRevoked);
    assert_noop!(Zkml::revoke_version(root(), 0, 1), Error::<Test>::UnknownModel);
    assert_ok!(Zkml::do_try_state());
}

fn can_revoke_a_deprecated_version<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    assert_ok!(Zkml::revoke_version(root(), 0, 1));
    assert_noop!(submit(model.submission()), Error::<Test>::VersionRevoked);
    assert_ok!(Zkml::remove_model(signed(OWNER), 0));
    assert_ok!(Zkml::do_try_state());
}

fn a_revoked_key_is_never_registered_again<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let other = model.add_version(2);
    let vk = model.vk.encode();
    assert_ok!(Zkml::revoke_version(root(), 0, 1));
    let bytes: KeyBytes = vk.clone().try_into().unwrap();
    for who in [OWNER, STRANGER] {
        assert_noop!(register_for::<C>(who, b"again", vk.clone(), small_layout()), Error::<Test>::RevokedKey);
        assert_noop!(register_circuit_key::<C>(who, vk.clone()), Error::<Test>::RevokedKey);
    }
    assert_noop!(
        Zkml::add_version(signed(OWNER), 0, C::ID, bytes, small_layout(), Setup::Development, None),
        Error::<Test>::RevokedKey
    );
    // Another layout with as many inputs does not make it another key.
    let mut layout = with_input(Visibility::Private);
    layout.output.shape = Shape::new(&[3]).unwrap();
    assert_noop!(register_key::<C>(b"again", vk, layout), Error::<Test>::RevokedKey);
    assert_ok!(register_for::<C>(STRANGER, b"other", other.vk.encode(), small_layout()));
}

fn a_revoked_key_ends_wherever_it_is_registered<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let twin = model.add_version(1);
    let elsewhere = Model::<C>::register_as(b"letters", 1, small_layout());
    let sound = Model::<C>::register_as(b"sound", 2, small_layout());
    let circuit = CircuitKey::<C>::register(1, 2);
    let inputs = elements::<C>(&[3, 4]);
    let proof = circuit.prove(&inputs);
    assert_eq!(circuit.vk.hash(), model.vk.hash());
    assert_ok!(Zkml::revoke_version(root(), 0, 1));
    for other in [&twin, &elsewhere] {
        assert_noop!(submit(other.submission()), Error::<Test>::RevokedKey);
        assert_noop!(submit_batch(&[sound.submission(), other.submission()]), Error::<Test>::RevokedKey);
        assert!(!<Zkml as VerifiedInference<u64, u64>>::is_live(other.id, other.version));
    }
    assert_noop!(submit_circuit(PROVER, circuit.id, &inputs, &proof), Error::<Test>::RevokedKey);
    assert_ok!(submit(sound.submission()));
    // They can still be ended in order, each once.
    assert_ok!(Zkml::revoke_version(root(), elsewhere.id, 1));
    assert_ok!(Zkml::remove_circuit(signed(OWNER), circuit.id));
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, twin.version));
    assert_ok!(Zkml::do_try_state());
}

fn can_revoke_the_key_of_a_version_through_a_circuit<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let circuit = CircuitKey::<C>::register(1, 2);
    assert_ok!(Zkml::revoke_circuit(root(), circuit.id));
    assert_noop!(submit(model.submission()), Error::<Test>::RevokedKey);
    assert_noop!(submit_batch(&[model.submission()]), Error::<Test>::RevokedKey);
    assert_eq!(Zkml::dry_run(model.submission()).map_err(DispatchError::from), Err(Error::<Test>::RevokedKey.into()));
}

fn can_pause_everything<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let circuit = CircuitKey::<C>::register(2, 1);
    let inputs = elements::<C>(&[3]);
    let proof = circuit.prove(&inputs);
    let target = PauseTarget::Everything;
    assert_ok!(Zkml::pause(root(), target));
    System::assert_last_event(Event::VerificationPaused { target }.into());
    assert_noop!(submit(model.submission()), Error::<Test>::Paused);
    assert_noop!(submit_batch(&[model.submission()]), Error::<Test>::Paused);
    assert_noop!(submit_circuit(PROVER, circuit.id, &inputs, &proof), Error::<Test>::Paused);
    assert_noop!(Zkml::pause(root(), target), Error::<Test>::AlreadyPaused);
    // Nothing but verification stops.
    model.add_version(3);
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    assert_ok!(Zkml::resume(root(), target));
    System::assert_last_event(Event::VerificationResumed { target }.into());
    assert_noop!(Zkml::resume(root(), target), Error::<Test>::NotPaused);
    assert_ok!(submit(model.submission()));
    assert_ok!(submit_circuit(PROVER, circuit.id, &inputs, &proof));
}

fn can_pause_a_model<C: Curve>() {
    let model = Model::<C>::register(small_layout());
    let second = model.add_version(2);
    let other = Model::<C>::register_as(b"letters", 3, small_layout());
    let circuit = CircuitKey::<C>::register(4, 1);
    let inputs = elements::<C>(&[3]);
    let proof = circuit.prove(&inputs);
    let target = PauseTarget::Model(0);
    assert_ok!(Zkml::pause(root(), target));
    System::assert_last_event(Event::VerificationPaused { target }.into());
    for version in [&model, &second] {
        assert_noop!(submit(version.submission()), Error::<Test>::Paused);
        assert_noop!(submit_batch(&[other.submission(), version.submission()]), Error::<Test>::Paused);
    }
    assert_ok!(submit(other.submission()));
    // The circuit of the same identifier goes on.
    assert_ok!(submit_circuit(PROVER, circuit.id, &inputs, &proof));
    assert_noop!(Zkml::pause(root(), target), Error::<Test>::AlreadyPaused);
    // Resuming everything does not resume the model.
    assert_ok!(Zkml::pause(root(), PauseTarget::Everything));
    assert_ok!(Zkml::resume(root(), PauseTarget::Everything));
    assert_noop!(submit(model.submission()), Error::<Test>::Paused);
    // Time goes on, and so does a new owner's pause.
    let expired = model.submission();
    assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
    assert_ok!(Zkml::accept_model(signed(STRANGER), 0));
    System::set_block_number(expired.valid_until + 1);
    assert_ok!(Zkml::resume(root(), target));
    System::assert_last_event(Event::VerificationResumed { target }.into());
    assert_noop!(submit(expired), Error::<Test>::Expired);
    assert_ok!(submit(model.submission()));
    assert_ok!(Zkml::do_try_state());
}

#[test]
fn fails_for_signed_origins() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        CircuitKey::<Bn254>::register(2, 1);
        let target = PauseTarget::Model(0);
        let calls: [Call<Test>; 4] = [
            Call::revoke_version { model: 0, version: 1 },
            Call::revoke_circuit { circuit: 0 },
            Call::pause { target },
            Call::resume { target },
        ];
        for call in calls {
            for origin in [signed(OWNER), signed(STRANGER), RuntimeOrigin::none()] {
                assert_noop!(call.clone().dispatch_bypass_filter(origin), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn fails_for_what_is_not_there() {
    new_test_ext().execute_with(|| {
        assert_noop!(Zkml::revoke_version(root(), 0, 1), Error::<Test>::UnknownModel);
        assert_noop!(Zkml::revoke_circuit(root(), 0), Error::<Test>::UnknownCircuit);
        for (target, error) in [
            (PauseTarget::Model(0), Error::<Test>::UnknownModel),
            (PauseTarget::Circuit(0), Error::<Test>::UnknownCircuit),
        ] {
            assert_noop!(Zkml::pause(root(), target), error);
        }
        for (target, error) in [
            (PauseTarget::Model(0), Error::<Test>::UnknownModel),
            (PauseTarget::Circuit(0), Error::<Test>::UnknownCircuit),
            (PauseTarget::Everything, Error::<Test>::NotPaused),
        ] {
            assert_noop!(Zkml::resume(root(), target), error);
        }
        Model::<Bn254>::register(small_layout());
        CircuitKey::<Bn254>::register(2, 1);
        for version in [0, 2] {
            assert_noop!(Zkml::revoke_version(root(), 0, version), Error::<Test>::UnknownVersion);
        }
        for target in [PauseTarget::Model(0), PauseTarget::Circuit(0)] {
            assert_noop!(Zkml::resume(root(), target), Error::<Test>::NotPaused);
            assert_ok!(Zkml::pause(root(), target));
            assert_noop!(Zkml::pause(root(), target), Error::<Test>::AlreadyPaused);
            assert_ok!(Zkml::resume(root(), target));
        }
    });
}
