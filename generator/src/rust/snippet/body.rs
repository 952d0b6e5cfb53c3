//! Bodies: struct literals, updates, references, JSON, bytes.

use super::tokens::{Wanted, json_tokens, string};
use super::writer::{Writer, fails};
use super::{Error, Problem};
use crate::model::index::Relation;
use crate::model::json::{Json, Member, Name, Value};
use crate::model::{ItemType, Property, SourceKind, Type, TypeId};
use crate::rust::names::{REST, ident};
use crate::rust::signature::is_boxed;
use crate::source::Spanned;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The suffix of members that relate an entity to others (OData JSON Format 4.01, 8.5).
const BIND: &str = "@odata.bind";

impl Writer<'_, '_> {
    /// An object as a struct of its type, or of the type in `@odata.type`.
    pub(super) fn structure(&mut self, id: TypeId, object: &[Member], wanted: Wanted) -> Result<TokenStream, Error> {
        let (own, is_derived) = self.own_type(id, object);
        let literal = self.literal_of(own, object)?;
        if !is_derived {
            return Ok(literal);
        }
        // Imports the trait that declares the method.
        self.runtime("Model");
        // The base type cannot be inferred.
        let is_told = wanted == Wanted::Exact || self.ctx.model.bases(own).len() == 1;
        let base = (!is_told).then(|| self.uses.ty(self.ctx, id)).map(|it| quote!(::<#it>));
        Ok(quote!(#literal.upcast #base ()))
    }

    /// The type of an object, and whether it is derived from the declared type.
    pub(super) fn own_type(&self, declared: TypeId, object: &[Member]) -> (TypeId, bool) {
        let named = object.iter().find(|(name, _)| name.value == "@odata.type").and_then(|(_, it)| it.value.as_str());
        let named = named.and_then(|it| self.ctx.index.find(it));
        let is_derived = |it: &TypeId| self.ctx.index.model.relation(*it, declared) == Relation::Derived;
        match named.filter(|it| is_derived(it) && self.ctx.names.has_type(*it)) {
            Some(derived) => (derived, true),
            None => (declared, false),
        }
    }

    pub(super) fn literal_of(&mut self, id: TypeId, object: &[Member]) -> Result<TokenStream, Error> {
        let ctx = self.ctx;
        let path = self.uses.ty(ctx, id);
        let (mut fields, mut known) = (Vec::new(), BTreeSet::new());
        let mut additional = Vec::new();
        for (name, value) in object {
            match ctx.members(id).find(&name.value) {
                // Names may differ in case only.
                Some(member) if value.value != Value::Null && known.insert(&member.name.ident) => {
                    let field = ident(&member.name.ident);
                    let value = self.field_value(member.property, value)?;
                    fields.push(quote!(#field: Some(#value)));
                }
                _ if self.is_implied(id, name, value) => {}
                _ => additional.push((name, value)),
            }
        }
        let n_declared = fields.len();
        fields.extend(self.rest_of(id, &mut additional)?);
        if !additional.is_empty() {
            let additional = self.additional(&additional);
            fields.push(quote!(additional: #additional));
        }
        let n_all = ctx.members(id).len() + 1 + usize::from(ctx.model.rest_of(id).is_some());
        let is_whole = n_declared == ctx.members(id).len() && fields.len() == n_all;
        let rest = (!is_whole).then(|| quote!(..#path::default()));
        Ok(if fields.is_empty() { quote!(#path::default()) } else { quote!(#path { #(#fields,)* #rest }) })
    }

    /// The value of a field.
    fn field_value(&mut self, property: &Property<TypeId>, json: &Json) -> Result<TokenStream, Error> {
        let (ty, name) = (&property.ty, &property.name.value);
        let value = match property.provenance.is_only(SourceKind::OpenApi) {
            // The null of the member itself is a missing value; nulls in a list are items.
            true if !ty.is_collection => {
                self.nested(json, &Type { is_nullable: None, ..ty.clone() }, name, Wanted::Exact)?
            }
            true => self.nested(json, ty, name, Wanted::Exact)?,
            false => self.value(json, ty, name, Wanted::Exact)?,
        };
        Ok(if is_boxed(self.ctx.model, property) { quote!(Box::new(#value)) } else { value })
    }

    /// The field for undeclared members of a documented type, which are removed from the others.
    fn rest_of(&mut self, id: TypeId, others: &mut Vec<(&Name, &Json)>) -> Result<Option<TokenStream>, Error> {
        let Some(ty) = self.ctx.model.rest_of(id) else { return Ok(None) };
        let is_declared = |it: &Name| self.ctx.members(id).find(&it.value).is_some();
        let (rest, own): (Vec<_>, Vec<_>) = others.drain(..).partition(|(name, _)| !is_declared(name));
        *others = own;
        if rest.is_empty() {
            return Ok(None);
        }
        let members: Vec<(&str, &Json)> = rest.iter().map(|(name, value)| (name.value.as_str(), *value)).collect();
        let (name, map) = (ident(REST), self.map_of(&members, ty)?);
        Ok(Some(quote!(#name: #map)))
    }

    /// Whether a member is redundant: the `@odata.type` of this object or of a declared member.
    pub(super) fn is_implied(&self, id: TypeId, name: &Name, value: &Json) -> bool {
        let Some((of, annotation)) = name.value.split_once('@') else { return false };
        if annotation != "odata.type" {
            return false;
        }
        if !of.is_empty() {
            return self.ctx.members(id).find(of).is_some();
        }
        let named = value.value.as_str().and_then(|it| self.ctx.index.find(it));
        named == Some(id)
    }

    /// Members that have no field.
    fn additional(&mut self, members: &[(&Name, &Json)]) -> TokenStream {
        let path = self.runtime("Additional");
        let is_text = members.iter().all(|(_, it)| matches!(it.value, Value::String(_)));
        let pairs = members.iter().map(|(name, value)| {
            let (name, content) = (string(&name.value), json_tokens(value));
            if is_text {
                return quote!((#name, #content));
            }
            if value.value == Value::Null {
                let json = self.uses.runtime(self.ctx, "Value");
                return quote!((#name, #json::Null));
            }
            let macro_ = self.uses.runtime(self.ctx, "json");
            quote!((#name, #macro_!(#content)))
        });
        let pairs: Vec<TokenStream> = pairs.collect();
        quote!(#path::from([#(#pairs),*]))
    }

    /// The value of the body, and the calls that bind it to entities.
    pub(super) fn body(&mut self, json: &Json, ty: &Type<TypeId>) -> Result<(TokenStream, Vec<TokenStream>), Error> {
        let shape = || Problem::BodyShape(format!("a `{}`", self.type_name(ty)));
        let (id, object) = match (&ty.item, &json.value) {
            (ItemType::Named(id), Value::Object(object)) if !ty.is_collection => (*id, object),
            (_, Value::Array(items)) if ty.is_collection => {
                let item = Type { is_collection: false, ..ty.clone() };
                let items: Vec<TokenStream> =
                    items.iter().map(|it| self.value(it, &item, "value", Wanted::Exact)).collect::<Result<_, _>>()?;
                return Ok((quote!([#(#items),*]), Vec::new()));
            }
            (ItemType::Primitive(_), _) if !ty.is_collection => {
                return Ok((self.value(json, ty, "value", Wanted::Exact)?, Vec::new()));
            }
            _ => return fails(shape(), json.span),
        };
        let (bound, rest): (Vec<_>, Vec<_>) = object.iter().cloned().partition(|(name, _)| name.value.ends_with(BIND));
        let own = self.own_type(id, object).0;
        let mut binds = Vec::new();
        let mut rest = rest;
        for (name, value) in bound {
            match self.bind(own, &name.value, &value) {
                Some(it) => binds.push(it),
                None => rest.push((name, value)),
            }
        }
        Ok((self.structure(id, &rest, Wanted::Exact)?, binds))
    }

    /// The value that binds a member to entities; `None` if the member has no field, or if the value is not a URL.
    fn bind(&mut self, id: TypeId, name: &str, value: &Json) -> Option<TokenStream> {
        self.attempt(|it| it.bound(id, name, value))
    }

    fn bound(&mut self, id: TypeId, name: &str, value: &Json) -> Option<TokenStream> {
        let name = name.strip_suffix(BIND)?;
        let member = self.ctx.members(id).find(name)?;
        let is_many = member.property.ty.is_collection;
        if !crate::rust::signature::is_structured(self.ctx.model, &member.property.ty.item) {
            return None;
        }
        let constant = ident(&member.name.constant);
        match &value.value {
            Value::String(url) if !is_many => {
                let to = self.reference(url, value);
                let path = self.uses.ty(self.ctx, id);
                Some(quote!(.bind(#path::#constant, #to)))
            }
            Value::Array(items) if is_many => {
                let all = self.references(items)?;
                let path = self.uses.ty(self.ctx, id);
                Some(quote!(.bind_all(#path::#constant, [#(#all),*])))
            }
            _ => None,
        }
    }

    /// References to several entities, which must have the same type.
    fn references(&mut self, items: &[Json]) -> Option<Vec<TokenStream>> {
        let urls: Vec<Spanned<String>> =
            items.iter().map(|it| Some(Spanned::new(it.value.as_str()?.to_owned(), it.span))).collect::<Option<_>>()?;
        let places: Vec<_> = urls.iter().map(|it| self.address(it).map(|it| it.place)).collect();
        let are_alike = places.windows(2).all(|it| it[0] == it[1]);
        let all = urls.iter().map(|url| match self.address(url).filter(|_| are_alike) {
            Some(address) => {
                let path = self.path(&address.steps, url.span).ok()?;
                Some(quote!(&#path))
            }
            None => {
                let url = string(&url.value);
                Some(quote!(#url))
            }
        });
        all.collect()
    }

    /// A reference to an entity: a path if the URL belongs to this API, or else the URL.
    pub(super) fn reference(&mut self, url: &str, json: &Json) -> TokenStream {
        let spanned = Spanned::new(url.to_owned(), json.span);
        let address = self.address(&spanned);
        let path = address.and_then(|it| self.attempt(|writer| writer.path(&it.steps, json.span).ok()));
        match path {
            Some(path) => quote!(&#path),
            None => {
                let url = string(url);
                quote!(#url)
            }
        }
    }

    /// The target of a URL of this API version.
    fn address(&self, url: &Spanned<String>) -> Option<crate::analysis::requests::Address> {
        let version = format!("/{}/", self.ctx.model.version);
        let rest = url.value.split_once("://").map_or(&*url.value, |(_, it)| it);
        let path = rest.find('/').map(|at| &rest[at..]).filter(|it| it.starts_with(&version));
        path.and_then(|_| self.ctx.requests.address(url).ok())
    }

    /// The calls that set the members of an update.
    pub(super) fn update(&mut self, id: TypeId, object: &[Member]) -> Result<Vec<TokenStream>, Error> {
        let ctx = self.ctx;
        let mut res = Vec::new();
        for (name, value) in object {
            if self.is_implied(id, name, value) {
                continue;
            }
            let Some(member) = ctx.members(id).find(&name.value) else {
                let bound = self.bind(id, &name.value, value);
                res.push(bound.unwrap_or_else(|| self.set_unknown(&name.value, value)));
                continue;
            };
            let path = self.uses.ty(ctx, id);
            let constant = ident(&member.name.constant);
            let property = member.property;
            res.push(if value.value == Value::Null {
                quote!(.set_null(#path::#constant))
            } else {
                let value = self.value(value, &property.ty, &property.name.value, Wanted::Converted)?;
                quote!(.set(#path::#constant, #value))
            });
        }
        Ok(res)
    }

    /// Sets a member that has no field.
    fn set_unknown(&mut self, name: &str, value: &Json) -> TokenStream {
        let (field, json) = (self.runtime("Field"), self.runtime("Value"));
        let (name, content) = (string(name), json_tokens(value));
        match value.value {
            Value::Null => quote!(.set_null(#field::<_, #json>::new(#name))),
            Value::String(_) => quote!(.set(#field::<_, #json>::new(#name), #content)),
            _ => {
                let macro_ = self.runtime("json");
                quote!(.set(#field::<_, #json>::new(#name), #macro_!(#content)))
            }
        }
    }
}
