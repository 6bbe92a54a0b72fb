//! One command a file.

pub mod batch;
pub mod bond;
pub mod cancel;
pub mod chain;
pub mod commit;
pub mod compile;
pub mod delegate;
pub mod demo;
pub mod export;
pub mod infer;
pub mod inspect;
pub mod models;
pub mod open;
pub mod operate;
pub mod prove;
pub mod receipts;
pub mod register;
pub mod request;
pub mod requests;
pub mod serve;
pub mod setup;
pub mod status;
pub mod submit;
pub mod verify;
pub mod watch;
pub mod worker;

use crate::{
    args,
    error::{CliError, Code},
    files,
};
use std::path::Path;
use zkml_circuits::artifact::{ArtifactError, Model, VerifyingKeyFile};
use zkml_compiler::{
    data::{load_sample, Sample},
    float::FloatModel,
    onnx::OnnxModel,
    quantize_input,
};
use zkml_primitives::{
    commitment::{commit, input_tag, output_tag, Committed, Secret},
    with_curve, CurveId, Layout, Port, Visibility,
};

/// What a wallet needs to know of a model: its ports, and the curve of its keys.
struct Ports {
    name: String,
    layout: Layout,
    curve: CurveId,
    /// Hash of the verifying key, where the file has it.
    vk_hash: Option<[u8; 32]>,
}

/// From a compiled model or from a verifying key, which is what others than its owner have.
fn read_ports(path: &Path) -> Result<Ports, CliError> {
    let bytes = files::read(path, files::MAX_MODEL_BYTES)?;
    match VerifyingKeyFile::decode(&bytes) {
        Ok(file) => {
            let vk_hash = with_curve!(file.curve, C => file.verifying_key::<C>().map(|key| key.hash()))
                .map_err(|e| CliError::artifact(path, e))?;
            Ok(Ports { name: file.model_name, layout: file.layout, curve: file.curve, vk_hash: Some(vk_hash) })
        }
        Err(ArtifactError::Kind { .. }) => {
            let model = Model::decode(&bytes).map_err(|e| CliError::artifact(path, e))?;
            Ok(Ports { layout: *model.circuit.layout(), curve: model.curve, name: model.name, vk_hash: None })
        }
        Err(e) => Err(CliError::artifact(path, e)),
    }
}

/// The digest of a port's tensor, and the tensor's integers.
fn digest_of(
    ports: &Ports,
    what: Committed,
    file: &args::Input,
    salt: &Secret,
) -> Result<([u8; 32], Vec<i64>), CliError> {
    let (port, name) = match what {
        Committed::Output => (&ports.layout.output, "output"),
        _ => (&ports.layout.input, "input"),
    };
    if port.visibility != Visibility::Committed {
        return Err(CliError::new(
            format!("commit to the {name} of \"{}\"", ports.name),
            format!("the model's {name} is {}", port.visibility.name()),
            format!("compile the model with --{name} committed"),
            Code::Input,
        ));
    }
    let integers = load_tensor(file, port)?.integers;
    let broken = || CliError::new("commit", "the layout is malformed", "make the file again", Code::Artifact);
    let tag = match what {
        Committed::Output => output_tag(&ports.layout),
        _ => input_tag(&ports.layout),
    };
    let tag = tag.ok_or_else(broken)?;
    let elements = port.pack(&integers).map_err(|_| broken())?;
    let digest = with_curve!(ports.curve, C => commit::<C>(&tag, salt, &elements)).map_err(|_| broken())?;
    Ok((digest, integers))
}

/// One input with its integers and its label, if the file holds one.
pub struct Loaded {
    pub sample: Sample,
    pub integers: Vec<i64>,
}

/// Reads the input of an inference and quantizes it.
fn load_input(input: &args::Input, model: &Model) -> Result<Loaded, CliError> {
    load_tensor(input, &model.circuit.layout().input)
}

/// Reads a port's tensor and quantizes it.
fn load_tensor(input: &args::Input, port: &Port) -> Result<Loaded, CliError> {
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
