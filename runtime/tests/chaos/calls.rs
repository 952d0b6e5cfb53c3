//! The calls, and the checks after each.

use crate::service::{PAGES, Service, content, item, items};
use graphwright_runtime::{Batch, Client, Collection, Error, Method, Path, Request, Untyped, json};

/// A call, whose kind and parameters are determined by its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call(u64);

/// The results of calls.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, has_succeeded: bool) {
        self.succeeded += u64::from(has_succeeded);
        self.failed += u64::from(!has_succeeded);
    }

    pub(crate) fn extend(&mut self, other: Tally) {
        self.succeeded += other.succeeded;
        self.failed += other.failed;
    }
}

impl Call {
    pub(crate) fn new(number: u64) -> Call {
        Call(number)
    }

    /// The maximum number of exchanges, each with its own deadline.
    pub(crate) fn exchanges(self) -> u32 {
        // A download is resumed after each break.
        if self.kind() == 7 { 100 } else { u32::try_from(PAGES).unwrap_or(u32::MAX) }
    }

    fn kind(self) -> u64 {
        self.0 % 8
    }

    /// Makes the call and returns whether it succeeded; panics if data was lost, changed or applied twice.
    pub(crate) async fn make(self, client: &Client, service: &Service) -> bool {
        match self.kind() {
            0 => self.get(client).await,
            1 => self.list(client).await,
            2 => self.create(client, service).await,
            3 => self.create_repeatable(client, service).await,
            4 => self.update(client, service).await,
            5 => self.delete(client, service).await,
            6 => self.batch(client, service).await,
            _ => self.download(client).await,
        }
    }

    fn path(self, segment: &'static str) -> Path {
        Path::root("v1.0").segment(segment).key(&self.0.to_string())
    }

    fn url(self, segment: &str) -> String {
        format!("/v1.0/{segment}/{}", self.0)
    }

    /// Checks the response, if there is one.
    fn is_item(self, result: Result<Untyped, Error>) -> bool {
        match result {
            Ok(value) => {
                assert_eq!(value, item(self.0), "{self:?}");
                true
            }
            Err(_) => false,
        }
    }

    async fn get(self, client: &Client) -> bool {
        self.is_item(Request::new(Method::GET, self.path("items"), []).send(client).await)
    }

    async fn list(self, client: &Client) -> bool {
        let request: Request<Collection<Untyped>> = Request::new(Method::GET, self.path("lists"), []);
        let mut stream = request.items(client);
        let expected = items(self.0);
        for count in 0.. {
            match stream.try_next().await {
                Ok(Some(it)) => assert_eq!(it, expected[count], "{self:?}"),
                Ok(None) => {
                    assert_eq!(count, expected.len(), "{self:?}");
                    return true;
                }
                Err(_) => return false,
            }
        }
        false
    }

    async fn create(self, client: &Client, service: &Service) -> bool {
        let request = Request::new(Method::POST, self.path("created"), []).json(&json!({ "number": self.0 }));
        let result = request.send(client).await;
        let applied = service.applied(&self.url("created"));
        self.check_applied(applied, result.as_ref().err());
        self.is_item(result)
    }

    /// A request that is not idempotent was applied once if it succeeded, at most once if the result is unknown, and
    /// never if it was rejected.
    fn check_applied(self, applied: u64, error: Option<&Error>) {
        match error.map(|it| it.status().map(|it| it.as_u16())) {
            None => assert_eq!(applied, 1, "{self:?}"),
            Some(Some(429 | 503 | 401)) => assert_eq!(applied, 0, "{self:?}: {error:?}"),
            Some(_) => assert!(applied <= 1, "{self:?}: {error:?}"),
        }
    }

    async fn create_repeatable(self, client: &Client, service: &Service) -> bool {
        let request = Request::new(Method::POST, self.path("repeatable"), []).json(&json!({ "transactionId": self.0 }));
        let result = request.idempotent().send(client).await;
        assert!(result.is_err() || service.applied(&self.url("repeatable")) > 0, "{self:?}");
        self.is_item(result)
    }

    async fn update(self, client: &Client, service: &Service) -> bool {
        let body = json!({ "number": self.0 });
        let method = if self.0.is_multiple_of(16) { Method::PUT } else { Method::PATCH };
        let result = Request::new(method, self.path("updated"), []).json(&body).send(client).await;
        assert!(result.is_err() || service.value(&self.url("updated")) == Some(body), "{self:?}");
        self.is_item(result)
    }

    async fn delete(self, client: &Client, service: &Service) -> bool {
        let result = Request::empty(Method::DELETE, self.path("deleted"), []).send(client).await;
        assert!(result.is_err() || service.value(&self.url("deleted")).is_some(), "{self:?}");
        result.is_ok()
    }

    async fn batch(self, client: &Client, service: &Service) -> bool {
        let mut batch = Batch::new();
        let calls = [0, 1, 2].map(|it| Call(self.0 * 10 + it));
        let handles = calls.map(|it| (it, batch.add(Request::new(Method::POST, it.path("batched"), []))));
        let mut responses = batch.send(client).await;
        let mut succeeded = true;
        for (call, handle) in handles {
            let result = responses.take(handle);
            call.check_applied(service.applied(&call.url("batched")), result.as_ref().err());
            succeeded &= call.is_item(result);
        }
        succeeded
    }

    async fn download(self, client: &Client) -> bool {
        let request = Request::bytes(Method::GET, self.path("files").segment("$value"), []);
        let Ok(mut download) = request.download(client).await else { return false };
        let mut read = Vec::new();
        let result = download.write_to(&mut read).await;
        let expected = content(self.0);
        assert_eq!(read, expected[..read.len().min(expected.len())], "{self:?}");
        assert!(result.is_err() || read.len() == expected.len(), "{self:?}: {} bytes", read.len());
        result.is_ok()
    }
}
