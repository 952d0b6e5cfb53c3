//! Programs that use a crate generated from an OpenAPI description, against a service in the process of the test.
//!
//! Each program is a function that a program of a user could contain; the tests check what it sends and what it reads.

mod answers;
mod lists;
mod messages;
mod requests;
mod service;
mod unions;
