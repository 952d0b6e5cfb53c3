//! The documentation of paths, and of the functions that return them.

use super::Ctx;
use crate::analysis::paths::{PlaceId, PlaceKind, Step, StepKind};
use crate::model::http::Segment;
use crate::model::{Docs, TypeId};
use crate::rust::emit::words::code;

impl Ctx<'_> {
    /// The target of a path, and its URLs.
    pub(super) fn place_docs(&self, id: PlaceId, kind: &PlaceKind) -> String {
        let link = |ty: TypeId| self.type_link(self.areas.of_place(id), ty);
        let target = match kind {
            PlaceKind::Root => return String::new(),
            PlaceKind::Item(ty) => format!("A path to one {}", link(*ty)),
            PlaceKind::Collection(ty) => format!("A path to a collection of {}", link(*ty)),
            _ if self.paths.place(id).parent.is_some() => "A path".to_owned(),
            PlaceKind::Segment { name, is_item: false, .. } => format!("A path that ends in {}", code(name)),
            PlaceKind::Segment { name, is_item: true, .. } => {
                format!("A path that ends in {}", code(&format!("{name}/{{id}}")))
            }
        };
        match self.urls(id) {
            Some(urls) => format!("{target}: {urls}."),
            None => target + ".",
        }
    }

    /// What a function returns: its documentation, or what it appends.
    pub(super) fn step_docs(&self, from: PlaceId, step: &Step, docs: Option<&Docs>) -> String {
        let prose = docs.map(|it| self.prose(it, false)).filter(|it| !it.is_empty());
        prose.unwrap_or_else(|| self.appended(from, step))
    }

    fn appended(&self, from: PlaceId, step: &Step) -> String {
        let gate = self.areas.of_place(from);
        let target = match self.paths.places[step.target.0 as usize].kind {
            PlaceKind::Item(ty) => format!("one {}", self.type_link(gate, ty)),
            PlaceKind::Collection(ty) => format!("a collection of {}", self.type_link(gate, ty)),
            PlaceKind::Root | PlaceKind::Segment { .. } => String::new(),
        };
        let (part, target) = match &step.kind {
            StepKind::Segment(name) if step.is_cast() => (format!("the cast {}", code(&format!("/{name}"))), target),
            StepKind::Segment(name) => (code(&format!("/{name}")), target),
            StepKind::Key => ("a key, `/{id}`".to_owned(), target),
            StepKind::Keys(names) => (format!("a key, {}", code(&format!("({})", names.join(", ")))), target),
            StepKind::ByPath => ("a path of files and folders, `:/{path}:`".to_owned(), target),
            StepKind::Function(name, _) => (format!("the function {}", code(&format!("/{name}(…)"))), target),
            StepKind::Values(all) => {
                (code(&all.iter().map(|it| Segment::from(&it[..]).to_string()).collect::<String>()), target)
            }
        };
        if target.is_empty() { format!("Appends {part}.") } else { format!("Appends {part}: {target}.") }
    }
}
