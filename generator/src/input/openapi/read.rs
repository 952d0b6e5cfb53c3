//! Trees → the syntax tree of a description.

mod content;
mod document;
mod info;
mod object;
mod operation;
mod parameter;
mod paths;
mod reports;
mod resolve;
mod schema;
mod security;
mod trees;

use super::account::Uses;
use super::{Document, Targets, Version};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::json::Json;
use crate::source::{FileId, SourceMap, Span, Spanned};
use object::Object;
use reports::Counted;
use resolve::Resolver;
use std::collections::HashSet;
pub use trees::Trees;

/// Reads the description in a file and everything that it refers to. Returns nothing if the file is not OpenAPI of a
/// supported version, which is reported.
pub fn parse(diagnostics: &mut Diagnostics, trees: &Trees<'_>, file: FileId) -> Option<Document> {
    let root = trees.get(file)?;
    let version = version(diagnostics, trees.sources, root)?;
    let mut reader = Reader::new(trees, version.value);
    let mut res = document::document(&mut reader, root, version);
    while let Some((read, node)) = reader.queue.pop() {
        read(&mut reader, node);
    }
    paths::check(&mut reader, &res);
    reader.finish(diagnostics, &mut res, root);
    Some(res)
}

/// The version of OpenAPI that a file declares.
fn version(diagnostics: &mut Diagnostics, sources: &SourceMap, root: &Json) -> Option<Spanned<Version>> {
    let declared =
        |name: &str| root.value.get(name).map(|it| Spanned::new(sources[it.span].trim_matches(['"', '\'']), it.span));
    let report = |span: Span, message: &str| {
        Diagnostic::new(Code::DescriptionVersion, span, message)
            .label("expected `openapi: 3.0.x`, `3.1.x` or `3.2.x`")
            .note("the file is ignored")
    };
    if let Some(swagger) = declared("swagger") {
        let report = report(swagger.span, "Swagger 2.0 is not supported");
        diagnostics.report(report.help("convert the file to OpenAPI 3.0, for example with `npx swagger2openapi`"));
        return None;
    }
    let Some(found) = declared("openapi") else {
        diagnostics.report(report(sources.first_line(root.span), "this file declares no version of OpenAPI"));
        return None;
    };
    let is_of =
        |version: &str| found.value.strip_prefix(version).is_some_and(|it| it.is_empty() || it.starts_with(['.', '-']));
    let known = [("3.0", Version::V30), ("3.1", Version::V31), ("3.2", Version::V32)];
    let version = known.into_iter().find(|(it, _)| is_of(it)).map(|(_, it)| Spanned::new(it, found.span));
    if version.is_none() {
        diagnostics.report(report(found.span, &format!("unknown version `{}` of OpenAPI", found.value)));
    }
    version
}

/// What a reference refers to, and how it is read.
type Pending<'a> = (fn(&mut Reader<'a>, &'a Json), &'a Json);

/// The state while a description is read.
struct Reader<'a> {
    version: Version,
    resolver: Resolver<'a>,
    targets: Targets,
    /// Targets that have not been read yet.
    queue: Vec<Pending<'a>>,
    /// The kinds and places of targets that were queued. Iteration order is never observable.
    queued: HashSet<(&'static str, Span)>,
    uses: Uses,
    diagnostics: Diagnostics,
    counted: Counted,
    /// The number of schemas around the current one.
    depth: usize,
    n_operations: usize,
    n_schemas: usize,
    n_references: usize,
}

impl<'a> Reader<'a> {
    fn new(trees: &'a Trees<'a>, version: Version) -> Reader<'a> {
        Reader {
            version,
            resolver: Resolver::new(trees),
            targets: Targets::default(),
            queue: Vec::new(),
            queued: HashSet::new(),
            uses: Uses::default(),
            diagnostics: Diagnostics::default(),
            counted: Counted::default(),
            depth: 0,
            n_operations: 0,
            n_schemas: 0,
            n_references: 0,
        }
    }

    /// Opens an object of a kind. A value that is not an object is reported and treated as an empty one.
    fn object(&mut self, kind: &'static str, node: &'a Json) -> Object<'_, 'a> {
        let node = self.follow(node);
        Object::new(self, kind, node)
    }

    /// Completes the document, and moves the reports.
    fn finish(mut self, diagnostics: &mut Diagnostics, document: &mut Document, root: &'a Json) {
        self.counted.report(&mut self.diagnostics);
        let (read, trees) = self.resolver.finish(root);
        document.targets = self.targets;
        document.account = self.uses.account(&read, &trees);
        document.account.operations = self.n_operations;
        document.account.schemas = self.n_schemas;
        document.account.references = self.n_references;
        diagnostics.extend(self.diagnostics);
    }
}
