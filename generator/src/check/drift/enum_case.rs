//! Members of enums that pages spell with other case.

use super::Ctx;
use super::declared_enum::DeclaredEnum;
use super::sides::{Sides, Types};
use crate::diagnostics::{Code, Diagnostic, Edit, listing};
use crate::model::{ItemType, Member, TypeId};
use crate::source::{FileId, Spanned};
use hashbrown::HashMap;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The pages that may contain values of enums in JSON. Few enums are compared: computed on first use.
pub(super) type Lazy<'a> = OnceLock<Pages<'a>>;

pub(super) struct Pages<'a> {
    /// The properties of each enum, with their types.
    properties: BTreeMap<TypeId, Vec<(TypeId, &'a str)>>,
    /// The pages of types and of types that derive from them, and those of operations that send or return them.
    of_types: HashMap<TypeId, Vec<FileId>>,
}

impl<'a> Pages<'a> {
    fn new(types: &Types<'_>, sides: &Sides<'a>) -> Pages<'a> {
        let mut properties: BTreeMap<TypeId, Vec<(TypeId, &str)>> = BTreeMap::new();
        for (owner, def) in sides.all() {
            for property in def.structure().into_iter().flat_map(|it| &it.properties) {
                if let ItemType::Named(id) = types.resolve(&property.ty).item {
                    properties.entry(id).or_default().push((owner, &property.name.value));
                }
            }
        }
        let operations = sides.documented.operations.iter();
        let bodies = operations.flat_map(|it| it.response.iter().chain(&it.body).map(|ty| (&ty.item, it.page)));
        let sent = bodies.filter_map(|(item, page)| Some((item.named()?, page)));
        let described = sides.statements.types.iter().map(|it| (&it.name, it.name.span.file));
        let mut of_types: HashMap<TypeId, Vec<FileId>> = HashMap::new();
        for (id, page) in described.chain(sent).filter_map(|(name, page)| Some((types.find(name)?, page))) {
            types.with_bases(id).for_each(|it| of_types.entry(it).or_default().push(page));
        }
        Pages { properties, of_types }
    }
}

/// Reports the members of a list that the declaration spells with other case, as one finding.
pub(super) fn check<'a>(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'a>,
    pages: &Lazy<'a>,
    declared: DeclaredEnum<'_>,
    documented: &[Spanned<String>],
) {
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
    let pages = pages.get_or_init(|| Pages::new(ctx.types, sides));
    ctx.diagnostics.report(if json_agrees(ctx, pages, declared.id, &wrong) {
        report.help(format!("write {spellings} here and in the JSON of the pages, or correct the metadata"))
    } else {
        let edits = wrong.iter().map(|(name, spelled)| Edit::replace(name.span, *spelled));
        report.help(format!("write {spellings}")).patch(edits)
    });
}

/// Whether JSON has the written spellings of members more often than the declared ones: on the pages of types with a
/// property of the enum, and of operations that send or return such a type. The metadata may be wrong then.
fn json_agrees(ctx: &Ctx<'_>, pages: &Pages<'_>, id: TypeId, wrong: &[(&Spanned<String>, &str)]) -> bool {
    let (owners, properties): (BTreeSet<TypeId>, BTreeSet<&str>) =
        pages.properties.get(&id).into_iter().flatten().copied().unzip();
    let pages: BTreeSet<FileId> = owners.iter().filter_map(|it| pages.of_types.get(it)).flatten().copied().collect();
    let texts = || pages.iter().map(|it| &*ctx.sources.file(*it).text);
    let count = |value: &str| count(texts(), &properties, value);
    wrong.iter().map(|it| count(&it.0.value)).sum::<usize>() > wrong.iter().map(|it| count(it.1)).sum()
}

/// How often texts contain the value of one of some properties in JSON: `"status": "running"`, `"kinds": ["running"]`.
fn count<'a>(texts: impl Iterator<Item = &'a str>, properties: &BTreeSet<&str>, value: &str) -> usize {
    let is_value = |text: &str, at: usize| {
        let before = text[..at].trim_end().trim_end_matches('[').trim_end();
        let name = before.strip_suffix(':').and_then(|it| it.trim_end().strip_suffix('"'));
        name.and_then(|it| it.rsplit('"').next()).is_some_and(|it| properties.contains(it))
    };
    let quoted = format!("\"{value}\"");
    let quoted = memmem::Finder::new(&quoted);
    let in_text = |text: &str| quoted.find_iter(text.as_bytes()).filter(|at| is_value(text, *at)).count();
    texts.map(in_text).sum()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn values_follow_the_names_of_properties() {
        let has = |text| count(std::iter::once(text), &["status"].into(), "running") > 0;
        assert!(has(r#"{ "status": "running" }"#));
        assert!(has(r#"{ "status" : [ "running", "failed" ] }"#));
        assert!(!has(r#"{ "name": "running" }"#));
        assert!(!has(r#"{ "status": "notRunning" }"#));
        assert!(!has(r#"The status "running"."#));
    }
}
