//! From versions 1 and 2 of the storage to version 3: everything is where it belongs, and nothing is where it was.

use super::*;
use crate::migrations::{v1, v2, LayoutV1, V1ToV2, V2ToV3};
use frame_support::{
    storage::storage_prefix,
    traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
    Hashable,
};

/// An owner whose funds do not cover the storage of a model.
const POOR: u64 = 77;

fn name(name: &[u8]) -> NameOf<Test> {
    name.to_vec().try_into().unwrap()
}

/// [`small_layout`] as it was.
fn old_layout() -> LayoutV1 {
    let Layout { params, input, output, .. } = small_layout();
    LayoutV1 { params, input, output }
}

/// Writes a model as version 1 of the pallet did.
fn store_v1(id: ModelId, owner: u64, label: &[u8], versions: &[(CurveId, Vec<u8>, [u8; 32])]) {
    let latest_version = versions.len() as u32;
    v1::Models::<Test>::insert(id, v1::ModelV1 { owner, name: name(label), latest_version });
    ModelIds::<Test>::insert(owner, name(label), id);
    for (i, (curve, vk, vk_hash)) in versions.iter().enumerate() {
        let version = v1::VersionV1 {
            curve: *curve,
            vk_hash: *vk_hash,
            layout: old_layout(),
            setup: Setup::Ceremony { transcript: [i as u8; 32] },
        };
        v1::Versions::<Test>::insert(id, i as u32 + 1, version);
        v1::Keys::<Test>::insert(id, i as u32 + 1, KeyBytes::try_from(vk.clone()).unwrap());
    }
    NextModelId::<Test>::put(id + 1);
}

fn version<C: Curve>(seed: u64) -> (CurveId, Vec<u8>, [u8; 32]) {
    let vk = SimulatedKey::<C>::new(seed, 2).verifying_key();
    (C::ID, vk.encode(), vk.hash())
}

fn model<C: Curve>(id: ModelId, version: VersionNumber, seed: u64) -> Model<C> {
    let key = SimulatedKey::<C>::new(seed, 2);
    Model { id, version, vk: key.verifying_key(), key, layout: small_layout(), params: None }
}

/// The old state: three models of two owners and a poor one, five versions on both curves, three receipts.
fn old_state() -> Vec<SubmissionOf<Test>> {
    StorageVersion::new(1).put::<Zkml>();
    assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), POOR, 100));
    store_v1(0, OWNER, b"digits", &[version::<Bn254>(1), version::<Bls12_381>(2), version::<Bn254>(3)]);
    store_v1(1, POOR, b"letters", &[version::<Bn254>(4)]);
    store_v1(2, STRANGER, b"digits", &[version::<Bls12_381>(5)]);
    System::set_block_number(20);
    let accepted = vec![
        model::<Bn254>(0, 1, 1).proved([1; 32], 40),
        model::<Bls12_381>(2, 1, 5).proved([2; 32], 25),
        model::<Bn254>(1, 1, 4).proved([3; 32], 40),
    ];
    for submission in &accepted {
        let vk_hash = v1::Versions::<Test>::get(submission.model, submission.version).unwrap().vk_hash;
        let receipt = Receipt {
            model: submission.model,
            version: submission.version,
            account: submission.account,
            subject: submission.subject,
            valid_until: submission.valid_until,
            block: 15,
            output_hash: types::output_hash(&submission.output),
        };
        Receipts::<Test>::insert(statement_of(submission, vk_hash, None).hash(), receipt);
    }
    accepted
}

/// What the runtime does to any old state: one version after the other.
fn migrate() -> Weight {
    upgrade::<V1ToV2<Test>>() + upgrade::<V2ToV3<Test>>()
}

fn upgrade<M: OnRuntimeUpgrade>() -> Weight {
    #[cfg(feature = "try-runtime")]
    let state = M::pre_upgrade().unwrap();
    let weight = M::on_runtime_upgrade();
    #[cfg(feature = "try-runtime")]
    M::post_upgrade(state).unwrap();
    weight
}

/// Every key under a prefix, with its value.
fn raw(prefix: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut entries = vec![];
    let mut key = prefix.to_vec();
    while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(prefix)) {
        entries.push((next.clone(), sp_io::storage::get(&next).unwrap().to_vec()));
        key = next;
    }
    entries
}

fn after(test: impl FnOnce(Vec<SubmissionOf<Test>>)) {
    new_test_ext().execute_with(|| {
        let accepted = old_state();
        migrate();
        assert_ok!(Zkml::do_try_state());
        test(accepted)
    })
}

#[test]
fn models_are_paid_for_and_recommend_their_last_version() {
    after(|_| {
        assert_eq!(Zkml::on_chain_storage_version(), 3);
        let expected = [
            (0, OWNER, b"digits".as_slice(), vec![CurveId::Bn254, CurveId::Bls12_381, CurveId::Bn254]),
            (1, POOR, b"letters", vec![CurveId::Bn254]),
            (2, STRANGER, b"digits", vec![CurveId::Bls12_381]),
        ];
        assert_eq!(Models::<Test>::iter().count(), expected.len());
        for (id, owner, label, curves) in expected {
            let versions: Vec<_> = curves.into_iter().map(|curve| (curve, 2)).collect();
            let bytes = model_bytes(&versions);
            let count = versions.len() as u32;
            let ticket = Models::<Test>::get(id).unwrap().ticket;
            assert_eq!(ticket.as_ref().map(Encode::encode), (owner != POOR).then(|| price(bytes).encode()));
            let model = crate::Model {
                owner,
                name: name(label),
                offered_to: None,
                latest_version: count,
                active_version: Some(count),
                versions: count,
                bytes: bytes as u64,
                paused: false,
                ticket,
            };
            assert_eq!(Models::<Test>::get(id), Some(model));
            assert_eq!(held(owner), if owner == POOR { 0 } else { price(bytes) });
        }
        assert_eq!(Balances::free_balance(POOR), 100);
    });
}

#[test]
fn versions_are_live_and_their_keys_prepared() {
    after(|_| {
        let keys = [version::<Bn254>(1), version::<Bls12_381>(2), version::<Bn254>(3)];
        for (i, (curve, vk, vk_hash)) in keys.into_iter().enumerate() {
            let number = i as u32 + 1;
            let stored = Versions::<Test>::get(0, number).unwrap();
            let expected = Version {
                curve,
                vk_hash,
                layout: small_layout(),
                setup: Setup::Ceremony { transcript: [i as u8; 32] },
                status: Status::Live,
                params: None,
                key: number,
            };
            assert_eq!(stored, expected);
            let id = KeyId::Version(0, number);
            assert_eq!(Keys::<Test>::get(id).unwrap().to_vec(), vk);
            let prepared = with_curve!(curve, C => {
                zkml_primitives::PreparedKey::<C>::new(&VerifyingKey::decode(&vk).unwrap()).encode()
            });
            assert_eq!(PreparedKeys::<Test>::get(id).unwrap().to_vec(), prepared);
        }
        assert_eq!((Versions::<Test>::iter().count(), Keys::<Test>::iter().count()), (5, 5));
        assert_eq!(PreparedKeys::<Test>::iter().count(), 5);
    });
}

#[test]
fn proofs_for_every_old_version_still_verify() {
    after(|_| {
        assert_ok!(submit(model::<Bn254>(0, 1, 1).submission()));
        assert_ok!(submit(model::<Bls12_381>(0, 2, 2).submission()));
        assert_ok!(submit(model::<Bn254>(0, 3, 3).submission()));
        assert_ok!(submit(model::<Bn254>(1, 1, 4).submission()));
        assert_ok!(submit(model::<Bls12_381>(2, 1, 5).submission()));
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn accepted_statements_stay_accepted() {
    after(|accepted| {
        assert_eq!(NextExpiry::<Test>::get(), Some(25));
        for submission in &accepted {
            assert_noop!(submit(submission.clone()), Error::<Test>::AlreadyVerified);
        }
        // They are pruned like any other.
        run_to(25);
        assert_noop!(submit(accepted[1].clone()), Error::<Test>::AlreadyVerified);
        run_to(27);
        assert_eq!(Receipts::<Test>::iter().count(), 2);
        assert_noop!(submit(accepted[1].clone()), Error::<Test>::Expired);
        run_to(50);
        assert_eq!((Receipts::<Test>::iter().count(), Expiries::<Test>::iter().count()), (0, 0));
        for submission in accepted {
            assert_noop!(submit(submission), Error::<Test>::Expired);
        }
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn nothing_of_the_old_layout_is_left() {
    after(|_| {
        let prefix = storage_prefix(b"Zkml", b"")[..16].to_vec();
        let mut left = raw(&prefix);
        assert!(!left.is_empty());
        let mut decodes = |item: &str, decodes: fn(&[u8]) -> bool| {
            let prefix = storage_prefix(b"Zkml", item.as_bytes());
            left.retain(|(key, value)| !key.starts_with(&prefix) || !decodes(value));
        };
        fn exactly<V: Decode>(value: &[u8]) -> bool {
            let mut rest = value;
            V::decode(&mut rest).is_ok() && rest.is_empty()
        }
        decodes(":__STORAGE_VERSION__:", exactly::<StorageVersion>);
        decodes("NextModelId", exactly::<ModelId>);
        decodes("Models", exactly::<ModelOf<Test>>);
        decodes("ModelIds", exactly::<ModelId>);
        decodes("Versions", exactly::<VersionOf<Test>>);
        decodes("VerifyingKeys", exactly::<KeyBytes>);
        decodes("PreparedKeys", exactly::<PreparedKeyBytes>);
        decodes("Receipts", exactly::<ReceiptOf<Test>>);
        decodes("Expiries", exactly::<()>);
        decodes("NextExpiry", exactly::<u64>);
        assert_eq!(left, vec![]);
        assert_eq!(raw(&storage_prefix(b"Zkml", b"Keys")), vec![]);
        // A new value is no old one, so that decoding tells them apart.
        assert!(!exactly::<v1::VersionV1>(&Versions::<Test>::get(0, 1).unwrap().encode()));
        assert!(!exactly::<v2::VersionV2<u64>>(&Versions::<Test>::get(0, 1).unwrap().encode()));
        assert!(!exactly::<v1::ModelV1<u64, NameOf<Test>>>(&Models::<Test>::get(0).unwrap().encode()));
        assert_eq!(KeyId::Version(0, 1).twox_64_concat().len(), 8 + 9);
    });
}

#[test]
fn a_second_run_does_nothing() {
    after(|_| {
        let before = raw(&[]);
        migrate();
        assert_eq!(raw(&[]), before);
    });
}

#[test]
fn a_chain_at_version_three_is_left_alone() {
    new_test_ext().execute_with(|| {
        Model::<Bn254>::register(small_layout());
        assert_eq!(Zkml::on_chain_storage_version(), 3);
        let before = raw(&[]);
        migrate();
        assert_eq!(raw(&[]), before);
    });
}

#[test]
fn an_empty_chain_can_migrate() {
    new_test_ext().execute_with(|| {
        StorageVersion::new(1).put::<Zkml>();
        migrate();
        assert_eq!((Zkml::on_chain_storage_version(), NextExpiry::<Test>::get()), (StorageVersion::new(3), None));
        assert_ok!(Zkml::do_try_state());
    });
}

/// Old states that no version of the pallet left. A chain goes on without the key; under test it is an error.
#[cfg(debug_assertions)]
mod damaged {
    use super::*;

    fn migrates_after(damage: fn()) {
        new_test_ext().execute_with(|| {
            old_state();
            damage();
            migrate();
        })
    }

    #[test]
    #[should_panic(expected = "a key has no version")]
    fn fails_loudly_for_a_key_without_a_version() {
        migrates_after(|| v1::Versions::<Test>::remove(0, 2));
    }

    #[test]
    #[should_panic(expected = "a stored key is refused")]
    fn fails_loudly_for_a_key_that_is_refused() {
        migrates_after(|| v1::Keys::<Test>::mutate(0, 2, |key| key.as_mut().unwrap().truncate(9)));
    }
}

#[test]
fn it_takes_at_least_what_adding_the_versions_took() {
    new_test_ext().execute_with(|| {
        old_state();
        type W = <Test as Config>::WeightInfo;
        let versions = W::add_version_bn254(2) * 3 + W::add_version_bls12_381(2) * 2;
        assert!(migrate().all_gte(versions));
    });
}

/// Who could not pay can do with the model what any owner can, and pays when it grows.
#[test]
fn an_unpaid_model_lives_on_and_is_paid_for_when_it_grows() {
    after(|_| {
        let vk: KeyBytes = version::<Bn254>(6).1.try_into().unwrap();
        let add = |vk: KeyBytes| {
            Zkml::add_version(signed(POOR), 1, CurveId::Bn254, vk, small_layout(), Setup::Development, None)
        };
        assert_noop!(add(vk.clone()), TokenError::FundsUnavailable);
        assert_ok!(Zkml::set_active_version(signed(POOR), 1, 1));
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), POOR, ENDOWMENT));
        assert_ok!(add(vk));
        assert_eq!(held(POOR), price(model_bytes(&[(CurveId::Bn254, 2); 2])));
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn an_unpaid_model_can_end_and_releases_nothing() {
    after(|_| {
        assert_ok!(Zkml::deprecate_version(signed(POOR), 1, 1));
        System::set_block_number(1_000);
        assert_ok!(Zkml::remove_version(signed(POOR), 1, 1));
        assert_ok!(Zkml::remove_model(signed(POOR), 1));
        assert_eq!((held(POOR), Balances::free_balance(POOR)), (0, 100));
        // Governance ends one as well.
        assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 2));
        assert_eq!(held(OWNER), price(model_bytes(&[(CurveId::Bn254, 2); 2])));
    });
}

#[test]
fn an_unpaid_model_is_paid_for_by_whoever_takes_it_over() {
    after(|_| {
        assert_ok!(Zkml::transfer_model(signed(POOR), 1, Some(PROVER)));
        assert_ok!(Zkml::accept_model(signed(PROVER), 1));
        assert_eq!((held(POOR), held(PROVER)), (0, price(model_bytes(&[(CurveId::Bn254, 2)]))));
        assert_ok!(Zkml::do_try_state());
    });
}

mod from_version_two {
    use super::*;

    /// Bytes of a model in version 2, given the curves of its versions.
    fn bytes_v2(curves: &[CurveId]) -> usize {
        let record = v2::VersionV2::<u64>::max_encoded_len() as isize - VersionOf::<Test>::max_encoded_len() as isize;
        let versions: Vec<_> = curves.iter().map(|curve| (*curve, 2)).collect();
        (model_bytes(&versions) as isize + record * curves.len() as isize) as usize
    }

    /// A chain of version 2 with a live, a deprecated and a revoked version, a paused model and a circuit.
    fn state_v2() {
        old_state();
        upgrade::<V1ToV2<Test>>();
        assert_eq!(Zkml::on_chain_storage_version(), 2);
        let set = |number, status| {
            v2::Versions::<Test>::mutate(0, number, |version| version.as_mut().unwrap().status = status)
        };
        set(2, Status::Deprecated { since: 18 });
        set(3, Status::Revoked);
        RevokedKeys::<Test>::insert(version::<Bn254>(3).2, ());
        Keys::<Test>::remove(KeyId::Version(0, 3));
        PreparedKeys::<Test>::remove(KeyId::Version(0, 3));
        Models::<Test>::mutate(0, |model| {
            let model = model.as_mut().unwrap();
            (model.active_version, model.versions, model.paused) = (Some(1), 2, true);
            model.bytes = bytes_v2(&[CurveId::Bn254, CurveId::Bls12_381]) as u64;
            Zkml::charge(model).unwrap();
        });
        CircuitKey::<Bn254>::register(9, 1);
    }

    fn migrated(test: impl FnOnce()) {
        new_test_ext().execute_with(|| {
            state_v2();
            upgrade::<V2ToV3<Test>>();
            assert_eq!(Zkml::on_chain_storage_version(), 3);
            assert_ok!(Zkml::do_try_state());
            test()
        })
    }

    #[test]
    fn versions_keep_what_they_are_and_their_parameters_are_fixed() {
        migrated(|| {
            let statuses = [Status::Live, Status::Deprecated { since: 18 }, Status::Revoked];
            let keys = [version::<Bn254>(1), version::<Bls12_381>(2), version::<Bn254>(3)];
            for (i, (status, (curve, _, vk_hash))) in statuses.into_iter().zip(keys).enumerate() {
                let expected = Version {
                    curve,
                    vk_hash,
                    layout: small_layout(),
                    setup: Setup::Ceremony { transcript: [i as u8; 32] },
                    status,
                    params: None,
                    key: i as u32 + 1,
                };
                assert_eq!(Versions::<Test>::get(0, i as u32 + 1), Some(expected));
            }
            let layout = small_layout();
            assert_eq!((layout.domain, layout.attested, layout.nullifier), ([0; 32], false, false));
            assert_eq!((Versions::<Test>::iter().count(), SharedKeys::<Test>::iter().count()), (5, 0));
        });
    }

    /// A larger record costs more, a model with a revoked version only for the others.
    #[test]
    fn owners_pay_for_what_versions_take_now() {
        new_test_ext().execute_with(|| {
            state_v2();
            let before = bytes_v2(&[CurveId::Bn254, CurveId::Bls12_381]);
            let circuit = price(circuit_bytes(CurveId::Bn254, 1));
            assert_eq!(held(OWNER), price(before) + circuit);
            upgrade::<V2ToV3<Test>>();
            let after = model_bytes(&[(CurveId::Bn254, 2), (CurveId::Bls12_381, 2)]);
            assert!(after > before);
            assert_eq!(held(OWNER), price(after) + circuit);
            assert_eq!(Models::<Test>::get(0).unwrap().ticket.encode(), Some(price(after)).encode());
            assert_eq!((held(POOR), Models::<Test>::get(1).unwrap().ticket), (0, None));
            assert!(Models::<Test>::get(0).unwrap().paused);
        });
    }

    /// The old hold must not be lost: it is what the owner has back in the end.
    #[test]
    fn an_owner_without_funds_for_the_growth_pays_what_was_paid_before() {
        new_test_ext().execute_with(|| {
            state_v2();
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), STRANGER, 1));
            let before = held(STRANGER);
            assert_eq!(before, price(bytes_v2(&[CurveId::Bls12_381])));
            upgrade::<V2ToV3<Test>>();
            assert_eq!(held(STRANGER), before);
            assert_eq!(Models::<Test>::get(2).unwrap().bytes, model_bytes(&[(CurveId::Bls12_381, 2)]) as u64);
            assert_ok!(Zkml::do_try_state());
            // The next change makes it right.
            assert_ok!(Zkml::deprecate_version(signed(STRANGER), 2, 1));
            System::set_block_number(1_000);
            assert_ok!(Zkml::remove_version(signed(STRANGER), 2, 1));
            assert_eq!(held(STRANGER), price(model_bytes(&[])));
            assert_ok!(Zkml::remove_model(signed(STRANGER), 2));
            assert_eq!((held(STRANGER), Balances::free_balance(STRANGER)), (0, before + 1));
        });
    }

    #[test]
    fn proofs_verify_and_accepted_statements_stay_accepted() {
        new_test_ext().execute_with(|| {
            state_v2();
            let receipts = raw(&storage_prefix(b"Zkml", b"Receipts"));
            assert_eq!(receipts.len(), 3);
            upgrade::<V2ToV3<Test>>();
            assert_eq!(raw(&storage_prefix(b"Zkml", b"Receipts")), receipts);
            assert_ok!(Zkml::resume(RuntimeOrigin::root(), PauseTarget::Model(0)));
            assert_ok!(submit(model::<Bn254>(0, 1, 1).submission()));
            assert_ok!(submit(model::<Bls12_381>(0, 2, 2).submission()));
            assert_noop!(submit(model::<Bn254>(0, 3, 3).submission()), Error::<Test>::VersionRevoked);
            assert_noop!(submit(model::<Bls12_381>(2, 1, 5).proved([2; 32], 25)), Error::<Test>::AlreadyVerified);
        });
    }

    #[test]
    fn a_second_run_does_nothing() {
        migrated(|| {
            let before = raw(&[]);
            upgrade::<V1ToV2<Test>>();
            upgrade::<V2ToV3<Test>>();
            assert_eq!(raw(&[]), before);
        });
    }
}
