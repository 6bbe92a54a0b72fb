//! Attributes of nodes: which an operator takes, of which kind, and what they hold.

use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::AttributeProto;

use super::tensor::{BadConstant, Constant};
use crate::error::printable;

/// What an attribute may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    Float,
    Int,
    /// An INT that is 0 or 1.
    Flag,
    Floats,
    Ints,
    Tensor,
}

/// The value of an attribute. Floats are finite.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute {
    Float(f32),
    Int(i64),
    Floats(Vec<f32>),
    Ints(Vec<i64>),
    Tensor(Constant),
}

/// One attribute that an operator takes.
#[derive(Debug)]
pub struct AttributeSpec {
    pub name: &'static str,
    pub kind: AttributeKind,
    /// The value when a node does not give it; `None` leaves it out.
    pub(crate) default: Option<Attribute>,
}

impl AttributeSpec {
    /// A FLOAT with a default.
    pub const fn float(name: &'static str, default: f32) -> Self {
        Self { name, kind: AttributeKind::Float, default: Some(Attribute::Float(default)) }
    }

    /// An INT with a default.
    pub const fn int(name: &'static str, default: i64) -> Self {
        Self { name, kind: AttributeKind::Int, default: Some(Attribute::Int(default)) }
    }

    /// An INT that is 0 or 1, with a default.
    pub const fn flag(name: &'static str, default: bool) -> Self {
        Self { name, kind: AttributeKind::Flag, default: Some(Attribute::Int(default as i64)) }
    }

    /// An attribute that may be absent.
    pub const fn optional(name: &'static str, kind: AttributeKind) -> Self {
        Self { name, kind, default: None }
    }
}

impl Attribute {
    /// Reads the value and checks it against what the operator takes. `Err` says what is wrong.
    pub(crate) fn decode(proto: &AttributeProto, spec: &AttributeSpec) -> Result<Self, String> {
        let wanted = match spec.kind {
            AttributeKind::Float => AttributeType::Float,
            AttributeKind::Int | AttributeKind::Flag => AttributeType::Int,
            AttributeKind::Floats => AttributeType::Floats,
            AttributeKind::Ints => AttributeType::Ints,
            AttributeKind::Tensor => AttributeType::Tensor,
        };
        let name = spec.name;
        if proto.r#type != wanted as i32 {
            let found = AttributeType::try_from(proto.r#type).map_or("unknown", |t| t.as_str_name());
            let wanted = wanted.as_str_name();
            return Err(format!("attribute `{name}` is of type {found}, {wanted} is expected"));
        }
        if !proto.ref_attr_name.is_empty() {
            return Err(format!("attribute `{name}` refers to an attribute of a function"));
        }
        let value =
            match wanted {
                AttributeType::Float => Self::Float(proto.f),
                AttributeType::Int => Self::Int(proto.i),
                AttributeType::Floats => Self::Floats(proto.floats.clone()),
                AttributeType::Ints => Self::Ints(proto.ints.clone()),
                _ => {
                    let tensor = proto.t.as_ref().ok_or(format!("attribute `{name}` is empty"))?;
                    let decoded = Constant::decode(tensor);
                    Self::Tensor(decoded.map_err(|BadConstant { problem, .. }| {
                        format!("attribute `{name}`: {}", printable(&problem))
                    })?)
                }
            };
        match &value {
            Self::Float(f) if !f.is_finite() => Err(format!("attribute `{name}` is {f}")),
            Self::Floats(v) if v.iter().any(|f| !f.is_finite()) => {
                Err(format!("attribute `{name}` holds a value that is not finite"))
            }
            Self::Int(i) if spec.kind == AttributeKind::Flag && !(0..=1).contains(i) => {
                Err(format!("attribute `{name}` is {i}, 0 or 1 is expected"))
            }
            _ => Ok(value),
        }
    }

    /// The same as a protobuf.
    pub(crate) fn to_proto(&self, name: &str) -> AttributeProto {
        let mut proto = AttributeProto { name: name.into(), ..Default::default() };
        let kind = match self {
            Self::Float(f) => {
                proto.f = *f;
                AttributeType::Float
            }
            Self::Int(i) => {
                proto.i = *i;
                AttributeType::Int
            }
            Self::Floats(v) => {
                proto.floats.clone_from(v);
                AttributeType::Floats
            }
            Self::Ints(v) => {
                proto.ints.clone_from(v);
                AttributeType::Ints
            }
            Self::Tensor(t) => {
                proto.t = Some(t.to_proto(String::new()));
                AttributeType::Tensor
            }
        };
        proto.r#type = kind as i32;
        proto
    }
}
