//! ArgMax: the position of the greatest element, the lowest position where several are equal.
//!
//! | | |
//! | --- | --- |
//! | equation | `y[r] = min { i : x[r, i] = max_j x[r, j] }` |
//! | shapes | `[…, N] → […, 1]`, or `[…]` without `keep_dims` |
//! | integers | exact; ties go to the lowest position, as ONNX's `select_last_index = 0` |
//! | assumes | `x` in its intervals, enforced by whoever made it |
//! | constraints | for each of the `N − 1` comparisons the bits of the difference's worst case and a sign bit, and up to 2 to carry the winner and its position; 0 where the intervals decide |
//! | serves | ArgMax (opset 11 and later) over the last axis |
//! | gaps | other axes; `select_last_index = 1` |
//!
//! A tournament: neighbours are compared, the left one wins a tie, and everything left of a winner has a lower position, so
//! the prover has no choice anywhere.

use super::{unary, OpError, Operator, Terms};
use crate::{
    gadgets::{compare_bits, greater_or_equal, select, Signal, MAX_BITS},
    graph::{Interval, TensorType},
    sink::ConstraintSink,
};
use ark_ff::PrimeField;
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::Shape;

/// See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ArgMax {
    /// Whether the last dimension stays, as 1.
    pub keep_dims: bool,
}

/// What is known of a contender before any value is: the intervals of its value and of its position.
#[derive(Clone, Copy)]
struct Bounds {
    value: Interval,
    position: Interval,
}

impl Bounds {
    fn leaf(position: usize, value: Interval) -> Self {
        let position = position as i64;
        Self { value, position: Interval { lo: position, hi: position } }
    }

    /// The bounds of the winner.
    fn winner(left: Self, right: Self) -> Self {
        let difference = left.value.minus(right.value);
        if difference.lo >= 0 {
            return left;
        }
        if difference.hi < 0 {
            return right;
        }
        let value = Interval { lo: left.value.lo.max(right.value.lo), hi: left.value.hi.max(right.value.hi) };
        Self { value, position: left.position.union(right.position) }
    }

    /// Constraints of the match between two contenders. `last`: the winner's value is of no more use.
    fn constraints(left: Self, right: Self, last: bool) -> u64 {
        let difference = left.value.minus(right.value);
        if difference.lo >= 0 || difference.hi < 0 {
            return 0;
        }
        let fixed = |interval: Interval| interval.lo == interval.hi;
        let position = !(fixed(left.position) && fixed(right.position));
        u64::from(compare_bits(difference)) + 1 + u64::from(!last) + u64::from(position)
    }
}

/// Plays all rounds of the tournament: `play(left, right, last)` gives the winner.
fn tournament<T: Clone>(mut contenders: Vec<T>, mut play: impl FnMut(&T, &T, bool) -> T) -> Option<T> {
    while contenders.len() > 1 {
        let last = contenders.len() == 2;
        contenders = contenders
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => play(left, right, last),
                rest => rest[0].clone(),
            })
            .collect();
    }
    contenders.pop()
}

fn leaves(intervals: &[Interval]) -> Vec<Bounds> {
    intervals.iter().enumerate().map(|(i, &value)| Bounds::leaf(i, value)).collect()
}

impl Operator for ArgMax {
    const NAME: &'static str = "ArgMax";

    fn infer(&self, types: &[&TensorType]) -> Result<TensorType, OpError> {
        let input = unary(types)?;
        let mut dims: Vec<usize> = input.shape.dims().collect();
        let Some(last) = dims.last_mut() else {
            return Err(OpError::Shape { expected: "at least one dimension".into(), got: input.shape });
        };
        *last = 1;
        if !self.keep_dims {
            dims.pop();
        }
        let shape = Shape::new(&dims).ok_or(OpError::Config("the result is not a tensor"))?;
        let winner = |row: &[Interval]| {
            let all = Interval { lo: 0, hi: row.len() as i64 - 1 };
            tournament(leaves(row), |&l, &r, _| Bounds::winner(l, r)).map_or(all, |won| won.position)
        };
        Ok(TensorType { shape, intervals: input.intervals.chunks(input.last_dim()).map(winner).collect() })
    }

    fn evaluate(&self, types: &[&TensorType], inputs: &[&[i64]]) -> Vec<i64> {
        let rows = inputs[0].chunks(types[0].last_dim());
        rows.map(|row| {
            let best = (1..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best });
            best as i64
        })
        .collect()
    }

    fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        types: &[&TensorType],
        inputs: &[&[Signal<F>]],
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        #[derive(Clone)]
        struct Contender<F> {
            bounds: Bounds,
            value: Signal<F>,
            position: Signal<F>,
        }
        let last_dim = types[0].last_dim();
        let rows = inputs[0].chunks(last_dim).zip(types[0].intervals.chunks(last_dim));
        rows.map(|(values, intervals)| {
            let with_witness = values[0].value.is_some();
            let contenders = leaves(intervals)
                .into_iter()
                .zip(values)
                .enumerate()
                .map(|(i, (bounds, value))| Contender {
                    bounds,
                    value: value.clone(),
                    position: Signal::constant(i as i64, with_witness),
                })
                .collect();
            let won = tournament(contenders, |left: &Contender<F>, right, last| {
                let difference = left.bounds.value.minus(right.bounds.value);
                if difference.lo >= 0 {
                    return left.clone();
                }
                if difference.hi < 0 {
                    return right.clone();
                }
                // The left one wins ties: it has the lower position.
                let bit = greater_or_equal("argmax/compare", &left.value, &right.value, difference, sink);
                let fixed = |bounds: Bounds| bounds.position.lo == bounds.position.hi;
                let position = if fixed(left.bounds) && fixed(right.bounds) {
                    let (l, r) = (left.bounds.position.lo, right.bounds.position.lo);
                    bit.scaled(l - r).plus_constant(r)
                } else {
                    select("argmax/position", &bit, &left.position, &right.position, sink)
                };
                let value = if last {
                    left.value.clone()
                } else {
                    select("argmax/value", &bit, &left.value, &right.value, sink)
                };
                Contender { bounds: Bounds::winner(left.bounds, right.bounds), value, position }
            });
            won.map_or_else(|| Signal::constant(0, with_witness), |won| won.position)
        })
        .collect()
    }

    fn constraints(&self, types: &[&TensorType]) -> u64 {
        let mut count = 0;
        for row in types[0].intervals.chunks(types[0].last_dim()) {
            tournament(leaves(row), |&left, &right, last| {
                count += Bounds::constraints(left, right, last);
                Bounds::winner(left, right)
            });
        }
        count
    }

    fn terms(&self, types: &[&TensorType], inputs: &[Terms]) -> Terms {
        let elements = types[0].shape.len() as u64;
        // The winner of a round is the loser and a product more.
        let rounds = u64::from(types[0].last_dim().ilog2() + 1);
        let value = inputs[0].each.saturating_add(rounds);
        // A comparison of one bit is a difference itself.
        let each = value.saturating_mul(2).saturating_add(2 + rounds);
        let work = value.saturating_mul(8).saturating_add(each.saturating_mul(3));
        Terms {
            each,
            variables: elements.saturating_mul(each),
            work: elements.saturating_mul(work.saturating_add(u64::from(MAX_BITS))),
        }
    }

    fn bits(&self, types: &[&TensorType]) -> u32 {
        let mut widest = 0;
        for row in types[0].intervals.chunks(types[0].last_dim()) {
            tournament(leaves(row), |left, right, _| {
                let difference = left.value.minus(right.value);
                if difference.lo < 0 && difference.hi >= 0 {
                    widest = widest.max(compare_bits(difference) + 1);
                }
                Bounds::winner(*left, *right)
            });
        }
        widest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::MAX_MAGNITUDE,
        harness::{check_op, tensor, Bench},
    };
    use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    const ARGMAX: ArgMax = ArgMax { keep_dims: true };

    fn names(caught: crate::harness::Caught) -> Vec<&'static str> {
        caught.into_keys().collect()
    }

    #[test]
    fn equals_its_reference_and_nothing_else_satisfies_it() {
        let check = |n: usize, samples: &[&[i64]]| names(check_op(ARGMAX, &tensor(&[n], &[(-8, 7)]), samples));
        assert!(check(1, &[&[3]]).is_empty());
        assert_eq!(check(2, &[&[3, 3], &[2, 3], &[3, 2]]), ["argmax/compare"]);
        assert_eq!(
            check(3, &[&[1, 2, 3], &[3, 3, 3], &[1, 3, 3], &[-8, -8, -8]]),
            ["argmax/compare", "argmax/position", "argmax/value"]
        );
        assert_eq!(check(5, &[&[1, 7, 2, 7, 7]]).len(), 3);
        let ten = [0, 1, 2, 3, 4, 5, 6, 7, 7, 7];
        assert_eq!(check(10, &[&ten, &[7; 10], &[-8; 10], &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1]]).len(), 3);
    }

    /// Every input of three bits in 2, 3 and 4 places, so every tie: the circuit has one solution, and it is the first
    /// position of the greatest.
    #[test]
    fn every_tie_goes_to_the_lowest_position() {
        for (n, range) in [(2usize, 8i64), (3, 4), (4, 3), (5, 2)] {
            let input = tensor(&[n], &[(0, range - 1)]);
            for code in 0..range.pow(n as u32) {
                let values: Vec<i64> = (0..n as u32).map(|i| code / range.pow(i) % range).collect();
                let first = values.iter().position(|x| x == values.iter().max().unwrap()).unwrap();
                let mut bench = Bench::<F>::new(&ARGMAX.into(), &input, Some(&values));
                assert_eq!(ARGMAX.evaluate(&[&input], &[&values]), [first as i64], "{values:?}");
                assert_eq!(bench.output(), [F::from(first as u64)], "{values:?}");
                bench.assert_unique();
            }
        }
    }

    #[test]
    fn intervals_decide_where_they_can() {
        let decided = |intervals: &[(i64, i64)], position: i64| {
            let input = tensor(&[intervals.len()], intervals);
            assert!(check_op(ARGMAX, &input, &[]).is_empty());
            let output = ARGMAX.infer(&[&input]).unwrap();
            assert_eq!(output.intervals, [Interval { lo: position, hi: position }]);
        };
        decided(&[(5, 9), (0, 5)], 0); // A tie at 5 goes to the left.
        decided(&[(0, 5), (6, 9)], 1);
        decided(&[(0, 2), (3, 3), (9, 9)], 2);
        decided(&[(0, 0), (0, 0), (0, 0), (0, 0), (0, 0)], 0);
        decided(&[(-3, -3)], 0);
        // Not decided: a tie at 5 goes to the left, a 6 to the right.
        let input = tensor(&[2], &[(0, 5), (5, 6)]);
        assert_eq!(names(check_op(ARGMAX, &input, &[&[5, 5], &[5, 6], &[4, 5]])), ["argmax/compare"]);
        // The last two positions can win, the first three cannot.
        let input = tensor(&[5], &[(0, 1), (1, 2), (0, 3), (4, 9), (6, 7)]);
        assert_eq!(ARGMAX.infer(&[&input]).unwrap().intervals, [Interval { lo: 3, hi: 4 }]);
        check_op(ARGMAX, &input, &[&[1, 1, 3, 7, 7], &[1, 1, 3, 6, 7]]);
    }

    #[test]
    fn answers_for_mixed_intervals() {
        let mut rng = StdRng::seed_from_u64(11);
        for n in [2, 3, 5, 10] {
            for _ in 0..6 {
                let intervals: Vec<(i64, i64)> = (0..n)
                    .map(|_| {
                        let lo = rng.gen_range(-20..20);
                        (lo, lo + rng.gen_range(0..12))
                    })
                    .collect();
                check_op(ARGMAX, &tensor(&[n], &intervals), &[]);
            }
        }
    }

    /// Bounds of the winner: no value of any input lies outside them.
    #[test]
    fn bounds_of_a_winner_hold_all_winners() {
        let intervals = || (0..4i64).flat_map(|lo| (lo..4).map(move |hi| Interval { lo, hi }));
        for (l, r) in intervals().flat_map(|l| intervals().map(move |r| (l, r))) {
            let won = Bounds::winner(Bounds::leaf(0, l), Bounds::leaf(1, r));
            let (mut values, mut positions) = (Vec::new(), Vec::new());
            for (a, b) in (l.lo..=l.hi).flat_map(|a| (r.lo..=r.hi).map(move |b| (a, b))) {
                values.push(a.max(b));
                positions.push(i64::from(b > a));
            }
            let hull = |all: &[i64]| Interval { lo: *all.iter().min().unwrap(), hi: *all.iter().max().unwrap() };
            assert_eq!((won.value, won.position), (hull(&values), hull(&positions)), "{l:?} {r:?}");
        }
    }

    #[test]
    fn takes_each_row_of_the_last_axis() {
        let input = tensor(&[2, 3], &[(-8, 7)]);
        let kept = ARGMAX.infer(&[&input]).unwrap();
        let dropped = ArgMax { keep_dims: false }.infer(&[&input]).unwrap();
        assert_eq!((kept.shape, dropped.shape), (Shape::new(&[2, 1]).unwrap(), Shape::new(&[2]).unwrap()));
        check_op(ARGMAX, &input, &[&[1, 2, 3, 3, 2, 1], &[7, 7, 7, -8, -8, -7]]);
        check_op(ArgMax { keep_dims: false }, &input, &[]);
        let one = ArgMax { keep_dims: false }.infer(&[&tensor(&[3], &[(-8, 7)])]).unwrap();
        assert_eq!(one.shape, Shape::new(&[]).unwrap());
        check_op(ARGMAX, &tensor(&[3, 1], &[(-8, 7)]), &[]);
    }

    #[test]
    fn is_exact_at_the_greatest_magnitudes() {
        let (lo, hi) = (-MAX_MAGNITUDE, MAX_MAGNITUDE);
        let input = tensor(&[3], &[(lo, hi)]);
        assert_eq!(ARGMAX.bits(&[&input]), MAX_BITS);
        check_op(ARGMAX, &input, &[&[lo, hi, hi], &[hi, lo, hi], &[lo, lo, hi], &[lo + 1, lo, lo], &[hi - 1, hi, lo]]);
    }

    #[test]
    fn rejects_a_scalar_and_other_arities() {
        assert!(matches!(ARGMAX.infer(&[&tensor(&[], &[(0, 1)])]), Err(OpError::Shape { .. })));
        assert!(matches!(ARGMAX.infer(&[]), Err(OpError::Arity { .. })));
        let input = tensor(&[2], &[(0, 1)]);
        assert!(matches!(ARGMAX.infer(&[&input, &input]), Err(OpError::Arity { .. })));
    }

    /// A bench on `values` in 0..=15 whose operator witnesses are `claimed`.
    fn forged(values: &[i64], claimed: &[i64]) -> Bench<F> {
        let mut bench = Bench::new(&ARGMAX.into(), &tensor(&[values.len()], &[(0, 15)]), Some(values));
        let claimed: Vec<F> = claimed.iter().map(|&value| F::from(value)).collect();
        bench.witnesses().copy_from_slice(&claimed);
        bench
    }

    #[test]
    fn a_tie_claimed_for_the_later_is_stopped_only_by_the_comparison() {
        // 5 − 5 + 16 = 10000; with the top bit denied, 16 is left for four bits.
        let honest = forged(&[5, 5], &[0, 0, 0, 1]);
        assert_eq!((honest.sink.first_violation(), honest.output()), (None, vec![F::from(0)]));
        for bits in [[0, 0, 0, 0], [8, 0, 0, 0], [0, 0, 2, 0], [1, 1, 1, 0]] {
            forged(&[5, 5], &bits).assert_stopped_only_by("argmax/compare", &[0]);
        }
    }

    // [1, 9, 3, 4]: 1 − 9 + 16 = 01000 and the right one's value; 3 − 4 + 16 = 01111 and the right one's value;
    // 9 − 4 + 16 = 10101 and position 3 + (1 − 3).
    const VALUES: [i64; 4] = [1, 9, 3, 4];

    #[test]
    fn a_loser_claimed_to_win_is_stopped_only_by_the_comparison() {
        let honest = forged(&VALUES, &[0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, -2]);
        assert_eq!((honest.sink.first_violation(), honest.output()), (None, vec![F::from(1)]));
        // 1 beats 9, and loses to 4 as it should: 1 − 4 + 16 = 01101.
        let forgery = forged(&VALUES, &[0, 0, 0, 1, -8, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0]);
        assert_eq!(forgery.output(), [F::from(3)]);
        forgery.assert_stopped_only_by("argmax/compare", &[1]);
        // The final claimed for the right one.
        let forgery = forged(&VALUES, &[0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(forgery.output(), [F::from(3)]);
        forgery.assert_stopped_only_by("argmax/compare", &[1]);
    }

    #[test]
    fn a_winner_with_another_value_is_stopped_only_by_the_value() {
        let forgery = forged(&VALUES, &[0, 0, 1, 0, -8, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0]);
        assert_eq!(forgery.output(), [F::from(3)]);
        forgery.assert_stopped_only_by("argmax/value", &[1]);
    }

    #[test]
    fn a_winner_at_another_position_is_stopped_only_by_the_position() {
        for claim in [-3, -1, 0, 5] {
            let forgery = forged(&VALUES, &[0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, claim]);
            assert_eq!(forgery.output(), [F::from(3 + claim)]);
            forgery.assert_stopped_only_by("argmax/position", &[1]);
        }
    }
}
