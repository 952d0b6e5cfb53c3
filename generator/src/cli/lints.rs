//! `--deny`, `--warn`, `--allow`, and the file that configures lint levels.

use clap::Args;
use graphwright::config::{self, Checks};
use graphwright::diagnostics::policy::{Level, Policy, Selector};
use std::error::Error;
use std::path::PathBuf;

/// Levels of findings.
#[derive(Debug, Args)]
pub(super) struct Lints {
    /// Make these findings errors: by code (`G0304`), range (`G03`), or group (`links`, `warnings`, `notes`)
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "CODE")]
    deny: Vec<Selector>,
    /// Make these findings warnings
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "CODE")]
    warn: Vec<Selector>,
    /// Do not show these findings; they are still counted
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "CODE")]
    allow: Vec<Selector>,
    /// Use the tables `[lints]` and `[service]` of a `graphwright.toml`; the options above take precedence
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Lints {
    /// The settings of the file. The policy of the command line overrides its policy.
    pub(super) fn checks(&self) -> Result<Checks, Box<dyn Error>> {
        let mut told = Policy::default();
        let levels = [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)];
        for (level, selectors) in levels {
            for selector in selectors {
                if told.set(selector.clone(), level).is_some_and(|before| before != level) {
                    return Err(
                        format!("`{selector}` is used with more than one of `--deny`, `--warn` and `--allow`").into()
                    );
                }
            }
        }
        let mut res = self.config.as_deref().map_or(Ok(Checks::default()), config::read_checks)?;
        res.lints.extend(told);
        Ok(res)
    }
}
