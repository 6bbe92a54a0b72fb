//! From a model over real numbers to the integer graph.
//!
//! Every tensor has one scale: `real ≈ scale · integer`. Scales come from calibration and are free; weights are multiplied
//! by what makes each rescale a power of two: with input scale `s_x` and output scale `s_y`, weight `w` of a channel with
//! shift `k` becomes `round(w · s_x · 2^k / s_y)`, and the accumulator, shifted right by `k` bits, has scale `s_y`. Linear
//! layers cost no constraints, so the odd factor in the weights is free, where a multiplier in the rescale would not be.
//!
//! The shift is chosen for each output channel, as large as the weight bits allow. Where something other than a Relu reads
//! an accumulator, its channels must share one scale, and the layer has one shift. How parameters are bound to a digest stands in
//! `committed`.

mod committed;

pub use committed::Structure;

use crate::{
    calibrate::Ranges,
    error::CompileError,
    lower::{Layer, RealModel, RealOp},
    reveal::Reveal,
};
use committed::{retrained, RealDense};
use zkml_circuits::{
    circuit::CircuitError,
    gadgets::MAX_SHIFT,
    graph::{Graph, Interval, Node, Parameter, TensorType},
    ops::{ArgMax, Dense, Op, Relu, Requantize, Reshape},
};
use zkml_primitives::{packing::IntType, Layout, Params, Port, Scale, Shape, Visibility};

/// Choices of a compilation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantization {
    /// Bits of an input value, unless the calibration data lies on a grid that takes fewer.
    pub input_bits: u8,
    /// Bits of a weight, with its sign.
    pub weight_bits: u8,
    /// Bits of an activation between layers.
    pub activation_bits: u8,
    /// Who sees the input.
    pub input: Visibility,
    /// Who sees the output.
    pub output: Visibility,
    /// Whether the parameters are constants of the circuit or bound to a digest.
    pub params: Params,
    /// What is revealed in place of the output.
    pub reveal: Option<Reveal>,
    /// What commitments are made for.
    pub domain: [u8; 32],
    /// Whether the chain asks for an attestation of the input.
    pub attested: bool,
    /// Whether statements have a nullifier.
    pub nullifier: bool,
}

impl Default for Quantization {
    fn default() -> Self {
        Self {
            input_bits: 8,
            weight_bits: 8,
            activation_bits: 8,
            input: Visibility::Private,
            output: Visibility::Public,
            params: Params::Fixed,
            reveal: None,
            domain: [0; 32],
            attested: false,
            nullifier: false,
        }
    }
}

/// A model's graph over integers.
#[derive(Clone, Debug)]
pub struct Quantized {
    /// The graph.
    pub graph: Graph,
    /// Its ports.
    pub layout: Layout,
    /// The integers of its parameters, where they are committed.
    pub params: Vec<Vec<i64>>,
}

/// The integer tensor that stands for a real one.
#[derive(Clone, Copy, Debug)]
struct Scaled {
    tensor: u32,
    scale: f64,
}

/// An accumulator wider than this is requantized before another linear layer reads it.
const WIDE_ACCUMULATOR_BITS: u32 = 24;

/// Relus whose clamp is weighed. Each takes one more build of the graph.
const MAX_CLAMP_CHOICES: usize = 64;

/// Builds the graph and the layout. `structure` is the graph and the layout of a model with committed parameters, of which
/// this one is a retraining; the choices that are a part of it are taken from there.
pub fn quantize(
    model: &RealModel,
    ranges: &Ranges,
    choices: &Quantization,
    structure: Option<Structure<'_>>,
) -> Result<Quantized, CompileError> {
    if let Some(structure) = structure {
        let clamps: Vec<bool> = structure.relus().map(|relu| relu.max.is_some()).collect();
        let built = Build::run(model, ranges, choices, &clamps, Some(structure))?;
        return retrained(built, structure);
    }
    // Whether a worst case above the calibrated range is cut off or carried along is a question of cost, and the answer for
    // one layer changes the bits of those behind it. Take the layers in order and keep what is cheaper for the whole.
    let relus: Vec<&Layer> = model.layers.iter().filter(|layer| matches!(layer.op, RealOp::Relu)).collect();
    let rescales = |relu: &Layer| {
        let before = relu.input.checked_sub(1).and_then(|before| model.layers.get(before));
        before.is_some_and(|layer| matches!(layer.op, RealOp::Dense { .. }))
    };
    let mut clamps = vec![false; relus.len()];
    let mut best = Build::run(model, ranges, choices, &clamps, None)?;
    let candidates = (0..relus.len()).filter(|&i| rescales(relus[i])).take(MAX_CLAMP_CHOICES);
    for i in candidates {
        clamps[i] = true;
        let candidate = Build::run(model, ranges, choices, &clamps, None)?;
        if candidate.cost < best.cost {
            best = candidate;
        } else {
            clamps[i] = false;
        }
    }
    Ok(Quantized { graph: best.graph, layout: best.layout, params: best.params })
}

/// One attempt.
struct Build<'a> {
    ranges: &'a Ranges,
    choices: &'a Quantization,
    structure: Option<Structure<'a>>,
    params: Vec<Parameter>,
    values: Vec<Vec<i64>>,
    nodes: Vec<Node>,
    /// Of the input, the parameters and the nodes so far, as the graph numbers them.
    types: Vec<TensorType>,
    /// The real tensors so far.
    tensors: Vec<Scaled>,
    cost: u64,
}

struct Built {
    graph: Graph,
    layout: Layout,
    params: Vec<Vec<i64>>,
    cost: u64,
}

impl<'a> Build<'a> {
    fn run(
        model: &RealModel,
        ranges: &'a Ranges,
        choices: &'a Quantization,
        clamps: &[bool],
        structure: Option<Structure<'a>>,
    ) -> Result<Built, CompileError> {
        let (input, scale) = match structure {
            None => input_port(model, ranges, choices)?,
            Some(structure) => {
                let port = structure.layout.input;
                let shape = shape_of(&model.input.0, "Input", &model.input.1)?;
                if shape != port.shape {
                    let problem = format!("its input has shape {}, the model's has {shape}", port.shape);
                    return Err(CompileError::Architecture { problem, help: "give a model of the same input" });
                }
                (port, port.scale.to_f64())
            }
        };
        let int = input.int_type().ok_or_else(|| internal("the input's type"))?;
        let interval = Interval { lo: int.min(), hi: int.max() };
        let mut build = Build {
            ranges,
            choices,
            structure,
            params: Vec::new(),
            values: Vec::new(),
            nodes: Vec::new(),
            types: vec![TensorType::uniform(input.shape, interval)],
            tensors: vec![Scaled { tensor: 0, scale }],
            cost: 0,
        };
        if choices.params == Params::Committed {
            build.declare_params(model)?;
        }
        let mut relus = 0;
        let last_dense = model.layers.iter().rposition(|layer| matches!(layer.op, RealOp::Dense { .. }));
        let mut clamps = clamps.iter();
        // Shifts of an accumulator whose rescale is left to the Relu that alone reads it, by layer.
        let mut pending: Vec<Option<Vec<u8>>> = vec![None; model.layers.len()];
        for (index, layer) in model.layers.iter().enumerate() {
            let x = build.tensors[layer.input];
            let y = match &layer.op {
                RealOp::Dense { weights, bias } if choices.params == Params::Committed => {
                    let dense = RealDense { layer, weights, bias };
                    let relu = sole_relu(model, index);
                    let (y, shift) = build.gemm(dense, x, relu.map(|relu| (relu, relus)), last_dense == Some(index))?;
                    pending[index] = relu.map(|_| vec![shift]);
                    y
                }
                RealOp::Dense { weights, bias } => match sole_relu(model, index) {
                    Some(relu) => {
                        let scale = activation_scale(build.ranges, relu, choices.activation_bits);
                        let (y, shifts) = build.dense_for_relu(layer, x, weights, bias, scale)?;
                        pending[index] = Some(shifts);
                        y
                    }
                    None => build.dense(layer, x, weights, bias)?,
                },
                RealOp::Relu => {
                    relus += 1;
                    let clamp = clamps.next().copied().unwrap_or(false);
                    let shifts = layer.input.checked_sub(1).and_then(|before| pending[before].take());
                    let max = clamp.then(|| (1i64 << choices.activation_bits) - 1);
                    // Without shifts of its own the input has a scale that stays, and the calibrated bound is another one.
                    let (shifts, max) = shifts.map_or((vec![0], None), |shifts| (shifts, max));
                    build.push(&layer.name, Relu { shifts, max }, x, x.scale)?
                }
                RealOp::Reshape => {
                    let shape = shape_of(&layer.name, "Reshape", &layer.shape)?;
                    build.push(&layer.name, Reshape { shape }, x, x.scale)?
                }
                RealOp::ArgMax { keep_dims } => build.push(&layer.name, ArgMax { keep_dims: *keep_dims }, x, 1.0)?,
            };
            build.tensors.push(y);
        }
        let output = build.reveal(model, build.tensors[model.output])?;
        let ty = &build.types[output.tensor as usize];
        let (bits, signed) = ty.hull().int_type();
        let output_port = Port {
            visibility: choices.output,
            shape: ty.shape,
            bits,
            signed,
            scale: scale_of(output.scale)?,
            zero_point: 0,
        };
        let cost = build.cost;
        Ok(Built {
            graph: Graph { params: build.params, nodes: build.nodes, output: output.tensor },
            layout: Layout {
                params: choices.params,
                input,
                output: output_port,
                domain: choices.domain,
                attested: choices.attested,
                nullifier: choices.nullifier,
            },
            params: build.values,
            cost,
        })
    }

    /// Adds a node that reads one tensor.
    fn push(&mut self, name: &str, op: impl Into<Op>, x: Scaled, scale: f64) -> Result<Scaled, CompileError> {
        self.push_on(name, op.into(), vec![x.tensor], scale)
    }

    /// Adds a node and its cost.
    fn push_on(&mut self, name: &str, op: Op, inputs: Vec<u32>, scale: f64) -> Result<Scaled, CompileError> {
        let node = Node { name: name.into(), op, inputs };
        let types: Vec<&TensorType> = node.inputs.iter().map(|&i| &self.types[i as usize]).collect();
        let output = node.op.infer(&types).map_err(|e| CompileError::Quantize {
            node: name.into(),
            op: node.op.name().into(),
            problem: e.to_string(),
        })?;
        self.cost += node.op.constraints(&types);
        self.nodes.push(node);
        self.types.push(output);
        Ok(Scaled { tensor: (self.types.len() - 1) as u32, scale })
    }

    /// The decision in place of the output, where that is all that is revealed.
    fn reveal(&mut self, model: &RealModel, output: Scaled) -> Result<Scaled, CompileError> {
        let Some(reveal) = &self.choices.reveal else { return Ok(output) };
        let shape = self.types[output.tensor as usize].shape;
        let op = reveal
            .op(&model.output_name, shape, output.scale)
            .map_err(|problem| CompileError::Reveal { predicate: reveal.to_string(), problem })?;
        self.push("reveal", op, output, 1.0)
    }

    /// A dense layer whose accumulators a Relu rescales to `scale`, channel by channel.
    fn dense_for_relu(
        &mut self,
        layer: &Layer,
        x: Scaled,
        weights: &[f64],
        bias: &[f64],
        scale: f64,
    ) -> Result<(Scaled, Vec<u8>), CompileError> {
        let factor = x.scale / scale;
        let features = weights.len() / bias.len().max(1);
        let limit = weight_limit(self.choices.weight_bits);
        // Beyond this the rounding of a weight is far below a step of the output, and more bits only cost.
        let finest = f64::from((self.choices.weight_bits + self.choices.activation_bits).min(MAX_SHIFT));
        let shifts: Vec<u8> = weights
            .chunks(features.max(1))
            .map(|row| {
                let greatest = row.iter().fold(0f64, |most, w| most.max((w * factor).abs()));
                let room = (limit / greatest).log2().floor();
                // A channel without weights has infinite room and no use for it.
                if room.is_finite() {
                    room.clamp(0.0, finest) as u8
                } else {
                    0
                }
            })
            .collect();
        let op = integer_dense(layer, weights, bias, |o| (factor, scale, shifts[o]))?;
        Ok((self.push(&layer.name, op, x, scale)?, shifts))
    }

    /// A dense layer whose outputs share one scale, as fine as the weight bits allow.
    fn dense(&mut self, layer: &Layer, x: Scaled, weights: &[f64], bias: &[f64]) -> Result<Scaled, CompileError> {
        let x = self.narrow(layer, x)?;
        let greatest = weights.iter().fold(0f64, |most, w| most.max(w.abs()));
        let step = if greatest > 0.0 { greatest / weight_limit(self.choices.weight_bits) } else { 1.0 };
        let scale = scale_of(x.scale * step)?.to_f64();
        let op = integer_dense(layer, weights, bias, |_| (x.scale / scale, scale, 0))?;
        self.push(&layer.name, op, x, scale)
    }

    /// Requantizes a tensor that is too wide to be multiplied by weights again.
    fn narrow(&mut self, layer: &Layer, x: Scaled) -> Result<Scaled, CompileError> {
        let (bits, _) = self.types[x.tensor as usize].hull().int_type();
        if u32::from(bits) <= WIDE_ACCUMULATOR_BITS {
            return Ok(x);
        }
        // Keep as many bits of the worst case as an activation has, and twice over: the worst case is far from the usual.
        let keep = (2 * self.choices.activation_bits).min(16);
        let shift = bits.saturating_sub(keep).min(MAX_SHIFT);
        let scale = x.scale * 2f64.powi(i32::from(shift));
        let name = format!("{}/requantize", layer.name);
        self.push(&name, Requantize { shifts: vec![shift], min: None, max: None }, x, scale)
    }
}

/// The Relu that alone reads the result of a layer, as the number of its own layer.
fn sole_relu(model: &RealModel, index: usize) -> Option<&Layer> {
    if model.output == index + 1 {
        return None;
    }
    let mut readers = model.layers.iter().filter(|layer| layer.input == index + 1);
    match (readers.next(), readers.next()) {
        (Some(layer), None) if matches!(layer.op, RealOp::Relu) => Some(layer),
        _ => None,
    }
}

/// The greatest magnitude of an integer weight.
fn weight_limit(bits: u8) -> f64 {
    (2f64.powi(i32::from(bits) - 1) - 1.0).max(1.0)
}

/// The scale at which the calibrated greatest value of a layer fills the activation bits.
fn activation_scale(ranges: &Ranges, layer: &Layer, bits: u8) -> f64 {
    let greatest = ranges.tensor(&layer.tensor).max.max(0.0);
    if greatest > 0.0 {
        greatest / (2f64.powi(i32::from(bits)) - 1.0)
    } else {
        // The calibration data never passes this Relu.
        1.0
    }
}

/// Integer weights and biases: for each output channel `(factor, scale, shift)`, weights times `factor · 2^shift` and bias
/// times `2^shift / scale`, rounded.
fn integer_dense(
    layer: &Layer,
    weights: &[f64],
    bias: &[f64],
    channel: impl Fn(usize) -> (f64, f64, u8),
) -> Result<Dense, CompileError> {
    let refuse = |what: &str, o: usize| CompileError::Quantize {
        node: layer.name.clone(),
        op: "Dense".into(),
        problem: format!("{what} of output {o} does not fit its integer type at this scale"),
    };
    let features = weights.len() / bias.len().max(1);
    let mut integer = Dense { weights: Vec::with_capacity(weights.len()), bias: Vec::with_capacity(bias.len()) };
    for (o, (row, &bias)) in weights.chunks(features.max(1)).zip(bias).enumerate() {
        let (factor, scale, shift) = channel(o);
        let by = 2f64.powi(i32::from(shift));
        for &weight in row {
            let weight = (weight * factor * by).round();
            if weight.abs() > f64::from(i32::MAX) || weight.is_nan() {
                return Err(refuse("a weight", o));
            }
            integer.weights.push(weight as i32);
        }
        let bias = (bias * by / scale).round();
        if bias.abs() > 2f64.powi(53) || bias.is_nan() {
            return Err(refuse("the bias", o));
        }
        integer.bias.push(bias as i64);
    }
    Ok(integer)
}

/// The input port and its exact scale. Data on a grid (pixels, counts, flags) keeps it: nothing is lost, and a grid of few
/// values takes few bits.
fn input_port(model: &RealModel, ranges: &Ranges, choices: &Quantization) -> Result<(Port, f64), CompileError> {
    let range = ranges.input();
    let signed = range.min < 0.0;
    let magnitude = range.max.abs().max(range.min.abs());
    let greatest = 2f64.powi(i32::from(choices.input_bits) - i32::from(signed)) - 1.0;
    let on_grid = ranges.input_step().filter(|step| magnitude / step <= greatest);
    let scale = scale_of(on_grid.unwrap_or(if magnitude > 0.0 { magnitude / greatest } else { 1.0 }))?;
    let exact = scale.to_f64();
    let hi = (range.max / exact).round().max(0.0) as i64;
    let lo = (range.min / exact).round().min(0.0) as i64;
    let (bits, signed) = Interval { lo, hi }.int_type();
    IntType::new(bits, signed).ok_or_else(|| internal("the input's bits"))?;
    let port = Port {
        visibility: choices.input,
        shape: shape_of(&model.input.0, "Input", &model.input.1)?,
        bits,
        signed,
        scale,
        zero_point: 0,
    };
    Ok((port, exact))
}

fn shape_of(node: &str, op: &str, dims: &[usize]) -> Result<Shape, CompileError> {
    Shape::new(dims).ok_or_else(|| CompileError::Quantize {
        node: node.into(),
        op: op.into(),
        problem: format!("a tensor of shape {dims:?} has too many dimensions or elements"),
    })
}

fn scale_of(value: f64) -> Result<Scale, CompileError> {
    Scale::nearest(value).ok_or_else(|| CompileError::Graph {
        problem: format!("a scale of {value} cannot be represented"),
        help: "check the calibration data and the weights for extremely large or small values",
    })
}

fn internal(problem: &str) -> CompileError {
    CompileError::Internal { doing: "quantizing", problem: problem.into() }
}

impl From<CircuitError> for CompileError {
    fn from(e: CircuitError) -> Self {
        CompileError::Circuit { problem: e.to_string() }
    }
}

/// The integers of an input. A value outside the port's range is an error: clipping it would prove something about other
/// data than the caller's.
pub fn quantize_input(port: &Port, values: &[f64]) -> Result<Vec<i64>, CompileError> {
    let int = port.int_type().ok_or_else(|| internal("the input's type"))?;
    if values.len() != port.shape.len() {
        return Err(CompileError::Input {
            problem: format!("the input has {} values, the model takes {}", values.len(), port.shape.len()),
        });
    }
    let scale = port.scale.to_f64();
    let real = |q: i64| (q as f64 - port.zero_point as f64) * scale;
    let quantized = values.iter().enumerate().map(|(i, &value)| {
        let q = (value / scale).round() + port.zero_point as f64;
        if q.is_nan() || q < int.min() as f64 || q > int.max() as f64 {
            return Err(CompileError::InputRange { index: i, value, min: real(int.min()), max: real(int.max()) });
        }
        Ok(q as i64)
    });
    quantized.collect()
}

/// The real numbers that a port's integers stand for.
pub fn dequantize(port: &Port, values: &[i64]) -> Vec<f64> {
    let scale = port.scale.to_f64();
    values.iter().map(|&q| (q as f64 - port.zero_point as f64) * scale).collect()
}
