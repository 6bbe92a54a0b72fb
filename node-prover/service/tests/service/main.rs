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
