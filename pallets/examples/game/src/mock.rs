//! A runtime with models, money and this pallet.

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
        Gaming: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<Balance>;
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const ENDOWMENT: Balance = 10_000_000;
pub const LEAST_STAKE: Balance = 20;
pub const CLOCK: u64 = 10;
pub const MAX_GAMES: u32 = 3;
pub const MAX_VALIDITY: u64 = 30;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
    type FreezeIdentifier = [u8; 8];
    type MaxFreezes = ConstU32<2>;
}

parameter_types! {
    pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const AttestationHold: RuntimeHoldReason =
        RuntimeHoldReason::Attestations(pallet_zkml_attestations::HoldReason::Attestation);
    pub const GamePallet: PalletId = PalletId(*b"zkm/game");
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
    type MaxValidity = ConstU64<MAX_VALIDITY>;
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
    type Consumers = (Gaming,);
    type WeightInfo = ();
}

impl crate::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Models = Zkml;
    type PalletId = GamePallet;
    type Clock = ConstU64<CLOCK>;
    type LeastStake = ConstU128<LEAST_STAKE>;
    type MaxGames = ConstU32<MAX_GAMES>;
    type WeightInfo = ();
}

/// The state at the start of block 1, with accounts 1 to 5 endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=5).map(|account| (account, ENDOWMENT)).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
