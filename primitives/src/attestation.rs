//! Attestations: an issuer vouches for many committed inputs at once, each of one account, by the root of a Merkle tree.
//!
//! A leaf is an account with the digest of a commitment that is the account's. A node without a sibling is carried up as it
//! is. Leaves and nodes are hashed in domains of their own, so that no node passes for a leaf; any path that leads to the
//! root therefore shows that the leaf was among those that the issuer hashed. One leaf is a root by itself.

use crate::FieldBytes;
use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Most steps from a leaf to its root.
pub const MAX_PATH: u32 = 32;

/// One step towards the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Step {
    /// The node beside.
    pub sibling: [u8; 32],
    /// Whether that is the left one of the two.
    pub is_left: bool,
}

/// What an issuer vouches for: blake2-256 of `"zkml/attestation/leaf/v1"`, the account as
/// [`account_bytes`](crate::account_bytes), and the digest of its input.
pub fn leaf(account: &[u8; 32], digest: &FieldBytes) -> [u8; 32] {
    blake2_256(&[b"zkml/attestation/leaf/v1".as_slice(), account, digest].concat())
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    blake2_256(&[b"zkml/attestation/node/v1".as_slice(), left, right].concat())
}

/// The root that a path leads to from a leaf.
pub fn root_of(leaf: &[u8; 32], path: &[Step]) -> [u8; 32] {
    path.iter().fold(
        *leaf,
        |below, step| {
            if step.is_left {
                node(&step.sibling, &below)
            } else {
                node(&below, &step.sibling)
            }
        },
    )
}

/// A tree over leaves, with the paths of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The leaves first, the root last.
    levels: Vec<Vec<[u8; 32]>>,
}

impl Tree {
    /// `None` if there is no leaf.
    pub fn new(leaves: Vec<[u8; 32]>) -> Option<Self> {
        if leaves.is_empty() {
            return None;
        }
        let mut levels = alloc::vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let join = |pair: &[[u8; 32]]| match pair {
                [left, right] => node(left, right),
                alone => alone[0],
            };
            let above = below.chunks(2).map(join).collect();
            levels.push(above);
        }
        Some(Self { levels })
    }

    /// What the issuer publishes.
    pub fn root(&self) -> [u8; 32] {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_default()
    }

    /// The path from a leaf to the root. `None` if there are not that many leaves.
    pub fn path(&self, leaf: usize) -> Option<Vec<Step>> {
        self.levels[0].get(leaf)?;
        let steps = self.levels.iter().enumerate().filter_map(|(height, level)| {
            let at = leaf >> height;
            let sibling = *level.get(at ^ 1)?;
            Some(Step { sibling, is_left: at & 1 == 1 })
        });
        Some(steps.collect())
    }
}
