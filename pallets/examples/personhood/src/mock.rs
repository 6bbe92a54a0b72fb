//! A runtime with models, money to register them, and this pallet.

use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
    PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;

pub type Balance = u128;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Zkml: pallet_zkml,
        Personhood: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

pub const OWNER: u64 = 1;
pub const RELAYER: u64 = 2;
pub const ENDOWMENT: Balance = 1_000_000;
pub const EPOCH: u64 = 20;
pub const MAX_PRUNED: u32 = 5;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<10>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const Id: PalletId = PalletId(*b"per/hood");
}

impl pallet_zkml::Config for Test {
    type MaxNameLength = ConstU32<32>;
    type MaxValidity = ConstU64<100>;
    type MaxPruned = ConstU32<5>;
    type MaxBatch = ConstU32<16>;
    type MaxBatchInputs = ConstU32<512>;
    type Consideration =
        HoldConsideration<u64, Balances, StorageHold, LinearStoragePrice<ConstU128<10>, ConstU128<1>, Balance>>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RevokeOrigin = EnsureRoot<u64>;
    type PauseOrigin = EnsureRoot<u64>;
    type Bls12_381 = zkml_primitives::Bls12_381;
    type Attestations = ();
    type Consumers = (Personhood,);
    type WeightInfo = ();
}

impl crate::Config for Test {
    type ForceOrigin = EnsureRoot<u64>;
    type Models = Zkml;
    type PalletId = Id;
    type EpochLength = ConstU64<EPOCH>;
    type MaxPruned = ConstU32<MAX_PRUNED>;
    type WeightInfo = ();
}

/// The state at the start of block 1: the owner and the relayer are endowed, and nobody else.
pub fn new_test_ext() -> sp_io::TestExternalities {
    with_genesis(Default::default(), Default::default())
}

/// As [`new_test_ext`], with models and a policy of the genesis.
pub fn with_genesis(
    zkml: pallet_zkml::GenesisConfig<Test>,
    personhood: crate::GenesisConfig<Test>,
) -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: [OWNER, RELAYER].map(|account| (account, ENDOWMENT)).into(),
            ..Default::default()
        },
        zkml,
        personhood,
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
