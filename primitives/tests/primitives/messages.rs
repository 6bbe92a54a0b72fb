//! What errors say: the thing, what is wrong with it, and the numbers that a person needs to put it right.

use zkml_primitives::{
    batch::BatchError,
    key::{KeyError, KeyPoint},
    packing::PackError,
    CurveId, DecodeError, LayoutError, Shape, VerifyError,
};

fn says(error: &dyn std::error::Error, parts: &[&str]) {
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{text:?} does not say {part:?}");
    }
}

#[test]
fn encodings() {
    says(&DecodeError::Length { expected: 32, got: 31 }, &["32", "31"]);
    says(&DecodeError::Value, &["field", "curve", "subgroup"]);
    says(&DecodeError::NotCanonical, &["canonical"]);
}

#[test]
fn keys() {
    says(&KeyError::Length, &["cut off", "too many"]);
    says(&KeyError::PublicInputs, &["256", "public inputs"]);
    says(&KeyError::Point(KeyPoint::Ic(7), DecodeError::NotCanonical), &["IC[7]", "canonical"]);
    says(&KeyError::RelatedPoints, &["beta, gamma and delta", "forge"]);
    says(&KeyError::Generator, &["generator", "forge"]);
    for (point, name) in [
        (KeyPoint::Alpha, "alpha"),
        (KeyPoint::Beta, "beta"),
        (KeyPoint::Gamma, "gamma"),
        (KeyPoint::Delta, "delta"),
        (KeyPoint::Ic(0), "IC[0]"),
    ] {
        says(&KeyError::Identity(point), &[name, "infinity"]);
    }
}

#[test]
fn proofs_and_batches() {
    let count = VerifyError::InputCount { expected: 4, got: 5 };
    says(&count, &["4 public inputs", "5"]);
    says(&VerifyError::InputNotCanonical(3), &["input 3", "order"]);
    says(&VerifyError::Proof(DecodeError::Value), &["malformed proof", "subgroup"]);
    says(&VerifyError::Invalid, &["does not prove"]);
    says(&BatchError::Item { index: 9, error: count }, &["item 9", "4 public inputs"]);
    says(&BatchError::Invalid, &["batch", "does not prove"]);
}

#[test]
fn layouts_and_integers() {
    says(&LayoutError::Bits, &["bits"]);
    says(&LayoutError::Scale, &["scale"]);
    says(&LayoutError::ZeroPoint, &["zero point"]);
    says(&LayoutError::PrivateOutput, &["private output"]);
    says(&LayoutError::PublicInputs, &["256", "private"]);
    says(&LayoutError::Pack(PackError::UnusedBits(2)), &["element 2", "bits"]);
    says(&PackError::OutOfRange { index: 5, value: 300, min: -128, max: 127 }, &["5", "300", "-128..=127"]);
    says(&PackError::Length { expected: 10, got: 9 }, &["10 integers", "9"]);
    says(&PackError::ElementCount { expected: 2, got: 3 }, &["2 field elements", "3"]);
}

#[test]
fn names() {
    assert_eq!([CurveId::Bn254, CurveId::Bls12_381].map(|curve| curve.to_string()), ["bn254", "bls12-381"]);
    assert_eq!(Shape::new(&[3, 8, 8]).unwrap().to_string(), "[3, 8, 8]");
    assert_eq!(Shape::new(&[]).unwrap().to_string(), "[]");
}
