//! Runs the float model with tract, for calibration and to compare the integer model with.
//!
//! tract gets a protobuf that is rebuilt from an [`OnnxModel`], with names of our own making: no symbolic dimension,
//! no comment, no annotation and no tensor that was not checked reaches it.

use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Once};

use tract_onnx::pb::tensor_shape_proto::{dimension, Dimension};
use tract_onnx::pb::{self, type_proto};
use tract_onnx::prelude::*;

use crate::error::{printable, printable_to, CompileError};
use crate::onnx::{ElementType, OnnxModel, TensorInfo};

/// A float model that is ready to run, any number of times.
#[derive(Debug)]
pub struct FloatModel {
    plan: Arc<TypedRunnableModel>,
    input: TensorInfo,
    /// The tensors that the plan returns, in its order: what each node writes.
    tensors: Vec<String>,
    /// Where the model's output is among them.
    output: usize,
}

impl FloatModel {
    /// Prepares the model. Every tensor that a node writes is an output of the plan, so tract's optimizer can merge
    /// no two of them.
    ///
    /// Errors if tract cannot run the model, or disagrees about a shape or an element type.
    pub fn new(model: &OnnxModel) -> Result<Self, CompileError> {
        let tensors: Vec<String> = model.nodes.iter().map(|n| n.output().to_owned()).collect();
        let output = tensors.iter().position(|t| *t == model.output.name);
        let output = output.ok_or(CompileError::Internal {
            doing: "preparing the float model",
            problem: "no node writes the output".into(),
        })?;
        let (proto, names) = rebuild(model);
        let typed = guarded("preparing the float model", || {
            let parsed = tract_onnx::onnx().parse(&proto, None)?;
            let mut graph = parsed.model;
            let outlets: Vec<_> = tensors.iter().map(|tensor| parsed.outlets_by_name[&names[&**tensor]]).collect();
            graph.select_output_outlets(&outlets)?;
            graph.into_optimized()
        })?;
        for (i, tensor) in tensors.iter().enumerate() {
            let expected = model.tensor_type(tensor);
            let found = typed.output_fact(i).ok();
            let shape = found.and_then(|fact| fact.shape.as_concrete());
            let same_type = found.map(|f| f.datum_type) == expected.and_then(|e| datum_type(e.element));
            if !same_type || shape != expected.map(|e| &e.shape[..]) {
                return Err(CompileError::Internal {
                    doing: "preparing the float model",
                    problem: format!("the type of `{}` is in doubt", printable(tensor)),
                });
            }
        }
        let plan = guarded("preparing the float model", || typed.into_runnable())?;
        Ok(Self { plan, input: model.input.clone(), tensors, output })
    }

    /// The output for one input, both flattened row by row. An index out of ArgMax comes as a float, exactly.
    ///
    /// Errors if the input has another length or a value that is not finite, or if any tensor on the way overflows.
    pub fn run(&self, input: &[f32]) -> Result<Vec<f32>, CompileError> {
        Ok(self.values(input)?.swap_remove(self.output))
    }

    /// Every tensor of one inference by its ONNX name, flattened row by row: the input and what each node writes.
    ///
    /// Errors as [`run`](Self::run).
    pub fn run_all(&self, input: &[f32]) -> Result<HashMap<&str, Vec<f32>>, CompileError> {
        let values = self.values(input)?;
        let mut all: HashMap<&str, Vec<f32>> = self.tensors.iter().map(|name| &**name).zip(values).collect();
        all.insert(&self.input.name, input.to_vec());
        Ok(all)
    }

    fn values(&self, input: &[f32]) -> Result<Vec<Vec<f32>>, CompileError> {
        let (found, width) = (input.len(), self.input.width());
        if found != width {
            let problem = format!("the input has {found} values, the model takes {width}");
            return Err(CompileError::Input { problem });
        }
        if let Some(at) = input.iter().position(|x| !x.is_finite()) {
            let problem = format!("value {at} of the input is {}", input[at]);
            return Err(CompileError::Input { problem });
        }
        let values = guarded("running the float model", || {
            let tensor = Tensor::from_shape(&self.input.shape, input)?;
            let tensor = match self.input.element {
                ElementType::Double => tensor.cast_to::<f64>()?.into_owned(),
                _ => tensor,
            };
            let outputs = self.plan.run(tvec!(tensor.into_tvalue()))?;
            let floats = |tensor: &TValue| -> TractResult<Vec<f32>> {
                Ok(tensor.cast_to::<f32>()?.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
            };
            outputs.iter().map(floats).collect::<TractResult<Vec<_>>>()
        })?;
        for (name, tensor) in self.tensors.iter().zip(&values) {
            if let Some(x) = tensor.iter().find(|x| !x.is_finite()) {
                let problem = format!("the tensor `{}` holds {x} for this input", printable(name));
                return Err(CompileError::Float { problem });
            }
        }
        Ok(values)
    }
}

/// The element types that an activation can have.
fn datum_type(element: ElementType) -> Option<DatumType> {
    match element {
        ElementType::Float => Some(DatumType::F32),
        ElementType::Double => Some(DatumType::F64),
        ElementType::Int64 => Some(DatumType::I64),
        _ => None,
    }
}

/// A protobuf of exactly what `model` holds, and the name that each tensor has in it.
fn rebuild(model: &OnnxModel) -> (pb::ModelProto, HashMap<&str, String>) {
    let mut names = HashMap::new();
    let all = std::iter::once(&model.input.name)
        .chain(model.constants.keys())
        .chain(model.nodes.iter().flat_map(|node| &node.outputs));
    for (i, name) in all.enumerate() {
        names.insert(&**name, format!("t{i}"));
    }
    let renamed = |list: &[String]| list.iter().map(|name| names[&**name].clone()).collect();
    let node = |(i, node): (usize, &crate::onnx::OnnxNode)| pb::NodeProto {
        name: format!("n{i}"),
        op_type: node.op_type.into(),
        input: renamed(&node.inputs),
        output: renamed(&node.outputs),
        attribute: node.attributes.iter().map(|(name, value)| value.to_proto(name)).collect(),
        ..Default::default()
    };
    let graph = pb::GraphProto {
        node: model.nodes.iter().enumerate().map(node).collect(),
        initializer: model.constants.iter().map(|(name, c)| c.to_proto(names[&**name].clone())).collect(),
        input: vec![value_info(names[&*model.input.name].clone(), &model.input)],
        output: vec![pb::ValueInfoProto { name: names[&*model.output.name].clone(), ..Default::default() }],
        ..Default::default()
    };
    let opset = pb::OperatorSetIdProto { domain: String::new(), version: model.opset };
    let proto = pb::ModelProto { graph: Some(graph), opset_import: vec![opset], ..Default::default() };
    (proto, names)
}

fn value_info(name: String, info: &TensorInfo) -> pb::ValueInfoProto {
    let dimension =
        |&size: &usize| Dimension { value: Some(dimension::Value::DimValue(size as i64)), ..Default::default() };
    let tensor = type_proto::Tensor {
        elem_type: info.element.to_proto() as i32,
        shape: Some(pb::TensorShapeProto { dim: info.shape.iter().map(dimension).collect() }),
    };
    let r#type = pb::TypeProto { value: Some(type_proto::Value::TensorType(tensor)), ..Default::default() };
    pb::ValueInfoProto { name, r#type: Some(r#type), ..Default::default() }
}

thread_local! {
    /// Whether a panic on this thread is expected and caught, so that nothing is to be printed.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs tract so that neither an error nor a panic in it gets further than an error of ours.
///
/// Belt to the braces: what reaches tract is checked already, and a panic is a bug. A panic hook is global to the
/// process, so ours is installed once, on top of whatever is there, and stays silent only on a thread that is inside
/// this function; it is not taken out again, because another thread may be panicking meanwhile. Nothing catches a
/// panic in a build with `panic = "abort"`, nor an exhausted stack or memory: hence the limits on shapes.
fn guarded<T>(doing: &'static str, f: impl FnOnce() -> TractResult<T>) -> Result<T, CompileError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                previous(info);
            }
        }));
    });
    GUARDED.set(true);
    // Unwind safety: what `f` borrows is either dropped by the caller or, like a plan, not changed by running it.
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    GUARDED.set(false);
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(CompileError::Float { problem: printable_to(&format!("{error:#}"), 300) }),
        Err(payload) => Err(CompileError::Internal { doing, problem: message_of(&*payload) }),
    }
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(|s| &**s));
    printable_to(text.unwrap_or("a panic without a message"), 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_becomes_an_error_and_the_next_call_works() {
        let error = guarded::<()>("testing", || panic!("a bug\nin a library")).unwrap_err();
        assert_eq!(error.to_string(), "internal error while testing: a bug\\nin a library");
        assert_eq!(guarded("testing", || Ok(1)).unwrap(), 1);
        assert!(!GUARDED.get());
    }
}
