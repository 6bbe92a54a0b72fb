//! What can go wrong between an ONNX file and an integer graph, said so that a person can act on it.

use std::borrow::Cow;
use std::io;

use thiserror::Error;

/// Every error of this crate.
///
/// `Display` is one line that names what is wrong and where; [`help`](Self::help) is the way out. Text that comes from
/// a file reaches a message escaped and cut to a length, so that a hostile name can neither break the line nor drive a
/// terminal.
#[derive(Debug, Error)]
pub enum CompileError {
    /// A file cannot be read from the disk.
    #[error("cannot read {file}: {cause}")]
    Io { file: String, cause: io::Error },

    /// The bytes are not an ONNX model: truncated, damaged, or another kind of file.
    #[error("this is not a readable ONNX model: {cause}")]
    NotOnnx { cause: String },

    /// The model as a whole is not one that a single inference can be proved for.
    #[error("{problem}")]
    Graph { problem: String, help: &'static str },

    /// A dimension of the model's input is open, zero, negative or too large.
    #[error("input `{input}`: {problem}")]
    Dimension { input: String, problem: String, help: &'static str },

    /// A weight or another constant is malformed, not finite, or kept outside the file.
    #[error("constant `{tensor}`{}: {problem}", reader_of(.node))]
    Constant {
        tensor: String,
        /// The first node that reads the constant, as ``node `fc1` (Gemm)``.
        node: Option<String>,
        problem: String,
        help: &'static str,
    },

    /// A node reads a tensor that does not exist when the node runs.
    #[error("node `{node}` ({op}) reads the tensor `{tensor}`, which {why}")]
    UnknownTensor { node: String, op: String, tensor: String, why: &'static str },

    /// The operands of a supported operator do not fit together.
    #[error("node `{node}` ({op}): {problem}")]
    Operands { node: String, op: String, problem: String },

    /// There is no circuit for this operator, or not in this form.
    #[error("node `{node}` ({op}) is not supported: {reason}{}", others(.more))]
    Unsupported {
        node: String,
        op: String,
        reason: String,
        /// How many further nodes are not supported.
        more: usize,
    },

    /// The predicate asks for what the model's output does not have.
    #[error("cannot reveal `{predicate}`: {problem}")]
    Reveal { predicate: String, problem: String },

    /// The model is not a retraining of the architecture that was given.
    #[error("this is no retraining of the architecture: {problem}")]
    Architecture { problem: String, help: &'static str },

    /// The float model cannot be run, or leaves the range of its floats.
    #[error("the float model fails: {problem}")]
    Float { problem: String },

    /// The extension of a data file is none of those that can be read.
    #[error("{file} is not a .npy, .npz, .json or .csv file")]
    UnknownFormat { file: String },

    /// A data file is malformed, empty, too large, or holds values that a model cannot take.
    #[error("{file}: {problem}")]
    Data { file: String, problem: String, help: &'static str },

    /// A row is not as wide as the model's input. Rows count from 0.
    #[error("{file}: row {row} has {found} values, the model takes {expected}")]
    Width { file: String, row: usize, found: usize, expected: usize },

    /// One inference was asked for and the file holds several rows.
    #[error("{file} holds {rows} rows, and one inference takes one")]
    NotOneRow { file: String, rows: usize },

    /// The row asked for is not in the file. Rows count from 0.
    #[error("{file} has no row {row}: it holds {rows}, counted from 0")]
    NoSuchRow { file: String, row: usize, rows: usize },

    /// The values given to the model do not fit it.
    #[error("{problem}")]
    Input { problem: String },

    /// A value of an input lies outside the range that the model was compiled for.
    #[error("input value {index} is {value}, the model takes {min} to {max}")]
    InputRange { index: usize, value: f64, min: f64, max: f64 },

    /// A layer has no integer form at the chosen bits.
    #[error("node `{node}` ({op}) cannot be quantized: {problem}")]
    Quantize { node: String, op: String, problem: String },

    /// The circuit as a whole is not one that can be proved.
    #[error("the circuit cannot be built: {problem}")]
    Circuit { problem: String },

    /// A mistake in this program.
    #[error("internal error while {doing}: {problem}")]
    Internal { doing: &'static str, problem: String },
}

/// Whose fault it is, coarsely: what a command line maps to exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The model file is malformed or cannot be read.
    Model,
    /// The model is well formed and uses something that is not supported.
    Unsupported,
    /// A calibration, test or input file is malformed or cannot be read.
    Data,
    /// The input of one inference does not fit the model.
    Input,
    /// A bug.
    Internal,
}

impl CompileError {
    /// Which group of causes this belongs to.
    pub fn kind(&self) -> ErrorKind {
        use CompileError::*;
        match self {
            NotOnnx { .. }
            | Graph { .. }
            | Dimension { .. }
            | Constant { .. }
            | UnknownTensor { .. }
            | Operands { .. }
            | Float { .. } => ErrorKind::Model,
            Unsupported { .. } | Quantize { .. } | Circuit { .. } | Reveal { .. } | Architecture { .. } => {
                ErrorKind::Unsupported
            }
            Io { .. } | UnknownFormat { .. } | Data { .. } | Width { .. } => ErrorKind::Data,
            NotOneRow { .. } | NoSuchRow { .. } | Input { .. } | InputRange { .. } => ErrorKind::Input,
            Internal { .. } => ErrorKind::Internal,
        }
    }

    /// The way out, as one sentence without a full stop.
    pub fn help(&self) -> Cow<'static, str> {
        use CompileError::*;
        match self {
            Io { .. } => "check the path and its permissions".into(),
            NotOnnx { .. } => "check that the file is complete, or export the model again".into(),
            Graph { help, .. }
            | Dimension { help, .. }
            | Constant { help, .. }
            | Data { help, .. }
            | Architecture { help, .. } => (*help).into(),
            Reveal { .. } => "`zkml inspect` shows the model's output; choose another predicate".into(),
            UnknownTensor { .. } | Operands { .. } => {
                "the file is inconsistent: check it with onnx.checker and export the model again".into()
            }
            Unsupported { .. } => {
                "`zkml inspect` lists every node; replace this one or export the model without it".into()
            }
            Float { .. } => "run the model on the same input in another runtime to see where it goes wrong".into(),
            UnknownFormat { .. } => "give the file one of these extensions, or convert it with numpy.save".into(),
            Width { .. } => "one row is one sample, flattened in the order of the model's input; \
                 name a column of labels `label`"
                .into(),
            NotOneRow { rows, .. } => format!("choose one with `--row N`, from 0 to {}", rows.saturating_sub(1)).into(),
            NoSuchRow { rows, .. } => format!("choose a row from 0 to {}", rows.saturating_sub(1)).into(),
            Input { .. } => "check the input against the shape that `zkml inspect` prints".into(),
            InputRange { .. } => {
                "check the units of the input, or compile the model with a wider `--input-range`".into()
            }
            Quantize { .. } | Circuit { .. } => {
                "compile with fewer `--weight-bits` or `--activation-bits`, or a smaller model".into()
            }
            Internal { .. } => "please report this, with the model if it can be shared".into(),
        }
    }
}

fn reader_of(node: &Option<String>) -> String {
    node.as_ref().map(|n| format!(" of {n}")).unwrap_or_default()
}

fn others(more: &usize) -> String {
    match *more {
        0 => String::new(),
        1 => " (and 1 more node)".into(),
        n => format!(" (and {n} more nodes)"),
    }
}

/// `text` on one line and harmless in a terminal: control and direction characters are escaped, and more than `limit`
/// characters are cut off.
pub(crate) fn printable_to(text: &str, limit: usize) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == limit {
            out.push('…');
            break;
        }
        let directs = matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || directs {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// A name out of a file, fit for a message.
pub(crate) fn printable(name: &str) -> String {
    printable_to(name, 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_a_file_stay_on_one_line_and_harmless() {
        let name = printable("a\nb\u{1b}[2J\u{202e}c");
        assert_eq!(name, "a\\nb\\u{1b}[2J\\u{202e}c");
        assert_eq!(printable(&"x".repeat(100)).chars().count(), 81);
    }

    #[test]
    fn an_unsupported_node_tells_how_many_there_are() {
        let error = CompileError::Unsupported {
            node: "act".into(),
            op: "Erf".into(),
            reason: "there is no circuit for this operator".into(),
            more: 2,
        };
        assert_eq!(
            error.to_string(),
            "node `act` (Erf) is not supported: there is no circuit for this operator (and 2 more nodes)"
        );
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}
