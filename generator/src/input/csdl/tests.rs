//! Well-formed and malformed metadata.

mod corpus;
mod malformed;
mod names;
mod tree;

use super::*;
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};

fn sources(text: &str) -> SourceMap {
    let name = "metadata.xml".to_owned();
    SourceMap::new(vec![SourceFile::new(name.clone(), name, FileKind::Metadata, text.to_owned())])
}

/// The tree, and `code text: message` of every report.
fn read(text: &str) -> (Document, Vec<String>) {
    let sources = sources(text);
    let mut diagnostics = Diagnostics::default();
    let document = parse(&mut diagnostics, &sources, FileId(0));
    let report = |it: &crate::diagnostics::Diagnostic| {
        format!("{} {}: {}", it.code.number(), &sources[it.primary.span], it.message)
    };
    (document, diagnostics.iter().map(report).collect())
}

/// A schema `a` (alias `self`) with this content.
fn schema(inner: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"a\" Alias=\"self\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{inner}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    )
}
