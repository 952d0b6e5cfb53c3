//! Values of primitive types and of enums.

use super::tokens::{Wanted, json_tokens, number, string};
use super::writer::{Writer, fails};
use super::{Error, Problem};
use crate::analysis::requests::format::is_text_of;
use crate::analysis::requests::literal::Literal;
use crate::analysis::requests::placeholder::is_placeholder;
use crate::model::json::{Json, Value};
use crate::model::{EnumJson, ItemType, Primitive, Type, TypeId, TypeKind};
use crate::rust::names::ident;
use proc_macro2::TokenStream;
use quote::quote;

impl Writer<'_, '_> {
    /// The value of a member.
    pub(super) fn value(
        &mut self,
        json: &Json,
        ty: &Type<TypeId>,
        member: &str,
        wanted: Wanted,
    ) -> Result<TokenStream, Error> {
        if !ty.is_collection {
            return self.item(json, ty, member, wanted);
        }
        let Value::Array(items) = &json.value else { return self.no_value(json, ty, member) };
        let item = Type { is_collection: false, ..ty.clone() };
        let items: Vec<TokenStream> =
            items.iter().map(|it| self.item(it, &item, member, Wanted::Exact)).collect::<Result<_, _>>()?;
        Ok(quote!(vec![#(#items),*]))
    }

    fn item(&mut self, json: &Json, ty: &Type<TypeId>, member: &str, wanted: Wanted) -> Result<TokenStream, Error> {
        match &ty.item {
            ItemType::Primitive(primitive) => self.primitive(json, *primitive, ty, member, wanted),
            ItemType::List(items) => self.list(json, items, member),
            ItemType::Map(values) => self.map(json, values, member),
            ItemType::Named(id) => self.named(json, *id, ty, member, wanted),
        }
    }

    /// A value of a definition.
    fn named(
        &mut self,
        json: &Json,
        id: TypeId,
        ty: &Type<TypeId>,
        member: &str,
        wanted: Wanted,
    ) -> Result<TokenStream, Error> {
        match (&self.ctx.model.type_def(id).kind, &json.value) {
            (TypeKind::Entity(_) | TypeKind::Complex(_), Value::Object(members)) => self.structure(id, members, wanted),
            (TypeKind::Entity(_) | TypeKind::Complex(_), _) => self.no_value(json, ty, member),
            (TypeKind::Union(_), _) => self.union(json, id, member),
            (TypeKind::Enum(it), _) if it.json == EnumJson::Numbers => {
                self.number_member(json, id).map_or_else(|| self.no_value(json, ty, member), Ok)
            }
            (TypeKind::Enum(_), _) => {
                let Value::String(text) = &json.value else { return self.no_value(json, ty, member) };
                if self.is_placeholder_of_enum(id, text, member) {
                    return fails(Problem::Placeholder(member.to_owned()), json.span);
                }
                Ok(match self.is_flags(id) {
                    true => self.flags(id, text),
                    false => self.enum_member(id, text),
                })
            }
        }
    }

    pub(super) fn no_value<T>(&self, json: &Json, ty: &Type<TypeId>, member: &str) -> Result<T, Error> {
        let problem = match &json.value {
            Value::String(text) if is_placeholder(text, &[member]) => Problem::Placeholder(member.to_owned()),
            _ => Problem::Value { member: member.to_owned(), ty: self.type_name(ty) },
        };
        fails(problem, json.span)
    }

    fn primitive(
        &mut self,
        json: &Json,
        primitive: Primitive,
        ty: &Type<TypeId>,
        member: &str,
        wanted: Wanted,
    ) -> Result<TokenStream, Error> {
        if matches!(primitive, Primitive::Untyped | Primitive::Stream) {
            let (macro_, content) = (self.runtime("json"), json_tokens(json));
            return Ok(match wanted {
                Wanted::Exact => quote!(#macro_!(#content).into()),
                Wanted::Converted => quote!(#macro_!(#content)),
            });
        }
        let tokens = match &json.value {
            Value::String(text) if primitive == Primitive::String => {
                let text = string(text);
                Some(if wanted == Wanted::Exact { quote!(#text.to_owned()) } else { quote!(#text) })
            }
            Value::Bool(it) => (primitive == Primitive::Boolean).then(|| quote!(#it)),
            Value::Number(text) if primitive == Primitive::Decimal => Some(self.decimal(text, wanted)),
            Value::Number(text) => number(primitive, text, wanted),
            // Bytes are often abbreviated; text that is not base64 is sent unchanged.
            Value::String(text) if !is_bytes(primitive) && is_no_text_of(primitive, text, member) => None,
            Value::String(text) => self.text_value(primitive, text).or_else(|| self.unquoted(primitive, text, wanted)),
            _ => None,
        };
        tokens.map_or_else(|| self.no_value(json, ty, member), Ok)
    }

    /// A value that keeps its text.
    fn text_value(&mut self, primitive: Primitive, text: &str) -> Option<TokenStream> {
        let name = match primitive {
            Primitive::Base64Url => "Base64Url",
            Primitive::Binary => "Binary",
            Primitive::Date => "Date",
            Primitive::DateTimeOffset => "DateTime",
            Primitive::Decimal => "Decimal",
            Primitive::Duration => "Duration",
            Primitive::Guid => "Guid",
            Primitive::TimeOfDay => "TimeOfDay",
            _ => return None,
        };
        let (name, text) = (self.runtime(name), string(text));
        Some(match primitive {
            it if is_bytes(it) => quote!(#name::from_base64(#text)),
            _ => quote!(#name::from_text(#text)),
        })
    }

    /// A number or Boolean that a page quotes and the service does not.
    fn unquoted(&mut self, primitive: Primitive, text: &str, wanted: Wanted) -> Option<TokenStream> {
        match (primitive, text) {
            (Primitive::Boolean, "true" | "True") => Some(quote!(true)),
            (Primitive::Boolean, "false" | "False") => Some(quote!(false)),
            _ => number(primitive, text, wanted),
        }
    }

    fn decimal(&mut self, text: &str, wanted: Wanted) -> TokenStream {
        match (number(Primitive::Int32, text, Wanted::Exact), wanted) {
            (Some(whole), Wanted::Converted) => whole,
            (Some(whole), Wanted::Exact) => quote!(#whole.into()),
            (None, Wanted::Exact) => quote!(#text.parse()?),
            (None, Wanted::Converted) => {
                let name = self.runtime("Decimal");
                quote!(#text.parse::<#name>()?)
            }
        }
    }

    /// A literal of a URL.
    pub(super) fn literal(&mut self, primitive: Primitive, literal: &Literal, wanted: Wanted) -> Option<TokenStream> {
        match (primitive, literal) {
            (Primitive::Boolean, Literal::Boolean(it)) => Some(quote!(#it)),
            (Primitive::String, Literal::Text(text)) => {
                let text = string(text);
                Some(quote!(#text))
            }
            (Primitive::Decimal, Literal::Number(text)) => Some(self.decimal(text, wanted)),
            (_, Literal::Number(text)) => number(primitive, text, wanted),
            (_, Literal::Prefixed(_, text) | Literal::Text(text) | Literal::Bare(text)) => {
                self.text_value(primitive, text)
            }
            (_, Literal::Null | Literal::Boolean(_) | Literal::Json(_)) => None,
        }
    }

    /// A literal of a URL with a known type.
    pub(super) fn exact_literal(&mut self, primitive: Primitive, literal: &Literal) -> Option<TokenStream> {
        let is_written_so = match (primitive, literal) {
            (Primitive::Boolean, Literal::Boolean(_)) | (Primitive::String, Literal::Text(_)) => true,
            (Primitive::Duration, Literal::Prefixed(prefix, _)) => prefix == "duration",
            (Primitive::Binary, Literal::Prefixed(prefix, _)) => prefix == "binary",
            (Primitive::Duration | Primitive::Binary | Primitive::String, _) => false,
            (_, Literal::Number(_)) => true,
            (_, Literal::Bare(text)) => is_text_of(primitive, text),
            _ => false,
        };
        is_written_so.then(|| self.literal(primitive, literal, Wanted::Converted)).flatten()
    }

    /// A member of an enum, from its name in JSON.
    pub(super) fn enum_member(&mut self, id: TypeId, name: &str) -> TokenStream {
        let path = self.uses.ty(self.ctx, id);
        let TypeKind::Enum(enumeration) = &self.ctx.model.type_def(id).kind else { return path };
        let members = enumeration.members.iter();
        let same = members.clone().position(|it| it.name.value == name);
        let alike = || members.clone().position(|it| it.name.value.eq_ignore_ascii_case(name));
        match same.or_else(alike).and_then(|it| self.ctx.names.variants(id).get(it)) {
            Some(variant) => {
                let variant = ident(variant);
                quote!(#path::#variant)
            }
            None => {
                let name = string(name);
                quote!(#path::from(#name))
            }
        }
    }

    /// A set of members.
    pub(super) fn flags(&mut self, id: TypeId, names: &str) -> TokenStream {
        let flags = self.runtime("Flags");
        let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
        let members: Vec<TokenStream> = names.map(|it| self.enum_member(id, it)).collect();
        match &members[..] {
            [] => quote!(#flags::new()),
            [only] => quote!(#flags::from(#only)),
            _ => quote!(#flags::from_iter([#(#members),*])),
        }
    }

    /// Whether a text is a member of an enum. A word that is not a member may be one of a later version.
    fn is_placeholder_of_enum(&self, id: TypeId, text: &str, member: &str) -> bool {
        let def = self.ctx.model.type_def(id);
        let TypeKind::Enum(enumeration) = &def.kind else { return false };
        let is_member = |name: &str| enumeration.members.iter().any(|it| it.name.value.eq_ignore_ascii_case(name));
        !text.split(',').all(|it| is_member(it.trim())) && is_placeholder(text, &[member, &def.name.value.name])
    }
}

/// Whether a text is a value of a type with its own syntax.
fn is_no_text_of(primitive: Primitive, text: &str, member: &str) -> bool {
    !is_text_of(primitive, text) && is_placeholder(text, &[member])
}

fn is_bytes(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::Base64Url | Primitive::Binary)
}
