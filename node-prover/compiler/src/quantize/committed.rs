//! Parameters that are bound to a digest, and models that are trained again for the same keys.
//!
//! Weights are witnesses then, and the circuit must be the same for every retraining: shapes, bits, one shift a layer and the
//! clamps are its structure, and intervals come from the bits of the weights, not from their values. Scales are no part
//! of it, since weights absorb them: a retrained model takes the structure of the first one ([`Structure`]) and chooses, layer by
//! layer, the finest scale at which its weights, biases and activations fit.

use super::{activation_scale, internal, scale_of, shape_of, Build, Built, Quantized, Scaled};
use crate::{
    error::CompileError,
    lower::{Layer, RealModel, RealOp},
    reveal::{scale_for, Reveal},
};
use zkml_circuits::{
    gadgets::MAX_SHIFT,
    graph::{Graph, Interval, Parameter, TensorType},
    ops::{Gemm, Op, Relu},
};
use zkml_primitives::{Layout, Port};

/// What a model must share with the one whose keys it uses.
#[derive(Clone, Copy, Debug)]
pub struct Structure<'a> {
    /// That model's graph.
    pub graph: &'a Graph,
    /// Its ports.
    pub layout: &'a Layout,
}

impl<'a> Structure<'a> {
    /// The Relus in their order, whose shifts and clamps are a part of the circuit.
    pub(super) fn relus(self) -> impl Iterator<Item = &'a Relu> {
        self.graph.nodes.iter().filter_map(|node| match &node.op {
            Op::Relu(relu) => Some(relu),
            _ => None,
        })
    }

    /// The integer that the decision compares with.
    fn threshold(self) -> Option<i64> {
        self.graph.nodes.iter().rev().find_map(|node| match &node.op {
            Op::Compare(compare) => Some(compare.threshold),
            _ => None,
        })
    }
}

/// Room that scales leave to retrained models whose threshold must stay the same integer.
const THRESHOLD_ROOM: f64 = 2.0;

/// The structure with what was trained anew. Names may differ from export to export and change no circuit, so they are the
/// structure's.
pub(super) fn retrained(built: Built, structure: Structure<'_>) -> Result<Quantized, CompileError> {
    let Structure { graph, layout } = structure;
    let params = |graph: &Graph| graph.params.iter().map(|param| (param.shape, param.bits)).collect::<Vec<_>>();
    let nodes =
        |graph: &Graph| graph.nodes.iter().map(|node| (node.op.clone(), node.inputs.clone())).collect::<Vec<_>>();
    if params(&built.graph) != params(graph) || nodes(&built.graph) != nodes(graph) {
        let differs = nodes(&built.graph).iter().zip(&nodes(graph)).position(|(ours, theirs)| ours != theirs);
        let node = differs.and_then(|i| graph.nodes.get(i)).map_or("its layers", |node| node.name.as_str());
        return Err(CompileError::Architecture {
            problem: format!("{} differs", crate::error::printable_to(node, 64)),
            help: "give a model of the same layers and shapes, with the --activation-bits of the architecture",
        });
    }
    let layout = Layout { output: Port { scale: built.layout.output.scale, ..layout.output }, ..*layout };
    Ok(Quantized { graph: graph.clone(), layout, params: built.params })
}

/// A real dense layer.
#[derive(Clone, Copy)]
pub(super) struct RealDense<'a> {
    pub layer: &'a Layer,
    pub weights: &'a [f64],
    pub bias: &'a [f64],
}

impl Build<'_> {
    /// The tensors of parameters: weights and bias of each dense layer.
    pub(super) fn declare_params(&mut self, model: &RealModel) -> Result<(), CompileError> {
        // Room for the bias of an accumulator of a few hundred products.
        let bias_bits = self.choices.weight_bits + self.choices.input_bits.max(self.choices.activation_bits) + 8;
        for layer in &model.layers {
            let RealOp::Dense { weights, bias } = &layer.op else { continue };
            let outputs = bias.len();
            let shapes = [vec![outputs, weights.len() / outputs.max(1)], vec![outputs]];
            for ((what, dims), bits) in
                [("weight", &shapes[0]), ("bias", &shapes[1])].into_iter().zip([self.choices.weight_bits, bias_bits])
            {
                let shape = shape_of(&layer.name, "Gemm", dims)?;
                let bits = match self.structure.and_then(|structure| structure.graph.params.get(self.params.len())) {
                    Some(param) => param.bits,
                    None => bits,
                };
                let param = Parameter { name: format!("{}/{what}", layer.name), shape, bits, signed: true };
                let int = param.int_type().ok_or_else(|| internal("a parameter's bits"))?;
                self.types.push(TensorType::uniform(shape, Interval { lo: int.min(), hi: int.max() }));
                self.params.push(param);
            }
        }
        Ok(())
    }

    /// A dense layer whose weights are parameters, and its shift. `relu` is the Relu that alone reads it, with its number
    /// among all of them; where there is none, nothing is shifted.
    pub(super) fn gemm(
        &mut self,
        RealDense { layer, weights, bias }: RealDense<'_>,
        x: Scaled,
        relu: Option<(&Layer, usize)>,
        is_last: bool,
    ) -> Result<(Scaled, u8), CompileError> {
        let x = if relu.is_some() { x } else { self.narrow(layer, x)? };
        let at = self.values.len();
        // Symmetric, so that the sign of a weight costs no precision.
        let limit = |param: &Parameter| 2f64.powi(i32::from(param.bits) - 1) - 1.0;
        let (weight_limit, bias_limit) = (limit(&self.params[at]).max(1.0), limit(&self.params[at + 1]).max(1.0));
        let greatest = |all: &[f64]| all.iter().fold(0f64, |most, value| most.max(value.abs()));
        let (greatest_weight, greatest_bias) = (greatest(weights), greatest(bias));

        let (least, shift) = match relu {
            Some((relu, number)) => {
                let scale = activation_scale(self.ranges, relu, self.choices.activation_bits);
                let shift = match self.structure.and_then(|structure| structure.relus().nth(number)) {
                    Some(relu) => relu.shifts.first().copied().unwrap_or(0),
                    None => {
                        let room = (weight_limit / (greatest_weight * x.scale / scale)).log2().floor();
                        let finest =
                            f64::from((self.choices.weight_bits + self.choices.activation_bits).min(MAX_SHIFT));
                        if room.is_finite() {
                            room.clamp(0.0, finest) as u8
                        } else {
                            0
                        }
                    }
                };
                (scale, shift)
            }
            None => (0.0, 0),
        };
        let by = 2f64.powi(i32::from(shift));
        let fitting = least.max(greatest_weight * x.scale * by / weight_limit).max(greatest_bias * by / bias_limit);
        let fitting = if fitting > 0.0 { fitting } else { 1.0 };
        // What the output's layout names must be a scale that it can name.
        let scale = match relu {
            Some(_) => fitting,
            None if is_last => scale_of(self.threshold_scale(fitting)?)?.to_f64(),
            None => fitting,
        };

        let integers = |param: &Parameter, values: &[f64], factor: f64| {
            let int = param.int_type().ok_or_else(|| internal("a parameter's bits"))?;
            let integer = |(i, value): (usize, &f64)| {
                let q = (value * factor).round();
                (q >= int.min() as f64 && q <= int.max() as f64).then_some(q as i64).ok_or_else(|| {
                    CompileError::Quantize {
                        node: layer.name.clone(),
                        op: "Gemm".into(),
                        problem: format!("element {i} of {} does not fit {} bits", param.name, param.bits),
                    }
                })
            };
            values.iter().enumerate().map(integer).collect::<Result<Vec<i64>, CompileError>>()
        };
        let weights = integers(&self.params[at], weights, x.scale / scale * by)?;
        let bias = integers(&self.params[at + 1], bias, by / scale)?;
        self.values.extend([weights, bias]);
        let inputs = vec![x.tensor, at as u32 + 1, at as u32 + 2];
        Ok((self.push_on(&layer.name, Gemm.into(), inputs, scale)?, shift))
    }

    /// The output's scale, not below `fitting`: where a decision compares with a threshold that is a part of the structure,
    /// the one at which that is the same integer.
    fn threshold_scale(&self, fitting: f64) -> Result<f64, CompileError> {
        let Some(Reveal::Compare { threshold, .. }) = &self.choices.reveal else { return Ok(fitting) };
        match self.structure.and_then(|structure| structure.threshold()) {
            None => Ok(fitting * THRESHOLD_ROOM),
            Some(q) => scale_for(*threshold, q, fitting).ok_or_else(|| CompileError::Architecture {
                problem: format!(
                    "the last layer's weights are too large for its threshold, {threshold}, to stay what it is"
                ),
                help: "make a new architecture and its keys with this model",
            }),
        }
    }
}
