//! From an integer graph to constraints, keys and proofs.
//!
//! | module | one line |
//! | --- | --- |
//! | [`graph`] | the integer graph: shapes, operators, proven intervals, the reference evaluator |
//! | [`ops`] | one operator a file |
//! | [`gadgets`] | constraints that several operators share |
//! | [`sink`] | what operators write constraints to, and what becomes of them |
//! | [`circuit`] | a graph with its ports and the context: the whole statement |
//! | `commitment` | digests and nullifiers as constraints |
//! | [`groth16`] | setup, prove |
//! | [`artifact`] | the bytes of models, keys and proofs |
//! | [`snarkjs`] | keys, proofs and signals as snarkjs reads them |
//! | `harness` | the questions that every operator answers in its tests |
//!
//! No files, no network, no clock: it builds for wasm32 as well.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod artifact;
pub mod circuit;
mod commitment;
pub mod gadgets;
pub mod graph;
pub mod groth16;
#[cfg(any(test, feature = "harness"))]
pub mod harness;
pub mod ops;
pub mod sink;
pub mod snarkjs;

pub use circuit::{Circuit, CircuitError, Cost, Inference, LayerCost, Parameters};
pub use graph::{Graph, GraphError, Interval, Node, TensorType};
pub use ops::Op;
