//! Whole circuits: equal to the integer model, of the predicted size, of one structure, and with no witness left open.

mod common;

use ark_ff::{Field, PrimeField};
use ark_relations::gr1cs::{ConstraintSystem, SynthesisMode, R1CS_PREDICATE_LABEL};
use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use common::*;
use std::collections::BTreeSet;
use zkml_circuits::{
    circuit::CircuitError,
    graph::{GraphError, MAX_ELEMENTS},
    ops::Requantize,
    sink::{ArkworksSink, CheckSink, CountSink, Lc, VariableKind},
    Circuit,
};
use zkml_primitives::{packing::PackError, Bls12_381, Bn254, Curve, LayoutError, Params, Scale, Visibility};

type F = <Bn254 as Curve>::Scalar;

/// A circuit on an input, with the statement that its integer model makes.
fn synthesized<C: Curve>(circuit: &Circuit, input: &[i64]) -> (CheckSink<C::Scalar>, Vec<C::Scalar>) {
    let (statement, _) = circuit.statement::<C>(&context(1), &inference(input)).unwrap();
    let public = scalars::<C>(&statement.public_inputs());
    let mut sink = CheckSink::new(public.clone());
    circuit.synthesize(&public, Some(&inference(input)), &mut sink);
    (sink, public)
}

fn structure<F: PrimeField>(circuit: &Circuit) -> CheckSink<F> {
    let mut sink = CheckSink::new(Vec::new());
    circuit.synthesize(&[], None, &mut sink);
    sink
}

fn assert_equals_its_model<C: Curve>(circuit: &Circuit, input: &[i64]) {
    let values = circuit.evaluate(input).unwrap();
    for (values, types) in values.iter().zip(circuit.types()) {
        assert!(values.iter().zip(&types.intervals).all(|(&value, x)| x.contains(value)));
    }
    let (statement, output) = circuit.statement::<C>(&context(1), &inference(input)).unwrap();
    assert_eq!(output, values[circuit.graph().output as usize]);
    assert_eq!(output, circuit.output(input).unwrap());
    // What the statement says is what the model said.
    let layout = circuit.layout();
    assert_eq!(layout.output.unpack(&statement.output).unwrap(), output);
    match layout.input.visibility {
        Visibility::Public => assert_eq!(layout.input.unpack(&statement.input).unwrap(), input),
        _ => assert!(statement.input.is_empty()),
    }
    assert_eq!(statement.public_inputs().len(), circuit.cost().public_inputs as usize);
    assert_eq!(statement.context, context(1).digest());

    let (sink, _) = synthesized::<C>(circuit, input);
    assert_eq!(sink.first_violation(), None);
    let empty = structure::<C::Scalar>(circuit);
    assert!(sink.constraints().eq(empty.constraints()), "the structure depends on the witness");
    assert_eq!(sink.witness_count(), empty.witness_count());
}

fn assert_costs_what_is_predicted(circuit: &Circuit) {
    let cost = circuit.cost();
    let mut count = CountSink::new(cost.public_inputs as usize);
    circuit.synthesize::<F, _>(&[], None, &mut count);
    assert_eq!((cost.constraints, cost.witnesses, cost.terms), (count.constraints, count.witnesses, count.terms));
    assert_eq!(count.untouched_public_input(), None);
    assert_eq!(cost.layers.iter().map(|layer| layer.constraints).sum::<u64>(), cost.constraints);
    let counted: Vec<_> = count.layers.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let reported: Vec<_> = cost.layers.iter().map(|layer| (layer.name.as_str(), layer.constraints)).collect();
    assert_eq!(reported, counted);
    // Operators predict on their own, without synthesis.
    for (i, node) in circuit.graph().nodes.iter().enumerate() {
        let inputs: Vec<_> = node.inputs.iter().map(|&i| &circuit.types()[i as usize]).collect();
        assert_eq!(node.op.constraints(&inputs), cost.layers[2 + i].constraints, "{}", node.name);
        assert_eq!(node.op.bits(&inputs), cost.layers[2 + i].bits);
        assert!(cost.layers[2 + i].bits <= 62);
    }
}

#[test]
fn random_circuits_equal_their_integer_model() {
    let (mut operators, mut constraints) = (BTreeSet::new(), 0);
    for seed in 0..200 {
        let visibility = if seed % 2 == 0 { Private } else { Public };
        let circuit = random_circuit(seed, visibility);
        operators.extend(circuit.graph().nodes.iter().map(|node| node.op.name()));
        constraints += circuit.cost().constraints;
        assert_costs_what_is_predicted(&circuit);
        let mut rng = StdRng::seed_from_u64(seed);
        for _ in 0..4 {
            let input = random_input(&circuit, &mut rng);
            assert_equals_its_model::<Bn254>(&circuit, &input);
            assert_equals_its_model::<Bls12_381>(&circuit, &input);
        }
    }
    assert_eq!(operators.len(), 6, "{operators:?}");
    assert!(constraints > 200 * 20, "the circuits are not trivial: {constraints}");
}

/// Every input of a small circuit.
#[test]
fn a_small_circuit_equals_its_integer_model_on_every_input() {
    for visibility in [Private, Public] {
        let circuit = small(visibility);
        for (a, b) in (0..8).flat_map(|a| (0..8).map(move |b| (a, b))) {
            assert_eq!(circuit.output(&[a, b]).unwrap(), [(2 * a - b + 1).max(0)]);
            assert_equals_its_model::<Bn254>(&circuit, &[a, b]);
        }
    }
}

/// One witness or public input is changed at a time. Either a constraint fails, or the assignment is the honest one of
/// another input with the same statement, which only a private input can be.
fn assert_no_single_value_is_open(circuit: &Circuit, input: &[i64], rng: &mut StdRng) {
    let (mut sink, public) = synthesized::<Bn254>(circuit, input);
    let port = &circuit.layout().input;
    let stride = usize::from(port.bits);
    for i in 0..sink.witness_count() {
        let honest = sink.witnesses()[i];
        // The square of the context stands first, then each element with its bits but the lowest.
        let element = i.checked_sub(1).filter(|i| i % stride == 0).map(|i| i / stride).filter(|&i| i < input.len());
        let changes = [F::ONE, -F::ONE, F::from(2), F::ONE - honest - honest, F::from(rng.gen::<u64>())];
        for by in changes.into_iter().filter(|by| *by != F::from(0)) {
            sink.witnesses_mut()[i] = honest + by;
            if sink.first_violation().is_some() {
                continue;
            }
            let element = element.unwrap_or_else(|| panic!("witness {i} is open"));
            assert_eq!(port.visibility, Visibility::Private, "a public input is open");
            let int = port.int_type().unwrap();
            let other = (int.min()..=int.max()).find(|&value| F::from(value) == honest + by);
            let mut input = input.to_vec();
            input[element] = other.expect("an input out of range is accepted");
            let (same, same_public) = synthesized::<Bn254>(circuit, &input);
            assert_eq!(same_public, public, "a forged statement");
            assert_eq!(same.witnesses(), sink.witnesses(), "a second witness of one input");
        }
        sink.witnesses_mut()[i] = honest;
    }
    for (i, &honest) in public.iter().enumerate() {
        for by in [F::ONE, -F::ONE, F::from(rng.gen::<u64>())] {
            sink.public_mut()[i] = honest + by;
            let violated: Vec<_> = sink.violations(&[]).map(|violation| violation.name).collect();
            assert_eq!(violated.len(), 1, "{violated:?}");
        }
        sink.public_mut()[i] = honest;
    }
    assert_eq!(sink.first_violation(), None);
}

#[test]
fn no_single_witness_or_public_input_is_open() {
    let mut rng = StdRng::seed_from_u64(5);
    for visibility in [Private, Public] {
        for circuit in [small(visibility), classifier(visibility)] {
            for _ in 0..4 {
                let input = random_input(&circuit, &mut rng);
                assert_no_single_value_is_open(&circuit, &input, &mut rng);
            }
        }
        let random = (1000..).map(|seed| random_circuit(seed, visibility));
        for circuit in random.filter(|circuit| circuit.cost().constraints < 80).take(40) {
            let input = random_input(&circuit, &mut rng);
            assert_no_single_value_is_open(&circuit, &input, &mut rng);
        }
    }
}

#[test]
fn arkworks_gets_the_constraints_that_are_checked() {
    fn agree<C: Curve>(circuit: &Circuit, input: &[i64]) {
        let (sink, public) = synthesized::<C>(circuit, input);
        let cost = circuit.cost();
        let matrices = [None, Some(input)].map(|input| {
            let system = ConstraintSystem::<C::Scalar>::new_ref();
            if input.is_none() {
                system.set_mode(SynthesisMode::Setup);
            }
            let values = (0..public.len()).map(|i| input.map(|_| public[i]));
            let mut arkworks = ArkworksSink::new(system.clone(), values).unwrap();
            circuit.synthesize(&public, input.map(inference).as_ref(), &mut arkworks);
            arkworks.finish().unwrap();
            system.finalize();
            assert_eq!(system.num_constraints() as u64, cost.constraints);
            assert_eq!(system.num_witness_variables() as u64, cost.witnesses);
            assert_eq!(system.num_instance_variables() as u32, cost.public_inputs + 1);
            if input.is_some() {
                assert!(system.is_satisfied().unwrap());
            }
            system.to_matrices().unwrap().remove(R1CS_PREDICATE_LABEL).unwrap()
        });
        assert_eq!(matrices[0], matrices[1], "matrices with and without a witness");
        let column = |kind| match kind {
            VariableKind::One => 0,
            VariableKind::Public(i) => 1 + i,
            VariableKind::Witness(i) => 1 + public.len() + i,
        };
        let row = |lc: &Lc<C::Scalar>| dense_row(lc.terms().map(|(variable, by)| (by, column(variable.kind()))));
        for (i, (_, a, b, c)) in sink.constraints().enumerate() {
            for (matrix, lc) in [a, b, c].into_iter().enumerate() {
                assert_eq!(dense_row(matrices[0][matrix][i].iter().copied()), row(lc));
            }
        }
    }
    fn dense_row<F: PrimeField>(terms: impl Iterator<Item = (F, usize)>) -> Vec<(usize, F)> {
        let mut row = std::collections::BTreeMap::<usize, F>::new();
        terms.for_each(|(by, column)| *row.entry(column).or_default() += by);
        row.into_iter().filter(|(_, by)| !by.is_zero()).collect()
    }
    let mut rng = StdRng::seed_from_u64(6);
    for visibility in [Private, Public] {
        for circuit in [classifier(visibility), random_circuit(17, visibility), random_circuit(18, visibility)] {
            let input = random_input(&circuit, &mut rng);
            agree::<Bn254>(&circuit, &input);
            agree::<Bls12_381>(&circuit, &input);
        }
    }
}

/// What stands in a key. Whoever changes it makes all keys stop working and says so in CHANGELOG.md, together with
/// `FORMAT_VERSION`.
#[test]
fn the_structure_is_pinned() {
    let digest = |circuit: &Circuit| {
        let sink = structure::<F>(circuit);
        let mut text = String::new();
        for (name, a, b, c) in sink.constraints() {
            text += name;
            for lc in [a, b, c] {
                let mut terms: Vec<_> = lc.terms().map(|(v, by)| (v, by.into_bigint())).collect();
                terms.sort();
                text += &format!("{terms:?};");
            }
        }
        let hash = sp_crypto_hashing::blake2_256(text.as_bytes());
        (circuit.cost().constraints, zkml_circuits::artifact::short_hash(&hash))
    };
    let circuits = [small(Private), small(Public), classifier(Private)];
    let expected = [(14, "4c6d4778"), (15, "357e8e6e"), (88, "b9c73c2a")];
    assert_eq!(circuits.each_ref().map(digest), expected.map(|(count, hash)| (count, hash.to_string())));
}

// THREATS 14.

#[test]
fn an_input_out_of_range_is_stopped_only_by_the_range() {
    // y = a + b: 16 and 0 give 16, which the output port holds; 16 and 0 are no input of four bits.
    let circuit = circuit(vec![dense(&[1, 1], &[0])], port(Private, &[2], 4, false));
    let (mut sink, _) = synthesized::<Bn254>(&circuit, &[15, 1]);
    for (a, b, bits) in [
        (F::from(16), F::from(0), [0, 0, 0, 0, 0, 0]),
        (F::from(17), -F::ONE, [0, 0, 0, 0, 0, 0]),
        (F::from(1 << 20), F::from(16) - F::from(1 << 20), [1, 1, 1, 1, 1, 1]),
        (F::from(2).inverse().unwrap(), F::from(16) - F::from(2).inverse().unwrap(), [0, 1, 0, 1, 0, 1]),
    ] {
        sink.witnesses_mut()[1] = a;
        sink.witnesses_mut()[5] = b;
        sink.witnesses_mut()[2..5].copy_from_slice(&bits.map(F::from)[..3]);
        sink.witnesses_mut()[6..9].copy_from_slice(&bits.map(F::from)[3..]);
        let names: BTreeSet<_> = sink.violations(&[]).map(|violation| violation.name).collect();
        assert_eq!(names, BTreeSet::from(["input/range"]));
        assert_eq!(sink.violations(&["input/range"]).count(), 0);
    }
}

/// Packed, 16 in the first place is 1 in the second: the statement would show the input [1, 1] and the model run on [17, 0].
#[test]
fn an_aliased_public_input_is_stopped_only_by_the_range() {
    let circuit = circuit(vec![dense(&[1, 0], &[0]), relu(0, None)], port(Public, &[2], 4, false));
    let (mut sink, public) = synthesized::<Bn254>(&circuit, &[1, 1]);
    sink.witnesses_mut()[1] = F::from(17);
    sink.witnesses_mut()[5] = F::from(0);
    sink.public_mut()[2] = F::from(17);
    let names: BTreeSet<_> = sink.violations(&[]).map(|violation| violation.name).collect();
    assert_eq!(names, BTreeSet::from(["input/range"]));
    assert_eq!(sink.violations(&["input/range"]).count(), 0);
    assert_eq!(sink.public_mut()[..2], public[..2], "the same public input");
}

// THREATS 15.

#[test]
fn another_context_is_stopped_only_by_its_square() {
    let (mut sink, public) = synthesized::<Bn254>(&small(Private), &[5, 3]);
    let other = scalars::<Bn254>(&[context(2).digest()])[0];
    for forged in [other, F::from(0), public[0] + F::ONE] {
        sink.public_mut()[0] = forged;
        let violated: Vec<_> = sink.violations(&[]).map(|violation| (violation.layer, violation.name)).collect();
        assert_eq!(violated, [("context".to_string(), "context/square")]);
        assert_eq!(sink.violations(&["context/square"]).count(), 0);
    }
}

#[test]
fn another_output_is_stopped_only_by_the_packing() {
    let (mut sink, public) = synthesized::<Bn254>(&small(Private), &[5, 3]);
    sink.public_mut()[1] = F::from(9);
    assert_eq!(public[1], F::from(8));
    let violated: Vec<_> = sink.violations(&[]).map(|violation| violation.name).collect();
    assert_eq!(violated, ["output/pack"]);
    assert_eq!(sink.violations(&["output/pack"]).count(), 0);
}

#[test]
fn another_public_input_is_stopped_only_by_the_packing() {
    let (mut sink, _) = synthesized::<Bn254>(&small(Public), &[5, 3]);
    sink.public_mut()[1] += F::ONE;
    let violated: Vec<_> = sink.violations(&[]).map(|violation| violation.name).collect();
    assert_eq!(violated, ["input/pack"]);
    assert_eq!(sink.violations(&["input/pack"]).count(), 0);
}

#[test]
fn every_public_input_is_touched() {
    for seed in 0..20 {
        for visibility in [Private, Public] {
            let circuit = random_circuit(seed, visibility);
            let mut count = CountSink::new(circuit.cost().public_inputs as usize);
            circuit.synthesize::<F, _>(&[], None, &mut count);
            assert_eq!(count.untouched_public_input(), None);
            // One more than there are would stay free.
            let mut count = CountSink::new(circuit.cost().public_inputs as usize + 1);
            circuit.synthesize::<F, _>(&[], None, &mut count);
            assert_eq!(count.untouched_public_input(), Some(circuit.cost().public_inputs as usize));
        }
    }
}

mod reject {
    use super::*;

    fn new(ops: Vec<zkml_circuits::Op>, input: zkml_primitives::Port, output: zkml_primitives::Port) -> CircuitError {
        Circuit::new(chain(ops), layout(input, output)).unwrap_err()
    }

    #[test]
    fn inputs_that_are_not_the_models() {
        let circuit = small(Private);
        for wrong in [&[][..], &[1], &[1, 2, 3]] {
            let expected = CircuitError::InputLength { expected: 2, got: wrong.len() };
            assert_eq!(circuit.evaluate(wrong), Err(expected.clone()));
            assert_eq!(circuit.statement::<Bn254>(&context(1), &inference(wrong)), Err(expected));
        }
        for (index, wrong) in [(0, [-1, 0]), (1, [0, 8]), (1, [7, i64::MAX]), (0, [i64::MIN, 9])] {
            let refused = circuit.evaluate(&wrong).unwrap_err();
            let value = wrong[index];
            let expected = PackError::OutOfRange { index, value, min: 0, max: 7 };
            assert_eq!(refused, CircuitError::InputRange(expected));
            assert_eq!(refused.to_string(), format!("input element {index} is {value}, outside 0..=7"));
        }
    }

    #[test]
    fn outputs_that_do_not_fit_the_port() {
        let ops = || vec![dense(&[2, -1], &[1]), relu(0, None)];
        let input = port(Private, &[2], 3, false);
        assert!(Circuit::new(chain(ops()), layout(input, port(Public, &[1], 4, false))).is_ok());
        assert!(Circuit::new(chain(ops()), layout(input, port(Public, &[1], 5, true))).is_ok());
        for output in [
            port(Public, &[1], 3, false),
            port(Public, &[1], 4, true),
            port(Public, &[1, 1], 4, false),
            port(Public, &[2], 4, false),
        ] {
            assert!(matches!(new(ops(), input, output), CircuitError::Output { .. }), "{output:?}");
        }
        let negative = vec![dense(&[1, -1], &[0])];
        let unsigned = port(Public, &[1], 40, false);
        assert!(matches!(new(negative, input, unsigned), CircuitError::Output { .. }));
    }

    #[test]
    fn layouts_that_cannot_be() {
        let ops = || vec![dense(&[2, -1], &[1]), relu(0, None)];
        let (input, output) = (port(Private, &[2], 3, false), port(Public, &[1], 4, false));
        for bits in [0, 63, 64, 255] {
            assert_eq!(
                new(ops(), zkml_primitives::Port { bits, ..input }, output),
                CircuitError::Layout(LayoutError::Bits)
            );
            assert_eq!(
                new(ops(), input, zkml_primitives::Port { bits, ..output }),
                CircuitError::Layout(LayoutError::Bits)
            );
        }
        let private = port(Private, &[1], 4, false);
        assert_eq!(new(ops(), input, private), CircuitError::Layout(LayoutError::PrivateOutput));
        let committed = |port| zkml_primitives::Port { visibility: Visibility::Committed, ..port };
        assert!(Circuit::new(chain(ops()), layout(committed(input), committed(output))).is_ok());
        let params = zkml_primitives::Layout { params: Params::Committed, ..layout(input, output) };
        let refused = CircuitError::Params { layout: Params::Committed, tensors: 0 };
        assert_eq!(Circuit::new(chain(ops()), params), Err(refused));
        let refused = CircuitError::Params { layout: Params::Fixed, tensors: 4 };
        let graph = retrainable_graph();
        let fixed = layout(port(Private, &[2], 4, true), port(Public, &[1], 20, true));
        assert_eq!(Circuit::new(graph, fixed), Err(refused));
        let scale = Scale { mantissa: 0, exponent: 0 };
        let unscaled = zkml_primitives::Port { scale, ..output };
        assert_eq!(new(ops(), input, unscaled), CircuitError::Layout(LayoutError::Scale));
        let many = port(Public, &[255 * 4 + 1], 62, false);
        assert_eq!(new(vec![argmax()], many, output), CircuitError::Layout(LayoutError::PublicInputs));
    }

    /// Ports may have 62 bits; differences of such inputs would need 63, which no decomposition has.
    #[test]
    fn inputs_too_wide_to_compare() {
        let wide = |bits, signed| port(Private, &[2], bits, signed);
        let output = port(Public, &[1], 1, false);
        for (bits, signed) in [(60, false), (61, false), (62, false), (61, true), (62, true)] {
            let refused = new(vec![argmax()], wide(bits, signed), output);
            assert_eq!(refused, CircuitError::Graph(GraphError::Input), "{bits} {signed}");
        }
        for (bits, signed) in [(59, false), (60, true)] {
            let circuit = Circuit::new(chain(vec![argmax()]), layout(wide(bits, signed), output)).unwrap();
            let int = wide(bits, signed).int_type().unwrap();
            for input in [[int.min(), int.max()], [int.max(), int.min()], [int.max(), int.max()]] {
                assert_equals_its_model::<Bn254>(&circuit, &input);
            }
        }
        let wide_output = port(Public, &[2], 62, true);
        let same = Requantize { shifts: vec![0], min: None, max: None };
        assert!(Circuit::new(chain(vec![same.into()]), layout(wide(60, true), wide_output)).is_ok());
    }

    /// A file of a hundred bytes that asks for gigabytes.
    #[test]
    fn more_elements_or_constraints_than_the_limits() {
        let elements = |n: usize| new(vec![argmax()], port(Private, &[n], 1, false), port(Public, &[1], 24, false));
        for n in [MAX_ELEMENTS + 1, 1 << 24] {
            assert!(matches!(elements(n), CircuitError::Graph(GraphError::TooLarge { .. })), "{n}");
        }
        let wide = new(vec![argmax()], port(Private, &[1 << 20], 59, false), port(Public, &[1], 24, false));
        assert!(matches!(wide, CircuitError::Graph(GraphError::TooLarge { what: "terms", .. })));
        let ops = vec![relu(0, Some(1)); 2];
        let wide = new(ops, port(Private, &[1 << 20], 59, true), port(Public, &[1 << 20], 1, false));
        assert_eq!(wide, CircuitError::Layout(LayoutError::PublicInputs));
        let row = vec![relu(0, Some(1)), dense(&vec![1; 1 << 20], &[0])];
        let wide = new(row, port(Private, &[1 << 20], 59, true), port(Public, &[1], 24, false));
        assert!(matches!(wide, CircuitError::TooLarge(constraints) if constraints > 1 << 26), "{wide}");
    }
}
