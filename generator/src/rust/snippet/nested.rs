//! Values of unions, and of lists and maps with any items; parts of forms.

use super::tokens::{Wanted, json_tokens, string};
use super::told;
use super::writer::Writer;
use super::{Error, Problem};
use crate::model::json::{Json, Value};
use crate::model::{Content, EnumJson, ItemType, Primitive, Type, TypeId, TypeKind};
use crate::rust::names::{UNRECOGNIZED, ident};
use crate::rust::signature;
use proc_macro2::TokenStream;
use quote::quote;

impl Writer<'_, '_> {
    /// A value of a type whose nulls are values, as OpenAPI describes it.
    pub(super) fn nested(
        &mut self,
        json: &Json,
        ty: &Type<TypeId>,
        member: &str,
        wanted: Wanted,
    ) -> Result<TokenStream, Error> {
        if ty.is_collection {
            let Value::Array(items) = &json.value else { return self.value(json, ty, member, wanted) };
            let item = Type { is_collection: false, ..ty.clone() };
            let items = items.iter().map(|it| self.nested(it, &item, member, Wanted::Exact));
            let items: Vec<TokenStream> = items.collect::<Result<_, _>>()?;
            return Ok(quote!(vec![#(#items),*]));
        }
        let is_optional = ty.is_nullable == Some(true) && ty.item != ItemType::Primitive(Primitive::Untyped);
        let own = Type { is_nullable: None, ..ty.clone() };
        match (&json.value, is_optional) {
            (Value::Null, true) => Ok(quote!(None)),
            (_, true) => {
                let value = self.value(json, &own, member, Wanted::Exact)?;
                Ok(quote!(Some(#value)))
            }
            (_, false) => self.value(json, &own, member, wanted),
        }
    }

    /// The items of a list in a list.
    pub(super) fn list(&mut self, json: &Json, items: &Type<TypeId>, member: &str) -> Result<TokenStream, Error> {
        let Value::Array(values) = &json.value else { return self.no_value(json, items, member) };
        let values = values.iter().map(|it| self.nested(it, items, member, Wanted::Exact));
        let values: Vec<TokenStream> = values.collect::<Result<_, _>>()?;
        Ok(quote!(vec![#(#values),*]))
    }

    /// A map.
    pub(super) fn map(&mut self, json: &Json, values: &Type<TypeId>, member: &str) -> Result<TokenStream, Error> {
        let Value::Object(members) = &json.value else { return self.no_value(json, values, member) };
        let all: Vec<(&str, &Json)> = members.iter().map(|(name, value)| (name.value.as_str(), value)).collect();
        self.map_of(&all, values)
    }

    /// A map of these members.
    pub(super) fn map_of(&mut self, members: &[(&str, &Json)], values: &Type<TypeId>) -> Result<TokenStream, Error> {
        let path = self.runtime("Map");
        if members.is_empty() {
            return Ok(quote!(#path::new()));
        }
        let pairs = members.iter().map(|(name, value)| {
            let value = self.nested(value, values, name, Wanted::Converted)?;
            let name = string(name);
            Ok(quote!((#name, #value)))
        });
        let pairs: Vec<TokenStream> = pairs.collect::<Result<_, Error>>()?;
        Ok(quote!(#path::from([#(#pairs),*])))
    }

    /// A value of a union: the variant that generated code reads it as.
    pub(super) fn union(&mut self, json: &Json, id: TypeId, member: &str) -> Result<TokenStream, Error> {
        let ctx = self.ctx;
        let TypeKind::Union(union) = &ctx.model.type_def(id).kind else { return Ok(TokenStream::new()) };
        let path = self.uses.ty(ctx, id);
        let Some(idx) = told::variant(ctx.model, union, json) else {
            let (macro_, content) = (self.runtime("json"), json_tokens(json));
            let other = ident(UNRECOGNIZED);
            return Ok(quote!(#path::#other(#macro_!(#content).into())));
        };
        let ty = &union.variants[idx].ty;
        let name = ident(&ctx.names.choices(id)[idx].ident);
        let value = self.nested(json, ty, member, Wanted::Exact)?;
        let is_union =
            matches!(ty.item, ItemType::Named(it) if matches!(ctx.model.type_def(it).kind, TypeKind::Union(_)));
        let is_boxed = !ty.is_collection && (is_union || signature::is_structured(ctx.model, &ty.item));
        Ok(if is_boxed { quote!(#path::#name(Box::new(#value))) } else { quote!(#path::#name(#value)) })
    }

    /// A member of an enum of numbers.
    pub(super) fn number_member(&mut self, json: &Json, id: TypeId) -> Option<TokenStream> {
        let TypeKind::Enum(enumeration) = &self.ctx.model.type_def(id).kind else { return None };
        let Value::Number(text) = &json.value else { return None };
        let number: i64 = text.parse().ok().filter(|_| enumeration.json == EnumJson::Numbers)?;
        let path = self.uses.ty(self.ctx, id);
        let at = enumeration.members.iter().position(|it| it.value == Some(number));
        Some(match at.and_then(|it| self.ctx.names.variants(id).get(it)) {
            Some(variant) => {
                let variant = ident(variant);
                quote!(#path::#variant)
            }
            None => {
                let number = proc_macro2::Literal::i64_unsuffixed(number);
                quote!(#path::from(#number))
            }
        })
    }

    /// The parts of a form with files: texts, JSON, and texts of other media types as files.
    pub(super) fn multipart(&mut self, content: &Content<TypeId>, json: &Json) -> Result<TokenStream, Error> {
        let Value::Object(members) = &json.value else {
            return Err(Error { problem: Problem::BodyShape("an object".to_owned()), span: json.span });
        };
        let (form, part) = (self.runtime("Multipart"), self.runtime("Part"));
        let parts = members.iter().flat_map(|(name, value)| parts_of(name.value.as_str(), value));
        let calls = parts.map(|(name, value)| {
            let media_type = content.part_types.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
            let value = match (&value.value, media_type.filter(|it| !it.contains("json"))) {
                (Value::String(text), Some(media_type)) => {
                    let (file, media_type, text) = (string(name), string(media_type), string(text));
                    quote!(#part::bytes(#file, #media_type, #text))
                }
                (Value::String(text) | Value::Number(text), _) => {
                    let text = string(text);
                    quote!(#part::text(#text))
                }
                (Value::Bool(it), _) => {
                    let text = it.to_string();
                    quote!(#part::text(#text))
                }
                _ => {
                    let value = self.json_macro(value);
                    quote!(#part::json(&#value))
                }
            };
            let name = string(name);
            quote!(.part(#name, #value))
        });
        let calls: Vec<TokenStream> = calls.collect();
        Ok(quote!(#form::new() #(#calls)*))
    }
}

/// The values of the parts of a member: each item of a list is one, and a null is none.
fn parts_of<'j>(name: &'j str, value: &'j Json) -> Vec<(&'j str, &'j Json)> {
    match &value.value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(|it| (name, it)).collect(),
        _ => vec![(name, value)],
    }
}
