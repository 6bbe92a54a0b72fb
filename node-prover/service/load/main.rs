//! Many jobs at once: how fast the service drains them beside what the prover does alone in the same run, how soon it answers
//! meanwhile, and how much memory it takes.
//!
//! `cargo bench -p zkml-service --bench load [-- JOBS [QUEUE]]`

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../fault/process.rs"]
mod process;

use common::{context, hex, write_model, DIGITS};
use process::{be_a_process, Fleet};
use serde_json::json;
use std::{
    path::Path,
    process::Child,
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
    time::{Duration, Instant},
};
use zkml_circuits::{
    artifact::{open_proving_key, Model, VerifyingKeyFile},
    groth16::prove,
    Inference,
};
use zkml_compiler::{quantize_input, Quantization};
use zkml_primitives::{Bn254, Context, CurveId};

/// Proofs a second of the prover alone, on all cores, with a key that is read as the service reads it.
fn alone(folder: &Path, model: &Model, rows: &[Vec<f64>], proofs: usize) -> f64 {
    let bytes = std::fs::read(folder.join("digits/proving.key")).unwrap();
    let (key, _) = open_proving_key::<Bn254, _>(bytes, model).unwrap();
    let port = model.circuit.layout().input;
    let prove = |i: usize| {
        let input = quantize_input(&port, &rows[i % rows.len()]).unwrap();
        prove(&model.circuit, &key, &Context::default(), &Inference::new(&input)).unwrap();
    };
    (0..5).for_each(prove);
    let began = Instant::now();
    (0..proofs).for_each(prove);
    proofs as f64 / began.elapsed().as_secs_f64()
}

fn resident_mb(process: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

fn main() {
    be_a_process();
    let args: Vec<String> = std::env::args().filter(|arg| arg != "--bench").collect();
    let jobs: usize = args.get(1).map_or(1000, |n| n.parse().unwrap());
    let folder = tempfile::TempDir::new().unwrap();
    let queue = args.get(2).cloned().unwrap_or_else(|| folder.path().join("queue").display().to_string());
    let model = DIGITS.compile("digits", CurveId::Bn254, Quantization::default());
    let models = folder.path().join("models");
    write_model(&models, &model);
    let vk = VerifyingKeyFile::decode(&std::fs::read(models.join("digits/verifying.key")).unwrap()).unwrap();
    let vk_hash = common::vk_hash(&vk);
    let rows = DIGITS.rows();
    let before = alone(&models, &model, &rows, 100);

    // All jobs are there before the first is proved.
    let fleet = Fleet::new(&models, &queue, 30);
    let client = fleet.client();
    let mut service = fleet.serve(0);
    fleet.wait_until_up();
    let began = Instant::now();
    let ids: Vec<String> = (0..jobs)
        .map(|i| {
            let mut context = context(1);
            context["subject"] = json!(hex([i.to_le_bytes().as_slice(), &[1; 24]].concat()));
            let input = json!({ "values": rows[i % rows.len()] });
            let answer = client.post("/v1/jobs", &json!({ "vk_hash": vk_hash, "context": context, "input": input }));
            assert_eq!(answer.status, 202, "{answer:?}");
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    println!("{jobs} jobs submitted at {:.0} a second", jobs as f64 / began.elapsed().as_secs_f64());
    service.kill().unwrap();
    service.wait().unwrap();

    let mut service = fleet.serve(1);
    fleet.wait_until_up();
    let began = Instant::now();
    let over = Arc::new(AtomicBool::new(false));
    let asking = std::thread::spawn({
        let (client, ids, over) = (client.clone(), ids.clone(), over.clone());
        move || {
            let mut times = Vec::new();
            for i in 0.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let began = Instant::now();
                let answer = client.get(&format!("/v1/jobs/{}", ids[i * 7919 % ids.len()]));
                assert_eq!(answer.status, 200);
                times.push(began.elapsed().as_secs_f64() * 1e3);
                std::thread::sleep(Duration::from_millis(20));
            }
            times
        }
    });
    let mut memory = Vec::new();
    loop {
        memory.push((began.elapsed().as_secs_f64(), resident_mb(&service)));
        // Counted by the service itself: asking for every job would be most of the load.
        let metrics = String::from_utf8(client.get("/metrics").body).unwrap();
        let count = |state: &str| -> usize {
            let name = format!("zkml_jobs{{state=\"{state}\"}} ");
            metrics.lines().find_map(|line| line.strip_prefix(&name)).map_or(0, |n| n.parse::<f64>().unwrap() as usize)
        };
        assert_eq!(count("failed"), 0);
        if count("done") == jobs {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let drained = jobs as f64 / began.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let mut times = asking.join().unwrap();
    times.sort_by(f64::total_cmp);
    service.kill().unwrap();
    service.wait().unwrap();

    let after = alone(&models, &model, &rows, 100);
    let alone = (before + after) / 2.0;
    println!("the prover alone: {before:.2} proofs/s before, {after:.2} after");
    println!("the service: {drained:.2} proofs/s, {:.0} % of it", 100.0 * drained / alone);
    println!(
        "status while proving: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms of {} calls",
        percentile(&times, 0.5),
        percentile(&times, 0.99),
        percentile(&times, 1.0),
        times.len(),
    );
    let at = |share: f64| memory[((memory.len() - 1) as f64 * share) as usize];
    let shown: Vec<String> = [0.05, 0.25, 0.5, 0.75, 1.0]
        .iter()
        .map(|&share| format!("{:.0} MiB after {:.0} s", at(share).1, at(share).0))
        .collect();
    println!("memory: {}", shown.join(", "));
}
