//! Rows of request bodies against the type that the request creates or updates.

use super::{Ctx, Requests, members, value_types};
use crate::analysis::paths::{Found, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::index::Relation;
use crate::model::{Index, ItemStated, ItemType, MemberStatement, Operation, OperationId, Primitive, Property, TypeId};
use crate::spelling;
use std::collections::BTreeMap;

pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>, index: &Index<'_>) {
    for (id, ty) in sent(requests, index) {
        let page = index.model.operation(id).page;
        let Some(statement) = requests.statements.get(&page) else { continue };
        let body = Body { index, ty, rows: &statement.body };
        statement.body.iter().filter(|it| is_name(&it.name.value)).for_each(|it| body.row(ctx, it));
    }
}

/// The type that each page sends, if all of its URLs determine the same one.
fn sent(requests: &Requests<'_>, index: &Index<'_>) -> BTreeMap<OperationId, TypeId> {
    let mut res: BTreeMap<OperationId, Option<TypeId>> = BTreeMap::new();
    for (RequestId(id, _), _, resolved) in requests.all() {
        let addressed = addressed(requests, resolved);
        res.entry(id).and_modify(|it| *it = it.filter(|_| *it == addressed)).or_insert(addressed);
    }
    let sent = |(id, ty): (OperationId, Option<TypeId>)| Some((id, described(index, index.model.operation(id), ty?)?));
    res.into_iter().filter_map(sent).collect()
}

/// The type that a URL determines for certain.
fn addressed(requests: &Requests<'_>, resolved: &Resolved) -> Option<TypeId> {
    let is_plain = resolved.odata_operation.is_none() && resolved.tail == Tail::None;
    // Without a cast, any of several derived types is possible.
    let is_certain = is_plain && resolved.found < Found::WithoutCast;
    resolved.verb.sent_to(&requests.paths.places[resolved.at.0 as usize].kind).filter(|_| is_certain)
}

/// The type that the page describes: the addressed one or a derived one. `None` if the body is another type, or parameters.
fn described(index: &Index<'_>, operation: &Operation<TypeId>, addressed: TypeId) -> Option<TypeId> {
    let Some(body) = operation.body.as_ref().and_then(|it| it.item.named()) else { return Some(addressed) };
    match index.model.relation(*body, addressed) {
        Relation::Same | Relation::Base => Some(addressed),
        Relation::Derived => Some(*body),
        Relation::Unrelated => None,
    }
}

/// Annotations (`members@odata.bind`) and members of members (`file/name`) are not names.
fn is_name(text: &str) -> bool {
    text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

/// The rows that describe a body of some type.
struct Body<'a> {
    index: &'a Index<'a>,
    ty: TypeId,
    rows: &'a [MemberStatement],
}

impl<'a> Body<'a> {
    fn row(&self, ctx: &mut Ctx<'_>, row: &MemberStatement) {
        let found = self.find(&row.name.value);
        let Some((owner, property)) = found.first().copied() else { return self.undeclared(ctx, row) };
        let is_one = found.iter().all(|(_, it)| it.name.value == property.name.value && it.ty == property.ty);
        // The page of the type is about a member that only pages know.
        let Some(declared) = property.declared().filter(|_| is_one) else { return };
        if property.name.value != row.name.value {
            members::other_case(ctx, owner, row, (&property.name.value, declared));
        }
        if !self.is_other_form(ctx, row, property) {
            let owner = self.index.short_name(owner);
            value_types::check(ctx, row, (&property.ty, declared), owner, |_| None);
        }
    }

    /// The members of this name: of the type, else of derived types.
    fn find(&self, name: &str) -> Vec<(TypeId, &'a Property<TypeId>)> {
        let member = |ty| self.index.member(ty, name).or_else(|| self.index.member_folded(ty, name)).map(|it| (ty, it));
        match member(self.ty) {
            Some(it) => vec![it],
            None => self.index.derived(self.ty).into_iter().filter_map(member).collect(),
        }
    }

    /// Whether a body may have another type than the declared one: URLs of related entities, or a derived type.
    fn is_other_form(&self, ctx: &Ctx<'_>, row: &MemberStatement, property: &Property<TypeId>) -> bool {
        let Some(stated) = row.ty.as_ref().map(|it| &it.value) else { return true };
        match (&stated.item, &property.ty.item) {
            (ItemStated::Primitive(Primitive::String), _) => property.kind.is_navigation(),
            (ItemStated::Named(name), ItemType::Named(declared)) => {
                let found = ctx.types.find(name);
                let is_derived = found.is_some_and(|it| it != *declared && ctx.types.are_related(it, *declared));
                is_derived && stated.is_collection == property.ty.is_collection
            }
            _ => false,
        }
    }

    /// A member that no source knows. Tables may also list the members of members.
    fn undeclared(&self, ctx: &mut Ctx<'_>, row: &MemberStatement) {
        let name = &row.name.value;
        let of_all = || std::iter::once(self.ty).chain(self.index.derived(self.ty));
        if !self.is_about_type() || self.index.is_partial(self.ty) || of_all().any(|it| self.is_nested(it, name)) {
            return;
        }
        let is_listed = |it: &str| self.rows.iter().any(|row| row.name.value.eq_ignore_ascii_case(it));
        let lineage = self.index.model.lineage(self.ty).into_iter().chain(self.index.derived(self.ty));
        let declared = lineage.filter_map(|it| self.index.def(it).structure()).flat_map(|it| &it.properties);
        let near = spelling::nearest(name, declared.map(|it| &*it.name.value).filter(|it| !is_listed(it)));
        let is_open = self.index.is_open(self.ty);
        if near.is_none() && is_open {
            return;
        }
        let owner = self.index.def(self.ty);
        let code = if is_open { Code::MemberDynamic } else { Code::MemberUndeclared };
        let message = format!("the metadata does not declare `{name}` on `{}`", owner.name.value.name);
        let mut report = Diagnostic::new(code, row.name.span, message)
            .symbol(ctx.types.symbol(self.ty, name))
            .also(owner.declared().unwrap_or(owner.name.span), "the type of the body is declared here");
        report.help = near.map(|it| format!("did you mean `{it}`?"));
        ctx.diagnostics.report(report);
    }

    /// Whether most rows are members of the type.
    fn is_about_type(&self) -> bool {
        let known = self.rows.iter().filter(|it| !self.find(&it.name.value).is_empty()).count();
        known * 2 >= self.rows.len()
    }

    /// Whether a property of a type has a member of this name.
    fn is_nested(&self, ty: TypeId, name: &str) -> bool {
        let lineage = self.index.model.lineage(ty).into_iter();
        let properties = lineage.filter_map(|it| self.index.def(it).structure()).flat_map(|it| &it.properties);
        let mut types = properties.filter_map(|it| it.ty.item.named().copied());
        types.any(|it| self.index.member_folded(it, name).is_some())
    }
}
