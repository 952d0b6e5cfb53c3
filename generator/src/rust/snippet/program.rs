//! A snippet as text: a program, an example for rustdoc, a function.

use super::uses::Uses;
use super::{Snippets, print};
use crate::rust::names::{CLIENT, SERVICE_MODULE};
use crate::rust::sign_in::SignIn;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;

/// The width of lines.
const LINE: usize = 100;

/// The code for one request.
#[derive(Clone, Debug)]
pub struct Snippet {
    krate: String,
    /// The imported names, by module; the crate's root has an empty name.
    imports: Imports,
    /// The other imports of a program.
    program_imports: Imports,
    /// The name of the client.
    client: String,
    /// The code of the credential.
    credential: String,
    /// The path of the client, without imports.
    client_path: String,
    /// Whether the client has a base URL.
    is_hosted: bool,
    /// The statements without layout. Layout depends on the indentation, and many snippets are never printed.
    statements: String,
    result: Option<Shown>,
}

type Imports = BTreeMap<String, Vec<String>>;

/// The variable of a result.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) name: String,
    /// Whether the result is bytes, whose length is printed.
    pub(super) is_bytes: bool,
}

impl Snippet {
    pub(super) fn new(
        ctx: &Snippets<'_>,
        mut uses: Uses,
        sign_in: &SignIn,
        statements: &TokenStream,
        result: Option<Shown>,
    ) -> Snippet {
        let imports = uses.clone().into_modules();
        let client = print::path(&uses.client(ctx));
        let credential = print::path(&uses.runtime(ctx, sign_in.item)) + &sign_in.code;
        Snippet {
            krate: ctx.krate.clone(),
            imports,
            program_imports: uses.into_modules(),
            client,
            credential,
            client_path: if ctx.names.reexports_client() {
                format!("{}::{CLIENT}", ctx.krate)
            } else {
                format!("{}::{SERVICE_MODULE}::{CLIENT}", ctx.krate)
            },
            is_hosted: ctx.model.service.base_url.is_some(),
            statements: statements.to_string(),
            result,
        }
    }

    /// The names of files that examples read their body from, in the working directory.
    pub const FILES: [&str; 6] = ["photo.jpg", "photo.png", "photo.gif", "file.pdf", "file.zip", "file.bin"];

    /// A whole program, which gets its secrets from the environment and prints the result.
    pub fn program(&self) -> String {
        let Snippet { client, credential, .. } = self;
        let mut res = uses(&self.krate, &self.program_imports);
        res += "\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n";
        let new = if self.is_hosted {
            format!("let client = {client}::new({credential});")
        } else {
            format!("let client = {client}::at(std::env::var(\"BASE_URL\")?).credential({credential}).build()?;")
        };
        res += &print::statements(&new, 4);
        res += &print::statements(&self.statements, 4);
        res += &match &self.result {
            None => String::new(),
            Some(Shown { name, is_bytes: true }) => format!("    println!(\"{{}} bytes\", {name}.len());\n"),
            Some(Shown { name, is_bytes: false }) => format!("    println!(\"{{{name}:#?}}\");\n"),
        };
        res + "    Ok(())\n}\n"
    }

    /// An example for rustdoc: a code block that hides everything except the request.
    pub fn example(&self) -> String {
        let krate = &self.krate;
        let mut res = "```no_run\n".to_owned();
        if !self.imports.is_empty() {
            res += &uses(krate, &self.imports);
            res += "\n";
        }
        let client = &self.client_path;
        res += &format!("# async fn example(client: {client}) -> Result<(), Box<dyn std::error::Error>> {{\n");
        res += &print::statements(&self.statements, 0);
        res + "# Ok(()) }\n```"
    }

    /// A function that sends the request, in its own module.
    pub fn module(&self, name: &str) -> String {
        self.function(name, "()", "Ok(())")
    }

    /// Whether the program has a name for what the request returns.
    pub fn has_result(&self) -> bool {
        self.result.is_some()
    }

    /// A function that sends the request and returns its result as JSON, in its own module. There is no JSON of bytes.
    pub fn exchange(&self, name: &str) -> String {
        let json = format!("{}::runtime::serde_json", self.krate);
        let end = match &self.result {
            Some(Shown { name, is_bytes: false }) => format!("Ok(Some({json}::to_value(&{name})?))"),
            _ => "Ok(None)".to_owned(),
        };
        self.function(name, &format!("Option<{json}::Value>"), &end)
    }

    /// A function that ends with an expression, in its own module.
    fn function(&self, name: &str, ty: &str, end: &str) -> String {
        let client = &self.client;
        let uses = uses(&self.krate, &self.program_imports);
        let uses: String = uses.lines().map(|it| format!("    {it}\n")).collect();
        let body: String = print::statements(&self.statements, 4).lines().map(|it| format!("    {it}\n")).collect();
        format!(
            "mod {name} {{\n{uses}\n    pub async fn example(client: {client}) -> Result<{ty}, Box<dyn std::error::Error>> {{\n\
             {body}        {end}\n    }}\n}}\n"
        )
    }
}

/// The imports, with one line per module if it fits.
fn uses(krate: &str, imports: &Imports) -> String {
    let mut res = String::new();
    // Imports from the root come last.
    for (module, names) in imports.iter().skip_while(|(it, _)| it.is_empty()).chain(imports.get_key_value("")) {
        let path = if module.is_empty() { krate.to_owned() } else { format!("{krate}::{module}") };
        let line = match &names[..] {
            [only] => format!("use {path}::{only};\n"),
            _ => format!("use {path}::{{{}}};\n", names.join(", ")),
        };
        // rustfmt reserves space after the names.
        res += &if line.trim_end().len() + 2 <= LINE { line } else { filled(&path, names) };
    }
    res
}

/// Puts as many names on each line as fit.
fn filled(path: &str, names: &[String]) -> String {
    let mut res = format!("use {path}::{{\n");
    let mut line = "   ".to_owned();
    for (idx, name) in names.iter().enumerate() {
        // rustfmt reserves space for the next separator.
        let blank = usize::from(idx + 1 < names.len());
        if line.len() + name.len() + 2 + blank > LINE && !line.trim().is_empty() {
            res += &line;
            res += "\n";
            line = "   ".to_owned();
        }
        line += &format!(" {name},");
    }
    res + &line + "\n};\n"
}
