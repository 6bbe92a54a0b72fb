//! A runtime of this pallet alone.

use frame_support::{
    construct_runtime, derive_impl,
    traits::{ConstU32, ConstU64},
};
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Zkml: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
}

pub const MAX_VALIDITY: u64 = 100;
pub const MAX_NAME_LENGTH: u32 = 32;

impl crate::Config for Test {
    type MaxNameLength = ConstU32<MAX_NAME_LENGTH>;
    type MaxValidity = ConstU64<MAX_VALIDITY>;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// The state at the start of block 1.
pub fn new_test_ext() -> sp_io::TestExternalities {
    let storage = frame_system::GenesisConfig::<Test>::default()
        .build_storage()
        .expect("the default configuration is valid; qed");
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.execute_with(|| System::set_block_number(1));
    ext
}
