//! What the programs of this repository allocate with.

pub use mimalloc::MiMalloc;
use std::ffi::c_int;

/// `mi_option_purge_delay` of `mimalloc.h`: after how many milliseconds memory that was freed goes back to the system.
/// Options keep their numbers, but bindings name only the stable ones.
const PURGE_DELAY: c_int = 15;

/// Never gives memory back before the program ends: it would be asked for again at once, and the system clears it each time,
/// which takes a tenth of a run. For programs that allocate with [`MiMalloc`] and run for seconds; to be called first of all.
pub fn keep_memory() {
    // SAFETY: no other thread runs yet that could read or set an option; what no option has as its number is ignored.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
}
