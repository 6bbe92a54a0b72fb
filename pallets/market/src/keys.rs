//! What a prover's key signs: orders to claim and to fulfil, which enter the pool as transactions without a signer.
//!
//! The key lies on a node and can do nothing but this: it moves no funds, and whoever steals it can spend the bond's free part on
//! fees and spoil claims. Validation costs some reads and one signature and never a pairing. A prover has one order for a
//! request in the pool, every order costs the bond a fee when it is included, whatever comes of it, and an order that the
//! bond cannot pay is invalid: so nobody fills pool or blocks for nothing. No order is included twice: one that was carried out
//! leaves nothing to do, and one that was refused is void, with all that count no longer than it.
//!
//! An order is paid for as a signed transaction of its weight and length is, except that a busy chain does not raise the fee:
//! whoever claims knows what the proof will cost to send. Where blocks are full, an order competes by its tip, which comes from
//! the bond as well; without one, whoever tips a little for other transactions could keep a proof out until its prover is slashed.

use crate::{
    BalanceOf, ClaimOrderOf, Config, Error, Event, FulfilOrderOf, HoldReason, Pallet, Provers, RequestId, Requests,
    WeightInfo,
};
use core::marker::PhantomData;
use frame_support::{
    dispatch::{DispatchClass, DispatchResultWithPostInfo},
    ensure,
    pallet_prelude::*,
    storage::with_storage_layer,
    traits::Get,
    weights::{Weight, WeightToFee},
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_zkml::{Submission, VersionNumber};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{
    traits::{CheckedSub, One, SaturatedConversion, Saturating, Zero},
    transaction_validity::{InvalidTransaction, TransactionPriority, TransactionValidityError, ValidTransaction},
    DispatchError,
};

mod app {
    use sp_application_crypto::{app_crypto, sr25519, KeyTypeId};
    app_crypto!(sr25519, KeyTypeId(*b"zkmp"));
}

/// The key of a prover's node, by its type `zkmp` in the keystore.
pub type ProverKey = app::Public;
/// Its signature.
pub type ProverSignature = app::Signature;

/// The order to claim a request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ClaimOrder<AccountId, Balance, BlockNumber> {
    /// For whom.
    pub prover: AccountId,
    /// The request.
    pub request: RequestId,
    /// The version that will answer.
    pub version: VersionNumber,
    /// The last block that may include the order.
    pub valid_until: BlockNumber,
    /// What the bond pays on top of the fee, for the order to be included before others.
    pub tip: Balance,
}

/// The order to fulfil a request for the prover whom the submission names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct FulfilOrder<AccountId, Balance, BlockNumber> {
    /// The request.
    pub request: RequestId,
    /// The proof and what it claims.
    pub submission: Submission<AccountId, BlockNumber>,
    /// No less than the request's callback takes.
    pub callback_weight: Weight,
    /// The last block that may include the order.
    pub valid_until: BlockNumber,
    /// What the bond pays on top of the fee, for the order to be included before others.
    pub tip: Balance,
}

/// What a key signs: blake2-256 of a domain, the hash of the chain's first block, the order and the terms of the request (see
/// [`crate::Request::terms`]), so that no order counts on another chain or as another, nor on a fork of this one that has given
/// the request's number to another request. Zeroes stand for the terms of a request that is not there.
fn digest<T: Config>(domain: &[u8; 20], order: &impl Encode, request: RequestId) -> [u8; 32] {
    let genesis: [u8; 32] = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into();
    let terms = Requests::<T>::get(request).map_or([0; 32], |request| request.terms());
    (domain, genesis, order, terms).using_encoded(sp_io::hashing::blake2_256)
}

impl<AccountId: Encode, Balance: Encode, BlockNumber: Encode> ClaimOrder<AccountId, Balance, BlockNumber> {
    /// What is signed.
    pub fn digest<T: Config>(&self) -> [u8; 32] {
        digest::<T>(b"zkml-market/claim/v1", self, self.request)
    }
}

impl<AccountId: Encode, Balance: Encode, BlockNumber: Encode> FulfilOrder<AccountId, Balance, BlockNumber> {
    /// What is signed.
    pub fn digest<T: Config>(&self) -> [u8; 32] {
        digest::<T>(b"zkml-market/proof/v1", self, self.request)
    }
}

/// Why an order is not let into the pool, as a number that a client can look up here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Refusal {
    /// It may live for more than [`Config::MaxOrderLife`] blocks.
    LivesTooLong = 1,
    /// The account is no prover, or has named no key.
    NoKey = 2,
    /// The bond's free part does not pay the fee.
    BondTooLow = 3,
    /// The request has ended, is another's, is late, or does not go with the order.
    NotDue = 4,
    /// An order was refused that counts as long as this one or longer. Sign one that counts longer.
    Void = 5,
}

impl From<Refusal> for TransactionValidityError {
    fn from(refusal: Refusal) -> Self {
        InvalidTransaction::Custom(refusal as u8).into()
    }
}

type Authorization = Result<(ValidTransaction, Weight), TransactionValidityError>;

impl<T: Config> Pallet<T> {
    /// The weight of fulfilling, all of it.
    pub(crate) fn fulfil_by_key_weight(order: &FulfilOrderOf<T>) -> Weight {
        Self::by_key_instead(Self::fulfil_weight(&order.submission, order.callback_weight))
    }

    /// What the same takes by key that takes so much by a signed transaction.
    pub(crate) fn by_key_instead(weight: Weight) -> Weight {
        weight.saturating_sub(T::WeightInfo::fulfil()).saturating_add(T::WeightInfo::fulfil_by_key())
    }

    /// What an order to claim takes of the bond.
    pub(crate) fn claim_price(order: &ClaimOrderOf<T>) -> BalanceOf<T> {
        Place::<T>::of_claim(order).price(order.tip)
    }

    /// What an order to fulfil takes of the bond.
    pub(crate) fn fulfil_price(order: &FulfilOrderOf<T>) -> BalanceOf<T> {
        Place::<T>::of_fulfilment(order).price(order.tip)
    }

    /// Whether an order to claim may enter the pool.
    pub(crate) fn authorize_claim(order: &ClaimOrderOf<T>, signature: &ProverSignature) -> Authorization {
        let ClaimOrder { prover, request, version, valid_until, tip } = order;
        let life = Self::order_life(*valid_until)?;
        let place = Place::<T>::of_claim(order);
        let (key, left) = Self::paying_key(prover, place.price(*tip), *valid_until)?;
        let claimed = Self::check_claim(prover, *request, *version).map_err(|_| Refusal::NotDue)?;
        // The fee is taken first.
        ensure!(left >= claimed.bond, Refusal::BondTooLow);
        signed(&key, &order.digest::<T>(), signature)?;
        Self::admitted(b"claim", prover, *request, life, place.priority(*tip))
    }

    /// Whether an order to fulfil may enter the pool.
    pub(crate) fn authorize_fulfil(order: &FulfilOrderOf<T>, signature: &ProverSignature) -> Authorization {
        let life = Self::order_life(order.valid_until)?;
        let prover = &order.submission.account;
        let place = Place::<T>::of_fulfilment(order);
        let (key, _) = Self::paying_key(prover, place.price(order.tip), order.valid_until)?;
        let request = Requests::<T>::get(order.request).ok_or(Refusal::NotDue)?;
        Self::check_fulfilment(order.request, &request, &order.submission, order.callback_weight)
            .map_err(|_| Refusal::NotDue)?;
        signed(&key, &order.digest::<T>(), signature)?;
        Self::admitted(b"proof", prover, order.request, life, place.priority(order.tip))
    }

    /// For how many blocks from this one on the order counts.
    fn order_life(valid_until: BlockNumberFor<T>) -> Result<u64, TransactionValidityError> {
        let now = frame_system::Pallet::<T>::block_number();
        let life = valid_until.checked_sub(&now).ok_or(InvalidTransaction::Stale)?;
        ensure!(life <= T::MaxOrderLife::get(), Refusal::LivesTooLong);
        // A transaction that lives for no block would never be included.
        Ok(life.saturated_into::<u64>().saturating_add(1))
    }

    /// The key of a prover whose bond can pay so much, and what is free of the bond when it has.
    fn paying_key(
        who: &T::AccountId,
        price: BalanceOf<T>,
        valid_until: BlockNumberFor<T>,
    ) -> Result<(ProverKey, BalanceOf<T>), Refusal> {
        let prover = Provers::<T>::get(who).ok_or(Refusal::NoKey)?;
        let key = prover.key.clone().ok_or(Refusal::NoKey)?;
        ensure!(valid_until > prover.void_until, Refusal::Void);
        let left = prover.free().checked_sub(&price).ok_or(Refusal::BondTooLow)?;
        Ok((key, left))
    }

    fn admitted(
        kind: &[u8; 5],
        prover: &T::AccountId,
        request: RequestId,
        longevity: u64,
        priority: TransactionPriority,
    ) -> Authorization {
        let validity = ValidTransaction {
            priority,
            requires: alloc::vec![],
            // One of a kind for a prover and a request: of two, the pool keeps the one with the greater tip, and a block includes one.
            provides: alloc::vec![(b"zkml-market", kind, prover, request).encode()],
            longevity,
            propagate: true,
        };
        Ok((validity, Weight::zero()))
    }

    /// Takes the price of an order from the bond, and then does what was ordered. A refusal is reported by an event and not as an
    /// error, which would undo the payment.
    pub(crate) fn by_key(
        who: &T::AccountId,
        request: RequestId,
        valid_until: BlockNumberFor<T>,
        fee: BalanceOf<T>,
        ordered: impl FnOnce() -> Result<Option<Weight>, DispatchError>,
    ) -> DispatchResultWithPostInfo {
        Self::take_fee(who, fee)?;
        match with_storage_layer(ordered) {
            Ok(actual) => Ok((actual, Pays::No).into()),
            Err(error) => {
                Provers::<T>::mutate_extant(who, |prover| prover.void_until = prover.void_until.max(valid_until));
                Self::deposit_event(Event::OrderRefused { prover: who.clone(), request, fee, error });
                Ok(Pays::No.into())
            }
        }
    }

    fn take_fee(who: &T::AccountId, fee: BalanceOf<T>) -> DispatchResult {
        let mut prover = Provers::<T>::get(who).ok_or(Error::<T>::UnknownProver)?;
        ensure!(prover.free() >= fee, Error::<T>::BondTooLow);
        prover.bond.saturating_reduce(fee);
        Self::store(who, prover);
        Self::pay_from_hold(HoldReason::Bond, who, &T::Beneficiary::get(), fee)
    }
}

/// What an order takes of a block.
struct Place<T> {
    /// With the check of the signature, and what every transaction takes.
    weight: Weight,
    /// Bytes, with the signature.
    length: u64,
    config: PhantomData<T>,
}

impl<T: Config> Place<T> {
    fn of_claim(order: &ClaimOrderOf<T>) -> Self {
        Self::new(T::WeightInfo::claim_by_key().saturating_add(T::WeightInfo::authorize_claim()), order)
    }

    fn of_fulfilment(order: &FulfilOrderOf<T>) -> Self {
        let weight = Pallet::<T>::fulfil_by_key_weight(order);
        Self::new(weight.saturating_add(T::WeightInfo::authorize_fulfil()), order)
    }

    fn new(weight: Weight, order: &impl Encode) -> Self {
        let base = T::BlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
        let length = order.encoded_size().saturating_add(sp_core::sr25519::SIGNATURE_SERIALIZED_SIZE);
        Self { weight: weight.saturating_add(base), length: length as u64, config: PhantomData }
    }

    /// What it costs.
    fn price(&self, tip: BalanceOf<T>) -> BalanceOf<T> {
        let of_bytes = T::LengthFee::weight_to_fee(&Weight::from_parts(self.length, 0));
        T::WorkFee::weight_to_fee(&self.weight).saturating_add(of_bytes).saturating_add(tip)
    }

    /// The tips that a block full of such orders would bring, which is how FRAME ranks signed transactions too.
    fn priority(&self, tip: BalanceOf<T>) -> TransactionPriority {
        let most = T::BlockWeights::get().max_block;
        let by_weight = most.checked_div_per_component(&self.weight).unwrap_or(u64::MAX);
        // A signature is in it.
        let by_length = u64::from(*T::BlockLength::get().max.get(DispatchClass::Normal)) / self.length;
        let fit: BalanceOf<T> = by_weight.min(by_length).saturated_into();
        tip.saturating_add(One::one()).saturating_mul(fit).saturated_into()
    }
}

fn signed(key: &ProverKey, digest: &[u8; 32], signature: &ProverSignature) -> Result<(), InvalidTransaction> {
    ensure!(key.verify(digest, signature), InvalidTransaction::BadProof);
    Ok(())
}
