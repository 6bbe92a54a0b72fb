//! Reading and writing files. A file is written beside its place and then renamed, so that none is ever half there.

use crate::error::{CliError, Code};
use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;
use zkml_circuits::artifact::Model;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 35;

fn io(doing: &str, path: &Path, e: &std::io::Error) -> CliError {
    let help = "check the path, its permissions and the free space";
    CliError::new(format!("{doing} {}", path.display()), e.to_string(), help, Code::Io)
}

/// All bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| io("read", path, &e))?;
    file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(|e| io("read", path, &e))?;
    Ok(bytes)
}

/// Writes all or nothing.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = NamedTempFile::new_in(folder).map_err(|e| io("write", path, &e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| io("write", path, &e))?;
    // A temporary file is readable by its owner alone; what is written here is an ordinary file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let readable = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(readable).map_err(|e| io("write", path, &e))?;
    }
    file.persist(path).map_err(|e| io("write", path, &e.error))?;
    Ok(())
}

/// Reads and checks a compiled model.
pub fn read_model(path: &Path) -> Result<Model, CliError> {
    Model::decode(&read(path)?).map_err(|e| {
        let error = CliError::artifact(path, e);
        CliError { code: if error.code == Code::Artifact { Code::Model } else { error.code }, ..error }
    })
}

/// The given path, or one beside the model: `digits.zkml` and `proving.key` give `digits.proving.key`.
pub fn beside(model: &Path, given: Option<&PathBuf>, extension: &str) -> PathBuf {
    given.cloned().unwrap_or_else(|| model.with_extension(extension))
}
