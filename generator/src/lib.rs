//! Turns API reference pages into Rust.
//!
//! The phases, in order: [`input`] → [`lower`] → [`analysis`] → [`check`] → [`rust`]. [`pipeline`] runs those that check pages,
//! [`generate`] all of them.
//!
//! The feature `cli`, on by default, adds the program `graphwright` and its dependencies. The library does not need it.

#[cfg(feature = "cli")]
pub mod allocator;
pub mod analysis;
pub mod check;
pub mod config;
pub mod diagnostics;
pub mod export;
pub mod generate;
pub mod input;
pub mod lower;
pub mod model;
pub mod pipeline;
pub mod rust;
pub mod service;
pub mod source;
mod spelling;
