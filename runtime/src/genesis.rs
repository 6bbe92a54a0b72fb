//! The state that a chain starts from.

use crate::{AccountId, Balance, BalancesConfig, CreditLine, RuntimeGenesisConfig, SudoConfig, Treasury, UNIT};
use alloc::vec::Vec;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// What each endowed account of a development chain holds.
pub const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// The genesis of a development chain: accounts with [`ENDOWMENT`], as much for lines of credit and for the treasury, and Alice, who may call as
/// root whether she is endowed or not. Each account may be named once.
pub fn development(endowed: impl IntoIterator<Item = AccountId>) -> RuntimeGenesisConfig {
    let pots = [CreditLine::pot(), Treasury::get()];
    let balances: Vec<_> = endowed.into_iter().chain(pots).map(|account| (account, ENDOWMENT)).collect();
    RuntimeGenesisConfig {
        balances: BalancesConfig { balances, ..Default::default() },
        sudo: SudoConfig { key: Some(Alice.to_account_id()) },
        ..Default::default()
    }
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
    use crate::{Balances, Block, Runtime, RuntimeCall, RuntimeOrigin, Sudo, System, Zkml};
    use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
    use pallet_zkml::PauseTarget;
    use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
    use sp_io::TestExternalities;
    use sp_runtime::{traits::BadOrigin, BuildStorage};

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
            assert_eq!(Balances::total_issuance(), 8 * ENDOWMENT);
            assert_eq!(System::block_number(), 0);
            assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Alice.to_account_id()));
        });
    }

    /// What governance may do on this chain, Alice may, and nobody else.
    #[test]
    fn alice_is_root_on_a_development_chain() {
        let storage = development([]).build_storage().expect("it builds");
        TestExternalities::new(storage).execute_with(|| {
            let pause = || Box::new(RuntimeCall::Zkml(pallet_zkml::Call::pause { target: PauseTarget::Everything }));
            let [alice, bob] = [Alice, Bob].map(|key| RuntimeOrigin::signed(key.to_account_id()));
            assert_noop!(Sudo::sudo(bob.clone(), pause()), pallet_sudo::Error::<Runtime>::RequireSudo);
            assert_noop!(Zkml::pause(alice.clone(), PauseTarget::Everything), BadOrigin);
            assert_ok!(Sudo::sudo(alice, pause()));
            assert!(pallet_zkml::Paused::<Runtime>::get());
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
