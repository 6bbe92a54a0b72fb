//! Many proofs at the price of less: one product of pairings for all of them.
//!
//! Each proof's equation is raised to a power of its own and the equations are multiplied (Bellare, Garay and Rabin 1998,
//! the small exponents test). If one equation does not hold, the product holds for one choice of powers in 2^128 at most,
//! and the powers are a hash of everything that is verified.

use crate::{
    curve::{Target, G1},
    engine::{power::power, Engine},
    verify::{scalars, Points},
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
        let group = groups.iter().position(|g| g.vk_hash == item.vk_hash && g.key == item.key);
        let group = match group {
            Some(at) => &mut groups[at],
            None => {
                groups.push(Group::new(item));
                groups.last_mut().ok_or(BatchError::Invalid)?
            }
        };
        group.add(&halves[i], coefficients[i], &inputs[i], points[i].c);
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
