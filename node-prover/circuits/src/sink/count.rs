//! Counts without storing.

use super::{ConstraintSink, Lc, Variable, VariableKind};
use ark_ff::PrimeField;

/// Counts constraints (by layer too), witnesses and terms, and remembers which public inputs some constraint touches.
#[derive(Clone, Debug, Default)]
pub struct CountSink {
    /// Constraints so far.
    pub constraints: u64,
    /// Witnesses so far.
    pub witnesses: u64,
    /// Terms in all linear combinations, which is what the matrices weigh.
    pub terms: u64,
    /// Constraints by layer, in order.
    pub layers: Vec<(String, u64)>,
    touched: Vec<bool>,
}

impl CountSink {
    /// For a circuit with that many public inputs.
    pub fn new(public_inputs: usize) -> Self {
        Self { touched: vec![false; public_inputs], ..Self::default() }
    }

    /// The first public input that no constraint touches. Any value would verify in its place.
    pub fn untouched_public_input(&self) -> Option<usize> {
        self.touched.iter().position(|touched| !touched)
    }
}

impl<F: PrimeField> ConstraintSink<F> for CountSink {
    fn witness(&mut self, _: Option<F>) -> Variable {
        self.witnesses += 1;
        Variable::witness(self.witnesses as usize - 1)
    }

    fn enforce(&mut self, _: &'static str, a: &Lc<F>, b: &Lc<F>, c: &Lc<F>) {
        self.constraints += 1;
        if let Some((_, count)) = self.layers.last_mut() {
            *count += 1;
        }
        for lc in [a, b, c] {
            self.terms += lc.term_count() as u64;
            for variable in lc.variables() {
                if let VariableKind::Public(i) = variable.kind() {
                    if let Some(touched) = self.touched.get_mut(i) {
                        *touched = true;
                    }
                }
            }
        }
    }

    fn layer(&mut self, name: &str) {
        self.layers.push((name.into(), 0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    #[test]
    fn finds_a_public_input_that_no_constraint_touches() {
        for skipped in 0..3 {
            let mut sink = CountSink::new(3);
            for i in (0..3).filter(|&i| i != skipped) {
                let rows = [Lc::<F>::from(Variable::public(i)), Lc::one(), Lc::default()];
                // In any of the three places.
                sink.enforce("touch", &rows[i % 3], &rows[(i + 1) % 3], &rows[(i + 2) % 3]);
            }
            assert_eq!(sink.untouched_public_input(), Some(skipped));
            sink.enforce("touch", &Lc::<F>::from(Variable::public(skipped)), &Lc::one(), &Lc::default());
            assert_eq!(sink.untouched_public_input(), None);
        }
        assert_eq!(CountSink::new(0).untouched_public_input(), None);
    }

    #[test]
    fn counts_by_layer() {
        let mut sink = CountSink::new(0);
        let witness = ConstraintSink::<F>::witness(&mut sink, None);
        ConstraintSink::<F>::layer(&mut sink, "a");
        sink.enforce("x", &Lc::<F>::from(witness), &Lc::one(), &Lc::default());
        ConstraintSink::<F>::layer(&mut sink, "b");
        for _ in 0..2 {
            sink.enforce("x", &Lc::<F>::from(witness).plus_constant(3), &Lc::one(), &Lc::default());
        }
        assert_eq!((sink.constraints, sink.witnesses, sink.terms), (3, 1, 2 + 3 + 3));
        assert_eq!(sink.layers, [("a".to_string(), 1), ("b".to_string(), 2)]);
    }
}
