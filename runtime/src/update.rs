//! Updates of an entity.

mod members;
mod wrapper;

use crate::number;
use crate::{Argument, Client, Error, Field, Model, Parameter, Reference, Request};
use members::Members;
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt;
use std::marker::PhantomData;

/// A PATCH of an `M` that returns an `R`. It sends only the members that are set here: other members are not changed.
/// Null removes a value.
#[must_use = "an update does nothing until it is sent"]
pub struct Update<M, R> {
    request: Request<R>,
    members: Members,
    problem: Option<String>,
    model: PhantomData<fn() -> M>,
}

impl<M, R> Update<M, R> {
    /// Creates an update that is sent with `request`.
    pub fn new(request: Request<R>) -> Update<M, R> {
        Update { request, members: Members::default(), problem: None, model: PhantomData }
    }

    /// Sets a property.
    pub fn set<V: Serialize + 'static>(mut self, field: Field<M, V>, value: impl Into<V>) -> Self {
        let text = number::to_text(&value.into()).and_then(RawValue::from_string);
        if let Err(err) = text.map(|it| self.members.put(field.name(), it)) {
            self.problem = Some(format!("`{}` cannot be written as JSON: {err}", field.name()));
        }
        self
    }

    /// Sets a property to null.
    pub fn set_null<V>(mut self, field: Field<M, V>) -> Self {
        self.members.put(field.name(), RawValue::NULL.to_owned());
        self
    }

    /// Adds a header: for example, `If-Match`.
    pub fn header(self, name: &str, value: &str) -> Self {
        Update { request: self.request.header(name, value), ..self }
    }

    /// Sets a parameter; a value that was set before is replaced.
    pub fn parameter(self, parameter: Parameter, value: Argument) -> Self {
        Update { request: self.request.parameter(parameter, value), ..self }
    }

    /// Updates the entity only if it still has this ETag.
    pub fn if_match(self, etag: &str) -> Self {
        Update { request: self.request.if_match(etag), ..self }
    }

    /// Relates the entity to another one: `manager@odata.bind`.
    pub fn bind<V: Model>(self, field: Field<M, V>, to: impl Into<Reference>) -> Self {
        Update { request: self.request.bind(field, to), ..self }
    }

    /// Relates the entity to others: `members@odata.bind`.
    pub fn bind_all<V, T: Into<Reference>>(self, field: Field<M, Vec<V>>, to: impl IntoIterator<Item = T>) -> Self {
        Update { request: self.request.bind_all(field, to), ..self }
    }

    /// Returns the request with the members that are set so far.
    pub fn into_request(self) -> Request<R> {
        match self.problem {
            None => self.request.json(&self.members),
            Some(problem) => self.request.json(&Unwritable(problem)),
        }
    }

    /// Sends the request and reads the response.
    ///
    /// # Errors
    /// See [`Request::send`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        self.into_request().send(client).await
    }
}

impl<M: Model, R> Update<M, R> {
    /// Sets every property that is set in `model`.
    pub fn with(mut self, model: &M) -> Self {
        match serde_json::to_string(model).and_then(|it| self.members.extend(&it)) {
            Ok(()) => {}
            Err(err) => self.problem = Some(format!("the model cannot be written as JSON: {err}")),
        }
        self
    }
}

impl<M, R> Clone for Update<M, R> {
    fn clone(&self) -> Self {
        let Update { request, members, problem, model } = self;
        Update { request: request.clone(), members: members.clone(), problem: problem.clone(), model: *model }
    }
}

impl<M, R> fmt::Debug for Update<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets: for example, a password profile.
        write!(f, "{:?} {}", self.request, self.members.names().join(","))
    }
}

/// Fails to serialize, so that the request reports this problem when it is sent.
struct Unwritable(String);

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(&self.0))
    }
}
