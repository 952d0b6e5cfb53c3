//! Emits the documentation of types.

use super::Ctx;
use crate::model::{Docs, Enumeration, Role, TypeDef, TypeId, TypeKind};

/// The number of members of an enum that are listed if there is no description.
const LISTED: usize = 8;

/// The start of sentences about the base type.
const INHERITS: &str = "Inherits from ";

impl Ctx<'_> {
    /// The description of a type, its base type, the link to its page, and its name.
    pub(super) fn type_docs(&self, id: TypeId) -> String {
        let def = self.model.type_def(id);
        let base = def.structure().and_then(|it| it.base);
        let mut blocks = Vec::new();
        // Pages link to other pages, but the base type is in this crate.
        let is_base = |it: &str| it.starts_with(INHERITS) && it.split(". ").count() == 1;
        let paragraphs = def.docs.paragraphs.iter().filter(|it| base.is_none() || !is_base(&it.text));
        let docs = Docs { paragraphs: paragraphs.cloned().collect(), page: def.docs.page, deprecated: None };
        let description = self.prose(&docs, false);
        blocks.push(if description.is_empty() { summary(def) } else { description });
        blocks.extend(base.map(|base| format!("{INHERITS}{}.", self.type_link(id, base))));
        blocks.extend(def.docs.page.and_then(|it| self.url(it)).map(|url| format!("[Documentation]({url})")));
        if def.role == Role::Definition {
            blocks.push(format!("`{}`", def.name.value));
        }
        blocks.retain(|it| !it.is_empty());
        blocks.join("\n\n")
    }

    /// A link from one type to another, if the target is always compiled with it.
    fn type_link(&self, from: TypeId, to: TypeId) -> String {
        let item = self.names.type_item(to);
        if !self.areas.of_type(from).implies(self.areas.of_type(to)) {
            return format!("`{}`", item.ident);
        }
        format!("[`{}`](crate::{}::{})", item.ident, item.module, item.ident)
    }
}

/// A summary of a type without a description.
fn summary(def: &TypeDef<TypeId>) -> String {
    match (&def.kind, def.role) {
        (TypeKind::Enum(it), _) => values(it),
        (_, Role::Parameters) => "The parameters of an action, which are sent as JSON.".to_owned(),
        _ => String::new(),
    }
}

/// The members of an enum, or the first ones.
fn values(enumeration: &Enumeration) -> String {
    let names = enumeration.members.iter().map(|it| format!("`{}`", it.name.value.replace('`', "")));
    let names: Vec<String> = names.collect();
    let what = if enumeration.is_flags { "Any of" } else { "One of" };
    match names.len() {
        0 => "A value that is defined by the service.".to_owned(),
        1..=LISTED => format!("{what} {}, or a value that is not documented.", names.join(", ")),
        n => format!("{what} {n} values: {}, and others.", names[..LISTED].join(", ")),
    }
}
