//! The interface over HTTP.

mod inputs;
mod jobs;
mod models;
mod system;

use crate::{
    admission::Budget,
    bytes::{Hex31, Hex32, HexBytes},
    error::{ApiError, StoreError},
    gate::{self, Gate},
    models::{Catalogue, ModelKey, Offered},
    queue::Queue,
    store::Store,
    tokens::Caller,
};
use axum::{
    body::{to_bytes, Body},
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::{header, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
    Json, Router,
};
use serde::de::DeserializeOwned;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};
use utoipa::{
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    Modify, OpenApi,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// What requests may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Requests a second, for each token, or address where there are none.
    pub rate: u32,
    /// Requests at a time, for all.
    pub requests: usize,
    /// Jobs of one client that are not over.
    pub jobs: u64,
    /// Private inputs of one client.
    pub inputs: u64,
    /// How long a private input is kept.
    pub input_retention: Duration,
    /// How long a client may take to say what it wants, and then the service to answer.
    pub patience: Duration,
}

/// What all requests share.
#[derive(Debug)]
pub struct App {
    /// The records.
    pub store: Store,
    /// The queue.
    pub queue: Queue,
    /// The models.
    pub catalogue: Arc<Catalogue>,
    /// The memory that the worker of this process has, if there is one.
    pub budget: Option<Budget>,
    /// What requests may take.
    pub limits: Limits,
    /// The key under which jobs are named.
    pub id_key: [u8; 32],
    /// How long a worker counts as alive.
    pub lease: Duration,
    /// The metrics.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// Medians of proving times, which many requests ask for.
    pub medians: Mutex<HashMap<ModelKey, (Instant, Option<f64>)>>,
}

impl App {
    fn model(&self, vk_hash: Hex32, params: Option<Hex32>) -> Result<&Arc<Offered>, ApiError> {
        self.catalogue.get(&ModelKey { vk_hash, params }).ok_or_else(ApiError::unknown_model)
    }

    /// The median of a model's last proving times, at most a second old.
    async fn median(&self, model: &ModelKey) -> Result<Option<f64>, StoreError> {
        let mut medians = self.medians.lock().await;
        if let Some((_, Some(median))) = medians.get(model).filter(|(at, _)| at.elapsed() < Duration::from_secs(1)) {
            return Ok(Some(*median));
        }
        let mut seconds = self.store.proving_seconds(model).await?;
        seconds.sort_by(f64::total_cmp);
        let median = seconds.get(seconds.len() / 2).copied();
        medians.insert(*model, (Instant::now(), median));
        Ok(median)
    }
}

/// The OpenAPI document of the interface.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "zkml prover",
        description = "Proves inferences. Bytes are hexadecimal digits of lower case behind 0x; field elements are 32 bytes, \
                       little end first. Errors have a code for programs, and for people what is wrong and the way out."
    ),
    components(schemas(Hex31, Hex32, HexBytes, crate::wire::Problem)),
    modifiers(&Bearer)
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        document.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// A request's body as JSON, with errors as this interface writes them. It asks for `application/json`, which no web page can
/// send to another origin without being allowed to, and nothing here allows it.
pub(crate) struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            let (message, help) = ("the body is not application/json", "send `content-type: application/json`");
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", message, help));
        }
        let limit = app.limits.body;
        let bytes = to_bytes(request.into_body(), limit).await.map_err(|e| {
            let mut source: Option<&dyn std::error::Error> = Some(&e);
            while let Some(error) = source {
                if error.is::<axum::extract::rejection::LengthLimitError>()
                    || error.to_string().contains("length limit")
                {
                    let message = format!("the body has more than {limit} bytes");
                    let help = "no input of a model that is offered needs more";
                    return ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message, help);
                }
                source = error.source();
            }
            ApiError::malformed("the body breaks off")
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|e| {
            // The parser's words for a wrong type repeat the value, and this may be an input in the wrong place.
            let (line, column) = (e.line(), e.column());
            let what = match e.classify() {
                serde_json::error::Category::Data => match e.to_string() {
                    text if text.contains("invalid type") || text.contains("invalid value") => {
                        "a value of a wrong type".into()
                    }
                    text => text,
                },
                _ => "not JSON".to_owned(),
            };
            ApiError::malformed(format!("the body is malformed at line {line}, column {column}: {what}"))
        })
    }
}

/// All routes, behind a gate.
pub fn router(app: Arc<App>, gate: Arc<Gate>) -> Router {
    let (guarded, mut document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(models::list))
        .routes(routes!(inputs::deliver))
        .routes(routes!(inputs::held))
        .routes(routes!(jobs::submit, jobs::list))
        .routes(routes!(jobs::status, jobs::forget))
        .routes(routes!(jobs::proof))
        .routes(routes!(system::metrics))
        .split_for_parts();
    let (open, more) =
        OpenApiRouter::default().routes(routes!(system::health)).routes(routes!(system::ready)).split_for_parts();
    document.merge(more);
    if !gate.asks_for_tokens() {
        for path in document.paths.paths.values_mut() {
            for operation in [&mut path.get, &mut path.post, &mut path.delete].into_iter().flatten() {
                operation.security = None;
            }
        }
    }
    let document = Arc::new(document.to_json().unwrap_or_default());
    let served = move || {
        let document = document.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) }
    };
    let guarded = guarded.layer(middleware::from_fn_with_state(gate.clone(), gate::admit));
    guarded
        .merge(open)
        .route("/openapi.json", get(served))
        .fallback(nowhere)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::disable())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, app.limits.patience))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(gate, gate::host))
        .layer(GlobalConcurrencyLimitLayer::new(app.limits.requests))
        .layer(middleware::from_fn(gate::observe))
        .with_state(app)
}

async fn nowhere() -> ApiError {
    let help = "GET /openapi.json lists what there is";
    ApiError::new(StatusCode::NOT_FOUND, "no_such_path", "there is nothing at this path", help)
}

async fn no_such_method() -> ApiError {
    let help = "GET /openapi.json lists what there is";
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "no_such_method", "the path does not take this method", help)
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let help = "please report this, with the request if it can be shared";
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "bug", "a bug in this program", help).into_response()
}

/// The caller, whom the gate has let in.
pub(crate) type Who = axum::Extension<Caller>;

/// An answer with a status.
pub(crate) fn answer<T: serde::Serialize>(status: StatusCode, body: T) -> Response {
    (status, Json(body)).into_response()
}
