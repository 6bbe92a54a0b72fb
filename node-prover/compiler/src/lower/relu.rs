//! Relu.

use super::{Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    let input = to.activation(node, 0)?;
    to.push(node, input, RealOp::Relu);
    Ok(())
}
