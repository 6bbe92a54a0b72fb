//! The Poseidon permutation and its fixed-length hash, over the scalar field of every supported curve.
//!
//! Source: Grassi, Khovratovich, Rechberger, Roy, Schofnegger, "Poseidon: A New Hash Function for Zero-Knowledge Proof
//! Systems" (USENIX Security 2021), with S-box x⁵, 8 full rounds, and the constants and the matrix that the paper's Grain
//! generator gives for the field. On BN254 these are circomlib's parameters, so that [`Poseidon::hash`] of n inputs is
//! circomlib's `Poseidon(n)`, and what JavaScript and Solidity libraries compute. The numbers of partial rounds are
//! circomlib's on both curves: the paper's bounds ask for the same at 254 and 255 bits.
//!
//! The partial rounds are linear but for one S-box each. So the constants are kept as rows: what enters each S-box, and the
//! state after the last, as linear combinations of the state before and of what left the earlier S-boxes. A circuit needs
//! them like that, and natively it saves most of the multiplications.

use alloc::{sync::Arc, vec, vec::Vec};
use ark_crypto_primitives::sponge::poseidon::find_poseidon_ark_and_mds;
use ark_ff::PrimeField;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Most elements that one permutation hashes.
pub const MAX_INPUTS: usize = 16;

/// Full rounds, half of them before the partial ones.
pub const FULL_ROUNDS: usize = 8;

/// Partial rounds for 1 to [`MAX_INPUTS`] inputs.
pub const PARTIAL_ROUNDS: [usize; MAX_INPUTS] = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];

/// A linear combination with a constant: `constant + Σ coefficients[i] · x[i]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<F> {
    /// One for each x.
    pub coefficients: Vec<F>,
    /// What is added.
    pub constant: F,
}

impl<F: PrimeField> Row<F> {
    fn zero(length: usize) -> Self {
        Self { coefficients: vec![F::ZERO; length], constant: F::ZERO }
    }

    fn add_scaled(&mut self, other: &Self, by: F) {
        self.coefficients.iter_mut().zip(&other.coefficients).for_each(|(to, from)| *to += *from * by);
        self.constant += other.constant * by;
    }

    fn apply(&self, x: &[F]) -> F {
        self.coefficients.iter().zip(x).fold(self.constant, |sum, (by, x)| sum + *by * x)
    }
}

/// The permutation of one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poseidon<F> {
    /// What is added to the state at the beginning of each full round, `[FULL_ROUNDS][width]`.
    pub full: Vec<Vec<F>>,
    /// The matrix of a full round, `[width][width]`.
    pub matrix: Vec<Vec<F>>,
    /// What enters the S-box of each partial round, over what left the S-boxes of the full round before and then of the
    /// partial ones: row r has `width + r` coefficients.
    pub partial: Vec<Row<F>>,
    /// The state after the partial rounds, over the same with all S-boxes: `width` rows of `width + rounds` coefficients.
    pub after: Vec<Row<F>>,
}

impl<F: PrimeField> Poseidon<F> {
    /// The permutation that hashes so many elements, with its constants computed. `None` unless they are 1 to
    /// [`MAX_INPUTS`]. See [`permutation`] for one that is computed once.
    pub fn new(inputs: usize) -> Option<Self> {
        let rounds = *inputs.checked_sub(1).and_then(|i| PARTIAL_ROUNDS.get(i))?;
        let width = inputs + 1;
        let (mut constants, matrix) =
            find_poseidon_ark_and_mds::<F>(F::MODULUS_BIT_SIZE.into(), inputs, FULL_ROUNDS as u64, rounds as u64, 0);
        let half = FULL_ROUNDS / 2;
        let mut full = constants.split_off(half);
        let partial_constants: Vec<Vec<F>> = full.drain(..rounds).collect();
        constants.append(&mut full);

        let basis = width + rounds;
        let unit = |i: usize| {
            let mut row = Row::zero(basis);
            row.coefficients[i] = F::ONE;
            row
        };
        let mix = |state: &[Row<F>]| -> Vec<Row<F>> {
            let sum = |by: &Vec<F>| {
                let mut sum = Row::zero(basis);
                by.iter().zip(state).for_each(|(by, row)| sum.add_scaled(row, *by));
                sum
            };
            matrix.iter().map(sum).collect()
        };
        let mut state = mix(&(0..width).map(unit).collect::<Vec<_>>());
        let mut partial = Vec::with_capacity(rounds);
        for (round, constants) in partial_constants.iter().enumerate() {
            state.iter_mut().zip(constants).for_each(|(row, constant)| row.constant += constant);
            let mut entering = core::mem::replace(&mut state[0], unit(width + round));
            entering.coefficients.truncate(width + round);
            partial.push(entering);
            state = mix(&state);
        }
        Some(Self { full: constants, matrix, partial, after: state })
    }

    /// Elements of the state: one more than those that are hashed.
    pub fn width(&self) -> usize {
        self.matrix.len()
    }

    /// The permutation, in place, of a state of [`Poseidon::width`] elements.
    fn permute(&self, state: &mut [F]) {
        let (first, last) = self.full.split_at(FULL_ROUNDS / 2);
        for (round, constants) in first.iter().enumerate() {
            if round > 0 {
                self.mix(state);
            }
            powers(state, constants);
        }
        // The rows mix what the last S-boxes left.
        let mut x = state.to_vec();
        for row in &self.partial {
            x.push(fifth_power(row.apply(&x)));
        }
        state.iter_mut().zip(&self.after).for_each(|(to, row)| *to = row.apply(&x));
        for constants in last {
            powers(state, constants);
            self.mix(state);
        }
    }

    fn mix(&self, state: &mut [F]) {
        let mixed = |by: &Vec<F>| by.iter().zip(&*state).map(|(by, x)| *by * x).sum();
        let mixed: Vec<F> = self.matrix.iter().map(mixed).collect();
        state.copy_from_slice(&mixed);
    }

    /// The hash of `width − 1` elements: they and a zero before them are permuted, and the first element of the result is
    /// the hash. Panics at another number of elements.
    pub fn hash(&self, inputs: &[F]) -> F {
        assert_eq!(inputs.len() + 1, self.width(), "each number of inputs has a permutation of its own");
        let mut state = vec![F::ZERO];
        state.extend(inputs);
        self.permute(&mut state);
        state[0]
    }
}

/// The S-boxes of a full round, with its constants.
fn powers<F: PrimeField>(state: &mut [F], constants: &[F]) {
    state.iter_mut().zip(constants).for_each(|(x, constant)| *x = fifth_power(*x + constant));
}

fn fifth_power<F: PrimeField>(x: F) -> F {
    x.square().square() * x
}

/// Permutations by field and number of inputs.
type Computed = HashMap<(TypeId, usize), Arc<dyn Any + Send + Sync>>;

/// Those that were asked for. Making one takes some milliseconds.
static COMPUTED: LazyLock<Mutex<Computed>> = LazyLock::new(Mutex::default);

/// The permutation that hashes so many elements, computed at the first call. Panics unless they are 1 to [`MAX_INPUTS`].
pub fn permutation<F: PrimeField>(inputs: usize) -> Arc<Poseidon<F>> {
    let key = (TypeId::of::<F>(), inputs);
    let mut computed = COMPUTED.lock().unwrap_or_else(PoisonError::into_inner);
    let found = computed.get(&key).cloned().and_then(|found| found.downcast().ok());
    found.unwrap_or_else(|| {
        let made = Arc::new(Poseidon::<F>::new(inputs).expect("the caller hashes 1 to MAX_INPUTS elements; qed"));
        computed.insert(key, made.clone());
        made
    })
}
