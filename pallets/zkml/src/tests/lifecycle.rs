//! Versions and models from their first day to their last, and from one owner to another.

use super::*;

on_every_curve!(
    can_add_a_version,
    can_add_a_version_on_the_other_curve,
    can_recommend_another_version,
    can_deprecate_a_version,
    serves_what_was_begun_before_the_deprecation,
    can_remove_a_version_that_serves_nothing,
    can_remove_a_model_without_versions,
    can_transfer_a_model,
    no_call_changes_a_stored_key,
    deadlines_do_not_overflow,
);

/// Registers a model whose versions are as cheap as possible.
fn small<C: Curve>() -> Model<C> {
    Model::register(small_layout())
}

fn stored(model: ModelId) -> ModelOf<Test> {
    Models::<Test>::get(model).unwrap()
}

fn can_add_a_version<C: Curve>() {
    let first = small::<C>();
    let second = first.add_version(2);
    assert_eq!((second.id, second.version), (0, 2));
    System::assert_last_event(
        Event::VersionAdded { model: 0, version: 2, vk_hash: second.vk.hash(), params: None }.into(),
    );
    let model = stored(0);
    assert_eq!((model.latest_version, model.versions, model.active_version), (2, 2, Some(1)));
    assert_eq!(Keys::<Test>::get(second.key_id()).unwrap().to_vec(), second.vk.encode());
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 2); 2])));
    assert_ok!(submit(first.submission()));
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());
}

fn can_add_a_version_on_the_other_curve<C: Curve>() {
    let first = small::<C>();
    with_curve!(other_curve(C::ID), D => {
        let second = first.add_version_on::<D>(2);
        assert_eq!(Versions::<Test>::get(0, 2).unwrap().curve, D::ID);
        assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 2), (D::ID, 2)])));
        assert_ok!(submit(second.submission()));
        let mut mismatched = second.submission_about([1; 32]);
        mismatched.version = 1;
        assert_noop!(submit(mismatched), Error::<Test>::ProofLength);
    });
    assert_ok!(submit(first.submission()));
}

fn can_recommend_another_version<C: Curve>() {
    let first = small::<C>();
    first.add_version(2);
    for version in [2, 1] {
        assert_ok!(Zkml::set_active_version(signed(OWNER), 0, version));
        System::assert_last_event(Event::ActiveVersionSet { model: 0, version }.into());
        assert_eq!(stored(0).active_version, Some(version));
    }
    // Proofs of a version that is not recommended are as good as any.
    assert_ok!(Zkml::set_active_version(signed(OWNER), 0, 2));
    assert_ok!(submit(first.submission()));
}

fn can_deprecate_a_version<C: Curve>() {
    let first = small::<C>();
    let second = first.add_version(2);
    assert_ok!(Zkml::set_active_version(signed(OWNER), 0, 2));
    System::set_block_number(5);
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    System::assert_last_event(Event::VersionDeprecated { model: 0, version: 1, served_until: 5 + MAX_VALIDITY }.into());
    assert_eq!(Versions::<Test>::get(0, 1).unwrap().status, Status::Deprecated { since: 5 });
    assert_eq!(stored(0).active_version, Some(2));
    // Nothing is released: the version is still there.
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 2); 2])));
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 2));
    assert_eq!(stored(0).active_version, None);
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());
}

fn serves_what_was_begun_before_the_deprecation<C: Curve>() {
    let model = small::<C>();
    System::set_block_number(5);
    // The furthest that anyone could have begun.
    let last = 5 + MAX_VALIDITY;
    let begun = [[1; 32], [2; 32], [3; 32]].map(|subject| model.proved(subject, last));
    let [at_once, late, last_block] = begun;
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    assert_ok!(submit(at_once));
    System::set_block_number(6);
    assert_noop!(submit(model.proved([4; 32], last + 1)), Error::<Test>::VersionDeprecated);
    assert_noop!(submit_batch(&[model.proved([4; 32], last + 1)]), Error::<Test>::VersionDeprecated);
    assert_ok!(submit_batch(&[late]));
    System::set_block_number(last);
    assert_noop!(submit(model.proved([5; 32], last + 1)), Error::<Test>::VersionDeprecated);
    assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::VersionStillServed);
    assert_ok!(submit(last_block));
    System::set_block_number(last + 1);
    assert_noop!(submit(model.proved([6; 32], last)), Error::<Test>::Expired);
    assert_noop!(submit(model.proved([6; 32], last + 1)), Error::<Test>::VersionDeprecated);
}

fn can_remove_a_version_that_serves_nothing<C: Curve>() {
    let first = small::<C>();
    let second = first.add_version(2);
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    System::set_block_number(1 + MAX_VALIDITY + 1);
    assert_ok!(Zkml::remove_version(signed(OWNER), 0, 1));
    System::assert_last_event(Event::VersionRemoved { model: 0, version: 1 }.into());
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 2)])));
    assert!(!Versions::<Test>::contains_key(0, 1));
    assert!(!Keys::<Test>::contains_key(first.key_id()) && !PreparedKeys::<Test>::contains_key(first.key_id()));
    assert_noop!(submit(first.submission()), Error::<Test>::UnknownVersion);
    assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::UnknownVersion);
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());
    // Its number is never given out again, not even when it was the greatest.
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 2));
    System::set_block_number(1_000);
    assert_ok!(Zkml::remove_version(signed(OWNER), 0, 2));
    assert_eq!(first.add_version(3).version, 3);
}

fn can_remove_a_model_without_versions<C: Curve>() {
    small::<C>();
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    System::set_block_number(1_000);
    assert_ok!(Zkml::remove_version(signed(OWNER), 0, 1));
    assert_eq!(held(OWNER), price(model_bytes(&[])));
    assert_ok!(Zkml::remove_model(signed(OWNER), 0));
    System::assert_last_event(Event::ModelRemoved { model: 0 }.into());
    assert_eq!((held(OWNER), Balances::free_balance(OWNER)), (0, ENDOWMENT));
    assert_eq!((Models::<Test>::iter().count(), ModelIds::<Test>::iter().count()), (0, 0));
    assert_ok!(Zkml::do_try_state());
    // The name is free again, the identifier is not.
    assert_eq!(small::<C>().id, 1);
}

fn can_transfer_a_model<C: Curve>() {
    let model = small::<C>();
    let cost = price(model_bytes(&[(C::ID, 2)]));
    assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
    System::assert_last_event(Event::ModelOffered { model: 0, to: Some(STRANGER) }.into());
    // An offer changes nothing yet.
    assert_eq!((stored(0).owner, held(OWNER), held(STRANGER)), (OWNER, cost, 0));
    assert_ok!(Zkml::accept_model(signed(STRANGER), 0));
    System::assert_last_event(Event::ModelTransferred { model: 0, from: OWNER, to: STRANGER }.into());
    assert_eq!((held(OWNER), held(STRANGER)), (0, cost));
    assert_eq!(Balances::free_balance(OWNER), ENDOWMENT);
    let name: NameOf<Test> = b"digits".to_vec().try_into().unwrap();
    assert_eq!((stored(0).owner, stored(0).offered_to), (STRANGER, None));
    assert_eq!(ModelIds::<Test>::get(STRANGER, &name), Some(0));
    assert_eq!(ModelIds::<Test>::get(OWNER, &name), None);
    assert_ok!(Zkml::do_try_state());
    // The old owner has no say left, the new one has, and proofs never depended on it.
    assert_noop!(Zkml::set_active_version(signed(OWNER), 0, 1), Error::<Test>::NotOwner);
    assert_noop!(Zkml::accept_model(signed(STRANGER), 0), Error::<Test>::NotOffered);
    assert_ok!(Zkml::set_active_version(signed(STRANGER), 0, 1));
    assert_ok!(submit(model.submission()));
    // The name is free for the old owner.
    Model::<C>::register_as(b"digits", 2, small_layout());
}

/// A key can be relied on: whatever is called, it stays what it is until its version ends.
fn no_call_changes_a_stored_key<C: Curve>() {
    let model = small::<C>();
    let circuit = CircuitKey::<C>::register(9, 1);
    let ids = [model.key_id(), KeyId::Circuit(circuit.id)];
    let keys = || ids.map(|id| (Keys::<Test>::get(id), PreparedKeys::<Test>::get(id)));
    let before = keys();
    assert!(before.iter().all(|(key, prepared)| key.is_some() && prepared.is_some()));
    let vk: KeyBytes = SimulatedKey::<C>::new(2, 2).verifying_key().encode().try_into().unwrap();
    let (curve, layout, setup) = (C::ID, small_layout(), Setup::Development);
    let name: NameOf<Test> = b"digits".to_vec().try_into().unwrap();
    let submission = model.submission();
    let inputs = elements::<C>(&[5]);
    let proof = circuit.prove(&inputs);
    let root = RuntimeOrigin::root();
    let calls: Vec<(Call<Test>, RuntimeOrigin)> = vec![
        (Call::register_model { name, curve, vk: vk.clone(), layout, setup, params: None }, signed(STRANGER)),
        (Call::add_version { model: 0, curve, vk: vk.clone(), layout, setup, params: None }, signed(OWNER)),
        (Call::register_circuit { curve, vk, setup }, signed(OWNER)),
        (Call::set_active_version { model: 0, version: 2 }, signed(OWNER)),
        (Call::submit_batch { batch: vec![submission].try_into().unwrap() }, signed(RELAYER)),
        (Call::submit_circuit_proof { circuit: circuit.id, public_inputs: inputs, proof }, signed(RELAYER)),
        (Call::pause { target: PauseTarget::Model(0) }, root.clone()),
        (Call::pause { target: PauseTarget::Circuit(0) }, root.clone()),
        (Call::resume { target: PauseTarget::Model(0) }, root.clone()),
        (Call::deprecate_version { model: 0, version: 1 }, signed(OWNER)),
        (Call::transfer_model { model: 0, to: Some(PROVER) }, signed(OWNER)),
        (Call::accept_model { model: 0 }, signed(PROVER)),
        (Call::revoke_version { model: 0, version: 2 }, root.clone()),
        (Call::remove_circuit { circuit: 1 }, signed(OWNER)),
    ];
    for (call, origin) in calls {
        assert_ok!(RuntimeCall::Zkml(call).dispatch_bypass_filter(origin));
        assert_eq!(keys(), before);
        assert_ok!(Zkml::do_try_state());
    }
}

fn deadlines_do_not_overflow<C: Curve>() {
    let model = small::<C>();
    let last = u64::MAX;
    System::set_block_number(last - 1);
    assert_noop!(submit(model.proved([1; 32], last - 2)), Error::<Test>::Expired);
    assert_ok!(submit(model.proved([1; 32], last)));
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
    System::assert_last_event(Event::VersionDeprecated { model: 0, version: 1, served_until: last }.into());
    assert_ok!(submit_batch(&[model.proved([2; 32], last)]));
    Zkml::on_idle(last - 1, Weight::MAX);
    System::set_block_number(last);
    assert_ok!(submit(model.proved([3; 32], last)));
    assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::VersionStillServed);
    Zkml::on_idle(last, Weight::MAX);
    assert_eq!(Receipts::<Test>::iter().count(), 3);
    assert_ok!(Zkml::do_try_state());
}

mod transfer {
    use super::*;

    #[test]
    fn can_withdraw_and_replace_an_offer() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(PROVER)));
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
            assert_noop!(Zkml::accept_model(signed(PROVER), 0), Error::<Test>::NotOffered);
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, None));
            System::assert_last_event(Event::ModelOffered { model: 0, to: None }.into());
            assert_noop!(Zkml::accept_model(signed(STRANGER), 0), Error::<Test>::NotOffered);
            assert_eq!(stored(0).owner, OWNER);
        });
    }

    #[test]
    fn can_accept_ones_own_model() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            let cost = held(OWNER);
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(OWNER)));
            assert_ok!(Zkml::accept_model(signed(OWNER), 0));
            assert_eq!((held(OWNER), stored(0).owner, stored(0).offered_to), (cost, OWNER, None));
            assert_eq!(ModelIds::<Test>::iter().count(), 1);
            assert_ok!(Zkml::do_try_state());
        });
    }

    #[test]
    fn fails_for_the_name_of_another_model_of_the_new_owner() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            let vk = SimulatedKey::<Bn254>::new(2, 2).verifying_key().encode();
            assert_ok!(register_for::<Bn254>(STRANGER, b"digits", vk, small_layout()));
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
            assert_noop!(Zkml::accept_model(signed(STRANGER), 0), Error::<Test>::NameTaken);
        });
    }

    #[test]
    fn fails_where_the_new_owner_cannot_pay() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            let cost = held(OWNER);
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), STRANGER, cost));
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
            assert_noop!(Zkml::accept_model(signed(STRANGER), 0), TokenError::FundsUnavailable);
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), STRANGER, cost + 1));
            assert_ok!(Zkml::accept_model(signed(STRANGER), 0));
            assert_eq!((held(OWNER), held(STRANGER)), (0, cost));
        });
    }

    #[test]
    fn fails_for_whom_it_was_not_offered() {
        new_test_ext().execute_with(|| {
            assert_noop!(Zkml::accept_model(signed(STRANGER), 0), Error::<Test>::UnknownModel);
            small::<Bn254>();
            assert_noop!(Zkml::accept_model(signed(STRANGER), 0), Error::<Test>::NotOffered);
            assert_noop!(Zkml::accept_model(signed(OWNER), 0), Error::<Test>::NotOffered);
        });
    }
}

mod reject {
    use super::*;

    fn vk(seed: u64) -> KeyBytes {
        SimulatedKey::<Bn254>::new(seed, 2).verifying_key().encode().try_into().unwrap()
    }

    fn add(who: u64, model: ModelId, vk: KeyBytes, layout: Layout) -> DispatchResult {
        Zkml::add_version(signed(who), model, CurveId::Bn254, vk, layout, Setup::Development, None)
    }

    /// Every call that is its owner's alone.
    fn owners_calls(model: ModelId) -> Vec<Call<Test>> {
        let (curve, layout, setup) = (CurveId::Bn254, small_layout(), Setup::Development);
        vec![
            Call::add_version { model, curve, vk: vk(2), layout, setup, params: None },
            Call::set_active_version { model, version: 1 },
            Call::deprecate_version { model, version: 1 },
            Call::remove_version { model, version: 1 },
            Call::remove_model { model },
            Call::transfer_model { model, to: Some(STRANGER) },
            Call::transfer_model { model, to: None },
        ]
    }

    #[test]
    fn fails_for_every_call_of_a_stranger() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(PROVER)));
            for call in owners_calls(0) {
                // Neither a stranger nor the account that the model is offered to.
                for who in [STRANGER, PROVER] {
                    assert_noop!(call.clone().dispatch_bypass_filter(signed(who)), Error::<Test>::NotOwner);
                }
                for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
                    assert_noop!(call.clone().dispatch_bypass_filter(origin), DispatchError::BadOrigin);
                }
            }
            for call in owners_calls(1) {
                assert_noop!(call.dispatch_bypass_filter(signed(OWNER)), Error::<Test>::UnknownModel);
            }
            for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
                assert_noop!(Zkml::accept_model(origin, 0), DispatchError::BadOrigin);
            }
        });
    }

    #[test]
    fn fails_for_versions_that_are_not_there() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            for version in [0, 2] {
                assert_noop!(Zkml::set_active_version(signed(OWNER), 0, version), Error::<Test>::UnknownVersion);
                assert_noop!(Zkml::deprecate_version(signed(OWNER), 0, version), Error::<Test>::UnknownVersion);
                assert_noop!(Zkml::remove_version(signed(OWNER), 0, version), Error::<Test>::UnknownVersion);
            }
        });
    }

    #[test]
    fn fails_to_remove_what_is_in_use() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::VersionLive);
            assert_noop!(Zkml::remove_model(signed(OWNER), 0), Error::<Test>::ModelHasVersions);
            assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
            assert_noop!(Zkml::remove_model(signed(OWNER), 0), Error::<Test>::ModelHasVersions);
            for block in [1, 2, 1 + MAX_VALIDITY] {
                System::set_block_number(block);
                assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::VersionStillServed);
            }
            System::set_block_number(1 + MAX_VALIDITY + 1);
            assert_ok!(Zkml::remove_version(signed(OWNER), 0, 1));
        });
    }

    #[test]
    fn fails_to_go_back_from_deprecation() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
            System::set_block_number(9);
            // A second deprecation would prolong the first.
            assert_noop!(Zkml::deprecate_version(signed(OWNER), 0, 1), Error::<Test>::VersionDeprecated);
            assert_noop!(Zkml::set_active_version(signed(OWNER), 0, 1), Error::<Test>::VersionDeprecated);
        });
    }

    #[test]
    fn fails_for_revoked_versions() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 1));
            assert_noop!(Zkml::set_active_version(signed(OWNER), 0, 1), Error::<Test>::VersionRevoked);
            assert_noop!(Zkml::deprecate_version(signed(OWNER), 0, 1), Error::<Test>::VersionRevoked);
            assert_noop!(Zkml::remove_version(signed(OWNER), 0, 1), Error::<Test>::VersionRevoked);
        });
    }

    #[test]
    fn fails_to_add_unusable_versions() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            assert_noop!(add(OWNER, 0, vk(2), public_layout()), Error::<Test>::KeyLength);
            assert_noop!(add(OWNER, 0, vk(2), retrainable_layout()), Error::<Test>::MissingParams);
            let mut malformed = vk(2);
            malformed[0] ^= 1;
            let refused = add(OWNER, 0, malformed, small_layout()).unwrap_err();
            assert_eq!(refused, Error::<Test>::MalformedKey.into());
            let mut identity = vk(2);
            let end = identity.len();
            identity[end - 32..].copy_from_slice(&bytes_of(&G1::<Bn254>::zero()));
            assert_noop!(add(OWNER, 0, identity, small_layout()), Error::<Test>::IdentityInKey);
            let free = price(model_bytes(&[(CurveId::Bn254, 2); 2])) - held(OWNER);
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, free));
            assert_noop!(add(OWNER, 0, vk(2), small_layout()), TokenError::FundsUnavailable);
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, free + 1));
            assert_ok!(add(OWNER, 0, vk(2), small_layout()));
            assert_eq!(Balances::free_balance(OWNER), 1);
        });
    }

    #[test]
    fn fails_when_version_numbers_run_out() {
        new_test_ext().execute_with(|| {
            small::<Bn254>();
            Models::<Test>::mutate(0, |model| model.as_mut().unwrap().latest_version = VersionNumber::MAX);
            assert_noop!(add(OWNER, 0, vk(2), small_layout()), Error::<Test>::TooManyVersions);
        });
    }
}
