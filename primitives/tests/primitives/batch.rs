//! Batches: valid exactly if every item is, whoever made the items.

use crate::{
    allocation::allocated_by,
    common::{bad_g1, bad_g2, encoded, on_every_curve, scalars, TestCurve},
};
use zkml_primitives::{
    simulate::SimulatedKey, verify_batch, verify_prepared, BatchError, BatchItem, DecodeError, FieldBytes, PreparedKey,
    VerifyError, VerifyingKey, MAX_BATCH,
};

on_every_curve!(
    accepts_the_greatest_batch,
    accepts_valid_batches,
    agrees_with_single_verification,
    all_cheap_checks_come_before_any_point,
    names_the_malformed_item,
    rejects_one_bad_proof_wherever_it_is,
    rejects_proofs_swapped_between_items,
);

/// Keys with their prepared forms, and items of them that own their parts.
pub struct Batch<C: TestCurve> {
    pub keys: Vec<(VerifyingKey<C>, PreparedKey<C>)>,
    pub items: Vec<Owned>,
}

#[derive(Clone)]
pub struct Owned {
    pub key: usize,
    pub public_inputs: Vec<FieldBytes>,
    pub proof: Vec<u8>,
}

impl<C: TestCurve> Batch<C> {
    /// An item for each entry, which names one of the keys; key i takes i + 1 inputs.
    pub fn new(keys: usize, items: &[usize]) -> Self {
        let simulated: Vec<_> = (0..keys).map(|i| SimulatedKey::<C>::new(i as u64, i as u32 + 1)).collect();
        let items = items.iter().enumerate().map(|(seed, &key)| {
            let public_inputs = encoded::<C>(&scalars::<C>(seed as u64, key + 1));
            let proof = simulated[key].prove(&public_inputs, 100 + seed as u64);
            Owned { key, public_inputs, proof }
        });
        let items = items.collect();
        let keys = simulated.iter().map(|key| {
            let key = key.verifying_key();
            let prepared = PreparedKey::new(&key);
            (key, prepared)
        });
        Self { keys: keys.collect(), items }
    }

    pub fn items(&self) -> Vec<BatchItem<'_, C>> {
        self.items
            .iter()
            .map(|item| BatchItem {
                vk_hash: self.keys[item.key].0.hash(),
                key: &self.keys[item.key].1,
                public_inputs: &item.public_inputs,
                proof: &item.proof,
            })
            .collect()
    }

    pub fn verify(&self) -> Result<(), BatchError> {
        verify_batch(&self.items())
    }
}

fn accepts_valid_batches<C: TestCurve>() {
    assert_eq!(Batch::<C>::new(0, &[]).verify(), Ok(()));
    assert_eq!(Batch::<C>::new(1, &[0]).verify(), Ok(()));
    assert_eq!(Batch::<C>::new(1, &[0; 16]).verify(), Ok(()));
    assert_eq!(Batch::<C>::new(3, &[0, 1, 2, 1, 0, 2, 2]).verify(), Ok(()));
}

fn accepts_the_greatest_batch<C: TestCurve>() {
    let keys: Vec<usize> = (0..MAX_BATCH as usize).map(|i| i % 2).collect();
    let mut batch = Batch::<C>::new(2, &keys);
    assert_eq!(batch.verify(), Ok(()));
    batch.items.last_mut().unwrap().public_inputs[0] = [0; 32];
    assert_eq!(batch.verify(), Err(BatchError::Invalid));
}

impl<C: TestCurve> Batch<C> {
    fn changed(&self, change: impl Fn(&mut [Owned])) -> Self {
        let mut items = self.items.clone();
        change(&mut items);
        Self { keys: self.keys.clone(), items }
    }
}

fn rejects_one_bad_proof_wherever_it_is<C: TestCurve>() {
    let good = Batch::<C>::new(2, &[0, 1, 0, 1, 0]);
    assert_eq!(good.verify(), Ok(()));
    let other = Batch::<C>::new(2, &[1, 0, 1, 0, 1]);
    for at in 0..good.items.len() {
        let wrong_input = good.changed(|items| items[at].public_inputs[0][0] ^= 1);
        let wrong_proof = good.changed(|items| items[at].proof = other.items[at].proof.clone());
        let wrong_key = good.changed(|items| {
            items[at].key = 1 - items[at].key;
            items[at].public_inputs.resize(items[at].key + 1, [0; 32]);
        });
        for bad in [wrong_input, wrong_proof, wrong_key] {
            assert_eq!(bad.verify(), Err(BatchError::Invalid));
        }
    }
}

fn rejects_proofs_swapped_between_items<C: TestCurve>() {
    let good = Batch::<C>::new(1, &[0, 0, 0]);
    for (one, other) in [(0, 1), (1, 2), (0, 2)] {
        let swapped = good.changed(|items| {
            let proof = items[one].proof.clone();
            items[one].proof = std::mem::replace(&mut items[other].proof, proof);
        });
        assert_eq!(swapped.verify(), Err(BatchError::Invalid));
        // Whole items may stand in any order.
        assert_eq!(good.changed(|items| items.swap(one, other)).verify(), Ok(()));
    }
    // And any number of times.
    let twice = good.changed(|items| items[1] = items[0].clone());
    assert_eq!(twice.verify(), Ok(()));
}

/// Every kind of malformed item, at each place: the same error as alone.
fn names_the_malformed_item<C: TestCurve>() {
    let good = Batch::<C>::new(2, &[0, 1, 0]);
    let (g1, g2) = (C::G1_BYTES, C::G2_BYTES);
    type Change = Box<dyn Fn(&mut Owned)>;
    let mut changes: Vec<Change> = vec![
        Box::new(|item| item.public_inputs.clear()),
        Box::new(|item| item.public_inputs.push([0; 32])),
        Box::new(|item| *item.public_inputs.last_mut().unwrap() = [0xff; 32]),
        Box::new(|item| item.proof.truncate(C::PROOF_BYTES - 1)),
        Box::new(|item| item.proof.push(0)),
        Box::new(|item| item.proof.clear()),
    ];
    for (_, point) in bad_g1::<C>() {
        for at in [0, g1 + g2] {
            let point = point.clone();
            changes.push(Box::new(move |item| item.proof[at..at + g1].copy_from_slice(&point)));
        }
    }
    for (_, point) in bad_g2::<C>() {
        changes.push(Box::new(move |item| item.proof[g1..g1 + g2].copy_from_slice(&point)));
    }
    for (i, change) in changes.iter().enumerate() {
        let index = i % good.items.len();
        let bad = good.changed(|items| change(&mut items[index]));
        let item = bad.items()[index];
        let error = verify_prepared(item.key, item.public_inputs, item.proof).unwrap_err();
        assert_ne!(error, VerifyError::Invalid);
        assert_eq!(bad.verify(), Err(BatchError::Item { index: index as u32, error }));
    }
}

/// The counts and inputs of the last item before the points of the first.
fn all_cheap_checks_come_before_any_point<C: TestCurve>() {
    let good = Batch::<C>::new(1, &[0, 0, 0]);
    let item = |index, error| Err(BatchError::Item { index, error });
    let bad_point = |items: &mut [Owned]| items[0].proof.fill(0xff);
    let bad = good.changed(|items| {
        bad_point(items);
        items[2].public_inputs = vec![[0; 32]; 300];
    });
    let (items, count) = (bad.items(), VerifyError::InputCount { expected: 1, got: 300 });
    let (refused, allocated) = allocated_by(|| verify_batch(&items));
    assert_eq!(refused, item(2, count));
    assert!(allocated < 1000, "{allocated}");
    let bad = good.changed(|items| {
        bad_point(items);
        items[2].public_inputs[0].fill(0xff);
    });
    assert_eq!(bad.verify(), item(2, VerifyError::InputNotCanonical(0)));
    assert_eq!(good.changed(bad_point).verify(), item(0, VerifyError::Proof(DecodeError::Value)));
    // The last item's point before the first item's pairing.
    let bad = good.changed(|items| {
        items[0].public_inputs[0][0] ^= 1;
        items[2].proof.fill(0xff);
    });
    assert_eq!(bad.verify(), item(2, VerifyError::Proof(DecodeError::Value)));
}

/// Valid exactly if every item is, over random choices of bad ones.
fn agrees_with_single_verification<C: TestCurve>() {
    let good = Batch::<C>::new(2, &[0, 1, 1]);
    for mask in 0..8 {
        let batch = good.changed(|items| {
            for (i, item) in items.iter_mut().enumerate() {
                if mask >> i & 1 == 1 {
                    item.public_inputs[0][0] ^= 1;
                }
            }
        });
        let single = batch.items().iter().all(|item| verify_prepared(item.key, item.public_inputs, item.proof).is_ok());
        assert_eq!(single, mask == 0);
        assert_eq!(batch.verify().is_ok(), single);
    }
}
