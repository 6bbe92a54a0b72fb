//! Committed parameters: the digest that the chain puts into every statement, and versions that share a key.

use super::*;

on_every_curve!(
    can_register_a_model_with_committed_parameters,
    can_add_a_retrained_version,
    can_add_a_version_with_a_key_and_parameters_of_its_own,
    can_retrain_a_retrained_version,
    can_verify_versions_that_share_a_key_in_one_batch,
    pays_for_the_key_once,
    the_key_stays_as_long_as_a_version_uses_it,
    revoking_one_stops_all_that_share_the_key,
    a_model_changes_hands_with_its_shared_key,
    other_pallets_ask_for_the_parameters,
);

const SCALE: Scale = Scale { mantissa: 5, exponent: -6 };

fn retrainable<C: Curve>() -> Model<C> {
    Model::register(retrainable_layout())
}

fn retrain(who: u64, model: ModelId, like: VersionNumber, params: FieldBytes) -> DispatchResult {
    Zkml::add_retrained_version(signed(who), model, like, params, SCALE)
}

/// Bytes of a model whose versions, so many of them, share one key of three inputs.
fn shared_bytes(curve: CurveId, versions: usize) -> usize {
    model_bytes(&[(curve, 3)]) + (versions - 1) * VersionOf::<Test>::max_encoded_len()
}

fn deprecate_and_remove(version: VersionNumber) {
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, version));
    System::set_block_number(System::block_number() + MAX_VALIDITY + 1);
    assert_ok!(Zkml::remove_version(signed(OWNER), 0, version));
    assert_ok!(Zkml::do_try_state());
}

fn can_register_a_model_with_committed_parameters<C: Curve>() {
    let model = retrainable::<C>();
    let name = b"digits".to_vec().try_into().unwrap();
    let vk_hash = model.vk.hash();
    let params = Some(digest(1));
    System::assert_last_event(
        Event::ModelRegistered { model: 0, owner: OWNER, name, version: 1, vk_hash, params }.into(),
    );
    let stored = Versions::<Test>::get(0, 1).unwrap();
    assert_eq!((stored.params, stored.key, stored.layout), (params, 1, retrainable_layout()));
    assert_ok!(submit(model.submission()));
    assert!(Seen::get().iter().all(|told| told.params == params));
    assert_ok!(Zkml::do_try_state());
}

fn can_add_a_retrained_version<C: Curve>() {
    let first = retrainable::<C>();
    assert_ok!(retrain(OWNER, 0, 1, digest(2)));
    let vk_hash = first.vk.hash();
    System::assert_last_event(Event::VersionAdded { model: 0, version: 2, vk_hash, params: Some(digest(2)) }.into());
    let mut layout = retrainable_layout();
    layout.output.scale = SCALE;
    let expected = Version {
        curve: C::ID,
        vk_hash,
        layout,
        setup: Setup::Development,
        status: Status::Live,
        params: Some(digest(2)),
        key: 1,
    };
    assert_eq!(Versions::<Test>::get(0, 2), Some(expected));
    let model = Models::<Test>::get(0).unwrap();
    assert_eq!((model.latest_version, model.versions, model.active_version), (2, 2, Some(1)));
    // No second key, and whoever asks for the second version's key gets the first's.
    assert_eq!((Keys::<Test>::iter().count(), PreparedKeys::<Test>::iter().count()), (1, 1));
    let canonical = Zkml::verifying_key(KeyId::Version(0, 2)).unwrap();
    assert_eq!(canonical.to_vec(), first.vk.encode());
    let second = Model { version: 2, params: Some(digest(2)), layout, ..first };
    assert_ok!(submit(second.submission()));
    assert_ok!(Zkml::do_try_state());
}

fn can_add_a_version_with_a_key_and_parameters_of_its_own<C: Curve>() {
    let first = retrainable::<C>();
    first.retrain(digest(2));
    let third = first.add_version(2);
    assert_eq!(Versions::<Test>::get(0, 3).unwrap().key, 3);
    assert_ok!(submit(third.submission()));
    assert_eq!(held(OWNER), price(shared_bytes(C::ID, 2) + model_bytes(&[(C::ID, 3)]) - model_bytes(&[])));
    assert_ok!(Zkml::do_try_state());
}

fn can_retrain_a_retrained_version<C: Curve>() {
    let third = retrainable::<C>().retrain(digest(2)).retrain(digest(3));
    assert_eq!(third.version, 3);
    assert_eq!(Versions::<Test>::get(0, 3).unwrap().key, 1);
    assert_eq!(SharedKeys::<Test>::get(KeyId::Version(0, 1)), Some(2));
    assert_ok!(submit(third.submission()));
    // The same parameters again are another version, for another scale for example.
    third.retrain(digest(3));
    assert_ok!(Zkml::do_try_state());
}

fn can_verify_versions_that_share_a_key_in_one_batch<C: Curve>() {
    let first = retrainable::<C>();
    let second = first.retrain(digest(2));
    let third = first.retrain(digest(3));
    assert_ok!(submit_batch(&[first.submission(), second.submission(), third.submission()]));
    assert_eq!(Receipts::<Test>::iter().count(), 3);
    let mut swapped = second.submission_about([8; 32]);
    swapped.proof = Model { params: first.params, ..second }.prove(&swapped);
    assert_noop!(submit_batch(&[swapped]), Error::<Test>::InvalidBatch);
}

fn pays_for_the_key_once<C: Curve>() {
    let first = retrainable::<C>();
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 3)])));
    for versions in 2..5 {
        first.retrain(digest(versions as u8));
        assert_eq!(held(OWNER), price(shared_bytes(C::ID, versions)));
    }
}

/// Whatever order the versions go in, each gives its record back, and the last of them the key.
fn the_key_stays_as_long_as_a_version_uses_it<C: Curve>() {
    for (i, order) in [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]].into_iter().enumerate() {
        let mut first = Model::<C>::register_as(&[i as u8 + 1], 1, retrainable_layout());
        let id = first.id;
        first.retrain(digest(2));
        first.retrain(digest(3));
        let key = KeyId::Version(id, 1);
        assert_ok!(Zkml::set_active_version(signed(OWNER), id, order[2]));
        for (gone, version) in order.into_iter().enumerate() {
            assert_eq!(held(OWNER), price(shared_bytes(C::ID, 3 - gone)));
            assert!(Keys::<Test>::contains_key(key) && PreparedKeys::<Test>::contains_key(key));
            let survivor = Model {
                version: order[2],
                params: Some(digest(order[2] as u8)),
                layout: Versions::<Test>::get(id, order[2]).unwrap().layout,
                ..first
            };
            assert_ok!(submit(survivor.submission_about([gone as u8; 32])));
            first = survivor;
            // Governance's way of ending a version gives back the same. Its key is revoked, so it is the last.
            if gone == 2 && i % 2 == 0 {
                assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), id, version));
                RevokedKeys::<Test>::remove(first.vk.hash());
                Versions::<Test>::remove(id, version);
            } else {
                assert_ok!(Zkml::deprecate_version(signed(OWNER), id, version));
                System::set_block_number(System::block_number() + MAX_VALIDITY + 1);
                assert_ok!(Zkml::remove_version(signed(OWNER), id, version));
            }
            assert_ok!(Zkml::do_try_state());
        }
        assert_eq!((Keys::<Test>::iter().count(), PreparedKeys::<Test>::iter().count()), (0, 0));
        assert_eq!(SharedKeys::<Test>::iter().count(), 0);
        assert_eq!(held(OWNER), price(model_bytes(&[])));
        assert_ok!(Zkml::remove_model(signed(OWNER), id));
        assert_eq!(held(OWNER), 0);
    }
}

fn revoking_one_stops_all_that_share_the_key<C: Curve>() {
    let first = retrainable::<C>();
    let second = first.retrain(digest(2));
    let third = first.retrain(digest(3));
    assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 2));
    assert_ok!(Zkml::do_try_state());
    assert_noop!(submit(second.submission()), Error::<Test>::VersionRevoked);
    for sharing in [&first, &third] {
        assert_noop!(submit(sharing.submission()), Error::<Test>::RevokedKey);
        assert_noop!(submit_batch(&[sharing.submission()]), Error::<Test>::RevokedKey);
        assert!(!<Zkml as VerifiedInference<u64, u64>>::is_live(0, sharing.version));
        assert_noop!(retrain(OWNER, 0, sharing.version, digest(4)), Error::<Test>::RevokedKey);
    }
    // What was held for the record of one is back; the others still stand there with the key.
    assert_eq!(held(OWNER), price(shared_bytes(C::ID, 2)));
    deprecate_and_remove(1);
    assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 3));
    assert_ok!(Zkml::do_try_state());
    assert_eq!((held(OWNER), Keys::<Test>::iter().count()), (price(model_bytes(&[])), 0));
    assert_ok!(Zkml::remove_model(signed(OWNER), 0));
    assert_eq!(held(OWNER), 0);
    assert_ok!(Zkml::do_try_state());
}

fn a_model_changes_hands_with_its_shared_key<C: Curve>() {
    retrainable::<C>().retrain(digest(2));
    assert_ok!(Zkml::transfer_model(signed(OWNER), 0, Some(STRANGER)));
    assert_ok!(Zkml::accept_model(signed(STRANGER), 0));
    assert_eq!((held(OWNER), held(STRANGER)), (0, price(shared_bytes(C::ID, 2))));
    assert_noop!(retrain(OWNER, 0, 1, digest(3)), Error::<Test>::NotOwner);
    assert_ok!(retrain(STRANGER, 0, 1, digest(3)));
    assert_eq!(held(STRANGER), price(shared_bytes(C::ID, 3)));
}

fn other_pallets_ask_for_the_parameters<C: Curve>() {
    let params = <Zkml as VerifiedInference<u64, u64>>::params;
    assert_eq!(params(0, 1), None);
    retrainable::<C>().retrain(digest(2));
    Model::<C>::register_as(b"fixed", 2, small_layout());
    assert_eq!((params(0, 1), params(0, 2), params(0, 3)), (Some(digest(1)), Some(digest(2)), None));
    assert_eq!(params(1, 1), None);
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_for_a_digest_where_none_belongs_or_none_where_one_does,
        fails_for_a_digest_beyond_the_order,
        fails_for_a_proof_with_the_parameters_of_another_version,
        fails_for_a_proof_for_another_version_with_the_same_key,
        fails_to_retrain_what_cannot_be,
        fails_cheaply_before_decoding_the_key,
        fails_without_funds_for_the_record,
    );

    fn register<C: Curve>(layout: Layout, params: Option<FieldBytes>) -> DispatchResult {
        let key = SimulatedKey::<C>::new(1, layout.public_inputs().unwrap()).verifying_key();
        let (name, vk) = (b"x".to_vec().try_into().unwrap(), key.encode().try_into().unwrap());
        Zkml::register_model(signed(OWNER), name, C::ID, vk, layout, Setup::Development, params)
    }

    fn add<C: Curve>(layout: Layout, params: Option<FieldBytes>) -> DispatchResult {
        let key = SimulatedKey::<C>::new(2, layout.public_inputs().unwrap()).verifying_key();
        Zkml::add_version(signed(OWNER), 0, C::ID, key.encode().try_into().unwrap(), layout, Setup::Development, params)
    }

    fn fails_for_a_digest_where_none_belongs_or_none_where_one_does<C: Curve>() {
        let cases = [
            (small_layout(), Some(digest(1)), Error::<Test>::UnexpectedParams),
            (retrainable_layout(), None, Error::MissingParams),
        ];
        for (layout, params, error) in cases {
            assert_noop!(register::<C>(layout, params), DispatchError::from(error));
        }
        retrainable::<C>();
        assert_noop!(add::<C>(small_layout(), Some(digest(1))), Error::<Test>::UnexpectedParams);
        assert_noop!(add::<C>(retrainable_layout(), None), Error::<Test>::MissingParams);
    }

    /// A digest that no proof can have would make a version that accepts nothing; one with two encodings, two versions.
    fn fails_for_a_digest_beyond_the_order<C: Curve>() {
        let order: FieldBytes = C::Scalar::MODULUS.to_bytes_le().try_into().unwrap();
        let last = bytes_of(&-C::Scalar::from(1u64)).try_into().unwrap();
        for beyond in [order, [0xff; 32]] {
            let refused = register::<C>(retrainable_layout(), Some(beyond));
            assert_noop!(refused, Error::<Test>::ElementNotCanonical);
        }
        assert_ok!(register::<C>(retrainable_layout(), Some(last)));
        for beyond in [order, [0xff; 32]] {
            assert_noop!(add::<C>(retrainable_layout(), Some(beyond)), Error::<Test>::ElementNotCanonical);
            assert_noop!(retrain(OWNER, 0, 1, beyond), Error::<Test>::ElementNotCanonical);
        }
        assert_ok!(retrain(OWNER, 0, 1, last));
    }

    /// The weights that a proof was made with are those of its version, whatever else the prover has.
    fn fails_for_a_proof_with_the_parameters_of_another_version<C: Curve>() {
        let first = retrainable::<C>();
        let second = first.retrain(digest(2));
        let honest = second.submission();
        for params in [first.params, Some(digest(7)), None] {
            // All but the digest is that of the second version.
            let prover = Model { params, key: second.key.clone(), vk: second.vk.clone(), ..second };
            let mut swapped = honest.clone();
            if params.is_some() {
                swapped.proof = prover.prove(&honest);
            } else {
                swapped.proof = Model { params: Some([0; 32]), ..prover }.prove(&honest);
            }
            assert_noop!(submit(swapped), Error::<Test>::InvalidProof);
        }
        assert_ok!(submit(honest));
    }

    fn fails_for_a_proof_for_another_version_with_the_same_key<C: Curve>() {
        let first = retrainable::<C>();
        let second = first.retrain(first.params.unwrap());
        let mut moved = first.submission();
        moved.version = second.version;
        assert_noop!(submit(moved), Error::<Test>::InvalidProof);
    }

    fn fails_to_retrain_what_cannot_be<C: Curve>() {
        assert_noop!(retrain(OWNER, 0, 1, digest(2)), Error::<Test>::UnknownModel);
        retrainable::<C>();
        assert_noop!(retrain(STRANGER, 0, 1, digest(2)), Error::<Test>::NotOwner);
        assert_noop!(retrain(OWNER, 0, 2, digest(2)), Error::<Test>::UnknownVersion);
        assert_noop!(
            Zkml::add_retrained_version(RuntimeOrigin::root(), 0, 1, digest(2), SCALE),
            DispatchError::BadOrigin
        );
        let no_scale = Scale { mantissa: 0, exponent: 0 };
        assert_noop!(Zkml::add_retrained_version(signed(OWNER), 0, 1, digest(2), no_scale), Error::<Test>::ZeroScale);
        Model::<C>::register_as(b"fixed", 2, small_layout());
        assert_noop!(retrain(OWNER, 1, 1, digest(2)), Error::<Test>::FixedParams);
        Models::<Test>::mutate(0, |model| model.as_mut().unwrap().latest_version = VersionNumber::MAX);
        assert_noop!(retrain(OWNER, 0, 1, digest(2)), Error::<Test>::TooManyVersions);
        Models::<Test>::mutate(0, |model| model.as_mut().unwrap().latest_version = 1);
        assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 1));
        assert_noop!(retrain(OWNER, 0, 1, digest(2)), Error::<Test>::VersionDeprecated);
        assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 1));
        assert_noop!(retrain(OWNER, 0, 1, digest(2)), Error::<Test>::VersionRevoked);
    }

    fn fails_cheaply_before_decoding_the_key<C: Curve>() {
        let junk: KeyBytes = vec![0xff; C::ID.key_bytes(3)].try_into().unwrap();
        let register = |params| {
            let name = b"x".to_vec().try_into().unwrap();
            let layout = retrainable_layout();
            Zkml::register_model(signed(OWNER), name, C::ID, junk.clone(), layout, Setup::Development, params)
        };
        assert_noop!(register(None), Error::<Test>::MissingParams);
        assert_noop!(register(Some([0xff; 32])), Error::<Test>::ElementNotCanonical);
    }

    fn fails_without_funds_for_the_record<C: Curve>() {
        retrainable::<C>();
        let record = BYTE_PRICE * VersionOf::<Test>::max_encoded_len() as Balance;
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, record));
        assert_noop!(retrain(OWNER, 0, 1, digest(2)), TokenError::FundsUnavailable);
        // The existential deposit stays free.
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, record + 1));
        assert_ok!(retrain(OWNER, 0, 1, digest(2)));
    }
}
