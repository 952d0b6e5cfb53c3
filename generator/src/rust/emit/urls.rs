//! URLs in documentation.

use super::Ctx;
use super::words;
use crate::analysis::paths::{Call, Origin, PlaceId, Verb};
use crate::model::PropertyKind;
use crate::model::http::{Segment, UrlTemplate};

/// More URLs of an item are not shown.
const SHOWN: usize = 2;

impl Ctx<'_> {
    /// `` `/me`, `/users/{id}` or other URLs ``; `None` if there are none.
    pub(super) fn urls(&self, place: PlaceId) -> Option<String> {
        let (urls, has_others) = self.usage.routes.of(place, SHOWN);
        let mut urls: Vec<String> = urls.map(|it| words::code(&it.to_string())).collect();
        urls.extend(has_others.then(|| "other URLs".to_owned()));
        (!urls.is_empty()).then(|| words::list(&urls, "or", SHOWN + 1))
    }

    /// The shortest URLs of a call at a place, as a list.
    pub(super) fn request_lines(&self, place: PlaceId, call: &Call) -> String {
        let (urls, has_others) = match call.verb {
            Verb::AddRef | Verb::SetRef | Verb::RemoveRef => self.urls_of_references(place),
            _ => {
                let (urls, has_others) = self.usage.routes.of(place, SHOWN);
                (urls.cloned().collect(), has_others)
            }
        };
        let tail = call.tail.segment();
        let line = |it| format!("- {}", words::code(&format!("{} {}", call.method, with(it, tail.clone()))));
        let mut lines: Vec<String> = urls.into_iter().map(line).collect();
        lines.extend(has_others.then(|| "- and others".to_owned()));
        lines.join("\n")
    }

    /// The URLs of relations whose references can be changed, or all.
    fn urls_of_references(&self, place: PlaceId) -> (Vec<UrlTemplate>, bool) {
        let url = |it: &Origin| {
            let url = self.usage.routes.of(it.from, 1).0.next()?.clone();
            Some(with(url, [Segment::Literal(it.name.clone())]))
        };
        let mut urls: Vec<UrlTemplate> = self.references_to(place).filter_map(url).collect();
        let has_others = urls.len() > SHOWN;
        urls.truncate(SHOWN);
        (urls, has_others)
    }

    /// The relations to entities that are not contained by which a place is reached.
    pub(super) fn references_to(&self, place: PlaceId) -> impl Iterator<Item = &Origin> {
        let kind = |it: &Origin| self.model.property(it.property?).map(|it| it.kind);
        self.usage.origins.of(place).iter().filter(move |it| kind(it) == Some(PropertyKind::RELATIONSHIP))
    }
}

/// A URL, continued.
fn with(mut url: UrlTemplate, segments: impl IntoIterator<Item = Segment>) -> UrlTemplate {
    url.segments.extend(segments);
    url
}
