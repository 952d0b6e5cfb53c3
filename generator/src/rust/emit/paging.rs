//! Emits the pages and items of lists.

use super::Ctx;
use crate::analysis::paths::{NextPage, PageEnd, Paging};
use crate::model::TypeId;
use crate::rust::names::ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, parse_quote};

impl Ctx<'_> {
    /// The methods of a request for all pages of a list. `page` is the type of a page, and `ty` that of the model.
    pub(super) fn paging(&self, paging: &Paging, page: &TokenStream, ty: Option<TypeId>) -> [ImplItem; 3] {
        let item = self.item_type(&paging.item);
        let value = value(paging);
        let field = paging.property.zip(ty).and_then(|(property, ty)| {
            let mut fields = self.names.fields(ty).iter();
            fields.find(|it| it.property == property).map(|it| ident(&it.ident))
        });
        let items = match field {
            Some(field) => quote!(|page| page.#field.unwrap_or_default()),
            None => quote!(|page| page),
        };
        [
            parse_quote!(const PAGING: rt::Paging = #value;),
            parse_quote! {
                /// Returns the items of all pages, which are requested as the stream is polled.
                #[inline]
                pub fn items(self, client: &rt::Client) -> rt::ItemsOf<#page, #item> {
                    self.0.items_by(client, &Self::PAGING, #items)
                }
            },
            parse_quote! {
                /// Returns all pages, which are requested as the stream is polled.
                #[inline]
                pub fn pages(self, client: &rt::Client) -> rt::PagesOf<#page> {
                    self.0.pages_by(client, &Self::PAGING)
                }
            },
        ]
    }
}

/// The paging as the runtime declares it.
fn value(paging: &Paging) -> TokenStream {
    let items = &paging.items;
    match &paging.next {
        NextPage::Link(member) => quote!(rt::Paging::Link { member: #member }),
        NextPage::LinkHeader => quote!(rt::Paging::LinkHeader),
        NextPage::Cursor(member, parameter, it) => {
            let (parameter, end) = (query(parameter), end(it));
            quote!(rt::Paging::Cursor { member: #member, parameter: #parameter, end: #end })
        }
        NextPage::LastId(id, parameter, it) => {
            let (parameter, end) = (query(parameter), end(it));
            quote!(rt::Paging::LastId { items: #items, id: #id, parameter: #parameter, end: #end })
        }
        NextPage::Number(parameter, it) => {
            let (parameter, end) = (query(parameter), end(it));
            quote!(rt::Paging::Number { items: #items, parameter: #parameter, first: 1, end: #end })
        }
        NextPage::Offset(parameter, it) => {
            let (parameter, end) = (query(parameter), end(it));
            quote!(rt::Paging::Offset { items: #items, parameter: #parameter, end: #end })
        }
    }
}

fn query(name: &str) -> TokenStream {
    quote!(rt::Parameter::query(#name))
}

fn end(it: &PageEnd) -> TokenStream {
    match it {
        PageEnd::Empty => quote!(rt::PageEnd::Empty),
        PageEnd::Flag(member) => quote!(rt::PageEnd::Flag(#member)),
        PageEnd::Pages(member) => quote!(rt::PageEnd::Pages(#member)),
        PageEnd::Total(member) => quote!(rt::PageEnd::Total(#member)),
    }
}
