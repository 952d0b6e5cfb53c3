//! The client against a real HTTP server.

mod batch;
mod blocking;
mod delta;
mod hostile;
mod observability;
mod paging;
mod redirects;
mod requests;
mod resilience;
mod storm;
mod support;
mod tokens;
