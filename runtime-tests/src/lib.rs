//! What the scenarios share: the example models, compiled as the command line does it.

use std::path::PathBuf;
use zkml_circuits::artifact::Model;
use zkml_compiler::{compile, data::Dataset, retrain, Options};

/// An example model in its folder.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The folder, and the name of its ONNX file.
    pub name: &'static str,
    /// Values of one input.
    pub width: usize,
}

/// Handwritten digits, 64-64-32-10.
pub const DIGITS: Example = Example { name: "digits-mlp", width: 64 };
/// A credit score, 12-16-8-1.
pub const CREDIT: Example = Example { name: "credit-mlp", width: 12 };
/// People or scripts, by how they type, 16-12-1.
pub const TYPING: Example = Example { name: "typing-mlp", width: 16 };
/// What a treasury does, by four counts, 4-8-3.
pub const TREASURY: Example = Example { name: "treasury-mlp", width: 4 };

impl Example {
    /// One of its files.
    pub fn file(&self, name: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node-prover/models").join(self.name).join(name)
    }

    fn onnx(&self, suffix: &str) -> Vec<u8> {
        let file = self.file(&format!("{}{suffix}.onnx", self.name));
        std::fs::read(file).expect("the committed model is there")
    }

    /// One of its data sets.
    pub fn data(&self, name: &str) -> Dataset {
        Dataset::load(&self.file(name), self.width).expect("the committed data loads")
    }

    /// The compiled model.
    pub fn model(&self, options: &Options) -> Model {
        compile(&self.onnx(""), &self.data("calibration.npz"), options, |_| ()).expect("the committed model compiles")
    }

    /// The model that was trained again, compiled to the circuit of the first.
    pub fn retrained(&self, architecture: &Model) -> Model {
        let (onnx, calibration) = (self.onnx("-retrained"), self.data("calibration.npz"));
        retrain(&onnx, &calibration, architecture, &Options::default(), |_| ()).expect("it is the same network")
    }
}

/// A file of the digits model.
pub fn digits_file(name: &str) -> PathBuf {
    DIGITS.file(name)
}

/// A data set of the digits model.
pub fn digits_data(name: &str) -> Dataset {
    DIGITS.data(name)
}

/// The compiled digits model.
pub fn digits_model(options: &Options) -> Model {
    DIGITS.model(options)
}
