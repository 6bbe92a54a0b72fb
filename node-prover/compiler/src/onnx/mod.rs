//! Reading an ONNX file: names, operators, attributes and constants, straight from the protobuf.
//!
//! [`OnnxModel::parse`] accepts a model only if it understands all of it. What it returns needs no further check of
//! names, shapes or sizes, and [`FloatModel`](crate::float::FloatModel) rebuilds a protobuf from it for tract, so that
//! tract never sees a byte that was not checked here. [`inspect`] looks at any model, and says of each node whether it
//! is supported.

mod attribute;
mod inspect;
mod node;
pub mod operators;
mod tensor;

use std::collections::{BTreeMap, HashMap, HashSet};

use prost::Message;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dimension;
use tract_onnx::pb::type_proto::Value as TypeValue;
use tract_onnx::pb::{GraphProto, ModelProto, NodeProto, TensorShapeProto, ValueInfoProto};

pub use attribute::{Attribute, AttributeKind, AttributeSpec};
pub use inspect::{inspect, Inspection, NodeReport, TensorReport};
pub use node::OnnxNode;
pub use operators::{OperatorSpec, SUPPORTED};
pub use tensor::{Constant, ElementType, TensorType, Values, MAX_ELEMENTS};

use crate::error::{printable, printable_to, CompileError};
use operators::{Operand, Refusal, MAX_OPSET, MIN_OPSET};
use tensor::{BadConstant, MAX_CONSTANT_ELEMENTS};

/// The largest file that is read, in bytes. Decoding takes a multiple of it.
const MAX_MODEL_BYTES: usize = 1 << 29;
/// The most nodes that a model may have.
const MAX_NODES: usize = 1 << 12;
/// The most elements that all activations may have together: the float model keeps them all.
const MAX_TOTAL_ELEMENTS: usize = 1 << 27;

const REEXPORT: &str = "export the model again";

/// A model that is understood from end to end: one input, one output, known shapes, and only supported operators.
#[derive(Clone, Debug)]
pub struct OnnxModel {
    /// The graph's name, fit for printing. May be empty.
    pub name: String,
    /// The version of the default operator set.
    pub opset: i64,
    /// Float. Its first dimension is the batch and is 1, unless it has one dimension only.
    pub input: TensorInfo,
    /// The output as computed from the graph; what the file declares agrees.
    pub output: TensorInfo,
    /// In an order in which they can run. `Constant`, and `Identity` of a constant, are among the constants instead.
    pub nodes: Vec<OnnxNode>,
    /// Initializers and constants that nodes write, by the name of their tensor; also those that nothing reads.
    pub constants: BTreeMap<String, Constant>,
    /// Whether the file leaves the batch size open, so that it was fixed to 1.
    pub batch_was_symbolic: bool,
    activations: HashMap<String, TensorType>,
}

/// A named tensor at the edge of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorInfo {
    /// As in the file.
    pub name: String,
    pub element: ElementType,
    /// No dimension is 0, and there are at most [`MAX_ELEMENTS`] elements.
    pub shape: Vec<usize>,
}

impl TensorInfo {
    /// How many values it holds.
    pub fn width(&self) -> usize {
        self.shape.iter().product()
    }
}

impl OnnxModel {
    /// Reads a model, or says in one error what keeps it from being proved.
    pub fn parse(bytes: &[u8]) -> Result<Self, CompileError> {
        Self::build(&decode(bytes)?)
    }

    /// Type and shape of the tensor with this name: the input, an output of a node, or a constant.
    pub fn tensor_type(&self, name: &str) -> Option<&TensorType> {
        self.activations.get(name).or_else(|| self.constants.get(name).map(|c| &c.ty))
    }

    fn build(proto: &ModelProto) -> Result<Self, CompileError> {
        let (graph, opset) = header(proto)?;
        let nodes = supported_nodes(graph)?;
        let mut constants = initializers(graph, &nodes)?;
        let mut parameters = constants.values().map(|c| c.values.len()).sum();
        let (input, batch_was_symbolic) = read_input(graph, &constants)?;

        let input_type = TensorType { element: input.element, shape: input.shape.clone() };
        let mut activations = HashMap::from([(input.name.clone(), input_type)]);
        // What depends on the input; the rest is constant although nodes compute it.
        let mut live = HashSet::from([input.name.clone()]);
        let mut total = input.width();
        let mut kept = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let operands = operands(&nodes, at, &activations, &constants)?;
            if node.inputs.iter().any(|name| live.contains(name)) {
                live.insert(node.output().into());
            }
            if activations.contains_key(node.output()) || constants.contains_key(node.output()) {
                let output = printable(node.output());
                return graph_error(format!("the tensor `{output}` is written twice"), REEXPORT);
            }
            // Exporters write `Identity` for weights that layers share.
            let constant = match (node.op_type, &operands[..]) {
                ("Constant", _) => Some(node.constant_value().map_err(|r| refused(node, r))?),
                ("Identity", [Operand { constant: Some(c), .. }]) => Some((*c).clone()),
                _ => None,
            };
            if let Some(constant) = constant {
                count_parameters(&mut parameters, constant.values.len())?;
                constants.insert(node.output().into(), constant);
                continue;
            }
            // `find` succeeded when the node was decoded.
            let spec = operators::find(node.op_type).ok_or_else(|| node.unsupported("unknown"))?;
            let ty = (spec.infer)(node, &operands).map_err(|r| refused(node, r))?;
            total = total.saturating_add(check_size(node, &ty.shape)?);
            activations.insert(node.output().into(), ty);
            kept.push(node.clone());
        }
        if total > MAX_TOTAL_ELEMENTS {
            return graph_error(
                format!("the model computes {total} values, at most {MAX_TOTAL_ELEMENTS} are supported"),
                "a model of this size cannot be proved; use a smaller one",
            );
        }
        let output = read_output(graph, &kept, &activations, &live)?;
        Ok(Self {
            name: printable(&graph.name),
            opset,
            input,
            output,
            nodes: kept,
            constants,
            batch_was_symbolic,
            activations,
        })
    }
}

fn graph_error<T>(problem: impl Into<String>, help: &'static str) -> Result<T, CompileError> {
    Err(CompileError::Graph { problem: problem.into(), help })
}

fn decode(bytes: &[u8]) -> Result<ModelProto, CompileError> {
    if bytes.len() > MAX_MODEL_BYTES {
        return graph_error(
            format!("the file has {} bytes, at most {MAX_MODEL_BYTES} are read", bytes.len()),
            "a model of this size cannot be proved; use a smaller one",
        );
    }
    ModelProto::decode(bytes).map_err(|error| CompileError::NotOnnx { cause: printable_to(&error.to_string(), 200) })
}

/// The graph and the opset, once nothing else in the file could change what the graph means.
fn header(proto: &ModelProto) -> Result<(&GraphProto, i64), CompileError> {
    let Some(graph) = &proto.graph else {
        return Err(CompileError::NotOnnx { cause: "it holds no graph".into() });
    };
    let default = |domain: &str| matches!(domain, "" | "ai.onnx");
    let mut opsets = proto.opset_import.iter().filter(|o| default(&o.domain)).map(|o| o.version);
    let Some(opset) = opsets.next() else {
        return Err(CompileError::NotOnnx { cause: "it names no operator set".into() });
    };
    if opsets.any(|other| other != opset) {
        return graph_error("the model names two versions of the default operator set", REEXPORT);
    }
    if !(MIN_OPSET..=MAX_OPSET).contains(&opset) {
        return graph_error(
            format!("the model uses opset {opset}, supported are {MIN_OPSET} to {MAX_OPSET}"),
            "export the model with another opset_version, for example 17",
        );
    }
    if let Some(function) = proto.functions.first() {
        let name = printable(function.name.as_deref().unwrap_or_default());
        return graph_error(
            format!("the model defines functions of its own, `{name}` first"),
            "inline them with onnx.inliner, or export the model without functions",
        );
    }
    if !proto.training_info.is_empty() {
        return graph_error("the model holds training graphs", "export the model for inference");
    }
    if graph.node.is_empty() {
        return graph_error("the graph has no nodes", REEXPORT);
    }
    if graph.node.len() > MAX_NODES {
        return graph_error(
            format!("the graph has {} nodes, at most {MAX_NODES} are supported", graph.node.len()),
            "a model of this size cannot be proved; use a smaller one",
        );
    }
    Ok((graph, opset))
}

/// A printable, unique name for each node, in their order.
fn node_names(nodes: &[NodeProto]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut unique = |index: usize, node: &NodeProto| {
        let op = printable(&node.op_type);
        let mut name = match &*node.name {
            "" => format!("{op}_{index}"),
            name => printable(name),
        };
        while !taken.insert(name.clone()) {
            name = format!("{name}_{index}");
        }
        name
    };
    nodes.iter().enumerate().map(|(i, node)| unique(i, node)).collect()
}

/// All nodes; if one is not supported, the first such and how many more there are.
fn supported_nodes(graph: &GraphProto) -> Result<Vec<OnnxNode>, CompileError> {
    let mut nodes = Vec::with_capacity(graph.node.len());
    let mut first: Option<CompileError> = None;
    for (proto, name) in graph.node.iter().zip(node_names(&graph.node)) {
        match (OnnxNode::decode(proto, name), &mut first) {
            (Ok(node), _) => nodes.push(node),
            (Err(CompileError::Unsupported { .. }), Some(CompileError::Unsupported { more, .. })) => *more += 1,
            (Err(error @ CompileError::Unsupported { .. }), None) => first = Some(error),
            (Err(error), None) => return Err(error),
            (Err(_), Some(_)) => {}
        }
    }
    first.map_or(Ok(nodes), Err)
}

fn initializers(graph: &GraphProto, nodes: &[OnnxNode]) -> Result<BTreeMap<String, Constant>, CompileError> {
    let sparse = graph.sparse_initializer.first();
    if let Some(name) = sparse.map(|s| s.values.as_ref().map_or("", |values| &*values.name)) {
        let name = printable(name);
        return graph_error(format!("the constant `{name}` is sparse"), "export dense weights");
    }
    let mut constants = BTreeMap::new();
    let mut parameters = 0;
    for proto in &graph.initializer {
        let constant = Constant::decode(proto).map_err(|BadConstant { problem, help }| {
            let reader = nodes.iter().find(|node| node.inputs.contains(&proto.name));
            CompileError::Constant {
                tensor: printable(&proto.name),
                node: reader.map(|node| format!("node `{}` ({})", node.name, node.op_type)),
                problem: printable_to(&problem, 200),
                help,
            }
        })?;
        count_parameters(&mut parameters, constant.values.len())?;
        let name = proto.name.clone();
        if name.is_empty() || constants.insert(name, constant).is_some() {
            let name = printable(&proto.name);
            return graph_error(format!("two constants are called `{name}`, or none is"), REEXPORT);
        }
    }
    Ok(constants)
}

/// Adds to the number of elements that all constants have.
fn count_parameters(total: &mut usize, more: usize) -> Result<(), CompileError> {
    *total += more;
    if *total <= MAX_CONSTANT_ELEMENTS {
        return Ok(());
    }
    graph_error(
        format!("the model has more than {MAX_CONSTANT_ELEMENTS} parameters"),
        "a model of this size cannot be proved; use a smaller one",
    )
}

/// The one graph input that is not a constant, with its batch fixed to 1, and whether it was open.
fn read_input(graph: &GraphProto, constants: &BTreeMap<String, Constant>) -> Result<(TensorInfo, bool), CompileError> {
    // Up to IR version 3 every initializer is listed as an input too.
    let mut inputs = graph.input.iter().filter(|info| !constants.contains_key(&info.name));
    let (Some(info), None) = (inputs.next(), inputs.next()) else {
        return wrong_ports("input", inputs_of(graph, constants));
    };
    let name = printable(&info.name);
    let fail = |problem: String, help| Err(CompileError::Dimension { input: name.clone(), problem, help });
    const FIX: &str = "export the model with fixed dimensions; only the first, the batch, may stay open";

    if info.name.is_empty() {
        return fail("it has no name".into(), REEXPORT);
    }
    let Some((number, shape)) = declared(info) else {
        return fail("it is not a tensor of a declared type".into(), REEXPORT);
    };
    let element = match ElementType::from_proto(number) {
        Ok(element) if element.is_float() => element,
        Ok(element) => {
            return fail(format!("it is {element}, a float is expected"), "export the model with a float32 input")
        }
        Err(found) => {
            return fail(format!("it is {found}, a float is expected"), "export the model with a float32 input")
        }
    };
    let Some(dims) = shape.map(|s| &s.dim).filter(|dims| !dims.is_empty()) else {
        return fail("its shape is not declared".into(), FIX);
    };
    let mut batch_was_symbolic = false;
    let mut shape = Vec::with_capacity(dims.len());
    let mut count = 1usize;
    for (axis, dim) in dims.iter().enumerate() {
        let size = match &dim.value {
            Some(Dimension::DimValue(size)) => match usize::try_from(*size) {
                Ok(size) if size > 0 => size,
                _ => return fail(format!("dimension {axis} is {size}"), FIX),
            },
            _ if axis == 0 => {
                batch_was_symbolic = true;
                1
            }
            Some(Dimension::DimParam(symbol)) if !symbol.is_empty() => {
                let symbol = printable(symbol);
                return fail(format!("dimension {axis} is `{symbol}`, not a number"), FIX);
            }
            _ => return fail(format!("dimension {axis} is not fixed"), FIX),
        };
        // A single dimension is the features, not a batch.
        if axis == 0 && size != 1 && dims.len() > 1 {
            return fail(
                format!("the batch size is {size}, one proof is of one inference"),
                "export the model with batch size 1, or with an open batch dimension",
            );
        }
        count = match count.checked_mul(size) {
            Some(n) if n <= MAX_ELEMENTS => n,
            _ => {
                return fail(
                    format!("it has more than {MAX_ELEMENTS} elements"),
                    "a model of this size cannot be proved; use a smaller one",
                )
            }
        };
        shape.push(size);
    }
    Ok((TensorInfo { name: info.name.clone(), element, shape }, batch_was_symbolic))
}

fn inputs_of<'a>(graph: &'a GraphProto, constants: &BTreeMap<String, Constant>) -> Vec<&'a ValueInfoProto> {
    graph.input.iter().filter(|info| !constants.contains_key(&info.name)).collect()
}

fn wrong_ports<T>(port: &str, found: Vec<&ValueInfoProto>) -> Result<T, CompileError> {
    let names: Vec<_> = found.iter().take(8).map(|i| format!("`{}`", printable(&i.name))).collect();
    let listed = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    graph_error(
        format!("the graph has {} {port}s{listed}, exactly one is supported", found.len()),
        "export the model with one float input and one output",
    )
}

/// Element type and shape as declared; `None` for what is not a tensor.
fn declared(info: &ValueInfoProto) -> Option<(i32, Option<&TensorShapeProto>)> {
    let TypeValue::TensorType(tensor) = info.r#type.as_ref()?.value.as_ref()?;
    Some((tensor.elem_type, tensor.shape.as_ref()))
}

/// What flows into the node at `at`. An error if it reads what is not there yet.
fn operands<'a>(
    nodes: &[OnnxNode],
    at: usize,
    activations: &'a HashMap<String, TensorType>,
    constants: &'a BTreeMap<String, Constant>,
) -> Result<Vec<Operand<'a>>, CompileError> {
    let node = &nodes[at];
    let find = |name: &String| {
        let constant = constants.get(name);
        let ty = constant.map(|c| &c.ty).or_else(|| activations.get(name));
        ty.map(|ty| Operand { ty, constant }).ok_or_else(|| {
            let later = nodes[at..].iter().any(|other| other.outputs.contains(name));
            CompileError::UnknownTensor {
                node: node.name.clone(),
                op: node.op_type.into(),
                tensor: printable(name),
                why: if later { "is only written later" } else { "nothing writes" },
            }
        })
    };
    node.inputs.iter().map(find).collect()
}

fn refused(node: &OnnxNode, refusal: Refusal) -> CompileError {
    match refusal {
        Refusal::Unsupported(reason) => node.unsupported(reason),
        Refusal::Invalid(problem) => {
            CompileError::Operands { node: node.name.clone(), op: node.op_type.into(), problem }
        }
    }
}

/// The number of elements of a node's output.
fn check_size(node: &OnnxNode, shape: &[usize]) -> Result<usize, CompileError> {
    let count = shape.iter().try_fold(1usize, |n, &size| n.checked_mul(size));
    count
        .filter(|&n| n <= MAX_ELEMENTS)
        .ok_or_else(|| node.unsupported(format!("its output of shape {shape:?} has more than {MAX_ELEMENTS} elements")))
}

/// The one output, checked against what the file declares of it.
fn read_output(
    graph: &GraphProto,
    nodes: &[OnnxNode],
    activations: &HashMap<String, TensorType>,
    live: &HashSet<String>,
) -> Result<TensorInfo, CompileError> {
    let [info] = &graph.output[..] else {
        return wrong_ports("output", graph.output.iter().collect());
    };
    let name = printable(&info.name);
    // An input that is also the output would leave the nodes without a meaning.
    let computed = nodes.iter().any(|node| node.output() == info.name) && live.contains(&info.name);
    let Some(ty) = activations.get(&info.name).filter(|_| computed) else {
        return graph_error(
            format!("no node computes the output `{name}` from the input"),
            "export the model again, with the tensor to be proved as its output",
        );
    };
    if let Some((number, shape)) = declared(info) {
        let agrees = shape.is_none_or(|shape| {
            let fits = |(dim, &size): (&Option<Dimension>, &usize)| match dim {
                Some(Dimension::DimValue(v)) => usize::try_from(*v) == Ok(size),
                _ => true,
            };
            let dims: Vec<_> = shape.dim.iter().map(|d| d.value.clone()).collect();
            dims.len() == ty.shape.len() && dims.iter().zip(&ty.shape).all(fits)
        });
        if number != ty.element.to_proto() as i32 || !agrees {
            let TensorType { element, shape } = ty;
            return graph_error(
                format!("the output `{name}` is {element} {shape:?}, the file declares it otherwise"),
                "the file is inconsistent: check it with onnx.checker and export the model again",
            );
        }
    }
    Ok(TensorInfo { name: info.name.clone(), element: ty.element, shape: ty.shape.clone() })
}
