//! Fuzzing of the runtime on stable Rust: `cargo xtask fuzz`.
//!
//! Each target gets a text and panics if the runtime behaves incorrectly. Texts are derived from samples by random
//! edits; a run is determined by its seed, and a failing text is shortened and printed.

mod input;
mod service;
mod shrink;
mod targets;

use clap::Parser;
use input::Inputs;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// Fuzz the runtime
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask fuzz")]
struct Cli {
    /// How long each target runs
    #[arg(long, default_value_t = 60, value_name = "N")]
    seconds: u64,
    /// The number of inputs for each target, instead of a time
    #[arg(long, value_name = "N")]
    inputs: Option<u64>,
    /// Only this target
    #[arg(long, value_name = "T")]
    target: Option<String>,
    /// The seed of the inputs
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
}

/// The time limit for one input.
const PATIENCE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let cli = Cli::parse();
    let is_chosen = |it: &&Target| cli.target.as_deref().is_none_or(|name| it.name == name);
    let chosen: Vec<&Target> = TARGETS.iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|it| it.name).collect();
        eprintln!("error: unknown target; expected one of {}", names.join(", "));
        return ExitCode::from(2);
    }
    // Failures are printed after they are shortened.
    panic::set_hook(Box::new(|_| ()));
    let failed = chosen.iter().filter(|it| !run(it, &cli)).count();
    ExitCode::from(u8::from(failed > 0))
}

/// Runs a target, and returns whether it succeeded.
fn run(target: &Target, cli: &Cli) -> bool {
    let mut inputs = Inputs::new(cli.seed, target.samples);
    let start = Instant::now();
    let (mut count, mut accepted) = (0_u64, 0_u64);
    let is_due = |count: u64| match cli.inputs {
        Some(inputs) => count < inputs,
        None => start.elapsed() < Duration::from_secs(cli.seconds),
    };
    while is_due(count) {
        let input = inputs.next();
        count += 1;
        match attempt(target, &input) {
            Ok(is_accepted) => accepted += u64::from(is_accepted),
            Err(_) => {
                report(target, &input);
                return false;
            }
        }
    }
    println!("{:<12} {count:>9} inputs, {accepted:>9} accepted, {:.1?}", target.name, start.elapsed());
    true
}

/// Whether the target accepted the input; the message if it panics.
fn attempt(target: &Target, input: &str) -> Result<bool, String> {
    let start = Instant::now();
    let result = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let result = result.map_err(|err| {
        let text = err.downcast_ref::<String>().cloned();
        text.or_else(|| err.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap_or_default()
    })?;
    if start.elapsed() > PATIENCE { Err(format!("it takes {:?}", start.elapsed())) } else { Ok(result) }
}

fn report(target: &Target, input: &str) {
    let short = shrink::shrink(input, |it| attempt(target, it).is_err());
    let message = attempt(target, &short).err().unwrap_or_default();
    println!("{:<12} FAILED with {short:?}\n{message}", target.name);
}
