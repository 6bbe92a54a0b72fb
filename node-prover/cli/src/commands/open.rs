//! `zkml open`: is this what was committed?

use super::{digest_of, read_ports};
use crate::{
    args,
    error::{CliError, Code},
    ui::{hex, Report},
};
use serde_json::json;
use zkml_primitives::commitment::Committed;

pub fn run(args: &args::Open) -> Result<Report, CliError> {
    let ports = read_ports(&args.model)?;
    let what = if args.output { Committed::Output } else { Committed::Input };
    let (digest, integers) = digest_of(&ports, what, &args.input, &args.salt.get())?;
    let opens = digest == args.digest;
    let json = json!({ "opens": opens, "digest": hex(&args.digest), "values_integer": integers });
    if opens {
        return Ok(Report::new(json, "  OPENS: this is what was committed"));
    }
    // The answer to what was asked for, with an exit code of its own.
    let mut json = json;
    json["exit_code"] = json!(Code::InvalidProof as u8);
    let text = format!(
        "  DOES NOT OPEN: with this salt these values have the digest {}; check the salt, the values and the model's domain",
        hex(&digest)
    );
    Ok(Report { json, text, exit: Code::InvalidProof as u8 })
}
