//! What has to be done now and then: tasks that were lost are put again, what has expired is dropped.

use crate::{
    error::StoreError,
    job::{now_ms, Record},
    queue::Queue,
    shutdown::Stop,
    store::Store,
};
use std::time::{Duration, Instant};

/// How often expired records are dropped.
const PRUNE: Duration = Duration::from_secs(60);

/// What upkeep goes by.
#[derive(Clone, Debug)]
pub struct Upkeep {
    /// The records.
    pub store: Store,
    /// The queue.
    pub queue: Queue,
    /// How long a job stays with a worker that is not heard of.
    pub lease: Duration,
    /// How long a job is kept when it is over.
    pub job_retention: Duration,
    /// The worker of this process, which says that it lives.
    pub worker: Option<String>,
}

/// Names a job's task. The name changes with every write of the record, so that each turn in a job's life puts one task; and
/// with the hour, so that a task that was taken and came to nothing for a reason that nobody thought of is put again too.
fn task_key(record: &Record, now: i64) -> String {
    format!("{}/{}", record.task_key(record.version), now / 3_600_000)
}

impl Upkeep {
    /// Until it is told to stop.
    pub async fn run(&self, stop: &Stop) {
        // What has expired while nobody ran goes at once.
        let mut pruned = None;
        loop {
            if let Err(error) = self.once(&mut pruned).await {
                tracing::warn!(%error, "upkeep failed; trying again");
            }
            tokio::select! {
                () = tokio::time::sleep(self.lease / 3) => {}
                () = stop.wait() => break,
            }
        }
        if let Some(worker) = &self.worker {
            // If it fails, the worker counts as alive until its lease is over.
            let _ = self.store.leave(worker).await;
        }
    }

    async fn once(&self, pruned: &mut Option<Instant>) -> Result<(), StoreError> {
        let now = now_ms();
        if let Some(worker) = &self.worker {
            self.store.beat(worker, now).await?;
        }
        for record in self.store.stale(now - self.lease.as_millis() as i64, now).await? {
            self.queue.push(record.job.id, &task_key(&record, now), Duration::ZERO).await?;
        }
        if pruned.is_none_or(|at| at.elapsed() >= PRUNE) {
            *pruned = Some(Instant::now());
            self.store.prune(now, now - self.job_retention.as_millis() as i64).await?;
            self.store.tidy().await?;
        }
        Ok(())
    }
}
