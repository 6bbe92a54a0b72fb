//! From ONNX nodes to layers over real numbers. One function for each ONNX operator; the table at the end says which.
//!
//! A layer is what quantization works on: a linear map with its bias, an activation, a change of shape. Nothing is
//! dropped here: each node becomes a layer, or part of one that stands for exactly the same function.

mod add;
mod argmax;
mod gemm;
mod matmul;
mod relu;
mod reshape;

use crate::{
    error::CompileError,
    onnx::{Constant, OnnxModel, OnnxNode},
};
use std::collections::HashMap;

/// A model over real numbers. Tensor 0 is the input, tensor `i + 1` the output of layer `i`.
#[derive(Clone, Debug)]
pub struct RealModel {
    /// In an order in which each layer reads only earlier tensors.
    pub layers: Vec<Layer>,
    /// The output tensor.
    pub output: usize,
    /// The input's name and shape.
    pub input: (String, Vec<usize>),
    /// What the model calls its output.
    pub output_name: String,
}

/// One layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The ONNX node's name; the last one's where several are merged.
    pub name: String,
    /// What it computes.
    pub op: RealOp,
    /// The tensor that it reads.
    pub input: usize,
    /// The ONNX tensor that holds the same values as this layer's output, for calibration.
    pub tensor: String,
    /// Shape of the output.
    pub shape: Vec<usize>,
}

/// What a layer computes.
#[derive(Clone, Debug)]
pub enum RealOp {
    /// `y[…, o] = bias[o] + Σ_i weights[o, i] · x[…, i]`.
    Dense {
        /// `[O, I]`, row-major.
        weights: Vec<f64>,
        /// `[O]`.
        bias: Vec<f64>,
    },
    /// `max(x, 0)`.
    Relu,
    /// The same elements, row-major, under the layer's shape.
    Reshape,
    /// Position of the greatest element of the last dimension, the lowest where several are equal.
    ArgMax {
        /// Whether the dimension stays, as 1.
        keep_dims: bool,
    },
}

/// What has been lowered so far.
pub(crate) struct Lowering<'a> {
    model: &'a OnnxModel,
    layers: Vec<Layer>,
    tensors: HashMap<String, usize>,
    readers: HashMap<String, usize>,
}

type Lower = fn(&OnnxNode, &mut Lowering<'_>) -> Result<(), CompileError>;

/// The lowering of each operator of [`crate::onnx::SUPPORTED`] but Constant, whose values are constants of the model.
const LOWERINGS: &[(&str, Lower)] = &[
    ("Add", add::lower),
    ("ArgMax", argmax::lower),
    ("Flatten", reshape::lower),
    ("Gemm", gemm::lower),
    ("Identity", reshape::lower),
    ("MatMul", matmul::lower),
    ("Relu", relu::lower),
    ("Reshape", reshape::lower),
];

/// Lowers a model.
pub fn lower(model: &OnnxModel) -> Result<RealModel, CompileError> {
    let mut lowering = Lowering::new(model);
    for node in &model.nodes {
        lowering.node(node)?;
    }
    let output = lowering.tensors.get(&model.output.name).copied();
    let output = output.filter(|&output| output > 0).ok_or_else(|| CompileError::Graph {
        problem: "the model's output is its input or a constant".into(),
        help: "a proof of such a model would say nothing; export a model that computes something",
    })?;
    let mut read = vec![false; lowering.layers.len() + 1];
    read[output] = true;
    for layer in &lowering.layers {
        read[layer.input] = true;
    }
    if let Some(unread) = read.iter().skip(1).position(|read| !read) {
        return Err(CompileError::Graph {
            problem: format!("nothing reads the result of node `{}`", lowering.layers[unread].name),
            help: "remove the node, or simplify the model with onnxsim, and export it again",
        });
    }
    let input = (model.input.name.clone(), model.input.shape.clone());
    Ok(RealModel { layers: lowering.layers, output, input, output_name: model.output.name.clone() })
}

/// The nodes that cannot be lowered, each with its reason, tried one by one so that all of them are found.
pub(crate) fn problems(model: &OnnxModel) -> Vec<(String, CompileError)> {
    let mut lowering = Lowering::new(model);
    let mut problems = Vec::new();
    for node in &model.nodes {
        // What reads a node that failed would fail for that reason alone.
        let follows = node
            .inputs
            .iter()
            .any(|input| !lowering.tensors.contains_key(input) && !lowering.model.constants.contains_key(input));
        if follows && !problems.is_empty() {
            continue;
        }
        if let Err(e) = lowering.node(node) {
            problems.push((node.name.clone(), e));
        }
    }
    problems
}

impl<'a> Lowering<'a> {
    fn new(model: &'a OnnxModel) -> Self {
        let mut readers = HashMap::new();
        let outputs = std::iter::once(&model.output.name);
        for name in model.nodes.iter().flat_map(|node| &node.inputs).chain(outputs) {
            *readers.entry(name.clone()).or_insert(0) += 1;
        }
        let tensors = HashMap::from([(model.input.name.clone(), 0)]);
        Self { model, layers: Vec::new(), tensors, readers }
    }

    fn node(&mut self, node: &OnnxNode) -> Result<(), CompileError> {
        match LOWERINGS.iter().find(|(op, _)| *op == node.op_type) {
            Some((_, lower)) => lower(node, self),
            None => Err(node.unsupported("there is no lowering for this operator")),
        }
    }

    /// The tensor that a node reads as its activation.
    fn activation(&self, node: &OnnxNode, position: usize) -> Result<usize, CompileError> {
        let name = &node.inputs[position];
        self.tensors
            .get(name)
            .copied()
            .ok_or_else(|| node.unsupported(format!("its input `{name}` is a constant, an activation is expected")))
    }

    /// The constant that a node reads.
    fn constant(&self, node: &OnnxNode, position: usize) -> Result<&'a Constant, CompileError> {
        let name = &node.inputs[position];
        self.model
            .constants
            .get(name)
            .ok_or_else(|| node.unsupported(format!("its input `{name}` is computed, it must be a constant")))
    }

    /// The floats of the constant that a node reads.
    fn floats(&self, node: &OnnxNode, position: usize) -> Result<&'a [f64], CompileError> {
        let constant = self.constant(node, position)?;
        constant.floats().ok_or_else(|| node.unsupported("its constant is not of a float type"))
    }

    /// The shape of a tensor of this lowering.
    fn shape(&self, tensor: usize) -> &[usize] {
        match tensor.checked_sub(1) {
            None => &self.model.input.shape,
            Some(layer) => &self.layers[layer].shape,
        }
    }

    /// The layer that made the tensor a node reads, if nothing else reads it, so that the node can be merged into it.
    fn sole_producer(&mut self, node: &OnnxNode, position: usize) -> Option<&mut Layer> {
        let name = &node.inputs[position];
        let tensor = *self.tensors.get(name)?;
        let read_once = self.readers.get(name) == Some(&1);
        let layer = self.layers.get_mut(tensor.checked_sub(1)?)?;
        (read_once && layer.tensor == *name).then_some(layer)
    }

    /// Adds a layer for a node.
    fn push(&mut self, node: &OnnxNode, input: usize, op: RealOp) {
        let shape = self.model.tensor_type(node.output()).map(|ty| ty.shape.clone()).unwrap_or_default();
        let tensor = node.output().to_owned();
        self.layers.push(Layer { name: node.name.clone(), op, input, tensor: tensor.clone(), shape });
        self.tensors.insert(tensor, self.layers.len());
    }
}

/// `bias`, broadcast over the last dimension of `outputs` elements: a list, a row `[1, …, O]`, or one number.
fn broadcast_bias(node: &OnnxNode, bias: &[f64], shape: &[usize], outputs: usize) -> Result<Vec<f64>, CompileError> {
    let leading: usize = shape.iter().rev().skip(1).product();
    match bias {
        [one] => Ok(vec![*one; outputs]),
        bias if bias.len() == outputs && leading == 1 => Ok(bias.to_vec()),
        _ => Err(node.unsupported(format!(
            "it adds a constant of shape {shape:?}, only a bias of the {outputs} outputs is supported"
        ))),
    }
}
