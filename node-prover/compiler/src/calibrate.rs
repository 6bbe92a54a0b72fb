//! What calibration data says about the values of each tensor.

use crate::{data::Dataset, error::CompileError, float::FloatModel};
use std::collections::HashMap;

/// Least and greatest value seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
}

impl Range {
    const NONE: Range = Range { min: f64::INFINITY, max: f64::NEG_INFINITY };

    fn include(&mut self, value: f64) {
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }
}

/// The ranges of the input and of every tensor.
#[derive(Clone, Debug)]
pub struct Ranges {
    input: Range,
    step: Option<f64>,
    tensors: HashMap<String, Range>,
}

/// Distinct input values from which on the data is not looked at as a grid.
const MAX_LEVELS: usize = 1 << 12;

impl Ranges {
    /// Runs the float model over the data. `progress` is told how many rows are done.
    pub fn observe(float: &FloatModel, data: &Dataset, mut progress: impl FnMut(usize)) -> Result<Self, CompileError> {
        let mut tensors = HashMap::new();
        let mut input = Range::NONE;
        for (i, row) in data.rows.iter().enumerate() {
            row.iter().for_each(|&value| input.include(value));
            let row: Vec<f32> = row.iter().map(|&value| value as f32).collect();
            for (name, values) in float.run_all(&row)? {
                let range: &mut Range = tensors.entry(name.to_owned()).or_insert(Range::NONE);
                values.iter().for_each(|&value| range.include(value.into()));
            }
            progress(i + 1);
        }
        Ok(Self { input, step: grid_step(data), tensors })
    }

    /// Widens the input's range to what the caller says that inputs may be.
    pub fn widen_input(&mut self, min: f64, max: f64) {
        self.input.include(min);
        self.input.include(max);
    }

    /// The range of the input.
    pub fn input(&self) -> Range {
        self.input
    }

    /// The step of the grid that all input values lie on, zero among its points.
    pub fn input_step(&self) -> Option<f64> {
        self.step
    }

    /// The range of a tensor; `0..=0` for one that was never seen.
    pub fn tensor(&self, name: &str) -> Range {
        self.tensors.get(name).copied().unwrap_or(Range { min: 0.0, max: 0.0 })
    }
}

/// The least distance between two distinct values (zero counts as one), if every value is a multiple of it.
fn grid_step(data: &Dataset) -> Option<f64> {
    let mut levels = vec![0.0];
    for &value in data.rows.iter().flatten() {
        if let Err(at) = levels.binary_search_by(|level: &f64| level.total_cmp(&(value + 0.0))) {
            if levels.len() == MAX_LEVELS {
                return None;
            }
            levels.insert(at, value + 0.0);
        }
    }
    let step = levels.windows(2).map(|pair| pair[1] - pair[0]).reduce(f64::min)?;
    let on_grid = |level: &f64| {
        let multiple = level / step;
        (multiple - multiple.round()).abs() < 1e-3
    };
    (step > 0.0 && levels.iter().all(on_grid)).then_some(step)
}
