//! Emits the pages that document requests as constants.

use super::{Ctx, ident, print, security, syntax, templates};
use crate::analysis::areas::Gate;
use crate::analysis::paths::{Call, CallPermissions, RequestId};
use crate::model::OperationId;
use crate::model::permission::{Alternative, Caller, Permissions, Requirement};
use crate::rust::names::{PAGES_MODULE, PageName};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use rayon::prelude::*;
use std::collections::BTreeMap;
use syn::{Attribute, Item, ItemConst, parse_quote};

impl Ctx<'_> {
    /// The path of the constant of an operation's page.
    pub(super) fn page_path(&self, id: OperationId) -> TokenStream {
        let PageName { module, constant } = self.names.page(id);
        let (pages, module, constant) = (ident(PAGES_MODULE), ident(module), ident(constant));
        quote!(crate::#pages::#module::#constant)
    }

    /// The modules of pages, sorted, and the condition of each.
    pub(super) fn page_modules(&self) -> BTreeMap<&str, Gate> {
        let mut res: BTreeMap<&str, Gate> = BTreeMap::new();
        for (id, PageName { module, .. }) in self.names.pages() {
            let gate = self.areas.of_page(id);
            let known = res.remove(module.as_str());
            res.insert(module, known.map_or_else(|| gate.clone(), |it| it.or(gate)));
        }
        res
    }
}

/// The files of the constants.
pub(super) fn files(ctx: &Ctx<'_>) -> Vec<(String, String)> {
    let gates = ctx.page_modules();
    let mut files: BTreeMap<&str, Vec<(OperationId, &str)>> = BTreeMap::new();
    for (id, PageName { module, constant }) in ctx.names.pages() {
        files.entry(module).or_default().push((id, constant));
    }
    let text = |(module, pages): (&str, Vec<(OperationId, &str)>)| {
        let item = |(id, constant)| {
            let cfg = ctx.cfg(&gates[module], ctx.areas.of_page(id));
            Item::Const(page(ctx, id, constant, cfg))
        };
        let items = pages.into_iter().map(item).collect();
        (format!("src/{PAGES_MODULE}/{module}.rs"), print::items(items))
    };
    files.into_par_iter().map(text).collect()
}

/// The data of a page as one string: a struct takes 4 % more time to check a crate, and 8 % more memory.
fn page(ctx: &Ctx<'_>, id: OperationId, constant: &str, cfg: Option<Attribute>) -> ItemConst {
    let operation = ctx.model.operation(id);
    let constant = ident(constant);
    let templates = operation.requests.iter().enumerate().map(|(idx, request)| {
        let resolved = ctx.paths.requests.get(&RequestId(id, idx as u32));
        let url = resolved.map_or(&request.url.value, |it| &it.template);
        let url = if operation.contract.is_some() { url.clone() } else { templates::url(url) };
        format!("{} {url}", request.method)
    });
    let mut lines = vec![operation.title.value.replace('\n', " "), ctx.url_of(operation).unwrap_or_default()];
    lines.extend(permissions(&operation.permissions));
    lines.extend(operation.contract.iter().flat_map(|it| security::scopes(it)));
    lines.extend(templates);
    let text = lines_of_text(&lines);
    let mut res: ItemConst = parse_quote!(pub const #constant: rt::Page = rt::Page::new(#text););
    res.attrs.extend(syntax::docs(&ctx.references[id.0 as usize]));
    res.attrs.extend(cfg);
    res
}

/// The permissions of some URLs of a call, without a page.
pub(super) fn without_page(call: &Call, stated: &CallPermissions) -> TokenStream {
    let mut lines = vec![String::new(), String::new()];
    lines.extend(permissions(&stated.permissions));
    lines.extend(stated.urls.iter().map(|url| format!("{} {}", call.method, templates::url(url))));
    let text = lines_of_text(&lines);
    quote!(rt::Page::new(#text))
}

/// The permissions of each caller, a line each.
fn permissions(all: &Permissions) -> [String; 3] {
    Caller::ALL.map(|caller| match all.callers.get(&caller) {
        Some(all) => all.iter().map(requirement).collect::<Vec<_>>().join(";"),
        None => "?".to_owned(),
    })
}

/// A requirement as `runtime::Page` reads it: `subject:A B+C`.
fn requirement(it: &Requirement) -> String {
    let names = |it: &Alternative| it.names.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join("+");
    let alternatives: Vec<String> = it.alternatives.iter().map(names).collect();
    // Other characters would end the subject.
    let subject = it.subject.as_ref().map(|it| it.value.replace([':', ';', '\n'], " ") + ":");
    subject.unwrap_or_default() + &alternatives.join(" ")
}

/// A string literal on several lines.
fn lines_of_text(lines: &[String]) -> Literal {
    let escaped: Vec<String> = lines.iter().map(|it| it.escape_debug().to_string()).collect();
    // After a backslash, the compiler skips the line break and leading spaces.
    let text = format!("\"\\\n    {}\"", escaped.join("\\n\\\n    "));
    text.parse().expect("what is escaped is a literal")
}

#[cfg(test)]
mod tests {
    use super::lines_of_text;

    #[test]
    fn lines_are_kept() {
        let lines = ["a \"b\"", "", "c\\d", "é 'x'"].map(str::to_owned);
        let literal: syn::LitStr = syn::parse_str(&lines_of_text(&lines).to_string()).expect("a literal");
        assert_eq!(literal.value(), lines.join("\n"));
    }
}
