//! `cargo xtask fuzz`: random input for the runtime, from the package in `runtime/fuzz`.

use crate::{cargo, root};
use clap::Args;

/// Send random input to the runtime
#[derive(Args, Debug)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// Those of the program: `--seconds N`, `--inputs N`, `--target T`, `--seed N`, `--help`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<bool, String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "graphwright-fuzz", "--profile", "fuzz", "--"]);
    command.args(&options.arguments).current_dir(root());
    command.status().map(|it| it.success()).map_err(|err| err.to_string())
}
