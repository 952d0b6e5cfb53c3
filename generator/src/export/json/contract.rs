//! What OpenAPI descriptions state about the messages of operations.

use super::parameters::ParameterView;
use super::view::{At, Ctx, DocsView, TypeView, Word};
use crate::model::{Content, Contract, Input, Location, Response, Sample, SchemeUse, StatusRange, Style, TypeId};
use serde::Serialize;

/// The messages of an operation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContractView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Word<'a>>,
    name: &'a str,
    tags: Vec<Word<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fragment: Option<&'a str>,
    inputs: Vec<InputView<'a>>,
    bodies: Vec<ContentView<'a>>,
    body_required: bool,
    responses: Vec<ResponseView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    security: Option<Vec<Vec<SchemeUseView<'a>>>>,
}

#[derive(Serialize)]
struct InputView<'a> {
    #[serde(flatten)]
    parameter: ParameterView<'a>,
    #[serde(rename = "in")]
    location: &'static str,
    style: &'static str,
    explode: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    reserved: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    json: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<serde_json::Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContentView<'a> {
    media_type: &'a str,
    at: At<'a>,
    #[serde(flatten)]
    ty: Option<TypeView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    samples: Vec<SampleView<'a>>,
}

#[derive(Serialize)]
struct SampleView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    at: At<'a>,
    json: serde_json::Value,
}

#[derive(Serialize)]
struct ResponseView<'a> {
    status: String,
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    bodies: Vec<ContentView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headers: Vec<InputView<'a>>,
}

#[derive(Serialize)]
struct SchemeUseView<'a> {
    scheme: &'a str,
    scopes: &'a [String],
}

impl<'a> Ctx<'a> {
    pub(super) fn contract(self, it: &'a Contract<TypeId>) -> ContractView<'a> {
        let scheme = |it: &'a SchemeUse| SchemeUseView { scheme: &it.name, scopes: &it.scopes };
        let together = |it: &'a Vec<SchemeUse>| it.iter().map(scheme).collect();
        ContractView {
            id: it.id.as_ref().map(|it| self.word(it)),
            name: &it.name,
            tags: it.tags.iter().map(|it| self.word(it)).collect(),
            url: it.url.as_deref(),
            fragment: it.fragment.as_deref(),
            inputs: it.parameters.iter().map(|it| self.input(it)).collect(),
            bodies: it.bodies.iter().map(|it| self.content(it)).collect(),
            body_required: it.is_body_required,
            responses: it.responses.iter().map(|it| self.described(it)).collect(),
            security: it.security.as_ref().map(|it| it.iter().map(together).collect()),
        }
    }

    fn input(self, it: &'a Input<TypeId>) -> InputView<'a> {
        InputView {
            parameter: self.parameter(&it.parameter),
            location: location(it.location),
            style: style(it.style),
            explode: it.explode,
            reserved: it.allows_reserved,
            json: it.is_json,
            fixed: it.parameter.fixed.as_deref(),
            example: it.example.as_ref().map(|it| (&it.value).into()),
        }
    }

    fn content(self, it: &'a Content<TypeId>) -> ContentView<'a> {
        ContentView {
            media_type: &it.media_type.value,
            at: self.at(it.media_type.span),
            ty: it.ty.as_ref().map(|it| self.ty(it)),
            samples: it.examples.iter().map(|it| self.sample(it)).collect(),
        }
    }

    fn sample(self, it: &'a Sample) -> SampleView<'a> {
        let name = it.name.as_ref().map(|it| it.value.as_str());
        SampleView { name, at: self.at(it.value.span), json: (&it.value.value).into() }
    }

    fn described(self, it: &'a Response<TypeId>) -> ResponseView<'a> {
        let status = match it.statuses.value {
            StatusRange::Code(code) => code.to_string(),
            StatusRange::Class(class) => format!("{class}XX"),
            StatusRange::Default => "default".to_owned(),
        };
        ResponseView {
            status,
            at: self.at(it.statuses.span),
            docs: self.docs(&it.docs),
            bodies: it.contents.iter().map(|it| self.content(it)).collect(),
            headers: it.headers.iter().map(|it| self.input(it)).collect(),
        }
    }
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    }
}
