//! What a model takes and gives. The chain stores it with each version, so that a consumer reads a real-world number out
//! of an output and a wallet can build an input.

use crate::packing::{IntType, PackError};
use crate::{FieldBytes, MAX_PUBLIC_INPUTS};
use alloc::vec::Vec;
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most dimensions of a tensor.
pub const MAX_RANK: usize = 6;

/// Most elements of a tensor.
pub const MAX_TENSOR_LEN: u64 = 1 << 24;

/// Who sees a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Visibility {
    /// Everyone: its packed elements are public inputs.
    #[codec(index = 0)]
    Public,
    /// Whoever holds the opening: one digest is a public input.
    #[codec(index = 1)]
    Committed,
    /// Only the prover: no public input.
    #[codec(index = 2)]
    Private,
}

impl Visibility {
    /// As people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Visibility::Public => "public",
            Visibility::Committed => "committed",
            Visibility::Private => "private",
        }
    }
}

/// How a model's parameters enter the circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Params {
    /// They are constants of the circuit: the key stands for exactly these weights.
    #[codec(index = 0)]
    Fixed,
    /// They are witnesses bound to one digest: the key serves every retraining of the architecture.
    #[codec(index = 1)]
    Committed,
}

/// Dimensions of a tensor, at most [`MAX_RANK`] of them and each at least 1, [`MAX_TENSOR_LEN`] elements at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<u32>", into = "Vec<u32>"))]
pub struct Shape {
    rank: u8,
    dims: [u32; MAX_RANK],
}

impl Shape {
    /// `None` if the dimensions are too many, one is 0, or their product is over [`MAX_TENSOR_LEN`].
    pub fn new(dims: &[usize]) -> Option<Self> {
        if dims.len() > MAX_RANK {
            return None;
        }
        let mut shape = Self { rank: dims.len() as u8, dims: [0; MAX_RANK] };
        let mut len = 1u64;
        for (to, &from) in shape.dims.iter_mut().zip(dims) {
            len = len.checked_mul(from as u64).filter(|len| (1..=MAX_TENSOR_LEN).contains(len))?;
            *to = from as u32;
        }
        Some(shape)
    }

    /// The dimensions.
    pub fn dims(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.dims[..self.rank as usize].iter().map(|&d| d as usize)
    }

    /// Number of elements.
    #[allow(clippy::len_without_is_empty)] // A tensor here has an element at least.
    pub fn len(&self) -> usize {
        self.dims().product()
    }
}

impl Decode for Shape {
    fn decode<I: Input>(input: &mut I) -> Result<Self, parity_scale_codec::Error> {
        let (rank, dims) = <(u8, [u32; MAX_RANK])>::decode(input)?;
        let used: Vec<usize> = dims.iter().take(rank as usize).map(|&d| d as usize).collect();
        // Building it again refuses every second encoding of one shape, such as junk in unused dimensions.
        Shape::new(&used)
            .filter(|shape| shape.rank == rank && shape.dims == dims)
            .ok_or_else(|| "not a tensor shape".into())
    }
}

impl DecodeWithMemTracking for Shape {}

#[cfg(feature = "serde")]
impl TryFrom<Vec<u32>> for Shape {
    type Error = &'static str;

    fn try_from(dims: Vec<u32>) -> Result<Self, Self::Error> {
        let dims: Vec<usize> = dims.into_iter().map(|d| d as usize).collect();
        Shape::new(&dims).ok_or("not a tensor shape: too many dimensions, one that is zero, or too many elements")
    }
}

#[cfg(feature = "serde")]
impl From<Shape> for Vec<u32> {
    fn from(shape: Shape) -> Self {
        shape.dims[..shape.rank as usize].to_vec()
    }
}

impl core::fmt::Display for Shape {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[")?;
        for (i, dim) in self.dims().enumerate() {
            write!(f, "{}{dim}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str("]")
    }
}

/// A real number without a float: `mantissa · 2^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub struct Scale {
    /// At least 1 in a valid scale.
    pub mantissa: u32,
    /// Power of two.
    pub exponent: i16,
}

#[cfg(feature = "std")]
impl Scale {
    /// The nearest scale to a positive finite number, with 24 bits of mantissa; `None` for any other number.
    pub fn nearest(value: f64) -> Option<Self> {
        if !(value.is_finite() && value > 0.0) {
            return None;
        }
        let mut exponent = value.log2().floor() as i32 - 23;
        let mut mantissa = times_power_of_two(value, -exponent).round();
        if mantissa >= 2f64.powi(24) {
            mantissa /= 2.0;
            exponent += 1;
        }
        if !(1.0..=2f64.powi(24)).contains(&mantissa) {
            return None;
        }
        Some(Self { mantissa: mantissa as u32, exponent: exponent.try_into().ok()? })
    }

    /// The number that it stands for.
    pub fn to_f64(self) -> f64 {
        times_power_of_two(f64::from(self.mantissa), i32::from(self.exponent))
    }
}

/// In two steps: 2^exponent alone is zero or infinite for the least and the greatest numbers.
#[cfg(feature = "std")]
fn times_power_of_two(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    value * 2f64.powi(half) * 2f64.powi(exponent - half)
}

/// One port of a model: `real = scale · (integer − zero_point)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub struct Port {
    /// Who sees the tensor.
    pub visibility: Visibility,
    /// Its dimensions.
    pub shape: Shape,
    /// Bits of each integer.
    pub bits: u8,
    /// Whether integers are offset by 2^(bits−1) when packed.
    pub signed: bool,
    /// Real units of one step.
    pub scale: Scale,
    /// The integer that stands for zero.
    pub zero_point: i64,
}

impl Port {
    /// The integer type; `None` if `bits` is out of range.
    pub fn int_type(&self) -> Option<IntType> {
        IntType::new(self.bits, self.signed)
    }

    /// Public inputs that the port takes.
    pub fn elements(&self) -> Result<usize, LayoutError> {
        let int = self.int_type().ok_or(LayoutError::Bits)?;
        Ok(match self.visibility {
            Visibility::Public => int.elements(self.shape.len()),
            Visibility::Committed => 1,
            Visibility::Private => 0,
        })
    }

    /// The integers of a public port.
    pub fn unpack(&self, elements: &[FieldBytes]) -> Result<Vec<i64>, LayoutError> {
        let int = self.int_type().ok_or(LayoutError::Bits)?;
        int.unpack(elements, self.shape.len()).map_err(LayoutError::Pack)
    }

    /// The elements of a public port. Refuses another number of integers than the shape has: packing would fill the rest
    /// of an element with the type's least value.
    pub fn pack(&self, values: &[i64]) -> Result<Vec<FieldBytes>, LayoutError> {
        let int = self.int_type().ok_or(LayoutError::Bits)?;
        let expected = self.shape.len();
        if values.len() != expected {
            return Err(LayoutError::Pack(PackError::Length { expected, got: values.len() }));
        }
        int.pack(values).map_err(LayoutError::Pack)
    }
}

/// What a model version takes and gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub struct Layout {
    /// How the parameters enter.
    pub params: Params,
    /// The input.
    pub input: Port,
    /// The output.
    pub output: Port,
    /// What commitments are made for, as [`crate::commitment::domain`]. Models of one domain and one input port take each
    /// other's committed inputs.
    #[cfg_attr(feature = "serde", serde(default))]
    pub domain: [u8; 32],
    /// Whether the chain accepts a committed input only if an issuer has attested it for the account of the statement.
    #[cfg_attr(feature = "serde", serde(default))]
    pub attested: bool,
    /// Whether a statement has a nullifier.
    #[cfg_attr(feature = "serde", serde(default))]
    pub nullifier: bool,
}

/// Why a layout is refused, or values do not fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutError {
    /// A port's bits are 0 or too many.
    Bits,
    /// A scale with mantissa 0.
    Scale,
    /// A zero point outside the port's integer type.
    ZeroPoint,
    /// A private output: the proof would say nothing.
    PrivateOutput,
    /// An input that is to be attested and is not committed: there is no digest that an issuer could have attested.
    Attested,
    /// More public inputs than [`MAX_PUBLIC_INPUTS`].
    PublicInputs,
    /// Integers and elements do not correspond.
    Pack(PackError),
}

impl core::fmt::Display for LayoutError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            LayoutError::Bits => f.write_str("a port's integers have no bits, or more than are supported"),
            LayoutError::Scale => f.write_str("a port's scale is zero"),
            LayoutError::ZeroPoint => f.write_str("a port's zero point is outside its integer type"),
            LayoutError::PrivateOutput => f.write_str("a private output would leave nothing to prove"),
            LayoutError::Attested => f.write_str("only a committed input can be attested"),
            LayoutError::PublicInputs => {
                write!(f, "the ports take more than {MAX_PUBLIC_INPUTS} public inputs; commit to one of them or make it private")
            }
            LayoutError::Pack(e) => e.fmt(f),
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for LayoutError {}

impl Layout {
    /// A layout with fixed parameters, without attestation and without nullifier, in no domain.
    pub const fn new(input: Port, output: Port) -> Self {
        Self { params: Params::Fixed, input, output, domain: [0; 32], attested: false, nullifier: false }
    }

    /// Checks the layout and returns how many public inputs it asks for, the context among them.
    pub fn public_inputs(&self) -> Result<u32, LayoutError> {
        if self.output.visibility == Visibility::Private {
            return Err(LayoutError::PrivateOutput);
        }
        if self.input.scale.mantissa == 0 || self.output.scale.mantissa == 0 {
            return Err(LayoutError::Scale);
        }
        for port in [&self.input, &self.output] {
            let int = port.int_type().ok_or(LayoutError::Bits)?;
            // Bounded, so that a consumer can subtract it from any integer of the port.
            if !(int.min()..=int.max()).contains(&port.zero_point) {
                return Err(LayoutError::ZeroPoint);
            }
        }
        if self.attested && self.input.visibility != Visibility::Committed {
            return Err(LayoutError::Attested);
        }
        let params = match self.params {
            Params::Fixed => 0,
            Params::Committed => 1,
        };
        let nullifier = if self.nullifier { 2 } else { 0 };
        let count = 1 + params + self.input.elements()? + self.output.elements()? + nullifier;
        u32::try_from(count).ok().filter(|&count| count <= MAX_PUBLIC_INPUTS).ok_or(LayoutError::PublicInputs)
    }
}
