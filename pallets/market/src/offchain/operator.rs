//! What an operator tells the worker, and what the worker remembers between runs.

use crate::{BalanceOf, Config, RequestId};
use alloc::{format, string::String, vec::Vec};
use core::marker::PhantomData;
use parity_scale_codec::Decode;
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

/// How long one run may take before another takes the lock from it.
const LOCK_MILLISECONDS: u64 = 30_000;
/// How long the worker rests after the service was away once. It doubles with each further time.
const FIRST_REST_MILLISECONDS: u64 = 2_000;
const LONGEST_REST_MILLISECONDS: u64 = 300_000;

/// What an operator tells the worker, as JSON:
///
/// ```json
/// {"service": "http://127.0.0.1:8787", "account": "0x…", "token": "…", "min_fee": "1000", "min_blocks": 3}
/// ```
///
/// `token` is left out where the service asks for none.
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
}

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
        let Settings { service, account, token, min_fee, min_blocks } =
            serde_json::from_slice(json).map_err(|e| format!("{e}"))?;
        let service = String::from(service.trim_end_matches('/'));
        // Tokens and what people ask go there in the clear.
        if !is_loopback(&service) {
            return Err(format!("the service {service} is not on this machine: give http://127.0.0.1 with its port"));
        }
        let encoded = unhex(&account).ok_or("the account is no hexadecimal number")?;
        let account = Decode::decode(&mut encoded.as_slice()).map_err(|_| "the account has another length")?;
        let min_fee = match min_fee {
            None => 0,
            Some(fee) => fee.parse::<u128>().map_err(|_| "min_fee is no number")?,
        };
        let min_fee = min_fee.try_into().map_err(|_| "min_fee is more than there can be")?;
        Ok(Self { service, token, account, min_fee, min_blocks: min_blocks.unwrap_or(3) })
    }
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
        Self::orders().iter().any(|order| (order.0, order.1) == (id, kind) && now <= order.2)
    }

    /// Remembers an order that counts up to and in the block `until`, and forgets those that count no more.
    pub(super) fn set_ordered(id: RequestId, kind: [u8; 5], now: u64, until: u64) {
        let mut orders = Self::orders();
        orders.retain(|order| now <= order.2);
        orders.push((id, kind, until));
        StorageValueRef::persistent(ORDERS_KEY).set(&orders);
    }

    fn orders() -> Vec<(RequestId, [u8; 5], u64)> {
        StorageValueRef::persistent(ORDERS_KEY).get().ok().flatten().unwrap_or_default()
    }
}
