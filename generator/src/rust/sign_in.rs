//! The credential of the runtime for a security scheme, as code that takes secrets from the environment.

use crate::model::{Location, Model, Operation, Scheme, SchemeKind, TypeId};

/// The code of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignIn {
    /// The type of the runtime.
    pub(super) item: &'static str,
    /// The code after the name of the type: `::new(std::env::var("TOKEN")?)`.
    pub(super) code: String,
}

impl SignIn {
    /// A token from elsewhere.
    pub(super) fn token() -> SignIn {
        SignIn { item: "StaticToken", code: format!("::new({})", variable_of("ACCESS_TOKEN")) }
    }

    /// The credential for a scheme, if the runtime has one.
    pub(super) fn of(scheme: &Scheme, scopes: &[String]) -> Option<SignIn> {
        let (item, code) = match &scheme.kind {
            SchemeKind::Basic => {
                ("Basic", format!("::new(&{}, &{})", variable_of("USER_NAME"), variable_of("PASSWORD")))
            }
            SchemeKind::Bearer => return Some(SignIn::token()),
            SchemeKind::Key { location, name } => {
                ("Key", format!("::{}({name:?}, {})", constructor(*location)?, variable_of("API_KEY")))
            }
            SchemeKind::ClientCredentials { token_url } => {
                let [id, secret] = ["CLIENT_ID", "CLIENT_SECRET"].map(variable_of);
                let scopes = if scopes.is_empty() { String::new() } else { format!(".scopes({scopes:?})") };
                ("ClientCredentials", format!("::new({token_url:?}, {id}, {secret}){scopes}"))
            }
            SchemeKind::Other => return None,
        };
        Some(SignIn { item, code })
    }

    /// The credential for an operation of a description: for the first alternative with a single scheme that the runtime has
    /// a credential for. A token if nothing is stated.
    pub(super) fn of_operation(model: &Model<TypeId>, operation: &Operation<TypeId>) -> SignIn {
        let stated = operation.contract.as_ref().and_then(|it| it.security.as_deref());
        let Some(alternatives) = stated else { return SignIn::token() };
        if alternatives.iter().all(Vec::is_empty) {
            return SignIn { item: "Anonymous", code: String::new() };
        }
        let single = alternatives.iter().filter_map(|it| if let [only] = &it[..] { Some(only) } else { None });
        let scheme = |name: &str| model.schemes.iter().find(|it| it.file == operation.page && it.name == name);
        let mut found = single.filter_map(|it| SignIn::of(scheme(&it.name)?, &it.scopes));
        found.next().unwrap_or_else(SignIn::token)
    }
}

fn variable_of(name: &str) -> String {
    format!("std::env::var(\"{name}\")?")
}

/// The constructor of a key.
fn constructor(location: Location) -> Option<&'static str> {
    match location {
        Location::Header => Some("header"),
        Location::Query => Some("query"),
        Location::Cookie => Some("cookie"),
        Location::Path => None,
    }
}

#[cfg(test)]
mod tests {
    use super::SignIn;
    use crate::model::{Docs, Location, Scheme, SchemeKind};
    use crate::source::FileId;

    fn code(kind: SchemeKind) -> Option<String> {
        let scheme = Scheme { file: FileId(0), name: "own".to_owned(), docs: Docs::default(), kind };
        SignIn::of(&scheme, &["a".to_owned()]).map(|it| it.item.to_owned() + &it.code)
    }

    #[test]
    fn secrets_come_from_the_environment() {
        let key = SchemeKind::Key { location: Location::Query, name: "key".to_owned() };
        let own = SchemeKind::ClientCredentials { token_url: "https://a/t".to_owned() };
        let shown = [SchemeKind::Basic, SchemeKind::Bearer, key, own, SchemeKind::Other].map(code);
        let var = |name: &str| format!("std::env::var(\"{name}\")?");
        let expected = [
            Some(format!("Basic::new(&{}, &{})", var("USER_NAME"), var("PASSWORD"))),
            Some(format!("StaticToken::new({})", var("ACCESS_TOKEN"))),
            Some(format!("Key::query(\"key\", {})", var("API_KEY"))),
            Some(format!(
                "ClientCredentials::new(\"https://a/t\", {}, {}).scopes([\"a\"])",
                var("CLIENT_ID"),
                var("CLIENT_SECRET")
            )),
            None,
        ];
        assert_eq!(shown, expected);
    }
}
