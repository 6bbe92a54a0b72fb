//! What the targets share. Keys and proofs are made from scalars that are known, so a target knows by arithmetic in the
//! scalar field whether a proof holds; for bytes, arkworks is asked. No corpus is needed to get past the first checks.

use arbitrary::Arbitrary;
use ark_ec::{
    scalar_mul::BatchMulPreprocessing,
    short_weierstrass::{Affine, SWCurveConfig},
    AffineRepr, CurveGroup, PrimeGroup,
};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField, Zero};
use ark_groth16::{Groth16, PreparedVerifyingKey};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use std::sync::OnceLock;
use zkml_primitives::{
    curve::{G1, G2},
    encoding::encode_scalar,
    key::KeyPoints,
    Bls12_381, Bn254, Curve, FieldBytes, PreparedKey, Proof, VerifyingKey,
};

/// A number of the scalar field: the small ones, at which arithmetic goes wrong, and any.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum Number {
    Small(i8),
    Repeated(u8),
    Bytes([u8; 32]),
}

impl Number {
    pub fn scalar<F: PrimeField>(self) -> F {
        match self {
            Number::Small(n) => F::from(i64::from(n)),
            Number::Repeated(byte) => F::from_le_bytes_mod_order(&[byte; 48]),
            Number::Bytes(bytes) => F::from_le_bytes_mod_order(&bytes),
        }
    }
}

/// A public input: canonical, aliased, or any bytes.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum Input {
    Number(Number),
    PlusOrder(Number),
    Bytes(FieldBytes),
}

impl Input {
    pub fn bytes<F: PrimeField>(self) -> FieldBytes {
        match self {
            Input::Number(n) => encode_scalar(&n.scalar::<F>()),
            Input::PlusOrder(n) => {
                let mut number = n.scalar::<F>().into_bigint();
                number.add_with_carry(&F::MODULUS);
                number.to_bytes_le().try_into().expect("both scalar fields have 256 bits in limbs")
            }
            Input::Bytes(bytes) => bytes,
        }
    }
}

/// The number that bytes encode, if it is below the order.
pub fn canonical<F: PrimeField>(bytes: &FieldBytes) -> Option<F> {
    let value = F::from_le_bytes_mod_order(bytes);
    (value.into_bigint().to_bytes_le() == bytes).then_some(value)
}

/// Bytes to change and a length to cut or fill to.
#[derive(Arbitrary, Clone, Debug)]
pub struct Edits {
    bytes: Vec<(u16, u8)>,
    len: Option<u16>,
}

impl Edits {
    pub fn apply(&self, bytes: &mut Vec<u8>) {
        for &(at, by) in self.bytes.iter().take(8) {
            let len = bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(at as usize % len) {
                *byte ^= by;
            }
        }
        if let Some(len) = self.len {
            let most = bytes.len() + 70;
            bytes.resize(len as usize % most, 0);
        }
    }
}

/// An encoding of a point, good or not.
#[derive(Arbitrary, Clone, Debug)]
pub enum Point {
    /// A multiple of the generator from −8 to 8.
    Multiple(i8),
    /// With the flags changed.
    Flagged(i8, u8),
    /// With the base field's order added to a coordinate.
    Alias(i8, bool),
    /// On the curve, and outside the subgroup where there is an outside.
    Loose(u8, bool),
    /// A multiple plus a point of small order, where the curve has one.
    SmallOrder(i8),
    /// Any bytes.
    Bytes(Vec<u8>),
}

impl Point {
    /// The multiple that it says to be, where it is one.
    pub fn multiple(&self) -> Option<i8> {
        match self {
            Point::Multiple(by) => Some(by % 9),
            _ => None,
        }
    }

    fn encode<C: FuzzCurve, P: SWCurveConfig>(&self, small: Affine<P>) -> Vec<u8>
    where
        P::BaseField: Field<BasePrimeField = C::Coordinate>,
    {
        let generator = Affine::<P>::generator();
        let multiple_of = |by: i8| {
            let by = i64::from(by % 9);
            let point = generator.mul_bigint([by.unsigned_abs()]);
            if by < 0 {
                -point
            } else {
                point
            }
        };
        let multiple = |by: i8| bytes(&multiple_of(by).into_affine());
        let len = generator.compressed_size();
        let flags = if C::BIG_ENDIAN { 0 } else { len - 1 };
        match *self {
            Point::Multiple(by) => multiple(by),
            Point::Flagged(by, mask) => {
                let mut point = multiple(by);
                point[flags] ^= mask & 0xe0;
                point
            }
            Point::Alias(by, last) => {
                let mut point = multiple(by);
                let at = if last { len - C::G1_BYTES..len } else { 0..C::G1_BYTES };
                let order = C::Coordinate::MODULUS.to_bytes_le();
                let mut carry = 0;
                for (i, byte) in order.into_iter().enumerate() {
                    let at = if C::BIG_ENDIAN { at.end - 1 - i } else { at.start + i };
                    carry += u16::from(point[at]) + u16::from(byte);
                    point[at] = carry as u8;
                    carry >>= 8;
                }
                point
            }
            Point::Loose(from, greatest) => (u64::from(from)..)
                .find_map(|x| Affine::<P>::get_point_from_x_unchecked(P::BaseField::from(x), greatest))
                .map(|point| bytes(&point))
                .expect("half of all x have a point"),
            Point::SmallOrder(by) => bytes(&(multiple_of(by) + small).into_affine()),
            Point::Bytes(ref bytes) => bytes.iter().copied().chain(core::iter::repeat(0)).take(len).collect(),
        }
    }

    pub fn g1<C: FuzzCurve>(&self) -> Vec<u8> {
        self.encode::<C, _>(C::small_g1())
    }

    pub fn g2<C: FuzzCurve>(&self) -> Vec<u8> {
        self.encode::<C, _>(C::small_g2())
    }
}

/// A point of a small prime order that divides the cofactor once; the identity for order 1.
fn of_order<P: SWCurveConfig>(order: u64) -> Affine<P> {
    if order == 1 {
        return Affine::identity();
    }
    let mut rest = P::COFACTOR.to_vec();
    let remainder = rest.iter_mut().rev().fold(0u128, |carry, limb| {
        let value = carry << 64 | u128::from(*limb);
        *limb = (value / u128::from(order)) as u64;
        value % u128::from(order)
    });
    assert_eq!(remainder, 0);
    let point = (1u64..)
        .filter_map(|x| Affine::<P>::get_point_from_x_unchecked(P::BaseField::from(x), false))
        .map(|point| point.mul_bigint(P::ScalarField::MODULUS).mul_bigint(&rest))
        .find(|point| !point.is_zero())
        .expect("one point in as many has no part of this order")
        .into_affine();
    assert!(point.mul_bigint([order]).is_zero());
    point
}

pub fn bytes(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_compressed(&mut bytes).expect("writing to a vector cannot fail");
    bytes
}

/// What arkworks makes of bytes, if they are what it would write.
pub fn decoded<T: CanonicalDeserialize + CanonicalSerialize>(encoded: &[u8]) -> Option<T> {
    T::deserialize_compressed(encoded).ok().filter(|value| bytes(value) == encoded)
}

/// A proof by arkworks' decoding.
pub fn decoded_proof<C: Curve>(encoded: &[u8]) -> Option<ark_groth16::Proof<C::Pairing>> {
    decoded(encoded).filter(|_| encoded.len() == C::PROOF_BYTES)
}

/// A key whose secrets are known, in all forms.
pub struct Key<C: Curve> {
    pub alpha: C::Scalar,
    pub beta: C::Scalar,
    pub gamma: C::Scalar,
    pub delta: C::Scalar,
    pub ic: Vec<C::Scalar>,
    pub key: VerifyingKey<C>,
    pub prepared: PreparedKey<C>,
    pub hash: [u8; 32],
    arkworks: PreparedVerifyingKey<C::Pairing>,
}

impl<C: FuzzCurve> Key<C> {
    fn new([alpha, beta, gamma, delta]: [C::Scalar; 4], ic: Vec<C::Scalar>) -> Self {
        let points = KeyPoints::<C> {
            alpha_g1: C::g1(alpha),
            beta_g2: C::g2(beta),
            gamma_g2: C::g2(gamma),
            delta_g2: C::g2(delta),
            ic: ic.iter().map(|&x| C::g1(x)).collect(),
        };
        let arkworks = ark_groth16::prepare_verifying_key(&ark_groth16::VerifyingKey {
            alpha_g1: points.alpha_g1,
            beta_g2: points.beta_g2,
            gamma_g2: points.gamma_g2,
            delta_g2: points.delta_g2,
            gamma_abc_g1: points.ic.clone(),
        });
        let key = VerifyingKey::new(points).expect("the secrets below differ");
        let (prepared, hash) = (PreparedKey::new(&key), key.hash());
        Self { alpha, beta, gamma, delta, ic, key, prepared, hash, arkworks }
    }

    /// The C that makes a proof of A and B, if the number of inputs is right.
    pub fn solve(&self, inputs: &[C::Scalar], a: C::Scalar, b: C::Scalar) -> Option<C::Scalar> {
        let sum = self.sum(inputs)?;
        Some((a * b - self.alpha * self.beta - sum * self.gamma) / self.delta)
    }

    /// Whether a proof of these scalars proves the inputs.
    pub fn holds(&self, inputs: &[C::Scalar], [a, b, c]: [C::Scalar; 3]) -> bool {
        self.solve(inputs, a, b) == Some(c)
    }

    fn sum(&self, inputs: &[C::Scalar]) -> Option<C::Scalar> {
        (inputs.len() + 1 == self.ic.len())
            .then(|| inputs.iter().zip(&self.ic[1..]).fold(self.ic[0], |sum, (x, ic)| sum + *x * ic))
    }

    /// What arkworks says of a proof, on the right number of inputs.
    pub fn arkworks(&self, inputs: &[C::Scalar], proof: &ark_groth16::Proof<C::Pairing>) -> bool {
        inputs.len() + 1 == self.ic.len()
            && Groth16::<C::Pairing>::verify_proof(&self.arkworks, proof, inputs).unwrap_or(false)
    }
}

/// A, B and C as scalars, and how far C is from where it should be.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct MadeProof {
    pub a: Number,
    pub b: Number,
    /// Nothing makes it hold.
    pub off: Option<Number>,
}

impl MadeProof {
    /// The proof's bytes, and whether it proves the inputs under the key.
    pub fn make<C: FuzzCurve>(&self, key: &Key<C>, inputs: &[C::Scalar]) -> (Vec<u8>, bool) {
        let scalars = self.scalars(key, inputs);
        (encoded::<C>(scalars), key.holds(inputs, scalars))
    }

    /// The scalars of A, B and C.
    pub fn scalars<C: FuzzCurve>(&self, key: &Key<C>, inputs: &[C::Scalar]) -> [C::Scalar; 3] {
        let (a, b) = (self.a.scalar(), self.b.scalar());
        let off: C::Scalar = self.off.map_or(C::Scalar::ZERO, Number::scalar);
        [a, b, key.solve(inputs, a, b).unwrap_or_default() + off]
    }
}

/// The bytes of a proof of these scalars.
pub fn encoded<C: FuzzCurve>([a, b, c]: [C::Scalar; 3]) -> Vec<u8> {
    Proof::<C> { a: C::g1(a), b: C::g2(b), c: C::g1(c) }.encode()
}

/// A curve with what its encodings look like and some keys.
pub trait FuzzCurve: Curve {
    type Coordinate: PrimeField;
    type Config1: SWCurveConfig<BaseField: Field<BasePrimeField = Self::Coordinate>>;
    type Config2: SWCurveConfig<BaseField: Field<BasePrimeField = Self::Coordinate>>;
    /// Coordinates have their big end first.
    const BIG_ENDIAN: bool;

    /// Points of small order, the identity where there are none.
    fn small_g1() -> Affine<Self::Config1>;
    fn small_g2() -> Affine<Self::Config2>;

    /// A multiple of the generator.
    fn g1(by: Self::Scalar) -> G1<Self>;
    fn g2(by: Self::Scalar) -> G2<Self>;

    /// Keys of 0 to 3 inputs: with secrets of all lengths, and with small ones, whose sums meet the identity.
    fn keys() -> &'static [Key<Self>];

    fn key(index: u8) -> &'static Key<Self> {
        let keys = Self::keys();
        &keys[index as usize % keys.len()]
    }
}

fn keys<C: FuzzCurve>() -> Vec<Key<C>> {
    let any = |i: u8| C::Scalar::from_le_bytes_mod_order(&[i; 48]);
    let small = |i: i8| C::Scalar::from(i64::from(i));
    let all = |count: u8| Key::new([10, 11, 12, 13].map(any), (20..=20 + count).map(any).collect());
    let of_small = |ic: &[i8]| Key::new([2, 3, 1, 5].map(small), ic.iter().map(|&i| small(i)).collect());
    vec![
        all(0),
        all(1),
        all(2),
        all(3),
        of_small(&[1]),
        of_small(&[1, 1]),
        of_small(&[-1, 1, 1]),
        of_small(&[2, -1, 1, 3]),
    ]
}

macro_rules! fuzz_curves {
    ($($curve:ident: $ark:ident, $big_endian:literal, $small:expr;)*) => {
        $(impl FuzzCurve for $curve {
            type Coordinate = $ark::Fq;
            type Config1 = $ark::g1::Config;
            type Config2 = $ark::g2::Config;
            const BIG_ENDIAN: bool = $big_endian;

            fn small_g1() -> Affine<Self::Config1> {
                static POINT: OnceLock<$ark::G1Affine> = OnceLock::new();
                *POINT.get_or_init(|| of_order($small[0]))
            }

            fn small_g2() -> Affine<Self::Config2> {
                static POINT: OnceLock<$ark::G2Affine> = OnceLock::new();
                *POINT.get_or_init(|| of_order($small[1]))
            }

            fn g1(by: Self::Scalar) -> G1<Self> {
                static TABLE: OnceLock<BatchMulPreprocessing<$ark::G1Projective>> = OnceLock::new();
                let table = TABLE.get_or_init(|| BatchMulPreprocessing::new($ark::G1Affine::generator().into(), 256));
                table.batch_mul(&[by])[0]
            }

            fn g2(by: Self::Scalar) -> G2<Self> {
                static TABLE: OnceLock<BatchMulPreprocessing<$ark::G2Projective>> = OnceLock::new();
                let table = TABLE.get_or_init(|| BatchMulPreprocessing::new($ark::G2Affine::generator().into(), 256));
                table.batch_mul(&[by])[0]
            }

            fn keys() -> &'static [Key<Self>] {
                static KEYS: OnceLock<Vec<Key<$curve>>> = OnceLock::new();
                KEYS.get_or_init(keys)
            }
        })*
    };
}

fuzz_curves! {
    Bn254: ark_bn254, false, [1, 10069];
    Bls12_381: ark_bls12_381, true, [3, 2713];
}
