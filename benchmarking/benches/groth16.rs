//! Groth16 on the digits MLP: setup, proof and verification as this project runs them, and beside the verification
//! arkworks' own of the same proof.
//!
//! Every verification here starts from the bytes of the proof and of the public inputs. "key decoded" and "key prepared"
//! have the key at hand, "key from bytes" decodes and checks it first, "prepared key from bytes" reads what the chain keeps.
//! The binary `verification` measures the same in Wasm and on both curves.

use ark_groth16::{prepare_verifying_key, Groth16};
use ark_serialize::CanonicalDeserialize;
use criterion::{criterion_group, criterion_main, Criterion};
use std::{hint::black_box, time::Duration};
use zkml_circuits::{
    artifact::Model,
    groth16::{prove, setup, Proved},
    Inference,
};
use zkml_compiler::{
    compile,
    data::{Dataset, Format},
    quantize_input, Options,
};
use zkml_primitives::{
    verify, verify_batch, verify_prepared, BatchItem, Bn254, Context, Curve, FieldBytes, PreparedKey, VerifyingKey,
};

type Pairing = <Bn254 as Curve>::Pairing;
type Scalar = <Bn254 as Curve>::Scalar;

const ONNX: &[u8] = include_bytes!("../../node-prover/models/digits-mlp/digits-mlp.onnx");
const CALIBRATION: &[u8] = include_bytes!("../../node-prover/models/digits-mlp/calibration.npz");
const TEST: &[u8] = include_bytes!("../../node-prover/models/digits-mlp/test.npz");
/// Values of an image.
const PIXELS: usize = 64;
/// Proofs of a batch.
const BATCH: u8 = 16;

fn digits() -> (Model, Inference) {
    let data = |name, bytes| Dataset::from_bytes(name, Format::Npz, bytes, PIXELS).expect("the file is committed");
    let calibration = data("calibration.npz", CALIBRATION);
    let model = compile(ONNX, &calibration, &Options::default(), |_| ()).expect("the model compiles");
    let row = &data("test.npz", TEST).rows[0];
    let input = quantize_input(&model.circuit.layout().input, row).expect("pixels are in range");
    (model, Inference::new(&input))
}

fn groth16(c: &mut Criterion) {
    let (Model { circuit, .. }, inference) = digits();
    let context = Context { subject: [9; 32], ..Default::default() };
    let cost = circuit.cost();
    eprintln!("digits MLP: {} constraints, {} public inputs", cost.constraints, cost.public_inputs);

    let mut group = c.benchmark_group("digits-mlp");
    group.warm_up_time(Duration::from_millis(500)).sample_size(10);
    group.bench_function("setup", |b| b.iter(|| setup::<Bn254>(&circuit).expect("the circuit is valid")));

    let key = setup::<Bn254>(&circuit).expect("the circuit is valid");
    group.sample_size(20);
    group.bench_function("prove", |b| {
        b.iter(|| prove(&circuit, &key, &context, &inference).expect("the input is valid"))
    });

    let Proved { statement, proof, .. } = prove(&circuit, &key, &context, &inference).expect("the input is valid");
    let inputs = statement.public_inputs();
    let vk = key.verifying_key();
    let vk_bytes = vk.encode();
    group.sample_size(50).measurement_time(Duration::from_secs(3));
    group.bench_function("verify/zkml, key decoded", |b| {
        b.iter(|| verify(vk, black_box(&inputs), black_box(&proof)).expect("the proof is valid"))
    });
    group.bench_function("verify/zkml, key from bytes", |b| {
        b.iter(|| {
            let vk = VerifyingKey::<Bn254>::decode(black_box(&vk_bytes)).expect("the key is valid");
            verify(&vk, black_box(&inputs), black_box(&proof)).expect("the proof is valid")
        })
    });
    let prepared = PreparedKey::new(vk);
    let prepared_bytes = prepared.encode();
    group.bench_function("verify/zkml, key prepared", |b| {
        b.iter(|| verify_prepared(&prepared, black_box(&inputs), black_box(&proof)).expect("the proof is valid"))
    });
    group.bench_function("verify/zkml, prepared key from bytes", |b| {
        b.iter(|| {
            let key =
                PreparedKey::<Bn254>::decode(black_box(&prepared_bytes)).expect("these are bytes of a prepared key");
            verify_prepared(&key, black_box(&inputs), black_box(&proof)).expect("the proof is valid")
        })
    });
    let proved = (0..BATCH)
        .map(|i| {
            let context = Context { subject: [i; 32], ..Default::default() };
            let Proved { statement, proof, .. } =
                prove(&circuit, &key, &context, &inference).expect("the input is valid");
            (statement.public_inputs(), proof)
        })
        .collect::<Vec<_>>();
    let vk_hash = vk.hash();
    let items = proved
        .iter()
        .map(|(public_inputs, proof)| BatchItem { vk_hash, key: &prepared, public_inputs, proof })
        .collect::<Vec<_>>();
    group.bench_function(format!("verify/zkml, batch of {BATCH}, key prepared"), |b| {
        b.iter(|| verify_batch(black_box(&items)).expect("the proofs are valid"))
    });
    let prepared = prepare_verifying_key(&ark_key(&vk_bytes));
    group.bench_function("verify/arkworks, key prepared", |b| {
        b.iter(|| assert!(ark_verify(&prepared, black_box(&inputs), black_box(&proof))))
    });
    group.bench_function("verify/arkworks, key from bytes", |b| {
        b.iter(|| {
            let prepared = prepare_verifying_key(&ark_key(black_box(&vk_bytes)));
            assert!(ark_verify(&prepared, black_box(&inputs), black_box(&proof)))
        })
    });
    group.finish();
}

fn ark_key(bytes: &[u8]) -> ark_groth16::VerifyingKey<Pairing> {
    CanonicalDeserialize::deserialize_compressed(bytes).expect("the key is valid")
}

fn ark_verify(key: &ark_groth16::PreparedVerifyingKey<Pairing>, inputs: &[FieldBytes], proof: &[u8]) -> bool {
    let scalar = |bytes: &FieldBytes| Scalar::deserialize_compressed(bytes.as_slice()).expect("inputs are canonical");
    let inputs: Vec<Scalar> = inputs.iter().map(scalar).collect();
    let proof = CanonicalDeserialize::deserialize_compressed(proof).expect("the proof decodes");
    Groth16::<Pairing>::verify_proof(key, &proof, &inputs).expect("the key is well formed")
}

criterion_group!(benches, groth16);
criterion_main!(benches);
