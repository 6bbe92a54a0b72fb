//! Proofs: what decodes is canonical and is what arkworks decodes, in the decoder that people call and in the verifier's.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{decoded_proof, Edits, FuzzCurve, Point};
use zkml_primitives::{verify_prepared, with_curve, CurveId, Proof, VerifyError};

#[derive(Arbitrary, Debug)]
enum Bytes {
    Raw(Vec<u8>),
    Made { a: Point, b: Point, c: Point, edits: Option<Edits> },
}

fuzz_target!(|input: (bool, Bytes)| {
    let curve = if input.0 { CurveId::Bn254 } else { CurveId::Bls12_381 };
    with_curve!(curve, C => run::<C>(input.1))
});

fn run<C: FuzzCurve>(input: Bytes) {
    let encoded = match input {
        Bytes::Raw(bytes) => bytes,
        Bytes::Made { a, b, c, edits } => {
            let mut bytes = [a.g1::<C>(), b.g2::<C>(), c.g1::<C>()].concat();
            if let Some(edits) = edits {
                edits.apply(&mut bytes);
            }
            bytes
        }
    };
    let arkworks = decoded_proof::<C>(&encoded);
    match Proof::<C>::decode(&encoded) {
        Ok(proof) => {
            assert_eq!(proof.encode(), encoded);
            let arkworks = arkworks.expect("arkworks decodes every proof");
            assert_eq!((proof.a, proof.b, proof.c), (arkworks.a, arkworks.b, arkworks.c));
        }
        Err(e) => {
            assert!(arkworks.is_none());
            // The first key takes no inputs.
            assert_eq!(verify_prepared(&C::key(0).prepared, &[], &encoded), Err(VerifyError::Proof(e)));
        }
    }
}
