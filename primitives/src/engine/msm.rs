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
pub(super) const TABLE: usize = 1 << (WINDOW - 2);

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
pub(super) fn signed_windows<B: BigInteger>((negative, mut value): (bool, B)) -> Vec<i8> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use ark_ec::CurveGroup;
    use ark_ff::UniformRand;
    use ark_std::rand::SeedableRng;
    use num_bigint::BigUint;
    use rand_chacha::ChaCha20Rng;

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(1)
    }

    /// Scalars at every edge of the split and the digits, and random ones.
    fn scalars<P: Split>() -> Vec<P::ScalarField> {
        let small = |x: u64| P::ScalarField::from(x);
        let (one, half) = (small(1), small(2).inverse().unwrap());
        let mut scalars = vec![small(0), one, -one, half, half - one, P::LAMBDA, -P::LAMBDA, P::LAMBDA.square()];
        scalars.extend((2..40).map(small));
        scalars.extend((1..128).map(|i| P::ScalarField::from(1u128 << i) - one));
        scalars.extend(
            P::SCALAR_DECOMP_COEFFS.iter().flat_map(|(_, n)| [0, 1].map(|x| P::ScalarField::from(*n) + small(x))),
        );
        let mut rng = rng();
        scalars.extend((0..200).map(|_| P::ScalarField::rand(&mut rng)));
        scalars
    }

    fn splits_in_short_halves<P: Split>() {
        for scalar in scalars::<P>() {
            let halves = split::<P>(scalar);
            let [first, second] = halves.map(|(negative, value)| {
                assert!(value.num_bits() <= 128, "{scalar}: {value}");
                let value = P::ScalarField::from_bigint(value).unwrap();
                if negative {
                    -value
                } else {
                    value
                }
            });
            assert_eq!(first + P::LAMBDA * second, scalar);
        }
    }

    /// The coefficients of batches: 64 bits in each half, which come out as they went in.
    fn short_halves_are_found_again<P: Split>() {
        for (a, b) in [(0, 0), (1, 0), (0, 1), (u64::MAX, u64::MAX), (u64::MAX, 0), (0, u64::MAX), (1 << 63, 12345)] {
            let scalar = P::ScalarField::from(a) + P::LAMBDA * P::ScalarField::from(b);
            assert_eq!(split::<P>(scalar), [a, b].map(|half| (false, half.into())));
        }
    }

    fn the_ratios_are_those_of_the_lattice<P: Split>() {
        let big = |limbs: &[u64]| limbs.iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb);
        let r = big(P::ScalarField::MODULUS.as_ref());
        for (ratio, entry) in P::RATIOS.iter().zip([3, 1]) {
            let entry = big(P::SCALAR_DECOMP_COEFFS[entry].1.as_ref());
            assert_eq!(big(ratio), ((entry << 321) + &r) / (&r * 2u32));
        }
    }

    fn sums_are_those_of_arkworks<P: Split>() {
        let mut rng = rng();
        let point = Affine::<P>::rand(&mut rng);
        // The same point, its negation and the identity among others.
        let mut points = vec![point, point, -point, Affine::identity(), P::endomorphism_affine(&point)];
        points.extend((0..4).map(|_| Affine::<P>::rand(&mut rng)));
        let scalars = scalars::<P>();
        for (i, window) in scalars.windows(points.len()).enumerate() {
            let count = i % (points.len() + 1);
            let (points, scalars) = (&points[..count], &window[..count]);
            let slow = |(point, scalar): (&Affine<P>, &P::ScalarField)| *point * *scalar;
            let each: Vec<Affine<P>> = points.iter().zip(scalars).map(|pair| slow(pair).into_affine()).collect();
            assert_eq!(mul_each(points, scalars), each);
            assert_eq!(msm(points, scalars), each.iter().fold(Projective::zero(), |sum, point| sum + point));
        }
        let equal = vec![point; scalars.len()];
        assert_eq!(msm(&equal, &scalars), point * scalars.iter().sum::<P::ScalarField>());
    }

    fn digits_are_sparse_and_sum_up<P: Split>() {
        for scalar in scalars::<P>() {
            let digits = signed_windows((true, scalar.into_bigint()));
            let sum = digits
                .iter()
                .rev()
                .fold(P::ScalarField::ZERO, |sum, digit| sum.double() - P::ScalarField::from(*digit));
            assert_eq!(sum, scalar);
            for window in digits.windows(WINDOW as usize) {
                assert!(window.iter().filter(|digit| **digit != 0).count() <= 1);
            }
            assert!(digits
                .iter()
                .all(|digit| *digit == 0 || digit % 2 != 0 && digit.unsigned_abs() < 1 << (WINDOW - 1)));
        }
    }

    macro_rules! on_both_curves {
        ($($name:ident),* $(,)?) => {
            mod bn254 {
                $(#[test] fn $name() { super::$name::<ark_bn254::g1::Config>() })*
            }
            mod bls12_381 {
                $(#[test] fn $name() { super::$name::<ark_bls12_381::g1::Config>() })*
            }
        };
    }
    on_both_curves!(
        digits_are_sparse_and_sum_up,
        short_halves_are_found_again,
        splits_in_short_halves,
        sums_are_those_of_arkworks,
        the_ratios_are_those_of_the_lattice,
    );

    #[test]
    fn zeros_stay_zeros_when_all_others_are_inverted() {
        let f = |x: u64| ark_bn254::Fq::from(x);
        let mut elements = [f(0), f(2), f(0), f(3), f(5), f(0)];
        invert_all(&mut elements);
        assert_eq!(elements, [0, 2, 0, 3, 5, 0].map(|x| f(x).inverse().unwrap_or_default()));
        invert_all::<ark_bn254::Fq>(&mut []);
        let mut zeros = [f(0); 2];
        invert_all(&mut zeros);
        assert_eq!(zeros, [f(0); 2]);
    }
}
