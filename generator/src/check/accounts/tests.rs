//! Pages with known counts.

use super::{Accounts, accounts};
use crate::analysis::paths::Operations;
use crate::diagnostics::Code;
use crate::input::markdown::NodeKind;
use crate::pipeline::{self, Checked};
use crate::service::Service;
use crate::source::{FileKind, SourceFile, SourceMap};

fn sources(files: &[(&str, FileKind, &str)]) -> SourceMap {
    let file = |(path, kind, text): &(&str, FileKind, &str)| {
        SourceFile::new((*path).to_owned(), (*path).to_owned(), *kind, (*text).to_owned())
    };
    SourceMap::new(files.iter().map(file).collect())
}

fn of(sources: &SourceMap, checked: &Checked) -> Accounts {
    accounts(sources, &checked.topics, &checked.pages, &checked.diagnostics)
}

/// Counted, seen and joined nodes of a kind, on an API page.
fn numbers(text: &str, kind: NodeKind) -> (usize, usize, usize) {
    let sources = sources(&[("api/a.md", FileKind::Page, text)]);
    let accounts = of(&sources, &pipeline::check(&sources, &Service::default(), Operations::default()));
    assert!(accounts.agree(), "{text}\n{accounts}");
    let account = accounts.kinds[kind as usize];
    (account.counted, account.seen, account.joined)
}

#[test]
fn tabs_are_no_headings() {
    let text = "---\ntitle: a\n---\n# A\n## B\n# [HTTP](#tab/http)\n\n---\n\nC\n===\n";
    assert_eq!(numbers(text, NodeKind::Heading), (3, 3, 0));
}

#[test]
fn tables_that_gfm_refuses_count() {
    let text = "# A\n\n|a|b|\n|-|\n|1|2|\n|3|4|\n\n|a|b|\n|-|-|\n|1|2|\n";
    assert_eq!(numbers(text, NodeKind::Table), (2, 2, 0));
    assert_eq!(numbers(text, NodeKind::Row), (3, 3, 0));
}

#[test]
fn joined_lines_are_counted_apart() {
    let text = "# A\n\n|a|b|\n|-|-|\n|1|2\nmore|\n|3|4|\n";
    assert_eq!(numbers(text, NodeKind::Row), (3, 2, 1));
}

#[test]
fn code_holds_no_annotations_and_no_includes() {
    let annotation = "<!-- { \"blockType\": \"ignored\" } -->";
    let text = format!("# A\n\n{annotation}\n```\n<!-- {{ -->\n[!INCLUDE [a](b.md)]\n```\n\n<!-- uuid -->\n");
    assert_eq!(numbers(&text, NodeKind::Annotation), (1, 1, 0));
    assert_eq!(numbers(&text, NodeKind::Include), (0, 0, 0));
    assert_eq!(numbers(&text, NodeKind::CodeBlock), (1, 1, 0));
}

#[test]
fn lists_and_quotes_hold_what_pages_hold() {
    let text = "# A\n\n- b\n\n  |a|b|\n  |-|\n  |1|2|\n\n  [!INCLUDE [a](none.md)]\n\n> |a|b|\n> |-|-|\n> |1|[!INCLUDE [a](none.md)]|\n";
    assert_eq!(numbers(text, NodeKind::Table), (2, 2, 0));
    assert_eq!(numbers(text, NodeKind::Row), (2, 2, 0));
    assert_eq!(numbers(text, NodeKind::Include), (2, 2, 0));
}

#[test]
fn an_include_ends_before_the_next_one() {
    let text =
        "# A\n\n[!INCLUDE [a]b.md)]\n[!INCLUDE [a](c.md)]\n[!INCLUDE [a\n\n](d.md)\n\n[!NOTE] [!include[a](e.md)]\n";
    assert_eq!(numbers(text, NodeKind::Include), (2, 2, 0));
}

#[test]
fn annotations_count_wherever_they_stand() {
    let text =
        "# A\n\nText <!-- { \"blockType\": \"a\" } --> goes on.\n\n<p>\n<!-- { \"blockType\": \"b\" } -->\n</p>\n";
    assert_eq!(numbers(text, NodeKind::Annotation), (2, 2, 0));
}

#[test]
fn included_texts_count_where_they_are_included() {
    let page =
        "# A\n\n[!INCLUDE [a](../includes/b.md)]\n\n[!INCLUDE [a](../includes/b.md)]\n\n[!INCLUDE [a](none.md)]\n";
    let included = "## B\n\n[!INCLUDE [itself](b.md)]\n";
    let files = [("x/api/a.md", FileKind::Page, page), ("x/includes/b.md", FileKind::Include, included)];
    let sources = sources(&files);
    let accounts = of(&sources, &pipeline::check(&sources, &Service::default(), Operations::default()));
    assert!(accounts.agree(), "{accounts}");
    assert_eq!(accounts.kinds[NodeKind::Heading as usize].counted, 3);
    assert_eq!(accounts.kinds[NodeKind::Include as usize].reported, 3);
    assert_eq!(accounts.kinds[NodeKind::Include as usize].seen, 5);
}

#[test]
fn rows_of_an_included_file_count_in_place_of_its_line() {
    let include = |path: &str| format!("[!INCLUDE [a](../includes/{path}.md)]\n");
    let (rows, text, cell) = (include("rows"), include("text"), include("text").replace('\n', ""));
    let page = format!(
        "# A\n\n|a|b|\n|-|-|\n|1|2|\n{rows}{text}{rows}c|d|\n\n|a|b|\n|-|\n{rows}|1|2|\n\n- |a|b|\n  |-|-|\n  {rows}\n\n> |a|b|\n> |-|-|\n> {rows}\n\n{rows}"
    );
    let texts = [
        ("x/api/a.md", FileKind::Page, &*page),
        ("x/includes/rows.md", FileKind::Include, &*format!("---\na: b\n---\n|1|2|\r\n|3|{cell}|\r\n\r\n|5|\r\n")),
        ("x/includes/text.md", FileKind::Include, "Text | and `more`.\n"),
    ];
    let sources = sources(&texts);
    let accounts = of(&sources, &pipeline::check(&sources, &Service::default(), Operations::default()));
    assert!(accounts.agree(), "{accounts}");
}

#[test]
fn what_gets_lost_is_found() {
    let sources = sources(&[("api/a.md", FileKind::Page, "# A\n\n## B\n")]);
    let mut checked = pipeline::check(&sources, &Service::default(), Operations::default());
    checked.pages[0].dispositions.pop();
    let lost = of(&sources, &checked);
    assert_eq!(lost.wrong_pages, [("api/a.md".to_owned(), NodeKind::Heading)]);
    let mut checked = pipeline::check(&sources, &Service::default(), Operations::default());
    checked.topics[0].nodes.pop();
    checked.pages[0].dispositions.pop();
    assert!(!of(&sources, &checked).agree(), "a heading that the parser passes over is missed");
}

#[test]
fn includes_beyond_the_limit_are_reported() {
    let page = "# A\n\n[!INCLUDE [a](../includes/0.md)]\n\n[!INCLUDE [a](../includes/0.md)]\n";
    let mut texts: Vec<(String, FileKind, String)> = (0..30)
        .map(|idx| {
            let next = format!("[!INCLUDE [a]({}.md)]\n\n", idx + 1).repeat(2);
            (format!("x/includes/{idx}.md"), FileKind::Include, format!("Text.\n\n{next}"))
        })
        .collect();
    texts.push(("x/api/a.md".to_owned(), FileKind::Page, page.to_owned()));
    let files: Vec<(&str, FileKind, &str)> = texts.iter().map(|(path, kind, text)| (&**path, *kind, &**text)).collect();
    let sources = sources(&files);
    let checked = pipeline::check(&sources, &Service::default(), Operations::default());
    let accounts = of(&sources, &checked);
    assert!(accounts.agree(), "{accounts}");
    assert_eq!(checked.diagnostics.iter().filter(|it| it.code == Code::IncludeLimit).count(), 1);
}
