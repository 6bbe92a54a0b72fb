//! Models and circuits of a chain's specification.

use super::*;
use crate::genesis::{GenesisCircuit, GenesisModel};

fn model<C: Curve>(name: &str, seed: u64) -> GenesisModel<u64> {
    GenesisModel {
        owner: OWNER,
        name: name.into(),
        curve: C::ID,
        vk: SimulatedKey::<C>::new(seed, 2).verifying_key().encode(),
        layout: small_layout(),
        setup: Setup::Ceremony { transcript: [0xab; 32] },
        params: None,
    }
}

fn circuit<C: Curve>(seed: u64) -> GenesisCircuit<u64> {
    GenesisCircuit {
        owner: STRANGER,
        curve: C::ID,
        vk: SimulatedKey::<C>::new(seed, 1).verifying_key().encode(),
        setup: Setup::Development,
    }
}

fn config() -> GenesisConfig<Test> {
    GenesisConfig {
        models: vec![model::<Bn254>("one", 1), model::<Bls12_381>("two", 2)],
        circuits: vec![circuit::<Bls12_381>(3), circuit::<Bn254>(4)],
    }
}

fn proves<C: Curve>(id: ModelId, seed: u64) {
    let key = SimulatedKey::<C>::new(seed, 2);
    let model = Model { id, version: 1, vk: key.verifying_key(), key, layout: small_layout(), params: None };
    assert_ok!(submit(model.submission()));
}

fn proves_circuit<C: Curve>(id: CircuitId, seed: u64) {
    let inputs = elements::<C>(&[5]);
    let proof = SimulatedKey::<C>::new(seed, 1).prove(&inputs, 1).try_into().unwrap();
    assert_ok!(submit_circuit(PROVER, id, &inputs, &proof));
}

#[test]
fn can_start_with_models_and_circuits() {
    with_genesis(config()).execute_with(|| {
        assert_eq!((NextModelId::<Test>::get(), NextCircuitId::<Test>::get()), (2, 2));
        let stored = Models::<Test>::get(1).unwrap();
        assert_eq!((stored.owner, &stored.name[..], stored.active_version), (OWNER, &b"two"[..], Some(1)));
        assert_eq!(Versions::<Test>::get(1, 1).unwrap().setup, Setup::Ceremony { transcript: [0xab; 32] });
        let versions = CURVES.map(|curve| price(model_bytes(&[(curve, 2)])));
        assert_eq!(held(OWNER), versions.iter().sum::<Balance>());
        let circuits = CURVES.map(|curve| price(circuit_bytes(curve, 1)));
        assert_eq!(held(STRANGER), circuits.iter().sum::<Balance>());
        proves::<Bn254>(0, 1);
        proves::<Bls12_381>(1, 2);
        proves_circuit::<Bls12_381>(0, 3);
        proves_circuit::<Bn254>(1, 4);
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn can_start_with_committed_parameters() {
    let layout = retrainable_layout();
    let key = SimulatedKey::<Bn254>::new(1, layout.public_inputs().unwrap());
    let vk = key.verifying_key();
    let params = digest(0xcd);
    let retrainable = GenesisModel { layout, vk: vk.encode(), params: Some(params.into()), ..model::<Bn254>("one", 1) };
    let json = serde_json::to_value(&retrainable).unwrap();
    assert_eq!(json["params"], format!("0x{}00", "cd".repeat(31)));
    assert_eq!(serde_json::from_value::<GenesisModel<u64>>(json).unwrap(), retrainable);
    // Specifications of models whose parameters are fixed say nothing of a digest.
    let mut json = serde_json::to_value(model::<Bn254>("two", 2)).unwrap();
    json.as_object_mut().unwrap().remove("params");
    assert_eq!(serde_json::from_value::<GenesisModel<u64>>(json).unwrap(), model::<Bn254>("two", 2));
    with_genesis(GenesisConfig { models: vec![retrainable], circuits: vec![] }).execute_with(|| {
        assert_eq!(Versions::<Test>::get(0, 1).unwrap().params, Some(params));
        let model = Model { id: 0, version: 1, key, vk, layout, params: Some(params) };
        assert_ok!(submit(model.submission()));
        assert_ok!(submit(model.retrain(digest(2)).submission()));
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn can_start_with_nothing() {
    new_test_ext().execute_with(|| {
        assert_eq!((NextModelId::<Test>::get(), NextCircuitId::<Test>::get()), (0, 0));
        assert_ok!(Zkml::do_try_state());
    });
}

#[test]
fn a_specification_says_it_in_json() {
    let json = serde_json::to_value(config()).unwrap();
    let back: GenesisConfig<Test> = serde_json::from_value(json.clone()).unwrap();
    assert_eq!((&back.models, &back.circuits), (&config().models, &config().circuits));
    assert_eq!(serde_json::to_value(back).unwrap(), json);
    // What people write.
    let model = &json["models"][1];
    assert_eq!((&model["curve"], &model["name"]), (&"bls12-381".into(), &"two".into()));
    let vk = model["vk"].as_str().unwrap();
    assert_eq!(sp_core::bytes::from_hex(vk).unwrap(), config().models[1].vk);
    assert_eq!(model["setup"]["ceremony"]["transcript"], format!("0x{}", "ab".repeat(32)));
    assert_eq!(
        (&model["layout"]["input"]["visibility"], &model["layout"]["params"]),
        (&"private".into(), &"fixed".into())
    );
    assert_eq!(json["circuits"][0]["setup"], "development");

    let refused = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut json = json.clone();
        edit(&mut json);
        serde_json::from_value::<GenesisConfig<Test>>(json).map(drop).unwrap_err().to_string()
    };
    assert!(refused(&|json| json["models"][0]["ownr"] = 1.into()).contains("unknown field `ownr`"));
    assert!(refused(&|json| json["models"][0]["vk"] = "zz".into()).contains("invalid hex"));
    assert!(refused(&|json| json["models"][0]["curve"] = "bn128".into()).contains("unknown variant `bn128`"));
    assert!(
        refused(&|json| drop(json["circuits"][0].as_object_mut().unwrap().remove("setup"))).contains("missing field")
    );
}

macro_rules! refuses {
    ($($name:ident: $edit:expr, $message:literal;)*) => {
        $(#[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let mut config = config();
            let edit: fn(&mut GenesisConfig<Test>) = $edit;
            edit(&mut config);
            with_genesis(config);
        })*
    };
}

refuses! {
    fails_for_a_name_that_is_too_long: |c| c.models[1].name = "x".repeat(MAX_NAME_LENGTH as usize + 1),
        "of the genesis: Other(\"the name is too long\")";
    fails_for_a_name_that_is_taken: |c| c.models[1].name = "one".into(),
        "failed to register the model \"one\" of the genesis";
    fails_for_a_key_that_is_too_long: |c| c.models[0].vk = vec![0; types::MAX_KEY_BYTES as usize + 1],
        "failed to register the model \"one\" of the genesis: Other(\"the key is too long\")";
    fails_for_a_malformed_key: |c| c.models[1].vk[..48].fill(0xff),
        "failed to register the model \"two\" of the genesis: Module";
    fails_for_a_key_of_the_other_curve: |c| c.models[1].curve = CurveId::Bn254,
        "failed to register the model \"two\" of the genesis: Module";
    fails_for_a_digest_of_fixed_parameters: |c| c.models[0].params = Some([0; 32].into()),
        "failed to register the model \"one\" of the genesis: Module";
    fails_for_an_owner_without_funds: |c| c.models[0].owner = 77,
        "failed to register the model \"one\" of the genesis: Token(FundsUnavailable)";
    fails_for_a_circuit_whose_key_is_malformed: |c| c.circuits[1].vk.truncate(9),
        "failed to register circuit 1 of the genesis: Module";
    fails_for_a_circuit_whose_key_is_too_long: |c| c.circuits[0].vk = vec![0; types::MAX_KEY_BYTES as usize + 1],
        "failed to register circuit 0 of the genesis: Other(\"the key is too long\")";
    fails_for_a_circuit_whose_owner_has_no_funds: |c| c.circuits[0].owner = 77,
        "failed to register circuit 0 of the genesis: Token(FundsUnavailable)";
}
