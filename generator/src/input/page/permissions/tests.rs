//! Permission tables of every shape.

use super::*;
use crate::input::markdown::{BlockKind, parse};
use crate::source::{FileId, FileKind, SourceFile};

fn read(table: &str) -> (String, Vec<Code>) {
    read_with(&Callers::default(), table)
}

fn read_with(labels: &Callers, table: &str) -> (String, Vec<Code>) {
    let text = format!("---\n---\n{table}");
    let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text);
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let topic = parse(&mut diagnostics, &sources, FileId(0));
    let mut res = Permissions::default();
    for block in &topic.blocks {
        if let BlockKind::Table(table) = &block.kind {
            assert!(permissions(&mut diagnostics, &sources, labels, table, &mut res, &mut Vec::new()));
        }
    }
    let shown = res.callers.iter().map(|(caller, names)| {
        let names: Vec<_> = names.iter().map(|it| it.value.as_str()).collect();
        format!("{caller:?}={}", names.join("+"))
    });
    let mixed = if res.is_mixed { " mixed" } else { "" };
    (shown.collect::<Vec<_>>().join(" ") + mixed, diagnostics.iter().map(|it| it.code).collect())
}

#[test]
fn shapes() {
    let least = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n";
    let most = least.replace("least to most", "most to least");
    let work = "|Delegated (work or school account)|";
    for (table, expected) in [
        (format!("{least}{work}A.Read, A.ReadWrite|\n|Application|Not supported.|\n"), "DelegatedWork=A.Read+A.ReadWrite Application="),
        (format!("{most}{work}A.ReadWrite, A.Read|\n"), "DelegatedWork=A.Read+A.ReadWrite"),
        (format!("{least}{work}A.Read* and B.Read<br/>or `C.Read`|\n"), "DelegatedWork=A.Read+B.Read+C.Read"),
        (
            "|Permission type|Least privileged permissions|Higher privileged permissions|\n|:--|:--|:--|\n|Application|A.Read|A.ReadWrite|\n"
                .to_owned(),
            "Application=A.Read+A.ReadWrite",
        ),
        (
            format!("{least}{work} |\n|&nbsp;&nbsp;**Apps**|A.Read|\n|&nbsp;&nbsp;**MAM**|B.Read|\n"),
            "DelegatedWork=A.Read+B.Read mixed",
        ),
        (
            "|Resource|Delegated (work or school account)|Application|\n|:--|:--|:--|\n|x|A.Read|Not supported|\n|y|B.Read|C.Read|\n".to_owned(),
            "DelegatedWork=A.Read+B.Read Application=C.Read mixed",
        ),
    ] {
        assert_eq!(read(&table), (expected.to_owned(), vec![]), "{table}");
    }
}

#[test]
fn placeholders_are_reported() {
    let table = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Application|**TODO: Determine scopes **|\n|Someone|A.Read|\n";
    assert_eq!(read(table).1, [Code::PermissionPlaceholder, Code::PermissionTable]);
}

#[test]
fn callers_have_the_labels_of_the_service() {
    let labels = Callers {
        delegated_work: Some("Member".to_owned()),
        delegated_personal: Some("Member of the public".to_owned()),
        application: None,
    };
    let table = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Member|Loan.Read|\n\
        |member of the Public|Book.Read|\n|Application|Loan.Read.All|\n|Robot|Book.Read|\n";
    let (shown, codes) = read_with(&labels, table);
    assert_eq!(shown, "DelegatedWork=Loan.Read DelegatedPersonal=Book.Read Application=Loan.Read.All");
    assert_eq!(codes, [Code::PermissionTable]);
    assert_eq!(read(table).0, "Application=Loan.Read.All");
}
