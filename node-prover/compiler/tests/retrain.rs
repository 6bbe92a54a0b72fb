//! Retraining: the same circuit or a clear refusal.

mod common;

use common::*;
use zkml_circuits::{artifact::Model, ops::Relu, Circuit, Node};
use zkml_compiler::{compile, data::Dataset, retrain, CompileError, Options, Quantization};
use zkml_primitives::{Layout, Params, Port};

fn calibration() -> Dataset {
    Dataset::load(&models().join("digits-mlp/calibration.npz"), 64).unwrap()
}

fn architecture() -> Model {
    let quantization = Quantization { params: Params::Committed, ..Quantization::default() };
    compile(&digits_model(), &calibration(), &Options { quantization, ..Options::default() }, |_| ()).unwrap()
}

#[test]
fn a_model_is_a_retraining_of_itself() {
    let architecture = architecture();
    let again = retrain(&digits_model(), &calibration(), &architecture, &Options::default(), |_| ()).unwrap();
    assert_eq!(again.hash(), architecture.hash());
    let values = |model: &Model| model.circuit.parameters().unwrap().values.clone();
    assert_eq!(values(&again), values(&architecture));
    let salt = |model: &Model| model.circuit.parameters().unwrap().salt;
    assert!(salt(&again) != salt(&architecture), "a digest does not say that nothing was changed");
}

/// An architecture with a layer more: proofs with its keys would be about other layers than the model's.
#[test]
fn a_model_of_other_layers_is_no_retraining() {
    let mut other = architecture();
    let mut graph = other.circuit.graph().clone();
    let relu = Relu { shifts: vec![0], max: None };
    graph.nodes.push(Node { name: "more".into(), op: relu.into(), inputs: vec![graph.output] });
    graph.output += 1;
    let layout = *other.circuit.layout();
    let layout = Layout { output: Port { signed: false, ..layout.output }, ..layout };
    other.circuit = Circuit::new(graph, layout).unwrap();
    let refused = retrain(&digits_model(), &calibration(), &other, &Options::default(), |_| ()).unwrap_err();
    assert!(matches!(&refused, CompileError::Architecture { problem, .. } if problem.contains("differs")), "{refused}");
}
