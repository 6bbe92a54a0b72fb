//! Kills a service and its two workers at random moments while jobs are proved, and holds what came out against what was
//! asked for: every job ends once, none is lost, none is paid twice. `fault/run` starts it on each queue.
//!
//! `fault QUEUE [JOBS] [SEED]`, where QUEUE is a folder, or the address of PostgreSQL or Redis.

#[path = "../tests/common/mod.rs"]
mod common;
mod process;

use common::{context, hex, write_model, Client, TYPING};
use process::{be_a_process, Fleet};
use rand::{rngs::StdRng, Rng, SeedableRng};
use serde_json::{json, Value};
use std::{
    collections::HashMap,
    process::Child,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        Arc,
    },
    time::{Duration, Instant},
};
use zkml_circuits::artifact::VerifyingKeyFile;
use zkml_compiler::Quantization;
use zkml_primitives::CurveId;

/// Seconds that a job stays with a worker that was killed.
const LEASE: u64 = 3;

/// One request, again and again until it is answered.
fn insist(run: impl Fn() -> Option<(u16, Value)>) -> (u16, Value) {
    let began = Instant::now();
    loop {
        match run() {
            Some((status, body)) if status != 503 => return (status, body),
            _ => assert!(began.elapsed() < Duration::from_secs(120), "the service does not come back"),
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// An answer; `None` if the service was killed before it was whole.
fn ask(client: &Client, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, Value)> {
    let (client, body) = (client.clone(), body.map(Value::to_string).unwrap_or_default());
    let (method, path) = (method.to_owned(), path.to_owned());
    // The client of the tests takes an answer for granted.
    let asked = std::panic::catch_unwind(move || {
        let json = [("content-type", "application/json")];
        let answer = client.send(&method, &path, &json, body.as_bytes());
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null), answer.body.is_empty())
    });
    let (status, body, empty) = asked.ok()?;
    // A body that breaks off is no answer.
    (status == 204 || !(body.is_null() || empty)).then_some((status, body))
}

struct Killer {
    fleet: Fleet,
    rng: StdRng,
    processes: [Child; 3],
    kills: Arc<AtomicUsize>,
}

impl Killer {
    fn start(&self, i: usize) -> Child {
        if i == 0 {
            self.fleet.serve(0)
        } else {
            self.fleet.work()
        }
    }

    fn run(mut self, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(self.rng.gen_range(20..900)));
            let i = self.rng.gen_range(0..3);
            // `kill` is SIGKILL: nothing is tidied up.
            self.processes[i].kill().unwrap();
            self.processes[i].wait().unwrap();
            self.kills.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(self.rng.gen_range(0..300)));
            self.processes[i] = self.start(i);
        }
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn main() {
    be_a_process();
    let args: Vec<String> = std::env::args().collect();
    let queue = args.get(1).expect("fault QUEUE [JOBS] [SEED]");
    let jobs: usize = args.get(2).map_or(200, |n| n.parse().unwrap());
    let seed: u64 = args.get(3).map_or(1, |n| n.parse().unwrap());
    std::panic::set_hook(Box::new(|panic| {
        // Requests that a kill cut short panic by the hundred; what matters is said at the end.
        if !panic.location().is_some_and(|at| at.file().contains("common")) {
            eprintln!("{panic}");
        }
    }));

    let models = tempfile::TempDir::new().unwrap();
    let model = TYPING.compile("private", CurveId::Bn254, Quantization::default());
    write_model(models.path(), &model);
    let vk = VerifyingKeyFile::decode(&std::fs::read(models.path().join("private/verifying.key")).unwrap()).unwrap();
    let vk_hash = common::vk_hash(&vk);
    let fleet = Fleet::new(models.path(), queue, LEASE);
    let began = Instant::now();
    let processes = [fleet.serve(0), fleet.work(), fleet.work()];
    fleet.wait_until_up();
    let (over, kills) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let killer = Killer { fleet: fleet.clone(), rng: StdRng::seed_from_u64(seed), processes, kills: kills.clone() };
    let killer = std::thread::spawn({
        let over = over.clone();
        move || killer.run(&over)
    });

    let client = fleet.client();
    let mut rng = StdRng::seed_from_u64(seed ^ 0x5eed);
    let rows = TYPING.rows();
    let request = |i: usize, model_id: u32| {
        let mut context = context(1);
        context["subject"] = json!(hex([i.to_le_bytes().as_slice(), &[1; 24]].concat()));
        context["model_id"] = json!(model_id);
        let payment = hex([i.to_le_bytes().as_slice(), &[2; 24]].concat());
        json!({ "vk_hash": vk_hash, "context": context, "input": { "values": rows[i % rows.len()] }, "payment": payment })
    };
    // What was asked for, and which job has it.
    let mut asked: HashMap<usize, String> = HashMap::new();
    let (mut again, mut refused) = (0, 0);
    for i in 0..jobs {
        // So slowly that submitting, proving and killing go on side by side for the whole run.
        std::thread::sleep(Duration::from_millis(rng.gen_range(0..400)));
        let submit = |request: &Value| insist(|| ask(&client, "POST", "/v1/jobs", Some(request)));
        let (status, body) = submit(&request(i, 1));
        assert!(matches!(status, 200 | 202), "{status} {body}");
        let id = body["id"].as_str().unwrap().to_owned();
        if rng.gen_bool(0.2) {
            let (status, body) = submit(&request(i, 1));
            assert_eq!((status, body["id"].as_str()), (200, Some(id.as_str())), "the same job: {body}");
            again += 1;
        }
        if rng.gen_bool(0.2) {
            let (status, body) = submit(&request(i, 2));
            assert_eq!((status, &body["error"]["code"]), (409, &json!("payment_taken")), "{body}");
            refused += 1;
        }
        asked.insert(i, id);
    }

    // The consumer: pays for each payment when it first sees a proof, and never again.
    let mut paid: HashMap<usize, (String, Value)> = HashMap::new();
    let mut gave_up = 0;
    while paid.len() < jobs {
        for (i, id) in &mut asked {
            if paid.contains_key(i) {
                continue;
            }
            let (status, body) = insist(|| ask(&client, "GET", &format!("/v1/jobs/{id}"), None));
            assert_eq!(status, 200, "the job {id} is lost: {body}");
            match body["state"].as_str() {
                Some("done") => {
                    let (status, proof) = insist(|| ask(&client, "GET", &format!("/v1/jobs/{id}/proof"), None));
                    assert_eq!(status, 200, "{proof}");
                    assert!(paid.insert(*i, (id.clone(), proof)).is_none());
                }
                Some("failed") => {
                    // Killed three times over the same job: it says so, and is asked for again.
                    assert_eq!(body["error"]["code"], "kills_workers", "{body}");
                    gave_up += 1;
                    let (status, _) = insist(|| ask(&client, "DELETE", &format!("/v1/jobs/{id}"), None));
                    assert!(matches!(status, 204 | 404));
                    let (_, body) = insist(|| ask(&client, "POST", "/v1/jobs", Some(&request(*i, 1))));
                    *id = body["id"].as_str().unwrap().to_owned();
                }
                _ => {}
            }
        }
        assert!(began.elapsed() < Duration::from_secs(1500), "{} of {jobs} were paid", paid.len());
        std::thread::sleep(Duration::from_millis(50));
    }
    over.store(true, Ordering::Relaxed);
    killer.join().unwrap();

    // All of it again, by a service that nobody kills.
    let mut service = fleet.serve(0);
    fleet.wait_until_up();
    std::thread::sleep(Duration::from_secs(LEASE + 1));
    let (mut listed, mut next) = (HashMap::new(), String::new());
    loop {
        let page = client.get(&format!("/v1/jobs?limit=200{next}")).json();
        for job in page["jobs"].as_array().unwrap() {
            let (id, payment) = (job["id"].as_str().unwrap(), job["payment"].as_str().unwrap());
            assert_eq!(job["state"], "done", "{job}");
            assert!(listed.insert(payment.to_owned(), id.to_owned()).is_none(), "two jobs for one payment");
        }
        match page["next"].as_str() {
            Some(token) => next = format!("&before={token}"),
            None => break,
        }
    }
    assert_eq!(listed.len(), jobs, "every job ended");
    let mut proofs = std::collections::HashSet::new();
    for (i, (id, proof)) in &paid {
        assert_eq!(Some(id), listed.get(request(*i, 1)["payment"].as_str().unwrap()), "who was paid is who ended");
        let now = client.get(&format!("/v1/jobs/{id}/proof")).json();
        assert_eq!(&now, proof, "a result is written once");
        assert_eq!(now["context"]["subject"], request(*i, 1)["context"]["subject"]);
        assert!(proofs.insert(now["proof"].to_string()), "one proof for two jobs");
    }
    let _ = service.kill();
    let _ = service.wait();
    println!(
        "{jobs} jobs ended once and were paid once: {} kills in {:.0} s; {again} were submitted again, {refused} asked for a \
         payment that was taken, {gave_up} were given up after three kills and asked for again (seed {seed})",
        kills.load(Ordering::Relaxed),
        began.elapsed().as_secs_f64(),
    );
}
