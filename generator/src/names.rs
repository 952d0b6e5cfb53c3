//! Every Rust name, decided once.
