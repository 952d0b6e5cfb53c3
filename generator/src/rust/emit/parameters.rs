//! Emits parameters of functions, and the code that passes them to the runtime.

use super::{Ctx, ident};
use crate::analysis::paths::{Call, PlaceId};
use crate::model::http::Argument;
use crate::model::{ItemType, ODataOperationId, Parameter, Primitive, Type, TypeId};
use crate::rust::signature::{self, Passing};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

/// Declarations of parameters, and pairs of name and value for the runtime.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) declarations: Vec<TokenStream>,
    pub(super) pairs: Vec<TokenStream>,
}

impl Ctx<'_> {
    /// The parameters of a function: with declared types, or else those of the documented URL.
    pub(super) fn function_parameters(
        &self,
        odata_operation: Option<ODataOperationId>,
        arguments: &[Argument],
        names: &[String],
    ) -> Parameters {
        match odata_operation {
            Some(id) => self.declared_parameters(&self.model.odata_operation(id).parameters, names),
            None => documented_parameters(arguments, names),
        }
    }

    fn declared_parameters(&self, parameters: &[Parameter<TypeId>], names: &[String]) -> Parameters {
        let mut res = Parameters::default();
        for (parameter, name) in parameters.iter().zip(names) {
            let (name, wire) = (ident(name), &parameter.name.value);
            let (ty, value) = self.passed(&name, &parameter.ty, parameter.is_required);
            res.declarations.push(quote!(#name: #ty));
            res.pairs.push(quote!((#wire, &#value)));
        }
        res
    }

    /// Required headers: name and value of each, and parameters for headers without a fixed value. Their names are at
    /// the end of `names`.
    pub(super) fn header_parameters(&self, call: &Call, names: &[String]) -> Parameters {
        let headers = call.required_headers(self.model);
        let mut res = Parameters::default();
        for (header, name) in headers.iter().zip(&names[names.len() - headers.len()..]) {
            let (name, wire) = (ident(name), &header.name.value);
            if let Some(value) = &header.fixed {
                res.pairs.push(quote!(#wire, #value));
                continue;
            }
            res.declarations.push(quote!(#name: &str));
            res.pairs.push(quote!(#wire, #name));
        }
        res
    }

    /// The key properties of a type, or an alternate key.
    pub(super) fn key_parameters(&self, ty: Option<TypeId>, keys: &[String], names: &[String]) -> Parameters {
        let mut res = Parameters::default();
        for (wire, name) in keys.iter().zip(names) {
            let name = ident(name);
            let declared = ty.and_then(|it| self.model.key_type(it, wire));
            let (ty, value) =
                declared.map_or_else(|| (quote!(impl rt::ToLiteral), quote!(#name)), |it| self.passed(&name, it, true));
            res.declarations.push(quote!(#name: #ty));
            res.pairs.push(quote!((#wire, &#value)));
        }
        res
    }

    /// The key of a type: a string, unless metadata declares another type.
    pub(super) fn key_parameter(&self, target: PlaceId) -> (TokenStream, TokenStream) {
        let name = ident("id");
        match self.paths.key_type(self.model, target) {
            Some(declared) => {
                let (ty, value) = self.passed(&name, declared, true);
                (quote!(id: #ty), quote!(typed_key(&#value)))
            }
            None => (quote!(id: impl AsRef<str>), quote!(key(id.as_ref()))),
        }
    }

    /// The type of a parameter, and its value as passed to the runtime.
    fn passed(&self, name: &Ident, ty: &Type<TypeId>, is_required: bool) -> (TokenStream, TokenStream) {
        let form = signature::passing(self.model, ty);
        let ty = self.parameter_type(ty, form);
        match (form, is_required) {
            (Passing::Plain, true) => (ty, quote!(#name)),
            (Passing::Converted, true) => (quote!(impl Into<#ty>), quote!(Into::<#ty>::into(#name))),
            (Passing::Json, true) => (ty, quote!(rt::Json(#name))),
            // `None` would not determine the type of an `Option<impl Into<…>>`.
            (Passing::Plain | Passing::Converted, false) => (quote!(Option<#ty>), quote!(rt::Optional(#name))),
            (Passing::Json, false) => {
                let value = quote!(rt::Optional(#name.map(rt::Json)));
                (quote!(Option<#ty>), value)
            }
        }
    }

    fn parameter_type(&self, ty: &Type<TypeId>, form: Passing) -> TokenStream {
        let item = match ty.item {
            ItemType::Primitive(Primitive::String) => quote!(&str),
            _ => self.item_type(&ty.item).into_token_stream(),
        };
        match (form, &ty.item) {
            _ if ty.is_collection => quote!(&[#item]),
            (Passing::Json, _) | (Passing::Plain, ItemType::Named(_)) => quote!(&#item),
            _ => item,
        }
    }
}

/// The parameters in the URLs of pages, and whether their values are quoted.
fn documented_parameters(arguments: &[Argument], names: &[String]) -> Parameters {
    let mut res = Parameters::default();
    for (argument, name) in arguments.iter().zip(names) {
        let (name, wire) = (ident(name), &argument.name);
        let ty = if argument.is_quoted { quote!(&str) } else { quote!(impl rt::ToLiteral) };
        res.declarations.push(quote!(#name: #ty));
        res.pairs.push(quote!((#wire, &#name)));
    }
    res
}
