//! `/v1/jobs`.

use super::{answer, inputs, App, JsonBody, Who};
use crate::{
    bytes::{parse, Hex31, Hex32},
    error::ApiError,
    intake,
    job::{input_key, now_ms, parse_rfc3339, Job, JobInput, JobName, Record},
    models::{ModelKey, Offered},
    store::Inserted,
    wire::{JobStatus, Jobs, Problem, ProofBody, State as JobState, SubmitJob},
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use utoipa::IntoParams;
use zkml_circuits::circuit::random_secret;
use zkml_primitives::Visibility;

/// Most jobs of a page.
const MAX_PAGE: u32 = 200;

/// Submits a job. What is proved names it, so that submitting the same again finds the job that is there.
#[utoipa::path(post, path = "/v1/jobs", security(("token" = [])), request_body = SubmitJob, responses(
    (status = 200, description = "the job was there", body = JobStatus),
    (status = 202, description = "the job is taken", body = JobStatus),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
    (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem),
))]
pub(super) async fn submit(
    State(app): State<Arc<App>>,
    caller: Who,
    JsonBody(body): JsonBody<SubmitJob>,
) -> Result<Response, ApiError> {
    let offered = app.model(body.vk_hash, body.params)?.clone();
    let now = now_ms();
    check_context(&body, &offered)?;
    let expires = expiry(body.expires.as_deref(), now)?;
    let model = offered.key;
    let (context, payment) = (body.context, body.payment);
    let input = tokio::task::spawn_blocking({
        let offered = offered.clone();
        move || job_input(body, &offered)
    });
    let input = input.await.map_err(|_| ApiError::malformed("the input cannot be read"))??;
    let owner = caller.owner();
    let id = JobName { key: &app.id_key, owner, model: &model, context: &context, input: &input }.id();
    let output_salt =
        (offered.layout().output.visibility == Visibility::Committed).then(|| Hex31::from(random_secret().0));
    let waits = waits_for(&app, owner, &model, &input, &context.subject, now).await?;
    let job = Job {
        id,
        owner: owner.to_owned(),
        model,
        payment,
        context,
        input,
        output_salt,
        expires,
        attempts: 0,
        created: now,
        started: None,
        finished: None,
        proving_seconds: None,
        error: None,
        outcome: None,
    };
    let record = Record::new(job, if waits { JobState::WaitingForInput } else { JobState::Queued });
    let status = match app.store.insert(&record, app.limits.jobs).await? {
        Inserted::New => StatusCode::ACCEPTED,
        Inserted::Exists(there) => return Ok(answer(StatusCode::OK, status_of(&app, &there).await?)),
        Inserted::PaymentTaken(job) => {
            let by = job.map_or("another job".into(), |job| format!("the job {job}"));
            let message = format!("{by} has this payment");
            let help = "take that job's proof; a payment is free again when its job has failed or was deleted";
            return Err(ApiError::new(StatusCode::CONFLICT, "payment_taken", message, help));
        }
        Inserted::TooMany => {
            let message = format!("{} jobs of this client are not over", app.limits.jobs);
            return Err(ApiError::too_many("too_many_jobs", message, "wait until some are", 10));
        }
    };
    metrics::counter!("zkml_jobs_submitted_total").increment(1);
    if waits {
        // It may have been delivered since we looked, when nobody waited for it.
        if let Some(key) = record.job.input_key() {
            inputs::release(&app, &key).await?;
        }
    } else if let Err(error) = app.queue.push(id, &record.task_key(0), Duration::ZERO).await {
        // The job is recorded, so it is taken; upkeep puts its task again.
        tracing::warn!(job = %id, %error, "the job's task is not put yet");
    }
    let record = app.store.get(&id).await?.unwrap_or(record);
    Ok(answer(status, status_of(&app, &record).await?))
}

fn check_context(body: &SubmitJob, offered: &Offered) -> Result<(), ApiError> {
    if body.context.valid_until == 0 {
        let (message, help) = ("the context's last block is block 0", "give a block that has not passed");
        return Err(ApiError::unfit("expired", message, help));
    }
    match (offered.layout().attested, body.context.issuer.is_some()) {
        (true, false) => {
            let message = "a chain takes this model's input only with an attestation";
            Err(ApiError::unfit("issuer", message, "name the issuer in the context"))
        }
        (false, true) => {
            let message = "there is an issuer, and the model's input needs no attestation";
            Err(ApiError::unfit("issuer", message, "leave the issuer out"))
        }
        _ => Ok(()),
    }
}

fn expiry(text: Option<&str>, now: i64) -> Result<Option<i64>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let help = "give a moment to come, such as 2030-01-31T12:00:00Z";
    match parse_rfc3339(text) {
        None => Err(ApiError::unfit("expired", "`expires` is not a moment as RFC 3339 writes it", help)),
        Some(moment) if moment <= now => Err(ApiError::unfit("expired", "`expires` has passed", help)),
        Some(moment) => Ok(Some(moment)),
    }
}

/// The input of a job, as the model's port takes it.
fn job_input(body: SubmitJob, offered: &Offered) -> Result<JobInput, ApiError> {
    let layout = offered.layout();
    let port = &layout.input;
    let given = body.input;
    let count =
        [given.elements.is_some(), given.commitment.is_some(), given.integers.is_some(), given.values.is_some()];
    if count.iter().filter(|given| **given).count() != 1 {
        let help = "give one of `elements`, `commitment`, `integers` and `values`";
        return Err(ApiError::unfit("input_ambiguous", "the input is there several times, or not at all", help));
    }
    let wrong = |help: &str| {
        let message = format!("the model's input is {}", port.visibility.name());
        Err(ApiError::unfit("input_kind", message, help))
    };
    let secret = body.nullifier_secret;
    let committed = port.visibility == Visibility::Committed;
    match (layout.nullifier && !committed, secret.is_some()) {
        (true, false) => {
            let message = "the model's statements have a nullifier and there is no secret";
            return Err(ApiError::unfit("nullifier_secret", message, "give `nullifier_secret`"));
        }
        (false, true) => {
            let message = "there is a secret that has no place here";
            let help = "deliver it with a committed input, and leave it out where there is no nullifier";
            return Err(ApiError::unfit("nullifier_secret", message, help));
        }
        _ => {}
    }
    match (port.visibility, given.commitment, given.elements) {
        (Visibility::Committed, Some(digest), _) => {
            intake::digest(offered, &digest)?;
            Ok(JobInput::Committed(digest))
        }
        (Visibility::Committed, None, _) => wrong("deliver it with POST /v1/inputs and give its `commitment`"),
        (_, Some(_), _) => wrong("give `integers` or `values`"),
        (Visibility::Public, None, Some(elements)) => {
            Ok(JobInput::Integers { values: intake::elements(port, &elements)?, secret })
        }
        (Visibility::Private, None, Some(_)) => wrong("give `integers` or `values`"),
        (_, None, None) => {
            Ok(JobInput::Integers { values: intake::either(port, given.integers, given.values)?, secret })
        }
    }
}

async fn waits_for(
    app: &App,
    owner: &str,
    model: &ModelKey,
    input: &JobInput,
    subject: &Hex32,
    now: i64,
) -> Result<bool, ApiError> {
    let JobInput::Committed(digest) = input else { return Ok(false) };
    Ok(app.store.input(&input_key(model, &digest.0, &subject.0), owner, now).await?.is_none())
}

async fn status_of(app: &App, record: &Record) -> Result<JobStatus, ApiError> {
    let position = match record.state {
        JobState::Queued | JobState::WaitingForMemory => Some(app.store.position(record.job.created).await?),
        _ => None,
    };
    Ok(record.status(position))
}

/// A job that the caller may see.
async fn seen(app: &App, caller: &Who, id: &str) -> Result<Record, ApiError> {
    let id = parse(id).map(Hex32::from).ok_or_else(ApiError::unknown_job)?;
    let record = app.store.get(&id).await?.ok_or_else(ApiError::unknown_job)?;
    match caller.sees() {
        Some(owner) if owner != record.job.owner => Err(ApiError::unknown_job()),
        _ => Ok(record),
    }
}

/// Where a job stands.
#[utoipa::path(get, path = "/v1/jobs/{id}", security(("token" = [])), params(("id" = Hex32, Path)), responses(
    (status = 200, body = JobStatus),
    (status = 401, body = Problem), (status = 404, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem),
))]
pub(super) async fn status(
    State(app): State<Arc<App>>,
    caller: Who,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let record = seen(&app, &caller, &id).await?;
    Ok(answer(StatusCode::OK, status_of(&app, &record).await?))
}

/// Cancels a job that is not over, and forgets one that is. Its payment is free again.
#[utoipa::path(delete, path = "/v1/jobs/{id}", security(("token" = [])), params(("id" = Hex32, Path)), responses(
    (status = 204, description = "it is gone"),
    (status = 401, body = Problem), (status = 404, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem),
))]
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    caller: Who,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let record = seen(&app, &caller, &id).await?;
    app.store.delete(&record.job.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// How many jobs, at most 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    #[param(pattern = "^[0-9]{1,18}-0x[0-9a-f]{64}$")]
    before: Option<String>,
}

/// The caller's jobs, the newest first; an operator sees all.
#[utoipa::path(get, path = "/v1/jobs", security(("token" = [])), params(Page), responses(
    (status = 200, body = Jobs),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem),
))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    caller: Who,
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(page) = page.map_err(|_| ApiError::malformed("the query is not `limit` and `before`"))?;
    let limit = page.limit.unwrap_or(50);
    if !(1..=MAX_PAGE).contains(&limit) {
        return Err(ApiError::malformed(format!("`limit` is not in 1..={MAX_PAGE}")));
    }
    let before = page.before.as_deref().map(|text| {
        let (moment, id) = text.split_once('-')?;
        Some((moment.parse::<i64>().ok()?, Hex32::from(parse(id)?)))
    });
    let before = match before {
        Some(None) => return Err(ApiError::malformed("`before` is not the `next` of a page")),
        Some(before) => before,
        None => None,
    };
    let records = app.store.list(caller.sees(), before, limit).await?;
    let last = records.last().filter(|_| records.len() == limit as usize);
    let next = last.map(|record| format!("{}-{}", record.job.created, record.job.id));
    // The place in the line is a question of its own for each job; ask for one job to learn it.
    let jobs = records.iter().map(|record| record.status(None)).collect();
    Ok(answer(StatusCode::OK, Jobs { jobs, next }))
}

/// The proof of a job that is done, with what it proves.
#[utoipa::path(get, path = "/v1/jobs/{id}/proof", security(("token" = [])), params(("id" = Hex32, Path)), responses(
    (status = 200, body = ProofBody),
    (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem),
))]
pub(super) async fn proof(
    State(app): State<Arc<App>>,
    caller: Who,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let Record { job, state, .. } = seen(&app, &caller, &id).await?;
    let Some(outcome) = job.outcome else {
        let message = format!("the job is {}", state.name());
        let help = match state {
            JobState::Failed => "see its `error`; delete it to submit it again",
            _ => "ask for its status until it is `done`",
        };
        return Err(ApiError::new(StatusCode::CONFLICT, "not_ready", message, help));
    };
    let proof = ProofBody {
        proof: outcome.proof,
        input: outcome.input,
        output: outcome.output,
        nullifier: outcome.nullifier,
        integers: outcome.integers,
        context: job.context,
        vk_hash: job.model.vk_hash,
        params: job.model.params,
        output_salt: job.output_salt,
    };
    Ok(answer(StatusCode::OK, proof))
}
