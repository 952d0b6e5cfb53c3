//! Paths: `msgraph::users().id("…").messages()`.

use super::tokens::{Wanted, string};
use super::writer::{Writer, fails};
use super::{Error, Problem};
use crate::analysis::paths::StepKind;
use crate::analysis::requests::literal::Literal;
use crate::analysis::requests::{Argument, Step};
use crate::model::http;
use crate::model::{ItemType, ODataOperationId, Parameter, Primitive, Type, TypeId, TypeKind};
use crate::rust::names::ident;
use crate::rust::signature::{self, Passing};
use crate::source::{Span, Spanned};
use proc_macro2::TokenStream;
use quote::quote;

impl Writer<'_, '_> {
    /// The path to a place. Without steps, it is the name of the crate.
    pub(super) fn path(&mut self, steps: &[Step], whole: Span) -> Result<TokenStream, Error> {
        let krate = ident(&self.ctx.krate);
        let mut res = quote!(#krate);
        for (idx, step) in steps.iter().enumerate() {
            let declared = &self.ctx.paths.places[step.from.0 as usize].steps[step.step];
            let name = ident(&self.ctx.names.methods(step.from).steps[step.step].ident);
            let arguments = match &declared.kind {
                // Examples of requests are for the URLs of OData services.
                StepKind::Segment(_) | StepKind::Values(_) => Vec::new(),
                StepKind::Key => {
                    let key = self.ctx.paths.key_type(self.ctx.model, declared.target);
                    self.key(key, &step.arguments)?
                }
                StepKind::Keys(names) => {
                    let item = self.ctx.paths.item(declared.target);
                    self.keys(item, names, &step.arguments)?
                }
                StepKind::ByPath => {
                    let text = step.arguments.iter().filter_map(|it| it.value.value.as_text()).map(string);
                    text.map(|it| quote!(#it)).collect()
                }
                StepKind::Function(_, parameters) => {
                    self.arguments(declared.odata_operation, parameters, &step.arguments, whole)?
                }
            };
            let separator = if idx == 0 { quote!(::) } else { quote!(.) };
            res = quote!(#res #separator #name(#(#arguments),*));
        }
        Ok(res)
    }

    /// The key of an item: a string, unless metadata declares another type.
    fn key(&mut self, ty: Option<&Type<TypeId>>, given: &[Argument]) -> Result<Vec<TokenStream>, Error> {
        let mut res = Vec::new();
        for argument in given {
            let value = &argument.value;
            res.push(match ty {
                Some(ty) => self.typed_key("id", ty, value)?,
                None => self.text("id", value)?,
            });
        }
        Ok(res)
    }

    /// A key that is not a string. In a segment, all keys are written without quotes.
    fn typed_key(&mut self, name: &str, ty: &Type<TypeId>, value: &Spanned<Literal>) -> Result<TokenStream, Error> {
        let bare = value.clone().map(|it| match it {
            Literal::Text(text) => Literal::read(&text),
            other => other,
        });
        self.passed(name, ty, true, &bare)
    }

    fn keys(&mut self, item: Option<TypeId>, names: &[String], given: &[Argument]) -> Result<Vec<TokenStream>, Error> {
        let mut res = Vec::new();
        for (name, argument) in names.iter().zip(given) {
            res.push(match item.and_then(|it| self.ctx.model.key_type(it, name)) {
                Some(ty) => self.passed(name, ty, true, &argument.value)?,
                None => self.any_literal(name, &argument.value)?,
            });
        }
        Ok(res)
    }

    /// The arguments of a function, in the order of its parameters.
    pub(super) fn arguments(
        &mut self,
        odata_operation: Option<ODataOperationId>,
        parameters: &[http::Argument],
        given: &[Argument],
        whole: Span,
    ) -> Result<Vec<TokenStream>, Error> {
        let find = |name: &str| given.iter().find(|it| it.name == name).map(|it| &it.value);
        let missing = |name: &str| fails(Problem::ArgumentMissing(name.to_owned()), whole);
        let mut res = Vec::new();
        let declared: &[Parameter<TypeId>] =
            odata_operation.map_or(&[], |it| &self.ctx.model.odata_operation(it).parameters);
        for it in declared {
            let name = it.name.value.as_str();
            res.push(match find(name) {
                Some(value) => self.passed(name, &it.ty, it.is_required, value)?,
                None if it.is_required => return missing(name),
                None => quote!(None),
            });
        }
        for it in parameters.iter().filter(|_| odata_operation.is_none()) {
            let name = if it.name.is_empty() { &it.value } else { &it.name };
            let Some(value) = find(name) else { return missing(name) };
            res.push(if it.is_quoted { self.text(name, value)? } else { self.any_literal(name, value)? });
        }
        Ok(res)
    }

    /// The value of a parameter of this type.
    fn passed(
        &mut self,
        name: &str,
        ty: &Type<TypeId>,
        is_required: bool,
        value: &Spanned<Literal>,
    ) -> Result<TokenStream, Error> {
        let is_flags = matches!(ty.item, ItemType::Named(id) if self.is_flags(id));
        let passing = signature::passing(self.ctx.model, ty);
        let wanted = if passing == Passing::Converted && is_required { Wanted::Converted } else { Wanted::Exact };
        let res = match (passing, &ty.item) {
            (Passing::Json, _) => self.json_argument(name, ty, value)?,
            (_, ItemType::Primitive(Primitive::String)) => self.text(name, value)?,
            (_, ItemType::Primitive(primitive)) => {
                self.literal(*primitive, &value.value, wanted).ok_or_else(|| self.no_argument(name, ty, value.span))?
            }
            (_, ItemType::List(_) | ItemType::Map(_)) => return Err(self.no_argument(name, ty, value.span)),
            (_, ItemType::Named(id)) => {
                let member = match &value.value {
                    Literal::Text(text) | Literal::Prefixed(_, text) => text,
                    _ => return Err(self.no_argument(name, ty, value.span)),
                };
                let member = if is_flags { self.flags(*id, member) } else { self.enum_member(*id, member) };
                quote!(&#member)
            }
        };
        Ok(if is_required || value.value == Literal::Null { res } else { quote!(Some(#res)) })
    }

    pub(super) fn is_flags(&self, id: TypeId) -> bool {
        matches!(&self.ctx.model.type_def(id).kind, TypeKind::Enum(it) if it.is_flags)
    }

    /// A string, or a placeholder for one.
    fn text(&self, name: &str, value: &Spanned<Literal>) -> Result<TokenStream, Error> {
        let problem = || Problem::Argument { name: name.to_owned(), ty: "String".to_owned() };
        let text = value.value.as_text().ok_or_else(|| Error { problem: problem(), span: value.span })?;
        let text = string(text);
        Ok(quote!(#text))
    }

    /// A list of strings or numbers, as JSON.
    fn json_argument(&mut self, name: &str, ty: &Type<TypeId>, value: &Spanned<Literal>) -> Result<TokenStream, Error> {
        let Literal::Json(json) = &value.value else { return Err(self.no_argument(name, ty, value.span)) };
        let items: Vec<serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
        let tokens = items.iter().map(|it| match (it, &ty.item) {
            (serde_json::Value::String(text), ItemType::Primitive(Primitive::String)) => {
                let text = string(text);
                Some(quote!(#text))
            }
            (serde_json::Value::String(text), ItemType::Primitive(primitive)) => {
                self.literal(*primitive, &Literal::Bare(text.clone()), Wanted::Exact)
            }
            (other, ItemType::Primitive(primitive)) => {
                self.literal(*primitive, &Literal::read(&other.to_string()), Wanted::Exact)
            }
            _ => None,
        });
        let tokens: Option<Vec<TokenStream>> = tokens.collect();
        match tokens {
            Some(tokens) if ty.is_collection && !tokens.is_empty() => Ok(quote!(&[#(#tokens),*])),
            _ => Err(self.no_argument(name, ty, value.span)),
        }
    }

    /// A value of unknown type: the type is inferred from the text.
    fn any_literal(&mut self, name: &str, value: &Spanned<Literal>) -> Result<TokenStream, Error> {
        use Primitive::{Boolean, Date, DateTimeOffset, Double, Guid, Int32, Int64, TimeOfDay};
        let tokens = match &value.value {
            Literal::Text(text) => {
                let text = string(text);
                Some(quote!(#text))
            }
            other => [Boolean, Int32, Int64, Double, Date, DateTimeOffset, TimeOfDay, Guid]
                .into_iter()
                .find_map(|it| self.exact_literal(it, other)),
        };
        tokens.ok_or_else(|| {
            let problem = Problem::Argument { name: name.to_owned(), ty: "literal".to_owned() };
            Error { problem, span: value.span }
        })
    }

    fn no_argument(&self, name: &str, ty: &Type<TypeId>, span: Span) -> Error {
        Error { problem: Problem::Argument { name: name.to_owned(), ty: self.type_name(ty) }, span }
    }

    /// The name of a type in messages.
    pub(super) fn type_name(&self, ty: &Type<TypeId>) -> String {
        let name = match &ty.item {
            ItemType::Primitive(it) => it.name(),
            ItemType::List(_) | ItemType::Map(_) => Primitive::Untyped.name(),
            ItemType::Named(id) => &self.ctx.model.type_def(*id).name.value.name,
        };
        if ty.is_collection { format!("Collection({name})") } else { name.to_owned() }
    }
}
