//! What the pallet stores.

use frame_support::pallet_prelude::*;
use pallet_zkml::{ModelId, VersionNumber};
use serde::{Deserialize, Serialize};
use sp_runtime::FixedI128;

/// Names a policy. Given out in order, never twice.
pub type PolicyNumber = u32;

/// Who gets a line, and on which terms.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Policy<AccountId, Balance, BlockNumber> {
    /// The model whose scores count.
    pub model: ModelId,
    /// Its one version that governance trusts.
    pub version: VersionNumber,
    /// The least score that opens a line: a real number, in the units of the model's output.
    pub threshold: FixedI128,
    /// The most that a line lends at a time.
    pub limit: Balance,
    /// How many blocks a line lends for after the block that opens it.
    pub term: BlockNumber,
    /// Whose attestations of the input count. `None`: the version decides alone, and where it asks for no attestation the
    /// prover chooses the input.
    pub issuer: Option<AccountId>,
}

/// The policy in force.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct NumberedPolicy<AccountId, Balance, BlockNumber> {
    /// Its number, from which its subject is derived.
    pub number: PolicyNumber,
    /// What governance decided.
    pub policy: Policy<AccountId, Balance, BlockNumber>,
    /// The threshold as an integer of the output port; see [`crate::score::least_integer`]. The ports of a version never
    /// change, so that it is computed once.
    pub least_score: i64,
}

/// A line of credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Line<Balance, BlockNumber> {
    /// The most that is drawn at a time.
    pub limit: Balance,
    /// What is drawn and not repaid.
    pub drawn: Balance,
    /// The last block that may draw.
    pub until: BlockNumber,
}

impl<Balance, BlockNumber: PartialOrd> Line<Balance, BlockNumber> {
    /// Whether nothing can be drawn any more.
    pub fn has_expired(&self, now: BlockNumber) -> bool {
        now > self.until
    }
}
