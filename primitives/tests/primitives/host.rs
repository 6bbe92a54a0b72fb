//! BLS12-381 by the host next to the one in plain code: one state, one answer.

use crate::common::{bad_g1, bad_g2, cases, encoded, scalars};
use proptest::{prelude::*, test_runner::TestRunner};
use zkml_primitives::{
    host, simulate::SimulatedKey, verify_batch, verify_prepared, BatchItem, Bls12_381, PreparedKey, Proof, VerifyingKey,
};

#[test]
fn keys_have_one_stored_form() {
    for inputs in [0, 1, 4, 256] {
        let bytes = SimulatedKey::<Bls12_381>::new(3, inputs).verifying_key().encode();
        let plain = VerifyingKey::<Bls12_381>::decode(&bytes).unwrap();
        let by_host = VerifyingKey::<host::Bls12_381>::decode(&bytes).unwrap();
        assert_eq!(plain.hash(), by_host.hash());
        let prepared = PreparedKey::new(&plain).encode();
        assert_eq!(PreparedKey::new(&by_host).encode(), prepared);
        assert_eq!(PreparedKey::<host::Bls12_381>::decode(&prepared).unwrap().encode(), prepared);
    }
}

/// Good proofs, bad ones, and bytes that are none.
#[test]
fn answers_are_the_same() {
    let simulated = SimulatedKey::<Bls12_381>::new(3, 2);
    let stored = PreparedKey::new(&simulated.verifying_key()).encode();
    let plain = PreparedKey::<Bls12_381>::decode(&stored).unwrap();
    let by_host = PreparedKey::<host::Bls12_381>::decode(&stored).unwrap();
    let bad: Vec<(usize, Vec<u8>)> = bad_g1::<Bls12_381>()
        .into_iter()
        .flat_map(|(_, point)| [(0, point.clone()), (48 + 96, point)])
        .chain(bad_g2::<Bls12_381>().into_iter().map(|(_, point)| (48, point)))
        .collect();
    TestRunner::new(cases(64))
        .run(&(any::<u64>(), 0..2 * bad.len(), any::<bool>()), |(seed, bad_point, wrong_input)| {
            let mut inputs = encoded::<Bls12_381>(&scalars::<Bls12_381>(seed, 2));
            let mut proof = simulated.prove(&inputs, seed);
            if let Some((at, point)) = bad.get(bad_point) {
                proof[*at..at + point.len()].copy_from_slice(point);
            }
            if wrong_input {
                inputs[1] = inputs[0];
            }
            let expected = verify_prepared(&plain, &inputs, &proof);
            prop_assert_eq!(verify_prepared(&by_host, &inputs, &proof), expected);
            prop_assert_eq!(expected.is_ok(), bad_point >= bad.len() && !wrong_input);
            let decoded = Proof::<host::Bls12_381>::decode(&proof).map(|proof| proof.encode());
            prop_assert_eq!(Proof::<Bls12_381>::decode(&proof).map(|proof| proof.encode()), decoded);
            let batch =
                verify_batch(&[BatchItem { vk_hash: [1; 32], key: &plain, public_inputs: &inputs, proof: &proof }]);
            let item = BatchItem { vk_hash: [1; 32], key: &by_host, public_inputs: &inputs, proof: &proof };
            prop_assert_eq!(verify_batch(&[item]), batch);
            prop_assert_eq!(batch.is_ok(), expected.is_ok());
            Ok(())
        })
        .unwrap();
}
