//! Requantize: a rounding shift by output channel, with clamps.
//!
//! | | |
//! | --- | --- |
//! | equation | `y = clamp((x + 2^(s−1)) >> s, min, max)`, `s = shifts[channel]`; nothing is added for `s = 0` |
//! | shapes | any; the channel is the last dimension |
//! | integers | arithmetic shift, so halves round towards +∞; exact |
//! | assumes | `x` in its intervals, enforced by whoever made it |
//! | constraints | for an element, what [`Rescale::constraints`] says: the bits of its worst case, and one or two for clamps that can bite |
//! | serves | the change of scale after a linear layer that no Relu follows |
//! | gaps | the rescale is a power of two; a multiplier for models that are quantized already comes later |

use super::{unary, OpError, Operator, Terms};
use crate::{
    gadgets::{Rescale, RescaleNames, Signal, MAX_BITS},
    graph::{Interval, TensorType},
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};

/// See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Requantize {
    /// One shift, or one for each channel.
    pub shifts: Vec<u8>,
    /// Least result.
    pub min: Option<i64>,
    /// Greatest result.
    pub max: Option<i64>,
}

const NAMES: RescaleNames = RescaleNames { bits: "requantize/bits", min: "requantize/min", max: "requantize/max" };

impl Operator for Requantize {
    const NAME: &'static str = "Requantize";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let input = unary(types)?;
        let channels = input.last_dim();
        if self.shifts.len() != 1 && self.shifts.len() != channels {
            return Err(OpError::Shape {
                expected: format!("[…, {}], one channel a shift", self.shifts.len()),
                got: input.shape,
            });
        }
        for index in 0..self.shifts.len() {
            self.rescale(index).check().map_err(OpError::Config)?;
        }
        let intervals = input.intervals.iter().enumerate().map(|(i, &x)| self.rescale(i).interval(x)).collect();
        Ok(TensorType { shape: input.shape, intervals })
    }

    fn evaluate(&self, _: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        inputs[0].iter().enumerate().map(|(i, &x)| self.rescale(i).evaluate(x)).collect()
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        self.synthesize_named(NAMES, types[0], inputs[0], sink)
    }

    fn constraints(&self, types: &[&TensorType]) -> u64 {
        let elements = types[0].intervals.iter().enumerate();
        elements.map(|(i, &x)| self.rescale(i).constraints(x)).sum()
    }

    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
        let intervals = &types[0].intervals;
        let element = |(i, &x): (usize, &Interval)| self.rescale(i).terms(x, inputs[0].each);
        let each = intervals.iter().enumerate().map(element).max().unwrap_or(0);
        let elements = intervals.len() as u64;
        Terms {
            each,
            variables: elements.saturating_mul(each),
            work: elements.saturating_mul(inputs[0].each.saturating_add(u64::from(MAX_BITS))),
        }
    }

    fn bits(&self, types: &[&TensorType]) -> u32 {
        let elements = types[0].intervals.iter().enumerate();
        elements.map(|(i, &x)| self.rescale(i).bits(x)).max().unwrap_or(0)
    }
}

impl Requantize {
    /// The rescale of an element. [`Operator::infer`] has compared the number of shifts with the channels.
    fn rescale(&self, element: usize) -> Rescale {
        let shift = self.shifts[element % self.shifts.len()];
        Rescale { shift, min: self.min, max: self.max }
    }

    /// Synthesis with the constraint names of the operator that it is a part of.
    pub(super) fn synthesize_named<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        names: RescaleNames,
        input: &TensorType,
        x: &[Signal<F>],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        x.iter()
            .zip(&input.intervals)
            .enumerate()
            .map(|(i, (x, &interval))| self.rescale(i).synthesize(names, x, interval, sink))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::MAX_MAGNITUDE,
        harness::{check_op, tensor, Bench},
    };
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn op(shift: u8, min: Option<i64>, max: Option<i64>) -> Requantize {
        Requantize { shifts: vec![shift], min, max }
    }

    fn forged(op: &Requantize, (lo, hi): (i64, i64), x: i64, bits: &[i64], products: &[i64]) -> Bench<F> {
        let mut bench = Bench::new(&op.clone().into(), &tensor(&[1], &[(lo, hi)]), Some(&[x]));
        let claimed: Vec<F> = bits[1..].iter().chain(products).map(|&value| F::from(value)).collect();
        bench.witnesses().copy_from_slice(&claimed);
        bench
    }

    fn names(caught: &crate::harness::Caught) -> Vec<&'static str> {
        caught.keys().copied().collect()
    }

    #[test]
    fn equals_its_reference_and_nothing_else_satisfies_it() {
        let input = tensor(&[2], &[(-40, 23), (5, 61)]);
        let shifted = check_op(op(3, None, None), &input, &[&[4, 12], &[-4, 20], &[3, 11]]);
        assert_eq!(names(&shifted), ["requantize/bits"]);
        let min = check_op(op(2, Some(3), None), &input, &[&[10, 9], &[9, 10]]);
        assert_eq!(names(&min), ["requantize/bits", "requantize/min"]);
        let max = check_op(op(2, None, Some(3)), &input, &[&[13, 14], &[14, 13]]);
        assert_eq!(names(&max), ["requantize/bits", "requantize/max"]);
        let both = check_op(op(1, Some(-2), Some(5)), &input, &[&[-5, 11], &[-3, 10], &[11, 12]]);
        assert_eq!(names(&both), ["requantize/bits", "requantize/max", "requantize/min"]);
    }

    #[test]
    fn costs_nothing_where_the_interval_decides() {
        let same = check_op(op(0, None, None), &tensor(&[2], &[(-40, 23), (5, 61)]), &[]);
        let on_the_boundary = check_op(op(0, Some(-8), Some(7)), &tensor(&[1], &[(-8, 7)]), &[]);
        let constant = check_op(op(4, None, None), &tensor(&[3], &[(-8, 7), (5, 5), (-24, -9)]), &[]);
        let clamped = check_op(op(0, Some(9), None), &tensor(&[1], &[(-8, 9)]), &[]);
        for caught in [same, on_the_boundary, constant, clamped] {
            assert!(caught.is_empty(), "{caught:?}");
        }
    }

    #[test]
    fn one_bit_is_enough_where_two_values_are_left() {
        // The one bit is the value itself; there is no witness that could be corrupted.
        let caught = check_op(op(0, Some(-1), None), &tensor(&[1], &[(-2, 0)]), &[&[-2], &[-1], &[0]]);
        assert_eq!(names(&caught), ["requantize/bits", "requantize/min"]);
    }

    #[test]
    fn answers_for_shapes_and_shifts_by_channel() {
        let by_channel = Requantize { shifts: vec![0, 1, 2], min: Some(-4), max: Some(3) };
        check_op(by_channel, &tensor(&[2, 3], &[(-9, 9)]), &[&[-9, 7, -2, 3, 8, 9]]);
        let mixed = tensor(&[4], &[(-9, -3), (2, 9), (-9, 9), (0, 0)]);
        for (min, max) in [(None, None), (Some(-2), None), (None, Some(1)), (Some(-2), Some(1)), (Some(0), Some(0))] {
            for shift in 0..4 {
                check_op(op(shift, min, max), &mixed, &[]);
            }
        }
        check_op(op(2, None, None), &tensor(&[], &[(-9, 9)]), &[&[2]]);
    }

    #[test]
    fn is_exact_at_the_greatest_magnitudes() {
        let whole = tensor(&[1], &[(-MAX_MAGNITUDE, MAX_MAGNITUDE)]);
        for (shift, min, max) in
            [(40, None, None), (20, Some(0), Some(255)), (0, Some(1 - MAX_MAGNITUDE), Some((1 << 40) - MAX_MAGNITUDE))]
        {
            check_op(op(shift, min, max), &whole, &[&[1 << 39], &[(1 << 39) - 1]]);
        }
    }

    #[test]
    fn rejects_bad_configurations() {
        let input = tensor(&[2, 3], &[(-20, 20)]);
        let infer = |shifts: &[u8], min, max| Requantize { shifts: shifts.to_vec(), min, max }.infer(&[&input]);
        assert!(infer(&[1, 2, 3], Some(-1), Some(2)).is_ok());
        for shifts in [&[][..], &[1, 2], &[1, 2, 3, 4], &[0; 6]] {
            assert!(matches!(infer(shifts, None, None), Err(OpError::Shape { .. })), "{shifts:?}");
        }
        assert!(matches!(infer(&[41], None, None), Err(OpError::Config(_))));
        assert!(matches!(infer(&[0], Some(3), Some(2)), Err(OpError::Config(_))));
        assert!(matches!(infer(&[0], Some(0), Some(2)), Err(OpError::Config(_))));
        assert!(matches!(infer(&[0], Some(i64::MIN), Some(i64::MAX)), Err(OpError::Config(_))));
        assert!(matches!(op(0, None, None).infer(&[]), Err(OpError::Arity { expected: 1, got: 0 })));
        assert!(matches!(op(0, None, None).infer(&[&input; 2]), Err(OpError::Arity { expected: 1, got: 2 })));
    }

    // x = 2 at shift 2 on −8..=5 is half: 2 + 2 + 2·4 = 12 = 1100, quotient −2 + 3 and remainder 0.

    #[test]
    fn a_half_rounded_down_is_stopped_only_by_its_bits() {
        let bench = forged(&op(2, None, None), (-8, 5), 2, &[0, 0, 1, 1], &[]);
        assert_eq!((bench.sink.first_violation(), bench.output()), (None, vec![F::from(1)]));
        for bits in [[4, 0, 0, 1], [0, 2, 0, 1], [2, 1, 0, 1]] {
            forged(&op(2, None, None), (-8, 5), 2, &bits, &[]).assert_stopped_only_by("requantize/bits", &[1]);
        }
    }

    #[test]
    fn a_quotient_off_by_one_is_stopped_only_by_its_bits() {
        // 5 + 2 + 8 = 15: quotient 1 and remainder 3. One more leaves −1, one less 7.
        for bits in [[-1, 0, 0, 2], [-1, 0, 2, 1], [1, -1, 2, 1], [7, 0, 0, 1], [1, 3, 0, 1]] {
            forged(&op(2, None, None), (-8, 5), 5, &bits, &[]).assert_stopped_only_by("requantize/bits", &[1]);
        }
    }

    #[test]
    fn a_forged_clamp_is_stopped_only_by_the_clamp() {
        // Lower clamp −1 on −8..=7: −1 + 8 = 7 bits count from −9, so −5 is 0100 and 3 is 1100.
        let min = op(0, Some(-1), None);
        let bench = forged(&min, (-8, 7), -5, &[0, 0, 1, 0, 0], &[0]);
        assert_eq!(bench.violated().len(), 1, "base is -1 - 16");
        let bench = forged(&min, (-8, 7), -5, &[0, 0, 1, 1, 0], &[0]);
        assert_eq!((bench.sink.first_violation(), bench.output()), (None, vec![F::from(-1)]));
        forged(&min, (-8, 7), -5, &[0, 0, 1, 1, 0], &[-4]).assert_stopped_only_by("requantize/min", &[-1]);
        forged(&min, (-8, 7), -5, &[0, 0, 1, 1, 0], &[5]).assert_stopped_only_by("requantize/min", &[-1]);
        // Upper clamp 1: base 2 − 16, so 5 is 10011 and −3 is 01011.
        let max = op(0, None, Some(1));
        let bench = forged(&max, (-8, 7), 5, &[1, 1, 0, 0, 1], &[0]);
        assert_eq!((bench.sink.first_violation(), bench.output()), (None, vec![F::from(1)]), "{:?}", bench.violated());
        forged(&max, (-8, 7), 5, &[1, 1, 0, 0, 1], &[4]).assert_stopped_only_by("requantize/max", &[1]);
        forged(&max, (-8, 7), -3, &[1, 1, 0, 1, 0], &[0]).assert_stopped_only_by("requantize/max", &[-3]);
    }
}
