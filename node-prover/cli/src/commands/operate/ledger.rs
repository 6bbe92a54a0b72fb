//! The books of an operator: what the market paid, what the chain and the machine cost. They are kept in a file, with the last
//! block that they have, so that a restart books nothing twice.

use super::super::chain::{address, units};
use crate::{
    error::{CliError, Code},
    files,
    ui::{hex, table},
};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use zkml_chain::{AccountId, Balance, BlockNumber};

/// Income and expenses, in plancks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Books {
    /// The chain, by the hash of its first block.
    chain: String,
    /// The prover.
    prover: String,
    /// The last block whose events are in the books.
    last_block: Option<BlockNumber>,
    /// How many requests were paid.
    answered: u64,
    /// What they paid.
    earned: Balance,
    /// Fees of transactions.
    fees: Balance,
    /// Bonds that were slashed, in whole or in part.
    slashed: Balance,
    /// Seconds of proving, and what they cost.
    proving_seconds: f64,
    proving_cost: Balance,
}

pub struct Ledger {
    path: PathBuf,
    books: Books,
    saved: Books,
}

impl Ledger {
    /// Opens the books of a prover on a chain, or begins them.
    pub fn open(path: &Path, genesis_hash: [u8; 32], prover: &AccountId) -> Result<Self, CliError> {
        let empty = Books { chain: hex(&genesis_hash), prover: address(prover), ..Books::default() };
        if !path.exists() {
            return Ok(Self { path: path.into(), books: empty.clone(), saved: Books::default() });
        }
        let bytes = files::read(path, files::MAX_SMALL_BYTES)?;
        let refuse = |cause: String| {
            let help = "give --ledger another file, or remove this one";
            CliError::new(format!("use the ledger {}", path.display()), cause, help, Code::Data)
        };
        let books: Books = serde_json::from_slice(&bytes).map_err(|e| refuse(e.to_string()))?;
        if (&books.chain, &books.prover) != (&empty.chain, &empty.prover) {
            return Err(refuse(format!("it is of {} on the chain {}", books.prover, books.chain)));
        }
        Ok(Self { path: path.into(), saved: books.clone(), books })
    }

    /// The first block whose events are not in the books. Those of a new ledger begin now.
    pub fn next_block(&mut self, finalized: BlockNumber) -> BlockNumber {
        *self.books.last_block.get_or_insert(finalized) + 1
    }

    pub fn read(&mut self, block: BlockNumber) {
        self.books.last_block = Some(block);
    }

    pub fn earned(&mut self, fee: Balance) {
        self.books.answered += 1;
        self.books.earned = self.books.earned.saturating_add(fee);
    }

    pub fn spent(&mut self, fee: Balance) {
        self.books.fees = self.books.fees.saturating_add(fee);
    }

    pub fn lost(&mut self, bond: Balance) {
        self.books.slashed = self.books.slashed.saturating_add(bond);
    }

    pub fn proved(&mut self, seconds: f64, each: Balance) {
        self.books.proving_seconds += seconds;
        self.books.proving_cost = self.books.proving_cost.saturating_add((seconds * each as f64) as Balance);
    }

    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Writes the books down, if anything is new.
    pub fn save(&mut self) -> Result<(), CliError> {
        if self.books != self.saved {
            let json = serde_json::to_vec_pretty(&self.books)
                .map_err(|e| CliError::new("write the ledger", e.to_string(), "please report this", Code::Bug))?;
            files::write(&self.path, &json, &[])?;
            self.saved = self.books.clone();
        }
        Ok(())
    }
}

impl Books {
    /// What remains, in plancks.
    pub fn profit(&self) -> i128 {
        let expenses = self.fees.saturating_add(self.slashed).saturating_add(self.proving_cost);
        i128::try_from(self.earned).unwrap_or(i128::MAX).saturating_sub(i128::try_from(expenses).unwrap_or(i128::MAX))
    }

    pub fn json(&self) -> Value {
        json!({
            "answered": self.answered,
            "earned": self.earned,
            "fees": self.fees,
            "slashed": self.slashed,
            "proving_seconds": self.proving_seconds,
            "proving_cost": self.proving_cost,
            "profit": self.profit(),
            "last_block": self.last_block,
        })
    }

    pub fn text(&self) -> String {
        let profit = self.profit();
        let sign = if profit < 0 { "-" } else { "" };
        let rows = [
            (format!("{} answers", self.answered), units(self.earned)),
            ("fees of transactions".into(), format!("-{}", units(self.fees))),
            ("slashed".into(), format!("-{}", units(self.slashed))),
            (format!("{:.1} s of proving", self.proving_seconds), format!("-{}", units(self.proving_cost))),
            ("profit".into(), format!("{sign}{}", units(profit.unsigned_abs()))),
        ];
        table(&["", "amount"], &rows.map(|(what, amount)| vec![what, amount]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prover() -> AccountId {
        AccountId::new([1; 32])
    }

    #[test]
    fn books_are_kept_over_a_restart_and_are_of_one_prover_on_one_chain() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.json");
        let mut ledger = Ledger::open(&path, [7; 32], &prover()).expect("new books");
        assert_eq!(ledger.next_block(41), 42);
        ledger.earned(1_000);
        ledger.spent(300);
        ledger.lost(50);
        ledger.proved(2.0, 100);
        ledger.read(42);
        ledger.save().expect("they are written");
        let mut again = Ledger::open(&path, [7; 32], &prover()).expect("the same books");
        assert_eq!(again.books(), ledger.books());
        assert_eq!(again.next_block(99), 43, "nothing is booked twice, and nothing is left out");
        assert_eq!(again.books().profit(), 1_000 - 300 - 50 - 200);
        assert!(Ledger::open(&path, [8; 32], &prover()).is_err(), "another chain");
        assert!(Ledger::open(&path, [7; 32], &AccountId::new([2; 32])).is_err(), "another prover");
        std::fs::write(&path, b"{").expect("written");
        assert!(Ledger::open(&path, [7; 32], &prover()).is_err(), "half a file");
    }

    #[test]
    fn a_loss_is_shown_as_one() {
        let books = Books { fees: 5, ..Books::default() };
        assert_eq!(books.profit(), -5);
        assert!(books.text().contains("-0.000000"), "{}", books.text());
    }
}
