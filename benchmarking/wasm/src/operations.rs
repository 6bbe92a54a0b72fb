//! What is measured, written once: the module contains it, and the runner compiles this file again to measure it natively.
//!
//! An operation takes inputs as bytes. What it is not about is decoded when its task is made; what it is about happens
//! whenever the task is called, and nothing is kept from one call to the next.

extern crate alloc;

use alloc::{boxed::Box, vec::Vec};
use ark_ec::{pairing::Pairing, AffineRepr};
use ark_ff::PrimeField;
use ark_groth16::{prepare_verifying_key, Groth16, PreparedVerifyingKey};
use ark_serialize::CanonicalDeserialize;
use core::hint::black_box;
use zkml_primitives::{
    engine::Limbs, host, verify_batch, verify_prepared, with_curve, BatchItem, Curve, CurveId, FieldBytes, PreparedKey,
    VerifyingKey,
};

/// Does an operation once, and says whether the outcome was the wanted one.
pub type Task = Box<dyn Fn() -> bool>;

/// Something to measure, and what inputs it takes.
///
/// A key is the bytes of a verifying key, compressed; an unchecked key is the same uncompressed, of which arkworks reads the
/// points without any check; a prepared key is what the chain keeps. Public inputs are 32 bytes each, after one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// arkworks decodes and checks a key. Takes the key.
    ArkKey,
    /// arkworks reads an unchecked key. Takes it.
    ArkKeyUnchecked,
    /// arkworks decodes and checks a proof. Takes the proof.
    ArkProof,
    /// arkworks prepares a key. Takes the key.
    ArkPrepare,
    /// arkworks verifies with key and proof at hand. Takes key, proof, public inputs.
    ArkVerify,
    /// arkworks decodes the key, prepares it, decodes the proof and verifies. Takes key, proof, public inputs.
    ArkFromBytes,
    /// The same with an unchecked key. Takes unchecked key, proof, public inputs.
    ArkFromBytesUnchecked,
    /// arkworks multiplies each point of a public input by the input. Takes key, public inputs.
    ArkScalarMul,
    /// Decodes and checks a key, prepares it and encodes what the chain keeps. Takes the key.
    Register,
    /// Reads a prepared key. Takes it.
    ReadPrepared,
    /// Verifies with a prepared key at hand. Takes prepared key, proof, public inputs.
    Verify,
    /// Reads the prepared key, decodes the proof and verifies. Takes prepared key, proof, public inputs.
    FromBytes,
    /// Reads all prepared keys, decodes all proofs and verifies them together. Takes for each proof prepared key, the key's
    /// hash, proof, public inputs, where an empty prepared key is the one before it.
    Batch,
    /// Computes e(α, β). Takes the key.
    AlphaBetaCompute,
    /// Reads e(α, β) as arkworks does, without checks. Takes it.
    AlphaBetaArkworks,
    /// Reads e(α, β) as limbs of the Montgomery form. Takes them.
    AlphaBetaLimbs,
    /// Computes the line coefficients of γ. Takes the key.
    LinesCompute,
    /// Reads the line coefficients of γ as arkworks does, without checks. Takes them.
    LinesArkworks,
    /// Reads the line coefficients of γ as limbs of the Montgomery form. Takes them.
    LinesLimbs,
    /// Decodes and checks the points of the public inputs. Takes them compressed.
    PointsCompressed,
    /// Reads the points of the public inputs as arkworks does, without checks. Takes them uncompressed.
    PointsArkworks,
    /// Reads the points of the public inputs as limbs of the Montgomery form. Takes them.
    PointsLimbs,
}

impl Operation {
    /// All, in the order of their numbers.
    pub const ALL: &[Operation] = &[
        Operation::ArkKey,
        Operation::ArkKeyUnchecked,
        Operation::ArkProof,
        Operation::ArkPrepare,
        Operation::ArkVerify,
        Operation::ArkFromBytes,
        Operation::ArkFromBytesUnchecked,
        Operation::ArkScalarMul,
        Operation::Register,
        Operation::ReadPrepared,
        Operation::Verify,
        Operation::FromBytes,
        Operation::Batch,
        Operation::AlphaBetaCompute,
        Operation::AlphaBetaArkworks,
        Operation::AlphaBetaLimbs,
        Operation::LinesCompute,
        Operation::LinesArkworks,
        Operation::LinesLimbs,
        Operation::PointsCompressed,
        Operation::PointsArkworks,
        Operation::PointsLimbs,
    ];
}

/// Inputs as one piece of bytes: each after its length.
#[cfg(not(target_family = "wasm"))]
pub fn join(inputs: &[Vec<u8>]) -> Vec<u8> {
    inputs
        .iter()
        .flat_map(|input| (input.len() as u32).to_le_bytes().into_iter().chain(input.iter().copied()))
        .collect()
}

/// The inputs that were joined.
pub fn split(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut inputs = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (input, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        inputs.push(input.to_vec());
        bytes = rest;
    }
    bytes.is_empty().then_some(inputs)
}

/// Who computes a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// The code that runs the operation.
    Own,
    /// The node, by the standard host functions, of which there are none for BN254.
    Host,
}

/// The task of an operation on inputs, or nothing if these are not its inputs or nobody computes the curve so.
pub fn task(operation: Operation, curve: CurveId, arithmetic: Arithmetic, inputs: Vec<Vec<u8>>) -> Option<Task> {
    match (arithmetic, curve) {
        (Arithmetic::Own, curve) => with_curve!(curve, C => task_on::<C>(operation, inputs)),
        (Arithmetic::Host, CurveId::Bls12_381) => task_on::<host::Bls12_381>(operation, inputs),
        (Arithmetic::Host, CurveId::Bn254) => None,
    }
}

type Key<C> = ark_groth16::VerifyingKey<<C as Curve>::Pairing>;
type Proof<C> = ark_groth16::Proof<<C as Curve>::Pairing>;
type G1<C> = <<C as Curve>::Pairing as Pairing>::G1Affine;
type G2Prepared<C> = <<C as Curve>::Pairing as Pairing>::G2Prepared;
type Target<C> = <<C as Curve>::Pairing as Pairing>::TargetField;

fn task_on<C: Curve>(operation: Operation, inputs: Vec<Vec<u8>>) -> Option<Task> {
    if operation == Operation::Batch {
        let items = inputs.chunks_exact(4).map(Item::new).collect::<Option<Vec<_>>>()?;
        return Some(Box::new(move || batch::<C>(&items).unwrap_or(false)));
    }
    let mut inputs = inputs.into_iter();
    let first = inputs.next()?;
    let mut verified = || Some((inputs.next()?, inputs.next()?));
    Some(match operation {
        Operation::ArkKey => Box::new(move || compressed::<Key<C>>(&first).is_some()),
        Operation::ArkKeyUnchecked => Box::new(move || unchecked::<Key<C>>(&first).is_some()),
        Operation::ArkProof => Box::new(move || compressed::<Proof<C>>(&first).is_some()),
        Operation::ArkPrepare => {
            let key = compressed::<Key<C>>(&first)?;
            done(move || prepare_verifying_key(black_box(&key)))
        }
        Operation::ArkVerify => {
            let key = prepare_verifying_key(&compressed(&first)?);
            let (proof, public_inputs) = verified()?;
            let (proof, scalars) = (compressed(&proof)?, scalars::<C>(&public_inputs)?);
            Box::new(move || ark_verify::<C>(black_box(&key), &proof, &scalars))
        }
        Operation::ArkFromBytes => {
            let (proof, public_inputs) = verified()?;
            Box::new(move || {
                compressed(&first).is_some_and(|key| ark_from_bytes::<C>(&key, &proof, &public_inputs) == Some(true))
            })
        }
        Operation::ArkFromBytesUnchecked => {
            let (proof, public_inputs) = verified()?;
            Box::new(move || {
                unchecked(&first).is_some_and(|key| ark_from_bytes::<C>(&key, &proof, &public_inputs) == Some(true))
            })
        }
        Operation::ArkScalarMul => {
            let key = compressed::<Key<C>>(&first)?;
            let scalars = scalars::<C>(&inputs.next()?)?;
            Box::new(move || {
                for (point, scalar) in key.gamma_abc_g1.iter().skip(1).zip(&scalars) {
                    let _ = black_box(black_box(point).mul_bigint(scalar.into_bigint()));
                }
                true
            })
        }
        Operation::Register => Box::new(move || {
            let key = VerifyingKey::<C>::decode(black_box(&first));
            key.is_ok_and(|key| !black_box(PreparedKey::new(&key).encode()).is_empty())
        }),
        Operation::ReadPrepared => Box::new(move || black_box(PreparedKey::<C>::decode(black_box(&first))).is_some()),
        Operation::Verify => {
            let key = PreparedKey::<C>::decode(&first)?;
            let (proof, public_inputs) = verified()?;
            let public_inputs = elements(&public_inputs)?;
            Box::new(move || verify_prepared(black_box(&key), &public_inputs, &proof).is_ok())
        }
        Operation::FromBytes => {
            let (proof, public_inputs) = verified()?;
            let public_inputs = elements(&public_inputs)?;
            Box::new(move || {
                PreparedKey::<C>::decode(black_box(&first))
                    .is_some_and(|key| verify_prepared(&key, &public_inputs, &proof).is_ok())
            })
        }
        Operation::Batch => return None,
        Operation::AlphaBetaCompute => {
            let key = compressed::<Key<C>>(&first)?;
            done(move || C::Pairing::pairing(black_box(key.alpha_g1), key.beta_g2))
        }
        Operation::AlphaBetaArkworks => Box::new(move || unchecked::<Target<C>>(&first).is_some()),
        Operation::LinesCompute => {
            let key = compressed::<Key<C>>(&first)?;
            done(move || G2Prepared::<C>::from(black_box(key.gamma_g2)))
        }
        Operation::LinesArkworks => Box::new(move || unchecked::<G2Prepared<C>>(&first).is_some()),
        Operation::PointsCompressed => Box::new(move || compressed::<Vec<G1<C>>>(&first).is_some()),
        Operation::PointsArkworks => Box::new(move || unchecked::<Vec<G1<C>>>(&first).is_some()),
        Operation::AlphaBetaLimbs | Operation::LinesLimbs | Operation::PointsLimbs => Box::new(move || {
            let mut elements = Vec::with_capacity(first.len() / C::Base::BYTES);
            elements.extend(black_box(&first).chunks(C::Base::BYTES).map_while(C::Base::read));
            black_box(&elements).len() * C::Base::BYTES == first.len()
        }),
    })
}

/// A task that cannot fail.
fn done<T>(f: impl Fn() -> T + 'static) -> Task {
    Box::new(move || {
        black_box(f());
        true
    })
}

fn compressed<T: CanonicalDeserialize>(bytes: &[u8]) -> Option<T> {
    T::deserialize_compressed(black_box(bytes)).ok().map(black_box)
}

fn unchecked<T: CanonicalDeserialize>(bytes: &[u8]) -> Option<T> {
    T::deserialize_uncompressed_unchecked(black_box(bytes)).ok().map(black_box)
}

fn scalars<C: Curve>(bytes: &[u8]) -> Option<Vec<C::Scalar>> {
    bytes.chunks(32).map(compressed).collect()
}

fn elements(bytes: &[u8]) -> Option<Vec<FieldBytes>> {
    bytes.chunks(32).map(|bytes| bytes.try_into().ok()).collect()
}

fn ark_verify<C: Curve>(key: &PreparedVerifyingKey<C::Pairing>, proof: &Proof<C>, public_inputs: &[C::Scalar]) -> bool {
    Groth16::<C::Pairing>::verify_proof(key, proof, public_inputs) == Ok(true)
}

fn ark_from_bytes<C: Curve>(key: &Key<C>, proof: &[u8], public_inputs: &[u8]) -> Option<bool> {
    let key = prepare_verifying_key(key);
    Some(ark_verify::<C>(&key, &compressed(proof)?, &scalars::<C>(public_inputs)?))
}

/// One proof of a batch.
struct Item {
    /// Empty if it is that of the item before.
    key: Vec<u8>,
    vk_hash: [u8; 32],
    proof: Vec<u8>,
    public_inputs: Vec<FieldBytes>,
}

impl Item {
    fn new(inputs: &[Vec<u8>]) -> Option<Self> {
        let [key, vk_hash, proof, public_inputs] = inputs else { return None };
        Some(Self {
            key: key.clone(),
            vk_hash: vk_hash.as_slice().try_into().ok()?,
            proof: proof.clone(),
            public_inputs: elements(public_inputs)?,
        })
    }
}

fn batch<C: Curve>(items: &[Item]) -> Option<bool> {
    let mut keys = Vec::new();
    // Positions in `keys`.
    let mut of_items = Vec::new();
    for item in items {
        if !item.key.is_empty() {
            keys.push(PreparedKey::<C>::decode(black_box(&item.key))?);
        }
        of_items.push(keys.len().checked_sub(1)?);
    }
    let items = items
        .iter()
        .zip(of_items)
        .map(|(Item { vk_hash, proof, public_inputs, .. }, key)| BatchItem {
            vk_hash: *vk_hash,
            key: &keys[key],
            public_inputs,
            proof,
        })
        .collect::<Vec<_>>();
    Some(verify_batch(&items).is_ok())
}
