//! Commitments and nullifiers as constraints: the circuit's side of [`zkml_primitives::commitment`].

use crate::{
    gadgets::{
        poseidon::{fold, fold_constraints, hash, hash_constraints, Element},
        Signal,
    },
    graph::{Graph, Parameter},
    sink::{ConstraintSink, Lc, Variable},
};
use ark_ff::PrimeField;
use zkml_primitives::{
    commitment::{self, nullifier_tag, Committed, Secret, BLOCK},
    encoding::decode_scalar,
    packing::{IntType, PackError},
    Curve, FieldBytes, Layout, Nullifier,
};

/// A parameter's integers as field elements. Refuses those that are not of its type or number.
pub(crate) fn elements(param: &Parameter, values: &[i64]) -> Result<Vec<FieldBytes>, PackError> {
    let expected = param.shape.len();
    if values.len() != expected {
        return Err(PackError::Length { expected, got: values.len() });
    }
    param.int_type().expect("analysis has checked the graph; qed").pack(values)
}

/// The tag of a port of a checked layout.
pub(crate) fn port_tag(what: Committed, layout: &Layout) -> FieldBytes {
    let tag = match what {
        Committed::Input => commitment::input_tag(layout),
        _ => commitment::output_tag(layout),
    };
    tag.expect("Circuit::new has checked the layout; qed")
}

/// The tag of the parameters of a checked graph.
pub(crate) fn params_tag(graph: &Graph, layout: &Layout) -> FieldBytes {
    let tensor = |param: &Parameter| (param.shape, param.int_type().expect("analysis has checked the graph; qed"));
    let tensors: Vec<_> = graph.params.iter().map(tensor).collect();
    commitment::params_tag(&layout.domain, &tensors)
}

/// The digest of packed elements.
pub(crate) fn digest<C: Curve>(tag: &FieldBytes, salt: &Secret, elements: &[FieldBytes]) -> FieldBytes {
    commitment::commit::<C>(tag, salt, elements).expect("packing makes canonical elements; qed")
}

/// The nullifier of a secret in a scope.
pub(crate) fn nullifier<C: Curve>(secret: &Secret, scope: FieldBytes) -> Nullifier {
    let value = commitment::nullifier::<C>(secret, &scope).expect("a scope is a canonical element; qed");
    Nullifier { scope, value }
}

/// The field elements of a tensor whose every integer is bounded by its type: the circuit's side of
/// [`zkml_primitives::packing`].
pub(crate) fn pack<F: PrimeField>(int: IntType, tensor: &[Signal<F>]) -> impl Iterator<Item = Element<F>> + '_ {
    tensor.chunks(int.per_element()).map(move |chunk| {
        let (mut lc, mut sum, mut place) = (Lc::default(), Some(F::ZERO), F::one());
        for signal in chunk {
            let unsigned = signal.clone().plus_constant(int.offset());
            lc.add_scaled_wide(&unsigned.lc, place);
            sum = sum.zip(unsigned.value).map(|(sum, value)| sum + place * F::from(value));
            place *= F::from(1u64 << int.bits());
        }
        Element::new(lc, sum)
    })
}

/// A digest that a public input must be.
pub(crate) struct Binding {
    /// The name of its constraints.
    pub name: &'static str,
    /// What is committed.
    pub tag: FieldBytes,
}

fn constant<F: PrimeField>(bytes: &FieldBytes) -> F {
    decode_scalar(bytes).expect("248 bits are an element of every supported field; qed")
}

/// What is secret becomes a witness. Nothing bounds it: whatever field element it is, the digest has one preimage.
fn secret<F: PrimeField, S: ConstraintSink<F>>(secret: Option<Secret>, sink: &mut S) -> Element<F> {
    Element::witness(secret.map(|secret| constant(&secret.element())), sink)
}

impl Binding {
    /// Enforces that `public` is the digest of the elements under some salt. What this makes impossible: other integers
    /// than those that the digest was made of, whoever chose the salt.
    pub fn enforce<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        elements: Vec<Element<F>>,
        salt: Option<Secret>,
        public: Variable,
        sink: &mut S,
    ) {
        let mut values = vec![secret(salt, sink)];
        values.extend(elements);
        let digest = fold(self.name, constant(&self.tag), &values, sink);
        sink.enforce(self.name, &digest.lc, &Lc::one(), &public.into());
    }
}

/// Terms that a [`Binding`] to so many elements writes, at most: a permutation of width 17 has fewer than 2^15.
pub(crate) fn terms(elements: usize) -> u64 {
    ((1 + elements) as u64).div_ceil(BLOCK as u64) << 15
}

/// Constraints of a [`Binding`] to so many elements.
pub(crate) fn constraints(elements: usize) -> u64 {
    fold_constraints(1 + elements) + 1
}

/// Enforces that `public` is the nullifier of some secret in the scope. What this makes impossible: two nullifiers of one
/// secret in one scope.
pub(crate) fn enforce_nullifier<F: PrimeField, S: ConstraintSink<F>>(
    hidden: Option<Secret>,
    (scope, scope_value): (Variable, Option<F>),
    public: Variable,
    sink: &mut S,
) {
    let hidden = secret(hidden, sink);
    let tag = Element::constant(constant(&nullifier_tag()), hidden.value.is_some());
    let scope = Element::new(scope.into(), scope_value);
    let value = hash("nullifier/value", &[tag, hidden, scope], sink);
    sink.enforce("nullifier/value", &value.lc, &Lc::one(), &public.into());
}

/// Constraints of a nullifier.
pub(crate) const NULLIFIER_CONSTRAINTS: u64 = hash_constraints(3, 1) + 1;
