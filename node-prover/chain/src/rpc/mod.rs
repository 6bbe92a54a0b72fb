//! A node, reached over JSON-RPC.

mod comparison;
mod connection;
mod delegation;
mod in_flight;
mod runtime;

use crate::{
    transaction::{events_key, Birth, MORTALITY},
    Balance, BlockNumber, Chain, ChainError, Event, Included, Pair, Refusal, RuntimeCall, RuntimeVersion, Signer,
    Submission,
};
use connection::{Connection, RequestError};
use in_flight::Sent;
use parity_scale_codec::{Decode, DecodeAll, Encode};
use runtime::NodeRuntime;
use serde::Deserialize;
use sp_core::{crypto::Ss58Codec, H256};
use sp_runtime::DispatchError;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use subxt::rpcs::client::rpc_params;
use zkml_runtime::{AccountId, Nonce};

/// Keys, and values, of one request.
const PAGE: u32 = 256;
/// How many blocks before the best one a transaction's mortality begins at most.
const OLDEST_BIRTH: BlockNumber = 16;
/// How often a transaction is signed again because others of the same account took its nonce.
const NONCES: u32 = 20;

/// How a client behaves.
#[derive(Clone)]
pub struct RpcOptions {
    /// Whether a transaction counts once its block is finalized, or as soon as it is in one.
    pub finalized: bool,
    /// What every transaction pays on top of its fee, in plancks, to be included before others.
    pub tip: Balance,
    /// How long a lost connection is tried again, and how long a chain may stand still while a transaction is waited for.
    pub patience: Duration,
    /// Is told what is waited for.
    pub progress: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Default for RpcOptions {
    /// Waits for finality, a minute without an answer at most, pays no tip and tells nobody.
    fn default() -> Self {
        Self { finalized: true, tip: 0, patience: Duration::from_secs(60), progress: Arc::new(|_| ()) }
    }
}

/// A chain behind a node.
///
/// It speaks to any runtime with `pallet-zkml` under the name `Zkml` and its runtime API, whatever the numbers of pallets and
/// whatever else transactions carry there: all that is taken from the node's metadata, and compared with what this program
/// was built with before anything is encoded or decoded by it.
pub struct RpcChain {
    connection: Connection,
    options: RpcOptions,
    genesis_hash: [u8; 32],
    runtime: Mutex<Option<Arc<NodeRuntime>>>,
}

/// A block as the node tells it.
struct Block {
    hash: H256,
    parent: H256,
    number: BlockNumber,
    transactions: Vec<Vec<u8>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JsonHeader {
    parent_hash: H256,
    number: String,
}

#[derive(Deserialize)]
struct JsonBlock {
    block: JsonBlockBody,
}

#[derive(Deserialize)]
struct JsonBlockBody {
    header: JsonHeader,
    extrinsics: Vec<String>,
}

#[derive(Deserialize)]
struct JsonChanges {
    changes: Vec<(String, Option<String>)>,
}

impl RpcChain {
    /// Connects to a node, such as `ws://127.0.0.1:9944`, and checks that its chain carries the pallet.
    pub fn connect(url: &str, options: RpcOptions) -> Result<Self, ChainError> {
        let connection = Connection::open(url, options.patience)?;
        let genesis: Option<H256> = connection.ask("chain_getBlockHash", || rpc_params![0u32])?;
        let genesis = genesis.ok_or_else(|| ChainError::Unexpected("no first block".into()))?;
        let chain = Self { connection, options, genesis_hash: genesis.0, runtime: Mutex::new(None) };
        chain.runtime()?;
        Ok(chain)
    }

    /// The node's address.
    pub fn url(&self) -> &str {
        self.connection.url()
    }

    /// Number of the last finalized block.
    pub fn finalized_number(&self) -> Result<BlockNumber, ChainError> {
        Ok(self.finalized()?.0)
    }

    /// The events of a block, by its number in the best chain.
    pub fn events(&self, number: BlockNumber) -> Result<Vec<Event>, ChainError> {
        let hash: Option<H256> = self.connection.ask("chain_getBlockHash", || rpc_params![number])?;
        let hash = hash.ok_or_else(|| ChainError::Unexpected(format!("no block {number}")))?;
        let bytes = self.storage_at(&events_key(), hash)?.unwrap_or_default();
        self.runtime()?.events(bytes, None)
    }

    /// Whether a proof of the statement is in the node's pool.
    pub fn is_pending(&self, submission: &Submission) -> Result<bool, ChainError> {
        let claim = submission.encoded_claim()?.len();
        let call = submission.clone().into_call()?;
        Ok(self.pending(&self.beginning(&call, claim)?)?.is_some())
    }

    /// The first bytes of a call as the chain encodes it, with so many bytes of its arguments.
    fn beginning(&self, call: &RuntimeCall, arguments: usize) -> Result<Vec<u8>, ChainError> {
        let mut encoded = self.runtime()?.encoded_call(call)?;
        encoded.truncate(2 + arguments);
        Ok(encoded)
    }

    /// Number and hash of the best block.
    fn best(&self) -> Result<Birth, ChainError> {
        let hash: H256 = self.connection.ask("chain_getBlockHash", || rpc_params![])?;
        self.numbered(hash)
    }

    fn finalized(&self) -> Result<Birth, ChainError> {
        let hash: H256 = self.connection.ask("chain_getFinalizedHead", || rpc_params![])?;
        self.numbered(hash)
    }

    fn numbered(&self, hash: H256) -> Result<Birth, ChainError> {
        let header = self.header(hash)?;
        Ok((number(&header.number)?, hash))
    }

    fn header(&self, hash: H256) -> Result<JsonHeader, ChainError> {
        let header: Option<JsonHeader> = self.connection.ask("chain_getHeader", || rpc_params![hash])?;
        header.ok_or_else(|| ChainError::Unexpected(format!("no header of block {hash:?}")))
    }

    fn block(&self, hash: H256) -> Result<Block, ChainError> {
        let block: Option<JsonBlock> = self.connection.ask("chain_getBlock", || rpc_params![hash])?;
        let block = block.ok_or_else(|| ChainError::Unexpected(format!("no block {hash:?}")))?.block;
        let transactions = block.extrinsics.iter().map(|text| bytes(text)).collect::<Result<_, _>>()?;
        let JsonHeader { parent_hash, number: text } = block.header;
        Ok(Block { hash, parent: parent_hash, number: number(&text)?, transactions })
    }

    fn state_call(&self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        let arguments = format!("0x{}", hex::encode(arguments));
        match self.connection.request::<String>("state_call", || rpc_params![function, &arguments]) {
            Ok(text) => bytes(&text),
            Err(RequestError::Refused(refused)) => {
                Err(ChainError::Runtime { function: function.into(), cause: connection::refused_with_data(&refused) })
            }
            Err(lost) => Err(self.connection.error("state_call", lost)),
        }
    }

    fn storage_at(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>, ChainError> {
        let key = format!("0x{}", hex::encode(key));
        let value: Option<String> = self.connection.ask("state_getStorage", || rpc_params![&key, at])?;
        value.map(|text| bytes(&text)).transpose()
    }

    /// The runtime of the best block, whose metadata is asked for when the version has changed.
    fn runtime(&self) -> Result<Arc<NodeRuntime>, ChainError> {
        let version: RuntimeVersion = answer(&self.state_call("Core_version", &[])?)?;
        let mut known = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = known.as_ref().filter(|runtime| runtime.version == version) {
            return Ok(runtime.clone());
        }
        let v14: Vec<u8> = answer(&self.state_call("Metadata_metadata", &[])?)?;
        let v15: Option<Vec<u8>> = answer(&self.state_call("Metadata_metadata_at_version", &15u32.encode())?)?;
        let v15 = v15.ok_or_else(|| ChainError::Unexpected("no metadata of version 15".into()))?;
        let runtime = Arc::new(NodeRuntime::new(self.genesis_hash, version, &v14, &v15)?);
        Ok(known.insert(runtime).clone())
    }

    /// The block that a transaction is valid after: one whose hash the best state knows, that is rarely replaced, and that is
    /// not old even where blocks are finalized late or never.
    fn birth(&self) -> Result<Birth, ChainError> {
        let (best, finalized) = (self.best()?, self.finalized()?);
        let number = finalized.0.max(best.0.saturating_sub(OLDEST_BIRTH)).min(best.0.saturating_sub(1));
        if number == finalized.0 {
            return Ok(finalized);
        }
        let hash: Option<H256> = self.connection.ask("chain_getBlockHash", || rpc_params![number])?;
        Ok((number, hash.ok_or_else(|| ChainError::Unexpected(format!("no block {number}")))?))
    }

    /// The account's next nonce, with its transactions in the node's pool counted.
    fn next_nonce(&self, account: &AccountId) -> Result<Nonce, ChainError> {
        let address = account.to_ss58check();
        self.connection.ask("system_accountNextIndex", || rpc_params![&address])
    }

    fn say(&self, what: &str) {
        (self.options.progress)(what);
    }
}

fn answer<T: Decode>(bytes: &[u8]) -> Result<T, ChainError> {
    T::decode_all(&mut &*bytes).map_err(|e| ChainError::Unexpected(format!("an answer that does not decode: {e}")))
}

fn bytes(text: &str) -> Result<Vec<u8>, ChainError> {
    hex::decode(text.trim_start_matches("0x"))
        .map_err(|e| ChainError::Unexpected(format!("an answer that is not hexadecimal: {e}")))
}

fn number(text: &str) -> Result<BlockNumber, ChainError> {
    BlockNumber::from_str_radix(text.trim_start_matches("0x"), 16)
        .map_err(|e| ChainError::Unexpected(format!("a block number that is none: {e}")))
}

impl Chain for RpcChain {
    fn genesis_hash(&self) -> Result<[u8; 32], ChainError> {
        Ok(self.genesis_hash)
    }

    fn block_number(&self) -> Result<BlockNumber, ChainError> {
        Ok(self.best()?.0)
    }

    fn runtime_version(&self) -> Result<RuntimeVersion, ChainError> {
        Ok(self.runtime()?.version.clone())
    }

    fn ask(&self, function: &'static str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.runtime()?.check_api(function)?;
        self.state_call(function, arguments)
    }

    fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
        self.runtime()?.check_storage(key)?;
        self.storage_at(key, self.best()?.1)
    }

    fn storage_pairs(&self, prefix: &[u8]) -> Result<Vec<Pair>, ChainError> {
        self.runtime()?.check_storage(prefix)?;
        let (_, at) = self.best()?;
        let prefix = format!("0x{}", hex::encode(prefix));
        let (mut pairs, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = || rpc_params![&prefix, PAGE, &after, at];
            let keys: Vec<String> = self.connection.ask("state_getKeysPaged", page)?;
            let Some(last) = keys.last().cloned() else { return Ok(pairs) };
            if after.as_ref().is_some_and(|after| last <= *after) {
                return Err(ChainError::Unexpected("the same keys again instead of the next".into()));
            }
            let changes: Vec<JsonChanges> = self.connection.ask("state_queryStorageAt", || rpc_params![&keys, at])?;
            for (key, value) in changes.into_iter().flat_map(|changes| changes.changes) {
                if let Some(value) = value {
                    pairs.push((bytes(&key)?, bytes(&value)?));
                }
            }
            after = Some(last);
        }
    }

    fn refusal(&self, error: &DispatchError) -> Result<Refusal, ChainError> {
        Ok(self.runtime()?.names.dispatch_error(error))
    }

    fn tip(&self) -> Balance {
        self.options.tip
    }

    fn signed(&self, signer: &Signer, call: &RuntimeCall, nonce: Nonce) -> Result<Vec<u8>, ChainError> {
        self.runtime()?.sign(signer, call, nonce, self.birth()?, self.options.tip)
    }

    fn call(&self, signer: &Signer, call: RuntimeCall) -> Result<Included, ChainError> {
        for _ in 0..NONCES {
            let birth = self.birth()?;
            let last = last_block(birth.0);
            let nonce = self.next_nonce(&signer.account())?;
            let transaction = self.runtime()?.sign(signer, &call, nonce, birth, self.options.tip)?;
            // After a lost connection it may be in a block already, which takes the nonce and makes it invalid.
            let sent = self.send(&transaction).and_then(|sent| match sent {
                Sent::NonceTaken | Sent::Invalid(_) if self.is_included(&transaction, birth.0)? => Ok(Sent::Pooled),
                sent => Ok(sent),
            });
            match sent {
                Ok(Sent::Pooled) => return self.follow(&transaction, birth.0, last),
                Ok(Sent::NonceTaken) => {}
                Ok(Sent::Invalid(error)) => return Err(error),
                // It may have arrived all the same.
                Err(ChainError::Unreachable { url, cause }) => {
                    let cause = format!("{url} does not answer any more: {cause}");
                    let transaction = sp_io::hashing::blake2_256(&transaction);
                    return Err(ChainError::InFlight { transaction, last, cause });
                }
                Err(error) => return Err(error),
            }
        }
        Err(ChainError::NoNonce(signer.account()))
    }

    fn join(&self, call: &RuntimeCall, arguments: usize) -> Result<Option<Included>, ChainError> {
        let Some(transaction) = self.pending(&self.beginning(call, arguments)?)? else { return Ok(None) };
        // It is valid now, wherever in its mortality that is.
        let best = self.best()?.0;
        self.follow(&transaction, best.saturating_sub(MORTALITY as u32), last_block(best)).map(Some)
    }
}

/// The last block that a transaction may enter which was signed for the blocks after this one.
fn last_block(birth: BlockNumber) -> BlockNumber {
    birth.saturating_add(MORTALITY as u32 - 1)
}
