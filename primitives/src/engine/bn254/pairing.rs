//! The Miller loop over proofs' points and keys' points at once, and the final exponentiation.

use super::lines::{Fixed, Line, Variable, DIGITS};
use crate::engine::msm::invert_all;
use alloc::vec::Vec;
use ark_bn254::{Fq, Fq12, Fq12Config, Fq2, Fq6, Fq6Config, G1Affine, G1Projective};
use ark_ec::AffineRepr;
use ark_ff::{CyclotomicMultSubgroup, Field, Fp12Config, Fp6Config, Zero};

/// A point of G1 with lines to evaluate there.
struct Pair<'a, L> {
    lines: &'a [L],
    /// For a proof's point, x and y; for a key's, x/y and 1/y.
    at: [Fq; 2],
}

/// The product of the Miller functions, up to a factor that the final exponentiation kills. A pair with an identity
/// contributes one.
pub(super) fn miller_loop(variable: &[(G1Affine, &Variable)], fixed: &[(G1Projective, &Fixed)]) -> Fq12 {
    let variable: Vec<Pair<'_, Line>> = variable
        .iter()
        .filter(|(point, b)| !point.is_zero() && !b.lines().is_empty())
        .map(|(point, b)| Pair { lines: b.lines(), at: [point.x, point.y] })
        .collect();
    let fixed: Vec<_> = fixed.iter().filter(|(point, _)| !point.is_zero()).collect();
    // With (X/Z², Y/Z³) for (x, y), one inversion of all Y gives every x/y = X·Z/Y and 1/y = Z³/Y. No Y is zero: no point
    // has even order.
    let mut inverses: Vec<Fq> = fixed.iter().map(|(point, _)| point.y).collect();
    invert_all(&mut inverses);
    let fixed: Vec<Pair<'_, [Fq2; 2]>> = fixed
        .iter()
        .zip(inverses)
        .map(|((point, q), inverse)| {
            let z_by_y = point.z * inverse;
            Pair { lines: q.lines(), at: [point.x * z_by_y, point.z.square() * z_by_y] }
        })
        .collect();

    let mut f = Fq12::ONE;
    let mut line = 0;
    let mut step = |f: &mut Fq12| {
        for pair in variable.chunks(2) {
            match pair {
                [one, other] => mul_by_lines(f, evaluate(one, line), evaluate(other, line)),
                [one] => {
                    if let Some(Line { a, b, c }) = evaluate(one, line) {
                        f.mul_by_034(&a, &b, &c);
                    }
                }
                _ => {}
            }
        }
        for pair in &fixed {
            if let Some([b, c]) = pair.lines.get(line) {
                mul_by_normalized(f, &times(b, &pair.at[0]), &times(c, &pair.at[1]));
            }
        }
        line += 1;
    };
    for (i, digit) in DIGITS.iter().rev().skip(1).enumerate() {
        if i > 0 {
            f.square_in_place();
        }
        step(&mut f);
        if *digit != 0 {
            step(&mut f);
        }
    }
    step(&mut f);
    step(&mut f);
    f
}

fn times(a: &Fq2, by: &Fq) -> Fq2 {
    Fq2::new(a.c0 * by, a.c1 * by)
}

fn evaluate(pair: &Pair<'_, Line>, line: usize) -> Option<Line> {
    let Line { a, b, c } = pair.lines.get(line)?;
    Some(Line { a: times(a, &pair.at[1]), b: times(b, &pair.at[0]), c: *c })
}

/// f·(1 + (b + c·v)·w): ten multiplications in Fq2, as w² = v.
fn mul_by_normalized(f: &mut Fq12, b: &Fq2, c: &Fq2) {
    let (mut low, mut high) = (f.c0, f.c1);
    low.mul_by_01(b, c);
    high.mul_by_01(b, c);
    Fq12Config::mul_fp6_by_nonresidue_in_place(&mut high);
    f.c0 += &high;
    f.c1 += &low;
}

/// f times two lines, which are multiplied first: 23 multiplications in Fq2 against 26 for one after the other.
fn mul_by_lines(f: &mut Fq12, one: Option<Line>, other: Option<Line>) {
    let (Some(one), Some(other)) = (one, other) else { return };
    let (aa, bb, cc) = (one.a * other.a, one.b * other.b, one.c * other.c);
    let cross = |x: (Fq2, Fq2), y: (Fq2, Fq2), products: Fq2| (x.0 + x.1) * (y.0 + y.1) - products;
    let ab = cross((one.a, one.b), (other.a, other.b), aa + bb);
    let ac = cross((one.a, one.c), (other.a, other.c), aa + cc);
    let bc = cross((one.b, one.c), (other.b, other.c), bb + cc);
    // Powers of w: 0 and 6, 2, 4 in the first half, 1 and 3 in the second.
    let low = Fq6::new(aa + Fq6Config::mul_fp2_by_nonresidue(cc), bb, bc);
    let sum = f.c0 + f.c1;
    f.c0 *= &low;
    f.c1.mul_by_01(&ab, &ac);
    let cross = sum * Fq6::new(low.c0 + ab, low.c1 + ac, low.c2) - f.c0 - f.c1;
    Fq12Config::mul_fp6_by_nonresidue_in_place(&mut f.c1);
    f.c0 += &f.c1;
    f.c1 = cross;
}

/// f to the power 2x·(6x² + 3x + 1)·(p¹² − 1)/r, the multiple of the cofactor that arkworks computes too (Fuentes-Castañeda,
/// Knapp and Rodríguez-Henríquez 2011). `None` for zero.
pub(super) fn final_exponentiation(f: Fq12) -> Option<Fq12> {
    let inverse = f.inverse()?;
    let mut r = conjugate(f) * inverse;
    let first = r;
    r.frobenius_map_in_place(2);
    r *= first;

    let y0 = conjugate(power_x(r));
    let y1 = y0.cyclotomic_square();
    let y2 = y1.cyclotomic_square();
    let y3 = y2 * y1;
    let y4 = conjugate(power_x(y3));
    let y5 = y4.cyclotomic_square();
    // Twice negated: by the exponent, and by the formula.
    let y6 = power_x(y5);
    let y7 = y6 * y4;
    let mut y8 = y7 * conjugate(y3);
    let y9 = y8 * y1;
    let y10 = y8 * y4;
    let y11 = y10 * r;
    let mut y12 = y9;
    y12.frobenius_map_in_place(1);
    let y13 = y12 * y11;
    y8.frobenius_map_in_place(2);
    let y14 = y8 * y13;
    let mut y15 = conjugate(r) * y9;
    y15.frobenius_map_in_place(3);
    Some(y15 * y14)
}

fn conjugate(mut f: Fq12) -> Fq12 {
    f.conjugate_in_place();
    f
}

/// x as digits: (doublings before it, digit), after a first digit 35. They and the multiples 17 and 35 were found by a search
/// for the fewest multiplications.
const X: [(u8, i8); 11] =
    [(6, -35), (7, 17), (2, 35), (4, -35), (4, -35), (9, 35), (4, 35), (6, 17), (5, 35), (5, -17), (5, 17)];

/// f^x in the cyclotomic subgroup, where inverses are free: 62 squarings and 13 multiplications.
fn power_x(f: Fq12) -> Fq12 {
    let mut f17 = f;
    for _ in 0..4 {
        f17.cyclotomic_square_in_place();
    }
    f17 *= f;
    let f35 = f17.cyclotomic_square() * f;
    let mut result = f35;
    for (doublings, digit) in X {
        for _ in 0..doublings {
            result.cyclotomic_square_in_place();
        }
        let factor = if digit.unsigned_abs() == 17 { f17 } else { f35 };
        result *= if digit < 0 { conjugate(factor) } else { factor };
    }
    result
}
