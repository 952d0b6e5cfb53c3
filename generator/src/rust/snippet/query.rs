//! Query options: `.select((User::ID, User::MAIL))`, and `.query("$filter", "…")` for options that the methods cannot
//! express.

use super::tokens::string;
use super::writer::Writer;
use crate::model::{ItemType, Property, TypeId};
use crate::rust::names::ident;
use crate::rust::signature::{Received, is_structured};
use crate::source::Spanned;
use proc_macro2::TokenStream;
use quote::quote;

/// The maximum size of tuples of fields.
const MOST_FIELDS: usize = 12;

/// A field and its property.
pub(super) struct Field<'a> {
    pub(super) tokens: TokenStream,
    pub(super) property: &'a Property<TypeId>,
}

impl<'m> Writer<'_, 'm> {
    /// The calls that add the options of a query.
    pub(super) fn options(
        &mut self,
        received: Received<'_>,
        query: &[(Spanned<String>, Spanned<String>)],
    ) -> Vec<TokenStream> {
        let mut res = Vec::new();
        for (name, value) in query {
            let known = self.attempt(|it| it.option(received, &name.value, value.value.trim()));
            res.extend(known.unwrap_or_else(|| {
                let (name, value) = (string(&name.value), string(&value.value));
                vec![quote!(.query(#name, #value))]
            }));
        }
        res
    }

    /// The method calls for an option; `None` if no methods express it.
    fn option(&mut self, received: Received<'_>, name: &str, value: &str) -> Option<Vec<TokenStream>> {
        let name = name.strip_prefix('$').unwrap_or(name).to_lowercase();
        let is_many = matches!(received, Received::Collection(_) | Received::References);
        let model = match received {
            Received::Collection(ItemType::Named(id)) => Some(*id),
            Received::Item(id) => Some(id),
            _ => None,
        };
        let model = model.filter(|it| is_structured(self.ctx.model, &ItemType::Named(*it)));
        let one = |it: TokenStream| Some(vec![it]);
        match &*name {
            "select" => self.select(model?, value),
            "expand" => {
                let fields = self.expand(model?, value)?;
                one(quote!(.expand(#fields)))
            }
            "filter" if is_many => {
                let filter = self.filter(model?, value)?;
                one(quote!(.filter(#filter)))
            }
            "orderby" if is_many => {
                let orders = self.orders(model?, value)?;
                one(quote!(.order_by(#orders)))
            }
            "top" | "skip" if is_many => {
                let method = ident(&name);
                let count: u32 = value.parse().ok()?;
                let count = proc_macro2::Literal::u32_unsuffixed(count);
                one(quote!(.#method(#count)))
            }
            "search" if is_many => {
                let value = string(value);
                one(quote!(.search(#value)))
            }
            "count" if is_many && value == "true" => one(quote!(.with_count())),
            _ => None,
        }
    }

    fn select(&mut self, model: TypeId, value: &str) -> Option<Vec<TokenStream>> {
        let names: Vec<&str> = value.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        let fields: Vec<TokenStream> =
            names.iter().map(|it| Some(self.field(model, it)?.tokens)).collect::<Option<_>>()?;
        let calls = fields.chunks(MOST_FIELDS).map(|it| {
            let fields = tuple(it);
            quote!(.select(#fields))
        });
        let calls: Vec<TokenStream> = calls.collect();
        (!calls.is_empty()).then_some(calls)
    }

    /// A property, or a path of properties: `from/emailAddress`.
    pub(super) fn field(&mut self, model: TypeId, path: &str) -> Option<Field<'m>> {
        let mut res: Option<Field<'m>> = None;
        for name in path.split('/') {
            let owner = match &res {
                None => model,
                Some(it) => match it.property.ty.item {
                    ItemType::Named(id) if !it.property.ty.is_collection => id,
                    _ => return None,
                },
            };
            let ctx = self.ctx;
            ctx.model.type_def(owner).structure()?;
            let member = ctx.members(owner).find(name)?;
            let ty = self.uses.ty(ctx, owner);
            let constant = ident(&member.name.constant);
            let tokens = match res {
                None => quote!(#ty::#constant),
                Some(Field { tokens, .. }) => quote!(#tokens.field(#ty::#constant)),
            };
            res = Some(Field { tokens, property: member.property });
        }
        res
    }

    fn expand(&mut self, model: TypeId, value: &str) -> Option<TokenStream> {
        let clauses = split(value, ',').into_iter().filter(|it| !it.is_empty());
        let clauses: Vec<TokenStream> = clauses.map(|it| self.expanded(model, it)).collect::<Option<_>>()?;
        (1..=MOST_FIELDS).contains(&clauses.len()).then(|| tuple(&clauses))
    }

    /// One clause of `$expand`: a property, or a property with options.
    fn expanded(&mut self, model: TypeId, clause: &str) -> Option<TokenStream> {
        let Some((name, options)) = clause.split_once('(') else { return Some(self.field(model, clause)?.tokens) };
        if name.contains('/') {
            return None;
        }
        let Field { tokens, property } = self.field(model, name.trim())?;
        let ItemType::Named(target) = property.ty.item else { return None };
        let mut res = quote!(#tokens.expanded());
        for option in split(options.strip_suffix(')')?, ';').into_iter().filter(|it| !it.is_empty()) {
            let (name, value) = option.split_once('=')?;
            let received = Received::Collection(&property.ty.item);
            let is_known = matches!(
                &*name.trim().to_lowercase(),
                "$select" | "$expand" | "$filter" | "$orderby" | "$top" | "$skip" | "select" | "expand" | "filter"
            );
            if !is_known || self.ctx.model.type_def(target).structure().is_none() {
                return None;
            }
            let calls = self.option(received, name.trim(), value.trim())?;
            let [call] = &calls[..] else { return None };
            res = quote!(#res #call);
        }
        Some(res)
    }

    fn orders(&mut self, model: TypeId, value: &str) -> Option<TokenStream> {
        let orders = value.split(',').map(str::trim).filter(|it| !it.is_empty()).map(|it| {
            let (path, direction) = it.split_once(char::is_whitespace).unwrap_or((it, ""));
            let field = self.field(model, path)?.tokens;
            match direction.trim() {
                "" => Some(field),
                "asc" => Some(quote!(#field.asc())),
                "desc" => Some(quote!(#field.desc())),
                _ => None,
            }
        });
        let orders: Vec<TokenStream> = orders.collect::<Option<_>>()?;
        (1..=MOST_FIELDS).contains(&orders.len()).then(|| tuple(&orders))
    }
}

/// Returns a single item unchanged, several items as a tuple.
fn tuple(items: &[TokenStream]) -> TokenStream {
    match items {
        [only] => only.clone(),
        _ => quote!((#(#items),*)),
    }
}

/// Splits a text outside of quotes and parentheses.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut res = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0_usize, false);
    for (idx, it) in text.char_indices() {
        match it {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if it == separator && depth == 0 => {
                res.push(text[start..idx].trim());
                start = idx + it.len_utf8();
            }
            _ => {}
        }
    }
    res.push(text[start..].trim());
    res
}
