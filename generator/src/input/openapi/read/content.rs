//! Responses, bodies by media type, and examples.

use super::resolve::Referable;
use super::{Object, Reader, schema};
use crate::diagnostics::listing;
use crate::input::openapi::{Encoding, Example, Field, Media, RefOr, Response, Target, Targets, Text};
use crate::model::json::{Json, Member, Name};
use crate::model::{StatusRange, Style};
use crate::source::Spanned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The responses of an operation.
pub(super) fn responses<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Vec<(Spanned<StatusRange>, RefOr<Response>)> {
    let mut it = reader.object("the member `responses`", node);
    let members = it.rest();
    let res = members.into_iter().filter_map(|(name, value)| {
        let response = it.reader.ref_or(value);
        let status = status(&name.value);
        if status.is_none() {
            let message = format!("`{}` is not a status", name.value);
            it.reader.wrong_value(
                name.span,
                message,
                "expected a status, `4XX` or `default`",
                "the response is ignored",
            );
        }
        Some((Spanned::new(status?, name.span), response))
    });
    let res = res.collect();
    it.finish();
    res
}

fn status(name: &str) -> Option<StatusRange> {
    let class = name.strip_suffix("XX").or_else(|| name.strip_suffix("xx"));
    match name.parse() {
        Ok(code @ 100..=599) => Some(StatusRange::Code(code)),
        Ok(_) => None,
        Err(_) if name == "default" => Some(StatusRange::Default),
        Err(_) => class?.parse().ok().filter(|it| (1..=5).contains(it)).map(StatusRange::Class),
    }
}

impl Referable for Response {
    const KIND: &'static str = "a response";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Response {
        let mut it = reader.object(Self::KIND, node);
        Response {
            span: it.span,
            summary: it.text("summary"),
            description: it.required("description", "the response has no description"),
            headers: it.map("headers", |reader, _, it| reader.ref_or(it)),
            content: content(&mut it),
            links: it.map("links", |reader, _, it| reader.ref_or(it)),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Response> {
        &mut targets.responses
    }
}

/// The member `content`: bodies by media type.
pub(super) fn content(it: &mut Object<'_, '_>) -> Vec<Media> {
    it.read("content", |reader, node| {
        let mut it = reader.object("the member `content`", node);
        let members = it.rest();
        let res = members.into_iter().filter_map(|member| media(it.reader, member)).collect();
        it.finish();
        res
    })
    .unwrap_or_default()
}

/// A body of a media type. Other members are often examples that are in the wrong place.
fn media<'a>(reader: &mut Reader<'a>, (name, node): &'a Member) -> Option<Media> {
    let Some(media_type) = media_type(reader, name) else {
        let message = format!("`{}` is not a media type", name.value);
        reader.wrong_value(name.span, message, "expected a media type: `application/json`", "the member is ignored");
        reader.ignore(node);
        return None;
    };
    let mut it = reader.object("a body", node);
    Some(Media {
        media_type,
        schema: it.read("schema", schema::schema),
        item_schema: it.read("itemSchema", schema::schema),
        example: it.data("example").map(Arc::new),
        examples: examples(&mut it),
        encoding: it.map("encoding", |reader, _, it| encoding(reader, it)),
        extensions: it.finish(),
    })
}

/// A media type, without what does not belong to one; `None` if there is none.
fn media_type(reader: &mut Reader<'_>, name: &Name) -> Option<Text> {
    let (range, rest) = name.value.split_at(name.value.find([';', ',']).unwrap_or(name.value.len()));
    let range = range.trim();
    let is_part = |it: &str| !it.is_empty() && !it.contains(char::is_whitespace);
    range.split_once('/').filter(|(first, second)| is_part(first) && is_part(second))?;
    if !rest.starts_with(',') {
        return Some(name.clone());
    }
    let message = format!("`{}` is not a media type", name.value);
    reader.wrong_value(name.span, message, "parameters follow `;`", &format!("treated as `{range}`"));
    Some(Spanned::new(range.into(), name.span))
}

/// The member `examples`: examples by name.
pub(super) fn examples(it: &mut Object<'_, '_>) -> Vec<(Name, RefOr<Example>)> {
    it.map("examples", |reader, _, it| reader.ref_or(it))
}

impl Referable for Example {
    const KIND: &'static str = "an example";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Example {
        let mut it = reader.object(Self::KIND, node);
        Example {
            span: it.span,
            summary: it.text("summary"),
            description: it.text("description"),
            value: it.data("value").map(Arc::new),
            external_value: it.text("externalValue"),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Example> {
        &mut targets.examples
    }
}

fn encoding<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Encoding {
    let mut it = reader.object("an encoding", node);
    Encoding {
        content_type: it.text("contentType"),
        headers: it.map("headers", |reader, _, it| reader.ref_or(it)),
        style: style(&mut it),
        explode: it.flag("explode"),
        allows_reserved: it.flag("allowReserved").unwrap_or_default(),
        extensions: it.finish(),
    }
}

const STYLES: [(&str, Style); 7] = [
    ("simple", Style::Simple),
    ("label", Style::Label),
    ("matrix", Style::Matrix),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
];

impl Referable for Field {
    const KIND: &'static str = "a header";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Field {
        field(reader.object(Self::KIND, node))
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Field> {
        &mut targets.headers
    }
}

/// The members that parameters and headers have.
pub(super) fn field(mut it: Object<'_, '_>) -> Field {
    Field {
        span: it.span,
        description: it.text("description"),
        is_required: it.flag("required").unwrap_or_default(),
        is_deprecated: it.flag("deprecated").unwrap_or_default(),
        allows_empty: it.flag("allowEmptyValue").unwrap_or_default(),
        style: style(&mut it),
        explode: it.flag("explode"),
        allows_reserved: it.flag("allowReserved").unwrap_or_default(),
        schema: it.read("schema", schema::schema),
        content: content(&mut it),
        example: it.data("example"),
        examples: examples(&mut it),
        extensions: it.finish(),
    }
}

/// The member `style`.
pub(super) fn style(it: &mut Object<'_, '_>) -> Option<Spanned<Style>> {
    let text = it.text("style")?;
    one_of(it.reader, "style", text, &STYLES, "the style is ignored")
}

/// A value of a list of names.
pub(super) fn one_of<T: Copy>(
    reader: &mut Reader<'_>,
    what: &str,
    text: Text,
    all: &[(&str, T)],
    note: &str,
) -> Option<Spanned<T>> {
    let found = all.iter().find(|it| it.0 == text.value).map(|it| it.1);
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(|it| it.0).collect();
        let label = format!("expected one of {}", listing(&names));
        reader.wrong_value(text.span, format!("unknown {what} `{}`", text.value), &label, note);
    }
    Some(Spanned::new(found?, text.span))
}

pub(super) fn name_of(style: Style) -> &'static str {
    STYLES.iter().find(|it| it.1 == style).map_or("", |it| it.0)
}
