//! Committed inputs, outputs and parameters, and nullifiers: equal to what wallets and chains compute, of the predicted size,
//! and with no witness left open.

mod common;

use ark_ff::PrimeField;
use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use common::*;
use zkml_circuits::{
    circuit::CircuitError,
    groth16::{prove, setup_with},
    sink::{CheckSink, CountSink},
    Circuit, Inference, Parameters,
};
use zkml_primitives::{
    commitment::{commit, domain, input_tag, nullifier, output_tag, params_tag, Secret},
    encoding::decode_scalar,
    verify, Bls12_381, Bn254, Context, Curve, Layout, Shape, VerifyError, Visibility,
};

type F = <Bn254 as Curve>::Scalar;

fn synthesized<C: Curve>(circuit: &Circuit, inference: &Inference) -> (CheckSink<C::Scalar>, Vec<C::Scalar>) {
    let (statement, _) = circuit.statement::<C>(&context(1), inference).unwrap();
    let public = scalars::<C>(&statement.public_inputs());
    let mut sink = CheckSink::new(public.clone());
    circuit.synthesize(&public, Some(inference), &mut sink);
    (sink, public)
}

fn assert_costs_what_is_predicted(circuit: &Circuit) {
    let cost = circuit.cost();
    let mut count = CountSink::new(cost.public_inputs as usize);
    circuit.synthesize::<F, _>(&[], None, &mut count);
    assert_eq!((cost.constraints, cost.witnesses, cost.terms), (count.constraints, count.witnesses, count.terms));
    let counted: Vec<_> = count.layers.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let reported: Vec<_> = cost.layers.iter().map(|layer| (layer.name.as_str(), layer.constraints)).collect();
    assert_eq!(reported, counted);
    assert_eq!(reported.iter().map(|(_, count)| count).sum::<u64>(), cost.constraints, "the sum is the prediction");
}

/// Every mode of the ports of the retrainable network and of the small one.
fn every_mode() -> Vec<Circuit> {
    let mut circuits = Vec::new();
    for input in [Public, Private, Committed] {
        for output in [Public, Committed] {
            for nullifier in [false, true] {
                circuits.push(retrainable(input, output, nullifier).with_parameters(training(3)).unwrap());
                let plain = small(input);
                let mut layout = Layout { nullifier, domain: domain("test"), ..*plain.layout() };
                layout.output.visibility = output;
                circuits.push(Circuit::new(plain.graph().clone(), layout).unwrap());
            }
        }
    }
    circuits
}

fn holds<C: Curve>(circuit: &Circuit, seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let layout = circuit.layout();
    for _ in 0..4 {
        let input = random_input(circuit, &mut rng);
        let inference = inference(&input);
        let (statement, output) = circuit.statement::<C>(&context(1), &inference).unwrap();
        assert_eq!(output, circuit.output(&input).unwrap());
        // As a wallet and a chain compute them, from the layout and the recipe.
        if layout.input.visibility == Committed {
            let tag = input_tag(layout).unwrap();
            let elements = layout.input.pack(&input).unwrap();
            assert_eq!(statement.input, [commit::<C>(&tag, &Secret([1; 31]), &elements).unwrap()]);
            assert_eq!(statement.input, [circuit.input_digest::<C>(&input, &Secret([1; 31])).unwrap()]);
        }
        if layout.output.visibility == Committed {
            let tag = output_tag(layout).unwrap();
            let elements = layout.output.pack(&output).unwrap();
            assert_eq!(statement.output, [commit::<C>(&tag, &Secret([2; 31]), &elements).unwrap()]);
        }
        let expected = nullifier::<C>(&Secret([3; 31]), &context(1).scope()).unwrap();
        assert_eq!(statement.nullifier.map(|nullifier| nullifier.value), layout.nullifier.then_some(expected));
        assert_eq!(statement.public_inputs().len(), circuit.cost().public_inputs as usize);

        let (sink, _) = synthesized::<C>(circuit, &inference);
        assert_eq!(sink.first_violation(), None);
        let mut empty = CheckSink::<C::Scalar>::new(vec![]);
        circuit.synthesize(&[], None, &mut empty);
        assert!(sink.constraints().eq(empty.constraints()), "the structure depends on the witness");
        assert_eq!(sink.witness_count(), empty.witness_count());
    }
}

#[test]
fn circuits_equal_their_model_in_every_mode() {
    for (seed, circuit) in every_mode().iter().enumerate() {
        assert_costs_what_is_predicted(circuit);
        holds::<Bn254>(circuit, seed as u64);
        holds::<Bls12_381>(circuit, seed as u64);
    }
}

#[test]
fn random_circuits_with_committed_ports_equal_their_model() {
    for seed in 0..60 {
        let plain = random_circuit(seed, Committed);
        let mut layout = *plain.layout();
        layout.output.visibility = if seed % 2 == 0 { Committed } else { Public };
        let circuit = Circuit::new(plain.graph().clone(), layout).unwrap();
        assert_costs_what_is_predicted(&circuit);
        holds::<Bn254>(&circuit, seed);
    }
}

#[test]
fn the_digest_of_the_parameters_is_the_recipes() {
    let circuit = retrainable(Private, Public, false).with_parameters(training(1)).unwrap();
    let Parameters { values, salt } = training(1);
    let params = &circuit.graph().params;
    let types: Vec<_> = params.iter().map(|param| (param.shape, param.int_type().unwrap())).collect();
    let tag = params_tag(&domain("test"), &types);
    let mut elements = Vec::new();
    for ((_, int), values) in types.iter().zip(&values) {
        elements.extend(int.pack(values).unwrap());
    }
    let expected = commit::<Bn254>(&tag, &salt, &elements).unwrap();
    assert_eq!(circuit.params_digest::<Bn254>().unwrap(), Some(expected));
    assert_ne!(circuit.params_digest::<Bls12_381>().unwrap(), Some(expected));
    let salted = Parameters { salt: Secret([9; 31]), ..training(1) };
    let other = retrainable(Private, Public, false).with_parameters(salted).unwrap();
    assert_ne!(other.params_digest::<Bn254>().unwrap(), Some(expected));
    assert_eq!(small(Private).params_digest::<Bn254>().unwrap(), None);
}

/// One value of the whole assignment is changed at a time, public inputs among them: a constraint fails, whichever it is. All
/// ports are committed, so that no other input has the same statement.
#[test]
fn no_single_value_is_open() {
    let mut rng = StdRng::seed_from_u64(4);
    let circuit = retrainable(Committed, Committed, true).with_parameters(training(5)).unwrap();
    let (mut sink, public) = synthesized::<Bn254>(&circuit, &inference(&[-7, 5]));
    assert_eq!(sink.first_violation(), None);
    for i in 0..sink.witness_count() {
        let honest = sink.witnesses()[i];
        for forged in [honest + F::from(1), honest - F::from(1), F::from(1) - honest, rng.gen::<u64>().into()] {
            if forged != honest {
                sink.witnesses_mut()[i] = forged;
                assert!(sink.first_violation().is_some(), "witness {i} can be {forged}");
            }
        }
        sink.witnesses_mut()[i] = honest;
    }
    for (i, honest) in public.iter().enumerate() {
        sink.public_mut()[i] = *honest + F::from(1);
        assert!(sink.first_violation().is_some(), "public input {i} is open");
        sink.public_mut()[i] = *honest;
    }
    assert_eq!(sink.first_violation(), None);
}

/// The names of the constraints that an assignment violates.
fn violated<F: PrimeField>(sink: &CheckSink<F>) -> Vec<&'static str> {
    let mut names: Vec<&str> = sink.violations(&[]).map(|violation| violation.name).collect();
    names.dedup();
    names
}

/// The whole honest assignment of another input, under the digest of the first: what a prover wants who has an attested
/// digest and other data.
#[test]
fn another_input_under_the_same_digest_is_stopped_only_by_the_digest() {
    for secret in [Secret([1; 31]), Secret([8; 31])] {
        let circuit = small(Committed);
        let (statement, _) = circuit.statement::<Bn254>(&context(1), &inference(&[5, 3])).unwrap();
        let other = Inference { input_salt: Some(secret), ..inference(&[7, 0]) };
        let (_, output) = circuit.statement::<Bn254>(&context(1), &other).unwrap();
        let mut forged = statement.clone();
        forged.output = circuit.layout().output.pack(&output).unwrap();
        let public = scalars::<Bn254>(&forged.public_inputs());
        let mut sink = CheckSink::new(public.clone());
        circuit.synthesize(&public, Some(&other), &mut sink);
        assert_eq!(violated(&sink), ["input/digest"]);
        assert_eq!(sink.violations(&["input/digest"]).count(), 0);
    }
}

/// Packed elements are sums: an integer beyond its bits and another one beside it that makes up for it would have the same
/// digest. The range stops it.
#[test]
fn integers_that_trade_places_in_an_element_are_stopped_only_by_their_range() {
    let circuit = small(Committed);
    let (mut sink, public) = synthesized::<Bn254>(&circuit, &inference(&[5, 3]));
    // [5, 3] packs to 5 + 3·8 = 29 = 13 + 2·8. Witnesses: the context's square, then each element with its two upper bits.
    assert_eq!(sink.witnesses()[1], F::from(5));
    assert_eq!(sink.witnesses()[4], F::from(3));
    let forged = Inference { input: vec![13, 2], ..inference(&[5, 3]) };
    let mut synthesized = CheckSink::new(public.clone());
    circuit.synthesize(&public, Some(&forged), &mut synthesized);
    sink = synthesized;
    let names = violated(&sink);
    assert!(names.contains(&"input/range"), "{names:?}");
    // The digest is content with the forged integers.
    assert!(!names.contains(&"input/digest"), "{names:?}");
}

#[test]
fn other_parameters_under_the_same_digest_are_stopped_only_by_the_digest() {
    let circuit = |seed| retrainable(Private, Public, false).with_parameters(training(seed)).unwrap();
    let (honest, other) = (circuit(1), circuit(2));
    let (statement, _) = honest.statement::<Bn254>(&context(1), &inference(&[5, 3])).unwrap();
    let (claimed, _) = other.statement::<Bn254>(&context(1), &inference(&[5, 3])).unwrap();
    let mut forged = claimed;
    forged.params = statement.params;
    let public = scalars::<Bn254>(&forged.public_inputs());
    let mut sink = CheckSink::new(public.clone());
    other.synthesize(&public, Some(&inference(&[5, 3])), &mut sink);
    assert_eq!(violated(&sink), ["params/digest"]);
    assert_eq!(sink.violations(&["params/digest"]).count(), 0);
}

#[test]
fn a_second_nullifier_of_one_secret_is_stopped_only_by_its_constraint() {
    let circuit = retrainable(Private, Public, true).with_parameters(training(1)).unwrap();
    let (mut sink, public) = synthesized::<Bn254>(&circuit, &inference(&[5, 3]));
    let last = public.len() - 1;
    sink.public_mut()[last] += F::from(1);
    assert_eq!(violated(&sink), ["nullifier/value"]);
    assert_eq!(sink.violations(&["nullifier/value"]).count(), 0);
    // In another scope the same secret has another nullifier, and the old one does not hold.
    let (mut sink, _) = synthesized::<Bn254>(&circuit, &inference(&[5, 3]));
    sink.public_mut()[last - 1] += F::from(1);
    assert_eq!(violated(&sink), ["nullifier/value"]);
}

#[test]
fn refuses_an_inference_without_its_secrets() {
    let refused = |circuit: Circuit, inference: Inference| {
        circuit.statement::<Bn254>(&context(1), &inference).map(drop).unwrap_err()
    };
    let bare = Inference::new(&[5, 3]);
    assert!(
        matches!(refused(small(Committed), bare.clone()), CircuitError::MissingSecret(what) if what.contains("input"))
    );
    let output = retrainable(Private, Committed, false).with_parameters(training(1)).unwrap();
    assert!(matches!(refused(output, bare.clone()), CircuitError::MissingSecret(what) if what.contains("output")));
    let anonymous = retrainable(Private, Public, true).with_parameters(training(1)).unwrap();
    assert!(
        matches!(refused(anonymous, bare.clone()), CircuitError::MissingSecret(what) if what.contains("nullifier"))
    );
    assert_eq!(refused(retrainable(Private, Public, false), bare), CircuitError::NoParameters);
}

fn proves<C: Curve>(circuit: &Circuit) {
    let key = setup_with::<C>(circuit, &mut StdRng::seed_from_u64(7)).unwrap();
    let vk = key.verifying_key();
    let context = Context { vk_hash: vk.hash(), subject: [4; 32], ..context(1) };
    let proved = prove(circuit, &key, &context, &inference(&[5, 3])).unwrap();
    let public = proved.statement.public_inputs();
    assert_eq!(verify(vk, &public, &proved.proof), Ok(()));
    for i in 0..public.len() {
        let mut edited = public.clone();
        edited[i][0] ^= 1;
        assert_eq!(verify(vk, &edited, &proved.proof), Err(VerifyError::Invalid), "public input {i}");
    }
    // The same data under another salt is another statement.
    let salted = Inference { input_salt: Some(Secret([77; 31])), ..inference(&[5, 3]) };
    let (statement, _) = circuit.statement::<C>(&context, &salted).unwrap();
    if circuit.layout().input.visibility == Committed {
        assert_ne!(statement.input, proved.statement.input);
        assert_eq!(verify(vk, &statement.public_inputs(), &proved.proof), Err(VerifyError::Invalid));
    }
}

#[test]
fn proofs_in_every_mode_verify_on_both_curves_and_on_nothing_else() {
    for circuit in every_mode() {
        proves::<Bn254>(&circuit);
    }
    let everything = retrainable(Committed, Committed, true).with_parameters(training(3)).unwrap();
    proves::<Bls12_381>(&everything);
}

/// At most four public inputs, whatever the sizes.
#[test]
fn public_inputs_do_not_grow_with_the_tensors() {
    for len in [1, 10, 1000] {
        let input = port(Committed, &[len], 8, true);
        let graph = chain(vec![relu(0, None)]);
        let output = zkml_primitives::Port { visibility: Committed, ..output_port(&graph, &input) };
        let circuit = Circuit::new(graph, layout(input, output)).unwrap();
        assert_eq!(circuit.cost().public_inputs, 3);
    }
    let all = retrainable(Committed, Committed, false);
    assert_eq!(all.cost().public_inputs, 4);
}

/// Two elements that are packed into one are committed as two integers of their type, never as the bits that they share.
#[test]
fn tensors_of_other_shapes_have_other_digests() {
    let digest = |dims: &[usize], values: &[i64]| {
        let input = port(Committed, dims, 8, true);
        let graph = chain(vec![relu(0, None)]);
        let output = zkml_primitives::Port { visibility: Committed, ..output_port(&graph, &input) };
        let circuit = Circuit::new(graph, layout(input, output)).unwrap();
        circuit.input_digest::<Bn254>(values, &Secret([1; 31])).unwrap()
    };
    let base = digest(&[2], &[0, 0]);
    assert_ne!(base, digest(&[1, 2], &[0, 0]));
    assert_ne!(base, digest(&[3], &[0, 0, -128]));
    assert_ne!(base, digest(&[1], &[0]));
    assert!(decode_scalar::<F>(&base).is_ok());
    assert!(Shape::new(&[2]).is_some() && Visibility::Committed == Committed);
}

/// Every weight as large as 8 bits allow: no model of these shapes has wider accumulators. 784 pixels of 8 bits, a hidden layer of
/// 56 and a Relu to 8 bits, ten logits, as the network of 73,416 constraints that circomlib-ml is known for.
#[test]
fn a_committed_mnist_input_costs_less_than_13_000_constraints_at_worst() {
    let weights = |rows: usize, columns: usize| -> Vec<i32> {
        (0..rows * columns).map(|i| if i % 2 == 0 { 127 } else { -127 }).collect()
    };
    let ops =
        vec![dense(&weights(56, 784), &[1 << 12; 56]), relu(15, Some(255)), dense(&weights(10, 56), &[1 << 12; 10])];
    let circuit = circuit(ops, port(Committed, &[784], 8, false));
    let cost = circuit.cost();
    assert!(cost.constraints <= 13_000, "{cost:?}");
    assert_eq!(cost.public_inputs, 3);
}
