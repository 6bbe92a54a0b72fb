//! What the pallet stores and reports.

use crate::rules::Board;
use frame_support::pallet_prelude::*;
use pallet_zkml::{ModelId, VersionNumber};

/// Names a game. Given out in order, never twice.
pub type GameId = u64;

/// One of the two who play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Side {
    /// The account that opened the game.
    Player,
    /// The model, with the house's money.
    House,
}

impl Side {
    /// The one who sits opposite.
    pub const fn other(self) -> Self {
        match self {
            Side::Player => Side::House,
            Side::House => Side::Player,
        }
    }
}

/// A version of a model that plays. The registry's digest of its parameters never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Opponent {
    /// The model.
    pub model: ModelId,
    /// Its version.
    pub version: VersionNumber,
}

/// What a house offers. A house has one table, and any number of games at it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Table<Balance> {
    /// Who plays in new games. `None`: there are none.
    pub opponent: Option<Opponent>,
    /// What is held of the house and at stake in no game. A house can lose all of it, and keep its table.
    pub bankroll: Balance,
    /// Games that are not over.
    pub games: u32,
}

/// A game that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Game<AccountId, Balance, BlockNumber> {
    /// Who plays against the model.
    pub player: AccountId,
    /// Whose money plays against theirs.
    pub house: AccountId,
    /// Who moves for the house, from the first move to the last.
    pub opponent: Opponent,
    /// What is held of each of the two.
    pub stake: Balance,
    /// Where the stones are.
    pub board: Board,
    /// Who is to move.
    pub turn: Side,
    /// The last block that takes this move.
    pub deadline: BlockNumber,
}

/// How a game ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Ending {
    /// A side has three stones in a row, and the stakes.
    Line(Side),
    /// The board is full, and everybody has their stake back.
    Full,
    /// A side did not move in time, and the other has the stakes.
    OutOfTime(Side),
    /// The model moved to a cell that is taken or is none, and the player has the stakes.
    IllegalMove,
    /// Governance stopped the model when it was to move, and everybody has their stake back.
    CalledOff,
}

impl Ending {
    /// Who has both stakes. `None` where each has their own.
    pub const fn winner(self) -> Option<Side> {
        match self {
            Ending::Line(side) => Some(side),
            Ending::OutOfTime(side) => Some(side.other()),
            Ending::IllegalMove => Some(Side::Player),
            Ending::Full | Ending::CalledOff => None,
        }
    }
}
