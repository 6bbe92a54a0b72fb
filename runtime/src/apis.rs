//! What clients ask the runtime.

use crate::{
    AccountId, Balance, Block, BlockNumber, Executive, Runtime, RuntimeCall, TransactionPayment, UncheckedExtrinsic,
    Zkml, VERSION,
};
use alloc::vec::Vec;
use frame_support::dispatch::GetDispatchInfo;
use pallet_zkml::{
    CircuitId, CircuitOf, Elements, KeyBytes, KeyId, ModelId, ModelOf, ProofBytes, ReceiptOf, SubmissionOf,
    VersionNumber, VersionOf,
};
use parity_scale_codec::Encode;
use sp_runtime::{traits::Block as BlockT, DispatchError};
use sp_version::RuntimeVersion;
use zkml_primitives::Layout;

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
}

/// Bytes that a signed transaction has beyond its call: lengths, address, signature, mortality, nonce and tip at their
/// largest.
const ENVELOPE_BYTES: u32 = 5 + 1 + 33 + 65 + 2 + 5 + 16;

/// The fee of submitting one proof of the version: that of a call with as many elements as the layout asks for.
fn submission_fee(model: ModelId, version: VersionNumber) -> Option<Balance> {
    let stored = Zkml::version(model, version)?;
    let elements = |count: usize| Elements::try_from(alloc::vec![[0xff; 32]; count]).ok();
    let call = RuntimeCall::Zkml(pallet_zkml::Call::submit_proof {
        model,
        version,
        account: AccountId::new([0xff; 32]),
        subject: [0xff; 32],
        valid_until: BlockNumber::MAX,
        input: elements(stored.layout.input.elements().ok()?)?,
        output: elements(stored.layout.output.elements().ok()?)?,
        proof: ProofBytes::try_from(alloc::vec![0xff; stored.curve.proof_bytes()]).ok()?,
    });
    let bytes = call.encoded_size() as u32 + ENVELOPE_BYTES;
    let mut info = call.get_dispatch_info();
    info.extension_weight = UncheckedExtrinsic::new_bare(call).get_dispatch_info().extension_weight;
    Some(TransactionPayment::compute_fee(bytes, &info, 0))
}
