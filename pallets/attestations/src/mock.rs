//! A runtime of this pallet for tests.

use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, LinearStoragePrice},
};
use sp_runtime::BuildStorage;

pub type Balance = u128;

pub const MAX_REVOKED_LEAVES: u32 = 3;
pub const ITEM_PRICE: Balance = 1_000;
pub const BYTE_PRICE: Balance = 10;
pub const ENDOWMENT: Balance = 1_000_000;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Attestations: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub const AttestationHold: RuntimeHoldReason = RuntimeHoldReason::Attestations(crate::HoldReason::Attestation);
    /// A variable of the thread, so that a test can take another value.
    pub static LeafLimit: u32 = MAX_REVOKED_LEAVES;
}

impl crate::Config for Test {
    type MaxRevokedLeaves = LeafLimit;
    type Consideration = HoldConsideration<
        u64,
        Balances,
        AttestationHold,
        LinearStoragePrice<ConstU128<ITEM_PRICE>, ConstU128<BYTE_PRICE>, Balance>,
    >;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// The state at the start of block 1: accounts 1 to 4 are endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    LeafLimit::set(MAX_REVOKED_LEAVES);
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=4).map(|account| (account, ENDOWMENT)).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
