//! The request for the next page.

use super::header::next_link;
use super::{PageEnd, Paging, member};
use crate::request::Parts;
use crate::url::join;
use crate::{Argument, Error, Parameter};
use bytes::Bytes;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// The state of a walk over all pages. Not generic, so it is compiled once.
pub(super) struct Walk {
    paging: &'static Paging,
    /// The number of the page, or of the items before it, that was requested last.
    position: u64,
    /// The number of items so far.
    count: u64,
    /// Hashes of links and cursors that were followed.
    followed: HashSet<u64>,
    /// The hash of the last body.
    last: Option<u64>,
}

/// What the next request has that this one has not.
enum Next {
    Link(String),
    Value(Parameter, Argument),
}

impl Walk {
    pub(super) fn new(paging: &'static Paging, parts: &Parts) -> Walk {
        let position = match *paging {
            Paging::Number { parameter, first, .. } => position(parts, parameter).unwrap_or(first),
            Paging::Offset { parameter, .. } => position(parts, parameter).unwrap_or_default(),
            _ => 0,
        };
        let count = if matches!(paging, Paging::Offset { .. }) { position } else { 0 };
        Walk { paging, position, count, followed: HashSet::new(), last: None }
    }

    /// Returns the request for the page after this response; `None` if it is the last one.
    ///
    /// # Errors
    /// Fails if the next page has been read already.
    pub(super) fn next(
        &mut self,
        parts: &Parts,
        url: &str,
        response: &http::Response<Bytes>,
    ) -> Result<Option<Parts>, Error> {
        let next = match (self.paging, member::body(response.body())) {
            (Paging::LinkHeader, _) => next_link(response.headers()).map(Next::Link),
            (_, Some(body)) => self.in_body(body),
            // If it should be JSON, reading the page fails.
            (_, None) => None,
        };
        match next {
            None => Ok(None),
            Some(Next::Link(link)) => {
                let link = join(url, &link);
                if link == url {
                    return Err(repeated());
                }
                self.follow(&link)?;
                Ok(Some(parts.follow(&link)))
            }
            Some(Next::Value(parameter, value)) => {
                self.check(&value, response.body())?;
                let mut next = parts.clone();
                next.parameter(parameter, &value);
                Ok(Some(next))
            }
        }
    }

    fn in_body(&mut self, body: &RawValue) -> Option<Next> {
        match *self.paging {
            Paging::Link { member } => member::scalar(body, member).map(Next::Link),
            Paging::LinkHeader => None,
            Paging::Cursor { member, parameter, end } => {
                let cursor = member::scalar(body, member).filter(|it| it != "false")?;
                (!self.is_last(body, end)).then(|| Next::Value(parameter, Argument::new(&cursor)))
            }
            Paging::LastId { items, id, parameter, end } => {
                let items = member::list(body, items);
                self.count += items.len() as u64;
                let last = member::find(items.last()?, id)?;
                (!self.is_last(body, end)).then(|| Next::Value(parameter, Argument::new(last)))
            }
            Paging::Number { items, parameter, first, end } => {
                self.advance(member::list(body, items).len(), |_| 1)?;
                let pages = self.position.saturating_sub(first);
                let is_last = self.is_last(body, end) || is_reached(body, end, pages);
                (!is_last).then(|| Next::Value(parameter, Argument::new(&self.position)))
            }
            Paging::Offset { items, parameter, end } => {
                self.advance(member::list(body, items).len(), |items| items)?;
                (!self.is_last(body, end)).then(|| Next::Value(parameter, Argument::new(&self.position)))
            }
        }
    }

    /// Moves to the next position; `None` for a page without items, which is the last one.
    fn advance(&mut self, items: usize, step: impl FnOnce(u64) -> u64) -> Option<()> {
        let items = items as u64;
        self.count += items;
        self.position = self.position.saturating_add(step(items));
        (items > 0).then_some(())
    }

    fn is_last(&self, body: &RawValue, end: PageEnd) -> bool {
        match end {
            PageEnd::Empty | PageEnd::Pages(_) => false,
            PageEnd::Flag(path) => member::scalar(body, path).is_some_and(|it| it == "false"),
            PageEnd::Total(path) => number(body, path).is_some_and(|it| self.count >= it),
        }
    }

    /// Fails if a link or a cursor was followed before.
    fn follow(&mut self, to: &str) -> Result<(), Error> {
        if self.followed.insert(hash(to)) { Ok(()) } else { Err(repeated()) }
    }

    /// Fails if a service ignores the parameter, and returns the same page again and again.
    fn check(&mut self, value: &Argument, body: &Bytes) -> Result<(), Error> {
        if matches!(self.paging, Paging::Cursor { .. } | Paging::LastId { .. }) {
            return self.follow(value.json().map(RawValue::get).unwrap_or_default());
        }
        let body = hash(body);
        if self.last.replace(body) == Some(body) { Err(repeated()) } else { Ok(()) }
    }
}

/// Whether this many pages are all.
fn is_reached(body: &RawValue, end: PageEnd, pages: u64) -> bool {
    match end {
        PageEnd::Pages(path) => number(body, path).is_some_and(|it| pages >= it),
        _ => false,
    }
}

fn number(body: &RawValue, path: &str) -> Option<u64> {
    member::scalar(body, path)?.parse().ok()
}

/// The number that the program has set.
fn position(parts: &Parts, parameter: Parameter) -> Option<u64> {
    parts.value_of(parameter.name)?.parse().ok()
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    BuildHasherDefault::<DefaultHasher>::new().hash_one(value)
}

fn repeated() -> Error {
    Error::unexpected("the next page is a page that has been read")
}
