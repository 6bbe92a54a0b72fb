//! The operations of verification behind three functions that a host calls with numbers.
//!
//! The host copies the inputs of an operation into memory that [`alloc`] gave, has [`load`] decode what is not to be
//! measured, and times [`run`].
#![no_std]
#![warn(missing_docs)]

extern crate alloc;

mod operations;

use alloc::{boxed::Box, vec, vec::Vec};
use core::cell::UnsafeCell;
use operations::{Operation, Task};
use zkml_primitives::CurveId;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// What was loaded.
struct Tasks(UnsafeCell<Vec<Task>>);

// SAFETY: a module without threads has one that could touch it.
unsafe impl Sync for Tasks {}

static TASKS: Tasks = Tasks(UnsafeCell::new(Vec::new()));

/// What [`load`] returns for inputs that no task can be made of.
pub const REFUSED: u32 = u32::MAX;

/// Memory of `len` bytes for the host to write to. It is handed back by [`load`].
#[no_mangle]
pub extern "C" fn alloc(len: u32) -> *mut u8 {
    Box::into_raw(vec![0u8; len as usize].into_boxed_slice()).cast()
}

/// Makes a task of an operation (its position in `Operation::ALL`), a curve (as SCALE encodes it) and inputs (each after
/// its length as u32, little end first). Returns its number, or [`REFUSED`].
///
/// # Safety
///
/// `inputs` is what `alloc(len)` returned, and is not used again.
#[no_mangle]
pub unsafe extern "C" fn load(operation: u32, curve: u32, inputs: *mut u8, len: u32) -> u32 {
    // SAFETY: the box that `alloc` made.
    let inputs = unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(inputs, len as usize)) };
    let curve = match curve {
        0 => CurveId::Bn254,
        1 => CurveId::Bls12_381,
        _ => return REFUSED,
    };
    let task = Operation::ALL
        .get(operation as usize)
        .and_then(|operation| operations::task(*operation, curve, operations::split(&inputs)?));
    let Some(task) = task else { return REFUSED };
    // SAFETY: nothing else holds a reference while the host waits for this call.
    let tasks = unsafe { &mut *TASKS.0.get() };
    tasks.push(task);
    tasks.len() as u32 - 1
}

/// Runs a task so many times and returns how often it succeeded. Traps if there is no such task.
#[no_mangle]
pub extern "C" fn run(task: u32, times: u32) -> u32 {
    // SAFETY: a task does not call back, so `load` is not running.
    let tasks = unsafe { &*TASKS.0.get() };
    let task = &tasks[task as usize];
    (0..times).map(|_| u32::from(task())).sum()
}
