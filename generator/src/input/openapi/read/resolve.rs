//! References → values.

use super::{Reader, Trees};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::openapi::files::{decoded, is_remote, join};
use crate::input::openapi::{RefOr, Reference, Target, Targets, Text};
use crate::model::json::{Json, Value};
use crate::source::{FileId, Span, Spanned};
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};

/// The most references in a row, from one to the next.
const MAX_CHAIN: usize = 64;

/// The number of bytes that may be read in the place of references where OpenAPI has none: such values are read again for
/// each reference.
const MAX_INLINED: usize = 64 << 20;

/// The number of members from which names of an object are looked up in a map.
const MANY: usize = 32;

/// What is in the place of a reference that has no target.
static NOTHING: Json = Spanned { value: Value::Null, span: Span { file: FileId(0), start: 0, end: 0 } };

/// A kind of value that references refer to.
pub(super) trait Referable: Sized {
    /// The kind, with an article.
    const KIND: &'static str;

    /// Reads a value that is not a reference.
    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Self;

    /// The values of this kind.
    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Self>;
}

/// Finds what references refer to.
pub(super) struct Resolver<'a> {
    trees: &'a Trees<'a>,
    /// What was found, by file and URI. Iteration order is never observable.
    found: HashMap<(FileId, SmolStr), Result<&'a Json, &'static str>>,
    /// The members of large objects by name. Iteration order is never observable.
    large: HashMap<Span, HashMap<&'a str, &'a Json>>,
    /// The values that were referred to.
    read: Vec<&'a Json>,
    n_inlined: usize,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(trees: &'a Trees<'a>) -> Resolver<'a> {
        Resolver { trees, found: HashMap::new(), large: HashMap::new(), read: Vec::new(), n_inlined: 0 }
    }

    /// The values that were read, and the trees that contain them.
    pub(super) fn finish(self, root: &'a Json) -> (Vec<&'a Json>, Vec<&'a Json>) {
        let mut files: Vec<FileId> = self.read.iter().map(|it| it.span.file).collect();
        files.sort_unstable();
        files.dedup();
        let others = files.into_iter().filter(|it| *it != root.span.file);
        let trees = [root].into_iter().chain(others.filter_map(|it| self.trees.get(it))).collect();
        let outside = self.read.into_iter().filter(|it| it.span.file != root.span.file);
        ([root].into_iter().chain(outside).collect(), trees)
    }

    pub(super) fn first_line(&self, span: Span) -> Span {
        self.trees.sources.first_line(span)
    }

    /// The value of a URI, or why there is none.
    fn find(&mut self, uri: &Text) -> Result<&'a Json, &'static str> {
        let key = (uri.span.file, uri.value.clone());
        if let Some(found) = self.found.get(&key) {
            return *found;
        }
        let found = self.find_new(uri);
        if let Ok(found) = found {
            self.read.push(found);
        }
        self.found.insert(key, found);
        found
    }

    fn find_new(&mut self, uri: &Text) -> Result<&'a Json, &'static str> {
        let (file, fragment) = uri.value.split_once('#').unwrap_or((&uri.value, ""));
        if is_remote(file) {
            return Err("nothing is read from the network");
        }
        let from = &self.trees.sources.file(uri.span.file).path;
        let file = match file {
            "" => Some(uri.span.file),
            _ => join(from, file).and_then(|it| self.trees.sources.find(&it)),
        };
        let file = file.ok_or("this file is not below the folder of the description")?;
        let mut node = self.trees.get(file).ok_or("this file is not a part of the description")?;
        let fragment = decoded(fragment);
        if fragment.is_empty() {
            return Ok(node);
        }
        let pointer = fragment.strip_prefix('/').ok_or("only JSON pointers are supported: `#/a/b`")?;
        for token in pointer.split('/') {
            let name = token.replace("~1", "/").replace("~0", "~");
            node = self.member(node, &name).ok_or("this value does not exist")?;
        }
        Ok(node)
    }

    fn member(&mut self, node: &'a Json, name: &str) -> Option<&'a Json> {
        match &node.value {
            Value::Object(members) if members.len() >= MANY => {
                let map = || members.iter().map(|(name, value)| (name.value.as_str(), value)).collect();
                self.large.entry(node.span).or_insert_with(map).get(name).copied()
            }
            Value::Object(_) => node.value.get(name),
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value behind all references that follow each other from a value; `None` if they have no end.
    fn end(&mut self, mut node: &'a Json) -> Option<&'a Json> {
        for _ in 0..MAX_CHAIN {
            match uri(node).map(|it| self.find(&it)) {
                None | Some(Err(_)) => return Some(node),
                Some(Ok(next)) => node = next,
            }
        }
        None
    }
}

/// What is in the place of a value that cannot be read.
pub(super) fn nothing() -> &'static Json {
    &NOTHING
}

/// The URI of a value that is a reference.
pub(super) fn uri(node: &Json) -> Option<Text> {
    let value = node.value.get("$ref")?;
    Some(Spanned::new(value.value.as_str()?.into(), value.span))
}

impl<'a> Reader<'a> {
    /// The value of a URI. One that does not exist is reported.
    fn find(&mut self, uri: &Text) -> Option<&'a Json> {
        self.n_references += 1;
        let found = self.resolver.find(uri).and_then(|it| self.resolver.end(it).map(|_| it).ok_or(""));
        match found {
            Ok(found) => Some(found),
            Err(why) => {
                self.diagnostics.report(unresolved(uri, why));
                None
            }
        }
    }

    /// The value in the place of a reference, where OpenAPI allows none, or behind several ones.
    pub(super) fn follow(&mut self, node: &'a Json) -> &'a Json {
        let mut node = node;
        while let Some(uri) = uri(node) {
            let mut it = super::Object::new(self, "a reference", node);
            it.take("$ref");
            it.finish_with(Reader::sibling);
            let Some(found) = self.find(&uri) else { return &NOTHING };
            self.resolver.n_inlined += found.span.range().len();
            if self.resolver.n_inlined > MAX_INLINED {
                self.diagnostics.report(unresolved(&uri, "the values of all references are too large"));
                return &NOTHING;
            }
            node = found;
        }
        node
    }

    /// A value, or a reference to one.
    pub(super) fn ref_or<T: Referable>(&mut self, node: &'a Json) -> RefOr<T> {
        let Some(uri) = uri(node) else { return RefOr::Value(Box::new(T::read(self, node))) };
        let mut it = super::Object::new(self, "a reference", node);
        it.take("$ref");
        let (summary, description) = (it.text("summary"), it.text("description"));
        it.finish_with(Reader::sibling);
        let target = self.find(&uri).and_then(|it| self.target::<T>(it));
        RefOr::Reference(Reference { uri, target, summary, description })
    }

    /// The key of a value, which is read later. A value that is a reference has the key of its value.
    pub(super) fn target<T: Referable>(&mut self, node: &'a Json) -> Option<Target> {
        let node = self.follow(node);
        (!std::ptr::eq(node, &NOTHING)).then(|| self.queue::<T>(node))
    }

    /// The key of the schema of a URI: schemas may contain references.
    pub(super) fn schema_target<T: Referable>(&mut self, uri: &Text) -> Option<Target> {
        self.find(uri).map(|it| self.queue::<T>(it))
    }

    /// The key of a value that is read later.
    pub(super) fn queue<T: Referable>(&mut self, node: &'a Json) -> Target {
        let read = |reader: &mut Reader<'a>, node: &'a Json| {
            let value = T::read(reader, node);
            T::of(&mut reader.targets).insert(Target(node.span), value);
        };
        if self.queued.insert((T::KIND, node.span)) {
            self.queue.push((read, node));
        }
        Target(node.span)
    }
}

fn unresolved(uri: &Text, why: &str) -> Diagnostic {
    if why.is_empty() {
        return Diagnostic::new(
            Code::ReferenceCycle,
            uri.span,
            format!("the reference `{}` refers to itself", uri.value),
        )
        .label("directly, or by other references")
        .note("the reference is ignored");
    }
    Diagnostic::new(Code::ReferenceUnresolved, uri.span, format!("the reference `{}` has no target", uri.value))
        .label(why)
        .note("the reference is ignored; a schema accepts any value")
}
