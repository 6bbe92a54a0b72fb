//! A runtime of this pallet, with balances to hold and a consumer that tests can make fail.

use crate::{Inference, OnVerified};
use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;
pub type Balance = u128;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Zkml: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

pub const MAX_VALIDITY: u64 = 100;
pub const MAX_NAME_LENGTH: u32 = 32;
pub const MAX_PRUNED: u32 = 5;
pub const MAX_BATCH: u32 = 16;
pub const MAX_BATCH_INPUTS: u32 = 512;
pub const ITEM_PRICE: Balance = 1_000;
pub const BYTE_PRICE: Balance = 10;
pub const ENDOWMENT: Balance = 1_000_000_000;

parameter_types! {
    pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(crate::HoldReason::Storage);
    /// What the consumers of the runtime do, and what they saw.
    pub static FirstConsumer: Result<(), DispatchError> = Ok(());
    pub static SecondConsumer: Result<(), DispatchError> = Ok(());
    pub static Seen: Vec<(u8, u64, Vec<i64>)> = vec![];
}

/// A consumer that writes to storage what it saw, and then does what it was told to.
pub struct Consumer<const POSITION: u8>;

impl<const POSITION: u8> Consumer<POSITION> {
    /// Where it writes.
    pub const KEY: &'static [u8] = &[b'c', POSITION];
}

pub const CONSUMER_WEIGHT: Weight = Weight::from_parts(1_000, 10);

impl<const POSITION: u8> OnVerified<u64, u64> for Consumer<POSITION> {
    fn weight() -> Weight {
        CONSUMER_WEIGHT
    }

    fn on_verified(inference: &Inference<u64, u64>) -> DispatchResult {
        let output = inference.output_integers().unwrap_or_default();
        Seen::mutate(|seen| seen.push((POSITION, *inference.account, output)));
        sp_io::storage::set(Self::KEY, &inference.statement);
        match POSITION {
            0 => FirstConsumer::get(),
            _ => SecondConsumer::get(),
        }
    }
}

impl crate::Config for Test {
    type MaxNameLength = ConstU32<MAX_NAME_LENGTH>;
    type MaxValidity = ConstU64<MAX_VALIDITY>;
    type MaxPruned = ConstU32<MAX_PRUNED>;
    type MaxBatch = ConstU32<MAX_BATCH>;
    type MaxBatchInputs = ConstU32<MAX_BATCH_INPUTS>;
    type Consideration = HoldConsideration<
        u64,
        Balances,
        StorageHold,
        LinearStoragePrice<ConstU128<ITEM_PRICE>, ConstU128<BYTE_PRICE>, Balance>,
    >;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RevokeOrigin = EnsureRoot<u64>;
    type PauseOrigin = EnsureRoot<u64>;
    type Bls12_381 = zkml_primitives::Bls12_381;
    type Consumers = (Consumer<0>, Consumer<1>);
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// The state at the start of block 1: accounts 1 to 9 are endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    with_genesis(Default::default())
}

/// As [`new_test_ext`], with models and circuits of the genesis.
pub fn with_genesis(zkml: crate::GenesisConfig<Test>) -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=9).map(|account| (account, ENDOWMENT)).collect(),
            ..Default::default()
        },
        zkml,
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
