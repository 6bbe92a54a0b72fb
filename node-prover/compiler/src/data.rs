//! Samples and labels out of `.npy`, `.npz`, `.json` and `.csv` files, for calibration, tests and single inferences.
//!
//! Every format gives the same: rows as wide as the model's input, every value finite. Sizes that a file declares are
//! compared with what it holds before anything is allocated, so neither a huge header nor a decompression bomb costs
//! more memory than the limits below.

mod csv;
mod json;
mod npy;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{printable, CompileError};

/// The largest file, and the largest array inside an archive, in bytes.
const MAX_BYTES: u64 = 1 << 30;
/// The largest JSON file, in bytes: it takes many times its size in memory.
const MAX_JSON_BYTES: usize = 1 << 27;
/// The most values in a data set.
const MAX_VALUES: usize = 1 << 26;

/// Names under which files keep their samples, and their labels.
const SAMPLES: &[&str] = &["x", "X", "data", "input", "inputs", "input_data", "images"];
const LABELS: &[&str] = &["y", "label", "labels", "target", "targets"];

/// Samples, and labels if the file has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// At least one. Each is one flattened sample, as wide as the model's input; every value is finite and in the range
    /// of a 32-bit float.
    pub rows: Vec<Vec<f64>>,
    /// One for each row.
    pub labels: Option<Vec<i64>>,
}

/// One sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub values: Vec<f64>,
    pub label: Option<i64>,
}

/// How the bytes of a data file are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One NumPy array: `[rows, …]`, or `[width]` for one row.
    Npy,
    /// A zip archive of NumPy arrays, of which one holds the samples and one may hold the labels.
    Npz,
    /// A list of rows, one flat row, or an object with the two.
    Json,
    /// One row a line, with an optional header, in which a column may be called `label`.
    Csv,
}

impl Format {
    /// By the extension of a path.
    pub fn of(path: &Path) -> Result<Self, CompileError> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match &*extension.to_ascii_lowercase() {
            "npy" => Ok(Self::Npy),
            "npz" => Ok(Self::Npz),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            _ => Err(CompileError::UnknownFormat { file: shown(path) }),
        }
    }
}

impl Dataset {
    /// Reads a file of samples that are `width` values wide; the extension tells the format.
    pub fn load(path: &Path, width: usize) -> Result<Self, CompileError> {
        let format = Format::of(path)?;
        Self::from_bytes(&shown(path), format, &read(path)?, width)
    }

    /// The same from memory. `name` stands for the file in messages.
    pub fn from_bytes(name: &str, format: Format, bytes: &[u8], width: usize) -> Result<Self, CompileError> {
        let source = Source { file: name };
        let table = source.table(format, bytes)?;
        if width == 0 || table.samples.is_none() {
            return source.fail("it holds no samples", "add an array of samples, called `x`");
        }
        let samples = table.samples.unwrap_or_default();
        let rows = source.rows(samples, width)?;
        let labels = table.labels.map(|labels| source.labels(labels)).transpose()?;
        match &labels {
            Some(labels) if labels.len() != rows.len() => source.fail(
                format!("it holds {} rows and {} labels", rows.len(), labels.len()),
                "give one label for each row",
            ),
            _ => Ok(Self { rows, labels }),
        }
    }

    /// One sample: row `row`, counted from 0, or the only one. `name` stands for the file in messages.
    pub fn into_sample(mut self, name: &str, row: Option<usize>) -> Result<Sample, CompileError> {
        let rows = self.rows.len();
        let file = || printable(name);
        let at = match row {
            Some(row) if row >= rows => return Err(CompileError::NoSuchRow { file: file(), row, rows }),
            Some(row) => row,
            None if rows == 1 => 0,
            None => return Err(CompileError::NotOneRow { file: file(), rows }),
        };
        let label = self.labels.and_then(|labels| labels.get(at).copied());
        Ok(Sample { values: self.rows.swap_remove(at), label })
    }
}

/// Reads the input of one inference: row `row` of the file, counted from 0, or its only row.
pub fn load_sample(path: &Path, width: usize, row: Option<usize>) -> Result<Sample, CompileError> {
    Dataset::load(path, width)?.into_sample(&shown(path), row)
}

/// Reads labels: those that a data set holds, or a file of nothing else.
pub fn load_labels(path: &Path) -> Result<Vec<i64>, CompileError> {
    let (name, format) = (shown(path), Format::of(path)?);
    let source = Source { file: &name };
    let table = source.table(format, &read(path)?)?;
    match table.labels.or(table.samples) {
        Some(labels) => source.labels(labels),
        None => source.fail("it holds no labels", "add an array of labels, called `y`"),
    }
}

fn shown(path: &Path) -> String {
    crate::error::printable_to(&path.display().to_string(), 300)
}

fn read(path: &Path) -> Result<Vec<u8>, CompileError> {
    let name = shown(path);
    let mut bytes = Vec::new();
    // Reading stops at the limit, whatever the size is said to be: the path may be a pipe or a device.
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|cause| CompileError::Io { file: name.clone(), cause })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Source { file: &name }.too_large();
    }
    Ok(bytes)
}

/// What a format reader hands over, not yet held against the model.
#[derive(Debug, Default)]
struct Table {
    samples: Option<Samples>,
    labels: Option<Samples>,
}

/// Numbers as a file arranges them. They may be NaN or infinite.
#[derive(Debug)]
enum Samples {
    /// A flat list: one sample, or one-value samples.
    Flat(Vec<f64>),
    /// Samples, with any inner dimensions flattened.
    Rows(Vec<Vec<f64>>),
}

impl Default for Samples {
    fn default() -> Self {
        Self::Rows(Vec::new())
    }
}

/// The file that errors are about.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
}

impl Source<'_> {
    fn error(&self, problem: impl Into<String>, help: &'static str) -> CompileError {
        CompileError::Data { file: self.file.into(), problem: problem.into(), help }
    }

    fn fail<T>(&self, problem: impl Into<String>, help: &'static str) -> Result<T, CompileError> {
        Err(self.error(problem, help))
    }

    fn too_large<T>(&self) -> Result<T, CompileError> {
        self.fail(
            format!("it is larger than {MAX_VALUES} values or {MAX_BYTES} bytes"),
            "use fewer samples: a few hundred are enough to calibrate",
        )
    }

    fn table(&self, format: Format, bytes: &[u8]) -> Result<Table, CompileError> {
        match format {
            Format::Npy => npy::read_npy(*self, bytes),
            Format::Npz => npy::read_npz(*self, bytes),
            Format::Json => json::read(*self, bytes),
            Format::Csv => csv::read(*self, bytes),
        }
    }

    /// Rows of `width` values, all of which fit the float model.
    fn rows(&self, samples: Samples, width: usize) -> Result<Vec<Vec<f64>>, CompileError> {
        let rows = match samples {
            Samples::Rows(rows) => rows,
            Samples::Flat(values) if width == 1 => values.into_iter().map(|v| vec![v]).collect(),
            Samples::Flat(values) if values.is_empty() => Vec::new(),
            Samples::Flat(values) => vec![values],
        };
        if rows.is_empty() {
            return self.fail("it holds no rows", "add at least one sample");
        }
        for (row, values) in rows.iter().enumerate() {
            if values.len() != width {
                return Err(CompileError::Width { file: self.file.into(), row, found: values.len(), expected: width });
            }
            // Judged as the 32-bit float that the model is given: 1e300 is infinite to it.
            if let Some(column) = values.iter().position(|&v| !(v as f32).is_finite()) {
                let what = match values[column] {
                    v if v.is_nan() => "NaN".to_owned(),
                    v if v.is_infinite() => "infinite".to_owned(),
                    v => format!("{v:e}, too large for a 32-bit float"),
                };
                return self.fail(
                    format!("row {row}, column {column} is {what}"),
                    "remove or replace the value; rows and columns count from 0",
                );
            }
        }
        Ok(rows)
    }

    /// Whole numbers, one for each row.
    fn labels(&self, samples: Samples) -> Result<Vec<i64>, CompileError> {
        let values = match samples {
            Samples::Flat(values) => values,
            Samples::Rows(rows) => match rows.iter().find(|row| row.len() != 1) {
                Some(row) => {
                    return self.fail(
                        format!("its labels are lists of {} numbers", row.len()),
                        "give one label for each row, the number of its class",
                    )
                }
                None => rows.into_iter().flatten().collect(),
            },
        };
        // The float holds every whole number up to this one.
        const EXACT: f64 = (1u64 << 53) as f64;
        match values.iter().position(|v| v.fract() != 0.0 || v.abs() > EXACT) {
            Some(row) => self.fail(
                format!("the label of row {row} is {}, not a whole number", values[row]),
                "give one label for each row, the number of its class",
            ),
            None => Ok(values.into_iter().map(|v| v as i64).collect()),
        }
    }
}
