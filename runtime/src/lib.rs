//! x
mod values;
pub use values::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, ValueError};
