//! Everything here next to arkworks' slower way.

use super::{decode, lines, pairing, Bn254Engine, Fixed, Variable};
use crate::{encoding, engine::Engine, DecodeError};
use alloc::{vec, vec::Vec};
use ark_bn254::{Bn254, Fq, Fq12, Fq2, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{
    bn::BnConfig,
    pairing::{MillerLoopOutput, Pairing},
    AffineRepr, CurveGroup, PrimeGroup,
};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField, UniformRand, Zero};
use ark_serialize::CanonicalSerialize;
use ark_std::rand::{Rng, RngCore, SeedableRng};
use num_bigint::{BigInt, BigUint};
use rand_chacha::ChaCha20Rng;

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn bytes(value: &impl CanonicalSerialize) -> Vec<u8> {
    encoding::encode(value)
}

/// arkworks' decoder, encoding again and comparing.
fn slow_g1(bytes: &[u8]) -> Result<G1Affine, DecodeError> {
    encoding::decode(bytes, 32)
}

fn slow_g2(bytes: &[u8]) -> Result<G2Affine, DecodeError> {
    encoding::decode(bytes, 64)
}

fn fast_g2(bytes: &[u8]) -> Result<G2Affine, DecodeError> {
    Bn254Engine::decode_g2(bytes).map(|point| Bn254Engine::affine(&point))
}

/// Both decoders say the same; counts what they accept.
fn agree(bytes: &[u8]) -> bool {
    match bytes.len() {
        32 => {
            let point = decode::g1(bytes);
            assert_eq!(point, slow_g1(bytes), "{bytes:02x?}");
            point.is_ok_and(|point| self::bytes(&point) == bytes)
        }
        _ => {
            let point = fast_g2(bytes);
            assert_eq!(point, slow_g2(bytes), "{bytes:02x?}");
            point.is_ok_and(|point| self::bytes(&point) == bytes)
        }
    }
}

fn little(value: &BigUint) -> [u8; 32] {
    let mut bytes = value.to_bytes_le();
    bytes.resize(32, 0);
    bytes.try_into().unwrap()
}

/// Small numbers, numbers about the modulus and its multiples, and the greatest number.
fn edges() -> Vec<[u8; 32]> {
    let p = BigUint::from_bytes_le(&Fq::MODULUS.to_bytes_le());
    let mut edges: Vec<[u8; 32]> = (0u32..40).map(|i| little(&BigUint::from(i))).collect();
    for k in 1u32..=5 {
        edges.extend((0u32..20).map(|i| little(&(&p * k + i - 10u32))));
    }
    edges.push([0xff; 32]);
    edges
}

fn with_flags(mut bytes: Vec<u8>, flags: u8) -> Vec<u8> {
    let last = bytes.last_mut().unwrap();
    *last = *last & 0x3f | flags;
    bytes
}

#[test]
fn g1_decodes_as_by_arkworks() {
    let mut accepted = 0;
    for edge in edges() {
        for flags in [0, 0x40, 0x80, 0xc0] {
            accepted += usize::from(agree(&with_flags(edge.to_vec(), flags)));
        }
        agree(&edge);
    }
    let mut rng = rng(1);
    for _ in 0..400 {
        let mut random = vec![0; 32];
        rng.fill_bytes(&mut random);
        random[31] &= if rng.gen() { 0xbf } else { 0x9f };
        accepted += usize::from(agree(&random));
        let point = bytes(&G1Affine::rand(&mut rng));
        assert!(agree(&point));
        for flags in [0, 0x40, 0x80, 0xc0] {
            agree(&with_flags(point.clone(), flags));
        }
    }
    assert!(accepted > 100, "{accepted}");
    assert!(agree(&bytes(&G1Affine::identity())));
    for len in [0, 31, 33] {
        assert_eq!(decode::g1(&vec![0; len]), Err(DecodeError::Length { expected: 32, got: len }));
    }
}

#[test]
fn g2_decodes_as_by_arkworks() {
    let mut rng = rng(2);
    let edges = edges();
    for (i, c0) in edges.iter().enumerate() {
        for c1 in [edges[0], edges[1], edges[i], edges[(7 * i + 3) % edges.len()]] {
            for flags in [0, 0x40, 0x80, 0xc0] {
                agree(&with_flags([*c0, c1].concat(), flags));
            }
        }
    }
    for _ in 0..40 {
        let mut random = vec![0; 64];
        rng.fill_bytes(&mut random);
        random[31] &= 0x1f;
        random[63] &= 0x9f;
        agree(&random);
        let point = bytes(&G2Affine::rand(&mut rng));
        assert!(agree(&point));
        for flags in [0, 0x40, 0x80, 0xc0] {
            agree(&with_flags(point.clone(), flags));
        }
        let at = rng.gen_range(0..64);
        let mut changed = point.clone();
        changed[at] ^= 1 << rng.gen_range(0..8);
        agree(&changed);
    }
    assert!(agree(&bytes(&G2Affine::identity())));
    for len in [0, 32, 63, 65] {
        assert_eq!(fast_g2(&vec![0; len]), Err(DecodeError::Length { expected: 64, got: len }));
    }
}

/// Every point of the twist, whether in the subgroup or not, with both signs of y.
#[test]
fn points_of_the_twist_decode_as_by_arkworks() {
    for (i, point) in twist_points(3).take(60).enumerate() {
        let point = if i % 2 == 0 { point } else { -point };
        assert_eq!(decode::g2_unchecked(&bytes(&point)), Ok(point));
        assert_eq!(fast_g2(&bytes(&point)), Err(DecodeError::Value));
    }
}

#[test]
fn roots_are_found_exactly_where_they_are() {
    let mut rng = rng(4);
    let check = |a: Fq2| {
        let root = decode::sqrt_fq2(a);
        assert_eq!(root.is_some(), a.sqrt().is_some(), "{a}");
        assert!(root.is_none_or(|root| root.square() == a));
        root.is_some()
    };
    let mut found = 0;
    for _ in 0..100 {
        let (x, y) = (Fq::rand(&mut rng), Fq::rand(&mut rng));
        let general = Fq2::new(x, y);
        // Everything on either axis is a square here, as its norm is one.
        for square in [Fq2::new(x, Fq::ZERO), Fq2::new(-x, Fq::ZERO), Fq2::new(Fq::ZERO, y), general.square()] {
            assert!(check(square));
        }
        found += usize::from(check(general));
        assert_eq!(decode::sqrt(x).is_some(), x.sqrt().is_some());
        assert!(decode::sqrt(x.square()).is_some_and(|root| root == x || root == -x));
    }
    assert!((30..70).contains(&found), "{found}");
    assert!(check(Fq2::ZERO));
    assert_eq!(decode::sqrt(Fq::ZERO), Some(Fq::ZERO));
}

/// Random points of the twist, which are outside the subgroup but for one in 2^254.
fn twist_points(seed: u64) -> impl Iterator<Item = G2Affine> {
    let mut rng = rng(seed);
    core::iter::repeat_with(move || G2Affine::get_point_from_x_unchecked(Fq2::rand(&mut rng), true)).flatten()
}

fn integers() -> (BigInt, BigInt, BigInt, BigInt) {
    let integer = |bytes: Vec<u8>| BigInt::from(BigUint::from_bytes_le(&bytes));
    let x = BigInt::from(ark_bn254::Config::X[0]);
    let (p, r) = (integer(Fq::MODULUS.to_bytes_le()), integer(Fr::MODULUS.to_bytes_le()));
    let t = &p + 1 - &r;
    assert_eq!(t, 6 * &x * &x + 1);
    (x, p, r, t)
}

/// The small factor of the cofactor 2p − r.
const SMALL_FACTOR: u32 = 10069;

/// The argument of [`lines::Variable`]'s subgroup check, in numbers.
#[test]
fn the_loop_decides_membership() {
    let (x, p, r, t) = integers();
    let digits: BigInt = lines::DIGITS.iter().rev().fold(BigInt::ZERO, |sum, &digit| sum * 2 + i32::from(digit));
    assert_eq!(digits, 6 * &x + 2);
    // f(X) = 6x+2 + X − X² + X³ modulo χ(X) = X² − tX + p, as a + b·X; its norm is the resultant.
    let f = [6 * &x + 2, BigInt::from(1), BigInt::from(-1), BigInt::from(1)];
    let (mut a, mut b) = (BigInt::ZERO, BigInt::ZERO);
    for coefficient in f.iter().rev() {
        (a, b) = (coefficient - &p * &b, &a + &t * &b);
    }
    let resultant = &a * &a + &t * &a * &b + &p * &b * &b;
    let cofactor = 2 * &p - &r;
    assert_eq!(BigInt::from(BigUint::from_bytes_le(&limbs(ark_bn254::g2::Config::COFACTOR))), cofactor);
    assert_eq!(&cofactor % SMALL_FACTOR, BigInt::ZERO);
    let (mut greater, mut less) = (resultant, &cofactor * &r);
    while less != BigInt::ZERO {
        (greater, less) = (less.clone(), greater % less);
    }
    assert_eq!(greater, r);
    // The other direction.
    assert_eq!((f.iter().rev().fold(BigInt::ZERO, |sum, c| sum * &p + c)) % &r, BigInt::ZERO);
}

use ark_ec::CurveConfig;

fn limbs(limbs: &[u64]) -> Vec<u8> {
    limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect()
}

fn times(point: G2Affine, by: &BigInt) -> G2Affine {
    let (_, bytes) = by.to_bytes_le();
    let limbs: Vec<u64> =
        bytes.chunks(8).map(|chunk| chunk.iter().rev().fold(0, |limb, &byte| limb << 8 | u64::from(byte))).collect();
    point.mul_bigint(limbs).into_affine()
}

#[test]
fn accepts_the_points_of_the_subgroup() {
    let mut rng = rng(5);
    for _ in 0..50 {
        let point = G2Affine::rand(&mut rng);
        assert!(Variable::new(point).is_some());
        assert!(Variable::new(-point).is_some());
    }
    assert!(Variable::new(G2Affine::identity()).is_some());
    // Small multiples of one point would meet an exceptional case first.
    let mut multiple = G2Projective::generator();
    for _ in 0..100 {
        assert!(Variable::new(multiple.into_affine()).is_some());
        multiple += G2Affine::generator();
    }
}

/// Of every kind of order that the twist has: r times the cofactor and parts of it.
#[test]
fn refuses_the_points_outside_the_subgroup() {
    let (_, p, r, _) = integers();
    let cofactor = 2 * &p - &r;
    let large_factor: BigInt = &cofactor / SMALL_FACTOR;
    let small = BigInt::from(SMALL_FACTOR);
    let mut small_order = 0;
    for point in twist_points(6).take(30) {
        for by in [BigInt::from(1), r.clone(), &r * &small, &r * &large_factor, small.clone(), large_factor.clone()] {
            let outside = times(point, &by);
            if outside.is_zero() {
                continue;
            }
            assert!(!times(outside, &r).is_zero());
            assert!(Variable::new(outside).is_none());
            small_order += usize::from(times(outside, &small).is_zero());
        }
        // A point of the subgroup plus one of small order.
        let mixed = (times(point, &cofactor) + times(point, &(&r * &large_factor))).into_affine();
        assert!(Variable::new(times(point, &cofactor)).is_some());
        assert!(times(mixed, &(&r * SMALL_FACTOR)).is_zero());
        if !times(mixed, &r).is_zero() {
            assert!(Variable::new(mixed).is_none());
        }
    }
    assert!(small_order > 20);
}

/// All of them, where additions of equal and opposite points and of the identity happen on the way.
#[test]
fn refuses_every_point_of_small_order() {
    let (_, p, r, _) = integers();
    let by = &r * ((2 * p - &r) / SMALL_FACTOR);
    let generator = twist_points(7).map(|point| times(point, &by)).find(|point| !point.is_zero()).unwrap();
    let mut multiple = generator.into_group();
    for _ in 1..SMALL_FACTOR {
        assert!(Variable::new(multiple.into_affine()).is_none());
        multiple += generator;
    }
    assert!(multiple.is_zero());
}

fn pairing(variable: &[(G1Affine, G2Affine)], fixed: &[(G1Projective, G2Affine)]) -> Fq12 {
    let checked: Vec<Variable> = variable.iter().map(|(_, b)| Variable::new(*b).unwrap()).collect();
    let prepared: Vec<Fixed> = fixed.iter().map(|(_, b)| Fixed::new(b)).collect();
    let variable: Vec<_> = variable.iter().map(|(a, _)| *a).zip(&checked).collect();
    let fixed: Vec<_> = fixed.iter().map(|(a, _)| *a).zip(&prepared).collect();
    Bn254Engine::pairing(&variable, &fixed).unwrap().0
}

fn slow_pairing(variable: &[(G1Affine, G2Affine)], fixed: &[(G1Projective, G2Affine)]) -> Fq12 {
    let (g1, g2): (Vec<_>, Vec<_>) =
        variable.iter().copied().chain(fixed.iter().map(|(a, b)| (a.into_affine(), *b))).unzip();
    Bn254::multi_pairing(g1, g2).0
}

#[test]
fn pairings_are_those_of_arkworks() {
    let mut rng = rng(8);
    for variables in 0..5 {
        for fixed in 0..4 {
            let variable: Vec<_> =
                (0..variables).map(|_| (G1Affine::rand(&mut rng), G2Affine::rand(&mut rng))).collect();
            let fixed: Vec<_> = (0..fixed).map(|_| (G1Projective::rand(&mut rng), G2Affine::rand(&mut rng))).collect();
            assert_eq!(pairing(&variable, &fixed), slow_pairing(&variable, &fixed));
        }
    }
}

#[test]
fn pairs_with_an_identity_count_as_one() {
    let mut rng = rng(9);
    for mask in 0..64 {
        let mut variable: Vec<_> = (0..3).map(|_| (G1Affine::rand(&mut rng), G2Affine::rand(&mut rng))).collect();
        let mut fixed: Vec<_> = (0..2).map(|_| (G1Projective::rand(&mut rng), G2Affine::rand(&mut rng))).collect();
        for (i, pair) in variable.iter_mut().enumerate().take(2) {
            if mask >> i & 1 == 1 {
                pair.0 = G1Affine::identity();
            }
            if mask >> (2 + i) & 1 == 1 {
                pair.1 = G2Affine::identity();
            }
        }
        for (i, pair) in fixed.iter_mut().enumerate() {
            if mask >> (4 + i) & 1 == 1 {
                pair.0 = G1Projective::zero();
            }
        }
        assert_eq!(pairing(&variable, &fixed), slow_pairing(&variable, &fixed));
    }
}

#[test]
fn the_final_exponentiation_is_that_of_arkworks() {
    let mut rng = rng(10);
    for _ in 0..10 {
        let f = Fq12::rand(&mut rng);
        let slow = Bn254::final_exponentiation(MillerLoopOutput(f)).unwrap().0;
        assert_eq!(pairing::final_exponentiation(f), Some(slow));
    }
    assert_eq!(pairing::final_exponentiation(Fq12::ZERO), None);
}

#[test]
fn fixed_points_are_read_as_they_were_written() {
    let mut rng = rng(11);
    let fixed = Fixed::new(&G2Affine::rand(&mut rng));
    let mut written = Vec::new();
    fixed.write(&mut written);
    assert_eq!(written.len(), Fixed::BYTES);
    assert_eq!(Fixed::read(&written), Some(fixed));
    assert_eq!(Fixed::read(&written[1..]), None);
}
