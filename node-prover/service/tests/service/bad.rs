//! Bad requests, one by one and made from the interface's own document: none is answered with an error of the service.

use crate::common::*;
use rand::{rngs::StdRng, Rng, SeedableRng};
use serde_json::{json, Map, Value};
use zkml_compiler::quantize_input;
use zkml_primitives::{commitment::Secret, Bn254};

fn job(name: &str, input: Value) -> Value {
    json!({ "vk_hash": vk_hash(&model(name).1), "context": context(1), "input": input })
}

fn set(mut request: Value, pointer: &str, value: Value) -> Value {
    match pointer.rsplit_once('/') {
        Some((parent, field)) => {
            request.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(field.into(), value);
        }
        None => request = value,
    }
    request
}

#[test]
fn says_what_is_wrong_with_a_job() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    let row = TYPING.rows()[0].clone();
    let values = json!({ "values": row });
    let good = job("private", values.clone());
    let zeros = vec![0; 16];
    let element = |byte: u8| hex([byte; 32]);
    let cases = [
        ("malformed", 400, json!([])),
        ("malformed", 400, json!(null)),
        ("malformed", 400, json!({})),
        ("malformed", 400, set(good.clone(), "/surprise", json!(1))),
        ("malformed", 400, set(good.clone(), "/vk_hash", json!("0x12"))),
        ("malformed", 400, set(good.clone(), "/vk_hash", json!(element(0xab).to_uppercase()))),
        ("malformed", 400, set(good.clone(), "/context/model_id", json!(-1))),
        ("malformed", 400, set(good.clone(), "/context/model_id", json!(1u64 << 40))),
        ("malformed", 400, set(good.clone(), "/context/valid_until", json!(1e300))),
        ("malformed", 400, set(good.clone(), "/input/values", json!("1,2"))),
        ("malformed", 400, set(good.clone(), "/input/values", json!([null]))),
        ("unknown_model", 404, set(good.clone(), "/vk_hash", json!(element(0xab)))),
        ("unknown_model", 404, set(good.clone(), "/params", json!(element(0xab)))),
        ("expired", 422, set(good.clone(), "/context/valid_until", json!(0))),
        ("expired", 422, set(good.clone(), "/expires", json!("2020-01-01T00:00:00Z"))),
        ("expired", 422, set(good.clone(), "/expires", json!("tomorrow"))),
        ("issuer", 422, set(good.clone(), "/context/issuer", json!(element(1)))),
        ("nullifier_secret", 422, set(good.clone(), "/nullifier_secret", json!(hex([1; 31])))),
        ("input_ambiguous", 422, set(good.clone(), "/input", json!({}))),
        ("input_ambiguous", 422, set(good.clone(), "/input/integers", json!(zeros))),
        ("input_unfit", 422, job("private", json!({ "integers": zeros[1..] }))),
        ("input_unfit", 422, job("private", json!({ "values": [1.0] }))),
        ("input_unfit", 422, job("private", json!({ "values": vec![1e300; 16] }))),
        ("input_unfit", 422, job("private", json!({ "integers": vec![i64::MAX; 16] }))),
        ("input_kind", 422, job("private", json!({ "elements": [element(0)] }))),
        ("input_kind", 422, job("private", json!({ "commitment": element(0) }))),
        ("input_kind", 422, job("public", json!({ "commitment": element(0) }))),
        ("input_kind", 422, job("committed", values.clone())),
        ("input_kind", 422, job("committed", json!({ "elements": [element(0)] }))),
        ("not_canonical", 422, job("committed", json!({ "commitment": element(0xff) }))),
        ("input_unfit", 422, job("public", json!({ "elements": [] }))),
        ("input_unfit", 422, job("public", json!({ "elements": [element(0xff)] }))),
        ("input_unfit", 422, job("public", json!({ "elements": vec![element(0); 3] }))),
    ];
    for (code, status, body) in cases {
        let answer = client.post("/v1/jobs", &body);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{body}: {answer:?}");
    }
    // What somebody has put into a wrong place is not repeated.
    let secret = "31415926535";
    for body in [
        job("private", json!({ "integers": [31415926535i64] })),
        job("private", json!({ "integers": vec![31415926535i64; 16] })),
        job("private", json!({ "values": vec![31415926535.0; 16] })),
        job("private", json!({ "integers": secret })),
        set(good.clone(), "/nullifier_secret", json!(secret)),
    ] {
        let answer = client.post("/v1/jobs", &body);
        assert!(answer.status >= 400 && !String::from_utf8_lossy(&answer.body).contains(secret), "{answer:?}");
    }
    assert_eq!(client.get("/v1/jobs").json()["jobs"], json!([]), "none of them was taken");
    service.end();
}

#[test]
fn says_what_is_wrong_with_an_input() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    let (committed, vk) = model("committed");
    let integers = quantize_input(&committed.circuit.layout().input, &TYPING.rows()[2]).unwrap();
    let digest = committed.circuit.input_digest::<Bn254>(&integers, &Secret([5; 31])).unwrap();
    let good = json!({
        "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
        "salt": hex([5; 31]),
    });
    let mut other = integers.clone();
    other[0] ^= 1;
    let private = json!(vk_hash(&model("private").1));
    let cases = [
        ("malformed", 400, set(good.clone(), "/salt", json!(hex([5; 32])))),
        ("malformed", 400, set(good.clone(), "/subject", json!(null))),
        ("unknown_model", 404, set(good.clone(), "/vk_hash", json!(hex([1; 32])))),
        ("not_committed", 422, set(good.clone(), "/vk_hash", private)),
        ("nullifier_secret", 422, set(good.clone(), "/nullifier_secret", json!(hex([1; 31])))),
        ("nullifier_secret", 422, set(good.clone(), "/vk_hash", json!(vk_hash(&model("sealed").1)))),
        ("not_canonical", 422, set(good.clone(), "/commitment", json!(hex([0xff; 32])))),
        ("input_ambiguous", 422, set(good.clone(), "/values", json!([]))),
        ("input_ambiguous", 422, set(good.clone(), "/integers", json!(null))),
        ("input_unfit", 422, set(good.clone(), "/integers", json!([1]))),
        ("commitment_mismatch", 422, set(good.clone(), "/integers", json!(other))),
        ("commitment_mismatch", 422, set(good.clone(), "/salt", json!(hex([6; 31])))),
        ("commitment_mismatch", 422, set(good.clone(), "/commitment", json!(hex([1; 32])))),
    ];
    for (code, status, body) in cases {
        let answer = client.post("/v1/inputs", &body);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{body}: {answer:?}");
    }
    assert_eq!(client.post("/v1/inputs", &good).status, 201);
    service.end();
}

#[test]
fn bytes_that_are_no_request_are_answered_or_dropped() {
    let service = Service::start(|options| {
        options.work.jobs = 0;
        options.limits.body = 2000;
    });
    let client = service.client();
    let json = [("content-type", "application/json")];
    let large = client.send("POST", "/v1/jobs", &json, &vec![b' '; 2001]);
    assert_eq!((large.status, large.code().as_str()), (413, "too_large"), "{large:?}");
    // A length that is a lie, and one that is not told.
    let head = "POST /v1/jobs HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let chunks: String = (0..300).map(|_| format!("10\r\n{}\r\n", " ".repeat(16))).collect();
    let chunked = client.raw(format!("{head}transfer-encoding: chunked\r\n\r\n{chunks}0\r\n\r\n").as_bytes());
    assert_eq!(chunked.status, 413, "{chunked:?}");
    let deep = client.send("POST", "/v1/jobs", &json, "[".repeat(1900).as_bytes());
    assert_eq!((deep.status, deep.code().as_str()), (400, "malformed"));
    for body in [&b"\xff\xfe{"[..], b"{\"vk_hash\":", b"", b"{}{}", b"\"\\ud800\""] {
        let answer = client.send("POST", "/v1/jobs", &json, body);
        assert_eq!((answer.status, answer.code().as_str()), (400, "malformed"), "{body:?}");
    }
    for (method, path, status) in [
        ("GET", "/", 404),
        ("GET", "/v1/jobs/0x12", 404),
        ("GET", "/v1/jobs/%00", 404),
        ("GET", "/v1/jobs/..%2f..%2fetc", 404),
        ("PUT", "/v1/jobs", 405),
        ("DELETE", "/v1/models", 405),
        ("GET", "/v1/jobs?limit=0", 400),
        ("GET", "/v1/jobs?limit=201", 400),
        ("GET", "/v1/jobs?limit=x", 400),
        ("GET", "/v1/jobs?surprise=1", 400),
        ("GET", "/v1/jobs?before=1", 400),
        ("GET", "/v1/jobs?before=99999999999999999999-0x00", 400),
    ] {
        let answer = client.send(method, path, &[], b"");
        assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
        assert!(!answer.code().is_empty());
    }
    assert_eq!(client.get("/health").status, 200);
    service.end();
}

/// Follows a reference of the document.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(to) => document.pointer(to.trim_start_matches('#')).expect("the document is whole"),
        None => schema,
    }
}

const STRINGS: [&str; 8] = ["", "0x", "\u{0}", "2030-01-01T00:00:00Z", "💥", "0xzz", "null", "-1"];

/// A value that a schema takes, as far as these schemas go.
fn fitting(document: &Value, schema: &Value, rng: &mut StdRng) -> Value {
    let schema = resolve(document, schema);
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return fitting(document, &choices[rng.gen_range(0..choices.len())], rng);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    let kind = kinds.get(rng.gen_range(0..kinds.len().max(1))).copied().unwrap_or("null");
    match kind {
        "object" => {
            let required: Vec<&str> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let mut object = Map::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                if required.contains(&name.as_str()) || rng.gen_bool(0.3) {
                    object.insert(name.clone(), fitting(document, property, rng));
                }
            }
            Value::Object(object)
        }
        "array" => {
            let len = [0, 1, 2, 16, 16, 16][rng.gen_range(0..6)];
            (0..len).map(|_| fitting(document, &schema["items"], rng)).collect()
        }
        "string" => match schema["pattern"].as_str() {
            Some(pattern) if pattern.contains("64") => json!(hex(rng.gen::<[u8; 32]>())),
            Some(pattern) if pattern.contains("62") => json!(hex([rng.gen::<u8>(); 31])),
            _ => json!(STRINGS[rng.gen_range(0..STRINGS.len())]),
        },
        "integer" => json!([0, 1, 3, 100, rng.gen_range(-300..300), i64::MAX, i64::MIN][rng.gen_range(0..7)]),
        "number" => json!([0.0, 1.5, -3.25, 1e300, -1e-300][rng.gen_range(0..5)]),
        "boolean" => json!(rng.gen::<bool>()),
        _ => Value::Null,
    }
}

/// A value of any kind.
fn anything(rng: &mut StdRng) -> Value {
    match rng.gen_range(0..8) {
        0 => Value::Null,
        1 => json!(rng.gen::<bool>()),
        2 => json!(rng.gen::<i64>()),
        3 => json!(u64::MAX),
        4 => json!(STRINGS[rng.gen_range(0..STRINGS.len())]),
        5 => json!([anything(rng)]),
        6 => json!({ "a": anything(rng) }),
        _ => json!("x".repeat(rng.gen_range(0..3000))),
    }
}

/// Breaks something somewhere in a value.
fn broken(value: Value, rng: &mut StdRng) -> Value {
    match value {
        Value::Object(mut object) if !object.is_empty() && rng.gen_bool(0.9) => {
            let names: Vec<String> = object.keys().cloned().collect();
            let name = &names[rng.gen_range(0..names.len())];
            match rng.gen_range(0..5) {
                0 => drop(object.remove(name)),
                1 => drop(object.insert("surprise".into(), anything(rng))),
                _ => {
                    let inner = object.remove(name).unwrap();
                    object.insert(name.clone(), broken(inner, rng));
                }
            }
            Value::Object(object)
        }
        _ => anything(rng),
    }
}

/// Puts what the service knows into a request, so that some get past the first door.
fn knowing(mut body: Value, rng: &mut StdRng) -> Value {
    let names = ["private", "public", "sealed", "committed"];
    if let Some(object) = body.as_object_mut() {
        if rng.gen_bool(0.8) {
            object.insert("vk_hash".into(), json!(vk_hash(&model(names[rng.gen_range(0..4)]).1)));
            object.remove("params");
        }
        if let Some(input) = object.get_mut("input").and_then(Value::as_object_mut).filter(|_| rng.gen_bool(0.7)) {
            input.clear();
            let most = if rng.gen_bool(0.7) { 1 } else { 300 };
            input.insert("integers".into(), (0..16).map(|_| json!(rng.gen_range(0..=most))).collect());
        }
        if object.contains_key("context") && rng.gen_bool(0.5) {
            object.insert("context".into(), context(rng.gen()));
            object.retain(|name, _| name != "expires" && name != "nullifier_secret");
        }
    }
    body
}

#[test]
fn no_request_made_from_the_document_breaks_the_service() {
    let service = Service::start(|_| ());
    let client = service.client();
    let document = client.get("/openapi.json").json();
    let mut rng = StdRng::seed_from_u64(22);
    let (mut operations, mut taken) = (0, 0);
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations += 1;
            let documented: Vec<u16> =
                operation["responses"].as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect();
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            for round in 0..150 {
                let id = match rng.gen_range(0..4) {
                    0 => hex(rng.gen::<[u8; 32]>()),
                    1 => "%F0%9F%92%A5".into(),
                    2 => "x".repeat(rng.gen_range(1..3000)),
                    // One that is there, if there is one.
                    _ => match client.get("/v1/jobs?limit=1").json()["jobs"][0]["id"].as_str() {
                        Some(id) => id.to_owned(),
                        None => hex([1; 32]),
                    },
                };
                let mut target = path.replace("{id}", &id).replace("{vk_hash}", &id);
                for name in ["{commitment}", "{subject}"] {
                    target = target.replace(name, &hex(rng.gen::<[u8; 32]>()));
                }
                assert!(!target.contains('{'), "a parameter that nothing is put in place of: {target}");
                if operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["in"] == "query")) {
                    let query =
                        ["", "?limit=3", "?limit=-1", "?before=1-2", "?limit=3&limit=4", "?%00=%ff", "?before="];
                    target += query[rng.gen_range(0..query.len())];
                }
                let body = match schema {
                    Value::Null => Vec::new(),
                    schema => {
                        let whole = knowing(fitting(&document, schema, &mut rng), &mut rng);
                        let sent = if round % 2 == 0 { whole } else { broken(whole, &mut rng) };
                        let mut bytes = sent.to_string().into_bytes();
                        if rng.gen_bool(0.05) {
                            bytes.truncate(rng.gen_range(0..=bytes.len()));
                        }
                        bytes
                    }
                };
                let json = [("content-type", "application/json")];
                let answer = client.send(&method.to_uppercase(), &target, &json, &body);
                let said = || format!("{method} {target} {} → {answer:?}", String::from_utf8_lossy(&body));
                assert!(answer.status < 500, "{}", said());
                assert!(documented.contains(&answer.status), "undocumented: {}", said());
                match answer.status {
                    400.. => drop(answer.code()),
                    202 => taken += 1,
                    _ => {}
                }
            }
        }
    }
    assert_eq!(operations, 11, "every operation was tried");
    assert!(taken > 0, "some requests were good");
    assert_eq!(client.get("/health").status, 200);
    // Whatever was taken is over in the end.
    let jobs = client.get("/v1/jobs?limit=200").json();
    for job in jobs["jobs"].as_array().unwrap().iter().filter(|job| job["state"] != "waiting_for_input") {
        client.wait(job["id"].as_str().unwrap());
    }
    service.end();
}

#[test]
fn a_body_is_no_longer_than_the_largest_input_needs() {
    let service = Service::start(|options| options.work.jobs = 0);
    let most = (16 << 10) + 32 * 16;
    for (length, status) in [(most, 400), (most + 1, 413)] {
        let json = [("content-type", "application/json")];
        let answer = service.client().send("POST", "/v1/jobs", &json, &vec![b' '; length]);
        assert_eq!(answer.status, status, "{length} bytes: {answer:?}");
    }
    service.end();
}
