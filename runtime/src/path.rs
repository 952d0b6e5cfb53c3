//! URLs, built from segments.

#[cfg(test)]
mod tests;
mod values;

use crate::ToLiteral;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// Characters that are not encoded in a path segment (RFC 3986, 3.3: `pchar`), without those that OData or a proxy
/// could parse as syntax.
const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@').remove(b'!');

/// Characters that are not encoded in a function argument: also quotes, and colons of dates.
const ARGUMENT: &AsciiSet = &SEGMENT.remove(b'\'').remove(b':').remove(b',');

/// How keys are written in URLs (OData URL Conventions 4.01, 4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KeyStyle {
    /// As a separate segment: `/users/adele`.
    #[default]
    Segments,
    /// In parentheses, with strings in quotes: `/users('adele')`, `/loans(5)`. Every OData service accepts this.
    Parentheses,
}

/// In [`Path::url`], replaces the slash before a key that is a string.
const TEXT_KEY: char = '\u{1}';

/// In [`Path::url`], replaces the slash before a key that is already a literal.
const LITERAL_KEY: char = '\u{2}';

/// A URL relative to the service root, with its template.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    version: &'static str,
    /// Percent-encoded, with marks before keys.
    url: String,
    template: String,
    /// The parameter aliases of the URL (`@ids`) and their values.
    aliases: Vec<(String, String)>,
    problem: Option<Box<str>>,
    /// A problem that only exists if keys are segments.
    segment_problem: Option<Box<str>>,
}

impl Path {
    /// Creates an empty path in a version of the API: `v1.0`, `beta`; an empty string if the service has no versions.
    pub fn root(version: &'static str) -> Path {
        let (url, template) = (String::new(), String::new());
        Path { version, url, template, aliases: Vec::new(), problem: None, segment_problem: None }
    }

    /// Creates a path that no generated method returns: `/users/{id}/messages/{id}`, with a value for each placeholder.
    /// Values are encoded like keys.
    ///
    /// A template with other syntax (`?`, `#`, `..`, spaces), or with a different number of placeholders than values,
    /// is a problem; requests for it are not sent.
    pub fn from_template(version: &'static str, template: &str, values: &[&str]) -> Path {
        let mut res = Path::root(version);
        let mut values = values.iter();
        for part in template.split('/').filter(|it| !it.is_empty()) {
            let is_placeholder = part.starts_with('{') && part.ends_with('}');
            match values.as_slice().first().filter(|_| is_placeholder) {
                Some(value) => {
                    values.next();
                    res = res.key(value);
                }
                None => res.push_raw(part),
            }
        }
        if values.next().is_some() {
            res.problem.get_or_insert_with(|| format!("`{template}` has fewer placeholders than values").into());
        }
        res
    }

    /// Appends a segment that a program wrote.
    fn push_raw(&mut self, part: &str) {
        let is_allowed = |it: char| it.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(it);
        // URL parsers decode `%2e` to a dot when they normalize.
        let decoded = percent_decode_str(part).collect::<Vec<u8>>();
        if matches!(&decoded[..], b"." | b"..") || !part.chars().all(is_allowed) {
            self.problem.get_or_insert_with(|| format!("`{part}` is not a valid path segment").into());
            return;
        }
        self.push_both('/');
        self.push_text(part);
    }

    /// The version of the API.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The URL without the version, percent-encoded: `/users/adele%40contoso.com`.
    pub fn url(&self) -> String {
        self.url_in(KeyStyle::Segments)
    }

    /// The URL without the version, percent-encoded, with keys in this style.
    pub fn url_in(&self, keys: KeyStyle) -> String {
        if keys == KeyStyle::Segments {
            return self.url.replace([TEXT_KEY, LITERAL_KEY], "/");
        }
        let mut res = String::with_capacity(self.url.len() + 8);
        let mut rest = self.url.as_str();
        while let Some(start) = rest.find([TEXT_KEY, LITERAL_KEY]) {
            let is_text = rest[start..].starts_with(TEXT_KEY);
            res.push_str(&rest[..start]);
            rest = &rest[start + 1..];
            let end = rest.find(['/', ':', '(', TEXT_KEY, LITERAL_KEY]).unwrap_or(rest.len());
            let key = &rest[..end];
            rest = &rest[end..];
            match is_text {
                // Quotes are encoded in a segment, and doubled in a literal.
                true => res.extend(["('", &key.replace("%27", "%27%27"), "')"]),
                false => res.extend(["(", key, ")"]),
            }
        }
        res.push_str(rest);
        res
    }

    /// The URL relative to the base URL, with the version if there is one.
    pub(crate) fn versioned(&self, keys: KeyStyle) -> String {
        let slash = if self.version.is_empty() { "" } else { "/" };
        format!("{slash}{}{}", self.version, self.url_in(keys))
    }

    /// The parameter aliases of the URL (`@ids`) and their values, which requests add to the query.
    pub fn aliases(&self) -> &[(String, String)] {
        &self.aliases
    }

    /// The URL with placeholders instead of values: `/users/{id}`. It is safe to log.
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The problem of the path, if any: requests for it are not sent.
    pub fn problem(&self) -> Option<&str> {
        self.problem_in(KeyStyle::Segments)
    }

    /// The problem of the path with keys in this style, if any.
    pub fn problem_in(&self, keys: KeyStyle) -> Option<&str> {
        let of_segment = self.segment_problem.as_deref().filter(|_| keys == KeyStyle::Segments);
        self.problem.as_deref().or(of_segment)
    }

    /// Appends a fixed segment: `messages`, `shelf.novel`, `$ref`, `photo/$value`.
    #[must_use]
    pub fn segment(&self, segment: &'static str) -> Path {
        let mut res = self.clone();
        res.push_both('/');
        res.url.push_str(segment);
        res.template.push_str(segment);
        res
    }

    /// Appends a key that is a string. An empty string, `.` and `..` would address another resource if keys are
    /// segments: then they are a problem.
    #[must_use]
    pub fn key(&self, key: &str) -> Path {
        self.with_key(TEXT_KEY, key)
    }

    /// Appends a key that is a number, a GUID or a date. An empty literal is a problem.
    #[must_use]
    pub fn typed_key(&self, key: &dyn ToLiteral) -> Path {
        let mut literal = String::new();
        key.write(&mut literal);
        let mut res = self.with_key(LITERAL_KEY, &literal);
        res.require(&literal);
        res
    }

    /// Rejects an empty key: the path would address the whole collection.
    fn require(&mut self, literal: &str) {
        if literal.is_empty() {
            self.problem.get_or_insert_with(|| "a key is empty".into());
        }
    }

    fn with_key(&self, mark: char, key: &str) -> Path {
        let mut res = self.clone();
        if matches!(key, "" | "." | "..") {
            res.segment_problem.get_or_insert_with(|| format!("`{key}` is not a valid id").into());
        }
        res.url.push(mark);
        res.url.extend(utf8_percent_encode(key, SEGMENT));
        res.template.push_str("/{id}");
        res
    }

    /// Appends a compound key or an alternate key: `(code='a',number=1)`.
    #[must_use]
    pub fn keys(&self, keys: &[(&'static str, &dyn ToLiteral)]) -> Path {
        let mut res = self.clone();
        for (_, value) in keys {
            let mut literal = String::new();
            value.write(&mut literal);
            res.require(&literal);
        }
        res.push_arguments(keys);
        res
    }

    /// Appends a path of files and folders: `:/Documents/plan.docx:`. Slashes are separators, everything else is
    /// encoded.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Path {
        let mut res = self.clone();
        res.url.push(':');
        for part in path.split('/').filter(|it| !it.is_empty()) {
            if matches!(part, "." | "..") {
                res.problem.get_or_insert_with(|| format!("`{part}` is not a valid file name").into());
            }
            res.url.push('/');
            res.url.extend(utf8_percent_encode(part, SEGMENT));
        }
        res.url.push(':');
        res.template.push_str(":/{path}:");
        res
    }

    /// Appends a function with its arguments: `reminderView(startDateTime='…',endDateTime='…')`. The template contains
    /// all parameters, the URL only those with a value.
    #[must_use]
    pub fn function(&self, name: &'static str, arguments: &[(&'static str, &dyn ToLiteral)]) -> Path {
        let mut res = self.clone();
        res.push_both('/');
        res.push_text(name);
        res.push_arguments(arguments);
        res
    }

    fn push_arguments(&mut self, arguments: &[(&'static str, &dyn ToLiteral)]) {
        self.push_both('(');
        let mut is_first = true;
        for (idx, (name, value)) in arguments.iter().enumerate() {
            // Some functions are documented with an unnamed argument.
            let equals = if name.is_empty() { "" } else { "=" };
            let comma = if idx > 0 { "," } else { "" };
            self.template.extend([comma, *name, equals, "{}"]);
            let mut literal = String::new();
            value.write(&mut literal);
            if literal.is_empty() {
                continue;
            }
            if value.is_json() {
                literal = self.alias(name, literal);
            }
            self.url.extend([if is_first { "" } else { "," }, *name, equals]);
            self.url.extend(utf8_percent_encode(&literal, ARGUMENT));
            is_first = false;
        }
        self.push_both(')');
    }

    /// Returns a new alias for a value.
    fn alias(&mut self, name: &str, value: String) -> String {
        let is_taken = |alias: &String| self.aliases.iter().any(|(it, _)| it == alias);
        let mut alias = format!("@{name}");
        while is_taken(&alias) {
            alias.push('_');
        }
        self.aliases.push((alias.clone(), value));
        alias
    }

    fn push_both(&mut self, it: char) {
        self.url.push(it);
        self.template.push(it);
    }

    fn push_text(&mut self, text: &str) {
        self.url.push_str(text);
        self.template.push_str(text);
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.versioned(KeyStyle::Segments))
    }
}

/// A path with a type for its target. Generated code declares a struct around a [`Path`] for each type of resource, and
/// [`place!`](crate::place!) implements the rest. The [`Path`] is public, so places can be compared, and created from
/// any path.
pub trait Place: Clone + fmt::Debug {
    /// The path.
    fn path(&self) -> &Path;
}

/// Formats the path.
///
/// # Errors
/// Fails if the formatter fails.
pub fn debug<P: Place>(place: &P, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(place.path(), f)
}

/// Implements [`Place`], `Clone` and `Debug` for a struct around a [`Path`].
#[macro_export]
macro_rules! place {
    ($ty:ident) => {
        impl $crate::Place for $ty {
            #[inline]
            fn path(&self) -> &$crate::Path {
                &self.0
            }
        }

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                Self(Clone::clone(&self.0))
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::macros::debug_place(self, f)
            }
        }
    };
}
