//! `zkml commit`: the digest of an input, and the salt that opens it.

use super::{digest_of, read_ports};
use crate::{
    args::{self, SecretArg},
    error::{CliError, Code},
    files,
    ui::{hex, Report},
};
use serde_json::json;
use zkml_circuits::circuit::random_secret;
use zkml_primitives::commitment::Committed;

pub fn run(args: &args::Commit) -> Result<Report, CliError> {
    if let Some(out) = args.out.as_ref().filter(|out| out.exists()) {
        let cause = "there is a file, and if it is an opening, its salt would be lost and with it the input";
        let help = "give --out another path, or remove the file";
        return Err(CliError::new(format!("write {}", out.display()), cause, help, Code::Io));
    }
    let ports = read_ports(&args.model)?;
    let salt = args.salt.as_ref().map_or_else(random_secret, SecretArg::get);
    let (digest, integers) = digest_of(&ports, Committed::Input, &args.input, &salt)?;
    let opening = json!({ "digest": hex(&digest), "salt": hex(&salt.0) });
    let mut text = format!("  digest  {}\n  salt    {}", hex(&digest), hex(&salt.0));
    if let Some(out) = &args.out {
        files::write_secret(out, format!("{opening:#}\n").as_bytes(), &[&args.model, &args.input.input])?;
        text += &format!("\n  written to {}", out.display());
    }
    text += "\n  Keep the salt: without it nobody can prove anything about this input, and with it and a good guess of the input \
             anybody can check the guess.";
    let json = json!({
        "digest": hex(&digest),
        "salt": hex(&salt.0),
        "curve": ports.curve.name(),
        "inputs_integer": integers,
        "opening": args.out,
    });
    Ok(Report::new(json, text))
}
