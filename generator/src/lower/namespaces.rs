//! The namespaces of an API, and its main namespace.

use crate::input::csdl::Document;
use crate::input::page::Page;
use crate::model::{Namespaces, TypeDef, Unresolved};
use crate::service::Service;
use std::collections::BTreeMap;

/// The namespaces that metadata declares. The one with the most types is the main namespace.
pub(super) fn of_documents(documents: &[Document], types: &[TypeDef<Unresolved>]) -> Namespaces {
    let root = most(types.iter().map(|it| it.name.value.namespace.as_str()));
    let schemas = documents.iter().flat_map(|it| &it.schemas).map(|it| (&it.alias, &it.namespace));
    let includes = documents.iter().flat_map(|it| &it.references).flat_map(|it| &it.includes);
    let named = schemas.chain(includes.map(|it| (&it.alias, &it.namespace)));
    let aliases =
        named.filter_map(|(alias, namespace)| Some((alias.as_ref()?.value.as_str(), namespace.value.as_str())));
    Namespaces::new(root.unwrap_or_default(), aliases)
}

/// The namespaces of pages: those that another source declares; otherwise the namespace that most pages name is the main
/// one.
pub(super) fn of_pages<'a>(pages: &[Page], mut others: impl Iterator<Item = &'a Namespaces>) -> Namespaces {
    let declared = others.find(|it| !it.root().is_empty()).cloned();
    declared.unwrap_or_else(|| {
        let named = pages.iter().filter_map(|page| page.namespace.as_ref()).map(|it| it.value.as_str());
        Namespaces::new(most(named).unwrap_or_default(), [])
    })
}

/// Adds the namespace and the alias of a service. Its namespace is the main one if no other is known.
pub(super) fn of_service(namespaces: Namespaces, service: &Service) -> Namespaces {
    let Some(namespace) = &service.namespace else { return namespaces };
    let res = if namespaces.root().is_empty() { Namespaces::new(namespace, []) } else { namespaces };
    match &service.alias {
        Some(alias) if service.describes(res.root()) => res.with_alias(alias, namespace),
        _ => res,
    }
}

/// The most frequent item; ties are resolved alphabetically.
fn most<'a>(all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.for_each(|it| *counts.entry(it).or_default() += 1);
    let most = counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)));
    most.map(|(it, _)| it)
}
