//! Inference on demand: whoever wants an answer of a model puts up a fee, whoever proves one is paid.
//!
//! The chain holds the money, the deadlines and the proof, and trusts neither side. A request names a model of `pallet-zkml`,
//! the versions of it that may answer, and the input: the elements of a public one, or the digest of a committed one whose
//! opening the requester gives to the prover off the chain. The proof names the request as its subject and the prover as its
//! account, so that copying it out of the transaction pool earns nothing.
//!
//! | module | one line |
//! | --- | --- |
//! | [`pallet`] | configuration, storage, calls, events, errors |
//! | [`types`] | what is stored, and the bounds of what is sent |
//! | [`origin`] | in whose name callbacks are called |
//! | [`keys`] | what a prover's key signs |
//! | [`offchain`] | the off-chain worker of a prover's node |
//! | [`weights`] | what the calls cost |
//!
//! # The life of a request
//!
//! ```text
//!                    ┌── cancel ──▶ refunded          ┌── fulfil, by prove_by ──────────▶ paid, bond free
//! request_inference ─┼── claim_by passes ▶ refunded   ├── fulfil, LateGrace after it ───▶ paid, less a part of the bond
//!                    └── claim ───────────────────────┴── neither ─▶ expire ─▶ refunded, bond slashed
//!
//! Audience::Open:     fulfil by anybody until prove_by, or until CancelNotice blocks after cancel
//! ```
//!
//! The fee rises evenly from `min_fee` to `max_fee` until `claim_by`: provers compete by claiming early. A claim binds a part of
//! the prover's bond, so that the bond bounds how many claims a prover has at a time. Requests leave the storage when they
//! end; what remains is the event, the callback and the receipt of `pallet-zkml`.
//!
//! # Who could cheat, and what stops it
//!
//! - *A prover that claims and does not prove* loses the bond, a part of it to the requester.
//! - *A requester that cancels when the proof is about to land* cannot: a claimed request cannot be cancelled, and an open one is
//!   answered for [`Config::CancelNotice`] blocks more.
//! - *A requester that asks what cannot be proved* finds no prover: public inputs are unpacked when the request is made, and a
//!   prover claims a committed one when it holds the opening, not before.
//! - *A callback that fails* changes nothing: the prover is paid before it is called, and it has a storage layer of its own.
//! - *A prover that has a callback fail*, by nesting the proof in calls until there is no layer left for it, is refused.
//! - *A fork that gives a request's number to another* makes orders of the old one invalid: a prover's key signs the terms too.
//! - *A relayer that submits the proof first*, by [`pallet_zkml::Pallet::submit_proof`], saves the prover the verification: a
//!   statement that is accepted already fulfils the request as well, and counts as of the block that accepted it.
//! - *The owner of the model* can deprecate a version, which goes on serving what was begun. *Governance* can pause and revoke;
//!   then nobody is slashed.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod deadlines;
#[cfg(any(feature = "try-runtime", test))]
mod invariants;
pub mod keys;
#[cfg(test)]
mod mock;
pub mod offchain;
pub mod origin;
mod provers;
mod requests;
mod settlement;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use keys::{ClaimOrder, FulfilOrder, ProverKey, ProverSignature};
pub use origin::{EnsureAnswer, RawOrigin};
pub use pallet::*;
pub use requests::{Inquiry, RequestInference};
pub use types::{
    ports_hash, Answer, Audience, Callback, Claim, Input, Prover, Request, RequestId, VersionRule, Versions,
};
pub use weights::WeightInfo;

use frame_support::{traits::fungible::Inspect, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;

/// What is paid.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// An encoded call.
pub type CallOf<T> = BoundedVec<u8, <T as Config>::MaxCallbackBytes>;
/// A request as the chain stores it.
pub type RequestOf<T> = Request<
    <T as frame_system::Config>::AccountId,
    BalanceOf<T>,
    BlockNumberFor<T>,
    CallOf<T>,
    <T as Config>::Consideration,
>;
/// A claim as the chain stores it.
pub type ClaimOf<T> = Claim<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// An address as the chain stores it.
pub type EndpointOf<T> = BoundedVec<u8, <T as Config>::MaxEndpointLength>;
/// A prover as the chain stores it.
pub type ProverOf<T> = Prover<BalanceOf<T>, EndpointOf<T>, BlockNumberFor<T>>;
/// Who may answer.
pub type AudienceOf<T> = Audience<<T as frame_system::Config>::AccountId>;
/// The order to claim a request.
pub type ClaimOrderOf<T> = ClaimOrder<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// The order to fulfil a request.
pub type FulfilOrderOf<T> = FulfilOrder<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// Requests that have a deadline in one block.
pub type Due<T> = BoundedVec<RequestId, <T as Config>::MaxPerDeadline>;
/// What a runtime's own pallets ask with.
pub type InquiryOf<T> = Inquiry<
    <T as frame_system::Config>::AccountId,
    BalanceOf<T>,
    BlockNumberFor<T>,
    <T as frame_system::Config>::RuntimeCall,
>;

/// What the hash of every subject begins with.
pub const SUBJECT_DOMAIN: [u8; 14] = *b"zkml-market/v1";

// Calls have flat arguments, so that wallets show them.
#[allow(clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::boxed::Box;
    use frame_support::{
        dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
        pallet_prelude::*,
        traits::{fungible::hold::Mutate as HoldMutate, fungible::Mutate, Consideration, Footprint},
        weights::WeightToFee,
    };
    use frame_system::{ensure_authorized, pallet_prelude::*};
    use pallet_zkml::{AcceptInference, ModelId, SubmissionOf, VersionNumber};
    use sp_runtime::{
        traits::{Dispatchable, One},
        Perbill,
    };

    /// The layout of the storage as the code expects it.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Requests, provers and their money.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What a runtime chooses.
    #[pallet::config]
    pub trait Config:
        frame_system::Config<
            RuntimeEvent: From<Event<Self>>,
            RuntimeOrigin: From<Origin<Self>>,
            RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
            Hash: Into<[u8; 32]>,
        > + frame_system::offchain::CreateAuthorizedTransaction<Call<Self>>
    {
        /// What is paid and held.
        type Currency: HoldMutate<Self::AccountId, Reason = Self::RuntimeHoldReason> + Mutate<Self::AccountId>;

        /// The runtime's reasons for holds, of which [`HoldReason`] is one.
        type RuntimeHoldReason: From<HoldReason>;

        /// What the storage of a request costs its requester, and how it is paid: usually a `HoldConsideration` for
        /// [`HoldReason::Storage`].
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// Who verifies: `pallet_zkml::Pallet`.
        type Verifier: AcceptInference<Self::AccountId, BlockNumberFor<Self>>;

        /// The least fee of a request: no less than the existential deposit, so that a prover without an account can be paid.
        #[pallet::constant]
        type MinFee: Get<BalanceOf<Self>>;

        /// The least that a claim binds of a bond.
        #[pallet::constant]
        type MinBond: Get<BalanceOf<Self>>;

        /// What a claim binds of a bond, as a share of the request's greatest fee.
        #[pallet::constant]
        type BondShare: Get<Perbill>;

        /// How much of a slashed bond the requester gets. The rest goes to [`Config::Beneficiary`].
        #[pallet::constant]
        type RequesterShare: Get<Perbill>;

        /// How much of the bond that a claim binds goes to the requester where the proof is late.
        #[pallet::constant]
        type LatePenalty: Get<Perbill>;

        /// Who gets what is slashed and is not the requester's, and the fees of transactions that a prover's key authorizes: an
        /// account that exists.
        type Beneficiary: Get<Self::AccountId>;

        /// Most blocks from a request to the end of its `prove_by`. With [`Config::LateGrace`] less than statements may be valid for,
        /// so that a version that is deprecated meanwhile still accepts the proof, and is there when its want is settled.
        #[pallet::constant]
        type MaxDuration: Get<BlockNumberFor<Self>>;

        /// How many blocks after `prove_by` a claimed request is still answered, at the price of [`Config::LatePenalty`]. It also
        /// keeps whoever fills blocks from making a prover late.
        #[pallet::constant]
        type LateGrace: Get<BlockNumberFor<Self>>;

        /// How many blocks an open request that was cancelled is still answered.
        #[pallet::constant]
        type CancelNotice: Get<BlockNumberFor<Self>>;

        /// Most requests that have a deadline in one block.
        #[pallet::constant]
        type MaxPerDeadline: Get<u32>;

        /// Most steps in which one block looks for requests whose time is over: a step ends one or goes on to the next block.
        #[pallet::constant]
        type MaxExpired: Get<u32>;

        /// Most claims of a prover at a time.
        #[pallet::constant]
        type MaxClaims: Get<u32>;

        /// Most bytes of an encoded callback.
        #[pallet::constant]
        type MaxCallbackBytes: Get<u32>;

        /// Most weight of a callback.
        #[pallet::constant]
        type MaxCallbackWeight: Get<Weight>;

        /// Most bytes of the address at which a prover takes private inputs.
        #[pallet::constant]
        type MaxEndpointLength: Get<u32>;

        /// Most blocks for which a transaction that a prover's key authorizes stays in the pool.
        #[pallet::constant]
        type MaxOrderLife: Get<BlockNumberFor<Self>>;

        /// The fee of a transaction that a prover's key authorizes, which is taken from the prover's bond: what a signed one of the
        /// same weight pays. For each byte of it see [`Config::LengthFee`].
        type WorkFee: WeightToFee<Balance = BalanceOf<Self>>;

        /// The fee of the bytes of such a transaction, whose number is given as reference time.
        type LengthFee: WeightToFee<Balance = BalanceOf<Self>>;

        /// What the calls cost.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the storage of a request.
        Storage,
        /// The greatest fee of a request.
        Fee,
        /// A prover's bond.
        Bond,
    }

    /// In whose name callbacks are called.
    #[pallet::origin]
    pub type Origin<T> = RawOrigin<<T as frame_system::Config>::AccountId>;

    /// The identifier that the next request gets.
    #[pallet::storage]
    pub type NextRequestId<T: Config> = StorageValue<_, RequestId, ValueQuery>;

    /// The requests that have not ended.
    #[pallet::storage]
    pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, RequestOf<T>>;

    /// The provers who have a bond.
    #[pallet::storage]
    pub type Provers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProverOf<T>>;

    /// Requests by the last block in which something may still happen to them: `claim_by` while nobody has claimed, and the end
    /// of the time for the proof. A request takes its places when it is made, so that no claim ever fails for want of one.
    #[pallet::storage]
    pub type Deadlines<T: Config> = StorageMap<_, Twox64Concat, BlockNumberFor<T>, Due<T>, ValueQuery>;

    /// The first block whose deadlines may still be there. `None` before the first request.
    #[pallet::storage]
    pub type NextDeadline<T: Config> = StorageValue<_, BlockNumberFor<T>>;

    /// What the pallet reports.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Somebody asks a model.
        InferenceRequested {
            /// The request.
            request: RequestId,
            /// Who asks.
            requester: T::AccountId,
            /// The model.
            model: ModelId,
            /// The first version that may answer.
            version: VersionNumber,
            /// The greatest fee.
            max_fee: BalanceOf<T>,
        },
        /// A prover promised an answer.
        RequestClaimed {
            /// The request.
            request: RequestId,
            /// The prover.
            prover: T::AccountId,
            /// The version that will answer.
            version: VersionNumber,
            /// What the answer is paid.
            fee: BalanceOf<T>,
        },
        /// A request was answered, and its prover paid.
        RequestFulfilled {
            /// The request.
            request: RequestId,
            /// The prover.
            prover: T::AccountId,
            /// What was paid.
            fee: BalanceOf<T>,
            /// What the requester got of the prover's bond because the proof was late.
            penalty: BalanceOf<T>,
            /// The accepted statement.
            statement: [u8; 32],
            /// Elements of the output port.
            output: pallet_zkml::Elements,
        },
        /// A callback was called.
        CallbackCalled {
            /// The request.
            request: RequestId,
            /// Whether it did what it should. What it wrote is undone if not.
            result: DispatchResult,
        },
        /// The requester took an unclaimed request back.
        RequestCancelled {
            /// The request.
            request: RequestId,
        },
        /// The requester took an open request back, which is still answered for a while.
        RequestClosing {
            /// The request.
            request: RequestId,
            /// The last block that answers it.
            until: BlockNumberFor<T>,
        },
        /// Nobody answered in time.
        RequestExpired {
            /// The request.
            request: RequestId,
            /// The prover who had promised to, if somebody had.
            prover: Option<T::AccountId>,
            /// How much of the prover's bond was slashed. Nothing where governance had kept the proof from being accepted.
            slashed: BalanceOf<T>,
        },
        /// A prover's bond changed.
        BondChanged {
            /// The prover.
            prover: T::AccountId,
            /// The bond.
            bond: BalanceOf<T>,
        },
        /// A prover named a key and an address.
        ProverSet {
            /// The prover.
            prover: T::AccountId,
            /// The key that may claim and fulfil.
            key: Option<ProverKey>,
        },
        /// A transaction that a prover's key authorized was refused, and has cost a fee. Nothing else has changed.
        OrderRefused {
            /// The prover.
            prover: T::AccountId,
            /// The request.
            request: RequestId,
            /// What it cost.
            fee: BalanceOf<T>,
            /// Why.
            error: DispatchError,
        },
    }

    /// Why a call is refused.
    #[pallet::error]
    pub enum Error<T> {
        /// There is no such request, or it has ended.
        UnknownRequest,
        /// The model has no such version, or recommends none.
        UnknownVersion,
        /// The version is deprecated or revoked.
        VersionNotLive,
        /// Governance has stopped the verification of the version's proofs for the time being.
        VersionPaused,
        /// The version cannot be asked: its output is not public, its input is private, or its statements have an attestation or
        /// a nullifier, which no prover can give for somebody else.
        UnsupportedLayout,
        /// The version takes a public input and the request has a digest, or the other way round.
        WrongInputKind,
        /// The input has another number of elements than the version takes.
        InputCount,
        /// The elements of the input are not what packing makes of any input.
        InputPacking,
        /// The fee is less than the least that is taken.
        FeeTooLow,
        /// The fee falls: `min_fee` is above `max_fee`.
        FallingFee,
        /// The deadlines are not in their order: this block, `claim_by`, `prove_by`.
        DeadlineOrder,
        /// The deadline is too far ahead.
        DeadlineTooFar,
        /// Too many requests have a deadline in one of these blocks. Choose another.
        DeadlineFull,
        /// The encoded callback has too many bytes.
        CallbackTooLong,
        /// The callback takes too much weight.
        CallbackTooHeavy,
        /// Every identifier of a request has been given out.
        TooManyRequests,
        /// The signer did not make the request.
        NotRequester,
        /// A prover has claimed the request.
        AlreadyClaimed,
        /// The requester has taken the request back already.
        AlreadyCancelled,
        /// The request is answered without a claim.
        NoClaimNeeded,
        /// The request is for another prover.
        NotForThisProver,
        /// The last block of the claim has passed.
        ClaimTooLate,
        /// The request must be claimed first.
        NotClaimed,
        /// The version is none of those that may answer, or not the one that was claimed.
        WrongVersion,
        /// The submission has another model, subject or input than the request.
        WrongStatement,
        /// The time for a proof has passed.
        TooLate,
        /// The time of the request has not passed.
        NotExpired,
        /// The weight that was given for the callback is less than it takes.
        CallbackWeightTooLow,
        /// The callback is no call of this runtime any more.
        UndecodableCallback,
        /// The account has no bond.
        UnknownProver,
        /// Too little of the bond is free.
        BondTooLow,
        /// The prover has as many claims as a prover may have.
        TooManyClaims,
        /// An order of the prover's key was refused that counts still: the last of the bond can be taken when it does not.
        RefusedOrderCounts,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Ends requests whose time is over with what weight the block has left.
        fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
            Self::expire_due(now, remaining)
        }

        /// Finds work for the prover that this node serves, if its operator has named one.
        fn offchain_worker(now: BlockNumberFor<T>) {
            Self::work_offchain(now);
        }

        #[cfg(feature = "std")]
        fn integrity_test() {
            Self::check_config();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Asks a model. The greatest fee is held until the request ends.
        ///
        /// Parameters:
        /// - `model`, `rule`: which versions may answer. Its output is public, its input public or committed.
        /// - `input`: the packed elements of a public input, or the digest of a committed one. The opening of a digest is delivered to
        ///   the prover off the chain, for [`Pallet::subject`].
        /// - `audience`: who may answer.
        /// - `min_fee`, `max_fee`: the fee in this block and from `claim_by` on. It rises evenly between.
        /// - `claim_by`: the last block that may claim the request.
        /// - `prove_by`: the last block in which a proof is in time.
        /// - `callback`: a call of the runtime that is called with the answer in its origin, [`Origin`].
        ///
        /// Emits [`Event::InferenceRequested`].
        ///
        /// Errors: [`Error::UnknownVersion`], [`Error::VersionNotLive`], [`Error::UnsupportedLayout`],
        /// [`Error::WrongInputKind`], [`Error::InputCount`], [`Error::InputPacking`], [`Error::FeeTooLow`],
        /// [`Error::FallingFee`], [`Error::DeadlineOrder`], [`Error::DeadlineTooFar`], [`Error::DeadlineFull`],
        /// [`Error::CallbackTooLong`], [`Error::CallbackTooHeavy`], [`Error::TooManyRequests`], and those of
        /// [`Config::Currency`] and [`Config::Consideration`].
        ///
        /// Anyone may call it.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::request_inference(input.elements().len() as u32))]
        pub fn request_inference(
            origin: OriginFor<T>,
            model: ModelId,
            rule: VersionRule,
            input: Input,
            audience: AudienceOf<T>,
            min_fee: BalanceOf<T>,
            max_fee: BalanceOf<T>,
            claim_by: BlockNumberFor<T>,
            prove_by: BlockNumberFor<T>,
            callback: Option<Box<<T as frame_system::Config>::RuntimeCall>>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let callback = callback.map(|call| *call);
            let inquiry = Inquiry { model, rule, input, audience, min_fee, max_fee, claim_by, prove_by, callback };
            Self::do_request(who, inquiry)?;
            Ok(())
        }

        /// Takes a request back. One that nobody has claimed ends at once; an open one is still answered for
        /// [`Config::CancelNotice`] blocks, because somebody may be proving it.
        ///
        /// Emits [`Event::RequestCancelled`] or [`Event::RequestClosing`].
        ///
        /// Errors: [`Error::UnknownRequest`], [`Error::NotRequester`], [`Error::AlreadyClaimed`],
        /// [`Error::AlreadyCancelled`].
        ///
        /// Only the requester may call it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::cancel())]
        pub fn cancel(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_cancel(&who, request)
        }

        /// Promises to prove a version's answer by `prove_by`, for the fee of this block. A part of the signer's bond is bound until
        /// then. Do not claim a committed input before you hold its opening: without it there is no proof. A fork may give the
        /// number to another request: sign a mortal transaction, from a block in which you have seen the request.
        ///
        /// Emits [`Event::RequestClaimed`].
        ///
        /// Errors: [`Error::UnknownRequest`], [`Error::NoClaimNeeded`], [`Error::AlreadyClaimed`],
        /// [`Error::NotForThisProver`], [`Error::ClaimTooLate`], [`Error::WrongVersion`], [`Error::VersionNotLive`],
        /// [`Error::VersionPaused`], [`Error::UnknownProver`], [`Error::BondTooLow`], [`Error::TooManyClaims`].
        ///
        /// Any account with a bond may call it.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::claim())]
        pub fn claim(origin: OriginFor<T>, request: RequestId, version: VersionNumber) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_claim(who, request, version)?)
        }

        /// Answers a request: verifies the proof, pays the account that it names, frees its bond and calls the callback.
        ///
        /// Parameters:
        /// - `request`: the request.
        /// - `submission`: the proof and what it claims, with [`Pallet::subject`] as its subject and the prover as its account. Where
        ///   its statement is accepted already, the proof is not looked at.
        /// - `callback_weight`: no less than the request's callback takes.
        ///
        /// Emits [`Event::RequestFulfilled`] and, where there is a callback, [`Event::CallbackCalled`].
        ///
        /// Errors: [`Error::UnknownRequest`], [`Error::NotClaimed`], [`Error::NotForThisProver`],
        /// [`Error::WrongVersion`], [`Error::WrongStatement`], [`Error::TooLate`], [`Error::CallbackWeightTooLow`],
        /// those of [`pallet_zkml::Pallet::submit_proof`], those of [`Config::Currency`], and
        /// [`sp_runtime::TransactionalError::LimitReached`] deep inside other calls.
        ///
        /// Anyone may call it, and pays for it; what it earns is the prover's.
        #[pallet::call_index(3)]
        #[pallet::weight(Pallet::<T>::fulfil_weight(submission, *callback_weight))]
        pub fn fulfil(
            origin: OriginFor<T>,
            request: RequestId,
            submission: Box<SubmissionOf<T>>,
            callback_weight: Weight,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let spared = Self::do_fulfil(request, *submission, callback_weight)?;
            Ok(Some(spared).into())
        }

        /// Ends a request whose time is over: its requester is refunded, and a prover who had claimed it slashed. Blocks do the same
        /// with the weight that they have left.
        ///
        /// Emits [`Event::RequestExpired`].
        ///
        /// Errors: [`Error::UnknownRequest`], [`Error::NotExpired`], and [`sp_runtime::TransactionalError::LimitReached`] deep inside
        /// other calls.
        ///
        /// Anyone may call it.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::expire())]
        pub fn expire(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_expire(request)
        }

        /// Adds to the signer's bond, which is held of the signer's funds.
        ///
        /// Emits [`Event::BondChanged`].
        ///
        /// Errors: those of [`Config::Currency`].
        ///
        /// Anyone may call it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::deposit_bond())]
        pub fn deposit_bond(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_deposit_bond(who, amount)
        }

        /// Takes from the part of the signer's bond that no claim binds, down to [`Config::MinBond`] or all of it. With nothing left of
        /// it, the signer is no prover any more.
        ///
        /// Emits [`Event::BondChanged`].
        ///
        /// Errors: [`Error::UnknownProver`], [`Error::BondTooLow`], [`Error::RefusedOrderCounts`].
        ///
        /// Any account with a bond may call it.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::withdraw_bond())]
        pub fn withdraw_bond(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_withdraw_bond(&who, amount)
        }

        /// Names the key that may claim and fulfil for the signer, which a node's off-chain worker holds, and the address at which
        /// private inputs are taken.
        ///
        /// Emits [`Event::ProverSet`].
        ///
        /// Errors: [`Error::UnknownProver`].
        ///
        /// Any account with a bond may call it.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::set_prover())]
        pub fn set_prover(origin: OriginFor<T>, key: Option<ProverKey>, endpoint: EndpointOf<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Ok(Self::do_set_prover(&who, key, endpoint)?)
        }

        /// As [`Pallet::claim`], authorized by the prover's key instead of by a signed transaction, at a fee from the prover's bond.
        ///
        /// Emits what [`Pallet::claim`] emits, or [`Event::OrderRefused`].
        ///
        /// Whoever holds the key may have it included.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::claim_by_key())]
        #[pallet::authorize(|_source, order, signature| Pallet::<T>::authorize_claim(order, signature))]
        #[pallet::weight_of_authorize(T::WeightInfo::authorize_claim())]
        pub fn claim_by_key(
            origin: OriginFor<T>,
            order: ClaimOrderOf<T>,
            signature: ProverSignature,
        ) -> DispatchResultWithPostInfo {
            ensure_authorized(origin)?;
            let _ = signature;
            let price = Self::claim_price(&order);
            let ClaimOrder { prover, request, version, valid_until, .. } = order;
            Self::by_key(&prover.clone(), request, valid_until, price, || {
                Self::do_claim(prover, request, version)?;
                Ok(None)
            })
        }

        /// As [`Pallet::fulfil`], authorized by the key of the prover whom the proof names instead of by a signed transaction, at a
        /// fee from the prover's bond: also where the proof is refused.
        ///
        /// Emits what [`Pallet::fulfil`] emits, or [`Event::OrderRefused`].
        ///
        /// Whoever holds the key may have it included.
        #[pallet::call_index(9)]
        #[pallet::weight(Pallet::<T>::fulfil_by_key_weight(order))]
        #[pallet::authorize(|_source, order, signature| Pallet::<T>::authorize_fulfil(order, signature))]
        #[pallet::weight_of_authorize(T::WeightInfo::authorize_fulfil())]
        pub fn fulfil_by_key(
            origin: OriginFor<T>,
            order: Box<FulfilOrderOf<T>>,
            signature: ProverSignature,
        ) -> DispatchResultWithPostInfo {
            ensure_authorized(origin)?;
            let _ = signature;
            let price = Self::fulfil_price(&order);
            let FulfilOrder { request, submission, callback_weight, valid_until, .. } = *order;
            Self::by_key(&submission.account.clone(), request, valid_until, price, || {
                let taken = Self::do_fulfil(request, submission, callback_weight).map_err(|refused| refused.error)?;
                Ok(Some(Self::by_key_instead(taken)))
            })
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The subject that a proof for a request must have: blake2-256 of the SCALE encoding of [`SUBJECT_DOMAIN`] and the request.
        pub fn subject(request: RequestId) -> [u8; 32] {
            (SUBJECT_DOMAIN, request).using_encoded(sp_io::hashing::blake2_256)
        }

        /// A request that has not ended.
        pub fn request(request: RequestId) -> Option<RequestOf<T>> {
            Requests::<T>::get(request)
        }

        /// What a claim in the next block would be paid, or is paid if there is one.
        pub fn fee(request: RequestId) -> Option<BalanceOf<T>> {
            let request = Requests::<T>::get(request)?;
            let next = frame_system::Pallet::<T>::block_number() + One::one();
            Some(match &request.claim {
                Some(claim) => claim.fee,
                None => Self::fee_at(&request, next),
            })
        }

        /// A prover.
        pub fn prover(prover: T::AccountId) -> Option<ProverOf<T>> {
            Provers::<T>::get(prover)
        }
    }
}
