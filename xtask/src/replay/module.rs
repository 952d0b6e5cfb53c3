//! A module for the generated crate that calls its request functions with the values of examples.
//!
//! One function per entry. It takes values of examples from `Args` of `fixtures/replay/support.rs`, in the order of
//! [`entry::arguments`](super::entry::arguments). Types are inferred from the request functions.

use super::entry::Entry;
use super::values::Values;
use graphwright::analysis::paths::{Paths, Payload, Place, PlaceId, PlaceKind, StepKind, Tail};
use graphwright::model::{Model, TypeId};
use graphwright::rust::names::Names;
use graphwright::rust::signature::{self, Sent};

/// The functions of all entries, and a table of them.
pub(crate) fn module(model: &Model<TypeId>, paths: &Paths, names: &Names, entries: &[Entry]) -> String {
    let writer = Writer { model, paths, names };
    let table: Vec<String> = (0..entries.len()).map(|idx| format!("e{idx}")).collect();
    let functions: String = entries.iter().enumerate().map(|(idx, it)| writer.function(idx, it)).collect();
    format!(
        "use super::replay_support::{{Args, Outcome}};\n\n\
         pub static ENTRIES: &[fn(&mut Args) -> Result<Outcome, String>] = &[{}];\n\n{functions}",
        table.join(", ")
    )
}

struct Writer<'a> {
    model: &'a Model<TypeId>,
    paths: &'a Paths,
    names: &'a Names,
}

impl Writer<'_> {
    fn function(&self, idx: usize, entry: &Entry) -> String {
        let steps: String = entry.steps.iter().map(|(from, step)| self.step(*from, *step)).collect();
        let place = self.place(entry.place);
        let call = &place.calls[entry.call];
        let receiver = receiver(place, &self.names.methods(entry.place).calls[entry.call].ident);
        let mut values = Values::new(self.model);
        if let Tail::Function(_, arguments) = &call.tail {
            values.function(call.odata_operation, arguments);
        }
        for _ in call.required_headers(self.model).iter().filter(|it| it.fixed.is_none()) {
            values.text();
        }
        let request = request(&receiver, &values.arguments, signature::sent(place, call));
        let send = if call.result == Payload::Bytes { "send_bytes" } else { "send" };
        format!(
            "fn e{idx}(a: &mut Args) -> Result<Outcome, String> {{\n{steps}{}{request}    a.{send}(request)\n}}\n\n",
            values.statements
        )
    }

    /// `let p = p.id(…);`
    fn step(&self, from: PlaceId, step: usize) -> String {
        let place = self.place(from);
        let declared = &place.steps[step];
        let receiver = receiver(place, &self.names.methods(from).steps[step].ident);
        let mut values = Values::new(self.model);
        match &declared.kind {
            StepKind::Segment(_) | StepKind::Values(_) => {}
            StepKind::ByPath => values.text(),
            StepKind::Key => match self.paths.key_type(self.model, declared.target) {
                Some(ty) => values.typed(ty, true),
                None => values.text(),
            },
            StepKind::Keys(keys) => {
                let item = self.paths.item(declared.target);
                for key in keys {
                    match item.and_then(|it| self.model.key_type(it, key)) {
                        Some(ty) => values.typed(ty, true),
                        None => values.bare(),
                    }
                }
            }
            StepKind::Function(_, arguments) => values.function(declared.odata_operation, arguments),
        }
        format!("{}    let p = {receiver}({});\n", values.statements, values.arguments.join(", "))
    }

    fn place(&self, id: PlaceId) -> &Place {
        &self.paths.places[id.0 as usize]
    }
}

fn receiver(place: &Place, method: &str) -> String {
    if place.kind == PlaceKind::Root { format!("crate::{method}") } else { format!("p.{method}") }
}

/// The statements that read the body, and build the request.
fn request(receiver: &str, arguments: &[String], sent: Sent<'_>) -> String {
    let (statements, own): (&str, &[&str]) = match sent {
        Sent::Nothing | Sent::Update(_) | Sent::Multipart => ("", &[]),
        Sent::Value(ty) if ty.is_collection => ("    let body: Vec<_> = a.body()?;\n", &["&body"]),
        Sent::Value(_) | Sent::Form(_) => ("    let body = a.body()?;\n", &["&body"]),
        Sent::Json => ("    let body: rt::Untyped = a.body()?;\n", &["&body"]),
        Sent::Reference => ("    let to = a.reference()?;\n", &["to"]),
        Sent::Bytes => {
            ("    let media_type = a.media_type();\n    let content = a.bytes();\n", &["media_type", "content"])
        }
    };
    let all: Vec<&str> = arguments.iter().map(String::as_str).chain(own.iter().copied()).collect();
    let request = match sent {
        // Some examples send a body that the function does not take.
        Sent::Nothing => "a.undeclared_body(request)",
        Sent::Update(_) => "a.update(request)?",
        Sent::Value(_) | Sent::Form(_) | Sent::Multipart | Sent::Json | Sent::Reference | Sent::Bytes => "request",
    };
    format!("{statements}    let request = {receiver}({});\n    let request = {request};\n", all.join(", "))
}
