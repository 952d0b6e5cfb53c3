//! Servers with variables in their URLs.

use crate::Error;

/// The URL of a server with variables, as described by a generated crate.
///
/// ```
/// # use graphwright_runtime::{Client, Server, ServerVariable, StaticToken};
/// const SERVER: Server = Server::new(
///     "https://{region}.example.com/{base}",
///     &[ServerVariable::new("region", "eu", &["eu", "us"]), ServerVariable::new("base", "v2", &[])],
/// );
/// assert_eq!(SERVER.url(), "https://eu.example.com/v2");
/// let url = SERVER.with(&[("region", "us")])?;
/// assert_eq!(url, "https://us.example.com/v2");
/// let client = Client::at(url).credential(StaticToken::new("…")).build()?;
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    template: &'static str,
    variables: &'static [ServerVariable],
}

/// A variable of a [`Server`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl ServerVariable {
    /// Creates a variable with its default and all its values; without values, any text is allowed.
    pub const fn new(name: &'static str, default: &'static str, values: &'static [&'static str]) -> ServerVariable {
        ServerVariable { name, default, values }
    }
}

impl Server {
    /// Creates a server with the template of its URL.
    pub const fn new(template: &'static str, variables: &'static [ServerVariable]) -> Server {
        Server { template, variables }
    }

    /// The URL with the defaults of all variables.
    pub fn url(&self) -> String {
        self.filled(self.template.to_owned())
    }

    /// The URL with these values of variables, and with defaults of the others.
    ///
    /// # Errors
    /// Fails if there is no such variable, or if a value is not allowed: it is not in the list of values, or it would
    /// change the host of the URL.
    pub fn with(&self, values: &[(&str, &str)]) -> Result<String, Error> {
        let mut url = self.template.to_owned();
        for (name, value) in values {
            let variable = self.variables.iter().find(|it| it.name == *name);
            let variable = variable.ok_or_else(|| Error::request(format!("the server has no variable `{name}`")))?;
            if !variable.allows(self.template, value) {
                return Err(Error::request(format!(
                    "`{value}` is not allowed for the variable `{name}` of the server"
                )));
            }
            url = url.replace(&variable.placeholder(), value);
        }
        Ok(self.filled(url))
    }

    fn filled(&self, url: String) -> String {
        self.variables.iter().fold(url, |url, it| url.replace(&it.placeholder(), it.default))
    }
}

impl ServerVariable {
    fn placeholder(&self) -> String {
        format!("{{{}}}", self.name)
    }

    fn allows(&self, template: &str, value: &str) -> bool {
        if !self.values.is_empty() {
            return self.values.contains(&value);
        }
        let placeholder = self.placeholder();
        let host = template.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        let is_in_host = host.contains(&placeholder);
        let is_part = |it: char| match it {
            '/' => !is_in_host,
            '?' | '#' | '\\' | '@' | '{' | '}' => false,
            it => !it.is_whitespace() && !it.is_control(),
        };
        !value.is_empty() && value.chars().all(is_part)
    }
}

impl From<Server> for String {
    fn from(server: Server) -> String {
        server.url()
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, ServerVariable};

    const SERVER: Server = Server::new(
        "https://{account}.example.com:{port}/{base}",
        &[
            ServerVariable::new("account", "demo", &[]),
            ServerVariable::new("port", "443", &["443", "8443"]),
            ServerVariable::new("base", "v2", &[]),
        ],
    );

    #[test]
    fn values_are_checked() {
        assert_eq!(SERVER.with(&[]).ok().as_deref(), Some("https://demo.example.com:443/v2"));
        let url = SERVER.with(&[("base", "v3/x"), ("account", "acme"), ("port", "8443")]);
        assert_eq!(url.ok().as_deref(), Some("https://acme.example.com:8443/v3/x"));
        for (name, value) in
            [("port", "1"), ("account", ""), ("account", "evil.com/"), ("account", "evil.com#"), ("x", "y")]
        {
            assert!(SERVER.with(&[(name, value)]).is_err(), "{name}={value}");
        }
        for value in ["a@b", "a?", "a\\b", "{port}", "a b", "a\n"] {
            assert!(SERVER.with(&[("account", value)]).is_err() && SERVER.with(&[("base", value)]).is_err(), "{value}");
        }
    }
}
