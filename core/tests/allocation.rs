//! What decoding takes from memory, measured by an allocator that counts. It is a program of its own because a program
//! has one allocator; it has one test because all tests of a program share it.

#![expect(
    unsafe_code,
    reason = "an allocator can't be written without; this one hands everything on to the system's"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use baton_core::inbox::Inbox;
use baton_core::limits::FRAME_BYTES;
use baton_core::view::{AgentView, CustomerView};
use baton_core::wire::{FromAgent, FromCustomer, ToAgent, ToCustomer, decode, encode};
use serde::de::DeserializeOwned;

struct Counting;

static LARGEST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        // SAFETY: as promised by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as promised by the caller.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The largest piece of memory that decoding these bytes asks for.
fn largest<T: DeserializeOwned>(bytes: &[u8]) -> usize {
    LARGEST.store(0, Ordering::Relaxed);
    let _ = decode::<T>(bytes);
    LARGEST.load(Ordering::Relaxed)
}

/// Frames that promise far more than they hold: a length of about four thousand million at every place in turn.
fn boasting(before: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..before.len()).map(|place| {
        let mut frame = before[..place].to_vec();
        frame.extend([0xff, 0xff, 0xff, 0xff, 0x0f]);
        frame
    })
}

#[test]
fn a_frame_takes_no_more_memory_than_it_has_bytes_however_much_it_promises() {
    let mut tried = 0;
    for variant in 0..16_u8 {
        for filler in [0, 1, 2, 0x7f] {
            let mut before = vec![variant];
            before.extend([filler; 100]);
            for frame in boasting(&before) {
                assert!(largest::<FromCustomer>(&frame) <= frame.len());
                assert!(largest::<FromAgent>(&frame) <= frame.len());
                // What servers say is trusted, but one that is broken must not take the browser's memory either.
                let some = 1024 * 1024;
                assert!(largest::<ToCustomer>(&frame) <= some);
                assert!(largest::<ToAgent>(&frame) <= some);
                assert!(largest::<CustomerView>(&frame) <= some);
                assert!(largest::<AgentView>(&frame) <= some);
                assert!(largest::<Inbox>(&frame) <= some);
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 16 * 4 * 101);

    // An honest frame of the largest size takes its own length once.
    let token = Some("x".repeat(FRAME_BYTES - 100));
    let (space, cursor) = ("HELP".to_owned(), None);
    let hello = FromCustomer::Hello {
        revision: 3,
        space,
        token,
        cursor,
    };
    let frame = encode(&hello);
    let taken = largest::<FromCustomer>(&frame);
    assert!(taken > FRAME_BYTES / 2 && taken <= frame.len());
}
