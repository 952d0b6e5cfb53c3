//! Names and versions of packages.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// The name of a package that is also a valid crate name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct PackageName(String);

/// A package's version: three numbers, and perhaps a pre-release.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PackageVersion(String);

/// Crates that a generated crate uses: its own name would shadow them, or be rejected by Cargo.
const TAKEN: [&str; 8] = ["alloc", "core", "graphwright_runtime", "proc_macro", "serde", "serde_json", "std", "test"];

/// Names that Cargo uses for build folders, and device names that Windows reserves.
const RESERVED: [&str; 8] = ["aux", "build", "con", "deps", "examples", "incremental", "nul", "prn"];

impl PackageName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PackageName {
    type Err = String;

    fn from_str(name: &str) -> Result<PackageName, String> {
        let crate_name = name.replace('-', "_");
        let is_lead = |it: char| it.is_ascii_alphabetic();
        let is_rest = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
        if !name.starts_with(is_lead) || !name.chars().all(is_rest) {
            return Err(
                "a package name must start with a letter, and consist of letters, digits, `-` and `_`".to_owned()
            );
        }
        if name.len() > 64 {
            return Err("a package name must have at most 64 characters".to_owned());
        }
        let lower = crate_name.to_ascii_lowercase();
        if TAKEN.contains(&&*lower) {
            return Err(format!("`{name}` is the name of a crate that the generated one uses"));
        }
        if RESERVED.contains(&&*lower) {
            return Err(format!("`{name}` is reserved by Cargo or Windows"));
        }
        if syn::parse_str::<syn::Ident>(&crate_name).is_err() {
            return Err(format!("`{name}` is a keyword of Rust"));
        }
        Ok(PackageName(name.to_owned()))
    }
}

impl PackageVersion {
    /// The version.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for PackageVersion {
    fn default() -> PackageVersion {
        PackageVersion("0.1.0".to_owned())
    }
}

impl FromStr for PackageVersion {
    type Err = String;

    fn from_str(version: &str) -> Result<PackageVersion, String> {
        let (version, build) = version.split_once('+').map_or((version, None), |(it, build)| (it, Some(build)));
        let (numbers, pre) = version.split_once('-').map_or((version, None), |(it, pre)| (it, Some(pre)));
        let is_number = |it: &str| {
            it.bytes().all(|it| it.is_ascii_digit()) && it.parse::<u64>().is_ok() && (it == "0" || !it.starts_with('0'))
        };
        let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
        let is_pre = |it: &str| is_word(it) && (is_number(it) || !it.bytes().all(|it| it.is_ascii_digit()));
        let is_version = numbers.split('.').count() == 3
            && numbers.split('.').all(is_number)
            && pre.is_none_or(|it| it.split('.').all(is_pre))
            && build.is_none_or(|it| it.split('.').all(is_word));
        if !is_version {
            return Err("a version must have three numbers, as in `0.1.0` or `1.0.0-beta.2`".to_owned());
        }
        let build = build.map(|it| format!("+{it}")).unwrap_or_default();
        Ok(PackageVersion(format!("{version}{build}")))
    }
}

impl TryFrom<String> for PackageName {
    type Error = String;

    fn try_from(name: String) -> Result<PackageName, String> {
        name.parse()
    }
}

impl TryFrom<String> for PackageVersion {
    type Error = String;

    fn try_from(version: String) -> Result<PackageVersion, String> {
        version.parse()
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{PackageName, PackageVersion};

    #[test]
    fn names_are_cargos() {
        for name in ["msgraph", "msgraph-beta", "a_1", "Graph"] {
            assert!(name.parse::<PackageName>().is_ok(), "{name}");
        }
        let long = "a".repeat(65);
        let refused = ["", "1a", "-a", "_", "a b", "ä", "a/b", "type", "async", "Self", "core", "std", "test", &long];
        for name in refused.into_iter().chain(["graphwright-runtime", "serde", "NUL", "deps"]) {
            assert!(name.parse::<PackageName>().is_err(), "{name}");
        }
    }

    #[test]
    fn versions_are_cargos() {
        for version in ["0.1.0", "10.20.30", "1.0.0-beta.2", "1.0.0-alpha-x+build.007"] {
            assert_eq!(version.parse::<PackageVersion>().expect(version).as_str(), version);
        }
        for version in ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.x", "1.0.0-", "1.0.0-01", "1.0.0+", "v1.0.0", "1..0"]
        {
            assert!(version.parse::<PackageVersion>().is_err(), "{version}");
        }
    }
}
