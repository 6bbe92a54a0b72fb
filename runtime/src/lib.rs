//! The smallest real runtime that composes the pallets: accounts, fees, the registry of models, and attestations of inputs.
//!
//! Transactions are signed with sr25519 (or any other scheme of [`MultiSignature`]), carry a nonce, a mortality and the
//! chain's genesis hash, and pay for weight and length; whoever signs with an offline wallet has the metadata's hash checked
//! as well (feature `metadata-hash`). Blocks have two seconds of weight. Governance is root, and root is whoever holds the key of
//! `Sudo`: on a development chain Alice, whose secret everybody knows.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

// The runtime as Wasm, where the feature `wasm` builds it.
#[cfg(all(feature = "std", feature = "wasm"))]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod genesis;
#[cfg(feature = "next-version")]
pub mod rehearsal;

use apis::RUNTIME_API_VERSIONS;
// `construct_runtime!` names it without a path.
#[cfg(not(feature = "std"))]
use alloc::vec::Vec;
use frame_support::{
    construct_runtime, derive_impl,
    dispatch::DispatchClass,
    parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU8, LinearStoragePrice, VariantCountOf},
    weights::{
        constants::{RocksDbWeight, WEIGHT_REF_TIME_PER_SECOND},
        IdentityFee, Weight,
    },
    PalletId,
};
use frame_system::{
    limits::{BlockLength, BlockWeights},
    EnsureRoot,
};
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::{
    generic,
    traits::{AccountIdConversion, BlakeTwo256, IdentifyAccount, One, Verify},
    MultiAddress, MultiSignature, Perbill,
};
use sp_version::RuntimeVersion;

/// How transactions are signed.
pub type Signature = MultiSignature;
/// Who signs them: 32 bytes, for sr25519 the public key.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Plancks; see [`UNIT`].
pub type Balance = u128;
/// Number of a block.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// Hash of blocks and state.
pub type Hash = <BlakeTwo256 as sp_runtime::traits::Hash>::Output;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction as it is sent.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What the signer of a transaction signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// What a transaction carries besides the call, in the order in which it is checked.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);

/// What a signed transaction without a tip carries, valid for `era` and as its signer's `nonce`-th. It does not have the
/// metadata checked: whoever signs with this function has the runtime's types compiled in, and nothing to be shown wrongly.
pub fn extension(era: generic::Era, nonce: Nonce) -> TxExtension {
    (
        frame_system::AuthorizeCall::new(),
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(era),
        frame_system::CheckNonce::from(nonce),
        frame_system::CheckWeight::new(),
        pallet_transaction_payment::ChargeTransactionPayment::from(0),
        frame_metadata_hash_extension::CheckMetadataHash::new(false),
        frame_system::WeightReclaim::new(),
    )
}

/// Executes blocks.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
    Migrations,
>;
/// What an upgrade to this runtime does to the state.
#[cfg(not(feature = "next-version"))]
pub type Migrations = ReleasedMigrations;
/// What an upgrade to the runtime of the rehearsal does to the state.
#[cfg(feature = "next-version")]
pub type Migrations = (ReleasedMigrations, rehearsal::TakeCensus);
/// The migrations of this version and of those before it.
type ReleasedMigrations = (
    pallet_zkml::migrations::V1ToV2<Runtime>,
    pallet_zkml::migrations::V2ToV3<Runtime>,
    pallet_credit_line::migrations::V1ToV2<Runtime>,
);

/// One unit of the currency, in plancks.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a unit.
pub const MILLIUNIT: Balance = UNIT / 1_000;
/// What an account must hold to exist.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLIUNIT;
/// The fee of one byte: a kilobyte costs a thousandth of a unit.
pub const FEE_PER_BYTE: Balance = MILLIUNIT / 1_000;

/// Milliseconds between two blocks.
pub const SLOT_MILLISECONDS: u64 = 6_000;

/// What is left of a block for transactions that are neither operational nor mandatory.
const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// The attribute takes nothing but literals, and `next-version` has another one.
macro_rules! version {
    ($spec_version:tt) => {
        /// This runtime. `transaction_version` changes with the encoding of any call, `spec_version` with any behaviour.
        #[sp_version::runtime_version]
        pub const VERSION: RuntimeVersion = RuntimeVersion {
            spec_name: alloc::borrow::Cow::Borrowed("zkml"),
            impl_name: alloc::borrow::Cow::Borrowed("zkml"),
            authoring_version: 1,
            spec_version: $spec_version,
            impl_version: 1,
            apis: RUNTIME_API_VERSIONS,
            transaction_version: 5,
            system_version: 1,
        };
    };
}
#[cfg(not(feature = "next-version"))]
version!(5);
#[cfg(feature = "next-version")]
version!(6);

construct_runtime!(
    pub enum Runtime {
        System: frame_system = 0,
        Balances: pallet_balances = 1,
        TransactionPayment: pallet_transaction_payment = 2,
        Zkml: pallet_zkml = 3,
        CreditLine: pallet_credit_line = 4,
        ZkmlAttestations: pallet_zkml_attestations = 5,
        Personhood: pallet_personhood = 6,
        Sudo: pallet_sudo = 7,
        Market: pallet_zkml_market = 8,
        Agent: pallet_agent = 9,
        Game: pallet_game = 10,
    }
);

parameter_types! {
    pub const BlockHashCount: BlockNumber = 2_400;
    pub const Version: RuntimeVersion = VERSION;
    pub const SS58Prefix: u16 = 42;
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
        Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
        NORMAL_DISPATCH_RATIO,
    );
    pub RuntimeBlockLength: BlockLength = BlockLength::builder()
        .max_length(MAX_BLOCK_LENGTH)
        .modify_max_length_for_class(DispatchClass::Normal, |max| {
            *max = NORMAL_DISPATCH_RATIO * MAX_BLOCK_LENGTH
        })
        .build();
    pub FeeMultiplier: Multiplier = Multiplier::one();
    pub const RequestHold: RuntimeHoldReason = RuntimeHoldReason::Market(pallet_zkml_market::HoldReason::Storage);
    /// A claim binds as much as the request may cost.
    pub const BondShare: Perbill = Perbill::from_percent(100);
    /// A requester who was let down gets half of what the prover loses.
    pub const RequesterShare: Perbill = Perbill::from_percent(50);
    pub const LatePenalty: Perbill = Perbill::from_percent(20);
    /// What slashes and prover's fees become. The development chain burns them by letting them lie: nobody has a key for it.
    pub Treasury: AccountId = PalletId(*b"zkmltrsy").into_account_truncating();
    /// Twelve hours of blocks of six seconds.
    pub const LongestRequest: BlockNumber = 7_200;
    /// A tenth of a second of a block.
    pub const MaxCallbackWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND / 10, 100_000);
    pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(pallet_zkml::HoldReason::Storage);
    pub const AttestationHold: RuntimeHoldReason =
        RuntimeHoldReason::ZkmlAttestations(pallet_zkml_attestations::HoldReason::Attestation);
    pub const CreditLinePot: PalletId = PalletId(*b"crd/line");
    pub const PersonhoodId: PalletId = PalletId(*b"per/hood");
    pub const GameId: PalletId = PalletId(*b"zkm/game");
    /// Ten minutes of blocks of six seconds.
    pub const MoveClock: BlockNumber = 100;
    pub const AgentId: PalletId = PalletId(*b"zkml/agt");
    pub const AgentHold: RuntimeHoldReason = RuntimeHoldReason::Agent(pallet_agent::HoldReason::Storage);
    /// A week of blocks of six seconds.
    pub const EpochLength: BlockNumber = 100_800;
    /// A day of blocks of six seconds.
    pub const MaxValidity: BlockNumber = 14_400;
}

const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type Block = Block;
    type AccountId = AccountId;
    type Nonce = Nonce;
    type AccountData = pallet_balances::AccountData<Balance>;
    type BlockHashCount = BlockHashCount;
    type BlockWeights = RuntimeBlockWeights;
    type BlockLength = RuntimeBlockLength;
    type DbWeight = RocksDbWeight;
    type Version = Version;
    type SS58Prefix = SS58Prefix;
    type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
    type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
}

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type DustRemoval = ();
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxLocks = ConstU32<50>;
    type MaxReserves = ConstU32<50>;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type DoneSlashHandler = ();
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    // Fees are burned: nobody authors the blocks of a development chain.
    type OnChargeTransaction = FungibleAdapter<Balances, ()>;
    // A second of a block costs one unit, and a proof of a few milliseconds a few thousandths.
    type WeightToFee = IdentityFee<Balance>;
    type LengthToFee = LengthToFee;
    type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

/// The fee of a transaction's bytes.
pub type LengthToFee = frame_support::weights::ConstantMultiplier<Balance, ConstU128<FEE_PER_BYTE>>;

/// What storing an item costs, apart from its bytes.
pub const ITEM_DEPOSIT: Balance = 10 * MILLIUNIT;
/// What storing a byte costs: a kilobyte holds a thousandth of a unit.
pub const BYTE_DEPOSIT: Balance = MILLIUNIT / 1_000;

impl pallet_zkml::Config for Runtime {
    type MaxNameLength = ConstU32<64>;
    type MaxValidity = MaxValidity;
    type MaxPruned = ConstU32<200>;
    type MaxBatch = ConstU32<{ zkml_primitives::batch::MAX_BATCH }>;
    type MaxBatchInputs = ConstU32<1_024>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        StorageHold,
        LinearStoragePrice<ConstU128<ITEM_DEPOSIT>, ConstU128<BYTE_DEPOSIT>, Balance>,
    >;
    type RuntimeHoldReason = RuntimeHoldReason;
    // The development chain has no governance but root, whom its sudo account may call in.
    type RevokeOrigin = EnsureRoot<AccountId>;
    type PauseOrigin = EnsureRoot<AccountId>;
    type Bls12_381 = zkml_primitives::host::Bls12_381;
    type Attestations = ZkmlAttestations;
    type Consumers = (CreditLine, Personhood, Game);
    type WeightInfo = pallet_zkml::weights::SubstrateWeight<Runtime>;
}

impl pallet_sudo::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

impl pallet_zkml_attestations::Config for Runtime {
    type MaxRevokedLeaves = ConstU32<10_000>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        AttestationHold,
        LinearStoragePrice<ConstU128<ITEM_DEPOSIT>, ConstU128<BYTE_DEPOSIT>, Balance>,
    >;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WeightInfo = pallet_zkml_attestations::weights::SubstrateWeight<Runtime>;
}

impl pallet_zkml_market::Config for Runtime {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        RequestHold,
        LinearStoragePrice<ConstU128<ITEM_DEPOSIT>, ConstU128<BYTE_DEPOSIT>, Balance>,
    >;
    type Verifier = Zkml;
    type MinFee = ConstU128<EXISTENTIAL_DEPOSIT>;
    type MinBond = ConstU128<{ 10 * MILLIUNIT }>;
    type BondShare = BondShare;
    type RequesterShare = RequesterShare;
    type LatePenalty = LatePenalty;
    type Beneficiary = Treasury;
    type MaxDuration = LongestRequest;
    // A minute.
    type LateGrace = ConstU32<10>;
    type CancelNotice = ConstU32<20>;
    type MaxPerDeadline = ConstU32<64>;
    // As many as one block may have due, and a step to the next block: no backlog grows.
    type MaxExpired = ConstU32<65>;
    type MaxClaims = ConstU32<128>;
    type MaxCallbackBytes = ConstU32<1_024>;
    type MaxCallbackWeight = MaxCallbackWeight;
    type MaxEndpointLength = ConstU32<256>;
    type MaxOrderLife = ConstU32<64>;
    type WorkFee = <Runtime as pallet_transaction_payment::Config>::WeightToFee;
    type LengthFee = <Runtime as pallet_transaction_payment::Config>::LengthToFee;
    type WeightInfo = pallet_zkml_market::weights::SubstrateWeight<Runtime>;
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    type Extrinsic = UncheckedExtrinsic;
    type RuntimeCall = RuntimeCall;
}

impl<LocalCall> frame_system::offchain::CreateTransaction<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    type Extension = TxExtension;

    fn create_transaction(call: RuntimeCall, extension: TxExtension) -> UncheckedExtrinsic {
        UncheckedExtrinsic::new_transaction(call, extension)
    }
}

impl<LocalCall> frame_system::offchain::CreateAuthorizedTransaction<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    /// Nobody signs, so that there is no nonce to check and no fee to pay; the call says how long it counts.
    fn create_extension() -> TxExtension {
        extension(generic::Era::Immortal, 0)
    }
}

impl pallet_credit_line::Config for Runtime {
    type Currency = Balances;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type Models = Zkml;
    type PalletId = CreditLinePot;
    type WeightInfo = pallet_credit_line::weights::SubstrateWeight<Runtime>;
}

impl pallet_personhood::Config for Runtime {
    type ForceOrigin = EnsureRoot<AccountId>;
    type Models = Zkml;
    type PalletId = PersonhoodId;
    type EpochLength = EpochLength;
    type MaxPruned = ConstU32<200>;
    type WeightInfo = pallet_personhood::weights::SubstrateWeight<Runtime>;
}

impl pallet_game::Config for Runtime {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Models = Zkml;
    type PalletId = GameId;
    type Clock = MoveClock;
    // What the two entries of a game, and that of a table, would be held for elsewhere.
    type LeastStake = ConstU128<{ 4 * ITEM_DEPOSIT }>;
    type MaxGames = ConstU32<16>;
    type WeightInfo = pallet_game::weights::SubstrateWeight<Runtime>;
}

impl pallet_agent::Config for Runtime {
    type Currency = Balances;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        AgentHold,
        LinearStoragePrice<ConstU128<ITEM_DEPOSIT>, ConstU128<BYTE_DEPOSIT>, Balance>,
    >;
    type Models = Zkml;
    type Market = Market;
    type AnswerOrigin = pallet_zkml_market::EnsureAnswer<AccountId>;
    type PalletId = AgentId;
    type MinFee = <Self as pallet_zkml_market::Config>::MinFee;
    // Five minutes to claim, and ten more to prove.
    type ClaimPeriod = ConstU32<50>;
    type ProvePeriod = ConstU32<100>;
    type MaxFeatures = ConstU32<16>;
    type MaxActions = ConstU32<16>;
    type WeightInfo = pallet_agent::weights::SubstrateWeight<Runtime>;
}
