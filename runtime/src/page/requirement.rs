//! Permissions that a request requires.

use std::fmt;

/// What a caller requires, for every request or for one subject.
///
/// `Display` shows the alternatives: `A, B and C`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Requirement {
    subject: Option<&'static str>,
    alternatives: &'static str,
}

impl Requirement {
    pub(super) fn new(text: &'static str) -> Requirement {
        match text.split_once(':') {
            Some((subject, alternatives)) => Requirement { subject: Some(subject.trim()), alternatives },
            None => Requirement { subject: None, alternatives: text },
        }
    }

    /// The subject that the requirement is limited to, in the words of the page: `user`, `acting on self`. Without a
    /// subject, the requirement is for every request.
    pub fn subject(self) -> Option<&'static str> {
        self.subject
    }

    /// The alternatives, from the least to the most privileged; all permissions of one of them are required. Empty if the
    /// subject is not supported.
    pub fn alternatives(self) -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
        self.alternatives.split_whitespace().map(|it| it.split('+'))
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alternatives().next().is_none() {
            return f.write_str("not supported");
        }
        for (idx, names) in self.alternatives().enumerate() {
            if idx > 0 {
                f.write_str(", ")?;
            }
            for (idx, name) in names.enumerate() {
                write!(f, "{}{name}", if idx > 0 { " and " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.subject.map(|it| format!("{it}: ")).unwrap_or_default();
        write!(f, "{:?}", format!("{subject}{self}"))
    }
}
