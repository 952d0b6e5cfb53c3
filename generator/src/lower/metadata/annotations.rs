//! Annotations: inside their element, or elsewhere with the path of the element.

use super::At;
use crate::input::csdl::Document;
use crate::input::csdl::schema::{Annotation, Expression};
use crate::model::{Deprecation, Docs, Prose, QualifiedName};
use crate::source::Spanned;
use hashbrown::HashMap;

/// The vocabulary that every service uses (OData Vocabularies 4.0).
const CORE: &str = "Org.OData.Core.V1";

/// The vocabulary of what a service supports (OData Capabilities Vocabulary).
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

/// The annotations of an element, with the names of their terms. Most elements have one.
type All<'a> = Vec<(QualifiedName, &'a Annotation)>;

/// Annotations that name their target, by the name with the full namespace. Iteration order is never observable.
pub(super) struct Annotations<'a>(HashMap<QualifiedName, Target<'a>>);

/// The annotations elsewhere of a type, an action, a function or a container.
#[derive(Default)]
pub(super) struct Target<'a> {
    own: All<'a>,
    /// Those of members, parameters and children, by the rest of the path.
    members: HashMap<&'a str, All<'a>>,
    /// Those of overloads, by the types of parameters: `microsoft.graph.user,Edm.String`.
    overloads: HashMap<String, Target<'a>>,
}

impl<'a> Annotations<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Annotations<'a> {
        let mut res = Annotations(HashMap::new());
        for document in documents {
            for schema in &document.schemas {
                let at = At { document, schema };
                for targeted in &schema.targeted {
                    let all = targeted.annotations.iter().map(|it| (at.qualified(&it.term.value), it));
                    res.target(at, &targeted.target.value).extend(all);
                }
            }
        }
        res
    }

    /// The place for the annotations of a path: `graph.user/mail`, `graph.find(Edm.String)/name`.
    fn target(&mut self, at: At<'_>, path: &'a str) -> &mut All<'a> {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let (name, parameters) = name.split_once('(').unwrap_or((name, ""));
        let mut res = self.0.entry(at.qualified(name)).or_default();
        if !parameters.is_empty() {
            let types =
                parameters.strip_suffix(')').unwrap_or(parameters).split(',').map(|it| full_type(at, it.trim()));
            res = res.overloads.entry(types.collect::<Vec<_>>().join(",")).or_default();
        }
        if rest.is_empty() { &mut res.own } else { res.members.entry(rest).or_default() }
    }

    /// The annotations elsewhere of a name, if it has any.
    pub(super) fn of(&self, name: &QualifiedName) -> Option<&Target<'a>> {
        self.0.get(name)
    }
}

impl<'a> Target<'a> {
    pub(super) fn has_overloads(&self) -> bool {
        !self.overloads.is_empty()
    }

    /// The annotations of an overload with these types of parameters.
    pub(super) fn overload(&self, types: &str) -> Option<&Target<'a>> {
        self.overloads.get(types)
    }
}

fn full_type(at: At<'_>, ty: &str) -> String {
    match ty.strip_prefix("Collection(").and_then(|it| it.strip_suffix(')')) {
        Some(item) => format!("Collection({})", at.qualified(item)),
        None if ty.starts_with("Edm.") => ty.to_owned(),
        None => at.qualified(ty).to_string(),
    }
}

/// The annotations of one element: inside of it, then elsewhere.
pub(super) struct Annotated<'a>(All<'a>);

impl<'a> Annotated<'a> {
    /// All annotations of an element that can be a target itself.
    pub(super) fn new(at: At<'_>, own: &'a [Annotation], target: Option<&Target<'a>>) -> Annotated<'a> {
        Annotated::with(at, own, target.map(|it| &it.own))
    }

    /// All annotations of a member, a parameter or a child.
    pub(super) fn member(at: At<'_>, own: &'a [Annotation], target: Option<&Target<'a>>, name: &str) -> Annotated<'a> {
        Annotated::with(at, own, target.and_then(|it| it.members.get(name)))
    }

    fn with(at: At<'_>, own: &'a [Annotation], elsewhere: Option<&All<'a>>) -> Annotated<'a> {
        let own = own.iter().map(|it| (at.qualified(&it.term.value), it));
        Annotated(own.chain(elsewhere.into_iter().flatten().cloned()).collect())
    }

    /// Whether there is a term of the capabilities vocabulary.
    pub(super) fn has_capabilities(&self) -> bool {
        self.0.iter().any(|(name, _)| name.namespace == CAPABILITIES)
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
        let is_meant = move |(name, it): &&(QualifiedName, &'a Annotation)| {
            name.name == term && name.namespace == vocabulary && it.qualifier.is_none()
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
