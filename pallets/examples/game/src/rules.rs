//! Tic-tac-toe, and nothing of the chain.

use crate::Side;
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;

/// Cells of the board, numbered row by row from the upper left one.
pub const CELLS: u8 = 9;

/// Integers of a board as a model reads it: for each cell whether a stone of the mover's is there, then for each cell whether
/// one of the other side's is.
pub const INPUTS: usize = 2 * CELLS as usize;

/// Three cells in a row, by bits.
const LINES: [u16; 8] = [
    0b000_000_111,
    0b000_111_000,
    0b111_000_000,
    0b001_001_001,
    0b010_010_010,
    0b100_100_100,
    0b100_010_001,
    0b001_010_100,
];

/// Every cell, by bits.
const FULL: u16 = 0b111_111_111;

/// Where the stones of both sides are: bit `i` is cell `i`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Board {
    /// The player's stones.
    pub player: u16,
    /// The house's stones.
    pub house: u16,
}

impl Board {
    /// The stones of a side.
    pub const fn of(self, side: Side) -> u16 {
        match side {
            Side::Player => self.player,
            Side::House => self.house,
        }
    }

    /// How many stones there are, and so the number of the next move.
    pub const fn stones(self) -> u8 {
        (self.player.count_ones() + self.house.count_ones()) as u8
    }

    /// The board with another stone; `None` where the cell is taken or is not on the board.
    pub const fn with(mut self, side: Side, cell: u8) -> Option<Self> {
        if cell >= CELLS || (self.player | self.house) >> cell & 1 == 1 {
            return None;
        }
        match side {
            Side::Player => self.player |= 1 << cell,
            Side::House => self.house |= 1 << cell,
        }
        Some(self)
    }

    /// Whether a side has three stones in a row.
    pub fn has_line(self, side: Side) -> bool {
        LINES.iter().any(|line| self.of(side) & line == *line)
    }

    /// Whether no cell is free.
    pub const fn is_full(self) -> bool {
        self.player | self.house == FULL
    }

    /// The integers that a model reads which is to move for `mover`; see [`INPUTS`].
    pub fn input(self, mover: Side) -> Vec<i64> {
        let plane = |stones: u16| (0..CELLS).map(move |cell| i64::from(stones >> cell & 1));
        plane(self.of(mover)).chain(plane(self.of(mover.other()))).collect()
    }
}
