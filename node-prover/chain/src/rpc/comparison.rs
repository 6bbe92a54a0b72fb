//! Whether a node's runtime encodes a call, an entry of the storage or an answer as this program's own runtime does.
//!
//! What is sent and read is encoded by this program's own types, so structures are compared with their order: fields by place
//! and name, variants by index and name. (The hashes that subxt has do not tell an order, since it encodes by names.) Names of
//! types do not count, nor do comments.

use frame_metadata::v15::{PalletMetadata, RuntimeMetadataV15, StorageEntryType};
use scale_info::{form::PortableForm, Field, TypeDef, Variant};
use std::collections::BTreeSet;

/// Our types and theirs, by their numbers.
type Pair = (u32, u32);

/// Two runtimes.
pub(super) struct Comparison<'a> {
    pub ours: &'a RuntimeMetadataV15,
    pub theirs: &'a RuntimeMetadataV15,
}

/// Whether a call carries another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Carries {
    /// It may, and that may be any call of the runtime: all pallets count.
    AnyCall,
    /// Where its type has room for one, there is none: what pallets there are is of no concern.
    NoCall,
}

impl Comparison<'_> {
    /// A call of a pallet.
    pub fn call(&self, pallet: &str, name: &str, carries: Carries) -> bool {
        let of = |metadata| calls(metadata, pallet)?.iter().find(|call| call.name == name);
        let pairs = of(self.ours).zip(of(self.theirs)).and_then(|(ours, theirs)| fields(&ours.fields, &theirs.fields));
        pairs.is_some_and(|pairs| self.alike(pairs, carries))
    }

    /// What is stored, and under what keys.
    pub fn storage(&self, pallet: &str, entry: &str) -> bool {
        let of = |metadata| {
            let entries = &self::pallet(metadata, pallet)?.storage.as_ref()?.entries;
            entries.iter().find(|candidate| candidate.name == entry)
        };
        let Some((ours, theirs)) = of(self.ours).zip(of(self.theirs)) else { return false };
        let pairs = match (&ours.ty, &theirs.ty) {
            (StorageEntryType::Plain(ours), StorageEntryType::Plain(theirs)) => vec![(ours.id, theirs.id)],
            (
                StorageEntryType::Map { hashers, key, value },
                StorageEntryType::Map { hashers: their_hashers, key: their_key, value: their_value },
            ) if hashers == their_hashers => vec![(key.id, their_key.id), (value.id, their_value.id)],
            _ => return false,
        };
        self.alike(pairs, Carries::AnyCall)
    }

    /// A function of a runtime API.
    pub fn api(&self, api: &str, method: &str) -> bool {
        let of = |metadata: &RuntimeMetadataV15| {
            let api = metadata.apis.iter().find(|candidate| candidate.name == api)?;
            let method = api.methods.iter().find(|candidate| candidate.name == method)?;
            Some(method.inputs.iter().map(|input| input.ty.id).chain([method.output.id]).collect::<Vec<_>>())
        };
        let pairs = of(self.ours).zip(of(self.theirs)).and_then(|(ours, theirs)| zipped(&ours, &theirs));
        pairs.is_some_and(|pairs| self.alike(pairs, Carries::AnyCall))
    }

    /// Whether the types of each pair are alike, and all that they are made of.
    fn alike(&self, mut todo: Vec<Pair>, carries: Carries) -> bool {
        let mut seen = BTreeSet::new();
        if carries == Carries::NoCall {
            seen.insert((self.ours.outer_enums.call_enum_ty.id, self.theirs.outer_enums.call_enum_ty.id));
        }
        while let Some(pair) = todo.pop() {
            // A type may hold itself. It is alike if nothing else tells the two apart.
            if !seen.insert(pair) {
                continue;
            }
            let found = self.ours.types.resolve(pair.0).zip(self.theirs.types.resolve(pair.1));
            match found.and_then(|(ours, theirs)| within(&ours.type_def, &theirs.type_def)) {
                Some(pairs) => todo.extend(pairs),
                None => return false,
            }
        }
        true
    }
}

fn pallet<'a>(metadata: &'a RuntimeMetadataV15, name: &str) -> Option<&'a PalletMetadata<PortableForm>> {
    metadata.pallets.iter().find(|pallet| pallet.name == name)
}

fn calls<'a>(metadata: &'a RuntimeMetadataV15, pallet: &str) -> Option<&'a [Variant<PortableForm>]> {
    variants(metadata, self::pallet(metadata, pallet)?)
}

fn variants<'a>(
    metadata: &'a RuntimeMetadataV15,
    pallet: &PalletMetadata<PortableForm>,
) -> Option<&'a [Variant<PortableForm>]> {
    match &metadata.types.resolve(pallet.calls.as_ref()?.ty.id)?.type_def {
        TypeDef::Variant(calls) => Some(&calls.variants),
        _ => None,
    }
}

/// The names of a pallet and of a call, by their numbers.
pub(super) fn call_names(metadata: &RuntimeMetadataV15, numbers: [u8; 2]) -> Option<(&str, &str)> {
    let pallet = metadata.pallets.iter().find(|pallet| pallet.index == numbers[0])?;
    let call = variants(metadata, pallet)?.iter().find(|call| call.index == numbers[1])?;
    Some((&pallet.name, &call.name))
}

/// The types that two are made of, in pairs. None if they differ in anything else.
fn within(ours: &TypeDef<PortableForm>, theirs: &TypeDef<PortableForm>) -> Option<Vec<Pair>> {
    match (ours, theirs) {
        (TypeDef::Composite(ours), TypeDef::Composite(theirs)) => fields(&ours.fields, &theirs.fields),
        (TypeDef::Variant(ours), TypeDef::Variant(theirs)) if ours.variants.len() == theirs.variants.len() => {
            let mut pairs = Vec::new();
            for ours in &ours.variants {
                let theirs = theirs.variants.iter().find(|theirs| theirs.index == ours.index)?;
                pairs.extend((ours.name == theirs.name).then(|| fields(&ours.fields, &theirs.fields))??);
            }
            Some(pairs)
        }
        (TypeDef::Sequence(ours), TypeDef::Sequence(theirs)) => Some(vec![(ours.type_param.id, theirs.type_param.id)]),
        (TypeDef::Array(ours), TypeDef::Array(theirs)) if ours.len == theirs.len => {
            Some(vec![(ours.type_param.id, theirs.type_param.id)])
        }
        (TypeDef::Tuple(ours), TypeDef::Tuple(theirs)) => {
            let ours: Vec<u32> = ours.fields.iter().map(|ty| ty.id).collect();
            let theirs: Vec<u32> = theirs.fields.iter().map(|ty| ty.id).collect();
            zipped(&ours, &theirs)
        }
        (TypeDef::Compact(ours), TypeDef::Compact(theirs)) => Some(vec![(ours.type_param.id, theirs.type_param.id)]),
        (TypeDef::BitSequence(ours), TypeDef::BitSequence(theirs)) => Some(vec![
            (ours.bit_store_type.id, theirs.bit_store_type.id),
            (ours.bit_order_type.id, theirs.bit_order_type.id),
        ]),
        (TypeDef::Primitive(ours), TypeDef::Primitive(theirs)) => (ours == theirs).then(Vec::new),
        _ => None,
    }
}

/// The types of fields that have the same names in the same order.
fn fields(ours: &[Field<PortableForm>], theirs: &[Field<PortableForm>]) -> Option<Vec<Pair>> {
    let names = |fields: &[Field<PortableForm>]| fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>();
    let types = |fields: &[Field<PortableForm>]| fields.iter().map(|field| field.ty.id).collect::<Vec<_>>();
    (names(ours) == names(theirs)).then(|| zipped(&types(ours), &types(theirs)))?
}

fn zipped(ours: &[u32], theirs: &[u32]) -> Option<Vec<Pair>> {
    (ours.len() == theirs.len()).then(|| ours.iter().copied().zip(theirs.iter().copied()).collect())
}
