//! Layouts: how many public inputs they ask for, which of them are refused, and what they decode from.

use crate::common::{cases, rng};
use ark_std::rand::{Rng, RngCore};
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use zkml_primitives::{
    layout::{MAX_RANK, MAX_TENSOR_LEN},
    packing::PackError,
    Layout, LayoutError, Params, Port, Scale, Shape, Visibility, MAX_PUBLIC_INPUTS,
};

fn port(visibility: Visibility, len: usize, bits: u8) -> Port {
    Port {
        visibility,
        shape: Shape::new(&[len]).unwrap(),
        bits,
        signed: true,
        scale: Scale { mantissa: 1, exponent: -8 },
        zero_point: 0,
    }
}

fn layout() -> Layout {
    Layout::new(port(Visibility::Public, 784, 8), port(Visibility::Public, 10, 16))
}

use Visibility::{Committed, Private, Public};

#[test]
fn counts_the_public_inputs_of_every_visibility() {
    // 784 integers of 8 bits at 31 an element are 26 elements, 10 of 16 bits are one.
    let elements = |visibility, packed| match visibility {
        Public => packed,
        Committed => 1,
        Private => 0,
    };
    for (params, digest) in [(Params::Fixed, 0), (Params::Committed, 1)] {
        for input in [Public, Committed, Private] {
            for output in [Public, Committed] {
                let layout = Layout { params, ..Layout::new(port(input, 784, 8), port(output, 10, 16)) };
                let expected = 1 + digest + elements(input, 26) + elements(output, 1);
                assert_eq!(layout.public_inputs(), Ok(expected));
            }
        }
    }
}

#[test]
fn a_nullifier_takes_two_public_inputs() {
    let plain = layout().public_inputs().unwrap();
    assert_eq!(Layout { nullifier: true, ..layout() }.public_inputs(), Ok(plain + 2));
}

/// However large the tensors are, the chain's cost does not grow with them.
#[test]
fn committed_ports_take_at_most_four_public_inputs() {
    for (len, bits) in [(1, 1), (784, 8), (1 << 24, 62)] {
        for input in [Committed, Private] {
            let layout =
                Layout { params: Params::Committed, ..Layout::new(port(input, len, bits), port(Committed, len, bits)) };
            assert_eq!(layout.public_inputs(), Ok(if input == Committed { 4 } else { 3 }));
        }
    }
}

#[test]
fn only_a_committed_input_can_be_attested() {
    for (input, expected) in [(Public, false), (Private, false), (Committed, true)] {
        let layout = Layout { attested: true, input: port(input, 8, 8), ..layout() };
        assert_eq!(layout.public_inputs().is_ok(), expected);
        if !expected {
            assert_eq!(layout.public_inputs(), Err(LayoutError::Attested));
        }
    }
}

#[test]
fn refuses_a_private_output() {
    for params in [Params::Fixed, Params::Committed] {
        let layout = Layout { params, output: port(Private, 10, 16), ..layout() };
        assert_eq!(layout.public_inputs(), Err(LayoutError::PrivateOutput));
    }
}

#[test]
fn refuses_a_scale_of_zero_in_either_port() {
    let zero = |port: Port| Port { scale: Scale { mantissa: 0, exponent: 3 }, ..port };
    let input = Layout { input: zero(layout().input), ..layout() };
    assert_eq!(input.public_inputs(), Err(LayoutError::Scale));
    let output = Layout { output: zero(layout().output), ..layout() };
    assert_eq!(output.public_inputs(), Err(LayoutError::Scale));
}

/// Also in ports that take no packed elements: whoever commits to integers packs them too.
#[test]
fn refuses_bits_out_of_range_in_either_port() {
    for bits in [0, 63, 64, 128, 248, 255] {
        for visibility in [Public, Committed, Private] {
            let input = Layout { input: port(visibility, 4, bits), ..layout() };
            assert_eq!(input.public_inputs(), Err(LayoutError::Bits));
            assert_eq!(input.input.int_type(), None);
            assert_eq!(input.input.pack(&[0; 4]), Err(LayoutError::Bits));
            assert_eq!(input.input.unpack(&[[0; 32]]), Err(LayoutError::Bits));
        }
        for visibility in [Public, Committed] {
            let output = Layout { output: port(visibility, 4, bits), ..layout() };
            assert_eq!(output.public_inputs(), Err(LayoutError::Bits));
        }
    }
}

#[test]
fn refuses_more_public_inputs_than_the_most() {
    let most = MAX_PUBLIC_INPUTS as usize;
    // One is the context's and one the output's; 62 bits are four to an element.
    let of =
        |elements: usize| Layout { input: port(Public, elements * 4, 62), output: port(Committed, 1, 8), ..layout() };
    assert_eq!(of(most - 2).public_inputs(), Ok(MAX_PUBLIC_INPUTS));
    assert_eq!(of(most - 1).public_inputs(), Err(LayoutError::PublicInputs));
    let committed = Layout { params: Params::Committed, ..of(most - 2) };
    assert_eq!(committed.public_inputs(), Err(LayoutError::PublicInputs));
    let huge = port(Public, MAX_TENSOR_LEN as usize, 62);
    let huge = Layout { input: huge, output: huge, ..layout() };
    assert_eq!(huge.public_inputs(), Err(LayoutError::PublicInputs));
}

#[test]
fn a_port_packs_its_own_number_of_integers() {
    let port = port(Public, 40, 8);
    for len in [0, 1, 31, 39, 41, 62, 63] {
        let refused = Err(LayoutError::Pack(PackError::Length { expected: 40, got: len }));
        assert_eq!(port.pack(&vec![0; len]), refused, "two elements hold up to 62 integers");
    }
    let values: Vec<i64> = (-20..20).collect();
    let elements = port.pack(&values).unwrap();
    assert_eq!(Ok(elements.len()), port.elements());
    assert_eq!(port.unpack(&elements), Ok(values));
    assert_eq!(port.unpack(&elements[..1]), Err(LayoutError::Pack(PackError::ElementCount { expected: 2, got: 1 })));
    assert!(matches!(port.pack(&[200; 40]), Err(LayoutError::Pack(PackError::OutOfRange { index: 0, .. }))));
}

#[test]
fn a_shape_has_bounded_rank_and_length() {
    assert_eq!(Shape::new(&[]).map(|shape| shape.len()), Some(1));
    assert_eq!(Shape::new(&[1; MAX_RANK]).map(|shape| shape.len()), Some(1));
    assert_eq!(Shape::new(&[1; MAX_RANK + 1]), None);
    let shape = Shape::new(&[3, 32, 32]).unwrap();
    assert_eq!(shape.dims().collect::<Vec<_>>(), [3, 32, 32]);
    assert_eq!((shape.len(), shape.to_string()), (3072, "[3, 32, 32]".into()));
    let most = MAX_TENSOR_LEN as usize;
    assert_eq!(Shape::new(&[most]).map(|shape| shape.len()), Some(most));
    assert_eq!(Shape::new(&[most / 2, 2]).map(|shape| shape.len()), Some(most));
    assert_eq!(Shape::new(&[most + 1]), None);
    assert_eq!(Shape::new(&[most, 2]), None);
}

#[test]
fn a_shape_has_no_empty_dimension_and_does_not_overflow() {
    for dims in [&[0][..], &[0, 5], &[5, 0], &[5, 0, 5], &[1, 1, 1, 1, 1, 0]] {
        assert_eq!(Shape::new(dims), None);
    }
    // The product is 0, 1 or small modulo 2³² or 2⁶⁴.
    for dims in [
        &[1 << 32, 1 << 32][..],
        &[1 << 16, 1 << 16],
        &[usize::MAX, usize::MAX],
        &[(1 << 32) + 1],
        &[1 << 12, 1 << 12, 1 << 12, 1 << 12, 1 << 12, 1 << 4],
        &[usize::MAX, 0],
        &[3, 0xaaaa_aaaa_aaaa_aaab],
        &[1 << 24, (1 << 40) + 1],
    ] {
        assert_eq!(Shape::new(dims), None, "{dims:?}");
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn a_shape_is_its_dimensions(dims in prop::collection::vec(prop_oneof![0usize..20, 0usize..5000, any::<usize>()], 0..9)) {
        let product = dims.iter().try_fold(1u128, |product, &d| product.checked_mul(d as u128));
        let fits = dims.len() <= MAX_RANK && !dims.contains(&0) && product.is_some_and(|p| p <= u128::from(MAX_TENSOR_LEN));
        let shape = Shape::new(&dims);
        prop_assert_eq!(shape.is_some(), fits);
        if let Some(shape) = shape {
            prop_assert_eq!(shape.dims().collect::<Vec<_>>(), dims);
            prop_assert_eq!(Some(shape.len() as u128), product);
            let encoded = shape.encode();
            prop_assert!(encoded.len() <= Shape::max_encoded_len());
            prop_assert_eq!(Shape::decode(&mut &encoded[..]), Ok(shape));
        }
    }

    /// A shape has one encoding: whatever decodes encodes to the same bytes, and `new` would have made it.
    #[test]
    fn only_a_shapes_own_encoding_decodes(rank in 0u8..9, dims: [u32; MAX_RANK], small in 0u32..9, keep in 0usize..7) {
        let mut dims = dims.map(|d| d % (small + 2));
        dims[keep.min(MAX_RANK)..].fill(0);
        let bytes = (rank, dims).encode();
        if let Ok(shape) = Shape::decode(&mut &bytes[..]) {
            prop_assert_eq!(shape.encode(), bytes);
            let used: Vec<usize> = shape.dims().collect();
            prop_assert_eq!(Shape::new(&used), Some(shape));
            prop_assert!(shape.len() as u64 <= MAX_TENSOR_LEN);
        }
    }

    #[test]
    fn a_layout_has_one_encoding(seed: u64) {
        let mut rng = rng(seed);
        let mut port = || Port {
            visibility: [Public, Committed, Private][rng.gen_range(0..3)],
            shape: Shape::new(&(0..rng.gen_range(0..=MAX_RANK)).map(|_| rng.gen_range(1..=10)).collect::<Vec<_>>()).unwrap(),
            bits: rng.gen(),
            signed: rng.gen(),
            scale: Scale { mantissa: rng.next_u32(), exponent: rng.gen() },
            zero_point: rng.gen(),
        };
        let (input, output) = (port(), port());
        let params = if seed % 2 == 0 { Params::Fixed } else { Params::Committed };
        let layout = Layout {
            params,
            domain: rng.gen(),
            attested: rng.gen(),
            nullifier: rng.gen(),
            ..Layout::new(input, output)
        };
        let encoded = layout.encode();
        prop_assert_eq!(encoded.len(), Layout::max_encoded_len());
        prop_assert_eq!(Layout::decode(&mut &encoded[..]), Ok(layout));
        for len in 0..encoded.len() {
            prop_assert!(Layout::decode(&mut &encoded[..len]).is_err());
        }
    }

    /// Half a unit in 24 bits, over all numbers, the subnormal ones too.
    #[test]
    fn the_nearest_scale_is_near(bits: u64) {
        let value = f64::from_bits(bits >> 1);
        prop_assume!(value.is_finite() && value > 0.0);
        let scale = Scale::nearest(value).unwrap();
        prop_assert!((1..=1 << 24).contains(&scale.mantissa));
        // Rounding up may leave what f64 holds; 24 bits of mantissa always hold a multiple of the least number.
        let error = (scale.to_f64() - value).abs() / value;
        prop_assert!(error <= 2f64.powi(-24) || scale.to_f64() == f64::INFINITY && value > f64::MAX * 0.9999999, "{value} {scale:?} {error}");
    }

    #[test]
    fn a_scale_holds_every_f32(bits: u32) {
        let value = f32::from_bits(bits >> 1);
        prop_assume!(value.is_finite() && value > 0.0);
        let scale = Scale::nearest(f64::from(value)).unwrap();
        prop_assert_eq!(scale.to_f64(), f64::from(value));
    }
}

/// By hand from the order of the fields: it is what the chain stores.
#[test]
fn the_encoding_of_a_layout_is_pinned() {
    assert_eq!(Shape::max_encoded_len(), 25);
    assert_eq!(Port::max_encoded_len(), 42);
    assert_eq!(Layout::max_encoded_len(), 119);
    let port = Port {
        visibility: Committed,
        shape: Shape::new(&[2, 3]).unwrap(),
        bits: 8,
        signed: true,
        scale: Scale { mantissa: 0x0102_0304, exponent: -2 },
        zero_point: -3,
    };
    let mut encoded = vec![1, 2, 2, 0, 0, 0, 3, 0, 0, 0];
    encoded.extend([0; 16]);
    encoded.extend([8, 1, 4, 3, 2, 1, 0xfe, 0xff, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(port.encode(), encoded);
    let layout = Layout { params: Params::Committed, domain: [9; 32], nullifier: true, ..Layout::new(port, port) };
    assert_eq!(layout.encode(), [&[1][..], &encoded, &encoded, &[9; 32], &[0, 1]].concat());
}

#[test]
fn decoding_refuses_what_no_shape_encodes_to() {
    let refused = |rank: u8, dims: [u32; MAX_RANK]| {
        let bytes = (rank, dims).encode();
        assert!(Shape::decode(&mut &bytes[..]).is_err(), "{rank} {dims:?}");
        let mut layout = layout().encode();
        layout[2..27].copy_from_slice(&bytes);
        assert!(Layout::decode(&mut &layout[..]).is_err(), "{rank} {dims:?}");
    };
    // Junk in dimensions that the rank does not use.
    refused(1, [4, 1, 0, 0, 0, 0]);
    refused(1, [4, 0, 0, 0, 0, 1]);
    refused(0, [1, 0, 0, 0, 0, 0]);
    // Dimensions of zero, too many elements, a rank beyond the array.
    refused(1, [0; 6]);
    refused(2, [4, 0, 0, 0, 0, 0]);
    refused(1, [(1 << 24) + 1, 0, 0, 0, 0, 0]);
    refused(2, [1 << 16, 1 << 16, 0, 0, 0, 0]);
    refused(6, [u32::MAX; 6]);
    refused(7, [1; 6]);
    refused(255, [1; 6]);
}

#[test]
fn decoding_refuses_unknown_variants() {
    let good = layout().encode();
    for (at, first_unknown) in [(0, 2), (1, 3), (43, 3), (117, 2), (118, 2)] {
        for value in first_unknown..=255u8 {
            let mut bytes = good.clone();
            bytes[at] = value;
            assert!(Layout::decode(&mut &bytes[..]).is_err());
        }
    }
}

#[test]
fn the_nearest_scale_of_powers_of_two_and_extremes_is_exact() {
    for exponent in -1074..=1023 {
        // Made of bits: a power of a float would round the subnormal ones.
        let value = if exponent < -1022 {
            f64::from_bits(1 << (exponent + 1074))
        } else {
            f64::from_bits(((exponent + 1023) as u64) << 52)
        };
        assert_eq!(Scale::nearest(value).unwrap().to_f64(), value, "2^{exponent}");
        let below = f64::from_bits(value.to_bits() - 1);
        if below > 0.0 {
            let near = Scale::nearest(below).unwrap().to_f64();
            assert!((near - below).abs() / below <= 2f64.powi(-24), "just below 2^{exponent}");
        }
    }
    assert_eq!(Scale::nearest(1.0), Some(Scale { mantissa: 1 << 23, exponent: -23 }));
    for value in [f32::MAX, f32::MIN_POSITIVE, f32::from_bits(1), f32::EPSILON, 0.1, 1.0 / 255.0] {
        assert_eq!(Scale::nearest(f64::from(value)).unwrap().to_f64(), f64::from(value));
    }
}

#[test]
fn there_is_no_scale_of_zero_negative_or_no_number() {
    let none = [0.0, -0.0, -1.0, -f64::MIN_POSITIVE, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for value in none {
        assert_eq!(Scale::nearest(value), None, "{value}");
    }
}
