//! Feeds an `ark_relations` constraint system, for setup and proving.

use super::{ConstraintSink, Lc, Variable, VariableKind};
use ark_ff::PrimeField;
use ark_relations::gr1cs::{self, ConstraintSystemRef, LinearCombination, SynthesisError};

/// Writes into a constraint system. Errors of arkworks are kept until [`ArkworksSink::finish`], so that operators need
/// not carry them.
pub struct ArkworksSink<F: PrimeField> {
    system: ConstraintSystemRef<F>,
    public: Vec<gr1cs::Variable>,
    witnesses: Vec<gr1cs::Variable>,
    error: Option<SynthesisError>,
}

impl<F: PrimeField> ArkworksSink<F> {
    /// Allocates the public inputs: one for each value, `None` at setup.
    pub fn new(
        system: ConstraintSystemRef<F>,
        public: impl Iterator<Item = Option<F>>,
    ) -> Result<Self, SynthesisError> {
        let public = public
            .map(|value| system.new_input_variable(|| value.ok_or(SynthesisError::AssignmentMissing)))
            .collect::<Result<_, _>>()?;
        Ok(Self { system, public, witnesses: Vec::new(), error: None })
    }

    /// The first error, if any.
    pub fn finish(self) -> Result<(), SynthesisError> {
        self.error.map_or(Ok(()), Err)
    }

    fn lc(&self, lc: &Lc<F>) -> LinearCombination<F> {
        let variable = |variable: Variable| match variable.kind() {
            VariableKind::One => gr1cs::Variable::One,
            VariableKind::Public(i) => self.public[i],
            VariableKind::Witness(i) => self.witnesses[i],
        };
        LinearCombination(lc.terms().map(|(of, by)| (by, variable(of))).collect())
    }

    fn keep<T>(&mut self, result: Result<T, SynthesisError>) -> Option<T> {
        result.map_err(|e| self.error.get_or_insert(e)).ok()
    }
}

impl<F: PrimeField> ConstraintSink<F> for ArkworksSink<F> {
    fn witness(&mut self, value: Option<F>) -> Variable {
        let result = self.system.new_witness_variable(|| value.ok_or(SynthesisError::AssignmentMissing));
        let variable = self.keep(result).unwrap_or(gr1cs::Variable::Zero);
        self.witnesses.push(variable);
        Variable::witness(self.witnesses.len() - 1)
    }

    fn enforce(&mut self, _: &'static str, a: &Lc<F>, b: &Lc<F>, c: &Lc<F>) {
        let result = self.system.enforce_r1cs_constraint(|| self.lc(a), || self.lc(b), || self.lc(c));
        self.keep(result);
    }
}
