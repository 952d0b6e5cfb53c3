//! Servers with unusual or invalid responses.
//!
//! These tests only use the runtime, and no generated crate.

mod batch;
mod encoding;
mod errors;
mod kinds;
mod links;
mod nulls;
mod numbers;
mod paging;
mod server;
mod time;
mod tls;
mod unsent;
