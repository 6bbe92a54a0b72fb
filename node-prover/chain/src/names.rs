//! Names of errors and events, from the runtime's metadata: whichever pallet they are of.

use crate::{ChainError, Refusal};
use frame_metadata::{v14::RuntimeMetadataV14, RuntimeMetadata, RuntimeMetadataPrefixed};
use parity_scale_codec::{Decode, DecodeAll};
use scale_info::{form::PortableForm, TypeDef, Variant};
use sp_runtime::{transaction_validity::TransactionValidityError, DispatchError, ModuleError};

/// An event with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The pallet.
    pub pallet: String,
    /// The event.
    pub name: String,
    /// The pallet's part of the encoding: index of the variant, then the fields.
    encoded: Vec<u8>,
}

impl Event {
    /// The event as the pallet's own type, if it is of the pallet of this name.
    pub fn decode<E: Decode>(&self, pallet: &str) -> Option<E> {
        (self.pallet == pallet).then(|| E::decode_all(&mut self.encoded.as_slice()).ok()).flatten()
    }
}

impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.pallet, self.name)
    }
}

/// Looks names up in a runtime's metadata.
pub(crate) struct Names(RuntimeMetadataV14);

impl Names {
    pub fn new(metadata: RuntimeMetadataPrefixed) -> Result<Self, ChainError> {
        match metadata.1 {
            RuntimeMetadata::V14(metadata) => Ok(Self(metadata)),
            other => Err(ChainError::Unexpected(format!("metadata of version {} instead of 14", other.version()))),
        }
    }

    /// The variant of a type with this index.
    fn variant(&self, ty: u32, index: u8) -> Option<&Variant<PortableForm>> {
        match &self.0.types.resolve(ty)?.type_def {
            TypeDef::Variant(def) => def.variants.iter().find(|variant| variant.index == index),
            _ => None,
        }
    }

    /// An event from its encoding, which begins with the pallet's index and the variant's.
    pub fn event(&self, bytes: &[u8]) -> Event {
        let found = match bytes {
            [pallet, index, ..] => {
                self.0.pallets.iter().find(|candidate| candidate.index == *pallet).and_then(|pallet| {
                    let ty = pallet.event.as_ref()?.ty.id;
                    Some((pallet.name.clone(), self.variant(ty, *index)?.name.clone()))
                })
            }
            _ => None,
        };
        let (pallet, name) = found.unwrap_or_else(|| ("?".into(), "?".into()));
        Event { pallet, name, encoded: bytes.get(1..).unwrap_or_default().to_vec() }
    }

    /// A failed call in words.
    pub fn dispatch_error(&self, error: &DispatchError) -> Refusal {
        if let DispatchError::Module(error) = error {
            if let Some(text) = self.module_error(error) {
                return text;
            }
        }
        let reason: &'static str = (*error).into();
        Refusal { pallet: None, name: format!("{error:?}"), reason: reason.into(), help: String::new() }
    }

    fn module_error(&self, error: &ModuleError) -> Option<Refusal> {
        let pallet = self.0.pallets.iter().find(|pallet| pallet.index == error.index)?;
        let variant = self.variant(pallet.error.as_ref()?.ty.id, error.error[0])?;
        let docs = variant.docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let (reason, help) = docs.split_once(". ").unwrap_or((&docs, ""));
        Some(Refusal {
            pallet: Some(pallet.name.clone()),
            name: variant.name.clone(),
            reason: reason.trim_end_matches('.').into(),
            help: help.trim_end_matches('.').into(),
        })
    }
}

/// An invalid transaction in words.
pub(crate) fn invalid_transaction(error: TransactionValidityError) -> ChainError {
    let name = match error {
        TransactionValidityError::Invalid(invalid) => format!("{invalid:?}"),
        TransactionValidityError::Unknown(unknown) => format!("{unknown:?}"),
    };
    let reason: &'static str = error.into();
    ChainError::InvalidTransaction { name, reason: reason.into() }
}
