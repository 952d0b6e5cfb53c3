//! URLs in documentation.

use super::Ctx;
use super::words;
use crate::analysis::paths::{Call, PlaceId};
use crate::model::http::UrlTemplate;

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
        let tail = call.tail.segment();
        let (urls, has_others) = self.usage.routes.of(place, SHOWN);
        let url = |it: &UrlTemplate| {
            let segments = it.segments.iter().cloned().chain(tail.clone()).collect();
            UrlTemplate { segments, query: Vec::new() }
        };
        let line = |it| format!("- {}", words::code(&format!("{} {}", call.method, url(it))));
        let mut lines: Vec<String> = urls.map(line).collect();
        lines.extend(has_others.then(|| "- and others".to_owned()));
        lines.join("\n")
    }
}
