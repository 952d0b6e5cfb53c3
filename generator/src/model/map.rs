//! Models with mapped references.

use super::{
    Entry, EntryKind, ItemType, ODataOperation, Operation, Parameter, Primitive, Property, Structure, Type, TypeDef,
    TypeKind,
};

/// The role of a reference, which determines the result if it cannot be mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// The type of a value: treated as untyped JSON.
    Value,
    /// A base type: ignored.
    Base,
    /// The parameters of an action: ignored.
    Body,
    /// The type of an entity set or a singleton: the entry is ignored.
    Entry,
}

impl<R> TypeDef<R> {
    /// The definition with every reference mapped.
    pub fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> TypeDef<S> {
        let kind = match self.kind {
            TypeKind::Entity(it) => TypeKind::Entity(it.try_map(map)),
            TypeKind::Complex(it) => TypeKind::Complex(it.try_map(map)),
            TypeKind::Enum(it) => TypeKind::Enum(it),
        };
        TypeDef { name: self.name, docs: self.docs, kind, provenance: self.provenance, role: self.role }
    }
}

impl<R> Operation<R> {
    /// The operation with every reference mapped.
    pub fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Operation<S> {
        Operation {
            parameters: parameters(self.parameters, map),
            query: parameters(self.query, map),
            headers: parameters(self.headers, map),
            body: self.body.map(|it| it.try_map(map)),
            response: self.response.map(|it| it.try_map(map)),
            title: self.title,
            page: self.page,
            namespace: self.namespace,
            docs: self.docs,
            requests: self.requests,
            permissions: self.permissions,
            clouds: self.clouds,
            options: self.options,
            body_rows: self.body_rows,
            status: self.status,
            statuses: self.statuses,
            codes: self.codes,
            examples: self.examples,
            provenance: self.provenance,
        }
    }
}

impl<R> ODataOperation<R> {
    /// The action or function with every reference mapped.
    pub fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> ODataOperation<S> {
        ODataOperation {
            binding: self.binding.map(|it| it.try_map(map)),
            parameters: parameters(self.parameters, map),
            body: self.body.and_then(|it| map(ReferenceKind::Body, it)),
            result: self.result.map(|it| it.try_map(map)),
            name: self.name,
            kind: self.kind,
            is_composable: self.is_composable,
            docs: self.docs,
            provenance: self.provenance,
        }
    }
}

impl<R> Entry<R> {
    /// The entry with its reference mapped; `None` if the reference cannot be mapped.
    pub fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Option<Entry<S>> {
        let kind = match self.kind {
            EntryKind::EntitySet(ty) => EntryKind::EntitySet(map(ReferenceKind::Entry, ty)?),
            EntryKind::Singleton(ty) => EntryKind::Singleton(map(ReferenceKind::Entry, ty)?),
            EntryKind::Import(name) => EntryKind::Import(name),
        };
        let (docs, capabilities) = (self.docs, self.capabilities);
        Some(Entry { name: self.name, kind, docs, capabilities, provenance: self.provenance })
    }
}

impl<R> Structure<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Structure<S> {
        Structure {
            base: self.base.and_then(|it| map(ReferenceKind::Base, it)),
            is_abstract: self.is_abstract,
            is_open: self.is_open,
            has_stream: self.has_stream,
            keys: self.keys,
            alternate_keys: self.alternate_keys,
            capabilities: self.capabilities,
            properties: self.properties.into_iter().map(|it| it.try_map(map)).collect(),
            inherited: self.inherited,
        }
    }
}

impl<R> Property<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Property<S> {
        Property {
            ty: self.ty.try_map(map),
            name: self.name,
            docs: self.docs,
            kind: self.kind,
            is_read_only: self.is_read_only,
            is_required: self.is_required,
            capabilities: self.capabilities,
            values: self.values,
            provenance: self.provenance,
        }
    }
}

impl<R> Parameter<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Parameter<S> {
        Parameter {
            ty: self.ty.try_map(map),
            name: self.name,
            docs: self.docs,
            is_required: self.is_required,
            fixed: self.fixed,
        }
    }
}

impl<R> Type<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Type<S> {
        let item = match self.item {
            ItemType::Primitive(primitive) => ItemType::Primitive(primitive),
            ItemType::Named(reference) => {
                map(ReferenceKind::Value, reference).map_or(ItemType::Primitive(Primitive::Untyped), ItemType::Named)
            }
        };
        Type { item, is_collection: self.is_collection, is_nullable: self.is_nullable }
    }
}

fn parameters<R, S>(all: Vec<Parameter<R>>, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Vec<Parameter<S>> {
    all.into_iter().map(|it| it.try_map(map)).collect()
}
