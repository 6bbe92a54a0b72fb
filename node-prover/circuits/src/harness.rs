//! The questions that every operator answers: does the circuit equal `evaluate`, at the boundaries too; does corrupting each
//! witness value make it fail, and at which constraint; does the predicted count equal the real one; does synthesis without
//! a witness give the same constraints as with one; do the constraints of small instances have one solution. And a place to
//! play the attacker with more than one value at a time.

use crate::{
    gadgets::Signal,
    graph::{Interval, TensorType},
    ops::{Op, Terms},
    sink::{CheckSink, Lc, VariableKind},
};
use ark_ff::PrimeField;
use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use zkml_primitives::{Bls12_381, Bn254, Curve, Shape};

/// A tensor type from an interval for each element.
pub fn tensor(dims: &[usize], intervals: &[(i64, i64)]) -> TensorType {
    let shape = Shape::new(dims).expect("a test's shape");
    let mut intervals: Vec<Interval> = intervals.iter().map(|&(lo, hi)| Interval { lo, hi }).collect();
    if intervals.len() == 1 {
        intervals = vec![intervals[0]; shape.len()];
    }
    assert_eq!(intervals.len(), shape.len(), "a test's intervals");
    TensorType { shape, intervals }
}

/// One operator on its inputs, with everything that an attacker may change.
pub struct Bench<F> {
    /// Constraints and assignment. The first witnesses are the inputs' elements.
    pub sink: CheckSink<F>,
    /// What stands for the output.
    pub outputs: Vec<Signal<F>>,
    inputs: usize,
}

impl<F: PrimeField> Bench<F> {
    /// Synthesizes an operator of one input.
    pub fn new(op: &Op, input: &TensorType, values: Option<&[i64]>) -> Self {
        Self::over(op, &[input], values.map(|values| [values]).as_ref().map(|values| values.as_slice()))
    }

    /// Synthesizes. The inputs' elements are free witnesses: that they lie in their intervals is somebody else's duty.
    pub fn over(op: &Op, types: &[&TensorType], values: Option<&[&[i64]]>) -> Self {
        let mut sink = CheckSink::new(Vec::new());
        let signals: Vec<Vec<Signal<F>>> = types
            .iter()
            .enumerate()
            .map(|(t, ty)| {
                let element = |i: usize| values.map(|values| values[t][i]);
                (0..ty.shape.len()).map(|i| Signal::witness(element(i), &mut sink)).collect()
            })
            .collect();
        let inputs: Vec<&[Signal<F>]> = signals.iter().map(|signals| signals.as_slice()).collect();
        let outputs = op.synthesize(types, &inputs, &mut sink);
        Self { sink, outputs, inputs: signals.iter().map(Vec::len).sum() }
    }

    /// The witnesses of the operator itself, in the order of allocation.
    pub fn witnesses(&mut self) -> &mut [F] {
        &mut self.sink.witnesses_mut()[self.inputs..]
    }

    /// The output under the assignment as it is now.
    pub fn output(&self) -> Vec<F> {
        self.outputs.iter().map(|output| self.sink.evaluate(&output.lc)).collect()
    }

    /// Names of the constraints that fail.
    pub fn violated(&self) -> BTreeSet<&'static str> {
        self.sink.violations(&[]).map(|violation| violation.name).collect()
    }

    /// Asserts that a forgery is a real one that `defence` alone stops: with the constraints of that name it is refused,
    /// without them it would be accepted, and it claims another output than the honest one.
    pub fn assert_stopped_only_by(&self, defence: &str, honest: &[i64]) {
        let honest: Vec<F> = honest.iter().map(|&value| F::from(value)).collect();
        assert_ne!(self.output(), honest, "the forgery claims the honest output");
        let violated = self.violated();
        assert!(!violated.is_empty(), "the forgery is accepted");
        assert!(violated.iter().all(|name| name.starts_with(defence)), "stopped by {violated:?}");
        assert_eq!(self.sink.violations(&[defence]).count(), 0, "stopped without {defence} as well");
    }
}

impl<F: PrimeField> Bench<F> {
    /// Every assignment of the operator's own witnesses that satisfies all constraints over the input as it is. Nothing is
    /// guessed: a constraint with one unknown is an equation of degree two at most, and all of its roots in the field are
    /// followed. Panics at a witness that the constraints leave free. The work doubles with each bit of a decomposition.
    pub fn solutions(&self) -> Vec<Vec<F>> {
        let mut assignment: Vec<Option<F>> = vec![None; self.sink.witness_count()];
        let known = self.sink.witnesses().iter().take(self.inputs);
        assignment.iter_mut().zip(known).for_each(|(to, &from)| *to = Some(from));
        let rows: Vec<_> = self.sink.constraints().map(|(_, a, b, c)| [a, b, c]).collect();
        let mut found = Vec::new();
        solve(&rows, &mut assignment, &mut found);
        found.into_iter().map(|mut all| all.split_off(self.inputs)).collect()
    }

    /// Asserts that the constraints admit the honest witness and nothing else.
    pub fn assert_unique(&mut self) {
        let honest = self.witnesses().to_vec();
        assert_eq!(self.solutions(), [honest], "the constraints do not have exactly the honest solution");
    }
}

/// A linear combination in at most one unknown: constant part, coefficient.
fn in_one_unknown<F: PrimeField>(lc: &Lc<F>, assignment: &[Option<F>], unknown: &mut Option<usize>) -> (F, F) {
    lc.terms().fold((F::zero(), F::zero()), |(constant, coefficient), (variable, by)| match variable.kind() {
        VariableKind::One => (constant + by, coefficient),
        VariableKind::Public(_) => panic!("an operator that reads public inputs"),
        VariableKind::Witness(i) => match assignment[i] {
            Some(value) => (constant + value * by, coefficient),
            None => {
                assert_eq!(*unknown.get_or_insert(i), i, "a constraint brings two unknowns at once");
                (constant, coefficient + by)
            }
        },
    })
}

fn solve<F: PrimeField>(rows: &[[&Lc<F>; 3]], assignment: &mut [Option<F>], found: &mut Vec<Vec<F>>) {
    let Some((row, rest)) = rows.split_first() else {
        let all = assignment.iter().map(|value| value.expect("a witness that no constraint touches"));
        found.push(all.collect());
        return;
    };
    let mut unknown = None;
    let [(a0, a1), (b0, b1), (c0, c1)] = row.map(|lc| in_one_unknown(lc, assignment, &mut unknown));
    let (square, linear, constant) = (a1 * b1, a0 * b1 + a1 * b0 - c1, a0 * b0 - c0);
    let Some(unknown) = unknown else {
        if constant.is_zero() {
            solve(rest, assignment, found);
        }
        return;
    };
    let roots = match (square.inverse(), linear.inverse()) {
        (None, None) => {
            assert!(!constant.is_zero(), "witness {unknown} is free");
            vec![]
        }
        (None, Some(inverse)) => vec![-constant * inverse],
        (Some(inverse), _) => {
            let root = (linear.square() - F::from(4u8) * square * constant).sqrt();
            let half = inverse * F::from(2u8).inverse().expect("the characteristic is not 2");
            root.map_or(vec![], |root| vec![(root - linear) * half, (-root - linear) * half])
        }
    };
    for root in roots {
        assignment[unknown] = Some(root);
        solve(rest, assignment, found);
    }
    assignment[unknown] = None;
}

/// Widest decomposition whose solutions [`check_op`] counts.
const SEARCHED_BITS: u32 = 8;

/// Which constraints caught corrupted witnesses, and how many.
pub type Caught = BTreeMap<&'static str, usize>;

/// Asks all questions over both fields, for the boundary values of the input, for `samples`, and for seeded random inputs.
/// Panics with what went wrong; returns which constraints caught the corrupted witnesses.
pub fn check_op(op: impl Into<Op>, input: &TensorType, samples: &[&[i64]]) -> Caught {
    let samples: Vec<Vec<Vec<i64>>> = samples.iter().map(|sample| vec![sample.to_vec()]).collect();
    check_op_on(op, std::slice::from_ref(input), &samples)
}

/// As [`check_op`], of an operator with any number of inputs. A sample is the values of each.
pub fn check_op_on(op: impl Into<Op>, inputs: &[TensorType], samples: &[Vec<Vec<i64>>]) -> Caught {
    let op = op.into();
    let mut caught = check_op_over::<<Bn254 as Curve>::Scalar>(&op, inputs, samples);
    for (name, count) in check_op_over::<<Bls12_381 as Curve>::Scalar>(&op, inputs, samples) {
        *caught.entry(name).or_default() += count;
    }
    caught
}

fn check_op_over<F: PrimeField>(op: &Op, inputs: &[TensorType], samples: &[Vec<Vec<i64>>]) -> Caught {
    let types: Vec<&TensorType> = inputs.iter().collect();
    let output = op.infer(&types).expect("the operator accepts its input");
    let structure = Bench::<F>::over(op, &types, None);
    let constraints = structure.sink.constraint_count();
    assert_eq!(constraints as u64, op.constraints(&types), "predicted count");
    let sizes: Vec<Terms> = inputs.iter().map(|input| Terms::variables(input.shape.len())).collect();
    let terms = op.terms(&types, &sizes);
    let widest = structure.outputs.iter().map(|output| output.lc.term_count() as u64).max();
    assert!(widest <= Some(terms.each), "predicted terms {}, got {widest:?}", terms.each);

    let mut rng = StdRng::seed_from_u64(7);
    let mut all = samples.to_vec();
    let mut of_each = |value: &mut dyn FnMut(Interval) -> i64| {
        let values = |input: &TensorType| input.intervals.iter().map(|&x| value(x)).collect();
        all.push(inputs.iter().map(values).collect());
    };
    of_each(&mut |x| x.lo);
    of_each(&mut |x| x.hi);
    of_each(&mut |x| 0.clamp(x.lo, x.hi));
    for _ in 0..16 {
        of_each(&mut |x| rng.gen_range(x.lo..=x.hi));
    }

    let mut caught = Caught::new();
    for values in &all {
        let inside = |(values, input): (&Vec<i64>, &TensorType)| {
            values.iter().zip(&input.intervals).all(|(&value, x)| x.contains(value))
        };
        assert!(values.iter().zip(inputs).all(inside), "a sample outside the input's intervals: {values:?}");
        let values: Vec<&[i64]> = values.iter().map(|values| values.as_slice()).collect();
        let expected = op.evaluate(&types, &values);
        let mut bench = Bench::<F>::over(op, &types, Some(&values));
        assert_same_structure(&structure, &bench);
        assert_eq!(bench.sink.first_violation(), None, "honest witness on {values:?}");
        let as_field: Vec<F> = expected.iter().map(|&value| F::from(value)).collect();
        assert_eq!(bench.output(), as_field, "circuit and evaluate differ on {values:?}");
        for ((value, interval), signal) in expected.iter().zip(&output.intervals).zip(&bench.outputs) {
            assert!(interval.contains(*value), "{value} outside {interval:?} on {values:?}");
            assert_eq!(signal.value, Some(*value), "the signal's value on {values:?}");
        }
        if op.bits(&types) <= SEARCHED_BITS {
            bench.assert_unique();
        }
        for i in 0..bench.witnesses().len() {
            let honest = bench.witnesses()[i];
            let corruptions = [
                honest + F::one(),
                honest - F::one(),
                F::one() - honest,
                -honest,
                honest + F::from(1u64 << 40),
                F::rand(&mut rng),
            ];
            for corrupted in corruptions.into_iter().filter(|&corrupted| corrupted != honest) {
                bench.witnesses()[i] = corrupted;
                let violated = bench.violated();
                assert!(!violated.is_empty(), "witness {i} can be {corrupted} on {values:?}");
                for name in violated {
                    *caught.entry(name).or_default() += 1;
                }
            }
            bench.witnesses()[i] = honest;
        }
    }
    caught
}

fn assert_same_structure<F: PrimeField>(a: &Bench<F>, b: &Bench<F>) {
    type Row<'a, F> = (&'static str, &'a Lc<F>, &'a Lc<F>, &'a Lc<F>);
    assert_eq!(a.sink.constraint_count(), b.sink.constraint_count(), "constraints with and without a witness");
    assert_eq!(a.sink.witness_count(), b.sink.witness_count(), "witnesses with and without a witness");
    let same = |(x, y): (Row<'_, F>, Row<'_, F>)| x == y;
    assert!(a.sink.constraints().zip(b.sink.constraints()).all(same), "matrices with and without a witness");
    let outputs = a.outputs.iter().zip(&b.outputs);
    assert!(outputs.into_iter().all(|(x, y)| x.lc == y.lc), "outputs with and without a witness");
}
