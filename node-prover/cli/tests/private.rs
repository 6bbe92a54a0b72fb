//! The commands about data that stays where it is: commit, open, decisions, retraining, nullifiers.

mod common;

use common::*;
use serde_json::{json, Value};
use std::path::Path;
use tempfile::TempDir;

fn credit(name: &str) -> String {
    models().join("credit-mlp").join(name).display().to_string()
}

fn compile_credit(at: &Path, onnx: &str, out: &str, more: &[&str]) -> Value {
    let (onnx, calibration, test) = (credit(onnx), credit("calibration.npz"), credit("test.npz"));
    let args = ["compile", &onnx, "--calibration", &calibration, "--test", &test, "-o", out];
    ok(at, &[&args, more].concat())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// From the commitment of one who has nothing but the verifying key to a proof over the committed data, and a retrained
/// model with the same keys.
#[test]
fn a_committed_input_goes_the_whole_way_and_a_retrained_model_too() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let committed = ["--input", "committed", "--params", "committed", "--reveal", "score >= 600"];
    let compiled = compile_credit(at, "credit-mlp.onnx", "c.zkml", &committed);
    assert_eq!(compiled["public_inputs"], 4);
    assert_eq!(compiled["params_count"], 353);
    assert_eq!(compiled["decision"], "score >= 600");
    assert_eq!(compiled["input"]["visibility"], "committed");
    assert!(compiled["params_constraints"].as_u64() > Some(3000));
    ok(at, &["setup", "c.zkml", "--dev"]);

    let data = credit("test.npz");
    let opening = ok(at, &["commit", "c.verifying.key", "--input", &data, "--row", "7", "-o", "opening.json"]);
    let (digest, salt) = (text(&opening["digest"]), text(&opening["salt"]));
    assert_eq!((digest.len(), salt.len()), (66, 64));
    // Nobody else reads a salt or committed weights, and no salt is written over.
    #[cfg(unix)]
    for (file, expected) in [("opening.json", 0o600), ("c.zkml", 0o600), ("c.verifying.key", 0o644)] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(at.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, expected, "{file}");
    }
    fails(at, 10, "would be lost", &["commit", "c.zkml", "--input", &data, "--row", "7", "-o", "opening.json"]);
    let again = ok(at, &["commit", "c.zkml", "--input", &data, "--row", "7"]);
    assert_ne!(again["digest"], opening["digest"], "each salt is new");
    let same = ok(at, &["commit", "c.zkml", "--input", &data, "--row", "7", "--salt", salt]);
    assert_eq!(same["digest"], opening["digest"]);
    for salt in [salt, "opening.json"] {
        let opened = ok(at, &["open", "c.zkml", "--digest", digest, "--salt", salt, "--input", &data, "--row", "7"]);
        assert_eq!(opened["opens"], true);
    }
    let args = ["open", "c.zkml", "--digest", digest, "--salt", salt, "--input", &data, "--row", "8"];
    assert_eq!(
        json(at, &args),
        (
            8,
            json!({
                "schema": 1,
                "opens": false,
                "digest": digest,
                "values_integer": json(at, &args).1["values_integer"],
                "exit_code": 8,
            })
        )
    );

    let prove = ["prove", "c.zkml", "--input", &data, "--row", "7", "--salt", "opening.json"];
    let proved = ok(at, &prove);
    assert_eq!(proved["input_opening"], json!({ "digest": digest, "salt": salt }));
    assert_eq!(proved["outputs_integer"], json!([1]));
    let verified = ok(at, &["verify", "c.proof", "--vk", "c.verifying.key"]);
    assert_eq!(verified["input_digest"], digest);
    assert_eq!(verified["params"], compiled["params"]);
    assert_eq!(verified["decision"], "score >= 600");
    assert_eq!((&verified["inputs_real"], &verified["outputs_integer"]), (&Value::Null, &json!([1])));

    let retrained = compile_credit(at, "credit-mlp-retrained.onnx", "d.zkml", &["--architecture", "c.zkml"]);
    assert_eq!(retrained["model_hash"], compiled["model_hash"]);
    assert_ne!(retrained["params"], compiled["params"]);
    let reused = ok(at, &["setup", "d.zkml", "--reuse", "c.verifying.key"]);
    assert_eq!(reused["params"], retrained["params"]);
    let prove = ["prove", "d.zkml", "--pk", "c.proving.key", "--input", &data, "--row", "7", "--salt", salt];
    assert_eq!(ok(at, &prove)["params"], retrained["params"]);
    ok(at, &["verify", "d.proof", "--vk", "d.verifying.key"]);
    fails(at, 7, "a verifying key file is wanted", &["setup", "c.zkml", "--reuse", "d.zkml"]);
    fails(at, 7, "made with the parameters", &["verify", "d.proof", "--vk", "c.verifying.key"]);
}

#[test]
fn a_committed_output_is_opened_by_whoever_is_given_its_salt() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    compile_to(at, "m.zkml", &["--output", "committed"]);
    ok(at, &["setup", "m.zkml", "--dev"]);
    let proved = ok(at, &["prove", "m.zkml", "--input", &bad("ok.json")]);
    let verified = ok(at, &["verify", "m.proof", "--vk", "m.verifying.key"]);
    let digest = text(&verified["output_digest"]);
    assert_eq!(verified["outputs_integer"], Value::Null);
    assert_eq!(proved["output_opening"]["digest"], digest);
    let salt = text(&proved["output_opening"]["salt"]);
    std::fs::write(at.join("out.json"), proved["outputs_real"].to_string()).unwrap();
    let open = ["open", "m.verifying.key", "--output", "--digest", digest, "--salt", salt, "--input", "out.json"];
    assert_eq!(ok(at, &open)["opens"], true);
}

#[test]
fn a_secret_has_one_nullifier_for_each_subject() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let compiled = compile_to(at, "m.zkml", &["--reveal", "argmax", "--nullifier"]);
    assert_eq!((&compiled["nullifier"], &compiled["public_inputs"]), (&json!(true), &json!(4)));
    ok(at, &["setup", "m.zkml", "--dev"]);
    let (input, secret, other) = (bad("ok.json"), "ab".repeat(31), "cd".repeat(31));
    let nullifier = |secret: &str, subject: &str| {
        let subject = subject.repeat(32);
        let args = ["prove", "m.zkml", "--input", &input, "--secret", secret, "--subject", &subject];
        let proved = ok(at, &args);
        let verified = ok(at, &["verify", "m.proof", "--vk", "m.verifying.key"]);
        assert_eq!(verified["nullifier"], proved["nullifier"]);
        text(&proved["nullifier"]).to_owned()
    };
    let first = nullifier(&secret, "01");
    assert_eq!(first, nullifier(&secret, "01"));
    assert_ne!(first, nullifier(&secret, "02"));
    assert_ne!(first, nullifier(&other, "01"));
    fails(at, 6, "there is no secret", &["prove", "m.zkml", "--input", &input]);
    let salted = ["prove", "m.zkml", "--input", &input, "--secret", &secret, "--salt", &other];
    fails(at, 6, "the model's input is private", &salted);
}

#[test]
fn bad_openings_and_predicates_are_refused() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    compile_to(at, "m.zkml", &["--input", "committed"]);
    compile_to(at, "private.zkml", &[]);
    let input = bad("ok.json");
    // A salt of the wrong size is a wrong command line.
    for salt in ["abcd", &"ab".repeat(30), &"ab".repeat(32), "no-such-file"] {
        let output = zkml(at, &["commit", "m.zkml", "--input", &input, "--salt", salt]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("62 hexadecimal digits are expected"), "{said}");
        assert!(!said.contains(salt), "a secret is not repeated: {said}");
    }
    fails(at, 6, "the model's input is private", &["commit", "private.zkml", "--input", &input]);
    std::fs::write(at.join("wide.json"), format!("[300{}]", ",0".repeat(63))).unwrap();
    fails(at, 6, "input value 0 is 300", &["commit", "m.zkml", "--input", "wide.json"]);
    std::fs::write(at.join("short.json"), "[1, 2]").unwrap();
    fails(at, 5, "2 values", &["commit", "m.zkml", "--input", "short.json"]);
    fails(at, 7, "not a zkml file", &["commit", &input, "--input", &input]);

    let (onnx, calibration) = (digits("digits-mlp.onnx"), digits("calibration.npz"));
    let compile = |more: &[&'static str]| -> Vec<String> {
        let args = ["compile", &onnx, "--calibration", &calibration, "-o", "x.zkml"];
        args.iter().chain(more).map(|arg| arg.to_string()).collect()
    };
    let refused = |code: i32, mentions: &str, more: &[&'static str]| {
        let args = compile(more);
        fails(at, code, mentions, &args.iter().map(String::as_str).collect::<Vec<_>>());
    };
    refused(4, "no output `score`", &["--reveal", "score >= 600"]);
    refused(4, "several elements", &["--reveal", "logits >= 1"]);
    refused(4, "no element 10", &["--reveal", "logits[10] >= 1"]);
    refused(4, "only a committed input can be attested", &["--attested", "--domain", "d"]);
    refused(4, "constants of its circuit", &["--architecture", "m.zkml"]);
    for predicate in ["median", "logits[0]", "logits[0] == 1", "logits[0] >= many"] {
        let output = zkml(at, &["compile", &onnx, "--calibration", &calibration, "--reveal", predicate]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains("is no predicate"), "{predicate}");
    }
}

#[test]
fn what_is_no_retraining_is_refused() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    compile_to(at, "m.zkml", &["--params", "committed"]);
    let (onnx, calibration) = (credit("credit-mlp.onnx"), credit("calibration.npz"));
    let other = ["compile", &onnx, "--calibration", &calibration, "--architecture", "m.zkml", "-o", "x.zkml"];
    fails(at, 4, "its input has shape [1, 64], the model's has [1, 12]", &other);
    // What the architecture decides cannot be decided again.
    let (onnx, calibration) = (digits("digits-mlp-retrained.onnx"), digits("calibration.npz"));
    let again = ["compile", &onnx, "--calibration", &calibration, "--architecture", "m.zkml", "--weight-bits", "6"];
    assert_eq!(zkml(at, &again).status.code(), Some(2));
    ok(at, &["setup", "m.zkml", "--dev"]);
    compile_to(at, "fixed.zkml", &[]);
    fails(at, 7, "belongs to model", &["setup", "fixed.zkml", "--reuse", "m.verifying.key"]);
}

/// On a chain that asks for an attestation a proof without an issuer is worth nothing, and the other way round.
#[test]
fn an_issuer_is_named_where_the_input_is_attested_and_nowhere_else() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    compile_credit(at, "credit-mlp.onnx", "a.zkml", &["--input", "committed", "--attested", "--domain", "d"]);
    compile_credit(at, "credit-mlp.onnx", "p.zkml", &[]);
    ok(at, &["setup", "a.zkml", "--dev"]);
    ok(at, &["setup", "p.zkml", "--dev"]);
    let (data, chain, issuer) = (credit("test.npz"), "01".repeat(32), "02".repeat(32));
    let args = |model| ["prove", model, "--input", &data, "--row", "0", "--genesis-hash", &chain];
    fails(at, 6, "only with an attestation", &args("a.zkml"));
    fails(at, 6, "there is an issuer", &[&args("p.zkml")[..], &["--issuer", &issuer]].concat());
    ok(at, &[&args("a.zkml")[..], &["--issuer", &issuer]].concat());
    let verified = ok(at, &["verify", "a.proof", "--vk", "a.verifying.key"]);
    assert_eq!(verified["context"]["issuer"], format!("0x{issuer}"));
}
