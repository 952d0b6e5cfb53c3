//! The texts of the front page of the crate.

use super::Ctx;
use super::features::cell_of_code;
use super::front::Sample;
use super::words::code;
use crate::model::Scheme;
use crate::rust::names::RUNTIME_MODULE;
use crate::rust::sign_in::SignIn;

/// Credentials, and what they are for.
const CREDENTIALS: [(&str, &str); 5] = [
    ("ClientSecret", "programs without a user, with a secret; `from_env` reads it from the environment"),
    ("ClientCertificate", "programs without a user, with a certificate; feature `certificate`"),
    ("DeviceCode", "a user, who enters a code in a browser"),
    ("AzureCredential", "the credentials of `azure_identity`; feature `azure-identity`"),
    ("StaticToken", "an access token from elsewhere"),
];

/// The first program; `$NEW` is the client.
const PROGRAM: &str = r#"async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = $NEW;
    let mut items = $all.list().select($Type::$FIELD).items(&client); // over all pages
    while let Some(item) = items.try_next().await? {
        println!("{}", item.$field.unwrap_or_default());
    }
    Ok(())
}"#;

/// The features that do not depend on the API.
const FEATURES: &str = "| feature | contents |\n|---|---|\n\
    | `reqwest` | The transport that sends requests; on by default. |\n\
    | `blocking` | A client for programs without `async`. |\n\
    | `certificate` | Sign-in with a certificate. |\n\
    | `azure-identity` | Credentials of the crates of Azure. |\n\
    | `test` | A service with scripted replies, for tests of programs. |\n";

impl Ctx<'_> {
    /// A program, sign-in and examples; empty if no collection suits them.
    pub(super) fn programs(&self) -> String {
        let sample = self.sample().filter(|_| self.has_runtime_items());
        let mut res = sample.as_ref().map(|it| self.program(it)).unwrap_or_default();
        res += &self.sign_in();
        res += &sample.as_ref().map(|it| self.front_examples(it)).unwrap_or_default();
        res
    }

    /// The features of every crate.
    pub(super) fn common_features(&self) -> String {
        format!("\n# Features\n\n{FEATURES}")
    }

    /// What programs can do without this crate's functions.
    pub(super) fn limits(&self) -> String {
        let sources =
            if self.model.operations.is_empty() { "the metadata declares" } else { "pages or metadata state" };
        let [path, request, query, header] =
            ["Path::from_template", "Request::new", "Request::query", "Request::header"]
                .map(|it| self.runtime_link(it));
        format!(
            "\n# What is not covered\n\n\
             - The crate has the requests and properties that {sources}. Others are possible: {path} and {request} make a\n  \
               request for any URL, {query} and {header} add query options and headers, and undeclared properties are in the\n  \
               additional members of each model.\n\
             - Values are not checked before they are sent: only the service knows which properties and lengths it requires.\n"
        )
    }

    /// Whether the items that examples use are re-exported.
    fn has_runtime_items(&self) -> bool {
        ["Batch", "ClientSecret", "StaticToken"].into_iter().all(|it| self.is_reexported(it))
    }

    /// Whether programs sign in with OAuth.
    fn has_sign_in(&self) -> bool {
        let service = &self.model.service;
        service.authority.is_some() || !service.scopes.is_empty() || !service.clouds.is_empty()
    }

    /// A link to an item of the runtime, or its name if a module of the API has the name of the runtime's module.
    fn runtime_link(&self, path: &str) -> String {
        let item = path.split("::").next().unwrap_or_default();
        if self.is_reexported(item) {
            format!("[`{path}`]")
        } else if self.has_runtime_module() {
            format!("[`{path}`]({RUNTIME_MODULE}::{path})")
        } else {
            format!("`{path}`")
        }
    }

    /// Whether an item of the runtime is at the root of the crate.
    fn is_reexported(&self, item: &str) -> bool {
        self.names.reexports().any(|it| it == item)
    }

    /// Whether no module of the API has the name of the runtime's module.
    fn has_runtime_module(&self) -> bool {
        !self.names.items().any(|it| it.module == RUNTIME_MODULE)
    }

    /// The path of an item of the runtime in the crate.
    fn runtime_import(&self, item: &str) -> String {
        match self.is_reexported(item) {
            true => item.to_owned(),
            false => format!("{RUNTIME_MODULE}::{item}"),
        }
    }

    fn program(&self, sample: &Sample<'_>) -> String {
        let SignIn { item, code } = match self.has_sign_in() {
            true => SignIn { item: "ClientSecret", code: "::from_env()?".to_owned() },
            false => self.described_sign_in().unwrap_or_else(SignIn::token),
        };
        let (credential, new) = (self.runtime_import(item), format!("{item}{code}"));
        let new = match &self.model.service.base_url {
            Some(_) => format!("Client::new({new})"),
            None => format!("Client::at(\"https://service.example.com\").credential({new}).build()?"),
        };
        let (krate, client) = (self.krate(), self.client_path());
        let uses = format!("use {client};\nuse {krate}::{credential};\nuse {};\n", sample.ty_path);
        let code = self.filled(sample, PROGRAM).replace("$NEW", &new);
        format!(
            "\n# A program\n\n```toml\n[dependencies]\n{} = \"{}\"\ntokio = {{ version = \"1\", features = [\"full\"] }}\n```\n\n\
             ```no_run\n{uses}\n{code}\n# fn main() {{}}\n```\n\n\
             A `main` function with the attribute `#[tokio::main]` can call `run().await`.\n",
            self.config.name, self.config.version
        )
    }

    /// The credential for the first security scheme that requests use, if its type is in the crate.
    fn described_sign_in(&self) -> Option<SignIn> {
        let mut used = self.model.schemes.iter().filter(|it| self.usage.schemes.contains(&it.name));
        used.find_map(|it| SignIn::of(it, &[])).filter(|_| self.has_runtime_module())
    }

    /// A row of the table of security schemes.
    fn scheme(&self, scheme: &Scheme) -> String {
        let credential = match SignIn::of(scheme, &[]) {
            Some(it) => format!("{}: {}", self.runtime_link(it.item), code(&(it.item.to_owned() + &it.code))),
            None => format!("none: implement {}", self.runtime_link("Credential")),
        };
        let purpose = self.prose(&scheme.docs, false);
        let cells = [code(&scheme.name), purpose.lines().next().unwrap_or_default().to_owned(), credential];
        format!("| {} |\n", cells.map(|it| cell_of_code(&it)).join(" | "))
    }

    fn sign_in(&self) -> String {
        let token = self.runtime_link("StaticToken");
        let credential = self.runtime_link("Credential");
        let own = format!("Programs can implement {credential} for other ways.");
        if !self.has_sign_in() {
            if self.model.schemes.is_empty() {
                return format!(
                    "\n# How to sign in\n\nA client takes a credential: {token} for an access token from elsewhere. {own}\n"
                );
            }
            let rows: String = self.model.schemes.iter().map(|it| self.scheme(it)).collect();
            return format!(
                "\n# How to sign in\n\nA client takes a credential. {own}\n\n\
                 | security scheme | for | credential |\n|---|---|---|\n{rows}"
            );
        }
        let row = |(name, text): (&str, &str)| {
            // Other items may be missing.
            let is_always_there = !text.contains("feature");
            let name = if is_always_there { self.runtime_link(name) } else { format!("`{name}`") };
            format!("| {name} | {text} |\n")
        };
        let rows: String = CREDENTIALS.into_iter().map(row).collect();
        format!(
            "\n# How to sign in\n\nA client takes a credential, and requests tokens when it needs them. {own}\n\n\
             | credential | for |\n|---|---|\n{rows}"
        )
    }
}
