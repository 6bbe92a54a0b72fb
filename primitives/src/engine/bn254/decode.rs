//! Points of BN254 out of their compressed encoding: x with its little end first and two flags in the last byte's top bits,
//! the identity (0x40) and the greater y (0x80).
//!
//! Nothing but an encoding decodes: x must be below the modulus, so that it has one form; both flags together are refused;
//! the identity's other bits must be zero; and no point has y = 0, since no point has even order, so that the flag of y
//! always tells two points apart. Encoding what was decoded gives the same bytes back, which the tests compare.

use crate::DecodeError;
use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};
use ark_ff::{BigInt, Field, MontFp, PrimeField, Zero};

const IDENTITY: u8 = 0x40;
const GREATER: u8 = 0x80;

/// The flags of an encoding.
enum Flags {
    Identity,
    /// Whether y is the greater of y and −y.
    Point(bool),
}

/// Takes the flags off the last byte of a coordinate.
fn flagged(bytes: &[u8; 32]) -> Result<(Fq, Flags), DecodeError> {
    let mut bytes = *bytes;
    let flags = match bytes[31] & (IDENTITY | GREATER) {
        0 => Flags::Point(false),
        GREATER => Flags::Point(true),
        IDENTITY => Flags::Identity,
        _ => return Err(DecodeError::Value),
    };
    bytes[31] &= !(IDENTITY | GREATER);
    Ok((coordinate(&bytes)?, flags))
}

fn coordinate(bytes: &[u8; 32]) -> Result<Fq, DecodeError> {
    let mut limbs = [0u64; 4];
    for (limb, bytes) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
        *limb = u64::from_le_bytes(bytes.try_into().map_err(|_| DecodeError::Value)?);
    }
    Fq::from_bigint(BigInt(limbs)).ok_or(DecodeError::Value)
}

fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], DecodeError> {
    bytes.try_into().map_err(|_| DecodeError::Length { expected: N, got: bytes.len() })
}

/// A point of G1. The curve has prime order, so a point on it is one of G1.
pub(super) fn g1(bytes: &[u8]) -> Result<G1Affine, DecodeError> {
    match flagged(&array(bytes)?)? {
        (x, Flags::Identity) if x.is_zero() => Ok(G1Affine::identity()),
        (_, Flags::Identity) => Err(DecodeError::NotCanonical),
        (x, Flags::Point(greater)) => {
            let y = sqrt(x.square() * x + G1_B).ok_or(DecodeError::Value)?;
            Ok(G1Affine::new_unchecked(x, if (y > -y) == greater { y } else { -y }))
        }
    }
}

/// A point of the twist; **whether it is in the prime-order subgroup is not checked**.
pub(super) fn g2_unchecked(bytes: &[u8]) -> Result<G2Affine, DecodeError> {
    let bytes: [u8; 64] = array(bytes)?;
    let c0 = coordinate(&array(&bytes[..32])?)?;
    let (c1, flags) = flagged(&array(&bytes[32..])?)?;
    let x = Fq2::new(c0, c1);
    match flags {
        Flags::Identity if x.is_zero() => Ok(G2Affine::identity()),
        Flags::Identity => Err(DecodeError::NotCanonical),
        Flags::Point(greater) => {
            let y = sqrt_fq2(x.square() * x + G2_B).ok_or(DecodeError::Value)?;
            Ok(G2Affine::new_unchecked(x, if (y > -y) == greater { y } else { -y }))
        }
    }
}

const G1_B: Fq = <ark_bn254::g1::Config as ark_ec::short_weierstrass::SWCurveConfig>::COEFF_B;
const G2_B: Fq2 = <ark_bn254::g2::Config as ark_ec::short_weierstrass::SWCurveConfig>::COEFF_B;
const HALF: Fq = MontFp!("10944121435919637611123202872628637544348155578648911831344518947322613104292");

/// a^((p+1)/4) is a root of a square, as p is 3 mod 4; of anything else, its square is −a.
pub(super) fn sqrt(a: Fq) -> Option<Fq> {
    let root = power(a) * a;
    (root.square() == a).then_some(root)
}

/// The root by the norm (Scott, eprint 2020/1497, section 5.3, with i² = −1): for a = a₀ + a₁·i and n = √(a₀² + a₁²), one
/// of (a₀ ± n)/2 is the square of the root's first coordinate.
///
/// Their product is −(a₁/2)², so one exponentiation serves both: with δ = (a₀ + n)/2, t = δ^((p−3)/4) and x = δ·t, x² is δ or
/// −δ and 1/x is t or −t by whether δ is a square. If it is, the root is x + (a₁·t/2)·i. If not, x² = −δ says that x is the
/// *second* coordinate, and −a₁·t/2 = a₁/(2x) the first.
pub(super) fn sqrt_fq2(a: Fq2) -> Option<Fq2> {
    let norm = a.c0.square() + a.c1.square();
    let n = power(norm) * norm;
    let mut delta = (a.c0 + n) * HALF;
    if delta.is_zero() {
        // Then a₁ = 0 and n = −a₀; the other root of the norm gives a₀ itself.
        delta = a.c0;
    }
    let t = power(delta);
    let x = delta * t;
    let other = a.c1 * t * HALF;
    let root = if x.square() == delta { Fq2::new(x, other) } else { Fq2::new(-other, x) };
    // Also where the norm is no square, or a is none: this is the one decision about existence.
    (root.square() == a).then_some(root)
}

/// a^((p−3)/4), by windows of four bits.
fn power(a: Fq) -> Fq {
    /// (p − 3)/4 = ⌊p/4⌋, as p is 3 mod 4.
    const EXPONENT: [u64; 4] = {
        let p = <Fq as PrimeField>::MODULUS.0;
        [p[0] >> 2 | p[1] << 62, p[1] >> 2 | p[2] << 62, p[2] >> 2 | p[3] << 62, p[3] >> 2]
    };
    let bit = |at: usize| EXPONENT[at / 64] >> (at % 64) & 1 == 1;
    let square = a.square();
    let mut odd = [a; 8];
    for i in 1..8 {
        odd[i] = odd[i - 1] * square;
    }
    let mut result = Fq::ONE;
    let mut started = false;
    // Bits at and above this one are done.
    let mut above = 256;
    while above > 0 {
        if !bit(above - 1) {
            if started {
                result.square_in_place();
            }
            above -= 1;
            continue;
        }
        let mut low = above.saturating_sub(4);
        while !bit(low) {
            low += 1;
        }
        let window = (low..above).rev().fold(0, |window, at| window << 1 | usize::from(bit(at)));
        if started {
            for _ in low..above {
                result.square_in_place();
            }
            result *= odd[window / 2];
        } else {
            result = odd[window / 2];
            started = true;
        }
        above = low;
    }
    result
}
