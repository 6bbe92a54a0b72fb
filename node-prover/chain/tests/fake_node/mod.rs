//! A node for tests: the runtime of this build behind JSON-RPC over a WebSocket on this machine, with a pool, forks and
//! finality. Blocks are made on demand or by a clock. It behaves as nodes do unless a test tells it otherwise.
//!
//! It writes its frames itself rather than through a library of servers, which would not send what is no JSON.

use futures::{executor::block_on, io::AllowStdIo};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use sc_executor::with_externalities_safe;
use serde_json::{json, Value};
use soketto::handshake::{server::Response, Server};
use sp_core::{
    bytes::{from_hex, to_hex},
    crypto::Ss58Codec,
    H256,
};
use sp_externalities::Extensions;
use sp_io::hashing::blake2_256;
use sp_runtime::{
    traits::{BlakeTwo256, Header as _},
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
    },
    ApplyExtrinsicResult, BuildStorage, Digest, DigestItem,
};
use sp_state_machine::{Backend as _, Ext, InMemoryBackend, IterArgs, OverlayedChanges};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    ops::Deref,
    panic::AssertUnwindSafe,
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc, Mutex, MutexGuard, PoisonError,
    },
    thread,
    time::Duration,
};
use zkml_chain::{sign, AccountId, Balance, BlockNumber, RuntimeCall, Signer, Signing};
use zkml_runtime::{apis::api, genesis, Header, Nonce, Runtime, VERSION};

type Backend = InMemoryBackend<BlakeTwo256>;
type Overlay = OverlayedChanges<BlakeTwo256>;
/// An error of JSON-RPC: number, message, data.
type Refused = (i32, String, Option<String>);

/// What a node does with a request.
pub enum Reply {
    /// What nodes do.
    Usual,
    /// This result.
    Result(Value),
    /// This error.
    Refused(i32, &'static str, &'static str),
    /// This text, whatever it is.
    Raw(String),
    /// It closes the connection instead.
    Close,
}

/// Looks at a request before the node does. It may have the node answer, with [`Node::answer`], and keep the answer back.
type Habit = Box<dyn FnMut(&Node, &str, &[Value]) -> Reply + Send>;

/// A node that runs as long as this value.
pub struct FakeNode(Arc<Node>);

/// What the node knows.
pub struct Node {
    address: SocketAddr,
    ledger: Mutex<Ledger>,
    habit: Mutex<Option<Habit>>,
    connections: Mutex<Vec<TcpStream>>,
    /// Whether it answers at all.
    up: AtomicBool,
    /// Whether it has gone for ever.
    ended: AtomicBool,
    /// Transactions that clients sent, answered or not, in the order of their arrival.
    arrived: Mutex<Vec<Vec<u8>>>,
}

struct Block {
    header: Header,
    body: Vec<Vec<u8>>,
    /// The state after it.
    state: Backend,
}

struct Pooled {
    bytes: Vec<u8>,
    valid: ValidTransaction,
}

struct Ledger {
    blocks: BTreeMap<H256, Block>,
    genesis: H256,
    best: H256,
    finalized: H256,
    /// How many blocks finality stays behind. None if there is none.
    lag: Option<BlockNumber>,
    pool: Vec<Pooled>,
    /// Hashes of transactions that the pool had and blocks took. Nodes ban them for a while.
    banned: BTreeSet<H256>,
    /// Whether blocks stay empty.
    withholds: bool,
}

impl FakeNode {
    /// A development chain at its first block, on a free port. Finality is one block behind.
    pub fn start() -> Self {
        Self::endowing(["alice", "bob", "ferdie"].map(|name| Signer::development(name).unwrap().account()))
    }

    /// The same with funds for these accounts. With others it is another chain.
    pub fn endowing(accounts: impl IntoIterator<Item = AccountId>) -> Self {
        let genesis = genesis::development(accounts);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let state = Backend::from((genesis.build_storage().unwrap(), VERSION.state_version()));
        let nothing = H256::zero();
        let header = Header::new(0, nothing, *state.root(), nothing, Digest::default());
        let genesis = header.hash();
        let ledger = Ledger {
            blocks: [(genesis, Block { header, body: vec![], state })].into(),
            genesis,
            best: genesis,
            finalized: genesis,
            lag: Some(1),
            pool: vec![],
            banned: BTreeSet::new(),
            withholds: false,
        };
        let node = Arc::new(Node {
            address: listener.local_addr().unwrap(),
            ledger: Mutex::new(ledger),
            habit: Mutex::new(None),
            connections: Mutex::default(),
            up: AtomicBool::new(true),
            ended: AtomicBool::new(false),
            arrived: Mutex::default(),
        });
        let accepting = node.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.ended.load(Ordering::SeqCst) {
                    break;
                }
                // A node that is down keeps its port, which otherwise another test could get.
                if let (Ok(stream), true) = (stream, accepting.up.load(Ordering::SeqCst)) {
                    let node = accepting.clone();
                    thread::spawn(move || node.serve(stream));
                }
            }
        });
        Self(node)
    }

    /// Makes a block again and again, while the node is up.
    pub fn ticks(&self, pause: Duration) {
        let node = self.0.clone();
        thread::spawn(move || {
            while !node.ended.load(Ordering::SeqCst) {
                if node.up.load(Ordering::SeqCst) {
                    node.make_block();
                }
                thread::sleep(pause);
            }
        });
    }
}

impl Deref for FakeNode {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.0
    }
}

impl Drop for FakeNode {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        self.kill();
        // Whoever accepts connections looks up.
        let _ = TcpStream::connect(self.address);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A test that failed with the lock has said why.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Node {
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Loses all connections and takes no new ones.
    pub fn kill(&self) {
        self.up.store(false, Ordering::SeqCst);
        for connection in lock(&self.connections).drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// Starts again after [`Self::kill`].
    pub fn revive(&self) {
        self.up.store(true, Ordering::SeqCst);
    }

    pub fn is_up(&self) -> bool {
        self.up.load(Ordering::SeqCst)
    }

    /// Forgets which transactions it had in its pool that are in blocks.
    pub fn forget_bans(&self) {
        lock(&self.ledger).banned.clear();
    }

    /// Loses what is in its pool, as nodes do that start again.
    pub fn forget_pool(&self) {
        lock(&self.ledger).pool.clear();
    }

    /// From now on this is asked before a request is answered.
    pub fn habit(&self, habit: impl FnMut(&Node, &str, &[Value]) -> Reply + Send + 'static) {
        *lock(&self.habit) = Some(Box::new(habit));
    }

    /// From now on it behaves.
    pub fn no_habit(&self) {
        *lock(&self.habit) = None;
    }

    /// How many blocks finality stays behind from the next block on. None if nothing becomes final any more.
    pub fn lag(&self, lag: Option<BlockNumber>) {
        lock(&self.ledger).lag = lag;
    }

    /// Whether blocks stay empty.
    pub fn withhold(&self, withholds: bool) {
        lock(&self.ledger).withholds = withholds;
    }

    /// Makes a block of the pool on the best block. Returns its number.
    pub fn make_block(&self) -> BlockNumber {
        lock(&self.ledger).extend()
    }

    /// Replaces the best block by two empty ones. Its transactions are in the pool again.
    pub fn reorganize(&self) {
        let mut ledger = lock(&self.ledger);
        let retracted = ledger.best;
        let Block { header, body, .. } = &ledger.blocks[&retracted];
        let (parent, body) = (*header.parent_hash(), body.clone());
        ledger.best = parent;
        assert!(ledger.number(ledger.finalized) <= ledger.number(parent), "what is final stays");
        let withholds = std::mem::replace(&mut ledger.withholds, true);
        ledger.extend();
        ledger.extend();
        ledger.withholds = withholds;
        for bytes in body {
            ledger.banned.remove(&H256(blake2_256(&bytes)));
            ledger.submit(bytes).unwrap();
        }
    }

    /// Signs a call for the next blocks.
    pub fn signed(&self, signer: &Signer, call: RuntimeCall) -> Vec<u8> {
        let ledger = lock(&self.ledger);
        let nonce = ledger.next_nonce(&signer.account());
        let birth = (ledger.number(ledger.finalized), ledger.finalized);
        let signing = Signing { genesis_hash: ledger.genesis, version: VERSION, birth, nonce };
        sign(signer, call, &signing).encode()
    }

    /// A transaction that came from elsewhere.
    pub fn gossip(&self, transaction: Vec<u8>) {
        lock(&self.ledger).submit(transaction).unwrap();
    }

    /// How often the best chain has a transaction.
    pub fn inclusions(&self, transaction: &[u8]) -> usize {
        lock(&self.ledger).best_chain().flat_map(|block| &block.body).filter(|bytes| *bytes == transaction).count()
    }

    /// How many transactions the best chain has.
    pub fn transactions(&self) -> usize {
        lock(&self.ledger).best_chain().map(|block| block.body.len()).sum()
    }

    /// Different transactions that clients sent, answered or not.
    pub fn arrived(&self) -> BTreeSet<Vec<u8>> {
        lock(&self.arrived).iter().cloned().collect()
    }

    /// How often clients sent one.
    pub fn arrivals(&self) -> usize {
        lock(&self.arrived).len()
    }

    pub fn number(&self) -> BlockNumber {
        let ledger = lock(&self.ledger);
        ledger.number(ledger.best)
    }

    pub fn genesis_hash(&self) -> [u8; 32] {
        lock(&self.ledger).genesis.0
    }

    /// What an account can spend after the best block.
    pub fn free_balance(&self, account: &AccountId) -> Balance {
        let key = frame_system::Account::<Runtime>::hashed_key_for(account);
        let stored = lock(&self.ledger).best().state.storage(&key).unwrap().unwrap_or_default();
        type Info = frame_system::AccountInfo<Nonce, pallet_balances::AccountData<Balance>>;
        Info::decode(&mut &*stored).map_or(0, |info| info.data.free)
    }

    fn serve(&self, stream: TcpStream) {
        let Ok(handle) = stream.try_clone() else { return };
        let _ = stream.set_nodelay(true);
        lock(&self.connections).push(handle);
        // It may have been killed in between.
        if !self.up.load(Ordering::SeqCst) {
            return self.kill();
        }
        let closing = stream.try_clone();
        let _: Result<(), soketto::BoxedError> = block_on(async {
            let mut server = Server::new(AllowStdIo::new(stream));
            let key = server.receive_request().await?.key();
            server.send_response(&Response::Accept { key, protocol: None }).await?;
            let (mut sender, mut receiver) = server.into_builder().finish();
            let mut message = Vec::new();
            loop {
                message.clear();
                receiver.receive_data(&mut message).await?;
                let Some(text) = self.reply(&message) else { return Ok(()) };
                sender.send_text(text).await?;
                sender.flush().await?;
            }
        });
        if let Ok(stream) = closing {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// The text that answers a request, if any does.
    fn reply(&self, message: &[u8]) -> Option<String> {
        let request: Value = serde_json::from_slice(message).unwrap();
        let method = request["method"].as_str().unwrap();
        let params = request["params"].as_array().cloned().unwrap_or_default();
        if method == "author_submitExtrinsic" {
            lock(&self.arrived).push(hex(&params[0]));
        }
        let reply = match &mut *lock(&self.habit) {
            Some(habit) => habit(self, method, &params),
            None => Reply::Usual,
        };
        let answer = match reply {
            Reply::Usual => self.answer(method, &params),
            Reply::Result(result) => Ok(result),
            Reply::Refused(code, message, data) => Err((code, message.into(), Some(data.into()))),
            Reply::Raw(text) => return Some(text),
            Reply::Close => return None,
        };
        let id = &request["id"];
        let answer = match answer {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err((code, message, data)) => {
                json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message, "data": data } })
            }
        };
        Some(answer.to_string())
    }

    /// What nodes answer.
    pub fn answer(&self, method: &str, params: &[Value]) -> Result<Value, Refused> {
        let mut ledger = lock(&self.ledger);
        let at = |index: usize| params.get(index).filter(|value| !value.is_null());
        let hash = |index: usize| at(index).map(|value| serde_json::from_value::<H256>(value.clone()).unwrap());
        let block = |index: usize| ledger.blocks.get(&hash(index).unwrap_or(ledger.best));
        Ok(match method {
            "chain_getBlockHash" => match at(0).map(|number| number.as_u64().unwrap() as BlockNumber) {
                Some(number) => json!(ledger
                    .best_chain()
                    .find(|block| block.header.number == number)
                    .map(|block| block.header.hash())),
                None => json!(ledger.best),
            },
            "chain_getFinalizedHead" => json!(ledger.finalized),
            "chain_getHeader" => json!(block(0).map(|block| &block.header)),
            "chain_getBlock" => json!(block(0).map(|block| {
                let body: Vec<String> = block.body.iter().map(|bytes| to_hex(bytes, false)).collect();
                json!({ "block": { "header": block.header, "extrinsics": body }, "justifications": null })
            })),
            "state_call" => {
                let state = &block(2).ok_or_else(unknown_block)?.state;
                let called = run(state, &mut Overlay::default(), params[0].as_str().unwrap(), &hex(&params[1]));
                let refused = |cause| (4003, format!("Client error: Execution failed: {cause}"), None);
                json!(to_hex(&called.map_err(refused)?, false))
            }
            "state_getStorage" => {
                let state = &block(1).ok_or_else(unknown_block)?.state;
                json!(state.storage(&hex(&params[0])).unwrap().map(|value| to_hex(&value, false)))
            }
            "state_getKeysPaged" => {
                let state = &block(3).ok_or_else(unknown_block)?.state;
                let (prefix, after) = (hex(&params[0]), at(2).map(hex));
                let mut keys = IterArgs::default();
                keys.prefix = Some(&prefix);
                let keys = state.keys(keys).unwrap().map(Result::unwrap).filter(|key| Some(key) > after.as_ref());
                json!(keys
                    .take(params[1].as_u64().unwrap() as usize)
                    .map(|key| to_hex(&key, false))
                    .collect::<Vec<_>>())
            }
            "state_queryStorageAt" => {
                let state = &block(1).ok_or_else(unknown_block)?.state;
                let change = |key: &Value| {
                    let value = state.storage(&hex(key)).unwrap();
                    json!([key, value.map(|value| to_hex(&value, false))])
                };
                let changes: Vec<Value> = params[0].as_array().unwrap().iter().map(change).collect();
                json!([{ "block": ledger.best, "changes": changes }])
            }
            "author_submitExtrinsic" => json!(ledger.submit(hex(&params[0]))?),
            "author_pendingExtrinsics" => {
                json!(ledger.pool.iter().map(|pooled| to_hex(&pooled.bytes, false)).collect::<Vec<_>>())
            }
            "system_accountNextIndex" => {
                json!(ledger.next_nonce(&AccountId::from_ss58check(params[0].as_str().unwrap()).unwrap()))
            }
            _ => return Err((-32601, "Method not found".into(), None)),
        })
    }
}

fn unknown_block() -> Refused {
    (4003, "Client error: Api called for an unknown Block".into(), None)
}

fn hex(value: &Value) -> Vec<u8> {
    from_hex(value.as_str().unwrap()).unwrap()
}

/// Calls a function of the runtime on a state.
fn run(state: &Backend, overlay: &mut Overlay, function: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
    let mut extensions = Extensions::new();
    let mut ext = Ext::new(overlay, state, Some(&mut extensions));
    let answer = with_externalities_safe(&mut ext, AssertUnwindSafe(|| api::dispatch(function, arguments)));
    answer.map_err(|e| e.to_string())?.ok_or_else(|| format!("Exported method {function} is not found"))
}

fn decode<T: Decode>(bytes: &[u8]) -> T {
    T::decode_all(&mut &*bytes).unwrap()
}

impl Ledger {
    fn best(&self) -> &Block {
        &self.blocks[&self.best]
    }

    fn number(&self, hash: H256) -> BlockNumber {
        self.blocks[&hash].header.number
    }

    /// From the best block down to the first.
    fn best_chain(&self) -> impl Iterator<Item = &Block> {
        std::iter::successors(Some(self.best()), |block| self.blocks.get(block.header.parent_hash()))
    }

    /// The account's next nonce, with its transactions in the pool counted.
    fn next_nonce(&self, account: &AccountId) -> Nonce {
        let function = "AccountNonceApi_account_nonce";
        let answer = run(&self.best().state, &mut Overlay::default(), function, &account.encode()).unwrap();
        let taken = |nonce: Nonce| {
            let tag = (account, nonce).encode();
            self.pool.iter().any(|pooled| pooled.valid.provides.contains(&tag))
        };
        (decode(&answer)..).find(|nonce| !taken(*nonce)).unwrap()
    }

    fn submit(&mut self, bytes: Vec<u8>) -> Result<H256, Refused> {
        let hash = H256(blake2_256(&bytes));
        if self.pool.iter().any(|pooled| pooled.bytes == bytes) {
            return Err((1013, "Transaction Already Imported".into(), Some(format!("{hash:?}"))));
        }
        if self.banned.contains(&hash) {
            return Err((1012, "Transaction is temporarily banned".into(), None));
        }
        let mut arguments = TransactionSource::External.encode();
        arguments.extend(&bytes);
        self.best.encode_to(&mut arguments);
        let function = "TaggedTransactionQueue_validate_transaction";
        let validity = run(&self.best().state, &mut Overlay::default(), function, &arguments);
        let validity = validity.map_err(|cause| (1002, format!("Verification Error: {cause}"), None))?;
        let valid = decode::<TransactionValidity>(&validity).map_err(|error| match error {
            TransactionValidityError::Invalid(InvalidTransaction::Custom(number)) => {
                (1010, "Invalid Transaction".into(), Some(format!("Custom error: {number}")))
            }
            TransactionValidityError::Invalid(invalid) => {
                (1010, "Invalid Transaction".into(), Some(<&str>::from(invalid).into()))
            }
            TransactionValidityError::Unknown(unknown) => {
                (1011, "Unknown Transaction Validity".into(), Some(<&str>::from(unknown).into()))
            }
        })?;
        if let Some(rival) = self.pool.iter().position(|pooled| pooled.valid.provides == valid.provides) {
            let (old, new) = (self.pool[rival].valid.priority, valid.priority);
            if new <= old {
                let why = "The transaction has too low priority to replace another transaction already in the pool.";
                return Err((1014, format!("Priority is too low: ({old} vs {new})"), Some(why.into())));
            }
            self.pool.remove(rival);
        }
        self.pool.push(Pooled { bytes, valid });
        Ok(hash)
    }

    /// A block on the best one, with what is valid of the pool.
    fn extend(&mut self) -> BlockNumber {
        let parent = self.best();
        let mut state = parent.state.clone();
        let number = parent.header.number + 1;
        // Two empty blocks on the same parent are two blocks.
        let digest = Digest { logs: vec![DigestItem::Other((self.blocks.len() as u64).encode())] };
        let header = Header::new(number, H256::zero(), H256::zero(), self.best, digest);
        let mut overlay = Overlay::default();
        run(&state, &mut overlay, "Core_initialize_block", &header.encode()).unwrap();
        let (mut waiting, mut body) = (Vec::new(), Vec::new());
        if self.withholds {
            waiting = std::mem::take(&mut self.pool);
        }
        // Those that wait for another of the account may come before it.
        loop {
            let (before, round) = (body.len(), std::mem::take(&mut self.pool));
            for pooled in round.into_iter().chain(if self.withholds { vec![] } else { std::mem::take(&mut waiting) }) {
                overlay.start_transaction();
                let outcome = run(&state, &mut overlay, "BlockBuilder_apply_extrinsic", &pooled.bytes).unwrap();
                match decode::<ApplyExtrinsicResult>(&outcome) {
                    Ok(_) => {
                        overlay.commit_transaction().unwrap();
                        self.banned.insert(H256(blake2_256(&pooled.bytes)));
                        body.push(pooled.bytes);
                    }
                    Err(error) => {
                        overlay.rollback_transaction().unwrap();
                        if error == InvalidTransaction::Future.into() {
                            waiting.push(pooled);
                        }
                    }
                }
            }
            if body.len() == before {
                break;
            }
        }
        self.pool = waiting;
        let header: Header = decode(&run(&state, &mut overlay, "BlockBuilder_finalize_block", &[]).unwrap());
        let changes = overlay.drain_storage_changes(&state, VERSION.state_version()).unwrap();
        state.apply_transaction(changes.transaction_storage_root, changes.transaction);
        self.best = header.hash();
        self.blocks.insert(self.best, Block { header, body, state });
        if let Some(lag) = self.lag {
            let last = number.saturating_sub(lag);
            let finalized = self.best_chain().find(|block| block.header.number == last).unwrap().header.hash();
            if last > self.number(self.finalized) {
                self.finalized = finalized;
            }
        }
        number
    }
}
