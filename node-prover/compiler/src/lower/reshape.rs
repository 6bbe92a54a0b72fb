//! Reshape, Flatten and Identity: the same elements under a shape that the import has worked out (ONNX's 0 and −1 are
//! resolved).

use super::{Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    let input = to.activation(node, 0)?;
    to.push(node, input, RealOp::Reshape);
    Ok(())
}
