//! What clients ask the runtime.

use crate::{
    extension, genesis, AccountId, Balance, Block, BlockNumber, Executive, Nonce, Runtime, RuntimeCall,
    RuntimeGenesisConfig, System, TransactionPayment, Zkml, SLOT_MILLISECONDS, VERSION,
};
use alloc::vec::Vec;
use frame_support::{
    dispatch::GetDispatchInfo,
    genesis_builder_helper::{build_state, get_preset},
    weights::Weight,
    BoundedVec,
};
use pallet_zkml::{
    CircuitId, CircuitOf, Elements, KeyBytes, KeyId, ModelId, ModelOf, ProofBytes, ReceiptOf, SubmissionOf,
    VersionNumber, VersionOf,
};
use parity_scale_codec::Encode;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
    generic::Era,
    traits::{Block as BlockT, TransactionExtension},
    transaction_validity::{TransactionSource, TransactionValidity},
    ApplyExtrinsicResult, DispatchError,
};
use sp_version::RuntimeVersion;
use zkml_primitives::{
    attestation::{Step, MAX_PATH},
    Layout,
};

sp_api::impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block)
        }

        fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        // No pallet of this runtime takes inherents.
        fn inherent_extrinsics(_: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            Vec::new()
        }

        fn check_inherents(_: <Block as BlockT>::LazyBlock, _: InherentData) -> CheckInherentsResult {
            CheckInherentsResult::new()
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            transaction: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, transaction, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    // A development node asks for the length of a slot before it makes blocks, and for nobody's key.
    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            sp_consensus_aura::SlotDuration::from_millis(SLOT_MILLISECONDS)
        }

        fn authorities() -> Vec<AuraId> {
            Vec::new()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(_: Vec<u8>, _: Option<Vec<u8>>) -> sp_session::OpaqueGeneratedSessionKeys {
            sp_session::OpaqueGeneratedSessionKeys { keys: Vec::new(), proof: Vec::new() }
        }

        fn decode_session_keys(_: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            None
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
        fn query_info(
            extrinsic: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(extrinsic, len)
        }

        fn query_fee_details(
            extrinsic: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment::FeeDetails<Balance> {
            TransactionPayment::query_fee_details(extrinsic, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(config)
        }

        fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
        }

        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            Vec::from([sp_genesis_builder::PresetId::from(sp_genesis_builder::DEV_RUNTIME_PRESET)])
        }
    }

    impl pallet_zkml::runtime_api::ZkmlApi<Block, AccountId, BlockNumber, Balance, ModelOf<Runtime>, CircuitOf<Runtime>>
        for Runtime
    {
        fn model(model: ModelId) -> Option<ModelOf<Runtime>> {
            Zkml::model(model)
        }

        fn model_by_name(owner: AccountId, name: Vec<u8>) -> Option<ModelId> {
            Zkml::model_by_name(owner, name.try_into().ok()?)
        }

        fn version(model: ModelId, version: VersionNumber) -> Option<VersionOf<Runtime>> {
            Zkml::version(model, version)
        }

        fn layout(model: ModelId, version: VersionNumber) -> Option<Layout> {
            Zkml::layout(model, version)
        }

        fn verifying_key(key: KeyId) -> Option<KeyBytes> {
            Zkml::verifying_key(key)
        }

        fn receipt(statement: [u8; 32]) -> Option<ReceiptOf<Runtime>> {
            Zkml::receipt(statement)
        }

        fn circuit(circuit: CircuitId) -> Option<CircuitOf<Runtime>> {
            Zkml::circuit(circuit)
        }

        fn dry_run(submission: SubmissionOf<Runtime>) -> Result<[u8; 32], DispatchError> {
            Zkml::dry_run_proof(submission)
        }

        fn dry_run_circuit(
            circuit: CircuitId,
            public_inputs: Elements,
            proof: ProofBytes,
        ) -> Result<[u8; 32], DispatchError> {
            Zkml::dry_run_circuit_proof(circuit, public_inputs, proof)
        }

        fn submission_fee(model: ModelId, version: VersionNumber) -> Option<Balance> {
            submission_fee(model, version)
        }
    }

    // Weights are made of what this measures.
    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
            crate::benchmarks::benchmark_metadata(extra)
        }

        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            crate::benchmarks::dispatch_benchmark(config)
        }
    }

    // Runs an upgrade, or a block, on the state of a chain and keeps nothing of it. What fails a check panics, as the tool
    // that asks expects.
    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
            let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade fails its checks");
            (weight, crate::RuntimeBlockWeights::get().max_block)
        }

        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> Weight {
            Executive::try_execute_block(block, state_root_check, signature_check, select)
                .expect("the block fails its checks")
        }
    }
}

/// Bytes that a signed transaction without a tip has beyond its call: length, version, address, signature, mortality, a
/// nonce below 2^14, tip, whether the metadata is checked.
const ENVELOPE_BYTES: u32 = 4 + 1 + 33 + 65 + 2 + 2 + 1 + 1;

/// The fee of submitting one proof of the version: that of a call with as many elements as the layout asks for, and with the
/// longest path where the input must be attested.
pub fn submission_fee(model: ModelId, version: VersionNumber) -> Option<Balance> {
    let stored = Zkml::version(model, version)?;
    let elements = |count: usize| Elements::try_from(alloc::vec![[0xff; 32]; count]).ok();
    let call = RuntimeCall::Zkml(pallet_zkml::Call::from(pallet_zkml::Submission {
        model,
        version,
        account: AccountId::new([0xff; 32]),
        subject: [0xff; 32],
        valid_until: BlockNumber::MAX,
        input: elements(stored.layout.input.elements().ok()?)?,
        output: elements(stored.layout.output.elements().ok()?)?,
        nullifier: stored.layout.nullifier.then_some([0xff; 32]),
        attestation: stored.layout.attested.then(|| pallet_zkml::Attestation {
            issuer: AccountId::new([0xff; 32]),
            root: [0xff; 32],
            path: BoundedVec::truncate_from(
                alloc::vec![Step { sibling: [0xff; 32], is_left: true }; MAX_PATH as usize],
            ),
        }),
        proof: ProofBytes::try_from(alloc::vec![0xff; stored.curve.proof_bytes()]).ok()?,
    }));
    let bytes = call.encoded_size() as u32 + ENVELOPE_BYTES;
    let mut info = call.get_dispatch_info();
    // It does not depend on what the transaction says.
    info.extension_weight = extension(Era::Immortal, 0).weight(&call);
    Some(TransactionPayment::compute_fee(bytes, &info, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "try-runtime")]
    use crate::Header;
    use crate::{genesis, RuntimeOrigin, System};
    use frame_support::assert_ok;
    use pallet_zkml::runtime_api::runtime_decl_for_zkml_api::ZkmlApi;
    #[cfg(feature = "try-runtime")]
    use sp_runtime::traits::{BlakeTwo256, Hash as _, Header as _};
    use sp_runtime::BuildStorage;
    use zkml_primitives::{
        account_bytes, simulate::SimulatedKey, Bn254, Context, CurveId, Params, Port, Scale, Setup, Shape, Statement,
        Visibility,
    };

    const OWNER: AccountId = AccountId::new([1; 32]);

    fn layout() -> Layout {
        let port = |visibility| Port {
            visibility,
            shape: Shape::new(&[10]).unwrap(),
            bits: 16,
            signed: true,
            scale: Scale { mantissa: 1, exponent: -8 },
            zero_point: 0,
        };
        Layout::new(port(Visibility::Private), port(Visibility::Public))
    }

    /// Runs on a chain that has a model and a circuit, with a submission for the model.
    fn with_model(test: impl FnOnce(SubmissionOf<Runtime>)) {
        let storage = genesis::development([OWNER]).build_storage().unwrap();
        sp_io::TestExternalities::new(storage).execute_with(|| {
            System::set_block_number(1);
            let key = SimulatedKey::<Bn254>::new(1, 2);
            let vk = || KeyBytes::try_from(key.verifying_key().encode()).unwrap();
            let origin = || RuntimeOrigin::signed(OWNER);
            let name = b"score".to_vec().try_into().unwrap();
            assert_ok!(Zkml::register_model(origin(), name, CurveId::Bn254, vk(), layout(), Setup::Development, None));
            assert_ok!(Zkml::register_circuit(origin(), CurveId::Bn254, vk(), Setup::Development));
            let context = Context {
                genesis_hash: System::block_hash(0).into(),
                model_id: 0,
                version: 1,
                vk_hash: key.verifying_key().hash(),
                account: account_bytes(&OWNER),
                subject: [5; 32],
                valid_until: 10,
                issuer: None,
            };
            let output = layout().output.pack(&[7; 10]).unwrap();
            let statement = Statement {
                context: context.digest(),
                params: None,
                input: vec![],
                output: output.clone(),
                nullifier: None,
            };
            test(pallet_zkml::Submission {
                model: 0,
                version: 1,
                account: OWNER,
                subject: [5; 32],
                valid_until: 10,
                input: Default::default(),
                output: output.try_into().unwrap(),
                nullifier: None,
                attestation: None,
                proof: key.prove(&statement.public_inputs(), 1).try_into().unwrap(),
            });
        });
    }

    #[test]
    fn answers_what_the_chain_stores() {
        with_model(|submission| {
            assert_eq!(Runtime::model(0).unwrap().owner, OWNER);
            assert_eq!(Runtime::model_by_name(OWNER, b"score".to_vec()), Some(0));
            assert_eq!(Runtime::model_by_name(OWNER, vec![0; 1_000]), None);
            assert_eq!(Runtime::layout(0, 1), Some(layout()));
            assert_eq!(Runtime::version(0, 1).map(|version| version.curve), Some(CurveId::Bn254));
            assert_eq!(Runtime::version(0, 2), None);
            assert_eq!(Runtime::circuit(0).map(|circuit| circuit.public_inputs), Some(2));
            let model_key = Runtime::verifying_key(KeyId::Version(0, 1)).unwrap();
            assert_eq!(Runtime::verifying_key(KeyId::Circuit(0)), Some(model_key));
            assert_eq!(Runtime::verifying_key(KeyId::Circuit(1)), None);

            let statement = Zkml::do_submit_proof(submission).unwrap().statement;
            assert_eq!(Runtime::receipt(statement).map(|receipt| receipt.account), Some(OWNER));
            assert_eq!(Runtime::receipt([0; 32]), None);
        });
    }

    /// The answer is that of the call, and the state is as before.
    #[test]
    fn a_dry_run_says_what_the_call_would_and_changes_nothing() {
        with_model(|submission| {
            let statement = Runtime::dry_run(submission.clone()).unwrap();
            assert_eq!(Runtime::receipt(statement), None);
            let mut forged = submission.clone();
            forged.output[0][0] ^= 1;
            let invalid = pallet_zkml::Error::<Runtime>::InvalidProof.into();
            assert_eq!(Runtime::dry_run(forged), Err(invalid));
            assert_eq!(Zkml::do_submit_proof(submission.clone()).unwrap().statement, statement);
            let again = pallet_zkml::Error::<Runtime>::AlreadyVerified.into();
            assert_eq!(Runtime::dry_run(submission), Err(again));

            let inputs = Elements::try_from(vec![[1; 32], [2; 32]]).unwrap();
            let key = SimulatedKey::<Bn254>::new(1, 2);
            let proof = ProofBytes::try_from(key.prove(&inputs, 1)).unwrap();
            assert_ok!(Runtime::dry_run_circuit(0, inputs.clone(), proof.clone()));
            let other = Elements::try_from(vec![[1; 32], [3; 32]]).unwrap();
            assert_eq!(Runtime::dry_run_circuit(0, other, proof), Err(invalid));
        });
    }

    #[cfg(feature = "runtime-benchmarks")]
    #[test]
    fn the_benchmarks_are_listed_with_the_storage_that_they_touch() {
        use frame_benchmarking::runtime_decl_for_benchmark::BenchmarkV2;
        let (lists, storage) = <Runtime as BenchmarkV2<Block>>::benchmark_metadata(false);
        let listed: Vec<_> = lists.iter().map(|list| String::from_utf8(list.pallet.clone()).unwrap()).collect();
        assert_eq!(
            listed,
            [
                "pallet_zkml",
                "pallet_zkml_attestations",
                "pallet_zkml_market",
                "pallet_credit_line",
                "pallet_personhood",
                "pallet_game",
                "pallet_agent"
            ]
        );
        let prefix = frame_support::storage::storage_prefix(b"Zkml", b"Receipts");
        assert!(storage.iter().any(|item| item.prefix == prefix));
        let unknown = frame_benchmarking::BenchmarkConfig {
            pallet: lists[0].pallet.clone(),
            instance: lists[0].instance.clone(),
            benchmark: b"no_such_benchmark".to_vec(),
            selected_components: vec![],
            verify: false,
            internal_repeats: 1,
        };
        sp_io::TestExternalities::default().execute_with(|| {
            let error = <Runtime as BenchmarkV2<Block>>::dispatch_benchmark(unknown).unwrap_err();
            assert_eq!(error, "Could not find extrinsic.");
        });
    }

    #[cfg(feature = "try-runtime")]
    #[test]
    fn an_upgrade_is_tried_with_the_checks_of_every_pallet() {
        use frame_try_runtime::{runtime_decl_for_try_runtime::TryRuntime, UpgradeCheckSelect};
        let upgrade = || <Runtime as TryRuntime<Block>>::on_runtime_upgrade(UpgradeCheckSelect::All);
        with_model(|_| {
            let (weight, limit) = upgrade();
            assert!(weight.ref_time() > 0, "it looks at the storage versions at least");
            assert!(weight.all_lte(limit));
        });
        let broken = std::panic::catch_unwind(|| {
            with_model(|_| {
                pallet_zkml::Keys::<Runtime>::remove(KeyId::Version(0, 1));
                upgrade();
            })
        });
        assert!(broken.is_err(), "a version without its key is found");
    }

    #[cfg(feature = "try-runtime")]
    #[test]
    fn a_block_is_tried_with_the_checks_of_every_pallet() {
        use frame_try_runtime::{runtime_decl_for_try_runtime::TryRuntime, TryStateSelect};
        let execute = || {
            let number = System::block_number() + 1;
            let parent = System::block_hash(number - 1);
            let root = BlakeTwo256::ordered_trie_root(vec![], VERSION.extrinsics_root_state_version());
            let header = Header::new(number, root, Default::default(), parent, Default::default());
            let block = Block::new(header, vec![]);
            <Runtime as TryRuntime<Block>>::execute_block(block.into(), false, true, TryStateSelect::All)
        };
        with_model(|_| assert!(execute().ref_time() > 0));
        let broken = std::panic::catch_unwind(|| {
            with_model(|_| {
                pallet_zkml::Keys::<Runtime>::remove(KeyId::Version(0, 1));
                execute();
            })
        });
        assert!(broken.is_err(), "a version without its key is found");
    }

    #[test]
    fn a_fee_is_of_the_weight_and_the_bytes() {
        with_model(|_| {
            let fee = Runtime::submission_fee(0, 1).unwrap();
            let weight = Zkml::submission_weight(0, 1).unwrap();
            assert!(fee > Balance::from(weight.ref_time()), "the weight alone costs {}", weight.ref_time());
            assert_eq!(Runtime::submission_fee(0, 2), None);
        });
    }

    /// The estimate has the longest path in it, so that no submission of the version costs more.
    #[test]
    fn a_fee_counts_what_the_layout_asks_for() {
        with_model(|_| {
            let mut layout = layout();
            (layout.params, layout.input.visibility) = (Params::Committed, Visibility::Committed);
            (layout.attested, layout.nullifier) = (true, true);
            let key = SimulatedKey::<Bn254>::new(2, layout.public_inputs().unwrap()).verifying_key();
            let vk = KeyBytes::try_from(key.encode()).unwrap();
            let (origin, setup) = (RuntimeOrigin::signed(OWNER), Setup::Development);
            assert_ok!(Zkml::add_version(origin, 0, CurveId::Bn254, vk, layout, setup, Some([1; 32])));
            let bytes = 2 * 32 + (32 + 32 + MAX_PATH * 33);
            let more = Runtime::submission_fee(0, 2).unwrap() - Runtime::submission_fee(0, 1).unwrap();
            assert!(more > Balance::from(bytes) * crate::FEE_PER_BYTE, "{more}");
            let weights = [1, 2].map(|version| Zkml::submission_weight(0, version).unwrap());
            type Checked = <Runtime as pallet_zkml::Config>::Attestations;
            let checked = <Checked as pallet_zkml::CheckAttestation<AccountId, BlockNumber>>::weight();
            assert!(checked.all_gt(frame_support::weights::Weight::zero()));
            assert!((weights[1] - weights[0]).all_gte(checked));
            assert_eq!(Runtime::version(0, 2).unwrap().params, Some([1; 32]));
        });
    }
}
