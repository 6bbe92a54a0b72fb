//! Verification: accepts exactly the proofs that hold, by arithmetic with the key's secrets and, now and then, by arkworks.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{canonical, decoded_proof, encoded, Edits, FuzzCurve, Input, MadeProof};
use zkml_primitives::{verify, verify_prepared, with_curve, CurveId, FieldBytes, VerifyError};

#[derive(Arbitrary, Debug)]
struct Case {
    bn254: bool,
    key: u8,
    /// Cut or filled to the number that the key takes.
    inputs: [Input; 3],
    /// One too few or too many.
    count: Option<bool>,
    proof: MadeProof,
    /// After the proof was made.
    edits: Option<Edits>,
    changed_input: Option<(u8, Input)>,
    /// One in eight is verified without preparation, too, and one in eight by arkworks.
    beside: u8,
}

fuzz_target!(|case: Case| {
    let curve = if case.bn254 { CurveId::Bn254 } else { CurveId::Bls12_381 };
    with_curve!(curve, C => run::<C>(case))
});

fn run<C: FuzzCurve>(case: Case) {
    let key = C::key(case.key);
    let takes = key.ic.len() - 1;
    let count = match case.count {
        None => takes,
        Some(true) => takes + 1,
        Some(false) => takes.saturating_sub(1),
    };
    let mut inputs: Vec<FieldBytes> = case.inputs.iter().map(|input| input.bytes::<C::Scalar>()).collect();
    inputs.resize(count, [0; 32]);
    let scalars = |inputs: &[FieldBytes]| inputs.iter().map(canonical::<C::Scalar>).collect::<Option<Vec<_>>>();
    // A proof of other inputs where these are none.
    let secrets = case.proof.scalars(key, &scalars(&inputs).unwrap_or(vec![Default::default(); takes]));
    let made = encoded::<C>(secrets);
    let mut proof = made.clone();
    if let Some(edits) = case.edits {
        edits.apply(&mut proof);
    }
    if let (Some((at, input)), 1..) = (case.changed_input, inputs.len()) {
        let at = at as usize % inputs.len();
        inputs[at] = input.bytes::<C::Scalar>();
    }

    let result = verify_prepared(&key.prepared, &inputs, &proof);
    if case.beside.is_multiple_of(8) {
        assert_eq!(verify(&key.key, &inputs, &proof), result);
    }
    let Some(scalars) = (inputs.len() == takes).then(|| scalars(&inputs)) else {
        assert_eq!(result, Err(VerifyError::InputCount { expected: takes as u32, got: inputs.len() as u32 }));
        return;
    };
    let Some(scalars) = scalars else {
        let first = inputs.iter().position(|input| canonical::<C::Scalar>(input).is_none());
        assert_eq!(result, Err(VerifyError::InputNotCanonical(first.unwrap_or_default() as u32)));
        return;
    };
    // Of bytes that were changed arkworks says whether they still hold: −A and −B prove what A and B do.
    let mut valid = key.holds(&scalars, secrets);
    if proof != made || case.beside % 8 == 1 {
        let Some(points) = decoded_proof::<C>(&proof) else {
            assert!(matches!(result, Err(VerifyError::Proof(_))));
            return;
        };
        let by_arkworks = key.arkworks(&scalars, &points);
        assert!(proof != made || by_arkworks == valid);
        valid = by_arkworks;
    }
    assert_eq!(result, if valid { Ok(()) } else { Err(VerifyError::Invalid) });
}
