//! Linear combinations with small integer coefficients.

use super::Variable;
use ark_ff::PrimeField;

/// Σ coefficient · variable. Coefficients are `i64` where they fit, as weights do, at 16 bytes a term in place of 40; the few
/// that do not (powers of two in a packed port, constants of a hash) stand apart as field elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lc<F> {
    small: Vec<(Variable, i64)>,
    wide: Vec<(Variable, F)>,
}

impl<F: PrimeField> Default for Lc<F> {
    fn default() -> Self {
        Self { small: Vec::new(), wide: Vec::new() }
    }
}

impl<F: PrimeField> From<Variable> for Lc<F> {
    fn from(variable: Variable) -> Self {
        Self { small: vec![(variable, 1)], wide: Vec::new() }
    }
}

impl<F: PrimeField> Lc<F> {
    /// The constant `value`.
    pub fn constant(value: i64) -> Self {
        Self::default().plus(Variable::ONE, value)
    }

    /// The constant one.
    pub fn one() -> Self {
        Self::constant(1)
    }

    /// Adds `coefficient · variable`.
    pub fn plus(mut self, variable: Variable, coefficient: i64) -> Self {
        self.add(variable, coefficient);
        self
    }

    /// Adds the constant `value`.
    pub fn plus_constant(self, value: i64) -> Self {
        self.plus(Variable::ONE, value)
    }

    /// Adds `coefficient · other`.
    pub fn plus_scaled(mut self, other: &Lc<F>, coefficient: i64) -> Self {
        self.add_scaled(other, coefficient);
        self
    }

    /// Adds `coefficient · variable` in place.
    pub fn add(&mut self, variable: Variable, coefficient: i64) {
        if coefficient != 0 {
            self.small.push((variable, coefficient));
        }
    }

    /// Adds `coefficient · other` in place; a product that leaves `i64` becomes a field element.
    pub fn add_scaled(&mut self, other: &Lc<F>, coefficient: i64) {
        if coefficient == 0 {
            return;
        }
        for &(variable, by) in &other.small {
            match by.checked_mul(coefficient) {
                Some(product) => self.small.push((variable, product)),
                None => self.wide.push((variable, F::from(by) * F::from(coefficient))),
            }
        }
        let coefficient = F::from(coefficient);
        self.wide.extend(other.wide.iter().map(|&(variable, by)| (variable, by * coefficient)));
    }

    /// Adds `coefficient · other` in place, for a coefficient of any size.
    pub fn add_scaled_wide(&mut self, other: &Lc<F>, coefficient: F) {
        self.wide.extend(other.terms().map(|(variable, by)| (variable, by * coefficient)));
    }

    /// Merges the terms of each variable. Linear layers of linear layers repeat their variables.
    pub fn compact(&mut self) {
        self.small.sort_unstable_by_key(|term| term.0);
        // A sum that leaves `i64` stays two terms.
        self.small.dedup_by(|(variable, by), (last, sum)| {
            let merged = sum.checked_add(*by).filter(|_| last == variable);
            *sum = merged.unwrap_or(*sum);
            merged.is_some()
        });
        self.small.retain(|term| term.1 != 0);
        // A layer of a layer adds up thousands of terms of which a few remain, and thousands of such sums are kept.
        self.small.shrink_to_fit();
    }

    /// The terms as field elements. A variable may occur more than once.
    pub fn terms(&self) -> impl Iterator<Item = (Variable, F)> + '_ {
        let small = self.small.iter().map(|&(variable, by)| (variable, F::from(by)));
        small.chain(self.wide.iter().copied())
    }

    /// The variables that occur.
    pub fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        self.small.iter().map(|term| term.0).chain(self.wide.iter().map(|term| term.0))
    }

    /// Number of terms.
    pub fn term_count(&self) -> usize {
        self.small.len() + self.wide.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::{CheckSink, ConstraintSink};
    use ark_ff::Field;
    use ark_std::rand::{rngs::StdRng, Rng, SeedableRng};
    use zkml_primitives::{Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn sink() -> (CheckSink<F>, Vec<Variable>) {
        let mut sink = CheckSink::new(vec![F::from(1_000_003)]);
        let mut variables: Vec<Variable> = (0..4).map(|i| sink.witness(Some(F::from(7 + 10 * i)))).collect();
        variables.extend([Variable::ONE, Variable::public(0)]);
        (sink, variables)
    }

    /// Compacting changes no value and leaves no variable twice, whatever overflows on the way.
    #[test]
    fn compacting_keeps_the_value() {
        let (sink, variables) = sink();
        let mut rng = StdRng::seed_from_u64(3);
        let edges = [0, 1, -1, i64::MAX, i64::MIN, i64::MAX - 1, 1 << 62, -(1 << 62)];
        for _ in 0..2000 {
            let mut lc = Lc::<F>::default();
            let mut expected = F::from(0);
            for _ in 0..rng.gen_range(0..12) {
                let variable = variables[rng.gen_range(0..variables.len())];
                let by = if rng.gen() { edges[rng.gen_range(0..edges.len())] } else { rng.gen_range(-9..9) };
                lc.add(variable, by);
                expected += sink.evaluate(&variable.into()) * F::from(by);
            }
            assert_eq!(sink.evaluate(&lc), expected);
            let before = lc.term_count();
            lc.compact();
            assert_eq!(sink.evaluate(&lc), expected);
            assert!(lc.term_count() <= before && lc.terms().all(|(_, by)| by != F::from(0)));
        }
        let mut lc = Lc::<F>::default();
        variables.iter().cycle().take(60).for_each(|&variable| lc.add(variable, 3));
        lc.compact();
        assert_eq!(lc.term_count(), variables.len());
    }

    #[test]
    fn products_beyond_i64_are_exact() {
        let (sink, variables) = sink();
        let edges = [i64::MIN, -(1 << 32), -3, 0, 1, 2, 1 << 40, i64::MAX];
        for (by, again) in edges.into_iter().flat_map(|by| edges.map(|again| (by, again))) {
            let lc = Lc::<F>::from(variables[0]).plus_constant(5);
            let value = sink.evaluate(&lc);
            let scaled = Lc::default().plus_scaled(&lc, by).plus_constant(-1).plus_scaled(&lc, -1);
            let twice = Lc::default().plus_scaled(&scaled, again);
            let expected = (value * F::from(by) - F::from(1) - value) * F::from(again);
            assert_eq!(sink.evaluate(&twice), expected, "{by} {again}");
            let mut wide = Lc::constant(again);
            wide.add_scaled_wide(&twice, F::from(2).pow([200]));
            assert_eq!(sink.evaluate(&wide), F::from(again) + expected * F::from(2).pow([200]));
        }
    }
}
