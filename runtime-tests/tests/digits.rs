//! The digits model: its golden numbers, the circuit against the integer model, and the float model beside it.

use runtime_tests::{digits_data, digits_file, digits_model, DIGITS};
use zkml_circuits::{artifact::Model, sink::CheckSink, Inference, Op};
use zkml_compiler::{compare, float::FloatModel, onnx::OnnxModel, quantize_input, Options, Quantization};
use zkml_primitives::{
    commitment::Secret, encoding::decode_scalar, Bn254, Context, Curve, CurveId, Params, Visibility,
};

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

fn committed(params: Params, output: Visibility) -> Options {
    let quantization = Quantization { input: Visibility::Committed, output, params, ..Quantization::default() };
    Options { quantization, ..Options::default() }
}

/// What commitments cost: 2,330 constraints where 4,500 were the most, and 73,480 where 90,000 were; the chain's cost, a
/// matter of public inputs, does not grow.
#[test]
fn the_cost_of_commitments_is_pinned() {
    let cost = |options: &Options| {
        let cost = digits_model(options).circuit.cost().clone();
        (cost.constraints, cost.public_inputs)
    };
    assert_eq!(cost(&committed(Params::Fixed, Visibility::Public)), (2_330, 3));
    assert_eq!(cost(&committed(Params::Fixed, Visibility::Committed)), (2_588, 3));
    assert_eq!(cost(&committed(Params::Committed, Visibility::Committed)), (73_480, 4));
}

#[test]
fn retrained_integers_decide_as_retrained_floats_do() {
    let architecture = digits_model(&committed(Params::Committed, Visibility::Public));
    let retrained = DIGITS.retrained(&architecture);
    assert_eq!(retrained.hash(), architecture.hash());
    let test = digits_data("test.npz");
    for (model, file) in [(&architecture, "digits-mlp.onnx"), (&retrained, "digits-mlp-retrained.onnx")] {
        let parsed = OnnxModel::parse(&std::fs::read(digits_file(file)).unwrap()).unwrap();
        let compared = compare(model, &FloatModel::new(&parsed).unwrap(), &test, |_| ()).unwrap();
        let (float, integer) = (compared.accuracy_float.unwrap(), compared.accuracy_integer.unwrap());
        assert!(float >= 0.96 && (float - integer).abs() <= 0.006, "{file}: float {float}, integer {integer}");
    }
    for row in test.rows.iter().take(3) {
        let input = quantize_input(&retrained.circuit.layout().input, row).unwrap();
        assert_eq!(violation(&retrained, &input), None);
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
    let inference =
        Inference { input_salt: Some(Secret([1; 31])), output_salt: Some(Secret([2; 31])), ..Inference::new(input) };
    let (statement, _) = model.circuit.statement::<Bn254>(&context, &inference).unwrap();
    let public: Vec<F> = statement.public_inputs().iter().map(|x| decode_scalar(x).unwrap()).collect();
    let mut sink = CheckSink::new(public.clone());
    model.circuit.synthesize(&public, Some(&inference), &mut sink);
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
