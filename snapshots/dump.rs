//! Formats trees and models as text, with one line per item.

use graphwright::analysis::paths::{Call, Payload, Place, PlaceKind, Step};
use graphwright::input::markdown::{BlockKind, Topic};
use graphwright::model::example::{Body, Example};
use graphwright::model::permission::{Alternative, Permissions};
use graphwright::model::{ItemType, Model, ODataOperation, Operation, PropertyKind, Type, TypeId, TypeKind};
use graphwright::pipeline::Checked;
use graphwright::source::{SourceMap, Span, Spanned};
use std::fmt::Write;

/// The blocks of every page.
pub(crate) fn topics(sources: &SourceMap, topics: &[Topic]) -> String {
    let mut res = String::new();
    for topic in topics {
        let _ = writeln!(res, "{}", sources.file(topic.file).name);
        for block in &topic.blocks {
            let _ = writeln!(res, "  {}", self::block(sources, &block.kind, block.span));
        }
    }
    res
}

fn block(sources: &SourceMap, kind: &BlockKind, span: Span) -> String {
    let text = first_line(sources, span);
    match kind {
        BlockKind::Heading(it) => format!("heading {} {:?}", it.level, it.text.value),
        BlockKind::Table(it) => {
            let cells = |cells: &[graphwright::input::markdown::topic::Cell]| {
                let cells: Vec<&str> = cells.iter().map(|it| &sources[it.span]).collect();
                cells.join(" | ")
            };
            let mut res = format!("table {}", cells(&it.header));
            for row in &it.rows {
                let _ = write!(res, "\n    {} {}", if row.is_divider { "divider" } else { "row" }, cells(&row.cells));
            }
            res
        }
        BlockKind::Code(it) => {
            let annotation = it.annotation.as_ref().map(|(_, it)| format!(" {:?}", it.kind)).unwrap_or_default();
            format!("code {:?}{annotation} {:?}", it.language, first_line(sources, it.body))
        }
        BlockKind::Tab(it) => format!("tab {:?}", it.value),
        BlockKind::Paragraph => format!("paragraph {text:?}"),
        BlockKind::List => format!("list {text:?}"),
        BlockKind::Quote => format!("quote {text:?}"),
        BlockKind::Html => format!("html {text:?}"),
        BlockKind::Annotation(_, it) => format!("annotation {:?}", it.kind),
        BlockKind::Comment => "comment".to_owned(),
        BlockKind::Include(_) => format!("include {text:?}"),
        BlockKind::Rule => "rule".to_owned(),
        BlockKind::Definition => "definition".to_owned(),
    }
}

fn first_line(sources: &SourceMap, span: Span) -> String {
    sources[span].trim().lines().next().unwrap_or_default().to_owned()
}

/// Types, operations and places.
pub(crate) fn model(checked: &Checked) -> String {
    let model = &checked.model;
    let mut res = String::new();
    for (idx, def) in model.types.iter().enumerate() {
        let _ = writeln!(res, "{}{}", head(model, TypeId(idx as u32)), def.name.value);
        match &def.kind {
            TypeKind::Enum(it) => it.members.iter().for_each(|member| {
                let value = member.value.map(|it| format!(" = {it}")).unwrap_or_default();
                let _ = writeln!(res, "  {}{value}", member.name.value);
            }),
            TypeKind::Union(it) => it.variants.iter().for_each(|variant| {
                let _ = writeln!(res, "  {}: {}", variant.name.value, ty(model, &variant.ty));
            }),
            TypeKind::Entity(it) | TypeKind::Complex(it) => it.properties.iter().for_each(|property| {
                let kind = match property.kind {
                    PropertyKind::Structural => "Structural",
                    PropertyKind::Navigation { contains_target: false } => "Navigation",
                    PropertyKind::Navigation { contains_target: true } => "Navigation, contained",
                };
                let _ = writeln!(res, "  {}: {} {kind}", property.name.value, ty(model, &property.ty));
            }),
        }
    }
    model.operations.iter().for_each(|it| operation(&mut res, model, it));
    model.odata_operations.iter().for_each(|it| odata_operation(&mut res, model, it));
    for it in &model.entries {
        let _ = writeln!(res, "entry /{}", it.name.value);
    }
    checked.paths.places.iter().for_each(|it| place(&mut res, checked, it));
    res
}

fn head(model: &Model<TypeId>, id: TypeId) -> String {
    let base =
        |it: Option<TypeId>| it.map(|it| format!("({}) ", model.type_def(it).name.value.name)).unwrap_or_default();
    match &model.type_def(id).kind {
        TypeKind::Entity(it) => format!("entity {}", base(it.base)),
        TypeKind::Complex(it) => format!("complex {}", base(it.base)),
        TypeKind::Union(_) => "union ".to_owned(),
        TypeKind::Enum(it) => if it.is_flags { "flags " } else { "enum " }.to_owned(),
    }
}

fn ty(model: &Model<TypeId>, ty: &Type<TypeId>) -> String {
    let item = match &ty.item {
        ItemType::Primitive(it) => format!("{it:?}"),
        ItemType::Named(id) => model.type_def(*id).name.value.name.to_string(),
        ItemType::List(it) => format!("[{}]", self::ty(model, it)),
        ItemType::Map(it) => format!("{{{}}}", self::ty(model, it)),
    };
    if ty.is_collection { format!("[{item}]") } else { item }
}

fn odata_operation(res: &mut String, model: &Model<TypeId>, it: &ODataOperation<TypeId>) {
    let binding = it.binding.as_ref().map_or("nothing".to_owned(), |it| ty(model, it));
    let parameters = it
        .parameters
        .iter()
        .map(|it| format!("{}{}: {}", it.name.value, if it.is_required { "" } else { "?" }, ty(model, &it.ty)));
    let parameters: Vec<String> = parameters.collect();
    let result = it.result.as_ref().map_or("nothing".to_owned(), |it| ty(model, it));
    let composable = if it.is_composable { "composable " } else { "" };
    let name = &it.name.value;
    let _ = writeln!(res, "{composable}{:?} {name} on {binding} ({}) → {result}", it.kind, parameters.join(", "));
}

fn operation(res: &mut String, model: &Model<TypeId>, it: &Operation<TypeId>) {
    let _ = writeln!(res, "operation {:?}", it.title.value);
    for request in &it.requests {
        let _ = writeln!(res, "  {} {}", request.method, request.url.value);
    }
    permissions(res, &it.permissions);
    for it in &it.clouds {
        let _ = writeln!(res, "  {} in {}", if it.is_available { "available" } else { "not available" }, it.name.value);
    }
    for (kind, parameters) in [("parameter", &it.parameters), ("query", &it.query), ("header", &it.headers)] {
        for it in parameters {
            let _ = writeln!(res, "  {kind} {}: {}", it.name.value, ty(model, &it.ty));
        }
    }
    let shown = |it: &Option<Type<TypeId>>| it.as_ref().map_or("nothing".to_owned(), |it| ty(model, it));
    let status = it.status.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
    let _ = writeln!(res, "  {} →{status} {}", shown(&it.body), shown(&it.response));
    for example in it.examples.iter() {
        let _ = writeln!(res, "  example {} → {}", request(example), response(example));
    }
}

fn permissions(res: &mut String, permissions: &Permissions) {
    for (caller, all) in &permissions.callers {
        if all.is_empty() {
            let _ = writeln!(res, "  {caller:?}: ");
        }
        for it in all {
            let names = |it: &Alternative| it.names.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join("+");
            let alternatives: Vec<String> = it.alternatives.iter().map(names).collect();
            let subject = it.subject.as_ref().map(|it| format!(" ({})", it.value)).unwrap_or_default();
            let _ = writeln!(res, "  {caller:?}{subject}: {}", alternatives.join(" "));
        }
    }
}

fn request(example: &Example) -> String {
    let Some(it) = &example.request else { return "nothing".to_owned() };
    format!("{} {}{}", it.method.value, it.url.value, message(&it.headers, &it.body))
}

fn response(example: &Example) -> String {
    let Some(it) = &example.response else { return "nothing".to_owned() };
    let status = it.status.as_ref().map_or("no status".to_owned(), |it| it.value.to_string());
    let wrapped = if it.wraps_entity { " around one entity" } else { "" };
    format!("{status}{}{wrapped}", message(&it.headers, &it.body))
}

fn message(headers: &[(Spanned<String>, Spanned<String>)], body: &Body) -> String {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.value.as_str()).collect();
    let body = match body {
        Body::None => "",
        Body::Json(_) => " json",
        Body::Broken(_) => " broken json",
        Body::Text(_) => " text",
    };
    if names.is_empty() { body.to_owned() } else { format!(" [{}]{body}", names.join(", ")) }
}

fn place(res: &mut String, checked: &Checked, place: &Place) {
    let _ = writeln!(res, "place {}", place_name(checked, place));
    for Step { kind, target, .. } in &place.steps {
        let target = &checked.paths.places[target.0 as usize];
        let _ = writeln!(res, "  {kind:?} → {}", place_name(checked, target));
    }
    for Call { verb, tail, method, body, result, permissions, .. } in &place.calls {
        let payload = |it: &Payload| match it {
            Payload::Type(it) => ty(&checked.model, it),
            other => format!("{other:?}"),
        };
        let _ = writeln!(res, "  {verb:?} {method} {tail:?}: {} → {}", payload(body), payload(result));
        for it in permissions {
            let urls: Vec<String> = it.urls.iter().map(ToString::to_string).collect();
            let _ = writeln!(res, "    permissions of {}", urls.join(", "));
            self::permissions(res, &it.permissions);
        }
    }
}

fn place_name(checked: &Checked, place: &Place) -> String {
    let name = |id: TypeId| &checked.model.type_def(id).name.value.name;
    match &place.kind {
        PlaceKind::Root => "root".to_owned(),
        PlaceKind::Item(id) => name(*id).to_string(),
        PlaceKind::Collection(id) => format!("[{}]", name(*id)),
        PlaceKind::Segment { name, is_item, .. } => format!("/{name}{}", if *is_item { "/{}" } else { "" }),
    }
}
