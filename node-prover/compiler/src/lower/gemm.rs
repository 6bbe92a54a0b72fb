//! Gemm: `alpha · A · B' + beta · C` with constant B and C becomes a dense layer.

use super::{broadcast_bias, Lowering, RealOp};
use crate::{error::CompileError, onnx::OnnxNode};

pub(super) fn lower(node: &OnnxNode, to: &mut Lowering<'_>) -> Result<(), CompileError> {
    if node.flag("transA")? {
        return Err(node.unsupported("it transposes its activation (transA)"));
    }
    let input = to.activation(node, 0)?;
    let shape = to.constant(node, 1)?.ty.shape.clone();
    let b = to.floats(node, 1)?;
    let [rows, columns] = shape[..] else {
        return Err(node.unsupported("its weights are not a matrix"));
    };
    let alpha = f64::from(node.float("alpha")?);
    let transposed = node.flag("transB")?;
    let (outputs, features) = if transposed { (rows, columns) } else { (columns, rows) };
    let at = |o: usize, i: usize| if transposed { b[o * features + i] } else { b[i * outputs + o] };
    let weights =
        (0..outputs).flat_map(|o| (0..features).map(move |i| (o, i))).map(|(o, i)| alpha * at(o, i)).collect();
    let bias = match node.inputs.len() {
        2 => vec![0.0; outputs],
        _ => {
            let beta = f64::from(node.float("beta")?);
            let shape = &to.constant(node, 2)?.ty.shape;
            let bias = broadcast_bias(node, to.floats(node, 2)?, shape, outputs)?;
            bias.into_iter().map(|bias| beta * bias).collect()
        }
    };
    to.push(node, input, RealOp::Dense { weights, bias });
    Ok(())
}
