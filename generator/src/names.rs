//! Every Rust name, once.
