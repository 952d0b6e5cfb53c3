//! Checks: examples against the model, pages against metadata, and whether every part of a page is accounted for.

pub mod accounts;
pub mod drift;
pub mod examples;
pub mod links;
pub mod method_tables;
pub mod methods;
pub mod pages;
pub mod permissions;
pub mod query_options;
pub mod representations;
pub mod suppress;
