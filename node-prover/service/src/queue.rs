//! The queue: apalis over SQLite, PostgreSQL or Redis, which hands jobs to workers, and takes back what dead workers had.
//!
//! A task is a job's id and no more. See [`crate::store`] for what is the truth.

use crate::{
    bytes::Hex32,
    error::{ErrorKind, ServiceError, StoreError},
    store::{RedisStore, SqlStore, Store},
    worker::Worker,
};
use apalis_core::{
    backend::{ext::BackendExt, TaskSink, TaskSinkError},
    error::BoxDynError,
    task::{builder::TaskBuilder, data::Data},
    worker::{builder::WorkerBuilder, context::WorkerContext},
};
use apalis_postgres::{Config as PostgresConfig, PostgresStorage};
use apalis_redis::{Config as RedisConfig, RedisStorage};
use apalis_sqlite::{Config as SqliteConfig, SqliteStorage};
use serde::{Deserialize, Serialize};
use sqlx::{
    any::AnyPoolOptions,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    ConnectOptions, Connection, Executor,
};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tower::limit::ConcurrencyLimitLayer;

/// What apalis calls the queue.
const NAME: &str = "zkml";
/// How often an idle worker looks for a task.
const POLL: Duration = Duration::from_millis(100);
/// How long a writer waits for another to finish.
const BUSY: Duration = Duration::from_secs(20);

/// What is queued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobTask {
    /// The job.
    pub id: Hex32,
}

/// A queue.
#[derive(Clone)]
pub enum Queue {
    /// In a file of this machine.
    Sqlite(SqliteStorage<JobTask>),
    /// For a fleet.
    Postgres(PostgresStorage<JobTask>),
    /// For a fleet.
    Redis(RedisStorage<JobTask>),
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Queue::Sqlite(_) => "Sqlite",
            Queue::Postgres(_) => "Postgres",
            Queue::Redis(_) => "Redis",
        })
    }
}

/// A queue with its records.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The queue.
    pub queue: Queue,
    /// The records.
    pub store: Store,
}

fn failed(url: &str) -> impl Fn(&dyn std::fmt::Display) -> ServiceError + '_ {
    move |e| {
        let help = "check that the database runs, that the address is right, and the permissions";
        ServiceError::new(ErrorKind::Queue, format!("open the queue {url}"), e, help)
    }
}

/// Opens the queue at an address, `postgres://…` or `redis://…`.
pub async fn open_url(url: &str, lease: Duration) -> Result<Opened, ServiceError> {
    let host = shown_host(url);
    match url.split_once("://").map(|(scheme, _)| scheme) {
        Some(scheme @ ("postgres" | "postgresql")) => {
            let shown = format!("{scheme}://{host}");
            let failed = failed(&shown);
            let tasks = PgPoolOptions::new().max_connections(3).connect(url).await.map_err(|e| failed(&e))?;
            retry(|| async { PostgresStorage::setup(&tasks).await.map_err(|e| failed(&e)) }).await?;
            let config = PostgresConfig::default()
                .queue(NAME)
                .batch_size(1)
                .heartbeat_interval(heartbeat(lease))
                .missed_heartbeats(3);
            let queue = Queue::Postgres(PostgresStorage::new(&tasks).with_config(config));
            sqlx::any::install_default_drivers();
            let records = AnyPoolOptions::new().max_connections(4).connect(url).await.map_err(|e| failed(&e))?;
            let store = retry(|| async { SqlStore::open(records.clone()).await.map_err(|e| failed(&e)) }).await?;
            Ok(Opened { queue, store: Store::Sql(store) })
        }
        Some(scheme @ ("redis" | "rediss")) => {
            let shown = format!("{scheme}://{host}");
            let failed = failed(&shown);
            let tasks = apalis_redis::connect(url).await.map_err(|e| failed(&e))?;
            let records = apalis_redis::connect(url).await.map_err(|e| failed(&e))?;
            let config = RedisConfig::default()
                .queue(NAME)
                .batch_size(1)
                .heartbeat_interval(heartbeat(lease))
                .missed_heartbeats(3)
                .emit_events(false)
                // A task's key names the hour; nobody asks for it a day later.
                .idempotency_ttl(Some(Duration::from_secs(24 * 3600)));
            let queue = Queue::Redis(RedisStorage::new(tasks).with_config(config));
            Ok(Opened { queue, store: Store::Redis(RedisStore::new(records)) })
        }
        _ => {
            let cause = "the address begins with neither postgres:// nor redis://";
            let help = "give such an address with --queue, or leave it out for a queue in the folder of --data";
            Err(ServiceError::new(ErrorKind::Options, "open the queue", cause, help))
        }
    }
}

/// What may be shown of an address: a password may stand in it, before the host or behind it.
fn shown_host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, behind) = rest.split_at(end);
    // A `/` in a password that is not escaped: then there is no telling what is the host.
    if behind.contains('@') {
        return "…";
    }
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// Two processes that start at once may both make a table; the second to try finds it.
async fn retry<T, F: std::future::Future<Output = Result<T, ServiceError>>>(
    run: impl Fn() -> F,
) -> Result<T, ServiceError> {
    for _ in 0..5 {
        if let Ok(done) = run().await {
            return Ok(done);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    run().await
}

/// Opens the queue in a folder, for its owner alone: private inputs are in it.
pub async fn open_folder(folder: &Path, lease: Duration) -> Result<Opened, ServiceError> {
    let io = |e: std::io::Error| {
        let help = "check the path and its permissions, or give another with --data";
        ServiceError::new(ErrorKind::Io, format!("use the folder {}", folder.display()), e, help)
    };
    let file = folder.join("queue.sqlite");
    private_folder(folder).map_err(io)?;
    private_file(&file).map_err(io)?;
    let shown = file.display().to_string();
    let failed = failed(&shown);
    keep_a_wal(&file).await.map_err(|e| failed(&e))?;
    // Records outlive a loss of power: every write of theirs is on the disk before it is answered. Tasks need not, because
    // a task that is lost is put again, so apalis' own setup, which turns synchronization off, is not used.
    let options = |synchronous| SqliteConnectOptions::new().filename(&file).synchronous(synchronous).busy_timeout(BUSY);
    let tasks = SqlitePoolOptions::new()
        .max_connections(2)
        .connect_with(options(SqliteSynchronous::Normal))
        .await
        .map_err(|e| failed(&e))?;
    retry(|| async { SqliteStorage::migrations().run(&tasks).await.map_err(|e| failed(&e)) }).await?;
    let config =
        SqliteConfig::default().queue(NAME).batch_size(1).heartbeat_interval(heartbeat(lease)).missed_heartbeats(3);
    let queue = Queue::Sqlite(SqliteStorage::new(&tasks).with_config(config));

    sqlx::any::install_default_drivers();
    let url = options(SqliteSynchronous::Full).to_url_lossy();
    let records = AnyPoolOptions::new()
        .max_connections(4)
        .after_connect(|connection, _| {
            Box::pin(async move {
                for pragma in [
                    "PRAGMA busy_timeout = 20000",
                    "PRAGMA synchronous = FULL",
                    // What is deleted is overwritten: inputs and salts.
                    "PRAGMA secure_delete = ON",
                ] {
                    connection.execute(pragma).await?;
                }
                Ok(())
            })
        })
        .connect(url.as_str())
        .await
        .map_err(|e| failed(&e))?;
    let store = retry(|| async { SqlStore::open(records.clone()).await.map_err(|e| failed(&e)) }).await?;
    Ok(Opened { queue, store: Store::Sql(store) })
}

/// Turns the file's write-ahead log on, which the file remembers. SQLite does not wait for a lock to do it, whatever the
/// timeout, so of processes that start at once on a new file all but one are told that it is locked.
async fn keep_a_wal(file: &Path) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file).journal_mode(SqliteJournalMode::Wal).busy_timeout(BUSY);
    let began = Instant::now();
    loop {
        match options.connect().await {
            Ok(connection) => return connection.close().await,
            Err(e) if is_locked(&e) && began.elapsed() < BUSY => tokio::time::sleep(POLL).await,
            Err(e) => return Err(e),
        }
    }
}

/// Whether another process holds the file: SQLITE_BUSY, of which the extended codes say more in the upper bits.
fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// A worker is taken for dead after three of these.
fn heartbeat(lease: Duration) -> Duration {
    (lease / 3).max(Duration::from_secs(1))
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

#[cfg(unix)]
fn private_file(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file)?;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn private_file(_: &Path) -> std::io::Result<()> {
    Ok(())
}

async fn handle(task: JobTask, worker: Data<Arc<Worker>>) -> Result<(), BoxDynError> {
    // In a task of its own, so that a proof goes on and is written when the queue's worker ends over an error. An error of the
    // proof's leaves the task to be tried again; whatever a job can die of is in its record.
    let worker = Arc::clone(&worker);
    Ok(tokio::spawn(async move { worker.handle(&task.id).await }).await??)
}

/// Runs a worker on one of apalis' back-ends. Their types have a trait in common and their bounds do not fit on a page.
macro_rules! run_on {
    ($backend:expr, $name:expr, $worker:expr, $stop:expr) => {{
        let context = WorkerContext::new(&$name);
        let worker = WorkerBuilder::new(&context)
            .backend($backend.poll_with_interval(POLL))
            .data($worker.clone())
            .layer(ConcurrencyLimitLayer::new($worker.jobs()))
            .build(handle);
        let stopped = async {
            $stop.wait().await;
            // A worker that has not begun cannot be stopped, and has nothing to stop.
            while context.stop().is_err() {
                tokio::time::sleep(POLL).await;
            }
            std::future::pending::<()>().await
        };
        tokio::select! {
            ended = worker.run() => ended.map_err(|e| StoreError::Queue(e.to_string())),
            () = stopped => Ok(()),
        }
    }};
}

impl Queue {
    /// Puts a job's task. `key` names the task: one that was put before is not put again.
    pub async fn push(&self, id: Hex32, key: &str, delay: Duration) -> Result<(), StoreError> {
        let task = TaskBuilder::new(JobTask { id }).idempotency_key(key).max_attempts(1000).run_after(delay).build();
        let failed = |e: &dyn std::fmt::Display| StoreError::Queue(e.to_string());
        match self {
            Queue::Sqlite(storage) => storage.clone().push_task(task).await.map_err(|e| failed(&e)),
            Queue::Postgres(storage) => match storage.clone().push_task(task).await {
                // Where the others pass over a key that is there, apalis' statement for PostgreSQL fails.
                Err(TaskSinkError::PushError(apalis_postgres::Error::Database(sqlx::Error::Database(e))))
                    if e.is_unique_violation() =>
                {
                    Ok(())
                }
                done => done.map_err(|e| failed(&e)),
            },
            Queue::Redis(storage) => storage.clone().push_task(task).await.map_err(|e| failed(&e)),
        }
    }

    /// Runs a worker until it is told to stop: it takes no further jobs then, and returns when the last one is over.
    pub async fn run(&self, name: &str, worker: &Arc<Worker>, stop: &crate::shutdown::Stop) -> Result<(), StoreError> {
        match self {
            Queue::Sqlite(storage) => run_on!(storage.clone(), name, worker, stop),
            Queue::Postgres(storage) => run_on!(storage.clone(), name, worker, stop),
            Queue::Redis(storage) => run_on!(storage.clone(), name, worker, stop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{open_folder, shown_host};
    use std::time::Duration;

    #[test]
    fn who_starts_at_once_on_a_new_folder_opens_it() {
        for _ in 0..8 {
            let folder = tempfile::TempDir::new().unwrap();
            let starts: Vec<_> = (0..6)
                .map(|_| {
                    let folder = folder.path().join("data");
                    std::thread::spawn(move || {
                        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                        runtime.block_on(async { open_folder(&folder, Duration::from_secs(3)).await.map(|_| ()) })
                    })
                })
                .collect();
            for start in starts {
                start.join().unwrap().unwrap();
            }
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        for (url, host) in [
            ("postgres://zkml:hunter2@db.example:5432/jobs", "db.example:5432"),
            ("redis://:hunter2@db.example", "db.example"),
            ("redis://db.example/0", "db.example"),
            ("postgres://me:x@hunter2@db.example/jobs", "db.example"),
            ("postgres://db.example/jobs?password=hunter2", "db.example"),
            ("postgres://db.example?password=hunter2", "db.example"),
            ("postgres://db.example/jobs?user=me@corp&password=hunter2", "…"),
            ("postgres://me:hun/ter2@db.example/jobs", "…"),
            ("hunter2", ""),
        ] {
            assert_eq!(shown_host(url), host, "{url}");
        }
    }
}
