//! The paging of lists: by the names of parameters of the request, and of members of the response.

use crate::analysis::paths::{NextPage, PageEnd, Paging, Payload};
use crate::model::{Contract, ItemType, Location, Model, Primitive, Property, Type, TypeId};

/// Members with items, without case and separators.
const ITEMS: [&str; 10] =
    ["data", "items", "results", "result", "values", "entries", "records", "value", "elements", "list"];

/// Objects in a response with facts about the page.
const ENVELOPES: [&str; 7] = ["meta", "metadata", "links", "paging", "pagination", "page", "responsemetadata"];

/// Members with the URL of the next page.
const LINKS: [&str; 7] =
    ["nextlink", "nexturl", "nexturi", "nextpageurl", "nextpageuri", "nextpagelink", "odatanextlink"];

/// Members with a cursor, and the parameters that they are for.
const CURSORS: [(&str, &[&str]); 7] = [
    ("nextcursor", &["cursor", "nextcursor", "after", "startingafter"]),
    ("nextpagetoken", &["pagetoken", "nextpagetoken"]),
    ("nexttoken", &["nexttoken", "token"]),
    ("nextmarker", &["marker", "nextmarker"]),
    ("endcursor", &["after", "cursor"]),
    ("lastid", &["after", "startingafter"]),
    ("cursor", &["cursor"]),
];

const FLAGS: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "hasmoreitems"];
const PAGES: [&str; 5] = ["totalpages", "pagecount", "pages", "lastpage", "numpages"];
const TOTALS: [&str; 5] = ["total", "totalcount", "totalitems", "totalresults", "totalentries"];

/// The paging of an operation, if it returns a list.
pub(super) fn paging(model: &Model<TypeId>, contract: &Contract<TypeId>, result: &Payload) -> Option<Paging> {
    let Payload::Value(ty) = result else { return None };
    if ty.is_nullable == Some(true) {
        return None;
    }
    let response = Response::new(model, ty)?;
    let next = response.next(contract)?;
    let Response { items, property, item, .. } = response;
    Some(Paging { items, property, item, next })
}

/// A response with a list.
struct Response<'a> {
    model: &'a Model<TypeId>,
    /// The type, if the list is a member.
    ty: Option<TypeId>,
    items: String,
    property: Option<(TypeId, u32)>,
    item: ItemType<TypeId>,
}

impl<'a> Response<'a> {
    fn new(model: &'a Model<TypeId>, ty: &Type<TypeId>) -> Option<Response<'a>> {
        if ty.is_collection {
            let item = ty.item.clone();
            return Some(Response { model, ty: None, items: String::new(), property: None, item });
        }
        let id = *ty.item.named()?;
        let all = members(model, id);
        let lists: Vec<_> = all.into_iter().filter(|(_, it)| it.ty.is_collection).collect();
        let rank = |it: &Property<TypeId>| ITEMS.iter().position(|known| *known == key(&it.name.value));
        let named = lists.iter().filter(|(_, it)| rank(it).is_some()).min_by_key(|(_, it)| rank(it));
        let (at, property) = match (named, &lists[..]) {
            (Some(it), _) => it,
            (None, [only]) if only.1.ty.item.named().is_some() => only,
            _ => return None,
        };
        let (items, item) = (property.name.value.clone(), property.ty.item.clone());
        Some(Response { model, ty: Some(id), items, property: Some(*at), item })
    }

    fn next(&self, contract: &Contract<TypeId>) -> Option<NextPage> {
        if let Some(link) = self.text(&LINKS).or_else(|| self.next_in_links()) {
            return Some(NextPage::Link(link));
        }
        if contract.successes().flat_map(|it| &it.headers).any(|it| key(&it.parameter.name.value) == "link") {
            return Some(NextPage::LinkHeader);
        }
        let parameter = |names: &[&str]| {
            let mut all = contract.inputs(Location::Query).map(|it| &it.parameter);
            all.find(|it| names.contains(&&*key(&it.name.value))).map(|it| (it.name.value.clone(), &it.ty))
        };
        for (member, names) in CURSORS {
            if let (Some(member), Some((name, _))) = (self.text(&[member]), parameter(names)) {
                return Some(NextPage::Cursor(member, name, self.flag()));
            }
        }
        if let (Some((name, _)), PageEnd::Flag(flag)) = (parameter(&["startingafter", "after"]), self.flag())
            && let Some(id) = self.id()
        {
            return Some(NextPage::LastId(id, name, PageEnd::Flag(flag)));
        }
        let number = |names: &[&str]| parameter(names).filter(|(_, ty)| is_integer(ty)).map(|it| it.0);
        number(&["page", "pagenumber", "pageno"])
            .map(|it| NextPage::Number(it, self.end(true)))
            .or_else(|| number(&["offset", "skip"]).map(|it| NextPage::Offset(it, self.end(false))))
    }

    /// What marks the last page of a list with a cursor.
    fn flag(&self) -> PageEnd {
        self.find(&FLAGS, |it| it == Primitive::Boolean).map_or(PageEnd::Empty, PageEnd::Flag)
    }

    /// What marks the last page of a list with numbers.
    fn end(&self, by_page: bool) -> PageEnd {
        let number = |names: &[&str]| self.find(names, |it| matches!(it, Primitive::Int32 | Primitive::Int64));
        match self.flag() {
            PageEnd::Empty => {}
            flag => return flag,
        }
        let pages = number(&PAGES).filter(|_| by_page).map(PageEnd::Pages);
        pages.or_else(|| number(&TOTALS).filter(|_| !by_page).map(PageEnd::Total)).unwrap_or(PageEnd::Empty)
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.find(names, |it| it == Primitive::String)
    }

    /// `next` in an object of links.
    fn next_in_links(&self) -> Option<String> {
        let next = self.text(&["next"])?;
        next.to_lowercase().contains("links.").then_some(next)
    }

    /// The path of a member of the response, or of an object in it.
    fn find(&self, names: &[&str], is_meant: impl Fn(Primitive) -> bool) -> Option<String> {
        let is_meant =
            |ty: &Type<TypeId>| !ty.is_collection && matches!(ty.item, ItemType::Primitive(it) if is_meant(it));
        let find = |id: TypeId| {
            let mut all = members(self.model, id).into_iter().map(|it| it.1);
            all.find(|it| names.contains(&&*key(&it.name.value)) && is_meant(&it.ty)).map(|it| it.name.value.clone())
        };
        let own = self.ty?;
        let mut envelopes = members(self.model, own).into_iter().map(|it| it.1);
        find(own).or_else(|| {
            envelopes.find_map(|it| {
                let id = *it.ty.item.named().filter(|_| ENVELOPES.contains(&&*key(&it.name.value)))?;
                Some(format!("{}.{}", it.name.value, find(id)?))
            })
        })
    }

    /// The member of an item that identifies it.
    fn id(&self) -> Option<String> {
        let all = members(self.model, *self.item.named()?);
        all.into_iter().map(|it| &it.1.name.value).find(|it| key(it) == "id").cloned()
    }
}

fn is_integer(ty: &Type<TypeId>) -> bool {
    matches!(ty.item, ItemType::Primitive(Primitive::Int32 | Primitive::Int64)) && !ty.is_collection
}

/// The members of an object, with inherited ones.
fn members(model: &Model<TypeId>, id: TypeId) -> Vec<((TypeId, u32), &Property<TypeId>)> {
    let properties = |id: TypeId| {
        let all = model.type_def(id).structure().map_or(&[][..], |it| &it.properties);
        (0..).zip(all).map(move |(idx, it)| ((id, idx), it))
    };
    model.lineage(id).into_iter().flat_map(properties).collect()
}

/// A name without case and separators.
fn key(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
