//! Dates.

use super::{Key, ValueError, has_shape, text_value};
use jiff::civil;
use std::str::FromStr;

text_value! {
    /// `Edm.Date`: `2017-01-31`. The original text is kept.
    pub struct Date, "a date"
}

impl Date {
    /// Parses the date.
    ///
    /// # Errors
    /// Fails if the text is not a date.
    pub fn civil(&self) -> Result<civil::Date, ValueError> {
        read(&self.0).ok_or_else(|| ValueError::malformed("Edm.Date", &self.0))
    }

    fn key(&self) -> Key<civil::Date, &str> {
        read(&self.0).map_or(Key::Text(&self.0), Key::Value)
    }
}

impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        Date::from_text(value.to_string())
    }
}

impl FromStr for Date {
    type Err = ValueError;

    /// Accepts the text if it is a date.
    fn from_str(text: &str) -> Result<Date, ValueError> {
        let res = Date::from_text(text);
        res.civil()?;
        Ok(res)
    }
}

/// Parses a date. jiff alone would also accept week dates, dates without hyphens, and a time after the date.
pub(super) fn read(text: &str) -> Option<civil::Date> {
    if !has_shape(text, "dddd-dd-dd") {
        return None;
    }
    text.parse().ok()
}
