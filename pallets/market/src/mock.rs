//! A runtime of this pallet for tests, with the real `pallet-zkml`: what is verified are simulated proofs of real keys.

use crate::{EnsureAnswer, HoldReason};
use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, LinearStoragePrice},
    weights::{IdentityFee, Weight},
};
use frame_system::EnsureRoot;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{BuildStorage, Perbill};

pub type Balance = u128;

pub const ENDOWMENT: Balance = 1_000_000_000_000;
pub const BENEFICIARY: u64 = 99;
pub const MAX_VALIDITY: u64 = 100;
pub const MAX_DURATION: u64 = 60;
pub const LATE_GRACE: u64 = 4;
pub const CANCEL_NOTICE: u64 = 5;
pub const MAX_PER_DEADLINE: u32 = 8;
pub const MAX_EXPIRED: u32 = 5;
pub const MAX_CLAIMS: u32 = 3;
pub const MIN_FEE: Balance = 10;
pub const MIN_BOND: Balance = 100;
pub const MAX_ORDER_LIFE: u64 = 10;
pub const REQUESTER_PERCENT: u32 = 40;

/// Takes answers, remembers them, and fails if it is told to.
#[frame_support::pallet]
pub mod listener {
    use crate::Answer;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;

    #[pallet::pallet]
    #[pallet::without_storage_info]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        type AnswerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Answer<Self::AccountId>>;
    }

    #[pallet::storage]
    pub type Answers<T: Config> = StorageMap<_, Twox64Concat, u32, Answer<T::AccountId>>;

    #[pallet::error]
    pub enum Error<T> {
        Unwilling,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Keeps the answer under a tag, and then fails if it is told to.
        #[pallet::call_index(0)]
        #[pallet::weight(Weight::from_parts(1_000, 10))]
        pub fn note(origin: OriginFor<T>, tag: u32, fail: bool) -> DispatchResult {
            let answer = T::AnswerOrigin::ensure_origin(origin)?;
            Answers::<T>::insert(tag, answer);
            ensure!(!fail, Error::<T>::Unwilling);
            Ok(())
        }

        /// Weighs as much as it is told to.
        #[pallet::call_index(1)]
        #[pallet::weight(*weight)]
        pub fn heavy(origin: OriginFor<T>, weight: Weight) -> DispatchResult {
            let _ = weight;
            T::AnswerOrigin::ensure_origin(origin)?;
            Ok(())
        }

        /// As many bytes as it is given.
        #[pallet::call_index(2)]
        #[pallet::weight(Weight::zero())]
        pub fn long(origin: OriginFor<T>, bytes: alloc::vec::Vec<u8>) -> DispatchResult {
            let _ = bytes;
            T::AnswerOrigin::ensure_origin(origin)?;
            Ok(())
        }
    }
}

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Zkml: pallet_zkml,
        Market: crate,
        Listener: listener,
    }
);

parameter_types! {
    pub const ModelHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const RequestHold: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Storage);
    pub const BondShare: Perbill = Perbill::from_percent(50);
    pub const LatePenalty: Perbill = Perbill::from_percent(20);
    pub const MaxCallbackWeight: Weight = Weight::from_parts(1_000_000_000, 10_000);
    // Variables of a thread, so that a test can take other values. `new_test_ext` sets them back.
    pub static LongestRequest: u64 = MAX_DURATION;
    pub static Grace: u64 = LATE_GRACE;
    pub static CallbackLimit: Weight = MaxCallbackWeight::get();
    pub static Treasury: u64 = BENEFICIARY;
    pub static RequesterShare: Perbill = Perbill::from_percent(REQUESTER_PERCENT);
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<10>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = frame_support::traits::ConstU32<2>;
}

/// A transaction that its call authorizes.
pub type Extrinsic = sp_runtime::testing::TestXt<RuntimeCall, frame_system::AuthorizeCall<Test>>;

type Storage<Reason> =
    HoldConsideration<u64, Balances, Reason, LinearStoragePrice<ConstU128<1_000>, ConstU128<10>, Balance>>;

impl pallet_zkml::Config for Test {
    type MaxNameLength = frame_support::traits::ConstU32<32>;
    type MaxValidity = frame_support::traits::ConstU64<MAX_VALIDITY>;
    type MaxPruned = frame_support::traits::ConstU32<20>;
    type MaxBatch = frame_support::traits::ConstU32<4>;
    type MaxBatchInputs = frame_support::traits::ConstU32<512>;
    type Consideration = Storage<ModelHold>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RevokeOrigin = EnsureRoot<u64>;
    type PauseOrigin = EnsureRoot<u64>;
    type Bls12_381 = zkml_primitives::Bls12_381;
    type Attestations = ();
    type Consumers = ();
    type WeightInfo = pallet_zkml::weights::SubstrateWeight<Test>;
}

impl crate::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Consideration = Storage<RequestHold>;
    type Verifier = Zkml;
    type MinFee = ConstU128<MIN_FEE>;
    type MinBond = ConstU128<MIN_BOND>;
    type BondShare = BondShare;
    type RequesterShare = RequesterShare;
    type LatePenalty = LatePenalty;
    type Beneficiary = Treasury;
    type MaxDuration = LongestRequest;
    type LateGrace = Grace;
    type CancelNotice = frame_support::traits::ConstU64<CANCEL_NOTICE>;
    type MaxPerDeadline = frame_support::traits::ConstU32<MAX_PER_DEADLINE>;
    type MaxExpired = frame_support::traits::ConstU32<MAX_EXPIRED>;
    type MaxClaims = frame_support::traits::ConstU32<MAX_CLAIMS>;
    type MaxCallbackBytes = frame_support::traits::ConstU32<128>;
    type MaxCallbackWeight = CallbackLimit;
    type MaxEndpointLength = frame_support::traits::ConstU32<64>;
    type MaxOrderLife = frame_support::traits::ConstU64<MAX_ORDER_LIFE>;
    // A nanosecond costs a unit.
    type WorkFee = IdentityFee<Balance>;
    type LengthFee = IdentityFee<Balance>;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

impl frame_system::offchain::CreateTransactionBase<crate::Call<Test>> for Test {
    type Extrinsic = Extrinsic;
    type RuntimeCall = RuntimeCall;
}

impl frame_system::offchain::CreateTransaction<crate::Call<Test>> for Test {
    type Extension = frame_system::AuthorizeCall<Test>;

    fn create_transaction(call: RuntimeCall, extension: Self::Extension) -> Extrinsic {
        Extrinsic::new_transaction(call, extension)
    }
}

impl frame_system::offchain::CreateAuthorizedTransaction<crate::Call<Test>> for Test {
    fn create_extension() -> Self::Extension {
        frame_system::AuthorizeCall::new()
    }
}

impl listener::Config for Test {
    type AnswerOrigin = EnsureAnswer<u64>;
}

/// The state at the start of block 1: accounts 1 to 9 and the beneficiary are endowed.
pub fn new_test_ext() -> sp_io::TestExternalities {
    LongestRequest::set(MAX_DURATION);
    Grace::set(LATE_GRACE);
    CallbackLimit::set(MaxCallbackWeight::get());
    Treasury::set(BENEFICIARY);
    RequesterShare::set(Perbill::from_percent(REQUESTER_PERCENT));
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=9).map(|account| (account, ENDOWMENT)).chain([(BENEFICIARY, 10)]).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut ext = sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
    ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    ext.execute_with(|| System::set_block_number(1));
    ext
}
