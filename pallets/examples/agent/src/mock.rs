//! A runtime with models, the real market, money and this pallet: what is verified are simulated proofs of real keys.

use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
    weights::{IdentityFee, Weight},
    PalletId,
};
use frame_system::EnsureRoot;
use pallet_zkml_market::EnsureAnswer;
use sp_runtime::{traits::IdentityLookup, BuildStorage, Perbill};

pub type Balance = u128;
/// Long enough to tell the accounts of agents apart.
pub type AccountId = u128;

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const ENDOWMENT: Balance = 1_000_000_000_000;
pub const BENEFICIARY: AccountId = 99;
pub const MIN_FEE: Balance = 20;
pub const CLAIM_PERIOD: u64 = 5;
pub const PROVE_PERIOD: u64 = 10;
pub const LATE_GRACE: u64 = 4;
pub const MAX_FEATURES: u32 = 6;
pub const MAX_ACTIONS: u32 = 4;

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Zkml: pallet_zkml,
        Market: pallet_zkml_market,
        Treasury: crate,
    }
);

parameter_types! {
    pub const ModelHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const RequestHold: RuntimeHoldReason = RuntimeHoldReason::Market(pallet_zkml_market::HoldReason::Storage);
    pub const AgentHold: RuntimeHoldReason = RuntimeHoldReason::Treasury(crate::HoldReason::Storage);
    pub const BondShare: Perbill = Perbill::from_percent(100);
    pub const RequesterShare: Perbill = Perbill::from_percent(50);
    pub const LatePenalty: Perbill = Perbill::from_percent(20);
    pub const MaxCallbackWeight: Weight = Weight::from_parts(10_000_000_000, 100_000);
    pub const Beneficiary: AccountId = BENEFICIARY;
    pub const Id: PalletId = PalletId(*b"zkml/agt");
    // Variables of a thread, so that a test can take other values. `new_test_ext` sets them back.
    pub static ClaimTime: u64 = CLAIM_PERIOD;
    pub static LeastFee: Balance = MIN_FEE;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
}

type Storage<Reason> =
    HoldConsideration<AccountId, Balances, Reason, LinearStoragePrice<ConstU128<1_000>, ConstU128<10>, Balance>>;

impl pallet_zkml::Config for Test {
    type MaxNameLength = ConstU32<32>;
    type MaxValidity = ConstU64<100>;
    type MaxPruned = ConstU32<20>;
    type MaxBatch = ConstU32<4>;
    type MaxBatchInputs = ConstU32<512>;
    type Consideration = Storage<ModelHold>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RevokeOrigin = EnsureRoot<AccountId>;
    type PauseOrigin = EnsureRoot<AccountId>;
    type Bls12_381 = zkml_primitives::Bls12_381;
    type Attestations = ();
    type Consumers = ();
    type WeightInfo = pallet_zkml::weights::SubstrateWeight<Test>;
}

impl pallet_zkml_market::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Consideration = Storage<RequestHold>;
    type Verifier = Zkml;
    type MinFee = ConstU128<MIN_FEE>;
    type MinBond = ConstU128<100>;
    type BondShare = BondShare;
    type RequesterShare = RequesterShare;
    type LatePenalty = LatePenalty;
    type Beneficiary = Beneficiary;
    type MaxDuration = ConstU64<60>;
    type LateGrace = ConstU64<LATE_GRACE>;
    type CancelNotice = ConstU64<5>;
    type MaxPerDeadline = ConstU32<8>;
    type MaxExpired = ConstU32<5>;
    type MaxClaims = ConstU32<8>;
    type MaxCallbackBytes = ConstU32<128>;
    type MaxCallbackWeight = MaxCallbackWeight;
    type MaxEndpointLength = ConstU32<64>;
    type MaxOrderLife = ConstU64<10>;
    type WorkFee = IdentityFee<Balance>;
    type LengthFee = IdentityFee<Balance>;
    type WeightInfo = pallet_zkml_market::weights::SubstrateWeight<Test>;
}

impl frame_system::offchain::CreateTransactionBase<pallet_zkml_market::Call<Test>> for Test {
    type Extrinsic = Extrinsic;
    type RuntimeCall = RuntimeCall;
}

impl frame_system::offchain::CreateTransaction<pallet_zkml_market::Call<Test>> for Test {
    type Extension = frame_system::AuthorizeCall<Test>;

    fn create_transaction(call: RuntimeCall, extension: Self::Extension) -> Extrinsic {
        Extrinsic::new_transaction(call, extension)
    }
}

impl frame_system::offchain::CreateAuthorizedTransaction<pallet_zkml_market::Call<Test>> for Test {
    fn create_extension() -> Self::Extension {
        frame_system::AuthorizeCall::new()
    }
}

/// A transaction that its call authorizes.
type Extrinsic = sp_runtime::testing::TestXt<RuntimeCall, frame_system::AuthorizeCall<Test>>;

impl crate::Config for Test {
    type Currency = Balances;
    type Consideration = Storage<AgentHold>;
    type Models = Zkml;
    type Market = Market;
    type AnswerOrigin = EnsureAnswer<AccountId>;
    type PalletId = Id;
    type MinFee = LeastFee;
    type ClaimPeriod = ClaimTime;
    type ProvePeriod = ConstU64<PROVE_PERIOD>;
    type MaxFeatures = ConstU32<MAX_FEATURES>;
    type MaxActions = ConstU32<MAX_ACTIONS>;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// The state at the start of block 1: accounts 1 to 9 and the beneficiary are endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    ClaimTime::set(CLAIM_PERIOD);
    LeastFee::set(MIN_FEE);
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=9).map(|account| (account, ENDOWMENT)).chain([(BENEFICIARY, 10)]).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
