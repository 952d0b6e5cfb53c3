//! Changes of an entity.

use crate::{Client, Error, Field, Model, Reference, Request};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;
use std::marker::PhantomData;

/// A PATCH of a `M` that returns an `R`. It sends the members that are set here and no others: what is not named stays as it
/// is, what is set to null is removed.
#[must_use = "an update does nothing until it is sent"]
pub struct Update<M, R> {
    request: Request<R>,
    members: Map<String, Value>,
    problem: Option<String>,
    model: PhantomData<fn() -> M>,
}

impl<M, R> Update<M, R> {
    /// An update that is sent with `request`.
    pub fn new(request: Request<R>) -> Update<M, R> {
        Update { request, members: Map::new(), problem: None, model: PhantomData }
    }

    /// Sets a property.
    pub fn set<V: Serialize>(self, field: Field<M, V>, value: impl Into<V>) -> Self {
        match serde_json::to_value(value.into()) {
            Ok(value) => self.put(field.name(), value),
            Err(err) => {
                Update { problem: Some(format!("`{}` cannot be written as JSON: {err}", field.name())), ..self }
            }
        }
    }

    /// Sets a property to null.
    pub fn set_null<V>(self, field: Field<M, V>) -> Self {
        self.put(field.name(), Value::Null)
    }

    /// Sends a header, for instance `If-Match`.
    pub fn header(self, name: &str, value: &str) -> Self {
        Update { request: self.request.header(name, value), ..self }
    }

    /// Changes the entity only if it has still this ETag.
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

    /// The request with what has been set so far.
    pub fn into_request(self) -> Request<R> {
        match self.problem {
            None => self.request.json(&self.members),
            Some(problem) => self.request.json(&Unwritable(problem)),
        }
    }

    /// Sends the request and reads the response.
    ///
    /// # Errors
    /// Those of [`Request::send`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        self.into_request().send(client).await
    }

    /// Sets a member; a path (`address/city`) sets a member of a member.
    fn put(mut self, name: &str, value: Value) -> Self {
        let mut members = &mut self.members;
        let mut steps = name.split('/').peekable();
        while let Some(step) = steps.next() {
            if steps.peek().is_none() {
                members.insert(step.to_owned(), value);
                break;
            }
            let inner = members.entry(step).or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            match inner {
                Value::Object(inner) => members = inner,
                _ => break,
            }
        }
        self
    }
}

impl<M: Model, R> Update<M, R> {
    /// Sets every property that `model` has.
    pub fn with(mut self, model: &M) -> Self {
        match serde_json::to_value(model) {
            // Names as they are: those of open types can have a `/`.
            Ok(Value::Object(members)) => self.members.extend(members),
            Ok(_) => {}
            Err(err) => self.problem = Some(format!("the model cannot be written as JSON: {err}")),
        }
        self
    }
}

impl<M, R> fmt::Debug for Update<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets: a password profile.
        let names: Vec<&str> = self.members.keys().map(String::as_str).collect();
        write!(f, "{:?} {}", self.request, names.join(","))
    }
}

/// Carries a problem to where requests report them.
struct Unwritable(String);

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(&self.0))
    }
}
