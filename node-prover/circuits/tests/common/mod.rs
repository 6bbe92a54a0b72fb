//! Circuits to test with.
#![allow(dead_code, unused_imports)] // Each test file uses some of it.

use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use zkml_circuits::{
    graph::Parameter,
    ops::{ArgMax, Compare, Dense, Gemm, Relu, Requantize, Reshape},
    Circuit, Graph, Inference, Interval, Node, Op, Parameters, TensorType,
};
use zkml_primitives::{
    commitment::{domain, Secret},
    Context, Curve, FieldBytes, Layout, Params, Port, Scale, Shape, Visibility,
};

pub use Visibility::{Committed, Private, Public};

pub fn port(visibility: Visibility, dims: &[usize], bits: u8, signed: bool) -> Port {
    let shape = Shape::new(dims).expect("a test's shape");
    Port { visibility, shape, bits, signed, scale: Scale { mantissa: 1, exponent: -3 }, zero_point: 0 }
}

pub fn layout(input: Port, output: Port) -> Layout {
    Layout::new(input, output)
}

/// Operators one after the other.
pub fn chain(ops: Vec<Op>) -> Graph {
    let output = ops.len() as u32;
    let node = |(i, op): (usize, Op)| Node { name: format!("{}_{i}", op.name()), op, inputs: vec![i as u32] };
    Graph { params: vec![], nodes: ops.into_iter().enumerate().map(node).collect(), output }
}

pub fn input_type(port: &Port) -> TensorType {
    let int = port.int_type().expect("a test's type");
    TensorType::uniform(port.shape, Interval { lo: int.min(), hi: int.max() })
}

/// The output port that holds a graph's output.
pub fn output_port(graph: &Graph, input: &Port) -> Port {
    let types = graph.analyze(input_type(input)).expect("a test's graph");
    let output = &types[graph.output as usize];
    let (bits, signed) = output.hull().int_type();
    Port { shape: output.shape, ..port(Public, &[], bits, signed) }
}

pub fn circuit(ops: Vec<Op>, input: Port) -> Circuit {
    let graph = chain(ops);
    let output = output_port(&graph, &input);
    Circuit::new(graph, layout(input, output)).expect("a test's circuit")
}

pub fn dense(weights: &[i32], bias: &[i64]) -> Op {
    Dense { weights: weights.to_vec(), bias: bias.to_vec() }.into()
}

pub fn relu(shift: u8, max: Option<i64>) -> Op {
    Relu { shifts: vec![shift], max }.into()
}

pub fn argmax() -> Op {
    ArgMax { keep_dims: true }.into()
}

/// A little classifier: every operator, every branch of the rescale, and three scores with their winner.
pub fn classifier(visibility: Visibility) -> Circuit {
    let ops = vec![
        Reshape { shape: Shape::new(&[3]).unwrap() }.into(),
        dense(&[3, -2, 1, -1, 4, 2, 5, 0, -3, 1, 1, 1], &[2, -7, 0, 9]),
        relu(2, Some(7)),
        dense(&[1, -2, 3, 1, -1, 1, 1, -2, 2, 2, -3, 1], &[-3, 4, 0]),
        Requantize { shifts: vec![1, 0, 2], min: Some(-4), max: Some(3) }.into(),
        argmax(),
    ];
    circuit(ops, port(visibility, &[1, 3], 4, true))
}

/// The smallest circuit that does something: `y = relu(2a − b + 1)`.
pub fn small(visibility: Visibility) -> Circuit {
    circuit(vec![dense(&[2, -1], &[1]), relu(0, None)], port(visibility, &[2], 3, false))
}

pub fn random_input(circuit: &Circuit, rng: &mut impl Rng) -> Vec<i64> {
    let int = circuit.layout().input.int_type().expect("a checked layout");
    let (lo, hi) = (int.min(), int.max());
    let ends = [lo, hi, 0];
    (0..circuit.layout().input.shape.len())
        .map(|_| match rng.gen_range(0..8) {
            end @ 0..=2 => ends[end],
            _ => rng.gen_range(lo..=hi),
        })
        .collect()
}

/// One to five layers of random operators with random weights.
pub fn random_circuit(seed: u64, visibility: Visibility) -> Circuit {
    let mut rng = StdRng::seed_from_u64(seed);
    let dims: Vec<usize> = (0..rng.gen_range(1..=2)).map(|_| rng.gen_range(1..=3)).collect();
    let input = port(visibility, &dims, rng.gen_range(1..=6), rng.gen());
    let mut current = input_type(&input);
    let mut ops = Vec::new();
    for _ in 0..rng.gen_range(1..=5) {
        let op = loop {
            let op = random_op(&current, &mut rng);
            // Shapes fit; intervals grow beyond what a port holds only after many wide layers.
            if let Ok(output) = op.infer(&[&current]) {
                current = output;
                break op;
            }
        };
        ops.push(op);
    }
    circuit(ops, input)
}

fn random_op(input: &TensorType, rng: &mut StdRng) -> Op {
    let channels = input.last_dim();
    match rng.gen_range(0..8) {
        0 | 1 => {
            let outputs = rng.gen_range(1..=3);
            let weight = |rng: &mut StdRng| if rng.gen_range(0..4) == 0 { 0 } else { rng.gen_range(-7..=7) };
            let weights = (0..outputs * channels).map(|_| weight(rng)).collect();
            Dense { weights, bias: (0..outputs).map(|_| rng.gen_range(-40..=40)).collect() }.into()
        }
        2 | 3 => {
            let max = rng.gen::<bool>().then(|| (1 << rng.gen_range(0..5)) - 1);
            Relu { shifts: random_shifts(channels, rng), max }.into()
        }
        4 => {
            let min = rng.gen::<bool>().then(|| rng.gen_range(-12..6));
            let window: i64 = (1 << rng.gen_range(0..5)) - 1;
            let max = rng.gen::<bool>().then(|| min.unwrap_or(rng.gen_range(-6..6)) + window);
            Requantize { shifts: random_shifts(channels, rng), min, max }.into()
        }
        5 => {
            let len = input.shape.len();
            let first = (1..=len).filter(|n| len.is_multiple_of(*n)).nth(rng.gen_range(0..2)).unwrap_or(1);
            Reshape { shape: Shape::new(&[first, len / first]).expect("as many elements") }.into()
        }
        6 => {
            let element = rng.gen_range(0..input.shape.len()) as u32;
            Compare { element, threshold: rng.gen_range(-20..20), below: rng.gen() }.into()
        }
        _ => ArgMax { keep_dims: rng.gen() }.into(),
    }
}

/// An inference with every secret that a layout may ask for.
pub fn inference(input: &[i64]) -> Inference {
    Inference {
        input_salt: Some(Secret([1; 31])),
        output_salt: Some(Secret([2; 31])),
        nullifier_secret: Some(Secret([3; 31])),
        ..Inference::new(input)
    }
}

/// A network of two layers whose weights are parameters: 2 → 3 → 1, of 4-bit weights and 8-bit biases.
pub fn retrainable_graph() -> Graph {
    let param = |name: &str, dims: &[usize], bits| {
        let shape = Shape::new(dims).expect("a test's shape");
        Parameter { name: name.into(), shape, bits, signed: true }
    };
    let node = |name: &str, op: Op, inputs: &[u32]| Node { name: name.into(), op, inputs: inputs.to_vec() };
    Graph {
        params: vec![param("a/w", &[3, 2], 4), param("a/b", &[3], 8), param("b/w", &[1, 3], 4), param("b/b", &[1], 8)],
        nodes: vec![
            node("a", Gemm.into(), &[0, 1, 2]),
            node("relu", relu(2, Some(7)), &[5]),
            node("b", Gemm.into(), &[6, 3, 4]),
        ],
        output: 7,
    }
}

/// What one training of that network gives.
pub fn training(seed: u64) -> Parameters {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut values = |len: usize, limit: i64| (0..len).map(|_| rng.gen_range(-limit..limit)).collect();
    let values = vec![values(6, 8), values(3, 128), values(3, 8), values(1, 128)];
    Parameters { values, salt: Secret([seed as u8; 31]) }
}

/// That network with ports of these visibilities.
pub fn retrainable(input: Visibility, output: Visibility, nullifier: bool) -> Circuit {
    let graph = retrainable_graph();
    let input = port(input, &[2], 4, true);
    let output = Port { visibility: output, ..output_port(&graph, &input) };
    let layout = Layout { params: Params::Committed, domain: domain("test"), nullifier, ..layout(input, output) };
    Circuit::new(graph, layout).expect("a test's circuit")
}

fn random_shifts(channels: usize, rng: &mut StdRng) -> Vec<u8> {
    let count = if rng.gen() { 1 } else { channels };
    (0..count).map(|_| rng.gen_range(0..4)).collect()
}

pub fn context(seed: u8) -> Context {
    Context { account: [seed; 32], valid_until: 100, ..Context::default() }
}

pub fn scalars<C: Curve>(elements: &[FieldBytes]) -> Vec<C::Scalar> {
    let decode = |bytes| zkml_primitives::encoding::decode_scalar(bytes).expect("a canonical element");
    elements.iter().map(decode).collect()
}
