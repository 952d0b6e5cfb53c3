//! Crates of an API whose names are reserved in Rust, Cargo or file systems: they compile without warnings, and their
//! files can be checked out on every platform.

use graphwright::analysis::paths::Operations;
use graphwright::generate::{Inputs, generate};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::output::OutputTree;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Strict, reserved and weak keywords; device names of Windows; files and folders with a meaning for rustc and Cargo;
/// modules, crates, macros and functions in scope of generated code; names of its own functions and parameters; names
/// with unusual characters.
const WORDS: &str = "abstract as async auto await become box break const continue crate default do dyn else enum extern false
    final fn for gen if impl in let loop macro macro_rules match mod move mut override priv pub raw ref return safe self static
    struct super trait true try type typeof union unsafe unsized use virtual where while yield
    con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
    bin build lib main src target tests examples benches
    alloc core std proc_macro test graphwright_runtime serde serde_json graph pages places root runtime rt json
    drop size_of size_of_val align_of align_of_val vec format panic derive cfg u8 i64 str bool
    additional body content media_type to id by_id path clone list get create update delete count key keys segment function
    typeName derived members set each unrecognized value unnamed prefer client request _ x X1 802.1x * größe straße maße masse 価格
    ΐδέα हिन्दी x² ª Ǆ";

/// The prelude of the edition, and types and traits that generated code uses, in upper camel case.
const PRELUDE: &str = "AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Default DoubleEndedIterator Drop Eq Err
    ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Into IntoFuture IntoIterator Iterator None Ok Option Ord
    PartialEq PartialOrd Result Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec Self Debug Hash Path Place
    Model Request Source Visit S V Additional Extends Value8021x Unnamed";

#[test]
fn reserved_names_compile() {
    let dir = folder("reserved");
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    fs::write(dir.join("metadata.xml"), metadata(&words)).expect("writable");
    // The other words are not valid file names.
    let pages: Vec<&str> = words.iter().copied().filter(|it| !it.contains(['*', '.'])).collect();
    for word in &pages {
        fs::write(dir.join(format!("{word}-list.md")), page(word)).expect("writable");
    }
    fs::write(dir.join("toc.yml"), toc(&pages)).expect("writable");
    compiles(&dir, "reserved");
}

#[test]
fn reported_names_compile() {
    for case in ["type-self", "type-mod", "reserved-file-names", "letters"] {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/cases");
        compiles(&cases.join(format!("emit-operations-all-{case}/input")), case);
    }
}

/// Generates a crate, and compiles it with all areas; every warning is an error.
#[track_caller]
fn compiles(inputs: &Path, name: &str) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace is there");
    let runtime = Runtime::Path(workspace.join("runtime").display().to_string());
    let config = CrateConfig {
        name: format!("named-{name}"),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime,
    };
    let inputs = Inputs { docs: vec![inputs.to_owned()], operations: Operations::All, ..Inputs::default() };
    let generated = generate(&inputs, &config).expect("the inputs can be read");
    has_portable_files(&generated.tree);
    let dir = folder(&format!("sdk-{name}"));
    generated.tree.write(&dir).expect("writable");
    fs::copy(workspace.join("Cargo.lock"), dir.join("Cargo.lock")).expect("writable");
    let manifest = fs::read_to_string(dir.join("Cargo.toml")).expect("it was written");
    let features = if manifest.contains("\nfull = [") { "full" } else { "" };
    assert_eq!(features.is_empty(), name != "reserved", "areas are features");
    let output = Command::new(env!("CARGO"))
        .args([
            "rustc",
            "--offline",
            "--profile=check",
            "--no-default-features",
            "--features",
            features,
            "--",
            "-Dwarnings",
        ])
        .env("CARGO_TARGET_DIR", folder("build"))
        .current_dir(&dir)
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Asserts that no two paths differ only in case, and that no name is reserved on Windows.
#[track_caller]
fn has_portable_files(tree: &OutputTree) {
    let mut all = BTreeSet::new();
    for (path, _) in tree.iter() {
        let path = path.to_str().expect("it is Unicode");
        assert!(path.is_ascii() && all.insert(path.to_lowercase()), "{path}");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            let is_device = matches!(&*stem, "con" | "prn" | "aux" | "nul")
                || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && !stem.ends_with('0');
            assert!(!is_device || !matches!(stem.as_bytes().get(3), None | Some(b'1'..=b'9')), "{path}");
        }
    }
}

/// A folder that is kept between runs, so that dependencies are not compiled again.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names").join(name);
    fs::create_dir_all(&dir).expect("writable");
    dir
}

/// Metadata with types, enums, properties, members, namespaces, segments, functions and parameters of these names.
fn metadata(words: &[&str]) -> String {
    let mut types = String::new();
    for word in words.iter().copied().chain(PRELUDE.split_whitespace()).collect::<BTreeSet<&str>>() {
        let _ =
            writeln!(types, r#"<ComplexType Name="{word}"><Property Name="{word}" Type="Edm.String"/></ComplexType>"#);
    }
    let all = |line: &dyn Fn(&str) -> String| words.iter().map(|it| line(it) + "\n").collect::<String>();
    let enums = all(&|it| format!(r#"<EnumType Name="{it}"><Member Name="{it}"/></EnumType>"#));
    let members = all(&|it| format!(r#"<Member Name="{it}"/>"#));
    let properties = all(&|it| format!(r#"<Property Name="{it}" Type="s.{it}"/>"#));
    let relations = all(&|it| format!(r#"<NavigationProperty Name="{it}" Type="s.node" ContainsTarget="true"/>"#));
    let parameters = all(&|it| format!(r#"<Parameter Name="{it}" Type="Edm.String"/>"#));
    let functions = all(&|it| {
        format!(
            r#"<Function Name="{it}" IsBound="true"><Parameter Name="bound" Type="s.holder"/>
            <Parameter Name="{it}" Type="Edm.Int32"/><ReturnType Type="s.enums.{it}"/></Function>"#
        )
    });
    let sets = all(&|it| format!(r#"<EntitySet Name="{it}" EntityType="s.holder"/>"#));
    let namespaces = all(&|it| {
        format!(
            r#"<Schema Namespace="s.{it}" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="{it}"><Property Name="v" Type="s.{it}"/></ComplexType></Schema>"#
        )
    });
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{types}
<EntityType Name="holder"><Key><PropertyRef Name="uid"/></Key><Property Name="uid" Type="Edm.String"/>{properties}</EntityType>
<EntityType Name="node"><Key><PropertyRef Name="uid"/></Key><Property Name="uid" Type="Edm.String"/>{relations}</EntityType>
{functions}
<Action Name="everything" IsBound="true"><Parameter Name="bound" Type="s.holder"/>{parameters}</Action>
<Function Name="all" IsBound="true"><Parameter Name="bound" Type="s.holder"/>{parameters}
<ReturnType Type="s.colors"/></Function>
<EnumType Name="colors">{members}<Member Name="X"/></EnumType>
<EntityContainer Name="Container">{sets}<Singleton Name="tree" Type="s.node"/></EntityContainer>
</Schema>
<Schema Namespace="s.enums" xmlns="http://docs.oasis-open.org/odata/ns/edm">{enums}</Schema>
{namespaces}
</edmx:DataServices></edmx:Edmx>
"#
    )
}

/// A page that documents a request, with an example.
fn page(word: &str) -> String {
    format!(
        r#"---
title: "List {word}"
doc_type: apiPageType
---
# List {word}

Namespace: s

Lists all.

## HTTP request
``` http
GET /{word}
```

## Request headers
|Name|Description|
|:---|:---|
|Prefer|Required. How the response is to be.|

## Response
If successful, this method returns a `200 OK` response code and a collection of holder objects in the response body.

## Example
### Request
<!-- {{ "blockType": "request", "name": "list_{word}" }} -->
``` http
GET https://graph.microsoft.com/v1.0/{word}
Prefer: respond-async
```
"#
    )
}

/// A table of contents in which each page is an area.
fn toc(words: &[&str]) -> String {
    words.iter().map(|it| format!("- name: \"{it}\"\n  items:\n  - name: List\n    href: {it}-list.md\n")).collect()
}
