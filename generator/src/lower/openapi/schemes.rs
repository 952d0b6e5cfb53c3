//! Security schemes.

use super::docs;
use super::servers::is_absolute;
use crate::input::openapi::{self, Document, Flow};
use crate::model::json::Name;
use crate::model::{Scheme, SchemeKind};

/// The security schemes of a description, in its order.
pub(super) fn of_document(document: &Document) -> Vec<Scheme> {
    let scheme = |(name, target): &(Name, _)| {
        let it = document.targets.security_schemes.get(target)?;
        Some(Scheme {
            file: document.file,
            name: name.value.to_string(),
            docs: docs::docs([it.description.as_ref()], None),
            kind: kind(&it.kind),
        })
    };
    document.components.security_schemes.iter().filter_map(scheme).collect()
}

fn kind(described: &openapi::SchemeKind) -> SchemeKind {
    match described {
        openapi::SchemeKind::ApiKey { name, location } => {
            SchemeKind::Key { location: location.value, name: name.value.to_string() }
        }
        openapi::SchemeKind::Http { scheme, .. } if scheme.value.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
        openapi::SchemeKind::Http { scheme, .. } if scheme.value.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
        openapi::SchemeKind::OAuth2(flows) => of_flows(flows),
        openapi::SchemeKind::OpenId { .. } => SchemeKind::Bearer,
        openapi::SchemeKind::Http { .. } | openapi::SchemeKind::MutualTls | openapi::SchemeKind::Unknown => {
            SchemeKind::Other
        }
    }
}

/// A program can sign in by itself with one flow. Tokens of the others come from elsewhere.
fn of_flows(flows: &[(Name, Flow)]) -> SchemeKind {
    let own = flows.iter().find(|(name, _)| name.value == "clientCredentials");
    let token_url = own.and_then(|(_, it)| it.token_url.as_ref()).map(|it| it.value.to_string());
    match token_url.filter(|it| is_absolute(it)) {
        Some(token_url) => SchemeKind::ClientCredentials { token_url },
        None => SchemeKind::Bearer,
    }
}
