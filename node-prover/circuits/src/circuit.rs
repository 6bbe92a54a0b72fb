//! A graph with its ports and the context: everything that one proof states.
//!
//! Synthesis order, and so the meaning of a key: the context, the parameters, the input port, the nodes in their order, the
//! output port, the nullifier.

use crate::{
    commitment::{self, elements, Binding},
    gadgets::{decompose, Signal},
    graph::{operands, Graph, GraphError, Interval, TensorType, MAX_ELEMENTS, MAX_TERMS},
    sink::{ConstraintSink, CountSink, Lc, Variable},
};
use ark_ff::PrimeField;
use ark_std::rand::{rngs::OsRng, RngCore};
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::{
    commitment::{Committed, Secret, SECRET_BYTES},
    layout::LayoutError,
    packing::PackError,
    Context, Curve, FieldBytes, Layout, Params, Port, Statement, Visibility,
};

/// Most constraints of a circuit: the domain of both curves' scalar fields ends at 2^28, and long before that memory does.
pub const MAX_CONSTRAINTS: u64 = 1 << 26;

/// A checked circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circuit {
    graph: Graph,
    layout: Layout,
    types: Vec<TensorType>,
    cost: Cost,
    parameters: Option<Parameters>,
}

/// The values of parameters that are not constants, and what hides them. Whoever proves has them; keys do without.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Parameters {
    /// The integers of each tensor, in the graph's order.
    pub values: Vec<Vec<i64>>,
    /// The salt of their digest.
    pub salt: Secret,
}

/// One inference as the prover alone knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// The input's integers.
    pub input: Vec<i64>,
    /// The salt of the input's digest, where that is committed.
    pub input_salt: Option<Secret>,
    /// The salt of the output's digest, where that is committed.
    pub output_salt: Option<Secret>,
    /// What the nullifier is made of, where the layout has one.
    pub nullifier_secret: Option<Secret>,
}

/// A secret of 248 random bits from the operating system.
pub fn random_secret() -> Secret {
    let mut bytes = [0; SECRET_BYTES];
    OsRng.fill_bytes(&mut bytes);
    Secret(bytes)
}

impl Inference {
    /// With nothing but an input.
    pub fn new(input: &[i64]) -> Self {
        Self { input: input.to_vec(), input_salt: None, output_salt: None, nullifier_secret: None }
    }
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
    /// In synthesis order: the context, the parameters if they are committed, the input, each node, the output, the nullifier
    /// if there is one.
    pub layers: Vec<LayerCost>,
}

/// What a layer costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerCost {
    /// The node's name, or `context`, `params`, `input`, `output`, `nullifier`.
    pub name: String,
    /// The operator's name, `Context`, `Params`, `Input`, `Output` or `Nullifier`.
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
    /// The layout commits to parameters and the graph has none that are not constants, or the other way round.
    #[error("the layout's parameters are {layout} and the graph has {tensors} tensors of parameters", layout = match layout { Params::Fixed => "fixed", Params::Committed => "committed" })]
    Params {
        /// What the layout says.
        layout: Params,
        /// Tensors of parameters in the graph.
        tensors: usize,
    },
    /// Values of parameters that do not fit the graph.
    #[error("parameter {}: {problem}", name.escape_debug())]
    ParameterValues {
        /// The parameter.
        name: String,
        /// How.
        problem: PackError,
    },
    /// There are values for another number of parameters.
    #[error("the graph has {expected} tensors of parameters, got values of {got}")]
    ParameterCount {
        /// What the graph has.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// Nothing can be computed with the architecture alone.
    #[error(
        "the model's parameters are committed and their values are not here; use the model file of whoever trained it"
    )]
    NoParameters,
    /// A commitment without a salt, or a nullifier without a secret.
    #[error("{0}")]
    MissingSecret(&'static str),
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
        if (layout.params == Params::Committed) == graph.params.is_empty() {
            return Err(CircuitError::Params { layout: layout.params, tensors: graph.params.len() });
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
        check_digests(&graph, &layout)?;
        let (layers, constraints) = predict(&graph, &layout, &types);
        if constraints > MAX_CONSTRAINTS {
            return Err(CircuitError::TooLarge(constraints));
        }
        let cost = Cost { constraints, witnesses: 0, terms: 0, public_inputs, layers };
        let mut circuit = Self { graph, layout, types, cost, parameters: None };
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

    /// With the values of its parameters.
    pub fn with_parameters(mut self, parameters: Parameters) -> Result<Self, CircuitError> {
        let (expected, got) = (self.graph.params.len(), parameters.values.len());
        if expected != got || expected == 0 {
            return Err(CircuitError::ParameterCount { expected, got });
        }
        for (param, values) in self.graph.params.iter().zip(&parameters.values) {
            elements(param, values)
                .map_err(|problem| CircuitError::ParameterValues { name: param.name.clone(), problem })?;
        }
        self.parameters = Some(parameters);
        Ok(self)
    }

    /// The values of its parameters, where they are committed and known.
    pub fn parameters(&self) -> Option<&Parameters> {
        self.parameters.as_ref()
    }

    /// The values that the nodes read: none where all parameters are constants.
    fn parameter_values(&self) -> Result<&[Vec<i64>], CircuitError> {
        match &self.parameters {
            Some(parameters) => Ok(&parameters.values),
            None if self.graph.params.is_empty() => Ok(&[]),
            None => Err(CircuitError::NoParameters),
        }
    }

    /// The digest of the parameters, where they are committed.
    pub fn params_digest<C: Curve>(&self) -> Result<Option<FieldBytes>, CircuitError> {
        if self.layout.params == Params::Fixed {
            return Ok(None);
        }
        let parameters = self.parameters.as_ref().ok_or(CircuitError::NoParameters)?;
        let mut all = Vec::new();
        for (param, values) in self.graph.params.iter().zip(&parameters.values) {
            all.extend(elements(param, values).expect("with_parameters has packed them; qed"));
        }
        Ok(Some(commitment::digest::<C>(&commitment::params_tag(&self.graph, &self.layout), &parameters.salt, &all)))
    }

    /// The digest of an input of this model, under a salt.
    pub fn input_digest<C: Curve>(&self, input: &[i64], salt: &Secret) -> Result<FieldBytes, CircuitError> {
        let elements = self.packed_input(input)?;
        Ok(commitment::digest::<C>(&commitment::port_tag(Committed::Input, &self.layout), salt, &elements))
    }

    /// The input as field elements. Refuses one that is not of the port's type.
    fn packed_input(&self, input: &[i64]) -> Result<Vec<FieldBytes>, CircuitError> {
        let expected = self.layout.input.shape.len();
        if input.len() != expected {
            return Err(CircuitError::InputLength { expected, got: input.len() });
        }
        self.layout.input.pack(input).map_err(|e| match e {
            LayoutError::Pack(e) => CircuitError::InputRange(e),
            e => e.into(),
        })
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
        self.packed_input(input)?;
        Ok(self.graph.evaluate(&self.types, input, self.parameter_values()?))
    }

    /// The output of the integer model.
    pub fn output(&self, input: &[i64]) -> Result<Vec<i64>, CircuitError> {
        Ok(self.evaluate(input)?.swap_remove(self.graph.output as usize))
    }

    /// What a proof of this inference states on a curve, and the output.
    pub fn statement<C: Curve>(
        &self,
        context: &Context,
        inference: &Inference,
    ) -> Result<(Statement, Vec<i64>), CircuitError> {
        let output = self.output(&inference.input)?;
        let port = |what, port: &Port, values: &[i64], salt: Option<Secret>, missing| {
            Ok::<_, CircuitError>(match port.visibility {
                Visibility::Public => port.pack(values)?,
                Visibility::Committed => {
                    let salt = salt.ok_or(CircuitError::MissingSecret(missing))?;
                    let tag = commitment::port_tag(what, &self.layout);
                    vec![commitment::digest::<C>(&tag, &salt, &port.pack(values)?)]
                }
                Visibility::Private => Vec::new(),
            })
        };
        let (input_missing, output_missing) =
            ("the input is committed and there is no salt", "the output is committed and there is no salt");
        let nullifier = match self.layout.nullifier {
            true => {
                let missing = CircuitError::MissingSecret("the statement has a nullifier and there is no secret");
                Some(commitment::nullifier::<C>(&inference.nullifier_secret.ok_or(missing)?, context.scope()))
            }
            false => None,
        };
        let statement = Statement {
            context: context.digest(),
            params: self.params_digest::<C>()?,
            input: port(Committed::Input, &self.layout.input, &inference.input, inference.input_salt, input_missing)?,
            output: port(Committed::Output, &self.layout.output, &output, inference.output_salt, output_missing)?,
            nullifier,
        };
        Ok((statement, output))
    }

    /// Writes the constraints. With an inference (which [`Circuit::statement`] accepts) witnesses get values, and `public`
    /// holds the values of the public inputs; without one, neither is used. The structure is the same.
    pub fn synthesize<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        public: &[F],
        inference: Option<&Inference>,
        sink: &mut S,
    ) {
        let mut next = 0;
        let mut take = || {
            next += 1;
            Variable::public(next - 1)
        };
        let salt = |of: fn(&Inference) -> Option<Secret>| inference.map(|inference| of(inference).unwrap_or(NO_SECRET));

        sink.layer("context");
        let context = Lc::from(take());
        // The context takes no part in the computation. Its square is witnessed so that the statement's proof is tied to
        // its value all the same.
        let square = sink.witness(inference.and(public.first()).map(|context| context.square()));
        sink.enforce("context/square", &context, &context, &square.into());

        let params = if self.layout.params == Params::Committed {
            sink.layer("params");
            let known = inference.and(self.parameters.as_ref());
            let tensors: Vec<Vec<Signal<F>>> = (self.graph.params.iter().enumerate())
                .map(|(i, param)| {
                    let int = param.int_type().expect("analysis has checked the graph; qed");
                    let values = known.map(|known| known.values[i].as_slice());
                    witness_tensor("params/range", param.shape.len(), int, values, sink)
                })
                .collect();
            let packed = (self.graph.params.iter().zip(&tensors)).flat_map(|(param, tensor)| {
                commitment::pack(param.int_type().expect("analysis has checked the graph; qed"), tensor)
            });
            let binding = Binding { name: "params/digest", tag: commitment::params_tag(&self.graph, &self.layout) };
            binding.enforce(packed.collect(), known.map(|known| known.salt), take(), sink);
            tensors
        } else {
            Vec::new()
        };

        sink.layer("input");
        let port = &self.layout.input;
        let int = port.int_type().expect("Circuit::new has checked the layout; qed");
        // Bounds every element by its type's bits: everything behind rests on intervals that start here.
        let values = inference.map(|inference| inference.input.as_slice());
        let input = witness_tensor("input/range", port.shape.len(), int, values, sink);
        let names = ["input/pack", "input/digest"];
        self.bind(Committed::Input, names, &input, salt(|i| i.input_salt), &mut take, sink);

        let mut tensors = vec![input];
        tensors.extend(params);
        for node in &self.graph.nodes {
            sink.layer(&node.name);
            let inputs: Vec<&[Signal<F>]> = node.inputs.iter().map(|&i| tensors[i as usize].as_slice()).collect();
            let output = node.op.synthesize(&operands(&self.types, node), &inputs, sink);
            tensors.push(output);
        }

        sink.layer("output");
        let names = ["output/pack", "output/digest"];
        let output = &tensors[self.graph.output as usize];
        self.bind(Committed::Output, names, output, salt(|i| i.output_salt), &mut take, sink);

        if self.layout.nullifier {
            sink.layer("nullifier");
            let scope = take();
            let scope_value = inference.and(public.get(public.len().wrapping_sub(2)).copied());
            let secret = salt(|i| i.nullifier_secret);
            commitment::enforce_nullifier(secret, (scope, scope_value), take(), sink);
        }
    }

    /// Ties a port's tensor to its public inputs. The elements of the tensor are bounded by the port's type already, so that
    /// one element has one tensor.
    fn bind<F: PrimeField, S: ConstraintSink<F>>(
        &self,
        what: Committed,
        [pack_name, digest_name]: [&'static str; 2],
        tensor: &[Signal<F>],
        salt: Option<Secret>,
        take: &mut impl FnMut() -> Variable,
        sink: &mut S,
    ) {
        let port = if what == Committed::Input { &self.layout.input } else { &self.layout.output };
        let packed = || commitment::pack(port.int_type().expect("Circuit::new has checked the layout; qed"), tensor);
        match port.visibility {
            Visibility::Public => {
                packed().for_each(|element| sink.enforce(pack_name, &element.lc, &Lc::one(), &take().into()))
            }
            Visibility::Committed => {
                let binding = Binding { name: digest_name, tag: commitment::port_tag(what, &self.layout) };
                binding.enforce(packed().collect(), salt, take(), sink);
            }
            Visibility::Private => {}
        }
    }
}

/// Stands for a secret that is not there, so that synthesis stays total. [`Circuit::statement`] has refused the inference.
const NO_SECRET: Secret = Secret([0; SECRET_BYTES]);

/// Witnesses a tensor and bounds every element by its type's bits.
fn witness_tensor<F: PrimeField, S: ConstraintSink<F>>(
    name: &'static str,
    len: usize,
    int: zkml_primitives::packing::IntType,
    values: Option<&[i64]>,
    sink: &mut S,
) -> Vec<Signal<F>> {
    let element = |i: usize| {
        let signal = Signal::witness(values.map(|values| values[i]), sink);
        let unsigned = signal.clone().plus_constant(int.offset());
        decompose(name, &unsigned, int.bits().into(), sink);
        signal
    };
    (0..len).map(element).collect()
}

/// A public input that no constraint touches is a point at infinity in the key, and then any value verifies.
fn refuse_untouched(count: &CountSink) -> Result<(), CircuitError> {
    count.untouched_public_input().map_or(Ok(()), |i| Err(CircuitError::UnconstrainedPublicInput(i)))
}

/// Any field does for counting; this one is at hand.
type CountField = <zkml_primitives::Bn254 as zkml_primitives::Curve>::Scalar;

/// Refuses digests of more than [`MAX_TERMS`] before any is synthesized: a short file can ask for a long hash.
fn check_digests(graph: &Graph, layout: &Layout) -> Result<(), CircuitError> {
    let elements = |int: Option<zkml_primitives::packing::IntType>, len| int.map_or(0, |int| int.elements(len));
    let of_port = |port: &Port| match port.visibility {
        Visibility::Committed => elements(port.int_type(), port.shape.len()),
        _ => 0,
    };
    let params: usize = graph.params.iter().map(|param| elements(param.int_type(), param.shape.len())).sum();
    for (node, count) in [("params", params), ("input", of_port(&layout.input)), ("output", of_port(&layout.output))] {
        let (got, limit) = (commitment::terms(count), MAX_TERMS);
        if got > limit {
            return Err(GraphError::TooLarge { node: node.into(), op: "Digest", what: "terms", got, limit }.into());
        }
    }
    Ok(())
}

/// The layers and their predicted counts, and the sum.
fn predict(graph: &Graph, layout: &Layout, types: &[TensorType]) -> (Vec<LayerCost>, u64) {
    let binds = |port: &Port| match port.visibility {
        Visibility::Public => port.elements().unwrap_or(0) as u64,
        Visibility::Committed => {
            let elements = port.int_type().map_or(0, |int| int.elements(port.shape.len()));
            commitment::constraints(elements)
        }
        Visibility::Private => 0,
    };
    let layer =
        |name: &str, op, constraints, bits, interval| LayerCost { name: name.into(), op, constraints, bits, interval };
    let none = Interval { lo: 0, hi: 0 };
    let mut layers = vec![layer("context", "Context", 1, 0, none)];
    let params = &types[1..=graph.params.len()];
    if let Some(hull) = params.iter().map(TensorType::hull).reduce(Interval::union) {
        let lengths = || graph.params.iter().map(|param| (param.shape.len(), param.int_type()));
        let ranges: u64 = graph.params.iter().map(|param| u64::from(param.bits) * param.shape.len() as u64).sum();
        let elements = lengths().map(|(len, int)| int.map_or(0, |int| int.elements(len))).sum();
        let bits = graph.params.iter().map(|param| param.bits).max().unwrap_or(0);
        layers.push(layer("params", "Params", ranges + commitment::constraints(elements), bits.into(), hull));
    }
    let input = &layout.input;
    let ranges = u64::from(input.bits) * input.shape.len() as u64;
    layers.push(layer("input", "Input", ranges + binds(input), input.bits.into(), types[0].hull()));
    for (node, output) in graph.nodes.iter().zip(&types[1 + graph.params.len()..]) {
        let inputs = operands(types, node);
        let (constraints, bits) = (node.op.constraints(&inputs), node.op.bits(&inputs));
        layers.push(layer(&node.name, node.op.name(), constraints, bits, output.hull()));
    }
    let hull = types[graph.output as usize].hull();
    layers.push(layer("output", "Output", binds(&layout.output), layout.output.bits.into(), hull));
    if layout.nullifier {
        layers.push(layer("nullifier", "Nullifier", commitment::NULLIFIER_CONSTRAINTS, 0, none));
    }
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
