//! Names → ids. Unknown names are reported and treated as untyped JSON, so that the result is complete.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::model::{
    Fact, Model, NameMap, Namespaces, QualifiedName, ReferenceKind, Role, SourceKind, Sources, TypeDef, TypeId,
    Unresolved,
};
use crate::source::{SourceMap, Span};
use crate::spelling::{did_you_mean, only_word};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The number of unknown names that are compared with all others.
const MAX_COMPARED: usize = 500;

/// Resolves every name.
pub fn resolve(diagnostics: &mut Diagnostics, sources: &SourceMap, model: Model<Unresolved>) -> Model<TypeId> {
    let names = &Names::new(&model);
    let Model {
        service,
        version,
        namespaces,
        types,
        operations,
        pages,
        odata_operations,
        entries,
        permissions,
        sources: made_from,
    } = model;
    let mut from_types = Diagnostics::default();
    let mut of_types = Ctx::new(&mut from_types, sources, made_from, names);
    let mut ctx = Ctx::new(diagnostics, sources, made_from, names);
    let (types, (operations, odata_operations, entries)) = rayon::join(
        || types.into_iter().map(|it| it.try_map(&mut |kind, it| of_types.reference(kind, it))).collect(),
        || {
            let map = &mut |kind, it| ctx.reference(kind, it);
            let operations = operations.into_iter().map(|it| it.try_map(map)).collect();
            let odata_operations = odata_operations.into_iter().map(|it| it.try_map(map)).collect();
            (operations, odata_operations, entries.into_iter().filter_map(|it| it.try_map(map)).collect())
        },
    );
    diagnostics.extend(from_types);
    Model {
        service,
        version,
        namespaces,
        types,
        operations,
        pages,
        odata_operations,
        entries,
        permissions,
        sources: made_from,
    }
}

/// The names that are defined.
struct Names {
    ids: NameMap<TypeId>,
    namespaces: Namespaces,
    /// By [`TypeId`].
    spelled: Vec<QualifiedName>,
    /// The definitions on pages of types that no metadata declares, although metadata is exhaustive.
    undeclared: BTreeMap<TypeId, Span>,
    /// The types that a page or metadata defines.
    defined: Vec<TypeId>,
    /// The structured types among them whose names end with `Type`, by the name without it, in lower case.
    with_suffix: BTreeMap<String, TypeId>,
}

impl Names {
    fn new(model: &Model<Unresolved>) -> Names {
        let spelled: Vec<QualifiedName> = model.types.iter().map(|it| it.name.value.clone()).collect();
        let ids = spelled.iter().cloned().zip((0..).map(TypeId)).collect();
        let defined = || (0..).map(TypeId).zip(&model.types).filter(|(_, it)| it.role == Role::Definition);
        let is_undeclared = |it: &TypeDef<Unresolved>| it.provenance.declared(Fact::Types).is_none();
        let undeclared = defined().filter(|(_, it)| model.sources.declare(Fact::Types) && is_undeclared(it));
        let stem = |it: &TypeDef<Unresolved>| {
            it.structure().and(it.name.value.name.strip_suffix("Type")).map(str::to_lowercase)
        };
        Names {
            ids,
            namespaces: model.namespaces.clone(),
            undeclared: undeclared.map(|(id, it)| (id, it.name.span)).collect(),
            defined: defined().map(|(id, _)| id).collect(),
            with_suffix: defined().filter_map(|(id, it)| Some((stem(it)?, id))).collect(),
            spelled,
        }
    }

    fn find(&self, reference: &Unresolved) -> Option<TypeId> {
        self.namespaces.find(&self.ids, reference.to_name()).copied()
    }

    /// A suggestion for an unknown name: the same name in another namespace, else a similar one.
    fn suggestion(&self, unknown: &QualifiedName) -> Option<String> {
        let defined = self.defined.iter().map(|it| &self.spelled[it.0 as usize]);
        let alike = defined.clone().filter(|it| it.name.eq_ignore_ascii_case(&unknown.name));
        let alike: Vec<String> = alike.map(|it| format!("`{it}`")).collect();
        match alike[..] {
            [] => did_you_mean(&unknown.name, defined.map(|it| it.name.as_str())).or_else(|| {
                let id = self.with_suffix.get(&unknown.name.to_lowercase())?;
                Some(format!("did you mean `{}`?", self.spelled[id.0 as usize].name))
            }),
            _ => Some(format!("did you mean {}?", alike.join(" or "))),
        }
    }
}

/// How a reference to an unknown type is handled.
fn note(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Value => "treated as untyped JSON",
        ReferenceKind::Base => "the base type is ignored",
        ReferenceKind::Body => "the parameters are ignored",
        ReferenceKind::Entry => "the entry point is ignored",
    }
}

struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    /// The kinds of source that may define a type.
    made_from: Sources,
    names: &'a Names,
    /// The suggestions for unknown names so far. Iteration order is never observable.
    suggestions: HashMap<QualifiedName, Option<String>>,
    n_unknown: usize,
}

impl<'a> Ctx<'a> {
    fn new(diagnostics: &'a mut Diagnostics, sources: &'a SourceMap, made_from: Sources, names: &'a Names) -> Ctx<'a> {
        Ctx { diagnostics, sources, made_from, names, suggestions: HashMap::new(), n_unknown: 0 }
    }
}

impl Ctx<'_> {
    fn reference(&mut self, kind: ReferenceKind, reference: Unresolved) -> Option<TypeId> {
        let Some(id) = self.names.find(&reference) else {
            self.unknown(kind, &reference);
            return None;
        };
        let spelled = &self.names.spelled[id.0 as usize].name;
        let is_other = *spelled != reference.name.name;
        if is_other && self.sources[reference.span].contains(reference.name.name.as_str()) {
            self.other_case(&reference, id);
        }
        Some(id)
    }

    /// A name with other case than in the definition. The definition may be wrong if the metadata does not declare it.
    fn other_case(&mut self, reference: &Unresolved, id: TypeId) {
        let (written, spelled) = (&*reference.name.name, &*self.names.spelled[id.0 as usize].name);
        let message = format!("type `{written}` is spelled `{spelled}` in its definition");
        let report = Diagnostic::new(Code::TypeCase, reference.span, message).symbol(spelled);
        self.diagnostics.report(match self.names.undeclared.get(&id) {
            Some(definition) => report
                .also(*definition, "defined here")
                .note("the metadata declares neither name")
                .help("correct the name in the definition, and write it here"),
            None => {
                let report = report.help(format!("write `{spelled}`"));
                match only_word(&self.sources[reference.span], written) {
                    Some(it) => report.patch([Edit::replace(reference.span.part(it), spelled)]),
                    None => report,
                }
            }
        });
    }

    fn unknown(&mut self, kind: ReferenceKind, reference: &Unresolved) {
        let name = reference.name.name.as_str();
        let by: Vec<&str> = self.made_from.iter().filter(|it| it.has_types()).map(SourceKind::noun).collect();
        let message = format!("cannot find type `{name}` in any {}", by.join(" or "));
        let mut report = Diagnostic::new(Code::TypeUnknown, reference.span, message)
            .symbol(name)
            .label("unknown type")
            .note(note(kind));
        if self.n_unknown < MAX_COMPARED {
            let suggestion = self.suggestions.entry(reference.name.clone());
            report.help.clone_from(suggestion.or_insert_with(|| self.names.suggestion(&reference.name)));
        }
        self.n_unknown += 1;
        self.diagnostics.report(report);
    }
}
