//! One command a file.

pub mod compile;
pub mod demo;
pub mod export;
pub mod infer;
pub mod inspect;
pub mod prove;
pub mod setup;
pub mod verify;

use crate::{args, error::CliError};
use zkml_circuits::artifact::Model;
use zkml_compiler::{
    data::{load_sample, Sample},
    float::FloatModel,
    onnx::OnnxModel,
    quantize_input,
};

/// One input with its integers and its label, if the file holds one.
pub struct Loaded {
    pub sample: Sample,
    pub integers: Vec<i64>,
}

/// Reads the input of an inference and quantizes it.
fn load_input(input: &args::Input, model: &Model) -> Result<Loaded, CliError> {
    let port = &model.circuit.layout().input;
    let failed = |e| CliError::compile(format!("use the input {}", input.input.display()), e);
    let sample = load_sample(&input.input, port.shape.len(), input.row).map_err(failed)?;
    let integers = quantize_input(port, &sample.values).map_err(failed)?;
    Ok(Loaded { sample, integers })
}

/// The float model that a compiled model came from.
fn float_model(model: &Model) -> Result<FloatModel, CliError> {
    let failed = |e| CliError::compile(format!("run the float model of \"{}\"", model.name), e);
    OnnxModel::parse(&model.onnx).and_then(|parsed| FloatModel::new(&parsed)).map_err(failed)
}
