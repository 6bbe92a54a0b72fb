//! Who executes the functions of an embedded chain's runtime, on a state and what is laid over it.

use sc_executor::{error::Error, with_externalities_safe, RuntimeVersion, RuntimeVersionOf, WasmExecutor};
use sp_core::traits::{CallContext, CodeExecutor, ReadRuntimeVersionExt};
use sp_crypto_ec_utils::HostFunctionsRfc163;
use sp_externalities::Extensions;
use sp_io::SubstrateHostFunctions;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{backend::BackendRuntimeCode, Ext, InMemoryBackend, OverlayedChanges};
use std::{panic::AssertUnwindSafe, sync::LazyLock};
use zkml_runtime::{apis::api, VERSION};

/// What nodes give to runtimes: the standard host functions, those of curves among them.
type Wasm = WasmExecutor<(SubstrateHostFunctions, HostFunctionsRfc163)>;

/// One for the process, as compiling a runtime takes seconds. It keeps what it compiled.
static WASM: LazyLock<Wasm> = LazyLock::new(|| WasmExecutor::builder().build());

/// Values that were committed.
pub(crate) type Backend = InMemoryBackend<BlakeTwo256>;
/// Changes that were not.
pub(crate) type Overlay = OverlayedChanges<BlakeTwo256>;

/// Who executes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Executor {
    /// This program, which was built with a runtime. What the state holds as code does not matter.
    Native,
    /// Wasm, in the way of a node: the code is what the state holds, so that an upgrade takes effect with the next block.
    Wasm,
}

impl Executor {
    /// Calls a function of the runtime. Its writes go to the overlay, and stay there if it fails.
    pub fn call(
        self,
        backend: &Backend,
        overlay: &mut Overlay,
        function: &str,
        arguments: &[u8],
        context: CallContext,
    ) -> Result<Vec<u8>, String> {
        let mut extensions = Extensions::new();
        // A runtime asks for the version of the code that it shall be replaced by.
        extensions.register(ReadRuntimeVersionExt::new(WASM.clone()));
        let mut ext = Ext::new(overlay, backend, Some(&mut extensions));
        let answer = match self {
            Executor::Native => {
                let called = with_externalities_safe(&mut ext, AssertUnwindSafe(|| api::dispatch(function, arguments)));
                called.and_then(|answer| answer.ok_or_else(|| Error::MethodNotFound(function.into())))
            }
            Executor::Wasm => {
                let code = BackendRuntimeCode::new(backend, context.into());
                let code = code.runtime_code().map_err(|cause| format!("the state holds no runtime: {cause}"))?;
                WASM.call(&mut ext, &code, function, arguments, context).0
            }
        };
        answer.map_err(cause)
    }

    /// The version of the runtime that executes the next block.
    pub fn version(self, backend: &Backend) -> Result<RuntimeVersion, String> {
        match self {
            Executor::Native => Ok(VERSION),
            Executor::Wasm => {
                let code = BackendRuntimeCode::new(backend, NEXT_BLOCK.into());
                let code = code.runtime_code().map_err(|cause| format!("the state holds no runtime: {cause}"))?;
                let mut overlay = Overlay::default();
                WASM.runtime_version(&mut Ext::new(&mut overlay, backend, None), &code).map_err(cause)
            }
        }
    }
}

/// In which blocks are built and executed.
pub(crate) const NEXT_BLOCK: CallContext = CallContext::Onchain { import: true };

/// What went wrong, without the runtime's backtrace.
fn cause(error: Error) -> String {
    match error {
        Error::AbortedDueToPanic(message) | Error::AbortedDueToTrap(message) => message.message,
        Error::RuntimePanicked(message) => message,
        Error::MethodNotFound(function) => format!("it has no function {function}"),
        Error::RuntimeConstruction(error) => error.to_string(),
        error => error.to_string(),
    }
}
