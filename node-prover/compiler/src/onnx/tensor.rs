//! Element types, shapes and constant tensors, decoded out of the ONNX protobuf.

use std::fmt;

use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::TensorProto;

/// The most elements that any one activation may have. Far beyond what can be proved, and small enough that a shape
/// from a hostile file can neither overflow nor exhaust the memory.
pub const MAX_ELEMENTS: usize = 1 << 24;

/// The most elements that all constants of a model may have together.
pub(crate) const MAX_CONSTANT_ELEMENTS: usize = 1 << 26;

/// The element types that a tensor may have, with ONNX's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementType {
    Float,
    Double,
    Int8,
    Uint8,
    Int16,
    Uint16,
    Int32,
    Int64,
    Bool,
}

impl ElementType {
    /// From the number that a file holds; `Err` is the name of the type that is not supported.
    pub(crate) fn from_proto(number: i32) -> Result<Self, String> {
        Ok(match DataType::try_from(number) {
            Ok(DataType::Float) => Self::Float,
            Ok(DataType::Double) => Self::Double,
            Ok(DataType::Int8) => Self::Int8,
            Ok(DataType::Uint8) => Self::Uint8,
            Ok(DataType::Int16) => Self::Int16,
            Ok(DataType::Uint16) => Self::Uint16,
            Ok(DataType::Int32) => Self::Int32,
            Ok(DataType::Int64) => Self::Int64,
            Ok(DataType::Bool) => Self::Bool,
            Ok(other) => return Err(other.as_str_name().into()),
            Err(_) => return Err(format!("number {number}")),
        })
    }

    pub(crate) fn to_proto(self) -> DataType {
        match self {
            Self::Float => DataType::Float,
            Self::Double => DataType::Double,
            Self::Int8 => DataType::Int8,
            Self::Uint8 => DataType::Uint8,
            Self::Int16 => DataType::Int16,
            Self::Uint16 => DataType::Uint16,
            Self::Int32 => DataType::Int32,
            Self::Int64 => DataType::Int64,
            Self::Bool => DataType::Bool,
        }
    }

    /// Bytes per element in `raw_data`.
    fn size(self) -> usize {
        match self {
            Self::Int8 | Self::Uint8 | Self::Bool => 1,
            Self::Int16 | Self::Uint16 => 2,
            Self::Float | Self::Int32 => 4,
            Self::Double | Self::Int64 => 8,
        }
    }

    /// Whether this is a floating-point type.
    pub fn is_float(self) -> bool {
        matches!(self, Self::Float | Self::Double)
    }
}

impl fmt::Display for ElementType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_proto().as_str_name())
    }
}

/// Element type and fully known shape of a tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorType {
    pub element: ElementType,
    pub shape: Vec<usize>,
}

/// The values of a constant, row by row. Floats are widened without loss, so are integers.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// FLOAT or DOUBLE; every value is finite.
    Float(Vec<f64>),
    /// Any of the integer types.
    Int(Vec<i64>),
    Bool(Vec<bool>),
}

/// A tensor whose values are in the file: a weight, a bias, a shape. As many values as its shape has elements, at least
/// one.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    pub ty: TensorType,
    pub values: Values,
}

/// Why a constant is refused, and the way out.
#[derive(Debug)]
pub(crate) struct BadConstant {
    pub problem: String,
    pub help: &'static str,
}

const REEXPORT: &str = "the file is damaged or inconsistent: export the model again";

fn bad<T>(problem: impl Into<String>, help: &'static str) -> Result<T, BadConstant> {
    Err(BadConstant { problem: problem.into(), help })
}

impl Constant {
    /// A scalar or list out of a node's attribute.
    pub(crate) fn from_values(element: ElementType, shape: Vec<usize>, values: Values) -> Result<Self, BadConstant> {
        if let Values::Float(floats) = &values {
            check_finite(floats, &shape)?;
        }
        let ty = TensorType { element, shape };
        Ok(Self { ty, values })
    }

    /// Checks everything that the rest of the compiler, and tract, relies on: the type, the dimensions, that the data
    /// is in this file, in one place, and exactly as long as the dimensions say, and that every value is finite.
    pub(crate) fn decode(proto: &TensorProto) -> Result<Self, BadConstant> {
        if proto.data_location == Some(DataLocation::External as i32) || !proto.external_data.is_empty() {
            return bad("its data is kept in another file", "save the model as one file, without external data");
        }
        if proto.segment.is_some() {
            return bad("it is stored in segments", "export the model again");
        }
        let element = ElementType::from_proto(proto.data_type)
            .or_else(|name| bad(format!("the element type {name} is not supported"), "export the model in float32"))?;
        let shape = constant_shape(&proto.dims)?;
        let count: usize = shape.iter().product();
        let values = if proto.raw_data.is_empty() {
            typed_values(proto, element)?
        } else if typed_lengths(proto) != [0; 5] {
            return bad("it has two sets of data", REEXPORT);
        } else {
            // Compared with what is there, so that nothing is allocated on a header's word.
            let (needed, found) = (count * element.size(), proto.raw_data.len());
            if needed != found {
                return bad(format!("dims {shape:?} need {needed} bytes, it holds {found}"), REEXPORT);
            }
            raw_values(&proto.raw_data, element)?
        };
        if values.len() != count {
            let found = values.len();
            return bad(format!("dims {shape:?} need {count} values, it holds {found}"), REEXPORT);
        }
        Self::from_values(element, shape, values)
    }

    /// The same tensor as a protobuf, its values in `raw_data`.
    pub(crate) fn to_proto(&self, name: String) -> TensorProto {
        let raw_data = match &self.values {
            // Back to the width it came from, which is exact.
            Values::Float(v) if self.ty.element == ElementType::Float => {
                v.iter().flat_map(|&x| (x as f32).to_le_bytes()).collect()
            }
            Values::Float(v) => v.iter().flat_map(|x| x.to_le_bytes()).collect(),
            Values::Int(v) => {
                let size = self.ty.element.size();
                v.iter().flat_map(|x| x.to_le_bytes().into_iter().take(size)).collect()
            }
            Values::Bool(v) => v.iter().map(|&b| b as u8).collect(),
        };
        TensorProto {
            name,
            dims: self.ty.shape.iter().map(|&d| d as i64).collect(),
            data_type: self.ty.element.to_proto() as i32,
            raw_data,
            ..Default::default()
        }
    }

    /// The values, if this is a FLOAT or DOUBLE tensor.
    pub fn floats(&self) -> Option<&[f64]> {
        match &self.values {
            Values::Float(v) => Some(v),
            _ => None,
        }
    }

    /// The values, if this is an integer tensor.
    pub fn ints(&self) -> Option<&[i64]> {
        match &self.values {
            Values::Int(v) => Some(v),
            _ => None,
        }
    }
}

impl Values {
    /// How many there are.
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        match self {
            Self::Float(v) => v.len(),
            Self::Int(v) => v.len(),
            Self::Bool(v) => v.len(),
        }
    }
}

fn constant_shape(dims: &[i64]) -> Result<Vec<usize>, BadConstant> {
    let mut count = 1usize;
    let mut shape = Vec::with_capacity(dims.len());
    for &dim in dims {
        let size = usize::try_from(dim).unwrap_or(0);
        if size == 0 {
            return bad(format!("a dimension is {dim}"), REEXPORT);
        }
        count = match count.checked_mul(size) {
            Some(n) if n <= MAX_CONSTANT_ELEMENTS => n,
            _ => {
                return bad(
                    format!("it has more than {MAX_CONSTANT_ELEMENTS} elements"),
                    "a model of this size cannot be proved; use a smaller one",
                )
            }
        };
        shape.push(size);
    }
    Ok(shape)
}

/// Lengths of the typed fields: float, double, int32, int64, and those that are never used.
fn typed_lengths(proto: &TensorProto) -> [usize; 5] {
    [
        proto.float_data.len(),
        proto.double_data.len(),
        proto.int32_data.len(),
        proto.int64_data.len(),
        proto.uint64_data.len() + proto.string_data.len(),
    ]
}

fn typed_values(proto: &TensorProto, element: ElementType) -> Result<Values, BadConstant> {
    use ElementType::*;
    let field = match element {
        Float => 0,
        Double => 1,
        Int64 => 3,
        _ => 2,
    };
    let mut others = typed_lengths(proto);
    others[field] = 0;
    if others != [0; 5] {
        return bad(format!("it holds data that is not {element}"), REEXPORT);
    }
    let (low, high) = match element {
        Int8 => (i8::MIN.into(), i8::MAX.into()),
        Uint8 => (0, u8::MAX.into()),
        Int16 => (i16::MIN.into(), i16::MAX.into()),
        Uint16 => (0, u16::MAX.into()),
        Bool => (0, 1),
        _ => (i32::MIN, i32::MAX),
    };
    // Runtimes truncate such a value, each in its own way.
    if let Some(value) = proto.int32_data.iter().find(|&&v| v < low || v > high) {
        return bad(format!("the value {value} is not {element}"), REEXPORT);
    }
    let ints = || proto.int32_data.iter();
    Ok(match element {
        Float => Values::Float(proto.float_data.iter().map(|&x| x.into()).collect()),
        Double => Values::Float(proto.double_data.clone()),
        Int64 => Values::Int(proto.int64_data.clone()),
        Bool => Values::Bool(ints().map(|&v| v != 0).collect()),
        Int8 | Uint8 | Int16 | Uint16 | Int32 => Values::Int(ints().map(|&v| v.into()).collect()),
    })
}

/// `raw` is a whole number of elements long.
fn raw_values(raw: &[u8], element: ElementType) -> Result<Values, BadConstant> {
    use ElementType::*;
    fn each<const N: usize, T>(raw: &[u8], read: impl Fn([u8; N]) -> T) -> Vec<T> {
        let (chunks, _) = raw.as_chunks::<N>();
        chunks.iter().map(|&chunk| read(chunk)).collect()
    }
    if element == Bool {
        if let Some(byte) = raw.iter().find(|&&b| b > 1) {
            return bad(format!("the value {byte} is not BOOL"), REEXPORT);
        }
    }
    Ok(match element {
        Float => Values::Float(each(raw, |b| f32::from_le_bytes(b).into())),
        Double => Values::Float(each(raw, f64::from_le_bytes)),
        Int8 => Values::Int(each(raw, |b| i8::from_le_bytes(b).into())),
        Uint8 => Values::Int(each(raw, |b| u8::from_le_bytes(b).into())),
        Int16 => Values::Int(each(raw, |b| i16::from_le_bytes(b).into())),
        Uint16 => Values::Int(each(raw, |b| u16::from_le_bytes(b).into())),
        Int32 => Values::Int(each(raw, |b| i32::from_le_bytes(b).into())),
        Int64 => Values::Int(each(raw, i64::from_le_bytes)),
        Bool => Values::Bool(raw.iter().map(|&b| b == 1).collect()),
    })
}

/// A quantizer would turn NaN into some integer without a word.
fn check_finite(values: &[f64], shape: &[usize]) -> Result<(), BadConstant> {
    match values.iter().position(|x| !x.is_finite()) {
        None => Ok(()),
        Some(at) => {
            let what = if values[at].is_nan() { "NaN" } else { "infinite" };
            let index = unravel(at, shape);
            bad(
                format!("the value at {index:?} is {what}"),
                "the model was saved broken: check the training and export it again",
            )
        }
    }
}

/// The index of the `flat`th element, dimension by dimension.
fn unravel(mut flat: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (slot, &size) in index.iter_mut().zip(shape).rev() {
        *slot = flat % size;
        flat /= size;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(data_type: DataType, dims: &[i64]) -> TensorProto {
        TensorProto { data_type: data_type as i32, dims: dims.to_vec(), ..Default::default() }
    }

    #[test]
    fn every_type_survives_a_round_trip_in_both_encodings() {
        let typed = [
            TensorProto { float_data: vec![0.5, -1.25], ..tensor(DataType::Float, &[2]) },
            TensorProto { double_data: vec![0.1, -1e300], ..tensor(DataType::Double, &[2]) },
            TensorProto { int32_data: vec![-128, 127], ..tensor(DataType::Int8, &[2]) },
            TensorProto { int32_data: vec![0, 255], ..tensor(DataType::Uint8, &[2]) },
            TensorProto { int32_data: vec![-32768, 32767], ..tensor(DataType::Int16, &[2]) },
            TensorProto { int32_data: vec![0, 65535], ..tensor(DataType::Uint16, &[2]) },
            TensorProto { int32_data: vec![i32::MIN, i32::MAX], ..tensor(DataType::Int32, &[2]) },
            TensorProto { int64_data: vec![i64::MIN, i64::MAX], ..tensor(DataType::Int64, &[2]) },
            TensorProto { int32_data: vec![0, 1], ..tensor(DataType::Bool, &[2]) },
        ];
        for proto in typed {
            let constant = Constant::decode(&proto).unwrap();
            let raw = constant.to_proto("c".into());
            assert!(!raw.raw_data.is_empty());
            assert_eq!(Constant::decode(&raw).unwrap(), constant);
        }
    }

    #[test]
    fn rejects_what_does_not_add_up() {
        let float = |dims: &[i64], n| TensorProto { float_data: vec![1.0; n], ..tensor(DataType::Float, dims) };
        let rejected = [
            (float(&[2, 3], 5), "need 6 values, it holds 5"),
            (float(&[2], 0), "need 2 values, it holds 0"),
            (float(&[0], 0), "a dimension is 0"),
            (float(&[-3], 3), "a dimension is -3"),
            (float(&[1 << 40, 1 << 40], 1), "more than"),
            (float(&[i64::MAX], 1), "more than"),
            (TensorProto { raw_data: vec![0; 8], ..float(&[2], 2) }, "two sets of data"),
            (TensorProto { int64_data: vec![1], ..float(&[1], 1) }, "not FLOAT"),
            (TensorProto { int32_data: vec![300], ..tensor(DataType::Uint8, &[1]) }, "300 is not UINT8"),
            (TensorProto { raw_data: vec![2], ..tensor(DataType::Bool, &[1]) }, "2 is not BOOL"),
            (tensor(DataType::Float16, &[1]), "FLOAT16 is not supported"),
            (tensor(DataType::String, &[1]), "STRING is not supported"),
            (TensorProto { data_type: 999, ..Default::default() }, "number 999"),
        ];
        for (proto, expected) in rejected {
            let problem = Constant::decode(&proto).unwrap_err().problem;
            assert!(problem.contains(expected), "{problem}");
        }
    }

    #[test]
    fn a_scalar_has_no_dimensions_and_one_value() {
        let proto = TensorProto { int64_data: vec![7], ..tensor(DataType::Int64, &[]) };
        assert_eq!(Constant::decode(&proto).unwrap().ints(), Some(&[7][..]));
    }

    #[test]
    fn a_value_that_is_not_finite_is_named_by_its_index() {
        let proto = TensorProto {
            float_data: vec![0.0, 0.0, 0.0, 0.0, f32::NEG_INFINITY, 0.0],
            ..tensor(DataType::Float, &[2, 3])
        };
        let problem = Constant::decode(&proto).unwrap_err().problem;
        assert_eq!(problem, "the value at [1, 1] is infinite");
    }
}
