//! Prepared keys: one encoding, which says what the key says.

use crate::common::{cases, on_every_curve, simulated, TestCurve};
use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestRunner};
use zkml_primitives::{simulate::SimulatedKey, verify, verify_prepared, PreparedKey, VerifyError, MAX_PUBLIC_INPUTS};

on_every_curve!(
    bytes_of_another_layout_are_refused,
    changed_bytes_do_not_panic,
    decoding_and_encoding_are_inverse,
    limbs_at_or_above_the_modulus_are_refused,
    no_other_length_decodes,
    verifies_what_the_key_verifies,
);

fn decoding_and_encoding_are_inverse<C: TestCurve>() {
    for inputs in [0, 1, 4, 16, MAX_PUBLIC_INPUTS] {
        let key = PreparedKey::<C>::new(&SimulatedKey::<C>::new(7, inputs).verifying_key());
        let bytes = key.encode();
        assert_eq!(key.public_inputs(), inputs);
        assert_eq!(bytes.len(), C::ID.prepared_bytes(inputs));
        let decoded = PreparedKey::<C>::decode(&bytes).unwrap();
        assert_eq!(decoded, key);
        assert_eq!(decoded.encode(), bytes);
    }
}

fn verifies_what_the_key_verifies<C: TestCurve>() {
    for inputs in [0, 1, 4, 16] {
        let (key, mut public, proof) = simulated::<C>(inputs);
        let key = key.verifying_key();
        let prepared = PreparedKey::<C>::decode(&PreparedKey::new(&key).encode()).unwrap();
        assert_eq!(verify_prepared(&prepared, &public, &proof), Ok(()));
        if let Some(last) = public.last_mut() {
            last[0] ^= 1;
            assert_eq!(verify_prepared(&prepared, &public, &proof), Err(VerifyError::Invalid));
            assert_eq!(verify(&key, &public, &proof), Err(VerifyError::Invalid));
        }
        let other = PreparedKey::<C>::new(&SimulatedKey::<C>::new(8, inputs).verifying_key());
        assert_ne!(other, prepared);
        assert_eq!(verify_prepared(&other, &public, &proof), Err(VerifyError::Invalid));
    }
}

fn no_other_length_decodes<C: TestCurve>() {
    let bytes = PreparedKey::<C>::new(&SimulatedKey::<C>::new(7, 2).verifying_key()).encode();
    for len in (0..200).chain(bytes.len() - 200..bytes.len()) {
        assert!(PreparedKey::<C>::decode(&bytes[..len]).is_none());
    }
    for extra in [1, C::G1_BYTES, 2 * C::G1_BYTES, 1000] {
        let mut long = bytes.clone();
        long.resize(bytes.len() + extra, 0);
        assert!(PreparedKey::<C>::decode(&long).is_none());
    }
}

fn bytes_of_another_layout_are_refused<C: TestCurve>() {
    let bytes = PreparedKey::<C>::new(&SimulatedKey::<C>::new(7, 2).verifying_key()).encode();
    // Version, curve, and the number of inputs.
    for at in 0..6 {
        for change in [1, 0x80, 0xff] {
            let mut other = bytes.clone();
            other[at] ^= change;
            assert!(PreparedKey::<C>::decode(&other).is_none(), "byte {at}");
        }
    }
    let mut many = bytes.clone();
    many[2..6].copy_from_slice(&(MAX_PUBLIC_INPUTS + 1).to_le_bytes());
    many.resize(C::ID.prepared_bytes(MAX_PUBLIC_INPUTS + 1), 0);
    assert!(PreparedKey::<C>::decode(&many).is_none());
}

fn limbs_at_or_above_the_modulus_are_refused<C: TestCurve>() {
    let bytes = PreparedKey::<C>::new(&SimulatedKey::<C>::new(7, 2).verifying_key()).encode();
    let element = C::G1_BYTES;
    for at in (6..bytes.len()).step_by(element) {
        let mut other = bytes.clone();
        other[at..at + element].fill(0xff);
        assert!(PreparedKey::<C>::decode(&other).is_none(), "element at {at}");
    }
}

/// The bytes are the chain's own; still, nothing may stop it on others.
fn changed_bytes_do_not_panic<C: TestCurve>() {
    let (key, public, proof) = simulated::<C>(2);
    let good = PreparedKey::<C>::new(&key.verifying_key()).encode();
    TestRunner::new(cases(64))
        .run(&vec((any::<Index>(), any::<u8>(), 1usize..200), 1..5), |changes| {
            let mut bytes = good.clone();
            for (at, value, len) in changes {
                let at = 6 + at.index(bytes.len() - 6);
                let end = bytes.len().min(at + len);
                bytes[at..end].fill(value);
            }
            if let Some(key) = PreparedKey::<C>::decode(&bytes) {
                prop_assert_eq!(key.encode(), bytes);
                let _ = verify_prepared(&key, &public, &proof);
            }
            Ok(())
        })
        .unwrap();
}
