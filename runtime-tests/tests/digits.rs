//! The digits model: its golden numbers, the circuit against the integer model, and the float model beside it.

use runtime_tests::{digits_data, digits_file, digits_model};
use zkml_circuits::{artifact::Model, sink::CheckSink, Op};
use zkml_compiler::{compare, float::FloatModel, onnx::OnnxModel, quantize_input, Options, Quantization};
use zkml_primitives::{encoding::decode_scalar, Bn254, Context, Curve, CurveId, Visibility};

type F = <Bn254 as Curve>::Scalar;

/// Constraints of the digits model with private input and public output. Another number means other keys: say so in
/// CHANGELOG.md.
const CONSTRAINTS: u64 = 2_035;

#[test]
fn the_cost_of_the_digits_model_is_pinned() {
    let model = digits_model(&Options::default());
    let cost = model.circuit.cost();
    assert_eq!(cost.constraints, CONSTRAINTS);
    assert_eq!(cost.public_inputs, 2);
    let graph = model.circuit.graph();
    let dense: Vec<&str> =
        graph.nodes.iter().filter(|node| matches!(node.op, Op::Dense(_))).map(|node| node.name.as_str()).collect();
    assert_eq!(dense.len(), 3);
    for layer in cost.layers.iter().filter(|layer| dense.contains(&layer.name.as_str())) {
        assert_eq!(layer.constraints, 0, "{}", layer.name);
    }
}

#[test]
fn integers_decide_as_floats_do() {
    let model = digits_model(&Options::default());
    let parsed = OnnxModel::parse(&std::fs::read(digits_file("digits-mlp.onnx")).unwrap()).unwrap();
    let float = FloatModel::new(&parsed).unwrap();
    let test = digits_data("test.npz");
    assert_eq!(test.rows.len(), 360);
    let compared = compare(&model, &float, &test, |_| ()).unwrap();
    let (float, integer) = (compared.accuracy_float.unwrap(), compared.accuracy_integer.unwrap());
    assert!(float >= 0.96, "{float}");
    assert!((float - integer).abs() <= 0.003, "float {float}, integer {integer}");
    assert_eq!(compared.out_of_range, 0);
}

/// Synthesizes on an input and returns the first constraint that fails.
fn violation(model: &Model, input: &[i64]) -> Option<String> {
    let context = Context { subject: [1; 32], ..Context::default() };
    let (statement, _) = model.circuit.statement(&context, input).unwrap();
    let public: Vec<F> = statement.public_inputs().iter().map(|x| decode_scalar(x).unwrap()).collect();
    let mut sink = CheckSink::new(public.clone());
    model.circuit.synthesize(&public, Some(input), &mut sink);
    sink.first_violation().map(|violation| violation.to_string())
}

#[test]
fn the_circuit_equals_the_integer_model_on_every_test_sample() {
    let public_input = Options {
        quantization: Quantization { input: Visibility::Public, ..Quantization::default() },
        ..Options::default()
    };
    for options in [Options::default(), public_input] {
        let model = digits_model(&options);
        // The output elements are those of the integer model, so a satisfied circuit computes the same.
        for (i, row) in digits_data("test.npz").rows.iter().enumerate() {
            let input = quantize_input(&model.circuit.layout().input, row).unwrap();
            assert_eq!(violation(&model, &input), None, "sample {i}");
        }
    }
}

#[test]
fn the_same_model_compiles_to_the_same_bytes() {
    let (a, b) = (digits_model(&Options::default()), digits_model(&Options::default()));
    assert_eq!(a.encode(), b.encode());
    let other = digits_model(&Options { curve: CurveId::Bls12_381, ..Options::default() });
    assert_ne!(a.hash(), other.hash());
}
