//! Example requests: their targets and values.
//!
//! The parts of an HTTP request in terms of the model, for sending or comparing it.

pub(crate) mod format;
pub mod literal;
pub(crate) mod placeholder;
mod places;
mod url;

use crate::analysis::paths::walk::{self, Walk};
use crate::analysis::paths::{Call, Paths, PlaceId, RequestId, Tail, Verb};
use crate::model::example::{Body, RequestMessage, content_type};
use crate::model::http::Method;
use crate::model::{Model, OperationId, TypeId};
use crate::source::{Span, Spanned};
use literal::Literal;
use places::{End, Places, stopped_at};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use url::{Piece, Url};

/// An example request in terms of the model.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The matching request line, preferably of the example's page. `None` if only metadata declares the request.
    pub line: Option<RequestId>,
    /// The steps from the root to the place.
    pub steps: Vec<Step>,
    /// The place of the call.
    pub place: PlaceId,
    /// The call: its index in [`Place::calls`](crate::analysis::paths::Place::calls).
    pub call: usize,
    /// The arguments of the call's [`Tail`].
    pub arguments: Vec<Argument>,
    /// Query options, percent-decoded. Parameter aliases (`@ids`) are not included.
    pub query: Vec<(Spanned<String>, Spanned<String>)>,
    /// Headers, except those that a client sets itself, such as `Authorization` and `Content-Type`.
    pub headers: Vec<&'a Header>,
    /// The media type of the body.
    pub media_type: Option<&'a str>,
    /// The body.
    pub body: &'a Body,
}

/// The name and value of a header.
pub type Header = (Spanned<String>, Spanned<String>);

/// A step from one place to another.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its origin.
    pub from: PlaceId,
    /// Its index in [`Place::steps`](crate::analysis::paths::Place::steps).
    pub step: usize,
    /// Its key or its arguments.
    pub arguments: Vec<Argument>,
}

/// A key or an argument in a URL.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The parameter's name; empty for a key.
    pub name: String,
    /// The value. A key of any type is [`Literal::Text`]; so is a file path.
    pub value: Spanned<Literal>,
}

/// The target of a URL without a request.
#[derive(Clone, Debug)]
pub struct Address {
    /// The steps from the root.
    pub steps: Vec<Step>,
    /// The place.
    pub place: PlaceId,
}

/// An error: a request that does not match the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The problem.
    pub problem: Problem,
    /// The text in question.
    pub span: Span,
}

/// The part of a request that does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The URL has no target from this segment on.
    Segment(String),
    /// The target does not support this method.
    Method(Method),
    /// An argument is an alias (`@ids`) that the query does not define.
    Alias(String),
    /// The body is not valid JSON.
    Body,
}

/// Headers that clients set themselves.
const SET: [&str; 6] = ["authorization", "accept", "content-length", "content-type", "host", "user-agent"];

/// Resolves example requests.
#[derive(Debug)]
pub struct Requests<'a> {
    model: &'a Model<TypeId>,
    paths: &'a Paths,
    /// The request lines of each call.
    lines: BTreeMap<(PlaceId, &'a Verb, &'a Tail, Method), Vec<RequestId>>,
}

impl<'a> Requests<'a> {
    /// For the requests of a model.
    pub fn new(model: &'a Model<TypeId>, paths: &'a Paths) -> Requests<'a> {
        let mut lines: BTreeMap<_, Vec<RequestId>> = BTreeMap::new();
        for (id, it) in &paths.requests {
            let method = model.operation(id.0).requests[id.1 as usize].method;
            lines.entry((it.at, &it.verb, &it.tail, method)).or_default().push(*id);
        }
        Requests { model, paths, lines }
    }

    /// Resolves a request on the page of an operation: preferably to a request of the page, else to any call.
    ///
    /// # Errors
    /// The URL, the method or the body does not match any call.
    pub fn resolve(&self, operation: OperationId, message: &'a RequestMessage) -> Result<Request<'a>, Error> {
        let method = message.method.value;
        let Url { pieces, mut query } = url::read(&message.url);
        let is_own = |it: &Call| it.method == method && it.operations.contains(&operation);
        let is_any = |it: &Call| it.method == method;
        let own = self.walk(&pieces, Some(&is_own));
        let walk = if own.end.is_some() { own } else { self.walk(&pieces, Some(&is_any)) };
        let Walk { mut steps, end: Some(End { place, call: Some((call, mut arguments)) }), .. } = walk else {
            return Err(self.problem(&pieces, message));
        };
        let all = steps.iter_mut().flat_map(|it| &mut it.arguments).chain(&mut arguments);
        let aliases = resolve_aliases(all, &query)?;
        query.retain(|(name, _)| !aliases.contains(&name.value));
        if let Body::Broken(span) = message.body {
            return Err(Error { problem: Problem::Body, span });
        }
        let is_told = |it: &&Header| !SET.contains(&&*it.0.value.to_ascii_lowercase());
        Ok(Request {
            line: self.line(operation, place, call),
            steps,
            place,
            call,
            arguments,
            query,
            headers: message.headers.iter().filter(is_told).collect(),
            media_type: content_type(&message.headers),
            body: &message.body,
        })
    }

    /// The target of a URL.
    ///
    /// # Errors
    /// The URL does not address a place.
    pub fn address(&self, url: &Spanned<String>) -> Result<Address, Error> {
        let Url { pieces, query } = url::read(url);
        let walk = self.walk(&pieces, None);
        match walk.end {
            Some(End { place, .. }) if query.is_empty() && !pieces.is_empty() => {
                Ok(Address { steps: walk.steps, place })
            }
            _ => {
                let (segment, span) = stopped_at(&pieces, walk.furthest, url.span);
                Err(Error { problem: Problem::Segment(segment), span })
            }
        }
    }

    /// The call of a request.
    pub fn call(&self, request: &Request<'_>) -> &'a Call {
        &self.paths.places[request.place.0 as usize].calls[request.call]
    }

    fn walk(&self, pieces: &[Piece], is_meant: Option<&dyn Fn(&Call) -> bool>) -> Walk<Step, End> {
        walk::walk(&mut Places { model: self.model, paths: self.paths, is_meant }, pieces)
    }

    /// Why a request has no call: an unknown URL, or an unsupported method.
    fn problem(&self, pieces: &[Piece], message: &RequestMessage) -> Error {
        let walk = self.walk(pieces, Some(&|_| true));
        let is_place = || self.walk(pieces, None).end.is_some();
        if walk.end.is_some() || is_place() {
            return Error { problem: Problem::Method(message.method.value), span: message.method.span };
        }
        let (segment, span) = stopped_at(pieces, walk.furthest, message.url.span);
        Error { problem: Problem::Segment(segment), span }
    }

    /// The request line of a call, preferably of the operation.
    fn line(&self, operation: OperationId, place: PlaceId, call: usize) -> Option<RequestId> {
        let call = &self.paths.places[place.0 as usize].calls[call];
        let lines = self.lines.get(&(place, &call.verb, &call.tail, call.method))?;
        lines.iter().find(|it| it.0 == operation).or(lines.first()).copied()
    }
}

/// Replaces aliases by their values; returns the aliases.
fn resolve_aliases<'v>(
    arguments: impl Iterator<Item = &'v mut Argument>,
    query: &[(Spanned<String>, Spanned<String>)],
) -> Result<BTreeSet<String>, Error> {
    let mut res = BTreeSet::new();
    for argument in arguments {
        let Literal::Bare(alias) = &argument.value.value else { continue };
        if !alias.starts_with('@') {
            continue;
        }
        let Some((name, value)) = query.iter().find(|(name, _)| name.value == *alias) else {
            return Err(Error { problem: Problem::Alias(alias.clone()), span: argument.value.span });
        };
        res.insert(name.value.clone());
        argument.value = value.clone().map(|it| Literal::read(&it));
    }
    Ok(res)
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Segment(segment) => write!(f, "the URL has an unknown segment `{segment}`"),
            Problem::Method(method) => write!(f, "no {method} request is known for this URL"),
            Problem::Alias(alias) => write!(f, "the query does not define the alias `{alias}`"),
            Problem::Body => write!(f, "the body is not valid JSON"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Error {}
