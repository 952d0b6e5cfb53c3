//! Pages and items of collections.

use crate::url::join;
use crate::{Client, Collection, Error, Request};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

impl<T> Request<Collection<T>> {
    /// Returns the pages of the collection, which are requested as the stream is polled.
    ///
    /// Next links are requested with the headers of this request. Links to other hosts are refused.
    pub fn pages(self, client: &Client) -> Pages<T> {
        Pages { client: client.clone(), request: self, state: State::Ready, followed: HashSet::new() }
    }

    /// Returns the items of all pages; see [`Request::pages`].
    pub fn items(self, client: &Client) -> Items<T> {
        Items { pages: self.pages(client), page: Vec::new().into_iter() }
    }

    /// Replaces the URL of this request with a next link or a delta link. The headers are kept.
    pub fn resume(self, link: impl AsRef<str>) -> Self {
        Request { parts: self.parts.follow(link.as_ref()), decode: self.decode }
    }
}

/// The pages of a collection: [`Request::pages`]. The stream ends after an error; [`Pages::next_link`] returns the link
/// to resume with.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    client: Client,
    /// The request for the next page.
    request: Request<Collection<T>>,
    state: State,
    /// Hashes of the links that were followed.
    followed: HashSet<u64>,
}

enum State {
    Ready,
    Busy(BoxFuture<'static, Result<http::Response<Bytes>, Error>>),
    Ended,
}

impl<T> Pages<T> {
    /// Returns the next page.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails if a next link refers to a page that has been read.
    pub async fn try_next(&mut self) -> Result<Option<Collection<T>>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// The link of the next page, or of the page that could not be read: [`Request::resume`] continues with it, even
    /// later. `None` for the first page.
    pub fn next_link(&self) -> Option<&str> {
        self.request.parts.link()
    }

    fn start(&mut self) -> Result<(), Error> {
        let client = self.client.clone();
        let call = self.request.parts.call(client.endpoint())?;
        self.state = State::Busy(Box::pin(async move { client.exchange(call).await }));
        Ok(())
    }

    /// Resolves a link that consists of a query.
    fn beside(&self, link: &str) -> Result<String, Error> {
        Ok(join(&self.request.parts.call(self.client.endpoint())?.url, link))
    }

    /// Prepares the request for the next page.
    fn finish(&mut self, page: Collection<T>) -> Result<Collection<T>, Error> {
        if let Some(link) = &page.next_link {
            let is_new = self.followed.insert(BuildHasherDefault::<DefaultHasher>::new().hash_one(link));
            if !is_new || self.next_link() == Some(link) {
                let err = Error::unexpected("the next link of a page refers to a page that has been read");
                return Err(err.with_page(self.request.page()));
            }
            self.request.parts = match link.starts_with('?') {
                true => self.request.parts.follow(&self.beside(link)?),
                false => self.request.parts.follow(link),
            };
            self.state = State::Ready;
        }
        Ok(page)
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Collection<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if matches!(self.state, State::Ready)
            && let Err(err) = self.start()
        {
            self.state = State::Ended;
            return Poll::Ready(Some(Err(err)));
        }
        let State::Busy(response) = &mut self.state else { return Poll::Ready(None) };
        let response = ready!(response.as_mut().poll(cx));
        self.state = State::Ended;
        let page = response.and_then(|it| self.request.read(it));
        Poll::Ready(Some(page.and_then(|it| self.finish(it))))
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.request).finish()
    }
}

/// The items of a collection: [`Request::items`]. The stream ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    /// The remaining items of the current page.
    page: vec::IntoIter<T>,
}

/// Items are never pinned.
impl<T> Unpin for Items<T> {}

impl<T> Items<T> {
    /// Returns the next item.
    ///
    /// # Errors
    /// See [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads all remaining items.
    ///
    /// # Errors
    /// See [`Pages::try_next`].
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut res = Vec::new();
        while let Some(item) = self.try_next().await? {
            res.push(item);
        }
        Ok(res)
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(err)) => return Poll::Ready(Some(Err(err))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages.request).finish()
    }
}
