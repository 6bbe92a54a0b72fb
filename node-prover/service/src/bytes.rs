//! Bytes as the interface writes them: `0x` and hexadecimal digits of lower case.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use utoipa::{
    openapi::{schema::SchemaType, ObjectBuilder, RefOr, Schema, Type},
    PartialSchema, ToSchema,
};

/// Exactly `N` bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// A digest, a hash, an account or a field element.
pub type Hex32 = Hex<32>;
/// A salt or a secret, 248 bits.
pub type Hex31 = Hex<31>;

/// Any number of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HexBytes(pub Vec<u8>);

/// `0x` and the digits of some bytes.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// Exactly `N` bytes out of `0x` and `2 N` digits of lower case; `None` for anything else, so that bytes have one spelling.
pub fn parse<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix("0x").filter(|digits| !digits.bytes().any(|b| b.is_ascii_uppercase()))?;
    let mut bytes = [0; N];
    hex::decode_to_slice(digits, &mut bytes).ok()?;
    Some(bytes)
}

impl<const N: usize> From<[u8; N]> for Hex<N> {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes)
    }
}

impl<const N: usize> std::fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(self.0))
    }
}

impl<const N: usize> std::fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(self.0))
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex(self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        // The text is not repeated: it may be a secret in the wrong place.
        let expected = || format!("expected 0x and {} hexadecimal digits of lower case", 2 * N);
        parse(&text).map(Self).ok_or_else(|| serde::de::Error::custom(expected()))
    }
}

impl Serialize for HexBytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for HexBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let digits = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
        digits.map(Self).ok_or_else(|| serde::de::Error::custom("expected 0x and hexadecimal digits"))
    }
}

fn text_of(pattern: String) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).pattern(Some(pattern)).build().into()
}

impl<const N: usize> PartialSchema for Hex<N> {
    fn schema() -> RefOr<Schema> {
        text_of(format!("^0x[0-9a-f]{{{}}}$", 2 * N))
    }
}

impl<const N: usize> ToSchema for Hex<N> {
    fn name() -> Cow<'static, str> {
        format!("Hex{N}").into()
    }
}

impl PartialSchema for HexBytes {
    fn schema() -> RefOr<Schema> {
        text_of("^0x([0-9a-f]{2})*$".into())
    }
}

impl ToSchema for HexBytes {
    fn name() -> Cow<'static, str> {
        "HexBytes".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_spelling() {
        assert_eq!(parse::<2>("0x0aff"), Some([0x0a, 0xff]));
        for wrong in ["0aff", "0x0Aff", "0x0af", "0x0aff00", "0X0aff", "0x0aff ", "", "0x", "0x0afg"] {
            assert_eq!(parse::<2>(wrong), None, "{wrong:?}");
        }
        let error = serde_json::from_str::<Hex31>("\"0xsecret\"").unwrap_err().to_string();
        assert!(error.contains("62 hexadecimal digits") && !error.contains("secret"), "{error}");
    }
}
