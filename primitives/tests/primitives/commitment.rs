//! Commitments: golden values of the recipe in `COMMITMENTS.md`, computed with JavaScript, and what must never collide.

use proptest::prelude::*;
use std::collections::BTreeSet;
use zkml_primitives::{
    commitment::{commit, domain, input_tag, nullifier, output_tag, params_tag, scope, Committed, Secret},
    packing::IntType,
    Bls12_381, Bn254, Context, DecodeError, FieldBytes, Layout, Port, Scale, Shape, Visibility,
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn shape(dims: &[usize]) -> Shape {
    Shape::new(dims).expect("a test's shape")
}

fn int(bits: u8, signed: bool) -> IntType {
    IntType::new(bits, signed).expect("a test's type")
}

const SALT: Secret = Secret([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
]);

fn digest(tag: &FieldBytes, salt: &Secret, elements: &[FieldBytes]) -> FieldBytes {
    commit::<Bn254>(tag, salt, elements).expect("packed elements")
}

fn port(dims: &[usize], int: IntType) -> Port {
    Port {
        visibility: Visibility::Committed,
        shape: shape(dims),
        bits: int.bits(),
        signed: int.is_signed(),
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    }
}

/// The tag of a port in a domain, or of parameters.
fn tag(what: Committed, name: &str, port: Port) -> FieldBytes {
    let layout = Layout { domain: domain(name), ..Layout::new(port, port) };
    let tag = match what {
        Committed::Input => input_tag(&layout),
        Committed::Output => output_tag(&layout),
        Committed::Params => Some(params_tag(&layout.domain, &[(port.shape, port.int_type().expect("a test's type"))])),
    };
    tag.expect("a test's type")
}

/// A tensor committed on BN254: its tag and its digest.
fn committed(what: Committed, name: &str, dims: &[usize], int: IntType, values: &[i64]) -> [String; 2] {
    let tag = tag(what, name, port(dims, int));
    [hex(&tag), hex(&digest(&tag, &SALT, &int.pack(values).expect("in range")))]
}

#[test]
fn the_recipe_is_pinned() {
    let pixels: Vec<i64> = (0..64).map(|i| i % 17).collect();
    assert_eq!(
        committed(Committed::Input, "digits", &[8, 8], int(5, false), &pixels),
        [
            "bd3e15c88b5fe99c167643d783c68e60bae99c67a48a63f0ec5451eb39302800",
            "3caf2731bb8dec3b1953706fe6e74348f8179af1a767683d46eb2e7eb9900424"
        ]
    );
    let other_meaning =
        Port { scale: Scale { mantissa: 3, exponent: -2 }, zero_point: -5, ..port(&[8, 8], int(5, false)) };
    let tag = tag(Committed::Input, "digits", other_meaning);
    assert_eq!(hex(&tag), "d64f78e396841085c1c99b8d9f234406c4f5cb666bd94aa91d6fb76721869500");
    let elements = int(5, false).pack(&pixels).expect("in range");
    let expected = "ea60874ea198af30d39f96bf03fe7931fbbe3217e5fa6b074b85365de815ad00";
    assert_eq!(hex(&digest(&tag, &SALT, &elements)), expected);
    let long: Vec<i64> = (0..784).map(|i| i % 256 - 128).collect();
    assert_eq!(
        committed(Committed::Output, "digits", &[784], int(8, true), &long),
        [
            "78e782fbb5bea6998623551dc914de51a7a85089f91a6215253dab0fcaef6100",
            "c3ceb5da8e8c6caf21aff5b1dcdac767d046c45412c7e8c10138217cb6af5600"
        ]
    );
    assert_eq!(
        committed(Committed::Input, "", &[], int(62, true), &[-1])[1],
        "17ed1aba13f4c05db10d46f75b54abdc27a9781b0c9ccc045452d43b6b965529"
    );
    // Fourteen elements and the salt fill one block; one more begins another.
    let numbers = |n: i64| (0..n).map(|i| i - 7).collect::<Vec<_>>();
    assert_eq!(
        committed(Committed::Input, "fifteen", &[14], int(62, true), &numbers(14))[1],
        "f760e1c18bc34bed797c8e5b43fa059cf282c5408fd99b1e7f69397795f7a308"
    );
    assert_eq!(
        committed(Committed::Input, "sixteen", &[60], int(62, true), &numbers(60))[1],
        "b1e4fae6fa0bce84bb40ad6a84a3184a9e57c019711bab1574971cc97c060f03"
    );
}

#[test]
fn the_recipe_for_parameters_is_pinned() {
    let (weights, bias) = (int(8, true), int(24, true));
    let tag = params_tag(&domain("credit"), &[(shape(&[2, 3]), weights), (shape(&[2]), bias)]);
    assert_eq!(hex(&tag), "cfd33a162ad137b172404aeeb9f17e4a969da8304f6af39ae6988b2f78028700");
    let mut elements = weights.pack(&[1, -2, 3, -4, 5, -6]).expect("in range");
    elements.extend(bias.pack(&[1000, -1000]).expect("in range"));
    let expected = "be0dc4f5fa7300bdeb8bcf8219b2e402fd3d157959b19c28d74713ceb01f9c1a";
    assert_eq!(hex(&digest(&tag, &SALT, &elements)), expected);
}

#[test]
fn nullifiers_are_pinned() {
    let scope = scope(&[8; 32], &[9; 32]);
    let context = Context { genesis_hash: [8; 32], subject: [9; 32], ..Context::default() };
    assert_eq!(context.scope(), scope);
    assert_eq!(hex(&scope), "e91e123f606bfbac277e12c99523379087d5a13741d615569581aaea07fade00");
    let of = |secret: &Secret, scope: &FieldBytes| nullifier::<Bn254>(secret, scope).expect("a scope");
    assert_eq!(hex(&of(&SALT, &scope)), "e447e24fd556106e16f543047c3341d1163879f97fac53f7df6dddf475ab0523");
    assert_ne!(of(&SALT, &scope), of(&Secret([1; 31]), &scope));
    // For another purpose, and on another chain.
    for other in [Context { subject: [1; 32], ..context }, Context { genesis_hash: [1; 32], ..context }] {
        let other = other.scope();
        assert_ne!(of(&SALT, &scope), of(&SALT, &other));
    }
    assert_ne!(of(&SALT, &scope), nullifier::<Bls12_381>(&SALT, &scope).expect("a scope"));
}

/// Everything that a digest is bound to: each change alone gives another one.
#[test]
fn another_port_length_shape_type_or_domain_never_collides() {
    let mut digests = BTreeSet::new();
    let zeros = |dims: &[usize]| vec![0; shape(dims).len()];
    for what in [Committed::Input, Committed::Output, Committed::Params] {
        for name in ["a", "b", ""] {
            for dims in [&[][..], &[1], &[2], &[1, 2], &[2, 1], &[3], &[15], &[16], &[60], &[62], &[200]] {
                for int in [int(8, true), int(8, false), int(7, true), int(31, true)] {
                    // All packings of unsigned zeros are zeros: nothing but the tag tells these apart.
                    assert!(digests.insert(committed(what, name, dims, int, &zeros(dims))[1].clone()));
                }
            }
        }
    }
    let two = [(shape(&[1]), int(8, false)), (shape(&[1]), int(8, false))];
    let tags = [params_tag(&domain("a"), &two), params_tag(&domain("a"), &two[..1]), params_tag(&domain("a"), &[])];
    assert_eq!(BTreeSet::from(tags).len(), 3);
}

/// What an issuer vouched for as 10,000 must not be read as 50,000. A retrained model's output has a scale of its own.
#[test]
fn an_input_is_committed_with_its_meaning_and_an_output_without() {
    let plain = port(&[2], int(8, true));
    let scaled = Port { scale: Scale { mantissa: 5, exponent: 0 }, ..plain };
    let shifted = Port { zero_point: 1, ..plain };
    let tags = [plain, scaled, shifted].map(|port| tag(Committed::Input, "a", port));
    assert_eq!(BTreeSet::from(tags).len(), 3);
    assert_eq!(tag(Committed::Output, "a", plain), tag(Committed::Output, "a", scaled));
    let no_type = Port { bits: 0, ..plain };
    let layout = Layout::new(no_type, no_type);
    assert_eq!((input_tag(&layout), output_tag(&layout)), (None, None));
}

#[test]
fn refuses_what_is_no_field_element() {
    let wrong = |tag: &FieldBytes, element: FieldBytes| commit::<Bn254>(tag, &SALT, &[element]).map(drop);
    assert_eq!(wrong(&[0; 32], [0; 32]), Ok(()));
    assert!(matches!(wrong(&[0xff; 32], [0; 32]), Err(DecodeError::Value)));
    assert!(matches!(wrong(&[0; 32], [0xff; 32]), Err(DecodeError::Value)));
    assert!(nullifier::<Bn254>(&SALT, &[0xff; 32]).is_err());
}

#[test]
fn a_secret_is_not_printed() {
    assert_eq!(format!("{SALT:?}"), "Secret(…)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Equal data with different salts gives unrelated digests, on both curves; different data with one salt as well.
    #[test]
    fn salts_and_data_decide_the_digest(
        (a, b) in any::<([u8; 31], [u8; 31])>(),
        values in prop::collection::vec(-128i64..=127, 1..100),
        at in any::<prop::sample::Index>(),
    ) {
        let int = int(8, true);
        let elements = int.pack(&values).unwrap();
        let tag = tag(Committed::Input, "a", port(&[values.len()], int));
        let of = |salt| digest(&tag, &Secret(salt), &elements);
        prop_assert_eq!(of(a), of(a));
        prop_assert_eq!(of(a) == of(b), a == b);
        // Half of the bits differ, give or take: no part of a digest survives a change of the salt.
        if a != b {
            let differ: u32 = of(a).iter().zip(of(b)).map(|(x, y)| (x ^ y).count_ones()).sum();
            prop_assert!((70..=185).contains(&differ), "{} bits differ", differ);
        }
        prop_assert_ne!(of(a), commit::<Bls12_381>(&tag, &Secret(a), &elements).unwrap());
        let mut other = values.clone();
        let at = at.index(values.len());
        other[at] = if other[at] == 0 { 1 } else { 0 };
        prop_assert_ne!(of(a), digest(&tag, &Secret(a), &int.pack(&other).unwrap()));
    }
}
