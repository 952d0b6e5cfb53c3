//! Bytes up and down, against servers in this process.

mod download;
mod server;
mod session;
mod streams;
mod upload;
