//! Add of a constant, as the bias of the linear layer before it.

use super::{broadcast_bias, Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    let (activation, constant) = if to.model.constants.contains_key(&node.inputs[1]) { (0, 1) } else { (1, 0) };
    let tensor = to.activation(node, activation)?;
    let shape = to.constant(node, constant)?.ty.shape.clone();
    let added = to.floats(node, constant)?;
    let outputs = to.shape(tensor).last().copied().unwrap_or(1);
    let added = broadcast_bias(node, added, &shape, outputs)?;
    let Some(layer) = to.sole_producer(node, activation) else {
        return Err(node.unsupported("it is supported only as the bias right after a MatMul or Gemm"));
    };
    let RealOp::Dense { bias, .. } = &mut layer.op else {
        return Err(node.unsupported("it is supported only as the bias right after a MatMul or Gemm"));
    };
    for (bias, added) in bias.iter_mut().zip(added) {
        *bias += added;
    }
    layer.name.clone_from(&node.name);
    layer.tensor = node.output().to_owned();
    to.tensors.insert(node.output().to_owned(), tensor);
    Ok(())
}
