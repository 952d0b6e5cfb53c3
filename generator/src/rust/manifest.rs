//! The manifest of a generated package.

use crate::spelling::did_you_mean;
use serde::Deserialize;
use toml::{Table, Value};

/// Keys of `[package]` that are configured, apart from `name` and `version`: a license, authors, a repository. Values
/// are those of Cargo (<https://doc.rust-lang.org/cargo/reference/manifest.html>).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "Table")]
pub struct PackageTable(Table);

/// Cargo's keys, in the order in which they are written.
const KEYS: [&str; 16] = [
    "rust-version",
    "description",
    "license",
    "license-file",
    "authors",
    "repository",
    "homepage",
    "documentation",
    "readme",
    "keywords",
    "categories",
    "include",
    "exclude",
    "publish",
    "workspace",
    "metadata",
];

/// Keys with values that the generator or other settings determine.
const DETERMINED: [(&str, &str); 8] = [
    ("name", "it is the `name` of the crate"),
    ("version", "it is the `version` of the crate"),
    ("edition", "the generated code is written for one edition"),
    ("build", "generated crates have no build script"),
    ("links", "generated crates have no build script"),
    ("resolver", "it belongs to a workspace"),
    ("default-run", "generated crates have no programs"),
    ("autolib", "generated crates are libraries"),
];

impl TryFrom<Table> for PackageTable {
    type Error = String;

    fn try_from(table: Table) -> Result<PackageTable, String> {
        for key in table.keys() {
            if let Some((_, reason)) = DETERMINED.iter().find(|(it, _)| it == key) {
                return Err(format!("`{key}` cannot be set here: {reason}"));
            }
            let is_target = ["autobins", "autoexamples", "autotests", "autobenches"].contains(&&**key);
            if !KEYS.contains(&&**key) && !is_target {
                let help = did_you_mean(key, KEYS).unwrap_or_else(|| format!("known are {}", KEYS.join(", ")));
                return Err(format!("`{key}` is not a key of Cargo's `[package]`; {help}"));
            }
        }
        Ok(PackageTable(table))
    }
}

impl PackageTable {
    /// The table of a package with this license (an SPDX expression), or of one that is not published.
    pub fn of_license(license: Option<String>) -> PackageTable {
        let (key, value) = match license {
            Some(license) => ("license", Value::String(license)),
            None => ("publish", Value::Boolean(false)),
        };
        PackageTable([(key.to_owned(), value)].into_iter().collect())
    }

    /// Whether the package has a license, or cannot be published.
    pub fn is_licensed(&self) -> bool {
        let is_private = self.0.get("publish").is_some_and(|it| *it == Value::Boolean(false));
        is_private || self.0.contains_key("license") || self.0.contains_key("license-file")
    }

    /// The lines of `[package]` after those of `defaults`, which configured keys replace. Without tables below it.
    pub(crate) fn lines(&self, defaults: &[(&str, &str)]) -> String {
        let mut table: Table =
            defaults.iter().map(|(key, value)| ((*key).to_owned(), Value::String((*value).to_owned()))).collect();
        table.extend(self.0.clone());
        table.remove("metadata");
        let known = KEYS.iter().filter_map(|key| table.get_key_value(*key));
        let others = table.iter().filter(|(key, _)| !KEYS.contains(&&***key));
        known.chain(others).map(|(key, value)| format!("{key} = {value}\n")).collect()
    }

    /// The tables `[package.metadata…]`. docs.rs documents all features unless its table is configured.
    pub(crate) fn metadata(&self, all_features: bool) -> String {
        let mut metadata = self.0.get("metadata").and_then(Value::as_table).cloned().unwrap_or_default();
        if all_features {
            let docs = metadata.entry("docs").or_insert_with(|| Value::Table(Table::new()));
            let all = Table::from_iter([("all-features".to_owned(), Value::Boolean(true))]);
            if let Some(docs) = docs.as_table_mut() {
                docs.entry("rs").or_insert(Value::Table(all));
            }
        }
        if metadata.is_empty() {
            return String::new();
        }
        let package = Table::from_iter([("metadata".to_owned(), Value::Table(metadata))]);
        let root = Table::from_iter([("package".to_owned(), Value::Table(package))]);
        format!("\n{root}")
    }
}

#[cfg(test)]
mod tests {
    use super::PackageTable;

    fn table(text: &str) -> Result<PackageTable, String> {
        toml::from_str(text).map_err(|err| err.message().to_owned())
    }

    #[test]
    fn keys_are_those_of_cargo() {
        let ours = table("keywords = [\"a\", \"b\"]\nlicense.workspace = true\nautotests = false").expect("a table");
        let lines = ours.lines(&[("rust-version", "1.95"), ("license", "no")]);
        assert_eq!(
            lines,
            "rust-version = \"1.95\"\nlicense = { workspace = true }\nkeywords = [\"a\", \"b\"]\nautotests = false\n"
        );
        for (text, part) in [
            ("name = \"a\"", "`name` of the crate"),
            ("edition = \"2021\"", "one edition"),
            ("licence = \"MIT\"", "not a key of Cargo's"),
        ] {
            let message = table(text).expect_err("not allowed");
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn a_license_is_required_to_publish() {
        assert!(!table("keywords = []").expect("a table").is_licensed());
        assert!(!table("publish = true").expect("a table").is_licensed());
        for text in ["license = \"MIT\"", "license-file = \"LICENSE\"", "publish = false"] {
            assert!(table(text).expect("a table").is_licensed(), "{text}");
        }
        assert_eq!(PackageTable::of_license(None).lines(&[]), "publish = false\n");
    }

    #[test]
    fn metadata_has_the_settings_of_docs_rs() {
        assert_eq!(PackageTable::default().metadata(false), "");
        let docs = "\n[package.metadata.docs.rs]\nall-features = true\n";
        assert_eq!(PackageTable::default().metadata(true), docs);
        let ours = table("[metadata.docs.rs]\nfeatures = [\"a\"]\n[metadata.x]\ny = 1").expect("a table");
        let lines = ours.metadata(true);
        assert_eq!(lines, "\n[package.metadata.docs.rs]\nfeatures = [\"a\"]\n\n[package.metadata.x]\ny = 1\n");
    }
}
