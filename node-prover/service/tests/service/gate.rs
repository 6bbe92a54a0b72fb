//! Who is let in, and what nobody gets.

use crate::common::*;
use serde_json::json;
use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};
use zkml_compiler::quantize_input;
use zkml_primitives::{commitment::Secret, Bn254};
use zkml_service::tokens::{new_token, Role};

/// A service with two clients and an operator.
fn with_tokens(change: impl FnOnce(&mut zkml_service::ServeOptions)) -> (Service, [Client; 3]) {
    let data = tempfile::TempDir::new().unwrap();
    let made = [("alice", Role::Client), ("bob", Role::Client), ("root", Role::Operator)]
        .map(|(name, role)| new_token(name, role).unwrap());
    let path = data.path().join("tokens.toml");
    std::fs::write(&path, made.iter().map(|(_, lines)| lines.as_str()).collect::<String>()).unwrap();
    let service = Service::start_in(data, |options| {
        options.tokens = Some(path);
        change(options);
    });
    let clients = made.map(|(token, _)| service.with_token(&token));
    (service, clients)
}

#[test]
fn listens_beyond_this_machine_only_with_tokens() {
    let said = refused(|options| options.listen = "0.0.0.0:0".parse().unwrap());
    assert!(said.contains("0.0.0.0") && said.contains("no tokens") && said.contains("--tokens"), "{said}");
    let said = refused(|options| options.listen = "[::]:0".parse().unwrap());
    assert!(said.contains("no tokens"), "{said}");
}

#[test]
fn a_name_of_somebody_else_does_not_lead_here() {
    let service = Service::start(|_| ());
    let client = service.client();
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""] {
        let answer = client.send("GET", "/v1/models", &[("host", host)], b"");
        assert_eq!((answer.status, answer.code().as_str()), (421, "wrong_host"), "{host}");
    }
    // Nor does a request without any name: HTTP/1.0 lets one be left out.
    for head in ["GET /v1/models HTTP/1.0", "GET /v1/models HTTP/1.1\r\nconnection: close"] {
        let mut stream = TcpStream::connect(service.address).unwrap();
        write!(stream, "{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.split(' ').nth(1) == Some("421") && answer.contains("wrong_host"), "{head}: {answer}");
    }
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1:8787", "[::1]:80"] {
        assert_eq!(client.send("GET", "/v1/models", &[("host", host)], b"").status, 200, "{host}");
    }
    // A page of another origin may send text without being asked; it is not taken. And it is told nothing.
    let body = json!({ "vk_hash": hex([0; 32]) }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        let headers = [("content-type", kind), ("origin", "https://evil.example")];
        let answer = client.send("POST", "/v1/jobs", &headers, body.as_bytes());
        assert_eq!((answer.status, answer.code().as_str()), (415, "media_type"), "{kind}");
        assert!(!answer.head.to_ascii_lowercase().contains("access-control"), "{}", answer.head);
    }
    service.end();

    let service = Service::start(|options| options.allow_host = vec!["prover.example".into()]);
    let host = [("host", "prover.example:443")];
    assert_eq!(service.client().send("GET", "/v1/models", &host, b"").status, 200);
    service.end();
}

#[test]
fn nobody_is_let_in_without_a_token() {
    let (service, [alice, _, root]) = with_tokens(|_| ());
    let stranger = service.client();
    let id = hex([1; 32]);
    let paths = [
        ("GET", "/v1/models".to_owned()),
        ("POST", "/v1/inputs".into()),
        ("POST", "/v1/jobs".into()),
        ("GET", "/v1/jobs".into()),
        ("GET", format!("/v1/jobs/{id}")),
        ("DELETE", format!("/v1/jobs/{id}")),
        ("GET", format!("/v1/jobs/{id}/proof")),
        ("GET", format!("/v1/inputs/{id}/{id}/{id}")),
        ("GET", "/metrics".into()),
    ];
    let document = stranger.get("/openapi.json").json();
    let operations = document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation))
    });
    let mut guarded = 0;
    for (path, method, operation) in operations {
        let answer = stranger.send(&method.to_uppercase(), &path.replace(['{', '}'], ""), &[], b"");
        let asks = operation["security"].is_array();
        assert_eq!(answer.status == 401, asks, "{method} {path}, as the document says");
        guarded += usize::from(asks);
    }
    assert_eq!(guarded, paths.len());
    for (method, path) in &paths {
        let answer = stranger.send(method, path, &[], b"");
        assert_eq!((answer.status, answer.code().as_str()), (401, "no_token"), "{method} {path}");
        let wrong = service.with_token("zkml_0000").send(method, path, &[], b"");
        assert_eq!(wrong.status, 401);
    }
    for path in ["/health", "/openapi.json", "/ready"] {
        assert_ne!(stranger.get(path).status, 401, "{path}");
    }
    let answer = alice.get("/metrics");
    assert_eq!((answer.status, answer.code().as_str()), (403, "not_an_operator"));
    assert_eq!(root.get("/metrics").status, 200);
    service.end();

    // Where nobody is asked for a token, the document does not ask either.
    let service = Service::start(|_| ());
    assert!(!service.client().get("/openapi.json").json()["paths"].to_string().contains("\"security\""));
    service.end();
}

#[test]
fn a_job_of_one_client_does_not_exist_for_another() {
    let (service, [alice, bob, root]) = with_tokens(|_| ());
    let row = &TYPING.rows()[0];
    let request = json!({
        "vk_hash": vk_hash(&model("private").1), "context": context(1), "input": { "values": row },
        "payment": hex([8; 32]),
    });
    let made = alice.post("/v1/jobs", &request);
    assert_eq!(made.status, 202);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    alice.wait(&id);
    for path in [format!("/v1/jobs/{id}"), format!("/v1/jobs/{id}/proof")] {
        let answer = bob.get(&path);
        assert_eq!((answer.status, answer.code().as_str()), (404, "unknown_job"), "{path}");
        assert_eq!(alice.get(&path).status, 200);
        assert_eq!(root.get(&path).status, 200, "an operator sees all");
    }
    assert_eq!(bob.delete(&format!("/v1/jobs/{id}")).status, 404);
    assert_eq!(bob.get("/v1/jobs").json()["jobs"], json!([]));
    assert_eq!(root.get("/v1/jobs").json()["jobs"].as_array().unwrap().len(), 1);
    // Whoever asks for the same is not told what came out for another; nor whose the payment is.
    let same = bob.post("/v1/jobs", &request);
    assert_eq!((same.status, same.code().as_str()), (409, "payment_taken"));
    assert!(!String::from_utf8_lossy(&same.body).contains(&id));
    let mut unpaid = request.clone();
    unpaid.as_object_mut().unwrap().remove("payment");
    let own = bob.post("/v1/jobs", &unpaid);
    assert_eq!(own.status, 202);
    assert_ne!(own.json()["id"], json!(id));
    service.end();
}

#[test]
fn an_input_of_one_client_is_not_proved_for_another() {
    let (service, [alice, bob, root]) = with_tokens(|_| ());
    let (committed, vk) = model("committed");
    let integers = quantize_input(&committed.circuit.layout().input, &TYPING.rows()[2]).unwrap();
    let digest = committed.circuit.input_digest::<Bn254>(&integers, &Secret([5; 31])).unwrap();
    let delivered = alice.post(
        "/v1/inputs",
        &json!({
            "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
            "salt": hex([5; 31]),
        }),
    );
    assert_eq!(delivered.status, 201, "{delivered:?}");
    let said = String::from_utf8_lossy(&delivered.body).into_owned();
    assert!(!said.contains(&hex([5; 31])) && !said.contains("integers"), "{said}");
    // The commitment and the subject are public; another client names both.
    let request = json!({
        "vk_hash": vk_hash(&vk), "context": context(1), "input": { "commitment": hex(digest) },
    });
    let theirs = bob.post("/v1/jobs", &request).json();
    assert_eq!(theirs["state"], "waiting_for_input");
    // For another subject not even an operator has it used.
    let mut elsewhere = request.clone();
    elsewhere["context"] = context(2);
    let other = root.post("/v1/jobs", &elsewhere).json();
    assert_eq!(other["state"], "waiting_for_input");
    let mine = root.post("/v1/jobs", &request).json();
    assert_eq!(root.wait(mine["id"].as_str().unwrap())["state"], "done");
    for (client, job) in [(&bob, &theirs), (&root, &other)] {
        let path = format!("/v1/jobs/{}", job["id"].as_str().unwrap());
        assert_eq!(client.get(&path).json()["state"], "waiting_for_input");
    }
    service.end();
}

#[test]
fn what_one_client_may_have_is_bounded() {
    let (service, [alice, bob, _]) = with_tokens(|options| {
        options.work.jobs = 0;
        options.limits.jobs = 2;
        options.limits.inputs = 1;
    });
    let row = &TYPING.rows()[0];
    let hash = vk_hash(&model("private").1);
    let submit = |client: &Client, subject| {
        client.post("/v1/jobs", &json!({ "vk_hash": hash, "context": context(subject), "input": { "values": row } }))
    };
    assert_eq!([submit(&alice, 1).status, submit(&alice, 2).status, submit(&alice, 1).status], [202, 202, 200]);
    let refused = submit(&alice, 3);
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many_jobs"));
    assert!(refused.head.to_ascii_lowercase().contains("retry-after"));
    assert_eq!(submit(&bob, 3).status, 202, "another client has its own");

    let (committed, vk) = model("committed");
    let integers = quantize_input(&committed.circuit.layout().input, row).unwrap();
    let deliver = |client: &Client, salt: u8| {
        let digest = committed.circuit.input_digest::<Bn254>(&integers, &Secret([salt; 31])).unwrap();
        client.post(
            "/v1/inputs",
            &json!({
                "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
                "salt": hex([salt; 31]),
            }),
        )
    };
    assert_eq!([deliver(&alice, 1).status, deliver(&alice, 1).status], [201, 200]);
    let refused = deliver(&alice, 2);
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many_inputs"));
    assert_eq!(deliver(&bob, 2).status, 201);
    service.end();
}

#[test]
fn one_client_does_not_drown_the_others() {
    let (service, [alice, bob, _]) = with_tokens(|options| options.limits.rate = 5);
    let statuses: Vec<u16> = (0..30).map(|_| alice.get("/v1/models").status).collect();
    assert!(statuses.contains(&429) && statuses[0] == 200, "{statuses:?}");
    assert_eq!(bob.get("/v1/models").status, 200);
    let stranger = service.client();
    let statuses: Vec<u16> = (0..30).map(|_| stranger.get("/v1/models").status).collect();
    assert!(statuses.contains(&429), "guessing is bounded: {statuses:?}");
    service.end();
}

#[cfg(unix)]
#[test]
fn what_is_private_is_for_its_owner_alone_and_goes_when_it_is_not_needed() {
    use std::os::unix::fs::PermissionsExt;
    let service = Service::start(|_| ());
    let client = service.client();
    let (private, vk) = model("private");
    let integers = quantize_input(&private.circuit.layout().input, &TYPING.rows()[4]).unwrap();
    let written = serde_json::to_string(&integers).unwrap();
    let request = json!({ "vk_hash": vk_hash(&vk), "context": context(1), "input": { "integers": integers } });
    let id = client.post("/v1/jobs", &request).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.wait(&id)["state"], "done");
    let queue = service.data.path().join("queue");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&queue), 0o700);
    for entry in std::fs::read_dir(&queue).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
    // Neither in what is stored nor in what is answered.
    let data = service.end();
    for entry in std::fs::read_dir(data.path().join("queue")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let there = bytes.windows(written.len()).any(|window| window == written.as_bytes());
        assert!(!there, "the input is still there");
    }
}

#[test]
fn only_who_delivered_an_input_learns_that_it_is_there() {
    let (service, [alice, bob, root]) = with_tokens(|options| options.work.jobs = 0);
    let (committed, vk) = model("committed");
    let integers = quantize_input(&committed.circuit.layout().input, &TYPING.rows()[2]).unwrap();
    let digest = committed.circuit.input_digest::<Bn254>(&integers, &Secret([5; 31])).unwrap();
    let path = |subject: u8| format!("/v1/inputs/{}/{}/{}", vk_hash(&vk), hex(digest), hex([subject; 32]));
    assert_eq!((alice.get(&path(1)).status, alice.get(&path(1)).code().as_str()), (404, "no_input"));
    let delivery = json!({
        "vk_hash": vk_hash(&vk), "commitment": hex(digest), "subject": hex([1; 32]), "integers": integers,
        "salt": hex([5; 31]),
    });
    assert_eq!(alice.post("/v1/inputs", &delivery).status, 201);
    assert_eq!([alice.get(&path(1)).status, root.get(&path(1)).status], [200, 200]);
    assert_eq!([bob.get(&path(1)).status, alice.get(&path(2)).status], [404, 404]);
    assert_eq!(service.client().get(&path(1)).status, 401);
    service.end();
}

#[test]
fn a_token_is_taken_as_a_bearer_and_in_no_other_way() {
    let (service, [alice, ..]) = with_tokens(|options| options.work.jobs = 0);
    let (token, stranger) = (alice.token.unwrap(), service.client());
    let ask = |value: String| stranger.send("GET", "/v1/models", &[("authorization", &value)], b"").status;
    assert_eq!([ask(format!("Bearer {token}")), ask(format!("bearer  {token} "))], [200, 200]);
    let (half, _) = token.split_at(token.len() / 2);
    for value in [format!("Basic {token}"), token.clone(), format!("Bearer{token}"), format!("Bearer {half}")] {
        assert_eq!(ask(value.clone()), 401, "{value}");
    }
    assert_eq!(stranger.get(&format!("/v1/models?token={token}")).status, 401);
    service.end();
}

/// Whatever comes until the other side closes.
fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let read = stream.read_to_end(&mut answer);
    assert!(!matches!(&read, Err(e) if e.kind() == ErrorKind::WouldBlock), "the connection stays open");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let service = Service::start(|options| {
        options.work.jobs = 0;
        options.limits.patience = Duration::from_secs(1);
    });
    let head = "POST /v1/jobs HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    for (said, status) in [
        ("", None),
        ("GET /health HTT", None),
        ("GET /health HTTP/1.1\r\nhost: localhost\r\n", None),
        // One request is answered, and the next one never comes.
        ("GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n", Some("200")),
        (&format!("{head}content-length: 100\r\n\r\n{{"), Some("408")),
        (&format!("{head}transfer-encoding: chunked\r\n\r\n5\r\n{{"), Some("408")),
    ] {
        let mut stream = TcpStream::connect(service.address).unwrap();
        stream.write_all(said.as_bytes()).unwrap();
        let answer = rest(stream);
        // Before it closes a connection the service may say why.
        let got = answer.split(' ').nth(1).filter(|status| *status != "400");
        assert_eq!(got, status, "{said:?}: {answer}");
    }
    service.end();
}

#[test]
fn so_many_requests_are_answered_at_a_time() {
    let service = Service::start(|options| {
        options.work.jobs = 0;
        options.limits.requests = 1;
    });
    let mut first = TcpStream::connect(service.address).unwrap();
    let head = "POST /v1/jobs HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n";
    first.write_all(format!("{head}content-length: 2\r\n\r\n{{").as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let client = service.client();
    let second = std::thread::spawn(move || client.get("/health").status);
    std::thread::sleep(Duration::from_millis(700));
    assert!(!second.is_finished(), "a second one is answered meanwhile");
    first.write_all(b"}").unwrap();
    assert!(rest(first).starts_with("HTTP/1.1 400"));
    assert_eq!(second.join().unwrap(), 200);
    service.end();
}

#[test]
fn what_a_client_makes_up_is_not_counted_by_its_name() {
    let service = Service::start(|options| options.work.jobs = 0);
    let client = service.client();
    for (method, path) in [("MADEUP", "/v1/models"), ("GET", "/made/up"), ("MADEUP", "/made/up")] {
        assert!(client.send(method, path, &[], b"").status >= 400);
    }
    assert_eq!(client.get(&format!("/v1/jobs/{}", hex([0xab; 32]))).status, 404);
    let metrics = String::from_utf8(client.get("/metrics").body).unwrap();
    assert!(metrics.contains("method=\"other\"") && metrics.contains("path=\"/v1/jobs/{id}\""), "{metrics}");
    for name in ["MADEUP", "made/up", "abab"] {
        assert!(!metrics.contains(name), "{metrics}");
    }
    service.end();
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_could_read_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::TempDir::new().unwrap();
    let (queue, file) = (data.path().join("queue"), data.path().join("queue/queue.sqlite"));
    std::fs::create_dir(&queue).unwrap();
    std::fs::write(&file, b"").unwrap();
    for (path, mode) in [(&queue, 0o755), (&file, 0o644)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let service = Service::start_in(data, |options| options.work.jobs = 0);
    for (path, mode) in [(&queue, 0o700), (&file, 0o600)] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
    }
    service.end();
}
