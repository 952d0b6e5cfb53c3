//! Why an example has no Rust.

use crate::analysis::requests;
use crate::source::Span;
use std::fmt;

/// A part of a request that cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub problem: Problem,
    /// The text that it is about.
    pub span: Span,
}

/// Why a part of a request cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not known what the request asks for.
    Request(requests::Problem),
    /// A key or an argument in the URL has a value that is none of its type.
    Argument {
        /// The parameter's name; `id` for a key.
        name: String,
        /// Its type.
        ty: String,
    },
    /// The URL lacks an argument that the function takes.
    ArgumentMissing(String),
    /// The request function takes a header that the example does not send.
    HeaderMissing(String),
    /// The example sends a body, and the request function takes none.
    BodyUnexpected,
    /// The request function takes a body, and the example sends none.
    BodyMissing,
    /// The body is no JSON, or JSON of another kind than the request function takes.
    BodyShape(String),
    /// A member of the body has a value that is none of its type.
    Value {
        /// The member.
        member: String,
        /// Its type.
        ty: String,
    },
    /// A member of the body has something that stands for a value.
    Placeholder(String),
}

impl From<requests::Error> for Error {
    fn from(err: requests::Error) -> Error {
        Error { problem: Problem::Request(err.problem), span: err.span }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Request(problem) => problem.fmt(f),
            Problem::Argument { name, ty } => write!(f, "the value of `{name}` in the URL is no `{ty}`"),
            Problem::ArgumentMissing(name) => write!(f, "the URL has no value for `{name}`"),
            Problem::HeaderMissing(name) => write!(f, "the request needs the header `{name}`, which is not shown"),
            Problem::BodyUnexpected => write!(f, "this request has no body, and one is shown"),
            Problem::BodyMissing => write!(f, "this request has a body, and none is shown"),
            Problem::BodyShape(expected) => write!(f, "the body is not {expected}"),
            Problem::Value { member, ty } => write!(f, "the value of `{member}` is no `{ty}`"),
            Problem::Placeholder(member) => write!(f, "`{member}` has a placeholder instead of a value"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Error {}
