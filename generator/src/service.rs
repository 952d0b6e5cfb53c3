//! Settings of a service: `[service]` in `graphwright.toml`, and built-in profiles.

#[cfg(test)]
mod tests;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

/// Settings of a service. Missing ones are taken from the built-in profile of the API's namespace, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    /// Its title: `Microsoft Graph`.
    pub title: Option<String>,
    /// The namespace of pages that do not name one.
    pub namespace: Option<String>,
    /// The alias of the namespace in pages, even if metadata does not declare it.
    pub alias: Option<String>,
    /// The URL of a page of the reference, with `{page}` and optionally `{version}`. If it is not set, generated
    /// documentation has no links to pages.
    pub documentation: Option<UrlTemplate>,
    /// The URL of a page in the folder `concepts` beside the reference.
    pub concepts: Option<UrlTemplate>,
    /// The URL before the version. If it is not set, programs that use the crate must set it.
    pub base_url: Option<String>,
    /// The first segment of every URL, empty for none. If it is not set, the inputs determine it.
    pub version: Option<String>,
    /// The versions of the service, the default first: an input folder of this name has this version of the API.
    pub versions: Vec<String>,
    /// The module of the main namespace; by default, the last part of the namespace.
    pub module: Option<String>,
    /// The sign-in service, without tenant.
    pub authority: Option<String>,
    /// The requested scopes; by default, everything that was granted.
    pub scopes: Vec<String>,
    /// The form of keys in URLs.
    pub keys: Option<KeyStyle>,
    /// The value of `OData-MaxVersion`; empty to send no header.
    pub odata_max_version: Option<String>,
    /// The header with the client's id of a request; empty to send none.
    pub request_id_header: Option<String>,
    /// Other clouds of the service, by the names of their constants.
    pub clouds: BTreeMap<String, Cloud>,
    /// The labels of callers in permission tables.
    pub callers: Callers,
}

/// The labels of callers in permission tables, where they differ from API Doctor's: `Delegated…` and `Application`.
/// Generated documentation uses the same labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Callers {
    /// A person with an account of an organization.
    pub delegated_work: Option<String>,
    /// A person with a personal account.
    pub delegated_personal: Option<String>,
    /// An application without a signed-in user.
    pub application: Option<String>,
}

/// The form of keys in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyStyle {
    /// `/books/5`.
    Segments,
    /// `/books(5)`.
    Parentheses,
}

/// A cloud of a service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cloud {
    /// Its description in generated documentation.
    pub description: String,
    /// The URL before the version.
    pub base_url: String,
    /// The sign-in service, without tenant.
    pub authority: String,
}

/// A URL with `{page}` for the path of a page without its extension, and optionally `{version}` for the version without its
/// `v`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct UrlTemplate(String);

impl FromStr for UrlTemplate {
    type Err = String;

    fn from_str(text: &str) -> Result<UrlTemplate, String> {
        let is_url = text.starts_with("https://") || text.starts_with("http://");
        if is_url && text.contains("{page}") {
            return Ok(UrlTemplate(text.to_owned()));
        }
        Err(format!("`{text}` is not a URL with `{{page}}`, as in `https://docs.example.com/api/{{page}}`"))
    }
}

impl TryFrom<String> for UrlTemplate {
    type Error = String;

    fn try_from(text: String) -> Result<UrlTemplate, String> {
        text.parse()
    }
}

/// The built-in profiles.
static PROFILES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    let profile = |text| toml::from_str(text).expect("built-in profiles are tested");
    vec![profile(include_str!("service/microsoft-graph.toml"))]
});

impl Service {
    /// A service with only a version of its API.
    pub fn of_version(version: impl Into<String>) -> Service {
        Service { version: Some(version.into()), ..Service::default() }
    }

    /// The service, completed by the profile of a namespace. An API without a namespace has the profile whose base URL its
    /// example URLs begin with.
    pub(crate) fn with_profile<'a>(&self, namespace: &str, mut urls: impl Iterator<Item = &'a str>) -> Service {
        let default = self.namespace.as_deref().unwrap_or_default();
        let namespace = if namespace.is_empty() { default } else { namespace };
        let profile = if namespace.is_empty() {
            urls.find_map(|url| PROFILES.iter().find(|it| it.base_url.as_deref().is_some_and(|it| url.starts_with(it))))
        } else {
            PROFILES.iter().find(|it| it.describes(namespace))
        };
        profile.map_or_else(|| self.clone(), |it| self.clone().or(it))
    }

    /// Whether a namespace is the service's, or below it.
    pub(crate) fn describes(&self, namespace: &str) -> bool {
        let below = self.namespace.as_deref().and_then(|it| namespace.strip_prefix(it));
        below.is_some_and(|it| it.is_empty() || it.starts_with('.'))
    }

    /// Takes settings that are missing in `self` from `other`.
    #[must_use]
    pub fn or(self, other: &Service) -> Service {
        let list = |own: Vec<String>, other: &Vec<String>| if own.is_empty() { other.clone() } else { own };
        Service {
            title: self.title.or_else(|| other.title.clone()),
            namespace: self.namespace.or_else(|| other.namespace.clone()),
            alias: self.alias.or_else(|| other.alias.clone()),
            documentation: self.documentation.or_else(|| other.documentation.clone()),
            concepts: self.concepts.or_else(|| other.concepts.clone()),
            base_url: self.base_url.or_else(|| other.base_url.clone()),
            version: self.version.or_else(|| other.version.clone()),
            versions: list(self.versions, &other.versions),
            module: self.module.or_else(|| other.module.clone()),
            authority: self.authority.or_else(|| other.authority.clone()),
            scopes: list(self.scopes, &other.scopes),
            keys: self.keys.or(other.keys),
            odata_max_version: self.odata_max_version.or_else(|| other.odata_max_version.clone()),
            request_id_header: self.request_id_header.or_else(|| other.request_id_header.clone()),
            clouds: if self.clouds.is_empty() { other.clouds.clone() } else { self.clouds },
            callers: self.callers.or(&other.callers),
        }
    }

    /// The URL of a page of the reference: `user-get`, `resources/user`.
    pub(crate) fn page_url(&self, page: &str, version: &str) -> Option<String> {
        self.documentation.as_ref().map(|it| it.filled(page, version))
    }

    /// The URL of a page beside the reference.
    pub(crate) fn concept_url(&self, page: &str, version: &str) -> Option<String> {
        self.concepts.as_ref().map(|it| it.filled(page, version))
    }

    /// The scheme and the host of the documentation.
    pub(crate) fn documentation_host(&self) -> Option<&str> {
        let UrlTemplate(url) = self.documentation.as_ref()?;
        let host = url.find("://")? + "://".len();
        Some(url[host..].find('/').map_or(url, |end| &url[..host + end]))
    }
}

impl Callers {
    fn or(self, other: &Callers) -> Callers {
        Callers {
            delegated_work: self.delegated_work.or_else(|| other.delegated_work.clone()),
            delegated_personal: self.delegated_personal.or_else(|| other.delegated_personal.clone()),
            application: self.application.or_else(|| other.application.clone()),
        }
    }
}

impl UrlTemplate {
    fn filled(&self, page: &str, version: &str) -> String {
        let number = version.strip_prefix('v').filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        self.0.replace("{page}", page).replace("{version}", number.unwrap_or(version))
    }
}
