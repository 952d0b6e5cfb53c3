//! The front page of the crate: programs that work with a collection of the service.

use super::Ctx;
use crate::analysis::areas::Gate;
use crate::analysis::paths::{Place, PlaceId, PlaceKind, StepKind, Verb};
use crate::model::{ItemType, Primitive, Type, TypeId};
use crate::rust::names::{CLIENT, Item, SERVICE_MODULE};
use crate::rust::signature::{self, Sent};
use std::cmp::Reverse;

/// Names of properties that suit an example, the best first.
const SUITABLE: [&str; 4] = ["displayName", "name", "title", "subject"];

/// A collection at the root of the service, with the names that examples use.
pub(super) struct Sample<'a> {
    /// The collection.
    pub(super) place: PlaceId,
    /// Its path: `msgraph::users()`.
    pub(super) collection: String,
    /// The path of one item.
    pub(super) item: String,
    /// The type of the items, and its path in the crate.
    pub(super) ty: &'a str,
    pub(super) ty_path: String,
    /// The field and the constant of a string property.
    pub(super) field: &'a str,
    pub(super) constant: &'a str,
    /// The verbs that both paths have.
    verbs: Vec<(&'static str, bool)>,
    /// The number of steps from an item.
    steps: usize,
}

impl Sample<'_> {
    /// Whether a verb is available: at the collection, or at an item.
    pub(super) fn has(&self, verb: &'static str, is_item: bool) -> bool {
        self.verbs.contains(&(verb, is_item))
    }
}

impl Ctx<'_> {
    /// The collection whose items have the most requests and steps, among those that are enabled by default.
    pub(super) fn sample(&self) -> Option<Sample<'_>> {
        let root = self.paths.places.first()?;
        let names = &self.names.methods(PlaceId(0)).steps;
        let all = root.steps.iter().zip(names).filter_map(|(step, name)| self.sample_of(&name.ident, step.target));
        all.min_by_key(|it| Reverse((it.verbs.len(), it.steps)))
    }

    fn sample_of(&self, function: &str, collection: PlaceId) -> Option<Sample<'_>> {
        let place = self.place(collection);
        let PlaceKind::Collection(ty) = place.kind else { return None };
        let (key, name) =
            place.steps.iter().zip(&self.names.methods(collection).steps).find(|it| it.0.kind == StepKind::Key)?;
        let has_string_key = self.paths.key_type(self.model, key.target).is_none();
        let gates = [self.areas.of_type(ty), self.areas.of_place(collection), self.areas.of_place(key.target)];
        if !has_string_key || !gates.into_iter().all(is_default) || self.place(key.target).kind != PlaceKind::Item(ty) {
            return None;
        }
        let (field, constant) = self.text_field(ty)?;
        let krate = self.krate();
        let Item { module, ident, .. } = self.names.type_item(ty);
        let module = if self.names.is_at_root(module) { String::new() } else { format!("{module}::") };
        let collection_path = format!("{krate}::{function}()");
        let verbs = self.verbs(collection, ty, false).chain(self.verbs(key.target, ty, true)).collect();
        let sample = Sample {
            place: collection,
            item: format!("{collection_path}.{}(\"…\")", name.ident),
            collection: collection_path,
            ty: ident,
            ty_path: format!("{krate}::{module}{ident}"),
            field,
            constant,
            verbs,
            steps: self.place(key.target).steps.len(),
        };
        (sample.has("list", false) && sample.has("get", true)).then_some(sample)
    }

    fn place(&self, id: PlaceId) -> &Place {
        &self.paths.places[id.0 as usize]
    }

    /// The name of the crate in programs.
    pub(super) fn krate(&self) -> String {
        self.config.name.replace('-', "_")
    }

    /// The path of the client in programs.
    pub(super) fn client_path(&self) -> String {
        let krate = self.krate();
        if self.names.reexports_client() {
            format!("{krate}::{CLIENT}")
        } else {
            format!("{krate}::{SERVICE_MODULE}::{CLIENT}")
        }
    }

    /// The requests of a path whose functions have the names and the parameters that examples use.
    fn verbs(&self, id: PlaceId, ty: TypeId, is_item: bool) -> impl Iterator<Item = (&'static str, bool)> {
        let place = self.place(id);
        let names = &self.names.methods(id).calls;
        let calls = place.calls.iter().zip(names).enumerate().filter(move |(idx, (call, name))| {
            let body = match signature::sent(place, call) {
                Sent::Nothing => true,
                Sent::Update(_) => call.verb == Verb::Update,
                Sent::Value(it) => call.verb == Verb::Create && *it == named(ty, it),
                _ => false,
            };
            let is_received = match (&call.verb, signature::received(self.model, call)) {
                (Verb::List, signature::Received::Collection(it)) => *it == ItemType::Named(ty),
                (Verb::Get | Verb::Create, it) => it == signature::Received::Item(ty),
                (Verb::Update | Verb::Delete | Verb::Count, _) => true,
                _ => false,
            };
            body && is_received
                && name.ident == call.verb.word()
                && name.parameters.is_empty()
                && is_default(self.areas.of_call((id, *idx)))
        });
        calls.map(move |(_, (call, _))| (call.verb.word(), is_item))
    }

    /// The field and the constant of a string property.
    fn text_field(&self, ty: TypeId) -> Option<(&str, &str)> {
        let keys = self.model.keys(ty);
        let rank = |it: &str| SUITABLE.iter().position(|known| *known == it).unwrap_or(SUITABLE.len());
        let fields = self.names.fields(ty).iter().filter_map(|it| Some((self.model.property(it.property)?, it)));
        let is_text = |ty: &Type<TypeId>| ty.item == ItemType::Primitive(Primitive::String) && !ty.is_collection;
        let texts = fields.filter(|(it, _)| {
            is_text(&it.ty) && !it.is_read_only && it.docs.deprecated.is_none() && !keys.contains(&it.name.value)
        });
        let (_, name) = texts.min_by_key(|(it, _)| rank(&it.name.value))?;
        Some((&name.ident, &name.constant))
    }
}

/// Whether an item is compiled with the default features: in the first area, or always.
fn is_default(gate: &Gate) -> bool {
    match gate {
        Gate::Always => true,
        Gate::Any(areas) => areas.contains(&0),
    }
}

/// An item of a type, as nullable as another one.
fn named(ty: TypeId, like: &Type<TypeId>) -> Type<TypeId> {
    Type { item: ItemType::Named(ty), is_collection: false, is_nullable: like.is_nullable }
}
