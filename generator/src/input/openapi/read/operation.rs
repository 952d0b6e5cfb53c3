//! Reads path items and operations.

use super::resolve::Referable;
use super::{Reader, content, info, security};
use crate::input::openapi::{Callback, Link, Method, Operation, PathItem, RequestBody, Target, Targets};
use crate::model::json::Json;
use crate::source::Spanned;
use std::collections::BTreeMap;

const METHODS: [(&str, Method); 8] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

impl Referable for PathItem {
    const KIND: &'static str = "a path item";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> PathItem {
        let mut it = reader.object(Self::KIND, node);
        let operations = METHODS.into_iter().filter_map(|(name, method)| {
            let (name, value) = it.take(name)?;
            Some((Spanned::new(method, name.span), operation(it.reader, value)))
        });
        PathItem {
            operations: operations.collect(),
            span: it.span,
            summary: it.text("summary"),
            description: it.text("description"),
            servers: it.list("servers", info::server).into_iter().flatten().collect(),
            parameters: it.list("parameters", Reader::ref_or),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, PathItem> {
        &mut targets.path_items
    }
}

fn operation<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Operation {
    reader.n_operations += 1;
    let mut it = reader.object("an operation", node);
    Operation {
        span: it.span,
        id: it.text("operationId"),
        tags: it.texts("tags"),
        summary: it.text("summary"),
        description: it.text("description"),
        external_docs: it.read("externalDocs", info::external_docs),
        parameters: it.list("parameters", Reader::ref_or),
        request_body: it.read("requestBody", Reader::ref_or),
        responses: it.read("responses", content::responses).unwrap_or_default(),
        callbacks: it.map("callbacks", |reader, _, it| reader.ref_or(it)),
        is_deprecated: it.flag("deprecated").unwrap_or_default(),
        security: security::requirements(&mut it),
        servers: it.list("servers", info::server).into_iter().flatten().collect(),
        extensions: it.finish(),
    }
}

impl Referable for Callback {
    const KIND: &'static str = "a callback";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Callback {
        let mut it = reader.object(Self::KIND, node);
        let members = it.rest();
        let paths = members.into_iter().map(|(name, value)| (name.clone(), it.reader.ref_or(value))).collect();
        Callback { paths, extensions: it.finish() }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Callback> {
        &mut targets.callbacks
    }
}

impl Referable for RequestBody {
    const KIND: &'static str = "a request body";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> RequestBody {
        let mut it = reader.object(Self::KIND, node);
        RequestBody {
            span: it.span,
            description: it.text("description"),
            content: content::content(&mut it),
            is_required: it.flag("required").unwrap_or_default(),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, RequestBody> {
        &mut targets.request_bodies
    }
}

impl Referable for Link {
    const KIND: &'static str = "a link";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Link {
        let mut it = reader.object(Self::KIND, node);
        Link {
            operation_ref: it.text("operationRef"),
            operation_id: it.text("operationId"),
            parameters: it.map("parameters", |reader, _, it| reader.data(it)),
            request_body: it.data("requestBody"),
            description: it.text("description"),
            server: it.read("server", info::server).flatten(),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Link> {
        &mut targets.links
    }
}
