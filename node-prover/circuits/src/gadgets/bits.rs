//! Bit decompositions: how a circuit proves that a value is small.

use super::Signal;
use crate::sink::{ConstraintSink, Lc};
use ark_ff::PrimeField;

/// Most bits of a decomposition. Far below the 254 bits of the smallest supported field: with as many bits as the field has,
/// x and x + p would both decompose and a sign would flip.
pub const MAX_BITS: u32 = 62;

/// Bits that hold every integer of `0..=max`.
pub const fn bits_for(max: u64) -> u32 {
    u64::BITS - max.leading_zeros()
}

/// Enforces that `bit` is 0 or 1.
pub fn boolean<F: PrimeField, S: ConstraintSink<F>>(name: &'static str, bit: &Lc<F>, sink: &mut S) {
    sink.enforce(name, bit, bit, bit);
}

/// The bits of a value, least significant first.
pub struct Decomposition<F> {
    /// Each is 0 or 1, by a constraint.
    pub bits: Vec<Signal<F>>,
}

/// Decomposes `value` into `count` bits and so proves that it lies in `0..2^count`: `count` constraints, `count − 1`
/// witnesses.
///
/// The lowest bit is not a witness: it is what the value leaves when the other bits are taken away, and the constraint
/// that it is a bit ties all of them to the value. Bits are unique because 2^count is below the field's order
/// ([`MAX_BITS`]).
pub fn decompose<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    value: &Signal<F>,
    count: u32,
    sink: &mut S,
) -> Decomposition<F> {
    assert!(count <= MAX_BITS, "interval analysis bounds every value to MAX_BITS; qed");
    if count == 0 {
        // Only zero is left. Nothing is witnessed, and the value is tied to zero.
        sink.enforce(name, &value.lc, &Lc::one(), &Lc::default());
        return Decomposition { bits: Vec::new() };
    }
    let mut lowest = Signal { lc: value.lc.clone(), value: value.value };
    let mut higher = Vec::with_capacity(count as usize);
    for i in 1..count {
        let bit = Signal::witness(value.value.map(|value| value >> i & 1), sink);
        boolean(name, &bit.lc, sink);
        lowest = lowest.plus_scaled(&bit, -(1 << i));
        higher.push(bit);
    }
    lowest.lc.compact();
    boolean(name, &lowest.lc, sink);
    Decomposition { bits: std::iter::once(lowest).chain(higher).collect() }
}

impl<F: PrimeField> Decomposition<F> {
    /// Σ 2^(i − from) · bit i over `from..to`: the integer that those bits spell.
    pub fn range(&self, from: usize, to: usize) -> Signal<F> {
        let with_witness = self.bits.first().is_some_and(|bit| bit.value.is_some());
        let start = Signal::constant(0, with_witness);
        self.bits[from..to].iter().enumerate().fold(start, |sum, (i, bit)| sum.plus_scaled(bit, 1 << i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::CheckSink;
    use ark_ff::{BigInteger, Field};
    use zkml_primitives::{Bls12_381, Bn254, Curve};

    type F = <Bn254 as Curve>::Scalar;

    fn decomposed(value: i64, count: u32) -> (CheckSink<F>, Decomposition<F>) {
        let mut sink = CheckSink::new(Vec::new());
        let signal = Signal::witness(Some(value), &mut sink);
        let bits = decompose("bits", &signal, count, &mut sink);
        (sink, bits)
    }

    /// How many assignments of 0 and 1 to the witnessed bits satisfy every constraint, for a value of any size.
    fn accepted(value: F, count: u32) -> usize {
        let (mut sink, _) = decomposed(0, count);
        let assignments = 0..1u64 << count.saturating_sub(1);
        assignments
            .filter(|assignment| {
                sink.witnesses_mut()[0] = value;
                let bits = sink.witnesses_mut()[1..].iter_mut();
                bits.enumerate().for_each(|(i, bit)| *bit = F::from(assignment >> i & 1));
                sink.first_violation().is_none()
            })
            .count()
    }

    #[test]
    fn decomposes_every_value_that_fits_in_one_way() {
        for count in 0..=6u32 {
            for value in 0..1i64 << count {
                let (sink, bits) = decomposed(value, count);
                assert_eq!(sink.first_violation(), None);
                assert_eq!(sink.constraint_count(), count.max(1) as usize);
                assert_eq!(sink.witness_count() - 1, count.saturating_sub(1) as usize);
                for (i, bit) in bits.bits.iter().enumerate() {
                    assert_eq!(bit.value, Some(value >> i & 1));
                    assert_eq!(sink.evaluate(&bit.lc), F::from(value >> i & 1));
                }
                assert_eq!(accepted(F::from(value), count), 1);
            }
        }
    }

    #[test]
    fn refuses_every_value_that_does_not_fit() {
        for count in 0..=6u32 {
            let end = 1i64 << count;
            for value in (-70..0).chain(end..end + 70) {
                assert_eq!(accepted(F::from(value), count), 0, "{value} in {count} bits");
            }
            let half = F::from(2u8).inverse().unwrap();
            assert_eq!(accepted(half, count), 0);
            assert_eq!(accepted(F::from(end) * half + half, count), 0);
        }
    }

    #[test]
    fn ranges_spell_the_bits_between_two_positions() {
        let (sink, bits) = decomposed(0b101_1011, 7);
        for from in 0..=7 {
            for to in from..=7 {
                let expected = 0b101_1011 >> from & ((1 << (to - from)) - 1);
                let range = bits.range(from, to);
                assert_eq!(range.value, Some(expected));
                assert_eq!(sink.evaluate(&range.lc), F::from(expected));
            }
        }
    }

    #[test]
    fn a_bit_is_zero_or_one() {
        for value in -3i64..=3 {
            let mut sink = CheckSink::<F>::new(Vec::new());
            let bit = Signal::witness(Some(value), &mut sink);
            boolean("bit", &bit.lc, &mut sink);
            assert_eq!(sink.first_violation().is_none(), value == 0 || value == 1);
        }
    }

    #[test]
    fn bits_for_counts_the_bits_of_the_greatest_value() {
        assert_eq!([0, 1, 2, 3, 4, 255, 256, u64::MAX].map(bits_for), [0, 1, 2, 2, 3, 8, 9, 64]);
    }

    #[test]
    fn the_widest_decomposition_is_exact() {
        for value in [0, 1, (1 << 62) - 1, 1 << 61] {
            let (sink, bits) = decomposed(value, MAX_BITS);
            assert_eq!(sink.first_violation(), None);
            assert_eq!(bits.range(0, 62).value, Some(value));
        }
    }

    #[test]
    #[should_panic(expected = "MAX_BITS")]
    fn refuses_63_bits() {
        decomposed(0, MAX_BITS + 1);
    }

    /// Why [`MAX_BITS`] is what it is: with as many bits as the field has, x and x + p both spell x, and the two disagree in
    /// every bit that matters.
    #[test]
    fn as_many_bits_as_the_field_has_alias() {
        fn spell<F: PrimeField>(bits: &[bool]) -> F {
            bits.iter().rev().fold(F::ZERO, |sum, &bit| sum.double() + F::from(bit))
        }
        fn alias<F: PrimeField>() {
            let count = F::MODULUS_BIT_SIZE as usize;
            assert!((MAX_BITS as usize) < count - 1, "no two numbers of MAX_BITS are equal modulo p");
            let five = F::BigInt::from(5u8);
            let mut five_and_p = F::MODULUS;
            assert!(!five_and_p.add_with_carry(&five));
            let [x, y] = [five, five_and_p].map(|value| value.to_bits_le());
            assert!(x[count..].iter().chain(&y[count..]).all(|bit| !bit), "both have {count} bits");
            assert_ne!(x, y);
            assert_eq!(spell::<F>(&x), spell::<F>(&y));
            assert_ne!(x[count - 1], y[count - 1], "the bit that would be the sign flips");
        }
        alias::<F>();
        alias::<<Bls12_381 as Curve>::Scalar>();
    }
}
