//! One element against a threshold: the decision in place of the number.
//!
//! | | |
//! | --- | --- |
//! | equation | `y = [x[element] ≥ threshold]`, or `[x[element] < threshold]` where `below` |
//! | shapes | any → `[1]` |
//! | integers | 0 or 1; exact |
//! | assumes | `x` in its intervals, enforced by whoever made it |
//! | constraints | the bits of the difference's worst case and 1; 0 where the interval decides |
//! | serves | `zkml compile --reveal "score >= 600"` |
//! | gaps | one comparison; several in one proof would take a list |
//!
//! What the constraints make impossible: the other answer (`compare/bits`). A tie is `≥`.

use super::{unary, OpError, Operator, Terms};
use crate::{
    gadgets::{compare_bits, greater_or_equal, Signal, MAX_BITS},
    graph::{Interval, TensorType, MAX_MAGNITUDE},
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::Shape;

/// See the [module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Compare {
    /// Position of the element, row-major.
    pub element: u32,
    /// What it is compared with.
    pub threshold: i64,
    /// Whether the answer is turned round.
    pub below: bool,
}

impl Compare {
    /// `x − threshold`.
    fn difference(&self, types: &[&TensorType]) -> Interval {
        let at = Interval { lo: self.threshold, hi: self.threshold };
        types[0].intervals[self.element as usize].minus(at)
    }

    fn answer(&self, at_least: bool) -> i64 {
        i64::from(at_least != self.below)
    }
}

impl Operator for Compare {
    const NAME: &'static str = "Compare";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let input = unary(types)?;
        if self.element as usize >= input.shape.len() {
            return Err(OpError::Shape {
                expected: format!("a tensor with an element {}", self.element),
                got: input.shape,
            });
        }
        if !(-MAX_MAGNITUDE..=MAX_MAGNITUDE).contains(&self.threshold) {
            return Err(OpError::Config("the threshold is out of range"));
        }
        let difference = self.difference(types);
        let (least, greatest) = (self.answer(difference.lo >= 0), self.answer(difference.hi >= 0));
        let interval = Interval { lo: least.min(greatest), hi: least.max(greatest) };
        let shape = Shape::new(&[1]).expect("one dimension of 1 is a shape; qed");
        Ok(TensorType { shape, intervals: vec![interval] })
    }

    fn evaluate(&self, _: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        vec![self.answer(inputs[0][self.element as usize] >= self.threshold)]
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        let x = &inputs[0][self.element as usize];
        let threshold = Signal::constant(self.threshold, x.value.is_some());
        let at_least = greater_or_equal("compare/bits", x, &threshold, self.difference(types), sink);
        vec![if self.below { at_least.scaled(-1).plus_constant(1) } else { at_least }]
    }

    fn constraints(&self, types: &[&TensorType]) -> u64 {
        self.bits(types).into()
    }

    fn terms(&self, _: &[&TensorType], inputs: &[Terms]) -> Terms {
        // A comparison of one bit is the difference itself, and turned round.
        let each = inputs[0].each.saturating_add(3);
        Terms { each, variables: each, work: each.saturating_add(u64::from(MAX_BITS)) }
    }

    fn bits(&self, types: &[&TensorType]) -> u32 {
        let difference = self.difference(types);
        if difference.lo >= 0 || difference.hi < 0 {
            0
        } else {
            compare_bits(difference) + 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{check_op, tensor, Bench};
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn at(threshold: i64, below: bool) -> Compare {
        Compare { element: 1, threshold, below }
    }

    #[test]
    fn equals_its_reference_and_nothing_else_satisfies_it() {
        for below in [false, true] {
            for threshold in -6..=6 {
                let input = tensor(&[3], &[(-100, 100), (-4, 4), (0, 0)]);
                let samples: Vec<[i64; 3]> = (-4..=4).map(|x| [7, x, 0]).collect();
                let samples: Vec<&[i64]> = samples.iter().map(|sample| sample.as_slice()).collect();
                let caught = check_op(at(threshold, below), &input, &samples);
                assert_eq!(caught.is_empty(), !(-3..=4).contains(&threshold), "{threshold}");
            }
        }
        let widest = tensor(&[1, 2], &[(0, 0), (-MAX_MAGNITUDE, MAX_MAGNITUDE)]);
        for threshold in [-MAX_MAGNITUDE, -1, 0, 1, MAX_MAGNITUDE] {
            check_op(at(threshold, false), &widest, &[&[0, threshold]]);
        }
    }

    #[test]
    fn a_tie_is_at_least() {
        let input = tensor(&[2], &[(0, 9), (0, 9)]);
        let decide = |below, x| at(5, below).evaluate(&[&input], &[&[0, x]])[0];
        assert_eq!([4, 5, 6].map(|x| decide(false, x)), [0, 1, 1]);
        assert_eq!([4, 5, 6].map(|x| decide(true, x)), [1, 0, 0]);
    }

    /// 4 − 5 + 8 = 0111: the top bit, the answer, claimed for 1 leaves −1 for the bits below.
    #[test]
    fn the_other_answer_is_stopped_only_by_the_bits() {
        let input = tensor(&[2], &[(0, 9), (0, 9)]);
        let honest = Bench::<F>::new(&at(5, false).into(), &input, Some(&[0, 4]));
        assert_eq!((honest.sink.first_violation(), honest.output()), (None, vec![F::from(0)]));
        for bits in [[0, 0, 1], [1, 1, 1], [-1, 0, 1]] {
            let mut forged = Bench::<F>::new(&at(5, false).into(), &input, Some(&[0, 4]));
            let bits: Vec<F> = bits.map(F::from).to_vec();
            forged.witnesses().copy_from_slice(&bits);
            forged.assert_stopped_only_by("compare/bits", &[0]);
        }
    }

    #[test]
    fn rejects_an_element_that_is_not_there() {
        let input = tensor(&[2], &[(0, 9)]);
        assert!(matches!(
            Compare { element: 2, threshold: 0, below: false }.infer(&[&input]),
            Err(OpError::Shape { .. })
        ));
        assert!(matches!(at(MAX_MAGNITUDE + 1, false).infer(&[&input]), Err(OpError::Config(_))));
        assert!(matches!(at(0, false).infer(&[]), Err(OpError::Arity { .. })));
    }
}
