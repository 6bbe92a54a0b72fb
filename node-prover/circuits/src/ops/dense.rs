//! Dense layer with fixed weights.
//!
//! | | |
//! | --- | --- |
//! | equation | `y[r, o] = bias[o] + Σ_i weights[o, i] · x[r, i]` |
//! | shapes | `[…, I] → […, O]` |
//! | integers | weights i32, bias i64, exact; no rounding |
//! | assumes | `x` in its intervals, enforced by whoever made it |
//! | constraints | 0: a result is a linear combination, folded into the constraint that consumes it |
//! | serves | Gemm (opset 7 and later), MatMul with a constant, Add of a constant bias |
//! | gaps | weights are constants of the circuit; [`gemm`](super::gemm) takes them as parameters that a digest binds |

use super::{linear_shape, unary, OpError, Operator, Terms};
use crate::{
    gadgets::Signal,
    graph::{Interval, TensorType},
    sink::{ConstraintSink, Lc},
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};

/// See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Dense {
    /// `[O, I]`, row-major.
    pub weights: Vec<i32>,
    /// `[O]`.
    pub bias: Vec<i64>,
}

impl Dense {
    fn in_features(&self) -> usize {
        self.weights.len().checked_div(self.bias.len()).unwrap_or(0)
    }

    /// The weights of each output with its bias.
    fn rows(&self) -> impl Iterator<Item = (&[i32], i64)> {
        self.weights.chunks(self.in_features().max(1)).zip(self.bias.iter().copied())
    }
}

impl Operator for Dense {
    const NAME: &'static str = "Dense";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let input = unary(types)?;
        let (features, outputs) = (self.in_features(), self.bias.len());
        if features == 0 || features * outputs != self.weights.len() {
            return Err(OpError::Config("the weights are not a matrix with one row a bias"));
        }
        let shape = linear_shape(input, features, outputs)?;
        let mut intervals = Vec::with_capacity(shape.len());
        for x in input.intervals.chunks(features) {
            for (weights, bias) in self.rows() {
                intervals.push(worst_case(weights, bias, x).ok_or(OpError::Interval(intervals.len()))?);
            }
        }
        Ok(TensorType { shape, intervals })
    }

    fn evaluate(&self, _: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        let dot = |x: &[i64], weights: &[i32], bias: i64| {
            weights.iter().zip(x).fold(bias, |sum, (&w, &x)| sum + i64::from(w) * x)
        };
        let rows = inputs[0].chunks(self.in_features());
        rows.flat_map(|x| self.rows().map(move |(weights, bias)| dot(x, weights, bias))).collect()
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        _: &mut S,
    ) -> Vec<Signal<F>> {
        let values: Option<Vec<i64>> = inputs[0].iter().map(|x| x.value).collect();
        let values = values.map(|values| self.evaluate(types, &[&values]));
        let mut outputs = Vec::with_capacity(inputs[0].len());
        for x in inputs[0].chunks(self.in_features()) {
            for (weights, bias) in self.rows() {
                let mut lc = Lc::constant(bias);
                for (&weight, x) in weights.iter().zip(x) {
                    lc.add_scaled(&x.lc, weight.into());
                }
                lc.compact();
                let value = values.as_ref().map(|values| values[outputs.len()]);
                outputs.push(Signal { lc, value });
            }
        }
        outputs
    }

    fn constraints(&self, _: &[&TensorType]) -> u64 {
        0
    }

    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
        let rows = (types[0].shape.len() / self.in_features()) as u64;
        let nonzero = |(weights, _): (&[i32], _)| weights.iter().filter(|&&w| w != 0).count() as u64;
        let (widest, sum) = self.rows().map(nonzero).fold((0, 0), |(m, sum), n| (n.max(m), sum + n));
        // A zero weight adds nothing and is looked at all the same.
        let looks = (self.weights.len() + self.bias.len()) as u64;
        Terms {
            // The bias is a term as well, and terms of one variable are merged.
            each: widest.saturating_mul(inputs[0].each).min(inputs[0].variables).saturating_add(1),
            variables: inputs[0].variables,
            work: sum.saturating_mul(inputs[0].each).saturating_add(looks).saturating_mul(rows),
        }
    }
}

/// The interval of one output. Every partial sum stays in range as well, so that evaluation in `i64` is exact.
fn worst_case(weights: &[i32], bias: i64, x: &[Interval]) -> Option<Interval> {
    let (mut lo, mut hi, mut magnitude) = (i128::from(bias), i128::from(bias), i128::from(bias).abs());
    for (&weight, x) in weights.iter().zip(x) {
        let ends = [i128::from(weight) * i128::from(x.lo), i128::from(weight) * i128::from(x.hi)];
        lo += ends[0].min(ends[1]);
        hi += ends[0].max(ends[1]);
        magnitude += ends[0].abs().max(ends[1].abs());
    }
    Interval::checked(-magnitude, magnitude)?;
    Interval::checked(lo, hi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{MAX_ELEMENTS, MAX_MAGNITUDE},
        harness::{check_op, tensor, Bench},
    };
    use zkml_primitives::{Bn254, Curve, Shape};

    type F = <Bn254 as Curve>::Scalar;

    fn dense(weights: &[i32], bias: &[i64]) -> Dense {
        Dense { weights: weights.to_vec(), bias: bias.to_vec() }
    }

    #[test]
    fn equals_its_reference_without_a_constraint() {
        for (op, input) in [
            (dense(&[1], &[0]), tensor(&[1], &[(-9, 9)])),
            (dense(&[3, -4, 0, 7, 0, 0], &[5, -6]), tensor(&[3], &[(-9, 9), (0, 255), (-128, 127)])),
            (dense(&[3, -4, 0, 7, 0, 0], &[5, -6]), tensor(&[2, 2, 3], &[(-9, 9)])),
            (dense(&[0, 0], &[7]), tensor(&[2], &[(-9, 9)])),
            (dense(&[i32::MIN, i32::MAX], &[-(1 << 58)]), tensor(&[2], &[(-(1 << 26), 1 << 26)])),
            (dense(&[1, 2, 3], &[0, 0, 0]), tensor(&[4, 1], &[(0, 1)])),
        ] {
            let caught = check_op(op.clone(), &input, &[]);
            assert!(caught.is_empty(), "{op:?}: {caught:?}");
        }
    }

    #[test]
    fn reads_weights_by_row() {
        let input = tensor(&[2, 3], &[(-9, 9)]);
        let op = dense(&[1, 10, 100, -1, 0, 2], &[1000, 0]);
        assert_eq!(op.evaluate(&[&input], &[&[1, 2, 3, 4, 5, 6]]), [1321, 5, 1654, 8]);
        assert_eq!(op.infer(&[&input]).unwrap().shape, Shape::new(&[2, 2]).unwrap());
    }

    /// The interval is the least one around all results, by trying all corners.
    #[test]
    fn intervals_are_tight() {
        let input = tensor(&[3], &[(-3, 2), (1, 4), (-5, -1)]);
        let op = dense(&[2, -3, 5, -1, 0, -7], &[4, -11]);
        let corners = (0..8).map(|corner| {
            let pick = |(i, x): (usize, &Interval)| if corner >> i & 1 == 0 { x.lo } else { x.hi };
            let values: Vec<i64> = input.intervals.iter().enumerate().map(pick).collect();
            op.evaluate(&[&input], &[&values])
        });
        let corners: Vec<Vec<i64>> = corners.collect();
        let output = op.infer(&[&input]).unwrap();
        for (o, interval) in output.intervals.iter().enumerate() {
            let values = || corners.iter().map(|corner| corner[o]);
            assert_eq!((values().min(), values().max()), (Some(interval.lo), Some(interval.hi)));
        }
    }

    #[test]
    fn refuses_an_interval_beyond_the_limit_even_of_partial_sums() {
        let whole = (-MAX_MAGNITUDE, MAX_MAGNITUDE);
        let infer = |weights: &[i32], bias, intervals: &[(i64, i64)]| {
            dense(weights, &[bias]).infer(&[&tensor(&[intervals.len()], intervals)])
        };
        assert!(infer(&[1], 0, &[whole]).is_ok() && infer(&[-1], 0, &[whole]).is_ok());
        assert_eq!(infer(&[1], 1, &[whole]), Err(OpError::Interval(0)));
        assert_eq!(infer(&[2], 0, &[whole]), Err(OpError::Interval(0)));
        assert_eq!(infer(&[1, 1], 0, &[whole, (0, 1)]), Err(OpError::Interval(0)));
        // The sum is small, the way to it is not.
        let top = (MAX_MAGNITUDE, MAX_MAGNITUDE);
        assert_eq!(infer(&[1, 1, -1, -1], 0, &[top, top, top, top]), Err(OpError::Interval(0)));
        assert_eq!(infer(&[1, -1], i64::MAX, &[top, top]), Err(OpError::Interval(0)));
        assert_eq!(infer(&[0], i64::MIN, &[(0, 0)]), Err(OpError::Interval(0)));
        let many = vec![whole; 4096];
        assert_eq!(infer(&[i32::MIN; 4096], i64::MIN, &many), Err(OpError::Interval(0)));
        // The element is named.
        let second = dense(&[1, 2], &[0, 0]).infer(&[&tensor(&[1], &[whole])]);
        assert_eq!(second, Err(OpError::Interval(1)));
    }

    #[test]
    fn rejects_what_is_not_a_matrix() {
        let input = tensor(&[2, 3], &[(0, 1)]);
        for (weights, bias) in [(&[][..], &[][..]), (&[], &[0]), (&[1], &[]), (&[1, 2, 3], &[0, 0]), (&[1], &[0, 0])] {
            let refused = dense(weights, bias).infer(&[&input]);
            assert!(matches!(refused, Err(OpError::Config(_))), "{weights:?} {bias:?} {refused:?}");
        }
        for features in [1, 2, 4, 6] {
            let refused = dense(&vec![1; features], &[0]).infer(&[&input]);
            assert!(matches!(refused, Err(OpError::Shape { .. })), "{features}: nothing is broadcast");
        }
        assert!(matches!(dense(&[1], &[0]).infer(&[&tensor(&[], &[(0, 1)])]), Err(OpError::Shape { .. })));
        assert!(matches!(dense(&[1], &[0]).infer(&[]), Err(OpError::Arity { .. })));
        assert!(matches!(dense(&[1], &[0]).infer(&[&input, &input]), Err(OpError::Arity { .. })));
    }

    /// A few kilobytes of weights over many rows: refused before an interval is computed or a vector sized.
    #[test]
    fn refuses_more_work_than_the_limits_before_doing_it() {
        let rows = |rows: usize, features| tensor(&[rows, features], &[(0, 1)]);
        let wide = dense(&[1; 64], &[0; 64]);
        assert_eq!(wide.infer(&[&rows(1 << 16, 1)]).unwrap().shape.len(), MAX_ELEMENTS);
        assert_eq!(wide.infer(&[&rows((1 << 16) + 1, 1)]), Err(OpError::TooLarge));
        let square = dense(&vec![1; 1024 * 1024], &[0; 1024]);
        assert_eq!(square.infer(&[&rows(1 << 8, 1024)]), Err(OpError::TooLarge));
        assert!(matches!(wide.infer(&[&rows(1 << 19, 1)]), Err(OpError::Shape { .. })), "2^25 elements");
    }

    #[test]
    fn merges_the_terms_of_a_layer_of_a_layer() {
        let input = tensor(&[3], &[(-9, 9)]);
        let (first, second) = (dense(&[1, 2, 3, 4, 5, 6], &[7, 8]), dense(&[4, -1], &[2]));
        let mut bench = Bench::<F>::new(&first.into(), &input, Some(&[1, -2, 3]));
        let types = tensor(&[2], &[(-1000, 1000)]);
        let output = second.synthesize(&[&types], &[&bench.outputs], &mut bench.sink);
        // 4·(x + 2y + 3z + 7) − (4x + 5y + 6z + 8) + 2 = 3y + 6z + 22: x is gone.
        assert_eq!(output[0].lc.term_count(), 3);
        assert_eq!((output[0].value, bench.sink.evaluate(&output[0].lc)), (Some(34), F::from(34)));
    }
}
