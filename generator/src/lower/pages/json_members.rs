//! Members of JSON representations that are in no table.

use super::bases::{Bases, Described, is_inherited, structure};
use super::{Ctx, DefId, json_types};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Page, Resource};
use crate::model::json::{Json, Member, Name, Value};
use crate::model::{Capabilities, Docs, Property, PropertyKind, Provenance, SourceKind, Unresolved};
use crate::source::Spanned;
use crate::spelling;
use hashbrown::HashSet;

/// Adds the members to their types. Samples of open types show dynamic members.
pub(super) fn add(ctx: &mut Ctx<'_>, bases: &Bases, resources: &[Described<'_>]) {
    let with_table: HashSet<DefId> =
        resources.iter().filter(|(page, it, _)| lists_members(page, it)).map(|it| it.2).collect();
    for (page, resource, id) in resources {
        let Some(Json { value: Value::Object(members), .. }) = &resource.json else { continue };
        let bases = bases.chain(*id);
        let Some(own) = structure(ctx, *id) else { continue };
        if own.is_open || bases.iter().any(|it| structure(ctx, *it).is_some_and(|it| it.is_open)) {
            continue;
        }
        let rows = page.operation.iter().flat_map(|it| &it.body.properties);
        let documented: HashSet<&str> = rows.map(|it| &*it.name.value).collect();
        // Of two members with the same name, the first one is added.
        let plain = members.iter().filter(|(it, _)| is_plain(&it.value) && !is_inherited(ctx, &bases, &it.value));
        let new: Vec<_> = {
            let mut known: HashSet<&str> = own.properties.iter().map(|it| &*it.name.value).collect();
            plain.filter(|(it, _)| known.insert(&it.value) && !is_dynamic(ctx, *id, it)).collect()
        };
        for member in new {
            // The table of parameters after the block has the row. A missing table is reported itself.
            let is_listed = documented.contains(&*member.0.value) || is_listed_in_base(ctx, *id, &member.0.value);
            if !is_listed && with_table.contains(id) {
                report(ctx, page, *id, member, members);
            }
            add_member(ctx, page, *id, member);
        }
    }
}

/// Whether the page of a base type lists the member, where only another source declares the base type.
fn is_listed_in_base(ctx: &Ctx<'_>, id: DefId, member: &str) -> bool {
    let lineage = ctx.names.declarations.lineage(&ctx.types.get(id).name.value);
    let bases = lineage.iter().skip(1).map(|it| &it.name.value);
    let documented: Vec<DefId> = bases.filter_map(|it| ctx.types.find(&it.namespace, &it.name)).collect();
    is_inherited(ctx, &documented, member)
}

/// Whether a page lists members of a type.
fn lists_members(page: &Page, resource: &Resource) -> bool {
    resource.has_table
        || !resource.properties.is_empty()
        || !resource.relationships.is_empty()
        || page.operation.as_ref().is_some_and(|it| !it.body.properties.is_empty())
}

/// Whether a member is not an annotation.
fn is_plain(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

/// Whether another source declares an open type without this member.
fn is_dynamic(ctx: &Ctx<'_>, id: DefId, member: &Name) -> bool {
    let name = &ctx.types.get(id).name.value;
    let declarations = &ctx.names.declarations;
    declarations.is_open(name)
        && listed(ctx, id, &member.value).is_none()
        && declarations.members(name).is_some_and(|it| !it.iter().any(|it| is_same(&it.name.value, &member.value)))
}

fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether a row has a name that is similar to that of a declared member, and is not declared itself.
fn is_misspelled(ctx: &Ctx<'_>, id: DefId, member: &str, declared: &[&Property<Unresolved>]) -> bool {
    let rows = structure(ctx, id).into_iter().flat_map(|it| &it.properties).map(|it| &*it.name.value);
    let undeclared = rows.filter(|row| !declared.iter().any(|it| is_same(&it.name.value, row)));
    spelling::nearest(member, undeclared).is_some()
}

/// The row with the name of a member, without regard to case.
fn listed<'a>(ctx: &'a Ctx<'_>, id: DefId, member: &str) -> Option<&'a Property<Unresolved>> {
    structure(ctx, id)?.properties.iter().find(|it| is_same(&it.name.value, member))
}

fn report(ctx: &mut Ctx<'_>, page: &Page, id: DefId, (member, sample): &Member, members: &[Member]) {
    let def = ctx.types.get(id);
    let (name, written) = (&def.name.value.name, &*member.value);
    let message = format!("`{written}` is in the JSON representation of `{name}` but in no table");
    let report = Diagnostic::new(Code::PropertyNotInTable, member.span, message)
        .symbol(format!("{name}.{written}"))
        .note("its type is inferred from the sample value");
    let row = listed(ctx, id, written);
    let declared = ctx.names.declarations.members(&def.name.value);
    let same = declared.iter().flatten().find(|it| it.name.value == written);
    let alike = declared.iter().flatten().find(|it| is_same(&it.name.value, written));
    let is_navigation = same.is_some_and(|it| it.kind.is_navigation());
    let table = match page.operation {
        Some(_) => "table of parameters",
        None if is_navigation => "Relationships table",
        None => "Properties table",
    };
    let report = match (row, declared.is_some()) {
        // The spelling of the row is reported with the declaration.
        (Some(_), _) if same.is_some() => return,
        (None, _) if same.is_some() && is_misspelled(ctx, id, written, declared.as_deref().unwrap_or_default()) => {
            return;
        }
        (_, _) if let Some(it) = alike.filter(|_| same.is_none()) => {
            report.also(it.name.span, "declared here").help(format!("write `{}`", it.name.value))
        }
        (Some(it), _) => report
            .also(it.name.span, "listed with different case here")
            .help(format!("use one spelling: `{written}` or `{}`", it.name.value)),
        (None, _) if let Some(it) = same => {
            report.also(it.name.span, "declared here").help(format!("add a row to the {table}"))
        }
        (None, true) => report.help(undeclared(written, sample, members, &declared.unwrap_or_default())),
        (None, false) => {
            report.help(format!("add a row to the {table}, or remove the member from the JSON representation"))
        }
    };
    ctx.diagnostics.report(report);
}

/// The remedy for a member that another source does not declare.
fn undeclared(written: &str, sample: &Json, members: &[Member], declared: &[&Property<Unresolved>]) -> String {
    let is_page = matches!(&sample.value, Value::Array(it) if it.iter().all(|it| matches!(it.value, Value::Object(_))));
    if written == "value" && is_page && members.iter().all(|(it, _)| it.value == "value" || !is_plain(&it.value)) {
        return "show one object instead of a response with a collection".to_owned();
    }
    if is_wrapper(sample, members, declared) {
        return format!(
            "`{written}` is not declared, but its members are members of the type: remove the object around them, or correct \
             the type in the annotation"
        );
    }
    let is_shown = |name: &str| members.iter().any(|(it, _)| is_same(&it.value, name));
    let others = declared.iter().map(|it| &*it.name.value).filter(|it| !is_shown(it));
    match spelling::nearest(written, others) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "remove it from the JSON representation, or correct its name: the metadata does not declare it".to_owned()
        }
    }
}

/// Whether a sample is the only one, and an object with members of the type.
fn is_wrapper(sample: &Json, members: &[Member], declared: &[&Property<Unresolved>]) -> bool {
    let Value::Object(inner) = &sample.value else { return false };
    let is_declared = |name: &str| declared.iter().any(|it| it.name.value == name);
    let mut own = inner.iter().map(|(it, _)| &*it.value).filter(|it| is_plain(it)).peekable();
    let is_only = members.iter().filter(|(it, _)| is_plain(&it.value)).count() == 1;
    is_only && own.peek().is_some() && own.all(is_declared)
}

fn add_member(ctx: &mut Ctx<'_>, page: &Page, id: DefId, (member, sample): &Member) {
    let property = Property {
        name: Spanned::new(member.value.to_string(), member.span),
        docs: Docs { page: Some(page.file), ..Docs::default() },
        ty: json_types::infer(ctx, page, sample),
        kind: PropertyKind::Structural,
        is_read_only: false,
        capabilities: Capabilities::default(),
        is_required: false,
        values: Vec::new(),
        details: None,
        provenance: Provenance::new(SourceKind::Pages, member.span),
    };
    if let Some(structure) = ctx.types.structure_mut(id) {
        structure.properties.push(property);
    }
}
