//! One node of the graph, checked against the table of operators.

use std::collections::BTreeMap;

use tract_onnx::pb::NodeProto;

use super::attribute::Attribute;
use super::operators::{find, Refusal};
use super::tensor::{BadConstant, Constant, ElementType, Values};
use crate::error::{printable, CompileError};

/// A node of a supported operator, with no attribute but those that its row in
/// [`SUPPORTED`](super::operators::SUPPORTED) lists, and a value for each of those that has a default.
#[derive(Clone, Debug)]
pub struct OnnxNode {
    /// Unique in the model and fit for printing: the file's, or `<op_type>_<index>` where the file has none.
    pub name: String,
    /// As in the table.
    pub op_type: &'static str,
    /// Names of the tensors read, without trailing optional ones that are left out. None is empty.
    pub inputs: Vec<String>,
    /// Names of the tensors written: one.
    pub outputs: Vec<String>,
    pub(crate) attributes: BTreeMap<&'static str, Attribute>,
}

impl OnnxNode {
    /// Checks operator, domain, attributes and the number of inputs and outputs.
    pub(crate) fn decode(proto: &NodeProto, name: String) -> Result<Self, CompileError> {
        match Self::checked(proto, name.clone()) {
            Ok(node) => Ok(node),
            Err(Refusal::Unsupported(reason)) => {
                Err(CompileError::Unsupported { node: name, op: printable(&proto.op_type), reason, more: 0 })
            }
            Err(Refusal::Invalid(problem)) => {
                Err(CompileError::Operands { node: name, op: printable(&proto.op_type), problem })
            }
        }
    }

    fn checked(proto: &NodeProto, name: String) -> Result<Self, Refusal> {
        let unsupported = |reason| Err(Refusal::Unsupported(reason));
        // tract looks operators up by name alone, so a custom `Relu` would run as the standard one.
        if !matches!(&*proto.domain, "" | "ai.onnx") {
            let domain = printable(&proto.domain);
            return unsupported(format!("it belongs to the operator domain `{domain}`"));
        }
        let Some(spec) = find(&proto.op_type) else {
            return unsupported("there is no circuit for this operator".into());
        };

        let mut attributes = BTreeMap::new();
        for attribute in &proto.attribute {
            let Some(known) = spec.attributes.iter().find(|a| a.name == attribute.name) else {
                let attribute = printable(&attribute.name);
                return unsupported(format!("it has the attribute `{attribute}`, which is not known"));
            };
            let value = Attribute::decode(attribute, known).map_err(Refusal::Invalid)?;
            if attributes.insert(known.name, value).is_some() {
                let problem = format!("attribute `{}` is given twice", known.name);
                return Err(Refusal::Invalid(problem));
            }
        }
        for known in spec.attributes {
            if let (Some(default), None) = (&known.default, attributes.get(known.name)) {
                attributes.insert(known.name, default.clone());
            }
        }

        let given = proto.input.iter().rposition(|i| !i.is_empty()).map_or(0, |last| last + 1);
        let inputs = proto.input[..given].to_vec();
        if !spec.inputs.contains(&given) || inputs.iter().any(String::is_empty) {
            let (low, high) = (spec.inputs.start(), spec.inputs.end());
            let problem = if low == high {
                format!("it has {given} inputs, {low} expected")
            } else {
                format!("it has {given} inputs, {low} to {high} expected and none left out")
            };
            return Err(Refusal::Invalid(problem));
        }
        let outputs = proto.output.clone();
        if outputs.len() != 1 || outputs[0].is_empty() {
            return Err(Refusal::Invalid(format!("it has {} outputs, 1 expected", outputs.len())));
        }
        Ok(Self { name, op_type: spec.op_type, inputs, outputs, attributes })
    }

    /// The tensor that the node writes.
    pub fn output(&self) -> &str {
        &self.outputs[0]
    }

    /// A FLOAT attribute that the table lists with a default.
    pub fn float(&self, name: &'static str) -> Result<f32, CompileError> {
        match self.attributes.get(name) {
            Some(Attribute::Float(value)) => Ok(*value),
            _ => Err(self.not_in_table(name)),
        }
    }

    /// An INT attribute that the table lists with a default.
    pub fn int(&self, name: &'static str) -> Result<i64, CompileError> {
        match self.attributes.get(name) {
            Some(Attribute::Int(value)) => Ok(*value),
            _ => Err(self.not_in_table(name)),
        }
    }

    /// A 0-or-1 attribute that the table lists with a default.
    pub fn flag(&self, name: &'static str) -> Result<bool, CompileError> {
        self.int(name).map(|value| value == 1)
    }

    /// An error about this node, for the lowering: there is no circuit for it in this form.
    pub fn unsupported(&self, reason: impl Into<String>) -> CompileError {
        CompileError::Unsupported { node: self.name.clone(), op: self.op_type.into(), reason: reason.into(), more: 0 }
    }

    fn not_in_table(&self, attribute: &str) -> CompileError {
        CompileError::Internal {
            doing: "reading an attribute",
            problem: format!("{} has no attribute `{attribute}` in the table", self.op_type),
        }
    }

    /// The tensor that a `Constant` node holds, in whichever attribute.
    pub(crate) fn constant_value(&self) -> Result<Constant, Refusal> {
        let mut attributes = self.attributes.values();
        let (Some(attribute), None) = (attributes.next(), attributes.next()) else {
            let n = self.attributes.len();
            return Err(Refusal::Invalid(format!("it holds {n} values, 1 expected")));
        };
        let wide = |floats: &[f32]| Values::Float(floats.iter().map(|&f| f.into()).collect());
        let (element, shape, values) = match attribute {
            Attribute::Tensor(constant) => return Ok(constant.clone()),
            Attribute::Float(f) => (ElementType::Float, vec![], wide(&[*f])),
            Attribute::Int(i) => (ElementType::Int64, vec![], Values::Int(vec![*i])),
            Attribute::Floats(v) => (ElementType::Float, vec![v.len()], wide(v)),
            Attribute::Ints(v) => (ElementType::Int64, vec![v.len()], Values::Int(v.clone())),
        };
        if values.len() == 0 {
            return Err(Refusal::Invalid("it holds an empty list".into()));
        }
        Constant::from_values(element, shape, values).map_err(|BadConstant { problem, .. }| Refusal::Invalid(problem))
    }
}
