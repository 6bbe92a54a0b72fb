//! Scalar multiplication for a few points of G1: Straus' method with shared doublings and signed windows, on scalars that
//! the curve's endomorphism splits in two halves (Gallant, Lambert and Vanstone 2001).

use alloc::vec::Vec;
use ark_ec::{
    scalar_mul::glv::GLVConfig,
    short_weierstrass::{Affine, Projective, SWCurveConfig},
    AffineRepr,
};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField, Zero};

/// What splitting a scalar needs besides the lattice that [`GLVConfig`] has.
pub(crate) trait Split: GLVConfig {
    /// 2^320·n₂₂ / r and 2^320·n₁₂ / r without their signs, rounded, for the entries n of
    /// [`GLVConfig::SCALAR_DECOMP_COEFFS`]; little end first.
    const RATIOS: [[u64; 4]; 2];
}

impl Split for ark_bn254::g1::Config {
    const RATIOS: [[u64; 4]; 2] = [
        [0x149d540fd5e495cc, 0x5398fd0300ff6565, 0x4ccef014a773d2d2, 0x2],
        [0x6eb9c714773a6ef3, 0xd91d232ec7e0b3d7, 0x2, 0x0],
    ];
}

impl Split for ark_bls12_381::g1::Config {
    const RATIOS: [[u64; 4]; 2] =
        [[0x034eb4b927adc028, 0x63f6e522f6cfee2e, 0x7c6becf1e01faadd, 0x1], [0x355094edfede377c, 0x2, 0x0, 0x0]];
}

/// The width of a window: digits are odd and below 2^(WINDOW−1) in absolute value. For the 128 bits of a half, four costs
/// as much as five, and has the smaller table.
const WINDOW: u32 = 4;

/// Odd multiples of a point that its digits ask for.
const TABLE: usize = 1 << (WINDOW - 2);

/// Σ sᵢ·Pᵢ over as many points of the prime-order subgroup as there are scalars.
pub(crate) fn msm<P: Split>(points: &[Affine<P>], scalars: &[P::ScalarField]) -> Projective<P> {
    let tables = tables(points);
    let terms: Vec<Term<'_, P>> =
        scalars.iter().zip(&tables).flat_map(|(scalar, table)| Term::halves(*scalar, table)).collect();
    sum(&terms)
}

/// sᵢ·Pᵢ for each point of the prime-order subgroup.
pub(crate) fn mul_each<P: Split>(points: &[Affine<P>], scalars: &[P::ScalarField]) -> Vec<Affine<P>> {
    let tables = tables(points);
    let multiples: Vec<Projective<P>> =
        scalars.iter().zip(&tables).map(|(scalar, table)| sum(&Term::halves(*scalar, table))).collect();
    to_affine(&multiples)
}

/// Odd multiples of a point, and of its image under the endomorphism.
type Table<P> = [[Affine<P>; TABLE]; 2];

/// A half scalar's digits and the multiples that they choose from.
struct Term<'a, P: SWCurveConfig> {
    digits: Vec<i8>,
    multiples: &'a [Affine<P>; TABLE],
}

impl<'a, P: Split> Term<'a, P> {
    fn halves(scalar: P::ScalarField, table: &'a Table<P>) -> [Self; 2] {
        let [first, second] = split::<P>(scalar).map(signed_windows);
        [Self { digits: first, multiples: &table[0] }, Self { digits: second, multiples: &table[1] }]
    }
}

fn sum<P: SWCurveConfig>(terms: &[Term<'_, P>]) -> Projective<P> {
    let longest = terms.iter().map(|term| term.digits.len()).max().unwrap_or(0);
    let mut sum = Projective::zero();
    for at in (0..longest).rev() {
        sum.double_in_place();
        for term in terms {
            match term.digits.get(at) {
                Some(&digit) if digit > 0 => sum += term.multiples[digit as usize / 2],
                Some(&digit) if digit < 0 => sum -= term.multiples[digit.unsigned_abs() as usize / 2],
                _ => {}
            }
        }
    }
    sum
}

/// P, 3P, 5P, … of each point, with one inversion for all.
fn tables<P: Split>(points: &[Affine<P>]) -> Vec<Table<P>> {
    let mut multiples = Vec::with_capacity(points.len() * TABLE);
    for point in points {
        let first = point.into_group();
        let double = first.double();
        let mut multiple = double + point;
        multiples.push(first);
        for i in 1..TABLE {
            multiples.push(multiple);
            if i + 1 < TABLE {
                multiple += double;
            }
        }
    }
    let multiples = to_affine(&multiples);
    multiples
        .chunks_exact(TABLE)
        .map(|chunk| {
            let odd: [Affine<P>; TABLE] = core::array::from_fn(|i| chunk[i]);
            [odd, odd.map(|point| P::endomorphism_affine(&point))]
        })
        .collect()
}

/// Points with one inversion for all, whatever threads arkworks is built with.
pub(crate) fn to_affine<P: SWCurveConfig>(points: &[Projective<P>]) -> Vec<Affine<P>> {
    let mut inverses: Vec<P::BaseField> = points.iter().map(|point| point.z).collect();
    invert_all(&mut inverses);
    let affine = |(point, inverse): (&Projective<P>, &P::BaseField)| {
        if point.is_zero() {
            return Affine::identity();
        }
        let square = inverse.square();
        Affine::new_unchecked(point.x * square, point.y * square * inverse)
    };
    points.iter().zip(&inverses).map(affine).collect()
}

/// Inverts every element but zeros, with one inversion (Montgomery's trick).
pub(crate) fn invert_all<F: Field>(elements: &mut [F]) {
    let mut products = Vec::with_capacity(elements.len());
    let mut product = F::ONE;
    for element in elements.iter().filter(|element| !element.is_zero()) {
        products.push(product);
        product *= element;
    }
    let Some(mut inverse) = product.inverse() else { return };
    for element in elements.iter_mut().rev().filter(|element| !element.is_zero()) {
        let Some(before) = products.pop() else { return };
        let next = inverse * *element;
        *element = inverse * before;
        inverse = next;
    }
}

/// k = k₁ + λ·k₂ with |k₁|, |k₂| < 2^128, each as its sign (true if negative) and absolute value.
///
/// The sum holds by construction, in the field; the lattice only makes the halves short.
fn split<P: Split>(scalar: P::ScalarField) -> [(bool, <P::ScalarField as PrimeField>::BigInt); 2] {
    let entry = |(positive, value): (bool, <P::ScalarField as PrimeField>::BigInt)| {
        let value = P::ScalarField::from_bigint(value).unwrap_or_default();
        if positive {
            value
        } else {
            -value
        }
    };
    let coefficients = P::SCALAR_DECOMP_COEFFS;
    let k = scalar.into_bigint();
    // β₁ = k·n₂₂/r and β₂ = −k·n₁₂/r, rounded.
    let rounded = |ratio: &[u64; 4], positive: bool| {
        let value = P::ScalarField::from(high_product(k.as_ref(), ratio));
        if positive {
            value
        } else {
            -value
        }
    };
    let beta_1 = rounded(&P::RATIOS[0], coefficients[3].0);
    let beta_2 = rounded(&P::RATIOS[1], !coefficients[1].0);
    let [_, n12, _, n22] = coefficients.map(entry);
    let second = -(beta_1 * n12 + beta_2 * n22);
    let first = scalar - second * P::LAMBDA;
    [first, second].map(|half| {
        let (value, negated) = (half.into_bigint(), (-half).into_bigint());
        if value > negated {
            (true, negated)
        } else {
            (false, value)
        }
    })
}

/// ⌊a·b / 2^320⌉ of two numbers of at most 256 bits whose product is below 2^448.
fn high_product(a: &[u64], b: &[u64; 4]) -> u128 {
    let mut limbs = [0u64; 8];
    for (i, &x) in a.iter().take(4).enumerate() {
        let mut carry = 0;
        for (j, &y) in b.iter().enumerate() {
            let sum = u128::from(limbs[i + j]) + u128::from(x) * u128::from(y) + carry;
            limbs[i + j] = sum as u64;
            carry = sum >> 64;
        }
        limbs[i + 4] = carry as u64;
    }
    let high = u128::from(limbs[5]) | u128::from(limbs[6]) << 64;
    high.wrapping_add(u128::from(limbs[4] >> 63))
}

/// The signed-window form: digits are zero or odd, and of any [`WINDOW`] in a row one at most is not zero.
fn signed_windows<B: BigInteger>((negative, mut value): (bool, B)) -> Vec<i8> {
    let mut digits = Vec::with_capacity(130);
    while !value.is_zero() {
        let mut digit = 0i8;
        if value.is_odd() {
            let low = (value.as_ref()[0] & ((1 << WINDOW) - 1)) as i8;
            digit = if low < 1 << (WINDOW - 1) { low } else { low - (1 << WINDOW) };
            if digit > 0 {
                value.sub_with_borrow(&B::from(digit as u64));
            } else {
                // At most half of the order, so nothing is carried out.
                value.add_with_carry(&B::from(u64::from(digit.unsigned_abs())));
            }
        }
        digits.push(if negative { -digit } else { digit });
        value.div2();
    }
    digits
}
