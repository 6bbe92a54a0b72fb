//! The service over a real socket. One program, so that it is linked once.

#[path = "../common/mod.rs"]
mod common;

mod bad;
mod ending;
mod gate;
mod jobs;
mod models;
mod store;
mod worker;

use zkml_service::{
    bytes::Hex32,
    job::{Job, JobInput},
    models::ModelKey,
    wire::ContextBody,
};

/// A job as it is when it was submitted, unpaid.
fn job(id: u8, owner: &str, vk_hash: Hex32, input: JobInput, created: i64) -> Job {
    let bytes = |byte: u8| Hex32::from([byte; 32]);
    Job {
        id: bytes(id),
        owner: owner.into(),
        model: ModelKey { vk_hash, params: None },
        payment: None,
        context: ContextBody {
            genesis_hash: bytes(1),
            model_id: 3,
            version: 1,
            account: bytes(7),
            subject: bytes(id),
            valid_until: 100,
            issuer: None,
        },
        input,
        output_salt: None,
        expires: None,
        attempts: 0,
        created,
        started: None,
        finished: None,
        proving_seconds: None,
        error: None,
        outcome: None,
    }
}
