//! `graphwright snippet`.

mod described;

use super::progress::Progress;
use super::{Inputs, Outcome, plural, printed};
use clap::Args;
use graphwright::diagnostics::Diagnostics;
use graphwright::generate;
use graphwright::model::example::RequestMessage;
use graphwright::model::{Operation, OperationId, TypeId};
use graphwright::pipeline::{self, Checked};
use graphwright::rust::names::Names;
use graphwright::rust::package::PackageName;
use graphwright::rust::snippet::{self, Snippet, Snippets};
use graphwright::source::SourceMap;
use std::error::Error;
use std::io::{self, Write};

/// Print an example request of a page or a description as a complete Rust program
///
/// The program calls the crate that `graphwright generate` writes for the same inputs. A part of the request that the crate
/// cannot express is an error, with its place.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes:\n  \
    0  the program was printed\n  \
    1  a part of the request cannot be expressed\n  \
    2  there is no such page or example, or files cannot be read\n\n\
    Examples:\n  \
    graphwright snippet user-get --docs api-reference/v1.0 --csdl metadata.xml\n  \
    graphwright snippet user-list#3 --docs api-reference/v1.0\n  \
    graphwright snippet user-update#update_user --docs api-reference/v1.0 --name my-sdk\n  \
    graphwright snippet addBook#print --openapi openapi.yaml --name library\n  \
    graphwright snippet 'GET /books' --openapi openapi.yaml --name library")]
pub(super) struct Options {
    /// A page by path or name (`user-get`), or an operation of a description by its `operationId` or its request line; and one
    /// of its requests by number or name (`user-get#2`); default: the first request
    #[arg(value_name = "PAGE|OPERATION[#EXAMPLE]")]
    page: String,
    #[command(flatten)]
    inputs: Inputs,
    /// The package that the program calls
    #[arg(long, value_name = "CRATE", default_value = "msgraph")]
    name: PackageName,
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let progress = Progress::new("reading pages");
    let sources = options.inputs.read()?;
    progress.say("checking pages");
    let checked = pipeline::check(&sources, &options.inputs.service(), options.inputs.operations.into());
    drop(progress);
    generate::require_usable(&sources, &checked.diagnostics)?;
    let names = Names::new(&mut Diagnostics::default(), &sources, &checked.model, &checked.paths, &checked.areas);
    let krate = options.name.to_string();
    let snippets = Snippets::new(&sources, &checked.model, &checked.paths, &names, &krate);
    match written(&sources, &checked, &snippets, &options.page)? {
        Ok(snippet) => {
            let mut out = io::stdout().lock();
            let result = out.write_all(snippet.program().as_bytes()).and_then(|()| out.flush());
            printed(result, Outcome::Clean)
        }
        Err(err) => {
            say!("error: {}: {err}", sources.position(err.span));
            let shown = sources[err.span].lines().next().unwrap_or_default();
            if !shown.trim().is_empty() {
                say!("  {}", shown.trim());
            }
            Ok(Outcome::Findings)
        }
    }
}

/// The code of an example, or the part that cannot be expressed.
fn written(
    sources: &SourceMap,
    checked: &Checked,
    snippets: &Snippets<'_>,
    wanted: &str,
) -> Result<Result<Snippet, snippet::Error>, String> {
    if let Some((id, example)) = described::find(checked, wanted) {
        return Ok(snippets.write_exchange(&described::exchange(snippets, checked, id, example)?));
    }
    let (page, example) = match wanted.rsplit_once('#') {
        Some((page, example)) => (page, Some(example)),
        None => (wanted, None),
    };
    let id = operation(sources, checked, page)?;
    Ok(snippets.write(id, message(sources, checked.model.operation(id), example)?))
}

/// The operation that the page of this path or name documents.
fn operation(sources: &SourceMap, checked: &Checked, page: &str) -> Result<OperationId, String> {
    let operations = checked.model.operations.iter().enumerate().filter(|(_, it)| it.contract.is_none());
    let all: Vec<(OperationId, &str, &str)> = operations
        .map(|(idx, it)| {
            let file = sources.file(it.page);
            (OperationId(idx as u32), &*file.path, &*file.name)
        })
        .collect();
    let wanted = page.strip_suffix(".md").unwrap_or(page).replace('\\', "/").to_lowercase();
    let is_meant = |path: &str| {
        let path = path.strip_suffix(".md").unwrap_or(path).to_lowercase();
        path == wanted || path.ends_with(&format!("/{wanted}"))
    };
    let found: Vec<_> = all.iter().filter(|(_, path, name)| is_meant(path) || is_meant(name)).collect();
    match &found[..] {
        [(id, ..)] => Ok(*id),
        [] => {
            let described: Vec<String> = described::all_names(checked).collect();
            let known = all.iter().map(|(_, _, name)| stem(name)).chain(described.iter().map(String::as_str));
            let meant = nearest(&wanted, known);
            let hint = meant.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            Err(match described.is_empty() {
                true => format!("no page named `{page}` documents a request{hint}"),
                false => format!("no operation or page is named `{page}`{hint}"),
            })
        }
        several => {
            let paths: Vec<&str> = several.iter().map(|(_, path, _)| *path).collect();
            Err(format!("several pages are named `{page}`: {}", paths.join(", ")))
        }
    }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".md").unwrap_or(file)
}

/// The most similar name.
fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |it: &str| strsim::normalized_damerau_levenshtein(stem(wanted), &it.to_lowercase());
    let best = names.map(|it| (likeness(it), it)).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some(best.1).filter(|_| best.0 > 0.6)
}

/// The request of this number, from 1, or of this name.
fn message<'m>(
    sources: &SourceMap,
    operation: &'m Operation<TypeId>,
    example: Option<&str>,
) -> Result<&'m RequestMessage, String> {
    let all: Vec<&RequestMessage> = operation.example_requests().collect();
    chosen(&sources.file(operation.page).path, &all, |it| it.name.as_deref(), example).copied()
}

/// The example of this number, from 1, or of this name. `of` is what has the examples.
fn chosen<'e, T>(
    of: &str,
    all: &'e [T],
    name: impl Fn(&T) -> Option<&str>,
    wanted: Option<&str>,
) -> Result<&'e T, String> {
    let found = match wanted {
        None => all.first(),
        Some(wanted) => {
            let by_number = wanted.parse::<usize>().ok().and_then(|it| all.get(it.checked_sub(1)?));
            by_number.or_else(|| all.iter().find(|it| name(it) == Some(wanted)))
        }
    };
    found.ok_or_else(|| {
        let Some(wanted) = wanted.filter(|_| !all.is_empty()) else {
            return format!("`{of}` has no example request");
        };
        let named = all.iter().enumerate().map(|(idx, it)| match name(it) {
            Some(name) => format!("{} ({name})", idx + 1),
            None => (idx + 1).to_string(),
        });
        let named: Vec<String> = named.collect();
        format!(
            "`{of}` has no example request `{wanted}`; it has {}: {}",
            plural(all.len(), "request"),
            named.join(", ")
        )
    })
}
