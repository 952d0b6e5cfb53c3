//! API for programs without `async`: a client that blocks on its own tokio runtime.
//!
//! ```no_run
//! # use graphwright_runtime::{Request, Value, blocking};
//! # use msgraph::{Client, StaticToken};
//! # fn example(request: Request<Value>) -> Result<(), Box<dyn std::error::Error>> {
//! let client = blocking::Client::new(Client::new(StaticToken::new("…")))?;
//! let value = request.send_blocking(&client)?;
//! # Ok(()) }
//! ```

use crate::{Changes, Collection, Error, Events, Items, ItemsOf, Model, Pages, PagesOf, Paging, Request};
use futures_util::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use std::io;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

/// A client that blocks until each response is read. Clones share its runtime.
///
/// It panics inside `async` code, where blocking would stop other tasks. It can be dropped anywhere.
#[derive(Clone, Debug)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Owned>,
}

/// A runtime that shuts down in the background when it is dropped.
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
    /// Wraps `client`. A background thread keeps its connections alive.
    ///
    /// # Errors
    /// Fails if the system cannot create a thread.
    pub fn new(client: impl Into<crate::Client>) -> io::Result<Client> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Client { client: client.into(), runtime: Arc::new(Owned(Some(runtime))) })
    }

    /// Blocks on any future of this crate: an upload, a batch.
    pub fn wait<F: Future>(&self, work: impl FnOnce(crate::Client) -> F) -> F::Output {
        self.runtime.block_on(work(self.client.clone()))
    }
}

impl<T> Request<T> {
    /// Sends the request and waits for the response.
    ///
    /// # Errors
    /// See [`Request::send`].
    pub fn send_blocking(self, client: &Client) -> Result<T, Error> {
        client.runtime.block_on(self.send(&client.client))
    }

    /// Returns the pages of a list, which are read on demand; see [`Request::pages_by`].
    pub fn pages_by_blocking(self, client: &Client, paging: &'static Paging) -> Iter<PagesOf<T>> {
        Iter { stream: self.pages_by(&client.client, paging), runtime: client.runtime.clone() }
    }

    /// Returns the items of all pages, which are read on demand; see [`Request::items_by`].
    pub fn items_by_blocking<I>(
        self,
        client: &Client,
        paging: &'static Paging,
        items: fn(T) -> Vec<I>,
    ) -> Iter<ItemsOf<T, I>> {
        Iter { stream: self.items_by(&client.client, paging, items), runtime: client.runtime.clone() }
    }
}

impl<T: DeserializeOwned> Request<Events<T>> {
    /// Sends the request, and returns the events as they arrive.
    ///
    /// # Errors
    /// See [`Request::open`].
    pub fn open_blocking(self, client: &Client) -> Result<Iter<Events<T>>, Error> {
        let stream = client.runtime.block_on(self.open(&client.client))?;
        Ok(Iter { stream, runtime: client.runtime.clone() })
    }
}

impl<T> Request<Collection<T>> {
    /// Returns the pages of the collection, which are read on demand.
    pub fn pages_blocking(self, client: &Client) -> Iter<Pages<T>> {
        Iter { stream: self.pages(&client.client), runtime: client.runtime.clone() }
    }

    /// Returns the items of all pages, which are read on demand.
    pub fn items_blocking(self, client: &Client) -> Iter<Items<T>> {
        Iter { stream: self.items(&client.client), runtime: client.runtime.clone() }
    }
}

impl<T: Model> Request<Collection<T>> {
    /// Returns the changes of this delta request; [`Iter::stream`] has the link for later changes.
    pub fn changes_blocking(self, client: &Client) -> Iter<Changes<T>> {
        Iter { stream: self.changes(&client.client), runtime: client.runtime.clone() }
    }
}

/// A blocking iterator over a stream.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is consumed"]
pub struct Iter<S> {
    stream: S,
    runtime: Arc<Owned>,
}

impl<S> Iter<S> {
    /// Returns the underlying stream.
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
