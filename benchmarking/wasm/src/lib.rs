//! The operations of verification behind one function that a node's executor calls as it calls a runtime.
#![no_std]
#![warn(missing_docs)]

#[cfg(not(substrate_runtime))]
compile_error!("build this in its own folder, whose .cargo/config.toml says that it is a runtime");

extern crate alloc;

mod host;
mod operations;

use operations::{Arithmetic, Operation, Task};
use zkml_primitives::CurveId;

/// Runs an operation once without and then so many times with the clock.
///
/// Takes four u32, little end first: the operation (its position in `Operation::ALL`), the curve (as SCALE encodes it),
/// whether the host computes it, and how many times; then the inputs, each after its length as u32. Returns length and
/// address of nothing if no task can be made of the inputs; otherwise of how often the task succeeded (u32) and the
/// processor time of the measured runs in nanoseconds (u64).
///
/// # Safety
///
/// `at` is the address of `len` bytes.
#[no_mangle]
pub unsafe extern "C" fn run(at: *const u8, len: u32) -> u64 {
    // SAFETY: the caller's promise.
    let arguments = unsafe { core::slice::from_raw_parts(at, len as usize) };
    let Some((task, times)) = task(arguments) else { return 0 };
    let mut succeeded = u32::from(task());
    let start = host::processor_nanoseconds();
    for _ in 0..times {
        succeeded += u32::from(task());
    }
    let nanoseconds = host::processor_nanoseconds() - start;
    let answer = [&succeeded.to_le_bytes()[..], &nanoseconds.to_le_bytes()].concat();
    let (at, len) = (answer.as_ptr() as u32, answer.len() as u32);
    // The instance, and with it its memory, ends with this call.
    core::mem::forget(answer);
    u64::from(len) << 32 | u64::from(at)
}

fn task(arguments: &[u8]) -> Option<(Task, u32)> {
    let (head, inputs) = arguments.split_first_chunk::<16>()?;
    let mut numbers = head.chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    let operation = Operation::ALL.get(numbers.next()? as usize)?;
    let curve = match numbers.next()? {
        0 => CurveId::Bn254,
        1 => CurveId::Bls12_381,
        _ => return None,
    };
    let arithmetic = match numbers.next()? {
        0 => Arithmetic::Own,
        1 => Arithmetic::Host,
        _ => return None,
    };
    let times = numbers.next()?;
    Some((operations::task(*operation, curve, arithmetic, operations::split(inputs)?)?, times))
}
