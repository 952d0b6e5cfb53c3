//! Names of types in pages.

use super::{Ctx, DefId};
use crate::input::page::Page;
use crate::model::{Name, NameMap, Namespaces, QualifiedName, SourceModel, Unresolved};
use crate::source::Span;

/// Names without namespaces, without regard to case.
type Known<'a> = NameMap<&'a QualifiedName, &'a QualifiedName>;

/// The names that are known before any page is lowered: generated names do not affect how pages are resolved.
pub(super) struct Names<'a> {
    namespaces: &'a Namespaces,
    /// The types that other sources declare.
    declared: Known<'a>,
    /// The types that other sources declare or pages define.
    known: Known<'a>,
}

impl<'a> Names<'a> {
    /// The names that other sources declare.
    pub(super) fn new(others: &[&'a SourceModel], namespaces: &'a Namespaces) -> Names<'a> {
        let types = || others.iter().flat_map(|it| &it.model.types);
        let declared = || types().map(|it| (&it.name.value, &it.name.value)).collect();
        Names { namespaces, declared: declared(), known: declared() }
    }

    /// Adds the names that pages define, unless other sources declare them.
    pub(super) fn with<'b>(self, defined: &'b [QualifiedName]) -> Names<'b>
    where
        'a: 'b,
    {
        let Names { namespaces, declared, mut known } = self;
        for name in defined.iter().filter(|it| declared.get(&it.namespace, &it.name).is_none()) {
            known.insert(name, name);
        }
        Names { namespaces, declared, known }
    }

    /// The names of all types that pages define.
    pub(super) fn defined(&self, pages: &[Page]) -> Vec<QualifiedName> {
        let all = pages.iter().flat_map(|page| {
            let enums = page.enums.iter().map(|it| self.of_enum(page, &it.name.value));
            enums.chain(page.resources.iter().map(|it| self.of_resource(page, &it.name.value)))
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
        self.meant(&self.declared, self.namespaces.read(self.namespace(page), text))
    }

    /// A reference to the type that a page calls `text`.
    pub(super) fn reference(&self, page: &Page, text: &str, span: Span) -> Unresolved {
        let written = self.namespaces.read(self.namespace(page), text);
        Unresolved { name: self.meant(&self.known, written), is_qualified: written.is_qualified, span }
    }

    /// A name in the namespace of its definition, or in the written one if it is unknown.
    fn meant(&self, known: &Known<'_>, written: Name<'_>) -> QualifiedName {
        let namespace = self.namespaces.find(known, written).map_or(written.namespace, |it| &it.namespace);
        QualifiedName { namespace: namespace.into(), name: written.name.into() }
    }
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

    /// Whether another source or a page defines the target of a reference.
    pub(super) fn is_known(&self, reference: &Unresolved) -> bool {
        self.names.known.get(&reference.name.namespace, &reference.name.name).is_some()
    }
}
