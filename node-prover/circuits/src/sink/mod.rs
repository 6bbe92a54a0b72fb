//! What operators write constraints to. They know nothing else: whether the constraints become a key, a proof, a count
//! or a check is the sink's business.

mod arkworks;
mod check;
mod count;
mod lc;

pub use arkworks::ArkworksSink;
pub use check::{CheckSink, Violation};
pub use count::CountSink;
pub use lc::Lc;

use ark_ff::PrimeField;

/// A variable: the constant one, a public input, or a witness. Small, because linear layers hold millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(u32);

impl Variable {
    const WITNESS: u32 = 1 << 31;

    /// The constant one.
    pub const ONE: Variable = Variable(0);

    /// The public input at a position of [`zkml_primitives::Statement::public_inputs`].
    pub fn public(position: usize) -> Self {
        let index = u32::try_from(position + 1).ok().filter(|i| i & Self::WITNESS == 0);
        Variable(index.expect("public inputs are bounded by MAX_PUBLIC_INPUTS; qed"))
    }

    /// The witness at a position in the order of allocation.
    pub fn witness(position: usize) -> Self {
        let index = u32::try_from(position).ok().filter(|i| i & Self::WITNESS == 0);
        Variable(index.expect("Circuit::new bounds the constraints, and witnesses with them; qed") | Self::WITNESS)
    }

    /// Which kind and where.
    pub fn kind(self) -> VariableKind {
        match self.0 {
            0 => VariableKind::One,
            i if i & Self::WITNESS == 0 => VariableKind::Public(i as usize - 1),
            i => VariableKind::Witness((i & !Self::WITNESS) as usize),
        }
    }
}

/// [`Variable::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// The constant one.
    One,
    /// Position among the public inputs.
    Public(usize),
    /// Position among the witnesses.
    Witness(usize),
}

/// Takes a circuit's variables and constraints in one fixed order that depends on the circuit alone, never on values.
///
/// Public inputs exist beforehand ([`Variable::public`]); a sink that needs their values is made with them.
pub trait ConstraintSink<F: PrimeField> {
    /// Allocates a witness. The value is `None` in every call or in none: a circuit is synthesized either with an input or
    /// for its structure.
    fn witness(&mut self, value: Option<F>) -> Variable;

    /// Enforces a · b = c. The name says what the constraint is for, `operator/purpose`.
    fn enforce(&mut self, name: &'static str, a: &Lc<F>, b: &Lc<F>, c: &Lc<F>);

    /// The constraints that follow belong to this layer.
    fn layer(&mut self, _name: &str) {}
}
