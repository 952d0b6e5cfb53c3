//! For programs without `async`: a client that waits, on one tokio runtime for its whole life.
//!
//! ```no_run
//! # use graphwright_runtime::{Request, Value, blocking};
//! # use msgraph::{Client, StaticToken};
//! # fn example(request: Request<Value>) -> Result<(), Box<dyn std::error::Error>> {
//! let client = blocking::Client::new(Client::new(StaticToken::new("…")))?;
//! let value = request.send_blocking(&client)?;
//! # Ok(()) }
//! ```

use crate::{Changes, Collection, Error, Items, Model, Pages, Request};
use futures_util::{Stream, StreamExt};
use std::io;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

/// A client that waits for each response. Clones share its runtime.
///
/// It panics where it is used inside of `async` code, as waiting there would stop everything. It can be dropped anywhere.
#[derive(Clone, Debug)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Owned>,
}

/// A runtime that nobody waits for when it is dropped.
#[derive(Debug)]
struct Owned(Option<Runtime>);

impl Owned {
    fn block_on<F: Future>(&self, work: F) -> F::Output {
        self.0.as_ref().expect("it is there until it is dropped").block_on(work)
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(Runtime::shutdown_background);
    }
}

impl Client {
    /// A client that sends with `client`. It has one thread of its own, for connections that are kept.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn new(client: impl Into<crate::Client>) -> io::Result<Client> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Client { client: client.into(), runtime: Arc::new(Owned(Some(runtime))) })
    }

    /// Waits for anything else of this crate: an upload, a batch.
    pub fn wait<F: Future>(&self, work: impl FnOnce(crate::Client) -> F) -> F::Output {
        self.runtime.block_on(work(self.client.clone()))
    }
}

impl<T> Request<T> {
    /// Sends the request and waits for the response.
    ///
    /// # Errors
    /// Those of [`Request::send`].
    pub fn send_blocking(self, client: &Client) -> Result<T, Error> {
        client.runtime.block_on(self.send(&client.client))
    }
}

impl<T> Request<Collection<T>> {
    /// The pages of the collection, each read when it is asked for.
    pub fn pages_blocking(self, client: &Client) -> Iter<Pages<T>> {
        Iter { stream: self.pages(&client.client), runtime: client.runtime.clone() }
    }

    /// The items of all pages.
    pub fn items_blocking(self, client: &Client) -> Iter<Items<T>> {
        Iter { stream: self.items(&client.client), runtime: client.runtime.clone() }
    }
}

impl<T: Model> Request<Collection<T>> {
    /// The changes that this request for a delta returns; [`Iter::stream`] has the link for those to come.
    pub fn changes_blocking(self, client: &Client) -> Iter<Changes<T>> {
        Iter { stream: self.changes(&client.client), runtime: client.runtime.clone() }
    }
}

/// A stream as an iterator, which waits.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct Iter<S> {
    stream: S,
    runtime: Arc<Owned>,
}

impl<S> Iter<S> {
    /// The stream.
    pub fn stream(&self) -> &S {
        &self.stream
    }
}

impl<S: Stream + Unpin> Iterator for Iter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        self.runtime.block_on(self.stream.next())
    }
}
