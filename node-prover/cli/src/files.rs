//! Reading and writing files. A file is written beside its place and then renamed, so that none is ever half there.

use crate::error::{CliError, Code};
use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;
use zkml_circuits::artifact::Model;

/// Largest ONNX or compiled model that is read, in bytes.
pub const MAX_MODEL_BYTES: u64 = 1 << 30;
/// Largest proving key.
pub const MAX_PROVING_KEY_BYTES: u64 = 1 << 36;
/// Largest runtime.
pub const MAX_RUNTIME_BYTES: u64 = 1 << 26;
/// Largest verifying key or proof: a few hundred points and elements, and a name.
pub const MAX_SMALL_BYTES: u64 = 1 << 20;

fn io(doing: &str, path: &Path, e: &std::io::Error) -> CliError {
    let help = "check the path, its permissions and the free space";
    CliError::new(format!("{doing} {}", path.display()), e.to_string(), help, Code::Io)
}

/// All bytes of a file of at most `max` bytes. The bound holds for devices and pipes as well, whose size nothing tells.
pub fn read(path: &Path, max: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| io("read", path, &e))?;
    file.take(max + 1).read_to_end(&mut bytes).map_err(|e| io("read", path, &e))?;
    if bytes.len() as u64 > max {
        let cause = format!("it has more than the {max} bytes that a file of this kind may have");
        let help = "check that it is the right file";
        return Err(CliError::new(format!("read {}", path.display()), cause, help, Code::Io));
    }
    Ok(bytes)
}

/// Writes a file, all or nothing. `inputs` are the files that the command reads; none of them is overwritten.
pub fn write(path: &Path, bytes: &[u8], inputs: &[&Path]) -> Result<(), CliError> {
    write_all(&[(path, bytes)], inputs)
}

/// Writes a file that holds a secret, all or nothing, for its owner alone to read.
pub fn write_secret(path: &Path, bytes: &[u8], inputs: &[&Path]) -> Result<(), CliError> {
    write_readable(&[(path, bytes)], inputs, OWNER)
}

/// Permissions of an ordinary file.
const ALL: u32 = 0o644;
/// Permissions of a file with a secret.
const OWNER: u32 = 0o600;

/// Writes several files that belong together: every one is complete beside its place before the first is renamed, so that a
/// failure leaves neither half a file nor half of a set.
pub fn write_all(files: &[(&Path, &[u8])], inputs: &[&Path]) -> Result<(), CliError> {
    write_readable(files, inputs, ALL)
}

fn write_readable(files: &[(&Path, &[u8])], inputs: &[&Path], mode: u32) -> Result<(), CliError> {
    for (i, (path, _)) in files.iter().enumerate() {
        let refuse = |cause: &str| {
            let help = "give every output a path of its own";
            CliError::new(format!("write {}", path.display()), cause, help, Code::Io)
        };
        if path.is_dir() {
            return Err(refuse("it is a folder"));
        }
        if inputs.iter().any(|input| same_place(input, path)) {
            return Err(refuse("the command reads this file"));
        }
        if files[..i].iter().any(|(other, _)| same_place(other, path)) {
            return Err(refuse("another output goes to the same place"));
        }
    }
    let written = files.iter().map(|(path, bytes)| write_beside(path, bytes, mode)).collect::<Result<Vec<_>, _>>()?;
    for (file, (path, _)) in written.into_iter().zip(files) {
        file.persist(path).map_err(|e| io("write", path, &e.error))?;
    }
    Ok(())
}

/// Whether two paths name one file, also before it exists.
fn same_place(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        let folder = folder(path).canonicalize().ok()?;
        path.canonicalize().ok().or_else(|| Some(folder.join(path.file_name()?)))
    };
    a == b || place(a).is_some_and(|a| place(b) == Some(a))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A complete file under another name in the folder of its place.
fn write_beside(path: &Path, bytes: &[u8], mode: u32) -> Result<NamedTempFile, CliError> {
    // What the system says of the other name would only confuse.
    let failed = |e: std::io::Error| io("write", path, &std::io::Error::from(e.kind()));
    let mut file = NamedTempFile::new_in(folder(path)).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    // A temporary file is readable by its owner alone; most of what is written here is an ordinary file.
    #[cfg(not(unix))]
    let _ = mode;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let readable = std::fs::Permissions::from_mode(mode);
        file.as_file().set_permissions(readable).map_err(failed)?;
    }
    Ok(file)
}

/// Reads and checks a compiled model.
pub fn read_model(path: &Path) -> Result<Model, CliError> {
    Model::decode(&read(path, MAX_MODEL_BYTES)?).map_err(|e| {
        let error = CliError::artifact(path, e);
        CliError { code: if error.code == Code::Artifact { Code::Model } else { error.code }, ..error }
    })
}

/// The given path, or one beside the model: `digits.zkml` and `proving.key` give `digits.proving.key`.
pub fn beside(model: &Path, given: Option<&PathBuf>, extension: &str) -> PathBuf {
    given.cloned().unwrap_or_else(|| model.with_extension(extension))
}
