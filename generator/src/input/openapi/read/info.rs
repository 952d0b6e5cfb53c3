//! Information about an API.

use super::Reader;
use crate::input::openapi::{Contact, ExternalDocs, Info, License, Server, Tag, Variable};
use crate::model::json::Json;

pub(super) fn info<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Info {
    let mut it = reader.object("the member `info`", node);
    Info {
        span: it.span,
        title: it.required("title", "the API has no title"),
        summary: it.text("summary"),
        description: it.text("description"),
        terms_of_service: it.text("termsOfService"),
        contact: it.read("contact", contact),
        license: it.read("license", license),
        version: it.required("version", "the API has no version"),
        extensions: it.finish(),
    }
}

fn contact<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Contact {
    let mut it = reader.object("a contact", node);
    Contact { name: it.text("name"), url: it.text("url"), email: it.text("email"), extensions: it.finish() }
}

fn license<'a>(reader: &mut Reader<'a>, node: &'a Json) -> License {
    let mut it = reader.object("a license", node);
    License {
        name: it.required("name", "the license has no name"),
        identifier: it.text("identifier"),
        url: it.text("url"),
        extensions: it.finish(),
    }
}

pub(super) fn server<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Option<Server> {
    let mut it = reader.object("a server", node);
    let url = it.required("url", "the server is ignored");
    let (description, variables) = (it.text("description"), it.map("variables", |reader, _, it| variable(reader, it)));
    let extensions = it.finish();
    Some(Server { url: url?, description, variables, extensions })
}

fn variable<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Variable {
    let mut it = reader.object("a server variable", node);
    Variable {
        default: it.required("default", "the variable must be given"),
        values: it.texts("enum"),
        description: it.text("description"),
        extensions: it.finish(),
    }
}

pub(super) fn tag<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Option<Tag> {
    let mut it = reader.object("a tag", node);
    let name = it.required("name", "the tag is ignored");
    let (description, docs) = (it.text("description"), it.read("externalDocs", external_docs));
    let extensions = it.finish();
    Some(Tag { name: name?, description, external_docs: docs, extensions })
}

pub(super) fn external_docs<'a>(reader: &mut Reader<'a>, node: &'a Json) -> ExternalDocs {
    let mut it = reader.object("a link to documentation", node);
    ExternalDocs {
        url: it.required("url", "there is no link"),
        description: it.text("description"),
        extensions: it.finish(),
    }
}
