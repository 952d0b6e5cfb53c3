//! URLs, built of segments.

#[cfg(test)]
mod tests;

use crate::ToLiteral;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// What stays as it is in a segment of a path (RFC 3986, 3.3: `pchar`), without what OData or a proxy could take for syntax.
const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@').remove(b'!');

/// What stays as it is in a function's argument: also the quotes and the colons of dates.
const ARGUMENT: &AsciiSet = &SEGMENT.remove(b'\'').remove(b':').remove(b',');

/// How the key of an entity stands in a URL (OData URL Conventions 4.01, 4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KeyStyle {
    /// As a segment of its own: `/users/adele`.
    #[default]
    Segments,
    /// In parentheses, and text in quotes: `/users('adele')`, `/loans(5)`. Every OData service accepts this.
    Parentheses,
}

/// In [`Path::url`], stands before a key that is text, in place of a slash.
const TEXT_KEY: char = '\u{1}';

/// In [`Path::url`], stands before a key that is a literal already, in place of a slash.
const LITERAL_KEY: char = '\u{2}';

/// A URL below the service root, with the template it was made from.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    version: &'static str,
    /// Percent-encoded, with marks before keys.
    url: String,
    template: String,
    /// What aliases in the URL stand for: `@ids`, and JSON.
    aliases: Vec<(String, String)>,
    problem: Option<Box<str>>,
    /// What is wrong with it only if keys are segments.
    segment_problem: Option<Box<str>>,
}

impl Path {
    /// The service root of a version of the API: `v1.0`, `beta`. Services without versions have an empty one.
    pub fn root(version: &'static str) -> Path {
        let (url, template) = (String::new(), String::new());
        Path { version, url, template, aliases: Vec::new(), problem: None, segment_problem: None }
    }

    /// A path that no generated method gives: `/users/{id}/messages/{id}`, with a value for each placeholder. Values are
    /// encoded as keys are.
    ///
    /// What could be something else than a path (`?`, `#`, `..`, spaces), and a number of values that is not that of the
    /// placeholders, is a problem, and a request for it is not sent.
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

    /// A segment that a program has written.
    fn push_raw(&mut self, part: &str) {
        let is_allowed = |it: char| it.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(it);
        // `%2e` is a dot to those who normalize URLs.
        let decoded = percent_decode_str(part).collect::<Vec<u8>>();
        if matches!(&decoded[..], b"." | b"..") || !part.chars().all(is_allowed) {
            self.problem.get_or_insert_with(|| format!("`{part}` is no segment of a path").into());
            return;
        }
        self.push_both('/');
        self.push_text(part);
    }

    /// The version of the API.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The URL after the version, percent-encoded: `/users/adele%40contoso.com`.
    pub fn url(&self) -> String {
        self.url_in(KeyStyle::Segments)
    }

    /// The URL after the version, percent-encoded, with keys in this style.
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
                // Quotes are encoded in a key, and doubled in a literal.
                true => res.extend(["('", &key.replace("%27", "%27%27"), "')"]),
                false => res.extend(["(", key, ")"]),
            }
        }
        res.push_str(rest);
        res
    }

    /// The URL after the service's base, with the version if there is one.
    pub(crate) fn versioned(&self, keys: KeyStyle) -> String {
        let slash = if self.version.is_empty() { "" } else { "/" };
        format!("{slash}{}{}", self.version, self.url_in(keys))
    }

    /// What parameter aliases in the URL stand for (`@ids`, and JSON): requests add them to the query.
    pub fn aliases(&self) -> &[(String, String)] {
        &self.aliases
    }

    /// The URL with placeholders in place of values: `/users/{id}`. It is safe to be logged.
    pub fn template(&self) -> &str {
        &self.template
    }

    /// What is wrong with it, if something is: a request for it is not sent.
    pub fn problem(&self) -> Option<&str> {
        self.problem_in(KeyStyle::Segments)
    }

    /// What is wrong with it, with keys in this style.
    pub fn problem_in(&self, keys: KeyStyle) -> Option<&str> {
        let of_segment = self.segment_problem.as_deref().filter(|_| keys == KeyStyle::Segments);
        self.problem.as_deref().or(of_segment)
    }

    /// Goes on with fixed text: `messages`, `shelf.novel`, `$ref`, `photo/$value`.
    #[must_use]
    pub fn segment(&self, segment: &'static str) -> Path {
        let mut res = self.clone();
        res.push_both('/');
        res.url.push_str(segment);
        res.template.push_str(segment);
        res
    }

    /// Goes on with a key that is text. An empty one, `.` and `..` would address something else where keys are segments: there
    /// they are a problem.
    #[must_use]
    pub fn key(&self, key: &str) -> Path {
        self.with_key(TEXT_KEY, key)
    }

    /// Goes on with a key that is a number, a GUID, a date. One that writes nothing is a problem.
    #[must_use]
    pub fn typed_key(&self, key: &dyn ToLiteral) -> Path {
        let mut literal = String::new();
        key.write(&mut literal);
        let mut res = self.with_key(LITERAL_KEY, &literal);
        res.require(&literal);
        res
    }

    /// A key that is left out would make something else of the path: the whole collection.
    fn require(&mut self, literal: &str) {
        if literal.is_empty() {
            self.problem.get_or_insert_with(|| "a key is left out".into());
        }
    }

    fn with_key(&self, mark: char, key: &str) -> Path {
        let mut res = self.clone();
        if matches!(key, "" | "." | "..") {
            res.segment_problem.get_or_insert_with(|| format!("`{key}` is no id").into());
        }
        res.url.push(mark);
        res.url.extend(utf8_percent_encode(key, SEGMENT));
        res.template.push_str("/{id}");
        res
    }

    /// Goes on with several key properties, or with an alternate key: `(code='a',number=1)`.
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

    /// Goes on by a path of files and folders: `:/Documents/plan.docx:`. Slashes divide, everything else is encoded.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Path {
        let mut res = self.clone();
        res.url.push(':');
        for part in path.split('/').filter(|it| !it.is_empty()) {
            if matches!(part, "." | "..") {
                res.problem.get_or_insert_with(|| format!("`{part}` is no name of a file").into());
            }
            res.url.push('/');
            res.url.extend(utf8_percent_encode(part, SEGMENT));
        }
        res.url.push(':');
        res.template.push_str(":/{path}:");
        res
    }

    /// Goes on with a function and its arguments: `reminderView(startDateTime='…',endDateTime='…')`. The template has all of
    /// them, the URL those that are given.
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
            // Some functions are documented with a bare value.
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

    /// An alias that stands for a value.
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

/// A path that is typed by what it addresses. Generated code declares a struct around a [`Path`] for each, and
/// [`place!`](crate::place!) makes the rest. The [`Path`] is public: it can be compared, and any path can be given a type.
pub trait Place: Clone + fmt::Debug {
    /// The path.
    fn path(&self) -> &Path;
}

/// Shows the path.
///
/// # Errors
/// Those of the formatter.
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
