//! The command line of the market.

use super::{account, Input, Node, SecretArg, Sender};
use clap::Args as ClapArgs;
use std::path::PathBuf;
use zkml_chain::Balance;

/// Plancks of a unit.
const UNIT: Balance = 1_000_000_000_000;

/// An amount of money, in plancks. On the command line it is a decimal number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Balance);

#[derive(ClapArgs)]
pub struct Request {
    /// The model's verifying key, or the compiled model: what the input must look like
    pub model: PathBuf,
    #[command(flatten)]
    pub input: Input,
    /// The model on the chain [default: the one that has this key]
    #[arg(long, value_name = "N")]
    pub model_id: Option<u32>,
    /// The version that is to answer [default: the newest with this key]
    #[arg(long, value_name = "N")]
    pub model_version: Option<u32>,
    /// Take the answer of later versions with the same ports, too
    #[arg(long)]
    pub or_later: bool,
    /// The most that the answer may cost, in units
    #[arg(long, value_name = "UNITS", value_parser = amount)]
    pub max_fee: Amount,
    /// What is offered at first, and then rises [default: the most]
    #[arg(long, value_name = "UNITS", value_parser = amount)]
    pub min_fee: Option<Amount>,
    /// For how many blocks provers may claim the request
    #[arg(long, value_name = "BLOCKS", default_value_t = 50)]
    pub claim_within: u32,
    /// In how many blocks the proof is due
    #[arg(long, value_name = "BLOCKS", default_value_t = 150)]
    pub prove_within: u32,
    /// The only prover who may answer
    #[arg(long, value_name = "ACCOUNT", value_parser = account, conflicts_with = "open")]
    pub prover: Option<[u8; 32]>,
    /// Let anybody answer without a claim: the first proof is paid
    #[arg(long)]
    pub open: bool,
    /// The salt of a committed input, as 62 hexadecimal digits or a file that `commit` wrote [default: a new one]
    #[arg(long, value_name = "HEX|FILE", value_parser = SecretArg::salt)]
    pub salt: Option<SecretArg>,
    /// A prover's service to give a committed input to, and with it all that is in it [default: where --prover takes inputs]
    #[arg(long, value_name = "URL")]
    pub deliver: Vec<String>,
    /// What those services want to be shown, in a file
    #[arg(long, value_name = "FILE", requires = "deliver")]
    pub deliver_token: Option<PathBuf>,
    /// Do not wait for the answer
    #[arg(long)]
    pub no_wait: bool,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Requests {
    /// Only this one
    pub request: Option<u64>,
    /// Only this model's
    #[arg(long, value_name = "N")]
    pub model: Option<u32>,
    #[command(flatten)]
    pub node: Node,
}

#[derive(ClapArgs)]
pub struct Cancel {
    /// The request
    pub request: u64,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Bond {
    /// Add so many units to the bond
    #[arg(long, value_name = "UNITS", value_parser = amount, conflicts_with = "withdraw")]
    pub deposit: Option<Amount>,
    /// Take so many units of its free part
    #[arg(long, value_name = "UNITS", value_parser = amount)]
    pub withdraw: Option<Amount>,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Delegate {
    /// The prover's service, on the machine of the node
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    pub service: String,
    /// What the service wants to be shown, in a file
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// The least fee that is worth the work, in units
    #[arg(long, value_name = "UNITS", value_parser = amount, default_value = "0")]
    pub min_fee: Amount,
    /// The least number of blocks that must be left for a proof when a request is claimed
    #[arg(long, value_name = "BLOCKS", default_value_t = 3)]
    pub min_blocks: u32,
    /// Most claims at a time
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub claims: u32,
    /// Most tip for a proof that blocks have left out, in units [default: as much as the proof earns]
    #[arg(long, value_name = "UNITS", value_parser = amount)]
    pub max_tip: Option<Amount>,
    /// Where requesters deliver private inputs, for the chain to show
    #[arg(long, value_name = "URL", default_value = "")]
    pub endpoint: String,
    /// Let the node work for the signer no longer
    #[arg(long)]
    pub stop: bool,
    #[command(flatten)]
    pub sender: Sender,
}

#[derive(ClapArgs)]
pub struct Operate {
    /// The service that proves: `zkml serve`
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    pub service: String,
    /// What the service wants to be shown, in a file
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// The least fee, in units: of every model, or as MODEL=UNITS of one. May be given several times
    #[arg(long, value_name = "[MODEL=]UNITS", value_parser = price)]
    pub min_fee: Vec<Price>,
    /// What a second of proving costs, in units
    #[arg(long, value_name = "UNITS", value_parser = amount, default_value = "0")]
    pub second: Amount,
    /// Most claims at a time
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub claims: u32,
    /// The least number of blocks that must be left for a proof when a request is claimed
    #[arg(long, value_name = "BLOCKS", default_value_t = 3)]
    pub min_blocks: u32,
    /// Where income and expenses are written down
    #[arg(long, value_name = "FILE", default_value = "zkml-ledger.json")]
    pub ledger: PathBuf,
    /// Stop after so many blocks [default: go on until interrupted]
    #[arg(long, value_name = "N")]
    pub blocks: Option<u32>,
    #[command(flatten)]
    pub sender: Sender,
}

/// The least fee of a model, or of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    pub model: Option<u32>,
    pub least: Balance,
}

pub fn amount(text: &str) -> Result<Amount, String> {
    let wrong = || "a decimal number of units with at most 12 digits behind the point is expected".to_string();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 12 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let whole = whole.parse::<Balance>().map_err(|_| wrong())?;
    let part = format!("{part:0<12}").parse::<Balance>().map_err(|_| wrong())?;
    whole.checked_mul(UNIT).and_then(|plancks| plancks.checked_add(part)).map(Amount).ok_or_else(wrong)
}

fn price(text: &str) -> Result<Price, String> {
    match text.split_once('=') {
        None => Ok(Price { model: None, least: amount(text)?.0 }),
        Some((model, least)) => {
            let model = model.parse().map_err(|_| "the number of a model is expected before =".to_string())?;
            Ok(Price { model: Some(model), least: amount(least)?.0 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_decimal_units() {
        assert_eq!(amount("1"), Ok(Amount(UNIT)));
        assert_eq!(amount("0.001"), Ok(Amount(UNIT / 1_000)));
        assert_eq!(amount("2.000000000001"), Ok(Amount(2 * UNIT + 1)));
        for wrong in ["", ".", ".5", "1.0000000000001", "-1", "1e3", "1,5", "+1", "340282366920938463463374608"] {
            assert!(amount(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn prices_are_of_one_model_or_of_all() {
        assert_eq!(price("0.5"), Ok(Price { model: None, least: UNIT / 2 }));
        assert_eq!(price("3=0.5"), Ok(Price { model: Some(3), least: UNIT / 2 }));
        assert!(price("x=1").is_err() && price("3=").is_err());
    }
}
