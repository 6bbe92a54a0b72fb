//! Evaluates constraints on a witness, names those that fail, and lets a test play the attacker.

use super::{ConstraintSink, Lc, Variable, VariableKind};
use ark_ff::PrimeField;

/// A constraint that an assignment does not satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The layer it belongs to.
    pub layer: String,
    /// What it is for, `operator/purpose`.
    pub name: &'static str,
    /// Its position among all constraints.
    pub index: usize,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "constraint {} ({}) of layer {}", self.index, self.name, self.layer)
    }
}

struct Constraint<F> {
    layer: usize,
    name: &'static str,
    a: Lc<F>,
    b: Lc<F>,
    c: Lc<F>,
}

/// Stores constraints and an assignment, so that the assignment can be changed and checked again.
pub struct CheckSink<F> {
    public: Vec<F>,
    witnesses: Vec<F>,
    constraints: Vec<Constraint<F>>,
    layers: Vec<String>,
}

impl<F: PrimeField> CheckSink<F> {
    /// With the values of the public inputs.
    pub fn new(public: Vec<F>) -> Self {
        Self { public, witnesses: Vec::new(), constraints: Vec::new(), layers: vec![String::new()] }
    }

    fn value(&self, variable: Variable) -> F {
        match variable.kind() {
            VariableKind::One => F::one(),
            VariableKind::Public(i) => self.public.get(i).copied().unwrap_or_default(),
            VariableKind::Witness(i) => self.witnesses.get(i).copied().unwrap_or_default(),
        }
    }

    /// The value of a linear combination under the assignment.
    pub fn evaluate(&self, lc: &Lc<F>) -> F {
        lc.terms().map(|(variable, by)| self.value(variable) * by).sum()
    }

    /// The constraints that fail, leaving out those whose name begins with `without`: a test removes a defence this way and
    /// shows that nothing else would have stopped the forgery.
    pub fn violations<'a>(&'a self, without: &'a [&str]) -> impl Iterator<Item = Violation> + 'a {
        self.constraints.iter().enumerate().filter_map(move |(index, constraint)| {
            let Constraint { layer, name, a, b, c } = constraint;
            let removed = without.iter().any(|prefix| name.starts_with(prefix));
            let holds = removed || self.evaluate(a) * self.evaluate(b) == self.evaluate(c);
            (!holds).then(|| Violation { layer: self.layers[*layer].clone(), name, index })
        })
    }

    /// The first constraint that fails.
    pub fn first_violation(&self) -> Option<Violation> {
        self.violations(&[]).next()
    }

    /// All witness values.
    pub fn witnesses(&self) -> &[F] {
        &self.witnesses
    }

    /// All witness values, to corrupt them.
    pub fn witnesses_mut(&mut self) -> &mut [F] {
        &mut self.witnesses
    }

    /// All public inputs, to corrupt them.
    pub fn public_mut(&mut self) -> &mut [F] {
        &mut self.public
    }

    /// Number of witnesses so far.
    pub fn witness_count(&self) -> usize {
        self.witnesses.len()
    }

    /// Number of constraints so far.
    pub fn constraint_count(&self) -> usize {
        self.constraints.len()
    }

    /// The constraints as (name, a, b, c), for comparing structures.
    pub fn constraints(&self) -> impl Iterator<Item = (&'static str, &Lc<F>, &Lc<F>, &Lc<F>)> {
        self.constraints.iter().map(|k| (k.name, &k.a, &k.b, &k.c))
    }
}

impl<F: PrimeField> ConstraintSink<F> for CheckSink<F> {
    fn witness(&mut self, value: Option<F>) -> Variable {
        self.witnesses.push(value.unwrap_or_default());
        Variable::witness(self.witnesses.len() - 1)
    }

    fn enforce(&mut self, name: &'static str, a: &Lc<F>, b: &Lc<F>, c: &Lc<F>) {
        self.constraints.push(Constraint {
            layer: self.layers.len() - 1,
            name,
            a: a.clone(),
            b: b.clone(),
            c: c.clone(),
        });
    }

    fn layer(&mut self, name: &str) {
        self.layers.push(name.into());
    }
}
