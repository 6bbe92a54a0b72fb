//! Each invariant of the stored state, broken by hand and found.

use super::*;

/// A state with something of everything: a model with a live, a deprecated and a revoked version, another model, a live
/// and a revoked circuit, a model whose three versions share a key, receipts of both kinds.
fn rich_state() {
    let model = Model::<Bn254>::register(small_layout());
    model.add_version(2);
    model.add_version(3);
    assert_ok!(submit(model.submission()));
    assert_ok!(Zkml::deprecate_version(signed(OWNER), 0, 2));
    assert_ok!(Zkml::revoke_version(RuntimeOrigin::root(), 0, 3));
    Model::<Bls12_381>::register_as(b"letters", 4, small_layout());
    let circuit = CircuitKey::<Bn254>::register(5, 1);
    let inputs = elements::<Bn254>(&[1]);
    assert_ok!(submit_circuit(PROVER, 0, &inputs, &circuit.prove(&inputs)));
    CircuitKey::<Bn254>::register(6, 1);
    assert_ok!(Zkml::revoke_circuit(RuntimeOrigin::root(), 1));
    let retrainable = Model::<Bn254>::register_as(b"retrainable", 7, retrainable_layout());
    retrainable.retrain(digest(2));
    retrainable.retrain(digest(3));
    assert_ok!(Zkml::do_try_state());
}

fn edit_model(edit: impl FnOnce(&mut ModelOf<Test>)) {
    Models::<Test>::mutate(0, |model| edit(model.as_mut().unwrap()));
}

fn edit_version(number: VersionNumber, edit: impl FnOnce(&mut VersionOf<Test>)) {
    Versions::<Test>::mutate(0, number, |version| edit(version.as_mut().unwrap()));
}

fn edit_retrained(number: VersionNumber, edit: impl FnOnce(&mut VersionOf<Test>)) {
    Versions::<Test>::mutate(2, number, |version| edit(version.as_mut().unwrap()));
}

fn first_receipt() -> ([u8; 32], ReceiptOf<Test>) {
    Receipts::<Test>::iter().next().unwrap()
}

macro_rules! finds {
    ($($name:ident: $break:expr, $message:literal;)*) => {
        $(#[test]
        fn $name() {
            new_test_ext().execute_with(|| {
                rich_state();
                let broken: fn() = $break;
                broken();
                assert_eq!(Zkml::do_try_state(), Err(DispatchError::Other($message)));
            });
        })*
    };
}

const FIRST: KeyId = KeyId::Version(0, 1);

finds! {
    finds_a_version_of_a_model_that_never_was: || {
        let version = Versions::<Test>::get(0, 3).unwrap();
        Versions::<Test>::insert(9, 1, version)
    }, "a version is of a model that was never registered";
    finds_a_version_without_a_number: || {
        let version = Versions::<Test>::get(0, 3).unwrap();
        Versions::<Test>::insert(0, 0, version)
    }, "a version has no number";
    finds_a_revoked_version_whose_key_is_not: || {
        RevokedKeys::<Test>::remove(Versions::<Test>::get(0, 3).unwrap().vk_hash)
    }, "a revoked version's key is not revoked";
    finds_a_revoked_version_with_a_key: || {
        Keys::<Test>::insert(KeyId::Version(0, 3), KeyBytes::default())
    }, "a key belongs to nothing";
    finds_a_version_whose_key_came_later: || edit_retrained(1, |version| version.key = 2),
        "a version has a key that came later";
    finds_a_version_whose_key_has_no_number: || edit_retrained(1, |version| version.key = 0),
        "a version has a key that came later";
    finds_a_version_without_its_parameters: || edit_retrained(2, |version| version.params = None),
        "a version has no digest of its parameters, or one of fixed parameters";
    finds_a_digest_of_fixed_parameters: || edit_version(1, |version| version.params = Some([0; 32])),
        "a version has no digest of its parameters, or one of fixed parameters";
    finds_parameters_beyond_the_order: || edit_retrained(2, |version| version.params = Some([0xff; 32])),
        "a digest of parameters is not in the field";
    finds_a_shared_key_that_is_missing: || Keys::<Test>::remove(KeyId::Version(2, 1)), "a key is missing";
    finds_a_key_that_miscounts_its_versions: || SharedKeys::<Test>::insert(KeyId::Version(2, 1), 1),
        "a key does not know how many versions use it";
    finds_a_shared_key_that_thinks_it_is_not: || SharedKeys::<Test>::remove(KeyId::Version(2, 1)),
        "a key does not know how many versions use it";
    finds_a_key_that_thinks_it_is_shared: || SharedKeys::<Test>::insert(FIRST, 1),
        "a key does not know how many versions use it";
    finds_a_count_of_nothing: || SharedKeys::<Test>::insert(KeyId::Circuit(0), 1), "nothing uses a shared key";
    finds_a_version_without_a_model: || Models::<Test>::remove(0), "a version that is not revoked has no model";
    finds_a_version_beyond_the_greatest: || edit_model(|model| model.latest_version = 1),
        "a version is beyond its model's greatest";
    finds_an_invalid_layout: || edit_version(1, |version| version.layout.output.bits = 0), "a stored layout is invalid";
    finds_a_missing_key: || Keys::<Test>::remove(FIRST), "a key is missing";
    finds_a_key_of_another_size: || Keys::<Test>::mutate(FIRST, |key| key.as_mut().unwrap().truncate(9)),
        "a key does not have the right number of inputs";
    finds_a_missing_prepared_key: || PreparedKeys::<Test>::remove(FIRST), "a prepared key is missing";
    finds_a_prepared_key_of_another_size: || {
        PreparedKeys::<Test>::mutate(FIRST, |key| key.as_mut().unwrap().truncate(9))
    }, "a prepared key does not have the right number of inputs";
    finds_a_model_with_a_future_identifier: || {
        let mut model = Models::<Test>::get(0).unwrap();
        (model.versions, model.active_version, model.name) = (0, None, b"x".to_vec().try_into().unwrap());
        Models::<Test>::insert(7, model)
    }, "a model has an identifier that was not given out";
    finds_a_model_without_a_name: || edit_model(|model| model.name = Default::default()), "a model has no name";
    finds_a_model_that_is_not_found_by_name: || edit_model(|model| model.owner = STRANGER),
        "a model is not found by its owner and name";
    finds_a_name_that_leads_elsewhere: || {
        ModelIds::<Test>::insert(OWNER, Models::<Test>::get(0).unwrap().name, 1)
    }, "a model is not found by its owner and name";
    finds_a_name_without_a_model: || {
        ModelIds::<Test>::insert(STRANGER, NameOf::<Test>::try_from(b"x".to_vec()).unwrap(), 0)
    }, "a name has no model";
    finds_a_model_that_miscounts_its_versions: || edit_model(|model| model.versions = 3),
        "a model does not know how many versions it has";
    finds_a_model_that_miscounts_its_bytes: || edit_model(|model| model.bytes -= 1),
        "a model does not know how many bytes it has";
    finds_an_active_version_that_is_not_there: || edit_model(|model| model.active_version = Some(9)),
        "an active version does not exist";
    finds_an_active_version_that_is_deprecated: || edit_model(|model| model.active_version = Some(2)),
        "an active version is not live";
    finds_an_active_version_that_is_revoked: || edit_model(|model| model.active_version = Some(3)),
        "an active version is not live";
    finds_a_key_of_nothing: || Keys::<Test>::insert(KeyId::Version(0, 7), KeyBytes::default()),
        "a key belongs to nothing";
    finds_a_prepared_key_of_nothing: || {
        PreparedKeys::<Test>::insert(KeyId::Circuit(1), PreparedKeyBytes::default())
    }, "a prepared key belongs to nothing";
    finds_a_circuit_with_a_future_identifier: || {
        Circuits::<Test>::insert(7, Circuits::<Test>::get(0).unwrap())
    }, "a circuit has an identifier that was not given out";
    finds_a_circuit_without_a_key: || Keys::<Test>::remove(KeyId::Circuit(0)), "a key is missing";
    finds_a_circuit_with_another_number_of_inputs: || {
        Circuits::<Test>::mutate(0, |circuit| circuit.as_mut().unwrap().public_inputs = 2)
    }, "a key does not have the right number of inputs";
    finds_a_revoked_circuit_whose_key_is_not: || {
        RevokedKeys::<Test>::remove(Circuits::<Test>::get(1).unwrap().vk_hash)
    }, "a revoked circuit's key is not revoked";
    finds_a_receipt_of_a_circuit_that_never_was: || {
        let (_, hash, receipt) = CircuitReceipts::<Test>::iter().next().unwrap();
        CircuitReceipts::<Test>::insert(7, hash, receipt)
    }, "a receipt is of a circuit that was never registered";
    finds_a_statement_accepted_too_late: || {
        let (hash, mut receipt) = first_receipt();
        receipt.block = receipt.valid_until + 1;
        Receipts::<Test>::insert(hash, receipt)
    }, "a statement was accepted after its last block";
    finds_a_receipt_of_a_model_that_never_was: || {
        let (hash, mut receipt) = first_receipt();
        receipt.model = 9;
        Receipts::<Test>::insert(hash, receipt)
    }, "a receipt is of a model that was never registered";
    finds_a_receipt_that_never_expires: || {
        let (hash, receipt) = first_receipt();
        Expiries::<Test>::remove(receipt.valid_until, hash)
    }, "a receipt never expires";
    finds_that_nothing_expires: || NextExpiry::<Test>::kill(), "receipts are there and nothing expires";
    finds_a_receipt_that_was_passed_over: || NextExpiry::<Test>::put(first_receipt().1.valid_until + 1),
        "a receipt was passed over when it expired";
    finds_an_expiry_of_nothing: || Expiries::<Test>::insert(50, [0; 32], ()), "what expires is not there";
}

#[test]
fn a_rich_state_is_sound() {
    new_test_ext().execute_with(|| {
        rich_state();
        assert_ok!(Zkml::do_try_state());
    });
}

#[cfg(feature = "try-runtime")]
#[test]
fn the_hook_checks_the_state() {
    new_test_ext().execute_with(|| {
        rich_state();
        assert_ok!(<Zkml as Hooks<u64>>::try_state(1));
        NextExpiry::<Test>::kill();
        assert!(<Zkml as Hooks<u64>>::try_state(1).is_err());
    });
}
