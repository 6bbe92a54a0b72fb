//! A worker by itself: which jobs it takes, for how long, and what it leaves behind.

use crate::common::*;
use std::{future::Future, path::PathBuf, sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use zkml_compiler::quantize_input;
use zkml_primitives::{commitment::Secret, Bn254};
use zkml_service::{
    admission::estimate,
    bytes::{parse, Hex31, Hex32},
    job::{now_ms, Job, JobInput, Record, MAX_ATTEMPTS},
    models::Catalogue,
    queue::{open_folder, Opened},
    store::{Inserted, PrivateInput, Store},
    wire::State,
    worker::{Worker, WorkerOptions},
};

/// A worker over a queue that nobody else looks at.
struct Bench {
    worker: Arc<Worker>,
    store: Store,
    _folder: TempDir,
}

const ALL: [&str; 2] = ["private", "sealed"];

impl Bench {
    async fn new(change: impl FnOnce(&mut WorkerOptions)) -> Self {
        let folder = TempDir::new().unwrap();
        let Opened { queue, store } = open_folder(folder.path(), Duration::from_secs(30)).await.unwrap();
        let files: Vec<PathBuf> = ALL.iter().map(|name| models().join(name).join("model.zkml")).collect();
        let catalogue = Arc::new(Catalogue::open(&[], &files).unwrap());
        let mut options = WorkerOptions {
            jobs: 2,
            memory: 2 << 30,
            lease: Duration::from_millis(1500),
            input_grace: Duration::from_secs(60),
        };
        change(&mut options);
        let worker = Worker::new("w".into(), store.clone(), queue, catalogue, options).unwrap();
        Self { worker: Arc::new(worker), store, _folder: folder }
    }

    async fn insert(&self, record: &Record) -> Hex32 {
        assert!(matches!(self.store.insert(record, 100).await.unwrap(), Inserted::New));
        record.job.id
    }

    async fn get(&self, id: &Hex32) -> Record {
        self.store.get(id).await.unwrap().unwrap()
    }

    /// Handles a job beside the test.
    fn handle(&self, id: Hex32) -> tokio::task::JoinHandle<()> {
        let worker = self.worker.clone();
        tokio::spawn(async move { worker.handle(&id).await.unwrap() })
    }

    async fn until(&self, id: &Hex32, state: State) -> Record {
        soon(async {
            loop {
                let record = self.get(id).await;
                if record.state == state {
                    return record;
                }
                sleep(Duration::from_millis(2)).await;
            }
        })
        .await
    }

    /// Inserts a committed input with its job.
    async fn sealed(&self, subject: u8, expires: i64) -> Record {
        let (model, vk) = model("sealed");
        let integers = quantize_input(&model.circuit.layout().input, &TYPING.rows()[3]).unwrap();
        let digest = model.circuit.input_digest::<Bn254>(&integers, &Secret([5; 31])).unwrap();
        let mut job = job(&vk_hash(&vk), subject, JobInput::Committed(digest.into()));
        job.output_salt = Some(Hex31::from([8; 31]));
        let input = PrivateInput { integers, salt: Hex31::from([5; 31]), secret: Some(Hex31::from([9; 31])) };
        self.store.put_input(&job.input_key().unwrap(), "", &input, expires, 100).await.unwrap();
        Record::new(job, State::Queued)
    }
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(60), what).await.expect("it takes too long")
}

fn job(vk_hash: &str, subject: u8, input: JobInput) -> Job {
    crate::job(subject, "", Hex32::from(parse(vk_hash).unwrap()), input, now_ms())
}

fn private(subject: u8) -> Record {
    let (model, vk) = model("private");
    let values = quantize_input(&model.circuit.layout().input, &TYPING.rows()[0]).unwrap();
    Record::new(job(&vk_hash(&vk), subject, JobInput::Integers { values, secret: None }), State::Queued)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proves_a_job_once_and_drops_what_was_private_of_it() {
    let bench = Bench::new(|_| ()).await;
    let id = bench.insert(&private(1)).await;
    soon(bench.handle(id)).await.unwrap();
    let done = bench.get(&id).await;
    assert_eq!((done.state, done.job.attempts, &done.job.input), (State::Done, 1, &JobInput::Dropped));
    assert_eq!((done.worker, done.lease_until), (None, 0));
    // A task that comes twice finds that there is nothing to do.
    soon(bench.handle(id)).await.unwrap();
    let again = bench.get(&id).await;
    assert_eq!((again.version, again.job.outcome), (done.version, done.job.outcome));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaves_a_job_to_the_worker_that_has_it_until_its_lease_is_over() {
    let bench = Bench::new(|_| ()).await;
    let id = bench.insert(&private(1)).await;
    let mut record = bench.get(&id).await;
    (record.state, record.worker, record.job.attempts) = (State::Proving, Some("other".into()), 1);
    record.lease_until = now_ms() + 60_000;
    assert!(bench.store.update(&record, now_ms()).await.unwrap());
    soon(bench.handle(id)).await.unwrap();
    let left = bench.get(&id).await;
    assert_eq!((left.state, left.worker.as_deref(), left.version), (State::Proving, Some("other"), 1));
    assert!(bench.store.renew(&id, "other", now_ms() - 1).await.unwrap());
    soon(bench.handle(id)).await.unwrap();
    let done = bench.get(&id).await;
    assert_eq!((done.state, done.job.attempts), (State::Done, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gives_up_a_job_that_killed_its_workers_and_one_that_nobody_wants_any_more() {
    let bench = Bench::new(|_| ()).await;
    let mut killer = private(1);
    killer.job.attempts = MAX_ATTEMPTS;
    let mut late = private(2);
    late.job.expires = Some(now_ms() - 1);
    for (record, code) in [(killer, "kills_workers"), (late, "expired")] {
        let id = bench.insert(&record).await;
        soon(bench.handle(id)).await.unwrap();
        let failed = bench.get(&id).await;
        assert_eq!((failed.state, &failed.job.input), (State::Failed, &JobInput::Dropped), "{code}");
        assert_eq!(failed.job.error.unwrap().code, code);
        assert!(failed.job.outcome.is_none() && failed.job.started.is_none());
    }
    let mut last = private(3);
    last.job.attempts = MAX_ATTEMPTS - 1;
    let id = bench.insert(&last).await;
    soon(bench.handle(id)).await.unwrap();
    assert_eq!(bench.get(&id).await.state, State::Done, "the last attempt counts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_until_there_is_memory_and_keeps_the_job_meanwhile() {
    let bench = Bench::new(|_| ()).await;
    let all = bench.worker.budget().try_take(bench.worker.budget().total()).unwrap();
    let id = bench.insert(&private(1)).await;
    let handling = bench.handle(id);
    let waiting = bench.until(&id, State::WaitingForMemory).await;
    assert_eq!(waiting.worker.as_deref(), Some("w"));
    sleep(Duration::from_secs(2)).await;
    let later = bench.get(&id).await;
    assert_eq!((later.state, later.job.attempts), (State::WaitingForMemory, 0));
    assert!(later.lease_until > waiting.lease_until, "the lease is renewed");
    drop(all);
    soon(handling).await.unwrap();
    assert_eq!(bench.get(&id).await.state, State::Done);
    assert_eq!(bench.worker.budget().taken(), 0, "what was taken is given back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_waits_for_memory_is_given_back_once_when_the_worker_ends() {
    let bench = Bench::new(|_| ()).await;
    let _all = bench.worker.budget().try_take(bench.worker.budget().total()).unwrap();
    let id = bench.insert(&private(1)).await;
    let handling = bench.handle(id);
    bench.until(&id, State::WaitingForMemory).await;
    bench.worker.abandon();
    soon(handling).await.unwrap();
    let back = bench.get(&id).await;
    assert_eq!((back.state, back.worker.as_deref(), back.job.attempts), (State::Queued, None, 0));
    assert_eq!(back.version, 2, "it is not taken again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_needs_a_little_more_than_there_is_is_refused() {
    // The budget counts in mebibytes; half of one is none.
    let memory = estimate(&model("private").0).max(estimate(&model("sealed").0));
    assert_ne!(memory % (1 << 20), 0, "this test needs a part of a mebibyte");
    let files: Vec<PathBuf> = ALL.iter().map(|name| models().join(name).join("model.zkml")).collect();
    let catalogue = Catalogue::open(&[], &files).unwrap();
    let refused = catalogue.check_memory(memory).unwrap_err();
    assert!(refused.cause.contains("MiB") && refused.help.contains("--memory"), "{refused}");
    assert!(catalogue.check_memory(memory.next_multiple_of(1 << 20)).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proof_is_not_written_into_a_job_that_was_submitted_again() {
    let bench = Bench::new(|_| ()).await;
    let record = bench.sealed(1, now_ms() + 60_000).await;
    let id = bench.insert(&record).await;
    let handling = bench.handle(id);
    bench.until(&id, State::Proving).await;
    assert!(bench.store.delete(&id).await.unwrap());
    let mut again = record.clone();
    // The output is committed to under another salt, so the first proof is none of this job's statement.
    (again.job.created, again.job.output_salt) = (record.job.created + 1, Some(Hex31::from([7; 31])));
    bench.insert(&again).await;
    assert!(!handling.is_finished(), "it was proved too fast for this test");
    soon(handling).await.unwrap();
    let there = bench.get(&id).await;
    assert_eq!((there.state, there.version, there.job.outcome), (State::Queued, 0, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivered_input_is_kept_for_its_grace_after_the_proof_and_not_longer() {
    let bench = Bench::new(|options| options.input_grace = Duration::from_millis(1)).await;
    let record = bench.sealed(1, now_ms() + 60_000).await;
    let id = bench.insert(&record).await;
    soon(bench.handle(id)).await.unwrap();
    assert_eq!(bench.get(&id).await.state, State::Done);
    sleep(Duration::from_millis(50)).await;
    let key = record.job.input_key().unwrap();
    assert!(bench.store.input(&key, "", now_ms()).await.unwrap().is_none());
    // The next job with it waits, whatever its task says.
    let mut next = record.clone();
    next.job.id = Hex32::from([2; 32]);
    let id = bench.insert(&next).await;
    soon(bench.handle(id)).await.unwrap();
    assert_eq!(bench.get(&id).await.state, State::WaitingForInput);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_input_that_comes_while_its_job_is_looked_at_is_not_missed() {
    let bench = Bench::new(|_| ()).await;
    for round in 0..25 {
        let gone = bench.sealed(round, now_ms() - 1).await;
        let key = gone.job.input_key().unwrap();
        let id = bench.insert(&gone).await;
        let handling = bench.handle(id);
        sleep(Duration::from_micros(150 * u64::from(round))).await;
        // As it is delivered: first it is there, then whoever waits for it goes on.
        bench.sealed(round, now_ms() + 60_000).await;
        for id in bench.store.waiting_for(&key).await.unwrap() {
            let mut record = bench.get(&id).await;
            if record.state == State::WaitingForInput {
                record.state = State::Queued;
                bench.store.update(&record, now_ms()).await.unwrap();
            }
        }
        soon(handling).await.unwrap();
        let state = bench.get(&id).await.state;
        assert_ne!(state, State::WaitingForInput, "in round {round}");
    }
}
