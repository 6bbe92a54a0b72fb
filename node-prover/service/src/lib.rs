//! The prover's service: jobs over HTTP, durable queues, workers.
//!
//! | module | one line |
//! | --- | --- |
//! | [`wire`], [`bytes`] | requests and answers as JSON |
//! | [`api`] | the endpoints |
//! | `connections`, `gate`, [`tokens`] | who is let in |
//! | `intake` | inputs as clients hand them over |
//! | [`models`] | the models that are offered, and their keys |
//! | [`job`] | a job, what names it, what became of it |
//! | [`store`] | the records: jobs, private inputs, payments |
//! | [`queue`] | apalis, which hands jobs to workers |
//! | [`worker`], [`admission`] | proving, within a budget of memory |
//! | [`upkeep`] | what was lost is put again, what has expired goes |
//! | [`service`] | all of it put together |
//!
//! What a job becomes is decided by its record alone, and a record is written by whoever has read its last version: so a job
//! ends once, whatever dies when.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod admission;
pub mod api;
pub mod bytes;
mod connections;
pub mod error;
mod gate;
mod intake;
pub mod job;
pub mod models;
pub mod queue;
pub mod service;
pub mod shutdown;
pub mod store;
pub mod tokens;
pub mod upkeep;
pub mod wire;
pub mod worker;

pub use error::{ErrorKind, ServiceError};
pub use service::{logs, serve, work, LogFormat, ServeOptions, WorkOptions};
