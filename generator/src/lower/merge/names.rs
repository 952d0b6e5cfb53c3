//! The type of metadata that a page describes.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    ItemType, Member, Model, NameMap, Operation, Parameter, QualifiedName, Role, Structure, Type, TypeDef, TypeKind,
    Unresolved,
};
use crate::source::SourceMap;

/// A map from names in pages to names in metadata.
pub(super) struct Names(NameMap<QualifiedName>);

impl Names {
    /// Finds the declaration of every documented type: by its name, then without regard to case, then in another namespace.
    /// Each weaker step is reported.
    pub(super) fn new(
        diagnostics: &mut Diagnostics,
        sources: &SourceMap,
        docs: &Model<Unresolved>,
        metadata: &Model<Unresolved>,
    ) -> Names {
        let declared = Declared::new(metadata);
        let mut res = NameMap::default();
        let described = Described { sources, docs, names: Declared::new(docs) };
        for def in docs.types.iter().filter(|it| it.role == Role::Definition) {
            let Some((name, report)) = declared.find(def, &described) else { continue };
            diagnostics.report_all(report);
            if *name != def.name.value {
                res.insert(def.name.value.clone(), name.clone());
            }
        }
        Names(res)
    }

    /// Renames documented types, and references to them, to their declared names.
    pub(super) fn rename(&self, docs: &mut Model<Unresolved>) {
        for def in &mut docs.types {
            self.name(&mut def.name.value);
            if let TypeKind::Entity(it) | TypeKind::Complex(it) = &mut def.kind {
                self.structure(it);
            }
        }
        docs.operations.iter_mut().for_each(|it| self.operation(it));
    }

    fn name(&self, name: &mut QualifiedName) {
        if let Some(declared) = self.0.get(&name.namespace, &name.name) {
            *name = declared.clone();
        }
    }

    fn structure(&self, structure: &mut Structure<Unresolved>) {
        if let Some(base) = &mut structure.base {
            self.name(&mut base.name);
        }
        let tagged = structure.tag.iter_mut().flat_map(|it| &mut it.values);
        tagged.for_each(|(_, it)| self.name(&mut it.name));
        structure.properties.iter_mut().for_each(|it| self.ty(&mut it.ty));
    }

    fn operation(&self, operation: &mut Operation<Unresolved>) {
        let Operation { parameters, query, headers, body, response, .. } = operation;
        let parameters: [&mut Vec<Parameter<Unresolved>>; 3] = [parameters, query, headers];
        parameters.into_iter().flatten().for_each(|it| self.ty(&mut it.ty));
        body.iter_mut().chain(response).for_each(|it| self.ty(it));
    }

    fn ty(&self, ty: &mut Type<Unresolved>) {
        if let ItemType::Named(reference) = &mut ty.item {
            self.name(&mut reference.name);
        }
    }
}

/// The names of types that metadata declares.
struct Declared<'a>(NameMap<&'a TypeDef<Unresolved>, &'a QualifiedName>);

impl<'a> Declared<'a> {
    fn new(metadata: &'a Model<Unresolved>) -> Declared<'a> {
        let named = metadata.types.iter().filter(|it| it.role == Role::Definition);
        Declared(named.map(|it| (&it.name.value, it)).collect())
    }

    /// The declaration of a documented type. `described` are all documented types.
    fn find(
        &self,
        def: &TypeDef<Unresolved>,
        described: &Described<'_>,
    ) -> Option<(&'a QualifiedName, Option<Diagnostic>)> {
        let name = &def.name.value;
        if let Some(found) = self.0.get(&name.namespace, &name.name) {
            let is_spelled_alike = found.name.value == *name;
            return Some((&found.name.value, (!is_spelled_alike).then(|| described.other_case(def, found))));
        }
        let only = self.0.only(&name.name)?;
        Some((&only.name.value, Some(described.other_namespace(def, only))))
    }
}

/// All documented types.
struct Described<'a> {
    sources: &'a SourceMap,
    docs: &'a Model<Unresolved>,
    names: Declared<'a>,
}

impl Described<'_> {
    /// A type that is spelled with other case in metadata.
    fn other_case(&self, def: &TypeDef<Unresolved>, declared: &TypeDef<Unresolved>) -> Diagnostic {
        let (written, found) = (&def.name.value, &declared.name.value);
        let is_namespace = written.name == found.name;
        let text = |it: &QualifiedName| if is_namespace { it.to_string() } else { it.name.to_string() };
        let (name, spelled) = (text(written), text(found));
        let report =
            Diagnostic::new(Code::TypeCase, def.name.span, format!("the metadata spells `{name}` as `{spelled}`"))
                .also(declared.name.span, "declared here")
                .note("the spelling in the metadata is kept");
        if is_namespace { self.corrected(report, def, found) } else { report.help(format!("write `{spelled}`")) }
    }

    /// A type that is declared in another namespace.
    fn other_namespace(&self, def: &TypeDef<Unresolved>, declared: &TypeDef<Unresolved>) -> Diagnostic {
        let name = &declared.name.value;
        let message = format!("the metadata does not declare `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeNamespace, def.name.span, message)
            .also(declared.name.span, format!("`{name}` is declared here"))
            .note(format!("treated as a description of `{name}`"));
        match self.names.0.get(&name.namespace, &name.name) {
            None => self.corrected(report, def, name),
            Some(it) if is_copy(def, it) => {
                report.also(it.name.span, "also described here").help("delete this copy of the description")
            }
            Some(it) => report
                .also(it.name.span, "also described here")
                .help("delete this description if it is a copy, else correct its name"),
        }
    }

    /// Adds the correction of a namespace: where the page states it, unless the name was written with it.
    fn corrected(&self, mut report: Diagnostic, def: &TypeDef<Unresolved>, name: &QualifiedName) -> Diagnostic {
        let stated = self.docs.pages.get(&def.name.span.file).and_then(|it| it.namespace.as_ref());
        match stated {
            Some(it) if *it.value == *def.name.value.namespace && !self.sources[def.name.span].contains(&it.value) => {
                report.primary.span = it.span;
                report.help(format!("write `{}`", name.namespace))
            }
            _ => report.help(format!("write `{name}`")),
        }
    }
}

/// Whether two enums have the same members.
fn is_copy(a: &TypeDef<Unresolved>, b: &TypeDef<Unresolved>) -> bool {
    let (TypeKind::Enum(a), TypeKind::Enum(b)) = (&a.kind, &b.kind) else { return false };
    let has = |members: &[Member], name: &str| members.iter().any(|it| it.name.value == name);
    a.members.len() == b.members.len() && a.members.iter().all(|it| has(&b.members, &it.name.value))
}
