//! Comments that suppress findings: `<!-- graphwright: allow(G0206, user.ageGroup) reason -->`.
//!
//! They are not annotations: other tools treat them as comments, because they are not JSON.

#[cfg(test)]
mod tests;

use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, Status, Suppression, did_you_mean, select};
use crate::input::markdown::comments::{Comment, comments};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use memchr::memmem::Finder;
use rayon::prelude::*;

/// A parsed comment.
#[derive(Clone, Debug)]
struct Allow {
    comment: Comment,
    /// The number of a code, or the name of a group.
    name: &'static str,
    codes: &'static [Code],
    /// All findings of the code if `None`.
    symbol: Option<String>,
    reason: String,
    is_used: bool,
}

/// Suppresses findings that comments name, and reports unused and malformed comments. Comments about findings that were not
/// searched for are never unused.
pub fn apply(diagnostics: &mut Diagnostics, sources: &SourceMap, requested: &Requested) {
    let mut unreadable = Diagnostics::default();
    let mut allows = read(&mut unreadable, sources);
    diagnostics.extend(unreadable);
    mark(diagnostics, &mut allows);
    let is_searched = |it: &Allow| it.codes.iter().all(|it| requested.has(*it));
    let is_unused = |it: &&Allow| !it.is_used && is_searched(it) && !it.codes.iter().all(is_found_later);
    for allow in allows.iter().filter(is_unused) {
        let report = unused(diagnostics, sources, allow);
        diagnostics.report(report);
    }
}

/// Suppresses later findings that comments name.
pub fn apply_again(diagnostics: &mut Diagnostics, sources: &SourceMap) {
    mark(diagnostics, &mut read(&mut Diagnostics::default(), sources));
}

/// Findings about Rust names are reported only when a crate is generated.
fn is_found_later(code: &Code) -> bool {
    code.number().starts_with("G04")
}

/// Every comment of every file that suppresses something.
fn read(diagnostics: &mut Diagnostics, sources: &SourceMap) -> Vec<Allow> {
    // Searching for the word first avoids parsing nearly all files again.
    let word = Finder::new(WORD);
    let has_word = |(_, it): &(FileId, &SourceFile)| word.find(it.text.as_bytes()).is_some();
    let files: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let files: Vec<FileId> = files.into_par_iter().filter(has_word).map(|(id, _)| id).collect();
    let all = files.into_iter().flat_map(|file| comments(sources, file));
    let mut res = Vec::new();
    for comment in all {
        match allow(&sources[comment.span]) {
            None => {}
            Some(Ok(((name, codes), symbol, reason))) => {
                res.push(Allow { comment, name, codes, symbol, reason: reason.to_owned(), is_used: false });
            }
            Some(Err(why)) => {
                let message = format!("malformed graphwright comment: {why}");
                let report = Diagnostic::new(Code::SuppressionUnreadable, first_line(sources, comment.span), message)
                    .note("the comment is ignored")
                    .help("write `graphwright: allow(CODE) reason`, or `graphwright: allow(CODE, symbol) reason`");
                diagnostics.report(report);
            }
        }
    }
    res
}

const WORD: &str = "graphwright";

type Read<'a> = ((&'static str, &'static [Code]), Option<String>, &'a str);

/// Reads a comment. `None` if it is not for this tool: prose may also begin with the name of the tool.
fn allow(comment: &str) -> Option<Result<Read<'_>, String>> {
    let text = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim_matches('-').trim();
    let text = text.strip_prefix(WORD)?.trim_start();
    let text = match text.strip_prefix(':') {
        Some(rest) => rest.trim_start(),
        None if text.starts_with("allow") => return Some(Err("missing colon after `graphwright`".to_owned())),
        None => return None,
    };
    Some(arguments(text))
}

/// Reads `allow(CODE, symbol) reason`.
fn arguments(text: &str) -> Result<Read<'_>, String> {
    let inner = text.strip_prefix("allow").map(str::trim_start).and_then(|it| it.strip_prefix('('));
    let inner = inner.ok_or("expected `allow(…)`")?;
    let end = closing(inner).ok_or("missing closing parenthesis")?;
    let (inside, reason) = (&inner[..end], inner[end + 1..].trim());
    let (code, symbol) = inside.split_once(',').map_or((inside, None), |(code, symbol)| (code, Some(symbol.trim())));
    let code = code.trim();
    let found = select(code).ok_or_else(|| format!("unknown code `{code}`{}", did_you_mean(code, &[])))?;
    let symbol = symbol.map(|it| it.trim_matches('`').to_owned());
    if symbol.as_ref().is_some_and(String::is_empty) {
        return Err("missing symbol after the comma".to_owned());
    }
    Ok((found, symbol, reason))
}

/// The position of the closing parenthesis. Titles may contain parentheses.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (idx, it) in text.char_indices() {
        match it {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(idx),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn mark(diagnostics: &mut Diagnostics, allows: &mut [Allow]) {
    if allows.is_empty() {
        return;
    }
    for it in diagnostics.iter_mut().filter(|it| it.is_open()) {
        let mut first = None;
        for allow in allows.iter_mut().filter(|allow| fits(allow, it)) {
            allow.is_used = true;
            first = first.or(Some(Suppression { comment: allow.comment.span, reason: allow.reason.clone() }));
        }
        if let Some(suppression) = first {
            it.status = Status::Suppressed(suppression);
        }
    }
}

fn fits(allow: &Allow, it: &Diagnostic) -> bool {
    let (scope, at) = (allow.comment.scope, it.primary.span);
    allow.codes.contains(&it.code)
        && scope.file == at.file
        && (scope.start..=scope.end).contains(&at.start)
        && (allow.symbol.is_none() || allow.symbol == it.symbol)
}

fn unused(diagnostics: &Diagnostics, sources: &SourceMap, allow: &Allow) -> Diagnostic {
    let span = allow.comment.span;
    let code = allow.name;
    let about = allow.symbol.as_ref().map_or_else(String::new, |it| format!(" about `{it}`"));
    let part = if allow.comment.scope.range().len() == sources.file(span.file).text.len() { "file" } else { "section" };
    let message = format!("unused suppression: this {part} has no {code} finding{about}");
    let res = Diagnostic::new(Code::SuppressionUnused, first_line(sources, span), message);
    let others = symbols(diagnostics, allow);
    let res = if others.is_empty() { res } else { res.note(format!("this {part} has {code} findings about {others}")) };
    res.help("remove the comment").patch([Edit::replace(with_line(sources, span), "")])
}

/// The symbols of findings with the same code in the same scope.
fn symbols(diagnostics: &Diagnostics, allow: &Allow) -> String {
    let any = Allow { symbol: None, ..allow.clone() };
    let mut names: Vec<&str> =
        diagnostics.open().filter(|it| fits(&any, it)).filter_map(|it| it.symbol.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let shown: Vec<String> = names.iter().take(4).map(|it| format!("`{it}`")).collect();
    shown.join(", ") + if names.len() > 4 { ", …" } else { "" }
}

/// The whole lines of a comment, if they contain nothing else.
fn with_line(sources: &SourceMap, comment: Span) -> Span {
    let text = &sources.file(comment.file).text;
    let range = comment.range();
    let line_start = text[..range.start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = text[range.end..].find('\n').map_or(text.len(), |it| range.end + it + 1);
    let is_alone = text[line_start..range.start].trim().is_empty() && text[range.end..line_end].trim().is_empty();
    if is_alone { Span::new(comment.file, line_start..line_end) } else { comment }
}

fn first_line(sources: &SourceMap, span: Span) -> Span {
    let text = &sources[span];
    span.part(0..text.find(['\r', '\n']).unwrap_or(text.len()))
}
