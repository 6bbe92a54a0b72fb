//! What the pallet stores.

use frame_support::pallet_prelude::*;

/// An attestation: a root that its issuer published.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Attestation<BlockNumber, Ticket> {
    /// The first block in which it does not count any more.
    pub expires: BlockNumber,
    /// Whether the issuer revoked all of it.
    pub revoked: bool,
    /// How many leaves of it are marked as revoked.
    pub revoked_leaves: u32,
    /// What the issuer pays for the storage of the attestation and of these marks.
    pub ticket: Ticket,
}
