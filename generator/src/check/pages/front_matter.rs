//! Front matter: keys, the title, `doc_type`, and the namespace below the title.

use super::sections::Heading;
use super::usual::Usual;
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::{FrontMatter, Topic};
use crate::input::page::Page;
use crate::input::page::sections::SectionKind;
use crate::source::SourceMap;
use crate::spelling;
use std::collections::BTreeSet;

/// The kinds of pages of API Doctor.
const DOC_TYPES: [&str; 4] = ["apiPageType", "resourcePageType", "enumPageType", "conceptualPageType"];

pub(super) fn check(
    res: &mut Vec<Diagnostic>,
    sources: &SourceMap,
    usual: &Usual<'_>,
    topic: &Topic,
    page: &Page,
    headings: &[Heading<'_>],
) {
    res.extend(namespace(page));
    let Some(front_matter) = &topic.front_matter else { return };
    // A page that redirects has no content.
    if front_matter.get(sources, "redirect_url").is_some() {
        return;
    }
    keys(res, sources, usual, front_matter);
    res.extend(usual.titles.as_ref().and_then(|it| title(sources, it, front_matter, page)));
    res.extend(doc_type(sources, headings, front_matter));
}

/// Keys that nearly all pages have.
fn keys(res: &mut Vec<Diagnostic>, sources: &SourceMap, usual: &Usual<'_>, front_matter: &FrontMatter) {
    let is_missing = |key: &&str| !front_matter.entries.iter().any(|(it, _)| sources[*it] == **key);
    for key in usual.keys.iter().filter(|it| is_missing(it)) {
        let first = sources.first_line(front_matter.span);
        let report = Diagnostic::new(Code::FrontMatterKey, first, format!("the front matter has no `{key}`"));
        res.push(report.note("nearly all pages have this key"));
    }
}

/// A title without a word of the heading, or that of another page.
fn title(
    sources: &SourceMap,
    titles: &BTreeSet<String>,
    front_matter: &FrontMatter,
    page: &Page,
) -> Option<Diagnostic> {
    let at = front_matter.value(sources, "title")?;
    let (title, heading) = (sources[at].replace(['\\', '`'], ""), &page.title.value);
    let is_same = title.trim().eq_ignore_ascii_case(heading.trim());
    if is_same || heading.is_empty() || title.trim().is_empty() {
        return None;
    }
    let (own, other) = (words(&title), words(heading));
    let is_unrelated = !own.is_empty() && !other.is_empty() && own.is_disjoint(&other);
    let is_of_other = titles.contains(&title.trim().to_lowercase()) && !own.is_subset(&other);
    (is_unrelated || is_of_other).then(|| {
        let message = format!("the title `{}` differs from the heading `{heading}`", title.trim());
        Diagnostic::new(Code::TitleDiffers, at, message)
            .also(page.title.span, "the heading is here")
            .help("write the same title in both places")
    })
}

/// The words of a title, in lower case, shortened so that plurals are equal. Names are several words.
fn words(title: &str) -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    for name in title.split(|it: char| !it.is_alphanumeric()) {
        let mut word = String::new();
        let mut was_lower = false;
        for letter in name.chars() {
            if was_lower && letter.is_uppercase() {
                add(&mut res, &word);
                word.clear();
            }
            was_lower = letter.is_lowercase();
            word.extend(letter.to_lowercase());
        }
        add(&mut res, &word);
    }
    res
}

fn add(words: &mut BTreeSet<String>, word: &str) {
    const COMMON: [&str; 8] = ["the", "and", "for", "from", "with", "resource", "type", "enum"];
    if word.chars().count() > 2 && !COMMON.contains(&word) {
        words.insert(word.chars().take(4).collect());
    }
}

/// An unknown `doc_type`, or one of another kind of page.
fn doc_type(sources: &SourceMap, headings: &[Heading<'_>], front_matter: &FrontMatter) -> Option<Diagnostic> {
    let at = front_matter.value(sources, "doc_type")?;
    let written = sources[at].trim();
    if !DOC_TYPES.contains(&written) {
        let same = DOC_TYPES.iter().find(|it| it.eq_ignore_ascii_case(written));
        let near = same.copied().or_else(|| spelling::nearest(written, DOC_TYPES))?;
        let report = Diagnostic::new(Code::DocType, at, format!("unknown `doc_type` `{written}`"));
        return Some(report.help(format!("did you mean `{near}`?")));
    }
    let has = |part: SectionKind| headings.iter().any(|it| it.part == Some(part));
    let is_request = has(SectionKind::HttpRequest) || has(SectionKind::Permissions) && has(SectionKind::Response);
    let is_type = has(SectionKind::Properties) || has(SectionKind::Json);
    let meant = match written {
        "apiPageType" if is_type && !is_request => "resourcePageType",
        "resourcePageType" | "enumPageType" if is_request && !is_type => "apiPageType",
        _ => return None,
    };
    let what = if meant == "apiPageType" { "a request" } else { "a type" };
    let message = format!("`doc_type` is `{written}`, but the sections of this page describe {what}");
    Some(Diagnostic::new(Code::DocType, at, message).help(format!("write `{meant}`")))
}

/// The line `Namespace:`, which the annotation of the only type of a page contradicts.
fn namespace(page: &Page) -> Option<Diagnostic> {
    let ([resource], Some(written)) = (&page.resources[..], &page.namespace) else { return None };
    let (of_type, name) = resource.name.value.rsplit_once('.')?;
    // A name without a dot may be an alias.
    let may_be_alias = |it: &str| !it.contains('.');
    if of_type.eq_ignore_ascii_case(&written.value) || may_be_alias(of_type) || may_be_alias(&written.value) {
        return None;
    }
    let message = format!("the page names the namespace `{}`, but its type `{name}` is in `{of_type}`", written.value);
    let report = Diagnostic::new(Code::NamespaceDiffers, written.span, message)
        .symbol(name)
        .also(resource.name.span, "the type is named here")
        .help("write the same namespace in both places");
    Some(report)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_of_titles() {
        assert!(words("List signInActivities").contains("sign"));
        assert!(words("Get a user").is_disjoint(&words("Mend a shelf")));
        assert!(!words("plannerTask resource type").is_disjoint(&words("planner tasks")));
    }
}
