//! URLs, built of segments.

use crate::ToLiteral;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// What stays as it is in a segment of a path (RFC 3986, 3.3: `pchar`), without what OData or a proxy could take for syntax.
const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@').remove(b'!');

/// What stays as it is in a function's argument: also the quotes and the colons of dates.
const ARGUMENT: &AsciiSet = &SEGMENT.remove(b'\'').remove(b':').remove(b',');

/// A URL below the service root, with the template it was made from.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    version: &'static str,
    url: String,
    template: String,
    /// What aliases in the URL stand for: `@ids`, and JSON.
    aliases: Vec<(String, String)>,
    problem: Option<Box<str>>,
}

impl Path {
    /// The service root of a version of the API: `v1.0`, `beta`.
    pub fn root(version: &'static str) -> Path {
        Path { version, url: String::new(), template: String::new(), aliases: Vec::new(), problem: None }
    }

    /// The version of the API.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The URL after the version, percent-encoded: `/users/adele%40contoso.com`.
    pub fn url(&self) -> &str {
        &self.url
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
        self.problem.as_deref()
    }

    /// Goes on with fixed text: `messages`, `microsoft.graph.user`, `$ref`, `photo/$value`.
    #[must_use]
    pub fn segment(&self, segment: &'static str) -> Path {
        let mut res = self.clone();
        res.push_both('/');
        res.url.push_str(segment);
        res.template.push_str(segment);
        res
    }

    /// Goes on with a key. An empty one, `.` and `..` would address something else: they are a problem.
    #[must_use]
    pub fn key(&self, key: &str) -> Path {
        let mut res = self.clone();
        if matches!(key, "" | "." | "..") {
            res.problem.get_or_insert_with(|| format!("`{key}` is no id").into());
        }
        res.push_both('/');
        res.url.extend(utf8_percent_encode(key, SEGMENT));
        res.template.push_str("{id}");
        res
    }

    /// Goes on with a key that is a number, a GUID, a date.
    #[must_use]
    pub fn typed_key(&self, key: &dyn ToLiteral) -> Path {
        let mut literal = String::new();
        key.write(&mut literal);
        self.key(&literal)
    }

    /// Goes on with several key properties, or with an alternate key: `(code='a',number=1)`.
    #[must_use]
    pub fn keys(&self, keys: &[(&'static str, &dyn ToLiteral)]) -> Path {
        let mut res = self.clone();
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
        write!(f, "/{}{}", self.version, self.url)
    }
}

/// A path that is typed by what it addresses. Generated code declares a struct around a [`Path`] for each, and
/// [`place!`](crate::place!) makes the rest. The [`Path`] is public: it can be compared, and any path can be given a type.
pub trait Place: Clone + fmt::Debug {
    /// The path.
    fn path(&self) -> &Path;
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

        impl ::core::clone::Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::Path;
    use crate::{Json, Method, Optional, Request};

    #[test]
    fn values_are_encoded_and_templates_are_not_values() {
        let path = Path::root("v1.0").segment("users").key("a/b?c#d e%").segment("messages");
        assert_eq!(path.url(), "/users/a%2Fb%3Fc%23d%20e%25/messages");
        assert_eq!(path.template(), "/users/{id}/messages");
        assert_eq!(path.problem(), None);
        let path = Path::root("v1.0").segment("root").by_path("/Docs/a b#.txt");
        assert_eq!(path.url(), "/root:/Docs/a%20b%23.txt:");
        let path = Path::root("v1.0").function("search", &[("q", &"o'neil/x")]);
        assert_eq!(path.url(), "/search(q='o''neil%2Fx')");
        assert_eq!(path.template(), "/search(q={})");
    }

    #[test]
    fn arguments_are_left_out_or_stand_in_the_query() {
        let path = Path::root("v1.0").function("find", &[("a", &Optional(None::<i32>)), ("b", &Optional(Some("x")))]);
        assert_eq!((path.url(), path.template()), ("/find(b='x')", "/find(a={},b={})"));
        let ids: &[&str] = &["a/b", "c"];
        let path =
            Path::root("v1.0").function("find", &[("ids", &Json(ids))]).function("again", &[("ids", &Json(ids))]);
        assert_eq!(path.url(), "/find(ids=@ids)/again(ids=@ids_)");
        let request = Request::empty(Method::GET, path, []).query("a", "b");
        let uri = request.to_http().expect("nothing is wrong with it").uri().to_string();
        let json = "%5B%22a/b%22,%22c%22%5D";
        assert_eq!(uri, format!("/v1.0/find(ids=@ids)/again(ids=@ids_)?@ids={json}&@ids_={json}&a=b"));
    }

    #[test]
    fn keys_are_segments_or_have_names() {
        let path = Path::root("v1").segment("loans");
        assert_eq!(path.typed_key(&5).url(), "/loans/5");
        let copy = path.keys(&[("number", &5), ("code", &"a'b/c")]);
        assert_eq!((copy.url(), copy.template()), ("/loans(number=5,code='a''b%2Fc')", "/loans(number={},code={})"));
    }

    #[test]
    fn keys_that_address_something_else_are_a_problem() {
        for key in ["", ".", ".."] {
            assert!(Path::root("v1.0").segment("users").key(key).problem().is_some(), "{key}");
        }
    }
}
