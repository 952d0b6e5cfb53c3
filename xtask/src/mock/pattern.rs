//! Texts that match regular expressions.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

/// The characters that are preferred in texts: they need no encoding.
const PREFERRED: &str = "aA0-_";

/// The most characters of a text: patterns may repeat repetitions.
const MAX_LENGTH: usize = 4096;

/// A text that matches a pattern, and has a number of characters within these limits. `None` if the pattern is not simple,
/// for example if it looks around.
pub(super) fn matching(pattern: &str, least: usize, most: usize) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let most = most.min(MAX_LENGTH);
    // Longer texts have more of each part that may be repeated.
    let texts = (0..=least as u32).map_while(|more| {
        let mut res = String::new();
        write(&hir, more, &mut res)?;
        (res.chars().count() <= most).then_some(res)
    });
    texts.into_iter().find(|it| it.chars().count() >= least)
}

/// Writes a text with the fewest repetitions, but at least one, and some more.
fn write(hir: &Hir, more: u32, res: &mut String) -> Option<()> {
    if res.len() > MAX_LENGTH {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(Look::Start | Look::End) => Some(()),
        HirKind::Literal(it) => std::str::from_utf8(&it.0).ok().map(|it| res.push_str(it)),
        HirKind::Class(Class::Unicode(it)) => character(it).map(|it| res.push(it)),
        HirKind::Repetition(it) => {
            let n = it.min.max(1).saturating_add(more).min(it.max.unwrap_or(u32::MAX));
            (0..n).try_for_each(|_| write(&it.sub, more, res))
        }
        HirKind::Capture(it) => write(&it.sub, more, res),
        HirKind::Concat(all) => all.iter().try_for_each(|it| write(it, more, res)),
        HirKind::Alternation(all) => write(all.first()?, more, res),
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => None,
    }
}

/// A character of a class.
fn character(class: &ClassUnicode) -> Option<char> {
    let has = |it: &char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(it));
    PREFERRED.chars().find(has).or_else(|| Some(class.ranges().first()?.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_simple_patterns() {
        let text = |pattern| matching(pattern, 0, usize::MAX);
        assert_eq!(text("^MG[0-9a-f]{4}$").as_deref(), Some("MGaaaa"));
        assert_eq!(text("^(SM|MM)[0-9]{2,}$").as_deref(), Some("SM00"));
        assert_eq!(text(r"^\d+(\.[b-d])?\/$").as_deref(), Some("0.b/"));
        assert_eq!(text(r"^(?!x).*$"), None);
        assert_eq!(text(r"\bx"), None);
    }

    #[test]
    fn texts_are_within_limits() {
        assert_eq!(matching("^x[a-z]*$", 4, 8).as_deref(), Some("xaaa"));
        assert_eq!(matching("^x{9}$", 0, 8), None);
        assert_eq!(matching("^x$", 2, 8), None);
    }
}
