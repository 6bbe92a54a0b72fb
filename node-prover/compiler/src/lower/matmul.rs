//! MatMul by a constant becomes a dense layer without bias.

use super::{Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    let input = to.activation(node, 0)?;
    let shape = to.constant(node, 1)?.ty.shape.clone();
    let b = to.floats(node, 1)?;
    let [features, outputs] = shape[..] else {
        return Err(node.unsupported("its weights are not a matrix"));
    };
    let weights = (0..outputs).flat_map(|o| (0..features).map(move |i| b[i * outputs + o])).collect();
    to.push(node, input, RealOp::Dense { weights, bias: vec![0.0; outputs] });
    Ok(())
}
