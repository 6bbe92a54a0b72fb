//! The Wasm module: built by cargo, run as Substrate's executor would.

use super::{
    operations::{join, Operation},
    Error,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use wasmtime::{Config, Engine, Instance, Memory, OptLevel, Store, TypedFunc};
use zkml_primitives::CurveId;

/// What a runtime is compiled for.
const TARGET: &str = "wasm32v1-none";

/// Builds the module with `$CARGO`, or `cargo`, and returns where it is.
pub fn build() -> Result<PathBuf, Error> {
    let from_env = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.into());
    check_target(from_env("RUSTC", "rustc"))?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm");
    // Apart from native builds, which may be another toolchain's.
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => PathBuf::from(target).join("verification-module"),
        None => source.join("target"),
    };
    let cargo = from_env("CARGO", "cargo");
    let status = Command::new(&cargo)
        .args(["build", "--release", "--target", TARGET, "--target-dir"])
        .arg(&target)
        .current_dir(&source)
        // Flags for this machine's processor are not for Wasm.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .stdout(Stdio::null())
        .status()
        .map_err(|cause| Error::Build(format!("{cargo} does not start: {cause}")))?;
    if !status.success() {
        return Err(Error::Build(format!("{cargo} failed in {}", source.display())));
    }
    Ok(target.join(TARGET).join("release/verification_module.wasm"))
}

/// Whether the compiler has a core library for the target.
fn check_target(rustc: String) -> Result<(), Error> {
    let output = Command::new(&rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .map_err(|cause| Error::Build(format!("{rustc} does not start: {cause}")))?;
    let folder = String::from_utf8_lossy(&output.stdout);
    let has_core = fs::read_dir(folder.trim()).is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libcore")))
    });
    has_core.then_some(()).ok_or(Error::Target { rustc })
}

/// A running instance of the module.
pub struct Module {
    path: PathBuf,
    store: Store<()>,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    load: TypedFunc<(u32, u32, u32, u32), u32>,
    run: TypedFunc<(u32, u32), u32>,
}

impl Module {
    /// Compiles a module and makes an instance.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::instantiate(path).map_err(|cause| Error::Module { path: path.into(), cause })
    }

    fn instantiate(path: &Path) -> wasmtime::Result<Self> {
        // What sc-executor-wasmtime sets by default and that code can feel: no extension that widens arithmetic, no metering.
        let mut config = Config::new();
        config
            .cranelift_opt_level(OptLevel::SpeedAndSize)
            .max_wasm_stack(1024 * 1024)
            .wasm_relaxed_simd(false)
            .wasm_simd(false)
            .wasm_bulk_memory(false)
            .wasm_multi_value(false)
            .wasm_multi_memory(false)
            .wasm_memory64(false)
            .wasm_tail_call(false)
            .wasm_extended_const(false);
        let engine = Engine::new(&config)?;
        let module = wasmtime::Module::new(&engine, fs::read(path)?)?;
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[])?;
        let memory =
            instance.get_memory(&mut store, "memory").ok_or_else(|| wasmtime::Error::msg("it exports no memory"))?;
        Ok(Self {
            path: path.into(),
            memory,
            alloc: instance.get_typed_func(&mut store, "alloc")?,
            load: instance.get_typed_func(&mut store, "load")?,
            run: instance.get_typed_func(&mut store, "run")?,
            store,
        })
    }

    /// Makes a task in the module. Returns its number, or nothing if the module refuses the inputs.
    pub fn load(&mut self, operation: Operation, curve: CurveId, inputs: &[Vec<u8>]) -> Result<Option<u32>, Error> {
        self.try_load(operation, curve, &join(inputs)).map_err(|cause| Error::Module { path: self.path.clone(), cause })
    }

    fn try_load(&mut self, operation: Operation, curve: CurveId, inputs: &[u8]) -> wasmtime::Result<Option<u32>> {
        let number = Operation::ALL.iter().position(|other| *other == operation).map_or(u32::MAX, |i| i as u32);
        let curve = match curve {
            CurveId::Bn254 => 0,
            CurveId::Bls12_381 => 1,
        };
        let length = u32::try_from(inputs.len())?;
        let at = self.alloc.call(&mut self.store, length)?;
        self.memory.write(&mut self.store, at as usize, inputs)?;
        let task = self.load.call(&mut self.store, (number, curve, at, length))?;
        Ok((task != u32::MAX).then_some(task))
    }

    /// Runs a task so many times. Returns how often it succeeded.
    pub fn run(&mut self, task: u32, times: u32) -> Result<u32, Error> {
        self.run.call(&mut self.store, (task, times)).map_err(|cause| Error::Module { path: self.path.clone(), cause })
    }
}
