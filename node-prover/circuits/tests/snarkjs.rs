//! The JSON that snarkjs reads: names, order and decimal coordinates.

mod common;

use ark_ec::AffineRepr;
use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::*;
use serde_json::{json, Value};
use std::str::FromStr;
use zkml_circuits::{
    groth16::{prove, setup_with},
    snarkjs,
};
use zkml_primitives::{encoding::encode_scalar, Bls12_381, Bn254, Curve, Proof};

type Fr = <Bn254 as Curve>::Scalar;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A coordinate as a field element of its field, from its decimals.
fn read<T: FromStr>(value: &Value) -> T {
    let text = value.as_str().expect("coordinates are strings");
    assert!(text.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
    text.parse().ok().expect("a field element")
}

#[test]
fn a_verifying_key_and_a_proof_have_the_golden_structure() {
    let circuit = small(Public);
    let key = setup_with::<Bn254>(&circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let vk = key.verifying_key();
    let json = snarkjs::verification_key(vk);
    let expected = ["IC", "curve", "nPublic", "protocol", "vk_alpha_1", "vk_beta_2", "vk_delta_2", "vk_gamma_2"];
    assert_eq!(keys(&json), expected);
    assert_eq!((&json["protocol"], &json["curve"], &json["nPublic"]), (&json!("groth16"), &json!("bn128"), &json!(3)));
    let ic = json["IC"].as_array().unwrap();
    assert_eq!(ic.len(), 4, "one more than public inputs");
    for (json, point) in ic.iter().zip(vk.ic()).chain([(&json["vk_alpha_1"], vk.alpha_g1())]) {
        let (x, y) = point.xy().unwrap();
        assert_eq!((read(&json[0]), read(&json[1]), &json[2]), (x, y, &json!("1")));
        assert_eq!(json.as_array().unwrap().len(), 3);
    }
    for (json, point) in
        [(&json["vk_beta_2"], vk.beta_g2()), (&json["vk_gamma_2"], vk.gamma_g2()), (&json["vk_delta_2"], vk.delta_g2())]
    {
        let (x, y) = point.xy().unwrap();
        // The real part first, unlike the Solidity precompile.
        assert_eq!((read(&json[0][0]), read(&json[0][1])), (x.c0, x.c1));
        assert_eq!((read(&json[1][0]), read(&json[1][1])), (y.c0, y.c1));
        assert_eq!(json[2], json!(["1", "0"]));
    }

    let proved = prove(&circuit, &key, &context(1), &inference(&[5, 3])).unwrap();
    let proof = Proof::<Bn254>::decode(&proved.proof).unwrap();
    let json = snarkjs::proof(&proof);
    assert_eq!(keys(&json), ["curve", "pi_a", "pi_b", "pi_c", "protocol"]);
    let (x, y) = proof.a.xy().unwrap();
    assert_eq!((read(&json["pi_a"][0]), read(&json["pi_a"][1]), &json["pi_a"][2]), (x, y, &json!("1")));
    let (x, _) = proof.b.xy().unwrap();
    assert_eq!((read(&json["pi_b"][0][0]), read(&json["pi_b"][0][1])), (x.c0, x.c1));
    let (x, y) = proof.c.xy().unwrap();
    assert_eq!((read(&json["pi_c"][0]), read(&json["pi_c"][1])), (x, y));

    let public = proved.statement.public_inputs();
    let json = snarkjs::public::<Bn254>(&public).unwrap();
    let expected = scalars::<Bn254>(&public);
    assert_eq!(json.as_array().unwrap().iter().map(read::<Fr>).collect::<Vec<_>>(), expected);
    assert_eq!(json[1], json!((5 + 3 * 8).to_string()), "the packed input");
    assert_eq!(json[2], json!("8"), "the output");
}

#[test]
fn zero_is_printed_as_a_digit() {
    let public = [[0; 32], encode_scalar(&Fr::from(10)), encode_scalar(&-Fr::from(1))];
    let expected = json!(["0", "10", "21888242871839275222246405745257275088548364400416034343698204186575808495616"]);
    assert_eq!(snarkjs::public::<Bn254>(&public), Some(expected));
    assert_eq!(snarkjs::public::<Bn254>(&[]), Some(json!([])));
}

#[test]
fn signals_that_are_no_field_elements_are_refused() {
    let mut order = encode_scalar(&-Fr::from(1));
    order[0] += 1;
    for element in [order, [0xff; 32]] {
        assert_eq!(snarkjs::public::<Bn254>(&[[0; 32], element]), None);
        assert_eq!(snarkjs::public::<Bls12_381>(&[[0xff; 32]]), None);
    }
}

#[test]
fn the_other_curve_has_its_name() {
    let circuit = small(Private);
    let key = setup_with::<Bls12_381>(&circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let json = snarkjs::verification_key(key.verifying_key());
    assert_eq!((&json["curve"], &json["nPublic"]), (&json!("bls12381"), &json!(2)));
    let (x, y) = key.verifying_key().alpha_g1().xy().unwrap();
    assert_eq!((read(&json["vk_alpha_1"][0]), read(&json["vk_alpha_1"][1])), (x, y));
}

/// No key or proof that passed its checks holds it, and a tool that prints one anyway prints what snarkjs does.
#[test]
fn infinity_is_printed_as_snarkjs_does() {
    let zero = Proof::<Bn254> { a: Default::default(), b: Default::default(), c: Default::default() };
    let json = snarkjs::proof(&zero);
    assert_eq!(json["pi_a"], json!(["0", "1", "0"]));
    assert_eq!(json["pi_b"], json!([["0", "0"], ["1", "0"], ["0", "0"]]));
}
