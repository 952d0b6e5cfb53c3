//! The error of an example that cannot be expressed.

use crate::analysis::requests;
use crate::source::Span;
use std::fmt;

/// A part of a request that cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The problem.
    pub problem: Problem,
    /// The text with the problem.
    pub span: Span,
}

/// The reason that a part of a request cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The request cannot be resolved.
    Request(requests::Problem),
    /// The value of a key or an argument in the URL does not match its type.
    Argument {
        /// The parameter's name; `id` for a key.
        name: String,
        /// Its type.
        ty: String,
    },
    /// The value of a parameter is not the only allowed one.
    Fixed {
        /// The parameter's name.
        name: String,
        /// The only allowed value.
        allowed: String,
    },
    /// The URL lacks a required argument.
    ArgumentMissing(String),
    /// The request function requires a header that the example lacks.
    HeaderMissing(String),
    /// The example has a body, but the request function takes none.
    BodyUnexpected,
    /// The request function requires a body, but the example has none.
    BodyMissing,
    /// The body is not JSON, or not the expected kind of JSON.
    BodyShape(String),
    /// The value of a member of the body does not match its type.
    Value {
        /// The member.
        member: String,
        /// Its type.
        ty: String,
    },
    /// A member of the body has a placeholder.
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
            Problem::Argument { name, ty } => write!(f, "the value of `{name}` in the URL is not a valid `{ty}`"),
            Problem::Fixed { name, allowed } => {
                write!(f, "the value of `{name}` is not `{allowed}`, the only allowed value")
            }
            Problem::ArgumentMissing(name) => write!(f, "the URL has no value for `{name}`"),
            Problem::HeaderMissing(name) => {
                write!(f, "the request requires the header `{name}`, which is missing in the example")
            }
            Problem::BodyUnexpected => write!(f, "the request takes no body, but the example has one"),
            Problem::BodyMissing => write!(f, "the request requires a body, but the example has none"),
            Problem::BodyShape(expected) => write!(f, "the body is not {expected}"),
            Problem::Value { member, ty } => write!(f, "the value of `{member}` is not a valid `{ty}`"),
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
