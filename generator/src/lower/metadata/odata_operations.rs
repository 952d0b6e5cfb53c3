//! Actions and functions, the types of their parameters, and the container.

use super::annotations::{Annotated, Target};
use super::capabilities::capabilities;
use super::types::nullable;
use super::{At, Ctx, declared};
use crate::input::csdl::schema::{Operation, Parameter};
use crate::lower::case::{lower_first, upper_first};
use crate::model::{
    self, Capabilities, Docs, Entry, EntryKind, ODataOperation, ODataOperationKind, Property, PropertyKind,
    QualifiedName, Role, SourceKind, Structure, TypeDef, TypeKind, Unresolved,
};
use crate::source::{Span, Spanned};
use crate::spelling::suffixes;

pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, at: At<'a>) {
    let actions = at.schema.actions.iter().map(|it| (it, ODataOperationKind::Action));
    let functions = at.schema.functions.iter().map(|it| (it, ODataOperationKind::Function));
    for (it, kind) in actions.chain(functions) {
        let odata_operation = odata_operation(ctx, at, it, kind);
        ctx.odata_operations.push(odata_operation);
    }
}

fn odata_operation<'a>(
    ctx: &Ctx<'a>,
    at: At<'a>,
    it: &'a Operation,
    kind: ODataOperationKind,
) -> ODataOperation<Unresolved> {
    let name = at.define(&it.name.value);
    let targets = targets(ctx, at, it, &name);
    let result = it.return_type.as_ref();
    ODataOperation {
        provenance: declared(&it.name),
        docs: docs(at, it, &targets),
        name: Spanned::new(name, it.name.span),
        kind,
        binding: it.binding().map(|it| ctx.ty(at, &it.ty, None)),
        is_composable: it.is_composable,
        parameters: it.own_parameters().iter().map(|it| parameter(ctx, at, it, kind, &targets)).collect(),
        body: None,
        result: result.map(|it| ctx.ty(at, &it.ty, nullable(it.nullable.as_ref(), it.ty.is_collection))),
    }
}

/// The annotations elsewhere that may belong to an action or function.
type Targets<'t, 'a> = Vec<Option<&'t Target<'a>>>;

/// The annotations elsewhere of an action or function, the most specific first: an overload is named by the type that it is
/// bound to (actions) or by all parameter types (functions) (CSDL, 14.2).
fn targets<'t, 'a>(ctx: &'t Ctx<'a>, at: At<'a>, it: &Operation, name: &QualifiedName) -> Targets<'t, 'a> {
    let all = ctx.annotations.of(name);
    // Few overloads are annotated: the types of the others are not needed. `None` comes first because the annotations at the
    // declaration do.
    let Some(overloads) = all.filter(|it| it.has_overloads()) else { return vec![None, all] };
    let ty = |it: &Parameter| {
        let item = if it.ty.name.value.starts_with("Edm.") {
            it.ty.name.value.clone()
        } else {
            at.qualified(&it.ty.name.value).to_string()
        };
        if it.ty.is_collection { format!("Collection({item})") } else { item }
    };
    let types: Vec<String> = it.parameters.iter().map(ty).collect();
    let mut res = vec![overloads.overload(&types.join(","))];
    res.extend(it.binding().map(|it| overloads.overload(&ty(it))));
    res.push(all);
    res
}

fn docs<'a>(at: At<'a>, it: &'a Operation, targets: &Targets<'_, 'a>) -> Docs {
    targets.iter().map(|target| Annotated::new(at, &it.annotations, *target).docs()).fold(Docs::default(), or)
}

/// The first documentation, completed by the second.
fn or(first: Docs, later: Docs) -> Docs {
    let paragraphs = if first.paragraphs.is_empty() { later.paragraphs } else { first.paragraphs };
    Docs { paragraphs, deprecated: first.deprecated.or(later.deprecated), ..first }
}

/// A function is called with all its parameters, unless they are optional (CSDL, 12.9): the given ones identify the
/// overload. Nullable parameters of actions are optional. `targets` belong to the action or function.
fn parameter<'a>(
    ctx: &Ctx<'a>,
    at: At<'a>,
    it: &'a Parameter,
    kind: ODataOperationKind,
    targets: &Targets<'_, 'a>,
) -> model::Parameter<Unresolved> {
    let annotated = targets.iter().map(|target| Annotated::member(at, &it.annotations, *target, &it.name.value));
    let annotated: Vec<_> = annotated.collect();
    let must_be_given = kind == ODataOperationKind::Function || it.nullable.as_ref().is_some_and(|it| !it.value);
    model::Parameter {
        name: it.name.clone(),
        docs: annotated.iter().map(Annotated::docs).fold(Docs::default(), or),
        ty: ctx.ty(at, &it.ty, nullable(it.nullable.as_ref(), it.ty.is_collection)),
        is_required: must_be_given && !annotated.iter().any(|it| it.has("OptionalParameter")),
        fixed: None,
    }
}

/// The sort key; overloads keep the order of the file.
pub(super) fn order(it: &ODataOperation<Unresolved>) -> (&QualifiedName, Option<(&QualifiedName, bool)>, Span) {
    (&it.name.value, binding(it), it.name.span)
}

fn binding(it: &ODataOperation<Unresolved>) -> Option<(&QualifiedName, bool)> {
    let binding = it.binding.as_ref()?;
    Some((&binding.item.named()?.name, binding.is_collection))
}

/// Gives every action that has parameters a type that holds them: `userSendMailBody`.
pub(super) fn add_bodies(ctx: &mut Ctx<'_>) {
    let mut odata_operations = std::mem::take(&mut ctx.odata_operations);
    odata_operations.sort_by(|a, b| order(a).cmp(&order(b)));
    for odata_operation in &mut odata_operations {
        if odata_operation.kind == ODataOperationKind::Action && !odata_operation.parameters.is_empty() {
            odata_operation.body = Some(body(ctx, odata_operation));
        }
    }
    ctx.odata_operations = odata_operations;
}

fn body(ctx: &mut Ctx<'_>, odata_operation: &ODataOperation<Unresolved>) -> Unresolved {
    let action = &odata_operation.name.value;
    let name = body_name(ctx, action, binding(odata_operation));
    let properties = odata_operation.parameters.iter().map(|it| Property {
        name: it.name.clone(),
        docs: it.docs.clone(),
        ty: it.ty.clone(),
        kind: PropertyKind::Structural,
        is_read_only: false,
        capabilities: Capabilities::default(),
        is_required: it.is_required,
        values: Vec::new(),
        details: None,
        provenance: declared(&it.name),
    });
    let structure = Structure { properties: properties.collect(), ..Structure::default() };
    let span = odata_operation.name.span;
    let name_here = Spanned::new(name.clone(), span);
    let def = TypeDef::new(SourceKind::Csdl, name_here, Docs::default(), TypeKind::Complex(structure));
    ctx.define(TypeDef { role: Role::Parameters, ..def });
    Unresolved { name, is_qualified: true, span }
}

/// `userSendMailBody`. The names of other overloads depend on their binding type, so that an overload that is added later
/// renames none.
fn body_name(ctx: &Ctx<'_>, action: &QualifiedName, binding: Option<(&QualifiedName, bool)>) -> QualifiedName {
    let owner = binding.map_or("", |(name, _)| &name.name);
    let with = |middle: &str| lower_first(&format!("{owner}{middle}{}Body", upper_first(&action.name)));
    let collection = binding.filter(|(_, is_collection)| *is_collection).map(|_| with("Collection"));
    let wanted = std::iter::once(with("")).chain(collection);
    // The digest is computed for few names.
    let digests = std::iter::once_with(|| suffixes(&format!("{action}({binding:?})"))).flatten();
    let others = digests.map(|suffix| with("") + &suffix);
    let mut names =
        wanted.chain(others).map(|it| QualifiedName { namespace: action.namespace.clone(), name: it.into() });
    names.find(|it| !ctx.types.contains_key(it)).expect("no two names have the same digest")
}

/// Entity sets, singletons and imports.
pub(super) fn entries<'a>(ctx: &mut Ctx<'a>, at: At<'a>) {
    for container in &at.schema.containers {
        let owner = at.define(&container.name.value);
        for it in &container.entity_sets {
            let annotated = Annotated::member(at, &it.annotations, ctx.annotations.of(&owner), &it.name.value);
            add(ctx, &it.name, &annotated, EntryKind::EntitySet(at.reference(&it.entity_type)));
        }
        for it in &container.singletons {
            let annotated = Annotated::member(at, &it.annotations, ctx.annotations.of(&owner), &it.name.value);
            add(ctx, &it.name, &annotated, EntryKind::Singleton(at.reference(&it.ty)));
        }
        for it in container.action_imports.iter().chain(&container.function_imports) {
            let annotated = Annotated::member(at, &it.annotations, ctx.annotations.of(&owner), &it.name.value);
            add(ctx, &it.name, &annotated, EntryKind::Import(at.qualified(&it.operation.value)));
        }
    }
}

fn add(ctx: &mut Ctx<'_>, name: &Spanned<String>, annotated: &Annotated<'_>, kind: EntryKind<Unresolved>) {
    let (docs, capabilities) = (annotated.docs(), capabilities(annotated));
    let entry = Entry { name: name.clone(), kind, docs, capabilities, provenance: declared(name) };
    ctx.entries.entry(name.value.clone()).or_insert(entry);
}
