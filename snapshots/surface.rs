//! The public API of the types of `generated/` that pages describe, with one line per item. Removing a line is a breaking
//! change.

use quote::ToTokens;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn surface() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/msgraph/src");
    let mut files = Vec::new();
    list(&mut files, &src);
    let resources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input/v1.0/resources");
    files.retain(|it| resources.join(page(it)).exists());
    files.sort();
    let mut res = String::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a generated file");
        let file = syn::parse_file(&text).expect("generated files are Rust");
        let name = path.strip_prefix(&src).expect("it was found there").display().to_string();
        let lines: Vec<String> = file.items.iter().flat_map(item).collect();
        if !lines.is_empty() {
            res += &format!("{}\n  {}\n", name.replace('\\', "/"), lines.join("\n  "));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(env!("CARGO_MANIFEST_DIR"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("surface", res));
}

/// The name of the page of a type.
fn page(file: &Path) -> String {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().replace('_', "");
    format!("{name}.md")
}

fn list(files: &mut Vec<PathBuf>, dir: &Path) {
    for entry in fs::read_dir(dir).expect("a generated folder").flatten() {
        let path = entry.path();
        if path.is_dir() { list(files, &path) } else { files.push(path) }
    }
}

/// The line of an item, and the lines of its public fields, variants or methods.
fn item(item: &syn::Item) -> Vec<String> {
    match item {
        syn::Item::Struct(it) => {
            let fields = it.fields.iter().enumerate().filter(|(_, it)| is_public(&it.vis)).map(|(idx, field)| {
                let name = field.ident.as_ref().map_or_else(|| idx.to_string(), ToString::to_string);
                format!("{}.{name}: {}", it.ident, shown(&field.ty))
            });
            std::iter::once(format!("struct {}", it.ident)).chain(fields).collect()
        }
        syn::Item::Enum(it) => {
            let members = it.variants.iter().map(|variant| format!("{}::{}", it.ident, variant.ident));
            std::iter::once(format!("enum {}", it.ident)).chain(members).collect()
        }
        syn::Item::Fn(it) => vec![shown(&it.sig)],
        syn::Item::Const(it) => vec![format!("const {}", it.ident)],
        syn::Item::Impl(it) if it.trait_.is_none() => {
            it.items.iter().filter_map(|member| self::member(&it.self_ty, member)).collect()
        }
        _ => Vec::new(),
    }
}

fn member(ty: &syn::Type, member: &syn::ImplItem) -> Option<String> {
    match member {
        // Constants of fields are omitted: they correspond to the fields.
        syn::ImplItem::Fn(it) => Some(format!("{}::{}", shown(ty), shown(&it.sig).trim_start_matches("fn "))),
        _ => None,
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// Tokens as text, with the usual spacing and without common path prefixes.
fn shown(tokens: &impl ToTokens) -> String {
    let mut res = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        (" :", ":"),
        ("& ", "&"),
    ] {
        res = res.replace(from, to);
    }
    for path in [
        "::core::option::",
        "::std::string::",
        "::std::boxed::",
        "::std::vec::",
        "::core::convert::",
        "crate::graph::",
        "crate::places::",
    ] {
        res = res.replace(path, "");
    }
    res
}
