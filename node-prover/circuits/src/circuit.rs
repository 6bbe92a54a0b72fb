//! A graph with its ports and the context: everything that one proof states.
//!
//! Synthesis order, and so the meaning of a key: the context, the input port, the nodes in their order, the output port.

use crate::{
    gadgets::{decompose, Signal},
    graph::{operands, Graph, GraphError, Interval, TensorType, MAX_ELEMENTS},
    sink::{ConstraintSink, CountSink, Lc, Variable},
};
use ark_ff::PrimeField;
use zkml_primitives::{layout::LayoutError, packing::PackError, Context, Layout, Params, Port, Statement, Visibility};

/// Most constraints of a circuit: the domain of both curves' scalar fields ends at 2^28, and long before that memory does.
pub const MAX_CONSTRAINTS: u64 = 1 << 26;

/// A checked circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circuit {
    graph: Graph,
    layout: Layout,
    types: Vec<TensorType>,
    cost: Cost,
}

/// What a circuit costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Constraints in all.
    pub constraints: u64,
    /// Witnesses.
    pub witnesses: u64,
    /// Terms of all linear combinations.
    pub terms: u64,
    /// Public inputs, the context among them.
    pub public_inputs: u32,
    /// In synthesis order: the context, the input, each node, the output.
    pub layers: Vec<LayerCost>,
}

/// What a layer costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerCost {
    /// The node's name, or `context`, `input`, `output`.
    pub name: String,
    /// The operator's name, `Context`, `Input` or `Output`.
    pub op: &'static str,
    /// Constraints of the layer.
    pub constraints: u64,
    /// Bits of its widest decomposition, 0 if there is none.
    pub bits: u32,
    /// Around all elements of its result; for the context `0..=0`.
    pub interval: Interval,
}

/// Why a circuit is refused, or an input does not fit it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CircuitError {
    /// The graph.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The layout.
    #[error("layout: {0}")]
    Layout(#[from] LayoutError),
    /// The output port's type or shape is not the graph's.
    #[error("the layout's output does not hold the graph's output of shape {shape} in {}..={}", interval.lo, interval.hi)]
    Output {
        /// The graph's shape.
        shape: zkml_primitives::Shape,
        /// The graph's interval.
        interval: Interval,
    },
    /// Commitments are not supported yet.
    #[error("committed {0} are not supported yet; make the port public or private")]
    Committed(&'static str),
    /// More constraints than [`MAX_CONSTRAINTS`].
    #[error("the circuit has {0} constraints, more than 2^26; use fewer bits or a smaller model")]
    TooLarge(u64),
    /// A public input that nothing constrains; any value would verify.
    #[error("no constraint touches public input {0}")]
    UnconstrainedPublicInput(usize),
    /// The wrong number of input values.
    #[error("the model takes {expected} input values, got {got}")]
    InputLength {
        /// What the model takes.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// An input value outside the port's type.
    #[error("input {0}")]
    InputRange(PackError),
}

impl Circuit {
    /// Checks the layout and the graph, proves the intervals, and counts.
    pub fn new(graph: Graph, layout: Layout) -> Result<Self, CircuitError> {
        let public_inputs = layout.public_inputs()?;
        if layout.params == Params::Committed {
            return Err(CircuitError::Committed("parameters"));
        }
        for (port, name) in [(&layout.input, "inputs"), (&layout.output, "outputs")] {
            if port.visibility == Visibility::Committed {
                return Err(CircuitError::Committed(name));
            }
        }
        let int = layout.input.int_type().ok_or(LayoutError::Bits)?;
        let interval = Interval { lo: int.min(), hi: int.max() };
        let elements = layout.input.shape.len();
        if elements > MAX_ELEMENTS {
            let (what, got, limit) = ("elements", elements as u64, MAX_ELEMENTS as u64);
            return Err(GraphError::TooLarge { node: "input".into(), op: "Input", what, got, limit }.into());
        }
        let types = graph.analyze(TensorType::uniform(layout.input.shape, interval))?;
        let output = &types[graph.output as usize];
        let int = layout.output.int_type().ok_or(LayoutError::Bits)?;
        let hull = output.hull();
        if output.shape != layout.output.shape || hull.lo < int.min() || hull.hi > int.max() {
            return Err(CircuitError::Output { shape: output.shape, interval: hull });
        }
        let (layers, constraints) = predict(&graph, &layout, &types);
        if constraints > MAX_CONSTRAINTS {
            return Err(CircuitError::TooLarge(constraints));
        }
        let mut circuit =
            Self { graph, layout, types, cost: Cost { constraints, witnesses: 0, terms: 0, public_inputs, layers } };
        // The structure is the same over every field, so counting over one is counting over all.
        let mut count = CountSink::new(public_inputs as usize);
        circuit.synthesize::<CountField, _>(&[], None, &mut count);
        refuse_untouched(&count)?;
        debug_assert_eq!(count.constraints, constraints, "prediction and synthesis disagree");
        circuit.cost.constraints = count.constraints;
        circuit.cost.witnesses = count.witnesses;
        circuit.cost.terms = count.terms;
        for (layer, (_, constraints)) in circuit.cost.layers.iter_mut().zip(&count.layers) {
            layer.constraints = *constraints;
        }
        Ok(circuit)
    }

    /// The integer graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The ports.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Types of every tensor, the input's first.
    pub fn types(&self) -> &[TensorType] {
        &self.types
    }

    /// What it costs.
    pub fn cost(&self) -> &Cost {
        &self.cost
    }

    /// The integer model: the value of every tensor, the input's first. Refuses an input outside the port's type.
    pub fn evaluate(&self, input: &[i64]) -> Result<Vec<Vec<i64>>, CircuitError> {
        let expected = self.layout.input.shape.len();
        if input.len() != expected {
            return Err(CircuitError::InputLength { expected, got: input.len() });
        }
        self.layout.input.pack(input).map_err(|e| match e {
            LayoutError::Pack(e) => CircuitError::InputRange(e),
            e => e.into(),
        })?;
        Ok(self.graph.evaluate(&self.types, input))
    }

    /// The output of the integer model.
    pub fn output(&self, input: &[i64]) -> Result<Vec<i64>, CircuitError> {
        Ok(self.evaluate(input)?.swap_remove(self.graph.output as usize))
    }

    /// What a proof of this inference states, and the output.
    pub fn statement(&self, context: &Context, input: &[i64]) -> Result<(Statement, Vec<i64>), CircuitError> {
        let output = self.output(input)?;
        let elements = |port: &Port, values: &[i64]| match port.visibility {
            Visibility::Public => port.pack(values),
            _ => Ok(Vec::new()),
        };
        let statement = Statement {
            context: context.digest(),
            params: None,
            input: elements(&self.layout.input, input)?,
            output: elements(&self.layout.output, &output)?,
        };
        Ok((statement, output))
    }

    /// Writes the constraints. With an input (which [`Circuit::evaluate`] accepts) witnesses get values, and `public` holds
    /// the values of the public inputs; without one, neither is used. The structure is the same.
    pub fn synthesize<F: PrimeField, S: ConstraintSink<F>>(&self, public: &[F], input: Option<&[i64]>, sink: &mut S) {
        let mut next = 0;
        let mut take = || {
            next += 1;
            Variable::public(next - 1)
        };

        sink.layer("context");
        let context = Lc::from(take());
        // The context takes no part in the computation. Its square is witnessed so that the statement's proof is tied to
        // its value all the same.
        let square = sink.witness(input.and(public.first()).map(|context| context.square()));
        sink.enforce("context/square", &context, &context, &square.into());

        sink.layer("input");
        let input = self.synthesize_input(input, &mut take, sink);

        let mut tensors = vec![input];
        for node in &self.graph.nodes {
            sink.layer(&node.name);
            let inputs: Vec<&[Signal<F>]> = node.inputs.iter().map(|&i| tensors[i as usize].as_slice()).collect();
            let output = node.op.synthesize(&operands(&self.types, node), &inputs, sink);
            tensors.push(output);
        }

        sink.layer("output");
        pack("output/pack", &self.layout.output, &tensors[self.graph.output as usize], &mut take, sink);
    }

    /// Witnesses the input and bounds every element by its type's bits: everything behind rests on intervals that start
    /// here.
    fn synthesize_input<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        values: Option<&[i64]>,
        take: &mut impl FnMut() -> Variable,
        sink: &mut S,
    ) -> Vec<Signal<F>> {
        let port = &self.layout.input;
        let int = port.int_type().expect("Circuit::new has checked the layout; qed");
        let signals: Vec<Signal<F>> = (0..port.shape.len())
            .map(|i| {
                let signal = Signal::witness(values.map(|values| values[i]), sink);
                let unsigned = signal.clone().plus_constant(int.offset());
                decompose("input/range", &unsigned, int.bits().into(), sink);
                signal
            })
            .collect();
        pack("input/pack", port, &signals, take, sink);
        signals
    }
}

/// A public input that no constraint touches is a point at infinity in the key, and then any value verifies.
fn refuse_untouched(count: &CountSink) -> Result<(), CircuitError> {
    count.untouched_public_input().map_or(Ok(()), |i| Err(CircuitError::UnconstrainedPublicInput(i)))
}

/// Any field does for counting; this one is at hand.
type CountField = <zkml_primitives::Bn254 as zkml_primitives::Curve>::Scalar;

/// Ties a public port's tensor to its field elements: the circuit's side of [`zkml_primitives::packing`]. The elements of
/// the tensor are bounded by the port's type already, so one element has one tensor.
fn pack<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    port: &Port,
    tensor: &[Signal<F>],
    take: &mut impl FnMut() -> Variable,
    sink: &mut S,
) {
    if port.visibility != Visibility::Public {
        return;
    }
    let int = port.int_type().expect("Circuit::new has checked the layout; qed");
    for chunk in tensor.chunks(int.per_element()) {
        let mut packed = Lc::default();
        let mut place = F::one();
        for signal in chunk {
            packed.add_scaled_wide(&signal.lc.clone().plus_constant(int.offset()), place);
            place *= F::from(1u64 << int.bits());
        }
        sink.enforce(name, &packed, &Lc::one(), &take().into());
    }
}

/// The layers and their predicted counts, and the sum.
fn predict(graph: &Graph, layout: &Layout, types: &[TensorType]) -> (Vec<LayerCost>, u64) {
    let packs = |port: &Port| match port.visibility {
        Visibility::Public => port.elements().unwrap_or(0) as u64,
        _ => 0,
    };
    let layer =
        |name: &str, op, constraints, bits, interval| LayerCost { name: name.into(), op, constraints, bits, interval };
    let input = &layout.input;
    let ranges = u64::from(input.bits) * input.shape.len() as u64;
    let mut layers = vec![
        layer("context", "Context", 1, 0, Interval { lo: 0, hi: 0 }),
        layer("input", "Input", ranges + packs(input), input.bits.into(), types[0].hull()),
    ];
    for (node, output) in graph.nodes.iter().zip(&types[1..]) {
        let inputs = operands(types, node);
        let (constraints, bits) = (node.op.constraints(&inputs), node.op.bits(&inputs));
        layers.push(layer(&node.name, node.op.name(), constraints, bits, output.hull()));
    }
    let hull = types[graph.output as usize].hull();
    layers.push(layer("output", "Output", packs(&layout.output), layout.output.bits.into(), hull));
    let sum = layers.iter().map(|layer| layer.constraints).sum();
    (layers, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [`Circuit::synthesize`] touches every public input, so this cannot be reached from outside; it is the last line of
    /// defence against an operator or a port that will not.
    #[test]
    fn refuses_a_public_input_that_nothing_constrains() {
        let mut count = CountSink::new(2);
        let touch = |i, count: &mut CountSink| {
            let lc = Lc::<CountField>::from(Variable::public(i));
            count.enforce("touch", &lc, &lc, &lc);
        };
        assert_eq!(refuse_untouched(&count), Err(CircuitError::UnconstrainedPublicInput(0)));
        touch(0, &mut count);
        assert_eq!(refuse_untouched(&count), Err(CircuitError::UnconstrainedPublicInput(1)));
        touch(1, &mut count);
        assert_eq!(refuse_untouched(&count), Ok(()));
    }
}
