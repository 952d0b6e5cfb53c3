//! The declarations of one module, and the paths that it uses, as written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, ItemUse, UseTree};

/// A path as segments, unresolved: `["super", "Ctx"]`.
pub(super) type Path = Vec<String>;

/// The declarations of one module, and the paths that it uses. Test code is ignored.
#[derive(Default)]
pub(super) struct Uses {
    /// Names of the items that are defined here, macros included.
    pub(super) items: BTreeSet<String>,
    /// Macros that are defined here and exported, which puts them at the root of the crate.
    pub(super) exported_macros: BTreeSet<String>,
    /// Modules in separate files.
    pub(super) files: Vec<String>,
    /// Inline modules.
    pub(super) inline: Vec<(String, Vec<Item>)>,
    /// Imported names, including re-exports, and their paths.
    pub(super) imports: BTreeMap<String, Path>,
    /// Modules with glob imports.
    pub(super) globs: Vec<Path>,
    /// Every used path, including imports.
    pub(super) paths: BTreeSet<Path>,
}

impl Uses {
    pub(super) fn of(items: Vec<Item>) -> Self {
        let mut res = Self::default();
        items.into_iter().for_each(|it| res.add(it));
        res
    }

    fn add(&mut self, item: Item) {
        if is_test(attributes(&item)) {
            return;
        }
        match item {
            Item::Use(item) => self.import(&item),
            Item::Mod(item) => match item.content {
                Some((_, items)) => self.inline.push((item.ident.to_string(), items)),
                None => self.files.push(item.ident.to_string()),
            },
            item => {
                self.items.extend(name(&item));
                if let Item::Macro(item) = &item
                    && item.attrs.iter().any(|it| it.path().is_ident("macro_export"))
                {
                    self.exported_macros.extend(item.ident.as_ref().map(ToString::to_string));
                }
                self.scan(item.into_token_stream());
            }
        }
    }

    fn import(&mut self, item: &ItemUse) {
        if item.leading_colon.is_none() {
            self.flatten(&item.tree, &mut Path::new());
        }
    }

    fn flatten(&mut self, tree: &UseTree, prefix: &mut Path) {
        match tree {
            UseTree::Path(it) => {
                prefix.push(it.ident.to_string());
                self.flatten(&it.tree, prefix);
                prefix.pop();
            }
            UseTree::Group(it) => it.items.iter().for_each(|it| self.flatten(it, prefix)),
            UseTree::Glob(_) => {
                self.globs.push(prefix.clone());
                self.paths.insert(prefix.clone());
            }
            UseTree::Name(it) => self.bind(&it.ident.to_string(), None, prefix),
            UseTree::Rename(it) => self.bind(&it.ident.to_string(), Some(it.rename.to_string()), prefix),
        }
    }

    /// Binds the last segment of an import; `self` refers to the module itself.
    fn bind(&mut self, last: &str, rename: Option<String>, prefix: &Path) {
        let mut path = prefix.clone();
        if last != "self" || path.is_empty() {
            path.push(last.to_owned());
        }
        let name = rename.unwrap_or_else(|| path.last().expect("not empty").clone());
        self.imports.insert(name, path.clone());
        self.paths.insert(path);
    }

    /// Finds the paths in the tokens of an item, including macro calls: paths in them are usually used.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at] {
                TokenTree::Group(group) => {
                    if !is_quoted(&tokens[..at]) {
                        self.scan(group.stream());
                    }
                    1
                }
                TokenTree::Ident(it) if it == "use" => self.scan_import(&tokens[at..]),
                TokenTree::Ident(_) => self.scan_path(&tokens, at),
                _ => 1,
            };
        }
    }

    /// An import inside a function applies to the whole module here: names rarely differ by function.
    fn scan_import(&mut self, tokens: &[TokenTree]) -> usize {
        let n_tokens = tokens.iter().position(|it| is_punct(it, ';')).map_or(1, |it| it + 1);
        if let Ok(item) = syn::parse2(tokens[..n_tokens].iter().cloned().collect()) {
            self.import(&item);
        }
        n_tokens
    }

    /// Reads `a::b::c` at a position. A single name is not a path: it is either local or imported.
    fn scan_path(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let mut path = vec![tokens[at].to_string()];
        let mut end = at + 1;
        while let [first, second, TokenTree::Ident(name), ..] = &tokens[end..]
            && is_punct(first, ':')
            && is_punct(second, ':')
        {
            path.push(name.to_string());
            end += 3;
        }
        let is_extern = at > 1 && is_punct(&tokens[at - 1], ':') && is_punct(&tokens[at - 2], ':');
        if path.len() > 1 && !is_extern {
            self.paths.insert(path);
        }
        end - at
    }
}

/// Whether a group is the argument of `quote!`: its paths belong to another crate.
fn is_quoted(before: &[TokenTree]) -> bool {
    let [.., TokenTree::Ident(name), bang] = before else { return false };
    is_punct(bang, '!') && ["quote", "quote_spanned", "parse_quote"].iter().any(|it| name == it)
}

fn is_punct(token: &TokenTree, what: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == what)
}

/// Whether an item is compiled for tests only.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|it| it.path().is_ident("cfg")).any(|it| {
        let condition = it.meta.require_list().map(|it| it.tokens.clone()).unwrap_or_default();
        let mut tokens = condition.into_iter();
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Ident(name)), None) => name == "test",
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) => {
                let is_first = |it| matches!(it, TokenTree::Ident(it) if it == "test");
                name == "all" && group.delimiter() == Delimiter::Parenthesis && group.stream().into_iter().any(is_first)
            }
            _ => false,
        }
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// The name of an item, if paths can refer to it.
fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Union(it) => &it.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(text: &str) -> Uses {
        Uses::of(syn::parse_file(text).expect("valid").items)
    }

    fn paths(text: &str) -> Vec<String> {
        uses(text).paths.iter().map(|it| it.join("::")).collect()
    }

    #[test]
    fn imports_are_flattened() {
        let uses = uses("use super::{Ctx, a::{self, b as c}, d::*}; use ::std::fmt;");
        let imports: Vec<_> = uses.imports.iter().map(|(name, path)| format!("{name} = {}", path.join("::"))).collect();
        assert_eq!(imports, ["Ctx = super::Ctx", "a = super::a", "c = super::a::b"]);
        assert_eq!(uses.globs, [["super", "d"]]);
    }

    #[test]
    fn paths_are_found_in_types_bodies_and_macros() {
        assert_eq!(paths("struct S(Vec<crate::a::B>);"), ["crate::a::B"]);
        assert_eq!(paths("fn f() { use super::x; format!(\"{}\", x::y::<u8>(z.a)); }"), ["super::x", "x::y"]);
        assert_eq!(paths("macro_rules! m { () => { $crate::a::b() } }"), ["crate::a::b"]);
    }

    #[test]
    fn quoted_code_and_tests_use_nothing() {
        assert!(paths("fn f() { quote!(crate::a::B); quote! { ::std::x } }").is_empty());
        assert!(paths("#[cfg(test)] mod tests { use crate::a; } #[cfg(all(test, unix))] fn f() { a::b() }").is_empty());
        assert_eq!(paths("#[cfg(any(test, unix))] fn f() { a::b() }"), ["a::b"]);
        assert_eq!(paths("#[cfg(feature = \"test\")] fn f() { a::b() }"), ["a::b"]);
    }
}
