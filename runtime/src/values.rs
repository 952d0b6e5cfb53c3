//! Primitive values that JSON has as strings. The text is kept as it came and written back byte for byte; it is parsed when
//! somebody asks, so that one odd value does not make a whole response unreadable.

mod binary;
mod date_time;
mod decimal;

pub use binary::Binary;
pub use date_time::{Date, DateTime, Duration, TimeOfDay};
pub use decimal::Decimal;

/// Declares a type that keeps the text of a value.
macro_rules! text_value {
    ($(#[$meta:meta])* pub struct $ty:ident, $expected:literal) => {
        $(#[$meta])*
        #[derive(Clone, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $ty(Box<str>);

        impl $ty {
            /// The value with this text. Nobody checks it: the service may send, and accept, what this crate cannot read.
            pub fn from_text(text: impl Into<Box<str>>) -> $ty {
                $ty(text.into())
            }

            #[doc = concat!("The text, as it came: ", $expected, ".")]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                self.key() == other.key()
            }
        }

        impl Eq for $ty {}

        impl PartialOrd for $ty {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $ty {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl std::hash::Hash for $ty {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }
    };
}
pub(crate) use text_value;

text_value! {
    /// `Edm.Guid`. Upper and lower case are the same.
    pub struct Guid, "`6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0`"
}

impl Guid {
    /// The value, if the text is a GUID.
    pub fn to_uuid(&self) -> Option<uuid::Uuid> {
        self.0.parse().ok()
    }

    fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl From<uuid::Uuid> for Guid {
    fn from(value: uuid::Uuid) -> Self {
        Guid::from_text(value.to_string())
    }
}

impl std::str::FromStr for Guid {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Guid, uuid::Error> {
        text.parse::<uuid::Uuid>()?;
        Ok(Guid::from_text(text))
    }
}
