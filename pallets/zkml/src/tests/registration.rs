//! Registration: what the chain takes as a model and as a key.

use super::*;

on_every_curve!(
    can_register_a_model,
    can_register_the_same_name_for_another_owner,
    pays_for_exactly_what_is_stored,
    can_register_with_the_last_funds,
);

/// What a model takes in storage is held, linearly: two models cost as much as one with two versions and a second entry.
fn pays_for_exactly_what_is_stored<C: Curve>() {
    assert_eq!(held(OWNER), 0);
    let model = Model::<C>::register(public_layout());
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 4)])));
    let stored =
        PreparedKeys::<Test>::get(model.key_id()).unwrap().len() + Keys::<Test>::get(model.key_id()).unwrap().len();
    assert_eq!(stored, C::ID.key_bytes(4) + C::ID.prepared_bytes(4));
    model.add_version(2);
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 4); 2])));
    Model::<C>::register_as(b"small", 3, small_layout());
    assert_eq!(held(OWNER), price(model_bytes(&[(C::ID, 4); 2])) + price(model_bytes(&[(C::ID, 2)])));
    assert_eq!(Balances::free_balance(OWNER), ENDOWMENT - held(OWNER));
}

fn can_register_with_the_last_funds<C: Curve>() {
    let cost = price(model_bytes(&[(C::ID, 4)]));
    let vk = SimulatedKey::<C>::new(1, 4).verifying_key().encode();
    // The existential deposit stays free.
    assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), STRANGER, cost));
    assert_noop!(register_for::<C>(STRANGER, b"digits", vk.clone(), public_layout()), TokenError::FundsUnavailable);
    assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), STRANGER, cost + 1));
    assert_ok!(register_for::<C>(STRANGER, b"digits", vk, public_layout()));
    assert_eq!((Balances::free_balance(STRANGER), held(STRANGER)), (1, cost));
}

fn can_register_a_model<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    let vk = &model.vk;
    System::assert_last_event(
        Event::ModelRegistered {
            model: 0,
            owner: OWNER,
            name: b"digits".to_vec().try_into().unwrap(),
            version: 1,
            vk_hash: vk.hash(),
            params: None,
        }
        .into(),
    );
    let stored = Models::<Test>::get(0).unwrap();
    assert_eq!((stored.owner, stored.latest_version), (OWNER, 1));
    assert_eq!(ModelIds::<Test>::get(OWNER, stored.name), Some(0));
    assert_eq!(
        Versions::<Test>::get(0, 1),
        Some(Version {
            curve: C::ID,
            vk_hash: vk.hash(),
            layout: public_layout(),
            setup: Setup::Development,
            status: Status::Live,
            params: None,
            key: 1,
        })
    );
    assert_eq!(Keys::<Test>::get(KeyId::Version(0, 1)).unwrap().to_vec(), vk.encode());
    assert_ok!(Zkml::do_try_state());
}

fn can_register_the_same_name_for_another_owner<C: Curve>() {
    let model = Model::<C>::register(public_layout());
    assert_ok!(Zkml::register_model(
        RuntimeOrigin::signed(PROVER),
        b"digits".to_vec().try_into().unwrap(),
        C::ID,
        model.vk.encode().try_into().unwrap(),
        public_layout(),
        Setup::Ceremony { transcript: [1; 32] },
        None,
    ));
    assert_eq!(NextModelId::<Test>::get(), 2);
    assert_ok!(Zkml::do_try_state());
}

mod reject {
    use super::*;

    on_every_curve!(
        fails_without_a_name,
        fails_for_a_taken_name,
        fails_when_identifiers_run_out,
        fails_for_layouts_that_prove_nothing_or_do_not_fit,
        fails_for_a_key_of_another_size,
        fails_for_a_key_of_the_other_curve,
        fails_for_a_key_that_counts_differently,
        fails_for_identity_points_in_the_key,
        fails_for_junk_behind_an_infinity_flag_in_the_key,
        fails_for_a_key_of_an_unfinished_setup,
        fails_for_malformed_points_in_the_key,
        fails_without_funds,
        fails_cheaply_before_decoding_the_key,
    );

    fn fails_without_funds<C: Curve>() {
        let poor = 77;
        assert_noop!(
            register_for::<C>(poor, b"digits", good_key::<C>(), public_layout()),
            TokenError::FundsUnavailable
        );
        assert_noop!(register_circuit_key::<C>(poor, good_key::<C>()), TokenError::FundsUnavailable);
    }

    /// Bytes that are no points are not looked at before name and layout are.
    fn fails_cheaply_before_decoding_the_key<C: Curve>() {
        Model::<C>::register(public_layout());
        let junk = vec![0xff; C::ID.key_bytes(4)];
        let register = |name: &[u8], layout| register_key::<C>(name, junk.clone(), layout);
        let mut layout = public_layout();
        layout.output.bits = 0;
        assert_noop!(register(b"", layout), Error::<Test>::EmptyName);
        assert_noop!(register(b"digits", layout), Error::<Test>::NameTaken);
        NextModelId::<Test>::put(ModelId::MAX);
        assert_noop!(register(b"letters", layout), Error::<Test>::TooManyModels);
        NextModelId::<Test>::put(1);
        assert_noop!(register(b"letters", layout), Error::<Test>::PortBits);
        assert_noop!(register(b"letters", small_layout()), Error::<Test>::KeyLength);
        assert_noop!(register(b"letters", public_layout()), Error::<Test>::TooManyPublicInputs);
    }

    fn rejects_key<C: Curve>(vk: Vec<u8>, error: Error<Test>) {
        assert_noop!(register_key::<C>(b"digits", vk, public_layout()), error);
    }

    fn good_key<C: Curve>() -> Vec<u8> {
        SimulatedKey::<C>::new(1, 4).verifying_key().encode()
    }

    fn negated<P: AffineRepr>(bytes: &[u8]) -> Vec<u8> {
        let point = P::deserialize_compressed(bytes).unwrap();
        let negated: P = (-point.into_group()).into();
        bytes_of(&negated)
    }

    fn fails_without_a_name<C: Curve>() {
        assert_noop!(register_key::<C>(b"", good_key::<C>(), public_layout()), Error::<Test>::EmptyName);
    }

    fn fails_for_a_taken_name<C: Curve>() {
        Model::<C>::register(public_layout());
        rejects_key::<C>(good_key::<C>(), Error::NameTaken);
    }

    fn fails_when_identifiers_run_out<C: Curve>() {
        NextModelId::<Test>::put(ModelId::MAX);
        rejects_key::<C>(good_key::<C>(), Error::TooManyModels);
    }

    fn fails_for_layouts_that_prove_nothing_or_do_not_fit<C: Curve>() {
        type Edit = fn(&mut Layout);
        let cases: [(Edit, Error<Test>); 8] = [
            (|l| l.attested = true, Error::UncommittedAttestation),
            (|l| l.output.visibility = Visibility::Private, Error::PrivateOutput),
            (|l| l.input.scale.mantissa = 0, Error::ZeroScale),
            (|l| l.output.scale.mantissa = 0, Error::ZeroScale),
            (|l| l.input.zero_point = 256, Error::ZeroPoint),
            (|l| l.input.bits = 0, Error::PortBits),
            (|l| l.output.bits = 64, Error::PortBits),
            (|l| l.input.shape = Shape::new(&[31 * 255]).unwrap(), Error::TooManyPublicInputs),
        ];
        for (edit, error) in cases {
            let mut layout = public_layout();
            edit(&mut layout);
            assert_noop!(register_key::<C>(b"digits", good_key::<C>(), layout), error);
        }
    }

    fn fails_for_a_key_of_another_size<C: Curve>() {
        let key = good_key::<C>();
        rejects_key::<C>(vec![], Error::KeyLength);
        rejects_key::<C>(key[..key.len() - 1].to_vec(), Error::KeyLength);
        rejects_key::<C>([&key[..], &[0]].concat(), Error::KeyLength);
        for inputs in [3, 5] {
            let other = SimulatedKey::<C>::new(1, inputs).verifying_key().encode();
            rejects_key::<C>(other, Error::KeyLength);
        }
    }

    fn fails_for_a_key_of_the_other_curve<C: Curve>() {
        let vk = with_curve!(other_curve(C::ID), D => good_key::<D>());
        rejects_key::<C>(vk, Error::KeyLength);
    }

    /// The count inside the key must not be trusted over the length, nor the length over the count.
    fn fails_for_a_key_that_counts_differently<C: Curve>() {
        let count = points_in_key::<C>()[3].end;
        for (says, error) in [
            (4u64, Error::KeyLength),
            (6, Error::KeyLength),
            (0, Error::TooManyPublicInputs),
            (u64::from(MAX_PUBLIC_INPUTS) + 2, Error::TooManyPublicInputs),
            (u64::MAX, Error::TooManyPublicInputs),
        ] {
            let mut vk = good_key::<C>();
            vk[count..count + 8].copy_from_slice(&says.to_le_bytes());
            rejects_key::<C>(vk, error);
        }
    }

    fn fails_for_identity_points_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            let mut vk = good_key::<C>();
            vk[range.clone()].copy_from_slice(&identity::<C>(&range));
            rejects_key::<C>(vk, Error::IdentityInKey);
        }
    }

    fn fails_for_junk_behind_an_infinity_flag_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            let mut vk = good_key::<C>();
            let mut junk = identity::<C>(&range);
            junk[range.len() / 2] = 1;
            vk[range].copy_from_slice(&junk);
            rejects_key::<C>(vk, Error::MalformedKey);
        }
    }

    /// A setup without one of its phases leaves two equal points or a generator, and −1 is as well known as 1.
    fn fails_for_a_key_of_an_unfinished_setup<C: Curve>() {
        let good = good_key::<C>();
        let points = points_in_key::<C>();
        let [alpha, beta, gamma, delta] = [0, 1, 2, 3].map(|i| points[i].clone());
        let with = |at: &Range<usize>, bytes: &[u8]| {
            let mut vk = good.clone();
            vk[at.clone()].copy_from_slice(bytes);
            vk
        };
        for (at, other) in [(&delta, &gamma), (&beta, &gamma), (&beta, &delta)] {
            let other = &good[other.clone()];
            rejects_key::<C>(with(at, other), Error::RelatedPointsInKey);
            rejects_key::<C>(with(at, &negated::<G2<C>>(other)), Error::RelatedPointsInKey);
        }
        let generator = bytes_of(&G2::<C>::generator());
        for at in [&delta, &beta] {
            rejects_key::<C>(with(at, &generator), Error::GeneratorInKey);
            rejects_key::<C>(with(at, &negated::<G2<C>>(&generator)), Error::GeneratorInKey);
        }
        let generator = bytes_of(&G1::<C>::generator());
        rejects_key::<C>(with(&alpha, &generator), Error::GeneratorInKey);
        rejects_key::<C>(with(&alpha, &negated::<G1<C>>(&generator)), Error::GeneratorInKey);
    }

    fn fails_for_malformed_points_in_the_key<C: Curve>() {
        for range in points_in_key::<C>() {
            for on_curve in [false, true] {
                let point = if is_g2::<C>(&range) { near::<G2<C>>(on_curve) } else { near::<G1<C>>(on_curve) };
                let Some(point) = point else {
                    // All of BN254's G1 is of prime order.
                    assert!(C::ID == CurveId::Bn254 && on_curve && !is_g2::<C>(&range));
                    continue;
                };
                let mut vk = good_key::<C>();
                vk[range.clone()].copy_from_slice(&point);
                rejects_key::<C>(vk, Error::MalformedKey);
            }
        }
    }
}
