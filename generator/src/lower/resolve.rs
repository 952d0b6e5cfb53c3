//! Names → ids. A name that no page defines is reported, and any JSON value is accepted in its place: the result is whole.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::model::{
    Callable, Entry, EntryKind, ItemType, Model, NameMap, Namespaces, Operation, Parameter, Primitive, Property,
    QualifiedName, Structure, Type, TypeDef, TypeId, TypeKind, Unresolved,
};
use crate::source::SourceMap;
use std::ops::Range;

/// Looks every name up.
pub fn resolve(diagnostics: &mut Diagnostics, sources: &SourceMap, model: Model<Unresolved>) -> Model<TypeId> {
    let (names, has_metadata) = (&Names::new(&model), model.has_metadata());
    let Model { version, namespaces, types, operations, callables, entries } = model;
    let mut from_types = Diagnostics::default();
    let mut of_types = Ctx { diagnostics: &mut from_types, sources, has_metadata, names };
    let mut ctx = Ctx { diagnostics, sources, has_metadata, names };
    let (types, (operations, callables, entries)) = rayon::join(
        || types.into_iter().map(|it| of_types.type_def(it)).collect(),
        || {
            let operations = operations.into_iter().map(|it| ctx.operation(it)).collect();
            let callables = callables.into_iter().map(|it| ctx.callable(it)).collect();
            (operations, callables, entries.into_iter().filter_map(|it| ctx.entry(it)).collect())
        },
    );
    diagnostics.extend(from_types);
    Model { version, namespaces, types, operations, callables, entries }
}

/// The names that are defined.
struct Names {
    ids: NameMap<TypeId>,
    namespaces: Namespaces,
    /// By [`TypeId`].
    spelled: Vec<QualifiedName>,
}

impl Names {
    fn new(model: &Model<Unresolved>) -> Names {
        let spelled: Vec<QualifiedName> = model.types.iter().map(|it| it.name.value.clone()).collect();
        let ids = spelled.iter().cloned().zip((0..).map(TypeId)).collect();
        Names { ids, namespaces: model.namespaces.clone(), spelled }
    }

    fn find(&self, reference: &Unresolved) -> Option<TypeId> {
        self.namespaces.find(&self.ids, reference.to_name()).copied()
    }
}

/// Where a word stands in a text, if it stands there once.
fn only_word(text: &str, word: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices(word).filter(|(at, _)| {
        let is_part = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !is_part(text[..*at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
    });
    let (at, _) = places.next()?;
    places.next().is_none().then_some(at..at + word.len())
}

struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    has_metadata: bool,
    names: &'a Names,
}

impl Ctx<'_> {
    fn reference(&mut self, reference: Unresolved, note: &str) -> Option<TypeId> {
        let Some(id) = self.names.find(&reference) else {
            let by = if self.has_metadata { "any page or metadata" } else { "any page" };
            let message = format!("type `{}` is not defined by {by}", reference.name.name);
            let report =
                Diagnostic::new(Code::TypeUnknown, reference.span, message).label("not a known type").note(note);
            self.diagnostics.report(report.symbol(&reference.name.name));
            return None;
        };
        let spelled = &self.names.spelled[id.0 as usize].name;
        let is_written = self.sources[reference.span].contains(&reference.name.name);
        if is_written && *spelled != reference.name.name {
            let message = format!("`{}` is defined as `{spelled}`", reference.name.name);
            let mut report = Diagnostic::new(Code::TypeCase, reference.span, message)
                .symbol(spelled)
                .help(format!("write `{spelled}`"));
            if let Some(written) = only_word(&self.sources[reference.span], &reference.name.name) {
                report = report.patch([Edit::replace(reference.span.part(written), spelled)]);
            }
            self.diagnostics.report(report);
        }
        Some(id)
    }

    fn ty(&mut self, ty: Type<Unresolved>) -> Type<TypeId> {
        let item = match ty.item {
            ItemType::Primitive(primitive) => ItemType::Primitive(primitive),
            ItemType::Named(reference) => self
                .reference(reference, "any JSON value is accepted")
                .map_or(ItemType::Primitive(Primitive::Untyped), ItemType::Named),
        };
        Type { item, is_collection: ty.is_collection, is_nullable: ty.is_nullable }
    }

    fn type_def(&mut self, def: TypeDef<Unresolved>) -> TypeDef<TypeId> {
        let kind = match def.kind {
            TypeKind::Entity(it) => TypeKind::Entity(self.structure(it)),
            TypeKind::Complex(it) => TypeKind::Complex(self.structure(it)),
            TypeKind::Enum(it) => TypeKind::Enum(it),
        };
        TypeDef { name: def.name, docs: def.docs, kind, declared: def.declared, role: def.role }
    }

    fn structure(&mut self, structure: Structure<Unresolved>) -> Structure<TypeId> {
        let note = "the type gets no base type";
        Structure {
            base: structure.base.and_then(|it| self.reference(it, note)),
            is_abstract: structure.is_abstract,
            is_open: structure.is_open,
            has_stream: structure.has_stream,
            keys: structure.keys,
            alternate_keys: structure.alternate_keys,
            properties: structure.properties.into_iter().map(|it| self.property(it)).collect(),
        }
    }

    fn property(&mut self, it: Property<Unresolved>) -> Property<TypeId> {
        Property {
            ty: self.ty(it.ty),
            name: it.name,
            docs: it.docs,
            kind: it.kind,
            is_read_only: it.is_read_only,
            is_required: it.is_required,
            declared: it.declared,
        }
    }

    fn callable(&mut self, it: Callable<Unresolved>) -> Callable<TypeId> {
        Callable {
            binding: it.binding.map(|it| self.ty(it)),
            parameters: it.parameters.into_iter().map(|it| self.parameter(it)).collect(),
            body: it.body.and_then(|it| self.reference(it, "the action gets no parameters")),
            result: it.result.map(|it| self.ty(it)),
            name: it.name,
            kind: it.kind,
            is_composable: it.is_composable,
            docs: it.docs,
        }
    }

    fn entry(&mut self, it: Entry<Unresolved>) -> Option<Entry<TypeId>> {
        let note = "URLs cannot begin with it";
        let kind = match it.kind {
            EntryKind::EntitySet(ty) => EntryKind::EntitySet(self.reference(ty, note)?),
            EntryKind::Singleton(ty) => EntryKind::Singleton(self.reference(ty, note)?),
            EntryKind::Import(name) => EntryKind::Import(name),
        };
        Some(Entry { name: it.name, kind, docs: it.docs })
    }

    fn parameter(&mut self, it: Parameter<Unresolved>) -> Parameter<TypeId> {
        Parameter { ty: self.ty(it.ty), name: it.name, docs: it.docs, is_required: it.is_required, fixed: it.fixed }
    }

    fn operation(&mut self, it: Operation<Unresolved>) -> Operation<TypeId> {
        Operation {
            parameters: it.parameters.into_iter().map(|it| self.parameter(it)).collect(),
            query: it.query.into_iter().map(|it| self.parameter(it)).collect(),
            headers: it.headers.into_iter().map(|it| self.parameter(it)).collect(),
            body: it.body.map(|it| self.ty(it)),
            response: it.response.map(|it| self.ty(it)),
            title: it.title,
            page: it.page,
            docs: it.docs,
            requests: it.requests,
            permissions: it.permissions,
            status: it.status,
            examples: it.examples,
        }
    }
}
