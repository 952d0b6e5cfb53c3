//! An object of which members are taken by name.

use super::Reader;
use crate::input::openapi::account::Use;
use crate::input::openapi::{Extensions, Text};
use crate::model::json::{Json, Member, Name, Value};
use crate::source::{Span, Spanned};
use smol_str::SmolStr;

/// An object that is being read. Members that are left at the end are extensions, or reported.
pub(super) struct Object<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    /// What it is, with an article, for reports.
    kind: &'static str,
    pub(super) span: Span,
    members: &'a [Member],
    is_taken: Vec<bool>,
}

impl<'r, 'a> Object<'r, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'a>, kind: &'static str, node: &'a Json) -> Object<'r, 'a> {
        let members: &[Member] = match &node.value {
            Value::Object(members) => members,
            Value::Null => &[],
            _ => {
                reader.wrong_type(kind, node, "an object");
                &[]
            }
        };
        Object { reader, kind, span: node.span, members, is_taken: vec![false; members.len()] }
    }

    /// Takes a member with its name.
    pub(super) fn take(&mut self, name: &str) -> Option<&'a Member> {
        let idx = (0..self.members.len()).find(|it| !self.is_taken[*it] && self.members[*it].0.value == name)?;
        self.is_taken[idx] = true;
        self.reader.uses.add(&self.members[idx].0, Use::Read);
        Some(&self.members[idx])
    }

    /// A member, which is not taken.
    pub(super) fn member(&self, name: &str) -> Option<&'a Member> {
        let left = self.members.iter().zip(&self.is_taken).filter(|it| !it.1).map(|it| it.0);
        left.into_iter().find(|it| it.0.value == name)
    }

    /// Reports all members that were not taken, but those with some names, and extensions.
    pub(super) fn ignore_others(&mut self, names: &[&str]) {
        let is_kept = |name: &Name| is_extension(name) || names.contains(&name.value.as_str());
        for (idx, (name, value)) in self.members.iter().enumerate() {
            if !self.is_taken[idx] && !is_kept(name) {
                self.is_taken[idx] = true;
                self.reader.sibling(name);
                self.reader.uses.add(name, Use::Reported);
                self.reader.ignore(value);
            }
        }
    }

    /// Whether the object has a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// The value of a member, read by a function.
    pub(super) fn read<T>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'a>, &'a Json) -> T) -> Option<T> {
        let (_, value) = self.take(name)?;
        Some(read(self.reader, value))
    }

    /// A text. Numbers are texts as they are written.
    pub(super) fn text(&mut self, name: &str) -> Option<Text> {
        let (_, value) = self.take(name)?;
        self.reader.text(&format!("the member `{name}` of {}", self.kind), value)
    }

    /// A text that the object needs.
    pub(super) fn required(&mut self, name: &str, note: &str) -> Option<Text> {
        if !self.has(name) && !self.members.is_empty() {
            self.reader.missing(self.kind, self.span, name, note);
        }
        self.text(name)
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let (_, value) = self.take(name)?;
        let value = self.reader.follow(value);
        match &value.value {
            Value::Bool(it) => Some(*it),
            Value::Null => None,
            Value::String(text) if text == "true" || text == "false" => {
                let message = format!("the member `{name}` of {} is a text", self.kind);
                self.reader.wrong_value(
                    value.span,
                    message,
                    &format!("expected `{text}` without quotes"),
                    "kept after repair",
                );
                Some(text == "true")
            }
            _ => {
                self.reader.wrong_type(&format!("the member `{name}` of {}", self.kind), value, "`true` or `false`");
                None
            }
        }
    }

    /// A number, as written.
    pub(super) fn number(&mut self, name: &str) -> Option<SmolStr> {
        let (_, value) = self.take(name)?;
        let value = self.reader.follow(value);
        match &value.value {
            Value::Number(it) => Some(it.clone()),
            Value::Null => None,
            _ => {
                self.reader.wrong_type(&format!("the member `{name}` of {}", self.kind), value, "a number");
                None
            }
        }
    }

    /// The items of a list. A single value is treated as a list of it.
    pub(super) fn list<T>(&mut self, name: &str, mut read: impl FnMut(&mut Reader<'a>, &'a Json) -> T) -> Vec<T> {
        let Some((_, value)) = self.take(name) else { return Vec::new() };
        let value = self.reader.follow(value);
        match &value.value {
            Value::Array(items) => items.iter().map(|it| read(self.reader, it)).collect(),
            Value::Null => Vec::new(),
            _ => {
                let span = self.reader.resolver.first_line(value.span);
                let message = format!("the member `{name}` of {} is a single value", self.kind);
                self.reader.wrong_value(span, message, "expected a list", "treated as a list of one value");
                vec![read(self.reader, value)]
            }
        }
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, name: &str) -> Vec<Text> {
        let what = format!("an item of `{name}` of {}", self.kind);
        self.list(name, |reader, it| reader.text(&what, it)).into_iter().flatten().collect()
    }

    /// The members of a map. Their names may be anything.
    pub(super) fn map<T>(
        &mut self,
        name: &str,
        read: impl FnMut(&mut Reader<'a>, &'a Name, &'a Json) -> T,
    ) -> Vec<(Name, T)> {
        let Some((_, value)) = self.take(name) else { return Vec::new() };
        let what = format!("the member `{name}` of {}", self.kind);
        self.reader.map(&what, value, read)
    }

    /// A value that is data: references in it have no meaning.
    pub(super) fn data(&mut self, name: &str) -> Option<Json> {
        self.read(name, Reader::data)
    }

    /// Reports a member of a later or earlier version.
    pub(super) fn of_version(&mut self, name: &str, version: &'static str) {
        if let Some((name, _)) = self.member(name) {
            self.reader.of_version(name, version);
        }
    }

    /// Takes the members that are not extensions, for objects that are maps.
    pub(super) fn rest(&mut self) -> Vec<&'a Member> {
        let members = self.members;
        let left: Vec<usize> =
            (0..members.len()).filter(|it| !self.is_taken[*it] && !is_extension(&members[*it].0)).collect();
        left.into_iter()
            .map(|idx| {
                self.is_taken[idx] = true;
                self.reader.uses.add(&members[idx].0, Use::Read);
                &members[idx]
            })
            .collect()
    }

    /// The extensions. Every other member that is left is reported.
    pub(super) fn finish(self) -> Extensions {
        let kind = self.kind;
        self.finish_with(|reader, name| reader.unknown_member(kind, name))
    }

    /// The extensions. Every other member that is left is reported by `report`.
    pub(super) fn finish_with(self, mut report: impl FnMut(&mut Reader<'a>, &'a Name)) -> Extensions {
        let mut res = Vec::new();
        for (name, value) in self.members.iter().zip(&self.is_taken).filter(|it| !it.1).map(|it| it.0) {
            let how = if is_extension(name) { Use::Extension } else { Use::Reported };
            self.reader.uses.add(name, how);
            self.reader.uses.add_all(value, how);
            if how == Use::Extension {
                res.push((name.clone(), value.clone()));
            } else {
                report(self.reader, name);
            }
        }
        res
    }
}

fn is_extension(name: &Name) -> bool {
    name.value.starts_with("x-")
}

impl<'a> Reader<'a> {
    /// A value that is data.
    pub(super) fn data(&mut self, node: &'a Json) -> Json {
        self.uses.add_all(node, Use::Data);
        node.clone()
    }

    /// A text; `what` describes it for reports.
    pub(super) fn text(&mut self, what: &str, node: &'a Json) -> Option<Text> {
        let node = self.follow(node);
        match &node.value {
            Value::String(text) | Value::Number(text) => Some(Spanned::new(text.clone(), node.span)),
            Value::Bool(it) => Some(Spanned::new(SmolStr::new_static(if *it { "true" } else { "false" }), node.span)),
            Value::Null => None,
            _ => {
                self.wrong_type(what, node, "a text");
                None
            }
        }
    }

    /// The members of a map.
    pub(super) fn map<T>(
        &mut self,
        what: &str,
        node: &'a Json,
        mut read: impl FnMut(&mut Reader<'a>, &'a Name, &'a Json) -> T,
    ) -> Vec<(Name, T)> {
        let node = self.follow(node);
        match &node.value {
            Value::Object(members) => {
                let mut one = |(name, value): &'a Member| {
                    self.uses.add(name, Use::Read);
                    (name.clone(), read(self, name, value))
                };
                members.iter().map(&mut one).collect()
            }
            Value::Null => Vec::new(),
            _ => {
                self.wrong_type(what, node, "an object");
                Vec::new()
            }
        }
    }
}
