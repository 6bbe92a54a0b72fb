//! How other pallets act on verified outputs: they are told ([`OnVerified`]), they ask ([`VerifiedInference`]), or they take
//! proofs themselves and hand them on ([`AcceptInference`]).

use crate::{ModelId, Receipt, Submission, VersionNumber};
use alloc::vec::Vec;
use frame_support::{storage::with_storage_layer, weights::Weight};
use sp_runtime::DispatchError;
use zkml_primitives::{FieldBytes, Layout, LayoutError, Visibility};

/// An inference whose proof was just verified and whose statement was accepted, for the first and only time.
#[derive(Clone, Copy, Debug)]
pub struct Inference<'a, AccountId, BlockNumber> {
    /// The model that ran.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
    /// Whom the proof speaks for. What the inference earns is theirs, whoever carried the proof here.
    pub account: &'a AccountId,
    /// What the proof is for. A consumer that serves requests finds its own here.
    pub subject: [u8; 32],
    /// The last block that accepts the statement.
    pub valid_until: BlockNumber,
    /// Hash of the statement, under which the receipt is found.
    pub statement: [u8; 32],
    /// The ports of the version.
    pub layout: &'a Layout,
    /// Digest of the parameters that the model ran with, where they are committed.
    pub params: Option<FieldBytes>,
    /// Who vouches for the input, where the layout asks for it. Anybody can: trust only issuers that you know.
    pub issuer: Option<&'a AccountId>,
    /// What one secret always leaves for this subject, where the layout asks for it. This pallet does not remember it: a
    /// consumer that serves each person once does, for as long as it serves the subject.
    pub nullifier: Option<FieldBytes>,
    /// Elements of the input port.
    pub input: &'a [FieldBytes],
    /// Elements of the output port.
    pub output: &'a [FieldBytes],
}

impl<AccountId, BlockNumber> Inference<'_, AccountId, BlockNumber> {
    /// The output as integers; see [`zkml_primitives::Port`] for the real numbers that they stand for. Fails with
    /// [`LayoutError::PrivateOutput`] where the output is not public.
    pub fn output_integers(&self) -> Result<Vec<i64>, LayoutError> {
        // A digest may well unpack, to integers that mean nothing.
        if self.layout.output.visibility != Visibility::Public {
            return Err(LayoutError::PrivateOutput);
        }
        self.layout.output.unpack(self.output)
    }
}

/// A pallet that is told of every verified inference.
pub trait OnVerified<AccountId, BlockNumber> {
    /// The most weight that [`OnVerified::on_verified`] takes. It is charged with every submission, whether the consumer
    /// has anything to do with the model or not, and what was not taken is given back.
    fn weight() -> Weight;

    /// Acts on the inference and returns the weight that it took: a read or two where the inference is not this consumer's,
    /// which is to be found out first and is not a failure. Where it fails, what it wrote is undone and all its weight stays
    /// charged; the verification stands, and an event reports the failure.
    fn on_verified(inference: &Inference<AccountId, BlockNumber>) -> Result<Weight, DispatchError>;
}

/// What came of telling the consumers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notified {
    /// Who failed, by position, and why.
    pub failed: Vec<(u8, DispatchError)>,
    /// The weight that all of them took.
    pub weight: Weight,
}

/// The pallets that are told, in their order: a tuple of [`OnVerified`].
pub trait Consumers<AccountId, BlockNumber> {
    /// The most weight that all of them take.
    fn weight() -> Weight;

    /// Tells each of them in a storage layer of its own.
    fn notify(inference: &Inference<AccountId, BlockNumber>) -> Notified;
}

impl<AccountId, BlockNumber> Consumers<AccountId, BlockNumber> for () {
    fn weight() -> Weight {
        Weight::zero()
    }

    fn notify(_: &Inference<AccountId, BlockNumber>) -> Notified {
        Notified::default()
    }
}

impl Notified {
    fn add(&mut self, position: u8, most: Weight, result: Result<Weight, DispatchError>) {
        let took = match result {
            // What a consumer says it took beyond what it declared was never charged, and cannot be.
            Ok(took) => took.min(most),
            Err(error) => {
                self.failed.push((position, error));
                most
            }
        };
        self.weight.saturating_accrue(took);
    }
}

macro_rules! consumers {
    ($($consumer:ident $position:literal),+) => {
        impl<AccountId, BlockNumber, $($consumer: OnVerified<AccountId, BlockNumber>),+> Consumers<AccountId, BlockNumber>
            for ($($consumer,)+)
        {
            fn weight() -> Weight {
                Weight::zero()$(.saturating_add($consumer::weight()))+
            }

            fn notify(inference: &Inference<AccountId, BlockNumber>) -> Notified {
                let mut notified = Notified::default();
                // A layer for each: what one wrote before it failed must not stay, nor take another's work with it.
                $(notified.add($position, $consumer::weight(), with_storage_layer(|| $consumer::on_verified(inference)));)+
                notified
            }
        }
    };
}

consumers!(A 0);
consumers!(A 0, B 1);
consumers!(A 0, B 1, C 2);
consumers!(A 0, B 1, C 2, D 3);
consumers!(A 0, B 1, C 2, D 3, E 4);
consumers!(A 0, B 1, C 2, D 3, E 4, F 5);
consumers!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
consumers!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// What other pallets ask.
pub trait VerifiedInference<AccountId, BlockNumber> {
    /// The receipt of an accepted statement. It stands at least until the statement's last block has passed.
    fn receipt(statement: &[u8; 32]) -> Option<Receipt<AccountId, BlockNumber>>;

    /// Whether the version accepts a proof of a statement that is begun now, pauses apart, which end.
    fn is_live(model: ModelId, version: VersionNumber) -> bool;

    /// The version that the model's owner recommends.
    fn active_version(model: ModelId) -> Option<VersionNumber>;

    /// What a version takes and gives.
    fn layout(model: ModelId, version: VersionNumber) -> Option<Layout>;

    /// Digest of a version's parameters, where they are committed.
    fn params(model: ModelId, version: VersionNumber) -> Option<FieldBytes>;
}

/// A statement that stands accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance<BlockNumber> {
    /// Hash of the statement, under which the receipt is found.
    pub statement: [u8; 32],
    /// The block that accepted it.
    pub block: BlockNumber,
    /// Whether it was accepted just now, which takes the verification of a proof.
    pub newly: bool,
    /// What of [`AcceptInference::accept_weight`] the consumers left over. Zero for what was accepted before.
    pub spared: Weight,
}

/// What a pallet asks that takes proofs itself, such as a market.
pub trait AcceptInference<AccountId, BlockNumber>: VerifiedInference<AccountId, BlockNumber> {
    /// Accepts the statement of a submission as [`crate::Pallet::submit_proof`] does, or finds that it was accepted before.
    /// Whoever sees a proof in the transaction pool can submit it first, and must spoil nothing by that. Governance may have
    /// revoked the key since; then the statement is refused although it was accepted.
    fn accept(submission: Submission<AccountId, BlockNumber>) -> Result<Acceptance<BlockNumber>, DispatchError>;

    /// The most weight that [`AcceptInference::accept`] takes, which is charged in full where a proof is refused.
    fn accept_weight(submission: &Submission<AccountId, BlockNumber>) -> Weight;

    /// Whether governance keeps proofs of the version from being accepted now, by a pause or a revocation, or let them be accepted
    /// again in a block after `since`. Whoever has owed a proof since then could not give it all the time.
    fn interrupted_since(model: ModelId, version: VersionNumber, since: BlockNumber) -> bool;

    /// Hash of a version's verifying key, by which provers know it.
    fn vk_hash(model: ModelId, version: VersionNumber) -> Option<[u8; 32]>;

    /// How many blocks a deprecated version goes on accepting, and how far ahead the last block of a statement may lie.
    fn max_validity() -> BlockNumber;
}
