//! Whether URLs of examples are instances of URL templates.

use crate::model::http::Segment;
use crate::model::index::is_alike;

/// The number of equal leading segments.
pub(super) fn common(documented: &[Segment], used: &[Segment]) -> usize {
    documented.iter().zip(used).take_while(|(documented, used)| is_like(documented, used)).count()
}

/// Whether a URL is an instance of a template.
pub(super) fn matches(documented: &[Segment], used: &[Segment]) -> bool {
    if let Some(at) = documented.iter().position(|it| matches!(it, Segment::Ellipsis)) {
        // A repetition: the start and the end must match.
        let tail = &documented[at + 1..];
        return used.len() + 1 >= documented.len()
            && common(&documented[..at], used) == at
            && common(tail, &used[used.len() - tail.len()..]) == tail.len();
    }
    documented.len() == used.len() && common(documented, used) == documented.len()
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
    fn last(name: &str) -> &str {
        name.rsplit('.').next().unwrap_or(name)
    }
    a.eq_ignore_ascii_case(b) || is_alike(last(a), last(b))
}
