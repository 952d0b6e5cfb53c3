//! The macro of the table of codes.

/// Declares [`Code`]: one line of the table is the variant, the number, the severity and the explanation.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident;)+) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &[Code] = &[$(Code::$name),+];

            /// The name in this table: `TypeCell`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name)),+ }
            }

            /// The number, as shown: `G0203`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number),+ }
            }

            /// The default severity.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// The explanation: the text of `graphwright explain`.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The first line of the explanation.
            pub fn summary(self) -> &'static str {
                self.explanation().trim().lines().next().unwrap_or_default()
            }
        }
    };
}

pub(super) use codes;
