//! Permitted dependencies between folders.
//!
//! A row is a folder or a module of the root, and the modules that it may use besides itself. A row of a nested folder
//! applies to everything below it; a permitted name includes everything below it. Roots of crates may use everything.

use super::edges::Edge;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The rules of one crate.
pub(super) struct Rules {
    /// The path of the sources, from the root of the repository.
    pub(super) folder: &'static str,
    /// The name of the library in programs of the package.
    pub(super) library: &'static str,
    /// Rows of the table: a folder, and the names that it may use, separated by spaces.
    pub(super) permitted: &'static [(&'static str, &'static str)],
    /// Edges between modules of one parent that may be on a cycle.
    pub(super) excused: &'static [Excused],
}

/// An edge that may be on a cycle.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Excused {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) reason: &'static str,
}

/// The crates whose edges are checked.
pub(super) const CRATES: [Rules; 3] = [GENERATOR, RUNTIME, XTASK];

const GENERATOR: Rules = Rules {
    folder: "generator/src",
    library: "graphwright",
    permitted: &[
        ("source", ""),
        ("spelling", ""),
        ("diagnostics", "source"),
        ("service", ""),
        ("model", "source spelling service"),
        ("input/json", "source diagnostics model/json"),
        ("input/tree", "source diagnostics model/json input/json"),
        ("input/markdown", "source spelling diagnostics model/json input/json input/tree"),
        ("input/url", "source diagnostics model"),
        ("input/page", "source spelling service diagnostics model input/json input/markdown input/url"),
        ("input/csdl", "source diagnostics model"),
        ("input/permissions", "source diagnostics model input/json input/url"),
        ("input/openapi", "source diagnostics model/contract model/json input/tree"),
        ("input/toc", "source diagnostics model/json input/tree"),
        ("input/read", "source diagnostics input/markdown input/openapi"),
        ("lower", "source spelling service diagnostics model input"),
        ("lower/pages", "source spelling service diagnostics model input/markdown input/page lower/case lower/chains"),
        ("lower/metadata", "source spelling service diagnostics model input/csdl lower/case lower/namespaces"),
        ("lower/openapi", "source service diagnostics model input/openapi"),
        ("lower/permissions", "source service model input/permissions"),
        ("lower/merge", "source service diagnostics model"),
        ("analysis/paths", "source spelling diagnostics model input/url"),
        ("analysis/areas", "source spelling diagnostics model input/markdown input/toc analysis/paths"),
        ("analysis/requests", "source model input/url analysis/paths"),
        ("analysis/unions", "model"),
        ("analysis/exchanges", "source model analysis/paths"),
        ("analysis/corrections", "spelling model analysis/areas analysis/paths"),
        ("check/suppress", "source diagnostics input/markdown"),
        ("check/drift", "source spelling diagnostics model analysis/paths"),
        ("check/examples", "source spelling service diagnostics model input/url analysis/paths analysis/requests"),
        ("check/links", "source spelling diagnostics input/markdown input/toc"),
        ("check/method_tables", "source diagnostics model input/markdown input/page analysis/paths"),
        ("check/query_options", "source spelling diagnostics model analysis/paths"),
        ("check/methods", "source diagnostics model analysis/paths"),
        ("check/pages", "source spelling diagnostics model model/example input/markdown input/page input/url"),
        ("check/permissions", "source spelling diagnostics model"),
        ("check/representations", "source spelling diagnostics model input/page"),
        ("check/accounts", "source diagnostics model input/markdown input/page analysis/paths"),
        ("rust/names", "source spelling diagnostics model analysis/areas analysis/paths"),
        ("rust/signature", "model analysis/paths"),
        ("rust/sign_in", "model"),
        (
            "rust/snippet",
            "source spelling model analysis/exchanges analysis/paths analysis/requests analysis/unions rust/names rust/sign_in rust/signature",
        ),
        ("rust/output", ""),
        ("rust/manifest", "spelling"),
        ("rust/package", ""),
        ("rust/rustdoc", "service"),
        ("rust/emit", "source service diagnostics model analysis rust"),
        ("export", "source diagnostics model analysis/paths"),
        ("pipeline", "source service diagnostics model input lower analysis check"),
        (
            "config",
            "source service diagnostics analysis/areas analysis/corrections analysis/paths rust/emit rust/manifest rust/names rust/output rust/package",
        ),
        ("generate", "source service diagnostics input/read analysis check/suppress rust pipeline config"),
        ("cli", "source service diagnostics model input analysis check rust export pipeline config generate"),
        ("allocator", ""),
    ],
    excused: &[],
};

const RUNTIME: Rules = Rules {
    folder: "runtime/src",
    library: "graphwright_runtime",
    permitted: &[
        ("boxed", ""),
        ("body", "boxed"),
        ("raw", ""),
        ("decode", "raw"),
        ("deadline", ""),
        ("filter", ""),
        ("link", ""),
        ("number", ""),
        ("list", "number"),
        ("page", ""),
        ("retry", ""),
        ("url", ""),
        ("secret", ""),
        ("parameter", "raw"),
        ("additional", "list secret raw"),
        ("map", "raw secret"),
        ("model", "number list raw secret additional map"),
        ("collection", "number list raw secret additional model"),
        ("transport", "boxed body"),
        ("credential", "boxed body deadline raw retry transport url"),
        ("error", "boxed decode link page raw retry transport"),
        ("untyped", "raw"),
        ("union", "raw secret model untyped"),
        ("values", "raw"),
        ("literal", "untyped values"),
        ("enumeration", "number literal"),
        ("field", "filter model literal"),
        ("path", "literal parameter"),
        ("client", "boxed body deadline page retry transport url credential error path"),
        ("macros", "model enumeration field path union"),
        ("reference", "path client"),
        ("server", "error"),
        (
            "request",
            "boxed body filter number page parameter raw retry model collection transport error field path client reference",
        ),
        ("response", "error raw request"),
        ("events", "boxed body page transport error path client request"),
        ("batch", "deadline page raw retry transport url error client request"),
        ("download", "boxed body page retry transport error client request"),
        ("operation", "deadline page raw retry url error client request"),
        ("paged", "parameter raw url error client request"),
        ("paging", "url collection error client request"),
        ("delta", "link model collection error client request paging"),
        ("blocking", "model collection error client request events paged paging delta"),
        ("test", "body transport credential client"),
        ("update", "number model error field client parameter reference request"),
        ("upload", "raw retry error client request"),
    ],
    excused: &[],
};

const XTASK: Rules = Rules {
    folder: "xtask/src",
    library: "xtask",
    permitted: &[
        ("node", ""),
        ("folders", ""),
        ("features", ""),
        ("fuzz", ""),
        ("sample", ""),
        ("tidy", ""),
        ("regenerate", ""),
        ("measure", ""),
        ("cost", "measure"),
        ("table", ""),
        ("corpus", "cost measure sample table"),
        ("codes", ""),
        ("precision", "corpus sample"),
        ("bench", "corpus cost folders measure node table"),
        ("odata", "corpus folders node"),
        ("import", "corpus folders regenerate"),
        ("mock", "corpus folders node"),
        ("mutate", "corpus sample"),
        ("package", "corpus"),
        ("replay", "corpus folders sample"),
    ],
    excused: &[],
};

/// The table of one crate as text. Unused permitted edges are in parentheses; excused ones follow.
pub(super) fn table(rules: &Rules, edges: &[Edge]) -> String {
    let used: Vec<(&str, String)> = edges.iter().filter_map(|it| Some((rules.edge(it)?.0, it.to.join("/")))).collect();
    let width = rules.permitted.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
    let mut res = format!("{}\n", rules.folder);
    for (row, permitted) in rules.permitted {
        let is_used = |it: &str| used.iter().any(|(from, to)| from == row && covers(it, to));
        let shown = permitted.split_whitespace().map(|it| if is_used(it) { it.to_owned() } else { format!("({it})") });
        let line = format!("  {row:width$}  {}", shown.collect::<Vec<_>>().join(" "));
        writeln!(res, "{}", line.trim_end()).expect("memory is writable");
    }
    for it in rules.excused {
        writeln!(res, "  may be on a cycle: {} → {} ({})", it.from, it.to, it.reason).expect("memory is writable");
    }
    res
}

/// The edges that the table does not permit, and unknown modules.
pub(super) fn problems(rules: &Rules, edges: &[Edge]) -> Vec<String> {
    let forbidden = edges.iter().filter_map(|edge| {
        let (from, to) = rules.edge(edge)?;
        let permitted = rules.permitted.iter().find(|(row, _)| *row == from)?.1;
        let module = edge.to.join("/");
        // A folder may use its content.
        let is_permitted = covers(from, &module) || permitted.split_whitespace().any(|it| covers(it, &module));
        (!is_permitted).then(|| format!("{}: `{from}` must not use `{to}` (`{}`)", edge.file, edge.path))
    });
    let modules = edges.iter().flat_map(|it| [&it.from, &it.to]).filter(|it| !it.is_empty());
    let unknown: BTreeSet<_> = modules.filter(|it| rules.row(it).is_none()).map(|it| it.join("/")).collect();
    let unknown = unknown.iter().map(|it| format!("{}/{it}: is missing in the table", rules.folder));
    forbidden.chain(unknown).collect()
}

impl Rules {
    /// The rows that an edge connects, if it leaves one.
    fn edge(&self, edge: &Edge) -> Option<(&'static str, &'static str)> {
        let rows = (self.row(&edge.from)?, self.row(&edge.to)?);
        (rows.0 != rows.1).then_some(rows)
    }

    /// The row of the innermost folder that contains a module.
    fn row(&self, names: &[String]) -> Option<&'static str> {
        let path = names.join("/");
        let rows = self.permitted.iter().map(|(row, _)| *row);
        rows.filter(|it| covers(it, &path)).max_by_key(|it| it.len())
    }
}

/// Whether a module is a folder itself, or below it.
fn covers(folder: &str, module: &str) -> bool {
    module.strip_prefix(folder).is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str) -> Edge {
        let names = |it: &str| it.split('/').map(str::to_owned).collect();
        Edge { from: names(from), to: names(to), file: format!("{from}.rs"), path: to.replace('/', "::") }
    }

    const RULES: Rules = Rules {
        folder: "src",
        library: "demo",
        permitted: &[("model", ""), ("input", "model"), ("input/page", "input/markdown model"), ("input/markdown", "")],
        excused: &[],
    };

    #[test]
    fn inner_rows_win() {
        let edges =
            [edge("input/page/http", "input/markdown"), edge("input/read", "model/types"), edge("model/a", "model/b")];
        assert!(problems(&RULES, &edges).is_empty());
        let found =
            problems(&RULES, &[edge("input/markdown", "model"), edge("input/page", "input/read"), edge("x", "model")]);
        assert_eq!(
            found,
            [
                "input/markdown.rs: `input/markdown` must not use `model` (`model`)",
                "input/page.rs: `input/page` must not use `input` (`input::read`)",
                "src/x: is missing in the table",
            ]
        );
    }

    #[test]
    fn unused_permissions_are_shown() {
        let table = table(&RULES, &[edge("input/page", "model")]);
        assert_eq!(
            table,
            "src\n  model\n  input           (model)\n  input/page      (input/markdown) model\n  input/markdown\n"
        );
    }
}
