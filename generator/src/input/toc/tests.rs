//! Valid and malformed tables of contents.

use super::{Entry, parse};
use crate::diagnostics::Diagnostics;
use crate::source::{FileKind, SourceFile, SourceMap};

/// The entries as text, `name(href)[below]`, and the findings as `code text`.
fn read(text: &str) -> (String, Vec<String>) {
    let name = "toc.yml".to_owned();
    let sources = SourceMap::new(vec![SourceFile::new(name.clone(), name, FileKind::Toc, text.to_owned())]);
    let file = sources.iter().next().expect("a file").0;
    let mut diagnostics = Diagnostics::default();
    let toc = parse(&mut diagnostics, &sources, file);
    for entry in &toc.entries {
        assert!(sources[entry.name.span].contains(&entry.name.value), "spans are those of the text");
    }
    let found = diagnostics.iter().map(|it| format!("{} {}", it.code.number(), &sources[it.primary.span]));
    (shown(&toc.entries), found.collect())
}

fn shown(entries: &[Entry]) -> String {
    let one = |it: &Entry| {
        let href = it.href.as_ref().map(|it| format!("({})", it.value)).unwrap_or_default();
        let below = if it.entries.is_empty() { String::new() } else { format!("[{}]", shown(&it.entries)) };
        format!("{}{href}{below}", it.name.value)
    };
    entries.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn entries_are_nested() {
    let text = "\u{feff}name: Reference\r\nitems:\r\n  - name: \"Ü: 1\"\r\n    expanded: true\r\n    items:\r\n    - name: B # x\r\n      \
                href: api/b.md\r\n    - name: C\r\n      items:\r\n";
    assert_eq!(read(text), ("Ü: 1[B(api/b.md) C]".to_owned(), vec![]));
    assert_eq!(read("- name: A\n  href: a.md\n- {name: B}\n").0, "A(a.md) B");
    assert_eq!(read("").0, "");
}

#[test]
fn what_is_no_table_of_contents_is_reported() {
    assert_eq!(read("items: x"), (String::new(), vec!["G0121 x".to_owned()]));
    assert_eq!(read("text"), (String::new(), vec!["G0121 text".to_owned()]));
    assert_eq!(
        read("- name: A\n- href: b.md\n- c\n"),
        ("A".to_owned(), vec!["G0122 href: b.md".into(), "G0122 c".into()])
    );
    let (entries, found) = read("- name: A\n- name: \"B\n");
    assert_eq!((entries.as_str(), found.len()), ("", 1));
}
