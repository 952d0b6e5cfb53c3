//! Changes in a collection.

use crate::{Client, Collection, DeltaLink, Error, Model, Pages, Request};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

impl<T: Model> Request<Collection<T>> {
    /// Returns the changes of this delta request, over all pages. Without a delta link, every item is a change.
    ///
    /// ```no_run
    /// # use graphwright_runtime::{Change, Client, Collection, DeltaLink, Error, Model, Request};
    /// # async fn sync<T: Model>(delta: impl Fn() -> Request<Collection<T>>, client: Client) -> Result<(), Error> {
    /// let mut changes = delta().changes(&client);
    /// while let Some(change) = changes.try_next().await? {
    ///     match change {
    ///         Change::Set(item) => { /* created or updated */ }
    ///         Change::Removed(item, removal) => { /* only its id is known */ }
    ///     }
    /// }
    /// let link: Option<DeltaLink> = changes.delta_link().cloned(); // to be stored, and later:
    /// # let link = link.unwrap();
    /// let changes = delta().resume(&link).changes(&client);
    /// # Ok(()) }
    /// ```
    pub fn changes(self, client: &Client) -> Changes<T> {
        Changes { pages: self.pages(client), page: Vec::new().into_iter(), delta_link: None }
    }
}

/// One change: [`Request::changes`].
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// The item is new, or some of its properties have changed. Missing properties have not changed.
    Set(T),
    /// The item was removed; only its id is known.
    Removed(T, Removal),
}

impl<T> Change<T> {
    /// Returns the item.
    pub fn item(&self) -> &T {
        match self {
            Change::Set(item) | Change::Removed(item, _) => item,
        }
    }
}

/// The reason for the removal of an item (OData JSON Format 4.01, 15.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Removal {
    /// It was deleted permanently.
    Deleted,
    /// It is no longer in the collection: it was changed, moved, or deleted so that it can be restored.
    Changed,
    /// Another reason, as named by the service; empty if it names none.
    Other(String),
}

/// The changes of a collection: [`Request::changes`]. It ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Changes<T> {
    pages: Pages<T>,
    page: vec::IntoIter<T>,
    delta_link: Option<DeltaLink>,
}

/// Items are never pinned.
impl<T> Unpin for Changes<T> {}

impl<T: Model> Changes<T> {
    /// Returns the next change.
    ///
    /// # Errors
    /// See [`Request::send`]. If the delta link is too old, [`Error::is_resync_required`] is true, and
    /// [`Error::resync_link`] may have a link to start again with.
    pub async fn try_next(&mut self) -> Result<Option<Change<T>>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads all remaining changes, and the link for later ones.
    ///
    /// # Errors
    /// See [`Changes::try_next`]; also fails if the service returns no delta link.
    pub async fn finish(mut self) -> Result<(Vec<Change<T>>, DeltaLink), Error> {
        let mut res = Vec::new();
        while let Some(change) = self.try_next().await? {
            res.push(change);
        }
        let link = self.delta_link.ok_or_else(|| Error::unexpected("the last page has no delta link"))?;
        Ok((res, link))
    }
}

impl<T> Changes<T> {
    /// The link for later changes. It is available when all changes have been read.
    pub fn delta_link(&self) -> Option<&DeltaLink> {
        self.delta_link.as_ref()
    }

    /// The link of the next page, or of the page that could not be read: [`Request::resume`] continues with it.
    pub fn next_link(&self) -> Option<&str> {
        self.pages.next_link()
    }
}

impl<T: Model> Stream for Changes<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(change(item))));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => {
                    self.delta_link = page.delta_link.map(DeltaLink::new);
                    self.page = page.value.into_iter();
                }
                Some(Err(err)) => return Poll::Ready(Some(Err(err))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn change<T: Model>(item: T) -> Change<T> {
    let Some(removed) = item.additional().control("@odata.removed") else { return Change::Set(item) };
    let removal = match removed.get("reason").and_then(|it| it.as_str()) {
        Some("deleted") => Removal::Deleted,
        Some("changed") => Removal::Changed,
        other => Removal::Other(other.unwrap_or_default().to_owned()),
    };
    Change::Removed(item, removal)
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("pages", &self.pages).field("delta_link", &self.delta_link).finish()
    }
}
