//! Pages and their syntax trees.

use super::*;
use crate::source::{FileKind, SourceFile};

fn parse_text(text: &str) -> (SourceMap, Topic, Diagnostics) {
    let file = SourceFile::new("api/a.md".to_owned(), "api/a.md".to_owned(), FileKind::Page, text.to_owned());
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let topic = parse(&mut diagnostics, &sources, FileId(0));
    (sources, topic, diagnostics)
}

fn kinds(topic: &Topic) -> Vec<&'static str> {
    let name = |block: &Block| match &block.kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::List => "list",
        BlockKind::Quote => "quote",
        BlockKind::Html => "html",
        BlockKind::Table(_) => "table",
        BlockKind::Code(_) => "code",
        BlockKind::Annotation(..) => "annotation",
        BlockKind::Comment => "comment",
        BlockKind::Include(_) => "include",
        BlockKind::Tab(_) => "tab",
        BlockKind::Rule => "rule",
        BlockKind::Definition => "definition",
    };
    topic.blocks.iter().map(name).collect()
}

fn table_texts(sources: &SourceMap, topic: &Topic) -> Vec<Vec<String>> {
    let table = topic.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let rows = table.map_or(&[][..], |it| &it.rows);
    rows.iter().map(|row| row.cells.iter().map(|it| sources[it.span].to_owned()).collect()).collect()
}

#[test]
fn front_matter_and_line_ends() {
    let (sources, topic, diagnostics) =
        parse_text("\u{feff}---\r\ntitle: \"A: b\"\r\ndoc_type: 'x'\r\n---\r\n\r\n# A\r\n\r\ntext\r\n");
    let get = |key| topic.front_matter.as_ref().and_then(|it| it.get(&sources, key));
    assert_eq!((get("title"), get("doc_type"), get("author")), (Some("A: b"), Some("x"), None));
    assert_eq!(kinds(&topic), ["heading", "paragraph"]);
    assert!(diagnostics.is_empty());
}

#[test]
fn rows_are_repaired() {
    let text = "---\n---\n|A|B|\n|:--|:--|\n|x|one\ntwo|\n|y\n|`a|b`|c|\n|p|q|r|\n|**Part**| |\n";
    let (sources, topic, diagnostics) = parse_text(text);
    let rows = table_texts(&sources, &topic);
    assert_eq!(
        rows,
        [vec!["x", "one\ntwo"], vec!["y", ""], vec!["`a|b`", "c"], vec!["p", "q|r"], vec!["**Part**", ""]]
    );
    let codes: Vec<Code> = diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::RowBroken, Code::RowCells, Code::RowCells]);
}

#[test]
fn a_table_that_gfm_refuses() {
    let (sources, topic, diagnostics) = parse_text("---\n---\n|A|B|\n|:--|\n|x|y|\n");
    assert_eq!(table_texts(&sources, &topic), [["x", "y"]]);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::TableDelimiter]);
}

#[test]
fn tabs_are_no_headings() {
    let text = "---\n---\n# A\n# [HTTP](#tab/http)\n```http\nGET /x\n```\n# [C#](#tab/csharp)\n[!INCLUDE [a](../includes/snippets/x.md)]\n\n---\n## B\n";
    let (_, topic, diagnostics) = parse_text(text);
    assert_eq!(kinds(&topic), ["heading", "tab", "code", "tab", "include", "rule", "heading"]);
    assert_eq!(topic.prose.len(), 1);
    assert!(diagnostics.is_empty());
}

#[test]
fn lists_hold_tables_and_code() {
    let text = "---\n---\n- a\n\n  ```json\n  {}\n  ```\n\n  |A|B|\n  |--|--|\n  |x|y|\n";
    let (sources, topic, _) = parse_text(text);
    assert_eq!(kinds(&topic), ["list", "code", "table"]);
    assert_eq!(table_texts(&sources, &topic), [["x", "y"]]);
}

#[test]
fn an_included_file_that_is_missing() {
    let (_, topic, diagnostics) = parse_text("---\n---\n[!INCLUDE [a](../includes/x.md)]\n");
    assert_eq!(kinds(&topic), ["include"]);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::IncludeMissing]);
}
