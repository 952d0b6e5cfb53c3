//! Annotations: inside their element, or elsewhere with the path of the element.

use super::At;
use crate::input::csdl::Document;
use crate::input::csdl::schema::{Annotation, Expression};
use crate::model::{Deprecation, Docs, Prose};
use crate::source::Spanned;
use hashbrown::HashMap;

/// The vocabulary that every service uses (OData Vocabularies 4.0).
const CORE: &str = "Org.OData.Core.V1";

/// The vocabulary of what a service supports (OData Capabilities Vocabulary).
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

/// Annotations that name their target, by the path of the target with the full namespace: `microsoft.graph.user/mail`.
/// Iteration order is never observable.
pub(super) struct Annotations<'a>(HashMap<String, Vec<(At<'a>, &'a Annotation)>>);

impl<'a> Annotations<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Annotations<'a> {
        let mut res: HashMap<String, Vec<(At<'a>, &'a Annotation)>> = HashMap::new();
        for document in documents {
            for schema in &document.schemas {
                let at = At { document, schema };
                for targeted in &schema.targeted {
                    let all = targeted.annotations.iter().map(|it| (at, it));
                    res.entry(full_path(at, &targeted.target.value)).or_default().extend(all);
                }
            }
        }
        Annotations(res)
    }

    /// All annotations of a target: inside of it, and elsewhere.
    pub(super) fn of(&self, at: At<'a>, own: &'a [Annotation], path: &str) -> Annotated<'a> {
        let elsewhere = self.0.get(path).into_iter().flatten().copied();
        Annotated(own.iter().map(|it| (at, it)).chain(elsewhere).collect())
    }
}

/// `graph.user/mail` → `microsoft.graph.user/mail`.
fn full_path(at: At<'_>, target: &str) -> String {
    let (name, rest) = target.split_once('/').map_or((target, ""), |(name, rest)| (name, rest));
    let (name, parameters) = name.split_once('(').unwrap_or((name, ""));
    let mut res = at.qualified(name).to_string();
    if !parameters.is_empty() {
        let types = parameters.strip_suffix(')').unwrap_or(parameters).split(',').map(|it| full_type(at, it.trim()));
        res += &format!("({})", types.collect::<Vec<_>>().join(","));
    }
    if rest.is_empty() { res } else { format!("{res}/{rest}") }
}

fn full_type(at: At<'_>, ty: &str) -> String {
    match ty.strip_prefix("Collection(").and_then(|it| it.strip_suffix(')')) {
        Some(item) => format!("Collection({})", at.qualified(item)),
        None if ty.starts_with("Edm.") => ty.to_owned(),
        None => at.qualified(ty).to_string(),
    }
}

/// The annotations of one element.
pub(super) struct Annotated<'a>(Vec<(At<'a>, &'a Annotation)>);

impl<'a> Annotated<'a> {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A term of the core vocabulary, without a qualifier.
    pub(super) fn core(&self, term: &str) -> Option<&'a Annotation> {
        self.terms(CORE, term).next()
    }

    /// The annotations with a term of the capabilities vocabulary, without a qualifier. There should be one (OData CSDL XML
    /// 4.01, 14.3), but metadata that services publish repeats some.
    pub(super) fn capabilities(&self, term: &str) -> impl Iterator<Item = &'a Annotation> {
        self.terms(CAPABILITIES, term)
    }

    fn terms(&self, vocabulary: &str, term: &str) -> impl Iterator<Item = &'a Annotation> {
        let is_meant = move |(at, it): &&(At<'a>, &'a Annotation)| {
            // Most annotations have another term: their names are not resolved.
            it.qualifier.is_none() && it.term.value.ends_with(term) && {
                let name = at.qualified(&it.term.value);
                name.namespace == vocabulary && name.name == term
            }
        };
        self.0.iter().filter(is_meant).map(|(_, it)| *it)
    }

    /// Whether a tag of the core vocabulary is set.
    pub(super) fn is(&self, term: &str) -> bool {
        self.core(term).is_some_and(|it| it.bool() != Some(false))
    }

    /// Whether a term of the core vocabulary is present, with any value.
    pub(super) fn has(&self, term: &str) -> bool {
        self.core(term).is_some()
    }

    /// Whether only the service sets the value: it is computed, or the permissions of clients are to read it.
    pub(super) fn is_read_only(&self) -> bool {
        let permissions = self.core("Permissions").and_then(|it| it.value.as_ref());
        let is_read = permissions.is_some_and(|it| it.value.enum_members().eq(["Read"]));
        is_read || self.is("Computed")
    }

    /// The documentation from metadata: descriptions and deprecation.
    pub(super) fn docs(&self) -> Docs {
        let text = |term: &str| {
            let value = self.core(term)?.value.as_ref()?;
            value.value.string().map(|it| Prose::plain(it, value.span)).filter(|it| !it.text.is_empty())
        };
        let paragraphs = [text("Description"), text("LongDescription")].into_iter().flatten().collect();
        Docs { paragraphs, page: None, deprecated: self.deprecated().map(Box::new) }
    }

    /// The description of a revision of kind `Deprecated` (Core.Revisions), or an empty text at the revision.
    fn deprecated(&self) -> Option<Deprecation> {
        let revisions = self.core("Revisions")?.value.as_ref()?;
        let is_deprecation = |it: &&Spanned<Expression>| {
            it.value.property("Kind").is_some_and(|it| it.value.enum_members().any(|it| it == "Deprecated"))
        };
        let revision = revisions.value.items().iter().find(is_deprecation)?;
        let text = |name: &str| revision.value.property(name);
        let notice = text("Description")
            .map_or(Prose::plain("", revision.span), |it| Prose::plain(it.value.string().unwrap_or_default(), it.span));
        let date = |name: &str| text(name).and_then(|it| it.value.date()).map(Into::into);
        Some(Deprecation { notice, since: date("Date"), removal: date("RemovalDate") })
    }
}
