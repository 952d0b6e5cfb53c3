//! Names of types in pages.

use super::declarations::Declarations;
use super::{Ctx, DefId};
use crate::input::markdown::inline;
use crate::input::page::Page;
use crate::model::{Name, NameMap, Namespaces, QualifiedName, SourceModel, Unresolved};
use crate::source::{FileId, SourceMap, Span};
use hashbrown::HashMap;

/// Names without namespaces, without regard to case.
type Known<'a> = NameMap<&'a QualifiedName, &'a QualifiedName>;

/// The names that are known before any page is lowered: generated names do not affect how pages are resolved.
pub(super) struct Names<'a> {
    sources: &'a SourceMap,
    namespaces: &'a Namespaces,
    /// The types that other sources declare.
    declared: Known<'a>,
    /// The types that other sources declare or pages define.
    known: Known<'a>,
    /// The types themselves.
    pub(super) declarations: Declarations<'a>,
    /// The only type that a page defines, by the name of its file in lower case.
    pages: HashMap<String, Option<&'a QualifiedName>>,
}

impl<'a> Names<'a> {
    /// The names that other sources declare.
    pub(super) fn new(sources: &'a SourceMap, others: &[&'a SourceModel], namespaces: &'a Namespaces) -> Names<'a> {
        let types = || others.iter().flat_map(|it| &it.model.types);
        let declared = || types().map(|it| (&it.name.value, &it.name.value)).collect();
        let declarations = Declarations::new(others, namespaces);
        Names { sources, namespaces, declared: declared(), known: declared(), declarations, pages: HashMap::new() }
    }

    /// Adds the names that pages define, unless other sources declare them.
    pub(super) fn with<'b>(self, defined: &'b [(FileId, QualifiedName)]) -> Names<'b>
    where
        'a: 'b,
    {
        let Names { sources, namespaces, declared, mut known, declarations, mut pages } = self;
        for (file, name) in defined {
            let only = pages.entry(file_name(&sources.file(*file).name)).or_insert(Some(name));
            *only = only.filter(|it| *it == name);
        }
        for (_, name) in defined.iter().filter(|(_, it)| declared.get(&it.namespace, &it.name).is_none()) {
            known.insert(name, name);
        }
        Names { sources, namespaces, declared, known, declarations, pages }
    }

    /// The names of all types that pages define.
    pub(super) fn defined(&self, pages: &[Page]) -> Vec<(FileId, QualifiedName)> {
        let all = pages.iter().flat_map(|page| {
            let enums = page.enums.iter().map(|it| self.of_enum(page, &it.name.value));
            let names = enums.chain(page.resources.iter().map(|it| self.of_resource(page, &it.name.value)));
            names.map(|it| (page.file, it))
        });
        all.collect()
    }

    /// The namespace of a page.
    pub(super) fn namespace<'b>(&'b self, page: &'b Page) -> &'b str {
        page.namespace.as_ref().map_or(self.namespaces.root(), |it| &it.value)
    }

    /// A name of the page's own namespace, unless it is written with another one.
    pub(super) fn own(&self, page: &Page, text: &str) -> QualifiedName {
        let Name { namespace, name, .. } = self.namespaces.read(self.namespace(page), text);
        QualifiedName { namespace: namespace.into(), name: name.into() }
    }

    /// The name of a type that a page describes.
    pub(super) fn of_resource(&self, page: &Page, text: &str) -> QualifiedName {
        self.of_definition(page, text, page.namespace.is_some())
    }

    /// The name of an enum that a table of a page describes. The namespace of a page applies to its enums only if it
    /// describes no other types.
    pub(super) fn of_enum(&self, page: &Page, text: &str) -> QualifiedName {
        self.of_definition(page, text, page.namespace.is_some() && page.resources.is_empty())
    }

    /// The name of a definition. If the page does not state a namespace, the name is resolved in other sources.
    fn of_definition(&self, page: &Page, text: &str, is_stated: bool) -> QualifiedName {
        if is_stated {
            return self.own(page, text);
        }
        let written = self.namespaces.read(self.namespace(page), text);
        in_namespace_of(self.namespaces.find(&self.declared, written).copied(), written)
    }

    /// A reference to the type that a page calls `text`.
    pub(super) fn reference(&self, page: &Page, text: &str, span: Span) -> Unresolved {
        let written = self.namespaces.read(self.namespace(page), text);
        let found = self.namespaces.find(&self.known, written).copied();
        match if found.is_none() { self.linked(span) } else { None } {
            Some(name) => Unresolved { name: name.clone(), is_qualified: true, span },
            None => Unresolved { name: in_namespace_of(found, written), is_qualified: written.is_qualified, span },
        }
    }

    /// Whether another source or a page defines the target of a reference.
    pub(super) fn is_known(&self, reference: &Unresolved) -> bool {
        self.known.get(&reference.name.namespace, &reference.name.name).is_some()
    }

    /// A reference in a sentence, and whether it is in the plural: words that are links may differ from the name of the type
    /// (*a collection of [tabs](../resources/teamstab.md)*).
    pub(super) fn in_sentence(&self, page: &Page, text: &str, span: Span) -> (Unresolved, bool) {
        let word = text.rsplit('.').next().unwrap_or(text);
        let linked =
            self.linked(span).filter(|it| !it.name.eq_ignore_ascii_case(word) && !self.is_longer(page, text, it));
        let Some(name) = linked else { return (self.reference(page, text, span), false) };
        let is_plural = is_plural(text) && !is_plural(&name.name) && !self.is_one_object(span);
        (Unresolved { name: name.clone(), is_qualified: true, span }, is_plural)
    }

    /// Whether a text is the name of another type that begins with the name of the linked one, so that the link is wrong:
    /// `[userSettings](user.md)`.
    fn is_longer(&self, page: &Page, text: &str, linked: &QualifiedName) -> bool {
        let written = self.namespaces.read(self.namespace(page), text);
        let has_prefix = written.name.len() > linked.name.len()
            && written.name.get(..linked.name.len()).is_some_and(|it| it.eq_ignore_ascii_case(&linked.name));
        has_prefix && self.namespaces.find(&self.known, written).is_some()
    }

    /// Whether the word *object* follows the text of a link: *a [tabs](../resources/teamstab.md) object*.
    fn is_one_object(&self, text: Span) -> bool {
        let rest = self.sources.file(text.file).text[text.end as usize..].lines().next().unwrap_or_default();
        // `](../resources/teamstab.md)`, `][tabs]`
        let target = rest.trim_start_matches(['*', '`']).strip_prefix(']');
        let after = target.and_then(|it| it.split_once([')', ']'])).map_or(rest, |(_, it)| it);
        let next = after.trim_start_matches([' ', '*', '`']).split(|it: char| !it.is_alphabetic()).next();
        next.is_some_and(|it| it.eq_ignore_ascii_case("object"))
    }

    /// The only type of the page that a link refers to: *a [tab](../resources/teamstab.md) object*.
    fn linked(&self, text: Span) -> Option<&'a QualifiedName> {
        let target = inline::target_of(self.sources, text)?;
        let path = target.split(['#', '?']).next()?;
        path.get(path.len().checked_sub(3)?..).filter(|it| it.eq_ignore_ascii_case(".md"))?;
        *self.pages.get(&file_name(path))?
    }
}

/// A name in the namespace of its definition, or in the written one if it is unknown.
fn in_namespace_of(definition: Option<&QualifiedName>, written: Name<'_>) -> QualifiedName {
    match definition {
        // Long names are shared instead of copied.
        Some(it) if it.name == written.name => it.clone(),
        _ => QualifiedName {
            namespace: definition.map_or_else(|| written.namespace.into(), |it| it.namespace.clone()),
            name: written.name.into(),
        },
    }
}

/// Whether a name looks like a plural.
fn is_plural(name: &str) -> bool {
    name.ends_with('s') && !["ss", "us", "is"].iter().any(|it| name.ends_with(it))
}

/// The name of a file in lower case, without its folder.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}

impl Ctx<'_> {
    /// A reference to the type that a page calls `text`.
    pub(super) fn reference(&self, page: &Page, text: &str, span: Span) -> Unresolved {
        self.names.reference(page, text, span)
    }

    /// The target of a reference, if it is lowered already. Generated names are also found in the root namespace.
    pub(super) fn find(&self, reference: &Unresolved) -> Option<DefId> {
        let name = &reference.name.name;
        let in_root =
            || if reference.is_qualified { None } else { self.types.find(self.names.namespaces.root(), name) };
        self.types.find(&reference.name.namespace, name).or_else(in_root)
    }
}
