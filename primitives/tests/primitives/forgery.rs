//! Forged proofs under keys that no honest setup leaves. The forger has the key's points and what a setup publishes, and
//! no secret; ark-groth16's verifier accepts the proofs, so each refusal of a key here stops a real attack.

use crate::common::{combined, g1, negated, on_every_curve, raw_verify, scalars, sum, TestCurve, Trapdoor};
use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, One};
use zkml_primitives::{
    curve::{G1, G2},
    key::{KeyPoint, KeyPoints},
    KeyError, Proof, VerifyingKey,
};

on_every_curve!(
    alpha_is_the_generator_allows_forging,
    an_honest_key_withstands_the_same_forgeries,
    beta_is_delta_allows_forging,
    beta_is_gamma_allows_forging,
    beta_is_the_generator_allows_forging,
    delta_is_the_generator_allows_forging,
    gamma_is_delta_allows_forging,
    identity_in_alpha_or_beta_allows_forging,
    identity_in_gamma_allows_forging,
    identity_in_ic_leaves_the_input_free,
);

type Forger<C> = fn(&Public<C>, &[<C as zkml_primitives::Curve>::Scalar]) -> Proof<C>;

/// What everyone can read: the verifying key, and IC before the division by γ and β in G1, which the transcript of the
/// first phase and the proving key hold.
struct Public<C: TestCurve> {
    key: KeyPoints<C>,
    phase_one_ic: Vec<G1<C>>,
    beta_g1: G1<C>,
}

impl<C: TestCurve> Public<C> {
    fn of(trapdoor: &Trapdoor<C>) -> Self {
        Self { key: trapdoor.points(), phase_one_ic: trapdoor.phase_one_ic(), beta_g1: g1::<C>(trapdoor.beta) }
    }

    /// L: the inputs in the exponent, paired with γ.
    fn inputs(&self, inputs: &[C::Scalar]) -> G1<C> {
        combined::<C>(&self.key.ic, inputs)
    }

    /// γ·L in G1, from the transcript.
    fn inputs_times_gamma(&self, inputs: &[C::Scalar]) -> G1<C> {
        combined::<C>(&self.phase_one_ic, inputs)
    }
}

/// The same point if the sign is 1, its negation if it is −1.
fn signed<A: AffineRepr>(sign: i32, point: A) -> A {
    if sign == 1 {
        point
    } else {
        negated(point)
    }
}

const INPUTS: usize = 2;
const SIGNS: [i32; 2] = [1, -1];

/// Some statements of the forger's choice, each of which this forges, and the refusal of the key.
fn assert_forgeable<C: TestCurve>(
    trapdoor: &Trapdoor<C>,
    forge: impl Fn(&Public<C>, &[C::Scalar]) -> Proof<C>,
    refusal: KeyError,
) {
    let public = Public::of(trapdoor);
    for seed in 0..3 {
        let inputs = scalars::<C>(seed, INPUTS);
        let proof = forge(&public, &inputs);
        assert!(raw_verify(&public.key, &inputs, &proof), "the attack is not real");
    }
    assert_eq!(VerifyingKey::new(public.key), Err(refusal));
}

/// A = α, B = β, C = −L: e(L, γ) and e(C, δ) cancel.
fn by_gamma_is_delta<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    Proof { a: public.key.alpha_g1, b: public.key.beta_g2, c: negated(public.inputs(inputs)) }
}

/// A = α + L, B = β, C = 0.
fn by_beta_is_gamma<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    let a = sum(public.key.alpha_g1, public.inputs(inputs));
    Proof { a, b: public.key.beta_g2, c: G1::<C>::zero() }
}

/// A = L, B = γ, C = −α: e(α, β) and e(C, δ) cancel.
fn by_beta_is_delta<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    Proof { a: public.inputs(inputs), b: public.key.gamma_g2, c: negated(public.key.alpha_g1) }
}

/// A = α, B = β, C = −γ·L.
fn by_delta_is_generator<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    let c = negated(public.inputs_times_gamma(inputs));
    Proof { a: public.key.alpha_g1, b: public.key.beta_g2, c }
}

/// A = α + γ·L, B = 1, C = 0.
fn by_beta_is_generator<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    let a = sum(public.key.alpha_g1, public.inputs_times_gamma(inputs));
    Proof { a, b: G2::<C>::generator(), c: G1::<C>::zero() }
}

/// A = β + γ·L, B = 1, C = 0.
fn by_alpha_is_generator<C: TestCurve>(public: &Public<C>, inputs: &[C::Scalar]) -> Proof<C> {
    let a = sum(public.beta_g1, public.inputs_times_gamma(inputs));
    Proof { a, b: G2::<C>::generator(), c: G1::<C>::zero() }
}

fn gamma_is_delta_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let mut trapdoor = Trapdoor::<C>::new(1, INPUTS);
        trapdoor.gamma = trapdoor.delta * C::Scalar::from(sign);
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let proof = by_gamma_is_delta(public, inputs);
            Proof { c: signed(sign, proof.c), ..proof }
        };
        assert_forgeable(&trapdoor, forge, KeyError::RelatedPoints);
    }
}

fn beta_is_gamma_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let mut trapdoor = Trapdoor::<C>::new(1, INPUTS);
        trapdoor.beta = trapdoor.gamma * C::Scalar::from(sign);
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let a = sum(public.key.alpha_g1, signed(sign, public.inputs(inputs)));
            Proof { a, ..by_beta_is_gamma(public, inputs) }
        };
        assert_forgeable(&trapdoor, forge, KeyError::RelatedPoints);
    }
}

fn beta_is_delta_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let mut trapdoor = Trapdoor::<C>::new(1, INPUTS);
        trapdoor.beta = trapdoor.delta * C::Scalar::from(sign);
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let proof = by_beta_is_delta(public, inputs);
            Proof { c: signed(sign, proof.c), ..proof }
        };
        assert_forgeable(&trapdoor, forge, KeyError::RelatedPoints);
    }
}

fn delta_is_the_generator_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let trapdoor = Trapdoor::<C> { delta: C::Scalar::from(sign), ..Trapdoor::new(1, INPUTS) };
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let proof = by_delta_is_generator(public, inputs);
            Proof { c: signed(sign, proof.c), ..proof }
        };
        assert_forgeable(&trapdoor, forge, KeyError::Generator);
    }
}

fn beta_is_the_generator_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let trapdoor = Trapdoor::<C> { beta: C::Scalar::from(sign), ..Trapdoor::new(1, INPUTS) };
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let a = sum(signed(sign, public.key.alpha_g1), public.inputs_times_gamma(inputs));
            Proof { a, ..by_beta_is_generator(public, inputs) }
        };
        assert_forgeable(&trapdoor, forge, KeyError::Generator);
    }
}

fn alpha_is_the_generator_allows_forging<C: TestCurve>() {
    for sign in SIGNS {
        let trapdoor = Trapdoor::<C> { alpha: C::Scalar::from(sign), ..Trapdoor::new(1, INPUTS) };
        let forge = |public: &Public<C>, inputs: &[C::Scalar]| {
            let a = sum(signed(sign, public.beta_g1), public.inputs_times_gamma(inputs));
            Proof { a, ..by_alpha_is_generator(public, inputs) }
        };
        assert_forgeable(&trapdoor, forge, KeyError::Generator);
    }
}

/// Nothing but L is left beside A and B: A = L, B = γ, C = 0.
fn identity_in_alpha_or_beta_allows_forging<C: TestCurve>() {
    let forge = |public: &Public<C>, inputs: &[C::Scalar]| Proof {
        a: public.inputs(inputs),
        b: public.key.gamma_g2,
        c: G1::<C>::zero(),
    };
    let no_alpha = Trapdoor::<C> { alpha: C::Scalar::ZERO, ..Trapdoor::new(1, INPUTS) };
    assert_forgeable(&no_alpha, forge, KeyError::Identity(KeyPoint::Alpha));
    let no_beta = Trapdoor::<C> { beta: C::Scalar::ZERO, ..Trapdoor::new(1, INPUTS) };
    assert_forgeable(&no_beta, forge, KeyError::Identity(KeyPoint::Beta));
}

/// The inputs do not matter any more: A = α, B = β, C = 0 proves everything.
fn identity_in_gamma_allows_forging<C: TestCurve>() {
    let forge = |public: &Public<C>, _: &[C::Scalar]| Proof {
        a: public.key.alpha_g1,
        b: public.key.beta_g2,
        c: G1::<C>::zero(),
    };
    let no_gamma = Trapdoor::<C> { gamma: C::Scalar::ZERO, ..Trapdoor::new(1, INPUTS) };
    assert_forgeable(&no_gamma, forge, KeyError::Identity(KeyPoint::Gamma));
}

fn identity_in_ic_leaves_the_input_free<C: TestCurve>() {
    let mut trapdoor = Trapdoor::<C>::new(1, 3);
    trapdoor.ic[2] = C::Scalar::ZERO;
    let (points, mut inputs) = (trapdoor.points(), scalars::<C>(1, 3));
    let proof = trapdoor.prove(&inputs);
    for _ in 0..3 {
        inputs[1] = (inputs[1] + C::Scalar::one()).double();
        assert!(raw_verify(&points, &inputs, &proof), "the attack is not real");
    }
    inputs[0] += C::Scalar::one();
    assert!(!raw_verify(&points, &inputs, &proof), "the other inputs are not free");
    assert_eq!(VerifyingKey::new(points), Err(KeyError::Identity(KeyPoint::Ic(2))));
}

/// The control: a forgery that worked under every key would show nothing about the bad ones.
fn an_honest_key_withstands_the_same_forgeries<C: TestCurve>() {
    let forgers: [Forger<C>; 6] = [
        by_gamma_is_delta,
        by_beta_is_gamma,
        by_beta_is_delta,
        by_delta_is_generator,
        by_beta_is_generator,
        by_alpha_is_generator,
    ];
    let public = Public::of(&Trapdoor::<C>::new(1, INPUTS));
    let inputs = scalars::<C>(1, INPUTS);
    for forge in forgers {
        assert!(!raw_verify(&public.key, &inputs, &forge(&public, &inputs)));
    }
    assert!(VerifyingKey::new(public.key).is_ok());
}
