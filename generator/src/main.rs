//! The command line.

mod cli;

use clap::Parser;
use graphwright::allocator::{self, MiMalloc};
use std::process::ExitCode;

/// Trees are many small allocations, made by several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    allocator::keep_memory();
    cli::run(cli::Cli::parse())
}
