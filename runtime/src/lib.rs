//! x
mod literal;
mod values;
pub use literal::{Literal, ToLiteral};
pub use values::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, ValueError};
