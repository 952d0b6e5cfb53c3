//! Declarations that contradict each other or themselves.

use super::{At, Ctx};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::csdl::schema::{Container, Operation, StructuredType, TypeRef};
use crate::input::csdl::{self, Document};
use crate::model::{MAX_BASES, QualifiedName};
use crate::source::{Span, Spanned};
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use std::cell::OnceCell;
use std::hash::Hash;

/// The structured types of all documents by name.
type Types<'a> = HashMap<QualifiedName, (At<'a>, &'a StructuredType)>;

/// The places of names that have to be unique.
type Known<'a> = HashMap<&'a str, Span>;

pub(super) fn check(ctx: &mut Ctx<'_>, documents: &[Document]) {
    let schemas =
        || documents.iter().flat_map(|document| document.schemas.iter().map(move |it| At { document, schema: it }));
    let of = |at| structured(at).map(move |it| (at.define(&it.name.value), (at, it)));
    let types: Types<'_> = schemas().flat_map(of).collect();
    cycles(ctx, &types);
    let (mut known, mut overloads) = (Known::new(), HashMap::new());
    for at in schemas() {
        structured(at).for_each(|it| members(ctx, &mut known, &types, at, it));
        at.schema.entity_types.iter().for_each(|it| keys(ctx, &types, at, it));
        at.schema.complex_types.iter().for_each(|it| containment(ctx, at, it));
        definitions(ctx, at);
        containers(ctx, at);
        let functions = at.schema.functions.iter().map(|it| (it, true));
        for (it, is_function) in at.schema.actions.iter().map(|it| (it, false)).chain(functions) {
            overload(ctx, &mut overloads, at, it, is_function);
        }
    }
}

/// The entity types and complex types of a schema.
fn structured(at: At<'_>) -> impl Iterator<Item = &StructuredType> {
    at.schema.entity_types.iter().chain(&at.schema.complex_types)
}

fn duplicate(ctx: &mut Ctx<'_>, span: Span, what: String, first: Span) {
    let report = Diagnostic::new(Code::MetadataDuplicate, span, format!("duplicate declaration of {what}"));
    ctx.diagnostics.report(report.also(first, "first declared here"));
}

/// The names of the members that a type declares itself.
fn own(ty: &StructuredType) -> impl Iterator<Item = &Spanned<String>> {
    ty.properties.iter().map(|it| &it.name).chain(ty.navigation_properties.iter().map(|it| &it.name))
}

/// The name of a member is unique within its type and all of its base types (CSDL, 7).
fn members<'a>(ctx: &mut Ctx<'_>, known: &mut Known<'a>, types: &Types<'a>, at: At<'a>, ty: &'a StructuredType) {
    known.clear();
    for (_, base) in lineage(types, at, ty).skip(1).filter(|it| !std::ptr::eq(it.1, ty)) {
        known.extend(own(base).map(|it| (&*it.value, it.span)));
    }
    for name in own(ty) {
        if let Some(first) = first(known, &name.value, name.span) {
            duplicate(ctx, name.span, format!("`{}/{}`", ty.name.value, name.value), first);
        }
    }
}

/// The place of the same name before; else the name is added.
fn first<K: Eq + Hash>(known: &mut HashMap<K, Span>, name: K, span: Span) -> Option<Span> {
    match known.entry(name) {
        Entry::Occupied(it) => Some(*it.get()),
        Entry::Vacant(it) => {
            it.insert(span);
            None
        }
    }
}

/// A type is not a base type of itself (CSDL, 6.1.1). Of the types of a cycle, the one with most derived types is reported.
fn cycles(ctx: &mut Ctx<'_>, types: &Types<'_>) {
    let base = |name: &QualifiedName| {
        let (at, ty) = types.get(name)?;
        Some(at.qualified(&ty.base.as_ref()?.value))
    };
    // Few models have a cycle.
    let n_derived = OnceCell::new();
    let n_derived = |name: &QualifiedName| n_derived.get_or_init(|| counted(types.keys().filter_map(base))).get(name);
    let mut starts: Vec<&QualifiedName> = types.keys().collect();
    starts.sort_unstable();
    let mut known: HashSet<QualifiedName> = HashSet::new();
    for start in starts {
        let mut path = vec![start.clone()];
        while let Some(next) = path.last().and_then(base).filter(|it| !known.contains(it)) {
            if let Some(first) = path.iter().position(|it| *it == next) {
                cycle(ctx, types, path[first..].iter().max_by_key(|it| n_derived(it)));
                path[first..].iter().for_each(|it| ctx.lose_members(it));
                break;
            }
            path.push(next);
        }
        known.extend(path);
    }
}

/// How often each name occurs.
fn counted(names: impl Iterator<Item = QualifiedName>) -> HashMap<QualifiedName, usize> {
    let mut res = HashMap::new();
    for name in names {
        *res.entry(name).or_default() += 1;
    }
    res
}

fn cycle(ctx: &mut Ctx<'_>, types: &Types<'_>, name: Option<&QualifiedName>) {
    let Some((_, ty)) = name.and_then(|it| types.get(it)) else { return };
    let Some(base) = &ty.base else { return };
    let report = Diagnostic::new(Code::BaseCycle, base.span, format!("`{}` is a base type of itself", ty.name.value))
        .symbol(&ty.name.value)
        .also(ty.name.span, "the type is declared here")
        .help("name another base type, or remove `BaseType`");
    ctx.diagnostics.report(report);
}

/// The properties of a key are those of the type, or of its complex properties (CSDL, 6.5).
fn keys<'a>(ctx: &mut Ctx<'_>, types: &Types<'a>, at: At<'a>, ty: &'a StructuredType) {
    for key in &ty.key {
        let mut place = Some((at, ty));
        let mut parts = key.name.value.split('/').peekable();
        let mut is_known = true;
        while let (Some(part), Some((at, ty))) = (parts.next(), place) {
            let property = lineage(types, at, ty)
                .find_map(|(at, ty)| ty.properties.iter().find(|it| it.name.value == part).map(|it| (at, it)));
            is_known = property.is_some();
            // Types of other files may be unknown.
            place = property
                .filter(|_| parts.peek().is_some())
                .and_then(|(at, it)| types.get(&at.qualified(&it.ty.name.value)).copied());
        }
        if !is_known {
            let message = format!("`{}` has no property `{}`", ty.name.value, key.name.value);
            let report = Diagnostic::new(Code::MetadataValue, key.name.span, message);
            ctx.diagnostics.report(report.label("a part of the key"));
        }
    }
}

/// A type and its base types.
fn lineage<'a>(
    types: &Types<'a>,
    at: At<'a>,
    ty: &'a StructuredType,
) -> impl Iterator<Item = (At<'a>, &'a StructuredType)> {
    let base = |(at, ty): &(At<'a>, &'a StructuredType)| types.get(&at.qualified(&ty.base.as_ref()?.value)).copied();
    std::iter::successors(Some((at, ty)), base).take(MAX_BASES)
}

/// A value of a complex type that contains another value of it, which is never null, would be infinite.
fn containment(ctx: &mut Ctx<'_>, at: At<'_>, ty: &StructuredType) {
    let name = at.define(&ty.name.value);
    let is_own = |of: &TypeRef| at.qualified(&of.name.value) == name;
    for it in ty.properties.iter().filter(|it| !it.ty.is_collection && is_own(&it.ty)) {
        if it.nullable.as_ref().is_some_and(|it| !it.value) {
            let message = format!("complex type `{}` contains itself", ty.name.value);
            let report = Diagnostic::new(Code::MetadataValue, it.name.span, message)
                .label("never null, so that no value is finite")
                .help("remove `Nullable=\"false\"`");
            ctx.diagnostics.report(report);
        }
    }
}

/// The underlying type of a type definition is primitive (CSDL, 11.1).
fn definitions(ctx: &mut Ctx<'_>, at: At<'_>) {
    for it in at.schema.type_definitions.iter().filter(|it| csdl::primitive(&it.underlying.value).is_none()) {
        let message = format!("the underlying type of `{}` is not primitive", it.name.value);
        let report = Diagnostic::new(Code::MetadataValue, it.underlying.span, message)
            .label("expected a primitive type, like `Edm.String`")
            .note("treated as untyped JSON");
        ctx.diagnostics.report(report);
    }
}

/// A schema has one container (CSDL, 13), whose children have different names.
fn containers(ctx: &mut Ctx<'_>, at: At<'_>) {
    let mut first: Option<&Spanned<String>> = None;
    for it in &at.schema.containers {
        match first {
            Some(first) => duplicate(ctx, it.name.span, "an entity container".to_owned(), first.span),
            None => first = Some(&it.name),
        }
        if let Some(extends) =
            it.extends.as_ref().filter(|extends| at.qualified(&extends.value) == at.define(&it.name.value))
        {
            let message = format!("entity container `{}` extends itself", it.name.value);
            ctx.diagnostics.report(Diagnostic::new(Code::MetadataValue, extends.span, message));
        }
        children(ctx, it);
    }
}

fn children(ctx: &mut Ctx<'_>, container: &Container) {
    let mut known = Known::new();
    let sets = container.entity_sets.iter().map(|it| &it.name);
    let names = sets.chain(container.singletons.iter().map(|it| &it.name));
    for name in names {
        if let Some(first) = first(&mut known, &*name.value, name.span) {
            duplicate(ctx, name.span, format!("`{}`", name.value), first);
        }
    }
}

/// What identifies an overload: its name and its binding type, and for functions, all parameters (CSDL, 12.2 and 12.4).
type Signature<'a> = (QualifiedName, bool, Vec<(&'a str, QualifiedName, bool)>);

fn overload<'a>(
    ctx: &mut Ctx<'_>,
    known: &mut HashMap<Signature<'a>, Span>,
    at: At<'a>,
    it: &'a Operation,
    is_function: bool,
) {
    let significant = if is_function { &it.parameters[..] } else { it.binding().map_or(&[][..], std::slice::from_ref) };
    let parameter = |it: &'a csdl::schema::Parameter| {
        let name = if is_function { &*it.name.value } else { "" };
        (name, at.qualified(&it.ty.name.value), it.ty.is_collection)
    };
    let signature = (at.define(&it.name.value), is_function, significant.iter().map(parameter).collect());
    if let Some(first) = first(known, signature, it.name.span) {
        duplicate(ctx, it.name.span, format!("this overload of `{}`", it.name.value), first);
    }
}
