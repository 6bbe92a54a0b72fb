//! Health, readiness, metrics.

use super::{answer, App, Who};
use crate::{
    error::ApiError,
    gate,
    job::now_ms,
    wire::{Problem, Ready, State as JobState},
};
use axum::{
    extract::State,
    http::{header, StatusCode},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Whether the process is up.
#[utoipa::path(get, path = "/health", responses((status = 200, description = "it is", body = String)))]
pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// Whether jobs are taken and proved: the queue answers, and a worker lives.
#[utoipa::path(get, path = "/ready", responses((status = 200, body = Ready), (status = 503, body = Ready)))]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let since = now_ms() - app.lease.as_millis() as i64;
    let (queue, workers) = match app.store.workers(since).await {
        Ok(workers) => (true, workers),
        Err(error) => {
            tracing::warn!(%error, "the queue does not answer");
            (false, 0)
        }
    };
    let ready = queue && workers > 0;
    answer(if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Ready { ready, queue, workers })
}

/// Metrics, as Prometheus reads them.
#[utoipa::path(get, path = "/metrics", security(("token" = [])), responses(
    (status = 200, description = "the text format of Prometheus", body = String, content_type = "text/plain"),
    (status = 401, body = Problem), (status = 403, body = Problem), (status = 429, body = Problem),
    (status = 503, body = Problem),
))]
pub(super) async fn metrics(State(app): State<Arc<App>>, caller: Who) -> Result<Response, ApiError> {
    gate::operator(&caller)?;
    let counts = app.store.counts().await?;
    for state in JobState::ALL {
        let n = counts.states.get(&state).copied().unwrap_or(0);
        metrics::gauge!("zkml_jobs", "state" => state.name()).set(n as f64);
    }
    let workers = app.store.workers(now_ms() - app.lease.as_millis() as i64).await?;
    metrics::gauge!("zkml_workers").set(workers as f64);
    if let Some(budget) = &app.budget {
        metrics::gauge!("zkml_memory_budget_bytes").set(budget.total() as f64);
        metrics::gauge!("zkml_memory_taken_bytes").set(budget.taken() as f64);
    }
    if let Some(resident) = resident_bytes() {
        metrics::gauge!("process_resident_memory_bytes").set(resident as f64);
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.render()).into_response())
}

/// Bytes of memory that this process has, where the system tells.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}
