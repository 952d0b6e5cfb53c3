//! Examples against what pages say: URLs against request lines, values against enums.

mod url;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::json::{Json, Value};
use crate::model::{ItemType, Model, Operation, Type, TypeDef, TypeId, TypeKind};
use crate::page::message::{Body, Example};
use std::collections::BTreeMap;

/// Checks the examples of every operation.
pub fn check(diagnostics: &mut Diagnostics, model: &Model<TypeId>) {
    let mut checker = Checker { diagnostics, model, types: BTreeMap::new() };
    for (idx, def) in model.types.iter().enumerate() {
        checker.types.insert(def.name.value.to_string().to_lowercase(), TypeId(idx as u32));
    }
    for operation in &model.operations {
        for example in &operation.examples {
            url::check(checker.diagnostics, operation, example);
            status(checker.diagnostics, operation, example);
            checker.bodies(operation, example);
        }
    }
}

/// A success status that is not the one that the page's Response section names.
fn status(diagnostics: &mut Diagnostics, operation: &Operation<TypeId>, example: &Example) {
    let shown = example.response.as_ref().and_then(|it| it.status.as_ref());
    let (Some(shown), Some(documented)) = (shown, &operation.status) else { return };
    if shown.value >= 400 || shown.value == documented.value {
        return;
    }
    let message = format!("the example answers with {}, the page says {}", shown.value, documented.value);
    let report = Diagnostic::new(Code::OperationContradiction, shown.span, message)
        .symbol(&operation.title.value)
        .also(documented.span, "documented here")
        .note("the request function follows the Response section");
    diagnostics.report(report);
}

struct Checker<'a> {
    diagnostics: &'a mut Diagnostics,
    model: &'a Model<TypeId>,
    /// By qualified name, in lower case.
    types: BTreeMap<String, TypeId>,
}

impl Checker<'_> {
    fn bodies(&mut self, operation: &Operation<TypeId>, example: &Example) {
        if let Some(Body::Json(json)) = example.request.as_ref().map(|it| &it.body) {
            self.body(json, operation.body.as_ref());
        }
        let response = example.response.as_ref();
        let is_success = response.and_then(|it| it.status.as_ref()).is_none_or(|it| it.value < 400);
        if let Some(Body::Json(json)) = response.filter(|_| is_success).map(|it| &it.body) {
            let items =
                json.value.get("value").filter(|_| operation.response.as_ref().is_none_or(|it| it.is_collection));
            self.body(items.unwrap_or(json), operation.response.as_ref());
        }
    }

    fn body(&mut self, json: &Json, ty: Option<&Type<TypeId>>) {
        let ty = ty.and_then(|it| match it.item {
            ItemType::Named(id) => Some(id),
            ItemType::Primitive(_) => None,
        });
        self.value(json, ty);
    }

    /// A value of a type, or of the type that it names itself.
    fn value(&mut self, json: &Json, ty: Option<TypeId>) {
        match &json.value {
            Value::Array(items) => items.iter().for_each(|it| self.value(it, ty)),
            Value::Object(members) => {
                let Some(ty) = self.named_type(&json.value).or(ty) else { return };
                for (name, value) in members {
                    let property = self.model.find_property(ty, &name.value);
                    let Some(property) = property.and_then(|it| self.model.property(it)) else { continue };
                    if let ItemType::Named(id) = property.ty.item {
                        self.value(value, Some(id));
                    }
                }
            }
            Value::String(text) => {
                if let Some(def) = ty.map(|it| self.model.type_def(it)) {
                    self.member(json, text, def);
                }
            }
            _ => {}
        }
    }

    fn named_type(&self, object: &Value) -> Option<TypeId> {
        let name = object.get("@odata.type")?.value.as_str()?;
        self.types.get(&name.trim_start_matches('#').to_lowercase()).copied()
    }

    /// A string where a member of an enum is expected.
    fn member(&mut self, json: &Json, text: &str, def: &TypeDef<TypeId>) {
        let TypeKind::Enum(enumeration) = &def.kind else { return };
        let is_member =
            |name: &str| enumeration.members.iter().any(|it| it.name.value.eq_ignore_ascii_case(name.trim()));
        let is_known = if enumeration.is_flags { text.split(',').all(is_member) } else { is_member(text) };
        if is_known || enumeration.members.is_empty() || text.eq_ignore_ascii_case("unknownFutureValue") {
            return;
        }
        let names: Vec<&str> = enumeration.members.iter().map(|it| it.name.value.as_str()).take(8).collect();
        let rest = if enumeration.members.len() > names.len() { ", …" } else { "" };
        let message = format!("`{text}` is no member of `{}`", def.name.value.name);
        let report = Diagnostic::new(Code::ExampleEnum, json.span, message)
            .symbol(&def.name.value.name)
            .label("not a member")
            .also(def.name.span, "the members are given here")
            .help(format!("use one of: {}{rest}", names.join(", ")));
        self.diagnostics.report(report);
    }
}
