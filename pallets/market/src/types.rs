//! What the pallet stores, and the bounds of what is sent to it.

use frame_support::{pallet_prelude::*, weights::Weight};
use pallet_zkml::{Elements, ModelId, VersionNumber};
use zkml_primitives::{FieldBytes, Layout, Port, Visibility};

/// Names a request. Given out in order, never twice.
pub type RequestId = u64;

/// Which versions of a model may answer, as a requester says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum VersionRule {
    /// This one.
    Exactly(VersionNumber),
    /// The one that the model's owner recommends when the request is made, and no other: were it read later, an owner could
    /// spoil the work of a prover by recommending another.
    Active,
    /// This one, or any later one that takes and gives the same ports: a retraining, for instance. The owner of the model may
    /// add such versions.
    AtLeast(VersionNumber),
}

/// Which versions may answer, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Versions {
    /// The least.
    pub from: VersionNumber,
    /// Whether later ones with the same ports may.
    pub later: bool,
}

impl Versions {
    /// Whether the number fits. Where it is another than [`Versions::from`], the ports must fit too.
    pub fn include(&self, version: VersionNumber) -> bool {
        version == self.from || self.later && version > self.from
    }
}

/// What the model is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Input {
    /// Packed elements of a public input port, for everybody to see.
    Public(Elements),
    /// The digest of a committed input. Whoever proves is told the input and the salt off the chain.
    Committed(FieldBytes),
}

impl Input {
    /// As the elements of the input port stand in a statement.
    pub fn elements(&self) -> &[FieldBytes] {
        match self {
            Self::Public(elements) => elements,
            Self::Committed(digest) => core::slice::from_ref(digest),
        }
    }

    /// Whether a port of this visibility takes it.
    pub fn fits(&self, visibility: Visibility) -> bool {
        matches!(
            (self, visibility),
            (Self::Public(_), Visibility::Public) | (Self::Committed(_), Visibility::Committed)
        )
    }
}

/// Who may answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Audience<AccountId> {
    /// Whoever claims the request first, and nobody else from then on.
    FirstClaim,
    /// This prover, who claims it.
    Direct(AccountId),
    /// Anybody, without a claim. The first proof is paid, all others have worked for nothing.
    Open,
}

/// What is done with the answer: a call of the runtime whose origin is [`crate::Origin`], so that it can do only what some
/// pallet allows an answer to do.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Callback<Call> {
    /// The encoded call.
    pub call: Call,
    /// What the call weighed when the request was made. Whoever fulfils the request pays for it.
    pub weight: Weight,
}

/// A claim: the promise of a prover.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Claim<AccountId, Balance, BlockNumber> {
    /// Who promised, and is paid.
    pub prover: AccountId,
    /// The version that the proof will be of.
    pub version: VersionNumber,
    /// The block of the claim.
    pub block: BlockNumber,
    /// What is paid: the fee as it had risen by then.
    pub fee: Balance,
}

/// A request for one inference.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Request<AccountId, Balance, BlockNumber, Call, Ticket> {
    /// Who asks, and pays.
    pub requester: AccountId,
    /// The model.
    pub model: ModelId,
    /// The versions of it that may answer.
    pub versions: Versions,
    /// [`ports_hash`] of the first of these.
    pub ports: [u8; 32],
    /// What the model is asked about.
    pub input: Input,
    /// Who may answer.
    pub audience: Audience<AccountId>,
    /// The fee in the block of the request.
    pub min_fee: Balance,
    /// The fee from `claim_by` on, which is held of the requester's funds.
    pub max_fee: Balance,
    /// How much of a prover's bond a claim binds.
    pub bond: Balance,
    /// The block of the request.
    pub opened: BlockNumber,
    /// The last block that may claim it.
    pub claim_by: BlockNumber,
    /// The last block in which a proof is in time.
    pub prove_by: BlockNumber,
    /// What is done with the answer.
    pub callback: Option<Callback<Call>>,
    /// Who has promised to answer.
    pub claim: Option<Claim<AccountId, Balance, BlockNumber>>,
    /// The last block that still answers an open request whose requester has taken it back.
    pub closes: Option<BlockNumber>,
    /// What the requester pays for the storage.
    pub ticket: Ticket,
}

impl<AccountId: Encode, Balance: Encode, BlockNumber: Encode, Call: Encode, Ticket>
    Request<AccountId, Balance, BlockNumber, Call, Ticket>
{
    /// What a prover agrees to by a claim: blake2-256 of everything that was asked, but not of the block in which it was.
    pub fn terms(&self) -> [u8; 32] {
        let Self { requester, model, versions, ports, input, audience, min_fee, max_fee, bond, .. } = self;
        let Self { claim_by, prove_by, callback, .. } = self;
        let question = (requester, model, versions, ports, input, audience);
        (question, min_fee, max_fee, bond, claim_by, prove_by, callback).using_encoded(sp_io::hashing::blake2_256)
    }
}

/// Whoever promises proofs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Prover<Balance, Endpoint, BlockNumber> {
    /// What is held of the prover's funds.
    pub bond: Balance,
    /// How much of it claims bind.
    pub bound: Balance,
    /// How many claims do.
    pub claims: u32,
    /// The key that may claim and fulfil in the prover's name, and do nothing else: the one that a node's off-chain worker
    /// holds.
    pub key: Option<crate::ProverKey>,
    /// Orders of the key that count until this block, or until an earlier one, are void: one that was refused cannot be sent
    /// again, by whoever saw it, to cost the bond another fee.
    pub void_until: BlockNumber,
    /// Where private inputs are delivered, if the prover says so.
    pub endpoint: Endpoint,
}

/// An answer, as a callback is given it in its origin.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Answer<AccountId> {
    /// The request.
    pub request: RequestId,
    /// Who asked.
    pub requester: AccountId,
    /// Who proved it.
    pub prover: AccountId,
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Hash of the accepted statement.
    pub statement: [u8; 32],
    /// Elements of the output port, which is public.
    pub output: Elements,
}

/// What keeps versions apart that answer differently, or that take other commitments: blake2-256 of the input port, the output
/// port and the domain.
pub fn ports_hash(layout: &Layout) -> [u8; 32] {
    let ports: (&Port, &Port, &[u8; 32]) = (&layout.input, &layout.output, &layout.domain);
    ports.using_encoded(sp_io::hashing::blake2_256)
}
