//! Corrections of facts that descriptions do not state and that are recognized by names: how lists continue.

mod members;
#[cfg(test)]
mod tests;

use crate::analysis::areas::RuleProblem;
use crate::analysis::paths::{Call, NextPage, PageEnd, Paging, Paths, Payload};
use crate::model::{Contract, ItemType, Location, Model, Operation, Type, TypeId};
use crate::spelling;
use members::Response;
use serde::Deserialize;
use toml::Spanned;

/// How the lists of some operations continue on further pages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingRule {
    /// The operations: identifiers (`listBooks`) or request lines (`GET /books`).
    pub operations: Vec<Spanned<String>>,
    /// How the next page is requested.
    pub by: Spanned<By>,
    /// The member of the response with the items; empty if the response is the list. The default is what is recognized.
    pub items: Option<Spanned<String>>,
    /// The member with the link or the cursor, or the member of an item that identifies it.
    pub member: Option<Spanned<String>>,
    /// The query parameter with the cursor, the identifier or the number.
    pub parameter: Option<Spanned<String>>,
    /// The member that is `false` on the last page.
    pub flag: Option<Spanned<String>>,
    /// The member with the number of pages.
    pub pages: Option<Spanned<String>>,
    /// The member with the number of all items.
    pub total: Option<Spanned<String>>,
}

/// How the next page of a list is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The list has no pages.
    None,
    /// With the URL in a member.
    Link,
    /// With the URL in the header `Link`.
    LinkHeader,
    /// With the value of a member.
    Cursor,
    /// With a member of the last item.
    LastId,
    /// With the number of the page.
    Page,
    /// With the number of items before the page.
    Offset,
}

type Key = Option<Spanned<String>>;

/// Applies rules, and returns those that do not match the API.
pub fn correct(model: &Model<TypeId>, paths: &mut Paths, rules: &[PagingRule]) -> Vec<RuleProblem> {
    let mut problems = Vec::new();
    for rule in rules {
        if let Err(problem) = rule.keys() {
            problems.push(problem);
            continue;
        }
        for name in &rule.operations {
            if let Err(problem) = rule.apply(model, paths, name) {
                problems.push(problem);
            }
        }
    }
    problems.sort_by_key(|it| it.at);
    problems
}

impl PagingRule {
    /// An error if a key is missing, or is not used.
    fn keys(&self) -> Result<(), RuleProblem> {
        let by = *self.by.get_ref();
        let needs_member = matches!(by, By::Link | By::Cursor | By::LastId);
        let needs_parameter = matches!(by, By::Cursor | By::LastId | By::Page | By::Offset);
        let ends = by != By::None && by != By::Link && by != By::LinkHeader;
        let keys = [("member", &self.member, needs_member), ("parameter", &self.parameter, needs_parameter)];
        for (name, key, is_needed) in keys {
            match key {
                None if is_needed => return problem(&self.by, format!("this kind of paging needs the key `{name}`")),
                Some(key) if !is_needed => return problem(key, format!("this kind of paging has no `{name}`")),
                _ => {}
            }
        }
        let mut given = [&self.flag, &self.pages, &self.total].into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(_), Some(second)) => {
                problem(second, "only one of `flag`, `pages` and `total` is possible".to_owned())
            }
            (Some(first), None) if !ends => problem(first, "this kind of paging has no other end".to_owned()),
            _ => Ok(()),
        }
    }

    /// Corrects the calls of an operation.
    fn apply(&self, model: &Model<TypeId>, paths: &mut Paths, name: &Spanned<String>) -> Result<(), RuleProblem> {
        let operation = operation(model, name)?;
        let Some(contract) = operation.contract.as_deref() else { return Ok(()) };
        let is_meant =
            |call: &Call| call.operations.first().is_some_and(|it| std::ptr::eq(model.operation(*it), operation));
        for call in paths.places.iter_mut().flat_map(|it| &mut it.calls).filter(|it| is_meant(it)) {
            call.paging = match *self.by.get_ref() {
                By::None => None,
                _ => Some(Box::new(self.paging(model, contract, call, name)?)),
            };
        }
        Ok(())
    }

    fn paging(
        &self,
        model: &Model<TypeId>,
        contract: &Contract<TypeId>,
        call: &Call,
        name: &Spanned<String>,
    ) -> Result<Paging, RuleProblem> {
        let Payload::Value(ty) = &call.result else {
            return problem(name, format!("`{}` does not return JSON of a known type", name.get_ref()));
        };
        if ty.is_nullable == Some(true) {
            return problem(name, format!("the response of `{}` may be empty, so it has no pages", name.get_ref()));
        }
        let response = Response { model, ty };
        let (items, property, item) = self.items(&response, call, name)?;
        let next = self.next(&response, contract, &item, name)?;
        Ok(Paging { items, property, item, next })
    }

    /// The member with the items: the one of the rule, else the recognized one, else the only list.
    fn items(&self, response: &Response<'_>, call: &Call, name: &Spanned<String>) -> Result<Items, RuleProblem> {
        if let Some(items) = &self.items {
            return response.items(items);
        }
        if let Some(known) = &call.paging {
            return Ok((known.items.clone(), known.property, known.item.clone()));
        }
        match response.only_list() {
            Some(it) => Ok(it),
            None => problem(name, format!("name the member of `{}` with the items: `items = \"…\"`", name.get_ref())),
        }
    }

    fn next(
        &self,
        response: &Response<'_>,
        contract: &Contract<TypeId>,
        item: &ItemType<TypeId>,
        name: &Spanned<String>,
    ) -> Result<NextPage, RuleProblem> {
        let member = || self.member.as_ref().map_or(Ok(String::new()), |it| response.member(it));
        let parameter = || self.parameter.as_ref().map_or(Ok(String::new()), |it| parameter(contract, it, name));
        Ok(match *self.by.get_ref() {
            By::None | By::LinkHeader => NextPage::LinkHeader,
            By::Link => NextPage::Link(member()?),
            By::Cursor => NextPage::Cursor(member()?, parameter()?, self.end(response)?),
            By::LastId => {
                let ty = Type { item: item.clone(), is_collection: false, is_nullable: None };
                let of_item = Response { model: response.model, ty: &ty };
                let id = self.member.as_ref().map_or(Ok(String::new()), |it| of_item.member(it))?;
                NextPage::LastId(id, parameter()?, self.end(response)?)
            }
            By::Page => NextPage::Number(parameter()?, self.end(response)?),
            By::Offset => NextPage::Offset(parameter()?, self.end(response)?),
        })
    }

    fn end(&self, response: &Response<'_>) -> Result<PageEnd, RuleProblem> {
        let member = |key: &Key| key.as_ref().map(|it| response.member(it)).transpose();
        Ok(match (member(&self.flag)?, member(&self.pages)?, member(&self.total)?) {
            (Some(it), _, _) => PageEnd::Flag(it),
            (_, Some(it), _) => PageEnd::Pages(it),
            (_, _, Some(it)) => PageEnd::Total(it),
            _ => PageEnd::Empty,
        })
    }
}

/// A member with items: its name, the property, and the type of an item.
type Items = (String, Option<(TypeId, u32)>, ItemType<TypeId>);

/// The operation of a description with this identifier or request line.
fn operation<'m>(model: &'m Model<TypeId>, name: &Spanned<String>) -> Result<&'m Operation<TypeId>, RuleProblem> {
    let wanted = name.get_ref();
    let described = || model.operations.iter().filter(|it| it.contract.is_some());
    if let Some(found) = described().find(|it| names(it).contains(wanted)) {
        return Ok(found);
    }
    let all: Vec<String> = described().flat_map(names).collect();
    let near = spelling::did_you_mean(wanted, all.iter().map(String::as_str));
    unknown(name, format!("no operation is named `{wanted}`"), near)
}

/// The names of an operation: its identifier, and its request lines.
fn names(operation: &Operation<TypeId>) -> Vec<String> {
    let id = operation.contract.iter().filter_map(|it| it.id.as_ref()).map(|it| it.value.clone());
    id.chain(operation.requests.iter().map(|it| format!("{} {}", it.method, it.url.value))).collect()
}

/// A query parameter.
fn parameter(contract: &Contract<TypeId>, name: &Spanned<String>, of: &Spanned<String>) -> Result<String, RuleProblem> {
    let all: Vec<&str> = contract.inputs(Location::Query).map(|it| it.parameter.name.value.as_str()).collect();
    if all.contains(&name.get_ref().as_str()) {
        return Ok(name.get_ref().clone());
    }
    let near = spelling::did_you_mean(name.get_ref(), all);
    unknown(name, format!("`{}` has no query parameter `{}`", of.get_ref(), name.get_ref()), near)
}

fn problem<T, S>(at: &Spanned<S>, message: String) -> Result<T, RuleProblem> {
    Err(RuleProblem { at: at.span().start, message })
}

fn unknown<T>(at: &Spanned<String>, message: String, near: Option<String>) -> Result<T, RuleProblem> {
    problem(at, near.map_or(message.clone(), |near| format!("{message}; {near}")))
}
