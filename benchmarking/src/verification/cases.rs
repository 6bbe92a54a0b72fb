//! Keys, proofs and forgeries to measure on.

use super::operations::Operation::{self, *};
use ark_ec::{pairing::Pairing, AffineRepr};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use zkml_primitives::{
    engine::Limbs, simulate::SimulatedKey, with_curve, Context, Curve, CurveId, FieldBytes, PreparedKey,
};

/// The curves that are measured.
pub const CURVES: [CurveId; 2] = [CurveId::Bn254, CurveId::Bls12_381];
/// Public inputs of the keys that are measured.
pub const INPUTS: [u32; 4] = [1, 4, 16, 64];
/// Public inputs of the keys that all but single verifications are measured with.
pub const USUAL: u32 = 4;
/// Multiplications that are measured together: those by one number alone would be learned by the processor.
pub const MULTIPLICATIONS: u32 = 16;
/// Proofs of the batches that are measured.
pub const BATCHES: [u32; 4] = [1, 4, 16, 64];

/// Names a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The curve.
    pub curve: CurveId,
    /// The operation.
    pub operation: Operation,
    /// Public inputs of a key.
    pub inputs: u32,
    /// Proofs of a batch.
    pub proofs: u32,
    /// Keys of a batch.
    pub keys: u32,
}

impl Name {
    /// Of an operation on one proof or key.
    pub const fn new(curve: CurveId, operation: Operation, inputs: u32) -> Self {
        Self { curve, operation, inputs, proofs: 1, keys: 1 }
    }

    /// Of a batch.
    pub const fn batch(curve: CurveId, proofs: u32, keys: u32) -> Self {
        Self { curve, operation: Batch, inputs: USUAL, proofs, keys }
    }
}

/// Something to measure.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub name: Name,
    /// Inputs on which the operation succeeds.
    pub inputs: Vec<Vec<u8>>,
    /// Inputs on which it must fail, of operations that can tell.
    pub forged: Option<Vec<Vec<u8>>>,
}

/// Everything that is measured on a curve.
pub fn cases(curve: CurveId) -> Vec<Case> {
    with_curve!(curve, C => cases_on::<C>())
}

fn cases_on<C: Curve>() -> Vec<Case> {
    let mut cases = Vec::new();
    for n in INPUTS {
        let sample = Sample::new::<C>(0, 0, n);
        let unchecked = sample.read_by::<C>(ArkKeyUnchecked);
        cases.push(sample.verification(ArkFromBytes, &sample.key));
        cases.push(sample.verification(ArkFromBytesUnchecked, &unchecked));
        cases.push(sample.verification(FromBytes, &sample.prepared));
        cases.push(sample.verification(ArkVerify, &sample.key));
        cases.push(sample.verification(Verify, &sample.prepared));
    }
    let sample = Sample::new::<C>(0, 0, USUAL);
    for operation in [ArkKey, ArkPrepare, Register, AlphaBetaCompute, LinesCompute] {
        cases.push(sample.case(operation, vec![sample.key.clone()]));
    }
    cases.push(sample.case(ArkProof, vec![sample.proof.clone()]));
    let many = Sample::new::<C>(0, 0, MULTIPLICATIONS);
    cases.push(many.case(ArkScalarMul, vec![many.key.clone(), many.public_inputs.clone()]));
    for operation in [
        ArkKeyUnchecked,
        ReadPrepared,
        AlphaBetaArkworks,
        AlphaBetaLimbs,
        LinesArkworks,
        LinesLimbs,
        PointsCompressed,
        PointsArkworks,
        PointsLimbs,
    ] {
        cases.push(sample.case(operation, vec![sample.read_by::<C>(operation)]));
    }
    for proofs in BATCHES {
        let one_key = (0..proofs).map(|i| Sample::new::<C>(0, i, USUAL)).collect::<Vec<_>>();
        cases.push(batch(Name::batch(C::ID, proofs, 1), &one_key));
        if proofs > 1 {
            let keys = (0..proofs).map(|i| Sample::new::<C>(i, i, USUAL)).collect::<Vec<_>>();
            cases.push(batch(Name::batch(C::ID, proofs, proofs), &keys));
        }
    }
    cases
}

/// A key with a proof.
struct Sample {
    curve: CurveId,
    n: u32,
    key: Vec<u8>,
    hash: [u8; 32],
    prepared: Vec<u8>,
    proof: Vec<u8>,
    /// A proof of other inputs.
    forged: Vec<u8>,
    public_inputs: Vec<u8>,
}

impl Sample {
    fn new<C: Curve>(key: u32, proof: u32, n: u32) -> Self {
        let simulated = SimulatedKey::<C>::new(key.into(), n);
        let inputs = (0..n).map(|i| public_input(proof, i)).collect::<Vec<_>>();
        let others = (0..n).map(|i| public_input(proof + 1, i)).collect::<Vec<_>>();
        let key = simulated.verifying_key();
        Self {
            curve: C::ID,
            n,
            key: key.encode(),
            hash: key.hash(),
            prepared: PreparedKey::new(&key).encode(),
            proof: simulated.prove(&inputs, proof.into()),
            forged: simulated.prove(&others, proof.into()),
            public_inputs: inputs.concat(),
        }
    }

    fn case(&self, operation: Operation, inputs: Vec<Vec<u8>>) -> Case {
        Case { name: Name::new(self.curve, operation, self.n), inputs, forged: None }
    }

    /// An operation that takes some form of the key, proof and public inputs.
    fn verification(&self, operation: Operation, key: &[u8]) -> Case {
        let with = |proof: &Vec<u8>| vec![key.to_vec(), proof.clone(), self.public_inputs.clone()];
        Case { forged: Some(with(&self.forged)), ..self.case(operation, with(&self.proof)) }
    }

    /// The form of the key, or of a part of it, that an operation reads.
    fn read_by<C: Curve>(&self, operation: Operation) -> Vec<u8> {
        let key = ark_groth16::VerifyingKey::<C::Pairing>::deserialize_compressed(self.key.as_slice())
            .expect("simulated keys are valid; qed");
        let alpha_beta = || C::Pairing::pairing(key.alpha_g1, key.beta_g2).0;
        let lines = || <C::Pairing as Pairing>::G2Prepared::from(key.gamma_g2);
        match operation {
            ArkKeyUnchecked => uncompressed(&key),
            ReadPrepared => self.prepared.clone(),
            AlphaBetaArkworks => uncompressed(&alpha_beta()),
            AlphaBetaLimbs => limbs::<C>(&uncompressed(&alpha_beta())),
            LinesArkworks => uncompressed(&lines()),
            // Between the number of lines and the flag of the identity.
            LinesLimbs => {
                let lines = uncompressed(&lines());
                limbs::<C>(&lines[8..lines.len() - 1])
            }
            PointsCompressed => {
                let mut bytes = Vec::new();
                key.gamma_abc_g1.serialize_compressed(&mut bytes).expect("writing to a vector cannot fail; qed");
                bytes
            }
            PointsArkworks => uncompressed(&key.gamma_abc_g1),
            PointsLimbs => {
                let coordinates = key.gamma_abc_g1.iter().filter_map(AffineRepr::xy);
                coordinates.flat_map(|(x, y)| [x, y].map(|x| limbs::<C>(&uncompressed(&x)))).flatten().collect()
            }
            other => unreachable!("{other:?} reads no form of a key"),
        }
    }
}

fn batch(name: Name, samples: &[Sample]) -> Case {
    let with = |last: fn(&Sample) -> &Vec<u8>| {
        let mut inputs = Vec::new();
        for (i, sample) in samples.iter().enumerate() {
            let is_new = i == 0 || name.keys > 1;
            let proof = if i + 1 == samples.len() { last(sample) } else { &sample.proof };
            inputs.extend([
                if is_new { sample.prepared.clone() } else { Vec::new() },
                sample.hash.to_vec(),
                proof.clone(),
                sample.public_inputs.clone(),
            ]);
        }
        inputs
    };
    Case { name, inputs: with(|sample| &sample.proof), forged: Some(with(|sample| &sample.forged)) }
}

/// Field elements as arkworks writes them, as limbs in Montgomery form.
fn limbs<C: Curve>(elements: &[u8]) -> Vec<u8> {
    let mut limbs = Vec::new();
    for element in elements.chunks(C::Base::BYTES) {
        C::Base::deserialize_uncompressed(element).expect("arkworks wrote elements; qed").write(&mut limbs);
    }
    limbs
}

fn uncompressed<T: CanonicalSerialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_uncompressed(&mut bytes).expect("writing to a vector cannot fail; qed");
    bytes
}

/// A public input of 248 bits, which is what contexts and packed outputs have at most.
fn public_input(seed: u32, index: u32) -> FieldBytes {
    Context { model_id: seed, version: index, ..Default::default() }.digest()
}
