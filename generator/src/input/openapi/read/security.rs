//! Security schemes and requirements.

use super::resolve::Referable;
use super::{Object, Reader, parameter};
use crate::input::openapi::{Flow, Requirement, Scheme, SchemeKind, Target, Targets, Text};
use crate::model::json::{Json, Value};
use std::collections::BTreeMap;

/// The member `security`, if there is one.
pub(super) fn requirements(it: &mut Object<'_, '_>) -> Option<Vec<Requirement>> {
    it.has("security").then(|| it.list("security", requirement))
}

fn requirement<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Requirement {
    let schemes = reader.map("a security requirement", node, |reader, _, it| scopes(reader, it));
    Requirement { schemes }
}

fn scopes<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Vec<Text> {
    match &node.value {
        Value::Array(items) => items.iter().filter_map(|it| reader.text("a scope", it)).collect(),
        Value::Null => Vec::new(),
        _ => {
            reader.wrong_type("the scopes of a security requirement", node, "a list");
            Vec::new()
        }
    }
}

impl Referable for Scheme {
    const KIND: &'static str = "a security scheme";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Scheme {
        let mut it = reader.object(Self::KIND, node);
        Scheme {
            span: it.span,
            kind: kind(&mut it).unwrap_or(SchemeKind::Unknown),
            description: it.text("description"),
            extensions: it.finish(),
        }
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Scheme> {
        &mut targets.security_schemes
    }
}

fn kind(it: &mut Object<'_, '_>) -> Option<SchemeKind> {
    const IGNORED: &str = "requests are not authenticated by this scheme";
    let kind = it.required("type", IGNORED)?;
    match kind.value.as_str() {
        "apiKey" => {
            let (name, location) = (it.required("name", IGNORED), parameter::location(it));
            Some(SchemeKind::ApiKey { name: name?, location: location? })
        }
        "http" => {
            let (scheme, bearer_format) = (it.required("scheme", IGNORED), it.text("bearerFormat"));
            Some(SchemeKind::Http { scheme: scheme?, bearer_format })
        }
        "mutualTLS" => Some(SchemeKind::MutualTls),
        "oauth2" => Some(SchemeKind::OAuth2(it.map("flows", |reader, _, it| flow(reader, it)))),
        "openIdConnect" => Some(SchemeKind::OpenId { url: it.required("openIdConnectUrl", IGNORED) }),
        _ => {
            let message = format!("unknown type `{}` of a security scheme", kind.value);
            let label = "expected `apiKey`, `http`, `mutualTLS`, `oauth2` or `openIdConnect`";
            it.reader.wrong_value(kind.span, message, label, IGNORED);
            None
        }
    }
}

fn flow<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Flow {
    let mut it = reader.object("a flow of OAuth 2.0", node);
    let scopes = it.map("scopes", |reader, _, it| reader.text("the description of a scope", it));
    Flow {
        authorization_url: it.text("authorizationUrl"),
        token_url: it.text("tokenUrl"),
        refresh_url: it.text("refreshUrl"),
        scopes: scopes.into_iter().map(|(name, it)| (name.clone(), it.unwrap_or(name))).collect(),
        extensions: it.finish(),
    }
}
