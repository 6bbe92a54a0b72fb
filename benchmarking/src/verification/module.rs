//! The Wasm module, run as a node runs a runtime: by Substrate's executor, in a pooled instance, with the node's allocator and
//! the standard host functions.

use super::{
    operations::{join, Arithmetic, Operation},
    Error,
};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_crypto_ec_utils::HostFunctionsRfc163;
use sp_io::{hashing::blake2_256, SubstrateHostFunctions};
use sp_runtime_interface::runtime_interface;
use sp_state_machine::BasicExternalities;
use std::{
    fs,
    path::{Path, PathBuf},
};
use zkml_primitives::CurveId;

/// What the module has beyond the host functions of a node.
#[runtime_interface]
pub trait Clock {
    /// Processor time of all threads of this process, in nanoseconds.
    fn processor_nanoseconds() -> u64 {
        crate::verification::measure::processor_nanoseconds()
    }
}

type HostFunctions = (SubstrateHostFunctions, HostFunctionsRfc163, clock::HostFunctions);

/// The module, compiled.
pub struct Module {
    path: PathBuf,
    code: WrappedRuntimeCode<'static>,
    hash: Vec<u8>,
    executor: WasmExecutor<HostFunctions>,
}

/// What came of the runs of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runs {
    /// How many succeeded.
    pub succeeded: u32,
    /// Processor time of all but the first, in nanoseconds.
    pub nanoseconds: u64,
}

impl Module {
    /// Reads a module. The first run compiles it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let code = fs::read(path).map_err(|cause| Error::Read { path: path.into(), cause })?;
        Ok(Self {
            path: path.into(),
            hash: blake2_256(&code).to_vec(),
            code: WrappedRuntimeCode(code.into()),
            // As nodes have it: compiled, with instances from a pool.
            executor: WasmExecutor::builder().build(),
        })
    }

    /// Runs a task in an instance of its own once, and then so many times with the clock. Nothing if the module refuses the
    /// inputs.
    pub fn run(
        &self,
        operation: Operation,
        curve: CurveId,
        arithmetic: Arithmetic,
        inputs: &[Vec<u8>],
        times: u32,
    ) -> Result<Option<Runs>, Error> {
        let number = Operation::ALL.iter().position(|other| *other == operation).map_or(u32::MAX, |i| i as u32);
        let curve = match curve {
            CurveId::Bn254 => 0,
            CurveId::Bls12_381 => 1,
        };
        let arithmetic = match arithmetic {
            Arithmetic::Own => 0,
            Arithmetic::Host => 1,
        };
        let mut arguments = [number, curve, arithmetic, times].map(u32::to_le_bytes).concat();
        arguments.extend(join(inputs));
        let code = RuntimeCode { code_fetcher: &self.code, heap_pages: None, hash: self.hash.clone() };
        let context = CallContext::Onchain { import: true };
        let (answer, _) = self.executor.call(&mut BasicExternalities::default(), &code, "run", &arguments, context);
        let failed = |cause: String| Error::Module { path: self.path.clone(), cause };
        let answer = answer.map_err(|cause| failed(cause.to_string()))?;
        let Some((succeeded, rest)) = answer.split_first_chunk() else { return Ok(None) };
        let nanoseconds = rest.try_into().map_err(|_| failed(format!("it answered {} bytes", answer.len())))?;
        Ok(Some(Runs { succeeded: u32::from_le_bytes(*succeeded), nanoseconds: u64::from_le_bytes(nanoseconds) }))
    }
}
