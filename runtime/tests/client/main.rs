//! The client against a real HTTP server.

mod batch;
mod blocking;
mod bodies;
mod delta;
mod events;
mod hostile;
mod observability;
mod paging;
mod redirects;
mod requests;
mod resilience;
mod responses;
mod security;
mod storm;
mod support;
mod tokens;
