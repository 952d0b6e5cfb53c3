//! The global allocator of the programs in this repository.

pub use mimalloc::MiMalloc;
use std::ffi::c_int;

/// `mi_option_purge_delay` of `mimalloc.h`: the delay in milliseconds before freed memory is returned to the system.
/// Options keep their numbers, but bindings name only the stable ones.
const PURGE_DELAY: c_int = 15;

/// Never returns freed memory to the system before the program ends: it would be requested again at once, and clearing it
/// takes a tenth of a run. For programs that use [`MiMalloc`] and run for seconds. Call it before anything else.
pub fn keep_memory() {
    // SAFETY: no other thread is running that could read or set an option; numbers of unknown options are ignored.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
}
