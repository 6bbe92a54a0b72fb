//! What it costs to read a proving key's points while proving rather than to have them decoded in memory: seconds of a proof
//! and the most memory of the process, either way.
//!
//! `cargo run --release -p zkml-circuits --example key_streaming -- decoded|encoded bn254|bls12-381 WIDTH [PROOFS]`, where
//! WIDTH is the width of the two layers of a network: 64 gives about 2^12 constraints, 2048 about 2^17.

use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use std::time::Instant;
use zkml_circuits::{
    graph::{Graph, Node},
    groth16::{prove, setup_with, EncodedKey, ProvingKey, Queries},
    ops::{Dense, Relu},
    Circuit, Inference,
};
use zkml_primitives::{Bls12_381, Bn254, Context, Curve, Layout, Port, Scale, Shape, Visibility};

/// A network of two layers, each output of which reads 16 of the layer before.
fn circuit(width: usize) -> Circuit {
    let mut rng = StdRng::seed_from_u64(1);
    let port = |visibility, len: usize, bits, signed| Port {
        visibility,
        shape: Shape::new(&[len]).expect("a shape"),
        bits,
        signed,
        scale: Scale { mantissa: 1, exponent: 0 },
        zero_point: 0,
    };
    let mut dense = |from: usize, to: usize| {
        let mut weights = vec![0; from * to];
        for out in 0..to {
            for k in 0..16.min(from) {
                weights[out * from + (out + k * 7) % from] = rng.gen_range(-100..=100);
            }
        }
        Dense { weights, bias: vec![5; to] }.into()
    };
    let node = |name: &str, op, input| Node { name: name.into(), op, inputs: vec![input] };
    let relu = || Relu { shifts: vec![9], max: Some(255) }.into();
    let nodes = vec![
        node("dense1", dense(width, width), 0),
        node("relu1", relu(), 1),
        node("dense2", dense(width, width), 2),
        node("relu2", relu(), 3),
        node("dense3", dense(width, 10), 4),
        node("relu3", relu(), 5),
    ];
    let graph = Graph { params: vec![], nodes, output: 6 };
    let (input, output) = (port(Visibility::Private, width, 8, false), port(Visibility::Public, 10, 8, false));
    Circuit::new(graph, Layout::new(input, output)).expect("a circuit")
}

fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap_or(0) / 1024
}

fn measure<C: Curve>(circuit: &Circuit, key: &impl Queries<C>, proofs: usize) {
    let mut rng = StdRng::seed_from_u64(2);
    let width = circuit.layout().input.shape.len();
    // What the setup took does not count.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = status("VmRSS:");
    let mut seconds: Vec<f64> = (0..proofs)
        .map(|_| {
            let input: Vec<i64> = (0..width).map(|_| rng.gen_range(0..256)).collect();
            let began = Instant::now();
            prove(circuit, key, &Context::default(), &Inference::new(&input)).expect("a proof");
            began.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    println!(
        "median {:.4} s, best {:.4} s; memory before {before} MiB, at most {} MiB",
        seconds[seconds.len() / 2],
        seconds[0],
        status("VmHWM:"),
    );
}

fn run<C: Curve>(encoded: bool, width: usize, proofs: usize) {
    let circuit = circuit(width);
    let key: ProvingKey<C> = setup_with(&circuit, &mut StdRng::seed_from_u64(3)).expect("a key");
    let bytes = key.encode();
    let megabytes = bytes.len() >> 20;
    print!("{:?} {} constraints, key of {megabytes} MiB: ", C::ID, circuit.cost().constraints);
    if encoded {
        drop(key);
        let all = 0..bytes.len();
        measure(&circuit, &EncodedKey::<C, _>::open(bytes, all, &circuit).expect("the key"), proofs);
    } else {
        drop(bytes);
        measure(&circuit, &key, proofs);
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let of = |i: usize| args.get(i).map(String::as_str).unwrap_or_default();
    let (encoded, width) = (of(1) == "encoded", of(3).parse().unwrap_or(64));
    let proofs = of(4).parse().unwrap_or(20);
    match of(2) {
        "bls12-381" => run::<Bls12_381>(encoded, width, proofs),
        _ => run::<Bn254>(encoded, width, proofs),
    }
}
