//! OpenAPI descriptions → the model that they describe.
//!
//! Schemas of objects, enums and unions become types; those of scalars, lists and maps are replaced by what they stand
//! for. Named schemas keep their names; others are named after their place.

mod constraints;
mod contents;
mod docs;
mod enums;
mod inputs;
mod names;
mod objects;
mod operations;
mod samples;
mod schemas;
mod schemes;
mod servers;
mod shape;
mod unions;
mod urls;
mod variants;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::openapi::{Document, Schema, Target};
use crate::model::{Model, Namespaces, QualifiedName, SourceKind, SourceModel, Sources, Type, TypeDef, Unresolved};
use crate::service::Service;
use crate::source::{Span, Spanned};
use names::Names;
pub(crate) use servers::of_document as servers;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Lowers all descriptions of one API.
pub(super) fn lower(diagnostics: &mut Diagnostics, documents: &[Document]) -> SourceModel {
    let (mut types, mut operations, mut names) = (BTreeMap::new(), Vec::new(), Names::default());
    for document in documents {
        let mut ctx = Ctx::new(diagnostics, document, &mut names);
        let all = operations::lower(&mut ctx);
        ctx.define_open();
        types.append(&mut ctx.types);
        operations.extend(all);
    }
    let sources = if documents.is_empty() { Sources::default() } else { Sources::only(SourceKind::OpenApi) };
    let model = Model {
        service: Service::default(),
        version: String::new(),
        namespaces: Namespaces::default(),
        types: types.into_values().collect(),
        operations,
        pages: BTreeMap::new(),
        odata_operations: Vec::new(),
        entries: Vec::new(),
        permissions: Vec::new(),
        servers: documents.first().map(servers).unwrap_or_default(),
        schemes: documents.iter().flat_map(schemes::of_document).collect(),
        sources,
    };
    SourceModel { kind: SourceKind::OpenApi, model, statements: None }
}

/// The state of lowering one description.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    document: &'a Document,
    /// The names of types, which are unique in all descriptions.
    names: &'a mut Names,
    /// The names of the schemas that references refer to.
    named: BTreeMap<Target, Spanned<String>>,
    /// The types of the schemas that references refer to.
    uses: BTreeMap<Target, Type<Unresolved>>,
    /// The schemas whose types are being determined.
    active: BTreeSet<Target>,
    /// The definitions that are not lowered yet: a queue, because schemas may be recursive.
    open: VecDeque<(Spanned<String>, &'a Schema)>,
    /// The types of parameters, bodies and responses that operations share, by place.
    parts: BTreeMap<Span, Type<Unresolved>>,
    types: BTreeMap<QualifiedName, TypeDef<Unresolved>>,
}

impl<'a> Ctx<'a> {
    fn new(diagnostics: &'a mut Diagnostics, document: &'a Document, names: &'a mut Names) -> Ctx<'a> {
        let named = names::components(document, names);
        let mut res = Ctx {
            diagnostics,
            document,
            names,
            named,
            uses: BTreeMap::new(),
            active: BTreeSet::new(),
            open: VecDeque::new(),
            parts: BTreeMap::new(),
            types: BTreeMap::new(),
        };
        // Components are types even if nothing refers to them.
        for (_, target) in &document.components.schemas {
            res.target(*target);
        }
        res
    }

    /// Reports a part of the description that generated code does not support.
    fn unsupported(&mut self, span: Span, symbol: &str, message: String, note: &str) {
        self.diagnostics
            .report(Diagnostic::new(Code::DescriptionUnsupported, span, message).symbol(symbol).note(note.to_owned()));
    }
}

/// A reference to a type of the model.
fn reference(name: &Spanned<String>) -> Unresolved {
    Unresolved { name: qualified(&name.value), is_qualified: true, span: name.span }
}

/// The name of a type. OpenAPI has no namespaces.
fn qualified(name: &str) -> QualifiedName {
    QualifiedName { namespace: "".into(), name: name.into() }
}
