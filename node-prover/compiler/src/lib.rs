//! From an ONNX file and calibration data to an integer graph that `zkml-circuits` proves.
//!
//! | module | one line |
//! | --- | --- |
//! | [`onnx`] | reading an ONNX file: all of it, or an error that names what is in the way |
//! | [`float`] | the float model, run by tract |
//! | [`data`] | samples from `.npy`, `.npz`, `.json` and `.csv` |
//! | [`lower`] | ONNX nodes to layers over real numbers, one operator a file |
//! | [`calibrate`] | the ranges that data shows |
//! | [`reveal`] | what a proof reveals of the output |
//! | [`mod@quantize`] | scales, integer weights, the integer graph and its ports |
//! | [`mod@compile`] | all of it in order, and the comparison of float and integer |
#![forbid(unsafe_code)]

pub mod calibrate;
pub mod compile;
pub mod data;
pub mod error;
pub mod float;
pub mod lower;
pub mod onnx;
pub mod quantize;
pub mod reveal;

pub use compile::{compare, compile, decide, decision, inspect, retrain, run_float, Comparison, Options};
pub use error::{CompileError, ErrorKind};
pub use quantize::{dequantize, quantize_input, Quantization};
pub use reveal::Reveal;
