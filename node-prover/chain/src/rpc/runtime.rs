//! What a client must know of a node's runtime to speak to it: its metadata, and where it differs from what this program was
//! built with.

use super::comparison::{call_names, Carries, Comparison};
use crate::{
    names::{Event, Names},
    signer::Signer,
    transaction::{Birth, MORTALITY},
    ChainError, RuntimeVersion,
};
use frame_metadata::{
    v15::{RuntimeMetadataV15, StorageEntryType},
    RuntimeMetadata, RuntimeMetadataPrefixed,
};
use frame_support::storage::storage_prefix;
use pallet_zkml_market::Call as MarketCall;
use parity_scale_codec::{DecodeAll, Encode};
use scale_info::{PortableRegistry, TypeDef};
use sp_runtime::MultiSignature;
use std::sync::OnceLock;
use subxt::{
    client::{OfflineClient, OfflineClientAtBlock},
    config::{
        substrate::{self, AccountId32, SpecVersionForRange, SubstrateConfig, SubstrateConfigBuilder},
        DefaultExtrinsicParamsBuilder,
    },
    events::Phase,
    ext::scale_encode::{EncodeAsFields, Error as EncodeError, FieldIter, TypeResolver},
    metadata::Metadata,
    tx::StaticPayload,
};
use zkml_runtime::{Balance, Nonce, Runtime, RuntimeCall, VERSION};

/// A version of a node's runtime.
pub(super) struct NodeRuntime {
    pub version: RuntimeVersion,
    pub names: Names,
    client: OfflineClientAtBlock<SubstrateConfig>,
    /// The same metadata as the client's, to compare.
    metadata: RuntimeMetadataV15,
}

/// Arguments of a call that are encoded already.
struct Encoded(Vec<u8>);

impl EncodeAsFields for Encoded {
    fn encode_as_fields_to<R: TypeResolver>(
        &self,
        _: &mut dyn FieldIter<'_, R::TypeId>,
        _: &R,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        out.extend_from_slice(&self.0);
        Ok(())
    }
}

impl NodeRuntime {
    /// From what the runtime says of itself: metadata of version 14, which has the names, and of version 15, which has the
    /// runtime APIs.
    pub fn new(genesis_hash: [u8; 32], version: RuntimeVersion, v14: &[u8], v15: &[u8]) -> Result<Self, ChainError> {
        let unexpected = |e: String| ChainError::Unexpected(format!("metadata that does not decode: {e}"));
        let prefixed = RuntimeMetadataPrefixed::decode_all(&mut &*v14).map_err(|e| unexpected(e.to_string()))?;
        let names = Names::new(prefixed)?;
        let prefixed = RuntimeMetadataPrefixed::decode_all(&mut &*v15).map_err(|e| unexpected(e.to_string()))?;
        let metadata = match prefixed.1 {
            RuntimeMetadata::V15(metadata) if has_its_types(&metadata) => metadata,
            RuntimeMetadata::V15(_) => return Err(unexpected("it names types that it does not have".into())),
            other => return Err(unexpected(format!("it has version {} instead of 15", other.version()))),
        };
        let of_client = Metadata::decode_from(v15).map_err(|e| unexpected(e.to_string()))?;
        let (spec_version, transaction_version) = (version.spec_version, version.transaction_version);
        let config = SubstrateConfigBuilder::new()
            .set_genesis_hash(genesis_hash.into())
            .set_spec_version_for_block_ranges([SpecVersionForRange {
                block_range: 0..u64::MAX,
                spec_version,
                transaction_version,
            }])
            .set_metadata_for_spec_versions([(spec_version, of_client.arc())])
            .build();
        let client = OfflineClient::new_with_config(config).at_block(0u64).map_err(|e| unexpected(e.to_string()))?;
        let runtime = Self { version, names, client, metadata };
        runtime.pallet("Zkml")?;
        Ok(runtime)
    }

    fn pallet(&self, name: &str) -> Result<(), ChainError> {
        if self.metadata.pallets.iter().any(|pallet| pallet.name == name) {
            return Ok(());
        }
        Err(ChainError::NoPallet { pallet: name.into(), chain: self.version.spec_name.to_string() })
    }

    fn comparison(&self) -> Comparison<'_> {
        Comparison { ours: ours(), theirs: &self.metadata }
    }

    /// An error if the chain encodes a thing otherwise than this program.
    fn expect(&self, alike: bool, what: &str) -> Result<(), ChainError> {
        if alike {
            return Ok(());
        }
        Err(ChainError::OtherEncoding {
            what: what.into(),
            chain: self.version.spec_name.to_string(),
            spec_version: self.version.spec_version,
            known: VERSION.spec_version,
        })
    }

    /// Checks that a function of a runtime API takes and gives what this program thinks.
    pub fn check_api(&self, function: &str) -> Result<(), ChainError> {
        let Some((name, method)) = function.split_once('_') else { return Ok(()) };
        if !self.metadata.apis.iter().any(|api| api.name == name) {
            return Err(ChainError::NoApi { api: name.into(), chain: self.version.spec_name.to_string() });
        }
        // The parts of the standard APIs that this program uses are older than metadata of version 15.
        if name != "ZkmlApi" {
            return Ok(());
        }
        self.expect(self.comparison().api(name, method), &format!("{name}.{method}"))
    }

    /// Checks that what is stored under a key is what this program thinks.
    pub fn check_storage(&self, key: &[u8]) -> Result<(), ChainError> {
        let known =
            [("Zkml", &["Models", "Receipts"][..]), ("Market", &["Requests", "Provers"]), ("System", &["Account"])];
        for (pallet, entries) in known {
            for entry in entries {
                if key.starts_with(&storage_prefix(pallet.as_bytes(), entry.as_bytes())) {
                    return self.expect(self.comparison().storage(pallet, entry), &format!("{pallet}.{entry}"));
                }
            }
        }
        Ok(())
    }

    /// Signs a call for this version of the runtime.
    pub fn sign(
        &self,
        signer: &Signer,
        call: &RuntimeCall,
        nonce: Nonce,
        birth: Birth,
        tip: Balance,
    ) -> Result<Vec<u8>, ChainError> {
        let call = self.translate(call)?;
        let (number, hash) = birth;
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new()
            .nonce(nonce.into())
            .tip(tip)
            .mortal_from_unchecked(MORTALITY, number.into(), substrate::H256(hash.0))
            .build();
        let failed = |e: subxt::error::ExtrinsicError| ChainError::Unsignable(e.to_string());
        let mut signable = self.client.tx().create_signable_offline(&call, params).map_err(failed)?;
        let payload = signable.signer_payload().map_err(failed)?;
        let signature = match signer.sign(&payload) {
            MultiSignature::Sr25519(signature) => substrate::MultiSignature::Sr25519(signature.0),
            _ => return Err(ChainError::Unsignable("the key is of another kind than sr25519".into())),
        };
        let account = AccountId32(signer.account().into());
        let signed = signable.sign_with_account_and_signature(&account, &signature).map_err(failed)?;
        Ok(signed.into_encoded())
    }

    /// The same call of this runtime, in which pallets and calls may have other numbers.
    fn translate(&self, call: &RuntimeCall) -> Result<StaticPayload<Encoded>, ChainError> {
        let bytes = call.encode();
        let bug = || ChainError::Unexpected("a call that is not in this program's own metadata".into());
        let [pallet, index, arguments @ ..] = bytes.as_slice() else { return Err(bug()) };
        let (pallet, name) = call_names(ours(), [*pallet, *index]).ok_or_else(bug)?;
        self.pallet(pallet)?;
        let carries = match call {
            RuntimeCall::Market(MarketCall::request_inference { callback: None, .. }) => Carries::NoCall,
            _ => Carries::AnyCall,
        };
        self.expect(self.comparison().call(pallet, name, carries), &format!("{pallet}.{name}"))?;
        Ok(StaticPayload::new(pallet, name, Encoded(arguments.to_vec())))
    }

    /// How a call of this runtime begins: the numbers of pallet and call, then the arguments. None where this runtime has
    /// another encoding.
    pub fn encoded_call(&self, call: &RuntimeCall) -> Result<Vec<u8>, ChainError> {
        let payload = self.translate(call)?;
        self.client.tx().call_data(&payload).map_err(|e| ChainError::Unsignable(e.to_string()))
    }

    /// The events of one transaction of a block, or all, from all events of the block.
    pub fn events(&self, bytes: Vec<u8>, transaction: Option<u32>) -> Result<Vec<Event>, ChainError> {
        let mut events = Vec::new();
        for event in self.client.events().from_bytes(bytes).iter() {
            let event = event.map_err(|e| ChainError::Unexpected(format!("events that do not decode: {e}")))?;
            if transaction.is_none_or(|index| event.phase() == Phase::ApplyExtrinsic(index)) {
                let numbers = [event.pallet_index(), event.event_index()];
                events.push(self.names.event(&[&numbers, event.field_bytes()].concat()));
            }
        }
        Ok(events)
    }
}

/// The metadata of the runtime that this program was built with.
fn ours() -> &'static RuntimeMetadataV15 {
    static OURS: OnceLock<RuntimeMetadataV15> = OnceLock::new();
    OURS.get_or_init(|| {
        let encoded = Runtime::metadata_at_version(15).expect("the runtime has metadata of version 15; qed");
        let prefixed = RuntimeMetadataPrefixed::decode_all(&mut encoded.as_slice());
        match prefixed.expect("the runtime's own metadata decodes; qed").1 {
            RuntimeMetadata::V15(metadata) => metadata,
            _ => unreachable!("it was asked for version 15; qed"),
        }
    })
}

/// Whether every type that metadata refers to is in it. Whoever compares types takes that for granted and would panic.
fn has_its_types(metadata: &RuntimeMetadataV15) -> bool {
    let RuntimeMetadataV15 { types, pallets, extrinsic, ty, apis, outer_enums, custom } = metadata;
    let mut named = vec![ty.id, extrinsic.address_ty.id, extrinsic.call_ty.id, extrinsic.signature_ty.id];
    named.extend([extrinsic.extra_ty.id, outer_enums.call_enum_ty.id]);
    named.extend([outer_enums.event_enum_ty.id, outer_enums.error_enum_ty.id]);
    named.extend(extrinsic.signed_extensions.iter().flat_map(|with| [with.ty.id, with.additional_signed.id]));
    named.extend(custom.map.values().map(|value| value.ty.id));
    for pallet in pallets {
        named.extend(pallet.calls.iter().map(|calls| calls.ty.id));
        named.extend(pallet.event.iter().map(|event| event.ty.id));
        named.extend(pallet.error.iter().map(|error| error.ty.id));
        named.extend(pallet.constants.iter().map(|constant| constant.ty.id));
        for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
            match &entry.ty {
                StorageEntryType::Plain(value) => named.push(value.id),
                StorageEntryType::Map { key, value, .. } => named.extend([key.id, value.id]),
            }
        }
    }
    for method in apis.iter().flat_map(|api| &api.methods) {
        named.push(method.output.id);
        named.extend(method.inputs.iter().map(|input| input.ty.id));
    }
    named.extend(within(types));
    named.into_iter().all(|id| types.resolve(id).is_some())
}

/// The types that other types are made of.
fn within(types: &PortableRegistry) -> Vec<u32> {
    let mut named = Vec::new();
    for ty in types.types.iter().map(|ty| &ty.ty) {
        named.extend(ty.type_params.iter().filter_map(|param| param.ty).map(|ty| ty.id));
        match &ty.type_def {
            TypeDef::Composite(def) => named.extend(def.fields.iter().map(|field| field.ty.id)),
            TypeDef::Variant(def) => {
                named.extend(def.variants.iter().flat_map(|variant| &variant.fields).map(|field| field.ty.id));
            }
            TypeDef::Sequence(def) => named.push(def.type_param.id),
            TypeDef::Array(def) => named.push(def.type_param.id),
            TypeDef::Tuple(def) => named.extend(def.fields.iter().map(|field| field.id)),
            TypeDef::Compact(def) => named.push(def.type_param.id),
            TypeDef::BitSequence(def) => named.extend([def.bit_store_type.id, def.bit_order_type.id]),
            TypeDef::Primitive(_) => {}
        }
    }
    named
}
