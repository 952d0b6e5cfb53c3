//! Which type a page means by a name.

use crate::input::page::Page;
use crate::model::{Model, NameMap, TypeId};

/// The types of the model, by the names that pages use.
pub(super) struct Names {
    ids: NameMap<TypeId>,
    /// The namespace of pages that name none.
    root: String,
}

impl Names {
    pub(super) fn new(pages: &[Page], model: &Model<TypeId>) -> Names {
        let names = model.types.iter().map(|it| it.name.value.clone());
        Names { ids: names.zip((0..).map(TypeId)).collect(), root: crate::lower::root_namespace(pages) }
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
        let at = |namespace: &str| self.ids.get(namespace, name);
        at(namespace).or_else(|| at(&self.root)).or_else(|| self.ids.only(name)).copied()
    }
}
