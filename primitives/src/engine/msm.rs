//! A multi-scalar multiplication for a few points: Straus' method with shared doublings and signed windows.

use alloc::{vec, vec::Vec};
use ark_ec::CurveGroup;
use ark_ff::{BigInteger, PrimeField};

/// Digits are odd and below 2^(WINDOW−1) in absolute value; five balances the table against the additions at 254 bits.
const WINDOW: u32 = 5;

/// Odd multiples of a point that its digits ask for.
const TABLE: usize = 1 << (WINDOW - 2);

/// Σ sᵢ·Pᵢ over the points that have a scalar.
pub(crate) fn msm<G: CurveGroup>(points: &[G::Affine], scalars: &[G::ScalarField]) -> G {
    let digits: Vec<Vec<i8>> = scalars.iter().map(|scalar| signed_windows(scalar.into_bigint())).collect();
    let table = odd_multiples::<G>(points);
    let longest = digits.iter().map(Vec::len).max().unwrap_or(0);
    let mut sum = G::zero();
    for at in (0..longest).rev() {
        sum.double_in_place();
        for (digits, multiples) in digits.iter().zip(table.chunks_exact(TABLE)) {
            match digits.get(at) {
                Some(&digit) if digit > 0 => sum += multiples[digit as usize / 2],
                Some(&digit) if digit < 0 => sum -= multiples[digit.unsigned_abs() as usize / 2],
                _ => {}
            }
        }
    }
    sum
}

/// P, 3P, 5P, … of each point, with one inversion for all.
fn odd_multiples<G: CurveGroup>(points: &[G::Affine]) -> Vec<G::Affine> {
    let mut multiples = Vec::with_capacity(points.len() * TABLE);
    for &point in points {
        let mut multiple: G = point.into();
        let double = multiple.double();
        for _ in 0..TABLE {
            multiples.push(multiple);
            multiple += double;
        }
    }
    G::normalize_batch(&multiples)
}

/// The signed-window form: digits are zero or odd, and of any [`WINDOW`] in a row one at most is not zero.
fn signed_windows<B: BigInteger>(mut value: B) -> Vec<i8> {
    let mut digits = vec![];
    while !value.is_zero() {
        let mut digit = 0i8;
        if value.is_odd() {
            let low = (value.as_ref()[0] & ((1 << WINDOW) - 1)) as i8;
            digit = if low < 1 << (WINDOW - 1) { low } else { low - (1 << WINDOW) };
            if digit > 0 {
                value.sub_with_borrow(&B::from(digit as u64));
            } else {
                // Scalars have a bit to spare, so nothing is carried out.
                value.add_with_carry(&B::from(digit.unsigned_abs() as u64));
            }
        }
        digits.push(digit);
        value.div2();
    }
    digits
}
