//! Batches: accepted exactly if every proof holds, refused for the first malformed item otherwise; errors of two items do not
//! cancel.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use zkml_fuzz::{canonical, decoded_proof, Edits, FuzzCurve, Input, Key, MadeProof, Number};
use zkml_primitives::{
    verify_batch, verify_prepared, with_curve, BatchError, BatchItem, CurveId, FieldBytes, VerifyError,
};

#[derive(Arbitrary, Debug)]
struct Item {
    key: u8,
    inputs: [Number; 3],
    proof: MadeProof,
    malformed: Option<Malformed>,
}

#[derive(Arbitrary, Debug)]
enum Malformed {
    Inputs(Vec<Input>),
    Proof(Edits),
}

#[derive(Arbitrary, Debug)]
struct Case {
    bn254: bool,
    items: Vec<Item>,
    /// The first two items with one key and as far from holding in opposite directions.
    opposite: Option<Number>,
    /// All keys by one name, which a careless caller may give.
    one_hash: bool,
    singly: u8,
}

fuzz_target!(|case: Case| {
    let curve = if case.bn254 { CurveId::Bn254 } else { CurveId::Bls12_381 };
    with_curve!(curve, C => run::<C>(case))
});

struct Made<C: FuzzCurve> {
    key: &'static Key<C>,
    inputs: Vec<FieldBytes>,
    proof: Vec<u8>,
    /// What verifying it alone must say.
    expected: Result<(), VerifyError>,
}

fn run<C: FuzzCurve>(mut case: Case) {
    case.items.truncate(4);
    if let (Some(off), [one, two, ..]) = (case.opposite, &mut case.items[..]) {
        let Number::Small(off) = off else { return };
        two.key = one.key;
        one.proof.off = Some(Number::Small(off.max(-127)));
        two.proof.off = Some(Number::Small(-off.max(-127)));
    }
    let made: Vec<Made<C>> = case.items.into_iter().map(make).collect();
    let hash = made.first().map_or([0; 32], |item| item.key.hash);
    let items: Vec<BatchItem<C>> = made
        .iter()
        .map(|item| BatchItem {
            vk_hash: if case.one_hash { hash } else { item.key.hash },
            key: &item.key.prepared,
            public_inputs: &item.inputs,
            proof: &item.proof,
        })
        .collect();
    if case.singly.is_multiple_of(8) {
        for (item, made) in items.iter().zip(&made) {
            assert_eq!(verify_prepared(item.key, item.public_inputs, item.proof), made.expected);
        }
    }
    // Inputs of all items are looked at before the points of any.
    let of_inputs = |e: &VerifyError| matches!(e, VerifyError::InputCount { .. } | VerifyError::InputNotCanonical(_));
    let first = |kind: &dyn Fn(&VerifyError) -> bool| {
        let at = made.iter().position(|item| item.expected.as_ref().is_err_and(kind))?;
        Some(BatchError::Item { index: at as u32, error: made[at].expected.err()? })
    };
    let expected = if let Some(error) = first(&of_inputs) {
        Err(error)
    } else if let Some(error) = first(&|e| matches!(e, VerifyError::Proof(_))) {
        Err(error)
    } else if made.iter().any(|item| item.expected.is_err()) {
        Err(BatchError::Invalid)
    } else {
        Ok(())
    };
    assert_eq!(verify_batch(&items), expected);
}

fn make<C: FuzzCurve>(item: Item) -> Made<C> {
    let key = C::key(item.key);
    let scalars: Vec<C::Scalar> = item.inputs.iter().map(|x| x.scalar()).take(key.ic.len() - 1).collect();
    let mut inputs: Vec<FieldBytes> = scalars.iter().map(zkml_primitives::encoding::encode_scalar).collect();
    let (mut proof, holds) = item.proof.make(key, &scalars);
    let mut expected = if holds { Ok(()) } else { Err(VerifyError::Invalid) };
    match item.malformed {
        None => {}
        Some(Malformed::Inputs(bad)) => {
            inputs = bad.iter().take(4).map(|input| input.bytes::<C::Scalar>()).collect();
            expected = verify_prepared(&key.prepared, &inputs, &proof);
            let well_formed =
                inputs.len() == scalars.len() && inputs.iter().all(|x| canonical::<C::Scalar>(x).is_some());
            assert_eq!(well_formed, matches!(expected, Ok(()) | Err(VerifyError::Invalid)));
        }
        Some(Malformed::Proof(edits)) => {
            edits.apply(&mut proof);
            expected = verify_prepared(&key.prepared, &inputs, &proof);
            assert_eq!(decoded_proof::<C>(&proof).is_some(), matches!(expected, Ok(()) | Err(VerifyError::Invalid)));
        }
    }
    Made { key, inputs, proof, expected }
}
