//! Emits the documentation of types.

use super::Ctx;
use crate::model::{Docs, Role, TypeId};

/// The start of sentences about the base type.
const INHERITS: &str = "Inherits from ";

impl Ctx<'_> {
    /// The description of a type, its base type, the link to its page, and its name; without a page, what the model states.
    pub(super) fn type_docs(&self, id: TypeId) -> String {
        let def = self.model.type_def(id);
        let base = def.structure().and_then(|it| it.base);
        let mut blocks = Vec::new();
        // Pages link to other pages, but the base type is in this crate.
        let is_base = |it: &str| it.starts_with(INHERITS) && it.split(". ").count() == 1;
        let paragraphs = def.docs.paragraphs.iter().filter(|it| base.is_none() || !is_base(&it.text));
        let docs = Docs { paragraphs: paragraphs.cloned().collect(), page: def.docs.page, deprecated: None };
        let description = self.prose(&docs, false);
        blocks.push(if description.is_empty() { self.type_summary(id, def) } else { description });
        blocks.extend(base.map(|base| format!("{INHERITS}{}.", self.type_link(self.areas.of_type(id), base))));
        if def.docs.page.is_none() {
            blocks.extend(self.type_facts(id, def));
        }
        blocks.extend(def.docs.page.and_then(|it| self.url(it)).map(|url| format!("[Documentation]({url})")));
        if def.role == Role::Definition {
            blocks.push(format!("`{}`", def.name.value));
        }
        blocks.retain(|it| !it.is_empty());
        blocks.join("\n\n")
    }
}
