//! `@odata.context` of responses.

use super::Ctx;
use super::json::annotation;
use crate::diagnostics::{Code, Diagnostic};
use crate::input::url::Url;
use crate::model::index::Relation;
use crate::model::json::{Json, Value};
use crate::model::{EntryKind, ItemType, Type, TypeId};

impl Ctx<'_, '_> {
    /// Compares the type of a context URL with the result of the call. Nothing is reported if the type is unknown.
    pub(super) fn context(&mut self, json: &Json, ty: &Type<TypeId>) {
        let Value::Object(members) = &json.value else { return };
        let Some(context) = annotation(members, "context") else { return };
        let Some((_, fragment)) = context.value.as_str().and_then(|it| it.split_once("$metadata#")) else { return };
        let (Some(named), ItemType::Named(returned)) = (self.led_to(fragment), &ty.item) else { return };
        if self.index.model.relation(named, *returned) != Relation::Unrelated {
            return;
        }
        let (named, returned) = (&self.index.def(named).name.value, &self.index.def(*returned).name.value);
        let message = format!("the context names `{named}`, but the call returns `{returned}`");
        let report = Diagnostic::new(Code::ExampleContext, context.span, message)
            .label(format!("names `{named}`"))
            .help("write the context that the service returns, or correct the URL of the request");
        self.diagnostics.report(report);
    }

    /// The type of the fragment of a context URL: `users('1')/messages/$entity`, `Collection(microsoft.graph.user)`.
    fn led_to(&self, fragment: &str) -> Option<TypeId> {
        let inner = fragment.strip_prefix("Collection(").and_then(|it| it.strip_suffix(')'));
        let path = Url::read(inner.unwrap_or(fragment));
        // Parentheses contain keys and selected members, and are removed.
        let mut names = path.parts.iter().map(|it| &path.text[it.name()]);
        let first = names.next()?;
        let mut at = if first.contains('.') { self.find(first)? } else { self.entry(first)? };
        for name in names {
            match name {
                it if it.starts_with('$') => {}
                it if it.contains('.') => at = self.find(it)?,
                it => match self.index.member(at, it)?.ty.item {
                    ItemType::Named(id) => at = id,
                    ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => return None,
                },
            }
        }
        self.index.def(at).structure().map(|_| at)
    }

    fn entry(&self, name: &str) -> Option<TypeId> {
        let entry = self.index.model.entries.iter().find(|it| it.name.value == name)?;
        match entry.kind {
            EntryKind::EntitySet(id) | EntryKind::Singleton(id) => Some(id),
            EntryKind::Import(_) => None,
        }
    }
}
