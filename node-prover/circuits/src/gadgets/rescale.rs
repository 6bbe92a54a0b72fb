//! Rounding shift and clamps over one bit decomposition.
//!
//! `y = clamp((x + half) >> shift, min, max)` with `half = 2^(shift−1)` (0 for shift 0) and an arithmetic shift: the
//! quotient is rounded to the nearest integer, halves towards +∞. What must be impossible: a quotient with a remainder
//! outside `0..2^shift` (any output would be provable), a clamp that is applied where it does not bite or left out where it
//! does, and a wrapped sign.

use super::{bits_for, decompose, Signal};
use crate::{
    graph::Interval,
    sink::{ConstraintSink, Lc},
};
use ark_ff::PrimeField;

/// Greatest shift.
pub const MAX_SHIFT: u8 = 40;

/// A rounding right shift with optional clamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescale {
    /// Bits that are shifted out, at most [`MAX_SHIFT`].
    pub shift: u8,
    /// Least result.
    pub min: Option<i64>,
    /// Greatest result.
    pub max: Option<i64>,
}

/// Names of the constraints of one rescale, so that the operator that uses it is named.
#[derive(Clone, Copy, Debug)]
pub struct RescaleNames {
    /// Bits of the quotient and the remainder.
    pub bits: &'static str,
    /// The lower clamp.
    pub min: &'static str,
    /// The upper clamp.
    pub max: &'static str,
}

/// Which clamps can bite on an interval, and so which constraints there are.
enum Plan {
    /// The result is this constant on the whole interval.
    Constant(i64),
    /// No shift, no clamp: the input itself.
    Same,
    /// No clamp bites. `x + half − base·2^shift` has `bits` bits.
    Shift { base: i64, bits: u32 },
    /// The lower clamp alone. `top` is the position of the bit that says `q ≥ min`.
    Min { base: i64, min: i64, top: u32 },
    /// The upper clamp alone. `top` is the position of the bit that says `q > max`.
    Max { base: i64, max: i64, top: u32 },
    /// Both. The window `min..=max` has `2^window` values, so the bits between it and `top` say whether `q > max`.
    Both { base: i64, min: i64, window: u32, top: u32 },
}

impl Rescale {
    fn half(self) -> i64 {
        match self.shift {
            0 => 0,
            shift => 1 << (shift - 1),
        }
    }

    /// The result for one value. Exact for every value of magnitude below 2^62.
    pub fn evaluate(self, value: i64) -> i64 {
        let quotient = (value + self.half()) >> self.shift;
        let floored = self.min.map_or(quotient, |min| quotient.max(min));
        self.max.map_or(floored, |max| floored.min(max))
    }

    /// The results for an interval. Rescaling is monotone.
    pub fn interval(self, x: Interval) -> Interval {
        Interval { lo: self.evaluate(x.lo), hi: self.evaluate(x.hi) }
    }

    /// Whether it can be synthesized: a shift in range, `min ≤ max`, and where both clamps are given a window of a power of
    /// two of values.
    pub fn check(self) -> Result<(), &'static str> {
        const LIMIT: i64 = crate::graph::MAX_MAGNITUDE;
        if self.shift > MAX_SHIFT {
            return Err("the shift is over 40 bits");
        }
        let outside = |bound: Option<i64>| bound.is_some_and(|bound| !(-LIMIT..=LIMIT).contains(&bound));
        if outside(self.min) || outside(self.max) {
            return Err("a clamp is out of range");
        }
        match (self.min, self.max) {
            (Some(min), Some(max)) if min > max => Err("the clamps leave no value"),
            (Some(min), Some(max)) if !((max - min + 1) as u64).is_power_of_two() => {
                Err("the window between the clamps is not a power of two")
            }
            _ => Ok(()),
        }
    }

    fn plan(self, x: Interval) -> Plan {
        let (shift, half) = (u32::from(self.shift), self.half());
        let (lo, hi) = ((x.lo + half) >> shift, (x.hi + half) >> shift);
        let result = self.interval(x);
        if result.lo == result.hi {
            return Plan::Constant(result.lo);
        }
        let min = self.min.filter(|&min| lo < min);
        let max = self.max.filter(|&max| hi > max);
        // The bit that separates `q ≥ threshold`, counted from the first bit of the quotient.
        let top = |threshold: i64| {
            let below = bits_for((threshold - lo - 1).max(0) as u64);
            below.max(bits_for((hi - threshold).max(0) as u64))
        };
        match (min, max) {
            (None, None) if shift == 0 => Plan::Same,
            (None, None) => Plan::Shift { base: lo, bits: bits_for((x.hi + half - (lo << shift)) as u64) },
            (Some(min), None) => {
                let top = top(min);
                Plan::Min { base: min - (1 << top), min, top }
            }
            (None, Some(max)) => {
                let top = top(max + 1);
                Plan::Max { base: max + 1 - (1 << top), max, top }
            }
            (Some(min), Some(max)) => {
                let top = top(min);
                let window = ((max - min + 1) as u64).ilog2();
                Plan::Both { base: min - (1 << top), min, window, top }
            }
        }
    }

    /// Constraints on an interval.
    pub fn constraints(self, x: Interval) -> u64 {
        let shift = u32::from(self.shift);
        u64::from(match self.plan(x) {
            Plan::Constant(_) | Plan::Same => 0,
            Plan::Shift { bits, .. } => bits,
            Plan::Min { top, .. } | Plan::Max { top, .. } => shift + top + 2,
            Plan::Both { window, top, .. } => (shift + top + 1) + (top - window - 1) + 2,
        })
    }

    /// Bits of the decomposition on an interval, 0 where there is none.
    pub fn bits(self, x: Interval) -> u32 {
        let shift = u32::from(self.shift);
        match self.plan(x) {
            Plan::Constant(_) | Plan::Same => 0,
            Plan::Shift { bits, .. } => bits,
            Plan::Min { top, .. } | Plan::Max { top, .. } | Plan::Both { top, .. } => shift + top + 1,
        }
    }

    /// Terms of the result, for an input of so many.
    pub(crate) fn terms(self, x: Interval, input: u64) -> u64 {
        match self.plan(x) {
            Plan::Constant(_) => 1,
            Plan::Same => input,
            Plan::Shift { bits, .. } => u64::from(bits) - u64::from(self.shift) + 1,
            Plan::Min { .. } | Plan::Max { .. } | Plan::Both { .. } => 2,
        }
    }

    /// The result as a signal. The caller has proven that `x` lies in `interval`.
    pub fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        self,
        names: RescaleNames,
        x: &Signal<F>,
        interval: Interval,
        sink: &mut S,
    ) -> Signal<F> {
        let shift = usize::from(self.shift);
        // The quotient relative to `base` is non-negative; its bits stand above the remainder's.
        let mut split = |base: i64, bits: u32| {
            let shifted = x.clone().plus_constant(self.half() - (base << self.shift));
            decompose(names.bits, &shifted, bits, sink)
        };
        match self.plan(interval) {
            Plan::Constant(value) => Signal::constant(value, x.value.is_some()),
            Plan::Same => x.clone(),
            Plan::Shift { base, bits } => split(base, bits).range(shift, bits as usize).plus_constant(base),
            Plan::Min { base, min, top } => {
                let top = shift + top as usize;
                let bits = split(base, top as u32 + 1);
                let above = bits.range(shift, top);
                Signal::product(names.min, &bits.bits[top], &above, sink).plus_constant(min)
            }
            Plan::Max { base, max, top } => {
                let top = shift + top as usize;
                let bits = split(base, top as u32 + 1);
                let within = bits.bits[top].scaled(-1).plus_constant(1);
                let below = bits.range(shift, top).plus_constant(base - max);
                Signal::product(names.max, &within, &below, sink).plus_constant(max)
            }
            Plan::Both { base, min, window, top } => {
                let (window, top) = (shift + window as usize, shift + top as usize);
                let bits = split(base, top as u32 + 1);
                let over = any(names.max, &bits.bits[window..top], sink);
                let inside = bits.range(shift, window);
                let greatest = (1 << (window - shift)) - 1;
                let missing = inside.scaled(-1).plus_constant(greatest);
                let capped = Signal::product(names.max, &over, &missing, sink).plus_scaled(&inside, 1);
                Signal::product(names.min, &bits.bits[top], &capped, sink).plus_constant(min)
            }
        }
    }
}

/// Whether one of several bits is set: `n − 1` constraints. The slice is not empty.
fn any<F: PrimeField, S: ConstraintSink<F>>(name: &'static str, bits: &[Signal<F>], sink: &mut S) -> Signal<F> {
    let zero = Signal { lc: Lc::default(), value: bits.first().and_then(|bit| bit.value).map(|_| 0) };
    let Some((first, rest)) = bits.split_first() else { return zero };
    rest.iter().fold(first.clone(), |any, bit| {
        let both = Signal::product(name, &any, bit, sink);
        any.plus_scaled(bit, 1).plus_scaled(&both, -1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gadgets::MAX_BITS,
        graph::MAX_MAGNITUDE,
        harness::{tensor, Bench},
        ops::{Op, Requantize},
        sink::CheckSink,
    };
    use proptest::prelude::{
        any as arbitrary, prop, prop_assert, prop_assert_eq, prop_oneof, proptest, Just, ProptestConfig, Strategy,
    };
    use std::collections::BTreeMap;
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    const NAMES: RescaleNames = RescaleNames { bits: "bits", min: "min", max: "max" };

    fn branch(plan: &Plan) -> &'static str {
        match plan {
            Plan::Constant(_) => "constant",
            Plan::Same => "same",
            Plan::Shift { .. } => "shift",
            Plan::Min { .. } => "min",
            Plan::Max { .. } => "max",
            Plan::Both { .. } => "both",
        }
    }

    /// None, one and both clamps; on and around the ends of intervals; windows of one value and more.
    fn clamps() -> Vec<(Option<i64>, Option<i64>)> {
        let mut clamps = vec![(None, None)];
        clamps.extend([-8, -3, 0, 4].map(|min| (Some(min), None)));
        clamps.extend([-5, -1, 0, 3, 8].map(|max| (None, Some(max))));
        let windows = [(0, 0), (0, 1), (0, 3), (0, 7), (-1, 0), (-2, 1), (-4, 3), (-8, 7), (2, 5), (-6, -3)];
        clamps.extend(windows.map(|(min, max)| (Some(min), Some(max))));
        clamps
    }

    /// What the circuit of one element does on every value of every interval in −9..=9: equals the meaning, which is written
    /// here a second time and with a division, costs what is predicted, and has one solution.
    #[test]
    fn is_exact_and_unique_on_every_small_interval() {
        let mut branches = BTreeMap::<_, u32>::new();
        let intervals = (-9..=9i64).flat_map(|lo| (lo..=9).map(move |hi| Interval { lo, hi }));
        for x in intervals {
            for (shift, (min, max)) in (0..4).flat_map(|s| clamps().into_iter().map(move |c| (s, c))) {
                let rescale = Rescale { shift, min, max };
                rescale.check().unwrap();
                let plan = rescale.plan(x);
                let (input, op) = (tensor(&[1], &[(x.lo, x.hi)]), Requantize { shifts: vec![shift], min, max });
                *branches.entry((branch(&plan), shift > 0)).or_default() += 1;
                let results = (x.lo..=x.hi).map(|value| {
                    let half = f64::from(1 << shift);
                    let rounded = (value as f64 / half + 0.5).floor() as i64;
                    let rounded = if shift == 0 { value } else { rounded };
                    let expected = rounded.max(min.unwrap_or(i64::MIN)).min(max.unwrap_or(i64::MAX));
                    let mut bench = Bench::<F>::new(&op.clone().into(), &input, Some(&[value]));
                    let context = || format!("{rescale:?} on {value} in {x:?}: {}", branch(&plan));
                    assert_eq!(rescale.evaluate(value), expected, "{}", context());
                    assert_eq!(bench.outputs[0].value, Some(expected), "{}", context());
                    assert_eq!(bench.output(), [F::from(expected)], "{}", context());
                    assert_eq!(bench.sink.first_violation(), None, "{}", context());
                    assert_eq!(bench.sink.constraint_count() as u64, rescale.constraints(x), "{}", context());
                    assert!(bench.outputs[0].lc.term_count() as u64 <= rescale.terms(x, 1), "{}", context());
                    if value == x.lo || value == x.hi || value % 4 == 0 {
                        bench.assert_unique();
                    }
                    expected
                });
                let results: Vec<i64> = results.collect();
                let hull = Interval { lo: results[0], hi: results[results.len() - 1] };
                assert_eq!(rescale.interval(x), hull, "{rescale:?} on {x:?}");
            }
        }
        let all = ["both", "constant", "max", "min", "shift"].map(|name| (name, true));
        let all = all.into_iter().chain(["both", "constant", "max", "min", "same"].map(|name| (name, false)));
        for branch in all {
            assert!(branches.get(&branch).is_some_and(|&count| count > 30), "{branch:?}: {branches:?}");
        }
        assert_eq!(branches.len(), 10, "{branches:?}");
    }

    /// A clamp costs nothing unless some value lies beyond it.
    #[test]
    fn a_clamp_on_the_boundary_does_not_bite() {
        let x = Interval { lo: -8, hi: 7 };
        let plan = |min, max| branch(&Rescale { shift: 0, min, max }.plan(x));
        assert_eq!(plan(Some(-8), Some(7)), "same");
        assert_eq!(plan(Some(-9), Some(8)), "same");
        assert_eq!(plan(Some(-7), None), "min");
        assert_eq!(plan(None, Some(6)), "max");
        assert_eq!(plan(Some(-7), Some(8)), "min");
        assert_eq!(plan(Some(-9), Some(6)), "max");
        assert_eq!(plan(Some(-7), Some(0)), "both");
        assert_eq!(plan(Some(7), None), "constant");
        assert_eq!(plan(None, Some(-8)), "constant");
        // Rounding comes first: 7 rounds up to 4 at shift 1.
        let plan = |max| branch(&Rescale { shift: 1, min: None, max: Some(max) }.plan(x));
        assert_eq!((plan(4), plan(3)), ("shift", "max"));
    }

    #[test]
    fn refuses_what_cannot_be_synthesized() {
        let check = |shift, min, max| Rescale { shift, min, max }.check().is_ok();
        assert!(check(MAX_SHIFT, None, None) && !check(MAX_SHIFT + 1, None, None) && !check(255, None, None));
        assert!(check(0, Some(-MAX_MAGNITUDE), None) && !check(0, Some(-MAX_MAGNITUDE - 1), None));
        assert!(check(0, None, Some(MAX_MAGNITUDE)) && !check(0, None, Some(MAX_MAGNITUDE + 1)));
        assert!(!check(0, Some(i64::MIN), None) && !check(0, None, Some(i64::MIN)));
        assert!(!check(0, Some(i64::MAX), None) && !check(0, None, Some(i64::MAX)));
        assert!(!check(0, Some(i64::MIN), Some(i64::MAX)));
        assert!(check(0, Some(3), Some(3)));
        let reversed = Rescale { shift: 0, min: Some(3), max: Some(2) };
        assert_eq!(reversed.check(), Err("the clamps leave no value"));
        assert!(check(0, Some(-2), Some(1)) && !check(0, Some(-1), Some(1)) && !check(0, Some(0), Some(254)));
    }

    fn magnitudes() -> impl Strategy<Value = i64> {
        // Every size of number as often as any other, and the ends.
        prop_oneof![
            (0u32..=59, arbitrary::<i64>())
                .prop_map(|(bits, x)| (x >> (63 - bits)).clamp(-MAX_MAGNITUDE, MAX_MAGNITUDE)),
            Just(MAX_MAGNITUDE),
            Just(-MAX_MAGNITUDE),
            (0u32..=59).prop_map(|bits| 1 << bits),
            (0u32..=59).prop_map(|bits| -(1 << bits)),
        ]
    }

    fn clamps_of_any_size() -> impl Strategy<Value = (Option<i64>, Option<i64>)> {
        let window = (magnitudes(), 0u32..=60).prop_map(|(min, window)| (Some(min), Some(min + (1 << window) - 1)));
        prop_oneof![
            Just((None, None)),
            magnitudes().prop_map(|min| (Some(min), None)),
            magnitudes().prop_map(|max| (None, Some(max))),
            window.prop_filter("in range", |(_, max)| *max <= Some(MAX_MAGNITUDE)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// No decomposition comes near the field's width, nothing overflows (arithmetic is checked in tests), and the
        /// circuit is exact at the ends and around the clamps, however large the interval.
        #[test]
        fn stays_below_max_bits_on_every_interval(
            (a, b) in (magnitudes(), magnitudes()),
            at in arbitrary::<prop::sample::Index>(),
            shift in 0..=MAX_SHIFT,
            (min, max) in clamps_of_any_size(),
        ) {
            let x = Interval { lo: a.min(b), hi: a.max(b) };
            let rescale = Rescale { shift, min, max };
            prop_assert_eq!(rescale.check(), Ok(()));
            prop_assert!(rescale.bits(x) <= MAX_BITS);
            let threshold = |clamp: Option<i64>| clamp.unwrap_or(0).saturating_mul(1 << shift);
            let around = [threshold(min), threshold(max), x.lo + at.index(1 << 20) as i64]
                .into_iter()
                .flat_map(|at| [-1, 0, 1].map(|by| at.saturating_add(by).clamp(x.lo, x.hi)));
            for value in around.chain([x.lo, x.hi, 0.clamp(x.lo, x.hi)]) {
                let mut sink = CheckSink::<F>::new(Vec::new());
                let signal = Signal::witness(Some(value), &mut sink);
                let result = rescale.synthesize(NAMES, &signal, x, &mut sink);
                prop_assert_eq!(sink.first_violation(), None);
                prop_assert_eq!(sink.constraint_count() as u64, rescale.constraints(x));
                prop_assert_eq!(result.value, Some(rescale.evaluate(value)));
                prop_assert_eq!(sink.evaluate(&result.lc), F::from(rescale.evaluate(value)));
                prop_assert!(rescale.interval(x).contains(rescale.evaluate(value)));
            }
        }
    }

    /// The widest of each branch takes all the bits there are, so that MAX_MAGNITUDE could not be one greater.
    #[test]
    fn the_widest_intervals_take_max_bits() {
        let x = Interval { lo: -MAX_MAGNITUDE, hi: MAX_MAGNITUDE };
        let bits = |shift, min, max| Rescale { shift, min, max }.bits(x);
        assert_eq!(bits(1, None, None), 61);
        assert_eq!(bits(MAX_SHIFT, None, None), 61);
        assert_eq!(bits(0, Some(1 - MAX_MAGNITUDE), None), 61);
        assert_eq!(bits(0, Some(1 - MAX_MAGNITUDE), Some(2 - MAX_MAGNITUDE)), 61);
        let op: Op = Requantize { shifts: vec![MAX_SHIFT], min: Some(0), max: Some(255) }.into();
        assert!(op.bits(&[&tensor(&[1], &[(x.lo, x.hi)])]) <= MAX_BITS);
    }
}
