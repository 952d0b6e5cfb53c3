//! What an OpenAPI description states about the messages of an operation.

use super::http::Segment;
use super::json::Json;
use super::{Docs, Parameter, Server, Type};
use crate::source::Spanned;
use std::fmt;
use std::sync::Arc;

/// The messages of an operation.
#[derive(Clone, Debug)]
pub struct Contract<R> {
    /// `operationId`
    pub id: Option<Spanned<String>>,
    /// A name, unique in its description: the `operationId`, else the method and the words of the URL.
    pub name: String,
    /// The names of its groups.
    pub tags: Vec<Spanned<String>>,
    /// The URL of more documentation.
    pub url: Option<String>,
    /// The segments of the URL.
    pub segments: Vec<Vec<Piece>>,
    /// The fixed query of the URL: names and values.
    pub query: Vec<(String, String)>,
    /// The fragment of the URL: it distinguishes operations with the same request line.
    pub fragment: Option<String>,
    /// Its parameters in any part of a request.
    pub parameters: Vec<Input<R>>,
    /// The bodies by media type.
    pub bodies: Vec<Content<R>>,
    /// Whether requests must have a body.
    pub is_body_required: bool,
    /// The responses by status.
    pub responses: Vec<Response<R>>,
    /// The server, if it is not the main one of the API.
    pub server: Option<Server>,
    /// Alternatives of security schemes that are used together; `None` if nothing is stated. Without alternatives, requests
    /// are not authorized.
    pub security: Option<Vec<Vec<SchemeUse>>>,
}

/// The use of a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// The name of the scheme.
    pub name: String,
    /// The required scopes.
    pub scopes: Vec<String>,
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// A text.
    Text(String),
    /// The value of a path parameter, by its name.
    Value(String),
}

impl From<&[Piece]> for Segment {
    fn from(pieces: &[Piece]) -> Segment {
        match pieces {
            [Piece::Text(text)] => Segment::Literal(text.clone()),
            [Piece::Value(name)] => Segment::Placeholder(name.clone()),
            _ => Segment::Mixed(pieces.iter().map(Piece::to_string).collect()),
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Piece::Text(text) => f.write_str(text),
            Piece::Value(name) => write!(f, "{{{name}}}"),
        }
    }
}

/// A parameter with its place, and the form of its value.
#[derive(Clone, Debug)]
pub struct Input<R> {
    /// The parameter.
    pub parameter: Parameter<R>,
    /// The part of the message that contains it.
    pub location: Location,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item or member is written as a parameter of its own.
    pub explode: bool,
    /// Whether reserved characters are not encoded.
    pub allows_reserved: bool,
    /// Whether the value is written as JSON.
    pub is_json: bool,
    /// The first example of the parameter.
    pub example: Option<Json>,
    /// A usual value: an example, the default, or the first allowed value of its schema.
    pub usual: Option<Json>,
}

/// The part of a message that contains a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The header `Cookie`.
    Cookie,
}

impl Location {
    /// The style of parameters that state none.
    pub fn default_style(self) -> Style {
        match self {
            Location::Query | Location::Cookie => Style::Form,
            Location::Path | Location::Header => Style::Simple,
        }
    }
}

/// How lists and objects are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a&name=b`
    Form,
    /// `name=a b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[key]=a`
    DeepObject,
}

impl Style {
    /// Whether each item or member is written as a parameter of its own, if it is not stated.
    pub fn default_explode(self) -> bool {
        matches!(self, Style::Form | Style::DeepObject)
    }
}

/// A body of one media type.
#[derive(Clone, Debug)]
pub struct Content<R> {
    /// The media type or range.
    pub media_type: Spanned<String>,
    /// The type, if it is described.
    pub ty: Option<Type<R>>,
    /// How members of a form are written, if it is stated.
    pub members: Vec<EncodedMember>,
    /// The media types of the parts of a form with files, by member, if they are stated.
    pub part_types: Vec<(String, String)>,
    /// Examples of the body.
    pub examples: Vec<Sample>,
}

/// An example of a body.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its name, if it has one. Examples of a request and a response with the same name belong together.
    pub name: Option<Spanned<String>>,
    /// The value. Examples may be large: they are shared with the description.
    pub value: Arc<Json>,
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedMember {
    /// The name.
    pub name: String,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item or member is written as a member of its own.
    pub explode: bool,
    /// Whether reserved characters are not encoded.
    pub allows_reserved: bool,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response<R> {
    /// Its statuses, with their place.
    pub statuses: Spanned<StatusRange>,
    /// Its documentation.
    pub docs: Docs,
    /// The bodies by media type; none if the response has no body.
    pub contents: Vec<Content<R>>,
    /// The headers.
    pub headers: Vec<Input<R>>,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusRange {
    /// One status.
    Code(u16),
    /// All statuses with the same first digit.
    Class(u8),
    /// Every other status.
    Default,
}

impl fmt::Display for StatusRange {
    /// As descriptions write it: `200`, `2XX`, `default`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StatusRange::Code(code) => write!(f, "{code}"),
            StatusRange::Class(class) => write!(f, "{class}XX"),
            StatusRange::Default => f.write_str("default"),
        }
    }
}

impl StatusRange {
    /// One of the statuses.
    pub fn code(self) -> u16 {
        match self {
            StatusRange::Code(code) => code,
            StatusRange::Class(class) => u16::from(class) * 100,
            StatusRange::Default => 200,
        }
    }

    /// Whether all of the statuses are successes.
    pub fn is_success(self) -> bool {
        matches!(self, StatusRange::Code(200..=299) | StatusRange::Class(2))
    }
}

impl<R> Contract<R> {
    /// The parameters in a part of a request.
    pub fn inputs(&self, location: Location) -> impl Iterator<Item = &Input<R>> {
        self.parameters.iter().filter(move |it| it.location == location)
    }

    /// The path parameter of a name.
    pub fn path_parameter(&self, name: &str) -> Option<&Input<R>> {
        self.inputs(Location::Path).find(|it| it.parameter.name.value == name)
    }

    /// The responses that are successes; without any, the default one.
    pub fn successes(&self) -> impl Iterator<Item = &Response<R>> {
        let has_success = self.responses.iter().any(|it| it.statuses.value.is_success());
        let is_meant = move |it: StatusRange| it.is_success() || !has_success && it == StatusRange::Default;
        self.responses.iter().filter(move |it| is_meant(it.statuses.value))
    }
}

impl<R> Contract<R> {
    /// The headers of successes, each once, sorted by name. The runtime reads those that describe the body.
    pub fn success_headers(&self) -> Vec<&Input<R>> {
        let is_read = |it: &&Input<R>| !it.parameter.name.value.eq_ignore_ascii_case("Content-Type");
        let mut res: Vec<&Input<R>> = self.successes().flat_map(|it| &it.headers).filter(is_read).collect();
        res.sort_by_cached_key(|it| it.parameter.name.value.to_lowercase());
        res.dedup_by(|a, b| a.parameter.name.value.eq_ignore_ascii_case(&b.parameter.name.value));
        res
    }
}

impl<R> Response<R> {
    /// The content that is read as a whole: JSON if there is some.
    pub fn read(&self) -> Option<&Content<R>> {
        let whole = || self.contents.iter().filter(|it| !it.is_events());
        whole().find(|it| it.is_json()).or_else(|| whole().next())
    }
}

/// Media types of files, besides those of pictures and the like.
const FILES: [&str; 7] = [
    "application/octet-stream",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/x-gzip",
    "application/x-tar",
    "text/csv",
];

impl<R> Response<R> {
    /// The contents that are files, of a response that also has JSON.
    pub fn files(&self) -> impl Iterator<Item = &Content<R>> {
        let has_json = self.contents.iter().any(|it| it.is_json());
        self.contents.iter().filter(move |it| has_json && it.is_file())
    }
}

impl<R> Content<R> {
    /// The media type in lower case, without parameters.
    pub fn essence(&self) -> String {
        essence(&self.media_type.value)
    }

    /// Whether the body is JSON.
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        matches!(&*essence, "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
    }

    /// Whether the body is text of some kind.
    pub fn is_text(&self) -> bool {
        self.essence().starts_with("text/") && !self.is_events()
    }

    /// Whether the body is a file, such as an image or an archive.
    pub fn is_file(&self) -> bool {
        let essence = self.essence();
        let is_media = ["image/", "audio/", "video/", "font/"].iter().any(|it| essence.starts_with(it));
        is_media || FILES.contains(&&*essence)
    }

    /// Whether the body is a stream of server-sent events.
    pub fn is_events(&self) -> bool {
        self.essence() == "text/event-stream"
    }

    /// Whether the body is a form without files.
    pub fn is_form(&self) -> bool {
        self.essence() == "application/x-www-form-urlencoded"
    }

    /// Whether the body is a form with files.
    pub fn is_multipart(&self) -> bool {
        self.essence() == "multipart/form-data"
    }
}

/// A media type in lower case, without parameters.
fn essence(media_type: &str) -> String {
    media_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::essence;

    #[test]
    fn parameters_of_media_types_are_ignored() {
        assert_eq!(essence("Application/JSON; charset=utf-8"), "application/json");
        assert_eq!(essence("application/json, charset=utf-8"), "application/json");
    }
}
