//! Which type of metadata a page means.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    ItemType, Model, Operation, Parameter, QualifiedName, Role, Structure, Type, TypeDef, TypeKind, Unresolved,
};
use std::collections::HashMap;

/// By the name that pages use, in lower case: the name that metadata declares. Only looked up in.
pub(super) struct Names(HashMap<QualifiedName, QualifiedName>);

impl Names {
    /// Finds the declaration of every documented type: by its name, then without regard to case, then in another namespace.
    /// Each weaker step is reported.
    pub(super) fn new(diagnostics: &mut Diagnostics, docs: &Model<Unresolved>, metadata: &Model<Unresolved>) -> Names {
        let declared = Declared::new(metadata);
        let mut res = HashMap::new();
        for def in docs.types.iter().filter(|it| it.role == Role::Definition) {
            let Some((name, report)) = declared.find(def) else { continue };
            diagnostics.report_all(report);
            if *name != def.name.value {
                res.insert(def.name.value.to_lowercase(), name.clone());
            }
        }
        Names(res)
    }

    /// Gives documented types, and what refers to them, their declared names.
    pub(super) fn rename(&self, docs: &mut Model<Unresolved>) {
        if self.0.is_empty() {
            return;
        }
        for def in &mut docs.types {
            self.name(&mut def.name.value);
            if let TypeKind::Entity(it) | TypeKind::Complex(it) = &mut def.kind {
                self.structure(it);
            }
        }
        docs.operations.iter_mut().for_each(|it| self.operation(it));
    }

    fn name(&self, name: &mut QualifiedName) {
        if let Some(declared) = self.0.get(&name.to_lowercase()) {
            *name = declared.clone();
        }
    }

    fn structure(&self, structure: &mut Structure<Unresolved>) {
        if let Some(base) = &mut structure.base {
            self.name(&mut base.name);
        }
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

/// The names that metadata declares.
struct Declared<'a> {
    exact: HashMap<&'a QualifiedName, &'a TypeDef<Unresolved>>,
    /// By name in lower case.
    folded: HashMap<QualifiedName, &'a TypeDef<Unresolved>>,
    /// By the last part of the name in lower case.
    short: HashMap<String, Vec<&'a TypeDef<Unresolved>>>,
}

impl<'a> Declared<'a> {
    fn new(metadata: &'a Model<Unresolved>) -> Declared<'a> {
        let mut res = Declared { exact: HashMap::new(), folded: HashMap::new(), short: HashMap::new() };
        for def in metadata.types.iter().filter(|it| it.role == Role::Definition) {
            let name = &def.name.value;
            res.exact.insert(name, def);
            res.folded.insert(name.to_lowercase(), def);
            res.short.entry(name.name.to_lowercase()).or_default().push(def);
        }
        res
    }

    fn find(&self, def: &TypeDef<Unresolved>) -> Option<(&'a QualifiedName, Option<Diagnostic>)> {
        let name = &def.name.value;
        if let Some(found) = self.exact.get(name) {
            return Some((&found.name.value, None));
        }
        if let Some(found) = self.folded.get(&name.to_lowercase()) {
            return Some((&found.name.value, Some(other_case(def, found))));
        }
        match self.short.get(&name.name.to_lowercase()).map(|it| &it[..]) {
            Some([only]) => Some((&only.name.value, Some(other_namespace(def, only)))),
            _ => None,
        }
    }
}

fn other_case(def: &TypeDef<Unresolved>, declared: &TypeDef<Unresolved>) -> Diagnostic {
    let (name, spelled) = (&def.name.value.name, &declared.name.value.name);
    Diagnostic::new(Code::TypeCase, def.name.span, format!("the metadata spells `{name}` as `{spelled}`"))
        .also(declared.name.span, "declared here")
        .note("the name of the metadata is used")
        .help(format!("write `{spelled}`"))
}

fn other_namespace(def: &TypeDef<Unresolved>, declared: &TypeDef<Unresolved>) -> Diagnostic {
    let message = format!("the metadata declares no `{}`", def.name.value);
    Diagnostic::new(Code::TypeNamespace, def.name.span, message)
        .also(declared.name.span, format!("`{}` is declared here", declared.name.value))
        .note("the page is taken to describe that type")
        .help(format!("write `{}`", declared.name.value))
}
