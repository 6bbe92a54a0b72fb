//! What clients ask a node about models, proofs and fees. Everything but the fees is also among the pallet's view functions.

use crate::{Elements, KeyBytes, KeyId, ModelId, ProofBytes, Receipt, Submission, Version, VersionNumber};
use alloc::vec::Vec;
use parity_scale_codec::Codec;
use sp_runtime::DispatchError;
use zkml_primitives::Layout;

sp_api::decl_runtime_apis! {
    /// Models, versions, receipts, verification without a transaction, and what a transaction would cost.
    pub trait ZkmlApi<AccountId, BlockNumber, Balance, Model, Circuit>
    where
        AccountId: Codec,
        BlockNumber: Codec,
        Balance: Codec,
        Model: Codec,
        Circuit: Codec,
    {
        /// A model.
        fn model(model: ModelId) -> Option<Model>;

        /// The identifier of an owner's model.
        fn model_by_name(owner: AccountId, name: Vec<u8>) -> Option<ModelId>;

        /// A version of a model.
        fn version(model: ModelId, version: VersionNumber) -> Option<Version<BlockNumber>>;

        /// What a version takes and gives.
        fn layout(model: ModelId, version: VersionNumber) -> Option<Layout>;

        /// The canonical bytes of a key.
        fn verifying_key(key: KeyId) -> Option<KeyBytes>;

        /// The receipt of an accepted statement.
        fn receipt(statement: [u8; 32]) -> Option<Receipt<AccountId, BlockNumber>>;

        /// A circuit that is not a model.
        fn circuit(circuit: crate::CircuitId) -> Option<Circuit>;

        /// What `submit_proof` would answer in this block: the hash of the statement, or why it is refused.
        fn dry_run(submission: Submission<AccountId, BlockNumber>) -> Result<[u8; 32], DispatchError>;

        /// What `submit_circuit_proof` would answer in this block, funds apart.
        fn dry_run_circuit(
            circuit: crate::CircuitId,
            public_inputs: Elements,
            proof: ProofBytes,
        ) -> Result<[u8; 32], DispatchError>;

        /// The fee of submitting one proof of a version without a tip, as of this block. What consumers leave over of their
        /// weight is given back.
        fn submission_fee(model: ModelId, version: VersionNumber) -> Option<Balance>;
    }
}
