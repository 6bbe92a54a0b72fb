//! How many verifications a block has room for, and what they pay.
//!
//! Computed from what the runtime charges: the weight of the call, of what a transaction carries besides it and of a
//! transaction as such, against the share of a block that is left to normal transactions, and the bytes likewise.

use crate::{
    reality::{on_a_chain, spared_by_consumers, Calls},
    Error,
};
use frame_support::{
    dispatch::{DispatchClass, GetDispatchInfo, PostDispatchInfo},
    weights::Weight,
};
use frame_system::limits::{BlockLength, BlockWeights};
use parity_scale_codec::Encode;
use sp_runtime::{
    generic::Era,
    traits::{Get, StaticLookup, TransactionExtension},
    MultiSignature,
};
use std::fmt;
use zkml_primitives::{Bls12_381, Bn254, Curve, CurveId};
use zkml_runtime::{extension, AccountId, Balance, Runtime, RuntimeCall, TransactionPayment, UncheckedExtrinsic, UNIT};

/// Public inputs of each proof: the context and what its model reveals.
pub const PUBLIC_INPUTS: u32 = 4;

/// Proofs of a middling batch.
const BATCH: u32 = 16;

/// A block full of one kind of transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The curve of the proofs.
    pub curve: CurveId,
    /// Proofs of each transaction, all of one version of a model; one proof is submitted by `submit_proof`, more by
    /// `submit_batch`.
    pub proofs: u32,
    /// What a transaction is charged of a block, where its proofs are no consumer's.
    pub weight: Weight,
    /// What consumers could have taken and gave back. The last transaction of a block must find room for that as well.
    pub spared: Weight,
    /// Bytes of a transaction.
    pub bytes: u32,
    /// What a transaction pays, in plancks.
    pub fee: Balance,
    /// Transactions that a block has room for.
    pub transactions: u32,
}

impl Capacity {
    /// Verifications that a block has room for.
    pub fn verifications(&self) -> u32 {
        self.transactions * self.proofs
    }
}

/// One line of a table in Markdown, below [`HEADINGS`].
impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let milliseconds = self.weight.ref_time() as f64 / 1e9;
        let milliunits = |plancks: Balance| plancks as f64 * 1e3 / UNIT as f64;
        write!(
            f,
            "| {} | {} | {milliseconds:.2} | {} | {:.2} | {:.2} | {} |",
            self.curve.name(),
            self.proofs,
            self.bytes,
            milliunits(self.fee),
            milliunits(self.fee) / f64::from(self.proofs),
            self.verifications(),
        )
    }
}

/// What stands above the lines of a table: fees are in thousandths of [`UNIT`], weights in milliseconds.
pub const HEADINGS: &str = "\
| curve | proofs in a transaction | weight, ms | bytes | fee, mUNIT | fee of a proof, mUNIT | verifications in a block |
| --- | --- | --- | --- | --- | --- | --- |";

/// Blocks full of single proofs, of batches of 16 and of the largest batches, on both curves.
pub fn capacity() -> Result<Vec<Capacity>, Error> {
    let proofs = [1, BATCH, <Runtime as pallet_zkml::Config>::MaxBatch::get()];
    let spared = spared_by_consumers()?;
    let mut all = Vec::new();
    for proofs in proofs {
        all.push(full_of::<Bn254>(proofs, spared)?);
    }
    for proofs in proofs {
        all.push(full_of::<Bls12_381>(proofs, spared)?);
    }
    Ok(all)
}

fn full_of<C: Curve>(proofs: u32, spared_by_each: Weight) -> Result<Capacity, Error> {
    let account = AccountId::new([1; 32]);
    on_a_chain(|| {
        let Calls { submit, submission, .. } = Calls::new::<C>(account.clone(), PUBLIC_INPUTS);
        let call = if proofs == 1 {
            submit
        } else {
            // A chain would refuse the same one again; it weighs as another does.
            let batch = vec![submission; proofs as usize];
            RuntimeCall::Zkml(pallet_zkml::Call::submit_batch {
                batch: batch.try_into().expect("the greatest batch is the bound; qed"),
            })
        };

        let mut info = call.get_dispatch_info();
        let carried = extension(Era::mortal(64, 1), 100);
        info.extension_weight = carried.weight(&call);
        let address = <Runtime as frame_system::Config>::Lookup::unlookup(account);
        let signature = MultiSignature::Sr25519([1; 64].into());
        let bytes = UncheckedExtrinsic::new_signed(call, address, signature, carried).encoded_size() as u32;

        let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
        let normal = limits.get(DispatchClass::Normal);
        let spared = spared_by_each.saturating_mul(proofs.into());
        let post = PostDispatchInfo::from(Some(info.total_weight().saturating_sub(spared)));
        let weight = post.calc_actual_weight(&info).saturating_add(normal.base_extrinsic);
        let room = normal.max_total.unwrap_or(limits.max_block).saturating_sub(spared);
        let length: BlockLength = <Runtime as frame_system::Config>::BlockLength::get();
        let by_weight = room.checked_div_per_component(&weight).unwrap_or_default();
        let by_length = *length.max.get(DispatchClass::Normal) / bytes;
        Capacity {
            curve: C::ID,
            proofs,
            weight,
            spared,
            bytes,
            fee: TransactionPayment::compute_actual_fee(bytes, &info, &post, 0),
            transactions: by_length.min(u32::try_from(by_weight).unwrap_or(u32::MAX)),
        }
    })
}
