//! Attacks on the verifier, each as a test that fails if its defence is taken out. Generic tests run on each curve and engine.

mod allocation;
mod arity;
mod attestation;
mod batch;
mod commitment;
mod common;
mod forgery;
mod fuzz;
mod host;
mod json;
mod keys;
mod layout;
mod messages;
mod packing;
mod poseidon;
mod prepared;
mod proofs;
mod statement;
mod verify;
