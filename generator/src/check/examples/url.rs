//! URLs of example requests against the page's request lines.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, Patch};
use crate::model::example::Example;
use crate::model::http::{Segment, UrlTemplate};
use crate::model::{Operation, TypeId};

/// Reports an example request whose method and URL match none of the page's request lines.
pub(super) fn check(diagnostics: &mut Diagnostics, operation: &Operation<TypeId>, example: &Example) {
    let Some(request) = &example.request else { return };
    let Some(first) = operation.requests.first() else { return };
    let is_documented = operation
        .requests
        .iter()
        .any(|it| it.method == request.method.value && matches(&it.url.value, &request.template));
    if is_documented {
        return;
    }
    let nearest = operation.requests.iter().max_by_key(|it| {
        (it.method == request.method.value, common(&it.url.value.segments, &request.template.segments))
    });
    let nearest = nearest.unwrap_or(first);
    let message = format!(
        "the example requests `{} {}`, which the page does not document",
        request.method.value, request.template
    );
    let mut report = Diagnostic::new(Code::ExampleUrl, request.url.span, message)
        .symbol(&operation.title.value)
        .label("no request line has this method and URL")
        .also(nearest.url.span, "closest request line")
        .help(format!("write `{} {}`, or add a request line", nearest.method, nearest.url.value));
    if lacks_ref(operation, example) {
        // `/$ref` is inserted before the query.
        let path_end = request.url.value.find('?').unwrap_or(request.url.value.len());
        let is_verbatim = request.url.span.range().len() == request.url.value.len();
        let path = request.url.span.part(0..path_end);
        let edits = is_verbatim.then(|| Edit::insert_after(path, "/$ref"));
        report.patch = edits.map(|it| Patch { edits: vec![it] });
    }
    diagnostics.report(report);
}

/// Whether only `/$ref` is missing from the URL: the page documents the same URL with it, and no other continuation.
fn lacks_ref(operation: &Operation<TypeId>, example: &Example) -> bool {
    let Some(request) = &example.request else { return false };
    let mut whole = request.template.clone();
    whole.segments.push(Segment::Literal("$ref".to_owned()));
    let is_verbatim = !request.url.value.trim_end().ends_with('/');
    let mut same = operation.requests.iter().filter(|it| it.method == request.method.value);
    is_verbatim
        && same.any(|it| matches(&it.url.value, &whole) && it.url.value.segments.last() == whole.segments.last())
}

/// The candidate request lines of an example: the most similar one, or those with the same end. All of them if the
/// example has no request.
pub(super) fn lines(operation: &Operation<TypeId>, example: &Example) -> Vec<usize> {
    let all = operation.requests.iter().enumerate();
    let Some(request) = &example.request else { return all.map(|(idx, _)| idx).collect() };
    let same_method = all.filter(|(_, it)| it.method == request.method.value);
    let fitting = same_method.clone().filter(|(_, it)| matches(&it.url.value, &request.template));
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

/// The number of equal leading segments.
fn common(documented: &[Segment], used: &[Segment]) -> usize {
    documented.iter().zip(used).take_while(|(documented, used)| is_like(documented, used)).count()
}

/// Whether a URL is an instance of a template.
fn matches(documented: &UrlTemplate, used: &UrlTemplate) -> bool {
    let documented = &documented.segments;
    if let Some(at) = documented.iter().position(|it| *it == Segment::Ellipsis) {
        // A repetition: the start and the end must match.
        let tail = &documented[at + 1..];
        return used.segments.len() + 1 >= documented.len()
            && common(&documented[..at], &used.segments) == at
            && common(tail, &used.segments[used.segments.len() - tail.len()..]) == tail.len();
    }
    documented.len() == used.segments.len() && common(documented, &used.segments) == documented.len()
}

fn is_like(documented: &Segment, used: &Segment) -> bool {
    match (documented, used) {
        (Segment::Placeholder(_) | Segment::Keys(_), Segment::Call(..)) => false,
        (Segment::Placeholder(_), _) | (_, Segment::Placeholder(_)) => true,
        (Segment::Keys(_), Segment::Literal(_) | Segment::Keys(_)) | (Segment::Literal(_), Segment::Keys(_)) => true,
        (Segment::ByPath(_), Segment::ByPath(_)) => true,
        (Segment::Call(a, _), Segment::Call(b, _)) => same_name(a, b),
        // Parentheses of functions without parameters are often omitted.
        (Segment::Call(a, arguments), Segment::Literal(b)) => arguments.is_empty() && same_name(a, b),
        (Segment::Literal(a), Segment::Call(b, arguments)) => arguments.is_empty() && same_name(a, b),
        (Segment::Literal(a), Segment::Literal(b)) => same_name(a, b),
        _ => false,
    }
}

/// Names of actions and functions may be qualified or not.
fn same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_lowercase();
    a.eq_ignore_ascii_case(b) || last(a) == last(b)
}
