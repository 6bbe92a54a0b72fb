//! Signed transactions, built from what a client knows of the chain and not from its state, and what became of them.

use crate::{names::Names, ChainError, DispatchFailure, Event, Included, RuntimeVersion, Signer};
use sp_runtime::{generic::Era, traits::StaticLookup};
use zkml_runtime::{BlockNumber, Hash, Nonce, Runtime, RuntimeCall, SignedPayload, UncheckedExtrinsic};

/// For how many blocks a transaction may wait. A power of two, as [`Era`] asks.
pub(crate) const MORTALITY: u64 = 64;

/// Number and hash of the block from which on a transaction is valid.
pub(crate) type Birth = (BlockNumber, Hash);

/// What a signature covers besides the call.
#[derive(Clone, Debug)]
pub struct Signing {
    /// Hash of the first block.
    pub genesis_hash: Hash,
    /// Version of the runtime.
    pub version: RuntimeVersion,
    /// The block from which on the transaction is valid, which is the best one.
    pub birth: (BlockNumber, Hash),
    /// How many transactions the signer has sent before.
    pub nonce: Nonce,
}

/// Signs a call.
pub fn sign(signer: &Signer, call: RuntimeCall, signing: &Signing) -> UncheckedExtrinsic {
    let (birth, birth_hash) = signing.birth;
    let extension = zkml_runtime::extension(Era::mortal(MORTALITY, birth.into()), signing.nonce);
    let implicit = (
        (),
        (),
        signing.version.spec_version,
        signing.version.transaction_version,
        signing.genesis_hash,
        birth_hash,
        (),
        (),
        (),
        None,
        (),
    );
    let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
    let signature = parity_scale_codec::Encode::using_encoded(&payload, |bytes| signer.sign(bytes));
    let address = <Runtime as frame_system::Config>::Lookup::unlookup(signer.account());
    UncheckedExtrinsic::new_signed(call, address, signature, extension)
}

/// Where the events of a block are stored.
pub(crate) fn events_key() -> [u8; 32] {
    frame_support::storage::storage_prefix(b"System", b"Events")
}

/// What a transaction did, from its events: an error if its call failed.
pub(crate) fn included(
    names: &Names,
    block: BlockNumber,
    block_hash: [u8; 32],
    transaction_hash: [u8; 32],
    events: Vec<Event>,
) -> Result<Included, ChainError> {
    let fee = events.iter().find_map(|event| match event.decode("TransactionPayment") {
        Some(pallet_transaction_payment::Event::<Runtime>::TransactionFeePaid { actual_fee, .. }) => Some(actual_fee),
        _ => None,
    });
    let outcome = events.iter().find_map(|event| match event.decode("System") {
        Some(frame_system::Event::<Runtime>::ExtrinsicSuccess { dispatch_info }) => Some((dispatch_info.weight, None)),
        Some(frame_system::Event::ExtrinsicFailed { dispatch_error, dispatch_info }) => {
            Some((dispatch_info.weight, Some(dispatch_error)))
        }
        _ => None,
    });
    match (fee, outcome) {
        (Some(fee), Some((weight, None))) => Ok(Included { block, block_hash, transaction_hash, fee, weight, events }),
        (Some(fee), Some((weight, Some(error)))) => {
            let refusal = names.dispatch_error(&error);
            Err(ChainError::Dispatch(Box::new(DispatchFailure { refusal, block, fee, weight })))
        }
        _ => Err(ChainError::Unexpected("a transaction without fee or outcome".into())),
    }
}
