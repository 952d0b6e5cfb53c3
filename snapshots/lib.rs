//! Golden tests: see `golden.rs`.
