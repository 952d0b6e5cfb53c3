//! Start and end tags → a tree. Tracks open elements and bound namespaces.

use super::Element;
use super::attributes::{Problem, StartTag};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span, Spanned};

/// Deeper elements are an error, to prevent a stack overflow. Real metadata has a depth of twelve.
const MAX_DEPTH: usize = 100;

/// The beginning of the namespaces of OData 1 to 3.
const V3: &str = "http://schemas.microsoft.com/ado/";

/// What a namespace contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Namespace {
    /// CSDL of OData 4.
    V4,
    /// CSDL of OData 1 to 3.
    V3,
    Other,
}

impl Namespace {
    fn new(uri: &str) -> Namespace {
        match uri {
            _ if uri.starts_with("http://docs.oasis-open.org/odata/ns/edm") => Namespace::V4,
            _ if uri.starts_with(V3) => Namespace::V3,
            _ => Namespace::Other,
        }
    }
}

/// An open element.
#[derive(Debug)]
struct Open<'a> {
    element: Element<'a>,
    /// The name with prefix, which the end tag must repeat.
    raw_name: &'a str,
    /// Whether it is in a namespace of CSDL.
    is_csdl: bool,
    /// The number of bindings outside of it.
    n_bindings: usize,
}

/// The tree so far.
#[derive(Debug)]
pub(super) struct Tags<'a> {
    sources: &'a SourceMap,
    open: Vec<Open<'a>>,
    /// `xmlns:prefix="uri"`, innermost last. The prefix of `xmlns="uri"` is empty.
    bindings: Vec<(&'a str, Namespace)>,
    /// Whether a missing namespace was reported.
    is_unbound_reported: bool,
    /// Top-level elements.
    pub(super) roots: Vec<Element<'a>>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Tags<'a> {
        let bindings = Vec::new();
        Tags { sources, open: Vec::new(), bindings, is_unbound_reported: false, roots: Vec::new() }
    }

    /// Opens an element. `span` is its start tag.
    pub(super) fn start(
        &mut self,
        diagnostics: &mut Diagnostics,
        mut tag: StartTag<'a>,
        span: Span,
    ) -> Result<(), Problem> {
        if self.open.is_empty() && !self.roots.is_empty() {
            return Err(Diagnostic::new(Code::MetadataMalformed, span, "a second root element").into());
        }
        let (prefix, name) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let n_bindings = self.bindings.len();
        for attribute in &tag.attributes {
            let prefix = attribute.name.strip_prefix("xmlns").and_then(|it| match it {
                "" => Some(""),
                it => it.strip_prefix(':'),
            });
            self.bindings.extend(prefix.map(|it| (it, Namespace::new(&attribute.value))));
        }
        tag.attributes.retain(|it| it.name != "xmlns" && !it.name.contains(':'));
        let name_start = tag.name.len() - name.len();
        let name_span = tag.name_span.part(name_start..tag.name.len());
        let is_csdl = self.is_csdl(diagnostics, prefix, name, tag.name_span);
        let element = Element {
            name,
            name_span,
            span,
            attributes: tag.attributes,
            children: Vec::new(),
            text: None,
            is_of_v3: self.namespace(prefix) == Some(Namespace::V3),
        };
        self.open.push(Open { element, raw_name: tag.name, is_csdl, n_bindings });
        if self.open.len() > MAX_DEPTH {
            let report = Diagnostic::new(Code::MetadataMalformed, span, "elements are nested too deeply");
            return Err(report.label(format!("the limit is {MAX_DEPTH}")).into());
        }
        Ok(())
    }

    /// The namespace of a prefix.
    fn namespace(&self, prefix: &str) -> Option<Namespace> {
        self.bindings.iter().rev().find(|(it, _)| *it == prefix).map(|(_, it)| *it)
    }

    /// Whether the namespace of a prefix is one of CSDL's two, in any version. A missing namespace is treated as CSDL's.
    fn is_csdl(&mut self, diagnostics: &mut Diagnostics, prefix: &str, name: &str, span: Span) -> bool {
        if let Some(namespace) = self.namespace(prefix) {
            return namespace != Namespace::Other;
        }
        let is_within_csdl = match self.open.last() {
            Some(parent) => parent.is_csdl,
            None => matches!(name, "Edmx" | "DataServices" | "Schema"),
        };
        if is_within_csdl && !self.is_unbound_reported {
            self.is_unbound_reported = true;
            let message = format!("`{}` has no XML namespace", &self.sources[span]);
            let report = Diagnostic::new(Code::MetadataMissing, span, message)
                .note("elements without a namespace are treated as CSDL")
                .help("add `xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"` to `Schema`");
            diagnostics.report(report);
        }
        is_within_csdl
    }

    /// Whether the innermost element has text.
    pub(super) fn is_in_text(&self) -> bool {
        self.open.last().is_some_and(|it| it.element.text.is_some())
    }

    /// Text of the innermost element.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let Some(open) = self.open.last_mut() else { return };
        match &mut open.element.text {
            // Text among elements is an error; the first piece is enough to report it.
            Some(_) if !open.element.children.is_empty() => {}
            Some(it) => {
                it.value.push_str(text);
                it.span = it.span.to(span);
            }
            None if text.trim().is_empty() => {}
            None => open.element.text = Some(Spanned::new(text.to_owned(), span)),
        }
    }

    /// An end tag.
    pub(super) fn end(&mut self, raw_name: &str, span: Span) -> Result<(), Problem> {
        let Some(idx) = self.open.iter().rposition(|it| it.raw_name == raw_name) else {
            let message = format!("unexpected end tag `</{raw_name}>`");
            return Err(Diagnostic::new(Code::MetadataMalformed, span, message).into());
        };
        if let Some(open) = self.open.get(idx + 1) {
            let message = format!("missing end tag of `{}`", open.raw_name);
            let report = Diagnostic::new(Code::MetadataMalformed, open.element.span, message);
            return Err(report.also(span, "the enclosing element ends here").into());
        }
        self.close();
        Ok(())
    }

    /// The end of the file.
    pub(super) fn finish(&self, span: Span) -> Result<(), Problem> {
        let Some(open) = self.open.last() else { return Ok(()) };
        let message = format!("the file ends within `{}`", open.raw_name);
        let report = Diagnostic::new(Code::MetadataMalformed, span, message).label("unexpected end of file");
        Err(report.also(open.element.span, "this element is not closed").help("download the file again").into())
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.bindings.truncate(open.n_bindings);
        if !open.is_csdl {
            return;
        }
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(open.element),
            None => self.roots.push(open.element),
        }
    }
}
