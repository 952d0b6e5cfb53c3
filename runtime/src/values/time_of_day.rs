//! Times of a day.

use super::{Key, ValueError, has_shape, text_value};
use jiff::civil;
use std::str::FromStr;

text_value! {
    /// `Edm.TimeOfDay`: `07:59:00.0000000`. The original text is kept, with all fractional digits; times are equal if
    /// they are the same nanosecond.
    pub struct TimeOfDay, "a time of day"
}

impl TimeOfDay {
    /// Parses the time. The second 60 becomes the second 59.
    ///
    /// # Errors
    /// Fails if the text is not a time of day, or if it has more than nine fractional digits.
    pub fn civil(&self) -> Result<civil::Time, ValueError> {
        read(&self.0).ok_or_else(|| ValueError::malformed("Edm.TimeOfDay", &self.0))
    }

    fn key(&self) -> Key<civil::Time, &str> {
        read(&self.0).map_or(Key::Text(&self.0), Key::Value)
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(value: civil::Time) -> Self {
        TimeOfDay::from_text(value.to_string())
    }
}

impl FromStr for TimeOfDay {
    type Err = ValueError;

    /// Accepts the text if it is a time of day.
    fn from_str(text: &str) -> Result<TimeOfDay, ValueError> {
        let res = TimeOfDay::from_text(text);
        res.civil()?;
        Ok(res)
    }
}

/// Parses a time. jiff alone would also accept times without colons, and a date before the time.
pub(super) fn read(text: &str) -> Option<civil::Time> {
    let whole = text.split('.').next()?;
    if !has_shape(whole, "dd:dd:dd") && !has_shape(text, "dd:dd") {
        return None;
    }
    if !text[whole.len()..].bytes().skip(1).all(|it| it.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
