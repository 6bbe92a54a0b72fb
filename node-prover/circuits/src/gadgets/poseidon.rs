//! Poseidon as constraints: the circuit's side of [`zkml_primitives::poseidon`] and of [`zkml_primitives::commitment`].
//!
//! What must be impossible: another hash than the inputs have. Each S-box is three multiplications of which each has one
//! result; everything else is linear. So the witnesses are determined by the inputs, and a digest by what was hashed.

use crate::sink::{ConstraintSink, Lc};
use ark_ff::PrimeField;
use zkml_primitives::{
    commitment::BLOCK,
    poseidon::{permutation, Row, FULL_ROUNDS, PARTIAL_ROUNDS},
};

/// One field element inside a circuit: a linear combination, and its value when there is a witness.
#[derive(Clone, Debug)]
pub struct Element<F> {
    /// What stands for it in constraints.
    pub lc: Lc<F>,
    /// Its value; `None` when only the structure is synthesized.
    pub value: Option<F>,
    /// What it is in every assignment, where it was made as a constant. Not looked for in the combination: the number of
    /// constraints would depend on what an operator happens to fold.
    constant: Option<F>,
}

impl<F: PrimeField> Element<F> {
    /// A constant. `with_witness` says whether the circuit is synthesized with values.
    pub fn constant(value: F, with_witness: bool) -> Self {
        let mut lc = Lc::default();
        lc.add_scaled_wide(&Lc::one(), value);
        Self { lc, value: with_witness.then_some(value), constant: Some(value) }
    }

    /// What stands for a value already.
    pub fn new(lc: Lc<F>, value: Option<F>) -> Self {
        Self { lc, value, constant: None }
    }

    /// A new witness. On its own it is *unconstrained*: the caller bounds it.
    pub fn witness<S: ConstraintSink<F>>(value: Option<F>, sink: &mut S) -> Self {
        Self::new(sink.witness(value).into(), value)
    }

    /// A new witness that equals the product `a · b`, by one constraint.
    fn product<S: ConstraintSink<F>>(name: &'static str, a: &Self, b: &Self, sink: &mut S) -> Self {
        let product = Self::witness(a.value.zip(b.value).map(|(a, b)| a * b), sink);
        sink.enforce(name, &a.lc, &b.lc, &product.lc);
        product
    }

    /// Adds `by · other` in place.
    fn add_scaled(&mut self, other: &Self, by: F) {
        self.lc.add_scaled_wide(&other.lc, by);
        let sum = |(sum, x): (F, F)| sum + by * x;
        self.value = self.value.zip(other.value).map(sum);
        self.constant = self.constant.zip(other.constant).map(sum);
    }
}

/// `constant + Σ by[i] · x[i]`.
fn combine<'a, F: PrimeField>(constant: F, by: &'a [F], x: &'a [Element<F>]) -> Element<F> {
    let mut sum = Element::constant(constant, x.iter().all(|x| x.value.is_some()));
    by.iter().zip(x).for_each(|(by, x)| sum.add_scaled(x, *by));
    sum
}

/// `x⁵` by three constraints, or none for a constant.
fn fifth_power<F: PrimeField, S: ConstraintSink<F>>(name: &'static str, x: &Element<F>, sink: &mut S) -> Element<F> {
    if let Some(constant) = x.constant {
        return Element::constant(constant.square().square() * constant, x.value.is_some());
    }
    let square = Element::product(name, x, x, sink);
    let fourth = Element::product(name, &square, &square, sink);
    Element::product(name, &fourth, x, sink)
}

/// [`zkml_primitives::poseidon::Poseidon::hash`] of 1 to 16 elements.
pub fn hash<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    inputs: &[Element<F>],
    sink: &mut S,
) -> Element<F> {
    let poseidon = permutation::<F>(inputs.len());
    let with_witness = inputs.iter().all(|input| input.value.is_some());
    let (first, last) = poseidon.full.split_at(FULL_ROUNDS / 2);
    let mixed =
        |x: &[Element<F>]| -> Vec<Element<F>> { poseidon.matrix.iter().map(|by| combine(F::ZERO, by, x)).collect() };
    let powers = |state: Vec<Element<F>>, constants: &[F], sink: &mut S| -> Vec<Element<F>> {
        let one = Element::constant(F::ONE, with_witness);
        let entering = state.into_iter().zip(constants).map(|(mut x, constant)| {
            x.add_scaled(&one, *constant);
            x
        });
        entering.map(|x| fifth_power(name, &x, sink)).collect()
    };

    let mut x = vec![Element::constant(F::ZERO, with_witness)];
    x.extend_from_slice(inputs);
    for (round, constants) in first.iter().enumerate() {
        let state = if round > 0 { mixed(&x) } else { x };
        x = powers(state, constants, sink);
    }
    let apply = |row: &Row<F>, x: &[Element<F>]| combine(row.constant, &row.coefficients, x);
    for row in &poseidon.partial {
        x.push(fifth_power(name, &apply(row, &x), sink));
    }
    let mut state: Vec<Element<F>> = poseidon.after.iter().map(|row| apply(row, &x)).collect();
    for (round, constants) in last.iter().enumerate() {
        x = powers(state, constants, sink);
        // Of the last state the hash is the first element.
        state = if round + 1 < last.len() { mixed(&x) } else { vec![] };
    }
    combine(F::ZERO, &poseidon.matrix[0], &x)
}

/// Constraints of a hash of so many elements, of which so many are constants.
pub const fn hash_constraints(inputs: usize, constants: usize) -> u64 {
    // The zero before the inputs is a constant as well.
    let powers = FULL_ROUNDS * (inputs + 1) + PARTIAL_ROUNDS[inputs - 1] - constants - 1;
    3 * powers as u64
}

/// [`zkml_primitives::commitment::fold`] of elements, the salt first, that begins at a constant.
pub fn fold<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    tag: F,
    values: &[Element<F>],
    sink: &mut S,
) -> Element<F> {
    let start = Element::constant(tag, values.iter().all(|value| value.value.is_some()));
    values.chunks(BLOCK).fold(start, |state, block| hash(name, &[&[state], block].concat(), sink))
}

/// Constraints of [`fold`] over so many elements.
pub fn fold_constraints(values: usize) -> u64 {
    let blocks = values.div_ceil(BLOCK);
    let block = |i: usize| hash_constraints(1 + BLOCK.min(values - i * BLOCK), usize::from(i == 0));
    (0..blocks).map(block).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::{CheckSink, CountSink};
    use ark_std::rand::{rngs::StdRng, SeedableRng};
    use zkml_primitives::{commitment, poseidon::MAX_INPUTS, Bls12_381, Bn254, Curve};

    fn elements<F: PrimeField>(values: &[F], sink: &mut CheckSink<F>) -> Vec<Element<F>> {
        values.iter().map(|value| Element::witness(Some(*value), sink)).collect()
    }

    fn random<F: PrimeField>(count: usize) -> Vec<F> {
        let mut rng = StdRng::seed_from_u64(count as u64);
        (0..count).map(|_| F::rand(&mut rng)).collect()
    }

    #[test]
    fn equals_the_native_hash_at_every_number_of_inputs() {
        fn check<F: PrimeField>() {
            for inputs in 1..=MAX_INPUTS {
                let values = random::<F>(inputs);
                let mut sink = CheckSink::new(vec![]);
                let signals = elements(&values, &mut sink);
                let digest = hash("hash", &signals, &mut sink);
                let expected = permutation(inputs).hash(&values);
                assert_eq!(digest.value, Some(expected));
                assert_eq!(sink.evaluate(&digest.lc), expected);
                assert_eq!(sink.first_violation(), None);
                assert_eq!(sink.constraint_count() as u64, hash_constraints(inputs, 0));
                assert_eq!(sink.witness_count() - inputs, sink.constraint_count());
            }
        }
        check::<<Bn254 as Curve>::Scalar>();
        check::<<Bls12_381 as Curve>::Scalar>();
    }

    /// What a permutation costs is known before it is written: 240 at width 3, of which circomlib takes 243.
    #[test]
    fn counts_are_pinned() {
        assert_eq!(hash_constraints(2, 0), 240);
        assert_eq!(hash_constraints(MAX_INPUTS, 0), 609);
        assert_eq!([1, 2, 14, 15, 16, 27, 213].map(fold_constraints), [237, 258, 570, 606, 846, 1149, 8820]);
    }

    #[test]
    fn equals_the_native_fold_at_every_length() {
        fn check<F: PrimeField>() {
            for count in [1, 2, 14, 15, 16, 30, 31] {
                let values = random::<F>(count);
                let tag = F::from(77u64);
                let mut sink = CheckSink::new(vec![]);
                let signals = elements(&values, &mut sink);
                let digest = fold("fold", tag, &signals, &mut sink);
                assert_eq!(digest.value, Some(commitment::fold(tag, &values)), "{count}");
                assert_eq!(sink.evaluate(&digest.lc), commitment::fold(tag, &values));
                assert_eq!(sink.first_violation(), None);
                assert_eq!(sink.constraint_count() as u64, fold_constraints(count));

                let mut structure = CountSink::new(0);
                let signals: Vec<Element<F>> = (0..count).map(|_| Element::witness(None, &mut structure)).collect();
                assert_eq!(fold("fold", tag, &signals, &mut structure).value, None);
                assert_eq!(structure.constraints, fold_constraints(count));
            }
        }
        check::<<Bn254 as Curve>::Scalar>();
        check::<<Bls12_381 as Curve>::Scalar>();
    }

    /// Each witness is the one that the constraints allow: changed alone, one of them fails.
    #[test]
    fn no_witness_can_be_another() {
        type F = <Bn254 as Curve>::Scalar;
        let values = random::<F>(2);
        let mut sink = CheckSink::new(vec![]);
        let signals = elements(&values, &mut sink);
        hash("hash", &signals, &mut sink);
        for i in 0..sink.witness_count() {
            let honest = sink.witnesses()[i];
            for forged in [F::from(0u64), honest + F::from(1u64), -honest, random::<F>(1)[0]] {
                sink.witnesses_mut()[i] = forged;
                assert!(sink.first_violation().is_some(), "witness {i} can be {forged}");
            }
            sink.witnesses_mut()[i] = honest;
        }
        assert_eq!(sink.first_violation(), None);
    }

    #[test]
    fn a_constant_costs_nothing() {
        type F = <Bn254 as Curve>::Scalar;
        let mut sink = CheckSink::new(vec![]);
        let mut signals = vec![Element::constant(F::from(5u64), true)];
        signals.extend(elements(&[F::from(6u64)], &mut sink));
        let digest = hash("hash", &signals, &mut sink);
        assert_eq!(digest.value, Some(permutation(2).hash(&[F::from(5u64), F::from(6u64)])));
        assert_eq!(sink.constraint_count() as u64, hash_constraints(2, 1));
    }
}
