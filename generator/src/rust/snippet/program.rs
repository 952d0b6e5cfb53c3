//! A snippet as text: a program, an example for rustdoc, a function.

use super::uses::Uses;
use super::{Snippets, print};
use crate::rust::names::{CLIENT, SERVICE_MODULE};
use proc_macro2::TokenStream;
use std::collections::BTreeMap;

/// The width of lines.
const LINE: usize = 100;

/// What makes one request.
#[derive(Clone, Debug)]
pub struct Snippet {
    krate: String,
    /// What is named, by module; the crate's root is the empty one.
    imports: Imports,
    /// What a program names besides.
    program_imports: Imports,
    /// What the client and its credential are called there.
    client: [String; 2],
    /// The path of the client, without imports.
    client_path: String,
    /// Whether the client knows where the service is.
    is_hosted: bool,
    /// The statements, not laid out: how they are depends on the indentation, and many snippets are never shown.
    statements: String,
    result: Option<Shown>,
}

type Imports = BTreeMap<String, Vec<String>>;

/// The variable of a result.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) name: String,
    /// Whether it is bytes, of which the length is shown.
    pub(super) is_bytes: bool,
}

impl Snippet {
    pub(super) fn new(ctx: &Snippets<'_>, uses: Uses, statements: &TokenStream, result: Option<Shown>) -> Snippet {
        let imports = uses.clone().into_modules();
        let mut uses = uses;
        let client = [uses.client(ctx), uses.runtime(ctx, "StaticToken")].map(|it| print::path(&it));
        Snippet {
            krate: ctx.krate.clone(),
            imports,
            program_imports: uses.into_modules(),
            client,
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

    /// The names of files that examples may read what they send from, in the folder that they run in.
    pub const FILES: [&str; 6] = ["photo.jpg", "photo.png", "photo.gif", "file.pdf", "file.zip", "file.bin"];

    /// A whole program, which takes the token from the environment and shows the result.
    pub fn program(&self) -> String {
        let [client, token] = &self.client;
        let mut res = uses(&self.krate, &self.program_imports);
        res += "\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n";
        let token = format!("{token}::new(std::env::var(\"ACCESS_TOKEN\")?)");
        res += &if self.is_hosted {
            format!("    let client = {client}::new({token});\n")
        } else {
            format!("    let client = {client}::at(std::env::var(\"BASE_URL\")?).credential({token}).build()?;\n")
        };
        res += &print::statements(&self.statements, 4);
        res += &match &self.result {
            None => String::new(),
            Some(Shown { name, is_bytes: true }) => format!("    println!(\"{{}} bytes\", {name}.len());\n"),
            Some(Shown { name, is_bytes: false }) => format!("    println!(\"{{{name}:#?}}\");\n"),
        };
        res + "    Ok(())\n}\n"
    }

    /// An example for rustdoc: a code block, in which all but the request is hidden.
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

    /// A function that makes the request, in a module of its own.
    pub fn module(&self, name: &str) -> String {
        let client = &self.client[0];
        let uses = uses(&self.krate, &self.program_imports);
        let uses: String = uses.lines().map(|it| format!("    {it}\n")).collect();
        let body: String = print::statements(&self.statements, 4).lines().map(|it| format!("    {it}\n")).collect();
        format!(
            "mod {name} {{\n{uses}\n    pub async fn example(client: {client}) -> Result<(), Box<dyn std::error::Error>> {{\n\
             {body}        Ok(())\n    }}\n}}\n"
        )
    }
}

/// What is imported, a line for each module, broken where it is too long.
fn uses(krate: &str, imports: &Imports) -> String {
    let mut res = String::new();
    // The root comes last.
    for (module, names) in imports.iter().skip_while(|(it, _)| it.is_empty()).chain(imports.get_key_value("")) {
        let path = if module.is_empty() { krate.to_owned() } else { format!("{krate}::{module}") };
        let line = match &names[..] {
            [only] => format!("use {path}::{only};\n"),
            _ => format!("use {path}::{{{}}};\n", names.join(", ")),
        };
        // rustfmt leaves room behind the names.
        res += &if line.trim_end().len() + 2 <= LINE { line } else { filled(&path, names) };
    }
    res
}

/// As many names on a line as it holds.
fn filled(path: &str, names: &[String]) -> String {
    let mut res = format!("use {path}::{{\n");
    let mut line = "   ".to_owned();
    for (idx, name) in names.iter().enumerate() {
        // rustfmt leaves room for a blank before what comes next.
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
