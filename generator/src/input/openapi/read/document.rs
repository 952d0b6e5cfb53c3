//! Descriptions, and their parts that are not requests or schemas.

use super::resolve::Referable;
use super::{Object, Reader, info, security};
use crate::input::openapi::{
    Account, Callback, Components, Document, Example, Header, Link, Parameter, PathItem, RefOr, RequestBody, Response,
    Schema, Scheme, Target, Targets, Version,
};
use crate::model::json::{Json, Name};
use crate::source::Spanned;

/// The root. Its targets and its account are added later.
pub(super) fn document<'a>(reader: &mut Reader<'a>, root: &'a Json, version: Spanned<Version>) -> Document {
    let mut it = reader.object("the description", root);
    it.take("openapi");
    if !it.has("info") {
        it.reader.missing("the description", root.span, "info", "the API has no title");
    }
    // Metadata of the schemas, which the names of keywords do not depend on.
    it.text("jsonSchemaDialect");
    Document {
        file: root.span.file,
        version,
        info: it.read("info", info::info),
        servers: it.list("servers", info::server).into_iter().flatten().collect(),
        tags: it.list("tags", info::tag).into_iter().flatten().collect(),
        paths: it.read("paths", paths).unwrap_or_default(),
        webhooks: it.map("webhooks", |reader, _, it| reader.ref_or(it)),
        security: security::requirements(&mut it),
        components: it.read("components", components).unwrap_or_default(),
        external_docs: it.read("externalDocs", info::external_docs),
        extensions: it.finish(),
        targets: Targets::default(),
        account: Account::default(),
    }
}

/// Path items by URL template or expression.
fn paths<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Vec<(Name, RefOr<PathItem>)> {
    let mut it = reader.object("the member `paths`", node);
    let members = it.rest();
    let res = members.into_iter().map(|(name, value)| (name.clone(), it.reader.ref_or(value))).collect();
    it.finish();
    res
}

fn components<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Components {
    let mut it = reader.object("the member `components`", node);
    Components {
        schemas: it.map("schemas", |reader, _, it| reader.queue::<Schema>(it)),
        responses: parts::<Response>(&mut it, "responses"),
        parameters: parts::<Parameter>(&mut it, "parameters"),
        examples: parts::<Example>(&mut it, "examples"),
        request_bodies: parts::<RequestBody>(&mut it, "requestBodies"),
        headers: parts::<Header>(&mut it, "headers"),
        security_schemes: parts::<Scheme>(&mut it, "securitySchemes"),
        links: parts::<Link>(&mut it, "links"),
        callbacks: parts::<Callback>(&mut it, "callbacks"),
        path_items: parts::<PathItem>(&mut it, "pathItems"),
        extensions: it.finish(),
    }
}

/// The named parts of a kind.
fn parts<T: Referable>(it: &mut Object<'_, '_>, name: &str) -> Vec<(Name, Target)> {
    let parts = it.map(name, |reader, _, it| reader.target::<T>(it));
    parts.into_iter().filter_map(|(name, it)| Some((name, it?))).collect()
}
