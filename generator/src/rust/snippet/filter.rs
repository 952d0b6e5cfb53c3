//! `$filter`: `Message::IS_READ.eq(false).and(Message::SUBJECT.starts_with("…"))`.

mod parse;

use super::query::Field;
use super::writer::Writer;
use crate::analysis::requests::literal::Literal;
use crate::model::{ItemType, Primitive, Property, TypeId};
use crate::rust::signature::is_structured;
use parse::Condition;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

impl<'m> Writer<'_, 'm> {
    /// A filter; `None` if the methods cannot express it.
    pub(super) fn filter(&mut self, model: TypeId, text: &str) -> Option<TokenStream> {
        let condition = parse::read(text)?;
        self.condition(model, &condition, None)
    }

    /// A condition on a type; `variable` is the variable of a lambda operator.
    fn condition(&mut self, model: TypeId, condition: &Condition, variable: Option<&str>) -> Option<TokenStream> {
        match condition {
            Condition::Or(a, b) => {
                let (a, b) = (self.receiver(model, a, variable)?, self.condition(model, b, variable)?);
                Some(quote!(#a.or(#b)))
            }
            Condition::And(a, b) => {
                let (a, b) = (self.receiver(model, a, variable)?, self.condition(model, b, variable)?);
                Some(quote!(#a.and(#b)))
            }
            Condition::Not(it) => {
                let it = self.condition(model, it, variable)?;
                Some(quote!(!#it))
            }
            Condition::Compare(path, operator, Literal::Null) => {
                let field = self.operand(model, path, variable)?.tokens;
                match *operator {
                    "eq" => Some(quote!(#field.is_null())),
                    "ne" => Some(quote!(#field.is_not_null())),
                    _ => None,
                }
            }
            Condition::Compare(path, operator, literal) => {
                let Field { tokens, property } = self.operand(model, path, variable)?;
                let literal = self.operand_literal(property, literal)?;
                let method = format_ident!("{operator}");
                Some(quote!(#tokens.#method(#literal)))
            }
            Condition::In(path, literals) => {
                let Field { tokens, property } = self.operand(model, path, variable)?;
                let literals: Vec<TokenStream> =
                    literals.iter().map(|it| self.operand_literal(property, it)).collect::<Option<_>>()?;
                Some(quote!(#tokens.is_in([#(#literals),*])))
            }
            Condition::Call(function, path, Literal::Text(text)) => {
                let Field { tokens, property } = self.operand(model, path, variable)?;
                let is_text = property.ty.item == ItemType::Primitive(Primitive::String) && !property.ty.is_collection;
                let method = format_ident!("{function}");
                let text = super::tokens::string(text);
                is_text.then(|| quote!(#tokens.#method(#text)))
            }
            Condition::Call(..) => None,
            Condition::Lambda(path, operator, inner) => {
                let Field { tokens, property } = self.operand(model, path, variable)?;
                self.lambda(&tokens, property, operator, inner.as_ref())
            }
        }
    }

    /// A condition that a method is called on.
    fn receiver(&mut self, model: TypeId, condition: &Condition, variable: Option<&str>) -> Option<TokenStream> {
        let res = self.condition(model, condition, variable)?;
        Some(if matches!(condition, Condition::Not(_)) { quote!((#res)) } else { res })
    }

    fn lambda(
        &mut self,
        field: &TokenStream,
        property: &Property<TypeId>,
        operator: &str,
        inner: Option<&(String, Box<Condition>)>,
    ) -> Option<TokenStream> {
        // `any()` without arguments checks whether there are items.
        let (variable, inner) = inner.filter(|_| property.ty.is_collection)?;
        if let (Condition::Compare(path, "eq", literal), "any") = (&**inner, operator)
            && path == variable
        {
            let literal = self.operand_literal(property, literal)?;
            return Some(quote!(#field.any_eq(#literal)));
        }
        let ItemType::Named(item) = property.ty.item else { return None };
        let is_struct = is_structured(self.ctx.model, &property.ty.item);
        let inner = self.condition(item, inner, Some(variable)).filter(|_| is_struct)?;
        let method = format_ident!("{operator}");
        Some(quote!(#field.#method(#inner)))
    }

    /// The property at the end of a path. In a lambda operator, paths begin with its variable.
    fn operand(&mut self, model: TypeId, path: &str, variable: Option<&str>) -> Option<Field<'m>> {
        let path = match variable {
            Some(variable) => path.strip_prefix(variable)?.strip_prefix('/')?,
            None => path,
        };
        self.field(model, path)
    }

    /// A literal that can be compared with the values of a property.
    fn operand_literal(&mut self, property: &Property<TypeId>, literal: &Literal) -> Option<TokenStream> {
        match property.ty.item {
            ItemType::Primitive(Primitive::Int64 | Primitive::Double | Primitive::Single | Primitive::Decimal)
                if matches!(literal, Literal::Number(_)) =>
            {
                // 32-bit integers can be compared with all integers.
                let whole = self.exact_literal(Primitive::Int32, literal);
                whole.or_else(|| match property.ty.item {
                    ItemType::Primitive(Primitive::Int64) => self.exact_literal(Primitive::Int64, literal),
                    _ => self.exact_literal(Primitive::Double, literal),
                })
            }
            ItemType::Primitive(primitive) => self.exact_literal(primitive, literal),
            ItemType::List(_) | ItemType::Map(_) => None,
            ItemType::Named(id) if is_structured(self.ctx.model, &ItemType::Named(id)) || self.is_flags(id) => None,
            ItemType::Named(id) => match literal {
                Literal::Text(text) => Some(self.enum_member(id, text)),
                _ => None,
            },
        }
    }
}
