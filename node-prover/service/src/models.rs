//! The models that are offered: their files, checked as outside data, and their keys, mapped into memory.

use crate::{
    admission,
    bytes::{parse, Hex32},
    error::{ErrorKind, ServiceError},
};
use memmap2::Mmap;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};
use zkml_circuits::{
    artifact::{open_proving_key, Model, VerifyingKeyFile},
    groth16::EncodedKey,
};
use zkml_primitives::{with_curve, Bls12_381, Bn254, CurveId, Layout, Setup};

/// Largest compiled model that is read, in bytes.
const MAX_MODEL_BYTES: u64 = 1 << 30;
/// Largest proving key.
const MAX_PROVING_KEY_BYTES: u64 = 1 << 36;
/// Largest verifying key.
const MAX_SMALL_BYTES: u64 = 1 << 20;
/// Most models of a service.
const MAX_MODELS: usize = 1024;

/// What names a model: its verifying key's hash, and the digest of its parameters where those are committed. It is what a
/// chain knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ModelKey {
    /// Hash of the verifying key.
    pub vk_hash: Hex32,
    /// Digest of the parameters.
    pub params: Option<Hex32>,
}

impl std::fmt::Display for ModelKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.params {
            Some(params) => write!(f, "{}/{params}", self.vk_hash),
            None => write!(f, "{}", self.vk_hash),
        }
    }
}

impl std::str::FromStr for ModelKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (vk_hash, params) = text.split_once('/').map_or((text, None), |(vk, params)| (vk, Some(params)));
        let params = params.map(|params| parse(params).map(Hex32::from).ok_or(())).transpose()?;
        Ok(Self { vk_hash: parse(vk_hash).map(Hex32::from).ok_or(())?, params })
    }
}

/// A mapped proving key on either curve.
#[derive(Debug)]
pub enum Key {
    /// On BN254.
    Bn254(Box<EncodedKey<Bn254, Mmap>>),
    /// On BLS12-381.
    Bls12_381(Box<EncodedKey<Bls12_381, Mmap>>),
}

/// A model that is offered.
#[derive(Debug)]
pub struct Offered {
    /// What names it.
    pub key: ModelKey,
    /// The compiled model.
    pub model: Model,
    /// Who made its keys.
    pub setup: Setup,
    /// Its proving key, shared by all jobs.
    pub proving_key: Key,
    /// Bytes that one proof is reckoned with.
    pub memory: u64,
}

impl Offered {
    /// The ports.
    pub fn layout(&self) -> &Layout {
        self.model.circuit.layout()
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    models: BTreeMap<ModelKey, Arc<Offered>>,
}

impl Catalogue {
    /// Opens models: single files, and folders that hold some, themselves or in their sub-folders.
    pub fn open(folders: &[PathBuf], files: &[PathBuf]) -> Result<Self, ServiceError> {
        let mut paths = files.to_vec();
        for folder in folders {
            paths.extend(models_in(folder)?);
        }
        if paths.len() > MAX_MODELS {
            let cause = format!("there are {}, and a service offers {MAX_MODELS} at most", paths.len());
            return Err(ServiceError::new(ErrorKind::Options, "open the models", cause, "give a folder with fewer"));
        }
        let mut models = BTreeMap::new();
        for path in paths {
            let offered = open(&path)?;
            tracing::info!(name = %offered.model.name, vk_hash = %offered.key.vk_hash, file = %path.display(), "model");
            models.insert(offered.key, Arc::new(offered));
        }
        if models.is_empty() {
            let help = "give --model FILE, or --models with a folder that holds model.zkml and its keys";
            return Err(ServiceError::new(ErrorKind::Options, "open the models", "there is none", help));
        }
        Ok(Self { models })
    }

    /// A model.
    pub fn get(&self, key: &ModelKey) -> Option<&Arc<Offered>> {
        self.models.get(key)
    }

    /// All models.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Offered>> {
        self.models.values()
    }

    /// Refuses a model that no budget of this size has room for.
    pub fn check_memory(&self, budget: u64) -> Result<(), ServiceError> {
        // As the budget counts: it has whole mebibytes, and gives whole ones.
        match self.iter().find(|offered| offered.memory.div_ceil(1 << 20) > budget >> 20) {
            None => Ok(()),
            Some(offered) => Err(ServiceError::new(
                ErrorKind::Options,
                format!("offer the model {:?}", offered.model.name),
                format!("a proof takes {} MiB, and --memory is {} MiB", offered.memory.div_ceil(1 << 20), budget >> 20),
                "give more with --memory, or leave the model to a larger machine",
            )),
        }
    }
}

fn io(doing: &str, path: &Path, e: impl std::fmt::Display) -> ServiceError {
    ServiceError::new(ErrorKind::Io, format!("{doing} {}", path.display()), e, "check the path and its permissions")
}

/// Files called `*.zkml` in a folder, and in the folders right below it.
fn models_in(folder: &Path) -> Result<Vec<PathBuf>, ServiceError> {
    let entries = |folder: &Path| -> Result<Vec<PathBuf>, ServiceError> {
        let listed = std::fs::read_dir(folder).map_err(|e| io("read the folder", folder, e))?;
        let mut paths = listed
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| io("read the folder", folder, e))?;
        paths.sort();
        Ok(paths)
    };
    let is_model = |path: &Path| path.extension().is_some_and(|e| e == "zkml") && path.is_file();
    let mut found = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            found.extend(entries(&path)?.into_iter().filter(|path| is_model(path)));
        } else if is_model(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The key beside a model: `digits.zkml` has `digits.proving.key`, or `proving.key` in its folder.
fn beside(model: &Path, name: &str) -> PathBuf {
    let own = model.with_extension(name);
    if own.is_file() {
        own
    } else {
        model.with_file_name(name)
    }
}

fn read(path: &Path, max: u64) -> Result<Vec<u8>, ServiceError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| io("read", path, e))?;
    file.take(max + 1).read_to_end(&mut bytes).map_err(|e| io("read", path, e))?;
    if bytes.len() as u64 > max {
        return Err(io("read", path, format!("it has more than {max} bytes")));
    }
    Ok(bytes)
}

/// Maps a file into memory: all processes of the machine share its pages, and pages that nobody uses cost nothing.
#[allow(unsafe_code)]
fn map(path: &Path) -> Result<Mmap, ServiceError> {
    let file = File::open(path).map_err(|e| io("read", path, e))?;
    let bytes = file.metadata().map_err(|e| io("read", path, e))?.len();
    if !(1..=MAX_PROVING_KEY_BYTES).contains(&bytes) {
        return Err(io("read", path, "it is empty, too large or no file"));
    }
    // SAFETY: the map is read-only and stays with whoever reads it. What the language cannot promise is that nobody changes
    // the file meanwhile. Every command here writes a new file and renames it, which leaves a mapped one as it is; whoever
    // can write over a key in place could have replaced the key. What is read is decoded as outside data, point by point
    // and by value, so that bytes which change under it give a proof that does not verify and is not handed out. A file
    // that is cut short ends the process by a signal, as a crash that the queue recovers from.
    unsafe { Mmap::map(&file) }.map_err(|e| io("map", path, e))
}

/// Opens one model with its keys, checking all of them.
fn open(path: &Path) -> Result<Offered, ServiceError> {
    let refuse = |kind, path: &Path, e: &dyn std::fmt::Display, help: &str| {
        ServiceError::new(kind, format!("use {}", path.display()), e, help)
    };
    let again = "use the files that `zkml compile` and `zkml setup` made together";
    let model = Model::decode(&read(path, MAX_MODEL_BYTES)?).map_err(|e| refuse(ErrorKind::Model, path, &e, again))?;
    let (pk_path, vk_path) = (beside(path, "proving.key"), beside(path, "verifying.key"));
    let bytes = map(&pk_path)?;
    let (proving_key, setup) = match model.curve {
        CurveId::Bn254 => open_proving_key(bytes, &model).map(|(key, setup)| (Key::Bn254(Box::new(key)), setup)),
        CurveId::Bls12_381 => {
            open_proving_key(bytes, &model).map(|(key, setup)| (Key::Bls12_381(Box::new(key)), setup))
        }
    }
    .map_err(|e| refuse(ErrorKind::Key, &pk_path, &e, again))?;
    let vk_hash = match &proving_key {
        Key::Bn254(key) => key.verifying_key().hash(),
        Key::Bls12_381(key) => key.verifying_key().hash(),
    };
    let params = with_curve!(model.curve, C => model.circuit.params_digest::<C>())
        .map_err(|e| refuse(ErrorKind::Model, path, &e, again))?;
    // What a chain registers. It is not needed for proving; proofs that it does not verify would be worth nothing.
    let vk = VerifyingKeyFile::decode(&read(&vk_path, MAX_SMALL_BYTES)?)
        .map_err(|e| refuse(ErrorKind::Key, &vk_path, &e, again))?;
    let same = with_curve!(model.curve, C => vk.verifying_key::<C>().is_ok_and(|key| key.hash() == vk_hash));
    if vk.model_hash != model.hash() || vk.params != params || vk.curve != model.curve || !same || vk.setup != setup {
        let cause = "it is not the other half of the proving key, or is for other parameters";
        return Err(refuse(ErrorKind::Key, &vk_path, &cause, again));
    }
    let key = ModelKey { vk_hash: vk_hash.into(), params: params.map(Into::into) };
    let memory = admission::estimate(&model);
    Ok(Offered { key, setup, proving_key, memory, model })
}
