//! `/v1/inputs`.

use super::{answer, App, JsonBody, Who};
use crate::{
    bytes::{parse, Hex32},
    error::ApiError,
    intake,
    job::{input_key, now_ms, rfc3339},
    models::ModelKey,
    store::{PrivateInput, PutInput},
    wire::{DeliverInput, Delivered, Held, Problem, State as JobState},
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use utoipa::IntoParams;
use zkml_primitives::{commitment::Secret, Visibility};

/// Delivers a private input for a commitment. It is used for jobs with this very subject in their context and for no others:
/// else whoever sees a commitment on a chain could have somebody else's input proved for himself.
#[utoipa::path(post, path = "/v1/inputs", security(("token" = [])), request_body = DeliverInput, responses(
    (status = 200, description = "it was there", body = Delivered),
    (status = 201, description = "it is there now", body = Delivered),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem),
))]
pub(super) async fn deliver(
    State(app): State<Arc<App>>,
    caller: Who,
    JsonBody(body): JsonBody<DeliverInput>,
) -> Result<Response, ApiError> {
    let DeliverInput { vk_hash, params, commitment, subject, integers, values, salt, nullifier_secret } = body;
    let offered = app.model(vk_hash, params)?.clone();
    let layout = *offered.layout();
    if layout.input.visibility != Visibility::Committed {
        let message = format!("the model's input is {}, not committed", layout.input.visibility.name());
        return Err(ApiError::unfit("not_committed", message, "hand the input over with the job"));
    }
    if layout.nullifier != nullifier_secret.is_some() {
        let (message, help) = match layout.nullifier {
            true => ("the model's statements have a nullifier and there is no secret", "give `nullifier_secret`"),
            false => ("the model's statements have no nullifier and there is a secret", "leave `nullifier_secret` out"),
        };
        return Err(ApiError::unfit("nullifier_secret", message, help));
    }
    intake::digest(&offered, &commitment)?;
    // Hashing a large input takes a while, and other requests shall not wait for it.
    let checked = tokio::task::spawn_blocking(move || {
        let integers = intake::either(&layout.input, integers, values)?;
        let digest = intake::committed(&offered, &integers, &Secret(salt.0))?;
        Ok::<_, ApiError>((integers, digest))
    });
    let (integers, digest) = checked.await.map_err(|_| ApiError::malformed("the input cannot be hashed"))??;
    if digest != commitment {
        let (message, help) = ("the input and the salt do not have this commitment", "commit to the input again");
        return Err(ApiError::unfit("commitment_mismatch", message, help));
    }
    let key = input_key(&ModelKey { vk_hash, params }, &commitment.0, &subject.0);
    let input = PrivateInput { integers, salt, secret: nullifier_secret };
    let expires = now_ms() + app.limits.input_retention.as_millis() as i64;
    let put = app.store.put_input(&key, caller.owner(), &input, expires, app.limits.inputs).await?;
    let status = match put {
        PutInput::New => StatusCode::CREATED,
        PutInput::Exists => StatusCode::OK,
        PutInput::TooMany => {
            let message = format!("{} inputs of this client are kept already", app.limits.inputs);
            return Err(ApiError::too_many("too_many_inputs", message, "wait until some have been used", 60));
        }
    };
    let released = release(&app, &key).await?;
    Ok(answer(status, Delivered { commitment, subject, kept_until: rfc3339(expires), released }))
}

/// Which retraining of a model.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Retraining {
    /// Digest of its parameters, where they are committed.
    #[param(value_type = Option<Hex32>)]
    params: Option<String>,
}

/// Whether an input was delivered that a job of the caller could use. Whoever claims a request on a chain asks before it
/// does: without the input there is no proof.
#[utoipa::path(get, path = "/v1/inputs/{vk_hash}/{commitment}/{subject}", security(("token" = [])),
    params(("vk_hash" = Hex32, Path), ("commitment" = Hex32, Path), ("subject" = Hex32, Path), Retraining), responses(
    (status = 200, description = "it is there", body = Held),
    (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem),
))]
pub(super) async fn held(
    State(app): State<Arc<App>>,
    caller: Who,
    Path((vk_hash, commitment, subject)): Path<(String, String, String)>,
    query: Result<Query<Retraining>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(Retraining { params }) = query.map_err(|_| ApiError::malformed("the query is not `params`"))?;
    let bytes = |text: &str, name: &str| {
        parse(text).map(Hex32::from).ok_or_else(|| ApiError::malformed(format!("`{name}` is not 32 bytes")))
    };
    let (vk_hash, commitment) = (bytes(&vk_hash, "vk_hash")?, bytes(&commitment, "commitment")?);
    let subject = bytes(&subject, "subject")?;
    let params = params.map(|params| bytes(&params, "params")).transpose()?;
    let key = app.model(vk_hash, params)?.key;
    match app.store.input(&input_key(&key, &commitment.0, &subject.0), caller.owner(), now_ms()).await? {
        Some(_) => Ok(answer(StatusCode::OK, Held { commitment, subject })),
        None => Err(ApiError::no_input()),
    }
}

/// Lets the jobs go on that waited for an input and may use it; how many did.
pub(super) async fn release(app: &App, key: &str) -> Result<u64, ApiError> {
    let mut released = 0;
    for id in app.store.waiting_for(key).await? {
        while let Some(mut record) = app.store.get(&id).await? {
            let now = now_ms();
            let usable = app.store.input(key, &record.job.owner, now).await?.is_some();
            if record.state != JobState::WaitingForInput || !usable {
                break;
            }
            record.state = JobState::Queued;
            if app.store.update(&record, now).await? {
                app.queue.push(id, &record.task_key(record.version + 1), Duration::ZERO).await?;
                released += 1;
                break;
            }
        }
    }
    Ok(released)
}
