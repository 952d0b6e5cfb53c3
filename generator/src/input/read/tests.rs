//! Discovery of inputs.

use super::*;

/// The names and kinds of all inputs.
fn names(docs: &[PathBuf], csdl: &[PathBuf]) -> Vec<(String, FileKind)> {
    let sources = read(docs, csdl, &[]).expect("readable");
    sources.iter().map(|(_, it)| (it.name.clone(), it.kind)).collect()
}

#[test]
fn metadata_is_told_from_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    fs::create_dir_all(path("docs/api")).expect("writable");
    for (name, text) in [
        ("docs/api/a.md", "# A"),
        ("docs/b.CSDL", "anything"),
        ("docs/c.xml", "<edmx:Edmx/>"),
        ("docs/sitemap.xml", "<urlset/>"),
        ("docs/other.yml", "a: b"),
        ("docs/toc.yml", "items: []"),
        ("d", "<edmx:Edmx/>"),
        ("e.xml", "<edmx:Edmx/>"),
    ] {
        fs::write(path(name), text).expect("writable");
    }
    let page = ("api/a.md".to_owned(), FileKind::Page);
    let metadata = |name: &str| (name.to_owned(), FileKind::Metadata);
    let toc = ("toc.yml".to_owned(), FileKind::Toc);
    let docs = [path("docs")];
    assert_eq!(names(&docs, &[]), [page.clone(), metadata("b.CSDL"), metadata("c.xml"), toc.clone()]);
    // Explicitly named files are read once, with any name, and do not change the names of pages.
    let given = [path("d"), path("docs/api/../c.xml"), path("d")];
    assert_eq!(names(&docs, &given), [page, metadata("b.CSDL"), metadata("c.xml"), metadata("d"), toc]);
    assert_eq!(names(&[path("docs/sitemap.xml")], &[]), [metadata("sitemap.xml")]);
    assert_eq!(names(&[], &[path("e.xml")]), [metadata("e.xml")]);
    assert!(read(&[], &[path("nowhere.xml")], &[]).is_err_and(|it| it.path.ends_with("nowhere.xml")));
}
