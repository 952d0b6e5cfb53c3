//! Long-running operations: starting, polling, waiting.

mod monitor;
mod status;

use crate::client::{Access, Call};
use crate::deadline::Deadline;
use crate::request::{Decode, Request, read_json};
use crate::{Client, Error, Page, retry};
use bytes::Bytes;
use http::header::{CONTENT_LOCATION, CONTENT_TYPE, HeaderName, IF_MATCH, IF_NONE_MATCH, LOCATION, RANGE};
use http::{HeaderMap, Method, StatusCode};
pub use monitor::MonitorLink;
use serde::de::DeserializeOwned;
pub use status::MonitorStatus;
use status::Report;
use std::fmt;
use std::time::Duration;

const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// The wait before the first poll if the service sets none; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The maximum wait if the service sets none.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// Headers that only apply to the request that starts an operation.
const OF_START: [HeaderName; 5] = [CONTENT_TYPE, PREFER, IF_MATCH, IF_NONE_MATCH, RANGE];

impl<T> Request<T> {
    /// Sends a request that may start a long-running operation (202), with a link to poll. The operation may also
    /// complete immediately.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails for a 202 without `Location` and `Operation-Location`.
    pub async fn start(self, client: &Client) -> Result<LongRunning<T>, Error> {
        let call = self.parts.call(client.endpoint())?;
        let url = call.url.clone();
        let mut headers = call.headers.clone();
        let page = call.page;
        let response = client.exchange(call).await?;
        OF_START.iter().for_each(|it| drop(headers.remove(it)));
        let mut res = LongRunning { headers, ..LongRunning::of(self.decode, page) };
        if response.status() == StatusCode::ACCEPTED {
            res.accept(client, &url, response)?;
        } else {
            res.done = Some(Done { status: MonitorStatus::done(response.body()), answer: Some(response) });
        }
        Ok(res)
    }
}

/// A long-running operation: [`Request::start`].
///
/// ```no_run
/// # async fn example(client: graphwright_runtime::Client, create_team: graphwright_runtime::Request<graphwright_runtime::Value>)
/// # -> Result<(), graphwright_runtime::Error> {
/// let mut operation = create_team.start(&client).await?;
/// // To go on in another process: `serde_json::to_string(&operation.monitor())`.
/// let status = operation.wait(&client).await?;
/// println!("{:?}", status.resource_id());
/// let team = operation.value(&client).await?;
/// # Ok(()) }
/// ```
#[must_use = "an operation may still be running until `wait` or `result` returns"]
pub struct LongRunning<T> {
    monitor: Option<MonitorLink>,
    /// The location of the result, according to the first response.
    location: Option<String>,
    /// Headers that are sent with each poll to the client's own service.
    headers: HeaderMap,
    decode: Decode<T>,
    page: Option<Page>,
    limit: Option<Duration>,
    /// The wait before the next poll.
    wait: Option<Duration>,
    /// The number of polls without `Retry-After`.
    unasked: u32,
    done: Option<Done>,
}

struct Done {
    status: MonitorStatus,
    /// The last response, if it is the result itself.
    answer: Option<http::Response<Bytes>>,
}

impl<T: DeserializeOwned> LongRunning<T> {
    /// Resumes an operation from its stored link: [`LongRunning::monitor`].
    pub fn resume(monitor: MonitorLink) -> LongRunning<T> {
        let decode = |response: &http::Response<Bytes>| read_json(response.body());
        LongRunning { monitor: Some(monitor), wait: Some(Duration::ZERO), ..LongRunning::of(decode, None) }
    }
}

impl<T> LongRunning<T> {
    fn of(decode: Decode<T>, page: Option<Page>) -> LongRunning<T> {
        LongRunning {
            monitor: None,
            location: None,
            headers: HeaderMap::new(),
            decode,
            page,
            limit: None,
            wait: None,
            unasked: 0,
            done: None,
        }
    }

    /// Returns the link to poll; `None` if the operation completed immediately.
    pub fn monitor(&self) -> Option<&MonitorLink> {
        self.monitor.as_ref()
    }

    /// Sets the maximum time of [`LongRunning::wait`]; by default there is no limit. Afterwards, it can be called
    /// again.
    pub fn limit(self, limit: Duration) -> Self {
        LongRunning { limit: Some(limit), ..self }
    }

    /// Polls once. An operation that is complete is not polled again.
    ///
    /// # Errors
    /// Fails if the operation failed or was cancelled, [`Error::is_operation_failed`], or if the service does not
    /// report a status.
    pub async fn poll(&mut self, client: &Client) -> Result<MonitorStatus, Error> {
        match (&self.done, &self.monitor) {
            (Some(done), _) => Ok(done.status.clone()),
            (None, Some(monitor)) => {
                let url = monitor.as_str().to_owned();
                self.ask(client, &url, None).await
            }
            (None, None) => Err(Error::unexpected("there is no link to poll")),
        }
    }

    async fn ask(&mut self, client: &Client, url: &str, time: Option<Duration>) -> Result<MonitorStatus, Error> {
        let call = Call { deadline: time, ..self.question(client, url) };
        let response = client.exchange(call).await?;
        self.answered(client, url, response).map_err(|err| err.with_page(self.page))
    }

    /// Waits until the operation is complete. It is polled according to `Retry-After`, or else after 1 s, 2 s, and so
    /// on up to 30 s.
    ///
    /// # Errors
    /// See [`LongRunning::poll`]; [`Error::is_operation_unfinished`] if the next poll would be after the maximum time.
    pub async fn wait(&mut self, client: &Client) -> Result<MonitorStatus, Error> {
        let deadline = Deadline::new(self.limit);
        let mut waited = Duration::ZERO;
        while self.done.is_none() {
            let wait = self.next_wait();
            waited = waited.saturating_add(wait);
            if let Some(limit) = self.limit.filter(|it| waited > *it || !deadline.allows(wait)) {
                return Err(Error::unfinished(limit).with_page(self.page));
            }
            if wait > Duration::ZERO {
                client.sleep(wait).await;
            }
            self.poll_before(client, deadline).await?;
        }
        self.poll(client).await
    }

    /// Like [`LongRunning::poll`], limited by the remaining time.
    async fn poll_before(&mut self, client: &Client, deadline: Deadline) -> Result<MonitorStatus, Error> {
        let (Some(monitor), Some(limit), Some(left)) = (&self.monitor, self.limit, deadline.left()) else {
            return self.poll(client).await;
        };
        let url = monitor.as_str().to_owned();
        let time = client.limit().map_or(left, |it| it.min(left));
        match self.ask(client, &url, Some(time)).await {
            Err(err) if err.is_timeout() && !deadline.allows(Duration::from_millis(1)) => {
                Err(Error::unfinished(limit).with_page(self.page))
            }
            result => result,
        }
    }

    /// Waits until the operation is complete, and returns its result: from the last response, or from the location of
    /// the result. A host that is not the client's gets no token.
    ///
    /// # Errors
    /// See [`LongRunning::wait`] and [`Request::send`]; also fails if the service does not report the location of the
    /// result.
    pub async fn value(&mut self, client: &Client) -> Result<T, Error> {
        let status = self.wait(client).await?;
        let response = match self.done.as_ref().and_then(|it| it.answer.clone()) {
            Some(answer) => answer,
            None => {
                let location = status
                    .resource_location()
                    .ok_or_else(|| Error::unexpected("the service did not report the location of the result"))?;
                client.exchange(self.call(client, location)).await?
            }
        };
        (self.decode)(&response).map_err(|err| Error::decode(response, &err).with_page(self.page))
    }

    fn next_wait(&mut self) -> Duration {
        self.wait.take().unwrap_or_else(|| {
            self.unasked += 1;
            FIRST_WAIT.saturating_mul(2_u32.saturating_pow(self.unasked - 1)).min(MAX_WAIT)
        })
    }

    fn call(&self, client: &Client, url: &str) -> Call {
        let is_own = monitor::is_own(client.endpoint(), url);
        Call {
            access: Access::PreAuthenticated,
            headers: if is_own { self.headers.clone() } else { HeaderMap::new() },
            template: "(operation)".to_owned(),
            page: self.page,
            ..Call::new(Method::GET, url.to_owned(), Bytes::new())
        }
    }

    fn question(&self, client: &Client, url: &str) -> Call {
        Call { follows_redirects: false, ..self.call(client, url) }
    }

    /// Reads a response of the monitor.
    fn answered(
        &mut self,
        client: &Client,
        url: &str,
        response: http::Response<Bytes>,
    ) -> Result<MonitorStatus, Error> {
        self.wait = retry::asked(response.headers());
        let link = header(&response, &LOCATION).map(|it| monitor::resolve(client.endpoint(), url, it));
        match response.status() {
            StatusCode::SEE_OTHER | StatusCode::FOUND => {
                let status = MonitorStatus::done(&Bytes::new()).at(link);
                return Ok(self.end(status, None));
            }
            // The status is available at another URL.
            status if status.is_redirection() => {
                self.monitor = Some(
                    link.map(MonitorLink::new)
                        .ok_or_else(|| Error::unexpected("the redirect has no valid `Location`"))?,
                );
                return Ok(MonitorStatus::running());
            }
            _ => {}
        }
        let is_accepted = response.status() == StatusCode::ACCEPTED;
        if let Some(link) = link.filter(|_| is_accepted) {
            self.monitor = Some(MonitorLink::new(link));
        }
        match Report::read(response.body()) {
            Some(report) => self.reported(client, url, report, response),
            None if is_accepted => Ok(MonitorStatus::running()),
            None => {
                let status = MonitorStatus::done(response.body()).at(self.location.clone());
                let has_result = !response.body().is_empty();
                Ok(self.end(status, has_result.then_some(response)))
            }
        }
    }

    fn reported(
        &mut self,
        client: &Client,
        url: &str,
        report: Report,
        response: http::Response<Bytes>,
    ) -> Result<MonitorStatus, Error> {
        if let Some(error) = report.failure() {
            return Err(Error::failed(response, error));
        }
        let location = report.location().map(|it| monitor::resolve(client.endpoint(), url, it));
        let status = report.status(response.body()).at(location.or_else(|| self.location.clone()));
        Ok(if status.is_done() { self.end(status, None) } else { status })
    }

    fn end(&mut self, status: MonitorStatus, answer: Option<http::Response<Bytes>>) -> MonitorStatus {
        self.done = Some(Done { status: status.clone(), answer });
        status
    }

    /// Reads the response to the request that starts the operation.
    fn accept(&mut self, client: &Client, url: &str, response: http::Response<Bytes>) -> Result<(), Error> {
        self.wait = retry::asked(response.headers());
        let resolve = |link: &str| monitor::resolve(client.endpoint(), url, link);
        self.location = header(&response, &CONTENT_LOCATION).map(resolve);
        let link = header(&response, &OPERATION_LOCATION).or_else(|| header(&response, &LOCATION)).map(resolve);
        match link {
            Some(link) => self.monitor = Some(MonitorLink::new(link)),
            None => {
                let err = Error::unexpected("the operation was started, but there is no link to poll");
                return Err(err.with_response(response).with_page(self.page));
            }
        }
        Ok(())
    }
}

fn header<'a>(response: &'a http::Response<Bytes>, name: &HeaderName) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

impl<T> fmt::Debug for LongRunning<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongRunning")
            .field("monitor", &self.monitor)
            .field("is_done", &self.done.is_some())
            .finish_non_exhaustive()
    }
}
