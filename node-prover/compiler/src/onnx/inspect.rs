//! A look at any model, supported or not: what `zkml inspect` prints.

use std::collections::HashMap;

use serde::Serialize;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dimension;
use tract_onnx::pb::ModelProto;

use super::{declared, decode, header, node_names, OnnxModel, OnnxNode, MAX_NODES};
use crate::error::{printable, CompileError};

/// What was found in a model.
#[derive(Debug)]
pub struct Inspection {
    /// The graph's name, fit for printing. May be empty.
    pub name: String,
    /// The version of the default operator set, if one is named.
    pub opset: Option<i64>,
    /// Every node of the graph in its order, `Constant` nodes too.
    pub nodes: Vec<NodeReport>,
    /// The model, or the first thing that keeps it from being compiled. It may lie outside any node.
    pub model: Result<OnnxModel, CompileError>,
}

/// One node. All names are fit for printing.
#[derive(Clone, Debug, Serialize)]
pub struct NodeReport {
    /// Unique in the model.
    pub name: String,
    pub op: String,
    pub supported: bool,
    /// Why it is not supported.
    pub reason: Option<String>,
    pub inputs: Vec<TensorReport>,
    pub outputs: Vec<TensorReport>,
}

/// A tensor that a node reads or writes.
#[derive(Clone, Debug, Serialize)]
pub struct TensorReport {
    pub name: String,
    /// Where it is known.
    pub shape: Option<Vec<u64>>,
}

impl Inspection {
    /// The nodes that are not supported.
    pub fn unsupported(&self) -> impl Iterator<Item = &NodeReport> {
        self.nodes.iter().filter(|node| !node.supported)
    }
}

/// Looks at every node of a model, so that all that is unsupported can be listed at once.
///
/// An error only if the bytes are no ONNX model, or one of more nodes than any that is supported. Whatever else is wrong is in [`Inspection::model`].
pub fn inspect(bytes: &[u8]) -> Result<Inspection, CompileError> {
    let proto = decode(bytes)?;
    let Some(graph) = &proto.graph else {
        return Err(CompileError::NotOnnx { cause: "it holds no graph".into() });
    };
    if graph.node.len() > MAX_NODES {
        // A list of so many would help nobody, and making it takes long.
        header(&proto)?;
    }
    let model = OnnxModel::build(&proto);
    let shapes = shapes(&proto, &model);
    let tensors = |names: &[String]| {
        let report = |name: &String| TensorReport { name: printable(name), shape: shapes.get(&**name).cloned() };
        names.iter().filter(|name| !name.is_empty()).map(report).collect()
    };
    let nodes = graph.node.iter().zip(node_names(&graph.node)).map(|(node, name)| {
        let alone = OnnxNode::decode(node, name.clone()).err();
        let reason = match (&alone, &model) {
            (Some(CompileError::Unsupported { reason, .. }), _) => Some(reason.clone()),
            (Some(CompileError::Operands { problem, .. }), _) => Some(problem.clone()),
            // It is fine by itself and not with its operands.
            (_, Err(CompileError::Unsupported { node, reason, .. })) if *node == name => Some(reason.clone()),
            (_, Err(CompileError::Operands { node, problem, .. })) if *node == name => Some(problem.clone()),
            _ => None,
        };
        NodeReport {
            op: printable(&node.op_type),
            supported: reason.is_none(),
            reason,
            inputs: tensors(&node.input),
            outputs: tensors(&node.output),
            name,
        }
    });
    Ok(Inspection {
        name: printable(&graph.name),
        opset: proto.opset_import.iter().find(|o| matches!(&*o.domain, "" | "ai.onnx")).map(|o| o.version),
        nodes: nodes.collect(),
        model,
    })
}

/// Shapes by name: those worked out if the model is understood, else those that the file declares in full.
fn shapes<'a>(proto: &'a ModelProto, model: &'a Result<OnnxModel, CompileError>) -> HashMap<&'a str, Vec<u64>> {
    if let Ok(model) = model {
        let constants = model.constants.iter().map(|(name, c)| (&**name, &c.ty));
        let activations = model.activations.iter().map(|(name, ty)| (&**name, ty));
        let sizes = |shape: &[usize]| shape.iter().map(|&d| d as u64).collect();
        return activations.chain(constants).map(|(name, ty)| (name, sizes(&ty.shape))).collect();
    }
    let graph = proto.graph.iter();
    let infos = graph.flat_map(|g| g.input.iter().chain(&g.output).chain(&g.value_info));
    let shape = |info| {
        let (_, shape) = declared(info)?;
        let size = |value: &Option<Dimension>| match value {
            Some(Dimension::DimValue(v)) => u64::try_from(*v).ok(),
            _ => None,
        };
        shape?.dim.iter().map(|dim| size(&dim.value)).collect::<Option<Vec<u64>>>()
    };
    infos.filter_map(|info| Some((&*info.name, shape(info)?))).collect()
}
