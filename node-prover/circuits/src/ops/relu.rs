//! Relu, fused with the requantize that follows it: one bit decomposition serves the sign, the shift and the clamp.
//!
//! | | |
//! | --- | --- |
//! | equation | `y = min(max((x + 2^(s−1)) >> s, 0), max)`, `s = shifts[channel]`; nothing is added for `s = 0` |
//! | shapes | any; the channel is the last dimension |
//! | integers | arithmetic shift, so halves round towards +∞; exact. Relu before or after the rounding is the same: a negative `x` rounds to 0 or below |
//! | assumes | `x` in its intervals, enforced by whoever made it |
//! | constraints | for an element whose sign is open, the bits of its worst case and 1; with a clamp that can bite, 1 more and 1 for each bit above the clamp but one; 0 where the interval decides |
//! | serves | Relu (opset 6 and later) |
//! | gaps | none known |
//!
//! What the constraints make impossible: a remainder outside `0..2^s` (`relu/bits`: any quotient would be provable), a
//! negative value passed on or a positive one dropped (`relu/sign`), a value above the clamp (`relu/clamp`). Zero has one
//! sign: `x = 0` gives 0 on every path.

use super::{OpError, Operator, Requantize, Terms};
use crate::{
    gadgets::{RescaleNames, Signal},
    graph::TensorType,
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};

/// See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Relu {
    /// One shift, or one for each channel.
    pub shifts: Vec<u8>,
    /// Greatest result, one less than a power of two; without it the worst case passes.
    pub max: Option<i64>,
}

const NAMES: RescaleNames = RescaleNames { bits: "relu/bits", min: "relu/sign", max: "relu/clamp" };

impl Relu {
    /// Relu is a requantize whose least result is zero.
    fn requantize(&self) -> Requantize {
        Requantize { shifts: self.shifts.clone(), min: Some(0), max: self.max }
    }
}

impl Operator for Relu {
    const NAME: &'static str = "Relu";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        self.requantize().infer(types)
    }

    fn evaluate(&self, types: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        self.requantize().evaluate(types, inputs)
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        self.requantize().synthesize_named(NAMES, types[0], inputs[0], sink)
    }

    fn constraints(&self, types: &[&TensorType]) -> u64 {
        self.requantize().constraints(types)
    }

    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
        self.requantize().terms(types, inputs)
    }

    fn bits(&self, types: &[&TensorType]) -> u32 {
        self.requantize().bits(types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{check_op, tensor, Bench};
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn relu(shift: u8, max: Option<i64>) -> Relu {
        Relu { shifts: vec![shift], max }
    }

    /// A bench of one element whose decomposition claims `bits` (least significant first, of any value) in place of the
    /// honest ones, and `products` after them. The lowest bit is no witness: it is what is left.
    fn forged(op: &Relu, (lo, hi): (i64, i64), x: i64, bits: &[i64], products: &[i64]) -> Bench<F> {
        let mut bench = Bench::new(&op.clone().into(), &tensor(&[1], &[(lo, hi)]), Some(&[x]));
        let claimed: Vec<F> = bits[1..].iter().chain(products).map(|&value| F::from(value)).collect();
        bench.witnesses().copy_from_slice(&claimed);
        bench
    }

    #[test]
    fn equals_its_reference_and_nothing_else_satisfies_it() {
        let signs = check_op(relu(2, None), &tensor(&[3], &[(-32, 31), (-7, 2), (-1, 200)]), &[&[9, 2, 0]]);
        assert_eq!(signs.keys().copied().collect::<Vec<_>>(), ["relu/bits", "relu/sign"]);
        let clamps = check_op(relu(1, Some(3)), &tensor(&[2], &[(-32, 31), (-5, 20)]), &[&[7, 6], &[8, 5]]);
        assert_eq!(clamps.keys().copied().collect::<Vec<_>>(), ["relu/bits", "relu/clamp", "relu/sign"]);
        check_op(relu(0, None), &tensor(&[2, 2], &[(-3, 3)]), &[&[0, -1, 1, 0]]);
        check_op(relu(0, Some(1)), &tensor(&[2], &[(-3, 3)]), &[&[2, 1]]);
        check_op(relu(3, Some(0)), &tensor(&[1], &[(-50, 50)]), &[]);
        check_op(relu(40, Some(255)), &tensor(&[1], &[(-(1 << 59), 1 << 59)]), &[&[1 << 39], &[(1 << 39) - 1]]);
    }

    #[test]
    fn the_sign_costs_nothing_where_the_interval_decides() {
        let caught = check_op(relu(0, None), &tensor(&[2], &[(0, 9), (4, 5)]), &[]);
        assert!(caught.is_empty(), "{caught:?}");
        let caught = check_op(relu(2, None), &tensor(&[2], &[(-9, 0), (-2, -2)]), &[]);
        assert!(caught.is_empty(), "{caught:?}");
        let caught = check_op(relu(2, None), &tensor(&[1], &[(0, 9)]), &[&[2], &[1], &[6]]);
        assert_eq!(caught.keys().copied().collect::<Vec<_>>(), ["relu/bits"]);
    }

    #[test]
    fn shifts_by_channel() {
        let op = Relu { shifts: vec![0, 1, 3], max: Some(7) };
        check_op(op, &tensor(&[2, 3], &[(-20, 20)]), &[&[1, 2, 4, 7, 14, 20]]);
    }

    #[test]
    fn rounds_halves_up_and_keeps_zero() {
        let values = [-3, -2, -1, 0, 1, 2, 3, 5, 6, 7];
        let input = tensor(&[values.len()], &[(-8, 8)]);
        let output = relu(2, None).evaluate(&[&input], &[&values]);
        assert_eq!(output, [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]);
        check_op(relu(2, None), &input, &[&values]);
    }

    #[test]
    fn rejects_bad_configurations() {
        let input = tensor(&[2, 3], &[(-20, 20)]);
        let infer = |shifts: &[u8], max| Relu { shifts: shifts.to_vec(), max }.infer(&[&input]);
        assert!(infer(&[1], Some(7)).is_ok());
        assert!(matches!(infer(&[], None), Err(OpError::Shape { .. })));
        assert!(matches!(infer(&[1, 1], None), Err(OpError::Shape { .. })));
        assert!(matches!(infer(&[41], None), Err(OpError::Config(_))));
        assert!(matches!(infer(&[0, 0, 41], None), Err(OpError::Config(_))));
        assert!(matches!(infer(&[1], Some(6)), Err(OpError::Config(_))), "not one less than a power of two");
        assert!(matches!(infer(&[1], Some(-1)), Err(OpError::Config(_))));
        assert!(matches!(relu(1, None).infer(&[]), Err(OpError::Arity { .. })));
        assert!(matches!(relu(1, None).infer(&[&input, &input]), Err(OpError::Arity { .. })));
    }

    // x = 9 at shift 2 on −32..=31 is decomposed as 9 + 2 + 16·4 = 75 = 100 1011: sign 1, quotient 2, remainder 3.

    #[test]
    fn a_quotient_off_by_one_is_stopped_only_by_its_bits() {
        let honest = forged(&relu(2, None), (-32, 31), 9, &[1, 1, 0, 1, 0, 0, 1], &[2]);
        assert_eq!((honest.sink.first_violation(), honest.output()), (None, vec![F::from(2)]));
        // Quotient 3, and a remainder of −1: as its lowest bit, as its higher bit, over both.
        for remainder in [[-1, 0], [1, -1], [-3, 1]] {
            let bits = [remainder[0], remainder[1], 1, 1, 0, 0, 1];
            forged(&relu(2, None), (-32, 31), 9, &bits, &[3]).assert_stopped_only_by("relu/bits", &[2]);
        }
        // Quotient 1 and a remainder of 7.
        for remainder in [[7, 0], [1, 3], [5, 1]] {
            let bits = [remainder[0], remainder[1], 1, 0, 0, 0, 1];
            forged(&relu(2, None), (-32, 31), 9, &bits, &[1]).assert_stopped_only_by("relu/bits", &[2]);
        }
        // Any quotient at all, absorbed by one bit.
        let bits = [1, 1, 40, 1, 0, 0, 1];
        forged(&relu(2, None), (-32, 31), 9, &bits, &[42]).assert_stopped_only_by("relu/bits", &[2]);
    }

    #[test]
    fn a_negative_value_claimed_positive_is_stopped_only_by_its_bits() {
        // −8 + 2 + 64 = 58 = 011 1010. With the sign set, −6 is left for the bits below.
        let bits = [-10, 0, 1, 0, 0, 0, 1];
        forged(&relu(2, None), (-32, 31), -8, &bits, &[1]).assert_stopped_only_by("relu/bits", &[0]);
    }

    #[test]
    fn a_dropped_or_passed_value_is_stopped_only_by_the_sign() {
        let honest = [1, 1, 0, 1, 0, 0, 1];
        for claim in [0, 1, 3, -2] {
            forged(&relu(2, None), (-32, 31), 9, &honest, &[claim]).assert_stopped_only_by("relu/sign", &[2]);
        }
        let negative = [0, 1, 0, 1, 1, 1, 0];
        for claim in [14, -2, 1] {
            forged(&relu(2, None), (-32, 31), -8, &negative, &[claim]).assert_stopped_only_by("relu/sign", &[0]);
        }
    }

    #[test]
    fn zero_is_not_negative() {
        // 0 + 2 + 64 = 66. Without the sign the bits below would have to hold 66 of 0..=63; the output would be the same,
        // which makes a second witness for one statement.
        let mut bench = forged(&relu(2, None), (-32, 31), 0, &[0, 1, 0, 0, 0, 0, 1], &[0]);
        bench.assert_unique();
        for bits in [[66, 0, 0, 0, 0, 0, 0], [0, 1, 16, 0, 0, 0, 0], [0, 1, 0, 0, 0, 2, 0]] {
            let bench = forged(&relu(2, None), (-32, 31), 0, &bits, &[0]);
            assert_eq!(bench.violated().into_iter().collect::<Vec<_>>(), ["relu/bits"]);
        }
    }

    #[test]
    fn a_half_rounded_down_is_stopped_only_by_its_bits() {
        // 10 at shift 2 is 2.5: 10 + 2 + 64 = 76 = 100 1100, quotient 3 and remainder 0. Rounded down, the remainder is 4.
        for bits in [[4, 0, 0, 1, 0, 0, 1], [0, 2, 0, 1, 0, 0, 1], [2, 1, 0, 1, 0, 0, 1]] {
            forged(&relu(2, None), (-32, 31), 10, &bits, &[2]).assert_stopped_only_by("relu/bits", &[3]);
        }
    }

    // x = 20 at shift 1 with a clamp at 3 on −32..=31 is decomposed as 20 + 1 + 32·2 = 85 = 101 0101: sign 1, quotient 01010,
    // of which 010 lies over the clamp. Products: two of the "any", the cap, the sign.

    #[test]
    fn a_value_over_the_clamp_is_stopped_only_by_the_clamp() {
        let (op, bits) = (relu(1, Some(3)), [1, 0, 1, 0, 1, 0, 1]);
        let honest = forged(&op, (-32, 31), 20, &bits, &[0, 0, 1, 3]);
        assert_eq!((honest.sink.first_violation(), honest.output()), (None, vec![F::from(3)]));
        // The bits over the clamp denied, in the first and in the second product.
        forged(&op, (-32, 31), 20, &bits, &[1, 0, 0, 2]).assert_stopped_only_by("relu/clamp", &[3]);
        forged(&op, (-32, 31), 20, &bits, &[0, 1, 0, 2]).assert_stopped_only_by("relu/clamp", &[3]);
        // The cap left out, and a greater one.
        forged(&op, (-32, 31), 20, &bits, &[0, 0, 0, 2]).assert_stopped_only_by("relu/clamp", &[3]);
        forged(&op, (-32, 31), 20, &bits, &[0, 0, 8, 10]).assert_stopped_only_by("relu/clamp", &[3]);
        forged(&op, (-32, 31), 20, &bits, &[0, 0, 1, 10]).assert_stopped_only_by("relu/sign", &[3]);
    }

    #[test]
    fn a_clamp_that_does_not_bite_is_stopped_only_by_the_clamp() {
        // 3 at shift 1 is 2: 3 + 1 + 64 = 68 = 100 0100.
        let (op, bits) = (relu(1, Some(3)), [0, 0, 1, 0, 0, 0, 1]);
        forged(&op, (-32, 31), 3, &bits, &[0, 0, 1, 3]).assert_stopped_only_by("relu/clamp", &[2]);
        forged(&op, (-32, 31), 3, &bits, &[-1, 0, 1, 3]).assert_stopped_only_by("relu/clamp", &[2]);
    }
}
