//! The whole way from an ONNX file to a model that can be proved, and how far the integers are from the floats.

use crate::{
    calibrate::Ranges,
    data::Dataset,
    error::CompileError,
    float::FloatModel,
    lower::{lower, problems},
    onnx::{self, Inspection, OnnxModel},
    quantize::{dequantize, quantize, quantize_input, Quantization, Structure},
    reveal::Reveal,
};
use zkml_circuits::{artifact::Model, circuit::random_secret, Circuit, Op, Parameters};
use zkml_primitives::{CurveId, Params};

/// Choices of a compilation.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to call the model; the ONNX graph's name if there is none.
    pub name: Option<String>,
    /// The curve of its keys.
    pub curve: CurveId,
    /// Bits and visibilities.
    pub quantization: Quantization,
    /// What inputs may be, if that is more than the calibration data shows.
    pub input_range: Option<(f64, f64)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { name: None, curve: CurveId::Bn254, quantization: Quantization::default(), input_range: None }
    }
}

/// Looks at every node of a model: what the import says of it, and what the lowering does. An error only if the bytes are no
/// ONNX model.
pub fn inspect(onnx: &[u8]) -> Result<Inspection, CompileError> {
    let mut inspection = onnx::inspect(onnx)?;
    let Ok(model) = &inspection.model else { return Ok(inspection) };
    let problems = problems(model);
    for (name, problem) in &problems {
        let reason = match problem {
            CompileError::Unsupported { reason, .. } => reason.clone(),
            other => other.to_string(),
        };
        for node in inspection.nodes.iter_mut().filter(|node| node.name == *name) {
            node.supported = false;
            node.reason = Some(reason.clone());
        }
    }
    if let Err(e) = lower(model) {
        inspection.model = Err(e);
    }
    Ok(inspection)
}

/// Compiles a model. `progress` is told how many rows of the calibration data are done.
pub fn compile(
    onnx: &[u8],
    calibration: &Dataset,
    options: &Options,
    progress: impl FnMut(usize),
) -> Result<Model, CompileError> {
    build(onnx, calibration, options, None, progress)
}

/// Compiles a model to the circuit of another one, whose keys it uses: the parameters of both are committed, and the layers
/// are the same. Of the options the name, the activation bits and the input's range count.
pub fn retrain(
    onnx: &[u8],
    calibration: &Dataset,
    architecture: &Model,
    options: &Options,
    progress: impl FnMut(usize),
) -> Result<Model, CompileError> {
    let layout = architecture.circuit.layout();
    if layout.params != Params::Committed {
        return Err(CompileError::Architecture {
            problem: "its parameters are constants of its circuit".into(),
            help: "compile the architecture with --params committed",
        });
    }
    let reveal = architecture.decision.as_deref().map(str::parse::<Reveal>).transpose();
    let reveal = reveal.map_err(|problem| CompileError::Architecture {
        problem,
        help: "the architecture's file was not made by this program",
    })?;
    let quantization = Quantization {
        input: layout.input.visibility,
        output: layout.output.visibility,
        params: Params::Committed,
        reveal,
        domain: layout.domain,
        attested: layout.attested,
        nullifier: layout.nullifier,
        weight_bits: architecture.circuit.graph().params.first().map_or(0, |param| param.bits),
        ..options.quantization.clone()
    };
    let options = Options { curve: architecture.curve, quantization, ..options.clone() };
    build(onnx, calibration, &options, Some(architecture), progress)
}

fn build(
    onnx: &[u8],
    calibration: &Dataset,
    options: &Options,
    architecture: Option<&Model>,
    progress: impl FnMut(usize),
) -> Result<Model, CompileError> {
    let parsed = OnnxModel::parse(onnx)?;
    let real = lower(&parsed)?;
    let float = FloatModel::new(&parsed)?;
    let mut ranges = Ranges::observe(&float, calibration, progress)?;
    if let Some((min, max)) = options.input_range {
        ranges.widen_input(min, max);
    }
    let structure =
        architecture.map(|model| Structure { graph: model.circuit.graph(), layout: model.circuit.layout() });
    let quantized = quantize(&real, &ranges, &options.quantization, structure)?;
    let mut circuit = Circuit::new(quantized.graph, quantized.layout)?;
    if quantized.layout.params == Params::Committed {
        circuit = circuit.with_parameters(Parameters { values: quantized.params, salt: random_secret() })?;
    }
    let name = options.name.clone().or(Some(parsed.name).filter(|name| !name.is_empty()));
    Ok(Model {
        name: name.unwrap_or_else(|| "model".into()),
        curve: options.curve,
        circuit,
        decision: options.quantization.reveal.as_ref().map(Reveal::to_string),
        onnx: onnx.to_vec(),
    })
}

/// How the integer model compares with the float model on a data set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Rows compared.
    pub rows: usize,
    /// Rows with a value outside the input port's range. They cannot be proved; they count as wrong for the integer model
    /// and not at all for the errors.
    pub out_of_range: usize,
    /// Greatest difference of an output, in the float model's units.
    pub max_abs_error: f64,
    /// Mean difference of an output.
    pub mean_abs_error: f64,
    /// Greatest less least output of the float model.
    pub output_range: f64,
    /// Rows on which the two models decide for another class.
    pub disagreements: usize,
    /// Whether the output is a decision itself, so that errors are disagreements.
    pub decides: bool,
    /// Whether labels are given that are not classes of the model, as in a regression. There is no accuracy then.
    pub labels_are_no_classes: bool,
    /// Share of rows whose label the float model finds, where labels are given.
    pub accuracy_float: Option<f64>,
    /// Share of rows whose label the integer model finds.
    pub accuracy_integer: Option<f64>,
}

impl Comparison {
    /// What a person must know before trusting the integer model, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let advice =
            "try more --weight-bits, --activation-bits or --input-bits; where input features have very different \
                      ranges, scale them before the model";
        if self.disagreements > 1 && self.disagreements * 50 > self.rows {
            warnings.push(format!(
                "the integer model decides otherwise than the float model on {} of {} rows; {advice}",
                self.disagreements, self.rows
            ));
        } else if !self.decides && self.max_abs_error > 0.1 * self.output_range {
            warnings.push(format!(
                "the greatest error, {:.4}, is more than a tenth of the outputs' range; {advice}",
                self.max_abs_error
            ));
        }
        if self.out_of_range > 0 {
            warnings.push(format!(
                "{} of {} rows have values that the calibration data does not show and cannot be proved; widen the input \
                 with --input-range",
                self.out_of_range, self.rows
            ));
        }
        if self.labels_are_no_classes {
            warnings.push("the labels are not the model's classes, so there is no accuracy".into());
        }
        warnings
    }
}

/// Runs both models over a data set. `progress` is told how many rows are done.
pub fn compare(
    model: &Model,
    float: &FloatModel,
    data: &Dataset,
    mut progress: impl FnMut(usize),
) -> Result<Comparison, CompileError> {
    let layout = model.circuit.layout();
    let mut result = Comparison { rows: data.rows.len(), decides: says_class(model), ..Comparison::default() };
    let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
    let (mut outputs, mut float_right, mut integer_right) = (0usize, 0usize, 0usize);
    for (i, row) in data.rows.iter().enumerate() {
        let label = data.labels.as_ref().and_then(|labels| labels.get(i)).copied();
        let real: Vec<f64> = decision(model, run_float(float, row)?);
        let by_float = decide(model, &real);
        real.iter().for_each(|&value| {
            least = least.min(value);
            greatest = greatest.max(value);
        });
        let classes = if real.len() > 1 { real.len() } else { 2 };
        let is_class = |label: i64| (0..classes as i64).contains(&label);
        result.labels_are_no_classes |= !says_class(model) && label.is_some_and(|label| !is_class(label));
        float_right += usize::from(Some(by_float) == label);
        match quantize_input(&layout.input, row) {
            Ok(input) => {
                let integer = dequantize(&layout.output, &model.circuit.output(&input)?);
                let by_integer = decide(model, &integer);
                integer_right += usize::from(Some(by_integer) == label);
                result.disagreements += usize::from(by_float != by_integer);
                for (a, b) in real.iter().zip(&integer) {
                    let error = (a - b).abs();
                    result.max_abs_error = result.max_abs_error.max(error);
                    result.mean_abs_error += error;
                    outputs += 1;
                }
            }
            Err(CompileError::InputRange { .. }) => {
                result.out_of_range += 1;
                result.disagreements += 1;
            }
            Err(e) => return Err(e),
        }
        progress(i + 1);
    }
    result.mean_abs_error /= outputs.max(1) as f64;
    result.output_range = (greatest - least).max(0.0);
    if data.labels.is_some() && result.rows > 0 && !result.labels_are_no_classes {
        let share = |right: usize| Some(right as f64 / result.rows as f64);
        result.accuracy_float = share(float_right);
        result.accuracy_integer = share(integer_right);
    }
    Ok(result)
}

/// The float model's output for one input.
pub fn run_float(float: &FloatModel, row: &[f64]) -> Result<Vec<f64>, CompileError> {
    let row: Vec<f32> = row.iter().map(|&value| value as f32).collect();
    Ok(float.run(&row)?.into_iter().map(f64::from).collect())
}

/// What the integer model's output is compared with: the float model's output, or the decision on it where that is all that
/// is revealed.
pub fn decision(model: &Model, output: Vec<f64>) -> Vec<f64> {
    match model.decision.as_deref().map(str::parse::<Reveal>) {
        Some(Ok(reveal)) => vec![reveal.decide(&output)],
        _ => output,
    }
}

/// Position of the greatest value, the lowest where several are equal.
pub(crate) fn greatest(values: &[f64]) -> usize {
    (1..values.len()).fold(0, |best, i| if values[i] > values[best] { i } else { best })
}

/// The class that outputs stand for: what an ArgMax or a comparison at the end says; else the position of the greatest output, the lowest
/// position where several are equal; for a single output, a logit, whether it is positive.
pub fn decide(model: &Model, outputs: &[f64]) -> i64 {
    match outputs {
        [class] if says_class(model) => *class as i64,
        [logit] => i64::from(*logit > 0.0),
        many => greatest(many) as i64,
    }
}

/// Whether the model's output is a class itself: it ends in an ArgMax or a comparison.
fn says_class(model: &Model) -> bool {
    let last = model.circuit.graph().nodes.last();
    last.is_some_and(|node| matches!(node.op, Op::ArgMax(_) | Op::Compare(_)))
}
