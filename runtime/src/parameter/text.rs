//! Parameters in paths and headers: one text.

use super::argument::{Data, items, members};
use super::{Encoding, Style};
use serde_json::value::RawValue;

/// How a value is written as text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    pub(crate) name: &'a str,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) encoding: Encoding,
}

/// The text of a value; `None` for a null, an empty list and an empty object.
pub(crate) fn text(form: Form<'_>, json: &RawValue) -> Option<String> {
    let encode = |text: &str| form.encoding.apply(text);
    match Data::of(json) {
        Data::Null => None,
        Data::Scalar(text) => Some(form.prefixed(&encode(&text))),
        Data::List(list) => form.joined(items(&list).iter().map(|it| encode(it)).collect()),
        Data::Object(object) => {
            let members = members(object).map(|(name, value)| (encode(&name), encode(&value)));
            match form.explode {
                true => form.members(members.map(|(name, value)| format!("{name}={value}")).collect()),
                false => form.joined(members.flat_map(|(name, value)| [name, value]).collect()),
            }
        }
    }
}

impl Form<'_> {
    /// The text with what precedes a value in this style.
    fn prefixed(self, text: &str) -> String {
        match self.style {
            Style::Label => format!(".{text}"),
            Style::Matrix if text.is_empty() => format!(";{}", self.name),
            Style::Matrix => format!(";{}={text}", self.name),
            _ => text.to_owned(),
        }
    }

    fn joined(self, items: Vec<String>) -> Option<String> {
        let is_exploded = self.explode && matches!(self.style, Style::Label | Style::Matrix);
        match items.as_slice() {
            [] => None,
            items if is_exploded => Some(items.iter().map(|it| self.prefixed(it)).collect()),
            items => Some(self.prefixed(&items.join(","))),
        }
    }

    /// Joins exploded members, which have names of their own.
    fn members(self, members: Vec<String>) -> Option<String> {
        let (prefix, separator) = match self.style {
            Style::Label => (".", "."),
            Style::Matrix => (";", ";"),
            _ => ("", ","),
        };
        (!members.is_empty()).then(|| format!("{prefix}{}", members.join(separator)))
    }
}
