//! The real runtime in this process.
//!
//! Blocks come about as on a node: one is built on the state of its parent (initialize, apply a signed transaction with
//! nonce, mortality, fee and weight, finalize), that state is thrown away, and the finished block is executed from its
//! bytes with every check of import. Only then is its state kept. There is no consensus and no network: each transaction
//! gets a block of its own.

use crate::{
    client::{Included, Registered, Registration, Submission, Submitted},
    names::{invalid_transaction, Names},
    signer::development_keys,
    transaction::{sign, Signing},
    AccountId, Balance, BlockNumber, Chain, ChainError, DispatchFailure, Model, ModelId, Receipt, RuntimeCall,
    RuntimeVersion, Signer, UncheckedExtrinsic, Version, VersionNumber, Weight,
};
use frame_system::Phase;
use pallet_zkml::KeyId;
use sp_io::TestExternalities;
use sp_runtime::{
    traits::{BlakeTwo256, Block as _, Hash as _, Header as _},
    BuildStorage, DispatchError,
};
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zkml_primitives::{FieldBytes, Scale};
use zkml_runtime::{
    Block, Executive, Hash, Header, Nonce, Runtime, RuntimeEvent, RuntimeGenesisConfig, System, VERSION,
};

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
            let block = state.build(None)?.0;
            state.import(block)?;
        }
        Ok(())
    }

    /// How many transactions an account has sent.
    pub fn nonce(&self, account: &AccountId) -> Nonce {
        self.query(|| System::account_nonce(account))
    }

    /// What to sign for a transaction in the next block.
    pub fn signing(&self, nonce: Nonce) -> Signing {
        let state = self.lock();
        Signing {
            genesis_hash: self.genesis_hash,
            version: VERSION,
            birth: (*state.best.number(), state.best.hash()),
            nonce,
        }
    }

    /// Signs any call with the account's next nonce and applies it in a block.
    pub fn call(&self, signer: &Signer, call: RuntimeCall) -> Result<Included, ChainError> {
        let signing = self.signing(self.nonce(&signer.account()));
        self.apply(sign(signer, call, &signing))
    }

    /// Applies a transaction in a block of its own. An invalid one gets no block.
    pub fn apply(&self, transaction: UncheckedExtrinsic) -> Result<Included, ChainError> {
        self.apply_with_events(transaction).map(|(included, _)| included)
    }

    fn apply_with_events(&self, transaction: UncheckedExtrinsic) -> Result<(Included, Vec<RuntimeEvent>), ChainError> {
        let mut state = self.lock();
        let transaction_hash = BlakeTwo256::hash_of(&transaction).into();
        let (block, outcome) = state.build(Some(transaction))?;
        state.import(block)?;
        let (block, block_hash) = (*state.best.number(), state.best.hash().into());
        let events = state.ext.execute_with(|| {
            System::events()
                .into_iter()
                .filter(|record| record.phase == Phase::ApplyExtrinsic(0))
                .map(|record| record.event)
                .collect::<Vec<_>>()
        });
        drop(state);

        let (fee, weight) = cost(&events)?;
        if let Err(error) = outcome {
            let text = self.names.dispatch_error(&error);
            return Err(ChainError::Dispatch(Box::new(DispatchFailure {
                pallet: text.pallet,
                name: text.name,
                reason: text.reason,
                help: text.help,
                block,
                fee,
                weight,
            })));
        }
        let names = events.iter().map(|event| self.names.event(event)).collect();
        let included = Included { block, block_hash, transaction_hash, fee, weight, events: names };
        Ok((included, events))
    }

    fn call_with_events(
        &self,
        signer: &Signer,
        call: RuntimeCall,
    ) -> Result<(Included, Vec<RuntimeEvent>), ChainError> {
        let signing = self.signing(self.nonce(&signer.account()));
        self.apply_with_events(sign(signer, call, &signing))
    }

    fn query<R>(&self, read: impl FnOnce() -> R) -> R {
        self.lock().ext.execute_with(read)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with the lock left the state of a finished block: that of an unfinished one is only in an
        // overlay, which every block starts by dropping.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fee and weight of a transaction, from its events.
fn cost(events: &[RuntimeEvent]) -> Result<(Balance, Weight), ChainError> {
    let fee = events.iter().find_map(|event| match event {
        RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
            actual_fee, ..
        }) => Some(*actual_fee),
        _ => None,
    });
    let weight = events.iter().find_map(|event| match event {
        RuntimeEvent::System(
            frame_system::Event::ExtrinsicSuccess { dispatch_info }
            | frame_system::Event::ExtrinsicFailed { dispatch_info, .. },
        ) => Some(dispatch_info.weight),
        _ => None,
    });
    fee.zip(weight).ok_or_else(|| ChainError::Unexpected("a transaction without fee or outcome".into()))
}

impl State {
    /// Builds a block on the best one and returns it with the outcome of its transaction. Leaves the state as it was.
    fn build(
        &mut self,
        transaction: Option<UncheckedExtrinsic>,
    ) -> Result<(Block, Result<(), DispatchError>), ChainError> {
        self.ext.reset_overlay();
        let header =
            Header::new(self.best.number() + 1, Hash::default(), Hash::default(), self.best.hash(), Default::default());
        let built = self.ext.execute_with(|| {
            Executive::initialize_block(&header);
            let outcome = match &transaction {
                Some(transaction) => Executive::apply_extrinsic(transaction.clone())?,
                None => Ok(()),
            };
            Ok((Executive::finalize_block(), outcome))
        });
        self.ext.reset_overlay();
        let (header, outcome) = built.map_err(invalid_transaction)?;
        Ok((Block::new(header, transaction.into_iter().collect()), outcome))
    }

    /// Executes a finished block with every check of import and keeps its state.
    fn import(&mut self, block: Block) -> Result<(), ChainError> {
        let header = block.header.clone();
        let refused = |cause| ChainError::Import { number: *header.number(), cause };
        self.ext.reset_overlay();
        // The runtime refuses a block by panicking, as it does in Wasm.
        let executed = self.ext.execute_with_safe(AssertUnwindSafe(|| Executive::execute_block(block.into())));
        if let Err(cause) = executed {
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

    fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
        Ok(self.query(|| pallet_balances::Pallet::<Runtime>::free_balance(account)))
    }

    fn model(&self, model: ModelId) -> Result<Option<Model>, ChainError> {
        Ok(self.query(|| pallet_zkml::Models::<Runtime>::get(model)))
    }

    fn version(&self, model: ModelId, version: VersionNumber) -> Result<Option<Version>, ChainError> {
        Ok(self.query(|| pallet_zkml::Versions::<Runtime>::get(model, version)))
    }

    fn verifying_key(&self, model: ModelId, version: VersionNumber) -> Result<Option<Vec<u8>>, ChainError> {
        let key = self.query(|| pallet_zkml::Pallet::<Runtime>::verifying_key(KeyId::Version(model, version)));
        Ok(key.map(Into::into))
    }

    fn receipt(&self, statement: [u8; 32]) -> Result<Option<Receipt>, ChainError> {
        Ok(self.query(|| pallet_zkml::Receipts::<Runtime>::get(statement)))
    }

    fn submission_fee(&self, model: ModelId, version: VersionNumber) -> Result<Option<Balance>, ChainError> {
        Ok(self.query(|| zkml_runtime::apis::submission_fee(model, version)))
    }

    fn register_model(&self, signer: &Signer, registration: Registration) -> Result<Registered, ChainError> {
        let (included, events) = self.call_with_events(signer, registration.into_call()?)?;
        events
            .into_iter()
            .find_map(|event| match event {
                RuntimeEvent::Zkml(pallet_zkml::Event::ModelRegistered { model, version, vk_hash, .. }) => {
                    Some((model, version, vk_hash))
                }
                _ => None,
            })
            .map(|(model, version, vk_hash)| Registered { model, version, vk_hash, included })
            .ok_or_else(|| ChainError::Unexpected("a registration without its event".into()))
    }

    fn submit_proof(&self, signer: &Signer, submission: Submission) -> Result<Submitted, ChainError> {
        let (included, events) = self.call_with_events(signer, submission.into_call()?)?;
        events
            .into_iter()
            .find_map(|event| match event {
                RuntimeEvent::Zkml(pallet_zkml::Event::ProofVerified { statement, output, .. }) => {
                    Some((statement, output.into()))
                }
                _ => None,
            })
            .map(|(statement, output)| Submitted { statement, output, included })
            .ok_or_else(|| ChainError::Unexpected("a verified proof without its event".into()))
    }

    fn add_retrained_version(
        &self,
        signer: &Signer,
        model: ModelId,
        like: VersionNumber,
        params: FieldBytes,
        output_scale: Scale,
    ) -> Result<Registered, ChainError> {
        let call = pallet_zkml::Call::add_retrained_version { model, like, params, output_scale };
        let (included, events) = self.call_with_events(signer, RuntimeCall::Zkml(call))?;
        events
            .into_iter()
            .find_map(|event| match event {
                RuntimeEvent::Zkml(pallet_zkml::Event::VersionAdded { model, version, vk_hash, .. }) => {
                    Some((model, version, vk_hash))
                }
                _ => None,
            })
            .map(|(model, version, vk_hash)| Registered { model, version, vk_hash, included })
            .ok_or_else(|| ChainError::Unexpected("a new version without its event".into()))
    }

    fn attest(&self, signer: &Signer, root: [u8; 32], expires: BlockNumber) -> Result<Included, ChainError> {
        self.call(signer, RuntimeCall::ZkmlAttestations(pallet_zkml_attestations::Call::attest { root, expires }))
    }

    fn revoke_attestation(
        &self,
        signer: &Signer,
        root: [u8; 32],
        leaf: Option<[u8; 32]>,
    ) -> Result<Included, ChainError> {
        self.call(signer, RuntimeCall::ZkmlAttestations(pallet_zkml_attestations::Call::revoke { root, leaf }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_refuses_a_block_with_another_state() {
        let chain = EmbeddedChain::development().unwrap();
        let mut state = chain.lock();
        let (good, _) = state.build(None).unwrap();
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
        assert_eq!(chain.genesis_hash, genesis.hash());
        assert_eq!(chain.query(|| System::block_hash(0)), genesis.hash());
        let (best, root) = {
            let state = chain.lock();
            (state.best.clone(), *state.ext.backend.root())
        };
        assert_eq!(*best.number(), 3);
        assert_eq!(*best.state_root(), root);
        assert_eq!(chain.query(|| System::block_hash(2)), *best.parent_hash());
    }
}
