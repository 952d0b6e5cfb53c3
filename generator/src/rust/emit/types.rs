//! Emits structs.

use super::enums::type_name;
use super::{Ctx, constructors, deprecation, enums, facts, ident, syntax, tags, unions};
use crate::model::{Docs, ItemType, Primitive, Property, SourceKind, Type, TypeDef, TypeId, TypeKind};
use crate::rust::names::{FieldName, REST};
use crate::rust::signature;
use proc_macro2::Ident;
use quote::quote;
use syn::{Attribute, Expr, ImplItem, Item, ItemImpl, ItemStruct, Stmt, parse_quote};

/// The items of a type.
pub(super) fn emit(ctx: &Ctx<'_>, id: TypeId) -> Vec<Item> {
    let def = ctx.model.type_def(id);
    match &def.kind {
        TypeKind::Enum(it) => enums::emit(ctx, def, id, it),
        TypeKind::Union(it) => unions::emit(ctx, def, id, it),
        TypeKind::Entity(_) | TypeKind::Complex(_) => structure(ctx, def, id),
    }
}

/// A field and its condition.
struct Field<'a> {
    name: &'a FieldName,
    property: &'a Property<TypeId>,
    docs: &'a Docs,
    /// Whether instances of the struct must have it.
    is_required: bool,
    /// The `cfg` attribute, if the field requires another area than its struct.
    cfg: Option<Attribute>,
}

impl Field<'_> {
    /// Whether it is a list whose nulls are kept apart from its items.
    fn is_list(&self) -> bool {
        let is_untyped = self.property.ty.item == ItemType::Primitive(Primitive::Untyped);
        let is_of_openapi = self.property.provenance.is_only(SourceKind::OpenApi);
        self.property.ty.is_collection && !has_null_items(self.property) && !(is_untyped && is_of_openapi)
    }
}

fn structure(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId) -> Vec<Item> {
    let required = ctx.model.required_of_bases(id);
    let fields: Vec<Field<'_>> = ctx
        .names
        .fields(id)
        .iter()
        .filter_map(|name| {
            let property = ctx.model.property(name.property)?;
            let docs = ctx.model.member_docs(id, property);
            let is_required = property.is_required || required.contains(property.name.value.as_str());
            Some(Field { property, docs, is_required, cfg: ctx.cfg_of_property(id, property), name })
        })
        .collect();
    let name = ident(&ctx.names.type_item(id).ident);
    let rest = ctx.model.rest_of(id);
    let mut res = vec![
        Item::Struct(declaration(ctx, def, id, &name, &fields, rest)),
        Item::Impl(inherent(ctx, id, &name, &fields)),
        Item::Impl(default(&name, &fields, rest.is_some())),
        Item::Impl(implementation(ctx, def, id, &fields, rest.is_some())),
        parse_quote!(rt::model!(#name);),
    ];
    res.retain(|it| !matches!(it, Item::Impl(it) if it.items.is_empty()));
    res.extend(ctx.model.bases(id).into_iter().map(|base| -> Item {
        let base = ctx.type_path(base);
        parse_quote!(impl rt::Extends<#base> for #name {})
    }));
    res
}

fn declaration(
    ctx: &Ctx<'_>,
    def: &TypeDef<TypeId>,
    id: TypeId,
    name: &Ident,
    fields: &[Field<'_>],
    rest: Option<&Type<TypeId>>,
) -> ItemStruct {
    let mut res: ItemStruct = parse_quote!(pub struct #name {});
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    let rest = rest.map(|it| self::rest(ctx, it));
    res.fields = syntax::named(fields.iter().map(|it| member(ctx, id, it)).chain(rest).chain([additional()]));
    res
}

fn member(ctx: &Ctx<'_>, owner: TypeId, field: &Field<'_>) -> syn::Field {
    let prose = ctx.prose(field.docs, false);
    let docs = match field.property.provenance.is_only(SourceKind::OpenApi) {
        true => facts::with_details(prose, field.property, field.is_required),
        false if prose.is_empty() => facts::of_field(ctx.model, owner, field.property),
        false => prose,
    };
    let attributes = attributes(field, &docs);
    let ty = syntax::generic(&["Option"], [ctx.field_type(field.property)]);
    syntax::field(attributes, ident(&field.name.ident), ty)
}

/// The attributes of a field and of its constant.
fn attributes(field: &Field<'_>, docs: &str) -> Vec<Attribute> {
    let mut res = syntax::docs(docs);
    res.extend(field.cfg.clone());
    res.extend(deprecation::attribute(&field.property.docs));
    res
}

/// The field for members of one type that the struct does not declare.
fn rest(ctx: &Ctx<'_>, ty: &Type<TypeId>) -> syn::Field {
    let attributes = syntax::docs("Members that this struct does not declare, with values of the documented type.");
    syntax::field(attributes, ident(REST), syntax::generic(&["rt", "Map"], [ctx.nested(ty)]))
}

/// The field for members that the struct does not declare.
fn additional() -> syn::Field {
    let attributes = syntax::docs("Members that this struct does not declare.");
    syntax::field(attributes, ident("additional"), syntax::ty(&["rt", "Additional"]))
}

/// The constructor and the constants of fields.
fn inherent(ctx: &Ctx<'_>, id: TypeId, name: &Ident, fields: &[Field<'_>]) -> ItemImpl {
    let mut res: ItemImpl = parse_quote!(impl #name {});
    if ctx.usage.sent.contains(&id) {
        let required = fields.iter().filter(|it| it.is_required && it.cfg.is_none());
        res.items.extend(constructors::new(ctx, required.map(|it| (it.name, it.property))));
    }
    if ctx.has_constants(id) {
        res.items.extend(fields.iter().map(|it| constant(ctx, it)));
    }
    res
}

fn constant(ctx: &Ctx<'_>, field: &Field<'_>) -> ImplItem {
    let wire = &field.property.name.value;
    let attributes = attributes(field, &facts::docs(ctx.model, field.name.property.0, field.property));
    let types = [syntax::ty(&["Self"]), ctx.value_type(field.property)];
    let ty = syntax::generic(&["rt", "Field"], types);
    let value = syntax::call(&["rt", "macros", "field"], syntax::string(wire));
    syntax::constant(attributes, ident(&field.name.constant), ty, value)
}

/// `Default` as a literal. It contains no calls: otherwise, the compiler would add code to drop every member after a
/// panic.
fn default(name: &Ident, fields: &[Field<'_>], has_rest: bool) -> ItemImpl {
    let mut res: ItemImpl = parse_quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {}
        }
    };
    let members = fields.iter().map(|it| {
        let cfg = it.cfg.iter().cloned().collect();
        syntax::initial(cfg, ident(&it.name.ident), syntax::name(&["None"]))
    });
    let rest = has_rest.then(|| syntax::initial(Vec::new(), ident(REST), syntax::name(&["rt", "Map", "EMPTY"])));
    let additional = parse_quote!(additional: rt::Additional::EMPTY);
    let value = syntax::literal_of_self(members.chain(rest).chain([additional]));
    fill(&mut res, [vec![Stmt::Expr(value, None)]]);
    res
}

fn implementation(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, fields: &[Field<'_>], has_rest: bool) -> ItemImpl {
    let name = ident(&ctx.names.type_item(id).ident);
    let type_name = type_name(def);
    let derived = ctx
        .derived
        .get(&id)
        .filter(|_| type_name.is_some())
        .map(|names| quote!(const DERIVED: &'static [&'static str] = &[#(#names),*];));
    let tag = tags::tag(ctx, id);
    let mut res: ItemImpl = parse_quote! {
        impl rt::Model for #name {
            #type_name
            #derived
            #tag
            fn set<S: rt::Source>(&mut self, name: &str, source: &mut S) {}
            fn each<'a, V: rt::Visit<'a>>(&'a self, visit: &mut V) {}
        }
    };
    fill(&mut res, [set(fields, has_rest), each(fields, has_rest)]);
    res
}

fn set(fields: &[Field<'_>], has_rest: bool) -> Vec<Stmt> {
    let additional: Expr = match has_rest {
        true => parse_quote!(source.rest(&mut self.rest, &mut self.additional)),
        false => parse_quote!(source.additional(&mut self.additional)),
    };
    // A struct without properties has no fields to select.
    if fields.is_empty() {
        return vec![parse_quote!(let _ = name;), Stmt::Expr(additional, Some(Default::default()))];
    }
    let arms = fields.iter().map(|it| {
        let member = syntax::borrowed(&ident(&it.name.ident), Some(Default::default()));
        let read = if it.is_list() { "read_list" } else { "read" };
        let body = syntax::method_call("source", read, [member]);
        syntax::arm(it.cfg.iter().cloned().collect(), &it.property.name.value, body)
    });
    let arms = arms.chain([parse_quote!(_ => #additional,)]).collect();
    vec![Stmt::Expr(syntax::match_("name", arms), None)]
}

fn each(fields: &[Field<'_>], has_rest: bool) -> Vec<Stmt> {
    let members = fields.iter().map(|it| {
        let member = syntax::borrowed(&ident(&it.name.ident), None);
        let show = if it.is_list() { "list" } else { "member" };
        let call = syntax::method_call("visit", show, [syntax::string(&it.property.name.value), member]);
        syntax::statement(it.cfg.iter().cloned().collect(), call)
    });
    let rest = has_rest.then(|| parse_quote!(visit.rest(&self.rest);));
    [parse_quote!(visit.additional(&self.additional);)].into_iter().chain(members).chain(rest).collect()
}

/// Inserts the bodies of the functions of an implementation, in order.
fn fill<const N: usize>(implementation: &mut ItemImpl, bodies: [Vec<Stmt>; N]) {
    let blocks = implementation.items.iter_mut().filter_map(|it| match it {
        ImplItem::Fn(it) => Some(&mut it.block),
        _ => None,
    });
    blocks.zip(bodies).for_each(|(block, body)| block.stmts = body);
}

impl Ctx<'_> {
    /// The type of a field: structs are boxed, since most members of a response are missing.
    fn field_type(&self, property: &Property<TypeId>) -> syn::Type {
        let ty = self.value_type(property);
        if signature::is_boxed(self.model, property) { syntax::generic(&["Box"], [ty]) } else { ty }
    }

    /// Whether the fields of a struct have constants: for queries, and for requests.
    pub(super) fn has_constants(&self, id: TypeId) -> bool {
        let is_of_openapi = self.model.type_def(id).provenance.is_only(SourceKind::OpenApi);
        !is_of_openapi || self.usage.sent.contains(&id)
    }

    /// The type of the value of a property.
    pub(super) fn value_type(&self, property: &Property<TypeId>) -> syn::Type {
        if has_null_items(property) { self.nested(&property.ty) } else { self.ty(&property.ty) }
    }
}

/// Whether nulls are items of a list: descriptions state it. Other sources allow null where services do not send it.
fn has_null_items(property: &Property<TypeId>) -> bool {
    property.ty.is_collection
        && property.ty.is_nullable == Some(true)
        && property.provenance.is_only(SourceKind::OpenApi)
}
