//! The records, on every database that can be had here: SQLite always, Redis where there is a `redis-server`. What is written
//! about PostgreSQL is the same SQL.

use crate::common::*;
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use zkml_service::{
    bytes::{Hex31, Hex32, HexBytes},
    job::{now_ms, Job, JobInput, Outcome, Record},
    queue::{open_folder, open_url},
    store::{Inserted, PrivateInput, PutInput, Store},
    wire::State,
};

/// A database that goes when the test is over.
struct Database {
    store: Store,
    server: Option<Child>,
    _folder: TempDir,
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

async fn databases() -> Vec<Database> {
    let lease = Duration::from_secs(30);
    let folder = TempDir::new().unwrap();
    let store = open_folder(folder.path(), lease).await.unwrap().store;
    let mut all = vec![Database { store, server: None, _folder: folder }];
    let folder = TempDir::new().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn();
    match server {
        Ok(server) => {
            while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let store = open_url(&format!("redis://127.0.0.1:{port}"), lease).await.unwrap().store;
            all.push(Database { store, server: Some(server), _folder: folder });
        }
        Err(error) => eprintln!("without Redis: {error}"),
    }
    all
}

fn bytes(byte: u8) -> Hex32 {
    Hex32::from([byte; 32])
}

fn job(id: u8, owner: &str, created: i64) -> Job {
    crate::job(id, owner, bytes(200), JobInput::Integers { values: vec![i64::from(id)], secret: None }, created)
}

fn queued(id: u8, owner: &str, created: i64) -> Record {
    Record::new(job(id, owner, created), State::Queued)
}

fn paid(id: u8, owner: &str) -> Record {
    let mut record = queued(id, owner, 1000);
    record.job.payment = Some(bytes(99));
    record
}

fn outcome() -> Outcome {
    Outcome { proof: HexBytes(vec![1]), input: Vec::new(), output: Vec::new(), nullifier: None, integers: None }
}

fn input(secret: u8) -> PrivateInput {
    PrivateInput { integers: vec![1, 2], salt: Hex31::from([3; 31]), secret: Some(Hex31::from([secret; 31])) }
}

/// Inserts a record that is new.
async fn insert(store: &Store, record: &Record) {
    let inserted = store.insert(record, 100).await.unwrap();
    assert!(matches!(inserted, Inserted::New), "{inserted:?}");
}

async fn get(store: &Store, id: u8) -> Option<Record> {
    store.get(&bytes(id)).await.unwrap()
}

#[tokio::test]
async fn a_write_that_has_not_read_the_last_version_changes_nothing() {
    for Database { store, .. } in &databases().await {
        insert(store, &queued(1, "alice", 1000)).await;
        let (mut fast, mut slow) = (get(store, 1).await.unwrap(), get(store, 1).await.unwrap());
        fast.finish(2000, outcome(), 1.0);
        slow.fail(2001, "late", "it was late", "be faster");
        assert!(store.update(&fast, 2000).await.unwrap());
        assert!(!store.update(&slow, 2001).await.unwrap(), "a job ends once");
        assert!(!store.update(&fast, 2002).await.unwrap(), "not even by the same again");
        assert_eq!(get(store, 1).await.unwrap().state, State::Done);
        assert!(!store.update(&queued(2, "alice", 1000), 2003).await.unwrap(), "one that is not there");
        assert!(get(store, 2).await.is_none());
    }
}

#[tokio::test]
async fn a_job_that_was_submitted_again_is_not_written_by_who_had_the_first() {
    for Database { store, .. } in &databases().await {
        insert(store, &queued(1, "alice", 1000)).await;
        let mut first = get(store, 1).await.unwrap();
        assert!(store.delete(&bytes(1)).await.unwrap());
        insert(store, &queued(1, "alice", 1001)).await;
        first.finish(2000, outcome(), 1.0);
        assert!(!store.update(&first, 2000).await.unwrap());
        let second = get(store, 1).await.unwrap();
        assert_eq!((second.state, second.version), (State::Queued, 0));
        assert_ne!(first.task_key(0), second.task_key(0), "each has a task of its own");
    }
}

#[tokio::test]
async fn a_payment_is_for_one_job_until_that_has_failed_or_is_deleted() {
    for Database { store, .. } in &databases().await {
        insert(store, &paid(1, "alice")).await;
        let taken = |owner: &str, id: u8| {
            let record = paid(id, owner);
            async move {
                match store.insert(&record, 100).await.unwrap() {
                    Inserted::PaymentTaken(by) => by,
                    other => panic!("{other:?}"),
                }
            }
        };
        // Whose it is is told to its owner and to operators.
        assert_eq!(taken("alice", 2).await, Some(bytes(1)));
        assert_eq!(taken("", 2).await, Some(bytes(1)));
        assert_eq!(taken("bob", 2).await, None);
        assert!(get(store, 2).await.is_none(), "nothing is left of a job that was refused");
        assert_eq!(store.list(Some("bob"), None, 10).await.unwrap().len(), 0);

        let mut failed = get(store, 1).await.unwrap();
        failed.fail(2000, "expired", "it expired", "submit it again");
        assert!(store.update(&failed, 2000).await.unwrap());
        insert(store, &paid(2, "alice")).await;
        assert_eq!(taken("alice", 3).await, Some(bytes(2)));
        // The first one is deleted when the payment is another's.
        assert!(store.delete(&bytes(1)).await.unwrap());
        assert_eq!(taken("alice", 3).await, Some(bytes(2)));
        assert!(store.delete(&bytes(2)).await.unwrap());
        insert(store, &paid(3, "alice")).await;

        // What is paid for stays paid for when the job itself is forgotten.
        let mut done = get(store, 3).await.unwrap();
        done.finish(2000, outcome(), 1.0);
        assert!(store.update(&done, 2000).await.unwrap());
        assert_eq!(taken("alice", 4).await, Some(bytes(3)), "a job that is done keeps its payment");
        store.prune(now_ms(), 3000).await.unwrap();
        assert!(get(store, 3).await.is_none());
        taken("alice", 4).await;
    }
}

#[tokio::test]
async fn what_ended_is_forgotten_after_its_time_and_nothing_else() {
    for Database { store, .. } in &databases().await {
        for (id, at) in [(1, 2000), (2, 4000)] {
            insert(store, &queued(id, "alice", 1000)).await;
            let mut record = get(store, id).await.unwrap();
            record.finish(at, outcome(), 1.0);
            assert!(store.update(&record, at).await.unwrap());
        }
        insert(store, &queued(3, "alice", 1000)).await;
        store.prune(now_ms(), 3000).await.unwrap();
        let left: Vec<Hex32> = store.list(None, None, 10).await.unwrap().iter().map(|record| record.job.id).collect();
        assert_eq!(left, [bytes(3), bytes(2)]);
    }
}

#[tokio::test]
async fn an_input_is_there_for_its_owner_until_it_expires() {
    for Database { store, .. } in &databases().await {
        let now = now_ms();
        let at = |key: &'static str, owner: &'static str| async move {
            store.input(key, owner, now_ms()).await.unwrap().is_some()
        };
        let put = |key: &'static str, lives: i64| async move {
            store.put_input(key, "alice", &input(1), now + lives, 100).await.unwrap()
        };
        assert_eq!(put("long", 60_000).await, PutInput::New);
        assert!(at("long", "alice").await && at("long", "").await);
        assert!(!at("long", "bob").await && !at("other", "alice").await);

        assert_eq!(put("short", 700).await, PutInput::New);
        assert!(at("short", "alice").await);
        // A life is made shorter by what is proved, never longer.
        store.expire_input("short", now + 60_000).await.unwrap();
        store.expire_input("long", now + 700).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1000)).await;
        for key in ["short", "long"] {
            assert!(!at(key, "alice").await && !at(key, "").await, "{key}");
        }
        store.prune(now_ms(), 0).await.unwrap();
        assert_eq!(put("long", 60_000).await, PutInput::New, "it was gone");
    }
}

#[tokio::test]
async fn an_input_that_is_delivered_again_has_the_last_secret() {
    for Database { store, .. } in &databases().await {
        let until = now_ms() + 60_000;
        assert_eq!(store.put_input("key", "alice", &input(1), until, 100).await.unwrap(), PutInput::New);
        assert_eq!(store.put_input("key", "alice", &input(2), until, 100).await.unwrap(), PutInput::Exists);
        assert_eq!(store.input("key", "alice", now_ms()).await.unwrap(), Some(input(2)));
    }
}

#[tokio::test]
async fn an_owner_has_so_many_jobs_and_inputs_and_no_more() {
    for Database { store, .. } in &databases().await {
        insert(store, &queued(1, "alice", 1000)).await;
        let second = queued(2, "alice", 1000);
        assert!(matches!(store.insert(&second, 1).await.unwrap(), Inserted::TooMany));
        assert!(matches!(store.insert(&queued(1, "alice", 1000), 1).await.unwrap(), Inserted::Exists(_)));
        assert!(matches!(store.insert(&queued(3, "bob", 1000), 1).await.unwrap(), Inserted::New));
        let mut done = get(store, 1).await.unwrap();
        done.finish(2000, outcome(), 1.0);
        assert!(store.update(&done, 2000).await.unwrap());
        assert!(matches!(store.insert(&second, 1).await.unwrap(), Inserted::New), "the first is over");

        let until = now_ms() + 60_000;
        let put = |key: &'static str, owner: &'static str| async move {
            store.put_input(key, owner, &input(1), until, 1).await.unwrap()
        };
        assert_eq!(put("one", "alice").await, PutInput::New);
        assert_eq!(put("two", "alice").await, PutInput::TooMany);
        assert!(store.input("two", "alice", now_ms()).await.unwrap().is_none());
        assert_eq!(put("two", "bob").await, PutInput::New);
    }
}

#[tokio::test]
async fn a_worker_says_nothing_about_a_job_that_is_not_its_own() {
    for Database { store, .. } in &databases().await {
        insert(store, &queued(1, "alice", 1000)).await;
        let mut record = get(store, 1).await.unwrap();
        record.state = State::Proving;
        record.worker = Some("w1".into());
        record.lease_until = 5000;
        assert!(store.update(&record, 2000).await.unwrap());
        assert!(!store.renew(&bytes(1), "w2", 9000).await.unwrap());
        store.progress(&bytes(1), "w2", "elsewhere", 0.9).await.unwrap();
        let read = get(store, 1).await.unwrap();
        assert_eq!((read.lease_until, read.progress, read.stage), (5000, 0.0, None));
        assert!(store.renew(&bytes(1), "w1", 9000).await.unwrap());
        store.progress(&bytes(1), "w1", "witness", 0.5).await.unwrap();
        let read = get(store, 1).await.unwrap();
        assert_eq!((read.lease_until, read.progress, read.stage.as_deref()), (9000, 0.5, Some("witness")));
        assert!(!store.renew(&bytes(2), "w1", 9000).await.unwrap());
    }
}

#[tokio::test]
async fn jobs_that_nobody_looks_at_are_found() {
    for Database { store, .. } in &databases().await {
        insert(store, &queued(1, "alice", 1000)).await;
        insert(store, &Record::new(job(2, "alice", 1000), State::WaitingForInput)).await;
        for (id, state) in [(3, State::Proving), (4, State::WaitingForMemory)] {
            insert(store, &queued(id, "alice", 1000)).await;
            let mut record = get(store, id).await.unwrap();
            (record.state, record.worker, record.lease_until) = (state, Some("w1".into()), 5000);
            assert!(store.update(&record, 2000).await.unwrap());
        }
        let stale = |since, now| async move {
            let mut ids: Vec<Hex32> =
                store.stale(since, now).await.unwrap().iter().map(|record| record.job.id).collect();
            ids.sort();
            ids
        };
        assert_eq!(stale(1000, 5000).await, []);
        assert_eq!(stale(1001, 5000).await, [bytes(1)]);
        assert_eq!(stale(1000, 5001).await, [bytes(3), bytes(4)]);
        assert!(store.renew(&bytes(3), "w1", 9000).await.unwrap());
        assert_eq!(stale(1000, 5001).await, [bytes(4)]);
    }
}

#[tokio::test]
async fn jobs_are_listed_for_their_owner() {
    for Database { store, .. } in &databases().await {
        for (id, owner) in [(1, "alice"), (2, "bob"), (3, "")] {
            insert(store, &queued(id, owner, 1000)).await;
        }
        let ids = |owner: Option<&'static str>| async move {
            let listed = store.list(owner, None, 10).await.unwrap();
            listed.iter().map(|record| record.job.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(Some("alice")).await, [bytes(1)]);
        assert_eq!(ids(Some("")).await, [bytes(3)]);
        assert_eq!(ids(None).await, [bytes(3), bytes(2), bytes(1)]);
        assert_eq!(store.id_key().await.unwrap(), store.id_key().await.unwrap());
        assert_ne!(store.id_key().await.unwrap(), [0; 32]);
    }
}

#[test]
fn nothing_private_is_printed() {
    let (secret, said) = (hex([2; 31]), format!("{:?}", input(2)));
    assert!(!said.contains(&secret) && !said.contains("[1, 2]"), "{said}");
    let mut job = job(1, "alice", 1000);
    job.input = JobInput::Integers { values: vec![31415, 92653], secret: Some(Hex31::from([2; 31])) };
    let said = format!("{:?}", Record::new(job, State::Queued));
    assert!(!said.contains(&secret) && !said.contains("31415"), "{said}");
}
