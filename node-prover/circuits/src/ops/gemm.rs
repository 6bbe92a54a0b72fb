//! Dense layer whose weights are tensors of the graph: parameters that a digest binds.
//!
//! | | |
//! | --- | --- |
//! | equation | `y[r, o] = bias[o] + Σ_i weights[o, i] · x[r, i]` |
//! | shapes | `[…, I], [O, I], [O] → […, O]` |
//! | integers | exact; no rounding |
//! | assumes | `x`, `weights` and `bias` in their intervals, enforced by whoever made them |
//! | constraints | one product for each weight and row, none where the interval of `x` or of the weight is one value |
//! | serves | Gemm and MatMul with `--params committed` |
//! | gaps | with several rows, pairing products (Winograd) would halve them |
//!
//! With [fixed weights](super::dense) the layer costs nothing. Here a product of two witnesses is a constraint
//! (`gemm/product`): without it any accumulator would be provable. The sum is linear and folded into what consumes it.

use super::{linear_shape, OpError, Operator, Terms};
use crate::{
    gadgets::Signal,
    graph::{Interval, TensorType},
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};

/// See the [module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Gemm;

/// An interval that is one value.
fn decided(x: Interval) -> bool {
    x.lo == x.hi
}

/// All products of a value of one interval with one of the other; `None` where one leaves `i64`.
fn products(a: Interval, b: Interval) -> (i128, i128) {
    let corners = [(a.lo, b.lo), (a.lo, b.hi), (a.hi, b.lo), (a.hi, b.hi)].map(|(a, b)| i128::from(a) * i128::from(b));
    let [first, rest @ ..] = corners;
    rest.into_iter().fold((first, first), |(lo, hi), corner| (lo.min(corner), hi.max(corner)))
}

/// The interval of one output. Every partial sum stays in range as well, so that evaluation in `i64` is exact.
fn worst_case(bias: Interval, weights: &[Interval], x: &[Interval]) -> Option<Interval> {
    let (mut lo, mut hi) = (i128::from(bias.lo), i128::from(bias.hi));
    let mut magnitude = lo.abs().max(hi.abs());
    for (&w, &x) in weights.iter().zip(x) {
        let (least, greatest) = products(w, x);
        lo += least;
        hi += greatest;
        magnitude += least.abs().max(greatest.abs());
        // At once: the sum of many greatest products would leave `i128`.
        Interval::checked(-magnitude, magnitude)?;
    }
    Interval::checked(lo, hi)
}

/// Features of a row, from types that [`Operator::infer`] has accepted.
fn features(types: &[&TensorType]) -> usize {
    types[1].last_dim()
}

impl Operator for Gemm {
    const NAME: &'static str = "Gemm";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let &[x, weights, bias] = types else {
            return Err(OpError::Arity { expected: 3, got: types.len() });
        };
        let weight_dims: Vec<usize> = weights.shape.dims().collect();
        let &[outputs, features] = weight_dims.as_slice() else {
            return Err(OpError::Shape { expected: "weights [O, I]".into(), got: weights.shape });
        };
        if bias.shape.dims().ne([outputs]) {
            return Err(OpError::Shape { expected: format!("a bias [{outputs}]"), got: bias.shape });
        }
        let shape = linear_shape(x, features, outputs)?;
        let mut intervals = Vec::with_capacity(shape.len());
        for x in x.intervals.chunks(features) {
            for (weights, &bias) in weights.intervals.chunks(features).zip(&bias.intervals) {
                intervals.push(worst_case(bias, weights, x).ok_or(OpError::Interval(intervals.len()))?);
            }
        }
        Ok(TensorType { shape, intervals })
    }

    fn evaluate(&self, types: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        let features = features(types);
        let dot = |x: &[i64], weights: &[i64], bias: i64| weights.iter().zip(x).fold(bias, |sum, (w, x)| sum + w * x);
        let rows = inputs[0].chunks(features);
        let outputs = || inputs[1].chunks(features).zip(inputs[2]);
        rows.flat_map(|x| outputs().map(move |(weights, &bias)| dot(x, weights, bias))).collect()
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        let features = features(types);
        let mut outputs = Vec::with_capacity(inputs[0].len() / features * inputs[2].len());
        for (x, x_types) in inputs[0].chunks(features).zip(types[0].intervals.chunks(features)) {
            let rows = inputs[1].chunks(features).zip(types[1].intervals.chunks(features));
            for ((weights, weight_types), bias) in rows.zip(inputs[2]) {
                let mut sum = bias.clone();
                for i in 0..features {
                    sum = match (x_types[i], weight_types[i]) {
                        (fixed, _) if decided(fixed) => sum.plus_scaled(&weights[i], fixed.lo),
                        (_, fixed) if decided(fixed) => sum.plus_scaled(&x[i], fixed.lo),
                        _ => sum.plus_scaled(&Signal::product("gemm/product", &weights[i], &x[i], sink), 1),
                    };
                }
                sum.lc.compact();
                outputs.push(sum);
            }
        }
        outputs
    }

    fn constraints(&self, types: &[&TensorType]) -> u64 {
        let features = features(types);
        let open = |row: &[Interval]| row.iter().map(|&x| !decided(x)).collect::<Vec<_>>();
        let weights: Vec<_> = types[1].intervals.chunks(features).map(open).collect();
        let rows = types[0].intervals.chunks(features).map(open);
        rows.map(|x| {
            let both = |weights: &Vec<bool>| weights.iter().zip(&x).filter(|(w, x)| **w && **x).count() as u64;
            weights.iter().map(both).sum::<u64>()
        })
        .sum()
    }

    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
        let features = features(types) as u64;
        let rows = types[0].shape.len() as u64 / features;
        let outputs = types[2].shape.len() as u64;
        // A product is one variable; a fixed factor leaves the other one's terms.
        let widest = inputs[0].each.max(inputs[1].each);
        let each = features.saturating_mul(widest).saturating_add(inputs[2].each);
        let products = rows.saturating_mul(outputs).saturating_mul(features);
        let elements = rows.saturating_mul(outputs);
        Terms {
            each,
            variables: elements.saturating_mul(each),
            // Each product writes both factors into its constraint.
            work: products.saturating_mul(inputs[0].each.saturating_add(inputs[1].each).saturating_add(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::MAX_MAGNITUDE,
        harness::{check_op_on, tensor, Bench},
    };
    use zkml_primitives::{Bn254, Curve, Shape};

    type F = <Bn254 as Curve>::Scalar;

    /// Types of x, of the weights of two outputs, and of their bias.
    fn types(x: (i64, i64), weights: (i64, i64), bias: (i64, i64)) -> [TensorType; 3] {
        [tensor(&[2, 3], &[x]), tensor(&[2, 3], &[weights]), tensor(&[2], &[bias])]
    }

    #[test]
    fn equals_its_reference_and_nothing_else_satisfies_it() {
        let caught = check_op_on(Gemm, &types((-9, 9), (-8, 7), (-100, 100)), &[]);
        assert_eq!(caught.keys().copied().collect::<Vec<_>>(), ["gemm/product"]);
        check_op_on(Gemm, &types((0, 255), (-128, 127), (-(1 << 20), 1 << 20)), &[]);
        let row = [tensor(&[1], &[(-3, 4)]), tensor(&[4, 1], &[(-8, 7)]), tensor(&[4], &[(0, 1)])];
        check_op_on(Gemm, &row, &[]);
    }

    #[test]
    fn reads_weights_by_row() {
        let types = types((-9, 9), (-8, 7), (-100, 100));
        let types: Vec<&TensorType> = types.iter().collect();
        let values = Gemm.evaluate(&types, &[&[1, 2, 3, -1, 0, 1], &[1, 0, 0, 0, 1, 2], &[10, 20]]);
        assert_eq!(values, [11, 28, 9, 22]);
        assert_eq!(Gemm.infer(&types).map(|output| output.shape), Ok(Shape::new(&[2, 2]).expect("a shape")));
    }

    #[test]
    fn a_factor_that_is_one_value_costs_nothing() {
        let x = tensor(&[3], &[(2, 2), (0, 0), (-1, 1)]);
        let weights = tensor(&[2, 3], &[(-4, 4), (-4, 4), (-4, 4), (-4, 4), (3, 3), (3, 3)]);
        let all = [x, weights, tensor(&[2], &[(-1, 1)])];
        let refs: Vec<&TensorType> = all.iter().collect();
        assert_eq!(Gemm.constraints(&refs), 1);
        check_op_on(Gemm, &all, &[]);
    }

    #[test]
    fn intervals_hold_every_corner() {
        let all = [tensor(&[1], &[(-3, 5)]), tensor(&[1, 1], &[(-7, 2)]), tensor(&[1], &[(-1, 4)])];
        let refs: Vec<&TensorType> = all.iter().collect();
        let output = Gemm.infer(&refs).expect("it fits").intervals[0];
        let mut seen = Interval { lo: i64::MAX, hi: i64::MIN };
        for (x, w, b) in (-3..=5).flat_map(|x| (-7..=2).flat_map(move |w| (-1..=4).map(move |b| (x, w, b)))) {
            seen = Interval { lo: seen.lo.min(w * x + b), hi: seen.hi.max(w * x + b) };
        }
        assert_eq!(output, seen);
    }

    #[test]
    fn a_forged_product_is_stopped_only_by_its_constraint() {
        let all = [tensor(&[1], &[(-9, 9)]), tensor(&[1, 1], &[(-8, 7)]), tensor(&[1], &[(-1, 1)])];
        let refs: Vec<&TensorType> = all.iter().collect();
        let mut bench = Bench::<F>::over(&Gemm.into(), &refs, Some(&[&[3], &[5], &[1]]));
        assert_eq!((bench.sink.first_violation(), bench.output()), (None, vec![F::from(16)]));
        bench.witnesses()[0] = F::from(600);
        bench.assert_stopped_only_by("gemm/product", &[16]);
    }

    #[test]
    fn rejects_what_does_not_fit() {
        let infer = |x: TensorType, weights: TensorType, bias: TensorType| Gemm.infer(&[&x, &weights, &bias]).map(drop);
        let one = |dims: &[usize]| tensor(dims, &[(-1, 1)]);
        assert_eq!(infer(one(&[3]), one(&[2, 3]), one(&[2])), Ok(()));
        assert!(matches!(infer(one(&[2]), one(&[2, 3]), one(&[2])), Err(OpError::Shape { .. })));
        assert!(matches!(infer(one(&[3]), one(&[6]), one(&[2])), Err(OpError::Shape { .. })));
        assert!(matches!(infer(one(&[3]), one(&[2, 3]), one(&[3])), Err(OpError::Shape { .. })));
        assert!(matches!(infer(one(&[]), one(&[2, 3]), one(&[2])), Err(OpError::Shape { .. })));
        assert!(matches!(Gemm.infer(&[&one(&[3])]), Err(OpError::Arity { expected: 3, got: 1 })));
        let wide = tensor(&[1], &[(-MAX_MAGNITUDE, MAX_MAGNITUDE)]);
        let weights = tensor(&[1, 1], &[(-2, 2)]);
        assert_eq!(infer(wide, weights, one(&[1])), Err(OpError::Interval(0)));
    }
}
