//! Verifying keys, and what makes one unusable.

use crate::{
    curve::{G1, G2},
    encoding::{self, DecodeError},
    engine::Engine,
    Curve, MAX_PUBLIC_INPUTS,
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Who made a key, which is whom its users must trust: whoever knows the setup's secrets can prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Setup {
    /// One party made the key alone. For development only.
    #[codec(index = 0)]
    Development,
    /// Several parties took part; the hash names the public transcript.
    #[codec(index = 1)]
    Ceremony {
        /// blake2-256 of the ceremony's transcript.
        #[cfg_attr(feature = "serde", serde(with = "hex32"))]
        transcript: [u8; 32],
    },
}

/// A hash as people write it: `0x` and 64 digits.
#[cfg(feature = "serde")]
mod hex32 {
    use alloc::string::String;
    use core::fmt::Write;
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(hash: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        let mut text = String::from("0x");
        for byte in hash {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail; qed");
        }
        to.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        parse(&text).ok_or_else(|| D::Error::custom("expected 0x and 64 hexadecimal digits"))
    }

    fn parse(text: &str) -> Option<[u8; 32]> {
        let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 64)?;
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            let [high, low] = [pair[0], pair[1]].map(|digit| (digit as char).to_digit(16));
            *byte = (high? * 16 + low?) as u8;
        }
        Some(hash)
    }
}

/// A Groth16 verifying key whose points were checked when it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey<C: Curve> {
    alpha_g1: G1<C>,
    beta_g2: G2<C>,
    gamma_g2: G2<C>,
    delta_g2: G2<C>,
    ic: Vec<G1<C>>,
}

/// The parts of a key, to build one from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPoints<C: Curve> {
    /// α in G1.
    pub alpha_g1: G1<C>,
    /// β in G2.
    pub beta_g2: G2<C>,
    /// γ in G2.
    pub gamma_g2: G2<C>,
    /// δ in G2.
    pub delta_g2: G2<C>,
    /// One point for the constant and one for each public input (`gamma_abc_g1` in arkworks).
    pub ic: Vec<G1<C>>,
}

/// Names a point of a verifying key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPoint {
    /// α in G1.
    Alpha,
    /// β in G2.
    Beta,
    /// γ in G2.
    Gamma,
    /// δ in G2.
    Delta,
    /// `IC[i]` in G1; 0 is the constant's.
    Ic(u32),
}

impl core::fmt::Display for KeyPoint {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            KeyPoint::Alpha => f.write_str("alpha"),
            KeyPoint::Beta => f.write_str("beta"),
            KeyPoint::Gamma => f.write_str("gamma"),
            KeyPoint::Delta => f.write_str("delta"),
            KeyPoint::Ic(i) => write!(f, "IC[{i}]"),
        }
    }
}

/// Why a verifying key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The bytes do not have the length that the number of points asks for.
    Length,
    /// No `IC` point at all, or more public inputs than [`MAX_PUBLIC_INPUTS`].
    PublicInputs,
    /// A point whose bytes do not decode.
    Point(KeyPoint, DecodeError),
    /// The identity. In `IC[i]` it leaves input i free; in γ or δ it lets anyone solve for a proof.
    Identity(KeyPoint),
    /// Two of β, γ and δ are equal up to sign, so that their ratio is known and anyone can forge. γ = δ is what a setup leaves
    /// whose second phase never happened.
    RelatedPoints,
    /// δ = ± the generator of G2, which is what a setup without any contribution leaves: anyone can forge. Also α or β = ± the
    /// generator of its group, which is what a first phase without any contribution leaves.
    Generator,
}

impl core::fmt::Display for KeyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            KeyError::Length => f.write_str("the bytes are cut off or too many for the number of points"),
            KeyError::PublicInputs => {
                write!(f, "it must have between 0 and {MAX_PUBLIC_INPUTS} public inputs")
            }
            KeyError::Point(point, e) => write!(f, "{point}: {e}"),
            KeyError::Identity(point) => write!(f, "{point} is the point at infinity"),
            KeyError::RelatedPoints => {
                f.write_str("two of beta, gamma and delta are equal up to sign: a phase of the setup is missing and anyone can forge proofs")
            }
            KeyError::Generator => {
                f.write_str("alpha, beta or delta is the generator: nobody contributed to the setup and anyone can forge proofs")
            }
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for KeyError {}

fn same_up_to_sign<A: AffineRepr>(a: A, b: A) -> bool {
    a == b || a.into_group() == -b.into_group()
}

impl<C: Curve> VerifyingKey<C> {
    /// Checks points that are on the curve and in their subgroup already.
    pub fn new(points: KeyPoints<C>) -> Result<Self, KeyError> {
        let KeyPoints { alpha_g1, beta_g2, gamma_g2, delta_g2, ic } = points;
        if ic.is_empty() || ic.len() - 1 > MAX_PUBLIC_INPUTS as usize {
            return Err(KeyError::PublicInputs);
        }
        let identity = |is: bool, point| if is { Err(KeyError::Identity(point)) } else { Ok(()) };
        identity(alpha_g1.is_zero(), KeyPoint::Alpha)?;
        identity(beta_g2.is_zero(), KeyPoint::Beta)?;
        identity(gamma_g2.is_zero(), KeyPoint::Gamma)?;
        identity(delta_g2.is_zero(), KeyPoint::Delta)?;
        for (i, point) in ic.iter().enumerate() {
            identity(point.is_zero(), KeyPoint::Ic(i as u32))?;
        }
        // A known ratio of two of β, γ and δ is all that a forger needs, and −1 is as well known as 1.
        if same_up_to_sign(gamma_g2, delta_g2)
            || same_up_to_sign(beta_g2, gamma_g2)
            || same_up_to_sign(beta_g2, delta_g2)
        {
            return Err(KeyError::RelatedPoints);
        }
        // A known α, β or δ is all that a forger needs who has the public transcript of the setup. γ is free to be the
        // generator, as it is in every key of snarkjs.
        if same_up_to_sign(delta_g2, G2::<C>::generator())
            || same_up_to_sign(beta_g2, G2::<C>::generator())
            || same_up_to_sign(alpha_g1, G1::<C>::generator())
        {
            return Err(KeyError::Generator);
        }
        Ok(Self { alpha_g1, beta_g2, gamma_g2, delta_g2, ic })
    }

    /// Decodes canonical bytes: α ‖ β ‖ γ ‖ δ ‖ number of IC points (u64, little end first) ‖ IC, each point compressed.
    /// These are also the bytes of `ark_groth16::VerifyingKey`, compressed.
    pub fn decode(bytes: &[u8]) -> Result<Self, KeyError> {
        let (g1, g2) = (C::G1_BYTES, C::G2_BYTES);
        let head = g1 + 3 * g2;
        let count = bytes.get(head..head + 8).ok_or(KeyError::Length)?;
        let count = u64::from_le_bytes(count.try_into().map_err(|_| KeyError::Length)?);
        // The count is checked before anything is sized by it, the length before any point is decoded.
        if count == 0 || count > u64::from(MAX_PUBLIC_INPUTS) + 1 {
            return Err(KeyError::PublicInputs);
        }
        if bytes.len() != C::ID.key_bytes(count as u32 - 1) {
            return Err(KeyError::Length);
        }
        let g1_point = |bytes: &[u8], name| C::Engine::decode_g1(bytes).map_err(|e| KeyError::Point(name, e));
        let g2_point = |bytes: &[u8], name| match C::Engine::decode_g2(bytes) {
            Ok(point) => Ok(C::Engine::affine(&point)),
            Err(e) => Err(KeyError::Point(name, e)),
        };
        let g2_at = |i: usize| &bytes[g1 + i * g2..g1 + (i + 1) * g2];
        Self::new(KeyPoints {
            alpha_g1: g1_point(&bytes[..g1], KeyPoint::Alpha)?,
            beta_g2: g2_point(g2_at(0), KeyPoint::Beta)?,
            gamma_g2: g2_point(g2_at(1), KeyPoint::Gamma)?,
            delta_g2: g2_point(g2_at(2), KeyPoint::Delta)?,
            ic: bytes[head + 8..]
                .chunks_exact(g1)
                .enumerate()
                .map(|(i, bytes)| g1_point(bytes, KeyPoint::Ic(i as u32)))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The canonical bytes, of length [`crate::CurveId::key_bytes`].
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = encoding::encode(&self.alpha_g1);
        bytes.extend(encoding::encode(&self.beta_g2));
        bytes.extend(encoding::encode(&self.gamma_g2));
        bytes.extend(encoding::encode(&self.delta_g2));
        bytes.extend(encoding::encode(&self.ic));
        bytes
    }

    /// What the context of a statement names the key by: blake2-256 of domain, curve and canonical bytes.
    pub fn hash(&self) -> [u8; 32] {
        let mut preimage = b"zkml/vk/v1".to_vec();
        C::ID.encode_to(&mut preimage);
        preimage.extend(self.encode());
        blake2_256(&preimage)
    }

    /// Number of public inputs.
    pub fn public_inputs(&self) -> u32 {
        self.ic.len() as u32 - 1
    }

    /// α in G1.
    pub fn alpha_g1(&self) -> &G1<C> {
        &self.alpha_g1
    }

    /// β in G2.
    pub fn beta_g2(&self) -> &G2<C> {
        &self.beta_g2
    }

    /// γ in G2.
    pub fn gamma_g2(&self) -> &G2<C> {
        &self.gamma_g2
    }

    /// δ in G2.
    pub fn delta_g2(&self) -> &G2<C> {
        &self.delta_g2
    }

    /// One point for the constant and one for each public input.
    pub fn ic(&self) -> &[G1<C>] {
        &self.ic
    }
}
