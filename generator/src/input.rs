//! Readers of all inputs: texts, Markdown and pages, JSON, CSDL, permissions, tables of contents.

pub mod csdl;
pub mod json;
pub mod markdown;
pub mod openapi;
pub mod page;
pub mod permissions;
pub mod read;
pub mod toc;
pub mod tree;
pub(crate) mod url;
