//! Many proofs at the price of less: one product of pairings for all of them.
//!
//! Each proof's equation is raised to a power of its own and the equations are multiplied (Bellare, Garay and Rabin 1998,
//! the small exponents test). If one equation does not hold, the product holds for one choice of powers in 2^128 at most,
//! and the powers are a hash of everything that is verified.

use crate::{
    curve::{Target, G1},
    engine::{power::power, Engine},
    verify::{scalars, verify_prepared, Points},
    Curve, FieldBytes, PreparedKey, VerifyError,
};
use alloc::vec::Vec;
use ark_ec::pairing::PairingOutput;
use ark_ff::Zero;
use parity_scale_codec::Encode;
use sp_crypto_hashing::blake2_256;

/// Most items of a batch that a caller should take: the gain of a greater one is small, and who sends a bad one makes the
/// others wait. [`verify_batch`] itself does not depend on it.
pub const MAX_BATCH: u32 = 64;

/// A proof and what it is verified against.
#[derive(Debug)]
pub struct BatchItem<'a, C: Curve> {
    /// [`crate::VerifyingKey::hash`] of the key, which stands for the key in the transcript.
    pub vk_hash: [u8; 32],
    /// The key.
    pub key: &'a PreparedKey<C>,
    /// The public inputs.
    pub public_inputs: &'a [FieldBytes],
    /// The proof's bytes.
    pub proof: &'a [u8],
}

impl<C: Curve> Clone for BatchItem<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Curve> Copy for BatchItem<'_, C> {}

/// Why a batch was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchError {
    /// This item is malformed; nothing was paired.
    Item {
        /// Position in the batch.
        index: u32,
        /// What is wrong with it, never [`VerifyError::Invalid`].
        error: VerifyError,
    },
    /// All items are well formed, and one proof at least does not prove its statement.
    Invalid,
}

impl core::fmt::Display for BatchError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            BatchError::Item { index, error } => write!(f, "item {index}: {error}"),
            BatchError::Invalid => f.write_str("a proof in the batch does not prove its statement"),
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for BatchError {}

/// Verifies all items together; says yes exactly if [`crate::verify_prepared`] does for each of them, except with
/// probability 2⁻¹²⁸. The cheap checks of all items come first, then the points of all items, then the pairing. No items
/// are no error.
///
/// A batch that is [`BatchError::Invalid`] has cost as much as a valid one and does not say which proof is bad: verify the
/// items singly, or halve the batch and verify the halves, which for one bad proof among n takes about 2·log₂ n smaller
/// batches.
pub fn verify_batch<C: Curve>(items: &[BatchItem<'_, C>]) -> Result<(), BatchError> {
    if let [item] = items {
        // Nothing to share, and no coefficient to multiply by.
        return verify_prepared(item.key, item.public_inputs, item.proof).map_err(|error| match error {
            VerifyError::Invalid => BatchError::Invalid,
            error => BatchError::Item { index: 0, error },
        });
    }
    let at = |index: usize| move |error| BatchError::Item { index: index as u32, error };
    let inputs = items
        .iter()
        .enumerate()
        .map(|(i, item)| scalars::<C>(item.key.public_inputs(), item.public_inputs).map_err(at(i)))
        .collect::<Result<Vec<_>, _>>()?;
    let points = items
        .iter()
        .enumerate()
        .map(|(i, item)| Points::<C>::decode(item.proof).map_err(|e| at(i)(VerifyError::Proof(e))))
        .collect::<Result<Vec<_>, _>>()?;
    if items.is_empty() {
        return Ok(());
    }
    let transcript = Transcript::new(items);
    let halves: Vec<Coefficient> = (0..items.len() as u32).map(|i| transcript.coefficient(i)).collect();
    let coefficients: Vec<C::Scalar> = halves.iter().map(Coefficient::scalar::<C>).collect();

    let mut groups: Vec<Group<C>> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        // The hash alone would let a caller who names two keys by one hash verify all under one of them.
        let known = groups.iter().position(|g| g.vk_hash == item.vk_hash && g.is_of(item.key));
        let at = known.unwrap_or_else(|| {
            groups.push(Group::new(item));
            groups.len() - 1
        });
        groups[at].add(&halves[i], coefficients[i], &inputs[i], points[i].c);
    }

    let a = C::Engine::mul_each(&points.iter().map(|p| p.a).collect::<Vec<_>>(), &coefficients);
    let variable: Vec<_> = a.into_iter().zip(points.iter().map(|p| &p.b)).collect();
    let sums = groups.iter().flat_map(|group| group.sums()).collect::<Vec<_>>();
    let fixed: Vec<_> =
        sums.into_iter().zip(groups.iter().flat_map(|g| [&g.key.minus_gamma, &g.key.minus_delta])).collect();
    let expected = groups.iter().fold(Target::<C>::zero(), |sum, group| sum + group.expected());
    match C::Engine::pairing(&variable, &fixed) {
        Some(product) if product == expected => Ok(()),
        _ => Err(BatchError::Invalid),
    }
}

/// The items of one key: their pairings with γ, with δ and of α with β are one each.
struct Group<'a, C: Curve> {
    vk_hash: [u8; 32],
    key: &'a PreparedKey<C>,
    /// Σ rᵢ, then Σ rᵢ·xᵢⱼ for each input j: the scalars of IC.
    scalars: Vec<C::Scalar>,
    c: Vec<G1<C>>,
    coefficients: Vec<C::Scalar>,
    /// Σ rᵢ once more, as the sums of the halves.
    halves: [u128; 2],
}

impl<'a, C: Curve> Group<'a, C> {
    fn new(item: &BatchItem<'a, C>) -> Self {
        let scalars = alloc::vec![C::Scalar::zero(); item.key.ic.len()];
        Self { vk_hash: item.vk_hash, key: item.key, scalars, c: Vec::new(), coefficients: Vec::new(), halves: [0; 2] }
    }

    fn is_of(&self, key: &PreparedKey<C>) -> bool {
        core::ptr::eq(self.key, key) || self.key == key
    }

    fn add(&mut self, halves: &Coefficient, coefficient: C::Scalar, inputs: &[C::Scalar], c: G1<C>) {
        let values = core::iter::once(coefficient).chain(inputs.iter().map(|x| coefficient * x));
        for (sum, value) in self.scalars.iter_mut().zip(values) {
            *sum += value;
        }
        self.c.push(c);
        self.coefficients.push(coefficient);
        self.halves[0] += u128::from(halves.0);
        self.halves[1] += u128::from(halves.1);
    }

    /// Σ rᵢ·Lᵢ and Σ rᵢ·Cᵢ.
    fn sums(&self) -> [ark_ec::short_weierstrass::Projective<C::G1Config>; 2] {
        [C::Engine::msm(&self.key.ic, &self.scalars), C::Engine::msm(&self.c, &self.coefficients)]
    }

    /// e(α, β)^(Σ rᵢ).
    fn expected(&self) -> Target<C> {
        PairingOutput(power(self.key.alpha_beta.0, C::LAMBDA_FROBENIUS, self.halves))
    }
}

/// The hash of all that is verified: every key, input and proof goes in before any coefficient comes out, so nobody can
/// choose a proof for a coefficient.
struct Transcript([u8; 32]);

impl Transcript {
    fn new<C: Curve>(items: &[BatchItem<'_, C>]) -> Self {
        let mut preimage = b"zkml/batch/v1".to_vec();
        (items.len() as u32).encode_to(&mut preimage);
        for item in items {
            C::ID.encode_to(&mut preimage);
            preimage.extend(item.vk_hash);
            // A proof has one length on a curve; the number of inputs is all that is needed to read the preimage back.
            (item.public_inputs.len() as u32).encode_to(&mut preimage);
            for input in item.public_inputs {
                preimage.extend(input);
            }
            preimage.extend(item.proof);
        }
        Self(blake2_256(&preimage))
    }

    /// The first 128 bits of a hash of the transcript's and the item's position. Zero would leave the item's equation out.
    fn coefficient(&self, index: u32) -> Coefficient {
        let hash = blake2_256(&(*b"zkml/batch/coefficient/v1", self.0, index).encode());
        let half = |at: usize| (0..8).fold(0, |half, i| half | u64::from(hash[at + i]) << (8 * i));
        match (half(0), half(8)) {
            (0, 0) => Coefficient(1, 0),
            (a, b) => Coefficient(a, b),
        }
    }
}

/// The power a + λ·b of an item's equation, where λ is [`Curve::LAMBDA`]: 128 bits that cost 64 doublings.
///
/// Different halves make different powers, and none is zero: if a + λ·b = a' + λ·b' modulo r, then r divides the norm
/// x² − x·y + y² of (x, y) = (a − a', b − b'), as λ² + λ + 1 = 0; the norm is at most 3·2¹²⁸ and so is zero, which it is for
/// x = y = 0 alone.
struct Coefficient(u64, u64);

impl Coefficient {
    fn scalar<C: Curve>(&self) -> C::Scalar {
        C::Scalar::from(self.0) + C::LAMBDA * C::Scalar::from(self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{encoding::encode_scalar, simulate::SimulatedKey, verify_prepared, Bls12_381, Bn254, Proof};
    use alloc::vec;
    use ark_ec::{pairing::Pairing, CurveGroup};
    use ark_ff::{Field, UniformRand};
    use ark_std::rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;
    use std::collections::BTreeSet;

    /// Items of one key that own their parts.
    #[derive(Clone)]
    struct Owned {
        vk_hash: [u8; 32],
        inputs: Vec<FieldBytes>,
        proof: Vec<u8>,
    }

    fn setup<C: Curve>(count: u64) -> (PreparedKey<C>, Vec<Owned>) {
        let simulated = SimulatedKey::<C>::new(1, 2);
        let key = simulated.verifying_key();
        let items = (0..count).map(|seed| {
            let inputs: Vec<_> = [seed, 1000 + seed].iter().map(|x| encode_scalar(&C::Scalar::from(*x))).collect();
            let proof = simulated.prove(&inputs, seed);
            Owned { vk_hash: key.hash(), inputs, proof }
        });
        (PreparedKey::new(&key), items.collect())
    }

    fn items<'a, C: Curve>(key: &'a PreparedKey<C>, owned: &'a [Owned]) -> Vec<BatchItem<'a, C>> {
        owned
            .iter()
            .map(|item| BatchItem { vk_hash: item.vk_hash, key, public_inputs: &item.inputs, proof: &item.proof })
            .collect()
    }

    fn powers<C: Curve>(key: &PreparedKey<C>, owned: &[Owned]) -> Vec<(u64, u64)> {
        let transcript = Transcript::new(&items(key, owned));
        (0..owned.len() as u32).map(|i| transcript.coefficient(i)).map(|Coefficient(a, b)| (a, b)).collect()
    }

    /// Every byte of every item, and what a transcript without lengths or names would not tell apart.
    fn any_change_changes_every_coefficient<C: Curve>() {
        let (key, good) = setup::<C>(3);
        let mut batches = vec![good.clone()];
        for at in 0..good.len() {
            let mut change = |change: &dyn Fn(&mut Owned)| {
                let mut other = good.clone();
                change(&mut other[at]);
                batches.push(other);
            };
            for byte in 0..32 {
                change(&|item| item.vk_hash[byte] ^= 1);
                change(&|item| item.inputs[0][byte] ^= 1);
                change(&|item| item.inputs[1][byte] ^= 1);
            }
            for byte in 0..C::PROOF_BYTES {
                change(&|item| item.proof[byte] ^= 1);
            }
            change(&|item| item.inputs.swap(0, 1));
            change(&|item| item.inputs.push([0; 32]));
            change(&|item| item.inputs.truncate(1));
            // The same bytes with a border in another place.
            change(&|item| {
                let input = item.inputs.pop().unwrap_or_default();
                item.proof.splice(0..0, input);
            });
        }
        let mut swapped = good.clone();
        swapped.swap(0, 1);
        batches.push(swapped);
        batches.push(good[..2].to_vec());
        batches.push([&good[..], &good[..1]].concat());
        let mut seen = BTreeSet::new();
        for batch in &batches {
            for power in powers(&key, batch) {
                assert_ne!(power, (0, 0));
                assert!(seen.insert(power), "two transcripts share a coefficient");
            }
        }
    }

    #[test]
    fn the_curve_is_in_the_transcript() {
        let (bn254, bls12_381) = (setup::<Bn254>(0).0, setup::<Bls12_381>(0).0);
        let (_, owned) = setup::<Bn254>(1);
        assert_ne!(powers(&bn254, &owned), powers(&bls12_381, &owned));
    }

    /// Coefficients stand in no relation to each other: the same item twice gets different ones.
    #[test]
    fn equal_items_have_different_coefficients() {
        let (key, good) = setup::<Bn254>(1);
        let batch = vec![good[0].clone(); 64];
        assert_eq!(powers(&key, &batch).into_iter().collect::<BTreeSet<_>>().len(), 64);
    }

    #[test]
    fn the_coefficients_are_pinned() {
        let transcript = Transcript([7; 32]);
        let Coefficient(a, b) = transcript.coefficient(1);
        let hash = blake2_256(&[b"zkml/batch/coefficient/v1".as_slice(), &[7; 32], &1u32.to_le_bytes()].concat());
        assert_eq!([a.to_le_bytes(), b.to_le_bytes()].concat(), hash[..16]);
        let scalar = Coefficient(3, 4).scalar::<Bn254>();
        assert_eq!(scalar, ark_bn254::Fr::from(3) + Bn254::LAMBDA * ark_bn254::Fr::from(4));
    }

    fn lambda_is_a_cube_root_of_one<C: Curve>() {
        let one = C::Scalar::from(1u64);
        assert_eq!(C::LAMBDA.square() + C::LAMBDA + one, C::Scalar::from(0u64));
        assert_ne!(C::LAMBDA, one);
    }

    /// With Cᵢ replaced by Cᵢ + dᵢ·D where Σ rᵢ·dᵢ = 0, no item is valid and the product under the powers r holds.
    fn shift<C: Curve>(items: &mut [Owned], by: &[C::Scalar]) {
        let d = crate::curve::G1::<C>::rand(&mut ChaCha20Rng::seed_from_u64(1));
        for (item, by) in items.iter_mut().zip(by) {
            let proof = Proof::<C>::decode(&item.proof).unwrap();
            item.proof = Proof { c: (d * by + proof.c).into_affine(), ..proof }.encode();
        }
    }

    /// The product of the equations under given powers, by arkworks.
    fn product_holds<C: Curve>(items: &[Owned], powers: &[C::Scalar]) -> bool {
        let simulated = SimulatedKey::<C>::new(1, 2).verifying_key();
        let mut sum = Target::<C>::zero();
        for (item, power) in items.iter().zip(powers) {
            let proof = Proof::<C>::decode(&item.proof).unwrap();
            let inputs = scalars::<C>(2, &item.inputs).unwrap();
            let combined = simulated.ic()[0] + simulated.ic()[1] * inputs[0] + simulated.ic()[2] * inputs[1];
            let pair = |a: G1<C>, b| C::Pairing::pairing(a, b);
            let equation = pair(proof.a, proof.b)
                - pair(*simulated.alpha_g1(), *simulated.beta_g2())
                - pair(combined.into_affine(), *simulated.gamma_g2())
                - pair(proof.c, *simulated.delta_g2());
            sum += equation * power;
        }
        sum.is_zero()
    }

    /// Invalid proofs that cancel if the powers are equal, are known before the proofs, or are one for the first item.
    fn invalid_proofs_do_not_cancel<C: Curve>() {
        let (key, good) = setup::<C>(3);
        let one = C::Scalar::from(1u64);
        let known: Vec<C::Scalar> =
            powers(&key, &good).iter().map(|(a, b)| Coefficient(*a, *b).scalar::<C>()).collect();
        let counting: Vec<C::Scalar> = (1..4u64).map(C::Scalar::from).collect();
        for powers in [vec![one; 3], known, counting] {
            let mut bad = good.clone();
            let last = -(powers[0] + powers[1]) * powers[2].inverse().unwrap();
            shift::<C>(&mut bad, &[one, one, last]);
            assert!(product_holds::<C>(&bad, &powers), "the attack is not real");
            for item in items(&key, &bad) {
                assert_eq!(verify_prepared(item.key, item.public_inputs, item.proof), Err(VerifyError::Invalid));
            }
            assert_eq!(verify_batch(&items(&key, &bad)), Err(BatchError::Invalid));
        }
        // A forger who knows that one power is zero needs no more than any bad proof there.
        for at in 0..3 {
            let mut bad = good.clone();
            shift::<C>(&mut bad[at..=at], &[one]);
            assert_eq!(verify_batch(&items(&key, &bad)), Err(BatchError::Invalid));
        }
        assert_eq!(verify_batch(&items(&key, &good)), Ok(()));
    }

    /// Two keys under one name do not become one key.
    #[test]
    fn a_name_does_not_make_two_keys_one() {
        let (key, good) = setup::<Bn254>(2);
        let other = PreparedKey::new(&SimulatedKey::<Bn254>::new(2, 2).verifying_key());
        let mut items = items(&key, &good);
        items[1].key = &other;
        assert_eq!(verify_batch(&items), Err(BatchError::Invalid));
        items.swap(0, 1);
        assert_eq!(verify_batch(&items), Err(BatchError::Invalid));
    }

    macro_rules! on_both_curves {
        ($($name:ident),* $(,)?) => {
            mod bn254 {
                $(#[test] fn $name() { super::$name::<crate::Bn254>() })*
            }
            mod bls12_381 {
                $(#[test] fn $name() { super::$name::<crate::Bls12_381>() })*
            }
        };
    }
    on_both_curves!(any_change_changes_every_coefficient, invalid_proofs_do_not_cancel, lambda_is_a_cube_root_of_one);
}
