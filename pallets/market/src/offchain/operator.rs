//! What an operator tells the worker, and what the worker remembers between runs.

use crate::{BalanceOf, Config, RequestId};
use alloc::{format, string::String, vec::Vec};
use core::marker::PhantomData;
use parity_scale_codec::{Decode, Encode};
use serde::Deserialize;
use sp_core::offchain::StorageKind;
use sp_io::offchain::{local_storage_get, timestamp};
use sp_runtime::offchain::{
    storage::StorageValueRef,
    storage_lock::{StorageLock, StorageLockGuard, Time},
    Duration, Timestamp,
};

/// Where the operator's settings are in the node's persistent off-chain storage: JSON, for which see [`Operator`]. They get there
/// by the node's RPC `offchain_localStorageSet`, which no node lets strangers call.
pub const OPERATOR_KEY: &[u8] = b"zkml-market/operator";

const LOCK_KEY: &[u8] = b"zkml-market/lock";
const REST_KEY: &[u8] = b"zkml-market/rest";
const ORDERS_KEY: &[u8] = b"zkml-market/orders";
const CURSOR_KEY: &[u8] = b"zkml-market/cursor";

/// For how many blocks it is remembered that an order was not included.
const REMEMBERED_BLOCKS: u64 = 20;

/// How long one run may take before another takes the lock from it.
const LOCK_MILLISECONDS: u64 = 30_000;
/// How long the worker rests after the service was away once. It doubles with each further time.
const FIRST_REST_MILLISECONDS: u64 = 2_000;
const LONGEST_REST_MILLISECONDS: u64 = 300_000;

/// What an operator tells the worker, as JSON:
///
/// ```json
/// {"service": "http://127.0.0.1:8787", "account": "0x…", "token": "…", "min_fee": "1000", "min_blocks": 3, "max_claims": 8, "max_tip": "500"}
/// ```
///
/// `token` is left out where the service asks for none; what else has a default may be, too.
#[derive(Clone, Debug)]
pub struct Operator<T: Config> {
    /// Address of the prover's service, on this machine.
    pub service: String,
    /// What the service wants to be shown.
    pub token: Option<String>,
    /// Who proves, and is paid.
    pub account: T::AccountId,
    /// The least fee that is worth the work. What a request's callback may cost comes on top.
    pub min_fee: BalanceOf<T>,
    /// The least number of blocks that must be left for the proof when a request is claimed.
    pub min_blocks: u32,
    /// Most claims at a time.
    pub max_claims: u32,
    /// Most tip for a proof that no block has included yet. Without it, as much as the proof earns.
    pub max_tip: Option<BalanceOf<T>>,
}

const DEFAULT_MIN_BLOCKS: u32 = 3;
const DEFAULT_MAX_CLAIMS: u32 = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    service: String,
    account: String,
    token: Option<String>,
    #[serde(default)]
    min_fee: Option<String>,
    #[serde(default)]
    min_blocks: Option<u32>,
    #[serde(default)]
    max_claims: Option<u32>,
    #[serde(default)]
    max_tip: Option<String>,
}

impl<T: Config> Operator<T> {
    /// The settings of this node. `None` where nobody has made any.
    pub(super) fn load() -> Result<Option<Self>, String> {
        let stored = local_storage_get(StorageKind::PERSISTENT, OPERATOR_KEY);
        // An operator who has had enough writes nothing there.
        let Some(bytes) = stored.filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
        Self::parse(&bytes).map(Some)
    }

    /// Reads settings.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let Settings { service, account, token, min_fee, min_blocks, max_claims, max_tip } =
            serde_json::from_slice(json).map_err(|e| format!("{e}"))?;
        let service = String::from(service.trim_end_matches('/'));
        // Tokens and what people ask go there in the clear.
        if !is_loopback(&service) {
            return Err(format!("the service {service} is not on this machine: give http://127.0.0.1 with its port"));
        }
        let encoded = unhex(&account).ok_or("the account is no hexadecimal number")?;
        let account = Decode::decode(&mut encoded.as_slice()).map_err(|_| "the account has another length")?;
        Ok(Self {
            service,
            token,
            account,
            min_fee: amount("min_fee", min_fee)?.unwrap_or_default(),
            min_blocks: min_blocks.unwrap_or(DEFAULT_MIN_BLOCKS),
            max_claims: max_claims.unwrap_or(DEFAULT_MAX_CLAIMS),
            max_tip: amount("max_tip", max_tip)?,
        })
    }
}

/// An amount of a chain's currency, as a string of digits: numbers of JSON are too short for it.
fn amount<Balance: TryFrom<u128>>(name: &str, digits: Option<String>) -> Result<Option<Balance>, String> {
    let Some(digits) = digits else { return Ok(None) };
    let number = digits.parse::<u128>().map_err(|_| format!("{name} is no number"))?;
    number.try_into().map(Some).map_err(|_| format!("{name} is more than there can be"))
}

fn is_loopback(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    // Nothing but digits may stand behind the host: in `127.0.0.1:80@elsewhere`, it would be a password.
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| match authority.strip_prefix(host) {
        Some(rest) => rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()),
        None => false,
    })
}

/// Bytes of lower-case hexadecimal digits behind `0x`.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.strip_prefix("0x")?).ok()
}

/// The turn of one run: the lock, and when the next may be.
pub(super) struct Turn {
    failures: u32,
}

impl Turn {
    /// Takes the lock, unless another run has it or the service was away just now. Blocks of all forks have runs, and one that waits
    /// for the service may still go on when the next begins.
    pub(super) fn take() -> Option<Self> {
        let rest = StorageValueRef::persistent(REST_KEY).get::<(u64, u32)>().ok().flatten();
        let (until, failures) = rest.unwrap_or((0, 0));
        if timestamp() < Timestamp::from_unix_millis(until) {
            return None;
        }
        let mut lock = StorageLock::<Time>::with_deadline(LOCK_KEY, Duration::from_millis(LOCK_MILLISECONDS));
        let guard: StorageLockGuard<'_, '_, Time> = lock.try_lock().ok()?;
        guard.forget();
        Some(Self { failures })
    }

    pub(super) fn succeeded(self) {
        if self.failures > 0 {
            StorageValueRef::persistent(REST_KEY).clear();
        }
    }

    /// Returns how long the worker rests.
    pub(super) fn failed(self) -> Duration {
        let factor = 1u64 << self.failures.min(16);
        let rest = Duration::from_millis((FIRST_REST_MILLISECONDS * factor).min(LONGEST_REST_MILLISECONDS));
        let until = timestamp().add(rest).unix_millis();
        StorageValueRef::persistent(REST_KEY).set(&(until, self.failures.saturating_add(1)));
        rest
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        StorageValueRef::persistent(LOCK_KEY).clear();
    }
}

/// What is remembered to save work. All of it may be lost.
pub(super) struct Memory(PhantomData<()>);

impl Memory {
    /// Where the last run stopped looking.
    pub(super) fn cursor() -> Option<Vec<u8>> {
        StorageValueRef::persistent(CURSOR_KEY).get().ok().flatten()
    }

    pub(super) fn set_cursor(cursor: Option<Vec<u8>>) {
        let mut stored = StorageValueRef::persistent(CURSOR_KEY);
        match cursor {
            Some(cursor) => stored.set(&cursor),
            None => stored.clear(),
        }
    }

    /// Whether an order was sent that counts in the block `now` still.
    pub(super) fn is_ordered(id: RequestId, kind: [u8; 5], now: u64) -> bool {
        Self::orders().iter().any(|order| order.is_of(id, kind) && now <= order.until)
    }

    /// How many orders of a kind were sent for a request lately.
    pub(super) fn sent(id: RequestId, kind: [u8; 5]) -> u32 {
        Self::orders().iter().find(|order| order.is_of(id, kind)).map_or(0, |order| order.sent)
    }

    /// The tips of all orders that count in the block `now` still.
    pub(super) fn tips(now: u64) -> u128 {
        Self::orders().iter().filter(|order| now <= order.until).fold(0, |sum, order| sum.saturating_add(order.tip))
    }

    /// Remembers an order that counts up to and in the block `until`, and forgets those that have long ceased to.
    pub(super) fn set_ordered(id: RequestId, kind: [u8; 5], now: u64, until: u64, tip: u128) {
        let sent = Self::sent(id, kind).saturating_add(1);
        let mut orders = Self::orders();
        orders.retain(|order| now <= order.until.saturating_add(REMEMBERED_BLOCKS) && !order.is_of(id, kind));
        orders.push(Ordered { id, kind, until, tip, sent });
        StorageValueRef::persistent(ORDERS_KEY).set(&orders);
    }

    fn orders() -> Vec<Ordered> {
        StorageValueRef::persistent(ORDERS_KEY).get().ok().flatten().unwrap_or_default()
    }
}

/// An order that was sent to the pool.
#[derive(Encode, Decode)]
struct Ordered {
    id: RequestId,
    kind: [u8; 5],
    /// The last block that may include it.
    until: u64,
    tip: u128,
    /// How many of the kind there were for the request, this one included.
    sent: u32,
}

impl Ordered {
    fn is_of(&self, id: RequestId, kind: [u8; 5]) -> bool {
        (self.id, self.kind) == (id, kind)
    }
}
