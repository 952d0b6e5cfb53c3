//! Several requests in one (OData JSON Format 4.01, 19).

mod wire;

use crate::deadline::Deadline;
use crate::request::{Decode, Parts};
use crate::retry::{self, Attempts};
use crate::{Client, Error, Page, Request};
use bytes::Bytes;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The maximum number of requests that the service accepts at once.
const MAX_REQUESTS: usize = 20;

/// How much longer a retry may wait to be sent together with others.
const TOGETHER: Duration = Duration::from_secs(1);

/// Any number of requests, sent together in groups of up to 20. Each request that is throttled is repeated after its
/// own `Retry-After`.
///
/// The timeout and the deadline of the client apply to each group; the timeout of a single request is ignored. Settings
/// for retries ([`Request::retry`], [`Request::idempotent`], [`Request::deadline`]) apply per request. Redirects are
/// not followed: [`BatchResponses::take_full`] returns them as responses.
///
/// ```no_run
/// # use graphwright_runtime::{Batch, Client, Error, Request};
/// # async fn example<A, B>(one: Request<A>, other: Request<B>, client: Client) -> Result<(), Error> {
/// let mut batch = Batch::new();
/// let one = batch.add(one);
/// let other = batch.add_after(other, &[one.id()]);
/// let mut responses = batch.send(&client).await;
/// let one = responses.take(one)?;
/// let other = responses.take(other)?;
/// # Ok(()) }
/// ```
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    /// Distinguishes the handles of this batch from those of others.
    number: u64,
    steps: Vec<Step>,
}

struct Step {
    parts: Parts,
    after: Vec<usize>,
    /// Set if a handle of another batch was passed.
    problem: Option<&'static str>,
}

/// Identifies the response of a request in a batch.
pub struct Handle<T> {
    id: StepId,
    decode: Decode<T>,
    types: PhantomData<fn() -> T>,
}

/// Identifies a request in a batch, for dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepId {
    batch: u64,
    index: usize,
}

impl<T> Handle<T> {
    /// The request, as a dependency of others: [`Batch::add_after`].
    pub fn id(&self) -> StepId {
        self.id
    }
}

impl Default for Batch {
    fn default() -> Self {
        Batch::new()
    }
}

impl Batch {
    /// Creates a batch without requests.
    pub fn new() -> Batch {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Batch { number: NEXT.fetch_add(1, Ordering::Relaxed), steps: Vec::new() }
    }

    /// Adds a request that does not depend on others.
    pub fn add<T>(&mut self, request: Request<T>) -> Handle<T> {
        self.add_after(request, &[])
    }

    /// Adds a request that is executed after others, and only if they succeed: otherwise its status is 424.
    pub fn add_after<T>(&mut self, request: Request<T>, after: &[StepId]) -> Handle<T> {
        let is_of_another = after.iter().any(|it| it.batch != self.number);
        let problem = is_of_another.then_some("it depends on a request of another batch");
        let after = after.iter().filter(|it| it.batch == self.number).map(|it| it.index).collect();
        let id = StepId { batch: self.number, index: self.steps.len() };
        self.steps.push(Step { parts: request.parts, after, problem });
        Handle { id, decode: request.decode, types: PhantomData }
    }

    /// Returns the number of requests.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Returns whether there are no requests.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Sends the requests until each has a final response. [`BatchResponses::take`] returns the error of a request, or
    /// of the group that it was sent in.
    pub async fn send(self, client: &Client) -> BatchResponses {
        let mut run = Run::new(&self, client);
        while let Some(chunk) = run.chunk() {
            match chunk {
                Chunk::Wait(time) => {
                    client.sleep(time).await;
                    run.pass(time);
                }
                Chunk::Send(steps) => run.send(&steps).await,
            }
        }
        let results = run.states.into_iter().map(|it| match it {
            State::Done(result) => Some(result),
            State::Waiting(_) => None,
        });
        let results = results.zip(&self.steps).map(|(result, step)| (result, step.parts.page())).collect();
        BatchResponses { batch: self.number, results }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.steps.iter().map(|it| &it.parts)).finish()
    }
}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&self.id).finish()
    }
}

type Outcome = Result<http::Response<Bytes>, Error>;

/// A batch in progress.
struct Run<'a> {
    batch: &'a Batch,
    client: &'a Client,
    states: Vec<State>,
    attempts: Vec<Attempts<'a>>,
    /// The deadlines of requests that have been sent.
    deadlines: Vec<Option<Deadline>>,
    /// Whether another token has been requested.
    is_renewed: bool,
}

enum State {
    /// The remaining wait before the request is sent.
    Waiting(Duration),
    Done(Outcome),
}

/// The next step.
enum Chunk {
    Wait(Duration),
    Send(Vec<usize>),
}

impl<'a> Run<'a> {
    fn new(batch: &'a Batch, client: &'a Client) -> Run<'a> {
        let states = batch.steps.iter().map(|it| match it.problem {
            None => State::Waiting(Duration::ZERO),
            Some(problem) => State::Done(Err(Error::request(problem))),
        });
        let attempts =
            batch.steps.iter().map(|it| Attempts::new(it.parts.retry.as_ref().unwrap_or(client.retry()))).collect();
        Run { batch, client, states: states.collect(), attempts, deadlines: vec![None; batch.len()], is_renewed: false }
    }

    /// Up to 20 requests of one API version that are ready: each dependency is complete, or in the same group.
    fn chunk(&mut self) -> Option<Chunk> {
        let mut chunk: Vec<usize> = Vec::new();
        for (idx, step) in self.batch.steps.iter().enumerate() {
            if !matches!(self.states[idx], State::Waiting(Duration::ZERO)) {
                continue;
            }
            let is_after_others = step.after.iter().any(|it| !self.is_done(*it) && !chunk.contains(it));
            let version = chunk.first().map(|it| self.batch.steps[*it].parts.version());
            if !is_after_others && version.is_none_or(|it| it == step.parts.version()) {
                chunk.push(idx);
            }
            if chunk.len() == MAX_REQUESTS {
                break;
            }
        }
        if chunk.is_empty() { self.wait().map(Chunk::Wait) } else { Some(Chunk::Send(chunk)) }
    }

    /// The wait before the next retry, long enough to include retries that are due soon after.
    fn wait(&self) -> Option<Duration> {
        let times = self.states.iter().filter_map(|it| match it {
            State::Waiting(time) if !time.is_zero() => Some(*time),
            _ => None,
        });
        let first = times.clone().min()?;
        times.filter(|it| *it <= first + TOGETHER).max()
    }

    fn is_done(&self, idx: usize) -> bool {
        matches!(self.states[idx], State::Done(_))
    }

    /// Whether the request failed, so that requests that depend on it are not sent.
    fn has_failed(&self, idx: usize) -> bool {
        match &self.states[idx] {
            State::Done(Ok(response)) => response.status().as_u16() >= 400,
            State::Done(Err(_)) => true,
            State::Waiting(_) => false,
        }
    }

    /// Subtracts elapsed time from the remaining waits.
    fn pass(&mut self, time: Duration) {
        for state in &mut self.states {
            if let State::Waiting(left) = state {
                *left = left.saturating_sub(time);
            }
        }
    }

    async fn send(&mut self, chunk: &[usize]) {
        let mut items = Vec::new();
        let mut sent = Vec::new();
        for &idx in chunk {
            let step = &self.batch.steps[idx];
            if step.after.iter().any(|it| self.has_failed(*it)) {
                self.states[idx] = State::Done(Ok(wire::failed_dependency()));
                continue;
            }
            // Dependencies that are complete are not sent.
            let after = step.after.iter().filter(|it| chunk.contains(it));
            match wire::item(idx, &step.parts, self.client, after) {
                Ok(item) => {
                    let limit = step.parts.deadline.or(self.client.limit());
                    self.deadlines[idx].get_or_insert_with(|| Deadline::new(limit));
                    items.push(item);
                    sent.push(idx);
                }
                Err(err) => self.states[idx] = State::Done(Err(err)),
            }
        }
        let Some(first) = sent.first().map(|it| &self.batch.steps[*it].parts) else { return };
        let is_idempotent = sent.iter().all(|it| self.is_idempotent(*it));
        let result = wire::exchange(self.client, first.version(), items, is_idempotent).await;
        match result {
            Ok(mut outcomes) => {
                sent.iter().for_each(|it| self.states[*it] = State::Done(outcomes.take(*it)));
                self.renew();
                self.repeat(&sent);
            }
            Err(err) => sent.iter().for_each(|it| self.states[*it] = State::Done(Err(err.clone()))),
        }
    }

    fn is_idempotent(&self, idx: usize) -> bool {
        self.batch.steps[idx].parts.is_idempotent
    }

    fn is_repeatable(&self, idx: usize, response: &http::Response<Bytes>) -> bool {
        let is_asked = retry::retry_after(response.headers()).is_some();
        retry::is_repeatable(response.status(), self.is_idempotent(idx), is_asked)
    }

    /// If the token was refused, schedules those requests once more, with another token.
    fn renew(&mut self) {
        let is_refused =
            |it: &State| matches!(it, State::Done(Ok(it)) if it.status() == http::StatusCode::UNAUTHORIZED);
        if self.is_renewed || !self.states.iter().any(is_refused) {
            return;
        }
        self.is_renewed = true;
        if self.client.renew_token() {
            self.states.iter_mut().filter(|it| is_refused(it)).for_each(|it| *it = State::Waiting(Duration::ZERO));
        }
    }

    /// Schedules retries of requests that were throttled, and of requests that failed because of them.
    fn repeat(&mut self, sent: &[usize]) {
        for &idx in sent {
            let State::Done(Ok(response)) = &self.states[idx] else { continue };
            let after_repeated =
                self.batch.steps[idx].after.iter().any(|it| matches!(self.states[*it], State::Waiting(_)));
            if after_repeated && response.status() == http::StatusCode::FAILED_DEPENDENCY {
                self.states[idx] = State::Waiting(Duration::ZERO);
            } else if self.is_repeatable(idx, response) {
                let asked = retry::asked(response.headers());
                let deadline = self.deadlines[idx];
                let is_in_time = |it: &Duration| deadline.is_none_or(|deadline| deadline.allows(*it));
                if let Some(wait) = self.attempts[idx].next(asked).filter(is_in_time) {
                    tracing::debug!(step = idx, wait_ms = wait.as_millis(), "a request of a batch will be repeated");
                    // Not zero, so that other requests go first.
                    self.states[idx] = State::Waiting(wait.max(Duration::from_millis(1)));
                }
            }
        }
    }
}

/// The responses of a batch. Each is taken with the handle of its request.
pub struct BatchResponses {
    batch: u64,
    results: Vec<(Option<Outcome>, Option<Page>)>,
}

impl BatchResponses {
    /// Returns the result of a request.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails if the handle belongs to another batch, or if the response is a redirect:
    /// [`Error::headers`] has its `Location`.
    pub fn take<T>(&mut self, handle: Handle<T>) -> Result<T, Error> {
        let page = self.results.get(handle.id.index).and_then(|(_, page)| *page);
        let (head, value) = self.take_full(handle)?.into_parts();
        if head.status.is_redirection() {
            let response = http::Response::from_parts(head, Bytes::new());
            let err = Error::unexpected("the response is a redirect, which is not followed in a batch");
            return Err(err.with_response(response).with_page(page));
        }
        Ok(value)
    }

    /// Returns the result of a request, with status and headers. It may be a redirect: to the content of a file, for
    /// example.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails if the handle belongs to another batch.
    pub fn take_full<T>(&mut self, handle: Handle<T>) -> Result<http::Response<T>, Error> {
        let Handle { id, decode, .. } = handle;
        if id.batch != self.batch {
            return Err(Error::request("the handle belongs to another batch"));
        }
        let (outcome, page) = &mut self.results[id.index];
        let page = *page;
        let response = outcome.take().unwrap_or_else(|| Err(wire::no_response()));
        let response = response.map_err(|err| err.with_page(page))?;
        if response.status().as_u16() >= 400 || response.status() == http::StatusCode::NOT_MODIFIED {
            return Err(Error::service(response).with_page(page));
        }
        match decode(&response) {
            Ok(value) => Ok(response.map(|_| value)),
            Err(err) => Err(Error::decode(response, &err).with_page(page)),
        }
    }
}

impl fmt::Debug for BatchResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.results.iter().map(|(it, _)| match it {
            Some(Ok(response)) => Some(response.status()),
            _ => None,
        });
        f.debug_list().entries(statuses).finish()
    }
}
