//! What a call is charged, computed from its arguments alone.
//!
//! The number of bytes of a proof stands for its curve, and the number of elements for the size of the key. Where they do
//! not fit what is stored, the call is refused before the key is read. Whether a statement has a digest of parameters cannot
//! be told from a submission, which is charged for one in any case.

use crate::{CheckAttestation, Config, Consumers, SubmissionOf, WeightInfo};
use alloc::collections::BTreeSet;
use frame_support::weights::Weight;
use zkml_primitives::CurveId;

/// The number of public inputs of a key of so many bytes. A length that belongs to no number is rounded up; such a key is
/// refused before a point is decoded.
fn key_inputs(curve: CurveId, key_bytes: usize) -> u32 {
    let without_inputs = curve.key_bytes(0);
    let each_input = curve.key_bytes(1) - without_inputs;
    key_bytes.saturating_sub(without_inputs).div_ceil(each_input) as u32
}

fn proof_curve(proof_bytes: usize) -> CurveId {
    if proof_bytes <= CurveId::Bn254.proof_bytes() {
        CurveId::Bn254
    } else {
        CurveId::Bls12_381
    }
}

/// The weight of registering a model with a key of so many bytes.
pub(crate) fn registration<T: Config>(curve: CurveId, key_bytes: usize) -> Weight {
    let inputs = key_inputs(curve, key_bytes);
    match curve {
        CurveId::Bn254 => T::WeightInfo::register_model_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::register_model_bls12_381(inputs),
    }
}

/// The weight of adding a version with a key of so many bytes.
pub(crate) fn addition<T: Config>(curve: CurveId, key_bytes: usize) -> Weight {
    let inputs = key_inputs(curve, key_bytes);
    match curve {
        CurveId::Bn254 => T::WeightInfo::add_version_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::add_version_bls12_381(inputs),
    }
}

/// The weight of registering a circuit with a key of so many bytes.
pub(crate) fn circuit_registration<T: Config>(curve: CurveId, key_bytes: usize) -> Weight {
    let inputs = key_inputs(curve, key_bytes);
    match curve {
        CurveId::Bn254 => T::WeightInfo::register_circuit_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::register_circuit_bls12_381(inputs),
    }
}

fn verification<T: Config>(inputs: u32, curve: CurveId) -> Weight {
    match curve {
        CurveId::Bn254 => T::WeightInfo::submit_proof_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::submit_proof_bls12_381(inputs),
    }
}

/// The weight of checking an attestation with a path of so many steps, if there is one.
fn attestation<T: Config>(path: Option<u32>) -> Weight {
    path.map_or(Weight::zero(), |steps| T::WeightInfo::attestation(steps).saturating_add(T::Attestations::weight()))
}

/// The weight of submitting one proof, of checking an attestation with a path of so many steps if there is one, and of
/// telling the consumers.
pub(crate) fn submission<T: Config>(inputs: u32, proof_bytes: usize, path: Option<u32>) -> Weight {
    verification::<T>(inputs, proof_curve(proof_bytes))
        .saturating_add(attestation::<T>(path))
        .saturating_add(T::Consumers::weight())
}

/// The weight of submitting one proof of a circuit.
pub(crate) fn circuit_submission<T: Config>(inputs: u32, proof_bytes: usize) -> Weight {
    match proof_curve(proof_bytes) {
        CurveId::Bn254 => T::WeightInfo::submit_circuit_proof_bn254(inputs),
        CurveId::Bls12_381 => T::WeightInfo::submit_circuit_proof_bls12_381(inputs),
    }
}

/// Public inputs of each proof in the benchmarks of batches.
pub(crate) const BATCH_BENCHMARK_INPUTS: u32 = 2;

/// The weight of a part of a batch: so many proofs on one curve, of so many versions, with so many public inputs together.
///
/// Batches are measured with one version and with as many versions as proofs. Each version costs what it costs in the
/// latter, each further proof of a version what it costs in the former, and each input beyond those of the benchmark what it
/// costs in a single submission.
fn batch_part<T: Config>(curve: CurveId, proofs: u32, versions: u32, inputs: u32) -> Weight {
    if proofs == 0 {
        return Weight::zero();
    }
    let distinct = |proofs| match curve {
        CurveId::Bn254 => T::WeightInfo::submit_batch_distinct_bn254(proofs),
        CurveId::Bls12_381 => T::WeightInfo::submit_batch_distinct_bls12_381(proofs),
    };
    let alike = |proofs| match curve {
        CurveId::Bn254 => T::WeightInfo::submit_batch_alike_bn254(proofs),
        CurveId::Bls12_381 => T::WeightInfo::submit_batch_alike_bls12_381(proofs),
    };
    let further = alike(proofs).saturating_sub(alike(versions));
    let beyond = inputs.saturating_sub(proofs.saturating_mul(BATCH_BENCHMARK_INPUTS));
    let each_input = verification::<T>(1, curve).saturating_sub(verification::<T>(0, curve));
    distinct(versions).saturating_add(further).saturating_add(each_input.saturating_mul(beyond.into()))
}

/// The weight of submitting a batch, of checking its attestations, and of telling the consumers of each proof.
pub(crate) fn batch<T: Config>(batch: &[SubmissionOf<T>]) -> Weight {
    let each = batch.iter().fold(Weight::zero(), |sum, submission| {
        let path = submission.attestation.as_ref().map(|attestation| attestation.path.len() as u32);
        sum.saturating_add(attestation::<T>(path)).saturating_add(T::Consumers::weight())
    });
    [CurveId::Bn254, CurveId::Bls12_381].into_iter().fold(each, |sum, curve| {
        let part = || batch.iter().filter(|submission| proof_curve(submission.proof.len()) == curve);
        let versions: BTreeSet<_> = part().map(|submission| (submission.model, submission.version)).collect();
        let inputs = part().map(|submission| submission.public_inputs()).fold(0, u32::saturating_add);
        sum.saturating_add(batch_part::<T>(curve, part().count() as u32, versions.len() as u32, inputs))
    })
}

/// Panics where no block would ever have room for a call, or the configuration makes no sense.
#[cfg(feature = "std")]
pub(crate) fn integrity_test<T: Config>() {
    use frame_support::{dispatch::DispatchClass, traits::Get};
    use sp_runtime::traits::Zero;
    use zkml_primitives::{attestation::MAX_PATH, Curve, MAX_PUBLIC_INPUTS};

    assert!(T::MaxNameLength::get() > 0, "a name must have at least one byte");
    assert!(!T::MaxValidity::get().is_zero(), "a statement must be valid for at least one block");
    assert!(T::MaxPruned::get() > 1, "a block must be able to remove a mark and to move on to the next block");
    assert_eq!(T::Bls12_381::ID, CurveId::Bls12_381, "the implementation of BLS12-381 is of another curve");
    assert!(
        (1..=zkml_primitives::batch::MAX_BATCH).contains(&T::MaxBatch::get()),
        "a batch has too few or too many proofs"
    );
    assert!(T::MaxBatchInputs::get() >= MAX_PUBLIC_INPUTS, "a batch must have room for every single proof");

    let weights = T::BlockWeights::get();
    let limit = weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
    let (inputs, proofs, batch_inputs) = (MAX_PUBLIC_INPUTS, T::MaxBatch::get(), T::MaxBatchInputs::get());
    let path = Some(MAX_PATH);
    let each = T::Consumers::weight().saturating_add(attestation::<T>(path)).saturating_mul(proofs.into());
    for curve in [CurveId::Bn254, CurveId::Bls12_381] {
        let distinct = batch_part::<T>(curve, proofs, proofs, batch_inputs);
        let alike = batch_part::<T>(curve, proofs, 1, batch_inputs);
        for (call, worst) in [
            ("register_model", registration::<T>(curve, curve.key_bytes(inputs))),
            ("add_version", addition::<T>(curve, curve.key_bytes(inputs))),
            ("register_circuit", circuit_registration::<T>(curve, curve.key_bytes(inputs))),
            ("submit_proof", submission::<T>(inputs, curve.proof_bytes(), path)),
            ("submit_circuit_proof", circuit_submission::<T>(inputs, curve.proof_bytes())),
            ("submit_batch of as many versions", distinct.saturating_add(each)),
            ("submit_batch of one version", alike.saturating_add(each)),
        ] {
            assert!(
                worst.all_lte(limit),
                "{call} on {curve} at its largest takes {worst}, and a block has room for {limit}"
            );
        }
    }
}
