//! Formats OpenAPI descriptions as text, with one line per part.

use graphwright::input::openapi::{
    Document, Media, Operation, Parameter, PathItem, RefOr, Reference, RequestBody, Requirement, Response, Schema,
    SchemeKind, Server,
};
use graphwright::model::json::Name;
use graphwright::source::SourceMap;
use std::fmt::Debug;

/// Every description, with its account.
pub(crate) fn documents(sources: &SourceMap, documents: &[Document]) -> String {
    let mut lines = Lines { sources, text: String::new() };
    for it in documents {
        lines.document(it);
        let account = &it.account;
        assert!(account.agrees(), "{account:?}");
        let numbers = [account.read, account.data, account.extensions, account.reported, account.unreferenced];
        lines.add(0, format!("members: read, data, extensions, reported, not referred to: {numbers:?}"));
        let numbers = [account.operations, account.schemas, account.references];
        lines.add(0, format!("operations, schemas, references: {numbers:?}"));
    }
    lines.text
}

/// Indented lines.
struct Lines<'a> {
    sources: &'a SourceMap,
    text: String,
}

impl Lines<'_> {
    fn add(&mut self, depth: usize, line: String) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&line);
        self.text.push('\n');
    }

    fn document(&mut self, it: &Document) {
        self.add(0, format!("{} {}", self.sources.file(it.file).name, it.version.value.name()));
        if let Some(info) = &it.info {
            self.add(1, format!("info {}{}", text(&info.title), text(&info.version)));
        }
        self.servers(1, &it.servers);
        for tag in &it.tags {
            self.add(1, format!("tag {}{}", tag.name.value, text(&tag.description)));
        }
        self.security(1, &it.security);
        for (kind, items) in [("path", &it.paths), ("webhook", &it.webhooks)] {
            for (name, item) in items {
                self.add(1, format!("{kind} {}{}", name.value, self.reference(item)));
                if let Some(item) = item.get(&it.targets.path_items) {
                    self.path_item(item);
                }
            }
        }
        for (target, scheme) in &it.targets.security_schemes {
            let kind = match &scheme.kind {
                SchemeKind::ApiKey { name, location } => format!("key {} in {:?}", name.value, location.value),
                SchemeKind::OAuth2(flows) => {
                    format!("OAuth {:?}", flows.iter().map(|it| names(&it.1.scopes)).collect::<Vec<_>>())
                }
                other => shown(other),
            };
            self.add(1, format!("scheme at {}: {kind}", self.sources.position(target.0)));
        }
        for (target, value) in &it.targets.schemas {
            let name = it.components.schemas.iter().find(|it| it.1 == *target).map_or("", |it| &it.0.value);
            self.schema(1, &format!("schema {name} at {}", self.sources.position(target.0)), value);
        }
        for (target, value) in &it.targets.responses {
            self.response(1, &format!("response at {}", self.sources.position(target.0)), value);
        }
        for (target, value) in &it.targets.parameters {
            self.add(1, format!("parameter at {}", self.sources.position(target.0)));
            self.parameter(2, value);
        }
    }

    fn servers(&mut self, depth: usize, servers: &[Server]) {
        for it in servers {
            let variables = it.variables.iter().map(|(name, it)| format!(" {}{}", name.value, text(&it.default)));
            self.add(depth, format!("server {}{}", it.url.value, variables.collect::<String>()));
        }
    }

    fn security(&mut self, depth: usize, security: &Option<Vec<Requirement>>) {
        for it in security.iter().flatten() {
            let scheme = |(name, scopes): &(Name, Vec<Name>)| {
                format!(" {}{:?}", name.value, scopes.iter().map(|it| it.value.as_str()).collect::<Vec<_>>())
            };
            self.add(depth, format!("security{}", it.schemes.iter().map(scheme).collect::<String>()));
        }
    }

    fn path_item(&mut self, item: &PathItem) {
        item.parameters.iter().for_each(|it| self.parameter_or(2, it));
        for (method, operation) in &item.operations {
            let tags: Vec<&str> = operation.tags.iter().map(|it| it.value.as_str()).collect();
            self.add(2, format!("{:?}{} {tags:?}", method.value, text(&operation.id)));
            self.operation(operation);
        }
    }

    fn operation(&mut self, it: &Operation) {
        it.parameters.iter().for_each(|it| self.parameter_or(3, it));
        self.security(3, &it.security);
        self.servers(3, &it.servers);
        match &it.request_body {
            Some(RefOr::Value(body)) => self.body(3, body),
            Some(body) => self.add(3, format!("body{}", self.reference(body))),
            None => {}
        }
        for (status, response) in &it.responses {
            match response {
                RefOr::Value(it) => self.response(3, &format!("{:?}", status.value), it),
                RefOr::Reference(_) => self.add(3, format!("{:?}{}", status.value, self.reference(response))),
            }
        }
        for (name, _) in &it.callbacks {
            self.add(3, format!("callback {}", name.value));
        }
    }

    fn parameter_or(&mut self, depth: usize, it: &RefOr<Parameter>) {
        match it {
            RefOr::Value(it) => self.parameter(depth, it),
            RefOr::Reference(_) => self.add(depth, format!("parameter{}", self.reference(it))),
        }
    }

    fn parameter(&mut self, depth: usize, it: &Parameter) {
        let style = it.field.style.as_ref().map(|it| format!(" {:?}", it.value)).unwrap_or_default();
        let required = if it.field.is_required { " required" } else { "" };
        self.add(depth, format!("{:?} {}{required}{style}", it.location.value, it.name.value));
        if let Some(schema) = &it.field.schema {
            self.schema(depth + 1, "schema", schema);
        }
    }

    fn body(&mut self, depth: usize, it: &RequestBody) {
        self.add(depth, format!("body{}", if it.is_required { " required" } else { "" }));
        self.content(depth + 1, &it.content);
    }

    fn response(&mut self, depth: usize, name: &str, it: &Response) {
        self.add(depth, format!("{name}{}", text(&it.description)));
        for (name, _) in &it.headers {
            self.add(depth + 1, format!("header {}", name.value));
        }
        for (name, link) in &it.links {
            self.add(depth + 1, format!("link {}{}", name.value, self.reference(link)));
        }
        self.content(depth + 1, &it.content);
    }

    fn content(&mut self, depth: usize, content: &[Media]) {
        for it in content {
            let examples =
                it.examples.iter().map(|(name, it)| format!(" example {}{}", name.value, self.reference(it)));
            self.add(depth, format!("{}{}", it.media_type.value, examples.collect::<String>()));
            if let Some(schema) = &it.schema {
                self.schema(depth + 1, "schema", schema);
            }
        }
    }

    fn schema(&mut self, depth: usize, name: &str, it: &Schema) {
        let mut line = name.to_owned();
        it.types.iter().for_each(|it| line += &format!(" {:?}", it.value));
        let flags = [
            ("null", it.nullable.is_some()),
            ("read-only", it.is_read_only),
            ("write-only", it.is_write_only),
            ("deprecated", it.is_deprecated),
            ("example", !it.examples.is_empty()),
            ("default", it.default.is_some()),
            ("const", it.constant.is_some()),
        ];
        flags.iter().filter(|it| it.1).for_each(|it| line += &format!(" {}", it.0));
        line += &text(&it.format);
        if let Some(values) = &it.values {
            line += &format!(" enum of {}", values.len());
        }
        if let Some(accepts) = it.accepts {
            line += &format!(" {accepts}");
        }
        if let Some(reference) = &it.reference {
            line += &self.target(reference);
        }
        if let Some(it) = &it.discriminator {
            line += &format!(" by {} {:?}", it.property.value, names(&it.mapping));
        }
        self.add(depth, line);
        for (name, property) in &it.properties {
            let required = if it.required.iter().any(|it| it.value == name.value) { "" } else { "?" };
            self.schema(depth + 1, &format!("{}{required}", name.value), property);
        }
        let others = [("other members", &it.additional_properties), ("items", &it.items), ("not", &it.not)];
        for (name, schema) in others {
            schema.iter().for_each(|it| self.schema(depth + 1, name, it));
        }
        for (name, schemas) in [("all of", &it.all_of), ("one of", &it.one_of), ("any of", &it.any_of)] {
            schemas.iter().for_each(|it| self.schema(depth + 1, name, it));
        }
    }

    fn reference<T>(&self, it: &RefOr<T>) -> String {
        match it {
            RefOr::Value(_) => String::new(),
            RefOr::Reference(it) => self.target(it),
        }
    }

    fn target(&self, it: &Reference) -> String {
        let target = it.target.map_or("nothing".to_owned(), |it| self.sources.position(it.0));
        format!(" → {target}")
    }
}

fn text(it: &Option<Name>) -> String {
    it.as_ref().map(|it| format!(" {:?}", it.value)).unwrap_or_default()
}

fn names<T>(all: &[(Name, T)]) -> Vec<&str> {
    all.iter().map(|it| it.0.value.as_str()).collect()
}

fn shown(it: &impl Debug) -> String {
    let text = format!("{it:?}");
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}
