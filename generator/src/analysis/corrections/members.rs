//! Members of a response by their paths: `meta.next`.

use super::{Items, RuleProblem, problem, unknown};
use crate::model::{ItemType, Model, Property, Type, TypeId, TypeKind};
use crate::spelling;
use toml::Spanned;

/// A response, or an item of it.
pub(super) struct Response<'a> {
    pub(super) model: &'a Model<TypeId>,
    pub(super) ty: &'a Type<TypeId>,
}

impl<'a> Response<'a> {
    /// The list that a path names; empty for the response itself.
    pub(super) fn items(&self, name: &Spanned<String>) -> Result<Items, RuleProblem> {
        let wanted = name.get_ref();
        if wanted.is_empty() {
            return match self.ty.is_collection {
                true => Ok((String::new(), None, self.ty.item.clone())),
                false => problem(name, "the response is not a list".to_owned()),
            };
        }
        if wanted.contains('.') {
            return problem(name, "the items must be a member of the response itself".to_owned());
        }
        let found = self.found(self.ty, wanted, name)?;
        match found {
            Some((at, it)) if it.ty.is_collection => Ok((wanted.clone(), Some(at), it.ty.item.clone())),
            _ => problem(name, format!("`{wanted}` is not a list")),
        }
    }

    /// The only list: the response itself, or its only member that is one.
    pub(super) fn only_list(&self) -> Option<Items> {
        if self.ty.is_collection {
            return Some((String::new(), None, self.ty.item.clone()));
        }
        let mut lists = self.members(self.ty)?.into_iter().filter(|(_, it)| it.ty.is_collection);
        let (at, only) = lists.next()?;
        lists.next().is_none().then(|| (only.name.value.clone(), Some(at), only.ty.item.clone()))
    }

    /// The path of a member. Members of values of any type are not known, so they are not checked.
    pub(super) fn member(&self, name: &Spanned<String>) -> Result<String, RuleProblem> {
        let mut ty = self.ty;
        for part in name.get_ref().split('.') {
            match self.found(ty, part, name)? {
                Some((_, it)) => ty = &it.ty,
                None => break,
            }
        }
        Ok(name.get_ref().clone())
    }

    /// The member of a type; `None` if the type does not determine its members.
    fn found(&self, ty: &Type<TypeId>, part: &str, at: &Spanned<String>) -> Result<Option<Found<'a>>, RuleProblem> {
        let Some(members) = self.members(ty) else { return Ok(None) };
        if let Some(found) = members.iter().find(|(_, it)| it.name.value == part) {
            return Ok(Some(*found));
        }
        let near = spelling::did_you_mean(part, members.iter().map(|(_, it)| it.name.value.as_str()));
        unknown(at, format!("{} has no member `{part}`", self.shown(ty)), near)
    }

    /// The members of a type with inherited ones; `None` if it is not a structure.
    fn members(&self, ty: &Type<TypeId>) -> Option<Vec<Found<'a>>> {
        let id = *ty.item.named().filter(|_| !ty.is_collection)?;
        let is_union = matches!(self.model.type_def(id).kind, TypeKind::Union(_));
        let model = self.model;
        let of = |id: TypeId| {
            let all = model.type_def(id).structure().map_or(&[][..], |it| &it.properties);
            (0..).zip(all).map(move |(idx, it)| ((id, idx), it))
        };
        (!is_union).then(|| model.lineage(id).into_iter().flat_map(of).collect())
    }

    fn shown(&self, ty: &Type<TypeId>) -> String {
        match ty.item {
            ItemType::Named(id) => format!("`{}`", self.model.type_def(id).name.value.name),
            _ => "the response".to_owned(),
        }
    }
}

/// A property and its place.
type Found<'a> = ((TypeId, u32), &'a Property<TypeId>);
