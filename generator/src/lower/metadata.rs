//! Metadata → the model that the service declares.

mod annotations;
mod capabilities;
mod contradictions;
mod odata_operations;
mod types;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::{self, Document, Schema, TypeRef};
use crate::lower::namespaces;
use crate::model::{
    Entry, ItemType, Model, ODataOperation, Primitive, Provenance, QualifiedName, SourceKind, SourceModel, Sources,
    Type, TypeDef, TypeKind, Unresolved,
};
use crate::service::Service;
use crate::source::Spanned;
use annotations::Annotations;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Lowers all documents of metadata of one API version.
pub(super) fn lower(diagnostics: &mut Diagnostics, documents: &[Document]) -> SourceModel {
    let mut ctx = Ctx {
        diagnostics,
        annotations: Annotations::new(documents),
        underlying: underlying(documents),
        types: HashMap::new(),
        odata_operations: Vec::new(),
        entries: BTreeMap::new(),
    };
    for document in documents {
        for schema in &document.schemas {
            let at = At { document, schema };
            types::lower(&mut ctx, at);
            odata_operations::lower(&mut ctx, at);
            odata_operations::entries(&mut ctx, at);
        }
    }
    contradictions::check(&mut ctx, documents);
    odata_operations::add_bodies(&mut ctx);
    let odata_operations = ctx.odata_operations;
    let mut types: Vec<_> = ctx.types.into_values().collect();
    // Definitions are large: their names are sorted instead.
    types.sort_by_cached_key(|it| it.name.value.clone());
    let entries: Vec<_> = ctx.entries.into_values().collect();
    // Without declarations, or if some of them could not be read, metadata is not exhaustive.
    let is_exhaustive = !(types.is_empty() && entries.is_empty()) && documents.iter().all(|it| it.is_usable);
    let sources = if is_exhaustive { Sources::only(SourceKind::Csdl) } else { Sources::default() };
    let namespaces = namespaces::of_documents(documents, &types);
    let model = Model {
        service: Service::default(),
        version: String::new(),
        namespaces,
        types,
        operations: Vec::new(),
        pages: BTreeMap::new(),
        odata_operations,
        entries,
        permissions: Vec::new(),
        servers: Vec::new(),
        schemes: Vec::new(),
        sources,
    };
    SourceModel { kind: SourceKind::Csdl, model, statements: None }
}

/// The state of lowering.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    annotations: Annotations<'a>,
    /// Type definitions, and the types that replace them in the model.
    underlying: BTreeMap<QualifiedName, Primitive>,
    types: HashMap<QualifiedName, TypeDef<Unresolved>>,
    odata_operations: Vec<ODataOperation<Unresolved>>,
    entries: BTreeMap<String, Entry<Unresolved>>,
}

/// The document of a name: aliases depend on it.
#[derive(Clone, Copy)]
struct At<'a> {
    document: &'a Document,
    schema: &'a Schema,
}

impl At<'_> {
    /// A name that the schema defines.
    fn define(self, name: &str) -> QualifiedName {
        QualifiedName { namespace: self.schema.namespace.value.as_str().into(), name: name.into() }
    }

    /// A name that the schema uses; in the schema's namespace if it has none.
    fn qualified(self, name: &str) -> QualifiedName {
        self.document.qualified(self.schema, name).unwrap_or_else(|| self.define(name))
    }

    fn reference(self, name: &Spanned<String>) -> Unresolved {
        Unresolved { name: self.qualified(&name.value), is_qualified: true, span: name.span }
    }
}

impl Ctx<'_> {
    /// Adds a definition, unless the name is taken.
    fn define(&mut self, def: TypeDef<Unresolved>) {
        if let Some(old) = self.types.get(&def.name.value) {
            let report = Diagnostic::new(
                Code::MetadataDuplicate,
                def.name.span,
                format!("duplicate declaration of `{}`", def.name.value),
            )
            .also(old.name.span, "first declared here")
            .note("the second declaration is ignored");
            self.diagnostics.report(report);
            return;
        }
        self.types.insert(def.name.value.clone(), def);
    }

    /// Remembers that the inherited members of a type are unknown.
    fn lose_members(&mut self, name: &QualifiedName) {
        if let Some(TypeKind::Entity(it) | TypeKind::Complex(it)) = self.types.get_mut(name).map(|it| &mut it.kind) {
            it.is_partial = true;
        }
    }

    /// A use of a type.
    fn ty(&self, at: At<'_>, ty: &TypeRef, is_nullable: Option<bool>) -> Type<Unresolved> {
        let item = match csdl::primitive(&ty.name.value) {
            Some(primitive) => ItemType::Primitive(primitive),
            None => {
                let reference = at.reference(&ty.name);
                let underlying = self.underlying.get(&reference.name).copied();
                underlying.map_or(ItemType::Named(reference), ItemType::Primitive)
            }
        };
        Type { item, is_collection: ty.is_collection, is_nullable }
    }
}

/// Type definitions are replaced by their primitive types (CSDL, 11). An open or empty complex type named `Json` is
/// replaced by untyped JSON.
fn underlying(documents: &[Document]) -> BTreeMap<QualifiedName, Primitive> {
    let mut res = BTreeMap::new();
    for document in documents {
        for schema in &document.schemas {
            let at = At { document, schema };
            for it in &schema.type_definitions {
                let primitive = csdl::primitive(&it.underlying.value).unwrap_or(Primitive::Untyped);
                res.insert(at.define(&it.name.value), primitive);
            }
            let is_json = |it: &&csdl::schema::StructuredType| {
                it.name.value.eq_ignore_ascii_case("json") && it.properties.is_empty() && it.base.is_none()
            };
            for it in schema.complex_types.iter().filter(is_json) {
                res.insert(at.define(&it.name.value), Primitive::Untyped);
            }
        }
    }
    res
}

/// The provenance of a fact that metadata declares at the place of `name`.
fn declared(name: &Spanned<String>) -> Provenance {
    Provenance::new(SourceKind::Csdl, name.span)
}
