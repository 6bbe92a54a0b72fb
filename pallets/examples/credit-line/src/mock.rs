//! A runtime with models, attestations, money and this pallet.

use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
    PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Zkml: pallet_zkml,
        Attestations: pallet_zkml_attestations,
        CreditLine: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<Balance>;
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const ENDOWMENT: Balance = 1_000_000;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const AttestationHold: RuntimeHoldReason =
        RuntimeHoldReason::Attestations(pallet_zkml_attestations::HoldReason::Attestation);
    pub const Pot: PalletId = PalletId(*b"crd/line");
}

impl pallet_zkml_attestations::Config for Test {
    type MaxRevokedLeaves = ConstU32<10>;
    type Consideration =
        HoldConsideration<u64, Balances, AttestationHold, LinearStoragePrice<ConstU128<10>, ConstU128<1>, Balance>>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WeightInfo = ();
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
    type Attestations = Attestations;
    type Consumers = (CreditLine,);
    type WeightInfo = ();
}

impl crate::Config for Test {
    type Currency = Balances;
    type GovernanceOrigin = EnsureRoot<u64>;
    type Models = Zkml;
    type PalletId = Pot;
    type WeightInfo = ();
}

/// Issuers of attestations.
pub const BUREAU: u64 = 11;
pub const OTHER_BUREAU: u64 = 12;

/// The state at the start of block 1: the pot, the issuers and accounts 1 to 4 are endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    with_genesis(Default::default(), Default::default())
}

/// As [`new_test_ext`], with models and a policy of the genesis.
pub fn with_genesis(
    zkml: pallet_zkml::GenesisConfig<Test>,
    credit_line: crate::GenesisConfig<Test>,
) -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=4)
                .chain([BUREAU, OTHER_BUREAU, CreditLine::pot()])
                .map(|account| (account, ENDOWMENT))
                .collect(),
            ..Default::default()
        },
        zkml,
        credit_line,
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
