//! The prover: what `ark_groth16` computes, with the key's points read chunk by chunk, and with a word about how far it is.

use super::{Parts, ProveError, CUT_OFF};
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup, VariableBaseMSM};
use ark_ff::{PrimeField, UniformRand, Zero};
use ark_groth16::r1cs_to_qap::{LibsnarkReduction, R1CSToQAP};
use ark_poly::GeneralEvaluationDomain;
use ark_relations::gr1cs::{
    ConstraintSynthesizer, ConstraintSystem, ConstraintSystemRef, OptimizationGoal, SynthesisError, SynthesisMode,
};
use ark_std::{cfg_into_iter, rand::rngs::OsRng};
#[cfg(feature = "parallel")]
use rayon::prelude::*;
use std::{cell::Cell, ops::ControlFlow};
use zkml_primitives::{curve::G2, Curve, Proof};

/// Points that are decoded and multiplied at a time: enough for the multiplication to be as fast as over all, and a few tens
/// of mebibytes at most.
const CHUNK: usize = 1 << 17;

/// What a prover is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The integer model, and what is stated of it.
    Evaluate,
    /// Constraints and witness.
    Synthesize,
    /// The quotient polynomial.
    Quotient,
    /// The multi-scalar multiplications, list by list.
    Multiply,
    /// The proof is verified.
    Verify,
}

impl Stage {
    /// As people read it.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Evaluate => "evaluate",
            Stage::Synthesize => "synthesize",
            Stage::Quotient => "quotient",
            Stage::Multiply => "multiply",
            Stage::Verify => "verify",
        }
    }

    /// How much of a proof's time has passed when the stage begins, as measured on circuits of 10^3 to 10^5 constraints. The
    /// shares differ by a few hundredths from circuit to circuit; they order what is done and promise nothing.
    const fn begins(self) -> f64 {
        match self {
            Stage::Evaluate => 0.0,
            Stage::Synthesize => 0.01,
            Stage::Quotient => 0.11,
            Stage::Multiply => 0.21,
            Stage::Verify => 0.97,
        }
    }
}

/// Is told the stage and the share of the work that is over, from 0 to 1, and says whether to go on.
pub type Observer<'a> = dyn Fn(Stage, f64) -> ControlFlow<()> + 'a;

/// Nobody looks.
pub const UNOBSERVED: &Observer<'static> = &|_, _| ControlFlow::Continue(());

/// How far a proof is.
pub(super) struct Progress<'a> {
    observer: &'a Observer<'a>,
    /// Weight of all multiplications, and of those that are over.
    weights: Cell<(f64, f64)>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(observer: &'a Observer<'a>) -> Self {
        Self { observer, weights: Cell::new((1.0, 0.0)) }
    }

    /// A stage begins.
    pub(super) fn begin(&self, stage: Stage) -> Result<(), ProveError> {
        self.tell(stage, stage.begins())
    }

    fn tell(&self, stage: Stage, share: f64) -> Result<(), ProveError> {
        match (self.observer)(stage, share) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ProveError::Stopped),
        }
    }

    /// A part of the multiplications is over.
    fn multiplied(&self, weight: f64) -> Result<(), ProveError> {
        let (all, over) = self.weights.get();
        self.weights.set((all, over + weight));
        let (from, to) = (Stage::Multiply.begins(), Stage::Verify.begins());
        self.tell(Stage::Multiply, from + (to - from) * ((over + weight) / all).min(1.0))
    }
}

/// A list of a key's points.
#[derive(Clone, Copy, Debug)]
pub enum Points<'a, G> {
    /// In memory.
    Decoded(&'a [G]),
    /// Uncompressed, one behind another, each of so many bytes.
    Encoded {
        /// The points.
        bytes: &'a [u8],
        /// Bytes of one.
        size: usize,
    },
}

impl<'a, G: AffineRepr> Points<'a, G> {
    /// How many.
    pub(super) fn len(&self) -> usize {
        match self {
            Points::Decoded(points) => points.len(),
            Points::Encoded { bytes, size } => bytes.len() / size,
        }
    }

    /// One of them.
    fn at(&self, i: usize) -> Result<G, ProveError> {
        match self {
            Points::Decoded(points) => points.get(i).copied().ok_or(ProveError::ProvingKey(CUT_OFF)),
            Points::Encoded { bytes, size } => {
                let point = bytes.get(i * size..(i + 1) * size).ok_or(ProveError::ProvingKey(CUT_OFF))?;
                G::deserialize_uncompressed_unchecked(point).map_err(|_| ProveError::ProvingKey(CUT_OFF))
            }
        }
    }

    /// Those behind the first `n`.
    fn skip(self, n: usize) -> Self {
        match self {
            Points::Decoded(points) => Points::Decoded(points.get(n..).unwrap_or_default()),
            Points::Encoded { bytes, size } => {
                Points::Encoded { bytes: bytes.get(n * size..).unwrap_or_default(), size }
            }
        }
    }

    /// Decodes all of them once, keeping none, so that a malformed one is found before a proof meets it.
    pub(super) fn check(&self) -> Result<(), ProveError> {
        cfg_into_iter!(0..self.len()).try_for_each(|i| self.at(i).map(drop))
    }
}

/// Σ scalarᵢ · pointᵢ, as far as both lists go. Points whose scalar is zero are not read: half of a witness is zeros.
fn multiply<G>(
    points: Points<'_, G>,
    scalars: &[G::ScalarField],
    progress: &Progress<'_>,
    weight: f64,
) -> Result<G::Group, ProveError>
where
    G: AffineRepr,
    G::Group: VariableBaseMSM<MulBase = G>,
{
    let len = points.len().min(scalars.len());
    let mut sum = G::Group::zero();
    for (i, scalars) in scalars[..len].chunks(CHUNK).enumerate() {
        let first = i * CHUNK;
        sum += match points {
            Points::Decoded(points) => {
                let integers = cfg_into_iter!(scalars).map(|scalar| scalar.into_bigint()).collect::<Vec<_>>();
                G::Group::msm_bigint(&points[first..first + scalars.len()], &integers)
            }
            Points::Encoded { .. } => {
                let used = cfg_into_iter!(0..scalars.len()).filter(|&i| !scalars[i].is_zero()).collect::<Vec<_>>();
                let read = cfg_into_iter!(&used).map(|&i| points.at(first + i)).collect::<Result<Vec<_>, _>>()?;
                let integers = cfg_into_iter!(&used).map(|&i| scalars[i].into_bigint()).collect::<Vec<_>>();
                G::Group::msm_bigint(&read, &integers)
            }
        };
        progress.multiplied(weight * scalars.len() as f64)?;
    }
    Ok(sum)
}

/// Constraints and witness in memory.
fn synthesized<F: PrimeField>(instance: impl ConstraintSynthesizer<F>) -> Result<ConstraintSystemRef<F>, ProveError> {
    let system = ConstraintSystem::new_ref();
    system.set_optimization_goal(OptimizationGoal::Constraints);
    system.set_mode(SynthesisMode::Prove { construct_matrices: true, generate_lc_assignments: false });
    instance.generate_constraints(system.clone())?;
    system.finalize();
    Ok(system)
}

/// The prover of [Groth16, section 3.2](https://eprint.iacr.org/2016/260): r and s blind A and B, and C is what they leave.
pub(super) fn prove<C: Curve, S: ConstraintSynthesizer<C::Scalar>>(
    instance: S,
    key: &Parts<'_, C>,
    progress: &Progress<'_>,
) -> Result<Proof<C>, ProveError> {
    progress.begin(Stage::Synthesize)?;
    let system = synthesized(instance)?;
    progress.begin(Stage::Quotient)?;
    let quotient = LibsnarkReduction::witness_map::<C::Scalar, GeneralEvaluationDomain<C::Scalar>>(system.clone())?;
    let (assignment, inputs) = {
        let system = system.borrow().ok_or(SynthesisError::MissingCS)?;
        let (public, witness) = (system.instance_assignment()?, system.witness_assignment()?);
        ([public, witness].concat(), public.len())
    };
    // The matrices are not needed any more, and are most of what a proof takes.
    drop(system);

    // A point of G2 takes about three times what one of G1 does; the quotient's coefficients are full-sized, and of the
    // assignment most are bits.
    let (full, small) = (8.0, 1.0);
    let variables = assignment.len() as f64;
    let all = full * quotient.len() as f64 + small * (variables - inputs as f64) + (2.0 + 3.0) * small * variables;
    progress.weights.set((all, 0.0));
    progress.begin(Stage::Multiply)?;
    let (r, s) = (C::Scalar::rand(&mut OsRng), C::Scalar::rand(&mut OsRng));
    let vk = key.verifying_key;
    let h = multiply(key.h, &quotient, progress, full)?;
    drop(quotient);
    let l = multiply(key.l, &assignment[inputs..], progress, small)?;
    // The first variable is the constant one.
    let rest = &assignment[1..];
    let a = key.delta_g1 * r + key.a.at(0)? + vk.alpha_g1() + multiply(key.a.skip(1), rest, progress, small)?;
    let b_g1 = key.delta_g1 * s + key.b_g1.at(0)? + key.beta_g1 + multiply(key.b_g1.skip(1), rest, progress, small)?;
    let b_g2_rest: <C::Pairing as Pairing>::G2 = multiply::<G2<C>>(key.b_g2.skip(1), rest, progress, 3.0 * small)?;
    let b_g2 = *vk.delta_g2() * s + key.b_g2.at(0)? + vk.beta_g2() + b_g2_rest;
    let c = a * s + b_g1 * r - key.delta_g1 * (r * s) + l + h;
    Ok(Proof { a: a.into_affine(), b: b_g2.into_affine(), c: c.into_affine() })
}
