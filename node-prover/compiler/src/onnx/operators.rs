//! The one table of operators that are supported, with the attributes that each takes and its rule for shapes.
//!
//! Adding an operator to the import is one row in [`SUPPORTED`] and, if none of the rules fits, one rule. A row
//! promises that the lowering gives every listed attribute its meaning: an attribute that is not listed is an error,
//! so nothing that a model says is silently dropped. The rules also guard tract, which multiplies out shapes and
//! broadcasts before anybody can ask it how large the result will be.

use std::ops::RangeInclusive;

use super::attribute::{AttributeKind, AttributeSpec};
use super::node::OnnxNode;
use super::tensor::{Constant, ElementType, TensorType};

/// One operator of the default ONNX domain.
#[derive(Debug)]
pub struct OperatorSpec {
    pub op_type: &'static str,
    /// How many inputs it takes. Each has one output.
    pub inputs: RangeInclusive<usize>,
    pub attributes: &'static [AttributeSpec],
    /// The type of the output, from the operands.
    pub(crate) infer: fn(&OnnxNode, &[Operand]) -> Result<TensorType, Refusal>,
}

/// What flows into a node.
#[derive(Debug)]
pub(crate) struct Operand<'a> {
    pub ty: &'a TensorType,
    pub constant: Option<&'a Constant>,
}

/// Why operands are refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// ONNX does not allow it.
    Invalid(String),
    /// ONNX allows it and there is no circuit for it.
    Unsupported(String),
}

/// Every supported operator. Semantics are those of ONNX opsets [`MIN_OPSET`] to [`MAX_OPSET`], between which none of
/// these changed its meaning: only attributes and element types were added.
pub const SUPPORTED: &[OperatorSpec] = &[
    OperatorSpec { op_type: "Add", inputs: 2..=2, attributes: &[], infer: add },
    OperatorSpec {
        op_type: "ArgMax",
        inputs: 1..=1,
        attributes: &[
            AttributeSpec::int("axis", 0),
            AttributeSpec::flag("keepdims", true),
            AttributeSpec::flag("select_last_index", false),
        ],
        infer: argmax,
    },
    OperatorSpec {
        op_type: "Constant",
        inputs: 0..=0,
        attributes: &[
            AttributeSpec::optional("value", AttributeKind::Tensor),
            AttributeSpec::optional("value_float", AttributeKind::Float),
            AttributeSpec::optional("value_floats", AttributeKind::Floats),
            AttributeSpec::optional("value_int", AttributeKind::Int),
            AttributeSpec::optional("value_ints", AttributeKind::Ints),
        ],
        infer: |node, _| node.constant_value().map(|constant| constant.ty),
    },
    OperatorSpec { op_type: "Flatten", inputs: 1..=1, attributes: &[AttributeSpec::int("axis", 1)], infer: flatten },
    OperatorSpec {
        op_type: "Gemm",
        inputs: 2..=3,
        attributes: &[
            AttributeSpec::float("alpha", 1.0),
            AttributeSpec::float("beta", 1.0),
            AttributeSpec::flag("transA", false),
            AttributeSpec::flag("transB", false),
        ],
        infer: gemm,
    },
    OperatorSpec { op_type: "Identity", inputs: 1..=1, attributes: &[], infer: |_, x| Ok(x[0].ty.clone()) },
    OperatorSpec { op_type: "MatMul", inputs: 2..=2, attributes: &[], infer: matmul },
    OperatorSpec {
        op_type: "Relu",
        inputs: 1..=1,
        attributes: &[],
        infer: |_, x| Ok(TensorType { element: float_of(x)?, shape: x[0].ty.shape.clone() }),
    },
    OperatorSpec {
        op_type: "Reshape",
        inputs: 2..=2,
        attributes: &[AttributeSpec::flag("allowzero", false)],
        infer: reshape,
    },
];

/// The oldest opset whose operators mean what the lowering takes them to mean.
pub const MIN_OPSET: i64 = 9;
/// The newest opset that was looked at.
pub const MAX_OPSET: i64 = 25;

/// The row of an operator of the default domain.
pub fn find(op_type: &str) -> Option<&'static OperatorSpec> {
    SUPPORTED.iter().find(|spec| spec.op_type == op_type)
}

fn invalid<T>(problem: String) -> Result<T, Refusal> {
    Err(Refusal::Invalid(problem))
}

fn unsupported<T>(reason: String) -> Result<T, Refusal> {
    Err(Refusal::Unsupported(reason))
}

/// The floating-point type that all operands share.
fn float_of(operands: &[Operand]) -> Result<ElementType, Refusal> {
    let element = operands[0].ty.element;
    if let Some(other) = operands.iter().find(|o| o.ty.element != element) {
        let other = other.ty.element;
        return invalid(format!("its operands are {element} and {other}, they must be of one type"));
    }
    if !element.is_float() {
        return unsupported(format!("its operands are {element}, only floats are supported"));
    }
    Ok(element)
}

/// `axis` counted from the front; `axis` may be `rank` itself if `end` is set.
fn axis_of(node: &OnnxNode, rank: usize, end: bool) -> Result<usize, Refusal> {
    let axis = node.int("axis").map_err(|e| Refusal::Invalid(e.to_string()))?;
    // Ranks are small: a shape with as many dimensions does not fit in memory.
    let signed = rank as i64;
    let from_front = if axis < 0 { axis.checked_add(signed) } else { Some(axis) };
    match from_front {
        Some(a) if (0..signed).contains(&a) || (end && a == signed) => Ok(a as usize),
        _ => invalid(format!("axis {axis} is outside a tensor of {rank} dimensions")),
    }
}

fn flag(node: &OnnxNode, name: &'static str) -> Result<bool, Refusal> {
    node.flag(name).map_err(|e| Refusal::Invalid(e.to_string()))
}

/// `from` broadcast to `to` without changing `to`: ONNX's unidirectional broadcasting.
fn broadcasts_to(from: &[usize], to: &[usize]) -> bool {
    from.len() <= to.len() && from.iter().rev().zip(to.iter().rev()).all(|(&f, &t)| f == t || f == 1)
}

/// `A [M, K] · B [K, N] + C → [M, N]`, with `A` and `B` transposed first if the attributes say so.
fn gemm(node: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    let element = float_of(operands)?;
    let matrix = |operand: &Operand, transposed: bool| match operand.ty.shape[..] {
        [rows, columns] if transposed => Ok((columns, rows)),
        [rows, columns] => Ok((rows, columns)),
        ref shape => invalid(format!("its operand has shape {shape:?}, a matrix is expected")),
    };
    let (m, k) = matrix(&operands[0], flag(node, "transA")?)?;
    let (k2, n) = matrix(&operands[1], flag(node, "transB")?)?;
    if k != k2 {
        return invalid(format!("it multiplies [{m}, {k}] by [{k2}, {n}]"));
    }
    if let Some(c) = operands.get(2) {
        if !broadcasts_to(&c.ty.shape, &[m, n]) {
            let c = &c.ty.shape;
            return invalid(format!("it adds {c:?} to a product of shape [{m}, {n}]"));
        }
    }
    Ok(TensorType { element, shape: vec![m, n] })
}

/// `A […, K] · B [K, N] → […, N]`.
fn matmul(_: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    let element = float_of(operands)?;
    let (a, b) = (&operands[0].ty.shape, &operands[1].ty.shape);
    let (Some((&k, rest)), &[k2, n]) = (a.split_last(), &b[..]) else {
        return unsupported(format!("it multiplies {a:?} by {b:?}, the right side must be a matrix"));
    };
    if k != k2 {
        return invalid(format!("it multiplies {a:?} by {b:?}"));
    }
    let shape = rest.iter().copied().chain([n]).collect();
    Ok(TensorType { element, shape })
}

/// Elementwise. A constant may be broadcast, an activation never is: the sum has the activation's shape.
fn add(_: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    let element = float_of(operands)?;
    let (a, b) = (&operands[0], &operands[1]);
    let fits = |from: &Operand, to: &Operand| {
        from.ty.shape == to.ty.shape || (from.constant.is_some() && broadcasts_to(&from.ty.shape, &to.ty.shape))
    };
    let shape = if fits(b, a) {
        &a.ty.shape
    } else if fits(a, b) {
        &b.ty.shape
    } else {
        let (a, b) = (&a.ty.shape, &b.ty.shape);
        return unsupported(format!(
            "it adds {a:?} and {b:?}, only a constant is broadcast, and only to the other's shape"
        ));
    };
    Ok(TensorType { element, shape: shape.clone() })
}

/// `[d0, …, dn] → [d0·…·d(axis-1), d(axis)·…·dn]`.
fn flatten(node: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    let TensorType { element, shape } = operands[0].ty;
    let axis = axis_of(node, shape.len(), true)?;
    let shape = vec![shape[..axis].iter().product(), shape[axis..].iter().product()];
    Ok(TensorType { element: *element, shape })
}

/// The new shape is a constant; 0 copies a dimension unless `allowzero`, -1 is worked out.
fn reshape(node: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    let TensorType { element, shape: old } = operands[0].ty;
    let Some(constant) = operands[1].constant else {
        return unsupported("its new shape is computed, it must be a constant".into());
    };
    let (Some(wanted), ElementType::Int64) = (constant.ints(), constant.ty.element) else {
        let found = constant.ty.element;
        return invalid(format!("its new shape is {found}, it must be INT64"));
    };
    if constant.ty.shape.len() != 1 {
        return invalid("its new shape is not a list".into());
    }
    let zero_copies = !flag(node, "allowzero")?;
    let count: usize = old.iter().product();
    let fail = || invalid(format!("it reshapes {old:?} to {wanted:?}"));

    let mut known = 1usize;
    let mut open = None;
    let mut shape = Vec::with_capacity(wanted.len());
    for (i, &dim) in wanted.iter().enumerate() {
        let size = match dim {
            -1 if open.is_none() => {
                open = Some(i);
                1
            }
            0 if zero_copies => match old.get(i) {
                Some(&size) => size,
                None => return fail(),
            },
            d => match usize::try_from(d) {
                Ok(size) if size > 0 => size,
                _ => return fail(),
            },
        };
        known = match known.checked_mul(size) {
            Some(n) if n <= count => n,
            _ => return fail(),
        };
        shape.push(size);
    }
    match open {
        Some(i) if count.is_multiple_of(known) => shape[i] = count / known,
        None if count == known => {}
        _ => return fail(),
    }
    Ok(TensorType { element: *element, shape })
}

/// `[…, d(axis), …] → […, 1, …]`, or without that dimension unless `keepdims`.
fn argmax(node: &OnnxNode, operands: &[Operand]) -> Result<TensorType, Refusal> {
    float_of(operands)?;
    let mut shape = operands[0].ty.shape.clone();
    let axis = axis_of(node, shape.len(), false)?;
    if flag(node, "keepdims")? {
        shape[axis] = 1;
    } else {
        shape.remove(axis);
    }
    Ok(TensorType { element: ElementType::Int64, shape })
}
