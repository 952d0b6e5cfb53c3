//! Objects of examples against their types: members, and types that objects name.

use super::Ctx;
use super::json::{annotation, head, is_control};
use super::subject::{ExpectedType, Subject};
use crate::analysis::requests::placeholder::is_placeholder;
use crate::diagnostics::{Code, Diagnostic, and_more};
use crate::model::index::Relation;
use crate::model::json::{Json, Member, Name, Value};
use crate::model::{Fact, ItemType, Primitive, Property, Role, Type, TypeId, TypeKind};

impl<'m> Ctx<'_, 'm> {
    /// A value where `ty` is declared.
    pub(super) fn value(&mut self, json: &Json, ty: &Type<TypeId>, subject: Subject<'_>) {
        let is_any = matches!(ty.item, ItemType::Primitive(Primitive::Untyped | Primitive::Stream));
        match &json.value {
            Value::Null => self.null(json, subject),
            _ if is_any => self.untyped(json),
            Value::Array(items) => {
                if !ty.is_collection {
                    self.cardinality(json, subject, "a single value", "an array");
                }
                items.iter().for_each(|it| self.item(it, &ty.item, subject));
            }
            Value::String(text) if ty.is_collection && is_placeholder(text, &[subject.name]) => {
                self.placeholder(json, subject)
            }
            _ => {
                if ty.is_collection {
                    self.cardinality(json, subject, "a collection", "a single value");
                }
                self.item(json, &ty.item, subject);
            }
        }
    }

    fn null(&mut self, json: &Json, subject: Subject<'_>) {
        // A member without a value was read as null, and reported.
        if let Some(declared) = subject.forbids_null().filter(|_| json.span.start < json.span.end) {
            let message = format!("`{}` cannot be null", subject.name);
            let report = Diagnostic::new(Code::ExampleNull, json.span, message)
                .label("null")
                .also(declared, format!("`{}` is declared as not nullable here", subject.name));
            self.diagnostics.report(report);
        }
    }

    fn cardinality(&mut self, json: &Json, subject: Subject<'_>, declared: &str, shown: &str) {
        let message = format!("{} is declared as {declared}, but the example has {shown}", subject.noun());
        let report =
            Diagnostic::new(Code::ExampleCardinality, head(json), message).label(format!("expected {declared}"));
        self.diagnostics.report(subject.contradict(report));
    }

    /// One value of a type.
    fn item(&mut self, json: &Json, ty: &ItemType<TypeId>, subject: Subject<'_>) {
        match ty {
            ItemType::Primitive(it) => self.primitive(json, *it, subject),
            ItemType::List(_) | ItemType::Map(_) => {}
            ItemType::Named(id) => match &self.index.def(*id).kind {
                TypeKind::Enum(it) => self.enumeration(json, *id, it, subject),
                TypeKind::Union(_) => {}
                TypeKind::Entity(_) | TypeKind::Complex(_) => self.structured(json, ExpectedType::of(*id), subject),
            },
        }
    }

    /// A value where a structured type is declared.
    pub(super) fn structured(&mut self, json: &Json, expected: ExpectedType, subject: Subject<'_>) {
        let name = self.index.short_name(expected.place);
        match &json.value {
            Value::Object(members) => self.object(json, members, expected),
            Value::Null => {}
            // A sentence that describes the value.
            Value::String(text) if text.contains(' ') || is_placeholder(text, &[subject.name, name]) => {
                self.placeholder(json, subject);
            }
            _ => self.json_type(json, subject, &format!("`{name}`")),
        }
    }

    fn object(&mut self, json: &Json, members: &[Member], expected: ExpectedType) {
        let (ty, is_known) = match self.named(members, expected) {
            Named::Type(named) => (named, true),
            Named::Nothing => (expected.shown, true),
            Named::Unknown => (expected.shown, false),
        };
        let is_cut_off = is_cut_off(members);
        let (mut unknown, mut n_known) = (Vec::new(), 0);
        for (name, value) in members.iter().filter(|(name, _)| !is_control(&name.value)) {
            match self.index.member(ty, &name.value).or_else(|| self.other_case(ty, name)) {
                Some(_) if is_cut_off => {}
                Some(property) => {
                    n_known += 1;
                    self.value(value, &property.ty, Subject::property(property));
                }
                None => {
                    self.untyped(value);
                    // A failed part of a combined request contains an error (status 207).
                    let is_failure = name.value == "error" && value.value.get("code").is_some();
                    if !is_failure
                        && expected.described.is_none_or(|it| self.index.member_folded(it, &name.value).is_none())
                    {
                        unknown.push(name);
                    }
                }
            }
        }
        let is_reported = is_known && !is_cut_off && self.abstract_type(json, members, (ty, expected), &unknown);
        if is_known && self.index.is_open(ty) {
            self.dynamic_members(ty, &unknown, n_known);
        } else if is_known && !self.is_hollow(ty) {
            let stated = members.iter().find(|(it, _)| it.value.eq_ignore_ascii_case("@odata.type"));
            self.unknown_members((ty, is_reported), &unknown, stated);
        }
    }

    /// Whether the members of a type are unknown.
    fn is_hollow(&self, ty: TypeId) -> bool {
        self.index.is_partial(ty) || self.index.is_hollow(ty) && self.index.def(ty).declared().is_none()
    }

    /// The member whose name differs in case only.
    fn other_case(&mut self, ty: TypeId, name: &Name) -> Option<&'m Property<TypeId>> {
        let property = self.index.member_folded(ty, &name.value)?;
        // The service accepts parameters of actions in any case, and pages differ.
        if self.index.def(ty).role != Role::Parameters {
            let message = format!("`{}` is spelled `{}` in its declaration", name.value, property.name.value);
            let row = property.name.span;
            let declared = property.declared().unwrap_or(row);
            let report = Diagnostic::new(Code::ExampleMemberCase, name.span, message)
                .also(declared, "declared here")
                .help(format!("write `{}`", property.name.value));
            let is_same = declared != row && self.sources[row].contains(&*name.value);
            self.diagnostics.report(if is_same { report.also(row, "this row has the same spelling") } else { report });
        }
        Some(property)
    }

    /// `stated` is the member `@odata.type`, in any case. If the type is abstract and reported, so are members of derived types.
    fn unknown_members(&mut self, (ty, is_reported): (TypeId, bool), unknown: &[&Name], stated: Option<&Member>) {
        let (below, nowhere): (Vec<_>, Vec<_>) =
            unknown.iter().partition(|it| self.index.derived_with(ty, &it.value).next().is_some());
        if !is_reported {
            self.members_below(ty, &below, stated);
        }
        if self.index.def(ty).declared().is_none() {
            return self.undocumented(ty, &nowhere);
        }
        let def = self.index.def(ty);
        for name in nowhere {
            let (what, owner, described) = match self.action(ty) {
                Some(action) => ("parameter", action.clone(), action),
                None => ("member", format!("`{}`", def.name.value), format!("`{}`", def.name.value.name)),
            };
            let message = format!("`{}` is not a {what} of {owner}", name.value);
            let mut report = Diagnostic::new(Code::ExampleMember, name.span, message)
                .label(format!("unknown {what}"))
                .also(def.name.span, format!("{described} is described here"));
            if let Some(nearest) = self.index.nearest_member(ty, &name.value) {
                report = report.help(format!("did you mean `{nearest}`?"));
            }
            self.diagnostics.report(report);
        }
    }

    /// The action whose parameters a type has. Only the model names such types, not the sources.
    fn action(&self, ty: TypeId) -> Option<String> {
        if self.index.def(ty).role != Role::Parameters {
            return None;
        }
        let mut actions = self.index.model.odata_operations.iter();
        let action = actions.find(|it| it.body == Some(ty));
        Some(action.map_or("the action".to_owned(), |it| format!("`{}`", it.name.value.name)))
    }

    /// Members that the page of their type does not list: one report per object, since the page may be wrong.
    fn undocumented(&mut self, ty: TypeId, names: &[&Name]) {
        let Some(first) = names.first() else { return };
        let def = self.index.def(ty);
        let message = format!(
            "`{}`{} is not documented as a member of `{}`",
            first.value,
            and_more(names.len() - 1),
            def.name.value
        );
        let mut report = Diagnostic::new(Code::ExampleMemberUndocumented, first.span, message)
            .label("not documented")
            .also(def.name.span, format!("`{}` is described here", def.name.value.name));
        let nearest = self.index.nearest_member(ty, &first.value);
        if let Some(nearest) = nearest.or_else(|| self.index.longer_member(ty, &first.value)) {
            report = report.help(format!("did you mean `{nearest}`?"));
        }
        self.diagnostics.report(report);
    }

    /// Members that derived types declare: one report per object.
    fn members_below(&mut self, ty: TypeId, names: &[&Name], stated: Option<&Member>) {
        let Some(first) = names.first() else { return };
        let texts: Vec<&str> = names.iter().map(|it| it.value.as_str()).collect();
        let fitting = self.index.derived_with_all(ty, &texts);
        let one = self.index.derived_with(ty, &first.value).next();
        let Some(derived) = fitting.or(one) else { return };
        let more = and_more(names.len() - 1);
        let message =
            format!("`{}`{more} is declared only on types derived from `{}`", first.value, self.index.short_name(ty));
        let derived = self.index.def(derived);
        let label = format!("not a member of `{}` itself", self.index.short_name(ty));
        let report = match stated {
            Some((name, value)) => {
                let place = if name.value == "@odata.type" { value.span } else { name.span };
                let label = format!("`{}` is {label}", first.value);
                Diagnostic::new(Code::ExampleMemberDerived, place, message).also(first.span, label)
            }
            None => Diagnostic::new(Code::ExampleMemberDerived, first.span, message).label(label),
        };
        let report = report
            .also(derived.name.span, format!("a member of `{}`", derived.name.value.name))
            .help(format!("name the derived type: `\"@odata.type\": \"#{}\"`", derived.name.value));
        self.diagnostics.report(report);
    }

    /// The type that an object names.
    fn named(&mut self, members: &[Member], expected: ExpectedType) -> Named {
        let place = expected.place;
        let Some(json) = annotation(members, "type") else { return Named::Nothing };
        let Some(text) = json.value.as_str() else { return Named::Nothing };
        let name = text.trim().trim_start_matches('#');
        let Some(named) = self.find(name) else {
            return self.undeclared(json, name, members);
        };
        let def = self.index.def(named);
        if def.structure().is_none() {
            return Named::Nothing;
        }
        let spelled = &def.name.value.name;
        if name.rsplit('.').next().is_some_and(|it| it != spelled) {
            let message = format!("type `{name}` is spelled `{}` in its definition", def.name.value);
            let help = format!("write `#{}`", def.name.value);
            self.diagnostics.report(Diagnostic::new(Code::TypeCase, json.span, message).help(help));
        }
        // Pages alone often omit base types.
        let is_sure = expected.is_sure && def.declared().is_some() && self.index.def(place).declared().is_some();
        let relation = self.index.model.relation(named, place);
        let is_wrong = is_sure && matches!(relation, Relation::Base | Relation::Unrelated);
        if is_wrong && let Some(action) = self.action(place) {
            let is_parameter = |(it, _): &Member| self.index.member_folded(place, &it.value).is_some();
            let has_parameters = members.iter().any(is_parameter);
            self.typed_parameters(json, spelled, &action, has_parameters);
            return if has_parameters { Named::Nothing } else { Named::Type(named) };
        }
        if is_wrong {
            let place = self.index.def(place);
            let message = format!("`{}` does not derive from `{}`", def.name.value.name, place.name.value.name);
            let report = Diagnostic::new(Code::ExampleTypeUnrelated, json.span, message)
                .label(format!("expected `{}` or a derived type", place.name.value.name))
                .also(place.name.span, format!("`{}` is described here", place.name.value.name))
                .note("the members are checked against the type that the example names");
            self.diagnostics.report(report);
        }
        Named::Type(named)
    }

    /// A type name in a body for the parameters of an action.
    fn typed_parameters(&mut self, json: &Json, name: &str, action: &str, has_parameters: bool) {
        let message =
            format!("the body of {action} consists of its parameters, but the example names the type `{name}`");
        let (checked, remedy) = if has_parameters {
            ("the parameters", "remove `@odata.type` from the body")
        } else {
            ("the type that the example names", "write the object as the value of a parameter")
        };
        let report = Diagnostic::new(Code::ExampleTypeUnrelated, json.span, message)
            .label("not a type of parameters")
            .note(format!("the members are checked against {checked}"))
            .help(remedy);
        self.diagnostics.report(report);
    }

    fn undeclared(&mut self, json: &Json, name: &str, members: &[Member]) -> Named {
        let is_name = name.contains('.') && !name.contains(char::is_whitespace) && !name.contains(['{', '<', '(']);
        if is_name && !is_error(name, members) && self.index.model.sources.declare(Fact::Types) {
            let message = format!("cannot find type `{name}`");
            let mut report = Diagnostic::new(Code::ExampleTypeUnknown, json.span, message)
                .label("unknown type")
                .note("the members are checked against the declared type; unknown members are ignored");
            if let Some(meant) = self.index.similar(name) {
                report = report.help(format!("did you mean `#{}`?", self.index.def(meant).name.value));
            }
            self.diagnostics.report(report);
        }
        Named::Unknown
    }

    /// A value of unknown type: only objects that name their type are checked.
    pub(super) fn untyped(&mut self, json: &Json) {
        match &json.value {
            Value::Array(items) => items.iter().for_each(|it| self.untyped(it)),
            Value::Object(members) => {
                let text = annotation(members, "type").and_then(|it| it.value.as_str());
                let named = text.and_then(|it| self.find(it));
                match named.filter(|it| self.index.def(*it).structure().is_some()) {
                    Some(named) => self.object(json, members, ExpectedType::of(named)),
                    None => members.iter().for_each(|(_, it)| self.untyped(it)),
                }
            }
            _ => {}
        }
    }
}

/// Whether every member is null: generated examples end so at a maximum depth.
fn is_cut_off(members: &[Member]) -> bool {
    let plain = members.iter().filter(|(name, _)| !is_control(&name.value));
    plain.clone().all(|(_, it)| matches!(it.value, Value::Null)) && plain.count() > 2
}

/// Whether an object is an error of another service, whose types the metadata does not declare: `#oneDrive.error`.
fn is_error(name: &str, members: &[Member]) -> bool {
    let has = |name: &str| members.iter().any(|(it, _)| it.value == name);
    name.to_lowercase().ends_with(".error") && has("code") && has("message")
}

/// The type that an object names.
enum Named {
    Nothing,
    Unknown,
    Type(TypeId),
}
