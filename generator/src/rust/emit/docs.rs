//! Doc comments.

use super::Ctx;
use crate::analysis::paths::Call;
use crate::model::http::{Method, UrlTemplate};
use crate::model::permission::{Caller, Permissions, Requirement};
use crate::model::prose::{Format, Prose};
use crate::model::{Cloud, Docs, Model, Operation, TypeId};
use crate::rust::rustdoc::{self, PublishedPage};
use crate::source::{FileId, SourceMap, Spanned};
use rayon::prelude::*;
use std::fmt::Write;

impl Ctx<'_> {
    /// The description of an item, and a link to its page if `link` is set.
    pub(super) fn prose(&self, docs: &Docs, link: bool) -> String {
        let page = docs.page.map(|it| published(self.sources, self.model, it));
        let mut blocks: Vec<String> = Vec::new();
        for prose in &docs.paragraphs {
            let text = paragraph(prose, page.as_ref());
            if !text.is_empty() && !blocks.contains(&text) {
                blocks.push(text);
            }
        }
        let url = page.filter(|_| link).and_then(|it| it.url());
        blocks.extend(url.map(|url| format!("[Documentation]({url})")));
        blocks.join("\n\n")
    }

    /// The URL of the published page.
    pub(super) fn url(&self, page: FileId) -> Option<String> {
        published(self.sources, self.model, page).url()
    }

    /// The URL of the documentation of an operation.
    pub(super) fn url_of(&self, operation: &Operation<TypeId>) -> Option<String> {
        url_of(self.sources, self.model, operation)
    }
}

fn paragraph(prose: &Prose, page: Option<&PublishedPage<'_>>) -> String {
    match prose.format {
        Format::Markdown => rustdoc::rustdoc(&prose.text, page),
        Format::Plain => rustdoc::plain(&prose.text),
    }
}

/// The URL of the documentation of an operation: of its page, or the one that its description states.
fn url_of(sources: &SourceMap, model: &Model<TypeId>, operation: &Operation<TypeId>) -> Option<String> {
    match &operation.contract {
        Some(it) => it.url.clone(),
        None => published(sources, model, operation.page).url(),
    }
}

fn published<'a>(sources: &SourceMap, model: &'a Model<TypeId>, page: FileId) -> PublishedPage<'a> {
    let file = sources.file(page);
    let stem = file.stem().to_lowercase();
    let folder = if format!("/{}", file.name).contains("/resources/") { "resources/" } else { "" };
    PublishedPage { service: &model.service, version: &model.version, path: format!("{folder}{stem}") }
}

/// The requests, permissions and link of every operation: used for its request function and its page.
pub(super) fn references(sources: &SourceMap, model: &Model<TypeId>) -> Vec<String> {
    model.operations.par_iter().map(|it| reference(sources, model, it)).collect()
}

fn reference(sources: &SourceMap, model: &Model<TypeId>, operation: &Operation<TypeId>) -> String {
    let mut res = String::new();
    for request in &operation.requests {
        // Braces and bars are allowed in code; a backtick would end it.
        let _ = writeln!(res, "- `{} {}`", request.method, request.url.value.to_string().replace('`', ""));
    }
    res += &permissions(model, &operation.permissions);
    res += &clouds(&operation.clouds);
    res += &names("Query options", query_options(operation));
    res += &names("Required in the body", required(operation));
    let title = operation.title.value.replace(['[', ']', '`', '<', '>', '*', '_'], "");
    let _ = match url_of(sources, model, operation) {
        Some(url) => write!(res, "\n[{}]({url})", title.trim()),
        // The description begins with the title.
        None if operation.contract.is_some() => {
            res.truncate(res.trim_end().len());
            Ok(())
        }
        None => write!(res, "\n{}", title.trim()),
    };
    res
}

/// More URLs with the same permissions, or other permissions of a call, are not shown.
const MAX_SHOWN: usize = 8;

/// The URLs and the permissions of requests that no page documents, as paragraphs and lists.
pub(super) fn permissions_of(model: &Model<TypeId>, call: &Call) -> Vec<String> {
    let mut res = Vec::new();
    for (idx, it) in call.permissions.iter().take(MAX_SHOWN).enumerate() {
        // A paragraph between two lists, which would be one list otherwise.
        res.extend((idx > 0 || !call.operations.is_empty()).then(|| "Other URLs:".to_owned()));
        res.push(urls(call.method, &it.urls) + permissions(model, &it.permissions).trim_end());
    }
    if call.permissions.len() > MAX_SHOWN {
        let more = call.permissions[MAX_SHOWN..].iter().map(|it| it.urls.len()).sum::<usize>();
        res.push(format!("`Request::page` has the permissions of {more} other URLs."));
    }
    res
}

fn urls(method: Method, all: &[UrlTemplate]) -> String {
    let mut res = String::new();
    for url in all.iter().take(MAX_SHOWN) {
        let _ = writeln!(res, "- `{method} {}`", url.to_string().replace('`', ""));
    }
    if all.len() > MAX_SHOWN {
        let _ = writeln!(res, "- and {} other URLs", all.len() - MAX_SHOWN);
    }
    res
}

/// The permissions of every caller, or nothing.
fn permissions(model: &Model<TypeId>, all: &Permissions) -> String {
    if all.callers.is_empty() {
        return String::new();
    }
    let mut res = "\nPermissions, from least to most privileged:\n".to_owned();
    for (caller, permissions) in &all.callers {
        let labels = &model.service.callers;
        let (label, default) = match caller {
            Caller::DelegatedWork => (&labels.delegated_work, "Delegated"),
            Caller::DelegatedPersonal => (&labels.delegated_personal, "Delegated (personal account)"),
            Caller::Application => (&labels.application, "Application"),
        };
        let name = label.as_deref().unwrap_or(default);
        if permissions.is_empty() {
            let _ = writeln!(res, "- {name}: not supported");
        }
        for it in permissions {
            let subject = it.subject.as_ref().map(|it| format!(", {}", rustdoc::plain(&it.value))).unwrap_or_default();
            let _ = writeln!(res, "- {name}{subject}: {}", alternatives(it));
        }
    }
    res
}

/// The query options that the page names, in prose or in a table.
fn query_options(operation: &Operation<TypeId>) -> impl Iterator<Item = &str> {
    let rows = operation.query.iter().map(|it| &it.name).filter(|it| it.value.starts_with('$'));
    let rows = rows.filter(|it| !operation.options.iter().any(|known| known.value.eq_ignore_ascii_case(&it.value)));
    operation.options.iter().chain(rows).map(|it| it.value.as_str())
}

/// The properties of the body that the page requires. Pages of updates repeat what the creation requires.
fn required(operation: &Operation<TypeId>) -> impl Iterator<Item = &str> {
    let is_update = operation.requests.first().is_some_and(|it| it.method == Method::Patch);
    let rows = operation.body_rows.iter().filter(move |it| !is_update && it.is_required == Some(true));
    rows.map(|it| it.name.value.as_str())
}

/// A paragraph with names as code, or nothing.
fn names<'a>(label: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|it| format!("`{}`", it.replace('`', ""))).collect();
    if names.is_empty() { String::new() } else { format!("\n{label}: {}\n", names.join(", ")) }
}

/// The clouds that have an operation.
fn clouds(all: &[Cloud]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let available = all.iter().filter(|it| it.is_available).map(|it| rustdoc::plain(&it.name.value));
    let available: Vec<String> = available.collect();
    let names = if available.is_empty() { "none".to_owned() } else { available.join(", ") };
    format!("\nClouds: {names}\n")
}

/// `` `A`, `B` and `C` ``.
fn alternatives(it: &Requirement) -> String {
    if it.alternatives.is_empty() {
        return "not supported".to_owned();
    }
    let code = |it: &Spanned<String>| format!("`{}`", it.value.replace('`', ""));
    let together = it.alternatives.iter().map(|it| it.names.iter().map(code).collect::<Vec<_>>().join(" and "));
    together.collect::<Vec<_>>().join(", ")
}
