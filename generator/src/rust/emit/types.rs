//! Emits structs and enums.

use super::{Ctx, deprecation, facts, ident, syntax};
use crate::model::{Docs, EnumJson, Enumeration, Member, Property, Role, TypeDef, TypeId, TypeKind};
use crate::rust::names::{FieldName, UNRECOGNIZED};
use crate::rust::signature;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Stmt, Variant, parse_quote};

/// The items of a type.
pub(super) fn emit(ctx: &Ctx<'_>, id: TypeId) -> Vec<Item> {
    let def = ctx.model.type_def(id);
    match &def.kind {
        TypeKind::Enum(it) if it.json == EnumJson::Numbers => alias(ctx, def, id, syntax::ty(&["i64"])),
        TypeKind::Enum(it) => enumeration(ctx, def, id, it),
        TypeKind::Union(_) => alias(ctx, def, id, syntax::ty(&["rt", "Untyped"])),
        TypeKind::Entity(_) | TypeKind::Complex(_) => structure(ctx, def, id),
    }
}

/// Another name of a type.
fn alias(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, ty: syn::Type) -> Vec<Item> {
    let name = ident(&ctx.names.type_item(id).ident);
    let mut res: syn::ItemType = parse_quote!(pub type #name = #ty;);
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    vec![Item::Type(res)]
}

/// A field and its condition.
struct Field<'a> {
    name: &'a FieldName,
    property: &'a Property<TypeId>,
    docs: &'a Docs,
    /// The `cfg` attribute, if the field requires another area than its struct.
    cfg: Option<Attribute>,
}

fn structure(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId) -> Vec<Item> {
    let fields: Vec<Field<'_>> = ctx
        .names
        .fields(id)
        .iter()
        .filter_map(|name| {
            let property = ctx.model.property(name.property)?;
            let docs = ctx.model.member_docs(id, property);
            Some(Field { property, docs, cfg: ctx.cfg_of_property(id, property), name })
        })
        .collect();
    let name = ident(&ctx.names.type_item(id).ident);
    let mut res = vec![
        Item::Struct(declaration(ctx, def, id, &name, &fields)),
        Item::Impl(constants(ctx, &name, &fields)),
        Item::Impl(default(&name, &fields)),
        Item::Impl(implementation(ctx, def, id, &fields)),
        parse_quote!(rt::model!(#name);),
    ];
    res.extend(ctx.model.bases(id).into_iter().map(|base| -> Item {
        let base = ctx.type_path(base);
        parse_quote!(impl rt::Extends<#base> for #name {})
    }));
    res
}

fn declaration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, name: &Ident, fields: &[Field<'_>]) -> ItemStruct {
    let mut res: ItemStruct = parse_quote!(pub struct #name {});
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    res.fields = syntax::named(fields.iter().map(|it| member(ctx, id, it)).chain([additional()]));
    res
}

fn member(ctx: &Ctx<'_>, owner: TypeId, field: &Field<'_>) -> syn::Field {
    let prose = ctx.prose(field.docs, false);
    let docs = if prose.is_empty() { facts::of_field(ctx.model, owner, field.property) } else { prose };
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

/// The field for members that the struct does not declare.
fn additional() -> syn::Field {
    let attributes = syntax::docs("Members that this struct does not declare.");
    syntax::field(attributes, ident("additional"), syntax::ty(&["rt", "Additional"]))
}

fn constants(ctx: &Ctx<'_>, name: &Ident, fields: &[Field<'_>]) -> ItemImpl {
    let mut res: ItemImpl = parse_quote!(impl #name {});
    res.items = fields.iter().map(|it| constant(ctx, it)).collect();
    res
}

fn constant(ctx: &Ctx<'_>, field: &Field<'_>) -> ImplItem {
    let wire = &field.property.name.value;
    let attributes = attributes(field, &facts::docs(ctx.model, field.name.property.0, field.property));
    let types = [syntax::ty(&["Self"]), ctx.ty(&field.property.ty)];
    let ty = syntax::generic(&["rt", "Field"], types);
    let value = syntax::call(&["rt", "macros", "field"], syntax::string(wire));
    syntax::constant(attributes, ident(&field.name.constant), ty, value)
}

/// `Default` as a literal. It contains no calls: otherwise, the compiler would add code to drop every member after a
/// panic.
fn default(name: &Ident, fields: &[Field<'_>]) -> ItemImpl {
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
    let additional = parse_quote!(additional: rt::Additional::EMPTY);
    let value = syntax::literal_of_self(members.chain([additional]));
    fill(&mut res, [vec![Stmt::Expr(value, None)]]);
    res
}

fn implementation(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, fields: &[Field<'_>]) -> ItemImpl {
    let name = ident(&ctx.names.type_item(id).ident);
    let type_name = type_name(def);
    let derived = ctx
        .derived
        .get(&id)
        .filter(|_| type_name.is_some())
        .map(|names| quote!(const DERIVED: &'static [&'static str] = &[#(#names),*];));
    let mut res: ItemImpl = parse_quote! {
        impl rt::Model for #name {
            #type_name
            #derived
            fn set<S: rt::Source>(&mut self, name: &str, source: &mut S) {}
            fn each<'a, V: rt::Visit<'a>>(&'a self, visit: &mut V) {}
        }
    };
    fill(&mut res, [set(fields), each(fields)]);
    res
}

fn set(fields: &[Field<'_>]) -> Vec<Stmt> {
    let additional: Expr = parse_quote!(source.additional(&mut self.additional));
    // A struct without properties has no fields to select.
    if fields.is_empty() {
        return vec![parse_quote!(let _ = name;), Stmt::Expr(additional, Some(Default::default()))];
    }
    let arms = fields.iter().map(|it| {
        let member = syntax::borrowed(&ident(&it.name.ident), Some(Default::default()));
        let read = if it.property.ty.is_collection { "read_list" } else { "read" };
        let body = syntax::method_call("source", read, [member]);
        syntax::arm(it.cfg.iter().cloned().collect(), &it.property.name.value, body)
    });
    let arms = arms.chain([parse_quote!(_ => #additional,)]).collect();
    vec![Stmt::Expr(syntax::match_("name", arms), None)]
}

fn each(fields: &[Field<'_>]) -> Vec<Stmt> {
    let members = fields.iter().map(|it| {
        let member = syntax::borrowed(&ident(&it.name.ident), None);
        let show = if it.property.ty.is_collection { "list" } else { "member" };
        let call = syntax::method_call("visit", show, [syntax::string(&it.property.name.value), member]);
        syntax::statement(it.cfg.iter().cloned().collect(), call)
    });
    [parse_quote!(visit.additional(&self.additional);)].into_iter().chain(members).collect()
}

/// Inserts the bodies of the functions of an implementation, in order.
fn fill<const N: usize>(implementation: &mut ItemImpl, bodies: [Vec<Stmt>; N]) {
    let blocks = implementation.items.iter_mut().filter_map(|it| match it {
        ImplItem::Fn(it) => Some(&mut it.block),
        _ => None,
    });
    blocks.zip(bodies).for_each(|(block, body)| block.stmts = body);
}

fn enumeration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, enumeration: &Enumeration) -> Vec<Item> {
    let name = ident(&ctx.names.type_item(id).ident);
    let names = ctx.names.variants(id);
    let other = ident(UNRECOGNIZED);
    let idents: Vec<_> = names.iter().map(|it| ident(it)).collect();
    let mut declaration = enum_declaration(ctx, def, id, &name);
    declaration.variants = enumeration.members.iter().zip(&idents).map(|(it, ident)| variant(ctx, it, ident)).collect();
    declaration.variants.push(parse_quote! {
        /// A member that this version of the crate does not declare.
        #other(Box<str>)
    });
    let wire: Vec<&str> = enumeration.members.iter().map(|it| it.name.value.as_str()).collect();
    let [clone, string_enum] = enum_implementations(&name, type_name(def), &idents, &wire, &other);
    vec![Item::Enum(declaration), clone, string_enum, parse_quote!(rt::string_enum!(#name);)]
}

fn enum_declaration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, name: &Ident) -> ItemEnum {
    let mut res: ItemEnum = parse_quote! {
        #[non_exhaustive]
        pub enum #name {}
    };
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    res
}

/// The code that `string_enum!` cannot generate: the members.
fn enum_implementations(
    name: &Ident,
    type_name: Option<TokenStream>,
    idents: &[Ident],
    wire: &[&str],
    other: &Ident,
) -> [Item; 2] {
    let clone = parse_quote! {
        impl Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                match self {
                    #(Self::#idents => Self::#idents,)*
                    Self::#other(name) => Self::#other(Clone::clone(name)),
                }
            }
        }
    };
    let string_enum = parse_quote! {
        impl rt::StringEnum for #name {
            #type_name
            const MEMBERS: &'static [Self] = &[#(Self::#idents),*];
            #[inline]
            fn unrecognized(name: Box<str>) -> Self {
                Self::#other(name)
            }
            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #wire,)*
                    Self::#other(name) => name,
                }
            }
        }
    };
    [clone, string_enum]
}

fn variant(ctx: &Ctx<'_>, member: &Member, ident: &Ident) -> Variant {
    let mut res: Variant = parse_quote!(#ident);
    syntax::document(&ctx.prose(&member.docs, false), deprecation::attribute(&member.docs), &mut res.attrs);
    res
}

impl Ctx<'_> {
    /// The type of a field: structs are boxed, since most members of a response are missing.
    fn field_type(&self, property: &Property<TypeId>) -> syn::Type {
        let ty = self.ty(&property.ty);
        if signature::is_boxed(self.model, property) { syntax::generic(&["Box"], [ty]) } else { ty }
    }
}

/// The name of the type in `@odata.type`. Types for parameters and for lists of values have none, and those that only
/// OpenAPI describes.
fn type_name(def: &TypeDef<TypeId>) -> Option<TokenStream> {
    let name = def.name.value.to_string();
    let is_named = def.role == Role::Definition && !def.name.value.namespace.is_empty();
    is_named.then(|| quote!(const TYPE_NAME: &'static str = #name;))
}
