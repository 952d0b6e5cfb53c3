//! Descriptions in sources.

use crate::source::{FileId, Span};
use smol_str::SmolStr;
use std::borrow::Cow;

/// The documentation of a part of the API.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// The paragraphs.
    pub paragraphs: Vec<Prose>,
    /// The page.
    pub page: Option<FileId>,
    /// The deprecation. Few parts are deprecated.
    pub deprecated: Option<Box<Deprecation>>,
}

/// A notice that a part of the API is deprecated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// The text; empty if metadata has a revision without a description.
    pub notice: Prose,
    /// The date of the deprecation, as in metadata: `2026-08-31`.
    pub since: Option<SmolStr>,
    /// The date after which the part may be removed.
    pub removal: Option<SmolStr>,
}

impl From<Prose> for Deprecation {
    fn from(notice: Prose) -> Deprecation {
        Deprecation { notice, since: None, removal: None }
    }
}

impl Docs {
    /// Whether it says nothing but the base type.
    pub(crate) fn is_hollow(&self) -> bool {
        self.paragraphs.iter().all(|it| !own(&it.text).contains(char::is_alphanumeric))
    }

    /// Whether two descriptions consist of the same words, apart from the base type.
    pub(crate) fn is_alike(&self, other: &Docs) -> bool {
        self.words() == other.words()
    }

    /// The letters and digits of its words, without the sentence about the base type.
    fn words(&self) -> Vec<String> {
        let own = self.paragraphs.iter().map(|it| own(&it.text)).collect::<Vec<_>>().join(" ");
        let word = |it: &str| it.chars().filter(|it| it.is_alphanumeric()).collect::<String>();
        own.split_whitespace().map(word).filter(|it| !it.is_empty()).collect()
    }
}

/// Whether a description in lower case says that its subject is deprecated: *Deprecated. Use x.* *(Deprecated) The name.*
/// *This property is deprecated.* What will be deprecated still is supported.
pub(crate) fn calls_deprecated(text: &str) -> bool {
    let states = |it: &str| {
        let it = it.trim_start_matches("note: ");
        (it.starts_with("this property") || it.starts_with("this is ")) && it.ends_with("is deprecated")
    };
    text.trim_start_matches(['(', '[']).starts_with("deprecated")
        || text.contains(". deprecated")
        || text.split(". ").any(|it| states(it.trim().trim_end_matches('.')))
}

/// A description without the sentence about the base type: `Inherited from [entity](entity.md).`
fn own(text: &str) -> Cow<'_, str> {
    let Some((before, inherited)) = text.split_once("nherited from ") else { return text.into() };
    let before = before.trim_end_matches(['I', 'i']);
    let after = if inherited.starts_with('[') {
        inherited.split_once(')').map_or("", |it| it.1)
    } else {
        inherited.trim_start_matches(|it: char| !it.is_whitespace() && it != '.')
    };
    format!("{before} {after}").into()
}

/// A decoded text of a source: outputs do not read the source again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// Its place.
    pub span: Span,
    /// The format.
    pub format: Format,
    /// The text, without escapes of the source format.
    pub text: SmolStr,
}

impl Prose {
    /// Markdown of a page.
    pub fn markdown(text: &str, span: Span) -> Prose {
        Prose { span, format: Format::Markdown, text: text.into() }
    }

    /// Plain text, with whitespace collapsed.
    pub fn plain(text: &str, span: Span) -> Prose {
        Prose { span, format: Format::Plain, text: folded(text).into() }
    }
}

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, as in the pages.
    Markdown,
    /// Plain text.
    Plain,
}

fn folded(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return text.into();
    }
    let mut res = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !res.is_empty() {
            res.push(' ');
        }
        res.push_str(word);
    }
    res.into()
}

/// Whether a text has nothing but single spaces between words. Most texts are so, and have ASCII characters only.
fn is_folded(text: &str) -> bool {
    let mut is_after_blank = true;
    for byte in text.bytes() {
        let is_blank = byte == b' ';
        if (is_blank && is_after_blank) || matches!(byte, b'\t'..=b'\r') || !byte.is_ascii() {
            return false;
        }
        is_after_blank = is_blank;
    }
    !is_after_blank
}

#[cfg(test)]
mod tests {
    use super::Prose;
    use crate::source::{FileId, Span};

    #[test]
    fn blanks_of_plain_text_are_folded() {
        let span = Span::new(FileId(0), 0..1);
        assert_eq!(Prose::plain(" a\n  b\tc ", span).text, "a b c");
        assert_eq!(Prose::markdown(" a\n\n    b", span).text, " a\n\n    b");
    }
}
