//! Running the binary as people and programs do.
#![allow(dead_code)] // Each test file uses some of it.

use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub fn models() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../models")
}

pub fn digits(name: &str) -> String {
    models().join("digits-mlp").join(name).display().to_string()
}

pub fn bad(name: &str) -> String {
    models().join("bad").join(name).display().to_string()
}

pub fn zkml(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zkml")).current_dir(folder).args(args).output().unwrap()
}

/// Runs with `--json`: the exit code, and the one object that stands alone on stdout.
pub fn json(folder: &Path, args: &[&str]) -> (i32, Value) {
    let output = zkml(folder, &[args, &["--json"]].concat());
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(stdout.trim_end().lines().count(), 1, "stdout of {args:?}: {stdout}");
    let object: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(object["schema"], 1);
    (output.status.code().unwrap(), object)
}

pub fn ok(folder: &Path, args: &[&str]) -> Value {
    let (code, object) = json(folder, args);
    assert_eq!(code, 0, "{args:?}: {object}");
    object
}

/// Asserts a failure with this exit code, said in one line, whose cause mentions something, and that the folder is left as it
/// was.
pub fn fails(folder: &Path, code: i32, mentions: &str, args: &[&str]) {
    let before = listing(folder);
    let (got, object) = json(folder, args);
    assert_eq!(got, code, "{args:?}: {object}");
    assert_eq!(object["exit_code"], code);
    for field in ["error", "cause", "help"] {
        assert!(object[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {object}");
    }
    assert!(object["cause"].as_str().unwrap().contains(mentions), "{mentions:?} in {object}");
    let output = zkml(folder, args);
    assert_eq!(output.status.code(), Some(code));
    let stderr = String::from_utf8(output.stderr).unwrap();
    let said: Vec<&str> = stderr.lines().filter(|line| line.starts_with("zkml: ")).collect();
    assert_eq!(said.len(), 1, "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert_eq!(listing(folder), before, "{args:?} left files behind");
}

pub fn listing(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.path(), entry.metadata().unwrap().len()))
        .collect();
    files.sort();
    files
}

pub fn compile_to(at: &Path, out: &str, more: &[&str]) -> Value {
    let (onnx, calibration, test) = (digits("digits-mlp.onnx"), digits("calibration.npz"), digits("test.npz"));
    let args = ["compile", &onnx, "--calibration", &calibration, "--test", &test, "-o", out];
    ok(at, &[&args, more].concat())
}
