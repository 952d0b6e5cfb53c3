//! Status codes that responses of a page have.

use crate::source::{SourceMap, Span, Spanned};

/// The status codes of a text: `` `201 Created` ``, `404 Not Found`. Numbers without marks or a reason are none.
pub(super) fn codes(sources: &SourceMap, span: Span, codes: &mut Vec<Spanned<u16>>) {
    let text = &sources[span];
    let is_first = |it: &u8| (b'2'..=b'5').contains(it);
    // Most texts contain no such digit. Without an early return, the compiler vectorizes the loop.
    if !text.as_bytes().iter().fold(false, |found, it| found | is_first(it)) {
        return;
    }
    let digits = text.bytes().enumerate().filter(|(_, it)| is_first(it));
    for (at, _) in digits {
        let before = text[..at].chars().next_back();
        let after = &text[at..];
        let code = after.get(..3).filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
        let Some(value) = code.and_then(|it| it.parse().ok()) else { continue };
        let rest = &after[3..];
        let is_marked = matches!(before, Some('`' | '*')) && rest.starts_with(['`', '*', ' ', ',', '-', ':']);
        let is_separate = before.is_none_or(|it| matches!(it, ' ' | '\n' | '|' | '(' | '['));
        if (is_marked || is_separate && has_reason(rest)) && !codes.iter().any(|it: &Spanned<u16>| it.value == value) {
            codes.push(Spanned::new(value, span.part(at..at + 3)));
        }
    }
}

/// Whether a code is followed by its reason.
fn has_reason(text: &str) -> bool {
    const REASONS: [&str; 21] = [
        "ok",
        "created",
        "accepted",
        "no content",
        "partial content",
        "found",
        "not modified",
        "bad request",
        "unauthorized",
        "forbidden",
        "not found",
        "method not allowed",
        "not acceptable",
        "conflict",
        "gone",
        "precondition failed",
        "unprocessable",
        "locked",
        "too many requests",
        "internal server error",
        "service unavailable",
    ];
    let rest = text.trim_start_matches([' ', '-', ':', '`', '*']);
    text.starts_with([' ', '-', ':'])
        && REASONS.iter().any(|it| rest.get(..it.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(it)))
}
