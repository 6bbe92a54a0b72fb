//! Packing against its definition over big integers.

use crate::{
    allocation::allocated_by,
    common::{cases, rng},
};
use ark_std::rand::Rng;
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;
use zkml_primitives::{
    encoding::decode_scalar,
    packing::{IntType, PackError, CAPACITY_BITS, MAX_BITS},
    Bls12_381, Bn254, Curve, FieldBytes,
};

fn all_types() -> impl Iterator<Item = IntType> {
    (1..=MAX_BITS).flat_map(|bits| [false, true].map(|signed| IntType::new(bits, signed).unwrap()))
}

fn random(int: IntType, len: usize, seed: u64) -> Vec<i64> {
    let mut rng = rng(seed);
    (0..len)
        .map(|_| match rng.gen_range(0..4) {
            0 => int.min(),
            1 => int.max(),
            _ => rng.gen_range(int.min()..=int.max()),
        })
        .collect()
}

/// Σ (v + offset)·2^(b·i) over the integers of each element.
fn defined(bits: u32, signed: bool, values: &[i64]) -> Vec<BigUint> {
    let offset = if signed { BigInt::from(1) << (bits - 1) } else { BigInt::from(0) };
    values
        .chunks((248 / bits) as usize)
        .map(|chunk| {
            chunk
                .iter()
                .enumerate()
                .map(|(i, &v)| (BigInt::from(v) + &offset) << (bits as usize * i))
                .sum::<BigInt>()
                .to_biguint()
                .unwrap()
        })
        .collect()
}

fn assert_sound(int: IntType, values: &[i64]) {
    let elements = int.pack(values).unwrap();
    assert_eq!(elements.len(), int.elements(values.len()));
    assert_eq!(int.unpack(&elements, values.len()).unwrap(), values);
    let signed = int.min() < 0;
    let expected = defined(u32::from(int.bits()), signed, values);
    let got: Vec<BigUint> = elements.iter().map(|bytes| BigUint::from_bytes_le(bytes)).collect();
    assert_eq!(got, expected);
    for element in &elements {
        assert_eq!(element[31], 0);
        assert!(decode_scalar::<<Bn254 as Curve>::Scalar>(element).is_ok());
        assert!(decode_scalar::<<Bls12_381 as Curve>::Scalar>(element).is_ok());
    }
}

#[test]
fn every_width_packs_as_defined_around_full_elements() {
    for (i, int) in all_types().enumerate() {
        let per = int.per_element();
        for len in [0, 1, per - 1, per, per + 1, 2 * per, 2 * per + 1] {
            assert_sound(int, &random(int, len, i as u64));
            assert_sound(int, &vec![int.max(); len]);
            assert_sound(int, &vec![int.min(); len]);
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn packs_as_defined(bits in 1..=MAX_BITS, signed: bool, len in 0usize..600, seed: u64) {
        let int = IntType::new(bits, signed).unwrap();
        assert_sound(int, &random(int, len, seed));
    }

    /// What unpacks packs to the same elements: there is one encoding of a tensor.
    #[test]
    fn unpacking_is_injective(bits in 1..=MAX_BITS, signed: bool, elements: Vec<FieldBytes>, short in 0usize..300, clear: bool) {
        let int = IntType::new(bits, signed).unwrap();
        let len = (elements.len() * int.per_element()).saturating_sub(short);
        let mut elements = elements;
        if clear {
            let used = int.per_element() * bits as usize;
            elements.iter_mut().for_each(|element| clear_from(element, used));
            if let Some(last) = elements.last_mut().filter(|_| short < int.per_element()) {
                clear_from(last, (int.per_element() - short) * bits as usize);
            }
        }
        if let Ok(values) = int.unpack(&elements, len) {
            prop_assert_eq!(values.len(), len);
            prop_assert_eq!(int.pack(&values).unwrap(), elements);
        } else {
            prop_assert!(!clear || short >= int.per_element());
        }
    }
}

fn clear_from(element: &mut FieldBytes, used: usize) {
    (used..256).for_each(|bit| element[bit / 8] &= !(1 << (bit % 8)));
}

#[test]
fn the_ranges_are_those_of_twos_complement() {
    for int in all_types() {
        let values = 1i128 << int.bits();
        assert_eq!(i128::from(int.max()) - i128::from(int.min()) + 1, values);
        let signed = IntType::new(int.bits(), true) == Some(int);
        assert_eq!(i128::from(int.min()), if signed { -values / 2 } else { 0 });
        assert_eq!(int.offset(), -int.min());
    }
    assert_eq!(IntType::new(8, true).map(|t| (t.min(), t.max())), Some((-128, 127)));
    assert_eq!(IntType::new(8, false).map(|t| (t.min(), t.max())), Some((0, 255)));
    assert_eq!(IntType::new(1, true).map(|t| (t.min(), t.max())), Some((-1, 0)));
}

#[test]
fn there_is_no_integer_of_no_bits_or_too_many() {
    for bits in (0..=u8::MAX).filter(|bits| !(1..=62).contains(bits)) {
        assert_eq!(IntType::new(bits, false), None);
        assert_eq!(IntType::new(bits, true), None);
    }
    assert_eq!(MAX_BITS, 62);
}

#[test]
fn an_element_is_full_at_248_bits() {
    assert_eq!(CAPACITY_BITS, 248);
    for (bits, per) in [(1, 248), (2, 124), (4, 62), (8, 31), (31, 8), (62, 4)] {
        let int = IntType::new(bits, false).unwrap();
        assert_eq!(int.per_element(), per);
        // No bit is left over and none is lost.
        let full = int.pack(&vec![int.max(); per]).unwrap();
        let mut ones = [0xff; 32];
        ones[31] = 0;
        assert_eq!(full, [ones]);
        assert_eq!(int.pack(&vec![int.max(); per + 1]).unwrap().len(), 2);
    }
    for (bits, per) in [(3, 82), (16, 15), (32, 7), (61, 4)] {
        assert_eq!(IntType::new(bits, true).unwrap().per_element(), per);
    }
}

/// By hand: 5 + 128 = 0x85, −1 + 128 = 0x7f, −128 + 128 = 0.
#[test]
fn the_first_integer_is_in_the_lowest_bits() {
    let mut expected = [0u8; 32];
    expected[..4].copy_from_slice(&[0x85, 0x7f, 0x00, 0xff]);
    assert_eq!(IntType::new(8, true).unwrap().pack(&[5, -1, -128, 127]).unwrap(), [expected]);
}

#[test]
fn refuses_values_outside_the_type() {
    for int in all_types() {
        let (min, max) = (int.min(), int.max());
        for value in [min - 1, max + 1, i64::MIN, i64::MAX] {
            for index in [0, 1, int.per_element()] {
                let mut values = vec![min; index + 1];
                values[index] = value;
                assert_eq!(int.pack(&values), Err(PackError::OutOfRange { index, value, min, max }));
            }
        }
    }
}

#[test]
fn refuses_every_bit_where_no_integer_is() {
    for (i, int) in all_types().enumerate() {
        let (bits, per) = (int.bits() as usize, int.per_element());
        let full = per * bits;
        for len in [1, per, per + 1, 2 * per].into_iter().filter(|&len| len > 0) {
            let elements = int.pack(&random(int, len, i as u64)).unwrap();
            for index in 0..elements.len() {
                let used = if index + 1 == elements.len() { (len - index * per) * bits } else { full };
                for bit in used..256 {
                    let mut elements = elements.clone();
                    elements[index][bit / 8] |= 1 << (bit % 8);
                    assert_eq!(int.unpack(&elements, len), Err(PackError::UnusedBits(index)));
                }
            }
        }
    }
}

/// A tensor's length is outside data too: no memory is taken for one that the elements do not hold.
#[test]
fn refuses_another_number_of_elements() {
    for int in all_types() {
        let elements = int.pack(&vec![int.max(); 2 * int.per_element()]).unwrap();
        for (len, expected) in [
            (0, 0),
            (1, 1),
            (int.per_element(), 1),
            (2 * int.per_element() + 1, 3),
            (usize::MAX, int.elements(usize::MAX)),
        ] {
            let (refused, allocated) = allocated_by(|| int.unpack(&elements, len));
            assert_eq!(refused, Err(PackError::ElementCount { expected, got: 2 }));
            assert_eq!(allocated, 0);
        }
        assert_eq!(int.unpack(&[], 0), Ok(vec![]));
        assert_eq!(int.pack(&[]), Ok(vec![]));
    }
}
