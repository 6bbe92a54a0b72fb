//! Signed transactions, built from what a client knows of the chain and not from its state.

use crate::{RuntimeVersion, Signer};
use sp_runtime::{generic::Era, traits::StaticLookup};
use zkml_runtime::{BlockNumber, Hash, Nonce, Runtime, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic};

/// For how many blocks a transaction may wait. A power of two, as [`Era`] asks.
const MORTALITY: u64 = 64;

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
    let extension: TxExtension = (
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(Era::mortal(MORTALITY, birth.into())),
        frame_system::CheckNonce::from(signing.nonce),
        frame_system::CheckWeight::new(),
        pallet_transaction_payment::ChargeTransactionPayment::from(0),
        frame_system::WeightReclaim::new(),
    );
    let implicit = (
        (),
        signing.version.spec_version,
        signing.version.transaction_version,
        signing.genesis_hash,
        birth_hash,
        (),
        (),
        (),
        (),
    );
    let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
    let signature = parity_scale_codec::Encode::using_encoded(&payload, |bytes| signer.sign(bytes));
    let address = <Runtime as frame_system::Config>::Lookup::unlookup(signer.account());
    UncheckedExtrinsic::new_signed(call, address, signature, extension)
}
