//! The off-chain worker of a prover's node.

use crate::{Config, Pallet};
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
    pub(crate) fn work_offchain(_now: BlockNumberFor<T>) {}
}
