//! Which type a page means by a name.

use crate::model::{Model, QualifiedName, TypeId};
use crate::page::Page;
use std::collections::HashMap;

/// The types of the model, by the names that pages use. The maps are only looked up in.
pub(super) struct Names {
    /// By qualified name in lower case.
    folded: HashMap<QualifiedName, TypeId>,
    /// By the last part of the name in lower case: the types that metadata declares, then the others.
    short: HashMap<String, Vec<TypeId>>,
    /// The namespace of pages that name none.
    root: String,
}

impl Names {
    pub(super) fn new(pages: &[Page], model: &Model<TypeId>) -> Names {
        let mut res =
            Names { folded: HashMap::new(), short: HashMap::new(), root: crate::lower::root_namespace(pages) };
        let mut order: Vec<usize> = (0..model.types.len()).collect();
        order.sort_by_key(|idx| model.types[*idx].declared.is_none());
        for idx in order {
            let (id, name) = (TypeId(idx as u32), &model.types[idx].name.value);
            res.folded.insert(name.to_lowercase(), id);
            res.short.entry(name.name.to_lowercase()).or_default().push(id);
        }
        res
    }

    /// The type that `text` means on a page: in the namespace that is written, else in that of the page, else in the root,
    /// else in the only one that has it.
    pub(super) fn find(&self, page: &Page, text: &str) -> Option<TypeId> {
        let text = text.trim_start_matches('#');
        let own = page.namespace.as_ref().map_or(&*self.root, |it| &it.value);
        let (namespace, name) = match text.rsplit_once('.') {
            Some(("graph", name)) => (&*self.root, name),
            Some((namespace, name)) => (namespace, name),
            None => (own, text),
        };
        let at = |namespace: &str| {
            let name = QualifiedName { namespace: namespace.to_owned(), name: name.to_owned() };
            self.folded.get(&name.to_lowercase()).copied()
        };
        at(namespace).or_else(|| at(&self.root)).or_else(|| self.only(name))
    }

    fn only(&self, name: &str) -> Option<TypeId> {
        match self.short.get(&name.to_lowercase()).map(|it| &it[..]) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }
}
