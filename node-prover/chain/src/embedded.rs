//! The real runtime in this process.
//!
//! Blocks come about as on a node: one is built on the state of its parent (initialize, apply a signed transaction with
//! nonce, mortality, fee and weight, finalize), that state is thrown away, and the finished block is executed from its
//! bytes with every check of import. Only then is its state kept. There is no consensus and no network: each transaction
//! gets a block of its own.

use crate::{
    client::Included,
    names::{invalid_transaction, Names},
    signer::development_keys,
    transaction::{events_key, included, sign, Signing},
    BlockNumber, Chain, ChainError, Refusal, RuntimeCall, RuntimeVersion, Signer, UncheckedExtrinsic,
};
use frame_system::{EventRecord, Phase};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use sp_io::TestExternalities;
use sp_runtime::{
    traits::{BlakeTwo256, Block as _, Hash as _, Header as _},
    ApplyExtrinsicResult, BuildStorage, DispatchError,
};
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zkml_runtime::{apis::api, Block, Hash, Header, Nonce, Runtime, RuntimeEvent, RuntimeGenesisConfig, VERSION};

/// A chain in memory that lives as long as this value.
pub struct EmbeddedChain {
    genesis_hash: Hash,
    names: Names,
    state: Mutex<State>,
}

/// The best block and the state after it.
struct State {
    best: Header,
    ext: TestExternalities,
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
        let state_version = VERSION.state_version();
        let ext = TestExternalities::new_with_state_version(storage, state_version);
        let best = Header::new(
            0,
            BlakeTwo256::trie_root(Vec::new(), state_version),
            *ext.backend.root(),
            Hash::default(),
            Default::default(),
        );
        Ok(Self {
            genesis_hash: best.hash(),
            names: Names::new(Runtime::metadata())?,
            state: Mutex::new(State { best, ext }),
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
        let best = self.lock().best.clone();
        // The parent of the best block is one that the state after the best block knows the hash of.
        let birth = match best.number().checked_sub(1) {
            Some(parent) => (parent, *best.parent_hash()),
            None => (0, self.genesis_hash),
        };
        Signing { genesis_hash: self.genesis_hash, version: VERSION, birth, nonce }
    }

    /// Applies a transaction in a block of its own. An invalid one gets no block.
    pub fn apply(&self, transaction: UncheckedExtrinsic) -> Result<Included, ChainError> {
        let mut state = self.lock();
        let transaction_hash = BlakeTwo256::hash_of(&transaction).into();
        let block = state.build(Some(transaction))?;
        state.import(block)?;
        let (block, block_hash) = (*state.best.number(), state.best.hash().into());
        let records: Vec<EventRecord<RuntimeEvent, Hash>> =
            state.storage(&events_key()).map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default();
        drop(state);
        let of_transaction = records.into_iter().filter(|record| record.phase == Phase::ApplyExtrinsic(0));
        let events = of_transaction.map(|record| self.names.event(&record.event.encode())).collect();
        included(&self.names, block, block_hash, transaction_hash, events)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with the lock left the state of a finished block: that of an unfinished one is only in an
        // overlay, which every block starts by dropping.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, ChainError> {
    T::decode_all(&mut &*bytes).map_err(|e| ChainError::Unexpected(format!("what the runtime answered: {e}")))
}

impl State {
    /// Calls a function of the runtime on the state with what the overlay holds. A runtime panics to refuse.
    fn run(&mut self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
        let called = self.ext.execute_with_safe(AssertUnwindSafe(|| api::dispatch(function, arguments)))?;
        called.ok_or_else(|| format!("it has no function {function}"))
    }

    /// Calls a function of the runtime on the state after the best block and drops what it writes.
    fn ask(&mut self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.ext.reset_overlay();
        let answer = self.run(function, arguments);
        self.ext.reset_overlay();
        answer.map_err(|cause| ChainError::Runtime { function: function.into(), cause })
    }

    fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.ext.execute_with(|| sp_io::storage::get(key)).map(Into::into)
    }

    /// Builds a block on the best one. Leaves the state as it was.
    fn build(&mut self, transaction: Option<UncheckedExtrinsic>) -> Result<Block, ChainError> {
        self.ext.reset_overlay();
        let built = self.build_on_overlay(transaction);
        self.ext.reset_overlay();
        built
    }

    fn build_on_overlay(&mut self, transaction: Option<UncheckedExtrinsic>) -> Result<Block, ChainError> {
        let header =
            Header::new(self.best.number() + 1, Hash::default(), Hash::default(), self.best.hash(), Default::default());
        let mut run = |function: &str, arguments: &[u8]| {
            self.run(function, arguments).map_err(|cause| ChainError::Runtime { function: function.into(), cause })
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
        let refused = |cause| ChainError::Import { number: *header.number(), cause };
        self.ext.reset_overlay();
        if let Err(cause) = self.run("Core_execute_block", &block.encode()) {
            self.ext.reset_overlay();
            return Err(refused(cause));
        }
        self.ext.commit_all().map_err(refused)?;
        self.best = header;
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
        Ok(VERSION)
    }

    fn ask(&self, function: &'static str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.lock().ask(function, arguments)
    }

    fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
        Ok(self.lock().storage(key))
    }

    fn storage_pairs(&self, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ChainError> {
        let mut state = self.lock();
        let (mut pairs, mut key) = (Vec::new(), prefix.to_vec());
        while let Some(next) = state.ext.execute_with(|| sp_io::storage::next_key(&key)) {
            if !next.starts_with(prefix) {
                break;
            }
            let value = state.storage(&next).unwrap_or_default();
            pairs.push((next.clone(), value));
            key = next;
        }
        Ok(pairs)
    }

    fn refusal(&self, error: &DispatchError) -> Result<Refusal, ChainError> {
        Ok(self.names.dispatch_error(error))
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
    use zkml_runtime::System;

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
        let block_hash = |number| chain.lock().ext.execute_with(|| System::block_hash(number));
        assert_eq!(chain.genesis_hash, genesis.hash());
        assert_eq!(block_hash(0), genesis.hash());
        let (best, root) = {
            let state = chain.lock();
            (state.best.clone(), *state.ext.backend.root())
        };
        assert_eq!(*best.number(), 3);
        assert_eq!(*best.state_root(), root);
        assert_eq!(block_hash(2), *best.parent_hash());
    }
}
