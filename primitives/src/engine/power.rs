//! Powers of pairing values, by the same halves as scalars of G1.

use super::msm::{signed_windows, TABLE};
use ark_ff::{BigInt, CyclotomicMultSubgroup};

/// f^(a + λ·b) for f of order r in the target group, where λ is the power of p that this many Frobenius maps raise to.
pub(crate) fn power<F: CyclotomicMultSubgroup>(f: F, lambda_frobenius: usize, [a, b]: [u128; 2]) -> F {
    let square = f.cyclotomic_square();
    let mut odd = [f; TABLE];
    for i in 1..TABLE {
        odd[i] = odd[i - 1] * square;
    }
    let mapped = odd.map(|mut f| {
        f.frobenius_map_in_place(lambda_frobenius);
        f
    });
    let digits = [a, b].map(|half| signed_windows((false, BigInt([half as u64, (half >> 64) as u64, 0]))));
    let terms = [(&digits[0], odd), (&digits[1], mapped)];
    let mut result = F::ONE;
    for at in (0..digits[0].len().max(digits[1].len())).rev() {
        result.cyclotomic_square_in_place();
        for (digits, multiples) in &terms {
            match digits.get(at) {
                Some(&digit) if digit > 0 => result *= multiples[digit as usize / 2],
                Some(&digit) if digit < 0 => {
                    let mut inverse = multiples[digit.unsigned_abs() as usize / 2];
                    inverse.cyclotomic_inverse_in_place();
                    result *= inverse;
                }
                _ => {}
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{curve::Target, Bls12_381, Bn254, Curve};
    use ark_ec::{pairing::Pairing, AffineRepr};
    use ark_ff::{Field, PrimeField};

    fn powers_are_those_of_arkworks<C: Curve>() {
        let f: Target<C> = C::Pairing::pairing(crate::curve::G1::<C>::generator(), crate::curve::G2::<C>::generator());
        for (a, b) in [(0, 0), (1, 0), (0, 1), (7, 8), (u128::MAX, u128::MAX), (u128::MAX, 0), (1 << 64, 3 << 70)] {
            let scalar = C::Scalar::from(a) + C::LAMBDA * C::Scalar::from(b);
            let fast = power(f.0, C::LAMBDA_FROBENIUS, [a, b]);
            assert_eq!(fast, f.0.pow(scalar.into_bigint()));
        }
    }

    #[test]
    fn powers_on_bn254_are_those_of_arkworks() {
        powers_are_those_of_arkworks::<Bn254>();
    }

    #[test]
    fn powers_on_bls12_381_are_those_of_arkworks() {
        powers_are_those_of_arkworks::<Bls12_381>();
    }
}
