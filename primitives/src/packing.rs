//! Integers of `b` bits to field elements and back, little end first.
//!
//! An integer is offset to unsigned (2^(b−1) is added where the type is signed) and ⌊248 / b⌋ of them fill one field
//! element, the first in the lowest bits. 248 bits fit the scalar field of every supported curve, so no element has two
//! encodings.

use crate::FieldBytes;
use alloc::{vec, vec::Vec};

/// Bits of a field element that packing uses.
pub const CAPACITY_BITS: u32 = 248;

/// Widest integer that a port may have, in bits.
pub const MAX_BITS: u8 = 62;

/// The integer type of a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntType {
    bits: u8,
    signed: bool,
}

/// Why integers and field elements do not correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The value at this position does not fit the type.
    OutOfRange {
        /// Position in the tensor, row-major.
        index: usize,
        /// The value.
        value: i64,
        /// Least value of the type.
        min: i64,
        /// Greatest value of the type.
        max: i64,
    },
    /// Too few or too many integers for the tensor.
    Length {
        /// What the tensor's shape asks for.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// Too few or too many field elements for the tensor.
    ElementCount {
        /// What the tensor's length asks for.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// Bits are set where no integer is: the element is not the packing of anything.
    UnusedBits(usize),
}

impl core::fmt::Display for PackError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            PackError::OutOfRange { index, value, min, max } => {
                write!(f, "element {index} is {value}, outside {min}..={max}")
            }
            PackError::Length { expected, got } => write!(f, "expected {expected} integers, got {got}"),
            PackError::ElementCount { expected, got } => {
                write!(f, "expected {expected} field elements, got {got}")
            }
            PackError::UnusedBits(i) => write!(f, "field element {i} has bits set beyond its integers"),
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for PackError {}

impl IntType {
    /// `None` unless `1 <= bits <=` [`MAX_BITS`].
    pub const fn new(bits: u8, signed: bool) -> Option<Self> {
        if bits >= 1 && bits <= MAX_BITS {
            Some(Self { bits, signed })
        } else {
            None
        }
    }

    /// Width in bits.
    pub const fn bits(self) -> u8 {
        self.bits
    }

    /// Whether values are offset when they are packed.
    pub const fn is_signed(self) -> bool {
        self.signed
    }

    /// What is added to make a value unsigned.
    pub const fn offset(self) -> i64 {
        if self.signed {
            1 << (self.bits - 1)
        } else {
            0
        }
    }

    /// Least value.
    pub const fn min(self) -> i64 {
        -self.offset()
    }

    /// Greatest value.
    pub const fn max(self) -> i64 {
        ((1u64 << self.bits) - 1) as i64 - self.offset()
    }

    /// Integers in one field element.
    pub const fn per_element(self) -> usize {
        (CAPACITY_BITS / self.bits as u32) as usize
    }

    /// Field elements for `len` integers.
    pub const fn elements(self, len: usize) -> usize {
        len.div_ceil(self.per_element())
    }

    /// Packs a tensor.
    pub fn pack(self, values: &[i64]) -> Result<Vec<FieldBytes>, PackError> {
        for (index, &value) in values.iter().enumerate() {
            if value < self.min() || value > self.max() {
                return Err(PackError::OutOfRange { index, value, min: self.min(), max: self.max() });
            }
        }
        let mut elements = vec![[0u8; 32]; self.elements(values.len())];
        for (element, chunk) in elements.iter_mut().zip(values.chunks(self.per_element())) {
            for (slot, &value) in chunk.iter().enumerate() {
                let unsigned = (value + self.offset()) as u64;
                let start = slot * self.bits as usize;
                for bit in 0..self.bits as usize {
                    let at = start + bit;
                    element[at / 8] |= ((unsigned >> bit & 1) as u8) << (at % 8);
                }
            }
        }
        Ok(elements)
    }

    /// Unpacks `len` integers; refuses elements that [`IntType::pack`] would not have made.
    pub fn unpack(self, elements: &[FieldBytes], len: usize) -> Result<Vec<i64>, PackError> {
        if elements.len() != self.elements(len) {
            return Err(PackError::ElementCount { expected: self.elements(len), got: elements.len() });
        }
        let mut values = Vec::with_capacity(len);
        for (i, element) in elements.iter().enumerate() {
            let bit = |at: usize| u64::from(element[at / 8] >> (at % 8) & 1);
            let count = (len - values.len()).min(self.per_element());
            for slot in 0..count {
                let start = slot * self.bits as usize;
                let unsigned = (0..self.bits as usize).fold(0u64, |sum, k| sum | bit(start + k) << k);
                values.push(unsigned as i64 - self.offset());
            }
            if (count * self.bits as usize..256).any(|at| bit(at) != 0) {
                return Err(PackError::UnusedBits(i));
            }
        }
        Ok(values)
    }
}
