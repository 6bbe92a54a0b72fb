//! Records in SQLite or PostgreSQL: the same statements for both.

use super::{Counts, Inserted, PrivateInput, PutInput, Result};
use crate::{
    bytes::{parse, Hex32},
    job::{Job, Record},
    models::ModelKey,
    wire::State,
};
use rand::RngCore;
use sqlx::{any::AnyRow, AnyPool, Row};

/// Tables and indices. Every statement is fit for both databases.
const SCHEMA: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS zkml_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS zkml_jobs (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, model TEXT NOT NULL, state TEXT NOT NULL, payment TEXT, input_key TEXT,
        worker TEXT, lease_until BIGINT NOT NULL, created BIGINT NOT NULL, updated BIGINT NOT NULL, finished BIGINT,
        version BIGINT NOT NULL, stage TEXT, progress DOUBLE PRECISION NOT NULL, seconds DOUBLE PRECISION, body TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS zkml_jobs_state ON zkml_jobs (state, created)",
    "CREATE INDEX IF NOT EXISTS zkml_jobs_owner ON zkml_jobs (owner, created)",
    "CREATE INDEX IF NOT EXISTS zkml_jobs_created ON zkml_jobs (created)",
    "CREATE INDEX IF NOT EXISTS zkml_jobs_done ON zkml_jobs (model, state, finished)",
    "CREATE INDEX IF NOT EXISTS zkml_jobs_input ON zkml_jobs (input_key)",
    "CREATE TABLE IF NOT EXISTS zkml_payments (payment TEXT PRIMARY KEY, job TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS zkml_inputs (
        input_key TEXT NOT NULL, owner TEXT NOT NULL, body TEXT NOT NULL, expires BIGINT NOT NULL,
        PRIMARY KEY (input_key, owner))",
    "CREATE TABLE IF NOT EXISTS zkml_workers (name TEXT PRIMARY KEY, seen BIGINT NOT NULL)",
];

const COLUMNS: &str = "state, worker, lease_until, version, stage, progress, body";

/// Jobs that a worker has still to begin with.
const WAITING: &str = "('queued', 'waiting_for_memory')";

/// Records in a database that speaks SQL.
#[derive(Clone, Debug)]
pub struct SqlStore {
    pool: AnyPool,
    /// Whether it is SQLite, which has a log of its own to tidy.
    is_sqlite: bool,
}

/// Every text below is made of constants; all that comes from outside is bound.
macro_rules! sql {
    ($($part:tt)*) => { sqlx::query(sqlx::AssertSqlSafe(format!($($part)*))) };
}

fn record(row: &AnyRow) -> Result<Record> {
    let state: String = row.try_get("state")?;
    Ok(Record {
        job: serde_json::from_str::<Job>(&row.try_get::<String, _>("body")?)?,
        state: serde_json::from_value::<State>(state.into())?,
        version: row.try_get("version")?,
        worker: row.try_get("worker")?,
        lease_until: row.try_get("lease_until")?,
        stage: row.try_get("stage")?,
        progress: row.try_get("progress")?,
    })
}

impl SqlStore {
    /// Makes the tables where they are not there.
    pub async fn open(pool: AnyPool) -> Result<Self> {
        for statement in SCHEMA {
            sqlx::query(*statement).execute(&pool).await?;
        }
        let is_sqlite = pool.acquire().await?.backend_name() == "SQLite";
        Ok(Self { pool, is_sqlite })
    }

    /// Empties SQLite's log: what was deleted is overwritten in the file, and stays in the log until then.
    pub(super) async fn tidy(&self) -> Result<()> {
        if self.is_sqlite {
            sql!("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await?;
        }
        Ok(())
    }

    pub(super) async fn id_key(&self) -> Result<[u8; 32]> {
        let mut key = [0; 32];
        rand::rngs::OsRng.fill_bytes(&mut key);
        sql!("INSERT INTO zkml_meta (name, value) VALUES ('id_key', $1) ON CONFLICT (name) DO NOTHING")
            .bind(crate::bytes::hex(key))
            .execute(&self.pool)
            .await?;
        let row = sql!("SELECT value FROM zkml_meta WHERE name = 'id_key'").fetch_one(&self.pool).await?;
        let value: String = row.try_get("value")?;
        parse(&value)
            .ok_or_else(|| serde::de::Error::custom("the key of the ids"))
            .map_err(crate::error::StoreError::Record)
    }

    pub(super) async fn ping(&self) -> Result<()> {
        sql!("SELECT 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    pub(super) async fn insert(&self, record: &Record, limit: u64) -> Result<Inserted> {
        let job = &record.job;
        let mut tx = self.pool.begin().await?;
        // A write comes first: SQLite gives the lock to a transaction that begins by reading only if nobody wrote since.
        let new = sql!(
            "INSERT INTO zkml_jobs (id, owner, model, state, payment, input_key, lease_until, created, updated, version,
                progress, body)
             VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, 0, 0.0, $9) ON CONFLICT (id) DO NOTHING"
        )
        .bind(job.id.to_string())
        .bind(job.owner.clone())
        .bind(job.model.to_string())
        .bind(record.state.name())
        .bind(job.payment.map(|payment| payment.to_string()))
        .bind(job.input_key())
        .bind(job.created)
        .bind(job.created)
        .bind(serde_json::to_string(job)?)
        .execute(&mut *tx)
        .await?;
        if new.rows_affected() == 0 {
            tx.rollback().await?;
            return Ok(match self.get(&job.id).await? {
                Some(record) => Inserted::Exists(Box::new(record)),
                // It was deleted in between: as if the request had come a moment later.
                None => Inserted::TooMany,
            });
        }
        let row = sql!("SELECT COUNT(*) AS n FROM zkml_jobs WHERE owner = $1 AND state NOT IN ('done', 'failed')")
            .bind(job.owner.clone())
            .fetch_one(&mut *tx)
            .await?;
        if row.try_get::<i64, _>("n")? as u64 > limit {
            tx.rollback().await?;
            return Ok(Inserted::TooMany);
        }
        if let Some(payment) = job.payment {
            let taken = sql!(
                "INSERT INTO zkml_payments (payment, job) VALUES ($1, $2) ON CONFLICT (payment) DO UPDATE
                 SET job = excluded.job
                 WHERE EXISTS (SELECT 1 FROM zkml_jobs j WHERE j.id = zkml_payments.job AND j.state = 'failed')"
            )
            .bind(payment.to_string())
            .bind(job.id.to_string())
            .execute(&mut *tx)
            .await?;
            if taken.rows_affected() == 0 {
                tx.rollback().await?;
                let row = sql!(
                    "SELECT p.job AS job, j.owner AS owner FROM zkml_payments p
                     LEFT JOIN zkml_jobs j ON j.id = p.job WHERE p.payment = $1"
                )
                .bind(payment.to_string())
                .fetch_optional(&self.pool)
                .await?;
                let mut named = None;
                if let Some(row) = row {
                    let owner: Option<String> = row.try_get("owner")?;
                    if owner.as_ref() == Some(&job.owner) || job.owner.is_empty() {
                        named = parse(&row.try_get::<String, _>("job")?).map(Hex32::from);
                    }
                }
                return Ok(Inserted::PaymentTaken(named));
            }
        }
        tx.commit().await?;
        Ok(Inserted::New)
    }

    pub(super) async fn get(&self, id: &Hex32) -> Result<Option<Record>> {
        let row = sql!("SELECT {COLUMNS} FROM zkml_jobs WHERE id = $1").bind(id.to_string());
        row.fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    pub(super) async fn update(&self, record: &Record, now: i64) -> Result<bool> {
        let job = &record.job;
        let done = sql!(
            "UPDATE zkml_jobs SET state = $1, worker = $2, lease_until = $3, updated = $4, finished = $5, stage = $6,
                progress = $7, seconds = $8, body = $9, version = version + 1
             WHERE id = $10 AND version = $11 AND created = $12"
        )
        .bind(record.state.name())
        .bind(record.worker.clone())
        .bind(record.lease_until)
        .bind(now)
        .bind(job.finished)
        .bind(record.stage.clone())
        .bind(record.progress)
        .bind(job.proving_seconds)
        .bind(serde_json::to_string(job)?)
        .bind(job.id.to_string())
        .bind(record.version)
        .bind(job.created)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    pub(super) async fn delete(&self, id: &Hex32) -> Result<bool> {
        let mut tx = self.pool.begin().await?;
        let gone = sql!("DELETE FROM zkml_jobs WHERE id = $1").bind(id.to_string()).execute(&mut *tx).await?;
        sql!("DELETE FROM zkml_payments WHERE job = $1").bind(id.to_string()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected() == 1)
    }

    pub(super) async fn list(
        &self,
        owner: Option<&str>,
        before: Option<(i64, Hex32)>,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let (moment, id) = before.map_or((i64::MAX, String::new()), |(moment, id)| (moment, id.to_string()));
        let rows = sql!(
            "SELECT {COLUMNS} FROM zkml_jobs
             WHERE ($1 = 1 OR owner = $2) AND (created < $3 OR (created = $4 AND id < $5))
             ORDER BY created DESC, id DESC LIMIT $6"
        )
        .bind(i64::from(owner.is_none()))
        .bind(owner.unwrap_or_default().to_owned())
        .bind(moment)
        .bind(moment)
        .bind(id)
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(record).collect()
    }

    pub(super) async fn position(&self, created: i64) -> Result<u64> {
        let row = sql!("SELECT COUNT(*) AS n FROM zkml_jobs WHERE state IN {WAITING} AND created < $1").bind(created);
        Ok(row.fetch_one(&self.pool).await?.try_get::<i64, _>("n")? as u64)
    }

    pub(super) async fn progress(&self, id: &Hex32, worker: &str, stage: &str, progress: f64) -> Result<()> {
        sql!("UPDATE zkml_jobs SET stage = $1, progress = $2 WHERE id = $3 AND worker = $4")
            .bind(stage.to_owned())
            .bind(progress)
            .bind(id.to_string())
            .bind(worker.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(super) async fn renew(&self, id: &Hex32, worker: &str, until: i64) -> Result<bool> {
        let renewed = sql!("UPDATE zkml_jobs SET lease_until = $1 WHERE id = $2 AND worker = $3")
            .bind(until)
            .bind(id.to_string())
            .bind(worker.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(renewed.rows_affected() == 1)
    }

    pub(super) async fn stale(&self, since: i64, now: i64) -> Result<Vec<Record>> {
        let rows = sql!(
            "SELECT {COLUMNS} FROM zkml_jobs
             WHERE (state = 'queued' AND updated < $1)
                OR (state IN ('proving', 'waiting_for_memory') AND lease_until < $2)
             ORDER BY created LIMIT 1000"
        )
        .bind(since)
        .bind(now)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(record).collect()
    }

    pub(super) async fn waiting_for(&self, input_key: &str) -> Result<Vec<Hex32>> {
        let rows = sql!("SELECT id FROM zkml_jobs WHERE input_key = $1 AND state = 'waiting_for_input'")
            .bind(input_key.to_owned())
            .fetch_all(&self.pool)
            .await?;
        let mut ids = Vec::new();
        for row in rows {
            ids.extend(parse(&row.try_get::<String, _>("id")?).map(Hex32::from));
        }
        Ok(ids)
    }

    pub(super) async fn put_input(
        &self,
        key: &str,
        owner: &str,
        input: &PrivateInput,
        expires: i64,
        limit: u64,
    ) -> Result<PutInput> {
        let mut tx = self.pool.begin().await?;
        let new = sql!(
            "INSERT INTO zkml_inputs (input_key, owner, body, expires) VALUES ($1, $2, $3, $4)
             ON CONFLICT (input_key, owner) DO NOTHING"
        )
        .bind(key.to_owned())
        .bind(owner.to_owned())
        .bind(serde_json::to_string(input)?)
        .bind(expires)
        .execute(&mut *tx)
        .await?;
        if new.rows_affected() == 0 {
            // Delivered again: it is wanted again, for as long as a new one. No commitment holds the secret behind nullifiers,
            // so it may be another one.
            sql!("UPDATE zkml_inputs SET body = $1, expires = $2 WHERE input_key = $3 AND owner = $4")
                .bind(serde_json::to_string(input)?)
                .bind(expires)
                .bind(key.to_owned())
                .bind(owner.to_owned())
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            return Ok(PutInput::Exists);
        }
        let row = sql!("SELECT COUNT(*) AS n FROM zkml_inputs WHERE owner = $1")
            .bind(owner.to_owned())
            .fetch_one(&mut *tx)
            .await?;
        if row.try_get::<i64, _>("n")? as u64 > limit {
            tx.rollback().await?;
            return Ok(PutInput::TooMany);
        }
        tx.commit().await?;
        Ok(PutInput::New)
    }

    pub(super) async fn input(&self, key: &str, owner: &str, now: i64) -> Result<Option<PrivateInput>> {
        let row = sql!(
            "SELECT body FROM zkml_inputs WHERE input_key = $1 AND expires > $2 AND ($3 = '' OR owner = $4) LIMIT 1"
        )
        .bind(key.to_owned())
        .bind(now)
        .bind(owner.to_owned())
        .bind(owner.to_owned())
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(serde_json::from_str(&row.try_get::<String, _>("body")?)?))
    }

    pub(super) async fn expire_input(&self, key: &str, at: i64) -> Result<()> {
        sql!("UPDATE zkml_inputs SET expires = $1 WHERE input_key = $2 AND expires > $3")
            .bind(at)
            .bind(key.to_owned())
            .bind(at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(super) async fn prune(&self, now: i64, jobs_before: i64) -> Result<()> {
        sql!("DELETE FROM zkml_inputs WHERE expires <= $1").bind(now).execute(&self.pool).await?;
        sql!("DELETE FROM zkml_jobs WHERE state IN ('done', 'failed') AND finished < $1")
            .bind(jobs_before)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(super) async fn counts(&self) -> Result<Counts> {
        let rows = sql!("SELECT state, model, COUNT(*) AS n FROM zkml_jobs GROUP BY state, model");
        let mut counts = Counts::default();
        for row in rows.fetch_all(&self.pool).await? {
            let state: State = serde_json::from_value(row.try_get::<String, _>("state")?.into())?;
            let n = row.try_get::<i64, _>("n")? as u64;
            *counts.states.entry(state).or_default() += n;
            if matches!(state, State::Queued | State::WaitingForMemory) {
                *counts.waiting.entry(row.try_get("model")?).or_default() += n;
            }
        }
        Ok(counts)
    }

    pub(super) async fn proving_seconds(&self, model: &ModelKey) -> Result<Vec<f64>> {
        let rows = sql!(
            "SELECT seconds FROM zkml_jobs WHERE model = $1 AND state = 'done' AND seconds IS NOT NULL
             ORDER BY finished DESC LIMIT 31"
        )
        .bind(model.to_string());
        let rows = rows.fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(row.try_get("seconds")?)).collect()
    }

    pub(super) async fn beat(&self, worker: &str, now: i64) -> Result<()> {
        sql!("INSERT INTO zkml_workers (name, seen) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seen = excluded.seen")
            .bind(worker.to_owned())
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(super) async fn leave(&self, worker: &str) -> Result<()> {
        sql!("DELETE FROM zkml_workers WHERE name = $1").bind(worker.to_owned()).execute(&self.pool).await?;
        Ok(())
    }

    pub(super) async fn workers(&self, since: i64) -> Result<u64> {
        let row =
            sql!("SELECT COUNT(*) AS n FROM zkml_workers WHERE seen > $1").bind(since).fetch_one(&self.pool).await?;
        Ok(row.try_get::<i64, _>("n")? as u64)
    }
}
