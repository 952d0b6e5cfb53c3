//! Generated crates whose models use serde's derive macros, for comparison with generated models.
//!
//! These crates are made from the text of generated crates, so the generator does not depend on them.

mod calls;
mod models;
mod wire;

use crate::corpus::{in_memory, write_out};
use crate::root;
use graphwright::generate::Inputs;
use graphwright::rust::output::OutputTree;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use wire::WireNames;

/// How derived structs handle unknown members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undeclared {
    /// Derived structs drop them, like most structs for serde.
    Dropped,
    /// Derived structs keep and write them, like generated models: in a map with `#[serde(flatten)]`.
    Flattened,
}

/// Generates a crate into `target/corpus`, with derived models.
pub(super) fn write(inputs: &Inputs, name: &str, undeclared: Undeclared) -> Result<PathBuf, String> {
    let tree = derived(&in_memory(inputs, name)?.tree, undeclared)?;
    let dir = root().join("target/corpus").join(name);
    write_out(&tree, &dir)?;
    Ok(dir)
}

/// The crate with derived models.
fn derived(tree: &OutputTree, undeclared: Undeclared) -> Result<OutputTree, String> {
    let files: Vec<(&PathBuf, &String)> = tree.iter().collect();
    let files = files.into_par_iter().map(|(path, text)| {
        let text = match path.extension() {
            Some(it) if it == "rs" => source(text, undeclared).map_err(|err| format!("{}: {err}", path.display()))?,
            _ if path == Path::new("Cargo.toml") => manifest(text)?,
            _ => text.clone(),
        };
        Ok((path, text))
    });
    let mut res = OutputTree::default();
    for (path, text) in files.collect::<Result<Vec<_>, String>>()? {
        res.insert(path, text);
    }
    Ok(res)
}

/// A source file with derived models. Its first line is the marker of generated files, because syntax trees have no
/// comments.
fn source(text: &str, undeclared: Undeclared) -> Result<String, String> {
    let mut file = syn::parse_file(text).map_err(|err| err.to_string())?;
    let names = WireNames::of(&file);
    models::derive(&mut file, &names, undeclared)?;
    calls::adapt(&mut file);
    let header = text.lines().next().unwrap_or_default();
    Ok(format!("{header}\n\n{}", prettyplease::unparse(&file)))
}

/// The manifest with the crate of the macros.
fn manifest(text: &str) -> Result<String, String> {
    const TABLE: &str = "\n[dependencies]\n";
    let (before, after) = text.split_once(TABLE).ok_or("the generated manifest has no dependencies")?;
    Ok(format!("{before}{TABLE}serde = {{ version = \"1\", features = [\"derive\"] }}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::{Undeclared, derived, source};
    use crate::root;
    use graphwright::rust::output::OutputTree;
    use std::fs;

    /// The files of `generated/msgraph`, with derived models.
    fn files(undeclared: Undeclared) -> OutputTree {
        let dir = root().join("generated/msgraph");
        let mut tree = OutputTree::default();
        for path in ["Cargo.toml", "src/lib.rs", "src/root.rs", "src/graph/user.rs", "src/graph/body_type.rs"] {
            tree.insert(path, fs::read_to_string(dir.join(path)).expect("it is generated"));
        }
        derived(&tree, undeclared).expect("it is Rust")
    }

    fn text<'a>(tree: &'a OutputTree, file: &str) -> &'a str {
        tree.iter().find(|(path, _)| path.ends_with(file)).expect("it is there").1
    }

    #[test]
    fn structs_have_macros_instead_of_implementations() {
        let tree = files(Undeclared::Dropped);
        let user = text(&tree, "user.rs");
        assert!(user.contains("#[derive(Clone, Debug, Default, PartialEq)]"), "{user}");
        assert!(user.contains("#[serde(rename = \"aboutMe\", skip_serializing_if = \"Option::is_none\")]"), "{user}");
        assert!(user.contains("    #[serde(skip)]\n    pub additional: rt::Additional,"), "{user}");
        for gone in ["impl Default", "rt::Model", "rt::model!", "rt::Extends"] {
            assert!(!user.contains(gone), "{gone}: {user}");
        }
        assert!(text(&tree, "Cargo.toml").contains("\n[dependencies]\nserde = "));
    }

    #[test]
    fn maps_keep_undeclared_members() {
        let tree = files(Undeclared::Flattened);
        let user = text(&tree, "user.rs");
        assert!(user.contains("    #[serde(flatten)]\n    pub additional: ::std::collections::BTreeMap<"), "{user}");
    }

    #[test]
    fn enums_have_macros_instead_of_implementations() {
        let tree = files(Undeclared::Dropped);
        let body_type = text(&tree, "body_type.rs");
        assert!(body_type.contains("#[serde(rename = \"html\")]\n    Html,"), "{body_type}");
        assert!(body_type.contains("#[serde(untagged)]\n    Unrecognized(Box<str>),"), "{body_type}");
        assert!(!body_type.contains("impl "), "{body_type}");
    }

    #[test]
    fn functions_do_without_the_traits_of_generated_models() {
        let text = source(
            "// @generated\n\
             fn get(&self, kind: &crate::Kind, more: Option<&crate::Kind>, text: &str, any: &crate::Any) -> R<rt::Flags<K>> {\n\
             request([(\"a\", &kind), (\"b\", &rt::Optional(more)), (\"c\", &text), (\"d\", &rt::Json(any))])\n\
             }\n\
             fn create(&self, body: &crate::Derived) -> R { request.json(&rt::Model::upcast::<crate::Base>(body)) }\n",
            Undeclared::Dropped,
        )
        .expect("it is Rust");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "kind: impl rt::ToLiteral, more: impl rt::ToLiteral, text: &str, any: &crate::Any,",
            "-> R<Vec<K>>",
            r#"("a", &kind), ("b", &more), ("c", &text), ("d", &rt::Json(any))"#,
            "request.json(body)",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
