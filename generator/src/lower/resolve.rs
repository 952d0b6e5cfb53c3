//! Names → ids. Unknown names are reported and treated as untyped JSON, so that the result is complete.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, and_more};
use crate::input::markdown::inline;
use crate::model::{
    Fact, Model, NameMap, Namespaces, QualifiedName, ReferenceKind, Role, SourceKind, Sources, TypeDef, TypeId,
    Unresolved,
};
use crate::source::{FileKind, SourceMap, Span};
use crate::spelling::{did_you_mean, only_word};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
        servers,
        schemes,
        sources: made_from,
    } = model;
    let read = &Pages::default();
    let mut of_types = Ctx::new(sources, made_from, names, read);
    let mut ctx = Ctx::new(sources, made_from, names, read);
    let (types, (operations, odata_operations, entries)) = rayon::join(
        || types.into_iter().map(|it| it.try_map(&mut |kind, it| of_types.reference(kind, it))).collect(),
        || {
            let map = &mut |kind, it| ctx.reference(kind, it);
            let operations = operations.into_iter().map(|it| it.try_map(map)).collect();
            let odata_operations = odata_operations.into_iter().map(|it| it.try_map(map)).collect();
            (operations, odata_operations, entries.into_iter().filter_map(|it| it.try_map(map)).collect())
        },
    );
    report(diagnostics, made_from, [of_types, ctx]);
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
        servers,
        schemes,
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

/// The pages that were read, by their names without folders, in lower case. Few names are unknown: computed on first use.
/// Iteration order is never observable.
#[derive(Default)]
struct Pages(OnceLock<HashSet<String>>);

impl Pages {
    /// Whether a name is a link to a page that was not read.
    fn lack(&self, sources: &SourceMap, name: Span) -> bool {
        let path = inline::target_of(sources, name).and_then(|it| it.split(['#', '?']).next());
        let page = path.map(file_name).filter(|it| it.ends_with(".md"));
        page.is_some_and(|it| !self.all(sources).contains(&it))
    }

    fn all(&self, sources: &SourceMap) -> &HashSet<String> {
        self.0.get_or_init(|| {
            let pages = sources.iter().filter(|(_, it)| it.kind == FileKind::Page);
            pages.map(|(_, it)| file_name(&it.name)).collect()
        })
    }
}

/// The name of a file without its folder, in lower case.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}

/// Reports unknown names. If many are links to pages that were not read, only a part of the documentation was read: then
/// names without a similar one are one finding.
fn report(diagnostics: &mut Diagnostics, made_from: Sources, found: [Ctx<'_>; 2]) {
    let n_known: usize = found.iter().map(|it| it.n_known).sum();
    let n_unread: usize = found.iter().map(|it| it.n_unread).sum();
    let is_part = n_unread > 1 && n_unread * MOST_UNREAD > n_known && !made_from.declare(Fact::Types);
    let mut unread: Vec<Diagnostic> = Vec::new();
    for ctx in found {
        let (unknown, others): (Vec<_>, Vec<_>) =
            ctx.found.into_iter().partition(|it| is_part && it.code == Code::TypeUnknown && it.help.is_none());
        unread.extend(unknown);
        diagnostics.report_all(others);
    }
    unread.sort_by_key(|it| it.primary.span);
    let n_more = unread.len().saturating_sub(1);
    diagnostics.report_all(unread.into_iter().next().map(|it| Diagnostic {
        message: it.message.replace(" in any", &format!("{} in any", and_more(n_more))),
        ..it.help("check the whole documentation: pages that it links to were not read")
    }));
}

/// A tenth of all names can be links to missing pages.
const MOST_UNREAD: usize = 10;

struct Ctx<'a> {
    sources: &'a SourceMap,
    /// The kinds of source that may define a type.
    made_from: Sources,
    names: &'a Names,
    pages: &'a Pages,
    found: Vec<Diagnostic>,
    /// The suggestions for unknown names so far. Iteration order is never observable.
    suggestions: HashMap<QualifiedName, Option<String>>,
    n_known: usize,
    n_unknown: usize,
    /// The number of unknown names that are links to pages that were not read.
    n_unread: usize,
}

impl<'a> Ctx<'a> {
    fn new(sources: &'a SourceMap, made_from: Sources, names: &'a Names, pages: &'a Pages) -> Ctx<'a> {
        let (found, suggestions) = (Vec::new(), HashMap::new());
        Ctx { sources, made_from, names, pages, found, suggestions, n_known: 0, n_unknown: 0, n_unread: 0 }
    }

    fn reference(&mut self, kind: ReferenceKind, reference: Unresolved) -> Option<TypeId> {
        let Some(id) = self.names.find(&reference) else {
            self.unknown(kind, &reference);
            return None;
        };
        self.n_known += 1;
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
        self.found.push(match self.names.undeclared.get(&id) {
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
        self.n_unread += usize::from(self.pages.lack(self.sources, reference.span));
        self.found.push(report);
    }
}
