//! HTTP methods, and URLs with placeholders: `GET /users/{id}/messages`.

use std::fmt;

/// An HTTP method that operations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 6] = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Head];

    /// The name in requests: `GET`.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Head => "HEAD",
        }
    }
}

/// A URL with placeholders, without host and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlTemplate {
    /// The path.
    pub segments: Vec<Segment>,
    /// `?startDateTime={start}`: names and values as written.
    pub query: Vec<(String, String)>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// `messages`, `$ref`, `$count`; also casts (`microsoft.graph.user`) and qualified actions or functions without parentheses.
    Literal(String),
    /// `{id | userPrincipalName}`, `<id>`, `(team-id)`: the first name, without brackets. May be empty.
    Placeholder(String),
    /// `getByPath(path='{path}')`, `microsoft.graph.delta()`: name as written, and arguments.
    Call(String, Vec<Argument>),
    /// `('{id}')`, `(code={code},number={number})` after a segment: a key in parentheses, or several.
    Keys(Vec<Argument>),
    /// `:/{item-path}:`: addressing by path, relative to the segments before it.
    ByPath(String),
    /// `{base}...{head}`, `{id}:action`: literals and placeholders in one segment, with names in braces.
    Mixed(String),
    /// `...`: any repetition of the segments before it.
    Ellipsis,
}

/// An argument of a function call in a URL, or a key in parentheses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    /// The parameter's name; empty if the page gives only a value.
    pub name: String,
    /// The value or placeholder, without quotes and brackets.
    pub value: String,
    /// Whether the value is in quotes: then it is a string.
    pub is_quoted: bool,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for UrlTemplate {
    /// In normalized form: placeholders are `{name}`, without host and query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|it| it.fmt(f))
    }
}

impl UrlTemplate {
    /// The limit of segments: each is a place, and a type of the crate. Real URLs have up to 15.
    pub const MAX_SEGMENTS: usize = 100;

    /// The URL in lower case, without the names of keys and the values of arguments. Two templates of the same requests have
    /// the same folded form.
    pub fn folded(&self) -> String {
        self.segments.iter().map(Segment::folded).collect()
    }
}

impl Segment {
    fn folded(&self) -> String {
        match self {
            Segment::Literal(name) => format!("/{}", name.to_ascii_lowercase()),
            Segment::Placeholder(_) => "/{}".to_owned(),
            Segment::Keys(keys) if matches!(&keys[..], [only] if only.name.is_empty()) => "/{}".to_owned(),
            Segment::Call(name, arguments) => format!("/{}{}", name.to_ascii_lowercase(), folded(arguments)),
            Segment::Keys(keys) => folded(keys),
            Segment::ByPath(_) => ":/{}:".to_owned(),
            Segment::Mixed(text) => format!("/{}", text.to_ascii_lowercase()),
            Segment::Ellipsis => "/...".to_owned(),
        }
    }
}

/// The names of arguments in any order; empty without arguments.
fn folded(arguments: &[Argument]) -> String {
    let mut names: Vec<String> = arguments.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    if names.is_empty() { String::new() } else { format!("({})", names.join(",")) }
}

impl fmt::Display for Segment {
    /// With its separator from the segment before it: `/{id}`, `('{id}')`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Literal(name) => write!(f, "/{name}"),
            Segment::Placeholder(name) => write!(f, "/{{{name}}}"),
            Segment::Call(name, arguments) => {
                write!(f, "/{name}")?;
                write_arguments(f, arguments)
            }
            Segment::Keys(keys) => write_arguments(f, keys),
            Segment::ByPath(name) => write!(f, ":/{{{name}}}:"),
            Segment::Mixed(text) => write!(f, "/{text}"),
            Segment::Ellipsis => f.write_str("/..."),
        }
    }
}

fn write_arguments(f: &mut fmt::Formatter<'_>, arguments: &[Argument]) -> fmt::Result {
    f.write_str("(")?;
    for (idx, it) in arguments.iter().enumerate() {
        let comma = if idx > 0 { "," } else { "" };
        let equals = if it.name.is_empty() { "" } else { "=" };
        let quote = if it.is_quoted { "'" } else { "" };
        write!(f, "{comma}{}{equals}{quote}{{{}}}{quote}", it.name, it.value)?;
    }
    f.write_str(")")
}
