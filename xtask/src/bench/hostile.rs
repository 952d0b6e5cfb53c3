//! `cargo xtask bench hostile`: inputs that no author writes. Each is checked and generated in a process of its own.

mod descriptions;

use super::{io_error, warn_of_debug_build};
use crate::corpus::in_memory;
use crate::table;
use crate::{folders, root};
use clap::{Args, ValueEnum};
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

/// The front matter and the title of the only type.
const TYPE: &str = "---\ntitle: \"thing resource type\"\ndoc_type: resourcePageType\n---\n\n# thing resource type\n\n\
    Namespace: microsoft.graph\n\nA thing.\n\n";

/// The header of a table of properties.
const PROPERTIES: &str = "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n";

/// What is measured
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// For child processes: do this with the pages and the metadata of `--dir`
    #[arg(long, hide = true, requires = "dir")]
    work: Option<Work>,
    #[arg(long, hide = true)]
    dir: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Work {
    Check,
    Generate,
}

/// A name, and the function that writes the files.
type Input = (&'static str, fn(&Path) -> Result<(), String>);

const INPUTS: [Input; 16] = [
    ("100,000 rows of one table", rows),
    ("a page of 57 MB", long_page),
    ("20,000 nested quotes", quotes),
    ("includes that double 30 times", includes),
    ("3,000 base types, in metadata", declared_chain),
    ("3,000 base types, on pages", documented_chain),
    ("a URL of 4,000 segments", segments),
    ("OpenAPI: 100,000 members of an object", descriptions::members),
    ("OpenAPI: 100,000 members of an enum", descriptions::choices),
    ("OpenAPI: 3,000 variants of a union", descriptions::variants),
    ("OpenAPI: 20,000 parameters", descriptions::parameters),
    ("OpenAPI: a circle of 10,000 references", descriptions::circle),
    ("OpenAPI: combined schemas that double 40 times", descriptions::doubled),
    ("OpenAPI: lists nested 10,000 times", descriptions::nesting),
    ("OpenAPI: anchors that double 40 times", descriptions::anchors),
    ("OpenAPI: GitHub (2022) five times, 13 MB", descriptions::repeated),
];

pub(super) fn run(options: &Options) -> Result<(), String> {
    if let (Some(work), Some(dir)) = (options.work, &options.dir) {
        return work.run(dir);
    }
    warn_of_debug_build("hostile");
    let home = root().join("target/bench/hostile");
    folders::remove(&home).map_err(io_error)?;
    table::head(&["", "check, s", "generate, s"]);
    for (name, write) in INPUTS {
        write(&home)?;
        let times = [Work::Check, Work::Generate].map(|it| it.measure(&home));
        let [check, generate] = times;
        println!("| {name} | {:.2} | {:.2} |", check?, generate?);
        folders::remove(&home).map_err(io_error)?;
    }
    Ok(())
}

impl Work {
    /// The seconds that a child process needs.
    fn measure(self, dir: &Path) -> Result<f64, String> {
        let program = env::current_exe().map_err(io_error)?;
        let work = self.to_possible_value().map_or_else(String::new, |it| it.get_name().to_owned());
        let start = Instant::now();
        let mut child = Command::new(program);
        let status = child.args(["bench", "hostile", "--work", &work, "--dir"]).arg(dir).status().map_err(io_error)?;
        let seconds = start.elapsed().as_secs_f64();
        if status.success() { Ok(seconds) } else { Err(format!("`{work}` failed in `{}`", dir.display())) }
    }

    fn run(self, dir: &Path) -> Result<(), String> {
        match self {
            Work::Check => {
                let sources = read::read(&[dir.to_owned()], &[], &[]).map_err(|err| err.to_string())?;
                black_box(pipeline::check(&sources, &Service::default(), Operations::Documented));
            }
            Work::Generate => {
                let inputs = Inputs { docs: vec![dir.to_owned()], ..Inputs::default() };
                // Nothing is generated from inputs that are refused.
                if let Err(err) = in_memory(&inputs, "hostile") {
                    eprintln!("{}: {err}", dir.display());
                }
            }
        }
        Ok(())
    }
}

fn put(dir: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap_or(dir)).and_then(|()| fs::write(path, text)).map_err(io_error)
}

fn page(dir: &Path, rest: &str) -> Result<(), String> {
    put(dir, "resources/thing.md", &format!("{TYPE}{rest}"))
}

fn rows(dir: &Path) -> Result<(), String> {
    let rows: String = (0..100_000).map(|idx| format!("|p{idx}|String|A.|\n")).collect();
    page(dir, &format!("{PROPERTIES}{rows}"))
}

fn long_page(dir: &Path) -> Result<(), String> {
    let part = "## A section\n\nA paragraph with `code` and a [link](thing.md).\n\n- An item\n- Another item\n\n";
    page(dir, &part.repeat(57_000_000 / part.len()))
}

fn quotes(dir: &Path) -> Result<(), String> {
    page(dir, &format!("{PROPERTIES}|id|String|A.|\n\n{} a\n\n{} b\n", ">".repeat(20_000), "- ".repeat(20_000)))
}

fn includes(dir: &Path) -> Result<(), String> {
    for level in 0..30 {
        let next = format!("[!INCLUDE [next]({}.md)]\n\n", level + 1).repeat(2);
        put(dir, &format!("includes/{level}.md"), &next)?;
    }
    put(dir, "includes/30.md", "The end.\n")?;
    page(dir, "[!INCLUDE [first](../includes/0.md)]\n")
}

fn declared_chain(dir: &Path) -> Result<(), String> {
    let ty = |idx: usize| {
        let base = if idx == 0 { String::new() } else { format!(" BaseType=\"a.t{}\"", idx - 1) };
        format!("<EntityType Name=\"t{idx}\"{base}><Property Name=\"p{idx}\" Type=\"Edm.String\"/></EntityType>\n")
    };
    let types: String = (0..3_000).map(ty).collect();
    let open = "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
        <Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">";
    put(dir, "metadata.xml", &format!("{open}{types}</Schema></edmx:DataServices></edmx:Edmx>"))
}

fn documented_chain(dir: &Path) -> Result<(), String> {
    for idx in 0..3_000 {
        let base = if idx == 0 { String::new() } else { format!(", \"baseType\": \"microsoft.graph.t{}\"", idx - 1) };
        let json = format!(
            "\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \
             \"@odata.type\": \"microsoft.graph.t{idx}\"{base} }} -->\n``` json\n{{ \"p{idx}\": \"String\" }}\n```\n"
        );
        let text = format!("{}{PROPERTIES}|p{idx}|String|A.|\n{json}", TYPE.replace("thing", &format!("t{idx}")));
        put(dir, &format!("resources/t{idx}.md"), &text)?;
    }
    Ok(())
}

fn segments(dir: &Path) -> Result<(), String> {
    let url: String = (0..4_000).map(|idx| format!("/s{idx}")).collect();
    let text =
        format!("---\ntitle: \"Get thing\"\n---\n\n# Get thing\n\n## HTTP request\n\n``` http\nGET {url}\n```\n");
    put(dir, "api/thing-get.md", &text)
}
