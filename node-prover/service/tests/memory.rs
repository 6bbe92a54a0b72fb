//! What a proof takes, beside what it is reckoned with. Alone in its program, so that nothing else allocates meanwhile.
#![cfg(target_os = "linux")]

mod common;

use common::*;
use std::path::Path;
use zkml_circuits::{
    artifact::{open_proving_key, Model},
    groth16::prove,
    Inference,
};
use zkml_compiler::{quantize_input, Quantization};
use zkml_primitives::{Context, Curve, CurveId, Params};
use zkml_service::admission::estimate;

fn status_bytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() << 10
}

/// Most bytes that a proof takes beyond what is there before, in a process that has done nothing else: memory that was freed
/// before would be used again and not be seen.
fn taken(model: &Model) -> u64 {
    let folder = tempfile::TempDir::new().unwrap();
    write_model(folder.path(), model);
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proves_once_where_it_is_told_to", "--ignored", "--nocapture"])
        .env("ZKML_MEASURED", folder.path().join(&model.name))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let taken = said.lines().find_map(|line| line.strip_prefix("taken ")).unwrap_or_else(|| panic!("{said}"));
    taken.parse().unwrap()
}

fn prove_once<C: Curve>(model: &Model, folder: &Path) -> u64 {
    let bytes = std::fs::read(folder.join("proving.key")).unwrap();
    let (key, _) = open_proving_key::<C, _>(bytes, model).unwrap();
    let input = quantize_input(&model.circuit.layout().input, &DIGITS.rows()[0]).unwrap();
    let input = Inference::new(&input);
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = status_bytes("VmRSS:");
    prove(&model.circuit, &key, &Context::default(), &input).unwrap();
    status_bytes("VmHWM:").saturating_sub(before)
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn proves_once_where_it_is_told_to() {
    let folder = std::path::PathBuf::from(std::env::var_os("ZKML_MEASURED").expect("a folder"));
    let model = Model::decode(&std::fs::read(folder.join("model.zkml")).unwrap()).unwrap();
    println!("\ntaken {}", zkml_primitives::with_curve!(model.curve, C => prove_once::<C>(&model, &folder)));
}

#[test]
fn a_proof_takes_no_more_than_it_is_reckoned_with() {
    let small = Quantization::default();
    let large = Quantization { params: Params::Committed, ..small.clone() };
    let all = [CurveId::Bn254, CurveId::Bls12_381].map(|curve| [(curve, small.clone()), (curve, large.clone())]);
    for (curve, quantization) in all.into_iter().flatten() {
        let model = DIGITS.compile("digits", curve, quantization);
        let (took, reckoned, constraints) = (taken(&model), estimate(&model), model.circuit.cost().constraints);
        println!("{curve}, {constraints} constraints: {} MiB taken, {} reckoned", took >> 20, reckoned >> 20);
        assert!(took <= reckoned, "{took} bytes taken, {reckoned} reckoned");
        // Reckoned so high that most of a machine lies idle would be wrong as well. Small proofs have their base.
        assert!(reckoned <= (32 << 20) + 4 * took, "{took} bytes taken, {reckoned} reckoned");
    }
}
