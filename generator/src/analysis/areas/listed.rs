//! The areas of pages.

use super::toc_tree::TocNode;
use super::{Area, AreaId, name};
use crate::input::markdown::Topic;
use crate::model::{Model, OperationId, TypeDef, TypeId};
use crate::source::{FileId, SourceMap};
use std::collections::{BTreeMap, BTreeSet};

/// The areas of everything that a table of contents or a description lists.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Of every page that defines a type or documents a request.
    pages: BTreeMap<FileId, BTreeSet<AreaId>>,
    /// Of the operations of descriptions.
    operations: BTreeMap<OperationId, BTreeSet<AreaId>>,
}

impl Listed {
    /// The areas of operations, by their groups.
    pub(super) fn of_operations(operations: BTreeMap<OperationId, BTreeSet<AreaId>>) -> Listed {
        Listed { operations, ..Listed::default() }
    }

    /// The areas of a page.
    pub(super) fn of_page(&self, page: FileId) -> Option<&BTreeSet<AreaId>> {
        self.pages.get(&page)
    }

    /// The areas of an operation, or of its page.
    pub(super) fn of_operation(&self, model: &Model<TypeId>, id: OperationId) -> Option<&BTreeSet<AreaId>> {
        self.operations.get(&id).or_else(|| self.of_page(model.operation(id).page))
    }
}

/// The areas and their pages, after those of rules; `None` if there are fewer than two.
pub(super) fn listed(
    sources: &SourceMap,
    topics: &[Topic],
    nodes: Vec<TocNode>,
    model: &Model<TypeId>,
    mut all: Vec<Area>,
) -> Option<(Vec<Area>, Listed)> {
    let relevant = relevant(model);
    let mut listed = Listed::default();
    for node in level(nodes) {
        let mut pages = Vec::new();
        node.for_each_page(&mut |it| pages.extend(Some(it).filter(|it| relevant.contains(it))));
        if pages.is_empty() {
            continue;
        }
        let area = area(&mut all, &node);
        for page in pages {
            listed.pages.entry(page).or_default().insert(area);
        }
    }
    if all.len() < 2 {
        return None;
    }
    add_unlisted(sources, topics, &relevant, &mut listed);
    Some((all, listed))
}

/// The pages that define a type or document a request.
fn relevant(model: &Model<TypeId>) -> BTreeSet<FileId> {
    let types = model.types.iter().filter_map(page);
    types.chain(model.operations.iter().map(|it| it.page)).collect()
}

/// The page that defines a type.
pub(super) fn page(def: &TypeDef<TypeId>) -> Option<FileId> {
    def.docs.page.or_else(|| def.declared().is_none().then_some(def.name.span.file))
}

/// The first level with several entries: the levels above have a single heading for the whole reference.
fn level(mut nodes: Vec<TocNode>) -> Vec<TocNode> {
    loop {
        nodes.retain(TocNode::has_pages);
        match &mut nodes[..] {
            [only] if !only.children.is_empty() => nodes = std::mem::take(&mut only.children),
            _ => return nodes,
        }
    }
}

/// The area of an entry, created if its name is new.
fn area(all: &mut Vec<Area>, node: &TocNode) -> AreaId {
    let name = name(&node.title);
    let id = all.iter().position(|it| it.name == name).unwrap_or_else(|| {
        all.push(Area { name, title: node.title.clone(), topics: Vec::new() });
        all.len() - 1
    });
    let topics = node.children.iter().map(|it| it.title.clone()).filter(|it| it != "Overview");
    let area = &mut all[id];
    for topic in topics {
        if !area.topics.contains(&topic) {
            area.topics.push(topic);
        }
    }
    id
}

/// An unlisted page belongs to the area of most pages of its product.
fn add_unlisted(sources: &SourceMap, topics: &[Topic], relevant: &BTreeSet<FileId>, listed: &mut Listed) {
    let mut counts: BTreeMap<String, BTreeMap<AreaId, usize>> = BTreeMap::new();
    let (mut open, mut products) = (Vec::new(), BTreeMap::new());
    for (file, product) in topics.iter().filter_map(|it| Some((it.file, product(sources, it)?))) {
        match listed.of_page(file) {
            Some(areas) => {
                let counts = counts.entry(product).or_default();
                areas.iter().for_each(|it| *counts.entry(*it).or_default() += 1);
            }
            None if relevant.contains(&file) => open.push((file, product)),
            None => {}
        }
    }
    for (product, counts) in counts {
        // Ties go to the first one.
        let most = counts.into_iter().max_by_key(|(area, count)| (*count, std::cmp::Reverse(*area)));
        products.extend(most.map(|(area, _)| (product, area)));
    }
    for (file, product) in open {
        if let Some(area) = products.get(&product) {
            listed.pages.entry(file).or_default().insert(*area);
        }
    }
}

/// The product in the front matter.
fn product(sources: &SourceMap, topic: &Topic) -> Option<String> {
    Some(topic.front_matter.as_ref()?.product(sources)?.value.to_lowercase())
}
