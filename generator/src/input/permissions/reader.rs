//! JSON → permissions.

use super::unknown::{Kind, Unknown};
use super::{Path, PathSet, Permission};
use crate::diagnostics::Diagnostics;
use crate::input::url::template;
use crate::model::http::{Method, UrlTemplate};
use crate::model::json::{Json, Member, Name, Value};
use crate::model::permission::Caller;
use crate::source::{SourceMap, Span, Spanned};
use hashbrown::HashMap;
use std::sync::Arc;

/// The place of the first structural error, and what is expected there.
type Malformed = (Span, &'static str);

/// Members that describe a permission, and are not needed here.
const OF_FILE: &[&str] = &["$schema"];
const OF_PERMISSION: &[&str] = &["authorizationType", "note", "ownerInfo", "provisioningInfo"];
const OF_SCHEME: &[&str] = &[
    "requiresAdminConsent",
    "isPreauthorizationOnly",
    "adminDisplayName",
    "adminDescription",
    "userDisplayName",
    "userDescription",
    "userConsentDisplayName",
    "userConsentDescription",
];

/// Reads the permissions of a file, and its URLs.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    json: &Json,
) -> Result<(Vec<Permission>, Vec<Arc<UrlTemplate>>), Malformed> {
    let mut reader =
        Reader { diagnostics, sources, urls: Vec::new(), known: HashMap::new(), unknown: Unknown::default() };
    let members = object(json)?;
    reader.others(members, &["permissions"], OF_FILE);
    let permissions = object(required(json, "permissions", "expected a member `permissions`")?)?;
    let permissions = permissions.iter().map(|(name, it)| reader.permission(name, it)).collect::<Result<_, _>>()?;
    reader.unknown.report(reader.diagnostics);
    Ok((permissions, reader.urls))
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    urls: Vec<Arc<UrlTemplate>>,
    /// The index of each URL.
    known: HashMap<&'a str, usize>,
    unknown: Unknown,
}

impl Reader<'_> {
    fn permission(&mut self, name: &Name, json: &Json) -> Result<Permission, Malformed> {
        self.others(object(json)?, &["schemes", "pathSets"], OF_PERMISSION);
        let mut levels = Vec::new();
        for (key, scheme) in object(required(json, "schemes", "expected a member `schemes`")?)? {
            self.others(object(scheme)?, &["privilegeLevel"], OF_SCHEME);
            let level = scheme.value.get("privilegeLevel").map(level).transpose()?;
            levels.extend(self.caller(&key.value, inner(key.span)).zip(level));
        }
        let sets = array(required(json, "pathSets", "expected a member `pathSets`")?)?;
        let path_sets = sets.iter().map(|it| self.path_set(it)).collect::<Result<_, _>>()?;
        Ok(Permission { name: Spanned::new(name.value.to_string(), inner(name.span)), levels, path_sets })
    }

    fn path_set(&mut self, json: &Json) -> Result<PathSet, Malformed> {
        self.others(object(json)?, &["schemeKeys", "methods", "paths"], &[]);
        let (mut callers, mut methods) = (Vec::new(), Vec::new());
        for it in array(required(json, "schemeKeys", "expected a member `schemeKeys`")?)? {
            callers.extend(self.caller(text(it)?, inner(it.span)));
        }
        for it in array(required(json, "methods", "expected a member `methods`")?)? {
            methods.extend(self.method(text(it)?, inner(it.span)));
        }
        let paths = object(required(json, "paths", "expected a member `paths`")?)?;
        let paths = paths.iter().map(|(url, it)| self.path(url, it)).collect::<Result<_, _>>()?;
        Ok(PathSet { callers, methods, paths })
    }

    fn path(&mut self, url: &Name, json: &Json) -> Result<Path, Malformed> {
        text(json)?;
        let span = inner(url.span);
        let mut res = Path { url: self.url(span), span, least: Vec::new(), also: Vec::new() };
        let place = inner(json.span);
        for attribute in parts(self.sources, place, ';') {
            let written = &self.sources[attribute];
            let (name, value) = written.split_once('=').unwrap_or((written, ""));
            let values = attribute.part(written.len() - value.len()..written.len());
            let values = parts(self.sources, values, ',');
            match name.trim() {
                "least" => res.least.extend(values.filter_map(|it| self.caller(&self.sources[it], it))),
                "AlsoRequires" => {
                    res.also.extend(values.map(|it| Spanned::new(self.sources[it].to_owned(), it)));
                }
                name => self.unknown.add(Kind::Attribute, name, attribute),
            }
        }
        Ok(res)
    }

    /// The index of a URL. Every spelling is read once.
    fn url(&mut self, span: Span) -> usize {
        let sources = self.sources;
        if let Some(idx) = self.known.get(&sources[span]) {
            return *idx;
        }
        let url = template::read(self.diagnostics, sources, span);
        self.known.insert(&sources[span], self.urls.len());
        self.urls.push(Arc::new(url));
        self.urls.len() - 1
    }

    fn caller(&mut self, name: &str, span: Span) -> Option<Caller> {
        let res = match name {
            "DelegatedWork" => Some(Caller::DelegatedWork),
            "DelegatedPersonal" => Some(Caller::DelegatedPersonal),
            "Application" => Some(Caller::Application),
            _ => None,
        };
        if res.is_none() {
            self.unknown.add(Kind::Scheme, name, span);
        }
        res
    }

    fn method(&mut self, name: &str, span: Span) -> Option<Method> {
        let res = Method::ALL.into_iter().find(|it| it.to_string() == name);
        if res.is_none() {
            self.unknown.add(Kind::Method, name, span);
        }
        res
    }

    /// Records the members that are neither read nor known.
    fn others(&mut self, members: &[Member], read: &[&str], known: &[&str]) {
        for (name, _) in members {
            let is_known = |all: &[&str]| all.iter().any(|it| name.value == *it);
            if !is_known(read) && !is_known(known) {
                self.unknown.add(Kind::Member, &name.value, inner(name.span));
            }
        }
    }
}

/// The trimmed, non-empty parts of a text.
fn parts(sources: &SourceMap, span: Span, separator: char) -> impl Iterator<Item = Span> {
    let parts = sources[span].split(separator).map(str::trim).filter(|it| !it.is_empty());
    parts.map(move |it| sources.span_of(span.file, it))
}

/// The content of a string in quotes.
fn inner(span: Span) -> Span {
    let len = span.range().len();
    span.part(1.min(len)..len.saturating_sub(1).max(1.min(len)))
}

fn required<'j>(json: &'j Json, name: &str, what: &'static str) -> Result<&'j Json, Malformed> {
    json.value.get(name).ok_or_else(|| (json.span.part(0..1), what))
}

fn object(json: &Json) -> Result<&[Member], Malformed> {
    match &json.value {
        Value::Object(members) => Ok(members),
        _ => Err((json.span, "expected an object")),
    }
}

fn array(json: &Json) -> Result<&[Json], Malformed> {
    match &json.value {
        Value::Array(items) => Ok(items),
        _ => Err((json.span, "expected an array")),
    }
}

fn text(json: &Json) -> Result<&str, Malformed> {
    json.value.as_str().ok_or((json.span, "expected a string"))
}

fn level(json: &Json) -> Result<u8, Malformed> {
    let number = match &json.value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    };
    number.ok_or((json.span, "expected a small number"))
}
