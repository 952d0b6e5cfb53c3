//! Declared members that a page probably lists under another name.

use super::Ctx;
use super::sides::Sides;
use crate::model::{ItemStated, ItemType, MemberStatement, Property, Type, TypeId, Unresolved};

/// The member that a page lists under another name: the only one of the same type whose name has the same words and one
/// more, or one less (`joinWebUrl` and `joinUrl`).
pub(super) fn of<'a>(
    ctx: &Ctx<'_>,
    sides: &Sides<'a>,
    id: TypeId,
    member: &MemberStatement,
    is_listed: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let is_free = |it: &Property<Unresolved>| !is_listed(&it.name.value) && it.docs.deprecated.is_none();
    let all = sides.structure(id)?.properties.iter().filter(|it| is_free(it));
    let mut found = all.filter(|it| {
        let ty = ctx.types.resolve(&it.ty);
        let is_specific = matches!(ty.item, ItemType::Named(_));
        is_stated(ctx, member, &ty) && are_alike(&it.name.value, &member.name.value, if is_specific { 1 } else { 2 })
    });
    let first = found.next()?;
    found.next().is_none().then_some(&*first.name.value)
}

/// Whether a page states this type for a member.
fn is_stated(ctx: &Ctx<'_>, member: &MemberStatement, ty: &Type<TypeId>) -> bool {
    let Some(stated) = member.ty.as_ref().map(|it| &it.value) else { return false };
    let is_item = match (&stated.item, &ty.item) {
        (ItemStated::Primitive(stated), ItemType::Primitive(declared)) => stated == declared,
        (ItemStated::Named(stated), ItemType::Named(declared)) => ctx.types.find(stated) == Some(*declared),
        _ => false,
    };
    is_item && stated.is_collection == ty.is_collection
}

/// Whether all words of a name are in another one, in order, with at most one more. Abbreviations and plurals are the same
/// word. The shorter name must have some number of words.
fn are_alike(a: &str, b: &str, least: usize) -> bool {
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    short.len() >= least
        && long.len() - short.len() <= 1
        && short.iter().all(|word| rest.any(|it| is_same_word(word, it)))
}

fn is_same_word(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|it| it.strip_suffix('s').unwrap_or(it));
    let shorter = a.len().min(b.len());
    a == b || shorter >= 4 && (a.starts_with(b) || b.starts_with(a))
}

/// The words of a name in camel case, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    let mut was_upper = true;
    for letter in name.chars() {
        match res.last_mut() {
            Some(word) if was_upper || !letter.is_uppercase() => word.extend(letter.to_lowercase()),
            _ => res.push(letter.to_lowercase().collect()),
        }
        was_upper = letter.is_uppercase();
    }
    res
}

#[cfg(test)]
mod tests {
    use super::{are_alike, words};

    #[test]
    fn names_in_camel_case_have_words() {
        assert_eq!(words("joinWebUrl"), ["join", "web", "url"]);
        assert_eq!(words("macOSVersion"), ["mac", "osversion"]);
    }

    #[test]
    fn names_with_the_same_words_are_alike() {
        assert!(are_alike("joinUrl", "joinWebUrl", 2));
        assert!(are_alike("errorInfo", "errorInformation", 2));
        assert!(are_alike("supportedPublishingTypes", "publishingType", 2));
        assert!(!are_alike("name", "displayName", 2));
        assert!(!are_alike("startDate", "endDate", 2));
        assert!(!are_alike("webUrl", "urlOfWeb", 2));
    }
}
