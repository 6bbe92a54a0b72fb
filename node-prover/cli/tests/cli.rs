//! The command line as people and programs meet it: the JSON contract, exit codes, and what bad input leaves behind.

mod common;

use common::*;
use serde_json::Value;
use std::sync::OnceLock;
use tempfile::TempDir;
use zkml_circuits::artifact::{ProofFile, VerifyingKeyFile};
use zkml_primitives::Setup;

/// A folder with a compiled model, keys and a proof, made once by the commands themselves.
fn folder() -> &'static TempDir {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        compile_to(at, "m.zkml", &[]);
        ok(at, &["setup", "m.zkml", "--dev"]);
        ok(at, &["prove", "m.zkml", "--input", &bad("ok.json")]);
        folder
    })
}

/// A copy of that folder, to write to.
fn copy() -> TempDir {
    let copy = TempDir::new().unwrap();
    for entry in std::fs::read_dir(folder().path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

#[test]
fn inspect_lists_every_node() {
    let folder = TempDir::new().unwrap();
    let object = ok(folder.path(), &["inspect", &digits("digits-mlp.onnx")]);
    let nodes = object["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 5);
    assert_eq!(nodes[0]["name"], "fc1");
    assert_eq!(nodes[0]["op"], "Gemm");
    assert!(nodes.iter().all(|node| node["supported"] == true && node["reason"].is_null()));
    assert_eq!(object["unsupported"], serde_json::json!([]));

    let object = ok(folder.path(), &["inspect", &bad("unsupported_op.onnx")]);
    assert_eq!(object["unsupported"], serde_json::json!(["act_erf"]));
    let node = object["nodes"].as_array().unwrap().iter().find(|node| node["name"] == "act_erf").unwrap();
    assert_eq!(node["supported"], false);
    assert!(node["reason"].is_string());
}

#[test]
fn the_whole_way_keeps_the_json_contract() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let compiled = compile_to(at, "m.zkml", &[]);
    assert!(compiled["constraints"].as_u64().unwrap() <= 3_500);
    assert_eq!(compiled["constraints_linear"], 0);
    assert_eq!(compiled["public_inputs"], 2);
    let layers = compiled["layers"].as_array().unwrap();
    let sum: u64 = layers.iter().map(|layer| layer["constraints"].as_u64().unwrap()).sum();
    assert_eq!(compiled["constraints"], sum);
    assert!(layers.iter().all(|layer| layer["name"].is_string() && layer["op"].is_string() && layer["bits"].is_u64()));
    let (float, integer) = (&compiled["accuracy_float"], &compiled["accuracy_integer"]);
    assert!((float.as_f64().unwrap() - integer.as_f64().unwrap()).abs() <= 0.003);
    assert!(compiled["max_abs_error"].as_f64().unwrap() > 0.0);
    assert!(compiled["model_hash"].as_str().unwrap().starts_with("0x"));
    assert!(compiled["seconds"].is_f64());

    // The same digit in every format gives the same outputs.
    let inferred = ok(at, &["infer", "m.zkml", "--input", &bad("ok.json")]);
    for file in ["ok.npy", "ok.csv"] {
        let other = ok(at, &["infer", "m.zkml", "--input", &bad(file)]);
        assert_eq!(other["outputs_integer"], inferred["outputs_integer"], "{file}");
    }
    let row = ok(at, &["infer", "m.zkml", "--input", &digits("test.npz"), "--row", "0"]);
    assert_eq!(row["outputs_integer"], inferred["outputs_integer"]);
    assert_eq!(row["label"], row["class"]);
    assert_eq!(inferred["outputs_real"].as_array().unwrap().len(), 10);

    let setup = ok(at, &["setup", "m.zkml", "--dev"]);
    let bytes = |path: &Value| std::fs::metadata(at.join(path.as_str().unwrap())).unwrap().len();
    assert_eq!(setup["pk_bytes"], bytes(&setup["pk"]));
    assert_eq!(setup["vk_bytes"], bytes(&setup["vk"]));

    let account = format!("0x{}", "ab".repeat(32));
    let args = ["prove", "m.zkml", "--input", &bad("ok.json"), "--account", &account, "--valid-until", "77"];
    let proved = ok(at, &args);
    assert_eq!(proved["proof_bytes"], 128);
    assert_eq!(proved["public_inputs"].as_array().unwrap().len(), 2);
    assert_eq!(proved["outputs_real"], inferred["outputs_real"]);
    assert!(proved["seconds"].is_f64() && proved["peak_rss_mb"].is_number());

    let verified = ok(at, &["verify", "m.proof", "--vk", "m.verifying.key"]);
    assert_eq!(verified["valid"], true);
    assert_eq!(verified["outputs_real"], inferred["outputs_real"]);
    assert_eq!(verified["inputs_real"], Value::Null, "a private input shows");
    assert_eq!(verified["public_inputs"], proved["public_inputs"]);
    assert_eq!(verified["context"]["account"], account);
    assert_eq!(verified["context"]["valid_until"], 77);

    ok(at, &["export", "--vk", "m.verifying.key", "--proof", "m.proof", "-o", "snarkjs"]);
    for file in ["verification_key.json", "proof.json", "public.json"] {
        let text = std::fs::read_to_string(at.join("snarkjs").join(file)).unwrap();
        serde_json::from_str::<Value>(&text).unwrap();
    }
}

#[test]
fn bls12_381_and_a_public_input_go_the_whole_way() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let compiled = compile_to(at, "m.zkml", &["--curve", "bls12-381", "--input", "public"]);
    assert_eq!(compiled["curve"], "bls12-381");
    ok(at, &["setup", "m.zkml", "--dev"]);
    let proved = ok(at, &["prove", "m.zkml", "--input", &bad("ok.json")]);
    assert_eq!(proved["proof_bytes"], 192);
    let verified = ok(at, &["verify", "m.proof", "--vk", "m.verifying.key"]);
    assert_eq!(verified["inputs_real"].as_array().unwrap().len(), 64);
}

#[test]
fn the_demonstration_is_accepted_and_its_attacks_are_not() {
    let folder = TempDir::new().unwrap();
    let object = ok(folder.path(), &["demo", "--sample", "5"]);
    assert_eq!(object["accepted"], true);
    assert_eq!(object["class"], object["label"]);
    assert!(object["block"].as_u64().unwrap() > 0);
    assert!(object["charged_weight"].as_u64().unwrap() > 1_000_000_000, "{object}");
    let rejected = object["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), 3);
    assert!(rejected[0]["error"].as_str().unwrap().contains("InvalidProof"));
    assert!(rejected[1]["error"].as_str().unwrap().contains("InvalidProof"));
    assert!(rejected[2]["error"].as_str().unwrap().contains("AlreadyVerified"));
    for field in ["constraints", "prove_seconds", "verify_ms"] {
        assert!(object[field].is_number(), "{field}");
    }
    fails(folder.path(), 6, "360", &["demo", "--sample", "360"]);
}

#[test]
fn bad_models_are_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let calibration = bad("ok.json");
    let compile = |code: i32, mentions: &str, file: &str| {
        fails(at, code, mentions, &["compile", &bad(file), "--calibration", &calibration, "-o", "out.zkml"]);
    };
    compile(3, "", "truncated.onnx");
    compile(4, "act_erf", "unsupported_op.onnx");
    compile(3, "features", "dynamic_features.onnx");
    compile(3, "", "huge_shape.onnx");
    compile(3, "", "overflow_shape.onnx");
    compile(3, "NaN", "nan_weights.onnx");
    compile(3, "inf", "inf_bias.onnx");
    compile(3, "", "wrong_initializer_len.onnx");
    compile(3, "", "external_data.onnx");
    compile(3, "", "two_outputs.onnx");
    compile(3, "", "two_inputs.onnx");
    compile(3, "", "batch_two.onnx");
    compile(3, "", "no_nodes.onnx");
    compile(3, "", "dangling.onnx");
    compile(4, "", "unknown_attr.onnx");
    fails(at, 10, "", &["compile", "missing.onnx", "--calibration", &calibration]);
    fails(at, 3, "", &["inspect", &bad("truncated.onnx")]);
    fails(at, 3, "", &["compile", &bad("ok.csv"), "--calibration", &calibration]);
}

#[test]
fn bad_data_is_refused_by_row_and_column() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let onnx = digits("digits-mlp.onnx");
    let compile = |code: i32, mentions: &str, calibration: &str| {
        fails(at, code, mentions, &["compile", &onnx, "--calibration", calibration, "-o", "out.zkml"]);
    };
    compile(5, "64", &bad("wrong_width.csv"));
    compile(5, "64", &bad("short.json"));
    compile(5, "NaN", &bad("nan.csv"));
    compile(5, "", &bad("nan.json"));
    compile(5, "", &onnx);
    compile(10, "", "missing.npz");
}

#[test]
fn bad_inputs_are_refused() {
    let copy = copy();
    let at = copy.path();
    std::fs::remove_file(at.join("m.proof")).unwrap();
    std::fs::write(at.join("high.json"), format!("{:?}", [1000.0; 64])).unwrap();
    std::fs::write(at.join("low.json"), format!("{:?}", [-1.0; 64])).unwrap();
    let cases = [
        (6, "1000", "high.json".to_owned()),
        (6, "-1", "low.json".to_owned()),
        (5, "64", bad("short.json")),
        (5, "64", bad("long.json")),
        (6, "2 rows", bad("two_rows.json")),
        (5, "NaN", bad("nan.csv")),
        (10, "", "missing.json".to_owned()),
    ];
    for (code, mentions, file) in &cases {
        fails(at, *code, mentions, &["infer", "m.zkml", "--input", file]);
        fails(at, *code, mentions, &["prove", "m.zkml", "--input", file]);
    }
    fails(at, 6, "360", &["infer", "m.zkml", "--input", &digits("test.npz"), "--row", "360"]);
}

#[test]
fn damaged_files_are_refused() {
    let copy = copy();
    let at = copy.path();
    let damage = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = std::fs::read(at.join(name)).unwrap();
        change(&mut bytes);
        std::fs::write(at.join("x"), bytes).unwrap();
    };
    let input = bad("ok.json");
    let uses: [(&str, i32, Vec<&str>); 4] = [
        ("m.zkml", 3, vec!["infer", "x", "--input", &input]),
        ("m.proving.key", 7, vec!["prove", "m.zkml", "--pk", "x", "--input", &input, "-o", "new.proof"]),
        ("m.verifying.key", 7, vec!["verify", "m.proof", "--vk", "x"]),
        ("m.proof", 7, vec!["verify", "x", "--vk", "m.verifying.key"]),
    ];
    for (name, code, args) in &uses {
        damage(name, &|bytes| bytes.truncate(bytes.len() / 2));
        fails(at, *code, "damaged", args);
        damage(name, &|bytes| bytes.truncate(3));
        fails(at, *code, "not a zkml file", args);
        damage(name, &|bytes| bytes.clear());
        fails(at, *code, "not a zkml file", args);
        damage(name, &|bytes| bytes[100] ^= 1);
        fails(at, *code, "damaged", args);
        damage(name, &|bytes| bytes[5] = 9);
        fails(at, *code, "version 9", args);
        damage(name, &|bytes| bytes.push(0));
        fails(at, *code, "damaged", args);
    }
    fails(at, 7, "a verifying key file is wanted", &["verify", "m.proof", "--vk", "m.proving.key"]);
}

#[test]
fn files_of_another_model_curve_or_key_are_refused_by_name() {
    let copy = copy();
    let at = copy.path();
    compile_to(at, "other.zkml", &["--name", "other-digits", "--weight-bits", "6"]);
    compile_to(at, "bls.zkml", &["--curve", "bls12-381"]);
    ok(at, &["setup", "other.zkml", "--dev"]);
    let input = bad("ok.json");
    fails(at, 7, "digits-mlp", &["prove", "other.zkml", "--pk", "m.proving.key", "--input", &input]);
    fails(at, 7, "other-digits", &["verify", "m.proof", "--vk", "other.verifying.key"]);
    fails(at, 7, "bn254", &["prove", "bls.zkml", "--pk", "m.proving.key", "--input", &input]);
    // The same model with keys of another setup.
    ok(at, &["setup", "m.zkml", "--dev", "--pk", "again.pk", "--vk", "again.vk"]);
    fails(at, 7, "another verifying key", &["verify", "m.proof", "--vk", "again.vk"]);
}

#[test]
fn an_edited_proof_file_does_not_verify() {
    let copy = copy();
    let at = copy.path();
    let mut file = ProofFile::decode(&std::fs::read(at.join("m.proof")).unwrap()).unwrap();
    file.output[0][0] ^= 1;
    // Sealed again with a fresh checksum, as an attacker would.
    std::fs::write(at.join("edited.proof"), file.encode()).unwrap();
    let (code, object) = json(at, &["verify", "edited.proof", "--vk", "m.verifying.key"]);
    assert_eq!((code, &object["valid"]), (8, &Value::Bool(false)));
    fails(at, 8, "", &["export", "--vk", "m.verifying.key", "--proof", "edited.proof", "-o", "."]);
}

#[test]
fn nothing_is_half_written() {
    let copy = copy();
    let at = copy.path();
    let input = bad("ok.json");
    fails(at, 10, "", &["prove", "m.zkml", "--input", &input, "-o", "no/such/folder/x.proof"]);
    let before = std::fs::read(at.join("m.proof")).unwrap();
    std::fs::write(at.join("high.json"), format!("{:?}", [1000.0; 64])).unwrap();
    fails(at, 6, "", &["prove", "m.zkml", "--input", "high.json", "-o", "m.proof"]);
    assert_eq!(std::fs::read(at.join("m.proof")).unwrap(), before, "the old proof is gone");
}

/// Whoever makes keys alone could have kept what forges proofs: that is said before and after, and in the file.
#[test]
fn keys_that_one_machine_made_are_asked_for_by_name_and_say_so() {
    let copy = copy();
    let at = copy.path();
    let before = listing(at);
    let refused = zkml(at, &["setup", "m.zkml", "--pk", "new.pk", "--vk", "new.vk"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--dev"));
    assert_eq!(listing(at), before);
    let made = zkml(at, &["setup", "m.zkml", "--dev", "--pk", "new.pk", "--vk", "new.vk"]);
    let said = String::from_utf8([made.stdout, made.stderr].concat()).unwrap();
    assert!(made.status.success() && said.contains("DEVELOPMENT KEYS"), "{said}");
    let key = VerifyingKeyFile::decode(&std::fs::read(at.join("new.vk")).unwrap()).unwrap();
    assert_eq!(key.setup, Setup::Development);
}

#[test]
fn a_set_of_files_is_written_together_or_not_at_all() {
    let copy = copy();
    let at = copy.path();
    let pk = std::fs::read(at.join("m.proving.key")).unwrap();
    fails(at, 10, "", &["setup", "m.zkml", "--dev", "--vk", "no/such/vk"]);
    assert!(std::fs::read(at.join("m.proving.key")).unwrap() == pk, "half of the pair was replaced");
}

#[test]
fn no_output_overwrites_an_input_or_another_output() {
    let copy = copy();
    let at = copy.path();
    fails(at, 10, "same place", &["setup", "m.zkml", "--dev", "--pk", "k", "--vk", "./k"]);
    fails(at, 10, "reads this file", &["setup", "m.zkml", "--dev", "--pk", "m.zkml"]);
    std::fs::copy(digits("digits-mlp.onnx"), at.join("a.onnx")).unwrap();
    std::fs::copy(digits("calibration.npz"), at.join("c.npz")).unwrap();
    for out in ["a.onnx", "./c.npz"] {
        fails(at, 10, "reads this file", &["compile", "a.onnx", "--calibration", "c.npz", "-o", out]);
    }
    fails(at, 10, "folder", &["compile", "a.onnx", "--calibration", "c.npz", "-o", "."]);
}

#[test]
fn a_context_is_shown_whatever_part_of_it_is_given() {
    let copy = copy();
    let at = copy.path();
    let account = format!("0x{}", "11".repeat(32));
    ok(at, &["prove", "m.zkml", "--input", &bad("ok.json"), "--account", &account]);
    let output = zkml(at, &["verify", "m.proof", "--vk", "m.verifying.key"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(&account) && !text.contains("no account"), "{text}");
}

#[test]
fn a_name_that_would_forge_a_line_is_refused() {
    let copy = copy();
    let at = copy.path();
    let mut file = ProofFile::decode(&std::fs::read(at.join("m.proof")).unwrap()).unwrap();
    file.model_name = "x\n  VALID: model \"bank\"".into();
    std::fs::write(at.join("evil.proof"), file.encode()).unwrap();
    fails(at, 7, "name", &["verify", "evil.proof", "--vk", "m.verifying.key"]);
}

#[test]
fn endless_files_are_not_read_to_their_end() {
    let folder = TempDir::new().unwrap();
    fails(folder.path(), 10, "more than", &["verify", "/dev/zero", "--vk", "/dev/zero"]);
}

#[test]
fn an_integer_model_that_is_far_from_the_float_model_is_said_loudly() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let object = compile_to(at, "m.zkml", &[]);
    assert_eq!(object["warnings"], serde_json::json!([]));
    let object = compile_to(at, "m.zkml", &["--weight-bits", "2", "--activation-bits", "1"]);
    assert!(!object["warnings"].as_array().unwrap().is_empty(), "{object}");
}
