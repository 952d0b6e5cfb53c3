//! The level of each code: `--deny`, `--warn`, `--allow`, and `[lints]` in `graphwright.toml`.

#[cfg(test)]
mod tests;

use super::lookup::did_you_mean;
use super::{Code, Diagnostics, Group, Severity, Status};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// The level of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It is not shown.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// The codes that a level applies to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Selector {
    /// The codes with this prefix: `G0304`, or `G03`.
    Codes(String),
    /// The codes of a group.
    Group(String),
    /// All codes that are warnings after the other selectors.
    Warnings,
    /// All codes that are notes after selectors of codes.
    Notes,
}

const SEVERITIES: [&str; 2] = ["warnings", "notes"];

/// An unknown code or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown code `{}`{}", self.0, did_you_mean(&self.0, &SEVERITIES))
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Selector {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Selector, UnknownCode> {
        let prefix = text.to_uppercase();
        match text {
            "warnings" => Ok(Selector::Warnings),
            "notes" => Ok(Selector::Notes),
            _ if prefix.len() >= 2 && Code::ALL.iter().any(|it| it.number().starts_with(&prefix)) => {
                Ok(Selector::Codes(prefix))
            }
            _ => match Group::find(text) {
                Some(group) => Ok(Selector::Group(group.name.to_owned())),
                None => Err(UnknownCode(text.to_owned())),
            },
        }
    }
}

impl Selector {
    /// Whether it selects a code, independent of severities.
    fn has(&self, code: Code) -> bool {
        match self {
            Selector::Codes(prefix) => code.number().starts_with(prefix.as_str()),
            Selector::Group(name) => Group::find(name).is_some_and(|it| it.codes.contains(&code)),
            Selector::Warnings | Selector::Notes => false,
        }
    }

    fn is_by_number(&self) -> bool {
        matches!(self, Selector::Codes(_))
    }

    /// The number of codes that it selects.
    fn count(&self) -> usize {
        Code::ALL.iter().filter(|it| self.has(**it)).count()
    }
}

impl TryFrom<String> for Selector {
    type Error = UnknownCode;

    fn try_from(text: String) -> Result<Selector, UnknownCode> {
        text.parse()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Selector::Codes(prefix) | Selector::Group(prefix) => prefix,
            Selector::Warnings => SEVERITIES[0],
            Selector::Notes => SEVERITIES[1],
        })
    }
}

/// The levels of codes. Of two selectors that match a code, the narrower one applies: the one with fewer codes. Warnings and
/// notes are applied last, to the levels that the others set: an allowed finding is not a warning, so `warnings = "deny"` does
/// not deny it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Policy {
    levels: BTreeMap<Selector, Level>,
}

impl Policy {
    /// Sets the level of a selector. Returns the previous level.
    pub fn set(&mut self, selector: Selector, level: Level) -> Option<Level> {
        self.levels.insert(selector, level)
    }

    /// Overrides the levels with those of another policy.
    pub fn extend(&mut self, other: Policy) {
        self.levels.extend(other.levels);
    }

    /// The severity of findings of a code; `None` if they are not shown. Only a selector of codes by number enables a code that
    /// is off by default.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        let own = self.own(code);
        if own.is_none() && code.is_off() {
            return None;
        }
        let res = adjusted(code.severity(), own)?;
        let res = if res == Severity::Note { adjusted(res, self.levels.get(&Selector::Notes))? } else { res };
        if res == Severity::Warning { adjusted(res, self.levels.get(&Selector::Warnings)) } else { Some(res) }
    }

    /// The level that is set for a code, apart from those of all warnings and notes.
    fn own(&self, code: Code) -> Option<&Level> {
        let own = self.levels.iter().filter(|(it, _)| it.has(code) && (it.is_by_number() || !code.is_off()));
        own.min_by_key(|(it, _)| it.count()).map(|(_, level)| level)
    }

    /// The codes that are off by default, and for which a level is set.
    pub fn requested(&self) -> Requested {
        Code::ALL.iter().copied().filter(|it| self.own(*it).is_some()).collect()
    }

    /// Gives every finding its severity, and hides those that are allowed.
    pub fn apply(&self, diagnostics: &mut Diagnostics) {
        let mut known = BTreeMap::new();
        for it in diagnostics.iter_mut() {
            match *known.entry(it.code).or_insert_with(|| self.severity(it.code)) {
                Some(severity) => it.severity = severity,
                None if it.is_open() => it.status = Status::Allowed,
                None => {}
            }
        }
    }
}

/// The codes that are off by default, and whose findings are searched for nevertheless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requested(BTreeSet<Code>);

impl Requested {
    /// All codes.
    pub fn all() -> Requested {
        Code::ALL.iter().copied().collect()
    }

    /// Whether findings of a code are searched for.
    pub fn has(&self, code: Code) -> bool {
        !code.is_off() || self.0.contains(&code)
    }
}

impl FromIterator<Code> for Requested {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Requested {
        Requested(codes.into_iter().filter(|it| it.is_off()).collect())
    }
}

impl Code {
    /// Whether findings of this code are only searched for if a level is set for it.
    pub fn is_off(self) -> bool {
        // Many sites serve paths in any case, and have a search. Titles can be other words for search engines, many examples
        // are not for tools, and many pages list only the usual permissions.
        matches!(
            self,
            Code::LinkCase
                | Code::PageOrphaned
                | Code::PageUnlisted
                | Code::TitleDiffers
                | Code::ExampleUnannotated
                | Code::PermissionsDiffer
        )
    }
}

fn adjusted(severity: Severity, level: Option<&Level>) -> Option<Severity> {
    match level {
        None => Some(severity),
        Some(Level::Allow) => None,
        Some(Level::Warn) => Some(Severity::Warning),
        Some(Level::Deny) => Some(Severity::Error),
    }
}
