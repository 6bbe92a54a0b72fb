//! What a node gives a runtime, as this module takes it: memory and, beyond what nodes have, a clock.

use core::alloc::{GlobalAlloc, Layout};

#[link(wasm_import_module = "env")]
extern "C" {
    fn ext_allocator_malloc_version_1(bytes: u32) -> *mut u8;
    fn ext_allocator_free_version_1(at: *mut u8);
    fn ext_clock_processor_nanoseconds_version_1() -> u64;
}

/// The node's allocator, which runtimes have.
struct Allocator;

// SAFETY: the node returns memory that nobody else has, aligned for everything that Wasm computes with, or traps.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: an import of this type.
        unsafe { ext_allocator_malloc_version_1(layout.size() as u32) }
    }

    unsafe fn dealloc(&self, at: *mut u8, _: Layout) {
        // SAFETY: `at` is what `alloc` returned.
        unsafe { ext_allocator_free_version_1(at) }
    }
}

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// Processor time of all threads of the node, in nanoseconds.
pub fn processor_nanoseconds() -> u64 {
    // SAFETY: an import of this type.
    unsafe { ext_clock_processor_nanoseconds_version_1() }
}
