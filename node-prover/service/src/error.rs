//! What goes wrong: with a request, and with the service itself.

use crate::wire::{Problem, ProblemBody};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    Json,
};

/// Why the service or a worker cannot start or go on.
#[derive(Debug, thiserror::Error)]
#[error("{cause}; {help}")]
pub struct ServiceError {
    /// Completes "failed to …".
    pub failed_to: String,
    /// Why.
    pub cause: String,
    /// The way out.
    pub help: String,
    /// Whose fault it is.
    pub kind: ErrorKind,
}

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The options do not fit together.
    Options,
    /// A model's file.
    Model,
    /// A key's file.
    Key,
    /// A file or a socket.
    Io,
    /// The queue.
    Queue,
}

impl ServiceError {
    /// One with all its parts.
    pub fn new(
        kind: ErrorKind,
        failed_to: impl Into<String>,
        cause: impl std::fmt::Display,
        help: impl Into<String>,
    ) -> Self {
        Self { failed_to: failed_to.into(), cause: cause.to_string(), help: help.into(), kind }
    }
}

/// Why a request is refused.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// What it says.
    pub body: ProblemBody,
    /// Seconds after which it is worth trying again.
    pub retry_after: Option<u64>,
}

impl ApiError {
    /// One with all its parts.
    pub fn new(status: StatusCode, code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        let body = ProblemBody { code: code.into(), message: message.into(), help: help.into() };
        Self { status, body, retry_after: None }
    }

    /// The body is not what the endpoint takes.
    pub fn malformed(message: impl Into<String>) -> Self {
        let help = "compare the request with /openapi.json";
        Self::new(StatusCode::BAD_REQUEST, "malformed", message, help)
    }

    /// The body is well-formed and does not fit the model or itself.
    pub fn unfit(code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message, help)
    }

    /// No such model.
    pub fn unknown_model() -> Self {
        let help = "take `vk_hash` and `params` from GET /v1/models";
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_model",
            "no model with this key and these parameters is offered",
            help,
        )
    }

    /// An input that nobody delivered.
    pub fn no_input() -> Self {
        let (message, help) = ("no such input was delivered", "deliver it with POST /v1/inputs");
        Self::new(StatusCode::NOT_FOUND, "no_input", message, help)
    }

    /// No such job, or another client's.
    pub fn unknown_job() -> Self {
        let help = "list your jobs with GET /v1/jobs";
        Self::new(StatusCode::NOT_FOUND, "unknown_job", "there is no job of yours with this id", help)
    }

    /// Too much of something, for now.
    pub fn too_many(code: &str, message: impl Into<String>, help: impl Into<String>, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, message, help) }
    }
}

/// The queue's own failures: what went wrong is logged, the client is told to come again.
impl From<StoreError> for ApiError {
    fn from(e: StoreError) -> Self {
        tracing::error!(error = %e, "the queue failed");
        let (message, help) = ("the queue does not answer", "try again in a moment");
        Self { retry_after: Some(5), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "queue_unavailable", message, help) }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(Problem { error: self.body })).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Why the queue's database failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite or PostgreSQL.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// Redis.
    #[error("redis: {0}")]
    Redis(#[from] redis::RedisError),
    /// A record that does not decode: another version of the program wrote it, or somebody did.
    #[error("a record of the queue is malformed: {0}")]
    Record(#[from] serde_json::Error),
    /// The queueing library.
    #[error("queue: {0}")]
    Queue(String),
}
