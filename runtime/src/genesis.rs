//! The state that a chain starts from.

use crate::{AccountId, Balance, BalancesConfig, CreditLine, RuntimeGenesisConfig, UNIT};
use alloc::vec::Vec;

/// What each endowed account of a development chain holds.
pub const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// The genesis of a development chain: nothing but accounts with [`ENDOWMENT`], and as much for lines of credit. Each account
/// may be named once.
pub fn development(endowed: impl IntoIterator<Item = AccountId>) -> RuntimeGenesisConfig {
    let balances: Vec<_> = endowed.into_iter().chain([CreditLine::pot()]).map(|account| (account, ENDOWMENT)).collect();
    RuntimeGenesisConfig { balances: BalancesConfig { balances, ..Default::default() }, ..Default::default() }
}
