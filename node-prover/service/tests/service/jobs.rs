//! Jobs over a real socket: from the request to a proof that verifies.

use crate::common::*;
use serde_json::{json, Value};
use std::time::{Duration, Instant};
use time::{format_description::well_known::Rfc3339, OffsetDateTime};
use zkml_circuits::artifact::ProofFile;
use zkml_compiler::quantize_input;
use zkml_primitives::{commitment::Secret, with_curve, Context};

/// Holds a proof that the service handed out against the model's verifying key, as whoever gets it would.
fn verify(name: &str, proof: &Value, context: &Value) {
    let (model, vk) = model(name);
    let context = Context {
        genesis_hash: unhex(&context["genesis_hash"]),
        model_id: context["model_id"].as_u64().unwrap() as u32,
        version: context["version"].as_u64().unwrap() as u32,
        vk_hash: with_curve!(vk.curve, C => vk.verifying_key::<C>().unwrap().hash()),
        account: unhex(&context["account"]),
        subject: unhex(&context["subject"]),
        valid_until: context["valid_until"].as_u64().unwrap(),
        issuer: None,
    };
    let elements = |value: &Value| value.as_array().unwrap().iter().map(unhex).collect();
    let file = ProofFile {
        model_name: model.name.clone(),
        model_hash: model.hash(),
        curve: model.curve,
        context,
        params: vk.params,
        input: elements(&proof["input"]),
        output: elements(&proof["output"]),
        nullifier: (!proof["nullifier"].is_null()).then(|| unhex(&proof["nullifier"])),
        proof: hex::decode(&proof["proof"].as_str().unwrap()[2..]).unwrap(),
    };
    let verified = file.verify(&vk).unwrap();
    assert_eq!(verified.output.map(|output| json!(output)).unwrap_or(Value::Null), proof["integers"]);
}

fn job(name: &str, subject: u8, input: Value) -> Value {
    json!({ "vk_hash": vk_hash(&model(name).1), "context": context(subject), "input": input })
}

#[test]
fn proves_private_and_public_inputs_and_says_what_it_did() {
    let service = Service::start(|_| ());
    let client = service.client();
    let listed = client.get("/v1/models").json();
    let names: Vec<&str> = listed["models"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["committed", "private", "public", "sealed"]);
    assert!(listed["models"][1]["proving_seconds"].is_null());
    assert_eq!(listed["models"][1]["layout"]["input"]["shape"], json!([1, 16]));

    let row = &TYPING.rows()[0];
    for name in ["private", "public"] {
        let request = job(name, 1, json!({ "values": row }));
        let answer = client.post("/v1/jobs", &request);
        assert_eq!(answer.status, 202, "{answer:?}");
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let status = client.wait(&id);
        assert_eq!(status["state"], "done", "{status}");
        assert_eq!((&status["attempts"], &status["progress"]), (&json!(1), &json!(1.0)));
        assert!(status["proving_seconds"].as_f64().unwrap() > 0.0);
        let proof = client.get(&format!("/v1/jobs/{id}/proof"));
        assert_eq!(proof.status, 200);
        verify(name, &proof.json(), &request["context"]);

        // The same again is the same job.
        let again = client.post("/v1/jobs", &request);
        assert_eq!((again.status, again.json()["id"].as_str()), (200, Some(id.as_str())));
        let other = client.post("/v1/jobs", &job(name, 2, json!({ "values": row }))).json();
        assert_ne!(other["id"], json!(id));
        client.wait(other["id"].as_str().unwrap());
    }
    let listed = client.get("/v1/models").json();
    assert!(listed["models"][1]["proving_seconds"].as_f64().unwrap() > 0.0);

    // Elements of a public input, as they stand on a chain, are the same input.
    let (public, _) = model("public");
    let port = public.circuit.layout().input;
    let elements = port.pack(&quantize_input(&port, row).unwrap()).unwrap();
    let elements: Vec<String> = elements.iter().map(hex).collect();
    let by_elements = client.post("/v1/jobs", &job("public", 1, json!({ "elements": elements })));
    assert_eq!(by_elements.status, 200, "{by_elements:?}");
    service.end();
}

#[test]
fn waits_for_a_committed_input_and_uses_it_for_its_subject_alone() {
    let service = Service::start(|_| ());
    let client = service.client();
    let (sealed, vk) = model("sealed");
    let row = &TYPING.rows()[3];
    let integers = quantize_input(&sealed.circuit.layout().input, row).unwrap();
    let salt = Secret([5; 31]);
    let digest = sealed.circuit.input_digest::<zkml_primitives::Bn254>(&integers, &salt).unwrap();
    let request = job("sealed", 1, json!({ "commitment": hex(digest) }));
    let answer = client.post("/v1/jobs", &request);
    assert_eq!((answer.status, &answer.json()["state"]), (202, &json!("waiting_for_input")), "{answer:?}");
    let id = answer.json()["id"].as_str().unwrap().to_owned();

    let delivery = |subject: u8, salt: u8| {
        json!({
            "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([subject; 32]), "integers": integers,
            "salt": hex([salt; 31]), "nullifier_secret": hex([9; 31]),
        })
    };
    let wrong = client.post("/v1/inputs", &delivery(1, 6));
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "commitment_mismatch"));
    // For another purpose: the job goes on waiting.
    let other = client.post("/v1/inputs", &delivery(2, 5));
    assert_eq!((other.status, &other.json()["released"]), (201, &json!(0)));
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(client.get(&format!("/v1/jobs/{id}")).json()["state"], "waiting_for_input");

    let mine = client.post("/v1/inputs", &delivery(1, 5));
    assert_eq!((mine.status, &mine.json()["released"]), (201, &json!(1)), "{mine:?}");
    assert_eq!(client.post("/v1/inputs", &delivery(1, 5)).status, 200, "it is there");
    let status = client.wait(&id);
    assert_eq!(status["state"], "done", "{status}");
    let proof = client.get(&format!("/v1/jobs/{id}/proof")).json();
    verify("sealed", &proof, &request["context"]);
    assert_eq!(proof["input"], json!([hex(digest)]));
    assert!(proof["integers"].is_null() && proof["output_salt"].is_string() && proof["nullifier"].is_string());

    // An input that is there already is used at once.
    let second = client.post("/v1/jobs", &job("sealed", 2, json!({ "commitment": hex(digest) })));
    assert_eq!(second.json()["state"], "queued", "{second:?}");
    assert_eq!(client.wait(second.json()["id"].as_str().unwrap())["state"], "done");
    service.end();
}

#[test]
fn pays_for_one_job_at_a_time() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    let row = &TYPING.rows()[0];
    let paid = |subject| {
        let mut request = job("private", subject, json!({ "values": row }));
        request["payment"] = json!(hex([4; 32]));
        request
    };
    let first = client.post("/v1/jobs", &paid(1));
    assert_eq!(first.status, 202);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.post("/v1/jobs", &paid(1)).status, 200);
    let second = client.post("/v1/jobs", &paid(2));
    assert_eq!((second.status, second.code().as_str()), (409, "payment_taken"));
    assert!(second.json()["error"]["message"].as_str().unwrap().contains(&id), "it names the job");
    assert_eq!(client.delete(&format!("/v1/jobs/{id}")).status, 204);
    assert_eq!(client.delete(&format!("/v1/jobs/{id}")).status, 404);
    assert_eq!(client.post("/v1/jobs", &paid(2)).status, 202);
    assert_eq!(client.post("/v1/jobs", &paid(1)).status, 409);
    service.end();
}

#[test]
fn jobs_outlive_the_service_and_are_listed_by_pages() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    let row = &TYPING.rows()[0];
    let ids: Vec<String> = (0..5)
        .map(|i| {
            let answer = client.post("/v1/jobs", &job("private", i, json!({ "values": row })));
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let ready = client.get("/ready");
    assert_eq!((ready.status, &ready.json()["workers"]), (503, &json!(0)), "nobody proves");
    assert_eq!(client.get("/health").status, 200);
    let last = client.get(&format!("/v1/jobs/{}", ids[4])).json();
    assert_eq!(last["position"], 4);
    let mut listed = Vec::new();
    let mut next = String::new();
    loop {
        let page = client.get(&format!("/v1/jobs?limit=2{next}")).json();
        listed.extend(page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(token) => next = format!("&before={token}"),
            None => break,
        }
    }
    let mut sorted = [ids.clone(), listed.clone()];
    sorted.iter_mut().for_each(|ids| ids.sort());
    assert_eq!(sorted[0], sorted[1]);
    let data = service.end();

    let service = Service::start_in(data, |_| ());
    let client = service.client();
    for id in &ids {
        assert_eq!(client.wait(id)["state"], "done");
    }
    let ready = client.get("/ready");
    assert_eq!((ready.status, &ready.json()["workers"]), (200, &json!(1)));
    let metrics = String::from_utf8(client.get("/metrics").body).unwrap();
    assert!(metrics.contains("zkml_jobs{state=\"done\"} 5"), "{metrics}");
    service.end();
}

#[test]
fn a_job_that_was_deleted_is_proved_again_as_soon_as_it_is_asked_for() {
    // Nobody looks for a task that is lost before the test is over.
    let service = Service::start(|options| options.work.lease = Duration::from_secs(3600));
    let client = service.client();
    let request = job("private", 1, json!({ "values": TYPING.rows()[0] }));
    for _ in 0..3 {
        let answer = client.post("/v1/jobs", &request);
        assert_eq!(answer.status, 202, "{answer:?}");
        let path = format!("/v1/jobs/{}", answer.json()["id"].as_str().unwrap());
        let began = Instant::now();
        while client.get(&path).json()["state"] != "done" {
            assert!(began.elapsed() < Duration::from_secs(30), "{:?}", client.get(&path));
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(client.delete(&path).status, 204);
    }
    service.end();
}

#[test]
fn a_job_whose_task_was_lost_is_found() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    let made = client.post("/v1/jobs", &job("private", 1, json!({ "values": TYPING.rows()[0] })));
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let data = service.end();
    // The records of one database beside the tasks of none.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let other = tempfile::TempDir::new().unwrap();
    runtime.block_on(async {
        let open = |folder: std::path::PathBuf| async move {
            zkml_service::queue::open_folder(&folder, Duration::from_secs(3)).await.unwrap().store
        };
        let id = zkml_service::bytes::Hex32::from(zkml_service::bytes::parse(&id).unwrap());
        let record = open(data.path().join("queue")).await.get(&id).await.unwrap().unwrap();
        open(other.path().join("queue")).await.insert(&record, 10).await.unwrap();
    });
    let service = Service::start_in(other, |_| ());
    assert_eq!(service.client().wait(&id)["state"], "done");
    service.end();
}

#[test]
fn what_expired_while_nobody_ran_goes_when_a_service_starts() {
    let service = Service::start(|_| ());
    let id = service.client().post("/v1/jobs", &job("private", 1, json!({ "values": TYPING.rows()[0] })));
    let id = id.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(service.client().wait(&id)["state"], "done");
    let data = service.end();
    let service = Service::start_in(data, |options| options.work.job_retention = Duration::ZERO);
    let began = Instant::now();
    while service.client().get(&format!("/v1/jobs/{id}")).status != 404 {
        assert!(began.elapsed() < Duration::from_secs(10), "it is kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    service.end();
}

#[test]
fn a_delivered_input_is_kept_no_longer_than_it_is_said() {
    let service = Service::start(|options| {
        options.work.jobs = 0;
        options.limits.input_retention = Duration::from_millis(1500);
    });
    let client = service.client();
    let (committed, vk) = model("committed");
    let integers = quantize_input(&committed.circuit.layout().input, &TYPING.rows()[2]).unwrap();
    let digest = committed.circuit.input_digest::<zkml_primitives::Bn254>(&integers, &Secret([5; 31])).unwrap();
    let delivery = json!({
        "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
        "salt": hex([5; 31]),
    });
    assert_eq!(client.post("/v1/inputs", &delivery).status, 201);
    let path = format!("/v1/inputs/{}/{}/{}", vk_hash(&vk), hex(digest), hex([1; 32]));
    assert_eq!(client.get(&path).status, 200);
    std::thread::sleep(Duration::from_millis(1600));
    assert_eq!(client.get(&path).status, 404);
    let waits = client.post("/v1/jobs", &job("committed", 1, json!({ "commitment": hex(digest) })));
    assert_eq!(waits.json()["state"], "waiting_for_input");
    service.end();
}

#[test]
fn an_id_tells_nothing_to_who_does_not_know_the_services_key() {
    let request = job("private", 1, json!({ "values": TYPING.rows()[0] }));
    let ids: Vec<Value> = (0..2)
        .map(|_| {
            let service = Service::start(|options| options.work.jobs = 0);
            let id = service.client().post("/v1/jobs", &request).json()["id"].clone();
            service.end();
            id
        })
        .collect();
    assert_ne!(ids[0], ids[1], "whoever guesses an input could compare");
}

#[test]
fn jobs_that_do_not_fit_into_memory_together_follow_one_another() {
    let (model, _) = model("private");
    let memory = zkml_service::admission::estimate(&model);
    let service = Service::start(|options| {
        options.work.models.clear();
        options.work.model = vec![models().join("private/model.zkml")];
        options.work.jobs = 2;
        options.work.memory = Some(memory + memory / 2);
    });
    let client = service.client();
    let ids: Vec<String> = (0..6)
        .map(|i| {
            let answer = client.post("/v1/jobs", &job("private", i, json!({ "values": TYPING.rows()[0] })));
            answer.json()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut proofs: Vec<(OffsetDateTime, f64)> = ids
        .iter()
        .map(|id| {
            let status = client.wait(id);
            assert_eq!((&status["state"], &status["attempts"]), (&json!("done"), &json!(1)), "{status}");
            let started = OffsetDateTime::parse(status["started"].as_str().unwrap(), &Rfc3339).unwrap();
            (started, status["proving_seconds"].as_f64().unwrap())
        })
        .collect();
    proofs.sort_by_key(|(started, _)| *started);
    for pair in proofs.windows(2) {
        let apart = (pair[1].0 - pair[0].0).as_seconds_f64();
        // Memory is free a moment before the time is taken.
        assert!(apart > 0.8 * pair[0].1, "one began {apart} s after another that took {} s", pair[0].1);
    }
    service.end();
}
