//! Reshape: the same elements under another shape.
//!
//! | | |
//! | --- | --- |
//! | equation | `y = x`, row-major |
//! | shapes | `[…] → dims`, with as many elements |
//! | integers | untouched |
//! | constraints | 0 |
//! | serves | Reshape, Flatten, Identity |
//! | gaps | none known; 0 and −1 of ONNX's Reshape are resolved at import |

use super::{unary, OpError, Operator, Terms};
use crate::{gadgets::Signal, graph::TensorType, sink::ConstraintSink};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::Shape;

/// See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Reshape {
    /// The shape of the result.
    pub shape: Shape,
}

impl Operator for Reshape {
    const NAME: &'static str = "Reshape";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let input = unary(types)?;
        if input.shape.len() != self.shape.len() {
            return Err(OpError::Shape {
                expected: format!("{} elements for shape {}", self.shape.len(), self.shape),
                got: input.shape,
            });
        }
        Ok(TensorType { shape: self.shape, intervals: input.intervals.clone() })
    }

    fn evaluate(&self, _: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        inputs[0].to_vec()
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        _: &[&TensorType],
        inputs: &[&[Signal<F>]],
        _: &mut S,
    ) -> Vec<Signal<F>> {
        inputs[0].to_vec()
    }

    fn constraints(&self, _: &[&TensorType]) -> u64 {
        0
    }

    fn terms(&self, _: &[&TensorType], inputs: &[Terms]) -> Terms {
        Terms { work: (self.shape.len() as u64).saturating_mul(inputs[0].each), ..inputs[0] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{check_op, tensor};

    fn to(dims: &[usize]) -> Reshape {
        Reshape { shape: Shape::new(dims).unwrap() }
    }

    #[test]
    fn keeps_every_element_in_its_place() {
        let input = tensor(&[2, 3], &[(-9, 9), (0, 0), (1, 2), (-5, -4), (0, 255), (-1, 1)]);
        for dims in [&[6][..], &[3, 2], &[1, 6, 1], &[2, 3], &[1, 1, 1, 1, 1, 6]] {
            let caught = check_op(to(dims), &input, &[&[-9, 0, 2, -4, 255, 1]]);
            assert!(caught.is_empty(), "{caught:?}");
            let output = to(dims).infer(&[&input]).unwrap();
            assert_eq!((output.shape, output.intervals), (to(dims).shape, input.intervals.clone()));
            assert_eq!(to(dims).evaluate(&[&input], &[&[1, 2, 3, 4, 5, 6]]), [1, 2, 3, 4, 5, 6]);
        }
        check_op(to(&[]), &tensor(&[1, 1], &[(-3, 3)]), &[]);
        check_op(to(&[1]), &tensor(&[], &[(-3, 3)]), &[]);
    }

    #[test]
    fn rejects_another_number_of_elements() {
        let input = tensor(&[2, 3], &[(0, 1)]);
        for dims in [&[5][..], &[7], &[1], &[], &[2, 6], &[6, 2]] {
            assert!(matches!(to(dims).infer(&[&input]), Err(OpError::Shape { .. })), "{dims:?}");
        }
        assert!(matches!(to(&[6]).infer(&[]), Err(OpError::Arity { .. })));
        assert!(matches!(to(&[6]).infer(&[&input, &input]), Err(OpError::Arity { .. })));
    }
}
