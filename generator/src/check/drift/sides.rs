//! The types of two models with common ids, and the statements of each side.

use crate::model::http::Segment;
use crate::model::{
    Fact, ItemType, Model, NameMap, Namespaces, Primitive, Property, QualifiedName, Request, Role, Statements,
    Structure, Type, TypeDef, TypeId, TypeKind, TypeStatement, Unresolved,
};
use crate::source::Span;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The named types of both models.
pub(super) struct Types<'a> {
    namespaces: &'a Namespaces,
    ids: NameMap<TypeId, &'a QualifiedName>,
    /// By [`TypeId`].
    all: Vec<Known<'a>>,
}

struct Known<'a> {
    name: &'a QualifiedName,
    is_enum: bool,
    is_abstract: bool,
    is_declared: bool,
    base: Option<TypeId>,
}

impl<'a> Types<'a> {
    /// The types of two models. Declared types keep their ids.
    pub(super) fn of_sides(documented: &'a Model<Unresolved>, declared: &'a Model<Unresolved>) -> Types<'a> {
        let mut res = Types::with_capacity(&documented.namespaces, declared.types.len());
        declared.types.iter().for_each(|it| res.add(it));
        let mut defs: Vec<&TypeDef<Unresolved>> = declared.types.iter().collect();
        // The source does not name generated enums for lists of values.
        for def in documented.types.iter().filter(|it| it.role != Role::ValueList) {
            if res.ids.get(&def.name.value.namespace, &def.name.value.name).is_none() {
                res.add(def);
                defs.push(def);
            }
        }
        for (idx, def) in defs.into_iter().enumerate() {
            res.all[idx].base = def.structure().and_then(|it| res.target(it.base.as_ref()?));
        }
        res
    }

    /// The types of one model.
    pub(super) fn of_model(model: &'a Model<TypeId>) -> Types<'a> {
        let mut res = Types::with_capacity(&model.namespaces, model.types.len());
        for def in &model.types {
            res.add(def);
            res.all.last_mut().expect("just added").base = def.structure().and_then(|it| it.base);
        }
        res
    }

    fn with_capacity(namespaces: &'a Namespaces, count: usize) -> Types<'a> {
        Types { namespaces, ids: NameMap::with_capacity(count), all: Vec::with_capacity(count) }
    }

    fn add<R>(&mut self, def: &'a TypeDef<R>) {
        self.ids.insert(&def.name.value, TypeId(self.all.len() as u32));
        let is_enum = matches!(def.kind, TypeKind::Enum(_));
        let is_abstract = def.structure().is_some_and(|it| it.is_abstract);
        let is_declared = def.provenance.declared(Fact::Types).is_some();
        self.all.push(Known { name: &def.name.value, is_enum, is_abstract, is_declared, base: None });
    }

    /// The type that a name refers to: in its namespace, else the only type of this name.
    pub(super) fn find(&self, reference: &Unresolved) -> Option<TypeId> {
        self.target(reference).or_else(|| self.ids.only(&reference.name.name).copied())
    }

    /// The target of a reference in a definition.
    fn target(&self, reference: &Unresolved) -> Option<TypeId> {
        self.namespaces.find(&self.ids, reference.to_name()).copied()
    }

    /// Resolves a use of a type. Unknown types are treated as untyped JSON.
    pub(super) fn resolve(&self, ty: &Type<Unresolved>) -> Type<TypeId> {
        let any = ItemType::Primitive(Primitive::Untyped);
        let item = match &ty.item {
            ItemType::Primitive(it) => ItemType::Primitive(*it),
            ItemType::Named(it) => self.target(it).map_or(any, ItemType::Named),
            ItemType::List(_) | ItemType::Map(_) => any,
        };
        Type { item, is_collection: ty.is_collection, is_nullable: ty.is_nullable }
    }

    pub(super) fn name(&self, id: TypeId) -> &'a QualifiedName {
        self.all[id.0 as usize].name
    }

    /// The name of a type without its namespace.
    pub(super) fn short(&self, id: TypeId) -> &'a str {
        &self.name(id).name
    }

    /// A member of a type in baselines: `user.displayName`.
    pub(super) fn symbol(&self, id: TypeId, member: &str) -> String {
        format!("{}.{member}", self.short(id))
    }

    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        self.all[id.0 as usize].is_enum
    }

    /// Whether a source that is exhaustive for types states it.
    pub(super) fn is_declared(&self, id: TypeId) -> bool {
        self.all[id.0 as usize].is_declared
    }

    pub(super) fn base(&self, id: TypeId) -> Option<TypeId> {
        self.all[id.0 as usize].base
    }

    /// The base types of a type, the nearest first.
    pub(super) fn bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        // No chain is longer than the number of types, even if base types are circular.
        std::iter::successors(self.base(id), |it| self.base(*it)).take(self.all.len())
    }

    /// A type and its bases, the nearest first.
    pub(super) fn with_bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::once(id).chain(self.bases(id))
    }

    /// Whether all values of an abstract type have one type, which is the only one that derives from it.
    pub(super) fn is_only_type(&self, ty: TypeId, base: TypeId) -> bool {
        let mut derived = (0..).map(TypeId).zip(&self.all).filter(|(_, it)| it.base == Some(base)).map(|(id, _)| id);
        let only = derived.next().filter(|_| self.all[base.0 as usize].is_abstract && derived.next().is_none());
        only.is_some_and(|it| it == ty || self.is_only_type(ty, it))
    }

    /// Whether two types are the same, or one derives from the other.
    pub(super) fn are_related(&self, a: TypeId, b: TypeId) -> bool {
        self.with_bases(a).any(|it| it == b) || self.bases(b).any(|it| it == a)
    }
}

/// The documenting model and its statements, and the declaring model.
pub(super) struct Sides<'a> {
    pub(super) statements: &'a Statements,
    pub(super) documented: &'a Model<Unresolved>,
    pub(super) declared: &'a Model<Unresolved>,
    /// Whether the declaring model calls a member deprecated.
    pub(super) declares_deprecations: bool,
    types: &'a Types<'a>,
    /// The declared types that the other side defines, too.
    defined: HashSet<TypeId>,
    /// By name of a member of these types: whether all members of the name are strings. Computed on first use.
    members: OnceLock<HashMap<String, bool>>,
}

/// The statements about a type, in order.
pub(super) type Described<'a> = BTreeMap<TypeId, Vec<&'a TypeStatement>>;

impl<'a> Sides<'a> {
    pub(super) fn new(
        types: &'a Types<'a>,
        documented: &'a Model<Unresolved>,
        declared: &'a Model<Unresolved>,
        statements: &'a Statements,
    ) -> Sides<'a> {
        let definition = |it: &&TypeDef<Unresolved>| it.role == Role::Definition;
        let id = |it: &TypeDef<Unresolved>| types.ids.get(&it.name.value.namespace, &it.name.value.name).copied();
        let defined = documented.types.iter().filter(definition).filter_map(id).collect();
        let members = declared.types.iter().filter_map(|it| it.structure()).flat_map(|it| &it.properties);
        let declares_deprecations = members.into_iter().any(|it| it.docs.deprecated.is_some());
        Sides { statements, documented, declared, declares_deprecations, types, defined, members: OnceLock::new() }
    }

    /// The statements about each type.
    pub(super) fn described(&self) -> Described<'a> {
        let mut res = Described::new();
        for statement in &self.statements.types {
            if let Some(id) = self.types.find(&statement.name) {
                res.entry(id).or_default().push(statement);
            }
        }
        res
    }

    /// The declared types.
    pub(super) fn all(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef<Unresolved>)> {
        (0..).map(TypeId).zip(&self.declared.types)
    }

    /// Whether the other side defines a declared type, too.
    pub(super) fn is_defined(&self, id: TypeId) -> bool {
        self.defined.contains(&id)
    }

    /// Whether the members of this name of all declared types that the other side defines are strings.
    pub(super) fn are_strings(&self, name: &str) -> bool {
        let all = self.members.get_or_init(|| {
            let mut res: HashMap<String, bool> = HashMap::new();
            let defined = self.all().filter(|(id, _)| self.is_defined(*id)).filter_map(|(_, it)| it.structure());
            for member in defined.flat_map(|it| &it.properties) {
                let is_string = member.ty.item == ItemType::Primitive(Primitive::String);
                *res.entry_ref(&*member.name.value).or_insert(true) &= is_string;
            }
            res
        });
        all.get(name).is_some_and(|it| *it)
    }

    /// A declared type.
    pub(super) fn def(&self, id: TypeId) -> Option<&'a TypeDef<Unresolved>> {
        self.declared.types.get(id.0 as usize)
    }

    /// A declared structured type.
    pub(super) fn structure(&self, id: TypeId) -> Option<&'a Structure<Unresolved>> {
        self.def(id)?.structure()
    }

    /// The declared structured types among a type and its bases, the nearest first.
    pub(super) fn structures(&self, id: TypeId) -> impl Iterator<Item = &'a Structure<Unresolved>> {
        self.types.with_bases(id).filter_map(|it| self.structure(it))
    }

    /// Whether some members of a type are unknown, because a base type is wrong.
    pub(super) fn is_partial(&self, id: TypeId) -> bool {
        let loses = |id: TypeId, it: &Structure<Unresolved>| {
            it.is_partial || it.base.is_some() && self.types.base(id).is_none()
        };
        self.types.with_bases(id).any(|id| self.structure(id).is_some_and(|it| loses(id, it)))
    }

    /// The property of this name that a type declares or inherits, without regard to case if there is no exact match.
    pub(super) fn find_property(&self, id: TypeId, name: &str) -> Option<&'a Property<Unresolved>> {
        let mut all = self.structures(id).flat_map(|it| &it.properties);
        let mut in_any_case =
            self.structures(id).flat_map(|it| &it.properties).filter(|it| it.name.value.eq_ignore_ascii_case(name));
        all.find(|it| it.name.value == name).or_else(|| in_any_case.next())
    }

    /// The annotation of an example that shows a member as values of a declared type: the response to a request whose URL
    /// ends with the member.
    pub(super) fn example_of(&self, member: &str, ty: TypeId) -> Option<Span> {
        self.def(ty)?;
        let is_member = |it: &Segment| matches!(it, Segment::Literal(name) if name.eq_ignore_ascii_case(member));
        let ends_so = |it: &Request| it.url.value.segments.last().is_some_and(is_member);
        let operations = self.documented.operations.iter().filter(|it| it.requests.iter().any(ends_so));
        let responses = operations.flat_map(|it| it.examples.iter()).filter_map(|it| it.response.as_ref());
        let short = self.types.short(ty);
        let mut names = responses.filter_map(|it| it.type_name.as_ref());
        names.find(|it| it.value.rsplit('.').next() == Some(short)).map(|it| it.span)
    }
}
