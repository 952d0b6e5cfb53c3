//! The credentials of a client, and which of them a request gets.

use crate::Error;
use crate::credential::{Credential, TokenCache};
use smallvec::{SmallVec, smallvec};

/// The caches of the tokens that one request gets; nearly always one.
pub(super) type Chosen<'a> = SmallVec<[&'a TokenCache; 1]>;

/// The credentials of a client with their tokens.
pub(super) struct Tokens {
    /// For all requests whose schemes have no credentials of their own.
    pub(super) usual: Option<TokenCache>,
    /// By the name of a security scheme.
    schemes: Vec<(String, TokenCache)>,
}

impl Tokens {
    pub(super) fn new(usual: Option<Box<dyn Credential>>, schemes: Vec<(String, Box<dyn Credential>)>) -> Tokens {
        Tokens {
            usual: usual.map(TokenCache::new),
            schemes: schemes.into_iter().map(|(name, it)| (name, TokenCache::new(it))).collect(),
        }
    }

    /// Chooses the first alternative for which there are credentials. `security` has the form of
    /// [`Request::security`](crate::Request::security).
    ///
    /// # Errors
    /// Fails if there are no credentials.
    pub(super) fn choose(&self, security: Option<&str>) -> Result<Chosen<'_>, Error> {
        let alternatives = || security.unwrap_or_default().split_whitespace();
        let schemes = alternatives().filter(|it| *it != "-").find_map(|it| self.all(it));
        match (schemes, &self.usual) {
            (Some(chosen), _) => Ok(chosen),
            (None, Some(usual)) => Ok(smallvec![usual]),
            (None, None) if alternatives().any(|it| it == "-") => Ok(smallvec![]),
            (None, None) if security.is_none() => Err(Error::request("the client has no credential for all requests")),
            (None, None) => {
                let names: Vec<&str> = alternatives().collect();
                Err(Error::request(format!("the client has no credential for `{}`", names.join("` or `"))))
            }
        }
    }

    /// The caches of all schemes of an alternative.
    fn all(&self, alternative: &str) -> Option<Chosen<'_>> {
        alternative.split('+').map(|name| self.schemes.iter().find(|(it, _)| it == name).map(|(_, it)| it)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tokens;
    use crate::{Credential, StaticToken};

    fn credential() -> Box<dyn Credential> {
        Box::new(StaticToken::new("t"))
    }

    fn chosen(tokens: &Tokens, security: &str) -> Option<usize> {
        tokens.choose(Some(security)).ok().map(|it| it.len())
    }

    #[test]
    fn the_first_alternative_with_credentials_is_chosen() {
        let named = |names: &[&str]| names.iter().map(|it| ((*it).to_owned(), credential())).collect();
        let tokens = Tokens::new(None, named(&["a", "b"]));
        assert_eq!(
            [chosen(&tokens, "c a+b"), chosen(&tokens, "b a+b"), chosen(&tokens, "a+c -")],
            [Some(2), Some(1), Some(0)]
        );
        assert_eq!([chosen(&tokens, "c a+c"), chosen(&tokens, "")], [None, None]);
        let tokens = Tokens::new(Some(credential()), named(&["a"]));
        assert_eq!([chosen(&tokens, "c"), chosen(&tokens, ""), chosen(&tokens, "- c")], [Some(1); 3]);
    }
}
