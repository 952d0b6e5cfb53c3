//! What should be on disk, and how the disk differs.
