//! The JSON of a genesis: names that people write, one form each, and everything else refused.

use serde::{de::DeserializeOwned, Serialize};
use serde_json::{from_value, json, to_value, Value};
use zkml_primitives::{CurveId, Layout, Params, Port, Scale, Setup, Shape, Visibility};

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(value: T, written: Value) {
    assert_eq!(to_value(&value).unwrap(), written);
    assert_eq!(from_value::<T>(written).unwrap(), value);
}

fn refuses<T: DeserializeOwned + core::fmt::Debug>(values: impl IntoIterator<Item = Value>) {
    for value in values {
        assert!(from_value::<T>(value.clone()).is_err(), "{value}");
    }
}

fn port() -> Port {
    Port {
        visibility: Visibility::Public,
        shape: Shape::new(&[1, 8, 8]).unwrap(),
        bits: 8,
        signed: true,
        scale: Scale { mantissa: 3, exponent: -7 },
        zero_point: -5,
    }
}

fn port_json() -> Value {
    json!({
        "visibility": "public", "shape": [1, 8, 8], "bits": 8, "signed": true,
        "scale": { "mantissa": 3, "exponent": -7 }, "zero_point": -5,
    })
}

#[test]
fn names_are_those_that_people_write() {
    for curve in [CurveId::Bn254, CurveId::Bls12_381] {
        round_trip(curve, json!(curve.name()));
    }
    for visibility in [Visibility::Public, Visibility::Committed, Visibility::Private] {
        round_trip(visibility, json!(visibility.name()));
    }
    round_trip(Params::Fixed, json!("fixed"));
    round_trip(Params::Committed, json!("committed"));
    round_trip(Setup::Development, json!("development"));
    let hash = format!("0x{}", "0f".repeat(32));
    round_trip(Setup::Ceremony { transcript: [0x0f; 32] }, json!({ "ceremony": { "transcript": hash } }));
}

#[test]
fn refuses_other_names() {
    refuses::<CurveId>([json!("Bn254"), json!("bls12_381"), json!(0), json!(null)]);
    refuses::<Visibility>([json!("Public"), json!("hidden")]);
    refuses::<Params>([json!("Fixed"), json!(1)]);
    let ceremony = |transcript: Value| json!({ "ceremony": { "transcript": transcript } });
    refuses::<Setup>([
        json!("ceremony"),
        json!({ "ceremony": {} }),
        ceremony(json!(vec![0; 32])),
        ceremony(json!("0f".repeat(32))),
        ceremony(json!(format!("0x{}", "0f".repeat(31)))),
        ceremony(json!(format!("0x{}", "0f".repeat(33)))),
        ceremony(json!(format!("0x{}+f", "0f".repeat(31)))),
        ceremony(json!(format!("0x{}é", "0f".repeat(31)))),
        json!({ "ceremony": { "transcript": format!("0x{}", "0f".repeat(32)), "name": "x" } }),
    ]);
}

#[test]
fn a_shape_is_a_list_of_its_dimensions() {
    round_trip(Shape::new(&[]).unwrap(), json!([]));
    round_trip(Shape::new(&[1 << 24]).unwrap(), json!([1 << 24]));
    round_trip(Shape::new(&[1, 2, 3, 4, 5, 6]).unwrap(), json!([1, 2, 3, 4, 5, 6]));
    refuses::<Shape>([
        json!([0]),
        json!([2, 0, 3]),
        json!([1, 1, 1, 1, 1, 1, 1]),
        json!([(1 << 24) + 1]),
        json!([1 << 13, 1 << 12]),
        json!([u32::MAX, u32::MAX, u32::MAX]),
        json!([1u64 << 32]),
        json!([-1]),
        json!([1.5]),
        json!({ "rank": 1, "dims": [1] }),
    ]);
}

#[test]
fn a_layout_is_written_in_full() {
    round_trip(port(), port_json());
    let layout = Layout {
        params: Params::Committed,
        domain: [7; 32],
        attested: true,
        nullifier: true,
        ..Layout::new(port(), Port { visibility: Visibility::Committed, ..port() })
    };
    let mut output = port_json();
    output["visibility"] = json!("committed");
    let mut expected = json!({ "params": "committed", "input": port_json(), "output": output });
    expected["domain"] = json!(vec![7; 32]);
    expected["attested"] = json!(true);
    expected["nullifier"] = json!(true);
    round_trip(layout, expected);
    let plain = json!({ "params": "fixed", "input": port_json(), "output": port_json() });
    assert_eq!(from_value::<Layout>(plain).unwrap(), Layout::new(port(), port()), "what is not said is not so");
}

#[test]
fn refuses_missing_and_unknown_fields() {
    let good = json!({ "params": "fixed", "input": port_json(), "output": port_json() });
    assert!(from_value::<Layout>(good.clone()).is_ok());
    let pointers = ["", "/input", "/output", "/input/scale"];
    for pointer in pointers {
        let mut more = good.clone();
        more.pointer_mut(pointer).unwrap()["comment"] = json!("x");
        refuses::<Layout>([more]);
        for name in good.pointer(pointer).unwrap().as_object().unwrap().keys() {
            let mut less = good.clone();
            less.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(name);
            refuses::<Layout>([less]);
        }
    }
}
