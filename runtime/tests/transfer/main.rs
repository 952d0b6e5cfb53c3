//! Uploads, downloads and long-running operations, with servers in the process of the test.

mod download;
mod operation;
mod server;
mod session;
mod streams;
mod upload;
