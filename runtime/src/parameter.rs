//! Parameters of requests, and how their values are written (OpenAPI 3.1, 4.8.12).

mod argument;
mod encoding;
mod pairs;
#[cfg(test)]
mod tests;
mod text;

pub use argument::Argument;
pub(crate) use argument::Data;
pub(crate) use encoding::Encoding;
pub(crate) use pairs::{pairs, plain};
pub(crate) use text::{Form, text};

/// How lists and objects are written in one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `color=blue,black`, or exploded `color=blue&color=black`.
    Form,
    /// `blue,black`.
    Simple,
    /// `.blue,black`, or exploded `.blue.black`.
    Label,
    /// `;color=blue,black`, or exploded `;color=blue;color=black`.
    Matrix,
    /// `color=blue%20black`.
    SpaceDelimited,
    /// `color=blue%7Cblack`.
    PipeDelimited,
    /// `color[R]=100&color[G]=200`, at any depth. Items of a list have an index if one of them is an object or a list:
    /// `items[0][price]=5`, but `tags[]=new`.
    DeepObject,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Location {
    Query,
    Header,
    Cookie,
    Body,
}

/// A parameter of a request, as described by a generated crate.
///
/// ```
/// # use graphwright_runtime::{Argument, Method, Parameter, Path, Request, Style, Value};
/// const LABELS: Parameter = Parameter::query("labels").style(Style::PipeDelimited);
/// let request = Request::<Value>::new(Method::GET, Path::root("").segment("issues"), []);
/// let request = request.parameter(LABELS, Argument::new(&["a bug", "new"])).to_http()?;
/// assert_eq!(request.uri(), "/issues?labels=a%20bug%7Cnew");
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    encoding: Encoding,
    pub(crate) is_json: bool,
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style, encoding: Encoding) -> Parameter {
        let explode = matches!(style, Style::Form);
        Parameter { name, location, style, explode, encoding, is_json: false }
    }

    /// A query parameter; by default [`Style::Form`], exploded.
    pub const fn query(name: &'static str) -> Parameter {
        Parameter::new(name, Location::Query, Style::Form, Encoding::All)
    }

    /// A header; by default [`Style::Simple`], not exploded.
    pub const fn header(name: &'static str) -> Parameter {
        Parameter::new(name, Location::Header, Style::Simple, Encoding::Nothing)
    }

    /// A cookie; by default [`Style::Form`], exploded.
    pub const fn cookie(name: &'static str) -> Parameter {
        Parameter::new(name, Location::Cookie, Style::Form, Encoding::All)
    }

    /// A member of the body; by default [`Style::Form`], exploded.
    pub const fn member(name: &'static str) -> Parameter {
        Parameter::new(name, Location::Body, Style::Form, Encoding::All)
    }

    /// Sets the style, and `explode` to the default of the style.
    #[must_use]
    pub const fn style(self, style: Style) -> Parameter {
        Parameter { style, explode: matches!(style, Style::Form | Style::DeepObject), ..self }
    }

    /// Sets whether each item of a list, and each member of an object, is written by itself.
    #[must_use]
    pub const fn explode(self, explode: bool) -> Parameter {
        Parameter { explode, ..self }
    }

    /// Leaves reserved characters of a query as they are (RFC 6570, 3.2.3), except those that would end the value.
    #[must_use]
    pub const fn allow_reserved(self) -> Parameter {
        Parameter { encoding: Encoding::OfQuery, ..self }
    }

    /// Writes the value as JSON.
    #[must_use]
    pub const fn json(self) -> Parameter {
        Parameter { is_json: true, ..self }
    }
}
