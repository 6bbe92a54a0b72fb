//! Batches: valid exactly if every item is, whoever made the items.

use crate::common::{encoded, on_every_curve, scalars, TestCurve};
use zkml_primitives::{
    simulate::SimulatedKey, verify_batch, BatchError, BatchItem, FieldBytes, PreparedKey, VerifyingKey,
};

on_every_curve!(accepts_valid_batches, rejects_one_bad_proof_wherever_it_is,);

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

fn rejects_one_bad_proof_wherever_it_is<C: TestCurve>() {
    let good = Batch::<C>::new(2, &[0, 1, 0, 1]);
    for at in 0..4 {
        let mut wrong_input = Batch { keys: good.keys.clone(), items: good.items.clone() };
        wrong_input.items[at].public_inputs[0][0] ^= 1;
        assert_eq!(wrong_input.verify(), Err(BatchError::Invalid));
        let mut wrong_proof = Batch { keys: good.keys.clone(), items: good.items.clone() };
        wrong_proof.items[at].proof = good.items[(at + 1) % 4].proof.clone();
        assert_eq!(wrong_proof.verify(), Err(BatchError::Invalid));
    }
}
