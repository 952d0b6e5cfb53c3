//! Query options of pages that the metadata states not to be supported (OData Capabilities vocabulary).

use crate::analysis::paths::{Found, Paths, PlaceId, PlaceKind, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::http::{Method, Segment};
use crate::model::{Capabilities, Capability, Index, Operation, OperationId, TypeId};
use crate::source::Span;
use std::collections::BTreeSet;

/// The options that annotations are about.
const OPTIONS: [(&str, Capability); 8] = [
    ("$count", Capability::Count),
    ("$expand", Capability::Expand),
    ("$filter", Capability::Filter),
    ("$orderby", Capability::Sort),
    ("$search", Capability::Search),
    ("$select", Capability::Select),
    ("$skip", Capability::Skip),
    ("$top", Capability::Top),
];

/// Reports each option of a page once, if the metadata excludes it for all of its GET requests.
pub(super) fn check(diagnostics: &mut Diagnostics, index: &Index<'_>, paths: &Paths) {
    for (operation, id) in index.model.operations.iter().zip((0..).map(OperationId)) {
        let used = used(operation);
        if used.is_empty() {
            continue;
        }
        let Some(targets) = targets(index, paths, id, operation) else { continue };
        let mut reported = BTreeSet::new();
        for (name, value, span) in used {
            if !reported.contains(name)
                && let Some(report) = finding(&targets, name, value, span)
            {
                reported.insert(name);
                diagnostics.report(report.symbol(&operation.title.value));
            }
        }
    }
}

/// The options of OData that a page uses: the name in lower case, the value, and the place.
fn used(operation: &Operation<TypeId>) -> Vec<(&'static str, &str, Span)> {
    let is_get = |it: Method| it == Method::Get;
    let lines = operation.requests.iter().filter(|it| is_get(it.method));
    let lines = lines.flat_map(|it| it.url.value.query.iter().map(|(name, value)| (&**name, &**value, it.url.span)));
    let rows = operation.query.iter().map(|it| (&*it.name.value, "", it.name.span));
    let examples = operation.example_requests().filter(|it| !it.is_ignored && is_get(it.method.value));
    let examples =
        examples.flat_map(|it| it.template.query.iter().map(|(name, value)| (&**name, &**value, it.url.span)));
    let known = |(name, value, span): (&str, _, _)| {
        let (known, _) = OPTIONS.iter().find(|(it, _)| it.eq_ignore_ascii_case(name))?;
        Some((*known, value, span))
    };
    lines.chain(rows).chain(examples).filter_map(known).collect()
}

/// What a URL addresses.
struct Target<'a> {
    name: &'a str,
    declared: Option<Span>,
    /// The statements that apply, the most precise first: about the relation or the entry point, and about the type.
    stated: Vec<&'a Capabilities>,
}

impl Target<'_> {
    /// Whether an option is excluded: as a whole, or for a property in its value.
    fn excludes(&self, capability: Capability, value: &str) -> bool {
        let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
        let is_excepted = |it: &Capabilities| {
            let mut words = value.split(|it| !is_word(it)).filter(|it| !it.is_empty());
            words.any(|word| it.excepts(capability, word))
        };
        let whole = self.stated.iter().find_map(|it| it.supports(capability));
        whole == Some(false) || self.stated.iter().any(|it| is_excepted(it))
    }
}

/// The targets of all GET requests of a page. `None` if one of them is not declared, or is a call.
fn targets<'a>(
    index: &Index<'a>,
    paths: &'a Paths,
    id: OperationId,
    operation: &Operation<TypeId>,
) -> Option<Vec<Target<'a>>> {
    let lines = (0..).zip(&operation.requests).filter(|(_, it)| it.method == Method::Get);
    let targets: Option<Vec<_>> =
        lines.map(|(idx, _)| target(index, paths, paths.requests.get(&RequestId(id, idx))?)).collect();
    targets.filter(|it| !it.is_empty())
}

fn target<'a>(index: &Index<'a>, paths: &'a Paths, resolved: &'a Resolved) -> Option<Target<'a>> {
    if resolved.found > Found::Case || resolved.tail != Tail::None || resolved.odata_operation.is_some() {
        return None;
    }
    let kind = |place: PlaceId| &paths.places[place.0 as usize].kind;
    let of_type = kind(resolved.at).ty();
    let is_name = |it: &&Segment| matches!(it, Segment::Literal(name) if !name.contains(['.', '$']));
    let Some(Segment::Literal(name)) = resolved.template.segments.iter().rev().find(is_name) else { return None };
    let owners = resolved.through.iter().rev().filter_map(|it| match kind(*it) {
        PlaceKind::Item(ty) => Some(*ty),
        _ => None,
    });
    let property = owners.filter_map(|it| index.member(it, name)).next();
    let entry = || index.model.entries.iter().find(|it| it.name.value == *name);
    let (declared, own) = match (property, entry()) {
        (Some(it), _) => (it.declared(), Some(&it.capabilities)),
        (None, Some(it)) => (Some(it.name.span), Some(&it.capabilities)),
        (None, None) => return None,
    };
    // A statement about a type with derived types is about collections of this type, like `directoryObjects`.
    let types = of_type.filter(|it| index.derived(*it).is_empty()).into_iter();
    let types = types.filter_map(|it| Some(&index.def(it).structure()?.capabilities));
    Some(Target { name, declared, stated: own.into_iter().chain(types).collect() })
}

fn finding(targets: &[Target<'_>], name: &'static str, value: &str, span: Span) -> Option<Diagnostic> {
    let (_, capability) = OPTIONS.iter().find(|(it, _)| *it == name)?;
    // `$count=false` has no effect.
    let is_off = name == "$count" && value.eq_ignore_ascii_case("false");
    if is_off || !targets.iter().all(|it| it.excludes(*capability, value)) {
        return None;
    }
    let target = targets.first()?;
    let message = format!("the metadata states that `{}` does not support `{name}`", target.name);
    let report = Diagnostic::new(Code::QueryUnsupported, span, message)
        .label("not supported")
        .help(format!("remove `{name}`, or correct the annotation in the metadata"));
    Some(target.declared.into_iter().fold(report, |report, it| report.also(it, "declared here")))
}
