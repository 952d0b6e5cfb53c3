//! The names of variables for bodies and results.

use super::program::Shown;
use super::writer::Writer;
use crate::analysis::paths::{Call, StepKind, Verb};
use crate::analysis::requests::Request;
use crate::model::{ItemType, Type, TypeId};
use crate::rust::names;
use crate::rust::signature::Received;
use crate::spelling::singulars;

impl Writer<'_, '_> {
    /// The name of the variable for a body.
    pub(super) fn body_name(&self, request: &Request<'_>, ty: &Type<TypeId>) -> String {
        match ty.item {
            ItemType::Named(id) if !self.is_parameters(ty) && !ty.is_collection => self.variable(request, id),
            _ => "body".to_owned(),
        }
    }

    /// A variable named after a type: the name in the URL if the type's name ends with it.
    fn variable(&self, request: &Request<'_>, id: TypeId) -> String {
        let ty = names::field(&self.ctx.names.type_item(id).ident);
        let segment = self.last_segment(request).filter(|it| !it.is_empty());
        let mut names = segment.iter().flat_map(|it| singulars(it).chain([it.clone()]));
        let name = names.find(|it| ty.ends_with(&format!("_{it}")));
        [name, Some(ty)].into_iter().flatten().find(|it| is_variable(it)).unwrap_or_else(|| "value".to_owned())
    }

    /// The last name in the URL before the call, as a variable.
    fn last_segment(&self, request: &Request<'_>) -> Option<String> {
        request.steps.iter().rev().find_map(|it| {
            let place = &self.ctx.paths.places[it.from.0 as usize];
            match &place.steps[it.step].kind {
                StepKind::Segment(name) if !name.contains('.') => Some(names::field(name)),
                _ => None,
            }
        })
    }

    /// The name of the result, and how it can be printed.
    pub(super) fn result(&self, request: &Request<'_>, call: &Call, received: Received<'_>) -> Option<Shown> {
        let shown = |name: String, is_bytes| Some(Shown { name, is_bytes });
        match received {
            Received::Nothing | Received::Events(_) | Received::ByStatus(_) => None,
            Received::Bytes => shown("content".to_owned(), true),
            Received::Text => shown("text".to_owned(), false),
            Received::Count => shown("count".to_owned(), false),
            Received::Json | Received::Scalar(_) | Received::Value(_) => shown("value".to_owned(), false),
            Received::References => shown("references".to_owned(), false),
            Received::Item(id) => shown(self.variable(request, id), false),
            Received::Collection(item) => shown(self.collection_name(request, call, item), false),
        }
    }

    /// The name of listed items: the segment that returns them, the subject of the function (`getMemberGroups`), or the
    /// plural of the type.
    fn collection_name(&self, request: &Request<'_>, call: &Call, item: &ItemType<TypeId>) -> String {
        let name = match &call.verb {
            Verb::List => self.last_segment(request),
            Verb::Invoke(name) if name == "delta" => self.last_segment(request),
            Verb::Invoke(name) => {
                let name = names::field(name);
                let verb = ["get_", "check_", "list_", "find_"].into_iter().find(|it| name.starts_with(it));
                verb.filter(|_| name.ends_with('s')).map(|it| name[it.len()..].to_owned())
            }
            _ => None,
        };
        name.filter(|it| is_variable(it)).unwrap_or_else(|| match item {
            ItemType::Named(id) => plural(&self.variable(request, *id)),
            ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => "values".to_owned(),
        })
    }
}

/// Whether a name is valid for a variable, and not taken.
pub(super) fn is_variable(name: &str) -> bool {
    names::field(name) == name && !name.starts_with('_') && name != "client"
}

pub(super) fn plural(name: &str) -> String {
    let ends_in_vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|it| name.ends_with(it));
    if name.ends_with('y') && !ends_in_vowel_y {
        format!("{}ies", &name[..name.len() - 1])
    } else if ["s", "x", "ch", "sh"].iter().any(|it| name.ends_with(it)) {
        format!("{name}es")
    } else {
        format!("{name}s")
    }
}
