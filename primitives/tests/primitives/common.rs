//! What the attacker and the honest party have: keys with known secrets, bad encodings of points, arkworks' own verifier.

use ark_ec::{
    short_weierstrass::{Affine, SWCurveConfig},
    AffineRepr, CurveConfig, CurveGroup,
};
use ark_ff::{AdditiveGroup, BigInteger, Field, One, PrimeField, UniformRand, Zero};
use ark_groth16::Groth16;
use ark_relations::{
    gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError},
    lc,
};
use ark_serialize::CanonicalSerialize;
use ark_std::rand::SeedableRng;
use num_bigint::BigUint;
use proptest::test_runner::{Config, RngSeed};
use rand_chacha::ChaCha20Rng;
use zkml_primitives::{
    curve::{G1, G2},
    encoding::encode_scalar,
    key::{KeyPoint, KeyPoints},
    simulate::SimulatedKey,
    Bls12_381, Bn254, Curve, FieldBytes, Proof,
};

/// Makes a test of each generic function for each curve, and for the one that the host computes.
macro_rules! on_every_curve {
    ($($name:ident),* $(,)?) => {
        mod bn254 {
            $(#[test] fn $name() { super::$name::<zkml_primitives::Bn254>() })*
        }
        mod bls12_381 {
            $(#[test] fn $name() { super::$name::<zkml_primitives::Bls12_381>() })*
        }
        mod bls12_381_by_the_host {
            $(#[test] fn $name() { super::$name::<zkml_primitives::host::Bls12_381>() })*
        }
    };
}
pub(crate) use on_every_curve;

pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// Seeded, so that a failure comes back, and without files that remember failures.
pub fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x7a6b_6d6c), failure_persistence: None, ..Config::default() }
}

pub fn bytes(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

pub type Raw<C> = Groth16<<C as Curve>::Pairing>;
pub type RawKey<C> = ark_groth16::VerifyingKey<<C as Curve>::Pairing>;
pub type RawProof<C> = ark_groth16::Proof<<C as Curve>::Pairing>;

/// A curve and what its encodings look like.
pub trait TestCurve: Curve + PartialEq + Eq {
    /// Coordinates have their big end first (as Zcash has them), else their little end.
    const BIG_ENDIAN: bool;
    /// The bits of the byte with the flags that belong to the coordinate.
    const COORDINATE_BITS: u8;
    /// The flags of the identity.
    const INFINITY: u8;
    /// The flag of the greater y.
    const SIGN: u8;
    /// Multiples of the scalar field's order that may be added to some scalar without leaving 32 bytes.
    const ALIASES: u64;

    /// A point with a compressed encoding and no y: the curve has no point with its x.
    fn g1_off_curve() -> G1<Self>;
    fn g2_off_curve() -> G2<Self>;
    /// A point on the curve of another order than r; none where the cofactor is 1.
    fn g1_outside_subgroup() -> Option<G1<Self>>;
    fn g2_outside_subgroup() -> G2<Self>;
}

fn off_curve<P: SWCurveConfig>() -> Affine<P> {
    let mut rng = rng(1);
    std::iter::repeat_with(|| P::BaseField::rand(&mut rng))
        .find(|&x| Affine::<P>::get_ys_from_x_unchecked(x).is_none())
        .map(|x| Affine::new_unchecked(x, P::BaseField::one()))
        .unwrap()
}

fn outside_subgroup<P: SWCurveConfig>() -> Affine<P> {
    let mut rng = rng(2);
    let point = std::iter::repeat_with(|| P::BaseField::rand(&mut rng))
        .find_map(|x| Affine::<P>::get_point_from_x_unchecked(x, false))
        .unwrap();
    assert!(point.is_on_curve());
    assert!(!point.mul_bigint(P::ScalarField::MODULUS).is_zero());
    point
}

impl TestCurve for Bn254 {
    const BIG_ENDIAN: bool = false;
    const COORDINATE_BITS: u8 = 0x3f;
    const INFINITY: u8 = 0x40;
    const SIGN: u8 = 0x80;
    const ALIASES: u64 = 5;

    fn g1_off_curve() -> G1<Self> {
        off_curve()
    }

    fn g2_off_curve() -> G2<Self> {
        off_curve()
    }

    fn g1_outside_subgroup() -> Option<G1<Self>> {
        assert_eq!(ark_bn254::g1::Config::COFACTOR, [1]);
        None
    }

    fn g2_outside_subgroup() -> G2<Self> {
        outside_subgroup()
    }
}

/// Both implementations of BLS12-381 have the same encodings.
macro_rules! bls12_381 {
    ($curve:ty) => {
        impl TestCurve for $curve {
            const BIG_ENDIAN: bool = true;
            const COORDINATE_BITS: u8 = 0x1f;
            const INFINITY: u8 = 0xc0;
            const SIGN: u8 = 0x20;
            const ALIASES: u64 = 2;

            fn g1_off_curve() -> G1<Self> {
                off_curve()
            }

            fn g2_off_curve() -> G2<Self> {
                off_curve()
            }

            fn g1_outside_subgroup() -> Option<G1<Self>> {
                Some(outside_subgroup())
            }

            fn g2_outside_subgroup() -> G2<Self> {
                outside_subgroup()
            }
        }
    };
}

bls12_381!(Bls12_381);
bls12_381!(zkml_primitives::host::Bls12_381);

pub fn g1<C: Curve>(by: C::Scalar) -> G1<C> {
    G1::<C>::generator().mul_bigint(by.into_bigint()).into_affine()
}

pub fn g2<C: Curve>(by: C::Scalar) -> G2<C> {
    G2::<C>::generator().mul_bigint(by.into_bigint()).into_affine()
}

pub fn negated<A: AffineRepr>(point: A) -> A {
    (-point.into_group()).into_affine()
}

pub fn sum<A: AffineRepr>(a: A, b: A) -> A {
    (a.into_group() + b).into_affine()
}

/// `IC[0] + Σ xᵢ·IC[i]`, which everyone can compute who has the points.
pub fn combined<C: Curve>(ic: &[G1<C>], inputs: &[C::Scalar]) -> G1<C> {
    ic[1..]
        .iter()
        .zip(inputs)
        .fold(ic[0].into_group(), |sum, (point, x)| sum + point.mul_bigint(x.into_bigint()))
        .into_affine()
}

/// A key with its secrets in reach, to set them to what no honest setup leaves.
#[derive(Clone)]
pub struct Trapdoor<C: Curve> {
    pub alpha: C::Scalar,
    pub beta: C::Scalar,
    pub gamma: C::Scalar,
    pub delta: C::Scalar,
    pub ic: Vec<C::Scalar>,
}

impl<C: Curve> Trapdoor<C> {
    pub fn new(seed: u64, inputs: usize) -> Self {
        let mut rng = rng(seed);
        let mut scalar = || C::Scalar::rand(&mut rng);
        Self {
            alpha: scalar(),
            beta: scalar(),
            gamma: scalar(),
            delta: scalar(),
            ic: (0..=inputs).map(|_| scalar()).collect(),
        }
    }

    pub fn points(&self) -> KeyPoints<C> {
        KeyPoints {
            alpha_g1: g1::<C>(self.alpha),
            beta_g2: g2::<C>(self.beta),
            gamma_g2: g2::<C>(self.gamma),
            delta_g2: g2::<C>(self.delta),
            ic: self.ic.iter().map(|&x| g1::<C>(x)).collect(),
        }
    }

    /// What the first phase of a setup publishes: IC before its division by γ.
    pub fn phase_one_ic(&self) -> Vec<G1<C>> {
        self.ic.iter().map(|&x| g1::<C>(x * self.gamma)).collect()
    }

    pub fn prove(&self, inputs: &[C::Scalar]) -> Proof<C> {
        let mut rng = rng(99);
        let (a, b) = (C::Scalar::rand(&mut rng), C::Scalar::rand(&mut rng));
        let combined = self.ic[1..].iter().zip(inputs).fold(self.ic[0], |sum, (ic, x)| sum + *ic * x);
        let c = (a * b - self.alpha * self.beta - combined * self.gamma) * self.delta.inverse().unwrap();
        Proof { a: g1::<C>(a), b: g2::<C>(b), c: g1::<C>(c) }
    }
}

pub fn raw_key<C: Curve>(points: &KeyPoints<C>) -> RawKey<C> {
    ark_groth16::VerifyingKey {
        alpha_g1: points.alpha_g1,
        beta_g2: points.beta_g2,
        gamma_g2: points.gamma_g2,
        delta_g2: points.delta_g2,
        gamma_abc_g1: points.ic.clone(),
    }
}

/// What ark-groth16 says, which checks nothing but the pairing equation.
pub fn raw_verify<C: Curve>(points: &KeyPoints<C>, inputs: &[C::Scalar], proof: &Proof<C>) -> bool {
    let key = ark_groth16::prepare_verifying_key(&raw_key(points));
    let proof = ark_groth16::Proof { a: proof.a, b: proof.b, c: proof.c };
    Raw::<C>::verify_proof(&key, &proof, inputs).unwrap()
}

/// Canonical bytes of small or random inputs.
pub fn encoded<C: Curve>(inputs: &[C::Scalar]) -> Vec<FieldBytes> {
    inputs.iter().map(encode_scalar).collect()
}

pub fn scalars<C: Curve>(seed: u64, count: usize) -> Vec<C::Scalar> {
    let mut rng = rng(seed);
    (0..count).map(|_| C::Scalar::rand(&mut rng)).collect()
}

/// A simulated key for `inputs` inputs, small public inputs, and a proof of them.
pub fn simulated<C: Curve>(inputs: u32) -> (SimulatedKey<C>, Vec<FieldBytes>, Vec<u8>) {
    let key = SimulatedKey::<C>::new(1, inputs);
    let public: Vec<C::Scalar> = (0..u64::from(inputs)).map(|i| C::Scalar::from(5 + i)).collect();
    let public = encoded::<C>(&public);
    let proof = key.prove(&public, 2);
    (key, public, proof)
}

/// Where each point of a key's encoding is, and whether it is one of G2.
pub fn key_positions<C: Curve>(inputs: u32) -> Vec<(KeyPoint, usize, bool)> {
    let (n1, n2) = (C::G1_BYTES, C::G2_BYTES);
    let ic = n1 + 3 * n2 + 8;
    let mut positions = vec![
        (KeyPoint::Alpha, 0, false),
        (KeyPoint::Beta, n1, true),
        (KeyPoint::Gamma, n1 + n2, true),
        (KeyPoint::Delta, n1 + 2 * n2, true),
    ];
    positions.extend((0..=inputs).map(|i| (KeyPoint::Ic(i), ic + i as usize * n1, false)));
    positions
}

/// Adds the base field's order to a coordinate where the bits allow it.
fn plus_modulus<C: TestCurve>(point: &[u8], coordinate: usize) -> Option<Vec<u8>> {
    let width = C::G1_BYTES;
    let at = coordinate * width..(coordinate + 1) * width;
    let mut little = point[at.clone()].to_vec();
    if C::BIG_ENDIAN {
        little.reverse();
    }
    let flagged = if C::BIG_ENDIAN { at.start == 0 } else { at.end == point.len() };
    let mask = if flagged { C::COORDINATE_BITS } else { 0xff };
    let flags = little[width - 1] & !mask;
    little[width - 1] &= mask;
    let modulus = BigUint::from_bytes_le(&base_modulus::<C>());
    let mut sum = (BigUint::from_bytes_le(&little) + modulus).to_bytes_le();
    sum.resize(sum.len().max(width), 0);
    if sum.len() > width || sum[width - 1] & !mask != 0 {
        return None;
    }
    sum[width - 1] |= flags;
    if C::BIG_ENDIAN {
        sum.reverse();
    }
    let mut bytes = point.to_vec();
    bytes[at].copy_from_slice(&sum);
    Some(bytes)
}

fn base_modulus<C: Curve>() -> Vec<u8> {
    use ark_ec::pairing::Pairing;
    <<C::Pairing as Pairing>::BaseField as PrimeField>::MODULUS.to_bytes_le()
}

/// Encodings that must be refused wherever a point is expected. `multiples` are good encodings, any number of them.
fn bad_points<C: TestCurve>(
    multiples: impl Iterator<Item = Vec<u8>>,
    identity: Vec<u8>,
    off_curve: Vec<u8>,
    outside_subgroup: Option<Vec<u8>>,
) -> Vec<(&'static str, Vec<u8>)> {
    let multiples: Vec<Vec<u8>> = multiples.take(40).collect();
    let width = C::G1_BYTES;
    let flags = if C::BIG_ENDIAN { 0 } else { identity.len() - 1 };
    assert_eq!(identity[flags], C::INFINITY, "the encoding's layout is not what this file thinks");
    let mut bad = vec![("x is on no point of the curve", off_curve), ("all ones", vec![0xff; identity.len()])];
    bad.extend(outside_subgroup.map(|bytes| ("outside the subgroup", bytes)));
    let mut signed_infinity = identity.clone();
    signed_infinity[flags] |= C::SIGN;
    bad.push(("an identity with a sign", signed_infinity));
    for coordinate in 0..identity.len() / width {
        let lowest = coordinate * width + if C::BIG_ENDIAN { width - 1 } else { 0 };
        let mut junk = identity.clone();
        junk[lowest] = 1;
        bad.push(("an identity with a coordinate", junk));
        let aliased = multiples.iter().find_map(|point| plus_modulus::<C>(point, coordinate));
        bad.push(("x + p", aliased.expect("one x in three is small enough")));
    }
    let mut flagged = multiples[0].clone();
    flagged[flags] |= C::INFINITY;
    bad.push(("a point that says to be the identity", flagged));
    if C::BIG_ENDIAN {
        let mut uncompressed = multiples[0].clone();
        uncompressed[flags] &= 0x7f;
        bad.push(("a point that says to be uncompressed", uncompressed));
    }
    bad
}

pub fn bad_g1<C: TestCurve>() -> Vec<(&'static str, Vec<u8>)> {
    bad_points::<C>(
        (2..).map(|i: u64| bytes(&g1::<C>(i.into()))),
        bytes(&G1::<C>::zero()),
        bytes(&C::g1_off_curve()),
        C::g1_outside_subgroup().map(|point| bytes(&point)),
    )
}

pub fn bad_g2<C: TestCurve>() -> Vec<(&'static str, Vec<u8>)> {
    bad_points::<C>(
        (2..).map(|i: u64| bytes(&g2::<C>(i.into()))),
        bytes(&G2::<C>::zero()),
        bytes(&C::g2_off_curve()),
        Some(bytes(&C::g2_outside_subgroup())),
    )
}

/// Public products of two secret factors each, and a public input that no constraint touches if asked for.
#[derive(Clone)]
pub struct Products<F> {
    pub factors: Vec<(F, F)>,
    pub loose: Option<F>,
}

impl<F: Field> Products<F> {
    pub fn public(&self) -> Vec<F> {
        self.loose.into_iter().chain(self.factors.iter().map(|(a, b)| *a * b)).collect()
    }
}

impl<F: Field> ConstraintSynthesizer<F> for Products<F> {
    fn generate_constraints(self, cs: ConstraintSystemRef<F>) -> Result<(), SynthesisError> {
        if let Some(loose) = self.loose {
            let _ = cs.new_input_variable(|| Ok(loose))?;
        }
        for (a, b) in self.factors {
            let product = cs.new_input_variable(|| Ok(a * b))?;
            let a = cs.new_witness_variable(|| Ok(a))?;
            let b = cs.new_witness_variable(|| Ok(b))?;
            cs.enforce_r1cs_constraint(|| lc!() + a, || lc!() + b, || lc!() + product)?;
        }
        Ok(())
    }
}

/// A real setup of a circuit with `count` products, and the real proof of random ones, the last of them zero.
pub struct Real<C: Curve> {
    pub points: KeyPoints<C>,
    pub inputs: Vec<C::Scalar>,
    pub proof: Proof<C>,
}

impl<C: Curve> Real<C> {
    pub fn new(seed: u64, count: usize, loose: Option<C::Scalar>) -> Self {
        let mut rng = rng(seed);
        let mut factors: Vec<(C::Scalar, C::Scalar)> =
            (0..count).map(|_| (C::Scalar::rand(&mut rng), C::Scalar::rand(&mut rng))).collect();
        if let Some(last) = factors.last_mut() {
            last.0 = C::Scalar::ZERO;
        }
        let circuit = Products { factors, loose };
        let proving_key = Raw::<C>::generate_random_parameters_with_reduction(circuit.clone(), &mut rng).unwrap();
        let inputs = circuit.public();
        let proof = Raw::<C>::create_random_proof_with_reduction(circuit, &proving_key, &mut rng).unwrap();
        let vk = &proving_key.vk;
        let points = KeyPoints {
            alpha_g1: vk.alpha_g1,
            beta_g2: vk.beta_g2,
            gamma_g2: vk.gamma_g2,
            delta_g2: vk.delta_g2,
            ic: vk.gamma_abc_g1.clone(),
        };
        let proof = Proof { a: proof.a, b: proof.b, c: proof.c };
        Self { points, inputs, proof }
    }
}
