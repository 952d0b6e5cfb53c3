//! The command line.

mod cli;

use graphwright::allocator::{self, MiMalloc};
use std::process::ExitCode;

/// Syntax trees are many small allocations on several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    allocator::keep_memory();
    cli::run(cli::parse())
}
