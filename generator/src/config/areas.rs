//! Validates rules for areas, as far as they can be without the API.

use crate::analysis::areas::AreaRule;
use crate::rust::names;
use std::collections::BTreeSet;
use toml::Spanned;

/// The first error in the rules of a crate: its offset and message.
pub(super) fn wrong(rules: &[AreaRule]) -> Option<(usize, String)> {
    let of_rules = |names: fn(&AreaRule) -> &[Spanned<String>]| rules.iter().flat_map(names);
    let twice = repeated("name", of_rules(|it| std::slice::from_ref(&it.name)))
        .or_else(|| repeated("URL", of_rules(|it| &it.urls)))
        .or_else(|| repeated("type", of_rules(|it| &it.types)))
        .or_else(|| repeated("namespace", of_rules(|it| &it.namespaces)));
    rules.iter().find_map(wrong_rule).or(twice)
}

fn wrong_rule(rule: &AreaRule) -> Option<(usize, String)> {
    let name = rule.name.get_ref();
    let at = |message: String| Some((rule.name.span().start, message));
    if let Err(reason) = names::check_feature(name) {
        return at(format!("`{name}` {reason}"));
    }
    if rule.urls.is_empty() && rule.types.is_empty() && rule.namespaces.is_empty() {
        return at(format!("area `{name}` contains nothing; list `urls`, `types` or `namespaces`"));
    }
    let url = rule.urls.iter().find(|it| it.get_ref().trim_matches('/').is_empty())?;
    Some((url.span().start, "a URL must have a segment, such as `/users`".to_owned()))
}

/// The first name that occurs twice. URLs are equal if they differ in slashes at their ends only.
fn repeated<'a>(what: &str, names: impl Iterator<Item = &'a Spanned<String>>) -> Option<(usize, String)> {
    let mut known = BTreeSet::new();
    let mut names = names.filter(|it| !known.insert(it.get_ref().trim_matches('/')));
    let name = names.next()?;
    Some((name.span().start, format!("two areas have the {what} `{}`", name.get_ref())))
}
