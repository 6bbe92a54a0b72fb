//! What the scenarios share: the digits model, compiled as the demonstration does it.

use std::path::PathBuf;
use zkml_circuits::artifact::Model;
use zkml_compiler::{compile, data::Dataset, Options};

/// A file of the digits model.
pub fn digits_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node-prover/models/digits-mlp").join(name)
}

/// A data set of the digits model.
pub fn digits_data(name: &str) -> Dataset {
    Dataset::load(&digits_file(name), 64).expect("the committed data loads")
}

/// The compiled digits model.
pub fn digits_model(options: &Options) -> Model {
    let onnx = std::fs::read(digits_file("digits-mlp.onnx")).expect("the committed model is there");
    compile(&onnx, &digits_data("calibration.npz"), options, |_| ()).expect("the committed model compiles")
}
