//! Declarations that contradict each other or themselves.

use super::{At, Ctx};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::csdl::schema::{Container, Operation, StructuredType, TypeRef};
use crate::input::csdl::{self, Document};
use crate::model::QualifiedName;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// The structured types of all documents by name.
type Types<'a> = BTreeMap<QualifiedName, (At<'a>, &'a StructuredType)>;

/// Limit of the number of base types that are considered, in case of a cycle.
const MAX_BASES: usize = 32;

pub(super) fn check(ctx: &mut Ctx<'_>, documents: &[Document]) {
    let schemas =
        || documents.iter().flat_map(|document| document.schemas.iter().map(move |it| At { document, schema: it }));
    let of = |at| structured(at).map(move |it| (at.define(&it.name.value), (at, it)));
    let types: Types<'_> = schemas().flat_map(of).collect();
    let mut overloads = BTreeMap::new();
    for at in schemas() {
        structured(at).for_each(|it| members(ctx, &types, at, it));
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
fn members(ctx: &mut Ctx<'_>, types: &Types<'_>, at: At<'_>, ty: &StructuredType) {
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    let base = |(at, ty): &(At<'_>, &StructuredType)| types.get(&at.qualified(&ty.base.as_ref()?.value)).copied();
    let bases = std::iter::successors(base(&(at, ty)), base).take(MAX_BASES);
    for (_, base) in bases.filter(|it| !std::ptr::eq(it.1, ty)) {
        known.extend(own(base).map(|it| (&*it.value, it.span)));
    }
    for name in own(ty) {
        match known.get(&*name.value) {
            Some(first) => duplicate(ctx, name.span, format!("`{}/{}`", ty.name.value, name.value), *first),
            None => drop(known.insert(&name.value, name.span)),
        }
    }
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
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    let sets = container.entity_sets.iter().map(|it| &it.name);
    let names = sets.chain(container.singletons.iter().map(|it| &it.name));
    for name in names {
        match known.get(&*name.value) {
            Some(first) => duplicate(ctx, name.span, format!("`{}`", name.value), *first),
            None => drop(known.insert(&name.value, name.span)),
        }
    }
}

/// What identifies an overload: its name and its binding type, and for functions, all parameters (CSDL, 12.2 and 12.4).
type Signature = (QualifiedName, bool, Vec<(String, QualifiedName, bool)>);

fn overload<'a>(
    ctx: &mut Ctx<'_>,
    known: &mut BTreeMap<Signature, Span>,
    at: At<'a>,
    it: &'a Operation,
    is_function: bool,
) {
    let significant = if is_function { &it.parameters[..] } else { it.binding().map_or(&[][..], std::slice::from_ref) };
    let parameter = |it: &csdl::schema::Parameter| {
        let name = if is_function { it.name.value.clone() } else { String::new() };
        (name, at.qualified(&it.ty.name.value), it.ty.is_collection)
    };
    let signature = (at.define(&it.name.value), is_function, significant.iter().map(parameter).collect());
    match known.get(&signature) {
        Some(first) => duplicate(ctx, it.name.span, format!("this overload of `{}`", it.name.value), *first),
        None => drop(known.insert(signature, it.name.span)),
    }
}
