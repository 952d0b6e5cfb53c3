//! The documentation of request functions.

use super::words::{code, list, many, one, words};
use super::{Ctx, capabilities, docs};
use crate::analysis::paths::{Call, Origin, Payload, Place, PlaceId, PlaceKind, Tail, Verb};
use crate::model::{Capability, ODataOperationKind};
use std::collections::BTreeSet;

/// More owners of a relation, or parameters of an action, are only counted.
const SHOWN: usize = 3;

impl Ctx<'_> {
    /// The description of the first page, the requests of all pages, and an example; without pages, the description in
    /// metadata, or a sentence, and what the model states about the call.
    pub(super) fn call_docs(&self, id: (PlaceId, usize), place: &Place, call: &Call) -> String {
        let operations: Vec<_> = call.operations.iter().map(|it| self.model.operation(*it)).collect();
        let mut blocks = vec![operations.first().map(|it| self.prose(&it.docs, false)).unwrap_or_default()];
        if blocks[0].is_empty() {
            blocks.extend(call.odata_operation.map(|it| self.prose(&self.model.odata_operation(it).docs, false)));
        }
        blocks.extend(call.operations.iter().map(|it| self.references[it.0 as usize].clone()));
        blocks.retain(|it| !it.is_empty());
        if operations.is_empty() {
            if blocks.is_empty() {
                blocks.push(self.sentence(id.0, place, call));
            }
            blocks.extend(self.supported(id.0, call));
            if call.permissions.is_empty() {
                blocks.push(self.request_lines(id.0, call));
            }
        }
        blocks.extend(docs::permissions_of(self.model, call));
        let is_streamed = matches!(call.result, Payload::Events(_));
        blocks.extend(is_streamed.then(|| "[`open`](rt::Request::open) returns the events as they arrive.".to_owned()));
        blocks.extend(self.examples.get(&id).map(|it| format!("# Example\n\n{}", it.example())));
        blocks.join("\n\n")
    }

    /// What a call does, as a sentence.
    fn sentence(&self, id: PlaceId, place: &Place, call: &Call) -> String {
        let target = self.target(id, place);
        let item = place.kind.ty().map(|it| one(&self.model.type_def(it).name.value.name));
        let item = item.unwrap_or_else(|| "an item".to_owned());
        match &call.verb {
            Verb::List => format!("Lists {target}."),
            Verb::Get => format!("Reads {target}."),
            Verb::Create if target.contains(" of ") => format!("Creates {item} in {target}."),
            Verb::Create => format!("Creates {item}."),
            Verb::Update => format!("Updates {target}: only the properties that are set are sent."),
            Verb::Replace => format!("Replaces {target}."),
            Verb::Delete => format!("Deletes {target}."),
            Verb::Count => format!("Counts {target}."),
            Verb::ListRefs => format!("Lists references to {target}."),
            Verb::AddRef => format!("Adds an existing {} to {}.", without_article(&item), self.referenced(id, &target)),
            Verb::SetRef => {
                let relation = self.referenced(id, "the target of a relation");
                format!("Sets {relation} to an existing {}.", without_article(&item))
            }
            Verb::RemoveRef => {
                format!("Removes the reference to {}, which is not deleted.", self.referenced(id, &target))
            }
            Verb::Content => format!("Reads {} of {target}.", content(&call.tail)),
            Verb::Upload => format!("Writes {} of {target}.", content(&call.tail)),
            Verb::DeleteContent => format!("Deletes {} of {target}.", content(&call.tail)),
            Verb::Head => format!("Reads the headers of {target}."),
            Verb::Invoke(name) => self.invocation(name, call, &place.kind, &target),
        }
    }

    /// ``Calls the action `move` of a message with `destinationId`.``
    fn invocation(&self, name: &str, call: &Call, place: &PlaceKind, target: &str) -> String {
        let declared = call.odata_operation.map(|it| self.model.odata_operation(it));
        let kind = match declared.map(|it| it.kind) {
            Some(ODataOperationKind::Action) => "the action ",
            Some(ODataOperationKind::Function) => "the function ",
            None => "",
        };
        let target = if *place == PlaceKind::Root { String::new() } else { format!(" of {target}") };
        let parameters = declared.map_or(&[][..], |it| &it.parameters);
        let parameters: Vec<String> = parameters.iter().map(|it| code(&it.name.value)).collect();
        let with = if parameters.is_empty() { "" } else { " with " };
        format!("Calls {kind}{}{target}{with}{}.", code(name), list(&parameters, "and", SHOWN))
    }

    /// The target of a path in words: `the messages of a user or a mail folder`, `a user`.
    fn target(&self, id: PlaceId, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Root => "the service".to_owned(),
            PlaceKind::Segment { name, is_item: false, .. } => code(name),
            PlaceKind::Segment { name, is_item: true, .. } => format!("an item of {}", code(name)),
            PlaceKind::Item(ty) => {
                let is_single = self.usage.origins.collections(id).is_empty();
                let relation = if is_single { self.relation(id) } else { None };
                relation.unwrap_or_else(|| one(&self.model.type_def(*ty).name.value.name))
            }
            PlaceKind::Collection(ty) => {
                self.relation(id).unwrap_or_else(|| many(&self.model.type_def(*ty).name.value.name))
            }
        }
    }

    /// The relation by which a place is reached, if all have one name: `the messages of a user`.
    fn relation(&self, id: PlaceId) -> Option<String> {
        self.relation_of(self.usage.origins.of(id).iter())
    }

    /// The relation whose references can be changed, if all have one name.
    fn referenced(&self, id: PlaceId, default: &str) -> String {
        self.relation_of(self.references_to(id)).unwrap_or_else(|| default.to_owned())
    }

    fn relation_of<'a>(&self, origins: impl Iterator<Item = &'a Origin>) -> Option<String> {
        let origins: Vec<&Origin> = origins.collect();
        let name = &origins.first()?.name;
        if origins.iter().any(|it| it.name != *name) {
            return None;
        }
        let owners: Option<BTreeSet<String>> = origins.iter().map(|it| self.owner(it)).collect();
        let owners: Vec<String> = owners.into_iter().flatten().collect();
        let of = if owners.is_empty() { "" } else { " of " };
        Some(format!("the {}{of}{}", words(name), list(&owners, "or", SHOWN)))
    }

    /// The owner of a relation; `None` for entry points.
    fn owner(&self, origin: &Origin) -> Option<String> {
        let of_place = || self.paths.places[origin.from.0 as usize].kind.ty();
        let ty = origin.property.map(|it| it.0).or_else(of_place)?;
        Some(one(&self.model.type_def(ty).name.value.name))
    }

    /// What the model states about the support of a call.
    fn supported(&self, id: PlaceId, call: &Call) -> Option<String> {
        if self.usage.origins.supports_call(self.model, self.paths, id, call) == Some(false) {
            return Some("The metadata states that this is not supported.".to_owned());
        }
        let stated = |it: Capability| self.usage.origins.supports(self.model, self.paths, id, it);
        let options =
            |all: &[Capability]| capabilities::sentence(all.iter().filter_map(|it| Some((*it, stated(*it)?))));
        match call.verb {
            Verb::List => options(&capabilities::QUERY),
            Verb::Get => options(&[Capability::Select, Capability::Expand]),
            _ => None,
        }
    }
}

/// `a user` → `user`.
fn without_article(item: &str) -> &str {
    item.split_once(' ').map_or(item, |it| it.1)
}

/// The stream of a tail: `` `photo` ``.
fn content(tail: &Tail) -> String {
    match tail {
        Tail::Segment(name) if !name.starts_with('$') => code(name.trim_end_matches("/$value")),
        _ => "the content".to_owned(),
    }
}
