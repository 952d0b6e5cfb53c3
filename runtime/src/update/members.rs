//! The members that an update sets: JSON texts, so that no digit of a number is lost.

use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Default, Serialize)]
#[serde(transparent)]
pub(super) struct Members(BTreeMap<String, Member>);

#[derive(Serialize)]
#[serde(untagged)]
enum Member {
    Text(Box<RawValue>),
    Object(Members),
}

impl Members {
    /// Sets a member; a path (`address/city`) sets a member of a member.
    pub(super) fn put(&mut self, name: &str, value: Box<RawValue>) {
        match name.split_once('/') {
            None => drop(self.0.insert(name.to_owned(), Member::Text(value))),
            Some((outer, inner)) => self.object(outer).put(inner, value),
        }
    }

    /// The object that a member is, or becomes.
    fn object(&mut self, name: &str) -> &mut Members {
        let member = self.0.entry(name.to_owned()).or_insert_with(|| Member::Object(Members::default()));
        if let Member::Text(text) = member {
            let mut members = Members::default();
            // What is no object has no members to be kept.
            let _ = members.extend(text.get());
            *member = Member::Object(members);
        }
        match member {
            Member::Object(members) => members,
            Member::Text(_) => unreachable!("it has become an object"),
        }
    }

    /// Sets the members of a JSON object. Names are as they are: those of open types can have a `/`.
    ///
    /// # Errors
    /// The text is no JSON object.
    pub(super) fn extend(&mut self, object: &str) -> Result<(), serde_json::Error> {
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(object)?;
        self.0.extend(members.into_iter().map(|(name, text)| (name, Member::Text(text))));
        Ok(())
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}
