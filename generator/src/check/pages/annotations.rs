//! Annotations of examples: their names, their keys, and examples without one.

use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::annotation::{Annotation, AnnotationKind};
use crate::input::markdown::{BlockKind, CodeBlock, Topic};
use crate::input::page::Page;
use crate::source::{SourceMap, Span, Spanned};
use crate::spelling;
use std::collections::BTreeSet;

pub(super) fn check(res: &mut Vec<Diagnostic>, sources: &SourceMap, topic: &Topic) {
    let blocks = topic.blocks.iter().filter_map(|it| match &it.kind {
        BlockKind::Code(code) => Some((&**code, code.annotation.as_ref()?.1.as_ref())),
        _ => None,
    });
    let blocks: Vec<(&CodeBlock, &Annotation)> = blocks.collect();
    let of = |kind| blocks.iter().filter(move |(_, it)| it.kind == kind).map(|(_, it)| *it);
    let requests: Vec<&Spanned<String>> = of(AnnotationKind::Request).filter_map(|it| it.names.first()).collect();
    let has_duplicates = duplicates(res, &requests);
    // A response may belong to a request that is marked as ignored.
    let ignored = of(AnnotationKind::Ignored).filter_map(|it| it.names.first()).collect();
    unknown(res, &requests, ignored, of(AnnotationKind::Response), has_duplicates);
    for (code, annotation) in blocks.iter().filter(|(_, it)| it.kind == AnnotationKind::Request) {
        sample_keys(res, &sources[code.body], annotation);
    }
}

/// Two requests of the same name. Whether there are any.
fn duplicates(res: &mut Vec<Diagnostic>, requests: &[&Spanned<String>]) -> bool {
    let before = res.len();
    for (idx, name) in requests.iter().enumerate() {
        let Some(first) = requests[..idx].iter().find(|it| it.value == name.value) else { continue };
        let message = format!("two requests of this page are named `{}`", name.value);
        let report = Diagnostic::new(Code::ExampleName, name.span, message)
            .also(first.span, "the first one is here")
            .help("give each example its own name");
        res.push(report);
    }
    res.len() > before
}

/// Responses of requests that the page does not have. Pages without names of requests are ignored. If two requests have one
/// name, the request of a response may be one of them: then only similar names are certain.
fn unknown<'a>(
    res: &mut Vec<Diagnostic>,
    requests: &[&Spanned<String>],
    ignored: Vec<&Spanned<String>>,
    responses: impl Iterator<Item = &'a Annotation>,
    has_duplicates: bool,
) {
    if requests.is_empty() {
        return;
    }
    let is_known = |it: &&Spanned<String>| requests.iter().chain(&ignored).any(|request| request.value == it.value);
    for name in responses.flat_map(|it| &it.names).filter(|it| !is_known(it)) {
        let near = spelling::did_you_mean(&name.value, requests.iter().map(|it| it.value.as_str()));
        if has_duplicates && near.is_none() {
            continue;
        }
        let message = format!("no request of this page is named `{}`", name.value);
        let report = Diagnostic::new(Code::ExampleName, name.span, message);
        res.push(report.help(near.unwrap_or_else(|| "write the name of the request, or remove the name".to_owned())));
    }
}

/// Keys that are not in the request.
fn sample_keys(res: &mut Vec<Diagnostic>, request: &str, annotation: &Annotation) {
    for key in annotation.sample_keys.iter().filter(|it| !request.contains(&it.value)) {
        let message = format!("the request does not contain the sample key `{}`", key.value);
        let report = Diagnostic::new(Code::SampleKey, key.span, message);
        res.push(report.help("write the key in the URL as well, or remove it here"));
    }
}

/// Requests and responses without an annotation.
pub(super) fn missing(res: &mut Vec<Diagnostic>, sources: &SourceMap, topic: &Topic, page: &Page) {
    let examples = page.operation.iter().flat_map(|it| it.examples.iter());
    let spans = examples.flat_map(|it| [it.request.as_ref().map(|it| it.span), it.response.as_ref().map(|it| it.span)]);
    let messages: BTreeSet<Span> = spans.flatten().collect();
    for block in &topic.blocks {
        let BlockKind::Code(code) = &block.kind else { continue };
        if code.annotation.is_some() || !messages.contains(&code.body) || block.span.file != topic.file {
            continue;
        }
        let at = sources.first_line(block.span);
        let report = Diagnostic::new(Code::ExampleUnannotated, at, "this example has no annotation")
            .help("write `<!-- { \"blockType\": \"request\", \"name\": \"…\" } -->` or `\"response\"` before it");
        res.push(report);
    }
}
