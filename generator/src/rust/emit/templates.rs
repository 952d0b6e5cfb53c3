//! Converts URL templates to the form of the runtime, without names of keys and arguments.

use crate::model::http::{Argument, Segment, UrlTemplate};

/// A whole URL, for finding the page of a request.
pub(super) fn url(url: &UrlTemplate) -> UrlTemplate {
    UrlTemplate { segments: url.segments.iter().map(nameless).collect(), query: Vec::new() }
}

fn nameless(segment: &Segment) -> Segment {
    let valueless = |it: &Argument| Argument { name: it.name.clone(), value: String::new(), is_quoted: false };
    let id = || Segment::Placeholder("id".to_owned());
    match segment {
        Segment::Placeholder(_) => id(),
        Segment::Keys(keys) if matches!(&keys[..], [only] if only.name.is_empty()) => id(),
        Segment::Keys(keys) => Segment::Keys(keys.iter().map(valueless).collect()),
        Segment::Call(name, arguments) => Segment::Call(name.clone(), arguments.iter().map(valueless).collect()),
        Segment::ByPath(_) => Segment::ByPath("path".to_owned()),
        Segment::Literal(_) | Segment::Mixed(_) | Segment::Ellipsis => segment.clone(),
    }
}
