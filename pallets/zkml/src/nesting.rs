//! How deep inside other calls a proof may be submitted.

use frame_support::{
    ensure,
    storage::{
        transactional::{Layer, TRANSACTIONAL_LIMIT, TRANSACTION_LEVEL_KEY},
        unhashed,
    },
};
use sp_runtime::TransactionalError;

/// Most storage layers that a proof may be submitted in: a quarter of what there can be. The rest is for consumers, callbacks and
/// whatever these call.
pub const DEEPEST: Layer = TRANSACTIONAL_LIMIT / 4;

/// Refuses what is done deep inside other calls, with [`TransactionalError::LimitReached`].
///
/// Every call takes a storage layer, and there is an end to them. Whoever carries a proof could otherwise nest it, in batches of
/// batches or proxies of proxies, just so deep that the layer of a consumer is the first for which there is no room: the
/// statement would be used up, and whoever is to act on it would be undone.
pub fn check_nesting() -> Result<(), TransactionalError> {
    let depth = unhashed::get_or_default::<Layer>(TRANSACTION_LEVEL_KEY);
    ensure!(depth <= DEEPEST, TransactionalError::LimitReached);
    Ok(())
}
