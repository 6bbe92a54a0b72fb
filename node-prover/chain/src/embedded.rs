//! The real runtime in this process.
//!
//! Blocks come about as on a node: one is built on the state of its parent (initialize, apply a signed transaction with
//! nonce, mortality, fee and weight, finalize), that state is thrown away, and the finished block is executed from its
//! bytes with every check of import. Only then is its state kept. There is no consensus and no network: each transaction
//! gets a block of its own.

use crate::{
    client::{Included, Pair},
    executor::{Backend, Executor, Overlay, NEXT_BLOCK},
    names::{invalid_transaction, Names},
    signer::development_keys,
    transaction::{events_key, included, sign, Signing},
    BlockNumber, Chain, ChainError, Refusal, RuntimeCall, RuntimeVersion, Signer, UncheckedExtrinsic,
};
use frame_metadata::{v14::RuntimeMetadataV14, RuntimeMetadata, RuntimeMetadataPrefixed};
use frame_system::{EventRecord, Phase};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use serde_json::Value;
use sp_core::{
    storage::{well_known_keys::CODE, StateVersion, Storage},
    traits::CallContext,
};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_runtime::{
    traits::{BlakeTwo256, Block as _, Hash as _, Header as _},
    ApplyExtrinsicResult, BuildStorage, DispatchError,
};
use sp_state_machine::{Backend as _, IterArgs};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zkml_runtime::{Block, Hash, Header, Nonce, RuntimeEvent, RuntimeGenesisConfig, VERSION};

/// A chain in memory that lives as long as this value.
pub struct EmbeddedChain {
    genesis_hash: Hash,
    state: Mutex<State>,
}

/// The best block and the state after it.
struct State {
    executor: Executor,
    best: Header,
    backend: Backend,
    /// Hash of the code that what follows is of.
    code: Option<Hash>,
    version: RuntimeVersion,
    names: Names,
}

impl EmbeddedChain {
    /// A chain on which the development accounts are endowed.
    pub fn development() -> Result<Self, ChainError> {
        let accounts = development_keys().map(|key| key.to_account_id());
        Self::new(zkml_runtime::genesis::development(accounts))
    }

    /// A chain with this genesis.
    pub fn new(genesis: RuntimeGenesisConfig) -> Result<Self, ChainError> {
        let storage =
            genesis.build_storage().map_err(|e| ChainError::Unexpected(format!("the genesis cannot be built: {e}")))?;
        Self::on(Executor::Native, Backend::from((storage, VERSION.state_version())))
    }

    /// A chain of another runtime, given as Wasm, compressed or not, and with the state that its preset `development` makes.
    /// It must have the pallets of this one under the same indices.
    pub fn from_wasm(blob: &[u8]) -> Result<Self, ChainError> {
        let executor = Executor::Wasm;
        let mut storage = Storage::default();
        storage.top.insert(CODE.to_vec(), blob.to_vec());
        let empty = Backend::from((storage.clone(), StateVersion::default()));
        let version = executor.version(&empty).map_err(ChainError::NoRuntime)?;
        let mut backend = Backend::from((storage, version.state_version()));
        build_genesis(executor, &mut backend, version.state_version())?;
        check_encoding(&metadata(executor, &backend)?, &metadata(Executor::Native, &backend)?)?;
        Self::on(executor, backend)
    }

    fn on(executor: Executor, backend: Backend) -> Result<Self, ChainError> {
        let (code, version, names) = describe(executor, &backend)?;
        let best = Header::new(
            0,
            BlakeTwo256::trie_root(Vec::new(), version.state_version()),
            *backend.root(),
            Hash::default(),
            Default::default(),
        );
        Ok(Self {
            genesis_hash: best.hash(),
            state: Mutex::new(State { executor, best, backend, code, version, names }),
        })
    }

    /// Produces empty blocks.
    pub fn advance(&self, blocks: u32) -> Result<(), ChainError> {
        let mut state = self.lock();
        for _ in 0..blocks {
            let block = state.build(None)?;
            state.import(block)?;
        }
        Ok(())
    }

    /// What to sign for a transaction in the next block.
    pub fn signing(&self, nonce: Nonce) -> Signing {
        let state = self.lock();
        // The parent of the best block is one that the state after the best block knows the hash of.
        let birth = match state.best.number().checked_sub(1) {
            Some(parent) => (parent, *state.best.parent_hash()),
            None => (0, self.genesis_hash),
        };
        Signing { genesis_hash: self.genesis_hash, version: state.version.clone(), birth, nonce }
    }

    /// Applies a transaction in a block of its own. An invalid one gets no block.
    pub fn apply(&self, transaction: UncheckedExtrinsic) -> Result<Included, ChainError> {
        let mut state = self.lock();
        let transaction_hash = BlakeTwo256::hash_of(&transaction).into();
        let block = state.build(Some(transaction))?;
        state.import(block)?;
        let (block, block_hash) = (*state.best.number(), state.best.hash().into());
        let records: Vec<EventRecord<RuntimeEvent, Hash>> =
            state.storage(&events_key())?.map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default();
        let of_transaction = records.into_iter().filter(|record| record.phase == Phase::ApplyExtrinsic(0));
        let events = of_transaction.map(|record| state.names.event(&record.event.encode())).collect();
        included(&state.names, block, block_hash, transaction_hash, events)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with the lock left the state of a finished block: that of an unfinished one is in an overlay of
        // its own.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, ChainError> {
    T::decode_all(&mut &*bytes).map_err(|e| ChainError::Unexpected(format!("what the runtime answered: {e}")))
}

/// Calls a function of the runtime on a state, and drops what it writes.
fn ask(executor: Executor, backend: &Backend, function: &str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
    executor
        .call(backend, &mut Overlay::default(), function, arguments, CallContext::Offchain)
        .map_err(|cause| ChainError::Runtime { function: function.into(), cause })
}

/// What a client knows of the runtime: the hash of its code, its version, and the names of its metadata.
fn describe(executor: Executor, backend: &Backend) -> Result<(Option<Hash>, RuntimeVersion, Names), ChainError> {
    let version = executor.version(backend).map_err(ChainError::NoRuntime)?;
    Ok((code_hash(backend)?, version, Names::new(metadata(executor, backend)?)?))
}

fn metadata(executor: Executor, backend: &Backend) -> Result<RuntimeMetadataPrefixed, ChainError> {
    // Bytes within bytes: nodes do not look into it.
    let metadata: Vec<u8> = decode(&ask(executor, backend, "Metadata_metadata", &[])?)?;
    decode(&metadata)
}

/// Calls and events are encoded as this program knows them, so another runtime must have the same pallets under the same
/// indices, and the same parts of a transaction.
fn check_encoding(theirs: &RuntimeMetadataPrefixed, ours: &RuntimeMetadataPrefixed) -> Result<(), ChainError> {
    let (RuntimeMetadata::V14(theirs), RuntimeMetadata::V14(ours)) = (&theirs.1, &ours.1) else {
        return Err(ChainError::NoRuntime("its metadata is not of version 14".into()));
    };
    for pallet in &ours.pallets {
        let (name, index) = (&pallet.name, pallet.index);
        match theirs.pallets.iter().find(|other| other.name == *name) {
            Some(found) if found.index == index => {}
            Some(found) => {
                return Err(ChainError::NoRuntime(format!(
                    "its pallet {name} has the index {}, and this program knows it under {index}",
                    found.index
                )))
            }
            None => return Err(ChainError::NoRuntime(format!("it has no pallet {name}"))),
        }
    }
    let extensions = |metadata: &RuntimeMetadataV14| {
        let extensions = metadata.extrinsic.signed_extensions.iter();
        extensions.map(|extension| extension.identifier.clone()).collect::<Vec<_>>().join(", ")
    };
    let (theirs, ours) = (extensions(theirs), extensions(ours));
    if theirs != ours {
        return Err(ChainError::NoRuntime(format!("its transactions have {theirs}, and this program knows {ours}")));
    }
    Ok(())
}

fn code_hash(backend: &Backend) -> Result<Option<Hash>, ChainError> {
    backend.storage_hash(CODE).map_err(ChainError::Unexpected)
}

/// Lays the state that the runtime's preset `development` makes into a state that has its code.
fn build_genesis(executor: Executor, backend: &mut Backend, version: StateVersion) -> Result<(), ChainError> {
    const BUILD: &str = "GenesisBuilder_build_state";
    let preset = |id: Option<PresetId>| -> Result<Value, ChainError> {
        let json: Option<Vec<u8>> = decode(&ask(executor, backend, "GenesisBuilder_get_preset", &id.encode())?)?;
        let json = json.ok_or_else(|| ChainError::NoRuntime(format!("it has no preset {DEV_RUNTIME_PRESET}")))?;
        serde_json::from_slice(&json).map_err(|e| ChainError::Unexpected(format!("a preset that is no JSON: {e}")))
    };
    // A preset says what differs from the default.
    let mut genesis = preset(None)?;
    merge(&mut genesis, preset(Some(PresetId::from(DEV_RUNTIME_PRESET)))?);

    let mut overlay = Overlay::default();
    let refused = |cause| ChainError::Runtime { function: BUILD.into(), cause };
    let arguments = genesis.to_string().into_bytes().encode();
    let built = executor.call(backend, &mut overlay, BUILD, &arguments, CallContext::Offchain).map_err(refused)?;
    decode::<sp_genesis_builder::Result>(&built)?.map_err(refused)?;
    commit(backend, overlay, version)
}

/// Changes JSON by a patch as RFC 7396 says.
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                match value {
                    Value::Null => drop(target.remove(&key)),
                    value => merge(target.entry(key).or_insert(Value::Null), value),
                }
            }
        }
        (target, Value::Object(patch)) => {
            *target = Value::Object(Default::default());
            merge(target, Value::Object(patch));
        }
        (target, patch) => *target = patch,
    }
}

fn commit(backend: &mut Backend, mut overlay: Overlay, version: StateVersion) -> Result<(), ChainError> {
    let changes = overlay.drain_storage_changes(backend, version).map_err(ChainError::Unexpected)?;
    backend.apply_transaction(changes.transaction_storage_root, changes.transaction);
    Ok(())
}

impl State {
    fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
        self.backend.storage(key).map_err(ChainError::Unexpected)
    }

    /// Builds a block on the best one. Leaves the state as it was.
    fn build(&self, transaction: Option<UncheckedExtrinsic>) -> Result<Block, ChainError> {
        let header =
            Header::new(self.best.number() + 1, Hash::default(), Hash::default(), self.best.hash(), Default::default());
        let mut overlay = Overlay::default();
        let mut run = |function: &str, arguments: &[u8]| {
            self.executor
                .call(&self.backend, &mut overlay, function, arguments, NEXT_BLOCK)
                .map_err(|cause| ChainError::Runtime { function: function.into(), cause })
        };
        run("Core_initialize_block", &header.encode())?;
        if let Some(transaction) = &transaction {
            let outcome: ApplyExtrinsicResult = decode(&run("BlockBuilder_apply_extrinsic", &transaction.encode())?)?;
            // A call that fails is in the block all the same.
            let _ = outcome.map_err(invalid_transaction)?;
        }
        let header = decode(&run("BlockBuilder_finalize_block", &[])?)?;
        Ok(Block::new(header, transaction.into_iter().collect()))
    }

    /// Executes a finished block with every check of import and keeps its state.
    fn import(&mut self, block: Block) -> Result<(), ChainError> {
        let header = block.header.clone();
        let mut overlay = Overlay::default();
        self.executor
            .call(&self.backend, &mut overlay, "Core_execute_block", &block.encode(), NEXT_BLOCK)
            .map_err(|cause| ChainError::Import { number: *header.number(), cause })?;
        commit(&mut self.backend, overlay, self.version.state_version())?;
        self.best = header;
        if code_hash(&self.backend)? != self.code {
            (self.code, self.version, self.names) = describe(self.executor, &self.backend)?;
        }
        Ok(())
    }
}

impl Chain for EmbeddedChain {
    fn genesis_hash(&self) -> Result<[u8; 32], ChainError> {
        Ok(self.genesis_hash.into())
    }

    fn block_number(&self) -> Result<BlockNumber, ChainError> {
        Ok(*self.lock().best.number())
    }

    fn runtime_version(&self) -> Result<RuntimeVersion, ChainError> {
        Ok(self.lock().version.clone())
    }

    fn ask(&self, function: &'static str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        let state = self.lock();
        ask(state.executor, &state.backend, function, arguments)
    }

    fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
        self.lock().storage(key)
    }

    fn storage_pairs(&self, prefix: &[u8]) -> Result<Vec<Pair>, ChainError> {
        let state = self.lock();
        let mut keys = IterArgs::default();
        keys.prefix = Some(prefix);
        let pairs = state.backend.pairs(keys).map_err(ChainError::Unexpected)?;
        pairs.collect::<Result<_, _>>().map_err(ChainError::Unexpected)
    }

    fn refusal(&self, error: &DispatchError) -> Result<Refusal, ChainError> {
        Ok(self.lock().names.dispatch_error(error))
    }

    fn signed(&self, signer: &Signer, call: &RuntimeCall, nonce: Nonce) -> Result<Vec<u8>, ChainError> {
        Ok(sign(signer, call.clone(), &self.signing(nonce)).encode())
    }

    fn call(&self, signer: &Signer, call: RuntimeCall) -> Result<Included, ChainError> {
        let nonce = self.nonce(&signer.account())?;
        self.apply(sign(signer, call, &self.signing(nonce)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zkml_runtime::Runtime;

    #[test]
    fn import_refuses_a_block_with_another_state() {
        let chain = EmbeddedChain::development().unwrap();
        let mut state = chain.lock();
        let good = state.build(None).unwrap();
        let mut block = good.clone();
        block.header.state_root = Hash::repeat_byte(1);
        assert!(matches!(state.import(block), Err(ChainError::Import { number: 1, .. })));
        let mut block = good.clone();
        block.header.parent_hash = Hash::repeat_byte(1);
        assert!(matches!(state.import(block), Err(ChainError::Import { number: 1, .. })));
        assert_eq!(*state.best.number(), 0);
        state.import(good).unwrap();
        assert_eq!(*state.best.number(), 1);
    }

    #[test]
    fn blocks_are_chained_from_a_genesis_block_that_the_runtime_knows() {
        let chain = EmbeddedChain::development().unwrap();
        let genesis = chain.lock().best.clone();
        chain.advance(3).unwrap();
        let block_hash = |number| {
            let stored = chain.storage(&frame_system::BlockHash::<Runtime>::hashed_key_for(number)).unwrap();
            decode::<Hash>(&stored.unwrap()).unwrap()
        };
        assert_eq!(chain.genesis_hash, genesis.hash());
        assert_eq!(block_hash(0), genesis.hash());
        let (best, root) = {
            let state = chain.lock();
            (state.best.clone(), *state.backend.root())
        };
        assert_eq!(*best.number(), 3);
        assert_eq!(*best.state_root(), root);
        assert_eq!(block_hash(2), *best.parent_hash());
    }

    #[test]
    fn a_runtime_that_encodes_otherwise_is_refused_by_name() {
        let ours = Runtime::metadata();
        check_encoding(&ours, &ours).unwrap();
        let refused = |change: fn(&mut RuntimeMetadataV14)| {
            let mut theirs = Runtime::metadata();
            let RuntimeMetadata::V14(metadata) = &mut theirs.1 else { panic!("it has version 14") };
            change(metadata);
            check_encoding(&theirs, &ours).unwrap_err().to_string()
        };
        let says = |error: String, part: &str| assert!(error.contains(part), "{error}");
        says(refused(|metadata| metadata.pallets[3].index = 51), "its pallet Zkml has the index 51");
        says(refused(|metadata| drop(metadata.pallets.remove(3))), "it has no pallet Zkml");
        says(refused(|metadata| drop(metadata.extrinsic.signed_extensions.pop())), "its transactions have ");
    }

    #[test]
    fn a_patch_of_json_replaces_removes_and_adds() {
        let mut target = json!({ "a": { "b": 1, "c": [1] }, "d": 2, "e": 3 });
        merge(&mut target, json!({ "a": { "c": [2, 3], "x": { "y": null, "z": 5 } }, "d": null, "e": { "f": 4 } }));
        assert_eq!(target, json!({ "a": { "b": 1, "c": [2, 3], "x": { "z": 5 } }, "e": { "f": 4 } }));
    }
}
