//! Verifying keys prepared for verification: what depends on the key alone, computed once when the key is registered.

use crate::{
    curve::{Target, G1},
    engine::{limbs, Engine, Limbs},
    Curve, CurveId, VerifyingKey, MAX_PUBLIC_INPUTS,
};
use alloc::vec::Vec;
use ark_ec::{pairing::Pairing, short_weierstrass::Affine, AffineRepr};
use parity_scale_codec::{Decode, Encode};

/// A verifying key with the pairing of α and β computed and the points of G2 ready for pairings.
#[derive(Clone, Debug)]
pub struct PreparedKey<C: Curve> {
    /// e(α, β).
    pub(crate) alpha_beta: Target<C>,
    /// −γ.
    pub(crate) minus_gamma: Fixed<C>,
    /// −δ.
    pub(crate) minus_delta: Fixed<C>,
    /// One point for the constant and one for each public input; never empty.
    pub(crate) ic: Vec<G1<C>>,
}

type Fixed<C> = <<C as Curve>::Engine as Engine<<C as Curve>::Pairing>>::Fixed;

impl<C: Curve> PartialEq for PreparedKey<C> {
    fn eq(&self, other: &Self) -> bool {
        self.alpha_beta == other.alpha_beta
            && self.minus_gamma == other.minus_gamma
            && self.minus_delta == other.minus_delta
            && self.ic == other.ic
    }
}

impl<C: Curve> Eq for PreparedKey<C> {}

/// Bytes before the first field element: version, curve, number of public inputs.
const HEADER_BYTES: usize = 1 + 1 + 4;

/// Changes with everything that is laid out below, so that bytes of another layout are refused and not misread.
const VERSION: u8 = 1;

/// [`CurveId::prepared_bytes`] of a curve.
pub(crate) const fn bytes<C: Curve>(public_inputs: u32) -> usize {
    let element = C::Base::BYTES;
    HEADER_BYTES
        + 12 * element
        + 2 * <C::Engine as Engine<C::Pairing>>::FIXED_BYTES
        + (public_inputs as usize + 1) * 2 * element
}

impl<C: Curve> PreparedKey<C> {
    /// Prepares a key, at the cost of a pairing and more.
    pub fn new(key: &VerifyingKey<C>) -> Self {
        let fix = |point: &crate::curve::G2<C>| C::Engine::fix(&(-point.into_group()).into());
        Self {
            alpha_beta: C::Pairing::pairing(*key.alpha_g1(), *key.beta_g2()),
            minus_gamma: fix(key.gamma_g2()),
            minus_delta: fix(key.delta_g2()),
            ic: key.ic().to_vec(),
        }
    }

    /// The key in the form that the chain keeps, of length [`CurveId::prepared_bytes`]: version, curve, number of public
    /// inputs (u32), e(α, β), −γ, −δ, IC. Field elements are limbs in Montgomery form, integers have their little end first.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes::<C>(self.public_inputs()));
        (VERSION, C::ID, self.public_inputs()).encode_to(&mut out);
        limbs::write(&self.alpha_beta.0, &mut out);
        C::Engine::write_fixed(&self.minus_gamma, &mut out);
        C::Engine::write_fixed(&self.minus_delta, &mut out);
        for point in &self.ic {
            limbs::write(&point.x, &mut out);
            limbs::write(&point.y, &mut out);
        }
        out
    }

    /// Reads what [`PreparedKey::encode`] wrote and the chain kept. Length and structure are checked, and that elements
    /// are in their field; **the points are not**: bytes from anywhere else must go through [`VerifyingKey::decode`].
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut header = bytes.get(..HEADER_BYTES)?;
        let (version, curve, public_inputs) = <(u8, CurveId, u32)>::decode(&mut header).ok()?;
        if version != VERSION || curve != C::ID || public_inputs > MAX_PUBLIC_INPUTS {
            return None;
        }
        if bytes.len() != C::ID.prepared_bytes(public_inputs) {
            return None;
        }
        let element = C::Base::BYTES;
        let fixed = <C::Engine as Engine<C::Pairing>>::FIXED_BYTES;
        let (target, rest) = bytes.get(HEADER_BYTES..)?.split_at_checked(12 * element)?;
        let (gamma, rest) = rest.split_at_checked(fixed)?;
        let (delta, ic) = rest.split_at_checked(fixed)?;
        Some(Self {
            alpha_beta: ark_ec::pairing::PairingOutput(limbs::read(target)?),
            minus_gamma: C::Engine::read_fixed(gamma)?,
            minus_delta: C::Engine::read_fixed(delta)?,
            ic: ic
                .chunks_exact(2 * element)
                .map(|point| {
                    let (x, y) = point.split_at_checked(element)?;
                    Some(Affine::new_unchecked(limbs::read(x)?, limbs::read(y)?))
                })
                .collect::<Option<_>>()?,
        })
    }

    /// Number of public inputs.
    pub fn public_inputs(&self) -> u32 {
        (self.ic.len() as u32).saturating_sub(1)
    }
}
