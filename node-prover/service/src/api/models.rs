//! `GET /v1/models`.

use super::{answer, App};
use crate::{
    error::ApiError,
    wire::{curve_name, setup_name, LayoutInfo, ModelInfo, Models, PortInfo, Problem},
};
use axum::{extract::State, http::StatusCode, response::Response};
use std::sync::Arc;

/// The models that are offered.
#[utoipa::path(get, path = "/v1/models", security(("token" = [])), responses(
    (status = 200, body = Models),
    (status = 401, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem),
))]
pub(super) async fn list(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let counts = app.store.counts().await?;
    let mut models = Vec::new();
    for offered in app.catalogue.iter() {
        let layout = offered.layout();
        models.push(ModelInfo {
            name: offered.model.name.clone(),
            model_hash: offered.model.hash().into(),
            curve: curve_name(offered.model.curve),
            vk_hash: offered.key.vk_hash,
            params: offered.key.params,
            setup: setup_name(offered.setup),
            layout: LayoutInfo {
                input: PortInfo::from(&layout.input),
                output: PortInfo::from(&layout.output),
                nullifier: layout.nullifier,
                attested: layout.attested,
            },
            constraints: offered.model.circuit.cost().constraints,
            memory_mb: offered.memory.div_ceil(1 << 20),
            proving_seconds: app.median(&offered.key).await?,
            waiting: counts.waiting.get(&offered.key.to_string()).copied().unwrap_or(0),
        });
    }
    models.sort_by(|a, b| (&a.name, a.vk_hash, a.params).cmp(&(&b.name, b.vk_hash, b.params)));
    Ok(answer(StatusCode::OK, Models { models }))
}
