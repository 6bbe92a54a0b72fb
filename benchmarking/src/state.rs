//! The state that benchmarks run on: the runtime's genesis in memory, with the host functions of `frame_benchmarking`.
//!
//! It counts as a node's benchmarking state does. A key is read once and written once, however often: what comes after
//! is served by the overlay or the cache of a node. What the overlay holds is not read at all. A key of the whitelist,
//! which every block touches anyhow, does not count.

use crate::Error;
use sp_externalities::{set_and_run_with_externalities, Extensions};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{traits::BlakeTwo256, BuildStorage};
use sp_state_machine::{
    Backend, BackendTransaction, ChildStorageCollection, Ext, InMemoryBackend, IterArgs, OverlayedChanges,
    StateMachineStats, StorageCollection, StorageIterator, StorageKey, StorageValue, UsageInfo,
};
use sp_storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_trie::MerkleValue;
use std::{cell::RefCell, collections::BTreeMap};
use zkml_runtime::{Hash, RuntimeGenesisConfig};

type Memory = InMemoryBackend<BlakeTwo256>;
type Failure = <Memory as Backend<BlakeTwo256>>::Error;

/// The state, and what was done to it since the benchmark reset its count.
#[derive(Debug)]
pub struct CountingState {
    genesis: Memory,
    current: RefCell<Memory>,
    accesses: RefCell<Accesses>,
}

#[derive(Debug, Default)]
struct Accesses {
    whitelist: Vec<TrackedStorageKey>,
    /// By child trie and key.
    keys: BTreeMap<(Option<Vec<u8>>, Vec<u8>), TrackedStorageKey>,
}

impl Accesses {
    fn reset(&mut self) {
        self.keys.clear();
        for TrackedStorageKey { child_trie_key, key, .. } in &self.whitelist {
            let mut tracked = TrackedStorageKey::new(key.clone());
            tracked.whitelist();
            self.keys.insert((child_trie_key.clone(), key.clone()), tracked);
        }
    }

    fn track(&mut self, child: Option<&[u8]>, key: &[u8]) -> &mut TrackedStorageKey {
        self.keys
            .entry((child.map(<[u8]>::to_vec), key.to_vec()))
            .or_insert_with(|| TrackedStorageKey::new(key.to_vec()))
    }

    fn counted(&self) -> impl Iterator<Item = &TrackedStorageKey> {
        self.keys.values().filter(|tracked| !tracked.whitelisted)
    }
}

impl CountingState {
    /// The state of a chain's first block.
    pub fn new(genesis: RuntimeGenesisConfig) -> Result<Self, Error> {
        let storage = genesis.build_storage().map_err(Error::Genesis)?;
        let genesis = Memory::from((storage, StateVersion::V1));
        Ok(Self { current: RefCell::new(genesis.clone()), genesis, accesses: RefCell::default() })
    }

    /// Runs something of the runtime on this state.
    pub fn execute<R>(&self, call: impl FnOnce() -> R) -> R {
        let mut overlay = OverlayedChanges::default();
        // What a prover's node signs with.
        let mut extensions = Extensions::new();
        extensions.register(KeystoreExt::new(MemoryKeystore::new()));
        let mut ext = Ext::new(&mut overlay, self, Some(&mut extensions));
        set_and_run_with_externalities(&mut ext, call)
    }

    fn read(&self, child: Option<&ChildInfo>, key: &[u8]) -> std::cell::Ref<'_, Memory> {
        let child = child.map(ChildInfo::storage_key);
        self.accesses.borrow_mut().track(child, key).add_read();
        self.current.borrow()
    }
}

impl Backend<BlakeTwo256> for CountingState {
    type Error = Failure;
    type TrieBackendStorage = <Memory as Backend<BlakeTwo256>>::TrieBackendStorage;
    type RawIter = Iter;

    fn storage(&self, key: &[u8]) -> Result<Option<StorageValue>, Failure> {
        self.read(None, key).storage(key)
    }

    fn storage_hash(&self, key: &[u8]) -> Result<Option<Hash>, Failure> {
        self.read(None, key).storage_hash(key)
    }

    fn closest_merkle_value(&self, key: &[u8]) -> Result<Option<MerkleValue<Hash>>, Failure> {
        self.read(None, key).closest_merkle_value(key)
    }

    fn child_closest_merkle_value(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<MerkleValue<Hash>>, Failure> {
        self.read(Some(child), key).child_closest_merkle_value(child, key)
    }

    fn child_storage(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<StorageValue>, Failure> {
        self.read(Some(child), key).child_storage(child, key)
    }

    fn child_storage_hash(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<Hash>, Failure> {
        self.read(Some(child), key).child_storage_hash(child, key)
    }

    fn next_storage_key(&self, key: &[u8]) -> Result<Option<StorageKey>, Failure> {
        self.read(None, key).next_storage_key(key)
    }

    fn next_child_storage_key(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<StorageKey>, Failure> {
        self.read(Some(child), key).next_child_storage_key(child, key)
    }

    fn storage_root<'a>(
        &self,
        delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
        version: StateVersion,
    ) -> (Hash, BackendTransaction<BlakeTwo256>) {
        self.current.borrow().storage_root(delta, version)
    }

    fn child_storage_root<'a>(
        &self,
        child: &ChildInfo,
        delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
        version: StateVersion,
    ) -> (Hash, bool, BackendTransaction<BlakeTwo256>) {
        self.current.borrow().child_storage_root(child, delta, version)
    }

    fn raw_iter(&self, args: IterArgs) -> Result<Iter, Failure> {
        let child = args.child_info.clone();
        Ok(Iter { inner: self.current.borrow().raw_iter(args)?, child })
    }

    fn register_overlay_stats(&self, _: &StateMachineStats) {}

    fn usage_info(&self) -> UsageInfo {
        UsageInfo::empty()
    }

    fn wipe(&self) -> Result<(), Failure> {
        *self.current.borrow_mut() = self.genesis.clone();
        self.reset_read_write_count();
        Ok(())
    }

    fn commit(
        &self,
        root: Hash,
        transaction: BackendTransaction<BlakeTwo256>,
        changes: StorageCollection,
        child_changes: ChildStorageCollection,
    ) -> Result<(), Failure> {
        self.current.borrow_mut().apply_transaction(root, transaction);
        let mut accesses = self.accesses.borrow_mut();
        for (key, _) in &changes {
            accesses.track(None, key).add_write();
        }
        for (child, changes) in &child_changes {
            for (key, _) in changes {
                accesses.track(Some(child), key).add_write();
            }
        }
        Ok(())
    }

    /// Keys that were read, reads of them beyond the first, and the same of writes.
    fn read_write_count(&self) -> (u32, u32, u32, u32) {
        let mut count = (0, 0, 0, 0);
        for key in self.accesses.borrow().counted() {
            count.0 += key.reads.min(1);
            count.1 += key.reads.saturating_sub(1);
            count.2 += key.writes.min(1);
            count.3 += key.writes.saturating_sub(1);
        }
        count
    }

    fn reset_read_write_count(&self) {
        self.accesses.borrow_mut().reset();
    }

    fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
        self.accesses.borrow().whitelist.clone()
    }

    fn set_whitelist(&self, whitelist: Vec<TrackedStorageKey>) {
        self.accesses.borrow_mut().whitelist = whitelist;
    }

    /// Not recorded: weights bound it by what the storage items may hold.
    fn proof_size(&self) -> Option<u32> {
        None
    }

    /// Whole keys, of which each was read once at most and written once at most.
    fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
        self.accesses
            .borrow()
            .counted()
            .filter(|key| key.has_been_read())
            .map(|key| (key.key.clone(), key.reads.min(1), key.writes.min(1), false))
            .collect()
    }
}

/// Iterates over keys. What it comes across is read.
pub struct Iter {
    inner: <Memory as Backend<BlakeTwo256>>::RawIter,
    child: Option<ChildInfo>,
}

impl StorageIterator<BlakeTwo256> for Iter {
    type Backend = CountingState;
    type Error = Failure;

    fn next_key(&mut self, state: &CountingState) -> Option<Result<StorageKey, Failure>> {
        let key = self.inner.next_key(&state.current.borrow());
        if let Some(Ok(key)) = &key {
            state.read(self.child.as_ref(), key);
        }
        key
    }

    fn next_pair(&mut self, state: &CountingState) -> Option<Result<(StorageKey, StorageValue), Failure>> {
        let pair = self.inner.next_pair(&state.current.borrow());
        if let Some(Ok((key, _))) = &pair {
            state.read(self.child.as_ref(), key);
        }
        pair
    }

    fn was_complete(&self) -> bool {
        self.inner.was_complete()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frame_benchmarking::benchmarking;
    use sp_io::storage;

    fn state() -> CountingState {
        let state = CountingState::new(zkml_runtime::genesis::development([])).unwrap();
        state.execute(|| {
            benchmarking::wipe_db();
            storage::set(b"a", b"1");
            storage::set(b"b", b"2");
            benchmarking::commit_db();
            benchmarking::reset_read_write_count();
        });
        state
    }

    #[test]
    fn counts_a_key_once_and_not_what_the_overlay_holds() {
        let count = state().execute(|| {
            for _ in 0..3 {
                assert_eq!(storage::get(b"a").as_deref(), Some(b"1".as_slice()));
            }
            assert!(storage::exists(b"a"));
            assert!(!storage::exists(b"absent"));
            storage::set(b"c", b"3");
            storage::set(b"c", b"4");
            assert_eq!(storage::get(b"c").as_deref(), Some(b"4".as_slice()));
            benchmarking::commit_db();
            benchmarking::read_write_count()
        });
        assert_eq!(count, (2, 3, 1, 0));
    }

    #[test]
    fn does_not_count_the_whitelist() {
        let (count, keys) = state().execute(|| {
            benchmarking::set_whitelist(vec![b"a".to_vec().into()]);
            benchmarking::reset_read_write_count();
            storage::get(b"a");
            storage::get(b"b");
            storage::set(b"a", b"5");
            benchmarking::commit_db();
            (benchmarking::read_write_count(), benchmarking::get_read_and_written_keys())
        });
        assert_eq!(count, (1, 0, 0, 0));
        assert_eq!(keys, [(b"b".to_vec(), 1, 0, false)]);
    }

    #[test]
    fn counts_the_keys_that_an_iteration_comes_across() {
        let keys = state().execute(|| {
            let _ = storage::clear_prefix(b"b", None);
            benchmarking::commit_db();
            benchmarking::get_read_and_written_keys()
        });
        assert_eq!(keys, [(b"b".to_vec(), 1, 1, false)]);
    }

    #[test]
    fn wiping_restores_the_genesis() {
        state().execute(|| {
            benchmarking::wipe_db();
            assert!(!storage::exists(b"a"));
            storage::set(b"a", b"1");
            // Also what was never committed.
            benchmarking::wipe_db();
            assert!(!storage::exists(b"a"));
        });
    }
}
