//! Members of enums that pages spell with other case.

use super::Ctx;
use super::declared_enum::DeclaredEnum;
use super::sides::Sides;
use crate::diagnostics::{Code, Diagnostic, Edit, listing};
use crate::model::{ItemType, Member, Property, TypeId, Unresolved};
use crate::source::{FileId, Spanned};
use memchr::memmem;
use std::collections::BTreeSet;

/// Reports the members of a list that the declaration spells with other case, as one finding.
pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, declared: DeclaredEnum<'_>, documented: &[Spanned<String>]) {
    let spelled = |name: &Spanned<String>| {
        let is_other = |it: &&Member| it.name.value != name.value && it.name.value.eq_ignore_ascii_case(&name.value);
        let is_exact = declared.members.iter().any(|it| it.name.value == name.value);
        declared.members.iter().find(is_other).filter(|_| !is_exact).map(|it| &*it.name.value)
    };
    let wrong: Vec<(&Spanned<String>, &str)> = documented.iter().filter_map(|it| Some((it, spelled(it)?))).collect();
    let Some((first, right)) = wrong.first() else { return };
    let names: Vec<&str> = wrong.iter().map(|it| &*it.0.value).collect();
    let (message, symbol) = match &*wrong {
        [_] => {
            (format!("the metadata spells the member `{}` as `{right}`", first.value), declared.symbol(&first.value))
        }
        _ => (
            format!("the metadata spells members of `{}` with other case: {}", declared.short(), listing(&names)),
            declared.short().to_owned(),
        ),
    };
    let spellings: Vec<&str> = wrong.iter().map(|it| it.1).collect();
    let report = Diagnostic::new(Code::EnumMemberCase, first.span, message)
        .symbol(symbol)
        .also(declared.name.span, format!("`{}` is declared here", declared.short()));
    let spellings = listing(&spellings);
    ctx.diagnostics.report(if json_agrees(ctx, sides, declared.id, &wrong) {
        report.help(format!("write {spellings} here and in the JSON of the pages, or correct the metadata"))
    } else {
        let edits = wrong.iter().map(|(name, spelled)| Edit::replace(name.span, *spelled));
        report.help(format!("write {spellings}")).patch(edits)
    });
}

/// Whether JSON has the written spellings of members more often than the declared ones: on the pages of types with a
/// property of the enum, and of operations that send or return such a type. The metadata may be wrong then.
fn json_agrees(ctx: &Ctx<'_>, sides: &Sides<'_>, id: TypeId, wrong: &[(&Spanned<String>, &str)]) -> bool {
    let is_of_enum = |it: &&Property<Unresolved>| ctx.types.resolve(&it.ty).item == ItemType::Named(id);
    let mut owners = BTreeSet::new();
    let mut properties = BTreeSet::new();
    for (owner, def) in sides.all() {
        for property in def.structure().into_iter().flat_map(|it| &it.properties).filter(is_of_enum) {
            owners.insert(owner);
            properties.insert(&*property.name.value);
        }
    }
    let is_owner = |name: &Unresolved| {
        ctx.types.find(name).is_some_and(|id| ctx.types.with_bases(id).any(|it| owners.contains(&it)))
    };
    let is_item = |it: &ItemType<Unresolved>| matches!(it, ItemType::Named(name) if is_owner(name));
    let operations = sides.documented.operations.iter();
    let of_operations =
        operations.filter(|it| it.response.iter().chain(&it.body).any(|it| is_item(&it.item))).map(|it| it.page);
    let types = sides.statements.types.iter().filter(|it| is_owner(&it.name)).map(|it| it.name.span.file);
    let pages: BTreeSet<FileId> = types.chain(of_operations).collect();
    let count =
        |value: &str| -> usize { pages.iter().map(|it| count(&ctx.sources.file(*it).text, &properties, value)).sum() };
    wrong.iter().map(|it| count(&it.0.value)).sum::<usize>() > wrong.iter().map(|it| count(it.1)).sum()
}

/// How often a text contains the value of one of some properties in JSON: `"status": "running"`, `"kinds": ["running"]`.
fn count(text: &str, properties: &BTreeSet<&str>, value: &str) -> usize {
    let is_value = |at: &usize| {
        let before = text[..*at].trim_end().trim_end_matches('[').trim_end();
        let name = before.strip_suffix(':').and_then(|it| it.trim_end().strip_suffix('"'));
        name.and_then(|it| it.rsplit('"').next()).is_some_and(|it| properties.contains(it))
    };
    memmem::find_iter(text.as_bytes(), &format!("\"{value}\"")).filter(is_value).count()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn values_follow_the_names_of_properties() {
        let has = |text| count(text, &["status"].into(), "running") > 0;
        assert!(has(r#"{ "status": "running" }"#));
        assert!(has(r#"{ "status" : [ "running", "failed" ] }"#));
        assert!(!has(r#"{ "name": "running" }"#));
        assert!(!has(r#"{ "status": "notRunning" }"#));
        assert!(!has(r#"The status "running"."#));
    }
}
