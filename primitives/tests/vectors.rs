//! Keys and proofs that others made and published (`vectors/README.md`): what their verifiers accept is accepted here, no
//! byte of it is without effect, and keys that anyone can forge with are refused although their proofs are honest.

use ark_bls12_381 as bls12_381;
use ark_bn254 as bn254;
use ark_ec::AffineRepr;
use ark_ff::PrimeField;
use ark_groth16::Groth16;
use ark_serialize::CanonicalSerialize;
use num_bigint::BigUint;
use serde::Deserialize;
use zkml_primitives::{
    curve::{G1, G2},
    encoding::encode_scalar,
    key::KeyPoints,
    verify, verify_batch, verify_prepared, BatchError, BatchItem, Bls12_381, Bn254, Curve, FieldBytes, KeyError,
    PreparedKey, Proof, VerifyError, VerifyingKey,
};

/// Where each vector is from and what becomes of it.
macro_rules! vectors {
    ($($name:ident, $curve:ty, $fate:ident;)*) => {
        $(mod $name {
            use super::*;

            pub const JSON: &str = include_str!(concat!("vectors/", stringify!($name), ".json"));

            #[test]
            fn has_the_canonical_bytes_of_its_coordinates() {
                has_the_canonical_bytes_of_its_coordinates_on::<$curve>(&Vector::parse(JSON));
            }

            $fate!($curve);
        })*

        #[test]
        fn every_file_is_tested() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
            let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let mut files: Vec<String> = files
                .filter(|path| path.extension().is_some_and(|e| e == "json"))
                .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            files.sort();
            let mut tested = [$(stringify!($name)),*];
            tested.sort();
            assert_eq!(files, tested);
        }
    };
}

macro_rules! proves {
    ($curve:ty) => {
        #[test]
        fn is_accepted() {
            Statement::<$curve>::of(&Vector::parse(JSON)).is_accepted();
        }

        #[test]
        fn every_byte_of_the_proof_counts() {
            Statement::<$curve>::of(&Vector::parse(JSON)).every_byte_of_the_proof_counts();
        }

        #[test]
        fn every_byte_of_the_public_inputs_counts() {
            Statement::<$curve>::of(&Vector::parse(JSON)).every_byte_of_the_public_inputs_counts();
        }

        #[test]
        fn every_byte_of_the_key_counts() {
            Statement::<$curve>::of(&Vector::parse(JSON)).every_byte_of_the_key_counts();
        }
    };
}

/// δ = γ, the generator: an honest setup that stopped after phase 1.
macro_rules! rejects_a_key_without_a_second_phase {
    ($curve:ty) => {
        #[test]
        fn rejects_a_key_without_a_second_phase() {
            let vector = Vector::parse(JSON);
            assert_eq!(vector.refused.as_deref(), Some("RelatedPoints"));
            assert_eq!(VerifyingKey::<$curve>::decode(&vector.key_bytes()), Err(KeyError::RelatedPoints));
            assert_eq!(VerifyingKey::<$curve>::new(vector.points()), Err(KeyError::RelatedPoints));
        }

        #[test]
        fn whoever_accepts_the_key_accepts_a_forgery() {
            let points = Vector::parse(JSON).points::<$curve>();
            let inputs: Vec<_> = (1..points.ic.len() as u64).map(<$curve as Curve>::Scalar::from).collect();
            let sum = points.ic[1..]
                .iter()
                .zip(&inputs)
                .fold(points.ic[0].into_group(), |sum, (point, x)| sum + point.mul_bigint(x.into_bigint()));
            let forged = Proof { a: points.alpha_g1, b: points.beta_g2, c: (-sum).into() };
            assert!(raw_verify(&points, &inputs, &forged));
        }
    };
}

macro_rules! rejects_a_key_without_a_second_phase_and_its_proof {
    ($curve:ty) => {
        rejects_a_key_without_a_second_phase!($curve);

        /// What is lost by refusing: its publisher's verifier takes this proof.
        #[test]
        fn the_proof_itself_is_sound() {
            let vector = Vector::parse(JSON);
            let (inputs, proof) = (vector.inputs::<$curve>(), vector.proof::<$curve>());
            assert!(raw_verify(&vector.points(), &inputs, &proof));
        }
    };
}

macro_rules! has_a_sound_key {
    ($curve:ty) => {
        #[test]
        fn the_key_is_accepted() {
            let vector = Vector::parse(JSON);
            let key = VerifyingKey::<$curve>::decode(&vector.key_bytes()).unwrap();
            assert_eq!(key.encode(), vector.key_bytes());
            assert_eq!(Ok(key), VerifyingKey::new(vector.points()));
        }
    };
}

vectors! {
    ark_circom, Bn254, rejects_a_key_without_a_second_phase;
    garaga_bls, Bls12_381, proves;
    garaga_bn254, Bn254, proves;
    gnark_bn254, Bn254, proves;
    groth16_solana, Bn254, rejects_a_key_without_a_second_phase_and_its_proof;
    risc0_receipt, Bn254, proves;
    risc0_snarkjs, Bn254, proves;
    semaphore_20, Bn254, has_a_sound_key;
    snarkjs_bls12381, Bls12_381, proves;
    snarkjs_bn254, Bn254, rejects_a_key_without_a_second_phase_and_its_proof;
    sp1_v3, Bn254, proves;
    sp1_v5, Bn254, proves;
}

#[test]
fn all_proofs_on_bn254_are_accepted_as_one_batch() {
    let vectors =
        [garaga_bn254::JSON, gnark_bn254::JSON, risc0_receipt::JSON, risc0_snarkjs::JSON, sp1_v3::JSON, sp1_v5::JSON];
    batch_on::<Bn254>(&vectors);
}

#[test]
fn all_proofs_on_bls12_381_are_accepted_as_one_batch() {
    batch_on::<Bls12_381>(&[garaga_bls::JSON, snarkjs_bls12381::JSON]);
}

/// Together, and not with the inputs of one of them changed.
fn batch_on<C: Coordinates>(vectors: &[&str]) {
    let mut statements: Vec<Statement<C>> = vectors.iter().map(|json| Statement::of(&Vector::parse(json))).collect();
    let accepted =
        |statements: &[Statement<C>]| verify_batch(&statements.iter().map(Statement::item).collect::<Vec<_>>());
    assert_eq!(accepted(&statements), Ok(()));
    for i in 0..statements.len() {
        statements[i].inputs[0][0] ^= 1;
        assert_eq!(accepted(&statements), Err(BatchError::Invalid), "{i}");
        statements[i].inputs[0][0] ^= 1;
    }
}

/// A file of `vectors/`; its README says what the fields are.
#[derive(Deserialize)]
struct Vector {
    curve: String,
    refused: Option<String>,
    key: Key,
    public_inputs: Option<Vec<String>>,
    proof: Option<ProofPoints>,
    canonical: Canonical,
}

#[derive(Deserialize)]
struct Key {
    alpha_g1: InG1,
    beta_g2: InG2,
    gamma_g2: InG2,
    delta_g2: InG2,
    ic: Vec<InG1>,
}

#[derive(Deserialize)]
struct ProofPoints {
    a: InG1,
    b: InG2,
    c: InG1,
}

#[derive(Deserialize)]
struct Canonical {
    key: String,
    public_inputs: Option<Vec<String>>,
    proof: Option<String>,
}

/// x, y.
type InG1 = [String; 2];
/// [x.c0, x.c1], [y.c0, y.c1].
type InG2 = [[String; 2]; 2];

impl Vector {
    fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap()
    }

    fn points<C: Coordinates>(&self) -> KeyPoints<C> {
        assert_eq!(self.curve, C::ID.name());
        KeyPoints {
            alpha_g1: C::g1(&self.key.alpha_g1),
            beta_g2: C::g2(&self.key.beta_g2),
            gamma_g2: C::g2(&self.key.gamma_g2),
            delta_g2: C::g2(&self.key.delta_g2),
            ic: self.key.ic.iter().map(C::g1).collect(),
        }
    }

    fn proof<C: Coordinates>(&self) -> Proof<C> {
        let points = self.proof.as_ref().unwrap();
        Proof { a: C::g1(&points.a), b: C::g2(&points.b), c: C::g1(&points.c) }
    }

    fn inputs<C: Curve>(&self) -> Vec<C::Scalar> {
        self.public_inputs.iter().flatten().map(|x| element(x)).collect()
    }

    fn key_bytes(&self) -> Vec<u8> {
        hex::decode(&self.canonical.key).unwrap()
    }
}

/// A field element of a decimal number below the field's order.
fn element<F: PrimeField>(decimal: &str) -> F {
    let number: BigUint = decimal.parse().unwrap();
    let number = F::BigInt::try_from(number).ok().unwrap();
    F::from_bigint(number).unwrap()
}

/// Points of coordinates, on the curve and in the subgroup.
trait Coordinates: Curve {
    fn g1(point: &InG1) -> G1<Self>;
    fn g2(point: &InG2) -> G2<Self>;
}

macro_rules! coordinates {
    ($($curve:ident: $ark:ident;)*) => {
        $(impl Coordinates for $curve {
            fn g1([x, y]: &InG1) -> G1<Self> {
                $ark::G1Affine::new(element(x), element(y))
            }

            fn g2([x, y]: &InG2) -> G2<Self> {
                let fp2 = |[c0, c1]: &[String; 2]| $ark::Fq2::new(element(c0), element(c1));
                $ark::G2Affine::new(fp2(x), fp2(y))
            }
        })*
    };
}

coordinates! {
    Bn254: bn254;
    Bls12_381: bls12_381;
}

fn bytes(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

fn raw_key<C: Curve>(points: &KeyPoints<C>) -> ark_groth16::VerifyingKey<C::Pairing> {
    ark_groth16::VerifyingKey {
        alpha_g1: points.alpha_g1,
        beta_g2: points.beta_g2,
        gamma_g2: points.gamma_g2,
        delta_g2: points.delta_g2,
        gamma_abc_g1: points.ic.clone(),
    }
}

/// What ark-groth16 says, which checks nothing but the pairing equation.
fn raw_verify<C: Curve>(points: &KeyPoints<C>, inputs: &[C::Scalar], proof: &Proof<C>) -> bool {
    let key = ark_groth16::prepare_verifying_key(&raw_key(points));
    let proof = ark_groth16::Proof { a: proof.a, b: proof.b, c: proof.c };
    Groth16::<C::Pairing>::verify_proof(&key, &proof, inputs).unwrap()
}

/// The script that wrote the vectors compresses points by itself.
fn has_the_canonical_bytes_of_its_coordinates_on<C: Coordinates>(vector: &Vector) {
    assert_eq!(hex::encode(bytes(&raw_key(&vector.points::<C>()))), vector.canonical.key);
    assert_eq!(vector.proof.is_some(), vector.canonical.proof.is_some());
    if let Some(proof) = &vector.canonical.proof {
        assert_eq!(hex::encode(vector.proof::<C>().encode()), *proof);
    }
    let inputs =
        vector.public_inputs.as_ref().map(|_| vector.inputs::<C>().iter().map(|x| hex::encode(bytes(x))).collect());
    assert_eq!(inputs, vector.canonical.public_inputs);
}

struct Statement<C: Curve> {
    key_bytes: Vec<u8>,
    key: VerifyingKey<C>,
    prepared: PreparedKey<C>,
    inputs: Vec<FieldBytes>,
    proof: Vec<u8>,
}

impl<C: Coordinates> Statement<C> {
    fn of(vector: &Vector) -> Self {
        let key_bytes = bytes(&raw_key(&vector.points::<C>()));
        let key = VerifyingKey::decode(&key_bytes).unwrap();
        Self {
            prepared: PreparedKey::new(&key),
            key,
            key_bytes,
            inputs: vector.inputs::<C>().iter().map(encode_scalar).collect(),
            proof: vector.proof::<C>().encode(),
        }
    }

    fn item(&self) -> BatchItem<'_, C> {
        BatchItem { vk_hash: self.key.hash(), key: &self.prepared, public_inputs: &self.inputs, proof: &self.proof }
    }

    fn is_accepted(&self) {
        assert_eq!(self.key.encode(), self.key_bytes);
        assert_eq!(verify(&self.key, &self.inputs, &self.proof), Ok(()));
        assert_eq!(PreparedKey::decode(&self.prepared.encode()).as_ref(), Some(&self.prepared));
        assert_eq!(verify_prepared(&self.prepared, &self.inputs, &self.proof), Ok(()));
    }

    fn every_byte_of_the_proof_counts(&self) {
        for (at, proof) in changes(&self.proof) {
            assert!(verify_prepared(&self.prepared, &self.inputs, &proof).is_err(), "byte {at}");
        }
    }

    fn every_byte_of_the_public_inputs_counts(&self) {
        for (at, changed) in changes(&self.inputs.concat()) {
            let inputs: Vec<FieldBytes> = changed.chunks(32).map(|input| input.try_into().unwrap()).collect();
            let refused = verify_prepared(&self.prepared, &inputs, &self.proof);
            let expected = [VerifyError::Invalid, VerifyError::InputNotCanonical((at / 32) as u32)];
            assert!(expected.map(Err).contains(&refused), "byte {at}: {refused:?}");
        }
    }

    fn every_byte_of_the_key_counts(&self) {
        for (at, changed) in changes(&self.key_bytes) {
            if let Ok(key) = VerifyingKey::<C>::decode(&changed) {
                assert_eq!(verify(&key, &self.inputs, &self.proof), Err(VerifyError::Invalid), "byte {at}");
            }
        }
    }
}

/// Each byte changed in its lowest bit, its highest, and all of them.
fn changes(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
    (0..bytes.len()).flat_map(move |at| {
        [0x01, 0x80, 0xff].map(|mask| {
            let mut changed = bytes.to_vec();
            changed[at] ^= mask;
            (at, changed)
        })
    })
}
