//! ArgMax over the last axis.

use super::{Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    let input = to.activation(node, 0)?;
    let rank = to.shape(input).len() as i64;
    let axis = node.int("axis")?;
    if axis != -1 && axis != rank - 1 {
        return Err(node.unsupported(format!("it runs over axis {axis}, only the last axis is supported")));
    }
    if node.flag("select_last_index")? {
        return Err(node.unsupported("select_last_index = 1: ties go to the first position here"));
    }
    let keep_dims = node.flag("keepdims")?;
    to.push(node, input, RealOp::ArgMax { keep_dims });
    Ok(())
}
