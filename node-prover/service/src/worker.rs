//! A worker: takes jobs, proves, and writes what came out, once.

use crate::{
    admission::Budget,
    bytes::{Hex31, Hex32, HexBytes},
    error::{ErrorKind, ServiceError, StoreError},
    job::{now_ms, JobInput, Outcome, Record, MAX_ATTEMPTS},
    models::{Catalogue, Key, Offered},
    queue::Queue,
    shutdown::Stop,
    store::Store,
    wire::State,
};
use std::{
    ops::ControlFlow,
    panic::{catch_unwind, AssertUnwindSafe},
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc, Mutex,
    },
    time::{Duration, Instant},
};
use tokio::sync::{oneshot, OwnedSemaphorePermit, Semaphore};
use zkml_circuits::{
    groth16::{self, prove_observed, ProveError},
    Inference,
};
use zkml_primitives::{commitment::Secret, Visibility};

/// How often progress is written: a proof that is over sooner costs no write.
const PROGRESS: Duration = Duration::from_millis(500);
/// After how long a worker that does not have a job's model leaves it to another.
const OTHERS: Duration = Duration::from_secs(5);

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// Proofs at a time.
    pub jobs: usize,
    /// Bytes of memory for all of them.
    pub memory: u64,
    /// How long a job stays with a worker that is not heard of.
    pub lease: Duration,
    /// How long a private input is kept after the proof that it was used for.
    pub input_grace: Duration,
}

/// A worker.
#[derive(Debug)]
pub struct Worker {
    name: String,
    store: Store,
    queue: Queue,
    catalogue: Arc<Catalogue>,
    options: WorkerOptions,
    budget: Budget,
    /// One for each proof at a time: in a pool that two shared, a thread of one that waits would take up the other whole.
    pools: Mutex<Vec<rayon::ThreadPool>>,
    /// As many as there are pools. The queue's worker keeps to that number by itself, unless it was begun again while
    /// proofs of its first life are running.
    slots: Semaphore,
    /// Told when running proofs are to be given back.
    abandon: Stop,
}

/// What a prover's thread and its watcher share.
#[derive(Debug, Default)]
struct Watch {
    cancelled: AtomicBool,
    /// The stage, and how much is done.
    at: Mutex<(&'static str, f64)>,
}

/// How a proof ended.
enum Ended {
    Proved(Box<Outcome>),
    Failed(&'static str, String, &'static str),
    Cancelled,
}

impl Worker {
    /// With a name that no other has.
    pub fn new(
        name: String,
        store: Store,
        queue: Queue,
        catalogue: Arc<Catalogue>,
        options: WorkerOptions,
    ) -> Result<Self, ServiceError> {
        catalogue.check_memory(options.memory)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.div_ceil(options.jobs.max(1));
        let pool = |i| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .thread_name(move |thread| format!("prove-{i}-{thread}"))
                .start_handler(|_| yield_to_others())
                .build()
        };
        let pools = (0..options.jobs)
            .map(pool)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| ServiceError::new(ErrorKind::Options, "start the prover's threads", e, "give fewer --jobs"))?;
        let budget = Budget::new(options.memory);
        let slots = Semaphore::new(options.jobs);
        let (pools, abandon) = (Mutex::new(pools), Stop::default());
        Ok(Self { name, store, queue, catalogue, options, budget, pools, slots, abandon })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Proofs at a time.
    pub fn jobs(&self) -> usize {
        self.options.jobs
    }

    /// The memory that its proofs share.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Gives running jobs back to the queue as soon as the prover can be stopped.
    pub fn abandon(&self) {
        self.abandon.tell();
    }

    fn lease_ms(&self) -> i64 {
        self.options.lease.as_millis() as i64
    }

    /// Does what a task asks for. Most of what can be wrong with a task is that it is late or not the only one, and then
    /// there is nothing to do. Fails if the queue's database does; the task is tried again.
    pub async fn handle(&self, id: &Hex32) -> Result<(), StoreError> {
        let _slot = self.slots.acquire().await;
        while let Some(mut record) = self.store.get(id).await? {
            let now = now_ms();
            if record.state.is_final() || record.state == State::WaitingForInput {
                return Ok(());
            }
            // Somebody has it. If they die, the lease ends and the task is put again.
            if record.worker.is_some() && record.lease_until > now {
                return Ok(());
            }
            if record.job.expires.is_some_and(|expires| expires <= now) {
                record.fail(now, "expired", "nobody had proved it when it expired", "submit it with a later `expires`");
            } else if record.job.attempts >= MAX_ATTEMPTS {
                let message = format!("the worker that proved it died, {MAX_ATTEMPTS} times");
                record.fail(now, "kills_workers", message, "see what the workers died of: memory, most of the time");
            } else {
                let Some(offered) = self.catalogue.get(&record.job.model).cloned() else {
                    tracing::debug!(job = %id, "the job's model is not offered here");
                    let key = format!("{}/{now}", record.task_key(record.version));
                    return self.queue.push(*id, &key, OTHERS).await;
                };
                let Some(inference) = self.inference(&record, now).await? else {
                    record.state = State::WaitingForInput;
                    if self.store.update(&record, now).await? {
                        // It may have been delivered since we looked, when nobody waited for it.
                        if self.inference(&record, now_ms()).await?.is_none() {
                            return Ok(());
                        }
                        record.version += 1;
                        record.state = State::Queued;
                        self.store.update(&record, now_ms()).await?;
                    }
                    continue;
                };
                match self.claim(&mut record, &offered).await? {
                    Some(permit) => return self.prove(record, offered, inference, permit).await,
                    // It was given back, and taking it again would not end.
                    None if self.abandon.is_told() => return Ok(()),
                    None => continue,
                }
            }
            if self.store.update(&record, now).await? {
                self.report(&record);
                return Ok(());
            }
        }
        Ok(())
    }

    /// The inputs of a job's inference; `None` if its input is not there.
    async fn inference(&self, record: &Record, now: i64) -> Result<Option<Inference>, StoreError> {
        let job = &record.job;
        let secret = |secret: Hex31| Secret(secret.0);
        let output_salt = job.output_salt.map(secret);
        Ok(match &job.input {
            JobInput::Integers { values, secret: nullifier } => Some(Inference {
                input: values.clone(),
                input_salt: None,
                output_salt,
                nullifier_secret: nullifier.map(secret),
            }),
            JobInput::Committed(_) => {
                let key = job.input_key().unwrap_or_default();
                self.store.input(&key, &job.owner, now).await?.map(|input| Inference {
                    input: input.integers,
                    input_salt: Some(secret(input.salt)),
                    output_salt,
                    nullifier_secret: input.secret.map(secret),
                })
            }
            JobInput::Dropped => None,
        })
    }

    /// Makes a job this worker's own, as soon as there is memory for it; `None` if another was faster.
    async fn claim(&self, record: &mut Record, offered: &Offered) -> Result<Option<OwnedSemaphorePermit>, StoreError> {
        let id = record.job.id;
        record.worker = Some(self.name.clone());
        let mut permit = self.budget.try_take(offered.memory);
        if permit.is_none() {
            let now = now_ms();
            record.state = State::WaitingForMemory;
            record.lease_until = now + self.lease_ms();
            if !self.store.update(record, now).await? {
                return Ok(None);
            }
            record.version += 1;
            let mut room = Box::pin(self.budget.take(offered.memory));
            permit = loop {
                tokio::select! {
                    // `check_memory` has seen that there is room for every model that is offered.
                    permit = &mut room => break permit,
                    () = tokio::time::sleep(self.options.lease / 3) => {
                        if !self.store.renew(&id, &self.name, now_ms() + self.lease_ms()).await? {
                            return Ok(None);
                        }
                    }
                    () = self.abandon.wait() => break None,
                }
            };
        }
        let now = now_ms();
        if permit.is_none() {
            self.give_back(record, now).await?;
            return Ok(None);
        }
        record.state = State::Proving;
        record.lease_until = now + self.lease_ms();
        record.job.attempts += 1;
        record.job.started = Some(now);
        record.stage = None;
        record.progress = 0.0;
        if !self.store.update(record, now).await? {
            return Ok(None);
        }
        record.version += 1;
        Ok(permit)
    }

    /// Proves, and keeps the job's lease alive meanwhile.
    async fn prove(
        &self,
        record: Record,
        offered: Arc<Offered>,
        inference: Inference,
        permit: OwnedSemaphorePermit,
    ) -> Result<(), StoreError> {
        let id = record.job.id;
        let began = Instant::now();
        let watch = Arc::new(Watch::default());
        let (send, mut done) = oneshot::channel();
        let pool = self.pools.lock().unwrap_or_else(|e| e.into_inner()).pop();
        let Some(pool) = pool else {
            return Err(StoreError::Queue("more jobs at a time than threads for them".into()));
        };
        let context = record.job.context.with_key(record.job.model.vk_hash.0);
        pool.spawn({
            let watch = watch.clone();
            move || {
                let proved = catch_unwind(AssertUnwindSafe(|| prove(&offered, &context, &inference, &watch)));
                // The watcher is gone only if the process ends.
                let _ = send.send(proved.unwrap_or_else(|_| {
                    let help = "please report this, with the model if it can be shared";
                    Ended::Failed("prover_panicked", "the prover panicked".into(), help)
                }));
                drop(permit);
            }
        });
        let mut renewed = Instant::now();
        let mut written = 0.0;
        let ended = loop {
            tokio::select! {
                ended = &mut done => break ended.unwrap_or(Ended::Cancelled),
                () = tokio::time::sleep(PROGRESS.min(self.options.lease / 3)) => {}
            }
            if self.abandon.is_told() {
                watch.cancelled.store(true, Ordering::Relaxed);
            }
            let (stage, progress) = *watch.at.lock().unwrap_or_else(|e| e.into_inner());
            if progress > written {
                written = progress;
                if let Err(error) = self.store.progress(&id, &self.name, stage, progress).await {
                    tracing::warn!(job = %id, %error, "progress is not written");
                }
            }
            if renewed.elapsed() >= self.options.lease / 3 {
                renewed = Instant::now();
                match self.store.renew(&id, &self.name, now_ms() + self.lease_ms()).await {
                    // Deleted, or taken over by another after this worker was not heard of.
                    Ok(false) => watch.cancelled.store(true, Ordering::Relaxed),
                    Ok(true) => {}
                    Err(error) => tracing::warn!(job = %id, %error, "the lease is not renewed"),
                }
            }
        };
        self.pools.lock().unwrap_or_else(|e| e.into_inner()).push(pool);
        let seconds = began.elapsed().as_secs_f64();
        self.settle(record, ended, seconds).await
    }

    /// Writes how a job ended. The first to write wins: one who is late changes nothing, whoever has the job now.
    async fn settle(&self, mut record: Record, ended: Ended, seconds: f64) -> Result<(), StoreError> {
        let id = record.job.id;
        loop {
            let now = now_ms();
            match &ended {
                Ended::Proved(outcome) => record.finish(now, (**outcome).clone(), seconds),
                Ended::Failed(code, message, help) => record.fail(now, code, message.clone(), help),
                Ended::Cancelled => return self.give_back(&mut record, now).await,
            }
            match self.store.update(&record, now).await {
                Ok(true) => break,
                Ok(false) => match self.store.get(&id).await? {
                    // One that was submitted again after it was deleted has other salts than this proof.
                    Some(newer) if !newer.state.is_final() && newer.job.created == record.job.created => record = newer,
                    _ => {
                        tracing::info!(job = %id, "the job was over before");
                        return Ok(());
                    }
                },
                Err(error) => {
                    // The proof is worth more than the time: another worker has the job when the lease is over.
                    tracing::warn!(job = %id, %error, "the result is not written; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    if self.abandon.is_told() {
                        return Err(error);
                    }
                }
            }
        }
        self.report(&record);
        if let Some(key) = record.job.input_key().filter(|_| record.state == State::Done) {
            // What was proved may have to be proved again, for a later last block; a client that knows better delivers
            // the input again.
            self.store.expire_input(&key, now_ms() + self.options.input_grace.as_millis() as i64).await?;
        }
        Ok(())
    }

    /// Puts a job back, as if it had not been begun.
    async fn give_back(&self, record: &mut Record, now: i64) -> Result<(), StoreError> {
        let id = record.job.id;
        if record.state == State::Proving {
            record.job.attempts = record.job.attempts.saturating_sub(1);
        }
        record.state = State::Queued;
        record.worker = None;
        record.lease_until = 0;
        record.stage = None;
        record.progress = 0.0;
        if self.store.update(record, now).await? {
            self.queue.push(id, &record.task_key(record.version + 1), Duration::ZERO).await?;
            tracing::info!(job = %id, "the job goes back to the queue");
        }
        Ok(())
    }

    fn report(&self, record: &Record) {
        let job = &record.job;
        let labels = [("state", record.state.name())];
        metrics::counter!("zkml_jobs_ended_total", &labels).increment(1);
        if let Some(seconds) = job.proving_seconds {
            metrics::histogram!("zkml_proving_seconds").record(seconds);
        }
        let code = job.error.as_ref().map(|error| error.code.as_str());
        let (state, attempts) = (record.state.name(), job.attempts);
        tracing::info!(job = %job.id, state, attempts, seconds = job.proving_seconds, error = code, "job ended");
    }
}

/// Proves one inference.
fn prove(offered: &Offered, context: &zkml_primitives::Context, inference: &Inference, watch: &Watch) -> Ended {
    let observer = |stage: groth16::Stage, share: f64| {
        *watch.at.lock().unwrap_or_else(|e| e.into_inner()) = (stage.name(), share);
        match watch.cancelled.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let circuit = &offered.model.circuit;
    let proved = match &offered.proving_key {
        Key::Bn254(key) => prove_observed(circuit, &**key, context, inference, &observer),
        Key::Bls12_381(key) => prove_observed(circuit, &**key, context, inference, &observer),
    };
    let proved = match proved {
        Ok(proved) => proved,
        Err(ProveError::Stopped) => return Ended::Cancelled,
        Err(ProveError::Circuit(e)) => {
            // What the input is must not get into a message that is stored and logged.
            let (message, help) = ("the input does not fit the model", "deliver the input that the model takes");
            tracing::debug!(kind = ?std::mem::discriminant(&e), "refused by the circuit");
            return Ended::Failed("input_unfit", message.into(), help);
        }
        Err(e) => {
            let help = "tell whoever runs the service: the model's keys are damaged, or there is a bug";
            return Ended::Failed("proving_failed", e.to_string(), help);
        }
    };
    let hexes = |elements: &[[u8; 32]]| elements.iter().map(|&element| Hex32::from(element)).collect();
    let shown = offered.layout().output.visibility == Visibility::Public;
    Ended::Proved(Box::new(Outcome {
        proof: HexBytes(proved.proof),
        input: hexes(&proved.statement.input),
        output: hexes(&proved.statement.output),
        nullifier: proved.statement.nullifier.map(|nullifier| nullifier.value.into()),
        integers: shown.then_some(proved.output),
    }))
}

/// Lets the threads that answer requests go first.
fn yield_to_others() {
    // On Linux this is about the thread that calls it; elsewhere about the process, which does no harm.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

/// A name that no other worker has, in any fleet.
pub fn worker_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host: String = host.trim().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    format!("{host}-{}-{:08x}", std::process::id(), rand::random::<u32>())
}
