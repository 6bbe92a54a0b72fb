//! The operators, one file each. Adding one is that file and one line in the list below.

pub mod argmax;
pub mod compare;
pub mod dense;
pub mod gemm;
pub mod relu;
pub mod requantize;
pub mod reshape;

pub use argmax::ArgMax;
pub use compare::Compare;
pub use dense::Dense;
pub use gemm::Gemm;
pub use relu::Relu;
pub use requantize::Requantize;
pub use reshape::Reshape;

use crate::{
    gadgets::Signal,
    graph::{TensorType, MAX_ELEMENTS, MAX_TERMS},
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::Shape;

/// Why an operator refuses its configuration or its inputs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpError {
    /// Another number of inputs.
    #[error("takes {expected} input(s), got {got}")]
    Arity {
        /// What it takes.
        expected: usize,
        /// What it got.
        got: usize,
    },
    /// The input's shape does not fit. Nothing is broadcast.
    #[error("takes {expected}, got a tensor of shape {got}")]
    Shape {
        /// What it takes.
        expected: String,
        /// What it got.
        got: Shape,
    },
    /// The configuration contradicts itself.
    #[error("{0}")]
    Config(&'static str),
    /// The worst case of an element is beyond what a circuit can bound.
    #[error("the worst case of output element {0} is beyond 2^59; use fewer bits for weights or activations")]
    Interval(usize),
    /// More work than [`MAX_ELEMENTS`] or [`MAX_TERMS`] allow.
    #[error("the layer is too large: over 2^22 output elements, or over 2^27 products")]
    TooLarge,
}

/// Sizes of the linear combinations that stand for a tensor, at most. They are known before any is made, and bound memory
/// and work ([`MAX_TERMS`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Terms of one element.
    pub each: u64,
    /// Different variables in all elements.
    pub variables: u64,
    /// Terms of everything that synthesis adds up or looks at on the way, the result among it.
    pub work: u64,
}

impl Terms {
    /// A tensor whose every element is one variable.
    pub fn variables(elements: usize) -> Self {
        let elements = elements as u64;
        Self { each: 1, variables: elements, work: elements }
    }
}

/// What every operator answers. `types` are the types of the inputs; [`Operator::infer`] has accepted them before any of
/// the others is called.
pub trait Operator {
    /// The operator's name.
    const NAME: &'static str;

    /// Shape and intervals of the output.
    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError>;

    /// The integer meaning: exact, and total on the input's intervals.
    fn evaluate(&self, types: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64>;

    /// Constraints that admit [`Operator::evaluate`]'s result and nothing else, for inputs in their intervals.
    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>>;

    /// The number of constraints that [`Operator::synthesize`] writes.
    fn constraints(&self, types: &[&TensorType]) -> u64;

    /// Sizes of the linear combinations, for inputs of such sizes.
    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms;

    /// The widest bit decomposition, 0 if there is none.
    fn bits(&self, _types: &[&TensorType]) -> u32 {
        0
    }
}

macro_rules! operators {
    ($($index:literal => $op:ident),+ $(,)?) => {
        /// Any operator. The numbers stand in model files and never change.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
        pub enum Op {
            $(#[doc = concat!("See [`", stringify!($op), "`].")] #[codec(index = $index)] $op($op),)+
        }

        $(impl From<$op> for Op {
            fn from(op: $op) -> Self {
                Op::$op(op)
            }
        })+

        impl Op {
            /// The operator's name.
            pub fn name(&self) -> &'static str {
                match self { $(Op::$op(_) => <$op as Operator>::NAME,)+ }
            }

            /// See [`Operator::infer`].
            pub fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
                match self { $(Op::$op(op) => op.infer(types),)+ }
            }

            /// See [`Operator::evaluate`].
            pub fn evaluate(&self, types: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
                match self { $(Op::$op(op) => op.evaluate(types, inputs),)+ }
            }

            /// See [`Operator::synthesize`].
            pub fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
                &self,
                types: &[&TensorType],
                inputs: &[&[Signal<F>]],
                sink: &mut S,
            ) -> Vec<Signal<F>> {
                match self { $(Op::$op(op) => op.synthesize(types, inputs, sink),)+ }
            }

            /// See [`Operator::constraints`].
            pub fn constraints(&self, types: &[&TensorType]) -> u64 {
                match self { $(Op::$op(op) => op.constraints(types),)+ }
            }

            /// See [`Operator::terms`].
            pub fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
                match self { $(Op::$op(op) => op.terms(types, inputs),)+ }
            }

            /// See [`Operator::bits`].
            pub fn bits(&self, types: &[&TensorType]) -> u32 {
                match self { $(Op::$op(op) => op.bits(types),)+ }
            }
        }
    };
}

operators! {
    0 => Dense,
    1 => Relu,
    2 => Requantize,
    3 => Reshape,
    4 => ArgMax,
    5 => Gemm,
    6 => Compare,
}

/// The one input of an operator that takes one.
fn unary<'a>(types: &[&'a TensorType]) -> Result<&'a TensorType, OpError> {
    match types {
        [input] => Ok(input),
        _ => Err(OpError::Arity { expected: 1, got: types.len() }),
    }
}

/// The shape of what a linear layer makes of `[…, features]`: `[…, outputs]`. Refuses one that is too large before any work:
/// a small matrix over many rows is a small file and a large layer.
fn linear_shape(input: &TensorType, features: usize, outputs: usize) -> Result<Shape, OpError> {
    let shape_error = || OpError::Shape {
        expected: format!("[…, {features}] with a result within the limits of tensors"),
        got: input.shape,
    };
    let mut dims: Vec<usize> = input.shape.dims().collect();
    match dims.last_mut() {
        Some(last) if *last == features => *last = outputs,
        _ => return Err(shape_error()),
    }
    let shape = Shape::new(&dims).ok_or_else(shape_error)?;
    let products = (shape.len() as u64).saturating_mul(features as u64);
    if shape.len() > MAX_ELEMENTS || products > MAX_TERMS {
        return Err(OpError::TooLarge);
    }
    Ok(shape)
}
