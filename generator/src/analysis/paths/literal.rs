//! Segments that are values of an example, not names: `/sites/contoso.sharepoint.com`.

use crate::model::Model;
use crate::model::http::Argument;
use crate::model::index::is_alike;

/// Whether the arguments of a call are a placeholder without a name: `({book-id})` may be a key.
pub(super) fn is_positional(arguments: &[Argument]) -> bool {
    matches!(arguments, [only] if only.name.is_empty() && !only.is_quoted && !only.value.is_empty())
}

/// Whether a placeholder is named like a key: `id`, `bookId`, `book-id`.
pub(super) fn is_id(name: &str) -> bool {
    let stem = name.strip_suffix("Id").or_else(|| name.strip_suffix("ID")).or_else(|| name.strip_suffix("id"));
    stem.is_some_and(|it| it.is_empty() || !name.ends_with("id") || it.ends_with(['-', '_', ' ']))
}

/// Whether a segment cannot be the name of a property, an action, a function or a type, so that it is a key.
pub(super) fn is_key<R>(model: &Model<R>, segment: &str) -> bool {
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let is_value = !segment.chars().all(is_name)
        || segment.starts_with(|it: char| it.is_ascii_digit())
        || segment.eq_ignore_ascii_case("id")
        || is_guid(segment)
        || (segment.contains('.') && !is_qualified(model, segment));
    is_value && !segment.starts_with('$')
}

/// Whether a name with dots may be qualified with a namespace: it begins like a known one.
fn is_qualified<R>(model: &Model<R>, segment: &str) -> bool {
    let own = segment.split('.').next().unwrap_or_default();
    let prefix = segment.rsplit_once('.').map_or("", |(it, _)| it);
    let begins_so = |it: &str| match it.split_at_checked(own.len()) {
        Some((first, rest)) => (rest.is_empty() || rest.starts_with('.')) && is_alike(first, own),
        None => false,
    };
    let is_alias = model.namespaces.read("", segment).namespace != prefix;
    let types = model.types.iter().map(|it| it.name.value.namespace.as_str());
    is_alias || std::iter::once(model.namespaces.root()).chain(types).any(begins_so)
}

/// Whether a text is a GUID: `acdefc6b-2dc6-4e71-b1e9-6d9810ab1793`.
pub(crate) fn is_guid(text: &str) -> bool {
    let groups = text.split('-').map(|it| it.chars().all(|it| it.is_ascii_hexdigit()).then_some(it.len()));
    groups.eq([8, 4, 4, 4, 12].map(Some))
}

#[cfg(test)]
mod tests {
    use super::{is_guid, is_id};

    #[test]
    fn keys_are_named_id() {
        assert!(["id", "Id", "bookId", "book-id", "book_id"].iter().all(|it| is_id(it)));
        assert!(!["address", "grid", "index", ""].iter().any(|it| is_id(it)));
    }

    #[test]
    fn guids_have_five_groups() {
        assert!(is_guid("acdefc6b-2dc6-4e71-b1e9-6d9810ab1793"));
        assert!(!is_guid("acdefc6b-2dc6-4e71-b1e9"));
        assert!(!is_guid("feedback-on-the-old-book-of-records"));
    }
}
