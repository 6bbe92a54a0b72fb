//! The lines that a point of G2 gives to the Miller loop, and what they say about the point.

use crate::engine::{msm::invert_all, Limbs};
use alloc::vec::Vec;
use ark_bn254::{Fq, Fq2, G2Affine};
use ark_ec::{bn::BnConfig, short_weierstrass::SWCurveConfig, AffineRepr};
use ark_ff::{AdditiveGroup, Field, Zero};

/// The digits of 6x + 2, least first, the last of them 1.
pub(super) const DIGITS: &[i8] = ark_bn254::Config::ATE_LOOP_COUNT;

/// Lines of a point: one for each doubling, each addition, and the two additions that end the loop.
const LINES: usize = {
    let (mut lines, mut i) = (2, 0);
    while i + 1 < DIGITS.len() {
        lines += 1 + (DIGITS[i] != 0) as usize;
        i += 1;
    }
    lines
};

/// A line a·y + b·x·w + c·w³ at the point (x, y) of G1, up to a factor in Fq2, which the final exponentiation kills.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) a: Fq2,
    pub(super) b: Fq2,
    pub(super) c: Fq2,
}

/// A point of the twist in homogeneous coordinates (X/Z, Y/Z).
struct Point {
    x: Fq2,
    y: Fq2,
    z: Fq2,
}

const B: Fq2 = <ark_bn254::g2::Config as SWCurveConfig>::COEFF_B;

impl Point {
    /// Doubles the point; the tangent (Costello, Lange and Naehrig 2010, section 5; Aranha et al. 2010, scaled by 4 so that
    /// nothing is halved). The identity, which has Z = 0, stays with Z = 0.
    fn double(&mut self) -> Line {
        let Self { x, y, z } = *self;
        let xy = x * y;
        let b = y.square();
        let c = z.square();
        let e = B * (c.double() + c);
        let f = e.double() + e;
        let h = (y + z).square() - (b + c);
        let e_square = e.square();
        self.x = (xy * (b - f)).double();
        self.y = (b + f).square() - (e_square.double() + e_square).double().double();
        self.z = (b * h).double().double();
        let j = x.square();
        Line { a: -h, b: j.double() + j, c: e - b }
    }

    /// Adds a point of the curve other than the identity; the line through both (ibid.). Where that is no addition of two
    /// points with different x (the sum is ±Q + Q, or the point is the identity), Z becomes 0 and stays 0.
    fn add(&mut self, (qx, qy): (Fq2, Fq2)) -> Line {
        let Self { x, y, z } = *self;
        let theta = y - qy * z;
        let lambda = x - qx * z;
        let d = lambda.square();
        let e = lambda * d;
        let f = z * theta.square();
        let g = x * d;
        let h = e + f - g.double();
        self.x = lambda * h;
        self.y = theta * (g - h) - e * y;
        self.z = z * e;
        Line { a: lambda, b: -theta, c: theta * qx - lambda * qy }
    }

    /// Whether this is the point (x, y), which nothing with Z = 0 is.
    fn is(&self, (x, y): (Fq2, Fq2)) -> bool {
        !self.z.is_zero() && self.x == x * self.z && self.y == y * self.z
    }
}

/// ψ, the p-power Frobenius carried to the twist.
fn psi((x, y): (Fq2, Fq2)) -> (Fq2, Fq2) {
    let conjugate = |mut c: Fq2| {
        c.conjugate_in_place();
        c
    };
    (
        conjugate(x) * <ark_bn254::Config as BnConfig>::TWIST_MUL_BY_Q_X,
        conjugate(y) * <ark_bn254::Config as BnConfig>::TWIST_MUL_BY_Q_Y,
    )
}

/// The lines of a point of the twist other than the identity, and whether it is in the subgroup of order r.
///
/// With x the curve's parameter, it is there exactly if \[6x+2\]Q + ψ(Q) − ψ²(Q) + ψ³(Q) = O, and the loop computes all of the
/// sum but its last term:
///
/// * ψ satisfies χ(X) = X² − tX + p on all of E'(Fp²). Let f(X) = 6x+2 + X − X² + X³ and R the resultant of χ and f, an integer.
///   R = u·χ + v·f for polynomials u, v with integer coefficients, so f(ψ)Q = O implies R·Q = O. The order of E'(Fp²) is
///   r·(2p − r), and gcd(R, r·(2p − r)) = r (`the_loop_decides_membership` computes both). So r·Q = O.
/// * On the points of order r, ψ is multiplication by p, and r divides f(p).
///
/// The formulas are not complete, and need not be. For Q of order r, every multiple on the way is \[k\]Q with 1 < k < r − 1, no
/// addition is exceptional (nor are the last two, where points \[±pʲ\]Q are added), and the equation is decided. For other Q,
/// an exceptional case sets Z to 0, where it stays, and Q is refused; if there is none, the equation is decided.
fn lines(q: &G2Affine) -> (Vec<Line>, bool) {
    let q = (q.x, q.y);
    let minus_q = (q.0, -q.1);
    let mut t = Point { x: q.0, y: q.1, z: Fq2::ONE };
    let mut lines = Vec::with_capacity(LINES);
    for digit in DIGITS.iter().rev().skip(1) {
        lines.push(t.double());
        match digit {
            1 => lines.push(t.add(q)),
            -1 => lines.push(t.add(minus_q)),
            _ => {}
        }
    }
    let q1 = psi(q);
    let q2 = psi(q1);
    let q3 = psi(q2);
    lines.push(t.add(q1));
    lines.push(t.add((q2.0, -q2.1)));
    (lines, t.is((q3.0, -q3.1)))
}

/// The B of a proof: checked, with its lines.
#[derive(Clone, Debug)]
pub struct Variable {
    point: G2Affine,
    /// Empty for the identity.
    lines: Vec<Line>,
}

impl Variable {
    /// `None` for a point of the curve that is outside the subgroup.
    pub(super) fn new(point: G2Affine) -> Option<Self> {
        if point.is_zero() {
            return Some(Self { point, lines: Vec::new() });
        }
        let (lines, in_subgroup) = lines(&point);
        in_subgroup.then_some(Self { point, lines })
    }

    pub(super) fn affine(&self) -> G2Affine {
        self.point
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }
}

/// The b and c of a line that was divided by its a; at (x, y) it is 1 + b·(x/y)·w + c·(1/y)·w³ up to a factor.
type Normalized = [Fq2; 2];

/// A point of a key: its lines, normalized, for which there is time when the key is prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed(Vec<Normalized>);

impl Fixed {
    pub(super) const BYTES: usize = LINES * 4 * Fq::BYTES;

    /// The lines of a point of the subgroup other than the identity, which a key's points are.
    pub(super) fn new(point: &G2Affine) -> Self {
        let (lines, _) = lines(point);
        let mut inverses: Vec<Fq2> = lines.iter().map(|line| line.a).collect();
        invert_all(&mut inverses);
        Self(lines.iter().zip(inverses).map(|(line, inverse)| [line.b * inverse, line.c * inverse]).collect())
    }

    pub(super) fn lines(&self) -> &[Normalized] {
        &self.0
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for coefficient in self.0.iter().flatten() {
            coefficient.c0.write(out);
            coefficient.c1.write(out);
        }
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != Self::BYTES {
            return None;
        }
        let mut elements = bytes.chunks_exact(Fq::BYTES).map(Fq::read);
        let mut coefficient = || Some(Fq2::new(elements.next()??, elements.next()??));
        let mut lines = Vec::with_capacity(LINES);
        for _ in 0..LINES {
            lines.push([coefficient()?, coefficient()?]);
        }
        Some(Self(lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ec::CurveGroup;

    fn point(q: G2Affine, z: Fq2) -> Point {
        Point { x: q.x * z, y: q.y * z, z }
    }

    /// What an exceptional addition leaves is no point, and never becomes one.
    #[test]
    fn exceptional_cases_end_with_z_zero() {
        let q = G2Affine::generator();
        let p = (q + q).into_affine();
        let z = Fq2::new(Fq::from(7), Fq::from(8));
        let identity = Point { x: Fq2::ZERO, y: Fq2::ONE, z: Fq2::ZERO };
        for mut t in [point(q, z), point(-q, z), identity] {
            t.add((q.x, q.y));
            for _ in 0..3 {
                assert!(t.z.is_zero());
                assert!(![q, -q, p, -p].iter().any(|q| t.is((q.x, q.y))));
                t.double();
                t.add((p.x, p.y));
            }
        }
        let nothing = Point { x: Fq2::ZERO, y: Fq2::ZERO, z: Fq2::ZERO };
        assert!(!nothing.is((q.x, q.y)));
    }

    #[test]
    fn a_point_is_what_both_coordinates_say() {
        let q = G2Affine::generator();
        let t = point(q, Fq2::new(Fq::from(7), Fq::from(8)));
        assert!(t.is((q.x, q.y)));
        assert!(!t.is((q.x, -q.y)));
        assert!(!t.is((q.x + Fq2::ONE, q.y)));
    }

    #[test]
    fn additions_and_doublings_are_those_of_the_group() {
        let q = G2Affine::generator();
        let mut t = point(q, Fq2::new(Fq::from(7), Fq::from(8)));
        let mut sum = q.into_group();
        for _ in 0..10 {
            t.double();
            sum.double_in_place();
            t.add((q.x, q.y));
            sum += q;
            let sum = sum.into_affine();
            assert!(t.is((sum.x, sum.y)));
        }
    }
}
