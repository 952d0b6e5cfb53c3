//! Models with mapped references.

use super::{
    Content, Contract, Entry, EntryKind, Input, ItemType, ODataOperation, Operation, Parameter, Primitive, Property,
    Response, Structure, Tag, Type, TypeDef, TypeKind, Union, Variant,
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
            TypeKind::Union(it) => TypeKind::Union(it.try_map(map)),
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
            contract: self.contract.map(|it| Box::new(it.try_map(map))),
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
        let has_base = self.base.is_some();
        let base = self.base.and_then(|it| map(ReferenceKind::Base, it));
        Structure {
            is_partial: self.is_partial || (has_base && base.is_none()),
            base,
            is_abstract: self.is_abstract,
            is_open: self.is_open,
            rest: self.rest.map(|it| it.try_map(map)),
            is_closed: self.is_closed,
            tag: self.tag.map(|it| it.try_map(map)),
            has_stream: self.has_stream,
            keys: self.keys,
            key_aliases: self.key_aliases,
            alternate_keys: self.alternate_keys,
            capabilities: self.capabilities,
            properties: self.properties.into_iter().map(|it| it.try_map(map)).collect(),
            inherited: self.inherited,
            requires: self.requires,
        }
    }
}

impl<R> Tag<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Tag<S> {
        let values = self.values.into_iter().filter_map(|(value, it)| Some((value, map(ReferenceKind::Base, it)?)));
        Tag { property: self.property, values: values.collect() }
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
            details: self.details,
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

impl<R> Union<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Union<S> {
        let variant =
            |it: Variant<R>| Variant { ty: it.ty.try_map(map), name: it.name, docs: it.docs, values: it.values };
        Union {
            variants: self.variants.into_iter().map(variant).collect(),
            discriminator: self.discriminator,
            is_exclusive: self.is_exclusive,
        }
    }
}

impl<R> Contract<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Contract<S> {
        Contract {
            parameters: inputs(self.parameters, map),
            bodies: contents(self.bodies, map),
            responses: self.responses.into_iter().map(|it| it.try_map(map)).collect(),
            id: self.id,
            name: self.name,
            tags: self.tags,
            url: self.url,
            segments: self.segments,
            query: self.query,
            fragment: self.fragment,
            is_body_required: self.is_body_required,
            server: self.server,
            security: self.security,
        }
    }
}

impl<R> Response<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Response<S> {
        Response {
            contents: contents(self.contents, map),
            headers: inputs(self.headers, map),
            statuses: self.statuses,
            docs: self.docs,
        }
    }
}

fn contents<R, S>(all: Vec<Content<R>>, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Vec<Content<S>> {
    let content = |it: Content<R>| Content {
        ty: it.ty.map(|it| it.try_map(map)),
        media_type: it.media_type,
        members: it.members,
        part_types: it.part_types,
        examples: it.examples,
    };
    all.into_iter().map(content).collect()
}

fn inputs<R, S>(all: Vec<Input<R>>, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Vec<Input<S>> {
    let input = |it: Input<R>| Input {
        parameter: it.parameter.try_map(map),
        location: it.location,
        style: it.style,
        explode: it.explode,
        allows_reserved: it.allows_reserved,
        is_json: it.is_json,
        example: it.example,
        usual: it.usual,
    };
    all.into_iter().map(input).collect()
}

impl<R> Type<R> {
    fn try_map<S>(self, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Type<S> {
        let item = match self.item {
            ItemType::Primitive(primitive) => ItemType::Primitive(primitive),
            ItemType::Named(reference) => {
                map(ReferenceKind::Value, reference).map_or(ItemType::Primitive(Primitive::Untyped), ItemType::Named)
            }
            ItemType::List(it) => ItemType::List(Box::new(it.try_map(map))),
            ItemType::Map(it) => ItemType::Map(Box::new(it.try_map(map))),
        };
        Type { item, is_collection: self.is_collection, is_nullable: self.is_nullable }
    }
}

fn parameters<R, S>(all: Vec<Parameter<R>>, map: &mut impl FnMut(ReferenceKind, R) -> Option<S>) -> Vec<Parameter<S>> {
    all.into_iter().map(|it| it.try_map(map)).collect()
}
