//! The state that a chain starts from.

use crate::{AccountId, Balance, BalancesConfig, CreditLine, RuntimeGenesisConfig, UNIT};
use alloc::vec::Vec;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// What each endowed account of a development chain holds.
pub const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// The genesis of a development chain: nothing but accounts with [`ENDOWMENT`], and as much for lines of credit. Each account
/// may be named once.
pub fn development(endowed: impl IntoIterator<Item = AccountId>) -> RuntimeGenesisConfig {
    let balances: Vec<_> = endowed.into_iter().chain([CreditLine::pot()]).map(|account| (account, ENDOWMENT)).collect();
    RuntimeGenesisConfig { balances: BalancesConfig { balances, ..Default::default() }, ..Default::default() }
}

/// The genesis that a chain specification is made from, as JSON: `development`, with the accounts whose secrets everybody
/// knows.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    let accounts = [Alice, Bob, Charlie, Dave, Eve, Ferdie].map(|key| key.to_account_id());
    (AsRef::<str>::as_ref(id) == DEV_RUNTIME_PRESET)
        .then(|| serde_json::to_vec(&development(accounts)).expect("a configuration is JSON; qed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Balances, Block, Runtime, System};
    use frame_support::traits::fungible::Inspect;
    use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
    use sp_io::TestExternalities;

    /// What a tool does that makes a chain specification: it asks for the preset and builds the state from it.
    #[test]
    fn the_development_preset_builds_the_development_genesis() {
        let id = PresetId::from(DEV_RUNTIME_PRESET);
        assert_eq!(<Runtime as GenesisBuilderV1<Block>>::preset_names(), std::slice::from_ref(&id));
        let json = <Runtime as GenesisBuilderV1<Block>>::get_preset(&Some(id)).expect("it is named");
        TestExternalities::default().execute_with(|| {
            <Runtime as GenesisBuilderV1<Block>>::build_state(json).expect("it builds");
            assert_eq!(Balances::balance(&Alice.to_account_id()), ENDOWMENT);
            assert_eq!(Balances::balance(&CreditLine::pot()), ENDOWMENT);
            assert_eq!(Balances::total_issuance(), 7 * ENDOWMENT);
            assert_eq!(System::block_number(), 0);
        });
    }

    #[test]
    fn there_is_a_default_configuration_and_no_other_preset() {
        let default = <Runtime as GenesisBuilderV1<Block>>::get_preset(&None).expect("every runtime has one");
        assert!(serde_json::from_slice::<serde_json::Value>(&default).is_ok());
        let unknown = PresetId::from("mainnet");
        assert_eq!(<Runtime as GenesisBuilderV1<Block>>::get_preset(&Some(unknown)), None);
        TestExternalities::default().execute_with(|| {
            let refused = <Runtime as GenesisBuilderV1<Block>>::build_state(b"{ \"zkml\": 3 }".to_vec());
            assert!(refused.is_err(), "a configuration that makes no sense is an error");
        });
    }
}
