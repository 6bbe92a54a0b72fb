//! Comparing and choosing.

use super::{bits_for, decompose, Signal};
use crate::{graph::Interval, sink::ConstraintSink};
use ark_ff::PrimeField;

/// `a ≥ b` as a bit, for a value `a − b` that is proven to lie in `difference`; nothing is enforced where the interval
/// decides. A comparison of field elements without a proven interval would let the prover wrap around.
///
/// The difference is shifted by a power of two so that the top bit of one decomposition is the answer.
pub fn greater_or_equal<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    a: &Signal<F>,
    b: &Signal<F>,
    difference: Interval,
    sink: &mut S,
) -> Signal<F> {
    let with_witness = a.value.is_some();
    if difference.lo >= 0 {
        return Signal::constant(1, with_witness);
    }
    if difference.hi < 0 {
        return Signal::constant(0, with_witness);
    }
    let magnitude = compare_bits(difference);
    let shifted = a.clone().plus_scaled(b, -1).plus_constant(1 << magnitude);
    let bits = decompose(name, &shifted, magnitude + 1, sink).bits;
    bits.into_iter().next_back().expect("magnitude + 1 is at least 1; qed")
}

/// Bits below the sign in the decomposition of a difference: 2^bits ≥ −lo and 2^bits > hi.
pub(crate) fn compare_bits(difference: Interval) -> u32 {
    let below = bits_for((-difference.lo - 1).max(0) as u64);
    let above = bits_for(difference.hi.max(0) as u64);
    below.max(above)
}

/// `bit ? yes : no`, by one constraint; `bit` is a bit already.
pub fn select<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    bit: &Signal<F>,
    yes: &Signal<F>,
    no: &Signal<F>,
    sink: &mut S,
) -> Signal<F> {
    let difference = yes.clone().plus_scaled(no, -1);
    let chosen = Signal::product(name, bit, &difference, sink);
    no.clone().plus_scaled(&chosen, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gadgets::MAX_BITS, graph::MAX_MAGNITUDE, sink::CheckSink};
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn compared(a: i64, b: i64, difference: Interval) -> (CheckSink<F>, Signal<F>) {
        let mut sink = CheckSink::new(Vec::new());
        let signals = [a, b].map(|value| Signal::witness(Some(value), &mut sink));
        let bit = greater_or_equal("compare", &signals[0], &signals[1], difference, &mut sink);
        (sink, bit)
    }

    /// The answers that some assignment of the witnessed bits makes acceptable.
    fn answers(mut sink: CheckSink<F>, bit: &Signal<F>) -> Vec<F> {
        let free = sink.witness_count() - 2;
        let mut answers = Vec::new();
        for assignment in 0..1u64 << free {
            let bits = sink.witnesses_mut()[2..].iter_mut();
            bits.enumerate().for_each(|(i, bit)| *bit = F::from(assignment >> i & 1));
            if sink.first_violation().is_none() {
                answers.push(sink.evaluate(&bit.lc));
            }
        }
        answers
    }

    #[test]
    fn has_one_answer_on_every_pair_of_small_intervals() {
        let intervals = || (-4..=3).flat_map(|lo| (lo..=3).map(move |hi| Interval { lo, hi }));
        for (x, y) in intervals().flat_map(|x| intervals().map(move |y| (x, y))) {
            let difference = x.minus(y);
            for (a, b) in (x.lo..=x.hi).flat_map(|a| (y.lo..=y.hi).map(move |b| (a, b))) {
                let (sink, bit) = compared(a, b, difference);
                assert_eq!(sink.first_violation(), None);
                assert_eq!(bit.value, Some(i64::from(a >= b)), "{a} >= {b}");
                let decided = difference.lo >= 0 || difference.hi < 0;
                let bits = if decided { 0 } else { compare_bits(difference) + 1 };
                assert_eq!(sink.constraint_count(), bits as usize);
                assert_eq!(answers(sink, &bit), [F::from(u64::from(a >= b))], "{a} >= {b}");
            }
        }
    }

    #[test]
    fn the_greatest_difference_still_decomposes() {
        let whole = Interval { lo: -MAX_MAGNITUDE, hi: MAX_MAGNITUDE };
        let difference = whole.minus(whole);
        assert_eq!(compare_bits(difference) + 1, MAX_BITS);
        let ends = [whole.lo, -1, 0, 1, whole.hi];
        for (a, b) in ends.into_iter().flat_map(|a| ends.map(|b| (a, b))) {
            let (sink, bit) = compared(a, b, difference);
            assert_eq!(sink.first_violation(), None);
            assert_eq!(sink.evaluate(&bit.lc), F::from(u64::from(a >= b)));
        }
    }

    /// A difference of zero has one sign: claimed negative, 2^magnitude is left for bits that cannot hold it.
    #[test]
    fn zero_is_not_negative() {
        let (mut sink, bit) = compared(6, 6, Interval { lo: -7, hi: 7 });
        assert_eq!(sink.witnesses(), [6, 6, 0, 0, 1].map(F::from));
        for forged in [[0, 0, 0], [0, 2, 0], [4, 0, 0]] {
            sink.witnesses_mut()[2..].copy_from_slice(&forged.map(F::from));
            assert_eq!(sink.evaluate(&bit.lc), F::from(0));
            assert_eq!(sink.violations(&[]).count(), 1);
            assert_eq!(sink.violations(&["compare"]).count(), 0);
        }
    }

    #[test]
    fn selects_one_of_two() {
        for (bit, yes, no) in [(0, 7, -3), (1, 7, -3), (0, -5, -5), (1, 0, 9)] {
            let mut sink = CheckSink::<F>::new(Vec::new());
            let [b, y, n] = [bit, yes, no].map(|value| Signal::witness(Some(value), &mut sink));
            let chosen = select("select", &b, &y, &n, &mut sink);
            let expected = if bit == 1 { yes } else { no };
            assert_eq!(chosen.value, Some(expected));
            assert_eq!(sink.evaluate(&chosen.lc), F::from(expected));
            assert_eq!((sink.first_violation(), sink.constraint_count()), (None, 1));
            sink.witnesses_mut()[3] += F::from(1);
            assert_eq!(sink.first_violation().map(|violation| violation.name), Some("select"));
        }
    }
}
