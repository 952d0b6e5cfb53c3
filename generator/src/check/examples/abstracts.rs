//! Objects of abstract types: no object has such a type (CSDL 4.01, 6.3 and 9.2).

use super::Ctx;
use super::json::{annotation, head, is_control};
use super::subject::ExpectedType;
use crate::diagnostics::{Code, Diagnostic, listing};
use crate::model::TypeId;
use crate::model::json::{Json, Member, Name};
use crate::source::Span;

impl Ctx<'_, '_> {
    /// Reports an object that names an abstract type, or that names none where an abstract type is declared. Whether it was
    /// reported. `unknown` are its members that the type does not have.
    pub(super) fn abstract_type(
        &mut self,
        json: &Json,
        members: &[Member],
        (ty, expected): (TypeId, ExpectedType),
        unknown: &[&Name],
    ) -> bool {
        if !self.is_abstract(ty) {
            return false;
        }
        let concrete: Vec<TypeId> = self.index.derived(ty).into_iter().filter(|it| !self.is_abstract(*it)).collect();
        let named = annotation(members, "type");
        // The service knows the type of an item that exists; a reference has no type.
        let is_known = expected.exists || !expected.is_sure || is_reference(members);
        if concrete.is_empty() || (named.is_none() && is_known) {
            return false;
        }
        let place = named.map_or_else(|| head(json), |it| it.span);
        let report = self.abstract_report(ty, named.is_some(), place);
        self.diagnostics.report(report.help(self.remedy(ty, &concrete, unknown)));
        true
    }

    fn is_abstract(&self, ty: TypeId) -> bool {
        let def = self.index.def(ty);
        def.declared().is_some() && def.structure().is_some_and(|it| it.is_abstract)
    }

    fn abstract_report(&self, ty: TypeId, is_named: bool, place: Span) -> Diagnostic {
        let code = if self.is_request { Code::ExampleTypeAbstract } else { Code::ResponseTypeAbstract };
        let def = self.index.def(ty);
        let name = &def.name.value.name;
        let (message, label) = if is_named {
            (format!("`{name}` is abstract: no object has this type"), "abstract type".to_owned())
        } else {
            (
                format!("the declared type `{name}` is abstract, and the object does not name its type"),
                "expected `@odata.type`".to_owned(),
            )
        };
        let report = Diagnostic::new(code, place, message).label(label);
        report.also(def.declared().unwrap_or(def.name.span), format!("`{name}` is declared as abstract here"))
    }

    /// The derived type that has the members of the object, or all of them.
    fn remedy(&self, ty: TypeId, concrete: &[TypeId], unknown: &[&Name]) -> String {
        let names: Vec<&str> = unknown.iter().map(|it| it.value.as_str()).collect();
        let fitting = self.index.derived_with_all(ty, &names).filter(|it| !names.is_empty() && concrete.contains(it));
        let one = fitting.or(if let [one] = concrete { Some(*one) } else { None });
        match one {
            Some(it) => format!("write `\"@odata.type\": \"#{}\"`", self.index.def(it).name.value),
            None => {
                let names: Vec<&str> = concrete.iter().map(|it| self.index.short_name(*it)).collect();
                format!("name a derived type in `@odata.type`: {}", listing(&names))
            }
        }
    }
}

/// Whether an object has no data: `{"@odata.id": "…"}`.
fn is_reference(members: &[Member]) -> bool {
    annotation(members, "id").is_some() || members.iter().all(|(name, _)| is_control(&name.value))
}
