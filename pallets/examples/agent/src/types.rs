//! What the pallet stores.

use frame_support::pallet_prelude::*;
use pallet_zkml::{ModelId, VersionNumber};
use pallet_zkml_market::RequestId;
use sp_runtime::Perbill;

/// Names an agent. Given out in order, never twice.
pub type AgentId = u32;

/// A position in [`Policy::actions`]: what the model decided.
pub type Class = u32;

/// One number that the chain observes for an agent, counted in steps of the model's input port.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Feature<AccountId, Balance, BlockNumber> {
    /// The agent's free funds, in units of so much, rounded down. Anybody can add to them.
    Balance {
        /// At least 1.
        unit: Balance,
    },
    /// The free funds of an account, in units of so much, rounded down. They are what its owner wants them to be.
    BalanceOf {
        /// The account.
        account: AccountId,
        /// At least 1.
        unit: Balance,
    },
    /// Blocks since the last decision, or since the agent was created, in units of so many, rounded down.
    BlocksSinceDecision {
        /// At least 1.
        unit: BlockNumber,
    },
    /// The class of the last decision, and 0 before the first.
    LastDecision,
    /// What an account has reported by [`crate::Pallet::signal`], and 0 if it has not, or too long ago.
    Signal {
        /// Who is trusted to report.
        account: AccountId,
        /// For how many blocks after its own a report counts.
        life: BlockNumber,
    },
}

/// What an agent does.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Action<AccountId, Balance> {
    /// Nothing.
    Nothing,
    /// Pays an amount.
    Pay {
        /// To whom.
        to: AccountId,
        /// How much.
        amount: Balance,
    },
    /// Pays a share of what it can spend when it acts.
    PayShare {
        /// To whom.
        to: AccountId,
        /// How much of it, rounded down.
        share: Perbill,
    },
}

/// Everything that an agent is: public from its first block on, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Policy<AccountId, Balance, BlockNumber, Features, Actions> {
    /// The model that decides.
    pub model: ModelId,
    /// Its one version that does.
    pub version: VersionNumber,
    /// What the model is asked about: as many numbers as its input has.
    pub features: Features,
    /// What is done, by the class that the model answers. A class without an action does nothing.
    pub actions: Actions,
    /// Blocks from one question to the next, at least.
    pub interval: BlockNumber,
    /// The most that a question costs.
    pub max_fee: Balance,
    /// Who gets what is left when the agent is closed.
    pub heir: AccountId,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Agent<AccountId, BlockNumber, Policy, Ticket> {
    /// Who may close it, and do nothing else to it.
    pub founder: AccountId,
    /// What it is.
    pub policy: Policy,
    /// The block of the last question.
    pub woken: Option<BlockNumber>,
    /// The last question, unless it was decided. It may have ended without an answer, which only the market knows.
    pub pending: Option<RequestId>,
    /// The block of the last decision, or before the first that of the creation.
    pub decided: BlockNumber,
    /// The last decision.
    pub decision: Option<Class>,
    /// What the founder pays for the storage.
    pub ticket: Ticket,
}

/// What an account has reported.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Signal<BlockNumber, Ticket> {
    /// The number.
    pub value: i64,
    /// The block of the report.
    pub block: BlockNumber,
    /// What the account pays for the storage.
    pub ticket: Ticket,
}
