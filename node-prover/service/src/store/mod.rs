//! The records: jobs, private inputs, payments, workers. They live in the database that apalis queues in, and they are the
//! truth: a task of the queue only says that a job is worth looking at. So a task may come twice or late, and a lost one is
//! put again; what a job becomes is decided by a write that names the version of the record that it has read.

mod redis;
mod sql;

pub use redis::RedisStore;
pub use sql::SqlStore;

use crate::{
    bytes::{Hex31, Hex32},
    error::StoreError,
    job::Record,
    models::ModelKey,
    wire::State,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

type Result<T> = std::result::Result<T, StoreError>;

/// A private input, delivered for a commitment. Nothing of it is printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateInput {
    /// The integers.
    pub integers: Vec<i64>,
    /// The commitment's salt.
    pub salt: Hex31,
    /// The secret behind nullifiers.
    pub secret: Option<Hex31>,
}

impl std::fmt::Debug for PrivateInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateInput(…)")
    }
}

/// What became of a submitted job.
#[derive(Clone, Debug)]
pub enum Inserted {
    /// It is new.
    New,
    /// It was there.
    Exists(Box<Record>),
    /// Another job has its payment; the job is named unless it is another client's.
    PaymentTaken(Option<Hex32>),
    /// Its owner has as many jobs waiting as it may.
    TooMany,
}

/// What became of a delivered input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutInput {
    /// It is new.
    New,
    /// It was there.
    Exists,
    /// Its owner has as many waiting as it may.
    TooMany,
}

/// Counts of jobs.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Jobs in each state.
    pub states: HashMap<State, u64>,
    /// Jobs that wait for each model, by the text of its [`ModelKey`].
    pub waiting: HashMap<String, u64>,
}

/// A queue's records.
#[derive(Clone, Debug)]
pub enum Store {
    /// SQLite or PostgreSQL.
    Sql(SqlStore),
    /// Redis.
    Redis(RedisStore),
}

macro_rules! on_each {
    ($self:ident, $store:ident => $call:expr) => {
        match $self {
            Store::Sql($store) => $call.await,
            Store::Redis($store) => $call.await,
        }
    };
}

impl Store {
    /// The secret key under which jobs are named, made at the first start.
    pub async fn id_key(&self) -> Result<[u8; 32]> {
        on_each!(self, store => store.id_key())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        on_each!(self, store => store.ping())
    }

    /// Records a new job, unless it is there, its payment is taken, or its owner has `limit` jobs waiting.
    pub async fn insert(&self, record: &Record, limit: u64) -> Result<Inserted> {
        on_each!(self, store => store.insert(record, limit))
    }

    /// A job.
    pub async fn get(&self, id: &Hex32) -> Result<Option<Record>> {
        on_each!(self, store => store.get(id))
    }

    /// Writes a job if nobody else has since it was read; whether it was written. One that was deleted and submitted again
    /// since is another, though it has the same id.
    pub async fn update(&self, record: &Record, now: i64) -> Result<bool> {
        on_each!(self, store => store.update(record, now))
    }

    /// Forgets a job and frees its payment; whether it was there.
    pub async fn delete(&self, id: &Hex32) -> Result<bool> {
        on_each!(self, store => store.delete(id))
    }

    /// An owner's jobs (all of them for `None`) submitted before a moment, or at it and with a lesser id; the newest first.
    pub async fn list(&self, owner: Option<&str>, before: Option<(i64, Hex32)>, limit: u32) -> Result<Vec<Record>> {
        on_each!(self, store => store.list(owner, before, limit))
    }

    /// How many waiting jobs were submitted before a moment.
    pub async fn position(&self, created: i64) -> Result<u64> {
        on_each!(self, store => store.position(created))
    }

    /// Writes what a worker is doing with a job, if the job is still its own.
    pub async fn progress(&self, id: &Hex32, worker: &str, stage: &str, progress: f64) -> Result<()> {
        on_each!(self, store => store.progress(id, worker, stage, progress))
    }

    /// Renews a worker's lease on a job; `false` if the job is not its own any more.
    pub async fn renew(&self, id: &Hex32, worker: &str, until: i64) -> Result<bool> {
        on_each!(self, store => store.renew(id, worker, until))
    }

    /// Jobs whose task may be lost: waiting and unchanged since `since`, or in the hands of a worker whose lease ended
    /// before `now`.
    pub async fn stale(&self, since: i64, now: i64) -> Result<Vec<Record>> {
        on_each!(self, store => store.stale(since, now))
    }

    /// Jobs that wait for a delivered input.
    pub async fn waiting_for(&self, input_key: &str) -> Result<Vec<Hex32>> {
        on_each!(self, store => store.waiting_for(input_key))
    }

    /// Records a private input until a moment, unless its owner has `limit` of them.
    pub async fn put_input(
        &self,
        key: &str,
        owner: &str,
        input: &PrivateInput,
        expires: i64,
        limit: u64,
    ) -> Result<PutInput> {
        on_each!(self, store => store.put_input(key, owner, input, expires, limit))
    }

    /// A private input that an owner's job may use: what the same owner delivered, and for an operator (whose name is empty)
    /// what anybody did.
    pub async fn input(&self, key: &str, owner: &str, now: i64) -> Result<Option<PrivateInput>> {
        on_each!(self, store => store.input(key, owner, now))
    }

    /// Shortens the life of a private input.
    pub async fn expire_input(&self, key: &str, at: i64) -> Result<()> {
        on_each!(self, store => store.expire_input(key, at))
    }

    /// Drops what has expired: private inputs, and jobs that ended before `jobs_before`. The marks of their payments stay.
    pub async fn prune(&self, now: i64, jobs_before: i64) -> Result<()> {
        on_each!(self, store => store.prune(now, jobs_before))
    }

    /// Has nothing left of what was deleted.
    pub async fn tidy(&self) -> Result<()> {
        match self {
            Store::Sql(store) => store.tidy().await,
            Store::Redis(_) => Ok(()),
        }
    }

    /// Counts of jobs.
    pub async fn counts(&self) -> Result<Counts> {
        on_each!(self, store => store.counts())
    }

    /// Seconds of a model's last proofs, at most 31 of them.
    pub async fn proving_seconds(&self, model: &ModelKey) -> Result<Vec<f64>> {
        on_each!(self, store => store.proving_seconds(model))
    }

    /// Says that a worker lives.
    pub async fn beat(&self, worker: &str, now: i64) -> Result<()> {
        on_each!(self, store => store.beat(worker, now))
    }

    /// Says that a worker goes.
    pub async fn leave(&self, worker: &str) -> Result<()> {
        on_each!(self, store => store.leave(worker))
    }

    /// Workers heard of since a moment.
    pub async fn workers(&self, since: i64) -> Result<u64> {
        on_each!(self, store => store.workers(since))
    }
}
