//! What the pallet stores.

use frame_support::pallet_prelude::*;
use pallet_zkml::{ModelId, VersionNumber};
use serde::{Deserialize, Serialize};

/// Numbers the epochs from 0 on: epoch `n` begins with block `n · EpochLength`.
pub type Epoch = u64;

/// Whose word it is that somebody is human.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Policy {
    /// The model that tells people from machines.
    pub model: ModelId,
    /// Its one version that is trusted.
    pub version: VersionNumber,
    /// The least integer of its output that means a human.
    pub verdict: i64,
}
