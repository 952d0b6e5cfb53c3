//! Permission tables of every shape.

use super::*;
use crate::input::markdown::{BlockKind, parse};
use crate::input::page::rows::header;
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
    let title = topic.blocks.iter().find_map(|it| match &it.kind {
        BlockKind::Heading(it) => of_heading(&it.text.value, it.text.span),
        _ => None,
    });
    for block in &topic.blocks {
        if let BlockKind::Table(table) = &block.kind {
            let (header, title) = (header(&sources, table), title.as_ref());
            assert!(permissions(&mut diagnostics, &sources, labels, table, &header, title, &mut res).is_some());
        }
    }
    res.settle();
    let shown = res.callers.iter().map(|(caller, all)| {
        let all: Vec<String> = all.iter().map(requirement).collect();
        format!("{caller:?}={}", all.join("; "))
    });
    (shown.collect::<Vec<_>>().join(" "), diagnostics.iter().map(|it| it.code).collect())
}

fn requirement(it: &Requirement) -> String {
    let subject = it.subject.as_ref().map(|it| format!("{}: ", it.value)).unwrap_or_default();
    let alternatives = it.alternatives.iter();
    let alternatives = alternatives.map(|it| it.names.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join("+"));
    subject + &alternatives.collect::<Vec<_>>().join(" ")
}

#[test]
fn shapes() {
    let least = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n";
    let most = least.replace("least to most", "most to least");
    let work = "|Delegated (work or school account)|";
    for (table, expected) in [
        (format!("{least}{work}A.Read, A.ReadWrite|\n|Application|Not supported.|\n"), "DelegatedWork=A.Read A.ReadWrite Application="),
        (format!("{most}{work}A.ReadWrite, A.Read|\n"), "DelegatedWork=A.Read A.ReadWrite"),
        (format!("{least}{work}A.Read* and B.Read<br/>or `C.Read`|\n"), "DelegatedWork=A.Read+B.Read C.Read"),
        (
            "|Permission type|Least privileged permissions|Higher privileged permissions|\n|:--|:--|:--|\n|Application|A.Read|A.ReadWrite|\n"
                .to_owned(),
            "Application=A.Read A.ReadWrite",
        ),
        (
            format!("{least}{work} |\n|&nbsp;&nbsp;**Apps**|A.Read|\n|&nbsp;&nbsp;**MAM**|B.Read|\n"),
            "DelegatedWork=Apps: A.Read; MAM: B.Read",
        ),
        (
            "|Resource|Delegated (work or school account)|Application|\n|:--|:--|:--|\n|x|A.Read|Not supported|\n|y|B.Read|C.Read|\n".to_owned(),
            "DelegatedWork=x: A.Read; y: B.Read Application=x: ; y: C.Read",
        ),
    ] {
        assert_eq!(read(&table), (expected.to_owned(), vec![]), "{table}");
    }
}

#[test]
fn cells() {
    let header = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Application|";
    for (cell, expected) in [
        ("A.Read and B.Read, C.Read", "A.Read+B.Read C.Read"),
        ("A.Read, B.Read, and C.Read", "A.Read B.Read C.Read"),
        ("A.Read and B.Read and C.Read or D.Read", "A.Read+B.Read+C.Read D.Read"),
        (
            "One from A.Read, B.Read plus either C.Read or D.Read",
            "A.Read+C.Read A.Read+D.Read B.Read+C.Read B.Read+D.Read",
        ),
        ("B.Read and A.Read, A.Read and B.Read", "B.Read+A.Read"),
        ("For user: A.Read, B.Read<br>For device: C.Read and D.Read", "user: A.Read B.Read; device: C.Read+D.Read"),
        (
            "For **user** or **chat** resource: Not supported.<br/><br/>For **channel** resource:<br />A.Read*",
            "user or chat: ; channel: A.Read",
        ),
        ("A.Read for a chat.</br>B.Read for a channel.", "chat: A.Read; channel: B.Read"),
        ("Least privileged: A.Read. See [x](y.md): B.Read", "A.Read B.Read"),
        ("A.Read </br>B.Read", "A.Read B.Read"),
    ] {
        assert_eq!(read(&format!("{header}{cell}|\n")), (format!("Application={expected}"), vec![]), "{cell}");
    }
}

#[test]
fn tables_have_subjects() {
    let header = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Application|";
    for (heading, expected) in [
        ("Permissions", "A.Read"),
        ("Permissions acting on self", "acting on self: A.Read"),
        ("Permissions for channel", "channel: A.Read"),
        ("For Cloud PC provider:", "Cloud PC provider: A.Read"),
        ("Permissions required", "A.Read"),
    ] {
        let table = format!("# {heading}\n\n{header}A.Read|\n");
        assert_eq!(read(&table), (format!("Application={expected}"), vec![]), "{heading}");
    }
    let columns = "|Permission type|Permissions acting on self (from least to most privileged)|Permissions acting on others (from least to most privileged)|\n|:--|:--|:--|\n|Application|A.Read|B.Read|\n";
    assert_eq!(read(columns).0, "Application=acting on self: A.Read; acting on others: B.Read");
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
