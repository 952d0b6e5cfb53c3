//! Turns API reference pages into Rust.
//!
//! The phases, in order: [`read`] → [`markdown`], [`csdl`] → [`page`] → [`lower`] → [`resolve`] → [`paths`] → [`snippet`] → [`emit`] → [`output`].
//! [`pipeline`] runs those that check pages, [`generate`] all of them.

pub mod accounts;
pub mod allocator;
pub mod areas;
pub mod config;
pub mod csdl;
pub mod diagnostics;
pub mod drift;
pub mod emit;
pub mod examples;
pub mod export;
pub mod generate;
pub mod json;
pub mod lower;
pub mod markdown;
pub mod model;
pub mod names;
pub mod output;
pub mod package;
pub mod page;
pub mod paths;
pub mod pipeline;
pub mod read;
pub mod resolve;
pub mod signature;
pub mod snippet;
pub mod source;
pub mod toc;
