//! Outside data never panics: random bytes, and valid bytes with changes, which get further.

use crate::common::{cases, on_every_curve, simulated, TestCurve};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestRunner};
use zkml_primitives::{
    packing::IntType, simulate::SimulatedKey, verify, Context, CurveId, FieldBytes, Layout, Port, Proof, Setup, Shape,
    VerifyingKey,
};

on_every_curve!(
    changed_keys_do_not_panic,
    changed_proofs_do_not_panic_or_verify,
    random_keys_do_not_panic,
    random_proofs_do_not_panic_or_verify,
);

/// Bytes to overwrite, and a length to cut or fill to.
fn changes() -> impl Strategy<Value = (Vec<(Index, u8)>, Option<Index>)> {
    (vec(any::<(Index, u8)>(), 0..6), proptest::option::weighted(0.2, any::<Index>()))
}

fn changed(bytes: &[u8], (edits, len): &(Vec<(Index, u8)>, Option<Index>)) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in edits {
        let at = at.index(bytes.len());
        bytes[at] = *value;
    }
    if let Some(len) = len {
        bytes.resize(len.index(bytes.len() * 2), 0);
    }
    bytes
}

fn random_keys_do_not_panic<C: TestCurve>() {
    TestRunner::new(cases(512))
        .run(&(vec(any::<u8>(), 0..2000), 0u64..12, any::<bool>()), |(mut bytes, count, fit)| {
            let at = C::G1_BYTES + 3 * C::G2_BYTES;
            if fit {
                // Past the checks of the count and the length, to the points.
                bytes.resize(C::ID.key_bytes(count as u32), 0x5a);
                bytes[at..at + 8].copy_from_slice(&(count + 1).to_le_bytes());
            }
            if let Ok(key) = VerifyingKey::<C>::decode(&bytes) {
                prop_assert_eq!(key.encode(), bytes);
            }
            Ok(())
        })
        .unwrap();
}

fn changed_keys_do_not_panic<C: TestCurve>() {
    let good = SimulatedKey::<C>::new(1, 2).verifying_key().encode();
    TestRunner::new(cases(256))
        .run(&changes(), |changes| {
            let bytes = changed(&good, &changes);
            if let Ok(key) = VerifyingKey::<C>::decode(&bytes) {
                prop_assert_eq!(key.encode(), bytes);
            }
            Ok(())
        })
        .unwrap();
}

fn random_proofs_do_not_panic_or_verify<C: TestCurve>() {
    let (key, public, _) = simulated::<C>(2);
    let key = key.verifying_key();
    let proof = prop_oneof![vec(any::<u8>(), 0..400), vec(any::<u8>(), C::PROOF_BYTES)];
    let inputs = prop_oneof![Just(public), vec(any::<FieldBytes>(), 0..4)];
    TestRunner::new(cases(512))
        .run(&(proof, inputs), |(proof, inputs)| {
            prop_assert!(verify(&key, &inputs, &proof).is_err());
            if let Ok(decoded) = Proof::<C>::decode(&proof) {
                prop_assert_eq!(decoded.encode(), proof);
            }
            Ok(())
        })
        .unwrap();
}

fn changed_proofs_do_not_panic_or_verify<C: TestCurve>() {
    let (key, public, good) = simulated::<C>(2);
    let key = key.verifying_key();
    TestRunner::new(cases(256))
        .run(&changes(), |changes| {
            let proof = changed(&good, &changes);
            prop_assert_eq!(verify(&key, &public, &proof).is_ok(), proof == good);
            Ok(())
        })
        .unwrap();
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn random_scale_bytes_do_not_panic(bytes in vec(any::<u8>(), 0..150), small: bool) {
        let bytes: Vec<u8> = bytes.iter().map(|b| if small { b % 4 } else { *b }).collect();
        // Whatever decodes has one encoding, and can be asked everything.
        if let Ok(layout) = Layout::decode_all(&mut &bytes[..]) {
            prop_assert_eq!(layout.encode(), bytes.clone());
        }
        if let Ok(layout) = Layout::decode(&mut &bytes[..]) {
            ask(&layout);
        }
        if let Ok(shape) = Shape::decode(&mut &bytes[..]) {
            prop_assert!(shape.len() >= 1);
        }
        let _ = Port::decode(&mut &bytes[..]);
        let _ = Context::decode(&mut &bytes[..]).map(|context| context.digest());
        let _ = CurveId::decode(&mut &bytes[..]);
        let _ = Setup::decode(&mut &bytes[..]);
    }

    /// Valid dimensions and any other bytes, so that most layouts decode.
    #[test]
    fn layouts_with_random_fields_do_not_panic(
        fields in vec(any::<u8>(), 119), dims in vec(1u32..40, 0..=4), visibilities in [0u8..3, 0u8..3], params in 0u8..2,
    ) {
        let mut bytes = fields;
        let mut shape = (dims.len() as u8).encode();
        dims.iter().for_each(|d| d.encode_to(&mut shape));
        shape.resize(25, 0);
        bytes[0] = params;
        for (port, visibility) in [1, 43].into_iter().zip(visibilities) {
            bytes[port] = visibility;
            bytes[port + 1..port + 26].copy_from_slice(&shape);
            bytes[port + 27] %= 2;
        }
        bytes[117] %= 2;
        bytes[118] %= 2;
        let layout = Layout::decode_all(&mut &bytes[..]).unwrap();
        prop_assert_eq!(layout.encode(), bytes);
        ask(&layout);
    }

    #[test]
    fn random_elements_do_not_panic(bits: u8, signed: bool, elements in vec(any::<FieldBytes>(), 0..5), len in prop_oneof![0usize..600, any::<usize>()]) {
        if let Some(int) = IntType::new(bits, signed) {
            let _ = int.unpack(&elements, len);
        }
    }

    #[test]
    fn random_integers_do_not_panic(bits: u8, signed: bool, values in vec(any::<i64>(), 0..50), shift in 0u32..64) {
        let values: Vec<i64> = values.iter().map(|v| v >> shift).collect();
        if let Some(int) = IntType::new(bits, signed) {
            if let Ok(elements) = int.pack(&values) {
                prop_assert_eq!(int.unpack(&elements, values.len()), Ok(values));
            }
        }
    }
}

/// Everything that a layout from outside is asked.
fn ask(layout: &Layout) {
    let _ = layout.public_inputs();
    for port in [&layout.input, &layout.output] {
        let _ = port.elements();
        let _ = port.int_type();
        let _ = port.unpack(&[[0; 32], [0xff; 32]]);
        let _ = port.pack(&[0, -1, i64::MIN, i64::MAX]);
        let _ = port.scale.to_f64();
        let _ = port.shape.to_string();
    }
}
