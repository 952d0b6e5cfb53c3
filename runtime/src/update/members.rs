//! The members that an update sets, as JSON texts, which keep all digits of numbers.

use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Clone, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Members(BTreeMap<String, Member>);

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Member {
    Text(Box<RawValue>),
    Object(Members),
}

impl Members {
    /// Sets a member; a path (`address/city`) sets a nested member.
    pub(super) fn put(&mut self, name: &str, value: Box<RawValue>) {
        match name.split_once('/') {
            None => drop(self.0.insert(name.to_owned(), Member::Text(value))),
            Some((outer, inner)) => self.object(outer).put(inner, value),
        }
    }

    /// Returns the member as an object, replacing other values.
    fn object(&mut self, name: &str) -> &mut Members {
        let member = self.0.entry(name.to_owned()).or_insert_with(|| Member::Object(Members::default()));
        if let Member::Text(text) = member {
            let mut members = Members::default();
            // A value that is not an object has no members to keep.
            let _ = members.extend(text.get());
            *member = Member::Object(members);
        }
        match member {
            Member::Object(members) => members,
            Member::Text(_) => unreachable!("it has become an object"),
        }
    }

    /// Sets the members of a JSON object. Names are not split: those of open types may contain a `/`.
    ///
    /// # Errors
    /// Fails if the text is not a JSON object.
    pub(super) fn extend(&mut self, object: &str) -> Result<(), serde_json::Error> {
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(object)?;
        self.0.extend(members.into_iter().map(|(name, text)| (name, Member::Text(text))));
        Ok(())
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}
