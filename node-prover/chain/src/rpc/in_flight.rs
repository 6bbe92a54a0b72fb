//! A transaction between its signature and its block.
//!
//! Whatever happens to the connection, the node or this process, a signed transaction may still enter a block until its
//! mortality ends. So nothing is signed a second time for the same purpose before it is certain that the first cannot come
//! any more: the same bytes are sent again, which is harmless, and the blocks are searched for them.

use super::{
    connection::{refused_with_data, RequestError},
    Block, RpcChain,
};
use crate::{
    transaction::{events_key, included, MORTALITY},
    BlockNumber, ChainError, Included,
};
use sp_core::H256;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use subxt::rpcs::{client::rpc_params, UserError};

/// Between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(250);
/// After so many looks without success, and after a lost connection, the transaction is sent again, in case that the node
/// forgot it.
const LOOKS_BEFORE_SENDING_AGAIN: u32 = 20;

/// Errors of the transaction pool, by their numbers.
mod pool {
    /// The runtime finds it invalid.
    pub const INVALID: i32 = 1010;
    /// It was sent before, or was banned for a while.
    pub const BANNED: i32 = 1012;
    /// It is in the pool.
    pub const ALREADY_IMPORTED: i32 = 1013;
    /// Another with the same nonce is in the pool.
    pub const LOW_PRIORITY: i32 = 1014;
}

/// What a node said to a transaction.
pub(super) enum Sent {
    /// It is in the pool, or was before.
    Pooled,
    /// Another transaction of the account has its nonce. It never entered the pool.
    NonceTaken,
    /// It is not valid now: whether because it is in a block already, the blocks must tell.
    Invalid(ChainError),
}

impl RpcChain {
    /// Hands a transaction to the node.
    pub(super) fn send(&self, transaction: &[u8]) -> Result<Sent, ChainError> {
        let method = "author_submitExtrinsic";
        let hex = format!("0x{}", hex::encode(transaction));
        let refused = match self.connection.request::<serde_json::Value>(method, || rpc_params![&hex]) {
            Ok(_) => return Ok(Sent::Pooled),
            Err(RequestError::Refused(refused)) => refused,
            Err(lost) => return Err(self.connection.error(method, lost)),
        };
        let stale = refused.code == pool::INVALID && refused_with_data(&refused).contains("outdated");
        Ok(match refused.code {
            pool::ALREADY_IMPORTED | pool::BANNED => Sent::Pooled,
            pool::LOW_PRIORITY => Sent::NonceTaken,
            _ if stale => Sent::NonceTaken,
            pool::INVALID => Sent::Invalid(invalid(&refused)),
            _ => return Err(self.connection.error(method, RequestError::Refused(refused))),
        })
    }

    /// Waits for the block of a transaction that was sent: one after the block `since` and not after the block `last`.
    pub(super) fn follow(
        &self,
        transaction: &[u8],
        since: BlockNumber,
        last: BlockNumber,
    ) -> Result<Included, ChainError> {
        let hash = H256(sp_io::hashing::blake2_256(transaction));
        let in_flight = |cause: String| ChainError::InFlight { transaction: hash.0, last, cause };
        // Blocks that were looked through in vain, by their hashes: after a reorganization others have their numbers.
        let mut seen = BTreeSet::new();
        let (mut looks, mut progressed, mut height) = (0u32, Instant::now(), 0);
        let mut connections = self.connection.made();
        loop {
            let (now, standing) = match self.look_for(transaction, hash.0, since, &mut seen) {
                Ok(Look::Included(outcome)) => return *outcome,
                Ok(Look::NotYet { best, finalized }) => {
                    // Where blocks are finalized late or never, a chain this far ahead is not replaced either.
                    if finalized > last || best > last.saturating_add(MORTALITY as u32) {
                        return Err(ChainError::NotIncluded { transaction: hash.0, last });
                    }
                    self.say(&format!("block {best}, waiting for the transaction {hash:?}"));
                    (best, "the chain makes no more blocks".to_owned())
                }
                Ok(Look::NotFinal { block, finalized }) => {
                    self.say(&format!("in block {block}, finalized up to {finalized}"));
                    (finalized, format!("it is in block {block}, and the chain finalizes no more blocks"))
                }
                Err(ChainError::Unreachable { url, cause }) => {
                    return Err(in_flight(format!("{url} does not answer any more: {cause}")));
                }
                Err(e) => return Err(in_flight(e.to_string())),
            };
            if now != height {
                (height, progressed) = (now, Instant::now());
            }
            if progressed.elapsed() > self.options.patience {
                return Err(in_flight(standing));
            }
            looks += 1;
            let made = self.connection.made();
            if made != connections || looks.is_multiple_of(LOOKS_BEFORE_SENDING_AGAIN) {
                connections = made;
                // A node that was started again has an empty pool. What it answers does not matter: the blocks tell.
                let _ = self.send(transaction);
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn look_for(
        &self,
        transaction: &[u8],
        transaction_hash: [u8; 32],
        birth: BlockNumber,
        seen: &mut BTreeSet<H256>,
    ) -> Result<Look, ChainError> {
        let (finalized, best) = (self.finalized()?, self.best()?);
        // From the best block down, until there is nothing new.
        let mut in_vain = Vec::new();
        let (mut number, mut at) = best;
        while number > birth && !seen.contains(&at) {
            let block = self.block(at)?;
            if let Some(index) = block.transactions.iter().position(|bytes| bytes == transaction) {
                if self.options.finalized && finalized.0 < number {
                    return Ok(Look::NotFinal { block: number, finalized: finalized.0 });
                }
                let included = match self.outcome(&block, index as u32, transaction_hash) {
                    // A node that is lost just now has told no outcome.
                    Err(e @ ChainError::Unreachable { .. }) => return Err(e),
                    outcome => outcome,
                };
                return Ok(Look::Included(Box::new(included)));
            }
            in_vain.push(at);
            (number, at) = (number - 1, block.parent);
        }
        // What lies above a block that holds the transaction must be walked through again.
        seen.extend(in_vain);
        Ok(Look::NotYet { best: best.0, finalized: finalized.0 })
    }

    /// Whether a transaction is in the best chain already, after the block `birth`.
    pub(super) fn is_included(&self, transaction: &[u8], birth: BlockNumber) -> Result<bool, ChainError> {
        let look = self.look_for(transaction, sp_io::hashing::blake2_256(transaction), birth, &mut BTreeSet::new())?;
        Ok(!matches!(look, Look::NotYet { .. }))
    }

    fn outcome(&self, block: &Block, index: u32, transaction_hash: [u8; 32]) -> Result<Included, ChainError> {
        let bytes = self.storage_at(&events_key(), block.hash)?.unwrap_or_default();
        let runtime = self.runtime()?;
        let events = runtime.events(bytes, Some(index))?;
        included(&runtime.names, block.number, block.hash.0, transaction_hash, events)
    }

    /// A transaction in the node's pool that contains these bytes, which begin a call. None also where the node does not show
    /// its pool.
    pub(super) fn pending(&self, call: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
        let pending = match self.connection.ask::<Vec<String>>("author_pendingExtrinsics", || rpc_params![]) {
            Err(ChainError::Rpc { .. }) => return Ok(None),
            pending => pending?,
        };
        let mut pending = pending.iter().filter_map(|text| hex::decode(text.trim_start_matches("0x")).ok());
        Ok(pending.find(|bytes| bytes.windows(call.len()).any(|part| part == call)))
    }
}

enum Look {
    /// It is in a block as deep as was asked for, and did this.
    Included(Box<Result<Included, ChainError>>),
    /// It is in a block that may still be replaced.
    NotFinal { block: BlockNumber, finalized: BlockNumber },
    /// It is in no block.
    NotYet { best: BlockNumber, finalized: BlockNumber },
}

/// A transaction that the runtime finds invalid, by the words of the node.
fn invalid(refused: &UserError) -> ChainError {
    let reason = refused.data.as_ref().map_or(refused.message.clone(), |data| data.get().trim_matches('"').into());
    let names = [
        ("pay some fees", "Payment"),
        ("bad signature", "BadProof"),
        ("ancient birth block", "AncientBirthBlock"),
        ("will be valid in the future", "Future"),
        ("exhaust the block limits", "ExhaustsResources"),
        ("call is not expected", "Call"),
    ];
    let found = names.iter().find(|(words, _)| reason.contains(words)).map_or("Invalid", |(_, name)| name);
    ChainError::InvalidTransaction { name: found.into(), reason }
}
