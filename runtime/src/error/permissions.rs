//! What a request requires, for a 403.

use crate::{Page, Requirement};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use std::fmt;

/// The scopes that the response itself requires (RFC 6750, 3).
pub(super) fn required(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|it| it.to_str().ok()).find_map(|challenge| {
        let (_, rest) = challenge.split_once("scope=\"")?;
        rest.split_once('"').map(|(scopes, _)| scopes)
    })
}

/// Shows the permissions and scopes that the page documents.
pub(super) fn show(page: Page, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let callers = [
        ("delegated", page.delegated_work()),
        ("delegated, personal account", page.delegated_personal()),
        ("application", page.application()),
    ];
    let scopes: Vec<Requirement> = page.scopes().collect();
    if scopes.is_empty() {
        write!(f, "; requires one of these permissions:")?;
    } else {
        show_scopes(&scopes, f)?;
    }
    for (name, requirements) in callers {
        let Some(requirements) = requirements else { continue };
        if requirements.is_empty() {
            write!(f, " {name}: not supported;")?;
        }
        for it in requirements {
            let subject = it.subject().map(|it| format!(" ({it})")).unwrap_or_default();
            write!(f, " {name}{subject}: {it};")?;
        }
    }
    page.url().map_or(Ok(()), |url| write!(f, " see {url}"))
}

fn show_scopes(scopes: &[Requirement], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "; requires one of these scopes:")?;
    scopes.iter().try_for_each(|it| write!(f, " {}: {it};", it.subject().unwrap_or_default()))
}
