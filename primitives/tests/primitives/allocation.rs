//! Counts the bytes that a thread asks the allocator for, to show that no length prefix is believed.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

fn count(bytes: usize) {
    let _ = BYTES.try_with(|sum| sum.set(sum.get().saturating_add(bytes)));
}

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        System.alloc(layout)
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        System.alloc_zeroed(layout)
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        System.realloc(block, layout, size)
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        System.dealloc(block, layout)
    }
}

/// What `f` returns, and how many bytes it asked for on this thread.
pub fn allocated_by<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = BYTES.get();
    let value = f();
    (value, BYTES.get() - before)
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocated_by(|| Vec::<u8>::with_capacity(1000)).1, 1000);
    assert_eq!(allocated_by(|| 7).1, 0);
}
