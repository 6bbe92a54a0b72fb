//! Runtimes of this pallet for tests, with balances to hold and consumers that tests can make fail. They differ in nothing but
//! who computes BLS12-381: the node, by host functions, or (in [`in_runtime`]) the runtime itself.

use crate::{AttestationProblem, CheckAttestation, Inference, OnVerified, SubmissionOf, VersionNumber};
use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, LinearStoragePrice},
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeMap;
use zkml_primitives::{FieldBytes, Layout};

pub type Balance = u128;

pub const MAX_VALIDITY: u64 = 100;
pub const MAX_NAME_LENGTH: u32 = 32;
pub const MAX_PRUNED: u32 = 5;
pub const MAX_BATCH: u32 = 16;
pub const MAX_BATCH_INPUTS: u32 = 512;
pub const ITEM_PRICE: Balance = 1_000;
pub const BYTE_PRICE: Balance = 10;
pub const ENDOWMENT: Balance = 1_000_000_000;
pub const ISSUERS_WEIGHT: Weight = Weight::from_parts(700, 7);
pub const CONSUMER_WEIGHT: Weight = Weight::from_parts(1_000, 10);

// Variables of a thread, so that a test can take other values. `new_test_ext` sets them back.
parameter_types! {
    pub static NameLimit: u32 = MAX_NAME_LENGTH;
    pub static ValidityLimit: u64 = MAX_VALIDITY;
    pub static PruneLimit: u32 = MAX_PRUNED;
    pub static BatchLimit: u32 = MAX_BATCH;
    pub static BatchInputLimit: u32 = MAX_BATCH_INPUTS;
    pub static WeightOfConsumer: Weight = CONSUMER_WEIGHT;
    /// What of it each of them takes where it does not fail.
    pub static TookOfConsumer: Weight = Weight::zero();
    /// What the consumers of the runtime answer.
    pub static FirstConsumer: DispatchResult = Ok(());
    pub static SecondConsumer: DispatchResult = Ok(());
    /// What they were told.
    pub static Seen: Vec<Told> = vec![];
    /// What the first consumer submits itself when it is told the next time, and what it was answered.
    pub static Reentry: Option<SubmissionOf<Test>> = None;
    pub static Reentered: Vec<Result<[u8; 32], DispatchError>> = vec![];
    /// What has become of the roots that issuers published.
    pub static Published: BTreeMap<(u64, [u8; 32]), Result<(), AttestationProblem>> = BTreeMap::new();
    /// Issuer, root, leaf and block of every check.
    pub static Asked: Vec<(u64, [u8; 32], [u8; 32], u64)> = vec![];
    pub static WeightOfIssuers: Weight = ISSUERS_WEIGHT;
}

fn reset() {
    NameLimit::set(MAX_NAME_LENGTH);
    ValidityLimit::set(MAX_VALIDITY);
    PruneLimit::set(MAX_PRUNED);
    BatchLimit::set(MAX_BATCH);
    BatchInputLimit::set(MAX_BATCH_INPUTS);
    WeightOfConsumer::set(CONSUMER_WEIGHT);
    TookOfConsumer::set(Weight::zero());
    FirstConsumer::set(Ok(()));
    SecondConsumer::set(Ok(()));
    Seen::set(vec![]);
    Reentry::set(None);
    Reentered::set(vec![]);
    Published::set(BTreeMap::new());
    Asked::set(vec![]);
    WeightOfIssuers::set(ISSUERS_WEIGHT);
}

/// An [`Inference`] as a consumer was told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub consumer: u8,
    pub model: u32,
    pub version: VersionNumber,
    pub account: u64,
    pub subject: [u8; 32],
    pub valid_until: u64,
    pub statement: [u8; 32],
    pub layout: Layout,
    pub params: Option<FieldBytes>,
    pub issuer: Option<u64>,
    pub nullifier: Option<FieldBytes>,
    pub input: Vec<FieldBytes>,
    pub output: Vec<FieldBytes>,
    /// The output as integers, where it is public.
    pub integers: Option<Vec<i64>>,
}

/// A consumer that writes to storage what it saw, and then does what it was told to.
pub struct Consumer<const POSITION: u8>;

impl<const POSITION: u8> Consumer<POSITION> {
    /// Where it writes.
    pub const KEY: &'static [u8] = &[b'c', POSITION];
}

impl<const POSITION: u8> OnVerified<u64, u64> for Consumer<POSITION> {
    fn weight() -> Weight {
        WeightOfConsumer::get()
    }

    fn on_verified(inference: &Inference<u64, u64>) -> Result<Weight, DispatchError> {
        let told = Told {
            consumer: POSITION,
            model: inference.model,
            version: inference.version,
            account: *inference.account,
            subject: inference.subject,
            valid_until: inference.valid_until,
            statement: inference.statement,
            layout: *inference.layout,
            params: inference.params,
            issuer: inference.issuer.copied(),
            nullifier: inference.nullifier,
            input: inference.input.to_vec(),
            output: inference.output.to_vec(),
            integers: inference.output_integers().ok(),
        };
        Seen::mutate(|seen| seen.push(told));
        sp_io::storage::set(Self::KEY, &inference.statement);
        if POSITION > 0 {
            return SecondConsumer::get().map(|()| TookOfConsumer::get());
        }
        if let Some(submission) = Reentry::take() {
            let answer = crate::Pallet::<Test>::do_submit_proof(submission).map_err(DispatchError::from);
            Reentered::mutate(|answers| answers.push(answer.map(|accepted| accepted.statement)));
        }
        FirstConsumer::get().map(|()| TookOfConsumer::get())
    }
}

/// Issuers whose roots are in [`Published`].
pub struct Issuers;

impl CheckAttestation<u64, u64> for Issuers {
    fn weight() -> Weight {
        WeightOfIssuers::get()
    }

    fn check(issuer: &u64, root: &[u8; 32], leaf: &[u8; 32], now: u64) -> Result<(), AttestationProblem> {
        Asked::mutate(|asked| asked.push((*issuer, *root, *leaf, now)));
        Published::get().get(&(*issuer, *root)).copied().unwrap_or(Err(AttestationProblem::Unknown))
    }
}

macro_rules! runtime {
    ($bls12_381:ty) => {
        construct_runtime!(
            pub enum Test {
                System: frame_system,
                Balances: pallet_balances,
                Zkml: crate,
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
            pub const StorageHold: RuntimeHoldReason = RuntimeHoldReason::Zkml(crate::HoldReason::Storage);
        }

        impl crate::Config for Test {
            type MaxNameLength = NameLimit;
            type MaxValidity = ValidityLimit;
            type MaxPruned = PruneLimit;
            type MaxBatch = BatchLimit;
            type MaxBatchInputs = BatchInputLimit;
            type Consideration = HoldConsideration<
                u64,
                Balances,
                StorageHold,
                LinearStoragePrice<ConstU128<ITEM_PRICE>, ConstU128<BYTE_PRICE>, Balance>,
            >;
            type RuntimeHoldReason = RuntimeHoldReason;
            type RevokeOrigin = EnsureRoot<u64>;
            type PauseOrigin = EnsureRoot<u64>;
            type Bls12_381 = $bls12_381;
            type Attestations = Issuers;
            type Consumers = (Consumer<0>, Consumer<1>);
            type WeightInfo = crate::weights::SubstrateWeight<Test>;
        }

        /// The state at the start of block 1: accounts 1 to 9 are endowed.
        pub fn new_test_ext() -> sp_io::TestExternalities {
            with_genesis(Default::default())
        }

        /// As [`new_test_ext`], with models and circuits of the genesis.
        pub fn with_genesis(zkml: crate::GenesisConfig<Test>) -> sp_io::TestExternalities {
            reset();
            let genesis = RuntimeGenesisConfig {
                balances: pallet_balances::GenesisConfig {
                    balances: (1..=9).map(|account| (account, ENDOWMENT)).collect(),
                    ..Default::default()
                },
                zkml,
                ..Default::default()
            };
            let mut ext =
                sp_io::TestExternalities::new(genesis.build_storage().expect("the configuration is valid; qed"));
            ext.execute_with(|| System::set_block_number(1));
            ext
        }
    };
}

// All that is tested on BLS12-381 runs through the host functions: what they trap on, they are never given.
runtime!(zkml_primitives::host::Bls12_381);

/// The same runtime with BLS12-381 computed in it.
pub mod in_runtime {
    use super::*;

    runtime!(zkml_primitives::Bls12_381);
}
