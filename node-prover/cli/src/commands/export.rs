//! `zkml export`: files for snarkjs and whatever else reads its format.

use crate::{
    args,
    error::{CliError, Code},
    files,
    ui::Report,
};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use zkml_circuits::{
    artifact::{ArtifactError, ProofFile, VerifyingKeyFile},
    snarkjs,
};
use zkml_primitives::{with_curve, Curve, Proof, VerifyError};

pub fn run(args: &args::Export) -> Result<Report, CliError> {
    let vk = VerifyingKeyFile::decode(&files::read(&args.vk, files::MAX_SMALL_BYTES)?)
        .map_err(|e| CliError::artifact(&args.vk, e))?;
    with_curve!(vk.curve, C => run_on::<C>(args, &vk))
}

fn run_on<C: Curve>(args: &args::Export, vk: &VerifyingKeyFile) -> Result<Report, CliError> {
    let key = vk.verifying_key::<C>().map_err(|e| CliError::artifact(&args.vk, e))?;
    let mut exports = vec![("verification_key.json", snarkjs::verification_key(&key))];
    if let Some(path) = &args.proof {
        let failed = |e| CliError::artifact(path, e);
        let file = ProofFile::decode(&files::read(path, files::MAX_SMALL_BYTES)?).map_err(failed)?;
        // Only what holds leaves: an export is believed by whoever finds it.
        let verified = file.verify(vk).map_err(failed)?;
        let proof =
            Proof::<C>::decode(&file.proof).map_err(|e| failed(ArtifactError::Verify(VerifyError::Proof(e))))?;
        let public = snarkjs::public::<C>(&verified.public_inputs)
            .ok_or_else(|| failed(ArtifactError::Verify(VerifyError::InputNotCanonical(0))))?;
        exports.push(("proof.json", snarkjs::proof(&proof)));
        exports.push(("public.json", public));
    }
    std::fs::create_dir_all(&args.out).map_err(|e| {
        let help = "check the path and its permissions";
        CliError::new(format!("make the folder {}", args.out.display()), e.to_string(), help, Code::Io)
    })?;
    let contents: Vec<(PathBuf, String)> =
        exports.iter().map(|(name, value)| (args.out.join(name), format!("{value:#}\n"))).collect();
    let files: Vec<(&Path, &[u8])> = contents.iter().map(|(path, text)| (path.as_path(), text.as_bytes())).collect();
    files::write_all(&files, &[&args.vk])?;
    let written: Vec<&Path> = files.iter().map(|(path, _)| *path).collect();
    let list: Vec<String> = written.iter().map(|path| format!("  {}", path.display())).collect();
    let check = if exports.len() > 1 {
        "\n\n  check them with: npx snarkjs groth16 verify verification_key.json public.json proof.json"
    } else {
        ""
    };
    Ok(Report::new(json!({ "files": written, "format": Value::from("snarkjs") }), list.join("\n") + check))
}
