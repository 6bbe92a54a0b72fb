//! A connection to a node that is made again when it is lost.

use crate::ChainError;
use serde::de::DeserializeOwned;
use std::{
    sync::{
        atomic::{AtomicU32, Ordering},
        Mutex, PoisonError,
    },
    time::{Duration, Instant},
};
use subxt::rpcs::{client::RpcParams, Error, RpcClient, UserError};
use tokio::runtime::Runtime;

/// Between two attempts to reach a node that does not answer, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);
/// How long a node may take to answer. The slowest question is a batch of proofs in a node that interprets slowly.
const ANSWER_TIME: Duration = Duration::from_secs(60);

/// JSON-RPC over a WebSocket. Every request that is sent through it can be sent twice without harm.
pub(super) struct Connection {
    url: String,
    tokio: Runtime,
    client: Mutex<Option<RpcClient>>,
    /// How many connections there were.
    made: AtomicU32,
    /// How long a lost connection is tried again.
    patience: Duration,
}

/// Why a request has no answer.
pub(super) enum RequestError {
    /// The node answered with an error.
    Refused(UserError),
    /// The node could not be reached, or what came was no answer.
    Lost(String),
}

impl Connection {
    /// Connects; a node that cannot be reached at once is an error.
    pub fn open(url: &str, patience: Duration) -> Result<Self, ChainError> {
        let failed = |cause: String| ChainError::Unreachable { url: url.into(), cause };
        // Its own threads, so that the connection answers the node's pings while nobody waits for it.
        let tokio = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|e| failed(e.to_string()))?;
        if !subxt::rpcs::utils::url_is_secure(url).map_err(|_| failed("this is no address of a node".into()))? {
            return Err(ChainError::InsecureUrl(url.into()));
        }
        let connection = Self { url: url.into(), tokio, client: Mutex::new(None), made: AtomicU32::new(0), patience };
        connection.client().map_err(failed)?;
        Ok(connection)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// How many connections there were. With another one the node may be another one, or one that has forgotten its pool.
    pub fn made(&self) -> u32 {
        self.made.load(Ordering::Relaxed)
    }

    /// The client of the connection that there is, or of a new one.
    fn client(&self) -> Result<RpcClient, String> {
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*client {
            return Ok(client.clone());
        }
        let connected = self
            .tokio
            .block_on(async { tokio::time::timeout(ANSWER_TIME, RpcClient::from_insecure_url(&self.url)).await });
        let connected = connected.map_err(|_| "it does not answer".to_owned())?.map_err(|e| innermost(&e))?;
        self.made.fetch_add(1, Ordering::Relaxed);
        Ok(client.insert(connected).clone())
    }

    /// One request, tried again on a new connection while the patience lasts.
    pub fn request<T: DeserializeOwned>(
        &self,
        method: &str,
        params: impl Fn() -> RpcParams,
    ) -> Result<T, RequestError> {
        let (started, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            let lost = match self.try_request(method, params()) {
                Err(RequestError::Lost(cause)) => cause,
                answer => return answer,
            };
            if started.elapsed() >= self.patience {
                return Err(RequestError::Lost(lost));
            }
            std::thread::sleep(pause);
            pause = (2 * pause).min(LONGEST_PAUSE);
        }
    }

    fn try_request<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<T, RequestError> {
        let client = self.client().map_err(RequestError::Lost)?;
        let answer =
            self.tokio.block_on(async { tokio::time::timeout(ANSWER_TIME, client.request(method, params)).await });
        let cause = match answer {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(Error::User(refused))) => return Err(RequestError::Refused(refused)),
            Ok(Err(Error::Deserialization(e))) => format!("it answers {method} with something unexpected: {e}"),
            Ok(Err(e)) => innermost(&e),
            Err(_) => format!("it does not answer {method}"),
        };
        // Whatever else went wrong, a new connection is a new chance.
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Err(RequestError::Lost(cause))
    }

    /// A request whose refusal is an error like any other.
    pub fn ask<T: DeserializeOwned>(&self, method: &str, params: impl Fn() -> RpcParams) -> Result<T, ChainError> {
        self.request(method, params).map_err(|e| self.error(method, e))
    }

    pub fn error(&self, method: &str, error: RequestError) -> ChainError {
        match error {
            RequestError::Refused(refused) => {
                ChainError::Rpc { method: method.into(), code: refused.code, message: refused_with_data(&refused) }
            }
            RequestError::Lost(cause) => ChainError::Unreachable { url: self.url.clone(), cause },
        }
    }
}

/// What the node says, with its details.
pub(super) fn refused_with_data(refused: &UserError) -> String {
    match refused.data.as_ref().map(|data| data.get().trim_matches('"').to_owned()) {
        Some(data) if !data.is_empty() => format!("{}: {data}", refused.message),
        _ => refused.message.clone(),
    }
}

/// What went wrong at the bottom, which the layers above only repeat.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
