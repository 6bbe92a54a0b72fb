//! Commitments: golden values of the recipe in `COMMITMENTS.md`, computed with JavaScript, and what must never collide.

use proptest::prelude::*;
use std::collections::BTreeSet;
use zkml_primitives::{
    commitment::{commit, domain, nullifier, port_tag, scope, tag, Committed, Secret},
    packing::IntType,
    Bls12_381, Bn254, DecodeError, FieldBytes, Layout, Port, Scale, Shape, Visibility,
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

/// A tensor committed on BN254: its tag and its digest.
fn committed(what: Committed, name: &str, dims: &[usize], int: IntType, values: &[i64]) -> [String; 2] {
    let tag = tag(what, &domain(name), &[(shape(dims), int)]);
    [hex(&tag), hex(&digest(&tag, &SALT, &int.pack(values).expect("in range")))]
}

#[test]
fn the_recipe_is_pinned() {
    let pixels: Vec<i64> = (0..64).map(|i| i % 17).collect();
    assert_eq!(
        committed(Committed::Input, "digits", &[8, 8], int(5, false), &pixels),
        [
            "0e72c6b26ef7a8adc608c1e57b5d8b351b12b55338be8ff764a046a88b684a00",
            "fbeb0118147430961e6bed54d4158ca0ff504a6272c176cb04ab420b4ed8102d"
        ]
    );
    let long: Vec<i64> = (0..784).map(|i| i % 256 - 128).collect();
    assert_eq!(
        committed(Committed::Output, "digits", &[784], int(8, true), &long),
        [
            "78e782fbb5bea6998623551dc914de51a7a85089f91a6215253dab0fcaef6100",
            "c3ceb5da8e8c6caf21aff5b1dcdac767d046c45412c7e8c10138217cb6af5600"
        ]
    );
    assert_eq!(
        committed(Committed::Input, "", &[], int(62, true), &[-1]),
        [
            "4705cea5ec8938cd62d1e2075b13bf9555b7747e822b58647ce31fe78ba2db00",
            "b4c0f61b0a96ef7263035087a47ce6ab62dae9c7f979efb411f7215be3771613"
        ]
    );
    // Fourteen elements and the salt fill one block; one more begins another.
    let numbers = |n: i64| (0..n).map(|i| i - 7).collect::<Vec<_>>();
    assert_eq!(
        committed(Committed::Input, "fifteen", &[14], int(62, true), &numbers(14))[1],
        "ae31803b8a7ea578a80f9b917c555b3d71f3a1a0c1f5db5143f9add266724228"
    );
    assert_eq!(
        committed(Committed::Input, "sixteen", &[60], int(62, true), &numbers(60))[1],
        "df2805bb3b89482de413a392c37abbf99c24789bb63c265bd1fb8bef02d9580f"
    );
}

#[test]
fn the_recipe_for_parameters_is_pinned() {
    let (weights, bias) = (int(8, true), int(24, true));
    let tag = tag(Committed::Params, &domain("credit"), &[(shape(&[2, 3]), weights), (shape(&[2]), bias)]);
    assert_eq!(hex(&tag), "cfd33a162ad137b172404aeeb9f17e4a969da8304f6af39ae6988b2f78028700");
    let mut elements = weights.pack(&[1, -2, 3, -4, 5, -6]).expect("in range");
    elements.extend(bias.pack(&[1000, -1000]).expect("in range"));
    let expected = "be0dc4f5fa7300bdeb8bcf8219b2e402fd3d157959b19c28d74713ceb01f9c1a";
    assert_eq!(hex(&digest(&tag, &SALT, &elements)), expected);
}

#[test]
fn nullifiers_are_pinned() {
    let scope = scope(&[9; 32]);
    assert_eq!(hex(&scope), "5ac5b476246ea249dbada4a443abdafbc60a3ee5d34f5a3496154d0986cfc000");
    let of = |secret, scope| nullifier::<Bn254>(secret, scope).expect("a scope");
    assert_eq!(hex(&of(&SALT, &scope)), "f61de03464ae164aec6b7e82362ae700f06d8850c8d8faf0ec505fe8781a9709");
    assert_ne!(of(&SALT, &scope), of(&Secret([1; 31]), &scope));
    let other_scope = zkml_primitives::commitment::scope(&[8; 32]);
    assert_ne!(of(&SALT, &scope), of(&SALT, &other_scope));
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
    let tags = [
        tag(Committed::Params, &domain("a"), &two),
        tag(Committed::Params, &domain("a"), &two[..1]),
        tag(Committed::Params, &domain("a"), &[]),
    ];
    assert_eq!(BTreeSet::from(tags).len(), 3);
}

#[test]
fn a_port_is_tagged_with_its_layouts_domain() {
    let port = Port {
        visibility: Visibility::Committed,
        shape: shape(&[2]),
        bits: 8,
        signed: true,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    let layout = Layout { domain: domain("a"), ..Layout::new(port, port) };
    let expected = tag(Committed::Output, &domain("a"), &[(shape(&[2]), int(8, true))]);
    assert_eq!(port_tag(Committed::Output, &layout, &layout.output), Some(expected));
    let no_type = Port { bits: 0, ..port };
    assert_eq!(port_tag(Committed::Output, &layout, &no_type), None);
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
        let tag = tag(Committed::Input, &domain("a"), &[(shape(&[values.len()]), int)]);
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
