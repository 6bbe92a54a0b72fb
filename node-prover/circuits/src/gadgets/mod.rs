//! Constraints that several operators share. Each gadget states what it makes impossible.

mod bits;
mod compare;
pub mod poseidon;
mod rescale;

pub use bits::{bits_for, boolean, decompose, Decomposition, MAX_BITS};
pub(crate) use compare::compare_bits;
pub use compare::{greater_or_equal, select};
pub use rescale::{Rescale, RescaleNames, MAX_SHIFT};

use crate::sink::{ConstraintSink, Lc};
use ark_ff::PrimeField;

/// One integer inside a circuit: a linear combination, and its value when there is a witness.
#[derive(Clone, Debug)]
pub struct Signal<F> {
    /// What stands for it in constraints.
    pub lc: Lc<F>,
    /// Its value; `None` when only the structure is synthesized.
    pub value: Option<i64>,
}

impl<F: PrimeField> Signal<F> {
    /// A constant. `with_witness` says whether the circuit is synthesized with values.
    pub fn constant(value: i64, with_witness: bool) -> Self {
        Self { lc: Lc::constant(value), value: with_witness.then_some(value) }
    }

    /// A new witness. On its own it is *unconstrained*: the caller bounds it.
    pub fn witness<S: ConstraintSink<F>>(value: Option<i64>, sink: &mut S) -> Self {
        Self { lc: sink.witness(value.map(F::from)).into(), value }
    }

    /// A new witness that equals the product `a · b`, by one constraint.
    pub fn product<S: ConstraintSink<F>>(name: &'static str, a: &Signal<F>, b: &Signal<F>, sink: &mut S) -> Self {
        let product = Self::witness(a.value.zip(b.value).map(|(a, b)| a * b), sink);
        sink.enforce(name, &a.lc, &b.lc, &product.lc);
        product
    }

    /// `self + by · other`.
    pub fn plus_scaled(mut self, other: &Signal<F>, by: i64) -> Self {
        self.lc.add_scaled(&other.lc, by);
        self.value = self.value.zip(other.value).map(|(a, b)| a + by * b);
        self
    }

    /// `self + by`.
    pub fn plus_constant(mut self, by: i64) -> Self {
        self.lc = self.lc.plus_constant(by);
        self.value = self.value.map(|value| value + by);
        self
    }

    /// `by · self`.
    pub fn scaled(&self, by: i64) -> Self {
        Self { lc: Lc::default().plus_scaled(&self.lc, by), value: self.value.map(|value| value * by) }
    }
}
