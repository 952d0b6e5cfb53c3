//! URLs of example requests against the page's request lines.

use super::Ctx;
use super::alias::is_alias;
use super::arguments::Arguments;
use super::likeness::{common, is_like, matches};
use super::lines::{collection_of, key_of_new_item, lacks_key, other_method, path, right_method};
use super::url_case;
use crate::analysis::paths::{Found, Paths, RequestId};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::example::{Example, RequestMessage};
use crate::model::http::{Argument, Method, Segment, UrlTemplate};
use crate::model::index::is_alike;
use crate::model::{Fact, Operation, OperationId, Request, TypeId};
use crate::service::Service;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Reports example requests whose method and URL match none of the page's request lines, each URL once.
///
/// Relative URLs are not checked, because they may be request lines themselves; nor are requests to other services and
/// other URLs of the same item.
pub(super) fn check(
    ctx: &mut Ctx<'_, '_>,
    paths: &Paths,
    arguments: &Arguments<'_>,
    id: OperationId,
    operation: &Operation<TypeId>,
) {
    let mut reported = BTreeSet::new();
    let lines: Vec<_> =
        (0..).zip(&operation.requests).flat_map(|(idx, it)| templates(paths, RequestId(id, idx), it)).collect();
    for example in operation.examples.iter() {
        let Some(request) = &example.request else { continue };
        let is_ignored = request.is_ignored || operation.requests.is_empty();
        if is_ignored || !is_of_service(&ctx.index.model.service, &request.url.value) {
            continue;
        }
        let is_documented = is_documented(ctx, &lines, request);
        if is_documented {
            url_case::check(ctx, operation, &lines, request);
        }
        if is_documented || !reported.insert(names(request)) {
            continue;
        }
        let Some(nearest) = nearest(operation, request) else { continue };
        let is_declared =
            |idx: u32| paths.requests.get(&RequestId(id, idx)).is_some_and(|it| it.found < Found::Inferred);
        let is_closed = ctx.index.model.sources.declare(Fact::Members);
        let is_line_wrong = is_closed && !is_declared(nearest) && arguments.is_declared(id, request);
        if !is_line_wrong && is_alias(paths, arguments, id, operation, request) {
            continue;
        }
        let line = &operation.requests[nearest as usize];
        let resolved = paths.requests.get(&RequestId(id, nearest));
        if resolved.is_some_and(|it| lacks_key(paths, it, line, request)) {
            continue;
        }
        let collection = resolved.and_then(|it| collection_of(paths, it, line, request));
        ctx.diagnostics.report(match collection {
            Some(it) => key_of_new_item(operation, request, line, &it),
            None if line.method != request.method.value
                && matches(&line.url.value.segments, &request.template.segments) =>
            {
                let right = resolved.and_then(|it| right_method(ctx.index.model, it, operation));
                other_method(operation, request, line, right)
            }
            None => report(operation, request, line, is_line_wrong),
        });
    }
}

/// Whether an absolute URL has the host of the service. Without a known host, every host is.
fn is_of_service(service: &Service, url: &str) -> bool {
    let is_absolute = url.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("http"));
    let Some(base) = &service.base_url else { return is_absolute };
    let clouds = service.clouds.values().map(|it| &it.base_url);
    let own = host(url);
    is_absolute && std::iter::once(base).chain(clouds).any(|it| is_alike(host(it), own))
}

/// The host of an absolute URL.
fn host(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

/// The URL of a request line as written, and as resolved: with placeholders for literal keys.
fn templates<'a>(
    paths: &'a Paths,
    id: RequestId,
    request: &'a Request,
) -> impl Iterator<Item = (Method, &'a UrlTemplate)> {
    let resolved = paths.requests.get(&id).map(|it| &it.template);
    std::iter::once(&request.url.value).chain(resolved).map(|it| (request.method, it))
}

/// Whether a request line has this method and URL. Every collection can be counted or cast (OData Protocol 4.01, 11.2.10).
fn is_documented(ctx: &Ctx<'_, '_>, lines: &[(Method, &UrlTemplate)], request: &RequestMessage) -> bool {
    let is_cast = |it: &Segment| matches!(it, Segment::Literal(name) if name.contains('.') && ctx.find(name).is_some());
    let is_count = |it: &Segment| matches!(it, Segment::Literal(name) if name == "$count");
    let mut used = &request.template.segments[..];
    let lines = || lines.iter().filter(|(method, _)| *method == request.method.value).map(|(_, it)| &*it.segments);
    loop {
        if lines().any(|it| matches(it, used)) {
            return true;
        }
        let keyed_used = keyed(used);
        if lines().any(|it| matches(&keyed(it), &keyed_used)) {
            return true;
        }
        match used {
            [rest @ .., last] if is_count(last) || is_cast(last) => used = rest,
            _ => return false,
        }
    }
}

/// The URL with keys in parentheses as segments.
fn keyed(segments: &[Segment]) -> Cow<'_, [Segment]> {
    fn key(segment: &Segment) -> Option<(&String, &Vec<Argument>)> {
        match segment {
            Segment::Call(name, keys) if keys.len() == 1 && keys[0].name.is_empty() => Some((name, keys)),
            _ => None,
        }
    }
    if !segments.iter().any(|it| key(it).is_some()) {
        return segments.into();
    }
    let split = segments.iter().flat_map(|it| match key(it) {
        Some((name, keys)) => vec![Segment::Literal(name.clone()), Segment::Keys(keys.clone())],
        None => vec![it.clone()],
    });
    split.collect()
}

/// The request line that is most similar: with the same method, and equal segments at the start and at the end.
fn nearest(operation: &Operation<TypeId>, request: &RequestMessage) -> Option<u32> {
    let used = &request.template.segments;
    (0..operation.requests.len() as u32).rev().max_by_key(|idx| {
        let it = &operation.requests[*idx as usize];
        let line = &it.url.value.segments;
        let start = common(line, used);
        let end = line[start..].iter().rev().zip(used[start..].iter().rev()).take_while(|(a, b)| is_like(a, b)).count();
        (it.method == request.method.value, start + end, std::cmp::Reverse(line.len()))
    })
}

/// The method and the names of a request, without keys: they identify it on its page.
fn names(request: &RequestMessage) -> (Method, Vec<String>) {
    let is_name = |it: &&str| it.bytes().all(|it| it.is_ascii_alphabetic() || matches!(it, b'$' | b'.' | b'_'));
    (request.method.value, literals(&request.template.segments).filter(is_name).map(str::to_lowercase).collect())
}

/// The query option that a segment of a path contains: `$filter` of `$filter=name eq 'a'`.
fn option_in_path(segment: &str) -> Option<&str> {
    let (name, _) = segment.split_once('=')?;
    (name.starts_with('$') && name[1..].bytes().all(|it| it.is_ascii_alphabetic())).then_some(name)
}

/// `is_line_wrong` if the metadata declares the URL of the example, but not the request line.
fn report(
    operation: &Operation<TypeId>,
    request: &RequestMessage,
    nearest: &Request,
    is_line_wrong: bool,
) -> Diagnostic {
    let method = request.method.value;
    let message = format!("no request line of this page matches the example `{method} {}`", path(request));
    let line = &nearest.url.value;
    if is_line_wrong && !lacks_ref(operation, request) {
        return Diagnostic::new(Code::ExampleUrl, nearest.url.span, message)
            .symbol(&operation.title.value)
            .label("closest request line")
            .also(request.url.span, "URL of the example")
            .help("correct or add a request line: the metadata declares the URL of the example, but not the closest request line");
    }
    if line_lacks_ref(nearest, request) {
        let report = Diagnostic::new(Code::ExampleUrl, nearest.url.span, message)
            .symbol(&operation.title.value)
            .label("`/$ref` is missing")
            .also(request.url.span, "URL of the example");
        return report.help(format!("write `{method} {line}/$ref`"));
    }
    let report = Diagnostic::new(Code::ExampleUrl, request.url.span, message)
        .symbol(&operation.title.value)
        .also(nearest.url.span, "closest request line");
    if let Some(option) = path(request).split('/').find_map(option_in_path) {
        return report.help(format!("write `?` before `{option}`, and not `/`"));
    }
    if !lacks_ref(operation, request) {
        return report.help("correct the example, or add a request line for its URL");
    }
    let report = report.help(format!("write `{method} {line}`"));
    // `/$ref` is inserted before the query.
    let path_end = request.url.value.find('?').unwrap_or(request.url.value.len());
    let is_verbatim = request.url.span.range().len() == request.url.value.len();
    if is_verbatim { report.patch([Edit::insert_after(request.url.span.part(0..path_end), "/$ref")]) } else { report }
}

/// Whether only `/$ref` is missing from a request line.
fn line_lacks_ref(line: &Request, request: &RequestMessage) -> bool {
    let whole = with_ref(&line.url.value);
    let used = &request.template.segments;
    line.method == request.method.value && matches(&whole, used) && used.last() == whole.last()
}

/// Whether only `/$ref` is missing from the URL: the page documents the same URL with it, and no other continuation.
fn lacks_ref(operation: &Operation<TypeId>, request: &RequestMessage) -> bool {
    let whole = with_ref(&request.template);
    let is_verbatim = !request.url.value.trim_end().ends_with('/');
    let same = operation.requests.iter().filter(|it| it.method == request.method.value);
    is_verbatim && same.map(|it| &it.url.value.segments).any(|it| matches(it, &whole) && it.last() == whole.last())
}

fn with_ref(url: &UrlTemplate) -> Vec<Segment> {
    url.segments.iter().cloned().chain([Segment::Literal("$ref".to_owned())]).collect()
}

/// The candidate request lines of an example: the most similar one, or those with the same end. All of them if the
/// example has no request.
pub(super) fn lines(operation: &Operation<TypeId>, example: &Example) -> Vec<usize> {
    let all = operation.requests.iter().enumerate();
    let Some(request) = &example.request else { return all.map(|(idx, _)| idx).collect() };
    let same_method = all.filter(|(_, it)| it.method == request.method.value);
    let fitting = same_method.clone().filter(|(_, it)| matches(&it.url.value.segments, &request.template.segments));
    let likeness = |it: &UrlTemplate| {
        literals(&it.segments).filter(|it| literals(&request.template.segments).any(|used| used == *it)).count()
    };
    let best = fitting.min_by_key(|(_, it)| std::cmp::Reverse(likeness(&it.url.value)));
    if let Some((idx, _)) = best {
        return vec![idx];
    }
    let ends_alike = |it: &UrlTemplate| ends_alike(&it.segments, &request.template.segments);
    same_method.filter(|(_, it)| ends_alike(&it.url.value)).map(|(idx, _)| idx).collect()
}

/// The literal names in a URL.
fn literals(segments: &[Segment]) -> impl Iterator<Item = &str> {
    segments.iter().filter_map(|it| match it {
        Segment::Literal(name) | Segment::Call(name, _) => Some(&**name),
        _ => None,
    })
}

/// Whether the last name and the segments after it are the same.
fn ends_alike(documented: &[Segment], used: &[Segment]) -> bool {
    let last_name = documented.iter().rposition(|it| !matches!(it, Segment::Placeholder(_) | Segment::Keys(_)));
    let tail = &documented[last_name.unwrap_or(0)..];
    let Some(start) = used.len().checked_sub(tail.len()) else { return false };
    let is_name = matches!(used.get(start), Some(Segment::Literal(_) | Segment::Call(..)));
    is_name && common(tail, &used[start..]) == tail.len()
}
