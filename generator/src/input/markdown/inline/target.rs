//! The targets of links, by the place of their text.

use crate::source::{SourceMap, Span};
use memchr::memmem::Finder;
use memchr::memrchr;
use std::sync::LazyLock;

/// The target of the link whose text is at a span: `[text](target)`, or `[text][label]` with a definition in the same file.
pub fn target_of(sources: &SourceMap, text: Span) -> Option<&str> {
    let file = &*sources.file(text.file).text;
    let after = file[text.end as usize..].trim_start_matches(['*', '`', '_']).strip_prefix(']')?;
    if let Some(inline) = after.strip_prefix('(') {
        let end = inline.find([')', '\n'])?;
        return inline[..end].split_whitespace().next();
    }
    let label = after.strip_prefix('[').and_then(|it| it.split_once(']')).map_or("", |(label, _)| label);
    definition(file, if label.is_empty() { &sources[text] } else { label })
}

/// The target of a link reference definition (CommonMark 0.31, 4.7): `[label]: target`.
fn definition<'a>(file: &'a str, label: &str) -> Option<&'a str> {
    END_OF_LABEL.find_iter(file.as_bytes()).find_map(|at| {
        let start = memrchr(b'\n', &file.as_bytes()[..at]).map_or(0, |it| it + 1);
        let line = file[start..].lines().next()?;
        let (name, target) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        name.eq_ignore_ascii_case(label).then(|| target.split_whitespace().next())?
    })
}

static END_OF_LABEL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("]:"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, FileKind, SourceFile};

    #[test]
    fn targets() {
        let text =
            "a [**tab**](../resources/teamstab.md \"title\"), [item][], [x][Item], [y], z\n\n[item]: listitem.md\n";
        let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text.to_owned());
        let sources = SourceMap::new(vec![file]);
        let target = |word: &str| {
            let at = text.find(word).expect("a word of the text");
            target_of(&sources, Span::new(FileId(0), at..at + word.len()))
        };
        assert_eq!(target("tab"), Some("../resources/teamstab.md"));
        assert_eq!(target("item"), Some("listitem.md"));
        assert_eq!(target("x"), Some("listitem.md"));
        assert_eq!(target("y"), None);
        assert_eq!(target("z"), None);
    }
}
