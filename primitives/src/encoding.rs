//! Canonical bytes. A value has one encoding (arkworks' compressed form, exact length) and no other bytes decode.

use alloc::vec::Vec;
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Compress, Validate};

/// A field element of any supported curve: 32 bytes, little end first, below the field's order.
pub type FieldBytes = [u8; 32];

/// Why bytes are not the canonical encoding of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Too few or too many bytes.
    Length {
        /// Bytes of the canonical encoding.
        expected: usize,
        /// Bytes that were given.
        got: usize,
    },
    /// A coordinate or scalar at or above its modulus, a point off the curve or outside its prime-order subgroup.
    Value,
    /// The value is valid but these are not its canonical bytes, for example junk behind an infinity flag.
    NotCanonical,
}

impl core::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            DecodeError::Length { expected, got } => {
                write!(f, "expected {expected} bytes, got {got}")
            }
            DecodeError::Value => f.write_str("not in the field, not on the curve, or not in its prime-order subgroup"),
            DecodeError::NotCanonical => f.write_str("not the canonical encoding of its value"),
        }
    }
}

#[cfg(feature = "std")]
impl std::error::Error for DecodeError {}

/// Decodes exactly `expected` bytes with all checks, then encodes the value again and compares: whatever a decoder
/// overlooks (unused bits, junk behind an infinity flag) would give one value two encodings.
pub(crate) fn decode<T: CanonicalDeserialize + CanonicalSerialize>(
    bytes: &[u8],
    expected: usize,
) -> Result<T, DecodeError> {
    decode_with(bytes, expected, Validate::Yes)
}

/// [`decode`]; without validation, whether a point is in its subgroup is left to the caller.
pub(crate) fn decode_with<T: CanonicalDeserialize + CanonicalSerialize>(
    bytes: &[u8],
    expected: usize,
    validate: Validate,
) -> Result<T, DecodeError> {
    if bytes.len() != expected {
        return Err(DecodeError::Length { expected, got: bytes.len() });
    }
    let value = T::deserialize_with_mode(bytes, Compress::Yes, validate).map_err(|_| DecodeError::Value)?;
    if encode(&value) != bytes {
        return Err(DecodeError::NotCanonical);
    }
    Ok(value)
}

/// The canonical bytes of a value.
pub(crate) fn encode<T: CanonicalSerialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.compressed_size());
    value.serialize_compressed(&mut bytes).expect("writing to a vector cannot fail; qed");
    bytes
}

/// Decodes a field element; bytes at or above the order are refused, so that x and x + r are not both accepted.
pub fn decode_scalar<F: PrimeField>(bytes: &FieldBytes) -> Result<F, DecodeError> {
    decode(bytes, 32)
}

/// The canonical bytes of a field element.
pub fn encode_scalar<F: PrimeField>(value: &F) -> FieldBytes {
    let mut bytes = [0u8; 32];
    value.serialize_compressed(&mut bytes[..]).expect("scalar fields here have 32 bytes; qed");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// arkworks' decoder does not look at the coordinate of this identity.
    #[test]
    fn what_a_decoder_overlooks_is_found_by_encoding_again() {
        let mut bytes = [0; 32];
        bytes[31] = 0x40;
        assert_eq!(decode(&bytes, 32), Ok(ark_bn254::G1Affine::identity()));
        bytes[0] = 1;
        assert!(ark_bn254::G1Affine::deserialize_compressed(&bytes[..]).is_ok());
        assert_eq!(decode::<ark_bn254::G1Affine>(&bytes, 32), Err(DecodeError::NotCanonical));
    }

    /// The public decoders cut slices of the right length; this holds for whoever calls next.
    #[test]
    fn decoding_takes_no_other_length() {
        for got in [0, 31, 33, 64] {
            let refused = decode::<ark_bn254::Fr>(&[0; 64][..got], 32);
            assert_eq!(refused, Err(DecodeError::Length { expected: 32, got }));
        }
        assert_eq!(decode::<ark_bn254::Fr>(&[0; 32], 32), Ok(ark_bn254::Fr::from(0)));
    }
}
