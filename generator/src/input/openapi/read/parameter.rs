//! Parameters and headers.

use super::resolve::Referable;
use super::{Object, Reader, content};
use crate::input::openapi::{Parameter, Target, Targets};
use crate::model::json::Json;
use crate::model::{Location, Style};
use crate::source::Spanned;
use std::collections::BTreeMap;

const LOCATIONS: [(&str, Location); 4] =
    [("path", Location::Path), ("query", Location::Query), ("header", Location::Header), ("cookie", Location::Cookie)];

impl Referable for Parameter {
    const KIND: &'static str = "a parameter";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Parameter {
        let mut it = reader.object(Self::KIND, node);
        let span = it.span;
        let name = it.required("name", "the parameter is never sent");
        let location = location(&mut it).unwrap_or(Spanned::new(Location::Query, span));
        let mut field = content::field(it);
        if let Some(style) = &mut field.style
            && !is_allowed(style.value, location.value)
        {
            let default = location.value.default_style();
            let note = format!("treated as `{}`", content::name_of(default));
            let message = format!("the style `{}` is not allowed for this parameter", content::name_of(style.value));
            reader.wrong_value(style.span, message, "not allowed here", &note);
            style.value = default;
        }
        Parameter { name: name.unwrap_or(Spanned::new("".into(), span)), location, field }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Parameter> {
        &mut targets.parameters
    }
}

/// The member `in`.
pub(super) fn location(it: &mut Object<'_, '_>) -> Option<Spanned<Location>> {
    let text = it.required("in", "treated as a parameter of the query")?;
    content::one_of(it.reader, "location", text, &LOCATIONS, "the parameter is treated as one of the query")
}

/// Whether parameters of a location may have a style.
fn is_allowed(style: Style, location: Location) -> bool {
    match style {
        Style::Simple => matches!(location, Location::Path | Location::Header),
        Style::Label | Style::Matrix => location == Location::Path,
        Style::Form => matches!(location, Location::Query | Location::Cookie),
        Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => location == Location::Query,
    }
}
