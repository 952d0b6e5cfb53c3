//! Servers that answer with what no specification or only the small print of one allows.
//!
//! These tests need the runtime only, and no generated crate.

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
