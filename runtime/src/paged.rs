//! Pages and items of lists, by the kind of paging that an operation has.

mod header;
mod member;
mod next;
#[cfg(test)]
mod tests;

use crate::{Client, Error, Parameter, Request};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use next::Walk;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// How the next page of a list is requested, as described by a generated crate.
///
/// A member of the response is named by its path: `meta.next`; an empty path is the whole body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// With the URL in this member. The last page has none.
    Link {
        /// The member with the URL.
        member: &'static str,
    },
    /// With the URL in the header `Link` with the relation `next` (RFC 8288).
    LinkHeader,
    /// With the value of this member. The last page has none.
    Cursor {
        /// The member with the cursor.
        member: &'static str,
        /// The parameter of the next request.
        parameter: Parameter,
        /// What else marks the last page.
        end: PageEnd,
    },
    /// With the id of the last item.
    LastId {
        /// The member with the items.
        items: &'static str,
        /// The member of an item with its id.
        id: &'static str,
        /// The parameter of the next request.
        parameter: Parameter,
        /// What marks the last page.
        end: PageEnd,
    },
    /// With the number of the page.
    Number {
        /// The member with the items.
        items: &'static str,
        /// The parameter with the number.
        parameter: Parameter,
        /// The number of the first page, if the request does not set one.
        first: u64,
        /// What marks the last page.
        end: PageEnd,
    },
    /// With the number of items before the page.
    Offset {
        /// The member with the items.
        items: &'static str,
        /// The parameter with the number.
        parameter: Parameter,
        /// What marks the last page.
        end: PageEnd,
    },
}

/// What marks the last page of a list. In addition, a page without items is the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageEnd {
    /// Only that there are no items, or no cursor.
    Empty,
    /// This member is `false` on the last page.
    Flag(&'static str),
    /// This member is the number of pages.
    Pages(&'static str),
    /// This member is the number of items on all pages.
    Total(&'static str),
}

impl<P> Request<P> {
    /// Returns the pages of a list, which are requested as the stream is polled.
    ///
    /// Links to other hosts are refused, and so is a next page that has been read already.
    pub fn pages_by(self, client: &Client, paging: &'static Paging) -> PagesOf<P> {
        PagesOf { client: client.clone(), walk: Walk::new(paging, &self.parts), request: self, state: State::Ready }
    }

    /// Returns the items of all pages; see [`Request::pages_by`]. The function returns the items of a page.
    ///
    /// ```no_run
    /// # use graphwright_runtime::{Client, Error, Method, PageEnd, Paging, Parameter, Path, Request, Value};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// const PAGING: Paging =
    ///     Paging::Number { items: "", parameter: Parameter::query("page"), first: 1, end: PageEnd::Empty };
    /// let request = Request::<Vec<Value>>::new(Method::GET, Path::root("").segment("issues"), []);
    /// let mut items = request.items_by(&client, &PAGING, |page| page);
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{}", item["title"]);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn items_by<I>(self, client: &Client, paging: &'static Paging, items: fn(P) -> Vec<I>) -> ItemsOf<P, I> {
        ItemsOf { pages: self.pages_by(client, paging), items, page: Vec::new().into_iter() }
    }
}

/// The pages of a list: [`Request::pages_by`]. The stream ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct PagesOf<P> {
    client: Client,
    walk: Walk,
    /// The request for the next page.
    request: Request<P>,
    state: State,
}

enum State {
    Ready,
    Busy { url: String, response: BoxFuture<'static, Result<http::Response<Bytes>, Error>> },
    Ended,
}

impl<P> PagesOf<P> {
    /// Returns the next page.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails if the next page has been read already.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    fn start(&mut self) -> Result<(), Error> {
        let client = self.client.clone();
        let call = self.request.parts.call(client.endpoint())?;
        let url = call.url.clone();
        self.state = State::Busy { url, response: Box::pin(async move { client.exchange(call).await }) };
        Ok(())
    }

    /// Reads a page, and prepares the request for the next one.
    fn finish(&mut self, url: &str, response: http::Response<Bytes>) -> Result<P, Error> {
        let page = self.request.page();
        let next = self.walk.next(&self.request.parts, url, &response).map_err(|err| err.with_page(page))?;
        let page = self.request.read(response)?;
        if let Some(next) = next {
            self.request.parts = next;
            self.state = State::Ready;
        }
        Ok(page)
    }
}

impl<P> Stream for PagesOf<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if matches!(self.state, State::Ready)
            && let Err(err) = self.start()
        {
            self.state = State::Ended;
            return Poll::Ready(Some(Err(err)));
        }
        let State::Busy { url, response } = &mut self.state else { return Poll::Ready(None) };
        let response = ready!(response.as_mut().poll(cx));
        let url = std::mem::take(url);
        self.state = State::Ended;
        Poll::Ready(Some(response.and_then(|it| self.finish(&url, it))))
    }
}

impl<P> fmt::Debug for PagesOf<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagesOf").field(&self.request).finish()
    }
}

/// The items of a list: [`Request::items_by`]. The stream ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct ItemsOf<P, I> {
    pages: PagesOf<P>,
    items: fn(P) -> Vec<I>,
    /// The remaining items of the current page.
    page: vec::IntoIter<I>,
}

/// Items are never pinned.
impl<P, I> Unpin for ItemsOf<P, I> {}

impl<P, I> ItemsOf<P, I> {
    /// Returns the next item.
    ///
    /// # Errors
    /// See [`PagesOf::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<I>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads all remaining items.
    ///
    /// # Errors
    /// See [`PagesOf::try_next`].
    pub async fn try_collect(mut self) -> Result<Vec<I>, Error> {
        let mut res = Vec::new();
        while let Some(item) = self.try_next().await? {
            res.push(item);
        }
        Ok(res)
    }
}

impl<P, I> Stream for ItemsOf<P, I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.page = (self.items)(page).into_iter(),
                Some(Err(err)) => return Poll::Ready(Some(Err(err))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P, I> fmt::Debug for ItemsOf<P, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemsOf").field(&self.pages.request).finish()
    }
}
