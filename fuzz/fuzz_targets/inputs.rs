//! Integers and field elements: packing and unpacking are each other's inverse on what they accept; scalars decode below
//! the order and nowhere else.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{canonical, FuzzCurve, Input};
use zkml_primitives::{
    encoding::{decode_scalar, encode_scalar},
    packing::{IntType, MAX_BITS},
    Bls12_381, Bn254, FieldBytes,
};

#[derive(Arbitrary, Debug)]
struct Case {
    bits: u8,
    signed: bool,
    len: u16,
    elements: Vec<Input>,
    values: Vec<i64>,
    shift: u8,
}

fuzz_target!(|case: Case| {
    let elements: Vec<FieldBytes> = case.elements.iter().map(|input| input.bytes::<ark_bn254::Fr>()).collect();
    for element in &elements {
        scalar::<Bn254>(element);
        scalar::<Bls12_381>(element);
    }
    let Some(int) = IntType::new(case.bits % (MAX_BITS + 3), case.signed) else { return };
    let values: Vec<i64> = case.values.iter().map(|value| value >> (case.shift % 64)).collect();
    match int.pack(&values) {
        Ok(packed) => {
            assert!(packed.iter().all(|element| element[31] == 0));
            assert_eq!(packed.len(), int.elements(values.len()));
            assert_eq!(int.unpack(&packed, values.len()), Ok(values));
        }
        Err(_) => assert!(values.iter().any(|value| !(int.min()..=int.max()).contains(value))),
    }
    let fits = elements.len() * int.per_element();
    for len in [case.len as usize, fits, fits.saturating_sub(case.len as usize % int.per_element()), usize::MAX] {
        if let Ok(values) = int.unpack(&elements, len) {
            assert_eq!(values.len(), len);
            assert_eq!(int.pack(&values).as_ref(), Ok(&elements));
        }
    }
    // Without the bits that no integer has.
    let cleared: Vec<FieldBytes> = elements
        .iter()
        .map(|element| {
            let used = int.per_element() * int.bits() as usize;
            let mut element = *element;
            (used..256).for_each(|at| element[at / 8] &= !(1 << (at % 8)));
            element
        })
        .collect();
    let values = int.unpack(&cleared, fits).expect("every integer of every element is one of the type");
    assert_eq!(int.pack(&values), Ok(cleared));
});

fn scalar<C: FuzzCurve>(bytes: &FieldBytes) {
    let decoded = decode_scalar::<C::Scalar>(bytes).ok();
    assert_eq!(decoded, canonical(bytes));
    if let Some(scalar) = decoded {
        assert_eq!(encode_scalar(&scalar), *bytes);
    }
}
