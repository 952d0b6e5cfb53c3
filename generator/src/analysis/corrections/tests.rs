//! Rules against a small description.

use super::PagingRule;
use crate::analysis::paths::{NextPage, PageEnd, Paging};
use crate::pipeline::{self, Checked, Rules, Settings};
use crate::service::Service;
use crate::source::{FileKind, SourceFile, SourceMap};
use serde::Deserialize;

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
        - { name: window, in: query, schema: { type: integer } }
      responses:
        "200":
          description: Books.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Page" }
components:
  schemas:
    Page:
      type: object
      properties:
        shelf: { type: array, items: { $ref: "#/components/schemas/Book" } }
        words: { type: array, items: { type: string } }
        info: { type: object, properties: { onward: { type: string }, rest: { type: boolean } } }
    Book: { type: object, properties: { isbn: { type: string } } }
"##;

#[derive(Deserialize)]
struct Rule {
    paging: Vec<PagingRule>,
}

/// The paging of the only call, or the problems, with the texts that they are about.
fn corrected(rule: &str) -> Result<Option<Paging>, Vec<String>> {
    let text = format!("[[paging]]\n{rule}\n");
    let rules: Rule = toml::from_str(&text).expect("a valid rule");
    let file = SourceFile::new("a.yaml".to_owned(), "a.yaml".to_owned(), FileKind::Description, DESCRIPTION.to_owned());
    let sources = SourceMap::new(vec![file]);
    let rules = Rules { areas: &[], paging: &rules.paging };
    let checked = pipeline::check_with(&sources, &Settings { rules, ..Settings::of(&Service::default()) });
    let Checked { paths, areas, .. } = checked;
    match &areas.problems[..] {
        [] => Ok(paths.places.iter().flat_map(|it| &it.calls).find_map(|it| it.paging.as_deref().cloned())),
        all => Err(all
            .iter()
            .map(|it| format!("{}: {}", text[it.at..].lines().next().unwrap_or_default(), it.message))
            .collect()),
    }
}

#[test]
fn paging_can_be_corrected() {
    assert_eq!(corrected("operations = []\nby = 'none'"), Ok(None));
    let rule = "operations = ['listBooks']\nby = 'cursor'\nitems = 'shelf'\nmember = 'info.onward'\nparameter = 'cursor'\n\
                flag = 'info.rest'";
    let paging = corrected(rule).expect("it matches").expect("it has pages");
    assert_eq!(paging.items, "shelf");
    let next = NextPage::Cursor("info.onward".to_owned(), "cursor".to_owned(), PageEnd::Flag("info.rest".to_owned()));
    assert_eq!(paging.next, next);
    let rule = "operations = ['GET /books']\nby = 'last-id'\nitems = 'shelf'\nmember = 'isbn'\nparameter = 'cursor'";
    let paging = corrected(rule).expect("it matches").expect("it has pages");
    assert_eq!(paging.next, NextPage::LastId("isbn".to_owned(), "cursor".to_owned(), PageEnd::Empty));
}

#[test]
fn what_does_not_match_is_an_error() {
    let cases = [
        (
            "operations = ['listBoks']\nby = 'link-header'",
            "no operation is named `listBoks`; did you mean `listBooks`?",
        ),
        ("operations = ['listBooks']\nby = 'link-header'", "name the member of `listBooks` with the items"),
        ("operations = ['listBooks']\nby = 'page'", "this kind of paging needs the key `parameter`"),
        (
            "operations = ['listBooks']\nby = 'offset'\nitems = 'shelf'\nparameter = 'windw'",
            "`listBooks` has no query parameter `windw`; did you mean `window`?",
        ),
        ("operations = ['listBooks']\nby = 'link-header'\nitems = 'shelve'", "`Page` has no member `shelve`"),
        ("operations = ['listBooks']\nby = 'link-header'\nitems = 'info'", "`info` is not a list"),
        ("operations = ['listBooks']\nby = 'link-header'\nitems = ''", "the response is not a list"),
        (
            "operations = ['listBooks']\nby = 'link'\nitems = 'shelf'\nmember = 'info.onwards'",
            "has no member `onwards`; did you mean `onward`?",
        ),
        (
            "operations = ['listBooks']\nby = 'last-id'\nitems = 'words'\nmember = 'isbn'\nparameter = 'cursr'",
            "has no query parameter `cursr`; did you mean `cursor`?",
        ),
        ("operations = ['listBooks']\nby = 'link-header'\nmember = 'info'", "this kind of paging has no `member`"),
        ("operations = ['listBooks']\nby = 'link-header'\nflag = 'info'", "this kind of paging has no other end"),
    ];
    for (rule, expected) in cases {
        let problems = corrected(rule).expect_err(rule);
        assert!(problems.len() == 1 && problems[0].contains(expected), "{problems:?}\nis not\n{expected}");
    }
}
