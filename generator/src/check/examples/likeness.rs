//! Whether URLs of examples are instances of URL templates.

use crate::model::http::{Segment, UrlTemplate};

/// The number of equal leading segments.
pub(super) fn common(documented: &[Segment], used: &[Segment]) -> usize {
    documented.iter().zip(used).take_while(|(documented, used)| is_like(documented, used)).count()
}

/// Whether a URL is an instance of a template.
pub(super) fn matches(documented: &UrlTemplate, used: &UrlTemplate) -> bool {
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

/// Whether a segment is an instance of a documented one.
pub(super) fn is_like(documented: &Segment, used: &Segment) -> bool {
    match (documented, used) {
        (Segment::Placeholder(_) | Segment::Keys(_), Segment::Call(..)) => false,
        (Segment::Placeholder(_), _) | (_, Segment::Placeholder(_)) => true,
        (Segment::Keys(_), Segment::Literal(_) | Segment::Keys(_)) | (Segment::Literal(_), Segment::Keys(_)) => true,
        (Segment::ByPath(_), Segment::ByPath(_)) => true,
        (Segment::Call(a, _), Segment::Call(b, _)) => same_name(a, b),
        // Parentheses of functions without parameters are often omitted.
        (Segment::Call(a, arguments), Segment::Literal(b)) => arguments.is_empty() && same_name(a, b),
        // A request line that omits arguments is reported at that line.
        (Segment::Literal(a), Segment::Call(b, arguments)) => {
            arguments.iter().all(|it| !it.name.is_empty()) && same_name(a, b)
        }
        (Segment::Literal(a), Segment::Literal(b)) => same_name(a, b),
        _ => false,
    }
}

/// Names of actions and functions may be qualified or not.
fn same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_lowercase();
    a.eq_ignore_ascii_case(b) || last(a) == last(b)
}
