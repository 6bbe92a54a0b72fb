//! How the points of a proof are decoded and the pairings computed. What is verified stands in [`mod@crate::verify`] and
//! [`crate::batch`] and is the same for every engine.

mod arkworks;
mod bn254;
pub(crate) mod limbs;
pub(crate) mod msm;
pub(crate) mod power;

pub use arkworks::{Arkworks, Canonical, Multiply};
pub use bn254::Bn254Engine;
pub use limbs::Limbs;

use crate::DecodeError;
use alloc::vec::Vec;
use ark_ec::pairing::{Pairing, PairingOutput};

/// The arithmetic of verification on a pairing-friendly curve.
pub trait Engine<P: Pairing>: 'static {
    /// A point of G2 that stays, with all that can be computed from it alone.
    type Fixed: Clone + core::fmt::Debug + PartialEq + Eq + Send + Sync;
    /// The point of G2 of a proof, with what its checks have computed on the way.
    type Variable: Clone + core::fmt::Debug;

    /// Bytes that [`Engine::write_fixed`] appends.
    const FIXED_BYTES: usize;

    /// Prepares a point other than the identity.
    fn fix(point: &P::G2Affine) -> Self::Fixed;

    /// Appends the limbs of a fixed point.
    fn write_fixed(fixed: &Self::Fixed, out: &mut Vec<u8>);

    /// Reads exactly what [`Engine::write_fixed`] wrote. The bytes are trusted to be a point; it does not panic on others.
    fn read_fixed(bytes: &[u8]) -> Option<Self::Fixed>;

    /// Decodes the canonical encoding of a point of G1: curve and subgroup are checked.
    fn decode_g1(bytes: &[u8]) -> Result<P::G1Affine, DecodeError>;

    /// Decodes the canonical encoding of a point of G2: curve and subgroup are checked.
    fn decode_g2(bytes: &[u8]) -> Result<Self::Variable, DecodeError>;

    /// The point itself.
    fn affine(point: &Self::Variable) -> P::G2Affine;

    /// Σ sᵢ·Pᵢ; the points are of the prime-order subgroup, and there are as many as scalars.
    fn msm(points: &[P::G1Affine], scalars: &[P::ScalarField]) -> P::G1;

    /// s·P for each pair, which is of the prime-order subgroup.
    fn mul_each(points: &[P::G1Affine], scalars: &[P::ScalarField]) -> Vec<P::G1Affine>;

    /// The product of the pairings, raised to the last exponent. Pairs with an identity count as one.
    fn pairing(
        variable: &[(P::G1Affine, &Self::Variable)],
        fixed: &[(P::G1, &Self::Fixed)],
    ) -> Option<PairingOutput<P>>;
}
