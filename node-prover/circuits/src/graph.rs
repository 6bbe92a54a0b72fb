//! The integer graph: operators over integer tensors, each with a proven interval.
//!
//! Intervals come from worst cases, never from data and never from a file: they are computed again whenever a graph is
//! loaded, because the soundness of every bit decomposition rests on them.

use crate::ops::{Op, OpError, Terms};
use parity_scale_codec::{Decode, Encode};
use zkml_primitives::{packing::IntType, Shape};

/// Greatest magnitude of any value in a graph, and of any partial sum inside an operator. Far enough below 2^62 that a
/// difference of two values still decomposes ([`crate::gadgets::MAX_BITS`]).
pub const MAX_MAGNITUDE: i64 = 1 << 59;

/// Most nodes of a graph.
pub const MAX_NODES: usize = 1 << 14;

/// Most elements of all tensors of a graph together. Each has an interval and a linear combination in memory.
pub const MAX_ELEMENTS: usize = 1 << 22;

/// Most terms that synthesis of a graph adds up in linear combinations: linear layers cost no constraints, but a layer of a
/// layer multiplies its terms, and a file of a few kilobytes could ask for years of work. At 16 bytes each.
pub const MAX_TERMS: u64 = 1 << 27;

/// All integers from `lo` to `hi`, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Least value.
    pub lo: i64,
    /// Greatest value.
    pub hi: i64,
}

impl Interval {
    /// From a sum that may not fit; `None` beyond [`MAX_MAGNITUDE`].
    pub fn checked(lo: i128, hi: i128) -> Option<Self> {
        let limit = i128::from(MAX_MAGNITUDE);
        let fits = lo <= hi && -limit <= lo && hi <= limit;
        fits.then_some(Self { lo: lo as i64, hi: hi as i64 })
    }

    /// Whether the value lies in it.
    pub fn contains(self, value: i64) -> bool {
        (self.lo..=self.hi).contains(&value)
    }

    /// The least interval around both.
    pub fn union(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    /// `a − b` for every a of `self` and b of `other`.
    pub fn minus(self, other: Self) -> Self {
        Self { lo: self.lo - other.hi, hi: self.hi - other.lo }
    }

    /// Bits of the least integer type that holds the interval, and whether it is signed.
    pub fn int_type(self) -> (u8, bool) {
        let magnitude = self.hi.max(-(self.lo + 1)).max(0) as u64;
        let bits = crate::gadgets::bits_for(magnitude) as u8;
        if self.lo < 0 {
            (bits + 1, true)
        } else {
            (bits.max(1), false)
        }
    }
}

/// Shape of a tensor and the interval of each of its elements, row-major.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorType {
    /// The shape.
    pub shape: Shape,
    /// One interval an element.
    pub intervals: Vec<Interval>,
}

impl TensorType {
    /// A tensor whose elements share one interval.
    pub fn uniform(shape: Shape, interval: Interval) -> Self {
        Self { shape, intervals: vec![interval; shape.len()] }
    }

    /// The least interval around all elements.
    pub fn hull(&self) -> Interval {
        let hull = self.intervals.iter().copied().reduce(Interval::union);
        hull.unwrap_or(Interval { lo: 0, hi: 0 })
    }

    /// The last dimension; 1 for a scalar.
    pub fn last_dim(&self) -> usize {
        self.shape.dims().last().unwrap_or(1)
    }
}

/// One operator of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Node {
    /// The ONNX node that it comes from.
    pub name: String,
    /// What it computes.
    pub op: Op,
    /// Tensors that it reads, as [`Graph`] numbers them. Only earlier ones.
    pub inputs: Vec<u32>,
}

/// A tensor of parameters that are not constants of the circuit: their values are the prover's, and a digest binds them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Parameter {
    /// What it is called.
    pub name: String,
    /// Its shape.
    pub shape: Shape,
    /// Bits of each integer.
    pub bits: u8,
    /// Whether there are negative ones.
    pub signed: bool,
}

impl Parameter {
    /// The integer type; `None` if `bits` is out of range.
    pub fn int_type(&self) -> Option<IntType> {
        IntType::new(self.bits, self.signed)
    }
}

/// Operators in an order in which each reads only earlier results.
///
/// Tensor 0 is the input; with `p` parameters, tensors 1 to `p` are those, and tensor `p + 1 + i` is the result of node `i`.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Graph {
    /// The parameters that are not constants.
    pub params: Vec<Parameter>,
    /// The operators.
    pub nodes: Vec<Node>,
    /// The tensor that is the graph's output.
    pub output: u32,
}

/// Why a graph is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// No nodes or too many.
    #[error("the graph has {0} nodes; between 1 and {MAX_NODES} are supported")]
    NodeCount(usize),
    /// A parameter's bits are 0 or too many.
    #[error("parameter {} has {bits} bits; between 1 and 60 with a sign, 59 without, are supported", name.escape_debug())]
    ParameterBits {
        /// The parameter.
        name: String,
        /// Its bits.
        bits: u8,
    },
    /// The input's intervals are beyond [`MAX_MAGNITUDE`], where differences no longer decompose.
    #[error("the input's values reach beyond 2^59; give it at most 60 bits with a sign, 59 without")]
    Input,
    /// More than [`MAX_ELEMENTS`] or [`MAX_TERMS`].
    #[error("node {} ({op}): {what} of the graph up to here are {got}, over the limit of {limit}; use a smaller model, or put a Relu or Requantize between linear layers", node.escape_debug())]
    TooLarge {
        /// The node that goes over it.
        node: String,
        /// Its operator.
        op: &'static str,
        /// What there is too much of.
        what: &'static str,
        /// How much.
        got: u64,
        /// How much there may be.
        limit: u64,
    },
    /// A node reads a tensor that does not exist yet.
    #[error("node {} ({op}) reads tensor {tensor}, which does not exist before it", node.escape_debug())]
    Dangling {
        /// The node.
        node: String,
        /// Its operator.
        op: &'static str,
        /// The tensor's number.
        tensor: u32,
    },
    /// The graph's output does not exist.
    #[error("the graph's output is tensor {0}, which does not exist")]
    Output(u32),
    /// Nobody reads a parameter.
    #[error("nothing reads the parameter {}", name.escape_debug())]
    UnreadParameter {
        /// The parameter.
        name: String,
    },
    /// Nobody reads the result of a node. A layer that counts for nothing is a mistake of whoever made the graph.
    #[error("nothing reads the result of node {} ({op})", node.escape_debug())]
    Unread {
        /// The node.
        node: String,
        /// Its operator.
        op: &'static str,
    },
    /// An operator refuses its configuration or its inputs.
    #[error("node {} ({op}): {error}", node.escape_debug())]
    Op {
        /// The node.
        node: String,
        /// Its operator.
        op: &'static str,
        /// Why.
        error: OpError,
    },
}

impl Graph {
    /// Shapes and intervals of every tensor, the input's first. Fails on everything that evaluation or synthesis could not
    /// do, and on more than [`MAX_ELEMENTS`] or [`MAX_TERMS`] before the work is done.
    pub fn analyze(&self, input: TensorType) -> Result<Vec<TensorType>, GraphError> {
        if self.nodes.is_empty() || self.nodes.len() > MAX_NODES {
            return Err(GraphError::NodeCount(self.nodes.len()));
        }
        if input.intervals.iter().any(|x| Interval::checked(x.lo.into(), x.hi.into()).is_none()) {
            return Err(GraphError::Input);
        }
        let mut budget = Budget::default();
        let mut terms = vec![Terms::variables(input.shape.len())];
        budget.spend("input", "Input", input.shape.len(), terms[0].work)?;
        let mut types = vec![input];
        for param in &self.params {
            let int = param.int_type().map(|int| Interval { lo: int.min(), hi: int.max() });
            let interval = int.filter(|x| Interval::checked(x.lo.into(), x.hi.into()).is_some());
            let refused = || GraphError::ParameterBits { name: param.name.clone(), bits: param.bits };
            let interval = interval.ok_or_else(refused)?;
            let variables = Terms::variables(param.shape.len());
            budget.spend(&param.name, "Parameter", param.shape.len(), variables.work)?;
            terms.push(variables);
            types.push(TensorType::uniform(param.shape, interval));
        }
        let before = types.len();
        let mut read = vec![false; self.nodes.len() + before];
        for node in &self.nodes {
            let (name, op) = (&node.name, node.op.name());
            if let Some(&tensor) = node.inputs.iter().find(|&&i| i as usize >= types.len()) {
                return Err(GraphError::Dangling { node: name.clone(), op, tensor });
            }
            for &i in &node.inputs {
                read[i as usize] = true;
            }
            let inputs = operands(&types, node);
            let output = node.op.infer(&inputs);
            let output = output.map_err(|error| GraphError::Op { node: name.clone(), op, error })?;
            let sizes: Vec<Terms> = node.inputs.iter().map(|&i| terms[i as usize]).collect();
            let made = node.op.terms(&inputs, &sizes);
            budget.spend(name, op, output.shape.len(), made.work)?;
            terms.push(made);
            types.push(output);
        }
        if self.output as usize >= types.len() {
            return Err(GraphError::Output(self.output));
        }
        if let Some(param) = self.params.iter().zip(&read[1..]).find(|(_, read)| !**read).map(|(param, _)| param) {
            return Err(GraphError::UnreadParameter { name: param.name.clone() });
        }
        read[self.output as usize] = true;
        if let Some(unread) = read.iter().skip(before).position(|read| !read) {
            let node = &self.nodes[unread];
            return Err(GraphError::Unread { node: node.name.clone(), op: node.op.name() });
        }
        Ok(types)
    }

    /// The integer reference evaluator: the value of every tensor, the input's first. `types` are those of
    /// [`Graph::analyze`]; `input` and `params` lie in their intervals.
    pub fn evaluate(&self, types: &[TensorType], input: &[i64], params: &[Vec<i64>]) -> Vec<Vec<i64>> {
        let mut values = vec![input.to_vec()];
        values.extend_from_slice(params);
        for node in &self.nodes {
            let inputs: Vec<&[i64]> = node.inputs.iter().map(|&i| values[i as usize].as_slice()).collect();
            let output = node.op.evaluate(&operands(types, node), &inputs);
            values.push(output);
        }
        values
    }
}

/// What a graph has asked for so far.
#[derive(Default)]
struct Budget {
    elements: u64,
    terms: u64,
}

impl Budget {
    fn spend(&mut self, node: &str, op: &'static str, elements: usize, terms: u64) -> Result<(), GraphError> {
        self.elements = self.elements.saturating_add(elements as u64);
        self.terms = self.terms.saturating_add(terms);
        for (what, got, limit) in [("elements", self.elements, MAX_ELEMENTS as u64), ("terms", self.terms, MAX_TERMS)] {
            if got > limit {
                return Err(GraphError::TooLarge { node: node.into(), op, what, got, limit });
            }
        }
        Ok(())
    }
}

/// The types of a node's inputs, which [`Graph::analyze`] has found to exist.
pub(crate) fn operands<'a>(types: &'a [TensorType], node: &Node) -> Vec<&'a TensorType> {
    node.inputs.iter().map(|&i| &types[i as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        harness::tensor,
        ops::{ArgMax, Dense, Relu, Requantize, Reshape},
    };

    fn node(name: &str, op: impl Into<Op>, input: u32) -> Node {
        Node { name: name.into(), op: op.into(), inputs: vec![input] }
    }

    fn chain(ops: Vec<Op>) -> Graph {
        let output = ops.len() as u32;
        let nodes = ops.into_iter().enumerate().map(|(i, op)| node(&format!("n{i}"), op, i as u32));
        Graph { params: vec![], nodes: nodes.collect(), output }
    }

    fn dense(weights: Vec<i32>, outputs: usize) -> Op {
        Dense { weights, bias: vec![0; outputs] }.into()
    }

    fn reshape(dims: &[usize]) -> Op {
        Reshape { shape: Shape::new(dims).unwrap() }.into()
    }

    fn relu() -> Op {
        Relu { shifts: vec![0], max: None }.into()
    }

    #[test]
    fn evaluates_in_order() {
        let graph = Graph {
            params: vec![],
            nodes: vec![
                node("sum", dense(vec![1, 1, 1, -1], 2), 0),
                node("relu", relu(), 1),
                node("argmax", ArgMax { keep_dims: false }, 2),
            ],
            output: 3,
        };
        let types = graph.analyze(tensor(&[2], &[(-8, 7)])).unwrap();
        assert_eq!(types[1].intervals, [Interval { lo: -16, hi: 14 }, Interval { lo: -15, hi: 15 }]);
        let expected = [vec![-3, 5], vec![2, -8], vec![2, 0], vec![0]];
        assert_eq!(graph.evaluate(&types, &[-3, 5], &[]), expected);
    }

    #[test]
    fn rejects_graphs_that_are_not_one() {
        let input = || tensor(&[2], &[(-8, 7)]);
        let analyze = |nodes: Vec<Node>, output| Graph { params: vec![], nodes, output }.analyze(input()).map(drop);
        assert_eq!(analyze(vec![], 0), Err(GraphError::NodeCount(0)));
        let many = vec![node("n", relu(), 0); MAX_NODES + 1];
        assert_eq!(analyze(many, 1), Err(GraphError::NodeCount(MAX_NODES + 1)));
        let dangling = |tensor| GraphError::Dangling { node: "n".into(), op: "Relu", tensor };
        // Itself, a later one, and none at all.
        for tensor in [1, 2, u32::MAX] {
            assert_eq!(analyze(vec![node("n", relu(), tensor)], 1), Err(dangling(tensor)));
        }
        assert_eq!(analyze(vec![node("n", relu(), 0)], 2), Err(GraphError::Output(2)));
        assert_eq!(analyze(vec![node("n", relu(), 0)], u32::MAX), Err(GraphError::Output(u32::MAX)));
        let unread = Err(GraphError::Unread { node: "lost".into(), op: "Relu" });
        assert_eq!(analyze(vec![node("lost", relu(), 0), node("n", relu(), 0)], 2), unread, "a dropped layer");
        assert_eq!(analyze(vec![node("n", relu(), 0), node("lost", relu(), 1)], 1), unread);
        assert_eq!(analyze(vec![node("lost", relu(), 0)], 0), unread, "the input as the output");
        for inputs in [vec![], vec![0, 0]] {
            let arity = analyze(vec![Node { name: "n".into(), op: relu(), inputs }], 1);
            assert!(matches!(arity, Err(GraphError::Op { error: OpError::Arity { .. }, .. })));
        }
        let wrong = analyze(vec![node("a", relu(), 0), node("gemm", dense(vec![1], 1), 1)], 2);
        assert_eq!(
            wrong.unwrap_err().to_string(),
            "node gemm (Dense): takes […, 1] with a result within the limits of tensors, got a tensor of shape [2]"
        );
    }

    #[test]
    fn rejects_an_input_beyond_the_limit() {
        let analyze = |lo, hi| chain(vec![relu()]).analyze(tensor(&[1], &[(lo, hi)])).map(drop);
        assert_eq!(analyze(-MAX_MAGNITUDE, MAX_MAGNITUDE), Ok(()));
        for (lo, hi) in
            [(-MAX_MAGNITUDE - 1, 0), (0, MAX_MAGNITUDE + 1), (i64::MIN, i64::MAX), (i64::MAX, i64::MAX), (1, 0)]
        {
            assert_eq!(analyze(lo, hi), Err(GraphError::Input), "{lo} {hi}");
        }
    }

    fn too_large(result: Result<Vec<TensorType>, GraphError>) -> (&'static str, String) {
        match result {
            Err(GraphError::TooLarge { what, node, got, limit, .. }) if got > limit => (what, node),
            Err(e) => panic!("{e}"),
            Ok(_) => panic!("accepted"),
        }
    }

    /// A few bytes a node, hundreds of megabytes a tensor.
    #[test]
    fn refuses_more_elements_than_the_limit() {
        let input = tensor(&[1 << 18], &[(0, 1)]);
        let same = |count| chain(vec![reshape(&[1 << 18]); count]).analyze(input.clone());
        assert_eq!(same(15).unwrap().len(), 16);
        assert_eq!(too_large(same(16)), ("elements", "n15".into()));
        let huge = tensor(&[MAX_ELEMENTS + 1], &[(0, 1)]);
        assert_eq!(too_large(chain(vec![relu()]).analyze(huge)), ("elements", "input".into()));
    }

    /// Linear layers cost no constraints, and without a limit a layer of a layer of a layer costs all there is.
    #[test]
    fn refuses_more_terms_than_the_limit() {
        let input = tensor(&[512], &[(0, 1)]);
        let square = || dense((0..512 * 512).map(|i| i % 2).collect(), 512);
        // 512 · 256 terms, then 512 · 256 · 257 of them, then 512 · 256 · 513 in each further layer.
        let squares = |count| chain((0..count).map(|_| square()).collect()).analyze(input.clone());
        assert!(squares(1).is_ok() && squares(3).is_ok());
        assert_eq!(too_large(squares(4)), ("terms", "n3".into()));
        // A Relu between them makes variables of sums.
        let relu = || Relu { shifts: vec![8], max: Some(1) }.into();
        assert!(chain(vec![square(), relu(), square(), relu(), square()]).analyze(input.clone()).is_ok());
        // Copies of long sums are as long.
        let mut ops = vec![square()];
        ops.extend(vec![reshape(&[512]); 2000]);
        assert_eq!(too_large(chain(ops).analyze(input.clone())).0, "terms");
        let mut ops = vec![square()];
        ops.extend(vec![Requantize { shifts: vec![0], min: None, max: None }.into(); 2000]);
        assert_eq!(too_large(chain(ops).analyze(input)).0, "terms");
        // Zeros add no terms and take as long to look at.
        let zeros = || dense(vec![0; 512 * 512], 512);
        let twice = chain(vec![zeros(), zeros()]).analyze(tensor(&[256, 512], &[(0, 1)]));
        assert_eq!(too_large(twice), ("terms", "n1".into()));
        let rows = vec![dense(vec![1; 8 * 256], 8), reshape(&[1 << 16]), ArgMax { keep_dims: true }.into()];
        assert_eq!(too_large(chain(rows).analyze(tensor(&[1 << 13, 256], &[(0, 1)]))), ("terms", "n2".into()));
    }

    #[test]
    fn names_are_printed_without_control_characters() {
        let error = Graph { params: vec![], nodes: vec![node("\x1b[2J\n", relu(), 7)], output: 1 }
            .analyze(tensor(&[1], &[(0, 1)]));
        let message = error.unwrap_err().to_string();
        assert!(!message.contains(char::is_control), "{message:?}");
    }

    #[test]
    fn the_least_integer_type_holds_its_interval() {
        let ends = [-MAX_MAGNITUDE, -129, -128, -127, -2, -1, 0, 1, 2, 127, 128, 255, 256, MAX_MAGNITUDE];
        for (lo, hi) in ends.into_iter().flat_map(|lo| ends.map(|hi| (lo, hi))).filter(|(lo, hi)| lo <= hi) {
            let (bits, signed) = Interval { lo, hi }.int_type();
            let int = zkml_primitives::packing::IntType::new(bits, signed).unwrap();
            assert!(int.min() <= lo && hi <= int.max(), "{lo} {hi}: {bits} {signed}");
            let fewer = zkml_primitives::packing::IntType::new(bits - 1, signed);
            assert!(fewer.is_none_or(|int| lo < int.min() || int.max() < hi), "{lo} {hi}: {bits} {signed}");
            assert_eq!(signed, lo < 0);
        }
    }

    fn parameter(name: &str, dims: &[usize], bits: u8) -> Parameter {
        Parameter { name: name.into(), shape: Shape::new(dims).unwrap(), bits, signed: true }
    }

    /// A layer whose weights are parameters.
    fn gemm() -> Graph {
        let node = Node { name: "gemm".into(), op: crate::ops::Gemm.into(), inputs: vec![0, 1, 2] };
        Graph { params: vec![parameter("w", &[1, 2], 4), parameter("b", &[1], 6)], nodes: vec![node], output: 3 }
    }

    #[test]
    fn parameters_are_tensors_between_the_input_and_the_nodes() {
        let graph = gemm();
        let types = graph.analyze(tensor(&[2], &[(-8, 7)])).unwrap();
        assert_eq!(types[1].hull(), Interval { lo: -8, hi: 7 });
        assert_eq!(types[3].hull(), Interval { lo: -56 - 56 - 32, hi: 64 + 64 + 31 });
        let values = graph.evaluate(&types, &[3, -2], &[vec![5, 6], vec![-9]]);
        assert_eq!(values, [vec![3, -2], vec![5, 6], vec![-9], vec![15 - 12 - 9]]);
    }

    #[test]
    fn rejects_parameters_without_a_reader_or_a_type() {
        let analyze = |graph: Graph| graph.analyze(tensor(&[2], &[(-8, 7)])).map(drop);
        let mut graph = gemm();
        graph.params.push(parameter("lost", &[1], 4));
        graph.output = 4;
        assert_eq!(analyze(graph), Err(GraphError::UnreadParameter { name: "lost".into() }));
        for bits in [0, 61, 62, 63, 255] {
            let mut graph = gemm();
            graph.params[1].bits = bits;
            assert_eq!(analyze(graph), Err(GraphError::ParameterBits { name: "b".into(), bits }));
        }
        // A parameter as the output: nothing would be computed.
        let graph = Graph { output: 1, ..gemm() };
        assert!(matches!(analyze(graph), Err(GraphError::Unread { .. })));
        let mut graph = gemm();
        graph.params[0].shape = Shape::new(&[1 << 12, 1 << 11]).unwrap();
        assert!(matches!(analyze(graph), Err(GraphError::TooLarge { what: "elements", .. })));
    }
}
