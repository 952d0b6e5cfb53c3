//! Bodies and responses by media type.

use super::names::{inside, of_reference};
use super::{Ctx, docs, samples, shape};
use crate::input::openapi::{self, Encoding, Media, RefOr, Targets};
use crate::model::{Content, EncodedMember, Response, StatusRange, Style, Type, Unresolved};
use crate::source::{Span, Spanned};

impl<'a> Ctx<'a> {
    /// The bodies of requests, and whether they are required.
    pub(super) fn bodies(
        &mut self,
        owner: &str,
        body: Option<&'a RefOr<openapi::RequestBody>>,
    ) -> (Vec<Content<Unresolved>>, bool) {
        let Some(place) = body else { return (Vec::new(), false) };
        let Some(it) = place.get(&self.document.targets.request_bodies) else { return (Vec::new(), false) };
        let hint = shared_hint(place).unwrap_or_else(|| inside(owner, "body"));
        (self.contents(place, &hint, &it.content), it.is_required)
    }

    /// The responses.
    pub(super) fn responses(
        &mut self,
        owner: &str,
        all: &'a [(Spanned<StatusRange>, RefOr<openapi::Response>)],
    ) -> Vec<Response<Unresolved>> {
        let mut res = Vec::new();
        for (status, place) in all {
            let Some(it) = place.get(&self.document.targets.responses) else { continue };
            let hint = shared_hint(place).unwrap_or_else(|| inside(owner, &suffix(status.value)));
            let contents = self.contents(place, &hint, &it.content);
            let document = self.document;
            let headers = it.headers.iter().filter_map(|(name, it)| Some((name, it.get(&document.targets.headers)?)));
            let headers = headers.map(|(name, it)| self.header(&hint, name, it)).collect();
            let docs = docs::docs([it.description.as_ref()], None);
            res.push(Response { statuses: status.clone(), docs, contents, headers });
        }
        res
    }

    fn contents<T>(&mut self, place: &RefOr<T>, hint: &str, all: &'a [Media]) -> Vec<Content<Unresolved>> {
        let is_shared = matches!(place, RefOr::Reference(_));
        let content = |it: &'a Media| {
            let schema = it.item_schema.as_ref().or(it.schema.as_ref());
            let ty = schema.map(|schema| match is_shared {
                true => self.shared(schema.span, |ctx| ctx.ty(schema, hint)),
                false => self.ty(schema, hint),
            });
            let media_type = Spanned::new(it.media_type.value.to_string(), it.media_type.span);
            Content {
                media_type,
                ty,
                members: it.encoding.iter().filter_map(|(name, it)| member(&name.value, it)).collect(),
                part_types: part_types(&self.document.targets, it),
                examples: samples::of_media(&self.document.targets, it),
            }
        };
        all.iter().map(content).collect()
    }

    /// The type of a part that several operations share: it is determined once.
    pub(super) fn shared(&mut self, span: Span, ty: impl FnOnce(&mut Ctx<'a>) -> Type<Unresolved>) -> Type<Unresolved> {
        if let Some(known) = self.parts.get(&span) {
            return known.clone();
        }
        let res = ty(self);
        self.parts.insert(span, res.clone());
        res
    }
}

/// The media types of the parts of a form: those that are stated, and that of files.
fn part_types(targets: &Targets, media: &Media) -> Vec<(String, String)> {
    let stated = media.encoding.iter().filter_map(|(name, it)| Some((name, it.content_type.as_ref()?)));
    let stated =
        stated.map(|(name, it)| (name.value.to_string(), it.value.split(',').next().unwrap_or_default().trim()));
    let mut res: Vec<(String, String)> = stated.map(|(name, it)| (name, it.to_owned())).collect();
    let schema = media.schema.as_ref().map(|it| shape::referenced(targets, it));
    for (name, it) in schema.into_iter().flat_map(|it| &it.properties) {
        let item = shape::referenced(targets, it);
        let item = item.items.as_deref().map_or(item, |it| shape::referenced(targets, it));
        let is_file = item.format.as_ref().is_some_and(|it| it.value == "binary");
        if is_file && !res.iter().any(|(known, _)| *known == name.value) {
            res.push((name.value.to_string(), "application/octet-stream".to_owned()));
        }
    }
    res
}

/// How a member of a form is written, if it is stated.
fn member(name: &str, it: &Encoding) -> Option<EncodedMember> {
    let is_stated = it.style.is_some() || it.explode.is_some() || it.allows_reserved;
    let style = it.style.as_ref().map_or(Style::Form, |it| it.value);
    let explode = it.explode.unwrap_or(style.default_explode());
    is_stated.then(|| EncodedMember { name: name.to_owned(), style, explode, allows_reserved: it.allows_reserved })
}

/// The name of types in a shared part.
fn shared_hint<T>(place: &RefOr<T>) -> Option<String> {
    match place {
        RefOr::Reference(it) => Some(of_reference(&it.uri.value)),
        RefOr::Value(_) => None,
    }
}

/// What a response adds to the name of its operation.
fn suffix(statuses: StatusRange) -> String {
    match statuses {
        it if it.is_success() => "response".to_owned(),
        StatusRange::Code(code) => format!("error {code}"),
        StatusRange::Class(class) => format!("error {class}xx"),
        StatusRange::Default => "error".to_owned(),
    }
}
