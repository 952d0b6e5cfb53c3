//! Bytes up and down, and operations that take long, against servers in this process.

mod download;
mod operation;
mod server;
mod session;
mod streams;
mod upload;
