//! Prepared keys: what decodes is canonical, and verifying with it does not panic whatever it is.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{Edits, FuzzCurve, Input, MadeProof};
use zkml_primitives::{verify_prepared, with_curve, CurveId, PreparedKey};

#[derive(Arbitrary, Debug)]
enum Bytes {
    Raw(Vec<u8>),
    Edited(u8, Edits),
    Filled { version: u8, curve: u8, inputs: u32, with: Vec<u8> },
}

#[derive(Arbitrary, Debug)]
struct Case {
    bn254: bool,
    bytes: Bytes,
    inputs: [Input; 3],
    proof: MadeProof,
    verified: u8,
}

fuzz_target!(|case: Case| {
    let curve = if case.bn254 { CurveId::Bn254 } else { CurveId::Bls12_381 };
    with_curve!(curve, C => run::<C>(case))
});

fn run<C: FuzzCurve>(case: Case) {
    let mut original = None;
    let bytes = match case.bytes {
        Bytes::Raw(bytes) => bytes,
        Bytes::Edited(of, edits) => {
            let mut bytes = C::key(of).prepared.encode();
            original = Some((of, bytes.clone()));
            edits.apply(&mut bytes);
            bytes
        }
        Bytes::Filled { version, curve, inputs, with } => {
            let mut bytes = vec![version % 3, curve % 3];
            bytes.extend(inputs.to_le_bytes());
            let len = C::ID.prepared_bytes(inputs % 5);
            bytes.extend(with.iter().cycle().take(len.saturating_sub(bytes.len())));
            bytes
        }
    };
    let decoded = PreparedKey::<C>::decode(&bytes);
    if let Some((of, original)) = original {
        assert_eq!(decoded.as_ref() == Some(&C::key(of).prepared), bytes == original);
    }
    let Some(key) = decoded else { return };
    assert_eq!(key.encode(), bytes);
    if case.verified.is_multiple_of(16) {
        let count = (key.public_inputs() as usize).min(case.inputs.len());
        let inputs: Vec<_> = case.inputs[..count].iter().map(|input| input.bytes::<C::Scalar>()).collect();
        let (proof, _) = case.proof.make(C::key(0), &[]);
        let _ = verify_prepared(&key, &inputs, &proof);
    }
}
