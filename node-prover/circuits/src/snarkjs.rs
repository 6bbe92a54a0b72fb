//! Keys, proofs and public signals as snarkjs reads them (`groth16 verify`).

use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, Field, PrimeField};
use serde_json::{json, Value};
use zkml_primitives::{encoding::decode_scalar, Curve, CurveId, FieldBytes, Proof, VerifyingKey};

/// snarkjs' name of a curve.
fn curve_name(curve: CurveId) -> &'static str {
    match curve {
        CurveId::Bn254 => "bn128",
        CurveId::Bls12_381 => "bls12381",
    }
}

/// In decimal. By way of the integer, which prints zero as "0" in every version of arkworks.
fn decimal<F: PrimeField>(value: F) -> String {
    value.into_bigint().to_string()
}

/// A coordinate: a decimal string over a prime field, a pair of them over its quadratic extension.
fn coordinate<F: Field>(value: F) -> Value {
    let parts: Vec<String> = value.to_base_prime_field_elements().map(decimal).collect();
    match parts.as_slice() {
        [one] => json!(one),
        parts => json!(parts),
    }
}

/// Projective coordinates with `z` 1, or 0 for the point at infinity.
fn point<G: AffineRepr>(point: &G) -> Value {
    let (one, zero) = (G::BaseField::ONE, G::BaseField::ZERO);
    let (x, y, z) = point.xy().map_or((zero, one, zero), |(x, y)| (x, y, one));
    json!([coordinate(x), coordinate(y), coordinate(z)])
}

/// `verification_key.json`.
pub fn verification_key<C: Curve>(key: &VerifyingKey<C>) -> Value {
    json!({
        "protocol": "groth16",
        "curve": curve_name(C::ID),
        "nPublic": key.public_inputs(),
        "vk_alpha_1": point(key.alpha_g1()),
        "vk_beta_2": point(key.beta_g2()),
        "vk_gamma_2": point(key.gamma_g2()),
        "vk_delta_2": point(key.delta_g2()),
        "IC": key.ic().iter().map(point).collect::<Vec<_>>(),
    })
}

/// `proof.json`.
pub fn proof<C: Curve>(proof: &Proof<C>) -> Value {
    json!({
        "protocol": "groth16",
        "curve": curve_name(C::ID),
        "pi_a": point(&proof.a),
        "pi_b": point(&proof.b),
        "pi_c": point(&proof.c),
    })
}

/// `public.json`: the public inputs in decimal. `None` if one is not a canonical field element.
pub fn public<C: Curve>(public_inputs: &[FieldBytes]) -> Option<Value> {
    let decimals = public_inputs.iter().map(|bytes| decode_scalar::<C::Scalar>(bytes).ok().map(decimal));
    decimals.collect::<Option<Vec<_>>>().map(|decimals| json!(decimals))
}
